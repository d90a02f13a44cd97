/* How edges and nodes look, on the screen and in what is saved: tokens of the design language, read from the style sheet. */

const FONT = '"Helvetica Neue","Segoe UI","Noto Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';
const PLAIN_DASH = [8, 5], DOTS = [2, 5];
const darkScheme = matchMedia("(prefers-color-scheme: dark)");

/* The tokens of one scheme by name, as kg.render.tokens reads them. */
function tokensOf(dark) {
  const text = document.querySelector("style").textContent, at = text.indexOf("@media (prefers-color-scheme: dark)");
  const found = {}, end = text.indexOf("* {");
  const read = function (part) { for (const row of part.matchAll(/--([a-z0-9-]+): ([^;]+);/g)) found[row[1]] = row[2]; };
  read(text.slice(0, at));
  if (dark) read(text.slice(at, end));
  return found;
}
const lightInk = tokensOf(false), darkInk = tokensOf(true);
function inks() { return darkScheme.matches && !matchMedia("print").matches ? darkInk : lightInk; }

const WIDTHS = [4, 2.4, 2, 1.1, 1.1, 1.8, 1.6, 1.4, 1.1, 0.9]; /* pixels, by band: led thick, took part thin */
function lineLook(e, ink) {
  const s = edgeStatement[e], band = bandOfEdge[e], pale = isUncounted(e);
  const dashes = !isActual(s) ? DOTS : data.statements.inferred[s] || pale ? PLAIN_DASH : null;
  const width = isDetail(e) ? 0.8 : WIDTHS[band] * (pale && band < 3 ? 0.75 : 1);
  if (disputed[s]) return { colour: ink.disputed, dashes: dashes, width: Math.max(width, 2), alpha: 1 };
  return { colour: isActual(s) ? ink[data.bands.name[band]] : ink.target, dashes: dashes, width: width, alpha: pale ? 0.6 : 1 };
}
/* A colour mixed with the ground: canvas and SVG paint alike, whatever lies below. */
function mixed(colour, ground, share) {
  const part = function (text, k) { return parseInt(text.slice(1 + 2 * k, 3 + 2 * k), 16); };
  return "#" + [0, 1, 2].map(function (k) {
    return Math.round(part(colour, k) * share + part(ground, k) * (1 - share)).toString(16).padStart(2, "0");
  }).join("");
}
function edgeLabel(e, brief) {
  const s = edgeStatement[e];
  let text = term(data.edges.label[e]);
  if (!isActual(s)) text += pick("（", " (") + term(data.statements.modality[s]) + pick("）", ")");
  if (disputed[s]) text = "≠ " + text;
  const years = Array.from(new Set([firstYear[s], lastYear[s]].filter(Boolean))).join("–");
  const open = firstYear[s] && !lastYear[s] ? years + "–" : !firstYear[s] && lastYear[s] ? "–" + years : years;
  const isPoint = data.statements.sense[s] === data.about.attested;
  return open && data.edges.core[e] && !isPoint && !brief ? text + " " + open : text;
}

/* Bodies and undertakings are sized by what counts as led (or by the measure asked for); people are not ranked by size. */
const leadsOf = Array.from({ length: nodeCount }, function () { return 0; });
for (let e = 0; e < edgeCount; e += 1) {
  if (stepOf(e) === 1 && data.edges.core[e] && isCounted(edgeStatement[e])) { leadsOf[edgeStart[e]] += 1; leadsOf[edgeEnd[e]] += 1; }
}
const unsized = new Set(["Person", "Someone"]);
const mostLeads = extreme(leadsOf.concat(1), 1);
function sizeOf(n) {
  const base = 8.5;
  if (state.size === "none" || unsized.has(slugOf(data.nodes.type[n]))) return base;
  const share = state.size === "leads" ? (leadsOf[n] ? 0.35 + 0.65 * Math.sqrt(leadsOf[n] / mostLeads) : 0) : Math.sqrt(data.nodes.measure[n]);
  return base * (1 + 0.9 * share);
}
/* The radius at which a node is drawn: what the page is about is larger. */
function drawnRadius(n) { return sizeOf(n) * (centres.has(n) ? 1.35 : 1); }
const HUES = ["person", "body", "initiative", "event", "group", "honour-line", "disputed", "led"];
const hueOfPlace = new Map();
{
  const counts = new Map();
  data.nodes.place.forEach(function (of) { if (of !== null) counts.set(of, (counts.get(of) || 0) + 1); });
  Array.from(counts).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).slice(0, HUES.length).forEach(function (row, k) { hueOfPlace.set(row[0], HUES[k]); });
}
/* The token of a node's colour, and, where colours are not those of classes, what it means. */
function hueOf(n) {
  if (state.colour === "place") return hueOfPlace.get(data.nodes.place[n]) || "document";
  if (state.colour === "community") return HUES[data.nodes.community[n]] || "document";
  return style(n).colour;
}
function colourOf(n, ink) { return ink[hueOf(n)]; }
/* What the hues of nodes that are drawn mean, where classes do not give them: a token and a text each. */
function hueRows(now) {
  const nodes = Array.from(now.nodes).filter(function (n) { return !isShut(n); }), rows = [];
  if (state.colour === "place") hueOfPlace.forEach(function (hue, of) { if (nodes.some(function (n) { return data.nodes.place[n] === of; })) rows.push([hue, label(of)]); });
  if (state.colour === "community") HUES.forEach(function (hue, k) { if (nodes.some(function (n) { return data.nodes.community[n] === k; })) rows.push([hue, lineWord("community") + " " + (k + 1)]); });
  if (rows.length && nodes.some(function (n) { return colourOf(n, lightInk) === lightInk.document; })) rows.push(["document", lineWord("elsewhere")]);
  return rows;
}
/* Whether the sizes of nodes that are drawn say something. */
function saysSize(now) {
  return state.size === "betweenness" || (state.size === "leads" && Array.from(now.nodes).some(function (n) { return leadsOf[n] && laneOf(n) < 2 && !isShut(n); }));
}
/* Whether a name is set bold: of what the page is about, and of who has a counted lead. */
function isStrong(n) { return centres.has(n) || (leadsOf[n] > 0 && laneOf(n) === 0); }
/* The place of a node, no longer than the room for names. */
function placeWord(n) {
  const within = data.nodes.place[n];
  if (within === null) return "";
  const signs = Array.from(pick(ofEntity(within, "zh"), ofEntity(within, "en"))), most = leftWide() * CELL / 10.5;
  if (wideness(signs) <= most) return signs.join("");
  while (wideness(signs) > most - 1) signs.pop();
  return signs.join("") + "…";
}
/* Lines of about equal length, at most `most` wide characters (a narrow one counts as half), four at most. Latin words
   stay whole; no line ends with what opens a bracket or begins with what closes one. */
