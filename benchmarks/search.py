"""How well searching finds, and what it costs.

``python -m benchmarks.search`` tells how many of the questions of ``questions.tsv``, in a citizen's words,
have an item that answers them, or its case, among the first three: with and without the words of everyday
language.

``python -m benchmarks.search DATA_DIR`` tells the cost, for the store of the current release of a data
folder, whatever made it: the index built from nothing and brought up to date, and questions put to it. The
index is built aside. The update is that of one set of minutes that is other than before. Questions are drawn
from the titles of the corpus, with a fixed seed; a question's time is that of the search and of reading the
first twenty things, and none is asked twice. Processor time is told beside the time on the clock, which other
work on the machine lengthens.
"""

import argparse
import random
import re
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self
from unittest.mock import patch

from api.i18n.language import language
from api.lists.search_results import Results
from benchmarks.measure import p95
from graph.base.config import Config
from graph.ontology.terms import term
from graph.publishing.publish import publish
from graph.release import archive
from graph.search import index_file, search
from graph.search.everyday import Everyday
from graph.search.meaning import Vectors, embedder
from graph.search.rows import Row, of_minutes
from graph.search.search import Index, TooMuchError
from graph.search.spelling import WordList
from graph.store.oxigraph import Store
from graph.store.terms import node

_PAGE = 20
_FIRST = 3  # things that somebody looks at
_MINUTES = 200  # that questions are drawn from
Find = Callable[[str, str], list[str]]
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


@dataclass(frozen=True)
class Asked:
    """A question of a part of the set, ``odd``, ``even``, ``others``, ``later`` or ``last``, and the paths of
    the items that answer it."""

    part: str
    question: str
    right: frozenset[str]


def asked_questions() -> list[Asked]:
    """The questions that are asked of the example minutes."""
    lines = Path(__file__).with_name("questions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [Asked(part, question, frozenset(map(_path, right.split()))) for part, question, right in rows]


def _path(item: str) -> str:
    meeting, _, number = item.rpartition("/")
    return f"moede/{meeting}/punkt/{number}"


@dataclass(frozen=True)
class Recall:
    """Of so many questions how many have what answers them among the first three, and among the first three
    items; and how many find nothing."""

    kind: str
    questions: int
    found: int
    items: int
    empty: int

    @classmethod
    def of_all(cls, kind: str, parts: Sequence[Self]) -> Self:
        """That of several sets of questions together."""
        found = zip(*((one.questions, one.found, one.items, one.empty) for one in parts), strict=True)
        return cls(kind, *map(sum, found))

    def __str__(self) -> str:
        share = (f"{number / self.questions:.2f}" for number in (self.found, self.items, self.empty))
        return f"| {self.kind} | {self.questions} | {' | '.join(share)} |"


def recall(kind: str, release: archive.Release, find: Find, asked: Sequence[Asked]) -> Recall:
    """How well ``find`` finds: the IRIs that a question finds of all things, or of
    a kind."""
    base = f"{release.manifest.base_iri}/id/aadalsoe/"
    with Store.open_read_only(release.store) as store:
        about = node(term("concernsCase"))
        of_case = defaultdict(set)
        for triple in store.triples(None, about):
            of_case[triple.object.value].add(triple.subject.value.removeprefix(base))
        found = items = empty = 0
        for one in asked:
            all_hits, hits = find(one.question, ""), find(one.question, "punkt")
            told = [of_case[iri] | {iri.removeprefix(base)} for iri in all_hits]
            found += any(one.right & these for these in told)
            items += any(iri.removeprefix(base) in one.right for iri in hits)
            empty += not all_hits
    return Recall(kind, len(asked), found, items, empty)


def tell_recall(release: archive.Release) -> None:
    """Print the table of recall for the release of the example minutes."""
    parts: dict[str, list[Asked]] = defaultdict(list)
    for one in asked_questions():
        parts[one.part].append(one)
    plain, model = Everyday({}, {}, WordList(())), embedder()
    vectors = Vectors(release.meaning, model) if model and release.meaning.exists() else None
    print(f"| found by | questions | among the first {_FIRST} | of items alone | nothing |")
    print("|---|---|---|---|---|")
    with Index(release.search) as index:

        @cache
        def by_words(question: str, kind: str) -> list[str]:
            return [hit.iri for hit in index.search(question, _of(kind), _FIRST).hits]

        def without_everyday(question: str, kind: str) -> list[str]:
            with patch.object(search, "everyday", lambda: plain):
                return [hit.iri for hit in index.search(question, _of(kind), _FIRST).hits]

        @cache
        def near(question: str) -> list[str]:
            return [hit.iri for hit in vectors.nearest(question, 2 * _FIRST)] if vectors else []

        def by_both(question: str, kind: str) -> list[str]:
            first = by_words(question, kind)
            return [*first, *[iri for iri in near(question) if iri not in first][:_FIRST]]

        ways: dict[str, Find] = {"words": by_words, "without everyday words": without_everyday}
        ways |= {"words or meaning": by_both} if vectors else {}
        for way, find in ways.items():
            found = [recall(f"{way}, {part}", release, find, asked) for part, asked in parts.items()]
            print(*found, Recall.of_all(f"{way}, all", found), sep="\n")


def _of(kind: str) -> dict[str, str]:
    return {"art": kind} if kind else {}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("data_dir", type=Path, nargs="?")
    parser.add_argument("--questions", type=int, default=200, help="of each kind")
    given = parser.parse_args()
    if given.data_dir:
        tell_cost(given.data_dir, given.questions)
        return
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data_dir=Path(folder), profile="aadalsoe", meaning=True)
        tell_recall(publish(Path("examples/minutes"), config).release)


def tell_cost(data_dir: Path, number: int) -> None:
    """Print what the index of a folder's current release costs."""
    release = archive.Release(archive.current(Config(data_dir=data_dir)))
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
            for kind, asked in questions(rows, number):
                print(ask(index, store, kind, asked))


def _timed(work: Callable[[], None]) -> str:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return f"{time.perf_counter() - wall:.1f} s ({time.process_time() - cpu:.1f} s of processor)"


if __name__ == "__main__":
    main()
