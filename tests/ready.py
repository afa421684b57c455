"""Processes that run code of the tests and can be killed, each forked from one in which all that reading and
judging need has been loaded, which takes longer than most commands."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from places import ROOT, TESTS


def run(
    work: Callable[..., None], *arguments: object, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """What became of a process that did a work, which is a function of a module of tests/, with words as its
    arguments and more environment."""
    with TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        words = [str(argument) for argument in arguments]
        asked = [
            work.__module__,
            work.__name__,
            words,
            os.environ | environment,
            [str(path) for path in said],
        ]
        status = json.loads(_parent().ask(json.dumps(asked)))
        return subprocess.CompletedProcess(words, status, *(path.read_text("utf-8") for path in said))


class _Parent:
    """The process that the others are forked from. It has opened no store, whose threads do not live on in a
    fork."""

    def __init__(self) -> None:
        paths = os.pathsep.join(map(str, (TESTS, ROOT)))
        self._process = subprocess.Popen(
            [sys.executable, "-c", "import ready; ready.serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": paths},
        )
        atexit.register(self._end)

    def _end(self) -> None:
        with self._process:  # closes its input, after which it ends
            pass

    def ask(self, line: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


@cache
def _parent() -> _Parent:
    return _Parent()


def serve() -> None:
    """Fork a process for each line that comes, and tell how it ended (its status, or less the signal)."""
    _load()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            return _become(*json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    return None


def _load() -> None:
    """Read and judge minutes, and import what the commands import when they are called."""
    import killing  # noqa: F401
    from samples import sample, write

    from graph.base.config import Config
    from graph.municipality.profile import load_profile
    from graph.publishing.parallel import Job

    with TemporaryDirectory() as folder:
        file = write(Path(folder), a=sample()) / "a.txt"
        taken = Job(load_profile("aadalsoe"), Config(), {"text": "0" * 64}).take_in(file)
        assert taken.status == "published"


def _become(module: str, work: str, words: list[str], environment: dict[str, str], said: list[str]) -> None:
    """Do a work; what it says goes to files."""
    for descriptor, path in ((0, os.devnull), *enumerate(said, start=1)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), descriptor)
    os.environ.clear()
    os.environ.update(environment)
    getattr(sys.modules[module], work)(*words)
