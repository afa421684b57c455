"""Documents that break one shape each."""

from functools import cache

from places import TESTS
from rdflib import Graph, URIRef

from graph.ontology.terms import CONCEPT, vocabulary

DOCUMENT = TESTS / "data" / "document.ttl"


BASE = "https://data.example/id/proeve/"


MEETING = URIRef(BASE + "moede/raadet/2023-06-26")


CLOSED = URIRef(MEETING + "/punkt/2")


NAMES = {**dict(vocabulary().prefixes()), "m": f"{MEETING}/", "p1": f"{MEETING}/punkt/1/", "p2": f"{CLOSED}/"}


def drop(prop: str, subject: str = "?s") -> str:
    """Take a property away, from everything or from one thing."""
    return f"DELETE WHERE {{ {subject} {prop} ?o }}"


def put(prop: str, value: str, subject: str = "?s") -> str:
    """Give what has a property another value instead."""
    old, new = f"{subject} {prop} ?o", f"{subject} {prop} {value}"
    return f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {old} }}"


def add(triples: str) -> str:
    return f"INSERT DATA {{ {triples} }}"


def retype(subject: str) -> str:
    """Make a thing of the document something that no shape knows."""
    return put("a", "skos:Collection", subject)


# A tombstone, which a document itself has none of.
THING, EVENT = "<moede/raadet/2020-01-01>", "<moede/raadet/2020-01-01#tilbagetraekning>"


STONE = (
    f"{THING} a prov:Entity ; rdfs:label 'Trukket tilbage'@da, 'Withdrawn'@en ; prov:wasInvalidatedBy {EVENT} ; "
    f"prov:invalidatedAtTime '2024-05-27T10:00:00Z'^^xsd:dateTime . {EVENT} a prov:Invalidation ; "
    f"prov:atTime '2024-05-27T10:00:00Z'^^xsd:dateTime ; "
    f"sg:withdrawalReason <{CONCEPT}tilbagetraekningsgrund/persondata> ."
)


def changed(good: str, prop: str, value: str | None = None) -> str:
    """Add something, and then take a property of it away, or give it another value."""
    return f"{add(good)} ; {put(prop, value) if value else drop(prop)}"


# A class, as its closed shape calls it -> a thing of it.
OF_CLASS = {
    "Meeting": "<moede/raadet/2023-06-26>", "ImpliedMeeting": "<moede/raadet/2023-05-22>",
    "Item": "<moede/raadet/2023-06-26/punkt/1>", "Section": "<moede/raadet/2023-06-26/punkt/1/afsnit/1>",
    "Recommendation": "p1:indstilling", "Recommender": "<moede/raadet/2023-06-26/punkt/1/indstilling/af/1>",
    "Point": "<moede/raadet/2023-06-26/punkt/1/indstilling/1>",
    "Decision": "p1:beslutning", "DecisionPoint": "<moede/raadet/2023-06-26/punkt/1/beslutning/1>",
    "FollowUp": "<moede/raadet/2023-06-26/punkt/1/beslutning/opfoelgning/1>",
    "Step": "<moede/raadet/2023-06-26/punkt/1/behandling/1>", "Attachment": "<dokument/998-2017-275394>",
    "Attendance": "<moede/raadet/2023-06-26/deltagelse/1>",
    "Mention": "<moede/raadet/2023-06-26/punkt/1/omtale/1>", "Minutes": "m:referat",
    "UnreadText": "<moede/raadet/2023-06-26/referat/uforklaret/1>",
    "Measurement": "<moede/raadet/2023-06-26/referat/maaling/andel-laest>", "Case": "<sag/23-007348>",
    "CaseNumber": "<sag/23-007348/nummer>", "CaseLink": "<kobling/0123456789ab>",
    "Tenure": "<person/0a1b2c3d4e5f/stilling/direktoer>", "BodyStatus": "<tilstand#raadet>",
    "MeetingGap": "<tilstand#raadet-1>", "Analysis": "<analyse/n/1>", "Run": "<koersel/5e884898da28>",
    "Vote": "<moede/raadet/2023-06-26/punkt/1/afstemning/1>", "VoteSide": "<moede/raadet/2023-06-26/punkt/1/afstemning/1/for>",
    "Dissent": "<moede/raadet/2023-06-26/punkt/1/saerstandpunkt/1>", "Amount": "<moede/raadet/2023-06-26/punkt/1/beloeb/1>", "NamedPlace": "<moede/raadet/2023-06-26/punkt/1/sted/1>", "Amendment": "<moede/raadet/2023-06-26/punkt/1/aendringsforslag/1>",
    "Referral": "<moede/raadet/2023-06-26/punkt/1/medlemsret>",
    "EarlierDecision": "<moede/raadet/2023-06-26/punkt/1/tidligere-beslutning/1>",
    "ItemAttendance": "<moede/raadet/2023-06-26/punkt/1/fremmoede/1>",
    "SourceIdentifier": "<moede/raadet/2023-06-26/kendetegn/meeting-m1>",
    "Place": "<moede/raadet/2023-06-26/referat#char=0,20>",
}  # fmt: skip


