"""A command of which a call fails says so in one line, and leaves whole releases and a whole ledger."""

from pathlib import Path

import pytest
from failing import in_a_copy, prepared


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, little_ontology: None) -> Path:
    return prepared(tmp_path_factory.mktemp("failing") / "prepared")


@pytest.mark.parametrize(
    ("name", "moment", "error"),
    [
        ("publish", 300, "EIO"),
        ("publish", 20_000, "ENOSPC"),
        ("withdraw", 10_000, "EIO"),
        ("rollback", 150, "EROFS"),
        ("verify", 100, "EMFILE"),
        ("init", 1, "EMFILE"),
        ("init", 3, "ENOSPC"),
        ("profile", 4, "EIO"),
        ("harvest", 8, "ENOSPC"),
        ("watch", 6, "EACCES"),
        ("follow", 14, "EROFS"),
        ("notify", 120, "EIO"),
        ("mcp", 150, "EMFILE"),
    ],
)
def test_a_call_that_fails_is_told_in_a_line(
    folder: Path, tmp_path: Path, name: str, moment: int, error: str
) -> None:
    """At a moment of each command; ``python -m benchmarks.faults`` tries many."""
    assert in_a_copy(folder, tmp_path / "copy", name, moment, error) == ("", moment)
