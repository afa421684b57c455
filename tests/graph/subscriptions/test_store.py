"""The file of those who asked to be told."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.subscriptions.store import Cursor, Subscriptions

WHO = "karen.boll@example.dk"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2024, 6, 12, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "besked.sqlite"


def test_what_is_deleted_is_gone_and_nobody_else_may_read(path: Path) -> None:
    store = Subscriptions(path)
    assert store.find("x") is None
    assert store.confirmed() == []
    store.remove("x")
    assert not path.exists()  # nobody has asked
    path.touch(0o644)
    one = store.ask("mail", WHO, "doc/aadalsoe/sag/20-004417", "dag", "da")
    assert one
    assert not one.confirmed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert store.confirmed() == []
    assert store.confirm(one.code, Cursor(3, "2024"))
    (kept,) = store.confirmed()
    assert (kept.target, kept.period, kept.heard, kept.sending) == (WHO, "dag", Cursor(3, "2024"), None)
    assert WHO.encode() in path.read_bytes()
    store.remove(one.code)
    assert WHO.encode() not in path.read_bytes()
    assert one.code.encode() not in path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_whoever_asks_has_two_days_to_confirm_and_no_more(path: Path) -> None:
    clock = Clock()
    store = Subscriptions(path, clock)
    one = store.ask("mail", WHO, "a", "dag", "da")
    assert one
    clock.time += timedelta(hours=47)
    assert store.find(one.code)
    clock.time += timedelta(hours=1)
    assert store.find(one.code) is None
    assert store.confirm(one.code, Cursor()) is None
    assert store.ask("mail", "b@example.dk", "a", "dag", "da")
    assert WHO.encode() not in path.read_bytes()


def test_an_address_is_asked_at_most_three_times_in_two_days(path: Path) -> None:
    store = Subscriptions(path)
    asked = [store.ask("mail", WHO, topic, "dag", "da") for topic in "abcd"]
    assert [bool(one) for one in asked] == [True, True, True, False]
    assert store.ask("mail", "b@example.dk", "a", "dag", "da")
    assert asked[0]
    store.confirm(asked[0].code, Cursor())
    assert store.ask("mail", WHO, "d", "dag", "da")


def test_a_stranger_who_asks_for_an_address_keeps_its_owner_out_for_no_more_than_an_hour(path: Path) -> None:
    clock = Clock()
    store = Subscriptions(path, clock)
    asked = [
        store.ask("mail", other, "a", "dag", "da") for other in (WHO, "Karen.Boll+x@example.dk", WHO.upper())
    ]
    assert asked[0]
    assert asked[1]
    assert store.ask("mail", WHO, "b", "dag", "da") is None
    clock.time += timedelta(hours=1)
    mine = store.ask("mail", WHO, "b", "dag", "da")
    assert mine
    assert store.find(asked[0].code) is None
    assert store.find(asked[1].code)


def test_whether_somebody_asked_for_a_webhook_is_told_to_nobody(path: Path) -> None:
    store = Subscriptions(path)
    asked = [store.ask("webhook", "https://example.dk/a+b", topic, "", "da") for topic in "abcd"]
    assert all(asked)
    assert [one is not None and store.find(one.code) is not None for one in asked] == [
        False,
        True,
        True,
        True,
    ]


def test_whoever_confirms_anew_is_told_once(path: Path) -> None:
    store = Subscriptions(path)
    for period in ("dag", "uge"):
        one = store.ask("mail", WHO, "a", period, "da")  # type: ignore[arg-type]
        assert one
        store.confirm(one.code, Cursor(1, "t"))
    assert [kept.period for kept in store.confirmed()] == ["uge"]
    assert store.confirm(one.code, Cursor(9, "t"))
    assert store.confirmed()[0].heard == Cursor(1, "t")  # a second press of the button skips nothing


def test_what_is_being_sent_is_on_the_disk(path: Path) -> None:
    store = Subscriptions(path)
    one = store.ask("webhook", "https://example.dk/", "a", "", "da", "whsec_x")
    assert one
    store.confirm(one.code, Cursor(1, "t"))
    store.begin(one, Cursor(2, "u"))
    assert Subscriptions(path).confirmed()[0].sending == Cursor(2, "u")
    store.fail(one, "no answer", again=Cursor(2, "u"))
    (failed,) = store.confirmed()
    assert (failed.failures, failed.fault, failed.sending) == (1, "no answer", Cursor(2, "u"))
    store.end(failed, Cursor(2, "u"), "2024-06-12")
    (ended,) = store.confirmed()
    assert (ended.heard, ended.sending, ended.sent, ended.failures) == (Cursor(2, "u"), None, "2024-06-12", 0)


def test_who_asked_before_there_were_languages_is_told_in_danish(tmp_path: Path) -> None:
    path = tmp_path / "older.sqlite"
    one = Subscriptions(path).ask("mail", WHO, "a", "dag", "en")
    assert one
    assert one.language == "en"
    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE subscription DROP COLUMN language")
    found = Subscriptions(path).find(one.code)
    assert found
    assert found.language == "da"
