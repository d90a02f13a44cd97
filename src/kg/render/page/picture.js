/* What is drawn as SVG, light whatever the page's colours, with title, legend, data version and how to cite it. */

function shapeSvg(look, x, y, r) {
  const points = SHAPES[look.shape];
  if (!points) return '<circle cx="' + x + '" cy="' + y + '" r="' + r.toFixed(1) + '"';
  return '<polygon points="' + points.map(function (p) { return (x + r * p[0]).toFixed(1) + "," + (y + r * p[1]).toFixed(1); }).join(" ") + '"';
}
/* The path of an edge, and the points where its word may stand, the best first. */
const ASIDE = [0, 0.12, 0.22, -0.12, 0.3, -0.22];
function edgePath(e) {
  const a = place[edgeStart[e]], b = place[edgeEnd[e]], route = routeOf(e);
  const show = function (p) { return p[0].toFixed(1) + " " + p[1].toFixed(1); };
  if (route.loop !== undefined) {
    const high = 45 + 120 * Math.abs(route.loop);
    return { d: "M" + (a[0] - 9).toFixed(1) + " " + (a[1] - 9).toFixed(1) + "C" + (a[0] - high).toFixed(1) + " " + (a[1] - high).toFixed(1) + " " + (a[0] + high).toFixed(1) + " " + (a[1] - high).toFixed(1) + " " + (a[0] + 9).toFixed(1) + " " + (a[1] - 9).toFixed(1), spots: [[a[0], a[1] - 0.75 * high - 3]] };
  }
  const gap = function (from, to, r) {
    const l = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1, near = Math.min(r, l / 3);
    return [from[0] + near * (to[0] - from[0]) / l, from[1] + near * (to[1] - from[1]) / l];
  };
  const way = edgesOf[edgeStart[e]].length < edgesOf[edgeEnd[e]].length ? -1 : 1; /* towards the end with fewer edges */
  const along = function (middle, at) { return ASIDE.map(function (aside) { return [0, 1].map(function (k) { return at(middle + way * aside, k); }); }); };
  const rim = [drawnRadius(edgeStart[e]) + 1, drawnRadius(edgeEnd[e]) + 3];
  if (route.level) {
    const far = a[0] - b[0], c = [a[0] - route.level[0] * far, a[1]], d = [b[0] + route.level[1] * far, b[1]], s = gap(a, c, rim[0]), t = gap(b, d, rim[1]);
    const at = function (u, k) { const v = 1 - u; return v * v * v * s[k] + 3 * v * v * u * c[k] + 3 * v * u * u * d[k] + u * u * u * t[k]; };
    return { d: "M" + show(s) + "C" + show(c) + " " + show(d) + " " + show(t), spots: along(route.label, at) };
  }
  const dx = b[0] - a[0], dy = b[1] - a[1], out = route.bow * BOW;
  const c = [(a[0] + b[0]) / 2 + out * dy, (a[1] + b[1]) / 2 - out * dx], s = gap(a, c, rim[0]), t = gap(b, c, rim[1]);
  return { d: "M" + show(s) + "Q" + show(c) + " " + show(t), spots: along(0.5, function (u, k) { const v = 1 - u; return v * v * s[k] + 2 * v * u * c[k] + u * u * t[k]; }) };
}
const HALO = ' paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"';
function textSvg(x, y, size, fill, text, more) {
  return '<text x="' + x.toFixed(1) + '" y="' + y.toFixed(1) + '" font-size="' + size + '" fill="' + fill + '"' + (more || "") + ">" + xmlText(text) + "</text>";
}
/* The lines of a name, the place below it, and where its first line begins, on the side on which the layout has it. */
function nameOf(n) {
  const where = side.get(n) || "below", r = drawnRadius(n), lines = nameLines(n, wideOn(where));
  const told = where === "left" && state.layout === "side" && !centres.size ? placeWord(n) : "";
  const x = place[n][0] + (where === "below" ? 0 : where === "left" ? -r - 5 : r + 5);
  const top = where === "below" ? place[n][1] + 1.2 * r + 13 : place[n][1] - (LINE * lines.length + (told ? 13 : 0)) / 2 + 11;
  return { where: where, lines: lines, told: told, x: x, top: top };
}
function nameSvg(n, ink, pale) {
  const name = nameOf(n), anchor = ' text-anchor="' + (name.where === "below" ? "middle" : name.where === "left" ? "end" : "start") + '"' + HALO;
  const strong = isStrong(n) ? ' font-weight="600"' : "";
  const out = name.lines.map(function (line, k) { return textSvg(name.x, name.top + LINE * k, 13, pale ? ink.faint : ink.ink, line, anchor + strong); });
  if (name.told) out.push(textSvg(name.x, name.top + LINE * name.lines.length - 1, 10.5, pale ? ink.faint : ink.dim, name.told, anchor));
  return out.join("");
}
/* The boxes of headings, marks and names: left, top, right, bottom. */
function coveredBoxes(now) {
  const headings = frames.map(function (f) { const own = headingOf(f); return [own.x, own.y - 12, own.x + 14 * wideness(own.text), own.y + 4]; });
  return headings.concat(Array.from(now.nodes).concat(Array.from(now.ground.nodes)).filter(function (n) { return !isShut(n); }).flatMap(function (n) {
    const r = drawnRadius(n), name = nameOf(n), wide = 13 * extreme(name.lines.map(wideness), 1), at = place[n];
    const left = name.x - (name.where === "left" ? wide : name.where === "below" ? wide / 2 : 0), top = name.top - 11;
    return [[at[0] - r, at[1] - r, at[0] + r, at[1] + r], [left, top, left + wide, top + LINE * name.lines.length + (name.told ? 13 : 0)]];
  }));
}
/* The words of edges, the strongest first, each where it covers no name, mark or other word, without its years if need be;
   short edges have none, and details of one end say the same once. */
