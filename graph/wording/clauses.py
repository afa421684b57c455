"""The grammar of decisions, as far as reading them needs it: points, sentences, clauses and negation.

Everything here works on a flat text: markup, quotations, what stands in parentheses and the counts of votes
are left out, and :class:`Flat` knows where each of its characters stands in the text it was made from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from graph.base.remembered import of_one_text
from graph.minutes.dates import MONTHS
from graph.minutes.model import Span
from graph.wording.numerals import NUMBER

_SIDE = r"(?:\s?\(\s?\))?"
_UNDECIDED = (
    r"(?:hverken\s+for\s+eller\s+i?mod|(?:der\s+)?(?:undlod|undlader)(?:\s+at\s+stemme)?(?!\s+at)"
    r"|blanke?(?:\s+stemmer)?)"
)
# `med 34 stemmer imod 15`, `med stemmerne 8 for og 2 imod`, `med 20 stemmer for, 3 imod`, in flat text.
_VOTES = re.compile(
    rf"\bmed\s+alle\s+stemmer(?:\s+for)?|\b(?:med\s+stemmerne|med|ved)\s+{NUMBER}{_SIDE}(?=[^.\n]{{0,40}}\b(?:stemme|i?mod\b))(?:\s+(?:stemmer|medlemmer))?{_SIDE}"
    rf"(?:\s+(?:for|imod|mod))?{_SIDE}(?:\s?(?:,|og|-|/|mod|imod)){{0,2}}(?:\s+{NUMBER}{_SIDE}(?:\s+(?:stemmer|medlemmer))?{_SIDE}"
    rf"(?:\s+(?:imod|mod|for)\b)?{_SIDE})?(?:\s?,?(?:\s+og)?\s+{NUMBER}(?:\s+medlemmer)?{_SIDE}\s+{_UNDECIDED}{_SIDE})?",
    re.IGNORECASE,
)
QUOTED = r"[”“„][^”“„]{1,9000}[”“]|\"[^\"]{1,9000}\"|«[^«»]{1,9000}»|»[^«»]{1,9000}«"
"""What somebody said, in quotation marks of any kind."""
_LEFT_OUT = re.compile(rf"(?P<markup>\*+|</?\w{{1,6}}>|_{{2,}})|{QUOTED}")
# White space but for one blank alone, and what is left out.
_ODD = re.compile(r"(?P<white>[^\S ]\s*| \s+)|\x00+")
_LEFT_OUT_OR_BLANKS = re.compile(r"\x00[ \x00]*| [ \x00]+")
_PARENTHESIS = re.compile(r"\([^()]{0,2000}\)")


@dataclass(frozen=True, slots=True)
class Flat:
    """A text with only what can tell an outcome; ``at`` is where each character stands in the original."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span in the original of a stretch, without white space at its ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (
            Span(self.at[start], self.at[end - 1] + 1)
            if end > start
            else Span(self.at[start], self.at[start])
        )


def flatten(text: str, apart: Sequence[tuple[int, int]] = ()) -> Flat:
    """The text without markup, quotations, parentheses and counts of votes; white space squeezed, line ends
    and blank lines kept as one or two line ends. The stretches ``apart`` are left out as parentheses are."""
    kept: list[str] = list(text)
    for start, end in apart:
        kept[start:end] = (
            ["(", *["\x00"] * (end - start - 2), ")"] if end - start > 1 else [" "] * (end - start)
        )
    for match in _LEFT_OUT.finditer("".join(kept)):
        kept[match.start() : match.end()] = [" "] * (match.end() - match.start())
        if match["markup"] is None and match[0][-2] in ".!?":
            kept[match.end() - 1] = "."  # the sentence that ends with a quotation ends here
    for _ in range(3):  # parentheses within parentheses
        words = "".join(kept)
        for match in _PARENTHESIS.finditer(words):
            inner = ["\x00"] * (match.end() - match.start())
            inner[0], inner[-1] = "\x01", "\x02"
            kept[match.start() : match.end()] = inner
    out: list[str] = []
    at: list[int] = []
    words, place = "".join(kept), 0
    for match in _ODD.finditer(words):
        out.append(words[place : match.start()])
        at.extend(range(place, match.start()))
        place = match.end()
        if match["white"]:
            breaks = min(2, match[0].count("\n"))
            out.append("\n" * breaks or " ")
            at.extend([match.start()] * max(1, breaks))
    out.append(words[place:])
    at.extend(range(place, len(words)))
    flat = "".join(out).replace("\x01", "(").replace("\x02", ")")
    at.append(len(text))
    if "  " not in flat and not _VOTES.search(flat):
        return Flat(flat, tuple(at))
    return _without_votes(flat, at)


