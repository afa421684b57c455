"""What an item points to."""

from datetime import date

import pytest
from each import each

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL, load_profile
from graph.wording.recognition import with_recognised
from graph.wording.references import find_references

PROFILE = load_profile("kalundborg")


def references(text: str) -> list[tuple[str | None, str | None, str | None, bool]]:
    document = Document("x.txt", text)
    found = find_references(document, 0, len(text), PROFILE, "Økonomiudvalget", date(2024, 6, 24))
    return [(one.body, one.date, one.case_number, one.year_inferred) for one in found]


@each(
    ("text", "found"),
    [
        ("Direktionen godkendte på sit møde den 21. november 2022 rammerne.", [("Direktionen", "2022-11-21", None, False)]),
        ("Kommunalbestyrelsen behandlede sagen\nden 14. december 2022.", [("Kommunalbestyrelsen", "2022-12-14", None, False)]),
        ("Direktionsmødet udsættes til 12. august.", [("Direktionen", "2024-08-12", None, True)]),
        ("Udvalget behandlede sagen den 3. maj 2023.", [("Økonomiudvalget", "2023-05-03", None, False)]),
        ("Fristen er den 3. maj 2023.", []),
        ("Direktionen udpegede en leder pr. 1. maj 2024.", []),
        ("Direktionen drøftede tallene for perioden 1. januar 2024 til 31. marts 2024.", []),
        ("På Direktionens møde den 12. juni fik chefen til opgave at svare.", [("Direktionen", "2024-06-12", None, True)]),
        ("Som opfølgning på Direktionens møde den 12. juni forelægges sagen.", [("Direktionen", "2024-06-12", None, True)]),
        ("Efter Direktionens møde den 12. juli forelægges sagen.", [("Direktionen", "2024-07-12", None, True)]),
        ("Miljøklagenævnet traf afgørelse den 2. maj 2023.", []),
        ("Planen blev drøftet i Direktionen den 12. august.", [("Direktionen", "2023-08-12", None, True)]),
        ("Direktionen afsatte midlerne den 12. august.", [("Direktionen", "2023-08-12", None, True)]),
        ("Valget til Direktionen den 3. maj 2023 er gyldigt.", []),
        ("Indstilles godkendt, idet fristen ændres til den 1. september 2024.", []),
        ("Der er borgermøde den 24. oktober 2024.", []),
        ("Planen er godkendt af Direktionen den 4. maj 2023.", [("Direktionen", "2023-05-04", None, False)]),
        ("Borgeren klagede til Direktionen den 4. maj 2023", []),
        ("Mail fra Direktionen den 4. maj 2023", []),
        ("Udsendt til Økonomiudvalget og Direktionen den 4. maj 2023", []),
        ("Udtrådte af Direktionen den 4. maj 2023.", []),
        ("Direktionen, 1. januar 2024 træder planen i kraft.", []),
        ("Direktionen, 3. januar 2024: godkendt.", [("Direktionen", "2024-01-03", None, False)]),
        ("Direktionen godkendte planen, der gælder fra den 1. januar 2025.", []),
        ("Anna Lund blev valgt til Direktionen den 16. november 2021", []),
        ("Klagen blev drøftet med ejeren den 3. maj 2023", []),
        ("Se sag 23-007348.", [(None, None, "23-007348", False)]),
        ("Sagsnr. 326-2016-\n21902 er lukket.", [(None, None, "326-2016-21902", False)]),
        ("Dokument 326-2017-275394 er vedlagt.", []),
        ("Denne aftale gælder Direktionens møde den 24. juni 2024.", []),
    ],
)  # fmt: skip
def test_references(text: str, found: list[tuple[str | None, str | None, str | None, bool]]) -> None:
    assert references(text) == found


def others(text: str) -> list[tuple[str, str | None]]:
    profile = with_recognised(text, NEUTRAL)
    found = find_references(Document("x.txt", text), 0, len(text), profile, None, date(2024, 6, 24))
    return [(one.type, one.date or one.case_number or one.law or one.kle or one.attachment) for one in found]


