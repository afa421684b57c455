"""What every command makes of a release that was damaged, and whether it comes back.

``python -m benchmarks.damaged_releases`` does each kind of damage to the current release of a data folder
that has two, in a copy of its own, asks, serves, publishes what is new and has it repaired, each in a
process, and prints a table. Exit status 1 where a command ended otherwise than with an answer or a few lines
on what is wrong, or took more than its bounds, or the release was not whole after it was repaired. A full
disk is a small one that only root can mount, and is left out where it cannot be.
"""

import argparse
import fcntl
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.processes import PROGRAM, NotStartedError, Server, free_port
from benchmarks.tables import Table, markdown, print_table
from graph.base.config import Config
from graph.release import archive
from graph.release.archive import Release

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT / "tests"))  # a folder of scripts

from damaged_files import do, listed_anew  # noqa: E402
from failing import prepared  # noqa: E402

MEGABYTES, SECONDS = 1024, 120
_MOST_LINES = 6
_UNSEEING = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")
"""Root reads whatever there is; without these it may read what its owner may."""
COMMANDS = {
    "query": "query query.rq",
    "verify": "verify",
    "serve": "serve",
    "publish": "publish minutes --accept-removed",
    "repair": "verify --repair published",
}


@dataclass
class Case:
    """A data folder that is damaged, and how its commands are to be begun."""

    folder: Path
    chance: random.Random
    before: Sequence[str] = ()
    held: ExitStack = field(default_factory=ExitStack)
    repairable: bool = True

    @property
    def release(self) -> Release:
        """The current one."""
        return Release(archive.current(Config(data_dir=self.folder / "data")))

    def largest(self) -> str:
        """The largest file of its store."""
        files = [path for path in self.release.store.iterdir() if path.is_file()]
        return str(max(files, key=lambda path: path.stat().st_size).relative_to(self.release.path))


def _bytes(kind: str) -> Callable[[Case], None]:
    def damage(case: Case) -> None:
        assert do(case.release, case.largest(), kind, case.chance)

    return damage


def _swapped(case: Case) -> None:
    """Two files of the release in each other's place."""
    one, other = case.release.path / case.largest(), case.release.path / "search.db"
    one.rename(one.with_name("aside"))
    other.rename(one)
    one.with_name("aside").rename(other)


def _unreadable(case: Case) -> None:
    (case.release.path / case.largest()).chmod(0)
    case.before = () if os.geteuid() else _UNSEEING


def _older(case: Case) -> None:
    """As if an earlier version of the program had made it."""
    was = case.release.path
    told = json.loads((was / "manifest.json").read_text(encoding="utf-8"))
    manifest = json.dumps(told | {"format": told["format"] - 1}).encode()
    (was / "manifest.json").unlink()  # another release may have the same file
    (was / "manifest.json").write_bytes(manifest)
    named = f"{was.name.partition('-')[0]}-{hashlib.sha256(manifest).hexdigest()[:12]}"
    was.rename(was.with_name(named))
    current = case.folder / "data" / "current"
    current.unlink()
    current.symlink_to(Path("releases", named))
    listed_anew(case.release)


def _locked(case: Case) -> None:
    """A process has the lock, and does nothing."""
    file = (case.folder / "data" / ".lock").open("w")
    fcntl.flock(file, fcntl.LOCK_EX)
    case.held.callback(file.close)
    case.repairable = False


def _left(case: Case) -> None:
    """What a process that was killed leaves: the lock's file and a release that is half there."""
    (case.folder / "data" / ".lock").touch()
    half = case.release.path.with_name(".half")
    half.mkdir()
    (half / "manifest.json").write_text("{", encoding="utf-8")


def _clock(case: Case) -> None:
    """Made, by what the files say, in seventy years."""
    (case.release.path / "release.json").unlink()
    (case.release.path / "release.json").write_text('{"created": "2096-01-01T00:00:00+00:00"}\n')
    listed_anew(case.release)
    for path in case.release.path.rglob("*"):
        os.utime(path, (4e9, 4e9))


def _full(case: Case) -> None:
    """The data folder on a disk with no room left."""
    data, disk = case.folder / "data", case.folder / "disk"
    size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size // 1024 + 2048}k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        raise PermissionError("only root can mount a small disk")
    case.held.callback(subprocess.run, ["umount", str(disk)], check=False)
    case.repairable = False
    shutil.copytree(data, disk / "data", symlinks=True)
    shutil.rmtree(data)
    data.symlink_to(disk / "data")
    with suppress(OSError), (disk / "filled").open("wb") as file:
        while True:
            file.write(b"\0" * 4096)


