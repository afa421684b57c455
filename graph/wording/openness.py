"""The words that say whether an item of the agenda is closed, in every dress people and programs give them.

They are compared as a reader sees them (:func:`graph.wording.folding.fold`). The words themselves stand in
ontology.ttl, in the scheme ``aabenhedsord``. A title that only speaks of something closed (`Lukket svømmehal
i uge 42`) says nothing of its item; where it cannot be told, the item is closed, in doubt.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from graph.base.remembered import of_one_text
from graph.minutes.dates import MONTHS, WEEKDAYS
from graph.minutes.document import ILLEGIBLE
from graph.ontology.terms import vocabulary
from graph.wording.folding import EMPTY, IGNORABLE, LONGEST_LINE, MARKUP, PLAIN, TICKED, Folded, fold, visible

Scope = Literal["item", "following"]

# What words that cannot be read are taken for, and what stands before them where they may be of a heading.
_STAND_IN = ("Lukket", "Lukket:")
_BEFORE_TITLE = re.compile(r"\W*(?:punkt|pkt\.?|sag|nr\.?)?\W*\d{0,3}\W*", re.IGNORECASE)
_LONGEST_HEADING = 160
_LONGEST_GAP = 40  # characters between the beginning of a heading and its number


@dataclass(frozen=True)
class Mark:
    """What a title or a line says: ``closed`` or open; ``sure`` is false where it is in doubt.

    ``end`` is where the title goes on behind a mark at its head, 0 for any other, which says nothing else.
    A mark of ``following`` is a heading: it holds for all items that follow it until another one.
    """

    closed: bool
    sure: bool = True
    end: int = 0
    scope: Scope = "item"


@dataclass(frozen=True)
class _Words:
    """The patterns of the words, over folded text."""

    nouns: Mapping[str, re.Pattern[str]]
    closed: re.Pattern[str]
    open: re.Pattern[str]
    before: re.Pattern[str]
    law: re.Pattern[str]
    reason: re.Pattern[str]
    sentence: re.Pattern[str]
    field: re.Pattern[str]
    label: re.Pattern[str]
    why: re.Pattern[str]
    why_label: re.Pattern[str]
    verb: re.Pattern[str]
    little: re.Pattern[str]


_GAP = r"[ \t\n\-]{0,3}"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_LETTERS = {"l": "[l1i|!]", "o": "[o0]", "å": "(?:å|aa|a)", "ø": "(?:ø|oe|o)", "/": " ?/ ?"}
_NOT = r"(?<!ikke )(?<!ikke-)(?<!ej )(?<!aldrig )(?<!ikke længere )"


# The codes of nouns that say what is closed; those of which what is closed is more than one item.
_NOUNS = ("moededel", "moede", "punkt", "handling")
_SEVERAL_ITEMS = ("moededel", "moede")


def _noun(match: re.Match[str]) -> str:
    """The code of the noun behind a closing or opening word, and "" for none."""
    said = match["noun"]
    return next((code for code, words in _words().nouns.items() if said and words.fullmatch(said)), "")


def _spelled(words: Iterable[str]) -> str:
    """One of the words, its letters perhaps apart or like others; longest first."""
    return "|".join(_letters(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _letters(word: str) -> str:
    parts = []
    for one in re.split(r"[ -]+", word):
        joint = r"[ \t.\-]?" if len(one) > 3 else ""
        parts.append(joint.join(_LETTERS.get(c, re.escape(c)) for c in one))
    return _GAP.join(parts)


@cache
def _words() -> _Words:
    table = {
        kind.code: [w.casefold() for w in (*kind.labels, *kind.hidden)]
        for kind in vocabulary().concepts("aabenhedsord")
    }
    # Longest first: letters that stand apart would else let `dagsorden` end within `dagsordenspunkt`.
    nouns = {code: _spelled(table[code]) for code in _NOUNS}
    noun = f"(?P<noun>{_spelled(word for code in _NOUNS for word in table[code])})"
    adjective, phrase = _spelled(table["lukket"]), _spelled(table["lukket-vending"])
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
    case = f"(?:denne )?(?:{_spelled(('sag', 'sagen', 'mødet', 'behandlingen', 'drøftelsen'))})"
    leading = _spelled(
        w
        for code in ("smaaord", "udsagnsord", "punkt", "moede", "moededel", "handling", "felt")
        for w in table[code]
    )
    value = rf"(?:(?P<closed>{bare})|(?P<open>{bare_open})|(?P<yes>{yes})|(?P<no>{no})){_END}"
    return _Words(
        nouns={code: re.compile(pattern) for code, pattern in nouns.items()},
        closed=re.compile(closed),
        open=re.compile(open_),
        before=re.compile(rf"{_START}(?:(?:{leading})[\s\-(\[:]{{1,3}}){{1,7}}$"),
        law=re.compile(rf"[\s,;:.()\[\]{{}}>»”|/\-]*(?:efter )?(?:{law})(?![^\W_])"),
        reason=re.compile(rf"[\s,;:.()\[\]{{}}>»”|/\-]*(?:{reason})(?![^\W_])"),
        sentence=re.compile(
            rf"{_START}(?:{item}(?: (?:{verb})){{1,6}} {bare}{_END}"
            # Of a case it may also be said that it is over: `Sagen er lukket og arkiveret`.
            rf"|{case}(?: (?:{verb})){{1,6}} (?:{bare}{_END}(?=[\s.,;:(]*(?:$|{reason}))|(?:{phrase}){_END})"
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


# The codes of words of which one is in every line that says something of openness.
_TELLING = ("lukket", "lukket-vending", "aabent", "felt-lukket", "felt-aabent")

_BOX_TICKED = rf"(?P<ticked>[{TICKED}]|[\[(]\s?[xv✓✔]\s?[\])]|(?<![^\W_])x(?![^\W_]))"
_BOX_EMPTY = rf"(?P<empty>[{EMPTY}]|[\[(]\s{{0,3}}[\])])"
_BOX = re.compile(rf"{_BOX_TICKED}|{_BOX_EMPTY}")
_SEPARATED_LEFT = re.compile(r"(?:^|[:;,.|/)\]}»”\"'(\[{<«“\t\n>=+•→]|(?:^|[ \t])-)[ \t\-]*$")
_SEPARATED_RIGHT = re.compile(r"[ ]?(?:[^\w\s\-]|[\t\n]|-(?![^\W_])|[ ]-)")
_AT_HEAD = re.compile(
    r"[\W_]*(?:(?:punkt|pkt\.?|sag|nr\.?)[ ]?)?"
    r"(?:(?:\d{1,3}[a-z]?[ ]?[.):\-]?|[a-z][.)]|[ivx]{1,4}[.)])[\W_]*)?$"
)
_SKIPPED = re.compile(r"[ \t\n)\]}>»”\"'.:;|/\-]*")
# Whose item it is, or what for, between the word that closes it and the title: `Lukket ØU: Salg`.
_NAMED_BEHIND = re.compile(
    r"\s(?:[A-ZÆØÅ]{2,5}|(?i:til\s(?:orientering|efterretning|beslutning|godkendelse|drøftelse)))\s?(?::|[-–—]\s)"
)
# The abbreviation of a body that the case comes from, in front of a title: `ØU - Lukket: Salg`.
_FROM_BODY = re.compile(r"\W*[A-ZÆØÅ][A-Za-zÆØÅæøå&]{0,6}[A-ZÆØÅ]\s*[-–—:/]\s*")
_OPENING_BRACKET, _CLOSING_BRACKET = "([{<«", ")]}>»"
_LAW = re.compile(
    r"[(\[]\s?(?:jf\.?\s|jfr\.?\s|efter\s)?§\s?10(?:,?\s?(?:stk\.?|stykke)\s?\d)?\.?\s?[)\]]|styrelseslov\w{0,8},?\s(?:lovbek\S{0,20}\s)?§\s?10(?!\d)"
    r"|forvaltningslov\w{0,4},?\s§\s?27(?!\d)"
)
# A kind of item as one letter, beside `Å` or `O` for the open ones: closed, but it may be a party's letter.
_LETTER = re.compile(
    r"[\W_]*(?:\d{1,3}[.):]?[\W_]*)?(?:[(\[{]l[)\]}]|l(?=:|[ ]-[ ]))|.*[^\W_][\W_]*[(\[{]l[)\]}]\W*$"
)
# The same with nothing but a blank behind it, which only the title of an item can say.
_LONE_LETTER = re.compile(r"[\W\d_]*L\s+(?=[A-ZÆØÅ])")
_EITHER = re.compile(r"[^\W_] ?/ ?$")
_SEVERAL = re.compile(
    r"(?:følgende|punkter(?:ne)?|sager(?:ne)?|mødet?|dagsorden(?:en)?|alle|herefter|resten)\b"
)
_DAYS = "|".join((*WEEKDAYS, *MONTHS, r"(?:fra|kl|uge|i uge|hele|hver|juleaften|helligdage|weekend)\b"))
_WHEN = re.compile(rf"[\W_]*(?:{_DAYS}|\d)")


@of_one_text
def title_mark(title: str) -> Mark | None:
    """What a title says of its item's openness; ``None`` where it says nothing."""
    if _LETTER.match(fold(title[:LONGEST_LINE]).text):
        return Mark(closed=True, sure=False)
    mark = _title_mark(title) if _may_say(title) else None
    return mark or _illegible(title, _title_mark)


