"""Amounts of kroner in the text of an item: what they come to, and what they are said of.

An amount has its unit beside it, or in the heading of its row or column, in the corner of its table or in a
sentence beside that (`Beløbene er i mio. kr.`); a number without one is none, whatever it may mean. Its kind,
its period and what it is reckoned by are told where the words tell them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graph.base.remembered import of_one_text
from graph.minutes.blocks import Block, ListBlock, ProseBlock, TableBlock, tells_unit
from graph.minutes.dates import MONTHS
from graph.minutes.document import Document
from graph.minutes.model import Amount, Quote, Span
from graph.ontology.terms import vocabulary
from graph.wording.numerals import words_up_to

SCHEME = "beloebsart"

# Between the parts of an amount: a space, or the end of a wrapped line.
_GAP = r"[ \t]{0,2}\n?[ \t]{0,2}"
_KRONER = r"(?:kr\.?(?![\w])|kron(?:er|e)(?!\w)|DKK\b|d\.?kr\.?(?!\w))"
_TIMES = {
    "": Decimal(1),
    "t": Decimal(1_000),
    "mio": Decimal(1_000_000),
    "mia": Decimal(1_000_000_000),
}
_SCALE = (
    rf"(?:(?P<t>t\.{_GAP}(?=kr)|t(?=kr)|tusinde?\b|tus\.)|(?P<mio>mio\b\.?|mill\b\.?|million(?:er)?\b)"
    r"|(?P<mia>mia\b\.?|milliard(?:er)?\b))"
)
_DIGITS = r"(?:\d{1,3}(?:[. ]\d{3})+(?!\.?\d)|\d{1,9}(?!\.?\d))(?:,\d{1,4}(?!\d))?|\d{1,3}\.\d{1,2}(?!\.?\d)"
_FRACTION = r"\d{0,3}\s?[½¼¾]"
_WORDS = {"en halv": Decimal("0.5"), "halvanden": Decimal("1.5")} | {
    word: Decimal(value) for word, value in words_up_to(12).items()
}
_IN_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = rf"(?P<number>{_FRACTION}|{_DIGITS}|(?:{_IN_WORDS})(?=\s(?:mio|mill|mia)))"
# A number, the unit before it or behind it; `8.000,-` is kroner, too.
_AMOUNT = re.compile(
    rf"(?<![\w.,/§])(?:(?P<before>{_KRONER}){_GAP})?(?P<sign>[-–+](?=\d)|minus\s)?"
    rf"(?<![\d.,])(?:{_NUMBER})(?P<dash>,-+(?!\d))?(?:{_GAP}(?:{_SCALE})(?:{_GAP}(?P<behind>{_KRONER}))?"
    rf"|{_GAP}(?P<plain>{_KRONER}))?(?P<tail>(?<=\.),?-(?![\w-]))?(?![\w%])",
    re.IGNORECASE,
)
# What every number has beside it that is one of kroner, or the next number has.
_IN_KRONER = re.compile(r"kr|dkk|,-", re.IGNORECASE)
_MAY_BE_SAID = re.compile(r"[\d½¼¾]|mio|mill|mia", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_GAP}(?P<by>[-–]|til\b|og\b|eller\b){_GAP}", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:st[ie]g\w*|fald\w*|faldt|øges?|øget|hæv\w*|sænk\w*|nedsæt\w*|nedsat\w*|forhøj\w*|reducer\w*|vokse\w*|vokset"
    r"|ændre\w*|juster\w*|regulere\w*|gå\w*|gik|går)\b",
    re.IGNORECASE,
)
# `i 1.000 kr.` and `(1.000 kr.)` say in what other numbers are told.
_SAYS_UNIT = re.compile(
    rf"(?:\bi{_GAP}(?:hele{_GAP})?|\(\s?)(?P<unit>(?P<t>1[. ]?000{_GAP}{_KRONER}"
    rf"|\b(?:t\.{_GAP}kr|tkr)\.?|(?:tusinde?|tus\.){_GAP}{_KRONER})|(?P<mio>(?:mio\b\.?|mill\b\.?|millioner){_GAP}{_KRONER})"
    rf"|(?P<mia>(?:mia\b\.?|milliarder){_GAP}{_KRONER})|(?:{_KRONER}))",
    re.IGNORECASE,
)
_HEADS_UNIT = re.compile(
    rf"(?P<unit>(?P<t>\b(?:1[. ]?000|t\.?|tusinde?){_GAP}{_KRONER})"
    rf"|(?P<mio>(?:mio\b\.?|mill\b\.?){_GAP}{_KRONER})"
    rf"|(?P<mia>mia\b\.?{_GAP}{_KRONER})|(?:(?<!\d){_KRONER}))",
    re.IGNORECASE,
)
_OF_AMOUNTS = re.compile(
    r"\b(?:beløb\w*|tal(?:lene)?|alle|alt|opgjort|angivet|tabel\w*|budget\w*)\b|\(", re.IGNORECASE
)
_NO_KRONER = re.compile(
    r"(?<!\w)(?:antal|pct|procent\w*|%|timer|minutter|m2|m²|km|ha|stk|tons?|personer|borgere|elever|børn|pladser|årsværk"
    r"|år|årstal|nr|nummer|konto(?:nr)?|kontonummer|promille|andel|kwh|mwh|besøg|udlån|indeks|dato|side)(?!\w)",
    re.IGNORECASE,
)
_LEADS_TO_SEVERAL = re.compile(
    rf"(?<!\w)(?:på|til|koste[rt]?|kostede|udgør|udgjorde|beløb\w*|hhv\.|henholdsvis|{_KRONER},)"
    rf"(?:{_GAP}(?:hhv\.|henholdsvis|ca\.|cirka))?[: ]?{_GAP}\Z",
    re.IGNORECASE,
)
# `Konto 12.345 og 6.000 kr.`: what the number behind it is of.
_NUMBERS = re.compile(
    r"(?<!\w)(?:[\w-]{0,30}(?:konto|nr|nummer|numre)|funktion|gruppering|faktura|ordre|matrikel|matr|journal|sag|bilag|side)"
    r"(?:en|et)?\.?(?:\s+(?:nr|nummer)\.?)?:?\s{1,2}\Z",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d")
_BARE = re.compile(rf"(?P<sign>[-–+]\s?)?(?P<number>{_DIGITS})(?P<dash>,-+)?", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\w.,/-])(?P<first>(?:19|20)\d\d)(?:\s?(?:[-–/]|til|og)\s?(?P<last>20\d\d|\d\d(?![\d.])))?"
    r"(?P<open>\s(?:og|samt)\s(?:frem\w*|årene\sfrem\w*|følgende(?:\sår)?)|\sff\.?)?(?![\w,/-]|\.\d)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfra\s(?:og\smed\s)?$", re.IGNORECASE)
_DATED = re.compile(rf"(?:{'|'.join(MONTHS)}|[-./]\d{{1,2}}[-./ ])\s?$", re.IGNORECASE)
_THEN = re.compile(
    r"[\s,]*(?:(?:årlig[te]?|om året|pr\. år|i alt|heraf|ekskl\.? moms|inkl\.? moms)[\s,]+)?"
    r"(?:(?:i|fra|for|til)\s(?:og med\s)?)?(?:(?:budget|regnskab|skoleåret|årene|perioden|året|hele)\s)?$",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(
    r"[\s,]*(?:årlig[te]?|om året|(?:pr\.?|per) år|på årsbasis|hvert år)(?!\w)", re.IGNORECASE
)
_BY_MONTH = re.compile(r"[\s,]*(?:månedligt?|om måneden|(?:pr\.?|per) måned|hver måned)(?!\w)", re.IGNORECASE)
_PER = re.compile(
    r"\s*(?:(?:pr\.?|per)\s(?P<what>[a-zæøå][\w²/-]{0,30})|/\s?(?P<by>[a-zæøå][\w²]{0,20}))", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?;](?=\s+[A-ZÆØÅ\"”»(])|\n(?=\s*\n)|:(?=\s)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:mio|mia|mill|ca|pr|nr|t|jf|evt|inkl|ekskl|hhv|st|sdr|ndr|chr|vedr|dr|bl\.a))\.$",
    re.IGNORECASE,
)
_MOST_SAID = 400  # characters
_BEFORE = 40  # characters in front of a number, in which it is said what that is of
_NEAR = 300  # characters of a line beside a table


@dataclass(frozen=True, slots=True)
class _Found:
    """An amount in a text: where it stands, what it comes to, and to what it reaches if it is a range."""

    start: int
    end: int
    value: Decimal
    most: Decimal | None = None


def _kroner(value: Decimal) -> Decimal:
    """Whole kroner without decimals."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def find_amounts(document: Document, spans: Iterable[Span]) -> tuple[Amount, ...]:
    """The amounts in some stretches of a text, in their order; none that another contains."""
    found: dict[Span, Amount] = {}
    for span in spans:
        told = document.blocks(span)
        for before, block, after in zip([None, *told], told, [*told[1:], None], strict=False):
            for amount in _in_block(document, before, block, after):
                found.setdefault(amount.quote.span, amount)
    return tuple(found[span] for span in sorted(found))


