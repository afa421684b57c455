"""Changes that were moved (`ændringsforslag`): by whom, in what words, and where they are told of."""

import re
from dataclasses import dataclass

from graph.wording.passages import HIDDEN, Passage
from graph.wording.voters import Voters, read_voters

_NAME = r"(?:under|side)?ændringsforslag(?:et)?|modforslag(?:et)?"
_NUMBER = r"(?:\s+(?:nr\.?\s*)?(?P<number>\d{1,2}[a-z]?)(?!\w|\.\d))?"
_MOVED = (
    r"(?:fremsatte|fremsætter|stillede|stiller|foreslog|foreslår|fremlagde|fremlægger|fremsendte|bragte"
    r"|har\s+(?:fremsat|stillet))"
)
# `(V) fremsatte følgende ændringsforslag`, `V stillede som ændringsforslag, at ...`
_SOMEBODY_MOVED = re.compile(
    rf"(?<!\w){_MOVED}\s+(?:(?:herefter|derefter|følgende|et|to|tre|som|også|desuden|nedenstående|skriftligt|et\s+fælles)\s+){{0,4}}(?:{_NAME})(?!\w){_NUMBER}",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"(?<!\w)(?:foreslog|foreslår)(?:\s+(?:i\s+stedet|herefter|derefter|desuden|endvidere|også)){0,2}\s*,?\s*(?=at\s)",
    re.IGNORECASE,
)
# `Ændringsforslag 1 (fremsat af V)`, `Der foreligger ændringsforslag fra O`
_MOVED_BY = re.compile(
    rf"(?<!\w)(?:{_NAME})(?!\w){_NUMBER}(?:\s*\([^()]{{0,60}}\))?\s*\(?\s*(?:(?:er\s+|blev\s+)?(?:fremsat|stillet)\s+af|fra|ved|af)\s+",
    re.IGNORECASE,
)
# `Ændringsforslag 2: ...`, at the head of a line
_HEADED = re.compile(rf"(?:^|(?<=\n))[ \t]*(?:{_NAME})(?!\w){_NUMBER}[ \t]*:", re.IGNORECASE)
_TEXT_FOLLOWS = re.compile(
    r"\s*\)?[^.:\n\x00]{0,80}:\s*|\s*\)?\s*(?:,\s*|om\s*,?\s*)(?=at\s)|\s*\)?\s*(?=\x00)|\s*\)?\s*(?:gående\s+ud\s+på|om)\s*,?\s*"
)
_VOTED_ON = re.compile(
    r"(?<!\w)(?:(?:for|imod|mod)(?:\s+\w+){0,2}\s+stem|for\s*:|imod\s*:|afstemning|(?:ændrings|mod)?forslaget\s+(?:blev|bliver|er|fald|bortfald|forkast|vedtag"
    r"|opnåede|nedstem)|ændringsforslag|med\s+(?:stemmerne|\d+\s+stemmer)|stemte|undlod|undlader|herefter|fraværende|afbud|ikke\s+til\s?stede)",
    re.IGNORECASE,
)
# What became of it, told in the sentence that names it.
_FATE = re.compile(
    r"\s(?:(?:blev|bliver|er|var)\s+(?:\w+\s+){0,2}(?:forkast|vedtag|afvis|nedstem|bortfald|godkend|tiltråd)\w*"
    r"|faldt|falder|bortfaldt|bortfalder)(?!\w)",
    re.IGNORECASE,
)
_LONGEST_LEAD = 300
_MOST = 100


@dataclass
class Moved:
    """A change that was moved. ``at`` is where it is introduced, ``text`` where its words stand (quotation
    marks left off), ``end`` behind them. ``sure`` is false of a proposal that only a vote makes one."""

    at: int
    end: int
    by: Voters | None
    text: tuple[int, int] | None
    number: str = ""
    sure: bool = True
    result: str | None = None

    @property
    def on(self) -> str:
        """What a vote on it is on."""
        return f"ændringsforslag {self.number}".strip()


