"""Streets and house numbers in running text, of the streets that the municipality's file has.

An address can be a private person's, so a street is told alone, without number and point, unless its
sentence names a public place (``offentligord`` of ontology.ttl) and nothing in the whole item speaks against
it. An item with a person's full name has no places, and a place is left out where a single name, a word of a
private person (``privatord``) or a door stands in its sentence or in one beside it. In doubt it is left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from graph.minutes.characters import CAPITALS
from graph.minutes.document import Document
from graph.minutes.model import Place, Span
from graph.municipality.profile import Profile, folded
from graph.municipality.streets import Streets
from graph.ontology.terms import vocabulary
from graph.wording.agent_words import is_field
from graph.wording.mentions import GAP, known_agents
from graph.wording.names import is_full_name, is_particle

_WORD = re.compile(rf"(?<![\w-])[{CAPITALS}\d][\w.'’-]*")
_TOKEN = re.compile(r"(?<![\w-])[^\W\d_][\w'’-]*")
_NUMBER = re.compile(
    rf"{GAP}(?P<number>\d{{1,3}}(?:(?:[A-Za-z]|\s[A-Z])(?!\w))?)(?![\w/]|[.,]\d|\s?(?:%|kr\b|m2|m²|mio|meter|km\b|stk\b))"
    r"(?:\s?[-–]\s?\d{1,3}[A-Za-z]?(?![\w.]\w))?"
)
# `2. tv.`, `(st. th)`, `, lejlighed 12`, and a floor alone (`, 2.`): a home.
_DOOR = re.compile(
    r"[ \t]*[,(]\s*(?:\d{1,2}|[A-HJ-Z])(?!\w)"
    r"|[\s,(]{0,4}(?:\d{1,2}|st|stuen?|kl|kælder(?:en)?)?[.,]?\s{0,2}"
    r"(?:tv|th|mf|st|stuen?|sal|dør|lejl(?:ighed)?|vær(?:else)?|etage|opgang|bolig|kl|kælder(?:en)?)(?!\w)",
    re.IGNORECASE,
)
_DOOR_ANYWHERE = re.compile(
    r"(?<!\w)(?:(?:\d{1,2}|st|stuen?|kl)\.?\s{0,2}(?:tv|th|mf|sal)(?!\w)"
    r"|(?:lejl(?:ighed)?|vær(?:else)?|dør)\.?\s{0,2}(?:nr\.?\s{0,2})?\d)",
    re.IGNORECASE,
)
_INITIAL = re.compile(rf"(?<![\w.])[{CAPITALS}]\.[ \t]?[{CAPITALS}]\w+")
# A name behind these is a town's, and one before these a company's.
_OF_TOWN = re.compile(r"(?:\bi|\d{4})[ \t]\Z")
_OF_FIRM = re.compile(r"[ \t]*(?:A?/S|ApS|I/S|K/S)(?!\w)")
_FORM_OF_FIRM = re.compile(r"(?:[AIK]/S|ApS)(?!\w)")
# `fra Egevej 12`, `Egevej 12 ønsker`: who lives there.
_OF_DWELLER = re.compile(r"\b(?:fra|af|hos|med|til|mod)\s+\Z")
_DWELLER = re.compile(
    r"\s+(?:har|vil|ønsker|mener|beder|oplyser|anfører|skriver|bemærker|foreslår|protesterer)\b"
)
# `ved skolen`: beside something public, and not it.
_BESIDE = re.compile(
    r"\b(?:ved|nær|bag|mod|fra|forbi|omkring|overfor|over for|ved siden af|op til)\s+(?:\w{1,20}\s+)?\Z"
)
# `Projektet på`, `Tilsyn på`: the first word of a sentence, and no name.
_NO_PERSON = re.compile(
    r"\w{0,40}(?:projekt|byggeri|arbejde|areal|anlæg|kryds|område|tilsyn|plan|sag|bygning"
    r"|(?:er|lægn|bygn|rivn|stykn)ing|tion)(?:en|et|n|erne|s)?",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<!\bnr)[.!?:;](?=\s)|\n(?=\s*(?:\n|[-–•*]|\w{1,2}[.)]))")
# No stop behind a short form (`v. Holm`): a name behind it does not begin a sentence.
_LONG_STOP = re.compile(r"(?<!\b[^\W\d_])(?<!\b[^\W\d_]{2})(?<!\b[^\W\d_]{3})[.!?](?=\s)|\n\s*\n")
# A street that the file lacks: `Parken 4`.
_HOUSE = re.compile(r"[ \t]+\d{1,3}[A-Za-z]?(?!\w)")
_LONGEST = 60
_FAR = 600


def find_places(
    document: Document, spans: Sequence[Span], profile: Profile, beside: Sequence[Span] = ()
) -> tuple[Place, ...]:
    """The streets named in the stretches of one item; nothing without the municipality's file. What stands
    ``beside`` them in the item, in its lists, names none, and speaks against those of the stretches."""
    if not profile.streets.points:
        return ()
    read = [_Stretch(document, span, profile) for span in spans]
    whole = [*read, *(_Stretch(document, span, profile) for span in beside)]
    if any(one.has_full_name() for one in whole):
        return ()
    numbered = not any(one.private for one in whole)
    return tuple(place for one in read for place in one.places(numbered))


@dataclass(frozen=True, slots=True)
class _Street:
    """A street in a stretch: where it begins, where its name and where its number ends."""

    start: int
    name_end: int
    end: int
    name: str
    number: str


class _Stretch:
    """The words of a stretch, and the same with blanks for its streets, bodies and units."""

    def __init__(self, document: Document, span: Span, profile: Profile) -> None:
        self.document, self.offset, self.profile = document, span.start, profile
        self.text = document.text[span.start : span.end]
        self.streets = list(_streets_in(self.text, profile.streets))
        # Where the sentences begin.
        self.stops = [0, *(match.end() for match in _LONG_STOP.finditer(self.text))]
        self.starts = {one.start for one in self.streets}
        mentions = (one.quote.span for one in known_agents(profile).find(self.text))
        self.rest = _blanked(self.text, [*(Span(one.start, one.end) for one in self.streets), *mentions])
        self.private = sorted(self._private())

    def places(self, numbered: bool) -> Iterator[Place]:
        """The streets to tell of, with their numbers where the item allows it and a public place is named."""
        for street in self.streets:
            start, end = self._around(street)
            if (street.number and _DOOR.match(self.text, street.end)) or self._is_private(start, end):
                continue
            told = bool(street.number) and numbered and self._is_public(street)
            number = street.number if told else ""
            last = street.end if told else street.name_end
            yield Place(
                self.document.quote(self.offset + street.start, self.offset + last),
                street.name,
                number,
                self.profile.streets.point(street.name, number) if told or not street.number else None,
            )

    def has_full_name(self) -> bool:
        """Whether a person's name in full, or one with an initial, stands in it."""
        if _INITIAL.search(self.rest):
            return True
        run: list[re.Match[str]] = []
        for token in _TOKEN.finditer(self.rest):
            goes_on = bool(run) and self._is_within_name(run[-1], token)
            if not goes_on or not (_is_capital(token[0]) or is_particle(token[0])):
                if self._is_name(run):
                    return True
                run = []
            if run or _is_capital(token[0]):
                run.append(token)
        return self._is_name(run)

    def _is_within_name(self, before: re.Match[str], token: re.Match[str]) -> bool:
        gap = self.rest[before.end() : token.start()]
        return not gap.strip(" \t\n." if len(before[0]) <= 3 else " \t\n") and gap.count("\n") < 2

    def _is_name(self, run: list[re.Match[str]]) -> bool:
        words = [one[0] for one in run]
        while words and is_particle(words[-1]):
            words.pop()
        skipped = next((at for at, word in enumerate(words) if folded(word) not in _no_names()), len(words))
        words = words[skipped:]
        if len(words) < 2:
            return False
        first, last = run[skipped], run[skipped + len(words) - 1]
        return (
            not self._is_town(first)
            and not _OF_FIRM.match(self.rest, last.end())
            and not all(map(is_field, words))
            and not _public_words().has_last_part(words[-1])
            and is_full_name(" ".join(words))
        )

    def _is_town(self, token: re.Match[str]) -> bool:
        """Whether a name that a word begins is a town's."""
        return _OF_TOWN.search(self.rest, max(0, token.start() - 6), token.start()) is not None

    def _is_explained(self, token: re.Match[str]) -> bool:
        """Whether a word with a capital is no person's name: a town's, a firm's or a common word."""
        word = token[0]
        return (
            self._is_town(token)
            or _OF_FIRM.match(self.rest, token.end()) is not None
            or _FORM_OF_FIRM.match(self.rest, max(0, token.start() - 2 * (word == "S"))) is not None
            or folded(word) in _no_names()
            or is_field(word)
            or _public_words().has(word)
        )

    def _private(self) -> Iterator[int]:
        """Where a door, a word of a private person or one name within a sentence stands."""
        yield from (match.start() for match in _DOOR_ANYWHERE.finditer(self.rest))
        before: re.Match[str] | None = None
        for token in _TOKEN.finditer(self.rest):
            if _private_words().has(token[0]) or self._is_single_name(before, token):
                yield token.start()
            before = token

    def _is_private(self, start: int, end: int) -> bool:
        at = bisect_left(self.private, start)
        return at < len(self.private) and self.private[at] < end

    def _is_single_name(self, before: re.Match[str] | None, token: re.Match[str]) -> bool:
        if not _is_capital(token[0]) or self._is_explained(token):
            return False
        beside = before if before and not self.rest[before.end() : token.start()].strip() else None
        if beside and beside[0][0].isupper() and self._is_town(beside):
            return False  # the rest of its name: `Store Bjerre`
        if self._is_named_public(token):
            return False
        return not self._begins(token.start()) or self._stands_before_street(token)

    def _begins(self, at: int) -> bool:
        """Whether a word is the first of a sentence or of the stretch."""
        start = self.stops[bisect_right(self.stops, at) - 1]
        return at - start < _LONGEST and not self.text[start:at].strip(' \t\n.!?-–•»"')

    def _stands_before_street(self, token: re.Match[str]) -> bool:
        """`Hanne, Egevej 12`, `Else på Egevej 12`: who has the address, but `Tilsyn på` is none."""
        behind = self.text[token.end() : token.end() + 12]
        link = re.match(r"\s*,\s*|\s+(?:på|i|fra|ved)?\s*", behind)
        at = token.end() + (link.end() if link else 0)
        return at in self.starts and not _NO_PERSON.fullmatch(token[0])

    def _is_public(self, street: _Street) -> bool:
        """Whether the sentence of an address names a public place, begins with no word that may be a name and
        does not speak of who lives there."""
        starts = [one.end() for one in _STOP.finditer(self.text, max(0, street.start - _FAR), street.start)]
        start = starts[-1] if starts else max(0, street.start - _FAR)
        behind = next(_STOP.finditer(self.text, street.end, street.end + _FAR), None)
        end = behind.start() if behind else min(len(self.text), street.end + _FAR)
        if _OF_DWELLER.search(self.text, start, street.start) or _DWELLER.match(self.text, street.end):
            return False
        tokens = list(_TOKEN.finditer(self.rest, start, end))
        opening = self.stops[bisect_right(self.stops, street.start) - 1]
        firsts = (_TOKEN.search(self.rest, one, min(one + _FAR, end)) for one in {start, opening})
        if any(one and self._may_be_name(one) for one in firsts):
            return False
        pairs = zip_longest(tokens, tokens[1:])
        return any(
            (_public_words().has(one[0]) or (two and _public_words().lists(f"{one[0]} {two[0]}")))
            and not _BESIDE.search(self.rest, max(start, one.start() - 40), one.start())
            and not (
                one[0][0].isupper() and _HOUSE.match(self.rest, one.end()) and "plan" not in one[0].lower()
            )
            for one, two in pairs
        )

    def _may_be_name(self, token: re.Match[str]) -> bool:
        return _is_capital(token[0]) and not (
            self._is_explained(token) or self._is_named_public(token) or _NO_PERSON.fullmatch(token[0])
        )

    def _is_named_public(self, token: re.Match[str]) -> bool:
        """Whether a word in capitals is what a public place or a firm is called: `Vorup Kirke`."""
        follows = _TOKEN.match(self.rest, token.end() + 1)
        return (
            follows is not None
            and follows[0][0].isupper()
            and (
                _public_words().has_last_part(follows[0])
                or _OF_FIRM.match(self.rest, follows.end()) is not None
            )
        )

    def _around(self, street: _Street) -> tuple[int, int]:
        """The sentence of a street and the ones beside it."""
        at = bisect_right(self.stops, street.start)
        behind = bisect_left(self.stops, street.end) + 1
        return self.stops[max(0, at - 2)], self.stops[behind] if behind < len(self.stops) else len(self.text)


