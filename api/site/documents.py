"""The document about a thing as data: its triples, those of its record among them, in any format.

What is told is what the thing's frame has a place for (:mod:`graph.formats.frames`); the record says under
which licence, from which minutes, and since when it is so.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from fastapi import Request
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, XSD

from api.http.formats import AS_JSON, JSONLD, Format, GraphFormat, QuadsFormat
from api.http.negotiation import FORMS, Choice, choose, named_form
from api.http.problems import Problem
from api.http.writers import Names, ordered
from api.serving.releases import OpenRelease
from api.site.site import Site
from graph.base.config import Config
from graph.catalogue.holdings import documents, unchanged_since
from graph.formats import jsonld
from graph.formats.frames import described, framed
from graph.ontology.iris import meeting_of, minutes_of, quoted_span
from graph.release import archive
from graph.release.archive import Release

_DERIVED = NamedNode(str(PROV.wasDerivedFrom))


@lru_cache(maxsize=4)
def since(config: Config, release: Release) -> dict[str, str]:
    """The IRI of each published set of minutes -> since when its graph has been as it is, ISO 8601; kept,
    for a release will not change."""
    older = [one for one in archive.releases(config) if one.sequence < release.sequence]
    return unchanged_since(documents, release, older)


def triples_about(site: Site, release: OpenRelease, thing: str) -> list[Triple]:
    """The triples of the document about a thing, it and its type in front; empty where nothing is said of
    it."""
    told = described(thing, release.about)
    return ordered({*told, *_record(site, release, thing, told)} if told else (), first=thing)


def _record(site: Site, release: OpenRelease, thing: str, told: Iterable[Triple]) -> Iterable[Triple]:
    """What is said of the document itself."""
    if not site.links.own(thing):
        return
    node = NamedNode(site.links.document(thing))
    for former in site.config.former_base_iris.split():
        same = NamedNode(former + thing.removeprefix(site.config.base_iri))
        yield Triple(NamedNode(thing), NamedNode(str(OWL.sameAs)), same)
    yield Triple(NamedNode(thing), NamedNode(str(FOAF.isPrimaryTopicOf)), node)
    yield Triple(node, NamedNode(str(RDF.type)), NamedNode(str(FOAF.Document)))
    if site.config.licence:
        yield Triple(node, NamedNode(str(DCTERMS.license)), NamedNode(site.config.licence))
    known = since(site.config, release.shelved)
    minutes = _minutes(thing, told) & known.keys()
    for one in minutes:
        yield Triple(node, NamedNode(str(DCTERMS.source)), NamedNode(one))
    if minutes:
        modified = Literal(max(map(known.__getitem__, minutes)), datatype=NamedNode(str(XSD.dateTime)))
        yield Triple(node, NamedNode(str(DCTERMS.modified)), modified)


def _minutes(thing: str, told: Iterable[Triple]) -> set[str]:
    """The minutes that a thing was read from, if they are published."""
    places = [triple.object for triple in told if triple.predicate == _DERIVED]
    spans = [quoted_span(place.value) for place in places if isinstance(place, NamedNode)]
    meeting = meeting_of(thing)
    return {span[0] for span in spans if span} | ({str(minutes_of(meeting))} if meeting else set())


def chosen(request: Request, form: Format | None, offers: Sequence[Format]) -> Choice:
    """The format of the suffix, or else of Accept; of JSON-LD in the form that ``_profile`` names.

    A problem 400 for a form there is none of.
    """
    choice = Choice(form, form.media_type) if form else choose(request.headers.get("accept"), offers, FORMS)
    name = request.query_params.get("_profile")
    if name is None or not isinstance(choice.format, GraphFormat):
        return choice
    try:
        return Choice(choice.format, choice.media_type, named_form(name))
    except ValueError:
        raise Problem(
            400, f"JSON-LD has no form {name!r} here; there is: compacted, expanded, flattened."
        ) from None


def written(
    choice: Choice,
    triples: Sequence[Triple],
    thing: str,
    names: Names,
    nest: Callable[[Sequence[Triple], str], dict[str, Any]] = framed,
) -> bytes:
    """The triples of the document about a thing in a format of triples that was chosen; ``nest`` makes one
    object of them for JSON-LD."""
    form = choice.format
    assert isinstance(form, GraphFormat)
    if form not in (JSONLD, AS_JSON):
        return form.serialize(triples, names)
    if choice.form == "expanded":
        return jsonld.expanded(triples)
    if choice.form == "flattened":
        return jsonld.flattened(triples, names.context_url)
    return jsonld.document(nest(triples, thing), names.context_url)


def quads_written(site: Site, release: OpenRelease, form: QuadsFormat, triples: Sequence[Triple]) -> bytes:
    """The triples in the named graphs that say so; those of the record in the default graph.

    What a body is called is said by hundreds of graphs: of what is told of other things in graphs that do not
    speak of the thing itself, one is enough.
    """
    homes: set[str] = set()
    found = []
    for triple in triples:
        first = triples[0].subject == triple.subject
        graphs = release.store.graphs_with(triple)
        homes |= set(graphs if first else ())
        told = [graph for graph in graphs if graph in homes] or graphs[:1]
        names: list[NamedNode | DefaultGraph] = [*map(NamedNode, told)] or [DefaultGraph()]
        found += [Quad(triple.subject, triple.predicate, triple.object, name) for name in names]
    return form.serialize(sorted(found, key=lambda quad: (str(quad.graph_name), str(quad))), site.names)
