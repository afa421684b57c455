"""The trail of one case, told from a release: its handlings, next steps and links, each with its place."""

from dataclasses import dataclass, field
from typing import Any, cast

import pyoxigraph as ox
from rdflib import RDFS, URIRef

from graph import case_numbers
from graph.handlings import Facts, Handling, Step
from graph.iri import quoted_span
from graph.queries import load
from graph.shelf import Release
from graph.store import Store
from graph.vocabulary import DCT, PROV, term

Record = dict[str, Any]


class UnknownCase(LookupError):
    """No case has that number, or several have; ``near`` are the numbers that may be meant."""

    def __init__(self, text: str, near: list[str]) -> None:
        meant = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"no case has the number {text!r}{meant}")
        self.near = near


def trace(release: Release, text: str) -> Record:
    """The trail of the case with a number, written in any way (:func:`graph.case_numbers.find`).

    Codes are those of the ontology; ``source`` is the file, and the first and last of its lines. Raises
    :class:`UnknownCase`.
    """
    with Store.open_read_only(release.store) as store:
        return _Teller(release, store).tell(text)


@dataclass
class _Teller:
    release: Release
    store: Store
    texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = Facts(self.store)

    def tell(self, text: str) -> Record:
        numbered = self.store.triples(None, ox.NamedNode(term("caseNumber")))
        cases = {triple.object.value: triple.subject.value for triple in numbered}  # type: ignore[union-attr]
        found = case_numbers.find(text, cases)
        if len(found) != 1:
            several = sorted(number for number, case in cases.items() if case in found)
            raise UnknownCase(text, several or case_numbers.near(text, cases))
        rows = cast(
            "ox.QuerySolutions", self.store.query(load("trace").bind({"case": ox.NamedNode(found[0])}))
        )
        items = list(dict.fromkeys(cast("ox.NamedNode", row["item"]).value for row in rows))
        handlings = self.facts.handlings(tuple(items))
        linked = {found[0], *(case for item in handlings for case in item.cases)}
        dates = [item.date for item in handlings]
        return {
            "case": found[0],
            "number": self._one(found[0], term("caseNumber")),
            "numbers": sorted(number for number, case in cases.items() if case in linked),
            "titles": list(dict.fromkeys(item.title for item in reversed(handlings))),
            "first": min(dates, default=None),
            "last": max(dates, default=None),
            "handlings": [self._handling(item) for item in handlings],
            "links": self._links({*linked, *items}),
        }

    def _handling(self, item: Handling) -> Record:
        (span,) = self._spans(item.item)
        return {
            "date": item.date,
            "body": self._label(item.body),
            "meeting": item.meeting,
            "item": item.item,
            "number": item.number,
            "title": item.title,
            "closed": item.closed,
            "case_numbers": [self._one(case, term("caseNumber")) for case in item.cases],
            "topic": self._topic(item),
            "recommendation": self._recommendation(item.item),
            "decision": self._decision(item.item),
            "documents": self._documents(item),
            "steps": [self._step(step) for step in self.facts.steps(item.item)],
            "source": self._source(span),
        }

    def _topic(self, item: Handling) -> int | None:
        """Which of the topics of its number an item is about, from 1; ``None`` when there is one."""
        threads = [threads for case in item.cases if len(threads := self.facts.threads(case)) > 1]
        places = (place for each in threads for place, thread in enumerate(each, start=1) if item in thread)
        return next(places, None)

    def _recommendation(self, item: str) -> Record | None:
        for whole in self.facts.of(item, term("hasRecommendation")):
            points = sorted(
                self.facts.of(whole, term("hasPoint")), key=lambda point: int(point.rpartition("/")[2])
            )
            return {
                "by": [self._label(who) for who in self.facts.of(whole, term("recommendedBy"))],
                "on_behalf_of": [self._label(body) for body in self.facts.of(whole, term("onBehalfOf"))],
                "points": [
                    {"text": self._one(point, term("text")), **self._place(point)} for point in points
                ],
            }
        return None

    def _decision(self, item: str) -> Record | None:
        for decision in self.facts.of(item, term("hasDecision")):
            text, outcomes = (
                self._one(decision, term("decisionText")),
                self.facts.of(decision, term("outcome")),
            )
            return {"text": text, "outcomes": [_code(one) for one in outcomes], **self._place(decision)}
        return None

    def _documents(self, item: Handling) -> list[Record]:
        """The documents listed under an item, where they stand in its minutes."""
        documents = []
        for document in self.facts.of(item.item, term("hasAttachment")):
            spans = [span for span in self._spans(document) if span.startswith(f"{item.minutes}#")]
            title, number = self._one(document, DCT.title), self._one(document, term("documentNumber"))
            documents.append({"title": title, "number": number, "source": self._source(spans[0])})
        return sorted(documents, key=lambda one: one["source"]["lines"])

    def _step(self, step: Step) -> Record:
        items = self.facts.handlings(self.facts.of(step.iri, term("executedIn")))
        return {
            "order": step.order,
            "body": self._label(step.body),
            "status": _code(self._one(step.iri, term("stepStatus")) or ""),
            "executed_in": items[0].item if items else None,
            "executed_on": items[0].date if items else None,
            **self._place(step.iri),
        }

    def _links(self, things: set[str]) -> list[Record]:
        """The links of cases and items that people have not rejected, the surest first."""
        ends = (term("linkFrom"), term("linkTo"))
        links = {link for thing in things for end in ends for link in self.facts.having(end, thing)}
        told = [self._link(link) for link in links]
        kept = [link for link in told if link["status"] != "afvist"]
        return sorted(kept, key=lambda link: (-link["confidence"], link["kind"], link["link"]))

    def _link(self, link: str) -> Record:
        def code(name: str) -> str:
            return _code(self._one(link, term(name)) or "")

        origin, target = self.facts.of(link, term("linkFrom"))[0], self.facts.of(link, term("linkTo"))[0]
        return {
            "link": link,
            "kind": code("linkKind"),
            "status": code("reviewStatus"),
            "confidence": float(self._one(link, term("confidence")) or 0),
            "from": {"iri": origin, "label": self._label(origin)},
            "to": {"iri": target, "label": self._label(target)},
            "evidence": list(self.facts.of(link, term("evidenceText"))),
            "sources": [self._source(span) for span in self._spans(link)],
        }

    def _one(self, subject: str, predicate: URIRef) -> str | None:
        return next(iter(self.facts.of(subject, predicate)), None)

    def _label(self, iri: str) -> str:
        """Its Danish label, or one without a language; an item's with the meeting it is of."""
        found = sorted(
            (value.language != "da", value.value)
            for triple in self.facts.triples(iri, RDFS.label)
            if isinstance(value := triple.object, ox.Literal)
        )
        label = found[0][1] if found else iri
        meeting, _, number = iri.partition("/punkt/")
        return f"{self._label(meeting)}, {label}" if number else label

    def _spans(self, iri: str) -> list[str]:
        return list(self.facts.of(iri, PROV.wasDerivedFrom))

    def _place(self, iri: str) -> Record:
        return {"source": self._source(self._spans(iri)[0])}

    def _source(self, span: str) -> Record:
        """The file that a stretch of minutes was read from, and its lines from 1."""
        minutes, _, _ = span.partition("#")
        if minutes not in self.texts:
            self.texts[minutes] = self.release.text(minutes)
        place = quoted_span(span)
        assert place is not None
        text, (start, end) = self.texts[minutes], (place[1].start, place[1].end)
        first = text.count("\n", 0, start) + 1
        lines = [first, first + text.count("\n", start, end)]
        return {"file": self._one(minutes, term("sourceFile")), "lines": lines, "span": span}


def _code(concept_iri: str) -> str:
    return concept_iri.rpartition("/")[2]
