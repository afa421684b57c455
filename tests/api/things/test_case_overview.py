"""A case on its first screen, and its picture."""

import re

from fastapi.testclient import TestClient

HTML = {"Accept": "text/html"}


def page(client: TestClient, path: str) -> str:
    return client.get(path, headers=HTML).text


def words(text: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def test_decision_resume_units_and_people_come_before_the_course(client: TestClient) -> None:
    text = words(page(client, "/doc/aadalsoe/sag/20-004417"))
    order = [
        "Seneste beslutning",
        "Resume Direktionen sendte",
        "Enheder, sagen nævner Havnekontoret ,",
        "Sagens forløb",
    ]
    assert sorted(order, key=text.index) == order
    assert "Personer, sagen nævner Dagny Ankerstjerne (Havnechef)" in text
    assert "Bilag, kun titlen er kendt" in text


def test_the_next_step_is_told_with_its_time_and_why_it_is_not_seen(client: TestClient) -> None:
    text = words(page(client, "/doc/aadalsoe/sag/21-007730"))
    assert (
        "Næste ventede skridt Lovet oktober 2023 i Direktionen: ikke set. Sagen er ikke i det eneste senere"
        " referat fra Direktionen, af 27. maj 2024." in text
    )
    later = text[text.index("Det, der skulle ske senere") : text.index("Sagens forløb")]
    assert "Rammerne genbesøges" not in later  # it is told above
    assert "Næste ventede skridt" not in words(page(client, "/doc/aadalsoe/sag/20-004417"))


def test_one_event_has_no_picture_and_two_have_one_with_what_happened(client: TestClient) -> None:
    several = page(client, "/doc/aadalsoe/sag/20-004417")
    assert re.findall(r'class="mark0 middle"[^>]*>([^<]+)', several)[:4] == [
        "Anbefales",
        *("Godkendt med", "bemærkning eller", "ændring"),
    ]
    assert '<ul class="lane-names lines4" aria-hidden="true"><li>Direktionen</li>' in several
    assert 'class="swim"' not in page(client, "/doc/aadalsoe/sag/23-005206")
