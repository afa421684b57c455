"""The Danish alphabet (DS 377; CLDR, collation ``da``): the one place that says what comes before what in a
list of names or words.

SPARQL and SQL compare by code points (SPARQL 1.1, section 15.1), where Å comes before Æ and Ø, and Aa first
of all. Their rows are put into the order of the alphabet here.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import groupby, takewhile
from typing import TypeVar

Key = tuple[tuple[tuple[int, int], ...], str]
"""What two words are compared by: their letters, then, where those are the same, how they are written."""

_LAST = {"æ": 26, "ä": 26, "ø": 27, "ö": 27, "ő": 27, "å": 28}
"""The letters after z, with those of other languages that are taken for them."""
_AS = {"ü": "y", "ű": "y", "ð": "d", "đ": "d", "þ": "th", "œ": "ø", "ł": "l", "ß": "ss"}
_PARTS = re.compile(r"aa|[0-9]{1,18}|.", re.DOTALL)
_ORDER = re.compile(r"\bORDER BY\s+([^{}]+?)\s*(?:LIMIT\s+\d+\s*)?(?:OFFSET\s+\d+\s*)?\Z", re.IGNORECASE)
_TERM = re.compile(r"(?:DESC|ASC)\(\s*\?(\w+)\s*\)|\?(\w+)", re.IGNORECASE)
_WORDS = re.compile(r"(?:\w*[Ll]abel|name|title)\Z")
"""The variables of named queries that hold words."""

_DIGITS = re.compile(r"([0-9]{1,18})")

Row = TypeVar("Row", bound=Mapping[str, str])


def natural(text: str) -> list[tuple[int, int | str]]:
    """A sort key of addresses and codes, that puts ``punkt/9`` before ``punkt/10``."""
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in _DIGITS.split(text) if part]


def key(text: str) -> Key:
    """What a list of names is sorted by: æ, ø and å after z, aa as å, other accents as their letter without,
    capitals as small letters, and numbers by their size. Spaces and signs come before digits, digits before
    letters.

    >>> sorted(["Åse", "Aage", "Ærø", "Zenia", "Øjvind", "Afdeling 10", "Afdeling 9"], key=key)
    ['Afdeling 9', 'Afdeling 10', 'Zenia', 'Ærø', 'Øjvind', 'Aage', 'Åse']
    """
    folded = unicodedata.normalize("NFC", text).lower()
    folded = "".join(_AS.get(character, character) for character in folded)
    letters = tuple(_weight(part) for part in _PARTS.findall(_plain(folded)))
    return letters, text


def _plain(text: str) -> str:
    """The text with the marks taken off all letters but those that are letters of their own."""
    return "".join(
        character
        if character in _LAST
        else "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
        for character in text
    )


def _weight(part: str) -> tuple[int, int]:
    """The place of a letter, a number or a sign among all others."""
    if part == "aa":
        return 2, _LAST["å"]
    if part in _LAST:
        return 2, _LAST[part]
    if "a" <= part <= "z":
        return 2, ord(part) - ord("a")
    if part.isascii() and part.isdecimal():
        return 1, int(part)
    return (3 if part.isalpha() else 0), ord(part)


def rows_in_order(query: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of a query with the variables it is ordered by that hold words in the order of the alphabet.

    The rows are those of the whole query or the first of them, and come in the order it gives; where the
    words come after other variables, the rows that are alike in those are put in order among themselves.
    """
    found = _ORDER.search(query)
    names = [one or other for one, other in _TERM.findall(found[1])] if found else []
    first = next((at for at, name in enumerate(names) if _WORDS.match(name)), None)
    if first is None:
        return list(rows)
    words = list(takewhile(_WORDS.match, names[first:]))
    ordered: list[Row] = []
    for _, alike in groupby(rows, key=lambda row: tuple(row.get(name, "") for name in names[:first])):
        ordered += sorted(alike, key=lambda row: [key(row.get(name, "")) for name in words])
    return ordered
