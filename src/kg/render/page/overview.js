/* What the panel shows before anything is chosen: what this is, how to read it, what there is, three things to try. */

function countedLeads() { return everyStatement.filter(function (s) { return data.statements.band[s] === 0 && isCounted(s); }).length; }
function number(n) { return n.toLocaleString("en"); }
/* How many statements of the store are not in this file, and why. */
function rest() {
  const held = data.about.held, more = held - everyStatement.length, whole = !data.about.subject && !data.about.fixed;
  if (more <= 0) return "";
  return whole ? pick("（全库 " + number(held) + " 条；其余 " + more + " 条是计划、规定等，或所说的事物与别的都不相连，没有线可画）", " (of " + number(held) + "; the other " + more + " are plans, rules and the like, or about things that nothing links: there is no line to draw)")
    : pick("（全库 " + number(held) + " 条）", " (of " + number(held) + " in all)");
}
function showOverview() {
  const list = function (rows) { const made = element("ul"); rows.filter(Boolean).forEach(function (row) { const item = element("li"); item.append(row); made.append(item); }); return made; };
  const kinds = facetCounts("kind"), leads = everyStatement.filter(function (s) { return data.statements.band[s] === 0; });
  const first = leads.find(isCounted) === undefined ? leads[0] : leads.find(isCounted), other = everyStatement.find(function (s) { return disputed[s]; });
  const tries = [
    first === undefined ? null : button(pick("读一条牵头的原文：", "Read the words behind a lead: ") + [spoken(data.statements.subject[first]), term(data.statements.predicate[first]), objectText(first)].join(" · "), function () { go({ statement: first }, true); }, "link"),
    stepsThere.has(POSTS) && !state.posts ? button(pick("看谁任职：打开“任职”", "See who held posts: switch on “posts”"), function () { state.posts = true; changed(true); }, "link") : null,
    other === undefined ? null : button(pick("看一处说法不一", "See where sources disagree"), function () { go({ statement: other }, true); }, "link"),
    button(pick("按年份排开", "Lay it out by year"), function () { state.layout = "time"; changed(true); }, "link")
  ].filter(Boolean).slice(0, 3);
  const facts = element("dl");
  pair(facts, pick("计入的牵头", "counted leads"), String(countedLeads()));
  pair(facts, pick("来源", "sources"), list(data.sources.slug.map(function (slug, n) { return sourceText(n); })));
  pair(facts, pick("记载", "statements"), number(everyStatement.length) + rest());
  kinds.forEach(function (count, kind) { pair(facts, term(kind), String(count)); });
  panel.replaceChildren(
    element("h2", pick("这是什么", "What this is")),
    element("p", pick("报道里谁牵头、发起、开展、参与了什么，谁任什么职。每条线都是一条记载，点开即见原文。", "Who led, started, carried on or took part in what, and who held which post, as the articles say. Each line is one statement; click it to read the sentence it comes from.")),
    element("h2", pick("怎么读", "How to read it")),
    list([
      pick("左边是人和机构，右边是所做的事。线越粗、色越深，作用越强；牵头最粗。", "People and bodies are left, what they did is right. The thicker and deeper the line, the stronger the part: led is thickest."),
      pick("实线计入统计：深红计为牵头，橙色计为发起。虚线、淡色为推断等，不计入。", "A full line counts as what its colour says: dark red as led, orange as started. Dashed, paler lines are inferred or the like and count as nothing."),
      pick("蓝线是职务。机构和事项的大小依计入的牵头数，人物不分大小。粗体表示有计入的牵头，或为本页主题。", "Blue lines are posts. Bodies and undertakings are sized by counted leads; people are not ranked. Bold names have a counted lead, or are what the page is about.")
    ]),
    element("h2", pick("有多少", "How much there is")), facts,
    element("h2", pick("试一试", "Things to try")), list(tries));
}
