"""Numbers as decisions print them: digits, or Danish words up to 99."""

import re

_UNITS = ("en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_FROM_TEN = (
    *("ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
    *("tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems"),
)
_VALUES = {
    "nul": 0,
    "ingen": 0,
    "én": 1,
    "ét": 1,
    "en": 1,
    "et": 1,
    "fyrretyve": 40,
    **{word: value for value, word in enumerate(_UNITS, 1)},
    **dict(zip(_FROM_TEN, [*range(10, 21), *range(30, 100, 10)], strict=True)),
    **{
        f"{unit}og{ten}": value + 10 * tens
        for value, unit in enumerate(_UNITS, 1)
        for tens, ten in enumerate(_FROM_TEN[10:], 2)
    },
}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
"""Any number, as an expression."""
_DIGITS = re.compile(r"\d{1,3}(?![\w%]|[.,]\d)")
_WORD = re.compile(r"[a-zæøåé]{2,16}(?!\w)", re.IGNORECASE)
# `en` and `et` are the article elsewhere.
_COUNTS = re.compile(r"\s+(?:stemme|medlem|byrådsmedlem|udvalgsmedlem|stemte|for\b|i?mod\b|blank|undlod)")


def words_up_to(most: int) -> dict[str, int]:
    """The words of the numbers from one to another."""
    return {word: value for word, value in _VALUES.items() if 1 <= value <= most}


def number(words: str) -> int:
    """What a match of :data:`NUMBER` says."""
    return int(words) if words.isdecimal() else _VALUES[words.casefold()]


def read_number(words: str, at: int) -> tuple[int, int] | None:
    """The number that stands at a place, and where it ends."""
    if match := _DIGITS.match(words, at):
        return int(match[0]), match.end()
    match = _WORD.match(words, at)
    value = _VALUES.get(match[0].casefold()) if match else None
    if match is None or value is None:
        return None
    if match[0].casefold() in ("en", "et") and not _COUNTS.match(words, match.end()):
        return None
    return value, match.end()
