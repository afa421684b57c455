"""What a decision repeats of earlier ones: the answers of other bodies by their labels (`Teknisk Udvalg, 3.
maj: Anbefales ikke. Byrådet: Godkendt.`), and sentences on what was decided another day (`Byrådet godkendte
planen den 20. maj`). It is none of what is decided here, wherever something else is."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from graph.base.remembered import of_one_text
from graph.minutes.dates import A_DAY, DATE, DAY_AND_MONTH, as_date, next_after
from graph.wording.alternatives import has_any
from graph.wording.bodies import KINDS_THAT_DECIDE, RAAD
from graph.wording.clauses import is_aside, is_beside
from graph.wording.passages import passage_of

_DAY = rf"(?:(?:den|d\.)\s+)?(?:{A_DAY}(?:\s+\d{{4}})?|\d{{1,2}}[-./]\d{{1,2}}[-./\s]\d{{4}})"
_BODY = (
    r"(?:Beslutning\s+(?:i|fra)\s+)?(?=(?-i:[A-ZÆØÅ]))(?:[\w-]{1,40},?\s(?:(?:og|for|samt|-)\s)?){0,5}"
    rf"[\w-]{{0,60}}{KINDS_THAT_DECIDE}(?:et|en|n)?s?"
    r"(?:\s+for\s+(?-i:[A-ZÆØÅ])[\w,-]{1,40}(?:\s(?:og\s)?(?-i:[A-ZÆØÅ])[\w,-]{1,40}){0,4})?"
)
# `Teknisk Udvalg, 3. maj, pkt. 4: ...` at the head of a line or a sentence.
_LABEL = re.compile(
    r"(?:\A|(?<=\n)(?=\S)|(?<!\s)(?:(?<=[.;!])\s*+|[^\S\n]*+\n\s*+))"
    rf"(?P<label>(?P<body>{_BODY})(?:\s+(?:møde|beslutning))?(?P<day>,?\s+{_DAY})?(?:,?\s*(?:pkt\.?|punkt|sag)\s*(?:nr\.?\s*)?\d{{1,4}})?\s*:)\s",
    re.IGNORECASE,
)
_MOST_LABELS = 30
_BLANK_LINE = re.compile(r"\n\s*\n")
# What a decision of the case itself is about, where that is said and stands in front of the day.
_CASE = (
    r"(?:den|det|sagen|punktet|redegørelsen"
    r"|[\w-]{0,60}(?:plan|forslag|indstilling|budget|regnskab|strategi|politik)(?:et|en|n)?)"
)
# `Udvalget anbefalede den 3. maj, at ...`, `Byrådet vedtog planen på sit møde den 20. maj`: with any other
# words in front of it, the day is that of something else (`ansøgningen af den 3. maj`).
_DECIDED = (
    *("godkendte", "anbefalede", "tiltrådte", "vedtog", "afviste", "afslog", "forkastede", "indstillede"),
    *("drøftede", "imødekom", "udsatte", "oversendte", "besluttede", "behandlede"),
)
_ON_A_DAY = re.compile(
    rf"(?<!\w)[\w-]{{0,60}}{KINDS_THAT_DECIDE}(?:et|en|n)\s+"
    rf"(?:{'|'.join(_DECIDED)})\s+"
    rf"(?:{_CASE}\s+)?(?:(?:på|i|ved)\s+(?:(?:sit|dets|et|det)\s+)?(?:\w+\s+)?mødet?\s+)?(?:den|d\.)\s*{_DAY}",
    re.IGNORECASE,
)
_WHO = (
    r"\W*(?:[Ee]t\s+(?:flertal|enigt)\s+(?:i\s+)?)?"
    rf"(?P<body>[\w-]{{0,60}}{KINDS_THAT_DECIDE}(?:et|en|n))"
)
# `Økonomiudvalget indstiller, at ... . Byrådet tog ...`: of two bodies the one that decides.
_ADVISES = re.compile(
    rf"{_WHO}\s+(?:anbefal(?:er|ede)|indstil(?:ler|lede)|fraråd(?:er|ede))(?!\w)", re.IGNORECASE
)
_DECIDES = re.compile(
    rf"{_WHO}\s+(?:tog|tager|godkend|vedt[oa]g|tiltr[åæ]d|afvis|afsl[åo]|forkast|imødekom)\w*\s*"
    r"(?:(?:enstemmigt|herefter|derefter|dermed)\s+)*(?P<held>[\w-]*)",
    re.IGNORECASE,
)
_OF_THE_CASE = re.compile(r"|til|den|det|sagen|punktet|indstillingen|forslaget|anbefalingen", re.IGNORECASE)
# Who has the last word over whom: a council over all, the economic committee over the others.
_COUNCIL = re.compile(rf"by{RAAD}|kommunalbestyrelse|borgerrepræsentation", re.IGNORECASE)
_LAST_WORD = 2
_ECONOMIC = re.compile(r"økonomi\w*udvalg|magistrat", re.IGNORECASE)
# Words in which a decision is told, and those of what is told with one: the rest of it, others' proposals.
_TELLS = re.compile(
    r"(?<!\w)(?:godkend|tiltr[åæ]d|vedt[oa]g|anbefal|indstil(?!ling)|fraråd|afvis|afsl[åoa]|forkast|imødekom|bevil(?:g|lig)(?!ling|ing)"
    r"|ud(?:sæt|sat|skyd|skudt|gå|gik)|oversend|hjemvis|tilbagesend|send|genoptag|bortf[aoø]ld|drøft|til\s+(?:efterretning|orientering)"
    r"|(?:fulgt|følges)(?=\s*(?:[.;]|\Z)))",
    re.IGNORECASE,
)
_TOLD_WITH_IT = re.compile(
    r"(?<!\w)(?:resten|øvrige|desuden|endvidere|samtidig|der(?:ud)?over|herudover|også|ligeledes|(?:ændrings|mod)forslag\w*"
    r"|forslag(?:et)?\s+(?:fra|om)|\w+s\s+forslag)(?!\w)",
    re.IGNORECASE,
)
_HALF_A_YEAR = timedelta(days=183)
_A_LEAP_YEAR = date(2000, 1, 1)


@of_one_text
def find_earlier(text: str) -> tuple[tuple[int, int], ...]:
    """Where such words stand in those of a decision, in order and apart from each other; nowhere, where
    no other decision is told."""
    labelled = _labelled(text)
    words = _blanked(text, labelled)
    if labelled and _tells(text) and not _tells(words):
        return ()
    dated = _ON_A_DAY.finditer(words) if has_any(words, *_DECIDED) else iter(())
    places = [match.start() for match in islice(dated, _MOST_LABELS)]
    told = passage_of(words).sentences
    apart = [(start, end) for start, end in told if any(start <= at < end for at in places)]
    apart += [one for one in _advised(words, told) if one not in apart]
    if not any(_is_told(words[slice(*one)]) for one in told if one not in apart):
        apart = []
    return tuple(sorted((*labelled, *apart)))


def _is_told(sentence: str) -> bool:
    """Whether a sentence tells a decision, and not what is told beside one or as a part of it."""
    beside = is_aside(sentence) or is_beside(sentence) or _TOLD_WITH_IT.search(sentence)
    return not beside and _TELLS.search(sentence) is not None


def _tells(text: str) -> bool:
    """Whether any sentence tells a decision."""
    return any(_is_told(text[slice(*one)]) for one in passage_of(text).sentences)


def _advised(words: str, told: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences in which a body advises and behind which one over it decides the same; not one that
    tells of votes, which may be those of this meeting."""
    decided = [(start, match) for start, end in told if (match := _DECIDES.match(words, start, end))]
    return [
        (start, end)
        for start, end in told
        if (advice := _ADVISES.match(words, start, end))
        and not is_beside(words[start:end])
        and any(at > start and _answers(answer, advice, words[start:end]) for at, answer in decided)
    ]


