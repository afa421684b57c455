"""A plain text that was printed on pages: without running heads and feet, divided words whole.

Every line keeps its number. A running line is left blank; of a word that a line end divides the first half
goes to the line where the other one is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.minutes.dates import DATE
from graph.readers.boilerplate import column_heads, is_boilerplate
from graph.readers.pdf.hyphens import known_words, seam
from graph.wording.alternatives import has_any
from graph.wording.folding import LONGEST_LINE, fold
from graph.wording.openness_words import closing_words, has_word

PAGE_BREAK = "\x0c"
_STAND_IN = "\ue0ff"  # for a page break where characters are normalised
_BEHIND = rf"(?:^|\s{{2,}}|\t|\s{DATE.pattern}\s)"  # what the number of a page stands behind
_NUMBERED = re.compile(
    rf"(?:\S.*?\S)?{_BEHIND}\s*(?:[-–]\s*)?(?:side|s\.|page|blad)\s*(?:nr\.?\s*)?:?\s*(?P<page>\d{{1,4}})"
    r"(?:\s*(?:af|/|of)\s*\d{1,4})?(?:\s*[-–])?(?:\s{2,}\S.*)?\s*$|\s*[-–]\s*(?P<alone>\d{1,4})\s*[-–]\s*$",
    re.IGNORECASE,
)
_IN_NUMBERED = ("side", "s.", "page", "blad", "-", "–")
_BARE_NUMBER = re.compile(r"\s*(\d{1,4})\s*$")
_DIGITS = re.compile(r"\d+")
# A running line says whose the document is, what it is or of which day.
_SAYS = re.compile(
    rf"kommune|referat|dagsorden|protokol|udvalg|råd|møde|\S\s{{3,}}\S|{DATE.pattern}", re.IGNORECASE
)
# What is never one, however often it stands at the edge of a page.
_NEVER = re.compile(
    r"\s*(?:beslutning|punkt|pkt|sag|bilag|indstilling|fraværende|afbud|godkend|\d{1,4}\s*[.)]\s)|.*[:.;,]\s*$",
    re.IGNORECASE,
)
_MOST = 3  # running lines at one edge
_LONGEST = 160


def without_running_lines(text: str, breaks: Sequence[int] = ()) -> str:
    """The text with its running lines left blank. ``breaks`` are the lines, from 0, that begin a page; the
    others are told by lines that hold a page number."""
    lines = text.split("\n")
    numbered = _page_lines(lines)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    place = {at: n for n, at in enumerate(filled)}
    found = set(numbered) | set(_bare_numbers(lines, breaks))
    heads = set(column_heads(lines))
    found |= {at for at, line in enumerate(lines) if is_boilerplate(line)} | heads
    edges = sorted({*((at, at) for at in numbered), *((at - 1, at) for at in breaks if 0 < at < len(lines))})
    above = [list(_near(lines, filled, place, first, -1)) for first, _ in edges]
    below = [list(_near(lines, filled, place, last, 1)) for _, last in edges]
    for side in (above, below):
        counts = Counter(key for near in side for key in {_key(lines[at]) for at in near})
        for near in side:
            for at in near:
                often = counts[_key(lines[at])] >= max(2, len(edges) / 2)
                if at in found:
                    continue
                if not often or not _SAYS.search(lines[at]) or _NEVER.match(lines[at]):
                    break
                found.add(at)
    # A running line that says that the meeting is closed says it of all that stands on its pages.
    found -= {at for at in found if not is_boilerplate(lines[at]) and _closes(lines[at])} - heads
    return "\n".join("" if at in found else line for at, line in enumerate(lines))


def _closes(line: str) -> bool:
    return has_word(line) and bool(closing_words(fold(line[:LONGEST_LINE]).text))


def _page_lines(lines: Sequence[str]) -> list[int]:
    """The lines that hold a page number, if the numbers never fall."""
    told = [
        (at, int(match["page"] or match["alone"]))
        for at, line in enumerate(lines)
        if (match := _numbered(line))
    ]
    rising = all(one[1] <= other[1] <= one[1] + 2 for one, other in pairwise(told))
    return [at for at, _ in told] if len(told) > 1 and rising else []


def _numbered(line: str) -> re.Match[str] | None:
    """The number of a page in a line that is none of running text."""
    if len(line) > _LONGEST or not has_any(line, *_IN_NUMBERED):
        return None
    return _NUMBERED.match(line)


def _bare_numbers(lines: Sequence[str], breaks: Sequence[int]) -> Iterator[int]:
    """The page numbers alone on the last line of a page or its first, if they count up."""
    for step in (-1, 1):
        told: list[tuple[int, int]] = []
        for at in breaks:
            near = range(at - 1, max(-1, at - 4), -1) if step < 0 else range(at, min(len(lines), at + 3))
            one = next((n for n in near if lines[n].strip()), None)
            match = _BARE_NUMBER.match(lines[one]) if one is not None else None
            if one is not None and match:
                told.append((one, int(match[1])))
        if len(told) > 1 and all(other[1] == one[1] + 1 for one, other in pairwise(told)):
            yield from (at for at, _ in told)


def _near(
    lines: Sequence[str], filled: Sequence[int], place: dict[int, int], at: int, step: int
) -> Iterator[int]:
    """The lines next to the edge of a page, from the edge inwards."""
    here = at
    while 0 <= here < len(lines) and here not in place:
        here += step
    start = place.get(here)
    if start is None:
        return
    start += step if here == at and _numbered(lines[at]) else 0
    for n in range(start, start + step * _MOST, step):
        if 0 <= n < len(filled) and len(lines[filled[n]]) <= _LONGEST:
            yield filled[n]


def _key(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def page_breaks(text: str) -> tuple[str, bool]:
    """The text with a stand-in for each page break, which survives normalisation, and whether it has any."""
    if PAGE_BREAK not in text or _STAND_IN in text:
        return text, False
    return re.sub(rf"(?<!\n){PAGE_BREAK}(?!\n)", f"\n{_STAND_IN}", text).replace(PAGE_BREAK, _STAND_IN), True


def broken_at(text: str) -> tuple[str, list[int]]:
    """The text without the stand-ins, and the lines, from 0, at which they stood."""
    lines = text.split("\n")
    breaks = []
    for at, line in enumerate(lines):
        if _STAND_IN in line:
            # One that ends a line breaks the page behind it.
            breaks.append(at + 1 if line.rstrip().endswith(_STAND_IN) and line.strip(_STAND_IN + " ") else at)
            lines[at] = line.replace(_STAND_IN, "")
    return "\n".join(lines), breaks


def undivided(text: str) -> str:
    """The text with the words whole that a line end divides, where Danish spelling leaves no doubt."""
    lines = text.split("\n")
    if not any(line.rstrip().endswith("-") for line in lines):
        return text
    words = known_words([line] for line in lines)
    for at, (one, other) in enumerate(pairwise(lines)):
        one, other = lines[at], other
        head = one.rstrip()
        begin = len(other) - len(other.lstrip())
        if not head.endswith("-") or not other[begin:]:
            continue
        joined, between = seam(head, other[begin:], words)
        if between == "" and len(joined) == len(head) - 1:
            cut = max(joined.rfind(" "), joined.rfind("\t")) + 1
            lines[at], lines[at + 1] = joined[:cut].rstrip(), other[:begin] + joined[cut:] + other[begin:]
    return "\n".join(lines)
