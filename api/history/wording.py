"""What changed about a thing from one release to another, in sentences: ``Beslutningens tekst ændret fra
»Godkendt.« til »Udsat.«``.

Where something was read, and which number a part has, is not told: a word that is put in moves all behind it.
"""

import re
from collections import Counter, defaultdict

from pyoxigraph import Literal, NamedNode
from rdflib import RDF, RDFS

from api.i18n.words import word
from api.serving.releases import OpenRelease
from api.site.description import Description, Node
from api.site.render import capfirst
from api.site.site import Site
from graph.base.alphabet import natural
from graph.ontology.terms import OA, PROV, term

_UNTOLD = {
    *map(str, (PROV.wasDerivedFrom, RDF.type, RDFS.label, OA.hasTarget, OA.motivatedBy)),
    *map(str, map(term, ("order", "titleWord"))),
}
_NUMBER = re.compile(r"/\d+(?=/|$)")
_MOST = 300  # characters of a value
Said = dict[tuple[str, str, str], Counter[str]]
"""The values of what is said of a thing and its parts, in words: by the place of the part, whichever number
it has, the kind of the part, and the property."""
_DECISION = str(term("decisionText"))


def changes(site: Site, old: OpenRelease, new: OpenRelease, iri: str) -> list[str]:
    """The sentences on a thing, that on a decision's words first; none where all that changed is where it
    stands."""
    before, after = _said(site, old, iri), _said(site, new, iri)
    found = []
    for key in sorted(
        before.keys() | after.keys(), key=lambda one: (one[2] != _DECISION, natural(one[0]), one)
    ):
        went = sorted((before.get(key, Counter()) - after.get(key, Counter())).elements())
        came = sorted((after.get(key, Counter()) - before.get(key, Counter())).elements())
        _, part, predicate = key
        property_word = word(predicate, site.links.language)
        own = part if predicate == _DECISION else f"{part}: {property_word}"
        what = capfirst(own if part else property_word)
        if len(went) == len(came) == 1:
            found.append(
                site.say("%(what)s ændret fra »%(old)s« til »%(new)s«", what=what, old=went[0], new=came[0])
            )
            continue
        found += [site.say("%(what)s: »%(old)s« gik ud", what=what, old=one) for one in went]
        found += [site.say("%(what)s: »%(new)s« kom til", what=what, new=one) for one in came]
    return found


def label(site: Site, releases: tuple[OpenRelease, ...], iri: str) -> str:
    """What a thing is called in the first of some releases that has it."""
    for release in releases:
        node = _described(site, release, iri)
        if node.types:
            return node.label
    return site.links.short(iri)


def _described(site: Site, release: OpenRelease, iri: str) -> Node:
    return Description(release.describe(iri), site.links).node(iri)


def _said(site: Site, release: OpenRelease, iri: str) -> Said:
    node = _described(site, release, iri)
    said: Said = defaultdict(Counter)
    for triple in node.description.triples:
        subject, predicate = triple.subject, triple.predicate.value
        own = isinstance(subject, NamedNode) and (subject.value == iri or subject.value.startswith(f"{iri}/"))
        if not own or predicate in _UNTOLD or not isinstance(subject, NamedNode):
            continue
        value = triple.object
        if isinstance(value, NamedNode) and value.value.startswith(f"{iri}/"):
            continue  # a part, which tells of itself
        language = value.language if isinstance(value, Literal) else None
        if language and language != site.language and language != "da":
            continue
        if isinstance(value, Literal):
            words = site.links.language.day(" ".join(value.value.split()))
        elif isinstance(value, NamedNode):
            words = node.description.node(value.value).label
        else:
            continue
        part = "" if subject.value == iri else node.description.node(subject.value).kind
        place = _NUMBER.sub("", subject.value[len(iri) :])
        said[place, part, predicate][words if len(words) <= _MOST else f"{words[:_MOST]} …"] += 1
    return said
