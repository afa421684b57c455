"""Being told: asking on /besked, and what `sagsgraf notify` sends to a real mail server and a real webhook."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hooks import Hook, hooked
from limits import RateLimitItemPerHour
from mailing import LOST, REFUSED, Inbox, serving_mail
from samples import sample, write

from api.app import create_app
from api.cli.main import cli
from api.feeds.atom import Entry
from api.site.site import Site
from api.subscriptions import endpoint
from api.subscriptions.letters import Letters
from api.subscriptions.news import News
from api.subscriptions.notify import Told, notify
from api.subscriptions.topic import Topic
from api.subscriptions.topic import topic as topic_of
from graph.base.config import Config, OperatorError
from graph.ontology.iris import Iris, place
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.release import archive
from graph.release.change_log import Log
from graph.subscriptions import mail
from graph.subscriptions.store import Cursor, Period, Subscription, Subscriptions, Way
from graph.subscriptions.webhook import new_secret, signature

pytestmark = pytest.mark.usefixtures("little_ontology")

WHO = "karen.boll@example.dk"
CASE = "doc/aadalsoe/sag/20-004417"
NOW = datetime(2024, 6, 12, 10, tzinfo=UTC)
PAGE = {"Accept": "text/html"}
BASE = "http://127.0.0.1:8000"
PERSON = str(Iris(BASE, "aadalsoe").person("Sidsel Ravnekær")).removeprefix(f"{BASE}/id/")
CLOSED, WITHDRAWN = "Zebrafinkens volière", "Karmoisinbroen lukkes"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Three meetings, of which an item of one is withdrawn, and then: one read anew, one reworded, and a new one
    with a closed item."""
    folder = tmp_path_factory.mktemp("besked")
    config = Config(data_dir=folder / "data", profile="aadalsoe", removed_share=1.0)
    minutes = write(folder / "minutes", a=sample("12"), b=sample("19"), d=sample("27", decision=WITHDRAWN))
    publish(minutes, config)
    withdraw(f"{BASE}/id/aadalsoe/moede/direktionen/2023-09-27/punkt/1", "persondata", "me", config)
    write(
        minutes,
        a=sample("12").replace("Projektet er nu tilpasset", "Projektet er nu godt tilpasset"),
        b=sample("19", decision="Ikke godkendt."),
        c=sample("26", "Økonomiudvalget", "Godkendt. Æblerne følger <b>.", closed_words=CLOSED),
    )
    publish(minutes, config)
    return config


@pytest.fixture(scope="module")
def mails() -> Iterator[tuple[int, Inbox]]:
    with serving_mail() as (port, inbox):
        yield port, inbox


@pytest.fixture
def inbox(mails: tuple[int, Inbox]) -> Inbox:
    mails[1].taken.clear()
    mails[1].raw.clear()
    return mails[1]


@pytest.fixture
def config(released: Config, mails: tuple[int, Inbox], inbox: Inbox, tmp_path: Path) -> Config:
    return replace(
        released,
        subscriptions=tmp_path / "besked.sqlite",
        smtp_host="127.0.0.1",
        smtp_port=mails[0],
        smtp_security="none",
        smtp_sender="sagsgraf@aadalsoe.example",
        webhooks=True,
        webhooks_private=True,
    )


@pytest.fixture
def client(config: Config) -> Iterator[TestClient]:
    with TestClient(create_app(config), base_url=config.base_iri, headers=PAGE) as client:
        yield client


def first(config: Config) -> Cursor:
    """The end of the first release."""
    segment = Log(archive.current(config) / "changes").segments[0]
    return Cursor(segment.number, segment.time)


def told(
    config: Config,
    target: str,
    topic: str,
    period: Period = "dag",
    way: Way = "mail",
    secret: str = "",
    language: str = "da",
) -> str:
    """The code of somebody who has heard of the first release."""
    store = Subscriptions(config.subscriptions)
    one = store.ask(way, target, topic, period, language, secret)
    assert one
    store.confirm(one.code, first(config))
    return one.code


def run(config: Config, now: datetime = NOW) -> Told:
    return notify(config, lambda: now)


