"""Boilerplate: what stands among the words of minutes on a page and is none of them. Links and buttons of the
web (to the top, print, unfold), rules across the page, and the heads of a table whose cells became lines."""

import re
from collections.abc import Iterator, Sequence

_BOILERPLATE = re.compile(
    r"\W*(?:(?:tilbage\s+)?til\s+(?:toppen|indholdsfortegnelsen?)|udskriv(?:\s+(?:siden|punktet|(?:hele\s+)?dagsord(?:en|nen|enen)))?"
    r"|print(?:\s+siden)?|(?:fold|luk|vis|åbn)\s+alle(?:\s+(?:ud|ind|punkter|bilag))?|se\s+alle\s+bilag"
    r"|(?:læs|lyt)\s+(?:op|til\s+siden)|del\s+(?:siden|punktet))\W*"
    r"|\s*(?:_{5,}|={5,}|[-–—]{5,}|\*{5,})\s*",
    re.IGNORECASE,
)


def is_boilerplate(line: str) -> bool:
    """Whether a line, or a paragraph, is a link, a button or a rule."""
    return len(line) <= 120 and _BOILERPLATE.fullmatch(line) is not None


# The columns of the table of meetings: in which of them a number stands says it of its own row.
_COLUMNS = (re.compile(r"mødedato", re.IGNORECASE), re.compile(r"åbent\s+punkt", re.IGNORECASE),
            re.compile(r"lukket\s+punkt", re.IGNORECASE))  # fmt: skip


def column_heads(lines: Sequence[str]) -> Iterator[int]:
    """The places of the lines that are the heads of that table, where items say by themselves whether they
    are open: as many do so as there are tables. Else a cell below one of them, empty or not, says it."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    found = [
        places
        for places in zip(filled, filled[1:], filled[2:], strict=False)
        if all(head.fullmatch(lines[at].strip()) for head, at in zip(_COLUMNS, places, strict=True))
    ]
    heads = {at for places in found for at in places}
    marks = (lines[at].strip() for at in filled if found and at not in heads and len(lines[at]) <= 120)
    said = sum(any(head.fullmatch(mark) for head in _COLUMNS[1:]) for mark in marks)
    return iter(sorted(heads) if said >= len(found) else ())
