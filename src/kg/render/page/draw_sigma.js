/* Drawing by WebGL through sigma, for files that a canvas is too slow for: the same shapes, rims, arrows, dashes and colours by
   programs of our own, frames and names on canvases below and above. */

const MANY_LINES = 3000; /* from so many on they are left out while the view moves */
function sigmaDrawing(holder, on) {
  const graph = new graphology.MultiDirectedGraph();
  let ink = inks(), now = null, chosen = null, marked = [], hovered = null, moved = false, dragged = null, sigma = null, strong = null, unit = 1;
  function nodeRow(n, pale) {
    const ghost = isShut(n), colour = colourOf(n, ink), wide = expandable.has(n) && !pale;
    return {
      type: "shape", shape: style(n).shape, x: place[n][0], y: -place[n][1], size: ghost ? 0.01 : radiusOf(n), rimWidth: wide ? 2.4 : 1,
      color: ghost ? ink.soft : pale ? mixed(colour, ink.paper, 0.25) : colour, rim: pale ? mixed(ink.outline, ink.paper, 0.25) : wide ? ink.ink : ink.outline
    };
  }
  function edgeRow(e, pale) {
    const look = lineLook(e, ink), a = place[edgeStart[e]], b = place[edgeEnd[e]], turns = turnsOf(e);
    return {
      type: "line", size: (pale ? 1 : look.width) * stout(), color: mixed(look.colour, ink.paper, pale ? 0.28 : look.alpha), dashes: look.dashes ? (look.dashes === DOTS ? 2 : 1) : 0,
      turns: [[turns[0][0] - a[0], turns[0][1] - a[1]], [turns[1][0] - b[0], turns[1][1] - b[1]]], rim: isShut(edgeEnd[e]) ? 0 : radiusOf(edgeEnd[e]) + 1
    };
  }
  /* Marks that are not pale: what is pointed at or chosen, with its neighbours; null where nothing is. */
  function near() {
    const set = hovered !== null ? hovered : chosen;
    if (set === null && !marked.length) return null;
    const lines = (set === null ? marked : edgesOf[set]).filter(function (e) { return graph.hasEdge(String(e)); });
    return { nodes: new Set((set === null ? [] : [set]).concat(lines.flatMap(edgeEnds))), edges: lines };
  }
  function paled(row, is, names) {
    if (!strong || is) return row;
    const made = Object.assign({}, row);
    names.forEach(function (name) { made[name] = mixed(row[name], ink.paper, 0.2); });
    return made;
  }
  function make() {
    sigma = new Sigma(graph, holder, Object.assign({
      enableEdgeEvents: true, renderLabels: false, renderEdgeLabels: false, defaultNodeType: "shape", defaultEdgeType: "line", zIndex: false,
      itemSizesReference: "positions", zoomToSizeRatioFunction: function (ratio) { return ratio; }, autoRescale: true, stagePadding: 0,
      defaultDrawNodeHover: function () { /* names are drawn above */ }, enableCameraRotation: false,
      nodeReducer: function (key, row) { return paled(row, strong && strong.nodes.has(Number(key)), ["color", "rim"]); },
      edgeReducer: function (key, row) { return paled(row, strong && strong.edges.includes(Number(key)), ["color"]); }
    }, webglPrograms(function () { return unit; })));
    sigma.createCanvasContext("ground", { beforeLayer: "edges" });
    sigma.createCanvasContext("words", { beforeLayer: "mouse" });
    sigma.getCanvases().words.style.pointerEvents = "none";
    sigma.resize(true);
    listen();
    window.kgSigma = sigma;
  }
  function listen() {
    sigma.on("clickNode", function (event) { if (!dragged) on.node(Number(event.node)); });
    sigma.on("doubleClickNode", function (event) { event.preventSigmaDefault(); on.twice(Number(event.node)); });
    sigma.on("clickEdge", function (event) { on.edge(Number(event.edge)); });
    sigma.on("clickStage", function (event) {
      const p = sigma.viewportToGraph(event.event), frame = frameUnder(p.x, -p.y);
      if (frame) on.frame(frame.n); else on.nothing();
    });
    sigma.on("enterNode", function (event) { point(Number(event.node)); });
    sigma.on("leaveNode", function () { point(null); });
    sigma.on("downNode", function (event) { dragged = { n: Number(event.node), far: false }; });
    sigma.on("moveBody", function (event) {
      if (!dragged) return;
      const p = sigma.viewportToGraph(event.event);
      dragged.far = true;
      place[dragged.n] = [p.x, -p.y];
      graph.mergeNodeAttributes(String(dragged.n), { x: p.x, y: p.y });
      graph.forEachEdge(String(dragged.n), function (key) { graph.mergeEdgeAttributes(key, edgeRow(Number(key), now.ground.edges.includes(Number(key)))); });
      event.preventSigmaDefault();
      event.event.original.preventDefault();
    });
    const drop = function () { const was = dragged; dragged = null; if (was && was.far) on.dragged([was.n]); };
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
    sigma.getMouseCaptor().on("mousedown", function () { moved = true; });
    sigma.getMouseCaptor().on("wheel", function () { moved = true; });
    sigma.on("afterRender", drawAround);
    sigma.on("resize", function () { if (now && !moved) requestAnimationFrame(on.resized); });
  }
  function point(n) { hovered = n; strong = near(); sigma.refresh({ skipIndexation: true }); }
  function scale() { return sigma.getGraphToViewportRatio(); }
  function onScreen(p) { return sigma.graphToViewport({ x: p[0], y: -p[1] }); }
  /* Frames and years below, names above: what WebGL cannot write. */
  function drawAround() {
    if (!now) return;
    const k = scale(), zero = onScreen([0, 0]), pixel = window.devicePixelRatio || 1;
    ["ground", "words"].forEach(function (name) {
      const canvas = sigma.getCanvases()[name], context = canvas.getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(pixel * k, 0, 0, pixel * k, pixel * zero.x, pixel * zero.y);
      if (name === "ground") { drawGround(context, k); return; }
      drawBoxWords(context, k);
      context.setTransform(pixel, 0, 0, pixel, 0, 0);
      drawNames(context, {
        width: holder.clientWidth, height: holder.clientHeight, scale: k, now: now, strong: strong, chosen: chosen, hovered: hovered,
        at: function (n) { return onScreen(place[n]); },
        along: function (e, t) {
          if (!graph.hasEdge(String(e))) return null;
          const p = [place[edgeStart[e]]].concat(turnsOf(e), [place[edgeEnd[e]]]), u = 1 - t, weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
          return onScreen([0, 1].map(function (k) { return weights.reduce(function (sum, w, j) { return sum + w * p[j][k]; }, 0); }));
        }
      });
    });
  }
  function set(given) {
    ink = inks();
    hovered = null;
    now = null;
    graph.clear();
    const lines = apart(given.edges), ends = new Set(lines.flatMap(edgeEnds));
    given.ground.nodes.forEach(function (n) { graph.addNode(n, nodeRow(n, true)); });
    given.nodes.forEach(function (n) { if (!graph.hasNode(n) && (!isShut(n) || ends.has(n))) graph.addNode(n, nodeRow(n, false)); });
    given.ground.edges.forEach(function (e) { graph.addDirectedEdgeWithKey(e, edgeStart[e], edgeEnd[e], edgeRow(e, true)); });
    /* the strongest last, above the others */
    lines.sort(function (a, b) { return bandOfEdge[b] - bandOfEdge[a] || a - b; }).forEach(function (e) { graph.addDirectedEdgeWithKey(e, edgeStart[e], edgeEnd[e], edgeRow(e, false)); });
    now = given;
    strong = near();
    const box = boundsOf(Array.from(graph.nodes(), function (key) { return place[Number(key)]; }), frames);
    unit = 1 / Math.max(box.width, box.height);
    if (!sigma) make();
    sigma.setSetting("hideEdgesOnMove", graph.size > MANY_LINES);
    sigma.setCustomBBox({ x: [box.x, box.x + box.width], y: [-box.y - box.height, -box.y] });
    sigma.refresh();
  }
  /* Put a spot of the layout in the middle, so many pixels to a unit. */
  function look(x, y, wanted) {
    const camera = sigma.getCamera(), at = sigma.viewportToFramedGraph(sigma.graphToViewport({ x: x, y: -y }));
    camera.setState({ x: at.x, y: at.y, angle: 0, ratio: camera.getState().ratio * scale() / wanted });
  }
  function fitted(list, boxes, largest) { return fitting(list, boxes, holder.clientWidth, holder.clientHeight, largest); }
  function fit() { if (!now) return; const found = fitted(everyMark(now), boxesDrawn(), 1.25); look(found.x, found.y, found.scale); moved = false; }
  return {
    set: set,
    choose: function (n, some) { chosen = n; marked = n === null ? some || [] : []; hovered = null; strong = near(); sigma.refresh({ skipIndexation: true }); },
    fit: fit,
    focus: function (list) {
      const there = list.filter(function (n) { return graph.hasNode(n) && !isShut(n); });
      if (!there.length) return;
      if (fitted(everyMark(now), boxesDrawn(), 1.25).scale > 0.72) { fit(); return; }
      const found = fitted(there, [], 1.1);
      look(found.x, found.y, found.scale);
    },
    zoom: function (by) { const camera = sigma.getCamera(); camera.setState({ ratio: camera.getState().ratio / by }); moved = true; },
    pan: function (x, y) { const p = sigma.viewportToGraph({ x: holder.clientWidth / 2 + x, y: holder.clientHeight / 2 + y }); look(p.x, -p.y, scale()); moved = true; },
    camera: function () {
      const p = sigma.viewportToGraph({ x: holder.clientWidth / 2, y: holder.clientHeight / 2 });
      return moved ? [Math.round(p.x), Math.round(-p.y), Number(scale().toFixed(3))] : null;
    },
    goto: function (camera) { look(camera[0], camera[1], camera[2]); moved = true; },
    ready: function (then) { sigma.once("afterRender", then); sigma.refresh(); },
    at: function (n) { return onScreen(place[n]); },
    redraw: function () { set(now); }
  };
}
function canWebgl() {
  const test = document.createElement("canvas");
  return Boolean(test.getContext("webgl2") || test.getContext("webgl"));
}
