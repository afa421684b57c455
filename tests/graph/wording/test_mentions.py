"""Bodies and units in running text."""

from each import each

from graph.municipality.profile import load_profile
from graph.wording.mentions import known_agents

PROFILE = load_profile("kalundborg")


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.name, mention.quote.text) for mention in known_agents(PROFILE).find(text)]


@each(
    ("text", "found"),
    [
        ("Jobcentrets plan", [("Jobcenter Kalundborg", "Jobcentrets")]),
        ("vores Jobcenter", [("Jobcenter Kalundborg", "Jobcenter")]),
        ("Jobcenter Kalundborgs afdeling", [("Jobcenter Kalundborg", "Jobcenter Kalundborgs")]),
        (
            "Jobcenter/Borgerservice",
            [("Jobcenter Kalundborg", "Jobcenter"), ("Borgerservice", "Borgerservice")],
        ),
        ("hos Kultur og Fritid", [("Kultur og Fritid", "Kultur og Fritid")]),
        ("Unge- og Beskæftigelsesudvalget", [("Unge- og Beskæftigelsesudvalget",) * 2]),
        (
            "Unge- og\nBeskæftigelsesudvalgets",
            [("Unge- og Beskæftigelsesudvalget", "Unge- og Beskæftigelsesudvalgets")],
        ),
        ("direktionen", [("Direktionen", "direktionen")]),
        ("næste Direktionsmøde", [("Direktionen", "Direktionsmøde")]),
        ("Økonomiudvalgsmødet", [("Økonomiudvalget", "Økonomiudvalgsmødet")]),
        ("ØK", [("Økonomiudvalget", "ØK")]),
        ("øk", []),
        ("”Work in Kalundborg”", [("Work in Kalundborg", "Work in Kalundborg")]),
        ("jobcentre på Sjælland", []),
        ("Husrådet og husrådgivning", [("Husrådet", "Husrådet")]),
    ],
)
def test_bodies_and_units(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


@each(
    ("text", "found"),
    [
        ("Holbæk Kommune svarer. Økonomiudvalget i Holbæk mødes", []),
        ("Kommunalbestyrelsen i Holbæk", []),
        ("Holbæk Kommunes Økonomiudvalg", []),
        ("Jobcentret i Holbæk Kommune", []),
        ("Økonomiudvalget i nabokommunen", []),
        ("Økonomiudvalget i Kalundborg", ["Økonomiudvalget"]),
        ("Kalundborg Kommunes Økonomiudvalg", ["Økonomiudvalget"]),
        ("Økonomiudvalget i Byrådssalen", ["Økonomiudvalget"]),
        ("Økonomiudvalget i Svallerup", ["Økonomiudvalget"]),
        ("Økonomiudvalget i Budget 2024", ["Økonomiudvalget"]),
        ("Kommunalbestyrelsen i Mødelokale 2", ["Kommunalbestyrelsen"]),
        ("Kommunalbestyrelsen i Gymnastiksal", ["Kommunalbestyrelsen"]),
        ("Kommunalbestyrelsen i Foråret", ["Kommunalbestyrelsen"]),
        ("Kommunalbestyrelsen i Januar", ["Kommunalbestyrelsen"]),
    ],
)
def test_what_is_another_municipality_s_is_not_ours(text: str, found: list[str]) -> None:
    known = known_agents(PROFILE.with_recognised((), "Kalundborg"))
    assert [mention.name for mention in known.find(text)] == found


def test_spans_are_exact() -> None:
    text = "Her er Borgerservices plan."
    (mention,) = known_agents(PROFILE).find(text)
    assert text[mention.quote.span.start : mention.quote.span.end] == "Borgerservices"
