"""robots.txt: groups, the longest rule, wildcards, and whatever else stands in such a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.harvest.robots import NOBODY, rules_for

FILE = """\ufeff# Velkommen
User-Agent: Anden
Disallow: /

user-agent: SagsGraf   # os
User-agent: Tredje
Disallow: /api
Allow: /api/agenda/
Disallow: /api/agenda/soeg/*kriterie
Disallow: *.pdf$
Crawl-delay: 2.5
Sitemap: https://x.example/sitemap.xml

User-agent: *
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/api", False),
        ("/api/andet", False),
        ("/api/agenda/udvalgsliste", True),
        ("/api/agenda/soeg/?request.kriterie=1", False),
        ("/vis/bilag.pdf", False),
        ("/vis/bilag.pdf?x", True),
    ],
)
def test_the_longest_rule_that_fits_decides(path: str, allowed: bool) -> None:
    assert rules_for(FILE, "sagsgraf").allow(path) == allowed


def test_the_delay_of_a_group_is_that_of_all_its_programs() -> None:
    assert rules_for(FILE, "tredje").delay == 2.5
    assert rules_for(FILE, "anden").delay == 0


def test_who_is_not_named_goes_by_the_rules_for_all() -> None:
    assert not rules_for(FILE, "ukendt").allow("/api/agenda/udvalgsliste")


@pytest.mark.parametrize("text", ["", "User-agent: *\nDisallow:", "Disallow: /", "<html>404</html>"])
def test_what_forbids_nothing_allows_all(text: str) -> None:
    assert rules_for(text, "sagsgraf").allow("/api")


def test_nobody_may_ask_anything() -> None:
    assert not NOBODY.allow("/api")


@given(st.text(alphabet="Uuser-agent:*$/ DisallowCrawl-delay.\n0²9", max_size=300), st.text(max_size=50))
def test_any_file_gives_rules(text: str, path: str) -> None:
    rules = rules_for(text, "sagsgraf")
    assert rules.allow(path) in (True, False)
    assert rules.delay >= 0


def test_many_wildcards_take_no_time_to_speak_of() -> None:
    assert rules_for(f"User-agent: *\nDisallow: /{'a*' * 5000}b", "x").allow("/" + "a" * 10_000)
