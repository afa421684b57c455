"""Which items of a document are closed.

What is closed stays so wherever it stands: a closed heading closes all below it up to the next heading of
the agenda, whether its number is in order or not; a heading such as `LUKKET MØDE` closes all items up to one
that opens them again. Where it cannot be told, the item is closed, in doubt.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, zip_longest

from graph.base.remembered import of_one_text
from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import Finding, Span
from graph.municipality.profile import folded
from graph.readers.layout.attachment_list import is_marked_entry, none_of_list
from graph.readers.layout.contents import Entry
from graph.readers.layout.item import opening_parts
from graph.readers.layout.item_openness import ItemOpenness, Items, plain_title
from graph.readers.layout.laid_out import LaidOut
from graph.readers.layout.layout import Block, Layout
from graph.readers.layout.lines import (
    LABELLED,
    LONGEST_HEADING,
    heading_kind,
    is_bare_number,
    is_file_name,
    is_kle,
    noted_closed,
)
from graph.readers.layout.paragraph_marks import marks_of, said_by
from graph.readers.layout.told_in_front import TELLING, ToldInFront, without_page
from graph.wording.closed_numbers import (
    closed_beside,
    closed_numbers,
    closed_titled,
    closes_by_number,
    closes_its_own,
    closes_rest,
    goes_on_closing,
    is_titled,
    labelled_numbers,
    turns_to_closed,
)
from graph.wording.item_numbers import IN_SENTENCE, NUMBER_LABEL, label
from graph.wording.openness import (
    SENTENCE_END,
    Mark,
    closes_attachment,
    closes_from_here,
    closes_group,
    has_letter_at_an_end,
    has_letter_of_open,
    heads_closed_attachments,
    line_mark,
    names_items,
    says_only_openness,
    speaks_of_closing,
    tells_of_doors,
    title_mark,
    titled_closed,
    words_before_doors,
)
from graph.wording.openness_words import has_word

_NUMBER_FIRST = re.compile(
    rf"\W*(?:(?i:{NUMBER_LABEL}))?(?P<number>{IN_SENTENCE})(?:\s?[.):–-])?\s+(?=[A-ZÆØÅ])"
)
_LINES_OF_GROUP = 2


@dataclass
class ClosedItems:
    """What a document says of which of its ``items`` are closed, some of which are ``known`` to be.

    ``labels`` are the numbers of closed items told by what names them, those without a heading among them;
    ``elsewhere`` the stretches of text that may be a closed item's words though they stand in no closed one.
    """

    laid_out: LaidOut
    known: frozenset[str]
    document: Document = field(init=False)
    layout: Layout = field(init=False)
    entries: dict[str, Entry] = field(init=False)
    items: list[ItemOpenness] = field(init=False)
    _all: Items = field(init=False)
    _front: ToldInFront = field(init=False)
    labels: set[str] = field(default_factory=set)
    elsewhere: list[Span] = field(default_factory=list)
    _told: dict[tuple[int, int], frozenset[str] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document, self.layout = self.laid_out.document, self.laid_out.layout
        self.items = [ItemOpenness(block) for block in self.layout.blocks]
        self._all = Items(self.laid_out, self.items)
        self.entries = self._all.entries
        self._from_headings()
        self._front = ToldInFront(self._all, self.elsewhere)
        self._from_lines()
        self._from_sentences()
        self._from_titles()
        self._within_closed()

    def entries_without_heading(self) -> tuple[Entry, ...]:
        """The entries of the contents that are closed, by whatever says so, and have no heading."""
        headed = self._headed()
        return tuple(
            replace(entry, closed=True)
            for entry in self.layout.contents
            if (entry.closed or entry.label in self.labels) and entry.number not in headed
        )

    def _from_headings(self) -> None:
        """By its number's or title's mark, by the contents, or by what is known beforehand."""
        of_kinds = any(has_letter_of_open(item.block.title.text) for item in self.items)
        for item in self.items:
            block, entry = item.block, self.entries.get(item.block.label)
            if block.label in self.known:
                item.close("known", sure=True)
            heading = self.layout.printed(block.heading.lines[0])
            for mark in (
                block.mark,
                heading.mark if heading else None,
                title_mark(self._all.printed_title(block)),
                title_mark(self._all.printed_entry(entry)) if entry else None,
            ):
                if mark and mark.closed:
                    item.close("titlen kan forstås sådan", sure=mark.sure)
                item.opened = item.opened or bool(mark and not mark.closed)
            titles = [block.title.text, *([entry.title.text] if entry else [])]
            if not item.opened and any(has_letter_at_an_end(one, of_kinds=of_kinds) for one in titles):
                item.close("bogstavet L ved titlen kan betyde lukket", sure=False)
            if not item.reason and (block.closed or (entry and entry.closed)):
                item.close("overskrift eller indholdsfortegnelse siger det", sure=True)

    def _from_lines(self) -> None:
        """By the lines in front of an item, below its heading and in its text, and by headings of several."""
        following = self._front.closes_all()
        front: Mark | None = None
        for item, stretch in zip(self.items, self.laid_out.stretches[1:], strict=True):
            opening, rest = self.paragraphs(item.block)
            # What names another item in front of this one is none of its own.
            above = [p for p in item.block.above if p.lines[0].number not in self._front.lines]
            opening = [*above, *opening]
            in_front = self._in_front(item.block)
            self._below_named(item.block)
            self._below_lists(item.block)
            marks = [mark for mark, p in self._marks_of_item(opening, opens=True) if p is not in_front]
            reopened = any(not mark.closed and mark.scope == "following" for mark in marks)
            reopened = reopened or (self.by_doors and any(False in self._doors(p) for p in item.block.above))
            following = following and not reopened
            if following:
                item.close("det følger efter en overskrift om lukkede punkter", sure=False)
            if front and front.closed:
                item.close("ordet står foran punktet", sure=False)
            for mark in marks:
                if mark.closed:
                    item.close("det står under overskriften", sure=mark.sure)
                    following = following or mark.scope == "following"
                item.opened = item.opened or not mark.closed
            following = following or any(
                _heads_closed(p) or (self.by_doors and True in _doors(p)) for p in above
            )
            item.opened = item.opened or bool(front and not front.closed)
            listed = self._listed(item.block)
            told = [p for p in rest if p is not in_front and p.start not in listed]
            following = self._from_text(item, told, following=following)
            front, following = self._next(item, in_front, front, following=following)
            heading = title_mark(self._all.printed_title(item.block))
            following = following or bool(heading and heading.closed and heading.scope == "following")
            closing = [text for text in self._texts(item.block) if closes_rest(text)]
            following = following or bool(closing)
            # What the meeting turned to last is in no minutes.
            if item is self.items[-1] and not all(map(turns_to_closed, closing)):
                self._close_others(item)
            if following:
                self.labels |= {entry.label for entry in stretch.missing}

    def _close_others(self, last: ItemOpenness) -> None:
        """Of a rest that is told of behind all items nobody knows which it is."""
        for item in self.items:
            if item is not last:
                item.close("resten af punkterne er lukkede", sure=False)

    def _listed(self, block: Block) -> set[int]:
        """Where the paragraphs of a list of attachments start, whose entries say it each for itself."""
        parts = self.laid_out.parts(block)
        listed = (p for part in parts if part.kind == "bilag" for p in part.paragraphs)
        # In the classic form what has no mark of a list may be the heading of another item.
        classic = block.opens is None
        return {p.start for p in listed if _is_marked_list(p) or (not classic and _is_list(p))}

    def _from_text(self, item: ItemOpenness, rest: Sequence[Paragraph], *, following: bool) -> bool:
        """What the text below an item's opening says of it; whether those that follow are closed."""
        for mark, paragraph in self._marks_of_item(rest, opens=False):
            if mark.scope == "following":
                following = mark.closed
            if not mark.closed:
                continue
            if mark.end and self._begins_another(item.block, paragraph):
                self._may_hold(paragraph.start, item.block.span.end)
                continue
            if mark.scope == "following" or item.opened:
                # Another's: a heading of several, or a word below an item that has said that it is open.
                self._may_hold(paragraph.start, item.block.span.end)
            if not item.opened and not (
                mark.scope == "following" and self._heads_items(item.block, paragraph)
            ):
                item.close("det står i teksten", sure=False)
        return following

    def _begins_another(self, block: Block, heading: Paragraph) -> bool:
        """Whether below a closed heading in the text of an item another one begins: with the number of a
        case, or a section that the item has had."""
        had: set[str] = set()
        parts = self.laid_out.parts(block)
        for part, following in zip_longest(parts, parts[1:]):
            had.add(part.kind)
            for own, below in zip_longest(part.paragraphs, part.paragraphs[1:]):
                if own.start == heading.start:
                    again = following is not None and following.kind in had
                    return again if below is None else LABELLED.match(below.lines[0].text) is not None
        return False

    def _marks_of_item(self, own: Sequence[Paragraph], *, opens: bool) -> Iterator[tuple[Mark, Paragraph]]:
        """What paragraphs say of the item in which they stand, and not of others that they name."""
        own = [one for one in own if one.lines[0].number not in self._front.lines]
        marks: dict[int, list[Mark]] = {}
        for mark, paragraph in marks_of(own, opens=opens):
            marks.setdefault(paragraph.start, []).append(mark)
        for paragraph in own:
            if self._named(paragraph) is None:
                yield from ((mark, paragraph) for mark in marks.get(paragraph.start, ()))
            if _closes_around(paragraph.lines, opens):
                yield Mark(closed=True, sure=False), paragraph

    def _named(self, own: Paragraph) -> frozenset[str] | None:
        """The numbers of the items that a paragraph says are closed, if it says it of nothing else: these
        are closed by that (:meth:`_from_sentences`), and not those around it. A paragraph is asked it by what
        it says of its own item, of others and of those below."""
        place = own.lines[0].number, own.lines[-1].number
        if place not in self._told:
            self._told[place] = self._named_in(own)
        return self._told[place]

    def _named_in(self, own: Paragraph) -> frozenset[str] | None:
        telling = [line for line in own.lines if self._tells_numbers(line)]
        if not telling:
            return None
        rest = tuple(line for line in own.lines if line not in telling)
        beside = (
            one for line in telling for one in SENTENCE_END.split(line.text) if not self._all.closed_by(one)
        )
        if any(map(line_mark, beside)) or (rest and any(marks_of([Paragraph(rest)]))):
            return None
        return frozenset(
            number
            for line in telling
            for number in (*self._all.closed_by(line.text), *self._labelled.get(line.number, ()))
        )

    def _tells_numbers(self, line: Line) -> bool:
        """Whether a line closes items by their numbers."""
        return line.number in self._labelled or closes_by_number(line.text)

    @cached_property
    def _labelled(self) -> dict[int, frozenset[str]]:
        """The numbers of items behind a label that closes (`Lukket: 2`), by their lines: of nothing else, as
        what stands in a row of figures is."""
        filled = [line for line in self.document.lines if not line.blank]
        found: dict[int, frozenset[str]] = {}
        for at, line in enumerate(filled):
            if not has_word(line.text):
                continue
            beside = (*filled[max(0, at - 1) : at], *filled[at + 1 : at + 2])
            numbers = labelled_numbers(
                line.text,
                self._all.labelled.keys(),
                (one.text for one in beside),
                in_text=line.number in self._in_texts,
            )
            if numbers:
                found[line.number] = numbers
        return found

    @cached_property
    def _in_texts(self) -> set[int]:
        """The lines of the texts of items: of sections that are more than one line, but for the paragraph
        that is the item's last."""
        return {
            line.number
            for item in self.items
            for part in self.laid_out.parts(item.block)
            if sum(len(own.lines) for own in part.paragraphs) > 1
            for own in part.paragraphs
            if own.start != item.block.paragraphs[-1].start
            for line in own.lines
        }

    def _below_named(self, block: Block) -> None:
        """Note what stands below a sentence that closes an item which has no heading, or nothing but a title
        and numbers below that: it may be its words."""
        for own in block.paragraphs:
            if (named := self._named(own)) and named - self._worded:
                self._may_hold(own.start, block.span.end)

    @cached_property
    def _worded(self) -> frozenset[str]:
        """The items with words of their own, and those known to be closed, whose words are out already."""
        return self.known | {one.block.label for one in self.items if self._has_words(one.block)}

    def _has_words(self, block: Block) -> bool:
        """Whether an item has words beside its title, its numbers, and what says that it is closed."""
        filled = self.laid_out.numbers(block).filled
        return any(
            not (is_bare_number(line.text) or LABELLED.match(line.text) or is_kle(line.text))
            for own in block.paragraphs
            if own not in filled and not heading_kind(own.lines[0]) and said_by(own) is None
            for line in own.lines
        )

    def tells_of_items(self, text: str) -> bool:
        """Whether a line that could be the heading of a closed item is a sentence, with a verb, that closes
        items which have their headings elsewhere (`Punkt 1: Behandles på lukket møde`)."""
        named = self._all.closed_by(text) if closes_by_number(text) else frozenset()
        if closes_its_own(text, False):
            return False
        return bool(named) and named <= self._all.labelled.keys()

    def _heads_items(self, block: Block, paragraph: Paragraph) -> bool:
        """Whether the heading of an item stands right below, if only one out of order."""
        at = block.paragraphs.index(paragraph) + 1
        return at == len(block.paragraphs) or self.layout.printed(block.paragraphs[at].lines[0]) is not None

    def _in_front(self, block: Block) -> Paragraph | None:
        """The last paragraph of an item, where it may be a word in front of the next one."""
        own = block.paragraphs
        if own and self.by_doors and self._doors(own[-1]):
            return own[-1]
        if len(own) < 2 or heading_kind(own[-2].lines[0]):
            return None
        if is_file_name(own[-1].lines[-1].text):
            return None  # that of an attachment
        if own[-1].lines[0].number in self._front.lines:
            return None  # it says what a sign stands for
        if said_by(own[-1]) is None and not self._heads_group(block, own[-1]):
            return None
        if self._named(own[-1]) is not None:
            return None
        filled = self.laid_out.numbers(block).filled
        said = [p for p in own[:-1] if p not in filled and said_by(p) is None]
        return own[-1] if said else None

    def _heads_group(self, block: Block, own: Paragraph) -> bool:
        """Whether the last paragraph of an item is the heading of those that follow, a line below perhaps;
        the last of a list of attachments is none, unless it is loud or says that it is of items."""
        heading = next((line.text for line in own.lines if closes_group(line.text)), None)
        if heading is None or len(own.lines) > _LINES_OF_GROUP:
            return False
        parts = self.laid_out.parts(block)
        part = next((part for part in parts if part.kind == "bilag" and own in part.paragraphs), None)
        return part is None or heading.isupper() or names_items(heading) or own in none_of_list(part)

    def _below_lists(self, block: Block) -> None:
        """Note what stands below a closing line in a list of attachments, in front of the numbers of a case,
        or last where a section is next that the item has had: it is another item's."""
        had: set[str] = set()
        parts = self.laid_out.parts(block)
        for part, following in zip_longest(parts, parts[1:]):
            if part.kind == "bilag":
                for own, below in pairwise(part.paragraphs):
                    if LABELLED.match(below.lines[0].text) and closes_attachment(own.text):
                        self._may_hold(own.start, block.span.end)
                own = part.paragraphs[-1] if part.paragraphs else part.heading
                last = own.lines[-1] if own else None
                again = following is not None and following.kind in had
                if last and again and (closes_attachment(last.text) or heads_closed_attachments(last.text)):
                    self._may_hold(last.start, block.span.end)
            had.add(part.kind)

    @cached_property
    def by_doors(self) -> bool:
        """Whether the parts of the meeting are headed by whether the doors were open: one such heading stands
        in front of the first item."""
        first = self.items[0].block.above if self.items else ()
        return any(map(_doors, (*self.layout.header, *self.layout.adrift, *first)))

    @cached_property
    def _words_of_doors(self) -> set[str]:
        """The words in front of the doors in the headings that shut them."""
        own = (p for item in self.items for p in (*item.block.above, *item.block.paragraphs[-1:]))
        lines = (line for p in (*self.layout.header, *self.layout.adrift, *own) for line in p.lines)
        said = ((tells_of_doors(text), text) for text in map(without_page, lines))
        return {words_before_doors(text) for mark, text in said if mark and mark.closed}

    def opens_doors(self, line: Line) -> bool:
        """Whether a line is a heading that opens the doors, alone or with the words of one that shut them: a
        day may have open doors, too (`Temadag for åbne døre`)."""
        text = without_page(line)
        mark = tells_of_doors(text) if self.by_doors else None
        return bool(mark and not mark.closed) and words_before_doors(text) in {"", *self._words_of_doors}

    def _doors(self, own: Paragraph) -> set[bool]:
        """What the lines of a paragraph say of the doors to what follows: whether they are closed."""
        opened = any(map(self.opens_doors, own.lines))
        return {closed for closed in _doors(own) if closed or opened}

    def _next(
        self, item: ItemOpenness, paragraph: Paragraph | None, front: Mark | None, *, following: bool
    ) -> tuple[Mark | None, bool]:
        """What a paragraph in front of the next item says of it, and whether those that follow are closed."""
        if paragraph is None:
            return None, following
        if self.by_doors and (doors := self._doors(paragraph)):
            return None, True in doors
        mark = said_by(paragraph)
        if mark is None:
            return None, True  # the heading of a group
        if mark.scope == "following":
            return None, mark.closed
        if mark.closed and not item.opened and not (front and not front.closed):
            item.close("ordet står sidst i punktet", sure=False)
        if mark.closed and paragraph.text.isupper():
            return None, True
        if mark.closed and closes_from_here(paragraph.text):
            return None, True
        return mark, (following or _heads_closed(paragraph)) and mark.closed

    def paragraphs(self, block: Block) -> tuple[list[Paragraph], list[Paragraph]]:
        """The paragraphs of an item up to its text proper, and the others, headings among them."""
        opening = [p for part in opening_parts(self.laid_out.parts(block)) for p in part.paragraphs]
        starts = {paragraph.start for paragraph in opening}
        return opening, [p for p in block.paragraphs if p.start not in starts]

    def _headed(self) -> set[int]:
        return {item.block.number for item in self.items}

    def _from_titles(self) -> None:
        """By the title of an item that is closed elsewhere; and headings out of place, with their text."""
        titles = {plain_title(e.title) for e in self.layout.contents if e.closed}
        titles |= {plain_title(i.block.title) for i in self.items if i.reason}
        titles = {title for title in titles if len(title) >= TELLING}
        for item in self.items:
            if not item.reason and plain_title(item.block.title) in titles:
                item.close("et lukket punkt har samme titel", sure=False)
        closed: set[str] = set()
        for entry in self.layout.contents:
            title = plain_title(entry.title)
            if title in closed and not entry.closed:
                # Behind its entry the same words are its heading.
                self._may_hold(entry.title.span.end, self.end_at(entry.title.span))
            closed |= {title} if entry.closed else set()
        lost = {e.number for e in self.layout.contents if e.closed} - self._headed()
        named = {plain_title(e.title) for e in self.layout.contents if e.number in lost}
        for paragraph in self.layout.misplaced:
            heading = self.layout.printed(paragraph.lines[0])
            if heading is None:
                continue
            mark = heading.mark or title_mark(heading.title)
            title = folded(heading.title).rstrip(".")
            if self.tells_of_items(paragraph.lines[0].text):
                continue
            if (mark and mark.closed) or title in titles or heading.number in lost:
                self._may_hold(paragraph.lines[0].end, self.end_at(paragraph))
        for item in self.items:
            for paragraph in item.block.paragraphs:
                if not item.reason and len(named) and folded(paragraph.text).rstrip(".") in named:
                    self._may_hold(paragraph.lines[0].end, item.block.span.end)

    def _from_sentences(self) -> None:
        """By a sentence anywhere in the document that names the numbers of closed items."""
        told = [text for text in _whole_lines(self.document.lines) if has_word(text)]
        named = frozenset(
            number for text in told for number in (*self._all.closed_by(text), *noted_closed(text))
        )
        named = named.union(*self._labelled.values())
        for item in self.items:
            if named & {item.block.label, str(item.block.number)}:
                item.close("en sætning siger det om dets nummer", sure=False)
        for text in told:
            if (title := titled_closed(text)) is not None:
                own = self._all.of_title(title)
                if own:
                    own.close("en linje med dets titel siger det", sure=False)
        titled = [one for text in told for one in closed_titled(text)]
        for item in self.items if titled else ():
            if any(is_titled(one, item.block.title.text) for one in titled):
                item.close("en sætning siger det om dets titel", sure=False)
        self.labels |= {
            one.label for one in self.entries.values() for said in titled if is_titled(said, one.title.text)
        }
        self.labels |= named & self.entries.keys()
        self._at_places(named)
        self._note_numbers_without_heading(named - self._all.labelled.keys())
        if any(closed_beside(text) is not None for text in told):
            self._closed_beside(told)

    def _at_places(self, named: frozenset[str]) -> None:
        """Close the items at the places named by numbers that none has, where the numbers of all go on from
        other meetings. Of several the first ones may be left out, so all up to the last may be it."""
        if min(self._all.numbers.values(), default=0) <= len(self.items):
            return
        places = sorted(int(one) for one in named - self._all.numbers.keys() if one.isdecimal())
        places = [one for one in places if one <= len(self.items)]
        if not places:
            return
        first = places[0] if len(places) == 1 else 1
        for item in self.items[first - 1 : places[-1]]:
            item.close("en sætning siger det om et punkt på dets plads", sure=False)

    def _note_numbers_without_heading(self, named: Collection[str]) -> None:
        """Note what begins with the number of a closed item that is no heading in the form of the others."""
        for line in self.document.lines if named else ():
            number = _NUMBER_FIRST.match(line.text[:LONGEST_HEADING])
            if number and label(number["number"]) in named and not self._is_listed(line):
                self._may_hold(line.start, self.end_at(line))

    def _is_listed(self, line: Line) -> bool:
        return any(line.start <= entry.title.span.start <= line.end for entry in self.layout.contents)

    def _closed_beside(self, told: Sequence[str]) -> None:
        """By a sentence that closes the other items than the one it stands in and those it names; not one
        that says of itself that it is open."""
        kept = frozenset[str]().union(*(one for text in told if (one := closed_beside(text)) is not None))
        if kept and not kept <= self._all.labelled.keys() | {str(one.block.number) for one in self.items}:
            # Headings are missing, so nobody knows whose the words are.
            kept = frozenset()
            for item in self.items:
                item.close("en sætning siger det om punkter uden overskrift", sure=False)
        for item in self.items:
            own = self._texts(item.block)
            tells = any(closed_beside(text) == frozenset() and not closed_numbers(text) for text in own)
            if not (tells or item.opened or kept & {item.block.label, str(item.block.number)}):
                item.close("en sætning siger det om de øvrige punkter", sure=False)
        self.labels |= self.entries.keys() - kept - self._all.labelled.keys()

    def _texts(self, block: Block) -> list[str]:
        return _whole_lines([line for paragraph in block.paragraphs for line in paragraph.lines])

    def _within_closed(self) -> None:
        """What looks like an item that was put in behind a closed one (`2a`) is the words of that one, unless
        its heading or the contents tell of it themselves, or it is of another case."""
        for before, item in pairwise(self.items):
            block = item.block
            if not (block.suffix and before.reason) or block.listed_open or block.label in self.known:
                continue
            cases = {quote.text for quote in self.laid_out.numbers(block).cases}
            if cases - {quote.text for quote in self.laid_out.numbers(before.block).cases}:
                continue
            mark = block.mark or title_mark(self._all.printed_title(block))
            if not item.opened and not (mark and mark.closed and mark.sure):
                item.within = True
                item.close("det står under et lukket punkt", sure=False)

    def end_at(self, place: Paragraph | Line | Span) -> int:
        """Where the item begins that follows a place."""
        starts = (item.block.span.start for item in self.items if item.block.span.start > place.start)
        return next(starts, len(self.document.text))

    def _may_hold(self, start: int, end: int) -> None:
        """A stretch outside the closed items may hold the words of one."""
        self.elsewhere.append(Span(start, end))


