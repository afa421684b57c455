"""The mails that those get who asked to be told, as a clerk writes them: in Danish, as text and as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup, escape

from api.feeds.atom import Entry
from api.site.site import Site
from api.subscriptions.topic import Topic
from graph.subscriptions.store import Cursor, Subscription

MOST = 50
"""So many entries are in a mail; how many more there are is said."""
_SUBJECT = 150  # characters
_OFTEN = {"dag": "højst én gang om dagen", "uge": "højst én gang om ugen"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph: words, or words and an address that they lead to."""

    words: str
    address: str = ""
    strong: bool = False

    @property
    def text(self) -> str:
        return f"{self.words}\n{self.address}" if self.address else self.words

    @property
    def html(self) -> Markup:
        words = Markup("<strong>{}</strong>").format(self.words) if self.strong else escape(self.words)
        link = Markup('<a href="{}">{}</a>').format(self.address, words) if self.address else words
        return Markup("<p>{}</p>").format(link)


class Letters:
    """Writes the mails of a site, which come from the address of its settings."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._host = urlsplit(site.config.base_iri).hostname or "localhost"

    def address(self, page: str, one: Subscription) -> str:
        """The whole address of a page that a subscription's code opens."""
        return f"{self._site.links.iri(f'besked/{page}')}?{urlencode({'kode': one.code})}"

    def confirmation(self, one: Subscription, now: datetime) -> EmailMessage:
        """What asks whoever has the mail address whether they asked. The topic is not in it: who asked may be
        a stranger, and what they searched for is not to be sent to anybody."""
        author = self._site.author
        parts = (
            _Part("Hej"),
            _Part(f"Nogen har bedt om, at denne mailadresse får besked om nyt fra Sagsgraf – {author}."),
            _Part("Var det dig, så bekræft det inden to døgn:"),
            _Part("Bekræft", self.address("bekraeft", one), strong=True),
            _Part("Var det ikke dig, skal du ikke gøre noget. Så slettes adressen, og der kommer ikke mere."),
            _Part(f"Venlig hilsen\n{author}"),
        )
        return self._mail(one, "Bekræft, at du vil have besked", parts, f"bekraeft-{one.id}", now)

    def digest(
        self, one: Subscription, topic: Topic, news: Sequence[Entry], until: Cursor, now: datetime
    ) -> EmailMessage:
        """What is new about a topic, with how to leave (RFC 8058)."""
        count = "ét nyt punkt" if len(news) == 1 else f"{len(news)} nye punkter"
        more = len(news) - MOST
        leave = self.address("afmeld", one)
        parts = [_Part(f"Nyt om {topic.label}:")]
        for entry in news[:MOST]:
            parts += [_Part(entry.title, entry.page, strong=True), _Part(entry.summary)]
        if more > 0:
            parts.append(_Part(f"Der er {more} mere; se dem på siden.", topic.page))
        parts += [
            _Part(f"Beskeden er om {topic.label}", topic.page),
            _Part(f"Du får en mail {_OFTEN[one.period]}, når der er nyt. Referatets egne ord gælder."),
            _Part("Afmeld", leave),
            _Part(f"Venlig hilsen\n{self._site.author}"),
        ]
        message = self._mail(one, f"{topic.label}: {count}", parts, f"{one.id}-{until.segment}", now)
        message["List-Unsubscribe"] = f"<{leave}>"
        if leave.startswith("https:"):  # else it is not to be told (section 3.1)
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return message

    def _mail(
        self, one: Subscription, subject: str, parts: Sequence[_Part], name: str, now: datetime
    ) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        line = " ".join(subject.split())
        message["Subject"] = line if len(line) <= _SUBJECT else f"{line[:_SUBJECT].rsplit(' ', 1)[0]} …"
        author = " ".join(f"Sagsgraf – {self._site.author}".split())
        message["From"] = Address(author, addr_spec=self._site.config.smtp_sender)
        message["To"] = Address(addr_spec=one.target)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<besked-{name}@{self._host}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply by machines
        message["Content-Language"] = "da"
        message.set_content("\n\n".join(part.text for part in parts) + "\n", cte="quoted-printable")
        body = Markup("\n").join(part.html for part in parts)
        page = Markup(
            '<!doctype html>\n<html lang="da"><head><meta charset="utf-8"><title>{}</title></head>\n'
            "<body>\n{}\n</body></html>\n"
        )
        message.add_alternative(str(page.format(line, body)), subtype="html", cte="quoted-printable")
        return message
