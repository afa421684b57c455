"""What all pages of one running site share, and how an answer is sent."""

import os
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api import render
from api.conditional import etag, http_date, not_modified
from api.negotiate import Choice
from api.problems import Problem
from api.service import OpenRelease, Releases
from api.thing import of_type
from api.worker import Limits
from api.workers import Workers
from api.writers import Names
from graph.config import Config
from graph.dcat import licence_title
from graph.vocabulary import PREFIXES, vocabulary


class Site:
    """One configured site: its links, names, templates and the release it serves."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.links = render.Links(config.base_iri)
        self.releases = Releases(config)
        context_url = self.links.iri("context.jsonld")
        self.names = Names(PREFIXES, vocabulary().context()["@context"], context_url)
        limits = Limits(config.query_seconds, config.query_megabytes, config.query_output_megabytes)
        remote = config if config.store else None
        self.workers = Workers(limits, self.names, memory_for(config), remote=remote)
        licence = (config.licence, licence_title(config.licence)) if config.licence else None
        self._templates = render.environment(self.links, licence=licence)
        self._templates.filters["of_type"] = of_type

    def page(self, template: str, **values: Any) -> bytes:
        """A template filled in; every page names the publisher, or else the municipality, if one is known."""
        publisher = self.config.publisher or self.releases.municipality
        return self._templates.get_template(template).render(publisher=publisher, **values).encode()


def memory_for(config: Config) -> int:
    """How many megabytes a release may take in memory: as set, or else an eighth of what the machine has."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return config.memory_megabytes or machine // 8


def site_of(request: Request) -> Site:
    """The site a request came to."""
    site: Site = request.app.state.site
    return site


def release_of(request: Request) -> OpenRelease:
    """The release a request is answered from, the same to its end; a problem 503 when there is none yet."""
    release: OpenRelease | None = request.state.release
    if release is None:
        raise Problem(503, "No release has been published yet.", {"Retry-After": "10"})
    return release


def respond(
    request: Request, body: bytes, choice: Choice, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """The answer with a strong ETag made of its bytes, or 304 when the client has them already.

    Answers may be kept but must be asked about before each use: a new release can change any of them.
    """
    merged = {"ETag": etag(body), "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    release: OpenRelease | None = request.state.release
    modified = http_date(release.shelved.created) if release else None
    if modified and status == 200:
        merged["Last-Modified"] = modified
    lowered = {name.lower(): value for name, value in merged.items()}
    if status == 200 and request.method != "POST" and not_modified(request.headers, lowered):
        return Response(None, 304, merged)
    return Response(body, status, {**merged, "Content-Type": choice.content_type})
