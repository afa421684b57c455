"""People named with a role in running text."""

import pytest
from each import each

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.wording.people import find_people
from graph.wording.recognition import with_recognised


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kulturchef Anne Holm deltager.", [("Anne Holm", "Kulturchef")]),
        ("Pia Hegn, projektleder da det begyndte, kom.", [("Pia Hegn", "projektleder")]),
        ("Bo Ø. Friis deltager og orienterer.", [("Bo Ø. Friis", None)]),
        ("Koordinatorer Ida Vang og Per van der Klit kom.", [("Ida Vang", "Koordinator"), ("Per van der Klit", "Koordinator")]),
        ("Oplægget drøftes med Martin.", [("Martin", None)]),
        ("Mere Kvalificeret Arbejdskraft er et navn.", []),
        ("Styregruppen kom til Knowledge Hub Zealand.", []),
    ],
)  # fmt: skip
def test_people(text: str, found: list[tuple[str, str | None]]) -> None:
    people = find_people(Document("x.txt", text), 0, len(text))
    assert [(person.name.text, person.role) for person in people] == found


def test_participants_are_known_wherever_they_are_named() -> None:
    text = "Sagen blev rejst af Karl-Emil Strand i maj."
    people = find_people(Document("x.txt", text), 0, len(text), ["Karl-Emil Strand"])
    assert [person.name.text for person in people] == ["Karl-Emil Strand"]


def named(text: str) -> list[tuple[str, str | None]]:
    profile = with_recognised(text, NEUTRAL)
    people = find_people(Document("x.txt", text), 0, len(text), (), profile)
    return [(person.name.text, person.role) for person in people]


