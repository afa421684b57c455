"""The reviewed file of identities: what it may say, and what becomes of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF

from graph.base.config import Config, OperatorError
from graph.cases.identities import Identities, read_identities, update_identities
from graph.ontology.iris import Iris
from graph.ontology.terms import ORG, term
from graph.publishing.fingerprints import fingerprints
from graph.store.oxigraph import Store

BASE = "https://data.example.dk"
IRIS = Iris(BASE, "byen")
TOWN = str(IRIS.municipality_itself())
COUNCIL = f"{BASE}/id/byen/organ/byraadet"
MAYOR = str(IRIS.person("Anna Lund"))
HEAD = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix org: <http://www.w3.org/ns/org#> . "
    "@prefix sg: <https://w3id.org/sagsgraf/ns#> .\n"
)
TOLD = (
    '<id/byen/kommune> owl:sameAs <https://www.wikidata.org/wiki/Q42> ; org:identifier "326"^^sg:AuthorityCode, '
    '"29189595"^^sg:CvrNumber .\n'
    "<id/byen/organ/byraadet> owl:sameAs <http://www.wikidata.org/entity/Q7> .\n"
    "<id/byen/organ/findes-ikke> owl:sameAs <http://www.wikidata.org/entity/Q8> ."
)


def read(folder: Path, text: str) -> Identities:
    file = folder / "identities.ttl"
    file.write_text(HEAD + text, encoding="utf-8")
    return read_identities(file, BASE)


def test_what_a_file_says(tmp_path: Path) -> None:
    found = read(tmp_path, TOLD)
    assert found.refused == set()
    assert {(triple.subject.value, triple.object.value) for triple in found.told} == {  # type: ignore[union-attr]
        (TOWN, "29189595"),
        (TOWN, "326"),
        (TOWN, "http://www.wikidata.org/entity/Q42"),
        (COUNCIL, "http://www.wikidata.org/entity/Q7"),
        (f"{BASE}/id/byen/organ/findes-ikke", "http://www.wikidata.org/entity/Q8"),
    }


def test_the_file_is_parsed_once_as_long_as_it_is_the_same(tmp_path: Path) -> None:
    found = read(tmp_path, TOLD)
    assert read(tmp_path, TOLD) is found
    assert read(tmp_path, TOLD.replace("Q42", "Q43")) != found


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
        f"<{MAYOR}> owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        '<id/byen/stilling/direktoer> org:identifier "29189595"^^sg:CvrNumber .',
        "<id/byen/sag/20-004417> owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<id/byen/organ/byraadet/x> owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<http://example.org/x> owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<id/byen/kommune> a org:FormalOrganization .",
        "[] owl:sameAs <http://www.wikidata.org/entity/Q42> .",
        "<id/byen/kommune> owl:sameAs <http://www.wikidata.org/entity/Q4२> .",
        '<id/byen/kommune> org:identifier "3२6"^^sg:AuthorityCode .',
    ],
)
def test_what_it_must_not_say_is_refused_and_the_rest_told(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, f"{text} <{COUNCIL}> owl:sameAs <http://www.wikidata.org/entity/Q7> .")
    assert len(found.refused) == 1
    assert [triple.subject.value for triple in found.told] == [COUNCIL]  # type: ignore[union-attr]


def test_a_thing_has_one_of_each_kind(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<id/byen/kommune> owl:sameAs <http://www.wikidata.org/entity/Q42>, <http://www.wikidata.org/entity/Q43> ; "
        'org:identifier "29189595"^^sg:CvrNumber .',
    )
    assert {thing for thing, _ in found.refused} == {TOWN}
    assert [triple.object.value for triple in found.told] == ["29189595"]  # type: ignore[union-attr]
    both = "<http://www.wikidata.org/entity/Q42>, <https://www.wikidata.org/wiki/Q42>"
    assert len(read(tmp_path, f"<id/byen/kommune> owl:sameAs {both} .").told) == 1  # the same written twice


def test_a_file_that_cannot_be_read_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"identities\.ttl: not valid Turtle: "):
        read(tmp_path, "<id/byen/kommune> owl:sameAs")
    with pytest.raises(OperatorError, match=r"none\.ttl: cannot be read"):
        read_identities(tmp_path / "none.ttl", BASE)


def test_it_is_told_of_what_is_there(tmp_path: Path) -> None:
    identities = read(tmp_path, f"{TOLD} <{MAYOR}> owl:sameAs <http://www.wikidata.org/entity/Q9> .")
    store = Store.create(tmp_path / "store")
    town = f"<{TOWN}> <{RDF.type}> <{ORG.FormalOrganization}> .\n"
    town += f'<{TOWN}> <{ORG.identifier}> "998"^^<{term("AuthorityCode")}> .\n'  # as its profile says
    council = f"<{COUNCIL}> <{RDF.type}> <{term('Body')}> .\n"  # known from minutes alone
    store.put_graphs({str(IRIS.profile()): town.encode(), f"{BASE}/id/byen/moede/m": council.encode()})
    graph = str(IRIS.identities())

    def told() -> set[str]:
        return {triple.object.value for triple in store.triples(graph_iri=graph)}  # type: ignore[union-attr]

    def odd(withdrawn: set[str]) -> list[tuple[str, str]]:
        found = update_identities(store, [IRIS], identities, withdrawn)
        return [(one.code, one.message.partition("<")[2].partition(">")[0]) for one in found]

    not_there = ("unknown-identity", f"{BASE}/id/byen/organ/findes-ikke")
    of_town = {"http://www.wikidata.org/entity/Q42", "29189595"}
    assert odd(set()) == [("refused-identity", TOWN), ("refused-identity", MAYOR), not_there]
    assert told() == of_town | {"http://www.wikidata.org/entity/Q7"}
    store.remove_graph(f"{BASE}/id/byen/moede/m")  # the minutes are taken back, and with them the body
    assert odd({MAYOR}) == [("refused-identity", TOWN), ("unknown-identity", COUNCIL), not_there]
    assert told() == of_town
    update_identities(store, [IRIS], Identities(), ())
    assert not store.has_graph(graph)


def test_another_file_makes_another_release(tmp_path: Path) -> None:
    read(tmp_path, TOLD)
    config = Config(base_iri=BASE)
    named = replace(config, reviewed_identities=str(tmp_path / "identities.ttl"))
    assert fingerprints(named).release != fingerprints(config).release
    assert fingerprints(named).documents == fingerprints(config).documents
