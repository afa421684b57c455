"""Which items are closed, and the text without their words.

What is closed stays so wherever it stands: a closed heading closes all below it up to the next heading of
the agenda, whether its number is in order or not; a heading such as `LUKKET MØDE` closes all items up to one
that opens them again. Where it cannot be told, the item is closed and a finding says so.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import Finding, Quote, Span
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile, folded
from graph.readers.layout.attachment_list import closed_entries, is_marked_entry, is_row
from graph.readers.layout.contents import Entry, ends_entry, similar
from graph.readers.layout.fields import entry_lines
from graph.readers.layout.header import only_people, tells_people
from graph.readers.layout.item import is_opening_words, opening_parts
from graph.readers.layout.laid_out import LaidOut
from graph.readers.layout.layout import Block, split
from graph.readers.layout.lines import (
    LABELLED,
    LONGEST_HEADING,
    below_closed_heading,
    heading_kind,
    is_kle,
    is_number_in_front,
)
from graph.readers.layout.lost_pages import Stretch, read_block
from graph.readers.layout.paragraph_marks import CELL, LONGEST_TITLE, marks_of, opens_others, said_by
from graph.readers.layout.published import published_decision
from graph.wording.case_types import case_types
from graph.wording.closed_numbers import (
    HANDLED,
    closed_beside,
    closed_numbers,
    closed_of,
    closed_titled,
    closes_its_own,
    closes_rest,
    goes_on_closing,
    is_titled,
    tells_of_others,
)
from graph.wording.headings import DECISION
from graph.wording.item_numbers import IN_SENTENCE, LETTERED_ENTRY, NUMBER_LABEL, label, suffix
from graph.wording.openness import (
    Mark,
    closes_attachment,
    closes_from_here,
    closes_group,
    closes_minutes,
    has_letter_of_closed,
    line_mark,
    names_items,
    says_only_openness,
    speaks_of_closing,
    tail_mark,
    tells_of_doors,
    title_mark,
)
from graph.wording.openness_words import may_say

_NUMBER_ALONE = re.compile(rf"\W*(?:{NUMBER_LABEL})?\d{{0,4}}\W*", re.IGNORECASE)
_NUMBER_FIRST = re.compile(
    rf"\W*(?:(?i:{NUMBER_LABEL}))?(?P<number>{IN_SENTENCE})(?:\s?[.):–-])?\s+(?=[A-ZÆØÅ])"
)
_NUMBER_LISTED = re.compile(
    rf"\W{{0,6}}(?:(?i:{NUMBER_LABEL}))?(?P<number>{IN_SENTENCE})[\s.):|–-]{{1,8}}", re.IGNORECASE
)
_ENDS_CLOSED = re.compile(r"[\s|]\s*L(?:ukket|UKKET)(?:\s(?:punkt|sag|møde|PUNKT|SAG|MØDE))?$")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\d\.)\s+|(?<=\d\.)\s+(?![a-zæøå])")
# A title as short as this one says nothing of which item it is.
_TELLING = 6
_MOST_TITLE_LINES = 3
_LINES_OF_GROUP = 2
_SENTENCE = re.compile(r"\s*[A-ZÆØÅ]\S*\s+\S+\s+\S.*\.\s*\Z")  # and no rest of a title
_CELLS = re.compile(r"\t[^\t]*")
_LONGEST_SAYING = 60  # of a sentence that says no more than that an item is closed
# How alike an entry of the contents and its item's heading are at least.
_SAME = 0.8
# Reading again what is left must find no more; a text that goes on doing so is left at that.
_MOST_PASSES = 4


@dataclass(frozen=True)
class WithoutClosed:
    """A ``document`` without the words of its ``closed`` items, told by number, and its text ``laid_out``;
    ``left_out`` counts the characters, but for white space, of what they said beside title and numbers."""

    document: Document
    laid_out: LaidOut
    closed: frozenset[str]
    findings: tuple[Finding, ...]
    left_out: int


def without_closed(document: Document, profile: Profile) -> WithoutClosed:
    """Blank out all that closed items say, but for heading and case numbers."""
    findings: dict[tuple[object, ...], Finding] = {}
    text, left_out = document, document.left_out
    closed = frozenset(document.closed)
    laid_out = LaidOut(text, profile)
    for _ in range(_MOST_PASSES):
        found = _Finder(laid_out, closed)
        found.read()
        left_out += sum(
            len("".join(text.text[span.start : span.end].split())) for span in joined(text, found.beside)
        )
        findings |= {(one.code, one.message, one.lines): one for one in found.findings}
        again = text.without(span for span in found.blanked if span.start < span.end)
        again = replace(again, closed=closed | found.closed)
        settled = again.text == text.text and found.closed <= closed
        if again.text != text.text:
            laid_out = LaidOut(again, profile)
        text, closed = again, closed | found.closed
        if settled:
            break
    return WithoutClosed(text, laid_out, closed, tuple(findings.values()), left_out)


@dataclass
class _Block:
    """What is known of an item: why it is closed, whether that is sure, where it says it is open, and whether
    its heading and all below are words ``within`` the closed item in front of it."""

    block: Block
    reason: str = ""
    sure: bool = True
    opened: bool = False
    within: bool = False

    def close(self, reason: str, *, sure: bool) -> None:
        if not self.reason or (sure and not self.sure):
            self.reason, self.sure = reason, sure


@dataclass
class _Finder:
    """One reading of a document for what is closed in it, some items of which are ``known`` to be."""

    laid_out: LaidOut
    known: frozenset[str]
    blanked: list[Span] = field(default_factory=list)
    beside: list[Span] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    named: dict[tuple[int, int], frozenset[str] | None] = field(default_factory=dict)
    listed: set[int] = field(default_factory=set)

    def read(self) -> None:
        self.document, self.layout = self.laid_out.document, self.laid_out.layout
        self.entries = {entry.label: entry for entry in self.layout.contents}
        self.items = [_Block(block) for block in self.layout.blocks]
        self._from_headings()
        self._from_listed()
        self._from_lines()
        self._from_sentences()
        self._from_titles()
        self._within_closed()
        # Known to be closed by whatever says so of its number.
        lost = tuple(
            replace(entry, closed=True)
            for entry in self.layout.contents
            if (entry.closed or entry.label in self.closed) and entry.number not in self._headed()
        )
        for item, stretch in zip([None, *self.items], self.laid_out.stretches, strict=True):
            if lost and (self.layout.misplaced or not stretch.ordered):
                # Headings are out of order, so a closed item's text may stand behind any of them.
                stretch = replace(stretch, missing=lost, leavers=(0,), ordered=False)
            if item is None:
                self._before_the_first(stretch)
            elif item.within:
                self._blank_from(
                    min(p.start for p in (*item.block.above, item.block.heading)), item.block.span.end
                )
            elif item.reason:
                self._blank(item, self._published(item, stretch))
            else:
                self._lost_behind(item.block, stretch)
                self._closed_attachments(item.block)
        self._after_entries()
        self._above_behind_closed()
        self._below_any_heading()
        message = "Der står tekst under et lukket punkt; den er udeladt."
        for span in joined(self.document, self.beside):
            lines = self.document.line_numbers(span.start, span.end)
            self.findings.append(Finding("warning", "closed-item-text", message, lines))

    # Where an item is said to be closed.

    def _from_headings(self) -> None:
        """By its number's or title's mark, by the contents, or by what is known beforehand."""
        for item in self.items:
            block, entry = item.block, self.entries.get(item.block.label)
            if block.label in self.known:
                item.close("known", sure=True)
            heading = self.layout.printed(block.heading.lines[0])
            for mark in (
                block.mark,
                heading.mark if heading else None,
                title_mark(self._title_of(block)),
                title_mark(self._as_printed(entry)) if entry else None,
            ):
                if mark and mark.closed:
                    item.close("titlen kan forstås sådan", sure=mark.sure)
                item.opened = item.opened or bool(mark and not mark.closed)
            if any(map(has_letter_of_closed, [block.title.text, *([entry.title.text] if entry else [])])):
                item.close("bogstavet L ved titlen kan betyde lukket", sure=False)
            if not item.reason and (block.closed or (entry and entry.closed)):
                item.close("overskrift eller indholdsfortegnelse siger det", sure=True)

    def _from_listed(self) -> None:
        """By a line in front of the first item that has an item's number, or its title, and says that it is
        closed: an entry of contents in another form than the headings."""
        first = self.items[0].block.heading.start if self.items else 0
        titles = {_plain(item.block.title): item for item in self.items}
        labels = {item.block.label: item for item in self.items}
        for line in self.document.lines:
            if line.start >= first:
                break
            if len(line.text) > LONGEST_HEADING or not may_say(line.text):
                continue
            text = _without_page(line).strip(" .\t")
            number = _NUMBER_LISTED.match(text)
            title = text[number.end() :] if number else text
            closed = _ENDS_CLOSED.search(title)
            tail, mark = tail_mark(title), title_mark(title)
            if not (closed or (tail and tail[1].closed) or (mark and mark.closed)):
                continue
            end = closed.start() if closed else tail[0] if tail else len(title)
            item = labels.get(label(number["number"])) if number and title[:1].isupper() else None
            item = item or titles.get(folded(title[:end]).strip(" .:-–|"))
            if item:
                self.listed.add(line.number)
                item.close("en linje foran punkterne siger det", sure=False)

    def _title_of(self, block: Block) -> str:
        if block.opens is not None:
            return block.title.text
        heading = self.layout.printed(block.heading.lines[0])
        start = block.heading.start + (heading.start if heading else 0)
        return self.document.text[start : block.heading.end]

    def _as_printed(self, entry: Entry) -> str:
        """An entry as it is printed, with what stands in front of its title on the line."""
        line = self.document.line_numbers(entry.title.span.start, entry.title.span.start)[0]
        start = self.document.lines[line - 1].start
        return self.document.text[start : entry.title.span.end]

    def _from_lines(self) -> None:
        """By the lines in front of an item, below its heading and in its text, and by headings of several."""
        following = self._before_items()
        front: Mark | None = None
        for item, stretch in zip(self.items, self.laid_out.stretches[1:], strict=True):
            opening, rest = self._paragraphs(item.block)
            opening = [*item.block.above, *opening]
            in_front = self._in_front(item.block)
            self._below_named(item.block)
            marks = [mark for mark, p in self._marks_of_item(opening, opens=True) if p is not in_front]
            reopened = any(not mark.closed and mark.scope == "following" for mark in marks)
            reopened = reopened or (self._by_doors and any(map(_opens_doors, item.block.above)))
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
            above = item.block.above
            following = following or any(
                _heads_closed(p) or (self._by_doors and _shuts_doors(p)) for p in above
            )
            item.opened = item.opened or bool(front and not front.closed)
            listed = self._listed(item.block)
            told = [p for p in rest if p is not in_front and p.start not in listed]
            following = self._from_text(item, told, following=following)
            front, following = self._next(item, in_front, front, following=following)
            heading = title_mark(self._title_of(item.block))
            following = following or bool(heading and heading.closed and heading.scope == "following")
            closing = any(closes_rest(text) for text in self._texts(item.block))
            following = following or closing
            if closing and item is self.items[-1]:
                self._close_others(item)
            if following:
                self.closed |= {entry.label for entry in stretch.missing}

    def _close_others(self, last: _Block) -> None:
        """Of a rest that is told of behind all items nobody knows which it is."""
        for item in self.items:
            if item is not last:
                item.close("resten af punkterne er lukkede", sure=False)

    def _listed(self, block: Block) -> set[int]:
        """Where the paragraphs of a list of attachments start, whose entries say it each for itself."""
        if block.opens is None:
            return set()
        parts = split(block.paragraphs, case_types(), block.opens)
        return {p.start for part in parts if part.kind == "bilag" for p in part.paragraphs if _is_list(p)}

    def _from_text(self, item: _Block, rest: Sequence[Paragraph], *, following: bool) -> bool:
        """What the text below an item's opening says of it; whether those that follow are closed."""
        for mark, paragraph in self._marks_of_item(rest, opens=False):
            if mark.scope == "following":
                following = mark.closed
            if not mark.closed:
                continue
            if mark.scope == "following" or item.opened:
                # Another's: a heading of several, or a word below an item that has said that it is open.
                self._blank_from(paragraph.start, item.block.span.end)
            if not item.opened and not (
                mark.scope == "following" and self._heads_items(item.block, paragraph)
            ):
                item.close("det står i teksten", sure=False)
        return following

    def _marks_of_item(self, own: Sequence[Paragraph], *, opens: bool) -> Iterator[tuple[Mark, Paragraph]]:
        """What paragraphs say of the item in which they stand, and not of others that they name."""
        marks: dict[int, list[Mark]] = {}
        for mark, paragraph in marks_of(own, opens=opens):
            marks.setdefault(paragraph.start, []).append(mark)
        for paragraph in own:
            if self._named(paragraph) is None:
                yield from ((mark, paragraph) for mark in marks.get(paragraph.start, ()))
            if any(closes_its_own(text, opens) for text in _whole_lines(paragraph.lines)) or _begins_closed(
                paragraph
            ):
                yield Mark(closed=True, sure=False), paragraph

    def _closed_by(self, text: str) -> frozenset[str]:
        """The numbers of the items that sentences close."""
        return closed_of(text, self._numbers)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The numbers of the items and of the entries of the contents, by how they are printed."""
        items = {item.block.label: item.block.number for item in self.items}
        return {label: entry.number for label, entry in self.entries.items()} | items

    def _named(self, own: Paragraph) -> frozenset[str] | None:
        """The numbers of the items that a paragraph says are closed, if it says it of nothing else: these
        are closed by that (:meth:`_from_sentences`), and not those around it. A paragraph is asked it by what
        it says of its own item, of others and of those below."""
        place = own.start, own.end
        if place not in self.named:
            self.named[place] = self._named_in(own)
        return self.named[place]

    def _named_in(self, own: Paragraph) -> frozenset[str] | None:
        telling = [line for line in own.lines if self._closed_by(line.text) and HANDLED.search(line.text)]
        rest = tuple(line for line in own.lines if line not in telling)
        beside = (
            one for line in telling for one in _SENTENCE_END.split(line.text) if not self._closed_by(one)
        )
        if not telling or any(map(line_mark, beside)) or (rest and any(marks_of([Paragraph(rest)]))):
            return None
        return frozenset(number for line in telling for number in self._closed_by(line.text))

    def _below_named(self, block: Block) -> None:
        """Blank what stands below a sentence that closes an item which has no heading, or nothing but a title
        and numbers below that: it may be its words."""
        for own in block.paragraphs:
            if (named := self._named(own)) and named - self._worded:
                self._blank_from(own.start, block.span.end)

    @cached_property
    def _worded(self) -> frozenset[str]:
        """The items with words of their own, and those known to be closed, whose words are out already."""
        return self.known | {one.block.label for one in self.items if self._has_words(one.block)}

    def _has_words(self, block: Block) -> bool:
        """Whether an item has words beside its title, its numbers, and what says that it is closed."""
        filled = self.laid_out.numbers(block).filled
        return any(
            not (_NUMBER_ALONE.fullmatch(line.text) or LABELLED.match(line.text) or is_kle(line.text))
            for own in block.paragraphs
            if own not in filled and not heading_kind(own.lines[0]) and said_by(own) is None
            for line in own.lines
        )

    def _tells_of_items(self, text: str) -> bool:
        """Whether a line that could be the heading of a closed item is a sentence, with a verb, that closes
        items which have their headings elsewhere (`Punkt 1: Behandles på lukket møde`)."""
        named = self._closed_by(text) if HANDLED.search(text) else frozenset()
        if closes_its_own(text, False):
            return False
        return bool(named) and named <= {one.block.label for one in self.items}

    def _heads_items(self, block: Block, paragraph: Paragraph) -> bool:
        """Whether the heading of an item stands right below, if only one out of order."""
        at = block.paragraphs.index(paragraph) + 1
        return at == len(block.paragraphs) or self.layout.printed(block.paragraphs[at].lines[0]) is not None

    def _in_front(self, block: Block) -> Paragraph | None:
        """The last paragraph of an item, where it may be a word in front of the next one."""
        own = block.paragraphs
        if len(own) < 2 or heading_kind(own[-2].lines[0]):
            return None
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
        parts = split(block.paragraphs, case_types(), block.opens)
        listed = any(part.kind == "bilag" and own in part.paragraphs for part in parts)
        return not listed or heading.isupper() or names_items(heading)

    @cached_property
    def _by_doors(self) -> bool:
        """Whether the parts of the meeting are headed by whether the doors were open: one such heading stands
        in front of the first item."""
        first = self.items[0].block.above if self.items else ()
        return any(map(_opens_doors, (*self.layout.header, *self.layout.adrift, *first)))

    def _next(
        self, item: _Block, paragraph: Paragraph | None, front: Mark | None, *, following: bool
    ) -> tuple[Mark | None, bool]:
        """What a paragraph in front of the next item says of it, and whether those that follow are closed."""
        if paragraph is None:
            return None, following
        mark = said_by(paragraph)
        if mark is None:
            return None, True  # the heading of a group
        if mark.closed and self._by_doors and tells_of_doors(paragraph.text):
            return None, True
        if mark.scope == "following" or (mark.closed and paragraph.text.isupper()):
            return None, mark.closed
        if mark.closed and not item.opened and not (front and not front.closed):
            item.close("ordet står sidst i punktet", sure=False)
        if mark.closed and closes_from_here(paragraph.text):
            return None, True
        return mark, (following or _heads_closed(paragraph)) and mark.closed

    def _before_items(self) -> bool:
        """Whether a line of the head, or one between the contents and the first item, closes them all."""
        found = False
        for paragraph in (*self.layout.header, *self.layout.adrift):
            for line in paragraph.lines:
                if line.number in self.listed and not closes_minutes(line.text):
                    continue
                mark = line_mark(line.text) if len(line.text) <= LONGEST_HEADING else None
                told = tells_of_others(line.text, False) or closed_beside(line.text) is not None
                named = mark is not None or told
                title = None if named else title_mark(line.text.strip())
                if mark is None and title and title.closed and title.sure:
                    mark = title
                if mark is None and (closes_minutes(line.text) or closes_rest(line.text)):
                    mark = Mark(closed=True, sure=False, scope="following")
                if mark is None and len(paragraph.lines) == 1 and closes_group(line.text):
                    mark = Mark(closed=True, sure=False, scope="following")
                if mark is None and not self.items and _closes_a_row(line):
                    mark, title = Mark(closed=True, sure=False, scope="following"), None
                if mark is None:
                    continue
                opens = mark.scope == "following" or tells_of_doors(line.text) is not None
                found = mark.closed if mark.closed or opens else found
                if mark.closed and (not self.items or paragraph in self.layout.adrift):
                    end = self.items[0].block.span.start if self.items else len(self.document.text)
                    self._blank_from(line.end if mark.end or title else line.start, end)
        return found

    def _paragraphs(self, block: Block) -> tuple[list[Paragraph], list[Paragraph]]:
        """The paragraphs of an item up to its text proper, and the others, headings among them."""
        opening = [
            p
            for part in opening_parts(split(block.paragraphs, case_types(), block.opens))
            for p in part.paragraphs
        ]
        starts = {paragraph.start for paragraph in opening}
        return opening, [p for p in block.paragraphs if p.start not in starts]

    def _headed(self) -> set[int]:
        return {item.block.number for item in self.items}

    def _from_titles(self) -> None:
        """By the title of an item that is closed elsewhere; and headings out of place, with their text."""
        titles = {_plain(e.title) for e in self.layout.contents if e.closed}
        titles |= {_plain(i.block.title) for i in self.items if i.reason}
        titles = {title for title in titles if len(title) >= _TELLING}
        for item in self.items:
            if not item.reason and _plain(item.block.title) in titles:
                item.close("et lukket punkt har samme titel", sure=False)
        lost = {e.number for e in self.layout.contents if e.closed} - self._headed()
        named = {_plain(e.title) for e in self.layout.contents if e.number in lost}
        for paragraph in self.layout.misplaced:
            heading = self.layout.printed(paragraph.lines[0])
            if heading is None:
                continue
            mark = heading.mark or title_mark(heading.title)
            title = folded(heading.title).rstrip(".")
            if self._tells_of_items(paragraph.lines[0].text):
                continue
            if (mark and mark.closed) or title in titles or heading.number in lost:
                self._blank_from(paragraph.lines[0].end, self._end_at(paragraph))
        for item in self.items:
            for paragraph in item.block.paragraphs:
                if not item.reason and len(named) and folded(paragraph.text).rstrip(".") in named:
                    self._blank_from(paragraph.lines[0].end, item.block.span.end)

    def _from_sentences(self) -> None:
        """By a sentence anywhere in the document that names the numbers of closed items."""
        told = _whole_lines(self.document.lines)
        named = {number for text in told for number in self._closed_by(text)}
        for item in self.items:
            if named & {item.block.label, str(item.block.number)}:
                item.close("en sætning siger det om dets nummer", sure=False)
        titled = [one for text in told for one in closed_titled(text)]
        for item in self.items if titled else ():
            if any(is_titled(one, item.block.title.text) for one in titled):
                item.close("en sætning siger det om dets titel", sure=False)
        self.closed |= {
            one.label for one in self.entries.values() for said in titled if is_titled(said, one.title.text)
        }
        self.closed |= named & self.entries.keys()
        self._without_heading(named - {item.block.label for item in self.items})
        if any(closed_beside(text) is not None for text in told):
            self._closed_beside(told)

    def _without_heading(self, named: Collection[str]) -> None:
        """Blank what begins with the number of a closed item that is no heading in the form of the others."""
        for line in self.document.lines if named else ():
            number = _NUMBER_FIRST.match(line.text[:LONGEST_HEADING])
            if number and label(number["number"]) in named and not self._is_listed(line):
                self._blank_from(line.start, self._end_at(line))

    def _is_listed(self, line: Line) -> bool:
        return any(line.start <= entry.title.span.start <= line.end for entry in self.layout.contents)

    def _closed_beside(self, told: Sequence[str]) -> None:
        """By a sentence that closes the other items than the one it stands in and those it names; not one
        that says of itself that it is open."""
        kept = frozenset[str]().union(*(one for text in told if (one := closed_beside(text)) is not None))
        for item in self.items:
            own = self._texts(item.block)
            tells = any(closed_beside(text) == frozenset() and not closed_numbers(text) for text in own)
            if not (tells or item.opened or kept & {item.block.label, str(item.block.number)}):
                item.close("en sætning siger det om de øvrige punkter", sure=False)
        self.closed |= self.entries.keys() - kept - {item.block.label for item in self.items}

    def _texts(self, block: Block) -> list[str]:
        return _whole_lines([line for paragraph in block.paragraphs for line in paragraph.lines])

    def _within_closed(self) -> None:
        """What looks like an item that was put in behind a closed one (`2a`) is the words of that one, unless
        its heading or the contents tell of it themselves."""
        for before, item in pairwise(self.items):
            block = item.block
            if not (block.suffix and before.reason) or block.listed_open or block.label in self.known:
                continue
            mark = block.mark or title_mark(self._title_of(block))
            if not item.opened and not (mark and mark.closed and mark.sure):
                item.within = True
                item.close("det står under et lukket punkt", sure=False)

    def _end_at(self, place: Paragraph | Line) -> int:
        """Where the item begins that follows a place."""
        starts = (item.block.span.start for item in self.items if item.block.span.start > place.start)
        return next(starts, len(self.document.text))

    # What is taken out.

    def _blank_from(self, start: int, end: int) -> None:
        rest = self.document.trim(start, end)
        if rest.start < rest.end:
            self.blanked.append(Span(start, end))
            self.beside.append(rest)

    def _published(self, item: _Block, stretch: Stretch) -> HeadedSection | None:
        """This meeting's decision of a closed item, where the municipality publishes it itself and it is sure
        that the item is closed and that the words are its."""
        profile = self.laid_out.profile
        if not (profile.closed_decisions and item.sure) or stretch.loss:
            return None
        if self.layout.misplaced or not stretch.ordered:
            return None
        header = self.laid_out.header
        if not header.publishes_closed(profile):
            return None
        block = item.block
        filled = self.laid_out.numbers(block).filled
        parts = split((p for p in block.paragraphs if p not in filled), case_types(), block.opens)
        if any(any(marks_of(part.paragraphs)) for part in parts if part.kind == DECISION):
            return None
        return published_decision(self.document, parts, header, profile)

    def _blank(self, item: _Block, published: HeadedSection | None) -> None:
        """All of a closed item but its heading, its case numbers and what is ``published`` of it."""
        block = item.block
        self.closed.add(block.label)
        opening, _ = self._paragraphs(block)
        numbers = self.laid_out.numbers(block)
        own = opening[-1].end if opening else block.heading.end
        kept = [self._with_label(quote.span) for quote in numbers.cases if quote.span.end <= own]
        kept += [Span(p.start, p.end) for p in self.layout.tail]
        # What says no more than that it is closed, or opens what follows, has to be there when the text is
        # read again.
        kept += [Span(p.start, p.end) for p in opening if says_only_openness(p.text)]
        kept += [Span(p.start, p.end) for p in block.paragraphs if opens_others(p)]
        words = split((p for p in block.paragraphs if p not in numbers.filled), case_types(), block.opens)
        kept += [published.span] if published else []
        shown = published.paragraphs if published else []
        told = (
            p for part in words for p in part.paragraphs if p not in shown and not is_opening_words(p, block)
        )
        self.beside += [Span(p.start, p.end) for p in told]
        self.blanked += _outside(Span(_heading_end(block.heading), block.span.end), kept)
        # Of the lines above a heading what says that it is closed has to be there, too.
        above = [
            Span(p.start, p.end) for p in block.above if said_by(p) is None and not is_number_in_front(p.text)
        ]
        self.blanked += above
        self.beside += above
        if not item.sure and block.label not in self.known:
            message = f"Punkt {block.label} er for en sikkerheds skyld regnet for lukket: {item.reason}."
            self.findings.append(Finding("warning", "closed-in-doubt", message, block.lines))

    def _with_label(self, number: Span) -> Span:
        """A case number with its label, by which it is read again."""
        first, _ = self.document.line_numbers(number.start, number.end)
        start = self.document.lines[first - 1].start
        labelled = LABELLED.fullmatch(self.document.text[start : number.start].rstrip(" :."))
        return Span(start, number.end) if labelled else number

    def _above_behind_closed(self) -> None:
        """What stands right above the heading of an open item is its own, but behind a closed one it may be
        the last words of that: the names of its files. Numbers and what says that it is open stay."""
        for before, item in pairwise(self.items):
            if before.reason and not item.reason:
                for paragraph in item.block.above:
                    for line in paragraph.lines:
                        if not is_number_in_front(line.text) and line_mark(line.text) is None:
                            self._blank_from(line.start, line.end)

    def _below_any_heading(self) -> None:
        """A heading of a closed item closes what is below it wherever it stands, in the head, in an open item
        or out of order, up to the next heading of the document that opens one. A closed row of a list of
        attachments closes itself alone."""
        known = {line for entry in self.layout.contents for line in self._lines_of(entry.title.span)}
        known |= self.rows
        for item in self.items:
            known |= set(range(item.block.lines[0], item.block.lines[1] + 1)) if item.reason else set()
        for line in self.document.lines:
            below = below_closed_heading(line.text) if line.number not in known else None
            if below is not None and not self._tells_of_items(line.text):
                self._blank_from(line.start + below, self._end_at(line))

    def _lines_of(self, span: Span) -> range:
        first, last = self.document.line_numbers(span.start, span.end)
        return range(first, last + 1)

    def _lost_closed(self, stretch: Stretch) -> bool:
        return any(entry.closed or entry.label in self.closed for entry in stretch.missing)

    def _before_the_first(self, stretch: Stretch) -> None:
        if self._lost_closed(stretch):
            spans = [Span(paragraph.start, paragraph.end) for paragraph in self.layout.adrift]
            self.beside += spans
            self.blanked += spans

    def _lost_behind(self, block: Block, stretch: Stretch) -> None:
        """What may be a closed item's whose heading is lost, behind an open one."""
        if not self._lost_closed(stretch):
            return
        laid_out = self.laid_out
        numbers = laid_out.numbers(block)
        shares = read_block(self.document, block, numbers, laid_out.header, laid_out.profile, stretch)
        self.beside += [Span(p.start, p.end) for part in shares.after for p in part.paragraphs]
        self.blanked += [Span(shares.end, block.span.end)] if shares.end is not None else []

    def _closed_attachments(self, block: Block) -> None:
        """The entries of an open item's list of attachments that are marked as closed."""
        if block.opens is None:
            self._closed_titles(block)
            return
        for part in split(block.paragraphs, case_types(), block.opens):
            if part.kind == "bilag":
                found = list(closed_entries(part))
                self.blanked += found
                self.beside += found
                lines = (line for paragraph in part.paragraphs for line in paragraph.lines)
                self.rows |= {line.number for line in lines if is_row(line.text)}

    def _closed_titles(self, block: Block) -> None:
        """The entries of the list of attachments, in the classic form, whose title says it is closed: all
        their lines, for any may be the rest of the title."""
        for part in split(block.paragraphs, case_types()):
            if part.kind == "bilag":
                entries = entry_lines(part.paragraphs)
                found = [Span(one[0].start, one[-1].end) for one in entries if _is_closed_entry(one)]
                self.blanked += found
                self.beside += found

    def _after_entries(self) -> None:
        """An entry behind a closed one is one line of the contents, or as its item's heading says: other
        words in front of it may be what was written under the closed one."""
        closed = False
        for entry in self.layout.contents:
            first, last = self.document.line_numbers(entry.title.span.start, entry.title.span.end)
            if closed and last > first and not self._is_headed(entry):
                span = Span(entry.title.span.start, self.document.lines[last - 1].start - 1)
                self.blanked.append(span)
                self.beside.append(span)
            closed = entry.closed
            if closed:
                self._between_entries(entry)

    def _all_headed(self) -> bool:
        """Whether each closed entry of the contents has a heading of its number and title."""
        return all(self._is_headed(entry) for entry in self.layout.contents if entry.closed)

    def _is_headed(self, entry: Entry) -> bool:
        """Whether the heading of an entry's number is like it."""
        heading = self._titles.get(entry.number, "")
        return similar(heading, _plain(entry.title)) >= _SAME

    @cached_property
    def _titles(self) -> dict[int, str]:
        return {item.block.number: _plain(item.block.title) for item in self.items}

    def _between_entries(self, entry: Entry) -> None:
        """Words of no entry behind a closed one, up to the next entry or the first heading, may be what was
        written under it. Numbers of pages and items say nothing; what opens or closes has to stay, and who
        was at the meeting, where every closed item has a heading of its own further down."""
        line_of = self.document.line_numbers
        _, last = line_of(entry.title.span.start, entry.title.span.end)
        starts = [one.title.span.start for one in self.layout.contents]
        starts += [item.block.heading.start for item in self.items]
        behind = [start for start in starts if start > entry.title.span.end]
        until = line_of(min(behind), min(behind))[0] - 1 if behind else last
        listed = {item.block.label for item in self.items if item.block.listed_open}
        between = self.document.lines[last:until]
        # Behind the last entry alone, with nothing else behind it, and where each closed one has its heading.
        people = self.layout.contents[-1] is entry and self._all_headed() and _is_list_of_people(between)
        for line in between:
            inserted = LETTERED_ENTRY.match(line.text[:LONGEST_HEADING])
            if inserted and inserted["number"] + suffix(inserted) in listed:
                continue
            if (
                not people
                and not _NUMBER_ALONE.fullmatch(line.text)
                and line_mark(line.text) is None
                and tells_of_doors(line.text) is None
                and not is_kle(line.text)
            ):
                self.blanked.append(Span(line.start, line.end))
                self.beside.append(Span(line.start, line.end))


