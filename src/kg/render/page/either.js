/* A page in two languages: shows the one that its address names (?lang=en), else the one that the browser asks for. */
(function () {
  const other = document.getElementById("other"), link = document.getElementById("language");
  const isEnglish = function (tag) { return tag.slice(0, 2) === "en"; };
  if (isEnglish(document.documentElement.lang) !== (readersLanguage() === "en")) {
    document.getElementById("shown").replaceChildren(other.content);
    document.documentElement.lang = other.dataset.lang;
    document.title = other.dataset.title;
  }
  const next = isEnglish(document.documentElement.lang) ? "zh" : "en";
  link.textContent = next === "en" ? "English" : "中文";
  link.lang = link.hreflang = next;
  link.hidden = false;
  link.addEventListener("pointerdown", aim);
  link.addEventListener("focus", aim);
  function aim() { link.href = "?lang=" + next + location.hash; }
  aim();
  /* a choice goes along to the pages that this one links to */
  const chosen = languageAsked();
  if (chosen) {
    for (const way of document.querySelectorAll("a[href]")) {
      const parts = way.getAttribute("href").match(/^([^?#:]+\.html)(#.*)?$/);
      if (parts) way.setAttribute("href", parts[1] + "?lang=" + chosen + (parts[2] || ""));
    }
  }
  if (location.hash) { const target = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (target) target.scrollIntoView(); }
})();
