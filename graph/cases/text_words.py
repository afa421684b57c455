"""The words of an item's text by which it is found beside those of its title: few, and those that say most.

What is looked for are long words, names of places and projects, and what stands in quotation marks or in the
title of an attachment. Names of people never are: a word in capitals counts only behind ``i`` or ``på``, or
where the text has it in small letters as well.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graph.cases import titles
from graph.cases.facts import CaseFacts, Handling
from graph.ontology.terms import DCT, term
from graph.wording.stems import is_compound, stem

MOST = 16
"""So many words of a text an item is found by."""
_READ = 20_000  # characters of a text that are looked through
_LONG = 9  # letters
_TOKEN = re.compile(r"[^\W\d_]{3,}")
_QUOTED = re.compile(r"[\"“”„»«]([^\"“”„»«\n]{4,80})[\"“”„»«]")
_PLACE = re.compile(r"(?<![^\W\d_])(?:[iI]|[pP]å)\s+([A-ZÆØÅ][a-zæøå]{3,})(?!\s+[A-ZÆØÅ])")
_IN_QUOTES, _A_NAME, _IN_ATTACHMENT, _DECIDED = 3.0, 1.5, 1.5, 1.5  # what a word gains, beside its length


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an item: the node (IRI) it is of, and whether it is of the decision or a recommendation."""

    node: str
    text: str
    decides: bool


def passages(facts: CaseFacts, item: Handling) -> Iterator[Passage]:
    """What an item says, its decision and recommendation first; nothing of a closed one."""
    yield from _deciding(facts, item)
    for section in () if item.closed else facts.of(item.item, term("hasSection")):
        yield from (Passage(section, text, False) for text in facts.of(section, term("text")))


def _deciding(facts: CaseFacts, item: Handling) -> Iterator[Passage]:
    """Its decision and recommendation alone."""
    if item.closed:
        return
    for decision in facts.of(item.item, term("hasDecision")):
        yield from (Passage(decision, text, True) for text in facts.of(decision, term("decisionText")))
    for whole in facts.of(item.item, term("hasRecommendation")):
        for point in facts.of(whole, term("hasPoint")):
            yield from (Passage(point, text, True) for text in facts.of(point, term("text")))


def attachment_titles(facts: CaseFacts, item: Handling) -> Iterator[tuple[str, str]]:
    """The documents (IRI) listed under an item with their titles there."""
    for document in facts.of(item.item, term("hasAttachment")):
        for triple in facts.triples(document, DCT.title, None, item.minutes):
            yield document, str(triple.object.value)  # type: ignore[union-attr]


def text_words(facts: CaseFacts, item: Handling) -> frozenset[str]:
    """The stems of the words of an item's text by which it is found; none of a standing or closed item."""
    if item.closed or not item.single:
        return frozenset()
    told = list(passages(facts, item))
    whole = "\n".join(passage.text for passage in told)[:_READ]
    files = " ".join(title for _, title in attachment_titles(facts, item))
    counts = Counter(_TOKEN.findall(whole))
    small = {stem(word) for word in counts if word.islower()}
    weights: dict[str, float] = {}
    for word, count in counts.items():
        found = stem(word)
        if len(found) >= _LONG and found in small:
            weights[found] = weights.get(found, len(found) / 10) + math.log2(1 + count)
    _gain(
        weights, (word for one in _QUOTED.findall(whole) for word in _TOKEN.findall(one)), _IN_QUOTES, small
    )
    _gain(weights, _TOKEN.findall(files), _IN_ATTACHMENT, small)
    decided = " ".join(passage.text for passage in told if passage.decides)
    _gain(weights, (word for word in _TOKEN.findall(decided) if len(word) >= _LONG), _DECIDED, small)
    for word in _PLACE.findall(whole):
        weights[stem(word)] = weights.get(stem(word), 0) + _A_NAME
    known = _named(facts, item) | titles.words(item.title)
    ranked = sorted((-weight, word) for word, weight in weights.items() if titles.says_much(word))
    return frozenset([word for _, word in ranked if word not in known][:MOST])


def decided_words(facts: CaseFacts, item: Handling) -> frozenset[str]:
    """The stems of all words of an item's decision and recommendation."""
    texts = (passage.text[:_READ] for passage in _deciding(facts, item))
    return frozenset(stem(word) for text in texts for word in _TOKEN.findall(text))


def _gain(weights: dict[str, float], words: Iterator[str] | list[str], by: float, small: set[str]) -> None:
    """Raise the weight of words; those in capitals that may be names of people do not count."""
    for word in words:
        found = stem(word)
        if word.islower() or found in small or is_compound(found):
            weights[found] = weights.get(found, len(found) / 10) + by


def _named(facts: CaseFacts, item: Handling) -> set[str]:
    """The words of the names of bodies, units and people that an item mentions."""
    mentions = facts.of(item.item, term("hasMention"))
    surfaces = (surface for mention in mentions for surface in facts.of(mention, term("surface")))
    return {stem(word) for surface in surfaces for word in _TOKEN.findall(surface)}


def spelled(text: str, stemmed: str) -> list[str]:
    """The words of a text that have a stem, as they stand there."""
    return [word for word in _TOKEN.findall(text) if stem(word) == stemmed]
