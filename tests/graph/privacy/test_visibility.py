"""Which earlier releases may still be asked."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from each import each
from samples import put, sample, write

from graph.base.config import Config, OperatorError
from graph.ontology.terms import concept, term
from graph.privacy.visibility import closes, may_be_asked
from graph.publishing.publish import publish
from graph.release import archive
from graph.release.archive import Release
from graph.release.change_log import Log
from graph.release.changes import FOLDER
from graph.release.manifest import Tombstone
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

TITLE = "Havnebad ved Sønder Mole"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", removed_share=1.0)


def closed(day: str) -> str:
    """The sample of a day with its first item closed too."""
    open_item = sample(day)
    return open_item.replace(f"{TITLE}.", f"Lukket: {TITLE}.").replace(f"1: {TITLE}", f"1: Lukket: {TITLE}")


def asked(config: Config) -> bool:
    """Whether the first release may be asked now that the last is current."""
    first, *_, last = archive.releases(config)
    with Store.open_read_only(first.store) as before, Store.open_read_only(last.store) as after:
        return may_be_asked(first, before, last, after)


def test_one_that_tells_nothing_else_may(config: Config) -> None:
    put(config, a="12", b="19")
    put(config, a="12", c="20")
    assert asked(config)


def test_one_that_tells_of_an_item_that_is_closed_now_may_not(config: Config, tmp_path: Path) -> None:
    put(config, a="12", b="19")
    folder = tmp_path / "minutes"
    write(folder, a=closed("12"))
    publish(folder, config, accept_closed_share=True)
    assert not asked(config)


def test_a_decision_of_a_closed_item_that_is_withheld_again_closes(tmp_path: Path) -> None:
    item = "<http://x/id/a/moede/r/2020-01-01/punkt/1>"
    closed = f"{item} <{term('openness')}> <{concept('aabenhed', 'lukket')}> .\n"
    decided = (
        f"{closed}{item} <{term('hasDecision')}> <http://x/id/a/moede/r/2020-01-01/punkt/1/beslutning> .\n"
    )
    stores = []
    for place, told in enumerate((decided, closed, decided)):
        store = Store.create(tmp_path / str(place))
        store.put_graphs({"http://x/g": told.encode()})
        stores.append(store)
    had, withheld, again = stores
    assert closes(had, withheld, ["http://x/g"])
    assert not closes(had, again, ["http://x/g"])
    assert not closes(withheld, again, ["http://x/g"])
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    ("had", "has", "closing"),
    [
        ("1:1:aabent 2:2:aabent", "1:1:aabent 2-2:2:lukket", True),  # the open one is gone
        ("1:1:aabent 2:2:aabent", "1:1:aabent 2:3:aabent 2-2:2:lukket", True),  # it had the number
        ("1:1:aabent", "1:1:aabent 2:2:lukket", False),
        ("1:1:aabent 2:2:lukket", "2:2:lukket", False),
    ],
)
def test_an_item_that_is_closed_under_another_address_is_seen(
    tmp_path: Path, had: str, has: str, closing: bool
) -> None:
    stores = []
    for name, items in (("had", had), ("has", has)):
        told = ""
        for address, number, openness in (item.split(":") for item in items.split()):
            item = f"<http://x/id/a/moede/r/2020-01-01/punkt/{address}>"
            told += f'{item} <{term("itemNumber")}> "{number}" .\n'
            told += f"{item} <{term('openness')}> <{concept('aabenhed', openness)}> .\n"
        store = Store.create(tmp_path / name)
        store.put_graphs({"http://x/g": told.encode()})
        stores.append(store)
    before, after = stores
    assert closes(before, after, ["http://x/g"]) is closing
    for store in stores:
        store.close()


def test_one_that_tells_of_a_file_that_is_stopped_now_may_not(config: Config, tmp_path: Path) -> None:
    # A later version finds in the same file what an earlier one did not.
    put(config, a="12", b="19")
    folder, first = tmp_path / "minutes", Release(archive.current(config))
    write(folder, a=sample("12").replace("tilpasset", "tilpasset 010203-1234"))
    publish(folder, config)
    assert asked(config)
    digests = {entry.file: entry.sha256 for entry in archive.releases(config)[-1].manifest.documents}
    entries = (replace(entry, sha256=digests[entry.file]) for entry in first.manifest.documents)
    manifest = replace(first.manifest, documents=tuple(entries))
    (first.path / "manifest.json").write_bytes(manifest.serialize())
    assert not asked(config)


def told_of(release: Release, day: str) -> str:
    """All that the change feed of a release ever told of the meeting on a day."""
    log = Log(release.path / FOLDER)
    pages = (log.page(segment, page) for segment in log.segments for page in range(1, segment.pages + 1))
    return "".join(change.triples for page in pages for change in page if day in change.thing)


def test_the_feed_tells_no_more_of_an_item_that_is_closed_now(config: Config, tmp_path: Path) -> None:
    put(config, a="12", b="19")
    folder = tmp_path / "minutes"
    write(folder, a=closed("12"))
    publish(folder, config, accept_closed_share=True)
    first, last = archive.releases(config)
    words = "det endelige projekt godkendes"
    assert words in told_of(first, "2023-09-12")
    assert TITLE in told_of(last, "2023-09-12")
    assert words not in told_of(last, "2023-09-12")
    assert words in told_of(last, "2023-09-19")


def test_the_feed_tells_no_more_of_a_file_that_is_stopped_now(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(config, a="12", b="19")
    folder, first = tmp_path / "minutes", Release(archive.current(config))
    stopping = sample("12").replace("tilpasset", "tilpasset 010203-1234")
    write(folder, a=stopping)
    digest = hashlib.sha256(stopping.encode()).hexdigest()
    minutes = next(one for one in first.published if "2023-09-12" in one)
    monkeypatch.setitem(first.published, minutes, replace(first.published[minutes], sha256=digest))
    monkeypatch.setattr("graph.release.changes.last_logged", lambda *given: first)
    publish(folder, config)
    last = archive.releases(config)[-1]
    assert "det endelige projekt godkendes" in told_of(first, "2023-09-12")
    assert "det endelige projekt godkendes" not in told_of(last, "2023-09-12")
    assert "det endelige projekt godkendes" in told_of(last, "2023-09-19")


def test_one_that_had_it_closed_too_may(config: Config, tmp_path: Path) -> None:
    folder = write(tmp_path / "minutes", a=sample("12"))
    publish(folder, config)
    write(folder, a=sample("12", decision="Udsat."))
    publish(folder, config)
    assert asked(config)


def test_one_by_another_ledger_may_not(config: Config) -> None:
    put(config, a="12")
    put(config, a="12", b="19")
    _, last = archive.releases(config)
    tombstone = Tombstone("http://x/", "dublet", "2026-01-01T00:00:00Z")
    manifest = replace(last.manifest, withdrawn=(tombstone,))
    (last.path / "manifest.json").write_bytes(manifest.serialize())
    last = Release(last.path)
    with Store.open_read_only(last.store) as store:
        first = archive.releases(config)[0]
        with Store.open_read_only(first.store) as before:
            assert not may_be_asked(first, before, last, store)


@each(
    ("name", "numbers"),
    [
        ("0002-ab0000000000", [2]),
        ("2", [2]),
        ("0002", [2]),
        ("12", [12]),
        ("0012-c", [12]),
        ("00", [1, 2, 12]),
        ("3", []),
        ("", []),
        ("٣", []),
        ("9" * 10_000, []),
    ],
)
def test_names_of_releases(name: str, numbers: list[int]) -> None:
    ids = ("0001-aa0000000000", "0002-ab0000000000", "0012-cc0000000000")
    found = archive.named([Release(Path(one)) for one in ids], name)
    assert [release.sequence for release in found] == numbers


def test_going_back_by_number(config: Config) -> None:
    first = put(config, a="12")
    put(config, a="12", b="19")
    assert archive.rollback(config, "1").id == first
    with pytest.raises(OperatorError, match="more than one release of that id"):
        archive.rollback(config, "000")
