"""The reviewed file of identities: what it may say, and what becomes of it."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF

from graph.base.config import Config, OperatorError
from graph.cases.identities import read_identities, update_identities
from graph.ontology.iris import Iris
from graph.publishing.fingerprints import fingerprints
from graph.store.oxigraph import Store

BASE = "https://data.example.dk"
IRIS = Iris(BASE, "byen")
MAYOR = str(IRIS.person("Anna Lund"))
HEAD = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix org: <http://www.w3.org/ns/org#> . "
    "@prefix sg: <https://w3id.org/sagsgraf/ns#> .\n"
)
TOLD = (
    '<id/byen/kommune> owl:sameAs <https://www.wikidata.org/wiki/Q42> ; org:identifier "326"^^sg:AuthorityCode, '
    '"29189595"^^sg:CvrNumber .\n'
    f"<{MAYOR}> owl:sameAs <http://www.wikidata.org/entity/Q7> .\n"
    "<id/byen/organ/findes-ikke> owl:sameAs <http://www.wikidata.org/entity/Q8> ."
)


def read(folder: Path, text: str) -> dict[str, list[str]]:
    file = folder / "identities.ttl"
    file.write_text(HEAD + text, encoding="utf-8")
    found = read_identities(file, BASE)
    return {thing: sorted(triple.object.value for triple in triples) for thing, triples in found.items()}  # type: ignore[union-attr]


def test_what_a_file_says(tmp_path: Path) -> None:
    assert read(tmp_path, TOLD) == {
        f"{BASE}/id/byen/kommune": ["29189595", "326", "http://www.wikidata.org/entity/Q42"],
        MAYOR: ["http://www.wikidata.org/entity/Q7"],
        f"{BASE}/id/byen/organ/findes-ikke": ["http://www.wikidata.org/entity/Q8"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "<id/byen/kommune> owl:sameAs <http://example.org/Q42> .",
        "<id/byen/kommune> owl:sameAs <http://www.wikidata.org/entity/P31> .",
        '<id/byen/kommune> owl:sameAs "Q42" .',
        '<id/byen/kommune> org:identifier "32"^^sg:AuthorityCode .',
        '<id/byen/kommune> org:identifier "29189596"^^sg:CvrNumber .',
        '<id/byen/kommune> org:identifier "326" .',
        '<id/byen/organ/byraadet> org:identifier "326"^^sg:AuthorityCode .',
        f'<{MAYOR}> org:identifier "29189595"^^sg:CvrNumber .',
        "<id/byen/sag/20-004417> owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<id/byen/organ/byraadet/x> owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<http://example.org/x> owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<id/byen/kommune> a org:FormalOrganization .",
        "[] owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<id/byen/kommune> owl:sameAs",
    ],
)
def test_what_it_must_not_say(tmp_path: Path, text: str) -> None:
    with pytest.raises(OperatorError, match=r"identities\.ttl: "):
        read(tmp_path, text)


def test_it_is_told_of_what_is_there_and_of_nothing_withdrawn(tmp_path: Path) -> None:
    read(tmp_path, TOLD)
    identities = read_identities(tmp_path / "identities.ttl", BASE)
    store = Store.create(tmp_path / "store")
    there = "".join(
        f"<{one}> <{RDF.type}> <http://example.org/Agent> .\n" for one in (f"{BASE}/id/byen/kommune", MAYOR)
    )
    store.put_graphs({str(IRIS.profile()): there.encode()})
    graph = str(IRIS.identities())

    def told() -> set[str]:
        return {triple.subject.value for triple in store.triples(graph_iri=graph)}  # type: ignore[union-attr]

    (odd,) = update_identities(store, [IRIS], identities, ())
    assert (odd.code, "findes-ikke" in odd.message) == ("unknown-identity", True)
    assert told() == {f"{BASE}/id/byen/kommune", MAYOR}
    assert len(update_identities(store, [IRIS], identities, {MAYOR})) == 1
    assert told() == {f"{BASE}/id/byen/kommune"}
    update_identities(store, [IRIS], {}, ())
    assert not store.has_graph(graph)
    assert next(store.triples(ox.NamedNode(MAYOR), ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")), None) is None  # fmt: skip


def test_another_file_makes_another_release(tmp_path: Path) -> None:
    read(tmp_path, TOLD)
    config = Config(base_iri=BASE)
    named = replace(config, reviewed_identities=str(tmp_path / "identities.ttl"))
    assert fingerprints(named).release != fingerprints(config).release
    assert fingerprints(named).documents == fingerprints(config).documents
