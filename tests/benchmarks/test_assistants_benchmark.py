"""The benchmark of assistants: real calls of every tool, none twice, and one that fails is told."""

from typing import cast

from benchmarks import assistants
from benchmarks.asking import Client
from benchmarks.processes import Server
from graph.base.config import Config


class Weighed:
    """A server of which only the processors' time is asked: a second more each time."""

    def __init__(self) -> None:
        self.spent = 0.0

    def cpu_seconds(self) -> float:
        self.spent += 1
        return self.spent


def test_calls_of_each_tool_are_of_things_in_the_release_and_none_is_made_twice(published: Config) -> None:
    made = assistants.calls(published, 2)
    assert {len(calls) for kind, calls in made.items() if kind != "all of these again"} <= {1, 2}
    every = [repr(call) for kind, calls in made.items() if kind != "all of these again" for call in calls]
    assert sorted(map(repr, made["all of these again"])) == sorted(every)
    assert len(set(every)) == len(every)


def test_calls_are_asked_by_all_clients_and_what_came_of_them_is_told(port: int) -> None:
    asked = [("schema", {}), ("case", {"number": "20-4417"}), ("none", {}), ("search", {"question": "havn"})]
    clients = [Client(port), Client(port)]
    found = assistants._called(cast(Server, Weighed()), clients, asked)
    for client in clients:
        client.close()
    assert (len(found.seconds), found.failed, found.cpu) == (4, 1, 1.0)  # there is no tool called none
    (row,) = assistants.table({"all": found}, 2).rows
    assert row[:3] == ("all", "4", "1")
    assert row[-1] == "250.0"


def test_a_server_that_is_gone_is_a_failure() -> None:
    assert assistants._ask(Client(9, 1), ("schema", {})) == (0.0, False)
