"""What is withdrawn is on no server that the releases were brought to."""

from pathlib import Path

import pytest
from samples import sample, write
from servers import Server

from graph.ontology import iris
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.remote.http import Wire
from graph.remote.store import ask

pytestmark = pytest.mark.usefixtures("little_ontology")

SECRET = "Zebrafinke"


def test_neither_of_the_two_graphs_of_releases_holds_it(server: Server, tmp_path: Path) -> None:
    config = server.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("12", decision=f"{SECRET}."), b=sample("19"))
    publish(minutes, config)
    write(minutes, c=sample("26"))
    publish(minutes, config)
    meeting = iris.Iris(config.base_iri, "aadalsoe").meeting("organ/direktionen", "2023-09-12")
    graphs = [*iris.slots(config.base_iri), str(iris.minutes_of(meeting))]
    held = f'SELECT ?s WHERE {{ ?s ?p ?o FILTER (CONTAINS(STR(?o), "{SECRET}")) }}'
    with Wire() as wire:
        assert all(list(ask(wire, config.store, held, graph)) for graph in graphs)
        withdraw(str(iris.item(meeting, "1")), "persondata", "me", config)
        assert not any(list(ask(wire, config.store, held, graph)) for graph in graphs)
        write(minutes, d=sample("05"))
        publish(minutes, config)
        assert not any(list(ask(wire, config.store, held, graph)) for graph in graphs)