def has_letter_of_closed(title: str) -> bool:
    """Whether the letter of closed items stands by itself in front of a title (`L Skovrejsning`).
    Only a title can say so: in running words it is a litre, a list or a hall."""
    return len(title) <= LONGEST_LINE and _LONE_LETTER.match(visible(title)) is not None


def _illegible(text: str, read: Callable[[str], Mark | None]) -> Mark | None:
    """Whether words that cannot be read may be those that close an item: in their place these would, or they
    begin a line that may be a heading."""
    if ILLEGIBLE not in text:
        return None
    for word in _STAND_IN:
        mark = read(text.replace(ILLEGIBLE, word))
        if mark and mark.closed:
            return Mark(closed=True, sure=False, scope=mark.scope)
    before, _, behind = text.partition(ILLEGIBLE)
    begins = _BEFORE_TITLE.fullmatch(before) and re.match(r"\W*(?:$|[A-ZÆØÅ\d])", behind)
    heading = len(text) <= _LONGEST_HEADING and begins and not behind.rstrip().endswith(".")
    return Mark(closed=True, sure=False) if heading else None


def _title_mark(title: str) -> Mark | None:
    folded = fold(title[:LONGEST_LINE])
    label = _words().label.fullmatch(folded.text)
    if label and not label["label_closed"]:
        return None
    boxed = _boxes(folded.text)
    if boxed is not None:
        return boxed
    marks = [
        mark for match in _words().closed.finditer(folded.text) if (mark := _in_title(title, folded, match))
    ]
    if not marks and _LAW.search(folded.text):
        return Mark(closed=True, sure=False)
    return max(marks, key=lambda mark: (mark.sure, mark.end > 0), default=None)


