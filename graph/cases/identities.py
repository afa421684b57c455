"""The reviewed file of identities: a small Turtle file in which people say what a thing of ours is elsewhere,
and which acts of law names mean (:mod:`graph.cases.acts`).

<http://127.0.0.1:8000/id/aadalsoe/kommune>
    owl:sameAs <http://www.wikidata.org/entity/Q4115189> ;
    org:identifier "998"^^sg:AuthorityCode .

Nothing is guessed: what the file does not say is not said. Of what the release does not hold nothing is told
either, and what must not be told of a thing is a finding.
"""

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF

from graph.base.config import OperatorError
from graph.cases.acts import Act, is_act, read_acts
from graph.minutes.document import one_line
from graph.minutes.model import Finding
from graph.ontology.iris import MUNICIPALITY, Iris, kind_itself, municipality_in
from graph.ontology.terms import ORG, term
from graph.store.oxigraph import Store
from graph.store.terms import node

_WIKIDATA = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]{0,15})")
_AUTHORITY = re.compile(r"[1-9][0-9]{2}")
_OF_ORGANISATIONS = (MUNICIPALITY, "organ", "enhed")
_ORGANISED = (*_OF_ORGANISATIONS, "stilling")  # of a person nothing is said but the name
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Identities:
    """What is told of things, the acts of law described, and the statements of a file that are refused, each
    with its thing's IRI."""

    told: frozenset[ox.Triple] = frozenset()
    acts: frozenset[Act] = frozenset()
    refused: frozenset[tuple[str, str]] = frozenset()


def read_identities(path: Path, base: str) -> Identities:
    """What a reviewed file says; IRIs in it may be relative to ``base``.

    Refused is all but the ``owl:sameAs`` of a municipality, body, unit or post in Wikidata, and the
    ``org:identifier`` of a municipality, body or unit: a CVR number (``sg:CvrNumber``), or of a municipality
    its authority code (``sg:AuthorityCode``); two of a kind of one thing; and of an act what
    :func:`graph.cases.acts.read_acts` refuses. Raises :class:`OperatorError` for a file that cannot be
    read or is not Turtle.
    """
    try:
        return _identities(path.read_bytes().removeprefix(BOM_UTF8), base)
    except OSError as error:
        raise OperatorError(f"{path}: cannot be read ({error})") from None
    except (SyntaxError, ValueError) as error:
        raise OperatorError(f"{path}: not valid Turtle: {one_line(str(error))[:200]}") from None


@lru_cache(maxsize=1)  # a publication asks for them twice: whether they are others, and what they tell
def _identities(turtle: bytes, base: str) -> Identities:
    """Raises ``SyntaxError`` or ``ValueError`` for what is not Turtle."""
    quads = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=f"{base}/"))
    acts, refused = read_acts(quad.triple for quad in quads if is_act(_thing(quad.triple)))
    given = {quad.triple: _told(quad, base) for quad in quads if not is_act(_thing(quad.triple))}
    of_a_kind = Counter(map(_slot, {told for told in given.values() if told}))
    single = {quad: told for quad, told in given.items() if told and of_a_kind[_slot(told)] == 1}
    refused |= given.keys() - single.keys()
    return Identities(frozenset(single.values()), acts, frozenset(map(_refusal, refused)))


def _slot(told: ox.Triple) -> tuple[str, str, str]:
    """What a thing has one of: the thing, the property and, of an identifier, its kind."""
    kind = told.object.datatype.value if isinstance(told.object, ox.Literal) else ""
    return _thing(told), told.predicate.value, kind


def _thing(triple: ox.Triple) -> str:
    """The IRI of what a triple is about; empty for a blank node."""
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""


def _refusal(triple: ox.Triple) -> tuple[str, str]:
    return _thing(triple), one_line(f"{triple.predicate} {triple.object}")[:300]


def _told(quad: ox.Quad, base: str) -> ox.Triple | None:
    """What a statement tells, as data have it; ``None`` for what must not be told."""
    value, kind = quad.object, kind_itself(_thing(quad.triple), base)
    if kind in _ORGANISED and quad.predicate == node(OWL.sameAs) and isinstance(value, ox.NamedNode):
        entity = _WIKIDATA.fullmatch(value.value)
        # The IRI that Wikidata's own data have.
        same = ox.NamedNode(f"http://www.wikidata.org/entity/{entity[1]}") if entity else None
        return ox.Triple(quad.subject, quad.predicate, same) if same else None
    if quad.predicate == node(ORG.identifier) and isinstance(value, ox.Literal):
        if value.datatype == node(term("AuthorityCode")):
            return quad.triple if kind == MUNICIPALITY and _AUTHORITY.fullmatch(value.value) else None
        has_cvr = kind in _OF_ORGANISATIONS and value.datatype == node(term("CvrNumber"))
        return quad.triple if has_cvr and _is_cvr(value.value) else None
    return None


def _is_cvr(number: str) -> bool:
    """Whether a number has eight digits of which the last checks the others (modulus 11)."""
    if not re.fullmatch(r"[1-9]\d{7}", number, re.ASCII):
        return False
    return sum(int(digit) * weight for digit, weight in zip(number, _CVR_WEIGHTS, strict=True)) % 11 == 0


def update_identities(
    store: Store, municipalities: Iterable[Iris], identities: Identities, withdrawn: Collection[str]
) -> list[Finding]:
    """Put what is told in the place of what was told before, each municipality's in a graph of its own;
    returns what is odd: what is refused, what the profile says otherwise, and things that the store does not
    hold. What is ``withdrawn``, which is never one of them, is not named there."""
    refused = set(identities.refused)
    unknown = {_thing(triple) for triple in identities.told}
    for iris in municipalities:
        graph = str(iris.identities())
        store.remove_graph(graph)
        held = set()
        for triple in identities.told:
            thing = _thing(triple)
            if municipality_in(thing, iris.base) != iris.municipality:
                continue
            if next(store.triples(node(thing), node(RDF.type)), None):
                unknown.discard(thing)
                others = {_slot(one): one for one in store.triples(node(thing), triple.predicate)}
                if others.get(_slot(triple), triple) == triple:
                    held.add(triple)
                else:
                    refused.add(_refusal(triple))
        if held:
            store.amend_graph(graph, set(), held)
    return [
        Finding("warning", "refused-identity", f"Den gennemsete fil kan ikke sige om <{thing}>: {told}")
        for thing, told in sorted(refused)
        if thing not in withdrawn
    ] + [
        Finding("warning", "unknown-identity", f"Den gennemsete fil nævner <{one}>, som udgivelsen ikke har.")
        for one in sorted(unknown)
    ]
