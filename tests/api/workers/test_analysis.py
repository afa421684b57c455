"""What a worker does with an analysis: bounded values for a page, bytes for a file."""

from io import BytesIO
from pathlib import Path

import pytest

from api.http.writers import Names
from api.workers import analysis, worker
from api.workers.analysis import ROWS_SHOWN, Overview, Task, make
from api.workers.query import Refused, Written
from api.workers.worker import Answer
from graph.analysis import edges
from graph.analysis.analysis import Source, Wanted
from graph.base.config import Config
from graph.release.archive import Release, current
from graph.store.oxigraph import Store


def task(published: Config, wanted: Wanted, suffix: str | None = None, picture: str = "network") -> Task:
    release = Release(current(published))
    return Task(release.store, wanted, Source.of(release), picture, "da", suffix, "text/csv")


def test_a_page_has_the_first_rows_and_knows_how_many_there_are(published: Config) -> None:
    with Store.open_read_only(Release(current(published)).store) as store:
        made = make(store, task(published, Wanted("items_and_units")), BytesIO())
    assert isinstance(made, Overview)
    assert len(made.rows) == ROWS_SHOWN < made.length
    assert made.size == (made.size[0], made.length) if made.size else False
    assert made.pictures == ("network", "timeline", "heatmap")


def test_a_kind_of_picture_that_there_is_not_gives_way_to_one_there_is(published: Config) -> None:
    with Store.open_read_only(Release(current(published)).store) as store:
        made = make(store, task(published, Wanted(measure="decided_by_year")), BytesIO())
    assert isinstance(made, Overview)
    assert made.pictures == ("timeline",)
    assert made.picture is not None


def test_a_file_is_written(published: Config) -> None:
    output = BytesIO()
    with Store.open_read_only(Release(current(published)).store) as store:
        made = make(store, task(published, Wanted("bodies_by_path"), "csv"), output)
    assert made == Written("csv", "text/csv", stable=True)
    assert output.getvalue().startswith(b"source,target,")


def test_too_large_a_network_is_refused(published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edges, "MOST_EDGES", 3)
    with Store.open_read_only(Release(current(published)).store) as store:
        made = make(store, task(published, Wanted("units_by_cases")), BytesIO())
    assert isinstance(made, Refused)
    assert made.status == 400


def test_a_worker_is_asked_nothing_after_it_and_ends_for_want_of_memory(
    published: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = Names({}, "")
    with (
        Store.open_read_only(Release(current(published)).store) as store,
        (tmp_path / "scratch").open("wb") as scratch,
    ):
        wanted = task(published, Wanted("bodies_by_path"))
        reply = worker._answer(store, wanted, names, scratch.fileno())
        assert isinstance(reply, Answer)
        assert reply.last

        def hungry(*_: object) -> None:
            raise MemoryError

        monkeypatch.setattr(worker, "make", hungry)
        with pytest.raises(MemoryError):
            worker._answer(store, wanted, names, scratch.fileno())
    assert analysis.PICTURE == "svg"
