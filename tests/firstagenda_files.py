"""Meetings as FirstAgenda answers them, with invented words: the keys and the markup are those of the system."""

import json
import re
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ZERO = "00000000-0000-0000-0000-000000000000"
HOST = "dagsordener.aadalsoe.example"


def guid(name: str) -> str:
    """An identifier that a name always has."""
    return str(uuid5(NAMESPACE_URL, name))


def container(*sections: str) -> str:
    """The HTML of an item."""
    return f"<div><div id='sagsfremstillingContainer'>\r\n\r\n{''.join(sections)}\r\n\r\n</div></div>"


def section(heading: str, content: str, of: str = "") -> str:
    """A section of it, whose span has a class."""
    hint = f" class='{of}'" if of else ""
    return f"<h3>{heading}</h3>\r\n<span{hint}>{content}</span>\r\n"


def item(number: str, title: str, html: str, case: str = "", **keys: Any) -> dict[str, Any]:
    """An item; ``keys`` are others, or other values, and ``link`` is false for one without a document."""
    link = keys.pop("link", True)
    field = {
        "Navn": "",
        "Html": html,
        "Tekst": None,
        "Id": ZERO,
        "Link": f"https://{HOST}/vis/pdf/dagsordenpunkt/{guid(title)}" if link else "",
        "DocumentId": guid(f"document {title}") if link else ZERO,
    }
    sorting = re.sub(r"\D", "", number)
    return {
        "Id": guid(title),
        "Number": number,
        "Punktnummer": number,
        "Sorting": int(sorting) if sorting else 0,
        "IsOpen": True,
        "Caption": title,
        "Navn": title,
        "CaseNumber": case,
        "SagsNummer": case,
        "Felter": [field],
        "Bilag": [],
        "ExternalAgendaItemAttendees": [],
        "Lydfiler": None,
        **keys,
    }


def answer(*items: dict[str, Any], body: str = "Byrådet", **meeting: Any) -> dict[str, Any]:
    """A meeting of those items; ``meeting`` are other values of its own."""
    return {
        "Id": guid(f"meeting of {body}"),
        "Udvalg": {"Id": guid(body), "OrganisationId": guid("Ådalsø"), "Navn": body, "Historisk": False},
        "Moede": {
            "Id": ZERO,
            "Navn": "Referat",
            "Dato": "2023-06-26T17:00:00+02:00",
            "MeetingBeginUtc": "2023-06-26T17:00:00+02:00",
            "MeetingEndUtc": None,
            "ReleasedDate": None,
            "Sted": "Byrådssalen ",
            "Afsluttet": True,
            "IsSupplementaryAgenda": False,
            "Moededeltagere": [
                {"Name": "Anna Lund", "Absent": False, "ParticipationCancelled": False, "AttendanceType": 0},
                {"Name": "Bo Ravn", "Absent": False, "ParticipationCancelled": True, "AttendanceType": 0},
            ],
            **meeting,
        },
        "TillaegsDagsorden": False,
        "Dagsordenpunkter": list(items),
        "Lydfiler": None,
    }


def data(told: object) -> bytes:
    """The bytes of an answer."""
    return json.dumps(told, ensure_ascii=False).encode()


def sample() -> dict[str, Any]:
    """A meeting with an open item and a closed one, as :func:`samples.sample` has it as a text."""
    open_item = container(
        section("Beslutning", "<div>Taget til efterretning, idet planen bliver tilpasset.</div>"),
        section(
            "Fremstilling",
            "<h4>Sagsprocedure</h4><div>Byrådet</div><h4>Indstilling</h4><div>Havnechefen indstiller, at</div>"
            "<ol><li>planen godkendes</li><li>Isfugl Havn får et skilt</li></ol>"
            "<h4>Sagsbeskrivelse</h4><table><tr><td>År</td><td>Kr.</td></tr><tr><td>2023</td><td>7</td></tr></table>",
            "ukendt",
        ),
    )
    bilag = [{"Id": guid("bilag"), "Navn": "Plan for havnen", "Order": 0, "HarPdfVersion": "true"}]
    return answer(
        item("1", "Havneplan", open_item, "20-004417", Bilag=bilag),
        item("2", "Lukket: Køb af kaj", "<div>En hemmelig beslutning.</div>", "20-004418", link=False),
        body="Byrådet 2022-2025",
    )