# What stands behind a title that is no more than a word which closes or opens (`Personalesag - Lukket`).
_TAIL = re.compile(r"\s+[-–—]\s+|\s{2,}|\t|\s*[(\[]|\s*[-–—]\s+|,\s+|\s+(?=\*)")
_OPENNESS = re.compile(
    r"\W*(?:punktet\s+er\s+|punkt\s+)?(?:lukke[dt]e?|fortroligt?|åbent?|åbne|ikke[ -]offentligt?|offentligt?)"
    r"(?:\s+(?:punkt|sag|møde|dagsorden|del))?\W*$",
    re.IGNORECASE,
)
_LONGEST_TAIL = 60
AGENDA_PART = re.compile(
    r"\s*[-–—(,:]\s*(?:lukke[dt]e?|åbent?|åbne)\s+(?:dagsorden|del|møde|punkter)\)?\s*$", re.IGNORECASE
)
"""Behind the name of a body: which part of its agenda a document is."""


@of_one_text
def tail_mark(title: str) -> tuple[int, Mark] | None:
    """Where a title ends behind which a mark stands, and what that says; ``None`` without one."""
    cut = next((cut for cut in [*_TAIL.finditer(title)][::-1] if cut.start() > 0), None)
    words = title[cut.end() :].strip(" )]*_") if cut else ""
    said = line_mark(words) if len(words) < _LONGEST_TAIL and _OPENNESS.match(words) else None
    return (len(title[: cut.start()].rstrip()), said) if cut and said and not said.end else None


def says_only_openness(title: str) -> bool:
    """Whether words have no title beside what they say of openness."""
    return not re.search(r"[^\W_]", title) or (
        len(title) < _LONGEST_TAIL and _OPENNESS.match(title) is not None
    )


def unmarked_title(title: str) -> tuple[int, int, Mark | None]:
    """Where in a title its own words stand, without what marks its item as closed, and the mark."""
    mark, end = title_mark(title), len(title.rstrip())
    head = mark.end if mark and mark.closed else 0
    # Of `Personsag - Lukket` the word in front is the title.
    for start in (head, 0):
        tail = tail_mark(title[start:end])
        stop = start + tail[0] if tail and tail[1].closed else end
        if not says_only_openness(title[start:stop]):
            return start, stop, mark or (tail[1] if tail else None)
    return 0, end, mark


_CLOSED_WORD = r"(?:lukke[dt]e?|fortrolige?t?|ikke[ -]offentlige?t?|hemmelige?t?|tavshedsbelagte?)"
_CLOSED_DOCUMENT = re.compile(
    rf"\W*(?:bilag\s+(?:nr\.?\s+)?\d{{0,3}}[a-z]?\W*)?{_CLOSED_WORD}\s+(?:bilag|dokument|notat|fil)(?:et|er|erne)?(?!\w)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\.[A-Za-z]{2,4}\s*$")
_CLOSED_FILE = re.compile(
    rf"\W*fortrolige?t?(?!\w)|.*(?<!\w)(?<!ikke ){_CLOSED_WORD}\W*$", re.IGNORECASE | re.DOTALL
)
"""Over the name of a file without its suffix."""


