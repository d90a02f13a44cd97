/* Filters: a list with a search of its own for each facet, and the years: one slider with two ends, a histogram, play. */

const byId = function (id) { return document.getElementById(id); };
const LONG_LIST = 12; /* from so many values on a list can be searched */
function facetCounts(name) {
  const counts = new Map();
  const count = function (key) { if (key !== null) counts.set(key, (counts.get(key) || 0) + 1); };
  if (name === "type") data.nodes.type.forEach(count);
  else if (name === "place") data.nodes.frame.forEach(count);
  else everyStatement.forEach(function (s) { count(facets[name].of(s)); });
  return counts;
}
function facetLabel(name, key) {
  if (name === "source") return key < 0 ? "" : titleOf(key) + " " + data.sources.date[key];
  if (name === "certainty") return lineWord(key);
  if (name === "band") return pick(data.bands.zh[key], data.bands.en[key]);
  if (name === "judgement") return key === "disputed" ? lineWord("disputed") : lineWord("undisputed");
  if (name === "place") return key < 0 ? lineWord("no-place") : pick(data.frames.zh[key], data.frames.en[key]);
  return term(key);
}
function searchOf(lines) {
  const field = element("input");
  field.type = "search";
  field.setAttribute("aria-label", pick("在此列表中查找", "find in this list"));
  field.addEventListener("input", function () {
    const wanted = folded(field.value);
    lines.forEach(function (line) { line.hidden = Boolean(wanted) && !folded(line.textContent).includes(wanted); });
  });
  return field;
}
function facetLine(name, row) {
  const line = element("label"), tick = element("input");
  tick.type = "checkbox";
  tick.checked = !state.off[name].has(row[0]);
  tick.addEventListener("change", function () {
    if (tick.checked) state.off[name].delete(row[0]); else state.off[name].add(row[0]);
    changed(true);
  });
  line.append(tick, " ", element("bdi", facetLabel(name, row[0])), " ", element("span", String(row[1]), "small"));
  return line;
}
/* The lists are made when somebody looks at them. */
let filtersStale = true;
byId("filters").addEventListener("toggle", function () { if (filtersStale) drawFilters(); });
function drawFilters() {
  const box = byId("facets");
  filtersStale = !byId("filters").open && box.childNodes.length > 0;
  if (filtersStale) return;
  const openOnes = new Set(Array.from(box.querySelectorAll("details[open]")).map(function (d) { return d.dataset.facet; }));
  box.replaceChildren();
  for (const name of Object.keys(facets)) {
    const counts = Array.from(facetCounts(name)).sort(function (a, b) { return b[1] - a[1]; });
    if (counts.length < 2) continue;
    const part = element("details"), head = element("summary", lineWord("facet-" + name)), set = element("fieldset");
    part.dataset.facet = name;
    part.open = openOnes.has(name);
    const off = counts.filter(function (row) { return state.off[name].has(row[0]); }).length;
    if (off) head.append(element("em", pick(" 隐去 " + off, " " + off + " off")));
    set.append(element("legend", lineWord("facet-" + name), "unseen"));
    const all = element("p", undefined, "acts"), lines = counts.map(function (row) { return facetLine(name, row); });
    all.append(button(pick("全选", "all"), function () { state.off[name].clear(); changed(true); }),
      button(pick("全不选", "none"), function () { counts.forEach(function (row) { state.off[name].add(row[0]); }); changed(true); }));
    if (counts.length > LONG_LIST) all.append(searchOf(lines));
    set.append(all);
    set.append.apply(set, lines);
    part.append(head, set);
    box.append(part);
  }
  drawYears();
}
const allYears = firstYear.concat(lastYear).filter(function (y) { return y !== null; });
const yearRange = allYears.length ? [extreme(allYears, -1), extreme(allYears, 1)] : null;
const undatedCount = everyStatement.filter(function (s) { return firstYear[s] === null && lastYear[s] === null; }).length;
function drawYears() {
  byId("years").hidden = !yearRange;
  if (!yearRange) return;
  const now = state.years || yearRange;
  ["year-from", "year-to"].forEach(function (id, n) {
    const slider = byId(id);
    slider.min = yearRange[0]; slider.max = yearRange[1]; slider.value = now[n];
    slider.setAttribute("aria-valuetext", String(now[n]));
  });
  byId("year-said").textContent = now[0] + "–" + now[1];
  byId("undated").checked = state.undated;
  byId("undated-said").textContent = pick("含时间未载者 " + undatedCount + " 条", "include " + undatedCount + " undated");
  drawHistogram(now);
}
/* How many statements begin in each year; the years outside the slider's ends are pale. */
function drawHistogram(now) {
  const counts = new Map();
  everyStatement.forEach(function (s) { const y = firstYear[s] === null ? lastYear[s] : firstYear[s]; if (y !== null) counts.set(y, (counts.get(y) || 0) + 1); });
  const most = extreme(Array.from(counts.values()).concat(1), 1), span = yearRange[1] - yearRange[0] + 1;
  const svg = drawingElement("svg", { viewBox: "0 0 " + span + " 20", preserveAspectRatio: "none", "aria-hidden": "true" });
  counts.forEach(function (count, y) {
    const high = Math.max(1, 20 * Math.sqrt(count / most));
    svg.append(drawingElement("rect", { x: y - yearRange[0] + 0.08, y: 20 - high, width: 0.84, height: high, class: y < now[0] || y > now[1] ? "out" : "in" }));
  });
  byId("histogram").replaceChildren(svg);
}
function yearsMoved(event) {
  let from = Number(byId("year-from").value), to = Number(byId("year-to").value);
  if (from > to) { if (event.target.id === "year-from") to = from; else from = to; }
  state.years = from === yearRange[0] && to === yearRange[1] ? null : [from, to];
  changed(true);
}
/* Play: the window of years, or one year, moves on from the first to the last. */
let playing = null;
function play() {
  const stop = function () { clearInterval(playing); playing = null; byId("play").textContent = "▶"; byId("play").setAttribute("aria-pressed", "false"); };
  if (playing) { stop(); return; }
  const wide = state.years ? state.years[1] - state.years[0] : 0;
  let from = state.years && state.years[1] < yearRange[1] ? state.years[0] : yearRange[0] - 1;
  byId("play").textContent = "❚❚";
  byId("play").setAttribute("aria-pressed", "true");
  playing = setInterval(function () {
    from += 1;
    state.years = [from, Math.min(from + wide, yearRange[1])];
    state.undated = false;
    changed(false);
    if (from + wide >= yearRange[1]) stop();
  }, 900);
}
