"""All that is due in a release, found once: in a process beside serving where there is much of it."""

import os
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from graph.base.forking import forked_with
from graph.cases.due import Due, due
from graph.cases.facts import CaseFacts
from graph.ontology.iris import kind_of
from graph.ontology.terms import OA, term
from graph.store.oxigraph import Store

_CONTEXT = forked_with(__name__)
_PATIENCE = 300.0  # seconds for that process, which takes half a minute with 8,000 minutes
_NICE = 10


@dataclass(frozen=True, slots=True)
class Held:
    """All that is due in a release, the latest day first, and how often each body says so and each unit is
    named."""

    due: tuple[Due, ...]
    bodies: Mapping[str, int]
    units: Mapping[str, int]


class Finding:
    """What is due in the store of a folder, being found by a process of its own."""

    def __init__(self, store: Path) -> None:
        self._told = Future[Held]()
        threading.Thread(target=self._find, args=(store,), daemon=True).start()

    def result(self) -> Held | None:
        """Wait for it; ``None`` where the process came to nothing."""
        with suppress(EOFError, OSError):  # one of which is TimeoutError
            return self._told.result(_PATIENCE)
        return None

    def _find(self, store: Path) -> None:
        ours, theirs = _CONTEXT.Pipe(duplex=False)
        try:
            process = _CONTEXT.Process(target=_tell, args=(store, theirs), daemon=True)
            process.start()
            theirs.close()
            self._told.set_result(ours.recv())
            process.join()
        except (EOFError, OSError) as error:
            self._told.set_exception(error)
        finally:
            ours.close()


def _tell(store: Path, pipe: Connection) -> None:
    """What that process does."""
    os.nice(_NICE)
    with Store.open_read_only(store) as opened:
        pipe.send(held_in(opened))


def held_in(store: Store) -> Held:
    """All that is due in a store."""
    found = sorted(due(store), key=lambda one: (one.day, one.told, one.iri), reverse=True)
    facts, units = CaseFacts(store), Counter[str]()
    for item in {one.told.item for one in found}:
        mentions = facts.of(item, term("hasMention"))
        named = {thing for mention in mentions for thing in facts.of(mention, OA.hasBody)}
        units.update(thing for thing in named if kind_of(thing) == "enhed")
    return Held(tuple(found), Counter(one.told.body for one in found), units)
