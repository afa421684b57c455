"""What the pages of some kinds of things show beside lists: numbers year by year, and what stands around."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from api.i18n.language import N_
from api.serving.releases import OpenRelease, Row
from api.site import closed_items
from api.site.description import Description, Node, expand
from api.site.site import Site
from api.site.trends import Trend, by_year, counted, parts_by_year, years_held
from api.things.amounts import words_of
from api.things.beside import beside_person, beside_unit
from api.things.case_page import told_promise
from graph.base.alphabet import natural
from graph.cases.facts import CaseFacts, Handling
from graph.cases.promised import promised
from graph.cases.trail import TrailReader
from graph.ontology.iris import body_and_date, kind_of, number_of, place
from graph.ontology.terms import CONCEPT, DCT, concept, term
from graph.queries.named import load
from graph.search.search import Found, TooMuchError

_CASES = 15
_ABSENT = str(concept("deltagelsesstatus", "fravaerende"))
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
    """The meetings before and after it in the same body, who was absent in the order of the minutes, and what
    stands beside each item of the agenda."""
    body = node.node("sg:heldBy")
    rows = _rows(site, release, "meetings_of_body", "body", body.iri) if body else []
    day = node.text("dct:date") or ""
    earlier = [row for row in rows if row["date"] < day]
    later = [row for row in rows if row["date"] > day]
    attendance = sorted(
        _rows(site, release, "participants", "meeting", node.iri),
        key=lambda row: natural(row["attendance"]),
    )
    return {
        "before": earlier[-1] if earlier else None,
        "after": later[0] if later else None,
        "attendance": attendance,
        "absent": [row for row in attendance if row["status"] == _ABSENT],
        "beside": _beside(release, node.iri),
    }


def _beside(release: OpenRelease, meeting: str) -> Values:
    """The cases and the titles of the attachments of each item of a meeting."""
    facts = CaseFacts(release.store)
    return {
        item.item: {
            "cases": [(case, number_of(case)) for case in item.cases],
            "attachments": [
                title
                for one in sorted(facts.of(item.item, term("hasAttachment")), key=natural)
                for title in facts.of(one, DCT.title)
            ],
        }
        for item in facts.of_meeting(meeting)
    }


def body_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """Its meetings, items and decisions year by year."""
    years = _rows(site, release, "body_by_year", "body", node.iri)
    link = _link(site, "body_by_year", "body", node.iri)
    outcomes = {
        (row["year"], row["outcomeLabel"]): int(row["decisions"])
        for row in _rows(site, release, "body_outcomes_by_year", "body", node.iri)
    }
    outcomes_link = _link(site, "body_outcomes_by_year", "body", node.iri)
    held = years_held(release, node.iri)
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
    return _trends(
        by_year(site, _ITEMS_BY_YEAR, _ITEMS, years, link, node.label, years_held(release, node.iri))
    ) | {
        "bodies": [_part(site, release, one.value, one.things) for one in items.facets["organ"]],
        "cases": _cases(site, release, [hit.iri for hit in cases.hits]),
        "total_cases": cases.total,
        "beside": beside_unit(site, release, node),
    }


def person_values(site: Site, release: OpenRelease, node: Node) -> Values:
    """What the text calls the person, and the meetings attended year by year; the posts are a list."""
    named_as = [row["role"] for row in _rows(site, release, "named_as", "person", node.iri)]
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
            years_held(release, node.iri),
        )
    ) | {"named_as": named_as, "beside": beside_person(site, release, node)}


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
        by_year(
            site,
            _ITEMS_BY_YEAR,
            _ITEMS,
            counted(rows, "items"),
            link,
            node.label,
            years_held(release, node.iri),
        )
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
    return release.named_rows(query, parameter, iri, site.language)


def _link(site: Site, query: str, parameter: str, iri: str) -> str:
    return site.links.asking(query, parameter, iri)


# The page of an agenda item: its place in the course of its cases.

_MENTIONED = 40  # that an item's page lists
_WORDS = 20_000  # characters of all sections; the rest of one is a link away


def item_values(site: Site, release: OpenRelease, node: Node) -> dict[str, Any]:
    """What item.html needs: for each case the handlings before and after this one, what was to come, and what
    is told of handlings before whose minutes are not here."""
    reader = TrailReader(release.shelved, release.store, site.language)
    here = reader.facts.handling(node.iri)
    sections = max(1, len(node.nodes("sg:hasSection")))
    agenda = reader.facts.of_meeting(here.meeting) if here else []
    at = agenda.index(here) if here else 0
    return {
        "courses": [_place(reader, here, case) for case in here.cases] if here else [],
        "previous": agenda[at - 1] if at else None,
        "following": agenda[at + 1] if at + 1 < len(agenda) else None,
        "promises": _promises(reader, here) if here else [],
        "concept": concept,
        "votes": reader.votes(node.iri),
        "statements": reader.statements(node.iri),
        "unseen": _unseen(reader, here) if here else [],
        "recommenders": recommenders,
        "mentioned": mentioned(node),
        "words": words_of(release, node),
        "most": max(1_000, _WORDS // sections),
        "behind_doors": bool(here and here.closed and closed_items.behind_doors(release.store, here.body)),
        "ask": closed_items.whom_to_ask(site.config),
    }


def mentioned(item: Node) -> list[tuple[Node, list[Node]]]:
    """Those whom an item names, in the order of the text, each with the places that do."""
    found: dict[str, tuple[Node, list[Node]]] = {}
    for mention in item.nodes("sg:hasMention"):
        for who in mention.nodes("oa:hasBody"):
            found.setdefault(who.iri, (who, []))[1].append(mention)
    return list(found.values())[:_MENTIONED]


def recommenders(recommendation: Node) -> list[tuple[str, str | None]]:
    """The words for each of those who recommend, in order, and the address of the post, unit or body."""
    found = []
    for one in recommendation.nodes("sg:hasRecommender"):
        meant = [who.href for who in one.nodes("sg:recommender") if kind_of(who.iri) != "person"]
        found.append((one.text("sg:text") or "", next(iter(meant), None)))
    return found


def _place(reader: TrailReader, here: Handling, case: str) -> dict[str, Any]:
    """Where an item is among the handlings of a case, of its topic where the number covers several, or among
    all of a standing item, whatever numbers it had."""
    topic = reader.topic(here)
    items = _of_series(reader, here) or [one.item for one in _of_topic(reader, here, case)]
    at = items.index(here.item)
    return {
        "case": case,
        "number": reader.number(case),
        "place": at + 1,
        "count": len(items),
        "topic": topic,
        "standing": not here.single,
        "before": _told(reader, items[at - 1]) if at else None,
        "after": _told(reader, items[at + 1]) if at + 1 < len(items) else None,
    }


def _of_topic(reader: TrailReader, here: Handling, case: str) -> Sequence[Handling]:
    topic = reader.topic(here)
    return [one for one in reader.trail(case).handlings if reader.topic(one) == topic]


def _of_series(reader: TrailReader, here: Handling) -> list[str]:
    """The items (IRIs) of the series that an item is of, in the same body, in order of time; none for one
    that is no standing item. There may be one of every meeting, so what they say is read only where two are
    of one day."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    for item in {item for series in here.series for item in reader.facts.having(term("seriesOf"), series)}:
        if (at := place(item)) and at.body == here.body:
            days[at.date].append(item)
    ordered: list[str] = []
    for _, items in sorted(days.items()):
        ordered += items if len(items) == 1 else [one.item for one in reader.facts.handlings(tuple(items))]
    return ordered


def _promises(reader: TrailReader, here: Handling) -> list[dict[str, Any]]:
    trail = {one for case in here.cases for one in _of_topic(reader, here, case)}
    return [told_promise(reader, one) for one in promised(reader.facts, here, sorted(trail))]


def _unseen(reader: TrailReader, here: Handling) -> list[dict[str, Any]]:
    """Meetings of that day or before which the item cites, and whose minutes are not in the collection."""
    meetings = [one for one in here.cites if (at := place(one)) and at.is_meeting]
    return [
        {"meeting": one, "label": reader.label(one)}
        for one in meetings
        if one != here.meeting and body_and_date(one)[1] <= here.date and not reader.facts.published(one)
    ]


def _told(reader: TrailReader, item: str) -> dict[str, Any] | None:
    one = reader.facts.handling(item)
    if one is None:
        return None
    return {"item": item, "title": one.title, "date": one.date, "body": reader.label(one.body)}