# A link that is proposed, which a document itself has none of.
THREAD = "<kobling/0a1b2c3d4e5f>"


PROPOSED = (
    f"{THREAD} a sg:CaseLink, sg:ThreadLink ; rdfs:label 'Samme emne'@da, 'Same topic'@en ; sg:confidence 0.8 ; "
    "sg:linkFrom <moede/raadet/2023-06-26/punkt/1> ; sg:linkTo <sag/23-007348> ; "
    f"sg:linkKind <{CONCEPT}koblingstype/samme-emne> ; sg:reviewStatus <{CONCEPT}koblingsstatus/foreslaaet> ; "
    "sg:sharedWord 'bro'@da ; sg:reason 'begge har »bro«'@da, 'both have »bro«'@en ; sg:evidenceText 'Ny bro'@da ; "
    "prov:wasDerivedFrom <moede/raadet/2023-06-26/referat#char=40,50> ."
)


# The state of a collection, an analysis and the page of a PDF, which a document itself has none of.
STATUS = (
    "<tilstand> a prov:Entity ; sg:publishedDocuments 1 ; sg:unpublishedDocuments 0 ; sg:hasBodyStatus <tilstand#raadet> . "
    "<tilstand#raadet> a sg:BodyStatus ; rdfs:label 'Tilstand'@da, 'State'@en ; sg:statusOf <organ/raadet> ; sg:ageInDays 4 ; "
    "sg:lastMeeting <moede/raadet/2023-06-26> ; sg:missingMeeting <moede/raadet/2023-05-22> ; sg:hasGap <tilstand#raadet-1> . "
    "<tilstand#raadet-1> a sg:MeetingGap ; rdfs:label 'Hul'@da, 'Gap'@en ; sg:gapFrom '2023-01-02'^^xsd:date ; "
    "sg:gapTo '2023-05-22'^^xsd:date ."
)


ANALYSIS = (
    "<analyse/n/1> a prov:Activity, sg:Analysis ; rdfs:label 'Netværk'@da, 'Network'@en ; sg:ofRelease '1' ; "
    "sg:softwareVersion '1.0' ; sg:ontologyVersion '1.0.0' ; sg:withStandingItems false ; sg:queryName 'ties' ; "
    "sg:periodFrom '2023-01-01'^^xsd:date ; sg:periodTo '2023-12-31'^^xsd:date ; sg:nodeCount 2 ; sg:edgeCount 1 . "
    "<analyse/n/1/1> a qb:Observation ; sg:observed <organ/raadet> ; sg:observedMeasure <analyse/maal/tal> ; "
    "sg:observedYear '2023'^^xsd:gYear ; sg:observedStep 1 ."
)


def stranger(shape: str, subject: str) -> str:
    """Say of a thing of a class what is said of none, the thing first where a document has none."""
    good = {"BodyStatus": STATUS, "MeetingGap": STATUS, "Analysis": ANALYSIS, "Place": PLACE}.get(shape, "")
    return add(f"{good} {subject} schema:email 'anna@example.dk' .")


SCANNED = (
    "<moede/raadet/2023-06-26/referat> a sg:Minutes ; sg:recognisedPage 2 ; sg:recogniser 'tesseract 5.3.0' ."
)
PLACE = "<moede/raadet/2023-06-26/referat#char=0,20> a prov:Entity ; rdfs:label 'Side 1'@da ; sg:page 1 ."


