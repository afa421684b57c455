"""Where in the minutes a link stands: the words, their spans, and the statements they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pyoxigraph as ox
from rdflib import URIRef

from graph.cases.facts import CaseFacts, Handling
from graph.cases.numbers import CaseNumber
from graph.minutes.model import Span
from graph.ontology.iris import meeting_of, number_of, quoted, quoted_span
from graph.ontology.terms import OA, PROV, term

# The words before a number that say the case was known by it before, or goes on under it.
_GOES_ON = re.compile(
    r"\b(?:fortsætte[rs]|videreføres|overføres|overgår|flyttes|er\s+(?:overført|overgået|flyttet))\s+(?:nu\s+)?"
    r"(?:under|i|til|på|som)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"\b(?:fortsættelse\s+af|fortsætter|videreføre[rs]|videreførelse\s+af|afløser|erstatter"
    r"|(?:overført|flyttet|videreført)\s+fra|genoptagelse\s+af)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:tidligere|tidl\.|gamle|gammelt|oprindelige?)\s+(?:sag\w*\.?|nummer|nr\.)[\s:]*(?:nr\.?|nummer)?[\s:]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ”\"(])|\n\s*\n")
_MOST_WORDS = 400  # characters; more than a sentence, less than a table that has no full stop

# How sure it is that the text says what it is taken to say.
NUMBER_STATED = Decimal("0.98")
FORMER_NUMBER = Decimal("0.9")
MEETING_STATED = Decimal("0.95")
YEAR_INFERRED = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the minutes and where they stand (:func:`graph.ontology.iris.quoted`)."""

    words: str
    span: str


@dataclass(frozen=True, slots=True)
class Statement:
    """That an item points to a case or a meeting; ``kind`` is a code of the scheme ``koblingstype``."""

    kind: str
    origin: str
    target: str
    quotation: Quotation
    confidence: Decimal


class Evidence:
    """Finds the words of the minutes in the graphs of the store."""

    def __init__(self, facts: CaseFacts) -> None:
        self._facts = facts
        self._statements: dict[str, list[Statement]] = {}

    def statements(self, handling: Handling) -> list[Statement]:
        """The cases and meetings that an item points to, in order of the text."""
        if handling.item not in self._statements:
            self._statements[handling.item] = list(self._read(handling)) if handling.cites else []
        return self._statements[handling.item]

    def _read(self, handling: Handling) -> Iterator[Statement]:
        for mention in self._facts.of(handling.item, term("hasMention")):
            (cited,) = self._facts.of(mention, OA.hasBody)
            if cited not in handling.cites:
                continue
            (target,) = self._facts.of(mention, OA.hasTarget)
            (surface,) = self._facts.of(mention, term("surface"))
            words, at = self.words(handling, target, surface)
            quotation = Quotation(words, target)
            if meeting_of(cited):
                sure = MEETING_STATED if _YEAR.search(surface) else YEAR_INFERRED
                yield Statement("henviser", handling.item, cited, quotation, sure)
            else:
                yield _of_case(handling, cited, quotation, words[:at])

    def words(self, handling: Handling, span: str, surface: str) -> tuple[str, int]:
        """The sentence that a span of an item stands in, and where in it the words ``surface`` begin.

        The words themselves when the item has no section or decision around them.
        """
        target = _span(span)
        for part in (term("hasSection"), term("hasDecision")):
            for node in self._facts.of(handling.item, part):
                spans = [_span(one) for one in self._facts.of(node, PROV.wasDerivedFrom)]
                if not any(one.start <= target.start and target.end <= one.end for one in spans):
                    continue
                for text in (
                    *self._facts.of(node, term("text")),
                    *self._facts.of(node, term("decisionText")),
                ):
                    if found := _sentence(text, surface, target.start - spans[0].start):
                        return found
        return surface, 0

    def sentence(self, node: str, text: str, surface: str) -> Quotation | None:
        """The first sentence of a text that has the words ``surface``, and where it stands: the stretch of
        the node that the text is of, down to the words where the text is as long as what it was read from."""
        found = _sentence(text, surface, 0)
        places = self._facts.of(node, PROV.wasDerivedFrom)
        if found is None or not places:
            return None
        source, span = min(_place(one) for one in places)
        at = text.find(surface)
        if span.end - span.start == len(text) and at >= 0:
            span = Span(span.start + at, span.start + at + len(surface))
        return Quotation(found[0], quoted(URIRef(source), span))

    def number(self, handling: Handling, case: str) -> Quotation:
        """The number of a case where it stands on an item; the item's title when it is not printed there."""
        start = self._item_span(handling).start
        found = self._facts.triples(case, PROV.wasDerivedFrom, None, handling.minutes)
        spans = [span for triple in found if (span := _span(_value(triple))).start >= start]
        if not spans:
            return self.title(handling)
        return Quotation(number_of(case), quoted(URIRef(handling.minutes), min(spans)))

    def title(self, handling: Handling) -> Quotation:
        """The title, and the item, which begins with it."""
        return Quotation(handling.title, quoted(URIRef(handling.minutes), self._item_span(handling)))

    def step(self, handling: Handling, step: str) -> Quotation:
        """A step of the planned path, where it is printed."""
        (span,) = self._facts.of(step, PROV.wasDerivedFrom)
        return Quotation(self.words(handling, span, "")[0], span)

    def _item_span(self, handling: Handling) -> Span:
        return min(_span(one) for one in self._facts.of(handling.item, PROV.wasDerivedFrom))


