/* Where nodes lie. Five layouts, none by chance: side by side (who led beside what was led), by place, in lanes, by year,
   and the net that was placed beforehand. What a reader has dragged stays where it was put. */

const place = data.nodes.x.map(function (x, n) { return [x, data.nodes.y[n]]; });
const side = new Map(); /* on which side of its node a name stands; below without it */
const netFrames = data.frames.x.map(function (x, n) {
  return { n: n, zh: data.frames.zh[n], en: data.frames.en[n], x: x, y: data.frames.y[n], width: data.frames.width[n], height: data.frames.height[n] };
});
const layerAt = new Map(); /* in which column of its part a node stands */
const late = new Set(); /* those of a column that stand behind others of it */
let fitScale = 1; /* at which everything fits */
let frames = [], bars = [], ticks = [], extent = null, note = "";
const MARGIN = 26, HEADING = 30;

function isSuccession(e) { return slugOf(data.statements.kind[edgeStatement[e]]) === "succession" && Boolean(data.edges.core[e]); }
/* Pairs of nodes; the third says that the pair does not make layers: who follows whom. Details and places make none where
   something else does. */
function linksOf(edges) {
  const firm = edges.filter(function (e) { return !isDetail(e) && stepOf(e) !== PLACES; }), linked = new Set(firm.flatMap(edgeEnds));
  return edges.filter(function (e) { return !isDetail(e) && stepOf(e) !== PLACES || !edgeEnds(e).every(function (n) { return linked.has(n); }); })
    .map(function (e) { return [edgeStart[e], edgeEnd[e], isSuccession(e)]; });
}
/* The connected parts of what is drawn, those with what counts most first. */
function partsOf(nodes, edges) {
  const above = new Map(nodes.map(function (n) { return [n, n]; }));
  const root = function (n) { while (above.get(n) !== n) { above.set(n, above.get(above.get(n))); n = above.get(n); } return n; };
  edges.forEach(function (e) { above.set(root(edgeStart[e]), root(edgeEnd[e])); });
  const parts = new Map();
  nodes.forEach(function (n) {
    const r = root(n);
    if (!parts.has(r)) parts.set(r, { nodes: [], edges: [], rank: 99 });
    parts.get(r).nodes.push(n);
  });
  edges.forEach(function (e) {
    const part = parts.get(root(edgeStart[e]));
    part.edges.push(e);
    part.rank = Math.min(part.rank, 2 * bandOfEdge[e] + (isUncounted(e) ? 1 : 0));
  });
  return Array.from(parts.values()).sort(function (a, b) { return a.rank - b.rank || b.nodes.length - a.nodes.length || a.nodes[0] - b.nodes[0]; });
}
/* Boxes in columns, each under the shortest so far; as many columns as make the picture largest on this screen. */
const MANY_BOXES = 80;
function packed(boxes, between) {
  const wide = extreme(boxes.map(function (box) { return box.wide; }).concat(1), 1) + between;
  const view = [Math.max(holder.clientWidth, 200) - 24, Math.max(usualHeight(), 200) - 24];
  let best = null;
  for (let count = 1; count <= (isNarrow() ? 1 : Math.min(boxes.length > MANY_BOXES ? 24 : 8, boxes.length || 1)); count += 1) {
    const tops = Array(count).fill(0), spots = boxes.map(function (box) {
      const k = tops.indexOf(extreme(tops, -1)), at = [k * wide, tops[k]];
      tops[k] += box.high + between;
      return at;
    });
    const scale = Math.min(view[0] / (count * wide), view[1] / Math.max(extreme(tops, 1), 1), 1.25);
    if (!best || scale > best.scale + 0.02) best = { scale: scale, spots: spots, wide: count * wide, high: extreme(tops, 1) };
  }
  return best;
}
/* On a telephone the picture is as high as it must be to be read, and the page is scrolled. */
/* The height for the graph below the usual controls: a line more of text above it changes neither choice nor order. */
function usualHeight() { return window.innerHeight - 202; }
function isNarrow() { return holder.clientWidth < 600; }
function growHolder(nodes) {
  const high = isNarrow() && state.layout !== "net" ? Math.max(0.6 * window.innerHeight, Math.min(6000, fitting(nodes, boxesDrawn(), holder.clientWidth, 1e6, 1.1).high + 24)) : 0;
  holder.style.height = high ? Math.round(high) + "px" : "";
}
/* Frames, and the line of years with its words: what must be in view beside nodes. */
function boxesDrawn() {
  return frames.concat(bars.map(function (bar) { return { x: bar.x, y: bar.y, width: bar.width, height: 20 }; }), ticks.map(function (tick) { return { x: tick.x - 30, y: 0, width: 60, height: 40 }; }));
}
function everyMark(now) { return Array.from(now.nodes).concat(Array.from(now.ground.nodes)).filter(function (n) { return !isShut(n); }); }
function put(drawn, dx, dy) {
  drawn.spots.forEach(function (spot, n) { place[n] = [spot.x + dx, spot.y + dy]; side.set(n, spot.side); layerAt.set(n, spot.layer); if (spot.late) late.add(n); });
}
const WIDER_GAP = 190; /* where there is room for it */
function bySide(nodes, edges) {
  const parts = partsOf(nodes, edges);
  const boxed = function (between) { return parts.map(function (part) { return layered(part.nodes, linksOf(part.edges), { left: leftRoom(), withPlace: !centres.size, gap: between }); }); };
  let boxes = boxed(gap()), made = packed(boxes, 16);
  if (made.scale > 1.1 && !isNarrow()) { boxes = boxed(WIDER_GAP); made = packed(boxes, 16); }
  boxes.forEach(function (box, k) { put(box, made.spots[k][0], made.spots[k][1]); });
  return { x: 0, y: 0, width: made.wide, height: made.high };
}
/* The frame of each node: that of its place; what has none of its own lies with what it is linked to most. */
function framesFor(nodes, edges) {
  const found = new Map(nodes.map(function (n) { return [n, data.nodes.frame[n]]; })), votes = new Map();
  edges.forEach(function (e) {
    const a = edgeStart[e], b = edgeEnd[e];
    [[a, b], [b, a]].forEach(function (pair) {
      const frame = data.nodes.frame[pair[1]];
      if (data.nodes.frame[pair[0]] >= 0 || frame < 0) return;
      if (!votes.has(pair[0])) votes.set(pair[0], new Map());
      votes.get(pair[0]).set(frame, (votes.get(pair[0]).get(frame) || 0) + 1);
    });
  });
  votes.forEach(function (counts, n) { found.set(n, Array.from(counts).sort(function (x, y) { return y[1] - x[1] || x[0] - y[0]; })[0][0]); });
  return found;
}
const SPARE = 1.3; /* names do not shrink with the frames around them */
let frameAt = new Map();
function byPlace(nodes, edges) {
  const groups = new Map();
  frameAt = framesFor(nodes, edges);
  frameAt.forEach(function (frame, n) {
    if (!groups.has(frame)) groups.set(frame, []);
    groups.get(frame).push(n);
  });
  const boxes = Array.from(groups).sort(function (a, b) { return (a[0] < 0) - (b[0] < 0) || b[1].length - a[1].length || a[0] - b[0]; }).map(function (row) {
    const own = new Set(row[1]);
    const inside = edges.filter(function (e) { return own.has(edgeStart[e]) && own.has(edgeEnd[e]); });
    const shut = state.shut.has(row[0]);
    let top = HEADING + 6, wide = 150;
    const parts = shut ? [] : partsOf(row[1], inside).map(function (part) { return layered(part.nodes, linksOf(part.edges), { left: part.nodes.length > 1 ? leftRoom() * SPARE : 20, gap: 76 }); });
    const tops = parts.map(function (part) { const at = top; top += part.high + 8; wide = Math.max(wide, part.wide * 1.12); return at; });
    const leads = new Set(edges.filter(function (e) { return isCountedLead(e) && (own.has(edgeStart[e]) || own.has(edgeEnd[e])); }).map(function (e) { return edgeStatement[e]; })).size;
    return { frame: row[0], count: row[1].length, leads: leads, parts: parts, tops: tops, wide: shut ? 260 : wide + MARGIN, high: shut ? 46 : top + 10, nodes: row[1], shut: shut };
  });
  const made = packed(boxes, 18);
  boxes.forEach(function (box, k) {
    const at = made.spots[k];
    box.parts.forEach(function (part, j) { put(part, at[0] + MARGIN / 2, at[1] + box.tops[j]); });
    if (box.shut) box.nodes.forEach(function (n) { place[n] = [at[0] + box.wide / 2, at[1] + box.high / 2]; });
    if (box.frame < 0 && !box.shut) return;
    const own = box.frame < 0 ? [lineWord("no-one-place"), lineWord("no-one-place")] : [data.frames.zh[box.frame], data.frames.en[box.frame]];
    frames.push({ n: box.frame, zh: own[0], en: own[1], x: at[0], y: at[1], width: box.wide, height: box.high, count: box.count, leads: box.leads, shut: box.shut });
  });
  return { x: 0, y: 0, width: made.wide, height: made.high };
}
/* Above so many nodes places are collapsed into counted boxes: nobody reads a thousand dots. Those that a reader has opened
   stay open while there is room, the last first. */
