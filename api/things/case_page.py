"""The page of a case: its course through the meetings, told as a picture and as a list that says the same.

The trail is that of :mod:`graph.cases.trail`; only the steps that are shown are told in full.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup
from pyoxigraph import NamedNode

from api.http.formats import CSV, XLSX
from api.http.problems import Problem
from api.i18n.language import N_
from api.serving.releases import OpenRelease
from api.site.case_status import outcome_words, status
from api.site.description import Node
from api.site.site import Site
from api.things.amounts import amounts_of
from api.things.case_overview import overview
from api.things.text_marks import line_words, place_href
from api.things.thread_view import thread_view
from graph.cases.elsewhere import Elsewhere, same_subject_elsewhere
from graph.cases.facts import Handling
from graph.cases.link import PROPOSED_KINDS
from graph.cases.planned_steps import Ahead, ahead
from graph.cases.promised import Promise, promised
from graph.cases.trail import (
    HandlingDetails,
    LinkDetails,
    LinkEnd,
    MentionDetails,
    RecommendationDetails,
    Source,
    TrailReader,
)
from graph.ontology.iris import municipality_of
from graph.ontology.terms import concept, term
from graph.pictures.swimlanes import SHAPES, Lanes, Mark, lanes, shape
from graph.queries.named import load

STEPS = 15
"""How many steps a page tells of; a case with more has several pages."""
_FEWEST_MARKS = 2  # in a picture
_MARKS = 40  # more than that are counted by year
_WORDS = 14_000  # characters of the minutes on a page, shared by its steps
_LEAST, _MOST = 240, 2_400  # of one step
_LINKS = 25


@dataclass(frozen=True, slots=True)
class Planned:
    """A step that was planned and never came: ``body`` and ``told_by`` are labels, ``status`` is the IRI of
    its code; ``date``, ``title`` and ``item`` are those of the item that told of it."""

    body: str
    body_iri: str
    told_by: str
    status: str
    date: str
    title: str
    item: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something in the course: ``kind`` as the picture has it, and what is told; ``number`` counts from 1."""

    number: int
    kind: str
    told: HandlingDetails | MentionDetails | Planned


@dataclass(frozen=True, slots=True)
class Tie:
    """A link to something ``other``; ``times`` is how many links say the same."""

    link: LinkDetails
    other: LinkEnd
    incoming: bool
    times: int

    @property
    def basis(self) -> str:
        """Whether the minutes state it, or what it is inferred from."""
        return _BASIS[self.link.kind]


_STATED = N_("står i referatet")
_BASIS = {
    "fortsaetter": _STATED,
    "henviser": _STATED,
    "behandlingsled": N_("udledt af sagens vej"),
    "samme-faste-punkt": N_("udledt af titel og organ"),
    "samme-sag": N_("udledt af sagsnummeret"),
}


class Words:
    """How a page tells of what was handled: who is quoted, and where in the minutes it stands."""

    def __init__(self, site: Site, release: OpenRelease) -> None:
        self._site, self.say = site, site.links.language
        self.reader = TrailReader(release.shelved, release.store, self.say.code)

    def recommenders(self, told: RecommendationDetails) -> list[tuple[str, str | None]]:
        """The words for each of those who recommend, and the address of the post, unit or body."""
        href = self._site.links.href
        return [(one.text, one.iri and href(one.iri)) for one in told.recommenders]

    def href(self, source: Source) -> str | None:
        """Where the words of a place stand in the reading view."""
        minutes = source.span.partition("#")[0]
        return place_href(source.span, self.reader.texts.get(minutes, ""), self._site.links)

    def lines(self, source: Source) -> str:
        """``linje 3`` or ``linje 3–5``."""
        first, last = source.lines
        return line_words(first, last, self._site.links)