# Shape -> what to do to the good document so that the shape, and the shape's own constraint, fails.
BROKEN: dict[str, str] = {
    # integrity/minutes.ttl
    "UnreadTextOwner": drop("sg:hasUnreadText"),
    # integrity/decision-outcome.ttl
    "DecisionPointOutcome": drop("sg:pointOutcome"),
    "DecisionPointNumber": drop("sg:pointNumber"),
    "DecisionIncidentalOutcome": put(
        "sg:incidentalOutcome", f"<{CONCEPT}beslutningsudfald/udskut>", "p1:beslutning"
    ),
    # integrity/decision-detail.ttl
    "DecisionComparison": put("sg:comparison", f"<{CONCEPT}sammenligning/folgt>", "p1:beslutning"),
    "DecisionPointOwner": drop("sg:hasDecisionPoint"),
    "DecisionPointText": put("sg:text", "''@da", "<moede/raadet/2023-06-26/punkt/1/beslutning/1>"),
    "OutcomeBasis": put("sg:outcomeBasis", "'Approved.'@en"),
    "OutcomeConcerns": put("sg:outcomeConcerns", "'Besøget'"),
    "DecisionReservation": add("p1:beslutning sg:reservation 'but'@en ."),
    "DecisionEndsPath": add("p1:beslutning sg:endsPathIn <enhed/vejkontoret> ."),
    "ComparisonBasis": drop("sg:comparisonBasis"),
    "ComparisonOfBasis": drop("sg:comparison"),
    "DecisionPointAnswer": put("sg:answersPoint", "<moede/raadet/2023-06-26/punkt/1/indstilling/9>"),
    # integrity/follow-up.ttl
    "FollowUpOwner": drop("sg:gaveRiseTo"),
    "FollowUpWhen": put("sg:expectedWhen", "'i december'"),
    "FollowUpText": drop("sg:text", "<moede/raadet/2023-06-26/punkt/1/beslutning/opfoelgning/1>"),
    "FollowUpBody": add(
        "<moede/raadet/2023-06-26/punkt/1/beslutning/opfoelgning/1> sg:plannedBody <enhed/vejkontoret> ."
    ),
    "FollowUpYear": drop("sg:yearInferred"),
    # integrity/observed-tenure.ttl
    "TenureHolder": drop("sg:observedHolder"),
    "TenurePost": put("sg:observedPost", "<organ/raadet>"),
    "TenureTyped": put("a", "skos:Concept", "<person/0a1b2c3d4e5f/stilling/direktoer>"),
    "TenureDate": drop("sg:observedOn"),
    # integrity/measurement.ttl
    "MeasurementMetric": drop("dqv:isMeasurementOf"),
    "MeasurementValue": put("dqv:value", "-1"),
    "MeasurementOf": put("dqv:computedOn", "<moede/raadet/2023-06-26>"),
    "MeasurementOwner": drop("dqv:hasQualityMeasurement"),
    # integrity/status.ttl, analysis.ttl
    "StatusBody": changed(STATUS, "sg:statusOf"),
    "StatusLastMeeting": changed(STATUS, "sg:lastMeeting", "'i går'"),
    "StatusAge": changed(STATUS, "sg:ageInDays", "'4'"),
    "StatusGaps": changed(STATUS, "sg:hasGap", "<tilstand#raadet>"),
    "StatusMissing": changed(STATUS, "sg:missingMeeting", "'22. maj'"),
    "StatusPublished": changed(STATUS, "sg:publishedDocuments", "-1"),
    "StatusUnpublished": changed(STATUS, "sg:unpublishedDocuments", "'0'"),
    "GapFrom": changed(STATUS, "sg:gapFrom"),
    "GapTo": changed(STATUS, "sg:gapTo", "'2023'^^xsd:gYear"),
    "AnalysisRelease": changed(ANALYSIS, "sg:ofRelease"),
    "AnalysisSoftware": changed(ANALYSIS, "sg:softwareVersion", "1.0"),
    "AnalysisOntology": changed(ANALYSIS, "sg:ontologyVersion"),
    "AnalysisStanding": changed(ANALYSIS, "sg:withStandingItems", "'nej'"),
    "AnalysisFrom": changed(ANALYSIS, "sg:periodFrom", "2023"),
    "AnalysisTo": changed(ANALYSIS, "sg:periodTo", "'2023'"),
    "AnalysisNodes": changed(ANALYSIS, "sg:nodeCount", "-2"),
    "AnalysisEdges": changed(ANALYSIS, "sg:edgeCount", "1.5"),
    "AnalysisQuery": changed(ANALYSIS, "sg:queryName", "''"),
    "Observed": changed(ANALYSIS, "sg:observed", "'Rådet'"),
    "ObservedMeasure": changed(ANALYSIS, "sg:observedMeasure", "'tal'"),
    "ObservedYear": changed(ANALYSIS, "sg:observedYear", "2023"),
    "ObservedStep": changed(ANALYSIS, "sg:observedStep", "'1'"),
    # integrity/document.ttl
    "OneMinutes": retype("m:referat"),
    "OneMeeting": add("<moede/raadet/2023-06-27> a sg:Meeting ."),
    "NodeTyped": add("<organ/ukendt> skos:altLabel 'Rådet'@da ."),
    "NoBlankNodes": put("sg:heldBy", "[]"),
    "KnownType": retype("<person/0a1b2c3d4e5f/stilling/direktoer>"),
    "OneType": add("<moede/raadet/2023-06-26/punkt/1> a sg:Section ."),
    "AgentsHere": add("<organ/raadet> skos:altLabel 'Byrådet'@da ."),
    "ItemLaw": add("<moede/raadet/2023-06-26/punkt/1> sg:citesLaw 'serviceloven'@en ."),
    "ItemCitedCode": add("<moede/raadet/2023-06-26/punkt/1> sg:citesCode <sag/23-1> ."),
    "Recognition": add("<organ/raadet> sg:recognisedBy <organ/direktionen> ."),
    "BodyAddress": add("<enhed/raadet> a sg:Body ."),
    "UnitAddress": add("<organ/vejkontoret> a sg:Unit ."),
    "PostAddress": add("<enhed/direktoer> a org:Post ."),
    # integrity/label.ttl
    "LabelInBoth": "DELETE DATA { m:referat rdfs:label 'Minutes'@en }",
    "RunLabel": drop("rdfs:label", "<koersel/5e884898da28>"),
    "SeveralLabels": put("rdfs:label", "'Direktor'@sv", "<stilling/direktoer>"),
    "SeveralLabelsDanish": put("rdfs:label", "'Bilag'@en", "<dokument/998-2017-275394>"),
    "SeveralLabelsEnglish": put("rdfs:label", "'Bilag'@da", "<dokument/998-2017-275394>"),
    "AgentLabel": put("rdfs:label", "'The Council'@en", "<organ/raadet>"),
    "PersonLabel": put("rdfs:label", "'Anna'", "<person/0a1b2c3d4e5f>"),
    # integrity/properties.ttl
    **{f"{shape}Properties": stranger(shape, subject) for shape, subject in OF_CLASS.items()},
    # integrity/parts.ttl
    "MeetingAttendances": put("sg:hasAttendance", "<person/0a1b2c3d4e5f>"),
    "MinutesUnreadText": put("sg:hasUnreadText", "m:x"),
    "ItemSections": add(
        "<moede/raadet/2023-06-26/punkt/3> sg:hasSection <moede/raadet/2023-06-26/punkt/3/afsnit/1> ."
    ),
    "ItemSteps": put("sg:hasTreatmentStep", "p1:beslutning"),
    "ItemAttachments": drop("a", "<dokument/998-2017-275394>"),
    "ItemMentions": put("sg:hasMention", "p1:beslutning"),
    "DecisionPoints": put("sg:hasDecisionPoint", "<moede/raadet/2023-06-26/punkt/1/indstilling/1>"),
    "DecisionFollowUps": put("sg:gaveRiseTo", "<moede/raadet/2023-06-26/punkt/1/behandling/1>"),
    "PartAddress": (
        "DELETE { ?s sg:hasDecision p1:beslutning } "
        "INSERT { <moede/raadet/2023-06-26/punkt/3> sg:hasDecision p1:beslutning } WHERE { ?s sg:hasDecision p1:beslutning }"
    ),
    "AttachmentAddress": add(
        "<moede/raadet/2023-06-26/punkt/1> sg:hasAttachment <moede/raadet/2023-06-26/punkt/3/bilag/1> ."
    ),
    # integrity/provenance.ttl
    "Derived": drop("prov:wasDerivedFrom", "p1:beslutning"),
    "SpanForm": put("prov:wasDerivedFrom", "<moede/raadet/2023-06-26/referat#line=1,2>", "p1:beslutning"),
    "SpanOfThisText": put(
        "prov:wasDerivedFrom", "<moede/raadet/2023-05-22/referat#char=1,2>", "p1:beslutning"
    ),
    # integrity/meeting.ttl
    "MeetingAddress": add("<moede/Rådet/26-06-2023> a sg:Meeting ."),
    "MeetingBody": put("sg:heldBy", "<enhed/raadet>"),
    "MeetingDate": put("dct:date", "'2023-06-26T00:00:00'^^xsd:dateTime"),
    "MeetingStart": put("schema:startDate", "'2023-06-26T08:30:00Z'^^xsd:dateTime"),
    "MeetingStartOnDate": put("schema:startDate", "'2023-06-25T08:30:00+02:00'^^xsd:dateTime"),
    "HeldByMeeting": put("a", "skos:Concept", "<moede/raadet/2023-05-22>"),
    "MeetingPlace": put("schema:location", "'Lokale 1'"),
    "MeetingMinutes": drop("sg:hasMinutes"),
    "MeetingItems": "DELETE WHERE { ?s sg:hasAgendaItem <moede/raadet/2023-06-26/punkt/3> }",
    # integrity/minutes.ttl
    "MinutesAddress": put("foaf:primaryTopic", "<moede/raadet/2023-05-22>"),
    "MinutesDigest": put("sg:sha256", "'E3B0'"),
    "MinutesSource": put("sg:sourceFile", "'/home/raadet.txt'"),
    "MinutesLanguage": drop("dct:language"),
    "MinutesShareRead": put("sg:shareRead", "1.01"),
    "MinutesRecognisedPages": changed(SCANNED, "sg:recognisedPage", "0"),
    "MinutesRecogniser": changed(SCANNED, "sg:recogniser"),
    "MinutesTopic": drop("foaf:primaryTopic"),
    "MinutesRun": drop("prov:wasGeneratedBy"),
    "RunSoftware": drop("sg:softwareVersion"),
    "RunOntology": drop("sg:ontologyVersion"),
    "UnreadTextWords": put("sg:text", "'Løs.'", "<moede/raadet/2023-06-26/referat/uforklaret/1>"),
    "MinutesMeasurements": put("dqv:hasQualityMeasurement", "<moede/raadet/2023-06-26>"),
    "PageNumber": changed(PLACE, "sg:page", "0"),
    # integrity/agenda-item.ttl
    "ItemNumber": put("sg:itemNumber", "' '", "<moede/raadet/2023-06-26/punkt/1>"),
    "ItemAddress": put("sg:itemNumber", "'7'", "<moede/raadet/2023-06-26/punkt/1>"),
    "AddressNumber": add("<moede/raadet/2023-06-26/punkt/1> sg:addressNumber '5 2'"),
    "ItemTitle": put("dct:title", "'Ny bro'", "<moede/raadet/2023-06-26/punkt/1>"),
    "ItemTitleInContents": put("sg:titleInContents", "'New bridge'@en"),
    "ItemMeeting": drop("sg:inMeeting"),
    "ItemOpenness": put("sg:openness", f"<{CONCEPT}sagstype/beslutning>"),
    "ItemAccess": drop("dct:accessRights"),
    "ItemType": put("sg:itemType", f"<{CONCEPT}sagstype/beslutningg>"),
    "ItemCase": put("sg:concernsCase", "<sag/23-999999>"),
    "ItemSeries": put("sg:seriesOf", "<sag/23-007348>"),
    "ItemDecision": add("m:x a sg:Decision . <moede/raadet/2023-06-26/punkt/1> sg:hasDecision m:x ."),
    "ItemRecommendation": put("sg:hasRecommendation", "p1:beslutning"),
    "ItemReference": put("dct:references", "'mødet den 22. maj'"),
    "ItemJournalCode": put("sg:journalCode", "<kle/05.01.03>", "<moede/raadet/2023-06-26/punkt/1>"),
    "ItemTitleWord": add("<moede/raadet/2023-06-26/punkt/1> sg:titleWord 'bro'@da ."),
    "ItemSubjectWord": add("<moede/raadet/2023-06-26/punkt/1> sg:subjectWord 'bro'@da ."),
    "HeadingLost": add("<moede/raadet/2023-06-26/punkt/1> sg:headingLost false ."),
    # integrity/section.ttl, order.ttl
    "SectionOwner": drop("sg:hasSection"),
    "SectionKind": put("sg:sectionKind", f"<{CONCEPT}afsnitstype>"),
    "SectionText": put("sg:text", "''@da"),
    "Order": drop("sg:order"),
    # what a document is, and how somebody was there
    "MinutesKind": drop("sg:documentKind"),
    "MinutesIssued": put("dct:issued", "'i går'"),
    "Permalink": put("dct:source", "'https://x/'"),
    "MeetingEnd": put("schema:endDate", "'11:00'"),
    "AttendancePresence": drop("sg:presence"),
    "SubstituteForName": put("sg:substituteForName", "''"),
    # integrity/amount.ttl
    "AmountOwner": drop("sg:hasAmount"),
    "ItemAmounts": put("sg:hasAmount", "<moede/raadet/2023-06-26/punkt/1/afstemning/1>"),
    "AmountKroner": put("sg:kroner", "'2'"),
    "AmountAtMost": put("sg:kronerAtMost", "'3'"),
    "AmountRange": put("sg:kronerAtMost", "1.0"),
    "AmountCurrency": put("sg:currency", "'EUR'"),
    "AmountSurface": put("sg:surface", "''", "<moede/raadet/2023-06-26/punkt/1/beloeb/1>"),
    "AmountSaidOf": put("sg:saidOf", "'x'"),
    "AmountKind": put("sg:amountKind", f"<{CONCEPT}stemme/for>"),
    "AmountPeriod": put("sg:period", "'i år'"),
    "AmountPer": put("sg:perUnit", "'x'"),
    # integrity/place.ttl
    "NamedPlaceOwner": drop("sg:hasPlace"),
    "ItemPlaces": put("sg:hasPlace", "<moede/raadet/2023-06-26/punkt/1/afstemning/1>"),
    "PlaceStreet": put("sg:streetName", "''"),
    "PlaceNumber": put("sg:houseNumber", "'7, 2. tv'"),
    "PlaceSurface": put("sg:surface", "''", "<moede/raadet/2023-06-26/punkt/1/sted/1>"),
    "PlaceLatitude": put("sg:latitude", "155.0"),
    "PlaceLongitude": put("sg:longitude", "'11'"),
    # integrity/vote.ttl
    "StatementOwner": drop("sg:hasDissent"),
    "StatementText": put("sg:text", "'x'", "<moede/raadet/2023-06-26/punkt/1/saerstandpunkt/1>"),
    "ItemVotes": put("sg:hasVote", "<moede/raadet/2023-06-26/punkt/1/saerstandpunkt/1>"),
    "ItemDissents": put("sg:hasDissent", "<moede/raadet/2023-06-26/punkt/1/afstemning/1>"),
    "ItemAmendments": put("sg:hasAmendment", "<moede/raadet/2023-06-26/punkt/1/afstemning/1>"),
    "ItemReferral": put("sg:hasReferral", "<moede/raadet/2023-06-26/punkt/1/afstemning/1>"),
    "VoteSides": put("sg:hasSide", "<moede/raadet/2023-06-26/punkt/1/saerstandpunkt/1>"),
    "VoteSideOwner": drop("sg:hasSide"),
    "VotedOn": drop("sg:votedOn"),
    "Result": put("sg:result", f"<{CONCEPT}stemme/for>"),
    "SidePosition": put("sg:position", f"<{CONCEPT}afstemningsresultat/vedtaget>"),
    "SideCount": put("sg:voteCount", "-1"),
    "DissentKind": drop("sg:dissentKind"),
    "ReferralKind": drop("sg:referralKind"),
    "ReferredTo": put("sg:referredTo", "<moede/raadet/2023-06-26>"),
    "PartyAsPrinted": put("sg:party", "''"),
    "NameAsPrinted": put("sg:personName", "''"),
    "ByMember": put("sg:byMember", "<organ/husraadet>"),
    # integrity/source.ttl
    "SourceIdentifierOwner": drop("sg:hasSourceIdentifier"),
    "SourceIdentifiers": put("sg:hasSourceIdentifier", "<person/0a1b2c3d4e5f>"),
    "SourceIdentifierValue": put("skos:notation", "''", "<moede/raadet/2023-06-26/kendetegn/meeting-m1>"),
    "SourceSystem": put("sg:sourceSystem", "'First Agenda'"),
    "SourceHost": put("sg:sourceHost", "'https://x'"),
    "Identifies": put("sg:identifies", "'møde'"),
    "FormerIdentifier": put("sg:former", "false"),
    "CaseTitleOfSource": put("sg:caseTitle", "'Broer'"),
    "Supplementary": put("sg:supplementary", "false"),
    "StepDay": put("sg:plannedOn", "'i juni'"),
    "GuestName": put("sg:guestName", "''"),
    "EarlierDecisionOwner": drop("sg:hasEarlierDecision"),
    "EarlierDecisions": put("sg:hasEarlierDecision", "p1:beslutning"),
    "EarlierDecisionText": drop("sg:text", "<moede/raadet/2023-06-26/punkt/1/tidligere-beslutning/1>"),
    "DecidedBy": put("sg:decidedBy", "<enhed/vejkontoret>"),
    "DecidedOn": put("sg:decidedOn", "'i juni'"),
    "NumberThen": put("sg:numberThen", "''"),
    "ItemAttendanceOwner": drop("sg:hasItemAttendance"),
    "ItemAttendances": put("sg:hasItemAttendance", "p1:beslutning"),
    "ItemPresence": put("sg:presence", "'left'", "<moede/raadet/2023-06-26/punkt/1/fremmoede/1>"),
    "ItemAttendanceName": drop("sg:personName", "<moede/raadet/2023-06-26/punkt/1/fremmoede/1>"),
    "ItemSubstituteFor": put("sg:substituteForName", "''", "<moede/raadet/2023-06-26/punkt/1/fremmoede/1>"),
    "PresenceNote": put("sg:presenceNote", "''"),
    "GoneSince": put("sg:goneSince", "'i går'"),
    "DecisionPublished": add(f"<{CLOSED}> sg:decisionPublished false ."),
    # integrity/recommendation.ttl
    "RecommendationOwner": drop("sg:hasRecommendation"),
    "RecommendationBy": put("sg:recommendedBy", "<sag/23-007348>"),
    "RecommendationOnBehalf": put("sg:onBehalfOf", "'Husrådet'"),
    "RecommendationAim": add(f"p1:indstilling sg:recommendedOutcome <{CONCEPT}sagstype/beslutning> ."),
    "RecommendationPoints": put("sg:hasPoint", "p1:beslutning"),
    "RecommendationRecommenders": put("sg:hasRecommender", "p1:beslutning"),
    "RecommenderOwner": drop("sg:hasRecommender"),
    "RecommenderText": drop("sg:text", "<moede/raadet/2023-06-26/punkt/1/indstilling/af/1>"),
    "RecommenderIs": put("sg:recommender", "<sag/23-007348>"),
    "PointLeadIn": put("sg:leadIn", "'The director'@en"),
    "PointOwner": drop("sg:hasPoint"),
    "PointText": drop("sg:text"),
    # integrity/decision.ttl
    "DecisionOwner": drop("sg:hasDecision"),
    "DecisionText": drop("sg:decisionText"),
    "DecisionOutcome": put("sg:outcome", f"<{CONCEPT}beslutningsudfald/godkent>", "p1:beslutning"),
    # integrity/treatment-step.ttl
    "StepOwner": drop("sg:hasTreatmentStep"),
    "StepBody": drop("sg:plannedBody"),
    "StepStatus": put("sg:stepStatus", "'planlagt'"),
    # integrity/case-link.ttl
    "LinkFrom": put("sg:linkFrom", "<moede/raadet/2023-05-22>"),
    "LinkTo": drop("sg:linkTo"),
    "LinkKind": put("sg:linkKind", f"<{CONCEPT}trinstatus/planlagt>"),
    "LinkStatus": drop("sg:reviewStatus"),
    "LinkConfidence": put("sg:confidence", "1.01"),
    "LinkEvidence": drop("sg:evidenceText"),
    "LinkPlace": drop("prov:wasDerivedFrom", "<kobling/0123456789ab>"),
    "ThreadReason": changed(PROPOSED, "sg:reason"),
    "ThreadStatus": changed(PROPOSED, "sg:reviewStatus", f"<{CONCEPT}koblingsstatus/fastslaaet>"),
    "SharedWord": changed(PROPOSED, "sg:sharedWord", "'bridge'@en"),
    "StepExecuted": put("sg:stepStatus", f"<{CONCEPT}trinstatus/planlagt>"),
    "StepItem": put("sg:executedIn", "<moede/raadet/2023-06-26>"),
    "ImpliedMeetingBody": drop("sg:heldBy", "<moede/raadet/2023-05-22>"),
    "ImpliedMeetingDate": put("dct:date", "2023", "<moede/raadet/2023-05-22>"),
    # integrity/attachment.ttl
    "AttachmentOwner": drop("sg:hasAttachment"),
    "AttachmentTitle": drop("dct:title", "<dokument/998-2017-275394>"),
    "AttachmentAvailability": drop("sg:availability"),
    "DocumentNumber": put("sg:documentNumber", "'998-2017- 275394'"),
    # integrity/attendance.ttl
    "AttendanceOwner": drop("sg:hasAttendance"),
    "AttendancePerson": put("sg:attendee", "<stilling/direktoer>"),
    "AttendanceStatus": drop("sg:attendanceStatus"),
    # integrity/mention.ttl
    "MentionOwner": drop("sg:hasMention"),
    "MentionBody": put("oa:hasBody", "<stilling/direktoer>"),
    "MentionTarget": put("oa:hasTarget", "m:referat"),
    "MentionMotivation": drop("oa:motivatedBy"),
    "MentionSurface": drop("sg:surface"),
    "MentionRole": add("<moede/raadet/2023-06-26/punkt/1/omtale/1> sg:namedAs 'director'@en ."),
    # integrity/case.ttl, journal-code.ttl
    "CaseNumberText": put("sg:caseNumber", "'23-007348 K'"),
    "CaseAddress": put("sg:caseNumber", "'23-7348'"),
    "CaseHasNumber": drop("sg:hasCaseNumber"),
    "CaseTitle": drop("dct:title", "<sag/23-007348>"),
    "CaseItems": drop("sg:handledIn", "<sag/23-007348>"),
    "NumberNotation": drop("skos:notation", "<sag/23-007348/nummer>"),
    "NumberAsPrinted": drop("sg:asPrinted"),
    "NumberGeneration": put("sg:numberGeneration", "<organ/raadet>"),
    "CaseJournalCode": put("sg:journalCode", "<kle/05.01.03>", "<sag/23-007348>"),
    "NumberOwner": drop("sg:hasCaseNumber", "<sag/23-007348>"),
    "NumberOfCase": put("skos:notation", "'23-7348'", "<sag/23-007348/nummer>"),
    "JournalCodeAbove": put("skos:broader", "<kle/05>", "<kle/05.01.02>"),
    "JournalScheme": add("<kle/alle> skos:notation 'KLE' ."),
    "JournalCode": put("skos:notation", "'16.05.17.'", "<kle/05.01.02>"),
    # privacy/closed-item.ttl
    "ClosedItemContent": add(f"<{CLOSED}> sg:hasDecision p1:beslutning ."),
    "ClosedItemParts": add("p2:beslutning a sg:Decision ."),
    "ClosedDecisionContent": add(
        f"<{CLOSED}> sg:decisionPublished true ; sg:hasDecision p2:beslutning . p2:beslutning sg:reservation 'idet'@da ."
    ),
    "ClosedItemAccess": put(
        "dct:accessRights", "<http://publications.europa.eu/resource/authority/access-right/PUBLIC>"
    ),
    "ClosedCaseContent": add("<sag/23-000002> sg:journalCode <kle/05.01.02> ."),
    "OpenItemTitle": put("dct:title", "'Lukket: Ny bro'@da", "<moede/raadet/2023-06-26/punkt/1>"),
    # privacy/cpr.ttl, person.ttl
    "CprNumber": put("sg:decisionText", "'Sagen om 010101-1234 godkendt.'@da", "p1:beslutning"),
    "PersonName": put("foaf:name", "'Anna'"),
    "PersonOnlyName": add("<person/0a1b2c3d4e5f> schema:email 'anna@example.dk' ."),
    "PersonAddress": add("<person/anna-proeve> a foaf:Person ."),
    "PersonRole": add("<person/0a1b2c3d4e60> a foaf:Person ."),
    "PersonNamedAs": add("p1:omtale/9 a sg:Mention ; oa:hasBody <person/0a1b2c3d4e5f> .").replace(
        "p1:omtale/9", "<moede/raadet/2023-06-26/punkt/1/omtale/9>"
    ),
    # privacy/tombstone.ttl
    "TombstoneOnlyThat": add(f"{STONE} {THING} dct:title 'Ny bro'@da ."),
    "TombstoneName": add(f"{STONE} {THING} rdfs:label 'Ny bro'@da ."),
    "TombstoneWhen": add(STONE) + " ; " + put("prov:invalidatedAtTime", "'2024'"),
    "TombstoneEvent": add(f"{THING} prov:invalidatedAtTime '2024-05-27T10:00:00Z'^^xsd:dateTime ."),
    "WithdrawalReason": add(STONE) + " ; " + put("sg:withdrawalReason", f"<{CONCEPT}sagstype/beslutning>"),
    "WithdrawalWhen": add(STONE) + " ; " + drop("prov:atTime", EVENT),
    "WithdrawalOnlyThat": add(f"{STONE} {EVENT} rdfs:comment 'Om Anna'@da ."),
    # maturity
    "OpenItemDecision": drop("sg:hasDecision", "<moede/raadet/2023-06-26/punkt/3>"),
    "OpenItemCase": drop("sg:seriesOf"),
    "OpenItemRecommendation": drop("sg:hasRecommendation"),
    "OpenItemPath": drop("sg:hasTreatmentStep"),
    "OpenItemJournalCode": drop("sg:journalCode"),
    "OpenItemSection": drop("sg:hasSection"),
    "MeetingHasItems": drop("sg:hasAgendaItem"),
    "MeetingHasStart": drop("schema:startDate"),
    "MeetingHasPlace": drop("schema:location"),
    "MeetingHasAttendance": drop("sg:hasAttendance"),
    "RecommendationHasAuthor": drop("sg:recommendedBy"),
    "RecommendationHasPoint": drop("sg:hasPoint"),
    "AttachmentHasNumber": drop("sg:documentNumber"),
    "MinutesWellRead": put("sg:shareRead", "0.94"),
    # warning
    "DecisionFreeText": put("sg:outcome", f"<{CONCEPT}beslutningsudfald/fritekst>", "p1:beslutning"),
    "DecisionNotRecorded": put(
        "sg:outcome", f"<{CONCEPT}beslutningsudfald/ikke-registreret>", "p1:beslutning"
    ),
    "HeadingIsLost": add("<moede/raadet/2023-06-26/punkt/1> sg:headingLost true ."),
    "CaseTwiceInMeeting": add("<sag/23-007348> sg:handledIn <moede/raadet/2023-06-26/punkt/3> ."),
    "PersonListedTwice": add("<moede/raadet/2023-06-26/deltagelse/2> sg:attendee <person/0a1b2c3d4e5f> ."),
}


@cache
def parsed() -> Graph:
    return Graph().parse(DOCUMENT, format="turtle")


def document(*updates: str) -> Graph:
    graph = Graph() + parsed()
    for update in updates:
        graph.update(f"BASE <{BASE}> {update}", initNs=NAMES)
    return graph
