"""The rows of a document: what its graph says, table by table.

Nothing is read but the graph that is published, so a closed item has what it has there, and what is withdrawn
is in no row. Rows are tuples in the order of the table's columns.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import pyoxigraph as ox
from rdflib import RDF, RDFS, Literal

from graph.base.alphabet import natural
from graph.ontology.iris import code_of, kind_of, municipality_of, place, quoted_span
from graph.ontology.terms import DCT, FOAF, OA, SCHEMA, term, vocabulary
from graph.tables.definitions import Value, key_of, tables

Row = tuple[Value, ...]
Rows = Mapping[str, Sequence[Row]]
"""Table -> rows in an order that the same graph always gives."""
Facts = Mapping[str, Mapping[str, Sequence[str]]]
"""Subject -> property -> values; one with a language is a :class:`rdflib.Literal`."""

_TYPE, _LABEL = str(RDF.type), str(RDFS.label)
_CLOCK = re.compile(r"T(\d\d:\d\d)")
_Cells = dict[str, Value]


def by_subject(triples: Iterable[ox.Triple]) -> Facts:
    """Triples of a store as :class:`Told` takes them."""
    facts: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for subject, predicate, value in triples:
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            tag = value.language if isinstance(value, ox.Literal) else None
            plain = Literal(value.value, lang=tag) if tag else value.value
            facts[subject.value].setdefault(predicate.value, []).append(plain)
    return facts


class Told:
    """Facts, asked for the plain values that cells have."""

    def __init__(self, facts: Facts) -> None:
        self._of = facts

    def having(self, cls: str) -> list[str]:
        """The things of a class of the ontology, in order of their IRIs, numbers in these by size."""
        wanted = _term(cls)
        return sorted((iri for iri, of in self._of.items() if wanted in of.get(_TYPE, ())), key=natural)

    def _values(self, subject: str, predicate: str) -> Sequence[str]:
        of = self._of.get(subject)
        return of.get(predicate, ()) if of else ()

    def all(self, subject: str, predicate: str) -> list[str]:
        """The values of a property, sorted."""
        values = self._values(subject, predicate)
        return [str(value) for value in (values if len(values) < 2 else sorted(values, key=natural))]

    def one(self, subject: str, predicate: str) -> str | None:
        """The first of them."""
        return next(iter(self.all(subject, predicate)), None)

    def label(self, subject: str, language: str) -> str | None:
        """The label of a thing in a language, or the one that is the same in all."""
        labels = self._values(subject, _LABEL)
        found = {value.language or "": str(value) for value in labels if isinstance(value, Literal)}
        plain = next((value for value in labels if not isinstance(value, Literal)), None)
        return found.get(language) or found.get("") or plain

    def words(self, subject: str, name: str) -> str | None:
        """The value of a property of the ontology."""
        return self.one(subject, _term(name))

    def joined(self, subject: str, name: str) -> str | None:
        """All its values after each other."""
        return "; ".join(self.all(subject, _term(name))) or None

    def number(self, subject: str, name: str) -> int | None:
        """Its value as a whole number."""
        value = self.words(subject, name)
        return int(value) if value else None

    def code(self, column: str, concept: str | None) -> _Cells:
        """The cells of a code and its labels."""
        if concept is None:
            return {}
        labels = {f"{column}_{tag}": vocabulary().label(concept, tag) for tag in ("da", "en")}
        return {column: code_of(concept), **labels}

    def thing(self, column: str, iri: str | None) -> _Cells:
        """The cells of a thing and its labels."""
        if not iri:
            return {}
        labels = {f"{column}_{tag}": self.label(iri, tag) for tag in ("da", "en")}
        return {column: key_of(iri), f"{column}_iri": iri, **labels}

    def kle(self, subject: str) -> str | None:
        """The KLE number of an item or case."""
        iri = self.words(subject, "journalCode")
        return code_of(iri) if iri else None


@cache
def _term(name: str) -> str:
    return str(term(name))


def rows_of(facts: Facts) -> Rows:
    """The rows of a document, of what its graph says; none of a graph that holds no minutes."""
    told = Told(facts)
    found: dict[str, list[Row]] = {table.name: [] for table in tables().values() if table.reach == "document"}
    for meeting in told.having("Meeting"):
        for name, cells in _of_meeting(told, meeting):
            found[name].append(_row(name, cells))
    return found


def _row(name: str, cells: _Cells) -> Row:
    """The cells in the order of the table's columns; cells of no column of it are left out."""
    return tuple(map(cells.get, _columns(name)))


