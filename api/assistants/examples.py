"""Which named queries are like a question: examples to change and send as SPARQL."""

from functools import cache

from graph.queries.named import NamedQuery, queries
from graph.search.stems import stem
from graph.search.words import FUNCTION_WORDS, words

_EVERYWHERE = 0.2  # of the queries: a word in so many of them tells none from another
_OPENING = 2  # words that say what is asked: "hvor længe", "how many"
_ENGLISH = frozenset(
    """
    a about all am an and any are as at be been but by can could did do does for from get give had has
    have he her him his how i if in into is it its just know long many may me more most much my no not of
    on or our please say she should show so some take taken takes tell than that the their them then there
    these they this those to up us was we were what when where which while who whom whose why will with
    would you your
    """.split()  # noqa: SIM905  # as long as the Danish one
)
"""The English words that say nothing of what a question is about, as the Danish ones do of the search."""
_TELLS_NOTHING = FUNCTION_WORDS | _ENGLISH


def like(question: str) -> list[NamedQuery]:
    """The named queries that share telling words with a question, in Danish or English, the likest first; the
    gallery's before others as like. Where none does, those that ask the same of something in the question:
    "hvor længe" of "sag". None is like a question of something else."""
    asked = set(_stems(question))
    found = []
    for query, said in _said().items():
        shared = asked & said.keys()
        if shared:
            found.append((-sum(said[one] for one in shared), query.level is None, query.name, query))
    return [query for *_, query in sorted(found, key=lambda one: one[:3])] or _asking_the_same(question)


def _asking_the_same(question: str) -> list[NamedQuery]:
    opening, asked = words(question)[:_OPENING], set(_stems(question))
    return [
        query
        for query in queries().values()
        if any(
            words(title)[:_OPENING] == opening and asked & set(_stems(title))
            for title in query.titles.values()
        )
    ]


@cache
def _said() -> dict[NamedQuery, dict[str, float]]:
    """The telling stems of what each query is said to be about; the rarer one is, the more it counts."""
    every = queries().values()
    stems = {query: set(_stems(" ".join([*query.titles.values(), *query.about.values()]))) for query in every}
    having = {one: sum(one in of for of in stems.values()) for of in stems.values() for one in of}
    most = _EVERYWHERE * len(stems)
    return {query: {one: 1 / having[one] for one in of if having[one] <= most} for query, of in stems.items()}


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in _TELLS_NOTHING]
