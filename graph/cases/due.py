"""What is due: what was promised, postponed or planned and has not come, and what was recommended in vain.

Standing items are never due: the next meeting has them anyhow. Where the collection has no minutes in which
a case could have come again, nothing is said of whether it did; why that is so is told.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.cases.facts import CaseFacts, Handling
from graph.cases.planned_steps import ahead
from graph.cases.promised import Promise, promised
from graph.cases.trail import thread_of
from graph.ontology.iris import body_and_date, code_of, place
from graph.ontology.terms import PROV, concept, term, vocabulary
from graph.store.oxigraph import Store

Kind = Literal["lovet", "udsat", "planlagt", "ikke-fulgt"]
KINDS: tuple[Kind, ...] = ("lovet", "udsat", "planlagt", "ikke-fulgt")

Reason = Literal["ikke-set", "ingen-referater", "ingen-senere", "uden-nummer", "imod", "aendret"]
"""Why something is told: it did not come though its body met since (``ikke-set``), the decision goes
against what was recommended (``imod``) or alters it (``aendret``). Or why nobody can know whether it came:
there are no minutes of the body, none that are late enough, or the item has no number to follow."""
_UNKNOWN = ("ingen-referater", "ingen-senere", "uden-nummer")

Sureness = Literal["sikker", "ret-sikker", "usikker"]

_AT_A_TIME = 400  # items; bounds what is held in memory


@dataclass(frozen=True, slots=True)
class Due:
    """Something due: ``told`` is the item that told of it, and ``text`` its words, read at ``span`` (IRI).

    ``when`` are the days or months it is expected in (ISO 8601), none where no time is told; ``reckoned``
    says that they are reckoned from the day of the meeting. ``body`` (IRI) is where it is awaited, ``since``
    how many of its minutes it could have come in, ``until`` the day of its last, and ``missing`` how many
    such meetings are cited whose minutes are not here. ``promise`` is the follow-up (IRI) whose time it is of
    something postponed, which is not due a second time; empty for none.
    """

    kind: Kind
    iri: str
    told: Handling
    text: str
    span: str
    when: tuple[str, ...]
    reckoned: bool
    body: str
    reason: Reason
    since: int = 0
    until: str = ""
    missing: int = 0
    promise: str = ""

    @property
    def known(self) -> bool:
        """Whether the collection can tell that it did not come."""
        return self.reason not in _UNKNOWN

    @property
    def sureness(self) -> Sureness:
        """How sure it is: a time that is reckoned, or minutes that are missing, make it less so;
        nobody can tell whether what it waits for has happened."""
        if self.missing or not self.known or (self.kind == "lovet" and not self.when):
            return "usikker"
        return "ret-sikker" if self.reckoned or self.reason == "aendret" else "sikker"

    @property
    def day(self) -> str:
        """The last day it was expected on, or where none is told the day it was told of."""
        return self.when[-1] if self.when else self.told.date


class _Meetings:
    """The meetings of bodies, by whether their minutes are in the collection."""

    def __init__(self, facts: CaseFacts) -> None:
        self._facts = facts
        self._known: dict[str, tuple[list[str], list[str]]] = {}

    def _of(self, body: str) -> tuple[list[str], list[str]]:
        if body not in self._known:
            here: list[str] = []
            cited: list[str] = []
            for meeting in self._facts.having(term("heldBy"), body):
                (here if self._facts.published(meeting) else cited).append(body_and_date(meeting)[1])
            self._known[body] = sorted(here), sorted(cited)
        return self._known[body]

    def after(self, body: str, day: str) -> tuple[int, str, int]:
        """How many of a body's minutes are of a later day, the day of the last of all that are here, and how
        many later meetings are only cited."""
        here, cited = self._of(body)
        return (
            len(here) - bisect_right(here, day),
            here[-1] if here else "",
            len(cited) - bisect_right(cited, day),
        )


def due(store: Store) -> Iterator[Due]:
    """All that is due in the minutes of a store, in order of the IRIs of the items that told of it."""
    facts = CaseFacts(store)
    meetings = _Meetings(facts)
    items = sorted(_candidates(facts))
    for start in range(0, len(items), _AT_A_TIME):
        yield from _Finder(CaseFacts(store), meetings).of(items[start : start + _AT_A_TIME])


def due_of(facts: CaseFacts, items: Iterable[Handling]) -> Iterator[Due]:
    """What is due of some items, as :func:`due`."""
    return _Finder(facts, _Meetings(facts)).of([one.item for one in items])


def _candidates(facts: CaseFacts) -> set[str]:
    """The items that something may be due of."""
    found: set[str] = set()

    def add(things: Iterable[str]) -> None:
        found.update(at.item for one in things if (at := place(one)) and at.item)

    add(triple.subject.value for triple in facts.triples(None, term("gaveRiseTo")))  # type: ignore[union-attr]
    for code, meaning in vocabulary().meanings.items():
        if meaning.postpones:
            add(facts.having(term("outcome"), str(concept("beslutningsudfald", code))))
    for code in ("planlagt", "uden-for-korpus"):
        add(facts.having(term("stepStatus"), str(concept("trinstatus", code))))
    for code in _COMPARISONS:
        add(facts.having(term("comparison"), str(concept("sammenligning", code))))
    return found


_COMPARISONS: dict[str, Reason] = {"ikke-fulgt": "imod", "aendret": "aendret"}


# Who is told of a case does not handle it: it is not put off to them.
_ONLY_TOLD = re.compile(r"\b(?:orienteres|melde[rs]?\s+tilbage)\b", re.IGNORECASE)


class _Finder:
    """Finds what is due of some items."""

    def __init__(self, facts: CaseFacts, meetings: _Meetings) -> None:
        self._facts, self._meetings = facts, meetings
        self._threads: dict[str, list[Handling]] = {}

    def of(self, items: Sequence[str]) -> Iterator[Due]:
        for item in self._facts.handlings(tuple(items)):
            if item.single and not item.closed:
                postponed = list(self._postponed(item))
                times = {one.promise for one in postponed}
                yield from (one for one in self._promised(item) if one.iri not in times)
                yield from postponed
                yield from self._planned(item)
                yield from self._not_followed(item)

    def _thread(self, item: Handling) -> list[Handling]:
        if item.item not in self._threads:
            self._threads[item.item] = thread_of(self._facts, item)
        return self._threads[item.item]

    def _promised(self, item: Handling) -> Iterator[Due]:
        for one in promised(self._facts, item, self._thread(item)):
            if one.came is None:
                yield self._due("lovet", one.iri, item, one.text, one.iri, one.body or item.body, one)

    def _postponed(self, item: Handling) -> Iterator[Due]:
        """The item, if it was postponed and its case did not come again in any body; expected when its own
        words say so, and where: one that is put off to another body is awaited there."""
        meanings = vocabulary().meanings
        if not any(meanings[code].postpones for code in self._facts.outcomes(item.item)):
            return
        if any(later.date > item.date for later in self._thread(item)):
            return
        told = promised(self._facts, item, [])
        told = [one for one in told if one.body in ("", item.body) or not _ONLY_TOLD.search(one.text)]
        own = (one for one in told if one.body in ("", item.body))
        when = next(own, told[0] if told else None)
        body = (when.body if when else "") or item.body
        for decision in self._facts.of(item.item, term("hasDecision")):
            text = next(iter(self._facts.of(decision, term("decisionText"))), "")
            yield self._due("udsat", decision, item, text, decision, body, when)

    def _planned(self, item: Handling) -> Iterator[Due]:
        """The steps after an item that did not come, if no later item told of the same."""
        for one in ahead(self._facts, self._thread(item) or [item]):
            if one.told == item and one.status != "stoppet":
                (step,) = [step.iri for step in self._facts.steps(item.item) if step.body == one.body][-1:]
                yield self._due("planlagt", step, item, "", step, one.body, None, one.status == "planlagt")

    def _not_followed(self, item: Handling) -> Iterator[Due]:
        for decision in self._facts.of(item.item, term("hasDecision")):
            codes = {code_of(one) for one in self._facts.of(decision, term("comparison"))}
            for code in sorted(codes & _COMPARISONS.keys()):
                text = next(iter(self._facts.of(decision, term("decisionText"))), "")
                span = self._span(decision)
                reason = _COMPARISONS[code]
                yield Due("ikke-fulgt", decision, item, text, span, (), False, item.body, reason)

    def _due(
        self,
        kind: Kind,
        iri: str,
        item: Handling,
        text: str,
        source: str,
        body: str,
        promise: Promise | None,
        met: bool = True,
    ) -> Due:
        """What did not come, and whether that can be known; ``met``: the body may have met since."""
        when = promise.when if promise else ()
        day = max(item.date, f"{when[0][:7]}-00") if when else item.date
        since, until, missing = self._meetings.after(body, day)
        reason: Reason = "ikke-set"
        if not until:
            reason = "ingen-referater"
        elif not met or (kind != "planlagt" and not since):
            reason = "ingen-senere"
        elif not item.cases:
            reason = "uden-nummer"
        return Due(
            kind,
            iri,
            item,
            text,
            self._span(source),
            when,
            bool(promise and promise.inferred),
            body,
            reason,
            since,
            until,
            missing,
            promise.iri if promise and kind == "udsat" else "",
        )

    def _span(self, iri: str) -> str:
        return next(iter(self._facts.of(iri, PROV.wasDerivedFrom)), "")
