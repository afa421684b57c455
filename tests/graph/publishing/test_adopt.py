"""Any RDF file, served as it stands."""

from pathlib import Path

import pytest

from graph.base.config import Config, OperatorError
from graph.publishing.adopt import adopt
from graph.release import archive
from graph.store.oxigraph import Store

QUADS = '<http://x/s> <http://x/p> _:b .\n<http://x/s> <http://x/p> "æ" <http://x/g> .\n'


def test_default_and_named_graphs_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "all.nq"
    file.write_text(QUADS, encoding="utf-8")
    config = adopt(file, Config(), tmp_path / "data")
    with Store.open_read_only(archive.Release(archive.current(config)).store) as store:
        assert len(list(store.query("SELECT * { ?s ?p ?o }"))) == 1
        assert [row["o"].value for row in store.query("SELECT ?o { GRAPH ?g { ?s ?p ?o } }")] == ["æ"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("all.txt", "", "suffix must be one of .nq, .nt, .trig, .ttl"), ("all.nq", "<x", r"all\.nq: ")],
)
def test_a_file_that_cannot_be_served(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(OperatorError, match=said):
        adopt(tmp_path / name, Config(), tmp_path / "data")
