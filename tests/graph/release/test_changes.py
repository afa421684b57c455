"""The log of changes: that whoever follows it ends with the graph, and what a release costs in it."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from replay import changes_of, graph_of, replayed
from samples import begun, counted_anew, sample, write

from graph.base.config import Config
from graph.ontology.iris import Iris
from graph.publishing import build
from graph.publishing.publish import publish, rollback
from graph.publishing.withdraw import withdraw
from graph.release import change_log, changes
from graph.release.archive import Release
from graph.release.change_log import Log, Segment

pytestmark = pytest.mark.usefixtures("little_ontology")

BASE = "http://127.0.0.1:8000/id/aadalsoe"
PERSON = str(Iris(BASE, "aadalsoe").person("Sidsel Ravnekær")).rpartition("/id/aadalsoe/")[2]
MEETING = f"{BASE}/moede/direktionen/2023-09-12"


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", a=sample("12"), b=sample("19"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", removed_share=1.0)


def log_of(release: Release) -> Log:
    return Log(release.path / "changes")


def length(release: Release) -> int:
    """How many changes there have been."""
    last = log_of(release).segments[-1]
    return last.first + last.changes - 1


def kinds(release: Release, after: int) -> dict[str, str]:
    """Thing, without what all have in common -> what became of it."""
    return {c.thing.removeprefix(f"{BASE}/"): c.kind for c in changes_of(release.path, after)}


@pytest.fixture(scope="module")
def steps(little_ontology: None, tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """Releases one after the other, in which documents come, change, go and come back; tests must not change them."""
    folder = tmp_path_factory.mktemp("steps")
    minutes = write(folder / "minutes", a=sample("12"), b=sample("19"))
    config = Config(data_dir=folder / "data", removed_share=1.0)
    made = [publish(minutes, config).release]
    write(minutes, c=sample("26"), d=sample("12", "Økonomiudvalget"))
    made.append(publish(minutes, config).release)
    write(minutes, b=sample("19", decision="Udsat."))
    (minutes / "a.txt").unlink()
    made.append(publish(minutes, config).release)
    write(minutes, a=sample("12", closed_words="Fortroligt."))
    (minutes / "d.txt").unlink()
    made.append(publish(minutes, config).release)
    return made


def test_whoever_replays_the_log_from_any_point_has_the_graph(steps: list[Release]) -> None:
    last, wanted = steps[-1].path, graph_of(steps[-1])
    assert replayed((), changes_of(last)) == wanted
    for start in steps:
        assert replayed(graph_of(start), changes_of(last, length(start))) == wanted


def test_what_is_counted_step_by_step_is_what_counting_all_gives(
    steps: list[Release], tmp_path: Path
) -> None:
    assert all(counted_anew(step, tmp_path) for step in steps)


def test_the_examples_are_told_of_whole(few: Config) -> None:
    current = Release((few.data_dir / "current").resolve())
    assert replayed((), changes_of(current.path)) == graph_of(current)


def test_changes_are_numbered_timed_and_hashed(steps: list[Release]) -> None:
    last = steps[-1]
    segments = log_of(last).segments
    assert [segment.number for segment in segments] == [1, 2, 3, 4]
    times = [segment.time for segment in segments]
    assert times == sorted(set(times))
    found = list(changes_of(last.path))
    assert [change.sequence for change in found] == list(range(1, len(found) + 1))
    assert all(c.sha256 == hashlib.sha256(c.triples.encode()).hexdigest() for c in found)
    assert all((c.kind == "Delete") == (c.triples == "") for c in found)


def test_what_became_of_each_thing(minutes: Path, config: Config) -> None:
    first = begun(minutes, config)
    write(minutes, a=sample("12", decision="Godkendt!"))  # as long, so that all else is where it was
    second = publish(minutes, config).release
    assert kinds(second, length(first))["moede/direktionen/2023-09-12/punkt/1"] == "Update"
    assert "moede/direktionen/2023-09-12/punkt/2" not in kinds(second, length(first))
    assert "moede/direktionen/2023-09-19" not in kinds(second, length(first))
    (minutes / "a.txt").unlink()
    third = kinds(publish(minutes, config).release, length(second))
    assert third["moede/direktionen/2023-09-12"] == "Delete"
    assert third["moede/direktionen/2023-09-12/punkt/1"] == "Delete"
    assert third["sag/20-004417"] == "Update"


def test_one_more_document_costs_its_own_size(
    minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = begun(minutes, config)
    write(minutes, c=sample("26"))

    def never(*_: object) -> NoReturn:
        raise AssertionError("all of the store is gone through")

    monkeypatch.setattr(changes, "roots", never)
    new = publish(minutes, config).release
    assert (new.path / "changes/000001.sqlite").samefile(old.path / "changes/000001.sqlite")
    assert len(kinds(new, length(old))) < length(old) / 4


def test_a_release_that_says_nothing_new_has_no_segment(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    (minutes / "billede.jpg").write_bytes(b"")
    outcome = publish(minutes, config)
    assert outcome.new
    assert [segment.number for segment in log_of(outcome.release).segments] == [1]


def test_new_software_goes_on_with_the_log(
    minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = begun(minutes, config)
    monkeypatch.setattr(build, "FORMAT", -1)
    (minutes / "b.txt").unlink()
    second = publish(minutes, config).release
    assert kinds(second, length(first))["moede/direktionen/2023-09-19"] == "Delete"
    assert "https://w3id.org/sagsgraf/ns" not in kinds(second, length(first))
    assert replayed(graph_of(first), changes_of(second.path, length(first))) == graph_of(second)


def test_what_was_rolled_back_is_taken_back_in_the_next_release(
    minutes: Path, config: Config, tmp_path: Path
) -> None:
    begun(minutes, config)
    write(minutes, c=sample("26"))
    heard = publish(minutes, config).release
    rollback(config)
    (minutes / "c.txt").unlink()
    write(minutes, d=sample("05"))
    last = publish(minutes, config).release
    assert replayed(graph_of(heard), changes_of(last.path, length(heard))) == graph_of(last)
    assert counted_anew(last, tmp_path)


def test_a_site_at_another_address_begins_a_log_of_its_own(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    moved = publish(minutes, Config(base_iri="https://data.example.dk", data_dir=config.data_dir)).release
    assert len(log_of(moved).segments) == 1
    assert not [c for c in changes_of(moved.path) if "127.0.0.1" in c.thing]


def test_a_long_segment_is_in_pages(minutes: Path, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_log, "_PAGE_ENTRIES", 20)
    made = publish(minutes, config).release
    (segment,) = log_of(made).segments
    pages = [log_of(made).page(segment, page) for page in range(1, segment.pages + 1)]
    assert [len(page) for page in pages[:-1]] == [20] * (segment.pages - 1)
    assert segment.changes == sum(map(len, pages)) > 50
    assert log_of(made).page(segment, segment.pages + 1) == []
    notes = log_of(made).about("", 1000)
    places = {c.thing: number for number, page in enumerate(pages, start=1) for c in page}
    assert all(note.page == places[note.thing] for note in notes)


def test_who_follows_a_case_a_body_or_a_unit_hears_of_it(minutes: Path, config: Config) -> None:
    begun(minutes, config)
    write(minutes, c=sample("26", "Økonomiudvalget"))
    made = log_of(publish(minutes, config).release)
    item = "moede/oekonomiudvalget/2023-09-26/punkt/1"
    case = made.about(f"{BASE}/sag/20-004417", 100)
    heard = [(n.kind, n.thing.removeprefix(f"{BASE}/"), n.segment.number) for n in case]
    assert ("Create", item, 2) in heard
    assert ("Update", "sag/20-004417", 2) in heard
    assert ("Create", "moede/direktionen/2023-09-12/punkt/1", 1) in heard
    assert [n.sequence for n in case] == sorted((n.sequence for n in case), reverse=True)
    labels = {n.thing: n.label for n in case}
    assert labels[f"{BASE}/{item}"] == "Punkt 1: Havnebad ved Sønder Mole"
    body = {n.thing.removeprefix(f"{BASE}/") for n in made.about(f"{BASE}/organ/oekonomiudvalget", 100)}
    assert {item, "moede/oekonomiudvalget/2023-09-26"} <= body
    assert not [thing for thing in body if "direktionen" in thing]
    assert len(made.about("", 2)) == 2
    assert [n.sequence for n in made.about("", 9, before=3)] == [2, 1]
    assert {n.segment.number for n in made.since("", 1)} == {2}
    assert [n.sequence for n in made.since("", 0)] == sorted(n.sequence for n in made.about("", 1000))
    earlier = made.earlier([n.thing for n in case], 1)
    assert earlier.keys() == {n.thing for n in case if n.segment.number == 1}
    meetings = [n.thing.removeprefix(f"{BASE}/") for n in made.about(f"{BASE}/{PERSON}", 9)]
    assert meetings == ["moede/oekonomiudvalget/2023-09-26", *meetings[1:]]
    (minutes / "c.txt").unlink()
    left = log_of(publish(minutes, config).release).about(f"{BASE}/{PERSON}", 9)
    assert "Delete" not in {n.kind for n in left}  # nobody hears whom it spoke of


def test_time_goes_on_even_if_the_clock_does_not() -> None:
    last = Segment(1, "2026-05-01T10:00:00.000Z", 1, 1, 1)
    assert changes._after(last, "2026-05-01T09:00:00+00:00") == "2026-05-01T10:00:00.001Z"
    assert changes._after(last, "2026-05-01T10:00:01+00:00") == "2026-05-01T10:00:01.000Z"
    assert changes._after(None, "2026-05-01T12:00:00+02:00") == "2026-05-01T10:00:00.000Z"


def test_a_damaged_list_of_segments_is_told(minutes: Path, config: Config) -> None:
    made = begun(minutes, config)
    (made.path / "changes" / "log.json").write_text('{"segments": [{"number": 1}]}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"log\.json"):
        log_of(made)
    write(minutes, c=sample("26"))
    anew = publish(minutes, config).release  # a log of its own, numbered past the one that is lost
    assert [segment.number for segment in log_of(anew).segments] == [2]
    assert replayed((), changes_of(anew.path)) == graph_of(anew)


SECRET = "Ordet der skulle bort"


def words_in(folder: Path) -> bool:
    """Whether the secret is anywhere in the segments of a release, packed or not, in use or free."""
    for path in (folder / "changes").glob("*.sqlite"):
        with sqlite3.connect(path) as database:
            pages = [change_log.unpacked(row[0]) for row in database.execute("SELECT entries FROM page")]
        database.close()
        raw = SECRET.encode() in path.read_bytes()
        if raw or any(SECRET in change.triples for page in pages for change in page):
            return True
    return False


def test_what_is_withdrawn_leaves_the_log_of_the_new_release_alone(minutes: Path, config: Config) -> None:
    secret = sample("12", decision=SECRET + ".").replace("Havnebad ved Sønder Mole", SECRET)
    write(minutes, a=secret)
    old = publish(minutes, config).release
    write(minutes, b=sample("19", decision="Udsat."))
    middle = publish(minutes, config).release
    write(minutes, a=sample("12"))
    new = publish(minutes, config).release
    assert words_in(old.path)
    assert words_in(new.path)
    wanted, count = graph_of(new), len(list(changes_of(new.path)))
    removed = changes.purge(new.path)
    assert removed > 0
    assert len(list(changes_of(new.path))) == count - removed
    assert words_in(old.path)
    assert not words_in(new.path)
    assert not [n for n in log_of(new).about("", 1000) if SECRET in n.label]
    assert replayed((), changes_of(new.path)) == wanted
    assert replayed(graph_of(middle), changes_of(new.path, length(middle))) == wanted


def test_versions_that_speak_of_what_is_withdrawn_go_too_unless_they_are_the_latest(
    minutes: Path, config: Config
) -> None:
    begun(minutes, config)
    write(minutes, b=sample("19", decision="Udsat."))
    publish(minutes, config)
    write(minutes, c=sample("26", "Økonomiudvalget"))
    new = publish(minutes, config).release
    case = f"{BASE}/sag/23-004418"
    wanted = graph_of(new)
    first = log_of(new).file(log_of(new).segments[0])
    with closing(sqlite3.connect(first)) as database:  # as those have none that were written sooner
        database.execute("DROP TABLE version")
    assert changes.purge(new.path) > 0
    assert replayed((), changes_of(new.path)) == wanted
    speaking = [c for c in changes_of(new.path) if f"<{case}>" in c.triples]
    assert len(speaking) == len({c.thing for c in speaking}) > 0


def test_what_is_withdrawn_is_deleted_but_for_its_tombstone(minutes: Path, config: Config) -> None:
    write(minutes, a=sample("12", decision=SECRET + "."))
    publish(minutes, config)
    write(minutes, b=sample("19", decision="Udsat."))
    heard = publish(minutes, config).release
    before, count = graph_of(heard), length(heard)
    new = withdraw(f"{MEETING}/punkt/1", "persondata", "prøven", config).release
    assert not words_in(new.path)
    (gone,) = [c for c in changes_of(new.path, count) if c.thing == f"{MEETING}/punkt/1"]
    assert gone.kind == "Delete"
    assert "wasInvalidatedBy" in gone.triples
    assert replayed(before, changes_of(new.path, count)) == graph_of(new)
    assert replayed((), changes_of(new.path)) == graph_of(new)
    (minutes / "a.txt").unlink()
    alone = publish(minutes, config).release
    assert replayed((), changes_of(alone.path)) == graph_of(alone)
