"""What minutes say -> one named graph (the graph's IRI is the minutes' own).

Deterministic, without blank nodes; every node read from text says where by ``prov:wasDerivedFrom``,
an RFC 5147 fragment of the served text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph import __version__
from graph.base.time_zone import DANISH_TIME
from graph.mapping.agents import Agents, Fact, NodeWriter, in_danish, is_address, state
from graph.mapping.item import ItemMapper, day_of
from graph.mapping.sources import identify
from graph.mapping.triples import DocumentTriples
from graph.mapping.votes import told_of
from graph.minutes.dates import in_words
from graph.minutes.loss_report import measures
from graph.minutes.model import AgendaItem, Minutes, Presence
from graph.municipality.profile import Profile
from graph.ontology import iris as iri
from graph.ontology.terms import DCT, DQV, FOAF, PROV, SCHEMA, concept, term, vocabulary

VERSION = 13
"""Of the mapping; raised when the same minutes give another graph."""

_DANISH = URIRef("http://publications.europa.eu/resource/authority/language/DAN")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
_PAGE = {"da": "Side", "en": "Page"}


class NotAMeetingError(ValueError):
    """The minutes name no body or no date, so nothing in them can be given an IRI."""


def graph_iri(minutes: Minutes, profile: Profile, iris: iri.Iris, timed: bool = False) -> URIRef:
    """The IRI of the minutes, which is also that of their named graph; raises :class:`NotAMeetingError`."""
    return iri.minutes_of(meeting_iri(minutes, profile, iris, timed))


def meeting_iri(minutes: Minutes, profile: Profile, iris: iri.Iris, timed: bool = False) -> URIRef:
    """The IRI of the meeting, with its hour in it when it is ``timed``; raises :class:`NotAMeetingError`."""
    if minutes.body is None or minutes.date is None:
        raise NotAMeetingError(minutes.source)
    agent = profile.find("body", minutes.body.text)
    path = agent.path if agent else iri.body_slug(minutes.body.text)
    return iris.meeting(path, minutes.date, minutes.start_time if timed else None)


def minutes_graph(
    minutes: Minutes, profile: Profile, iris: iri.Iris, fingerprint: str, timed: bool = False
) -> Graph:
    """The graph of one minutes file, about a meeting as :func:`meeting_iri` names it.

    ``fingerprint`` names the run: the hexadecimal digest of all that decides what is read out of a
    text (software, ontology, shapes, profile). Raises :class:`NotAMeetingError`.
    """
    return _Mapper(minutes, profile, iris, fingerprint, timed).map()


@dataclass(frozen=True)
class _Mapper:
    minutes: Minutes
    profile: Profile
    iris: iri.Iris
    fingerprint: str
    timed: bool

    def map(self) -> Graph:
        graph = Graph(DocumentTriples())
        for prefix, namespace in vocabulary().prefixes():
            graph.bind(prefix, namespace, override=True, replace=True)
        agents = Agents(graph, self.profile, self.iris)
        meeting = meeting_iri(self.minutes, self.profile, self.iris, self.timed)
        source = iri.minutes_of(meeting)
        self._meeting(graph, agents, meeting, source)
        self._minutes(graph, meeting, source)
        self._measures(graph, source)
        self._unread(NodeWriter(graph, agents, meeting))
        for order, participant in enumerate(self.minutes.participants, start=1):
            self._attendance(graph, agents, meeting, order, participant)
        day, participants = self.minutes.date or "", self.minutes.participants
        items = ItemMapper(graph, agents, meeting, self.profile, day, participants, held=self.minutes.decides)
        for item, order in zip(self.minutes.items, _places(self.minutes.items), strict=True):
            items.map(item, order)
        self._pages(graph)
        return graph

    def _pages(self, graph: Graph) -> None:
        """The page of a PDF on which each place in the text begins."""
        for place in set(graph.objects(None, PROV.wasDerivedFrom)) if self.minutes.pages else ():
            quoted = iri.quoted_span(str(place))
            if quoted and isinstance(place, URIRef):
                page = self.minutes.page(quoted[1].start)
                labels = [(RDFS.label, Literal(f"{word} {page}", lang=lang)) for lang, word in _PAGE.items()]
                state(graph, place, [(RDF.type, PROV.Entity), *labels, (term("page"), Literal(page))])

    def _meeting(self, graph: Graph, agents: Agents, meeting: URIRef, source: URIRef) -> None:
        minutes = self.minutes
        if minutes.body is None or minutes.date is None:
            raise NotAMeetingError(minutes.source)
        body = agents.body(minutes.body.text)
        day = date.fromisoformat(minutes.date)
        facts: list[Fact] = [
            (RDF.type, term("Meeting")),
            (term("heldBy"), body),
            (DCT.date, Literal(minutes.date, datatype=XSD.date)),
            (term("hasMinutes"), source),
            (PROV.wasDerivedFrom, iri.quoted(source, minutes.body.span)),
        ]
        when = minutes.start_time if self.timed else None
        danish = f"{minutes.body.text} {in_words(day, 'da')}{f' kl. {when}' if when else ''}"
        english = f"{agents.label(body, 'en')}, {in_words(day, 'en')}{f' at {when}' if when else ''}"
        facts += [(RDFS.label, Literal(danish, lang="da")), (RDFS.label, Literal(english, lang="en"))]
        if minutes.start_time:
            hour, minute = map(int, minutes.start_time.split(":"))
            start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=DANISH_TIME)
            facts.append((SCHEMA.startDate, Literal(start.isoformat(), datatype=XSD.dateTime)))
        if minutes.end_time and _TIME.fullmatch(minutes.end_time):
            past_midnight = bool(minutes.start_time and minutes.end_time < minutes.start_time)
            ended = datetime.combine(
                day + timedelta(days=past_midnight), time.fromisoformat(minutes.end_time), DANISH_TIME
            )
            facts.append((SCHEMA.endDate, Literal(ended.isoformat(), datatype=XSD.dateTime)))
        if minutes.place:
            facts.append((SCHEMA.location, Literal(minutes.place.text, lang="da")))
            facts.append((PROV.wasDerivedFrom, iri.quoted(source, minutes.place.span)))
        facts += [
            (term("hasAgendaItem"), iri.item(meeting, item.number_in_address)) for item in minutes.items
        ]
        for guest in minutes.guests:
            facts.append((term("guestName"), Literal(guest.text)))
            facts.append((PROV.wasDerivedFrom, iri.quoted(source, guest.span)))
        state(graph, meeting, facts)
        identify(graph, meeting, [one for one in minutes.source_ids if one.kind in ("meeting", "agenda")])
        identify(graph, body, [one for one in minutes.source_ids if one.kind == "body"])

    def _minutes(self, graph: Graph, meeting: URIRef, source: URIRef) -> None:
        run = self.iris.run(self.fingerprint)
        code = concept("dokumentart", self.minutes.kind)
        kind = {lang: str(vocabulary().label(code, lang)) for lang in ("da", "en")}
        label = next(value for value in graph.objects(meeting, RDFS.label) if _language(value) == "da")
        english = next(value for value in graph.objects(meeting, RDFS.label) if _language(value) == "en")
        state(
            graph,
            source,
            [
                (RDF.type, term("Minutes")),
                (RDFS.label, Literal(f"{kind['da']}: {label}", lang="da")),
                (RDFS.label, Literal(f"{kind['en']}: {english}", lang="en")),
                (term("documentKind"), concept("dokumentart", self.minutes.kind)),
                *_of_source(self.minutes),
                (term("sha256"), Literal(self.minutes.sha256)),
                (term("sourceFile"), Literal(self.minutes.source)),
                (term("shareRead"), Literal(Decimal(f"{self.minutes.share_read:.4f}").normalize())),
                (DCT.language, _DANISH),
                (FOAF.primaryTopic, meeting),
                (PROV.wasGeneratedBy, run),
                *((term("recognisedPage"), Literal(page)) for page in self.minutes.recognised),
                *(
                    [(term("recogniser"), Literal(self.minutes.recogniser))]
                    if self.minutes.recognised
                    else []
                ),
            ],
        )
        state(
            graph,
            run,
            [
                (RDF.type, PROV.Activity),
                (RDFS.label, Literal(f"Kørsel af Sagsgraf {__version__}", lang="da")),
                (RDFS.label, Literal(f"Run of Sagsgraf {__version__}", lang="en")),
                (term("softwareVersion"), Literal(__version__)),
                (term("ontologyVersion"), Literal(vocabulary().version)),
            ],
        )

    def _measures(self, graph: Graph, source: URIRef) -> None:
        """How well the text was read (DQV, section 4.3), one measurement a metric."""
        for code, value in measures(self.minutes).items():
            metric = concept("maal", code)
            node = iri.measurement_of(source, code)
            graph.add((source, DQV.hasQualityMeasurement, node))
            state(
                graph,
                node,
                [
                    (RDF.type, DQV.QualityMeasurement),
                    *(
                        (RDFS.label, Literal(vocabulary().label(metric, lang), lang=lang))
                        for lang in ("da", "en")
                    ),
                    (DQV.isMeasurementOf, metric),
                    (DQV.computedOn, source),
                    (DQV.value, Literal(value)),
                ],
            )

    def _unread(self, nodes: NodeWriter) -> None:
        """The text that no rule explained, so that it can be found all the same."""
        labels = {lang: str(vocabulary().label(term("UnreadText"), lang)) for lang in ("da", "en")}
        for order, unread in enumerate(self.minutes.unread, start=1):
            node = iri.unread_of(nodes.source, order)
            nodes.graph.add((nodes.source, term("hasUnreadText"), node))
            numbered = {lang: f"{label} {order}" for lang, label in labels.items()}
            facts = [(term("order"), Literal(order)), (term("text"), in_danish(unread.quote))]
            nodes.describe(node, "UnreadText", numbered, [unread.quote.span], facts)

    def _attendance(
        self, graph: Graph, agents: Agents, meeting: URIRef, order: int, participant: Presence
    ) -> None:
        attendance = iri.attendance_of(meeting, order)
        status = "fravaerende" if participant.absent else "til-stede"
        absence = {"da": " (fraværende)", "en": " (absent)"} if participant.absent else {}
        graph.add((meeting, term("hasAttendance"), attendance))
        state(
            graph,
            attendance,
            [
                (RDF.type, term("Attendance")),
                *(
                    (RDFS.label, Literal(participant.name.text + absence.get(lang, ""), lang=lang))
                    for lang in ("da", "en")
                ),
                (term("attendee"), agents.person(participant.name.text)),
                (term("attendanceStatus"), concept("deltagelsesstatus", status)),
                (term("presence"), concept("fremmoede", participant.status)),
                *told_of(participant),
                (PROV.wasDerivedFrom, iri.quoted(iri.minutes_of(meeting), participant.name.span)),
            ],
        )


def _places(items: Sequence[AgendaItem]) -> Iterable[int]:
    """The place of each item on the agenda. Numbers that count up are places, so that one item withdrawn
    moves no other; where they do not (`1.1`, `lukket-2`) the places count from 1."""
    counts = [count for item in items if isinstance(count := item.number_in_json, int)]
    counted = len(counts) == len(items) and all(a < b for a, b in pairwise([0, *counts]))
    return counts if counted else range(1, len(items) + 1)


def _of_source(minutes: Minutes) -> list[Fact]:
    """When a source published minutes, and where they stand there."""
    facts: list[Fact] = []
    if minutes.published_at and _INSTANT.fullmatch(minutes.published_at):
        facts.append((DCT.issued, Literal(minutes.published_at, datatype=XSD.dateTime)))
    facts += day_of(minutes.gone_since, "goneSince")
    if minutes.permalink and is_address(minutes.permalink):
        facts.append((DCT.source, URIRef(minutes.permalink)))
    return facts


def _language(value: Node) -> str | None:
    return value.language if isinstance(value, Literal) else None