@of_one_text
def closes_attachment(title: str) -> bool:
    """Whether the title of an attachment, or the name of its file, says that it is closed."""
    words = IGNORABLE.sub("", title).replace("_", " ")
    named = _SUFFIX.sub("", words)
    if any((mark := title_mark(one)) is not None and mark.closed for one in {title, words, named}):
        return True
    is_file = named != words or words != title
    return any(_CLOSED_DOCUMENT.match(one) for one in (words, named)) or (
        is_file and _CLOSED_FILE.match(named) is not None
    )


def speaks_of_closing(title: str) -> bool:
    """Whether a title begins with a word that would close its item, if it stood by itself."""
    folded = fold(title[:LONGEST_LINE]).text
    found = _words().closed.search(folded)
    return found is not None and _AT_HEAD.match(folded[: found.start()]) is not None


def _in_title(title: str, folded: Folded, match: re.Match[str]) -> Mark | None:
    """Whether a closing word in a title marks its item: at its head or end, in brackets, or by its form."""
    text, words = folded.text, _words()
    left, right = text[: match.start()], text[match.end() :]
    if _EITHER.search(left) and words.open.search(left[-_LONGEST_GAP:]):
        return None
    lead = words.before.search(left)
    outer = left[: lead.start()] if lead else left
    reason = _reason(match).match(right) is not None
    ended = reason or not re.search(r"[^\W_]", right)
    apart = _SEPARATED_RIGHT.match(right) is not None
    before = title[: folded.origin(match.start())]
    head = _AT_HEAD.match(left) is not None or _FROM_BODY.fullmatch(before) is not None
    scope: Scope = "following" if (head and ended and _noun(match) in _SEVERAL_ITEMS) else "item"
    if head and (ended or apart or _noun(match) == "punkt"):
        comma = right.lstrip()[:1] == ","
        skipped = _SKIPPED.match(right)
        end = folded.origin(match.end() + (skipped.end() if skipped else 0))
        # `Fortrolig sag om køb` is the title itself.
        keeps = ended or reason or comma or (not apart and title[end : end + 1].islower())
        return Mark(True, not comma or reason, 0 if keeps else end, scope)
    if _SEPARATED_LEFT.search(outer) and ended:
        return Mark(True, scope="item")
    bracket = max((outer.rstrip().rfind(c) for c in _OPENING_BRACKET), default=-1)
    if bracket >= 0 and not re.search(r"[^\W_]", outer[bracket:]):
        return Mark(True, sure=False)
    named = apart or (head and _NAMED_BEHIND.match(title[folded.origin(match.end()) :]) is not None)
    capital = title[len(before) : len(before) + 1].isupper()
    if named and _SEPARATED_LEFT.search(outer) and (capital or lead):
        return Mark(True, sure=False)
    if match["phrase"] or (_noun(match) == "punkt" and not head) or (head and _noun(match) == "moede"):
        return Mark(True, sure=False)
    return Mark(True, sure=False) if _stands_out(title, folded, match, head, ended) else None


def _reason(match: re.Match[str]) -> re.Pattern[str]:
    """What may follow a mark to say why: a law, or behind a mark that names an item any reason. `Stranden -
    lukket efter storm` is no mark."""
    return _words().reason if match["phrase"] or _noun(match) in ("punkt", "moede") else _words().law


def _stands_out(title: str, folded: Folded, match: re.Match[str], head: bool, ended: bool) -> bool:
    """Whether the word stands out by its capitals from a title that goes on or ends there."""
    start, end = folded.origin(match.start()), folded.origin(match.end() - 1) + 1
    word, before, after = title[start:end].strip(), title[:start], title[end:].strip()
    if not (head or ended):
        return False
    if before[-1:] in (*MARKUP, ">") and after[:1] in (*MARKUP, "<"):
        return True
    rest = before + after
    if word.isupper() and any(c.islower() for c in rest):
        return True
    if ended:
        return word[:1].isupper() and any(c.islower() for c in before)
    return word[1:].islower() and after[:1].isupper() and after[1:2].islower()


@of_one_text
def line_mark(text: str) -> Mark | None:
    """What a line or a short paragraph says of openness: alone, as a field, a ticked box, a heading, a
    sentence of the item itself; ``None`` for any other text."""
    mark = _line_mark(text) if _may_say(text) else None
    return mark or _illegible(text, _line_mark)


def _line_mark(text: str) -> Mark | None:
    whole, words = fold(text), _words()
    folded = whole.text
    if len(folded) <= LONGEST_LINE:
        boxed = _boxes(folded)
        if boxed is not None:
            return boxed
        field = _field(folded)
        if field is not None:
            return field
        for match in words.closed.finditer(folded):
            found = _alone(whole, match)
            if found is not None:
                return found
        opened = words.open.search(folded)
        if opened and _is_alone(folded, opened):
            return Mark(closed=False, scope="following" if _noun(opened) in _SEVERAL_ITEMS else "item")
    return Mark(True, sure=False) if words.sentence.search(folded) else None


