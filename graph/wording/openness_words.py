"""The words that close and open items, as patterns over folded text (:func:`graph.wording.folding.fold`).

The words themselves stand in ontology.ttl, in the scheme ``aabenhedsord``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from graph.base.remembered import of_one_text
from graph.ontology.terms import vocabulary
from graph.wording.folding import PLAIN, fold


@dataclass(frozen=True)
class Patterns:
    """The expressions of the words that say what is closed or open, all over folded text."""

    nouns: Mapping[str, re.Pattern[str]]
    """The nouns for what is closed, by their codes: an item, the meeting, a part of it, how it is handled."""
    closed: re.Pattern[str]
    """A word or phrase that closes, with the noun behind it."""
    open: re.Pattern[str]
    """A word that opens, as :attr:`closed`."""
    before: re.Pattern[str]
    """The small words between the beginning of a mark and a word that closes or opens."""
    law: re.Pattern[str]
    """Behind such a word: the law by which it is closed."""
    reason: re.Pattern[str]
    """Behind such a word: that law, or any other reason."""
    sentence: re.Pattern[str]
    """A sentence that says that the item is closed."""
    field: re.Pattern[str]
    """A field that says so, by its label and its value."""
    label: re.Pattern[str]
    """The label of such a field, as a whole line."""
    why: re.Pattern[str]
    """The label of the field that tells why an item is closed, with a value behind it."""
    why_label: re.Pattern[str]
    """That label, as a whole line."""
    verb: re.Pattern[str]
    """The verb behind what is closed (`behandles`)."""
    little: re.Pattern[str]
    """What stands between an item and what closes it: verbs and small words, or nothing."""


_GAP = r"[ \t\n\-]{0,3}"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_LETTERS = {"l": "[l1i|!]", "o": "[o0]", "å": "(?:å|aa|a)", "ø": "(?:ø|oe|o)", "/": " ?/ ?"}
_NOT = r"(?<!ikke )(?<!ikke-)(?<!ej )(?<!aldrig )(?<!ingen )(?<!ikke længere )"

# The codes of nouns that say what is closed; those of which what is closed is more than one item.
_NOUNS = ("moededel", "moede", "punkt", "handling")
SEVERAL_ITEMS = ("moededel", "moede")


def noun_of(match: re.Match[str]) -> str:
    """The code of the noun behind a closing or opening word, and "" for none."""
    said = match["noun"]
    return next((code for code, words in patterns().nouns.items() if said and words.fullmatch(said)), "")


def _spelled(words: Iterable[str]) -> str:
    """One of the words, its letters perhaps apart or like others, longest first; words that begin alike share
    their beginning, for to make the expressions takes longer than to read minutes by them."""
    told: _Ending = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        at = told
        for letter in _letters(word):
            at = at.setdefault(letter, {})
        at[""] = {}
    return _ending(told)


_Ending = dict[str, "_Ending"]
"""How words go on: by the next letter, with "" for one that ends here."""


def _ending(told: _Ending) -> str:
    """The ways in which words go on, as an expression, without brackets around several."""
    return "|".join(letter + _joined(rest) for letter, rest in told.items())


def _joined(told: _Ending) -> str:
    whole = _ending({letter: rest for letter, rest in told.items() if letter})
    if "" not in told:
        return whole if len(told) == 1 else f"(?:{whole})"
    return f"(?:{whole})?" if whole else ""


def _letters(word: str) -> Iterator[str]:
    """The letters of a word, each an expression with what may stand in front of it."""
    before = ""
    for one in re.split(r"[ -]+", word):
        for letter in one:
            yield before + _LETTERS.get(letter, re.escape(letter))
            before = r"[ \t.\-]?" if len(one) > 3 else ""
        before = _GAP


@cache
def patterns() -> Patterns:
    """The expressions, made once of the words in the ontology's code list ``aabenhedsord``."""
    table = {
        kind.code: [w.casefold() for w in (*kind.labels, *kind.hidden)]
        for kind in vocabulary().concepts("aabenhedsord")
    }
    # Longest first: letters that stand apart would else let `dagsorden` end within `dagsordenspunkt`.
    nouns = {code: _spelled(table[code]) for code in _NOUNS}
    noun = f"(?P<noun>{_spelled(word for code in _NOUNS for word in table[code])})"
    adjective, phrase = _spelled(table["lukket"]), _spelled(table["lukket-vending"])
    # A play is without listeners, too, so it has to be said of how something was handled.
    phrase += rf"|(?:behandl|drøft)[^\W\d_]{{1,6}} (?:{_spelled(table['uden-tilhoerere'])})"
    adjectives = rf"(?:{adjective})(?:[ ]?[/,]?[ ]?(?:og )?(?:{adjective}))?"
    closed = rf"{_START}{_NOT}(?:(?P<phrase>{phrase})|{adjectives}(?:{_GAP}{noun})?){_END}"
    plain = noun.replace("?P<noun>", "?:")
    bare = rf"{_NOT}(?:{phrase}|(?:{adjective})(?:{_GAP}{plain})?)"
    open_ = rf"{_START}(?:{_spelled(table['aabent'])})(?:{_GAP}{noun})?{_END}"
    bare_open = rf"(?:{_spelled(table['aabent'])})(?:{_GAP}{plain})?"
    law, reason = (
        "|".join(re.escape(word).replace(r"\ ", r"[\s.]*") for word in sorted(words, key=len, reverse=True))
        for words in (table["hjemmel"], (*table["hjemmel"], *table["grund"]))
    )
    labels = _spelled(
        w.rstrip("?") for code in ("felt", "punkt", "moede", "moededel", "handling") for w in table[code]
    )
    yes, no = (_spelled(table[code]) for code in ("ja", "nej"))
    said_open, said_closed = (
        _spelled(w.rstrip("?") for w in table[code]) for code in ("felt-aabent", "felt-lukket")
    )
    label = (
        rf"{_START}(?:(?P<label_open>{said_open}|{bare_open})|(?P<label_closed>{said_closed}|{bare})"
        rf"|(?P<label>{labels}))[ ]?\??"
    )
    why = _spelled(table["felt-grund"])
    verb = _spelled((*table["udsagnsord"], *table["smaaord"]))
    item = f"(?:dette )?(?:{_spelled(w for w in table['punkt'] if not w.startswith('sag'))})"
    case = (
        f"(?:denne )?(?:{_spelled(('sag', 'sagen', 'mødet', 'behandlingen', 'drøftelsen', 'beslutningen'))})"
    )
    leading = _spelled(
        w
        for code in ("smaaord", "udsagnsord", "punkt", "moede", "moededel", "handling", "felt")
        for w in table[code]
    )
    value = rf"(?:(?P<closed>{bare})|(?P<open>{bare_open})|(?P<yes>{yes})|(?P<no>{no})){_END}"
    return Patterns(
        nouns={code: re.compile(pattern) for code, pattern in nouns.items()},
        closed=re.compile(closed),
        open=re.compile(open_),
        before=re.compile(rf"{_START}(?:(?:{leading})[\s\-(\[:]{{1,3}}){{1,7}}$"),
        law=re.compile(rf"[\s,;:.()\[\]{{}}>»”|/\-]*(?:efter )?(?:{law})(?![^\W_])"),
        reason=re.compile(rf"[\s,;:.()\[\]{{}}>»”|/\-]*(?:{reason})(?![^\W_])"),
        sentence=re.compile(
            rf"{_START}(?:(?:(?P<item>{item})|{case})(?:(?: (?:{verb})){{1,6}}"
            rf"|(?P<therefore> (?:{verb}) [^\W\d_]{{3,30}},?(?: og)? (?:derfor|dermed|således)"
            rf"(?: (?:{verb})){{0,3}})) "
            # Of a case it may also be said that it is over: `Sagen er lukket og arkiveret`.
            rf"(?:{bare}{_END}(?(therefore)|(?(item)|(?=[\s.,;:(]*(?:$|{reason}))))"
            rf"|(?(therefore)(?!)|(?(item)(?!)|(?:{phrase}){_END})))"
            rf"|(?:{item}|{case}) (?:(?:{verb}) )?lukkes{_END}(?= ?[,.]? ?(?:{reason})))"
        ),
        field=re.compile(rf"{label}[ ]?(?P<by>[:=\t?]|[ ]-)[\s:=\-]*{value}"),
        label=re.compile(rf"\W*{label}\s*[:=?]?\W*"),
        why=re.compile(
            rf"\W*(?:{why})[ ]?(?:[:=\t]\s*(?!\(?(?:{no}|{bare_open}){_END})(?=[^\W_]|[§(])|(?=[§(]))"
        ),
        why_label=re.compile(rf"\W*(?:{why})\W*"),
        verb=re.compile(rf"\s(?:{_spelled(table['udsagnsord'])}){_END}"),
        little=re.compile(rf"[\s:,\-]*(?:(?:{verb}){_END}[\s:,\-]{{1,3}}){{0,7}}"),
    )


