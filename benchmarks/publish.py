"""What publishing costs: a whole folder of generated minutes, one more document into it, an item withdrawn.

``python -m benchmarks.publish 200 2000 --folder WORK`` makes the minutes below WORK where they are not there
yet, publishes all but one, then that one, withdraws an item, and prints a table. Each is a process of its
own, timed from its start; ``--workers`` is the setting of that name. Of a withdrawal it is told when nobody
found the item any more (``served``), too.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, Self

from benchmarks.generate import PROFILE, write

_RUN = "--run"
_BETWEEN = 0.1  # seconds between two looks at the memory of processes
_COLUMNS = ("documents", "what", "seconds", "docs/s", "docs/s/core", "CPU s", "MB publisher", "MB worker")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publish", description=__doc__)
    parser.add_argument("documents", type=int, nargs="+")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=0)
    given = parser.parse_args()
    print(" | ".join(_COLUMNS))
    for number in given.documents:
        _measure(number, given.folder / str(number), given.workers)


def _measure(number: int, folder: Path, workers: int) -> None:
    minutes, data = folder / "minutes", folder / "data"
    if len(list(minutes.glob("*.txt"))) != number:
        write(folder, number)
    shutil.rmtree(data, ignore_errors=True)
    late = sorted(minutes.glob("*.txt"))[number // 2]
    aside = late.rename(folder / late.name)
    try:
        whole = _publish(minutes, data, workers)
    finally:
        aside.rename(late)
    print(_per_document(minutes), flush=True)
    one = _publish(minutes, data, workers)
    again = _publish(minutes, data, workers)
    withdrawn = _publish(_some_item(data), data, workers)
    runs = (
        ("all", whole, number - 1),
        ("one new", one, 1),
        ("nothing new", again, 0),
        ("item withdrawn", withdrawn, 1),
    )
    for what, run, documents in runs:
        rate = documents / run["seconds"]
        cells = (
            number,
            what,
            f"{run['seconds']:.2f}",
            f"{rate:.1f}",
            f"{rate / run['cores']:.1f}",
            f"{run['cpu']:.1f}",
        )
        print(" | ".join(map(str, (*cells, run["publisher"], run["worker"] or "–"))), flush=True)
        stages = [f"{stage} {seconds:.2f}" for stage, seconds in run["stages"].items()]
        stages += [f"served after {seconds:.1f} s CPU" for seconds in run["served"]]
        print("   " + ", ".join(stages), flush=True)


def _per_document(minutes: Path) -> str:
    """Where a worker's time goes: CPU milliseconds a document, on some of them spread over all."""
    from graph.base.config import Config
    from graph.mapping.minutes import minutes_graph
    from graph.municipality.profile import load_profile
    from graph.ontology.iris import Iris
    from graph.publishing.intake import judge
    from graph.readers.files import read_document
    from graph.readers.layout.parse import parse
    from graph.validation.shacl import Judged

    files = sorted(minutes.glob("*.txt"))
    files = files[:: max(1, len(files) // 40)]
    profile, config = load_profile(PROFILE), Config()
    spent: defaultdict[str, float] = defaultdict(float)
    for file in [files[0], *files]:  # the first once more, for it pays for what is loaded once
        if file is files[0]:
            spent.clear()
        marks = [time.process_time()]
        document = read_document(file, config.max_file_bytes)
        minutes_read = parse(document, profile)
        marks.append(time.process_time())
        graph = minutes_graph(minutes_read, profile, Iris(config.base_iri, profile.slug), "0" * 64)
        marks.append(time.process_time())
        judge(Judged(graph))
        marks.append(time.process_time())
        for stage, start, end in zip(("read", "map", "SHACL"), marks, marks[1:], strict=False):
            spent[stage] += 1000 * (end - start)
    return "   CPU ms a document: " + ", ".join(f"{k} {v / len(files):.0f}" for k, v in spent.items())


def _some_item(data: Path) -> str:
    """An item in the middle of all that is published."""
    from graph.base.config import Config
    from graph.ontology.terms import term
    from graph.release.archive import Release, current
    from graph.store.oxigraph import Store
    from graph.store.terms import node

    release = Release(current(Config(data_dir=data)))
    minutes = sorted(release.published)[len(release.published) // 2]
    with Store.open_read_only(release.store) as store:
        told = store.triples(None, node(term("itemNumber")), None, minutes)
        items = sorted(triple.subject.value for triple in told)  # type: ignore[union-attr]
    return items[len(items) // 2]


def _publish(what: Path | str, data: Path, workers: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.publish", _RUN, str(what), str(data), str(workers)]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told | {"seconds": time.perf_counter() - began}


def run(what: str, data: Path, workers: int) -> None:
    """Publish a folder, or withdraw the thing of an IRI, in this process, which is to end after it, and say
    what it took; ``stages`` are wall seconds in it, ``served`` are CPU seconds from its start."""
    from graph.base import files as disk
    from graph.base.config import Config
    from graph.cases import update
    from graph.publishing import build, intake, leftovers, publish
    from graph.publishing.withdraw import withdraw
    from graph.release.archive import Release
    from graph.store.oxigraph import Store
    from graph.validation import shacl

    stages: defaultdict[str, float] = defaultdict(float)

    def timed(owner: Any, name: str, stage: str) -> None:
        inner: Callable[..., Any] = getattr(owner, name)

        @wraps(inner)
        def outer(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return inner(*given, **named)
            finally:
                stages[stage] += time.perf_counter() - began

        setattr(owner, name, outer)

    timed(publish, "find", "find and hash")
    timed(publish, "choose_profile", "profile")
    timed(publish, "_reusable", "open old")
    for name in ("put_graphs", "replace_graph", "remove_graph", "backup", "put_quads", "optimize", "flush"):
        timed(Store, name, f"store {name}")
    timed(update, "update", "link")
    timed(disk, "flush_tree", "fsync")
    timed(disk, "link_or_copy", "link texts")
    timed(build.Build, "finish", "finish (in all)")
    timed(leftovers, "clear", "leftovers")
    for name, stage in (("read_document", "extract"), ("read", "read"), ("minutes_graph", "map")):
        timed(intake, name, stage)
    timed(intake, "judge", "shacl")
    timed(shacl.Judged, "__init__", "shacl")
    served: list[float] = []
    largest = _Largest()

    def note(release: Release) -> None:
        served.append(sum(os.times()[:4]) - largest.seconds)

    began, config = time.perf_counter(), Config(data_dir=data, profile=PROFILE, workers=workers)
    with largest:
        if what.startswith("http"):
            withdraw(what, "dublet", "benchmark", config, note)
        else:
            publish.publish(Path(what), config)
    stages["publish (in all)"] = time.perf_counter() - began
    told = {
        # To look at the memory of all processes takes a twelfth of the time of publishing.
        "cpu": sum(os.times()[:4]) + _of_those_left() - largest.seconds,
        "publisher": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "worker": largest.kilobytes // 1024,
        "served": served,
    }
    print(json.dumps({**told, "cores": len(os.sched_getaffinity(0)), "stages": stages}))


class _Largest:
    """The most memory that one of the processes below this one had at any time, looked at again and again
    while it runs: no parent of those that read sees them end, so none has it counted (RUSAGE_CHILDREN).
    ``seconds`` are those of the processor that the looking itself took."""

    def __init__(self) -> None:
        self.kilobytes = 0
        self.seconds = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *told: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        over = False
        while not over:
            over = self._over.wait(_BETWEEN)
            for process in _below(os.getpid()):
                with suppress(OSError):
                    told = (process / "status").read_text(encoding="utf-8")
                    peak = re.search(r"^VmHWM:\s+(\d+)", told, re.MULTILINE)
                    self.kilobytes = max(self.kilobytes, int(peak[1]) if peak else 0)
            self.seconds = time.thread_time()


def _below(parent: int) -> Iterator[Path]:
    """The processes that a process has started, and those that they have."""
    children: defaultdict[int, list[Path]] = defaultdict(list)
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            children[int(fields[1])].append(process)
    left = [parent]
    while left:
        for process in children[left.pop()]:
            yield process
            left.append(int(process.name))


def _of_those_left() -> float:
    """CPU seconds of the children that live on, the process that forks workers among them, and of those whose
    end they have seen."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15])) if int(fields[1]) == os.getpid() else 0
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if sys.argv[1:2] == [_RUN]:
        run(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        with suppress(KeyboardInterrupt):
            main()
