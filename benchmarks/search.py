"""What searching costs: the index built from nothing and brought up to date, and questions put to it.

``python -m benchmarks.search DATA_DIR`` takes the store of the current release of a data folder, whatever
made it. The index is built aside. The update is that of one set of minutes that is other than before.
Questions are drawn from the titles of the corpus, with a fixed seed; a question's time is that of the search
and of reading the first twenty things, and none is asked twice. Processor time is told beside the time on the
clock, which other work on the machine lengthens.
"""

import argparse
import random
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from api.i18n.language import language
from api.lists.search_results import Results
from benchmarks.measure import p95
from graph.base.config import Config
from graph.release import archive
from graph.search import index_file
from graph.search.rows import Row, of_minutes
from graph.search.search import Index, TooMuchError
from graph.store.oxigraph import Store

_PAGE = 20
_MINUTES = 200  # that questions are drawn from
HOSTILE = (
    "e",
    "den",
    "er",
    "der den det",
    "a" * 10_000,
    " ".join(f"ord{n}" for n in range(10_000)),
    '"* NEAR(',
)


@dataclass(frozen=True)
class Took:
    """Milliseconds of processor and of the clock of each question of a kind; how many were stopped."""

    kind: str
    cpu: list[float]
    wall: list[float]
    stopped: int

    def __str__(self) -> str:
        numbers = (statistics.median(self.cpu), p95(self.cpu), statistics.median(self.wall), p95(self.wall))
        times = " | ".join(f"{number:.1f}" for number in numbers)
        return f"| {self.kind} | {len(self.cpu)} | {times} | {max(self.cpu):.1f} | {self.stopped} |"


def questions(rows: list[Row], number: int) -> Iterator[tuple[str, list[str]]]:
    """Kinds of questions with at most so many of each."""
    chance = random.Random(6)
    items = [row for row in rows if row.kind == "punkt"]
    titles = [re.findall(r"[^\W\d_]{5,}", row.title) for row in items]
    words = sorted({word for title in titles for word in title})
    texts = [" ".join(row.text.split()).split(" ") for row in items if len(row.text.split()) > 20]
    numbers = sorted({part.number for row in items for part in row.parts if part.kind == "sag"})

    def drawn(make: Callable[[], str]) -> list[str]:
        return list(dict.fromkeys(make() for _ in range(number)))

    def phrase() -> str:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 4)
        return f'"{" ".join(text[at : at + 3])}"'

    def misspelt() -> str:
        word = chance.choice([word for word in words if len(word) > 7])
        at = chance.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    pairs = [title for title in titles if len(title) > 1]
    yield "a word of a title", drawn(lambda: chance.choice(words))
    yield "a part of a word", drawn(lambda: chance.choice(words)[-5:])
    yield "two words of a title", drawn(lambda: " ".join(chance.choice(pairs)[:2]))
    yield "a phrase of three words", drawn(phrase)
    yield "a misspelt word", drawn(misspelt)
    yield "a case number", drawn(lambda: chance.choice(numbers))
    yield "hostile", list(HOSTILE)


def ask(index: Index, store: Store, kind: str, asked: list[str]) -> Took:
    """The times of some questions."""
    cpu, wall, stopped = [], [], 0
    for question in asked:
        began, clock = time.thread_time(), time.perf_counter()
        try:
            found = index.search(question, {}, _PAGE)
            Results(store, language("da"), found.terms.terms).of(found.hits)
        except TooMuchError:
            stopped += 1
        cpu.append((time.thread_time() - began) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    return Took(kind, cpu, wall, stopped)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--questions", type=int, default=200, help="of each kind")
    given = parser.parse_args()
    release = archive.Release(archive.current(Config(data_dir=given.data_dir)))
    with tempfile.TemporaryDirectory() as folder, Store.open_read_only(release.store) as store:
        minutes = [graph for graph in store.graphs() if graph.endswith("/referat")]
        whole, fresh = Path(folder, "whole"), Path(folder, "fresh")
        built = _timed(lambda: index_file.write(whole, store, minutes))
        changed = {minutes[len(minutes) // 2]}
        updated = _timed(lambda: index_file.update(fresh, store, minutes, whole, store, changed))
        size, peak = whole.stat().st_size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{len(minutes)} documents: index {size / 1e6:.1f} MB, memory at most {peak / 1e3:.0f} MB")
        print(f"built in {built}; one document updated in {updated}")
        rows = [row for graph in random.Random(6).sample(minutes, min(_MINUTES, len(minutes)))
                for row in of_minutes(store, graph)]  # fmt: skip
        print("| question | asked | CPU ms p50 | p95 | ms p50 | p95 | CPU ms most | stopped |")
        print("|---|---|---|---|---|---|---|---|")
        with Index(whole) as index:
            for kind, asked in questions(rows, given.questions):
                print(ask(index, store, kind, asked))


def _timed(work: Callable[[], None]) -> str:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return f"{time.perf_counter() - wall:.1f} s ({time.process_time() - cpu:.1f} s of processor)"


if __name__ == "__main__":
    main()