const MOST_APART = 300;
let lastOpened = null, crowded = false;
function thin(now) {
  crowded = false;
  const nodes = Array.from(now.nodes).concat(Array.from(now.ground.nodes));
  if (nodes.length <= MOST_APART) return;
  const counts = new Map();
  frameAt = framesFor(nodes, now.edges.concat(now.ground.edges));
  frameAt.forEach(function (frame) { counts.set(frame, (counts.get(frame) || 0) + 1); });
  if (state.layout !== "place" || !state.shut.size) { state.layout = "place"; state.shut = new Set(facetKeys("place").concat(Array.from(counts.keys()))); }
  const first = function (frame) { return state.chosen !== null && frame === frameAt.get(state.chosen) ? 0 : frame === lastOpened ? 1 : 2; };
  let open = 0;
  Array.from(counts).filter(function (row) { return !state.shut.has(row[0]); }).sort(function (a, b) { return first(a[0]) - first(b[0]) || a[1] - b[1] || a[0] - b[0]; }).forEach(function (row) {
    if (open + row[1] <= MOST_APART) { open += row[1]; return; }
    state.shut.add(row[0]);
  });
  crowded = Array.from(counts.keys()).some(function (frame) { return state.shut.has(frame); });
}
function isShut(n) { return state.layout === "place" && state.shut.has(frameAt.get(n)); }
/* The edges that are seen: none within a collapsed box, and between two of them one for all, the strongest. */
function apart(edges) {
  const pairs = new Set();
  return withoutRepeats(edges).sort(function (a, b) { return bandOfEdge[a] - bandOfEdge[b] || a - b; }).filter(function (e) {
    const from = frameAt.get(edgeStart[e]), to = frameAt.get(edgeEnd[e]), key = from + " " + to;
    if (!isShut(edgeStart[e]) || !isShut(edgeEnd[e])) return true;
    if (from === to || pairs.has(key)) return false;
    pairs.add(key);
    return true;
  }).sort(function (a, b) { return a - b; });
}
/* A fixed run of numbers between 0 and 1, for the random orders that the lanes are held against. */
function fixedRun(seed) { let x = seed; return function () { x = (x * 1103515245 + 12345) % 2147483648; return x / 2147483648; }; }
function shuffled(list, next) {
  const out = list.slice();
  for (let k = out.length - 1; k > 0; k -= 1) { const j = Math.floor(next() * (k + 1)); [out[k], out[j]] = [out[j], out[k]]; }
  return out;
}
function inLanes(nodes, edges) {
  const links = linksOf(edges), layer = new Map(nodes.map(function (n) { return [n, laneOf(n)]; }));
  const drawn = layered(nodes, links, { left: leftRoom(), layer: layer, gap: 170 });
  put(drawn, 0, 0);
  const next = fixedRun(7), own = crossings(drawn.columns, links);
  const random = mean([0, 1, 2, 3, 4].map(function () { return crossings(drawn.columns.map(function (column) { return shuffled(column, next); }), links); }));
  note = pick("边交叉 " + own + " 处（随机次序平均 " + Math.round(random) + "）", own + " edge crossings (a random order: " + Math.round(random) + " on average)");
  return { x: 0, y: 0, width: drawn.wide, height: drawn.high };
}
/* Undertakings at the year in which their first edge falls, who acts left of them, posts as bars; what is undated stands
   to the left of the years, side by side. */
