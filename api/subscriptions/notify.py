"""Telling those who asked of what is new since they were told last: by mail once a day or a week, by webhook
each time.

A mail goes out once: that it is about to be sent is on the disk before, and one of which nobody knows whether
it was taken is not sent again. A webhook is told again under the same id until it has answered. What is told
is of the release that is the current one when it is sent: a run goes on with one that is published meanwhile.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from api.feeds.atom import Entry
from api.http.problems import Problem
from api.serving.releases import OpenRelease
from api.site.site import Site
from api.subscriptions.letters import MOST, Letters
from api.subscriptions.news import News
from api.subscriptions.topic import Topic, topic
from graph.base.config import Config, OperatorError
from graph.base.files import only_one
from graph.base.time_zone import DANISH_TIME
from graph.subscriptions.mail import MailServer, NotSentError, UncertainError
from graph.subscriptions.store import Cursor, Subscription, Subscriptions
from graph.subscriptions.webhook import RefusedError, Webhooks

_MOST_FAILURES = 10  # in a row, after which nobody is told any more
_NO_RELEASE = "there is no release to tell of; publish first"


class _ReplacedError(Exception):
    """The release that a run tells of is not the current one any more."""


@dataclass
class Told:
    """What a run came to: mails and webhooks that were told, and a line for each that could not be. No line
    holds an address."""

    mails: int = 0
    webhooks: int = 0
    faults: list[str] = field(default_factory=list)


def notify(config: Config, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Told:
    """Tell everybody who is to be told now; raises :class:`OperatorError` when there is no release, or
    another run is at work."""
    told = Told()
    if not config.subscriptions.exists():
        return told
    with only_one(config.subscriptions.with_name(f".{config.subscriptions.name}.lock"), "telling those of"):
        site = Site(config)
        try:
            release = site.releases.latest()
            if release is None:
                raise OperatorError(_NO_RELEASE)
            with MailServer.of(config) as server, Webhooks(config.webhooks_private) as webhooks:
                _Run(site, release, server, webhooks, now, told).all()
        except sqlite3.Error as error:
            raise OperatorError(f"{config.subscriptions}: it cannot be used: {error}") from None
        finally:
            site.workers.close()
            site.diffs.close()
    return told


class _Run:
    """One run."""

    def __init__(
        self,
        site: Site,
        release: OpenRelease,
        server: MailServer,
        webhooks: Webhooks,
        now: Callable[[], datetime],
        told: Told,
    ) -> None:
        self._site, self._server, self._webhooks = site, server, webhooks
        self._now, self._told = now, told
        self._store = Subscriptions(site.config.subscriptions, now)
        self._down = False
        self._take(release)

    def _take(self, release: OpenRelease) -> None:
        """Tell of a release from now on."""
        self._release = release
        try:
            self._news = News(self._site, release)
        except (OSError, ValueError) as error:
            raise OperatorError(f"{release.shelved.id}: its changes cannot be read: {error}") from None

    def _see_that_it_is_current(self) -> None:
        if self._site.releases.latest() is not self._release:
            raise _ReplacedError

    def all(self) -> None:
        for one in self._store.confirmed():
            if one.way == "mail" and one.sending:
                self._fault(one, "the run before was stopped with its mail under way; it is not sent again")
                self._store.end(one, one.sending, self._day())
            elif self._is_due(one):
                self._tell_of_the_current(one)

    def _tell_of_the_current(self, one: Subscription) -> None:
        while True:
            release = self._site.releases.latest()
            if release is None:  # what there was has been withdrawn, and nothing stands in for it
                raise OperatorError(_NO_RELEASE)
            if release is not self._release:
                self._take(release)
            try:
                self._tell(one)
            except _ReplacedError:
                continue
            return

    def _is_due(self, one: Subscription) -> bool:
        config = self._site.config
        if one.way == "webhook":
            return config.webhooks
        if not config.smtp_host or self._down:
            return False
        today, last = self._now().astimezone(DANISH_TIME).date(), one.sent
        week = today.isocalendar()[:2]
        return not last or (
            last < today.isoformat()
            if one.period == "dag"
            else datetime.fromisoformat(last).date().isocalendar()[:2] < week
        )

    def _tell(self, one: Subscription) -> None:
        end = self._news.end
        if not self._news.follows(one.heard):
            if end.time > one.heard.time:  # another log; else one that was gone back from, and goes on
                self._fault(one, "the log of changes was begun anew; what comes after it is told")
                self._store.end(one, end)
            return
        until = one.sending or end
        try:
            about = topic(self._site.in_language(one.language), self._release, one.topic)
            news = self._news.of(about, one.heard, until, one.language)
        except Problem as problem:
            if problem.status == 404:  # withdrawn, or gone with its minutes
                self._store.end(one, until)
            else:
                self._fault(one, problem.detail)
            return
        except (OSError, ValueError, sqlite3.Error) as error:  # its log went away with it, or is damaged
            self._see_that_it_is_current()
            self._fault(one, f"the changes of {self._release.shelved.id} cannot be read: {error}")
            return
        if not news:
            self._store.end(one, until)
        elif one.way == "mail":
            self._mail(one, about, news, until)
        else:
            self._post(one, about, news, until)

    def _mail(self, one: Subscription, about: Topic, news: list[Entry], until: Cursor) -> None:
        message = Letters(self._site).digest(one, about, news, until, self._now())
        try:
            self._server.open()
        except NotSentError as error:
            self._down = True
            self._told.faults.append(f"no mail is sent: {error}")
            return
        self._store.begin(one, until)
        try:
            self._see_that_it_is_current()
        except _ReplacedError:
            self._store.end(one, one.heard)  # nothing is under way
            raise
        try:
            self._server.send(message, one.target)
        except UncertainError as error:
            self._fault(one, f"the connection broke with its mail under way ({error}); it is not sent again")
        except NotSentError as error:
            self._store.fail(one, str(error))
            self._failed(one, str(error), error.permanent)
            return
        else:
            self._told.mails += 1
        self._store.end(one, until, self._day())

    def _post(self, one: Subscription, about: Topic, news: list[Entry], until: Cursor) -> None:
        told = {
            "type": "news",
            "timestamp": until.time,
            "data": {
                "topic": about.label,
                "page": about.page,
                "more": max(0, len(news) - MOST),
                "items": [
                    {"id": each.iri, "title": each.title, "summary": each.summary, "page": each.page}
                    for each in news[:MOST]
                ],
            },
        }
        self._store.begin(one, until)
        self._see_that_it_is_current()
        try:
            self._webhooks.tell(one.target, one.secret, f"msg_{one.id}_{until.segment}", told, self._now())
        except RefusedError as error:
            self._store.fail(one, str(error), again=until)
            self._failed(one, str(error), gone=error.gone)
            return
        self._told.webhooks += 1
        self._store.end(one, until, self._day())

    def _failed(self, one: Subscription, reason: str, lasting: bool = True, *, gone: bool = False) -> None:
        """Say that somebody could not be told, and forget them after too many times."""
        over = gone or (lasting and one.failures + 1 >= _MOST_FAILURES)
        if over:
            self._store.remove(one.code)
        self._fault(one, f"{reason}{'; it is told no more' if over else ''}")

    def _fault(self, one: Subscription, reason: str) -> None:
        self._told.faults.append(f"subscription {one.id} ({one.way}): {reason}")

    def _day(self) -> str:
        return self._now().astimezone(DANISH_TIME).date().isoformat()
