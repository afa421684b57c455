"""What a decision repeats of earlier ones: the answers of other bodies by their labels (`Teknisk Udvalg, 3.
maj: Anbefales ikke. Byrådet: Godkendt.`), and sentences on what was decided another day (`Byrådet godkendte
planen den 20. maj`). It is none of what is decided here, wherever something else is."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from graph.base.remembered import of_one_text
from graph.minutes.dates import A_DAY
from graph.wording.bodies import KINDS_OF_BODIES
from graph.wording.clauses import is_aside
from graph.wording.passages import passage_of

_DAY = rf"(?:(?:den|d\.)\s+)?(?:{A_DAY}(?:\s+\d{{4}})?|\d{{1,2}}[-./]\d{{1,2}}[-./\s]\d{{4}})"
_BODY = (
    r"(?:Beslutning\s+(?:i|fra)\s+)?(?=(?-i:[A-ZÆØÅ]))(?:[\w-]{1,40},?\s(?:(?:og|for|samt|-)\s)?){0,5}"
    rf"[\w-]{{0,60}}(?:{KINDS_OF_BODIES}|direktion|repræsentation)(?:et|en|n)?s?"
    r"(?:\s+for\s+(?-i:[A-ZÆØÅ])[\w,-]{1,40}(?:\s(?:og\s)?(?-i:[A-ZÆØÅ])[\w,-]{1,40}){0,4})?"
)
# `Teknisk Udvalg, 3. maj, pkt. 4: ...` at the head of a line or a sentence.
_LABEL = re.compile(
    rf"(?:^|(?<=[\n.;!])\s*)(?P<label>{_BODY}(?:\s+(?:møde|beslutning))?(?P<day>,?\s+{_DAY})?(?:,?\s*(?:pkt\.?|punkt|sag)\s*(?:nr\.?\s*)?\d{{1,4}})?\s*:)\s",
    re.IGNORECASE,
)
_MOST_LABELS = 30
_BLANK_LINE = re.compile(r"\n\s*\n")
# `Udvalget anbefalede den 3. maj, at ...`, `Byrådet vedtog planen på sit møde den 20. maj`.
_ON_A_DAY = re.compile(
    rf"(?<!\w)[\w-]{{0,60}}(?:{KINDS_OF_BODIES}|direktion|repræsentation)(?:et|en|n)\s+"
    r"(?:godkendte|anbefalede|tiltrådte|vedtog|afviste|afslog|forkastede|indstillede|drøftede|imødekom|udsatte|oversendte|besluttede|behandlede)\s+"
    r"(?:(?!at\s|til\s|inden\s|fra\s|pr\.?\s|om\s|indtil\s)[\w-]+\s+){0,6}?"
    rf"(?:(?:på|i|ved)\s+(?:(?:sit|dets|et|det)\s+)?(?:\w+\s+)?mødet?\s+)?(?:den|d\.)\s*{_DAY}",
    re.IGNORECASE,
)
_WHO = (
    r"\W*(?:[Ee]t\s+(?:flertal|enigt)\s+(?:i\s+)?)?"
    rf"(?P<body>[\w-]{{0,60}}(?:{KINDS_OF_BODIES}|direktion|repræsentation)(?:et|en|n))"
)
# `Økonomiudvalget indstiller, at ... . Byrådet tog ...`: of two bodies the one that decides.
_ADVISES = re.compile(
    rf"{_WHO}\s+(?:anbefal(?:er|ede)|indstil(?:ler|lede)|fraråd(?:er|ede))(?!\w)", re.IGNORECASE
)
_DECIDES = re.compile(
    rf"{_WHO}\s+(?:tog|tager|godkend|vedt[oa]g|tiltr[åæ]d|afvis|afsl[åo]|forkast|beslut|imødekom|udsæt|udsat)",
    re.IGNORECASE,
)


@of_one_text
def find_earlier(text: str) -> tuple[tuple[int, int], ...]:
    """Where such words stand in those of a decision, in order and apart from each other; nowhere, where
    nothing else is told."""
    labelled = _labelled(text)
    left = list(text)
    for start, end in labelled:
        left[start:end] = " " * (end - start)
    words = "".join(left)
    found = [match.span() for match in islice(_ON_A_DAY.finditer(words), _MOST_LABELS)]
    told = passage_of(words).sentences
    dated = [one for one in told if any(one[0] <= start < one[1] for start, _ in found)]
    dated += [one for one in _advised(words, told) if one not in dated]
    if len(dated) == len([one for one in told if not is_aside(words[slice(*one)])]):
        dated = []
    return tuple(sorted((*labelled, *dated)))


def _advised(words: str, told: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences in which one body advises and behind which another decides."""
    decided = [
        (start, match["body"].casefold())
        for start, end in told
        if (match := _DECIDES.match(words, start, end))
    ]
    return [
        (start, end)
        for start, end in told
        if (match := _ADVISES.match(words, start, end))
        and any(at > start and body != match["body"].casefold() for at, body in decided)
    ]


def _labelled(text: str) -> list[tuple[int, int]]:
    """The stretches of other bodies: behind a decision those with a day, without one all but the last."""
    labels = list(islice(_LABEL.finditer(text), _MOST_LABELS))
    if not labels:
        return []
    first = labels[0].start("label")
    lead = text[:first]
    if any(not is_aside(lead[slice(*one)]) for one in passage_of(lead).sentences):
        dated = [label for label in labels if label["day"]]
        ends = [*(label.start("label") for label in dated), len(text)][1:]
        return [
            (one.start("label"), _stretch_end(text, one, end)) for one, end in zip(dated, ends, strict=True)
        ]
    return [(one.start("label"), other.start("label")) for one, other in pairwise(labels)]


def _stretch_end(text: str, label: re.Match[str], end: int) -> int:
    """Where what stands behind a label ends: with its paragraph."""
    blank = _BLANK_LINE.search(text, label.end(), end)
    return blank.start() if blank else end


def without_earlier(text: str) -> str:
    """The words of a decision with blanks in the place of what they repeat of earlier ones."""
    words = text
    for start, end in find_earlier(text):
        words = words[:start] + " " * (end - start) + words[end:]
    return words
