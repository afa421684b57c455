"""The reviewed file of identities: a small Turtle file in which people say what a thing of ours is elsewhere.

<http://127.0.0.1:8000/id/kalundborg/kommune>
    owl:sameAs <http://www.wikidata.org/entity/Q502099> ;
    org:identifier "326"^^sg:AuthorityCode .

Nothing is guessed: what the file does not say is not said. Of what the release does not hold, as of what is
withdrawn, nothing is told either.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF

from graph.base.config import OperatorError
from graph.minutes.document import one_line
from graph.minutes.model import Finding
from graph.ontology.iris import Iris, kind_of, municipality_in
from graph.ontology.terms import ORG, term
from graph.store.oxigraph import Store
from graph.store.terms import node

Identities = Mapping[str, frozenset[ox.Triple]]
"""The IRI of a thing -> what is told of it."""

_WIKIDATA = re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q[1-9]\d{0,15})")
_AGENTS = ("organ", "enhed", "stilling", "person")
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def read_identities(path: Path, base: str) -> Identities:
    """What a reviewed file says; IRIs in it may be relative to ``base``.

    Raises :class:`OperatorError` for a file that cannot be read or is not Turtle, and for all but the
    ``owl:sameAs`` of an entity of Wikidata and the ``org:identifier`` of a municipality, body or unit: a CVR
    number (``sg:CvrNumber``), or of a municipality its authority code (``sg:AuthorityCode``).
    """
    try:
        data = path.read_bytes().removeprefix(BOM_UTF8)
        quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=f"{base}/"))
    except OSError as error:
        raise OperatorError(f"{path}: cannot be read ({error})") from None
    except (SyntaxError, ValueError) as error:
        raise OperatorError(f"{path}: not valid Turtle: {one_line(str(error))[:200]}") from None
    found: dict[str, set[ox.Triple]] = {}
    for quad in quads:
        thing = str(getattr(quad.subject, "value", ""))
        told = _told(quad, _kind(thing, base))
        if told is None:
            raise OperatorError(
                f"{path}: <{thing}> cannot be told to have {one_line(str(quad.triple))[:300]}"
            )
        found.setdefault(thing, set()).add(told)
    return {thing: frozenset(triples) for thing, triples in found.items()}


def _kind(thing: str, base: str) -> str:
    """The kind of an agent; empty for anything else."""
    own = Iris(base, municipality_in(thing, base))
    if own.municipality and thing == str(own.municipality_itself()):
        return "kommune"
    alone = thing.removeprefix(str(own.of(""))).count("/") == 1
    kind = kind_of(thing) if own.municipality and alone else ""
    return kind if kind in _AGENTS else ""


def _told(quad: ox.Quad, kind: str) -> ox.Triple | None:
    """What is told of a thing of a kind, as data have it; ``None`` for what must not be told."""
    value = quad.object
    if not kind or not isinstance(quad.subject, ox.NamedNode):
        return None
    if quad.predicate == node(OWL.sameAs) and isinstance(value, ox.NamedNode):
        entity = _WIKIDATA.fullmatch(value.value)
        # The IRI that Wikidata's own data have.
        same = ox.NamedNode(f"http://www.wikidata.org/entity/{entity[1]}") if entity else None
        return ox.Triple(quad.subject, quad.predicate, same) if same else None
    if quad.predicate == node(ORG.identifier) and isinstance(value, ox.Literal):
        of = value.datatype.value
        code = (
            of == str(term("AuthorityCode")) and kind == "kommune" and re.fullmatch(r"[1-9]\d\d", value.value)
        )
        cvr = of == str(term("CvrNumber")) and kind in ("kommune", "organ", "enhed") and _is_cvr(value.value)
        return quad.triple if code or cvr else None
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
    returns what is odd: things that the store does not hold. What is ``withdrawn`` is none of those, and
    nothing is told of it."""
    known = identities.keys() - set(withdrawn)
    told: set[str] = set()
    for iris in municipalities:
        graph = str(iris.identities())
        store.remove_graph(graph)
        own = {one for one in known if municipality_in(one, iris.base) == iris.municipality}
        held = {one for one in own if next(store.triples(node(one), node(RDF.type)), None)}
        if held:
            store.amend_graph(graph, set(), set().union(*(identities[one] for one in held)))
        told |= held
    return [
        Finding("warning", "unknown-identity", f"Den gennemsete fil nævner <{one}>, som udgivelsen ikke har.")
        for one in sorted(known - told)
    ]
