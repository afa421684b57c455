"""The reading view: a text with numbered lines, and the places that data were read from.

A place is an RFC 5147 fragment, ``char=10,20``. It is used as it stands as the id of an element, so
that the IRI in the data leads a browser to the words, with no script.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.render import Links
from graph.iri import quoted_span

_MOST_WORDS = 400


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was read: the words, their 1-based lines, and the way there."""

    start: int
    end: int
    href: str
    lines: str
    words: str


def source(iri: str, text: str, links: Links) -> Source | None:
    """The place that a ``prov:wasDerivedFrom`` IRI names in the text of its minutes, if it names one."""
    place = quoted_span(iri)
    href = links.href(iri)
    if place is None or href is None:
        return None
    start, end = place[1].start, place[1].end
    first = text.count("\n", 0, start) + 1
    last = first + text.count("\n", start, end)
    words = " ".join(text[start:end].split())
    if len(words) > _MOST_WORDS:
        words = words[:_MOST_WORDS].rsplit(" ", 1)[0] + " …"
    spoken = links.language
    if first == last:
        return Source(start, end, href, spoken.say("linje %(number)s", number=first), words)
    return Source(start, end, href, spoken.say("linje %(first)s–%(last)s", first=first, last=last), words)


def _spans(sources: Iterable[str], length: int) -> list[tuple[int, int]]:
    """The places inside the text, each once, an outer one before those inside it."""
    places = (quoted_span(iri) for iri in sources)
    spans = {(place[1].start, place[1].end) for place in places if place}
    return sorted((s for s in spans if s[0] <= s[1] <= length), key=lambda span: (span[0], -span[1]))


def marked(text: str, sources: Iterable[str]) -> Markup:
    """The text as HTML: an anchor ``L1``, ``L2`` ... at each line, an element for each place.

    A place inside another is nested in it; one that crosses another's end gets an empty element at its
    start, because elements cannot cross.
    """
    out: list[str | Markup] = []
    open_ends: list[int] = []
    position = 0
    line = 1

    def write(to: int) -> None:
        """Write on from ``position``, numbering every line that begins."""
        nonlocal position, line
        for piece in text[position:to].splitlines(keepends=True):
            out.append(escape(piece))
            if piece.endswith("\n"):
                line += 1
                out.append(_line_anchor(line))
        position = to

    def close(before: int) -> None:
        """Close the elements that end at or before an offset."""
        while open_ends and open_ends[-1] <= before:
            write(open_ends.pop())
            out.append(Markup("</span>"))

    out.append(_line_anchor(1))
    for start, end in _spans(sources, len(text)):
        close(start)
        write(start)
        out.append(Markup('<span id="char={},{}">').format(start, end))
        if start == end or (open_ends and end > open_ends[-1]):
            out.append(Markup("</span>"))
        else:
            open_ends.append(end)
    close(len(text))
    write(len(text))
    return Markup("").join(out)


def _line_anchor(number: int) -> Markup:
    return Markup('<a class="n" id="L{0}" href="#L{0}">{0}</a>').format(number)
