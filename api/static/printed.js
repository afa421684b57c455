// The day on which a page is printed, at its top on paper. Without this file the address and the release are there.
"use strict";

(() => {
  const place = document.querySelector("[data-printed]");
  if (!place) return;
  const language = document.documentElement.lang;
  addEventListener("beforeprint", () => {
    place.textContent = ` · ${place.dataset.printed} ${new Date().toLocaleDateString(language, { dateStyle: "long" })}`;
  });
})();
