"""Words as a reader sees them, in whatever dress people and programs give them.

A text is compared without characters that nobody sees and without markup, in small letters, with one dash
and one colon. Where in the text as it was each character stands, is kept.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.base.remembered import of_one_text

# Default_Ignorable_Code_Point (Unicode, DerivedCoreProperties.txt): nobody sees them.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Letters of other scripts that look like those of the words.
_ALIKE = str.maketrans(
    dict(
        zip(
            "\u0430\u0432\u0435\u0455\u0456\u0458\u043a\u04cf\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0501"
            "\u03b9\u03bf\u03ba\u03c5\u03c1\u03c4\u03bd\u0251\u01c0\u2223\u0131",
            "abesijklmhopctyxdiokuptval|i",
            strict=True,
        )
    )
)
_DASHES = re.compile(
    "[\u058a\u05be\u1806\u2010-\u2015\u2043\u2053\u207b\u208b\u2212\u23af\u2500\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d]"
)
_COLONS = re.compile("[\u02d0\u02f8\u0589\u05c3\u2236\ua789\ufe13\ufe55\uff1a]")
_TAG = re.compile(
    r"</?(?:a|b|big|br|center|div|em|font|h[1-6]|i|li|mark|p|s|small|span|strong|sub|sup|td|th|tr|tt|u)\b[^<>\n]{0,200}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:(?P<shy>shy|#173|#xad|zwnj|zwj|#8203)|nbsp|#160|#xa0);", re.IGNORECASE)
_MARKED_UP = re.compile(rf"{_TAG.pattern}|{_ENTITY.pattern}", re.IGNORECASE)
MARKUP = "*_`~\\"

TICKED = "☑☒✓✔✕✖✗✘✅■⊠⊗◉⦿●▣⮽🗹🗷🗵\uf0fe\uf0fd\uf054\uf052\uf078"
EMPTY = "☐□○◯⬜▢❏❐❑❒◻◽\uf0a8\uf06f\uf071\uf0a3"
# A lock, as a sign or in a font of icons, says the word; an open one the other.
_LOCKS = dict.fromkeys("🔒🔐🔏\uf023", "lukket:") | dict.fromkeys("🔓\uf09c\uf13e", "åben:")
# Characters that mean what they are.
PLAIN = re.compile(r"[\t\n\x20-\x25\x27-\x29\x2b-\x3b\x3d-\x5b\x5d^\x61-\x7d§æøåÆØÅéÉ–—”“•]*")
_RUN = re.compile(rf"(?P<plain>{PLAIN.pattern[:-1]}++)|(?i:{_MARKED_UP.pattern})|(?P<other>.)", re.DOTALL)
# Two blanks side by side or more, or one that is none of the plain ones.
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n\t ]")
LONGEST_LINE = 400  # characters of a line or a title that is asked of in several ways


@dataclass(frozen=True)
class Folded:
    """A text as it is compared, and for each of its characters the offset in the text as it was."""

    text: str
    at: Sequence[int]
    end: int

    def origin(self, offset: int) -> int:
        """Where in the text as it was a character of the folded one stands; its end for the end."""
        return self.at[offset] if offset < len(self.at) else self.end


def fold(text: str) -> Folded:
    """The text as a reader sees its words: no default-ignorable characters and no markup, compatibility
    forms (NFKC) and letters of other scripts that look like Latin ones as these, one dash, one colon; two
    blanks or more are a tab."""
    return _fold_line(text) if len(text) <= LONGEST_LINE else _fold(text)


@of_one_text
def _fold_line(text: str) -> Folded:
    """A line is asked of in several ways, one after the other; only short ones are kept."""
    return _fold(text)


def _fold(text: str) -> Folded:
    seen, places = _seen(text)
    if not _BLANKS.search(seen):
        return Folded(seen, places, len(text))
    kept: list[str] = []
    at: list[int] = []
    done = 0
    for blanks in _BLANKS.finditer(seen):
        start, end = blanks.span()
        kept += [seen[done:start], " " if end == start + 1 else "\t"]
        at.extend(places[done : start + 1])
        done = end
    kept.append(seen[done:])
    at.extend(places[done:])
    return Folded("".join(kept), at, len(text))


@lru_cache(maxsize=4096)
def _seen_of(char: str) -> str:
    """What is seen of a character among digits and dashes; nothing of markup and what is ignorable."""
    if char in MARKUP or IGNORABLE.match(char):
        return ""
    if char > "\x7f" and char.isdecimal():
        return str(unicodedata.decimal(char))
    if _DASHES.match(char):
        return "-"
    return " " if char > "\x7f" and char.isspace() else char


def visible(text: str) -> str:
    """The text as digits and dashes are seen in it: those of all scripts are ASCII ones, blanks are blanks,
    and markup and default-ignorable characters are gone. Line ends stay, so a line keeps its number."""
    seen = {char: _seen_of(char) for char in set(text)}
    table = {ord(char): other for char, other in seen.items() if other != char}
    text = _ENTITY.sub(lambda match: "" if match["shy"] else " ", text) if "&" in text else text
    text = re.sub(r"&#(?:8208|8209|8211|8212|8722|x201[0-4]|x2212);|&[nm]dash;", "-", text)
    text = _TAG.sub("", text) if "<" in text else text
    return text.translate(table)


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """What is seen of each character, and where each that is seen stands in the text."""
    if PLAIN.fullmatch(text):
        return _plainly(text), range(len(text))
    made: list[str] = []
    at: list[int] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match["plain"]:
            made.append(_plainly(match[0]))
            at.extend(range(start, end))
        elif match["other"]:
            made.append(_fold_character(match[0]))
            at.extend([start] * len(made[-1]))
        elif match[0].startswith("&") and not match["shy"]:
            made.append(" ")
            at.append(start)
    return "".join(made), at


def _plainly(text: str) -> str:
    """What is seen of characters that mean what they are."""
    return text.casefold().replace("–", "-").replace("—", "-")


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    """What is seen of one character; a text has few different ones, and asking Unicode is slow."""
    if char in MARKUP or IGNORABLE.match(char):
        return ""
    if char in TICKED or char in EMPTY:
        return char
    if char in _LOCKS:
        return _LOCKS[char]
    seen = (
        _DASHES.sub("-", _COLONS.sub(":", one)).translate(_ALIKE)
        for one in unicodedata.normalize("NFKC", char).casefold()
        if unicodedata.category(one) not in ("Mn", "Me", "Cf")
    )
    return "".join(seen)
