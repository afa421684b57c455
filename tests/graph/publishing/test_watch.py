"""A night's work: harvested, published, and told in one line."""

from pathlib import Path

import pytest
from firstagenda import BEGIN, Days, Site, catalogue, entry, served
from samples import sample, write

from graph.base.config import Config, OperatorError
from graph.harvest.address import address
from graph.publishing.watch import folder_of, watch


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
        here = folder_of(address(site.address), config)
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
        other = folder_of(address(site.address), config) / "raw"
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
