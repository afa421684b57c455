"""A publication site of the tests' own, on loopback: invented meetings, and whatever a bad day brings."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from graph.base.config import Config
from graph.harvest.harvest import Harvest, harvest
from graph.harvest.visitor import Clock

CATALOGUE = "/api/agenda/udvalgsliste"
MEETING = "/api/agenda/dagsorden/"
LOGIN = "/Home/AnonymousAuthentication"
ZERO = "00000000-0000-0000-0000-000000000000"
COOKIE = "besoegende=42"
BEGIN = datetime(2031, 3, 3, 21, tzinfo=UTC)

Handler = Callable[[BaseHTTPRequestHandler], None]
Told = dict[str, Any]


def guid(name: str) -> str:
    """The id of a thing of that name."""
    return str(uuid5(NAMESPACE_URL, name))


def entry(
    name: str,
    start: str = "2031-02-03T16:00:00+01:00",
    minutes: bool = True,
    title: str = "Referat",
    released: str = "2031-02-05T12:00:00.0000000+01:00",
) -> Told:
    """A meeting as a catalogue lists it."""
    return {
        "Id": guid(name).upper(),
        "Navn": title,
        "Dato": start,
        "MeetingBeginUtc": start,
        "MeetingEndUtc": start.replace("T16", "T18"),
        "ReleasedDate": released,
        "Sted": "Salen ",
        "Afsluttet": minutes,
        "IsSupplementaryAgenda": False,
    }


def catalogue(**bodies: list[Told]) -> Told:
    """A catalogue of bodies by their names (``Byråd_2030__2033``), in two groups."""
    listed = [
        {
            "Id": guid(name),
            "Navn": name.replace("__", "-").replace("_", " "),
            "Moeder": meetings,
            "Historisk": False,
        }
        for name, meetings in bodies.items()
    ]
    return {"Udvalg": {"Udvalg i dag": listed[:1], "Tidligere": listed[1:]}}


def item(number: int, title: str = "Stier", html: str = "<p>Godkendt.</p>", **others: Any) -> Told:
    """An open item; an empty ``Link`` and a zero ``DocumentId`` close it."""
    field = {
        "Navn": "",
        "Html": html,
        "Tekst": None,
        "Link": "https://x.example/1",
        "DocumentId": guid(title),
    }
    told = {"Number": str(number), "Caption": title, "CaseNumber": "31-000001", "IsOpen": False}
    return {**told, "Felter": [field], "Bilag": [], "ExternalAgendaItemAttendees": [], **others}


def meeting(name: str, *items: Told) -> Told:
    """What the site answers of a meeting."""
    moede = {"Id": ZERO, "Navn": None, "MeetingEndUtc": None, "ReleasedDate": None, "Moededeltagere": []}
    return {"Id": guid(name), "Moede": moede, "Dagsordenpunkter": list(items or [item(1)])}


def reply(status: int, body: bytes = b"", kind: str = "text/html", **headers: str) -> Handler:
    """An answer of that status."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content_Type": kind, "Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return handle


def told(value: object) -> Handler:
    """An answer that is JSON."""
    return reply(200, json.dumps(value).encode(), "application/json; charset=utf-8")


@dataclass
class Site:
    """What a site has. ``answers`` are given in its place: to a path, one after the other, the last one for
    good. ``asked`` are the paths of the requests, ``headers`` what came with them."""

    listed: Any
    meetings: dict[str, Told] = field(default_factory=dict)
    answers: dict[str, list[Handler]] = field(default_factory=dict)
    cookie: bool = False
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    def add(self, *names: str) -> "Site":
        """The same site, with answers of the meetings of those names."""
        self.meetings |= {MEETING + guid(name): meeting(name) for name in names}
        return self

    def fetched(self) -> list[str]:
        """The ids of the meetings that were asked for since this was last called."""
        found = [path.removeprefix(MEETING) for path in self.asked if path.startswith(MEETING)]
        self.asked.clear()
        self.headers.clear()
        return found

    def answer(self, path: str, cookie: str) -> Handler:
        if path.startswith(LOGIN):
            return reply(302, Location="/", Set_Cookie=f"{COOKIE}; path=/; HttpOnly")
        if self.cookie and COOKIE not in cookie:
            return reply(302, Location=f"{LOGIN}?callback={path}")
        if queue := self.answers.get(path):
            return queue.pop(0) if len(queue) > 1 else queue[0]
        if path == CATALOGUE:
            return told(self.listed)
        if path == "/api/agenda/apiVersion":
            return told(1)
        if path in self.meetings:
            return told(self.meetings[path])
        return reply(500 if path.startswith(MEETING) else 404, b"<html>Fejl</html>")


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """Serve a site; its address is that of the port it has got."""

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append(dict(self.headers))
            with suppress(OSError):  # whoever asked is gone
                site.answer(self.path, self.headers.get("Cookie", ""))(self)

        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Request) as listening:
        listening.daemon_threads = True
        listening.block_on_close = False
        thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        site.address = f"http://127.0.0.1:{listening.server_port}"
        try:
            yield site
        finally:
            listening.shutdown()
            thread.join()


@dataclass
class Days:
    """A clock that goes when it is waited for, and by days when a test says so."""

    time: datetime = BEGIN
    waited: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.time += timedelta(seconds=seconds)

    def pass_by(self, days: float) -> None:
        self.time += timedelta(days=days)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep)


@dataclass
class Harvester:
    """Harvests a site into a folder, on days of a clock."""

    site: Site
    folder: Path
    config: Config = field(
        default_factory=lambda: Config(contact_email="drift@example.dk", harvest_seconds=0)
    )
    days: Days = field(default_factory=Days)

    def run(self, accept_gone: bool = False) -> Harvest:
        return harvest(
            self.site.address,
            self.folder,
            self.config,
            accept_gone=accept_gone,
            clock=self.days.clock,
        )

    def current(self) -> dict[str, Told]:
        """The files of ``current/`` by the ids in their names."""
        files = (self.folder / "current").glob("*/*.json")
        return {path.stem.partition("-")[2]: json.loads(path.read_bytes()) for path in files}

    def versions(self) -> dict[str, int]:
        """How many versions of each meeting ``raw/`` holds."""
        folders = (path for path in (self.folder / "raw").iterdir() if path.is_dir())
        return {path.name: len(list(path.glob("*.json"))) for path in folders}

    def journal(self) -> list[Told]:
        """The lines of the journal."""
        text = (self.folder / "raw" / "journal.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]
