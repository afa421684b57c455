"""Small collections of minutes, of any body and day, in a store with their links."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, QuerySolutions
from rdflib import Graph

from graph.base.config import Config
from graph.cases.linker import LinkGraphs
from graph.cases.review import Review
from graph.cases.update import update
from graph.mapping.minutes import graph_iri, minutes_graph
from graph.minutes.dates import in_words
from graph.minutes.document import Document
from graph.minutes.model import Finding
from graph.municipality.profile import load_profile
from graph.ontology.iris import Iris
from graph.publishing.publish import publish
from graph.readers.layout.parse import parse
from graph.store.oxigraph import Store

IRIS = Iris("http://127.0.0.1:8000", "aadalsoe")
GRAPHS = LinkGraphs(IRIS)
BOARD, FINANCE, COUNCIL = "Direktionen", "Økonomiudvalget", "Byrådet"
Meetings = Mapping[str, str]
"""The text of minutes by the IRI of their graph."""


def item(title: str, number: str = "", decision: str = "Godkendt.", says: str = "", path: str = "") -> str:
    """An item of the newer layout; ``says`` is what its summary says, ``path`` its planned path."""
    parts = [title, number, "" if title.startswith("Lukket") else f"Beslutning\n\n{decision}"]
    parts += [f"Resume og sagens baggrund\n\n{says}" if says else "", f"Behandling\n\n{path}" if path else ""]
    return "\n\n".join(part for part in parts if part)


def meeting(body: str, day: str, *items: str) -> dict[str, str]:
    """The minutes of one meeting, by the IRI of their graph."""
    held = date.fromisoformat(day)
    listed = "\n".join(f"{one.splitlines()[0]}.....\t{n + 3}" for n, one in enumerate(items))
    text = (
        f"\n\nREFERAT {body} d. {held:%d-%m-%Y}\n\nMødedato Mandag d. {in_words(held, 'da')} kl. 12:30\n\n"
        f"Mødested Rådhuset\n\nMødedeltagere Anna Lund, Bo Ravn\n\nIndholdsfortegnelse\n\n{listed}\n\n"
        + "\n\n".join(f"Punkt {number}: {one}" for number, one in enumerate(items, start=1))
    )
    return {name_of(text): text}


def released(folder: Path, *meetings: Meetings) -> Config:
    """A release of some minutes."""
    (folder / "minutes").mkdir()
    for each in meetings:
        for name, text in each.items():
            _, body, day, _ = name.rsplit("/", 3)
            (folder / "minutes" / f"{body}-{day}.txt").write_text(text, encoding="utf-8")
    config = Config(data_dir=folder / "data", profile="aadalsoe")
    publish(folder / "minutes", config)
    return config


@cache
def _read(text: str) -> tuple[str, Graph]:
    profile = load_profile("aadalsoe")
    minutes = parse(Document("test.txt", text), profile)
    return str(graph_iri(minutes, profile, IRIS)), minutes_graph(minutes, profile, IRIS, "0" * 64)


def name_of(text: str) -> str:
    return _read(text)[0]


def stored(path: Path, meetings: Meetings) -> Store:
    """A store with the minutes, and no links yet."""
    store = Store.create(path)
    store.replace_graph(str(IRIS.profile()), load_profile("aadalsoe").graph(IRIS.base))
    for name, text in meetings.items():
        store.replace_graph(name, _read(text)[1])
    return store


def changed(store: Store, path: Path, meetings: Meetings, now: Meetings, review: Review) -> Store:
    """A copy of a store that had ``meetings``, with ``now`` in their place and its links up to date."""
    store.flush()
    store.backup(path)
    other = Store.create(path)
    touched = {name for name in meetings.keys() | now.keys() if meetings.get(name) != now.get(name)}
    for name in touched:
        if name in now:
            other.replace_graph(name, _read(now[name])[1])
        else:
            other.remove_graph(name)
    update(other, [IRIS], review, touched, store)
    return other


class Linked:
    """A store of minutes with all links made."""

    def __init__(self, path: Path, *meetings: Meetings, review: Review | None = None) -> None:
        self.store = stored(path, {name: text for each in meetings for name, text in each.items()})
        self.findings: list[Finding] = update(self.store, [IRIS], review or {})

    def links(self, kind: str) -> list[tuple[str, str, str, str]]:
        """From, to, confidence and status of the links of a kind, IRIs and codes without what they share."""
        rows = self.rows(
            "?link sg:linkKind ?kind ; sg:linkFrom ?from ; sg:linkTo ?to ; sg:confidence ?sure ;"
            f' sg:reviewStatus ?status FILTER(STRENDS(STR(?kind), "/{kind}"))',
            "from to sure status",
        )
        return [(row[0], row[1], row[2], row[3].rpartition("/")[2]) for row in rows]

    def link(self, kind: str) -> str:
        """The IRI of the one link of a kind."""
        ((iri,),) = self.rows(
            f'?link sg:linkKind ?kind FILTER(STRENDS(STR(?kind), "/{kind}"))', "link", whole=True
        )
        return iri

    def evidence(self, kind: str) -> set[str]:
        rows = self.rows(
            f'?link sg:linkKind ?kind ; sg:evidenceText ?words FILTER(STRENDS(STR(?kind), "/{kind}"))',
            "words",
        )
        return {words for (words,) in rows}

    def steps(self, item: str) -> list[tuple[str, str, str]]:
        """Body, status and executing item of each step of an item, in order."""
        rows = self.rows(
            f"<{IRIS.of(item)}> sg:hasTreatmentStep ?step . ?step sg:order ?order ; sg:plannedBody ?body ;"
            " sg:stepStatus ?status OPTIONAL { ?step sg:executedIn ?in }",
            "order body status in",
        )
        return [(row[1].removeprefix("organ/"), row[2].rpartition("/")[2], row[3]) for row in sorted(rows)]

    def rows(self, where: str, names: str, whole: bool = False) -> list[tuple[str, ...]]:
        """The rows of a pattern; IRIs of the municipality are without what they share, unless ``whole``."""
        variables = " ".join(f"?{name}" for name in names.split())
        results = self.store.query(
            f"PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT {variables} WHERE {{ {where} }} ORDER BY {variables}"
        )
        assert isinstance(results, QuerySolutions)
        shared = "" if whole else str(IRIS.of(""))
        return [tuple(_word(value).removeprefix(shared) for value in row) for row in results]

    def graph(self, name: str) -> set[str]:
        """The triples of a graph, as lines."""
        return graph_of(self.store, name)


def graph_of(store: Store, name: str) -> set[str]:
    return {str(triple) for triple in store.triples(graph_iri=name)}


def _word(value: object) -> str:
    return value.value if isinstance(value, Literal) else str(getattr(value, "value", ""))
