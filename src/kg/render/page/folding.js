/* Names as search compares them; kg.finding.fold folds in the same way, and tests/golden/folding-cases.json holds both.
   Percent-encoding is undone; full-width forms, case, tones, blanks, hyphens, quotation marks, brackets and points do not
   count; v and yu for ü are u; American and British spellings are one. Traditional characters are folded by the command line alone: the table is too large. */

const LOOSE_POINT = /\.(?![0-9])|(?<![0-9])\./g;
const DROPPED = /[\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pc}'"`ʹʼ′″·•‧・∙⋅˙,，、。:;!?…‑−]/gu;
const SPELLINGS = [["ization", "isation"], ["organize", "organise"], ["neighborhood", "neighbourhood"], ["center", "centre"], ["programme", "program"]];
const CLASS_WORDS = [["省", "sheng", "province"], ["市", "shi", "city"], ["街道", "jiedao", "subdistrict"], ["区", "qu", "district"],
  ["县", "xian", "county"], ["镇", "zhen", "town"], ["乡", "xiang", "township"], ["村", "cun", "village"], ["社区", "shequ", "community"]];

function decoded(escaped) {
  try { return decodeURIComponent(escaped); } catch (error) { return escaped; }
}
/* The characters folded, the words kept apart. */
function even(text) {
  const plain = text.replace(/(?:%[0-9A-Fa-f]{2})+/g, decoded).normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC").replace(/(?<=[jlnqxy])v/g, "u")
    .replace(/(?<=l)yu|(?<![aeiou])nyu/g, function (found) { return found.replace("yu", "u"); });
  return SPELLINGS.reduce(function (made, pair) { return made.split(pair[0]).join(pair[1]); }, plain);
}
function folded(text) {
  const words = even(text);
  const toneless = /^(?:[a-z]{1,6}[1-5]\s*){2,}$/.test(words) ? words.replace(/[1-5]/g, "") : words;
  return toneless.replace(LOOSE_POINT, "").replace(DROPPED, "");
}
/* What a name folds to in another order of its words: the last one first, or the first one last. */
function turned(text) {
  const words = text.replace(/,/g, " ").split(/\s+/u).map(folded).filter(Boolean);
  if (words.length < 2 || /\p{Script=Han}/u.test(text)) return [];
  const orders = [words.slice(-1).concat(words.slice(0, -1)), words.slice(1).concat(words[0])].map(function (order) { return order.join(""); });
  return Array.from(new Set(orders)).filter(function (order) { return order !== words.join(""); });
}
/* What a folded name may be with the word for its class. */
function inFull(name) {
  if (Array.from(name).length < 2) return [];
  if (/\p{Script=Han}/u.test(name)) return CLASS_WORDS.map(function (words) { return name + words[0]; });
  for (const [, pinyin, english] of CLASS_WORDS) {
    const stem = name.endsWith(english) ? name.slice(0, -english.length) : "";
    if (stem) return stem.endsWith(pinyin) ? [stem + pinyin, stem] : [stem + pinyin];
  }
  return CLASS_WORDS.flatMap(function (words) { return [name + words[1], name + words[2]]; });
}
/* The first signs of the words of a text. */
function initials(text) {
  return folded(text.split(/[\s\-]+/u).map(function (word) { return Array.from(word)[0] || ""; }).join(""));
}
