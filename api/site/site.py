"""What all pages of one running site share, and how an answer is sent."""

import os
import re
from collections.abc import Mapping
from copy import copy
from typing import Any, Self
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response

from api.http.admission import Admission
from api.http.conditional import etag, not_modified
from api.http.formats import CSV, HTML, XLSX
from api.http.headers import CODED, sent_query
from api.http.negotiation import Choice
from api.http.writers import Names
from api.i18n.language import DANISH, LANGUAGES, language
from api.serving import release_choice
from api.serving.releases import OpenRelease, Releases
from api.site import render
from api.site.description import of_type
from api.site.fault import fault_mail
from api.site.theme import look_of
from api.workers.compare import Diffs
from api.workers.own_queries import OwnAnswers
from api.workers.worker import Limits
from api.workers.workers import Workers
from graph.base import alphabet, memory
from graph.base.config import Config
from graph.catalogue.licences import licence_titles
from graph.ontology.iris import context
from graph.ontology.terms import PREFIXES, concept

TABLES = {"csv": CSV, "xlsx": XLSX}
"""The formats of tables that pages lead to."""
_SEARCHES = 50  # that wait for their turn
_OF_ONE = re.compile(
    r"/(?:en/)?doc/(?P<thing>[a-z0-9-]+)/|[^?]*\?(?:[^#]*&)?kommune=(?P<list>[a-z0-9-]+)(?:&|$)"
)


class Site:
    """One configured site: its links, names, templates and the release it serves.

    A request sees it in its language and from its ``address``: the path below the root, and the query.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.address = "/"
        self.choice = release_choice.Chosen(None)
        self.look = look_of(config)
        self.links = render.Links(config.base_iri)
        self.releases = Releases(config)
        context_url = str(context(config.base_iri))
        self.names = Names(PREFIXES, context_url)
        limits = Limits(config.query_seconds, config.query_megabytes, config.query_output_megabytes)
        remote = config if config.store else None
        self.workers = Workers(limits, self.names, memory_for(config), remote=remote)
        self.own_answers = OwnAnswers(self.workers)
        self.searches = Admission(os.cpu_count() or 1, _SEARCHES)
        self.diffs = Diffs(config.query_output_megabytes * 1_000_000)
        licence = (config.licence, licence_titles(config.licence)) if config.licence else None
        self._views = {}
        for code in LANGUAGES:
            links = render.Links(config.base_iri, language(code))
            templates = render.environment(links, licence=licence, site_look=self.look)
            templates.filters["of_type"] = of_type
            templates.globals.update(whose=self.releases.whose, concept=concept, forms=TABLES)
            self._views[code] = (links, templates)

    def prepare(self, release: OpenRelease) -> None:
        """Begin to load the current release, and with what is kept of its answers; none is kept of a server
        elsewhere, which may have another release."""
        self.workers.prepare(release.shelved.store)
        if not self.config.store:
            self.own_answers.prepare(release.shelved.store, release.shelved.manifest.totals.quads or 0)

    def seen_by(self, request: Request) -> Self:
        """The same site in the language of a request, from its address."""
        view = copy(self)
        path = quote(request.scope["path"].removeprefix(self.links.root), safe="/:=,;@~")
        query = sent_query(request.scope) if request.method == "GET" else ""
        page = path.removesuffix(f".{HTML.suffix}")  # which is the same at the address without
        view.address = f"{page}?{query}" if query else page
        view.links = self._views[getattr(request.state, "language", DANISH)][0]
        view.choice = release_choice.choice_of(request.state)
        return view

    def in_language(self, code: str) -> Self:
        """The same site in a language, given by its code."""
        view = copy(self)
        view.links = self._views[code][0]
        return view

    @property
    def publisher(self) -> str:
        """Who publishes: that of the settings, or else the municipality; empty before there is one."""
        return self.config.publisher or self.releases.municipality

    @property
    def author(self) -> str:
        """Whose feeds these are."""
        return self.publisher or "Sagsgraf"

    @property
    def whole_address(self) -> str:
        """The address of the request with the base in front; its parts are quoted where they have to be."""
        address = self.links.page_address(self.links.path(self.address.lstrip("/")))
        return quote(address, safe="%/:=&?,;@~!$'()*+[]")

    def at_release(self, address: str) -> str:
        """An address as it is answered from the release that the request names, if it names one."""
        release = self.choice.release
        return (
            release_choice.memento(address, release.shelved.id) if self.choice.named and release else address
        )

    @property
    def here(self) -> str:
        """The name of the one of several municipalities that the address is about: of a thing of its own, or
        a list of its things; else empty."""
        named = self.releases.municipalities
        found = _OF_ONE.match(self.address) if named else None
        return named.get(found["thing"] or found["list"], "") if found else ""

    @property
    def language(self) -> str:
        """The code of the language that pages are in."""
        return self.links.language.code

    def say(self, message: str, **values: object) -> str:
        """A message in the language of the pages."""
        return self.links.language.say(message, **values)

    def page(self, template: str, **values: Any) -> bytes:
        """A template filled in; every page names the publisher, or else the municipality, if one is known."""
        named = self.releases.municipalities
        versions = {code: links.path(self.address.lstrip("/")) for code, (links, _) in self._views.items()}
        links_here, templates = self._views[self.language]
        shown = self.choice.release.shelved if self.choice.release else None
        address = self.whole_address
        if self.address.startswith(CODED):
            address = address.partition("?")[0]
        page = templates.get_template(template).render(
            publisher=self.publisher,
            municipality_here=self.here,
            chooser=sorted(named.items(), key=lambda one: alphabet.key(one[1])),
            versions=versions,
            choice=self.choice,
            newest=links_here.path(release_choice.original(self.address).lstrip("/")),
            at_release=self.at_release,
            address_here=address,
            fault_mail=lambda place: fault_mail(
                self.config, links_here.language, address, shown.id if shown else "", place
            ),
            **values,
        )
        return page.encode()


def memory_for(config: Config) -> int:
    """How many megabytes a release may take in memory: as set, or else a third of what the machine has."""
    return config.memory_megabytes or memory.machine() // 3_000_000


def site_of(request: Request) -> Site:
    """The site a request came to, as it is seen from there; one view for all that answer it."""
    state = request.scope.setdefault("state", {})
    if "site" not in state:
        state["site"] = request.app.state.site.seen_by(request)
    view: Site = state["site"]
    return view


def release_of(request: Request) -> OpenRelease:
    """The release a request is answered from, the same to its end: the current one, or the one that is named.

    A problem 404 when there is none of that name, and 503 when there is none yet.
    """
    return release_choice.required(request.state)


def elsewhere(request: Request, path: str) -> Response:
    """To the path at which the release has what is asked for, with the query as it was sent; not for good,
    for a release to come may have it at the old path again."""
    query = sent_query(request.scope)
    location = f"{path}?{query}" if query else path
    return Response(None, 307, {"Location": location, "Cache-Control": "no-cache", "Vary": "Accept"})


def respond(
    request: Request, body: bytes, choice: Choice, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """The answer with a strong ETag made of its bytes, or 304 when the client has them already.

    Answers may be kept but must be asked about before each use: a new release can change any of them.
    """
    merged = {"ETag": etag(body), "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    if status == 200:
        merged = release_choice.fields(request, site_of(request).whole_address, merged)
    lowered = {name.lower(): value for name, value in merged.items()}
    if status == 200 and request.method != "POST" and not_modified(request.headers, lowered):
        return Response(None, 304, merged)
    return Response(body, status, {**merged, "Content-Type": choice.content_type})
