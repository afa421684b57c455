"""What the pages of some kinds of things show beside lists: numbers year by year, and what stands around."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from api.language import N_
from api.service import OpenRelease, Row
from api.site import Site
from api.thing import Description, Node, expand
from api.trends import Trend, by_year, counted, parts_by_year, years_held
from graph.queries import load
from graph.search import Found, TooMuchError
from graph.vocabulary import CONCEPT

_CASES = 15
_ITEMS, _MEETINGS, _DECISIONS = N_("punkter"), N_("møder"), N_("beslutninger")
_ITEMS_BY_YEAR = N_("Punkter år for år")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A thing with how many items there are of it."""

    href: str | None
    label: str
    items: int


def meeting_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """The meetings before and after it in the same body."""
    body = node.node("sg:heldBy")
    rows = _rows(site, release, "meetings_of_body", "body", body.iri) if body else []
    day = node.text("dct:date") or ""
    earlier = [row for row in rows if row["date"] < day]
    later = [row for row in rows if row["date"] > day]
    return {"before": earlier[-1] if earlier else None, "after": later[0] if later else None}


def body_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """Its meetings, items and decisions year by year."""
    years = _rows(site, release, "body_by_year", "body", node.iri)
    link = _link(site, "body_by_year", "body", node.iri)
    outcomes = {
        (row["year"], row["outcomeLabel"]): int(row["decisions"])
        for row in _rows(site, release, "body_outcomes_by_year", "body", node.iri)
    }
    outcomes_link = _link(site, "body_outcomes_by_year", "body", node.iri)
    held = years_held(release, node.code)
    return _trends(
        by_year(site, _ITEMS_BY_YEAR, _ITEMS, counted(years, "items"), link, node.label, held),
        by_year(site, N_("Møder år for år"), _MEETINGS, counted(years, "meetings"), link, node.label, held),
        parts_by_year(
            site, N_("Beslutninger år for år"), _DECISIONS, outcomes, outcomes_link, node.label, held
        ),
    )  # fmt: skip


def unit_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """The items that name it year by year, and the bodies that deal with it; its cases.

    They come from the search index: some units are named in a quarter of all items.
    """
    items = _found(release, {"enhed": node.iri, "art": "punkt"}, 0)
    cases = _found(release, {"enhed": node.iri, "art": "sag"}, _CASES)
    if items is None or cases is None or items.facets is None:
        return _trends()
    years = {count.value: count.things for count in items.facets["aar"]}
    link = _link(site, "mentions_by_year", "thing", node.iri)
    return _trends(by_year(site, _ITEMS_BY_YEAR, _ITEMS, years, link, node.label, years_held(release))) | {
        "bodies": [_part(site, release, one.value, one.things) for one in items.facets["organ"]],
        "cases": _cases(site, release, [hit.iri for hit in cases.hits]),
        "total_cases": cases.total,
    }


def person_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """The meetings that the person was at, year by year; the posts are a list."""
    rows = _rows(site, release, "attendance", "person", node.iri)
    present = Counter(row["date"][:4] for row in rows if row["status"].endswith("/til-stede"))
    link = _link(site, "attendance", "person", node.iri)
    return _trends(
        by_year(
            site,
            N_("Til stede på møder år for år"),
            _MEETINGS,
            present,
            link,
            node.label,
            years_held(release),
        )
    )


def post_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """The items that its holder recommended on, year by year."""
    return _of_items(site, release, node, "recommendations_by_year")


def concept_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """Of a KLE number and of an outcome the items year by year; of a KLE number its cases and what is above
    it."""
    if node.iri.startswith(f"{CONCEPT}beslutningsudfald/"):
        return _of_items(site, release, node, "outcome_by_year")
    if expand("skos:notation") not in node.description.properties(node.iri) or not site.links.own(node.iri):
        return _trends()
    return _of_items(site, release, node, "kle_by_year")


def _of_items(site: Site, release: OpenRelease, node: Node, query: str) -> Values:
    rows = _rows(site, release, query, "thing", node.iri)
    link = _link(site, query, "thing", node.iri)
    return _trends(
        by_year(site, _ITEMS_BY_YEAR, _ITEMS, counted(rows, "items"), link, node.label, years_held(release))
    )


def _trends(*trends: Trend | None) -> Values:
    return {"trends": [trend for trend in trends if trend]}


def _found(release: OpenRelease, facets: Mapping[str, str], most: int) -> Found | None:
    """What the index has of some facets; ``None`` without an index, or when it takes too long."""
    try:
        return release.index.search("", facets, most) if release.index else None
    except TooMuchError:
        return None


def _cases(site: Site, release: OpenRelease, cases: Sequence[str]) -> list[Row]:
    if not cases:
        return []
    values = {"case": [NamedNode(case) for case in cases]}
    return release.rows(load("cases").bind(values, language=site.language))


def _part(site: Site, release: OpenRelease, iri: str, items: int) -> Part:
    node = Description(release.describe(iri), site.links).node(iri)
    return Part(node.href, node.label, items)


def _rows(site: Site, release: OpenRelease, query: str, parameter: str, iri: str) -> list[Row]:
    return release.rows(load(query).bind({parameter: NamedNode(iri)}, language=site.language))


def _link(site: Site, query: str, parameter: str, iri: str) -> str:
    return site.links.asking(query, parameter, iri)
