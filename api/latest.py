"""The latest items that a named query is about, found before anything else is asked of them.

The engine answers a query whole before it cuts it off, so that twenty of twenty thousand items would take
seconds. They are looked for in the latest meetings first, and among all only if those have too few.
"""

import re
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from api.service import OpenRelease, Row
from graph.queries import NamedQuery, load

_MEETINGS = 100  # looked through first
# The line below the parameter says which items a query is about.
_WHICH = re.compile(r"VALUES \?thing \{ UNDEF \}\n\s*(\?item .+ \.)\n")
_PREFIXES = re.compile(r"^PREFIX .+\n", re.MULTILINE)
_KNOWN: WeakKeyDictionary[OpenRelease, Sequence[tuple[str, str]]] = WeakKeyDictionary()


def latest(release: OpenRelease, query: NamedQuery, thing: str, most: int, language: str) -> list[Row]:
    """At most ``most`` of the items that a query finds for a thing, the latest first, as the query
    ``item_details`` tells of them."""
    prefixes, which = "".join(_PREFIXES.findall(query.text)), _which(query, thing)
    # A path of any length would be walked anew from each item of the meetings.
    meetings = () if "*" in which else _latest_meetings(release)
    rows = release.rows(_first(prefixes, which, [meeting for meeting, _ in meetings], most))
    complete = not meetings or (len(rows) == most and rows[-1]["date"] > meetings[-1][1])
    if not complete and len(meetings) == _MEETINGS:
        rows = release.rows(_first(prefixes, which, (), most))
    return details(release, [row["item"] for row in rows], language)


def details(release: OpenRelease, items: Sequence[str], language: str) -> list[Row]:
    """What a list shows of items, the latest first."""
    if not items:
        return []
    return release.rows(load("item_details").bind({"item": list(map(NamedNode, items))}, language=language))


def _which(query: NamedQuery, thing: str) -> str:
    """The pattern by which a query finds its items, of one thing."""
    found = _WHICH.search(query.text)
    if found is None:
        raise ValueError(f"{query.name} does not tell in one line which items it is about")
    iri = str(NamedNode(thing))
    return f"VALUES ?thing {{ {iri} }} {found[1]}" if "*" in found[1] else found[1].replace("?thing", iri)


def _first(prefixes: str, which: str, meetings: Sequence[str], most: int) -> str:
    given = f"VALUES ?meeting {{ {' '.join(str(NamedNode(one)) for one in meetings)} }}" if meetings else ""
    return (
        f"{prefixes}SELECT DISTINCT ?item ?date WHERE {{\n  {given}\n  {which}\n"
        "  ?item sg:inMeeting ?meeting . ?meeting dct:date ?date .\n"
        f"}}\nORDER BY DESC(?date) ?item\nLIMIT {most:d}\n"
    )


def _latest_meetings(release: OpenRelease) -> Sequence[tuple[str, str]]:
    """The latest meetings and their dates, the latest first; a release's are asked for once."""
    if release not in _KNOWN:
        rows = release.rows(load("meetings_of_body").text)[-_MEETINGS:]
        _KNOWN[release] = tuple((row["meeting"], row["date"]) for row in reversed(rows))
    return _KNOWN[release]
