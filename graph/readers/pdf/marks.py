"""What is set among the letters of a line and is no word of it: watermarks, and the marks of footnotes."""

import re
from collections.abc import Sequence
from statistics import median

from graph.readers.pdf.glyphs import Glyph

# Of the size of the other letters: a watermark's; of 255: how much lighter than they it is.
_LARGE, _PALE = 1.5, 60
_HEIGHT = 0.7  # of the size of the letters: what rises above the baseline
# Of the size of the line: the most a raised letter has, and how far it is raised at least.
_SMALL, _RAISED = 0.8, 0.15
_TOUCHES = 0.5
_FOOTNOTE = re.compile(r"[\d*†,⁰¹²³⁴-⁹]")
_SUPERSCRIPT = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_SQUARED = re.compile(r"(?:^|\d)(?:[kcmd]?m|ha)$")  # 12 m2, 3 km2: no mark


def part_watermarks(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs of the lines, and those of watermarks: large or pale ones over or under others."""
    if not glyphs:
        return [], []
    usual, shade = median(glyph.size for glyph in glyphs), median(glyph.light for glyph in glyphs)
    groups: dict[tuple[float, str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        groups.setdefault((glyph.size, glyph.font, glyph.light, round(glyph.y)), []).append(glyph)
    kept: list[Glyph] = []
    marks: list[Glyph] = []
    for (size, _, light, _), group in groups.items():
        apart = size >= _LARGE * usual or light - shade >= _PALE
        watermark = apart and _crossed(group, [one for one in glyphs if one.size < size or one.light < light])
        (marks if watermark else kept).extend(group)
    return kept, marks


def _crossed(group: Sequence[Glyph], others: Sequence[Glyph]) -> bool:
    """Whether letters stand in the letters of a group."""
    return any(
        one.left < other.right
        and other.left < one.right
        and one.y - _HEIGHT * one.size < other.y - _HEIGHT * other.size / 2 < one.y
        for one in group
        if not one.char.isspace()
        for other in others
        if not other.char.isspace()
    )


def without_marks(ordered: Sequence[Glyph], size: float) -> list[Glyph]:
    """The glyphs of a line, from left to right, without the raised marks of footnotes behind its words."""
    base = median(glyph.y for glyph in ordered if glyph.size > _SMALL * size)
    kept: list[Glyph] = []
    for glyph in ordered:
        raised = glyph.size <= _SMALL * size and base - glyph.y >= _RAISED * size
        mark = (raised and _FOOTNOTE.match(glyph.char)) or glyph.char in _SUPERSCRIPT
        if not mark or not _behind_a_word(kept, glyph, size):
            kept.append(glyph)
    return kept


def _behind_a_word(before: Sequence[Glyph], mark: Glyph, size: float) -> bool:
    """Whether a mark stands close behind a word and is no exponent of a unit."""
    if not before or before[-1].char.isspace() or mark.left - before[-1].right > _TOUCHES * size:
        return False
    word = ""
    for glyph in reversed(before[-8:]):
        if glyph.char.isspace():
            break
        word = glyph.char + word
    return not _SQUARED.search(word)
