"""The properties of things that can be reconciled: to tell namesakes apart by, and to fetch.

Their values are those of the records of ``/api/v1``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import OWL, SKOS, URIRef

from api.i18n.language import N_
from api.reconciliation.entities import CLASSES, Entities, Entity, normal
from api.reconciliation.models import Column, Described
from api.records.reader import RecordReader
from api.site.site import Site
from graph.ontology.iris import MUNICIPALITY, Iris, municipality_in
from graph.ontology.terms import ORG, term
from graph.search.rows import AGENTS
from graph.store.terms import node

Value = dict[str, str | int]
Values = Mapping[str, Sequence[Value]]

SEARCHED = ("number", "title", "name", "alternative_name")
"""Properties by whose values a thing is looked for where a query has no words."""
TELLING = frozenset({"posts", "same_as", "iri"})
"""Properties that tell a person from namesakes."""
_EVERY = tuple(CLASSES)
_AGENTS = tuple(kind for kind in _EVERY if kind in AGENTS)


@dataclass(frozen=True, slots=True)
class Property:
    """A property: what it is called, the kinds of things that have it, and the kind of its values, where
    these are things."""

    label: str
    kinds: tuple[str, ...] = _EVERY
    values: str = ""


PROPERTIES: Mapping[str, Property] = {
    "name": Property(N_("Navn")),
    "alternative_name": Property(N_("Andet navn"), _AGENTS),
    "municipality": Property(N_("Kommune"), _EVERY, MUNICIPALITY),
    "iri": Property("IRI"),
    "address": Property(N_("Sidens adresse")),
    "same_as": Property(N_("Samme ting andetsteds")),
    "authority_code": Property(N_("Myndighedskode"), (MUNICIPALITY,)),
    "cvr": Property(N_("CVR-nummer"), (MUNICIPALITY, "organ", "enhed")),
    "part_of": Property(N_("Del af"), ("organ", "enhed", "stilling")),
    "meetings": Property(N_("Antal møder"), ("organ",)),
    "first": Property(N_("Først set"), ("organ", "person", "sag")),
    "last": Property(N_("Senest set"), ("organ", "person", "sag")),
    "items": Property(N_("Antal punkter"), ("enhed", "moede")),
    "posts": Property(N_("Stillinger, som teksten giver"), ("person",)),
    "days": Property(N_("Antal mødedage"), ("person",)),
    "number": Property(N_("Sagsnummer"), ("sag",)),
    "title": Property(N_("Titel"), ("sag",)),
    "handlings": Property(N_("Antal behandlinger"), ("sag",)),
    "bodies": Property(N_("Organer"), ("sag", "moede"), "organ"),
    "outcome": Property(N_("Seneste udfald"), ("sag",)),
    "date": Property(N_("Dato"), ("moede",)),
}
"""Identifier -> the property."""


class Properties:
    """Reads the properties of things."""

    def __init__(self, site: Site, entities: Entities) -> None:
        self._site, self._entities = site, entities
        self._reader = RecordReader(site, entities.release)
        self._known: dict[str, Values] = {}

    def column(self, identifier: str) -> Column:
        """A property as it is told of; :class:`KeyError` for none."""
        told = PROPERTIES[identifier]
        of = self._entities.type(told.values) if told.values else None
        return Column(id=identifier, name=self._site.say(told.label), type=of)

    def described(self, kinds: Iterable[str]) -> list[Described]:
        """The properties that things of some kinds have."""
        wanted = set(kinds)
        return [
            Described(id=name, name=self._site.say(told.label), description=self._of(told))
            for name, told in PROPERTIES.items()
            if wanted & set(told.kinds)
        ]

    def _of(self, told: Property) -> str:
        return "" if told.kinds == _EVERY else ", ".join(self._entities.type(one).name for one in told.kinds)

    def values(self, entity: Entity, identifier: str) -> Sequence[Value]:
        """The values that a thing has of a property."""
        if entity.iri not in self._known:
            self._known[entity.iri] = self._read(entity)
        return self._known[entity.iri].get(identifier, ())

    def agrees(self, entity: Entity, identifier: str, given: Sequence[str]) -> bool:
        """Whether a thing has one of the values that were given."""
        wanted = {normal(one) for one in given}
        has = {normal(str(one)) for value in self.values(entity, identifier) for one in value.values()}
        return bool(wanted & has)

    def _read(self, entity: Entity) -> Values:
        iri, base = entity.iri, self._site.links.base
        slug = municipality_in(iri, base)
        whole = self._objects(iri, ORG.unitOf, ORG.subOrganizationOf, ORG.postIn)
        identifiers = self._objects(iri, ORG.identifier)
        read = _RECORDS.get(entity.kind)
        return {
            "name": _texts([self._entities.label(iri)]),
            "alternative_name": _texts(one.value for one in self._objects(iri, SKOS.altLabel)),
            "municipality": [self._reference(str(Iris(base, slug).municipality_itself()))],
            "iri": _texts([iri]),
            "address": _texts([self._reader.address(iri)]),
            "same_as": _texts(one.value for one in self._objects(iri, OWL.sameAs)),
            "authority_code": _typed(identifiers, "AuthorityCode"),
            "cvr": _typed(identifiers, "CvrNumber"),
            "part_of": [self._reference(one.value) for one in whole],
            **(read(self, iri) if read else {}),
        }

    def _objects(self, iri: str, *predicates: URIRef) -> list[ox.NamedNode | ox.Literal]:
        store = self._entities.release.store
        found = {
            triple.object
            for predicate in predicates
            for triple in store.triples(node(iri), node(predicate))
            if isinstance(triple.object, ox.NamedNode | ox.Literal)
        }
        return sorted(found, key=lambda one: one.value)

    def _reference(self, iri: str) -> Value:
        return {"id": self._entities.identifier(iri), "name": self._entities.label(iri)}

    def body(self, iri: str) -> Values:
        told = self._reader.body(iri)
        if told is None:
            return {}
        return {
            "meetings": [{"int": told.meetings}],
            "first": _texts([told.first]),
            "last": _texts([told.last]),
        }

    def unit(self, iri: str) -> Values:
        told = self._reader.unit(iri)
        return {"items": [{"int": told.items}]} if told else {}

    def person(self, iri: str) -> Values:
        told = self._reader.person(iri)
        if told is None:
            return {}
        return {
            "posts": _texts(told.posts),
            "first": _texts([told.first]),
            "last": _texts([told.last]),
            "days": [{"int": told.days}],
        }

    def case(self, iri: str) -> Values:
        told = self._reader.case(iri)
        if told is None:
            return {}
        decision = told.latest.decision if told.latest else None
        spoken = self._site.language
        return {
            "number": _texts(told.numbers),
            "title": _texts(told.titles),
            "first": _texts([told.first]),
            "last": _texts([told.last]),
            "handlings": [{"int": told.handlings}],
            "bodies": [self._reference(one.iri) for one in told.bodies],
            "outcome": _texts(getattr(one, spoken) for one in decision.outcomes) if decision else [],
        }

    def meeting(self, iri: str) -> Values:
        told = self._reader.meeting(iri)
        if told is None:
            return {}
        return {
            "date": _texts([told.date]),
            "bodies": [self._reference(told.body.iri)],
            "items": [{"int": told.item_count}],
        }


_RECORDS: Mapping[str, Callable[[Properties, str], Values]] = {
    "organ": Properties.body,
    "enhed": Properties.unit,
    "person": Properties.person,
    "sag": Properties.case,
    "moede": Properties.meeting,
}


def _texts(found: Iterable[str | None]) -> list[Value]:
    return [{"str": one} for one in found if one]


def _typed(identifiers: Iterable[ox.NamedNode | ox.Literal], datatype: str) -> list[Value]:
    of = str(term(datatype))
    return _texts(
        one.value for one in identifiers if isinstance(one, ox.Literal) and one.datatype.value == of
    )
