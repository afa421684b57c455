"""Releases: what is in them, what is read again, and that a failure leaves the old one alone."""

import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest
from places import ROOT
from samples import begun, digest, sample, write

from graph.base.config import Config, OperatorError
from graph.catalogue import partitions
from graph.publishing.publish import NothingPublished, Outcome, current, publish, releases, rollback
from graph.release import archive
from graph.release.manifest import PassedOver
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

CPR = "Kontakt 010203-1234 om sagen."


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", a=sample("12"), b=sample("19"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", removed_share=1.0)


def statuses(outcome: Outcome) -> dict[str, str]:
    return {entry.file: entry.status for entry in outcome.release.manifest.documents}


def codes(outcome: Outcome, file: str, severity: str = "violation") -> set[str]:
    return {r["code"] for r in outcome.release.findings[file] if r["severity"] == severity}


def content(outcome: Outcome, folder: Path) -> tuple[bytes, bytes, bytes, str]:
    """All that must be the same for the same input: dump, manifest, findings, texts."""
    path = outcome.release.path
    with Store.open_read_only(outcome.release.store) as store:
        store.dump(folder / "dump.nq")
    files = (folder / "dump.nq", path / "manifest.json", path / "findings.json")
    return (*(file.read_bytes() for file in files), digest(path / "texts"))  # type: ignore[return-value]


def test_a_release_holds_store_texts_findings_and_manifest(minutes: Path, config: Config) -> None:
    heard: list[tuple[int, int, str]] = []
    outcome = publish(minutes, config, lambda *step: heard.append(step))
    assert heard == [(1, 2, "a.txt"), (2, 2, "b.txt")]
    assert statuses(outcome) == {"a.txt": "published", "b.txt": "published"}
    assert outcome.release.path == current(config) == (config.data_dir / "current").resolve()
    totals = outcome.release.manifest.totals
    assert (totals.documents, totals.published, totals.items) == (2, 2, 4)
    with Store.open_read_only(outcome.release.store) as store:
        assert len(store) == totals.quads > 300
        graphs = store.graphs()
    iri = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12/referat"
    assert {iri, "http://127.0.0.1:8000/id/aadalsoe/profil", "https://w3id.org/sagsgraf/ns"} < set(graphs)
    assert "Punkt 1: Havnebad" in outcome.release.text_file(iri).read_text(encoding="utf-8")


def test_the_same_minutes_change_nothing(minutes: Path, config: Config) -> None:
    first = publish(minutes, config)
    before = digest(config.data_dir)
    again = publish(minutes, config)
    assert (again.new, again.read, again.release.id) == (False, 0, first.release.id)
    assert digest(config.data_dir) == before


def test_the_same_input_gives_the_same_bytes_by_whatever_way(minutes: Path, tmp_path: Path) -> None:
    straight = Config(data_dir=tmp_path / "x")
    roundabout = Config(data_dir=tmp_path / "y", removed_share=1.0)
    one = publish(minutes, straight)
    other = write(tmp_path / "other", b=sample("26"), c=sample("05"), a=sample("12"))
    publish(other, roundabout)
    shutil.copy(minutes / "b.txt", other)
    (other / "c.txt").unlink()
    two = publish(other, roundabout)
    assert two.read == 1
    assert content(one, tmp_path) == content(two, tmp_path)
    assert one.release.id.partition("-")[2] == two.release.id.partition("-")[2]


def test_only_what_changed_is_read_and_the_old_release_stays_as_it_was(minutes: Path, config: Config) -> None:
    old = begun(minutes, config)
    before = digest(old.path)
    write(minutes, b=sample("19", decision="Udsat."), c=sample("26"))
    (minutes / "a.txt").unlink()
    outcome = publish(minutes, config)
    assert (outcome.read, list(statuses(outcome))) == (2, ["b.txt", "c.txt"])
    assert digest(old.path) == before
    with Store.open_read_only(outcome.release.store) as store:
        assert not [graph for graph in store.graphs() if "2023-09-12" in graph]
    assert outcome.release.sequence == old.sequence + 1


