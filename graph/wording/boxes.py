"""Boxes to tick in a form: which of the words beside them a decision does not say.

A form shows all answers there are (`☒ Godkendt ☐ Afvist`); only the ticked ones are said. Boxes stand in
front of their words where words follow the last of a line, and else behind them.
"""

import re
from collections.abc import Iterator

from graph.wording.folding import EMPTY, TICKED
from graph.wording.outcome_words import places_of_phrases

# Circles and squares are bullets of lists, too; the others are nothing but boxes.
_BULLETS = "■◉⦿●▣⮽□○◯▢❏❐❑❒◻◽\uf071"
_EMPTY = "".join(one for one in EMPTY if one not in _BULLETS)
_TICKED = "".join(one for one in TICKED if one not in _BULLETS)
_SURE = re.compile(rf"[{_EMPTY}{_TICKED}]|[\[(]\s?[xX✓✔]\s?[\])]|\[\s{{1,3}}\]")
_BOX = re.compile(rf"(?P<empty>[{EMPTY}]|[\[(]\s{{1,3}}[\])])|[{_TICKED}]|[\[(]\s?[xX✓✔]\s?[\])]")
# A black square is a bullet by the time a text is read: beside an empty one in a line it is a box.
_SQUARE = re.compile("(?P<empty>□)|•")
_LINE = re.compile(r"[^\n]+")
_DENIED = re.compile(r"(?P<label>[^\n:?\t]{1,60}+)[:?\t]\s?nej[ .]*", re.IGNORECASE)


def without_unticked(text: str) -> str:
    """The text with blanks in the place of what stands at an empty box, or has `nej` behind it."""
    boxed = _SURE.search(text) is not None
    if not boxed and "□" not in text and "nej" not in text.casefold():
        return text
    left = list(text)
    for line in _LINE.finditer(text):
        for start, end in _unsaid(line[0], boxed):
            left[line.start() + start : line.start() + end] = " " * (end - start)
    return "".join(left)


def _unsaid(line: str, boxed: bool) -> Iterator[tuple[int, int]]:
    """The stretches of a line that are not said."""
    denied = _DENIED.fullmatch(line)
    if denied and places_of_phrases(denied["label"]):
        yield denied.span()
    if boxed:
        boxes = list(_BOX.finditer(line))
    else:
        boxes = list(_SQUARE.finditer(line)) if "□" in line and "•" in line else []
    if not boxes:
        return
    before = re.search(r"\w", line[boxes[-1].end() :]) is not None
    ends = [*(box.start() for box in boxes[1:]), len(line)] if before else [box.end() for box in boxes]
    starts = [box.start() for box in boxes] if before else [0, *(box.end() for box in boxes[:-1])]
    for box, start, end in zip(boxes, starts, ends, strict=True):
        if box["empty"]:
            yield start, end
