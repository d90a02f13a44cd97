/* What the page knows: the tables read back, what is open, what the filters let through, and search. */

const data = reader(JSON.parse(document.getElementById("payload").textContent));
const nodeId = data.nodes.id.map(function (id, n) { return id.replace(":|", function () { return ":" + data.nodes.zh[n]; }); });
const nodeCount = nodeId.length, edgeCount = data.edges.start.length;
const everyNode = Array.from(nodeId.keys()), everyStatement = Array.from(data.statements.id.keys());
const edgeStart = data.edges.start, edgeEnd = data.edges.end, edgeStatement = data.edges.statement;
const edgeEnds = function (e) { return [edgeStart[e], edgeEnd[e]]; };

/* What a reader can change, as one value: links, undo and redo carry it whole (link.js). */
const state = {
  language: "zh", step: data.about.step, posts: Boolean(data.about.posts), others: Boolean(data.about.others), places: Boolean(data.about.places),
  off: {}, years: null, undated: true, layout: data.about.layout, size: data.about.size, colour: data.about.colour, more: 0,
  extra: new Set(), forced: new Set(), hidden: new Set(), shut: new Set(), moved: new Map(), around: null,
  alone: false, chosen: null, sort: null, rows: 200
};
const centres = new Set(data.about.centres);

function pick(zh, en) { return state.language === "zh" ? zh : (en || zh); }
function term(n) { return n < 0 ? "" : pick(data.terms.zh[n], data.terms.en[n]); }
function counted(n, noun) { return n + " " + noun + (n === 1 ? "" : "s"); }
function slugOf(n) { return n < 0 ? "" : data.terms.slug[n]; }
/* A text that page and picture share, by name: what a kind of line means, a title ...; its gaps filled. */
function lineWord(name, values) {
  const n = data.lines.name.indexOf(name);
  return Object.entries(values || {}).reduce(function (text, pair) { return text.replace("{" + pair[0] + "}", function () { return pair[1]; }); }, pick(data.lines.zh[n], data.lines.en[n]));
}

/* A reference is a node or, above the nodes, another entity; the complement of a term; a literal's text, or a pair of it (zh, en); or null. */
function isEntity(reference) { return typeof reference === "number" && reference >= 0; }
function isNode(reference) { return isEntity(reference) && reference < nodeCount; }
function ofEntity(n, name) { return isNode(n) ? data.nodes[name][n] : data.others[name][n - nodeCount]; }
function entityId(n) { return isNode(n) ? nodeId[n] : data.others.id[n - nodeCount]; }
/* A name in the picture: marked where sources disagree about what no drawn line says. */
function nameOnPicture(n) { return (seen && seen.contested.has(n) ? "≠ " : "") + label(n); }
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
/* The number by which ids name an article: the first part of its slug. */
function numberOf(n) { return data.sources.slug[n].split("-")[0]; }
function quotesOf(s) { return data.statements.quotes[s].map(function (q) { return data.quotes.exact[q]; }); }
function wordsOf(s) { return quotesOf(s).join(" … "); }
function spansOf(s) {
  return data.statements.quotes[s].map(function (q) { return data.quotes.start[q] + "–" + data.quotes.end[q]; }).join(pick("；", "; "));
}
/* A source's title; in English what it means before it as printed. */
function titleOf(n) {
  const gloss = data.sources.cited_en[n].title_gloss;
  return pick("《" + data.sources.title[n] + "》", gloss ? plainGloss(gloss) + " (" + data.sources.title[n] + ")" : data.sources.title[n]);
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
const FEW_BENDS = 4, WORD_HIGH = 17;
/* Where only few join two nodes, each leaves room for the words of the next. */
function curve(e, long) {
  const bend = data.edges.bend[e], most = mostBent.get(pairOf[e]);
  if (!bend) return 0;
  const least = most < FEW_BENDS && edgeStart[e] !== edgeEnd[e] ? Math.min(0.5, 2 * WORD_HIGH * Math.ceil(bend / 2) / Math.max(long, 1)) : 0;
  return (bend % 2 ? 1 : -1) * Math.max(least, 0.1 + Math.min(0.09, 0.8 / most) * bend);
}

/* Facets: how a statement (or node) is sorted for a filter; null: the filter is not about it. */
function predicateOf(kind) {
  return function (s) { return slugOf(data.statements.kind[s]) === kind ? data.statements.predicate[s] : null; };
}
const facets = {
  type: { of: null },
  band: { of: function (s) { return data.statements.band[s]; } },
  kind: { of: function (s) { return data.statements.kind[s]; } },
  capacity: { of: predicateOf("involvement") },
  role: { of: predicateOf("tenure") },
  relation: { of: predicateOf("relation") },
  indicator: { of: predicateOf("observation") },
  place: { of: null },
  source: { of: function (s) { return data.statements.source[s]; } },
  certainty: { of: certaintyOf },
  judgement: { of: function (s) { return disputed[s] ? "disputed" : "undisputed"; } },
  modality: { of: function (s) { return data.statements.modality[s]; } }
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
    if (state.off[name].size && state.off[name].has(facets[name].of(s))) return false;
  }
  const first = firstYear[s], last = lastYear[s];
  if (first === null && last === null) return state.undated;
  if (!state.years) return true;
  const lasts = data.statements.sense[s] >= 0 && last === null;
  return (last === null ? (lasts ? true : first >= state.years[0]) : last >= state.years[0])
    && (first === null ? true : first <= state.years[1]);
}
function nodePasses(n) { return !state.hidden.has(n) && !state.off.type.has(data.nodes.type[n]) && !state.off.place.has(data.nodes.frame[n]); }