def find_amendments(passage: Passage) -> list[Moved]:
    """The changes that were moved, in order of place."""
    found: list[Moved] = []
    words = passage.words
    for match in _SOMEBODY_MOVED.finditer(words):
        by = _subject(passage, match.start())
        follows = _TEXT_FOLLOWS.match(words, match.end())
        if by is not None:
            text = _text(passage, follows.end()) if follows else None
            found.append(
                Moved(
                    by.start, text[2] if text else match.end(), by, text and text[:2], match["number"] or ""
                )
            )
    for match in _MOVED_BY.finditer(words):
        by = read_voters(words, match.end())
        if by is None or not by.named:
            continue
        follows = _TEXT_FOLLOWS.match(words, by.end)
        text = _text(passage, follows.end()) if follows else None
        found.append(
            Moved(
                match.start(),
                text[2] if text else by.end,
                by,
                text and text[:2],
                match["number"] or "",
                text is not None,
            )
        )
    for match in _HEADED.finditer(words):
        text = _text(passage, re.compile(r"\s*").match(words, match.end()).end())  # type: ignore[union-attr]
        found.append(
            Moved(
                match.start(),
                text[2] if text else match.end(),
                None,
                text and text[:2],
                match["number"] or "",
                text is not None,
            )
        )
    for match in _PROPOSED.finditer(words):
        by = _subject(passage, match.start())
        if by is not None:
            text = _text(passage, match.end() + len("at "))
            found.append(Moved(by.start, text[2] if text else match.end(), by, text and text[:2], "", False))
    return _apart(found)


def _apart(found: list[Moved]) -> list[Moved]:
    """In order, each once: of two that share words the one that begins first."""
    kept: list[Moved] = []
    for one in sorted(found, key=lambda moved: (moved.at, not moved.sure, -moved.end)):
        if not kept or one.at >= kept[-1].end:
            kept.append(one)
    return kept[:_MOST]


def _subject(passage: Passage, verb: int) -> Voters | None:
    """Who stands before a verb, at the head of its sentence."""
    start, stop = passage.sentence(verb)
    if start == stop or verb - start > _LONGEST_LEAD:
        return None
    lead = re.compile(r"\s*(?:(?:herefter|derefter|endvidere|dog|og|men)\s+)?").match(passage.words, start)
    by = read_voters(passage.words, lead.end() if lead else start, verb)
    return by if by is not None and by.named and not passage.words[by.end : verb].strip(" ,\n") else None


def _text(passage: Passage, at: int) -> tuple[int, int, int] | None:
    """Where the words of an amendment begin and end, and what is behind them: a quotation, the rest of a
    sentence, or the paragraphs up to a vote."""
    words = passage.words
    if quoted := passage.quotation(at):
        return quoted
    if at >= len(words):
        return None
    own_line = "\n" in words[max(0, at - 3) : at]
    end = at
    fate = None if own_line else _FATE.search(words, at, passage.sentence(at)[1])
    if fate:
        return (at, fate.start(), fate.start()) if words[at : fate.start()].strip() else None
    for start, stop in passage.sentences:
        if stop <= at:
            continue
        begin = max(start, at)
        lead = len(words[begin:stop]) - len(words[begin:stop].lstrip())
        if end > at and (
            not own_line or _VOTED_ON.match(words, begin + lead) or words[begin + lead] == HIDDEN
        ):
            break
        if end > at and _is_vote(passage, begin + lead, stop):
            break
        end = stop
    text = words[at:end].rstrip(" \n")
    if not text.strip(HIDDEN + " ."):
        return None
    end = at + len(text)
    return at, end - (not own_line and text.endswith(".")), end


def _is_vote(passage: Passage, start: int, stop: int) -> bool:
    """Whether a sentence tells who voted how: somebody stands at its head and votes."""
    voters = read_voters(passage.words, start, stop, subject=True)
    return (
        voters is not None
        and re.compile(r"\s*(?:stem|undl|ønsk)").match(passage.words, voters.end) is not None
    )
