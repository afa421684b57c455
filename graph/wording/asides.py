"""What stands in a decision beside what was decided: lists of those who voted or were there, the words of
amendments that were moved, and of what members wanted entered. An outcome is read without them."""

import re

from graph.wording.amendments import find_amendments
from graph.wording.dissents import find_statements
from graph.wording.passages import passage_of
from graph.wording.sides import find_frames

# Without one of these there is nothing beside the decision.
_HINTS = re.compile(
    r"stemt|stemm|i?mod\s*:|\bfor\s*:|ja\s*:|forslag|protokol|udtalelse|mindretal|flertal|undl|hverken"
    r"|deltage|afbud|fravær|stede",
    re.IGNORECASE,
)
# `Deltagerne var:` or `Fraværende:` with a name a line below, each with a number or a dot before it.
_PRESENT = re.compile(
    r"^[ \t]*(?:(?:møde)?deltager(?:e|ne)?|til\s?stede|fraværende|afbud|ikke\s+til\s?stede)"
    r"(?:[ \t]+(?:var|er|fra|med\s+afbud|uden\s+afbud)){0,2}[ \t]*:[ \t]*\n\s*"
    r"(?:(?:\d{1,3}[.)]|[-–•*])[ \t]+(?-i:[A-ZÆØÅ][\w.'’-]{0,40}"
    r"(?:[ \t]+(?:(?:af|de|den|la|van|von)[ \t]+)?[A-ZÆØÅ][\w.'’-]{0,40}){1,6})"
    r"(?:[ \t]*\([^()\n]{1,40}\))?[ \t]*[,;.]?[ \t]*(?:\n|$))++",
    re.IGNORECASE | re.MULTILINE,
)


def find_asides(text: str) -> list[tuple[int, int]]:
    """Where such stretches stand in the words of a decision, in order and apart from each other."""
    if not _HINTS.search(text):
        return []
    passage = passage_of(text)
    moved = [one.text for one in find_amendments(passage) if one.sure and one.text]
    hidden = passage.without(tuple(moved))
    frames = find_frames(hidden)
    lists = [part for frame in frames if (part := frame.apart) is not None]
    statements = [one.text for one in find_statements(hidden, frames)]
    present = [one.span() for one in _PRESENT.finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, last in sorted([*moved, *lists, *statements, *present]):
        end = start + len(text[start:last].rstrip(" .\n"))  # the stop ends the sentence
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept
