/* What the page knows: the tables read back, what is open, what the filters let through, and search. */

const data = reader(JSON.parse(document.getElementById("payload").textContent));
const nodeId = data.nodes.id.map(function (id, n) { return id.replace(":|", function () { return ":" + data.nodes.zh[n]; }); });
const nodeCount = nodeId.length, edgeCount = data.edges.start.length;
const everyNode = Array.from(nodeId.keys()), everyStatement = Array.from(data.statements.id.keys());
const edgeStart = data.edges.start, edgeEnd = data.edges.end, edgeStatement = data.edges.statement;
const edgeEnds = function (e) { return [edgeStart[e], edgeEnd[e]]; };
const isPart = data.focus.node.length > 0; /* whether only some nodes are open at first */

const state = {
  language: "zh", opened: new Set(isPart ? data.focus.node : everyNode), off: {}, years: null, undated: true, alone: false,
  chosen: null, sort: null, rows: 200
};
const centres = new Set(data.about.centres);

function pick(zh, en) { return state.language === "zh" ? zh : (en || zh); }
function term(n) { return n < 0 ? "" : pick(data.terms.zh[n], data.terms.en[n]); }
function counted(n, noun) { return n + " " + noun + (n === 1 ? "" : "s"); }
function slugOf(n) { return n < 0 ? "" : data.terms.slug[n]; }
/* What a kind of line means, in the words of the legend. */
function lineWord(name) {
  const n = data.lines.name.indexOf(name);
  return pick(data.lines.zh[n], data.lines.en[n]);
}
function title() { return pick(data.about.title, data.about.title_en); }

/* A reference is a node or, above the nodes, another entity; the complement of a term; a literal's text, or a pair of it (zh, en); or null. */
function isEntity(reference) { return typeof reference === "number" && reference >= 0; }
function isNode(reference) { return isEntity(reference) && reference < nodeCount; }
function ofEntity(n, name) { return isNode(n) ? data.nodes[name][n] : data.others[name][n - nodeCount]; }
function entityId(n) { return isNode(n) ? nodeId[n] : data.others.id[n - nodeCount]; }
function label(n) { return pick(ofEntity(n, "zh"), ofEntity(n, "en")); }
function spoken(reference) {
  if (reference === null) return "";
  if (isEntity(reference)) return label(reference);
  if (Array.isArray(reference)) return pick(reference[0], reference[1]);
  return typeof reference === "number" ? term(~reference) : reference;
}
const styleOf = new Map(data.types.term.map(function (of, n) { return [of, { shape: data.types.shape[n], colour: data.types.colour[n] }]; }));
function style(n) { return styleOf.get(ofEntity(n, "type")); }

/* A statement's source, words and offsets as texts. */
function sourceSlug(s) {
  const n = data.statements.source[s];
  return n < 0 ? "" : data.sources.slug[n];
}
function quotesOf(s) { return data.statements.quotes[s].map(function (q) { return data.quotes.exact[q]; }); }
function wordsOf(s) { return quotesOf(s).join(" … "); }
function spansOf(s) {
  return data.statements.quotes[s].map(function (q) { return data.quotes.start[q] + "–" + data.quotes.end[q]; }).join("；");
}
function objectText(s) { return spoken(data.statements.object[s]) || data.statements.figure[s]; }

const edgesOf = Array.from({ length: nodeCount }, function () { return []; });
const edgesOfStatement = everyStatement.map(function () { return []; });
for (let e = 0; e < edgeCount; e += 1) {
  edgesOf[edgeStart[e]].push(e);
  if (edgeEnd[e] !== edgeStart[e]) edgesOf[edgeEnd[e]].push(e);
  edgesOfStatement[edgeStatement[e]].push(e);
}
const mentionedBy = Array.from({ length: nodeCount }, function () { return []; });
everyStatement.forEach(function (s) {
  const references = [data.statements.subject[s], data.statements.object[s]].concat(data.statements.values[s].flat());
  new Set(references.filter(isNode)).forEach(function (n) { mentionedBy[n].push(s); });
});
const judgedWith = everyStatement.map(function () { return []; });
data.judged.left.forEach(function (left, j) { judgedWith[left].push(j); judgedWith[data.judged.right[j]].push(j); });
const disputed = judgedWith.map(function (list) { return list.some(function (j) { return data.judged.disputed[j]; }); });

/* The least (way -1) or greatest (way 1) of a list that may be too long to be arguments. */
function extreme(list, way) { return list.reduce(function (best, x) { return way * x > way * best ? x : best; }); }
function year(day) { return day ? Number(day.slice(0, 4)) : null; }
const firstYear = data.statements.first.map(year), lastYear = data.statements.last.map(year);
function certaintyOf(s) { return data.statements.inferred[s] ? "inferred" : "stated"; }
function isActual(s) { return data.statements.modality[s] === data.about.actual; }

/* How far an edge bends from the straight, and to which side: by turns, in smaller steps where many join two nodes. */
const pairOf = edgeStart.map(function (start, e) { return Math.min(start, edgeEnd[e]) + " " + Math.max(start, edgeEnd[e]); });
const mostBent = new Map();
pairOf.forEach(function (pair, e) { mostBent.set(pair, Math.max(mostBent.get(pair) || 0, data.edges.bend[e])); });
function curve(e) {
  const bend = data.edges.bend[e];
  return bend ? (bend % 2 ? 1 : -1) * (0.1 + Math.min(0.09, 0.8 / mostBent.get(pairOf[e])) * bend) : 0;
}

