"""Which named queries are like a question: examples to change and send as SPARQL."""

from functools import cache

from graph.queries.named import NamedQuery, queries
from graph.search.stems import stem
from graph.search.words import FUNCTION_WORDS, words

_EVERYWHERE = 0.2  # of the queries: a word in so many of them tells none from another


def like(question: str) -> list[NamedQuery]:
    """The named queries that share words with a question, in Danish or English, the likest first; the
    gallery's before others as like. Where no telling word is shared, all words count, such as those of
    "hvor længe tager en sag"."""
    return _ranked(question, telling=True) or _ranked(question, telling=False)


def _ranked(question: str, *, telling: bool) -> list[NamedQuery]:
    asked = set(_stems(question, telling))
    found = []
    for query, said in _said(telling).items():
        shared = asked & said.keys()
        if shared:
            found.append((-sum(said[one] for one in shared), query.level is None, query.name, query))
    return [query for *_, query in sorted(found, key=lambda one: one[:3])]


@cache
def _said(telling: bool) -> dict[NamedQuery, dict[str, float]]:
    """The stems of what each query is said to be about; the rarer one is, the more it counts."""
    every = queries().values()
    stems = {
        query: set(_stems(" ".join([*query.titles.values(), *query.about.values()]), telling))
        for query in every
    }
    having = {one: sum(one in of for of in stems.values()) for of in stems.values() for one in of}
    most = _EVERYWHERE * len(stems) if telling else len(stems)
    return {query: {one: 1 / having[one] for one in of if having[one] <= most} for query, of in stems.items()}


def _stems(text: str, telling: bool) -> list[str]:
    return [stem(word) for word in words(text) if not telling or word not in FUNCTION_WORDS]
