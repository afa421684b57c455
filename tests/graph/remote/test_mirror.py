"""A release on two real servers: what is sent, what is served meanwhile, and what comes back."""

import signal
import subprocess
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import ready
from killing import command_killed_at_write
from samples import sample, write
from servers import Server

from graph.base.config import Config, OperatorError
from graph.http.errors import RemoteError, UnreachableError
from graph.ontology import iris
from graph.publishing.publish import publish, rollback
from graph.release import archive
from graph.release.archive import Release
from graph.remote import mirror
from graph.remote.http import Wire
from graph.remote.store import RemoteStore, ask, read_remote_state
from graph.remote.target import Target
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"


def current(config: Config) -> Release:
    return Release(archive.current(config))


def served(config: Config) -> set[tuple[str, ...]]:
    """Everything that the server gives as the default graph of the current release."""
    release = current(config)
    with RemoteStore(release.store, release.id, config) as store:
        return {tuple(map(str, row)) for row in store.query(EVERYTHING)}


def on_disk(release: Release) -> set[tuple[str, ...]]:
    with Store.open_read_only(release.store) as store:
        return {tuple(map(str, (t.subject, t.predicate, t.object))) for t in store.triples()}


def named(config: Config, graph: str) -> set[tuple[str, ...]]:
    with Wire() as wire:
        return {tuple(map(str, row)) for row in ask(wire, config.store, EVERYTHING, graph)}


def check_whole(config: Config) -> None:
    """What the server gives is what the current release holds: the merge, and each graph by its name."""
    release = current(config)
    assert served(config) == on_disk(release)
    with Store.open_read_only(release.store) as store:
        for graph in store.graphs():
            here = {
                tuple(map(str, (t.subject, t.predicate, t.object))) for t in store.triples(graph_iri=graph)
            }
            if graph.startswith(config.base_iri):  # the vocabulary is the same for all tests
                assert named(config, graph) == here, graph


@contextmanager
def cut_off(monkeypatch: pytest.MonkeyPatch, at: int) -> Any:
    """Nothing is written any more after so many requests, as if the publisher had been killed there."""

    class Killed(BaseException):
        pass

    real: Callable[..., None] = Target._write
    left = at

    def write(self: Target, *arguments: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        real(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Target, "_write", write)
        with pytest.raises(Killed):
            yield


def test_a_release_comes_back_as_it_was_sent(written: Server, tmp_path: Path) -> None:
    minutes = write(tmp_path / "minutes", a=sample("05"), b=sample("12"))
    config = written.config(tmp_path)
    publish(minutes, config)
    check_whole(config)


def test_what_changed_is_sent_and_no_more(server: Server, tmp_path: Path) -> None:
    config = server.config(tmp_path, removed_share=1.0)
    texts = {f"m{day}": sample(f"{day:02}") for day in range(4, 8)}
    minutes = write(tmp_path / "minutes", **texts)
    publish(minutes, config)
    first = mirror.push(config, current(config))
    assert first.requests == 1  # it looks, and all is there
    write(minutes, m5=sample("05", decision="Ikke godkendt."))
    publish(minutes, replace(config, store="", store_update="", store_graphs="", store_login=""))
    everything = mirror.push(
        replace(config, base_iri=config.base_iri), current(config)
    )  # the other slot is empty
    write(minutes, m6=sample("06", decision="Udsat."))
    publish(minutes, replace(config, store="", store_update="", store_graphs="", store_login=""))
    change = mirror.push(config, current(config))
    assert change.slot != everything.slot
    assert change.sent < everything.sent / 2
    assert change.requests < 20
    check_whole(config)
    (minutes / "m7.txt").unlink()
    publish(minutes, config)
    check_whole(config)
    gone = iris.Iris(config.base_iri, "aadalsoe").meeting("organ/direktionen", "2023-09-07")
    assert named(config, f"{gone}/referat") == set()


def test_a_push_cut_off_anywhere_leaves_the_old_release_and_can_be_run_again(
    written: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = written.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("05"), b=sample("12"))
    publish(minutes, config)
    before, old = served(config), current(config)
    for number, at in enumerate([3, 5] if written.name != "oxigraph" else [0, 2, 3, 4, 5, 6]):
        if number % 3 == 0:  # another release; else the same one, which is made and tried again
            write(minutes, b=sample("12", decision=f"Godkendt, gang {number}."))
        with cut_off(monkeypatch, at):
            publish(minutes, config)
        assert current(config).id == old.id
        assert served(config) == before
    made = len(archive.releases(config))
    publish(minutes, config)
    assert len(archive.releases(config)) == made  # it had been made, and only had to get there
    check_whole(config)
    assert served(config) != before
    write(minutes, b=sample("12", decision="Udsat."))
    publish(minutes, config)
    check_whole(config)


def command(config: Config, minutes: Path, at: int = 10_000) -> "subprocess.CompletedProcess[str]":
    """Publish as the command does, by the environment; it kills itself after so many writes."""
    settings = {
        f"SAGSGRAF_{name.upper()}": str(value)
        for name in config.__dataclass_fields__
        if not isinstance(value := getattr(config, name), tuple)
    }
    return ready.run(command_killed_at_write, at, "publish", minutes, **settings)


def test_the_command_killed_and_run_again(oxigraph_server: Server, tmp_path: Path) -> None:
    """What is cut off at any write leaves on each server is above; here the process itself is gone."""
    config = oxigraph_server.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("05"))
    assert command(config, minutes).returncode == 0
    before = served(config)
    write(minutes, a=sample("05", decision="Udsat."))
    assert command(config, minutes, 4).returncode == -signal.SIGKILL
    assert served(config) == before
    assert command(config, minutes).returncode == 0
    check_whole(config)
    assert served(config) != before


