"""A command of sagsgraf of which a chosen call to the system, to a database or to the store fails."""

import errno
import io
import os
import sqlite3
import subprocess
import sys
from types import FrameType

import pyoxigraph as ox
import ready

from api.cli.main import main
from graph.base.config import Config
from graph.privacy import ledger
from graph.release import archive, integrity

ERRORS = ("EIO", "ENOSPC", "EACCES", "ENOMEM")
_SYSTEM = {
    *("open", "write", "fsync", "rename", "replace", "mkdir", "link", "symlink", "unlink", "rmdir"),
    *("scandir", "readlink", "stat", "read", "flock"),
}
_FILES = (io.BufferedWriter, io.BufferedReader, io.FileIO, io.TextIOWrapper)
_OF_FILES = {"write", "flush", "read", "readline", "close"}
_DATABASE = {"execute", "executemany", "executescript", "commit"}
_STORE = {"bulk_load", "bulk_extend", "flush", "optimize", "backup", "update", "extend", "add", "remove"}
_FROZEN = ("<frozen", os.path.dirname(os.__file__) + "/encodings")  # noqa: PTH120  # as frames have it


def failing_at(moment: object, error: str, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command whose n-th call, or first call of that name, fails with an error of a name; it prints how
    many calls there were."""
    return ready.run(command_failing_at, moment, error, *command)


def command_failing_at(moment: str, error: str, *command: str) -> None:
    """As :func:`failing_at`, in this process."""
    calls = 0

    def fail(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        if event != "c_call" or frame.f_code.co_filename.startswith(_FROZEN) or not _reaches_out(argument):
            return
        calls += 1
        if moment in (getattr(argument, "__name__", ""), str(calls)):
            sys.setprofile(None)
            number = getattr(errno, error)
            if isinstance(getattr(argument, "__self__", None), sqlite3.Connection | sqlite3.Cursor):
                raise sqlite3.OperationalError("disk I/O error")
            if error == "ENOMEM":
                raise MemoryError
            raise OSError(number, os.strerror(number))

    sys.argv = ["sagsgraf", *command]
    sys.setprofile(fail)
    try:
        main()
    finally:
        sys.setprofile(None)
        sys.stdout.write(f"calls {calls}\n")


def _reaches_out(call: object) -> bool:
    name, of = getattr(call, "__name__", ""), getattr(call, "__self__", None)
    if isinstance(of, _FILES):
        return name in _OF_FILES and of not in (sys.stdout, sys.stderr)
    if isinstance(of, sqlite3.Connection | sqlite3.Cursor):
        return name in _DATABASE
    if isinstance(of, ox.Store):
        return name in _STORE
    return name in _SYSTEM and getattr(call, "__module__", "") in ("posix", "io", "_io", "fcntl")


def fault(done: "subprocess.CompletedProcess[str]", config: Config, had: ledger.Ledger) -> str:
    """What is wrong after a command failed, empty where nothing is: a traceback or more than a line, another
    status than those there are, half a release, or an entry of the ledger that is gone."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if "Traceback" in done.stderr:
        return f"a traceback: {lines[-1]}"
    if done.returncode not in (0, 1, 2) or (done.returncode == 2 and len(lines) != 1):
        return f"status {done.returncode}: {' / '.join(lines)}"
    if not had.iris <= ledger.read(config).iris:
        return "the ledger has lost an entry"
    files = integrity.damaged(archive.Release(archive.current(config)))
    return f"{', '.join(files)}: damaged" if files else ""
