"""The recipes of CONTRIBUTING.md: each is made in a copy of the tree, and has the effect that it says."""

import re
from pathlib import Path

import pytest
from recipes import Recipe, apply, copied, recipes, told
from samples import sample, write

import graph
from graph.base.config import Config
from graph.release import archive

RECIPES = recipes()
READ = """
import sys; from pathlib import Path; import graph
item = graph.read(Path(sys.argv[1]), graph.Config(profile="aadalsoe")).items[0]
print(item.decision.outcomes[0], *(number.text for number in item.case_numbers))
"""


@pytest.fixture
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the tree in which the recipe is made that the test is marked with."""
    recipe: Recipe = RECIPES[request.param]
    folder = copied(tmp_path / "tree")
    for name, lines in recipe.changes.items():
        apply(lines, folder / name)
    return folder


def of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("made", [name], indirect=True, ids=[name])


def first(folder: Path, text: str) -> list[str]:
    """The outcome of the first item of minutes and its case numbers, as the copy reads them."""
    return told(folder, READ, write(folder / "minutes", a=text) / "a.txt")


def read_here(folder: Path, text: str) -> tuple[str, list[str]]:
    """The same as the tree reads them."""
    item = graph.read(write(folder / "here", a=text) / "a.txt", Config(profile="aadalsoe")).items[0]
    assert item.decision
    return item.decision.outcomes[0], [number.text for number in item.case_numbers]


def test_a_recipe_touches_at_most_three_files() -> None:
    """A field goes through six layers, of which each says for itself what it lets through."""
    touched = {name: len(recipe.changes) for name, recipe in RECIPES.items()}
    assert touched.pop("A field of an item") == 6
    assert touched
    assert all(1 <= files <= 3 for files in touched.values()), touched


def test_each_recipe_is_made_here() -> None:
    tests = re.findall(r'^@of\("(.+)"\)', Path(__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert tests == list(RECIPES)


@of("A new wording of an outcome")
def test_wording(made: Path, tmp_path: Path) -> None:
    text = sample(decision="Sagen nikkes igennem.")
    assert read_here(tmp_path, text)[0] == "fritekst"
    assert first(made, text)[0] == "godkendt 20-004417"


@of("A new outcome code")
def test_outcome_code(made: Path, tmp_path: Path) -> None:
    text = sample(decision="Sagen henlægges.")
    assert read_here(tmp_path, text)[0] == "fritekst"
    assert first(made, text)[0] == "henlagt 20-004417"
    told_of = """
from rdflib import Graph; from pyshacl import validate
ontology = Graph().parse("ontology.ttl")
print(validate(ontology, shacl_graph=Graph().parse("shapes/ontology/outcome.ttl"))[0])
"""
    assert told(made, told_of) == ["True"]


@of("A new input format")
def test_input_format(made: Path) -> None:
    text = sample().replace("Punkt 1:", "## Punkt 1:").replace("Beslutning", "### Beslutning")
    file = write(made / "minutes", a=text).joinpath("a.txt").rename(made / "minutes" / "a.md")
    assert told(made, READ, file) == ["godkendt 20-004417"]
    found = """
from pathlib import Path; from graph.publishing.sources import find
print(*(source.other for source in find(Path("minutes"), 10**6, Path("data"))))
"""
    assert told(made, found) == ["None"]


@of("A new RDF format")
def test_rdf_format(made: Path, published: Config) -> None:
    code = """
import sys; from pathlib import Path; from fastapi.testclient import TestClient
from api.app import create_app; from graph.base.config import Config
client = TestClient(create_app(Config(data_dir=Path(sys.argv[1]))))
answer = client.get("/doc/aadalsoe/sag/20-004417", headers={"Accept": "application/rdf+json"})
print(answer.status_code, answer.headers["content-type"], "caseNumber" in answer.text)
print(client.get("/doc/aadalsoe/sag/20-004417.rj").text == answer.text)
"""
    assert told(made, code, published.data_dir) == ["200 application/rdf+json True", "True"]


@of("A new page")
def test_page(made: Path, published: Config) -> None:
    code = """
