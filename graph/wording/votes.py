"""Votes as decisions tell them: counts, sides, who, on what, and what came of it.

Each vote is put together from what is told of it in a row: the counts (`med stemmerne 8 for og 2 imod`), the
lists (`For stemte: A, V`), who voted how (`C undlod at stemme`) and the result (`Ændringsforslaget faldt`).
A new one begins where a side is told again, or where the words turn to something else: an amendment, another
point, the whole. Counts that differ from the names are kept as they are, and told.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from graph.minutes.model import FREE, Side, Vote
from graph.ontology.terms import vocabulary
from graph.wording.amendments import Moved
from graph.wording.outcome_words import SCHEME
from graph.wording.outcomes import Reading
from graph.wording.passages import Passage
from graph.wording.sides import DECIDED, NOT, TO_POINT, Frame
from graph.wording.voters import Voters, Way, read_person, read_voters

_OTHER: dict[Way, Way] = {"for": "against", "against": "for"}
ADOPTED, REJECTED, DISQUALIFIED, NOT_DISQUALIFIED = "vedtaget", "forkastet", "inhabil", "ikke-inhabil"
WHOLE, AMENDMENT, POINT, DISQUALIFICATION = "helheden", "ændringsforslag", "punkt", "inhabilitet"
_REFUSED = re.compile(
    rf"(?<!\w)(?:{NOT}\s+(?:\w+\s+){{0,2}}?(?:vedtages|vedtaget|godkendt|godkendes|tiltrådt|tiltrædes|imødekommes|anbefal\w+|imødekommet|følge\w*|flertal)|forkast\w+|bortfald\w*|faldt|falder|(?<!ikke\s)afvis(?:t|tes|te|es|er|e|ning)(?!\s+(?:ikke|kritik\w*|påstand\w*|beskyldning\w*)(?!\w))|afslå\w+|afslog"
    rf"|(?:anbefal|godkend|tiltræd|tiltråd|vedtag|vedtog|imødekomm|følg|fulgt)\w*\s+(?:derfor\s+|dermed\s+)?{NOT}|nedstem\w+|stemt\s+ned|ikke\s+flertal|ingen\s+flertal|intet\s+flertal|vandt\s+ikke|vedt\w+\s+ikke|(?:opnå\w+|fik)\s+ikke\s+(?:det\s+|et\s+)?(?:fornødne\s+)?flertal)(?!\w)",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"(?<!\w)(?:vedtaget|vedtages|vedtog|godkend(?:t|te|er|es)|tiltrådt|tiltrådte|tiltræd(?:er|es)|imødekommet|anbefal(?:er|es|ede|et)|indstil(?:ler|les|lede|let)|beslutte[dt]?e?|beslutter|(?:opnåede|fik|har)\s+flertal|flertal\s+for)(?!\w)",
    re.IGNORECASE,
)
# `godkendte, at ansøgningen afslås`: what is turned down was proposed so.
_APPROVES_THAT = re.compile(r"(?<!\w)(?:godkend|tiltråd|tiltræd|vedtog)\w*(?=,?\s+at\s)", re.IGNORECASE)
_AMENDED = re.compile(
    r"(?<!\w)(?:(?:under|side)?ændringsforslag(?:et|ets)?|modforslag(?:et)?)(?!\w)(?:\s+(?:nr\.?\s*)?[ÆÄ]?(?P<number>\d{1,2}[a-z]?)(?!\w|\.\d))?",
    re.IGNORECASE,
)
# Behind `ændringsforslaget`, where it is the one just told of and not another (`... fra V`).
_THIS = re.compile(r"(?<=et)(?!\s+(?:fra|af|ved|om|til)(?!\w))", re.IGNORECASE)
_PROPOSAL = re.compile(r"(?<!\w)(?:forslaget|dette)(?!\w)", re.IGNORECASE)
# `Forslag fra V`, `Konservatives forslag`, `forslaget om at sende sagen tilbage`: none of what was put before
# the body.
_OF_OTHERS = re.compile(
    r"(?<![\w-])(?:forslag(?:et)?\s+(?:(?:(?:stillet|fremsat)\s+af|fra)\s+(?P<by>(?=\S))"
    r"|om\s+(?:udsættelse|tilbagesendelse|at\s+(?:udsætte|udskyde|(?:tilbage)?sende|sagen\s+(?:udsættes|(?:tilbage)?sendes)))(?!\w))"
    r"|(?P<owner>(?-i:[A-ZÆØÅ])[\w-]{0,40}?)['’]?s\s+forslag(?!\w))",
    re.IGNORECASE,
)
# `Forslaget om at flytte mødet faldt`: it can be what the case is about, unless that is decided otherwise.
_PROPOSAL_TO = re.compile(r"(?<![\w-])forslag(?:et)?\s+om\s+at(?!\w)", re.IGNORECASE)
_OWN_DECISION = re.compile(
    r"\W*(?:(?:herefter|derefter|dernæst)\s+)?(?:(?:(?-i:[A-ZÆØÅ])[\w-]{2,60}(?:en|et|ne)\s+(?:blev\s+|er\s+)?)?godkendt|tiltrådt|anbefal\w+|indstil\w+|udsat|byrådet|udvalget|kommunalbestyrelsen)",
    re.IGNORECASE,
)
_FEW = 4
_OF_WHOLE = re.compile(
    r"(?<!\w)(?:[\w-]{0,60}indstilling(?:en|erne)?|sagen|punktet|helhed(?:en)?|hovedforslag(?:et)?|oprindelige\s+forslag|samlede\s+forslag|lokalplan\w*|budget(?:tet)?)(?!\w)",
    re.IGNORECASE,
)
_TURNS = re.compile(r"^\W*(?:herefter|derefter|efterfølgende|dernæst)(?!\w)", re.IGNORECASE)
_CLAUSE = re.compile(
    r",?\s+(?:hvorefter|hvorpå|og\s+herefter|herefter|og(?=\s+[\w-]*indstilling(?:en|erne)?\s+(?:blev|er|herefter)))(?!\w)",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(r"(?<!\w)(?:in)?habil(?:itet(?:en)?)?(?!\w)", re.IGNORECASE)
_ASKED = re.compile(
    r"(?<!\w)(?:spurgte|spørger|rejste|bad|anmodede|ønskede|afstemning|stemte|vurder\w+|stillingtagen|spørgsmål\w*)(?!\w)",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?<!\w)(?:erklær\w*|fandt|finder|vurderede|vurderer|anså|anses|besluttede|blev|godkendte|afgjorde|konstaterede)(?!\w)",
    re.IGNORECASE,
)


@dataclass
class Ballot:
    """A vote while it is put together."""

    on: str
    numbers: tuple[str, ...] = ()
    sides: dict[Way, Voters] = field(default_factory=dict)
    counts: dict[Way, int] = field(default_factory=dict)
    result: str | None = None
    start: int = -1
    end: int = -1
    differs: bool = False
    # That nobody can tell what it was on.
    unclear: bool = False
    # That it was on something else than the whole, as its counts show.
    other: bool = False
    # The sides that are told as being for what was decided, or against it.
    deciding: set[Way] = field(default_factory=set)

    def takes(self, frame: Frame) -> bool:
        """Whether a frame can tell of the same vote: no side of it was told before, and no count twice."""
        for way, voters in frame.sides.items():
            known = self.sides.get(way)
            if (
                known is not None
                and (known.named or known.everybody)
                and (voters.named or voters.everybody or voters.count is not None)
            ):
                return False
            if voters.count is not None and not voters.named and way in self.counts:
                return False
        return True

    def has_told(self, frame: Frame, words: str) -> bool:
        """Whether a frame only says again who was on one side, by the parties of those who are named there:
        `Liste B stemte imod, idet ...` behind the list of names."""
        for way, voters in frame.sides.items():
            known = self.sides.get(way)
            if known is None or voters.count is not None or not voters.parties or voters.persons:
                return False
            parties = {person.party for person in known.persons}
            if not {words[slice(*place)] for place in voters.parties} <= parties:
                return False
        return True

    def take(self, frame: Frame) -> None:
        """Add what a frame tells."""
        self.start = frame.start if self.start < 0 else min(self.start, frame.start)
        self.end = max(self.end, frame.end)
        self.unclear = self.unclear or frame.unclear
        for way, voters in frame.sides.items():
            if voters.count is not None:
                self.differs = self.differs or self.counts.get(way, voters.count) != voters.count
                self.counts.setdefault(way, voters.count)
            known = self.sides.get(way)
            if known is None or not (known.named or known.everybody):
                self.sides[way] = voters
                if frame.deciding:
                    self.deciding.add(way)

    def settle(self, result: str | None) -> None:
        """Enter what came of it by other words than those that tell of the sides. Where more were against
        than for, what was adopted is something else: the vote was ``on`` an amendment to it, which fell."""
        self.result = result
        if self.on == WHOLE and result == ADOPTED and _by_counts(self) == REJECTED:
            self.on, self.result, self.other = AMENDMENT, REJECTED, True

    def settle_sides(self) -> None:
        """Put those who are told as being for what was decided on the other side of what was turned down.
        Where others are told to have voted on that side, what the vote was on is not told."""
        if self.result != REJECTED or not self.deciding:
            return
        if any(_OTHER[way] in self.sides for way in self.deciding if _OTHER[way] not in self.deciding):
            self.result = None
            return
        self.sides = {_OTHER[way] if way in self.deciding else way: side for way, side in self.sides.items()}
        self.counts = {_OTHER[way] if way in self.deciding else way: n for way, n in self.counts.items()}


def read_votes(
    passage: Passage, reading: Reading, moved: Sequence[Moved], frames: Sequence[Frame]
) -> tuple[list[Ballot], list[Vote]]:
    """The votes of a decision, as they were put together and as the model has them; what became of the
    amendments is entered with them. ``reading`` holds the outcomes, ``moved`` the amendments, whose words are
    hidden in the passage, and ``frames`` are what :func:`find_frames` finds there."""
    ballots = _ballots(passage, reading, moved, frames)
    acted = _ACTED.search(passage.outside_brackets) is not None
    elected = _ELECTION.search(passage.words) is not None
    votes: list[Vote] = []
    for ballot in ballots:
        if ballot.result is None:
            ballot.settle(_by_default(ballot, reading, acted))
        if ballot.result is None and elected and not any(side.named for side in ballot.sides.values()):
            continue  # the blank votes of an election
        if ballot.unclear or (ballot.other and not (moved or _PROPOSED.search(passage.words))):
            continue
        ballot.settle_sides()
        for number in ballot.numbers or ("",):
            votes.append(_vote(passage, ballot, f"{POINT} {number}" if number else ballot.on))
    return ballots, votes


# That something else was put before the body, too.
_PROPOSED = re.compile(
    r"(?<!\w)(?:(?:ændrings|mod|under|tillægs)forslag\w*|(?:et|andet|alternativt)\s+forslag|forslag(?:et)?\s+(?:fra|om|stillet|fremsat)|foresl\w+)(?!\w)",
    re.IGNORECASE,
)


def _vote(passage: Passage, ballot: Ballot, on: str) -> Vote:
    def side(way: Way) -> Side:
        voters = ballot.sides.get(way)
        told = voters.side(passage.document, passage.span.start) if voters else Side()
        return Side(ballot.counts.get(way), told.parties, told.persons)

    quote = passage.quote(ballot.start, ballot.end)
    return Vote(on, quote, ballot.result, side("for"), side("against"), side("abstain"))


## On what, and what came of it


def _ballots(
    passage: Passage, reading: Reading, moved: Sequence[Moved], frames: Sequence[Frame]
) -> list[Ballot]:
    """The votes, by walking through the clauses of a decision in order."""
    found: list[Ballot] = []
    walk = _Walk(passage, reading, list(moved))
    begins = [frame.start for frame in frames]
    for start, end in _clauses(passage):
        walk.enter(start, end)
        own = frames[bisect_left(begins, start) : bisect_left(begins, end)]
        before = [
            frame
            for frame in own
            if frame.versus or any(v.count is not None and not frame.listed for v in frame.sides.values())
        ]
        if not before:
            walk.settle(start, end, own)
        for frame in own:
            walk.take(frame, found)
        if before:
            walk.settle(start, end, own)
    return [ballot for ballot in found if ballot.sides]


def _clauses(passage: Passage) -> Iterator[tuple[int, int]]:
    """The sentences, cut where they turn to another thing that was decided."""
    for start, end in passage.sentences:
        begin = start
        for cut in _CLAUSE.finditer(passage.words, start, end):
            if cut.start() > begin:
                yield begin, cut.start()
                begin = cut.start()
        yield begin, end


class _Walk:
    """Where the words of a decision are: what is voted on, and the vote that is being told."""

    def __init__(self, passage: Passage, reading: Reading, moved: list[Moved]) -> None:
        self.passage, self.reading, self.moved = passage, reading, moved
        self.on = WHOLE
        self.amendment: Moved | None = None
        self.ballot: Ballot | None = None
        # What was told of the present subject before any vote on it.
        self.said: str | None = None
        # Where the last side ends of a vote that is left out.
        self.left: int | None = None

    def enter(self, start: int, end: int) -> None:
        """Turn to what a clause is about."""
        introduced = [
            one for one in self.moved if start <= one.at < end and (one.sure or self._is_voted_on(one))
        ]
        if introduced:
            introduced[-1].sure = True
            self._turn(introduced[-1].on, introduced[-1])
            return
        words = self.passage.outside_brackets[start:end]
        person = self._disqualification(words, start, end)
        amended = _AMENDED.search(words)
        if person:
            self._turn(f"{DISQUALIFICATION}: {person}", None)
        elif amended and (DECIDED.search(words) or amended["number"] or ":" in words):
            number = amended["number"] or ""
            if not number and self.amendment is not None and _THIS.match(words, amended.end()):
                number = self.amendment.number
            if number and not any(one.number == number for one in self.moved) and len(self.moved) == 1:
                number = self.moved[0].number
            self._turn(f"{AMENDMENT} {number}".strip(), self._known(number))
        elif self._is_of_others(words, start, end):
            self._turn(AMENDMENT, self._known(""))
        elif self.on != WHOLE and self._is_of_whole(words):
            self._turn(WHOLE, None)

    def _is_of_others(self, words: str, start: int, end: int) -> bool:
        """Whether a clause decides what a member or a party proposed, and the whole is decided behind it."""
        proposed = _OF_OTHERS.search(words)
        if proposed is None and _REFUSED.search(words):
            proposed = _PROPOSAL_TO.search(words)
        if proposed is None or not DECIDED.search(words):
            return False
        by = None
        told = proposed.groupdict()
        if told.get("owner") is not None:
            stop = start + proposed.end("owner")
            by = read_voters(self.passage.words, start + proposed.start("owner"), stop)
        elif told.get("by") is not None:
            by = read_voters(self.passage.words, start + proposed.end(), end, subject=True)
        if proposed.lastgroup and not (by and by.named):
            return False
        later = (
            self.passage.outside_brackets[a:b]
            for a, b in islice(self.passage.following(end), _FEW)
            if a >= end
        )
        return any(
            DECIDED.search(one) and (_OF_WHOLE.search(one) or _OWN_DECISION.match(one)) for one in later
        )

    def _turn(self, on: str, amendment: Moved | None) -> None:
        if on != self.on or (amendment is not None and amendment is not self.amendment):
            self.on, self.amendment, self.ballot, self.said = on, amendment, None, None

    def _is_voted_on(self, proposed: Moved) -> bool:
        """Whether a proposal is voted on as such: `for forslaget stemte ...`, `forslaget faldt`."""
        following = self.passage.words[proposed.end : proposed.end + 600]
        return (
            re.search(
                r"(?<!\w)(?:(?:for|imod|mod)\s+forslaget\s+stem|forslaget\s+(?:blev|bliver|fald|bortfald|forkast|er|opnåede|vedtog)|for\s+stem|imod\s+stem|i?mod\s*:)",
                following,
                re.IGNORECASE,
            )
            is not None
        )

    def _known(self, number: str) -> Moved | None:
        alike = [one for one in self.moved if one.number == number and one.sure]
        if self.amendment in alike and self.amendment is not None:
            return self.amendment
        return next((one for one in alike if one.result is None), alike[-1] if alike else None)

    def _disqualification(self, words: str, start: int, end: int) -> str | None:
        """The name of whose disqualification a clause is about, if it is put to the body."""
        if not _OF_PERSON.search(words) or not (_ASKED.search(words) or _FOUND.search(words)):
            return None
        if self.on.startswith(f"{DISQUALIFICATION}:") and not _ASKED.search(words):
            return self.on.partition(": ")[2]
        for match in re.finditer(r"(?<![\w-])[A-ZÆØÅ]", self.passage.words[start:end]):
            person = read_person(self.passage.words, start + match.start(), end)
            if person:
                return self.passage.quote(person.start, person.end).text
        return None

    def _is_of_whole(self, words: str) -> bool:
        done = self.on.startswith(DISQUALIFICATION) or self.ballot is not None or self.said is not None
        decided = DECIDED.search(words)
        if _OF_WHOLE.search(words) and (decided or ":" in words):
            return True
        bare = not (_PROPOSAL.search(words) or _AMENDED.search(words))
        if _TURNS.match(words) and decided and bare:
            return True
        settled = (self.ballot is not None and self.ballot.result is not None) or self.said is not None
        own = _OWN_DECISION.match(words)
        return (
            done
            and bare
            and own is not None
            and (settled or not re.match(r"\W*(?:vedtaget|forkastet)", words, re.IGNORECASE))
        )

    def settle(self, start: int, end: int, own: Sequence[Frame]) -> None:
        """Enter the result that a clause tells of the present subject."""
        if any(frame.minority for frame in own):
            return  # what a minority wants is not what came of it
        kept = list(self.passage.outside_brackets[start:end])
        for frame in own:
            if frame.listed or frame.faction:
                kept[max(0, frame.start - start) : frame.end - start] = [" "] * (
                    min(end, frame.end) - max(start, frame.start)
                )
        result = self._result(_RESERVES.split("".join(kept), maxsplit=1)[0])
        if result is None or (self.on == WHOLE and self._numbers_at(end - 1)):
            return
        lead = re.compile(r"\s*").match(self.passage.words, start)
        members = read_voters(self.passage.words, lead.end() if lead else start, end, subject=True)
        if members and _DO.match(self.passage.words, members.end):
            return  # nor is what members do
        if self.amendment is not None and self.on.startswith(AMENDMENT):
            self.amendment.result = result
        self.said = result
        if self.ballot is not None and self.ballot.on == self.on:
            if (
                self.ballot.end > start
            ):  # the clause that tells of the sides says what came of that vote itself
                self.ballot.result = result
            else:
                self.ballot.settle(result)

    def _result(self, words: str) -> str | None:
        if self.on.startswith(DISQUALIFICATION):
            told = re.search(r"(?<!\w)(?P<in>in)?habil(?!\w)", words, re.IGNORECASE)
            if not told or not _FOUND.search(words):
                return None
            denied = re.search(r"(?<!\w)ikke(?!\w)", words, re.IGNORECASE) is not None
            return DISQUALIFIED if (told["in"] is not None) != denied else NOT_DISQUALIFIED
        if self.on == WHOLE and _AMENDED.search(words):
            return None
        approved = _APPROVES_THAT.search(words)
        words = words[: approved.end()] if approved else words
        if _REFUSED.search(words):
            return REJECTED if self.on != WHOLE or not _RECOMMENDS_OR_OTHER.search(words) else None
        carried = _CARRIED.search(words)
        if self.on.startswith(AMENDMENT):
            named = (
                _AMENDED.search(words)
                or _PROPOSAL.search(words)
                or not re.search(r"\w", words[: carried.start()])
                if carried
                else False
            )
            return ADOPTED if named else None
        return ADOPTED if carried else None

    def take(self, frame: Frame, found: list[Ballot]) -> None:
        """Add a frame to the vote that is told, or begin another; none of one on the handling of a case
        that was decided."""
        meanings = vocabulary().meanings
        if (
            frame.of_handling
            and self.on == WHOLE
            and not any(code in meanings and meanings[code].of_handling for code in self.reading.codes)
        ) or self._adjoins(frame):
            self.left = frame.end
            return
        numbers = (
            ()
            if self.on.startswith((AMENDMENT, DISQUALIFICATION))
            else frame.numbers or self._numbers_at(frame.start)
        )
        ballot = self.ballot
        if ballot and ballot.numbers and not numbers and self._goes_on(ballot, frame):
            numbers = ballot.numbers
        if ballot and ballot.on == self.on and ballot.has_told(frame, self.passage.words):
            return
        if (
            ballot is None
            or ballot.on != self.on
            or ballot.numbers != numbers
            or not ballot.takes(frame)
            or (ballot.unclear and not self._is_of_unclear(ballot, frame))
        ):
            if ballot and ballot.unclear and ballot.on == self.on and self._is_of_unclear(ballot, frame):
                return
            same = ballot is not None and ballot.on == self.on
            ballot = Ballot(self.on, numbers, result=None if same else self.said)
            found.append(ballot)
            self.ballot = ballot
        _turn_around(self.passage, frame)
        ballot.take(frame)
        ballot.settle(ballot.result)

    def _adjoins(self, frame: Frame) -> bool:
        """Whether a frame stands right behind a side that is left out, and tells another of that vote."""
        if self.left is None or len(frame.sides) > 1:
            return False
        _, end = self.passage.around(self.left - 1)
        return not re.search(r"\w", self.passage.words[end : frame.start])

    def _is_of_unclear(self, ballot: Ballot, frame: Frame) -> bool:
        """Whether a frame can be the other side of a vote of which nobody can tell what it was on."""
        same = self.passage.around(ballot.start) == self.passage.around(frame.start)
        return same or (not frame.listed and len(frame.sides) == 1)

    def _goes_on(self, ballot: Ballot, frame: Frame) -> bool:
        """Whether a frame follows right behind what was told of a vote, and can be of it."""
        between = self.passage.words[ballot.end : frame.start]
        return (
            ballot.on == self.on and ballot.takes(frame) and not re.search(r"\w", TO_POINT.sub("", between))
        )

    def _numbers_at(self, place: int) -> tuple[str, ...]:
        """The points under whose number a place stands; none where that is all of them."""
        under = [one for one in self.reading.points if one.stretch.start <= place < one.stretch.end]
        if not under or (len(under) == len(self.reading.points) and len(under) > 1):
            return ()
        return tuple(one.number for one in under)


_DO = re.compile(
    r"\s+(?:stem\w+|undl\w+|kan|kunne|vil|ville|ønske\w+|tager|tog|finder|fandt|støtte\w*|forbehold\w*"
    r"|anbefal\w*|tiltræd\w*|tiltrådte|følger|godkend(?:er|te)|vedtager|vedtog|indstil\w+|beslutte\w+|afvis(?:er|te))(?!\w)",
    re.IGNORECASE,
)
_ELECTION = re.compile(r"(?<!\w)(?:valg(?:et)?|valgt\w*)(?!\w)", re.IGNORECASE)
_RESERVES = re.compile(r"(?<!\w)(?:idet|dog|fordi|da|selvom|men)(?!\w)", re.IGNORECASE)
_RECOMMENDS_OR_OTHER = re.compile(r"(?<!\w)(?:klage\w*|indsigelse\w*|høringssvar\w*)(?!\w)", re.IGNORECASE)


def _turn_around(passage: Passage, frame: Frame) -> None:
    """Of `ikke vedtaget med 9 stemmer imod 1` the many voted against."""
    if not frame.versus:
        return
    words = passage.words[slice(*passage.around(frame.start))]
    one, other = frame.sides.get("for"), frame.sides.get("against")
    if _REFUSED.search(words) and one and other and (one.count or 0) > (other.count or 0):
        frame.sides["for"], frame.sides["against"] = other, one


def _by_default(ballot: Ballot, reading: Reading, acted: bool) -> str | None:
    """The result of a vote of which no words tell it beside the decision's own; ``acted`` says that the body
    did something."""
    if ballot.on.startswith(DISQUALIFICATION):
        return None
    if ballot.on.startswith(AMENDMENT):
        return _by_counts(ballot)
    meanings = vocabulary().meanings
    own = [one.outcomes[0].code for one in reading.points if one.number in ballot.numbers]
    if own:
        codes = own
    elif reading.points:
        return ADOPTED
    else:
        codes = list(reading.codes)
    known = [code for code in codes if code in meanings and code != FREE and code in _codes()]
    if known:
        return (
            REJECTED
            if all(
                meanings[code].compares_as == "ikke-fulgt" and not meanings[code].of_handling
                for code in known
            )
            else ADOPTED
        )
    if (by_counts := _by_counts(ballot)) is not None:
        return by_counts
    return ADOPTED if acted else None


@cache
def _codes() -> frozenset[str]:
    return frozenset(kind.code for kind in vocabulary().concepts(SCHEME))


_ACTED = re.compile(
    r"(?<!\w)(?:byrådet|[\w-]{0,60}udvalget|kommunalbestyrelsen|borgerrepræsentationen|regionsrådet|direktionen|flertallet|et\s+flertal)\s+(?:\w+\s+)?(?:udpeg|valgte|vælg|beslut|indstil|anbefal|vedtog|pål|ønsk|bevilg|afsæt|godkend)\w*"
    r"|(?<!\w)(?:udpegede|valgte|besluttede|indstiller|vedtog|bevilgede)\s+(?:byrådet|[\w-]{0,60}udvalget|kommunalbestyrelsen)|(?<!\w)(?:blev\s+)?(?:valgt|udpeget|bevilget)(?!\w)",
    re.IGNORECASE,
)


def _by_counts(ballot: Ballot) -> str | None:
    one, other = ballot.counts.get("for"), ballot.counts.get("against")
    if one is None or other is None or one == other:
        return None
    return ADOPTED if one > other else REJECTED