def _plain(title: Quote) -> str:
    """A title as titles are compared."""
    return folded(title.text).rstrip(".")


def _begins_closed(paragraph: Paragraph) -> bool:
    """Whether the first sentence of a paragraph says no more than that the item is closed (`Lukket. ...`)."""
    first, *others = _SENTENCE_END.split(paragraph.text[: 2 * _LONGEST_SAYING], maxsplit=1)
    mark = line_mark(first) if others and len(first) <= _LONGEST_SAYING else None
    return mark is not None and mark.closed and not mark.end


def _heads_closed(own: Paragraph) -> bool:
    """Whether a paragraph of one line is the heading of closed items, by what they are or by the doors."""
    return len(own.lines) == 1 and (closes_group(own.text) or _shuts_doors(own))


def _closes_a_row(line: Line) -> bool:
    """Whether a cell of a row closes an item, where the items are rows of a table."""
    cells = CELL.split(line.text) if may_say(line.text) else []
    marks = (title_mark(cell.strip()) for cell in cells if len(cell) <= LONGEST_HEADING)
    return len(cells) > 1 and any(mark is not None and mark.closed for mark in marks)


def _doors(own: Paragraph) -> set[bool]:
    """What the lines of a paragraph say of the doors to what follows: whether they are closed."""
    marks = (tells_of_doors(_without_page(line)) for line in own.lines)
    return {mark.closed for mark in marks if mark is not None}


