"""Records read from a release, by what the pages are read by."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal

from pyoxigraph import NamedNode

from api.due.listing import Teller
from api.records import models
from api.serving.releases import OpenRelease, Row
from api.site.site import Site
from api.things.text_marks import place_href
from graph.cases.due import Due
from graph.cases.facts import Handling
from graph.cases.trail import (
    DecisionDetails,
    DocumentDetails,
    LinkDetails,
    RecommendationDetails,
    Source,
    StatementDetails,
    StepDetails,
    TrailReader,
    VoteDetails,
)
from graph.ontology.iris import minutes_of, number_of, place
from graph.ontology.terms import concept, vocabulary
from graph.queries.named import load
from graph.release.quotation import Occurrence, Verdict

PARTS = frozenset({"recommendation", "documents", "votes", "statements", "steps"})
"""Parts of an item that are told when they are asked for."""
_COURSE = 100  # items that are told of the course of a case
CASE_PARTS = frozenset({"course", "mentions", "links"})
_STATEMENTS: Mapping[str, Literal["amendment", "dissent", "referral"]] = {
    "afstemningsresultat": "amendment",
    "saerstandpunkt": "dissent",
    "henvisning": "referral",
}


class RecordReader:
    """Reads records in a release; ``site`` is seen from the request, so addresses are of the release that it
    names. What was asked once is remembered."""

    def __init__(self, site: Site, release: OpenRelease) -> None:
        self.site, self.release = site, release
        self.trails = TrailReader(release.shelved, release.store)

    # What records are made of.

    def code(self, scheme: str, code: str) -> models.Code:
        iri = concept(scheme, code)
        da, en = (vocabulary().label(iri, language) or code for language in ("da", "en"))
        return models.Code(code=code, da=da, en=en)

    def thing(self, iri: str) -> models.Thing:
        return models.Thing(iri=iri, code=self.release.shelved.code_of(iri), name=self.trails.label(iri))

    def address(self, iri: str) -> str:
        """The address of the page about a thing."""
        return self.site.at_release(self.site.links.document(iri))

    def head(self, iri: str) -> dict[str, str]:
        """What every record begins with."""
        return {"iri": iri, "address": self.address(iri), "release": self.release.shelved.id}

    def place(self, source: Source) -> models.Place:
        return models.Place(iri=source.span, lines=source.lines, address=self._read_at(source.span))

    def quote(self, words: str, source: Source) -> models.Quote:
        return models.Quote(
            words=words, iri=source.span, lines=source.lines, address=self._read_at(source.span)
        )

    def verdict(self, told: Verdict) -> models.Verdict:
        """Whether a quote stands where it is said to."""
        self.trails.texts[told.minutes] = told.text

        def quotes(found: Iterable[Occurrence]) -> tuple[models.Quote, ...]:
            return tuple(
                models.Quote(words=one.words, iri=one.span, lines=one.lines, address=self._read_at(one.span))
                for one in found
            )

        address = self._read_at if "#" in told.place else self.address
        return models.Verdict(
            iri=told.place,
            address=address(told.place),
            release=self.release.shelved.id,
            stands=told.stands,
            quote=told.quote,
            minutes=told.minutes,
            at=quotes(told.at),
            elsewhere=quotes(told.elsewhere),
        )

    def _read_at(self, span: str) -> str:
        text = self.trails.texts.get(span.partition("#")[0], "")
        path, _, fragment = (place_href(span, text, self.site.links) or "").partition("#")
        return f"{self.site.at_release(self.site.links.page_address(path))}#{fragment}"

    def cases(self, iris: Iterable[str]) -> tuple[models.CaseNumber, ...]:
        return tuple(
            models.CaseNumber(iri=case, number=self.trails.number(case) or number_of(case)) for case in iris
        )

    # Items.

    def item(self, iri: str, parts: Collection[str] = ()) -> models.Item | None:
        """An agenda item with some of :data:`PARTS`; ``None`` for what is none."""
        handling = self.trails.facts.handling(iri)
        return self._item(handling, parts) if handling else None

    def _item(self, item: Handling, parts: Collection[str]) -> models.Item:
        head = {
            **self.head(item.item),
            "date": item.date,
            "body": self.thing(item.body),
            "meeting": item.meeting,
            "number": item.number,
            "title": item.title,
            "closed": item.closed,
            "cases": self.cases(item.cases),
        }
        if item.closed:  # there is no more of it, not even a decision that was published
            return models.Item.model_validate({**head, "place": None})
        trails, iri = self.trails, item.item
        made: Mapping[str, Callable[[], object]] = {  # reading takes its time: no part that is not asked for
            "recommendation": lambda: self._recommendation(trails.recommendation(iri)),
            "documents": lambda: tuple(map(self._document, trails.documents(item))),
            "votes": lambda: tuple(map(self._vote, trails.votes(iri))),
            "statements": lambda: tuple(map(self._statement, trails.statements(iri))),
            "steps": lambda: tuple(map(self._step, trails.steps(iri))),
        }
        return models.Item.model_validate(
            {
                **head,
                "place": self.place(trails.place(iri)),
                "decision": self._decision(trails.decision(iri)),
                **{name: make() for name, make in made.items() if name in parts},
            }
        )

    def _decision(self, told: DecisionDetails | None) -> models.Decision | None:
        if told is None:
            return None
        return models.Decision(
            iri=told.decision,
            outcomes=tuple(self.code("beslutningsudfald", code) for code in told.outcomes),
            incidental=tuple(self.code("beslutningsudfald", code) for code in told.incidental),
            comparison=self.code("sammenligning", told.comparison) if told.comparison else None,
            quote=self.quote(told.text, told.source),
        )

    def _recommendation(self, told: RecommendationDetails | None) -> models.Recommendation | None:
        if told is None:
            return None
        points = tuple(self.quote(one.text or "", one.source) for one in told.points)
        return models.Recommendation(iri=told.recommendation, by=told.by, points=points)

    def _document(self, told: DocumentDetails) -> models.Document:
        return models.Document(
            iri=told.document, title=told.title, number=told.number, place=self.place(told.source)
        )

    def _vote(self, told: VoteDetails) -> models.VoteTold:
        sides = tuple(
            models.Side(
                position=self.code("stemme", side.position),
                count=side.count,
                parties=side.parties,
                people=side.persons,
            )
            for side in told.sides
        )
        result = self.code("afstemningsresultat", told.result) if told.result else None
        quote = self.quote(told.text, told.source)
        return models.VoteTold(iri=told.vote, on=told.on, result=result, sides=sides, quote=quote)

    def _statement(self, told: StatementDetails) -> models.Statement:
        return models.Statement(
            iri=told.statement,
            kind=_STATEMENTS[told.scheme],
            code=self.code(told.scheme, told.code) if told.code else None,
            parties=told.parties,
            people=told.persons,
            quote=self.quote(told.text, told.source),
        )

    def _step(self, told: StepDetails) -> models.Step:
        return models.Step(
            body=self.thing(told.body_iri),
            status=self.code("trinstatus", told.status),
            item=told.executed_in,
            date=told.executed_on,
            place=self.place(told.source),
        )

    def decision(self, iri: str) -> models.DecisionOf | None:
        """A decision of an open item, by the IRI of the item or its own."""
        item = self.item(_item_of(iri))
        if item is None or item.decision is None:
            return None
        return models.DecisionOf.model_validate(
            {
                **self.head(item.decision.iri),
                "date": item.date,
                "body": item.body,
                "item": item.iri,
                "title": item.title,
                "cases": item.cases,
                "decision": item.decision,
            }
        )

    def vote(self, iri: str) -> models.VoteOf | None:
        """A vote of an open item, by its IRI."""
        item = self.item(_item_of(iri), {"votes"})
        vote = next((one for one in (item and item.votes) or () if one.iri == iri), None)
        if item is None or vote is None:
            return None
        head = {**self.head(iri), "date": item.date, "body": item.body, "item": item.iri}
        return models.VoteOf.model_validate({**head, "title": item.title, "vote": vote})

    # Meetings and cases.

    def meeting(self, iri: str, parts: Collection[str] = ()) -> models.Meeting | None:
        """A meeting with minutes; with ``items`` among the parts its agenda, of each item with the others."""
        at = place(iri)
        if at is None or not at.is_meeting or str(minutes_of(iri)) not in self.release.shelved.published:
            return None
        items = sorted(self.trails.facts.of_meeting(iri), key=lambda one: (one.order, one.number))
        return models.Meeting.model_validate(
            {
                **self.head(iri),
                "date": at.date,
                "body": self.thing(at.body),
                "minutes": str(minutes_of(iri)),
                "item_count": len(items),
                "closed_items": sum(item.closed for item in items),
                "items": tuple(self._item(one, parts) for one in items) if "items" in parts else None,
            }
        )

    def case(self, iri: str, parts: Collection[str] = ()) -> models.Case | None:
        """A case with some of :data:`CASE_PARTS`; the items of its course have the other parts."""
        number = self.trails.number(iri)
        if number is None:
            return None
        trail = self.trails.trail(iri)
        handlings = trail.handlings
        bodies = dict.fromkeys(item.body for item in handlings)
        made: Mapping[str, Callable[[], object]] = {
            "course": lambda: tuple(self._item(item, parts) for item in handlings[-_COURSE:]),
            "mentions": lambda: tuple(self._mention(item) for item in trail.citing),
            "links": lambda: tuple(self._link(one, trail.own) for one in self.trails.links(trail.own, False)),
        }
        return models.Case.model_validate(
            {
                **self.head(iri),
                "number": number,
                "numbers": tuple(self.trails.numbers(trail)),
                "titles": tuple(trail.titles),
                "first": handlings[0].date if handlings else None,
                "last": handlings[-1].date if handlings else None,
                "bodies": tuple(map(self.thing, bodies)),
                "handlings": len(handlings),
                "latest": self._item(handlings[-1], ()) if handlings else None,
                "course_left_out": (max(0, len(handlings) - _COURSE) or None) if "course" in parts else None,
                **{name: make() for name, make in made.items() if name in parts},
            }
        )

    def _mention(self, item: Handling) -> models.Mention:
        told = None if item.closed else self.trails.place(item.item)
        head = {**self.head(item.item), "date": item.date, "body": self.thing(item.body)}
        return models.Mention.model_validate(
            {**head, "title": item.title, "place": told and self.place(told)}
        )

    def _link(self, told: LinkDetails, own: Collection[str]) -> models.Link:
        other = told.target if told.origin.iri in own else told.origin
        return models.Link(
            iri=told.link,
            kind=self.code("koblingstype", told.kind),
            status=self.code("koblingsstatus", told.status),
            confidence=told.confidence,
            other=other.iri,
            label=other.label,
            evidence=told.evidence,
            places=tuple(map(self.place, told.sources)),
        )

    # Those who decide and are named: the rows of the named queries that the lists show.

    def bodies(self, rows: Sequence[Row]) -> list[models.Body]:
        return [
            models.Body.model_validate(
                {
                    **self.head(row["body"]),
                    "code": self.release.shelved.code_of(row["body"]),
                    "name": row["label"],
                    "meetings": int(row["meetings"]),
                    "first": row["first"] or None,
                    "last": row["last"] or None,
                }
            )
            for row in rows
        ]

    def units(self, rows: Sequence[Row]) -> list[models.Unit]:
        return [
            models.Unit.model_validate(
                {
                    **self.head(row["unit"]),
                    "code": self.release.shelved.code_of(row["unit"]),
                    "name": row["label"],
                    "items": int(row["items"]),
                }
            )
            for row in rows
        ]

    def people(self, rows: Sequence[Row]) -> list[models.Person]:
        return [
            models.Person.model_validate(
                {
                    **self.head(row["person"]),
                    "name": row["name"],
                    "posts": tuple(filter(None, row["posts"].split("; "))),
                    "first": row["first"] or None,
                    "last": row["last"] or None,
                    "days": int(row["days"] or 0),
                }
            )
            for row in rows
        ]

    def body(self, iri: str) -> models.Body | None:
        """A body, by its IRI."""
        rows = self.release.rows(load("bodies").bind({"body": NamedNode(iri)}))
        return next(iter(self.bodies(rows)), None)

    def person(self, iri: str) -> models.Person | None:
        """Somebody, by their IRI."""
        rows = self.release.rows(load("people").bind({"person": NamedNode(iri)}))
        return next(iter(self.people(rows)), None)

    def unit(self, iri: str) -> models.Unit | None:
        """A unit, by its IRI."""
        rows = self.release.rows(load("units").bind({"unit": NamedNode(iri)}))
        return next(iter(self.units(rows)), None)

    def finding(self, meeting: str, severity: str, code: str, times: int) -> models.Finding:
        """Something that was seen in the minutes of a meeting."""
        at, minutes = place(meeting), str(minutes_of(meeting))
        assert at is not None
        told = {"date": at.date, "body": self.thing(at.body), "severity": severity, "code": code}
        return models.Finding.model_validate({**self.head(minutes), **told, "times": times})

    def follow_up(self, one: Due, teller: Teller) -> models.FollowUp:
        """Something that is due."""
        told, source = teller.told(one), self.trails.source(one.span)
        return models.FollowUp.model_validate(
            {
                **self.head(one.told.item),
                "kind": one.kind,
                "date": one.told.date,
                "body": self.thing(one.told.body),
                "title": one.told.title,
                "cases": self.cases(one.told.cases),
                "expected": one.when,
                "awaited_in": self.thing(one.body),
                "known": one.known,
                "sureness": one.sureness,
                "why": told.why,
                "quote": self.quote(told.words, source),
            }
        )


def _item_of(iri: str) -> str:
    at = place(iri)
    return (at.item or "") if at else ""
