"""What is withdrawn is on no server that the releases were brought to."""

from pathlib import Path

from samples import sample, write
from servers import Server

from graph import iri
from graph.release import publish
from graph.remote import ask
from graph.wire import Wire
from graph.withdraw import withdraw

SECRET = "Zebrafinke"


def test_neither_of_the_two_graphs_of_releases_holds_it(server: Server, tmp_path: Path) -> None:
    config = server.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("12", decision=f"{SECRET}."), b=sample("19"))
    publish(minutes, config)
    write(minutes, c=sample("26"))
    publish(minutes, config)
    meeting = iri.Iris(config.base_iri, "aadalsoe").meeting("organ/direktionen", "2023-09-12")
    graphs = [*iri.slots(config.base_iri), str(iri.minutes(meeting))]
    held = f'SELECT ?s WHERE {{ ?s ?p ?o FILTER (CONTAINS(STR(?o), "{SECRET}")) }}'
    with Wire() as wire:
        assert all(list(ask(wire, config.store, held, graph)) for graph in graphs)
        withdraw(str(iri.item(meeting, 1)), "persondata", "me", config)
        assert not any(list(ask(wire, config.store, held, graph)) for graph in graphs)
        write(minutes, d=sample("05"))
        publish(minutes, config)
        assert not any(list(ask(wire, config.store, held, graph)) for graph in graphs)
