"""Which things a reconciliation query may mean, how well each fits, and whether it can be no other.

A score is what it says: the likeness of the names, from 0 to 100, of which 100 is the same name, and with
properties the mean of that, counted twice, and of each property, 100 or 0. A match is told only where the
name, number or identifier is the one asked for, no other thing is called so too, and all properties agree; a
person may have namesakes whom the minutes do not tell apart, and is matched by the name alone never.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from api.reconciliation.entities import INDEXED, Entities, Entity, normal
from api.reconciliation.models import (
    LONGEST,
    MOST_CANDIDATES,
    Candidate,
    Feature,
    ReconciliationQuery,
    Result,
)
from api.reconciliation.properties import SEARCHED, TELLING, Properties
from graph.search.stems import stem
from graph.search.words import words

_LEAST = 60  # a likeness below it tells nothing
_WITHIN, _ALL = 0.6, 0.9  # of a likeness that counts where one name has the words of the other, and more
_ALMOST = 99.0  # of a name that is not the same
_LOOKED_AT = 50  # things whose properties are read for a query


@dataclass(frozen=True, slots=True)
class _Found:
    """A thing that may be meant: how like the names are, and whether one is the one asked for."""

    entity: Entity
    likeness: float
    exact: bool
    identified: bool = False
    """By its identifier or number."""


class Matcher:
    """Answers the queries of a batch, each for itself."""

    def __init__(self, entities: Entities, properties: Properties) -> None:
        self._entities, self._properties = entities, properties

    def result(self, query: ReconciliationQuery) -> Result:
        """The candidates, the best first."""
        kinds = self._entities.kinds(query.types)
        said = query.query.strip() or next(
            (value for one in query.properties if one.pid in SEARCHED for value in one.values), ""
        )
        if not kinds or not said or len(said) > LONGEST:
            return Result(result=())
        found = self._found(said, kinds)[: _LOOKED_AT if query.properties else None]
        judged = [self._judged(one, query) for one in found]
        judged.sort(key=lambda one: (-one[0], one[1].entity.iri))
        certain = [one for score, one, features in judged if one.exact and all(f.value for f in features)]
        if any(one.identified for one in certain):
            certain = [one for one in certain if one.identified]
        sure = certain[0] if len(certain) == 1 and self._is_told(certain[0], query) else None
        best = judged[: min(query.limit, MOST_CANDIDATES)]
        named = self._entities.described([one.entity for _, one, _ in best])
        return Result(
            result=tuple(
                Candidate(
                    id=told.id,
                    name=told.name,
                    description=told.description,
                    type=(self._entities.type(one.entity.kind),),
                    score=score,
                    features=(*_told(one), *features),
                    match=one is sure,
                )
                for (score, one, features), told in zip(best, named, strict=True)
            )
        )

    @staticmethod
    def _is_told(found: _Found, query: ReconciliationQuery) -> bool:
        """Whether a thing is told from those that are called the same."""
        return (
            found.identified
            or found.entity.kind != "person"
            or any(one.pid in TELLING for one in query.properties)
        )

    def _found(self, said: str, kinds: Sequence[str]) -> list[_Found]:
        """The things that some words may mean, the likest first."""
        asked = normal(said)
        found: dict[str, _Found] = {}
        own = self._entities.entity(said)
        if own and own.kind in kinds:
            found[own.iri] = _Found(own, 100.0, exact=True, identified=True)
        for one in self._alike(asked, self._entities.held(kinds)):
            found.setdefault(one.entity.iri, one)
        if set(kinds) & set(INDEXED):
            for entity in self._entities.indexed(said, kinds):
                names = [normal(name) for name in entity.names]
                same = asked in (names if entity.kind == "moede" else names[1:])
                exact = entity.numbered or same
                likeness = 100.0 if exact else _likeness(asked, names)
                if exact or likeness >= _LEAST:
                    found.setdefault(entity.iri, _Found(entity, likeness, exact, entity.numbered))
        return sorted(found.values(), key=lambda one: (-one.likeness, one.entity.iri))

    @staticmethod
    def _alike(asked: str, entities: Sequence[Entity]) -> list[_Found]:
        """The things with a name that is like the one asked for, each by the likest."""
        names = [(normal(name), entity) for entity in entities for name in entity.names]
        plain, stems = [name for name, _ in names], [_stems(name) for name, _ in names]
        near = {
            at
            for scorer, wanted, choices in (
                (fuzz.ratio, asked, plain),
                (fuzz.token_sort_ratio, _stems(asked), stems),
                (fuzz.token_set_ratio, _stems(asked), stems),
            )
            for _, _, at in process.extract(
                wanted, choices, scorer=scorer, score_cutoff=_LEAST, limit=_LOOKED_AT
            )
        }
        likest: dict[str, _Found] = {}
        for at in sorted(near):
            name, entity = names[at]
            exact, likeness = name == asked, _likeness(asked, [name])
            if likeness < _LEAST and not exact:
                continue
            score = 100.0 if exact else likeness
            known = likest.get(entity.iri)
            if known is None or score > known.likeness:
                likest[entity.iri] = _Found(entity, score, exact)
        return list(likest.values())

    def _judged(self, found: _Found, query: ReconciliationQuery) -> tuple[float, _Found, tuple[Feature, ...]]:
        """The score of a thing, with what each property that was given tells of it."""
        features = tuple(
            Feature(
                id=f"property_{one.pid}",
                value=self._properties.agrees(found.entity, one.pid, one.values),
            )
            for one in query.properties
        )
        agreed = sum(100 for one in features if one.value)
        score = (2 * found.likeness + agreed) / (2 + len(features))
        return round(score, 1), found, features


def _told(found: _Found) -> tuple[Feature, ...]:
    return (
        Feature(id="name_similarity", value=round(found.likeness, 1)),
        Feature(id="name_exact", value=found.exact and not found.identified),
        Feature(id="identifier", value=found.identified),
    )


def _likeness(asked: str, names: Sequence[str]) -> float:
    """How like the likest of some names is to the one asked for, from 0 to 99."""
    return min(max(_like(asked, name) for name in names), _ALMOST)


def _like(one: str, other: str) -> float:
    """How like two names are: letter by letter, their words in any order or without their endings, or as far
    as one has the words of the other, which tells less the more is left. Parts of words are no words."""
    short, long = sorted((_stems(one), _stems(other)), key=len)
    whole = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(short, long))
    share = len(short) / len(long) if long else 0.0
    return max(whole, fuzz.token_set_ratio(short, long) * (_WITHIN + (_ALL - _WITHIN) * share))


def _stems(name: str) -> str:
    """The words of a name without their endings, so that the definite form is like the other one."""
    return " ".join(map(stem, words(name)))