def _is_capital(word: str) -> bool:
    """Whether a word has a capital first, or behind the particle of a name (`d'Angelo`)."""
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())


def _streets_in(text: str, streets: Streets) -> Iterator[_Street]:
    by_word, end = _by_first_word(streets), 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        for name, pattern in by_word.get(_bare(word[0]), ()):
            if match := pattern.match(text, word.start()):
                number = _NUMBER.match(text, match.end())
                end = number.end() if number else match.end()
                said = re.sub(r"\s", "", number["number"]) if number else ""
                yield _Street(word.start(), match.end(), end, name, said)
                break


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """A text with blanks in place of some stretches, so that what is left stands where it stood."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


class _Words:
    """Words with and without a Danish ending; behind a hyphen also as last part, before one as first."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = [folded(word) for word in words]
        self._whole = {form for word in listed for form in _forms(word.strip("-"))}
        self._last = {form for word in listed if word.startswith("-") for form in _forms(word[1:])}
        self._first = {word[:-1] for word in listed if word.endswith("-")}

    def has(self, word: str) -> bool:
        """Whether it is one of the words or a compound of one, of five letters in a name (`Vorupskolen`)."""
        key = folded(word)[:_LONGEST]
        least = 5 if word[:1].isupper() else 3
        return (
            key in self._whole
            or any(key[cut:] in self._last for cut in range(1, len(key) - least + 1))
            or any(key[:cut] in self._first for cut in range(3, len(key)))
        )

    def lists(self, words: str) -> bool:
        """Whether it is one of the words, or several that stand there together (`kommunal ejendom`)."""
        return folded(words) in self._whole

    def has_last_part(self, word: str) -> bool:
        """Whether it is, in itself, a word that compounds can end in (`Kirke`)."""
        return folded(word) in self._last


def _forms(word: str) -> Iterator[str]:
    for ending in ("", "en", "n", "et", "e", "er", "r", "ere", "eren", "erne", "rne", "ne"):
        yield from (word + ending, f"{word}{ending}s")


@cache
def _private_words() -> _Words:
    return _Words(_listed("privatord", "privatperson"))


@cache
def _public_words() -> _Words:
    return _Words(_listed("offentligord", "offentligt-sted"))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(map(folded, _listed("offentligord", "intet-navn")))


def _listed(scheme: str, code: str) -> tuple[str, ...]:
    concept = next(one for one in vocabulary().concepts(scheme) if one.code == code)
    return (*concept.labels, *concept.hidden)


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
