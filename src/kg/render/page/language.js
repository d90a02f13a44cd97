/* The language that an address asks for (?lang=en), or none. */
function languageAsked() {
  const asked = new URLSearchParams(location.search).get("lang");
  return asked === "zh" || asked === "en" ? asked : "";
}
/* That, else the language that the browser asks for first, Chinese or English; English where it asks for neither. */
function readersLanguage() {
  const tags = (navigator.languages || [navigator.language]).map(function (tag) { return tag.slice(0, 2).toLowerCase(); });
  return languageAsked() || tags.find(function (tag) { return tag === "zh" || tag === "en"; }) || "en";
}
