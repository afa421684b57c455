"""Small minutes of the invented municipality, made for the tests that publish them."""

import atexit
import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from graph.base.config import Config
from graph.catalogue import partitions
from graph.publishing import build
from graph.publishing.publish import publish
from graph.release import archive
from graph.store.oxigraph import Store

DECISION = "Godkendt."


def sample(
    day: str = "12", body: str = "Direktionen", decision: str = DECISION, closed_words: str = ""
) -> str:
    """Minutes of one meeting on a day of September 2023: an open item and a closed one.

    ``closed_words`` is text that stands under the closed item and must never be seen again.
    """
    return f"""REFERAT {body} d. {day}-09-2023

Mødedato Tirsdag d. {day}. september 2023 kl. 16:30

Mødested Ådalsø Rådhus

Mødedeltagere Sidsel Ravnekær, Bodil Isfugl

Indholdsfortegnelse

Havnebad ved Sønder Mole.....\t3
Lukket: Kandidater til Kulturprisen.....\t6

Punkt 1: Havnebad ved Sønder Mole

20-004417

Beslutning

{decision}

Sagsfremstilling

Resume og sagens baggrund

Projektet er nu tilpasset i Ådalsø Kommune og kan gennemføres.

Indstillinger

Direktøren indstiller, at

1. det endelige projekt godkendes

Behandling

{body}.

Punkt 2: Lukket: Kandidater til Kulturprisen

23-004418

{closed_words}
"""


def write(folder: Path, **texts: str) -> Path:
    """A folder with the texts as files ``<name>.txt``."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def digest(folder: Path) -> str:
    """One hash over every file below a folder, its name and its bytes."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(
                f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode()
            )
    return total.hexdigest()


def counted_anew(release: archive.Release, aside: Path) -> bool:
    """Whether a release tells the same of how much it holds as if all of it were counted; ``aside`` is an
    empty folder."""
    aside.mkdir(exist_ok=True)
    with Store.open_read_only(release.store) as store:
        partitions.write(aside, store, release.manifest.base_iri, release.published)
    return partitions.read(aside) == partitions.read(release.path)


def put(config: Config, **days: str) -> str:
    """Publish minutes of some days of September 2023, and nothing else; the id of the release."""
    folder = config.data_dir.parent / "minutes"
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, **{name: sample(day) for name, day in days.items()})
    if config.store or config.data_dir.exists():
        return publish(folder, config, accept_removed=True).release.id
    return begun(folder, config).id


def begun(minutes: Path, config: Config) -> archive.Release:
    """The first release of a data folder, of a folder of minutes: a copy of one that is published once for all
    tests that begin with these minutes, settings, and as much of the ontology."""
    key = digest(minutes), replace(config, data_dir=Path()), len(build.vocabulary().graph)
    if key not in _BEGUN:
        folder = Path(mkdtemp())
        atexit.register(shutil.rmtree, folder)
        _BEGUN[key] = replace(config, data_dir=folder / "data")
        publish(minutes, _BEGUN[key])
    return archive.Release(archive.current(copied(_BEGUN[key], config.data_dir)))


_BEGUN: dict[tuple[str, Config, int], Config] = {}


def copied(config: Config, folder: Path) -> Config:
    """The settings of a copy of a data folder, which a test may change. A release does not know where the
    minutes lay that it is of."""
    shutil.copytree(config.data_dir, folder, symlinks=True)
    return replace(config, data_dir=folder)
