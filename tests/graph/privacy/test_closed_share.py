"""A sudden change in the share of closed items stops the publication; chance and small numbers do not."""

from dataclasses import replace
from pathlib import Path

import pytest
from each import each
from samples import write
from support import newer

from api.cli.main import main
from graph.base.config import Config, OperatorError
from graph.privacy.closed_share import check, differs
from graph.publishing.publish import publish
from graph.release import archive
from graph.release.manifest import DocumentEntry

pytestmark = pytest.mark.usefixtures("little_ontology")


def entry(day: int, closed: int, items: int = 10, body: str = "raadet", sha256: str = "") -> DocumentEntry:
    graph = f"http://x/id/by/moede/{body}/2023-01-{day:02}/referat"
    return DocumentEntry(
        f"{body}{day}.txt", sha256 or f"{body}{day}", "published", graph, items=items, closed=closed
    )


USUAL = [entry(day, 2) for day in range(1, 7)]


@each(
    ("one", "other", "sudden"),
    [
        ((12, 60), (10, 10), True),
        ((12, 60), (4, 10), False),  # 20 % and 40 %: as it may happen
        ((12, 60), (0, 10), False),  # a meeting without a closed item is common
        ((120, 600), (0, 60), True),
        ((1, 2), (8, 8), False),  # two items say nothing
        ((2000, 10_000), (2900, 10_000), False),  # nine points, however sure
        ((2000, 10_000), (3100, 10_000), True),
        ((0, 0), (10, 10), False),
    ],
)
def test_a_share_must_differ_by_much_and_beyond_chance(
    one: tuple[int, int], other: tuple[int, int], sudden: bool
) -> None:
    assert differs(one, other) == differs(other, one) == sudden


def test_new_minutes_are_held_against_those_of_their_body() -> None:
    check(USUAL, [*USUAL, entry(20, 3)])
    check(USUAL, [*USUAL, entry(20, 10, body="udvalget")])  # nothing is known of that body
    with pytest.raises(
        OperatorError, match=r"^raadet: 10 of 10 items in the new .*, and 12 of 60 items before;"
    ):
        check(USUAL, [*USUAL, entry(20, 10)])


def test_unchanged_files_must_be_as_closed_as_they_were() -> None:
    check(USUAL, [entry(1, 4), *USUAL[1:]])
    with pytest.raises(OperatorError, match=r"^3 items of files that have not changed"):
        check(USUAL, [entry(1, 1), entry(2, 1), entry(3, 3), *USUAL[3:]])
    check(USUAL, [*(entry(day, 1 if day < 4 else 2, sha256="new") for day in range(1, 7))])


def test_all_of_it_must_be_as_closed_as_it_was() -> None:
    old = [*USUAL, *(entry(day, 9, body="lukkeudvalget") for day in range(1, 7))]
    with pytest.raises(
        OperatorError, match=r"^12 of 60 items are closed, and 66 of 120 items in the release before"
    ):
        check(old, USUAL)


def test_what_is_not_published_or_not_counted_does_not_matter() -> None:
    check([replace(one, status="quarantined") for one in USUAL], [entry(day, 10) for day in range(1, 7)])
    check([replace(one, closed=None) for one in USUAL], [entry(1, 10)])


def minutes(day: int, closed: int, items: int = 8) -> str:
    marks = ["Lukket: " if number < closed else "" for number in range(items)]
    text = newer(
        *(
            f"{mark}Vej {number} i Ådalsø Kommune\n\n23-00{day}{number:02}"
            for number, mark in enumerate(marks)
        )
    )
    return text.replace("26. juni", f"{day}. juni").replace("26-06", f"{day}-06")


def test_the_publication_stops_with_one_line_and_goes_on_when_it_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    config = Config(data_dir=tmp_path / "data")
    folder = write(tmp_path / "minutes", a=minutes(10, 1), b=minutes(11, 1), c=minutes(12, 1))
    first = publish(folder, config).release
    assert (first.manifest.totals.closed, first.manifest.totals.items) == (3, 24)
    write(folder, d=minutes(13, 8))

    def run(*options: str) -> int:
        monkeypatch.setattr(
            "sys.argv", ["sagsgraf", "publish", str(folder), "--data-dir", str(config.data_dir), *options]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        return int(str(ended.value.code))

    assert run() == 2
    told = capfd.readouterr().err
    assert told.startswith("sagsgraf: direktionen: 8 of 8 items in the new minutes are closed, and 3 of 24 ")
    assert told.endswith("--accept-closed-share\n")
    assert told.count("\n") == 1
    assert [release.id for release in archive.releases(config)] == [first.id]
    assert run("--accept-closed-share") == 0
    assert archive.Release(archive.current(config)).manifest.totals.closed == 11
    assert run() == 0
