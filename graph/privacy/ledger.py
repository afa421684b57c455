"""The ledger of what was withdrawn: which IRI, why, when and by whom, and nothing of what it was.

It is a file of the data folder, ``withdrawn.json``, and outlives every release: whatever is published later
goes by it. A person's IRI is made of the name but does not tell it (:meth:`graph.ontology.iris.Iris.person`).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef

from graph.base import files
from graph.base.config import Config, OperatorError
from graph.ontology import iris
from graph.ontology.terms import PROV, concept, term
from graph.release.keyed_json import in_lines
from graph.release.manifest import Manifest, Tombstone

REASONS = ("forkert-lukket", "persondata", "dublet", "trukket-tilbage")
"""The codes of the scheme ``tilbagetraekningsgrund`` in ontology.ttl."""

_NAME = "withdrawn.json"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One line of the ledger: ``at`` is ISO 8601 in UTC to the second, ``by`` whoever did it; of one that was
    taken back, ``restored`` and ``restored_by`` say so in the same way. ``began`` is when the meeting began
    (``17:00``) that had the IRI of its day, for another may have that one later."""

    iri: str
    reason: str
    at: str
    by: str
    restored: str = ""
    restored_by: str = ""
    began: str = ""

    @property
    def tombstone(self) -> Tombstone:
        """What a release tells of it: all but who did it."""
        return Tombstone(self.iri, self.reason, self.at)


@dataclass(frozen=True)
class Ledger:
    """What was withdrawn, in the order it was done; what was restored since is kept in mind too."""

    withdrawals: tuple[Withdrawal, ...] = field(default=())

    @cached_property
    def standing(self) -> tuple[Withdrawal, ...]:
        """The withdrawals that hold: those that were not taken back."""
        return tuple(one for one in self.withdrawals if not one.restored)

    @cached_property
    def iris(self) -> frozenset[str]:
        """The IRIs of what is withdrawn, and those that the same things have since."""
        return _and_since(self.standing)

    @cached_property
    def named(self) -> frozenset[str]:
        """The IRIs of all that ever was, and those that the same things have since."""
        return _and_since(self.withdrawals)

    @cached_property
    def people(self) -> frozenset[str]:
        """Those of them that are people."""
        return frozenset(iri for iri in self.iris if iris.kind_of(iri) == "person")

    def known_as(self, meeting: str, day: str, start: str) -> frozenset[str]:
        """The IRIs of what is withdrawn, and those that the same things have if they are of a meeting whose
        IRI was another then: ``meeting`` has it now, ``day`` would be that of the first of its day, and
        ``start`` tells which of them it is; where nobody wrote down when the meeting began, it may be any of
        its day. What the old IRIs name stays withdrawn whatever it is now."""
        moved = {
            meeting + since.removeprefix(then)
            for one in self.standing
            for since in {one.iri, iris.of_one_body(one.iri)}
            if start and (then := iris.meeting_of(since))
            if (iris.hour_in(then) or one.began or start) == start and iris.of_its_day(then) == day
        }
        return self.iris | moved

    def also(self, others: Iterable[str]) -> "Ledger":
        """The ledger with more IRIs, withdrawn as the first that stands was: of what may be the same
        thing."""
        return Ledger((*self.withdrawals, *(replace(self.standing[0], iri=iri) for iri in others)))

    def by_municipality(self, base: str, otherwise: str) -> "dict[str, Ledger]":
        """What was withdrawn of each municipality below a base IRI, by its slug; ``otherwise`` is that of any
        other IRI."""
        found: dict[str, tuple[Withdrawal, ...]] = {}
        for one in self.standing:
            slug = iris.municipality_in(one.iri, base) or otherwise
            found[slug] = (*found.get(slug, ()), one)
        return {slug: Ledger(withdrawals) for slug, withdrawals in found.items()}

    @property
    def tombstones(self) -> tuple[Tombstone, ...]:
        """What a release tells of it, in order of IRI."""
        return tuple(one.tombstone for one in sorted(self.standing, key=lambda one: one.iri))


def _and_since(withdrawals: Iterable[Withdrawal]) -> frozenset[str]:
    return frozenset(iri for one in withdrawals for iri in (one.iri, iris.of_one_body(one.iri)))


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
    lines = [{key: value for key, value in asdict(one).items() if value} for one in ledger.withdrawals]
    files.write_whole(path, in_lines({"withdrawals": lines}))


def holds(manifest: Manifest, ledger: Ledger) -> bool:
    """Whether a release was made by this ledger, and so holds nothing that it names."""
    return manifest.withdrawn == ledger.tombstones


def tells_no_more(manifest: Manifest, ledger: Ledger) -> bool:
    """Whether a release holds nothing that a ledger names, though something may have been restored since."""
    return set(ledger.tombstones) <= set(manifest.withdrawn)


# What is told of a thing that is withdrawn: that it was invalidated, when and why (PROV-O, section 3.3).

_THING = {"da": "Trukket tilbage", "en": "Withdrawn"}
_EVENT = {"da": "Tilbagetrækning", "en": "Withdrawal"}


def tombstones_graph(ledger: Ledger) -> Graph:
    """The tombstones of all that a ledger names; raises :class:`ValueError` should they tell more."""
    from graph.validation.shacl import check  # who only reads a ledger waits for no SHACL

    stones = Graph()
    for one in ledger.standing:
        _tell(stones, one)
    if results := check(stones, "privacy"):
        raise ValueError(f"{results[0].focus}: {results[0].messages.best('en')}")
    return stones


def _tell(stones: Graph, one: Withdrawal) -> None:
    thing, event = URIRef(one.iri), iris.invalidation(one.iri)
    when = Literal(one.at, datatype=XSD.dateTime)
    for node, kind, labels in ((thing, PROV.Entity, _THING), (event, PROV.Invalidation, _EVENT)):
        stones.add((node, RDF.type, kind))
        for language, label in labels.items():
            stones.add((node, RDFS.label, Literal(label, lang=language)))
    stones.add((thing, PROV.wasInvalidatedBy, event))
    stones.add((thing, PROV.invalidatedAtTime, when))
    stones.add((event, PROV.atTime, when))
    stones.add((event, term("withdrawalReason"), concept("tilbagetraekningsgrund", one.reason)))
