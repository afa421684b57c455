"""An agenda item and its parts as nodes. A closed item gets its few facts here and nothing else."""

import re
from collections.abc import Sequence
from decimal import Decimal

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from graph.mapping.agents import Agents, Fact, NodeWriter, in_danish, is_address, state
from graph.mapping.sources import identify
from graph.mapping.votes import VoteMapper
from graph.minutes.model import (
    AgendaItem,
    Attachment,
    Decision,
    Presence,
    Quote,
    Recommender,
    Reference,
)
from graph.municipality.profile import Profile, folded
from graph.ontology import iris
from graph.ontology.terms import DCT, OA, concept, term, vocabulary
from graph.wording.case_types import case_type_code
from graph.wording.outcome_words import SCHEME

# A decision as nodes: its words, outcomes, points, follow-ups, and how it meets the recommendation.


def map_decision(nodes: NodeWriter, item: URIRef, number: str, decision: Decision) -> None:
    """Add the decision of the item with that number."""
    node = iris.decision_of(item)
    nodes.graph.add((item, term("hasDecision"), node))
    facts: list[Fact] = [(term("decisionText"), in_danish(decision.text))]
    facts += [(term("outcome"), concept(SCHEME, code)) for code in decision.case_outcomes]
    if decision.basis:
        facts.append((term("outcomeBasis"), in_danish(decision.basis)))
    for code, about in decision.incidental:
        facts.append((term("incidentalOutcome"), concept(SCHEME, code)))
        facts.append((term("outcomeConcerns"), in_danish(about)))
    if decision.reservation:
        facts.append((term("reservation"), in_danish(decision.reservation)))
    if decision.ends_in:
        facts.append((term("endsPathIn"), nodes.agents.body(decision.ends_in)))
    if decision.comparison:
        facts.append((term("comparison"), concept("sammenligning", decision.comparison.code)))
        facts.append((term("comparisonBasis"), in_danish(decision.comparison.basis)))
    nodes.describe(node, "Decision", nodes.part_labels("Decision", number), [decision.text.span], facts)
    _points(nodes, item, node, number, decision)
    _follow_ups(nodes, item, node, number, decision)


def _points(nodes: NodeWriter, item: URIRef, node: URIRef, number: str, decision: Decision) -> None:
    for order, point in enumerate(decision.points, start=1):
        part = iris.decision_point_of(item, point.number)
        nodes.graph.add((node, term("hasDecisionPoint"), part))
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("pointNumber"), Literal(point.number)),
            (term("text"), in_danish(point.text)),
            *((term("pointOutcome"), concept(SCHEME, code)) for code in point.outcomes),
        ]
        if point.answers:
            facts.append((term("answersPoint"), iris.recommendation_point_of(item, str(point.answers))))
        labels = nodes.part_labels("DecisionPoint", number, f" {point.number}")
        nodes.describe(part, "DecisionPoint", labels, [point.text.span], facts)


def _follow_ups(nodes: NodeWriter, item: URIRef, node: URIRef, number: str, decision: Decision) -> None:
    for order, follow_up in enumerate(decision.follow_ups, start=1):
        part = iris.follow_up_of(item, order)
        nodes.graph.add((node, term("gaveRiseTo"), part))
        facts: list[Fact] = [
            (term("order"), Literal(order)),
            (term("text"), in_danish(follow_up.quote)),
            (term("yearInferred"), Literal(follow_up.year_inferred)),
            *((term("expectedWhen"), _when(when)) for when in follow_up.when),
        ]
        if follow_up.body:
            facts.append((term("plannedBody"), nodes.agents.body(follow_up.body)))
        labels = nodes.part_labels("FollowUp", number, f" {order}")
        nodes.describe(part, "FollowUp", labels, [follow_up.quote.span], facts)


def day_of(day: str | None, name: str) -> list[Fact]:
    """A day as the fact of that name, where it is one (ISO 8601)."""
    known = day is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    return [(term(name), Literal(day, datatype=XSD.date))] if known else []


def _when(when: str) -> Literal:
    """A day, or a month where the text gives no day."""
    return Literal(when, datatype=XSD.date if re.fullmatch(r"\d{4}-\d\d-\d\d", when) else XSD.gYearMonth)


_ACCESS = "http://publications.europa.eu/resource/authority/access-right/"


