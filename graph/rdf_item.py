"""An agenda item and its parts as nodes. A closed item gets its few facts here and nothing else."""

from collections.abc import Iterable, Sequence

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from graph import iri
from graph.agents import Agents, state
from graph.fields import case_type_code
from graph.model import AgendaItem, Attachment, Quote, Span
from graph.organisation import Profile, folded
from graph.vocabulary import DCT, OA, PROV, concept, term, vocabulary

_ACCESS = "http://publications.europa.eu/resource/authority/access-right/"


class ItemMapper:
    """Maps the items of one meeting into its graph."""

    def __init__(self, graph: Graph, agents: Agents, meeting: URIRef, profile: Profile) -> None:
        self.graph, self.agents, self.meeting, self.profile = graph, agents, meeting, profile
        self.source = iri.minutes(meeting)

    def map(self, item: AgendaItem) -> None:
        node = iri.item(self.meeting, item.number)
        series = self.agents.series(item.title.text)
        self._state(
            node,
            "AgendaItem",
            {"da": f"Punkt {item.number}: {item.title.text}", "en": f"Item {item.number}: {item.title.text}"},
            [item.span],
            [
                (term("itemNumber"), Literal(item.number)),
                (DCT.title, Literal(item.title.text, lang="da")),
                (term("openness"), concept("aabenhed", "lukket" if item.closed else "aabent")),
                (DCT.accessRights, URIRef(_ACCESS + ("NON_PUBLIC" if item.closed else "PUBLIC"))),
                (term("inMeeting"), self.meeting),
                *([(term("seriesOf"), series)] if series else []),
            ],
        )
        for number in item.case_numbers:
            self._case(node, item, number)
        if not item.closed:
            self._open(node, item)

    def _open(self, node: URIRef, item: AgendaItem) -> None:
        facts: list[tuple[Node, Node]] = []
        listed = item.title_toc
        if listed and folded(listed.text) != folded(item.title.text):
            facts.append((term("titleInContents"), Literal(listed.text, lang="da")))
        if item.heading_lost:
            facts.append((term("headingLost"), Literal(True)))
        if item.case_type and (code := case_type_code(item.case_type.text)):
            facts.append((term("itemType"), concept("sagstype", code)))
        if item.document_number:
            facts.append((term("documentNumber"), Literal(item.document_number.text)))
        if item.journal_number:
            facts.append((term("journalCode"), self._kle(item.journal_number.text)))
        state(self.graph, node, facts)
        self._sections(node, item)
        self._recommendation(node, item)
        self._decision(node, item)
        self._path(node, item)
        self._attachments(node, item.attachments)
        self._mentions(node, item)
        self._references(node, item)

    def _state(
        self,
        node: URIRef,
        cls: str,
        labels: dict[str, str],
        spans: Iterable[Span],
        facts: Iterable[tuple[Node, Node]],
    ) -> None:
        """Type, labels, where it was read, and its facts."""
        state(self.graph, node, [(RDF.type, term(cls)), *facts])
        state(self.graph, node, [(RDFS.label, Literal(text, lang=lang)) for lang, text in labels.items()])
        state(self.graph, node, [(PROV.wasDerivedFrom, iri.quoted(self.source, span)) for span in spans])

    def _named(self, node: URIRef, cls: str, item: AgendaItem, ending: str = "") -> dict[str, str]:
        """Labels of a part: its class' own, and the item it belongs to."""
        return {
            lang: f"{vocabulary().label(term(cls), lang)}{ending}, {word} {item.number}"
            for lang, word in (("da", "punkt"), ("en", "item"))
        }

    def _case(self, node: URIRef, item: AgendaItem, printed: Quote) -> None:
        case = self.agents.iris.case(printed.text)
        number = iri.part(case, "nummer")
        form = self.profile.number_form(printed.text)
        facts: list[tuple[Node, Node]] = [
            (term("caseNumber"), Literal(printed.text)),
            (term("hasCaseNumber"), number),
            (DCT.title, Literal(item.title.text, lang="da")),
            (term("handledIn"), node),
        ]
        if item.journal_number and not item.closed:
            facts.append((term("journalCode"), self._kle(item.journal_number.text)))
        self.graph.add((node, term("concernsCase"), case))
        self._state(
            case, "Case", {"da": f"Sag {printed.text}", "en": f"Case {printed.text}"}, [printed.span], facts
        )
        number_facts: list[tuple[Node, Node]] = [
            (SKOS.notation, Literal(printed.text)),
            (term("asPrinted"), Literal(printed.text)),
        ]
        if form:
            number_facts.append((term("numberGeneration"), self.agents.iris.of(form.path)))
        labels = {"da": f"Sagsnummer {printed.text}", "en": f"Case number {printed.text}"}
        self._state(number, "CaseNumber", labels, [printed.span], number_facts)

    def _kle(self, code: str) -> URIRef:
        """The KLE number with the numbers above it; KL's own labels are licensed and not ours to give."""
        scheme = self.agents.iris.kle("")
        state(self.graph, scheme, [(RDF.type, SKOS.ConceptScheme), (RDFS.label, Literal("KLE", lang="da"))])
        parts = code.split(".")
        for depth in range(1, len(parts) + 1):
            number = ".".join(parts[:depth])
            node = self.agents.iris.kle(number)
            facts: list[tuple[Node, Node]] = [
                (RDF.type, SKOS.Concept),
                (SKOS.notation, Literal(number)),
                (SKOS.inScheme, scheme),
                (RDFS.label, Literal(f"KLE {number}", lang="da")),
                (RDFS.label, Literal(f"KLE {number}", lang="en")),
            ]
            if depth > 1:
                facts.append((SKOS.broader, self.agents.iris.kle(".".join(parts[: depth - 1]))))
            state(self.graph, node, facts)
        return self.agents.iris.kle(code)

    def _sections(self, node: URIRef, item: AgendaItem) -> None:
        for order, section in enumerate(item.sections, start=1):
            part = iri.part(node, f"afsnit/{order}")
            kind = concept("afsnitstype", section.kind)
            self.graph.add((node, term("hasSection"), part))
            labels = {
                lang: f"{vocabulary().label(kind, lang)}, {word} {item.number}"
                for lang, word in (("da", "punkt"), ("en", "item"))
            }
            self._state(
                part,
                "Section",
                labels,
                [section.text.span],
                [(term("order"), Literal(order)), (term("sectionKind"), kind), _text(section.text)],
            )

    def _recommendation(self, node: URIRef, item: AgendaItem) -> None:
        if not item.recommenders and not item.recommendations:
            return
        whole = iri.part(node, "indstilling")
        self.graph.add((node, term("hasRecommendation"), whole))
        facts: list[tuple[Node, Node]] = []
        for recommender in item.recommenders:
            facts.append((term("recommendedBy"), self.agents.recommender(recommender.role.text)))
            if recommender.person:
                facts.append((term("recommendedBy"), self.agents.person(recommender.person.text)))
            if recommender.on_behalf_of:
                facts.append((term("onBehalfOf"), self.agents.body(recommender.on_behalf_of)))
        spans = [r.role.span for r in item.recommenders] or [item.recommendations[0].span]
        self._state(whole, "Recommendation", self._named(whole, "Recommendation", item), spans, facts)
        for order, quote in enumerate(item.recommendations, start=1):
            point = iri.part(whole, str(order))
            self.graph.add((whole, term("hasPoint"), point))
            labels = self._named(point, "RecommendationPoint", item, f" {order}")
            facts = [(term("order"), Literal(order)), _text(quote)]
            self._state(point, "RecommendationPoint", labels, [quote.span], facts)

    def _decision(self, node: URIRef, item: AgendaItem) -> None:
        if item.decision is None:
            return
        decision, quote = iri.part(node, "beslutning"), item.decision.text
        self.graph.add((node, term("hasDecision"), decision))
        facts: list[tuple[Node, Node]] = [(term("decisionText"), Literal(quote.text, lang="da"))]
        facts += [(term("outcome"), concept("beslutningsudfald", code)) for code in item.decision.outcomes]
        self._state(decision, "Decision", self._named(decision, "Decision", item), [quote.span], facts)

    def _path(self, node: URIRef, item: AgendaItem) -> None:
        for order, step in enumerate(item.treatment_path, start=1):
            part = iri.part(node, f"behandling/{order}")
            self.graph.add((node, term("hasTreatmentStep"), part))
            facts = [
                (term("order"), Literal(order)),
                (term("plannedBody"), self.agents.body(step.body)),
                (term("stepStatus"), concept("trinstatus", "planlagt")),
            ]
            self._state(
                part,
                "TreatmentStep",
                self._named(part, "TreatmentStep", item, f" {order}"),
                [step.quote.span],
                facts,
            )

    def _attachments(self, node: URIRef, attachments: Sequence[Attachment]) -> None:
        for order, attachment in enumerate(attachments, start=1):
            number = attachment.document_number
            document = self.agents.iris.document(number.text) if number else iri.part(node, f"bilag/{order}")
            title = attachment.title.text
            facts: list[tuple[Node, Node]] = [
                (DCT.title, Literal(title, lang="da")),
                (term("availability"), concept("tilgaengelighed", "kun-opfoert")),
            ]
            if number:
                facts.append((term("documentNumber"), Literal(number.text)))
            self.graph.add((node, term("hasAttachment"), document))
            spans = [attachment.title.span, *([number.span] if number else [])]
            self._state(document, "Attachment", {"da": title, "en": title}, spans, facts)

    def _mentions(self, node: URIRef, item: AgendaItem) -> None:
        named = [
            (self.agents.body(m.name) if m.kind == "body" else self.agents.unit(m.name), m.quote)
            for m in item.mentions
        ]
        # Someone named without a role stays words in the text (DESIGN.md section 5).
        named += [
            (self.agents.person(p.name.text), p.name) for p in item.persons if p.role and " " in p.name.text
        ]
        for order, (agent, quote) in enumerate(sorted(named, key=lambda one: one[1].span), start=1):
            mention = iri.part(node, f"omtale/{order}")
            target = iri.quoted(self.source, quote.span)
            self.graph.add((node, term("hasMention"), mention))
            self._state(
                mention,
                "Mention",
                self._named(mention, "Mention", item, f" {order}"),
                [quote.span],
                [
                    (OA.hasBody, agent),
                    (OA.hasTarget, target),
                    (OA.motivatedBy, OA.identifying),
                    (term("surface"), Literal(quote.text)),
                ],
            )

    def _references(self, node: URIRef, item: AgendaItem) -> None:
        for reference in item.references:
            if reference.case_number:
                self.graph.add((node, DCT.references, self.agents.iris.case(reference.case_number)))
            elif reference.body and reference.date:
                agent = self.profile.find("body", reference.body)
                path = agent.path if agent else f"organ/{iri.slug(reference.body)}"
                self.graph.add((node, DCT.references, self.agents.iris.meeting(path, reference.date)))


def _text(quote: Quote) -> tuple[Node, Node]:
    return term("text"), Literal(quote.text, lang="da")
