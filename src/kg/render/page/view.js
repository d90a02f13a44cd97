/* What is drawn: of all that the filters and the switch let through, the most telling first, as many as can be read. */

const PLACES = 7, OTHERS = 6, POSTS = 5, LEADING = 4; /* steps of the bands; up to LEADING they are those of the switch */
const GROUND_UNDER = 10; /* with fewer counted leads than this the rest of the view stays as a pale ground */
const bandOfEdge = edgeStatement.map(function (s, e) {
  const own = data.slots.band[data.edges.slot[e]];
  return data.edges.core[e] || own < 0 ? data.statements.band[s] : own;
});
function isDetail(e) { return !data.edges.core[e] && data.slots.band[data.edges.slot[e]] < 0; }
function stepOf(e) { return data.bands.step[bandOfEdge[e]]; }
function isCounted(s) { return data.statements.counted[s] >= 0; }
/* An act in a capacity that a set counts elsewhere, which is not counted here: it is inferred, disputed or not actual. */
function isUncounted(e) { return stepOf(e) < LEADING && !isCounted(edgeStatement[e]); }
const stepsThere = new Set(edgeStatement.map(function (s, e) { return stepOf(e); }));
const lanes = new Map(data.types.term.map(function (of, k) { return [of, data.types.lane[k]]; }));
function laneOf(n) { return lanes.get(data.nodes.type[n]); }

function letsIn(e, step) {
  const own = stepOf(e);
  if (isDetail(e) && !state.others) return false;
  if (own <= LEADING) return own <= step;
  return own === POSTS ? state.posts : own === OTHERS ? state.others : state.places || state.layout === "lanes";
}
/* The edge from subject to object of each statement that has one; a detail is drawn beside it alone. */
const coreEdge = everyStatement.map(function (s) { const found = edgesOfStatement[s].find(function (e) { return data.edges.core[e]; }); return found === undefined ? -1 : found; });
const anyCore = coreEdge.some(function (e) { return e >= 0; });
/* A detail without the edge that it belongs to: that is filtered out, or an end of it is not in the file. */
function isBare(e) {
  const s = edgeStatement[e], core = coreEdge[s];
  if (!isDetail(e) || !anyCore) return false;
  return core >= 0 ? !edgeEnds(core).every(nodePasses) : isEntity(data.statements.subject[s]) && isEntity(data.statements.object[s]);
}
/* Details that say the same of the same two nodes are one line: the first. */
function withoutRepeats(edges) {
  const met = new Set();
  return edges.filter(function (e) {
    const key = edgeStart[e] + " " + edgeEnd[e] + " " + data.edges.label[e];
    if (!isDetail(e)) return true;
    if (met.has(key)) return false;
    met.add(key);
    return true;
  });
}
/* The edges that the filters let through and the switch up to a step, in the order in which they are drawn while there is
   room: led first, then of each band in turn, the stronger more often, what counts before what does not, and of each
   actor its first edge before the second of another, so that no hub fills the view. Around a thing its own come first. */
const SHARES = [Infinity, 6, 3, 2, 1, 4, 2, 2, 2, 2];
const TURNS = 12; /* after so many edges of one actor in one band those of others come first */
function ranked(step, passing) {
  const turn = new Map(), rows = [], counts = new Map();
  for (let e = 0; e < edgeCount; e += 1) {
    const from = edgeStart[e], to = edgeEnd[e];
    if (!passing[edgeStatement[e]] || !letsIn(e, step) || !nodePasses(from) || !nodePasses(to) || isBare(e)) continue;
    const key = from + " " + bandOfEdge[e], k = turn.get(key) || 0;
    turn.set(key, k + 1);
    const far = centres.size && !centres.has(from) && !centres.has(to) ? 1 : 0;
    rows.push({ far: far + (k < TURNS ? 0 : 2), pale: isUncounted(e) ? 1 : 0, turn: k, e: e, at: 0 });
  }
  rows.sort(function (a, b) { return a.far - b.far || a.pale - b.pale || a.turn - b.turn || a.e - b.e; });
  for (const row of rows) {
    const band = bandOfEdge[row.e], key = row.far + " " + band, k = counts.get(key) || 0;
    counts.set(key, k + 1);
    row.at = isDetail(row.e) ? k + 1 : k / SHARES[band];
  }
  rows.sort(function (a, b) { return a.far - b.far || a.at - b.at || bandOfEdge[a.e] - bandOfEdge[b.e] || a.e - b.e; });
  return rows.map(function (row) { return row.e; });
}
/* A telephone begins without honours and other relations: two columns are as much as it can show. */
if (window.innerWidth <= 760 && (state.posts || state.step < LEADING) && stepsThere.has(POSTS)) state.others = false;
/* Where the first view would be empty, all is let in. */
if (!ranked(state.step, everyStatement.map(passes)).length) { state.step = LEADING; state.posts = true; state.others = true; state.places = true; }

