"""What a decision came to: its sentences and clauses read against the wordings of ontology.ttl.

Words that no rule explains are `fritekst`: kept, listed for review, never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.base.remembered import of_one_text
from graph.minutes.model import FREE, NOT_RECORDED, Span
from graph.wording.asides import find_asides
from graph.wording.boxes import without_unticked
from graph.wording.clauses import Flat, flatten, points
from graph.wording.earlier_decisions import without_earlier
from graph.wording.outcome_words import whole_sentences
from graph.wording.past_days import in_a_past_year
from graph.wording.phrase_outcomes import Outcome, Told, is_vote, refuses
from graph.wording.point_tables import point_rows
from graph.wording.reservations import addition, reservation
from graph.wording.sentence_outcomes import APPROVED, REMARK, read_sentence


@dataclass(frozen=True, slots=True)
class PointReading:
    """A numbered point: its number or letter as printed, its words, and their outcomes. ``stretch`` is all
    that stands under its number, the votes on several points at once too."""

    number: str
    words: Span
    outcomes: tuple[Outcome, ...]
    stretch: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcomes of a decision in order of place, each once and at least one, and those of its points.

    ``reservation`` is the clause that limits or comments the outcome (`idet ...`), to its sentence's end;
    ``addition`` a sentence behind it in which the body wants something more.
    """

    outcomes: tuple[Outcome, ...]
    points: tuple[PointReading, ...] = ()
    reservation: Span | None = None
    addition: Span | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(outcome.code for outcome in self.outcomes))


def outcomes(text: str) -> tuple[str, ...]:
    """The outcome codes of a decision's words, in order of place."""
    return read_outcomes(text).codes


@of_one_text
def read_outcomes(text: str, body: str | None = None, day: date | None = None) -> Reading:
    """Read a decision's words; spans count the characters of ``text``. ``body`` and ``day`` are those of the
    meeting, as far as they are known: what is told of others is not its decision."""
    words = without_unticked(without_earlier(text, body, day))
    if table := _read_rows(words, body, day):
        return table
    flat = flatten(words, find_asides(words))
    if not re.search(r"\w", flat.text):
        code = FREE if re.search(r"\w", text) else NOT_RECORDED
        return Reading((Outcome(code, Span(0, len(text))),))
    marked = points(flat)
    read = tuple(
        PointReading(
            one.number,
            flat.span(one.start, one.end),
            _settled(flat, one.start, one.end, day),
            flat.span(one.start, one.until),
        )
        for one in marked
    )
    if not marked:
        found = _settled(flat, 0, len(flat.text), day)
    else:
        before = _settled(flat, 0, marked[0].start, day)
        behind = _settled(flat, marked[-1].end, len(flat.text), day)
        found = (*before, *(one for point in read for one in point.outcomes), *behind)
    known = _distinct(
        sorted((one for one in found if one.code != FREE), key=lambda one: one.about is not None)
    )
    told = known or (Outcome(FREE, flat.span(0, len(flat.text))),)
    return Reading(told, read, reservation(flat), addition(flat) if known else None)


def _read_rows(text: str, body: str | None, day: date | None) -> Reading | None:
    """The reading of a decision that is a table with a row for each point, if each says what was decided.
    Where words beside the rows decide and no head of a column does, the rows are what these are about."""
    rows = point_rows(text)
    read = [read_outcomes(text[one.answer.start : one.answer.end], body, day) for one in rows]
    if not rows or any(one.codes in ((FREE,), (NOT_RECORDED,)) for one in read):
        return None
    told = tuple(
        PointReading(
            row.number,
            row.answer,
            tuple(_moved(outcome, row.answer.start) for outcome in one.outcomes),
            row.row,
        )
        for row, one in zip(rows, read, strict=True)
    )
    beside = [
        _moved(outcome, start)
        for start, end in ((0, rows[0].row.start), (rows[-1].row.end, len(text)))
        for outcome in read_outcomes(_without_rows(text[start:end]), body, day).outcomes
        if outcome.code not in (FREE, NOT_RECORDED)
    ]
    if beside and not rows[0].headed:
        return None
    found = [*beside, *(one for point in told for one in point.outcomes)]
    found.sort(key=lambda one: (one.about is not None, one.words.start))
    return Reading(_distinct(found), told)


def _without_rows(text: str) -> str:
    """A text with the lines that have cells blanked: the head of a table says nothing of what was decided."""
    return "\n".join(" " * len(line) if "\t" in line else line for line in text.split("\n"))


def _moved(outcome: Outcome, by: int) -> Outcome:
    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return Outcome(outcome.code, moved(outcome.words), outcome.about and moved(outcome.about))


# That somebody proposed something else: what becomes of `the proposal` afterwards is not said of the item.
_PROPOSES = re.compile(
    r"\b(?:foreslog|foreslår|fremsatte|fremsætter|stillede|stiller|ændringsforslag\w*|modforslag\w*|forslag\s+fra)\b",
    re.IGNORECASE,
)


# What is told of a thing beside what became of it: `planen, som blev vedtaget i 2019`.
_TOLD_OF_IT = re.compile(r",\s*(?:som|der)\b[^,.;]*", re.IGNORECASE)
# Behind `Delvist imødekommet`: what is given is what was approved.
_GIVES = re.compile(r"\W*(?:der\s+)?(?:bevil(?:lig|g)es|gives|ydes)\b", re.IGNORECASE)


def _settled(flat: Flat, start: int, end: int, day: date | None) -> tuple[Outcome, ...]:
    """The outcomes of a stretch, of which the last vote on the whole decides; `fritekst` for none."""
    found: list[Told] = []
    proposed = False
    for first, last, words in whole_sentences(flat.text, start, end):
        if day and in_a_past_year(_TOLD_OF_IT.sub("", words), day):
            continue
        told = [one for one in read_sentence(flat, first, last, words) if not (one.proposal and proposed)]
        if _GIVES.match(words) and any(one.outcome.code == REMARK for one in found):
            told = [one for one in told if one.outcome.code != APPROVED]
        found += told
        proposed = proposed or _PROPOSES.search(words) is not None
    votes = [one for one in found if one.whole and one.outcome.about is None and is_vote(one.outcome.code)]
    if len({refuses(one.outcome.code) for one in votes}) > 1:
        last_vote = ([one for one in votes if not one.proposal] or votes)[-1]
        found = [one for one in found if one not in votes or one is last_vote]
    return _distinct(one.outcome for one in found) or (Outcome(FREE, flat.span(start, end)),)


def _distinct(found: Iterator[Outcome] | Sequence[Outcome]) -> tuple[Outcome, ...]:
    kept: dict[tuple[str, bool], Outcome] = {}
    for one in found:
        kept.setdefault((one.code, one.about is None), one)
    return tuple(kept.values())
