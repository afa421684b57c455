"""How far the collection reaches: each body's last meeting, what is missing, and what was turned away.

Nothing here tells more of a file that was held back than its meeting, where it is known: its name, its words
and its findings may be what it was held back for. Of one that could not be read the codes say why.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD, URIRef

from graph.base import alphabet
from graph.ontology.iris import code_of, meeting_of, slug
from graph.ontology.terms import DCT, PROV, term
from graph.queries import named
from graph.release.archive import Held, Release
from graph.store.oxigraph import Store

_FEWEST = 10  # meetings that can show a cadence
_IRREGULAR = 2  # times the median interval: a gap
_HOLE = 4  # times the median interval: minutes that are not here, so that nothing can be called usual


@dataclass(frozen=True, slots=True)
class Gap:
    """Two meetings in a row that are further apart than is usual for their body."""

    first: date
    second: date

    @property
    def days(self) -> int:
        return (self.second - self.first).days


@dataclass(frozen=True, slots=True)
class Missing:
    """A meeting that so many items cite, and whose minutes are not there."""

    meeting: str
    day: date
    citations: int


@dataclass(frozen=True, slots=True)
class BodyStatus:
    """What is there of a body's meetings. ``interval`` is the usual number of days between two of them, and
    ``None`` where they are too few, or too far apart now and then, to tell."""

    body: str
    label: str
    meetings: int
    last_meeting: str
    last_day: date
    interval: float | None
    gaps: tuple[Gap, ...]
    missing: tuple[Missing, ...]

    def age(self, today: date) -> int:
        """Days since the last meeting."""
        return (today - self.last_day).days

    def overdue(self, today: date) -> bool:
        """Whether the next minutes should have been there by the body's cadence."""
        return self.interval is not None and self.age(today) > _IRREGULAR * self.interval


@dataclass(frozen=True, slots=True)
class OnlyCited:
    """A body of which no minutes are there, with the meetings of it that others cite."""

    body: str
    label: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A file that was not published: ``quarantined`` or ``unreadable``, the meeting if it is known, and for
    one that could not be read the codes of the findings that say why."""

    status: str
    meeting: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a release. ``created`` is ISO 8601 in UTC; ``withdrawn`` counts the tombstones; ``cited``
    are the bodies of which there are no minutes."""

    release: str
    created: str
    software: str
    ontology: str
    published: int
    withdrawn: int
    bodies: tuple[BodyStatus, ...]
    cited: tuple[OnlyCited, ...]
    turned_away: tuple[TurnedAway, ...]
    municipalities: tuple[tuple[str, Held], ...] = ()
    """Where there are several, the name of each and how much is published of it."""


def status(release: Release, store: Store) -> Status:
    """The state of a release whose store is open."""
    manifest = release.manifest
    bodies, cited = _bodies(release, store)
    names = sorted(release.names.items(), key=lambda one: alphabet.key(one[1])) if release.several else []
    return Status(
        release=release.id,
        created=release.created,
        software=manifest.software,
        ontology=manifest.ontology,
        published=manifest.totals.published,
        withdrawn=len(manifest.withdrawn),
        bodies=tuple(bodies),
        cited=tuple(cited),
        turned_away=tuple(sorted(_turned_away(release), key=lambda one: (one.meeting, one.codes))),
        municipalities=tuple((name, release.held(slug)) for slug, name in names),
    )


def _bodies(release: Release, store: Store) -> tuple[list[BodyStatus], list[OnlyCited]]:
    """The bodies of which there are minutes, and those that are only cited, each in order of the alphabet, of
    several municipalities first by these."""

    def place(one: BodyStatus | OnlyCited) -> tuple[object, object]:
        return alphabet.key(release.whose(one.body)), alphabet.key(one.label)

    missing: dict[tuple[str, str], list[Missing]] = {}
    for row in _rows(store, "missing_meetings"):
        one = Missing(row["meeting"], date.fromisoformat(row["date"]), int(row["citations"]))
        missing.setdefault((row["body"], row["bodyLabel"]), []).append(one)
    held: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for row in _rows(store, "status_meetings"):
        day = date.fromisoformat(row["date"])
        held.setdefault((row["body"], row["label"]), []).append((day, row["meeting"]))
    bodies = [
        _body(body, label, sorted(meetings), missing.get((body, label), []))
        for (body, label), meetings in held.items()
    ]
    cited = [
        OnlyCited(body, label, tuple(those))
        for (body, label), those in missing.items()
        if (body, label) not in held
    ]
    return (
        sorted(bodies, key=place),
        sorted(cited, key=place),
    )


def _body(
    body: str, label: str, meetings: Sequence[tuple[date, str]], missing: Sequence[Missing]
) -> BodyStatus:
    days = [day for day, _ in meetings]
    last_day, last = meetings[-1]
    return BodyStatus(
        body=body,
        label=label,
        meetings=len(meetings),
        last_meeting=last,
        last_day=last_day,
        interval=usual_interval(days),
        gaps=tuple(gaps(days)),
        missing=tuple(missing),
    )


