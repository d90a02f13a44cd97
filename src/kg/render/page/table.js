/* The table twin: the statements whose edges are shown and, when asked for, those about one node alone. */

const tableColumns = [
  { zh: "主语", en: "subject", of: function (s) { return spoken(data.statements.subject[s]); } },
  { zh: "谓语", en: "predicate", of: function (s) { return term(data.statements.predicate[s]); } },
  { zh: "宾语或数值", en: "object or value", of: objectText },
  { zh: "时间", en: "time", of: function (s) { return data.statements.time[s]; } },
  { zh: "得出方式", en: "certainty", of: function (s) { return lineWord(certaintyOf(s)); } },
  { zh: "情态", en: "modality", of: function (s) { return term(data.statements.modality[s]); } },
  { zh: "原文", en: "words", of: wordsOf, gloss: function (s) { return data.statements.gloss[s]; } },
  { zh: "来源", en: "source", of: sourceSlug, explained: function (s) { return data.statements.source[s] < 0 ? "" : sourceText(data.statements.source[s]); } },
  { zh: "记载", en: "statement", of: function (s) { return data.statements.id[s]; }, opens: true }
];
let tableRows = [];
function tabled(seen) { return state.alone ? seen.drawn.concat(seen.alone) : seen.drawn; }
function ordered(rows) {
  if (!state.sort) return rows;
  const read = tableColumns[state.sort.column].of, way = state.sort.down ? -1 : 1;
  const keyed = rows.map(function (s) { return { text: read(s), s: s }; });
  keyed.sort(function (a, b) { return way * a.text.localeCompare(b.text, "zh") || a.s - b.s; });
  return keyed.map(function (row) { return row.s; });
}
function drawTable(seen) {
  tableRows = ordered(tabled(seen));
  const head = element("tr");
  tableColumns.forEach(function (column, n) {
    const cell = element("th");
    cell.scope = "col";
    const sorted = state.sort && state.sort.column === n;
    cell.setAttribute("aria-sort", sorted ? (state.sort.down ? "descending" : "ascending") : "none");
    cell.append(button(pick(column.zh, column.en) + (sorted ? (state.sort.down ? " ▼" : " ▲") : ""), function () {
      state.sort = { column: n, down: Boolean(sorted && !state.sort.down) };
      drawTable(seen);
      document.querySelectorAll("#rows th button")[n].focus();
    }, "link"));
    head.append(cell);
  });
  document.querySelector("#rows thead").replaceChildren(head);
  document.querySelector("#rows tbody").replaceChildren();
  state.rows = 0;
  addRows(200);
  document.getElementById("count").textContent = pick(seen.drawn.length + " 条记载画成边", counted(seen.drawn.length, "statement") + " drawn as edges");
  document.getElementById("alone-said").textContent = pick(
    "另列只涉一个节点的 " + seen.alone.length + " 条（数值、话语等）", "also list " + seen.alone.length + " about a single node (figures, words)");
}
function addRows(many) {
  const body = document.querySelector("#rows tbody");
  const made = document.createDocumentFragment();
  for (const s of tableRows.slice(state.rows, state.rows + many)) {
    const row = element("tr");
    row.id = "row-" + data.statements.id[s];
    tableColumns.forEach(function (column) {
      const cell = element("td");
      if (column.opens) cell.append(button(column.of(s), function () { go({ statement: s }, true); }, "link"));
      else cell.textContent = column.of(s);
      if (column.explained) cell.title = column.explained(s);
      if (column.gloss && isEnglish() && column.gloss(s)) cell.append(element("div", plainGloss(column.gloss(s)), "small"));
      row.append(cell);
    });
    made.append(row);
  }
  body.append(made);
  state.rows = Math.min(state.rows + many, tableRows.length);
  document.getElementById("more-rows").hidden = state.rows >= tableRows.length;
}
