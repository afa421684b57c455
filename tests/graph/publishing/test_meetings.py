"""Which document is taken for each meeting, and which meetings have their hour in their IRI."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from samples import sample

from graph.base.config import Config
from graph.minutes.document import Document
from graph.minutes.model import AGENDA, MINUTES, SUPPLEMENT
from graph.municipality.profile import Profile
from graph.publishing import intake
from graph.publishing.meetings import Plan, Told, plan
from graph.publishing.publish import Outcome, publish
from graph.publishing.withdraw import withdraw
from graph.readers.base import Reading, Redaction
from graph.readers.files import read

pytestmark = pytest.mark.usefixtures("little_ontology")

DAY = "http://x/id/by/moede/byraadet/2024-05-27"
MEETING = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12"


def told(file: str, start: str = "17:00", kind: str = "referat", issued: str = "") -> Told:
    return Told(file, DAY, start, kind, issued)


@pytest.mark.parametrize(
    ("documents", "timed", "passed"),
    [
        ([told("a")], "", {}),
        ([told("a", "19:00"), told("b", "17:00")], "a", {}),
        ([told("a", "19:00"), told("b", "17:00"), told("c", "12:00")], "ab", {}),
        ([told("a", issued="2024-06-01T09:00:00+02:00"), told("b", issued="2024-06-02T09:00:00+02:00")],
         "", {"a": "duplicate-meeting"}),
        ([told("a", ""), told("b", "17:00")], "", {"b": "duplicate-meeting"}),
        ([told("a", kind=AGENDA), told("b")], "", {"a": "superseded-by-minutes"}),
        ([told("a", "16:00", AGENDA), told("b", "17:00")], "", {"a": "superseded-by-minutes"}),
        ([told("a", "16:00", AGENDA), told("b", "17:00"), told("c", "19:00")], "bc", {}),
        ([told("a", kind=SUPPLEMENT), told("b")], "", {"a": "superseded-by-minutes"}),
        ([told("a", kind=SUPPLEMENT), told("b", kind=AGENDA)], "", {"a": "supplementary-agenda"}),
        ([replace(told("a", kind=SUPPLEMENT), held=True), told("b")], "", {"a": "supplementary-agenda"}),
        ([replace(told("a", kind=SUPPLEMENT), held=True), told("b", kind=SUPPLEMENT)],
         "", {"b": "duplicate-meeting"}),
        ([told("a", "17:00", AGENDA, "2024-06-02"), told("b", "17:00", AGENDA, "2024-06-01")],
         "", {"b": "duplicate-meeting"}),
        ([replace(told("a"), part="8 30"), replace(told("b"), part="8 9")], "", {"a": "supplementary-agenda"}),
        ([replace(told("a"), part="8 30"), replace(told("b"), part="8 30")], "", {"b": "duplicate-meeting"}),
        ([replace(told("a"), part="8 30"), replace(told("b"), part="9 31")], "", {"b": "duplicate-meeting"}),
        ([replace(told("a"), part="8 30"), replace(told("b", kind=AGENDA), part="8 9")],
         "", {"b": "superseded-by-minutes"}),
    ],
)  # fmt: skip
def test_the_place_of_each_document(documents: list[Told], timed: str, passed: dict[str, str]) -> None:
    decided = plan(documents)
    assert (decided.timed, {file: one.code for file, one in decided.passed.items()}) == (set(timed), passed)


def test_the_order_of_publishing_decides_nothing() -> None:
    documents = [told("a", "19:00"), told("b", "17:00"), told("c", "17:00", AGENDA), told("d", "12:00")]
    plans: list[Plan] = [plan(order) for order in permutations(documents)]
    assert {one.timed for one in plans} == {frozenset("abc") - {"d"}}
    assert {tuple(one.passed) for one in plans} == {("c",)}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Outcome]:
    """Publishes what is in a folder once these are written into it, or taken out."""
    minutes, config = tmp_path / "minutes", Config(data_dir=tmp_path / "data")
    minutes.mkdir()

    def publishing(**files: str | None) -> Outcome:
        for name, text in files.items():
            path = minutes / f"{name}.txt"
            path.unlink() if text is None else path.write_text(text, encoding="utf-8")
        return publish(minutes, config, accept_removed=True)

    return publishing


def at(hour: str, decision: str = "Godkendt.") -> str:
    return sample(decision=decision).replace("16:30", hour)


def meetings(outcome: Outcome) -> dict[str, str]:
    return {
        entry.file: entry.graph.removeprefix(MEETING).removesuffix("/referat")
        for entry in outcome.release.manifest.documents
        if entry.published
    }


def test_two_meetings_of_a_day_are_both_there(folder: Callable[..., Outcome]) -> None:
    assert meetings(folder(a=at("19:00"))) == {"a.txt": ""}
    assert meetings(folder(b=at("17:00", "Udsat."))) == {"a.txt": "-kl-1900", "b.txt": ""}
    alone = folder(b=None)
    assert meetings(alone) == {"a.txt": ""}


def test_a_withdrawal_reaches_one_meeting_of_a_day(folder: Callable[..., Outcome], tmp_path: Path) -> None:
    folder(a=at("19:00"), b=at("17:00", "Udsat."))
    config = Config(data_dir=tmp_path / "data")
    release = withdraw(f"{MEETING}-kl-1900/punkt/1", "dublet", "x", config).release
    assert {e.file: e.items for e in release.manifest.documents} == {"a.txt": 1, "b.txt": 2}
    withdraw(MEETING, "dublet", "x", config)
    for outcome in (folder(), folder(c=sample("14"))):
        assert meetings(outcome)["a.txt"] == "-kl-1900"
        assert {e.file for e in outcome.release.manifest.documents if e.status == "withdrawn"} == {"b.txt"}


@pytest.mark.parametrize("below", ["", "/punkt/1"], ids=["the meeting", "an item"])
def test_what_is_withdrawn_stays_so_when_its_meeting_has_another_address(
    folder: Callable[..., Outcome], tmp_path: Path, below: str
) -> None:
    """The meeting that had the IRI of the day has its hour in it once an earlier one comes to light."""
    secret = "Havnebad"
    folder(a=at("19:00"), other=sample("14"))
    withdraw(f"{MEETING}{below}", "persondata", "x", Config(data_dir=tmp_path / "data"))
    moved = folder(b=at("17:00").replace(secret, "Fiskehallen"))
    assert meetings(moved).get("a.txt") == (None if not below else "-kl-1900")
    assert all(secret not in moved.release.text(one) for one in moved.release.published if MEETING in one)


def test_what_is_withdrawn_of_a_later_meeting_stays_so_when_the_earlier_one_goes(
    folder: Callable[..., Outcome], tmp_path: Path
) -> None:
    folder(a=at("19:00"), b=at("17:00").replace("Havnebad", "Fiskehallen"))
    withdraw(f"{MEETING}-kl-1900/punkt/1", "persondata", "x", Config(data_dir=tmp_path / "data"))
    alone = folder(b=None)
    assert meetings(alone) == {"a.txt": ""}
    assert "Havnebad" not in alone.release.text(f"{MEETING}/referat")


@pytest.fixture
def with_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that begins with the word is an agenda."""

    def read_with_kind(document: Document, profile: Profile, without: Redaction) -> Reading:
        reading = read(document, profile, without)
        kind = next((k for k in (AGENDA, SUPPLEMENT) if document.source.startswith(k)), MINUTES)
        return replace(reading, minutes=replace(reading.minutes, kind=kind))

    monkeypatch.setattr(intake, "read", read_with_kind)


