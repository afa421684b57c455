"""What other programs begin with, exported by ``graph`` itself: read one file, open a release to ask it."""

from pathlib import Path

from graph.base.config import Config
from graph.base.files import Closing
from graph.minutes.model import Minutes
from graph.municipality.profile import NEUTRAL
from graph.municipality.registry import profile_of
from graph.readers import files
from graph.release import archive
from graph.release.archive import Release
from graph.store.oxigraph import Result, Store

_DEFAULTS = Config()


def read(file: Path, config: Config = _DEFAULTS) -> Minutes:
    """What one file of minutes says, each value with where in ``Minutes.text`` it stands; publishes nothing.

    The municipality is that of ``config.profile``, the one of ``config.municipality`` in whose folder it
    lies, or the one that the text tells of. A file that cannot be read has no items and a finding that says
    why.
    """
    document = files.read_document(file, config.max_file_bytes, config.ocr)
    return files.read(document, profile_of(file, document.text, config) or NEUTRAL).minutes


class OpenedRelease(Closing):
    """A release that can be asked, until it is closed; one that is published meanwhile does not change it."""

    def __init__(self, release: Release) -> None:
        self.release = release
        """Its folder, manifest, texts and findings."""
        self.store = Store.open_read_only(release.store)
        """All its triples, in named graphs and merged."""

    def query(self, text: str) -> Result:
        """The answer to a SPARQL 1.1 query; raises :class:`graph.store.query_guard.QueryError`.

        It runs in this process and is not bounded in time; nothing in it can write or reach the network.
        """
        return self.store.query(text)

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()


def open_release(config: Config, name: str = "") -> OpenedRelease:
    """Open the current release, or the one that a name means (its number, its id, or how that begins).

    Raises :class:`graph.base.config.OperatorError` where there is none, or more than one.
    """
    return OpenedRelease(archive.only(config, name) if name else Release(archive.current(config)))
