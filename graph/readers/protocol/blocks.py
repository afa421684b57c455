"""The content of a section, HTML or plain text -> blocks, and what was seen of it that is no part of them.

HTML is shown as everywhere (:mod:`graph.readers.markup`), but a row of a table is always a line: the columns
stay apart by tabs, and a cell that spans several stands in the first of them.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from graph.readers.markup import Block, Row, read_markup
from graph.readers.rendering import MOST_CHARACTERS, Unreadable

_TAG = re.compile(r"<[A-Za-z/!?][^<>]*+>?+")
_DATA = re.compile(r"""(?<=["'])data:[^"'<>]*+""")
_LONGEST = 2 * MOST_CHARACTERS
_UNESCAPED = re.compile(r"<|&(?!#?\w{1,31};)")
# A row with more paragraphs than this in a cell sets out a page and holds no figures.
_MOST_PARAGRAPHS = 4


@dataclass
class Shown:
    """The blocks of a section; ``left_out`` counts by the code of a finding what is not in them, ``images``
    the pictures, ``tokens`` tags and words, and ``unescaped`` the signs of markup that stand in its words."""

    blocks: list[Block] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    images: int = 0
    tokens: int = 0
    unescaped: int = 0

    def block(self, block: Block) -> None:
        """Take a block (:class:`graph.readers.markup.Sink`)."""
        self.blocks.append(block)

    def row(self, cells: Row) -> None:
        """Take a row of a table."""
        held = [cell for cell in cells if cell is not None]
        if len(held) == 1 or any(
            len(cell) > _MOST_PARAGRAPHS or any(block.level or block.row for block in cell) for cell in held
        ):
            self.blocks += [block for cell in held for block in cell]
            return
        text = "\t".join(" ".join(" ".join(one.shown.split()) for one in cell or ()) for cell in cells)
        if text.strip():
            inner = any(block.inner for cell in held for block in cell)
            self.blocks.append(Block(text.rstrip("\t"), row=True, inner=inner))


def blocks_of_html(html: str, most: int) -> Shown:
    """The blocks of a page, or of a part of one, of which ``most`` tokens are read. Raises
    :class:`graph.readers.rendering.Unreadable` where there are more, or elements lie too deep in one another.
    """
    if len(html) > _LONGEST and len(html := _DATA.sub("", html)) > _LONGEST:
        raise Unreadable("too-much-text", f"Filen har et afsnit på mere end {_LONGEST} tegn.")
    shown = Shown()
    seen = read_markup(html, shown, most)
    shown.left_out, shown.images, shown.tokens = seen.left_out, seen.images, seen.tokens
    shown.unescaped = len(_UNESCAPED.findall(_TAG.sub("", html)))
    return shown


def blocks_of_text(text: str) -> Shown:
    """The paragraphs of plain text, which blank lines part; their lines are kept."""
    shown = Shown()
    run: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        if line.strip():
            run.append(re.sub(r" {2,}", " ", line).rstrip())
        elif run:
            shown.blocks += _paragraph(run)
            run = []
    return shown


def _paragraph(lines: list[str]) -> list[Block]:
    """A paragraph; of one with tabs each line is a row."""
    if all("\t" in line.strip() for line in lines):
        return [Block(line.strip(" "), row=True) for line in lines]
    return [Block("\n".join(line.strip() for line in lines))]
