"""Who recommends what."""

import pytest
from each import each
from support import item


def recommended(words: str) -> tuple[list[tuple[str, str | None, str | None]], list[str]]:
    read = item(f"Havnebad\n\nIndstillinger\n\n{words}\n\nBehandling\n\nDirektionen.")
    who = [(r.role.text, r.person.text if r.person else None, r.on_behalf_of) for r in read.recommenders]
    return who, [point.text for point in read.recommendations]


@each(
    ("words", "who", "points"),
    [
        ("Direktøren indstiller, at sagen drøftes.", [("Direktøren", None, None)], ["sagen drøftes."]),
        ("Direktionen indstiller at sagen drøftes", [("Direktionen", None, None)], ["sagen drøftes"]),
        ("Havnechef Anna van der Klit indstiller, at molen ses efter.", [("Havnechef", "Anna van der Klit", None)], ["molen ses efter."]),
        ("Direktør for Børn og Kultur Anna Lund indstiller, at x.", [("Direktør for Børn og Kultur", "Anna Lund", None)], ["x."]),
        ("Chefen for Dagtilbud og Skole indstiller, at x.", [("Chefen for Dagtilbud og Skole", None, None)], ["x."]),
        ("Anna Lund, havnechef, indstiller, at molen ses efter.", [("havnechef", "Anna Lund", None)], ["molen ses efter."]),
        ("Chefen for Dagtilbud og Skole, Anna Lund, indstiller, at x.", [("Chefen for Dagtilbud og Skole", "Anna Lund", None)], ["x."]),
        ("Direktøren og økonomichefen indstiller, at budgettet godkendes.", [("Direktøren", None, None), ("økonomichefen", None, None)], ["budgettet godkendes."]),
        ("Børne- og Ungechefen indstiller, at x.", [("Børne- og Ungechefen", None, None)], ["x."]),
        ("På baggrund af behandlingen i Husrådet indstiller sekretariatschefen, at planen godkendes.", [("sekretariatschefen", None, "Husrådet")], ["planen godkendes."]),
        ("Sekretariatschefen indstiller på vegne af Husrådet flg.:\n\n1. at planen godkendes\n2. at rummet males", [("Sekretariatschefen", None, "Husrådet")], ["planen godkendes", "rummet males"]),
        ("Med baggrund i Husrådets svar, indstiller sekretariatschefen, at direktionen godkender\n\n1. ramme for møder\n2. ramme for kantinen", [("sekretariatschefen", None, "Husrådet")], ["ramme for møder", "ramme for kantinen"]),
        ("Direktøren indstiller, at:\n\n- 1) Aftalen øges.\n- 2) Bidraget opkræves.", [("Direktøren", None, None)], ["Aftalen øges.", "Bidraget opkræves."]),
        ("Direktøren indstiller, at temaet er:\n\n- Budget 2018.", [("Direktøren", None, None)], ["Budget 2018."]),
        ("Direktøren indstiller, at temaet er:\n\nBudgetseminar", [("Direktøren", None, None)], ["Budgetseminar"]),
        ("Direktøren indstiller,\nat molen males, og\nat den lukkes.", [("Direktøren", None, None)], ["molen males, og", "den lukkes."]),
        ("Direktøren indstiller, at molen males, og\nat den lukkes for al sejlads om vinteren og foråret.", [("Direktøren", None, None)], ["molen males, og", "den lukkes for al sejlads om vinteren og foråret."]),
        ("Direktøren indstiller, at molen males til foråret, og\nat den lukkes.", [("Direktøren", None, None)], ["molen males til foråret, og at den lukkes."]),
        ("Direktøren indstiller\n\nat molen males\nat den lukkes for al\nsejlads\nat sagen sendes i høring", [("Direktøren", None, None)], ["molen males", "den lukkes for al sejlads", "sagen sendes i høring"]),
        ("Direktøren indstiller,\nat udvalget beslutter\nat molen males", [("Direktøren", None, None)], ["udvalget beslutter at molen males"]),
        ("Direktøren indstiller,\nat planen vedtages under den forudsætning\nat staten betaler", [("Direktøren", None, None)], ["planen vedtages under den forudsætning at staten betaler"]),
        ("Direktøren indstiller,\nat planen vedtages med det ønske,\nat skolen bevares", [("Direktøren", None, None)], ["planen vedtages med det ønske, at skolen bevares"]),
        ("Direktøren indstiller,\nat udvalget undlader\nat male molen", [("Direktøren", None, None)], ["udvalget undlader at male molen"]),
        ("Direktøren indstiller,\nat det drøftes, om det er rimeligt\nat lukke den", [("Direktøren", None, None)], ["det drøftes, om det er rimeligt at lukke den"]),
        ("Direktøren indstiller, at\n\n- molen males, og at\n- den lukkes", [("Direktøren", None, None)], ["molen males, og at", "den lukkes"]),
        ("Direktøren indstiller, at\na. molen males\nb. den lukkes", [("Direktøren", None, None)], ["molen males", "den lukkes"]),
        ("Det indstilles, at sagen drøftes.", [], ["sagen drøftes."]),
        ("Sagen er hørt. Direktøren indstiller, at sagen drøftes.", [("Direktøren", None, None)], ["sagen drøftes."]),
        ("Direktøren indstiller, at a.\n\nHavnechefen indstiller, at b.", [("Direktøren", None, None), ("Havnechefen", None, None)], ["a.", "b."]),
    ],
)  # fmt: skip
def test_recommendations(
    words: str, who: list[tuple[str, str | None, str | None]], points: list[str]
) -> None:
    assert recommended(words) == (who, points)


