"""The fields that name who worked on an item: initials of caseworkers and the like, which are left out."""

import re
from collections.abc import Iterator

from graph.minutes.document import Document
from graph.minutes.model import Finding, Span
from graph.readers.layout.lines import LABELLED, heading_kind

_LABELS = (
    "sagsbehandler", "sagsinitialer", "initialer", "sagsansvarlig", "sagsejer", "forfatter", "oprettet af",
    "udarbejdet af", "kontaktperson", "brugernavn",
)  # fmt: skip
_ANY_LABEL = "|".join(_LABELS).replace(" ", r"\s+")
_LABEL = re.compile(
    rf"(?<![^\W_])(?:{_ANY_LABEL}|behandler(?=\s*:))(?:\(e\)|e)?\s*(?P<colon>[.:]?)(?=\s|$)[ \t]*",
    re.IGNORECASE,
)
_IN_LABELS = ("behandler", *(label.split()[0] for label in _LABELS))
"""Each label has one of them."""
# A value ends where a wide gap, a comma or the label of another field begins.
_VALUE = re.compile(r"(?P<value>[^\n,;\t]{1,80}?)(?=\s{2,}|[,;\t]|\s+[A-ZÆØÅ][\w.]{1,20}:|\s*$)")
# What a value on the line below can be: initials, or a name.
_ALONE = re.compile(r"\s*(?:[A-Za-zÆØÅæøå]{2,6}|(?:[A-ZÆØÅ][\w.'-]+\s+){1,4}[A-ZÆØÅ][\w'-]+)\s*$")


def without_personal(document: Document) -> tuple[Document, list[Finding]]:
    """The document without the values of the fields that name who worked on an item, and a finding if there
    were any; a field of which nothing would be left goes with its label."""
    spans = list(_values(document))
    if not spans:
        return document, []
    first, last = document.line_numbers(spans[0].start, spans[-1].end)
    message = f"{len(spans)} felter med sagsbehandleres navne eller initialer er udeladt."
    return document.without(spans), [Finding("info", "personal-field-dropped", message, (first, last))]


def _values(document: Document) -> Iterator[Span]:
    lines = document.lines
    folded = document.text.casefold()
    some = [word for word in _IN_LABELS if word in folded]
    for at, line in enumerate(lines if some else ()):
        folded = line.text.casefold() if len(line.text) <= 200 else ""
        if not any(word in folded for word in some):
            continue
        for label in _LABEL.finditer(line.text):
            before = line.text[: label.start()].strip()
            alone = not line.text[label.end() :].strip()
            if before and not (label["colon"] and (LABELLED.match(line.text) or ":" in before)):
                continue
            if alone and not before:
                below = lines[at + 1] if at + 1 < len(lines) else None
                if below and _ALONE.match(below.text) and not heading_kind(below):
                    yield Span(line.start, line.end)
                    yield Span(below.start, below.end)
            elif not alone and label["colon"] and (value := _VALUE.match(line.text, label.end())):
                # A label behind which nothing stands any more would say nothing.
                last = not line.text[value.end() :].strip()
                yield Span(line.start + (label if last else value).start(), line.start + value.end())
