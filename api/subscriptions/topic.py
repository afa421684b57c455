"""What one can be told of: a case, body, unit, post or person, what a search finds, or what is due."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from api.due.endpoint import narrowing
from api.http.formats import ATOM, ICALENDAR
from api.http.problems import Problem
from api.i18n.language import N_
from api.lists.search_feed import said
from api.lists.search_page import Search
from api.lists.search_request import SearchRequest, asked
from api.serving.releases import OpenRelease
from api.site.site import Site
from graph.cases.trail import TrailReader
from graph.ontology.iris import is_path, kind_of
from graph.search.rows import FACETS

_LONGEST = 2000  # characters of an address
_MOST = 100  # parameters of a search
_SEARCH = N_("søgningen »%(words)s«")


@dataclass(frozen=True, slots=True)
class Topic:
    """``key`` is the address of its page below the root, the same however it was written; ``page``, ``feed``
    and ``calendar`` are the whole addresses of these, the last one empty for none. ``thing`` is an IRI, or
    there is a ``search``; what is due has neither, and nobody is written to about it."""

    key: str
    label: str
    page: str
    feed: str
    calendar: str = ""
    thing: str = ""
    search: SearchRequest | None = None


def topic(site: Site, release: OpenRelease, key: str) -> Topic:
    """The topic of an address below the root, such as ``doc/aadalsoe/sag/20-004417`` or ``search?q=havn``; a
    problem 404 for one that nobody can be told of."""
    path, _, query = key.removeprefix("/").partition("?")
    if len(key) <= _LONGEST:
        if path.startswith("doc/"):
            return _of_thing(site, release, path.removeprefix("doc/"))
        if path in ("search", "emne"):
            return _of_search(site, release, query)
        if path == "opfoelgning":
            return _of_due(site, query)
    raise _nothing()


def _nothing() -> Problem:
    return Problem(404, "Nobody can be told of that.")


def _of_thing(site: Site, release: OpenRelease, path: str) -> Topic:
    links = site.links
    thing = links.thing(path) if is_path(path) else ""
    feed = links.feed(thing) if thing else None
    reader = TrailReader(release.shelved, release.store, site.language)
    label = reader.label(thing)
    if feed is None or label == thing or release.withdrawn(thing):
        raise _nothing()
    if kind_of(thing) == "sag":  # whose number alone tells few what it is about
        items = reader.facts.of_case(thing)
        titles = [one.title for one in items if one.title and not one.closed]  # of a closed one none is told
        label = ", ".join((label, *titles[-1:]))
    label = release.shelved.told_apart(label, thing)
    page = links.page_address(links.path(f"doc/{path}"))
    calendar = f"{links.document(thing)}.{ICALENDAR.suffix}" if kind_of(thing) == "organ" else ""
    return Topic(f"doc/{path}", label, page, links.page_address(feed), calendar, thing=thing)


def _parameters(query: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query, max_num_fields=_MOST)
    except ValueError:
        raise _nothing() from None


def _of_search(site: Site, release: OpenRelease, query: str) -> Topic:
    given = _parameters(query)
    one = {name: values[0] for name, values in given.items()}
    request = asked(
        one.get("q", ""),
        {facet: given.get(facet, []) for facet in FACETS},
        1,
        (one.get("fra", ""), one.get("til", "")),
    )
    if request.empty:
        raise _nothing()
    found = Search(site, release, request, 1)
    links = site.links
    return Topic(
        f"search?{request.query()}",
        site.say(_SEARCH, words=said(site, found, request)),
        links.page_address(links.path(f"search?{request.query()}")),
        links.iri(f"search.{ATOM.suffix}?{request.query()}"),
        search=request,
    )


def _of_due(site: Site, query: str) -> Topic:
    names = ("slags", "organ", "enhed", "kommune", "fra", "til")
    given = {name: values[0] for name, values in _parameters(query).items() if name in names}
    parameters = urlencode(narrowing(**given).parameters)
    end = f"?{parameters}" if parameters else ""
    links = site.links
    return Topic(
        f"opfoelgning{end}",
        site.say("Opfølgning"),
        links.page_address(links.path(f"opfoelgning{end}")),
        links.iri(f"opfoelgning.{ATOM.suffix}{end}"),
        links.iri(f"opfoelgning.{ICALENDAR.suffix}{end}"),
    )
