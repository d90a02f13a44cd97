/* Drawing through vis-network: shapes and lines by it, names by us, so that they are legible at every zoom. */

function lineStyle(e, ink) {
  const s = edgeStatement[e];
  const dashes = !isActual(s) ? [2, 5] : data.statements.inferred[s] ? [7, 5] : false;
  if (disputed[s]) return { colour: "#D55E00", dashes: dashes, width: 2.5 };
  if (!isActual(s)) return { colour: ink.faint, dashes: dashes, width: 1.5 };
  if (!data.edges.core[e]) return { colour: ink.faint, dashes: dashes, width: 0.8 };
  return { colour: ink.line, dashes: dashes, width: 1.4 };
}
function edgeLabel(e) {
  const s = edgeStatement[e];
  let text = term(data.edges.label[e]);
  if (!isActual(s)) text += pick("（", " (") + term(data.statements.modality[s]) + pick("）", ")");
  if (disputed[s]) text = "≠ " + text;
  const years = Array.from(new Set([firstYear[s], lastYear[s]].filter(Boolean))).join("–");
  const open = firstYear[s] && !lastYear[s] ? years + "–" : !firstYear[s] && lastYear[s] ? "–" + years : years;
  const isPoint = data.statements.sense[s] === data.about.attested;
  return open && data.edges.core[e] && !isPoint ? text + " " + open : text;
}

function inks() {
  const own = getComputedStyle(document.documentElement);
  const read = function (name) { return own.getPropertyValue(name).trim(); };
  return { ink: read("--ink"), paper: read("--paper"), line: read("--edge"), faint: read("--faint"), frame: read("--line"), soft: read("--soft") };
}

