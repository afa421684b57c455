"""How well a matter is found again under other numbers, and what that costs.

``python -m benchmarks.threads 2000`` makes so many minutes of a municipality whose matters change number,
body and wording (benchmarks/matters.py), reads them into a store, makes all links, and prints precision and
recall of what is proposed beside what is true, and the CPU time of linking an item. Precision is the share
of proposed links whose two numbers are of one matter; recall is the share of pairs of numbers of one matter,
of those that the minutes do not tie themselves, that are proposed. Links that only say that a text names the
other's topic are counted apart. Exit status 1 when a figure is below its bar.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from rdflib import RDF

from benchmarks.corpus import BASE, mapped_minutes
from benchmarks.generate import PROFILE
from benchmarks.matters import generate
from graph.cases.update import update
from graph.municipality.profile import load_profile
from graph.ontology.iris import Iris, kind_of, number_of
from graph.ontology.terms import DCT, concept, term
from graph.store.oxigraph import Store
from graph.store.terms import node

PRECISION, RECALL, MILLISECONDS = 0.9, 0.8, 20.0
_NAMED = "naevner-emnet"

Pair = tuple[str, str]
"""Two case numbers, in order."""


@dataclass
class Found:
    """What was proposed of what is true; ``named`` are links that say no more than that a text names it."""

    items: int
    seconds: float
    proposed: set[Pair]
    named: set[Pair]
    true: set[Pair]
    kinds: dict[str, list[Pair]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        return len(self.proposed & self.true) / len(self.proposed) if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return len((self.proposed | self.named) & self.true) / len(self.true) if self.true else 1.0

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds / self.items

    def __str__(self) -> str:
        right = len(self.named & self.true)
        return (
            f"{self.items} items, {len(self.true)} pairs of numbers of one matter\n"
            f"proposed {len(self.proposed)}, precision {self.precision:.3f}, recall {self.recall:.3f}\n"
            f"topic named {len(self.named)}, of which {right} of one matter\n"
            f"{self.milliseconds:.1f} ms of CPU an item"
        )


def measure(documents: int, folder: Path, seed: int = 1) -> Found:
    """Make the minutes, link them in a store below a folder, and compare; a store that is there with the
    same minutes is linked anew."""
    profile = load_profile(PROFILE)
    iris = Iris(BASE, profile.slug)
    texts, matter_of = generate(documents, seed)
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / "minutes.txt"
    held = f"{documents} of seed {seed}"
    known = mark.is_file() and mark.read_text(encoding="utf-8") == held
    store = Store.create(folder / "store")
    store.replace_graph(str(iris.profile()), profile.graph(iris.base))
    items = 0
    if known:
        items = sum(len(truth["items"]) for _, truth in texts)
    else:
        for mapped in mapped_minutes(texts, documents):
            store.put_graphs({mapped.name: b"\n".join(mapped.lines)})
            items += len(mapped.items)
        mark.write_text(held, encoding="utf-8")
    began = time.process_time()
    update(store, [iris], {})
    seconds = time.process_time() - began
    found = compare(store, matter_of, items, seconds)
    store.close()
    return found


def compare(store: Store, matter_of: Mapping[str, int], items: int, seconds: float) -> Found:
    """What a store proposes beside what is true."""
    numbers = defaultdict(list)
    for number, matter in matter_of.items():
        numbers[matter].append(number)
    true = {pair for several in numbers.values() for pair in combinations(sorted(several), 2)}
    stated = {_pair(one.subject.value, one.object.value) for one in store.triples(None, node(DCT.replaces))}  # type: ignore[union-attr]
    found = Found(items, seconds, set(), set(), true - stated)
    for link, kind in _links(store):
        ends = [
            next(iter(store.triples(link, node(term(end))))).object.value for end in ("linkFrom", "linkTo")
        ]  # type: ignore[union-attr]
        for pair in _pairs(store, *ends):
            (found.named if kind == _NAMED else found.proposed).add(pair)
            found.kinds.setdefault(kind, []).append(pair)
    found.named -= found.proposed
    return found


def _links(store: Store) -> Iterator[tuple[ox.NamedNode, str]]:
    prefix = str(concept("koblingstype", _NAMED)).removesuffix(_NAMED)
    for triple in store.triples(None, node(RDF.type), node(term("ThreadLink"))):
        (kind,) = {one.object.value for one in store.triples(triple.subject, node(term("linkKind")))}  # type: ignore[arg-type, union-attr]
        yield triple.subject, kind.removeprefix(prefix)  # type: ignore[misc]


def _pairs(store: Store, origin: str, target: str) -> list[Pair]:
    """The numbers of both ends; an item is of the cases it concerns."""
    ends = []
    for end in (origin, target):
        cases = [end]
        if kind_of(end) != "sag":
            concerned = store.triples(node(end), node(term("concernsCase")))
            cases = [one.object.value for one in concerned]  # type: ignore[union-attr]
        ends.append(cases)
    return [_pair(one, other) for one in ends[0] for other in ends[1]]


def _pair(one: str, other: str) -> Pair:
    first, second = sorted((number_of(one), number_of(other)))
    return first, second


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.threads", description=__doc__)
    parser.add_argument("documents", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the store is kept for the next time")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as aside:
        found = measure(given.documents, given.folder or Path(aside), given.seed)
    print(f"{given.documents} documents, {found}")
    reached = found.precision >= PRECISION and found.recall >= RECALL and found.milliseconds <= MILLISECONDS
    print("all bars are reached" if reached else "below a bar")
    return int(not reached)


if __name__ == "__main__":
    raise SystemExit(main())
