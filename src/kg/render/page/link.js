/* The state as the part of a link behind #: what differs from how the page opens. Undo, redo and --state use the same text. */

const listed = { x: "extra", h: "hidden" };
const opening = { step: state.step, posts: state.posts, others: state.others, places: state.places, layout: state.layout, size: state.size, colour: state.colour };
const LETTERS = { l: "step", p: "posts", o: "others", w: "places", v: "layout", s: "size", c: "colour" };
const offAtFirst = new Map(Object.keys(facets).map(function (name) { return [name, Array.from(state.off[name])]; }));
const ownLanguage = data.about.either ? readersLanguage() : data.about.language;
let isChosen = false; /* whether a reader, or a link, has chosen the language of a page that had none */
let named = ""; /* the id of the thing or statement that the panel shows */

/* A value of a facet as a text that other data would call the same. */
function facetText(name, key) {
  if (name === "source") return key < 0 ? "-" : data.sources.slug[key];
  if (name === "place") return key < 0 ? "-" : data.frames.zh[key];
  if (name === "band") return data.bands.name[key];
  return typeof key === "number" ? slugOf(key) || "-" : key;
}
function facetKeys(name) { return Array.from(facetCounts(name).keys()); }
function stateText() {
  const parts = [], add = function (key, text) { parts.push(key + "=" + encodeURIComponent(text)); };
  for (const key of Object.keys(LETTERS)) {
    const value = state[LETTERS[key]];
    if (value !== opening[LETTERS[key]]) add(key, typeof value === "boolean" ? Number(value) : value);
  }
  if (state.more) add("m", state.more);
  for (const key of Object.keys(listed)) if (state[listed[key]].size) add(key, Array.from(state[listed[key]]).map(function (n) { return nodeId[n]; }).join(" "));
  if (state.forced.size) add("e", Array.from(state.forced).map(function (e) { return data.statements.id[edgeStatement[e]] + "~" + data.slots.name[data.edges.slot[e]]; }).join(" "));
  for (const name of Object.keys(facets)) {
    const off = Array.from(state.off[name]), first = offAtFirst.get(name);
    if (off.length !== first.length || off.some(function (key) { return !first.includes(key); })) add("-" + name, off.map(function (key) { return facetText(name, key); }).join("\n"));
  }
  if (state.years) add("y", state.years.join("-"));
  if (!state.undated) add("u", 0);
  if (state.shut.size) add("f", Array.from(state.shut).map(function (n) { return facetText("place", n); }).join("\n"));
  if (state.around) add("r", nodeId[state.around[0]] + "~" + state.around[1]);
  if (state.moved.size) add("d", Array.from(state.moved, function (row) { return [nodeId[row[0]], Math.round(row[1][0]), Math.round(row[1][1])].join("~"); }).join(" "));
  if (state.language !== ownLanguage || isChosen) add("g", state.language);
  return parts.join("&");
}
function hashText(withCamera) {
  const camera = withCamera && drawing && drawing.camera ? drawing.camera() : null;
  return [stateText(), camera ? "z=" + camera.join(",") : "", named ? "n=" + encodeURIComponent(named) : ""].filter(Boolean).join("&");
}
function decodedPart(text) { try { return decodeURIComponent(text); } catch (error) { return text; /* a broken address is looked up as it stands */ } }
/* The values of a text as stateText makes it, by key. */
function partsOfText(text) {
  return new Map(text.replace(/^#/, "").split("&").filter(function (part) { return part.includes("="); }).map(function (part) {
    const at = part.indexOf("=");
    return [part.slice(0, at), decodedPart(part.slice(at + 1))];
  }));
}
function setState(text) {
  const given = partsOfText(text), split = function (key, sign) { return given.has(key) && given.get(key) ? given.get(key).split(sign) : []; };
  for (const key of Object.keys(LETTERS)) {
    const name = LETTERS[key], first = opening[name], value = given.get(key);
    const read = typeof first === "number" ? Number(value) : typeof first === "boolean" ? value === "1" : value;
    const known = { layout: layouts, size: sizeWords, colour: colourWords }[name];
    state[name] = value === undefined || Number.isNaN(read) || (known && !Object.hasOwn(known, read)) ? first : read;
  }
  state.step = data.levels.step.includes(state.step) ? state.step : opening.step;
  state.more = Math.max(0, Number(given.get("m")) || 0);
  for (const key of Object.keys(listed)) state[listed[key]] = new Set(split(key, " ").map(function (id) { return nodeId.indexOf(id); }).filter(function (n) { return n >= 0; }));
  const edges = new Set(split("e", " "));
  state.forced = new Set(edges.size ? edgeStatement.map(function (s, e) { return edges.has(data.statements.id[s] + "~" + data.slots.name[data.edges.slot[e]]) ? e : -1; }).filter(function (e) { return e >= 0; }) : []);
  for (const name of Object.keys(facets)) {
    const off = given.has("-" + name) ? new Set(split("-" + name, "\n")) : null;
    state.off[name] = new Set(off ? facetKeys(name).filter(function (key) { return off.has(facetText(name, key)); }) : offAtFirst.get(name));
  }
  const years = split("y", "-").map(Number);
  state.years = years.length === 2 && years.every(Number.isFinite) ? years : null;
  state.undated = given.get("u") !== "0";
  const shut = new Set(split("f", "\n"));
  state.shut = new Set(facetKeys("place").filter(function (n) { return shut.has(facetText("place", n)); }));
  state.moved = new Map(split("d", " ").map(function (row) { const part = row.split("~"); return [nodeId.indexOf(part[0]), [Number(part[1]), Number(part[2])]]; })
    .filter(function (row) { return row[0] >= 0 && row[1].every(Number.isFinite); }));
  const around = split("r", "~"), middle = nodeId.indexOf(around[0]);
  state.around = around.length === 2 && middle >= 0 && Number(around[1]) > 0 ? [middle, Number(around[1])] : null;
  state.chosen = null;
  return given;
}
/* Undo and redo: the texts of the states before and after this one. */
const trail = { past: [], now: "", ahead: [] };
function keep() {
  const text = stateText();
  if (text === trail.now) return;
  trail.past.push(trail.now);
  trail.now = text;
  trail.ahead = [];
  if (trail.past.length > 200) trail.past.shift();
  drawHistory();
}
function travel(from, to) {
  if (!from.length) return;
  to.push(trail.now);
  trail.now = from.pop();
  const language = state.language;
  setState(trail.now);
  state.language = language;
  drawHistory();
  changed(true, true);
}
function drawHistory() { byId("undo").disabled = !trail.past.length; byId("redo").disabled = !trail.ahead.length; }
let remembered = "";
function remember() {
  const text = hashText(false);
  remembered = text ? "#" + text : "";
  if (location.hash !== remembered) history.replaceState(null, "", remembered || location.pathname + location.search);
}
