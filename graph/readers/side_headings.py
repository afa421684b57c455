"""Side headings: the headings of an item's sections in a column of their own, with the words beside them.

Word processors make such minutes of tables. A table that tells when a case is handled begins its rows with
`Beslutning`, too, so only a document that is set so throughout is taken to be.
"""

import re
from collections.abc import Collection, Iterable

from graph.minutes.document import Line
from graph.readers.layout.decision_headings import decision_heading
from graph.readers.layout.lines import heading_kind
from graph.wording.headings import DECISION

_OF_A_CASE = frozenset({"sagsfremstilling", "indstillinger", "resume"})


def section_of(words: str) -> str | None:
    """The kind of section that words are the heading of, and nothing else."""
    line = Line(0, 0, words)
    return heading_kind(line) or (DECISION if decision_heading((line,), told=False) else None)


def set_at_the_side(beside: Collection[str], alone: Iterable[str | None]) -> bool:
    """Whether a document has side headings: those of decisions and of what is decided on, of these kinds,
    have words ``beside`` them, and no heading of a decision stands ``alone`` on its line, which is asked only
    where the others do."""
    return DECISION in beside and not _OF_A_CASE.isdisjoint(beside) and DECISION not in alone


def headings_apart(text: str) -> str:
    """A text whose cells are apart by tabs, with its side headings, if it has any, in paragraphs of their
    own."""
    if "\t" not in text:
        return text
    lines = text.split("\n")
    cells = [line.strip().split("\t") for line in lines]
    kinds = [section_of(row[0]) if row[0] and len(row) < 3 else None for row in cells]
    beside = {kind for kind, row in zip(kinds, cells, strict=True) if kind and len(row) == 2}
    alone = (kind for kind, row in zip(kinds, cells, strict=True) if len(row) == 1)
    if not set_at_the_side(beside, alone):
        return text
    parted = (
        f"\n{row[0]}\n\n{row[1]}" if kind and len(row) == 2 else line
        for line, kind, row in zip(lines, kinds, cells, strict=True)
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parted)).lstrip("\n")
