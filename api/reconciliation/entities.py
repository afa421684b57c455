"""The things that can be reconciled: bodies, units, posts, people and KLE numbers by their names, the
municipality, and cases and meetings, which the search index finds."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import RDFS, SKOS

from api.i18n.language import N_
from api.lists.search_page import KIND
from api.lists.search_results import Result, Results
from api.lists.suggest import name_of
from api.reconciliation.models import Described, Named
from api.serving.releases import OpenRelease
from api.site.site import Site
from graph.ontology.iris import MUNICIPALITY, Iris, is_path, kind_itself, path_of
from graph.ontology.terms import FOAF, ORG, term
from graph.search.search import Hit, TooMuchError
from graph.store.terms import node

CLASSES = {
    "organ": str(term("Body")),
    "enhed": str(term("Unit")),
    "stilling": str(ORG.Post),
    "person": str(FOAF.Person),
    "sag": str(term("Case")),
    "moede": str(term("Meeting")),
    "kle": str(SKOS.Concept),
    MUNICIPALITY: str(ORG.FormalOrganization),
}
"""The class of each kind of things that can be reconciled, whose IRI is the identifier of the type."""
_KINDS = {of: kind for kind, of in CLASSES.items()}
INDEXED = ("sag", "moede")
"""Kinds that are too many to be held by name."""
_FOUND = 20  # things that the index gives for a query


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with all names that it is called by."""

    iri: str
    kind: str
    names: tuple[str, ...]
    numbered: bool = False
    """Whether it is the case whose number was asked for."""


def normal(words: str) -> str:
    """Words as they are compared: letters alone tell one name from another, not capitals and blanks."""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


class Entities:
    """The things of a release, in the language of the site as it is seen from the request."""

    def __init__(self, site: Site, release: OpenRelease) -> None:
        self._site, self.release = site, release
        self._results = Results(release.store, site.links.language, ())

    # Identifiers, types and names.

    def identifier(self, iri: str) -> str:
        """The identifier of a thing: the path of its IRI."""
        return path_of(iri, self._site.links.base) or iri

    def iri(self, identifier: str) -> str:
        """The IRI that an identifier, or the IRI itself, means; empty for one that is none of ours."""
        path = path_of(identifier, self._site.links.base) or identifier
        return self._site.links.thing(path) if is_path(path) else ""

    def entity(self, identifier: str) -> Entity | None:
        """The thing of an identifier; ``None`` for none that can be reconciled."""
        iri = self.iri(identifier)
        kind = kind_itself(iri, self._site.links.base)
        if kind == MUNICIPALITY and iri not in self._municipalities():
            return None
        if kind not in CLASSES or not self.release.knows(iri) or self.release.withdrawn(iri):
            return None
        return Entity(iri, kind, tuple(self._names(iri)))

    def type(self, kind: str) -> Named:
        """The type of the things of a kind."""
        words = self._site.say(KIND.get(kind, N_("Kommune")))
        return Named(id=CLASSES[kind], name=words)

    def types(self) -> list[Named]:
        """All types."""
        return [self.type(kind) for kind in CLASSES]

    @staticmethod
    def kinds(types: Iterable[str]) -> list[str]:
        """The kinds of some types by their IRIs or the ends of these, all for none; what is no type here has
        none."""
        asked = list(types)
        if not asked:
            return list(CLASSES)
        ends = {re.split(r"[#/]", of)[-1].casefold(): kind for of, kind in _KINDS.items()}
        found = (_KINDS.get(one) or ends.get(one.casefold().rpartition(":")[2]) for one in asked)
        return [kind for kind in found if kind]

    def described(self, entities: Sequence[Entity]) -> list[Described]:
        """Things with their names, and what tells them from their namesakes."""
        hits = [Hit(one.iri, one.kind, "", exact=False) for one in entities]
        return [
            Described(id=self.identifier(row.hit.iri), name=name_of(row), description=self._about(row))
            for row in self._results.of(hits)
        ]

    def label(self, iri: str) -> str:
        """The name of a thing."""
        return self._results.label(iri)

    def _about(self, row: Result) -> str:
        kind = self._site.say(KIND.get(row.hit.kind, N_("Kommune")))
        whose = self._site.releases.whose(row.hit.iri)
        return ", ".join(filter(None, (kind, ", ".join(row.bodies), whose)))

    def _municipalities(self) -> list[str]:
        base = self._site.links.base
        return [str(Iris(base, slug).municipality_itself()) for slug in self.release.shelved.names]

    def _names(self, iri: str) -> Iterator[str]:
        for name in (RDFS.label, SKOS.prefLabel, SKOS.altLabel):
            for triple in self.release.store.triples(node(iri), node(name)):
                yield triple.object.value  # type: ignore[union-attr]

    # Finding them.

    def held(self, kinds: Iterable[str]) -> list[Entity]:
        """All things of some kinds that are held by name."""
        wanted = set(kinds)
        found = [Entity(*one) for one in self.release.names if one[1] in wanted]
        if MUNICIPALITY in wanted:
            municipalities = self._municipalities()
            found += [Entity(iri, MUNICIPALITY, tuple(self._names(iri))) for iri in municipalities]
        return found

    def indexed(self, words: str, kinds: Iterable[str]) -> list[Entity]:
        """The cases and meetings that the search index finds, each by its name."""
        index, found = self.release.index, list[Entity]()
        for kind in INDEXED:
            if index is None or kind not in kinds:
                continue
            try:
                hits = index.search(words, {"art": kind}, _FOUND).hits
            except TooMuchError:
                continue
            for row in self._results.of(hits):
                found.append(Entity(row.hit.iri, kind, (row.title, name_of(row)), row.hit.exact))
        return found

    def beginning(self, words: str) -> list[Entity]:
        """The things with a name of which a word begins so, those whose name does first; and cases, as the
        search box suggests them."""
        asked = normal(words)
        own = self.entity(words.strip())
        if not asked:
            return []
        ranked = sorted(
            (rank, normal(one.names[0]), one.iri, one)
            for one in self.held(CLASSES)
            if (rank := min((_rank(asked, name) for name in one.names), default=_NOT)) < _NOT
        )
        cases = self.release.index.suggest(words, _FOUND) if self.release.index else []
        rest = [Entity(hit.iri, hit.kind, ()) for hit in cases if hit.kind == "sag"]
        found = [own] if own else []
        return list({one.iri: one for one in [*found, *(row[-1] for row in ranked), *rest]}.values())


_NOT = 3


def _rank(asked: str, name: str) -> int:
    """How well a name begins as what was asked for, 0 for the same name; :data:`_NOT` for none that does."""
    said = normal(name)
    if said.startswith(asked):
        return 0 if said == asked else 1
    return 2 if f" {asked}" in said else _NOT