function visDrawing(holder, on) {
  let ink = inks(), seen = null, chosen = null;
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const network = new vis.Network(holder, { nodes: nodes, edges: edges }, {
    physics: { enabled: false }, autoResize: true,
    interaction: { hover: true, keyboard: { enabled: false }, multiselect: false, tooltipDelay: 1e9, zoomSpeed: 0.6 },
    nodes: { size: 12, borderWidth: 1 },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.45 } }, smooth: { enabled: true, type: "continuous", roundness: 0.3 } }
  });
  function nodeRow(n) {
    const look = style(n), more = hiddenNeighbours(n).length > 0;
    return {
      id: n, shape: look.shape, x: place[n][0], y: place[n][1], size: centres.has(n) ? 19 : 12, borderWidth: more ? 2.2 : 1,
      color: { background: look.colour, border: more ? ink.ink : "#555555", highlight: { background: look.colour, border: "#C00000" }, hover: { background: look.colour, border: "#C00000" } }
    };
  }
  function edgeRow(e) {
    const look = lineStyle(e, ink), bend = curve(e);
    const row = { id: e, from: edgeStart[e], to: edgeEnd[e], dashes: look.dashes, width: look.width, color: { color: look.colour, highlight: "#C00000", hover: "#C00000" } };
    if (bend) row.smooth = { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
    return row;
  }
  function update(set, rows) {
    const wanted = new Set(rows.map(function (row) { return row.id; }));
    set.remove(set.getIds().filter(function (id) { return !wanted.has(id); }));
    set.update(rows);
  }
  function set(now) {
    seen = now;
    ink = inks();
    update(nodes, Array.from(now.nodes).map(nodeRow));
    update(edges, now.edges.map(edgeRow));
  }
  /* Names and frames are to be seen whole, not the nodes alone; names have one size at every scale. */
  function fit() {
    const spots = Array.from(seen.nodes).map(function (n) { return place[n]; });
    const boxes = frames.filter(function (f) { return peopled(f, seen.nodes); });
    if (!spots.length) return;
    let scale = 1.3;
    const middle = [0, 1].map(function (k) {
      const room = k ? holder.clientHeight : holder.clientWidth, name = k ? 90 : Math.min(190, 0.35 * room);
      const ends = spots.map(function (p) { return p[k]; });
      const rims = boxes.flatMap(function (f) { return k ? [f.y, f.y + f.height] : [f.x, f.x + f.width]; }).concat(ends);
      scale = Math.min(scale, (room - name) / (extreme(ends, 1) - extreme(ends, -1) || 1), (room - 16) / (extreme(rims, 1) - extreme(rims, -1) || 1));
      return (extreme(rims, 1) + extreme(rims, -1)) / 2;
    });
    network.moveTo({ position: { x: middle[0], y: middle[1] }, scale: Math.max(scale, 0.02), animation: false });
  }
  network.on("beforeDrawing", function (context) {
    const scale = network.getScale();
    context.save();
    for (const frame of frames) {
      if (!seen || !peopled(frame, seen.nodes)) continue;
      context.strokeStyle = ink.frame; context.fillStyle = ink.soft; context.lineWidth = 1 / scale;
      context.beginPath(); context.rect(frame.x, frame.y, frame.width, frame.height); context.fill(); context.stroke();
      context.fillStyle = ink.ink; context.font = Math.max(15, 12 / scale) + "px " + FONT;
      context.textAlign = "left"; context.textBaseline = "top"; context.globalAlpha = 0.75;
      context.fillText(pick(frame.zh, frame.en), frame.x + 10, frame.y + 8);
      context.globalAlpha = 1;
    }
    context.restore();
  });
  network.on("afterDrawing", function (context) {
    if (!seen) return;
    context.save();
    const ratio = holder.querySelector("canvas").width / holder.clientWidth;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    names(context, holder.clientWidth, holder.clientHeight);
    context.restore();
  });
  /* Names at a constant size, the most linked first, where they cover nothing; what is chosen always. */
  function names(context, width, height) {
    const scale = network.getScale(), taken = [];
    const near = chosen === null ? new Set() : new Set(edgesOf[chosen].flatMap(edgeEnds));
    const order = Array.from(seen.nodes).map(function (n) {
      return [n === chosen ? 0 : centres.has(n) ? 1 : near.has(n) ? 2 : 3, -edgesOf[n].length, n];
    }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
    const at = network.getPositions(Array.from(seen.nodes));
    context.textAlign = "center"; context.textBaseline = "middle"; context.lineJoin = "round"; context.strokeStyle = ink.paper;
    const fits = function (box, must) {
      if (box[0] + box[2] < 0 || box[1] + box[3] < 0 || box[0] > width || box[1] > height) return false;
      if (!must && taken.some(function (t) { return t[0] < box[0] + box[2] && box[0] < t[0] + t[2] && t[1] < box[1] + box[3] && box[1] < t[1] + t[3]; })) return false;
      taken.push(box);
      return true;
    };
    for (const n of seen.nodes) {
      const p = network.canvasToDOM(at[n]), r = 7 * scale;
      taken.push([p.x - r, p.y - r, 2 * r, 2 * r]);
    }
    for (const row of order) {
      const n = row[2], p = network.canvasToDOM(at[n]), strong = row[0] < 2;
      context.font = (strong ? "600 14px " : "13px ") + FONT;
      const lines = wrapped(label(n), 11), size = 15;
      const wide = Math.max.apply(null, lines.map(function (line) { return context.measureText(line).width; }));
      const top = p.y + (centres.has(n) ? 19 : 12) * scale + 3;
      if (!fits([p.x - wide / 2 - 2, top, wide + 4, size * lines.length], strong)) continue;
      context.lineWidth = 4; context.fillStyle = ink.ink;
      lines.forEach(function (line, k) {
        context.strokeText(line, p.x, top + size * (k + 0.5));
        context.fillText(line, p.x, top + size * (k + 0.5));
      });
    }
    context.font = "11px " + FONT;
    const own = seen.edges.map(function (e) {
      const ends = edgeEnds(e);
      return [ends.includes(chosen) ? 0 : data.edges.core[e] ? 1 : 2, e];
    }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    for (const row of own) {
      const drawn = network.body.edges[row[1]];
      if (!drawn || !drawn.connected || (row[0] === 2 && scale < 1.1)) continue;
      const middle = network.canvasToDOM(drawn.edgeType.getPoint(0.5));
      const text = edgeLabel(row[1]), wide = context.measureText(text).width;
      if (!fits([middle.x - wide / 2, middle.y - 6, wide, 12], false)) continue;
      context.lineWidth = 3; context.fillStyle = ink.ink;
      context.strokeText(text, middle.x, middle.y);
      context.fillText(text, middle.x, middle.y);
    }
  }
  network.on("click", function (event) {
    if (event.nodes.length) on.node(event.nodes[0]);
    else if (event.edges.length) on.edge(event.edges[0]);
    else on.nothing();
  });
  network.on("doubleClick", function (event) { if (event.nodes.length) on.twice(event.nodes[0]); });
  window.kgNetwork = network;
  return {
    set: set,
    choose: function (n, some) {
      chosen = n;
      network.unselectAll();
      if (n !== null && nodes.get(n)) network.selectNodes([n]);
      else if (some) network.selectEdges(some.filter(function (e) { return edges.get(e); }));
    },
    fit: fit,
    focus: function (n) { if (nodes.get(n)) network.focus(n, { scale: Math.max(network.getScale(), 0.8), animation: false }); },
    zoom: function (by) { network.moveTo({ scale: network.getScale() * by }); },
    pan: function (x, y) {
      const middle = network.getViewPosition(), scale = network.getScale();
      network.moveTo({ position: { x: middle.x + x / scale, y: middle.y + y / scale } });
    },
    ready: function (then) { network.once("afterDrawing", then); network.redraw(); },
    at: function (n) { return network.canvasToDOM(network.getPositions([n])[n]); },
    redraw: function () { network.redraw(); }
  };
}
