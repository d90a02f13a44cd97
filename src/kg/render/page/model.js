/* What the page knows: the payload read back, what is open, what the filters let through, and search. */

const raw = JSON.parse(document.getElementById("payload").textContent);
const nodeCount = raw.nodes.id.length;
raw.nodes.id = raw.nodes.id.map(function (id, n) { return id.replace(":|", function () { return ":" + raw.nodes.zh[n]; }); });
const column = {};
["id", "kind", "subject", "predicate", "object", "time", "printed", "sense", "first", "last", "modality", "inferred", "slots",
  "source", "told", "quotes", "open"].forEach(function (name, n) { column[name] = n; });
const said = function (s, name) { return raw.statements[s][column[name]]; };
const edgeCount = raw.edges.from.length;
const edgeEnds = function (e) { return [raw.edges.from[e], raw.edges.to[e]]; };

const state = {
  language: "zh", opened: new Set(raw.opened || raw.nodes.id.keys()), off: {}, years: null, undated: true, alone: false,
  chosen: null, sort: null, rows: 200
};
const centres = new Set(raw.about.centres);

function pick(zh, en) { return state.language === "zh" ? zh : (en || zh); }
function term(n) { return n < 0 || n === undefined || n === null ? "" : pick(raw.terms[n][0], raw.terms[n][1]); }
function entityType(n) { return n < nodeCount ? raw.nodes.type[n] : raw.others.type[n - nodeCount]; }
function label(n) {
  const from = n < nodeCount ? raw.nodes : raw.others;
  const at = n < nodeCount ? n : n - nodeCount;
  return pick(from.zh[at], from.en[at]);
}
function spoken(reference) {
  if (reference === null || reference === undefined) return "";
  if (typeof reference === "number") return label(reference);
  return Array.isArray(reference) ? term(reference[0]) : reference;
}
const typeOf = new Map(raw.types.map(function (row) { return [row[0], { name: row[1], shape: row[2], colour: row[3] }]; }));
function style(n) { return typeOf.get(entityType(n)) || { name: "", shape: "dot", colour: "#B9B9B9" }; }

const edgesOf = Array.from({ length: nodeCount }, function () { return []; });
for (let e = 0; e < edgeCount; e += 1) {
  edgesOf[raw.edges.from[e]].push(e);
  if (raw.edges.to[e] !== raw.edges.from[e]) edgesOf[raw.edges.to[e]].push(e);
}
const edgesOfStatement = raw.statements.map(function () { return []; });
for (let e = 0; e < edgeCount; e += 1) edgesOfStatement[raw.edges.statement[e]].push(e);
const mentionedBy = Array.from({ length: nodeCount }, function () { return []; });
raw.statements.forEach(function (row, s) {
  const seen = new Set();
  const take = function (reference) { if (typeof reference === "number" && reference < nodeCount) seen.add(reference); };
  take(row[column.subject]); take(row[column.object]);
  for (const told of row[column.told]) told.slice(1).forEach(take);
  seen.forEach(function (n) { mentionedBy[n].push(s); });
});
const judgedWith = raw.statements.map(function () { return []; });
raw.judged.forEach(function (row, n) { judgedWith[row[0]].push(n); judgedWith[row[1]].push(n); });
const disputed = judgedWith.map(function (list) { return list.some(function (n) { return raw.judged[n][3]; }); });

/* The least (way -1) or greatest (way 1) of a list that may be too long to be arguments. */
function extreme(list, way) { return list.reduce(function (best, x) { return way * x > way * best ? x : best; }); }
function year(day) { return day ? Number(day.slice(0, 4)) : null; }
const firstYear = raw.statements.map(function (row) { return year(row[column.first]); });
const lastYear = raw.statements.map(function (row) { return year(row[column.last]); });
function certaintyOf(s) { return said(s, "inferred") ? "inferred" : "stated"; }
function judgementOf(s) { return disputed[s] ? "disputed" : "undisputed"; }

/* How far an edge bends from the straight, and to which side: by turns, in smaller steps where many join two nodes. */
const pairOf = raw.edges.from.map(function (from, e) { return Math.min(from, raw.edges.to[e]) + " " + Math.max(from, raw.edges.to[e]); });
const mostBent = new Map();
pairOf.forEach(function (pair, e) { mostBent.set(pair, Math.max(mostBent.get(pair) || 0, raw.edges.bend[e])); });
function curve(e) {
  const bend = raw.edges.bend[e];
  return bend ? (bend % 2 ? 1 : -1) * (0.1 + Math.min(0.09, 0.8 / mostBent.get(pairOf[e])) * bend) : 0;
}

/* Facets: how a statement (or node) is sorted for a filter, and what the filter is called. */
const facets = {
  type: { zh: "类别", en: "class", of: null },
  kind: { zh: "记载种类", en: "kind", of: function (s) { return said(s, "kind"); } },
  capacity: { zh: "谓语（所起作用、职务……）", en: "capacity, role, relation", of: function (s) { return said(s, "predicate"); } },
  place: { zh: "地方", en: "place", of: null },
  source: { zh: "来源", en: "source", of: function (s) { return said(s, "source"); } },
  certainty: { zh: "得出方式", en: "certainty", of: certaintyOf },
  judgement: { zh: "有无异说", en: "disputed or not", of: judgementOf },
  modality: { zh: "情态", en: "modality", of: function (s) { return said(s, "modality"); } }
};
Object.keys(facets).forEach(function (name) { state.off[name] = new Set(); });
/* What is no deed is off at first, unless the graph was drawn with it. */
const drawnModalities = new Set(raw.edges.statement.map(function (s) { return said(s, "modality"); }));
raw.statements.forEach(function (row) {
  const of = row[column.modality];
  if (of !== raw.actual && !drawnModalities.has(of)) state.off.modality.add(of);
});

