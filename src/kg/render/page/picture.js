/* What is drawn as SVG, light whatever the page's colours, with title, legend, data version and how to cite it. */

function shapeSvg(look, x, y, r) {
  const points = SHAPES[look.shape];
  if (!points) return '<circle cx="' + x + '" cy="' + y + '" r="' + r.toFixed(1) + '"';
  return '<polygon points="' + points.map(function (p) { return (x + r * p[0]).toFixed(1) + "," + (y + r * p[1]).toFixed(1); }).join(" ") + '"';
}
function edgePath(e) {
  const a = place[edgeStart[e]], b = place[edgeEnd[e]], route = routeOf(e);
  const show = function (p) { return p[0].toFixed(1) + " " + p[1].toFixed(1); };
  if (route.loop !== undefined) {
    const high = 45 + 120 * Math.abs(route.loop);
    return { d: "M" + (a[0] - 9) + " " + (a[1] - 9) + "C" + (a[0] - high) + " " + (a[1] - high) + " " + (a[0] + high) + " " + (a[1] - high) + " " + (a[0] + 9) + " " + (a[1] - 9), middle: [a[0], a[1] - 0.75 * high - 3] };
  }
  const gap = function (from, to, r) {
    const l = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1, near = Math.min(r, l / 3);
    return [from[0] + near * (to[0] - from[0]) / l, from[1] + near * (to[1] - from[1]) / l];
  };
  const rim = [sizeOf(edgeStart[e]) + 1, sizeOf(edgeEnd[e]) + 3];
  if (route.level) {
    const far = a[0] - b[0], c = [a[0] - route.level[0] * far, a[1]], d = [b[0] + route.level[1] * far, b[1]], s = gap(a, c, rim[0]), t = gap(b, d, rim[1]), u = route.label, v = 1 - u;
    const at = [0, 1].map(function (k) { return v * v * v * s[k] + 3 * v * v * u * c[k] + 3 * v * u * u * d[k] + u * u * u * t[k]; });
    return { d: "M" + show(s) + "C" + show(c) + " " + show(d) + " " + show(t), middle: at };
  }
  const dx = b[0] - a[0], dy = b[1] - a[1], long = Math.hypot(dx, dy) || 1, out = route.bow * long * BOW;
  const c = [(a[0] + b[0]) / 2 + out * dy / long, (a[1] + b[1]) / 2 - out * dx / long], s = gap(a, c, rim[0]), t = gap(b, c, rim[1]);
  return { d: "M" + show(s) + "Q" + show(c) + " " + show(t), middle: [(s[0] + 2 * c[0] + t[0]) / 4, (s[1] + 2 * c[1] + t[1]) / 4] };
}
const HALO = ' paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"';
function textSvg(x, y, size, fill, text, more) {
  return '<text x="' + x.toFixed(1) + '" y="' + y.toFixed(1) + '" font-size="' + size + '" fill="' + fill + '"' + (more || "") + ">" + xmlText(text) + "</text>";
}
/* The name of a node with the place below it, on the side on which the layout has it. */
function nameSvg(n, ink, pale) {
  const where = side.get(n) || "below", r = sizeOf(n), lines = nameLines(n, where === "left" ? leftWide() : where === "below" ? 11 : rightWide());
  const told = where === "left" && state.layout === "side" && !centres.size ? placeWord(n) : "";
  const anchor = ' text-anchor="' + (where === "below" ? "middle" : where === "left" ? "end" : "start") + '"' + HALO;
  const strong = isStrong(n) ? ' font-weight="600"' : "";
  const x = place[n][0] + (where === "below" ? 0 : where === "left" ? -r - 5 : r + 5);
  const top = where === "below" ? place[n][1] + r + 15 : place[n][1] - (LINE * lines.length + (told ? 13 : 0)) / 2 + 11;
  const out = lines.map(function (line, k) { return textSvg(x, top + LINE * k, 13, pale ? ink.faint : ink.ink, line, anchor + strong); });
  if (told) out.push(textSvg(x, top + LINE * lines.length - 1, 10.5, ink.dim, told, anchor));
  return out.join("");
}
/* The words of edges, the strongest first, each where it covers no other; short edges have none. */
const SHORT = 48;
function verbsSvg(edges, ink) {
  const taken = [], out = [];
  const order = edges.map(function (e) { return [isDetail(e) ? 20 : bandOfEdge[e], e]; }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
  for (const row of order) {
    const e = row[1], a = place[edgeStart[e]], b = place[edgeEnd[e]], at = edgePath(e).middle, text = edgeLabel(e), half = 5.5 * wideness(text);
    if (a !== b && Math.hypot(a[0] - b[0], a[1] - b[1]) < SHORT) continue;
    if (taken.some(function (t) { return Math.abs(t[0] - at[0]) < t[2] + half && Math.abs(t[1] - at[1]) < 12; })) continue;
    taken.push([at[0], at[1], half]);
    out.push(textSvg(at[0], at[1] + 4, 11, ink.ink, text, ' text-anchor="middle"' + HALO));
  }
  return out;
}
function edgeSvg(e, ink, pale) {
  const look = lineLook(e, ink), path = edgePath(e), colour = mixed(look.colour, ink.paper, pale ? 0.28 : look.alpha);
  return '<path d="' + path.d + '" fill="none" stroke="' + colour + '" stroke-width="' + (pale ? 1 : look.width) + '"' + (look.dashes ? ' stroke-dasharray="' + look.dashes.join(" ") + '"' : "") + ' marker-end="url(#tip)"/>';
}
function headingSvg(f, ink) { return textSvg(f.x + 10, f.y + (f.shut ? f.height / 2 + 5 : 22), 14, ink.dim, frameWord(f), ' font-weight="600"' + (f.shut ? HALO : "")); }
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
/* The legend in rows of at most a width, and how high it is. */
function legendSvg(now, ink, left, top, width) {
  const rows = legendRows(now), out = [];
  let x = left, y = top;
  const key = function (wide, mark, text) {
    const room = wide + 10 + 12.5 * wideness(text) + 16;
    if (x > left && x + room > left + width) { x = left; y += 22; }
    out.push(mark(x, y) + textSvg(x + wide + 8, y + 4, 12, ink.ink, text));
    x += room;
  };
  const line = function (colour, thick, dashes) {
    return function (at, high) { return '<line class="key" x1="' + at + '" x2="' + (at + 30) + '" y1="' + high + '" y2="' + high + '" stroke="' + colour + '" stroke-width="' + thick + '"' + (dashes ? ' stroke-dasharray="' + dashes.join(" ") + '"' : "") + "/>"; };
  };
  rows.bands.forEach(function (k) { key(30, line(ink[data.bands.name[k]], WIDTHS[k], null), pick(data.bands.zh[k], data.bands.en[k])); });
  rows.lines.forEach(function (name) { key(30, line(name === "disputed" ? ink.disputed : name === "uncounted" ? mixed(ink.led, ink.paper, 0.6) : ink.other, name === "further" ? 0.8 : 2, DASHED[name]), lineWord(name)); });
  rows.types.forEach(function (of) {
    const look = styleOf.get(of);
    key(14, function (at, high) { return shapeSvg(look, at + 7, high, 6) + ' fill="' + (state.colour === "class" ? ink[look.colour] : ink.paper) + '" stroke="' + ink.outline + '"/>'; }, term(of));
  });
  huesDrawn(now).forEach(function (row) {
    key(14, function (at, high) { return shapeSvg({ shape: "dot" }, at + 7, high, 6) + ' fill="' + ink[row.hue] + '" stroke="' + ink.outline + '"/>'; }, row.word);
  });
  return { text: out.join("\n"), high: y - top + 22 };
}
function svgText() {
  const now = visible(), ink = lightInk, pad = 24;
  arrange(now);
  const box = extent, x = box.x - pad, width = Math.max(box.width + 2 * pad, 720), head = 54;
  const legend = legendSvg(now, ink, x + pad, box.y + box.height + 34, width - 2 * pad);
  const y = box.y - head, height = box.height + head + 34 + legend.high + 40, cite = pick(data.about.citation, data.about.citation_en);
  const out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="' + [x, y, width, height].map(Math.round).join(" ") + '" width="' + Math.round(width) + '" height="' + Math.round(height) + '" font-family="' + xmlText(FONT) + '">',
    "<title>" + xmlText(title()) + "</title>",
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="context-stroke"/></marker></defs>',
    '<rect x="' + Math.round(x) + '" y="' + Math.round(y) + '" width="100%" height="100%" fill="#ffffff"/>',
    textSvg(x + pad, y + 32, 20, ink.ink, title(), ' font-weight="600" font-family="' + xmlText(lightInk.serif) + '"')];
  out.push.apply(out, groundSvg(ink));
  now.ground.edges.forEach(function (e) { out.push(edgeSvg(e, ink, true)); });
  apart(now.edges).forEach(function (e) { out.push(edgeSvg(e, ink, false)); });
  out.push.apply(out, verbsSvg(withoutRepeats(now.edges).filter(function (e) { return !edgeEnds(e).some(isShut); }), ink));
  frames.filter(function (f) { return f.shut; }).forEach(function (f) { out.push(headingSvg(f, ink)); });
  const mark = function (n, pale) {
    const look = style(n), r = sizeOf(n) * (centres.has(n) ? 1.35 : 1), colour = colourOf(n, ink);
    out.push(shapeSvg(look, place[n][0], place[n][1], r) + ' fill="' + (pale ? mixed(colour, ink.paper, 0.25) : colour) + '" stroke="' + (pale ? ink.line : ink.outline) + '"><title>' + xmlText(nodeId[n]) + "</title></" + (SHAPES[look.shape] ? "polygon" : "circle") + ">");
    out.push(nameSvg(n, ink, pale));
  };
  const ascending = function (set) { return Array.from(set).sort(function (a, b) { return a - b; }); };
  ascending(now.ground.nodes).forEach(function (n) { mark(n, true); });
  ascending(now.nodes).forEach(function (n) { if (!isShut(n)) mark(n, false); });
  out.push(legend.text);
  out.push(textSvg(x + pad, y + height - 16, 12, ink.dim, title() + " · " + cite) + "</svg>");
  return out.join("\n");
}
