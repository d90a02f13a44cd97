/* Drawing through vis-network: shapes and lines by it, names by us, so that they are legible at every zoom. */

const SMALLEST = 0.8; /* the least part of their size to which names shrink */
function visDrawing(holder, on) {
  let ink = inks(), now = null, chosen = null, marked = [], hovered = null, moved = false;
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const network = new vis.Network(holder, { nodes: nodes, edges: edges }, {
    physics: { enabled: false }, autoResize: true,
    interaction: { hover: true, keyboard: { enabled: false }, multiselect: false, tooltipDelay: 1e9, zoomSpeed: 0.6 },
    nodes: { borderWidth: 1 },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.45 } }, selectionWidth: 1, hoverWidth: 1 }
  });
  /* Marks and lines shrink less than the picture, so that what led means is seen in a small one too. */
  function stout() { return Math.min(1.6, 1 / Math.min(1, fitScale)); }
  function radius(n) { return sizeOf(n) * (centres.has(n) ? 1.35 : 1) * Math.sqrt(stout()); }
  function nodeRow(n, pale) {
    const colour = pale ? mixed(colourOf(n, ink), ink.paper, 0.25) : colourOf(n, ink);
    const rim = pale ? mixed(ink.outline, ink.paper, 0.25) : expandable.has(n) ? ink.ink : ink.outline;
    const scale = network.getScale();
    const colours = { background: colour, border: rim };
    return {
      id: n, shape: isShut(n) ? "dot" : style(n).shape, x: place[n][0], y: place[n][1], size: isShut(n) ? 0.1 : radius(n),
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
  function set(given) {
    now = null; /* the library draws while it is told what has changed */
    ink = inks();
    hovered = null;
    update(nodes, Array.from(given.ground.nodes).map(function (n) { return nodeRow(n, true); }).concat(Array.from(given.nodes).map(function (n) { return nodeRow(n, false); })));
    update(edges, given.ground.edges.map(function (e) { return edgeRow(e, true); }).concat(apart(given.edges).map(function (e) { return edgeRow(e, false); })));
    now = given;
  }
  function look(given, largest) {
    const size = function (box) { return Math.min((holder.clientWidth - 16) / Math.max(box.width, 1), (holder.clientHeight - 16) / Math.max(box.height, 1), largest); };
    const least = size(given), more = least < SMALLEST && state.layout !== "net" ? leftRoom() * (SMALLEST / least - 1) : 0; /* names do not shrink as far */
    const box = { x: given.x - more, y: given.y, width: given.width + 2 * more, height: given.height }, scale = size(box);
    network.moveTo({ position: { x: box.x + box.width / 2, y: box.y + box.height / 2 }, scale: Math.max(scale, 0.02), animation: false });
    moved = false;
    return scale;
  }
  /* Everything, names and frames included. */
  function fit() { if (extent) look(extent, 1.25); }
  /* What is asked for with all that is near it; everything, where that can be read. */
  function focus(list) {
    const spots = list.filter(function (n) { return nodes.get(n); }).map(function (n) { return place[n]; });
    if (!spots.length) return;
    const whole = Math.min(holder.clientWidth / extent.width, holder.clientHeight / extent.height);
    if (whole > 0.72) fit(); else look(boundsOf(spots.map(function (p) { return [p[0], p[1]]; }), []), 1.1);
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
    const scale = network.getScale();
    context.save();
    for (const frame of frames) {
      context.strokeStyle = ink.line; context.fillStyle = ink.soft; context.lineWidth = 1 / scale;
      context.beginPath(); context.rect(frame.x, frame.y, frame.width, frame.height); context.fill(); context.stroke();
      context.fillStyle = ink.dim; context.font = "600 " + Math.max(14, 12 / scale) + "px " + FONT;
      context.textAlign = "left"; context.textBaseline = "top";
      context.fillText(frameWord(frame), frame.x + 10, frame.y + (frame.shut ? 14 : 9));
    }
    for (const tick of ticks) {
      context.strokeStyle = ink.line; context.lineWidth = 1 / scale; context.fillStyle = ink.dim;
      context.font = Math.max(12, 11 / scale) + "px " + FONT; context.textAlign = "center"; context.textBaseline = "top";
      context.beginPath(); context.moveTo(tick.x, 28); context.lineTo(tick.x, tick.bare ? 28 : extent.y + extent.height); context.stroke();
      context.fillText(tick.text, tick.x, 8);
    }
    for (const bar of bars) {
      context.fillStyle = ink.post; context.globalAlpha = 0.35;
      context.fillRect(bar.x, bar.y + 6, bar.width, 14);
      context.globalAlpha = 1;
    }
    context.restore();
  });
  network.on("afterDrawing", function (context) {
    if (!now) return;
    const strong = near();
    if (strong) emphasise(context, strong);
    context.save();
    const ratio = holder.querySelector("canvas").width / holder.clientWidth;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    names(context, holder.clientWidth, holder.clientHeight, strong);
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
  /* Names, the most linked first, where they cover nothing; of what is chosen or pointed at, and the first few, always. */
  function names(context, width, height, strong) {
    const scale = network.getScale(), taken = [], grade = Math.min(1.3, Math.max(SMALLEST, scale));
    const links = new Map();
    now.edges.forEach(function (e) { edgeEnds(e).forEach(function (n) { links.set(n, (links.get(n) || 0) + 1); }); });
    const all = Array.from(now.nodes).concat(Array.from(now.ground.nodes)).filter(function (n) { return !isShut(n); });
    const order = all.map(function (n) {
      const first = n === chosen || n === hovered ? 0 : strong && strong.nodes.has(n) ? 1 : now.ground.nodes.has(n) ? 5 : centres.has(n) || leadsOf[n] ? 2 : 3;
      return [first, laneOf(n) === 2 ? 1 : 0, -(links.get(n) || 0), n];
    }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]; });
    const at = network.getPositions(all);
    context.textBaseline = "middle"; context.lineJoin = "round"; context.strokeStyle = ink.paper;
    const fits = function (box, must) {
      if (box[0] + box[2] < 0 || box[1] + box[3] < 0 || box[0] > width || box[1] > height) return false;
      if (!must && taken.some(function (t) { return t[0] < box[0] + box[2] && box[0] < t[0] + t[2] && t[1] < box[1] + box[3] && box[1] < t[1] + t[3]; })) return false;
      taken.push(box);
      return true;
    };
    for (const n of all) {
      const p = network.canvasToDOM(at[n]), r = 6 * scale;
      taken.push([p.x - r, p.y - r, 2 * r, 2 * r]);
    }
    let must = 12;
    for (const row of order) {
      const n = row[3], p = network.canvasToDOM(at[n]), where = side.get(n) || "below";
      const dim = now.ground.nodes.has(n) || (strong && !strong.nodes.has(n));
      const bold = row[0] === 0 || isStrong(n);
      const lines = nameLines(n, where === "left" ? leftWide() : where === "below" ? 11 : rightWide()), size = 15 * grade;
      const told = where === "left" && state.layout === "side" && !centres.size ? placeWord(n) : "";
      context.font = (bold ? "600 " : "") + (13 * grade).toFixed(1) + "px " + FONT;
      const wide = Math.max.apply(null, lines.map(function (line) { return context.measureText(line).width; }));
      const away = radius(n) * scale + 5, tall = size * lines.length + (told ? 13 * grade : 0);
      const left = where === "left" ? p.x - away - wide : where === "right" ? p.x + away : p.x - wide / 2;
      const top = where === "below" ? p.y + away - 2 : p.y - tall / 2;
      must -= 1;
      if (!fits([left - 1, top, wide + 2, tall], row[0] < 2 || (must >= 0 && !strong))) continue;
      context.textAlign = where === "below" ? "center" : where === "left" ? "right" : "left";
      const x = where === "below" ? p.x : where === "left" ? p.x - away : p.x + away;
      context.lineWidth = 4; context.fillStyle = ink.ink; context.globalAlpha = dim ? 0.3 : 1;
      lines.forEach(function (line, k) {
        context.strokeText(line, x, top + size * (k + 0.5));
        context.fillText(line, x, top + size * (k + 0.5));
      });
      if (told) {
        context.font = (10.5 * grade).toFixed(1) + "px " + FONT; context.fillStyle = ink.dim;
        context.strokeText(told, x, top + size * lines.length + 6 * grade);
        context.fillText(told, x, top + size * lines.length + 6 * grade);
      }
      context.globalAlpha = 1;
    }
    verbs(context, scale, grade, strong, fits);
  }
  /* What an edge says, near its arrow, where it covers nothing. */
  function verbs(context, scale, grade, strong, fits) {
    context.font = (11 * grade).toFixed(1) + "px " + FONT;
    context.textAlign = "center";
    const own = now.edges.map(function (e) { return [strong && strong.edges.includes(e) ? 0 : isDetail(e) ? 20 : 1 + bandOfEdge[e], e]; })
      .sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    for (const row of own) {
      const e = row[1], drawn = network.body.edges[e];
      if (!drawn || !drawn.connected || edgeEnds(e).some(isShut) || (row[0] === 20 && scale < 1.1) || (strong && row[0] > 0)) continue;
      const middle = network.canvasToDOM(drawn.edgeType.getPoint(routeOf(e).label));
      const text = edgeLabel(e), wide = context.measureText(text).width;
      const ends = edgeEnds(e).map(function (n) { return network.canvasToDOM({ x: place[n][0], y: place[n][1] }); });
      if (row[0] > 0 && Math.hypot(ends[0].x - ends[1].x, ends[0].y - ends[1].y) < 48 && edgeStart[e] !== edgeEnd[e]) continue;
      if (!fits([middle.x - wide / 2, middle.y - 6, wide, 12], row[0] === 0 || isCountedLead(e))) continue;
      context.lineWidth = 3.5; context.fillStyle = ink.ink;
      context.strokeText(text, middle.x, middle.y);
      context.fillText(text, middle.x, middle.y);
    }
  }
  network.on("click", function (event) {
    if (event.nodes.length) on.node(event.nodes[0]);
    else if (event.edges.length) on.edge(event.edges[0]);
    else {
      const p = event.pointer.canvas, frame = state.layout === "place" && frames.find(function (f) { return p.x >= f.x && p.x <= f.x + f.width && p.y >= f.y && p.y <= f.y + (f.shut ? f.height : HEADING); });
      if (frame) on.frame(frame.n); else on.nothing();
    }
  });
  network.on("doubleClick", function (event) { if (event.nodes.length) on.twice(event.nodes[0]); });
  network.on("hoverNode", function (event) { hovered = event.node; network.redraw(); });
  network.on("blurNode", function () { hovered = null; network.redraw(); });
  network.on("dragEnd", function (event) {
    moved = true;
    if (!event.nodes.length) return;
    const at = network.getPositions(event.nodes);
    event.nodes.forEach(function (n) { place[n] = [at[n].x, at[n].y]; });
    on.dragged(event.nodes);
  });
  network.on("zoom", function () { moved = true; });
  window.kgNetwork = network;
  return {
    set: set,
    choose: function (n, some) {
      chosen = n; marked = n === null ? some || [] : []; hovered = null;
      network.unselectAll();
      if (n !== null && nodes.get(n)) network.selectNodes([n], false);
      network.redraw();
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
    redraw: function () { network.redraw(); }
  };
}