@each(
    ("text", "found"),
    [
        ("Der orienterede afdelingsleder Bo Friis.", [("Bo Friis", "afdelingsleder")]),
        ("Børne- og Kulturdirektør Bo Friis og Kultur- og fritidschef Ida Vang kom.",
         [("Bo Friis", "Børne- og Kulturdirektør"), ("Ida Vang", "Kultur- og fritidschef")]),
        ("Bo Friis, direktør for Børn og Kultur, kom.", [("Bo Friis", "direktør for Børn og Kultur")]),
        ("Leder af Team Vej, Bo Friis, og kommunens klimachef, Ida Vang, kom.",
         [("Bo Friis", "Leder af Team Vej"), ("Ida Vang", "klimachef")]),
        ("Skrevet af Bo Friis (Team Vej) og Ida Vang.", [("Bo Friis", "Team Vej")]),
        ("Økonomichef Bo Friis' oplæg v/byplanlægger Ida Vang", [("Bo Friis", "Økonomichef"), ("Ida Vang", "byplanlægger")]),
        ("Byrådsmedlemmerne Bo Friis og Ida Vang kom.", [("Bo Friis", "Byrådsmedlem"), ("Ida Vang", "Byrådsmedlem")]),
        ("Som formand valgtes Bo Friis, og Ida Vang blev valgt som næstformand.",
         [("Bo Friis", "formand"), ("Ida Vang", "næstformand")]),
        ("Referent: Bo Friis. Ordstyrer er Ida Vang.", [("Bo Friis", "Referent"), ("Ida Vang", "Ordstyrer")]),
        ("Nils Aa. Bruun (vejchef) og leder Anne Ask. Bo Friis gik.", [("Nils Aa. Bruun", "vejchef"), ("Anne Ask", "leder")]),
        ("Ledende sundhedsplejerske Ida Vang kom.", [("Ida Vang", "Ledende sundhedsplejerske")]),
        ("Hans leder er Bo Friis. Ansøger Ida Vang er valgt.", []),
        ("Direktør Bo Friis, Friis Byg ApS, kom. Ida Vang, direktør i Vang A/S, deltog.", []),
        ("Rektor Jens Holm fra Lyngby Gymnasium har klaget. Ejeren, direktør Bo Friis, kom.", []),
        ("Arkitekt Bo Friis fra firmaet Nordstreg fremlagde planen.", []),
        ("Kommunaldirektør Bo Friis fra bureauet deltog.", [("Bo Friis", "Kommunaldirektør")]),
        ("Konsulent Bo Friis fra COWI kom, og konsulent Ida Vang fra Lyngby Kommune gik.",
         [("Ida Vang", "konsulent")]),
        ("projektleder Bo Friis fremlægger sagen.", [("Bo Friis", "projektleder")]),
        ("Faglige koordinatorer Ida Vang, Per Klit og Ole Ø. Sand kom.",
         [(name, "Faglig koordinator") for name in ("Ida Vang", "Per Klit", "Ole Ø. Sand")]),
        ("Projektlederne Ida Vang og Per Klit samt TR Karin Lund kom.",
         [("Ida Vang", "Projektleder"), ("Per Klit", "Projektleder"), ("Karin Lund", "TR")]),
        ("Direktørerne Anne Holm og Bo Friis kom.", [("Anne Holm", "Direktør"), ("Bo Friis", "Direktør")]),
        ("temaleder i Borgerservice Charlotte Birk", [("Charlotte Birk", "temaleder i Borgerservice")]),
        ("leder af Team Vej Bo Friis og Kommunaldirektør Ib Lund",
         [("Bo Friis", "leder af Team Vej"), ("Ib Lund", "Kommunaldirektør")]),
        ("chef for Kultur og Fritid Anne Holm", [("Anne Holm", "chef for Kultur og Fritid")]),
        ("Chefen for Plan Bo Friis kom.", [("Bo Friis", "Chefen for Plan")]),
        ("Til stede var Anne Holm fra Ældre Sagen.", []),
        ("Anne Holm og Bo Friis fra HR deltager.", [("Anne Holm", "fra HR"), ("Bo Friis", "fra HR")]),
        ("Anne Holm, Bo Friis og Ida Dam fra Økonomistaben kom.",
         [(name, "fra Økonomistaben") for name in ("Anne Holm", "Bo Friis", "Ida Dam")]),
        ("Anne Holm (projektleder) kom.", [("Anne Holm", "projektleder")]),
        ("Anne Holm, leder af Borgerservice, kom.", [("Anne Holm", "leder af Borgerservice")]),
        ("Anne Holm, projektleder Bo Friis og Ida Vang kom.", [("Bo Friis", "projektleder")]),
        ("Viceborgmesteren, Anne Holm, hilste.", [("Anne Holm", "Viceborgmesteren")]),
        ("HR-konsulent Anne-Marie Holm-Friis kom.", [("Anne-Marie Holm-Friis", "HR-konsulent")]),
        ("Det siger centerchef Hans\nHenrik Dahl.", [("Hans Henrik Dahl", "centerchef")]),
        ("Oplæg ved formand Ole\nBo Lund og andre.", [("Ole Bo Lund", "formand")]),
        ("Borgmester Anne Holm og Bo Friis hilste.", [("Anne Holm", "Borgmester")]),
        ("arbejdsmiljørepræsentant Karin Lund", [("Karin Lund", "arbejdsmiljørepræsentant")]),
        ("Lederen af Team Vej, Mona\nIbsen Kær.", [("Mona Ibsen Kær", "Lederen af Team Vej")]),
        ("Havnefoged Sejer Brodersen kom.", [("Sejer Brodersen", "Havnefoged")]),
        ("Psykolog Ulla Rye Dam fra PPR og skolekonsulent Per Klit kom.", [("Ulla Rye Dam", "Psykolog"), ("Per Klit", "skolekonsulent")]),
        ("Sygeplejerske Ida Vang og leder Bo Friis kom.", [("Ida Vang", "Sygeplejerske"), ("Bo Friis", "leder")]),
        ("Forstander Ida Vang for Krisecentret Havly kom.", [("Ida Vang", "Forstander")]),
        ("Leder af Bostedet Solvang Mette Krog kom.", [("Mette Krog", "Leder af Bostedet Solvang")]),
        ("Borgmester Karen Ørum solgte kagen, og byrådsmedlem Otto Vig fra Nørrested købte den.",
         [("Karen Ørum", "Borgmester"), ("Otto Vig", "byrådsmedlem")]),
        ("Vorup Kommune og Vorup Kommune sendte konsulent Bo Friis fra Vorup.", [("Bo Friis", "konsulent")]),
        # Who was, who is of others, and streets.
        ("Statuen af direktør Carl Bo flyttes.", []),
        ("Tidligere borgmester Aksel Bruun og afdøde direktør Poul Strøm.", []),
        ("Vejen er opkaldt efter borgmester Hans Kolding, der døde i 1952, nær Borgmester Jens Bruuns Vej.", []),
        ("Regionsrådsformand Søren Vig og Borgmester Leo Rask fra Nabokøbing kom.", []),
        ("Nyt fra Svømmeklubben Delfinen ved formand Lea Bro og fra Solby Erhvervsråd ved direktør Ib Lund.", []),
        ("Direktør i Netkompagniet Søren Bach, direktør Carl Birch fra Birch Ejendomme.", []),
        ("Borgmester Hans Kolding, der var borgmester til 1952, boede på Borgmester Bruuns Gade.", []),
        ("Regionsdirektør Bo Friis og folketingsformand Ida Vang kom.", []),
        ("Stationsleder Bo Friis, Statsborgerskabskonsulent Per Klit og EU-konsulent Ida Vang kom.",
         [("Bo Friis", "Stationsleder"), ("Per Klit", "Statsborgerskabskonsulent"), ("Ida Vang", "EU-konsulent")]),
        ("Sekretær Bo Friis, der var direktør i går, kom.", [("Bo Friis", "Sekretær")]),
        ("Tilsynsførende Bo Friis, der var til stede, kom.", [("Bo Friis", "Tilsynsførende")]),
        ("Borgmester Jens Park og leder Lone Have kom.", [("Jens Park", "Borgmester"), ("Lone Have", "leder")]),
        ("Leder af børnehuset Lone Holm kom.", [("Lone Holm", "Leder af børnehuset")]),
        ("Leder af foreningen Lone Holm kom.", []),
        ("Kulturhusets leder, Maja Dyhr, kom.", [("Maja Dyhr", "leder")]),
        ("Foreningens leder, Maja Dyhr, kom.", []),
        (
            "Plejecentret Lindely er fuldt. Centerleder på Lindely, Karin Moos, kom.",
            [("Karin Moos", "Centerleder på Lindely")],
        ),
        (
            "Forstander Grethe Nor og viceforstander Kaj Lom orienterede.",
            [("Grethe Nor", "Forstander"), ("Kaj Lom", "viceforstander")],
        ),
        ("Havnekontoret ved havnemester Aksel Brink søger om penge.", [("Aksel Brink", "havnemester")]),
        ("Sejlklubben ved formand Aksel Brink søger om penge.", []),
        # Nobody's role in the municipality, and no name of a person.
        ("Lærer Ruth Bang og biolog Ellen Holm, Egevej 4, har klaget. Oplægget drøftes med SSP-sekretariatet. Det aftales med Forvaltningen.", []),
        ("Lærer Per Gade fremlagde sin klage over jobcentret.", []),
        ("Naboen, lærer Per Gade i Skoleafdelingen, klager.", []),
        ("Ansøger, sygeplejerske Lone Dam, Sundhedsplejen, bor på Nygade 3.", []),
        # Of whom a role that opens a sentence is, it does not say.
        ("Medarbejder, Per Gade. Sagen om bortvisning.", []),
        ("Medarbejder Per Gade er opsagt, og medarbejderen, Ida Holm, klager.", []),
        ("Ansøger er Nordvind ApS. Direktør, Bo Lind.", []),
        ("Formand, Maria Toft, Grundejerforeningen Strandly, gør indsigelse.", []),
        ("Leder, Ole Juul, Dagli'Brugsen.", []),
        ("Anne Holm fra Vorup har klaget.", []),
        ("Anne Holm og Bo Friis fra Lokalrådet skrev.", []),
        ("Ejer Anne Holm har klaget.", []),
        ("Advokat Anne Holm har skrevet.", []),
        ("Sagsbehandler Anne Holm har skrevet.", []),
        ("Lejeren, Mette Holm Sand, beboeren, Aage Vinther Friis, og forælderen, Anne-Lise Holt, har klaget.", []),
        ("Visitator Eva Lind Toft og psykolog Ulla Rye Dam fra PPR kom.", [("Eva Lind Toft", "Visitator"), ("Ulla Rye Dam", "psykolog")]),
        ("Pårørende, pædagog Per Lund fra Team Vej, har skrevet.", []),
        ("Klager er lærer Bo Friis fra HR.", []),
        ("Ansøger Anne Holm bor der.", []),
        ("Direktør Team Vej", []),
        ("Direktør for Plan og Miljø", []),
        ("Cheferne for HR, Natur og Miljø og Plan", []),
        ("Projektleder Mere Kvalificeret Arbejdskraft", []),
        ("Leder Center for Børn og Unge", []),
        ("Borgmester Anne hilste.", []),
        ("Lederen Økonomistaben", []),
    ],
)  # fmt: skip
def test_roles_before_behind_and_beside_names(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    "piece", ["chef for A ", "Anne Holm, ", "Anne Holm fra ", "leder Anne Bo ", "chef, "]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    assert len(named(piece * 3000)) <= 3000
