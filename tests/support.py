"""Small minutes in both layouts, and the reader on them."""

from graph.model import AgendaItem, Minutes
from graph.organisation import load_profile
from graph.parse import parse
from graph.text import Document

OLDER_NUMBERS = "Sagsnr.: 998-2016-21902 J.nr.: 00.30.00 Dokumentnr.: 998-2017-276920"


def newer(*items: str, participants: str = "Anna Lund, Bo Ravn", contents: str | None = None) -> str:
    """Minutes of the newer layout; an item is all after `Punkt N: `."""
    listed = contents or "\n".join(f"{item.splitlines()[0]}.....\t{n + 3}" for n, item in enumerate(items))
    return (
        "\n\nREFERAT Direktionen d. 26-06-2023\n\nMødedato Mandag d. 26. juni 2023 kl. 12:30\n\n"
        f"Mødested Mødelokale 8\n\nMødedeltagere {participants}\n\nIndholdsfortegnelse\n\n{listed}\n\n"
        + "\n\n".join(f"Punkt {number}: {item}" for number, item in enumerate(items, start=1))
    )


def older(*items: str, contents: str | None = None) -> str:
    """Minutes of the older layout; an item is all after `Punkt N: `."""
    listed = contents or "\n".join(f"{item.splitlines()[0]}.....\t{n + 3}" for n, item in enumerate(items))
    return (
        "\n\nREFERAT Direktionen d. 25-09-2017\n\nMødedato Mandag d. 25. september 2017 kl. 12:30\n\n"
        f"Mødested Rådhuset\n\nIndholdsfortegnelse\n\n{listed}\n\n"
        + "\n\n".join(f"Punkt {number}: {item}" for number, item in enumerate(items, start=1))
    )


def older_item(number: int, title: str, body: str, numbers: str = OLDER_NUMBERS) -> str:
    """An item of the older layout; ``body`` follows the numbers."""
    return f"{title}\n\nSagsfremstilling\n\n{number}. {title}\n\nÅbent\n\n{numbers}\n\n{body}"


def read(text: str) -> Minutes:
    """The minutes a text holds, read with the profile of the invented municipality."""
    return parse(Document("test.txt", text), load_profile("aadalsoe"))


def item(text: str) -> AgendaItem:
    """The one item of minutes of the newer layout; ``text`` is all after `Punkt 1: `."""
    return read(newer(text)).items[0]


def codes(minutes: Minutes) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in minutes.findings]
