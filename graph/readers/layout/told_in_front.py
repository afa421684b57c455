"""Which items are closed by what stands in front of them all, in contents, lists, tables and notes of the
head, and by the legends of signs at their titles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.minutes.document import Document, Line, paragraphs
from graph.minutes.model import Span
from graph.municipality.profile import folded
from graph.readers.layout.contents import ends_entry
from graph.readers.layout.item_openness import ItemOpenness, Items
from graph.readers.layout.lines import LONGEST_HEADING
from graph.readers.layout.paragraph_marks import CELL
from graph.wording.closed_numbers import (
    closed_beside,
    closes_by_number,
    closes_rest,
    noted_numbers,
    tells_of_others,
)
from graph.wording.item_numbers import IN_SENTENCE, NUMBER_LABEL, label
from graph.wording.openness import (
    Mark,
    closes_group,
    closes_minutes,
    is_label,
    line_mark,
    says_only_openness,
    sign_of_closed,
    tail_mark,
    tells_of_doors,
    title_mark,
    titled_closed,
    was_held_closed,
)
from graph.wording.openness_words import may_say

_NUMBER_LISTED = re.compile(
    rf"\W{{0,6}}(?:(?i:{NUMBER_LABEL}))?(?P<number>{IN_SENTENCE})[\s.):|–-]{{1,8}}", re.IGNORECASE
)
# The letter of closed items in front of a title, behind its number perhaps, and one that is of no kind of
# items: where such stand in front of others letters are those of parties.
_LETTER_LISTED = re.compile(
    r"[^\w(]{0,6}(?:\d{1,4}(?:/\d{2,4})?[.):]?\s{1,4})?(?:L\s?[-–—:]|\(L\)\s?[-–—:]?)\s(?=[A-ZÆØÅ])"
)
_OTHER_LETTER = re.compile(r"[^\w(]{0,6}(?:[A-KM-NP-ZÆØ]\s?[-–—:]|\([A-KM-NP-ZÆØ]\)\s?[-–—:]?)\s(?=[A-ZÆØÅ])")
# The letter without anything between, or behind a title, with the number of a page perhaps.
_BARE_LETTER = re.compile(
    r"L\s{1,4}(?P<behind>.{3,200})|(?P<before>.{3,200}?)\s{1,4}\(?L\)?(?:\s{1,8}\d{1,3})?"
)
_ENDS_CLOSED = re.compile(r"[\s|]\s*L(?:ukket|UKKET)(?:\s(?:punkt|sag|møde|PUNKT|SAG|MØDE))?$")
TELLING = 6
"""A title that is shorter says nothing of which item it is."""
_REASON = "en linje foran punkterne siger det"


@dataclass
class ToldInFront:
    """What is told of ``items`` in front of them; ``lines`` are those that tell of one item, and of no other,
    ``elsewhere`` the stretches of text that may be a closed item's words though they stand in none."""

    items: Items
    elsewhere: list[Span]
    document: Document = field(init=False)
    lines: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.document = self.items.laid_out.document
        self._by_signs()
        self._by_lines()

    def _by_signs(self) -> None:
        """By a sign at an item's title, of which a line anywhere says that it stands at those of closed
        ones."""
        for line in self.document.lines:
            sign = sign_of_closed(line.text) if len(line.text) <= LONGEST_HEADING else ""
            signed = [item for item in self.items.all if sign and self._is_signed(item, sign)]
            # What stands at all titles is the mark of a list.
            for item in signed if len(signed) < len(self.items.all) else ():
                self.lines.add(line.number)
                item.close("tegnet ved titlen betyder lukket", sure=False)

    def _is_signed(self, item: ItemOpenness, sign: str) -> bool:
        entry = self.items.entries.get(item.block.label)
        titles = [self.items.printed_title(item.block)]
        titles += [self.items.printed_entry(entry)] if entry else []
        return any(one.strip().endswith(sign) or one.strip().startswith(sign) for one in titles)

    def _by_lines(self) -> None:
        """By a line in front of the first item that has an item's number, or its title, and says that it is
        closed: an entry of contents in another form than the headings, a row of a table, a note."""
        first = self.items.all[0].block.heading.start if self.items.all else 0
        front = [
            line for line in self.document.lines if line.start < first and len(line.text) <= LONGEST_HEADING
        ]
        of_parties = any(_OTHER_LETTER.match(line.text) for line in front)
        columns: Sequence[str] = ()
        for line in front:
            cells = [cell.strip() for cell in CELL.split(line.text.strip())]
            told = list(self._in_row(columns, cells) or self._in_line(line, of_parties))
            if len(cells) != len(columns):
                columns = cells if any(map(is_label, cells)) else ()
            for item in told:
                self.lines.add(line.number)
                item.close(_REASON, sure=False)

    def _in_row(self, columns: Sequence[str], cells: Sequence[str]) -> list[ItemOpenness]:
        """The items that the row of a table closes by a cell below the label of its column."""
        fields = (
            f"{column}: {cell}" for column, cell in zip(columns, cells, strict=False) if column and cell
        )
        if len(cells) < 2 or not any(mark.closed for one in fields if (mark := line_mark(one))):
            return []
        found = (self.items.labelled.get(label(cell)) or self.items.of_title(cell) for cell in cells)
        return [item for item in found if item is not None]

    def _in_line(self, line: Line, of_parties: bool) -> Iterator[ItemOpenness]:
        """The items that a line closes, by their numbers or by a title; letters may be ``of_parties``."""
        text = without_page(line).strip(" .\t")
        lettered = None if of_parties else _LETTER_LISTED.match(text)
        if not (lettered or may_say(text) or " L" in f" {text}"):
            return
        noted = noted_numbers(text)
        if noted and noted <= self.items.labelled.keys():
            yield from (self.items.labelled[one] for one in noted)
            return
        if titled := self._titled_in(text):
            yield titled
            return
        own = titled_closed(text)
        number = _NUMBER_LISTED.match(text)
        title = text[number.end() :] if number else text
        bare = None if of_parties else _BARE_LETTER.fullmatch(title)
        named = own if own is not None else (bare["before"] or bare["behind"]) if bare else None
        item = self.items.of_title(named) if named else None
        if item or own is not None:
            yield from [item] if item else []
            return
        closed, tail, mark = _ENDS_CLOSED.search(title), tail_mark(title), title_mark(title)
        if lettered:
            number, title = None, text[lettered.end() :]
        elif not (closed or (tail and tail[1].closed) or (mark and mark.closed)):
            return
        end = closed.start() if closed else tail[0] if tail else len(title)
        entitled = title[:1].isupper() or says_only_openness(title)
        item = self.items.labelled.get(label(number["number"])) if number and entitled else None
        start = mark.end if mark and mark.closed and not lettered else 0
        item = item or self.items.of_title(title[start:end])
        if item:
            yield item

    def _titled_in(self, text: str) -> ItemOpenness | None:
        """The one item whose title stands in a line that closes (`Lukket behandling af: Salg af grund`)."""
        mark = line_mark(text)
        words = folded(text) if mark and mark.closed else ""
        named = [title for title in self.items.titled if title in words] if words else []
        return self.items.titled[named[0]] if len(named) == 1 and len(named[0]) >= TELLING else None

    def closes_all(self) -> bool:
        """Whether a line of the head, or one between the contents and the first item, closes all items."""
        found, layout = False, self.items.laid_out.layout
        for paragraph in (*layout.header, *layout.adrift):
            for line in paragraph.lines:
                if line.number in self.lines and not closes_minutes(line.text):
                    continue
                named = tells_of_others(line.text, False)
                if named and self.items.closed_by(line.text) <= self.items.labelled.keys():
                    continue  # of items, each of which has its heading, and of no other
                told = named or closed_beside(line.text) is not None
                mark = line_mark(line.text) if len(line.text) <= LONGEST_HEADING else None
                if mark is None and told and not self.items.all:
                    # Of no number it is known what has it.
                    mark = Mark(closed=True, sure=False, scope="following")
                title = None if mark or told else title_mark(line.text.strip())
                if mark is None and title and title.closed and title.sure:
                    mark = title
                if mark is None and _closes_meeting(line, alone=len(paragraph.lines) == 1):
                    mark = Mark(closed=True, sure=False, scope="following")
                if mark is None:
                    continue
                opens = mark.scope == "following" or tells_of_doors(line.text) is not None
                found = mark.closed if mark.closed or opens else found
                end = self.items.all[0].block.span.start if self.items.all else len(self.document.text)
                if mark.closed and (not self.items.all or paragraph in layout.adrift):
                    start = line.end if mark.end or title else line.start
                    self._may_hold(min(start, self._first_unread) if told else start, end)
                elif mark.closed and mark.scope == "item" and self._first_unread < line.start:
                    # Of an item in front of the first whose heading is known.
                    self._may_hold(line.end, end)
        if not self.items.all:
            self._below_rows()
        elif all(closes_by_number(item.block.heading.lines[0].text) for item in self.items.all):
            # A sentence that closes one, and no heading, so it is not known where any of them stands.
            self._may_hold(self._first_unread, self.items.all[0].block.span.start)
        return found

    @cached_property
    def _first_unread(self) -> int:
        """Where the words begin that are no head's: those of an item, where its heading is not known."""
        unread = (own.start for own in self.items.laid_out.header.unread)
        return min(unread, default=len(self.document.text))

    def _below_rows(self) -> None:
        """Note what stands below a cell that closes an item, where the items are rows of a table that is not
        understood. The words of such a row may begin above the line that closes it."""
        found = paragraphs(self.document.lines)
        first = next((one for one in found if any(map(_closes_a_row, one.lines))), None)
        if first:
            self._may_hold(first.start, len(self.document.text))

    def _may_hold(self, start: int, end: int) -> None:
        self.elsewhere.append(Span(start, end))


def _closes_meeting(line: Line, *, alone: bool) -> bool:
    """Whether a line of the head, ``alone`` in its paragraph, closes the meeting."""
    told = closes_minutes(line.text) or closes_rest(line.text) or was_held_closed(line.text)
    return told or (alone and closes_group(line.text))


def _closes_a_row(line: Line) -> bool:
    """Whether a cell of a row closes an item, where the items are rows of a table."""
    cells = CELL.split(line.text) if may_say(line.text) else []
    marks = (title_mark(cell.strip()) for cell in cells if len(cell) <= LONGEST_HEADING)
    return len(cells) > 1 and any(mark is not None and mark.closed for mark in marks)


# The number of a page right behind a word of openness, in a column of its own.
_PAGE_BEHIND = re.compile(r"(?<=[\s|(](?i:lukket))\)?\s{1,8}\d{1,3}\s*$")


def without_page(line: Line) -> str:
    """A line without the number of a page that ends it, as it does an entry of contents."""
    page = ends_entry(line) or _PAGE_BEHIND.search(line.text[:LONGEST_HEADING])
    return line.text[: page.start()] if page else line.text
