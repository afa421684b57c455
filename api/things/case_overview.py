"""What one wants of a case at once: its resume, what comes next, and the units and people it names."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.due.listing import Teller, Told
from api.serving.releases import OpenRelease
from api.site.site import Site
from graph.cases.due import due_of
from graph.cases.facts import CaseFacts, Handling
from graph.cases.trail import TrailReader
from graph.ontology.iris import kind_of
from graph.ontology.terms import OA, concept, term

_NAMED = 12  # things of a kind; the rest stand in the course
_DUE = 6  # things awaited; the rest stand among what was to come later


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that the items of a case name, ``times`` in so many of them; ``role`` is what the text calls a
    person, empty where it says nothing."""

    iri: str
    label: str
    times: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """The minutes' own summary, by the IRI of the section, and the item it is of."""

    section: str
    text: str
    item: Handling


@dataclass(frozen=True, slots=True)
class Overview:
    """``due`` is what is still awaited, or cannot be known, the earliest first, and no more than is shown."""

    resume: Resume | None
    units: tuple[Named, ...]
    people: tuple[Named, ...]
    due: tuple[Told, ...]

    @property
    def told(self) -> frozenset[str]:
        """The IRIs of what ``due`` tells of, follow-ups among them."""
        return frozenset(iri for one in self.due for iri in (one.due.iri, one.due.promise))


def overview(
    site: Site, release: OpenRelease, reader: TrailReader, handlings: Iterable[Handling]
) -> Overview:
    """The overview of a case by its handlings, of which those that are closed or standing say nothing."""
    facts = reader.facts
    open_ones = [one for one in handlings if one.single and not one.closed]
    teller = Teller(site, release)
    found = [one for one in due_of(facts, open_ones) if one.kind != "ikke-fulgt"]
    return Overview(
        _resume(facts, open_ones),
        tuple(_named(reader, open_ones, "enhed"))[:_NAMED],
        tuple(_named(reader, open_ones, "person"))[:_NAMED],
        tuple(teller.told(one) for one in sorted(found, key=lambda one: (not one.known, one.day))[:_DUE]),
    )


def _resume(facts: CaseFacts, handlings: Iterable[Handling]) -> Resume | None:
    """The summary of the latest item that has one."""
    wanted = str(concept("afsnitstype", "resume"))
    for item in sorted(handlings, reverse=True):
        for section in facts.of(item.item, term("hasSection")):
            if wanted in facts.of(section, term("sectionKind")):
                return Resume(section, next(iter(facts.of(section, term("text"))), ""), item)
    return None


def _named(reader: TrailReader, handlings: Iterable[Handling], kind: str) -> Iterable[Named]:
    """The things of a kind that items name, those that most of them name first."""
    times: dict[str, set[str]] = {}
    roles: dict[str, str] = {}
    for item in handlings:
        for mention in reader.facts.of(item.item, term("hasMention")):
            for thing in reader.facts.of(mention, OA.hasBody):
                if kind_of(thing) == kind:
                    times.setdefault(thing, set()).add(item.item)
                    for role in reader.facts.of(mention, term("namedAs")):
                        roles[thing] = role
    for thing in sorted(times, key=lambda one: (-len(times[one]), one)):
        yield Named(thing, reader.label(thing), len(times[thing]), roles.get(thing, ""))
