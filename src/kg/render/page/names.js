/* Names of nodes and words of edges on a screen, whatever draws the marks below them: the most telling first, each where it
   covers no other, shorter where there is little room. How large a picture can be so that no name is cut. */

const SMALLEST = 0.8, LARGEST = 1.3; /* the least and greatest part of their size to which names shrink and grow */
const FIRST_NAMES = 12; /* names that are never left out */
const EDGE_OF_VIEW = 8;
function gradeOf(scale) { return Math.min(LARGEST, Math.max(SMALLEST, scale)); }
/* Marks and lines shrink less than the picture, so that what led means is seen in a small one too. */
function stout() { return state.layout === "net" ? Math.max(1, 0.6 / fitScale) : Math.min(1.6, 1 / Math.min(1, fitScale)); }
function radiusOf(n) { return sizeOf(n) * (centres.has(n) ? 1.35 : 1) * (state.layout === "net" ? stout() : Math.sqrt(stout())); }
function sideOf(n) { return side.get(n) || "below"; }
function placeBelow(n, where) { return where === "left" && state.layout === "side" && !centres.size ? placeWord(n) : ""; }
/* The lines of a name on one side of its node; whole, or no more than so many. */
function linesBeside(n, where, most) {
  const wide = where === "left" ? leftWide() : where === "right" ? rightWide() : 11;
  if (!most) return broken(nameOnPicture(n), 1.6 * wide);
  const lines = nameLines(n, wide);
  return lines.length > most ? lines.slice(0, most - 1).concat(lines[most - 1].replace(/.{0,2}…?$/u, "…")) : lines;
}

/* Widths of texts at 13 pixels, measured once each. */
const ruler = document.createElement("canvas").getContext("2d"), widths = new Map();
function widthOf(text, bold) {
  const key = (bold ? "b" : "n") + text;
  if (!widths.has(key)) { ruler.font = (bold ? "600 " : "") + "13px " + FONT; widths.set(key, ruler.measureText(text).width); }
  return widths.get(key);
}
function widest(lines, bold) { return Math.max.apply(null, lines.map(function (line) { return widthOf(line, bold); })); }
/* How far a node and its name reach from its middle, in pixels of the screen: left, up, right, down. */
function reachOf(n, scale) {
  const r = radiusOf(n) * scale, grade = gradeOf(scale), where = sideOf(n), lines = linesBeside(n, where, MOST_LINES), told = placeBelow(n, where);
  const wide = Math.max(widest(lines, isStrong(n)), told ? widthOf(told, false) * 10.5 / 13 : 0) * grade + r + 6, high = (15 * lines.length + (told ? 13 : 0)) * grade;
  if (where === "left") return [wide, Math.max(r, high / 2), r, Math.max(r, high / 2)];
  if (where === "right") return [r, Math.max(r, high / 2), wide, Math.max(r, high / 2)];
  return [Math.max(r, wide / 2), r, Math.max(r, wide / 2), r + high + 5];
}
/* The largest scale at which nodes with their names, and boxes, lie within a view, and the middle that they then have. */
function fitting(nodes, boxes, width, height, largest) {
  if (!nodes.length && !boxes.length) return { scale: 1, x: 0, y: 0, high: 0, wide: 0 };
  const around = function (scale) {
    let left = Infinity, top = Infinity, right = -Infinity, low = -Infinity;
    const take = function (a, b, c, d) { left = Math.min(left, a); top = Math.min(top, b); right = Math.max(right, c); low = Math.max(low, d); };
    nodes.forEach(function (n) { const p = place[n], reach = reachOf(n, scale); take(p[0] * scale - reach[0], p[1] * scale - reach[1], p[0] * scale + reach[2], p[1] * scale + reach[3]); });
    boxes.forEach(function (box) { take(box.x * scale, box.y * scale, (box.x + box.width) * scale, (box.y + box.height) * scale); });
    return [left, top, right, low];
  };
  const fits = function (scale) { const a = around(scale); return a[2] - a[0] <= width - 2 * EDGE_OF_VIEW && a[3] - a[1] <= height - 2 * EDGE_OF_VIEW; };
  let least = 0.02, most = largest;
  if (fits(most)) least = most;
  for (let k = 0; k < 12 && most - least > 0.004; k += 1) { const mid = (least + most) / 2; if (fits(mid)) least = mid; else most = mid; }
  const a = around(least);
  return { scale: least, x: (a[0] + a[2]) / 2 / least, y: (a[1] + a[3]) / 2 / least, high: a[3] - a[1], wide: a[2] - a[0] };
}

