"""THE definition of the tables: what each holds, and the name, type and meaning of every column.

A star: ``item`` stands in the middle, and whatever is told of an item has its key. Keys are whole numbers
made of the IRI that stands beside them, so the same thing has the same key in every release. What a column
means is the property's own label and definition in ``ontology.ttl`` where there is a property.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from graph.base.labels import Labels
from graph.ontology.terms import term, vocabulary

Type = Literal["key", "iri", "text", "integer", "number", "flag", "day"]
Value = int | float | str | None
"""What stands in a cell; a day is its ISO 8601, and a flag ``True`` or ``False``."""
Reach = Literal["document", "municipality"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. ``refers`` is the other table whose key it holds and ``property`` the IRI of the property it
    is the value of; both may be empty. ``always`` says that each row has a value in it."""

    name: str
    type: Type
    labels: Labels
    about: Labels
    refers: str = ""
    property: str = ""
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. ``key`` is the column that no two rows share, empty where there is none.

    ``reach`` says what a row is made of: one document alone, so that it is written anew with it, or all of a
    municipality's.
    """

    name: str
    labels: Labels
    about: Labels
    columns: tuple[Column, ...]
    key: str = ""
    reach: Reach = "document"


def key_of(iri: str) -> int:
    """The key of a thing: 53 bits of the SHA-256 of its IRI, which a floating-point number holds whole:
    pandas and R make one of a column with empty cells."""
    return int.from_bytes(hashlib.sha256(iri.encode()).digest()[:8]) >> 11


_LANGUAGES = Labels(da="på dansk", en="in Danish"), Labels(da="på engelsk", en="in English")
_KEY = Labels(da="nøgle", en="key")
_IRI = Labels(da="adresse (IRI)", en="address (IRI)")


def _meaning(name: str) -> tuple[Labels, Labels]:
    """The label and the definition of a term of the ontology."""
    iri = term(name)
    labels = Labels(**{tag: str(vocabulary().label(iri, tag)) for tag in ("da", "en")})
    return labels, Labels(**{tag: vocabulary().definition(iri, tag) for tag in ("da", "en")})


def _own(name: str, kind: Type, da: str, en: str, danish: str, english: str) -> Column:
    """A column that is no property's value; there is always a count or a flag, and a day is not told of
    everything."""
    labels, about = Labels(da=da, en=en), Labels(da=danish, en=english)
    return Column(name=name, type=kind, labels=labels, about=about, always=kind in ("integer", "flag"))


def _of(name: str, kind: Type, of: str) -> Column:
    """The value of a property of the ontology."""
    labels, about = _meaning(of)
    return Column(name=name, type=kind, labels=labels, about=about, property=str(term(of)))


def _code(name: str, of: str) -> tuple[Column, ...]:
    """A code of a code list that a property has, with its label in both languages."""
    labels, about = _meaning(of)
    code = Column(name=name, type="text", labels=labels, about=about, property=str(term(of)))
    return code, *_named(name, labels)


def _named(name: str, labels: Labels) -> tuple[Column, ...]:
    """The label of what a column holds, in both languages."""
    return tuple(
        _own(
            f"{name}_{tag}",
            "text",
            f"{labels['da']} {which['da']}",
            f"{labels['en']} {which['en']}",
            f"Det, {name} hedder {which['da']}.",
            f"What {name} is called {which['en']}.",
        )
        for tag, which in zip(("da", "en"), _LANGUAGES, strict=True)
    )


def _thing(name: str, of: str, named: bool = True) -> tuple[Column, ...]:
    """Key and IRI of the thing that is a property's value, and its label."""
    labels, about = _meaning(of)
    key, iri = (
        Labels(**{tag: f"{labels[tag]}: {what[tag]}" for tag in ("da", "en")}) for what in (_KEY, _IRI)
    )
    property_ = str(term(of))
    return (
        Column(name=name, type="key", labels=key, about=about, property=property_),
        Column(name=f"{name}_iri", type="iri", labels=iri, about=about, property=property_),
        *(_named(name, labels) if named else ()),
    )


def _self(name: str, of: str) -> tuple[Column, ...]:
    """Key and IRI of what a row is about, a thing of a class."""
    labels, about = _meaning(of)
    return (
        Column(name=name, type="key", labels=labels, about=about, property=str(term(of)), always=True),
        Column(
            name="iri",
            type="iri",
            labels=_IRI,
            about=Labels(
                da="Tingens adresse; den kan slås op og citeres.",
                en="The address of the thing; it can be looked up and cited.",
            ),
        ),
    )


