"""A visitor of one site, who asks one thing at a time, slowly, says who asks, and goes when told to.

What is asked is put down in the journal, each request as it is answered.
"""

import time as clocks
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit

from graph.base.config import HOURS, Config
from graph.base.files import Closing
from graph.base.time_zone import DANISH_TIME
from graph.harvest import robots
from graph.harvest.address import Address
from graph.harvest.journal import Journal
from graph.http.client import Answer, Client

LARGEST = 32_000_000
"""Bytes of an answer."""
DAY = timedelta(hours=20)
"""A day, less what a timer may be late."""

_SECONDS, _CONNECTING = 60.0, 10.0
_TRIES = 6  # the first, and five more
_SLOWER = 10  # times as long between tries as between requests, and twice that each time
_LONGEST = 900.0  # seconds to wait for a site; who asks for more is left for that long
_BUSY = (429, 502, 503, 504)
_LOGIN = "/home/anonymousauthentication"


class Left(Exception):
    """The site is left; the message says why."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the time comes from, and how it is waited for."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = clocks.sleep


@dataclass
class Visitor(Closing):
    """Asks a site. ``rules`` are those of its robots.txt once :meth:`read_rules` has asked for them."""

    address: Address
    config: Config
    journal: Journal
    clock: Clock
    rules: robots.Robots = robots.NOBODY
    requests: int = 0
    _cookies: dict[str, str] = field(default_factory=dict, repr=False)
    _signed: bool = False
    _last: datetime | None = None

    def __post_init__(self) -> None:
        agent = f"(+{self.config.contact_email})"
        self._client = Client(_SECONDS, LARGEST, _CONNECTING, connections=1, agent=agent)

    def close(self) -> None:
        """Let go of the connection, and of the cookie."""
        self._client.close()
        self._cookies.clear()

    def read_rules(self) -> None:
        """Ask what may be asked for; a site that cannot say that now is left."""
        answer = self._answer(robots.PATH, patient=True)
        self._put_down(robots.PATH, answer)
        text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        self.rules = robots.rules_for(text, "sagsgraf")

    def ask(self, path: str, patient: bool = False) -> Answer:
        """The answer of the site at a path, which is not yet in the journal.

        A site that is busy is asked again, later each time; who is ``patient`` takes any failure of the
        server for that, which of one meeting it is not: one that is gone answers 500.

        Raises :class:`Left` when the site is busy for too long, the night is over or the path is forbidden,
        and :class:`graph.http.client.RemoteError` when there is no answer.
        """
        if not self.rules.allow(path):
            raise Left(f"robots.txt does not let {path} be asked for")
        return self._answer(path, patient)

    def _answer(self, path: str, patient: bool) -> Answer:
        for tried in range(1, _TRIES + 1):
            answer = self._signed_in(path)
            if answer.status not in _BUSY and not (patient and answer.status >= 500):
                return answer
            self._put_down(path, answer)
            wait = _retry_after(answer, self.clock.now())
            if wait is None:
                wait = self._interval() * _SLOWER * 2 ** (tried - 1)
            if wait > _LONGEST:
                raise self.left(f"it answers {answer.status} and wants {wait:.0f} seconds", wait)
            if tried < _TRIES:
                self.clock.sleep(wait)
        raise self.left(f"it answers {answer.status} time after time")

    def _signed_in(self, path: str) -> Answer:
        """The answer at a path; the cookie of those without a name is taken when it is asked for."""
        answer = self._once(path)
        if not self._signed and self._asks_for_cookie(answer, path):
            self._signed = True
            self._put_down(path, answer)
            callback = quote(self.address.origin + path, safe="")
            login = f"/Home/AnonymousAuthentication?callback={callback}"
            given = self._once(login)
            self._put_down(login, given)
            for cookie in given.headers.get_list("Set-Cookie"):
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name.strip()] = value.strip()
            answer = self._once(path)
        return answer

    def _asks_for_cookie(self, answer: Answer, path: str) -> bool:
        if not 300 <= answer.status < 400:
            return False
        try:
            target = urlsplit(urljoin(self.address.origin + path, answer.headers.get("Location", "")))
        except ValueError:
            return False
        here = f"{target.scheme}://{target.netloc.lower()}" == self.address.origin
        return here and target.path.lower().rstrip("/") == _LOGIN

    def _once(self, path: str) -> Answer:
        now = self.clock.now()
        wait = self._interval() - (now - self._last).total_seconds() if self._last else 0.0
        if wait > 0:
            self.clock.sleep(wait)
        self._check_hours()
        headers = {"Accept": "*/*"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self.requests += 1
        try:
            return self._client.ask("GET", self.address.origin + path, None, headers)
        finally:
            self._last = self.clock.now()

    def _put_down(self, path: str, answer: Answer) -> None:
        self.journal.note(self.clock.now(), address=path, status=answer.status, bytes=len(answer.body))

    def _interval(self) -> float:
        return max(self.config.harvest_seconds, self.rules.delay)

    def _check_hours(self) -> None:
        """Raise :class:`Left` outside the hours of the settings."""
        if not within_hours(self.config.harvest_hours, self.clock.now()):
            raise Left(f"it is past {self.config.harvest_hours}, when it may be asked (harvest_hours)")

    def left(self, why: str, seconds: float = 0.0) -> Left:
        """Leave the site for the day, or longer when it wants that; the exception to raise."""
        until = self.clock.now() + max(DAY, timedelta(seconds=seconds))
        self.journal.note(self.clock.now(), "left", until=until.isoformat(), problem=why)
        return Left(f"{why}; it is left alone until {until.astimezone(DANISH_TIME):%Y-%m-%d %H:%M}")


def within_hours(hours: str, now: datetime) -> bool:
    """Whether a time is within hours such as ``22-06`` or ``23:30-5``, Danish time; the empty word is
    always."""
    match = HOURS.fullmatch(hours)
    if not hours or match is None:
        return True
    first, last = (int(match[n]) * 60 + int(match[n + 1] or 0) for n in (1, 3))
    local = now.astimezone(DANISH_TIME)
    minute = local.hour * 60 + local.minute
    return first <= minute < last if first < last else minute >= first or minute < last


def _retry_after(answer: Answer, now: datetime) -> float | None:
    """The seconds that an answer asks us to wait (RFC 9110, section 10.2.3)."""
    told = answer.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        time = parsedate_to_datetime(told)
    except ValueError:
        return None
    time = time if time.tzinfo else time.replace(tzinfo=UTC)
    return max((time - now).total_seconds(), 0.0)