def _in_block(
    document: Document, before: Block | None, block: Block, after: Block | None
) -> Iterator[Amount]:
    if isinstance(block, TableBlock):
        yield from _Table(document, block, before, after).amounts()
        return
    stretches = (
        [Span(one.lines[0].start, one.lines[-1].end) for one in block.entries]
        if isinstance(block, ListBlock)
        else [block.span]
    )
    for stretch in stretches:
        for sentence in _sentences(document.text, stretch):
            yield from _in_sentence(document, sentence)


def _sentences(text: str, stretch: Span) -> Iterator[Span]:
    at = stretch.start
    for end in _SENTENCE_END.finditer(text, stretch.start, stretch.end):
        if _ABBREVIATED.search(text, max(at, end.end() - 8), end.end()):
            continue
        yield Span(at, end.end())
        at = end.end()
    yield Span(at, stretch.end)


def _in_sentence(document: Document, sentence: Span) -> Iterator[Amount]:
    text = document.text
    if not _MAY_BE_SAID.search(text, sentence.start, sentence.end):
        return
    found = list(_amounts(text, sentence))
    if not found:
        return
    said = _said(document, sentence)
    years = [one for one in _years(text, sentence) if not any(f.start <= one[0] < f.end for f in found)]
    edges = [sentence.start, *(one.end for one in found)]
    ends = [*(one.start for one in found[1:]), sentence.end]
    for one, lead, end in zip(found, edges, ends, strict=False):
        words = text[one.end : end]
        yield Amount(
            quote=document.quote(one.start, one.end),
            value=_kroner(one.value),
            most=None if one.most is None else _kroner(one.most),
            kind=_kind(text[lead : one.start], words),
            period=_period(text, one, end, years, alone=len(found) == 1),
            per=_per(words),
            said_of=(said,) if said else (),
        )


