/* What is visible, saved by the reader as a picture, a table or a network. Made here; nothing is sent. */

const csvHead = ["id", "kind", "subject", "predicate", "object", "time", "start", "end", "certainty", "modality", "source", "quote", "quote_en"];
function visibleCsv() {
  const of = data.statements;
  return csvText([csvHead].concat(tabled(visible()).map(function (s) {
    return [of.id[s], term(of.kind[s]), spoken(of.subject[s]), term(of.predicate[s]), objectText(s), of.time[s], of.first[s], of.last[s],
      certaintyOf(s), term(of.modality[s]), sourceSlug(s), wordsOf(s), of.gloss[s]];
  })));
}
/* An edge is as certain as its own end: inferred where the statement is, or the slot that makes it. */
function edgeCertainty(e) {
  const s = edgeStatement[e], own = data.slots.name[data.edges.slot[e]].split("-")[0];
  return data.statements.slots[s].some(function (of) { return slugOf(of) === own; }) ? "inferred" : certaintyOf(s);
}
/* Ids, labels and words are those of `kg network export`, labels in the language of the page. */
function visibleNetwork() {
  const seen = visible();
  const nodes = Array.from(seen.nodes).sort(function (a, b) { return a - b; }).map(function (n) {
    const within = data.nodes.place[n], found = data.nodes;
    const values = {
      id: nodeId[n], label: label(n), label_en: found.en[n], type: slugOf(found.type[n]),
      place: within === null ? "" : label(within), place_id: within === null ? "" : entityId(within), level: slugOf(found.level[n])
    };
    const colour = colourOf(n, lightInk);
    const viz = { x: Math.round(place[n][0]), y: -Math.round(place[n][1]), size: Number(sizeOf(n).toFixed(2)), hex: colour, colour: [1, 3, 5].map(function (k) { return parseInt(colour.slice(k, k + 2), 16); }) };
    return { id: values.id, label: values.label, values: values, viz: viz };
  });
  const edges = seen.edges.map(function (e) {
    const s = edgeStatement[e], of = data.statements, named = data.edges.label[e], slot = data.slots.name[data.edges.slot[e]];
    const values = {
      id: of.id[s], label: term(named), label_en: data.terms.en[named], slot: slot, kind: slugOf(of.kind[s]),
      predicate: slugOf(of.predicate[s]), start: of.first[s], end: of.last[s], time_sense: slugOf(of.sense[s]),
      modality: slugOf(of.modality[s]), certainty: edgeCertainty(e), source: sourceSlug(s), quote: wordsOf(s),
      counted_in: slugOf(of.counted[s])
    };
    return {
      id: values.id + ":" + slot, start: nodeId[edgeStart[e]], end: nodeId[edgeEnd[e]], name: values.predicate || slot, label: values.label,
      values: values
    };
  });
  return { nodes: nodes, edges: edges };
}
/* The drawn part with its title, version and places, for other programs. */
function visibleJson() {
  const found = visibleNetwork();
  return JSON.stringify({
    title: title(), citation: pick(data.about.citation, data.about.citation_en), state: stateText(), directed: true, multigraph: true, graph: {},
    nodes: found.nodes.map(function (node) { return Object.assign({}, node.values, { x: node.viz.x, y: -node.viz.y, size: node.viz.size, colour: node.viz.hex }); }),
    edges: found.edges.map(function (edge) { return Object.assign({ from: edge.start, to: edge.end, key: edge.id }, edge.values); })
  }, null, 1);
}
function fileName() { return pick(data.about.file, data.about.file_en); }
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
    canvas.toBlob(function (blob) { save(blob, fileName() + ".png"); }, "image/png");
  };
  picture.src = url;
}
const downloads = {
  png: savePng,
  svg: function () { save(new Blob([svgText()], { type: "image/svg+xml" }), fileName() + ".svg"); },
  csv: function () { save(new Blob([visibleCsv()], { type: "text/csv" }), fileName() + ".csv"); },
  json: function () { save(new Blob([visibleJson()], { type: "application/json" }), fileName() + ".json"); },
  pdf: function () { window.print(); },
  gexf: function () { const found = visibleNetwork(); save(new Blob([gexfText(found.nodes, found.edges)], { type: "application/gexf+xml" }), fileName() + ".gexf"); },
  graphml: function () { const found = visibleNetwork(); save(new Blob([graphmlText(found.nodes, found.edges)], { type: "application/graphml+xml" }), fileName() + ".graphml"); }
};
