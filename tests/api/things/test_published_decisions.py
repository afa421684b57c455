"""Pages of a closed item whose decision the municipality has itself published."""

from pathlib import Path

import pytest
from export_files import SAMPLES
from fastapi.testclient import TestClient

from api.app import create_app
from graph.base.config import Config
from graph.publishing.publish import publish

pytestmark = pytest.mark.usefixtures("little_ontology")

PROFILE = """
@prefix sg: <https://w3id.org/sagsgraf/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<kommune> a org:FormalOrganization ; skos:prefLabel "Lyngbakke Kommune"@da, "Lyngbakke"@en ;
    org:identifier "997"^^sg:AuthorityCode ; sg:closedDecisionsOf "Byrådet"@da .
<organ/byraadet> a sg:Body ; skos:prefLabel "Byrådet"@da, "The Town Council"@en ; org:unitOf <kommune> .
"""
SAID = "kommunen har selv offentliggjort beslutningen, og ikke andet af det."


def test_the_decision_stands_on_the_item_and_on_paper_and_is_found(tmp_path: Path) -> None:
    (tmp_path / "minutes").mkdir()
    decided = SAMPLES["edoc"].replace(b"En hemmelig beslutning.", b"Handlen blev vedtaget.")
    (tmp_path / "minutes" / "a.xml").write_bytes(decided)
    (tmp_path / "lyngbakke.ttl").write_text(PROFILE, "utf-8")
    config = Config(data_dir=tmp_path / "data", profile=str(tmp_path / "lyngbakke.ttl"))
    publish(tmp_path / "minutes", config)
    client = TestClient(create_app(config), base_url=config.base_iri, headers={"Accept": "text/html"})
    for path in ("/doc/lyngbakke/moede/byraadet/2023-06-26/punkt/2", "/sagsmappe/lyngbakke/sag/20-004418"):
        page = client.get(path).text
        assert SAID in page, path
        assert "Handlen blev vedtaget." in page, path
    assert "punkt/2" in client.get("/search?q=handlen").text
