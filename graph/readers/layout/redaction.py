"""The text of a document without the words of its closed items.

Of a closed item stay its heading, its case numbers and what says that it is closed, so that the text says the
same when it is read again; what else was written there, or may have been, is left out with a finding.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import Finding, Span
from graph.minutes.section import HeadedSection
from graph.municipality.profile import Profile
from graph.readers.layout.attachment_list import closed_entries, is_row, item_of_entry
from graph.readers.layout.closed_items import ClosedItems
from graph.readers.layout.contents import Entry, similar
from graph.readers.layout.fields import entry_lines
from graph.readers.layout.item import is_opening_words
from graph.readers.layout.item_openness import ItemOpenness, plain_title
from graph.readers.layout.laid_out import LaidOut
from graph.readers.layout.layout import Block, Layout, split
from graph.readers.layout.lines import (
    LABELLED,
    LONGEST_HEADING,
    below_closed_heading,
    is_bare_number,
    is_kle,
    is_number_in_front,
)
from graph.readers.layout.lost_pages import Stretch, read_block
from graph.readers.layout.paragraph_marks import LONGEST_TITLE, marks_of, opens_others, said_by, states_listed
from graph.readers.layout.participants import only_people, tells_people
from graph.readers.layout.published import published_decision
from graph.wording.case_types import case_types
from graph.wording.headings import DECISION
from graph.wording.item_numbers import LETTERED_ENTRY, suffix
from graph.wording.openness import (
    closes_attachment,
    first_sentence,
    heads_closed_attachments,
    heads_closed_words,
    line_mark,
    names_closed_attachments,
    says_only_openness,
    sentence_mark,
    tells_of_doors,
)

# How alike an entry of the contents and its item's heading are at least.
_SAME = 0.8
# Reading again what is left must find no more; a text that goes on doing so is left at that.
_MOST_PASSES = 4
_MOST_TITLE_LINES = 3
_SENTENCE = re.compile(r"\s*[A-ZÆØÅ]\S*\s+\S+\s+\S.*\.\s*\Z")  # and no rest of a title
_CELLS = re.compile(r"\t[^\t]*")


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
        redaction = _Redaction(ClosedItems(laid_out, closed))
        left_out += sum(
            len("".join(text.text[span.start : span.end].split())) for span in text.joined(redaction.beside)
        )
        findings |= {(one.code, one.message, one.lines): one for one in redaction.findings}
        blanked = (span for span in redaction.blanked if span.start < span.end)
        again = text.without(blanked, closed=closed | redaction.closed)
        settled = again.text == text.text and redaction.closed <= closed
        if again.text != text.text:
            laid_out = laid_out.of(again)
        text, closed = again, closed | redaction.closed
        if settled:
            break
    return WithoutClosed(text, laid_out, closed, tuple(findings.values()), left_out)


@dataclass
class _Redaction:
    """What has to be ``blanked`` of a text for the closed items ``found`` in it, and what of that are words
    ``beside`` titles and numbers; ``closed`` are the numbers of the closed items."""

    found: ClosedItems
    laid_out: LaidOut = field(init=False)
    document: Document = field(init=False)
    layout: Layout = field(init=False)
    closed: set[str] = field(init=False)
    blanked: list[Span] = field(default_factory=list)
    beside: list[Span] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.laid_out, self.closed = self.found.laid_out, set(self.found.labels)
        self.document, self.layout = self.laid_out.document, self.laid_out.layout
        for span in self.found.elsewhere:
            self._blank_from(span.start, span.end)
        lost = self.found.entries_without_heading()
        for item, stretch in zip([None, *self.found.items], self.laid_out.stretches, strict=True):
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
        for span in self.document.joined(self.beside):
            lines = self.document.line_numbers(span.start, span.end)
            self.findings.append(Finding("warning", "closed-item-text", message, lines))

    def _blank_from(self, start: int, end: int) -> None:
        rest = self.document.trim(start, end)
        if rest.start < rest.end:
            self.blanked.append(Span(start, end))
            self.beside.append(rest)

    def _published(self, item: ItemOpenness, stretch: Stretch) -> HeadedSection | None:
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

    def _blank(self, item: ItemOpenness, published: HeadedSection | None) -> None:
        """All of a closed item but its heading, its case numbers and what is ``published`` of it."""
        block = item.block
        self.closed.add(block.label)
        opening, _ = self.found.paragraphs(block)
        numbers = self.laid_out.numbers(block)
        own = opening[-1].end if opening else block.heading.end
        kept = [self._with_label(quote.span) for quote in numbers.cases if quote.span.end <= own]
        kept += [Span(p.start, p.end) for p in (*self.layout.tail, *self.layout.chapters)]
        # What says no more than that it is closed, or opens what follows, has to be there when the text is
        # read again.
        kept += [Span(p.start, p.end) for p in opening if says_only_openness(p.text)]
        kept += [Span(p.start, p.end) for p in block.paragraphs if opens_others(p)]
        kept += self._opening_doors(block)
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
            Span(p.start, p.end)
            for p in block.above
            if said_by(p) is None
            and not is_number_in_front(p.text)
            and p.lines[0].number not in self._chapters
        ]
        self.blanked += above
        self.beside += above
        if not item.sure and block.label not in self.found.known:
            message = f"Punkt {block.label} er for en sikkerheds skyld regnet for lukket: {item.reason}."
            self.findings.append(Finding("warning", "closed-in-doubt", message, block.lines))

    def _opening_doors(self, block: Block) -> list[Span]:
        """What opens the doors to the items below, last in an item."""
        last = block.paragraphs[-1].lines[-1] if block.paragraphs else None
        return [Span(last.start, last.end)] if last and self.found.opens_doors(last) else []

    def _with_label(self, number: Span) -> Span:
        """A case number with its label, by which it is read again."""
        first, _ = self.document.line_numbers(number.start, number.end)
        start = self.document.lines[first - 1].start
        labelled = LABELLED.fullmatch(self.document.text[start : number.start].rstrip(" :."))
        return Span(start, number.end) if labelled else number

    def _above_behind_closed(self) -> None:
        """What stands right above the heading of an open item is its own, but behind a closed one it may be
        the last words of that: the names of its files. Numbers and what says that it is open stay."""
        for before, item in pairwise(self.found.items):
            if before.reason and not item.reason:
                for paragraph in item.block.above:
                    for line in paragraph.lines:
                        kept = is_number_in_front(line.text) or line_mark(line.text) is not None
                        kept = kept or line.number in self._chapters
                        if not kept and not self.found.opens_doors(line):
                            self._blank_from(line.start, line.end)

    def _below_any_heading(self) -> None:
        """A heading of a closed item closes what is below it wherever it stands, in the head, in an open item
        or out of order, up to the next heading of the document that opens one. A closed row of a list of
        attachments closes itself alone."""
        known = {line for entry in self.layout.contents for line in self._lines_of(entry.title.span)}
        known |= self.rows | self._chapters
        for item in self.found.items:
            known |= states_listed(item.block.paragraphs)
            known |= set(range(item.block.lines[0], item.block.lines[1] + 1)) if item.reason else set()
        for line in self.document.lines:
            below = below_closed_heading(line.text) if line.number not in known else None
            if below is not None and not self.found.tells_of_items(line.text):
                self._blank_from(line.start + below, self.found.end_at(line))

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
        """The entries of an open item's list of attachments that are marked as closed, and what stands below
        a heading of closed ones, or of closed words, in any other section."""
        for part in split(block.paragraphs, case_types(), block.opens):
            if part.kind != "bilag":
                found = list(_below_head_of_closed(part))
            else:
                found = list(self._entries_of_closed(part))
            self.blanked += found
            self.beside += found
        if block.opens is None:
            self._closed_titles(block)
            return
        for part in self.laid_out.parts(block):
            if part.kind == "bilag":
                found = list(closed_entries(part))
                self.blanked += found
                self.beside += found
                lines = (line for paragraph in part.paragraphs for line in paragraph.lines)
                self.rows |= {line.number for line in lines if is_row(line.text)}

    def _entries_of_closed(self, part: HeadedSection) -> Iterator[Span]:
        """The lines of a list of the whole meeting's attachments from an entry that names a closed item to
        the next one that names an item."""
        of = None
        for line in (line for paragraph in part.paragraphs for line in paragraph.lines):
            of = item_of_entry(line.text) or of
            if of in self.closed:
                yield Span(line.start, line.end)

    def _closed_titles(self, block: Block) -> None:
        """The entries of the list of attachments, in the classic form, whose title says it is closed: all
        their lines, for any may be the rest of the title."""
        for part in self.laid_out.parts(block):
            if part.kind == "bilag":
                entries = list(entry_lines(part.paragraphs))
                headed = (n for n, one in enumerate(entries) if heads_closed_attachments(one[0].text))
                first = next(headed, len(entries))
                closed = [one for n, one in enumerate(entries) if n >= first or _is_closed_entry(one)]
                found = [Span(one[0].start, one[-1].end) for one in closed]
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
        return similar(heading, plain_title(entry.title)) >= _SAME

    @cached_property
    def _titles(self) -> dict[int, str]:
        return {item.block.number: plain_title(item.block.title) for item in self.found.items}

    @cached_property
    def _chapters(self) -> set[int]:
        """The lines that head several items, in the contents and in front of these."""
        return {line.number for heading in self.layout.chapters for line in heading.lines}

    def _between_entries(self, entry: Entry) -> None:
        """Words of no entry behind a closed one, up to the next entry or the first heading, may be what was
        written under it. Numbers of pages and items say nothing; what opens or closes has to stay, and who
        was at the meeting, where every closed item has a heading of its own further down."""
        line_of = self.document.line_numbers
        _, last = line_of(entry.title.span.start, entry.title.span.end)
        starts = [one.title.span.start for one in self.layout.contents]
        starts += [item.block.heading.start for item in self.found.items]
        behind = [start for start in starts if start > entry.title.span.end]
        until = line_of(min(behind), min(behind))[0] - 1 if behind else last
        listed = {item.block.label for item in self.found.items if item.block.listed_open}
        between = self.document.lines[last:until]
        # Behind the last entry alone, with nothing else behind it, and where each closed one has its heading.
        people = self.layout.contents[-1] is entry and self._all_headed() and _is_list_of_people(between)
        for line in between:
            if line.number in self._chapters:
                continue
            inserted = LETTERED_ENTRY.match(line.text[:LONGEST_HEADING])
            if inserted and inserted["number"] + suffix(inserted) in listed:
                continue
            if (
                not people
                and not is_bare_number(line.text)
                and line_mark(line.text) is None
                and tells_of_doors(line.text) is None
                and not is_kle(line.text)
            ):
                self.blanked.append(Span(line.start, line.end))
                self.beside.append(Span(line.start, line.end))


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
        if cell.start() and not is_bare_number(first.text[: cell.start()])
    ]
    words = next((cell for cell in cells if not says_only_openness(cell[0])), None)
    if words:
        return first.start + words.start()
    is_title = len(heading.lines) <= _MOST_TITLE_LINES and heading.end - heading.start <= LONGEST_TITLE
    if not is_title:
        return first.end
    sentence = next((at for at, line in enumerate(others) if _SENTENCE.match(line.text)), None)
    if sentence is None:
        return heading.end
    told = others[sentence]
    if not sentence and (mark := line_mark(told.text)) and mark.closed and mark.sure and mark.end:
        # Below the number alone stand what closes the item and its title, or a sentence: the number goes
        # with the first.
        return told.start + len(told.text[: mark.end].rstrip())
    closing = first_sentence(told.text) if sentence_mark(told.text) else ""
    return told.start + len(closing) if closing else heading.lines[sentence].end


def _below_head_of_closed(part: HeadedSection) -> Iterator[Span]:
    """What stands in a section from a heading of closed attachments or words on, or behind one in its
    paragraph."""
    for paragraph in part.paragraphs:
        for line in paragraph.lines:
            if heads_closed_words(line.text):
                yield Span(line.start, part.paragraphs[-1].end)
                return
            if names_closed_attachments(line.text):
                yield Span(line.start, paragraph.end)
                break


def _is_closed_entry(lines: Sequence[Line]) -> bool:
    titles = [" ".join(one.text.strip() for one in lines), *(one.text.strip() for one in lines)]
    return any(len(title) <= LONGEST_HEADING and closes_attachment(title) for title in titles)


def _outside(whole: Span, kept: Sequence[Span]) -> list[Span]:
    """The stretches of a span that lie outside the kept ones, of which some may lie beyond it."""
    spans, start = [], whole.start
    for span in sorted(one for one in kept if one.start < whole.end):
        spans.append(Span(start, max(start, span.start)))
        start = max(start, span.end)
    return [*spans, Span(start, max(start, whole.end))]
