"""The reading view: a text with numbered lines, and the places that data were read from.

A place is an RFC 5147 fragment, ``char=10,20``. It is used as it stands as the id of an element, so
that the IRI in the data leads a browser to the words, with no script. A fragment never reaches the server:
at the IRI of the minutes the text is therefore whole, however long. Long texts can be read in parts as well,
and the pages here lead to the part.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.site.render import Links
from graph.ontology.iris import quoted_span

_MOST_WORDS = 400
PART = 8_000
"""Characters of a part, about: half as many again and their marks are a page of less than 60 kB."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was read: the words, their 1-based lines, and the way there."""

    start: int
    end: int
    href: str
    lines: str
    words: str


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the text that something was read from, by offsets of characters.

    ``kind`` is a class of elements, ``href`` leads to the thing if it has a page. A ``block`` is a stretch
    of text with a link of its own in front, named ``words``; of any other mark the words are the link.
    """

    start: int
    end: int
    kind: str = ""
    href: str | None = None
    block: bool = False
    words: str = ""


def source(iri: str, text: str, links: Links) -> Source | None:
    """The place that a ``prov:wasDerivedFrom`` IRI names in the text of its minutes, if it names one."""
    place = quoted_span(iri)
    href = place_href(iri, text, links)
    if place is None or href is None:
        return None
    start, end = place[1].start, place[1].end
    first = text.count("\n", 0, start) + 1
    last = first + text.count("\n", start, end)
    words = " ".join(text[start:end].split())
    if len(words) > _MOST_WORDS:
        words = words[:_MOST_WORDS].rsplit(" ", 1)[0] + " …"
    return Source(start, end, href, line_words(first, last, links), words)


def line_words(first: int, last: int, links: Links) -> str:
    """``linje 3`` or ``linje 3–5``."""
    say = links.language.say
    if first == last:
        return say("linje %(number)s", number=first)
    return say("linje %(first)s–%(last)s", first=first, last=last)


def place_href(iri: str, text: str, links: Links) -> str | None:
    """Where the place of an IRI is read: in the part of its text that holds it, if the text has parts."""
    href, place = links.href(iri), quoted_span(iri)
    starts = parts(text)
    if href is None or place is None or len(starts) == 1:
        return href
    page, _, fragment = href.partition("#")
    return f"{page}?del={bisect_right(starts, place[1].start)}#{fragment}"


def parts(text: str) -> list[int]:
    """The offsets at which the parts of a text begin, each at a line if lines are not too long."""
    starts = [0]
    while len(text) - starts[-1] > PART * 3 // 2:
        wanted = starts[-1] + PART
        end = text.find("\n", wanted, wanted + PART) + 1
        starts.append(end or wanted)
    return starts


def marked(text: str, marks: Iterable[Mark], first: int = 0, last: int | None = None) -> Markup:
    """The text from one offset to another as HTML: an anchor ``L1``, ``L2`` ... at each line, an element for
    each place that begins there.

    A place inside another is nested in it; one that crosses another's end gets an empty element at its
    start, because elements cannot cross. The innermost mark that is no block is the link, and no link is in
    another.
    """
    return _Writer(text, first, len(text) if last is None else last).write_all(_nested(marks))


def _nested(marks: Iterable[Mark]) -> list[Mark]:
    """An outer mark before those inside it. Of several at one place the first given of each sort counts."""
    kept: dict[tuple[int, int, bool], Mark] = {}
    for mark in marks:
        kept.setdefault((mark.start, mark.end, mark.block), mark)
    return sorted(kept.values(), key=lambda mark: (mark.start, -mark.end, not mark.block))


class _Writer:
    """Writes a stretch of text with its marks."""

    def __init__(self, text: str, first: int, last: int) -> None:
        self._text, self._at, self._last = text, first, last
        self._line = text.count("\n", 0, first) + 1
        begins_line = first == 0 or text[first - 1] == "\n"
        self._out: list[str | Markup] = [_line_anchor(self._line)] if begins_line else []
        self._open: list[tuple[int, Mark]] = []  # each with where it ends

    def write_all(self, marks: Sequence[Mark]) -> Markup:
        begins = [
            mark
            for mark in marks
            if self._at <= mark.start <= mark.end <= len(self._text)
            and (mark.start < self._last or self._last == len(self._text))
        ]
        before: Mark | None = None
        for at, mark in enumerate(begins):
            following = next(iter(begins[at + 1 : at + 2]), None)
            self._close(mark.start)
            self._write(mark.start)
            named = before is None or (before.start, before.end) != (mark.start, mark.end)
            self._begin(mark, following, named)
            before = mark
        self._close(self._last)
        self._write(self._last)
        self._out.extend(Markup("</span>") for _ in self._open)
        return Markup("").join(self._out)

    def _begin(self, mark: Mark, following: Mark | None, named: bool) -> None:
        name = Markup(' id="char={},{}"').format(mark.start, mark.end) if named else ""
        kind = Markup(' class="{}"').format(mark.kind) if mark.kind else ""
        crossing = bool(self._open) and mark.end > self._open[-1][0]
        alone = following is None or following.start >= mark.end
        words = self._text[mark.start : mark.end]
        if mark.start == mark.end or crossing:
            self._out.append(Markup("<span{}></span>").format(name))
        elif mark.href and not mark.block and alone and "\n" not in words and mark.end <= self._last:
            self._out.append(Markup('<a{}{} href="{}">{}</a>').format(name, kind, mark.href, words))
            self._at = mark.end
        else:
            self._out.append(Markup("<span{}{}>").format(name, kind))
            self._open.append((min(mark.end, self._last), mark))
            if mark.block and mark.href:
                link = Markup('<a class="to" href="{}" aria-label="{}">¶</a>')
                self._out.append(link.format(mark.href, mark.words))

    def _write(self, to: int) -> None:
        """Write on to an offset, numbering every line that begins."""
        link = next((mark.href for _, mark in reversed(self._open) if not mark.block and mark.href), None)
        for piece in self._text[self._at : to].splitlines(keepends=True):
            linked = link and piece.strip()
            self._out.append(Markup('<a href="{}">{}</a>').format(link, piece) if linked else escape(piece))
            if piece.endswith("\n"):
                self._line += 1
                self._out.append(_line_anchor(self._line))
        self._at = max(self._at, to)

    def _close(self, before: int) -> None:
        """Close the elements that end at or before an offset."""
        while self._open and self._open[-1][0] <= before:
            self._write(self._open[-1][0])
            self._open.pop()
            self._out.append(Markup("</span>"))


def _line_anchor(number: int) -> Markup:
    return Markup('<a class="n" id="L{0}" href="#L{0}">{0}</a>').format(number)
