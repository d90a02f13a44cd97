/* Layered drawing of one connected part: who acts left, what is acted on right, as few crossings as sweeps can reach
   (after Sugiyama, Tagawa and Toda 1981). Without chance: the same part gives the same drawing. */

const LINE = 15, CELL = 13, BELOW = 11, DEEPEST = 4, TALLEST = 3; /* what led is large: its room in parts of its radius */
const WORDS = 18; /* room for the words of an edge, of up to three edges of a node */
/* Between columns, and the widest line of a name (in Chinese characters) on each side: English words are longer. */
function gap() { return state.language === "zh" ? 112 : 142; }
function leftWide() { return state.language === "zh" ? 9 : 11; }
function rightWide() { return state.language === "zh" ? 10 : 12; }
function leftRoom() { return leftWide() * CELL + 14; }

/* Lines of a node's name, of its place below it, and the room that both take. */
const linesOf = new Map(); /* of names, by language, node and width: they are asked for in every drawing */
function nameLines(n, most) {
  const text = nameOnPicture(n), key = text + n + " " + most;
  if (!linesOf.has(key)) linesOf.set(key, wrapped(text, most));
  return linesOf.get(key);
}
function wideOn(side) { return side === "left" ? leftWide() : side === "below" ? BELOW : rightWide(); }
function roomOf(n, side, withPlace) {
  const lines = nameLines(n, wideOn(side));
  const wide = Math.max.apply(null, lines.map(wideness)) * CELL + 8;
  const more = withPlace && placeWord(n) ? 1 : 0;
  return { wide: Math.max(wide, more ? wideness(placeWord(n)) * 11 + 8 : 0), high: LINE * (lines.length + more) + 9 };
}
/* The layer of each node: actors first, then what they act on, one further for each link that goes on. */
function layersOf(nodes, links) {
  const layer = new Map(nodes.map(function (n) { return [n, laneOf(n) === 0 ? 0 : 1]; }));
  for (let round = 0; round < DEEPEST; round += 1) {
    for (const link of links) {
      const from = layer.get(link[0]), to = layer.get(link[1]);
      if (to <= from && from + 1 < DEEPEST) layer.set(link[1], from + 1);
    }
  }
  const used = Array.from(new Set(layer.values())).sort(function (a, b) { return a - b; });
  layer.forEach(function (k, n) { layer.set(n, used.indexOf(k)); });
  return layer;
}
function mean(list) { return list.reduce(function (sum, x) { return sum + x; }, 0) / list.length; }
/* Positions as near as can be to those wanted, in order, none nearer than half of both heights (isotonic regression). */
function spread(wanted, heights) {
  let offset = 0;
  const blocks = [];
  const offsets = heights.map(function (h, k) { offset += k ? (heights[k - 1] + h) / 2 : 0; return offset; });
  wanted.forEach(function (y, k) {
    blocks.push({ sum: y - offsets[k], count: 1 });
    while (blocks.length > 1) {
      const last = blocks[blocks.length - 1], before = blocks[blocks.length - 2];
      if (before.sum / before.count <= last.sum / last.count) break;
      before.sum += last.sum; before.count += last.count;
      blocks.pop();
    }
  });
  return blocks.flatMap(function (block) { return Array(block.count).fill(block.sum / block.count); }).map(function (z, k) { return z + offsets[k]; });
}
/* Order of each layer by the middle of its neighbours, swept to and fro. */
function orderLayers(columns, near, sweeps, all) {
  const rank = new Map();
  const number = function (column) { column.forEach(function (n, k) { rank.set(n, column.length > 1 ? k / (column.length - 1) : 0.5); }); };
  (all || columns).forEach(number);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const order = sweep % 2 ? columns.slice().reverse() : columns;
    for (const column of order) {
      const wanted = new Map(column.map(function (n, k) { return [n, near.get(n).length ? mean(near.get(n).map(function (m) { return rank.get(m); })) : rank.get(n)]; }));
      const before = new Map(column.map(function (n, k) { return [n, k]; }));
      column.sort(function (a, b) { return wanted.get(a) - wanted.get(b) || before.get(a) - before.get(b); });
      number(column);
    }
  }
}
/* Each column but those with a chain of followers once more by the middle of its neighbours. */
function settleAround(columns, near, chained) {
  orderLayers(columns.filter(function (column) { return !column.some(function (n) { return chained.has(n); }); }), near, 1, columns);
}
/* Those who follow each other in a post stand in that order, in the places that the order of the column gives them. */
function inSuccession(columns, follows) {
  const next = new Map(), before = new Map();
  follows.forEach(function (link) { next.set(link[0], link[1]); before.set(link[1], link[0]); });
  for (const column of columns) {
    const chained = column.filter(function (n) { return next.has(n) || before.has(n); });
    if (!chained.length) continue;
    const ordered = [], done = new Set();
    chained.forEach(function (n) {
      let first = n;
      for (let k = 0; k < chained.length && before.has(first) && !done.has(before.get(first)); k += 1) first = before.get(first);
      for (let m = first; m !== undefined && !done.has(m) && chained.includes(m); m = next.get(m)) { ordered.push(m); done.add(m); }
    });
    const at = column.indexOf(chained[0]), rest = column.filter(function (n) { return !done.has(n); });
    column.splice.apply(column, [0, column.length].concat(rest.slice(0, at), ordered, rest.slice(at)));
  }
}
/* Leaves of a column that is too high stand in up to three columns, in turn, so that lines pass between their names. */
const TALL = 820;
function subColumns(total) { return Math.min(3, Math.ceil(total / TALL)); }
/* How often edges between neighbouring columns cross. */
function crossings(columns, links) {
  const at = new Map();
  columns.forEach(function (column, c) { column.forEach(function (n, k) { at.set(n, [c, k]); }); });
  const spans = links.map(function (link) { return [at.get(link[0]), at.get(link[1])].sort(function (a, b) { return a[0] - b[0]; }); });
  let count = 0;
  spans.forEach(function (one, k) {
    for (const other of spans.slice(0, k)) {
      if (one[0][0] !== other[0][0] || one[1][0] !== other[1][0] || one[0][0] === one[1][0]) continue;
      if ((one[0][1] - other[0][1]) * (one[1][1] - other[1][1]) < 0) count += 1;
    }
  });
  return count;
}
/* Place one connected part from (0, 0) on. `links` are pairs of nodes; `layer` may be given. Returns spots with sides. */
function layered(nodes, links, options) {
  const apart = links.filter(function (link) { return link[0] !== link[1]; });
  const forward = apart.filter(function (link) { return !link[2]; });
  const layer = options.layer || layersOf(nodes, forward);
  const depth = 1 + extreme(Array.from(layer.values()).concat(0), 1);
  const columns = Array.from({ length: depth }, function () { return []; });
  nodes.forEach(function (n) { columns[layer.get(n)].push(n); });
  const near = new Map(nodes.map(function (n) { return [n, []]; }));
  (forward.length ? forward : apart).forEach(function (link) { near.get(link[0]).push(link[1]); near.get(link[1]).push(link[0]); });
  orderLayers(columns, near, nodes.length > 400 ? 4 : 12);
  const follows = apart.filter(function (link) { return link[2]; });
  inSuccession(columns, follows);
  if (follows.length) settleAround(columns, near, new Set(follows.flatMap(function (link) { return link.slice(0, 2); })));
  const goesOn = new Set();
  forward.forEach(function (link) { if (layer.get(link[1]) > layer.get(link[0])) goesOn.add(link[0]); });
  const side = new Map(), room = new Map();
  columns.forEach(function (column, k) {
    column.forEach(function (n) {
      side.set(n, options.below ? "below" : k === 0 && depth > 1 ? "left" : goesOn.has(n) ? "below" : "right");
      room.set(n, roomOf(n, side.get(n), options.withPlace && k === 0));
      if (side.get(n) === "below") room.get(n).high = 2 * room.get(n).high + 2.4 * sizeOf(n) - 8; /* all of it is on one side */
    });
  });
  const full = function (n) { return Math.max(room.get(n).high, 24, leadsOf[n] ? TALLEST * sizeOf(n) : 0, WORDS * Math.min(3, near.get(n).length)); };
  const parts = columns.map(function (column, k) { return k && !options.layer ? subColumns(column.reduce(function (sum, n) { return sum + full(n); }, 0)) : 1; });
  const high = function (n) { return full(n) / parts[layer.get(n)]; };
  const total = columns.map(function (column) { return column.reduce(function (sum, n) { return sum + high(n); }, 0); });
  const widest = total.indexOf(extreme(total, 1)), y = new Map();
  let top = 0;
  columns[widest].forEach(function (n) { y.set(n, top + high(n) / 2); top += high(n); });
  for (let round = 0; round < 6; round += 1) {
    columns.forEach(function (column, k) {
      if (k === widest && round < 2) return;
      const wanted = column.map(function (n) {
        const known = near.get(n).filter(function (m) { return y.has(m) && layer.get(m) !== k; });
        return known.length ? mean(known.map(function (m) { return y.get(m); })) : y.has(n) ? y.get(n) : top / 2;
      });
      spread(wanted, column.map(high)).forEach(function (at, j) { y.set(column[j], at); });
    });
  }
  columns.forEach(function (column, k) {
    for (let part = 0; parts[k] > 1 && part < parts[k]; part += 1) {
      const own = column.filter(function (n, j) { return j % parts[k] === part; });
      spread(own.map(function (n) { return y.get(n); }), own.map(full)).forEach(function (at, j) { y.set(own[j], at); });
    }
  });
  let x = options.left;
  const spots = new Map();
  columns.forEach(function (column, k) {
    const apart = rightWide() * CELL + 30;
    column.forEach(function (n, j) { spots.set(n, { x: x + (j % parts[k]) * apart, y: y.get(n), side: side.get(n), layer: k, late: j % parts[k] > 0 }); });
    x += (parts[k] - 1) * apart;
    const rights = column.filter(function (n) { return side.get(n) === "right"; }).map(function (n) { return room.get(n).wide; });
    const belows = column.filter(function (n) { return side.get(n) === "below"; }).map(function (n) { return room.get(n).wide / 2; });
    x += (options.gap || gap()) + (k && k < depth - 1 ? Math.max(extreme(rights.concat(0), 1), extreme(belows.concat(0), 1)) : 0);
  });
  let least = Infinity, most = -Infinity, right = 0;
  spots.forEach(function (spot, n) {
    least = Math.min(least, spot.y - full(n) / 2);
    most = Math.max(most, spot.y + full(n) / 2);
    right = Math.max(right, spot.x + (spot.side === "right" ? room.get(n).wide + 12 : spot.side === "below" ? room.get(n).wide / 2 : 10));
  });
  spots.forEach(function (spot) { spot.y -= least; });
  return { spots: spots, wide: right, high: most - least, columns: columns };
}
