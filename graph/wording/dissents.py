"""What members want entered beside a decision: minority statements, notes for the protocol, reservations, and
why they voted as they did (kommunestyrelsesloven § 13)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.minutes.model import Dissent
from graph.wording.passages import Passage
from graph.wording.sides import Frame, list_before
from graph.wording.voters import Voters, read_voters

MINORITY, ENTRY, NOTE, RESERVATION, EXPLANATION = (
    "mindretalsudtalelse",
    "protokoltilførsel",
    "protokolbemærkning",
    "forbehold",
    "stemmeforklaring",
)
_NOUN = (
    r"(?P<minority>(?:mindretals|særud)tal\w*|mindretalsudtalelse\w*|særudtalelse\w*)|(?P<note>protokolbemærkning\w*|bemærkning(?:er)?\s+til\s+(?:beslutnings)?protokol\w*)"
    r"|(?P<explanation>stemmeforklaring\w*)|(?P<entry>protokoltilførs\w+|protokoludtal\w+|protokollat)"
)
_PROTOCOL = (
    r"(?P<protocol>(?:ført|føre|indført|tilført|tilføre|tilføjet|optaget|noteret)\s+(?:(?:til|i)\s+)?(?:(?:by)?rådets\s+|udvalgets\s+)?(?:beslutnings|forhandlings)?protokol(?:len|s|lens)?(?!\w)"
    r"|(?:ført|indført|tilført|tilføjet|noteret)\s+(?:(?:til|i)\s+)?referat(?:et)?(?!\w)|protokolleret(?!\w)|til\s+(?:beslutnings)?protokol(?:len|s)?(?!\w)|i\s+(?:beslutnings)?protokollen(?!\w))"
)
_TOLD = re.compile(rf"(?<!\w)(?:{_NOUN}|{_PROTOCOL})", re.IGNORECASE)
_IN_TOLD = ("mindretals", "særudtal", "protokol", "stemmeforklaring", "referat")
"""Whatever tells of a statement has one of them."""
_WANTS = re.compile(
    r"(?<!\w)(?:ønsker|ønskede|ønskes|begærer|begærede|begæret|bad|beder|anmoder|anmodede|afgav|afgiver|afgivet|fremsatte|fremsætter|fremkom|havde|har|fik|vil|ville|indgav|udtalte|udtaler|kræver|krævede)(?!\w)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*(?:(?:afgivet|fremsat|indgivet)\s+)?(?:fra|af|ved)\s+|\s*:?\s*(?=\()", re.IGNORECASE)
_COLON = re.compile(r"[^.:\x00]{0,80}:\s*")
_THAT = re.compile(r"[^.:\x00]{0,40}?,?\s(?=at\s)")
_REMARK = re.compile(
    r"\s*,?\s*med\s+(?:den\s+|følgende\s+)?(?:bemærkning(?:en|er)?|begrundelsen?|tilkendegivelse)(?:\s+om)?\s*,?\s*:?\s*(?:at\s+)?",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\s*,?\s*(?P<why>(?:idet|da|fordi|eftersom|med\s+henvisning\s+til)\s|(?:ud\s+fra|med)\s+(?:den|følgende)\s+(?:begrundelse|bemærkning|stemmeforklaring)\w*)",
    re.IGNORECASE,
)
_RESERVES = re.compile(
    r"(?<!\w)(?:forbehold(?:er|t)\s+sig|(?:tager|tog|har\s+taget|tage)\s+(?:(?:dog|fortsat|ligeledes|også|herefter)\s+)?forbehold|(?:dog\s+)?(?:ikke\s+(?:kan|kunne)|(?:kan|kunne)\s+(?:dog\s+)?ikke)\s+(?:tiltræde|anbefale|godkende|støtte|tilslutte\s+sig|gå\s+ind\s+for|stemme\s+for|medvirke))(?!\w)",
    re.IGNORECASE,
)
# `Et flertal (A og V) kunne ikke godkende ...`: what a majority does is the decision, and no reservation.
_OF_MAJORITY = re.compile(
    r"(?<![\w-])flertal(?:let)?(?:\s+(?:i|af|blandt)\s+[\w-]+)?[\s,(–-]*+(?:på\s+(?:\w+(?:\s+medlemmer)?[\s,(–-]*+)?)?"
    r"(?:(?:(?:der|som)\s+)?(?:bestående|bestod|består|udgjort|udgøres|dannet)\s+af\s*+:?)?[\s(]*+$",
    re.IGNORECASE,
)
_VOTING = re.compile(r"(?<!\w)(?:stemte|stemmer|undlod|undlader)(?!\w)", re.IGNORECASE)
# What those named behind `Mindretalsudtalelse:` think or want.
_HOLDS = re.compile(
    r"\s+(?:finder|fandt|mener|mente|ønsker|ønskede|ser|så|vil|ville|kan|kunne|støtter|støttede|foreslår|foreslog|vurderer"
    r"|anser|er\s+(?:imod|uenige?|betænkelig\w*|bekymre\w*)|havde|bemærker|beklager)(?!\w)",
    re.IGNORECASE,
)
_DECISION_LINE = re.compile(
    r"(?<=[.!?])\s*\n\s*(?:godkendt|tiltrådt|vedtaget|anbefal(?:es|et)|indstilles|indstillingen|taget\s+til|drøftet"
    r"|udsat|byrådet|udvalget|afbud|fraværende|ikke\s+til\s?stede|(?:for|imod)\s+stem|punkt\s+\d|ad\s+\d)",
    re.IGNORECASE,
)
_LONGEST = 4000
_LONGEST_LEAD = 600
_MOST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A dissent while it is read: its kind, by whom, and where its words and its telling stand."""

    kind: str
    by: Voters | None
    text: tuple[int, int]
    start: int
    end: int


