/* What is visible, as SVG, PNG, CSV and GEXF. Made here, saved by the reader; nothing is sent. */

function escaped(text) {
  return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").replace(/&/g, "&amp;")
    .replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
    .replace(/[\t\n\r]/g, function (sign) { return "&#" + sign.charCodeAt(0) + ";"; });
}
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
  const a = place[raw.edges.from[e]], b = place[raw.edges.to[e]], bend = curve(e);
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
    return extreme(spots.map(function (p) { return p[k]; }).concat(filled.map(function (f) { return way < 0 ? f[2 + k] + 20 : f[2 + k] + f[4 + k] - 20; })), way);
  };
  const least = [edge(0, -1), edge(1, -1)], most = [edge(0, 1), edge(1, 1)];
  const x = least[0] - 100, y = least[1] - 60, width = Math.max(most[0] - least[0] + 200, 900), height = most[1] - least[1] + 190;
  const out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="' + [x, y, width, height].map(Math.round).join(" ") + '" width="' + Math.round(width) + '" height="' + Math.round(height) + '" font-family="' + escaped(FONT) + '">',
    "<title>" + escaped(pick(raw.about.title, raw.about.titleEn)) + "</title>",
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="#6f6f6f"/></marker></defs>',
    '<rect x="' + Math.round(x) + '" y="' + Math.round(y) + '" width="100%" height="100%" fill="#ffffff"/>'];
  for (const f of filled) {
    out.push('<rect x="' + f[2] + '" y="' + f[3] + '" width="' + f[4] + '" height="' + f[5] + '" fill="#f6f6f3" stroke="#c9c9c4"/>');
    out.push('<text x="' + (f[2] + 10) + '" y="' + (f[3] + 22) + '" font-size="15" fill="#444">' + escaped(pick(f[0], f[1])) + "</text>");
  }
  const halo = ' paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"';
  const labels = [];
  for (const e of seen.edges) {
    const look = lineStyle(e, ink), path = edgePath(e);
    out.push('<path d="' + path.d + '" fill="none" stroke="' + look.colour + '" stroke-width="' + look.width + '"' + (look.dashes ? ' stroke-dasharray="' + look.dashes.join(" ") + '"' : "") + ' marker-end="url(#tip)"><title>' + escaped(said(raw.edges.statement[e], "id")) + "</title></path>");
    if (raw.edges.core[e]) labels.push('<text x="' + path.middle[0].toFixed(1) + '" y="' + (path.middle[1] + 4).toFixed(1) + '" font-size="11" text-anchor="middle" fill="#333"' + halo + ">" + escaped(edgeLabel(e)) + "</text>");
  }
  out.push(labels.join("\n"));
  seen.nodes.forEach(function (n) {
    const look = style(n), r = centres.has(n) ? 19 : 12;
    out.push(shapeSvg(look, place[n][0], place[n][1], r) + ' fill="' + look.colour + '" stroke="#555"><title>' + escaped(raw.nodes.id[n]) + "</title></" + (look.shape === "dot" ? "circle" : "polygon") + ">");
    wrapped(label(n), 11).forEach(function (line, k) {
      out.push('<text x="' + place[n][0] + '" y="' + (place[n][1] + r + 15 + 15 * k).toFixed(1) + '" font-size="13" text-anchor="middle" fill="#1b1b1b"' + halo + ">" + escaped(line) + "</text>");
    });
  });
  let along = x + 20;
  const key = function (mark, text) {
    out.push(mark(along, y + height - 44) + '<text x="' + (along + 14).toFixed(1) + '" y="' + (y + height - 39).toFixed(1) + '" font-size="12" fill="#333">' + escaped(text) + "</text>");
    along += 34 + 12 * Array.from(text).reduce(function (sum, sign) { return sum + (sign.codePointAt(0) > 0x2e80 ? 1 : 0.55); }, 0);
  };
  const present = new Set(Array.from(seen.nodes).map(entityType));
  for (const row of raw.types) {
    if (present.has(row[0])) key(function (cx, cy) { return shapeSvg({ shape: row[2] }, cx, cy, 6) + ' fill="' + row[3] + '" stroke="#555"/>'; }, term(row[0]));
  }
  for (const row of [["", "#6f6f6f", "原文明载", "stated"], ["7 5", "#6f6f6f", "编码推断", "inferred"], ["", "#D55E00", "≠ 说法不一或未决", "≠ disputed or unsettled"]]) {
    key(function (cx, cy) { return '<path class="key" d="M' + (cx - 10) + " " + cy + "H" + (cx + 10) + '" stroke="' + row[1] + '" stroke-width="2"' + (row[0] ? ' stroke-dasharray="' + row[0] + '"' : "") + "/>"; }, pick(row[2], row[3]));
  }
  out.push('<text x="' + Math.round(x + 12) + '" y="' + Math.round(y + height - 14) + '" font-size="13" fill="#444">' + escaped(pick(raw.about.title, raw.about.titleEn) + " · " + raw.about.citation) + "</text></svg>");
  return out.join("\n");
}
function guarded(text) {
  const isNumber = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text);
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? "'" + text : text;
  return '"' + safe.replace(/"/g, '""') + '"';
}
function csvText() {
  const seen = visible();
  const head = ["id", "kind", "subject", "predicate", "object", "time", "start", "end", "certainty", "modality", "source", "quote"];
  const rows = tabled(seen).map(function (s) {
    return [said(s, "id"), term(said(s, "kind")), spoken(said(s, "subject")), term(said(s, "predicate")), spoken(said(s, "object")) || valueText(s),
      said(s, "time"), said(s, "first"), said(s, "last"), said(s, "inferred") ? "inferred" : "stated", term(said(s, "modality")),
      (raw.sources[said(s, "source")] || {}).slug || "", said(s, "quotes").map(function (q) { return raw.quotes[q][2]; }).join(" … ")].map(guarded).join(",");
  });
  return "\ufeff" + [head.join(",")].concat(rows).join("\r\n") + "\r\n";
}
/* Edges between the same nodes get a kind each, because Gephi melts those of one kind into one. */
function gexfText() {
  const seen = visible();
  const attributes = function (kind, names) {
    return '<attributes class="' + kind + '" mode="static">' + names.map(function (name, n) { return '<attribute id="' + n + '" title="' + name + '" type="string"/>'; }).join("") + "</attributes>";
  };
  const values = function (list) {
    return "<attvalues>" + list.map(function (value, n) { return '<attvalue for="' + n + '" value="' + escaped(value) + '"/>'; }).join("") + "</attvalues>";
  };
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">',
    attributes("node", ["label_en", "type"]), attributes("edge", ["statement", "kind", "predicate", "time_sense", "modality", "certainty", "source", "quote"]), "<nodes>"];
  seen.nodes.forEach(function (n) {
    out.push('<node id="' + escaped(raw.nodes.id[n]) + '" label="' + escaped(raw.nodes.zh[n]) + '">' + values([raw.nodes.en[n], style(n).name]) + "</node>");
  });
  out.push("</nodes><edges>");
  for (const e of seen.edges) {
    const s = raw.edges.statement[e];
    const day = (said(s, "first") ? ' start="' + said(s, "first") + '"' : "") + (said(s, "last") ? ' end="' + said(s, "last") + '"' : "");
    out.push('<edge id="' + e + '" source="' + escaped(raw.nodes.id[raw.edges.from[e]]) + '" target="' + escaped(raw.nodes.id[raw.edges.to[e]]) + '" label="' + escaped(term(raw.edges.label[e])) + '" kind="' + escaped(term(raw.edges.label[e]) + " " + (raw.edges.bend[e] + 1)) + '"' + day + ">"
      + values([said(s, "id"), term(said(s, "kind")), term(said(s, "predicate")), term(said(s, "sense")), term(said(s, "modality")), said(s, "inferred") ? "inferred" : "stated",
        (raw.sources[said(s, "source")] || {}).slug || "", said(s, "quotes").map(function (q) { return raw.quotes[q][2]; }).join(" … ")]) + "</edge>");
  }
  out.push("</edges></graph></gexf>");
  return out.join("\n");
}
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
}
function savePng() {
  const text = svgText(), picture = new Image();
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  picture.onload = function () {
    const scale = Math.min(2, Math.sqrt(1e8 / (picture.width * picture.height)), 16000 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * scale; canvas.height = picture.height * scale;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    canvas.toBlob(function (blob) { save(blob, raw.about.file + ".png"); }, "image/png");
  };
  picture.src = url;
}
const downloads = {
  png: savePng,
  svg: function () { save(new Blob([svgText()], { type: "image/svg+xml" }), raw.about.file + ".svg"); },
  csv: function () { save(new Blob([csvText()], { type: "text/csv" }), raw.about.file + ".csv"); },
  gexf: function () { save(new Blob([gexfText()], { type: "application/gexf+xml" }), raw.about.file + ".gexf"); }
};