@cache
def _columns(name: str) -> tuple[str, ...]:
    return tuple(column.name for column in tables()[name].columns)


def _of_meeting(told: Told, meeting: str) -> Iterator[tuple[str, _Cells]]:
    day = told.one(meeting, str(DCT.date)) or ""
    common: _Cells = {"meeting": key_of(meeting), "date": day}
    body = told.thing("body", told.words(meeting, "heldBy"))
    items = [iri for iri in told.having("AgendaItem") if (at := place(iri)) and at.meeting == meeting]
    closed = {iri for iri in items if (told.words(iri, "openness") or "").endswith("/lukket")}
    minutes = told.words(meeting, "hasMinutes")
    share = told.words(minutes, "shareRead") if minutes else None
    begins, ends = (
        match[1] if (match := _CLOCK.search(told.one(meeting, str(name)) or "")) else None
        for name in (SCHEMA.startDate, SCHEMA.endDate)
    )
    yield (
        "meeting",
        {
            **common,
            **body,
            "iri": meeting,
            "municipality": key_of(str(municipality_of(meeting).municipality_itself())),
            "year": int(day[:4]) if day else None,
            "begins": begins,
            "ends": ends,
            "place": told.one(meeting, str(SCHEMA.location)),
            "minutes_iri": minutes,
            "items": len(items),
            "closed_items": len(closed),
            "share_read": float(share) if share else None,
            "meeting_da": told.label(meeting, "da"),
            "meeting_en": told.label(meeting, "en"),
            **told.code("kind", told.words(minutes, "documentKind") if minutes else None),
        },
    )
    for attendance in told.all(meeting, _term("hasAttendance")):
        yield "attendance", common | _attendance(told, attendance)
    for item in sorted(items, key=lambda item: (told.number(item, "order") or 0, natural(item))):
        about: _Cells = {**common, "item": key_of(item)}
        yield "item", about | _item(told, item) | {"closed": item in closed}
        yield from _cases(told, item, {**about, **body})
        for name, cells in _parts(told, item):
            yield name, about | cells


def _item(told: Told, item: str) -> _Cells:
    return {
        "iri": item,
        "number": told.words(item, "itemNumber"),
        "order": told.number(item, "order"),
        "title": told.one(item, str(DCT.title)),
        **told.thing("series", told.words(item, "seriesOf")),
        **told.code("item_type", told.words(item, "itemType")),
        "document_number": told.words(item, "documentNumber"),
        "kle": told.kle(item),
        "heading_lost": told.words(item, "headingLost") == "true",
        "sections": len(told.all(item, _term("hasSection"))),
    }


def _cases(told: Told, item: str, about: _Cells) -> Iterator[tuple[str, _Cells]]:
    for case in told.all(item, _term("concernsCase")):
        yield (
            "handling",
            {
                **about,
                "case": key_of(case),
                "case_iri": case,
                "number": told.words(case, "caseNumber"),
                "title": told.one(item, str(DCT.title)),
                "kle": told.kle(item),
            },
        )


def _parts(told: Told, item: str) -> Iterator[tuple[str, _Cells]]:
    """The rows of what an item has; a closed one has nothing."""
    for decision in told.all(item, _term("hasDecision")):
        yield "decision", _decision(told, decision)
        yield from (("outcome", cells) for cells in _outcomes(told, decision))
    for whole in told.all(item, _term("hasRecommendation")):
        for point in told.all(whole, _term("hasPoint")):
            yield "recommendation", _recommendation(told, point)
        for one in told.all(whole, _term("hasRecommender")):
            yield from (("recommender", cells) for cells in _recommenders(told, one))
    for vote in told.all(item, _term("hasVote")):
        yield from (("vote", cells) for cells in _sides(told, vote))
    for mention in told.all(item, _term("hasMention")):
        yield "mention", _mention(told, mention)
    for attachment in told.all(item, _term("hasAttachment")):
        yield "attachment", _attachment(told, attachment)


