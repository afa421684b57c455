"""What all pages of one running site share, and how an answer is sent."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api import render
from api.negotiate import Choice
from api.service import Releases
from api.thing import of_type
from api.workers import Limits, Workers
from api.writers import Names
from graph.config import Config
from graph.vocabulary import PREFIXES, vocabulary


class Site:
    """One configured site: its links, names, templates and the release it serves."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.links = render.Links(config.base_iri)
        self.releases = Releases(config)
        context_url = self.links.iri("context.jsonld")
        self.names = Names(PREFIXES, vocabulary().context()["@context"], context_url)
        self.workers = Workers(Limits(config.query_seconds, config.query_megabytes), self.names)
        self._templates = render.environment(self.links, licence=config.licence)
        self._templates.filters["of_type"] = of_type

    def page(self, template: str, **values: Any) -> bytes:
        """A template filled in; every page names the publisher, or else the municipality, if one is known."""
        publisher = self.config.publisher or self.releases.municipality
        return self._templates.get_template(template).render(publisher=publisher, **values).encode()


def site_of(request: Request) -> Site:
    """The site a request came to."""
    site: Site = request.app.state.site
    return site


def respond(
    request: Request, body: bytes, choice: Choice, headers: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """The answer with a strong ETag made of its bytes, or 304 when the client has them already.

    RFC 9110, sections 8.8.3 and 13.1.2. Answers may be kept but must be asked about before each use:
    a new release can change any of them.
    """
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    merged = {"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    if status == 200 and _has(request.headers.get("if-none-match"), etag):
        return Response(None, 304, merged)
    return Response(body, status, {**merged, "Content-Type": choice.content_type})


def _has(field: str | None, etag: str) -> bool:
    """Whether an If-None-Match field names the tag, compared weakly (RFC 9110, section 8.8.3.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in (field or "").split(",")]
    return etag in tags or tags == ["*"]
