/* Names as search compares them; kg.finding.find folds in the same way, and one table of cases holds both. Case, blanks,
   hyphens, apostrophes and middle dots do not count. */

function folded(text) {
  const one = function (sign) { return sign === "ı" ? sign : sign.toLowerCase().toUpperCase().toLowerCase(); };
  return Array.from(text.replace(/[\s\u001c-\u001f\u0085\-'’·_]+/gu, ""), one).join("");
}
/* The first signs of the words of a text. */
function initials(text) {
  return folded(text.split(/[\s\u001c-\u001f\u0085\-]+/u).map(function (word) { return Array.from(word)[0] || ""; }).join(""));
}
