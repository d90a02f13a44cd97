/* Search: characters, other names, codes and ids, pinyin and its initials; a combobox with a list of what is found. */

let index = null;
function search(text, most) {
  const wanted = folded(text);
  if (!wanted) return [];
  index = index || nodeId.map(function (id, n) {
    const names = [data.nodes.zh[n], data.nodes.en[n], data.nodes.sound[n], id, data.nodes.code[n]].concat(data.nodes.also[n].split("、"), data.nodes.also_en[n].split("; "));
    return { whole: names.filter(Boolean).map(folded), short: [initials(data.nodes.sound[n]), initials(data.nodes.en[n])] };
  });
  const whole = [wanted].concat(turned(text)), short = inFull(wanted);
  const ranked = [];
  index.forEach(function (entry, n) {
    let rank = 9;
    if (entry.whole.some(function (x) { return whole.includes(x); })) rank = 0;
    else if (entry.whole.some(function (x) { return short.includes(x); })) rank = 1;
    else if (entry.short.includes(wanted)) rank = 1;
    else if (entry.whole.some(function (x) { return x.startsWith(wanted); })) rank = 2;
    else if (entry.whole.some(function (x) { return x.includes(wanted); })) rank = 3;
    if (rank < 9) ranked.push([rank, -edgesOf[n].length, n]);
  });
  ranked.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
  return ranked.slice(0, most).map(function (row) { return row[2]; });
}
const box = byId("term"), found = byId("found");
let results = [], active = -1, asking = false;
function drawFound() {
  found.replaceChildren();
  results.forEach(function (n, k) {
    const row = element("li");
    row.id = "found-" + k;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(k === active));
    row.append(element("bdi", label(n)), element("span", " " + term(data.nodes.type[n]) + (seen.nodes.has(n) ? "" : pick(" · 未画出", " · not drawn")), "small"));
    row.addEventListener("mousedown", function (event) { event.preventDefault(); choose(k); });
    found.append(row);
  });
  if (!results.length && box.value.trim() && asking) {
    const none = element("li", pick("无此名称", "no match"), "small");
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    found.append(none);
  }
  found.hidden = !found.childNodes.length;
  box.setAttribute("aria-expanded", String(results.length > 0));
  if (active >= 0) box.setAttribute("aria-activedescendant", "found-" + active); else box.removeAttribute("aria-activedescendant");
}
function choose(k) {
  const n = results[k];
  results = []; active = -1; asking = false;
  drawFound();
  if (n === undefined) { showHint("图中没有这个名称。", "No match in this graph."); return; }
  box.value = label(n);
  if (pathFrom === null) go(n, true); else showPath(pathFrom, n);
}
box.addEventListener("input", function () { asking = true; results = search(box.value, 12); active = -1; drawFound(); });
box.addEventListener("blur", function () { results = []; asking = false; drawFound(); });
box.addEventListener("keydown", function (event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!results.length) results = search(box.value, 12);
    if (results.length) active = (active + (event.key === "ArrowDown" ? 1 : results.length - 1)) % results.length;
    drawFound();
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (!results.length) results = search(box.value, 12);
    choose(Math.max(active, 0));
  } else if (event.key === "Escape") { results = []; asking = false; drawFound(); }
});

