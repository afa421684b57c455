"""How sure it is that two cases are one matter, and by what: a sum of what they have in common."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import Protocol

from graph.cases import titles
from graph.cases.facts import Handling
from graph.cases.link import ProposedKind
from graph.cases.matter import Matter
from graph.cases.numbers import CaseNumber
from graph.ontology.iris import kind_of, number_of
from graph.ontology.terms import vocabulary
from graph.wording.stems import is_compound, is_kind, stem
from graph.wording.stems import parts as parts_of

PROPOSED = 0.45
"""So sure it must be to be proposed."""
MOST = 0.95

# What each thing in common adds, where it is there in full.
_TITLES, _TITLE_WORDS, _TITLE_IN_TEXT, _TEXT_WORDS = 0.8, 0.24, 0.5, 0.12
_MOST_TITLE_WORDS, _MOST_TEXT_WORDS = 2.3, 3.0
_PART, _NAME = 0.75, 0.5  # of the weight of a word, when it is part of a compound, and when it is a name
_DECIDED = 0.1  # where a decision has what the other is called
_SAME_DOCUMENT = 0.4
_SAME_CODE, _SAME_FILE, _CITED, _ON_ITS_PATH = 0.1, 0.1, 0.1, 0.05  # where it would be proposed without
# What is left when something speaks against it.
_OTHER_CODE, _OTHER_NAME, _OTHER_WORDS, _OTHER_KIND = 0.75, 0.4, 0.6, 0.6
_YEARS, _LONG_AGO = ((6, 1.0), (12, 0.9)), 0.8
_SAME_WORDING, _SAME_TITLE = 0.85, 0.9
_DAYS_A_YEAR = 365.25
_ALONE = 10  # letters of a word that is enough by itself in a title


class Weights(Protocol):
    """How much words count, and in how many cases they are."""

    def weight(self, word: str) -> float: ...
    def cases(self, word: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two cases have in common. ``mine`` and ``theirs`` are the items with the titles most alike,
    ``in_titles`` the words that both have in their titles, ``in_text`` those that one has in its title and
    the other in its text (``in_decision``: in what it decides), ``of_texts`` those of both texts; ``cases``
    is in how many cases each word is. ``codes`` and ``files`` are what else they share."""

    origin: Matter
    target: Matter
    mine: Handling
    theirs: Handling
    alike: float
    in_titles: tuple[str, ...]
    in_text: tuple[str, ...]
    in_decision: bool
    of_texts: tuple[str, ...]
    cases: dict[str, int]
    codes: tuple[str, ...]
    files: tuple[str, ...]
    cited: bool
    on_path: bool
    score: float

    @property
    def proposed(self) -> bool:
        return self.score >= PROPOSED

    @property
    def kind(self) -> ProposedKind:
        """What the later of the two may be to the earlier."""
        earlier, later = sorted((self.origin, self.target), key=lambda one: (one.first, one.subject))
        if not (self.in_titles or self.in_decision or self.files):
            return "naevner-emnet"
        if self.in_titles and _follows_up(later) and not _follows_up(earlier):
            return "opfoelgning"
        if self.alike >= _SAME_WORDING and earlier.last < later.first and _of_other_system(earlier, later):
            return "nyt-nummer"
        return "samme-emne"


def compare(origin: Matter, target: Matter, weights: Weights) -> Likeness:
    """What two cases have in common, and how sure it is that they are one matter."""
    alike, mine, theirs = max(
        (
            (titles.likeness(one.title, two.title), one, two)
            for one, two in product(_by_title(origin), _by_title(target))
        ),
        key=lambda pair: pair[0],
    )
    whole = _heaviest(origin.words & target.words, weights)
    told = {part for word in whole for part in (word, *parts_of(word))}
    parts = _heaviest(((origin.words | origin.parts) & (target.words | target.parts)) - told, weights)
    there, here = (_heaviest(a.words & b.text, weights) for a, b in ((origin, target), (target, origin)))
    texts = _heaviest((origin.text & target.text) - set(there) - set(here), weights)
    several = min(len(titles.words(one.title)) for one in (mine, theirs)) > 1
    turned = bool(
        ((origin.words | origin.compounds) & target.compounds) | (origin.compounds & target.words)
    ) and not (_own(origin, target) or _own(target, origin))
    same = turned or (alike >= _SAME_WORDING and len(whole) + len(parts) > 0)
    in_titles = _in_titles(origin.names & target.names, whole, parts, same, several, weights)
    in_text = sorted((_share(origin, target, there, weights), _share(target, origin, here, weights)))
    in_decision = in_text[1] > 0 and not (
        origin.decided.isdisjoint(here) and target.decided.isdisjoint(there)
    )
    codes, files = origin.codes & target.codes, origin.files & target.files
    earlier, later = sorted((origin, target), key=lambda one: (one.first, one.subject))
    cited, on_path = _cites(origin, target) or _cites(target, origin), _on_path(earlier, later)
    score = (
        max(_TITLES * alike * min(1.0, in_titles), _TITLE_WORDS * min(in_titles, _MOST_TITLE_WORDS))
        * _other_titles(origin, target)
        + _TITLE_IN_TEXT * min(1.0, in_text[1] + in_text[0] / 2)
        + _DECIDED * in_decision
        + _TEXT_WORDS * min(sum(map(weights.weight, texts)), _MOST_TEXT_WORDS)
        + _SAME_DOCUMENT * bool(origin.documents & target.documents)
    ) * _against(origin, target, earlier, later)
    if score >= PROPOSED:
        support = _SAME_CODE * bool(codes), _SAME_FILE * bool(files), _CITED * cited, _ON_ITS_PATH * on_path
        score += sum(support)
    shared = (*whole, *parts, *there, *here, *texts)
    return Likeness(
        origin=origin,
        target=target,
        mine=mine,
        theirs=theirs,
        alike=alike,
        in_titles=(*whole, *parts) if in_titles else (),
        in_text=tuple(dict.fromkeys((*there, *here))),
        in_decision=in_decision,
        of_texts=texts,
        cases={word: weights.cases(word) for word in shared},
        codes=tuple(sorted(codes)),
        files=tuple(sorted(files)),
        cited=cited,
        on_path=on_path,
        score=min(MOST, round(score, 2)),
    )


