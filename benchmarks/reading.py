"""What reading costs a megabyte, and whether it is linear: texts of one kind, each twice as long as the last.

``python -m benchmarks.reading`` reads the examples joined into one document, the running text of one huge
item, prose without structure, a page of references, leaders of dots, one line, a table and lists of votes,
from 20 kB up to ``--size`` megabytes, as a process of a publication reads them. Processor time is measured,
so a busy machine matters less. Exit status 1 when the longest text of a kind costs more than :data:`BAR` a
megabyte, or grows faster than it is long.
"""

import argparse
import gc
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count, cycle
from pathlib import Path

from graph.base import memory
from graph.municipality.profile import load_profile
from graph.readers.files import decode, read

BAR = 3.0
"""Seconds of CPU a megabyte."""
_GROWTH = 2.6  # of the time when a text is twice as long
_LEAST = 20_000  # bytes
_EXAMPLES = Path(__file__).parents[1] / "examples" / "minutes"
_REFERENCE = (
    "Byrådet behandlede sag 22-005501 på mødet den 3. maj 2021, jf. serviceloven § 85, og Økonomiudvalget "
    "den 12. juni 2022 punkt 4 (sag 326-2017-27592).\n"
)
_VOTE = (
    "For stemte A (3) Anne Holm, Bo Juul og Carl Dam. Imod stemte V (2). Anne Holm deltog ikke i "
    "behandlingen. Godkendt med 5 stemmer for og 2 imod.\n\n"
)


@cache
def _parts() -> tuple[str, tuple[str, ...]]:
    """The head of an example, and all items of them, each from its heading on."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_EXAMPLES.glob("*.txt"))]
    split = [re.split(r"(?m)^(?=Punkt \d+: )", text) for text in texts]
    return split[0][0], tuple(f"{item.rstrip()}\n\n" for parts in split for item in parts[1:])


def _joined(size: int) -> str:
    head, items = _parts()
    numbered = (re.sub(r"^Punkt \d+", f"Punkt {n}", item) for n, item in zip(count(1), cycle(items)))
    return head + _filled(numbered, size)


def _filled(pieces: Iterator[str], size: int) -> str:
    made, length = [], 0
    while length < size:
        made.append(next(pieces))
        length += len(made[-1])
    return "".join(made)


def _prose(size: int) -> str:
    _, items = _parts()
    told = [part for item in items for part in item.split("\n\n")[3:] if len(part) > 60]
    return _filled((f"{part}\n\n" for part in cycle(told)), size)


def _in_one_item(words: Callable[[int], str], section: str = "Sagsfremstilling") -> Callable[[int], str]:
    return lambda size: f"{_parts()[0]}Punkt 1: En sag\n\n22-005501\n\n{section}\n\n{words(size)}"


KINDS: dict[str, Callable[[int], str]] = {
    "the examples joined": _joined,
    "one huge item": _in_one_item(_prose),
    "prose alone": _prose,
    "references": _in_one_item(lambda size: _filled(cycle([_REFERENCE]), size)),
    "leaders of dots": lambda size: _parts()[0] + _filled(cycle([f"En titel{'.' * 70}\t3\n"]), size),
    "one line": _in_one_item(lambda size: _prose(size).replace("\n", " ")),
    "a table": _in_one_item(lambda size: _filled(cycle(["Børneområdet\t1.234,5\t2.000 kr.\t-350\n"]), size)),
    "votes": _in_one_item(lambda size: _filled(cycle([_VOTE]), size), "Beslutning"),
}


def seconds(text: str) -> float:
    """What reading a text costs, with finding out what it is, and looking for garbage afterwards."""
    began = time.process_time()
    read(decode("referat.txt", text.encode()), load_profile("aadalsoe"))
    gc.collect()
    return time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--size", type=float, default=1.28, help="megabytes of the longest text")
    given = parser.parse_args(arguments)
    seconds(_joined(_LEAST))  # what is made once for all
    failed = False
    for kind, text in KINDS.items():
        told, spent, size = [], 0.0, _LEAST
        while size <= given.size * 1_000_000:
            once, spent = spent, seconds(text(size))
            told.append(f"{spent * 1_000_000 / size:.1f}")
            size *= 2
        bad = float(told[-1]) > BAR or (once > 1 and spent > _GROWTH * once)
        failed |= bad
        print(f"{kind}: {' '.join(told)} s/MB{' !' if bad else ''}", flush=True)
    return int(failed)


if __name__ == "__main__":
    memory.seldom_looked_through()
    raise SystemExit(main())
