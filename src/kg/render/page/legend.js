/* The legend: only what is drawn is in it, and each entry is a filter. What an entry has switched off stays, struck out. */

const SHAPES = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]], diamond: [[0, -1.2], [1.1, 0], [0, 1.2], [-1.1, 0]],
  triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]], triangleDown: [[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
  hexagon: [[-1, 0], [-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87]],
  star: Array.from({ length: 10 }, function (v, k) {
    const a = Math.PI * (k / 5 - 0.5), q = k % 2 ? 0.55 : 1.3;
    return [q * Math.cos(a), q * Math.sin(a)];
  })
};
function drawingElement(name, given) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key of Object.keys(given)) made.setAttribute(key, given[key]);
  return made;
}
function sample(width, mark) {
  const svg = drawingElement("svg", { width: width, height: 16, viewBox: "0 0 " + width + " 16", "aria-hidden": "true" });
  svg.append(mark);
  return svg;
}
function shapeSample(look, ink, colour) {
  const points = SHAPES[look.shape];
  const mark = points ? drawingElement("polygon", { points: points.map(function (p) { return (8 + 6 * p[0]).toFixed(1) + "," + (8 + 6 * p[1]).toFixed(1); }).join(" ") })
    : drawingElement("circle", { cx: 8, cy: 8, r: 6 });
  mark.setAttribute("fill", colour);
  mark.setAttribute("stroke", ink.outline);
  return sample(16, mark);
}
function lineSample(colour, width, dashes) {
  return sample(32, drawingElement("path", { d: "M1 8H31", fill: "none", stroke: colour, "stroke-width": width, "stroke-dasharray": dashes ? dashes.join(" ") : "none" }));
}
function legendEntry(facet, key, mark, text) {
  const row = element("li"), isOff = facet && state.off[facet].has(key);
  if (!facet) { row.append(mark, " " + text); return row; }
  const made = button("", function () {
    if (isOff) state.off[facet].delete(key); else state.off[facet].add(key);
    changed(true);
  }, isOff ? "entry off" : "entry");
  made.setAttribute("aria-pressed", String(!isOff));
  made.append(mark, " ", element("span", text));
  row.append(made);
  return row;
}
/* The kinds of line that are drawn, by name. */
function linesDrawn(now) {
  const found = new Set();
  for (const e of apart(now.edges)) {
    const s = edgeStatement[e];
    if (disputed[s]) found.add("disputed");
    if (!isActual(s)) found.add("target");
    else if (isUncounted(e)) found.add("uncounted");
    else found.add(data.statements.inferred[s] ? "inferred" : "stated");
    if (isDetail(e)) found.add("further");
  }
  return found;
}
/* What the legend has: what is drawn, on the page also what its entries have switched off. */
function legendRows(now, onlyDrawn) {
  const types = new Set(onlyDrawn ? [] : state.off.type), bands = new Set(onlyDrawn ? [] : state.off.band), kinds = linesDrawn(now);
  now.nodes.forEach(function (n) { if (!isShut(n)) types.add(data.nodes.type[n]); });
  apart(now.edges).forEach(function (e) { if (!isDetail(e)) bands.add(bandOfEdge[e]); });
  return {
    types: data.types.term.filter(function (of) { return types.has(of); }),
    bands: data.bands.name.map(function (name, k) { return k; }).filter(function (k) { return bands.has(k); }),
    lines: data.lines.name.filter(function (name) { return kinds.has(name) || (!onlyDrawn && (state.off.certainty.has(name) || state.off.judgement.has(name))); })
  };
}
const DASHED = { inferred: PLAIN_DASH, uncounted: PLAIN_DASH, target: DOTS };
function drawLegend(now) {
  const ink = inks(), rows = legendRows(now), box = document.getElementById("legend");
  const list = rows.bands.map(function (k) { return legendEntry("band", k, lineSample(ink[data.bands.name[k]], WIDTHS[k], null), pick(data.bands.zh[k], data.bands.en[k])); });
  rows.lines.forEach(function (name) {
    const colour = name === "disputed" ? ink.disputed : name === "uncounted" ? mixed(ink.led, ink.paper, 0.6) : (name === "target" ? ink.target : ink.ink);
    list.push(legendEntry(name === "disputed" ? "judgement" : name === "inferred" || name === "stated" ? "certainty" : null, name, lineSample(colour, name === "further" ? 0.8 : 2, DASHED[name]), lineWord(name)));
  });
  rows.types.forEach(function (of) { const look = styleOf.get(of); list.push(legendEntry("type", of, shapeSample(look, ink, ink[state.colour === "class" ? look.colour : "document"]), term(of))); });
  hueRows(now).forEach(function (row) { const entry = legendEntry(null, null, shapeSample({ shape: "dot" }, ink, ink[row[0]]), row[1]); entry.className = "hue"; list.push(entry); });
  if (expandable.size) list.push(legendEntry(null, null, sample(16, drawingElement("circle", { cx: 8, cy: 8, r: 5, fill: ink.soft, stroke: ink.ink, "stroke-width": 3 })), pick("粗边：还可展开", "thick border: expands")));
  if (frames.length) list.push(legendEntry(null, null, sample(16, drawingElement("rect", { x: 1, y: 3, width: 14, height: 10, fill: ink.soft, stroke: ink.line })), lineWord("frame")));
  if (saysSize(now)) list.push(legendEntry(null, null, element("b", "◆"), lineWord("size-" + state.size)));
  box.replaceChildren.apply(box, list);
}
