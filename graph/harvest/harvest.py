"""Harvesting a site: the catalogue first, then what is new or changed in it, into a folder.

Everything that was fetched is on the disk before the next thing is asked, so whoever is stopped, even killed,
goes on where it was.
"""

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.base.config import Config, OperatorError
from graph.base.files import NOT_MINUTES, only_one, write_whole
from graph.formats.table import JSON
from graph.harvest import catalogue as catalogues
from graph.harvest import current, meeting, plan
from graph.harvest.address import Address, address
from graph.harvest.catalogue import Catalogue, CatalogueError, Entry
from graph.harvest.journal import Journal, Known
from graph.harvest.meeting import Meeting, MeetingError
from graph.harvest.visitor import DAY, Clock, Left, Visitor, within_hours
from graph.http.client import Answer
from graph.http.errors import RemoteError

RAW = "raw"
JOURNAL = "journal.jsonl"

_IN_A_ROW = 5  # meetings that cannot be had, before we ask whether anything can
_VERSION = "/api/agenda/apiVersion"

Progress = Callable[[int, int, str], None]


@dataclass
class Harvest:
    """What a harvest came to: the entries by what became of them, each problem with what it is about, and in
    ``stopped`` why it ended before its end, if it did. ``failing`` could not be had before and are not asked
    for again yet, ``replaced`` is old id -> new id, ``left_out`` how many closed items had content that was
    left out, ``files`` how many files of ``current/`` are other now."""

    requests: int = 0
    listed: int = 0
    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    replaced: dict[str, str] = field(default_factory=dict)
    missing: list[Entry] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    retracted: list[Entry] = field(default_factory=list)
    failing: list[Entry] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    stopped: str = ""
    waiting: int = 0
    left_out: int = 0
    files: int = 0


def harvest(
    host: str,
    folder: Path,
    config: Config,
    progress: Progress = lambda done, total, what: None,
    accept_gone: bool = False,
    clock: Clock | None = None,
) -> Harvest:
    """Harvest a site into a folder.

    ``progress`` hears of each meeting: how many are done, of how many, what. Raises :class:`OperatorError`
    without a contact, outside the hours, for a site that is left alone today, and when more meetings are gone
    than :mod:`graph.harvest.plan` lets and that is not accepted.
    """
    site, clock = address(host), clock or Clock()
    _check(site, config, clock)
    raw = folder / RAW
    raw.mkdir(parents=True, exist_ok=True)
    (raw / NOT_MINUTES).touch()
    with ExitStack() as stack:
        stack.enter_context(only_one(raw / ".lock", "harvesting to"))
        for left in raw.glob("*/.*.json-*"):  # by whoever was killed
            left.unlink()
        journal = stack.enter_context(Journal(raw / JOURNAL))
        state = journal.state
        if state.host and state.host != site.host:
            raise OperatorError(f"{folder} holds what {state.host} has; give {site.host} a folder of its own")
        if state.left_until and clock.now() < state.left_until:
            raise OperatorError(f"{site.host} is left alone until {state.left_until:%Y-%m-%d %H:%M} UTC")
        if not state.host:
            journal.note(clock.now(), "began", host=site.host)
        visitor = stack.enter_context(Visitor(site, config, journal, clock))
        return _Harvester(visitor, raw, folder / current.FOLDER, progress).run(accept_gone)


def _check(site: Address, config: Config, clock: Clock) -> None:
    if not config.contact_email:
        raise OperatorError(
            f"contact_email is not set: {site.host} has a right to know whom to write to; set it in "
            "sagsgraf.toml or as SAGSGRAF_CONTACT_EMAIL"
        )
    if config.harvest_seconds < 1 and not site.loopback:
        raise OperatorError("harvest_seconds: there must be a second or more between requests")
    if not within_hours(config.harvest_hours, clock.now()):
        raise OperatorError(f"harvest_hours: {site.host} is asked within {config.harvest_hours} only")


