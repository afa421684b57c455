"""Meetings of invented towns as FirstAgenda, eDoc, SBSYS, GetOrganized's forebears and Acadre export them.

Each form writes what it has room for, with the fields around it that systems write and nobody may publish;
:data:`FORMS` says of each what of a meeting it can tell.
"""

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

from benchmarks.page import spoken
from benchmarks.towns import Item, Meeting, Town
from benchmarks.verdicts import Verdict

_ZERO = str(uuid.UUID(int=0))
MAIL = "hemmelig.mail@kommunen.example"


def identifier(*parts: object) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, parts))))


def paragraphs(lines: Sequence[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(line, quote=False)}</{tag}>" for line in lines)


def decided(verdict: Verdict, tag: str = "p") -> str:
    """A decision as HTML: its points as a list, then its paragraphs."""
    listed = "".join(f"<li>{escape(text, quote=False)}</li>" for _, text in verdict.points)
    return (f"<ol>{listed}</ol>" if listed else "") + paragraphs(verdict.paragraphs, tag)


def recommended(town: Town, item: Item, tag: str = "p") -> str:
    lead = town.recommends[1]
    if len(item.points) == 1:
        return paragraphs([f"{lead} {item.points[0]}."], tag)
    return (
        paragraphs([lead], tag) + "<ol>" + "".join(f"<li>{escape(one)}</li>" for one in item.points) + "</ol>"
    )


def own_heading(meeting: Meeting) -> str:
    return meeting.town.own.format(body=meeting.body, day=meeting.day)


def first_agenda(meeting: Meeting) -> bytes:
    """The answer of ``/api/agenda/dagsorden/{meeting}``."""
    key = identifier(meeting.number)
    town = meeting.town
    held = datetime.fromisoformat(f"{meeting.day.isoformat()}T{meeting.start}")
    begins = held.replace(tzinfo=ZoneInfo("Europe/Copenhagen")).isoformat()
    people = [
        {
            "Name": one.name,
            "Absent": status == "absent" and not town.tells_open,
            "ParticipationCancelled": status == "absent" and town.tells_open,
            "AttendanceType": 0,
        }
        for one, status in meeting.members
    ]
    items = [_agenda_item(meeting, key, place, item) for place, item in enumerate(meeting.items)]
    answer = {
        "Dagsordenpunkter": items,
        "Udvalg": {"Id": identifier(town.name, meeting.body), "Navn": meeting.printed, "Historisk": False},
        "Moede": {
            "Id": _ZERO,
            "MeetingBeginUtc": begins,
            "MeetingEndUtc": None,
            "ReleasedDate": None,
            "Dato": begins,
            "Sted": f"{meeting.place} ",
            "Afsluttet": True,
            "Moededeltagere": people,
            "Navn": "Referat" if town.tells_open else "Dagsorden",
            "Description": "",
            "SourceId": None,
            "IsSupplementaryAgenda": False,
        },
        "TillaegsDagsorden": False,
        "Id": key,
        "Lydfiler": None,
    }
    return json.dumps(answer, ensure_ascii=False).encode()


def _agenda_item(meeting: Meeting, key: str, place: int, item: Item) -> dict[str, object]:
    town = meeting.town
    own = identifier(meeting.number, item.number)
    title = f"Lukket: {item.title}" if item.closed else f"{item.title} "
    html = _closed_html(town, item) if item.closed else _html(meeting, item)
    link = "" if item.closed else f"https://{town.host}/vis/pdf/dagsordenpunkt/{own}"
    files = [
        {"Id": identifier(own, name), "Navn": name, "Order": 0, "HarPdfVersion": "true"}
        for name, _ in item.attachments
    ]
    away = [
        {"Name": one.name, "Email": None, "AttendanceType": 2, "Reason": "Fraværende", "AgendaItemUid": own}
        for one, _ in item.away
    ]
    return {
        "Felter": [
            {
                "Navn": "",
                "Html": html,
                "Tekst": None,
                "Id": _ZERO,
                "Link": link,
                "DocumentId": _ZERO if item.closed else identifier(own, "document"),
            }
        ],
        "SagsNummer": item.case,
        "CaseNumber": item.case,
        "Navn": title,
        "Caption": title,
        "Bilag": files,
        "Id": own,
        "Punktnummer": item.number,
        "Number": item.number,
        "AgendaUid": key,
        "Sorting": place,
        "IsOpen": town.tells_open and not item.closed,
        "SourceId": None,
        "ExternalAgendaItemAttendees": away,
    }


def _closed_html(town: Town, item: Item) -> str:
    told = escape(item.secret).replace("ø", "&oslash;")
    return "" if town.tells_open else f'<div><p class="xsltFirstParagraph">{told}</p></div>'


def _html(meeting: Meeting, item: Item) -> str:
    """All sections in one field, in the order and with the headings of the town."""
    town, verdict = meeting.town, item.verdict or Verdict([], ())
    decision = (own_heading(meeting), "resume" if town.history == "labels" else "", decided(verdict, "div"))
    earlier = "".join(_told_before(town, one) for one in item.earlier)
    path = paragraphs([f"{', '.join(body for body, _ in item.path)}."], "div")
    heading = town.recommends[0]
    inside = f"<h4>Sagsprocedure</h4>{path}<h4>Resume</h4>{paragraphs([item.resume], 'div')}"
    told = paragraphs(item.text, "div")
    if town.nested:
        sub = f"{inside}<h4>{heading}</h4>{recommended(town, item, 'div')}<h4>Sagsbeskrivelse</h4>{told}"
        blocks = [decision, ("Fremstilling", "ukendt", sub), ("Sagens forløb", "sagsforloeb", earlier)]
    elif town.history == "headings":
        before = [
            (f"Beslutning i {body} den {day:%d-%m-%Y}", "", paragraphs([text], "div"))
            for body, day, _, text in item.earlier
        ]
        word = '<meta name="generator" content="Aspose.Words"/><title>Dagsordenspunkt</title>'
        blocks = [
            ("Beslutningstema", "beslutningstema", word + paragraphs([item.resume])),
            (heading, "indstilling", word + recommended(town, item)),
            *before,
            decision,
            ("Sagsfremstilling", "ukendt", word + told),
        ]
    else:
        kind = "resume" if town.history == "labels" else "ukendt"
        name = "Sagsforløb" if town.history == "labels" else "Sagens forløb"
        blocks = [
            decision,
            ("Resume", kind, paragraphs([item.resume], "div")),
            (heading, kind, recommended(town, item, "div")),
            ("Sagsbeskrivelse", kind, told),
            (name, kind, earlier),
        ]
    parts = "\r\n".join(
        f"<div><h3>{title}</h3>\r\n<span class='{kind}'>{content}</span>\r\n</div>"
        for title, kind, content in blocks
        if content
    )
    return f"<div><div id='sagsfremstillingContainer'>\r\n\r\n{parts}\r\n\r\n</div></div>"


def _told_before(town: Town, earlier: tuple[str, date, str, str]) -> str:
    body, day, number, text = earlier
    if town.history == "labels":
        head = f"<div>Udvalg: {body}</div><div>Dato: {day:%d-%m-%Y}</div><div> Punktnummer: {number}</div>"
        return f"{head}<div>{text}</div>"
    when = f"{day:%d/%m/%Y}" if town.history == "slashes" else f"{day:%d-%m-%Y}"
    return f"<u>{when} {body}</u><br>\n<div>{text}</div><br>  "


def _element(name: str, content: object = "", prefix: str = "") -> str:
    return f"<{prefix}{name}>{content}</{prefix}{name}>"


def _text(content: str) -> str:
    return escape(content, quote=False)


def edoc(meeting: Meeting) -> bytes:
    """eDoc's export of the namespace 2009/03/31."""

    def e(name: str, *content: object) -> str:
        return _element(name, "".join(map(str, content)), "edoc:")

    town = meeting.town
    people = "".join(
        e(
            "MeetingParticipant",
            e("Name", one.name.replace(" ", "  ", 1)),
            e("RoleInMeeting", "Medlem"),
            e("Participate", str(status == "present").lower()),
            e("PoliticalParty"),
            e("PoliticalPartyList", one.party),
        )
        for one, status in meeting.members
    )
    items = "".join(_edoc_item(meeting, place, item, e) for place, item in enumerate(meeting.items, start=1))
    held = f"{meeting.day:%d-%m-%Y} "
    text = (
        '\ufeff<Root xmlns:edoc="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/">\r\n'
        + e("OutputTypeEnumName", "Minute")
        + e("OutputFilterIsPublic", "false")
        + e(
            "Committee",
            e("Identifier", identifier(town.name, meeting.body)),
            e("Name", meeting.printed),
            e("ShortName", "XÆ"),
            e(
                "Meeting",
                e("MeetingIdentifier", identifier(meeting.number)),
                e("MeetingDateTime", held + meeting.start),
                e("EndDateTime", held + meeting.end),
                e("MeetingLocation", _text(meeting.place)),
                e("MeetingParticipants", people),
                e(
                    "Agenda",
                    e("Identifier", identifier("agenda", meeting.number)),
                    e("Type", "Dagsorden"),
                    e("AgendaElements", items),
                ),
            ),
        )
        + "</Root>"
    )
    return text.encode()


def _edoc_item(meeting: Meeting, place: int, item: Item, e: Callable[..., str]) -> str:
    away = "".join(e("HandlingAbsence", e("Name", one.name), e("Reason", "Fravær")) for one, _ in item.away)
    steps = []
    before = {body: (number, text) for body, _, number, text in item.earlier}
    for body, day in item.path or [(meeting.body, meeting.day)]:
        own = body == meeting.body
        number, text = before.get(body, (item.number if own else "", "Beslutning ikke frigivet"))
        verdict = item.verdict or Verdict([item.secret], ())
        content = decided(verdict) if own else paragraphs([text]) if body in before else text
        when = f"{day:%d-%m-%Y 15:00}" if day else ""
        steps.append(
            e(
                "Handling",
                e("Placement", "This" if own else "Previous"),
                e("SerialNo", number),
                e("CommitteeName", _text(body)),
                e("PlannedMeeting", when),
                e("MeetingDate", when if own or body in before else "01-01-0001 00:00"),
                e("Decision", _text(content)),
                e("HandlingAbsences", away if own else ""),
            )
        )
    if item.closed:
        told = [("Sagsbeskrivelse", item.secret, False), ("Beslutning", item.secret, True)]
    else:
        told = [
            ("Præsentation", paragraphs([item.resume]), False),
            (meeting.town.recommends[0], recommended(meeting.town, item), False),
            ("Sagsbeskrivelse", paragraphs(item.text), False),
            ("Økonomi", "", False),
        ]
        told += [("Beslutning", decided(item.verdict), True)] if item.verdict else []
    sections = "".join(
        e(
            "CasePresentation",
            e("Title", heading),
            e("Content", _text(content)),
            e("IsDecision", str(flag).lower()),
        )
        for heading, content, flag in told
    )
    files = [(name, number, "Public") for name, number in item.attachments]
    files += [(item.hidden, "", "Closed")] if item.hidden else []
    listed = "".join(
        e("Attachment", e("Title", _text(name)), e("AccessEnumName", access), e("DocumentNumber", number))
        for name, number, access in files
    )
    return e(
        "AgendaElement",
        e("Identifier", place),
        e("AccessIsPublic", str(not item.closed).lower()),
        e("AccessName", "Fortrolig publicering" if item.closed else "Offentlig publicering"),
        e("SortOrder", place),
        e("Absences"),
        e(
            "HandlingItem",
            e("SerialNo", item.number),
            e("Title", _text(item.title)),
            e("NeutralTitle", _text(item.title)),
            e("CaseNumber", item.case),
            e("InitiatedByIdentifier", meeting.clerk),
            e("CaseTitle", _text(item.case_title)),
            e("CaseWorker", meeting.clerk),
            e("HandlingPlan", *steps),
            e("CasePresentations", sections),
            e("Attachments", listed),
        ),
    )


def edoc_meeting(meeting: Meeting) -> bytes:
    """eDoc's export whose root is ``Meeting``: the words stand on a printed page."""
    open_ones = [item for item in meeting.items if not item.closed]
    open_ones = [*open_ones[1::2], *open_ones[::2]]
    kinds = (
        ("Åben dagsorden", open_ones),
        ("Lukket dagsorden", [item for item in meeting.items if item.closed]),
    )
    there = "\n".join(str(one) for one, status in meeting.members if status == "present")
    away = "\n".join(str(one) for one, status in meeting.members if status != "present")
    front = (
        f"Referat\n\nTilstede:\n{there}\n\nAfbud:\n{away}\n\nSekretær:\nN.N.\n\nMødested: {meeting.place}\n"
    )
    agendas = "".join(
        _element(
            "MeetingAgendaType",
            _element("AgendaType", kind)
            + _element("MeetingAgendaItems", "".join(_edoc_page(meeting, item) for item in items))
            + _element("FullText", _text(front) if kind[0] == "Å" else ""),
        )
        for kind, items in kinds
    )
    text = _element(
        "Meeting",
        _element("Committee", meeting.printed)
        + _element("MeetingDate", f"{meeting.day:%d-%m-%Y} {meeting.start}:00")
        + _element("MeetingState", "Referat endeligt godkendt")
        + _element("MeetingAgendaTypes", agendas),
    )
    return ('<?xml version="1.0"?>\n' + text).replace("\n", "\r\n").encode()


def _edoc_page(meeting: Meeting, item: Item) -> str:
    lines = ["\n" * 20, f"{item.number}.\t{item.title}", ""]
    lines += [f"Sagsnr.: {item.case}", ""] if item.case else []
    decision = f"{meeting.body}s beslutning den {meeting.day:%d.%m.%Y} Punkt {item.number}"
    if item.closed:
        lines += ["Sagsfremstilling", item.secret, "", decision, item.secret]
    else:
        verdict = item.verdict or Verdict([], ())
        points = [f"{chr(64 + at)}) \n{point}" for at, point in enumerate(item.points, start=1)]
        words = [*(f"{number}. {text}" for number, text in verdict.points), *verdict.paragraphs]
        lines += ["Sammendrag", item.resume, "", "Sagsfremstilling", *item.text, "", "Indstilling"]
        lines += [meeting.town.recommends[1], "", *points, ""]
        for body, day, number, text in item.earlier:
            lines += [f"{body}s beslutning den {day:%d.%m.%Y} Punkt {number}", text, "", ""]
        lines += [decision, *words, "", "", "Følgende deltog ikke i behandlingen af punktet:"]
        lines += [str(one) for one, _ in item.away]
    steps = "".join(
        _element(
            "AgendaItem",
            _element("Committee", _text(body))
            + _element("AgendaItemType", "Til godkendelse")
            + _element("PlannedMeetingDate", f"{day:%d-%m-%Y} 13:00:00" if day else "")
            + _element("MeetingDate", f"{day:%d-%m-%Y} 13:00:00" if day and day <= meeting.day else ""),
        )
        for body, day in item.path
    )
    files = [(name, "SKAL PUBLICERES") for name, _ in item.attachments]
    files += [(item.hidden, "MÅ IKKE PUBLICERES")] if item.hidden else []
    listed = "".join(
        f'<Attachment attachmentid="{at}">'
        + _element("Title", _text(name))
        + _element("PublishingType", access)
        + "</Attachment>"
        for at, (name, access) in enumerate(files)
    )
    document = (
        _element("Title", _text(item.title))
        + _element("CaseWorker", meeting.clerk)
        + _element("PublishingType", "SKAL PUBLICERES")
        + _element("AgendaItems", steps)
        + _element("Attachments", listed)
    )
    words_of = _text("\n".join(lines)).replace("\n\n\n\n", "&#xC;\n\n\n", 1)
    return _element(
        "MeetingAgendaItem",
        _element("AgendaItemNumber", item.number)
        + f'<Document documentid="{item.number}">{document}</Document>'
        + _element("FullText", words_of),
    )


def sbsys(meeting: Meeting) -> bytes:
    """SBSYS's export whose root is ``Dagsorden``, in the encoding of the town."""
    town = meeting.town
    codec = "utf-8" if town.encoding.startswith("utf") else town.encoding
    items = ["", ""]
    for item in meeting.items:
        items[item.closed] += _sbsys_item(meeting, item)
    body = items[0] + items[1]
    if town.runs_on:
        groups = ("Åbne dagsordenspunkter", "Lukkede dagsordenspunkter")
        body = "".join(
            f'<Gruppe navn="{name}">{held}</Gruppe>' for name, held in zip(groups, items, strict=True)
        )
    text = (
        f'<?xml version="1.0" encoding="{codec}"?>\n'
        f'<Dagsorden DagsordenID="{meeting.number}" Åben="True" Dagsordentype="Referat">'
        f'<Møde MødeID={quoteattr(str(meeting.number))} Udvalg={quoteattr(meeting.printed)} UdvalgID="1" '
        f'Mødedato="{spoken(meeting.day)}" Mødetid="{meeting.start}" Mødeslutdato="{spoken(meeting.day)}" '
        f'Mødesluttid="{meeting.end}" Mødested={quoteattr(meeting.place)}/>'
        f"<Dagsordenpunkter>{body}</Dagsordenpunkter></Dagsorden>"
    )
    return text.encode(town.encoding, "xmlcharrefreplace")


def _sbsys_item(meeting: Meeting, item: Item) -> str:
    flag = "" if meeting.town.runs_on else f' Åbent="{not item.closed}"'
    sections = [("Sagsnummer", item.case)]
    if item.closed:
        sections += [("Sagsfremstilling", item.secret), ("Beslutning", item.secret)]
    else:
        sections += [
            ("Resumé", paragraphs([item.resume])),
            ("Sagsfremstilling", paragraphs(item.text)),
            ("Indstilling", recommended(meeting.town, item)),
        ]
        sections += [
            (f"Beslutning_i_{body.replace(' ', '_')}_den_{day:%d-%m-%Y}", paragraphs([text]))
            for body, day, _, text in item.earlier
        ]
        sections += [("Beslutning", decided(item.verdict))] if item.verdict else []
    told = "".join(_element(name, _text(content)) for name, content in sections if content)
    files = [(name, "true") for name, _ in item.attachments] + (
        [(item.hidden, "false")] if item.hidden else []
    )
    listed = "".join(f'<Bilag Navn={quoteattr(name)} MaaPubliceres="{may}"/>' for name, may in files)
    return (
        f'<Dagsordenpunkt DagsordenpunktID="{item.number}" Nummer="{item.number}"{flag}>'
        + _element("Overskrift", _text(item.title))
        + _element("Indhold", told)
        + _element("Bilagsliste", listed)
        + "</Dagsordenpunkt>"
    )


def publication(meeting: Meeting) -> bytes:
    """SBSYS's and AgMan's export whose root is ``Publication``, in CDATA throughout."""

    def c(name: str, content: object) -> str:
        return _element(name, f"<![CDATA[{content}]]>" if content != "" else "")

    members = "".join(
        _element(
            "MeetingMember",
            c("Name", one)
            + c("EmailAddress", MAIL)
            + c("ParticipationStatusAsValue", 4 if status == "present" else 3)
            + c("ParticipationStatusAsText", "Present" if status == "present" else "Cancelled"),
        )
        for one, status in meeting.members
    )
    items = "".join(_publication_item(meeting, item, c) for item in meeting.items)
    held = f"{meeting.day:%d-%m-%Y} "
    text = _element(
        "Publication",
        c("Published", held + "23:10:00")
        + _element("PublishedBy", c("EmailAddress", MAIL) + c("Name", meeting.clerk))
        + c("OutputFilePath", "P:\\Hemmelig\\Sti\\ref.xml")
        + c("PublicationTypeAsValue", 3)
        + '<Agendas><Agenda ID="7">'
        + c("IsExtendedAgenda", "False")
        + f'<Meeting ID="{meeting.number}">'
        + c("Concluded", f"{held}{meeting.end}:00")
        + _element("Members", members)
        + c("When", f"{held}{meeting.start}:00")
        + c("Where", meeting.place)
        + c("Until", f"{held}23:00:00")
        + "</Meeting>"
        + c("Name", "Dagsorden")
        + '<Committee ID="8">'
        + c("Name", meeting.printed)
        + "</Committee>"
        + _element("Items", items)
        + "</Agenda></Agendas>",
    )
    return ('\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n' + text).encode()


def _publication_item(meeting: Meeting, item: Item, c: Callable[[str, object], str]) -> str:
    if item.closed:
        told = [("Sagsfremstilling", item.secret, False), ("Beslutning", item.secret, True)]
    else:
        told = [
            ("Sammendrag", paragraphs([item.resume]), False),
            ("Indstilling", recommended(meeting.town, item), False),
            ("Sagsfremstilling", paragraphs(item.text), False),
            ("", "Tomt indhold", False),
        ]
        told += [("Beslutning", decided(item.verdict), True)] if item.verdict else []
    fields = "".join(
        _element(
            "ItemField",
            c("Caption", heading)
            + c("Index", at)
            + c("IsFeedback", flag)
            + c("Content", content)
            + _element("LastChangedBy", c("EmailAddress", MAIL)),
        )
        for at, (heading, content, flag) in enumerate(told)
    )
    history = "".join(
        _element(
            "ItemField",
            c("Caption", "Beslutning")
            + c("Content", paragraphs([text]))
            + _element(
                "MeetingDetails", c("CommitteeName", body) + c("MeetingDueDate", f"{day:%d-%m-%Y} 15:00:00")
            ),
        )
        for body, day, _, text in item.earlier
    )
    away = "".join(
        '<ItemMember IsInvited="False">'
        + c("ParticipationStatusAsValue", 3)
        + c("Name", one)
        + "</ItemMember>"
        for one, _ in item.away
    )
    files = [(name, "False") for name, _ in item.attachments] + (
        [(item.hidden, "True")] if item.hidden else []
    )
    listed = "".join(
        _element(
            "Enclosure", c("FileName", f"P:\\Hemmelig\\{name}.pdf") + c("Name", name) + c("IsProtected", kept)
        )
        for name, kept in files
    )
    return _element(
        "Item",
        c("Caption", item.title)
        + _element("Case", c("Number", item.case) + c("Title", item.case_title if item.case else ""))
        + _element("CreatedBy", c("Name", meeting.clerk))
        + _element("Enclosures", listed)
        + c("IsPublic", not item.closed)
        + c("Number", item.number)
        + _element("Fields", fields)
        + _element("ItemHistory", history)
        + _element("Members", away),
    )


def acadre(meeting: Meeting) -> bytes:
    """Acadre Meeting Manager's export: tables of named fields."""

    def table(name: str, fields: dict[str, object], *tables: str) -> str:
        told = "".join(f'<field name="{key}">{_text(str(value))}</field>' for key, value in fields.items())
        return f'<table name="{name}"><fields>{told}</fields>{"".join(tables)}</table>'

    people = "".join(
        table(
            "member",
            {
                "name": str(one),
                "absent": int(status != "present"),
                "role": "Medlem",
                "party": "",
                "email": MAIL,
            },
        )
        for one, status in meeting.members
    )
    held = f"{meeting.day.isoformat()} "
    items = [_acadre_item(meeting, item, table) for item in meeting.items]
    text = table(
        "agenda",
        {"sysid": meeting.number, "name": "Referat", "access": 1, "createdby": meeting.clerk},
        table("committee", {"sysid": 57, "name": f"{meeting.body} (ÆØU)"}),
        table(
            "meeting",
            {
                "sysid": 1721,
                "date": held + meeting.start,
                "finish": held + meeting.end,
                "location": meeting.place,
            },
            f'<table name="meetmember">{people}</table>',
        ),
        *items,
    )
    return f'<?xml version="1.0"?>\n<root>{text}</root>'.encode()


def _acadre_item(meeting: Meeting, item: Item, table: Callable[..., str]) -> str:
    bullets: list[tuple[str, str, int]] = []
    own = f"Beslutning i {meeting.body} (ÆØU) den {meeting.day:%d-%m-%Y}"
    if item.closed:
        bullets += [("Sagsfremstilling", item.secret, 2), (own, item.secret, 8)]
    else:
        bullets += [
            ("Resumé", paragraphs([item.resume]), 1),
            ("Sagsfremstilling", paragraphs(item.text), 2),
            ("Bilag", "", 5),
            ("Indstilling", recommended(meeting.town, item), 6),
        ]
        bullets += [
            (f"Beslutning i {body} (XU) den {day:%d-%m-%Y}", paragraphs([text]), 8)
            for body, day, _, text in item.earlier
        ]
        bullets += [(own, decided(item.verdict), 8)] if item.verdict else []
    told = [
        table(
            "bullet",
            {"bulletname": name, "bulletcontent": content, "bullettype": kind, "bulletsortorder": at},
        )
        for at, (name, content, kind) in enumerate(bullets)
    ]
    files = [(name, number, 1, "Åben") for name, number in item.attachments]
    files += [(item.hidden, "", 2, "Lukket")] if item.hidden else []
    told += [
        table("enclosure", {"name": name, "sort": at, "access": access, "accessname": said, "fileno": number})
        for at, (name, number, access, said) in enumerate(files)
    ]
    link = table("agendaitemlink", {"sysid": 1}, table("noarksak", {"tittel": item.case_title}))
    fields = {
        "name": item.title,
        "access": 2 if item.closed else 1,
        "accessname": "Lukket" if item.closed else "Åben",
        "caseno": item.case,
        "caseofficername": meeting.clerk,
        "absent": ", ".join(str(one) for one, _ in item.away),
    }
    return table("agendaitemparents", {"sort": item.number}, table("agendaitem", fields, link, *told))


@dataclass(frozen=True)
class Form:
    """How a system writes a meeting, the end of its files' names, and what it has no room for."""

    write: Callable[[Meeting], bytes]
    suffix: str
    lacks: frozenset[str] = frozenset()


FORMS = {
    "firstagenda": Form(first_agenda, ".json", frozenset({"end_time", "document_numbers", "parties"})),
    "edoc": Form(edoc, ".xml"),
    "edoc-meeting": Form(edoc_meeting, ".xml", frozenset({"end_time", "document_numbers"})),
    "sbsys": Form(sbsys, ".xml", frozenset({"participants", "document_numbers", "path", "away"})),
    "publication": Form(publication, ".xml", frozenset({"document_numbers", "path"})),
    "acadre": Form(acadre, ".xml", frozenset({"path"})),
}
