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
    itself. Of an item that a supplement has closed nothing is told but by that, and one that has all items of
    a meeting is its file once more, corrected. Documents without an outline stay apart."""
    for one in supplements:
        main = _with(main, one)
    return main


def _with(main: Document, other: Document) -> Document:
    first, second = main.outline, other.outline
    if first is None or second is None:
        return main
    known = {_title(main, one): one for one in first.items}
    anew = _told_anew(main, other)
    new = [one for one in second.items if (title := _title(other, one)) not in known or title in anew]
    if not new:
        return main
    start = new[0].heading.start
    text = f"{main.text}\n\n{other.text[start:]}"
    by = len(main.text) + 2 - start
    taken = {one.number for one in first.items}
    items = [one for one in first.items if _title(main, one) not in anew]
    for one in new:
        before = known.get(_title(other, one))
        number = before.number if before and before not in items else _free(one.number, taken)
        taken.add(number)
        supplementary = before.supplementary if before else True
        items.append(replace(_shifted(one, by), number=number, supplementary=supplementary))
    gone = [span for one in second.items if one not in new for span in (_shifted(one, by).span,)]
    gone = [span for span in gone if span.start >= len(main.text)]
    gone += [one.span for one in first.items if one not in items]
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
    return document.without(gone)


def _told_anew(main: Document, other: Document) -> Collection[str]:
    """The titles of the items of a document that stand as another one of its meeting, published later, has
    them: those that it has closed, and all where it is the whole meeting once more."""
    first, second = main.outline, other.outline
    if first is None or second is None:
        return ()
    own, theirs = ([_title(doc, one) for one in of.items] for doc, of in ((main, first), (other, second)))
    closed = {title for title, one in zip(theirs, second.items, strict=True) if one.closed}
    meetings = [{one for one in of.source_ids if one.kind == "meeting"} for of in (first, second)]
    whole = (
        {*theirs} >= {*own}
        and bool(meetings[0] & meetings[1])
        and not any(one.supplementary for one in second.items)
    )
    kept = {title for title, one in zip(own, first.items, strict=True) if one.closed}
    return ({*own} if whole else {*own} & closed) - kept


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