def _in(table: str) -> Column:
    """The key of the row of another table that a row belongs to."""
    of = {"meeting": "Meeting", "item": "AgendaItem", "case": "Case", "decision": "Decision"}
    labels, about = (
        _meaning(of[table])
        if table in of
        else (
            Labels(da="kommune", en="municipality"),
            Labels(da="Kommunen, det hører til.", en="The municipality it belongs to."),
        )
    )
    return Column(name=table, type="key", labels=labels, about=about, refers=table, always=True)


_DATE = _own("date", "day", "dato", "date", "Mødets dag.", "The day of the meeting.")
_FROM, _TO = (
    _own("start", "integer", "fra tegn", "from character", "Det første tegn i referatets tekst, talt fra 0.",
         "The first character in the text of the minutes, counted from 0."),
    _own("end", "integer", "til tegn", "to character", "Tegnet efter det sidste.",
         "The character after the last one."),
)  # fmt: skip


def _table(
    name: str,
    key: str,
    of: str,
    da: str,
    en: str,
    *columns: Column | tuple[Column, ...],
    reach: Reach = "document",
) -> Table:
    """A table that is called what the class or property ``of`` is."""
    flat = [one for each in columns for one in (each if isinstance(each, tuple) else (each,))]
    labels, _ = _meaning(of)
    about = Labels(da=da, en=en)
    return Table(name=name, labels=labels, about=about, columns=tuple(flat), key=key, reach=reach)


@cache
def tables() -> Mapping[str, Table]:
    """All tables by name, those that others refer to first."""
    every = (_municipality(), *_meetings_and_items(), *_decisions(), *_people_and_papers(), *_between())
    return {table.name: table for table in every}


def _municipality() -> Table:
    return Table(
        name="municipality",
        labels=Labels(da="Kommune", en="Municipality"),
        about=Labels(
            da="De kommuner, hvis referater udgivelsen holder, og hvor meget der er af hver.",
            en="The municipalities whose minutes the release holds, and how much there is of each.",
        ),
        key="municipality",
        reach="municipality",
        columns=(
            _own("municipality", "key", "kommune", "municipality", "Kommunens nøgle.", "Its key."),
            _own("iri", "iri", "adresse (IRI)", "address (IRI)", "Kommunens adresse.", "Its address."),
            _own("code", "text", "kortnavn", "code", "Som den står i adresser.", "It, as in addresses."),
            _own("name", "text", "navn", "name", "Kommunens navn.", "The name of the municipality."),
            _own("meetings", "integer", "møder", "meetings", "Møder med referat.", "Meetings with minutes."),
            _own("items", "integer", "punkter", "items", "Dagsordenspunkter.", "Agenda items."),
            _own("closed_items", "integer", "lukkede punkter", "closed items", "Så mange af dem er lukkede.",
                 "So many of them are closed."),
            _own("first", "day", "første møde", "first meeting", "Dagens dato.", "Its day."),
            _own("last", "day", "seneste møde", "last meeting", "Dagens dato.", "Its day."),
        ),
    )  # fmt: skip