def _of_case(handling: Handling, cited: str, quotation: Quotation, before: str) -> Statement:
    """What an item says of another case, by the words before its number.

    A standing item, and one that is not of one case, refers to another case and continues none.
    """
    origin, sure = handling.item, NUMBER_STATED
    if not handling.single or len(handling.cases) != 1:
        return Statement("henviser", origin, cited, quotation, sure)
    (own,) = handling.cases
    if _GOES_ON.search(before):
        return Statement("fortsaetter", cited, own, quotation, sure)
    if _CONTINUES.search(before):
        return Statement("fortsaetter", own, cited, quotation, sure)
    if _FORMER.search(before) and _is_older(number_of(cited), number_of(own)):
        return Statement("fortsaetter", own, cited, quotation, FORMER_NUMBER)
    return Statement("henviser", origin, cited, quotation, sure)


def _is_older(number: str, than: str) -> bool:
    """Whether a number is of an older generation: "the former case" may else be any earlier one."""
    one, other = CaseNumber.parse(number), CaseNumber.parse(than)
    return bool(one and other and one.authority and not other.authority and one.year <= other.year)


def _sentence(text: str, surface: str, near: int) -> tuple[str, int] | None:
    """The sentence around ``surface`` and where it begins there, white space in it not counting.

    Of several, the one nearest to ``near``; ``None`` when the text does not have it.
    """
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    letters = "".join(text[at] for at in places)
    wanted = "".join(surface.split())
    found = [places[m.start()] for m in re.finditer(re.escape(wanted), letters) if m.start() < len(places)]
    if not found:
        return None
    place = min(found, key=lambda at: (abs(at - near), at))
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    start = next(first for first, then in pairwise(bounds) if first <= place < then)
    start = max(start, place - _MOST_WORDS // 2)
    end = next((bound for bound in bounds if bound > place + len(surface)), len(text))
    words = " ".join(text[start : min(end, start + _MOST_WORDS)].split())
    return words, len(" ".join(text[start:place].split()) + " ") if place > start else 0


def _span(quoted_words: str) -> Span:
    return _place(quoted_words)[1]


def _place(quoted_words: str) -> tuple[str, Span]:
    found = quoted_span(quoted_words)
    if found is None:
        raise ValueError(f"not a stretch of minutes: {quoted_words}")
    return found


def _value(triple: ox.Triple) -> str:
    return str(triple.object.value)  # type: ignore[union-attr]
