"""The trail of one case, told from a release: its handlings, next steps and links, each with its place."""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import pyoxigraph as ox
from rdflib import RDFS, URIRef

from graph.cases import numbers as case_numbers
from graph.cases.facts import CaseFacts, Handling, Step
from graph.cases.families import reach
from graph.minutes.document import lines_at
from graph.ontology.iris import code_of, kind_of, municipality_in, place, quoted_span
from graph.ontology.terms import DCT, OA, PROV, term
from graph.release.archive import Release
from graph.store.oxigraph import Store


@dataclass(frozen=True, slots=True)
class Source:
    """A place: the file it was read from, its first and last line from 1, and the IRI of the stretch."""

    file: str | None
    lines: tuple[int, int]
    span: str


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """An agenda item: ``body`` is a label, ``body_iri``, ``meeting`` and ``item`` are IRIs."""

    date: str
    body: str
    body_iri: str
    meeting: str
    item: str
    number: str
    title: str
    closed: bool


@dataclass(frozen=True, slots=True)
class MentionDetails(ItemDetails):
    """An item that only cites the case, and where."""

    source: Source


@dataclass(frozen=True, slots=True)
class RecommenderDetails:
    """Who recommends: the words, and the IRI of the post, unit or body."""

    text: str
    iri: str | None


@dataclass(frozen=True, slots=True)
class PointDetails:
    """A point of a recommendation; ``lead`` are the words it goes on from."""

    text: str | None
    lead: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class RecommendationDetails:
    """A recommendation, by its IRI; ``by`` are the words for those who recommend."""

    recommendation: str
    by: tuple[str, ...]
    recommenders: tuple[RecommenderDetails, ...]
    on_behalf_of: tuple[str, ...]
    points: tuple[PointDetails, ...]