def _without_votes(flat: str, at: Sequence[int]) -> Flat:
    """Counts of votes are left out, and what follows them begins the sentence that they began."""
    letters = list(flat)
    for match in _VOTES.finditer(flat):
        letters[match.start() : match.end()] = ["\x00"] * (match.end() - match.start())
        before = match.start()
        while before and flat[before - 1] == " ":
            before -= 1
        if not before or flat[before - 1] in ".!?\n":
            for place in range(match.end(), min(match.end() + 2, len(flat))):
                capital = flat[place].upper()
                letters[place] = capital if len(capital) == 1 else flat[place]
    words, place = "".join(letters), 0
    kept: list[tuple[int, int]] = []
    for match in _LEFT_OUT_OR_BLANKS.finditer(words):
        kept.append((place, match.start()))
        blank = words.find(" ", *match.span())
        if blank >= 0:  # of several, the first stays
            kept.append((blank, blank + 1))
        place = match.end()
    kept.append((place, len(words)))
    places = chain.from_iterable(at[start:end] for start, end in kept)
    return Flat("".join(words[start:end] for start, end in kept), (*places, at[-1]))


# What is told beside a decision: who was there, who voted how, what members wanted entered in the minutes.
_ASIDE = re.compile(
    r"\W*(?:afbud|fravær\w*|ikke\s+til\s?stede|til\s?stede|tilstede|stedfortrædere?|som\s+(?:stedfortræder|suppleant)|i\s+stedet\s+(?:for\s+[^.]{1,80}\s)?deltog"
    r"|suppleant\w*|for(?:\s+\w+){0,3}\s+stemte?r?\b|imod(?:\s+\w+){0,3}\s+stemte?r?\b|for\s*:|imod\s*:|(?:hverken|ikke)\s+for\s+eller\s+imod|afstemning\w*\s*:"
    r"|undlod\s+at\s+stemme|undlader\s+at\s+stemme|et\s+mindretal|mindretal\w*|protokol(?!len\s+(?:\w+\s+){0,6}?(?:godkendt|underskrevet)\s+og\s+(?!(?:godkendt|underskrevet)\b))\w*|stemmeforklaring\w*)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:undlod|undlader|undladt)\s+at\s+stemme|\b(?:stemte|stemmer|stemt)\s+(?:for|i?mod|blankt|nej|ja|hverken|ikke)\b|\bstemmer\s+for\b"
    r"|\b(?:til|ført\s+til|tilført)\s+(?:\w+)?protokol|\b(?:tog|tager|tage|taget)\s+forbehold|\bmindretal\w*|\bbegær\w+|\binhabil\w*|\bhabilitet\w*"
    r"|\bdeltog\s+ikke|\bikke\s+deltog\b|\bforlod\b|\bi?mod\s+stemte\b",
    re.IGNORECASE,
)


def is_aside(words: str) -> bool:
    """Whether a sentence tells of presence or votes, by how it begins."""
    return _ASIDE.match(words) is not None


def is_beside(words: str) -> bool:
    """Whether a clause tells of votes, presence or dissent, wherever in it."""
    return _BESIDE.search(words) is not None


## Sentences

