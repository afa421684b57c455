"""``read --json``: every key, from the smallest minutes that have something to say under it."""

import pytest
from samples import sample

from graph.minutes.as_json import as_dict, finding_record
from graph.minutes.model import (
    AgendaItem,
    Decision,
    EarlierDecision,
    Finding,
    Mention,
    Minutes,
    Quote,
    Recommender,
    Reference,
    Span,
    Unread,
)
from graph.municipality.profile import load_profile
from graph.readers.files import decode
from graph.readers.layout.parse import parse

KEYS = {
    *(
        "number",
        "title",
        "title_toc",
        "closed",
        "case_numbers",
        "journal_number",
        "document_number",
        "case_type",
    ),
    *(
        "decision_text",
        "decision_outcome",
        "recommenders",
        "recommendations",
        "treatment_path",
        "attachments",
    ),
    *("units", "persons", "references", "lines"),
}


def quote(text: str, start: int = 0) -> Quote:
    return Quote(text, Span(start, start + len(text)))


def test_minutes_that_were_read() -> None:
    told = as_dict(parse(decode("a.txt", sample().encode()), load_profile("aadalsoe")))
    head = {key: told[key] for key in ("source", "body", "date", "start_time", "place", "share_read")}
    assert head == {
        "source": "a.txt",
        "body": "Direktionen",
        "date": "2023-09-12",
        "start_time": "16:30",
        "place": "Ådalsø Rådhus",
        "share_read": 1.0,
    }
    assert told["participants"][0] == {
        "name": "Sidsel Ravnekær",
        "party": None,
        "status": "present",
        "absent": False,
    }
    first, closed = told["items"]
    assert set(first) >= KEYS
    assert first["case_numbers"] == ["20-004417"]
    assert (first["decision_text"], first["decision_outcome"]) == ("Godkendt.", "godkendt")
    assert first["recommenders"] == [{"role": "Direktøren", "person": None, "on_behalf_of": None}]
    assert first["treatment_path"] == ["Direktionen"]
    assert (closed["title"], closed["closed"], closed["decision_text"]) == (
        "Kandidater til Kulturprisen",
        True,
        None,
    )


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("7", 7),
        ("120", 120),
        ("1.1", "1.1"),
        ("lukket-2", "lukket-2"),
        ("07", "07"),
        ("\u0667", "\u0667"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_number_is_an_integer_where_it_is_one(printed: str, told: int | str) -> None:
    item = AgendaItem(number=printed, title=quote("T"), closed=False, lines=(1, 1), span=Span(0, 1))
    assert as_dict(Minutes("a.txt", "", "", items=(item,)))["items"][0]["number"] == told


def test_what_is_not_there_is_null_or_empty() -> None:
    undated = (EarlierDecision("Byrådet", "", quote("Ja")),)
    item = AgendaItem("1", quote("T"), False, Span(0, 1), (1, 1), earlier_decisions=undated)
    (one,) = as_dict(Minutes("a.txt", "", "", items=(item,)))["items"]
    assert one["earlier_decisions"][0]["date"] is None
    told = as_dict(Minutes("a.txt", "", "0" * 64))
    assert (told["body"], told["date"], told["place"], told["items"], told["unread"]) == (
        None,
        None,
        None,
        [],
        [],
    )


def test_units_are_named_once_in_order_of_appearance() -> None:
    item = AgendaItem(
        number="1",
        title=quote("T"),
        closed=False,
        lines=(3, 9),
        span=Span(0, 9),
        decision=Decision(quote("Ja"), ("godkendt", "udsat")),
        recommenders=(Recommender(quote("Direktør"), quote("Bo Friis"), "Husrådet"),),
        mentions=(
            Mention("unit", "Jobcenter", quote("jobcentret", 50)),
            Mention("body", "Direktionen", quote("Direktionen", 10)),
            Mention("unit", "Jobcenter", quote("Jobcenter", 70)),
        ),
        references=(Reference("meeting", quote("møde"), body="Byrådet", date="2023-01-09"),),
    )
    (told,) = as_dict(Minutes("a.txt", "", "", items=(item,)))["items"]
    assert told["units"] == ["Direktionen", "Jobcenter", "Byrådet"]
    assert told["lines"] == [3, 9]
    assert (told["decision_outcome"], told["decision_outcomes"]) == ("godkendt", ["godkendt", "udsat"])
    assert told["recommenders"] == [{"role": "Direktør", "person": "Bo Friis", "on_behalf_of": "Husrådet"}]
    assert told["references"][0] | {"surface": ""} == {
        "type": "meeting",
        "body": "Byrådet",
        "date": "2023-01-09",
        "case_number": None,
        "year_inferred": False,
        "surface": "",
        "law": None,
        "kle": None,
        "attachment": None,
    }


def test_findings_and_unread_text() -> None:
    finding = Finding("warning", "odd", "Noget er sært.", (2, 3))
    told = as_dict(Minutes("a", "", "", findings=(finding,), unread=(Unread((4, 4), quote("Løs tekst")),)))
    assert told["findings"] == [
        {"severity": "warning", "code": "odd", "message": "Noget er sært.", "lines": [2, 3]}
    ]
    assert told["unread"] == [{"lines": [4, 4], "text": "Løs tekst"}]
    assert finding_record(Finding("info", "a", "b"))["lines"] is None
