"""What a ledger names, by the IRIs that things have now."""

from each import each
from withdrawals import BASE

from graph.privacy.ledger import Ledger, Withdrawal


def ledger_of(path: str) -> Ledger:
    return Ledger((Withdrawal(f"{BASE}/id/aadalsoe/{path}", "dublet", "2024-01-01T00:00:00Z", "x"),))


@each(
    ("then", "now"),
    [
        ("moede/byraad/2023-06-26", "moede/byraadet/2023-06-26"),
        ("moede/byraad/2023-06-26/punkt/1", "moede/byraadet/2023-06-26/punkt/1"),
        ("moede/kommunalbestyrelse/2023-06-26/punkt/1/bilag/2", "moede/kommunalbestyrelsen/2023-06-26/punkt/1/bilag/2"),
        ("moede/borgerrepraesentation/2023-06-26-kl-1900", "moede/borgerrepraesentationen/2023-06-26-kl-1900"),
    ],
)  # fmt: skip
def test_what_was_withdrawn_of_a_council_stays_so_under_its_definite_name(then: str, now: str) -> None:
    ledger, address = ledger_of(then), f"{BASE}/id/aadalsoe/{now}"
    assert address in ledger.iris & ledger.named
    meeting = "/".join(address.split("/")[:8])
    assert address in ledger.known_as(meeting, meeting.partition("-kl-")[0], "19:00")
    assert [one.iri for one in ledger.tombstones] == [f"{BASE}/id/aadalsoe/{then}"]


def test_a_meeting_that_has_its_hour_in_its_iri_now_stays_withdrawn() -> None:
    day = f"{BASE}/id/aadalsoe/moede/byraadet/2023-06-26"
    known = ledger_of("moede/byraad/2023-06-26/punkt/1").known_as(f"{day}-kl-1900", day, "19:00")
    assert f"{day}-kl-1900/punkt/1" in known


def test_another_body_of_a_like_name_is_another() -> None:
    ledger = ledger_of("moede/byraadsgruppen/2023-06-26")
    assert len(ledger.iris) == 1