def _in_titles(
    names: frozenset[str],
    whole: tuple[str, ...],
    parts: tuple[str, ...],
    same: bool,
    several: bool,
    weights: Weights,
) -> float:
    """What the words that both have in their titles weigh: a name less than another word, unless the titles
    are the ``same``. The same title of ``several`` words is enough, however short each of them is."""
    if not (_enough(whole, parts) or (same and several)):
        return 0.0
    counted = (weights.weight(word) * (_NAME if word in names and not same else 1.0) for word in whole)
    found = sum(counted) + _PART * sum(map(weights.weight, parts))
    return max(found, _SAME_TITLE) if same and several else found


def _cites(one: Matter, other: Matter) -> bool:
    return not {cited for item in one.titled for cited in item.cites}.isdisjoint(
        item.meeting for item in other.titled
    )


def _on_path(earlier: Matter, later: Matter) -> bool:
    """Whether the one was on its way to a body that it never came to, and that handled the other."""
    return earlier.last < later.first and not (earlier.planned - earlier.bodies).isdisjoint(later.bodies)


def _by_title(matter: Matter) -> Iterable[Handling]:
    """The first item of each title."""
    return {item.title: item for item in reversed(matter.titled)}.values()


def _heaviest(words: Iterable[str], weights: Weights) -> tuple[str, ...]:
    """Those of some words that count, the ones that count most first."""
    return tuple(sorted((w for w in words if weights.weight(w)), key=lambda w: (-weights.weight(w), w)))


def _enough(whole: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether titles may be tied by their words: one that is short and no compound is too little."""
    if len(whole) + len(parts) != 1:
        return True
    return all(len(word) >= _ALONE or is_compound(word) for word in whole) and not parts


def _share(of: Matter, other: Matter, found: tuple[str, ...], weights: Weights) -> float:
    """How much of what a title is about stands in the other's text; less when the text does not have the
    place of the one, and the other is of another place."""
    about = [word for word in of.words if titles.says_much(word)]
    if not _enough(found, ()) or not about:
        return 0.0
    covered = sum(map(len, found)) / sum(map(len, about))
    elsewhere = of.names and other.names and not of.names & other.keys
    return covered * min(1.0, sum(map(weights.weight, found))) * (_OTHER_NAME if elsewhere else 1.0)


def _other_titles(origin: Matter, target: Matter) -> float:
    """What is left of titles that share words when they are of another place or kind of thing, or each of
    them has something of its own."""
    left = 1.0
    if origin.names and target.names and not origin.names & target.names:
        left *= _OTHER_NAME
    elif _own(origin, target) and _own(target, origin):
        left *= _OTHER_WORDS
    kinds, others = _kinds(origin), _kinds(target)
    return left * _OTHER_KIND if kinds and others and not kinds & others else left


def _against(origin: Matter, target: Matter, earlier: Matter, later: Matter) -> float:
    """What is left of a score for another subject in the classification, and for many years between."""
    left = _OTHER_CODE if origin.codes and target.codes and not origin.codes & target.codes else 1.0
    days = (date.fromisoformat(later.first) - date.fromisoformat(earlier.last)).days
    return left * next((share for years, share in _YEARS if days <= years * _DAYS_A_YEAR), _LONG_AGO)


def _own(of: Matter, other: Matter) -> bool:
    """Whether its titles say something that neither titles nor text of the other do."""
    said = {word for word in of.words - other.keys if not is_kind(word)} - _following_up()
    return any(set(parts_of(word)[:-1] or (word,)).isdisjoint(other.words | other.parts) for word in said)


def _kinds(of: Matter) -> set[str]:
    """What kinds of things its titles speak of."""
    return {part for word in of.words for part in parts_of(word)[-1:] if is_kind(part)}


def _follows_up(matter: Matter) -> bool:
    """Whether its titles say that something was done before."""
    said = (stem(word) for item in matter.titled for word in re.findall(r"[^\W\d_]+", item.title))
    return not _following_up().isdisjoint(said)


@cache
def _following_up() -> frozenset[str]:
    concept = next(one for one in vocabulary().concepts("koblingstype") if one.code == "opfoelgning")
    return frozenset(map(stem, concept.hidden))


def _of_other_system(earlier: Matter, later: Matter) -> bool:
    """Whether the numbers of two cases are of two generations."""
    numbers = [
        CaseNumber.parse(number_of(one.subject)) if kind_of(one.subject) == "sag" else None
        for one in (earlier, later)
    ]
    return all(numbers) and bool(numbers[0].authority) != bool(numbers[1].authority)  # type: ignore[union-attr]
