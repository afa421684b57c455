"""/besked: how one is told of what is new about a topic, and who asked, confirmed or left.

Only POST changes anything: programs that look at mails open every address in them. No page tells who is told
of what.
"""

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from limits import RateLimitItemPerHour
from limits.strategies import RateLimiter
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from api.http.form import body_of, parameters_of
from api.http.formats import HTML
from api.http.negotiation import choose
from api.http.problems import Problem
from api.i18n.language import N_
from api.lists.search_endpoint import in_turn
from api.operations.rate_limit import network
from api.serving.releases import OpenRelease
from api.site.site import Site, release_of, respond, site_of
from api.subscriptions.letters import Letters
from api.subscriptions.news import News
from api.subscriptions.topic import Topic, topic
from graph.base.config import EMAIL, OperatorError
from graph.formats.table import FORM
from graph.subscriptions.mail import MailServer, NotSentError, UncertainError
from graph.subscriptions.store import Cursor, Period, Subscription, Subscriptions
from graph.subscriptions.webhook import RefusedError, Webhooks, can_be_told, new_secret

logger = logging.getLogger("sagsgraf")
router = APIRouter(include_in_schema=False)
PERIODS: Mapping[Period, str] = {"dag": N_("Højst én gang om dagen"), "uge": N_("Højst én gang om ugen")}
_NO_STORE = {"Cache-Control": "no-store"}
_BYTES, _FIELDS = 16_000, 20  # of a form
_LONGEST_MAIL = 254  # characters of a mail address (RFC 5321, errata 1690)
_OFTEN = RateLimitItemPerHour(10, namespace="besked")  # from one address on the net
_MAILS = RateLimitItemPerHour(100, namespace="besked")  # that ask for a confirmation, to all addresses
_NO_MAIL = N_("Det er ikke en mailadresse. Skriv den som navn@eksempel.dk.")
_NO_ADDRESS = N_("Adressen kan ikke bruges. Den skal begynde med https:// og stå på internettet.")
_TOO_OFTEN = (N_("For mange ønsker om besked"), N_("Prøv igen om en time."))
_OVER = (
    N_("Linket kan ikke bruges mere"),
    N_("Det er brugt, eller det er over to døgn gammelt. Bed om besked igen."),
)

Key = Annotated[str, Query(max_length=4000)]
Code = Annotated[str, Query(max_length=100)]


@router.get("/besked")
async def offers(request: Request, om: Key = "") -> Response:
    """The ways in which one can be told of a topic."""
    choice = choose(request.headers.get("accept"), (HTML,))
    about = await in_turn(request, topic, site_of(request), release_of(request), om)
    return respond(request, _offers(site_of(request), about), choice)


def _offers(site: Site, about: Topic, fault: str = "", given: Mapping[str, str] | None = None) -> bytes:
    return site.page(
        "besked.html",
        topic=about,
        periods=PERIODS,
        mail=bool(site.config.smtp_host and (about.thing or about.search)),
        webhook=bool(site.config.webhooks and (about.thing or about.search)),
        fault=fault,
        given=given or {},
    )


@router.post("/besked")
async def ask(request: Request) -> Response:
    """Ask to be told, by mail or by webhook; it has to be confirmed."""
    given = await _form(request)
    _bound(request)
    site, release = site_of(request), release_of(request)
    about = await in_turn(request, topic, site, release, given.get("om", ""))
    by_mail = given.get("maade") != "webhook"
    on = site.config.smtp_host if by_mail else site.config.webhooks
    if not on or not (about.thing or about.search):
        raise Problem(404, "That cannot be asked for here.")
    work = _ask_by_mail if by_mail else _ask_by_webhook
    return await run_in_threadpool(work, request, site, about, given)


