"""Which document is taken for each meeting, and which meetings have their hour in their IRI.

Both follow from all documents of a publication together and from nothing else, so neither the order in which
they come nor what was published before matters. Of the meetings that a body begins at different times of one
day the earliest has the IRI of the day (`moede/byraadet/2024-05-27`), the others have their hour behind it
(`-kl-1900`), also where the earliest is withdrawn. One that began earlier and comes to light later takes the
IRI of the day from the one that had it, which the change feed tells.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.minutes.model import MINUTES, SUPPLEMENT, Finding
from graph.publishing.republished import Matter

DUPLICATE, SUPERSEDED, SUPPLEMENTS = "duplicate-meeting", "superseded-by-minutes", "supplementary-agenda"
"""Codes of the findings about a document that another one is taken for, or with."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells of its meeting: ``day`` is the IRI that the meeting has when its body meets once
    that day, ``start`` its time (``17:00``, empty where it is not told), ``kind`` a code of ``dokumentart``,
    ``issued`` when the source published it (ISO 8601, or empty), and whether a supplement's meeting is
    ``held``, so that it has decisions. Of a meeting that its source gives in several files, of which none
    need say that it is a supplement, ``part`` is the meeting's number there and the file's, with a blank
    between; the lowest is the main one. ``matters`` are its items, where its source may publish it anew under
    other identifiers, so that their addresses are ``apart`` from their numbers, or where one is withdrawn.
    """

    file: str
    day: str
    start: str = ""
    kind: str = MINUTES
    issued: str = ""
    held: bool = False
    part: str = ""
    matters: tuple[Matter, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The files whose meeting has its hour in its IRI, why others are not taken, by file, and the supplements
    that are taken together with a file."""

    timed: frozenset[str] = frozenset()
    passed: Mapping[str, Finding] = field(default_factory=dict)
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def plan(documents: Iterable[Told]) -> Plan:
    """The place of each document. Of several of one meeting minutes are taken before an agenda, then what
    was published last, then the first that is given; supplements are taken with it, and so are the other
    parts of a meeting."""
    days: dict[str, list[Told]] = defaultdict(list)
    for one in documents:
        days[one.day].append(one)
    timed: set[str] = set()
    passed: dict[str, Finding] = {}
    together: dict[str, tuple[str, ...]] = {}
    for of_day in days.values():
        for at, of_meeting in enumerate(_meetings(of_day)):
            timed |= {one.file for one in of_meeting if at}
            main = [one for one in of_meeting if one.kind != SUPPLEMENT] or of_meeting
            taken = max(main, key=lambda one: (one.kind == MINUTES, one.held, one.issued))
            parts = [one for one in main if _is_part(one, taken)]
            taken = min([taken, *parts], key=_of_source)
            parts = [one for one in main if _is_part(one, taken)]
            with_it = [one for one in of_meeting if one is not taken and _goes_with(one, taken)]
            with_it += sorted(parts, key=_of_source)
            passed |= {
                one.file: _instead(taken, one, one in with_it) for one in of_meeting if one is not taken
            }
            if with_it:
                together[taken.file] = tuple(one.file for one in with_it)
    return Plan(frozenset(timed), passed, together)


def _goes_with(one: Told, taken: Told) -> bool:
    """Whether a document is a supplement whose items are the meeting's. Minutes hold those of supplements
    that were agendas, and take their place."""
    return one.kind == SUPPLEMENT and taken.kind != SUPPLEMENT and (one.held or taken.kind != MINUTES)


def _of_source(one: Told) -> int:
    """The number of a file in its source."""
    return int(one.part.rpartition(" ")[2] or 0)


def _is_part(one: Told, taken: Told) -> bool:
    """Whether the source gives two documents of a kind as files of one meeting."""
    meeting = one.part.partition(" ")[0]
    same = bool(meeting) and meeting == taken.part.partition(" ")[0]
    return same and one.kind == taken.kind and one.part != taken.part


def _meetings(of_day: Sequence[Told]) -> list[list[Told]]:
    """The documents of one day by meeting, the earliest first. One without a time is of the earliest, and an
    agenda of another time than the only minutes of that day is of these: meetings are put off."""
    held = {one.start for one in of_day if one.kind == MINUTES and one.start}
    planned = {one.start for one in of_day if one.start}
    starts = sorted(held if len(held) == 1 else planned)
    meetings: dict[str, list[Told]] = {start: [] for start in starts or [""]}
    first = next(iter(meetings))
    for one in of_day:
        meetings[one.start if one.start in meetings else first].append(one)
    return list(meetings.values())


def _instead(taken: Told, other: Told, together: bool) -> Finding:
    if together:
        named = "Tillægsdagsordenens" if other.kind == SUPPLEMENT else "Filen er af samme møde; dens"
        message = f"{named} punkter er lagt sammen med mødets i {taken.file}."
        return Finding("info", SUPPLEMENTS, message)
    if other.kind != MINUTES and not other.held and taken.kind == MINUTES:
        return Finding("info", SUPERSEDED, f"Referatet {taken.file} er trådt i stedet for dagsordenen.")
    return Finding("violation", DUPLICATE, f"Mødet er allerede læst fra {taken.file}.")
