"""``sagsgraf doctor``: what of settings, machine and data would stand in the way, in plain words."""

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfoNotFoundError

import click

from api.cli.options import FINE, FOUND, example, settings
from graph.base.config import LOOPBACK, Config, OperatorError, load_config

State = Literal["ok", "note", "fault"]
_ROOM = 3  # releases as large as the current one that the disk should have room for


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of something: ``note`` may be meant so, ``fault`` stands in the way."""

    about: str
    state: State
    told: str


@click.command(epilog=example("sagsgraf doctor --port 8000"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port.")
@settings
def doctor(port: int, data_dir: Path | None, config: Path | None) -> int:
    """Look whether this machine and these settings are fit to publish and serve.

    Nothing is changed. The exit status is 1 when something stands in the way.
    """
    checks = list(examine(load_config(config, data_dir=data_dir), port))
    for check in checks:
        click.echo(f"{check.state:5}  {check.about}: {check.told}")
    return FOUND if any(check.state == "fault" for check in checks) else FINE


def examine(config: Config, port: int) -> Iterator[Check]:
    """All that can be looked at, one after the other."""
    yield _base(config)
    yield _catalogue(config)
    yield _appearance(config)
    yield from _profiles(config)
    yield from _folder(config)
    yield _release(config)
    yield _port(port)
    yield _clock(config)
    yield _letters()
    if config.ocr:
        yield _recognition()
    if config.store:
        yield _store(config)


def _told(about: str, told: Callable[[], str]) -> Check:
    """A check that is well unless it raises what an operator is told."""
    try:
        return Check(about, "ok", told())
    except (OperatorError, OSError) as error:
        return Check(about, "fault", str(error))


def _base(config: Config) -> Check:
    if urlsplit(config.base_iri).hostname in LOOPBACK:
        told = f"{config.base_iri} is this machine's own; set base_iri before addresses are cited by others"
        return Check("addresses", "note", told)
    return Check("addresses", "ok", f"everything begins with {config.base_iri}")


def _catalogue(config: Config) -> Check:
    lacking = [name for name in ("licence", "contact_email") if not getattr(config, name)]
    if lacking:
        told = f"without {' and '.join(lacking)}; the catalogue is not served before licence is set"
        return Check("catalogue", "note", told)
    return Check("catalogue", "ok", f"licence {config.licence}, asked at {config.contact_email}")


def _appearance(config: Config) -> Check:
    def told() -> str:
        from api.site.theme import look_of

        look_of(config)
        return f"the colour {config.accent}, {config.logo or 'and no logo of its own'}"

    return _told("appearance", told)


def _profiles(config: Config) -> Iterator[Check]:
    from graph.municipality.profile import load_profile

    names = [entry.profile for entry in config.municipality] or [config.profile]
    for name in filter(None, names):
        yield _told("profile", lambda name=name: f"{load_profile(name).name} ({name})")  # type: ignore[misc]
    if not any(names):
        yield Check("profile", "note", "none is named; the texts decide which of those that are supplied")


def _folder(config: Config) -> Iterator[Check]:
    """The data folder: that it may be written to, and has room."""
    there = next(path for path in (config.data_dir, *config.data_dir.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        yield Check("data folder", "fault", f"{there} may not be written to by this user")
        return
    yield Check("data folder", "ok", f"{config.data_dir.absolute()} may be written to")
    free, needed = shutil.disk_usage(there).free, _ROOM * _size(config)
    told = f"{free / 1e9:.1f} GB free, {_ROOM} releases take {needed / 1e9:.1f} GB"
    yield Check("disk", "ok" if free > needed else "fault", told)


def _size(config: Config) -> int:
    """The bytes of the current release; 0 when there is none."""
    from graph.release import archive

    release = archive.current_release(config)
    files = release.path.rglob("*") if release else ()
    return sum(file.stat().st_size for file in files if file.is_file())


def _release(config: Config) -> Check:
    from graph.release import archive

    def told() -> str:
        release = archive.current_release(config)
        if release is None:
            return "none yet; sagsgraf publish makes the first"
        totals = release.manifest.totals
        return f"{release.id} of {release.created}, {totals.published} of {totals.documents} documents"

    return _told("release", told)


def _port(port: int) -> Check:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError as error:
            return Check("port", "note", f"{port} cannot be had now: {error.strerror}")
    return Check("port", "ok", f"{port} is free")


def _clock(config: Config) -> Check:
    from graph.release import archive

    try:
        import_module("graph.base.time_zone")
    except ZoneInfoNotFoundError:
        return Check("clock", "fault", "the time zones are lacking; install tzdata")
    now = datetime.now(UTC)
    made = {one.id: datetime.fromisoformat(one.created) for one in archive.releases(config) if one.created}
    if ahead := sorted(name for name, at in made.items() if at > now):
        told = f"it is {now:%Y-%m-%d %H:%M} UTC here, before release {ahead[-1]} was made"
        return Check("clock", "fault", told)
    return Check("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _letters() -> Check:
    encoding = sys.getfilesystemencoding()
    if encoding.lower() != "utf-8":
        return Check("letters", "fault", f"file names are {encoding}; set LANG=C.UTF-8")
    return Check("letters", "ok", "file names are UTF-8")


def _recognition() -> Check:
    from graph.readers.pdf.tesseract import recogniser

    return _told("recognition", recogniser)


def _store(config: Config) -> Check:
    from graph.remote.http import Wire
    from graph.remote.store import read_remote_state

    def told() -> str:
        with Wire(config.store_login) as wire:
            held = read_remote_state(wire, config.store, config.base_iri)
        return f"it answers, and holds {', '.join(sorted(set().union(*held.graphs.values()))) or 'nothing'}"

    return _told("store", told)