_STOP = re.compile(r"[.!?]+(?=\s|$)|;|\n\n?")
_WORD = re.compile(r"\w")
_LETTERED = re.compile(r"[a-z]\)")
_DIGIT_AT_END = re.compile(r"\d$")
_DIGITS = re.compile(r"\d*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:nr|pkt|kap|stk|jf|jfr|ca|bl\.a|f\.eks|kl|hhv|inkl|ekskl|vedr|ad|afd|sml|pga|dvs|tidl|sagsnr|dok\.?nr|[A-ZÆØÅ]|d)$",
    re.IGNORECASE,
)
_A_DATE = re.compile(rf"\s*(?:{'|'.join(MONTHS)})\b|\s*\d{{1,2}}\.?\s*(?:19|20)\d\d", re.IGNORECASE)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each sentence of text[start:end] begins and ends; asides on presence and votes are left out."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and not _ends(text, begin, stop):
            continue
        yield from _sentence(text, begin, stop.end())
        begin = stop.end()
    yield from _sentence(text, begin, end)


def _sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if _WORD.search(words) and not is_aside(words):
        yield start, end


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether a sentence ends here."""
    before, rest = (
        text[max(begin, stop.start() - 40) : stop.start()],
        text[stop.end() : stop.end() + 90].lstrip(),
    )
    if stop[0] == ";" or not rest:
        return True
    if rest[0].islower() and not _LETTERED.match(rest):
        return False
    if stop[0][0] in ".!?":
        if stop[0] != ".":
            return True
        if _ABBREVIATION.search(before[-12:]):
            return False
        return not (_DIGIT_AT_END.search(before) and _A_DATE.match(rest))
    if stop[0] == "\n\n" and text[stop.start() - 1 : stop.start()] != ":":
        return True
    last = before.rstrip()[-1:]
    if last == ":" and is_aside(text[begin : begin + 90]):
        return False  # what stands below `Fraværende med afbud:` is its value
    return last in ".!?:;)" or is_aside(text[begin : begin + 90]) or is_aside(rest)


## Points

_ONE = r"(?:\d{1,2}[a-zA-Z]?|[a-zA-Z])"
_JOIN = r"\s?(?:-|–|,|og|til|samt|&)\s?"
_MARK = re.compile(
    rf"(?:^|(?<=[\s,]))(?P<label>(?:ad(?:\s+(?:pkt|punkt))?|at-(?:pkt|punkt)|pkt|punkt(?:erne|et)?|indstilling(?:en)?s\s+(?:punkt|pkt)|indstillingspunkt(?:erne|et)?|at)\b\.?\s?(?:nr\.?\s?)?)?"
    rf"(?P<list>{_ONE}(?:[.)]?{_JOIN}(?:(?:ad|pkt\.?|punkt)\s)?{_ONE}(?![\wæøå])){{0,60}})(?P<end>\s?[.):]+)?(?=\s|$)",
    re.IGNORECASE,
)
_FIRST = ((1, ""), (1, "a"), (0, "a"))
_LONGEST_HEAD = 1500  # characters of presence and votes before the first point
_OPENS = re.compile(r"[.!?:;)\n]\s*$")


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point: its number as printed, and where its words stand in the flat text; ``until`` is where
    the next begins, with what is told beside its answer (who voted how)."""

    number: str
    start: int
    end: int
    until: int


@dataclass(frozen=True, slots=True)
class _Mark:
    numbers: tuple[str, ...]
    start: int
    end: int


def points(flat: Flat) -> list[Point]:
    """The points of a decision: numbers or letters from the first one on without a gap, or named as points
    (`Ad 2`, `Pkt. 3-4`); at least two, or one after `Ad`. Anything else is prose with numbers in it."""
    marks: list[_Mark] = []
    for match in _MARK.finditer(flat.text):
        numbers = listed_numbers(match["list"])
        if numbers and _is_mark(flat.text, match, numbers, marks):
            marks.append(_Mark(numbers, match.start(), match.end()))
    count = sum(len(mark.numbers) for mark in marks)
    lone = count == 1 and re.match(r"\W*ad\b", flat.text[marks[0].start : marks[0].end], re.IGNORECASE)
    if count < 2 and not lone:
        return []
    ends = [*(mark.start for mark in marks[1:]), _tail(flat.text, marks[-1])]
    found: list[Point] = []
    for mark, end in zip(marks, ends, strict=True):
        found += [Point(number, mark.end, _of_all(flat.text, mark, end), end) for number in mark.numbers]
    return found


