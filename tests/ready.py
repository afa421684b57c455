"""Processes that run code of the tests and can be killed, each forked from one that has been made ready, since to
load what they need takes longer than what they do.

:func:`run` has read and judged before; :func:`told` has only what is not ours loaded, and takes our modules from
a folder.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from places import ROOT, TESTS

_NOT_OURS = (
    "babel.dates",
    "fastapi.testclient",
    "jinja2",
    "networkx",
    "pyarrow.parquet",
    "pyoxigraph",
    "pyshacl",
    "rapidfuzz",
    "rdflib.plugins.sparql",
    "uvicorn",
)
"""What takes longest to load of what our packages import."""


def run(
    work: Callable[..., None], *arguments: object, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """What became of a process that did a work, which is a function of a module of tests/, with words as its
    arguments and more environment. What it publishes holds as much of the ontology as what is published here."""
    from little_ontology import releases_hold_little

    with TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        words = [str(argument) for argument in arguments]
        asked = [
            work.__module__,
            work.__name__,
            words,
            os.environ | environment,
            releases_hold_little(),
            [str(path) for path in said],
        ]
        status = json.loads(_parent("serve").ask(json.dumps(asked)))
        return subprocess.CompletedProcess(words, status, *(path.read_text("utf-8") for path in said))


def told(folder: Path, code: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """What became of a process in a folder, with our packages that are there, that did what Python code says."""
    with TemporaryDirectory() as aside:
        said = [str(Path(aside, name)) for name in ("out", "err")]
        asked = json.dumps([str(folder), code, [str(argument) for argument in arguments], said])
        status = json.loads(_parent("serve_code").ask(asked))
        return subprocess.CompletedProcess(code, status, *(Path(path).read_text("utf-8") for path in said))


class _Parent:
    """The process that the others are forked from. It has opened no store, whose threads do not live on in a
    fork."""

    def __init__(self, work: str) -> None:
        paths = os.pathsep.join(map(str, (TESTS, ROOT)))
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"import ready; ready.{work}()"],
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
def _parent(work: str) -> _Parent:
    return _Parent(work)


def serve() -> None:
    """Run works of modules of the tests."""
    _load()
    _fork(_become)


def serve_code() -> None:
    """Run code on packages of other folders."""
    for name in _NOT_OURS:
        import_module(name)
    assert not {"graph", "api"} & sys.modules.keys()
    _fork(_follow)


def _fork(become: Callable[..., None]) -> None:
    """Fork a process for each line that comes, and tell how it ended (its status, or less the signal)."""
    gc.freeze()  # each would look through all that is loaded when it ends, which takes longer than most works
    for line in sys.stdin:
        child = os.fork()
        if not child:
            return become(*json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    return None


def _load() -> None:
    """Read and judge minutes, and import what the commands import when they are called."""
    import failing  # noqa: F401
    import killing  # noqa: F401
    from samples import sample, write

    from graph.base.config import Config
    from graph.municipality.profile import load_profile
    from graph.publishing.parallel import Job

    with TemporaryDirectory() as folder:
        file = write(Path(folder), a=sample()) / "a.txt"
        taken = Job(load_profile("aadalsoe"), Config(), {"text": "0" * 64}).take_in(file)
        assert taken.status == "published"


def _become(
    module: str, work: str, words: list[str], environment: dict[str, str], small: bool, said: list[str]
) -> None:
    """Do a work; what it says goes to files."""
    from little_ontology import little, releases_hold

    _speak_to(said)
    os.environ.clear()
    os.environ.update(environment)
    with releases_hold(little()) if small else nullcontext():
        getattr(import_module(module), work)(*words)


def _follow(folder: str, code: str, words: list[str], said: list[str]) -> None:
    """Do what code says as ``python -c`` does in a folder."""
    _speak_to(said)
    os.chdir(folder)
    for name in [name for name in os.environ if name.startswith("SAGSGRAF_")]:
        del os.environ[name]
    os.environ["PYTHONPATH"] = folder
    sys.path[:] = [folder, *(path for path in sys.path if path not in ("", str(TESTS), str(ROOT)))]
    sys.argv = ["-c", *words]
    exec(compile(code, "<code>", "exec"), {"__name__": "__main__"})


def _speak_to(said: list[str]) -> None:
    for descriptor, path in ((0, os.devnull), *enumerate(said, start=1)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), descriptor)