class _Harvester:
    def __init__(self, visitor: Visitor, raw: Path, published: Path, progress: Progress) -> None:
        self._visitor, self._raw, self._published, self._progress = visitor, raw, published, progress
        self._journal, self._state, self._now = visitor.journal, visitor.journal.state, visitor.clock.now
        self._config = visitor.config
        self._done = Harvest()

    def run(self, accept_gone: bool) -> Harvest:
        done = self._done
        for known in self._state.meetings.values():
            if known.held and not self._path(known.entry.id, known.held).exists():
                known.held = ""  # somebody took it away
        try:
            self._visitor.read_rules()
            listed = self._catalogue()
            self._compare(listed, accept_gone)
            wanted = plan.to_fetch(listed, self._state, self._now())
            done.failing = list(plan.failing(listed, self._state, wanted))
            self._fetch(wanted)
        except Left as left:
            done.stopped = str(left)
        except RemoteError as error:
            self._journal.note(self._now(), problem=str(error))
            done.stopped = str(error)
        except CatalogueError as error:
            done.stopped = f"{catalogues.PATH}: {error}; nothing is taken for gone"
        done.requests = self._visitor.requests
        done.files = current.write(self._published, self._state, self._load, self._config)
        return done

    def _catalogue(self) -> Catalogue:
        """The catalogue as it is now; raises :class:`CatalogueError` for an answer that is none."""
        answer = self._visitor.ask(catalogues.PATH, patient=True)
        problem = _problem(answer)
        try:
            listed = catalogues.read(meeting.load(answer.body)) if not problem else None
        except (MeetingError, CatalogueError) as error:
            problem, listed = str(error), None
        facts: dict[str, Any] = {"address": catalogues.PATH, "status": answer.status}
        facts |= {"problem": problem} if problem else {}
        self._journal.note(self._now(), **facts, bytes=len(answer.body))
        if listed is None:
            raise CatalogueError(problem)
        return listed

    def _compare(self, listed: Catalogue, accept_gone: bool) -> None:
        """Put down what the catalogue has that is new, and what it lacks."""
        done, state, now = self._done, self._state, self._now()
        done.listed = len(listed.entries)
        absent = plan.absent(listed, state)
        problem = plan.check_whole(listed, state, absent, accept_gone)
        done.retracted = list(plan.retracted(listed, state))
        for identity, entry in listed.entries.items():
            known = state.meetings.get(identity)
            if known is None or known.entry != entry or known.missing:
                self._journal.note(now, "listed", entry=entry.told())
        if problem:
            problem = f"{problem}; nothing is taken for gone"
            self._journal.note(now, address=catalogues.PATH, problem=problem)
            done.problems.append((catalogues.PATH, problem))
            return
        for one in absent:
            self._note_absent(one)
        self._journal.note(now, "catalogue", bodies=listed.bodies)

    def _note_absent(self, one: plan.Absent) -> None:
        done, known, now = self._done, one.known, self._now()
        identity = known.entry.id
        if one.by:
            self._journal.note(now, "replaced", meeting=identity, by=one.by)
            done.replaced[identity] = one.by
        elif known.missing is None:
            self._journal.note(now, "missing", meeting=identity)
            done.missing.append(known.entry)
        elif known.gone is None and now - known.missing >= DAY:
            self._journal.note(now, "gone", meeting=identity)
            done.gone.append(known.entry)
        elif known.gone is None:
            done.missing.append(known.entry)

    def _fetch(self, wanted: list[Entry]) -> None:
        """Fetch each meeting that is wanted; one that cannot be had hinders no other."""
        in_a_row = 0
        for count, entry in enumerate(wanted):
            self._done.waiting = len(wanted) - count
            self._progress(count, len(wanted), f"{entry.body} {entry.start[:10]}")
            in_a_row = 0 if self._fetch_one(entry) else in_a_row + 1
            if in_a_row == _IN_A_ROW:
                in_a_row = 0
                self._ask_how_it_is()
        self._done.waiting = 0
        self._progress(len(wanted), len(wanted), "")

    def _ask_how_it_is(self) -> None:
        """Leave the site for the day when it has not even its version to tell."""
        answer = self._visitor.ask(_VERSION)
        self._journal.note(self._now(), address=_VERSION, status=answer.status, bytes=len(answer.body))
        if answer.status != 200:
            raise self._visitor.left(f"{_IN_A_ROW} meetings in a row and its version cannot be had")

    def _fetch_one(self, entry: Entry) -> bool:
        path = meeting.PATH + entry.id
        facts: dict[str, Any] = {"meeting": entry.id, "address": path}
        try:
            answer = self._visitor.ask(path)
            facts |= {"status": answer.status, "bytes": len(answer.body)}
            read = self._read(answer, entry)
        except (MeetingError, RemoteError) as error:
            self._journal.note(self._now(), "failed", **facts, problem=str(error))
            self._done.problems.append((f"{entry.body} {entry.start[:10]} ({path})", str(error)))
            return False
        self._keep(entry, read, facts)
        return True

    def _read(self, answer: Answer, entry: Entry) -> Meeting:
        if problem := _problem(answer):
            raise MeetingError(problem)
        return meeting.read(answer.body, entry, self._state.tells_open, self._config.harvest_closed)

    def _keep(self, entry: Entry, read: Meeting, facts: dict[str, Any]) -> None:
        """Store a version, unless it is the one held."""
        done, known = self._done, self._state.meetings[entry.id]
        had = known.held
        facts |= {"sha256": read.sha256} | ({"personal": True} if read.personal else {})
        self._write(entry.id, read)
        self._journal.note(self._now(), "same" if had == read.sha256 else "stored", **facts)
        (done.same if had == read.sha256 else done.changed if had else done.new).append(entry)
        done.left_out += read.left_out
        if read.personal:
            message = "it has a number of the form of a CPR number, and is not published"
            done.problems.append((f"{entry.body} {entry.start[:10]} ({facts['address']})", message))
        if read.opens and not self._state.tells_open:
            self._journal.note(self._now(), "opens")
            self._close_again()

    def _close_again(self) -> None:
        """Take out of what is held what is closed now that items are known to say so."""
        for known in self._state.meetings.values():
            if not known.held or self._config.harvest_closed:
                continue
            path = self._path(known.entry.id, known.held)
            if not path.exists():
                continue
            read = meeting.read(path.read_bytes(), known.as_held or known.entry, True, False)
            if read.left_out:
                self._write(known.entry.id, read)
                note: dict[str, Any] = {"meeting": known.entry.id, "sha256": read.sha256}
                self._journal.note(
                    self._now(), "stored", **note, **({"personal": True} if read.personal else {})
                )
                path.unlink()
                self._done.left_out += read.left_out

    def _write(self, identity: str, read: Meeting) -> None:
        path = self._path(identity, read.sha256)
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            write_whole(path, read.data)

    def _path(self, identity: str, sha256: str) -> Path:
        return self._raw / identity / f"{sha256}.json"

    def _load(self, known: Known) -> dict[str, Any] | None:
        """The version held of a meeting, without what is closed in it whatever is kept."""
        path = self._path(known.entry.id, known.held)
        if not path.exists():
            return None
        told: dict[str, Any] = json.loads(path.read_bytes())
        meeting.strip_closed(told, known.as_held or known.entry, self._state.tells_open)
        return told


def _problem(answer: Answer) -> str:
    """Why an answer is none to read, empty when it is one."""
    if 300 <= answer.status < 400:
        return f"it sends us elsewhere (status {answer.status}), which is not followed"
    if answer.status != 200:
        return f"it answers {answer.status}"
    if answer.media_type != JSON.media_type:
        return f"it answers with {answer.media_type or 'no media type'} instead of {JSON.media_type}"
    return ""
