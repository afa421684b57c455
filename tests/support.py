"""Small minutes in both layouts, and the reader on them."""

from graph.minutes.document import Document
from graph.minutes.model import AgendaItem, Minutes, Quote
from graph.municipality.profile import load_profile
from graph.readers.layout.parse import parse

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


def squeezed(text: str) -> str:
    return "".join(text.split())


def quotes(minutes: Minutes) -> list[Quote]:
    found = [p.name for p in minutes.participants] + [u.quote for u in minutes.unread]
    for one in minutes.items:
        found += [one.title, *one.case_numbers, *one.recommendations]
        found += [q for q in (one.title_toc, one.journal_number, one.document_number, one.case_type) if q]
        found += [one.decision.text] if one.decision else []
        found += [q for r in one.recommenders for q in (r.role, r.person) if q]
        found += [q for a in one.attachments for q in (a.title, a.document_number) if q]
        found += [s.text for s in one.sections] + [s.quote for s in one.treatment_path]
        found += (
            [m.quote for m in one.mentions]
            + [p.name for p in one.persons]
            + [r.quote for r in one.references]
        )
        found += [e.text for e in one.earlier_decisions]
    return found


def check_spans(minutes: Minutes) -> None:
    """Every value is what stands at its span; items stand as they are printed and inside the text."""
    for quote in quotes(minutes):
        assert squeezed(minutes.text[quote.span.start : quote.span.end]) == squeezed(quote.text)
    assert len({one.number for one in minutes.items}) == len(minutes.items)
    printed = [one.span.start for one in minutes.items if not one.heading_lost]
    assert printed == sorted(printed)
    assert all(1 <= one.lines[0] <= one.lines[1] <= minutes.text.count("\n") + 1 for one in minutes.items)
    assert 0 <= minutes.share_read <= 1
