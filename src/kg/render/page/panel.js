/* The panel: a statement in words with its quotes, or a node with all that is said of it. Texts by textContent alone. */

const panel = document.getElementById("panel");

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}
function button(text, act, className) {
  const made = element("button", text, className);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
function pair(list, name, value) {
  if (!value || (value instanceof Node && !value.childNodes.length)) return;
  const shown = element("dd");
  shown.append(value);
  list.append(element("dt", name), shown);
}
/* An entity that is in the file is a button that goes to it; another is its name. */
function mention(reference) {
  if (typeof reference !== "number" || reference >= nodeCount) return element("bdi", spoken(reference));
  return button(label(reference), function () { go(reference, true); }, "link");
}
function mentions(references) {
  const box = element("span");
  references.forEach(function (reference, n) { if (n) box.append("、"); box.append(mention(reference)); });
  return box;
}
/* A button with a statement in words; each part by itself, so that none turns the others around. */
function sentenceButton(s) {
  const made = button("", function () { go({ statement: s }, true); }, "link");
  [spoken(said(s, "subject")), term(said(s, "predicate")), spoken(said(s, "object"))].filter(Boolean).forEach(function (part, n) {
    made.append(n ? " · " : "", element("bdi", part));
  });
  return made;
}

function timeText(s) {
  const time = [said(s, "printed"), said(s, "time")].filter(Boolean).join(" → ");
  const sense = term(said(s, "sense"));
  return time ? time + (sense ? pick("（", " (") + sense + pick("）", ")") : "") : pick("原文未载", "not said");
}
function copyButton(zh, en, text) {
  const made = button(pick(zh, en), function () {
    if (navigator.clipboard) navigator.clipboard.writeText(text);
    made.textContent = text;
  });
  return made;
}
function citation(s) {
  const source = raw.sources[said(s, "source")] || { authors: [], title: "", date: "", slug: "", outlet: "" };
  const spans = said(s, "quotes").map(function (q) { return raw.quotes[q][0] + "–" + raw.quotes[q][1]; }).join("；");
  const head = [source.authors.join("、"), "《" + source.title + "》", source.outlet, source.date].filter(Boolean).join("，");
  return head + pick("。记载 ", ". Statement ") + said(s, "id") + pick("，原文 ", ", text ") + spans + pick("。", ". ") + raw.about.citation;
}
function withDate(source) {
  const made = element("div", "", "small");
  made.append(element("bdi", source.title), " " + source.date);
  return made;
}
function heldAgainst(s) {
  const box = element("div");
  for (const n of judgedWith[s]) {
    const row = raw.judged[n];
    const other = row[0] === s ? row[1] : row[0];
    const block = element("div", undefined, row[3] ? "against disputed" : "against");
    block.append(element("strong", term(row[2])), " ", sentenceButton(other));
    const source = raw.sources[said(other, "source")];
    if (source) block.append(withDate(source));
    for (const q of said(other, "quotes")) block.append(element("blockquote", raw.quotes[q][2]));
    block.append(element("div", row[4] + pick("（", " (") + row[5] + " " + row[6] + pick("）", ")"), "small"));
    box.append(block);
  }
  return box;
}
/* Statements of other sources with the same subject, predicate and object: they agree by their words, nobody judged. */
function alike(s) {
  const box = element("div"), own = JSON.stringify([said(s, "subject"), said(s, "predicate"), said(s, "object")]);
  if (typeof said(s, "subject") !== "number" || typeof said(s, "object") !== "number" || said(s, "subject") >= nodeCount) return box;
  for (const other of mentionedBy[said(s, "subject")]) {
    if (other === s || said(other, "source") === said(s, "source") || judgedWith[s].some(function (n) { return raw.judged[n].includes(other); })) continue;
    if (JSON.stringify([said(other, "subject"), said(other, "predicate"), said(other, "object")]) !== own) continue;
    const block = element("div", undefined, "against");
    block.append(element("strong", pick("另一来源同载（未经判断）", "another source says the same (not judged)")), " ", button(said(other, "id"), function () { go({ statement: other }, true); }, "link"));
    for (const q of said(other, "quotes")) block.append(element("blockquote", raw.quotes[q][2]));
    box.append(block);
  }
  return box;
}
function statementBox(s) {
  const box = element("article");
  box.dataset.statement = said(s, "id");
  const title = element("h3");
  title.append(mention(said(s, "subject")), " · " + term(said(s, "predicate")));
  if (said(s, "object") !== null) title.append(" · ", mention(said(s, "object")));
  if (valueText(s)) title.append(" · " + valueText(s));
  const tags = element("p", undefined, "tags");
  tags.append(element("span", term(said(s, "kind")), "tag"));
  tags.append(element("span", said(s, "inferred") ? pick("编码推断", "inferred") : pick("原文明载", "stated"), "tag"));
  if (said(s, "modality") !== raw.actual) tags.append(element("span", term(said(s, "modality")), "tag warn"));
  if (disputed[s]) tags.append(element("span", pick("说法不一或未决", "disputed or unsettled"), "tag warn"));
  if (said(s, "open")) tags.append(element("span", pick("列举未尽", "open list"), "tag"));
  box.append(title, tags);
  for (const q of said(s, "quotes")) {
    const block = element("blockquote", raw.quotes[q][2]);
    block.dataset.at = raw.quotes[q][0] + "-" + raw.quotes[q][1];
    box.append(block);
  }
  const facts = element("dl");
  pair(facts, pick("时间", "time"), timeText(s));
  for (const told of said(s, "told")) pair(facts, term(told[0]), mentions(told.slice(1)));
  pair(facts, pick("编码推断", "inferred"), said(s, "slots").map(term).join("、"));
  const source = raw.sources[said(s, "source")];
  if (source) {
    pair(facts, pick("来源", "source"), source.title + (source.authors.length ? pick("，", ", ") + source.authors.join("、") : ""));
    pair(facts, pick("来源日期", "date of source"), source.date + (source.reason ? pick("（", " (") + source.reason + pick("）", ")") : ""));
  }
  pair(facts, pick("位置", "offsets"), said(s, "quotes").map(function (q) { return raw.quotes[q][0] + "–" + raw.quotes[q][1]; }).join("；"));
  box.append(facts, heldAgainst(s), alike(s));
  const acts = element("p", undefined, "acts");
  acts.append(copyButton("复制编号 " + said(s, "id"), "copy id " + said(s, "id"), said(s, "id")), copyButton("复制引用", "copy citation", citation(s)));
  box.append(acts);
  return box;
}
function showStatement(s) {
  panel.replaceChildren(statementBox(s));
  panel.scrollTop = 0;
}
function showNode(n) {
  const heading = element("h2", label(n));
  const other = state.language === "zh" ? raw.nodes.en[n] : raw.nodes.zh[n];
  const facts = element("dl");
  pair(facts, pick("又作", "also"), [other !== label(n) ? other : "", raw.nodes.also[n]].filter(Boolean).join("、"));
  pair(facts, pick("类别", "class"), [term(raw.nodes.type[n])].concat(raw.nodes.class[n].map(term)).join("，"));
  pair(facts, pick("区划代码", "code"), raw.nodes.code[n]);
  pair(facts, pick("编号", "id"), raw.nodes.id[n]);
  const acts = element("p", undefined, "acts");
  const hidden = hiddenNeighbours(n).length;
  if (hidden) acts.append(button(pick("展开相邻（" + hidden + "）", "expand (" + hidden + ")"), function () { expand(n); }, "expand"));
  acts.append(button(pick("收起此点", "put away"), function () { putAway(n); }), copyButton("复制编号", "copy id", raw.nodes.id[n]));
  const list = mentionedBy[n];
  panel.replaceChildren(heading, facts, acts, element("p", pick(list.length + " 条记载提及", list.length + " statements mention it"), "small"));
  let shown = 0;
  const more = button(pick("更多", "more"), function () { add(); });
  function add() {
    more.remove();
    for (const s of list.slice(shown, shown + 40)) panel.append(statementBox(s));
    shown += 40;
    if (shown < list.length) panel.append(more);
  }
  add();
  panel.scrollTop = 0;
}
function showHint(zh, en) { panel.replaceChildren(element("p", pick(zh, en), "hint")); }