def read_dissents(passage: Passage, frames: Sequence[Frame]) -> tuple[Dissent, ...]:
    """The dissents of a decision, in order of place; ``frames`` tell who voted how."""
    return tuple(_dissent(passage, one) for one in find_dissents(passage, frames))


def find_dissents(passage: Passage, frames: Sequence[Frame]) -> list[Told]:
    """Where dissents stand, each once."""
    found = [*find_statements(passage, frames), *_explanations(passage, frames), *_reservations(passage)]
    kept: list[Told] = []
    for one in sorted(found, key=lambda told: (told.start, told.kind == RESERVATION, -told.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _dissent(passage: Passage, told: Told) -> Dissent:
    parties, persons = told.by.quotes(passage.document, passage.span.start) if told.by else ((), ())
    return Dissent(told.kind, passage.quote(*told.text), parties, persons)


def find_statements(passage: Passage, frames: Sequence[Frame]) -> Iterator[Told]:
    """`Mindretalsudtalelse fra A: ...`, `V ønsker ført til protokollen, at ...`."""
    words = passage.words
    folded = words.casefold()
    if not any(word in folded for word in _IN_TOLD):
        return
    for match in islice(_TOLD.finditer(words), _MOST):
        start = max(passage.around(match.start())[0], match.start() - _LONGEST_LEAD)
        kind = _kind(match)
        by, behind, begins = _by(passage, match, start, frames)
        if by is None and (match["protocol"] or not _heads(passage, match.start())):
            continue
        text = _text(passage, behind)
        if text is None:
            if by is None:
                continue
            sentence = passage.around(match.start())
            text = sentence[0], sentence[1], sentence[1]
        yield Told(kind, by, text[:2], begins, max(match.end(), text[2]))


def _kind(match: re.Match[str]) -> str:
    if match["minority"]:
        return MINORITY
    if match["note"]:
        return NOTE
    return EXPLANATION if match["explanation"] else ENTRY


def _heads(passage: Passage, at: int) -> bool:
    """Whether a word stands at the head of its sentence or line."""
    start = max(passage.around(at)[0], passage.words.rfind("\n", 0, at) + 1)
    return not passage.words[start:at].strip(" -–•\n")


def _by(
    passage: Passage, match: re.Match[str], start: int, frames: Sequence[Frame]
) -> tuple[Voters | None, int, int]:
    """By whom a statement is, behind what its text is looked for, and where the telling of it begins: who is
    named behind the word, who wants it, or who voted."""
    words = passage.words
    lead = _FROM.match(words, match.end())
    named = read_voters(words, lead.end()) if lead else None
    if named and named.named:
        return named, named.end, match.start()
    for verb in _WANTS.finditer(words, start, match.start()):
        subject = list_before(words, start, verb.start())
        if subject is None:
            subject = read_voters(words, verb.end() + 1, match.start(), subject=True)
        if subject and subject.named:
            return subject, match.end(), subject.start
    colon = _COLON.match(words, match.end())
    subject = read_voters(words, colon.end(), subject=True) if colon else None
    if subject and subject.named and _HOLDS.match(words, subject.end):
        return subject, match.end(), match.start()
    voted = [frame for frame in frames if start <= frame.start and frame.end <= match.start()]
    if voted:
        return _all_of(voted[-1]), match.end(), voted[-1].end
    return None, match.end(), match.start()


def _all_of(frame: Frame) -> Voters | None:
    sides = [side for side in frame.sides.values() if side.named]
    return sides[-1] if sides else None


def _text(passage: Passage, at: int) -> tuple[int, int, int] | None:
    """Where the words of a statement begin and end, and what is behind them: a quotation, what follows a
    colon to the end of its paragraph, or a clause with `at`."""
    words = passage.words
    colon = _COLON.match(words, at)
    begin = colon.end() if colon else at
    lead = re.compile(r"[\s,]*(?:om\s*,?\s*)?(?:at\s+)?").match(words, begin)
    quoted = passage.quotation(lead.end() if lead else begin)
    if quoted:
        return quoted
    if colon:
        end = min(_statement_end(passage, begin), begin + _LONGEST)
        return (begin, end, end) if words[begin:end].strip() else None
    that = _THAT.match(words, at)
    if that:
        end = passage.around(that.end())[1]
        return that.end(), max(end, that.end()), max(end, that.end())
    return None


def _statement_end(passage: Passage, at: int) -> int:
    """Where a statement without quotation marks ends: with its paragraph, or before a line with which the
    decision goes on."""
    end = passage.paragraph_end(at)
    goes_on = _DECISION_LINE.search(passage.words, at, end)
    return goes_on.start() if goes_on else end


def _explanations(passage: Passage, frames: Sequence[Frame]) -> Iterator[Told]:
    """`Imod stemte N (B), idet hun ...`, `(Ø) med bemærkning om, at ”...”`."""
    words = passage.words
    for frame in frames:
        by = _all_of(frame)
        because = _BECAUSE.match(words, frame.end)
        if by is None or because is None:
            continue
        end = passage.around(because.start("why"))[1]
        gap = re.compile(r"[\s,:]*(?:at\s+)?").match(words, because.end())
        quoted = passage.quotation(gap.end() if gap else because.end())
        if _VOTING.search(words, because.end(), end) or end <= because.end():
            continue
        start, stop = because.start("why"), _unstopped(words, end)
        yield Told(
            EXPLANATION, by, quoted[:2] if quoted else (start, stop), frame.end, quoted[2] if quoted else end
        )
    for match in re.finditer(
        r"(?<!\w)med\s+(?:den\s+|følgende\s+)?(?:bemærkning|begrundelse)", words, re.IGNORECASE
    ):
        start, _ = passage.around(match.start())
        by = list_before(words, start, match.start())
        remark = _REMARK.match(words, match.start())
        if by is None or remark is None or not by.named:
            continue
        quoted = passage.quotation(remark.end())
        end = passage.around(match.start())[1]
        yield Told(
            EXPLANATION,
            by,
            quoted[:2] if quoted else (remark.end(), _unstopped(words, end)),
            match.start(),
            quoted[2] if quoted else end,
        )


def _unstopped(words: str, end: int) -> int:
    return end - (words[end - 1 : end] == ".")


def _reservations(passage: Passage) -> Iterator[Told]:
    """`(A) tager forbehold`, `idet N (V) ikke kan anbefale, at ...`."""
    words = passage.words
    for match in _RESERVES.finditer(words):
        start, end = passage.around(match.start())
        by = list_before(words, start, match.start())
        if by is None or not by.named or _OF_MAJORITY.search(words, start, by.start):
            continue
        heads = not words[start : by.start].strip()
        yield Told(RESERVATION, by, (by.start, end if heads else _unstopped(words, end)), by.start, end)
    for match in re.finditer(r"(?<!\w)forbehold\s+fra\s+", words, re.IGNORECASE):
        by = read_voters(words, match.end())
        if by and by.named:
            text = _text(passage, by.end) or (match.start(), by.end, by.end)
            yield Told(RESERVATION, by, text[:2], match.start(), text[2])