def test_the_command_tells_in_a_line_why_the_server_got_nothing(tmp_path: Path) -> None:
    config = Config(
        data_dir=tmp_path / "data",
        store="http://127.0.0.1:9/sparql",
        store_login="bruger:hemmelig",
        workers=1,
    )
    done = command(config, write(tmp_path / "minutes", a=sample("05")))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "sagsgraf: http://127.0.0.1:9/sparql gives no answer: Connection refused"
    )
    assert "hemmelig" not in done.stdout + done.stderr
    assert archive.current_release(config) is None


def test_a_first_push_cut_off_serves_nothing_and_can_be_run_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = server.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("05"))
    with cut_off(monkeypatch, 4):
        publish(minutes, config)
    assert archive.current_release(config) is None
    (made,) = archive.releases(config)
    with (
        RemoteStore(made.store, made.id, config) as store,
        pytest.raises(UnreachableError, match="does not hold release"),
    ):
        store.query(EVERYTHING)
    publish(minutes, config)
    check_whole(config)


def test_what_a_push_began_from_may_be_gone(server: Server, tmp_path: Path) -> None:
    config = server.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("05"))
    for number in range(3):
        write(minutes, a=sample("05", decision=f"Godkendt, gang {number}."))
        publish(minutes, config)
        for release in archive.releases(config):
            if release.id != current(config).id:
                release.path.rename(tmp_path / f"away-{number}-{release.id}")
    check_whole(config)


def test_going_back_goes_back_on_the_server_too(server: Server, tmp_path: Path) -> None:
    config = server.config(tmp_path)
    minutes = tmp_path / "minutes"
    for number in range(3):
        write(minutes, a=sample("05", decision=f"Godkendt, gang {number}."))
        publish(minutes, config)
    rollback(config)
    check_whole(config)
    rollback(config, "0001")
    check_whole(config)
    assert publish(minutes, config).new
    check_whole(config)


def test_a_release_that_is_asked_while_another_comes_is_given_whole_or_not_at_all(
    server: Server, tmp_path: Path
) -> None:
    config = server.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("05"))
    publish(minutes, config)
    first = current(config)
    expected = on_disk(first)
    with RemoteStore(first.store, first.id, config) as store:
        for number in range(2):  # the second takes the place of the first
            write(minutes, a=sample("05", decision=f"Godkendt, gang {number}."))
            assert {tuple(map(str, row)) for row in store.query(EVERYTHING)} == expected
            publish(minutes, config)
        with pytest.raises(UnreachableError, match="does not hold release"):
            store.query(EVERYTHING)


def test_a_server_that_refuses_leaves_what_was_published(server: Server, tmp_path: Path) -> None:
    config = server.config(tmp_path)
    minutes = write(tmp_path / "minutes", a=sample("05"))
    publish(minutes, config)
    old = current(config)
    write(minutes, a=sample("05", decision="Udsat."))
    wrong = replace(
        config, store_update=config.store.replace("sparql", "nowhere").replace("query", "nowhere")
    )
    with pytest.raises(OperatorError, match="failed to write: status 404"):
        publish(minutes, wrong)
    assert current(config).id == old.id
    check_whole(config)


def test_a_wrong_password_is_told_without_the_password(virtuoso_server: Server, tmp_path: Path) -> None:
    minutes = write(tmp_path / "minutes", a=sample("05"))
    for login in ("", "sagsgraf:forkert-kode"):
        config = virtuoso_server.config(tmp_path, store_login=login)
        with pytest.raises(
            RemoteError, match=r"/sparql-auth refuses: status 40\d; see store_login"
        ) as caught:
            publish(minutes, config)
        assert "forkert-kode" not in str(caught.value) + repr(config)


def test_triples_that_a_server_leaves_out_are_told(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = server.config(tmp_path)
    monkeypatch.setattr(Target, "count", lambda self, graph: 7)
    with pytest.raises(OperatorError, match=r"holds 7 triples of \d+; release 0001-\w+ is not served"):
        publish(write(tmp_path / "minutes", a=sample("05")), config)
    assert archive.current_release(config) is None


def test_what_the_server_says_that_it_holds(server: Server, tmp_path: Path) -> None:
    config = server.config(tmp_path)
    publish(write(tmp_path / "minutes", a=sample("05")), config)
    release = current(config)
    with Wire() as wire:
        held = read_remote_state(wire, config.store, config.base_iri)
    assert held.graphs == {
        f"{config.base_iri}/udgivelse": {release.id},
        f"{config.base_iri}/udgivelse/a": {release.id},
    }
