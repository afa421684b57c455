"""What the paragraphs of an item say of openness, line by line, in cells and fields."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from graph.base.remembered import of_one_text
from graph.minutes.document import Paragraph, bare, one_line
from graph.municipality.profile import folded
from graph.readers.layout.lines import LABELLED, LONGEST_HEADING
from graph.wording.headings import headings
from graph.wording.openness import (
    Mark,
    is_label,
    is_label_of_reason,
    line_mark,
    sentence_mark,
    title_mark,
)

CELL = re.compile(r"[\t|]|\s{2,}")
"""What parts the cells of a row."""
_ENTRY = re.compile(r"\s*(?:\d{1,2}|[a-z])[.)]\s")
_BEHIND_HEADING = re.compile(r"[(\[:,.–—-]")
# What a line of numbers ends in, as `Åbent punkt`.
_LAST_WORDS = re.compile(r"\s(\w+(?:\s(?:punkt|sag|møde))?)\s*$", re.IGNORECASE)
LONGEST_TITLE = 200
"""Characters beyond which a line is no title."""


def marks_of(own: Sequence[Paragraph], *, opens: bool = False) -> Iterator[tuple[Mark, Paragraph]]:
    """What paragraphs say of openness, with the value of a field that stands below its label; ``opens`` says
    that an item begins with them."""
    listed = states_listed(own)
    for paragraph, following in zip_longest(own, own[1:]):
        below = following.lines[0].text if following else ""
        lines = tuple(line.text for line in paragraph.lines if line.number not in listed)
        for mark in _marks_of_lines(lines, below, opens) if lines else ():
            yield mark, paragraph


def states_listed(own: Sequence[Paragraph]) -> set[int]:
    """The entries of a list of both states, by their lines: it says what there may be, and not what is."""
    entries = [line for one in own for line in one.lines if _ENTRY.match(line.text)]
    told = {line.number: mark.closed for line in entries if (mark := line_mark(line.text))}
    return set(told) if len(set(told.values())) > 1 else set()


@of_one_text
def _marks_of_lines(lines: tuple[str, ...], below: str, opens: bool) -> tuple[Mark, ...]:
    """What the lines of a paragraph say, with the one ``below`` it; where an item ``opens`` also what the
    title once more or a cell of a table says."""
    whole = one_line("\n".join(lines))
    own = [line for line in lines if not _is_table_head(line)]
    if not own:
        return ()
    if not opens:
        # A line of running text that goes on in small letters is no line of its own.
        own = [line for n, line in enumerate(own) if not n or not line.lstrip()[:1].islower()]
    marks = []
    for line in [whole, *(own if opens else ())]:
        first = sentence_mark(line)
        if first and (opens or first.closed):
            marks.append(first if opens else Mark(closed=True, sure=False))
    texts = [*own, whole] if len(own) > 1 else own
    texts += [f"{one} {other}" for one, other in pairwise([*own, below]) if is_label(one)]
    texts += [
        f"{one.rstrip(' :')}: {other}" for one, other in pairwise([*own, below]) if is_label_of_reason(one)
    ]
    if opens:
        texts += [cell for line in own for cell in _cells(line)]
        texts += [said[1] for line in own if LABELLED.match(line) and (said := _LAST_WORDS.search(line))]
    for text in texts:
        mark = line_mark(text) or _section_mark(text)
        if mark is None and opens and len(text) <= LONGEST_TITLE:
            titled = title_mark(text.strip())
            mark = titled if titled and titled.closed and titled.sure and not titled.end else None
        if mark:
            marks.append(mark)
    return tuple(marks)


def _cells(line: str) -> list[str]:
    """The cells of a line behind the first; none of the head of a table that has a column for open and one
    for closed meetings, and none that a letter ticks."""
    cells = CELL.split(line)
    ticked = any(len(cell.strip()) == 1 for cell in cells) and line_mark(line) is not None
    return [] if ticked or _is_table_head(line) else cells[1:]


def _is_table_head(line: str) -> bool:
    """Whether a line is the head of a table with a column for open meetings and one for closed ones."""
    cells = CELL.split(line.strip()) if len(line) <= LONGEST_HEADING else []
    said = {mark.closed for cell in cells if (mark := line_mark(cell))} if len(cells) > 2 else set()
    # A letter by itself ticks one of the two.
    return len(said) > 1 and not any(len(cell.strip()) == 1 for cell in cells)


def opens_others(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a heading below which all items are open again."""
    mark = said_by(paragraph)
    return mark is not None and not mark.closed and mark.scope == "following"


def said_by(paragraph: Paragraph) -> Mark | None:
    """What a paragraph says of openness: one of a single line with the tabs that part its cells, one of
    several as running words."""
    return line_mark(paragraph.lines[0].text) if len(paragraph.lines) == 1 else line_mark(paragraph.text)


def _section_mark(text: str) -> Mark | None:
    """A heading of a section that says that it is closed, such as `Beslutning (lukket)`."""
    if len(text) > LONGEST_TITLE:
        return None
    mark = title_mark(text.strip())
    if mark is None or not mark.closed:
        return None
    named = headings().get(folded(_BEHIND_HEADING.split(bare(text), maxsplit=1)[0]))
    # Of attachments it closes these alone.
    return Mark(closed=True, sure=False) if named not in (None, "bilag") else None
