// The editor of /sparql. Without it the page is whole: the text area it stands in for keeps the query and is
// what the form sends. It asks no other host, and stands in a shadow tree, where its styles are style sheets
// made by script, which a strict Content Security Policy allows as it does not allow <style>.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "#5b3a9a", fontWeight: "600" },
  { tag: tags.variableName, color: "#8a4b00" },
  { tag: tags.string, color: "#1f6b3a" },
  { tag: tags.atom, color: "#0b5566" },
  { tag: tags.comment, color: "#52606d", fontStyle: "italic" },
  { tag: tags.meta, color: "#52606d" },
]);

const look = EditorView.theme({
  "&": { background: "#fff", color: "#1c2733", fontSize: ".88rem", maxHeight: "34rem" },
  "&.cm-focused": { outline: "3px solid #d97706", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { padding: ".6rem 0" },
  ".cm-content, .cm-gutter": { minHeight: "14rem" },
  ".cm-gutters": { background: "#f6f7f8", color: "#52606d", borderRight: "1px solid #d9dee3" },
  ".cm-fault": { background: "#fbeae7" },
  ".cm-fault-here": { borderBottom: "3px solid #b3261e" },
  ".cm-tooltip": { background: "#fff", border: "1px solid #8794a1" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "#083e4a", color: "#fff" },
});

const area = document.querySelector("textarea[name=query]");
if (area && "adoptedStyleSheets" in Document.prototype) replace(area);

function replace(area) {
  const host = document.createElement("div");
  host.className = "editor";
  const root = host.attachShadow({ mode: "open" });
  area.after(host);
  const view = new EditorView({ root, parent: root, state: stateOf(area) });
  area.hidden = true;
  document.getElementById(area.dataset.hint).hidden = false;
  area.labels[0].addEventListener("click", () => view.focus());
  // Back in history, the browser puts its own text into the text area after this has run.
  addEventListener("pageshow", () => {
    if (area.value !== view.state.doc.toString()) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
    }
  });
}

function stateOf(area) {
  const run = { key: "Mod-Enter", run: () => (area.form.requestSubmit(), true) };
  return EditorState.create({
    doc: area.value,
    extensions: [
      lineNumbers(),
      history(),
      bracketMatching(),
      autocompletion({ override: [completer(area.dataset.context)], icons: false }),
      // Tab is not among the keys: it moves on to the next field, so nobody is trapped.
      keymap.of([run, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      StreamLanguage.define(sparql),
      syntaxHighlighting(colours),
      look,
      fault(area),
      EditorView.lineWrapping,
      EditorState.phrases.of(JSON.parse(area.dataset.phrases)),
      EditorView.contentAttributes.of({
        "aria-label": area.labels[0].textContent,
        "aria-description": document.getElementById(area.dataset.hint).textContent,
        ...(area.dataset.line && { "aria-invalid": "true" }),
        autocapitalize: "off",
        spellcheck: "false",
        tabindex: "0",
      }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) area.value = state.doc.toString();
      }),
    ],
  });
}

// The place the server found fault with is marked until the text is changed; lines and columns count from 1,
// columns in characters, where JavaScript counts UTF-16.
function fault(area) {
  const line = Number(area.dataset.line);
  const lines = area.defaultValue.split("\n");
  if (!line || line > lines.length) return [];
  const text = lines[line - 1];
  const before = [...text].slice(0, Math.max(Number(area.dataset.column) - 1, 0)).join("").length;
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const from = Math.min(start + before, start + text.length);
  const to = Math.min(from + 1, start + text.length);
  const marks = [Decoration.line({ class: "cm-fault" }).range(start)];
  if (to > from) marks.push(Decoration.mark({ class: "cm-fault-here" }).range(from, to));
  return EditorView.decorations.of((view) =>
    view.state.doc.toString() === area.defaultValue ? Decoration.set(marks) : Decoration.none,
  );
}

// The names of the ontology and of those it builds on, from the site's own JSON-LD context, fetched when the
// first is asked for. Choosing one declares its prefix, if the query does not yet.
function completer(address) {
  let names;
  return async (context) => {
    const typed = context.matchBefore(/[A-Za-z][\w-]*:?[\w-]*/);
    if (!typed || (typed.from > 0 && /[?$<"'\w]/.test(context.state.sliceDoc(typed.from - 1, typed.from)))) {
      return null;
    }
    names ??= fetch(address).then((answer) => answer.json()).then(namesIn).catch(() => []);
    return { from: typed.from, options: await names, validFor: /^[\w-]*:?[\w-]*$/ };
  };
}

function namesIn({ "@context": context }) {
  const spaces = Object.entries(context).filter(([, value]) => /^https?:.*[#/]$/.test(value));
  return Object.values(context).flatMap((value) => {
    const iri = value["@id"] ?? value;
    const [prefix, space] = spaces.find(([, space]) => String(iri).startsWith(space) && iri !== space) ?? [];
    return prefix ? [{ label: `${prefix}:${iri.slice(space.length)}`, apply: declaring(prefix, space) }] : [];
  });
}

function declaring(prefix, space) {
  return (view, { label }, from, to) => {
    const declared = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(view.state.doc.toString());
    const line = declared ? "" : `PREFIX ${prefix}: <${space}>\n`;
    view.dispatch({
      changes: [{ from: 0, insert: line }, { from, to, insert: label }],
      selection: { anchor: line.length + from + label.length },
      userEvent: "input.complete",
    });
  };
}
