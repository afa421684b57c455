"""What a decision repeats of earlier ones: the answers of other bodies by their labels (`Teknisk Udvalg, 3.
maj: Anbefales ikke. Byrådet: Godkendt.`), and sentences on what was decided another day (`Byrådet godkendte
planen den 20. maj`) or by another body. It is none of what is decided here, wherever something else is; and
nowhere, where the body that met or the day of its meeting is known and shows that it is another's."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from graph.base.remembered import of_one_text
from graph.minutes.dates import A_DAY, DATE, DAY_AND_MONTH, as_date, next_after
from graph.municipality.profile import folded
from graph.wording.bodies import ANY_BODY, KINDS_THAT_DECIDE, RAAD, same_body, stem
from graph.wording.clauses import is_aside, is_beside
from graph.wording.outcome_words import code_of_sentence, find_phrases, is_verb
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
_ON_A_DAY = re.compile(
    rf"(?<!\w)[\w-]{{0,60}}{KINDS_THAT_DECIDE}(?:et|en|n)\s+(?P<verb>\w{{3,40}})\s+"
    rf"(?:{_CASE}\s+)?(?:(?:på|i|ved)\s+(?:(?:sit|dets|et|det)\s+)?(?:\w+\s+)?mødet?\s+)?(?P<day>(?:den|d\.)\s*{_DAY})",
    re.IGNORECASE,
)
# What a body does that is no outcome by itself.
_HANDLES = ("besluttede", "behandlede")
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
_ECONOMIC = re.compile(r"økonomi(?:-\sog\s)?\w{0,40}udvalg|udvalget\s+for\s+økonomi|magistrat", re.IGNORECASE)
_A_BODY = re.compile(rf"(?<![\w-])[\w-]{{0,60}}{KINDS_THAT_DECIDE}(?:et|en|n)(?!\w)", re.IGNORECASE)
# Whom something is put before, and who does not answer there.
_TO = re.compile(r"(?<!\w)(?:til|over|overfor)(?!\w)", re.IGNORECASE)
# Between a body and what it does.
_THEN = r"(?:(?:har|havde|enstemmigt|herefter|derefter|dermed|tidligere|også|således)\s+)*"
_ACTS = re.compile(rf"{_WHO}\s+{_THEN}(?=\w)")
_DIGIT = re.compile(r"\d")
_FIRST_WORD = re.compile(r"\w+")
# Where a body is named that is no longer, or not yet, who acts.
_NAMED_FOR = re.compile(r"(?:(?<!\w)(?:at|til|over\s*for|af|i|fra|hos|ved)|,)\s+\Z", re.IGNORECASE)
# Words of what is told with a decision: the rest of it, others' proposals.
_TOLD_WITH_IT = re.compile(
    r"(?<!\w)(?:resten|øvrige|desuden|endvidere|samtidig|der(?:ud)?over|herudover|også|ligeledes|(?:ændrings|mod)forslag\w*"
    r"|forslag(?:et)?\s+(?:fra|om)|\w+s\s+forslag)(?!\w)",
    re.IGNORECASE,
)
_HALF_A_YEAR = timedelta(days=183)
_A_LEAP_YEAR = date(2000, 1, 1)


@of_one_text
def find_earlier(text: str, body: str | None = None, day: date | None = None) -> tuple[tuple[int, int], ...]:
    """Where such words stand in those of a decision, in order and apart from each other. ``body`` and ``day``
    are those of the meeting; what they show to be another's is told whatever else is, what only its words
    show to be so nowhere, where no other decision is told."""
    labelled, others = _labelled(text, body, day)
    words = _blanked(text, labelled)
    if labelled and _tells(text) and not _tells(words):
        labelled = others
        words = _blanked(text, others)
        if not others:
            return ()
    told = passage_of(words).sentences
    certain = [one for one in told if _of_another(words[slice(*one)], body, day)]
    places = [
        match.start()
        for match in (islice(_ON_A_DAY.finditer(words), _MOST_LABELS) if _DIGIT.search(words) else ())
        if _tells_verb(match["verb"]) and _is_of_day(match["day"], day) is None
    ]
    dated = [(start, end) for start, end in told if any(start <= at < end for at in places)]
    dated += [one for one in _advised(words, told) if one not in dated]
    left = [one for one in told if one not in dated and one not in certain]
    if not any(_is_told(words[slice(*one)]) for one in left):
        dated = []
    return tuple(sorted({*labelled, *certain, *dated}))


def _is_told(sentence: str) -> bool:
    """Whether a sentence tells a decision, and not what is told beside one or as a part of it."""
    if is_aside(sentence) or is_beside(sentence) or _TOLD_WITH_IT.search(sentence):
        return False
    return code_of_sentence(sentence) is not None or bool(find_phrases(sentence))


def _tells(text: str) -> bool:
    """Whether any sentence tells a decision."""
    return any(_is_told(text[slice(*one)]) for one in passage_of(text).sentences)


def _of_another(sentence: str, body: str | None, day: date | None) -> bool:
    """Whether a sentence tells what was decided on another day than that of the meeting, or by another body
    than the one that met; not one that tells of votes too, or in which that one acts as well."""
    dated = _ON_A_DAY.search(sentence) if day and _DIGIT.search(sentence) else None
    if dated and _is_of_day(dated["day"], day) is False and _tells_verb(dated["verb"]):
        return not is_beside(sentence)
    who = _ACTS.match(sentence) if body else None
    if who is None or _is_of_body(who["body"], body) is not False:
        return False
    verb = _FIRST_WORD.match(sentence, who.end())
    tells = verb is not None and _tells_verb(verb[0])
    return tells and not any(_acting(sentence, who.end(), body)) and not is_beside(sentence)


def _tells_verb(verb: str) -> bool:
    return is_verb(verb) or verb.casefold() in _HANDLES


def _acting(sentence: str, start: int, body: str | None) -> Iterator[bool]:
    """For each body that is named from a place of a sentence on and acts there, whether it is the one that
    met."""
    for match in _A_BODY.finditer(sentence, start):
        if not _NAMED_FOR.search(sentence, start, match.start()):
            yield _is_of_body(match[0], body) is not False


def _is_of_day(words: str, day: date | None) -> bool | None:
    """Whether the day that words tell is the one of the meeting; ``None`` where that is not known."""
    told, has_year = _day(words)
    if told is None or day is None:
        return None
    return told == day if has_year else (told.month, told.day) == (day.month, day.day)


def _is_of_body(named: str, body: str | None) -> bool | None:
    """Whether a name is that of the body that met; ``None`` where that is not known: the names of two of the
    same rank may be of one."""
    if body is None or _TO.search(named):
        return None
    if folded(named) in ANY_BODY or same_body(named, body) or stem(named) in stem(body):
        return True
    return False if _rank(named) != _rank(body) else None


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


def _labelled(
    text: str, body: str | None, day: date | None
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The stretches of earlier answers, and those of them that are surely of other meetings.

    Where the meeting's own answer is told by its label, all others are earlier. Where none shows whose it is,
    those with a day are behind a decision, which that of a council may outdo, or beside the answer of the
    same body or of one over it whose label has none; where all have a day, those before the latest. An empty
    label of a body to come outdoes none."""
    labels = list(islice(_LABEL.finditer(text), _MOST_LABELS)) if ":" in text else []
    if not labels:
        return [], []
    lead = text[: labels[0].start("label")]
    starts = [label.start("label") for label in labels]
    ends = [_stretch_end(text, *one) for one in zip(labels, [*starts[1:], len(text)], strict=True)]
    told = [_tells(text[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    own = [_is_own(label, body, day) for label in labels]
    if any(mine and tells for mine, tells in zip(own, told, strict=True)):
        earlier = [label for label, mine in zip(labels, own, strict=True) if not mine]
    elif _tells(lead):
        earlier = [label for label in labels if label["day"] and _rank(label["body"]) < _LAST_WORD]
    elif all(label["day"] for label in labels):
        earlier = _before_the_latest(labels)
    else:
        undated = [
            label["label"] for label, tells in zip(labels, told, strict=True) if not label["day"] and tells
        ]
        earlier = [
            label for label in labels if label["day"] and any(_is_of(label["body"], name) for name in undated)
        ]
    stretches = list(zip(starts, ends, strict=True))
    others = [one for one, mine in zip(stretches, own, strict=True) if mine is False]
    known = [
        one
        for one, label, mine in zip(stretches, labels, own, strict=True)
        if mine is False or (label in earlier and not mine)
    ]
    return known, others


def _is_own(label: re.Match[str], body: str | None, day: date | None) -> bool | None:
    """Whether a label is that of the meeting's own answer; ``None`` where that is not known."""
    of_day = _is_of_day(label["day"], day) if label["day"] else None
    of_body = _is_of_body(label["body"], body)
    if of_day is False or of_body is False:
        return False
    return True if of_day or of_body else None


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


def without_earlier(text: str, body: str | None = None, day: date | None = None) -> str:
    """The words of a decision with blanks in the place of what they repeat of earlier ones."""
    return _blanked(text, find_earlier(text, body, day))


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with blanks in the place of some of it, each other character in its own."""
    left = list(text)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    return "".join(left)
