"""Votes, dissents, amendments, members' rights and who was there of an open item as nodes.

Parties and names are words as printed; a name is a person only where it is that of one who attended, for
nobody is made a person by voting.
"""

from collections.abc import Iterable, Sequence

from rdflib import Literal, URIRef

from graph.mapping.agents import Fact, NodeWriter, in_danish
from graph.minutes.model import AgendaItem, Amendment, Dissent, Presence, Quote, Referral, Side, Span, Vote
from graph.ontology import iris
from graph.ontology.iris import slug
from graph.ontology.terms import concept, term

_LONGEST_NAME = 100  # characters
_RESULTS = "afstemningsresultat"


class VoteMapper:
    """Maps these of the items of a meeting that ``participants`` attended."""

    def __init__(self, nodes: NodeWriter, participants: Iterable[Presence]) -> None:
        self._nodes = nodes
        self._members = {one.name.text for one in participants}

    def map(self, node: URIRef, item: AgendaItem) -> None:
        """Add what an open item has of them."""
        for order, vote in enumerate(item.votes, start=1):
            self._vote(node, item.number, order, vote)
        for order, dissent in enumerate(item.dissents, start=1):
            self._dissent(node, item.number, order, dissent)
        for order, amendment in enumerate(item.amendments, start=1):
            self._amendment(node, item.number, order, amendment)
        if item.referral:
            self._referral(node, item.number, item.referral)
        there = [one for one in item.attendance if len(one.name.text) <= _LONGEST_NAME]
        for order, one in enumerate(there, start=1):
            self._attendance(node, item.number, order, one)

    def _vote(self, item: URIRef, number: str, order: int, vote: Vote) -> None:
        part = iris.vote_of(item, order)
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("votedOn"), Literal(vote.on)),
            (term("text"), in_danish(vote.quote)),
            *_result(vote.result),
        ]
        sides = (("for", vote.in_favour), ("imod", vote.against), ("undlod", vote.abstaining))
        for place, (position, side) in enumerate(sides, start=1):
            if side:
                facts.append((term("hasSide"), self._side(part, number, place, position, side, vote)))
        self._write(item, "hasVote", part, "Vote", number, f" {order}", [vote.quote.span], facts)

    def _side(self, vote: URIRef, number: str, order: int, position: str, side: Side, told: Vote) -> URIRef:
        part = iris.side_of(vote, position)
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("position"), concept("stemme", position)),
            *self._who(side.parties, side.persons),
        ]
        if side.count is not None:
            facts.append((term("voteCount"), Literal(side.count)))
        spans = [one.span for one in (*side.parties, *side.persons)] or [told.quote.span]
        labels = self._nodes.part_labels("VoteSide", number, f" {order}")
        self._nodes.describe(part, "VoteSide", labels, spans, facts)
        return part

    def _dissent(self, item: URIRef, number: str, order: int, dissent: Dissent) -> None:
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("dissentKind"), concept("saerstandpunkt", slug(dissent.kind))),
            (term("text"), in_danish(dissent.text)),
            *self._who(dissent.parties, dissent.persons),
        ]
        part = iris.dissent_of(item, order)
        self._write(item, "hasDissent", part, "Dissent", number, f" {order}", [dissent.text.span], facts)

    def _amendment(self, item: URIRef, number: str, order: int, amendment: Amendment) -> None:
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("text"), in_danish(amendment.text)),
            *_result(amendment.result),
            *self._who(amendment.parties, amendment.persons),
        ]
        part = iris.amendment_of(item, order)
        self._write(
            item, "hasAmendment", part, "Amendment", number, f" {order}", [amendment.text.span], facts
        )

    def _referral(self, item: URIRef, number: str, referral: Referral) -> None:
        facts: list[Fact] = [
            (term("referralKind"), concept("henvisning", slug(referral.kind))),
            (term("text"), in_danish(referral.quote)),
            *self._who(referral.parties, referral.persons),
        ]
        if referral.to:
            facts.append((term("referredTo"), self._nodes.agents.body(referral.to)))
        part = iris.referral_of(item)
        self._write(item, "hasReferral", part, "Referral", number, "", [referral.quote.span], facts)

    def _attendance(self, item: URIRef, number: str, order: int, one: Presence) -> None:
        """How somebody was there at the item."""
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("presence"), concept("fremmoede", one.status)),
            *self._who((), [one.name]),
            *told_of(one),
        ]
        part = iris.item_attendance_of(item, order)
        self._write(
            item, "hasItemAttendance", part, "ItemAttendance", number, f" {order}", [one.name.span], facts
        )

    def _write(
        self,
        item: URIRef,
        predicate: str,
        part: URIRef,
        cls: str,
        number: str,
        ending: str,
        spans: Iterable[Span],
        facts: Iterable[Fact],
    ) -> None:
        self._nodes.graph.add((item, term(predicate), part))
        self._nodes.describe(part, cls, self._nodes.part_labels(cls, number, ending), spans, facts)

    def _who(self, parties: Sequence[Quote], persons: Sequence[Quote]) -> list[Fact]:
        """Parties and names as printed, and the person of a name that is a participant's."""
        members = [one.text for one in persons if one.text in self._members and " " in one.text]
        return [
            *((term("party"), Literal(one.text)) for one in parties),
            *((term("personName"), Literal(one.text)) for one in persons),
            *((term("byMember"), self._nodes.agents.person(name)) for name in members),
        ]


def told_of(one: Presence) -> list[Fact]:
    """Party, whom somebody came for, and the note, as printed. Why somebody was away is nobody's business, so
    that stays words of the text."""
    note = None if one.absent or one.status == "disqualified" else one.note
    told = (
        ("party", one.party, 100),
        ("substituteForName", one.substitute_for, 100),
        ("presenceNote", note, 300),
    )
    return [(term(name), Literal(value)) for name, value, most in told if value and len(value) <= most]


def _result(code: str | None) -> list[Fact]:
    return [(term("result"), concept(_RESULTS, slug(code)))] if code else []
