"use strict";
(function () {
  const data = JSON.parse(document.getElementById("payload").textContent);
  const panel = document.getElementById("panel");
  const holder = document.getElementById("graph");
  for (const id of ["graph", "panel", "search"]) document.getElementById(id).hidden = false;

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function pair(list, term, value) {
    if (!value) return;
    list.append(element("dt", term), element("dd", value));
  }

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(holder, { nodes: nodes, edges: edges }, {
    physics: { enabled: false },
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, multiselect: false, tooltipDelay: 1e9 },
    nodes: { size: 13, borderWidth: 1, font: { size: 15, color: "#1b1b1b", strokeWidth: 4, strokeColor: "#ffffff" } },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.5 } }, color: { color: "#7d7d7d", highlight: "#C00000", hover: "#C00000" },
      width: 1, font: { size: 11, color: "#3c3c3c", strokeWidth: 3, strokeColor: "#ffffff", align: "middle" },
      smooth: { enabled: true, type: "continuous", roundness: 0.35 }
    }
  });

  function statement(id) {
    const said = data.statements[id];
    const box = element("article");
    box.append(element("h3", said.words.filter(Boolean).join(" · ")));
    const tags = element("p");
    tags.append(element("span", said.kind.zh + " " + said.kind.en, "tag"));
    if (said.certainty === "inferred") tags.append(element("span", "编码推断 inferred", "tag"));
    else tags.append(element("span", "原文明载 stated", "tag"));
    if (!said.actual) tags.append(element("span", said.modality.zh + " " + said.modality.en, "tag"));
    if (said.open) tags.append(element("span", "列举未尽 open list", "tag"));
    box.append(tags);
    for (const quote of said.quotes) {
      const block = element("blockquote", quote.exact);
      block.dataset.at = quote.start + "-" + quote.end;
      box.append(block);
    }
    const facts = element("dl");
    const time = [said.printed, said.time].filter(Boolean).join(" → ");
    pair(facts, "时间 time", time ? time + (said.sense.zh ? "（" + said.sense.zh + " " + said.sense.en + "）" : "") : "原文未载 not said");
    for (const told of said.told) pair(facts, told.zh + " " + told.en, told.value);
    pair(facts, "推断 inferred", said.inferred);
    const source = data.sources[said.source];
    pair(facts, "来源 source", said.source + "：" + source.title);
    pair(facts, "来源日期 date", source.date + (source.reason ? "（" + source.reason + "）" : ""));
    pair(facts, "位置 offsets", said.quotes.map(function (q) { return q.start + "–" + q.end; }).join("；"));
    box.append(facts);
    const copy = element("button", "复制编号 copy id: " + id);
    copy.type = "button";
    copy.addEventListener("click", function () {
      if (navigator.clipboard) navigator.clipboard.writeText(id);
      copy.textContent = id;
    });
    box.append(copy);
    return box;
  }
  function showStatement(id) {
    panel.replaceChildren(statement(id));
    panel.scrollTop = 0;
  }
  function showNode(iri) {
    const entity = data.entities[iri];
    const heading = element("h3", entity.label + (entity.en && entity.en !== entity.label ? " " + entity.en : ""));
    const facts = element("dl");
    const type = data.types.find(function (entry) { return entry.type === entity.type; });
    pair(facts, "类 class", type ? type.zh + " " + type.en : entity.type);
    pair(facts, "类别 kind", entity["class"]);
    pair(facts, "别名 also", entity.also);
    pair(facts, "区划代码 code", entity.code);
    pair(facts, "编号 id", entity.id);
    const said = Object.keys(data.statements).filter(function (id) { return data.statements[id].mentions.includes(iri); });
    const count = element("p", said.length + " 条记载提及 statements mention it");
    panel.replaceChildren(heading, facts, count);
    for (const id of said) panel.append(statement(id));
    panel.scrollTop = 0;
  }
  function go(id, move) {
    if (data.entities[id]) {
      network.selectNodes([id]);
      if (move) network.focus(id, { scale: 1, animation: false });
      showNode(id);
    } else if (data.statements[id]) {
      const own = data.edges.filter(function (edge) { return edge.statement === id; });
      network.selectEdges(own.map(function (edge) { return edge.id; }));
      if (move && own.length) network.focus(own[0].from, { scale: 1, animation: false });
      showStatement(id);
    } else return false;
    return true;
  }
  function byName(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return undefined;
    const all = Object.entries(data.entities);
    const hit = all.find(function (entry) { return [entry[1].label, entry[1].en, entry[1].id].some(function (x) { return x.toLowerCase() === wanted; }); })
      || all.find(function (entry) { return [entry[1].label, entry[1].en, entry[1].also].some(function (x) { return x.toLowerCase().includes(wanted); }); });
    return hit && hit[0];
  }
  network.on("click", function (event) {
    if (event.nodes.length) { showNode(event.nodes[0]); location.hash = "n=" + data.entities[event.nodes[0]].id; }
    else if (event.edges.length) {
      const id = data.edges.find(function (edge) { return edge.id === event.edges[0]; }).statement;
      showStatement(id);
      location.hash = "n=" + id;
    }
  });
  const names = document.getElementById("names");
  for (const entity of Object.values(data.entities)) { const option = element("option"); option.value = entity.label; names.append(option); }
  document.getElementById("search").addEventListener("submit", function (event) {
    event.preventDefault();
    const found = byName(document.getElementById("term").value);
    if (found) { go(found, true); location.hash = "n=" + data.entities[found].id; }
    else panel.replaceChildren(element("p", "图中没有这个名称。Nothing in this graph is called that.", "hint"));
  });
  document.getElementById("term").addEventListener("change", function () { document.getElementById("search").requestSubmit(); });
  for (const row of document.querySelectorAll("tbody tr")) {
    row.tabIndex = 0;
    const open = function () { go(row.id.slice(4), true); };
    row.addEventListener("click", open);
    row.addEventListener("keydown", function (event) { if (event.key === "Enter") open(); });
  }
  function follow(move) {
    const wanted = decodeURIComponent(location.hash.replace(/^#n=/, ""));
    if (!wanted) return;
    const iri = Object.keys(data.entities).find(function (key) { return key === wanted || data.entities[key].id === wanted; });
    if (!go(iri || wanted, move)) panel.replaceChildren(element("p", "图中没有 " + wanted + "。It is not in this graph.", "hint"));
  }
  window.addEventListener("hashchange", function () { follow(true); });
  network.once("afterDrawing", function () { network.fit({ animation: false }); follow(data.nodes.length > 60); document.body.dataset.ready = "yes"; });
  window.kgNetwork = network;
})();
