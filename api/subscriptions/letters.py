"""The mails that those get who asked to be told, in the language they asked in, as text and as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup, escape

from api.feeds.atom import Entry
from api.i18n.language import N_, language
from api.site.render import capfirst
from api.site.site import Site
from api.subscriptions.topic import Topic
from graph.subscriptions.store import Cursor, Subscription

MOST = 50
"""So many entries are in a mail; how many more there are is said."""
_SUBJECT = 150  # characters
_OFTEN = {
    "dag": N_("Du får en mail højst én gang om dagen, når der er nyt. Referatets egne ord gælder."),
    "uge": N_("Du får en mail højst én gang om ugen, når der er nyt. Referatets egne ord gælder."),
}


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header of addresses: as words it would be encoded when it is long, and mail programs would find no
    address in it (RFC 2369, section 2; RFC 2047, section 5)."""

    def fold(self, *, policy: Policy) -> str:
        """The header on a line of its own."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unfolded)
_POLICY = SMTP.clone(header_factory=_HEADERS)


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
        self._sender = " – ".join(dict.fromkeys(("Sagsgraf", " ".join(site.author.split()))))

    def address(self, page: str, one: Subscription) -> str:
        """The whole address of a page that a subscription's code opens."""
        links = self._site.in_language(one.language).links
        return f"{links.page_address(links.path(f'besked/{page}'))}?{urlencode({'kode': one.code})}"

    def confirmation(self, one: Subscription, now: datetime) -> EmailMessage:
        """What asks whoever has the mail address whether they asked. The topic is not in it: who asked may be
        a stranger, and what they searched for is not to be sent to anybody."""
        say = language(one.language).say
        parts = (
            _Part(say("Hej")),
            _Part(
                say(
                    "Nogen har bedt om, at denne mailadresse får besked om nyt fra %(sender)s.",
                    sender=self._sender,
                )
            ),
            _Part(say("Var det dig, så bekræft det inden to døgn:")),
            _Part(say("Bekræft"), self.address("bekraeft", one), strong=True),
            _Part(
                say(
                    "Var det ikke dig, skal du ikke gøre noget. Så slettes adressen, og der kommer ikke mere."
                )
            ),
            _Part(say("Venlig hilsen\n%(author)s", author=self._site.author)),
        )
        return self._mail(one, say("Bekræft, at du vil have besked"), parts, f"bekraeft-{one.id}", now)

    def digest(
        self, one: Subscription, topic: Topic, news: Sequence[Entry], until: Cursor, now: datetime
    ) -> EmailMessage:
        """What is new about a topic, with how to leave (RFC 8058)."""
        spoken, more = language(one.language), len(news) - MOST
        say, leave = spoken.say, self.address("afmeld", one)
        parts = [_Part(say("Nyt om %(topic)s:", topic=topic.label))]
        for entry in news[:MOST]:
            parts += [_Part(entry.title, entry.page, strong=True), _Part(entry.summary)]
        if more > 0:
            parts.append(_Part(say("Der er %(count)s mere; se dem på siden.", count=more), topic.page))
        parts += [
            _Part(say("Beskeden er om %(topic)s", topic=topic.label), topic.page),
            _Part(say(_OFTEN[one.period])),
            _Part(say("Afmeld"), leave),
            _Part(say("Venlig hilsen\n%(author)s", author=self._site.author)),
        ]
        new = spoken.words.ngettext("ét nyt punkt", "%(count)s nye punkter", len(news)) % {"count": len(news)}
        message = self._mail(one, f"{capfirst(topic.label)}: {new}", parts, f"{one.id}-{until.segment}", now)
        message["List-Unsubscribe"] = f"<{leave}>"
        if leave.startswith("https:"):  # else it is not to be told (section 3.1)
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return message

    def _mail(
        self, one: Subscription, subject: str, parts: Sequence[_Part], name: str, now: datetime
    ) -> EmailMessage:
        message = EmailMessage(policy=_POLICY)
        line = " ".join(subject.split())
        message["Subject"] = line if len(line) <= _SUBJECT else f"{line[:_SUBJECT].rsplit(' ', 1)[0]} …"
        message["From"] = Address(self._sender, addr_spec=self._site.config.smtp_sender)
        message["To"] = Address(addr_spec=one.target)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<besked-{name}@{self._host}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply by machines
        message.set_content("\n\n".join(part.text for part in parts) + "\n", cte="quoted-printable")
        body = Markup("\n").join(part.html for part in parts)
        page = Markup(
            '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>\n'
            "<body>\n{}\n</body></html>\n"
        )
        message.add_alternative(
            str(page.format(one.language, line, body)), subtype="html", cte="quoted-printable"
        )
        message["Content-Language"] = one.language  # at last: what is of the content moves into its parts
        return message
