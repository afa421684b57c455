"""How much of what can go wrong in a document's graph the shapes see, by kind of change.

Run ``python -m benchmarks.mutate_graph [MINUTES ...]`` in a checkout; without files it takes some of the
example minutes. Each change is made to a copy of the graph, which is then judged by the layers that bar a
document. Some changes leave a graph that could be that of other minutes; :data:`OPTIONAL` says which and why.
"""

import logging
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.base.config import Config, OperatorError
from graph.municipality.profile import load_profile
from graph.ontology.terms import SG, vocabulary
from graph.publishing.intake import map_document
from graph.readers.files import read_document
from graph.validation.shacl import Judged, check

ROOT = Path(__file__).parent.parent
EXAMPLES = (
    "direktionen-2016-04-18", "direktionen-2022-10-03", "oekonomiudvalget-2017-06-14",
    "udvalget-for-teknik-og-miljoe-2019-10-01",
)  # fmt: skip
SEED = 2023
logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # ill-typed values are what is tried

Statement = tuple[Node, Node, Node]

# (kind, class or "*" for any, property) of a change that need not be seen -> why.
_MAY_LACK = "minutes may lack it"
_NAMED = "who is named may be called by several names, and nobody need translate them"
_SEVERAL = "there may be several"
_ANY = "another agent, case or meeting is as good, and may be told of in other minutes"
_BESIDE = "told of in the graphs beside the minutes; the shapes of a dump see it"
_OUTSIDE = "it is an address of another site, of which nothing is known here"
OPTIONAL: dict[tuple[str, str, str], str] = {
    ("all values lost", "sg:Amendment", "sg:party"): _MAY_LACK,
    ("two values", "sg:Amendment", "sg:party"): _SEVERAL,
    ("all values lost", "sg:Amendment", "sg:result"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:hasAmount"): _MAY_LACK,
    ("two values", "sg:AgendaItem", "sg:hasAmount"): _SEVERAL,
    ("all values lost", "sg:AgendaItem", "sg:hasPlace"): _MAY_LACK,
    ("two values", "sg:AgendaItem", "sg:hasPlace"): _SEVERAL,
    ("all values lost", "sg:NamedPlace", "sg:houseNumber"): _MAY_LACK,
    ("all values lost", "sg:NamedPlace", "sg:latitude"): _MAY_LACK,
    ("all values lost", "sg:NamedPlace", "sg:longitude"): _MAY_LACK,
    ("all values lost", "sg:Amount", "sg:amountKind"): _MAY_LACK,
    ("all values lost", "sg:Amount", "sg:kronerAtMost"): _MAY_LACK,
    ("all values lost", "sg:Amount", "sg:period"): _MAY_LACK,
    ("all values lost", "sg:Amount", "sg:perUnit"): _MAY_LACK,
    ("all values lost", "sg:Amount", "sg:saidOf"): _MAY_LACK,
    ("two values", "sg:Amount", "sg:saidOf"): _SEVERAL,
    ("all values lost", "sg:Attendance", "sg:party"): _MAY_LACK,
    ("two values", "sg:Attendance", "sg:party"): _SEVERAL,
    ("all values lost", "sg:Attendance", "sg:substituteForName"): _MAY_LACK,
    ("all values lost", "sg:Attendance", "sg:presenceNote"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:caseTitle"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:addressNumber"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:supplementary"): _MAY_LACK,
    ("all values lost", "sg:EarlierDecision", "sg:decidedBy"): _MAY_LACK,
    ("all values lost", "sg:EarlierDecision", "sg:decidedOn"): _MAY_LACK,
    ("all values lost", "sg:EarlierDecision", "sg:numberThen"): _MAY_LACK,
    ("all values lost", "sg:ItemAttendance", "sg:byMember"): _MAY_LACK,
    ("all values lost", "sg:ItemAttendance", "sg:party"): _MAY_LACK,
    ("two values", "sg:ItemAttendance", "sg:party"): _SEVERAL,
    ("all values lost", "sg:ItemAttendance", "sg:presenceNote"): _MAY_LACK,
    ("all values lost", "sg:ItemAttendance", "sg:substituteForName"): _MAY_LACK,
    ("all values lost", "sg:Meeting", "sg:guestName"): _MAY_LACK,
    ("two values", "sg:Meeting", "sg:guestName"): _SEVERAL,
    ("all values lost", "sg:SourceIdentifier", "sg:former"): _MAY_LACK,
    ("all values lost", "sg:SourceIdentifier", "sg:sourceHost"): _MAY_LACK,
    ("all values lost", "sg:TreatmentStep", "sg:plannedOn"): _MAY_LACK,
    ("all values lost", "sg:Dissent", "sg:party"): _MAY_LACK,
    ("two values", "sg:Dissent", "sg:party"): _SEVERAL,
    ("all values lost", "sg:Meeting", "schema:endDate"): _MAY_LACK,
    ("all values lost", "sg:Minutes", "dct:issued"): _MAY_LACK,
    ("all values lost", "sg:Minutes", "sg:goneSince"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "dct:source"): _MAY_LACK,
    ("to a thing of another class", "sg:AgendaItem", "dct:source"): _OUTSIDE,
    ("to nothing that is there", "sg:AgendaItem", "dct:source"): _OUTSIDE,
    ("all values lost", "sg:Minutes", "dct:source"): _MAY_LACK,
    ("to a thing of another class", "sg:Minutes", "dct:source"): _OUTSIDE,
    ("to nothing that is there", "sg:Minutes", "dct:source"): _OUTSIDE,
    ("all values lost", "sg:Referral", "sg:party"): _MAY_LACK,
    ("two values", "sg:Referral", "sg:party"): _SEVERAL,
    ("all values lost", "sg:Referral", "sg:referredTo"): _MAY_LACK,
    ("all values lost", "sg:Vote", "sg:result"): _MAY_LACK,
    ("all values lost", "sg:VoteSide", "sg:byMember"): _MAY_LACK,
    ("all values lost", "sg:VoteSide", "sg:party"): _MAY_LACK,
    ("two values", "sg:VoteSide", "sg:party"): _SEVERAL,
    ("all values lost", "sg:VoteSide", "sg:personName"): _MAY_LACK,
    ("two values", "sg:VoteSide", "sg:personName"): _SEVERAL,
    ("all values lost", "sg:VoteSide", "sg:voteCount"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "dct:references"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:citesCode"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:citesLaw"): _MAY_LACK,
    ("two values", "sg:AgendaItem", "sg:citesCode"): _SEVERAL,
    ("two values", "sg:AgendaItem", "sg:citesLaw"): _SEVERAL,
    ("all values lost", "sg:AgendaItem", "sg:documentNumber"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:itemType"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:journalCode"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:seriesOf"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:titleInContents"): _MAY_LACK,
    ("all values lost", "sg:AgendaItem", "sg:headingLost"): _MAY_LACK,
    ("all values lost", "sg:Attachment", "sg:documentNumber"): _MAY_LACK,
    ("all values lost", "sg:Case", "sg:journalCode"): _MAY_LACK,
    ("all values lost", "sg:CaseNumber", "sg:numberGeneration"): _MAY_LACK,
    ("all values lost", "sg:Decision", "sg:endsPathIn"): _MAY_LACK,
    ("all values lost", "sg:Decision", "sg:reservation"): _MAY_LACK,
    ("all values lost", "sg:Decision", "sg:incidentalOutcome"): _MAY_LACK,
    ("all values lost", "sg:Decision", "sg:outcomeBasis"): _MAY_LACK,
    ("all values lost", "sg:Decision", "sg:outcomeConcerns"): _MAY_LACK,
    ("all values lost", "sg:DecisionPoint", "sg:answersPoint"): _MAY_LACK,
    ("all values lost", "sg:RecommendationPoint", "sg:leadIn"): _MAY_LACK,
    ("all values lost", "sg:Recommender", "sg:recommender"): _MAY_LACK,
    ("all values lost", "sg:FollowUp", "sg:plannedBody"): _MAY_LACK,
    ("all values lost", "sg:Meeting", "schema:location"): _MAY_LACK,
    ("all values lost", "sg:Meeting", "schema:startDate"): _MAY_LACK,
    ("all values lost", "sg:Recommendation", "sg:onBehalfOf"): _MAY_LACK,
    ("all values lost", "sg:Recommendation", "sg:recommendedBy"): _MAY_LACK,
    ("one value lost", "*", "dct:references"): _SEVERAL,
    ("one value lost", "*", "dct:title"): _SEVERAL,
    ("one value lost", "*", "prov:wasDerivedFrom"): _SEVERAL,
    ("one value lost", "*", "sg:expectedWhen"): _SEVERAL,
    ("all values lost", "sg:FollowUp", "sg:expectedWhen"): _MAY_LACK,
    ("one value lost", "*", "sg:outcome"): _SEVERAL,
    ("one value lost", "*", "sg:recommendedBy"): _SEVERAL,
    ("two values", "sg:AgendaItem", "sg:hasAttachment"): "a document may be listed by several items",
    ("two values", "sg:AgendaItem", "dct:references"): _SEVERAL,
    ("two values", "sg:Attachment", "dct:title"): "a document may be listed under several titles",
    ("two values", "sg:Attachment", "rdfs:label"): "a document may be listed under several titles",
    ("two values", "sg:Case", "dct:title"): _SEVERAL,
    ("two values", "sg:Case", "sg:journalCode"): _SEVERAL,
    ("two values", "sg:CaseNumber", "sg:asPrinted"): "a number may be printed in several ways",
    ("two values", "sg:Decision", "sg:outcome"): _SEVERAL,
    ("two values", "sg:FollowUp", "sg:expectedWhen"): _SEVERAL,
    ("two values", "sg:Decision", "sg:incidentalOutcome"): _SEVERAL,
    ("two values", "sg:Decision", "sg:outcomeConcerns"): _SEVERAL,
    ("two values", "sg:DecisionPoint", "sg:pointOutcome"): _SEVERAL,
    ("two values", "sg:ObservedTenure", "sg:observedOn"): _SEVERAL,
    ("two values", "sg:Recommender", "sg:recommender"): _SEVERAL,
    ("one value lost", "sg:Recommender", "sg:recommender"): _SEVERAL,
    ("to a thing of another class", "sg:Recommender", "sg:recommender"): _ANY,
    ("two values", "sg:Recommendation", "sg:onBehalfOf"): _SEVERAL,
    ("two values", "sg:Recommendation", "sg:recommendedBy"): _SEVERAL,
    ("one value lost", "org:Post", "rdfs:label"): _NAMED,
    ("two values", "org:Post", "rdfs:label"): _NAMED,
    ("one value lost", "sg:Body", "rdfs:label"): _NAMED,
    ("two values", "sg:Body", "rdfs:label"): _NAMED,
    ("two values", "sg:ObservedTenure", "rdfs:label"): _NAMED,
    ("one value lost", "sg:StandingItemSeries", "rdfs:label"): _NAMED,
    ("two values", "sg:StandingItemSeries", "rdfs:label"): _NAMED,
    ("one value lost", "sg:Unit", "rdfs:label"): _NAMED,
    ("two values", "sg:Unit", "rdfs:label"): _NAMED,
    ("two values", "sg:CaseLink", "sg:evidenceText"): _SEVERAL,
    (
        "all values lost",
        "sg:TreatmentStep",
        "sg:executedIn",
    ): "what became of a step all minutes tell together",
    ("to a thing of another class", "sg:CaseLink", "sg:linkTo"): _BESIDE,
    ("to nothing that is there", "sg:CaseLink", "sg:linkTo"): _BESIDE,
    ("to nothing that is there", "sg:CaseLink", "sg:linkFrom"): _BESIDE,
    ("to nothing that is there", "sg:TreatmentStep", "sg:executedIn"): _BESIDE,
    ("to nothing that is there", "sg:ImpliedMeeting", "sg:heldBy"): _BESIDE,
    ("thing lost", "sg:ImpliedMeeting", "rdf:type"): _BESIDE,
    ("to a thing of another class", "*", "dct:references"): _ANY,
    ("to a thing of another class", "*", "oa:hasBody"): _ANY,
    ("to a thing of another class", "*", "sg:recommendedBy"): _ANY,
    ("to nothing that is there", "*", "dct:references"): _BESIDE,
    ("to nothing that is there", "*", "oa:hasBody"): _BESIDE,
    ("to nothing that is there", "*", "sg:numberGeneration"): _BESIDE,
    ("a part of another meeting", "*", "dct:references"): _BESIDE,
    ("a part of another meeting", "*", "oa:hasBody"): _BESIDE,
}


@dataclass(frozen=True)
class Mutation:
    """A change to a graph: what is taken out and put in, of which kind, and what it is about."""

    kind: str
    cls: str
    prop: str
    gone: frozenset[Statement] = frozenset()
    put: frozenset[Statement] = frozenset()

    def of(self, graph: Graph) -> Graph:
        """A changed copy."""
        changed = Graph()
        for triple in graph:
            if triple not in self.gone:
                changed.add(triple)
        for triple in self.put:
            changed.add(triple)
        return changed

    def why_not(self) -> str | None:
        """Why the change need not be seen; ``None`` for one that must be."""
        return OPTIONAL.get((self.kind, self.cls, self.prop)) or OPTIONAL.get((self.kind, "*", self.prop))


def seen(graph: Graph) -> bool:
    """Whether the layers that bar a document find anything in the graph."""
    try:
        judged = Judged(graph)
        return any(check(judged, layer) for layer in ("integrity", "privacy"))
    except OperatorError:
        return True


class Mutations:
    """Every kind of change to a graph, once for each class and property that occur in it, by chance but
    the same for the same seed."""

    def __init__(self, graph: Graph, seed: int = SEED) -> None:
        self._graph, self._chance = graph, random.Random(seed)
        self._class = dict(sorted(graph.subject_objects(RDF.type)))
        self._of_class: defaultdict[Node, list[Node]] = defaultdict(list)
        for subject, cls in self._class.items():
            self._of_class[cls].append(subject)
        self._stated: defaultdict[tuple[Node, Node], list[Statement]] = defaultdict(list)
        for triple in sorted(graph):
            if triple[0] in self._class:
                self._stated[self._class[triple[0]], triple[1]].append(triple)

    def __iter__(self) -> Iterator[Mutation]:
        for (cls, prop), triples in sorted(self._stated.items()):
            if prop == RDF.type:
                yield from self._things(cls)
                continue
            triple = self._chance.choice(triples)
            yield from self._taken(triple)
            yield from self._values(triple)

    def _made(
        self, kind: str, triple: Statement, gone: Iterable[Statement], put: Iterable[Statement]
    ) -> Mutation:
        cls = _name(self._class[triple[0]])
        return Mutation(kind, cls, _name(triple[1]), frozenset(gone), frozenset(put))

    def _things(self, cls: Node) -> Iterator[Mutation]:
        """Changes to a whole thing: lost, without its type, of another class, with what nobody declared."""
        thing = self._chance.choice(self._of_class[cls])
        about = list(self._graph.triples((thing, None, None)))
        typed = (thing, RDF.type, cls)
        pointed = self._graph.triples((None, None, thing))
        if any(subject != thing for subject, _, _ in pointed):
            yield self._made("thing lost", typed, about, ())
        yield self._made("type lost", typed, [typed], ())
        yield self._made("of no known class", typed, [typed], [(thing, RDF.type, SKOS.Collection)])
        for other in self._chance.sample(sorted(set(self._of_class) - {cls}), 3):
            yield self._made("of another class", typed, [typed], [(thing, RDF.type, other)])
        other = self._chance.choice(sorted(set(self._of_class) - {cls}))
        yield self._made("of two classes", typed, (), [(thing, RDF.type, other)])
        undeclared = (thing, URIRef(f"{SG}importance"), Literal("7"))
        yield self._made("undeclared property", typed, (), [undeclared])
        alien = (thing, URIRef("https://other.example/ns#note"), Literal("7"))
        yield self._made("property of others", typed, (), [alien])
        strange = self._chance.choice(
            sorted(p for c, p in self._stated if c != cls and (cls, p) not in self._stated)
        )
        value = next(iter(sorted(self._graph.objects(None, strange))))
        yield self._made("property of another class", (thing, strange, value), (), [(thing, strange, value)])

    def _taken(self, triple: Statement) -> Iterator[Mutation]:
        """A statement is lost, or all that say it of the thing."""
        subject, prop, _ = triple
        same = list(self._graph.triples((subject, prop, None)))
        yield self._made("all values lost", triple, same, ())
        if len(same) > 1:
            yield self._made("one value lost", triple, [triple], ())

    def _values(self, triple: Statement) -> Iterator[Mutation]:
        if isinstance(triple[2], Literal):
            yield from self._literals(triple, triple[2])
        else:
            yield from self._links(triple)

    def _literals(self, triple: Statement, value: Literal) -> Iterator[Mutation]:
        subject, prop, _ = triple

        def changed(kind: str, other: Node, keep: bool = False) -> Mutation:
            return self._made(kind, triple, () if keep else [triple], [(subject, prop, other)])

        if value.language:
            yield changed("language lost", Literal(str(value)))
            yield changed("another language", Literal(str(value), lang="sv"))
            yield changed("two values", Literal(f"{value} igen", lang=value.language), keep=True)
        elif value.datatype in (None, XSD.string):
            yield changed("a language where none is", Literal(str(value), lang="da"))
            yield changed("another datatype", Literal(str(value), datatype=XSD.token))
            yield changed("two values", Literal(f"{value}0"), keep=True)
        else:
            yield changed("another datatype", Literal(str(value)))
            yield changed("ill-formed value", Literal("mange", datatype=value.datatype))
            more = value.value + 1 if isinstance(value.value, int) else None
            other = Literal(f"2{str(value)[1:]}" if more is None else str(more), datatype=value.datatype)
            yield changed(
                "two values",
                other if other != value else Literal(f"1{value}", datatype=value.datatype),
                keep=True,
            )
        yield changed(
            "empty value",
            Literal("", lang=value.language, datatype=None if value.language else value.datatype),
        )
        yield changed("a thing where words are", URIRef(f"{subject}"))

    def _links(self, triple: Statement) -> Iterator[Mutation]:
        subject, prop, value = triple
        cls = self._class.get(value)

        def changed(kind: str, other: Node, keep: bool = False) -> Mutation:
            return self._made(kind, triple, () if keep else [triple], [(subject, prop, other)])

        others = sorted({c for c in self._of_class if c != cls})
        for other in self._chance.sample(others, 3):
            yield changed("to a thing of another class", self._chance.choice(self._of_class[other]))
        yield changed("to nothing that is there", URIRef(f"{value}-9"))
        yield changed("words where a thing is", Literal(str(value)))
        same = [thing for thing in self._of_class.get(cls, ()) if thing != value] if cls else []
        fresh = [thing for thing in same if (subject, prop, thing) not in self._graph]
        if fresh:
            yield changed("two values", self._chance.choice(fresh), keep=True)
        if "/moede/" in str(value):
            elsewhere = URIRef(str(value).replace("/moede/", "/moede/andet-"))
            yield changed("a part of another meeting", elsewhere, keep=True)
        owners = [thing for thing in self._of_class[self._class[subject]] if thing != subject]
        if owners and str(value).startswith(f"{subject}/"):
            taken = (self._chance.choice(owners), prop, value)
            yield self._made("a part of two things", triple, (), [taken])


def _name(iri: Node) -> str:
    """A term as it is spoken of: with the prefix of its vocabulary."""
    text = str(iri)
    for prefix, namespace in vocabulary().prefixes():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def example(name: str) -> Graph:
    """The graph of one of the example minutes."""
    return graph_of(ROOT / "examples" / "minutes" / f"{name}.txt")


def graph_of(path: Path) -> Graph:
    """The graph of a file of minutes of the invented municipality."""
    document = read_document(path, Config().max_file_bytes)
    mapped = map_document(document, load_profile("aadalsoe"), Config(), run="0" * 12)
    if mapped.graph is None:
        raise ValueError(f"{path}: no graph")
    return mapped.graph


def judged(graphs: Iterable[Graph], every: int = 1) -> dict[Mutation, bool]:
    """Every change of a kind to a class and property, to the first graph that has them, and whether it is
    seen; or one of so many (``every``) of each kind."""
    known: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    counted: Counter[str] = Counter()
    found = {}
    for number, graph in enumerate(graphs):
        for mutation in Mutations(graph):
            key = mutation.kind, mutation.cls, mutation.prop
            if known[key] <= {number}:
                known[key].add(number)
                if counted[mutation.kind] % every == 0:
                    found[mutation] = seen(mutation.of(graph))
                counted[mutation.kind] += 1
    return found


def main(arguments: Sequence[str]) -> int:
    """Print the table; the exit status is 1 when a change is overlooked that must be seen."""
    graphs = [graph_of(Path(name)) for name in arguments] or [example(name) for name in EXAMPLES]
    found = judged(graphs)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for mutation, was_seen in found.items():
        kinds[mutation.kind].append(was_seen)
    for kind, results in kinds.items():
        print(f"{kind:30} {sum(results):5} of {len(results):5}")
    print(f"{'all':30} {sum(found.values()):5} of {len(found):5}")
    overlooked = sorted({(m.kind, m.cls, m.prop) for m, was_seen in found.items() if not was_seen})
    needless = [key for key in overlooked if Mutation(*key).why_not() is None]
    for key in needless:
        print("overlooked:", *key)
    return int(bool(needless))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