@pytest.mark.usefixtures("with_kinds")
def test_agendas_and_supplements_are_left_out_and_told_of(folder: Callable[..., Outcome]) -> None:
    outcome = folder(dagsorden=sample(), tillaegsdagsorden=sample("13"), b=sample("14"))
    assert set(meetings(outcome)) == {"b.txt"}
    for name in ("dagsorden.txt", "tillaegsdagsorden.txt"):
        assert [(one["severity"], one["code"]) for one in outcome.release.findings[name]] == [
            ("info", "not-minutes")
        ]
    assert not folder().new


@pytest.mark.usefixtures("with_kinds")
def test_an_agenda_is_published_until_its_minutes_come(tmp_path: Path) -> None:
    minutes, config = tmp_path / "minutes", Config(data_dir=tmp_path / "data", agendas=True)
    minutes.mkdir()
    (minutes / "dagsorden.txt").write_text(sample(), encoding="utf-8")
    assert meetings(publish(minutes, config)) == {"dagsorden.txt": ""}
    (minutes / "z.txt").write_text(sample(decision="Udsat."), encoding="utf-8")
    outcome = publish(minutes, config)
    assert meetings(outcome) == {"z.txt": ""}
    assert [one["code"] for one in outcome.release.findings["dagsorden.txt"]][-1] == "superseded-by-minutes"
    assert "Udsat." in outcome.release.text(f"{MEETING}/referat")
