/* The wiring: the switch, going to things, expanding, keyboard, language, deep links. */

const LARGE = Boolean(data.about.webgl);
const holder = document.getElementById("graph");
const sizeWords = { leads: ["计入的牵头", "counted leads"], betweenness: ["中介中心性", "betweenness"], none: ["一样大", "all alike"] };
const colourWords = { class: ["类别", "class"], place: ["地方", "place"], community: ["社群", "community"] };
let pathFrom = null; /* the node from which a reader looks for a path */
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;

const drawing = LARGE && !canWebgl() ? null : (LARGE ? sigmaDrawing : visDrawing)(holder, {
  node: function (n) { if (pathFrom === null) go(n, false); else showPath(pathFrom, n); },
  edge: function (e) { go({ statement: edgeStatement[e] }, false); },
  twice: function (n) { expand(n, hiddenGroups(n)); },
  nothing: nothing,
  frame: function (n) { if (state.shut.has(n)) openBox(n); else { state.shut.add(n); changed(true); } },
  resized: function () { refresh(); drawing.fit(); },
  dragged: function (list) { list.forEach(function (n) { state.moved.set(n, place[n].slice()); }); byId("unmove").hidden = false; keep(); remember(); }
});

/* The first view is drawn before what is not in it: the table below, and the filters, which are folded. */
const afterFirst = new Map();
let isDrawn = false;
function unhurried(name, make) { if (isDrawn) make(); else afterFirst.set(name, make); }
function finish() {
  if (isDrawn) return;
  isDrawn = true;
  afterFirst.forEach(function (make) { make(); });
  document.body.dataset.ready = "yes";
}

