"""What the site says of closed items: never more than is known, and »lukkede døre« of the council alone."""

from dataclasses import replace

import pytest
from each import each
from fastapi.testclient import TestClient
from samples import sample, write

from api.app import create_app
from api.site.closed_items import is_council
from graph.base.config import Config
from graph.publishing.publish import publish

pytestmark = pytest.mark.usefixtures("little_ontology")


@each(
    "name",
    [
        *("Byrådet", "Kommunalbestyrelsen", "Kommunalbestyrelse", "Aarhus Byråd", "Byrådet i Ådalsø"),
        *("Borgerrepræsentationen", "Københavns Borgerrepræsentation", "byråd"),
    ],
)
def test_a_council_is_known_by_its_name(name: str) -> None:
    assert is_council(["Organ 1", name])


@each(
    "name",
    [
        *("Direktionen", "Økonomiudvalget", "Byrådssekretariatet", "Byrådets Økonomiudvalg", "Ældrerådet"),
        *("Handicaprådet", "Kommunalbestyrelsens formandskab", "Udvalget under Byrådet", ""),
    ],
)
def test_no_other_body_is_a_council(name: str) -> None:
    assert not is_council([name])


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A closed item of the council and one of a board, and a stated contact."""
    folder = tmp_path_factory.mktemp("closed")
    minutes = write(folder / "minutes", a=sample("12"), b=sample("26", "Byrådet"))
    config = Config(data_dir=folder / "data", profile="aadalsoe")
    publish(minutes, config)
    stated = replace(config, contact_name="Sekretariatet", contact_email="post@aadalsoe.example")
    return TestClient(create_app(stated), base_url=config.base_iri, headers={"Accept": "text/html"})


MEETING = "/doc/aadalsoe/moede"


def test_the_council_closes_its_doors_and_a_board_does_not(closed: TestClient) -> None:
    council = closed.get(f"{MEETING}/byraadet/2023-09-26/punkt/2").text
    board = closed.get(f"{MEETING}/direktionen/2023-09-12/punkt/2").text
    assert "Det blev behandlet for lukkede døre (kommunestyrelseslovens § 10)." in council
    assert "lukkede døre" not in board
    for page in (council, board):
        assert "Punktet er lukket: kommunen har ikke offentliggjort indholdet." in page
        assert 'Spørg <a href="mailto:post@aadalsoe.example">Sekretariatet</a>' in page
        assert "Kun nummer" not in page


def test_the_state_of_a_closed_case(closed: TestClient) -> None:
    state = closed.get("/doc/aadalsoe/sag/23-004418").text
    assert "Behandlet for lukkede døre i Byrådet den 26. september 2023" in state
    english = closed.get("/en/doc/aadalsoe/sag/23-004418").text
    assert "Handled behind closed doors by the Town Council on 26 September 2023" in english


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/om/privatliv", ("§ 8", "§ 10", "§ 27", "offentlighedsloven", "post@aadalsoe.example")),
        ("/en/om/privatliv", ("section 8", "section 10", "section 27", "offentlighedsloven", "mailto:")),
    ],
)
def test_the_rules_are_named(closed: TestClient, path: str, words: tuple[str, ...]) -> None:
    page = closed.get(path).text
    assert not [one for one in words if one not in page]
    assert "kun dets nummer" not in page
