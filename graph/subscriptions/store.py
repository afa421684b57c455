"""The file of those who asked to be told: one SQLite file that nobody but its owner may read.

Nothing is kept of whoever has left: rows are overwritten when they are deleted. Those who asked and never
confirmed are deleted after two days.
"""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

Way = Literal["mail", "webhook"]
Period = Literal["dag", "uge", ""]

EXPIRES = timedelta(hours=48)
"""How long whoever asked has to confirm."""
_WAITING = 3  # unconfirmed ones of an address, and mails to it in an hour
_HOUR = timedelta(hours=1)
_HELD = 100  # confirmed ones of an address
_SECONDS = 10.0  # that one waits for another who writes
_SCHEMA = """
CREATE TABLE IF NOT EXISTS subscription (
    id INTEGER PRIMARY KEY AUTOINCREMENT, way TEXT NOT NULL, target TEXT NOT NULL, topic TEXT NOT NULL,
    period TEXT NOT NULL, code TEXT NOT NULL UNIQUE, secret TEXT NOT NULL, asked TEXT NOT NULL,
    confirmed TEXT NOT NULL DEFAULT '', heard INTEGER NOT NULL DEFAULT 0, heard_at TEXT NOT NULL DEFAULT '',
    sending INTEGER NOT NULL DEFAULT 0, sending_at TEXT NOT NULL DEFAULT '', sent TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT 'da'
);
CREATE INDEX IF NOT EXISTS by_target ON subscription (target);
"""
_COLUMNS = (
    "id, way, target, topic, period, code, secret, confirmed, heard, heard_at, sending, sending_at, sent,"
    " failures, fault, language"
)
_LANGUAGE = "ALTER TABLE subscription ADD COLUMN language TEXT NOT NULL DEFAULT 'da'"  # of an older file


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a log of changes was told: up to the segment of a number, made at a time (ISO 8601)."""

    segment: int = 0
    time: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """That somebody at a ``target``, a mail address or the address of a webhook, asked to be told of a
    ``topic``, every day or every week.

    ``code`` is what whoever confirms it or ends it has to know, ``secret`` what a webhook knows us by.
    ``heard`` is how far it was told, ``sending`` how far what is being sent goes, and ``sent`` the day on
    which something was sent last. ``failures`` in a row are counted; ``fault`` is the last one.
    ``language`` is the code of the one in which they asked.
    """

    id: int
    way: Way
    target: str
    topic: str
    period: Period
    code: str
    secret: str
    confirmed: bool
    heard: Cursor
    sending: Cursor | None
    sent: str
    failures: int
    fault: str
    language: str


def _now() -> datetime:
    return datetime.now(UTC)


def _folded(way: Way, target: str) -> str:
    """A target as it is counted: of mail addresses that reach the same person one."""
    if way != "mail":
        return target
    local, at, domain = target.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}".casefold()


class Subscriptions:
    """The file at a path, which is made when the first one asks. May be used by several processes."""

    def __init__(self, path: Path, now: Callable[[], datetime] = _now) -> None:
        self._path, self._now = path, now

    def ask(
        self, way: Way, target: str, topic: str, period: Period, language: str, secret: str = ""
    ) -> Subscription | None:
        """Note that somebody asked, to be confirmed, in the place of the one that has waited longest where
        many of the address wait; ``None`` when too many are confirmed, or too many mails went there lately.
        """
        code = secrets.token_urlsafe(32)
        with self._writing() as database:
            database.create_function("folded", 2, _folded, deterministic=True)
            found = database.execute(
                "SELECT id, asked, confirmed FROM subscription WHERE folded(way, target) = ? ORDER BY id",
                (_folded(way, target),),
            ).fetchall()
            waiting = [(number, asked) for number, asked, confirmed in found if not confirmed]
            lately = (self._now() - _HOUR).isoformat()
            mails = sum(asked > lately for _, asked in waiting) if way == "mail" else 0
            if mails >= _WAITING or len(found) - len(waiting) >= _HELD:
                return None
            if len(waiting) >= _WAITING:
                database.execute("DELETE FROM subscription WHERE id = ?", waiting[0][:1])
            database.execute(
                "INSERT INTO subscription (way, target, topic, period, code, secret, asked, language)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (way, target, topic, period, code, secret, self._now().isoformat(), language),
            )
        return self.find(code)

    def find(self, code: str) -> Subscription | None:
        """The subscription of a code, if its time is not over."""
        return next(self._rows("code = ? AND (confirmed != '' OR asked > ?)", code, self._deadline()), None)

    def confirmed(self) -> list[Subscription]:
        """All that are confirmed, in the order in which they asked."""
        return list(self._rows("confirmed != '' ORDER BY id"))

    def confirm(self, code: str, heard: Cursor) -> Subscription | None:
        """Confirm the subscription of a code, in the place of any other of the same address to the same
        topic; it hears of what comes after ``heard``. ``None`` for a code that means none."""
        found = self.find(code)
        if found is None or found.confirmed:
            return found
        with self._writing() as database:
            database.execute(
                "DELETE FROM subscription WHERE way = ? AND target = ? AND topic = ? AND id != ?",
                (found.way, found.target, found.topic, found.id),
            )
            database.execute(
                "UPDATE subscription SET confirmed = ?, heard = ?, heard_at = ? WHERE id = ?",
                (self._now().isoformat(), heard.segment, heard.time, found.id),
            )
        return self.find(code)

    def remove(self, code: str) -> None:
        """Forget the subscription of a code."""
        if self._path.exists():
            with self._writing() as database:
                database.execute("DELETE FROM subscription WHERE code = ?", (code,))

    def begin(self, one: Subscription, until: Cursor) -> None:
        """Note, on the disk, that what is new up to ``until`` is about to be sent."""
        self._set(one, sending=until.segment, sending_at=until.time)

    def end(self, one: Subscription, until: Cursor, sent: str = "") -> None:
        """Note that it was told up to ``until``, and on which day something was ``sent``, if so."""
        told: dict[str, int | str] = {"heard": until.segment, "heard_at": until.time}
        if sent:
            told |= {"sent": sent, "failures": 0, "fault": ""}
        self._set(one, **told, sending=0, sending_at="")

    def fail(self, one: Subscription, fault: str, again: Cursor | None = None) -> None:
        """Note that it could not be told, and why; ``again`` is how far the same is sent another time."""
        until = again or Cursor()
        self._set(one, sending=until.segment, sending_at=until.time, failures=one.failures + 1, fault=fault)

    def _set(self, one: Subscription, **values: int | str) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        with self._writing() as database:
            database.execute(f"UPDATE subscription SET {names} WHERE id = ?", (*values.values(), one.id))  # noqa: S608

    def _deadline(self) -> str:
        return (self._now() - EXPIRES).isoformat()

    def _rows(self, where: str, *values: str) -> Iterator[Subscription]:
        if not self._path.exists():
            return
        with closing(self._open()) as database:
            rows = database.execute(f"SELECT {_COLUMNS} FROM subscription WHERE {where}", values).fetchall()  # noqa: S608
        for row in rows:
            number, way, target, topic, period, code, secret, confirmed, *rest = row
            heard, heard_at, sending, sending_at, sent, failures, fault, language = rest
            yield Subscription(
                id=number,
                way=way,
                target=target,
                topic=topic,
                period=period,
                code=code,
                secret=secret,
                confirmed=bool(confirmed),
                heard=Cursor(heard, heard_at),
                sending=Cursor(sending, sending_at) if sending_at else None,
                sent=sent,
                failures=failures,
                fault=fault,
                language=language,
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, in which those whose time is over are forgotten first."""
        with closing(self._open()) as database, database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(
                "DELETE FROM subscription WHERE confirmed = '' AND asked <= ?", (self._deadline(),)
            )
            yield database

    def _open(self) -> sqlite3.Connection:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.fchmod(descriptor, 0o600)  # also of one that was copied here
        finally:
            os.close(descriptor)
        database = sqlite3.connect(self._path, timeout=_SECONDS, isolation_level=None)
        database.execute("PRAGMA secure_delete = ON")
        database.executescript(_SCHEMA)
        if "language" not in {row[1] for row in database.execute("PRAGMA table_info(subscription)")}:
            with suppress(sqlite3.OperationalError):  # another process added it meanwhile
                database.execute(_LANGUAGE)
        return database
