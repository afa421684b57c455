"""The words that tell outcomes: the labels of ontology.ttl as expressions, and where they stand in words."""

import re
from dataclasses import dataclass
from functools import cache

from graph.base.remembered import of_one_text
from graph.ontology.terms import Meaning, vocabulary
from graph.wording.clauses import Clause, clauses, negations, sentences

SCHEME = "beslutningsudfald"
_MOST_PHRASES = 20
_PASSIVE = re.compile(r"\w*(?:t|es|ås)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a clause that tell an outcome: where they stand, and their verb, which ends at ``stop``;
    ``bears`` says that they bear a negation of their own, ``complete`` that they need nobody who acts."""

    code: str
    start: int
    end: int
    verb: str
    stop: int
    bears: bool
    complete: bool

    @property
    def meaning(self) -> Meaning:
        return vocabulary().meanings[self.code]

    @property
    def passive(self) -> bool:
        """Whether it is in the passive voice, or a participle: what it says was done to its subject."""
        return _PASSIVE.fullmatch(self.verb) is not None


@cache
def _whole_sentences() -> dict[str, str]:
    """Whole sentences, folded, and the outcome each tells."""
    return {label.casefold(): kind.code for kind in vocabulary().concepts(SCHEME) for label in kind.labels}


def code_of_sentence(words: str) -> str | None:
    """The outcome that a sentence tells as a whole (`Til efterretning.`), where it does."""
    told = words.strip(" .!*-–—•\n").casefold()
    return _whole_sentences().get(told) or _whole_sentences().get(_UNANIMOUSLY.sub("", told))


_UNANIMOUSLY = re.compile(r"\Aenstemmigt\s+|,?\s+enstemmigt\Z")


@dataclass(frozen=True, slots=True)
class _Label:
    """What a hidden label tells of the words that match it; ``verb`` is the one they conjugate."""

    code: str
    verb: str
    bears: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The labels by their first word, or by what it begins with: an expression of those that are alike in it,
    those of most words first, and the label of each of its groups."""

    by_word: dict[str, tuple[re.Pattern[str], tuple[_Label, ...]]]
    by_start: dict[str, tuple[re.Pattern[str], tuple[_Label, ...]]]


@of_one_text
def _labels_of(word: str) -> tuple[re.Pattern[str], tuple[_Label, ...]] | None:
    """The labels that a word may begin."""
    lexicon = _lexicon()
    if word in lexicon.by_word:
        return lexicon.by_word[word]
    return next((found for start, found in lexicon.by_start.items() if word.startswith(start)), None)


@cache
def _lexicon() -> _Lexicon:
    hidden = [
        (label, kind.code) for kind in vocabulary().concepts(SCHEME) for label in kind.hidden if label != "-"
    ]
    hidden.sort(key=lambda phrase: (-len(phrase[0].split()), -len(phrase[0]), phrase[0]))
    alike: dict[str, list[tuple[str, str]]] = {}
    for label, code in hidden:
        alike.setdefault(label.split()[0].casefold(), []).append((label, code))
    table = {
        first: (
            re.compile(
                "(?:" + "|".join(f"({_as_pattern(label)})" for label, _ in group) + r")(?!\w)", re.IGNORECASE
            ),
            tuple(_label(*one) for one in group),
        )
        for first, group in alike.items()
    }
    starts = {first.rstrip("*"): found for first, found in table.items() if first.endswith("*")}
    return _Lexicon({first: found for first, found in table.items() if not first.endswith("*")}, starts)


def _label(label: str, code: str) -> _Label:
    words = label.split()
    own_subject = "*" in words[0] or words[0] in _IMPERSONAL
    verb = next((word for word in words if "*" not in word and word not in _HELPING), words[0].strip("*"))
    return _Label(code, verb, negations(label.replace("*", "")) > 0, own_subject)


_HELPING = ("kan", "blev", "bliver", "er", "var", "med", "…")
_IMPERSONAL = ("er", "var", "med", "fik", "opnåede", "opnår", "blev")


_BETWEEN = r"\s+(?:ikke\s+)?"


def _as_pattern(label: str) -> str:
    """A phrase as an expression: `*` is an ending or a first part, `…` up to eight words of one clause, none
    of which sends back."""
    words = [
        r"(?:(?!(?:at|tilbage|retur)\s)[^\s,;:]+\s+){0,8}?"
        if word == "…"
        else "".join(r"[\w-]{0,40}" if char == "*" else re.escape(char) for char in word) + _BETWEEN
        for word in label.split()
    ]
    return "".join(words).removesuffix(_BETWEEN)


_WORD = re.compile(r"(?<![\w-])\w+")


@of_one_text
def find_phrases(words: str) -> tuple[Phrase, ...]:
    """The phrases of a clause that tell an outcome, in order of place; the longest that begins at a word."""
    found: list[Phrase] = []
    end = 0
    for word in _WORD.finditer(words):
        known = _labels_of(word[0].casefold()) if word.start() >= end else None
        match = known[0].match(words, word.start()) if known else None
        if known is None or match is None:
            continue
        label = known[1][(match.lastindex or 1) - 1]
        if label.bears and match[0].casefold().split().count("ikke") > 1:
            continue  # `ikke grundlag for ikke at godkende`
        stop = match.start() + max(0, match[0].casefold().find(label.verb)) + len(label.verb)
        found.append(
            Phrase(label.code, match.start(), match.end(), label.verb, stop, label.bears, label.complete)
        )
        end = match.end()
    return tuple(found[:_MOST_PHRASES])


def places_of_phrases(words: str) -> list[tuple[int, int]]:
    """Where phrases stand that tell an outcome."""
    return [(phrase.start, phrase.end) for phrase in find_phrases(words)]


def is_verb(word: str) -> bool:
    """Whether a word is a verb of such a phrase in the active voice, by which who acts tells an outcome."""
    return word.casefold() in _verbs()


@cache
def _verbs() -> frozenset[str]:
    groups = (*_lexicon().by_word.values(), *_lexicon().by_start.values())
    verbs = {one.verb.casefold() for _, labels in groups for one in labels}
    return frozenset(verb for verb in verbs if not _PASSIVE.fullmatch(verb))


CARRIED = re.compile(r"\b(?:godkend(?:t|te|es)|tiltr(?:ådt|ådte|ædes)|vedt(?:aget|og|ages))\b", re.IGNORECASE)
# A sentence is read as far as this: no decision is told in more, and no search takes long.
_LONGEST_SENTENCE = 1500


@of_one_text
def whole_sentences(text: str, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    """Where each sentence of a stretch begins and ends, and its words as far as they are read."""
    return tuple(
        (first, last, text[first : min(last, first + _LONGEST_SENTENCE)].replace("\n", " "))
        for first, last in sentences(text, start, end)
    )


@of_one_text
def clauses_around(words: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, none cut where words tell an outcome."""
    return tuple(clauses(words, places_of_phrases(words)))