def _answers(answer: re.Match[str], advice: re.Match[str], advised: str) -> bool:
    """Whether a body decides over another what that advised: the case, or what its advice names."""
    held = answer["held"]
    same = _OF_THE_CASE.fullmatch(held) or re.search(rf"(?<!\w){re.escape(held)}(?!\w)", advised)
    return same is not None and _rank(answer["body"]) > _rank(advice["body"])


def _rank(body: str) -> int:
    """Over how many kinds of bodies one decides, by its name."""
    return _LAST_WORD if _COUNCIL.search(body) else 1 if _ECONOMIC.search(body) else 0


def _labelled(text: str) -> list[tuple[int, int]]:
    """The stretches of earlier answers: those with a day, behind a decision, which that of a council may
    outdo, or beside the answer of the same body or of one over it whose label has none; where all have a
    day, those before the latest. An empty label of a body to come outdoes none."""
    labels = list(islice(_LABEL.finditer(text), _MOST_LABELS)) if ":" in text else []
    if not labels:
        return []
    lead = text[: labels[0].start("label")]
    ends = [*(label.start("label") for label in labels), len(text)][1:]
    if _tells(lead):
        earlier = [label for label in labels if label["day"] and _rank(label["body"]) < _LAST_WORD]
    elif all(label["day"] for label in labels):
        earlier = _before_the_latest(labels)
    else:
        undated = [
            label["label"]
            for label, end in zip(labels, ends, strict=True)
            if not label["day"] and _tells(text[label.end() : _stretch_end(text, label, end)])
        ]
        earlier = [
            label for label in labels if label["day"] and any(_is_of(label["body"], name) for name in undated)
        ]
    return [
        (one.start("label"), _stretch_end(text, one, end))
        for one, end in zip(labels, ends, strict=True)
        if one in earlier
    ]


def _is_of(body: str, label: str) -> bool:
    """Whether a label is of a body or of one over it."""
    return _rank(label) > _rank(body) or label.casefold().startswith(body.casefold())


def _before_the_latest(labels: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The labels of earlier days than one of the same body or one over it; none where it is not clear which
    day is the latest."""
    days = [_day(label["day"]) for label in labels]
    known = [day for day, _ in days if day]
    if len(known) < len(days) or len({has_year for _, has_year in days}) > 1:
        return []
    if not days[0][1] and max(known) - min(known) > _HALF_A_YEAR:
        return []  # of two years
    latest = [label["label"] for label, day in zip(labels, known, strict=True) if day == max(known)]
    return [
        label
        for label, day in zip(labels, known, strict=True)
        if day < max(known) and any(_is_of(label["body"], name) for name in latest)
    ]


def _day(words: str) -> tuple[date | None, bool]:
    """The day that a label has, of any year where none is told, and whether one is."""
    if full := DATE.search(words):
        return as_date(full), True
    short = DAY_AND_MONTH.search(words)
    return (next_after(short, _A_LEAP_YEAR) if short else None), False


def _stretch_end(text: str, label: re.Match[str], end: int) -> int:
    """Where what stands behind a label ends: with its paragraph."""
    blank = _BLANK_LINE.search(text, label.end(), end)
    return blank.start() if blank else end


def without_earlier(text: str) -> str:
    """The words of a decision with blanks in the place of what they repeat of earlier ones."""
    return _blanked(text, find_earlier(text))


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with blanks in the place of some of it, each other character in its own."""
    left = list(text)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    return "".join(left)
