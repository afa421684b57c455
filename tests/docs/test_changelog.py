"""CHANGELOG.md is in the form of Keep a Changelog, and the version is that of its newest release."""

import re
from datetime import date

from places import ROOT

from graph import __version__

TEXT = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def test_the_newest_release_is_the_version() -> None:
    first, *released = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    assert first == "[Unreleased]"
    named = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\S+)", heading) for heading in released]
    assert all(named)
    assert named[0] is not None
    assert named[0][1] == __version__
    days = [date.fromisoformat(match[2]) for match in named if match]
    assert days == sorted(days, reverse=True)


def test_each_release_sorts_its_changes_by_kind() -> None:
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        kinds = re.findall(r"^### (.+)$", part, re.MULTILINE)
        assert kinds == sorted(set(kinds), key=KINDS.index)
