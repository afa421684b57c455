"""Each command: what it prints, its exit status, and one line for every mistake."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from firstagenda_files import answer, data, item
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places import TESTS
from samples import put, sample, write

from api.cli.main import FINE, FOUND, MISTAKE, cli, main
from graph.base.config import Config

pytestmark = pytest.mark.usefixtures("little_ontology")

TURTLE = TESTS / "data" / "document.ttl"


class Done(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs the command in a folder of its own, without settings from outside."""
    monkeypatch.chdir(tmp_path)
    for variable in [name for name in os.environ if name.startswith("SAGSGRAF_")]:
        monkeypatch.delenv(variable)
    interrupt = signal.getsignal(signal.SIGINT)

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["sagsgraf", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(str(ended.value.code)), *capfd.readouterr())

    yield call
    signal.signal(signal.SIGINT, interrupt)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", a=sample("12"), b=sample("19"))


def assert_mistake(done: Done, said: str) -> None:
    assert done.status == MISTAKE
    assert done.err.startswith("sagsgraf: ")
    assert done.err.count("\n") == 1
    assert said in done.err
    assert done.out == ""


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == FINE
    assert "Example:\n" in done.out
    assert f"sagsgraf {command}" in done.out.partition("Example:")[2]


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    assert run("--help").out == run().out
    assert run("--version").out == "sagsgraf, version 0.2.0\n"


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from api.cli.main import cli; cli(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.rpartition("\n\n")[2].split()}
    assert "click" in loaded
    assert not loaded & {"rdflib", "pyoxigraph", "pyshacl", "rich", "fastapi", "uvicorn", "jinja2"}


def test_read(run: Run, minutes: Path) -> None:
    done = run("read", minutes / "a.txt")
    assert (done.status, done.err) == (FINE, "")
    assert "a.txt: Direktionen, 2023-09-12, 2 items" in done.out
    assert "godkendt" in done.out
    assert "closed" in done.out


def test_read_as_json(run: Run, minutes: Path) -> None:
    done = run("read", minutes / "a.txt", "--json")
    assert done.status == FINE
    assert json.loads(done.out)["items"][0]["decision_text"] == "Godkendt."


def test_read_finds_something(run: Run, minutes: Path) -> None:
    write(minutes, c=sample("12", closed_words="Hemmeligt.\n"))
    done = run("read", minutes / "c.txt")
    assert done.status == FOUND
    assert "warning closed-item-text: line 42:" in done.out


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=60)
    | st.binary(max_size=30).map(lambda noise: sample().encode().replace(b"ndring", noise))
)
def test_any_bytes_can_be_read(run: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    done = run("read", "x.txt", "--json")
    assert done.status in (FINE, FOUND)
    assert json.loads(done.out)["source"] == "x.txt"
    assert done.err == ""


def test_publish_list_and_go_back(run: Run, minutes: Path) -> None:
    done = run("publish", minutes)
    assert (done.status, done.err) == (FINE, "")
    assert "is current: 2 of 2 documents" in done.out
    assert "nothing has changed" in run("publish", minutes).out
    write(minutes, c=sample("26"))
    assert "3 of 3 documents" in run("publish", minutes).out
    listed = run("releases").out.splitlines()
    assert [line[:1] for line in listed[1:]] == [" ", "*"]
    assert run("rollback").out.startswith("0001-")
    assert [line[:1] for line in run("releases").out.splitlines()[1:]] == ["*", " "]
    assert run("rollback", "0002").out.startswith("0002-")


def test_publish_tells_what_it_turns_away(run: Run, minutes: Path) -> None:
    write(minutes, bad="ikke et referat", cpr=sample("26", decision="Se 010203-1234."))
    for name, body in (("dagsorden", "Byrådet"), ("svar", ".Spørgsmål / Svar til Byrådet")):
        meeting = answer(item("1", "Sag", ""), body=body, Afsluttet=False)
        (minutes / f"{name}.json").write_bytes(data(meeting))
    done = run("publish", minutes)
    assert "dagsorden.json: quarantined\n  info not-minutes: En dagsorden" in done.out
    assert "svar.json: quarantined\n  violation not-minutes: Det er en samling af spørgsmål" in done.out
    assert done.status == FOUND
    assert "bad.txt: unreadable\n  violation no-body:" in done.out
    assert "cpr.txt: quarantined\n  violation cpr-number: line 20:" in done.out
    assert "2 of 6 documents" in done.out
    assert "010203" not in done.out


def test_publish_of_nothing_but_bad_files(run: Run, tmp_path: Path) -> None:
    done = run("publish", write(tmp_path / "bad", x="", y="nej"))
    assert done.status == FOUND
    assert "x.txt: unreadable\n  violation empty-file:" in done.out
    assert done.err == "sagsgraf: none of the 2 files could be published; nothing was changed\n"


def test_publish_where_nothing_can_be_written(run: Run, minutes: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert_mistake(run("publish", minutes, "--data-dir", "file"), "could not be written")


def test_a_damaged_release_is_listed_as_such(run: Run, minutes: Path) -> None:
    run("publish", minutes)
    write(minutes, c=sample("26"))
    run("publish", minutes)
    Path("data/current/manifest.json").write_text("{}")
    assert [line.rstrip()[-7:] for line in run("releases").out.splitlines()[2:]] == ["damaged"]
    assert run("rollback").status == FINE
    Path("data/current/manifest.json").write_text("{}")
    assert_mistake(run("serve", "--port", "0"), "is damaged (manifest.json); repair it with: sagsgraf verify")


def test_a_link_that_is_gone_is_told(run: Run, minutes: Path) -> None:
    assert_mistake(run("verify"), "no release there")
    put(Config(data_dir=minutes.parent / "data"), a="12")
    link = Path("data/current")
    for _ in ("dangling", "gone"):
        link.unlink()
        done = run("verify")
        assert (done.status, "no release is current" in done.out) == (FOUND, True)
        link.symlink_to("releases/0009-000000000000")


@pytest.fixture
def release(minutes: Path) -> Path:
    """The minutes, which have been published to the data folder of the settings."""
    put(Config(data_dir=minutes.parent / "data"), a="12", b="19")
    return minutes


def ask(run: Run, query: str, *options: str) -> Done:
    Path("q.rq").write_text(query, encoding="utf-8")
    return run("query", "q.rq", *options)


MEETINGS = (
    "SELECT ?day { ?m a <https://w3id.org/sagsgraf/ns#Meeting> ; <http://purl.org/dc/terms/date> ?day }"
)


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    ("query", "options", "out"),
    [
        (f"{MEETINGS} ORDER BY ?day", (), "day       \n2023-09-12\n2023-09-19\n"),
        (f"{MEETINGS} ORDER BY ?day", ("--format", "csv"), "day\r\n2023-09-12\r\n2023-09-19\r\n"),
        ("ASK { ?s ?p ?o }", (), "true\n"),
        ("ASK { ?s ?p 'ingen' }", ("--format", "json"), '{"head":{},"boolean":false}'),
        ("CONSTRUCT { <a:a> <a:b> 1 } {}", (), "<a:a> <a:b> 1 .\n"),
    ],
)
def test_query(run: Run, query: str, options: tuple[str, ...], out: str) -> None:
    assert ask(run, query, *options) == Done(FINE, out, "")


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    ("query", "options", "said"),
    [
        ("SELECT * {\n ?s }", (), "q.rq:2:5: unexpected '}'"),
        ("SELECT * { SERVICE <http://x> {} }", (), "q.rq:1:12: SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", (), "q.rq:1:1: DELETE is an update"),
        ("ASK {}", ("--format", "ttl"), "--format ttl is for CONSTRUCT"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", ("--format", "csv"), "--format csv is for SELECT"),
        ("x" * 100_001, (), "q.rq: the query is longer"),
    ],
)
def test_query_that_cannot_be_answered(run: Run, query: str, options: tuple[str, ...], said: str) -> None:
    assert_mistake(ask(run, query, *options), said)


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(("data", "status"), [(b"ASK {}", FINE), (b"\xff", MISTAKE)])
def test_query_from_standard_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, status: int
) -> None:
    (tmp_path / "q").write_bytes(data)
    with (tmp_path / "q").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert run("query", "-").status == status


