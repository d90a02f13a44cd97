/* The language that a reader's browser asks for first, Chinese or English; English where it asks for neither. */
function readersLanguage() {
  const asked = (navigator.languages || [navigator.language]).map(function (tag) { return tag.slice(0, 2).toLowerCase(); });
  return asked.find(function (tag) { return tag === "zh" || tag === "en"; }) || "en";
}
