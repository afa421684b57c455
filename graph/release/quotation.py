"""Whether a quote stands at a place of a release, word for word.

Words are compared in Unicode Normalization Form C, and a run of white space counts as one blank, at either
end as nothing (:func:`normal`). Nothing else is forgiven: no letter, no case, no punctuation, no hyphen.

The place is a stretch of the text of minutes (RFC 5147), which the quote has to be, whole; or minutes, a
meeting, or anything that was read from minutes, in which it has to stand, not beginning or ending inside a
word or a number.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import pyoxigraph as ox
from rdflib import URIRef

from graph.minutes.document import lines_at
from graph.minutes.model import Span
from graph.ontology.iris import meeting_of, minutes_of, quoted, quoted_span
from graph.ontology.terms import PROV
from graph.release.archive import Release
from graph.store.oxigraph import Store

LONGEST = 20_000
"""Characters of a quote."""
MOST_MARKS = 30
"""Combining marks in a row (the Stream-Safe Text Format, UAX #15, section 13), for the time that it takes to
normalise grows with their square."""
_MOST = 5  # places that are told
_TRIED = 1000  # places that are looked at
_WORD = re.compile(r"\S+")
_LETTER, _NUMBER = re.compile(r"\w"), re.compile(r"\d[.,]\d")


class UnknownPlace(LookupError):
    """The release has no such place."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where words stand: the IRI of the stretch, its first and last line from 1, and the words as printed."""

    span: str
    lines: tuple[int, int]
    words: str


@dataclass(frozen=True)
class Verdict:
    """Whether a ``quote`` stands at a ``place`` (IRI) in ``minutes`` (IRI) with that ``text``; ``at`` is what
    stands at a place that is a stretch, or else the first places where the quote does."""

    stands: bool
    place: str
    quote: str
    minutes: str
    at: tuple[Occurrence, ...]
    text: str

    @cached_property
    def elsewhere(self) -> tuple[Occurrence, ...]:
        """The first places of the same minutes where a quote stands that does not stand at its own."""
        return () if self.stands else tuple(occurrences(self.text, self.minutes, self.quote))


def normal(words: str) -> str:
    """Words as they are compared."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def can_be_compared(quote: str) -> bool:
    """Whether a quote has no more combining marks in a row than :data:`MOST_MARKS`."""
    marks = 0
    for letter in quote:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MOST_MARKS:
            return False
    return True


def verify(release: Release, store: Store, place: str, quote: str) -> Verdict:
    """Whether a quote stands at a place, by its IRI; ``store`` is the release's.

    Raises :class:`UnknownPlace`, and :class:`ValueError` for a quote without words, longer than
    :data:`LONGEST`, or with more than :data:`MOST_MARKS`.
    """
    if not quote.strip() or len(quote) > LONGEST:
        raise ValueError(f"a quote has words, and at most {LONGEST} characters")
    if not can_be_compared(quote):
        raise ValueError(f"a quote has at most {MOST_MARKS} combining marks in a row")
    stretch = quoted_span(place)
    if stretch:
        minutes, span = stretch
        text = _text(release, minutes)
        if not span.start < span.end <= len(text):
            raise UnknownPlace(place)
        at = _occurrence(text, minutes, span)
        return Verdict(normal(at.words) == normal(quote), place, quote, minutes, (at,), text)
    minutes, spans = _within(release, store, place)
    text = _text(release, minutes)
    found = tuple(occurrences(text, minutes, quote, spans))
    return Verdict(bool(found), place, quote, minutes, found, text)


def _text(release: Release, minutes: str) -> str:
    if minutes not in release.published:
        raise UnknownPlace(minutes)
    return release.text(minutes)


def _within(release: Release, store: Store, place: str) -> tuple[str, list[Span]]:
    """The minutes that a thing was read from, and the stretches of them; none of minutes and meetings, for
    the whole."""
    for minutes in (place, str(minutes_of(place))):
        if minutes in release.published:
            return minutes, []
    try:
        triples = list(store.triples(ox.NamedNode(place), ox.NamedNode(PROV.wasDerivedFrom)))
    except ValueError:  # no IRI
        raise UnknownPlace(place) from None
    spans = [found for triple in triples if (found := quoted_span(triple.object.value))]  # type: ignore[union-attr]
    # What several minutes tell of, such as a document listed again, is looked for in those it is a part of.
    own = minutes_of(meeting_of(place) or "")
    minutes = str(own) if any(one[0] == str(own) for one in spans) else next((one[0] for one in spans), "")
    if not minutes:
        raise UnknownPlace(place)
    return minutes, sorted((one[1] for one in spans if one[0] == minutes), key=lambda span: span.start)


def _occurrence(text: str, minutes: str, span: Span) -> Occurrence:
    return Occurrence(str(quoted(URIRef(minutes), span)), lines_at(text, span), text[span.start : span.end])


def occurrences(text: str, minutes: str, quote: str, spans: Sequence[Span] = ()) -> list[Occurrence]:
    """The first places where a quote stands in a text, or in stretches of it."""
    words = normal(quote)
    stretches = spans or [Span(0, len(text))]
    places = (span for within in stretches for span in _Normal(text, within).places(words))
    found: dict[Span, None] = {}
    for span in places:
        found[span] = None
        if len(found) == _MOST:
            break
    return [_occurrence(text, minutes, span) for span in found]


class _Normal:
    """A stretch of a text as it is compared, and the way back to the offsets of the text."""

    def __init__(self, text: str, within: Span) -> None:
        self._words = list(_WORD.finditer(text, within.start, within.end))
        self._normal = [unicodedata.normalize("NFC", word[0]) for word in self._words]
        self._starts = list(accumulate((len(word) + 1 for word in self._normal), initial=0))
        self._whole = " ".join(self._normal)

    def places(self, quote: str) -> Iterator[Span]:
        """Where a normal quote stands, in order, not beginning or ending inside a word or a number."""
        at = self._whole.find(quote)
        for _ in range(_TRIED):
            if at < 0:
                return
            end = at + len(quote)
            if not _goes_on(self._whole, at) and not _goes_on(self._whole, end):
                yield Span(self._offset(at, at), self._offset(end - 1, end))
            at = self._whole.find(quote, at + 1)

    def _offset(self, of: int, at: int) -> int:
        """The offset in the text of an offset in what is compared, within or at the end of the word that the
        character ``of`` is in."""
        number = bisect_right(self._starts, of) - 1
        word, inside = self._words[number], at - self._starts[number]
        if word[0] != self._normal[number]:  # the most letters that make no more than so many
            lengths = range(len(word[0]) + 1)
            inside = (
                bisect_right(lengths, inside, key=lambda n: len(unicodedata.normalize("NFC", word[0][:n])))
                - 1
            )
        return word.start() + inside


def _goes_on(text: str, at: int) -> bool:
    """Whether a word or a number goes on there."""
    before, after = text[max(at - 1, 0) : at], text[at : at + 1]
    if not before or not after:
        return False
    letters = _LETTER.match(before) and (_LETTER.match(after) or unicodedata.combining(after))
    return bool(letters or _NUMBER.match(text, at - 1) or _NUMBER.match(text, max(at - 2, 0)))