KINDS: dict[str, tuple[str, Callable[[Case], None]]] = {
    "flip": ("en bit vendt i lagerets største fil", _bytes("flip")),
    "zero": ("en blok nuller i den", _bytes("zero")),
    "cut": ("den er skåret af", _bytes("cut")),
    "gone": ("den er væk", _bytes("gone")),
    "swapped": ("to filer byttet om", _swapped),
    "unreadable": ("en fil, der ikke må læses", _unreadable),
    "full": ("disken er fuld", _full),
    "older": ("udgivelsens format er et ældre", _older),
    "locked": ("en anden proces har låsen", _locked),
    "left": ("det, en dræbt proces har efterladt", _left),
    "clock": ("alt er fra år 2096", _clock),
}


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int | None
    said: str
    seconds: float
    megabytes: float

    @property
    def wrong(self) -> str:
        """What is not as it has to be; nothing for most."""
        if self.status not in (0, 1, 2) or "Traceback" in self.said:
            return f"ended with {self.status}: {self.said[-2000:]}"
        if self.status and len(self.said.splitlines()) > _MOST_LINES:
            return f"said {len(self.said.splitlines())} lines: {self.said[:2000]}"
        if self.megabytes > MEGABYTES or self.seconds > SECONDS:
            return f"took {self.seconds:.0f} s and {self.megabytes:.0f} MB"
        return ""


def ended(case: Case, name: str) -> Ended:
    """Run a command on it."""
    command = [*case.before, *PROGRAM, *COMMANDS[name].split(), "--data-dir", "data"]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    if name == "serve":
        return _served(case, command)
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(command, cwd=case.folder, stdout=told, stderr=told, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        said = told.read().decode()
    return Ended(process.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _served(case: Case, command: Sequence[str]) -> Ended:
    """Serve it until a page is answered, and a little longer."""
    port, log = free_port(), case.folder / "served"
    log.unlink(missing_ok=True)
    server = Server.start([*command, "--port", str(port)], log, {"PYTHONPATH": str(_ROOT)}, case.folder)
    try:
        server.wait(port, "/healthz", 60)
        time.sleep(2)
        used = server.cpu_seconds(), server.megabytes()
        server.stop()
        status: int | None = 0
    except NotStartedError:
        status, used = server.process.poll(), (0.0, 0.0)
    return Ended(status, log.read_text(encoding="utf-8"), *used)


@contextmanager
def _case(of: Path, kind: str) -> Iterator[Case]:
    with tempfile.TemporaryDirectory(prefix="damaged") as folder:
        case = Case(Path(folder, "copy"), random.Random(19))
        # Which keeps what is one file in two releases.
        subprocess.run(["cp", "-a", of, case.folder], check=True)  # noqa: S607
        with case.held:
            KINDS[kind][1](case)
            yield case


def tried(of: Path, kind: str, commands: Sequence[str]) -> dict[str, Ended]:
    """Each command on a copy of the folder that is damaged so, and whether it is whole once repaired."""
    found = {}
    for name in commands:
        with _case(of, kind) as case:
            found[name] = ended(case, name)
            if name == "repair" and case.repairable:
                case.before = ()
                found["afterwards"] = ended(case, "verify")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.damaged_releases", description=__doc__)
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these")
    parser.add_argument("--command", choices=COMMANDS, action="append", help="only these")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args(arguments)
    commands, rows, bad = given.command or [*COMMANDS], [], 0
    with tempfile.TemporaryDirectory(prefix="damage") as folder:
        of = prepared(Path(folder, "prepared"))
        for kind in given.kind or KINDS:
            try:
                found = tried(of, kind, commands)
            except PermissionError as error:
                print(f"{kind}: {error}", file=sys.stderr)
                continue
            for name, one in found.items():
                first = " ".join(one.said.split())[:300]
                print(
                    f"{kind} {name}: {one.status} {one.megabytes:.0f} MB {first}", file=sys.stderr, flush=True
                )
                if one.wrong or (name == "afterwards" and one.status and kind != "unreadable"):
                    bad += 1
                    print(
                        f"FAULT {kind} {name}: {one.wrong or 'it is not whole'}", file=sys.stderr, flush=True
                    )
            most = max(one.megabytes for one in found.values())
            rows.append((KINDS[kind][0], *(str(one.status) for one in found.values()), f"{most:.0f} MB"))
    columns = ("skade", *commands, *(["verify bagefter"] if "repair" in commands else []), "mest hukommelse")
    wide = [(*row[:-1], *[""] * (len(columns) - len(row)), row[-1]) for row in rows]
    made = Table(f"{len(rows)} kinds of damage, exit statuses, {date.today()}", columns, wide)
    if given.markdown:
        print(markdown(made))
    else:
        print_table(made)
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