def _opens_doors(own: Paragraph) -> bool:
    return False in _doors(own)


def _shuts_doors(own: Paragraph) -> bool:
    return True in _doors(own)


def _without_page(line: Line) -> str:
    page = ends_entry(line)
    return line.text[: page.start()] if page else line.text


def _is_list_of_people(lines: Sequence[Line]) -> bool:
    """Whether lines are who was at the meeting, behind a label, and nothing else."""
    filled = [line for line in lines if not line.blank]
    return bool(filled) and tells_people(filled[0]) and all(map(only_people, filled))


def _heading_end(heading: Paragraph) -> int:
    """Where the heading of a closed item ends: before a line or a cell that may be the item's words, and
    behind its first line, where it is longer than any title."""
    first, *others = heading.lines
    cells = [
        cell
        for cell in _CELLS.finditer(first.text)
        if cell.start() and not _NUMBER_ALONE.fullmatch(first.text[: cell.start()])
    ]
    words = next((cell for cell in cells if not says_only_openness(cell[0])), None)
    if words:
        return first.start + words.start()
    is_title = len(heading.lines) <= _MOST_TITLE_LINES and heading.end - heading.start <= LONGEST_TITLE
    if not is_title:
        return first.end
    sentence = next((at for at, line in enumerate(others) if _SENTENCE.match(line.text)), None)
    return heading.end if sentence is None else heading.lines[sentence].end


