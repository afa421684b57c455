"""The number of an item as minutes print it, that of an item inserted between others too.

Such an item has the number of the one before it and a letter (`12a`), or a number of its own (`12.1`).
"""

import re

NUMBER_LABEL = r"(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?"
"""What may stand in front of an item's number, as an expression."""
LETTERED = r"(?P<number>\d{1,4})(?:\s|[.-]|\s?\()?(?P<letter>[a-zæøå]|(?<=\d\.)\d{1,2})\)?(?![^\W_])"
"""A number with the letter or number of an inserted item, as an expression of a heading's form."""
LETTERED_ENTRY = re.compile(rf"\s*(?:(?i:{NUMBER_LABEL}))?{LETTERED}[.):-]?\s+(?P<title>[A-ZÆØÅ(].*)")
"""The same and a title: an entry of the contents."""
_BEHIND = r"(?:\s?[.(-]?\s?[a-zæøå](?![^\W_])|[.-]\d{1,3}(?!\d))"
BEHIND_INSERTED = re.compile(rf"{_BEHIND}[^\w\n]{{0,8}}", re.IGNORECASE)
"""What stands behind the number in front of an inserted item: `2.a`, `2-a.`, `2 (a)`, `2.1`."""
INSERTED = re.compile(rf"(?:{NUMBER_LABEL})?\d{{1,3}}{_BEHIND}[.):]{{0,2}}\s+", re.IGNORECASE)
"""The whole number of such an item, in front of its title."""
IN_SENTENCE = r"\d{1,4}(?:[.-]?[a-zæøå](?![^\W_])|\.\d{1,2}(?!\d|\.\d))?"
"""The number of an item, inserted or not, as an expression of folded words that name it."""


def _roman(one: str, five: str, ten: str) -> str:
    return rf"(?=[{one}{five}{ten}]){ten}{{0,3}}(?:{one}{ten}|{one}{five}|{five}?{one}{{0,3}})"


ROMAN_NUMERAL = rf"{_roman('I', 'V', 'X')}(?![^\W_])"
"""A number in Roman numerals, up to `XXXIX`, as an expression."""
ROMAN_DIGITS = ("i", "v", "x")
ROMAN_PAGE = _roman(*ROMAN_DIGITS)
"""One in small letters, as pages in front of the first chapter have it; and the letters."""
_ROMAN = {"I": 1, "V": 5, "X": 10}
CLOSED_SERIES = "lukket-"
"""Before the number of an item in a closed part whose numbers begin anew."""


def value(number: str) -> int:
    """What a number is that is printed in digits or in Roman numerals."""
    if number.isdecimal():
        return int(number)
    digits = [_ROMAN[letter] for letter in number.upper()]
    return sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True))


def suffix(inserted: re.Match[str]) -> str:
    """What stands behind the number in the label of an inserted item, of a match of :data:`LETTERED`: `a`,
    `.1`."""
    letter = inserted["letter"]
    return f".{letter}" if letter.isdecimal() else letter


def rank(suffix: str) -> tuple[int, str]:
    """Where an inserted item stands among those of one number: `.2` in front of `.10`."""
    number = suffix.removeprefix(".")
    return (int(number), "") if number.isdecimal() else (0, suffix)


def label(number: str) -> str:
    """The label that a number of :data:`IN_SENTENCE` is of: `2a` of `2.a`."""
    return re.sub(r"[.-](?=[a-zæøå])", "", number)


def number_of(label: str) -> str:
    """The number of the item that one with a label is inserted behind: `2` of `2a` and `2.1`."""
    return re.sub(r"\D.*", "", label)
