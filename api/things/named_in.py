"""Where a body, a unit, a post or a person is named: one table of the items, page by page, a text to mail,
and all of it as a file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from api.http.formats import Format
from api.http.negotiation import serialize_table
from api.i18n.language import N_
from api.serving.releases import OpenRelease
from api.site.case_status import outcome_words
from api.site.description import Node
from api.site.site import Site
from api.things.case_page import page_number
from graph.cases.facts import Handling
from graph.cases.trail import TrailReader
from graph.minutes.dates import A_DAY
from graph.ontology.iris import number_of, place, quoted_span
from graph.ontology.terms import OA, PROV, term

ROWS = 25
"""Items on a page."""
_MAIL = 1_600  # characters of a mail; longer addresses are cut by programs
_LONGEST = 320  # characters of a sentence
_ITEM = rf"(?:[-–•*]|(?!(?i:{A_DAY}))\d{{1,2}}[.)])[ \t]"
# A stop before a capital; "3 mio. kr." has none. A line of a list is a sentence of its own.
_END = re.compile(rf"[.!?](?=\s+[A-ZÆØÅ»\"])|\n\s*\n|\n(?=[ \t]*{_ITEM})")
_MARK = re.compile(rf"\A{_ITEM}")
# `Direktionens møde den 3. oktober 2022:` heads a decision and names nobody in what is said; a title stands
# in the table anyhow.
_DOTS = re.compile(r"\.{4}")
_SENTENCE = 4  # words
_HEADING = re.compile(r"møde\s+(?:d(?:en|\.)\s*)?\d[^\n]{0,30}:?\s*$|^Punkt\s+\w{1,4}:")
COLUMNS = (
    N_("dato"),
    N_("organ"),
    N_("sagsnummer"),
    N_("titel"),
    N_("udfald"),
    N_("beslutning"),
    N_("sætningen, der nævner"),
    N_("adresse"),
)


@dataclass(frozen=True, slots=True)
class NamedRow:
    """An item that names a thing: ``number`` and ``case`` (IRI) of its case, the words of its decision, the
    sentence that names the thing, and the stretch (IRI) of that."""

    item: Handling
    body: str
    number: str
    case: str
    outcomes: tuple[str, ...]
    decision: str
    sentence: str
    span: str


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A page of the table; ``mail`` is an address that begins a mail with its rows."""

    rows: tuple[NamedRow, ...]
    total: int
    page: int
    pages: int
    mail: str


class Finder:
    """Finds the items that name a thing, and what a row tells of each."""

    def __init__(self, site: Site, release: OpenRelease, thing: str) -> None:
        self._site, self._release, self._thing = site, release, thing
        self._reader = TrailReader(release.shelved, release.store, site.language)
        # A body may be named ten thousand times: the stretches are looked for where a row is told alone.
        told = release.items_naming(thing)
        self._items = self._found() if told is None else told

    def _found(self) -> list[str]:
        """The items that name the thing, or that it recommends, by the graph; the latest first."""
        facts, thing = self._reader.facts, self._thing
        nodes = [*facts.having(OA.hasBody, thing), *facts.having(term("recommender"), thing)]
        found = {at.item: at.date for node in nodes if (at := place(node)) and at.item}
        return sorted(found, key=lambda item: (found[item], item), reverse=True)

    def _spans(self, item: str) -> list[str]:
        """The stretches in which an item names the thing, or gives its recommendation."""
        facts = self._reader.facts
        recommended = [
            node
            for one in facts.of(item, term("hasRecommendation"))
            for node in facts.of(one, term("hasRecommender"))
            if self._thing in facts.of(node, term("recommender"))
        ]
        mentions = facts.of(item, term("hasMention"))
        naming = [node for node in mentions if self._thing in facts.of(node, OA.hasBody)]
        return [span for node in (*naming, *recommended) for span in facts.of(node, PROV.wasDerivedFrom)]

    @property
    def total(self) -> int:
        return len(self._items)

    def rows(self, first: int = 0, most: int | None = None) -> Iterator[NamedRow]:
        """The rows from one on; closed items have none, for nothing in them is told."""
        for iri in self._items[first : None if most is None else first + most]:
            item = self._reader.facts.handling(iri)
            if item and not item.closed:
                yield self._row(item)

    def _row(self, item: Handling) -> NamedRow:
        facts, case = self._reader.facts, item.cases[0] if item.cases else ""
        decisions = facts.of(item.item, term("hasDecision"))
        words = [text for one in decisions for text in facts.of(one, term("decisionText"))]
        sentence, span = self._sentence(item)
        codes = sorted(facts.outcomes(item.item) - {"ikke-registreret"})
        return NamedRow(
            item=item,
            body=self._reader.label(item.body),
            number=number_of(case) if case else "",
            case=case,
            outcomes=tuple(codes),
            decision=" ".join(words).strip(" -"),
            sentence=sentence,
            span=span,
        )

    def _sentence(self, item: Handling) -> tuple[str, str]:
        """The first sentence that names it, and the stretch; a name by itself, a heading or the contents only
        where there is nothing else."""
        text = self._release.text(item.minutes)
        told = []
        for span in sorted(self._spans(item.item), key=_start):
            found = quoted_span(span)
            if found:
                words = sentence_at(text, found[1].start, found[1].end)
                told.append((_telling_little(words), words, span))
        _, words, span = min(told, key=lambda one: one[0], default=(0, "", ""))
        return words, span

    def words(self, codes: Sequence[str]) -> list[str]:
        """What outcomes are called."""
        return outcome_words(codes, self._site.language)