def _whole_lines(lines: Sequence[Line]) -> list[str]:
    """Lines, with those that go on in small letters, being the rest of the sentence above them, or that say
    the same of more items."""
    told: list[str] = []
    for line in lines:
        text = line.text.lstrip()
        again = text[:1].islower() or goes_on_closing(text[:LONGEST_HEADING])
        goes_on = told and 0 < len(told[-1]) < LONGEST_HEADING and again
        told[-1:] = [f"{told[-1]} {line.text.strip()}"] if goes_on else [*told[-1:], line.text.strip()]
    return told


def _is_closed_entry(lines: Sequence[Line]) -> bool:
    titles = [" ".join(one.text.strip() for one in lines), *(one.text.strip() for one in lines)]
    return any(len(title) <= LONGEST_HEADING and closes_attachment(title) for title in titles)


def _is_list(paragraph: Paragraph) -> bool:
    return any(is_marked_entry(line.text) for line in paragraph.lines)


def speaking_titles(items: Sequence[tuple[str, tuple[int, int]]]) -> Iterator[Finding]:
    """A finding for each open item whose title, with its lines, begins with a word that closes."""
    for title, lines in items:
        if speaks_of_closing(title):
            message = f"Titlen »{title[:80]}« begynder med et ord, der kan lukke et punkt; punktet er åbent."
            yield Finding("warning", "closing-word-in-title", message, lines)


def _outside(whole: Span, kept: Sequence[Span]) -> list[Span]:
    """The stretches of a span that lie outside the kept ones, of which some may lie beyond it."""
    spans, start = [], whole.start
    for span in sorted(one for one in kept if one.start < whole.end):
        spans.append(Span(start, max(start, span.start)))
        start = max(start, span.end)
    return [*spans, Span(start, max(start, whole.end))]


def joined(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those with only white space between them made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not document.text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
