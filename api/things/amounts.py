"""The amounts that the text of an item names: marked in its words, and as a table on the page of a case."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal
from markupsafe import Markup

from api.i18n.language import Language
from api.serving.releases import OpenRelease
from api.site.description import Node
from api.site.prose import Highlight, paragraphs
from graph.cases.facts import CaseFacts, Handling
from graph.minutes.model import Span
from graph.ontology.iris import quoted_span
from graph.ontology.terms import term, vocabulary

_MARK = "beloeb"


@dataclass(frozen=True, slots=True)
class Told:
    """An amount as a page tells of it: ``kroner`` in figures, its ``words``, and what it is said of."""

    iri: str
    kroner: str
    words: str
    said_of: str
    kind: str
    period: str
    per: str
    item: Handling


def amounts_of(facts: CaseFacts, handlings: Iterable[Handling], say: Language) -> list[Told]:
    """The amounts of open items, the largest first; of those that say the same only the first that was."""
    found: dict[tuple[Decimal, str], tuple[Decimal, Told]] = {}
    for item in handlings:
        for iri in () if item.closed else facts.of(item.item, term("hasAmount")):
            value, told = _told(facts, iri, item, say)
            found.setdefault((value, told.said_of), (value, told))
    return [told for _, told in sorted(found.values(), key=lambda one: -abs(one[0]))]


def _told(facts: CaseFacts, iri: str, item: Handling, say: Language) -> tuple[Decimal, Told]:
    def one(name: str) -> str:
        return next(iter(facts.of(iri, term(name))), "")

    low, high = Decimal(one("kroner")), one("kronerAtMost")
    ends = [low, *([Decimal(high)] if high else [])]
    kind = one("amountKind")
    return ends[-1], Told(
        iri,
        "–".join(format_decimal(end, locale=say.code) for end in ends),
        one("surface"),
        ": ".join(facts.of(iri, term("saidOf"))),
        (vocabulary().label(kind, say.code) or "") if kind else "",
        one("period").replace("/..", "–").replace("/", "–"),
        one("perUnit"),
        item,
    )


def words_of(release: OpenRelease, node: Node) -> Callable[[Node, int], Markup]:
    """A function that writes the words of a section, decision or point of an item as far as a number of
    characters, with its amounts marked, each with the way to what is told of it."""
    places = [
        (place[1], amount.href or "")
        for amount in node.nodes("sg:hasAmount")
        for origin in amount.nodes("prov:wasDerivedFrom")
        if (place := quoted_span(origin.iri))
    ]
    origin = node.node("prov:wasDerivedFrom")
    text = release.text(origin.iri.partition("#")[0]) if origin and places else ""

    def write(part: Node, most: int) -> Markup:
        words = part.text("sg:text") or part.text("sg:decisionText") or ""
        source = part.node("prov:wasDerivedFrom")
        stretch = quoted_span(source.iri) if source else None
        marks = _highlights(words, text, stretch[1], places) if stretch else []
        if len(words) > most:
            words = words[:most].rsplit(" ", 1)[0] + "…"
        return paragraphs(words, [mark for mark in marks if mark.end < len(words)])

    return write


def _highlights(words: str, text: str, stretch: Span, places: Sequence[tuple[Span, str]]) -> list[Highlight]:
    """The places of a text in the words that it was made to, which differ from it in white space alone."""
    told = [at for at, char in enumerate(words) if not char.isspace()]
    count, counts = 0, [0]
    for char in text[stretch.start : stretch.end]:
        count += not char.isspace()
        counts.append(count)
    if count != len(told):
        return []
    found = []
    for place, href in places:
        if stretch.start <= place.start < place.end <= stretch.end:
            first = counts[place.start - stretch.start]
            last = counts[place.end - stretch.start]
            if first < last:
                found.append(Highlight(told[first], told[last - 1] + 1, href, _MARK))
    return found