/* Frames with their headings, the line of years and the bars of posts: below everything, in the units of the layout. */
function drawGround(context, scale) {
  const ink = inks(), size = headingSize(scale);
  context.save();
  for (const frame of frames) {
    context.strokeStyle = ink.line; context.fillStyle = ink.soft; context.lineWidth = 1 / scale;
    context.beginPath(); context.rect(frame.x, frame.y, frame.width, frame.height); context.fill(); context.stroke();
    if (frame.width * scale < 24) continue;
    context.save();
    context.clip();
    if (!frame.shut) writeHeading(context, frame, size, ink);
    context.restore();
  }
  for (const tick of ticks) {
    context.strokeStyle = ink.line; context.lineWidth = 1 / scale; context.fillStyle = ink.dim;
    context.font = Math.max(12, 11 / scale) + "px " + FONT; context.textAlign = "center"; context.textBaseline = "top";
    context.beginPath(); context.moveTo(tick.x, 28); context.lineTo(tick.x, tick.bare ? 28 : extent.y + extent.height); context.stroke();
    context.fillText(tick.text, tick.x, 8);
  }
  for (const bar of bars) {
    context.fillStyle = ink.post; context.globalAlpha = 0.35;
    context.fillRect(bar.x, bar.y + 6, bar.width, 14);
    context.globalAlpha = 1;
  }
  context.restore();
}
function headingSize(scale) { return Math.max(14, (frames.length > MANY_BOXES ? 9 : 12) / scale); }
function writeHeading(context, frame, size, ink) {
  context.fillStyle = ink.dim; context.font = "600 " + size + "px " + FONT; context.textAlign = "left"; context.textBaseline = "top";
  if (frame.shut) { context.strokeStyle = ink.soft; context.lineJoin = "round"; context.lineWidth = size / 3; context.strokeText(frameWord(frame), frame.x + 10, frame.y + (frame.height - size) / 2); }
  context.fillText(frameWord(frame), frame.x + 10, frame.y + (frame.shut ? (frame.height - size) / 2 : 9));
}
/* Headings of collapsed boxes, above the lines that run to them; in the units of the layout. */
function drawBoxWords(context, scale) {
  for (const frame of frames) {
    if (!frame.shut || frame.width * scale < 24) continue;
    context.save();
    context.beginPath(); context.rect(frame.x, frame.y, frame.width, frame.height); context.clip();
    writeHeading(context, frame, headingSize(scale), inks());
    context.restore();
  }
}
/* The frame whose heading, or whose box where it is collapsed, lies under a spot. */
function frameUnder(x, y) {
  return state.layout === "place" && frames.find(function (f) { return x >= f.x && x <= f.x + f.width && y >= f.y && y <= f.y + (f.shut ? f.height : HEADING); });
}
/* A view is what a drawing knows: width and height of the screen, scale, `at` (a node's spot on the screen), `along` (an
   edge's, from 0 to 1; null where it is not drawn), what is drawn, chosen, pointed at, and `strong`: what is not pale. */
