"""``sagsgraf follow`` and ``sagsgraf watch``: what they say, and their exit status."""

import sys
from pathlib import Path

import pytest
from firstagenda import Site, reply, served

from api.cli.main import FOUND, MISTAKE, main


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["sagsgraf", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(str(ended.value.code))


@pytest.mark.parametrize(
    ("named", "feed"), [("/", "/changes"), ("/changes", "/changes"), ("/changes/nyby/", "/changes/nyby")]
)
def test_a_site_that_has_no_feed_is_told(
    named: str, feed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with served(Site({}, answers={feed: [reply(404)]})) as site:
        assert run(monkeypatch, "follow", tmp_path / "together", f"{site.address}{named}") == FOUND
        assert site.asked == [feed]
        address = f"{site.address}{feed}"
    assert capfd.readouterr().out.splitlines() == [
        f"{address}: {address} is no feed: status 404, text/html",
        f"{tmp_path}/together/union.nt: 0 bytes",
    ]


@pytest.mark.parametrize(
    "site", ["data.example.dk", "ftp://x.dk", "https://x.dk/?a", "https://", "http://[x"]
)
def test_what_is_no_site_is_a_mistake(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "follow", tmp_path / "new", site) == MISTAKE
    said = capfd.readouterr().err
    assert "must be the address of a site" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_without_hosts_there_is_nothing_to_watch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "watch") == MISTAKE
    assert "harvest_hosts names no host" in capfd.readouterr().err
