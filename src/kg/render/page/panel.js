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
  if (!isNode(reference)) return element("bdi", spoken(reference));
  return button(label(reference), function () { go(reference, true); }, "link");
}
function mentions(references) {
  const box = element("span");
  references.forEach(function (reference, n) { if (n) box.append(lineWord("list")); box.append(mention(reference)); });
  return box;
}
/* A button with a statement in words; each part by itself, so that none turns the others around. */
function sentenceButton(s) {
  const made = button("", function () { go({ statement: s }, true); }, "link");
  [spoken(data.statements.subject[s]), term(data.statements.predicate[s]), spoken(data.statements.object[s])].filter(Boolean).forEach(function (part, n) {
    made.append(n ? " · " : "", element("bdi", part));
  });
  return made;
}

function timeText(s) {
  const time = [glossed(data.statements.printed[s], data.statements.time_gloss[s]), data.statements.time[s]].filter(Boolean).join(" → ");
  const sense = term(data.statements.sense[s]);
  return time ? time + (sense ? pick("（", " (") + sense + pick("）", ")") : "") : pick("原文未载", "not said");
}
/* To the clipboard; where a browser keeps it from the page, the text is shown, chosen, to be copied by hand. */
function copyText(text) {
  const byHand = function () {
    const field = element("textarea", text);
    field.rows = 4;
    field.readOnly = true;
    field.setAttribute("aria-label", pick("请复制", "copy this"));
    panel.prepend(field);
    field.select();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch(byHand); else byHand();
}
function copyButton(zh, en, text) {
  const made = button(pick(zh, en), function () {
    copyText(text);
    made.textContent = text;
  });
  return made;
}
/* How a statement is cited: kg.reading.citation makes the parts and the template, and cites in the same words. */
function citation(s) {
  const of = data.statements, english = isEnglish(), source = of.source[s] < 0 ? {} : citedAs(of.source[s]);
  const spans = of.quotes[s].map(function (q) { return data.quotes.start[q] + "-" + data.quotes.end[q]; }).join(pick("、", ", "));
  return filledIn(pick(data.about.cited, data.about.cited_en), Object.assign({}, source, {
    title_gloss: plainGloss(source.title_gloss || ""), quote: wordsOf(s), spans: spans, gloss: english ? plainGloss(of.gloss[s]) : "",
    state: english ? of.gloss_state[s] : "", sentence: (source.opening || "") + pick(of.sentence[s], of.sentence_en[s]), statement: of.id[s],
    review: term(of.review[s]), data: pick(data.about.citation, data.about.citation_en),
  }));
}
function citedAs(n) { return (isEnglish() ? data.sources.cited_en : data.sources.cited)[n]; }
/* A source as readers know it: what its number stands for, its title and date. */
function sourceText(n) { return [numberOf(n), titleOf(n), citedAs(n).date].filter(Boolean).join(pick("，", ", ")); }
function withDate(n) {
  const made = element("div", "", "small");
  made.append(element("bdi", sourceText(n)));
  return made;
}
/* The words of a statement, and for readers of English what they mean and who checked that. */
function words(s) {
  const list = quotesOf(s).map(function (text) { const quote = element("blockquote", text); quote.lang = "zh-Hans"; return quote; });
  const gloss = data.statements.gloss[s];
  if (isEnglish() && gloss) list.push(element("p", gloss, "gloss"), element("p", data.statements.gloss_state[s], "small"));
  return list;
}
function isEnglish() { return state.language !== "zh"; }
/* Printed words, and for readers of English what they mean. */
function glossed(printed, gloss) { return printed && gloss && isEnglish() ? printed + " (" + gloss + ")" : printed; }
function heldAgainst(s) {
  const box = element("div");
  const of = data.judged;
  for (const j of judgedWith[s]) {
    const other = otherThan(s, j), source = data.statements.source[other];
    const block = element("div", undefined, of.disputed[j] ? "against disputed" : "against");
    block.append(element("strong", term(of.verdict[j])), " ", sentenceButton(other));
    if (source >= 0) block.append(withDate(source));
    block.append.apply(block, words(other));
    block.append(element("div", pick(of.reason[j], of.reason_en[j]) + pick("（", " (") + pick(of.by[j], of.by_en[j]) + pick("，", ", ") + of.on[j] + pick("）", ")"), "small"));
    box.append(block);
  }
  return box;
}
function otherThan(s, j) { return data.judged.left[j] === s ? data.judged.right[j] : data.judged.left[j]; }
/* Statements of other sources with the same subject, predicate and object: they agree by their words, nobody judged. */
function alike(s) {
  const box = element("div"), of = data.statements, subject = of.subject[s];
  if (!isNode(subject) || !isEntity(of.object[s])) return box;
  const judgedOnes = new Set(judgedWith[s].map(function (j) { return otherThan(s, j); }));
  for (const other of mentionedBy[subject]) {
    if (other === s || of.source[other] === of.source[s] || judgedOnes.has(other)) continue;
    if (of.subject[other] !== subject || of.predicate[other] !== of.predicate[s] || of.object[other] !== of.object[s]) continue;
    const block = element("div", undefined, "against");
    block.append(element("strong", pick("另一来源同载（未经判断）", "another source says the same (not judged)")), " ", button(of.id[other], function () { go({ statement: other }, true); }, "link"));
    block.append.apply(block, words(other));
    box.append(block);
  }
  return box;
}
function statementBox(s, withoutSource) {
  const box = element("article"), of = data.statements;
  box.dataset.statement = of.id[s];
  const title = element("h3");
  title.append(mention(of.subject[s]), " · " + term(of.predicate[s]));
  if (of.object[s] !== null) title.append(" · ", mention(of.object[s]));
  if (of.figure[s]) title.append(" · " + glossed(of.figure[s], of.figure_gloss[s]));
  const tags = element("p", undefined, "tags");
  tags.append(element("span", term(of.kind[s]), "tag"), element("span", lineWord(certaintyOf(s)), "tag"));
  if (!isActual(s)) tags.append(element("span", term(of.modality[s]), "tag warn"));
  if (disputed[s]) tags.append(element("span", lineWord("disputed"), "tag warn"));
  if (data.statements.band[s] < 4 && !isCounted(s)) tags.append(element("span", pick("不计入统计", "not counted"), "tag"));
  if (of.open[s]) tags.append(element("span", pick("列举未尽", "open list"), "tag"));
  box.append(title, tags);
  box.append.apply(box, words(s));
  box.append(factsOf(s, withoutSource), heldAgainst(s), alike(s));
  const acts = element("p", undefined, "acts");
  acts.append(copyButton("复制编号 " + of.id[s], "copy id " + of.id[s], of.id[s]), copyButton("复制引用", "copy citation", citation(s)));
  box.append(acts);
  return box;
}
function factsOf(s, withoutSource) {
  const facts = element("dl"), of = data.statements, n = of.source[s];
  pair(facts, pick("时间", "time"), timeText(s));
  of.told[s].forEach(function (slot, k) { pair(facts, term(slot), mentions(of.values[s][k])); });
  pair(facts, pick("审核", "review"), term(of.review[s]));
  pair(facts, lineWord("inferred"), of.slots[s].map(term).join(pick("、", ", ")));
  if (n >= 0 && !withoutSource) sourceFacts(facts, n);
  pair(facts, pick("位置", "offsets"), spansOf(s));
  return facts;
}
function sourceFacts(facts, n) {
  const reason = pick(data.sources.reason[n], data.sources.reason_en[n]);
  pair(facts, pick("来源", "source"), [numberOf(n), titleOf(n), citedAs(n).authors, citedAs(n).outlet].filter(Boolean).join(pick("，", ", ")));
  pair(facts, pick("来源日期", "date of source"), (citedAs(n).date || data.sources.date[n]) + (reason ? pick("（", " (") + reason + pick("）", ")") : ""));
  pair(facts, pick("编码", "coded by"), pick(data.sources.coded[n], data.sources.coded_en[n]));
}
function showStatement(s) {
  panel.replaceChildren(statementBox(s));
  panel.scrollTop = 0;
}
/* All that is said of a node, what counts most first: conflicts, led, started or ran, took part, posts, honours, where. */
const GROUPS = [
  { zh: "说法不一", en: "disputed", has: function (s) { return disputed[s]; } },
  { zh: "牵头", en: "led", bands: ["led"] },
  { zh: "发起、开展", en: "started or carried on", bands: ["started", "carried-on"] },
  { zh: "参与", en: "took part", bands: ["took-part", "not-leading"] },
  { zh: "任职、分管", en: "posts", bands: ["post", "in-charge"] },
  { zh: "荣誉", en: "honours", bands: ["honour-line"] },
  { zh: "所在地", en: "where", bands: ["placed"] },
  { zh: "其余", en: "the rest", has: function () { return true; } }
];
function groupsOf(list) {
  const left = new Set(list);
  return GROUPS.map(function (group) {
    const has = group.has || function (s) { return group.bands.includes(data.bands.name[data.statements.band[s]]); };
    const own = Array.from(left).filter(has).sort(function (a, b) { return isCounted(b) - isCounted(a) || a - b; });
    own.forEach(function (s) { left.delete(s); });
    return { title: pick(group.zh, group.en), own: own };
  }).filter(function (group) { return group.own.length; });
}
/* The one source of all statements with its dating, said once; null where there are several. */
function onlySource(list) {
  const found = new Set(list.map(function (s) { return data.statements.source[s]; }));
  return found.size === 1 && list.length > 1 && !found.has(-1) ? found.values().next().value : null;
}
function showNode(n) {
  const heading = element("h2", label(n)), list = mentionedBy[n], once = onlySource(list);
  const facts = element("dl");
  pair(facts, pick("又称", "also"), pick(data.nodes.also, data.nodes.also_en)[n]);
  if (isEnglish()) pair(facts, "Chinese name", [data.nodes.zh[n], data.nodes.also[n]].filter(function (name) { return name && name !== label(n); }).join("、"));
  pair(facts, pick("类别", "class"), [data.nodes.type[n]].concat(data.nodes.classes[n]).map(term).join(pick("，", ", ")));
  pair(facts, pick("区划代码", "code"), data.nodes.code[n]);
  pair(facts, pick("编号", "id"), nodeId[n]);
  if (laneOf(n) < 2) pair(facts, lineWord("leads-of"), leadText(list));
  if (once !== null) sourceFacts(facts, once);
  panel.replaceChildren(heading, facts, actsOf(n), element("p", pick(list.length + " 条记载提及", list.length === 1 ? "1 statement mentions it" : list.length + " statements mention it"), "small"));
  for (const group of groupsOf(list)) {
    const part = element("section"), head = element("h4", group.title + " ");
    head.append(element("span", String(group.own.length), "small"));
    part.append(head);
    let shown = 0;
    const more = button(pick("更多", "more"), function () { add(); });
    const add = function () {
      more.remove();
      for (const s of group.own.slice(shown, shown + 20)) part.append(statementBox(s, once !== null));
      shown += 20;
      if (shown < group.own.length) part.append(more);
    };
    add();
    panel.append(part);
  }
  panel.scrollTop = 0;
}
/* How many of a node's leads count; without any, that none is recorded here is said as well. */
function leadText(list) {
  const leads = list.filter(function (s) { return data.bands.step[data.statements.band[s]] === 1; }), those = leads.filter(isCounted).length;
  if (!leads.length) return lineWord("no-lead");
  return those + (leads.length > those ? lineWord("not-counted-beside", { n: leads.length - those }) : "");
}
/* What can be done with a node: expand it, by what links it where that is much; its surroundings alone; a path from it. */
const MUCH = 12;
function actsOf(n) {
  const acts = element("p", undefined, "acts"), groups = hiddenGroups(n);
  const hidden = new Set(groups.flatMap(function (group) { return Array.from(group.nodes); })).size;
  if (hidden) acts.append(button(pick("展开相邻（" + hidden + "）", "expand (" + hidden + ")"), function () { expand(n, groups); }, "expand"));
  if (hidden > MUCH && groups.length > 1) {
    groups.forEach(function (group) {
      acts.append(button(term(group.label) + " " + group.nodes.size, function () { expand(n, [group]); }, "expand part"));
    });
  }
  acts.append(button(pick("收起此点", "hide"), function () { hide(n); }));
  [1, 2, 3].forEach(function (steps) {
    acts.append(button(pick("只看 " + steps + " 步内", "only " + counted(steps, "step")), function () { onlyAround(n, steps); }));
  });
  acts.append(button(pick("由此寻路", "find a path from here"), function () { pathFrom = n; showHint("请点另一端：由“" + label(n) + "”到何处？", "Click the other end: from “" + label(n) + "” to what?"); }));
  acts.append(copyButton("复制编号", "copy id", nodeId[n]));
  return acts;
}
function both(zh, en) {
  const box = element("p", "", "hint");
  [["zh", zh], ["en", en]].forEach(function (pair) {
    const text = element("span", pair[1], pair[0]);
    text.lang = pair[0];
    box.append(text);
  });
  return box;
}
function showHint(zh, en) { panel.replaceChildren(both(zh, en)); }