def _ask_by_mail(request: Request, site: Site, about: Topic, given: Mapping[str, str]) -> Response:
    address = _mail_address(given.get("mail", ""))
    if not address:
        return _answer(request, _offers(site, about, _NO_MAIL, given), 422)
    if not _limiter(request).hit(_MAILS, "mails"):
        raise _too_often()
    period: Period = "uge" if given.get("hyppighed") == "uge" else "dag"
    one = Subscriptions(site.config.subscriptions).ask("mail", address, about.key, period, site.language)
    body = _said(
        site,
        N_("Se i din indbakke"),
        N_("Der er sendt en mail til adressen. Tryk på linket i den inden to døgn, så får du besked."),
        N_("Kommer der ingen mail, så se i mappen med uønsket post, eller prøv igen senere."),
        page=about.page,
    )
    answer = _answer(request, body)
    if one:  # when the answer is out, so that it takes as long whoever asks
        answer.background = BackgroundTask(_send_confirmation, site, one)
    return answer


def _send_confirmation(site: Site, one: Subscription) -> None:
    try:
        with MailServer.of(site.config) as server:
            server.send(Letters(site).confirmation(one, datetime.now(UTC)), one.target)
    except (NotSentError, UncertainError, OperatorError) as error:
        logger.error("a mail that asks for a confirmation was not sent: %s", error)
        Subscriptions(site.config.subscriptions).remove(one.code)


def _ask_by_webhook(request: Request, site: Site, about: Topic, given: Mapping[str, str]) -> Response:
    address = given.get("webhook", "").strip()
    if not can_be_told(address, site.config.webhooks_private):
        return _answer(request, _offers(site, about, _NO_ADDRESS, given), 422)
    store = Subscriptions(site.config.subscriptions)
    one = store.ask("webhook", address, about.key, "", site.language, new_secret())
    if one is None:
        raise _too_often()
    body = _said(
        site,
        N_("Gem hemmeligheden, og bekræft"),
        N_("Hemmeligheden vises kun her. Beskederne er underskrevet med den (Standard Webhooks)."),
        N_("Når du bekræfter, sendes en udfordring til adressen, som den skal svare med."),
        page=about.page,
        code=one,
        action="webhook",
        button=N_("Send udfordringen"),
    )
    return _answer(request, body)


@router.get("/besked/bekraeft")
def confirming(request: Request, kode: Code = "") -> Response:
    """Where the mail leads: a button that confirms."""
    one, site = _found(request, kode), site_of(request)
    body = _said(
        site,
        N_("Vil du have besked?"),
        N_("Tryk på knappen, så får du en mail, når der er nyt. I hver mail er der et link, der afmelder."),
        code=one,
        action="bekraeft",
        button=N_("Ja, send mig besked"),
    )
    return _answer(request, body)


@router.post("/besked/bekraeft")
def confirm(request: Request, kode: Code = "") -> Response:
    """Confirm that one wants to be told by mail."""
    one, site = _found(request, kode), site_of(request)
    if one.way == "mail":
        Subscriptions(site.config.subscriptions).confirm(kode, _end(site, release_of(request)))
    return _answer(
        request,
        _said(
            site,
            N_("Du får besked"),
            N_("Næste gang der er nyt, kommer der en mail. I hver mail er der et link, der afmelder."),
        ),
    )


@router.get("/besked/afmeld")
def leaving(request: Request, kode: Code = "") -> Response:
    """Where a mail leads those who want no more of them: a button that ends it."""
    body = _said(
        site_of(request),
        N_("Vil du afmelde besked?"),
        N_("Tryk på knappen, så slettes adressen, og der kommer ikke flere beskeder."),
        code=kode,
        action="afmeld",
        button=N_("Afmeld"),
    )
    return _answer(request, body)


@router.post("/besked/afmeld")
def leave(request: Request, kode: Code = "") -> Response:
    """End it, at once (RFC 8058, section 3.2). The answer is the same for a code that means nothing."""
    site = site_of(request)
    Subscriptions(site.config.subscriptions).remove(kode)
    body = _said(site, N_("Afmeldt"), N_("Adressen er slettet, og der kommer ikke flere beskeder."))
    return _answer(request, body)


