"""The lists of all things of a kind: which there are, their pages, and the queries that give them whole.

A long list is found, ordered and narrowed by the search index. A release of an earlier version has none;
there the query does it, which takes longer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from api.i18n.language import N_
from api.lists.search_request import iri, of_municipality
from api.lists.search_results import Results
from api.serving.releases import OpenRelease, Row
from api.site.site import Site
from graph.base import alphabet
from graph.cases.facts import CaseFacts
from graph.ontology.iris import body_and_date, meeting_of
from graph.ontology.terms import FOAF, OA, concept, term
from graph.queries.named import load
from graph.search.rows import SINGLE
from graph.search.search import Count, Found, Sort, TooMuchError
from graph.store.oxigraph import Store

_CODE = re.compile(r"(?:[a-z0-9-]{1,100}/)?[a-z0-9-]{1,100}")
_YEAR = re.compile(r"[0-9]{4}")
_MOST_UNITS = 10_000
_MOST_CASES = 1_000_000
_NAMES = (
    f"SELECT ?person ?name WHERE {{{{ {{}} ?person a {NamedNode(FOAF.Person)} ;"
    f" {NamedNode(FOAF.name)} ?name }}}} ORDER BY ?name ?person"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A list: ``query`` gives its rows, and ``look`` is the macro of listings.html that writes them.

    ``art`` is the kind of its things in the search index, and ``key``, ``label`` and ``date`` the variables
    that hold them, their labels and their dates; one that the query does not give is empty. ``narrowing`` has
    for each facet what is true, in SPARQL, of the things that have a value of it, which is put at ``{}``;
    where it has any, the index finds the things. Every list can be narrowed to a municipality.
    """

    heading: str
    query: str
    look: str
    art: str
    key: str
    label: str = "label"
    date: str = ""
    narrowing: Mapping[str, str] = field(default_factory=dict)


def _case(pattern: str) -> str:
    # Each case once, however many of its items fit. The limit leaves none out: without one, the engine takes
    # these to be many, reads all cases first, and needs four times as long.
    return f"{{ SELECT DISTINCT ?case WHERE {{ ?case sg:handledIn{pattern} }} LIMIT {_MOST_CASES} }}"