def _key(number: str) -> tuple[int, str]:
    digits = _DIGITS.match(number)
    return (int(digits[0]) if digits and digits[0] else 0, number.lstrip("0123456789").casefold())


_LISTED = re.compile(
    rf"(?:^|(-|–|\btil\b)|,|\bog\b|\bsamt\b|&)[.)]?\s?(?:(?:ad|pkt\.?|punkt)\s)?({_ONE})", re.IGNORECASE
)


@of_one_text
def listed_numbers(listed: str) -> tuple[str, ...]:
    """`1.-3.` is 1, 2, 3; `2a-c` is 2a, 2b, 2c; nothing where the numbers do not rise."""
    told = _LISTED.findall(listed)
    numbers: list[str] = []
    for through, number in told:
        if through and numbers:
            (first, letter), (last, other) = _key(numbers[-1]), _key(number)
            if letter and other and (last in (0, first)) and letter < other:
                stem = numbers[-1][: len(numbers[-1]) - 1]
                numbers += [
                    stem + chr(place)
                    for place in range(
                        ord(numbers[-1][-1]) + 1, ord(numbers[-1][-1]) + 1 + ord(other) - ord(letter)
                    )
                ]
                continue
            if letter or other or last <= first or last - first > 60:
                return ()
            numbers += [str(between) for between in range(first + 1, last + 1)]
        else:
            numbers.append(number)
    keys = [_key(number) for number in numbers]
    return tuple(numbers) if keys == sorted(set(keys)) else ()


def _is_mark(text: str, match: re.Match[str], numbers: tuple[str, ...], marks: list[_Mark]) -> bool:
    """Whether a number stands where a point begins, and follows the one before."""
    start = match.start()
    before = text[max(0, start - 8) : start]
    first, ended, labelled = _key(numbers[0]), match["end"] is not None, match["label"] is not None
    label = (match["label"] or "").strip(". ").casefold()
    opening = not before.strip() or _OPENS.search(before) is not None
    if label == "at" and (not ended or ")" not in (match["end"] or "")):
        return False
    previous = _key(marks[-1].numbers[-1]) if marks else None
    if labelled:
        joined = bool(marks) and re.search(r"(?:,|\bog|\bmen|\bmens)\s$", before) is not None
        back = previous is not None and first <= previous
        if back and (joined or (ended and opening)):
            # `Punkt 1 og 3 godkendt, mens punkt 2 udsættes.`, `Ad 1, 2 og 4: Godkendt. Ad 3: Udsat.`
            back = any(_key(number) == first for mark in marks for number in mark.numbers)
        if not (opening or joined) or back:
            return False
        return bool(marks) or ended or (first in _FIRST and _at_head(text, start))
    # `1) godkendt 2) ikke godkendt`, `1. Godkendt 2. Ikke godkendt`: the next number needs no stop before it.
    if previous is not None and ended:
        opening = opening or ")" in match["end"] or text[match.end() : match.end() + 2].strip()[:1].isupper()
    if (
        not opening
        or (len(numbers) == 1 and not ended)
        or (first[0] == 0 and ")" not in (match["end"] or "") and "." not in (match["end"] or ""))
    ):
        return False
    if not ended and not (re.search(r"\d", match["list"]) and _at_head(text, start)):
        return False
    if previous is None:
        return first in _FIRST
    return first in _next(previous)


def _at_head(text: str, start: int) -> bool:
    """Whether nothing but presence and votes stands before."""
    return start < _LONGEST_HEAD and not any(True for _ in sentences(text, 0, start))


