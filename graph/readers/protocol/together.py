"""Documents whose structure is told, put together or numbered anew before they are read.

A supplementary agenda is a document of its own whose items are the meeting's: they come behind those of its
main document. The text is one, so that whatever is read, served or withdrawn has one place.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from graph.minutes.document import Document, one_line
from graph.minutes.model import SourceId, Span
from graph.minutes.outline import ItemPlace, Outline

_ANEW = "tillaeg-"


def joined(main: Document, supplements: Sequence[Document]) -> Document:
    """The main document with the items of its supplements behind its own, marked, but for those that it has
    itself. Documents without an outline stay apart."""
    for one in supplements:
        main = _with(main, one)
    return main


def _with(main: Document, other: Document) -> Document:
    first, second = main.outline, other.outline
    if first is None or second is None:
        return main
    known = {_title(main, one) for one in first.items}
    new = [one for one in second.items if _title(other, one) not in known]
    if not new:
        return main
    start = new[0].heading.start
    text = f"{main.text}\n\n{other.text[start:]}"
    by = len(main.text) + 2 - start
    taken = {one.number for one in first.items}
    items = list(first.items)
    for one in new:
        number = _free(one.number, taken)
        taken.add(number)
        items.append(replace(_shifted(one, by), number=number, supplementary=True))
    gone = [
        span
        for one in second.items
        if one not in new
        for span in (_shifted(one, by).span,)
        if span.start >= 0
    ]
    ids = (
        SourceId(one.system, "agenda", one.value, one.host)
        for one in second.source_ids
        if one.kind == "meeting"
    )
    outline = replace(first, items=tuple(items), source_ids=tuple(dict.fromkeys((*first.source_ids, *ids))))
    document = replace(
        main,
        text=text,
        outline=outline,
        closed=frozenset(one.number for one in items if one.closed),
        left_out=main.left_out + other.left_out,
        findings=tuple(
            dict.fromkeys((*main.findings, *(f for f in other.findings if f.code != "not-minutes")))
        ),
    )
    return document.without([span for span in gone if span.start >= len(main.text)])


def _title(document: Document, item: ItemPlace) -> str:
    return one_line(document.text[item.title.start : item.title.end]).casefold()


def _free(number: str, taken: Collection[str]) -> str:
    if number not in taken:
        return number
    stem = f"{_ANEW}{number}"
    return next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def _shifted(value: Any, by: int) -> Any:
    """A value with all its places moved."""
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple):
        return tuple(_shifted(one, by) for one in value)
    if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, SourceId):
        return replace(
            value, **{each.name: _shifted(getattr(value, each.name), by) for each in fields(value)}
        )
    return value


def addressed(document: Document, addresses: Mapping[str, str]) -> Document:
    """The document with other numbers in the addresses of some items, by those they have."""
    outline: Outline | None = document.outline
    if outline is None or not addresses:
        return document
    items = tuple(replace(one, address=addresses.get(one.number)) for one in outline.items)
    return replace(document, outline=replace(outline, items=items))