KINDS: Mapping[str, Kind] = {
    "moeder": Kind(
        N_("Møder"),
        "meetings",
        "meetings",
        "moede",
        "meeting",
        label="",
        date="date",
        narrowing={
            "organ": "?meeting sg:heldBy {} .",
            "aar": "?meeting dct:date ?day FILTER(YEAR(?day) = {})",
        },
    ),
    "sager": Kind(
        N_("Sager"),
        "cases",
        "cases",
        "sag",
        "case",
        label="name",
        date="last",
        narrowing={
            "organ": _case("/sg:inMeeting/sg:heldBy {}"),
            "aar": _case("/sg:inMeeting/dct:date ?day FILTER(YEAR(?day) = {})"),
            "udfald": _case("/sg:hasDecision/sg:outcome {}"),
            "aabenhed": _case("/sg:openness {}"),
            "enhed": _case(f"/sg:hasMention/{NamedNode(OA.hasBody)} {{}}"),
        },
    ),
    "organer": Kind(N_("Organer"), "bodies", "bodies", "organ", "body"),
    "enheder": Kind(N_("Enheder"), "units", "units", "enhed", "unit"),
    "personer": Kind(N_("Personer"), "people", "people", "person", "person", "name"),
    "kle": Kind(N_("KLE-numre"), "kle_numbers", "codes", "kle", "code"),
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands in a list: what its last handling came to, as IRIs of outcomes, and whether that
    is ``closed`` or a ``standing`` item."""

    outcomes: tuple[str, ...] = ()
    closed: bool = False
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """How a list of cases is looked through: without standing items, if ``single``, and the oldest first, if
    ``oldest``."""

    single: bool = False
    oldest: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list that has ``total`` in all; ``counts`` tells by facet how many of all have each value."""

    rows: Sequence[Row]
    total: int
    counts: Mapping[str, Sequence[Count]] = field(default_factory=dict)


def page(
    site: Site,
    release: OpenRelease,
    name: str,
    facets: Mapping[str, str],
    number: int,
    size: int,
    order: Order = Order(),  # it is frozen
) -> Page:
    """A page of a list, numbered from 1, of ``size`` rows; ``facets`` have values as they stand in an
    address."""
    kind, first = KINDS[name], (number - 1) * size
    values = _values(release, facets)
    single = {SINGLE: "ja"} if order.single else {}
    asked = {**values, **single, "art": kind.art}
    if kind.narrowing and (found := _search(release, asked, size, first, oldest=order.oldest)):
        rows = _told(site, release, kind, [hit.iri for hit in found.hits])
        return Page(rows, found.total, found.facets or {})
    if name == "enheder" and (rows := _units(site, release, values)):
        return Page(rows[first : first + size], len(rows))
    if name == "personer":
        return _people(site, release, facets, first, size)
    rows = whole(site, release, name, facets)
    return Page(rows[first : first + size], len(rows))


def whole(site: Site, release: OpenRelease, name: str, facets: Mapping[str, str]) -> list[Row]:
    """All the rows of a list, in the order of its query."""
    if name == "organer" and not facets:
        return release.bodies(site.language)
    text = query(site, release, name, facets)
    return release.rows(text) if text else []


def query(site: Site, release: OpenRelease, name: str, facets: Mapping[str, str]) -> str:
    """The query that gives the whole of a list, narrowed as its pages are; empty where a value of a facet is
    one that nothing can have."""
    kind, values = KINDS[name], _values(release, facets)
    if not all(values.values()):
        return ""
    asked = load(kind.query)
    slug = values.pop("kommune", "")
    patterns = [
        kind.narrowing[facet].replace("{}", value if facet == "aar" else str(NamedNode(value)))
        for facet, value in values.items()
    ]
    if slug:
        patterns.append(of_municipality(f"?{kind.key}", release.shelved, slug))
    if patterns and name != "kle":
        asked = asked.among(kind.key, patterns)
    roots = [one for one in release.shelved.municipalities if slug in ("", one.municipality)]
    above = {"above": [NamedNode(one.kle("")) for one in roots]} if name == "kle" else {}
    return asked.bind(above, language=site.language)


def states(store: Store, cases: Sequence[str]) -> dict[str, State]:
    """Where each of some cases stands by its last handling; nothing of one that has none."""
    facts = CaseFacts(store)
    found = {}
    for case in cases:
        # A standing item has hundreds of handlings, of which the addresses alone are looked at.
        items = facts.having(term("concernsCase"), case)
        latest = max(map(date_of, items), default="")
        if handlings := facts.handlings(tuple(item for item in items if date_of(item) == latest)):
            handling = handlings[-1]
            outcomes = () if handling.closed else sorted(facts.outcomes(handling.item) - {"ikke-registreret"})
            told = tuple(str(concept("beslutningsudfald", one)) for one in outcomes)
            found[case] = State(told, handling.closed, standing=not handling.single)
    return found


def date_of(item: str) -> str:
    """The date of the meeting of an item, ISO 8601."""
    return body_and_date(meeting_of(item) or "")[1]


def _search(
    release: OpenRelease, values: Mapping[str, str], most: int, first: int, *, oldest: bool = False
) -> Found | None:
    """What the index has; ``None`` where the query itself is to be asked."""
    if release.index is None:
        return None
    try:
        return release.index.search("", values, most, first, Sort.OLDEST if oldest else Sort.BEST)
    except TooMuchError:
        return None


def _told(site: Site, release: OpenRelease, kind: Kind, things: Sequence[str]) -> list[Row]:
    """The rows of these things, in their order."""
    if not things:
        return []
    asked = load(kind.query).bind({kind.key: list(map(NamedNode, things))}, language=site.language)
    order = {thing: place for place, thing in enumerate(things)}
    return sorted(release.rows(asked), key=lambda row: order[row[kind.key]])


def _units(site: Site, release: OpenRelease, values: Mapping[str, str]) -> list[Row]:
    """The rows of the query ``units`` as the index counts them; the query looks at each mention."""
    units = _search(release, {**values, "art": "enhed"}, _MOST_UNITS, 0)
    items = _search(release, {**values, "art": "punkt"}, 1, 0)
    if units is None or items is None:
        return []
    times = {count.value: count.things for count in (items.facets or {}).get("enhed", ())}
    results = Results(release.store, site.links.language, ())
    named = [(hit.iri, results.label(hit.iri), times.get(hit.iri, 0)) for hit in units.hits]
    named.sort(key=lambda unit: (-unit[2], alphabet.key(unit[1])))
    return [{"unit": unit, "label": label, "items": str(count)} for unit, label, count in named]


def _people(site: Site, release: OpenRelease, facets: Mapping[str, str], first: int, size: int) -> Page:
    """A page of the rows of the query ``people``, which looks at each meeting and mention of those it is
    asked about: these are found by their names, one row for each name."""
    slug = _values(release, facets).get("kommune")
    narrowed = of_municipality("?person", release.shelved, slug) if slug else ""
    names = release.kept_rows(_NAMES.format(narrowed)) if slug != "" else []
    shown = names[first : first + size]
    order = {(row["person"], row["name"]): place for place, row in enumerate(shown)}
    told = _told(site, release, KINDS["personer"], list(dict.fromkeys(row["person"] for row in shown)))
    rows = [row for row in told if (row["person"], row["name"]) in order]
    return Page(sorted(rows, key=lambda row: order[row["person"], row["name"]]), len(names))


def _values(release: OpenRelease, facets: Mapping[str, str]) -> dict[str, str]:
    """The facets as the index has them; a value that nothing can have is empty, and finds nothing."""
    values = {}
    for facet, value in facets.items():
        if facet == "aar":
            values[facet] = value if _YEAR.fullmatch(value) else ""
        elif facet in ("udfald", "aabenhed"):
            values[facet] = iri(release.shelved, facet, value) if _CODE.fullmatch(value) else ""
        elif facet == "kommune":
            values[facet] = value if value in release.shelved.names else ""
        else:
            values[facet] = _thing(release, facet, value) if _CODE.fullmatch(value) else ""
    return values


def _thing(release: OpenRelease, kind: str, code: str) -> str:
    return release.shelved.coded(kind, code)
