"""What decisions said was to happen later, and whether it did in the minutes of the collection."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cases.facts import CaseFacts, Handling
from graph.ontology.terms import term


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up: its IRI, the item that told of it, its words, the days or months it was expected in (ISO
    8601, in order; none where that is not told), whether their year was inferred, and the body (IRI) that it
    was to come before, empty where none is named. ``came`` is the item that took the case up again."""

    iri: str
    told: Handling
    text: str
    when: tuple[str, ...]
    inferred: bool
    body: str
    came: Handling | None


def promised(facts: CaseFacts, item: Handling, trail: Sequence[Handling]) -> list[Promise]:
    """The follow-ups that the decision of an item speaks of, in order.

    One came when the case was handled again, by the body that was named if one was, in the month that was
    told or later. ``trail`` is the case in order of time; no later item of it is taken for two follow-ups of
    the same body.
    """
    found: list[Promise] = []
    taken: set[str] = set()
    for decision in facts.of(item.item, term("hasDecision")):
        nodes = facts.of(decision, term("gaveRiseTo"))
        for node in sorted(nodes, key=lambda one: int(facts.of(one, term("order"))[0])):
            when = facts.of(node, term("expectedWhen"))
            body = next(iter(facts.of(node, term("plannedBody"))), "")
            first = when[0][:7] if when else ""
            later = (one for one in trail if one.date > item.date and one.date[:7] >= first)
            came = next(
                (one for one in later if one.item not in taken and (not body or one.body == body)), None
            )
            taken |= {came.item} if came else set()
            text = next(iter(facts.of(node, term("text"))), "")
            inferred = "true" in facts.of(node, term("yearInferred"))
            found.append(Promise(node, item, text, when, inferred, body, came))
    return found
