"""``sagsgraf harvest``: what it says, and its exit status."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from firstagenda import MEETING, Site, catalogue, entry, guid, served

from api.cli.main import FINE, FOUND, MISTAKE, main


@pytest.fixture
def site() -> Iterator[Site]:
    with served(
        Site(catalogue(Teknik=[entry("a"), entry("b", "2030-09-02T16:00:00+02:00")])).add("a")
    ) as site:
        yield site


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["sagsgraf", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(str(ended.value.code))


def test_a_harvest_tells_what_it_brought_and_what_it_did_not(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAGSGRAF_CONTACT_EMAIL", "drift@example.dk")
    monkeypatch.setenv("SAGSGRAF_HARVEST_SECONDS", "0")
    assert run(monkeypatch, "harvest", site.address, tmp_path / "minutes") == FOUND
    assert capfd.readouterr().out.splitlines() == [
        f"Teknik 2030-09-02 ({MEETING}{guid('b')}): it answers 500",
        "2 meetings listed: 1 new, 0 changed, 0 looked at again and the same; 4 requests; "
        "changed in current/: 1 file",
    ]
    assert run(monkeypatch, "harvest", site.address, tmp_path / "minutes") == FINE


def test_without_a_contact_nothing_is_asked(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SAGSGRAF_CONTACT_EMAIL", raising=False)
    assert run(monkeypatch, "harvest", site.address, tmp_path) == MISTAKE
    said = capfd.readouterr().err
    assert said.startswith("sagsgraf: contact_email is not set")
    assert said.count("\n") == 1
    assert site.asked == []
