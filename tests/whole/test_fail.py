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
        ("publish", "rename", "ENOSPC"),
        ("withdraw", "rename", "EIO"),
        ("rollback", "symlink", "EROFS"),
        ("verify", "read", "EMFILE"),
        ("init", 1, "EMFILE"),
        ("profile", 4, "EIO"),
        ("harvest", "mkdir", "ENOSPC"),
        ("watch", 6, "EACCES"),
        ("follow", "mkdir", "EROFS"),
        ("notify", 120, "EIO"),
        ("mcp", 150, "EMFILE"),
    ],
)
def test_a_call_that_fails_is_told_in_a_line(
    folder: Path, tmp_path: Path, name: str, moment: int | str, error: str
) -> None:
    """The n-th call of a command, or its first of a name; ``python -m benchmarks.faults`` tries many."""
    wrong, status, calls = in_a_copy(folder, tmp_path / "copy", name, moment, error)
    assert (wrong, status) == ("", 2)
    assert calls == moment or isinstance(moment, str)


def test_a_file_that_cannot_be_linked_is_copied(folder: Path, tmp_path: Path) -> None:
    wrong, status, _ = in_a_copy(folder, tmp_path / "copy", "publish", "link", "EIO")
    assert (wrong, status) == ("", 0)
