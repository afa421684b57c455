// The search box of the header: suggestions while one types, as a combobox with a list (WAI-ARIA Authoring
// Practices, "Editable Combobox With List Autocomplete"), and "/" as the way to it. Without this file the box is
// a plain form, and so it stays when the server does not answer.
"use strict";

(() => {
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  const told = form.querySelector("[role=status]");
  const KEY = "sagsgraf-slash";
  const PAUSE = 150; // milliseconds without a key before it is asked
  let chosen = -1;
  let waiting = 0;
  let asking = null; // what is asked now: its words, and the way to stop it
  let answered = ""; // the words that the list answers

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...list.children];
  const words = () => input.value.trim();

  function choose(at) {
    chosen = at;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const option = options()[at];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  // No answer that is on its way may change the list any more.
  function stop() {
    clearTimeout(waiting);
    if (asking) asking.stopper.abort();
    asking = null;
  }

  function close() {
    stop();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    told.textContent = "";
    choose(-1);
  }

  function open() {
    list.hidden = options().length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = form.dataset.told.replace("{n}", options().length);
  }

  function show([, labels, kinds, addresses]) {
    list.replaceChildren(
      ...labels.map((label, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.dataset.address = addresses[at];
        const name = document.createElement("span");
        name.textContent = label;
        const kind = document.createElement("small");
        kind.textContent = kinds[at];
        option.append(name, " ", kind);
        return option;
      }),
    );
    choose(-1);
    open();
  }

  // The list of the words in the box: it is asked for once, and an answer that is there is not drawn anew, so that
  // what has been chosen in it stays chosen.
  async function ask() {
    const asked = words();
    if (asking && asking.words === asked) return;
    stop();
    if (asked.length < 2) {
      close();
      return;
    }
    if (asked === answered) {
      open();
      return;
    }
    if (list.hidden) {
      list.replaceChildren(); // nothing answers these words yet
      answered = "";
    }
    const stopper = new AbortController();
    const mine = { words: asked, stopper };
    asking = mine;
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(asked)}`;
      const answer = await fetch(address, { signal: stopper.signal });
      const found = answer.ok ? await answer.json() : null;
      if (found && asking === mine && document.activeElement === input) {
        answered = asked;
        show(found);
      }
    } catch {
      // No suggestions, then; the form works without.
    }
    if (asking === mine) asking = null;
  }

  input.addEventListener("input", () => {
    choose(-1); // who types on has chosen nothing
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
      event.preventDefault();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && list.hidden) {
      ask();
      event.preventDefault();
    } else if (event.key === "ArrowDown") {
      stop(); // the list that one chooses from stays as it is seen
      choose(chosen === last ? -1 : chosen + 1);
      event.preventDefault();
    } else if (event.key === "ArrowUp") {
      stop();
      choose(chosen === -1 ? last : chosen - 1);
      event.preventDefault();
    } else if (event.key === "Enter" && chosen >= 0) {
      location.assign(options()[chosen].dataset.address);
      event.preventDefault();
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // the box keeps the focus
    if (option) location.assign(option.dataset.address);
  });

  // "/" alone leads to the box, unless one types somewhere or has turned it off (WCAG 2.1, criterion 2.1.4).
  function off() {
    try {
      return localStorage.getItem(KEY) === "off";
    } catch {
      return false;
    }
  }
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const typing = at.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || off()) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  const setting = document.querySelector("[data-slash]");
  if (setting) {
    const box = setting.querySelector("input");
    box.checked = !off();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(KEY, box.checked ? "on" : "off");
      } catch {
        box.checked = true; // nothing is kept here
      }
    });
    setting.hidden = false;
  }
})();
