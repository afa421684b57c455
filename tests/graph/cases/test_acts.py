"""Acts of law of a reviewed file: what it may say of them, and which items cite them."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDFS

from graph.cases.acts import is_act, read_acts, update_acts
from graph.cases.identities import read_identities
from graph.ontology.iris import Iris
from graph.ontology.terms import term
from graph.store.oxigraph import Store
from graph.store.terms import node
from graph.wording.references import act_name

OLD, NEW, OTHER = (
    f"https://www.retsinformation.dk/eli/lta/{one}" for one in ("2014/9", "2022/10", "2020/11")
)
HEAD = (
    "@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)
TOLD = (
    f'<{OLD}> a eli:LegalResource ; rdfs:label "Lov om fiskerihavne"@da ; skos:altLabel "fiskerihavneloven"@da ; '
    'eli:date_no_longer_in_force "2022-07-01"^^xsd:date .\n'
    f'<{NEW}> rdfs:label "Lov om fiskerihavne"@da ; skos:altLabel "Fiskerihavneloven"@da ; '
    'eli:first_date_entry_in_force "2022-07-01"^^xsd:date .\n'
    f'<{OTHER}> rdfs:label "Fyrloven"@da .\n'
)


def told(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEAD + text, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize(
    ("law", "name"),
    [
        ("fiskerihavnelovens § 7, stk. 2, nr. 3", "fiskerihavnelovens"),
        ("§ 8 a, stk. 2 i fiskerihavneloven", "fiskerihavneloven"),
        ("lov om fiskerihavne §§ 7-9", "lov om fiskerihavne"),
        ("havneforordningen artikel 9, stk. 2, litra f", "havneforordningen"),
        ("L 502", "L 502"),
    ],
)
def test_the_name_of_an_act(law: str, name: str) -> None:
    assert act_name(law) == name


@pytest.mark.parametrize(
    ("iri", "whether"),
    [
        (OLD, True),
        ("http://retsinformation.dk/eli/accn/A20140000930", True),
        ("http://data.europa.eu/eli/reg/2016/1/oj", True),
        ("https://www.retsinformation.dk/eli/lta/2014/9/../x", False),
        ("https://www.retsinformation.dk/Forms/R0710.aspx?id=9", False),
        ("https://retsinformation.dk.example.org/eli/lta/2014/9", False),
    ],
)
def test_an_eli(iri: str, whether: bool) -> None:
    assert is_act(iri) is whether


def test_what_a_file_says_of_acts(tmp_path: Path) -> None:
    file = tmp_path / "identities.ttl"
    file.write_text(f"{HEAD}{TOLD}<http://example.org/eli> rdfs:label 'X'@da .", encoding="utf-8")
    found = read_identities(file, "https://data.example.dk")
    assert {(one.iri, one.names, one.since, one.until) for one in found.acts} == {
        (OLD, ("lov om fiskerihavne", "fiskerihavneloven"), "", "2022-07-01"),
        (NEW, ("lov om fiskerihavne", "fiskerihavneloven"), "2022-07-01", ""),
        (OTHER, ("fyrloven",), "", ""),
    }
    assert [thing for thing, _ in found.refused] == ["http://example.org/eli"]


@pytest.mark.parametrize(
    ("text", "refused", "names"),
    [
        (f'<{OLD}> skos:altLabel "fyrloven"@da .', 1, []),
        (f'<{OLD}> rdfs:label "Fyrloven"@da, "Lov om fyr"@da .', 2, []),
        (f'<{OLD}> rdfs:label "Lighthouses"@en .', 1, []),
        (f'<{OLD}> rdfs:label "Fyrloven"@da ; rdfs:seeAlso <{NEW}> .', 1, ["fyrloven"]),
        (f'<{OLD}> rdfs:label "Fyrloven"@da ; eli:date_no_longer_in_force "2022"^^xsd:gYear .', 1, ["fyrloven"]),
        (f'<{OLD}> rdfs:label "Fyrloven"@da ; eli:date_no_longer_in_force "2022-01-01"^^xsd:date, "2023-01-01"^^xsd:date .', 3, []),
        (f'<{OLD}> rdfs:label "Lov om fyr"@da ; skos:altLabel "fyrloven"@da . <{NEW}> rdfs:label "Fyrloven"@da .', 2, ["lov om fyr"]),
        (f'<{OLD}> rdfs:label "Lov om fyr"@da ; skos:altLabel "fyr  loven"@da . <{NEW}> rdfs:label "Fyr loven"@da .', 2, ["lov om fyr"]),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, refused: int, names: list[str]) -> None:
    acts, statements = read_acts(told(text))
    assert (len(statements), [name for act in acts for name in act.names]) == (refused, names)


def test_items_cite_the_act_that_had_the_name_then(tmp_path: Path) -> None:
    iris = Iris("https://data.example.dk", "byen")
    acts, _ = read_acts(told(TOLD))
    cited = {
        "2022-06-30": "fiskerihavnelovens § 7",
        "2022-07-01": "§ 7 i Fiskerihavneloven",
        "2023-01-01": "havneloven § 7",
        "2023-01-02": "lov om fiskerihavne og fyr § 7",
    }
    store = Store.create(tmp_path / "store")
    for day, law in cited.items():
        meeting = f"{iris.base}/id/byen/moede/raadet/{day}"
        line = f'<{meeting}/punkt/1> <{term("citesLaw")}> "{law}"@da .\n'
        store.put_graphs({f"{meeting}/referat": line.encode()})

    def found() -> dict[str, str]:
        triples = store.triples(None, node(term("citesAct")), graph_iri=str(iris.acts()))
        return {one.subject.value.split("/")[-3]: one.object.value for one in triples}  # type: ignore[union-attr]

    update_acts(store, [iris], acts)
    assert found() == {"2022-06-30": OLD, "2022-07-01": NEW}
    assert [one.object.value for one in store.triples(node(NEW), node(RDFS.label))] == ["Lov om fiskerihavne"]  # type: ignore[union-attr]
    store.touched = set()
    update_acts(store, [iris], acts)
    assert store.touched == set()
    store.remove_graph(f"{iris.base}/id/byen/moede/raadet/2022-07-01/referat")
    update_acts(store, [iris], acts)
    assert found() == {"2022-06-30": OLD}
    update_acts(store, [iris], ())
    assert not store.has_graph(str(iris.acts()))
