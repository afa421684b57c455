"""What the site says, found in its templates and modules as gettext's tools find it."""

from collections.abc import Iterator
from io import BytesIO

from babel.messages.extract import extract, extract_python
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract
from places import ROOT

API = ROOT / "api"
MARKS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "say": None}

Message = str | tuple[str, ...]


def said() -> Iterator[tuple[str, Message]]:
    """File name -> each message in it; a message with a plural is a pair."""
    for path in sorted(API.rglob("*.py")):
        for _, message, *_ in extract(extract_python, BytesIO(path.read_bytes()), MARKS):
            yield path.name, message
    for path in sorted((API / "templates").glob("*.html")):
        options = {
            "trimmed": "true",
            "extensions": "jinja2.ext.i18n",
            "trim_blocks": "true",
            "lstrip_blocks": "true",
        }
        found = babel_extract(BytesIO(path.read_bytes()), ["_", "gettext", "ngettext"], [], options)
        for _, name, message, _ in found:
            words = [message] if isinstance(message, str) else [part for part in message or () if part]
            # A message that is not written out is one that N_ marks elsewhere.
            if words:
                yield path.name, (words[0], words[1]) if name == "ngettext" else words[0]


def translated(language: str) -> list[tuple[str, Message, Message]]:
    """File name, message and translation of all files of a language."""
    return [
        (path.name, message.id, message.string)
        for path in sorted((API / "locale" / language).glob("*.po"))
        for message in read_po(BytesIO(path.read_bytes()), locale=language)
        if message.id
    ]