function isCountedLead(e) { return data.edges.core[e] && stepOf(e) === 1 && isCounted(edgeStatement[e]); }
/* How many nodes are drawn at first: fewer on a small screen, and where names are long. */
const ROOMY = 1050 * 660, FEWEST = 24;
function readable() {
  const room = isNarrow() ? 0.6 : Math.min(1, holder.clientWidth * usualHeight() / ROOMY);
  return Math.max(Math.min(FEWEST, data.about.open), Math.round(data.about.open * room * (state.language === "zh" ? 1 : 0.75)));
}
function budget() { return data.about.open ? readable() + state.more : Infinity; }

const PLACELESS = 0.75; /* the share of the lanes that is not for places */
let seen = null; /* what was last computed by visible() */
function visible() {
  const passing = everyStatement.map(passes), could = ranked(state.step, passing);
  const nodes = new Set(Array.from(centres).filter(nodePasses)), most = budget();
  const own = new Set(Array.from(state.extra).filter(nodePasses));
  for (const e of could) {
    const fresh = (nodes.has(edgeStart[e]) ? 0 : 1) + (nodes.has(edgeEnd[e]) ? 0 : 1);
    const room = state.layout === "lanes" && stepOf(e) !== PLACES ? PLACELESS * most : most;
    if (stepOf(e) === PLACES && !state.places && fresh > 1) continue; /* lanes show where what is drawn lies, nothing else */
    if (nodes.size + fresh <= room) { nodes.add(edgeStart[e]); nodes.add(edgeEnd[e]); }
  }
  own.forEach(function (n) { nodes.add(n); });
  if (!could.length && !own.size && !statementFiltered()) linkless(nodes);
  if (state.chosen !== null && nodePasses(state.chosen)) nodes.add(state.chosen);
  const within = function (e) { return nodes.has(edgeStart[e]) && nodes.has(edgeEnd[e]); };
  const drawnEdges = new Set(could.filter(within));
  state.forced.forEach(function (e) { if (within(e) && passing[edgeStatement[e]]) drawnEdges.add(e); });
  drawnEdges.forEach(function (e) { if (isDetail(e) && coreEdge[edgeStatement[e]] >= 0 && !drawnEdges.has(coreEdge[edgeStatement[e]])) drawnEdges.delete(e); });
  const edges = Array.from(drawnEdges).sort(function (a, b) { return a - b; });
  const drawn = new Set(edges.map(function (e) { return edgeStatement[e]; }));
  const alone = everyStatement.filter(function (s) {
    return passing[s] && !drawn.has(s) && !isEntity(data.statements.object[s]) && nodes.has(data.statements.subject[s]);
  });
  const left = new Set();
  could.forEach(function (e) { for (const n of edgeEnds(e)) if (!nodes.has(n)) left.add(n); });
  const leads = new Set(could.filter(function (e) { return stepOf(e) === 1 && !isUncounted(e) && data.edges.core[e]; }).map(function (e) { return edgeStatement[e]; }));
  const contested = new Set(everyStatement.filter(function (s) { return disputed[s] && passing[s] && !drawn.has(s) && isNode(data.statements.subject[s]); }).map(function (s) { return data.statements.subject[s]; }));
  seen = {
    nodes: nodes, contested: contested, edges: edges, passing: passing, ground: ground(nodes, drawnEdges, leads.size, passing), left: left.size, leads: leads.size, could: could,
    drawn: Array.from(drawn).sort(function (a, b) { return a - b; }), alone: alone
  };
  return seen;
}
/* Statements that a reader's filters ask for, and that neither the switch nor what is drawn beside it lets in. */
function keptOut(passing) {
  if (!narrowing().length || state.around) return [];
  const could = new Set(seen.could.map(function (e) { return edgeStatement[e]; }));
  return everyStatement.filter(function (s) { const e = coreEdge[s]; return passing[s] && e >= 0 && !could.has(s) && stepOf(e) !== PLACES && edgeEnds(e).every(nodePasses); });
}
function statementFiltered() { return state.years !== null || !state.undated || statementFacets.some(function (name) { return state.off[name].size; }); }
/* A file without any edge that is let in still shows its nodes. */
function linkless(nodes) {
  if (edgeCount) return;
  everyNode.filter(nodePasses).slice(0, budget()).forEach(function (n) { nodes.add(n); });
}
/* With few leads to show, what was started stays behind them, pale. */
function ground(nodes, edges, leads, passing) {
  const found = { nodes: new Set(), edges: [] };
  if (state.step !== 1 || leads >= GROUND_UNDER || centres.size) return found;
  const most = budget();
  for (const e of ranked(2, passing)) {
    if (edges.has(e)) continue;
    const fresh = edgeEnds(e).filter(function (n) { return !nodes.has(n) && !found.nodes.has(n); });
    if (nodes.size + found.nodes.size + fresh.length > most) continue;
    fresh.forEach(function (n) { found.nodes.add(n); });
    found.edges.push(e);
  }
  return found;
}
/* The neighbours that are not drawn, by what links them: "29 ran, 11 established ...", the most first. */
function hiddenGroups(n) {
  const groups = new Map();
  for (const e of edgesOf[n]) {
    const other = edgeStart[e] === n ? edgeEnd[e] : edgeStart[e];
    if (other === n || seen.nodes.has(other) || state.hidden.has(other)) continue;
    const key = data.edges.label[e];
    if (!groups.has(key)) groups.set(key, { label: key, nodes: new Set(), edges: [], step: stepOf(e) });
    groups.get(key).nodes.add(other);
    groups.get(key).edges.push(e);
  }
  return Array.from(groups.values()).sort(function (a, b) { return a.step - b.step || b.nodes.size - a.nodes.size || a.label - b.label; });
}
/* The neighbours that the switch lets in and the view has no room for: those that a thick border promises. */
let expandable = new Set();
function findExpandable() {
  expandable = new Set();
  for (const e of seen.could) {
    const a = seen.nodes.has(edgeStart[e]), b = seen.nodes.has(edgeEnd[e]);
    if (a && !b) expandable.add(edgeStart[e]);
    if (b && !a) expandable.add(edgeEnd[e]);
  }
}
const hasPosts = edgeStatement.some(function (s, e) { return data.edges.core[e] && stepOf(e) === POSTS; });
/* The title says what is drawn: who led, started ..., of what or about what, and what was filtered by hand. */
function title() {
  const about = data.about, subject = pick(about.subject, about.subject_en), levels = data.levels, narrowed = narrowing();
  const undertaking = centres.size > 0 && Array.from(centres).every(function (n) { return laneOf(n) === 1; });
  const k = levels.step.indexOf(state.step);
  const pattern = !subject ? pick(levels.title[k], levels.title_en[k]) : undertaking ? pick(levels.of[k], levels.of_en[k]) : pick(levels.about[k], levels.about_en[k]);
  const also = state.posts && hasPosts ? [pick(about.also, about.also_en)] : [];
  const whole = about.fixed ? subject : [pattern.replace("{}", function () { return subject; })].concat(also).join(lineWord("list"));
  return narrowed.length ? whole + lineWord("aside", { text: narrowed.join(lineWord("joint")) }) : whole;
}
/* What a reader has narrowed: years, the surroundings of a node, values of a filter, nodes. */
const NAMED_VALUES = 3; /* more of them are counted */
function narrowing() {
  const parts = [], said = function (keys, name) {
    return keys.length > NAMED_VALUES ? lineWord("items", { n: keys.length }) : keys.map(function (key) { return facetLabel(name, key); }).join(lineWord("list"));
  };
  if (state.around) parts.push(lineWord(state.around[1] === 1 ? "around-1" : "around", { n: state.around[1], name: label(state.around[0]) }));
  if (state.years) parts.push((state.years[0] === state.years[1] ? String(state.years[0]) : state.years.join("–")) + (state.undated && undatedCount ? lineWord("undated-too") : ""));
  else if (!state.undated) parts.push(lineWord("dated-only"));
  for (const name of Object.keys(facets)) {
    if (!state.off[name].size && !offAtFirst.get(name).length) continue;
    const first = new Set(offAtFirst.get(name)), all = facetKeys(name);
    const off = all.filter(function (key) { return state.off[name].has(key) && !first.has(key); });
    const back = all.filter(function (key) { return first.has(key) && !state.off[name].has(key); });
    const left = off.length ? all.filter(function (key) { return !state.off[name].has(key); }) : [];
    const word = lineWord("facet-" + name);
    if (off.length > left.length && left.length) parts.push(lineWord("only", { name: word, values: said(left, name) }));
    else if (off.length) parts.push(lineWord("without", { name: word, values: said(off, name) }));
    if (back.length) parts.push(lineWord("also", { name: word, values: said(back, name) }));
  }
  if (state.hidden.size && !state.around) parts.push(lineWord(state.hidden.size === 1 ? "put-away-1" : "put-away", { n: state.hidden.size }));
  return parts;
}