def _said(document: Document, sentence: Span) -> Quote | None:
    """The sentence; of a very long one its beginning is no more than the rest."""
    quote = document.quote(sentence.start, sentence.end)
    return quote if 0 < len(quote.text) <= _MOST_SAID else None


def _amounts(text: str, within: Span) -> Iterator[_Found]:
    """The amounts in a sentence; a number that has its unit from the next one goes with it."""
    if not _IN_KRONER.search(text, within.start, within.end):
        return
    matches = [
        match
        for match in _AMOUNT.finditer(text, within.start, within.end)
        if not _says_unit(text, match, within.start)
    ]
    at = 0
    while at < len(matches):
        match = matches[at]
        following = matches[at + 1] if at + 1 < len(matches) else None
        by = _BETWEEN.fullmatch(text, match.end(), following.start()) if following else None
        if (
            following is not None
            and by is not None
            and _is_unit(following)
            and (
                _is_unit(match)
                or not _NUMBERS.search(text, max(within.start, match.start() - _BEFORE), match.start())
            )
            and (pair := _pair(match, following))
        ):
            for one in _listed(text, matches[:at], match, _scale(following)):
                yield _Found(one.start(), one.end(), _value(one))
            low, high = pair
            if _is_range(text, match, by["by"].lower(), within.start) and low < high:
                yield _Found(match.start(), following.end(), low, high)
            else:
                yield _Found(match.start(), match.end(), low)
                yield _Found(following.start(), following.end(), high)
            at += 2
            continue
        if _is_unit(match):
            yield _Found(match.start(), match.end(), _value(match) * _scale(match))
        at += 1


def _listed(
    text: str, before: Sequence[re.Match[str]], last: re.Match[str], scale: Decimal
) -> list[re.Match[str]]:
    """The numbers before two of which the second has their unit: `4.980.000, 5.120.000 og 5.400.000 kr.`;
    none where it is not said before the first that they are amounts, for it may be the number of something
    (`Journalnr. 12.345, 5.000 og 6.000 kr.`)."""
    found: list[re.Match[str]] = []
    for one in reversed(before):
        parted = re.fullmatch(rf",{_GAP}", text[one.end() : last.start()])
        if not parted or scale > 1 or _is_unit(one) or _GROUPED.fullmatch(one["number"]) is None:
            break
        found.insert(0, one)
        last = one
    lead = text[max(0, found[0].start() - _REACH) : found[0].start()] if found else ""
    leads = _LEADS_TO_SEVERAL.search(lead)
    return found if leads and not _NO_KRONER.search(_CLAUSE.split(lead)[-1]) else []


