"""Words that are looked for before an expression is: whatever the expression matches has one of them."""

import re
from collections.abc import Callable

from each import each
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.readers import text_pages
from graph.wording import amounts, dissents, follow_ups, name_forms, named_items, references, referrals
from graph.wording.alternatives import has_any

Look = Callable[[str], object]


def _one_of(words: tuple[str, ...]) -> Look:
    return lambda text: any(word in text for word in words)


def _small(words: tuple[str, ...]) -> Look:
    return lambda text: has_any(text, *words)


LOOKS: list[tuple[str, re.Pattern[str], Look]] = [
    ("a statement", dissents._TOLD, lambda text: _one_of(dissents._IN_TOLD)(text.casefold())),
    ("a case", references._A_CASE, references._OF_A_CASE.search),
    ("a law", references._LAW, references._OF_A_LAW.search),
    ("KLE", references._KLE, _one_of(references._BEFORE_KLE)),
    ("kroner", re.compile(amounts._KRONER, re.IGNORECASE), amounts._IN_KRONER.search),
    ("shut under", named_items.SHUT_UNDER, _one_of(named_items.SHUTTING)),
    ("shut under its own", named_items.SHUT_UNDER_OWN, _one_of(named_items.SHUTTING)),
    ("a page", text_pages._NUMBERED, _small(text_pages._IN_NUMBERED)),
    ("for a meeting", follow_ups._FOR_A_MEETING, _small(follow_ups._MEETS)),
    ("to their meeting", follow_ups._TO_THEIR_MEETING, _small(follow_ups._MEETS)),
    ("raised", referrals._RAISED, _small(("dagsorden",))),
    ("sent", referrals._SENT, _small(("send", "henvis", "overgiv"))),
    *((form.pattern[:60], form, _one_of(words)) for form, (words, _) in name_forms._HAS.items()),
]


@each(("name", "expression", "look"), LOOKS)
def test_what_matches_has_a_word_that_is_looked_for(
    name: str, expression: re.Pattern[str], look: Look
) -> None:
    @settings(max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(expression))
    def holds(text: str) -> None:
        match = expression.search(text)
        assert match is None or look(match[0]), (name, text)

    holds()


AT_CAPITALS = [
    *((form, ()) for form in (name_forms._BODY, name_forms._UNIT, name_forms._PAIR, name_forms._FIELDS_ACT)),
    (name_forms._INSTITUTION, ()),
    *((form, begins) for form, (_, begins) in name_forms._HAS.items() if begins is not None),
]


@each(("form", "begins"), AT_CAPITALS)
def test_a_form_that_begins_with_a_capital_is_found_at_those(
    form: re.Pattern[str], begins: tuple[str, ...]
) -> None:
    @settings(max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(form))
    def holds(text: str) -> None:
        found = [match.span() for match in name_forms._begun(form, text, *begins)]
        assert found == [match.span() for match in form.finditer(text)]

    holds()
