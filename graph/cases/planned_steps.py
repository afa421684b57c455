"""Planned paths against what came: which later item carried out each step, or why none did."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from graph.cases.facts import CaseFacts, Handling, Step
from graph.ontology.iris import code_of
from graph.ontology.terms import term, vocabulary

Status = Literal["planlagt", "behandlet", "stoppet", "uden-for-korpus"]
"""A code of the scheme ``trinstatus``."""

SOON, LATE = Decimal("0.95"), Decimal("0.8")
_YEAR = 366  # days; a step that came later than that may belong to another round of the case


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a step: its status, and the item that carried it out; ``later`` than the plan, or
    the item that tells of the plan, or one before it."""

    step: Step
    status: Status
    item: Handling | None = None
    later: bool = False

    def confidence(self, planned: Handling) -> Decimal:
        """How sure it is that the item carried out the step that ``planned`` tells of."""
        if self.item is None:
            return Decimal(0)
        waited = date.fromisoformat(self.item.date) - date.fromisoformat(planned.date)
        return SOON if waited.days <= _YEAR else LATE


def follow(
    facts: CaseFacts,
    planned: Handling,
    trail: Sequence[Handling],
    rejected: Callable[[Handling], bool] = lambda item: False,
) -> list[Course]:
    """What became of each step of an item's path; ``trail`` is the case in order of time.

    ``rejected`` tells of a later item that people say did not carry out this path. A step is carried out
    by the first item of its body after the step before it. Without one it is stopped, when a decision
    ended the path; outside the corpus, when the body has no later minutes here; else planned still.
    """
    steps = facts.steps(planned.item)
    here = next((at for at, step in enumerate(steps) if step.body == planned.body), -1)
    before = [one for one in trail if one.meeting != planned.meeting and one.date <= planned.date]
    after = [one for one in trail if one.meeting != planned.meeting and one.date >= planned.date]
    after = [one for one in after if not rejected(one)]
    courses: list[Course] = []
    latest, end = planned, _end(facts, planned, steps, here)
    for at, step in enumerate(steps):
        if at == here:
            courses.append(Course(step, "behandlet", planned))
        elif at < here:
            courses.append(_earlier(step, before))
        elif at > end:
            courses.append(Course(step, "stoppet"))
        elif item := next((one for one in after if one.body == step.body and one.date >= latest.date), None):
            courses.append(Course(step, "behandlet", item, later=True))
            after = [one for one in after if one.meeting != item.meeting]
            latest, end = item, min(end, _end(facts, item, steps, at))
        elif here < 0 and any(one.body == step.body for one in before):
            courses.append(_earlier(step, before))
        else:
            courses.append(Course(step, _missing(facts, planned, latest, step)))
    return courses


def _end(facts: CaseFacts, item: Handling, steps: Sequence[Step], at: int) -> int:
    """The place of the last step that remains when the decision of the item, itself the step ``at``,
    says that the case stops."""
    bodies = {
        body
        for decision in facts.of(item.item, term("hasDecision"))
        for body in facts.of(decision, term("endsPathIn"))
    }
    stops = [place for place in range(at + 1, len(steps)) if steps[place].body in bodies]
    return len(steps) if not bodies else min(stops, default=at)


def _earlier(step: Step, before: Sequence[Handling]) -> Course:
    """A step before the item's own: the last earlier item of the body, or minutes that are not here."""
    item = next((one for one in reversed(before) if one.body == step.body), None)
    return Course(step, "behandlet", item) if item else Course(step, "uden-for-korpus")


def _missing(facts: CaseFacts, planned: Handling, latest: Handling, step: Step) -> Status:
    """The status of a step that no item carried out."""
    # Such a decision ends the path, unless the case came to the next body all the same.
    if any(vocabulary().meanings[code].ends_path for code in facts.outcomes(latest.item)):
        return "stoppet"
    last = facts.last_meeting(step.body)
    later = last > planned.date or (last == planned.date and step.body != planned.body)
    return "planlagt" if later else "uden-for-korpus"


# The steps of a trail that were planned and that nothing in the collection carried out.


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that did not come: the body (IRI) it was planned in, the item that told of it last, and its
    status, a code of the scheme ``trinstatus`` other than ``behandlet``."""

    body: str
    told: Handling
    status: str


def ahead(facts: CaseFacts, handlings: Sequence[Handling]) -> list[Ahead]:
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
                found[step.body] = Ahead(step.body, handling, code_of(status))
    return list(found.values())
