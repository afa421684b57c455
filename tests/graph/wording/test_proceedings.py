"""What decisions tell of votes, dissents, amendments, presence and rights used."""

import pytest
from places import TESTS

from graph.minutes.document import Document
from graph.minutes.model import Amendment, Dissent, Presence, Referral, Side, Vote
from graph.wording.proceedings import Proceedings, read_proceedings

TABLE = TESTS / "data" / "proceedings.tsv"


def rows() -> list[tuple[str, str]]:
    """What is told, and the words."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(told, words.replace(" // ", "\n\n").replace(" / ", "\n")) for told, words in cells]


def names(who: Side | Dissent | Amendment | Referral) -> str:
    return ", ".join(quote.text for quote in (*who.parties, *who.persons))


def side(mark: str, one: Side) -> str:
    return f" {mark}{'' if one.count is None else one.count}[{names(one)}]" if one else ""


def vote(one: Vote) -> str:
    sides = side("+", one.in_favour) + side("-", one.against) + side("=", one.abstaining)
    return f"{one.on} {one.result}{sides}"


def presence(one: Presence) -> str:
    whom = f" for {one.substitute_for}" if one.substitute_for else ""
    return f"{one.status} {one.name.text}{whom}" + (f" ({one.note})" if one.note else "")


def told(read: Proceedings) -> str:
    return " | ".join(
        [
            *(vote(one) for one in read.votes),
            *(f"{one.kind} [{names(one)}] {one.text.text}" for one in read.dissents),
            *(f"ÆF [{names(one)}] {one.text.text} -> {one.result}" for one in read.amendments),
            *(presence(one) for one in read.attendance),
            *([f"{read.referral.kind} [{names(read.referral)}] {read.referral.to}"] if read.referral else []),
            *(finding.code for finding in read.findings),
        ]
    )


def read(words: str) -> Proceedings:
    document = Document("", words)
    return read_proceedings(document, document.quote(0, len(words)), body="Byrådet")


@pytest.mark.parametrize(("wanted", "words"), rows())
def test_decision_tells_how_it_came_about(wanted: str, words: str) -> None:
    assert told(read(words)) == wanted
