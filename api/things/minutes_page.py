"""The page of minutes as text: marked with what was recognised, with a legend and a table of contents."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pyoxigraph import NamedNode
from rdflib import RDF

from api.http.problems import Problem
from api.i18n.language import N_
from api.serving.releases import OpenRelease, Row
from api.site.description import Node, expand
from api.site.site import Site
from api.things.case_page import page_number
from api.things.text_marks import Mark, marked, parts, place_href
from graph.cases.facts import CaseFacts
from graph.ontology.iris import place, quoted_span
from graph.ontology.terms import OA, PROV, vocabulary
from graph.queries.named import load

KINDS = {
    "punkt": N_("Punkter"),
    "afsnit": N_("Afsnit"),
    "indstilling": N_("Indstillinger"),
    "beslutning": N_("Beslutninger"),
    "sag": N_("Sager"),
    "organ": N_("Organer og led i sagers vej"),
    "enhed": N_("Enheder"),
    "person": N_("Personer og stillinger"),
    "dokument": N_("Bilag"),
    "beloeb": N_("Beløb"),
    "moede": N_("Møder"),
    "andet": N_("Andet"),
}
"""The kinds of marks, as classes of elements; each with what it is called in the legend."""

_BLOCKS = {
    "sg:AgendaItem": "punkt",
    "sg:Section": "afsnit",
    "sg:RecommendationPoint": "indstilling",
    "sg:Decision": "beslutning",
    "sg:DecisionPoint": "beslutning",
    "sg:FollowUp": "beslutning",
}
# Of several things read from the same words, the earlier kind is what they lead to.
_WORDS = {
    "sg:Case": "sag",
    "sg:CaseNumber": "sag",
    "sg:Attachment": "dokument",
    "sg:Amount": "beloeb",
    "sg:TreatmentStep": "organ",
    "sg:Body": "organ",
    "sg:Unit": "enhed",
    "foaf:Person": "person",
    "org:Post": "person",
    "sg:Recommender": "indstilling",
    "sg:Recommendation": "indstilling",
    "sg:Attendance": "person",
    "sg:ObservedTenure": "person",
    "sg:Meeting": "moede",
    "sg:ImpliedMeeting": "moede",
    "sg:CaseLink": "sag",
}


def reading_values(site: Site, release: OpenRelease, node: Node) -> dict[str, Any]:
    """What minutes.html needs; of a long text the address may ask for a part with ``?del=2``."""
    text = release.text(node.iri)
    starts = parts(text)
    asked = page_number(site, "del", 0)
    if asked > len(starts):
        raise Problem(404, "The minutes have no such part.")
    ends = [*starts[1:], len(text)]
    first, last = (starts[asked - 1], ends[asked - 1]) if asked else (0, len(text))
    marks = _marks(site, release, node.iri, first, last)
    counted = Counter(mark.kind for mark in marks)
    return {
        "marked": marked(text, marks, first, last),
        "kinds": [(kind, name, counted[kind]) for kind, name in KINDS.items() if counted[kind]],
        "parts": len(starts),
        "part": asked,
        "contents": _contents(site, release, node, text, starts, asked),
        "recognised": _recognised(node),
    }


def _recognised(node: Node) -> Row:
    """Which pages were recognised, how many they are, and by which program; empty for none."""
    pages = sorted(map(int, node.texts("sg:recognisedPage")))
    if not pages:
        return {}
    return {
        "count": str(len(pages)),
        "pages": page_ranges(pages),
        "program": node.text("sg:recogniser") or "",
    }


def page_ranges(pages: Sequence[int]) -> str:
    """Sorted numbers with those in a row as one: ``2–3, 7``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _marks(site: Site, release: OpenRelease, minutes: str, first: int, last: int) -> list[Mark]:
    """Every place between two offsets of the text that a thing was read from, with what it leads to."""
    facts = CaseFacts(release.store)
    rows = release.rows(load("spans").bind({"minutes": NamedNode(minutes)}))
    kinds = {expand(name): kind for name, kind in _WORDS.items()}
    order = list(kinds)
    folder = (site.links.href(minutes) or "").rpartition("/")[0] + "/"
    marks = []
    for row in rows:
        quoted = quoted_span(row["source"])
        if quoted is None or not first <= quoted[1].start <= last:
            continue
        about = next(iter(facts.of(row["thing"], OA.hasBody)), row["thing"])
        types = facts.of(about, RDF.type)
        rank = next((at for at, one in enumerate(order) if one in types), len(order))
        block = next((one for one in _BLOCKS if expand(one) in types), None)
        mark = Mark(
            quoted[1].start,
            quoted[1].end,
            _BLOCKS[block] if block else kinds.get(next(iter(order[rank:]), ""), "andet"),
            _relative(site.links.href(about if types else row["thing"]), folder),
            block is not None,
            _name(site, block, row["thing"]) if block else "",
        )
        marks.append((rank, mark))
    return [mark for _, mark in sorted(marks, key=lambda one: one[0])]


def _name(site: Site, block: str, thing: str) -> str:
    """What a stretch of text is called, so that no two are called the same: ``Afsnit 2, punkt 1``."""
    kind, at = vocabulary().label(expand(block), site.language) or "", place(thing)
    if at is None or at.number is None:
        return kind
    last = at.below.rpartition("/")[2]
    numbered = f"{kind} {last}" if last.isdecimal() else kind
    return f"{numbered}, {site.say('punkt')} {at.number}" if at.below else f"{kind} {at.number}"


def _relative(href: str | None, folder: str) -> str | None:
    """An address as seen from a folder, which is the shorter one for all that is of the same meeting."""
    return href.removeprefix(folder) if href else None


def _contents(
    site: Site, release: OpenRelease, node: Node, text: str, starts: list[int], asked: int
) -> list[Row]:
    """The items of the meeting, each with where it begins in the text."""
    facts = CaseFacts(release.store)
    meeting = node.node("foaf:primaryTopic")
    rows: list[Row] = []
    for item in facts.of_meeting(meeting.iri) if meeting else ():
        span = next((one for one in facts.of(item.item, PROV.wasDerivedFrom)), "")
        fragment = "#" + span.partition("#")[2]
        part = (place_href(span, text, site.links) or "").partition("#")[0] if asked else ""
        rows.append(
            {
                "number": item.number,
                "title": item.title,
                "closed": "1" if item.closed else "",
                "item": item.item,
                "place": (site.at_release(part) if part else "") + fragment,
            }
        )
    return rows