function drawNames(context, view) {
  const taken = [], dots = [], grade = gradeOf(view.scale), now = view.now, strong = view.strong, ink = inks();
  const all = Array.from(now.nodes).concat(Array.from(now.ground.nodes)).filter(function (n) { return !isShut(n); });
  const spots = new Map(all.map(function (n) { return [n, view.at(n)]; }));
  const inView = function (box) { return box[0] + box[2] >= 0 && box[1] + box[3] >= 0 && box[0] <= view.width && box[1] <= view.height; };
  const meets = function (box) { return function (t) { return t[0] < box[0] + box[2] && box[0] < t[0] + t[2] && t[1] < box[1] + box[3] && box[1] < t[1] + t[3]; }; };
  const free = function (box, overDots) { return !taken.some(meets(box)) && (overDots || !dots.some(meets(box))); };
  spots.forEach(function (p, n) { const r = 0.8 * radiusOf(n) * view.scale; dots.push([p.x - r, p.y - r, 2 * r, 2 * r]); });
  context.textBaseline = "middle"; context.lineJoin = "round"; context.strokeStyle = ink.paper;
  namingOrder(all, view).forEach(function (row, k) {
    const n = row[3], p = spots.get(n), always = row[0] === 0, bold = always || isStrong(n), must = row[0] < 2 || (k < FIRST_NAMES && !strong);
    const away = radiusOf(n) * view.scale + 5;
    const made = namings(n, p, away, grade, bold, always), there = made.filter(function (one) { return inView(one.box); });
    const found = always ? there[0] : there.find(function (one) { return free(one.box, false); }) || (must ? there.find(function (one) { return free(one.box, true); }) || there[there.length - 1] : null);
    if (!found) return;
    taken.push(found.box);
    const dim = now.ground.nodes.has(n) || (strong && !strong.nodes.has(n));
    writeName(context, found, grade, bold, dim ? 0.3 : 1, ink);
  });
  drawWords(context, view, { free: free, taken: taken, inView: inView, grade: grade, ink: ink });
}
/* What is chosen or pointed at, what is near it, what the page is about and who led, the rest; the most linked first. */
function namingOrder(all, view) {
  const links = new Map(), ground = view.now.ground.nodes;
  view.now.edges.forEach(function (e) { edgeEnds(e).forEach(function (n) { links.set(n, (links.get(n) || 0) + 1); }); });
  return all.map(function (n) {
    const first = n === view.chosen || n === view.hovered ? 0 : view.strong && view.strong.nodes.has(n) ? 1 : ground.has(n) ? 5 : centres.has(n) || leadsOf[n] ? 2 : 3;
    return [first, laneOf(n) === 2 ? 1 : 0, -(links.get(n) || 0), n];
  }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]; });
}
/* The ways to write a name, the best first: whole where it is chosen, else in four lines, three, two, one; in a net on any side. */
function namings(n, p, away, grade, bold, always) {
  const own = sideOf(n), sides = state.layout === "net" ? [own, "right", "left", "above"] : [own], out = [];
  for (const most of always ? [0] : [4, 3, 2, 1]) {
    for (const where of sides) {
      const lines = linesBeside(n, where, most), told = most === MOST_LINES || always ? placeBelow(n, where) : "";
      if (out.some(function (one) { return one.where === where && one.lines.length === lines.length && !one.told === !told; })) continue;
      const wide = Math.max(widest(lines, bold), told ? widthOf(told, false) * 10.5 / 13 : 0) * grade, tall = 15 * grade * lines.length + (told ? 13 * grade : 0);
      const left = where === "left" ? p.x - away - wide : where === "right" ? p.x + away : p.x - wide / 2;
      const top = where === "below" ? p.y + away - 2 : where === "above" ? p.y - away - tall + 2 : p.y - tall / 2;
      out.push({ where: where, lines: lines, told: told, box: [left - 1, top, wide + 2, tall], x: where === "left" ? p.x - away : where === "right" ? p.x + away : p.x, top: top });
    }
  }
  return out;
}
function writeName(context, one, grade, bold, alpha, ink) {
  const size = 15 * grade, write = function (text, y) { context.strokeText(text, one.x, y); context.fillText(text, one.x, y); };
  context.textAlign = one.where === "left" ? "right" : one.where === "right" ? "left" : "center";
  context.font = (bold ? "600 " : "") + (13 * grade).toFixed(1) + "px " + FONT;
  context.lineWidth = 4; context.fillStyle = ink.ink; context.globalAlpha = alpha;
  one.lines.forEach(function (line, k) { write(line, one.top + size * (k + 0.5)); });
  if (one.told) {
    context.font = (10.5 * grade).toFixed(1) + "px " + FONT; context.fillStyle = ink.dim;
    write(one.told, one.top + size * one.lines.length + 6 * grade);
  }
  context.globalAlpha = 1;
}
/* What an edge says, somewhere along it where it covers nothing: leads first, and of a lead always, without its years if need be. */
const FEW_WORDS = 10; /* up to so many edges of what is pointed at have their words in any case */
const NEAR = 26; /* pixels within which a word is not written again for another edge of a node, unless it counts as a lead */
const ALONG = [0, -0.14, 0.14, -0.26, 0.24, -0.36];
function drawWords(context, view, room) {
  const strong = view.strong, scale = view.scale;
  context.font = (11 * room.grade).toFixed(1) + "px " + FONT;
  context.textAlign = "center";
  const rows = withoutRepeats(view.now.edges).map(function (e) { return [strong && strong.edges.includes(e) ? 0 : isDetail(e) ? 20 : 1 + bandOfEdge[e], isUncounted(e) ? 1 : 0, e]; })
    .sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
  const few = !strong || strong.edges.length <= FEW_WORDS, written = [];
  const isRepeat = function (e, one) {
    return written.some(function (other) { return other.text === one.text && Math.abs(other.x - one.x) < 2 * NEAR && Math.abs(other.y - one.y) < NEAR && edgeEnds(other.edge).some(function (n) { return edgeEnds(e).includes(n); }); });
  };
  for (const row of rows) {
    const e = row[2], own = row[0] === 0, lead = isCountedLead(e);
    if (edgeEnds(e).some(isShut) || (row[0] === 20 && scale < 1.1) || (strong && !own)) continue;
    const ends = edgeEnds(e).map(view.at), long = Math.hypot(ends[0].x - ends[1].x, ends[0].y - ends[1].y);
    if (!own && long < 48 && edgeStart[e] !== edgeEnd[e]) continue;
    const texts = Array.from(new Set([edgeLabel(e), edgeLabel(e, true)])), made = [];
    for (const text of texts) {
      const wide = widthOf(text, false) * 11 / 13 * room.grade, high = 12 * room.grade;
      for (const off of own || lead || stepOf(e) === 1 || curve(e, long) ? ALONG : ALONG.slice(0, 3)) {
        const p = view.along(e, routeOf(e).label + off);
        if (p) made.push({ text: text, x: p.x, y: p.y, box: [p.x - wide / 2, p.y - high / 2, wide, high] });
      }
    }
    const there = made.filter(function (one) { return room.inView(one.box); });
    const found = there.find(function (one) { return room.free(one.box, false); }) || (own || lead ? there.find(function (one) { return room.free(one.box, true); }) : null) || (own && few ? there[0] : null);
    if (!found || (!own && !lead && isRepeat(e, found))) continue;
    room.taken.push(found.box);
    written.push({ text: found.text, x: found.x, y: found.y, edge: e });
    context.lineWidth = 3.5; context.fillStyle = room.ink.ink;
    context.strokeText(found.text, found.x, found.y);
    context.fillText(found.text, found.x, found.y);
  }
}
