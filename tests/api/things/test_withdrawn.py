"""What the server answers for a thing that is withdrawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Literal, URIRef
from samples import write
from withdrawals import BASE, FILES, MEETING

from api.app import create_app
from graph.base.config import Config
from graph.ontology.terms import PROV, concept, term
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw

pytestmark = pytest.mark.usefixtures("little_ontology")

ITEM = f"{MEETING}/punkt/1"
PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", profile="aadalsoe")


@pytest.fixture
def client(tmp_path: Path, config: Config) -> Iterator[TestClient]:
    publish(write(tmp_path / "minutes", **FILES), config)
    with TestClient(create_app(config), base_url=BASE, follow_redirects=False) as client:
        yield client


def test_all_below_it_is_gone_and_told_so_in_every_format(client: TestClient, config: Config) -> None:
    parts = (ITEM, f"{ITEM}/beslutning", f"{ITEM}/bilag/1", f"{ITEM}/indstilling/1")
    for iri in parts:
        assert client.get(iri).status_code == 303
    page = client.get(ITEM.replace("/id/", "/doc/"))
    assert "Zebrafinkens" in page.text
    withdraw(ITEM, "persondata", "me", config)
    for iri in parts:  # the same server, which finds the new release by itself
        for address in (iri, iri.replace("/id/", "/doc/")):
            answer = client.get(
                address, headers={"Accept": "text/html", "If-None-Match": page.headers["etag"]}
            )
            assert answer.status_code == 410
            assert "Zebra" not in answer.text
            assert "Personoplysninger" in answer.text
            assert answer.headers["access-control-allow-origin"] == "*"
    event = URIRef(f"{ITEM}#tilbagetraekning")
    for suffix, form in PARSERS.items():
        answer = client.get(f"{ITEM.replace('/id/', '/doc/')}.{suffix}")
        assert answer.status_code == 410
        graph = Graph().parse(data=answer.text, format=form)
        assert graph.value(URIRef(ITEM), PROV.wasInvalidatedBy) == event
        assert (event, RDF.type, PROV.Invalidation) in graph
        assert graph.value(event, term("withdrawalReason")) == concept("tilbagetraekningsgrund", "persondata")
        when = graph.value(event, PROV.atTime)
        assert isinstance(when, Literal)
        assert when.value is not None
    assert client.get(ITEM, headers={"Accept": "application/ld+json"}).json()["@id"] == ITEM
    assert client.get(ITEM, headers={"Accept": "image/png"}).status_code == 410
    assert client.head(ITEM.replace("/id/", "/doc/")).status_code == 410
    for case in (
        "doc/aadalsoe/sag/20-004417",
        "sagsmappe/aadalsoe/sag/20-004417",
    ):  # it was in that item alone
        assert client.get(f"/{case}", headers={"Accept": "text/html"}).status_code == 410
        assert client.get(f"/{case.replace('004417', '004499')}").status_code == 404  # never was
    for iri in (MEETING, f"{MEETING}/punkt/2", f"{ITEM}1"):
        assert client.get(iri).status_code == (404 if iri.endswith("11") else 303)


def test_the_text_of_withdrawn_minutes_is_gone_too(client: TestClient, config: Config) -> None:
    text = f"{MEETING.replace('/id/', '/doc/')}/referat.txt"
    calendar = f"{BASE}/doc/aadalsoe/organ/{MEETING.split('/moede/')[1].split('/')[0]}.ics"
    assert client.get(text).status_code == 200
    assert MEETING in client.get(calendar).text.replace("\r\n ", "")
    withdraw(MEETING, "dublet", "me", config)
    assert client.get(text).status_code == 410
    assert client.get(text).headers["content-type"].startswith("text/html")
    assert MEETING not in client.get(calendar).text.replace("\r\n ", "")