def usual_interval(days: Sequence[date]) -> float | None:
    """The median of days between meetings, given their dates in order; ``None`` where they are too few, or
    where two are so far apart that minutes between them are not here."""
    middle = _median(days)
    if middle is None or any(gap.days > _HOLE * middle for gap in _between(days)):
        return None
    return middle


def gaps(days: Sequence[date]) -> Iterator[Gap]:
    """The gaps above twice the median, where the meetings are enough to tell one."""
    middle = _median(days)
    if middle is not None:
        yield from (gap for gap in _between(days) if gap.days > _IRREGULAR * middle)


def _median(days: Sequence[date]) -> float | None:
    return median(gap.days for gap in _between(days)) if len(days) >= _FEWEST else None


def _between(days: Sequence[date]) -> Iterator[Gap]:
    return (Gap(first, second) for first, second in pairwise(days))


def _turned_away(release: Release) -> Iterator[TurnedAway]:
    for entry in release.manifest.documents:
        if entry.barred:
            found = release.findings[entry.file]
            # Why minutes are held back is for the administrator alone: it may be whose numbers they hold.
            codes = {
                r["code"] for r in found if r["severity"] == "violation" and entry.status == "unreadable"
            }
            meeting = meeting_of(entry.graph) or ""
            yield TurnedAway(entry.status, meeting, tuple(sorted(codes)))


def _rows(store: Store, name: str) -> Iterator[Mapping[str, str]]:
    results: Any = store.query(named.load(name).text)
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    for row in results:
        yield {name: row[name].value for name in names}


# The state of a release as triples.

Value = ox.NamedNode | ox.Literal


def triples(status: Status, address: str, today: date) -> Iterator[ox.Triple]:
    """The triples; ``address`` is the IRI of the page, ``today`` the day that ages are counted to."""
    facts: list[tuple[URIRef, Value]] = [
        (RDF.type, ox.NamedNode(PROV.Entity)),
        (RDFS.label, ox.Literal("Samlingens tilstand", language="da")),
        (RDFS.label, ox.Literal("State of the collection", language="en")),
        (DCT.identifier, ox.Literal(status.release)),
        *(
            [(DCT.modified, _typed(status.created.replace("+00:00", "Z"), XSD.dateTime))]
            if status.created
            else []
        ),
        (term("softwareVersion"), ox.Literal(status.software)),
        (term("ontologyVersion"), ox.Literal(status.ontology)),
        (term("publishedDocuments"), _number(status.published)),
        (term("unpublishedDocuments"), _number(len(status.turned_away))),
    ]

    def node_of(body: str) -> str:
        of = body.split("/")[-3] if status.municipalities else ""  # two may have a body of one name
        return f"{address}#{slug(' '.join((of, code_of(body))))}"

    nodes = [(node_of(one.body), one) for one in status.bodies]
    cited = [(node_of(one.body), one) for one in status.cited]
    facts += [(term("hasBodyStatus"), ox.NamedNode(node)) for node, _ in (*nodes, *cited)]
    yield from _told(address, facts)
    for node, one in nodes:
        yield from _describe_body(node, one, today)
    for node, other in cited:
        yield from _told(node, _about(other))


def _about(one: BodyStatus | OnlyCited) -> list[tuple[URIRef, Value]]:
    """What is told of any body: also of one of which there are no minutes."""
    return [
        (RDF.type, ox.NamedNode(term("BodyStatus"))),
        (RDFS.label, ox.Literal(f"Tilstand: {one.label}", language="da")),
        (RDFS.label, ox.Literal(f"State: {one.label}", language="en")),
        (term("statusOf"), ox.NamedNode(one.body)),
        *((term("missingMeeting"), ox.NamedNode(each.meeting)) for each in one.missing),
    ]


def _describe_body(node: str, one: BodyStatus, today: date) -> Iterator[ox.Triple]:
    facts: list[tuple[URIRef, Value]] = [
        *_about(one),
        (term("lastMeeting"), ox.NamedNode(one.last_meeting)),
        (term("ageInDays"), _number(one.age(today))),
        *((term("hasGap"), ox.NamedNode(f"{node}-{each.first}")) for each in one.gaps),
    ]
    yield from _told(node, facts)
    for each in one.gaps:
        span = f"{each.first} – {each.second}"
        yield from _told(
            f"{node}-{each.first}",
            [
                (RDF.type, ox.NamedNode(term("MeetingGap"))),
                (RDFS.label, ox.Literal(f"Hul: {span}", language="da")),
                (RDFS.label, ox.Literal(f"Gap: {span}", language="en")),
                (term("gapFrom"), _typed(str(each.first), XSD.date)),
                (term("gapTo"), _typed(str(each.second), XSD.date)),
            ],
        )


def _told(subject: str, facts: list[tuple[URIRef, Value]]) -> Iterator[ox.Triple]:
    return (ox.Triple(ox.NamedNode(subject), ox.NamedNode(prop), value) for prop, value in facts)


def _number(value: int) -> ox.Literal:
    return _typed(str(value), XSD.integer)


def _typed(value: str, datatype: URIRef) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(datatype))
