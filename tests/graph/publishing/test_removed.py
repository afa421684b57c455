"""Publishing less than before: asked about when it is much, told when it is little, and 410 afterwards."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from samples import begun, sample, write

from api.app import create_app
from api.cli.main import main
from graph.base.config import Config, OperatorError
from graph.publishing.publish import Outcome, publish
from graph.publishing.removed import last_release
from graph.publishing.withdraw import withdraw
from graph.release import archive

pytestmark = pytest.mark.usefixtures("little_ontology")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data")


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", a=sample("12"), b=sample("19", "Økonomiudvalget"), c=sample("26"))


def published(outcome: Outcome) -> list[str]:
    return [entry.file for entry in outcome.release.published.values()]


def test_more_than_the_share_is_not_taken_away_unasked(minutes: Path, config: Config) -> None:
    first = begun(minutes, config)
    (minutes / "b.txt").unlink()
    with pytest.raises(OperatorError) as error:
        publish(minutes, config)
    assert str(error.value) == (
        f"1 of the 3 documents of {first.id} would go: Økonomiudvalget 19. september 2023 (b.txt); nothing was "
        "published. If it is meant so, publish with --accept-removed; another collection belongs in a data "
        "folder of its own (--data-dir)"
    )
    assert archive.current(config).name == first.id
    assert [release.id for release in archive.releases(config)] == [first.id]
    outcome = publish(minutes, config, accept_removed=True)
    assert published(outcome) == ["a.txt", "c.txt"]
    assert outcome.removed == ("Økonomiudvalget 19. september 2023 (b.txt)",)


def test_another_folder_does_not_replace_the_one_before(
    minutes: Path,
    config: Config,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    begun(minutes, config)
    other = write(tmp_path / "other", x=sample("05"))

    def run(*options: str) -> int:
        argv = ["sagsgraf", "publish", str(other), "--data-dir", str(config.data_dir), *options]
        monkeypatch.setattr("sys.argv", argv)
        with pytest.raises(SystemExit) as ended:
            main()
        return int(str(ended.value.code))

    assert run() == 2
    told = capfd.readouterr().err
    assert told.startswith("sagsgraf: 3 of the 3 documents of 0001-")
    assert told.count("\n") == 1
    assert run("--accept-removed") == 0
    assert "Direktionen 12. september 2023 (a.txt): gone" in capfd.readouterr().out


def test_as_many_as_the_share_go_and_are_told(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    (minutes / "c.txt").unlink()
    outcome = publish(minutes, replace(config, removed_share=0.34))
    assert [name.rpartition(" ")[2] for name in outcome.removed] == ["(c.txt)"]


def test_files_that_could_not_be_read_count_too(minutes: Path, config: Config) -> None:
    (minutes / "d.txt").write_bytes(b"")
    publish(minutes, config)
    (minutes / "d.txt").unlink()
    with pytest.raises(OperatorError, match=r"1 of the 4 documents of \S+ would go: d.txt; nothing"):
        publish(minutes, config)


def test_what_is_renamed_moved_on_or_told_otherwise_does_not_go(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    (minutes / "a.txt").rename(minutes / "z.txt")
    (minutes / "b.txt").write_text(sample("19", "Økonomiudvalget", "Udsat."), encoding="utf-8")
    (minutes / "c.txt").write_text(sample("26", decision="Ring til 010203-1234."), encoding="utf-8")
    outcome = publish(minutes, config)
    assert published(outcome) == ["b.txt", "z.txt"]
    assert outcome.removed == ()
    assert outcome.release.gone == {}


def test_a_file_that_holds_another_meeting_now_takes_its_own_away(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    write(minutes, b=sample("05"))
    with pytest.raises(OperatorError, match=r"would go: Økonomiudvalget 19. september 2023 \(b.txt\)"):
        publish(minutes, config)


@pytest.mark.parametrize("base", ["", "https://data.example.dk"])
def test_what_went_is_410_with_the_release_it_was_last_in(minutes: Path, config: Config, base: str) -> None:
    first = begun(minutes, config)
    path = "aadalsoe/moede/oekonomiudvalget/2023-09-19"
    (minutes / "b.txt").unlink()
    moved = replace(config, base_iri=base or config.base_iri)
    second = publish(minutes, moved, accept_removed=True).release
    assert second.gone[path] == first.id
    with TestClient(create_app(moved), base_url=moved.base_iri, follow_redirects=False) as client:
        for address in (f"/id/{path}", f"/doc/{path}", f"/doc/{path}/punkt/1", f"/doc/{path}.ttl"):
            answer = client.get(address)
            assert answer.status_code == 410, address
            told = answer.json()
            assert told["release"] == first.id
            assert ("memento" in told) == (not base)
        page = client.get(f"/doc/{path}", headers={"Accept": "text/html"})
        assert page.status_code == 410
        assert "Det stod i udgivelse 0001." in page.text
        assert (f"?release={first.id}" in page.text) == (not base)
        english = client.get(f"/en/doc/{path}", headers={"Accept": "text/html"})
        assert "It stood in release 0001." in english.text
        assert client.get("/doc/aadalsoe/moede/direktionen/2023-09-12").status_code == 200
        assert client.get("/doc/aadalsoe/moede/direktionen/2023-09-13").status_code == 404
        kept = [
            one["release"]
            for one in client.get("/citer", headers={"Accept": "application/json"}).json()["kept"]
        ]
        assert kept == ([second.id] if base else [second.id, first.id])


def test_what_comes_back_is_not_gone_and_what_stays_away_is_remembered(minutes: Path, config: Config) -> None:
    first = begun(minutes, config)
    (minutes / "c.txt").unlink()
    (minutes / "b.txt").unlink()
    publish(minutes, config, accept_removed=True)
    write(minutes, c=sample("26"))
    last = publish(minutes, config).release
    assert "aadalsoe/moede/direktionen/2023-09-26" not in last.gone
    assert last.gone["aadalsoe/moede/oekonomiudvalget/2023-09-19"] == first.id
    assert (
        last_release(last.gone, "aadalsoe/moede/oekonomiudvalget/2023-09-19/punkt/1/beslutning") == first.id
    )
    assert last_release(last.gone, "aadalsoe/moede/direktionen/2023-09-26") is None


def test_a_withdrawal_is_told_as_that(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    withdraw(f"{config.base_iri}/id/aadalsoe/moede/direktionen/2023-09-12", "persondata", "prøven", config)
    outcome = publish(minutes, config)
    assert outcome.release.gone == {}
    (minutes / "a.txt").unlink()
    assert publish(minutes, config).removed == ()
