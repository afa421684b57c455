"""How complete a release is: what its manifest says of each document, counted by body, by year and by code.

Of a document that was not published nothing is counted but that it is there: see
:mod:`graph.catalogue.coverage`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.minutes.as_json import FindingRecord
from graph.minutes.model import SEVERITIES
from graph.ontology.iris import meeting_of, place
from graph.release.archive import Release

UNREAD = "unread"
"""The code of the finding that a stretch of text was explained by no rule."""


def by_severity(records: Iterable[FindingRecord]) -> dict[str, int]:
    """How many findings there are of each severity."""
    counts = Counter(record["severity"] for record in records)
    return {severity: counts[severity] for severity in SEVERITIES}


def by_code(records: Iterable[FindingRecord]) -> dict[str, dict[str, int]]:
    """Severity -> code -> how often it was found."""
    counts: dict[str, dict[str, int]] = {}
    for record in records:
        of = counts.setdefault(record["severity"], {})
        of[record["code"]] = of.get(record["code"], 0) + 1
    return counts


@dataclass(frozen=True, slots=True)
class Share:
    """Meetings taken together; ``share_read`` is the mean of their documents' shares, 0 to 1."""

    meetings: int
    items: int
    closed: int
    share_read: float
    warnings: int


@dataclass(frozen=True, slots=True)
class Found:
    """A code: how often it was found, and in how many documents."""

    severity: str
    code: str
    times: int
    documents: int


@dataclass(frozen=True, slots=True)
class Document:
    """Published minutes, by their IRI; ``codes`` is how often each code was found in them."""

    minutes: str
    body: str
    date: str
    items: int
    closed: int
    share_read: float
    warnings: int
    codes: Mapping[str, int]


def documents(release: Release) -> Iterator[Document]:
    """The published documents; ``body`` is the code of the body (:meth:`Release.coded`), ``date`` ISO
    8601."""
    for minutes, entry in release.published.items():
        at = place(meeting_of(minutes) or "")
        assert at, minutes
        codes = {code: times for of in entry.codes.values() for code, times in of.items()}
        yield Document(
            minutes,
            release.code_of(at.body),
            at.date,
            items=entry.items,
            closed=entry.closed or 0,
            share_read=entry.share_read,
            warnings=entry.findings["warning"],
            codes=codes,
        )


def together(some: Iterable[Document]) -> Share:
    """Documents taken together, of which there is one at least."""
    all_of = tuple(some)
    return Share(
        meetings=len(all_of),
        items=sum(one.items for one in all_of),
        closed=sum(one.closed for one in all_of),
        share_read=sum(one.share_read for one in all_of) / len(all_of),
        warnings=sum(one.warnings for one in all_of),
    )


def by_body_and_year(release: Release) -> dict[str, dict[str, Share]]:
    """Body -> year -> its meetings; bodies and years in order."""
    parts: dict[str, dict[str, list[Document]]] = {}
    for one in documents(release):
        parts.setdefault(one.body, {}).setdefault(one.date[:4], []).append(one)
    return {
        body: {year: together(of) for year, of in sorted(years.items())}
        for body, years in sorted(parts.items())
    }


def found(release: Release) -> list[Found]:
    """What was found in published documents: the gravest first, and of those the most frequent."""
    times: Counter[tuple[str, str]] = Counter()
    affected: Counter[tuple[str, str]] = Counter()
    for entry in release.published.values():
        for severity, codes in entry.codes.items():
            for code, count in codes.items():
                times[severity, code] += count
                affected[severity, code] += 1
    every = (Found(*key, times[key], affected[key]) for key in times)
    return sorted(every, key=lambda one: (-SEVERITIES.index(one.severity), -one.times, one.code))


def with_code(release: Release, code: str) -> list[Document]:
    """The published documents in which a code was found, the latest first."""
    concerned = (one for one in documents(release) if code in one.codes)
    return sorted(concerned, key=lambda one: (one.date, one.body), reverse=True)


def least_read(release: Release) -> list[Document]:
    """The published documents of which something was left unread, the least read first."""
    partly = (one for one in documents(release) if one.share_read < 1 or UNREAD in one.codes)
    return sorted(partly, key=lambda one: (one.share_read, one.date, one.body))


def findings(release: Release, minutes: str) -> list[FindingRecord]:
    """The findings of published minutes, without their messages, which may quote the text: each has
    ``severity``, ``code`` and ``lines``, and a result of the shapes ``layer`` and ``focus``."""
    records = release.findings[release.published[minutes].file]
    return [{name: value for name, value in one.items() if name != "message"} for one in records]
