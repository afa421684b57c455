"""Streets and house numbers in running text, of the streets that the municipality's file has.

An address can be a private person's. It is told of nobody: not where a name, or a word of a private person
(the scheme ``privatord`` of ontology.ttl), stands in its sentence or in one beside it, nor with a floor or a
door. In doubt it is left out.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

from graph.minutes.document import Document
from graph.minutes.model import Place, Span
from graph.municipality.profile import Profile, folded
from graph.municipality.streets import Streets
from graph.ontology.terms import vocabulary
from graph.wording.agent_words import is_field
from graph.wording.mentions import GAP, known_agents
from graph.wording.names import is_full_name

_CAPITAL = "A-ZÆØÅÉÖÄÜ"
_WORD = re.compile(rf"(?<![\w-])[{_CAPITAL}\d][\w.'’-]*")
_NUMBER = re.compile(
    rf"{GAP}(?P<number>\d{{1,3}}(?:(?:[A-Za-z]|\s[A-Z])(?!\w))?)(?![\w/]|[.,]\d|\s?(?:%|kr\b|m2|m²|mio|meter|km\b|stk\b))"
    r"(?:\s?[-–]\s?\d{1,3}[A-Za-z]?(?![\w.]\w))?"
)
# `2. tv.`, `st. th`: a home.
_DOOR = re.compile(r"\s*,\s*(?:(?:\d{1,2}|st|kl)\.?\s*,?\s*)?(?:tv|th|mf|st|sal|dør|lejl)\b", re.IGNORECASE)
_NAMES = re.compile(rf"(?<![\w-])[{_CAPITAL}][\w'’.-]*(?:[ \t]+[{_CAPITAL}][\w'’.-]*)+")
_INITIAL = re.compile(rf"(?<![\w.])[{_CAPITAL}]\.[ \t]?[{_CAPITAL}]\w+")
# A name behind these is a place's, one behind a postcode a town's, and one before these a company's.
_OF_PLACE = re.compile(r"(?:\b(?:i|på|ved|mod|nær)|\d{4})[ \t]\Z")
_OF_FIRM = re.compile(r"[ \t]*(?:A?/S|ApS|I/S|K/S)")
# `Hanne, `, `Hanne på `: one name may be a person's, too; `Projektet på ` and `Tilsyn på ` are none.
_NO_PERSON = (
    r"\w*(?:projekt|byggeri|arbejde|hus|areal|anlæg|kryds|område|tilsyn|plan|sag|skole|børnehave|bygning|grund"
    r"|(?:er|lægn|bygn|rivn|stykn)ing|tion|else)(?:en|et|n|erne|s)?"
)
_BEFORE = re.compile(rf"(?<![\w-])(?!(?i:{_NO_PERSON})\s)[{_CAPITAL}]\w+(?:,\s*|\s+(?:på|i|fra)\s+)\Z")
_STOP = re.compile(r"[.!?](?=\s+[A-ZÆØÅ])|\n\s*\n")
_FAR = 600


def find_places(document: Document, spans: Sequence[Span], profile: Profile) -> tuple[Place, ...]:
    """The streets named in some stretches, with the house number; nothing without the municipality's file."""
    if not profile.streets.points:
        return ()
    return tuple(place for span in spans for place in _in(document, span, profile))


def _in(document: Document, span: Span, profile: Profile) -> Iterator[Place]:
    streets, text, end = _by_first_word(profile.streets), document.text, 0
    for word in _WORD.finditer(text, span.start, span.end):
        if word.start() < end:
            continue
        for name, pattern in streets.get(_bare(word[0]), ()):
            match = pattern.match(text, word.start(), span.end)
            if match:
                number = _NUMBER.match(text, match.end(), span.end)
                end = number.end() if number else match.end()
                if not _is_private(text, Span(word.start(), end), span, profile):
                    said = re.sub(r"\s", "", number["number"]) if number else ""
                    yield Place(
                        document.quote(word.start(), end), name, said, profile.streets.point(name, said)
                    )
                break


def _is_private(text: str, place: Span, whole: Span, profile: Profile) -> bool:
    """Whether an address may be a private person's, by what stands in its sentence and in those beside it."""
    if _DOOR.match(text, place.end):
        return True
    first, last = max(whole.start, place.start - _FAR), min(whole.end, place.end + _FAR)
    before = [match.end() for match in _STOP.finditer(text, first, place.start)][-2:]
    behind = [match.start() for match in islice(_STOP.finditer(text, place.end, last), 2)]
    start = before[0] if len(before) > 1 else first
    end = behind[1] if len(behind) > 1 else last
    around = f"{text[start : place.start]} \n{text[place.end : end]}"
    return (
        _private_words().search(around) is not None
        or _INITIAL.search(around) is not None
        or _BEFORE.search(text, first, place.start) is not None
        or any(_is_person(around, match, profile) for match in _NAMES.finditer(around))
    )


def _is_person(text: str, match: re.Match[str], profile: Profile) -> bool:
    """Whether words in capitals may be a person's name: no place, firm, unit or street."""
    name = match[0].rstrip(".")
    if _OF_PLACE.search(text, max(0, match.start() - 6), match.start()) or _OF_FIRM.match(text, match.end()):
        return False
    words = name.split()
    streets = _by_first_word(profile.streets)
    return (
        is_full_name(name)
        and not all(map(is_field, words))
        and not any(pattern.match(name) for one in words for _, pattern in streets.get(_bare(one), ()))
        and not known_agents(profile).find(name)
    )


@cache
def _private_words() -> re.Pattern[str]:
    (concept,) = vocabulary().concepts("privatord")
    words = sorted({*concept.labels, *concept.hidden}, key=lambda word: (-len(word), word))
    listed = "|".join(map(re.escape, words))
    return re.compile(
        rf"(?<![\w-])(?:{listed})(?:en|n|et|e|er|ere|eren|erne|rne|ne)?s?(?![\w-])", re.IGNORECASE
    )


@lru_cache(maxsize=8)
def _by_first_word(streets: Streets) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """The names of streets by their first word, the longest first, each as an expression."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name in sorted(streets.points, key=lambda one: (-len(one), one)):
        form = GAP.join(map(re.escape, name.split()))
        pattern = re.compile(rf"{form}(?:s(?=\s))?(?![\w-])")
        found.setdefault(_bare(name.split()[0]), []).append((name, pattern))
    return found


def _bare(word: str) -> str:
    """A word for comparison, without a genitive -s."""
    return folded(word).rstrip(".,").removesuffix("s")
