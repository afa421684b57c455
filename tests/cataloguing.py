"""A catalogue of the example minutes, with every setting stated, and the official shapes to judge it by."""

from pathlib import Path

from places import SHARED
from pyshacl import validate
from rdflib import Graph, Literal, Namespace
from rdflib.term import Node

from api.site.addresses import SiteAddresses
from graph.base.config import Config
from graph.catalogue.catalogue import Catalogue
from graph.catalogue.holdings import Holdings, read_holdings
from graph.release import archive
from graph.store.oxigraph import Store

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
STATED = {
    "licence": LICENCE,
    "contact_name": "Byrådssekretariatet",
    "contact_email": "data@aadalsoe.example",
}
SHAPES = SHARED / "dcat-ap"
DCAT_AP_SHAPES = SHAPES / "dcat-ap-3.0.1-SHACL.ttl"
DK_SHAPES = SHAPES / "dcat-ap-dk_2.0.2_shacl_shapes.ttl"
DK_STRICT_SHAPES = SHAPES / "dcat-ap-dk_2.0.2_shacl_shapes-strict.ttl"
SH = Namespace("http://www.w3.org/ns/shacl#")
# The official file of DCAT-AP 3.0.1 names these property shapes and holds no such shapes.
MISSING = {
    f"https://semiceu.github.io/DCAT-AP/releases/3.0.1#dcat:DataServiceShape/{name}"
    for name in ("dc08f4dca4377fade57f89454e3fa06a8389d314", "eb3ac4e4fdde2e2588a9502c5956060a18c5c99f")
}

# The official file of DCAT-AP-DK 2.0.2 demands languages of this address and says beside it that they are those of
# the EU's authority list, whose address is another.
MISSPELLED = "/resource/dataset/"


def holdings(config: Config) -> Holdings:
    """What the current release holds."""
    release = archive.Release(archive.current(config))
    with Store.open_read_only(release.store) as store:
        return read_holdings(release, store)


def catalogue(config: Config) -> Catalogue:
    return Catalogue(config, holdings(config), SiteAddresses(config.base_iri))


def shapes(*paths: Path) -> Graph:
    """The shapes of files, without references to shapes that are not there, which pySHACL refuses."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    dangling = {shape for shape in graph.objects(None, SH.property) if (shape, SH.path, None) not in graph}
    assert {str(shape) for shape in dangling} <= MISSING
    for shape in dangling:
        graph.remove((None, SH.property, shape))
    for shape, pattern in list(graph.subject_objects(SH.pattern)):
        if MISSPELLED in pattern:
            graph.set((shape, SH.pattern, Literal(pattern.replace(MISSPELLED, "/resource/authority/"))))
    return graph


def faults(data: Graph, judges: Graph) -> list[tuple[Node | None, str, Node | None]]:
    """What the shapes say of a description: severity and words, and the thing it is about."""
    _, report, _ = validate(data, shacl_graph=judges)
    assert isinstance(report, Graph)
    return [
        (
            report.value(result, SH.focusNode),
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
            report.value(result, SH.resultPath),
        )
        for result in report.objects(None, SH.result)
    ]
