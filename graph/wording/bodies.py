"""The words for the kinds of bodies of a municipality, as parts of expressions, and when names are of one."""

import re

from graph.municipality.profile import folded
from graph.wording.openness import AGENDA_PART

RAAD = r"(?<![Oo]m)r(?:å|aa)d"
"""A council, and no field (`område`); before 1948 it was spelled `raad`."""
KINDS_OF_BODIES = rf"(?:udvalg|{RAAD}|nævn|bestyrelse)"
"""What the names of most bodies end in, without the article."""
KINDS_THAT_DECIDE = rf"(?:{KINDS_OF_BODIES}|direktion|repræsentation)"
"""And with them the management, and a council by another name (`Borgerrepræsentationen`)."""
ANY_BODY = ("udvalget", "rådet", "nævnet", "bestyrelsen")
"""What a meeting's own body is called in its minutes."""


LONGEST_NAME = 250
"""Characters that a name is read as far as."""
_LONGEST_INITIALS = 4
_SMALL_WORDS = frozenset({"og", "for", "i", "på", "af", "til", "ved", "samt", "om", "vedr.", "vedrørende"})
_PERIOD = re.compile(
    r"(?<![\s,(])[\s,(]*+\d{4}(?:\s*+[-–]\s*+(?:\d{4}|\d{2}|og frem)?|\s++og\s++frem)\)?\s*+$",
    re.IGNORECASE,
)
_UDVALGET_FOR = re.compile(r"(?P<kind>udvalg(?:et)?)\s+for\s+(?P<field>.+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+\((?P<words>[^()]{1,12})\)\s*$")
_INITIALS = re.compile(r"(?![IVX]+$)[A-ZÆØÅ]{2,5}")  # and no Roman number
# `Direktion` ends as `Udvalget` does not: an article is a whole ending.
_ARTICLE_AND_GENITIVE = re.compile(r"(?<=\w{4})(?:et|en|e)?s?$")


def bare_name(name: str) -> str:
    """The name of a body without the years of its period, a short form in brackets and a part of the agenda
    behind it; the name itself where nothing else is left."""
    name = AGENDA_PART.sub("", name[:LONGEST_NAME])
    name = _PERIOD.sub("", name)
    return _IN_BRACKETS.sub(lambda found: _unless_short(found, name), name).lstrip(". ") or name


def _unless_short(found: re.Match[str], name: str) -> str:
    """What stands in brackets behind a name, unless it is its short form: initials in capitals, or the first
    letter of the name, or of its field (`Udvalget for Teknik (TU)`), and others in their order. Anything else
    tells two bodies apart (`Skolebestyrelsen (Syd)`)."""
    own = name[: found.start()]
    if _INITIALS.fullmatch(found["words"]) and not own.isupper():
        return ""
    short = re.sub(r"\W", "", found["words"].casefold())
    for whole in (own, _UDVALGET_FOR.sub(r"\g<field> \g<kind>", own)):
        letters = iter(re.sub(r"\W", "", whole.casefold()))
        if whole[:1].casefold() == short[:1] and all(letter in letters for letter in short):
            return ""
    return found[0]


def in_small_letters(name: str) -> str:
    """The name of a body that is printed in capitals, as it is written: every word of it but the small ones
    begins with one (`Udvalget for Teknik og Miljø`). Initials are left as they are."""
    if not name.isupper() or len(name) <= _LONGEST_INITIALS:
        return name
    words = name.lower().split(" ")
    return " ".join(one if at and one in _SMALL_WORDS else one.capitalize() for at, one in enumerate(words))


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two names are of one body: `Byråd 2018-2021` and `Byrådets`, `Teknisk Udvalg (TU)`; of none
    where one is missing."""
    return bool(one and other and stem(one) == stem(other))


def stem(name: str) -> str:
    """The bare name of a body, case folded and without marks, the article and the genitive."""
    words = re.sub(r"[^\w ]+", " ", folded(bare_name(name)))
    return _ARTICLE_AND_GENITIVE.sub("", " ".join(words.split()))
