"""The reading view: a text with numbered lines, and the places that data were read from.

A place is an RFC 5147 fragment, ``char=10,20``. It is used as it stands as the id of an element, so
that the IRI in the data leads a browser to the words, with no script. A fragment never reaches the server:
at the IRI of the minutes the text is therefore whole, however long. Long texts can be read in parts as well,
and the pages here lead to the part.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.site.render import Links
from graph.minutes.blocks import Block, ListBlock, ProseBlock, TableBlock, blocks, shown
from graph.minutes.document import lines_at
from graph.ontology.iris import body_and_date, meeting_of, quoted_span

_MOST_WORDS = 400
PART = 8_000
"""Characters of a part, about: half as many again and their marks are a page of less than 60 kB."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something was read: the words, their 1-based lines, the day of the meeting, and the way there."""

    start: int
    end: int
    href: str
    lines: str
    words: str
    day: str

    @property
    def place(self) -> str:
        """``3. marts 2031, linje 7``."""
        return f"{self.day}, {self.lines}"


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
    first, last = lines_at(text, place[1])
    words = " ".join(text[start:end].split())
    if len(words) > _MOST_WORDS:
        words = words[:_MOST_WORDS].rsplit(" ", 1)[0] + " …"
    meeting = meeting_of(iri)
    day = links.language.day(body_and_date(meeting)[1]) if meeting else ""
    return Source(start, end, href, line_words(first, last, links), words, day)


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
    each place that begins there; tables and lists as such, and no markup that the file has in its text.

    A place inside another is nested in it; one that crosses another's end gets an empty element at its
    start, because elements cannot cross. The innermost mark that is no block is the link, and no link is in
    another. The element of a place that runs over several cells or entries goes on in each of them.
    """
    return _Writer(text, first, len(text) if last is None else last).write_all(_nested(marks))


def _nested(marks: Iterable[Mark]) -> list[Mark]:
    """An outer mark before those inside it. Of several at one place the first given of each sort counts."""
    kept: dict[tuple[int, int, bool], Mark] = {}
    for mark in marks:
        kept.setdefault((mark.start, mark.end, mark.block), mark)
    return sorted(kept.values(), key=lambda mark: (mark.start, -mark.end, not mark.block))


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where one cell or entry ends and another begins: the text up to ``after`` belongs to what ends.
    ``opens`` says that a table or list begins there."""

    at: int
    after: int
    html: Markup
    opens: bool = False


def _cuts(text: str, block: Block) -> Iterator[_Cut]:
    """What is written of a table or a list between its words."""
    if isinstance(block, TableBlock):
        yield from _cuts_of_table(text, block)
    elif isinstance(block, ListBlock):
        starts = [text.rfind("\n", 0, entry.mark.start) + 1 for entry in block.entries]
        yield _Cut(starts[0], starts[0], Markup('<ul class="lines"><li>'), True)
        ends = [entry.lines[-1].end for entry in block.entries]
        for end, start in zip(ends, starts[1:], strict=False):
            yield _Cut(end, start, Markup("</li><li>"))
        yield _Cut(ends[-1], _behind(text, ends[-1]), Markup("</li></ul>"))


def _cuts_of_table(text: str, table: TableBlock) -> Iterator[_Cut]:
    close = Markup("")
    end = table.span.start
    for at, row in enumerate(table.rows):
        head = table.header and at == 0
        body = Markup("<tbody>") if at == table.header else Markup("")
        for column, cell in enumerate(row):
            name = Markup("th") if head and cell.start < cell.end else Markup("td")
            wide = Markup(' colspan="{}"').format(table.columns) if len(row) == 1 else Markup("")
            kind = Markup(' class="number"') if table.numbers[column] and len(row) > 1 else Markup("")
            lead = (
                Markup('<table class="said"><thead>')
                if head
                else Markup('<table class="said">')
                if at == 0
                else Markup("")
            )
            opening = Markup("{}{}<tr>").format(lead, body) if column == 0 else Markup("")
            yield _Cut(
                end, cell.start, Markup("{}{}<{}{}{}>").format(close, opening, name, kind, wide), not close
            )
            close, end = Markup("</{}>").format(name), cell.end
        close += Markup("</tr></thead>") if head else Markup("</tr>")
    yield _Cut(end, _behind(text, end), Markup("{}</tbody></table>").format(close))


def _behind(text: str, end: int) -> int:
    """Behind the line end that is the next thing there, if one is."""
    return end + 1 if text.startswith("\n", end) else end