def reason_of(match: re.Match[str]) -> re.Pattern[str]:
    """What may follow a mark to say why: a law, or behind a mark that names an item any reason. `Stranden -
    lukket efter storm` is no mark."""
    return patterns().reason if match["phrase"] or noun_of(match) in ("punkt", "moede") else patterns().law


_FROM_OPEN = re.compile(
    r"(?<![^\W_])fra\s(?:åben|åbent|åbne|offentligt?)(?:\s(?:punkt|sag|møde|del|behandling))?\stil(?=\s)"
)

_NOT_OPEN = re.compile(
    r"(?<![^\W_])ikke\s(?P<verb>(?:blevet\s)?[^\W\d_]{3,15}t\s)?"
    r"(?:for\såbne\sdøre|(?:på|i)\s(?:et\s)?åbent\smøde)(?![^\W_])"
)


def without_change(folded: str) -> str:
    """A folded text that says of what is changed only to what (`ændres fra åbent til lukket`), and what is
    not open in one way (`ikke behandlet for åbne døre`)."""
    if "åb" in folded:
        folded = _NOT_OPEN.sub(lambda match: f"{match['verb'] or ''}for lukkede døre", folded)
    return _FROM_OPEN.sub("til", folded) if "åb" in folded or "offentlig" in folded else folded


