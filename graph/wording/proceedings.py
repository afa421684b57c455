"""How a decision came about: votes, dissents, amendments, who was there, and rights that were used.

The one door to the readers of a decision's words beside its outcome (:mod:`graph.wording.decisions`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.minutes.document import ILLEGIBLE, Document
from graph.minutes.model import Amendment, Dissent, Finding, Presence, Quote, Referral, Side, Span, Vote
from graph.wording.amendments import Moved, find_amendments
from graph.wording.dissents import read_dissents
from graph.wording.earlier_decisions import find_earlier
from graph.wording.outcomes import read_outcomes
from graph.wording.passages import LONGEST, Passage
from graph.wording.presence import DISQUALIFIED, SUBSTITUTE, joined, read_presence
from graph.wording.referrals import read_referral
from graph.wording.sides import find_frames, is_of_another
from graph.wording.votes import DISQUALIFICATION, Ballot, read_votes


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What a decision and the texts of its item tell of how it came about; ``findings`` what does not fit."""

    votes: tuple[Vote, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    attendance: tuple[Presence, ...] = ()
    referral: Referral | None = None
    findings: tuple[Finding, ...] = ()


def read_proceedings(
    document: Document,
    decision: Quote | None,
    *,
    number: str | None = None,
    title: Quote | None = None,
    told: Sequence[Span] = (),
    participants: Sequence[Presence] = (),
    remarked: Sequence[Presence] = (),
    body: str | None = None,
    day: date | None = None,
) -> Proceedings:
    """Read the words of a decision; ``number`` is its item's; ``title`` and ``told``, the texts before it,
    may say who raised the case. ``participants`` are those of the meeting, ``remarked`` what is told
    elsewhere of presence at this item, ``body`` is the one that met, on ``day``. Nothing is read from words
    of which some cannot be: one may be a `not`."""
    titled = Passage(document, title.span) if title else None
    before = [Passage(document, span) for span in told]
    passage = _passage(document, decision, body, day)
    if passage is None:
        return Proceedings(attendance=joined(remarked), referral=read_referral(None, titled, before))
    reading = read_outcomes(passage.raw, body, day)
    moved = find_amendments(passage)
    hidden = passage.without(tuple(one.text for one in moved if one.text))
    frames = [one for one in find_frames(hidden) if not is_of_another(hidden, one, body, day)]
    ballots, votes = read_votes(hidden, reading, moved, frames)
    attendance = joined([*read_presence(hidden, body, number), *remarked])
    findings = _findings(document, passage.span.start, ballots, votes, attendance, participants)
    return Proceedings(
        votes=tuple(votes),
        dissents=read_dissents(hidden, frames),
        amendments=tuple(_amendments(passage, moved)),
        attendance=attendance,
        referral=read_referral(hidden, titled, before),
        findings=tuple(findings),
    )


def _passage(
    document: Document, decision: Quote | None, body: str | None, day: date | None
) -> Passage | None:
    if decision is None or decision.span.start == decision.span.end:
        return None
    passage = Passage(
        document, Span(decision.span.start, min(decision.span.end, decision.span.start + LONGEST))
    )
    return None if ILLEGIBLE in passage.raw else passage.without(find_earlier(passage.raw, body, day))


def _amendments(passage: Passage, moved: Sequence[Moved]) -> Iterator[Amendment]:
    for one in moved:
        if not one.sure or one.text is None:
            continue
        parties, persons = one.by.quotes(passage.document, passage.span.start) if one.by else ((), ())
        yield Amendment(passage.quote(*one.text), one.result, parties, persons)


## What does not fit


def _findings(
    document: Document,
    offset: int,
    ballots: Sequence[Ballot],
    votes: Sequence[Vote],
    attendance: Sequence[Presence],
    participants: Sequence[Presence],
) -> Iterator[Finding]:
    """Counts that differ from the names, and votes of those who were not there or might not vote."""
    differing = {ballot.start + offset for ballot in ballots if ballot.differs}
    here = {_folded(one.name): one.status for one in attendance}
    away = {_folded(one.name) for one in participants if one.absent}
    members = _members(participants, attendance)
    for vote in votes:
        lines = document.line_numbers(vote.quote.span.start, vote.quote.span.end)
        sides = (vote.in_favour, vote.against, vote.abstaining)
        if vote.quote.span.start in differing or any(_differs(side, members) for side in sides):
            message = f"Stemmetallet ved {vote.on} passer ikke med dem, der er nævnt."
            yield Finding("warning", "vote-count-differs", message, lines)
        named = {_folded(person) for side in sides for person in side.persons}
        if vote.on.startswith(DISQUALIFICATION):
            continue
        if any(here.get(name) == DISQUALIFIED for name in named):
            yield Finding(
                "warning", "vote-by-disqualified", "En, der var inhabil, er nævnt blandt de stemmende.", lines
            )
        if any(
            (here.get(name) or ("absent" if name in away else "")) in ("absent", "excused") for name in named
        ):
            yield Finding(
                "warning", "vote-by-absent", "En, der var fraværende, er nævnt blandt de stemmende.", lines
            )


def _folded(name: Quote) -> str:
    return name.text.casefold()


def _members(participants: Sequence[Presence], attendance: Sequence[Presence]) -> Counter[str]:
    """How many of each party could vote at the item; empty where the party of somebody is not known."""
    gone = {_folded(one.name) for one in attendance if one.absent or one.status == DISQUALIFIED}
    there = [one for one in participants if not one.absent and _folded(one.name) not in gone]
    there += [
        one
        for one in attendance
        if one.status == SUBSTITUTE and _folded(one.name) not in {_folded(other.name) for other in there}
    ]
    if not there or any(one.party is None for one in there):
        return Counter()
    return Counter(one.party for one in there if one.party)


def _differs(side: Side, members: Counter[str]) -> bool:
    """Whether the number told of a side is another than that of those who are named."""
    if side.count is None or not (side.parties or side.persons):
        return False
    if side.count < len(side.parties) + len(side.persons):
        return True
    if side.parties and not all(party.text in members for party in side.parties):
        return False
    return side.count != len(side.persons) + sum(members[party.text] for party in side.parties)