@each(
    ("words", "who"),
    [
        ("Kultur- og Fritidsudvalget indstiller, at molen males.", ["Kultur- og Fritidsudvalget"]),
        ("Udvalget indstiller, at molen males.", []),
        ("Det indstilles, at molen males.", []),
        ("Havnechefen ved, hvad udvalget indstiller. At molen males, er en mulighed.", []),
    ],
)
def test_who_recommends_is_told_without_a_heading(words: str, who: list[str]) -> None:
    read = item(f"Havnebad\n\n{words}\n\nBeslutning\n\nGodkendt.\n\nSagsfremstilling\n\nDen er grå.")
    assert [one.role.text for one in read.recommenders] == who


def test_a_point_goes_on_over_a_page_break_and_a_line_end() -> None:
    _, points = recommended(
        "Direktøren indstiller, at\n\n1. broen males i en\nfarve, der\n\nkan ses\n2. molen lukkes"
    )
    assert points == ["broen males i en farve, der kan ses", "molen lukkes"]


def test_numbers_in_a_point_are_no_marks() -> None:
    _, points = recommended("Direktøren indstiller, at\n\n1. der gives 3.0 mio. kr.\n2. resten spares")
    assert points == ["der gives 3.0 mio. kr.", "resten spares"]


@each(
    ("words", "who"),
    [
        (
            "Cheferne for HR, Natur og Miljø og Plan samt Digitaliseringschefen",
            ["Chef for HR", "Chef for Natur og Miljø", "Chef for Plan", "Digitaliseringschefen"],
        ),
        ("Cheferne for Natur og Miljø samt Plan", ["Chef for Natur og Miljø", "Chef for Plan"]),
        (
            "Lederne for Kultur og Fritid og Borgerservice",
            ["Leder for Kultur og Fritid", "Leder for Borgerservice"],
        ),
        ("Cheferne for Børn og Unge", ["Cheferne for Børn og Unge"]),
        ("Cheferne for HR, Børn og Unge", ["Cheferne for HR, Børn og Unge"]),
        ("Direktørerne", ["Direktørerne"]),
        (
            "Direktøren for Børn og Unge og direktøren for Kultur",
            ["Direktøren for Børn og Unge", "direktøren for Kultur"],
        ),
        ("Direktøren for Teknik, Plan og Miljø", ["Direktøren for Teknik, Plan og Miljø"]),
        (
            "Kommunaldirektøren og direktøren for Kultur, Børn og Unge",
            ["Kommunaldirektøren", "direktøren for Kultur, Børn og Unge"],
        ),
        (
            "Center for Børn og Unge, Stab for Økonomi og Personale",
            ["Center for Børn og Unge", "Stab for Økonomi og Personale"],
        ),
        ("Forvaltningen", ["Forvaltningen"]),
        ("Økonomi og Personale", ["Økonomi og Personale"]),
        ("Vej og Park og Borgerservice", ["Vej og Park", "Borgerservice"]),
        ("Natur og Miljø og Havnekontoret", ["Natur og Miljø", "Havnekontoret"]),
        ("Borgmesteren, direktøren og Sekretariatet", ["Borgmesteren", "direktøren", "Sekretariatet"]),
        ("Plan-, Byg- og Miljøchefen samt HR-chefen", ["Plan-, Byg- og Miljøchefen", "HR-chefen"]),
    ],
)
def test_recommenders_as_printed_in_the_order_of_the_text(words: str, who: list[str]) -> None:
    read = item(f"Havnebad\n\nIndstillinger\n\n{words} indstiller, at A.\n\nBehandling\n\nDirektionen.")
    assert [one.name for one in read.recommenders] == who
    assert [lead and lead.text for lead in read.recommendation_leads] == [f"{words} indstiller, at"]


def test_several_of_one_post_with_their_names() -> None:
    who, _ = recommended("Direktørerne Anna Lund og Bo Ravn indstiller, at A.")
    assert who == [("Direktørerne", "Anna Lund", None), ("Direktørerne", "Bo Ravn", None)]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Direktøren indstiller sagen til orientering.", ["Direktøren"]),
        ("Direktøren indstiller sagen til orientering", ["Direktøren"]),
        ("Sagen indstilles til godkendelse.", []),
        ("Sagen indstilles af direktøren til godkendelse.", ["direktøren"]),
        ("Direktionen anbefaler planen.", ["Direktionen"]),
    ],
)
def test_a_sentence_without_points_is_one(words: str, who: list[str]) -> None:
    found, points = recommended(words)
    assert ([role for role, _, _ in found], points) == (who, [words])


def test_what_is_only_announced_is_no_point() -> None:
    assert recommended("Direktøren indstiller følgende.\n\n1. A\n2. B")[1] == ["A", "B"]


def test_each_point_has_the_words_that_lead_to_it() -> None:
    read = item(
        "Havnebad\n\nIndstillinger\n\nDirektøren indstiller, at\n\n1. a\n2. b\n\nHavnechefen indstiller, at c.\n\n"
        "Behandling\n\nDirektionen."
    )
    leads = [lead and lead.text for lead in read.recommendation_leads]
    assert [point.text for point in read.recommendations] == ["a", "b", "c."]
    assert leads == ["Direktøren indstiller, at", "Direktøren indstiller, at", "Havnechefen indstiller, at"]