function refresh() {
  const now = visible();
  findExpandable();
  thin(now);
  arrange(now);
  drawLegend(now);
  drawSwitch();
  drawStatus(now);
  if (takeRoom()) arrange(now);
  if (drawing) drawing.set(now);
  unhurried("table", function () { drawTable(now); });
  return now;
}
/* Graph and legend fill the first screen below the controls. Says whether that has changed. */
let roomTaken = 0;
function takeRoom() {
  const high = function (part) { return part.getBoundingClientRect().height; };
  if (window.innerWidth <= 760 || byId("filters").open || matchMedia("print").matches) return false;
  const room = Math.floor(window.innerHeight - high(document.querySelector("header")) - high(byId("controls")) - high(byId("legend")) - 1);
  if (room === roomTaken) return false;
  roomTaken = room;
  document.querySelector("main").style.setProperty("--room", room + "px");
  return true;
}
function drawStatus(now) {
  const hidden = now.left;
  byId("status").textContent = pick(
    "画出 " + now.nodes.size + " 个点、" + now.edges.length + " 条边；文件内共 " + nodeCount + " 个点",
    counted(now.nodes.size, "node") + " and " + counted(now.edges.length, "edge") + " drawn; " + counted(nodeCount, "node") + " in the file")
    + pick("；计入的牵头 " + now.leads + " 条", "; " + counted(now.leads, "counted lead"))
    + (now.ground.edges.length ? pick("，其余为淡色底图", ", the rest a pale ground") : "") + (note ? pick("；", "; ") + note : "") + (crowded ? pick("；多于 " + MOST_APART + " 个点，按地方收成方框，点开即见", "; more than " + MOST_APART + " nodes: collapsed by place, click a box to open it") : "");
  byId("caption").textContent = byId("status").textContent + pick("。", ". ") + pick(data.about.citation, data.about.citation_en);
  byId("left").textContent = hidden ? pick("另有 " + hidden + " 个点符合而未画", counted(hidden, "more node") + (hidden === 1 ? " matches" : " match")) : "";
  byId("show-more").hidden = !hidden;
  const out = keptOut(now.passing).length;
  byId("let-in").hidden = !out;
  byId("kept-out").textContent = out ? pick("另有 " + out + " 条记载符合筛选，上方开关未放行", counted(out, "more statement") + (out === 1 ? " matches" : " match") + " the filters; the switch leaves " + (out === 1 ? "it" : "them") + " out") : "";
  drawBoxChoice();
  byId("show-all").hidden = now.edges.length === edgeCount && now.nodes.size === nodeCount;
  byId("unmove").hidden = !state.moved.size;
  document.title = title();
  document.querySelector("h1").textContent = document.title;
  byId("table-title").textContent = pick("画出的记载：", "Statements drawn: ") + document.title;
}
/* Collapsed places as a list, for who has no mouse. */
function drawBoxChoice() {
  const shut = frames.filter(function (frame) { return frame.shut; });
  byId("boxes").hidden = !shut.length;
  byId("box").replaceChildren.apply(byId("box"), [element("option", "—")].concat(shut.map(function (frame) {
    const made = element("option", frameWord(frame).slice(2));
    made.value = frame.n;
    return made;
  })));
}
function openBox(n) { state.shut.delete(n); lastOpened = n; changed(true); }
/* After each change by a reader: draw, fit the view to the result, and keep the state for undo and the link. */
function changed(fits, fromHistory) {
  drawFilters();
  refresh();
  if (drawing) { if (fits) drawing.fit(); drawing.choose(state.chosen, []); }
  if (!fromHistory) keep();
  remember();
}
function nothing() { state.chosen = null; pathFrom = null; if (drawing) drawing.choose(null, []); }
/* Draw nodes by what links them, beside what they hang on. */
function expand(n, groups) {
  groups.forEach(function (group) {
    group.nodes.forEach(function (m) { unhide(m); state.extra.add(m); });
    group.edges.forEach(function (e) { state.forced.add(e); });
  });
  state.extra.add(n);
  changed(false);
  go(n, true);
}
function hide(n) {
  state.hidden.add(n);
  state.extra.delete(n);
  named = "";
  state.chosen = null;
  changed(true);
  showHint("已收起 " + label(n) + "。", label(n) + " is hidden.");
}
function unhide(n) { state.hidden.delete(n); state.off.type.delete(data.nodes.type[n]); state.off.place.delete(data.nodes.frame[n]); state.shut.delete(frameAt.get(n)); }
/* Draw a node with its neighbours, as many as can be read, what counts most first. */
const FEW_NEIGHBOURS = 20;
function withNeighbours(n) {
  unhide(n);
  state.extra.add(n);
  const own = edgesOf[n].filter(function (e) { return passes(edgeStatement[e]); }).sort(function (a, b) { return bandOfEdge[a] - bandOfEdge[b] || a - b; });
  own.slice(0, FEW_NEIGHBOURS).forEach(function (e) {
    if (stepOf(e) === PLACES && own.some(function (other) { return stepOf(other) !== PLACES; })) return;
    edgeEnds(e).forEach(function (m) { if (!state.hidden.has(m)) state.extra.add(m); });
    state.forced.add(e);
  });
}
function reveal(s) {
  for (const name of statementFacets) state.off[name].delete(facets[name].of(s));
  if (!passes(s)) { state.years = null; state.undated = true; }
  for (const e of edgesOfStatement[s]) {
    if (data.edges.core[e] || !edgesOfStatement[s].some(function (other) { return data.edges.core[other]; })) {
      state.forced.add(e);
      edgeEnds(e).forEach(function (n) { unhide(n); state.extra.add(n); withNeighbours(n); });
    }
  }
  drawFilters();
}
/* Only what lies within some steps of a node, by what is let in. */
function onlyAround(n, steps) {
  const reach = new Set([n]);
  for (let k = 0; k < steps; k += 1) {
    const rim = Array.from(reach);
    for (const m of rim) for (const e of edgesOf[m]) if (stepOf(e) !== PLACES && passes(edgeStatement[e])) edgeEnds(e).forEach(function (other) { reach.add(other); });
    if (reach.size > 400) break;
  }
  state.hidden = new Set(everyNode.filter(function (m) { return !reach.has(m); }));
  state.around = [n, steps];
  state.extra = new Set(reach);
  state.forced = new Set();
  reach.forEach(function (m) { edgesOf[m].forEach(function (e) { if (reach.has(edgeStart[e]) && reach.has(edgeEnd[e]) && stepOf(e) !== PLACES) state.forced.add(e); }); });
  changed(true);
  go(n, false);
}
/* The shortest path between two nodes, not by way of where things lie. */
function showPath(from, to) {
  pathFrom = null;
  const before = new Map([[from, null]]), walk = [from];
  for (const n of walk) {
    if (n === to) break;
    for (const e of edgesOf[n]) {
      const other = edgeStart[e] === n ? edgeEnd[e] : edgeStart[e];
      if (before.has(other) || stepOf(e) === PLACES || !passes(edgeStatement[e])) continue;
      before.set(other, e);
      walk.push(other);
    }
  }
  if (!before.has(to)) { showHint("文件内没有不经所在地的路径。", "No path in this file that does not run through places."); return; }
  const edges = [], nodes = [to];
  for (let n = to; before.get(n) !== null;) { const e = before.get(n); edges.push(e); n = edgeStart[e] === n ? edgeEnd[e] : edgeStart[e]; nodes.push(n); }
  nodes.forEach(function (n) { unhide(n); state.extra.add(n); });
  edges.forEach(function (e) { state.forced.add(e); });
  changed(true);
  if (drawing) { drawing.choose(null, edges); drawing.focus(nodes); }
  const list = element("ol");
  edges.slice().reverse().forEach(function (e) { const item = element("li"); item.append(sentenceButton(edgeStatement[e])); list.append(item); });
  panel.replaceChildren(element("h2", pick("路径：", "Path: ") + label(from) + " → " + label(to)), list);
}
/* Go to a node or a statement: choose it, show it in the panel, name it in the address. */
function go(target, move) {
  const isNodeTarget = typeof target === "number", s = isNodeTarget ? -1 : target.statement;
  if (isNodeTarget) {
    state.chosen = target;
    if (!seen.nodes.has(target) || state.shut.has(frameAt.get(target))) { withNeighbours(target); drawFilters(); refresh(); move = true; }
    if (isShut(target)) { state.layout = "side"; state.more = 0; state.extra.clear(); state.forced.clear(); withNeighbours(target); refresh(); move = true; }
    if (drawing) { drawing.choose(target, edgesOf[target]); if (move) drawing.focus([target].concat(seen.edges.filter(function (e) { return edgeEnds(e).includes(target); }).flatMap(edgeEnds))); }
    showNode(target);
    named = nodeId[target];
  } else {
    const own = edgesOfStatement[s];
    state.chosen = null;
    if (!passes(s) || own.some(function (e) { return data.edges.core[e] && !seen.edges.includes(e); })) { reveal(s); refresh(); move = true; }
    if (drawing) {
      drawing.choose(null, own);
      const ends = own.length ? own.flatMap(edgeEnds) : [data.statements.subject[s]].filter(isNode);
      if (move) drawing.focus(ends.concat(seen.edges.filter(function (e) { return edgeEnds(e).some(function (n) { return ends.includes(n); }); }).flatMap(edgeEnds)));
    }
    showStatement(s);
    named = data.statements.id[s];
  }
  document.body.dataset.sheet = "open";
  byId("sheet").setAttribute("aria-expanded", "true");
  if (isNarrow() && drawing) aboveSheet(isNodeTarget ? target : edgesOfStatement[s].length ? edgeStart[edgesOfStatement[s][0]] : -1);
  keep();
  remember();
}
/* On a telephone: scroll so that a node is seen above the sheet. */
function aboveSheet(n) {
  if (n < 0 || !seen.nodes.has(n)) return;
  drawing.fit();
  window.scrollTo(0, Math.max(0, holder.getBoundingClientRect().top + window.scrollY + drawing.at(n).y - 0.22 * window.innerHeight));
}
/* Follow a link: the state that it names, and the thing or statement. */
function follow(text) {
  const given = setState(text), camera = (given.get("z") || "").split(",").map(Number);
  named = "";
  if (given.has("g")) { chooseLanguage(); state.language = given.get("g") === "en" ? "en" : "zh"; }
  setLanguage(state.language);
  if (drawing) drawing.fit();
  trail.now = stateText();
  const wanted = given.get("n");
  if (wanted) {
    const n = nodeId.indexOf(wanted), s = data.statements.id.indexOf(wanted);
    if (n >= 0) go(n, true);
    else if (s >= 0) go({ statement: s }, true);
    else { remembered = location.hash; showHint("图中没有 " + wanted + "。", wanted + " is not in this graph."); }
  } else showOverview();
  if (drawing && drawing.goto && camera.length === 3 && camera.every(Number.isFinite)) drawing.goto(camera);
}

