"""A night's work: harvested, published, and told in one line."""

from pathlib import Path

import pytest
from firstagenda import BEGIN, Days, Site, catalogue, entry, served
from places import TESTS
from samples import sample, write

from graph.base.config import Config, OperatorError, RegistryEntry, load_config
from graph.publishing.watch import sources, watch


def config_of(folder: Path, *hosts: str) -> Config:
    return Config(
        contact_email="drift@example.dk",
        harvest_hosts=" ".join(hosts),
        harvest_dir=folder / "harvest",
        harvest_seconds=0,
        data_dir=folder / "data",
        profile="aadalsoe",
    )


def test_a_night_is_one_line_whatever_happens(tmp_path: Path) -> None:
    days = Days()
    with served(Site(catalogue(Teknik=[entry("a")])).add("a")) as site:
        config = config_of(tmp_path, site.address, "http://127.0.0.1:9")
        here = config.harvested_into(site.address)
        write(tmp_path / "harvest", x="").joinpath("x.txt").unlink()
        here.mkdir()
        write(here / "current", a=sample("12"))
        night = watch(config, clock=days.clock)
        assert night.found
        assert night.line.startswith(
            f"{BEGIN:%Y-%m-%d %H:%M} UTC: {site.address[7:]}: 1 new; 127.0.0.1:9: stopped, 0 left: "
        )
        assert " is current with 1 of " in night.line
        assert "\n" not in night.line
        again = watch(config_of(tmp_path, site.address), clock=days.clock)
    assert f"{site.address[7:]}: nothing new; " in again.line
    assert " is current already with 1 of " in again.line


def test_a_site_that_is_refused_hinders_neither_the_others_nor_the_publication(tmp_path: Path) -> None:
    with served(Site(catalogue(Teknik=[entry("a")])).add("a")) as site:
        config = config_of(tmp_path, site.address)
        other = config.harvested_into(site.address) / "raw"
        other.mkdir(parents=True)
        line = '{"time": "2031-01-01T00:00:00+00:00", "event": "began", "host": "another"}\n'
        (other / "journal.jsonl").write_text(line)
        night = watch(config, clock=Days().clock)
    assert "a folder of its own; not published: " in night.line
    assert night.found


def test_without_hosts_there_is_nothing_to_watch(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="harvest_hosts names no host"):
        watch(config_of(tmp_path))


def test_two_never_run_at_once(tmp_path: Path) -> None:
    with served(Site(catalogue(Teknik=[entry("a")])).add("a")) as site:
        config = config_of(tmp_path, site.address)
        said = []

        def again(*_: object) -> None:
            with pytest.raises(OperatorError, match="another process is watching") as caught:
                watch(config)
            said.append(str(caught.value))

        watch(config, again, Days().clock)
        assert said


def test_the_municipalities_of_a_registry_are_harvested_into_their_folders(tmp_path: Path) -> None:
    file = tmp_path / "sagsgraf.toml"
    file.write_text(
        'harvest_hosts = "c.example.dk"\nharvest_dir = "h"\n'
        '[[municipality]]\nprofile = "aadalsoe"\nhost = "a.example.dk"\n'
        '[[municipality]]\nprofile = "b.ttl"\nhost = "https://B.example.dk/"\nfolder = "b"\n'
        '[[municipality]]\nprofile = "d.ttl"\nfolder = "d"\n'
    )
    config = load_config(file, {})
    assert {site.host: folder for site, folder in sources(config).items()} == {
        "c.example.dk": tmp_path / "h" / "c.example.dk",
        "a.example.dk": tmp_path / "h" / "a.example.dk",
        "b.example.dk": tmp_path / "b",
    }


def test_what_several_sites_have_is_one_release(tmp_path: Path) -> None:
    config = Config(
        contact_email="drift@example.dk",
        municipality=(
            RegistryEntry("aadalsoe", host="http://127.0.0.1:9"),
            RegistryEntry(str(TESTS / "data" / "lyngbakke.ttl"), TESTS / "data" / "lyngbakke"),
        ),
        harvest_dir=tmp_path / "harvest",
        harvest_seconds=0,
        data_dir=tmp_path / "data",
    )
    folder = config.harvested_into("http://127.0.0.1:9")
    folder.mkdir(parents=True)
    write(folder / "current", a=sample("12"))
    night = watch(config, clock=Days().clock)
    assert "127.0.0.1:9: stopped, 0 left: " in night.line
    assert night.line.endswith(" is current with 3 of 3 documents")