@each(
    ("text", "found"),
    [
        ("Direktionen godkendte ultimo november 2022 rammerne.", [("meeting", "2022-11")]),
        ("I september 2021 vedtog Byrådet klimaplanen.", [("meeting", "2021-09")]),
        ("Den 14. maj 2023 besluttede Byrådet at vente.", [("meeting", "2023-05-14")]),
        ("Den 1. maj 2023 åbnede museet, og Byrådet vedtog intet.", []),
        ("Efter planlovens kapitel 5. Se kap. 3.", [("law", "planlovens kapitel 5")]),
        ("Byggesagen 23-009876 er lukket.", [("case", "23-009876")]),
        ("Det ses af bilag 1, 3 og 4 og af bilag A1.", [("attachment", one) for one in ("1", "3", "4", "A1")]),
        ("Det ses af bilag 1-3, 12 har svaret.", [("attachment", "1"), ("attachment", "3")]),
        ("Efter SEL § 107 og § 17, stk. 4, i kommunestyrelsesloven.",
         [("law", "SEL § 107"), ("law", "§ 17, stk. 4, i kommunestyrelsesloven")]),
        ("Barnets Lov § 46 og GDPR artikel 9, stk. 2, litra f", [("law", "Barnets Lov § 46"), ("law", "GDPR artikel 9, stk. 2, litra f")]),
        ("Cirkulære nr. 9 af 3. marts 1999", [("law", "Cirkulære nr. 9 af 3. marts 1999")]),
        ("Byrådet blev orienteret i december 2022.", [("meeting", "2022-12")]),
        ("Direktionen vedtog den 14/12-22 planen.", [("meeting", "2022-12-14")]),
        ("Udbuddet løber fra oktober 2022.", []),
        ("Der var byggeri i maj 2021.", []),
        ("Byrådet mødes i oktober/november 2018.", []),
        ("Direktionen drøftede et brev af 16.05.17.", []),
        ("Direktionen vedtog den 45/12-22 planen.", []),
        ("Vedtaget i tidligere godkendte sag 326-2016-21902.", [("case", "326-2016-21902")]),
        ("Se sagerne 23-007348 og 24-000149, 22/1234.",
         [("case", "23-007348"), ("case", "24-000149"), ("case", "22/1234")]),
        ("Sagsnr. EMN-2018-00123 er lukket.", [("case", "EMN-2018-00123")]),
        ("jf. sag nr. 01.02.05-P16-3-19", [("case", "01.02.05-P16-3-19")]),
        ("Dokument 326-2017-275394 er vedlagt.", []),
        ("Ring 12-345678.", []),
        ("Det sker efter serviceloven § 85.", [("law", "serviceloven § 85")]),
        ("Valget følger kommunal valglov § 15.", [("law", "kommunal valglov § 15")]),
        ("efter servicelovens § 85, stk. 2, og så", [("law", "servicelovens § 85, stk. 2")]),
        ("VE-lovens § 13", [("law", "VE-lovens § 13")]),
        ("efter § 85 i serviceloven", [("law", "§ 85 i serviceloven")]),
        ("§ 4 a, stk. 2 i almenboligloven", [("law", "§ 4 a, stk. 2 i almenboligloven")]),
        ("lov om social service § 85", [("law", "lov om social service § 85")]),
        ("lovforslag L 502 er fremsat", [("law", "lovforslag L 502")]),
        ("Efter L 502 skal kommunen", [("law", "L 502")]),
        ("Lov nr. 123 af 5. maj 2019", [("law", "Lov nr. 123 af 5. maj 2019")]),
        ("Der er 3 L mælk, bolig L 2 og §§ 95-96.", []),
        ("Det ses af bilag 2 til sagen.", [("attachment", "2")]),
        ("Se Bilag A.", [("attachment", "A")]),
        ("Bilag 1 - Notat\n- Bilag 2: Kort", []),
        ("bilag 2.1 og bilagsnr 3", []),
        ("KLE 27.18.04 og journalnr. 00.30.00", [("kle", "27.18.04"), ("kle", "00.30.00")]),
        ("Notat 16.05.17", []),
        ("Efter vandløbslovens § 15 i 8 uger og serviceloven §§ 83, 83 a og 86.",
         [("law", "vandløbslovens § 15"), ("law", "serviceloven §§ 83, 83 a og 86")]),
        ("Det står i sag A22-1140.", [("case", "A22-1140")]),
        ("Borgerens sag 20191234 i Familieretshuset, sag 12345678 hos Ankestyrelsen og sag 309115.", []),
        ("Godkendt, idet Byrådet ønsker en status ultimo november 2025.", []),
    ],
)  # fmt: skip
def test_references_of_all_kinds(text: str, found: list[tuple[str, str]]) -> None:
    assert others(text) == found


@pytest.mark.parametrize(
    "piece", ["sag 22-123456 og ", "Bilag 2 ", "lov om a ", "§ 1 a ", "i maj 2022 ", "ord"]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    assert len(others(piece * 3000)) <= 6000
