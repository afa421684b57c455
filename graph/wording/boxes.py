"""Boxes to tick in a form: which of the words beside them a decision does not say.

A form shows all answers there are (`☒ Godkendt ☐ Afvist`); only the ticked ones are said. Boxes stand behind
their words where a line begins with an answer and nothing, or no answer, follows the last box; else in front
of them, up to the next box or the end of a sentence. Where answers stand on both sides, none is said.
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
# Where a sentence ends: behind a word of some letters or the letter of a party, and in front of a capital.
_STOP = re.compile(r"(?:\A|(?<=\w\w\w)|(?<=[ ,][A-ZÆØÅ]))\s*[.;!?](?=\s+[A-ZÆØÅ]|\s*\Z)")
_LINE = re.compile(r"[^\n]+")
_DENIED = re.compile(r"(?P<label>[^\n:?\t]{1,60}+)[:?\t]\s?nej[ .]*", re.IGNORECASE)


def without_unticked(text: str) -> str:
    """The text with blanks in the place of what stands at an empty box, or has `nej` behind it."""
    boxed = _SURE.search(text) is not None
    if not boxed and "□" not in text and "nej" not in text.casefold():
        return text
    left = list(text)
    for line in _LINE.finditer(text):
        for start, end, goes_on in _unsaid(line[0], boxed):
            blank = " " * (end - start - 1) + (" " if goes_on else ".")
            left[line.start() + start : line.start() + end] = blank
    return "".join(left)


def _unsaid(line: str, boxed: bool) -> Iterator[tuple[int, int, bool]]:
    """The stretches of a line that are not said, or are a box behind its words; whether the words go on
    behind them, or a sentence ends there."""
    denied = _DENIED.fullmatch(line)
    if denied and places_of_phrases(denied["label"]):
        yield *denied.span(), True
    if boxed:
        boxes = list(_BOX.finditer(line))
    else:
        boxes = list(_SQUARE.finditer(line)) if "□" in line and "•" in line else []
    if not boxes:
        return
    first, rest = line[: boxes[0].start()], line[boxes[-1].end() :]
    answered = places_of_phrases(first) and not first.rstrip().endswith((":", "."))
    if answered and _STOP.match(rest) is None and places_of_phrases(rest):
        yield 0, len(line), False
        return
    before = re.search(r"\w", rest) is not None and not answered
    starts = [box.start() for box in boxes] if before else [0, *(box.end() for box in boxes[:-1])]
    ends = [*(box.start() for box in boxes[1:]), len(line)] if before else [box.end() for box in boxes]
    for box, start, end in zip(boxes, starts, ends, strict=True):
        stop = _STOP.search(line, box.end(), end) if before else None
        if box["empty"]:
            yield start, stop.start() if stop else end, before
        elif not before:
            yield box.start(), end, before