def _decision(told: Told, decision: str) -> _Cells:
    return {
        "decision": key_of(decision),
        "iri": decision,
        "text": told.words(decision, "decisionText"),
        "basis": told.words(decision, "outcomeBasis"),
        "reservation": told.words(decision, "reservation"),
        **told.thing("ends_in", told.words(decision, "endsPathIn")),
        **told.code("comparison", told.words(decision, "comparison")),
        "comparison_basis": told.words(decision, "comparisonBasis"),
    }


def _outcomes(told: Told, decision: str) -> Iterator[_Cells]:
    key: _Cells = {"decision": key_of(decision)}
    for of, name in (("case", "outcome"), ("other", "incidentalOutcome")):
        for concept in told.all(decision, _term(name)):
            yield {**key, "of": of, **told.code("outcome", concept)}
    for point in told.all(decision, _term("hasDecisionPoint")):
        for concept in told.all(point, _term("pointOutcome")):
            number = told.words(point, "pointNumber")
            yield {**key, "of": "point", "point": number, **told.code("outcome", concept)}


def _recommendation(told: Told, point: str) -> _Cells:
    return {
        "recommendation": key_of(point),
        "iri": point,
        "order": told.number(point, "order"),
        "text": told.words(point, "text"),
        "lead_in": told.words(point, "leadIn"),
    }


def _recommenders(told: Told, one: str) -> Iterator[_Cells]:
    cells: _Cells = {"order": told.number(one, "order"), "text": told.words(one, "text")}
    for who in told.all(one, _term("recommender")) or [""]:
        yield {**cells, **told.thing("recommender", who), "recommender_kind": kind_of(who) or None}


def _sides(told: Told, vote: str) -> Iterator[_Cells]:
    cells: _Cells = {
        "vote": key_of(vote),
        "iri": vote,
        "order": told.number(vote, "order"),
        "voted_on": told.words(vote, "votedOn"),
        **told.code("result", told.words(vote, "result")),
    }
    for side in sorted(
        told.all(vote, _term("hasSide")), key=lambda side: told.number(side, "order") or 0
    ) or [""]:
        yield {
            **cells,
            **told.code("position", told.words(side, "position")),
            "votes": told.number(side, "voteCount"),
            "parties": told.joined(side, "party"),
            "names": told.joined(side, "personName"),
        }


def _attendance(told: Told, attendance: str) -> _Cells:
    person = told.words(attendance, "attendee")
    return {
        "attendance": key_of(attendance),
        "iri": attendance,
        **told.thing("person", person),
        "name": told.one(person, str(FOAF.name)) if person else None,
        **told.code("status", told.words(attendance, "attendanceStatus")),
        **told.code("presence", told.words(attendance, "presence")),
        "party": told.words(attendance, "party"),
        "substitute_for": told.words(attendance, "substituteForName"),
    }


def _mention(told: Told, mention: str) -> _Cells:
    thing = told.one(mention, str(OA.hasBody))
    quoted = quoted_span(told.one(mention, str(OA.hasTarget)) or "")
    return {
        "mention": key_of(mention),
        "iri": mention,
        **told.thing("thing", thing),
        "thing_kind": kind_of(thing) if thing else None,
        "surface": told.words(mention, "surface"),
        "named_as": told.words(mention, "namedAs"),
        "start": quoted[1].start if quoted else None,
        "end": quoted[1].end if quoted else None,
    }


def _attachment(told: Told, attachment: str) -> _Cells:
    return {
        "attachment": key_of(attachment),
        "iri": attachment,
        "title": told.one(attachment, str(DCT.title)),
        "document_number": told.words(attachment, "documentNumber"),
        **told.code("availability", told.words(attachment, "availability")),
    }


def link_row(facts: Facts, link: str, municipality: int) -> Row:
    """The row of a link between cases, items or meetings, of what is told of it."""
    told = Told(facts)
    confidence = told.words(link, "confidence")
    cells: _Cells = {
        "link": key_of(link),
        "iri": link,
        "municipality": municipality,
        **told.thing("from", told.words(link, "linkFrom")),
        **told.thing("to", told.words(link, "linkTo")),
        **told.code("kind", told.words(link, "linkKind")),
        **told.code("status", told.words(link, "reviewStatus")),
        "confidence": float(confidence) if confidence else None,
    }
    return _row("link", cells)
