// The mail about a fault tells the place on the page that the address points at (#L110: line 110), which no server
// sees.
// Without this file the mail has the address and the release.
"use strict";

(() => {
  const link = document.querySelector("a[data-fault]");
  if (!link) return;
  const mail = link.href;
  const tell = () => {
    const place = decodeURIComponent(location.hash.slice(1)).replace(/^L(?=\d+$)/, `${link.dataset.line} `);
    link.href = place ? `${mail}${encodeURIComponent(`\r\n${link.dataset.fault} ${place}`)}` : mail;
  };
  tell();
  addEventListener("hashchange", tell);
})();
