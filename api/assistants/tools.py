"""The tools, in the words of the domain. Each reads a release by what the pages read it by, and changes
nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from rdflib import OWL, RDF, RDFS, URIRef

from api.assistants.answers import Answer, source
from api.assistants.examples import like
from api.due import listing
from api.due.listing import Asked, Teller
from api.http.formats import HTML
from api.http.problems import Problem
from api.lists import collections
from api.lists.search_page import Search
from api.lists.search_request import PAGE, PAGES, SearchRequest, asked
from api.lists.search_results import Results
from api.quotes.endpoint import place_of
from api.records import models
from api.records.models import QUOTED, Model
from api.records.reader import PARTS, RecordReader
from api.serving.releases import OpenRelease
from api.site.site import Site
from api.sparql.endpoint import STOPPED, stopped
from api.things.named_in import Finder, NamedRow
from api.workers.query import Question, Refused, Shown, SparqlRequest
from graph.cases.trail import Source, UnknownCase
from graph.minutes.document import lines_at
from graph.ontology.iris import place, quoted_span
from graph.ontology.terms import ONTOLOGY, PREFIXES, PROV, prefixed, vocabulary
from graph.release import quotation
from graph.release.quotation import UnknownPlace
from graph.search.search import Hit as Found
from graph.tables.asking import TablesUnavailableError

_MOST = 30  # records that are looked at for an answer, more than there is room for
_KINDS = {
    "item": "punkt",
    "case": "sag",
    "meeting": "moede",
    "body": "organ",
    "unit": "enhed",
    "post": "stilling",
    "person": "person",
    "document": "dokument",
    "kle": "kle",
}
_NAMES = {danish: english for english, danish in _KINDS.items()}
_FOLLOWED = {
    "promised": "lovet",
    "postponed": "udsat",
    "planned": "planlagt",
    "not_followed": "ikke-fulgt",
    "cannot_be_known": listing.APART,
}
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")

Kind = Literal["item", "case", "meeting", "body", "unit", "post", "person", "document", "kle"]
First = Annotated[int, Field(ge=0, le=100_000, description="The number of the first record, from 0.")]
Body = Annotated[
    str, Field(max_length=120, description="A body: its code, such as direktionen, or its name.")
]
Day = Annotated[str, Field(max_length=10, description="A day, YYYY-MM-DD.")]
Outcome = Annotated[
    str, Field(max_length=60, description="An outcome: its code, such as udsat, or its label.")
]  # fmt: skip
Iri = Annotated[
    str, Field(max_length=2000, description="An IRI from another answer, or the address of its page.")
]


class Mistaken(Exception):
    """A tool was asked for what it cannot give; the message says what it can, in no words of the minutes."""


class Stretch(models.Record):
    """A stretch of minutes, with its first and last line from 1. As a record it keeps its address; quotes
    within records are without theirs."""

    lines: tuple[int, int]
    words: Annotated[str, QUOTED]


class Named(models.Record):
    """A thing by its name."""

    name: Annotated[str, QUOTED]
    number: Annotated[str | None, QUOTED]


class Hit(Model):
    """What a search found: a thing of a kind, and where in it the words are; ``excerpt`` is no exact
    quote."""

    kind: str
    excerpt: Annotated[str | None, QUOTED]
    record: models.Item | models.Case | models.Meeting | models.Body | models.Unit | Named


class Naming(models.Record):
    """An item that names a unit, the sentence that does, and the place of the name in it."""

    date: str
    body: models.Thing
    title: Annotated[str, QUOTED]
    cases: tuple[models.CaseNumber, ...]
    sentence: Annotated[str, QUOTED]
    quote: models.Quote | None


class Example(Model):
    """A query that is known to work."""

    name: str
    title: str
    about: str
    query: str


class Row(Model):
    """A row of an answer of SPARQL, in the order of the columns; any value may be in the words of the
    minutes."""

    values: Annotated[tuple[str, ...], QUOTED]


class Term(Model):
    """A class or a property of the ontology."""

    name: str
    kind: Literal["class", "property"]
    da: str
    en: str
    about: str
    domain: tuple[str, ...]
    range: tuple[str, ...]


class Tools:
    """The tools about a release, as ``site`` is seen from the request."""

    def __init__(self, site: Site, release: OpenRelease) -> None:
        self._site, self._release = site, release
        self._reader = RecordReader(site, release)

    def search(
        self,
        question: Annotated[
            str,
            Field(
                max_length=2000, description='Danish words, a "phrase" in quotation marks, or a case number.'
            ),
        ],
        kind: Annotated[Kind | None, Field(description="Only things of this kind.")] = None,
        body: Body = "",
        outcome: Outcome = "",
        since: Day = "",
        until: Day = "",
        first: First = 0,
    ) -> Answer:
        """Search the minutes: agenda items, cases, meetings, bodies, units, people, documents. The best
        things first. The minutes are in Danish, so ask in Danish."""
        page = first // PAGE + 1
        if page > PAGES:
            raise Mistaken(f"A search goes no deeper than {PAGE * PAGES} records; narrow it.")
        values = {
            "art": [_KINDS[kind]] if kind else [],
            "organ": [self._body(body)] if body else [],
            "udfald": [_outcome(outcome)] if outcome else [],
        }
        wanted = asked(question, values, page, (_day(since), _day(until)))
        found = self._search(wanted)
        hits = found.found.hits[first % PAGE :]
        searched = {
            "question": question,
            **_given(kind=kind, body=body, outcome=outcome, since=since, until=until),
        }
        told: dict[str, object] = {}
        if found.found.replaced:
            told["spelled_as"] = [list(one) for one in found.found.replaced]
        if found.found.some:
            told["note"] = (
                "Few or none have all the words; those after the first have some, or words for the same."
            )
        near = f" Numbers like it: {', '.join(found.found.numbers[:5])}." if found.found.numbers else ""
        advice = f"Nothing has these words. Try fewer or other Danish words.{near}"
        records = (self._hit(hit, found.results) for hit in hits)
        return Answer(searched, records, found.found.total, first, told, advice)

    def _search(self, wanted: SearchRequest) -> Search:
        try:
            return Search(self._site, self._release, wanted)
        except Problem as problem:
            raise Mistaken(problem.detail) from None

    def _hit(self, hit: Found, results: Results) -> Hit:
        iri, kind = hit.iri, hit.kind
        record: BaseModel | None = None
        if kind == "punkt":
            record = self._reader.item(iri)
        elif kind == "sag":
            record = self._reader.case(iri)
        elif kind == "moede":
            record = self._reader.meeting(iri)
        elif kind == "enhed":
            record = self._reader.unit(iri)
        if record is None:
            (row,) = results.of([hit])
            record = Named.model_validate(
                {**self._reader.head(iri), "name": row.title, "number": row.number or None}
            )
        excerpt = "".join(words for words, _ in results.excerpt(hit))
        return Hit.model_validate({"kind": _NAMES[kind], "excerpt": excerpt or None, "record": record})

    def case(
        self,
        number: Annotated[str, Field(max_length=100, description="A case number, in any spelling: 20-4417.")],
    ) -> Answer:
        """A case by its number: titles, first and last day, the bodies that handled it, the latest decision,
        and what it hangs together with. The tool `course` has every time it was handled."""
        iri = self._case(number)
        if isinstance(iri, Answer):
            return iri
        record = self._reader.case(iri, {"links"})
        return Answer({"number": number}, [record] if record else [], 1 if record else 0)

    def course(
        self,
        number: Annotated[str, Field(max_length=100, description="A case number, in any spelling: 20-4417.")],
        first: First = 0,
    ) -> Answer:
        """The course of a case across meetings and years, the earliest first: each time the recommendation,
        the decision, votes, dissents, documents and planned steps, each with its place in the minutes."""
        iri = self._case(number)
        if isinstance(iri, Answer):
            return iri
        handlings = self._reader.trails.trail(iri).handlings
        records = (self._reader.item(one.item, PARTS) for one in handlings[first : first + _MOST])
        case = self._reader.case(iri)
        about = {"case": case.model_copy(update={"latest": None}) if case else None}
        advice = "The case is only mentioned, never handled, in these minutes; the tool `search` finds where."
        return Answer(
            {"number": number}, (one for one in records if one), len(handlings), first, about, advice
        )

    def _case(self, number: str) -> str | Answer:
        try:
            return self._reader.trails.find(number)
        except UnknownCase as error:
            near = f" Numbers like it: {', '.join(error.near[:10])}." if error.near else ""
            return Answer({"number": number}, [], 0, advice=f"{error.why}{near}")

    def meeting(
        self,
        body: Body = "",
        date: Annotated[str, Field(max_length=10, description="The day of the meeting, YYYY-MM-DD.")] = "",
        iri: Iri = "",
        first: First = 0,
    ) -> Answer:
        """A meeting and its agenda, by body and date or by IRI. With a body alone its meetings, the latest
        first."""
        searched = _given(body=body, date=date, iri=iri)
        if not iri and not date:
            given: dict[str, str | bool] = {"body": self._body_iri(body)} if body else {}
            rows, total = self._listed("meetings", given, first)
            meetings = (self._reader.meeting(row["iri"]) for row in rows)
            return Answer(searched, (one for one in meetings if one), total, first, advice=self._held())
        if iri:
            wanted = [place_of(iri, self._site.links)]
        elif not body:
            raise Mistaken("Give a body with the date, or an IRI.")
        else:
            day: dict[str, str | bool] = {
                "since": _day(date),
                "until": _day(date),
                "body": self._body_iri(body),
            }
            wanted = [row["iri"] for row in self._listed("meetings", day, 0)[0]]
        parts = {"items"}
        found = [one for iri in wanted if (one := self._reader.meeting(iri, parts))]
        items = [item for meeting in found for item in meeting.items or ()]
        about = {"meetings": [one.model_copy(update={"items": None}) for one in found]}
        return Answer(searched, items[first : first + _MOST], len(items), first, about, self._held())

    def decisions(
        self,
        body: Body = "",
        since: Day = "",
        until: Day = "",
        outcome: Outcome = "",
        words: Annotated[str, Field(max_length=200, description="Words in the title or the decision.")] = "",
        first: First = 0,
    ) -> Answer:
        """Decisions of open items, the latest first, by body, period, outcome and words, each in its own
        words."""
        given: dict[str, str | bool] = {}
        if body:
            given["body"] = self._body_iri(body)
        given |= _given(since=_day(since), until=_day(until), q=words.strip().lower())
        if outcome:
            given["outcome"] = _outcome(outcome)
        rows, total = self._listed("decisions", given, first)
        records = (self._reader.decision(row["iri"]) for row in rows)
        searched = _given(body=body, since=since, until=until, outcome=outcome, words=words)
        return Answer(searched, (one for one in records if one), total, first, advice=self._held())

    def unit(
        self,
        unit: Annotated[
            str, Field(max_length=120, description="A unit: its code, such as havnekontoret, or name.")
        ],
        first: First = 0,
    ) -> Answer:
        """A unit of the administration, and the items that name it, the latest first, with the sentence that
        does. A unit that is not known is answered with those whose names are like it."""
        rows = self._site_rows("enheder")
        wanted = _matching(unit, [(row["unit"], self._code(row["unit"]), row["label"]) for row in rows])
        if len(wanted) != 1:
            chosen = [row for row in rows if row["unit"] in wanted][first : first + _MOST]
            advice = (
                f"No unit is called that; there are {len(rows)} units. Try the tool `search` with the name."
            )
            return Answer({"unit": unit}, self._reader.units(chosen), len(wanted), first, advice=advice)
        finder = Finder(self._site, self._release, wanted[0])
        last = min(first + _MOST, finder.total)
        numbers: list[int] = []

        def read() -> Iterator[Naming]:
            for number in range(first, last):
                for row in finder.rows(number, 1):
                    numbers.append(number)
                    yield self._naming(row)

        about = {"unit": self._reader.unit(wanted[0])}
        return Answer({"unit": unit}, read(), finder.total, first, about, numbers=numbers)

    def _naming(self, row: NamedRow) -> Naming:
        return Naming.model_validate(
            {
                **self._reader.head(row.item.item),
                "date": row.item.date,
                "body": self._reader.thing(row.item.body),
                "title": row.item.title,
                "cases": self._reader.cases(row.item.cases),
                "sentence": row.sentence,
                "quote": self._quote_at(row.span) if row.span else None,
            }
        )

    def follow_ups(
        self,
        kind: Annotated[
            Literal["promised", "postponed", "planned", "not_followed", "cannot_be_known"] | None,
            Field(
                description="What was promised, postponed or planned and has not come; recommendations that"
                " were not followed; or what nobody can know from these minutes."
            ),
        ] = None,
        body: Body = "",
        since: Day = "",
        until: Day = "",
        first: First = 0,
    ) -> Answer:
        """What was to come, by the minutes' own words, and has not been seen; and recommendations not
        followed. Each says why it is told and how sure it is."""
        wanted = Asked(body=self._body(body) if body else "", first=_day(since), last=_day(until))
        every = listing.of_kind(listing.narrowed(self._release, wanted), _FOLLOWED.get(kind or "", ""))
        found = [one for one in every if not one.told.closed]
        teller = Teller(self._site, self._release)
        records = [self._reader.follow_up(one, teller) for one in found[first : first + _MOST]]
        searched = _given(kind=kind, body=body, since=since, until=until)
        return Answer(searched, records, len(found), first, advice=self._held())

    def quote(self, iri: Iri) -> Answer:
        """The minutes' own words at a place: of a stretch of minutes (its IRI ends in #char=…), or of
        anything that was read from them, such as an item, a decision or a case link. Of a closed item there
        is only its title."""
        thing = place_of(iri, self._site.links)
        if quoted_span(thing):
            spans: Sequence[str] = [thing]
        else:
            item = self._reader.item((at.item or "") if (at := place(thing)) else "")
            if item and item.closed:
                note = {
                    "title": source(item.title),
                    "note": "The item is closed: there is its title, and no more.",
                }
                return Answer({"iri": iri}, [], 0, about=note, advice="Nothing of a closed item is told.")
            spans = self._spans_of(thing)
        release = self._release.shelved.id
        quotes = [
            Stretch(**one.model_dump(), release=release) for span in spans if (one := self._quote_at(span))
        ]
        advice = "This release has no such place; IRIs are those of other answers."
        return Answer({"iri": iri}, quotes[:_MOST], len(quotes), advice=advice)

    def verify(
        self,
        iri: Iri,
        quote: Annotated[str, Field(max_length=quotation.LONGEST, description="The words, exactly.")],
    ) -> Answer:
        """Whether a quote stands at a place, word for word: `stands` is true or false. Check every quote
        before you use it. A stretch (#char=…) has to be the quote, whole; in an item, a decision or minutes
        it has to stand."""
        searched = {"iri": iri, "quote": quote}
        try:
            verdict = quotation.verify(
                self._release.shelved, self._release.store, place_of(iri, self._site.links), quote
            )
        except UnknownPlace:
            return Answer(
                searched, [], 0, advice="This release has no such place; IRIs are those of other answers."
            )
        except ValueError as error:
            raise Mistaken(str(error)) from None
        return Answer(searched, [self._reader.verdict(verdict)], 1)

    def examples(
        self,
        question: Annotated[str, Field(max_length=500, description="A question, in Danish or English.")],
        first: First = 0,
    ) -> Answer:
        """SPARQL queries that are known to work and are like a question, to change and send with the tool
        `sparql`. `VALUES ?x { UNDEF }` is where a value can be put."""
        found = like(question)
        records = [
            Example(name=one.name, title=one.titles["en"], about=one.about["en"], query=one.text)
            for one in found[first : first + _MOST]
        ]
        advice = "No example shares words with the question; the tool `schema` has the terms to ask by."
        return Answer({"question": question}, records, len(found), first, advice=advice)

    async def sparql(
        self,
        query: Annotated[str, Field(max_length=20_000, description="SPARQL 1.1; SELECT, ASK, CONSTRUCT.")],
        first: First = 0,
    ) -> Answer:
        """Ask the release in SPARQL 1.1, within the bounds of the site. See `schema` for the terms and
        `examples` for queries; give the query a LIMIT."""
        if latest := self._site.releases.latest():
            self._site.prepare(latest)
        asked_ = Question(self._release.shelved.store, SparqlRequest(query), HTML.media_type)
        try:
            told = await self._site.own_answers.ask(asked_)
        except STOPPED as error:
            raise Mistaken(stopped(error, self._site.workers.limits).detail) from None
        outcome = told.outcome
        if isinstance(outcome, Refused):
            raise Mistaken(f"The query cannot be run: {outcome.message}")
        if not isinstance(outcome, Shown):
            raise Mistaken("The query gave nothing that can be told.")
        searched: dict[str, object] = {"query": query}
        if outcome.truth is not None:
            return Answer(searched, [], 1, 1, {"truth": outcome.truth})
        rows = [
            Row(values=tuple(str(getattr(term, "value", term or "")) for term in row)) for row in outcome.rows
        ]
        about: dict[str, object] = {"columns": list(outcome.columns) or ["subject", "predicate", "object"]}
        if outcome.more:
            about["more"] = (
                f"There are more rows than the {len(rows)} that are looked at; use LIMIT and OFFSET."
            )
        return Answer(searched, rows[first:], len(rows), first, about, "The query has no rows.")

    def schema(
        self,
        words: Annotated[
            str, Field(max_length=100, description="Only terms with these words in name or label.")
        ] = "",
        first: First = 0,
    ) -> Answer:
        """The classes and properties that the data use, with labels, meanings, domains and ranges, and the
        prefixes: what SPARQL asks by."""
        found = [one for one in _terms() if words.lower() in f"{one.name} {one.da} {one.en}".lower()]
        about = {"prefixes": dict(PREFIXES), "ontology": str(ONTOLOGY)}
        advice = "No term has these words in its name or labels; ask without `words` for all."
        return Answer(_given(words=words), found[first:], len(found), first, about, advice)

    # What tools share.

    def _listed(
        self, name: str, given: dict[str, str | bool], first: int
    ) -> tuple[Sequence[dict[str, str]], int]:
        try:
            rows, total = self._release.listed(name, given, first, _MOST)
        except TablesUnavailableError:
            raise Mistaken("This release cannot be listed: it was made without tables.") from None
        return [dict(row) for row in rows], total

    def _held(self) -> str:
        """What the release holds, for who found nothing in it."""
        held = self._release.shelved.held()
        return f"The release holds {held.documents} meetings from {held.first} to {held.last}."

    def _site_rows(self, name: str) -> Sequence[Mapping[str, str]]:
        return self._release.kept_rows(collections.query(self._site, self._release, name, {}))

    def _code(self, iri: str) -> str:
        return self._release.shelved.code_of(iri)

    def _body(self, written: str) -> str:
        """The code of a body that is meant."""
        known = [(row["body"], self._code(row["body"]), row["label"]) for row in self._site_rows("organer")]
        wanted = _matching(written, known)
        if len(wanted) != 1:
            codes = ", ".join(sorted(code for iri, code, _ in known if iri in wanted or not wanted))
            raise Mistaken(f"Which body? There are: {codes[:2000]}.")
        return self._code(wanted[0])

    def _body_iri(self, written: str) -> str:
        return self._release.shelved.coded("organ", self._body(written))

    def _spans_of(self, thing: str) -> Sequence[str]:
        try:
            return self._reader.trails.facts.of(thing, PROV.wasDerivedFrom)
        except ValueError:  # no IRI
            return ()

    def _quote_at(self, span: str) -> models.Quote | None:
        """The words at a stretch of minutes, if the release has it."""
        found = quoted_span(span)
        if not found or found[0] not in self._release.shelved.published:
            return None
        minutes, at = found
        text = self._reader.trails.texts.setdefault(minutes, self._release.text(minutes))
        if not at.start < at.end <= len(text):
            return None
        return self._reader.quote(text[at.start : at.end], Source(None, lines_at(text, at), span))


def _matching(written: str, known: Iterable[tuple[str, str, str]]) -> list[str]:
    """The IRIs of what is meant, of IRIs, codes and names: what is called so, or else what has the words."""
    asked_ = " ".join(written.split()).casefold()
    every = list(known)
    same = [iri for iri, code, name in every if asked_ in (iri.casefold(), code, name.casefold())]
    return same or [iri for iri, code, name in every if asked_ and asked_ in f"{code} {name.casefold()}"]


def _outcome(written: str) -> str:
    """The code of an outcome that is meant."""
    labels: dict[str, set[str]] = {}
    for code in vocabulary().meanings:
        iri = vocabulary().concept("beslutningsudfald", code)
        labels[code] = {code, *((vocabulary().label(iri, tag) or code).casefold() for tag in ("da", "en"))}
    found = [code for code, names in labels.items() if written.strip().casefold() in names]
    if not found:
        raise Mistaken(f"Which outcome? There are: {', '.join(sorted(labels))}.")
    return found[0]


def _day(written: str) -> str:
    if written and not _DAY.fullmatch(written):
        raise Mistaken("Days are written YYYY-MM-DD.")
    return written


def _given(**values: str | None) -> dict[str, str]:
    """Those that say something."""
    return {name: value for name, value in values.items() if value}


def _terms() -> list[Term]:
    """The classes and properties of the ontology, by name."""
    graph = vocabulary().graph
    found = []
    kinds: tuple[tuple[URIRef, Literal["class", "property"]], ...] = (
        (OWL.Class, "class"),
        (OWL.ObjectProperty, "property"),
        (OWL.DatatypeProperty, "property"),
    )
    for of, kind in kinds:
        for iri in graph.subjects(RDF.type, of):
            if not str(iri).startswith(str(ONTOLOGY)):
                continue
            found.append(
                Term(
                    name=prefixed(str(iri)),
                    kind=kind,
                    da=vocabulary().label(str(iri), "da") or "",
                    en=vocabulary().label(str(iri), "en") or "",
                    about=vocabulary().definition(str(iri), "en"),
                    domain=tuple(sorted(map(prefixed, map(str, graph.objects(iri, RDFS.domain))))),
                    range=tuple(sorted(map(prefixed, map(str, graph.objects(iri, RDFS.range))))),
                )
            )
    return sorted(found, key=lambda one: (one.kind, one.name))