class Course(Words):
    """The course of a case on one page of its list."""

    def __init__(self, site: Site, release: OpenRelease, case: str) -> None:
        super().__init__(site, release)
        self.trail = self.reader.trail(case)
        single = [one for one in self.trail.handlings if one.single]
        self.promised = [
            one for item in single for one in promised(self.reader.facts, item, self.reader.thread(item))
        ]
        self.ahead = ahead(self.reader.facts, single)
        self._handled = {one.item for one in self.trail.handlings}
        self.dated: list[Handling] = sorted((*self.trail.handlings, *self.trail.citing))
        self.pages = max(1, -(-len(self.dated) // STEPS))
        self.page = page_number(site, "side", self.pages)  # the latest steps, if the address names no page
        if self.page > self.pages:
            raise Problem(404, "There is no such page of this case.")

    def promises(self) -> list[dict[str, Any]]:
        """What the decisions said was to come, in order of time, with where it came if it did."""
        return [told_promise(self.reader, one) for one in self.promised]

    def kind(self, item: Handling) -> str:
        """Whether an item handled the case or only mentions it."""
        return "handled" if item.item in self._handled else "mentioned"

    def steps(self) -> list[Step]:
        """The steps of this page in order of time; on the last one those that were planned and never came."""
        first = (self.page - 1) * STEPS
        shown = [
            Step(number, self.kind(item), self.describe(item))
            for number, item in enumerate(self.dated[first : first + STEPS], start=first + 1)
        ]
        if self.page == self.pages:
            shown += [
                Step(number, _missing(one), self._planned(one))
                for number, one in enumerate(self.ahead, start=len(self.dated) + 1)
            ]
        return shown

    def describe(self, item: Handling) -> HandlingDetails | MentionDetails:
        """The handling, or the place that mentions the case."""
        if item.item in self._handled:
            return self.reader.handling(item)
        return self.reader.mention(item, self.trail)

    def _planned(self, one: Ahead) -> Planned:
        return Planned(
            body=self.reader.label(one.body),
            body_iri=one.body,
            told_by=self.reader.label(one.told.body),
            status=str(concept("trinstatus", one.status)),
            date=one.told.date,
            title=one.told.title,
            item=one.told.item,
        )

    def latest(self) -> HandlingDetails | None:
        """The last handling as told."""
        return self.reader.handling(self.trail.handlings[-1]) if self.trail.handlings else None

    def decided(self) -> HandlingDetails | None:
        """The last handling with a decision in words; a standing item has none that stands for it."""
        decided = (
            told
            for item in reversed(self.trail.handlings[-STEPS:])
            if item.single
            and (told := self.reader.handling(item)).decision
            and told.decision.outcomes != ("ikke-registreret",)
        )
        return next(decided, None)

    def topics(self) -> list[dict[str, Any]]:
        """The topics of a number that covers several: the title and size of each, and its first step."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, item in enumerate(self.dated, start=1):
            if self.kind(item) == "handled" and (topic := self.reader.topic(item)):
                found[topic].append(number)
        return [
            {
                "topic": topic,
                "title": self.dated[at[-1] - 1].title,
                "count": len(at),
                "href": self.step_href(at[0]),
            }
            for topic, at in sorted(found.items())
        ]

    def step_href(self, number: int) -> str:
        """Where a step is told, by its number."""
        page = min(self.pages, (number - 1) // STEPS + 1)
        elsewhere = "" if page == self.page else self._site.at_release(f"?side={page}")
        return f"{elsewhere}#trin-{number}"

    @property
    def by_year(self) -> bool:
        """Whether the picture counts by year."""
        return len(self.dated) > _MARKS

    def picture(self) -> Lanes | None:
        """The swimlanes; a course of many marks is counted by year. Nothing where there are not two events
        in time to be seen beside each other."""
        marks = self._marks_by_year() if self.by_year else self._marks()
        marks += [
            Mark(
                self.reader.label(one.body),
                None,
                _missing(one),
                self._plan(one),
                self.step_href(number),
                label=(self.say.say("stoppet") if one.status == "stoppet" else self.say.say("ikke set"),),
            )
            for number, one in enumerate(self.ahead, start=len(self.dated) + 1)
            if one.body not in {promise.body for promise in self.promised if promise.told == one.told}
        ]
        marks += [self._expected(one) for one in self.promised if one.when and one.came is None]
        if len([mark for mark in marks if mark.day]) < _FEWEST_MARKS:
            return None
        title = self.say.say("Sagens forløb gennem organerne")
        told = self.say.say(
            "Et spor for hvert organ, tiden fra venstre mod højre. Listen nedenfor siger det samme."
        )
        return lanes(title, [told], marks, self.say.say("uden tid"))

    def _expected(self, one: Promise) -> Mark:
        """A follow-up that did not come, in the month it was expected; where no body is named, in the lane of
        the one that expected it."""
        lane = self.reader.label(one.body or one.told.body)
        day = one.when[0] if len(one.when[0]) > len("2023-06") else f"{one.when[0]}-01"
        words = self.say.say(
            "%(body)s: ventet %(when)s ifølge beslutningen den %(day)s, ikke set i samlingen",
            body=lane,
            when=self.say.months(one.when),
            day=self.say.day(one.told.date),
        )
        label = (self.say.say("ventet"), self.say.month_short(one.when[0]))
        return Mark(lane, day, "planned", words, "#lovet", label=label)

    def _plan(self, one: Ahead) -> str:
        label = self.reader.label
        values = {
            "body": label(one.body),
            "told_by": label(one.told.body),
            "day": self.say.day(one.told.date),
        }
        if one.status == "stoppet":
            return self.say.say("%(body)s: planlagt ifølge %(told_by)s den %(day)s, men stoppet", **values)
        return self.say.say("%(body)s: planlagt ifølge %(told_by)s den %(day)s, ikke set", **values)

    def _marks(self) -> list[Mark]:
        marks = []
        for number, item in enumerate(self.dated, start=1):
            kind, body = self.kind(item), self.reader.label(item.body)
            words = [self.say.day(item.date), body, self._how(item)]
            thread = (self.reader.topic(item) or 0) if kind == "handled" and item.single else None
            label = (self._how(item).partition(" / ")[0], self.say.month_short(item.date))
            href = self.step_href(number)
            marks.append(Mark(body, item.date, kind, ", ".join(words), href, thread=thread, label=label))
        return marks

    def _how(self, item: Handling) -> str:
        if self.kind(item) == "mentioned":
            return self.say.say("nævnt")
        codes = sorted(self.reader.facts.outcomes(item.item))
        return " / ".join(outcome_words(codes, self.say.code)) or self.say.say("behandlet")

    def _marks_by_year(self) -> list[Mark]:
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for number, item in enumerate(self.dated, start=1):
            groups[item.date[:4], item.body, self.kind(item)].append(number)
        marks = []
        for (year, body_iri, kind), numbers in groups.items():
            body, count = self.reader.label(body_iri), len(numbers)
            values = {"body": body, "count": count, "year": year}
            if kind == "handled":
                words = self.say.words.ngettext(
                    "%(body)s: behandlet én gang i %(year)s",
                    "%(body)s: behandlet %(count)s gange i %(year)s",
                    count,
                )
            else:
                words = self.say.words.ngettext(
                    "%(body)s: nævnt én gang i %(year)s",
                    "%(body)s: nævnt %(count)s gange i %(year)s",
                    count,
                )
            at = self.step_href(numbers[0])
            marks.append(Mark(body, f"{year}-07-01", kind, words % values, at, count))
        return marks

    def ties(self) -> list[Tie]:
        """What it hangs together with and why, the surest first."""
        own = self.trail.own
        links: dict[tuple[LinkEnd, str, str, bool], list[LinkDetails]] = defaultdict(list)
        for link in self.reader.links(own, between=False):
            if link.kind in PROPOSED_KINDS:  # told of in the thread
                continue
            incoming = link.origin.iri not in own
            other = link.origin if incoming else link.target
            links[other, link.kind, link.status, incoming].append(link)
        return [
            Tie(alike[0], other, incoming, len(alike)) for (other, _, _, incoming), alike in links.items()
        ]

    def status(self) -> str:
        """The status line."""
        return status(self.reader, self.trail, self.latest(), self.ahead, self.say)

    def spellings(self) -> list[str]:
        """How the minutes write its numbers, where that is not the number itself."""
        of = self.reader.facts.of
        nodes = (number for case in self.trail.cases for number in of(case, term("hasCaseNumber")))
        printed = {words for number in nodes for words in of(number, term("asPrinted"))}
        return sorted(printed - set(self.reader.numbers(self.trail)))


def told_promise(reader: TrailReader, one: Promise) -> dict[str, Any]:
    """A follow-up as a page tells of it."""
    return {
        "iri": one.iri,
        "text": one.text,
        "when": one.when,
        "inferred": one.inferred,
        "body": reader.label(one.body) if one.body else "",
        "body_iri": one.body,
        "told": {"item": one.told.item, "date": one.told.date, "body": reader.label(one.told.body)},
        "came": {"item": one.came.item, "date": one.came.date, "body": reader.label(one.came.body)}
        if one.came
        else None,
    }


def case_values(site: Site, release: OpenRelease, node: Node) -> dict[str, Any]:
    """What case.html needs."""
    course = Course(site, release, node.iri)
    steps = course.steps()
    ties, topics = course.ties(), course.topics()
    title = "" if topics else next(iter(course.trail.titles), "")  # none stands for several topics
    return {
        "course": course,
        "trail": course.trail,
        "numbers": course.reader.numbers(course.trail),
        "status": course.status(),
        "title": title,
        "decided": None if topics else course.decided(),
        "topics": topics,
        "promises": course.promises(),
        "picture": course.picture(),
        "amounts": amounts_of(course.reader.facts, course.trail.handlings, site.links.language),
        "overview": overview(site, release, course.reader, course.trail.handlings),
        "legend": legend(
            steps, course.dated, course.kind, ["planned"] if any(not p.came for p in course.promised) else []
        ),
        "steps": steps,
        "most": max(_LEAST, min(_MOST, _WORDS // max(1, len(steps)))),
        "ties": ties[:_LINKS],
        "more_ties": len(ties) - _LINKS,
        "elsewhere": elsewhere(release, course),
        "thread": thread_view(site, release, course.reader, course.trail),
        "spellings": course.spellings(),
        "citation": citation(site, release, node, title),
        "concept": concept,
        "csv": CSV,
        "xlsx": XLSX,
        "sparql": load("trace").bind({"case": NamedNode(node.iri)}, language=site.language),
    }


def elsewhere(release: OpenRelease, course: Course) -> list[Elsewhere]:
    """Cases of other municipalities whose titles are alike, where there are any."""
    if not release.shelved.several or not course.trail.handlings:
        return []
    own = municipality_of(course.trail.handlings[0].meeting)
    return same_subject_elsewhere(
        course.reader.facts, course.trail.handlings, own, release.shelved.municipalities
    )


def legend(
    steps: Sequence[Step], dated: Sequence[Handling], kind: Any, others: Sequence[str] = ()
) -> list[tuple[str, Markup]]:
    """The kinds of marks in the picture, each with its shape; ``others`` are kinds beside those of steps."""
    used = {kind(item) for item in dated} | {step.kind for step in steps} | set(others)
    return [(name, Markup(shape(name))) for name in SHAPES if name in used]  # noqa: S704


def _missing(one: Ahead) -> str:
    return "stopped" if one.status == "stoppet" else "planned"


def page_number(site: Site, name: str, otherwise: int) -> int:
    """The number that the query of the address gives a page by; a problem 404 for what is no number."""
    given = parse_qs(urlsplit(site.address).query).get(name)
    if given is None:
        return otherwise
    if not re.fullmatch("[1-9][0-9]{0,5}", given[-1]):
        raise Problem(404, "There is no such page.")
    return int(given[-1])


def citation(site: Site, release: OpenRelease, node: Node, title: str) -> dict[str, str]:
    """What one cites a case by: the parts of a line, each of which the line ends with a full stop."""
    return {
        "municipality": release.shelved.whose(node.iri)
        or site.config.publisher
        or site.releases.municipality,
        "number": node.text("sg:caseNumber") or "",
        "title": title.rstrip(". "),
        "address": node.iri,
        "release": release.shelved.id,
        "date": release.shelved.created[:10],
    }