const YEAR = 62, ROW = 27, BEFORE = 120;
function yearOf(e) { const s = edgeStatement[e]; return firstYear[s] || lastYear[s]; }
function byTime(nodes, edges) {
  const dated = edges.filter(function (e) { return yearOf(e) && data.edges.core[e]; }), years = dated.map(yearOf), timed = new Set(dated.flatMap(edgeEnds));
  const rest = partsOf(nodes.filter(function (n) { return !timed.has(n); }), edges.filter(function (e) { return !edgeEnds(e).some(function (n) { return timed.has(n); }); }));
  const least = extreme(years.concat(9999), -1), most = extreme(years.concat(dated.map(function (e) { return lastYear[edgeStatement[e]] || 0; }), 0), 1);
  const undated = rest.map(function (part) { return layered(part.nodes, linksOf(part.edges), { left: leftRoom() }); });
  let top = 46;
  undated.forEach(function (box) { put(box, 0, top); top += box.high + 6; });
  const start = (undated.length ? extreme(undated.map(function (box) { return box.wide; }), 1) + 40 : 20) + BEFORE + leftRoom();
  const at = function (year) { return start + (year - least) * YEAR; };
  const free = []; /* where each row is free from on */
  partsOf(nodes.filter(function (n) { return timed.has(n); }), dated).sort(function (a, b) {
    return extreme(a.edges.map(yearOf), -1) - extreme(b.edges.map(yearOf), -1);
  }).forEach(function (part) { placeInYears(part, at, free, least); });
  for (let year = least; years.length && year <= most; year += Math.ceil((most - least + 1) / 24)) ticks.push({ x: at(year), text: String(year) });
  if (undated.length) ticks.unshift({ x: leftRoom() + gap(), text: lineWord("no-time"), bare: true });
  return { x: 0, y: 0, width: at(years.length ? Math.max(most, least) : least === 9999 ? 0 : least) + 190, height: Math.max(top, 60 + ROW * free.length) + 20 };
}
function placeInYears(part, at, free, least) {
  const first = new Map(), acts = new Set(part.edges.map(function (e) { return edgeStart[e]; }));
  part.edges.forEach(function (e) {
    const year = yearOf(e);
    if (year) for (const n of edgeEnds(e)) first.set(n, Math.min(first.get(n) || 9999, year));
  });
  const begin = extreme(Array.from(first.values()), -1);
  const order = part.nodes.slice().sort(function (a, b) { return (first.get(a) || begin) - (first.get(b) || begin) || a - b; });
  const targets = order.filter(function (n) { return !acts.has(n); }), actors = order.filter(function (n) { return acts.has(n); });
  const tall = function (n, where) { return Math.ceil((roomOf(n, where).high - 9) / ROW); }; /* in rows */
  const sum = function (list, where) { return list.reduce(function (total, n) { return total + tall(n, where); }, 0); };
  const rows = Math.max(sum(targets, "right"), sum(actors, "left")), left = at(begin) - BEFORE - leftRoom();
  const right = extreme(order.map(function (n) { return at(first.get(n) || begin) + roomOf(n, "right").wide + 30; }), 1);
  let row = 0;
  while (free.slice(row, row + rows).some(function (end) { return end > left; })) row += 1;
  for (let k = row; k < row + rows; k += 1) free[k] = right;
  for (let k = 0; k < row; k += 1) free[k] = free[k] || 0;
  const y = new Map();
  let top = 60 + (row - 0.5) * ROW;
  targets.forEach(function (n) { const high = ROW * tall(n, "right"); y.set(n, top + high / 2); top += high; place[n] = [at(first.get(n) || begin), y.get(n)]; side.set(n, "right"); layerAt.set(n, 1); });
  const wanted = actors.map(function (n) {
    const own = part.edges.filter(function (e) { return edgeStart[e] === n && y.has(edgeEnd[e]); }).map(function (e) { return y.get(edgeEnd[e]); });
    return own.length ? mean(own) : 60 + row * ROW;
  });
  const turns = actors.map(function (n, k) { return k; }).sort(function (a, b) { return wanted[a] - wanted[b] || a - b; });
  const spots = spread(turns.map(function (k) { return wanted[k]; }), turns.map(function (k) { return ROW * tall(actors[k], "left"); }));
  const lift = turns.length ? Math.max(0, 60 + (row - 0.5 + tall(actors[turns[0]], "left") / 2) * ROW - spots[0]) : 0;
  turns.forEach(function (k, j) {
    const n = actors[k], x = at(first.get(n) || begin);
    place[n] = [x - BEFORE, spots[j] + lift];
    side.set(n, "left");
    layerAt.set(n, 0);
    part.edges.filter(function (e) { return edgeStart[e] === n && stepOf(e) === POSTS && !isSuccession(e) && yearOf(e); }).forEach(function (e) {
      const from = at(yearOf(e)), to = at(lastYear[edgeStatement[e]] || yearOf(e));
      bars.push({ x: from - 6, y: place[n][1] - 13, width: to - from + 12, e: e });
    });
  });
}
/* What joins the two ends of a path, from left to right. */
function byPath(nodes, edges) {
  const ends = Array.from(centres), links = edges.map(edgeEnds), steps = new Map([[ends[0], 0]]);
  const walk = [ends[0]];
  for (const n of walk) {
    for (const link of links) {
      for (const pair of [[link[0], link[1]], [link[1], link[0]]]) {
        if (pair[0] === n && !steps.has(pair[1])) { steps.set(pair[1], steps.get(n) + 1); walk.push(pair[1]); }
      }
    }
  }
  const far = 1 + extreme(Array.from(steps.values()), 1);
  nodes.forEach(function (n) { if (!steps.has(n)) steps.set(n, far); });
  const drawn = layered(nodes, links.map(function (link) { return [link[0], link[1], false]; }), { left: leftRoom(), layer: steps, gap: 150, below: true });
  put(drawn, 0, 0);
  drawn.spots.forEach(function (spot, n) { side.set(n, "below"); });
  return { x: 0, y: -20, width: drawn.wide + 60, height: drawn.high + 70 };
}
function byNet(nodes) {
  nodes.forEach(function (n) { place[n] = [data.nodes.x[n], data.nodes.y[n]]; });
  const spots = nodes.map(function (n) { return place[n]; });
  frames = netFrames.filter(function (f) {
    return spots.some(function (p) { return p[0] >= f.x && p[0] <= f.x + f.width && p[1] >= f.y && p[1] <= f.y + f.height; });
  });
  return null;
}
const layouts = {
  side: { zh: "并排", en: "side by side", draw: bySide }, place: { zh: "按地方", en: "by place", draw: byPlace },
  lanes: { zh: "分栏", en: "lanes", draw: inLanes }, time: { zh: "按年份", en: "by year", draw: byTime }, net: { zh: "网状", en: "net", draw: byNet }
};
/* Put every node that is drawn, and those of the ground, into its place. */
function arrange(now) {
  frames = []; bars = []; ticks = []; note = "";
  side.clear();
  layerAt.clear();
  late.clear();
  const nodes = Array.from(now.nodes).concat(Array.from(now.ground.nodes)).sort(function (a, b) { return a - b; });
  const edges = now.edges.concat(now.ground.edges);
  const asPath = data.about.joined && state.layout === "side" && centres.size > 1;
  extent = (asPath ? byPath : layouts[state.layout].draw)(nodes, edges);
  state.moved.forEach(function (at, n) { place[n] = at.slice(); });
  const spots = nodes.map(function (n) { return place[n]; });
  if (!extent) extent = boundsOf(spots, frames);
  spots.forEach(function (p) {
    const right = Math.max(extent.x + extent.width, p[0] + 20), low = Math.max(extent.y + extent.height, p[1] + 20);
    extent = { x: Math.min(extent.x, p[0] - 20), y: Math.min(extent.y, p[1] - 20), width: 0, height: 0 };
    extent.width = right - extent.x; extent.height = low - extent.y;
  });
  const apart = everyMark(now);
  fitScale = 1;
  growHolder(apart);
  fitScale = fitting(apart, boxesDrawn(), holder.clientWidth, holder.clientHeight, 1.25).scale;
}
function boundsOf(spots, boxes) {
  const xs = spots.map(function (p) { return p[0]; }), ys = spots.map(function (p) { return p[1]; });
  const left = extreme(xs.map(function (x) { return x - 75; }).concat(boxes.map(function (f) { return f.x - 8; }), xs.length ? [] : [0]), -1);
  const right = extreme(xs.map(function (x) { return x + 75; }).concat(boxes.map(function (f) { return f.x + f.width + 8; }), xs.length ? [] : [1]), 1);
  const top = extreme(ys.map(function (y) { return y - 30; }).concat(boxes.map(function (f) { return f.y - 8; }), ys.length ? [] : [0]), -1);
  const low = extreme(ys.map(function (y) { return y + 60; }).concat(boxes.map(function (f) { return f.y + f.height + 8; }), ys.length ? [] : [1]), 1);
  return { x: left, y: top, width: right - left, height: low - top };
}
