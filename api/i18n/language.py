"""The languages of the site: Danish, and English under the path prefix ``/en``.

The Danish words are the messages. Their English stands in ``locale/en/*.po``, one file a part of the site.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from graph.base.labels import Labels
from graph.minutes.dates import clock, in_words, locale, month_in_words

DANISH, ENGLISH = "da", "en"


def N_(message: str) -> str:  # noqa: N802  # the name that gettext's tools know
    """Mark a message that is translated where it is shown."""
    return message


_AT = N_("%(day)s kl. %(time)s")
_SPAN, _OR = N_("%(first)s til %(last)s"), N_(" eller ")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site; ``prefix`` is what the paths of its pages begin with."""

    code: str
    prefix: str
    words: NullTranslations

    def say(self, message: str, **values: object) -> str:
        """A message in this language, its ``%(name)s`` filled in from ``values``."""
        said = self.words.gettext(message)
        return said % values if values else said

    def day(self, value: str) -> str:
        """``26. juni 2023`` or ``26 June 2023`` for ``2023-06-26``, with ``kl. 12.30`` or ``at 12:30`` when
        a time follows; anything else unchanged."""
        day, _, moment = value.partition("T")
        try:
            parsed, at = date.fromisoformat(day), time.fromisoformat(moment[:5]) if moment else None
        except ValueError:
            return value
        if parsed.isoformat() != day:
            return value  # other ISO 8601 spellings, such as 20230626, are more likely numbers
        written = in_words(parsed, self.code)
        return self.say(_AT, day=written, time=clock(at, self.code)) if at else written

    def month(self, value: str) -> str:
        """``juni 2023`` or ``June 2023`` for ``2023-06``; anything else as :meth:`day` writes it."""
        if not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", value):
            return self.day(value)
        return month_in_words(date.fromisoformat(f"{value}-01"), self.code)

    def months(self, values: Sequence[str]) -> str:
        """``januar 2018 eller februar 2018``, of more months ``januar 2018 til marts 2018``."""
        if len(values) > 2:
            return self.say(_SPAN, first=self.month(values[0]), last=self.month(values[-1]))
        return self.say(_OR).join(map(self.month, values))

    def month_short(self, value: str) -> str:
        """``jun. 2023`` or ``Jun 2023`` for the month of a day or a month (ISO 8601)."""
        return month_in_words(date.fromisoformat(f"{value[:7]}-01"), self.code, short=True)

    def within(self, name: str) -> str:
        """A name as it stands in a sentence: ``the Finance Committee``."""
        article = "The "
        return f"the {name[len(article) :]}" if self.code == ENGLISH and name.startswith(article) else name

    def together(self, names: Sequence[str]) -> str:
        """``Direktionen, Økonomiudvalget og Byrådet``."""
        return str(format_list(names, locale=locale(self.code)))

    def count(self, number: float) -> str:
        """A number as it is written, with at most three decimals: ``22.735`` and ``0,593``, or ``22,735`` and
        ``0.593``."""
        return str(format_decimal(number, locale=self.code))

    def best(self, labels: Labels) -> str:
        """The words in this language."""
        return labels.best(self.code)


def _catalogue(code: str) -> Catalog:
    """The messages of all files of a language as one catalogue."""
    whole = Catalog(locale=code)
    for path in sorted((files("api") / "locale" / code).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".po"):
            for message in read_po(BytesIO(path.read_bytes()), locale=code):
                if message.id:
                    whole.add(message.id, message.string, context=message.context)
    return whole


LANGUAGES = {
    DANISH: "Dansk",
    ENGLISH: "English",
}
"""The languages of the site by their codes, and what they call themselves."""


@cache
def language(code: str) -> Language:
    """The language of a code of :data:`LANGUAGES`; raises :class:`KeyError` for another."""
    if code not in LANGUAGES:
        raise KeyError(code)
    if code == DANISH:
        return Language(DANISH, "", NullTranslations())
    compiled = BytesIO()
    write_mo(compiled, _catalogue(code))
    compiled.seek(0)
    return Language(code, f"/{code}", GNUTranslations(compiled))


def split(path: str) -> tuple[str, str]:
    """The language code that a path below the root asks for, and the path without the prefix."""
    _, _, rest = path.partition("/")
    code, _, below = rest.partition("/")
    prefixed = path.startswith("/") and code in LANGUAGES and code != DANISH
    return (code, f"/{below}") if prefixed else (DANISH, path)
