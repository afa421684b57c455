"""A command of sagsgraf of which a chosen call to the system, to a database or to the store fails."""

import errno
import io
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import ready
from moments import command_stopped_at
from samples import put, sample, write

from graph.base.config import Config
from graph.municipality.profile import load_profile
from graph.privacy import ledger
from graph.privacy.ledger import Ledger, Withdrawal
from graph.release import archive, integrity

KILL = "SIGKILL"
"""In the place of an error: the process is killed."""
ERRORS = ("EIO", "ENOSPC", "EROFS", "EACCES", "EMFILE", "ENOMEM")
_SYSTEM = {
    *("open", "write", "fsync", "rename", "replace", "mkdir", "link", "symlink", "unlink", "rmdir"),
    *("scandir", "readlink", "stat", "read", "flock"),
}
_FILES = (io.BufferedWriter, io.BufferedReader, io.FileIO, io.TextIOWrapper)
_OF_FILES = {"write", "flush", "read", "readline", "close"}
_DATABASE = {"execute", "executemany", "executescript", "commit"}
_STORE = {"bulk_load", "bulk_extend", "flush", "optimize", "backup", "update", "extend", "add", "remove"}
_SETTINGS = """contact_email = "data@example.dk"
webhooks = true
webhooks_private = true
harvest_hosts = "http://127.0.0.1:1"
"""
_LEDGERS = ("data", "withdrawn")  # the folders that have one
_OURS = (".lock", ".not-minutes")  # files of that kind that stay
_FROZEN = ("<frozen", os.path.dirname(os.__file__) + "/encodings")  # noqa: PTH120  # as frames have it


ITEM = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12/punkt/1"
COMMANDS: dict[str, str] = {
    "publish": "publish minutes --data-dir data",
    "publish (nothing new)": "publish published --data-dir data",
    "withdraw": f"withdraw {ITEM} --reason dublet --yes --data-dir data",
    "restore": f"restore {ITEM} --data-dir withdrawn",
    "rollback": "rollback --data-dir data",
    "verify": "verify --data-dir data",
    "releases": "releases --data-dir data",
    "diff": "diff 1 2 --data-dir data",
    "read": "read published/a.txt --json",
    "validate": "validate minutes",
    "propose": "propose minutes",
    "trace": "trace 22-005501 --data-dir data",
    "query": "query query.rq --data-dir data",
    "analyse": "analyse --projection units_by_cases --measure degree degree.csv --data-dir data",
    "doctor": "doctor --data-dir data",
    "init": "init --name Nykommune --code 999 --folder minutes --into new",
    "profile": "profile accept Sekretariatet --as unit --profile new.ttl",
    "harvest": "harvest http://127.0.0.1:1 harvested --config settings.toml",
    "watch": "watch --config settings.toml",
    "follow": "follow followed http://127.0.0.1:1",
    "notify": "notify --config settings.toml",
    "mcp": "mcp --data-dir data",
}
"""Each in a folder that :func:`prepared` made; what they ask of other servers is refused."""


def prepared(folder: Path) -> Path:
    """A folder in which every command has something to do: two releases, minutes of which one is new, and
    beside them a withdrawal."""
    folder.mkdir()
    by_mistake = Withdrawal(ITEM, ledger.REASONS[0], "2026-11-01T09:00:00Z", "clerk")
    (folder / "withdrawn").mkdir()
    ledger.write(Config(data_dir=folder / "withdrawn"), Ledger((by_mistake,)))
    config = Config(data_dir=folder / "data")
    put(config, a="12")
    put(config, a="12", b="19")
    write(folder / "published", a=sample("12"), b=sample("19"))
    write(folder / "minutes", c=sample("26"))
    (folder / "query.rq").write_text("SELECT ?s WHERE { ?s ?p ?o } LIMIT 3")
    (folder / "new.ttl").write_text(load_profile("aadalsoe").turtle)
    (folder / "settings.toml").write_text(_SETTINGS)
    return folder


def in_a_copy(of: Path, folder: Path, name: str, moment: object, error: str) -> tuple[str, int, int]:
    """What is wrong after a command failed in a copy of a prepared folder, its status, and how many calls there
    were until it did."""
    shutil.copytree(of, folder, symlinks=True)
    had = {name: ledger.read(Config(data_dir=folder / name)).named for name in _LEDGERS}
    done = ready.run(command_failing_in, folder, moment, error, *shlex.split(COMMANDS[name]))
    told = re.search(r"calls (\d+)\n\Z", done.stdout)
    return fault(done, folder, had), done.returncode, int(told[1]) if told else 0


def command_failing_in(folder: str, moment: str, error: str, *command: str) -> None:
    """As :func:`command_failing_at`, in a folder."""
    os.chdir(folder)
    command_failing_at(moment, error, *command)


def command_failing_at(moment: str, error: str, *command: str) -> None:
    """Run a command in this process, whose n-th call, or first call of a name, fails with an error of a name; it
    prints how many calls there were."""

    def fail(call: object) -> None:
        if error == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(getattr(call, "__self__", None), sqlite3.Connection | sqlite3.Cursor):
            raise sqlite3.OperationalError("disk I/O error")
        if error == "ENOMEM":
            raise MemoryError
        number = getattr(errno, error)
        raise OSError(number, os.strerror(number))

    command_stopped_at(moment, command, _reaching_out, fail)


def _reaching_out(frame: FrameType, event: str, argument: object) -> str:
    if event != "c_call" or frame.f_code.co_filename.startswith(_FROZEN) or not _reaches_out(argument):
        return ""
    return getattr(argument, "__name__", "?")


def _reaches_out(call: object) -> bool:
    name, of = getattr(call, "__name__", ""), getattr(call, "__self__", None)
    if isinstance(of, _FILES):
        return name in _OF_FILES and of not in (sys.stdout, sys.stderr)
    if isinstance(of, sqlite3.Connection | sqlite3.Cursor):
        return name in _DATABASE
    if isinstance(of, ox.Store):
        return name in _STORE
    return name in _SYSTEM and getattr(call, "__module__", "") in ("posix", "io", "_io", "fcntl")


def fault(done: "subprocess.CompletedProcess[str]", folder: Path, had: Mapping[str, frozenset[str]]) -> str:
    """What is wrong after a command failed, empty where nothing is: a traceback or more than a line, another
    status than those there are, half a release or half a file, or an entry of the ledger that is gone."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    killed = done.returncode == -signal.SIGKILL
    if "Traceback" in done.stderr:
        return f"a traceback: {lines[-1]}"
    if not killed and (done.returncode not in (0, 1, 2) or (done.returncode == 2 and len(lines) != 1)):
        return f"status {done.returncode}: {' / '.join(lines)}"
    if any(not named <= ledger.read(Config(data_dir=folder / name)).named for name, named in had.items()):
        return "the ledger has lost an entry"
    half = [path.name for path in folder.rglob(".*") if path.name not in _OURS]
    if half and not killed:
        return f"{', '.join(half)}: left behind"
    files = integrity.damaged(archive.Release(archive.current(Config(data_dir=folder / "data"))))
    return f"{', '.join(files)}: damaged" if files else ""
