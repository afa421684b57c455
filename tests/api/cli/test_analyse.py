"""``sagsgraf analyse``: files by their endings, one line for every mistake, and nothing half done."""

import os
import re
import shutil
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from places import ROOT

from api.cli.analyse import analyse
from api.cli.main import MISTAKE, main
from graph.analysis.files import FILES
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.base.config import Config
from graph.pictures.of_analysis import KINDS
from graph.release import archive
from graph.store.oxigraph import Store

DOCS = ROOT / "docs" / "analyse.md"
UNITS = ("--projection", "units_by_cases")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: Config) -> Path:
    """A folder of its own, from which the examples are asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAGSGRAF_DATA_DIR", str(published.data_dir))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(analyse, arguments, catch_exceptions=False)


def mistake(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """The one line that a mistake is told in."""
    monkeypatch.setattr(sys, "argv", ["sagsgraf", "analyse", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == MISTAKE
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("sagsgraf: ")
    assert err.count("\n") == 1
    return err


def test_a_file_of_each_ending(here: Path) -> None:
    names = [f"units.{suffix}" for suffix in (*FILES, "svg")]
    assert run(*UNITS, "--measure", "pagerank", *names).exit_code == 0
    assert sorted(path.name for path in here.iterdir()) == sorted(names)
    graph = nx.read_graphml(here / "units.graphml")
    assert nx.is_isomorphic(graph, nx.read_gexf(here / "units.gexf"))
    table = pq.read_table(BytesIO((here / "units.parquet").read_bytes()))
    assert table.column_names == ["node", "label", "kind", "pagerank"]
    assert table.num_rows == len(graph) > 5
    assert sum(table.column("pagerank").to_pylist()) == pytest.approx(1, abs=1e-4)
    assert (here / "units.csv").read_bytes().startswith(b"node,label,kind,pagerank\r\n")


def test_the_same_release_gives_the_same_bytes(here: Path) -> None:
    for folder in ("a", "b"):
        (here / folder).mkdir()
        run(*UNITS, *(f"{folder}/units.{suffix}" for suffix in (*FILES, "svg")))
    for path in (here / "a").iterdir():
        assert path.read_bytes() == (here / "b" / path.name).read_bytes()


def test_without_files_the_table_is_shown(here: Path, published: Config) -> None:
    shown = run("--measure", "decided_by_year", "--language", "en").output
    assert shown.startswith("Share decided by year\nYear")
    assert f"release {archive.current(published).name}. Period: all years." in shown


def test_a_period_leaves_out_what_is_not_in_it(here: Path) -> None:
    run(*UNITS, "all.csv")
    run(*UNITS, "--from", "2020", "--to", "2021-06-30", "some.csv")
    items = re.findall(r"/moede/[a-z-]+/(\d{4}-\d\d-\d\d)/", (here / "some.csv").read_text(encoding="utf-8"))
    assert items
    assert all("2020-01-01" <= day <= "2021-06-30" for day in items)
    assert len((here / "all.csv").read_bytes()) > len((here / "some.csv").read_bytes())


def test_the_choices_are_listed() -> None:
    lines = run("--list").output.splitlines()
    assert [line.partition(":")[0].strip() for line in lines] == [
        "Projections",
        *PROJECTIONS,
        "Measures",
        *MEASURES,
    ]


def test_the_pictures_are_those_there_are() -> None:
    [option] = [one for one in analyse.params if one.name == "picture"]
    assert getattr(option.type, "choices", None) == tuple(KINDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name one of: units_by_cases"),
        (("--projection", "nope"), "nope: no such projection"),
        ((*UNITS, "--measure", "nope"), "nope: no such measure"),
        ((*UNITS, "--from", "igår"), "neither a day"),
        ((*UNITS, "--from", "2022", "--to", "2021"), "the period ends 2021"),
        ((*UNITS, "units.xlsx"), "its ending says nothing that can be written; known: .csv"),
        ((*UNITS, "units"), "its ending says nothing"),
        ((*UNITS, "no/units.csv"), "there is no folder no"),
        (("--measure", "decided_by_year", "a.gexf"), "is of no network"),
        (("--measure", "case_survival", "a.svg"), "there is nothing that a network of this would show"),
        ((*UNITS, "--publish"), "--publish takes all"),
        ((*UNITS, "--picture", "pie"), "'pie' is not one of"),
    ],
)
def test_a_mistake_is_told_in_one_line_and_writes_nothing(
    here: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert said in mistake(capfd, monkeypatch, *arguments)
    assert list(here.iterdir()) == []


def test_without_a_release(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGSGRAF_DATA_DIR", str(tmp_path))
    assert "no release there" in mistake(capfd, monkeypatch, *UNITS)


def test_ctrl_c_ends_it_at_once_and_leaves_nothing(here: Path) -> None:
    code = (
        "import os, signal, time; from api.cli import main as cli; import graph.analysis.analysis as a\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job would ignore it
        # It may be ended while it has the lock of a stream, which the interpreter wants at its end.
        "def slow(*_): os.write(1, b'begun\\n'); time.sleep(900)\n"
        "a.project = slow; cli.main()"
    )
    command = [sys.executable, "-c", code, "analyse", *UNITS, "units.csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ.copy()) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=600) == 130
    assert list(here.iterdir()) == []


def test_the_commands_of_the_docs_write_what_they_name(here: Path) -> None:
    commands = re.findall(r"^sagsgraf analyse (.+\..+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    for command in commands:
        assert run(*command.split()).exit_code == 0
    named = {word for command in commands for word in command.split() if "." in word}
    assert {path.name for path in here.iterdir()} == named
    endings = set(re.findall(r"^\| `(\.\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert endings == {Path(name).suffix for name in named} == {f".{suffix}" for suffix in (*FILES, "svg")}


def test_publishing_makes_them_data(here: Path, published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    data = here / "data"
    shutil.copytree(published.data_dir, data, symlinks=True)
    monkeypatch.setenv("SAGSGRAF_DATA_DIR", str(data))
    before = archive.current(Config(data_dir=data)).name
    done = run("--publish")
    release = archive.current(Config(data_dir=data)).name
    assert done.output == f"{release} is current, with the analyses\n"
    assert release != before
    [query] = re.findall(r"```sparql\n(.+?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    with Store.open_read_only(archive.Release(archive.current(Config(data_dir=data))).store) as store:
        rows = [tuple(value.value for value in row) for row in store.query(query)]  # type: ignore[union-attr]
    assert len(rows) == 5
    assert rows[0] == ("Økonomistaben", "0.126591", before)


def test_an_empty_network_says_so_and_stops_no_other_file(here: Path) -> None:
    never = (*UNITS, "--from", "1900", "--to", "1901")
    done = run(*never, "units.csv", "units.svg")
    assert done.exit_code == 0
    assert "units.svg: there is nothing that a network of this would show" in done.output
    assert [path.name for path in here.iterdir()] == ["units.csv"]
    assert "Netværket er tomt: intet er forbundet." in run(*never).output