@of_one_text
def closing_words(folded: str) -> tuple[re.Match[str], ...]:
    """The words of a folded text that close; a line is asked as a title, as a line and as a sentence."""
    return tuple(patterns().closed.finditer(folded))


@of_one_text
def opening_words(folded: str) -> tuple[re.Match[str], ...]:
    """The words of a folded text that open."""
    return tuple(patterns().open.finditer(folded))


def says_closing(text: str) -> bool:
    """Whether a word that can close an item stands anywhere in a text, whatever it is said of."""
    return has_word(text) and patterns().closed.search(fold(text).text) is not None


def says_opening(text: str) -> bool:
    """The same of a word that can open one."""
    return has_word(text) and patterns().open.search(fold(text).text) is not None


# The codes of words of which one is in every line that says something of openness.
_TELLING = ("lukket", "lukket-vending", "uden-tilhoerere", "aabent", "felt-lukket", "felt-aabent")


# What says something without one of them, or where one is no word by itself (`dørene lukkes`, `pressen`).
_BESIDE = ("luk", "tilhør", "press", "det samme", "§")
_BEGINNING = 5  # letters of a word that are looked for


def _wordings(codes: Iterable[str]) -> list[list[str]]:
    """The words of each wording of some codes."""
    table = [concept for concept in vocabulary().concepts("aabenhedsord") if concept.code in codes]
    wordings = (w.casefold() for concept in table for w in (*concept.labels, *concept.hidden))
    return [re.split(r"[ /-]+", wording) for wording in wordings]


@cache
def _hint() -> re.Pattern[str]:
    """The beginnings of all words, of which any line that says something has one."""
    longest = {max(words, key=len)[:4] for words in _wordings(_TELLING)}
    return re.compile(rf"{_spelled({*longest, *_BESIDE})}")


@cache
def _closer_hint() -> re.Pattern[str]:
    """The same without what is in a wording only beside a word that others have by itself, as `punkt` in
    `lukket punkt` is."""
    chosen = {"§"}
    for words in sorted(_wordings((*_TELLING, "felt-grund")), key=len):
        if not any(word.startswith(tuple(chosen)) for word in words):
            chosen.add(max(words, key=len)[:_BEGINNING])
    return re.compile(rf"{_spelled({*chosen, *_BESIDE, 'tilsvarende'})}")


@of_one_text
def may_say(text: str) -> bool:
    """A quick look: most lines have none of the words."""
    return _hint().search(_seen(text)) is not None


@of_one_text
def has_word(text: str) -> bool:
    """A closer look, for what says nothing without one of the words themselves: most lines that name an item
    have none."""
    return _closer_hint().search(_seen(text)) is not None


@of_one_text
def holds_word(folded: str) -> bool:
    """The same of words that are folded, a sentence of them perhaps."""
    return _closer_hint().search(folded) is not None


def _seen(text: str) -> str:
    return text.casefold() if PLAIN.fullmatch(text) else fold(text).text