/* The switch and the other choices. */
function drawSwitch() {
  document.querySelectorAll("#switch input").forEach(function (radio) { radio.checked = Number(radio.value) === state.step; });
  for (const name of ["posts", "others", "places"]) byId(name).checked = state[name];
  /* neither on nor off: a reader has opened some of them */
  const opened = seen ? new Set(seen.edges.map(stepOf)) : new Set();
  Object.entries({ posts: POSTS, others: OTHERS, places: PLACES }).forEach(function (row) { byId(row[0]).indeterminate = !state[row[0]] && opened.has(row[1]); });
  byId("layout").value = state.layout; byId("size").value = state.size; byId("colour").value = state.colour;
}
function fillChoice(id, words) {
  byId(id).replaceChildren.apply(byId(id), Object.keys(words).map(function (key) {
    const made = element("option", pick(words[key][0], words[key][1]));
    made.value = key;
    return made;
  }));
}
function fillChoices() {
  const measured = data.nodes.measure.some(Boolean), grouped = data.nodes.community.some(function (n) { return n >= 0; });
  fillChoice("layout", Object.fromEntries(Object.keys(layouts).map(function (key) { return [key, [layouts[key].zh, layouts[key].en]]; })));
  fillChoice("size", Object.fromEntries(Object.entries(sizeWords).filter(function (row) { return row[0] !== "betweenness" || measured; })));
  fillChoice("colour", Object.fromEntries(Object.entries(colourWords).filter(function (row) { return row[0] !== "community" || grouped; })));
}
document.querySelectorAll("#switch input").forEach(function (radio) { radio.addEventListener("change", function () { state.step = Number(radio.value); changed(true); }); });
for (const name of ["posts", "others", "places"]) byId(name).addEventListener("change", function () { state[name] = byId(name).checked; changed(true); });
for (const name of ["layout", "size", "colour"]) byId(name).addEventListener("change", function () { state[name] = byId(name).value; changed(name === "layout"); });

