"""One meeting as each system exports it, with invented words, and the exports that tests have as files."""

from pathlib import Path

from places import TESTS

EXPORTS = TESTS / "data" / "exports"

_OPEN = "Havneplan", "20-004417", "Havnechefen indstiller, at Isfugl Havn får et skilt."
_DECISION = "Taget til efterretning, idet planen bliver tilpasset."
_CLOSED = "Køb af kaj", "20-004418", "En hemmelig beslutning."


def _edoc() -> str:
    def element(
        number: int, is_public: str, title: str, case: str, *presentations: tuple[str, str, str]
    ) -> str:
        told = "".join(
            f"<e:CasePresentation><e:Title>{heading}</e:Title><e:Content>{words}</e:Content>"
            f"<e:IsDecision>{is_decision}</e:IsDecision></e:CasePresentation>"
            for heading, words, is_decision in presentations
        )
        return (
            f"<e:AgendaElement><e:AccessIsPublic>{is_public}</e:AccessIsPublic><e:HandlingItem>"
            f"<e:SerialNo>{number}</e:SerialNo><e:Title>{title}</e:Title><e:CaseNumber>{case}</e:CaseNumber>"
            f"<e:CasePresentations>{told}</e:CasePresentations></e:HandlingItem></e:AgendaElement>"
        )

    title, case, words = _OPEN
    closed, other, secret = _CLOSED
    return (
        '<Root xmlns:e="http://www.fujitsu.dk/agenda/xml/schemas/2009/03/31/">'
        "<e:OutputTypeEnumName>Minute</e:OutputTypeEnumName><e:Committee><e:Name>Byrådet</e:Name><e:Meeting>"
        "<e:MeetingDateTime>26-06-2023 17:00</e:MeetingDateTime><e:Agenda><e:AgendaElements>"
        + element(1, "true", title, case, ("Indstilling", words, "false"), ("Beslutning", _DECISION, "true"))
        + element(2, "false", closed, other, ("Beslutning", secret, "true"))
        + "</e:AgendaElements></e:Agenda></e:Meeting></e:Committee></Root>"
    )


def _edoc_meeting() -> str:
    def item(number: int, title: str, case: str, words: str) -> str:
        return (
            f"<MeetingAgendaItem><AgendaItemNumber>{number}</AgendaItemNumber><Document><Title>{title}</Title>"
            f"<PublishingType>SKAL PUBLICERES</PublishingType></Document><FullText>\n{number}.\t{title}\n\n"
            f"Sagsnr.: {case}\n\n{words}\n</FullText></MeetingAgendaItem>"
        )

    title, case, words = _OPEN
    closed, other, secret = _CLOSED
    decided = "Byrådets beslutning den 26.06.2023 Punkt 1"
    return (
        "<Meeting><Committee>Byrådet</Committee><MeetingDate>26-06-2023 17:00:00</MeetingDate>"
        "<MeetingState>Referat endeligt godkendt</MeetingState><MeetingAgendaTypes>"
        "<MeetingAgendaType><AgendaType>Åben dagsorden</AgendaType><MeetingAgendaItems>"
        + item(1, title, case, f"Indstilling\n{words}\n\n{decided}\n{_DECISION}")
        + "</MeetingAgendaItems></MeetingAgendaType><MeetingAgendaType><AgendaType>Lukket dagsorden</AgendaType>"
        f"<MeetingAgendaItems>{item(2, closed, other, secret)}</MeetingAgendaItems></MeetingAgendaType>"
        "</MeetingAgendaTypes></Meeting>"
    )


def _sbsys() -> str:
    title, case, words = _OPEN
    closed, other, secret = _CLOSED
    return (
        '<Dagsorden DagsordenID="1" Åben="True" Dagsordentype="Referat"><Møde Udvalg="Byrådet"'
        ' Mødedato="26. juni 2023" Mødetid="17:00"/><Dagsordenpunkter>'
        f'<Dagsordenpunkt Nummer="1" Åbent="True"><Overskrift>{title}</Overskrift><Indhold>'
        f"<Sagsnummer>{case}</Sagsnummer><Indstilling>{words}</Indstilling><Beslutning>{_DECISION}</Beslutning>"
        f'</Indhold></Dagsordenpunkt><Dagsordenpunkt Nummer="2" Åbent="False"><Overskrift>{closed}</Overskrift>'
        f"<Indhold><Sagsnummer>{other}</Sagsnummer><Beslutning>{secret}</Beslutning></Indhold></Dagsordenpunkt>"
        "</Dagsordenpunkter></Dagsorden>"
    )


def _publication() -> str:
    def item(number: int, title: str, case: str, is_public: str, *fields: tuple[str, str, str]) -> str:
        told = "".join(
            f"<ItemField><Caption>{caption}</Caption><IsFeedback>{decides}</IsFeedback>"
            f"<Content>{words}</Content></ItemField>"
            for caption, words, decides in fields
        )
        return (
            f"<Item><Caption>{title}</Caption><Number>{number}</Number><IsPublic>{is_public}</IsPublic>"
            f"<Case><Number>{case}</Number></Case><Fields>{told}</Fields></Item>"
        )

    title, case, words = _OPEN
    closed, other, secret = _CLOSED
    return (
        "<Publication><PublicationTypeAsValue>3</PublicationTypeAsValue><Agendas><Agenda><Meeting>"
        "<When>26-06-2023 17:00:00</When></Meeting><Committee><Name>Byrådet</Name></Committee><Items>"
        + item(1, title, case, "True", ("Indstilling", words, "False"), ("Beslutning", _DECISION, "True"))
        + item(2, closed, other, "False", ("Beslutning", secret, "True"))
        + "</Items></Agenda></Agendas></Publication>"
    )


def _acadre() -> str:
    def table(name: str, fields: dict[str, object], *tables: str) -> str:
        told = "".join(f'<field name="{key}">{value}</field>' for key, value in fields.items())
        return f'<table name="{name}"><fields>{told}</fields>{"".join(tables)}</table>'

    def item(number: int, title: str, case: str, access: int, *bullets: str) -> str:
        own = {"name": title, "caseno": case, "access": access}
        return table("agendaitemparents", {"sort": number}, table("agendaitem", own, *bullets))

    title, case, words = _OPEN
    closed, other, secret = _CLOSED
    return "<root>{}</root>".format(
        table(
            "agenda",
            {"name": "Referat", "access": 1},
            table("committee", {"name": "Byrådet"}),
            table("meeting", {"date": "2023-06-26 17:00"}),
            item(
                1, title, case, 1,
                table("bullet", {"bulletname": "Indstilling", "bulletcontent": words, "bullettype": 6}),
                table("bullet", {"bulletname": "Beslutning", "bulletcontent": _DECISION, "bullettype": 8}),
            ),
            item(2, closed, other, 2, table("bullet", {"bulletname": "Beslutning", "bulletcontent": secret})),
        )
    )  # fmt: skip


SAMPLES = {
    "edoc": _edoc().encode(),
    "edoc-meeting": _edoc_meeting().encode(),
    "sbsys": _sbsys().encode(),
    "publication": _publication().encode(),
    "acadre": _acadre().encode(),
}
"""The bytes by the name of the reader: an open item and a closed one, as :func:`samples.sample` has them."""


def form_of(path: Path) -> str:
    """The reader of an export that tests have as a file, whose name begins with it."""
    return max((form for form in SAMPLES if path.stem.startswith(form)), key=len)


def exports(form: str = "") -> list[Path]:
    """The exports that tests have as files, or those of a form."""
    return [path for path in sorted(EXPORTS.glob("*.xml")) if form in ("", form_of(path))]