class _Writer:
    """Writes a stretch of text with its marks."""

    def __init__(self, text: str, first: int, last: int) -> None:
        self._text, self._at, self._last = text, first, last
        self._line = text.count("\n", 0, first) + 1
        self._new_line = first == 0 or text[first - 1] == "\n"
        self._out: list[str | Markup] = []
        # Each open element with where it ends, and whether tables and lists may stand in it.
        self._open: list[tuple[int, Mark, bool]] = []
        told = [block for block in blocks(text, first, last) if not isinstance(block, ProseBlock)]
        cuts = [list(_cuts(text, block)) for block in told]
        self._cuts = [cut for own in cuts for cut in own]
        self._starts = [own[0].at for own in cuts]
        self._ends = [own[-1].at for own in cuts]
        self._next = 0

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
            wide = self._is_wide(mark)
            self._advance(mark.start, wide)
            named = before is None or (before.start, before.end) != (mark.start, mark.end)
            self._begin(mark, following, named, wide)
            before = mark
        self._advance(self._last, False)
        self._number_line()
        self._out.extend(_END[wide] for _, _, wide in reversed(self._open))
        return Markup("").join(self._out)

    def _is_wide(self, mark: Mark) -> bool:
        """Whether tables or lists stand wholly in a place, so that its element can hold them."""
        first = bisect_left(self._starts, mark.start)
        inside = first > 0 and mark.start < self._ends[first - 1]
        last = bisect_right(self._ends, mark.end)
        cut_through = last < len(self._starts) and self._starts[last] < mark.end
        return not inside and not cut_through and first < last

    def _advance(self, to: int, wide: bool) -> None:
        """Write on to an offset, ending what ends before it; what begins there may hold what is cut there."""
        while True:
            cut = self._cuts[self._next] if self._next < len(self._cuts) else None
            ends = self._open[-1][0] if self._open else None
            if ends is not None and ends <= to and (cut is None or not self._cut_first(cut, ends)):
                self._write(ends)
                self._out.append(_END[self._open.pop()[2]])
            elif cut is not None and (cut.at < to or (cut.at == to and not (cut.opens and wide))):
                self._cut(cut)
            else:
                break
        self._write(to)

    def _cut_first(self, cut: _Cut, ends: int) -> bool:
        """Whether a cell or entry ends before the innermost element does."""
        return cut.at < ends or (cut.at == ends and self._open[-1][2] and not cut.opens)

    def _cut(self, cut: _Cut) -> None:
        self._write(cut.at)
        self._write(min(cut.after, self._last))
        self._next += 1
        narrow = []
        while self._open and not self._open[-1][2]:
            narrow.append(self._open.pop())
        self._out.extend(_END[False] for _ in narrow)
        self._out.append(cut.html)
        for end, mark, _ in reversed(narrow):
            if end > cut.after:
                self._out.append(Markup("<span{}>").format(_kind(mark)))
                self._open.append((end, mark, False))

    def _begin(self, mark: Mark, following: Mark | None, named: bool, wide: bool) -> None:
        self._number_line()
        name = Markup(' id="char={},{}"').format(mark.start, mark.end) if named else ""
        kind = _kind(mark)
        crossing = bool(self._open) and mark.end > self._open[-1][0]
        alone = following is None or following.start >= mark.end
        cut = self._next < len(self._cuts) and self._cuts[self._next].at < mark.end
        words = self._text[mark.start : mark.end]
        if mark.start == mark.end or crossing:
            self._out.append(Markup("<span{}></span>").format(name))
        elif (
            mark.href
            and not mark.block
            and alone
            and not cut
            and "\n" not in words
            and self._at <= mark.start
            and mark.end <= self._last
        ):
            self._out.append(Markup('<a{}{} href="{}">{}</a>').format(name, kind, mark.href, shown(words)))
            self._at = mark.end
        else:
            wide = wide and all(able for _, _, able in self._open)
            self._out.append(Markup("<{}{}{}>").format(Markup("div") if wide else Markup("span"), name, kind))
            self._open.append((min(mark.end, self._last), mark, wide))
            if mark.block and mark.href:
                link = Markup('<a class="to" href="{}" aria-label="{}">¶</a>')
                self._out.append(link.format(mark.href, mark.words))

    def _write(self, to: int) -> None:
        """Write on to an offset, numbering every line that begins."""
        link = next((mark.href for _, mark, _ in reversed(self._open) if not mark.block and mark.href), None)
        for piece in self._text[self._at : to].splitlines(keepends=True):
            self._number_line()
            linked = link and any(map(str.isalnum, piece))  # a stop alone is no name for a link
            words = shown(piece)
            self._out.append(Markup('<a href="{}">{}</a>').format(link, words) if linked else escape(words))
            if piece.endswith("\n"):
                self._line += 1
                self._new_line = True
        self._at = max(self._at, to)

    def _number_line(self) -> None:
        """Number the line that begins here, if one does and has not been."""
        if self._new_line:
            self._new_line = False
            self._out.append(Markup('<a class="n" id="L{0}" href="#L{0}">{0}</a>').format(self._line))


_END = {True: Markup("</div>"), False: Markup("</span>")}
"""What ends the element of a mark, by whether tables and lists may stand in it."""


def _kind(mark: Mark) -> Markup:
    return Markup(' class="{}"').format(mark.kind) if mark.kind else Markup("")
