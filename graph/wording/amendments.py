"""Changes that were moved (`ændringsforslag`): by whom, in what words, and where they are told of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.base.remembered import of_one_text
from graph.wording.alternatives import has_any
from graph.wording.passages import HIDDEN, Passage, passage_of
from graph.wording.voters import Voters, read_voters

_NAME = r"(?:under|side)?ændringsforslag(?:et)?|modforslag(?:et)?"
_NUMBER = r"(?:\s+(?:nr\.?\s*)?[ÆÄ]?(?P<number>\d{1,2}[a-z]?)(?!\w|\.\d))?"
_MOVED = (
    r"(?:fremsatte|fremsætter|stillede|stiller|foreslog|foreslår|fremlagde|fremlægger|fremsendte|bragte"
    r"|har\s+(?:fremsat|stillet))"
)
# `(V) fremsatte følgende ændringsforslag`, `V stillede som ændringsforslag, at ...`
_A_CHANGE = rf"(?:(?!spørgsmål|om|til|ved|mod|imod|for)[a-zæøå]+\s+){{0,4}}(?:{_NAME})(?!\w){_NUMBER}"
_SOMEBODY_MOVED = re.compile(rf"(?<!\w){_MOVED}\s+{_A_CHANGE}", re.IGNORECASE)
# `Under behandlingen stillede C følgende ændringsforslag`
_MOVED_INVERTED = re.compile(rf"(?<!\w){_MOVED}\s+(?=(?-i:[A-ZÆØÅ(]|[Gg]ruppe|[Ll]iste))", re.IGNORECASE)
_AND_A_CHANGE = re.compile(rf"\s+{_A_CHANGE}", re.IGNORECASE)
# `V's ændringsforslag om ...`
_OWN = re.compile(rf"(?<![\w-])(?=(?-i:[A-ZÆØÅ]))[\w]{{1,40}}?['’]?s\s+(?=(?:{_NAME})(?!\w))", re.IGNORECASE)
_CHANGE = re.compile(rf"(?:{_NAME})(?!\w){_NUMBER}", re.IGNORECASE)
_PROPOSED = re.compile(
    r"(?<!\w)(?:stillede|stiller|fremsatte|fremsætter)\s+(?:et\s+)?forslag\s+om\s*,?\s*(?=at\s)|(?<!\w)(?:foreslog|foreslår)(?:\s+(?:i\s+stedet|herefter|derefter|desuden|endvidere|også)){0,2}\s*,?\s*(?=at\s)",
    re.IGNORECASE,
)
# `Ændringsforslag 1 (fremsat af V)`, `Der foreligger ændringsforslag fra O`
_MOVED_BY = re.compile(
    rf"(?<!\w)(?:{_NAME})(?!\w){_NUMBER}(?:\s*\((?:[^()]{{0,60}}?[ÆÄ](?P<marked>\d{{1,2}})|[^()]{{0,60}})\))?\s*\(?\s*(?:(?:er\s+|blev\s+)?(?:fremsat|stillet)\s+af|fra|ved|af)\s+",
    re.IGNORECASE,
)
# `Ændringsforslag 2: ...`, at the head of a line
_HEADED = re.compile(rf"(?:^|(?<=\n))[ \t]*(?:{_NAME})(?!\w){_NUMBER}[ \t]*:", re.IGNORECASE)
_TEXT_FOLLOWS = re.compile(
    r"\s*\)?[^.:\n\x00]{0,80}:\s*|\s*\)?\s*(?:,\s*|om\s*,?\s*)(?=at\s)|\s*\)?\s*(?=\x00)|\s*\)?\s*(?:gående\s+ud\s+på|om)\s*,?\s*"
)
_ABOUT = re.compile(r"\s*\)?\s*(?:gående\s+ud\s+på|om)\s*,?\s*")
_VOTED_ON = re.compile(
    r"(?<!\w)(?:(?:for|imod|mod)(?:\s+\w+){0,2}\s+stem|for\s*:|imod\s*:|afstemning|(?:ændrings|mod)?forslaget\s+(?:blev|bliver|er|fald|bortfald|forkast|vedtag"
    r"|opnåede|nedstem)|ændringsforslag|med\s+(?:stemmerne|\d+\s+stemmer)|stemte|undlod|undlader|herefter|fraværende|afbud|ikke\s+til\s?stede"
    r"|godkendt|tiltrådt|vedtaget|forkastet|(?:\w+s\s+)?indstilling(?:en)?\s|(?:byrådet|[\w-]{0,60}udvalget|kommunalbestyrelsen)\s+"
    r"(?:godkend|tiltr|beslut|vedt|anbefal|indstil|forkast|afvis))",
    re.IGNORECASE,
)
# What became of it, told in the sentence that names it.
_FATE = re.compile(
    r"\s(?:(?:blev|bliver|er|var)\s+(?:\w+\s+){0,2}(?:forkast|vedtag|afvis|nedstem|bortfald|godkend|tiltråd)\w*"
    r"|faldt|falder|bortfaldt|bortfalder)(?!\w)",
    re.IGNORECASE,
)
_VOTE_BEHIND = re.compile(rf"\s?:\s?(?={_VOTED_ON.pattern})", re.IGNORECASE)
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
    return [replace(moved) for moved in _amendments(passage.raw, passage.apart)]


@of_one_text
def _amendments(raw: str, apart: tuple[tuple[int, int], ...]) -> tuple[Moved, ...]:
    if not has_any(raw, "forslag", "foreslog", "foreslår"):
        return ()
    passage = passage_of(raw, apart)
    found: list[Moved] = []
    for read in (_moved_by_somebody, _moved_inverted, _owned, _named, _headed, _proposed):
        end = 0
        for at, behind, by, number, sure in read(passage):
            if at < end:
                continue  # within the words of the one before
            follows = _text_follows(passage.words, behind) if sure is not None else None
            text = _text(passage, follows.end() if follows else behind) if follows or sure is None else None
            end = text[2] if text else behind
            of_itself = bool(sure) or (sure is not None and text is not None)
            found.append(Moved(at, end, by, text and text[:2], number, of_itself))
    return tuple(_apart(found))


def _text_follows(words: str, at: int) -> re.Match[str] | None:
    """What leads to the words of an amendment; `om kortere frist: For stemte ...` has them before a colon."""
    follows = _TEXT_FOLLOWS.match(words, at)
    if follows and follows[0].rstrip().endswith(":") and _VOTED_ON.match(words, follows.end()):
        return _ABOUT.match(words, at)
    return follows


# Where an amendment is introduced and where its words are looked for, by whom it is, its number, and whether
# it is one without words too; ``None`` is of a proposal that only a vote makes one.
_Introduced = tuple[int, int, Voters | None, str, bool | None]


def _moved_by_somebody(passage: Passage) -> Iterator[_Introduced]:
    for match in _SOMEBODY_MOVED.finditer(passage.words):
        by = _subject(passage, match.start())
        if by is not None:
            yield by.start, match.end(), by, match["number"] or "", True


def _moved_inverted(passage: Passage) -> Iterator[_Introduced]:
    for match in _MOVED_INVERTED.finditer(passage.words):
        by = read_voters(passage.words, match.end(), subject=True)
        change = _AND_A_CHANGE.match(passage.words, by.end) if by else None
        if by and by.named and change:
            yield match.start(), change.end(), by, change["number"] or "", False


def _owned(passage: Passage) -> Iterator[_Introduced]:
    for match in _OWN.finditer(passage.words):
        stop = match.start() + len(match[0].rstrip().rstrip("s").rstrip("'’"))
        by = read_voters(passage.words, match.start(), stop)
        change = _CHANGE.match(passage.words, match.end())
        if by and by.named and by.end == stop and change:
            yield match.start(), change.end(), by, change["number"] or "", False


def _named(passage: Passage) -> Iterator[_Introduced]:
    # A single one that is marked `(BR 366/07 Æ1)` is not one of several.
    marked = len({match["marked"] for match in _MOVED_BY.finditer(passage.words) if match["marked"]}) > 1
    for match in _MOVED_BY.finditer(passage.words):
        by = read_voters(passage.words, match.end(), subject=True)
        if by is not None and by.named:
            yield match.start(), by.end, by, match["number"] or (marked and match["marked"]) or "", False


def _headed(passage: Passage) -> Iterator[_Introduced]:
    for match in _HEADED.finditer(passage.words):
        yield match.start(), match.end() - 1, None, match["number"] or "", False


def _proposed(passage: Passage) -> Iterator[_Introduced]:
    for match in _PROPOSED.finditer(passage.words):
        by = _subject(passage, match.start())
        if by is not None:
            yield by.start, match.end() + len("at "), by, "", None


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
    last = passage.sentence(at)[1]
    fate = None if own_line else _FATE.search(words, at, last) or _VOTE_BEHIND.search(words, at, last)
    if fate:
        return (at, fate.start(), fate.start()) if words[at : fate.start()].strip() else None
    for start, stop in passage.following(at):
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
