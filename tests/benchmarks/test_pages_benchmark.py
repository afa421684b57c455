"""The figures of pages are of real pages, and each is asked for once."""

from benchmarks.pages import measure, table
from graph.base.config import Config


def test_pages_of_every_kind_are_measured(published: Config) -> None:
    kinds = measure(published.data_dir, 2)
    assert {"front page", "lists", "case", "agenda item", "meeting", "body", "unit", "search"} <= kinds.keys()
    assert len(kinds["lists"].seconds) == 6
    assert 2 <= len(kinds["case"].seconds) <= 5  # those that most points to, and two by lot
    for kind in kinds.values():
        assert min(kind.sizes) > 1000
        assert max(kind.seconds) == kind.worst[0] >= kind.slowest[0] >= 0
    rows = {row[0]: row for row in table(kinds).rows}
    assert rows["body"][1] == str(len(kinds["body"].seconds))
    assert rows["lists"][-1] != ""
    assert min(kinds["body"].cpu) > 0
