"""What pages print of who recommends: the minutes' own words, with the parts linked."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from meetings import BOARD, item, meeting, released

from api.app import create_app
from api.site.render import linked

SEVERAL = "Cheferne for HR, Natur og Miljø og Plan samt Digitaliseringschefen indstiller, at"
HTML = {"Accept": "text/html"}
ITEM = "/doc/aadalsoe/moede/direktionen/2023-01-09/punkt"


def recommended(title: str, number: str, words: str) -> str:
    return item(title, number) + f"\n\nIndstillinger\n\n{words}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    config = released(
        tmp_path_factory.mktemp("recommended"),
        meeting(
            BOARD,
            "2023-01-09",
            recommended("Ny bro", "23-000001", f"{SEVERAL}\n\n1. broen males\n2. broen vaskes"),
            recommended("Ny havn", "23-000002", "Direktøren indstiller sagen til orientering."),
            recommended(
                "Ny sti", "23-000003", "Direktøren indstiller, at a.\n\nHavnechefen indstiller, at b."
            ),
        ),
    )
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        yield client


def test_several_recommend_in_their_order_each_linked(site: TestClient) -> None:
    linking = (
        '<p><a href="/doc/aadalsoe/stilling/chef-for-hr">Cheferne for HR</a>, '
        '<a href="/doc/aadalsoe/stilling/chef-for-natur-og-miljoe">Natur og Miljø</a> og '
        '<a href="/doc/aadalsoe/stilling/chef-for-plan">Plan</a> samt '
        '<a href="/doc/aadalsoe/stilling/digitaliseringschef">Digitaliseringschefen</a> indstiller, at</p>'
    )
    assert linking in site.get(f"{ITEM}/1", headers=HTML).text
    assert linking in site.get("/doc/aadalsoe/sag/23-000001", headers=HTML).text


def test_in_english_the_words_are_marked_as_danish(site: TestClient) -> None:
    for address in (f"/en{ITEM}/1", "/en/doc/aadalsoe/sag/23-000001"):
        assert '<p lang="da"><a href="/en/doc/aadalsoe/stilling/chef-for-hr">' in site.get(address).text


def test_a_sentence_without_points_is_shown(site: TestClient) -> None:
    for address in (f"{ITEM}/2", "/doc/aadalsoe/sag/23-000002"):
        page = site.get(address, headers=HTML).text
        assert (
            '<a href="/doc/aadalsoe/stilling/direktoer">Direktøren</a> indstiller sagen til orientering.'
            in page
        )


def test_each_point_stands_under_the_words_that_lead_to_it(site: TestClient) -> None:
    page = site.get(f"{ITEM}/3", headers=HTML).text
    places = [
        page.index(words)
        for words in (
            "Direktøren</a> indstiller, at",
            "<p>a.</p>",
            "Havnechefen</a> indstiller, at",
            "<p>b.</p>",
        )
    ]
    assert places == sorted(places)


def test_only_words_that_stand_there_are_linked() -> None:
    assert linked("a < b og b", [("b", "/x"), ("c", "/y"), ("b", None)]) == 'a &lt; <a href="/x">b</a> og b'