@of_one_text
def _closes_around(lines: tuple[Line, ...], opens: bool) -> bool:
    """Whether a sentence in a paragraph closes the item in which it stands, which may ``open`` with it."""
    return any(closes_its_own(text, opens) for text in _whole_lines(lines))


def _heads_closed(own: Paragraph) -> bool:
    """Whether a paragraph of one line is the heading of closed items, by what they are or by the doors."""
    said = said_by(own)
    of_one = said is not None and said.scope == "item" and says_only_openness(own.text.strip())
    return len(own.lines) == 1 and ((closes_group(own.text) and not of_one) or True in _doors(own))


def _doors(own: Paragraph) -> set[bool]:
    """What the lines of a paragraph say of doors: whether they are closed."""
    marks = (tells_of_doors(without_page(line)) for line in own.lines)
    return {mark.closed for mark in marks if mark is not None}


def _whole_lines(lines: Sequence[Line]) -> list[str]:
    """Lines, with those that go on in small letters, being the rest of the sentence above them, or that say
    the same of more items."""
    told: list[str] = []
    for line in lines:
        text = line.text.lstrip()
        if (
            told
            and 0 < len(told[-1]) < LONGEST_HEADING
            and (text[:1].islower() or goes_on_closing(text[:LONGEST_HEADING]))
        ):
            told[-1] = f"{told[-1]} {text.rstrip()}"
        else:
            told.append(text.rstrip())
    return told


_IN_LIST = re.compile(r"\s*[-•*–▪◦]\s")


def _is_marked_list(paragraph: Paragraph) -> bool:
    """Whether all lines of a paragraph are entries of a list."""
    return all(_IN_LIST.match(line.text) or is_file_name(line.text) for line in paragraph.lines)


def _is_list(paragraph: Paragraph) -> bool:
    marked = any(is_marked_entry(line.text) for line in paragraph.lines)
    return marked or all(is_file_name(line.text) for line in paragraph.lines)


def speaking_titles(items: Sequence[tuple[str, tuple[int, int]]]) -> Iterator[Finding]:
    """A finding for each open item whose title, with its lines, begins with a word that closes."""
    for title, lines in items:
        if speaks_of_closing(title):
            message = f"Titlen »{title[:80]}« begynder med et ord, der kan lukke et punkt; punktet er åbent."
            yield Finding("warning", "closing-word-in-title", message, lines)