const SHORT = 48, WORD_WIDE = 11;
function verbsSvg(now, ink) {
  const taken = coveredBoxes(now), said = new Set(), out = [];
  const order = withoutRepeats(now.edges).map(function (e) { return [isDetail(e) ? 20 : bandOfEdge[e], e]; }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
  for (const row of order) {
    const e = row[1], a = place[edgeStart[e]], b = place[edgeEnd[e]], key = edgeEnd[e] + " " + edgeLabel(e);
    if (edgeEnds(e).some(isShut) || (edgeStart[e] !== edgeEnd[e] && Math.hypot(a[0] - b[0], a[1] - b[1]) < SHORT)) continue;
    if (isDetail(e) && said.has(key)) continue;
    const spots = edgePath(e).spots;
    for (const text of [edgeLabel(e), edgeLabel(e, true)]) {
      const lines = wideness(text) > WORD_WIDE ? wrapped(text, WORD_WIDE) : [text], high = 6 * lines.length;
      const half = 5.5 * extreme(lines.map(function (line) { return lengthOf(line); }), 1);
      const at = spots.find(function (p) {
        return !taken.some(function (t) { return p[0] - half < t[2] && t[0] < p[0] + half && p[1] - high < t[3] && t[1] < p[1] + high; });
      });
      if (!at) continue;
      taken.push([at[0] - half, at[1] - high, at[0] + half, at[1] + high]);
      said.add(key);
      lines.forEach(function (line, k) { out.push(textSvg(at[0], at[1] + 10 + 12 * k - high, 11, ink.ink, line, ' text-anchor="middle"' + HALO)); });
      break;
    }
  }
  return out;
}
function edgeSvg(e, ink, pale) {
  const look = lineLook(e, ink), path = edgePath(e), colour = mixed(look.colour, ink.paper, pale ? 0.28 : look.alpha);
  return '<path d="' + path.d + '" fill="none" stroke="' + colour + '" stroke-width="' + (pale ? 1 : look.width) + '"' + (look.dashes ? ' stroke-dasharray="' + look.dashes.join(" ") + '"' : "") + ' marker-end="url(#tip)"/>';
}
/* Without the sign that says on the page that a frame can be opened. */
function headingOf(f) { return { text: frameWord(f).replace(/^[▸▾] /, ""), x: f.x + 10, y: f.y + (f.shut ? f.height / 2 + 5 : 22) }; }
function headingSvg(f, ink) { const own = headingOf(f); return textSvg(own.x, own.y, 14, ink.dim, own.text, ' font-weight="600"' + (f.shut ? HALO : "")); }
function groundSvg(ink) {
  const out = [];
  for (const f of frames) {
    out.push('<rect x="' + f.x + '" y="' + f.y + '" width="' + f.width + '" height="' + f.height + '" fill="' + ink.soft + '" stroke="' + ink.line + '"/>');
    if (!f.shut) out.push(headingSvg(f, ink));
  }
  for (const tick of ticks) {
    if (!tick.bare) out.push('<line x1="' + tick.x + '" x2="' + tick.x + '" y1="28" y2="' + (extent.y + extent.height).toFixed(1) + '" stroke="' + ink.line + '"/>');
    out.push(textSvg(tick.x, 20, 12, ink.dim, tick.text, ' text-anchor="middle"'));
  }
  for (const bar of bars) out.push('<rect x="' + bar.x.toFixed(1) + '" y="' + (bar.y + 6).toFixed(1) + '" width="' + bar.width.toFixed(1) + '" height="14" fill="' + mixed(ink.post, ink.paper, 0.35) + '"/>');
  return out;
}
/* The length of a small text, in Chinese characters; narrow ones are set closer than in names. */
function lengthOf(text) { return Array.from(text).reduce(function (sum, sign) { return sum + (sign.codePointAt(0) > 0x2e80 ? 1 : 0.51); }, 0); }
/* The legend of what is drawn, in rows of at most a width, and how high it is. */
function legendSvg(now, ink, left, top, width) {
  const rows = legendRows(now, true), out = [];
  let x = left, y = top;
  const key = function (wide, mark, text) {
    const room = wide + 10 + 12 * lengthOf(text) + 18;
    if (x > left && x + room > left + width) { x = left; y += 22; }
    out.push(mark(x, y) + textSvg(x + wide + 8, y + 4, 12, ink.ink, text));
    x += room;
  };
  const line = function (colour, thick, dashes) {
    return function (at, high) { return '<line class="key" x1="' + at + '" x2="' + (at + 30) + '" y1="' + high + '" y2="' + high + '" stroke="' + colour + '" stroke-width="' + thick + '"' + (dashes ? ' stroke-dasharray="' + dashes.join(" ") + '"' : "") + "/>"; };
  };
  const box = function (fill, stroke) {
    return function (at, high) { return '<rect x="' + at + '" y="' + (high - 6) + '" width="30" height="12" fill="' + fill + '"' + (stroke ? ' stroke="' + stroke + '"' : "") + "/>"; };
  };
  const sampled = function (look, fill) { return function (at, high) { return shapeSvg(look, at + 7, high, 6) + ' fill="' + fill + '" stroke="' + ink.outline + '"/>'; }; };
  const twoSizes = function (at, high) { return [[6, 4], [24, 8]].map(function (row) { return shapeSvg({ shape: "diamond" }, at + row[0], high, row[1]) + ' fill="' + ink.paper + '" stroke="' + ink.outline + '"/>'; }).join(""); };
  rows.bands.forEach(function (k) { key(30, line(ink[data.bands.name[k]], WIDTHS[k], null), pick(data.bands.zh[k], data.bands.en[k])); });
  rows.lines.forEach(function (name) { key(30, line(name === "disputed" ? ink.disputed : name === "uncounted" ? mixed(ink.led, ink.paper, 0.6) : (name === "target" ? ink.target : ink.ink), name === "further" ? 0.8 : 2, DASHED[name]), lineWord(name)); });
  rows.types.forEach(function (of) { const look = styleOf.get(of); key(14, sampled(look, ink[state.colour === "class" ? look.colour : "document"]), term(of)); });
  hueRows(now).forEach(function (row) { key(14, sampled({ shape: "dot" }, ink[row[0]]), row[1]); });
  if (now.ground.edges.length) key(30, line(mixed(ink.started, ink.paper, 0.28), 1, null), lineWord("ground"));
  if (frames.length) key(30, box(ink.soft, ink.line), lineWord("frame"));
  if (bars.length) key(30, box(mixed(ink.post, ink.paper, 0.35), ""), lineWord("bar"));
  if (saysSize(now)) key(36, twoSizes, lineWord("size-" + state.size));
  return { text: out, high: y - top + 22 };
}
/* How much is drawn, how much of it counts, what matches and is not drawn. */
function captionText(now) {
  const parts = [lineWord("drawn", { n: now.nodes.size, m: now.edges.length }), lineWord("leads", { n: now.leads })];
  if (now.left) parts.push(lineWord("left", { n: now.left }));
  if (crowded) parts.push(lineWord("crowded", { n: MOST_APART }));
  return parts.join(lineWord("joint"));
}
function svgText() {
  const now = visible(), ink = lightInk, pad = 24, head = 76;
  arrange(now);
  const foot = title() + " · " + pick(data.about.citation, data.about.citation_en), said = captionText(now);
  const texts = Math.max(20 * wideness(title()), 12 * wideness(foot), 13 * wideness(said));
  const box = extent, x = box.x - pad, width = Math.max(box.width + 2 * pad, 720, texts + 2 * pad);
  const legend = legendSvg(now, ink, x + pad, box.y + box.height + 34, width - 2 * pad);
  const y = box.y - head, height = box.height + head + 34 + legend.high + 40;
  const out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="' + [x, y, width, height].map(Math.round).join(" ") + '" width="' + Math.round(width) + '" height="' + Math.round(height) + '" font-family="' + xmlText(FONT) + '">',
    "<title>" + xmlText(title()) + "</title>",
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>',
    '<rect x="' + Math.round(x) + '" y="' + Math.round(y) + '" width="100%" height="100%" fill="#ffffff"/>',
    textSvg(x + pad, y + 32, 20, ink.ink, title(), ' font-weight="600" font-family="' + xmlText(lightInk.serif) + '"'),
    textSvg(x + pad, y + 54, 13, ink.dim, said)];
  out.push.apply(out, groundSvg(ink));
  now.ground.edges.forEach(function (e) { out.push(edgeSvg(e, ink, true)); });
  apart(now.edges).forEach(function (e) { out.push(edgeSvg(e, ink, false)); });
  out.push.apply(out, verbsSvg(now, ink));
  frames.filter(function (f) { return f.shut; }).forEach(function (f) { out.push(headingSvg(f, ink)); });
  const mark = function (n, pale) {
    const look = style(n), r = drawnRadius(n), colour = colourOf(n, ink);
    out.push(shapeSvg(look, place[n][0], place[n][1], r) + ' fill="' + (pale ? mixed(colour, ink.paper, 0.25) : colour) + '" stroke="' + (pale ? ink.line : ink.outline) + '"><title>' + xmlText(nodeId[n]) + "</title></" + (SHAPES[look.shape] ? "polygon" : "circle") + ">");
    out.push(nameSvg(n, ink, pale));
  };
  const ascending = function (set) { return Array.from(set).sort(function (a, b) { return a - b; }); };
  ascending(now.ground.nodes).forEach(function (n) { mark(n, true); });
  ascending(now.nodes).forEach(function (n) { if (!isShut(n)) mark(n, false); });
  out.push.apply(out, legend.text);
  out.push(textSvg(x + pad, y + height - 16, 12, ink.dim, foot) + "</svg>");
  return out.join("\n");
}