/* Facets: how a statement (or node) is sorted for a filter, and what the filter is called. */
const facets = {
  type: { zh: "类别", en: "class", of: null },
  kind: { zh: "记载种类", en: "kind", of: function (s) { return data.statements.kind[s]; } },
  capacity: { zh: "谓语（所起作用、职务……）", en: "capacity, role, relation", of: function (s) { return data.statements.predicate[s]; } },
  place: { zh: "地方", en: "place", of: null },
  source: { zh: "来源", en: "source", of: function (s) { return data.statements.source[s]; } },
  certainty: { zh: "得出方式", en: "certainty", of: certaintyOf },
  judgement: { zh: "有无异说", en: "disputed or not", of: function (s) { return disputed[s] ? "disputed" : "undisputed"; } },
  modality: { zh: "情态", en: "modality", of: function (s) { return data.statements.modality[s]; } }
};
const statementFacets = Object.keys(facets).filter(function (name) { return facets[name].of; });
Object.keys(facets).forEach(function (name) { state.off[name] = new Set(); });
/* What is not actual is off at first, unless the graph was drawn with it. */
const drawnModalities = new Set(edgeStatement.map(function (s) { return data.statements.modality[s]; }));
data.statements.modality.forEach(function (of, s) {
  if (!isActual(s) && !drawnModalities.has(of)) state.off.modality.add(of);
});

function passes(s) {
  for (const name of statementFacets) {
    if (state.off[name].has(facets[name].of(s))) return false;
  }
  const first = firstYear[s], last = lastYear[s];
  if (first === null && last === null) return state.undated;
  if (!state.years) return true;
  const lasts = data.statements.sense[s] >= 0 && last === null;
  return (last === null ? (lasts ? true : first >= state.years[0]) : last >= state.years[0])
    && (first === null ? true : first <= state.years[1]);
}
function nodePasses(n) {
  return state.opened.has(n) && !state.off.type.has(data.nodes.type[n]) && !state.off.place.has(data.nodes.frame[n]);
}

/* What is to be seen now: nodes, edges, and the statements of the table. */
function visible() {
  const shown = everyStatement.map(passes);
  const nodes = new Set(), edges = [], linked = new Set(), could = new Set();
  state.opened.forEach(function (n) { if (nodePasses(n)) nodes.add(n); });
  for (let e = 0; e < edgeCount; e += 1) {
    const from = edgeStart[e], to = edgeEnd[e];
    if (!state.opened.has(from) || !state.opened.has(to)) continue;
    could.add(from); could.add(to);
    if (shown[edgeStatement[e]] && nodes.has(from) && nodes.has(to)) { edges.push(e); linked.add(from); linked.add(to); }
  }
  nodes.forEach(function (n) { if (could.has(n) && !linked.has(n) && !centres.has(n) && n !== state.chosen) nodes.delete(n); });
  const drawn = new Set(edges.map(function (e) { return edgeStatement[e]; }));
  const alone = everyStatement.filter(function (s) {
    return shown[s] && !drawn.has(s) && !isEntity(data.statements.object[s]) && nodes.has(data.statements.subject[s]);
  });
  return { nodes: nodes, edges: edges, drawn: Array.from(drawn).sort(function (a, b) { return a - b; }), alone: alone };
}
/* Whether some of the nodes lie in a frame. */
function peopled(frame, nodes) {
  return Array.from(nodes).some(function (n) {
    const p = place[n];
    return p[0] >= frame.x && p[0] <= frame.x + frame.width && p[1] >= frame.y && p[1] <= frame.y + frame.height;
  });
}
function hiddenNeighbours(n) {
  const found = new Set();
  for (const e of edgesOf[n]) for (const end of edgeEnds(e)) if (!state.opened.has(end)) found.add(end);
  return Array.from(found);
}

/* Search: characters, other names, codes and ids, pinyin and its initials. */
let index = null;
function search(text, most) {
  const wanted = folded(text);
  if (!wanted) return [];
  index = index || nodeId.map(function (id, n) {
    const names = [data.nodes.zh[n], data.nodes.en[n], data.nodes.sound[n], id, data.nodes.code[n]].concat(data.nodes.also[n].split("、"));
    return { whole: names.filter(Boolean).map(folded), short: [initials(data.nodes.sound[n]), initials(data.nodes.en[n])] };
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

/* Places: the focused layout first, the whole one when everything is shown; a node that is expanded to is set near. */
const place = data.nodes.x.map(function (x, n) { return [x, data.nodes.y[n]]; });
data.focus.node.forEach(function (n, k) { place[n] = [data.focus.x[k], data.focus.y[k]]; });
function framesOf(table) {
  return table.x.map(function (x, n) {
    return { zh: table.zh[n], en: table.en[n], x: x, y: table.y[n], width: table.width[n], height: table.height[n] };
  });
}
const wholeFrames = framesOf(data.frames);
let frames = isPart ? framesOf(data.focus_frames) : wholeFrames, whole = !isPart;
function useWholeLayout() {
  whole = true;
  data.nodes.x.forEach(function (x, n) { place[n] = [x, data.nodes.y[n]]; });
  frames = wholeFrames;
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
