"""Numbers, path, attachments."""

import pytest
from support import OLDER_NUMBERS, item, older, older_item, read

from graph.wording.case_types import case_type_code


@pytest.mark.parametrize(
    "numbers",
    [
        OLDER_NUMBERS,
        OLDER_NUMBERS.replace(" J.nr", "\n\nJ.nr").replace(" Dok", "\n\nDok"),
        OLDER_NUMBERS.replace(" J.nr", "\nJ.nr").replace(" Dok", "\nDok"),
        "Dokumentnr.: 998-2017-276920 J.nr.: 00.30.00 Sagsnr.: 998-2016-21902",
        OLDER_NUMBERS.replace("2016-21902", "2016-\n21902"),
        OLDER_NUMBERS.replace("Sagsnr.: ", "Sagsnr.:\n"),
    ],
)
def test_numbers_in_any_order_on_one_line_or_three(numbers: str) -> None:
    found = read(older(older_item(1, "Havnebad", "Sagstype\n\nBeslutning.", numbers))).items[0]
    assert found.journal_number
    assert found.document_number
    assert [number.text for number in found.case_numbers] == ["998-2016-21902"]
    assert (found.journal_number.text, found.document_number.text) == ("00.30.00", "998-2017-276920")


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("23-007348", ["23-007348"]),
        ("20-082075K", ["20-082075K"]),
        ("20-082075 K", ["20-082075K"]),
        ("00.30.14-Ø00-3-22", ["00.30.14-Ø00-3-22"]),
        ("23-007348, 22-000258", ["23-007348", "22-000258"]),
        ("23-007348\n\n22-000258", ["23-007348", "22-000258"]),
    ],
)
def test_case_numbers_on_lines_of_their_own(printed: str, numbers: list[str]) -> None:
    found = item(f"Havnebad\n\n{printed}\n\nBeslutning\n\nGodkendt.").case_numbers
    assert [number.text for number in found] == numbers


def test_a_number_in_the_text_is_not_the_items_own() -> None:
    found = item("Havnebad\n\nBeslutning\n\nGodkendt.\n\nBilag\n\n23-007348").case_numbers
    assert found == ()


def test_a_date_in_a_title_is_no_journal_number() -> None:
    assert item("Besøg 16.05.17\n\n23-007348").journal_number is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [("Drøftelse.", "Drøftelse"), ("Beslutning", "Beslutning"), ("Anden sag", "Anden sag")],
)
def test_sagstype(printed: str, value: str) -> None:
    found = read(older(older_item(1, "Havnebad", f"Sagstype\n\n{printed}\n\nBilag\n\nKort"))).items[0]
    assert found.case_type
    assert found.case_type.text == value


def test_codes_of_sagstype() -> None:
    assert (case_type_code("Drøftelse"), case_type_code("Anden sag")) == ("droeftelse", None)


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        ("Direktionen.", ["Direktionen"]),
        ("Direktion, ØK, Byrådet.", ["Direktionen", "Økonomiudvalget", "Byrådet"]),
        ("Direktionen og Økonomiudvalget", ["Direktionen", "Økonomiudvalget"]),
        (
            "Direktionen, Børne- og Ungeudvalget, Byrådet",
            ["Direktionen", "Børne- og Ungeudvalget", "Byrådet"],
        ),
        ("Direktionen, Klimanævnet.", ["Direktionen", "Klimanævnet"]),
        ("- Direktionen\n- Byrådet", ["Direktionen", "Byrådet"]),
        ("Direktionen,\n\nByrådet.", ["Direktionen", "Byrådet"]),
        ("i Teknisk Udvalg og Vil-projektet", ["Teknisk Udvalg og Vil-projektet"]),
        ("Sagen behandles i Klimanævnet og Byrådet.", ["Klimanævnet", "Byrådet"]),
        ("Klimanævnet (høring) → Byrådet - til beslutning", ["Klimanævnet", "Byrådet"]),
        ("Klimanævnet den 4. maj 2021: til orientering og Byrådet", ["Klimanævnet", "Byrådet"]),
        ("Ingen", []),
        ("Klimanævnet træffer beslutning, når høringen er slut", []),
    ],
)
def test_paths(printed: str, path: list[str]) -> None:
    found = item(f"Havnebad\n\nBehandling\n\n{printed}\n\nSagsfremstilling\n\nx").treatment_path
    assert [step.body for step in found] == path


def attachments(listed: str) -> list[tuple[str, str | None]]:
    found = item(f"Havnebad\n\nBeslutning\n\nGodkendt.\n\nBilag\n\n{listed}").attachments
    return [(a.title.text, a.document_number.text if a.document_number else None) for a in found]


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("Kort over havnen", [("Kort over havnen", None)]),
        ("Kort\n\nRapport.pdf", [("Kort", None), ("Rapport.pdf", None)]),
        (
            "Kort\t998-2017-275766\nPlan\t998-2017-275797",
            [("Kort", "998-2017-275766"), ("Plan", "998-2017-275797")],
        ),
        ("Et langt\nnavn\n\n998-2017-\n275394", [("Et langt navn", "998-2017-275394")]),
        ("SP3069823031608340 (1)", [("SP3069823031608340 (1)", None)]),
        ("Kort\n\nBilag\n\nRapport", [("Kort", None), ("Rapport", None)]),
    ],
)
def test_attachments(listed: str, found: list[tuple[str, str | None]]) -> None:
    assert attachments(listed) == found


@pytest.mark.parametrize("mark", "-•*–")
def test_the_marks_of_a_list_are_no_part_of_its_titles(mark: str) -> None:
    found = [("Kort", None), ("Notat 2022", None)]
    assert attachments(f"{mark} Kort\n{mark} Notat\n2022") == found
    assert attachments(f"{mark} Kort\n\n{mark} Notat 2022") == found


def test_a_dash_at_the_head_of_a_wrapped_line_is_of_the_title() -> None:
    assert attachments("Trivselsmåling 2022\n- resultater") == [("Trivselsmåling 2022 - resultater", None)]


@pytest.mark.parametrize(
    ("listed", "titles"),
    [
        ("Tidsplan for havnen\nReferat fra mødet", ["Tidsplan for havnen", "Referat fra mødet"]),
        ("1. Tidsplan\nHavnen", ["1. Tidsplan Havnen"]),
        ("Tegning\nPDF", ["Tegning PDF"]),
        ("Tidsplan for\nHavnen", ["Tidsplan for Havnen"]),
        ("Tidsplan\nfor havnen", ["Tidsplan for havnen"]),
        (f"Tidsplan {'x' * 80}\nHavnen", [f"Tidsplan {'x' * 80} Havnen"]),
    ],
)
def test_a_short_line_of_a_list_is_a_title(listed: str, titles: list[str]) -> None:
    told = f"Havnebad\n\nSagsfremstilling\n\n{'Havnen er dyb. ' * 7}\n\nBilag\n\n{listed}"
    assert [one.title.text for one in item(told).attachments] == titles


def test_attachments_listed_twice_are_one_list() -> None:
    body = (
        "Bilag\n\nKort over havnen\n\n998-2017-277047\n\n"
        "Direktionens møde den 25. september 2017:\n\nGodkendt.\n\nBilag\n\nNotat\n\nKort over havnen"
    )
    found = read(older(older_item(1, "Havnebad", body))).items[0].attachments
    assert [(a.title.text, a.document_number.text if a.document_number else None) for a in found] == [
        ("Kort over havnen", "998-2017-277047"),
        ("Notat", None),
    ]
