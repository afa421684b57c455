"""The ledger of what was withdrawn: which IRI, why, when and by whom, and nothing of what it was.

It is a file of the data folder, ``withdrawn.json``, and outlives every release: whatever is published later
goes by it. A person's IRI is made of the name but does not tell it (:meth:`graph.iri.Iris.person`).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from graph import disk
from graph.config import Config, OperatorError
from graph.members import in_lines

REASONS = ("forkert-lukket", "persondata", "dublet", "trukket-tilbage")
"""The codes of the scheme ``tilbagetraekningsgrund`` in ontology.ttl."""

_NAME = "withdrawn.json"
Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One line of the ledger: ``at`` is ISO 8601 in UTC to the second, ``by`` whoever did it."""

    iri: str
    reason: str
    at: str
    by: str

    @property
    def public(self) -> Record:
        """What a release tells of it: all but who did it."""
        return {"iri": self.iri, "reason": self.reason, "at": self.at}


@dataclass(frozen=True)
class Ledger:
    """What was withdrawn, in the order it was done."""

    withdrawals: tuple[Withdrawal, ...] = field(default=())

    @cached_property
    def iris(self) -> frozenset[str]:
        """The IRIs of what was withdrawn."""
        return frozenset(one.iri for one in self.withdrawals)

    @cached_property
    def people(self) -> frozenset[str]:
        """Those of them that are people."""
        return frozenset(iri for iri in self.iris if "/person/" in iri)

    @property
    def public(self) -> list[Record]:
        """What a release tells of it, in order of IRI."""
        return [one.public for one in sorted(self.withdrawals, key=lambda one: one.iri)]


NOTHING = Ledger()
"""That of a data folder from which nothing was withdrawn."""


def read(config: Config) -> Ledger:
    """The ledger of the data folder, empty before anything was withdrawn.

    Raises :class:`OperatorError` for one that cannot be read: to go on without would publish what it names.
    """
    path = config.data_dir / _NAME
    try:
        lines: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["withdrawals"]
        withdrawals = tuple(Withdrawal(**line) for line in lines)
    except FileNotFoundError:
        return NOTHING
    except (OSError, ValueError, TypeError, KeyError):
        raise OperatorError(f"{path}: cannot be read, and without it withdrawn things would return") from None
    known = all(isinstance(value, str) for one in withdrawals for value in asdict(one).values())
    if not known or any(one.reason not in REASONS for one in withdrawals):
        raise OperatorError(f"{path}: a line of it is damaged, and without it withdrawn things would return")
    return Ledger(withdrawals)


def write(config: Config, ledger: Ledger) -> None:
    """Put a ledger in the place of the one there is, in one step; it is on the disk on return."""
    path = config.data_dir / _NAME
    disk.write_whole(path, in_lines({"withdrawals": [asdict(one) for one in ledger.withdrawals]}))


def holds(manifest: Mapping[str, Any], ledger: Ledger) -> bool:
    """Whether a release was made by this ledger, and so holds nothing that it names."""
    return bool(manifest.get("withdrawn", []) == ledger.public)
