/* Drawing through vis-network: shapes and lines by it, names by us, so that they are legible at every zoom. */

function visDrawing(holder, on) {
  let ink = inks(), now = null, chosen = null, marked = [], hovered = null, moved = false;
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const network = new vis.Network(holder, { nodes: nodes, edges: edges }, {
    physics: { enabled: false }, autoResize: true,
    interaction: { hover: true, keyboard: { enabled: false }, multiselect: false, tooltipDelay: 1e9, zoomSpeed: 0.6 },
    nodes: { borderWidth: 1 },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.45 } }, selectionWidth: 1, hoverWidth: 1 }
  });
  function nodeRow(n, pale) {
    const colour = pale ? mixed(colourOf(n, ink), ink.paper, 0.25) : colourOf(n, ink);
    const rim = pale ? mixed(ink.outline, ink.paper, 0.25) : expandable.has(n) ? ink.ink : ink.outline;
    const scale = network.getScale();
    const colours = { background: colour, border: rim };
    return {
      id: n, shape: isShut(n) ? "dot" : style(n).shape, x: place[n][0], y: place[n][1], size: isShut(n) ? 0.1 : radiusOf(n),
      borderWidth: isShut(n) ? 0 : expandable.has(n) && !pale ? Math.max(2.4, 2.4 / Math.max(scale, 0.2)) : 1, color: Object.assign({ highlight: { background: colour, border: ink.led }, hover: { background: colour, border: ink.led } }, colours)
    };
  }
  function edgeRow(e, pale) {
    const look = lineLook(e, ink);
    const colour = mixed(look.colour, ink.paper, pale ? 0.28 : look.alpha);
    const row = {
      id: e, from: edgeStart[e], to: edgeEnd[e], dashes: look.dashes || false, width: (pale ? 1 : look.width) * stout(), smooth: Object.assign({ enabled: true }, routeOf(e).vis),
      color: { color: colour, highlight: colour, hover: colour },
      arrows: { to: { enabled: true, scaleFactor: Math.max(0.32, 0.62 - 0.07 * look.width) } }
    };
    return row;
  }
  function update(set, rows) {
    const wanted = new Set(rows.map(function (row) { return row.id; }));
    set.remove(set.getIds().filter(function (id) { return !wanted.has(id); }));
    set.update(rows);
  }
  /* Once, before the next frame, however often it is asked for. */
  function soon() { network.body.emitter.emit("_requestRedraw"); }
  function set(given) {
    now = null; /* the library draws while it is told what has changed */
    network.setSize("100%", "100%"); /* the holder may have grown, and the view is fitted to it */
    ink = inks();
    hovered = null;
    update(nodes, Array.from(given.ground.nodes).map(function (n) { return nodeRow(n, true); }).concat(Array.from(given.nodes).map(function (n) { return nodeRow(n, false); })));
    update(edges, given.ground.edges.map(function (e) { return edgeRow(e, true); }).concat(apart(given.edges).map(function (e) { return edgeRow(e, false); })));
    apart(given.edges).concat(given.ground.edges).forEach(turnAtOnce);
    now = given;
  }
  /* The library turns a line alike at both ends. */
  function turnAtOnce(e) {
    const line = network.body.edges[e], level = routeOf(e).level;
    if (level !== LATE || !line || !line.edgeType) return;
    line.edgeType._getViaCoordinates = function () {
      const far = this.from.x - this.to.x;
      return [{ x: this.from.x - level[0] * far, y: this.from.y }, { x: this.to.x + level[1] * far, y: this.to.y }];
    };
  }
  function look(list, boxes, largest) {
    const found = fitting(list, boxes, holder.clientWidth, holder.clientHeight, largest);
    network.moveTo({ position: { x: found.x, y: found.y }, scale: found.scale, animation: false });
    moved = false;
    return found.scale;
  }
  /* Everything, names and frames included. */
  function fit() { if (extent) look(everyMark(now), boxesDrawn(), 1.25); }
  /* What is asked for with all that is near it; everything, where that can be read. */
  function focus(list) {
    const there = list.filter(function (n) { return nodes.get(n); });
    if (!there.length) return;
    const whole = fitting(everyMark(now), boxesDrawn(), holder.clientWidth, holder.clientHeight, 1.25);
    if (whole.scale > 0.72) fit(); else look(there, [], 1.1);
  }
  function near() {
    const set = hovered !== null ? hovered : chosen;
    if (set === null && !marked.length) return null;
    const some = new Set(set === null ? [] : [set]), lines = set === null ? marked : edgesOf[set];
    const drawn = lines.filter(function (e) { return edges.get(e) && now.edges.includes(e); });
    drawn.forEach(function (e) { edgeEnds(e).forEach(function (n) { some.add(n); }); });
    return { nodes: some, edges: drawn };
  }
  network.on("beforeDrawing", function (context) {
    drawGround(context, network.getScale());
  });
  network.on("afterDrawing", function (context) {
    if (!now) return;
    const strong = near();
    if (strong) emphasise(context, strong);
    drawBoxWords(context, network.getScale());
    context.save();
    const ratio = holder.querySelector("canvas").width / holder.clientWidth;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawNames(context, {
      width: holder.clientWidth, height: holder.clientHeight, scale: network.getScale(), now: now, strong: strong, chosen: chosen, hovered: hovered,
      at: function (n) { const body = network.body.nodes[n]; return network.canvasToDOM({ x: body.x, y: body.y }); },
      along: function (e, t) { const line = network.body.edges[e]; return line && line.connected ? network.canvasToDOM(line.edgeType.getPoint(t)) : null; }
    });
    context.restore();
  });
  /* What is pointed at or chosen, with its neighbours, over the rest made pale. */
  function emphasise(context, strong) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 0.8; context.fillStyle = ink.paper;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
    strong.edges.forEach(function (e) { if (network.body.edges[e]) network.body.edges[e].draw(context); });
    strong.nodes.forEach(function (n) { if (network.body.nodes[n]) network.body.nodes[n].draw(context); });
  }
  network.on("click", function (event) {
    if (event.nodes.length) on.node(event.nodes[0]);
    else if (event.edges.length) on.edge(event.edges[0]);
    else {
      const frame = frameUnder(event.pointer.canvas.x, event.pointer.canvas.y);
      if (frame) on.frame(frame.n); else on.nothing();
    }
  });
  network.on("doubleClick", function (event) { if (event.nodes.length) on.twice(event.nodes[0]); });
  network.on("hoverNode", function (event) { hovered = event.node; soon(); });
  network.on("blurNode", function () { hovered = null; soon(); });
  network.on("dragEnd", function (event) {
    moved = true;
    if (!event.nodes.length) return;
    const at = network.getPositions(event.nodes);
    event.nodes.forEach(function (n) { place[n] = [at[n].x, at[n].y]; });
    on.dragged(event.nodes);
  });
  network.on("zoom", function () { moved = true; });
  network.on("resize", function () { if (now && !moved) requestAnimationFrame(on.resized); });
  window.kgNetwork = network;
  return {
    set: set,
    choose: function (n, some) {
      chosen = n; marked = n === null ? some || [] : []; hovered = null;
      network.selectionHandler.unselectAll();
      if (n !== null && nodes.get(n)) network.selectionHandler.selectNodes([n], false);
      network.selectionHandler.commitWithoutEmitting();
      soon();
    },
    fit: fit,
    focus: focus,
    zoom: function (by) { network.moveTo({ scale: network.getScale() * by }); moved = true; },
    pan: function (x, y) {
      const middle = network.getViewPosition(), scale = network.getScale();
      network.moveTo({ position: { x: middle.x + x / scale, y: middle.y + y / scale } });
      moved = true;
    },
    /* Where a reader has moved to: middle and scale, or null where the view fits what is drawn. */
    camera: function () {
      const middle = network.getViewPosition();
      return moved ? [Math.round(middle.x), Math.round(middle.y), Number(network.getScale().toFixed(3))] : null;
    },
    goto: function (camera) { network.moveTo({ position: { x: camera[0], y: camera[1] }, scale: camera[2] }); moved = true; },
    ready: function (then) { network.once("afterDrawing", then); network.redraw(); },
    at: function (n) { return network.canvasToDOM(network.getPositions([n])[n]); },
    redraw: soon
  };
}
