"""What is measured: whether servers agree, how long each query takes, how many a second they answer."""

import math
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import load
from benchmarks.asking import Answer, Client, NoAnswerError, accepted, content
from benchmarks.corpus import Corpus
from benchmarks.mix import MIX, Query
from benchmarks.peers import Peer

Samples = dict[str, dict[str, list[float]]]
"""Seconds by server and query."""
Told = Callable[[str], None]

_ASKED_TO_AGREE = 3
_LEAST = 5  # rounds, however slow
_WARM_UP = 1
_CLIENTS = 8
_UNIQUE = 60_000  # requests of which none is asked twice; the lines of a file


class Bench:
    """The servers that are up, with the mix of one corpus."""

    def __init__(self, corpus: Corpus, peers: Sequence[Peer], told: Told) -> None:
        self.corpus, self.peers, self.told = corpus, peers, told
        self.clients = {peer.name: Client(peer.port) for peer in peers}
        self.excluded: dict[str, dict[str, str]] = defaultdict(dict)
        self.first: dict[str, dict[str, float]] = defaultdict(dict)
        self.sizes: dict[str, int] = {}

    def _ask(self, peer: Peer, query: Query, n: int, tag: str) -> Answer:
        text = query.text(self.corpus.constants, n, tag)
        return self.clients[peer.name].get(peer.target(text), accepted(text))

    def agree(self) -> None:
        """Ask all of each query, and leave out of the comparison what differs from the first server's answer.

        The seconds of the very first answers are kept: the servers have just been started then.
        """
        for n in range(_ASKED_TO_AGREE):
            for query in MIX:
                known = None
                for peer in self.peers:
                    try:
                        answer = self._ask(peer, query, n, f"a{n}")
                        found = content(answer)
                    except NoAnswerError as error:
                        self._exclude(peer, query, str(error))
                        continue
                    self.first[peer.name].setdefault(query.name, answer.seconds)
                    if known is None:
                        known = found
                        self.sizes[query.name] = max(self.sizes.get(query.name, 0), found.total())
                    elif known != found:
                        missing, more = (known - found), (found - known)
                        sample = next(iter([*more, *missing]))
                        self._exclude(
                            peer,
                            query,
                            f"{missing.total()} rows fewer, {more.total()} others, such as {sample}",
                        )

    def _exclude(self, peer: Peer, query: Query, reason: str) -> None:
        if query.name not in self.excluded[peer.name]:
            self.excluded[peer.name][query.name] = reason
            self.told(f"{peer.name} does not agree on {query.name!r}: {reason}")

    def agreed(self) -> list[Query]:
        """The queries on which all servers agree."""
        return [query for query in MIX if not any(query.name in those for those in self.excluded.values())]

    def time(self, rounds: int, budget: float) -> Samples:
        """Seconds of each query and server, in rounds of all, each server first in its turn.

        Each round asks what no server was asked before. A query that took a server more than ``budget``
        seconds in all is asked no more after five rounds.
        """
        samples: Samples = {peer.name: {query.name: [] for query in MIX} for peer in self.peers}
        for number in range(-_WARM_UP, rounds):
            self.told(f"round {number + 1} of {rounds}")
            for place, query in enumerate(MIX):
                start = (number + place) % len(self.peers)
                for peer in (*self.peers[start:], *self.peers[:start]):
                    taken = samples[peer.name][query.name]
                    if len(taken) >= _LEAST and sum(taken) > budget:
                        continue
                    try:
                        answer = self._ask(peer, query, number + _WARM_UP, f"q{number + _WARM_UP}")
                    except NoAnswerError as error:
                        self._exclude(peer, query, str(error))
                        continue
                    if answer.status != 200:
                        self._exclude(peer, query, f"status {answer.status} in a later round")
                    elif number >= 0:
                        taken.append(answer.seconds)
        return samples

    def throughput(self, folder: Path, seconds: float) -> dict[str, dict[str, load.Load]]:
        """Requests a second of eight clients, by kind of load and server; nothing where wrk is missing."""
        both = self.agreed()
        lookups = [query for query in both if query.lookup]
        found: dict[str, dict[str, load.Load]] = {}
        for kind, queries in (("mix", both), ("lookups", lookups)):
            for again in (False, True):
                named = f"{kind}, {'asked before' if again else 'each new'}"
                self.told(f"throughput: {named}")
                targets = self._wordings(queries, kind, again)
                found[named] = {
                    peer.name: self._load(peer, targets, folder, seconds, warm=again) for peer in self.peers
                }
        return found

    def _wordings(self, queries: Sequence[Query], kind: str, again: bool) -> list[str]:
        """Queries in an order drawn once; all of them new, or each of them one and the same."""
        constants, rng = self.corpus.constants, random.Random(1)
        if again:
            return [query.text(constants, 0, "c") for query in queries]
        times = _UNIQUE // len(queries)
        made = [query.text(constants, n, f"{kind}{n}") for n in range(times) for query in queries]
        rng.shuffle(made)
        return made

    def _load(
        self, peer: Peer, queries: Sequence[str], folder: Path, seconds: float, warm: bool
    ) -> load.Load:
        targets = [(peer.target(text), accepted(text)) for text in queries]
        if warm:
            for target, accept in targets:
                self.clients[peer.name].get(target, accept)
        return load.run(peer.port, targets, folder, seconds, _CLIENTS)


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(statistics.fmean(map(math.log, values))) if values else math.nan


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return sorted(values)[min(len(values) - 1, math.ceil(len(values) * 0.95) - 1)]
