"""Acts of law that minutes cite: which act a name means, a reviewed file says, and nothing is guessed.

<https://www.retsinformation.dk/eli/lta/2024/909> a eli:LegalResource ;
    rdfs:label "Lov om fiskerihavne"@da ; skos:altLabel "fiskerihavneloven"@da .

An item that cites `fiskerihavnelovens § 7` then leads to that address. An act that was in force for a time
only says so (``eli:first_date_entry_in_force``, and ``eli:date_no_longer_in_force``, the first day without
it), so that one name can mean one act in one year and another in the next; of two at once it means neither.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD

from graph.minutes.document import one_line
from graph.ontology.iris import Iris, municipality_of, place
from graph.ontology.terms import ELI, term
from graph.store.oxigraph import Store
from graph.store.terms import about, node, words
from graph.wording.references import act_name

_ELI = re.compile(
    r"https?://(?:(?:www\.)?retsinformation\.dk/eli/(?:accn/[A-Z][0-9]{11}|[a-z]{2,12}/[0-9]{4}/[0-9]{1,6})"
    r"|data\.europa\.eu/eli/(?:reg|dir|dec)(?:_[a-z]{2,8})?/[0-9]{4}/[0-9]{1,6}/oj)"
)
_SINCE, _UNTIL = node(ELI.first_date_entry_in_force), node(ELI.date_no_longer_in_force)
_TYPE, _TITLE, _NAME = node(RDF.type), node(RDFS.label), node(SKOS.altLabel)
_ACT = node(ELI.LegalResource)


@dataclass(frozen=True, order=True, slots=True)
class Act:
    """An act by its ELI, with its title; ``names`` are casefolded, the title among them. In force from one
    day (ISO 8601) until the day before another; empty where the file does not say."""

    iri: str
    title: str
    names: tuple[str, ...]
    since: str = ""
    until: str = ""

    def in_force(self, day: str) -> bool:
        return self.since <= day and (not self.until or day < self.until)

    def overlaps(self, other: "Act") -> bool:
        """Whether there is a day on which both are in force."""
        return (not other.until or self.since < other.until) and (not self.until or other.since < self.until)


def is_act(iri: str) -> bool:
    """Whether an IRI is the ELI of a Danish act, as Retsinformation mints it, or of one of the EU."""
    return _ELI.fullmatch(iri) is not None


def read_acts(triples: Iterable[ox.Triple]) -> tuple[frozenset[Act], set[ox.Triple]]:
    """The acts that statements describe, and the statements that are refused: others than an act has here,
    all of one without one Danish title or with two dates of a kind, and names that two acts have at once."""
    given: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for triple in triples:
        given[triple.subject.value].add(triple)  # type: ignore[union-attr]
    acts, refused = [], set()
    for iri, told in given.items():
        act, used = _read(iri, told)
        acts += [act] if act else []
        refused |= told - used
    shared: defaultdict[Act, set[str]] = defaultdict(set)
    for one, other in permutations(acts, 2):
        if (names := set(one.names) & set(other.names)) and one.overlaps(other):
            shared[one] |= names
    refused |= {
        triple
        for act, names in shared.items()
        for triple in given[act.iri]
        if isinstance(triple.object, ox.Literal) and one_line(triple.object.value).casefold() in names
    }
    unambiguous = frozenset(
        replace(act, names=tuple(name for name in act.names if name not in shared[act])) for act in acts
    )
    return unambiguous, refused


def _read(iri: str, told: Collection[ox.Triple]) -> tuple[Act | None, set[ox.Triple]]:
    """The act that statements describe, and those of them that it is made of."""
    by_kind: defaultdict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
    for triple in sorted(told, key=str):
        value, kind = triple.object, triple.predicate
        danish = isinstance(value, ox.Literal) and value.language == "da" and value.value.strip()
        day = isinstance(value, ox.Literal) and value.datatype == node(XSD.date) and _is_day(value.value)
        fits = {_TITLE: danish, _NAME: danish, _SINCE: day, _UNTIL: day, _TYPE: value == _ACT}
        if fits.get(kind):
            by_kind[kind].append(triple)
    if len(by_kind[_TITLE]) != 1 or max(len(by_kind[_SINCE]), len(by_kind[_UNTIL])) > 1:
        return None, set()
    titles, names, since, until = (
        [triple.object.value for triple in by_kind[kind]]  # type: ignore[union-attr]
        for kind in (_TITLE, _NAME, _SINCE, _UNTIL)
    )
    act = Act(
        iri,
        title=titles[0],
        names=tuple(dict.fromkeys(one_line(name).casefold() for name in (*titles, *names))),
        since=since[0] if since else "",
        until=until[0] if until else "",
    )
    return act, {triple for triples in by_kind.values() for triple in triples}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def update_acts(store: Store, municipalities: Iterable[Iris], acts: Collection[Act]) -> None:
    """Say of each item which acts it cites, in a graph of its municipality: those that had the name, and were
    in force on the day of the meeting. What was said before and is not said now goes."""
    named: defaultdict[str, list[Act]] = defaultdict(list)
    for act in sorted(acts):
        for name in act.names:
            named[name].append(act)
    told: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for triple in store.triples(None, node(term("citesLaw"))) if acts else ():
        item, at = triple.subject, place(triple.subject.value)  # type: ignore[union-attr]
        name = act_name(triple.object.value).casefold()  # type: ignore[union-attr]
        for act in named[name] or named[name.removesuffix("s")]:
            if at and act.in_force(at.date):
                whose = municipality_of(at.meeting).municipality
                told[whose].add(ox.Triple(item, node(term("citesAct")), node(act.iri)))
                told[whose] |= about(act.iri, [(RDF.type, _ACT), (RDFS.label, words(act.title, "da"))])
    for iris in municipalities:
        graph, now = str(iris.acts()), told[iris.municipality]
        before = set(store.triples(graph_iri=graph))
        store.amend_graph(graph, before - now, now - before)
        if not now:
            store.remove_graph(graph)
