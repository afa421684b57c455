"""What a withdrawal leaves in the files of a release, and a second step takes off the disk.

The store and the search index let go of what is taken out, and nobody who asks finds it any more; but its
words stay in their files until these are packed, and to pack them takes as long as there is much in them. So
a release that withdraws something is served at once, made of the one before, and says of itself that it has
leftovers. The same command then makes another one with the same content, whose store and index are written
anew, and which has nothing left over. Whoever was killed in between is followed by a command that does it.
"""

import os
import shutil
from pathlib import Path

from graph.base import files
from graph.base.config import Config
from graph.privacy.ledger import read, tells_no_more
from graph.publishing.succession import switch
from graph.release import archive, integrity, last_look
from graph.release.archive import RECORD, Release
from graph.release.dumps import FOLDER as DUMPS
from graph.release.dumps import WHOLE, read_quads
from graph.release.keyed_json import in_lines
from graph.search import index_file
from graph.store.oxigraph import Store

_ANEW = ("store", "search.db", RECORD, integrity.LIST)
"""What is not taken over by links."""


def clear(config: Config) -> Release | None:
    """Put a release without leftovers in the place of those that have some, which are deleted; it is
    returned, and is current. ``None`` where none has.

    The data folder must be locked. Raises :class:`graph.release.integrity.DamagedError` for leftovers in a
    release that is not what was written.
    """
    having = [one for one in archive.releases(config) if one.leftovers]
    if not having:
        return None
    last, now = having[-1], archive.current_release(config)
    clean = now if now and now.readable and not now.leftovers else None
    if clean and clean.sequence < last.sequence and not tells_no_more(clean.manifest, read(config)):
        clean = None  # what is withdrawn in the last of them is still told in this one
    if not clean:
        clean = _made_of(last, config) or _packed(last, config)
        switch(config, clean)
    for one in having:
        if one.path.is_dir():  # what is withdrawn later was in it, too
            archive.remove(config, one)
    return clean


def _made_of(release: Release, config: Config) -> Release | None:
    """The release that was made of one with leftovers by a command that was killed right after."""
    same = release.id.partition("-")[2]
    others = (one for one in archive.releases(config) if one.sequence > release.sequence)
    return next((one for one in others if one.id.partition("-")[2] == same and not one.leftovers), None)


def _packed(release: Release, config: Config) -> Release:
    """A release with the content of another, of which only the files are linked that have nothing left
    over."""
    integrity.check(release)
    aside = archive.folder(config) / f".building-{os.getpid()}"
    try:
        aside.mkdir()
        for path in sorted(release.path.rglob("*")):
            below = path.relative_to(release.path)
            if path.is_file() and below.parts[0] not in _ANEW:
                (aside / below).parent.mkdir(parents=True, exist_ok=True)
                files.link_or_copy(path, aside / below)
        _fill(Release(aside).store, release)
        index_file.pack(release.search, Release(aside).search)
        record = {"created": release.created, "alone": release.alone}
        (aside / RECORD).write_bytes(in_lines(record))
        listed = integrity.read_list(release)
        integrity.write_list(aside, release, listed.askable if listed else (), {})
        clean = archive.keep(aside, archive.next_number(config))
        last_look.note(config, clean, last_look.state_of(clean))
        return clean
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(path: Path, release: Release) -> None:
    """Make the store of a release anew, of its dump: to read that is quicker than to read a store, and takes
    less memory. Raises :class:`graph.release.integrity.DamagedError` when not all of it is there."""
    with Store.create(path) as store:
        for quads in read_quads(release.path):
            store.put_quads(quads)
        if store.growth != release.manifest.totals.quads:
            raise integrity.DamagedError(release, [f"{DUMPS}/{WHOLE}"])
        store.optimize()
        store.flush()