const PARTS = /[(（“‘《〈「『【]*(?:[^\s\u0000-\u2e7f（）《》〈〉「」『』【】，。、；：？！]|[^\s\u2e80-\uffff()“”‘’]+)[)）”’》〉」』】，。、；：？！]*\s*|\S|\s+/gu;
function wideness(text) { return Array.from(text).reduce(function (sum, sign) { return sum + (sign.codePointAt(0) > 0x2e80 ? 1 : 0.55); }, 0); }
const MOST_LINES = 4;
function broken(text, most) {
  const parts = text.match(PARTS) || [text];
  const total = wideness(text), each = Math.min(most, total / Math.ceil(total / most) + 0.6);
  const lines = [""];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    if (last && wideness(last) + wideness(part.trimEnd()) > Math.max(each, 1)) lines.push(part); else lines[lines.length - 1] += part;
  }
  return lines.map(function (line) { const signs = Array.from(line.trim()); return signs.length > 2 * most ? signs.slice(0, 2 * most).join("") + "…" : line.trim(); });
}
function wrapped(text, most) {
  const cut = broken(text, most);
  if (cut.length <= MOST_LINES) return cut;
  const last = cut[MOST_LINES - 1];
  return cut.slice(0, MOST_LINES - 1).concat(/[\u2e80-\uffff]$/.test(last) ? last.slice(0, -1) + "…" : last + " …");
}
function frameWord(frame) {
  const count = frame.count === undefined ? "" : lineWord("held", { n: frame.count }) + (frame.leads ? lineWord("led-there", { n: frame.leads }) : "");
  return (frame.count === undefined ? "" : frame.shut ? "▸ " : "▾ ") + pick(frame.zh, frame.en) + count;
}
/* How an edge runs: for vis-network, and as an SVG path with the spot of its word. Many edges between two nodes fan out;
   those from column to column leave and arrive level; within a column they bow. */
const LEVEL = [0.45, 0.45], LATE = [0.2, 0.85]; /* where a level line turns, from either end; to those behind others it turns at once */
const BOW = 0.9; /* how far a bow's point of turning lies from the straight, as vis-network has it */
function routeOf(e) {
  const a = place[edgeStart[e]], b = place[edgeEnd[e]], bend = curve(e, Math.hypot(b[0] - a[0], b[1] - a[1])), dx = a[0] - b[0];
  if (edgeStart[e] === edgeEnd[e]) return { vis: { type: "continuous", roundness: 0.3 }, label: 0.5, loop: bend };
  if (bend) return { vis: { type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) }, label: 0.5, bow: bend };
  if (state.layout === "net") return { vis: { type: "continuous", roundness: 0.3 }, label: 0.5, bow: 0 };
  if (Math.abs(dx) < 8) {
    const bow = Math.abs(a[1] - b[1]) < 60 ? 0 : a[1] < b[1] ? -0.2 : 0.2;
    return bow ? { vis: { type: bow > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bow) }, label: 0.5, bow: bow } : { vis: { type: "continuous", roundness: 0.3 }, label: 0.5, bow: 0 };
  }
  if (Math.abs((layerAt.get(edgeStart[e]) || 0) - (layerAt.get(edgeEnd[e]) || 0)) > 1) return { vis: { type: "curvedCW", roundness: 0.16 }, label: 0.5, bow: 0.16 };
  return { vis: { type: "cubicBezier", forceDirection: "horizontal", roundness: LEVEL[0] }, label: 0.56, level: late.has(edgeEnd[e]) ? LATE : LEVEL };
}
/* The two points towards which an edge turns (a cubic curve of Bezier), in the units of the layout. */
function turnsOf(e) {
  const a = place[edgeStart[e]], b = place[edgeEnd[e]], route = routeOf(e), far = a[0] - b[0];
  if (route.loop !== undefined) { const high = 45 + 120 * Math.abs(route.loop); return [[a[0] - high, a[1] - high], [a[0] + high, a[1] - high]]; }
  if (route.level) return [[a[0] - route.level[0] * far, a[1]], [b[0] + route.level[1] * far, b[1]]];
  const q = [(a[0] + b[0]) / 2 + route.bow * BOW * (b[1] - a[1]), (a[1] + b[1]) / 2 - route.bow * BOW * (b[0] - a[0])];
  return [a, b].map(function (p) { return [(p[0] + 2 * q[0]) / 3, (p[1] + 2 * q[1]) / 3]; });
}
