"""How IRIs, dates and texts appear on a page."""

import pytest
from each import each
from jinja2 import UndefinedError

from api.http.formats import HTML, TURTLE
from api.i18n.language import language
from api.site.render import Links, capfirst, environment, static_files, static_version

LINKS = Links("https://data.example.dk/sager")


@each(
    ("iri", "href"),
    [
        ("https://data.example.dk/sager/id/a/b", "/sager/doc/a/b"),
        ("https://data.example.dk/sager/id/a/referat#char=1,2", "/sager/doc/a/referat#char=1,2"),
        ("https://data.example.dk/sager/ns/context/1.jsonld", "/sager/ns/context/1.jsonld"),
        ("https://w3id.org/sagsgraf/ns#Meeting", "/sager/ns#Meeting"),
        ("https://w3id.org/sagsgraf/concept/aabenhed/lukket", "/sager/concept/aabenhed/lukket"),
        ("https://w3id.org/sagsgraf/shapes#ItemTitle", "/sager/shapes#ItemTitle"),
        ("https://example.org/", "https://example.org/"),
        ("https://data.example.dk/andet", "https://data.example.dk/andet"),
        ("javascript:alert(1)", None),
        ("urn:x:y", None),
    ],
)
def test_where_an_iri_leads(iri: str, href: str | None) -> None:
    assert LINKS.href(iri) == href


def test_short_forms() -> None:
    assert LINKS.short("https://data.example.dk/sager/id/a/b") == "a/b"
    assert LINKS.short("http://purl.org/dc/terms/title") == "dct:title"
    assert LINKS.short("http://purl.org/dc/terms/") == "http://purl.org/dc/terms/"
    assert LINKS.short("http://example.org/x") == "http://example.org/x"
    assert LINKS.other_format("/sager/doc/a", TURTLE) == "/sager/doc/a.ttl"


def test_the_pages_of_a_language_and_the_data_of_all() -> None:
    english = Links("https://data.example.dk/sager", language("en"))
    assert english.path("moeder") == "/sager/en/moeder"
    assert english.href("https://data.example.dk/sager/id/a/b") == "/sager/en/doc/a/b"
    assert english.file("openapi.json") == "/sager/openapi.json"
    assert english.other_format("/sager/en/doc/a", TURTLE) == "/sager/doc/a.ttl"
    assert english.other_format("/sager/en/doc/a", HTML) == "/sager/en/doc/a.html"
    assert english.page_address("/sager/en/doc/a") == "https://data.example.dk/sager/en/doc/a"


def test_a_label_may_begin_a_line() -> None:
    assert capfirst("kLE") == "KLE"
    assert capfirst("") == ""


def test_templates_escape_and_forgive_nothing() -> None:
    env = environment(LINKS, licence="<P>")
    assert env.from_string("{{ licence }}").render() == "&lt;P&gt;"
    with pytest.raises(UndefinedError):
        env.from_string("{{ nothing }}").render()


def test_static_files_are_known_by_name_and_content() -> None:
    assert set(static_files()) >= {"style.css", "icon.svg"}
    assert len(static_version("style.css")) == 8


def test_the_stylesheet_asks_no_other_host() -> None:
    style = static_files()["style.css"].decode()
    assert "url(" not in style
    assert "@import" not in style
