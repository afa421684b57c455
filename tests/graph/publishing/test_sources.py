"""Which files of a folder are read, in which order."""

import hashlib
import os
from pathlib import Path

import pytest

from graph.base.config import OperatorError
from graph.publishing.sources import find


def found(folder: Path, max_bytes: int = 100, besides: str = "none") -> dict[str, str]:
    """File -> its hash, or the code that says why it is not taken for minutes."""
    sources = find(folder, max_bytes, folder / besides)
    return {source.name: source.other.code if source.other else source.sha256 for source in sources}


def test_files_of_the_kinds_that_are_read_below_the_folder_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/b/c.txt", "c.Pdf", "d.DOCX", "e.odt", "f.Html", "g.htm"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert list(found(tmp_path)) == [
        "a/b/c.txt", "a/z.TXT", "b.txt", "c.Pdf", "d.DOCX", "e.odt", "f.Html", "g.htm",
    ]  # fmt: skip
    assert found(tmp_path)["b.txt"] == hashlib.sha256(b"b.txt").hexdigest()


def test_other_files_are_told_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    for name in ("a.RTF", "txt", ".b.txt", "~$b.docx", ".git/c.txt", "data/texts/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert found(tmp_path, besides="data") == {"a.RTF": "not-minutes", "txt": "not-minutes"}


def test_a_folder_that_says_it_holds_no_minutes_is_not_entered(tmp_path: Path) -> None:
    for name in ("current/a.txt", "raw/b.txt", "raw/c/d.txt", "raw/.not-minutes"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list(found(tmp_path)) == ["current/a.txt"]


def test_a_file_that_may_be_minutes_is_warned_of_with_what_to_do(tmp_path: Path) -> None:
    for name in ("a.doc", "b.rtf", "c.text", "d.mht", "e.csv"):
        (tmp_path / name).touch()
    told = {source.name: source.other for source in find(tmp_path, 100, tmp_path / "none") if source.other}
    assert [finding.severity for finding in told.values()] == ["warning"] * 4 + ["info"]
    assert told["b.rtf"].message == ".rtf-filer læses ikke; gem den som .docx eller PDF."
    assert ".docx" in told["e.csv"].message


def test_links_are_followed_within_the_folder_only(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.txt", tmp_path / "folder"
    folder.mkdir()
    outside.write_text("secret")
    (folder / "a.txt").write_text("a")
    (folder / "within.txt").symlink_to("a.txt")
    (folder / "out.txt").symlink_to(outside)
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "up").symlink_to(tmp_path)
    result = found(folder)
    assert result.pop("a.txt") == result.pop("within.txt")
    assert result == {"out.txt": "not-followed", "round.txt": "", "dangling.txt": ""}


def test_a_pipe_is_not_waited_for_and_a_large_file_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "large.txt").write_text("x" * 101)
    assert found(tmp_path) == {"large.txt": "", "pipe.txt": "not-minutes"}


@pytest.mark.parametrize("name", [b"\xff.txt", b"a\x1b[31m.txt", b"a\n.txt"])
def test_a_name_that_cannot_be_printed_is_told(tmp_path: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    assert list(found(tmp_path).values()) == ["bad-name"]
    assert all(shown.isprintable() for shown in found(tmp_path))


def test_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperatorError, match="not a folder"):
        find(tmp_path / "file", 1, tmp_path)
    with pytest.raises(OperatorError, match="no such folder"):
        find(tmp_path / "nowhere", 1, tmp_path)