@router.post("/besked/webhook")
def verify(request: Request, kode: Code = "") -> Response:
    """Send a webhook its challenge, and confirm it when it answers with it."""
    _bound(request)
    one, site = _found(request, kode), site_of(request)
    if one.way != "webhook" or not site.config.webhooks:
        raise Problem(404, "That cannot be confirmed here.")
    try:
        with Webhooks(site.config.webhooks_private) as webhooks:
            webhooks.verify(one.target, one.secret, datetime.now(UTC))
    except RefusedError as error:
        logger.info("a webhook was not confirmed: %s", error)
        title, words = (
            N_("Ikke bekræftet"),
            N_("Adressen svarede ikke med udfordringen. Ret den, og prøv igen."),
        )
        body = _said(site, title, words, code=one, action="webhook", button=N_("Send udfordringen"))
        return _answer(request, body, 422)
    Subscriptions(site.config.subscriptions).confirm(kode, _end(site, release_of(request)))
    body = _said(
        site,
        N_("Bekræftet"),
        N_("Adressen får besked, når der er nyt. Gem linket, der afmelder."),
        code=one,
        action="afmeld",
        button=N_("Afmeld"),
    )
    return _answer(request, body)


def _found(request: Request, code: str) -> Subscription:
    """The subscription of a code; a problem 404 for none."""
    one = Subscriptions(site_of(request).config.subscriptions).find(code)
    if one is None:
        raise Problem(404, "The code means nothing, or not any more.", said=_OVER)
    return one


def _end(site: Site, release: OpenRelease) -> Cursor:
    """How far whoever confirms now has heard: nothing before is told."""
    try:
        return News(site, release).end
    except (OSError, ValueError):  # made without a log; the next has one
        return Cursor()


def _said(
    site: Site,
    title: str,
    *words: str,
    page: str = "",
    code: Subscription | str = "",
    action: str = "",
    button: str = "",
) -> bytes:
    """A page of a few words, and perhaps a button that sends the code on."""
    one = code if isinstance(code, Subscription) else None
    return site.page(
        "besked_said.html",
        title=site.say(title),
        words=[site.say(each) for each in words],
        page=page,
        code=one.code if one else code,
        secret=one.secret if one and action == "webhook" and not one.confirmed else "",
        leave=Letters(site).address("afmeld", one) if one and one.way == "webhook" else "",
        action=action,
        button=site.say(button) if button else "",
    )


def _answer(request: Request, body: bytes, status: int = 200) -> Response:
    return respond(request, body, choose(request.headers.get("accept"), (HTML,)), _NO_STORE, status)


def _mail_address(text: str) -> str:
    """A mail address as it is kept, its domain in small letters and in ASCII (RFC 5890); empty for what is
    none."""
    local, _, domain = text.strip().rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}".strip()
    except UnicodeError:
        return ""
    address = f"{local}@{address.rpartition('@')[2].lower()}"
    dotted = re.fullmatch(r"[^@]+@[a-z0-9-]+(\.[a-z0-9-]+)+", address)
    fits = EMAIL.fullmatch(address) and not re.search(r"^\.|\.\.|\.@", address)
    return address if dotted and fits and len(address) <= _LONGEST_MAIL else ""


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form; a problem for what is none, or too large."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Problem(415, f"Send {FORM}.")
    given = parameters_of(await body_of(request, _BYTES), _FIELDS)
    return {name: value for name, value in given if value}


def _bound(request: Request) -> None:
    """A problem 429 for who asks too often."""
    who = network(request.scope)
    if who and not _limiter(request).hit(_OFTEN, who):
        raise _too_often()


def _limiter(request: Request) -> RateLimiter:
    limiter: RateLimiter = request.app.state.limiter
    return limiter


def _too_often() -> Problem:
    return Problem(
        429, "Too many have asked. Try again in an hour.", {"Retry-After": "3600"}, said=_TOO_OFTEN
    )
