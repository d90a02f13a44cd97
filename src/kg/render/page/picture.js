/* What is visible as SVG, light whatever the page's colours, with a legend and how to cite it. */

/* Lines of about equal length, at most `most` wide characters (a narrow one counts as half), three at most. Latin words
   stay whole. */
function wrapped(text, most) {
  const parts = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/gu) || [text];
  const wide = function (part) { return Array.from(part).reduce(function (sum, sign) { return sum + (sign.codePointAt(0) > 0x2e80 ? 1 : 0.55); }, 0); };
  const total = wide(text), each = Math.min(most, total / Math.ceil(total / most) + 0.6);
  const lines = [""];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    if (last && wide(last) + wide(part.trimEnd()) > Math.max(each, 1)) lines.push(part); else lines[lines.length - 1] += part;
  }
  const cut = lines.map(function (line) { const signs = Array.from(line.trim()); return signs.length > 2 * most ? signs.slice(0, 2 * most).join("") + "…" : line.trim(); });
  return cut.length > 3 ? cut.slice(0, 2).concat(Array.from(cut[2]).slice(0, -1).join("") + "…") : cut;
}
function shapeSvg(look, x, y, r) {
  const points = function (list) {
    return '<polygon points="' + list.map(function (p) { return (x + r * p[0]).toFixed(1) + "," + (y + r * p[1]).toFixed(1); }).join(" ") + '"';
  };
  switch (look.shape) {
    case "square": return points([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]);
    case "diamond": return points([[0, -1.2], [1.1, 0], [0, 1.2], [-1.1, 0]]);
    case "triangle": return points([[0, -1.15], [1.1, 0.85], [-1.1, 0.85]]);
    case "triangleDown": return points([[0, 1.15], [1.1, -0.85], [-1.1, -0.85]]);
    case "hexagon": return points([[-1, 0], [-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87]]);
    case "star": return points(Array.from({ length: 10 }, function (v, k) {
      const a = Math.PI * (k / 5 - 0.5), q = k % 2 ? 0.55 : 1.3;
      return [q * Math.cos(a), q * Math.sin(a)];
    }));
    default: return '<circle cx="' + x + '" cy="' + y + '" r="' + r + '"';
  }
}
function edgePath(e) {
  const a = place[edgeStart[e]], b = place[edgeEnd[e]], bend = curve(e);
  if (a === b) {
    const high = 45 + 120 * Math.abs(bend);
    return { d: "M" + (a[0] - 9) + " " + (a[1] - 9) + "C" + (a[0] - high) + " " + (a[1] - high) + " " + (a[0] + high) + " " + (a[1] - high) + " " + (a[0] + 9) + " " + (a[1] - 9), middle: [a[0], a[1] - 0.75 * high - 3] };
  }
  const dx = b[0] - a[0], dy = b[1] - a[1], long = Math.hypot(dx, dy) || 1;
  const side = bend * long * 0.5;
  const c = [(a[0] + b[0]) / 2 - side * dy / long, (a[1] + b[1]) / 2 + side * dx / long];
  const gap = function (from, to) {
    const l = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1, r = Math.min(16, l / 3);
    return [from[0] + r * (to[0] - from[0]) / l, from[1] + r * (to[1] - from[1]) / l];
  };
  const s = gap(a, c), t = gap(b, c);
  const show = function (p) { return p[0].toFixed(1) + " " + p[1].toFixed(1); };
  return { d: "M" + show(s) + "Q" + show(c) + " " + show(t), middle: [(s[0] + 2 * c[0] + t[0]) / 4, (s[1] + 2 * c[1] + t[1]) / 4] };
}
function svgText() {
  const seen = visible(), ink = { ink: "#1b1b1b", paper: "#ffffff", line: "#6f6f6f", faint: "#a9a9a9" };
  const filled = frames.filter(function (f) { return peopled(f, seen.nodes); });
  const spots = seen.nodes.size ? Array.from(seen.nodes).map(function (n) { return place[n]; }) : [[0, 0]];
  const edge = function (k, way) {
    const rims = filled.map(function (f) {
      const near = k ? f.y : f.x, size = k ? f.height : f.width;
      return way < 0 ? near + 20 : near + size - 20;
    });
    return extreme(spots.map(function (p) { return p[k]; }).concat(rims), way);
  };
  const least = [edge(0, -1), edge(1, -1)], most = [edge(0, 1), edge(1, 1)];
  const x = least[0] - 100, y = least[1] - 60, width = Math.max(most[0] - least[0] + 200, 900), height = most[1] - least[1] + 190;
  const out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="' + [x, y, width, height].map(Math.round).join(" ") + '" width="' + Math.round(width) + '" height="' + Math.round(height) + '" font-family="' + xmlText(FONT) + '">',
    "<title>" + xmlText(title()) + "</title>",
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="#6f6f6f"/></marker></defs>',
    '<rect x="' + Math.round(x) + '" y="' + Math.round(y) + '" width="100%" height="100%" fill="#ffffff"/>'];
  for (const f of filled) {
    out.push('<rect x="' + f.x + '" y="' + f.y + '" width="' + f.width + '" height="' + f.height + '" fill="#f6f6f3" stroke="#c9c9c4"/>');
    out.push('<text x="' + (f.x + 10) + '" y="' + (f.y + 22) + '" font-size="15" fill="#444">' + xmlText(pick(f.zh, f.en)) + "</text>");
  }
  const halo = ' paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"';
  const labels = [];
  for (const e of seen.edges) {
    const look = lineStyle(e, ink), path = edgePath(e);
    out.push('<path d="' + path.d + '" fill="none" stroke="' + look.colour + '" stroke-width="' + look.width + '"' + (look.dashes ? ' stroke-dasharray="' + look.dashes.join(" ") + '"' : "") + ' marker-end="url(#tip)"><title>' + xmlText(data.statements.id[edgeStatement[e]]) + "</title></path>");
    if (data.edges.core[e]) labels.push('<text x="' + path.middle[0].toFixed(1) + '" y="' + (path.middle[1] + 4).toFixed(1) + '" font-size="11" text-anchor="middle" fill="#333"' + halo + ">" + xmlText(edgeLabel(e)) + "</text>");
  }
  out.push(labels.join("\n"));
  seen.nodes.forEach(function (n) {
    const look = style(n), r = centres.has(n) ? 19 : 12;
    out.push(shapeSvg(look, place[n][0], place[n][1], r) + ' fill="' + look.colour + '" stroke="#555"><title>' + xmlText(nodeId[n]) + "</title></" + (look.shape === "dot" ? "circle" : "polygon") + ">");
    wrapped(label(n), 11).forEach(function (line, k) {
      out.push('<text x="' + place[n][0] + '" y="' + (place[n][1] + r + 15 + 15 * k).toFixed(1) + '" font-size="13" text-anchor="middle" fill="#1b1b1b"' + halo + ">" + xmlText(line) + "</text>");
    });
  });
  let along = x + 20;
  const key = function (mark, text) {
    out.push(mark(along, y + height - 44) + '<text x="' + (along + 14).toFixed(1) + '" y="' + (y + height - 39).toFixed(1) + '" font-size="12" fill="#333">' + xmlText(text) + "</text>");
    along += 34 + 12 * Array.from(text).reduce(function (sum, sign) { return sum + (sign.codePointAt(0) > 0x2e80 ? 1 : 0.55); }, 0);
  };
  const present = new Set(Array.from(seen.nodes).map(function (n) { return data.nodes.type[n]; }));
  styleOf.forEach(function (look, of) {
    if (present.has(of)) key(function (cx, cy) { return shapeSvg(look, cx, cy, 6) + ' fill="' + look.colour + '" stroke="#555"/>'; }, term(of));
  });
  for (const line of [{ name: "stated", colour: "#6f6f6f" }, { name: "inferred", colour: "#6f6f6f", dashes: "7 5" }, { name: "disputed", colour: "#D55E00" }]) {
    key(function (cx, cy) {
      return '<path class="key" d="M' + (cx - 10) + " " + cy + "H" + (cx + 10) + '" stroke="' + line.colour + '" stroke-width="2"' + (line.dashes ? ' stroke-dasharray="' + line.dashes + '"' : "") + "/>";
    }, lineWord(line.name));
  }
  out.push('<text x="' + Math.round(x + 12) + '" y="' + Math.round(y + height - 14) + '" font-size="13" fill="#444">' + xmlText(title() + " · " + pick(data.about.citation, data.about.citation_en)) + "</text></svg>");
  return out.join("\n");
}
