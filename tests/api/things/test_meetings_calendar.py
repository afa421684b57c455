"""The meetings of a body as a calendar."""

from fastapi.testclient import TestClient
from icalendar import Calendar

BODY = "/doc/aadalsoe/organ/kultur-og-fritidsudvalget"
BASE = "http://127.0.0.1:8000"


def test_each_meeting_held_is_an_event(client: TestClient) -> None:
    answer = client.get(f"{BODY}.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.content == client.get(BODY, headers={"Accept": "text/calendar"}).content
    calendar = Calendar.from_ical(answer.content)
    assert calendar["version"] == "2.0"
    assert str(calendar["x-wr-calname"]) == "Møder i Kultur- og Fritidsudvalget"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    path = "moede/kultur-og-fritidsudvalget/2023-09-12"
    event = events[f"{BASE}/id/aadalsoe/{path}"]
    assert len(events) == 2
    assert event["dtstart"].params["tzid"] == "Europe/Copenhagen"
    assert event.decoded("dtstart").isoformat() == "2023-09-12T16:30:00+02:00"
    assert str(event["location"]) == "Ådalsø Bibliotek, Havesalen"
    assert str(event["summary"]) == "Møde i Kultur- og Fritidsudvalget"
    assert str(event["url"]) == f"{BASE}/doc/aadalsoe/{path}"
    assert "1. " in str(event["description"])
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75


def test_closed_items_stand_in_no_event(client: TestClient) -> None:
    answer = client.get("/doc/aadalsoe/organ/direktionen.ics")
    told = [str(event["description"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert told
    assert not [words for words in told if "Fjordgade 14" in words]


def test_only_bodies_have_one(client: TestClient) -> None:
    assert client.get("/doc/aadalsoe/enhed/borgerservice.ics").status_code == 404
