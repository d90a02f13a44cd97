/* The wiring: filters, year slider, search, keyboard, language, deep links. */

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
const LARGE = Boolean(data.about.webgl);
const holder = document.getElementById("graph");
const byId = function (id) { return document.getElementById(id); };
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;

const drawing = LARGE && !canWebgl() ? null : (LARGE ? sigmaDrawing : visDrawing)(holder, {
  node: function (n) { go(n, false); },
  edge: function (e) { go({ statement: edgeStatement[e] }, false); },
  twice: function (n) { expand(n); },
  nothing: function () { state.chosen = null; drawing.choose(null, []); }
});

function refresh() {
  const seen = visible();
  if (drawing) drawing.set(seen);
  drawTable(seen);
  const hidden = state.opened.size - seen.nodes.size;
  byId("status").textContent = pick(
    "显示 " + seen.nodes.size + " 个点、" + seen.edges.length + " 条边；文件内共 " + nodeCount + " 个点" + (hidden ? "；筛选隐去 " + hidden + " 个点" : ""),
    counted(seen.nodes.size, "node") + " and " + counted(seen.edges.length, "edge") + " shown; " + counted(nodeCount, "node") + " in the file" + (hidden ? "; " + counted(hidden, "node") + " hidden by filters" : ""));
  byId("show-all").hidden = state.opened.size === nodeCount;
  return seen;
}
function open(list, around) {
  const fresh = list.filter(function (n) { return !state.opened.has(n); });
  if (!fresh.length) return;
  if (around !== null && around !== undefined && !whole) settle(around, fresh);
  fresh.forEach(function (n) { state.opened.add(n); });
}
function expand(n) {
  open(hiddenNeighbours(n), n);
  refresh();
  go(n, false);
}
function hide(n) {
  state.opened.delete(n);
  state.chosen = null;
  refresh();
  showHint("已收起 " + label(n) + "。", label(n) + " is hidden.");
}
function anchor(list) { return list.find(function (n) { return state.opened.has(n); }); }
function unhide(n) { state.off.type.delete(data.nodes.type[n]); state.off.place.delete(data.nodes.frame[n]); }
function reveal(s) {
  for (const name of statementFacets) state.off[name].delete(facets[name].of(s));
  for (const e of edgesOfStatement[s]) {
    const ends = edgeEnds(e);
    open(ends, anchor(ends));
    ends.forEach(unhide);
  }
  if (!passes(s)) { state.years = null; state.undated = true; }
  drawFilters();
}
/* Go to a node or a statement: choose it, tell it in the panel, name it in the address. */
function go(target, move) {
  if (typeof target === "number") {
    const isHidden = !visible().nodes.has(target);
    state.chosen = target;
    if (isHidden) {
      open([target], anchor(edgesOf[target].flatMap(edgeEnds)));
      unhide(target);
      drawFilters();
      refresh();
    }
    if (drawing) { drawing.choose(target, edgesOf[target]); if (move) drawing.focus(target); }
    showNode(target);
    remember(nodeId[target]);
    return;
  }
  const s = target.statement, own = edgesOfStatement[s];
  state.chosen = null;
  if (!passes(s) || own.some(function (e) { return edgeEnds(e).some(function (n) { return !nodePasses(n); }); })) { reveal(s); refresh(); }
  if (drawing) {
    drawing.choose(null, own);
    const subject = data.statements.subject[s];
    if (move && own.length) drawing.focus(edgeStart[own[0]]);
    else if (move && isNode(subject) && state.opened.has(subject)) drawing.focus(subject);
  }
  showStatement(s);
  remember(data.statements.id[s]);
}
let remembered = "";
function remember(id) {
  remembered = "#n=" + encodeURIComponent(id);
  if (location.hash !== remembered) history.replaceState(null, "", remembered);
}
function follow() {
  const asked = location.hash.replace(/^#n=/, "");
  if (!asked || asked === location.hash) return;
  let wanted = asked;
  try { wanted = decodeURIComponent(asked); } catch (error) { /* a broken address is looked up as it stands */ }
  const n = nodeId.indexOf(wanted);
  if (n >= 0) { go(n, nodeCount > 60); return; }
  const s = data.statements.id.indexOf(wanted);
  if (s >= 0) go({ statement: s }, nodeCount > 60);
  else {
    remembered = location.hash;
    showHint("图中没有 " + wanted + "。", wanted + " is not in this graph.");
  }
}

/* Filters. */
function facetCounts(name) {
  const counts = new Map();
  const count = function (key) { counts.set(key, (counts.get(key) || 0) + 1); };
  if (name === "type") data.nodes.type.forEach(count);
  else if (name === "place") data.nodes.frame.forEach(count);
  else everyStatement.forEach(function (s) { count(facets[name].of(s)); });
  return counts;
}
function facetLabel(name, key) {
  if (name === "source") return key < 0 ? "" : data.sources.title[key] + " " + data.sources.date[key];
  if (name === "certainty") return lineWord(key);
  if (name === "judgement") return key === "disputed" ? lineWord("disputed") : pick("未见异说", "not disputed");
  if (name === "place") return key < 0 ? pick("（未归入地方）", "(no place)") : pick(data.frames.zh[key], data.frames.en[key]);
  return term(key);
}
function drawFilters() {
  const box = byId("facets");
  const openOnes = new Set(Array.from(box.querySelectorAll("details[open]")).map(function (d) { return d.dataset.facet; }));
  box.replaceChildren();
  for (const name of Object.keys(facets)) {
    const counts = Array.from(facetCounts(name)).sort(function (a, b) { return b[1] - a[1]; });
    if (counts.length < 2) continue;
    const part = element("details"), head = element("summary", pick(facets[name].zh, facets[name].en)), set = element("fieldset");
    part.dataset.facet = name;
    part.open = openOnes.has(name);
    const off = counts.filter(function (row) { return state.off[name].has(row[0]); }).length;
    if (off) head.append(element("em", pick(" 隐去 " + off, " " + off + " off")));
    set.append(element("legend", pick(facets[name].zh, facets[name].en), "unseen"));
    const all = element("p", undefined, "acts");
    all.append(button(pick("全选", "all"), function () { state.off[name].clear(); drawFilters(); refresh(); }),
      button(pick("全不选", "none"), function () { counts.forEach(function (row) { state.off[name].add(row[0]); }); drawFilters(); refresh(); }));
    set.append(all);
    for (const row of counts) {
      const line = element("label"), tick = element("input");
      tick.type = "checkbox";
      tick.checked = !state.off[name].has(row[0]);
      tick.addEventListener("change", function () {
        if (tick.checked) state.off[name].delete(row[0]); else state.off[name].add(row[0]);
        refresh();
      });
      line.append(tick, " ", element("bdi", facetLabel(name, row[0])), " ", element("span", String(row[1]), "small"));
      set.append(line);
    }
    part.append(head, set);
    box.append(part);
  }
  drawYears();
}
const allYears = firstYear.concat(lastYear).filter(function (y) { return y !== null; });
const yearRange = allYears.length ? allYears.reduce(function (range, y) { return [Math.min(range[0], y), Math.max(range[1], y)]; }, [9999, 0]) : null;
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
}
function yearsMoved(event) {
  let from = Number(byId("year-from").value), to = Number(byId("year-to").value);
  if (from > to) { if (event.target.id === "year-from") to = from; else from = to; }
  state.years = from === yearRange[0] && to === yearRange[1] ? null : [from, to];
  drawYears();
  refresh();
}

