"""What a client asks the SPARQL endpoint: SPARQL 1.1 Protocol, section 2.1, read strictly."""

from collections.abc import Sequence

from fastapi import Request
from pyoxigraph import NamedNode

from api.http.form import body_of, parameters_of
from api.http.formats import GRAPH_FORMATS, HTML, JSON, RESULTS_FORMATS, XML
from api.http.problems import Problem
from api.i18n.language import LANGUAGES
from api.serving.release_choice import PARAMETER
from api.workers.query import SparqlRequest
from graph.formats.table import FORM, QUERY, UPDATE

MAX_BYTES = 4_000_000  # in which a query as long as one may be has room, encoded as a form is
_MOST_PARAMETERS = 1000
_FORMAT = ("format", "output", "results")  # Virtuoso's, Fuseki's, and what SPARQLWrapper sends beside
_FORMS = (*RESULTS_FORMATS, *GRAPH_FORMATS, HTML)
_OFFERED = frozenset(name for form in _FORMS for name in (form.media_type, *form.aliases))
# Of json and xml there are two each, one for rows and one for triples: the client gets that which fits.
_SHORT = {form.suffix: form.media_type for form in _FORMS} | {
    JSON.suffix: JSON.media_type,
    XML.suffix: XML.media_type,
    **{name: form.media_type for form in GRAPH_FORMATS for name in form.names},
}
HEADINGS = "headings"
"""The parameter that names the language in which a table for people has its headings."""
_READ_ONLY = "This endpoint answers queries only; updates are refused."


def _parameters(encoded: bytes) -> list[tuple[str, str]]:
    return parameters_of(encoded, _MOST_PARAMETERS)


def _graphs(parameters: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    """The graphs named so; an empty name, as a form sends a field that nobody filled in, names none."""
    iris = tuple(value for key, value in parameters if key == name and value.strip())
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise Problem(400, f"{name} is not an absolute IRI: {error}") from error
    return iris


def _asked(parameters: Sequence[tuple[str, str]], query: str | None) -> SparqlRequest | None:
    """The question in a set of parameters; ``None`` when there is none at all."""
    names = [name for name, _ in parameters]
    if "update" in names or "using-graph-uri" in names or "using-named-graph-uri" in names:
        raise Problem(403, _READ_ONLY)
    queries = [value for name, value in parameters if name == "query"]
    if query is not None:
        queries.append(query)
    if len(queries) > 1:
        raise Problem(400, "There must be exactly one query.")
    default, named = _graphs(parameters, "default-graph-uri"), _graphs(parameters, "named-graph-uri")
    if not queries or not queries[0].strip():
        return None
    told = SparqlRequest(queries[0], default, named, _media_type(parameters))
    return told._replace(headings=_headings(parameters))


def _headings(parameters: Sequence[tuple[str, str]]) -> str:
    """The language of the headings of a table for people; a problem 400 for none of the site's."""
    asked = {value for name, value in parameters if name == HEADINGS}
    if asked - LANGUAGES.keys() or len(asked) > 1:
        raise Problem(400, f"{HEADINGS} is one of: {', '.join(LANGUAGES)}.")
    return next(iter(asked), "")


def _media_type(parameters: Sequence[tuple[str, str]]) -> str:
    """The media type that a parameter asks for, as clients made for other endpoints do, by its name or a
    shorter one; a problem 406 for one that is not offered, 400 when two differ."""
    asked = {value.strip().lower() for name, value in parameters if name in _FORMAT and value.strip()}
    # A plus sign that was not encoded has become a space.
    found = {_SHORT.get(name, name.replace(" ", "+")) for name in asked - {"auto"}}
    unknown = sorted(found - _OFFERED)
    if unknown:
        names = ", ".join(sorted({*_SHORT, *(form.media_type for form in _FORMS)}))
        raise Problem(406, f"There is no format {', '.join(unknown)}; there is: {names}.")
    if len(found) > 1:
        raise Problem(400, f"The parameters ask for more than one format: {', '.join(sorted(found))}.")
    return next(iter(found), "")


def from_url(request: Request) -> SparqlRequest | None:
    """Query via GET (section 2.1.1); ``None`` when the address asks nothing."""
    encoded: bytes = request.scope["query_string"]
    return _asked(_parameters(encoded), None)


async def from_body(request: Request) -> SparqlRequest:
    """Query via POST, as a form (section 2.1.2) or directly (section 2.1.3)."""
    content_type, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = content_type.strip().lower()
    if kind == UPDATE:
        raise Problem(403, _READ_ONLY)
    charset = parameters.replace(" ", "").replace('"', "").lower().removeprefix("charset=")
    if kind not in (FORM, QUERY) or charset not in ("", "utf-8") or "content-encoding" in request.headers:
        accepted = f"{FORM}, {QUERY}"
        raise Problem(415, f"Send {FORM} or {QUERY}, in UTF-8 and not compressed.", {"Accept-Post": accepted})
    body = await body_of(request, MAX_BYTES)
    if kind == FORM:
        form = _parameters(body)
        if any(name == PARAMETER for name, _ in form):
            raise Problem(400, f"Name the release in the address, as /sparql?{PARAMETER}=, not in the body.")
        # What stands in the address counts too: graphs that are named there are not passed over.
        asked = _asked([*_parameters(request.scope["query_string"]), *form], None)
    else:
        try:
            asked = _asked(_parameters(request.scope["query_string"]), body.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise Problem(400, f"The query is not UTF-8: {error}") from error
    if asked is None:
        raise Problem(400, "There is no query.")
    return asked
