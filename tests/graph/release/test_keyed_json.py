"""JSON with one member a line."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.release.keyed_json import Members, MembersFile, compact, in_lines

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def written(path: Path, members: dict[str, object]) -> Members:
    file = MembersFile(path)
    for key, value in members.items():
        file.add(key, compact(value))
    file.close()
    return Members(path)


@given(st.dictionaries(NAMES, st.lists(st.dictionaries(NAMES, NAMES | st.integers() | st.none()))))
def test_members_are_read_one_by_one_and_as_plain_json(
    tmp_path_factory: pytest.TempPathFactory, members: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("members") / "a.json"
    found = written(path, members)
    assert dict(found) == members == json.loads(path.read_text(encoding="utf-8"))
    assert {key: json.loads(found.raw(key)) for key in found} == members
    assert len(path.read_bytes().splitlines()) == len(members) + 2


def test_a_member_that_is_not_there(tmp_path: Path) -> None:
    found = written(tmp_path / "a.json", {'a": [': [], "b": [1]})
    assert 'a": [' in found
    with pytest.raises(KeyError):
        found.raw("a")


@pytest.mark.parametrize("cut", [b"", b"{\n", b'{\n"a": []\n'])
def test_a_file_that_was_not_written_whole(tmp_path: Path, cut: bytes) -> None:
    (tmp_path / "a.json").write_bytes(cut)
    with pytest.raises(ValueError, match=r"a\.json"):
        len(Members(tmp_path / "a.json"))
    with pytest.raises(OSError, match="No such file"):
        len(Members(tmp_path / "b.json"))


def test_an_object_in_lines_is_the_same_for_the_same_value() -> None:
    record = {"b": [{"y": 1, "x": "æ"}, {}], "a": {"c": 2}, "e": []}
    lines = in_lines(record)
    assert lines == in_lines(dict(reversed(record.items())))
    assert lines.decode() == '{\n"a": {"c": 2},\n"b": [\n{"x": "æ", "y": 1},\n{}\n],\n"e": []\n}\n'
