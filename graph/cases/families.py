"""The trail of a case: its items over time, the cases it goes on from, and what its items say of others."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from graph.cases import titles
from graph.cases.evidence import Evidence, Statement
from graph.cases.facts import CaseFacts, Handling
from graph.cases.link import CaseLink
from graph.cases.planned_steps import Course, follow
from graph.ontology.terms import DCT, term

Rejected = Callable[[CaseLink], bool]
"""Whether people have rejected a link."""

# How sure it is that two items with one number are of one case: their titles may share a word, or none.
SAME_NUMBER = Decimal("0.9")
SAME_NUMBER_AND_WORD = Decimal("0.98")


class Trails:
    """Reads trails out of the facts and the words of the minutes."""

    def __init__(
        self,
        facts: CaseFacts,
        evidence: Evidence,
        rejected: Rejected,
        families: dict[str, frozenset[str]] | None = None,
    ) -> None:
        self.facts, self.evidence, self._rejected = facts, evidence, rejected
        self.families: dict[str, frozenset[str]] = {} if families is None else families
        """What was found of the same minutes, by case."""

    def family(self, case: str) -> frozenset[str]:
        """The numbers one case has had: those joined by statements that one continues another."""
        if case not in self.families:
            found = frozenset(reach({case}, self._continued))
            self.families.update(dict.fromkeys(found, found))
        return self.families[case]

    def _continued(self, case: str) -> set[str]:
        citing = self.facts.handlings(self.facts.having(DCT.references, case))
        statements = (s for item in (*self.single(case), *citing) for s in self.evidence.statements(item))
        joined = [(s.origin, s.target) for s in statements if s.kind == "fortsaetter" and self._holds(s)]
        return {end for ends in joined if case in ends for end in ends}

    def _holds(self, statement: Statement) -> bool:
        return not self._rejected(stated(statement))

    def unit(self, case: str) -> set[str]:
        """The cases that must be linked together: a family, and the other numbers of its items."""
        shared = term("concernsCase")
        return reach(
            {case},
            lambda one: (
                set(self.family(one))
                | {c for item in self.single(one) for c in self.facts.of(item.item, shared)}
            ),
        )

    def single(self, case: str) -> list[Handling]:
        """The items of a case in order of time, without standing items."""
        return [item for item in self.facts.of_case(case) if item.single]

    def trail(self, item: Handling) -> list[Handling]:
        """The items of the same case: of all its numbers, or of one topic where a number covers several."""
        found = {item}
        for case in item.cases if item.single else ():
            family = self.family(case)
            if all(len(self.facts.threads(one)) <= 1 for one in family):
                found.update(other for one in family for other in self.single(one))
            else:
                found.update(*(thread for thread in self.facts.threads(case) if item in thread))
        return sorted(found)

    def links(self, case: str) -> Iterator[CaseLink]:
        """The same number over meetings; an item may be linked once for each of its numbers."""
        for thread in self.facts.threads(case):
            for earlier, later in pairwise(thread):
                shared = titles.words(earlier.title) & titles.words(later.title)
                sure = SAME_NUMBER_AND_WORD if shared else SAME_NUMBER
                evidence = self.evidence.number(later, case), self.evidence.number(earlier, case)
                yield CaseLink("samme-sag", later.item, earlier.item, sure, evidence)

    def statements(self, item: Handling) -> Iterator[CaseLink]:
        """What an item says of other cases and of meetings."""
        return map(stated, self.evidence.statements(item))

    def path(self, item: Handling) -> tuple[list[Course], list[CaseLink]]:
        """What became of the steps of an item's path, and the links to the later items that took them.

        Among the links are those that people have rejected: the item they lead to took no step.
        """
        rejected: list[CaseLink] = []

        def is_rejected(later: Handling) -> bool:
            link = CaseLink(
                "behandlingsled", item.item, later.item, Decimal(0), (self.evidence.title(later),)
            )
            if found := self._rejected(link):
                rejected.append(link)
            return found

        courses = follow(self.facts, item, self.trail(item), is_rejected)
        return courses, rejected + [self._taken(item, course) for course in courses if course.later]

    def _taken(self, item: Handling, course: Course) -> CaseLink:
        assert course.item is not None
        there = course.item
        number = self.evidence.number(there, there.cases[0])
        evidence = self.evidence.step(item, course.step.iri), number
        return CaseLink("behandlingsled", item.item, there.item, course.confidence(item), evidence)


def stated(statement: Statement) -> CaseLink:
    """A statement as a link."""
    s = statement
    return CaseLink(s.kind, s.origin, s.target, s.confidence, (s.quotation,))


def reach(start: set[str], step: Callable[[str], set[str]]) -> set[str]:
    """Everything that can be reached in steps."""
    found, new = set(start), set(start)
    while new:
        new = {each for one in new for each in step(one)} - found
        found |= new
    return found
