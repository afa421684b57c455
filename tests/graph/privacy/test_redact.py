"""Minutes without what is withdrawn: nothing of it is left in the text, and all else is as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from each import each
from places import ROOT
from support import newer, older
from withdrawals import BASE, IRIS, MEETING, NAME

from graph.mapping.minutes import meeting_iri
from graph.minutes.as_json import as_dict
from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Minutes
from graph.municipality.profile import Profile, load_profile
from graph.ontology.iris import item as item_iri
from graph.privacy import ledger
from graph.privacy.redact import LedgerRedaction, people_in
from graph.readers.files import read, read_document

EXAMPLES = sorted((ROOT / "examples" / "minutes").glob("*.txt"))
ITEM = f"{MEETING}/punkt/1"
PERSON = str(IRIS.person(NAME))
AADALSOE: Profile = load_profile("aadalsoe")
# What stands after the item before a lost one is told the lost one's by that item's own parts.
UNSURE = {("direktionen-2018-01-22.txt", "2", 3)}


def named(*iris: str) -> ledger.Ledger:
    return ledger.Ledger(tuple(ledger.Withdrawal(iri, "dublet", "2024-01-01T00:00:00Z", "x") for iri in iris))


def without(document: Document, *iris: str) -> Minutes:
    return read(document, AADALSOE, LedgerRedaction(AADALSOE, IRIS, named(*iris))).minutes


def told(minutes: Minutes) -> dict[int, object]:
    return {item["number"]: item for item in as_dict(minutes)["items"]}


@each("file", EXAMPLES[::3])
def test_each_item_of_the_examples_goes_and_the_others_stay(file: Path) -> None:
    document = read_document(file, 10_000_000)
    whole = without(document)
    meeting, before = meeting_iri(whole, AADALSOE, IRIS), told(whole)
    for item in whole.items:
        rest = without(document, str(item_iri(meeting, item.number)))
        assert {one.number for one in rest.items} == {one.number for one in whole.items} - {item.number}
        for number, other in told(rest).items():
            unsure = (file.name, item.number, number) in UNSURE
            assert (other == before[number]) != unsure, (item.number, number)
        check_text(whole.text, rest.text, item)


def check_text(whole: str, rest: str, item: AgendaItem) -> None:
    """What was blank stays blank, what is an item's is blank or a mark, and the rest is as it was."""
    spans = [item.span, item.title.span, *([item.title_toc.span] if item.title_toc else [])]
    heading = f"Punkt {item.number}:"
    assert len(rest) == len(whole)
    for at, (old, new) in enumerate(zip(whole, rest, strict=True)):
        if old == new or new.isspace():
            continue
        assert new == ("X" if old.isupper() else "x"), at
        assert old.isalnum(), at
        assert any(span.start <= at < span.end for span in spans), at
    left = rest[item.span.start : item.span.end].replace(heading, "")
    assert not set("".join(left.split())) & set("abcdefghijklmnopqrstuvwyzæøå0123456789")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quintessa Vogterup.", ["Quintessa Vogterup"]),
        ("(QUINTESSA\n  VOGTERUP)", ["QUINTESSA\n  VOGTERUP"]),
        ("Quintessa Vogterups og Quintessa Vogterup's", ["Quintessa Vogterup"] * 2),
        ("Chef Quintessa Vogterup, Bo", ["Quintessa Vogterup"]),
        ("Quintessa Bodil Vogterup, Quintessa, Vogterup", []),
    ],
)
def test_a_name_is_known_by_its_iri_alone(text: str, found: list[str]) -> None:
    spans = people_in(text, IRIS, frozenset({PERSON}))
    assert sorted({(span.start, text[span.start : span.end]) for span in spans}) == sorted(
        (text.index(name, 0 if number == 0 else text.index(name) + 1), name)
        for number, name in enumerate(found)
    )


def test_a_closed_item_is_withdrawn_with_its_title_and_number() -> None:
    text = newer(
        "Lukket: Salg af grund\n\n23-007348\n\nHemmeligt", "Køb\n\n23-001234\n\nBeslutning\n\nGodkendt."
    )
    rest = without(Document("a.txt", text), ITEM).text
    assert not any(word in rest for word in ("Salg", "grund", "23-007348", "Hemmeligt"))
    assert "23-001234" in rest


def test_an_item_with_a_number_in_parts_is_withdrawn_alone() -> None:
    minutes = without(Document("a.txt", newer("Køb\n\nBeslutning\n\nJa.", "Salg\n\nBeslutning\n\nNej.")))
    parts = zip(minutes.items, ("1.1", "1.10"), strict=True)
    minutes = replace(minutes, items=tuple(replace(item, number=number) for item, number in parts))
    removal = LedgerRedaction(AADALSOE, IRIS, named(f"{ITEM}.1")).in_minutes(minutes)
    assert removal.items == {"1.1"}
    gone = [minutes.text[span.start : span.end] for span in (*removal.marked, *removal.blanked)]
    assert ("Ja." in "".join(gone), "Nej." in "".join(gone)) == (True, False)


def test_a_lost_item_is_withdrawn_with_all_that_may_be_its() -> None:
    contents = "Asfalt.....\t3\nPergament.....\t5\nParker.....\t9"
    numbers = "Sagsnr.: 998-2016-21902 J.nr.: 00.30.00 Dokumentnr.: 998-2017-276920"
    decided = "Direktionens møde den 25. september 2017:\n\n"
    text = (
        older(
            f"Asfalt\n\nSagsfremstilling\n\n1. Asfalt\n\nÅbent\n\n{numbers}\n\nVejen.\n\n{decided}Godkendt.\n\n"
            f"{decided}Karmoisin.\n\nBilag\n\nSkarnbasse.pdf",
            contents=contents,
        )
        + f"\n\nPunkt 3: Parker\n\nSagsfremstilling\n\n3. Parker\n\nÅbent\n\n{numbers}\n\nTræer.\n\n{decided}Godkendt."
    )
    rest = without(Document("a.txt", text), f"{BASE}/id/aadalsoe/moede/direktionen/2017-09-25/punkt/2").text
    assert not any(word in rest for word in ("Pergament", "Karmoisin", "Skarnbasse"))
    assert all(word in rest for word in ("Vejen.", "Træer.", "Godkendt."))


def test_an_item_known_to_be_closed_is_so_whatever_the_text_says() -> None:
    text = newer("Salg af grund\n\n23-007348\n\nBeslutning\n\nGodkendt.", "Køb\n\n23-001234")
    said = without(Document("a.txt", text, closed=frozenset({"1"})))
    assert [(item.closed, item.decision) for item in said.items] == [(True, None), (False, None)]
    assert "Godkendt" not in said.text