def _meetings_and_items() -> tuple[Table, ...]:
    meeting = _table(
        "meeting", "meeting", "Meeting",
        "Hvert møde, der er referat af.", "Each meeting of which there are minutes.",
        _self("meeting", "Meeting"), _in("municipality"), _thing("body", "heldBy"), _DATE,
        _own("year", "integer", "år", "year", "Året, mødet blev holdt.", "The year of the meeting."),
        _own("begins", "text", "begynder", "begins", "Klokkeslæt, dansk tid.", "Time of day in Denmark."),
        _own("ends", "text", "slutter", "ends", "Klokkeslæt, dansk tid.", "Time of day in Denmark."),
        _own("place", "text", "sted", "place", "Stedet, som det er trykt.", "The place as printed."),
        _code("kind", "documentKind"),
        _own("minutes_iri", "iri", "referatets adresse", "address of the minutes",
             "Referatet, hvis tekst alt er læst af.", "The minutes, from whose text everything is read."),
        _own("items", "integer", "punkter", "items", "Punkter på mødet.", "Items of the meeting."),
        _own("closed_items", "integer", "lukkede punkter", "closed items", "Så mange af dem er lukkede.",
             "So many of them are closed."),
        _of("share_read", "number", "shareRead"),
        _named("meeting", _meaning("Meeting")[0]),
    )  # fmt: skip
    item = _table(
        "item", "item", "AgendaItem",
        "Hvert dagsordenspunkt. Af et lukket er kun det med, kommunen selv viser.",
        "Each agenda item. Of a closed one there is only what the municipality itself shows.",
        _self("item", "AgendaItem"), _in("meeting"), _DATE, _of("number", "text", "itemNumber"),
        _of("order", "integer", "order"),
        _own("title", "text", "titel", "title", "Titlen, som den står.", "The title as it stands."),
        _own("closed", "flag", "lukket", "closed", "Om punktet er lukket.", "Whether the item is closed."),
        _thing("series", "seriesOf"), _code("item_type", "itemType"),
        _of("document_number", "text", "documentNumber"), _of("kle", "text", "journalCode"),
        _of("heading_lost", "flag", "headingLost"),
        _own("sections", "integer", "afsnit", "sections", "Afsnit i punktet.", "Sections of the item."),
    )  # fmt: skip
    handling = _table(
        "handling", "", "handledIn",
        "Hver gang en sag er på en dagsorden: et punkt og en sag, det handler om.",
        "Each time a case is on an agenda: an item and a case that it is about.",
        _in("case"), _own("case_iri", "iri", "sagens adresse", "address of the case", "Sagens adresse.",
                          "The address of the case."),
        _of("number", "text", "caseNumber"), _in("item"), _in("meeting"),
        _thing("body", "heldBy", named=False), _DATE,
        _own("title", "text", "titel", "title", "Punktets titel.", "The title of the item."),
        _of("kle", "text", "journalCode"),
    )  # fmt: skip
    return meeting, item, handling


def _decisions() -> tuple[Table, ...]:
    decision = _table(
        "decision", "decision", "Decision",
        "Hver beslutning, ordret.", "Each decision, word for word.",
        _self("decision", "Decision"), _in("item"), _in("meeting"), _DATE,
        _of("text", "text", "decisionText"),
        _of("basis", "text", "outcomeBasis"), _of("reservation", "text", "reservation"),
        _thing("ends_in", "endsPathIn"), _code("comparison", "comparison"),
        _of("comparison_basis", "text", "comparisonBasis"),
    )  # fmt: skip
    outcome = _table(
        "outcome", "", "outcome",
        "Hvert udfald af en beslutning: af sagen selv, af ét led, eller om noget andet end sagen.",
        "Each outcome of a decision: of the case itself, of one point, or of something else than the case.",
        _in("decision"), _in("item"), _in("meeting"), _DATE,
        _own("of", "text", "af", "of", "case: sagen selv; point: ét led; other: noget andet end sagen.",
             "case: the case itself; point: one point of the decision; other: something else than the case."),
        _of("point", "text", "pointNumber"), _code("outcome", "outcome"),
    )  # fmt: skip
    recommendation = _table(
        "recommendation", "recommendation", "RecommendationPoint",
        "Hvert led i en indstilling, ordret.", "Each point of a recommendation, word for word.",
        _self("recommendation", "RecommendationPoint"), _in("item"), _in("meeting"), _DATE,
        _of("order", "integer", "order"), _of("text", "text", "text"), _of("lead_in", "text", "leadIn"),
    )  # fmt: skip
    recommender = _table(
        "recommender", "", "Recommender",
        "Hver, der indstiller i et punkt; en stilling og den, der har den, er to rækker.",
        "Each who recommends in an item; a post and who holds it are two rows.",
        _in("item"), _in("meeting"), _DATE, _of("order", "integer", "order"), _of("text", "text", "text"),
        _thing("recommender", "recommender"), _kind("recommender"),
    )  # fmt: skip
    vote = _table(
        "vote", "", "Vote",
        "Hver side i hver afstemning; en afstemning uden fortalte sider er én række uden side.",
        "Each side of each vote; a vote of which no sides are told is one row without a side.",
        _self("vote", "Vote"), _in("item"), _in("meeting"), _DATE, _of("order", "integer", "order"),
        _of("voted_on", "text", "votedOn"), _code("result", "result"),
        _code("position", "position"), _of("votes", "integer", "voteCount"),
        _of("parties", "text", "party"), _of("names", "text", "personName"),
    )  # fmt: skip
    return decision, outcome, recommendation, recommender, vote


def _kind(name: str) -> Column:
    return _own(
        f"{name}_kind",
        "text",
        "slags ting",
        "kind of thing",
        "Hvad det er, som det står i adressen: organ, enhed, stilling, person, sag, moede, dokument.",
        "What it is, as in the address: body, unit, post, person, case, meeting, document (in Danish).",
    )


