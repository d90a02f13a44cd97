/* Drawing by WebGL through sigma, for graphs that a canvas is too slow for. Shapes are dots, dashes a paler line. */

function sigmaDrawing(holder, on) {
  const graph = new graphology.MultiDirectedGraph();
  let ink = inks(), chosen = null, marked = new Set();
  const most = extreme(edgesOf.map(function (list) { return list.length; }).concat(1), 1);
  let sigma = null;
  function make() {
    sigma = new Sigma(graph, holder, {
      enableEdgeEvents: true, renderEdgeLabels: false, defaultEdgeType: "line", labelFont: FONT, labelSize: 13,
      labelColor: { color: ink.ink }, labelRenderedSizeThreshold: 5, zIndex: false, hideEdgesOnMove: true,
      minEdgeThickness: 0.6, itemSizesReference: "screen",
      nodeReducer: function (key, row) { return Number(key) === chosen ? Object.assign({}, row, { highlighted: true, forceLabel: true }) : row; },
      edgeReducer: function (key, row) { return marked.has(key) ? Object.assign({}, row, { color: ink.led, size: 3 }) : row; }
    });
    sigma.on("clickNode", function (event) { on.node(Number(event.node)); });
    sigma.on("doubleClickNode", function (event) { event.preventSigmaDefault(); on.twice(Number(event.node)); });
    sigma.on("clickEdge", function (event) { on.edge(Number(event.edge)); });
    sigma.on("clickStage", function () { on.nothing(); });
    window.kgSigma = sigma;
  }
  function set(now) {
    ink = inks();
    graph.clear();
    now.nodes.forEach(function (n) {
      graph.addNode(n, { x: place[n][0], y: -place[n][1], size: 2.5 + 7 * Math.sqrt(edgesOf[n].length / most), color: colourOf(n, ink), label: label(n) });
    });
    for (const e of now.edges) {
      const look = lineLook(e, ink);
      graph.addDirectedEdgeWithKey(e, edgeStart[e], edgeEnd[e], { size: look.width * 0.6, color: mixed(look.colour, ink.paper, look.dashes ? 0.5 : look.alpha) });
    }
    if (sigma) sigma.setSetting("labelColor", { color: ink.ink });
  }
  return {
    set: function (now) { set(now); if (!sigma) make(); },
    choose: function (n, some) { chosen = n; marked = new Set((some || []).map(String)); if (sigma) sigma.refresh({ skipIndexation: true }); },
    fit: function () { sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1.05, angle: 0 }); },
    focus: function (list) {
      const at = sigma.getNodeDisplayData(String(list[0]));
      if (at) sigma.getCamera().setState({ x: at.x, y: at.y, ratio: Math.min(sigma.getCamera().getState().ratio, 0.2) });
    },
    zoom: function (by) { const camera = sigma.getCamera(); camera.setState({ ratio: camera.getState().ratio / by }); },
    pan: function (x, y) {
      const camera = sigma.getCamera(), now = camera.getState();
      camera.setState({ x: now.x + now.ratio * x / holder.clientWidth, y: now.y - now.ratio * y / holder.clientHeight });
    },
    ready: function (then) { sigma.once("afterRender", then); sigma.refresh(); },
    at: function (n) { return sigma.graphToViewport(graph.getNodeAttributes(String(n))); },
    redraw: function () { sigma.refresh(); }
  };
}
function canWebgl() {
  const test = document.createElement("canvas");
  return Boolean(test.getContext("webgl2") || test.getContext("webgl"));
}
