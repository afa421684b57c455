"""Who stands beside a thing: units in the same cases as a unit, people at the same meetings as a person."""

from dataclasses import dataclass
from urllib.parse import urlencode

from api.analysis.page import percent
from api.http.formats import GEXF, GRAPHML, PARQUET, SVG, Format
from api.i18n.language import N_
from api.serving.releases import OpenRelease
from api.site.description import Node
from api.site.site import Site

LEAST = 3
"""Cases or meetings, fewer than which tell nothing of who is beside whom."""
_SHOWN = 10
_FORMATS = (GRAPHML, GEXF, PARQUET, SVG)


@dataclass(frozen=True, slots=True)
class _Kind:
    """The named query that counts, the column it counts in, the network that has the same ties, and the words
    for them."""

    query: str
    column: str
    projection: str
    counted: str
    heading: str
    about: str


_UNITS = _Kind(
    "units_beside",
    "cases",
    "units_by_cases",
    N_("Sager"),
    N_("Enheder i de samme sager"),
    N_("Antal sager, der nævner enheden: %(count)s. Tallet ved hver er sager, hvor begge er nævnt."),
)
_PEOPLE = _Kind(
    "people_beside",
    "meetings",
    "people_by_meetings",
    N_("Møder"),
    N_("Til stede ved de samme møder"),
    N_("Antal møder, hvor vedkommende var til stede: %(count)s. Tallet ved hver er møder, hvor begge var."),
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing, and how many cases or meetings it has in common with the one the page is about."""

    href: str | None
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page shows: those with the most in common, of how many in all, and the ego network as page
    and as files."""

    heading: str
    counted: str
    about: str
    few: bool
    rows: tuple[Neighbour, ...]
    others: int
    read: str
    address: str
    files: tuple[tuple[Format, str], ...]


def beside_unit(site: Site, release: OpenRelease, node: Node) -> Beside | None:
    """The units in the same cases; ``None`` for a unit that no case names."""
    return _beside(site, release, node, _UNITS)


def beside_person(site: Site, release: OpenRelease, node: Node) -> Beside | None:
    """The people at the same meetings; ``None`` for somebody who was at none."""
    return _beside(site, release, node, _PEOPLE)


def _beside(site: Site, release: OpenRelease, node: Node, kind: _Kind) -> Beside | None:
    rows = release.named_rows(kind.query, "thing", node.iri, site.language)
    own = next((int(row[kind.column]) for row in rows if row["other"] == node.iri), 0)
    others = [row for row in rows if row["other"] != node.iri]
    if not own:
        return None
    asked = urlencode({"projektion": kind.projection, "om": node.iri})
    return Beside(
        heading=site.say(kind.heading),
        counted=site.say(kind.counted),
        about=site.say(kind.about, count=own),
        few=own < LEAST,
        rows=tuple(
            Neighbour(site.links.href(row["other"]), row["label"], int(row[kind.column]))
            for row in others[:_SHOWN]
        ),
        others=len(others),
        read=percent(release.shelved.held_between("", "", "").share_read, site),
        address=site.at_release(site.links.path(f"analyse?{asked}")),
        files=tuple(
            (one, site.at_release(site.links.path(f"analyse.{one.suffix}?{asked}"))) for one in _FORMATS
        ),
    )