def _next(key: tuple[int, str]) -> set[tuple[int, str]]:
    number, letter = key
    following = {(number + 1, ""), (number + 1, "a")} if number else set()
    if letter:
        following.add((number, chr(ord(letter) + 1)))
    return following


def _tail(text: str, mark: _Mark) -> int:
    """Where the last point ends: at the line or paragraph with which something else begins."""
    for stop in re.finditer(r"\n\n?", text[mark.end :]):
        place = mark.end + stop.start()
        rest = text[mark.end + stop.end() : mark.end + stop.end() + 200]
        if not re.search(r"\w", text[mark.end : place]) or rest[:1].islower():
            continue
        if (
            stop[0] == "\n\n"
            or is_aside(rest)
            or is_beside(rest.split("\n", 1)[0])
            or re.match(r"\(\s?\)", rest)
            or re.match(r"[A-ZÆØÅ]\s", rest)
        ):
            return place
    return len(text)


def _of_all(text: str, mark: _Mark, end: int) -> int:
    """Of several points with one answer, the end of what is said of them all: what one side did is not."""
    if len(mark.numbers) < 2:
        return end
    for stop in _STOP.finditer(text, mark.end, end):
        rest = text[stop.end() : min(end, stop.end() + 200)]
        if re.match(r"\s*\(\s?\)", rest) or is_aside(rest):
            return stop.end()
    return end


## Clauses