def _telling_little(words: str) -> int:
    """How little a stretch says of what it names: a sentence nothing less, a name by itself or in a list of
    bodies, a heading, and a line of the contents with its dots."""
    if _DOTS.search(words):
        return 3
    if _HEADING.search(words):
        return 2
    return int(len(words.split()) < _SENTENCE)


def _start(span: str) -> int:
    found = quoted_span(span)
    return found[1].start if found else 0


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around a place in a text, on one line; cut between words where it is long.

    >>> sentence_at("Der er møde. Havnen udvides. Ja.", 13, 19)
    'Havnen udvides.'
    """
    since = max(0, start - _LONGEST)
    ends = (match.end() for match in _END.finditer(text, since, start + 1))  # the stop may be just before
    before = max((end for end in ends if end <= start), default=since)
    after = _END.search(text, end, end + _LONGEST)
    until = after.end() if after else min(len(text), end + _LONGEST)
    if before == since and since:
        before = text.find(" ", since, start) + 1 or since
    return " ".join(_MARK.sub("", text[before:until].lstrip()).split())


def named_in(site: Site, release: OpenRelease, node: Node) -> NamedIn:
    """The page of the table that the address asks for."""
    finder = Finder(site, release, node.iri)
    pages = max(1, -(-finder.total // ROWS))
    page = min(page_number(site, "side", 1), pages)
    rows = tuple(finder.rows((page - 1) * ROWS, ROWS))
    return NamedIn(rows, finder.total, page, pages, _mail(site, node, rows))


def _mail(site: Site, node: Node, rows: Sequence[NamedRow]) -> str:
    """``mailto:`` (RFC 6068) with as many rows as programs take."""
    text = ""
    for row in rows:
        day = site.links.language.day(row.item.date)
        words = f"»{row.decision}«" if row.decision else site.say("(ingen beslutning læst)")
        said = f"{day}, {row.body}{f', {row.number}' if row.number else ''}: {row.item.title}\n{words}\n"
        said += f"{site.links.document(row.item.item)}\n\n"
        if len(text) + len(said) > _MAIL:
            break
        text += said
    text += f"{site.say('Alle:')} {site.links.document(node.iri)}"
    return f"mailto:?subject={quote(node.label)}&body={quote(text)}"


def named_table(site: Site, release: OpenRelease, thing: str, form: Format) -> bytes:
    """The whole table in a format."""
    finder = Finder(site, release, thing)
    columns = [site.say(name) for name in COLUMNS]
    rows = (
        [
            row.item.date,
            row.body,
            row.number,
            row.item.title,
            "; ".join(finder.words(row.outcomes)),
            row.decision,
            row.sentence,
            site.links.document(row.item.item),
        ]
        for row in finder.rows()
    )
    return serialize_table(columns, rows, form, [name.capitalize() for name in columns])
