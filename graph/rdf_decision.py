"""A decision as nodes: its words, outcomes, points, follow-ups, and how it meets the recommendation."""

import re

from rdflib import XSD, Literal, URIRef

from graph import iri
from graph.agents import Fact
from graph.model import Decision
from graph.nodes import NodeWriter, in_danish
from graph.outcomes import SCHEME
from graph.vocabulary import concept, term


def map_decision(nodes: NodeWriter, item: URIRef, number: int, decision: Decision) -> None:
    """Add the decision of the item with that number."""
    node = iri.part(item, "beslutning")
    nodes.graph.add((item, term("hasDecision"), node))
    facts: list[Fact] = [(term("decisionText"), in_danish(decision.text))]
    facts += [(term("outcome"), concept(SCHEME, code)) for code in decision.case_outcomes]
    if decision.basis:
        facts.append((term("outcomeBasis"), in_danish(decision.basis)))
    for code, about in decision.incidental:
        facts.append((term("incidentalOutcome"), concept(SCHEME, code)))
        facts.append((term("outcomeConcerns"), in_danish(about)))
    if decision.reservation:
        facts.append((term("reservation"), in_danish(decision.reservation)))
    if decision.ends_in:
        facts.append((term("endsPathIn"), nodes.agents.body(decision.ends_in)))
    if decision.comparison:
        facts.append((term("comparison"), concept("sammenligning", decision.comparison.code)))
        facts.append((term("comparisonBasis"), in_danish(decision.comparison.basis)))
    nodes.describe(node, "Decision", nodes.part_labels("Decision", number), [decision.text.span], facts)
    _points(nodes, item, node, number, decision)
    _follow_ups(nodes, node, number, decision)


def _points(nodes: NodeWriter, item: URIRef, node: URIRef, number: int, decision: Decision) -> None:
    for order, point in enumerate(decision.points, start=1):
        part = iri.part(node, point.number.lower())
        nodes.graph.add((node, term("hasDecisionPoint"), part))
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("pointNumber"), Literal(point.number)),
            (term("text"), in_danish(point.text)),
            *((term("pointOutcome"), concept(SCHEME, code)) for code in point.outcomes),
        ]
        if point.answers:
            facts.append((term("answersPoint"), iri.part(item, f"indstilling/{point.answers}")))
        labels = nodes.part_labels("DecisionPoint", number, f" {point.number}")
        nodes.describe(part, "DecisionPoint", labels, [point.text.span], facts)


def _follow_ups(nodes: NodeWriter, node: URIRef, number: int, decision: Decision) -> None:
    for order, follow_up in enumerate(decision.follow_ups, start=1):
        part = iri.part(node, f"opfoelgning/{order}")
        nodes.graph.add((node, term("gaveRiseTo"), part))
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("text"), in_danish(follow_up.quote)),
            (term("yearInferred"), Literal(follow_up.year_inferred)),
            *((term("expectedWhen"), _when(when)) for when in follow_up.when),
        ]
        if follow_up.body:
            facts.append((term("plannedBody"), nodes.agents.body(follow_up.body)))
        labels = nodes.part_labels("FollowUp", number, f" {order}")
        nodes.describe(part, "FollowUp", labels, [follow_up.quote.span], facts)


def _when(when: str) -> Literal:
    """A day, or a month where the text gives no day."""
    return Literal(when, datatype=XSD.date if re.fullmatch(r"\d{4}-\d\d-\d\d", when) else XSD.gYearMonth)
