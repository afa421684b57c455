"""The amounts of an item, marked in its words, and of a case, as a table."""

from pathlib import Path

from fastapi.testclient import TestClient
from meetings import BOARD, item, meeting, released

from api.app import create_app

SAYS = "Konto\tKr.\nDrift\t1.200.000\nAnlæg\t300\n\nUdgiften er 2-3 mio. kr. i 2024."


def test_amounts_are_marked_in_the_item_and_told_on_the_case(tmp_path: Path) -> None:
    config = released(tmp_path, meeting(BOARD, "2023-01-09", item("Bro", "23-000001", SAYS)))
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        html = {"Accept": "text/html"}
        page = client.get("/doc/aadalsoe/moede/direktionen/2023-01-09/punkt/1", headers=html).text
        assert 'punkt/1/beloeb/1">1.200.000</a></td>' in page
        assert (
            '<a class="beloeb" href="/doc/aadalsoe/moede/direktionen/2023-01-09/punkt/1/beloeb/3">2-3 mio. kr.</a>'
            in page
        )
        case = client.get("/doc/aadalsoe/sag/23-000001", headers=html).text
        told = case.partition("Beløb i sagen")[2].partition("</table>")[0]
        assert told.index("2.000.000–3.000.000") < told.index("1.200.000") < told.index(">300<")
        assert "Drift: Kr." in told
        assert "Udgift, 2024" in told
