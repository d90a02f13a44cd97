/* Files that a reader saves: text for XML, cells and rows of CSV, a network as GEXF. kg.tables.table and kg.network.files
   keep the same rules, and one table of cases each holds both. */

function xmlText(text) {
  return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, "\ufffd").replace(/&/g, "&amp;")
    .replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
    .replace(/[\t\n\r]/g, function (sign) { return "&#" + sign.charCodeAt(0) + ";"; });
}
/* A template with its names replaced; a part in square brackets is left out where a name in it is empty. */
function filledIn(template, values) {
  const name = /\{(\w+)\}/g;
  const put = function (text) { return text.replace(name, function (found, key) { return values[key] || ""; }); };
  return put(template.replace(/\[([^[\]]*)\]/g, function (found, part) {
    return Array.from(part.matchAll(name)).every(function (each) { return values[each[1]]; }) ? put(part) : "";
  }));
}
/* A gloss as it stands between quotation marks: without emphasis, its own marks single. */
function plainGloss(text) { return text.replace(/\*/g, "").replace(/“/g, "‘").replace(/”/g, "’"); }
/* A cell that no spreadsheet runs as a formula. */
function guarded(text) {
  const isNumber = /^[+\-＋－]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text);
  return /^[=+\-@＝＋－＠\t\r\n]/.test(text) && !isNumber ? "'" + text : text;
}
function csvText(rows) {
  const cell = function (text) { return '"' + guarded(text).replace(/"/g, '""') + '"'; };
  return "\ufeff" + rows.map(function (row) { return row.map(cell).join(",") + "\r\n"; }).join("");
}
/* A network as dynamic GEXF 1.3. Nodes and edges have `id`, `label` and `values`, by title; edges also `start`, `end` and
   `name`, by which those from one node to another are told apart: Gephi melts edges of one kind into one. */
function gexfText(nodes, edges) {
  const element = function (name, given) {
    return "<" + name + Object.entries(given).map(function (pair) { return " " + pair[0] + '="' + xmlText(pair[1]) + '"'; }).join("");
  };
  const titles = function (kind, items, first) { /* numbers as ids: some readers take words for their own */
    const all = new Set(items.flatMap(function (item) { return Object.keys(item.values); }));
    const found = new Map(Array.from(all, function (title, n) { return [title, String(first + n)]; }));
    const listed = Array.from(found, function (pair) { return element("attribute", { id: pair[1], title: pair[0], type: "string" }) + "/>"; });
    return { ids: found, text: element("attributes", { class: kind, mode: "static" }) + ">" + listed.join("") + "</attributes>" };
  };
  const filled = function (kind, own, item, ids) {
    const values = Object.entries(item.values).filter(function (pair) { return pair[1]; }).map(function (pair) {
      return element("attvalue", { for: ids.get(pair[0]), value: pair[1] }) + "/>";
    });
    return element(kind, own) + "><attvalues>" + values.join("") + "</attvalues>" + vizText(item.viz) + "</" + kind + ">";
  };
  /* Place, size and colour as Gephi reads them, where a node has them. */
  const vizText = function (own) {
    if (!own) return "";
    return element("viz:position", { x: own.x, y: own.y, z: 0 }) + "/>" + element("viz:size", { value: own.size }) + "/>" + element("viz:color", { r: own.colour[0], g: own.colour[1], b: own.colour[2] }) + "/>";
  };
  const seen = new Map();
  const edgeText = function (edge) {
    const key = JSON.stringify([edge.start, edge.end, edge.name]), count = (seen.get(key) || 0) + 1;
    seen.set(key, count);
    const own = { id: edge.id, source: edge.start, target: edge.end, label: edge.label, kind: count === 1 ? edge.name : edge.name + " " + count };
    for (const day of ["start", "end"]) if (edge.values[day]) own[day] = edge.values[day];
    return filled("edge", own, edge, edgeTitles.ids);
  };
  const nodeTitles = titles("node", nodes, 0), edgeTitles = titles("edge", edges, nodeTitles.ids.size);
  return ['<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3"' + (nodes.some(function (node) { return node.viz; }) ? ' xmlns:viz="http://gexf.net/1.3/viz"' : "") + ' version="1.3"><graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">',
    nodeTitles.text, edgeTitles.text,
    '<nodes count="' + nodes.length + '">'].concat(
    nodes.map(function (node) { return filled("node", { id: node.id, label: node.label }, node, nodeTitles.ids); }),
    '</nodes><edges count="' + edges.length + '">', edges.map(edgeText), "</edges></graph></gexf>", "").join("\n");
}
/* The same as GraphML: attributes as text, of nodes also place (y upwards), size and colour; what yEd reads comes first. */
function graphmlText(nodes, edges) {
  const element = function (name, given) {
    return "<" + name + Object.entries(given).map(function (pair) { return " " + pair[0] + '="' + xmlText(pair[1]) + '"'; }).join("");
  };
  const keys = function (kind, items) {
    return Array.from(new Set(items.flatMap(function (item) { return Object.keys(item.values); })), function (name) {
      return element("key", { id: kind + "-" + name, for: kind, "attr.name": name, "attr.type": "string" }) + "/>";
    }).join("");
  };
  const marks = { x: "double", y: "double", size: "double", colour: "string", r: "int", g: "int", b: "int" };
  const marked = Object.keys(marks).map(function (name) { return element("key", { id: "node-" + name, for: "node", "attr.name": name, "attr.type": marks[name] }) + "/>"; });
  const datum = function (kind, name, value) { return element("data", { key: kind + "-" + name }) + ">" + xmlText(value) + "</data>"; };
  const filled = function (kind, own, item, before) {
    const values = Object.entries(item.values).filter(function (pair) { return pair[1]; }).map(function (pair) { return datum(kind, pair[0], pair[1]); });
    return element(kind, own) + ">" + before + values.join("") + "</" + kind + ">";
  };
  const markText = function (node) {
    const own = node.viz, of = [own.x, own.y, own.size, own.hex].concat(own.colour), wide = (2 * own.size).toFixed(2);
    const corner = { x: (own.x - own.size).toFixed(2), y: (-own.y - own.size).toFixed(2), width: wide, height: wide };
    return element("data", { key: "node-graphics" }) + "><y:ShapeNode>" + element("y:Geometry", corner) + "/>" + element("y:Fill", { color: own.hex, transparent: "false" }) + "/>"
      + '<y:Shape type="ellipse"/><y:NodeLabel>' + xmlText(node.label) + "</y:NodeLabel></y:ShapeNode></data>"
      + Object.keys(marks).map(function (name, k) { return datum("node", name, of[k]); }).join("");
  };
  return ['<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">',
    element("key", { id: "node-graphics", for: "node", "yfiles.type": "nodegraphics" }) + "/>" + marked.join("") + keys("node", nodes) + keys("edge", edges),
    '<graph edgedefault="directed">'].concat(
    nodes.map(function (node) { return filled("node", { id: node.id }, node, markText(node)); }),
    edges.map(function (edge) { return filled("edge", { id: edge.id, source: edge.start, target: edge.end }, edge, ""); }),
    "</graph></graphml>", "").join("\n");
}
