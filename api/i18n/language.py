"""The languages of the site: Danish, and English under the path prefix ``/en``.

The Danish words are the messages. Their English stands in ``locale/en/*.po``, one file a part of the site.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from graph.minutes.dates import MONTHS

DANISH, ENGLISH = "da", "en"
_MONTHS_IN_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def N_(message: str) -> str:  # noqa: N802  # the name that gettext's tools know
    """Mark a message that is translated where it is shown."""
    return message


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
        day, _, time = value.partition("T")
        try:
            parsed = date.fromisoformat(day)
        except ValueError:
            return value
        if parsed.isoformat() != day:
            return value  # other ISO 8601 spellings, such as 20230626, are more likely numbers
        if self.code == ENGLISH:
            written = f"{parsed.day} {_MONTHS_IN_ENGLISH[parsed.month - 1]} {parsed.year}"
            return f"{written} at {time[:5]}" if time else written
        written = f"{parsed.day}. {MONTHS[parsed.month - 1]} {parsed.year}"
        return f"{written} kl. {time[:2]}.{time[3:5]}" if time else written

    def month(self, value: str) -> str:
        """``juni 2023`` or ``June 2023`` for ``2023-06``; anything else as :meth:`day` writes it."""
        if not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", value):
            return self.day(value)
        names = _MONTHS_IN_ENGLISH if self.code == ENGLISH else MONTHS
        return f"{names[int(value[5:]) - 1]} {value[:4]}"

    def of(self, thing: object, name: str) -> str:
        """What ``thing`` has in this language: ``label_da`` or ``label_en`` for the name ``label``."""
        return str(getattr(thing, f"{name}_{self.code}"))


def _catalogue(code: str) -> Catalog:
    """The messages of all files of a language as one catalogue."""
    whole = Catalog(locale=code)
    for path in sorted((files("api") / "locale" / code).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".po"):
            for message in read_po(BytesIO(path.read_bytes()), locale=code):
                if message.id:
                    whole.add(message.id, message.string, context=message.context)
    return whole


@cache
def language(code: str) -> Language:
    """The language of a code, ``da`` or ``en``; raises :class:`KeyError` for another."""
    if code == DANISH:
        return Language(DANISH, "", NullTranslations())
    if code != ENGLISH:
        raise KeyError(code)
    compiled = BytesIO()
    write_mo(compiled, _catalogue(ENGLISH))
    compiled.seek(0)
    return Language(ENGLISH, "/en", GNUTranslations(compiled))


LANGUAGES = (DANISH, ENGLISH)


def split(path: str) -> tuple[str, str]:
    """The language code that a path below the root asks for, and the path without the prefix."""
    prefix = language(ENGLISH).prefix
    if path == prefix or path.startswith(prefix + "/"):
        return ENGLISH, path.removeprefix(prefix) or "/"
    return DANISH, path
