"""The steps of a trail that were planned and that nothing in the collection carried out."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.handlings import Facts, Handling
from graph.vocabulary import term


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that did not come: the body (IRI) it was planned in, the item that told of it last, and its
    status, a code of the scheme ``trinstatus`` other than ``behandlet``."""

    body: str
    told: Handling
    status: str


def ahead(facts: Facts, handlings: Sequence[Handling]) -> list[Ahead]:
    """What was planned after the step of each handling and never came, one of each body, in order of plan.

    ``handlings`` are in order of time; a body that handled the case later than it was planned is left out.
    """
    found: dict[str, Ahead] = {}
    for handling in handlings:
        found.pop(handling.body, None)
        steps = facts.steps(handling.item)
        here = next((at for at, step in enumerate(steps) if step.body == handling.body), -1)
        for step in steps[here + 1 :]:
            (status,) = facts.of(step.iri, term("stepStatus")) or ("/planlagt",)
            if not status.endswith("/behandlet"):
                found.pop(step.body, None)
                found[step.body] = Ahead(step.body, handling, status.rpartition("/")[2])
    return list(found.values())
