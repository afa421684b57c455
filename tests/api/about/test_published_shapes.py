"""The served files meet the served shapes with pySHACL as it comes, in the ways that /shapes names."""

import gzip
from functools import cache

import pytest
from fastapi.testclient import TestClient
from pyshacl import validate
from rdflib import OWL, RDF, SH, SKOS, Dataset, Graph, Literal, URIRef

from graph.base.config import Config
from graph.ontology.shape_files import dump_files
from graph.ontology.terms import DCT, ORG, SG, term
from graph.release import archive

FILE = "/dump/social-og-sundhedsudvalget/2023.ttl.gz"
"""Of one meeting, and a small one, for pySHACL takes seconds for it."""
SGS = "https://w3id.org/sagsgraf/shapes#"


def served(client: TestClient, path: str) -> Graph:
    content = client.get(path).content
    data = gzip.decompress(content) if path.endswith(".gz") else content
    return Graph().parse(data=data, format="turtle")


def violations(data: Graph, shapes: Graph, ontology: Graph) -> set[str]:
    """The shapes that fail; warnings are allowed, as with ``pyshacl -w``."""
    _, report, _ = validate(data, shacl_graph=shapes, ont_graph=ontology, allow_warnings=True)
    assert isinstance(report, Graph)
    bad = (
        r
        for r in report.subjects(RDF.type, SH.ValidationResult)
        if (r, SH.resultSeverity, SH.Violation) in report
    )
    return {str(report.value(result, SH.sourceShape)).removeprefix(SGS) for result in bad}


@pytest.fixture(scope="module")
def dump(few: Config) -> Graph:
    """The whole dump of a release of a few meetings: minutes, links, profile and ontology."""
    content = (archive.current(few) / "dumps" / "sagsgraf.nq.gz").read_bytes()
    quads = Dataset(default_union=True)
    quads.parse(data=gzip.decompress(content), format="nquads")
    graph = Graph()
    for subject, prop, value, _ in quads.quads():
        graph.add((subject, prop, value))
    assert (None, RDF.type, term("CaseLink")) in graph
    assert (None, RDF.type, term("ImpliedMeeting")) in graph
    return graph


@cache
def of_dump_alone() -> Graph:
    """The shapes of what only a dump can tell; no test may change them."""
    return sum(
        (Graph().parse(file) for file in dump_files() if file.parent.name in ("shapes", "dump")), Graph()
    )


@pytest.mark.filterwarnings("ignore")  # inside rdflib's own parsers
def test_the_file_of_one_meeting_conforms_but_for_what_is_taken_away(client: TestClient) -> None:
    """With the ontology in the data; the whole dump below has it beside them."""
    one = served(client, FILE)
    shapes, ontology = served(client, "/shapes.ttl"), served(client, "/ns.ttl")
    one.remove((None, URIRef(SG + "heldBy"), None))
    assert violations(one + ontology, shapes, Graph()) == {"MeetingBody"}


@pytest.mark.filterwarnings("ignore")
def test_a_file_of_minutes_meets_the_rules_of_a_dump(client: TestClient) -> None:
    one = served(client, FILE)
    assert violations(one, of_dump_alone(), served(client, "/ns.ttl")) == set()


@pytest.mark.filterwarnings("ignore")
def test_a_whole_dump_conforms(dump: Graph, client: TestClient) -> None:
    shapes, ontology = served(client, "/shapes-dump.ttl"), served(client, "/ns.ttl")
    assert violations(dump, shapes, ontology) == set()


ELSEWHERE = URIRef("https://data.example/id/x")
# A shape of a dump alone -> the property that is pointed elsewhere, or given another value, so that it fails.
BROKEN = {
    "LinkFromThere": (term("linkFrom"), ELSEWHERE), "LinkToThere": (term("linkTo"), ELSEWHERE),
    "ExecutedThere": (term("executedIn"), ELSEWHERE), "ReferenceThere": (DCT.references, ELSEWHERE),
    "GenerationThere": (term("numberGeneration"), ELSEWHERE), "ProfileUnit": (ORG.unitOf, ELSEWHERE),
    "ProfilePart": (ORG.subOrganizationOf, ELSEWHERE), "ProfilePost": (ORG.postIn, ELSEWHERE),
    "FormNotation": (SKOS.notation, Literal("")), "FormPattern": (term("pattern"), Literal("")),
    "ReplacedThere": (DCT.replaces, ELSEWHERE), "SameInWikidata": (OWL.sameAs, ELSEWHERE),
    "IdentifierKind": (ORG.identifier, Literal("")), "CitedAct": (term("citesAct"), ELSEWHERE),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("shapes", [sorted(BROKEN)[at::3] for at in range(3)], ids=" ".join)
def test_a_broken_dump_fails_the_shapes(shapes: list[str], dump: Graph) -> None:
    """Several at a time, which do not hide each other."""
    broken = Graph() + dump
    forms = set(dump.subjects(RDF.type, term("NumberGeneration")))
    for prop, value in map(BROKEN.__getitem__, shapes):
        subjects = [s for s in set(dump.subjects(prop)) if prop != SKOS.notation or s in forms] or [
            next(dump.subjects(RDF.type, term("Case")))
        ]
        for subject in subjects:
            broken.set((subject, prop, value))
    assert violations(broken, of_dump_alone(), Graph()) == {*shapes}


def test_every_shape_of_a_dump_alone_has_a_pair() -> None:
    shapes = of_dump_alone()
    named = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes.subjects(RDF.type, kind)}
    assert {str(s).removeprefix(SGS) for s in named if isinstance(s, URIRef)} == set(BROKEN)