@dataclass(frozen=True, slots=True)
class DecisionDetails:
    """A decision, by its IRI; ``outcomes``, ``comparison`` and ``incidental`` are codes, the last of what is
    decided in passing, which ``concerns`` are the words of."""

    decision: str
    text: str
    outcomes: tuple[str, ...]
    comparison: str | None
    comparison_basis: str | None
    incidental: tuple[str, ...]
    concerns: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """A document that is listed under an item, by its IRI."""

    document: str
    title: str
    number: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class SideDetails:
    """Those who voted one way: ``position`` is a code, parties and names are as printed."""

    position: str
    count: int | None
    parties: tuple[str, ...]
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoteDetails:
    """A vote, by its IRI: what it was ``on``, and the code of its ``result`` where that is told."""

    vote: str
    on: str
    result: str | None
    sides: tuple[SideDetails, ...]
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class StatementDetails:
    """A dissent, an amendment or a member's right used, by its IRI: ``scheme`` and ``code`` say of which kind
    it is, of an amendment what became of it; ``to`` is the body that a case is brought before."""

    statement: str
    scheme: str
    code: str | None
    parties: tuple[str, ...]
    persons: tuple[str, ...]
    to: str | None
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class StepDetails:
    """A step that was planned: ``status`` is a code, ``executed_in`` the item that carried it out."""

    order: int
    body: str
    body_iri: str
    status: str
    executed_in: str | None
    executed_on: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class SectionDetails:
    """A section of an item in full; ``kind`` is a code."""

    section: str
    kind: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class HandlingDetails(ItemDetails):
    """An item that handled the case; ``topic`` is which of the topics of its number it is about."""

    case_numbers: tuple[str, ...]
    topic: int | None
    standing: bool
    recommendation: RecommendationDetails | None
    decision: DecisionDetails | None
    documents: tuple[DocumentDetails, ...]
    steps: tuple[StepDetails, ...]
    votes: tuple[VoteDetails, ...]
    statements: tuple[StatementDetails, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """What a link leads from or to."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class LinkDetails:
    """A link, by its IRI; ``kind`` and ``status`` are codes. ``reason`` says in words why one that no
    minutes state is proposed, ``words`` are those that both ends have."""

    link: str
    kind: str
    status: str
    confidence: float
    origin: LinkEnd
    target: LinkEnd
    evidence: tuple[str, ...]
    sources: tuple[Source, ...]
    reason: str | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrailDetails:
    """All of the trail of a case (IRI): ``titles`` are the latest first, ``first`` and ``last`` the dates of
    its handlings."""

    case: str
    number: str | None
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    first: str | None
    last: str | None
    handlings: tuple[HandlingDetails, ...]
    mentions: tuple[MentionDetails, ...]
    links: tuple[LinkDetails, ...]


_STATEMENTS = (
    ("hasAmendment", "result", "afstemningsresultat"),
    ("hasDissent", "dissentKind", "saerstandpunkt"),
    ("hasReferral", "referralKind", "henvisning"),
)
_MEMBERS = {"origin": "from", "target": "to"}


def describe_trail(trail: TrailDetails) -> dict[str, Any]:
    """A trail as JSON has it; members are the fields, and ``from`` and ``to`` of a link."""
    return asdict(
        trail, dict_factory=lambda pairs: {_MEMBERS.get(name, name): value for name, value in pairs}
    )


class UnknownCase(LookupError):
    """No case has that number, or ``several`` have; ``why`` says which, ``near`` are the numbers that may be
    meant."""

    def __init__(self, text: str, near: list[str], several: bool = False) -> None:
        which, have = ("Several cases", "have") if several else ("No case", "has")
        meant = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"{which.lower()} {have} the number {text!r}{meant}")
        self.near = near
        self.why = f"{which} of this release {have} the number."


def trace(release: Release, text: str) -> TrailDetails:
    """The trail of the case with a number, written in any way (:func:`graph.cases.numbers.find`).

    Codes are those of the ontology; ``source`` is the file, and the first and last of its lines. Raises
    :class:`UnknownCase`.
    """
    with Store.open_read_only(release.store) as store:
        reader = TrailReader(release, store)
        return reader.read_trail(reader.find(text))


@dataclass(frozen=True, slots=True)
class Trail:
    """What a trail is made of: the numbers the case has had (IRIs), its handlings and the items that only
    cite it, both in order of time."""

    case: str
    cases: tuple[str, ...]
    handlings: tuple[Handling, ...]
    citing: tuple[Handling, ...]

    @property
    def titles(self) -> list[str]:
        """Every title it was handled under, the latest first."""
        return list(dict.fromkeys(item.title for item in reversed(self.handlings)))

    @property
    def own(self) -> frozenset[str]:
        """The IRIs of its numbers and items."""
        return frozenset({*self.cases, *(item.item for item in self.handlings)})


def trail_of(facts: CaseFacts, case: str) -> Trail:
    """The trail of a case, under the numbers it had before or has had since as well."""

    def renumbered(one: str) -> set[str]:
        return {*facts.of(one, DCT.replaces), *facts.having(DCT.replaces, one)}

    joined = reach({case}, renumbered)
    items = {item for one in joined for item in facts.having(term("concernsCase"), one)}
    handlings = facts.handlings(tuple(items))
    cases = {case, *(one for item in handlings for one in item.cases)}
    citing = {item for one in joined for item in facts.having(DCT.references, one)} - items
    return Trail(case, tuple(sorted(cases)), tuple(handlings), tuple(facts.handlings(tuple(citing))))


def topic_of(facts: CaseFacts, item: Handling) -> int | None:
    """Which of the topics of its number an item is about, from 1; ``None`` when there is one."""
    threads = [threads for case in item.cases if len(threads := facts.threads(case)) > 1]
    places = (place for each in threads for place, thread in enumerate(each, start=1) if item in thread)
    return next(places, None)


def thread_of(facts: CaseFacts, item: Handling) -> list[Handling]:
    """The handlings of an item's cases in order of time, of its topic where a number covers several; no
    standing items."""
    found = {one for case in item.cases for one in trail_of(facts, case).handlings if one.single}
    topic = topic_of(facts, item)
    return sorted(one for one in found if topic_of(facts, one) == topic)


@dataclass
class TrailReader:
    """Reads trails in a release; labels are in ``language``. What was asked once is remembered."""

    release: Release
    store: Store
    language: str = "da"
    texts: dict[str, str] = field(default_factory=dict)
    """The texts that places were looked up in, by the IRI of their minutes."""

    def __post_init__(self) -> None:
        self.facts = CaseFacts(self.store)
        self._threads: dict[tuple[tuple[str, ...], int | None], list[Handling]] = {}

    def thread(self, item: Handling) -> list[Handling]:
        """As :func:`thread_of`; the items of a topic have one."""
        key = item.cases, self.topic(item)
        if key not in self._threads:
            self._threads[key] = thread_of(self.facts, item)
        return self._threads[key]

    def find(self, text: str) -> str:
        """The IRI of the case with a number; raises :class:`UnknownCase`.

        In a release of several municipalities the number may stand behind the slug of its own and a slash.
        """
        slug, slash, rest = text.strip().partition("/")
        own = slug if slash and self.release.several and slug in self.release.names else ""
        cases = self._by_number(own)
        asked = rest if own else text
        numbers = case_numbers.find(asked, {one: one for one in cases})
        found = [case for number in numbers for case in cases[number]]
        if len(found) != 1:
            several = sorted(map(self.release.code_of, found))
            near = several or case_numbers.near(asked, {one: one for one in cases})
            raise UnknownCase(text, near, bool(several))
        return found[0]

    def _by_number(self, municipality: str) -> dict[str, list[str]]:
        """The cases by number, of a municipality or of all."""
        base, cases = self.release.manifest.base_iri, dict[str, list[str]]()
        for triple in self.store.triples(None, ox.NamedNode(term("caseNumber"))):
            case, number = triple.subject.value, triple.object.value  # type: ignore[union-attr]
            if not municipality or municipality_in(case, base) == municipality:
                cases.setdefault(number, []).append(case)
        return cases

    def trail(self, case: str) -> Trail:
        """As :func:`trail_of`."""
        return trail_of(self.facts, case)

    def read_trail(self, case: str) -> TrailDetails:
        """All of the trail of a case."""
        trail = self.trail(case)
        dates = [item.date for item in trail.handlings]
        return TrailDetails(
            case=case,
            number=self.number(case),
            numbers=tuple(self.numbers(trail)),
            titles=tuple(trail.titles),
            first=min(dates, default=None),
            last=max(dates, default=None),
            handlings=tuple(self.handling(item) for item in trail.handlings),
            mentions=tuple(self.mention(item, trail) for item in trail.citing),
            links=tuple(self.links(trail.own)),
        )

    def number(self, case: str) -> str | None:
        """The number of a case."""
        return self._one(case, term("caseNumber"))

    def numbers(self, trail: Trail) -> list[str]:
        """All its numbers, sorted."""
        return sorted(number for case in trail.cases if (number := self.number(case)))

    def mention(self, item: Handling, trail: Trail) -> MentionDetails:
        """An item that only cites the case, and where."""
        mentions = self.facts.of(item.item, term("hasMention"))
        bodies = {one: set(self.facts.of(one, OA.hasBody)) for one in mentions}
        places = [place for one in mentions if bodies[one] & trail.own for place in self._spans(one)]
        place = min(places, key=lambda span: int(span.rpartition(",")[2]), default=None)
        source = self.source(place or self._spans(item.item)[0])
        return MentionDetails(*self._item(item), source=source)

    def _item(self, item: Handling) -> tuple[str, str, str, str, str, str, str, bool]:
        """The fields of :class:`ItemDetails`."""
        body = self.label(item.body)
        return item.date, body, item.body, item.meeting, item.item, item.number, item.title, item.closed

    def handling(self, item: Handling) -> HandlingDetails:
        """One handling, with each word's place."""
        return HandlingDetails(
            *self._item(item),
            case_numbers=tuple(number for case in item.cases if (number := self.number(case))),
            topic=self.topic(item),
            standing=not item.single,
            recommendation=self.recommendation(item.item),
            decision=self.decision(item.item),
            documents=self.documents(item),
            steps=self.steps(item.item),
            votes=self.votes(item.item),
            statements=self.statements(item.item),
            source=self.place(item.item),
        )

    def topic(self, item: Handling) -> int | None:
        """As :func:`topic_of`."""
        return topic_of(self.facts, item)

    def recommendation(self, item: str) -> RecommendationDetails | None:
        """What an item recommends, where it does."""
        for whole in self.facts.of(item, term("hasRecommendation")):
            points = sorted(
                self.facts.of(whole, term("hasPoint")), key=lambda point: int(point.rpartition("/")[2])
            )
            recommenders = self._recommenders(whole)
            return RecommendationDetails(
                recommendation=whole,
                by=tuple(one.text for one in recommenders),
                recommenders=recommenders,
                on_behalf_of=tuple(self.label(body) for body in self.facts.of(whole, term("onBehalfOf"))),
                points=tuple(
                    PointDetails(
                        text=self._one(point, term("text")),
                        lead=self._one(point, term("leadIn")),
                        source=self.place(point),
                    )
                    for point in points
                ),
            )
        return None

    def _recommenders(self, whole: str) -> tuple[RecommenderDetails, ...]:
        """The words for each of those who recommend, in the order of the text, and the post, unit or body."""
        found = sorted(
            self.facts.of(whole, term("hasRecommender")), key=lambda one: int(one.rpartition("/")[2])
        )
        told = []
        for one in found:
            meant = [who for who in self.facts.of(one, term("recommender")) if kind_of(who) != "person"]
            told.append(RecommenderDetails(self._one(one, term("text")) or "", next(iter(meant), None)))
        return tuple(told)

    def decision(self, item: str) -> DecisionDetails | None:
        """What was decided of an item, where the minutes say it."""
        for decision in self.facts.of(item, term("hasDecision")):
            text, outcomes = (
                self._one(decision, term("decisionText")),
                self.facts.of(decision, term("outcome")),
            )
            incidental = self.facts.of(decision, term("incidentalOutcome"))
            return DecisionDetails(
                decision=decision,
                text=text or "",
                outcomes=tuple(map(code_of, outcomes)),
                comparison=code_of(self._one(decision, term("comparison")) or "") or None,
                comparison_basis=self._one(decision, term("comparisonBasis")),
                incidental=tuple(map(code_of, incidental)),
                concerns=self._one(decision, term("outcomeConcerns")),
                source=self.place(decision),
            )
        return None

    def documents(self, item: Handling) -> tuple[DocumentDetails, ...]:
        """The documents listed under an item, where they stand in its minutes."""
        documents = []
        for document in self.facts.of(item.item, term("hasAttachment")):
            spans = [span for span in self._spans(document) if span.startswith(f"{item.minutes}#")]
            title, number = self._one(document, DCT.title), self._one(document, term("documentNumber"))
            documents.append(DocumentDetails(document, title or "", number, self.source(spans[0])))
        return tuple(sorted(documents, key=lambda one: one.source.lines))

    def votes(self, item: str) -> tuple[VoteDetails, ...]:
        """The votes of an item, in the order of the text."""
        return tuple(
            VoteDetails(
                vote=vote,
                on=self._one(vote, term("votedOn")) or "",
                result=code_of(self._one(vote, term("result")) or "") or None,
                sides=tuple(self._side(side) for side in self._in_order(vote, "hasSide")),
                text=self._one(vote, term("text")) or "",
                source=self.place(vote),
            )
            for vote in self._in_order(item, "hasVote")
        )

    def _side(self, side: str) -> SideDetails:
        count = self._one(side, term("voteCount"))
        return SideDetails(
            position=code_of(self._one(side, term("position")) or ""),
            count=int(count) if count else None,
            parties=self.facts.of(side, term("party")),
            persons=self.facts.of(side, term("personName")),
        )

    def statements(self, item: str) -> tuple[StatementDetails, ...]:
        """The dissents, amendments and members' rights of an item, each kind in the order of the text."""
        told = []
        for predicate, kind, scheme in _STATEMENTS:
            for one in self._in_order(item, predicate):
                bodies = self.facts.of(one, term("referredTo"))
                told.append(
                    StatementDetails(
                        statement=one,
                        scheme=scheme,
                        code=code_of(self._one(one, term(kind)) or "") or None,
                        parties=self.facts.of(one, term("party")),
                        persons=self.facts.of(one, term("personName")),
                        to=self.label(bodies[0]) if bodies else None,
                        text=self._one(one, term("text")) or "",
                        source=self.place(one),
                    )
                )
        return tuple(told)

    def sections(self, item: Handling) -> list[SectionDetails]:
        """The sections of an item in the order of the text; a closed one has none."""
        return [
            SectionDetails(
                section,
                code_of(self._one(section, term("sectionKind")) or ""),
                self._one(section, term("text")) or "",
                self.place(section),
            )
            for section in self._in_order(item.item, "hasSection")
        ]

    def _in_order(self, whole: str, predicate: str) -> list[str]:
        parts = self.facts.of(whole, term(predicate))
        return sorted(parts, key=lambda part: int(self._one(part, term("order")) or 0))

    def steps(self, item: str) -> tuple[StepDetails, ...]:
        """The steps that an item plans, in order."""
        return tuple(self._step(step) for step in self.facts.steps(item))

    def _step(self, step: Step) -> StepDetails:
        items = self.facts.handlings(self.facts.of(step.iri, term("executedIn")))
        return StepDetails(
            order=step.order,
            body=self.label(step.body),
            body_iri=step.body,
            status=code_of(self._one(step.iri, term("stepStatus")) or ""),
            executed_in=items[0].item if items else None,
            executed_on=items[0].date if items else None,
            source=self.place(step.iri),
        )

    def links(self, things: Collection[str], between: bool = True) -> list[LinkDetails]:
        """The links of cases and items that people have not rejected, the surest first; without those
        ``between`` two of them, of the same case anyhow, unless they say that a number continues another."""
        return list(self.each_link(things, between))

    def each_link(
        self, things: Collection[str], between: bool = True, least: float = 0.0, kinds: Collection[str] = ()
    ) -> Iterator[LinkDetails]:
        """As :meth:`links`, those that are at least so sure, and of the ``kinds`` if any are given; each is
        read when it is asked for, for to read where its words stand takes long."""
        ends = (term("linkFrom"), term("linkTo"))
        links = {link for thing in things for end in ends for link in self.facts.having(end, thing)}
        ranked = []
        for link in links:
            kind, status, sure = self._kind_of(link)
            if status == "afvist" or sure < least or (kinds and kind not in kinds):
                continue
            if between or self._leads_out(link, things):
                ranked.append((-sure, kind, link))
        for _, _, link in sorted(ranked):
            yield self._link(link)

    def _kind_of(self, link: str) -> tuple[str, str, float]:
        """The codes of the kind and the status of a link, and how sure it is."""
        kind, status = (code_of(self._one(link, term(of)) or "") for of in ("linkKind", "reviewStatus"))
        return kind, status, float(self._one(link, term("confidence")) or 0)

    def _leads_out(self, link: str, things: Collection[str]) -> bool:
        others = [end for name in ("linkFrom", "linkTo") for end in self.facts.of(link, term(name))]
        return self._kind_of(link)[0] == "fortsaetter" or not all(end in things for end in others)

    def _link(self, link: str) -> LinkDetails:
        kind, status, sure = self._kind_of(link)
        origin, target = self.facts.of(link, term("linkFrom"))[0], self.facts.of(link, term("linkTo"))[0]
        return LinkDetails(
            link=link,
            kind=kind,
            status=status,
            confidence=sure,
            origin=LinkEnd(origin, self.label(origin)),
            target=LinkEnd(target, self.label(target)),
            evidence=self.facts.of(link, term("evidenceText")),
            sources=tuple(self.source(span) for span in self._spans(link)),
            reason=self._in_language(link, term("reason")),
            words=self.facts.of(link, term("sharedWord")),
        )

    def _one(self, subject: str, predicate: URIRef) -> str | None:
        return next(iter(self.facts.of(subject, predicate)), None)

    def label(self, iri: str) -> str:
        """Its label in the language, or else one without; an item's with the meeting it is of."""
        label = self._in_language(iri, RDFS.label) or iri
        at = place(iri)
        return f"{self.label(at.meeting)}, {label}" if at and at.item else label

    def _in_language(self, iri: str, predicate: URIRef) -> str | None:
        """A value in the language, or else in another."""
        found = sorted(
            (value.language != self.language, value.value)
            for triple in self.facts.triples(iri, predicate)
            if isinstance(value := triple.object, ox.Literal)
        )
        return found[0][1] if found else None

    def _spans(self, iri: str) -> list[str]:
        return list(self.facts.of(iri, PROV.wasDerivedFrom))

    def place(self, iri: str) -> Source:
        """Where a thing was read from; the first place where there are several."""
        return self.source(self._spans(iri)[0])

    def source(self, span: str) -> Source:
        """The file that a stretch of minutes was read from, and its lines from 1."""
        minutes, _, _ = span.partition("#")
        if minutes not in self.texts:
            self.texts[minutes] = self.release.text(minutes)
        place = quoted_span(span)
        assert place is not None
        lines = lines_at(self.texts[minutes], place[1])
        return Source(self._one(minutes, term("sourceFile")), lines, span)