_AT = r"(?:ikke\s+)?at\b"
_NOT_AFTER = "".join(
    rf"(?<!\s{word})(?<!\s{word} ikke)"
    for word in ("for", "om", "uden", "ved", "til", "på", "så", "sådan", "således")
)
_STRONG = (
    r"idet\b|fordi\b|hvis\b|såfremt\b|forudsat\b|medmindre\b|men\b|hvorefter\b|hvorfor\b|hvormed\b|hvorved\b|under\s+forudsætning\b|på\s+betingelse\b"
    rf"|med\s+undtagelse\b|bortset\s+fra\b|frem\s+for\b|fremfor\b|i\s+stedet\s+for\b|selvom\b|selv\s+om\b|(?:og\s+|samt\s+)?at\b"
    rf"|(?:for|om|uden|ved|til|på|så|sådan|således|med\s+henblik\s+på)\s+{_AT}"
    # In front of a subject these begin a clause, in front of a day they do not.
    r"|(?:før|førend|inden|når|indtil)\s+(?:den|det|de|der|sagen|punktet|[\w-]{0,60}(?:indstillingen|forslaget|planen|udvalget|rådet))\b"
)
BUT_NOT = (
    r"(?:men|og|samt|dog)\s+ikke\s+(?:indstillingens\s+)?(?:punkt(?:et|erne)?|pkt\b\.?)\s*"
    r"(?:nr\.?\s*)?(?:\d|[a-z]\b)"
)
"""The points that are excepted behind what was said of others: `men ikke punkt 2`."""
# `og besluttede derfor at ...` is read with the `at` behind it.
_AND_SO = r"(?:og|men)\s+(?!beslut)\w+(?:er|ede|te|tog|slog)\s+(?:derfor|dermed|herefter)\b"
_SPLIT = re.compile(
    rf",(?=\s|$)|\s+[-–—]\s+|{_NOT_AFTER}\s+(?={_STRONG})|\s+(?={BUT_NOT}|{_AND_SO})", re.IGNORECASE
)
_THAT = re.compile(rf"\W*(?:(?:og|samt|men|dog)\s+)?{_AT}", re.IGNORECASE)
_SUB = re.compile(
    r"\W*(?:idet|da|fordi|hvis|såfremt|forudsat|når|før|førend|inden|hvor|som|der|mens|imens|selvom|selv\s+om|skønt|medmindre|eftersom|indtil|ligesom|hvilket|hvilke|jf|jfr|herunder|fx|f\.eks"
    r"|bl\.a|under\s+forudsætning|på\s+betingelse|med\s+undtagelse|bortset\s+fra|frem\s+for|fremfor|i\s+stedet|dog|så|sådan|således"
    rf"|(?:for|om|uden|ved|til|på|med\s+henblik\s+på)\s+{_AT})\b",
    re.IGNORECASE,
)
_SUB_FIRST = re.compile(
    r"\W*(?:idet|da|fordi|hvis|såfremt|når|mens|selvom|selv\s+om|skønt|medmindre|eftersom|indtil|under\s+forudsætning"
    r"|(?:før|førend|inden)\s+[^\W\d]+\s+(?:blev|bliver|er|var|har|havde|kan|kunne|skal))\b",
    re.IGNORECASE,
)
# With no clause of its own, and no comma before the verb: `Under forudsætning af enighed godkendes planen.`
_UNDER = re.compile(r"\W*under\s+forudsætning\s+af\s+(?!at\b)", re.IGNORECASE)
# `punkt 1 godkendes, mens punkt 2 ikke gør`: of two main clauses the second.
_CONTRASTS = re.compile(
    r"\W*(?:i|med)?mens\s+(?:indstillingens\s+)?(?:punkt(?:et|erne)?|pkt\.?|resten|de\s+øvrige|den\s+anden|forslaget|ansøgningen)\b",
    re.IGNORECASE,
)
CASE = (
    r"(?:[\w-]{0,40}(?:indstilling|forslag|ansøgning|anmodning|plan|budget|projekt)\w*"
    r"|sagen|punktet|det|dette)"
)
"""The case, by what was put before the body or what stands for it, as a part of expressions."""
# `Forslaget fik 9 stemmer, som dermed er godkendt`: what came of it goes on with the clause that names it.
_CAME_OF = re.compile(
    r"\W*(?:som|der|hvilket)\s+(?P<so>(?:dermed|hermed|herefter|derefter|således)\s+)?(?:er|blev|bliver)\b",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(
    rf"(?:\A\W*(?:\w+\s+){{0,2}}{CASE}\s+(?:fik|får|opnåede|opnår|samlede)\b.*|\b{CASE})\s*\Z",
    re.IGNORECASE,
)
# `..., og afviser derfor forslaget` goes on with the main clause before the subordinate one.
_CONCLUDES = re.compile(rf"\W*{_AND_SO}", re.IGNORECASE)
_MAIN = re.compile(
    r"\W*(?:men|og|samt|hvorefter|hvorfor|hvormed|hvorved|dermed|herefter|derefter)\b(?!\s+(?:ikke\s+)?at\b)",
    re.IGNORECASE,
)
_RESERVES = re.compile(
    rf"\b(?:{BUT_NOT}|idet|dog|men\s+ikke|hvis|såfremt|forudsat|medmindre|under\s+forudsætning\s+af|på\s+betingelse\s+af|med\s+undtagelse\s+af|bortset\s+fra)\b"
    r"|\b(?:punkt|pkt\b\.?)\w*\s+\d+\s+undtaget\b|\bundtage[nt]\s+(?:for\s+)?(?:indstillingens\s+)?(?:punkt|pkt)"
    r"|\bunder\s+(?:\w+\s+){0,2}forbehold\b|\bunder\s+(?:de|den|følgende)\s+(?:forudsætning|betingelse)\w*|\bmed\s+(?:(?!henblik)[\w'’-]+\s+){0,3}?(?:bemærkning|ændring|tilføjelse|præcisering|tilretning|rettelse|justering|tilpasning|forbehold|betingelse"
    r"|forudsætning|supplement|tilkendegivelse|opfordring|anmodning)\w*|\bmed\s+\S+\s+som\s+punkt\s+\d"
    r"|(?<=\w\s)for\s+så\s+vidt\s+angår\b",
    re.IGNORECASE,
)
# Right at the words that tell an outcome: of anything else it limits nothing that was decided.
_PARTLY = re.compile(r"(?<!\bden\s)(?<!\bdet\s)(?<!\bde\s)\bdelvist?\b", re.IGNORECASE)
_ONLY = re.compile(r"\s*(?:(?:kun|alene|blot|dog|således|dermed|herefter)\s+)*", re.IGNORECASE)
# `men således at fristen er kort`
_SO = re.compile(r"\W*således\s+at\b", re.IGNORECASE)
_BUT_SO = re.compile(r"men\s+således\s+at\b", re.IGNORECASE)
ClauseKind = Literal["main", "that", "sub"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence: a main one, one with `at`, or another subordinate one. ``reserves`` is where in
    the sentence words begin that limit or comment the outcome."""

    kind: ClauseKind
    text: str
    start: int
    reserves: int | None = None


def clauses(words: str, told: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses of a sentence; ``told`` is where phrases stand that tell an outcome: none is cut."""
    cuts = list(_outside(_SPLIT.finditer(words), told))
    begins = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(words)]
    pieces = [(begin, words[begin:end]) for begin, end in zip(begins, ends, strict=True)]
    found: list[Clause] = []
    for begin, piece in pieces:
        if not re.search(r"\w", piece):
            continue
        kind = _kind(piece, found, told)
        if kind is None:
            found[-1] = replace(found[-1], text=words[found[-1].start : begin + len(piece)])
        else:
            found.append(Clause(kind, piece, begin))
    return [replace(clause, reserves=_reserve(clause, found, words, told)) for clause in found]


def _outside(cuts: Iterator[re.Match[str]], told: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The cuts that are in none of the stretches, which stand in order."""
    at = 0
    for cut in cuts:
        while at < len(told) and told[at][1] <= cut.start():
            at += 1
        if at == len(told) or told[at][0] >= cut.start():
            yield cut


# `spurgte, hvorfor Byrådet afviste forslaget`: elsewhere a main clause tells what came of the one before.
_WHY = re.compile(r"\W*hvorfor\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:spurgte?|spørger|spørgsmål(?:et)?|undre\w*|forklar\w*|redegjorde|redegør\w*|vide|oplys\w*|begrund\w*)\b[^,]*$",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\b(?:enige?t?|enedes|besluttede\s+sig)\s*$", re.IGNORECASE)


def _tells(clause: Clause, told: Sequence[tuple[int, int]]) -> bool:
    return any(clause.start <= start and end <= clause.start + len(clause.text) for start, end in told)


def _kind(piece: str, found: list[Clause], told: Sequence[tuple[int, int]]) -> ClauseKind | None:
    """What a piece between two cuts is; ``None`` if it goes on with the clause before."""
    if not found:
        if _UNDER.match(piece) and any(start < len(piece) for start, _ in told):
            return "main"
        return "sub" if _SUB_FIRST.match(piece) else "that" if _THAT.match(piece) else "main"
    last = found[-1]
    if _THAT.match(piece) or (
        _AGREES.search(last.text) and re.match(rf"\W*(?:om|for)\s+{_AT}", piece, re.IGNORECASE)
    ):
        return "that"
    if _CONTRASTS.match(piece):
        return "main"
    if (came := _CAME_OF.match(piece)) and last.kind == "main" and _NAMES_IT.search(last.text):
        if is_beside(last.text):  # `Alle stemte for forslaget, som er vedtaget`
            return "main"
        if came["so"]:
            return None
    if _SUB.match(piece) or (_WHY.match(piece) and _ASKED.search(last.text)):
        return "sub"
    if _CONCLUDES.match(piece):
        return "main"
    said = any(one.kind == "main" and _tells(one, told) for one in found)
    if re.match(r"\W*(?:men|hvorefter|hvorfor|hvormed|hvorved)\b", piece, re.IGNORECASE):
        return "main"
    if last.kind == "main":
        return "main" if _MAIN.match(piece) or _tells(last, told) else None
    # A subordinate clause is over where the main clause that it stands in has yet to say its verb.
    return None if said or _MAIN.match(piece) else "main"


def _reserve(clause: Clause, found: list[Clause], words: str, told: Sequence[tuple[int, int]]) -> int | None:
    if clause.kind == "that":
        return None
    if _BUT_SO.match(words, max(0, words.rfind("men", 0, clause.start))) and _SO.match(clause.text):
        return clause.start
    partly = (
        match.start()
        for match in _PARTLY.finditer(words, clause.start, clause.start + len(clause.text))
        if any(
            _ONLY.fullmatch(words[min(end, match.end()) : max(start, match.start())]) for start, end in told
        )
    )
    match = _RESERVES.search(clause.text)
    if match is None or (match[0].casefold() in ("dog",) and clause is found[0]):
        return next(partly, None)
    return clause.start + match.start()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a clause between two `og`: its words and place in the clause, the words before that its verb
    leans on (``subject``), and those whose negation holds for it too (``scope``)."""

    text: str
    start: int
    subject: str = ""
    scope: str = ""


_LEANING = re.compile(r"\b(?:enstemmigt|ikke|blev|er|hermed|dermed|herefter)\b", re.IGNORECASE)


def parts(words: str, told: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """The parts of a clause that each tell an outcome, as of `drøftet og godkendt`."""
    begin, lead, scope = 0, "", ""
    neither = re.search(r"\bhverken\b", words, re.IGNORECASE)
    for joint in re.finditer(r"\s(?:og|samt)\s" if neither else r"\s(?:og|samt|eller)\s", words):
        behind = [(start, end) for start, end in told if start >= joint.end()]
        if not behind or not any(begin <= start and end <= joint.start() for start, end in told):
            continue
        yield Part(words[begin : joint.start()], begin, lead, scope)
        first = words[behind[0][0] : behind[0][1]].split()[0]
        leans = not re.search(r"\w", _LEANING.sub("", words[joint.end() : behind[0][0]]))
        lead = f"{lead}{words[begin : joint.start()]} " if leans else ""
        # `ikke drøftet og godkendt`: one verb of negation for both participles or infinitives.
        scope = lead if leans and re.fullmatch(r"\w*(?:t|(?<![td])e)", first) else ""
        begin = joint.end()
    yield Part(words[begin:], begin, lead, scope)


## Negation

_NOT = re.compile(
    r"\b(?:ikke|(?-i:[Ee]j))\b(?!-|\s+(?:alene|blot|kun|mindst|bare|udelukkende|mindre|desto)\b)|\b(?:aldrig|næppe|hverken|ingen(?!\s+(?:var|er|stemte|stemmer)\s+i?mod\b)|intet|undlod|undlader|undladt|afvist|afvises|(?<!\bom\s)(?<!\bfor\s)(?<!\baf\s)(?<!\bde\s)afviste"
    r"|afviser|afslog|afslår|afslået|forkast\w*|nedstem\w*|bortfald\w*|frafald\w*|nægte\w*|modsatte|modsætter|fravalg\w*)\b|\bimod\s+at\b|\buden\s+at\b"
    r"|\b(?:i\s+stedet|frem)\s+for\b",
    re.IGNORECASE,
)
_OF_A_WORD = re.compile(
    r"\b(?:for|til|af|med|om|på|i|ved|fra|hos|den|det|de)\s+ikke\s+\w+|\bikke\s+uden\b(?!\s+at\b)|\bikke\s+delvist?\b"
    r"|\bikke\s+(?:alle|samtlige)\b",
    re.IGNORECASE,
)


_YET = re.compile(r"\bendnu\b", re.IGNORECASE)


def negations(words: str, masked: tuple[int, int] | None = None) -> int:
    """How often a clause is negated; a stretch that bears its own negation may be masked. A negation within
    a noun phrase (`for ikke kommunale veje`) counts twice, and so do `not without`, `not all` and `not yet`:
    what it does to the whole is not clear."""
    if masked:
        words = words[: masked[0]] + "·" * (masked[1] - masked[0]) + words[masked[1] :]
    count = len(_NOT.findall(words)) + len(_OF_A_WORD.findall(words))
    return count + (count > 0 and _YET.search(words) is not None)