function passes(s) {
  for (const name of ["kind", "capacity", "source", "certainty", "judgement", "modality"]) {
    if (state.off[name].has(facets[name].of(s))) return false;
  }
  const first = firstYear[s], last = lastYear[s];
  if (first === null && last === null) return state.undated;
  if (!state.years) return true;
  const lasts = said(s, "sense") >= 0 && last === null;
  return (last === null ? (lasts ? true : first >= state.years[0]) : last >= state.years[0])
    && (first === null ? true : first <= state.years[1]);
}
function nodePasses(n) {
  return state.opened.has(n) && !state.off.type.has(raw.nodes.type[n]) && !state.off.place.has(raw.nodes.frame[n]);
}

/* What is to be seen now: nodes, edges, and the statements of the table. */
function visible() {
  const shown = raw.statements.map(function (row, s) { return passes(s); });
  const nodes = new Set(), edges = [], linked = new Set(), could = new Set();
  state.opened.forEach(function (n) { if (nodePasses(n)) nodes.add(n); });
  for (let e = 0; e < edgeCount; e += 1) {
    const from = raw.edges.from[e], to = raw.edges.to[e];
    if (!state.opened.has(from) || !state.opened.has(to)) continue;
    could.add(from); could.add(to);
    if (shown[raw.edges.statement[e]] && nodes.has(from) && nodes.has(to)) { edges.push(e); linked.add(from); linked.add(to); }
  }
  nodes.forEach(function (n) { if (could.has(n) && !linked.has(n) && !centres.has(n) && n !== state.chosen) nodes.delete(n); });
  const drawn = new Set(edges.map(function (e) { return raw.edges.statement[e]; }));
  const alone = [];
  raw.statements.forEach(function (row, s) {
    if (drawn.has(s) || !shown[s] || typeof row[column.object] === "number") return;
    if (typeof row[column.subject] === "number" && nodes.has(row[column.subject])) alone.push(s);
  });
  return { nodes: nodes, edges: edges, drawn: Array.from(drawn).sort(function (a, b) { return a - b; }), alone: alone };
}
/* Whether some of the nodes stand in a frame. */
function peopled(frame, nodes) {
  return Array.from(nodes).some(function (n) {
    const p = place[n];
    return p[0] >= frame[2] && p[0] <= frame[2] + frame[4] && p[1] >= frame[3] && p[1] <= frame[3] + frame[5];
  });
}
function hiddenNeighbours(n) {
  const found = new Set();
  for (const e of edgesOf[n]) for (const end of edgeEnds(e)) if (!state.opened.has(end)) found.add(end);
  return Array.from(found);
}

/* Search: characters, other names, codes and ids, pinyin and its initials. */
function squash(text) { return text.toLowerCase().replace(/[\s\-'’·_]+/g, ""); }
function initials(text) { return text.split(/[\s\-]+/).map(function (word) { return word[0] || ""; }).join("").toLowerCase(); }
let index = null;
function search(text, most) {
  const wanted = squash(text);
  if (!wanted) return [];
  index = index || raw.nodes.id.map(function (id, n) {
    const whole = [raw.nodes.zh[n], raw.nodes.en[n], raw.nodes.sound[n], id, raw.nodes.code[n]].concat(raw.nodes.also[n].split("、"));
    return { whole: whole.filter(Boolean).map(squash), short: [initials(raw.nodes.sound[n]), initials(raw.nodes.en[n])] };
  });
  const ranked = [];
  index.forEach(function (entry, n) {
    let rank = 9;
    if (entry.whole.includes(wanted)) rank = 0;
    else if (entry.short.includes(wanted)) rank = 1;
    else if (entry.whole.some(function (x) { return x.startsWith(wanted); })) rank = 2;
    else if (entry.whole.some(function (x) { return x.includes(wanted); })) rank = 3;
    if (rank < 9) ranked.push([rank, -edgesOf[n].length, n]);
  });
  ranked.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
  return ranked.slice(0, most).map(function (row) { return row[2]; });
}

/* Places: the focused layout first, the whole one when everything is shown; a node that is expanded to stands near. */
const place = raw.nodes.x.map(function (x, n) { return [x, raw.nodes.y[n]]; });
(raw.focus || []).forEach(function (row) { place[row[0]] = [row[1], row[2]]; });
let frames = raw.focus ? raw.focusFrames : raw.frames, whole = !raw.focus;
function useWholeLayout() {
  whole = true;
  raw.nodes.x.forEach(function (x, n) { place[n] = [x, raw.nodes.y[n]]; });
  frames = raw.frames;
}
function settle(around, newcomers) {
  const taken = [];
  let turn = 0; /* goes on from one newcomer to the next: what was taken stays taken */
  state.opened.forEach(function (n) { taken.push(place[n]); });
  const free = function (x, y) {
    return taken.every(function (p) { return Math.abs(p[0] - x) >= 130 || Math.abs(p[1] - y) >= 62; });
  };
  const home = place[around];
  for (const n of newcomers) {
    let at = null;
    while (!at) {
      const radius = 130 + 6.5 * turn, angle = turn * 0.7;
      const x = home[0] + radius * Math.cos(angle), y = home[1] + 0.7 * radius * Math.sin(angle);
      if (free(x, y)) at = [x, y];
      turn += 1;
    }
    place[n] = at;
    taken.push(at);
  }
}