def test_one_more_document_costs_its_own_size(
    minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is counted, packed or written again of what was there before."""
    old = begun(minutes, config)
    write(minutes, c=sample("26"))
    put: list[set[str]] = []
    loading = Store.put_graphs

    def put_graphs(store: Store, graphs: Mapping[str, bytes]) -> None:
        put.append(set(graphs))
        loading(store, graphs)

    def never(*_: object) -> NoReturn:
        raise AssertionError("all of the store is gone through")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "put_graphs", put_graphs)
        for name in ("__len__", "optimize", "replace_graph"):
            patched.setattr(Store, name, never)
        patched.setattr(partitions, "_counted", never)
        new = publish(minutes, config).release
    graphs = {entry.file: entry.graph for entry in new.manifest.documents}
    assert put == [{graphs["c.txt"]}]
    for file in ("a.txt", "b.txt"):
        assert new.text_file(graphs[file]).samefile(old.text_file(graphs[file]))
        assert new.findings.raw(file) == old.findings.raw(file)
    with Store.open_read_only(new.store) as store:
        assert len(store) == new.manifest.totals.quads > old.manifest.totals.quads


def test_new_software_or_another_base_reads_everything_again(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    moved = Config(base_iri="https://data.example.dk", data_dir=config.data_dir)
    outcome = publish(minutes, moved)
    assert outcome.read == 2
    with Store.open_read_only(outcome.release.store) as store:
        assert not [graph for graph in store.graphs() if "127.0.0.1" in graph]


def test_a_cpr_number_quarantines_its_document_and_no_other(minutes: Path, config: Config) -> None:
    write(minutes, c=sample("26", decision=CPR))
    outcome = publish(minutes, config)
    assert statuses(outcome) == {"a.txt": "published", "b.txt": "published", "c.txt": "quarantined"}
    assert {"cpr-number", "CprNumber"} <= codes(outcome, "c.txt")
    for file in config.data_dir.rglob("*"):
        assert not file.is_file() or b"010203-1234" not in file.read_bytes()
    write(minutes, c=sample("26"))
    healed = publish(minutes, config)
    assert (healed.read, statuses(healed)["c.txt"]) == (1, "published")


def test_text_under_a_closed_item_is_nowhere_in_a_release(tmp_path: Path, config: Config) -> None:
    folder = write(tmp_path / "minutes", a=sample(closed_words="Beslutning\n\nHemmelig Hansen valgt.\n"))
    outcome = publish(folder, config)
    assert "closed-item-text" in codes(outcome, "a.txt", "warning")
    assert statuses(outcome) == {"a.txt": "published"}
    for file in config.data_dir.rglob("*"):
        assert not file.is_file() or b"Hemmelig" not in file.read_bytes()


def test_what_cannot_be_read_is_told_and_stops_nothing(minutes: Path, config: Config) -> None:
    unreadable = {
        "empty": (b"", "empty-file"),
        "binary": (b"\x7fELF\x00\x01", "binary-file"),
        "garbled": (b"\x81\x8d\xff" * 50, "wrong-encoding"),
        "letter": (b"Dear all, nothing to see here.", "no-items"),
        "large": (b"x" * 3000, "too-large"),
    }
    for name, (data, _) in unreadable.items():
        (minutes / f"{name}.txt").write_bytes(data)
    (minutes / "notes.doc").write_bytes(b"%PDF")
    outcome = publish(minutes, Config(data_dir=config.data_dir, max_file_bytes=2000))
    for name, (_, code) in unreadable.items():
        assert statuses(outcome)[f"{name}.txt"] == "unreadable"
        assert code in codes(outcome, f"{name}.txt"), name
    assert outcome.release.manifest.others == (PassedOver("notes.doc", "not-minutes"),)
    assert outcome.release.manifest.totals.published == 2


def test_of_two_files_of_one_meeting_the_first_by_name_is_published(minutes: Path, config: Config) -> None:
    write(minutes, aa=sample("12", decision="Udsat."))
    outcome = publish(minutes, config)
    assert statuses(outcome) == {"a.txt": "published", "aa.txt": "quarantined", "b.txt": "published"}
    assert codes(outcome, "aa.txt") == {"duplicate-meeting"}
    (minutes / "a.txt").unlink()
    assert statuses(publish(minutes, config)) == {"aa.txt": "published", "b.txt": "published"}


def test_a_file_that_comes_before_takes_an_unchanged_ones_place(
    minutes: Path, config: Config, tmp_path: Path
) -> None:
    begun(minutes, config)
    write(minutes, a0=sample("19", decision="Udsat."))
    grown = publish(minutes, config)
    assert statuses(grown) == {"a.txt": "published", "a0.txt": "published", "b.txt": "quarantined"}
    anew = publish(minutes, Config(data_dir=tmp_path / "anew"))
    assert content(grown, tmp_path) == content(anew, tmp_path)


def test_a_folder_without_minutes(tmp_path: Path, config: Config) -> None:
    with pytest.raises(OperatorError, match=r"no files in \.txt, \.pdf"):
        publish(write(tmp_path / "empty"), config)


def test_when_nothing_can_be_published_the_old_release_stays(
    minutes: Path, config: Config, tmp_path: Path
) -> None:
    old = publish(minutes, config).release
    before = digest(old.path.parent)
    with pytest.raises(NothingPublished, match="none of the 1 files") as caught:
        publish(write(tmp_path / "bad", a="ikke et referat"), config)
    assert caught.value.documents[0].status == "unreadable"
    assert {r["code"] for r in caught.value.findings["a.txt"]} >= {"no-body", "no-date", "no-items"}
    assert (current(config), digest(old.path.parent)) == (old.path, before)


def test_the_data_folder_is_no_minutes(tmp_path: Path) -> None:
    folder = write(tmp_path / "all", a=sample())
    config = Config(data_dir=folder / "data")
    publish(folder, config)
    again = publish(folder, config)
    assert (again.new, statuses(again)) == (False, {"a.txt": "published"})


@pytest.mark.parametrize("failing", ["rename", "fsync", "replace"])
def test_disk_trouble_leaves_the_old_release(
    minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    old = begun(minutes, config)
    before = digest(old.path)
    write(minutes, c=sample("26"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(*((os, "fsync") if failing == "fsync" else (Path, failing)), full)
        with pytest.raises(OperatorError, match="No space left on device"):
            publish(minutes, config)
    assert (current(config), digest(old.path)) == (old.path, before)
    assert not list(archive.folder(config).glob(".building-*"))
    assert len(publish(minutes, config).release.manifest.documents) == 3


def test_what_a_killed_publisher_left_is_removed(minutes: Path, config: Config) -> None:
    left = archive.folder(config) / ".building-1" / "store"
    left.mkdir(parents=True)
    (config.data_dir / ".current-1").symlink_to("nowhere")
    publish(minutes, config)
    assert not left.parent.exists()
    assert not (config.data_dir / ".current-1").is_symlink()


@pytest.mark.parametrize("damage", ["manifest.json", "findings.json", "store/CURRENT", "store"])
def test_a_damaged_release_is_made_anew(minutes: Path, config: Config, damage: str) -> None:
    old = begun(minutes, config)
    if damage == "store":
        shutil.rmtree(old.store)
    else:
        (old.path / damage).write_text("")
    outcome = publish(minutes, config)
    assert (outcome.new, outcome.read) == (True, 2)
    with Store.open_read_only(outcome.release.store) as store:
        assert len(store) == outcome.release.manifest.totals.quads


def test_going_back_and_listing(minutes: Path, config: Config) -> None:
    with pytest.raises(OperatorError, match="no release there"):
        current(config)
    assert releases(config) == []
    first = begun(minutes, config)
    write(minutes, c=sample("26"))
    second = publish(minutes, config).release
    assert [one.id for one in releases(config)] == [first.id, second.id]
    assert rollback(config).id == first.id
    assert current(config) == first.path
    with pytest.raises(OperatorError, match="oldest release"):
        rollback(config)
    assert rollback(config, "0002").id == second.id
    with pytest.raises(OperatorError, match="more than one release"):
        rollback(config, "000")
    with pytest.raises(OperatorError, match="no release of that id"):
        rollback(config, "7")
    assert first.created <= second.created


def test_a_profile_of_ones_own(tmp_path: Path, config: Config) -> None:
    profile = tmp_path / "byen.ttl"
    supplied = ROOT / "graph" / "municipality" / "aadalsoe.ttl"
    profile.write_text(supplied.read_text(encoding="utf-8"), encoding="utf-8")
    folder = write(tmp_path / "minutes", a=sample())
    outcome = publish(folder, Config(data_dir=config.data_dir, profile=str(profile)))
    assert outcome.release.manifest.documents[0].graph.startswith("http://127.0.0.1:8000/id/byen/moede/")
    profile.write_text(profile.read_text(encoding="utf-8") + "<x> <urn:p> [] .\n", encoding="utf-8")
    with pytest.raises(OperatorError, match="profile byen"):
        publish(folder, Config(data_dir=config.data_dir, profile=str(profile)))


def test_manifest_and_findings_are_plain_json(minutes: Path, config: Config) -> None:
    path = begun(minutes, config).path
    manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["documents"][0]) == {
        *(
            "file",
            "sha256",
            "status",
            "reader",
            "run",
            "graph",
            "triples",
            "items",
            "closed",
            "left_out",
            "share_read",
        ),
        *("findings", "codes", "day", "start", "kind", "issued"),
    }
    assert set(manifest["documents"][0]["findings"]) == {"info", "warning", "violation"}
    findings = json.loads((path / "findings.json").read_text(encoding="utf-8"))
    assert set(findings) == {"a.txt", "b.txt"}