import sys; from pathlib import Path; from fastapi.testclient import TestClient
from api.app import create_app; from graph.base.config import Config
from graph.release import archive
client = TestClient(create_app(Config(data_dir=Path(sys.argv[1]))), headers={"Accept": "text/html"})
print("Et punkt er ét emne" in client.get("/om/ordliste").text, "<h1>Glossary</h1>" in client.get("/en/om/ordliste").text)
print('href="/om/ordliste">Ordliste' in client.get("/om").text, "/om/ordliste</loc>" in client.get("/sitemap/1.xml").text)
"""
    assert told(made, code, published.data_dir) == ["True True", "True True"]


@of("A new measure")
def test_measure(made: Path) -> None:
    code = """
import networkx as nx; from graph.analysis.measures import MEASURES, of_graph
print(of_graph("density", nx.complete_graph(6)).rows, MEASURES["density"].labels["da"])
"""
    assert told(made, code) == ["((1.0,),) Tæthed"]


@of("A new SHACL rule")
def test_shacl_rule(made: Path) -> None:
    write(made / "minutes", a=sample())
    code = "from api.cli.main import cli; cli(['validate', 'minutes'], standalone_mode=False)"
    assert any("Titlen har under 30 tegn." in line for line in told(made, code))


@of("Another store")
def test_store(made: Path, published: Config) -> None:
    code = """
import sys; from pathlib import Path
from api.http.writers import Names; from api.workers.fork_server import Load, _open
from api.workers.worker import Limits; from graph.store.query_guard import check
store = _open(Load(Path(sys.argv[1]), 0, None, Names({}, ""), Limits(1, 1)))
print(type(store).__name__, bool(store.answer(check("ASK { GRAPH ?g { ?case a <https://w3id.org/sagsgraf/ns#Case> } }"))))
"""
    store = archive.Release(archive.current(published)).store
    assert told(made, code, store) == ["SnapshotStore True"]


@of("A language")
def test_language(made: Path, published: Config) -> None:
    code = """
import sys; from pathlib import Path; from fastapi.testclient import TestClient
from api.app import create_app; from graph.base.config import Config
client = TestClient(create_app(Config(data_dir=Path(sys.argv[1]))), headers={"Accept": "text/html"})
for path in ("", "/doc/aadalsoe/sag/20-004417", "/om", "/sager"):
    page, danish = client.get("/de" + path), client.get(path or "/")
    print(page.status_code, '<html lang="de">' in page.text, "Zum Inhalt springen" in page.text)
    print('hreflang="de">Deutsch' in danish.text)
print("3. Oktober 2022" in client.get("/de/doc/aadalsoe/sag/20-004417").text)
"""
    assert told(made, code, published.data_dir) == [*(["200 True True", "True"] * 4), "True"]


@of("A new form of case numbers")
def test_case_number_form(made: Path, tmp_path: Path) -> None:
    text = sample().replace("20-004417", "ÅDL/0417")
    assert read_here(tmp_path, text)[1] == []
    assert first(made, text) == ["godkendt ÅDL/0417"]


@of("A field of an item")
def test_field(made: Path) -> None:
    text = sample().replace("Beslutning\n", "Høringsfrist: 1. marts 2024\n\nBeslutning\n", 1)
    write(made / "minutes", a=text)
    code = """
from pathlib import Path; import graph
config = graph.Config(data_dir=Path("data"), profile="aadalsoe")
graph.publish(Path("minutes"), config)
with graph.open_release(config) as release:
    rows = release.query("SELECT ?day { ?item <https://w3id.org/sagsgraf/ns#hearingDeadline> ?day }")
    print(*(row["day"].value for row in rows))
"""
    assert told(made, code) == ["1. marts 2024"]