def _is_alone(text: str, match: re.Match[str]) -> bool:
    left, right = text[: match.start()], text[match.end() :]
    lead = _words().before.search(left)
    outer = left[: lead.start()] if lead else left
    return _AT_HEAD.match(outer) is not None and not re.search(r"[^\W_]", right)


def _alone(folded: Folded, match: re.Match[str]) -> Mark | None:
    """A closing mark that a line is, or begins with as the heading of a closed item."""
    text, words = folded.text, _words()
    left, right = text[: match.start()], text[match.end() :]
    lead = words.before.search(left)
    outer = left[: lead.start()] if lead else left
    if _AT_HEAD.match(outer) is None:
        return None
    right = _OF_THE_MEETING.sub("", right)
    many = _noun(match) in _SEVERAL_ITEMS or (lead and _SEVERAL.search(lead[0]))
    scope: Scope = "following" if many else "item"
    if not re.search(r"[^\W_]", right) or _reason(match).match(right):
        return Mark(True, scope=scope)
    named = re.match(r"[ ]?[)\]}]?[ ]?(?::|[ ]?-[ ]|\t|\))", right)
    if lead is None and named and not _WHEN.match(right):
        return Mark(
            True, sure=_noun(match) == "punkt", end=folded.origin(match.end() + named.end()), scope=scope
        )
    return None


def _field(text: str) -> Mark | None:
    """What a field says: `Åben/lukket: Lukket`, `Offentlighed: Nej`, `Begrundelse for lukning: § 10`."""
    if _words().why.match(text):
        return Mark(True)
    for match in _words().field.finditer(text):
        if match["label"]:
            rest = text[match.end() :]
            before = text[: match.start()].rstrip()
            if match["by"].strip() == "-" or (before and before[-1].isalpha()):
                continue
            if rest and not re.match(r"[\s]*$|[\t\n;,.|)/(]|[ ][^\s:]{1,20}:", rest):
                continue
        if (
            match["closed"]
            or (match["yes"] and match["label_closed"])
            or (match["no"] and match["label_open"])
        ):
            return Mark(True)
        if match["open"] or (match["yes"] and match["label_open"]) or (match["no"] and match["label_closed"]):
            return Mark(
                bool(match["open"] and match["label_closed"]),
                sure=not (match["open"] and match["label_closed"]),
            )
    return None


def says_closing(text: str) -> bool:
    """Whether a word that can close an item stands anywhere in a text, whatever it is said of."""
    return _may_say(text) and _words().closed.search(fold(text).text) is not None


_NUMBER = r"\d{1,4}[a-zæøå]?(?![^\W_])(?!/\d)"
_SEVERAL_NUMBERS = (
    rf"(?P<numbers>{_NUMBER}(?:\s?(?:,\s?og|,|og|samt|til|t\.?\s?o\.?\s?m\.?|&|\+|-)\s?"
    rf"(?:(?:punkt(?:erne|er)?|pkt\.?)\s)?(?:nr\.?\s?)?{_NUMBER}){{0,40}})"
)
_NAMED_ITEMS = re.compile(
    rf"(?<![^\W_])(?:(?:dagsordens?)?(?:punkt(?:erne|er)?|pkt\.?|sager(?:ne)?)\s?(?:nr\.?\s?|numrene\s)?"
    # What is written with a hyphen or a slash behind `sag` is a case, no item.
    rf"|sag\s(?:nr\.?\s?)?(?=\d{{1,3}}[a-z]?(?![^\W_])(?!\s?[/.-]\d))){_SEVERAL_NUMBERS}"
)
_DOORS = re.compile(
    r"(?<![^\W_])(?:dørene|mødet)\s(?:(?:blev|bliver|er|var)\s)?lukke(?:t|s|de|des)\s"
    r"(?:for\s(?:offentligheden|tilhørerne|tilhørere|publikum|pressen)\s)?(?:ved|under|fra|til|for|i|på)\s"
    rf"(?:(?:og\smed|behandlingen\saf|drøftelsen\saf)\s)?{_NAMED_ITEMS.pattern}"
)
_NUMBERS_BEHIND = re.compile(rf"(?:\ser)?\s?:\s?{_SEVERAL_NUMBERS}\W*$")
_OF_ITEMS = re.compile(r"(?<![^\W_])(?:punkter|sager)(?:ne)?(?![^\W_])")
_RANGE = re.compile(
    r"(?P<first>\d{1,4})\s?(?:-|til|t\.?\s?o\.?\s?m\.?)\s?(?:punkt\s|nr\.?\s?)?(?P<last>\d{1,4})"
)
_SENTENCES = re.compile(r"(?<=[.!?])(?<!pkt\.)(?<!nr\.)(?<!jf\.)(?<!jfr\.)(?<!ff\.)\s+(?=[^\W\d_])|;")
# Where a number alone is the subject of its clause: at the head of it, or behind a label.
_BEFORE_ITEM = re.compile(
    r"(?:^[\W_]*|^\W*[^\W\d_][\w ]{0,30}:\s?"
    r"|(?:[,;(]|(?<!\w)(?:idet|at|dog|og|men|mens|hvorefter|herunder))\s?)$"
)
_ENDS_HERE = re.compile(r"\s?(?:[,:;.)!]|$)")
_DIGIT = re.compile(r"\d")
_LONGEST_RANGE = 200
# Behind `den lukkede del`.
_OF_THE_MEETING = re.compile(r"^\s(?:af|i|på|fra)\s(?:dagsordenen|[\w-]{0,40}mødet)(?![^\W_])")
_BEGINS_MINUTES = re.compile(r"\W*(?:[^\W\d_]{0,20}?)(?:referat|protokol|dagsorden)")
_OF_MINUTES = re.compile(r"referat|protokol|dagsorden|(?<!\d)(?:19|20)\d\d(?!\d)")


