"""Blank lines between paragraphs, where a file has none or has one after every line.

Saved as plain text, a paragraph of a word processor is one line, and the next stands right below it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_FEW = 0.05  # of the lines that hold something
_LEAST = 20  # lines that hold something; of fewer there is no telling
_LONG = 40  # characters; where a shorter line ends tells nothing of a margin
_WRAPPED = 0.2  # of the long lines; about three in four go on in lower case where a margin ends them
_DOUBLED = 0.1  # of the gaps, three blank lines or more
_ENDS_IN_HYPHEN = re.compile(r"\w-\s*$")
_NUMBER_GOES_ON = re.compile(r"\d-\s*$")
_HELD = re.compile(r"\S")


def spaced(text: str) -> str:
    """The text with each paragraph between blank lines, if it says where paragraphs end.

    What is spaced stays as it is.
    """
    lines = text.split("\n")
    gaps = [len(lines[first + 1 : last]) for first, last in _neighbours(lines)]
    if len(gaps) < _LEAST:
        return text
    if all(gaps) and _doubled(gaps):
        return "\n".join(_halved(lines) if _wrapped(lines, apart=2) else _closed_up(lines))
    if sum(map(bool, gaps)) <= _FEW * len(gaps) and not _wrapped(lines, apart=1):
        return "\n".join(_apart(lines))
    return text


def _neighbours(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each line that holds something, with the next one that does."""
    held = [index for index, line in enumerate(lines) if line and not line.isspace()]
    return pairwise(held)


def _doubled(gaps: Sequence[int]) -> bool:
    """Whether a blank line was put after every line, blank ones too: then 1 became 3."""
    wide = sum(gap >= 3 for gap in gaps)
    return wide >= _DOUBLED * len(gaps) and sum(gap == 2 for gap in gaps) <= _FEW * len(gaps)


def _halved(lines: Sequence[str]) -> Iterator[str]:
    blank = 0
    for line in lines:
        blank = 0 if _HELD.search(line) else blank + 1
        if blank % 2 == 0:
            yield line


def _closed_up(lines: Sequence[str]) -> Iterator[str]:
    """The lines without blank ones in a number that goes on."""
    number = False
    for line in lines:
        if _HELD.search(line):
            number = _NUMBER_GOES_ON.search(line) is not None
            yield line
        elif not number:
            yield line


def _wrapped(lines: Sequence[str], apart: int) -> bool:
    """Whether a margin ends the lines rather than a paragraph, where the next is so many lines below."""
    pairs = [(lines[first], lines[last]) for first, last in _neighbours(lines) if last == first + apart]
    after = [following.lstrip()[:1].islower() for line, following in pairs if len(line) >= _LONG]
    return sum(after) > _WRAPPED * max(len(after), 1)


def _apart(lines: Sequence[str]) -> Iterator[str]:
    """The lines with a blank one after each, but not within a word or a number that goes on."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield line
        if _HELD.search(line) and _HELD.search(following) and not _ENDS_IN_HYPHEN.search(line):
            yield ""
