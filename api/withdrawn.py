"""The answer for a thing that is withdrawn, and for all below it: 410 (RFC 9110, section 15.5.11) and a
tombstone."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import Response

from api.formats import DOCUMENT, HTML, Format, GraphFormat
from api.negotiate import Choice, NotAcceptableError, choose
from api.site import release_of, respond, site_of
from api.words import word
from api.writers import ordered
from graph.iri import invalidation
from graph.vocabulary import concept


def gone(request: Request, line: Mapping[str, str], form: Format | None) -> Response:
    """That a thing is withdrawn, in ``form`` or by Accept; ``line`` is what the release tells of it."""
    site, release, thing = site_of(request), release_of(request), line["iri"]
    choice = _choice(request, form)
    if isinstance(choice.format, GraphFormat):
        told = {*release.describe(thing), *release.describe(str(invalidation(thing)))}
        body = choice.format.written(ordered(told, first=thing), site.names)
    else:
        reason = word(str(concept("tilbagetraekningsgrund", line["reason"])), site.links.language)
        body = site.page(
            "withdrawn.html",
            iri=thing,
            reason=reason,
            day=line["at"][:10],
            document=site.links.href(thing),
            formats=DOCUMENT,
        )
    return respond(request, body, choice, status=410)


def _choice(request: Request, form: Format | None) -> Choice:
    """The format; who takes none of them is told all the same, on a page."""
    if form in DOCUMENT:
        return Choice(form, form.media_type)
    try:
        return choose(request.headers.get("accept"), DOCUMENT)
    except NotAcceptableError:
        return Choice(HTML, HTML.media_type)
