"""What changed from one release to another, in sentences, for pages and the command line: ``Beslutning ændret
fra »Godkendt.« til »Udsat.«``.

Where something was read, and which number a part has, is not told: a word that is put in moves all behind it.
Nor is what only repeats the words it was read from.
"""

import re
from collections import Counter, defaultdict

from pyoxigraph import Literal, NamedNode
from rdflib import RDF, RDFS

from api.i18n.language import N_
from api.i18n.words import word
from api.serving.releases import OpenRelease
from api.site.description import Description, Node
from api.site.render import Links, capfirst
from graph.base.alphabet import natural
from graph.ontology import iris
from graph.ontology.terms import OA, PROV, term
from graph.release.diff import Changed

_UNTOLD = {
    *map(str, (PROV.wasDerivedFrom, RDF.type, RDFS.label, OA.hasTarget, OA.motivatedBy)),
    *map(str, map(term, ("order", "titleWord", "subjectWord", "outcomeBasis", "comparisonBasis"))),
}
_NUMBER = re.compile(r"/\d+(?=/|$)")
_MOST = 300  # characters of a value
Said = dict[tuple[str, str, str], Counter[str]]
"""The values of what is said of a thing and its parts, in words: by the place of the part, whichever number
it has, the kind of the part, and the property."""
_DECISION = str(term("decisionText"))
CHANGE_LABELS = {"Create": N_("Nye"), "Update": N_("Ændrede"), "Delete": N_("Fjernede")}
DONE = {"Create": N_("Ny"), "Update": N_("Ændret"), "Delete": N_("Fjernet")}
KIND_LABELS = {
    "moede": N_("Møder"),
    "punkt": N_("Punkter"),
    "sag": N_("Sager"),
    "organ": N_("Organer"),
    "enhed": N_("Enheder"),
    "stilling": N_("Stillinger"),
    "person": N_("Personer"),
    "dokument": N_("Dokumenter"),
    "kobling": N_("Forbindelser mellem sager"),
    "serie": N_("Faste punkter"),
    "kle": N_("KLE-numre"),
    "andet": N_("Andet"),
}


def sentences(links: Links, old: OpenRelease, new: OpenRelease, thing: Changed) -> list[str] | None:
    """What changed about a thing that is in both releases; empty for one that came or went, and ``None``
    where both say the same of it, at other places."""
    return (changes(links, old, new, thing.iri) or None) if thing.change == "Update" else []


def changes(links: Links, old: OpenRelease, new: OpenRelease, iri: str) -> list[str]:
    """The sentences on a thing, that on a decision's words first; none where all that changed is where it
    stands."""
    before, after = _said(links, old, iri), _said(links, new, iri)
    found = []
    for key in sorted(
        before.keys() | after.keys(), key=lambda one: (one[2] != _DECISION, natural(one[0]), one)
    ):
        went = sorted((before.get(key, Counter()) - after.get(key, Counter())).elements())
        came = sorted((after.get(key, Counter()) - before.get(key, Counter())).elements())
        _, part, predicate = key
        property_word = word(predicate, links.language)
        own = part if predicate == _DECISION else f"{part}: {property_word}"
        what = capfirst(own if part else property_word)
        if len(went) == len(came) == 1:
            found.append(
                links.language.say(
                    "%(what)s ændret fra »%(old)s« til »%(new)s«", what=what, old=went[0], new=came[0]
                )
            )
            continue
        found += [links.language.say("%(what)s: »%(old)s« gik ud", what=what, old=one) for one in went]
        found += [links.language.say("%(what)s: »%(new)s« kom til", what=what, new=one) for one in came]
    return found


def moved(links: Links, count: int) -> str:
    """That so many things are told of as before, from other places."""
    said = links.language.words.ngettext(
        "%(count)s ting siger det samme som før, men er læst et andet sted i teksten",
        "%(count)s ting siger det samme som før, men er læst et andet sted i teksten",
        count,
    )
    return said % {"count": links.language.count(count)}


def label(links: Links, releases: tuple[OpenRelease, ...], iri: str) -> str:
    """What a thing is called in the first of some releases that has it: an item with its meeting, a link
    with its two ends."""
    for release in releases:
        node = _described(links, release, iri)
        if node.types:
            ends = [*node.nodes("sg:linkFrom"), *node.nodes("sg:linkTo")]
            if ends:
                return f"{node.label}: {' → '.join(_in_meeting(links, releases, end) for end in ends)}"
            return _in_meeting(links, releases, node)
    return links.short(iri)


def _in_meeting(links: Links, releases: tuple[OpenRelease, ...], node: Node) -> str:
    where = iris.place(node.iri)
    if where is None or where.is_meeting:
        return node.label
    return f"{label(links, releases, where.meeting)}, {node.label}"


def _described(links: Links, release: OpenRelease, iri: str) -> Node:
    return Description(release.describe(iri), links).node(iri)


def _said(links: Links, release: OpenRelease, iri: str) -> Said:
    node = _described(links, release, iri)
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
        if language and language != links.language.code and language != "da":
            continue
        if isinstance(value, Literal):
            words = links.language.month(" ".join(value.value.split()))
        elif isinstance(value, NamedNode) and (where := iris.place(value.value)) and where.is_item:
            words = label(links, (release,), value.value)
        elif isinstance(value, NamedNode):
            words = node.description.node(value.value).label
        else:
            continue
        part = "" if subject.value == iri else node.description.node(subject.value).kind
        place = _NUMBER.sub("", subject.value[len(iri) :])
        said[place, part, predicate][words if len(words) <= _MOST else f"{words[:_MOST]} …"] += 1
    return said