def _says_unit(text: str, match: re.Match[str], start: int) -> bool:
    """Whether `1.000 kr.` says in what other numbers are told."""
    first = max(start, match.start() - 10)
    if "k" not in text[first : match.end()].casefold():
        return False  # without a word for kroner
    says = _SAYS_UNIT.search(text, first, match.end())
    return says is not None and says.start("unit") <= match.start() and says["t"] is not None


def _is_unit(match: re.Match[str]) -> bool:
    """Whether a number has kroner beside it, and is no part of something else."""
    return any(match[name] for name in ("before", "behind", "plain", "dash"))


def _scale(match: re.Match[str]) -> Decimal:
    return next((_TIMES[name] for name in ("t", "mio", "mia") if match[name]), Decimal(1))


def _value(match: re.Match[str]) -> Decimal:
    value = _number(match["number"])
    sign = (match["sign"] or "").strip().lower()
    return -value if sign in ("-", "–", "minus") else value


def _number(words: str) -> Decimal:
    """The number that digits or words say."""
    words = words.strip().lower()
    if words in _WORDS:
        return _WORDS[words]
    if words[-1] in "½¼¾":
        part = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}[words[-1]]
        whole = words[:-1].strip()
        return part + (Decimal(whole) if whole else 0)
    if re.fullmatch(r"\d{1,3}\.\d{1,2}", words):
        return Decimal(words)
    return Decimal(re.sub(r"[. ]", "", words).replace(",", "."))


