"""The exports of ESDH systems as records: invented meetings of every form, each with quirks of its own."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from each import each
from export_files import SAMPLES, exports, form_of
from hypothesis import given
from hypothesis import strategies as st
from support import check_spans

from graph.minutes.as_json import as_dict
from graph.minutes.document import Document
from graph.minutes.model import AgendaItem
from graph.municipality.profile import NEUTRAL
from graph.readers import acadre, edoc, edoc_meeting, files, publication, sbsys
from graph.readers.protocol.agenda import MOST_ITEMS
from graph.readers.protocol.record import RecordedItem, RecordedMeeting, RecordedPerson
from graph.readers.protocol.together import joined
from graph.readers.protocol.values import EARLIER, OWN, squeezed
from graph.readers.rendering import Unreadable
from graph.readers.xml_source import Outline, XmlSource, outline, read_xml

FORMS: dict[str, tuple[Callable[[Outline], bool], Callable[[XmlSource], RecordedMeeting]]] = {
    "edoc-meeting": (edoc_meeting.is_edoc_meeting, edoc_meeting.record),
    "edoc": (edoc.is_edoc, edoc.record),
    "sbsys": (sbsys.is_sbsys, sbsys.record),
    "publication": (publication.is_publication, publication.record),
    "acadre": (acadre.is_acadre, acadre.record),
}
DOCUMENTS = exports()
OF_DECISIONS = {"Hemmeligt godkendt.": "Godkendt.", "Hemmelig.": "Udsat."}
"""What closed items decide, told in the words of decisions."""
named = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)


def read(path: Path, data: bytes | None = None) -> RecordedMeeting:
    return FORMS[form_of(path)][1](read_xml(path.read_bytes() if data is None else data))


def people(found: tuple[RecordedPerson, ...]) -> list[list[str | None]]:
    return [[one.name, one.status, one.party] for one in found]


def told(item: RecordedItem) -> dict[str, Any]:
    """An item as the expected ones are written: what it has, and nothing that it has not."""
    others = [one for one in item.sections if one.kind not in (OWN, EARLIER)]
    values = {
        "number": item.number,
        "title": item.title,
        "closed": item.closed,
        "cases": list(item.case_numbers),
        "case_title": item.case_title,
        "document_number": item.document_number,
        "journal_number": item.journal_number,
        "case_type": item.case_type,
        "supplementary": item.supplementary,
        "sections": [one.heading for one in others],
        "decision": " ".join(squeezed(one.content) for one in item.sections if one.kind == OWN),
        "earlier": [
            [one.body, one.date, one.number, squeezed(one.content)]
            for one in item.sections
            if one.kind == EARLIER
        ],
        "path": [[one.body, one.date] for one in item.path],
        "attachments": [[one.title, one.document_number] for one in item.attachments],
        "attendance": people(item.attendance),
    }
    return {name: value for name, value in values.items() if value}


def summary(meeting: RecordedMeeting) -> dict[str, Any]:
    return {
        "body": meeting.body,
        "body_printed": meeting.body_printed,
        "date": meeting.date,
        "kind": meeting.kind,
        "start": meeting.start_time,
        "end": meeting.end_time,
        "place": meeting.place,
        "participants": people(meeting.participants),
        "items": [told(item) for item in meeting.items],
        "findings": sorted(finding.code for finding in meeting.findings),
    }


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return found


@named
def test_an_export_is_read_as_its_gold_says(path: Path) -> None:
    assert summary(read(path)) == expected(path)


@named
def test_nothing_that_is_not_to_be_published_is_kept(path: Path) -> None:
    """Every element and attribute that no reader may read says so in its words; of a closed item nothing but
    the decision goes on, which is withheld unless the municipality has published it."""
    told = read(path)
    items = tuple(replace(one, withheld=()) for one in told.items)
    assert "hemmelig" not in repr(replace(told, items=items)).casefold()
    assert {section.kind for one in told.items for section in one.withheld} <= {OWN}


@pytest.mark.parametrize(
    ("name", "reworded", "decided"),
    [
        ("edoc-toernby", OF_DECISIONS, {"3": "Godkendt.", "4": "Udsat."}),
        ("edoc-toernby", {}, {}),  # words of which not all tell what was decided
        ("publication-sundkoeb", OF_DECISIONS, {"2": "Udsat."}),
        ("acadre-rimdal", OF_DECISIONS, {}),
    ],
)
def test_the_decision_of_a_closed_item_is_read_where_the_municipality_publishes_it(
    name: str, reworded: dict[str, str], decided: dict[str, str]
) -> None:
    path = Path(DOCUMENTS[0]).parent / f"{name}.xml"
    opened = replace(NEUTRAL, closed_decisions=(read(path).body,))
    told = path.read_text("utf-8")
    for secret, decision in reworded.items():
        told = told.replace(secret, decision)
    found = files.read(files.decode(path.name, told.encode()), opened).minutes
    closed = [one for one in found.items if one.closed]
    assert {one.number: one.decision.text.text for one in closed if one.decision} == decided
    assert not any(one.sections or one.attachments or one.attendance or one.votes for one in closed)
    assert ("closed-decision-read" in {one.code for one in found.findings}) == bool(decided)


@named
def test_what_is_served_holds_what_the_record_has_and_no_secret(path: Path) -> None:
    reading = files.read(files.decode(path.name, path.read_bytes()), NEUTRAL)
    check_spans(reading.minutes)
    printed = json.dumps(as_dict(reading.minutes), ensure_ascii=False)
    for output in (printed, reading.served, reading.kept.decode()):
        assert "hemmelig" not in output.casefold()
    gold = expected(path)
    found = reading.minutes
    assert (found.body and found.body.text, found.date, found.kind) == (
        gold["body"], gold["date"], gold["kind"],
    )  # fmt: skip
    assert (found.start_time, found.end_time) == (gold["start"], gold["end"])
    there = [[one.name.text, one.status, one.party] for one in found.participants]
    assert sorted(there) == sorted(gold["participants"])
    assert [served(item) for item in found.items] == [
        {"number": item["number"], "title": item["title"], "closed": item.get("closed", False),
         "cases": item.get("cases", []), "decision": item.get("decision", ""),
         "earlier": [row[:3] for row in item.get("earlier", [])],
         "attachments": item.get("attachments", [])}
        for item in gold["items"]
    ]  # fmt: skip


def served(item: AgendaItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title.text,
        "closed": item.closed,
        "cases": [number.text for number in item.case_numbers],
        "decision": " ".join(item.decision.text.text.split()) if item.decision else "",
        "earlier": [[one.body, one.date, one.number] for one in item.earlier_decisions],
        "attachments": [
            [one.title.text, one.document_number.text if one.document_number else None]
            for one in item.attachments
        ],
    }


@named
def test_each_form_is_known_by_its_content_and_taken_for_no_other(path: Path) -> None:
    seen = outline(path.read_bytes())
    assert [form for form, (knows, _) in FORMS.items() if knows(seen)] == [form_of(path)]


@named
@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8-sig"])
def test_the_same_record_in_every_encoding(path: Path, encoding: str) -> None:
    text = path.read_text("utf-8")
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    said = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    data = f'<?xml version="1.0" encoding="{said}"?>\r\n{body}'.replace("\n", "\r\n").encode(encoding)
    assert summary(read(path, data)) == expected(path)


@named
def test_a_cut_file_is_refused(path: Path) -> None:
    data = path.read_bytes()
    for share in (0.2, 0.5, 0.9):
        with pytest.raises(Unreadable) as caught:
            read(path, data[: int(len(data) * share)])
        assert caught.value.code == "broken-file"


@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_a_damaged_export_is_read_or_refused_and_tells_no_secret(path: Path, random: Any) -> None:
    """Elements are lost, doubled, emptied and renamed: what is left is a record or a reason."""
    data = path.read_text("utf-8").splitlines(keepends=True)
    lines = [line * random.choice((1, 1, 1, 1, 0, 2)) for line in data]
    damaged = "".join(lines).replace(*random.choice((("true", ""), ("1", "x"), ("201", "000"), ("\t", " "))))
    try:
        meeting = read(path, damaged.encode())
    except Unreadable:
        return
    assert all(not (item.closed and (item.sections or item.attachments)) for item in meeting.items)


MANY = MOST_ITEMS + 1
FORMS_OF_ITEMS = {
    "edoc": ("<Root><Committee><Meeting><Agenda>", "<AgendaElement><a/></AgendaElement>", "</Agenda></Meeting></Committee></Root>"),
    "edoc-meeting": ("<Meeting><MeetingState/><MeetingAgendaType>", "<MeetingAgendaItem/>", "</MeetingAgendaType></Meeting>"),
    "sbsys": ("<Dagsorden><Dagsordenpunkter>", "<Dagsordenpunkt/>", "</Dagsordenpunkter></Dagsorden>"),
    "publication": ("<Publication><Agendas><Agenda><Items>", "<Item/>", "</Items></Agenda></Agendas></Publication>"),
    "acadre": (
        "<root><table name='agenda'><fields><field/></fields></table><table name='meeting'/>",
        "<table name='agendaitemparents'/>",
        "</root>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_more_items_than_a_meeting_has_are_refused(form: str) -> None:
    begin, item, end = FORMS_OF_ITEMS[form]
    with pytest.raises(Unreadable) as caught:
        FORMS[form][1](read_xml((begin + item * MANY + end).encode()))
    assert caught.value.code == "too-much"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_the_form_without_a_meeting_is_refused_or_empty(form: str) -> None:
    root = FORMS_OF_ITEMS[form][0].partition(">")[0] + "/>"
    with pytest.raises(Unreadable) as caught:
        FORMS[form][1](read_xml(root.encode()))
    assert caught.value.code == "not-minutes"


def test_many_handlings_and_fields_of_one_item_take_time_in_proportion() -> None:
    """A plan of 5,000 handlings without a day, and as many fields: each is looked at once."""
    handling = "<Handling><CommitteeName>Byrådet</CommitteeName></Handling>"
    plan = (
        "<Root><Committee><Name>Byrådet</Name><Meeting><Agenda><AgendaElement><AccessIsPublic>true</AccessIsPublic>"
        f"<HandlingItem><Title>a</Title><HandlingPlan>{handling * 5_000}</HandlingPlan></HandlingItem>"
        "</AgendaElement></Agenda></Meeting></Committee></Root>"
    )
    assert len(edoc.record(read_xml(plan.encode())).items) == 1
    field = "<ItemField><Caption>Beslutning</Caption><Content>x</Content></ItemField>"
    fields = (
        "<Publication><Agendas><Agenda><IsPublic>true</IsPublic><Items><Item><Caption>a</Caption>"
        f"<Fields>{field * 5_000}</Fields></Item></Items></Agenda></Agendas></Publication>"
    )
    assert len(publication.record(read_xml(fields.encode())).items) == 1


def test_a_notification_and_a_manifest_are_no_minutes() -> None:
    told = read_xml(
        b"<Root><e:Notification><e:Publish>true</e:Publish><e:AgendaIdentifier>A1 </e:AgendaIdentifier>"
        b"<e:Timestamp>2019-03-08T10:02:11</e:Timestamp><e:PathToXml>\\UT\\a.xml</e:PathToXml></e:Notification></Root>"
    )
    (found,) = edoc.notifications(told)
    assert found == edoc.Notification("a1", True, "2019-03-08T10:02:11", "\\UT\\a.xml")
    with pytest.raises(Unreadable) as caught:
        edoc.record(told)
    assert caught.value.code == "not-minutes"
    listed = read_xml(
        b"<root><table name='producedAgenda'><fields><field xmlfilename='1.xml'/><field publish='0'/></fields>"
        b"<fields><field xmlfilename='2.xml'/><field publish='1'/></fields></table></root>"
    )
    assert acadre.manifest(listed) == {"1.xml": False, "2.xml": True}
    with pytest.raises(Unreadable) as caught:
        acadre.record(listed)
    assert caught.value.code == "not-minutes"
    assert (edoc.notifications(listed), acadre.manifest(told)) == ((), None)


@pytest.mark.parametrize(
    ("form", "begins", "ends"),
    [
        ("edoc", "<e:AgendaElement>", "</e:AgendaElements>"),
        ("edoc-meeting", "<MeetingAgendaItem>", "</MeetingAgendaItems>"),
        ("sbsys", "<Dagsordenpunkt ", "</Dagsordenpunkter>"),
        ("publication", "<Item>", "</Items>"),
        ("acadre", '<table name="agendaitemparents">', "</table></root>"),
    ],
)
def test_a_closed_item_that_has_come_to_stand_in_an_open_one_is_no_part_of_it(
    form: str, begins: str, ends: str
) -> None:
    text = SAMPLES[form].decode()
    closed = text[text.rindex(begins) : text.rindex(ends)]
    assert "hemmelig" in closed
    text = text.replace(closed, "").replace("får et skilt.", f"får {closed} et skilt.")
    meeting = FORMS[form][1](read_xml(text.encode()))
    (item,) = (item for item in meeting.items if not item.closed)
    assert item.title == "Havneplan"
    assert "Isfugl Havn" in repr(item)
    assert "hemmelig" not in repr(item)


@pytest.mark.parametrize("form", FORMS)
def test_of_a_body_that_is_called_closed_all_is_closed(form: str) -> None:
    text = SAMPLES[form].decode().replace("Byrådet", "Byrådet (lukket)", 1)
    assert all(item.closed for item in FORMS[form][1](read_xml(text.encode())).items)


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        ("acadre", ">Referat<", ">Tillægsreferat<"),
        ("sbsys", 'Dagsordentype="Referat"', 'Dagsordentype="Referat" Tillægsdagsorden="True"'),
    ],
)
def test_minutes_of_a_supplement_are_the_meetings(form: str, before: str, after: str) -> None:
    text = SAMPLES[form].decode()
    assert before in text
    minutes = files.read(files.decode("moede.xml", text.replace(before, after).encode()), NEUTRAL).minutes
    assert (minutes.kind, minutes.decides) == ("tillaegsdagsorden", True)
    assert minutes.items[0].supplementary
    assert minutes.items[0].decision is not None


@each(
    ("later", "told"),
    [
        # The whole meeting once more: its items stand as they are corrected.
        (
            [("Kaj", "True", "Udsat."), ("Bro", "True", "Afvist.")],
            [("1", False, "Udsat."), ("2", False, "Afvist.")],
        ),
        ([("Bro", "False", "Hemmeligt.")], [("1", False, "Godkendt."), ("2", True, None)]),
        ([("Bro", "True", "Afvist.")], [("1", False, "Godkendt."), ("2", False, "Godkendt.")]),
        (
            [("Sti", "True", "Ja.")],
            [("1", False, "Godkendt."), ("2", False, "Godkendt."), ("tillaeg-2", False, "Ja.")],
        ),
    ],
)
def test_of_files_of_one_meeting_what_closes_an_item_and_what_is_all_of_it_stands(
    later: list[tuple[str, str, str]], told: list[tuple[str, bool, str | None]]
) -> None:
    first = _of_meeting(30, [("Kaj", "True", "Godkendt."), ("Bro", "True", "Godkendt.")])
    minutes = files.read(joined(first, [_of_meeting(31, later)]), NEUTRAL).minutes
    assert [
        (one.number, one.closed, one.decision and one.decision.text.text) for one in minutes.items
    ] == told
    assert "Hemmeligt" not in minutes.text
    assert minutes.text.count("Godkendt") == sum(words == "Godkendt." for _, _, words in told)


def _of_meeting(number: int, told: list[tuple[str, str, str]]) -> Document:
    items = "".join(
        f'<Dagsordenpunkt Nummer="{at}" Åbent="{is_open}"><Overskrift>{title}</Overskrift><Indhold><Beslutning>{words}'
        "</Beslutning></Indhold></Dagsordenpunkt>"
        for at, (title, is_open, words) in enumerate(told, 3 - len(told))
    )
    text = (
        f'<Dagsorden DagsordenID="{number}" Åben="True" Dagsordentype="Referat"><Møde MødeID="8" Udvalg="Byrådet"'
        f' Mødedato="26. juni 2023"/><Dagsordenpunkter>{items}</Dagsordenpunkter></Dagsorden>'
    )
    return files.decode("a.xml", text.encode())


@each(
    ("kind", "content"), [("referat", "Godkendt."), ("dagsorden", "Tomt indhold"), ("dagsorden", "")]
)  # fmt: skip
def test_a_publication_that_does_not_say_what_it_is_is_minutes_where_it_decides(
    kind: str, content: str
) -> None:
    text = re.sub(r"<PublicationTypeAs.*?</PublicationTypeAs\w+>", "", SAMPLES["publication"].decode())
    text = re.sub(r"(<IsFeedback>True</IsFeedback><Content>).*?(</Content>)", rf"\1{content}\2", text)
    assert publication.record(read_xml(text.encode())).kind == kind


MARKS = [
    ("edoc", "<e:HandlingItem>", "<e:Category>Lukkede sager</e:Category><e:HandlingItem>"),
    ("edoc", "<e:Title>Havneplan", "<e:NeutralTitle>Havneplan</e:NeutralTitle><e:Title>Lukket: Havneplan"),
    ("edoc", "<e:Agenda>", "<e:MeetingPublicExceptionIndicator>true</e:MeetingPublicExceptionIndicator><e:Agenda>"),
    ("edoc-meeting", "<PublishingType>", "<PublicAccess>Lukket</PublicAccess><PublishingType>"),
    ("edoc-meeting", "1.\tHavneplan", "1.\tHavneplan\nLukket punkt"),
    ("edoc-meeting", "<Title>Havneplan", "<NeutralTitle>Havneplan</NeutralTitle><Title>Lukket - Havneplan"),
    ("sbsys", 'Åbent="True"', 'Åbent=""'),
    ("sbsys", "<Indhold>", "<Indhold><Lukningsgrund>§ 27</Lukningsgrund>"),
    ("sbsys", "<Indhold>", "<Indhold><Åben_lukket>Lukket</Åben_lukket>"),
    ("sbsys", "<Indhold>", "<Indhold><Begrundelse_for_lukning>Styrelseslovens § 10</Begrundelse_for_lukning>"),
    ("publication", "<Fields>", "<Fields><ItemField><Caption>Status</Caption><Content>Lukket</Content></ItemField>"),
    ("acadre", "Taget til efterretning", "Punktet behandles for lukkede døre. Taget til efterretning"),
]  # fmt: skip


@each(("form", "before", "after"), MARKS)
def test_a_mark_anywhere_beside_an_item_closes_it(form: str, before: str, after: str) -> None:
    text = SAMPLES[form].decode()
    assert before in text
    document = files.decode("moede.xml", text.replace(before, after, 1).encode())
    assert "1" in document.closed
    minutes = files.read(document, NEUTRAL).minutes
    assert "Isfugl" not in minutes.text


def test_a_word_without_a_digit_is_no_case_number() -> None:
    item = "<AgendaElement><AccessIsPublic>true</AccessIsPublic><HandlingItem><Title>a</Title><CaseNumber>{}</CaseNumber></HandlingItem></AgendaElement>"
    text = "<Root><Committee><Meeting><Agenda>{}</Agenda></Meeting></Committee></Root>".format(
        item.format("Fast punkt") + item.format("20/118")
    )
    assert [one.case_numbers for one in edoc.record(read_xml(text.encode())).items] == [(), ("20/118",)]


def test_who_is_called_in_to_an_item_is_no_guest_of_the_meeting() -> None:
    guest = "<e:MeetingParticipantExternal><e:Name>Havnechef {}</e:Name></e:MeetingParticipantExternal>"
    text = SAMPLES["edoc"].decode()
    text = text.replace("<e:Agenda>", f"{guest.format('A')}<e:Agenda>")
    text = text.replace(
        "</e:AgendaElement></e:AgendaElements>", f"{guest.format('B')}</e:AgendaElement></e:AgendaElements>"
    )
    assert edoc.record(read_xml(text.encode())).guests == ("Havnechef A",)


def test_the_headings_of_a_page_without_blank_lines_are_headings() -> None:
    page = "1.\tSag\nSagsnr.: 2012-1\n\nSammendrag\n\nKort.\n\nIndstilling\n\nAt a.\n\n"
    page += "Byrådets beslutning den 08.05.2012 Punkt 1\n\nGodkendt."
    export = (
        "<Meeting><Committee>Byrådet</Committee><MeetingDate>08-05-2012 18:00:00</MeetingDate>"
        "<MeetingState>Referat</MeetingState><MeetingAgendaType><AgendaType>Åben dagsorden</AgendaType>"
        "<MeetingAgendaItem><AgendaItemNumber>1</AgendaItemNumber><Document><Title>Sag</Title></Document>"
        f"<FullText>{page}</FullText></MeetingAgendaItem></MeetingAgendaType></Meeting>"
    )
    apart, packed = (
        edoc_meeting.record(read_xml(text.encode())).items[0].sections
        for text in (export, export.replace("\n\n", "\n"))
    )
    assert [one.heading for one in apart[:2]] == ["Sammendrag", "Indstilling"]
    assert packed == apart


def test_the_page_of_another_item_is_kept_back() -> None:
    """As where a part of the file is lost between an open item and a closed one."""
    page = (
        "<Meeting><Committee>Byrådet</Committee><MeetingDate>26-06-2023 17:00:00</MeetingDate><MeetingAgendaTypes>"
        "<MeetingAgendaType><AgendaType>Åben dagsorden</AgendaType><MeetingAgendaItems><MeetingAgendaItem>"
        "<AgendaItemNumber>3</AgendaItemNumber><Document><Title>Havneplan</Title></Document><FullText>\n{}\n\n"
        "Sagsfremstilling\nOrd om sagen.\n</FullText></MeetingAgendaItem></MeetingAgendaItems></MeetingAgendaType>"
        "</MeetingAgendaTypes></Meeting>"
    )
    for heading, closed in (("3.\tHavneplanen", False), ("4.\tHavneplan", False), ("4.\tKøb af kaj", True)):
        meeting = edoc_meeting.record(read_xml(page.format(heading).encode()))
        assert [(item.closed, bool(item.sections)) for item in meeting.items] == [(closed, not closed)]


@each(
    ("group", "flag", "closed"),
    [
        *((group, "", True) for group in (
            "Ikke offentliggjorte sager", "Sager, der ikke offentliggøres", "Ikke-offentliggjorte punkter",
            "Ikke offentlighed", "Sager, som ikke er offentlige", "Lukkesager", "Aflukkede sager",
        )),
        ("Fortrolighed", ' Åbent="True"', True),
        ("Offentlige sager", "", False),
        ("Åbne sager", "", False),
    ],
)  # fmt: skip
def test_the_name_of_a_group_closes_its_items(group: str, flag: str, closed: bool) -> None:
    text = (
        f'<Dagsorden DagsordenID="1" Dagsordentype="Referat"><Dagsordenpunkter><Gruppe navn="{group}"><Dagsordenpunkt'
        f' Nummer="1"{flag}><Overskrift>Kaj</Overskrift></Dagsordenpunkt></Gruppe></Dagsordenpunkter></Dagsorden>'
    )
    (item,) = sbsys.record(read_xml(text.encode())).items
    assert item.closed == closed


def test_a_case_number_that_is_one_long_word_takes_time_in_proportion() -> None:
    text = (
        '<Dagsorden DagsordenID="1" Åben="True" Dagsordentype="Referat"><Dagsordenpunkter><Dagsordenpunkt Nummer="1">'
        f"<Overskrift>Kaj</Overskrift><Indhold><Sagsnummer>{'å' * 500_000} 20-004417, 20-1</Sagsnummer></Indhold>"
        "</Dagsordenpunkt></Dagsordenpunkter></Dagsorden>"
    )
    (item,) = sbsys.record(read_xml(text.encode())).items
    assert item.case_numbers == ("20-004417", "20-1")


def test_an_agenda_that_does_not_say_which_it_is_is_closed_where_another_does() -> None:
    item = (
        "<MeetingAgendaItems><MeetingAgendaItem><AgendaItemNumber>{}</AgendaItemNumber><Document><Title>Kaj</Title>"
        "<PublishingType>SKAL PUBLICERES</PublishingType></Document></MeetingAgendaItem></MeetingAgendaItems>"
    )
    for first, closed in (("<AgendaType>Åben dagsorden</AgendaType>", [False, True]), ("", [False, False])):
        meeting = edoc_meeting.record(
            read_xml(
                "<Meeting><Committee>Byrådet</Committee><MeetingAgendaTypes>"
                f"<MeetingAgendaType>{first}{item.format(1)}</MeetingAgendaType>"
                f"<MeetingAgendaType>{item.format(2)}</MeetingAgendaType>"
                "</MeetingAgendaTypes></Meeting>".encode()
            )
        )
        assert [one.closed for one in meeting.items] == closed
