/* The table twin: the statements whose edges are shown and, when asked for, those about one node alone. */

const tableColumns = [
  ["subject", "主语", "subject", function (s) { return spoken(said(s, "subject")); }],
  ["predicate", "谓语", "predicate", function (s) { return term(said(s, "predicate")); }],
  ["object", "宾语或数值", "object or value", function (s) { return spoken(said(s, "object")) || valueText(s); }],
  ["time", "时间", "time", function (s) { return said(s, "time"); }],
  ["certainty", "得出方式", "certainty", function (s) { return said(s, "inferred") ? pick("编码推断", "inferred") : pick("原文明载", "stated"); }],
  ["modality", "情态", "modality", function (s) { return term(said(s, "modality")); }],
  ["quote", "原文", "words", function (s) { return said(s, "quotes").map(function (q) { return raw.quotes[q][2]; }).join(" … "); }],
  ["source", "来源", "source", function (s) { const from = raw.sources[said(s, "source")]; return from ? from.slug : ""; }],
  ["statement", "记载", "statement", function (s) { return said(s, "id"); }]
];
function valueText(s) {
  const told = said(s, "told").filter(function (row) { return raw.terms[row[0]][1] === raw.about.value; })[0];
  return told ? told.slice(1).map(spoken).join("、") : "";
}
let tableRows = [];
function tabled(seen) { return state.alone ? seen.drawn.concat(seen.alone) : seen.drawn; }
function ordered(rows) {
  if (!state.sort) return rows;
  const read = tableColumns[state.sort.column][3], way = state.sort.down ? -1 : 1;
  const keyed = rows.map(function (s) { return [read(s), s]; });
  keyed.sort(function (a, b) { return way * a[0].localeCompare(b[0], "zh") || a[1] - b[1]; });
  return keyed.map(function (row) { return row[1]; });
}
function drawTable(seen) {
  tableRows = ordered(tabled(seen));
  const head = element("tr");
  tableColumns.forEach(function (of, n) {
    const cell = element("th");
    cell.scope = "col";
    const sorted = state.sort && state.sort.column === n;
    cell.setAttribute("aria-sort", sorted ? (state.sort.down ? "descending" : "ascending") : "none");
    cell.append(button(pick(of[1], of[2]) + (sorted ? (state.sort.down ? " ▼" : " ▲") : ""), function () {
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
  document.getElementById("count").textContent = pick(seen.drawn.length + " 条记载画成边", seen.drawn.length + " statements drawn as edges");
  document.getElementById("alone-said").textContent = pick(
    "另列只涉一个节点的 " + seen.alone.length + " 条（数值、话语等）", "list the " + seen.alone.length + " about one node alone too (figures, words)");
}
function addRows(many) {
  const body = document.querySelector("#rows tbody");
  const made = document.createDocumentFragment();
  for (const s of tableRows.slice(state.rows, state.rows + many)) {
    const row = element("tr");
    row.id = "row-" + said(s, "id");
    tableColumns.forEach(function (of, n) {
      const cell = element("td");
      if (of[0] === "statement") cell.append(button(of[3](s), function () { go({ statement: s }, true); }, "link"));
      else cell.textContent = of[3](s);
      row.append(cell);
    });
    made.append(row);
  }
  body.append(made);
  state.rows = Math.min(state.rows + many, tableRows.length);
  document.getElementById("more-rows").hidden = state.rows >= tableRows.length;
}