/* Keyboard: arrows go to the nearest node that way, Enter tells it, e expands, + and - zoom, 0 fits, Shift and arrows pan. */
function towards(n, x, y) {
  let best = null, least = Infinity;
  seen.nodes.forEach(function (m) {
    if (m === n || isShut(m)) return;
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
    const start = from === undefined ? seen.nodes.values().next().value : from;
    const to = state.chosen === null ? start : towards(start, way[0], way[1]);
    if (to !== null && to !== undefined) go(to, true);
  } else if (event.key === "+" || event.key === "=") drawing.zoom(1.25);
  else if (event.key === "-") drawing.zoom(0.8);
  else if (event.key === "0") drawing.fit();
  else if (event.key === "e" && state.chosen !== null) expand(state.chosen, hiddenGroups(state.chosen));
  else if (event.key === "Enter" && state.chosen !== null) { panel.focus(); }
  else if (event.key === "Escape") nothing();
  else if (event.key === "z") travel(trail.past, trail.ahead);
  else if (event.key === "y") travel(trail.ahead, trail.past);
  else return;
  event.preventDefault();
});

function setLanguage(language) {
  state.language = language;
  document.documentElement.lang = language;
  document.documentElement.dataset.lang = language;
  byId("language").textContent = language === "zh" ? "English" : "中文";
  index = null;
  for (const part of document.querySelectorAll("[data-zh]")) part.setAttribute("aria-label", pick(part.dataset.zh, part.dataset.en));
  fillChoices();
  unhurried("filters", drawFilters);
  refresh();
}
function chooseLanguage() { isChosen = Boolean(data.about.either); }
byId("language").addEventListener("click", function () {
  chooseLanguage();
  setLanguage(state.language === "zh" ? "en" : "zh");
  const n = nodeId.indexOf(named), s = data.statements.id.indexOf(named);
  if (n >= 0) showNode(n); else if (s >= 0) showStatement(s); else showOverview();
  if (drawing) drawing.redraw();
  remember();
});
byId("box").addEventListener("change", function () { if (byId("box").selectedIndex > 0) openBox(Number(byId("box").value)); });
byId("fit").addEventListener("click", function () { if (drawing) drawing.fit(); });
byId("zoom-in").addEventListener("click", function () { if (drawing) drawing.zoom(1.25); });
byId("zoom-out").addEventListener("click", function () { if (drawing) drawing.zoom(0.8); });
byId("show-more").addEventListener("click", function () { state.more += data.about.open; changed(true); });
byId("let-in").addEventListener("click", function () {
  keptOut(seen.passing).map(function (s) { return stepOf(coreEdge[s]); }).forEach(function (step) {
    if (step <= LEADING) state.step = Math.max(state.step, step); else if (step === POSTS) state.posts = true; else state.others = true;
  });
  changed(true);
});
byId("show-all").addEventListener("click", function () {
  state.more = nodeCount;
  state.step = LEADING; state.posts = state.others = state.places = true;
  state.hidden.clear();
  state.around = null;
  everyNode.forEach(function (n) { state.extra.add(n); });
  changed(true);
});
byId("reset").addEventListener("click", function () { location.hash = ""; location.reload(); });
byId("undo").addEventListener("click", function () { travel(trail.past, trail.ahead); });
byId("redo").addEventListener("click", function () { travel(trail.ahead, trail.past); });
byId("unmove").addEventListener("click", function () { state.moved.clear(); changed(true); });
byId("copy-link").addEventListener("click", function () {
  const text = location.href.split("#")[0] + "#" + hashText(true);
  history.replaceState(null, "", text);
  remembered = location.hash;
  copyText(text);
  byId("copy-link").textContent = pick("已复制", "copied");
  setTimeout(function () { byId("copy-link").replaceChildren.apply(byId("copy-link"), Array.from(both("复制链接", "copy link").childNodes)); }, 1500);
});
byId("sheet").addEventListener("click", function () {
  document.body.dataset.sheet = document.body.dataset.sheet === "open" ? "shut" : "open";
  byId("sheet").setAttribute("aria-expanded", String(document.body.dataset.sheet === "open"));
});
byId("year-from").addEventListener("input", yearsMoved);
byId("year-to").addEventListener("input", yearsMoved);
byId("play").addEventListener("click", play);
byId("undated").addEventListener("change", function () { state.undated = byId("undated").checked; changed(true); });
byId("alone").addEventListener("change", function () { state.alone = byId("alone").checked; refresh(); });
byId("more-rows").addEventListener("click", function () { addRows(500); });
for (const name of Object.keys(downloads)) byId("save-" + name).addEventListener("click", downloads[name]);
window.addEventListener("hashchange", function () { if (location.hash !== remembered) follow(location.hash); });
window.addEventListener("beforeprint", function () { finish(); addRows(everyStatement.length); });
matchMedia("print").addEventListener("change", function () { setTimeout(function () { refresh(); if (drawing) drawing.fit(); }, 150); });
darkScheme.addEventListener("change", function () { refresh(); if (drawing) drawing.redraw(); });

state.language = ownLanguage;
if (!drawing) holder.append(both("此浏览器不支持 WebGL，请看下表。", "This browser has no WebGL; see the table below."));
follow(location.hash || data.about.state);
if (drawing) drawing.ready(function () { document.body.dataset.drawn = "yes"; setTimeout(finish, 0); });
else finish();
