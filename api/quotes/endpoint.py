"""/efterproev: whether a quote stands at a place of a release, as a page and as JSON."""

import json
from importlib.resources import files
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.form import body_of, parameters_of
from api.http.formats import HTML, JSON
from api.http.negotiation import Choice, choose, content, typed
from api.http.problems import Problem
from api.i18n.language import N_, split
from api.lists.search_endpoint import in_turn
from api.records.models import Verdict
from api.records.reader import RecordReader
from api.site.render import Links
from api.site.site import release_of, respond, site_of
from api.things.endpoint import gone
from graph.formats.table import FORM
from graph.release import quotation
from graph.release.quotation import UnknownPlace

router = APIRouter()
_OFFERS = (HTML, JSON)
_WORDS = r"\S"
_PLACE = 1_000  # characters of an IRI
_FIELDS = 1000  # two are read; a form of so many bytes has room for a hundred times more
_IN_ADDRESS = 4_000  # characters of a quote: an address has room for both, whatever they are
_BYTES = 300_000  # of a form with a quote of any length, each of its characters in up to twelve bytes
_NO_PLACE = (
    N_("Stedet findes ikke"),
    N_("Udgivelsen har ikke et sted med den adresse. Måske er den skrevet forkert."),
)
_TOO_MANY_MARKS = (
    N_("Nej, der står ikke de ord"),
    N_("Citatet har over 30 kombinerende tegn i træk og kan ikke sammenlignes."),
)

Place = Annotated[
    str,
    Query(
        max_length=_PLACE,
        description="The IRI of the place: a stretch of minutes (`#` as `%23`), minutes, or anything that was"
        " read from them; or the address of its page.",
    ),
]
Quote = Annotated[
    str,
    Query(
        max_length=_IN_ADDRESS,
        description="The words that are said to stand there; longer ones are sent by POST.",
    ),
]

# Of the example minutes.
_EXAMPLE = json.loads((files("api.quotes") / "example.json").read_text(encoding="utf-8"))
_TYPED = typed(Verdict, {JSON.media_type: {"example": _EXAMPLE}})


@router.get("/efterproev", responses=content(*_OFFERS))
async def page(request: Request, iri: Place = "", quote: Quote = "") -> Response:
    """Whether a quote stands at a place, word for word; a browser without either gets a form."""
    choice = choose(request.headers.get("accept"), _OFFERS)
    return await in_turn(request, _answer, request, iri, quote, choice)


@router.get("/efterproev.json", **_TYPED)
async def as_json(
    request: Request,
    iri: Annotated[Place, Query(pattern=_WORDS)],
    quote: Annotated[Quote, Query(pattern=_WORDS)],
) -> Response:
    """The same as JSON, whatever Accept says."""
    return await in_turn(request, _answer, request, iri, quote, Choice(JSON, JSON.media_type))


@router.post(
    "/efterproev.json",
    **_TYPED,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["iri", "quote"],
                        "properties": {
                            "iri": {"type": "string", "pattern": _WORDS, "maxLength": _PLACE},
                            "quote": {"type": "string", "pattern": _WORDS, "maxLength": quotation.LONGEST},
                        },
                    }
                }
            },
        }
    },
)
async def of_form(request: Request) -> Response:
    """The same of a form, for words that no address has room for."""
    sent = dict(parameters_of(await body_of(request, _BYTES), _FIELDS))
    iri, quote = sent.get("iri", ""), sent.get("quote", "")
    if not iri.strip() or not quote.strip() or len(iri) > _PLACE or len(quote) > quotation.LONGEST:
        raise Problem(
            422,
            f"Send 'iri', of at most {_PLACE} characters, and 'quote', of at most {quotation.LONGEST}.",
        )
    return await in_turn(request, _answer, request, iri, quote, Choice(JSON, JSON.media_type))


def _answer(request: Request, iri: str, quote: str, choice: Choice) -> Response:
    site, release = site_of(request), release_of(request)
    place, told = place_of(iri, site.links), None
    if iri.strip() and quote.strip():
        if line := release.withdrawn(place):
            return gone(request, line, None)
        if not quotation.can_be_compared(quote):
            detail = f"The quote does not stand: it has over {quotation.MOST_MARKS} combining marks in a row."
            raise Problem(422, detail, said=_TOO_MANY_MARKS)
        try:
            verdict = quotation.verify(release.shelved, release.store, place, quote)
        except UnknownPlace:
            detail = f"Release {release.shelved.id} has no place <{place}>."
            raise Problem(404, detail, said=_NO_PLACE) from None
        told = RecordReader(site, release).verdict(verdict)
    if choice.format is not JSON:
        body = site.page(
            "verify.html", iri=iri, quote=quote, longest=_IN_ADDRESS, verdict=told, release=release.shelved
        )
        return respond(request, body, choice)
    if told is None:
        raise Problem(400, "Give the IRI of a place in the parameter 'iri', and the words in 'quote'.")
    return respond(request, told.model_dump_json(indent=1).encode("utf-8", "replace"), choice)


def place_of(written: str, links: Links) -> str:
    """The IRI of the thing that was meant: the address of a page is that of the document about it."""
    address = written.strip()
    path = urlsplit(address).path if address.startswith(f"{links.base}/") else ""
    _, below = split(path.removeprefix(links.root))
    if not below.startswith("/doc/"):
        return address
    _, hash_, fragment = address.partition("#")
    return links.thing(below.removeprefix("/doc/")) + hash_ + fragment