def test_validate_turtle(run: Run, tmp_path: Path) -> None:
    done = run("validate", TURTLE)
    assert (done.status, done.out) == (FINE, "document.ttl: conforms\n")
    bad = tmp_path / "bad.ttl"
    bad.write_text(TURTLE.read_text(encoding="utf-8").replace('dct:date "', 'dct:issued "'), encoding="utf-8")
    done = run("validate", bad)
    assert done.status == FOUND
    assert "violation MeetingDate:" in done.out
    report = run("validate", bad, "--format", "ttl")
    assert (report.status, "sh:conforms false" in report.out) == (FOUND, True)


def test_ill_typed_values_are_no_traceback(
    run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.ttl").write_text('<urn:a> <urn:b> "x"^^<http://www.w3.org/2001/XMLSchema#integer> .')
    done = run("validate", "a.ttl")
    assert (done.status, done.err, caplog.text) == (FOUND, "", "")


def test_validate_minutes(run: Run, minutes: Path) -> None:
    assert run("validate", minutes).status == FINE
    write(minutes, c="ikke et referat")
    done = run("validate", minutes)
    assert done.status == FOUND
    assert "violation no-body" in done.out
    assert run("validate", minutes / "a.txt").status == FINE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["read"], "Missing argument 'FILE'"),
        (["read", "nowhere.txt"], "does not exist"),
        (["read", "minutes"], "is a directory"),
        (["read", "minutes/a.txt", "--profile", "ingen"], "profile ingen: cannot be read"),
        (["read", "minutes/a.txt", "--config", "bad.toml"], "bad.toml: unknown setting 'x'"),
        (["publish", "minutes/a.txt"], "is a file"),
        (["publish", "empty"], "no files in .txt, .pdf"),
        (["publish", "minutes", "--config", "base.toml"], "base_iri: 'ftp:x'"),
        (["query", "bad.toml"], "data: no release there"),
        (["query", "nowhere.rq"], "No such file"),
        (["query", "bad.toml", "--format", "pdf"], "'pdf' is not one of"),
        (["validate", "bad.ttl"], "bad.ttl: not Turtle: Parser error at line 1"),
        (["validate", "empty"], "neither Turtle"),
        (["validate", "bad.toml"], "neither Turtle"),
        (["releases"], "no release there"),
        (["rollback"], "no release there"),
        (["serve"], "no release there"),
        (["serve", "--port", "x"], "'x' is not a valid integer"),
        (["read", "\udcff\n"], "does not exist"),
    ],
)
def test_a_mistake_is_told_in_one_line(run: Run, minutes: Path, arguments: list[str], said: str) -> None:
    (minutes.parent / "empty").mkdir()
    for name, text in {"bad.toml": "x = 1", "base.toml": 'base_iri = "ftp:x"', "bad.ttl": "nej"}.items():
        (minutes.parent / name).write_text(text)
    assert_mistake(run(*arguments), said)


@pytest.mark.usefixtures("release")
def test_serve_on_an_address_in_use(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert_mistake(
            run("serve", "--port", port), f"cannot listen on 127.0.0.1, port {port}: Address already"
        )