@of_one_text
def closed_numbers(text: str) -> frozenset[str]:
    """The numbers of the items that sentences say are closed: `Punkterne 2 til 4 og 6 behandles for lukkede
    døre`. One number alone has to open its sentence and be the subject of it, or stand right in front of what
    closes it (`Udvalget behandlede punkt 1 for lukkede døre`); elsewhere it may be another meeting's or that
    of a heading."""
    return frozenset(number for sentence in _telling(text) for number in _closed_in(sentence))


@of_one_text
def _telling(text: str) -> tuple[str, ...]:
    """The sentences of a text, folded, that may say of numbers what is closed."""
    if not _DIGIT.search(text) or not _may_say(text):
        return ()
    return tuple(one for one in _SENTENCES.split(fold(text).text) if len(one) <= LONGEST_LINE)


def _closing(sentence: str) -> list[re.Match[str]]:
    """The words of a sentence that close what it names."""
    return [match for match in _words().closed.finditer(sentence) if _closes_named(sentence, match)]


def _opening(sentence: str, closing: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The words that open, beside those that close."""
    return [
        match
        for match in _words().open.finditer(sentence)
        if not any(one.start() < match.end() and match.start() < one.end() for one in closing)
    ]


def _closed_in(sentence: str) -> list[str]:
    """What is closed in one sentence, folded: the numbers in front of a word that closes, up to one that
    opens, and those behind it where none stand in front."""
    words = _words()
    doors = [number for match in _DOORS.finditer(sentence) for number in _numbers(match["numbers"])]
    closing = _closing(sentence)
    if not closing:
        return doors
    # `Punkt 1 Lukket del af Strandvejen` is a title.
    sure = [
        one
        for one in closing
        if one["phrase"] or _noun(one) in ("punkt", "moede") or _ENDS_HERE.match(sentence, one.end())
    ]
    told: list[tuple[int, str, list[str]]] = [
        (match.start(), "opens", []) for match in _opening(sentence, closing)
    ]
    for match in closing:
        listing = _OF_ITEMS.search(sentence, 0, match.end())
        behind = _NUMBERS_BEHIND.match(sentence, match.end()) if listing else None
        told.append((match.start(), "closes", _numbers(behind["numbers"]) if behind else []))
    for match in _NAMED_ITEMS.finditer(sentence):
        numbers = _numbers(match["numbers"])
        first = _BEFORE_ITEM.search(sentence, 0, match.start()) is not None
        told_of = any(words.little.fullmatch(sentence, match.end(), one.start()) for one in sure)
        if len(numbers) > 1 or told_of or (first and words.verb.match(sentence, match.end())):
            told.append((match.start(), "names", numbers))
    found: list[str] = doors
    named: list[str] = []
    closes = False
    for _, kind, numbers in sorted(told):
        if kind == "names":
            named += numbers
            found += numbers if closes else []
        elif kind == "closes":
            found += [*named, *numbers]
            named, closes = [], not named
        else:
            named, closes = [], False
    return found


_ITEM = r"(?:dagsordens?)?(?:punkt(?:et|erne|er)?|pkt\.?|sag)\s?(?:nr\.?\s?)?"
_ONE_NUMBER = r"(?P<{}>\d{{1,3}})[a-zæøå]?(?![^\W_])"
_FROM = re.compile(
    rf"(?<![^\W_])(?:(?:fra|f\.?\s?o\.?\s?m\.?)(?:\sog\smed)?\s(?:og\smed\s)?(?:{_ITEM}|nr\.?\s?){_ONE_NUMBER.format('first')}"
    r"(?!\s?(?:[-–]|til|t\.?\s?o\.?\s?m\.?)\s?(?:punkt\s|pkt\.?\s|og\smed\s|nr\.?\s){0,3}\d)"
    rf"|{_ITEM}(?:fra\s)?{_ONE_NUMBER.format('before')}\s?(?:,\s?|og\s|samt\s|\+\s?){{0,2}}(?:alle\s|de\s|samtlige\s){{0,3}}"
    r"(?:(?:efter)?følgende|fremefter|fremad|frem|videre|derefter|opefter|resten|øvrige|ff)(?![^\W_]))"
)
_CLOSING_VERB = re.compile(r"(?<![^\W_])lukke(?:t|s|de|des)\s(?:for\s[^\W\d_]{1,20}\s)?$")
_LONGEST_VERB = 40


@of_one_text
def closed_from(text: str) -> int | None:
    """The number from which on all items are closed by a sentence: `Punkt 8 og følgende behandles for lukkede
    døre`, `Mødet blev lukket fra og med punkt 8`; ``None`` without one."""
    found = [
        int(match["first"] or match["before"])
        for sentence in _telling(text)
        for match in _FROM.finditer(sentence)
        if _is_closed(sentence, match)
    ]
    return min(found, default=None)


def _is_closed(sentence: str, named: re.Match[str]) -> bool:
    """Whether a word closes what is named, with none that opens between the two."""
    if _CLOSING_VERB.search(sentence[max(0, named.start() - _LONGEST_VERB) : named.start()]):
        return True
    closing = _closing(sentence)
    opening = _opening(sentence, closing)
    return any(
        not any(
            min(one.start(), named.start()) < other.start() < max(one.end(), named.end()) for other in opening
        )
        for one in closing
    )


# What the numbers of other items are taken for, where the rest of their sentence is read.
_OTHERS = "andre"
_THIS = re.compile(
    r"(?<![^\W_])(?:(?:dette|nærværende)(?!\s(?:møde|års?)(?![^\W_]))|denne\ssag|punktet\sher)(?![^\W_])"
)
_SUBJECT = re.compile(
    rf"(?<![^\W_])(?:dagsordens)?(?:punktet|sagen|(?:behandlingen|drøftelsen)(?!\s(?:af|om)\s))(?![^\W_])"
    rf"(?!\s(?:nr\.?\s)?(?:\d|{_OTHERS}))|^\W*mødet(?![^\W_])"
)
_LABEL_OF_OTHERS = re.compile(rf"^\W*{_OTHERS}\s?[:–—-]\s?")
_INVERTED = re.compile(r"(?<![^\W_])(?:punktet|dette\spunkt|sagen|denne\ssag)\s(?:også\s)?$")
_BESIDE_OTHERS = re.compile(
    r"(?<![^\W_])(?:(?:sammen|samtidigt?|parallelt|forbindelse|lighed|sammenhæng|tillige|fællesskab)\smed"
    r"|ligesom|som|jfr?\.?|foruden|ud\s?over|(?:del|forlængelse)\saf)"
    rf"\s(?:(?:også|behandlingen\saf|drøftelsen\saf)\s)?{_OTHERS}(?![^\W_])"
)
_ONLY_OTHERS = re.compile(
    rf"(?:^\W*(?:[^\W\d_][\w ]{{0,30}}:\s?)?|(?<![^\W_])(?:at|idet|dog|men|mens|hvorefter|herunder|"
    rf"behandle[rs]?|behandlede[s]?|drøfte[rs]?|drøftede[s]?|er|var|blev|bliver|holdes|flyttes|tages)\s)"
    rf"{_OTHERS}(?![^\W_])"
)
_TOO = re.compile(r"(?<![^\W_])(?:også|ligeledes|ligeså)(?![^\W_])")


@of_one_text
def closes_its_own(text: str, opens: bool) -> bool:
    """Whether sentences that close items by their numbers close the one in which they stand, too: they say it
    of it (`Dette punkt og punkt 3`), or name others only beside it (`Lukket punkt, jf. punkterne 3 og 4`).
    Where an item ``opens`` with them all do that are not clearly of others alone."""
    return any(
        _of_its_own(sentence, opens)
        for sentence in _telling(text)
        if _closed_in(sentence) or _is_inverted(sentence)
    )


def _is_inverted(sentence: str) -> bool:
    """Whether the item stands in front of the word that closes it (`Ligesom punkt 1 er punktet lukket`)."""
    return any(
        _INVERTED.search(sentence[max(0, match.start() - _LONGEST_VERB) : match.start()])
        for match in _closing(sentence)
    )


def _of_its_own(sentence: str, opens: bool) -> bool:
    rest = _NAMED_ITEMS.sub(_OTHERS, _DOORS.sub(_OTHERS, sentence))
    mark = line_mark(rest)
    if (mark and mark.closed) or _THIS.search(rest):
        return True
    said = _LABEL_OF_OTHERS.sub("", rest)
    closing = _words().closed.search(said)
    if closing and _SUBJECT.search(said, 0, closing.start()):
        return True
    named = rest.count(_OTHERS)
    if named and named == len(_BESIDE_OTHERS.findall(rest)):
        return True
    # Without a number behind `punkt` these are a list: `Følgende punkter er lukkede: 2 og 4`.
    return opens and named > 0 and (_TOO.search(rest) is not None or _ONLY_OTHERS.search(rest) is None)


def _closes_named(sentence: str, match: re.Match[str]) -> bool:
    """Whether a closing word is said of the items and not of what they are about (`lukkede skoler`)."""
    right = sentence[match.end() :]
    said = match["phrase"] or _noun(match) or _ENDS_HERE.match(right) or _reason(match).match(right)
    return bool(said)


def _numbers(listed: str) -> list[str]:
    """The numbers of a list, those of its ranges one by one."""
    found = re.findall(r"\d{1,4}[a-zæøå]?", listed)
    for match in _RANGE.finditer(listed):
        first, last = int(match["first"]), int(match["last"])
        found += [str(number) for number in range(first, min(last, first + _LONGEST_RANGE) + 1)]
    return found


def closes_minutes(title: str) -> bool:
    """Whether the title of minutes says that all of them are closed: `LUKKET REFERAT Byrådet d. 12-09-2033`,
    `LUKKET Byrådet d. 12-09-2033`, `Byrådet, lukket møde`, `Referat (lukket)`, `Referat af lukket møde:
    Byrådet`. What stands behind a label is another matter."""
    if len(title) > _LONGEST_HEADING or not _may_say(title):
        return False
    folded, words = fold(title), _words()
    label, _, _ = folded.text.partition(":")
    if not _OF_MINUTES.search(label) or words.open.search(folded.text):
        return False
    return any(
        match["phrase"]
        or _noun(match) in _SEVERAL_ITEMS
        or (label[: match.start()].endswith(("(", "[")) and label[match.end() :].startswith((")", "]")))
        or _around_minutes(title, folded, label, match)
        for match in words.closed.finditer(label)
    )


def _around_minutes(title: str, folded: Folded, label: str, match: re.Match[str]) -> bool:
    """Whether a word that closes opens the title of minutes before a name or ends one that begins with what
    they are."""
    before, behind = label[: match.start()], label[match.end() :]
    if not re.search(r"[^\W_]", before):
        name = title[folded.origin(match.end()) :].lstrip()
        return (
            title[folded.origin(match.start()) : folded.origin(match.end())].isupper() or name[:1].isupper()
        )
    return not re.search(r"[^\W_]", behind) and _BEGINS_MINUTES.match(before) is not None


def is_label(text: str) -> bool:
    """Whether a line is the label of a field whose value may stand on the next one."""
    return len(text) <= 60 and _may_say(text) and _words().label.fullmatch(fold(text).text) is not None


def is_label_of_reason(text: str) -> bool:
    """Whether a line is the label of the field that tells why an item is closed, its value on the next."""
    return len(text) <= 60 and _may_say(text) and _words().why_label.fullmatch(fold(text).text) is not None


def _boxes(text: str) -> Mark | None:
    """What boxes beside the words say: one that is ticked settles it; with none ticked it is in doubt."""
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return None
    closed, opened = (list(pattern.finditer(text)) for pattern in (_words().closed, _words().open))
    if not closed and not opened:
        return None
    words = [*closed, *opened]
    before = boxes[0].start() < min(word.start() for word in words)

    def box(word: re.Match[str]) -> re.Match[str] | None:
        for one in boxes:
            between = text[one.end() : word.start()] if before else text[word.end() : one.start()]
            if (
                (one.end() <= word.start()) is before
                and (one.start() >= word.end()) is not before
                and not between.strip(" \t:")
            ):
                return one
        return None

    of_closed = [found for word in closed if (found := box(word))]
    of_open = [found for word in opened if (found := box(word))]
    if any(found["ticked"] for found in of_closed):
        return Mark(True)
    if any(found["ticked"] for found in of_open):
        return Mark(False)
    if of_open:
        return Mark(True, sure=False)
    return Mark(False) if of_closed and not opened else None


@cache
def _hint() -> re.Pattern[str]:
    """The beginnings of all words, of which any line that says something has one."""
    table = [concept for concept in vocabulary().concepts("aabenhedsord") if concept.code in _TELLING]
    wordings = (w.casefold() for concept in table for w in (*concept.labels, *concept.hidden))
    longest = {max(re.split(r"[ /-]+", wording), key=len)[:4] for wording in wordings}
    return re.compile(rf"{_spelled({*longest, 'lukn'})}|§")


@of_one_text
def _may_say(text: str) -> bool:
    """A quick look: most lines have none of the words."""
    seen = text.casefold() if PLAIN.fullmatch(text) else fold(text).text
    return _hint().search(seen) is not None
