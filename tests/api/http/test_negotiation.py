"""Content negotiation, against RFC 9110, section 12.5.1."""

from contextlib import suppress

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from api.http.formats import (
    DOCUMENT,
    GRAPH_FORMATS,
    HTML,
    JSONLD,
    MINUTES,
    NTRIPLES,
    RDFXML,
    RESULTS_CSV,
    RESULTS_JSON,
    RESULTS_XML,
    SPARQL_GRAPH,
    SPARQL_RESULTS,
    TEXT,
    TURTLE,
    Format,
)
from api.http.negotiation import (
    FORMS,
    JSONLD_PROFILE,
    MediaRange,
    NotAcceptableError,
    by_suffix,
    choose,
    content,
    parse_accept,
)

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/png,image/svg+xml,*/*;q=0.8"


@each(
    ("accept", "chosen"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        (FIREFOX, HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("application/ld+json", JSONLD),
        ("application/json", JSONLD),
        ("application/xml", RDFXML),
        ("text/turtle;q=0.5, application/n-triples;q=0.9", NTRIPLES),
        ("text/turtle;q=0.5, application/n-triples;q=0.5", TURTLE),
        ("text/html;q=0, */*", JSONLD),
        ("text/*;q=0.1, text/turtle", TURTLE),
        ("text/*, application/ld+json;q=0.9", HTML),
        ("*/*;q=0.9, text/html;q=0.2", JSONLD),
        ("application/*", JSONLD),
        ("text/turtle;charset=utf-8", TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSONLD),
        ('application/ld+json;profile="a,b;q=0", text/turtle;q=0.5', JSONLD),
        ("text/turtle ; q=1.000 ,", TURTLE),
        ("text/turtle;q=2, application/rdf+xml", RDFXML),
        ("text/turtle;q=x, application/rdf+xml;q=0.1", RDFXML),
        ("*/turtle", HTML),
        ("rubbish", HTML),
    ],
)
def test_a_document_is_chosen(accept: str | None, chosen: Format) -> None:
    assert choose(accept, DOCUMENT).format is chosen


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [("*/*", RESULTS_JSON), (FIREFOX, HTML), ("text/csv", RESULTS_CSV), ("text/xml", RESULTS_XML)],
)
def test_results_are_chosen(accept: str, chosen: Format) -> None:
    assert choose(accept, SPARQL_RESULTS).format is chosen


def test_a_client_that_takes_anything_gets_turtle_from_construct() -> None:
    assert choose("*/*", SPARQL_GRAPH).format is TURTLE


def test_plain_text_is_offered_for_minutes_only() -> None:
    assert choose("text/plain", MINUTES).format is TEXT
    with pytest.raises(NotAcceptableError) as error:
        choose("text/plain", DOCUMENT)
    assert error.value.offers == DOCUMENT


def test_what_is_ruled_out_is_not_sent() -> None:
    with pytest.raises(NotAcceptableError):
        choose("text/turtle, text/turtle;q=0, image/png", (HTML,))
    with pytest.raises(NotAcceptableError):
        choose("*/*;q=0", DOCUMENT)


def test_the_answer_is_labelled_as_the_client_named_it() -> None:
    assert choose("application/json", SPARQL_RESULTS).content_type == "application/json"
    assert choose("*/*", SPARQL_RESULTS).content_type == "application/sparql-results+json"
    assert choose("text/turtle", DOCUMENT).content_type == "text/turtle; charset=utf-8"


def test_the_closest_range_decides() -> None:
    ranges = parse_accept("text/*;q=0.3, text/html;q=0.7, text/html;level=1")
    assert ranges == (
        MediaRange("text", "*", 0, 0.3),
        MediaRange("text", "html", 0, 0.7),
        MediaRange("text", "html", 1, 1.0),
    )
    assert [r.rank("text/html") for r in ranges] == [2, 3, 4]
    assert [r.rank("image/png") for r in ranges] == [0, 0, 0]


@given(st.text(max_size=300) | st.text('text/html,;q=0.1*"\\ ', max_size=300))
def test_any_accept_field_is_answered(accept: str) -> None:
    with suppress(NotAcceptableError):
        assert choose(accept, DOCUMENT).format in DOCUMENT


def test_only_so_many_ranges_are_weighed() -> None:
    assert len(parse_accept("a/b," * 5000)) == 100


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a/kle/15.00", ("a/kle/15.00", None)),
        ("a/kle/15.00.ttl", ("a/kle/15.00", TURTLE)),
        ("a/b.html", ("a/b", HTML)),
        ("a/b.txt", ("a/b.txt", None)),
        (".ttl", (".ttl", None)),
        ("ttl", ("ttl", None)),
    ],
)
def test_a_suffix_names_a_format(path: str, found: tuple[str, Format | None]) -> None:
    assert by_suffix(path, DOCUMENT) == found


@pytest.mark.parametrize("offers", [MINUTES, SPARQL_GRAPH, SPARQL_RESULTS])
def test_no_two_offers_share_a_suffix_or_a_media_type(offers: tuple[Format, ...]) -> None:
    names = [name for offer in offers for name in (offer.media_type, *offer.aliases)]
    assert len(set(names)) == len(names)
    assert len({offer.suffix for offer in offers}) == len(offers)


@each(
    ("accept", "chosen"),
    [
        (f'application/ld+json;profile="{JSONLD_PROFILE}expanded"', (JSONLD, "expanded")),
        (f"application/ld+json; profile={JSONLD_PROFILE}flattened", (JSONLD, "flattened")),
        (
            f'application/ld+json;profile="{JSONLD_PROFILE}compacted {JSONLD_PROFILE}flattened"',
            (JSONLD, "flattened"),
        ),
        (f'application/ld+json;profile="{JSONLD_PROFILE}compacted"', (JSONLD, "")),
        ('application/ld+json;profile="http://other.example/"', (JSONLD, "")),
        (f'application/ld+json;profile="{JSONLD_PROFILE}expanded";q=0.2, application/ld+json', (JSONLD, "")),
        (
            f'application/ld+json;q=0.2, application/ld+json;profile="{JSONLD_PROFILE}expanded";q=0.9',
            (JSONLD, "expanded"),
        ),
        (
            f'text/turtle;q=0.5, application/ld+json;q=0.4;profile="{JSONLD_PROFILE}expanded"',
            (TURTLE, ""),
        ),
        (f'application/ld+json;profile="{JSONLD_PROFILE}expanded";q=0, */*;q=0.1', (HTML, "")),
        (f'application/ld+json;profile="{JSONLD_PROFILE}expanded";q=0, application/ld+json', (JSONLD, "")),
    ],
)
def test_a_profile_chooses_a_form_of_json_ld(accept: str, chosen: tuple[Format, str]) -> None:
    choice = choose(accept, DOCUMENT, FORMS)
    assert (choice.format, choice.form) == chosen
    assert choose(accept, (JSONLD, HTML)).form == ""  # where there is but one form, it is that


def test_openapi_lists_the_media_types() -> None:
    assert set(content(*GRAPH_FORMATS)[200]["content"]) == {
        "application/ld+json",
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
    }