/* Search: a combobox with a list of what is found. */
const box = byId("term"), found = byId("found");
let results = [], active = -1, asking = false;
function drawFound() {
  found.replaceChildren();
  results.forEach(function (n, k) {
    const row = element("li");
    row.id = "found-" + k;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(k === active));
    row.append(element("bdi", label(n)), element("span", " " + term(data.nodes.type[n]) + (state.opened.has(n) ? "" : pick(" · 未展开", " · not shown")), "small"));
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
  const alone = !state.opened.has(n);
  go(n, true);
  if (alone && hiddenNeighbours(n).length <= 20) expand(n);  // a node by itself in the white says little
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

/* Keyboard: arrows go to the nearest node that way, Enter tells it, e expands, + and - zoom, 0 fits, Shift and arrows pan. */
function towards(n, x, y) {
  let best = null, least = Infinity;
  visible().nodes.forEach(function (m) {
    if (m === n) return;
    const dx = place[m][0] - place[n][0], dy = place[m][1] - place[n][1];
    const along = dx * x + dy * y, aside = Math.abs(dx * y - dy * x);
    if (along > 0 && along + 2 * aside < least) { least = along + 2 * aside; best = m; }
  });
  return best;
}
holder.addEventListener("keydown", function (event) {
  if (!drawing || event.ctrlKey || event.metaKey || event.altKey) return;
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (way && event.shiftKey) drawing.pan(80 * way[0], 80 * way[1]);
  else if (way) {
    const from = state.chosen === null ? Array.from(centres)[0] : state.chosen;
    const start = from === undefined ? visible().nodes.values().next().value : from;
    const to = state.chosen === null ? start : towards(start, way[0], way[1]);
    if (to !== null && to !== undefined) go(to, true);
  } else if (event.key === "+" || event.key === "=") drawing.zoom(1.25);
  else if (event.key === "-") drawing.zoom(0.8);
  else if (event.key === "0") drawing.fit();
  else if (event.key === "e" && state.chosen !== null) expand(state.chosen);
  else if (event.key === "Enter" && state.chosen !== null) { panel.focus(); }
  else if (event.key === "Escape") { state.chosen = null; drawing.choose(null, []); }
  else return;
  event.preventDefault();
});

function setLanguage(language) {
  state.language = language;
  document.documentElement.lang = language;
  document.documentElement.dataset.lang = language;
  document.title = title();
  document.querySelector("h1").textContent = document.title;
  byId("language").textContent = language === "zh" ? "English" : "中文";
  index = null;
  for (const part of document.querySelectorAll("[data-zh]")) part.setAttribute("aria-label", pick(part.dataset.zh, part.dataset.en));
  drawFilters();
  refresh();
}
byId("language").addEventListener("click", function () {
  setLanguage(state.language === "zh" ? "en" : "zh");
  if (state.chosen !== null) showNode(state.chosen); else if (remembered) follow();
  if (drawing) drawing.redraw();
});
byId("fit").addEventListener("click", function () { if (drawing) drawing.fit(); });
byId("zoom-in").addEventListener("click", function () { if (drawing) drawing.zoom(1.25); });
byId("zoom-out").addEventListener("click", function () { if (drawing) drawing.zoom(0.8); });
byId("show-all").addEventListener("click", function () {
  useWholeLayout();
  everyNode.forEach(function (n) { state.opened.add(n); });
  refresh();
  if (drawing) drawing.fit();
});
byId("reset").addEventListener("click", function () { location.hash = ""; location.reload(); });
byId("year-from").addEventListener("input", yearsMoved);
byId("year-to").addEventListener("input", yearsMoved);
byId("undated").addEventListener("change", function () { state.undated = byId("undated").checked; refresh(); });
byId("alone").addEventListener("change", function () { state.alone = byId("alone").checked; refresh(); });
byId("more-rows").addEventListener("click", function () { addRows(500); });
for (const name of Object.keys(downloads)) byId("save-" + name).addEventListener("click", downloads[name]);
window.addEventListener("hashchange", function () { if (location.hash !== remembered) follow(); });
window.addEventListener("beforeprint", function () { addRows(everyStatement.length); });
matchMedia("print").addEventListener("change", function () { setTimeout(function () { if (drawing) drawing.fit(); }, 150); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { refresh(); if (drawing) drawing.redraw(); });

setLanguage(data.about.language);
if (drawing) {
  drawing.ready(function () {
    drawing.fit();
    follow();
    document.body.dataset.ready = "yes";
  });
} else {
  holder.append(both("此浏览器不支持 WebGL，请看下表。", "This browser has no WebGL; see the table below."));
  follow();
  document.body.dataset.ready = "yes";
}