class ItemMapper(NodeWriter):
    """Maps the items of one meeting into its graph."""

    def __init__(
        self,
        graph: Graph,
        agents: Agents,
        meeting: URIRef,
        profile: Profile,
        day: str,
        participants: Sequence[Presence] = (),
        held: bool = True,
    ) -> None:
        super().__init__(graph, agents, meeting)
        self.profile, self.day, self.held = profile, day, held
        self._votes = VoteMapper(self, participants)

    def map(self, item: AgendaItem, order: int) -> None:
        """Add an item, which has that place (from 1) on the agenda."""
        node = iris.item(self.meeting, item.number_in_address)
        series = self.agents.series(item.title.text)
        self.describe(
            node,
            "AgendaItem",
            {"da": f"Punkt {item.number}: {item.title.text}", "en": f"Item {item.number}: {item.title.text}"},
            [item.span],
            [
                (term("itemNumber"), Literal(item.number)),
                (term("order"), Literal(order)),
                (DCT.title, Literal(item.title.text, lang="da")),
                (term("openness"), concept("aabenhed", "lukket" if item.closed else "aabent")),
                (DCT.accessRights, URIRef(_ACCESS + ("NON_PUBLIC" if item.closed else "PUBLIC"))),
                (term("inMeeting"), self.meeting),
                *([(term("seriesOf"), series)] if series else []),
                *([(term("addressNumber"), Literal(item.address))] if item.address else []),
            ],
        )
        for number in item.case_numbers:
            self._case(node, item, number)
        if not item.closed:
            self._open(node, item)
        elif item.decision_published and item.decision and self.held:
            self.graph.add((node, term("decisionPublished"), Literal(True)))
            map_decision(self, node, item.number, item.decision)

    def _open(self, node: URIRef, item: AgendaItem) -> None:
        facts: list[Fact] = []
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
        if item.case_title:
            facts.append((term("caseTitle"), in_danish(item.case_title)))
        if item.supplementary:
            facts.append((term("supplementary"), Literal(True)))
        state(self.graph, node, facts)
        identify(self.graph, node, item.source_ids)
        self._sections(node, item)
        self._recommendation(node, item)
        if item.permalink and is_address(item.permalink):
            self.graph.add((node, DCT.source, URIRef(item.permalink)))
        if item.decision and self.held:  # an agenda has none, whatever stands where one would
            map_decision(self, node, item.number, item.decision)
        self._votes.map(node, item)
        self._earlier(node, item)
        self._path(node, item)
        self._attachments(node, item.attachments)
        self._mentions(node, item)
        self._references(node, item)
        self._amounts(node, item)
        self._places(node, item)

    def _case(self, node: URIRef, item: AgendaItem, printed: Quote) -> None:
        case = self.agents.iris.case(printed.text)
        number = iris.case_number_of(case)
        form = self.profile.number_form(printed.text)
        facts: list[Fact] = [
            (term("caseNumber"), Literal(printed.text)),
            (term("hasCaseNumber"), number),
            (DCT.title, Literal(item.title.text, lang="da")),
            (term("handledIn"), node),
        ]
        if item.journal_number and not item.closed:
            facts.append((term("journalCode"), self._kle(item.journal_number.text)))
        self.graph.add((node, term("concernsCase"), case))
        self.describe(
            case, "Case", {"da": f"Sag {printed.text}", "en": f"Case {printed.text}"}, [printed.span], facts
        )
        number_facts: list[Fact] = [
            (SKOS.notation, Literal(printed.text)),
            (term("asPrinted"), Literal(printed.text)),
        ]
        if form:
            number_facts.append((term("numberGeneration"), self.agents.iris.of(form.path)))
        labels = {"da": f"Sagsnummer {printed.text}", "en": f"Case number {printed.text}"}
        self.describe(number, "CaseNumber", labels, [printed.span], number_facts)

    def _kle(self, code: str) -> URIRef:
        """The KLE number with the numbers above it; KL's own labels are licensed and not ours to give."""
        scheme = self.agents.iris.kle("")
        labels = [(RDFS.label, Literal("KLE", lang=lang)) for lang in ("da", "en")]
        state(self.graph, scheme, [(RDF.type, SKOS.ConceptScheme), *labels])
        parts = code.split(".")
        for depth in range(1, len(parts) + 1):
            number = ".".join(parts[:depth])
            node = self.agents.iris.kle(number)
            facts: list[Fact] = [
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
            part = iris.section_of(node, order)
            kind = concept("afsnitstype", section.kind)
            self.graph.add((node, term("hasSection"), part))
            labels = {
                lang: f"{vocabulary().label(kind, lang)}, {word} {item.number}"
                for lang, word in (("da", "punkt"), ("en", "item"))
            }
            self.describe(
                part,
                "Section",
                labels,
                [section.text.span],
                [
                    (term("order"), Literal(order)),
                    (term("sectionKind"), kind),
                    (term("text"), in_danish(section.text)),
                ],
            )

    def _recommendation(self, node: URIRef, item: AgendaItem) -> None:
        if not item.recommenders and not item.recommendations:
            return
        whole = iris.recommendation_of(node)
        self.graph.add((node, term("hasRecommendation"), whole))
        facts: list[Fact] = []
        for order, recommender in enumerate(item.recommenders, start=1):
            facts.append((term("hasRecommender"), self._recommender(node, item.number, order, recommender)))
            if agent := self.agents.recommender(recommender.name):
                facts.append((term("recommendedBy"), agent))
            if recommender.person:
                facts.append((term("recommendedBy"), self.agents.person(recommender.person.text)))
                self._tenure(recommender.person, recommender.name)
            if recommender.on_behalf_of:
                facts.append((term("onBehalfOf"), self.agents.body(recommender.on_behalf_of)))
        spans = [r.role.span for r in item.recommenders] or [item.recommendations[0].span]
        self.describe(whole, "Recommendation", self.part_labels("Recommendation", item.number), spans, facts)
        for order, quote in enumerate(item.recommendations, start=1):
            point = iris.recommendation_point_of(node, str(order))
            self.graph.add((whole, term("hasPoint"), point))
            labels = self.part_labels("RecommendationPoint", item.number, f" {order}")
            facts = [(term("order"), Literal(order)), (term("text"), in_danish(quote))]
            if lead := next(iter(item.recommendation_leads[order - 1 : order]), None):
                facts.append((term("leadIn"), in_danish(lead)))
            self.describe(point, "RecommendationPoint", labels, [quote.span], facts)

    def _recommender(self, item: URIRef, number: str, order: int, recommender: Recommender) -> URIRef:
        """Who recommends, in the words and the order of the text."""
        node = iris.recommender_of(item, order)
        facts: list[Fact] = [(term("order"), Literal(order)), (term("text"), in_danish(recommender.role))]
        if agent := self.agents.recommender(recommender.name):
            facts.append((term("recommender"), agent))
        if recommender.person:
            facts.append((term("recommender"), self.agents.person(recommender.person.text)))
        labels = self.part_labels("Recommender", number, f" {order}")
        self.describe(node, "Recommender", labels, [recommender.role.span], facts)
        return node

    def _amounts(self, node: URIRef, item: AgendaItem) -> None:
        for order, amount in enumerate(item.amounts, start=1):
            part = iris.amount_of(node, order)
            self.graph.add((node, term("hasAmount"), part))
            facts: list[Fact] = [
                (term("order"), Literal(order)),
                (term("kroner"), Literal(amount.value)),
                (term("currency"), Literal("DKK")),
                (term("surface"), Literal(amount.quote.text)),
                *((term("saidOf"), in_danish(one)) for one in amount.said_of),
            ]
            if amount.most is not None:
                facts.append((term("kronerAtMost"), Literal(amount.most)))
            if amount.kind:
                facts.append((term("amountKind"), concept("beloebsart", amount.kind)))
            if amount.period:
                facts.append((term("period"), Literal(amount.period)))
            if amount.per:
                facts.append((term("perUnit"), Literal(amount.per, lang="da")))
            labels = self.part_labels("Amount", item.number, f" {order}")
            self.describe(part, "Amount", labels, [amount.quote.span], facts)

    def _places(self, node: URIRef, item: AgendaItem) -> None:
        for order, place in enumerate(item.places, start=1):
            part = iris.street_of(node, order)
            self.graph.add((node, term("hasPlace"), part))
            facts: list[Fact] = [
                (term("order"), Literal(order)),
                (term("streetName"), Literal(place.street)),
                (term("surface"), Literal(place.quote.text)),
            ]
            if place.number:
                facts.append((term("houseNumber"), Literal(place.number)))
            if place.point:
                latitude, longitude = (Decimal(str(degrees)) for degrees in place.point)
                facts += [(term("latitude"), Literal(latitude)), (term("longitude"), Literal(longitude))]
            name = f"{place.street} {place.number}".strip()
            self.describe(part, "NamedPlace", {"da": name, "en": name}, [place.quote.span], facts)

    def _path(self, node: URIRef, item: AgendaItem) -> None:
        for order, step in enumerate(item.treatment_path, start=1):
            part = iris.step_of(node, order)
            self.graph.add((node, term("hasTreatmentStep"), part))
            facts = [
                (term("order"), Literal(order)),
                (term("plannedBody"), self.agents.body(step.body)),
                *day_of(step.date, "plannedOn"),
            ]
            self.describe(
                part,
                "TreatmentStep",
                self.part_labels("TreatmentStep", item.number, f" {order}"),
                [step.quote.span],
                facts,
            )

    def _earlier(self, node: URIRef, item: AgendaItem) -> None:
        """What other bodies, and earlier meetings of this one, decided."""
        for order, earlier in enumerate(item.earlier_decisions, start=1):
            part = iris.earlier_decision_of(node, order)
            self.graph.add((node, term("hasEarlierDecision"), part))
            facts: list[Fact] = [
                (term("order"), Literal(order)),
                (term("text"), in_danish(earlier.text)),
                *day_of(earlier.date, "decidedOn"),
            ]
            if earlier.body:
                facts.append((term("decidedBy"), self.agents.body(earlier.body)))
            if earlier.number:
                facts.append((term("numberThen"), Literal(earlier.number)))
            labels = self.part_labels("EarlierDecision", item.number, f" {order}")
            self.describe(part, "EarlierDecision", labels, [earlier.text.span], facts)

    def _attachments(self, node: URIRef, attachments: Sequence[Attachment]) -> None:
        for order, attachment in enumerate(attachments, start=1):
            number = attachment.document_number
            document = self.agents.iris.attachment(node, order, number.text if number else "")
            title = attachment.title.text
            facts: list[Fact] = [
                (DCT.title, Literal(title, lang="da")),
                (term("availability"), concept("tilgaengelighed", "kun-opfoert")),
            ]
            if number:
                facts.append((term("documentNumber"), Literal(number.text)))
            self.graph.add((node, term("hasAttachment"), document))
            spans = [attachment.title.span, *([number.span] if number else [])]
            self.describe(document, "Attachment", {"da": title, "en": title}, spans, facts)

    def _mentions(self, node: URIRef, item: AgendaItem) -> None:
        named: list[tuple[URIRef, Quote, str | None]] = [
            (self.agents.body(m.name) if m.kind == "body" else self.agents.unit(m.name), m.quote, None)
            for m in item.mentions
        ]
        # Someone named without a role stays words in the text (DESIGN.md section 5).
        named += [
            (self.agents.person(p.name.text), p.name, p.role)
            for p in item.persons
            if p.role and " " in p.name.text
        ]
        named += [(cited, r.quote, None) for r in item.references if (cited := self._cited(r))]
        for order, (agent, quote, role) in enumerate(sorted(named, key=lambda one: one[1].span), start=1):
            mention = iris.mention_of(node, order)
            target = iris.quoted(self.source, quote.span)
            self.graph.add((node, term("hasMention"), mention))
            self.describe(
                mention,
                "Mention",
                self.part_labels("Mention", item.number, f" {order}"),
                [quote.span],
                [
                    (OA.hasBody, agent),
                    (OA.hasTarget, target),
                    (OA.motivatedBy, OA.identifying),
                    (term("surface"), Literal(quote.text)),
                    *([(term("namedAs"), Literal(role, lang="da"))] if role else []),
                ],
            )

    def _tenure(self, person: Quote, role: str) -> None:
        """That the person held the post on the day of the meeting; no more is known."""
        holder, post = self.agents.person(person.text), self.agents.post(role)
        node = iris.tenure_of(holder, role)
        labels = {lang: f"{person.text}, {self.agents.label(post, lang)}" for lang in ("da", "en")}
        facts: list[Fact] = [
            (term("observedHolder"), holder),
            (term("observedPost"), post),
            (term("observedOn"), Literal(self.day, datatype=XSD.date)),
        ]
        self.describe(node, "ObservedTenure", labels, [person.span], facts)

    def _references(self, node: URIRef, item: AgendaItem) -> None:
        for reference in item.references:
            if cited := self._cited(reference):
                self.graph.add((node, DCT.references, cited))
            elif reference.law:
                self.graph.add((node, term("citesLaw"), Literal(reference.law, lang="da")))
            elif reference.kle:
                self.graph.add((node, term("citesCode"), self._kle(reference.kle)))

    def _cited(self, reference: Reference) -> URIRef | None:
        """The case or meeting pointed to; nothing for a meeting whose body or day the text leaves out."""
        if reference.case_number:
            return self.agents.iris.case(reference.case_number)
        if not reference.body or not reference.date or len(reference.date) < len("2022-11-21"):
            return None
        agent = self.profile.find("body", reference.body)
        path = agent.path if agent else iris.body_slug(reference.body)
        return self.agents.iris.meeting(path, reference.date)