def _pair(first: re.Match[str], second: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """What two numbers come to of which the first may have its unit from the second."""
    high = _value(second) * _scale(second)
    if _is_unit(first):
        return _value(first) * _scale(first), high
    if _PLAIN_YEAR.fullmatch(first["number"]) and not _PLAIN_YEAR.fullmatch(second["number"]):
        return None  # `i 2023 og 410.000 kr. i 2024`
    own = _scale(first)
    if own > 1:
        return _value(first) * own, high
    low = _value(first)
    # `800.000-1,2 mio. kr.` and `5-10.000 kr.` leave open what the first one is.
    large, grouped = low >= 1000, abs(_value(second)) >= 1000
    if (large and _scale(second) > 1) or (grouped and not large):
        return None
    return low * _scale(second), high


def _is_range(text: str, first: re.Match[str], by: str, start: int) -> bool:
    """Whether two numbers are the ends of a range: `2-3`, `mellem 2 og 3`, but not `fra 2 til 3` of what
    rises."""
    lead = text[max(start, first.start() - 120) : first.start()]
    if by in ("og", "eller"):
        return by == "og" and re.search(r"\bmellem\s*(?:ca\.?\s*)?$", lead, re.IGNORECASE) is not None
    if by == "til":
        return not (re.search(r"\bfra\s*(?:ca\.?\s*)?$", lead, re.IGNORECASE) and _CHANGES.search(lead))
    return True


# What an amount is, when it is, and by what it is reckoned.


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words of each kind of amount, as ontology.ttl has them."""
    return tuple(
        (re.compile("|".join(map(_form, kind.hidden)), re.IGNORECASE), kind.code)
        for kind in vocabulary().concepts(SCHEME)
    )


def _form(word: str) -> str:
    """A word as an expression: `*` before or behind it is more letters."""
    stem = re.escape(word.strip("*"))
    before = "" if word.startswith("*") else r"(?<![^\W\d_])"
    behind = "" if word.endswith("*") else r"(?![^\W\d_])"
    return f"{before}{stem}{behind}"


_TOLD_OF = re.compile(r"\s(?:på|til|af|for|i|ved|vedrørende)\s[^,.:]{0,60}", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s*(?:på|af|i)\s(?:[^\W\d]+e\s)?", re.IGNORECASE)
_KIND_BEHIND = re.compile(r"\s*(?:i|som|til|af)\s(?:\w+\s){0,2}", re.IGNORECASE)
_CLAUSE = re.compile(r",(?!\d)|\s(?:og|samt|men|mens)\s")
_REACH = 80  # characters


def _kind(before: str, after: str) -> str | None:
    """The kind that the nearest words tell: those before an amount, as far as its clause goes, or the ones
    it leads to."""
    lead = before[-_REACH:]
    breaks = [match.end() for match in _CLAUSE.finditer(lead)]
    found = _last_kind(lead[breaks[-1] if breaks else 0 :])
    if found:
        return found
    leads = _KIND_BEHIND.match(after)
    if leads and (behind := _first_kind(after[: leads.end() + 25], leads.end())):
        return behind
    return _last_kind(lead)


@of_one_text
def _last_kind(words: str) -> str | None:
    """The kind of the last word that tells one, and is not what another is told of (`besparelser på
    udgifterne`); none where the amount is a change in it, or the head of the phrase is left out."""
    found = sorted((m.start(), m.end(), code) for form, code in _kinds() for m in form.finditer(words))
    kept: list[tuple[int, int, str]] = []
    for start, end, code in found:
        if kept and end <= kept[-1][1]:  # `forbrug` of `mindreforbrug`
            continue
        if not kept or not _TOLD_OF.fullmatch(words, kept[-1][1], start):
            kept.append((start, end, code))
    if not kept:
        return None
    start, end, code = kept[-1]
    elliptic = _PREPOSITION.fullmatch(words, 0, start) and not re.match(r"\s*på\b", words[end:])
    return None if elliptic or _CHANGES.search(words, end) else code


def _first_kind(words: str, least: int) -> str | None:
    found = [(m.start(), code) for form, code in _kinds() if (m := form.search(words)) and m.start() <= least]
    return min(found)[1] if found else None


def _years(text: str, within: Span) -> list[tuple[int, int, str]]:
    """The years and spans of years in a stretch, as EDTF (ISO 8601-2) has them, each with its place."""
    return [
        (match.start(), match.end(), _edtf(match))
        for match in _YEAR.finditer(text, within.start, within.end)
        if not _DATED.search(text, max(within.start, match.start() - 12), match.start())
    ]


def _edtf(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    if match["open"]:
        return f"{first}/.."
    if not last:
        return first
    whole = last if len(last) == 4 else first[:2] + last
    return f"{first}/{whole}" if whole > first else first


def _period(
    text: str, one: _Found, end: int, years: Sequence[tuple[int, int, str]], alone: bool
) -> str | None:
    """When an amount is of: the years that stand behind it, or the only ones of the sentence."""
    behind = next((year for year in years if one.end <= year[0] < end), None)
    if behind and (then := _THEN.fullmatch(text, one.end, behind[0])):
        on = "/" not in behind[2] and re.search(r"\bfra\b", then[0], re.IGNORECASE) is not None
        return f"{behind[2]}/.." if on else behind[2]
    if not alone or len(years) != 1:
        return None
    start, _, year = years[0]
    on = "/" not in year and _FROM.search(text, max(0, start - 15), start) is not None
    return f"{year}/.." if on else year


def _per(after: str) -> str | None:
    """By what an amount is reckoned, in the text's words; `år` and `måned` whatever they are called."""
    if _BY_YEAR.match(after):
        return "år"
    if _BY_MONTH.match(after):
        return "måned"
    per = _PER.match(after)
    return (per["what"] or per["by"]).rstrip("-/") if per else None


# Tables.


class _Table:
    """A table of amounts; what stands right before and behind it may say in what they are told."""

    def __init__(
        self, document: Document, table: TableBlock, before: Block | None, after: Block | None
    ) -> None:
        self._document, self._text, self._table = document, document.text, table
        self._quotes: dict[Span, Quote] = {}
        self._beside = self._told_beside(before, after)
        self._head = table.rows[0] if table.header else ()

    def _words(self, cell: Span) -> str:
        return self._text[cell.start : cell.end]

    def _quote(self, cell: Span) -> Quote:
        """The words of a cell; a name and a head are asked for with each amount that they are of."""
        if cell not in self._quotes:
            self._quotes[cell] = self._document.quote(cell.start, cell.end)
        return self._quotes[cell]

    def amounts(self) -> Iterator[Amount]:
        """The amounts of all cells, row by row."""
        corner = _unit(self._words(self._head[0])) if self._head else None
        heads = [self._words(cell) for cell in self._head]
        below: dict[int, Decimal | None] = {}
        for row in self._table.rows[1 if self._head else 0 :]:
            if self._tells_units(row):
                told = {at: _unit(self._words(cell)) for at, cell in enumerate(row) if cell.start < cell.end}
                corner = told.pop(0, None) or corner
                below |= told
                continue
            if len(row) == 1:
                yield from _in_block(self._document, None, ProseBlock((row[0],)), None)
                continue
            name = self._words(row[0])
            own = _unit(name)
            for at, cell in enumerate(row):
                if cell.start == cell.end:
                    continue
                head = heads[at] if at < len(heads) else ""
                unit = (_unit(head) or below.get(at)) if at else None
                for one in self._in_cell(cell, at, head, name, (unit, own, corner, self._beside)):
                    yield self._amount(one, row[0] if at else None, at, cell, (name, head))

    def _tells_units(self, row: Sequence[Span]) -> bool:
        """Whether a row says no more than in what the columns are: `(t.kr.)` below each year."""
        said = [cell for cell in row if cell.start < cell.end]
        return bool(said) and all(tells_unit(self._text, cell) for cell in said)

    def _in_cell(
        self, cell: Span, at: int, head: str, name: str, units: Sequence[Decimal | None]
    ) -> Iterator[_Found]:
        found = list(_amounts(self._text, cell))
        unit = next((one for one in units if one is not None), None) if at else None
        bare = _BARE.fullmatch(self._text, cell.start, cell.end) if unit is not None and not found else None
        if unit is None or bare is None:
            yield from found
            return
        # What counts something else is not reckoned in what the table is.
        if (_NO_KRONER.search(head) and units[0] is None) or (_NO_KRONER.search(name) and units[1] is None):
            return
        if not head and _YEAR.fullmatch(bare["number"]):
            return
        value = _number(bare["number"]) * unit
        negative = (bare["sign"] or "").strip() in ("-", "–")
        yield _Found(cell.start, cell.end, -value if negative else value)

    def _amount(self, one: _Found, row: Span | None, at: int, cell: Span, words: tuple[str, str]) -> Amount:
        named = [place for place in (row, self._head[at] if at < len(self._head) else None) if place]
        told = [self._quote(place) for place in named if place.start < place.end]
        name, head = words
        years = [
            year
            for place in (*reversed(named), cell)
            for year in _years(self._text, place)
            if not one.start <= year[0] < one.end or place != cell
        ]
        after = self._text[one.end : cell.end]
        per = _per(after) or next((p for words in (head, name) if (p := _per_within(words))), None)
        return Amount(
            quote=self._document.quote(one.start, one.end),
            value=_kroner(one.value),
            most=None if one.most is None else _kroner(one.most),
            kind=_last_kind(head) or _last_kind(name),
            period=years[0][2] if years else None,
            per=per,
            said_of=tuple(told) or ((self._quote(cell),) if cell != Span(one.start, one.end) else ()),
        )

    def _told_beside(self, before: Block | None, after: Block | None) -> Decimal | None:
        """What a line beside the table says of its amounts: `Beløbene er i mio. kr.`, `(i 1.000 kr.)`."""
        beside = []
        if isinstance(before, ProseBlock):
            beside.append(self._words(before.lines[-1])[-_NEAR:])
        if isinstance(after, ProseBlock):
            beside.append(self._words(after.lines[0])[:_NEAR])
        for words in beside:
            for says in _SAYS_UNIT.finditer(words):
                before_it = re.split(r"[.:;]\s", words[: says.start()])[-1]
                if _OF_AMOUNTS.search(before_it) or says[0].startswith("("):
                    return _scale(says)
        return None


@of_one_text
def _unit(words: str) -> Decimal | None:
    """In what a heading says that its numbers are; a heading that holds an amount says nothing of it."""
    if any(_is_unit(match) and not _thousand_kroner(match[0]) for match in _AMOUNT.finditer(words)):
        return None
    found = _HEADS_UNIT.search(words)
    return _scale(found) if found else None


def _thousand_kroner(words: str) -> bool:
    return re.fullmatch(rf"1[. ]?000{_GAP}{_KRONER}", words, re.IGNORECASE) is not None


_PER_WITHIN = re.compile(r"(?<!\w)(?:pr\.?|per)\s|/|\bårlig[te]?\b|\bmånedligt?\b", re.IGNORECASE)


@of_one_text
def _per_within(words: str) -> str | None:
    found = _PER_WITHIN.search(words)
    return _per(words[found.start() :]) if found else None
