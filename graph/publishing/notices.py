"""What exports say of their own publication: eDoc's notifications and Acadre's manifests.

They lie beside the files they speak of and are no minutes themselves. The latest notification of an agenda
holds: it names the file that is published, or withdraws it. Paths in them are looked up among the files of
the folder and never opened, so none leads out of it.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from graph.base.time_zone import DANISH_TIME
from graph.minutes.model import Finding
from graph.readers import acadre, edoc
from graph.readers.rendering import Unreadable
from graph.readers.xml_source import XmlSource, outline, read_xml

_NOTIFICATION = Finding("info", "not-minutes", "Filen er en meddelelse om et referat, ikke selve referatet.")
_MANIFEST = Finding(
    "info", "not-minutes", "Filen er en oversigt over dagsordener og referater, ikke et referat."
)
_WITHDRAWN = Finding("info", "withdrawn-by-source", "Kilden har trukket dagsordenen eller referatet tilbage.")
_REPLACED = Finding("info", "superseded", "En nyere meddelelse peger på en anden fil; denne er afløst.")
_WITHHELD = Finding("info", "withdrawn-by-source", "Kildens oversigt siger, at filen ikke udgives.")
_WRITTEN = ("%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M")
"""The forms in which eDoc writes when something was sent, beside ISO 8601."""
_YEARS = range(1901, 9999)
"""Those in which something can have been sent; beside them, an offset may lead out of the calendar."""


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notification, and the folder it lies in, in small letters: the systems are Windows'."""

    told: edoc.Notification
    folder: PurePosixPath


def left_out(files: Mapping[str, Path], max_bytes: int) -> dict[str, Finding]:
    """Which XML files of a folder are not to be read as minutes, and why; ``files`` has them by their name
    below the folder, with ``/`` between the parts. One that cannot be read is left to its reader."""
    notices: list[_Notice] = []
    exports: list[str] = []
    withheld: dict[str, set[PurePosixPath]] = {}
    found: dict[str, Finding] = {}
    for name, path in files.items():
        form = _form(path, max_bytes)
        source = _read(path) if form in ("notification", "manifest") else None
        folder = PurePosixPath(name.casefold()).parent
        if source and (told := edoc.notifications(source)):
            notices += [_Notice(one, folder) for one in told]
            found[name] = _NOTIFICATION
        elif source and (listed := acadre.manifest(source)) is not None:
            for file in (file for file, publish in listed.items() if not publish):
                withheld.setdefault(file.casefold(), set()).add(folder)
            found[name] = _MANIFEST
        elif form == "edoc":
            exports.append(name)
    found |= {
        name: _WITHHELD for name in files if name not in found and _is_withheld(name, withheld)
    }  # fmt: skip
    return found | (_by_notices(exports, notices, files) if notices else {})


def _form(path: Path, max_bytes: int) -> str:
    """What a file is, by its beginning: `notification`, `manifest`, `edoc`, or empty for anything else."""
    try:
        if path.stat().st_size > max_bytes:
            return ""
        data = path.read_bytes()
    except OSError:
        return ""
    seen = outline(data)
    if edoc.is_edoc(seen):
        return "notification" if "notification" in seen.names else "edoc"
    named = data.replace(b"\x00", b"").lower()
    return "manifest" if acadre.is_acadre(seen) and b"producedagenda" in named else ""


def _read(path: Path) -> XmlSource | None:
    try:
        return read_xml(path.read_bytes())
    except (OSError, Unreadable):
        return None


def _is_withheld(name: str, withheld: Mapping[str, set[PurePosixPath]]) -> bool:
    """Whether a manifest in the folder of a file, or above it, says that it is not to be published."""
    own = PurePosixPath(name.casefold())
    return not withheld.get(own.name, set()).isdisjoint(own.parents)


def _by_notices(
    exports: Sequence[str], notices: Sequence[_Notice], files: Mapping[str, Path]
) -> dict[str, Finding]:
    """What the latest notifications leave out of the exports."""
    latest = _latest(notices)
    known = {name.casefold(): name for name in files}
    found: dict[str, Finding] = {}
    for name in exports:
        source = _read(files[name])
        notice = latest.get(edoc.agenda_of(source)) if source else None
        if notice and not notice.told.publish:
            found[name] = _WITHDRAWN
        elif notice and _target(notice, known) not in (None, name):
            found[name] = _REPLACED
    return found


def _latest(notices: Sequence[_Notice]) -> dict[str, _Notice]:
    """The latest notification of each agenda; of two at one time the one that withdraws."""
    ordered = sorted(notices, key=lambda one: (_sent(one.told), not one.told.publish))
    return {one.told.agenda: one for one in ordered if one.told.agenda}


def _sent(told: edoc.Notification) -> datetime:
    """When a notification was sent, in ISO 8601 or as eDoc writes days, Danish time where it names no offset.
    Of one that does not tell, a withdrawal is the latest and a publication the first: in doubt nothing is
    published."""
    sent = _moment(told.timestamp)
    if sent and sent.year in _YEARS:
        return sent if sent.tzinfo else sent.replace(tzinfo=DANISH_TIME)
    return datetime.min.replace(tzinfo=UTC) if told.publish else datetime.max.replace(tzinfo=UTC)


def _moment(text: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    for form in _WRITTEN:
        with suppress(ValueError):
            return datetime.strptime(text, form)
    return None


def _target(notice: _Notice, known: Mapping[str, str]) -> str | None:
    """The name of the file a notification points to, its path being one of the system it came from: all of
    it below the notification's own folder, or as much of its end as is there. ``known`` are the names of the
    files by their small letters; ``None`` for a file that is not one of them."""
    parts = [part for part in re.split(r"[\\/]+", notice.told.path.casefold()) if part not in ("", ".")]
    if ".." in parts:
        return None
    tails = (notice.folder.joinpath(*parts[start:]).as_posix() for start in range(min(len(parts), 40)))
    return next((known[tail] for tail in tails if tail in known), None)
