/* A large page carries its tables packed (gzip in base64). Where the browser cannot unpack them, it says so and shows the
   table that readers without scripts have. The first of the scripts: all others wait for it. */

async function unpacked() {
  const packed = document.getElementById("packed");
  if (!packed) return true;
  if (!("DecompressionStream" in window)) return false;
  const bytes = Uint8Array.from(atob(packed.textContent), function (sign) { return sign.charCodeAt(0); });
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  document.getElementById("payload").textContent = await new Response(stream).text();
  packed.remove();
  return true;
}
/* The noscript part is markup that Python has written and escaped; with scripts on the browser keeps it as text. */
function showPlain() {
  const told = document.createElement("div");
  told.innerHTML = document.querySelector("noscript").textContent;
  const note = document.createElement("p");
  note.id = "cannot-unpack";
  note.textContent = document.documentElement.lang === "en" ? "This browser cannot unpack the graph; here is its table." : "此浏览器不能解开图的数据，以下是表格。";
  document.getElementById("table").append(note, told);
  document.body.dataset.ready = "yes";
}
if (document.getElementById("packed") && !(await unpacked())) {
  showPlain();
  return;
}
