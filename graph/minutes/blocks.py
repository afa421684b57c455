"""What a stretch of text is to its reader: paragraphs, lists and tables, each by where its parts stand.

Rows of a table are lines with tabs, or lines whose words stand in columns apart by spaces; entries of a list
begin with a bullet, a number or a letter. Nothing is changed and nothing is left out: a block is told in
offsets. Takes time linear in the length of the text.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.minutes.dates import MONTHS
from graph.minutes.model import Span


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """A paragraph, by its lines."""

    lines: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The whole of it."""
        return Span(self.lines[0].start, self.lines[-1].end)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its ``mark`` as printed, its lines without it, and how deep it lies (0 outermost).
    ``ordered`` says that the mark counts."""

    mark: Span
    lines: tuple[Span, ...]
    depth: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of one entry or more."""

    entries: tuple[Entry, ...]

    @property
    def span(self) -> Span:
        """The whole of it."""
        return Span(self.entries[0].mark.start, self.entries[-1].lines[-1].end)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of two rows or more, by its cells; one that stands alone in its row goes across. ``header``
    says that the first row names the columns, ``numbers`` which columns hold numbers."""

    rows: tuple[tuple[Span, ...], ...]
    header: bool
    numbers: tuple[bool, ...]
    span: Span

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.numbers)


Block = ProseBlock | ListBlock | TableBlock

# Markup that some files carry and that no reader is to see.
_TAGS = (
    r"(?:<|&lt;)/?(?:u|b|i|em|strong|p|br|span|sup|sub|s|strike|small|big|font|div|ul|ol|li|a|h[1-6]|tt|center|mark)"
    r"(?:\s[^<>\n]{0,300}?)?/?(?:>|&gt;)"
)
_ENTITY = r"&(?:[A-Za-z]{2,8}|\#\d{2,5}|\#[xX][0-9A-Fa-f]{2,5});"
_MARKUP = re.compile(rf"(?P<tag>{_TAGS})|{_ENTITY}|(?<!\w)\*\*(?=\S)|(?<=\S)\*\*(?!\w)", re.IGNORECASE)


def shown(text: str, start: int = 0, end: int | None = None) -> str:
    """The words between two offsets as their reader sees them: tags and `**` off, `&nbsp;` a space."""
    return _MARKUP.sub(_meant, text[start:end])


def _meant(markup: re.Match[str]) -> str:
    if markup["tag"] or markup[0] == "**":
        return " " if markup[0].lower().endswith(("br>", "br/>", "br />")) else ""
    meant = html.unescape(markup[0])
    if meant == markup[0]:  # a name that HTML does not have
        return meant
    return " " if meant.isspace() else meant if meant.isprintable() else ""


_BULLET = "[-–•*▪·‣]"
_ENTRY = re.compile(
    rf"[ \t]*+(?P<mark>(?:{_BULLET}[ \t]*+)?(?:\(?(?P<number>\d{{1,2}})[.)]|\(?(?P<letter>[A-Za-zæøå])\))"
    rf"|{_BULLET}(?P<inner>[ \t]++o(?=[ \t]))?|(?P<round>o))[ \t]++(?=\S)"
)
# `1. oktober` opens a sentence.
_ORDINAL = re.compile(rf"[ \t]*+\d{{1,2}}\.[ \t]++(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_LONGEST_ROW = 400
_DEEPEST = 6
_BULLETED = "bullet"

_UNIT = r"(?:t\.?\s?kr\.?|mio\.?(?:\s?kr\.?)?|mia\.?(?:\s?kr\.?)?|kr\.?|kroner|dkk|%|pct\.?)"
_NUMBER = re.compile(
    rf"(?:ca\.\s?)?[-–+(]?\s?(?:kr\.?\s?)?\d[\d.\s]{{0,20}}(?:,\d{{1,4}})?(?:,-)?\s?{_UNIT}?\)?",
    re.IGNORECASE,
)
# A cell that says in what the others are: `(t.kr.)`, `Hele 1.000 kr.`
_TELLS_UNIT = re.compile(
    rf"\(?\s?(?:(?:alle\s)?(?:tal|beløb)\s|hele\s|i\s){{0,3}}(?:1[. ]?000\s?)?{_UNIT}\s?\)?", re.IGNORECASE
)
_NOTHING = re.compile(r"[-–—.*/\s]*")
_YEAR = re.compile(
    r"(?:(?:budget|regnskab|overslag|forbrug|B|R|BO|BF)\s?)?(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?"
    r"(?:\s(?:og\s)?(?:frem|fremad|følgende|ff\.?))?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Level:
    """A list in the making: how far in its entries stand, and what marks them."""

    indent: int
    kind: str


@dataclass(slots=True)
class _Making:
    """Blocks in the making."""

    found: list[Block] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)

    def end_paragraph(self) -> None:
        if self.lines:
            self.found.append(ProseBlock(tuple(self.lines)))
            self.lines = []


def blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks between two offsets, in their order; blank lines stand between them, if anything."""
    lines = list(_lines(text, start, len(text) if end is None else end))
    made = _Making()
    at = no_columns_before = 0
    while at < len(lines):
        if lines[at].start == lines[at].end:
            made.end_paragraph()
            at += 1
            continue
        table, last = _tabbed(text, lines, at)
        if table is None:
            table, last = _tight(text, lines, at)
        if table is None:
            table, last = _ledger(text, lines, at)
        if table is None and at >= no_columns_before:
            table, last = _aligned(text, lines, at)
            no_columns_before = last if table is None else 0
        block: Block | None = table
        if block is None:
            block, last = _list(text, lines, at)
        if block is None:
            made.lines.append(lines[at])
            at += 1
        else:
            made.end_paragraph()
            made.found.append(block)
            at = last
    made.end_paragraph()
    return made.found


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines, each without the white space behind it; an empty one is blank."""
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield Span(start, start + len(text[start:stop].rstrip()))
        start = stop + 1


# Tables.


def _tabbed(text: str, lines: Sequence[Span], at: int) -> tuple[TableBlock | None, int]:
    """The table of tabbed lines that begins there, and where it ends. A line without a tab between two with
    goes across; rows that are each a paragraph of their own have as many tabs as one another."""
    names_columns = at + 1 < len(lines) and _starts_with_nothing(text, lines[at], lines[at + 1])
    if not _is_row(text, lines[at]) and not names_columns:
        return None, at
    rows = [at]
    last = at
    for index in range(at + 1, len(lines)):
        line = lines[index]
        if line.start == line.end:
            break
        if _is_row(text, line):
            rows += range(last + 1, index + 1)
            last = index
        elif index - last > 1 or _ENTRY.match(text, line.start, line.end):
            break
    if last == at:
        tabs = text.count("\t", lines[at].start, lines[at].end)
        while (
            last + 2 < len(lines)
            and lines[last + 1].start == lines[last + 1].end
            and _is_row(text, lines[last + 2])
            and text.count("\t", lines[last + 2].start, lines[last + 2].end) == tabs
            and (last + 3 >= len(lines) or lines[last + 3].start == lines[last + 3].end)
        ):
            last += 2
            rows.append(last)
    if len(rows) < 2:
        return None, at
    cells = [list(_cells(text, lines[index])) for index in rows]
    if at == 0 and all(len(row) == len(cells[0]) + 1 for row in cells[1:]):
        # White space was trimmed off a text that begins with an empty cell.
        cells[0].insert(0, Span(lines[at].start, lines[at].start))
    return _table(text, cells), last + 1


def _is_row(text: str, line: Span) -> bool:
    """Whether a line has cells: a tab that does not only stand behind a mark, nor in front of it all."""
    marked = _ENTRY.match(text, line.start, line.end)
    tab = text.find("\t", marked.end() if marked else line.start, line.end)
    # A first cell may be empty, but a paragraph that is indented is one.
    return tab >= 0 and (tab > line.start or text.count("\t", line.start, line.end) > 1)


def _starts_with_nothing(text: str, line: Span, below: Span) -> bool:
    """Whether a line with a tab in front and no other is the first row of a table of two columns."""
    return text.startswith("\t", line.start) and _is_row(text, below)


def _cells(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    while start <= line.end:
        tab = text.find("\t", start, line.end)
        stop = line.end if tab < 0 else tab
        yield _stripped(text, start, stop)
        start = stop + 1


def _stripped(text: str, start: int, end: int) -> Span:
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return Span(start, end)
    part = text[start:end]
    words = part.strip()
    first = start + (len(part) - len(part.lstrip()) if words else 0)
    return Span(first, first + len(words))


_SUM = re.compile(r"(?<=\s)[-–+]?\d{1,3}(?:\.\d{3})+(?:,\d\d?)?\Z")


def _ledger(text: str, lines: Sequence[Span], at: int) -> tuple[TableBlock | None, int]:
    """The table of lines that begins there of which each is some words and a sum (`Konto 6 -3.214.680`),
    blank lines between them or not, and where it ends."""
    rows: list[list[Span]] = []
    last = at
    for index in range(at, len(lines)):
        line = lines[index]
        if line.start == line.end:
            continue
        words = text[line.start : line.end] if line.end - line.start <= _LONGEST_ROW else ""
        told = _SUM.search(words, max(0, len(words) - 25))
        if told is None or not words[: told.start()].strip() or _ENTRY.match(words) or _GAP.search(words):
            break
        own = _stripped(text, line.start, line.start + told.start())
        rows.append([own, Span(line.start + told.start(), line.end)])
        last = index + 1
    return (_table(text, rows), last) if len(rows) > 1 else (None, at)


# The words of a row and its numbers, apart by one blank: `Kultur og fritid -310 1.200`.
_TIGHT = re.compile(r"[^\W\d][^\t]*?(?P<numbers>(?: [-–+]?\d{1,3}(?:\.\d{3})*(?:,\d{1,2})?(?: ?%)?){2,12})\Z")
_LONGEST_TIGHT = 160


def _tight(text: str, lines: Sequence[Span], at: int) -> tuple[TableBlock | None, int]:
    """The table that begins there of lines with as many numbers behind their words as one another, apart by
    single blanks, perhaps below the names of the columns; and where it ends."""
    first = at if _tight_cells(text, lines[at]) else at + 1
    rows: list[list[Span]] = []
    last = first
    while last < len(lines):
        cells = _tight_cells(text, lines[last])
        if not cells or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        last += 1
    if len(rows) < 2:
        return None, at
    if first > at:
        head = _tight_head(text, lines[at], len(rows[0]))
        if not head:
            return None, at
        rows.insert(0, head)
    return _table(text, rows), last


def _tight_cells(text: str, line: Span) -> list[Span]:
    """The words of a row and its numbers; nothing for what is none."""
    if not line.start < line.end <= line.start + _LONGEST_TIGHT or text[line.end - 1] not in "0123456789%":
        return []
    words = text[line.start : line.end]
    match = None if _ENTRY.match(words) else _TIGHT.match(words)
    if match is None:
        return []
    numbers = [
        Span(line.start + one.start(), line.start + one.end())
        for one in re.finditer(r"[^ %]+(?: ?%)?", words[: match.end()])
        if one.start() > match.start("numbers")
    ]
    return [_stripped(text, line.start, line.start + match.start("numbers")), *numbers]


def _tight_head(text: str, line: Span, columns: int) -> list[Span]:
    """The names of the columns: one word each, or years behind any words; nothing for what is none."""
    words = text[line.start : line.end]
    if len(words) > _LONGEST_TIGHT or words.endswith((".", ",", ";")) or "\t" in words:
        return []
    told = [Span(line.start + one.start(), line.start + one.end()) for one in re.finditer(r"\S+", words)]
    years = told[1 - columns :]
    if len(told) >= columns and all(_YEAR.fullmatch(text, one.start, one.end) for one in years):
        return [_stripped(text, line.start, years[0].start), *years]
    if len(told) == columns - 1:
        return [Span(line.start, line.start), *told]
    return told if len(told) == columns else []


def _aligned(text: str, lines: Sequence[Span], at: int) -> tuple[TableBlock | None, int]:
    """The table of lines set in columns that begins there, and where it ends; for none, how far there is
    none."""
    taken: list[int] = []
    inked = 0
    columns: list[tuple[int, int]] = []
    for index in range(at, len(lines)):
        line = lines[index]
        words = text[line.start : line.end]
        if len(words) > _LONGEST_ROW or not _GAP.search(words) or _ENTRY.match(words) or "\t" in words:
            break
        ink = int("".join("0" if char == " " else "1" for char in reversed(words)), 2)
        found = _columns(inked | ink)
        if len(found) < 2:
            break
        inked, columns = inked | ink, found
        taken.append(index)
    last = at + max(len(taken), 1)
    if len(taken) < 2:
        return None, last
    rows = [
        [
            _stripped(
                text,
                min(lines[index].start + first, lines[index].end),
                min(lines[index].start + stop, lines[index].end),
            )
            for first, stop in columns
        ]
        for index in taken
    ]
    full = sum(sum(cell.start < cell.end for cell in row) > 1 for row in rows)
    counting = sum(any(_is_number(text, cell) for cell in row[1:]) for row in rows)
    if full < len(rows) - 1 or not (2 * counting >= len(rows) or (len(rows) > 2 and full == len(rows))):
        return None, last
    return _table(text, rows), last


def _columns(inked: int) -> list[tuple[int, int]]:
    """Where the columns begin and end in which something stands, apart by two spaces or more."""
    found: list[tuple[int, int]] = []
    at = 0
    while inked >> at:
        at += ((inked >> at) & -(inked >> at)).bit_length() - 1
        width = ((~(inked >> at)) & ((inked >> at) + 1)).bit_length() - 1
        if found and at - found[-1][1] < 2:
            found[-1] = (found[-1][0], at + width)
        else:
            found.append((at, at + width))
        at += width
    return found


def _table(text: str, rows: Sequence[Sequence[Span]]) -> TableBlock:
    columns = max(map(len, rows))
    body = [row for row in rows[1:] if len(row) > 1]
    numbers = tuple(
        _counts(text, [row[column] for row in body if column < len(row)]) for column in range(columns)
    )
    return TableBlock(
        tuple(tuple(row) for row in rows),
        _is_header(text, rows[0], body, numbers),
        numbers,
        Span(rows[0][0].start, rows[-1][-1].end),
    )


def _counts(text: str, cells: Sequence[Span]) -> bool:
    """Whether the cells of a column are numbers."""
    told = [
        cell
        for cell in cells
        if not _NOTHING.fullmatch(text, cell.start, cell.end) and not tells_unit(text, cell)
    ]
    return bool(told) and all(_is_number(text, cell) for cell in told)


def tells_unit(text: str, cell: Span) -> bool:
    """Whether a cell says no more than in what the others are: `(t.kr.)`."""
    if not 0 < cell.end - cell.start < 40 or text[cell.end - 1].isdigit():  # most cells are numbers
        return False
    return _TELLS_UNIT.fullmatch(text, cell.start, cell.end) is not None


def _is_number(text: str, cell: Span) -> bool:
    return cell.end - cell.start < 40 and _NUMBER.fullmatch(text, cell.start, cell.end) is not None


def _is_header(
    text: str, first: Sequence[Span], body: Sequence[Sequence[Span]], numbers: Sequence[bool]
) -> bool:
    """Whether a first row names the columns: it has words above numbers, years above what are none, or
    nothing above the names of the rows."""
    named = [cell for cell in first if cell.start < cell.end]
    if not body or not named or len(first) < 2:
        return False
    over = [(cell, at) for at, cell in enumerate(first) if numbers[at] and cell.start < cell.end]
    if any(
        not _is_number(text, cell) and not _NOTHING.fullmatch(text, cell.start, cell.end) for cell, _ in over
    ):
        return True
    years = over and all(_YEAR.fullmatch(text, cell.start, cell.end) for cell, _ in over)
    if years:
        below = [row[at] for row in body for _, at in over if at < len(row)]
        return not all(_YEAR.fullmatch(text, cell.start, cell.end) for cell in below)
    return first[0].start == first[0].end and not over


# Lists.


def _list(text: str, lines: Sequence[Span], at: int) -> tuple[ListBlock | None, int]:
    """The list that begins with a line, and where it ends; a number that stands alone is none."""
    entries: list[Entry] = []
    levels: list[_Level] = []
    index = last = at
    while index < len(lines):
        line = lines[index]
        if line.start == line.end:
            # Entries may stand apart; what is no entry behind a blank line is no more of them.
            if index + 1 < len(lines) and _goes_on(text, lines[index + 1], levels):
                index += 1
                continue
            break
        marked = _ENTRY.match(text, line.start, line.end)
        if marked is None or (marked["round"] and not entries) or _ORDINAL.match(text, line.start, line.end):
            if not entries or _is_row(text, line) or lines[index - 1].start == lines[index - 1].end:
                break
            own = entries[-1]
            entries[-1] = Entry(own.mark, (*own.lines, _stripped(text, *_ends(line))), own.depth, own.ordered)
        else:
            if _is_row(text, line):
                break
            entries.append(_entry(marked, line, levels))
        index += 1
        last = index
    if not entries or (len(entries) == 1 and entries[0].ordered):
        return None, at
    return ListBlock(tuple(entries)), last


def _ends(line: Span) -> tuple[int, int]:
    return line.start, line.end


def _goes_on(text: str, line: Span, levels: Sequence[_Level]) -> bool:
    """Whether a line behind a blank one is an entry of the list at hand."""
    marked = _ENTRY.match(text, line.start, line.end)
    if marked is None or not levels or _is_row(text, line) or _ORDINAL.match(text, line.start, line.end):
        return False
    return any(level.kind == _kind(marked) for level in levels)


def _kind(marked: re.Match[str]) -> str:
    """What marks an entry: a number, a letter or a bullet."""
    return "number" if marked["number"] else "letter" if marked["letter"] else _BULLETED


def _entry(marked: re.Match[str], line: Span, levels: list[_Level]) -> Entry:
    """An entry, set among the levels of the list: one that stands further in is deeper, so is one under
    entries that are marked otherwise. Numbers that begin anew say nothing of it."""
    kind = _kind(marked)
    indent = marked.start("mark") - line.start
    inner = bool(marked["inner"] or marked["round"])
    while len(levels) > 1 and levels[-1].indent > indent + 1 and not inner:
        levels.pop()
    alike = [at for at, level in enumerate(levels) if abs(level.indent - indent) <= 1 and level.kind == kind]
    if inner and len(levels) > 1:
        del levels[2:]
    elif levels and not inner and indent <= levels[-1].indent + 1 and alike:
        del levels[alike[-1] + 1 :]
    elif len(levels) < _DEEPEST:
        levels.append(_Level(indent, "o" if inner else kind))
    text = Span(marked.end(), line.end)
    return Entry(Span(*marked.span("mark")), (text,), len(levels) - 1, kind != _BULLETED)
