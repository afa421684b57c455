"""What every reader of a format does, and what it gives: the one interface behind which they stand.

A reader takes two steps, for the municipality's profile is chosen by the text: :meth:`Reader.extract`, which
is dear, makes a text of the bytes, and :meth:`Reader.read` makes minutes of that, without what is withdrawn.
A withdrawal begins at the second step again, with what was kept of the first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from graph.minutes.document import Document
from graph.minutes.model import Minutes, Span
from graph.municipality.profile import Profile


@dataclass(frozen=True)
class Removal:
    """What is to go out of a text: words that become ``marked`` and words that become ``blanked``, ``items``
    by number, the IRIs of what is ``gone`` from the graph, or the ``whole`` of it."""

    marked: tuple[Span, ...] = ()
    blanked: tuple[Span, ...] = ()
    items: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    whole: bool = False

    def __bool__(self) -> bool:
        return self != Removal()


class Redaction(Protocol):
    """What a reader leaves out; it says where that stands, and knows nothing of formats."""

    def in_text(self, text: str) -> Removal:
        """What goes out of a text whatever else is read in it."""

    def in_minutes(self, minutes: Minutes) -> Removal:
        """What goes out of what was read."""


class Nothing:
    """The redaction of nothing."""

    def in_text(self, text: str) -> Removal:
        return Removal()

    def in_minutes(self, minutes: Minutes) -> Removal:
        return Removal()


NOTHING: Redaction = Nothing()


@dataclass(frozen=True)
class Reading:
    """What was read: the ``minutes``, the text that is ``served``, into which their spans point, and what a
    reader has ``kept`` beside it to read it again, of which nothing is served either. ``removed`` is what was
    left out; of minutes that are removed as a whole nothing else is there."""

    minutes: Minutes
    served: str
    kept: bytes = b""
    removed: Removal = Removal()


class Reader(Protocol):
    """A reader of one format. :mod:`graph.readers.files` has the table of them."""

    @property
    def name(self) -> str:
        """By which a release knows it."""

    @property
    def label(self) -> str:
        """The format in Danish, with its article."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of such files end, in small letters."""

    @property
    def characters(self) -> bool:
        """Whether its files are characters, by which they are known less surely than by their first bytes."""

    @property
    def versions(self) -> Mapping[str, int | str]:
        """The versions of all that decides what it makes of a file, by name; part of the fingerprint of its
        own documents only."""

    def recognises(self, name: str, data: bytes) -> bool:
        """Whether the bytes of a file of that name are of its format (a ZIP tells that at its end, so they
        are all there). Raises :class:`graph.readers.rendering.Unreadable` where nobody can read them."""

    def extract(self, source: str, data: bytes) -> Document:
        """The text in a file, without any profile. Raises :class:`graph.readers.rendering.Unreadable`."""

    def read(self, document: Document, profile: Profile, without: Redaction) -> Reading:
        """What an extracted document says. Any text gives an answer, if only findings."""

    def restore(self, source: str, served: str, kept: bytes) -> Document:
        """The document to read again, of what was served and kept of it."""


def mark(words: str) -> str:
    """As many characters, which tell nothing but where words begin and end."""
    return "".join("X" if c.isupper() else "x" if c.isalnum() else c for c in words)


def marked(document: Document, spans: Iterable[Span]) -> Document:
    """A document with words made marks; every offset stays true."""
    text = document.text
    for span in spans:
        text = text[: span.start] + mark(text[span.start : span.end]) + text[span.end :]
    return replace(document, text=text)


def both(one: Removal, other: Removal) -> Removal:
    """The removal of all that two remove."""
    return Removal(
        (*one.marked, *other.marked),
        (*one.blanked, *other.blanked),
        one.items | other.items,
        one.gone | other.gone,
        one.whole or other.whole,
    )
