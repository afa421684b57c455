"""A minutes file, plain text or PDF, as numbered lines with character offsets.

Offsets count the characters of :attr:`Document.text`, in which a line end is one character, as
RFC 5147 section 2.1.1 counts them; that text is what is served, so a span can be checked by anyone.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from graph.minutes.blocks import Block, TableBlock, blocks
from graph.minutes.characters import CAPITALS
from graph.minutes.model import Finding, Quote, Span
from graph.minutes.outline import Outline

ILLEGIBLE = "[ulæseligt]"
"""Stands for words of a scan that cannot be read; what depends on them is in doubt."""

_MARKUP = re.compile(r"\*\*|</?\w{1,6}>|^[*_#\s]+|[*_\s]+$")


_UNFINISHED = re.compile(
    r"(?:[,-]|(?<![^\W_])(?:at|og|i|på|af|til|for|med|den|det|de|en|et|som|der|om|fra|ved|eller|samt|hos|under|over"
    r"|efter|inden|mellem|mod|er|skal|kan|vil|har|blev|bliver|herunder|idet|både|enten|end|men|hvor|hvis|når|via|vedr"
    r"|pr|jf|ca)\.?)$",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """A line without the markup that some files carry (`**`, `<u>`)."""
    at_ends = text[:1], text[-1:]
    marked = (
        "*" in text or "<" in text or text[:1] == "#" or any(end == "_" or end.isspace() for end in at_ends)
    )
    return _MARKUP.sub("", text) if marked else text


def unfinished(text: str) -> bool:
    """Whether words break off: they end in a comma, a hyphen or a word that nothing ends with."""
    return _UNFINISHED.search(text[-20:].rstrip()) is not None


_WRAPPED_AT_HYPHEN = re.compile(rf"(?<=[^\W\d_]-)[ \t]*\n\s*(?=[{CAPITALS}])")
_LIST_MARK = re.compile(r"(?:-\s*)?(?:\d{1,2}[.)]|[-•*–])\s")


class Line(NamedTuple):
    """One line: 1-based number, offset of its first character, its text without the line end."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines that are not blank, at least one."""

    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def text(self) -> str:
        """The lines as one, white space squeezed."""
        return one_line("\n".join(line.text for line in self.lines))


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text."""
    start = 0
    for number, words in enumerate(text.split("\n"), start=1):
        yield Line(number, start, words)
        start += len(words) + 1


def lines_at(text: str, span: Span) -> tuple[int, int]:
    """The first and the last line, from 1, that a span of a text is on."""
    first = text.count("\n", 0, span.start) + 1
    return first, first + text.count("\n", span.start, span.end)


def one_line(text: str) -> str:
    """The words with one space between them; a double name that is wrapped at its hyphen is one word."""
    return " ".join((_WRAPPED_AT_HYPHEN.sub("", text) if "\n" in text else text).split())


def prose(text: str, rows: Collection[int]) -> str:
    """Text with its paragraphs apart by a blank line and wrapped lines joined; the lines that begin at
    ``rows``, those of a table, stay as they are printed.

    A page break leaves a blank line in the middle of a sentence; where a paragraph ends without a
    stop and the next goes on in lower case, the two are one.
    """
    made: list[str] = []
    for paragraph in paragraphs(lines_of(text)):
        lines: list[str] = []
        in_table = False
        for line in paragraph.lines:
            row = line.start in rows
            joined = line.text.rstrip() if row else " ".join(line.text.split())
            if lines and not row and not in_table and not _LIST_MARK.match(joined):
                lines[-1] = f"{lines[-1]} {joined}"
            else:
                lines.append(joined)
            in_table = row
        words = "\n".join(lines)
        if made and words[:1].islower() and re.search(r"[\w,]$", made[-1][-2:]):
            made[-1] = f"{made[-1]} {words}"
        else:
            made.append(words)
    return "\n\n".join(made)


# Cells are apart by a tab or by blanks, or numbers at the end of their line.
_MAY_BE_ROW = re.compile(r"\t|  |[\d%][^\S\n]*(?:\n|\Z)")


def _as_rendered(text: str) -> str:
    """Text of which each line is one, for nothing was wrapped when it was rendered: lists keep their levels
    and tables their columns."""
    return re.sub(r"\n\s*\n", "\n\n", re.sub(r"[^\S\n]+$", "", text, flags=re.MULTILINE))


@dataclass(frozen=True)
class Document:
    """A text to be read: ``source`` is the file's name, ``findings`` what was odd in its bytes.

    ``pages`` are the offsets at which the pages of a PDF begin; there are none in a text file. ``lost`` are
    the numbers of those that are pictures, of which no text is known, ``recognised`` those of pictures whose
    text is what the program ``recogniser`` makes of them. ``closed`` are the numbers of items
    that are known to be closed whatever the text says: in a text that was served the words that say so are
    blanked out; ``left_out`` counts the characters that were. ``reader`` is the name of the reader that knew
    the file, empty when none did. ``outline`` is what the source itself tells of where things stand, ``None``
    where the text alone says so. A file that could not be read has an empty text and a finding of severity
    ``violation``.
    """

    source: str
    text: str
    findings: tuple[Finding, ...] = ()
    pages: tuple[int, ...] = ()
    closed: frozenset[str] = frozenset()
    left_out: int = 0
    lost: tuple[int, ...] = ()
    reader: str = ""
    recognised: tuple[int, ...] = ()
    recogniser: str = ""
    outline: Outline | None = None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(lines_of(self.text))

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def quote(self, start: int, end: int) -> Quote:
        """What stands in [start, end), white space at both ends left off, on one line."""
        span = self.trim(start, end)
        return Quote(one_line(self.text[span.start : span.end]), span)

    def prose(self, start: int, end: int) -> Quote:
        """As :meth:`quote`, but with paragraphs kept apart."""
        span = self.trim(start, end)
        text = self.text[span.start : span.end]
        return Quote(
            prose(text, self._rows_of_tables(span)) if self.outline is None else _as_rendered(text), span
        )

    def blocks(self, span: Span) -> Sequence[Block]:
        """The blocks of a stretch: paragraphs, lists and tables. They are read once, though what is shown of
        it and the amounts in it both ask for them."""
        if span not in self._blocks:
            self._blocks[span] = blocks(self.text, span.start, span.end)
        return self._blocks[span]

    @cached_property
    def _blocks(self) -> dict[Span, Sequence[Block]]:
        return {}

    def _rows_of_tables(self, span: Span) -> Collection[int]:
        """Where in a stretch the lines begin that are rows of a table with cells."""
        if not _MAY_BE_ROW.search(self.text, span.start, span.end):
            return ()
        starts: set[int] = set()
        for block in self.blocks(span):
            if isinstance(block, TableBlock):
                at = self.text.rfind("\n", span.start, block.span.start) + 1 or span.start
                while at <= block.span.end:
                    starts.add(at - span.start)
                    at = self.text.find("\n", at, span.end) + 1 or span.end + 1
        return starts

    def trim(self, start: int, end: int) -> Span:
        """The span without white space at its ends; never turned around."""
        text = self.text
        if 0 <= start < end <= len(text) and not (text[start].isspace() or text[end - 1].isspace()):
            return Span(start, end)
        part = text[start:end]
        stripped = part.strip()
        if not stripped:
            return Span(start, start)
        first = start + len(part) - len(part.lstrip())
        return Span(first, first + len(stripped))

    def line_numbers(self, start: int, end: int) -> tuple[int, int]:
        """First and last line (from 1) that the span [start, end) touches."""
        return bisect_right(self._starts, start), bisect_right(self._starts, max(start, end - 1))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def page(self, offset: int) -> int | None:
        """The number of the page (from 1) on which the character at ``offset`` stands, in a PDF."""
        return bisect_right(self.pages, offset) or None

    def joined(self, spans: Iterable[Span]) -> list[Span]:
        """The spans in order, those with only white space between them made one."""
        joined: list[Span] = []
        for span in sorted(spans):
            if joined and not self.text[joined[-1].end : span.start].strip():
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
            else:
                joined.append(span)
        return joined

    def without(self, spans: Iterable[Span], closed: frozenset[str] | None = None) -> "Document":
        """The same document with the words of the spans blanked out, and perhaps with other items ``closed``;
        every offset stays true, and every other line the same."""
        blanked: list[Span] = []
        kept, position = [], 0
        for span in sorted(spans):
            start = max(span.start, position)
            kept += [self.text[position:start], re.sub(r"[^\n]", " ", self.text[start : span.end])]
            blanked += [Span(start, span.end)] if start < span.end else []
            position = max(position, span.end)
        if not kept and closed in (None, self.closed):
            return self
        text = "".join(kept) + self.text[position:]
        again = replace(self, text=text, closed=self.closed if closed is None else closed)
        vars(again)["lines"] = tuple(self._lines_in(text, blanked))
        return again

    def _lines_in(self, text: str, changed: Iterable[Span]) -> list[Line]:
        """The lines of a text that is this one but for some spans, in which line ends stay."""
        lines = [*self.lines]
        for span in changed:
            first, last = self.line_numbers(span.start, span.end)
            for line in self.lines[first - 1 : last]:
                lines[line.number - 1] = Line(line.number, line.start, text[line.start : line.end])
        return lines


def paragraphs(lines: Iterable[Line]) -> list[Paragraph]:
    """The runs of lines that are not blank."""
    found: list[Paragraph] = []
    run: list[Line] = []
    for line in lines:
        if line.blank:
            if run:
                found.append(Paragraph(tuple(run)))
            run = []
        else:
            run.append(line)
    if run:
        found.append(Paragraph(tuple(run)))
    return found
