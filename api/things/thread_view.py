"""What the page of a case shows of its thread: one course over all its cases, each with how it is tied."""

from dataclasses import dataclass

from api.i18n.language import N_
from api.serving.releases import OpenRelease
from api.site.case_status import outcome_words
from api.site.site import Site
from graph.cases.facts import Handling
from graph.cases.thread import Strand, thread
from graph.cases.trail import LinkDetails, Trail, TrailReader

SURENESS = {"sure": N_("sikker"), "fairly sure": N_("ret sikker"), "proposed": N_("forslag")}
_ROWS = 60
_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Tied:
    """A case of the thread: ``label`` says its number, ``sureness`` is in the page's language, ``reason`` why
    it is proposed, and ``quotes`` are the words that carry it. ``through`` is the number of the case that it
    is tied by, where that is another than the page's."""

    strand: Strand
    sureness: str
    reason: str
    quotes: tuple[str, ...]
    through: str

    @property
    def link(self) -> LinkDetails:
        return self.strand.link


@dataclass(frozen=True, slots=True)
class Row:
    """A handling in the one course; ``own`` says that it is of the page's own case, ``number`` under which
    number it was handled."""

    item: Handling
    body: str
    number: str
    outcome: str
    own: bool
    sureness: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The cases of a thread, and their handlings in order of time; ``more`` is how many are not shown,
    ``topic`` the first word that ties the surest of them."""

    tied: tuple[Tied, ...]
    rows: tuple[Row, ...]
    more: int
    topic: str


def thread_view(site: Site, release: OpenRelease, reader: TrailReader, trail: Trail) -> ThreadView | None:
    """The thread of a case; ``None`` where nothing is tied to it."""
    strands = thread(reader, trail.own)
    if not strands:
        return None
    say = site.links.language.say
    known = {strand.subject: strand.number for strand in strands}
    tied = tuple(
        Tied(
            strand=strand,
            sureness=say(SURENESS[strand.sureness]),
            reason=strand.link.reason or "",
            quotes=strand.link.evidence[:_QUOTES],
            through=known.get(strand.tied_to, ""),
        )
        for strand in strands
    )
    courses = [(one, reader.number(trail.case) or "", True, "") for one in trail.handlings if one.single]
    courses += [
        (item, each.strand.number, False, each.sureness) for each in tied for item in each.strand.handlings
    ]
    ordered = sorted(dict.fromkeys(courses), key=lambda row: row[0])
    rows = [
        Row(
            item=item,
            body=reader.label(item.body),
            number=next((n for case in item.cases if (n := reader.number(case))), number),
            outcome=" / ".join(outcome_words(sorted(reader.facts.outcomes(item.item)), reader.language)),
            own=own,
            sureness=sure,
        )
        for item, number, own, sure in ordered
    ]
    topic = next((word for each in tied for word in each.link.words), "")
    return ThreadView(tied, tuple(rows[-_ROWS:]), max(0, len(rows) - _ROWS), topic)
