"""Files that are made to overthrow a reader of minutes, and what it costs to be asked to read them.

``python -m benchmarks.bomb_files`` makes them one at a time, always the same, has ``sagsgraf read`` read each
in a process of its own, and prints what that took. Exit status 1 where one ended otherwise than with minutes
that tell what was read, or one line on why there are none, or took more than its bounds.
"""

import argparse
import atexit
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from api.cli import console as console  # what the command would import of itself
from api.cli.main import main as command
from benchmarks.hostile_files import BOMBS, HEAD, Bomb
from benchmarks.tables import Table, markdown, print_table
from graph import library

MEGABYTES, SECONDS = 2048, 60
"""What the reading of one file may take of memory and of the processor."""
_PATIENCE = 600.0
_REFUSED, _BROKEN = 2, 70
_ENDINGS = (0, 1, _REFUSED)  # read, read with something to warn of, not read
_MOST_WORDS = 2000  # characters of a line that says why there is no answer
_MOST_SAID = 1 << 20  # bytes that are looked at of what was printed beside the answer


@dataclass(frozen=True)
class Read:
    """How the reading of a file ended: whether anything was read, what else was printed, and what it took."""

    bomb: Bomb
    status: int
    turned_away: bool
    said: str
    bytes: int
    seconds: float
    megabytes: float

    @property
    def wrong(self) -> str:
        """What is not as it has to be; nothing for most."""
        if self.status not in _ENDINGS or "Traceback" in self.said:
            return f"ended with {self.status}: {self.said[-_MOST_WORDS:]}"
        lines = 1 if self.status == _REFUSED else 0
        if len(self.said.strip().splitlines()) != lines:
            return f"is told of otherwise than in one line: {self.said[-_MOST_WORDS:]}"
        if self.seconds > SECONDS or self.megabytes > MEGABYTES:
            return f"took {self.seconds:.0f} s and {self.megabytes:.0f} MB"
        return ""


def read(bomb: Bomb, path: Path) -> Read:
    """Have the command read a file, in a process that has its modules; what it takes is of all the processes
    that it began and waited for."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        if not (child := os.fork()):
            _in_child(path, out.fileno(), errors.fileno())
        late = threading.Timer(_PATIENCE, os.kill, (child, signal.SIGKILL))
        late.start()
        _, ended, used = os.wait4(child, 0)
        late.cancel()
        for file in (out, errors):
            file.seek(0)
        told, said = out.read(), errors.read(_MOST_SAID).decode("utf-8", "replace")
    return Read(
        bomb,
        os.waitstatus_to_exitcode(ended),
        not told or any(one["severity"] == "violation" for one in json.loads(told)["findings"]),
        said,
        path.stat().st_size,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / 1024,
    )


def _in_child(path: Path, out: int, errors: int) -> NoReturn:
    status: int | str | None = 1
    try:
        os.dup2(out, 1)
        os.dup2(errors, 2)
        sys.argv = ["sagsgraf", "read", str(path), "--json"]
        status = command()
    except SystemExit as end:
        status = end.code
    except BaseException:  # noqa: BLE001  # whatever it is, this process ends here and tells of it
        traceback.print_exc()
        status = _BROKEN
    finally:
        atexit._run_exitfuncs()  # what reads PDFs is ended and waited for, which its memory is told by
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 0)


def thrown(size: float, folder: Path, kinds: Sequence[str] = ()) -> Iterator[Read]:
    """Each file made, read and removed; what all reading takes is taken once before."""
    first = folder / "first.txt"
    first.write_text(HEAD, encoding="utf-8")
    library.read(first)
    for number, bomb in enumerate(BOMBS, start=1):
        if not kinds or bomb.kind in kinds:
            path = folder / f"{number:02}.{bomb.ending}"
            bomb.make(path, size)
            yield read(bomb, path)
            path.unlink()


def table(found: Sequence[Read], size: float) -> Table:
    """A row for each kind of file."""
    kinds: dict[str, list[Read]] = defaultdict(list)
    for one in found:
        kinds[one.bomb.kind].append(one)
    turned_away = {kind: sum(one.turned_away for one in of) for kind, of in kinds.items()}
    rows = [
        (
            f"{len(of)} {kind}",
            "; ".join(one.bomb.what for one in of),
            f"{_decimal(max(one.bytes for one in of) / 1e6)} MB",
            f"{len(of) - turned_away[kind]} / {turned_away[kind]}",
            f"{max(one.megabytes for one in of):.0f} MB",
            f"{_decimal(max(one.seconds for one in of))} s",
            str(sum(bool(one.wrong) for one in of)),
        )
        for kind, of in kinds.items()
    ]
    columns = ("filer", "hvad de er", "største fil", "læst / afvist", "mest hukommelse", "mest CPU", "fejl")
    return Table(f"{len(found)} files, size {size:g}, {date.today()}", columns, rows)


def _decimal(number: float) -> str:
    """A number as Danish writes it."""
    return f"{number:.1f}".replace(".", ",")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    kinds = list(dict.fromkeys(bomb.kind for bomb in BOMBS))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bomb_files", description=__doc__)
    parser.add_argument("--size", type=float, default=1.0, help="of the files; 1 is the whole ones")
    parser.add_argument("--kind", choices=kinds, action="append", default=[], help="only these")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="tell each file as it is read, as JSON")
    given = parser.parse_args(arguments)
    found, began = [], time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="bombs"))  # one that no process removes as it ends
    try:
        for one in thrown(given.size, folder, given.kind):
            found.append(one)
            if one.wrong:
                print(f"{one.bomb.kind}, {one.bomb.what}: {one.wrong}", file=sys.stderr, flush=True)
            if given.verbose:
                took = (round(one.bytes / 1e6, 1), round(one.seconds, 1), round(one.megabytes))
                told = (one.bomb.kind, one.bomb.what, one.status, one.turned_away, *took, one.said.strip())
                print(json.dumps(told, ensure_ascii=False), flush=True)
    finally:
        shutil.rmtree(folder)
    made = table(found, given.size)
    if given.markdown:
        print(markdown(made))
    else:
        print_table(made)
    print(f"{time.monotonic() - began:.0f} seconds", file=sys.stderr)
    return int(any(one.wrong for one in found))


if __name__ == "__main__":
    raise SystemExit(main())