def words(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part
    content: str = part.get_content()
    return content


def ask(client: TestClient, **fields: str) -> Any:
    return client.post("/besked", data={"om": CASE, "maade": "mail", "mail": WHO, **fields})


def test_every_way_stands_on_one_page(client: TestClient) -> None:
    page = client.get(f"/besked?om={quote(CASE)}").text
    assert "<h1>Få besked</h1>" in page
    assert 'name="mail"' in page
    assert 'name="webhook"' in page
    assert f">{BASE}/changes/aadalsoe/sag/20-004417.atom</code>" in page
    assert "webcal:" not in page
    body = client.get("/besked?om=doc/aadalsoe/organ/direktionen").text
    assert 'href="webcal://127.0.0.1:8000/doc/aadalsoe/organ/direktionen.ics"' in body
    assert "Be told" in client.get(f"/en/besked?om={quote(CASE)}").text
    found = client.get("/besked?om=" + quote("search?q=havnebad&organ=direktionen&side=3", safe="")).text
    assert "søgningen »havnebad, Direktionen«" in found
    assert f"{BASE}/search.atom?q=havnebad&amp;organ=direktionen</code>" in found
    due = client.get("/besked?om=" + quote("opfoelgning?slags=udsat", safe="")).text
    assert "/opfoelgning.ics?slags=udsat</code>" in due
    assert 'name="mail"' not in due


def test_what_nobody_can_be_told_of(client: TestClient) -> None:
    meeting = "doc/aadalsoe/moede/direktionen/2023-09-12"
    for topic in ("", "doc/aadalsoe/sag/99-999999", meeting, "doc/../x", "search?q=", "sparql"):
        assert client.get("/besked", params={"om": topic}).status_code == 404
    assert ask(client, om=meeting).status_code == 404


def test_without_a_mail_server_there_are_the_other_ways(released: Config, tmp_path: Path) -> None:
    config = replace(released, subscriptions=tmp_path / "besked.sqlite")
    with TestClient(create_app(config), base_url=config.base_iri, headers=PAGE) as client:
        page = client.get(f"/besked?om={CASE}").text
        assert ask(client).status_code == ask(client, maade="webhook").status_code == 404
    assert "Besked på mail er ikke slået til her." in page
    assert 'name="mail"' not in page
    assert "Adressen på feedet" in page
    assert run(config) == Told()
    assert not config.subscriptions.exists()


def test_nothing_happens_before_whoever_has_the_address_says_yes(
    client: TestClient, config: Config, inbox: Inbox
) -> None:
    said = ask(client)
    assert said.headers["cache-control"] == "no-store"
    assert WHO not in said.text
    (mail_,) = inbox.to(WHO)
    assert mail_["subject"] == "Bekræft, at du vil have besked"
    assert "havnebad" not in words(mail_).lower()  # a stranger's words are sent to nobody
    (link,) = re.findall(rf"{BASE}(/besked/bekraeft\?kode=\S+)", words(mail_))
    store = Subscriptions(config.subscriptions)
    assert 'method="post"' in client.get(link).text
    assert store.confirmed() == []  # programs open the links of mails
    assert "Du får besked" in client.post(link).text
    (one,) = store.confirmed()
    assert (one.target, one.topic, one.period) == (WHO, CASE, "dag")
    assert run(config) == Told()  # what there was before is no news
    leave = link.replace("bekraeft", "afmeld")
    assert 'method="post"' in client.get(leave).text
    assert len(store.confirmed()) == 1
    answer = client.post(leave, data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, store.confirmed()) == (200, [])
    assert answer.text == client.post(leave.replace("kode=", "kode=x")).text.replace("kode=x", "kode=")
    assert client.get(link).status_code == client.post(link).status_code == 404


def test_no_answer_tells_who_is_told_of_what(client: TestClient, inbox: Inbox) -> None:
    answers = {ask(client, hyppighed="uge").text for _ in range(5)}
    assert len(answers) == 1
    assert len(inbox.to(WHO)) == 3  # and no address is flooded


def test_who_asks_too_often_waits(config: Config, inbox: Inbox) -> None:
    with TestClient(create_app(config), base_url=BASE, headers=PAGE, client=("203.0.113.7", 1)) as client:
        answers = [ask(client, mail=f"a{number}@example.dk") for number in range(11)]
    assert [one.status_code for one in answers] == [200] * 10 + [429]
    assert answers[-1].headers["retry-after"] == "3600"
    assert len(inbox.taken) == 10


def test_all_together_have_so_many_mails_sent_in_an_hour(
    client: TestClient, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "_MAILS", RateLimitItemPerHour(1))
    assert [ask(client, mail=f"{name}@example.dk").status_code for name in "ab"] == [200, 429]
    assert [address for address, _ in inbox.taken] == ["a@example.dk"]


def test_what_is_no_mail_address(client: TestClient, inbox: Inbox) -> None:
    wrong = (
        "karen",
        "a@b",
        "a b@example.dk",
        "a@example.dk\r\nBcc: x@example.dk",
        "a@ex ample.dk",
        "æ@example.dk",
    )
    for address in ("", ".a@example.dk", *wrong):
        answer = ask(client, mail=address)
        assert answer.status_code == 422
        assert "Det er ikke en mailadresse" in answer.text
    assert inbox.taken == []


def test_a_danish_domain_is_written_to(client: TestClient, inbox: Inbox) -> None:
    assert ask(client, mail=" karen@Ådalsø.example ").status_code == 200
    assert inbox.taken[0][0] == "karen@xn--dals-poa2j.example"


def test_what_is_no_form(client: TestClient) -> None:
    for kind, status in (("text/plain", 415), ("application/x-www-form-urlencoded", 413)):
        answer = client.post("/besked", content=b"a" * 20_000, headers={"Content-Type": kind})
        assert answer.status_code == status


def test_a_digest_tells_what_is_new_open_and_there_and_once(config: Config, inbox: Inbox) -> None:
    told(config, WHO, CASE)
    told(config, "b@example.dk", "doc/aadalsoe/organ/oekonomiudvalget", "uge")
    told(config, "c@example.dk", "search?q=havnebad")
    told(config, "d@example.dk", "search?q=findesslet+ikke")
    told(config, "e@example.dk", "doc/aadalsoe/sag/98-000001")  # gone
    told(config, "f@example.dk", f"doc/{PERSON}")
    told(config, "g@example.dk", CASE, language="en")
    assert run(config) == Told(mails=5)
    (english,) = inbox.to("g@example.dk")
    assert english["subject"] == "Case 20-004417, Havnebad ved Sønder Mole: 2 new items"
    assert english["content-language"] == "en"
    assert "The Finance Committee 26 September 2023: Approved" in words(english)
    assert f"{BASE}/en/doc/aadalsoe/moede/oekonomiudvalget/2023-09-26/punkt/1" in words(english)
    assert f"{BASE}/en/besked/afmeld?kode=" in english["list-unsubscribe"]
    assert "Æblerne følger <b>." in words(english)  # the minutes' own words
    (attended,) = inbox.to("f@example.dk")
    assert "Økonomiudvalget 26. september 2023" in words(attended).splitlines()
    assert "Nævnt i referatet af mødet." in words(attended)
    (mine,) = inbox.to(WHO)
    assert mine["subject"] == "Sag 20-004417, Havnebad ved Sønder Mole: 2 nye punkter"
    assert "Økonomiudvalget 26. september 2023: Godkendt" in words(mine)
    assert "Ændret: Direktionen 19. september 2023" in words(mine)
    assert "12. september" not in words(mine)  # read anew, and says what it said
    assert f"{BASE}/doc/aadalsoe/moede/oekonomiudvalget/2023-09-26/punkt/1" in words(mine)
    assert "Æblerne følger <b>." in words(mine)
    assert "Æblerne følger &lt;b&gt;." in words(mine, "html")
    (theirs,) = inbox.to("b@example.dk")
    assert theirs["subject"] == "Økonomiudvalget: ét nyt punkt"
    (link,) = re.findall(r"<([^>]+)>", theirs["list-unsubscribe"])
    assert link in words(theirs)
    assert inbox.to("c@example.dk")[0]["subject"] == "Søgningen »havnebad«: 2 nye punkter"
    sent = "".join(words(message, kind) for _, message in inbox.taken for kind in ("plain", "html"))
    for planted in (CLOSED, WITHDRAWN, "Kulturprisen", "27. september", "Kandidater"):
        assert planted not in sent
    assert all(max(map(len, raw.split(b"\r\n"))) <= 998 and raw.isascii() for raw in inbox.raw)
    assert run(config) == run(config, NOW + timedelta(days=8)) == Told()


def test_the_latest_meeting_is_told_first_and_its_items_in_order(published: Config) -> None:
    site = Site(published)
    release = site.releases.latest()
    assert release
    news = News(site, release)
    closed = topic_of(site, release, "doc/aadalsoe/sag/24-001998")
    assert closed.label == "Sag 24-001998"  # and no title
    about = topic_of(site, release, "doc/aadalsoe/organ/direktionen")
    told_of = [place(one.iri) for one in news.of(about, Cursor(), news.end, "da")]
    items = [(one.date, int(one.number or 0)) for one in told_of if one]
    assert len(items) > len(dict(items)) > 1
    assert items == sorted(items, key=lambda one: (-int(one[0].replace("-", "")), one[1]))


def test_a_day_and_a_week_pass_between_digests(config: Config, inbox: Inbox) -> None:
    daily, weekly = told(config, WHO, CASE), told(config, "b@example.dk", CASE, "uge")
    store = Subscriptions(config.subscriptions)

    def again(*codes: str) -> None:
        """They have heard of nothing since the first release, and were told on a Wednesday."""
        for code in codes:
            one = store.find(code)
            assert one
            store.end(one, first(config), "2024-06-12")

    again(daily, weekly)
    assert run(config, NOW + timedelta(hours=11)).mails == 0  # the same day in Denmark
    assert run(config, NOW + timedelta(hours=13)).mails == 1
    assert run(config, datetime(2024, 6, 16, 21, tzinfo=UTC)).mails == 0
    assert run(config, datetime(2024, 6, 17, 5, tzinfo=UTC)).mails == 1  # Monday
    assert [address for address, _ in inbox.taken] == [WHO, "b@example.dk"]


@pytest.mark.parametrize("after", [False, True])
def test_a_run_that_is_killed_is_gone_on_with(
    config: Config, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """Killed when the second mail is under way, taken by the server or not: nobody gets one twice."""
    for address in (WHO, "b@example.dk", "c@example.dk"):
        told(config, address, CASE)
    real = mail.MailServer.send

    def send(self: mail.MailServer, message: EmailMessage, recipient: str) -> None:
        if recipient == WHO or after:
            real(self, message, recipient)
        if recipient != WHO:
            raise KeyboardInterrupt

    monkeypatch.setattr(mail.MailServer, "send", send)
    with pytest.raises(KeyboardInterrupt):
        run(config)
    monkeypatch.undo()
    rest = run(config)
    assert rest.mails == 1
    assert len(rest.faults) == 1
    assert "is not sent again" in rest.faults[0]
    assert [len(inbox.to(address)) for address in (WHO, "b@example.dk", "c@example.dk")] == [1, after, 1]
    assert run(config) == Told()


@pytest.fixture
def releases(config: Config, tmp_path: Path) -> tuple[Config, list[Path]]:
    """The releases in a folder that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(config.data_dir, folder, symlinks=True, copy_function=os.link)
    own = replace(config, data_dir=folder)
    return own, [one.path for one in archive.releases(own)]


@pytest.mark.parametrize("way", ["mail", "webhook"])
def test_nothing_is_told_of_a_release_that_was_replaced_meanwhile(
    releases: tuple[Config, list[Path]], inbox: Inbox, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    config, paths = releases
    current, real = config.data_dir / "current", Subscriptions.begin

    def begin(self: Subscriptions, one: Subscription, until: Cursor) -> None:
        real(self, one, until)
        current.unlink()
        current.symlink_to(paths[-2].relative_to(config.data_dir))

    with hooked() as hook:
        code = told(config, WHO if way == "mail" else hook.address, CASE, way=way, secret=new_secret())
        monkeypatch.setattr(Subscriptions, "begin", begin)
        assert run(config) == Told()
        assert (inbox.taken, hook.bodies) == ([], [])
    one = Subscriptions(config.subscriptions).find(code)
    assert one
    assert one.sending is None


def test_a_log_that_went_away_is_told_in_a_line(
    releases: tuple[Config, list[Path]], inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, paths = releases
    told(config, WHO, CASE)
    real = News.follows

    def follows(self: News, since: Cursor) -> bool:
        for segment in (paths[-1] / "changes").glob("*.sqlite"):
            segment.unlink()
        return real(self, since)

    monkeypatch.setattr(News, "follows", follows)
    (fault,) = run(config).faults
    assert fault.endswith("cannot be read: unable to open database file")
    config.subscriptions.write_text("no database at all" * 100)
    with pytest.raises(OperatorError, match="it cannot be used: file is not a database"):
        run(config)


def test_one_line_for_each_that_could_not_be_told(config: Config, inbox: Inbox) -> None:
    for address in (REFUSED, LOST, WHO):
        told(config, address, CASE)
    command = ["notify", "--config", str(_settings(config))]
    done = CliRunner().invoke(cli, command, standalone_mode=False)
    assert done.return_value == 1, done.output
    assert done.stderr.splitlines() == [
        "subscription 1 (mail): the mail server answers 550",
        "subscription 2 (mail): the connection broke with its mail under way (SMTPServerDisconnected); it is not"
        " sent again",
    ]
    assert done.stdout == "1 mail and 0 webhooks sent, 2 faults\n"
    assert len(inbox.to(LOST)) == len(inbox.to(WHO)) == 1
    for _ in range(8):
        assert len(run(config).faults) == 1
    assert run(config).faults == ["subscription 1 (mail): the mail server answers 550; it is told no more"]
    assert REFUSED.encode() not in config.subscriptions.read_bytes()
    assert CliRunner().invoke(cli, command, standalone_mode=False).return_value == 0


def _settings(config: Config) -> Path:
    path = config.subscriptions.with_name("sagsgraf.toml")
    lines = (
        f'data_dir = "{config.data_dir}"',
        'profile = "aadalsoe"',
        'subscriptions = "besked.sqlite"',
        'smtp_host = "127.0.0.1"',
        f"smtp_port = {config.smtp_port}",
        'smtp_security = "none"',
        f'smtp_sender = "{config.smtp_sender}"',
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_server_that_takes_no_mails_loses_none(config: Config, inbox: Inbox) -> None:
    told(config, WHO, CASE)
    told(config, "b@example.dk", CASE)
    down = replace(config, smtp_port=9)
    assert run(down).faults == ["no mail is sent: 127.0.0.1:9 cannot be used: Connection refused"]
    assert run(replace(config, smtp_security="starttls")).faults == [
        f"no mail is sent: 127.0.0.1:{config.smtp_port} cannot be used: SMTPNotSupportedError"
    ]
    assert run(config).mails == 2


def test_another_log_is_begun_with_and_not_told_whole(config: Config, inbox: Inbox) -> None:
    code = told(config, WHO, CASE)
    store = Subscriptions(config.subscriptions)
    one = store.find(code)
    assert one
    store.end(one, Cursor(1, "2020-01-01T00:00:00Z"))
    assert "was begun anew" in run(config).faults[0]
    assert inbox.taken == []
    store.end(one, Cursor(99, "2999-01-01T00:00:00Z"))  # one that was gone back from
    assert run(config) == Told()


def test_there_must_be_a_release(config: Config) -> None:
    told(config, WHO, CASE)
    with pytest.raises(OperatorError, match="there is no release"):
        run(replace(config, data_dir=config.subscriptions.parent / "none"))


def test_a_webhook_is_verified_told_and_told_again(client: TestClient, config: Config) -> None:
    with hooked() as hook:
        asked = client.post("/besked", data={"om": CASE, "maade": "webhook", "webhook": hook.address})
        (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", unescape(asked.text))
        (path,) = re.findall(r'action="(/besked/webhook\?kode=[^"]+)"', asked.text)
        assert hook.bodies == []
        hook.answer = lambda _: (200, b"no", {})
        assert client.post(path).status_code == 422
        store = Subscriptions(config.subscriptions)
        assert store.confirmed() == []
        hook.answer = Hook.__dataclass_fields__["answer"].default
        done = client.post(path)
        assert "Bekræftet" in done.text
        assert secret not in done.text
        (one,) = store.confirmed()
        signed(hook, secret)
        store.end(one, first(config))
        hook.answer = lambda _: (500, b"", {})
        assert run(config).faults == ["subscription 1 (webhook): it answers 500"]
        failed = hook.headers[-1]["webhook-id"]
        hook.answer = lambda _: (204, b"", {})
        assert run(config) == Told(webhooks=1)
        assert hook.headers[-1]["webhook-id"] == failed
        signed(hook, secret)
        news = hook.told[-1]
        assert news["data"]["items"][0]["title"].startswith("Økonomiudvalget 26. september")
        assert not [planted for planted in (CLOSED, WITHDRAWN, "Kulturprisen") if planted in str(news)]
        assert run(config) == Told()
        store.end(one, first(config))
        hook.answer = lambda _: (410, b"", {})
        assert "it is told no more" in run(config).faults[0]
        assert store.confirmed() == []
    assert (
        client.post("/besked", data={"om": CASE, "maade": "webhook", "webhook": "ftp://x"}).status_code == 422
    )


def signed(hook: Hook, secret: str) -> None:
    headers = hook.headers[-1]
    wanted = signature(secret, headers["webhook-id"], int(headers["webhook-timestamp"]), hook.bodies[-1])
    assert headers["webhook-signature"] == wanted


def test_a_webhook_of_ones_own_network_is_not_told(config: Config) -> None:
    with hooked() as hook:
        told(config, hook.address, CASE, "", "webhook", new_secret())
        assert "it gives no answer" in run(replace(config, webhooks_private=False)).faults[0]
        assert hook.bodies == []


def test_mails_by_one_click_and_nothing_gets_into_their_heads(tmp_path: Path) -> None:
    """RFC 8058, and words with line breaks in them."""
    config = Config(
        base_iri="https://sag.example.dk",
        data_dir=tmp_path / "none",
        publisher="Ådalsø\r\nBcc: x@example.dk",
        smtp_host="mail.example.dk",
        smtp_sender="sagsgraf@example.dk",
    )
    site = Site(config)
    one: Any = SimpleNamespace(id=7, target=WHO, code="k" * 43, period="dag", language="da")
    wicked = "æ\r\nBcc: y@example.dk\n\n<script>"
    topic = Topic("search?q=x", wicked, "https://sag.example.dk/search?q=x", "")
    news = [Entry("i", wicked * 40, "", "https://sag.example.dk/doc/x", "", wicked)] * 60
    message = Letters(site).digest(one, topic, news, Cursor(3, "t"), NOW)
    nameless = Letters(Site(replace(config, publisher=""))).digest(one, topic, news, Cursor(3, "t"), NOW)
    assert nameless["from"] == "Sagsgraf <sagsgraf@example.dk>"
    site.workers.close()
    site.diffs.close()
    assert message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert message["bcc"] is None
    assert message["message-id"] == "<besked-7-3@sag.example.dk>"
    assert str(message["subject"]).startswith("Æ Bcc: y@example.dk <script>: 60 nye punkter")
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    assert b"=?utf-8?" in head
    leave = b"List-Unsubscribe: <https://sag.example.dk/besked/afmeld?kode=%s>" % (b"k" * 43)
    assert leave in head.split(b"\r\n")  # an address, and no encoded words
    assert b"\nBcc:" not in head
    assert "<script>" not in words(message, "html")
    assert "Der er 10 mere" in words(message)