def _people_and_papers() -> tuple[Table, ...]:
    attendance = _table(
        "attendance", "attendance", "Attendance",
        "Hver deltager, som mødets referat nævner, også de fraværende.",
        "Each participant that the minutes of a meeting name, absent ones too.",
        _self("attendance", "Attendance"), _in("meeting"), _DATE, _thing("person", "attendee", named=False),
        _own("name", "text", "navn", "name", "Navnet, som det er trykt.", "The name as printed."),
        _code("status", "attendanceStatus"), _code("presence", "presence"),
        _of("party", "text", "party"), _of("substitute_for", "text", "substituteForName"),
    )  # fmt: skip
    mention = _table(
        "mention", "mention", "Mention",
        "Hvert sted, hvor et punkt nævner et organ, en enhed, en person i en rolle, en sag eller et møde.",
        "Each place where an item names a body, a unit, a person in a role, a case or a meeting.",
        _self("mention", "Mention"), _in("item"), _in("meeting"), _DATE,
        _own("thing", "key", "det nævnte: nøgle", "what is named: key", "Det, der er nævnt.",
             "What is named."),
        _own("thing_iri", "iri", "det nævnte: adresse (IRI)", "what is named: address (IRI)",
             "Adressen på det, der er nævnt.", "The address of what is named."),
        _named("thing", Labels(da="det nævnte", en="what is named")), _kind("thing"),
        _of("surface", "text", "surface"), _of("named_as", "text", "namedAs"), _FROM, _TO,
    )  # fmt: skip
    attachment = _table(
        "attachment", "", "Attachment",
        "Hvert bilag under hvert punkt, der opfører det.", "Each attachment under each item that lists it.",
        _self("attachment", "Attachment"), _in("item"), _in("meeting"), _DATE,
        _own("title", "text", "titel", "title", "Titlen, som den står.", "The title as it stands."),
        _of("document_number", "text", "documentNumber"),
        _code("availability", "availability"),
    )  # fmt: skip
    return attendance, mention, attachment


def _between() -> tuple[Table, ...]:
    case = _table(
        "case", "case", "Case",
        "Hver sag, fulgt over møder og år ved sit nummer; også sager, der kun er nævnt.",
        "Each case, followed over meetings and years by its number; also cases that are only named.",
        _self("case", "Case"), _in("municipality"), _of("number", "text", "caseNumber"),
        _own("title", "text", "titel", "title", "Titlen, sagen sidst blev behandlet under.",
             "The title under which it was last handled."),
        _of("kle", "text", "journalCode"),
        _own("handlings", "integer", "behandlinger", "handlings", "Punkter, der handler om sagen.",
             "Items that are about the case."),
        _own("meetings", "integer", "møder", "meetings", "Møder, de var på.", "Meetings these were at."),
        _own("bodies", "integer", "organer", "bodies", "Organer, der har behandlet den.",
             "Bodies that have handled it."),
        _own("first", "day", "første gang", "first", "Dagen, den først blev behandlet.",
             "The day it was first handled."),
        _own("last", "day", "seneste gang", "last", "Dagen, den sidst blev behandlet.",
             "The day it was last handled."),
        reach="municipality",
    )  # fmt: skip
    link = _table(
        "link", "link", "CaseLink",
        "Hver kobling mellem sager, punkter og møder, også de kun foreslåede; status siger, hvad den er.",
        "Each link between cases, items and meetings, also those only proposed; the status says what it is.",
        _self("link", "CaseLink"), _in("municipality"), _thing("from", "linkFrom", named=False),
        _thing("to", "linkTo", named=False), _code("kind", "linkKind"),
        _code("status", "reviewStatus"), _of("confidence", "number", "confidence"),
        reach="municipality",
    )  # fmt: skip
    finding = Table(
        name="finding",
        labels=Labels(da="Bemærkning", en="Finding"),
        about=Labels(
            da="Hvor mange gange noget påfaldende er set i et referat, efter alvor og slags.",
            en="How many times something odd was seen in a set of minutes, by severity and code.",
        ),
        columns=(
            _in("meeting"),
            _own("severity", "text", "alvor", "severity", "info, warning eller violation.",
                 "info, warning or violation."),
            _own("code", "text", "slags", "code", "Hvad der er set.", "What was seen."),
            _own("times", "integer", "gange", "times", "Så mange gange.", "So many times."),
        ),
        reach="municipality",
    )  # fmt: skip
    return case, link, finding
