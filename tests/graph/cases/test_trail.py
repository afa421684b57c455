"""The trail of a case out of a release, and what the command prints of it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from meetings import BOARD, FINANCE, item, meeting, released

from api.cli.main import cli
from graph.base.config import Config
from graph.cases.trail import UnknownCase, describe_trail, trace
from graph.release import archive


def run(config: Config, *arguments: str) -> tuple[int, str, str]:
    given = ["trace", "--data-dir", str(config.data_dir), *arguments]
    done = CliRunner().invoke(cli, given, standalone_mode=False)
    assert done.exception is None
    return done.return_value, done.stdout, done.stderr


def test_a_case_over_years_and_numbers(published: Config) -> None:
    trail = trace(archive.Release(archive.current(published)), "998 2017 30412")
    assert trail.numbers == ("19-002951", "998-2017-30412")
    assert (trail.first, trail.last) == ("2017-02-27", "2019-03-25")
    assert [(one.date, one.body, one.number) for one in trail.handlings] == [
        ("2017-02-27", "Direktionen", "1"),
        ("2017-06-14", "Økonomiudvalget", "1"),
        ("2019-03-25", "Direktionen", "1"),
    ]
    first = trail.handlings[0]
    assert first.recommendation.by == ("Direktøren",)
    assert [point.source.lines for point in first.recommendation.points] == [
        (40, 40),
        (41, 41),
        (42, 42),
    ]
    assert (first.decision.text, first.decision.outcomes) == ("Anbefales.", ("anbefales",))
    assert [document.number for document in first.documents] == ["998-2017-114233", "998-2017-114240"]
    assert [(step.body, step.status, step.executed_on) for step in first.steps] == [
        ("Direktionen", "behandlet", "2017-02-27"),
        ("Økonomiudvalget", "behandlet", "2017-06-14"),
    ]
    assert first.source.file == "direktionen-2017-02-27.txt"
    (continues,) = (link for link in trail.links if link.kind == "fortsaetter")
    assert (continues.origin.label, continues.target.label) == ("Sag 19-002951", "Sag 998-2017-30412")
    assert continues.evidence == (
        "Sagen er en fortsættelse af sag 998-2017-30412 i det tidligere sagssystem.",
    )
    assert [(one.file, one.lines) for one in continues.sources] == [("direktionen-2019-03-25.txt", (33, 33))]


def test_every_place_holds_the_words(published: Config) -> None:
    release = archive.Release(archive.current(published))
    for handling in trace(release, "20-4417").handlings:
        lines = release.text_file(f"{handling.meeting}/referat").read_text("utf-8").split("\n")
        first, last = handling.decision.source.lines
        assert "\n".join(lines[first - 1 : last]).split() == handling.decision.text.split()
        for point in handling.recommendation.points:
            assert point.text in lines[point.source.lines[0] - 1]


def test_topics_of_one_number_are_told_apart(published: Config) -> None:
    trail = trace(archive.Release(archive.current(published)), "23-1188")
    assert [(one.number, one.topic) for one in trail.handlings] == [("1", 1), ("3", 2)]
    assert trail.links == ()


@pytest.mark.parametrize(
    ("text", "near"), [("23-4418", ["23-004417"]), ("20-4418", ["20-004417", "23-004417"]), ("x", [])]
)
def test_an_unknown_number_is_answered_with_near_ones(published: Config, text: str, near: list[str]) -> None:
    with pytest.raises(UnknownCase) as caught:
        trace(archive.Release(archive.current(published)), text)
    assert caught.value.near[: len(near)] == near
    status, out, err = run(published, text)
    assert (status, out) == (1, "")
    assert f"no case has the number '{text}'" in err


def test_a_case_that_is_only_cited(tmp_path: Path) -> None:
    config = released(
        tmp_path, meeting(BOARD, "2023-01-09", item("Ny bro", "23-000001", says="Se sag 22-000009."))
    )
    trail = trace(archive.Release(archive.current(config)), "22-9")
    assert (trail.handlings, trail.titles, trail.last) == ((), (), None)
    assert [link.origin.label for link in trail.links] == ["Direktionen 9. januar 2023, Punkt 1: Ny bro"]
    assert "22-000009: not handled in these minutes, only cited" in run(config, "22-9")[1]


def test_the_command_tells_what_was_planned_and_whether_it_came(tmp_path: Path) -> None:
    config = released(
        tmp_path,
        meeting(
            BOARD, "2023-01-09", item("Ny bro", "23-000001", path="Direktionen, Økonomiudvalget, Byrådet.")
        ),
        meeting(FINANCE, "2023-02-06", item("Noget andet", "23-000002")),
    )
    status, out, _ = run(config, "23-1")
    assert status == 0
    assert out.startswith(
        "23-000001: Ny bro\n\n2023-01-09  Direktionen, item 1: Ny bro  [direktionen-2023-01-09.txt:15-"
    )
    assert "  decided: Approved  [direktionen-2023-01-09.txt:21]\n    “Godkendt.”\n" in out
    steps = [line.partition("  [")[0] for line in out.splitlines() if line.startswith("  step")]
    assert steps == [
        "  step 1: Direktionen: handled 2023-01-09",
        "  step 2: Økonomiudvalget: planned",
        "  step 3: Byrådet: the minutes are not in the collection",
    ]


def test_json_is_all_of_it(published: Config) -> None:
    status, out, _ = run(published, "20-4417", "--json")
    assert status == 0
    trail = trace(archive.Release(archive.current(published)), "20-004417")
    told = json.loads(out)
    told.pop("thread")
    assert told == json.loads(json.dumps(describe_trail(trail)))
