"""Standing items: one series of a body under the numbers it has had."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from graph.case_link import CaseLink
from graph.evidence import Evidence
from graph.handlings import Facts, Handling
from graph.vocabulary import term

SAME_SERIES = Decimal("0.95")
Key = tuple[str, str]
"""A series and the body at whose meetings it returns."""


def first(facts: Facts, case: str) -> Handling | None:
    """The first standing item with a number; its series and body are those of the number."""
    return next((item for item in facts.of_case(case) if item.series), None)


def key(item: Handling) -> Key:
    return item.series[0], item.body


def links(facts: Facts, evidence: Evidence, of: Key) -> Iterator[CaseLink]:
    """Each number of a standing item to the one before it."""
    series, body = of
    slug = f"/moede/{body.rpartition('/')[2]}/"
    items = (item for item in facts.having(term("seriesOf"), series) if slug in item)
    cases = {case for item in items for case in facts.of(item, term("concernsCase"))}
    firsts = sorted((item, case) for case in cases if (item := first(facts, case)) and key(item) == of)
    for (earlier, old), (later, new) in pairwise(firsts):
        evidence_of_both = evidence.title(later), evidence.title(earlier)
        yield CaseLink("samme-faste-punkt", new, old, SAME_SERIES, evidence_of_both)
