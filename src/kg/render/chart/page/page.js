"use strict";
// Shows the row of the mark that is pointed at. Texts are copied from the table as text, never as markup.
(() => {
  const card = document.getElementById("card");
  const heads = [...document.querySelectorAll("#rows thead th")];
  const most = 12;
  let pinned = false;

  const add = (parent, name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };

  const show = (number) => {
    const row = document.getElementById("row-" + number);
    if (!row) return;
    card.replaceChildren();
    const list = document.createElement("dl");
    [...row.cells].forEach((cell, n) => {
      if (!cell.textContent || !("card" in heads[n].dataset)) return;
      add(list, "dt", heads[n].textContent);
      add(list, "dd", cell.textContent);
    });
    const quote = heads.findIndex((head) => "quote" in head.dataset);
    const gloss = heads.findIndex((head) => "gloss" in head.dataset);
    if (quote >= 0) add(card, "blockquote", row.cells[quote].textContent);
    if (gloss >= 0 && row.cells[gloss].textContent) add(card, "p", row.cells[gloss].textContent);
    card.append(list);
    for (const id of (row.dataset.statements || "").split(" ").filter(Boolean).slice(0, most)) {
      const told = document.getElementById("statement-" + id);
      if (!told) continue;
      add(card, "blockquote", told.querySelector("[data-quote]").textContent + " " + id);
      const meant = told.querySelector("[data-gloss]");
      if (meant && meant.textContent) add(card, "p", meant.textContent);
    }
    const link = add(card, "a", card.dataset.goto);
    link.href = "#row-" + number;
    const close = add(card, "button", card.dataset.close);
    close.type = "button";
    close.addEventListener("click", hide);
    card.hidden = false;
  };

  const hide = () => {
    pinned = false;
    card.hidden = true;
  };

  for (const mark of document.querySelectorAll("#picture [data-row]")) {
    for (const title of mark.querySelectorAll("title")) title.remove();
    mark.addEventListener("pointerenter", () => { if (!pinned) show(mark.dataset.row); });
    mark.addEventListener("pointerleave", () => { if (!pinned) hide(); });
    mark.addEventListener("focus", () => show(mark.dataset.row));
    mark.addEventListener("click", () => { pinned = true; show(mark.dataset.row); });
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter") document.getElementById("row-" + mark.dataset.row).scrollIntoView({ block: "center" });
    });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  for (const hint of document.querySelectorAll(".hint")) hint.hidden = false;
  document.body.dataset.ready = "yes";
})();
