"""What is told of a thing in the document about it, and how that is one JSON object: a frame for each class.

A frame says which of the properties of a thing stand where it stands, in which order, and what is nested in
it. The triples of a document are those that its frame has a place for, so that all formats say the same:
first :func:`described`, then, of these triples, :func:`framed`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from graph.base.alphabet import natural
from graph.formats.jsonld import (
    RDF_TYPE,
    Properties,
    bare,
    flat_node,
    index,
    is_place,
    node_id,
    several,
    terms,
    types,
)
from graph.ontology.iris import whole
from graph.ontology.terms import DCT, FOAF, PREFIXES, SCHEMA, term

_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
_LEADING = (*_LABELS, str(DCT.title))
_PUBLIC = tuple(PREFIXES[prefix] for prefix in ("sg", "org", "foaf", "skos", "dqv", "eli"))
STEMS = frozenset(str(term(name)) for name in ("titleWord", "subjectWord"))
"""What items are found by; words for machines, and of no use to who reads about a thing."""
About = Callable[[str], Iterable[Triple]]
"""All triples of which a thing, by its IRI, is the subject."""


@dataclass(frozen=True)
class Frame:
    """``only`` are the properties that stand here (all of them where it is empty), besides types and labels;
    ``nested`` is what things linked by a property look like here, ``parts`` whether all below the thing's own
    IRI is nested whole, and ``first`` the properties that come before others, in their order."""

    only: frozenset[str] = frozenset()
    nested: Mapping[str, "Frame"] = field(default_factory=dict)
    parts: bool = False
    first: tuple[str, ...] = ()

    def shows(self, predicate: str) -> bool:
        """Whether a property stands here."""
        return predicate not in STEMS and (
            not self.only or predicate in self.only or predicate in (RDF_TYPE, *_LABELS)
        )

    def inner(self, thing: str, predicate: str, value: str) -> "Frame | None":
        """The frame of what a thing is linked to, if that is nested."""
        found = self.nested.get(predicate)
        if found or not self.parts:
            return found
        return _PART if value.startswith(f"{thing}/") else None


def _iris(*names: str) -> tuple[str, ...]:
    return tuple(str(term(name)) for name in names)


def _brief(*names: str | NamedNode, **nested: Frame) -> Frame:
    """A frame of these properties alone, in this order; those that nest others are named after ours."""
    given = tuple(name if name.startswith("http") else str(term(name)) for name in map(str, names))
    within = {str(term(name)): frame for name, frame in nested.items()}
    return Frame(frozenset((*given, *within)), within, first=(*given, *within))


_NAME = Frame(frozenset(_LABELS))
_PART = Frame(parts=True, first=_iris("order"))
_DATE, _TITLE = str(DCT.date), str(DCT.title)
_MEETING = _brief(_DATE, str(SCHEMA.startDate), "heldBy")
_CASE = _brief("caseNumber")
_DOCUMENT = Frame(first=(_TITLE, *_iris("documentNumber", "availability")))
_RECORD = {str(FOAF.isPrimaryTopicOf): Frame()}
_IN_ITEM: dict[str, Frame] = {
    str(term("inMeeting")): _MEETING,
    str(term("concernsCase")): _CASE,
    str(term("hasAttachment")): _DOCUMENT,
    **_RECORD,
}
_ORDER_OF_ITEM = _iris("itemNumber", "order", "inMeeting", "concernsCase", "openness", "itemType", "seriesOf")
_PARTS_OF_ITEM = _iris(
    *("hasRecommendation", "hasDecision", "hasVote", "hasDissent", "hasAmendment", "hasReferral"),
    *("hasTreatmentStep", "hasSection", "hasAttachment", "hasAmount", "hasPlace", "hasMention"),
)
_ITEM = Frame(nested=_IN_ITEM, parts=True, first=(*_ORDER_OF_ITEM, *_PARTS_OF_ITEM))
_HANDLING = Frame(
    only=frozenset(
        (
            _TITLE,
            *_ORDER_OF_ITEM,
            *_iris("hasRecommendation", "hasDecision", "hasVote", "hasTreatmentStep", "hasAttachment"),
        )
    ),
    nested={str(term("inMeeting")): _MEETING, str(term("hasAttachment")): _DOCUMENT},
    parts=True,
    first=(*_ORDER_OF_ITEM, *_PARTS_OF_ITEM),
)
_ON_AGENDA = _brief(_TITLE, "itemNumber", "order", "openness", concernsCase=_CASE)
LISTED: Mapping[str, Frame] = {
    str(term("AgendaItem")): _brief(_TITLE, "itemNumber", inMeeting=_brief(_DATE)),
    str(term("Case")): _brief("caseNumber", _TITLE),
    str(term("Meeting")): _brief(_DATE, "heldBy"),
}
"""Class -> what a list tells of a thing of it; of others their names."""
ANY = Frame(nested=_RECORD, parts=True)
"""That of a class that has none of its own: all that is said of a thing, with what is below its IRI."""
FRAMES: Mapping[str, Frame] = {
    str(term("AgendaItem")): _ITEM,
    str(term("Case")): Frame(
        nested={
            str(term("hasCaseNumber")): Frame(),
            str(term("handledIn")): _HANDLING,
            **_RECORD,
        },
        first=_iris("caseNumber", "hasCaseNumber", "journalCode", "handledIn"),
    ),
    str(term("Meeting")): Frame(
        nested={
            str(term("hasAttendance")): _PART,
            str(term("hasAgendaItem")): _ON_AGENDA,
            str(term("hasMinutes")): _brief("sha256", str(DCT.issued), str(DCT.source)),
            str(term("hasSourceIdentifier")): _PART,
            **_RECORD,
        },
        first=(
            _DATE,
            str(SCHEMA.startDate),
            *_iris("heldBy", "hasMinutes", "hasAttendance", "hasAgendaItem"),
        ),
    ),
}
"""Class -> its frame."""


def frame_of(properties: Properties) -> Frame:
    """The frame of a thing by its classes."""
    classes = (value.value for value in properties.get(RDF_TYPE, ()) if isinstance(value, NamedNode))
    return next((FRAMES[one] for one in classes if one in FRAMES), ANY)


def described(thing: str, about: About, frame: Frame | None = None) -> set[Triple]:
    """The triples of the document about a thing: all its frame has a place for, with the classes and labels
    of what it leads to. Empty where nothing is said of it. ``frame`` is another than that of its class."""
    found: set[Triple] = set()
    asked: dict[str, list[Triple]] = {}

    def told(one: str) -> list[Triple]:
        if one not in asked:
            asked[one] = list(about(one))
        return asked[one]

    def collect(one: str, frame: Frame, above: frozenset[str]) -> None:
        for triple in told(one):
            predicate, value = triple.predicate.value, triple.object
            if not frame.shows(predicate):
                continue
            found.add(triple)
            if not isinstance(value, NamedNode) or predicate == RDF_TYPE or is_place(predicate):
                continue
            inner = frame.inner(one, predicate, value.value)
            if inner and value.value not in above:
                collect(value.value, inner, above | {value.value})
            else:
                found.update(_names(told(value.value)))

    own = index(told(thing)).get(thing)
    if own:
        collect(thing, frame or frame_of(own), frozenset((thing,)))
    return found


def _names(triples: Sequence[Triple]) -> list[Triple]:
    """What tells the name of a thing, and of which of the classes of data it is."""
    labels = ([triple for triple in triples if triple.predicate.value == one] for one in _LABELS)
    kinds = [triple for triple in triples if triple.predicate.value == RDF_TYPE]
    data = (triple for triple in kinds if str(triple.object).startswith(_PUBLIC, 1))
    return [*data, *next(filter(None, labels), [])]


def framed(triples: Iterable[Triple], thing: str, frame: Frame | None = None) -> dict[str, Any]:
    """The triples of the document about a thing, those of :func:`described` and of its record, as one object
    without a context. What its frame has no place for stands in ``@included``.

    Raises :class:`ValueError` for a triple about a triple.
    """
    things = index(triples)
    page = _Page(things)
    made = page.node(thing, frame or frame_of(things.get(thing, {})), frozenset((thing,)))
    rest = page.rest()
    return {**made, "@included": rest} if rest else made


def member(thing: str, about: About) -> dict[str, Any]:
    """A thing as a member of a list, by the frame of :data:`LISTED` for its class; nothing is told that is
    not in the graph."""
    told = list(about(thing))
    classes = (str(triple.object)[1:-1] for triple in told if triple.predicate.value == RDF_TYPE)
    frame = next((LISTED[one] for one in classes if one in LISTED), None)
    triples = described(thing, about, frame) if frame else _names(told)
    return framed(sorted(triples, key=str), thing, frame or _NAME)


class _Page:
    """A document in the making: what has been said where."""

    def __init__(self, things: Mapping[str, Properties]) -> None:
        self._things = things
        self._said: set[tuple[str, str]] = set()

    def node(self, thing: str, frame: Frame, above: frozenset[str]) -> dict[str, Any]:
        """What its frame says of a thing, as an object; ``above`` are those that it is nested in."""
        properties = self._things.get(thing, {})
        plural = several(properties)
        made: dict[str, Any] = {"@id": thing, **types(properties.get(RDF_TYPE, ()))}
        self._said.add((thing, RDF_TYPE))
        for predicate in sorted(properties, key=lambda one: _rank(one, frame)):
            if predicate == RDF_TYPE or not frame.shows(predicate):
                continue
            self._said.add((thing, predicate))
            values = properties[predicate]
            linked = [value for value in values if not isinstance(value, Literal)]
            linked.sort(key=lambda value: self._place(node_id(value)))
            given: list[Any] = [value for value in values if isinstance(value, Literal)]
            given += [self._linked(thing, predicate, value, frame, above) for value in linked]
            made |= terms().property(predicate, given, predicate in plural)
        return made

    def _linked(self, thing: str, predicate: str, value: Any, frame: Frame, above: frozenset[str]) -> Any:
        name = node_id(value)
        inner = frame.inner(thing, predicate, name)
        if inner and name not in above:
            return self.node(name, inner, above | {name})
        if name in self._things and name not in above and not is_place(predicate):
            return self.node(name, _NAME, above)
        return bare(predicate, value)

    def _place(self, thing: str) -> tuple[str, int, list[tuple[int, int | str]]]:
        """What things linked by a property are ordered by: their day, their order, and their IRI."""
        properties = self._things.get(thing, {})
        meetings = [value.value for value in properties.get(str(term("inMeeting")), ())]
        dated = self._things.get(meetings[0], {}) if meetings else properties
        day = next((value.value for value in dated.get(_DATE, ())), "")
        order = next((value.value for value in properties.get(str(term("order")), ())), "0")
        return day, int(order) if order.isdecimal() else 0, natural(thing)

    def rest(self) -> list[dict[str, Any]]:
        """What has not been said yet, one object a thing."""
        left = {
            thing: {name: values for name, values in properties.items() if (thing, name) not in self._said}
            for thing, properties in self._things.items()
        }
        return [flat_node(thing, properties) for thing, properties in left.items() if properties]


def _rank(predicate: str, frame: Frame) -> tuple[int, int, str]:
    if predicate in _LEADING:
        return 0, _LEADING.index(predicate), predicate
    if predicate in frame.first:
        return 1, frame.first.index(predicate), predicate
    return 2, 0, terms().word(predicate)


def nested_once(
    triples: Sequence[Triple], thing: str, graphs: Mapping[str, Sequence[Triple]] = {}
) -> dict[str, Any]:
    """Triples of any kind as one object about a thing: each other thing stands where it is first led to, the
    nearest place to the root, and in ``@included`` where nothing leads to it. ``graphs`` are what the graphs
    say that are named after some of them. Raises :class:`ValueError` for a triple about a triple."""
    things = index(triples)
    parent: dict[str, str] = {}

    def lead(root: str) -> None:
        """Give a place to all that a root leads to and that has none."""
        parent[root] = ""
        waiting = [root]
        for one in waiting:
            for predicate, values in things.get(one, {}).items():
                for value in values:
                    if isinstance(value, Literal) or predicate == RDF_TYPE:
                        continue
                    name = node_id(value)
                    if name in things and name not in parent and not is_place(predicate):
                        parent[name] = f"{one} {predicate}"
                        waiting.append(name)

    def node(one: str) -> dict[str, Any]:
        properties = things.get(one, {})
        plural = several(properties)
        made: dict[str, Any] = {"@id": one}
        if one in graphs:
            made["@graph"] = by_entity(graphs[one])
        for predicate, values in properties.items():
            if predicate == RDF_TYPE and not any(isinstance(value, Literal) for value in values):
                made |= types(values)
                continue
            given: list[Any] = []
            for value in values:
                if isinstance(value, Literal):
                    given.append(value)
                elif parent.get(node_id(value)) == f"{one} {predicate}":
                    given.append(node(node_id(value)))
                else:
                    given.append(bare(predicate, value))
            made |= terms().property(predicate, given, predicate in plural)
        return made

    lead(thing)
    others = []
    for one in things:
        if one not in parent:
            lead(one)
            others.append(one)
    made = node(thing)
    rest = [node(one) for one in others]
    return {**made, "@included": rest} if rest else made


def by_entity(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    """Triples as one object for each meeting, item, case or other thing, with all below it nested. Raises
    :class:`ValueError` for a triple about a triple."""
    entities: dict[str, list[Triple]] = {}
    for subject, those in groupby(triples, key=attrgetter("subject")):
        name = node_id(subject) if not isinstance(subject, Triple) else ""
        entities.setdefault(whole(name)[1], []).extend(those)
    return [nested_once(those, one) for one, those in entities.items()]


def dataset(quads: Iterable[Quad]) -> dict[str, Any]:
    """The quads as one object about the first subject of the default graph, without a context; what a named
    graph says stands in ``@graph`` of the thing of its name."""
    default: list[Triple] = []
    graphs: dict[str, list[Triple]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph):
            default.append(quad.triple)
        else:
            graphs.setdefault(node_id(quad.graph_name), []).append(quad.triple)
    first = default[0].subject
    return nested_once(default, node_id(first) if not isinstance(first, Triple) else "", graphs)
