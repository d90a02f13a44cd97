/* Names as search compares them; kg.finding.fold folds in the same way, and tests/golden/folding-cases.json holds both.
   Percent-encoding is undone; full-width forms, case, tones, blanks, hyphens, quotation marks, brackets and points do not
   count; v and yu for ü are u. Traditional characters are folded by the command line alone: the table is too large. */

const LOOSE_POINT = /\.(?![0-9])|(?<![0-9])\./g;
const DROPPED = /[\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pc}'"`ʹʼ′″·•‧・∙⋅˙,，、。:;!?…‑−]/gu;

function decoded(escaped) {
  try { return decodeURIComponent(escaped); } catch (error) { return escaped; }
}
/* The characters folded, the words kept apart. */
function even(text) {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, decoded).normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC").replace(/(?<=[jlnqxy])v/g, "u")
    .replace(/(?<=l)yu|(?<![aeiou])nyu/g, function (found) { return found.replace("yu", "u"); });
}
function folded(text) {
  const words = even(text);
  const toneless = /^(?:[a-z]{1,6}[1-5]\s*){2,}$/.test(words) ? words.replace(/[1-5]/g, "") : words;
  return toneless.replace(LOOSE_POINT, "").replace(DROPPED, "");
}
/* The first signs of the words of a text. */
function initials(text) {
  return folded(text.split(/[\s\-]+/u).map(function (word) { return Array.from(word)[0] || ""; }).join(""));
}
