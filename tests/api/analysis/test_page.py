"""/analyse: the form, what comes of it, the files, and how it keeps its bounds."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO
from xml.etree import ElementTree

import networkx as nx
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.formats import NETWORK_FILES, SVG, TABLE_FILES
from graph.analysis.files import FILES
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.base.config import Config
from graph.release import archive

PAGE = {"Accept": "text/html"}
UNITS = "/analyse?projektion=units_by_cases"


def test_the_form_offers_all_there_is(client: TestClient) -> None:
    page = client.get("/analyse", headers=PAGE)
    assert page.status_code == 200
    options = re.findall(r'<option value="(\w+)"', page.text)
    assert options == [*PROJECTIONS, *MEASURES, "network", "timeline", "heatmap"]
    assert "<h2" not in page.text


def test_an_answer_has_rows_picture_files_query_and_citation(client: TestClient, published: Config) -> None:
    release = archive.current(published).name
    page = client.get(f"{UNITS}&maal=pagerank&fra=2018&til=2023", headers=PAGE).text
    assert '<h2 id="svar">Enheder ved fælles sager: PageRank</h2>' in page
    assert '<a href="/doc/aadalsoe/enhed/oekonomistaben">Økonomistaben</a>' in page
    assert "<td>Enhed</td>" in page
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert "<style" not in page
    links = re.findall(
        r'href="(/analyse\.\w+)\?projektion=units_by_cases&amp;maal=pagerank&amp;fra=2018', page
    )
    suffixes = [form.suffix for form in (*TABLE_FILES, *NETWORK_FILES)]
    assert links == [f"/analyse.{suffix}" for suffix in [*suffixes, "svg", "svg", "svg"]]
    assert "/sparql?query=%23%20title%40da" in page
    assert f"&amp;release={release}</code>" in page
    assert len(page.encode()) < 60_000


def test_it_speaks_english(client: TestClient) -> None:
    page = client.get("/en/analyse?maal=decided_by_year", headers=PAGE).text
    assert '<h2 id="svar">Share decided by year</h2>' in page
    assert "How to cite the answer" in page
    durations = client.get("/en/analyse?maal=case_durations", headers=PAGE).text
    assert "<td>Decided</td>" in durations
    assert 'Case 20-004417</a> <span class="status" lang="da">Havnebad' in durations
    told = client.get("/analyse?projektion=units_by_cases&maal=communities", headers=PAGE).text
    assert re.search(r"<dt>Modularitet</dt><dd>-?0(,[0-9]+)?</dd>", told)
    assert "<dt><code>" not in told
    assert "Jo større et mærke er" in told
    assert 'href="/en/analyse.svg?maal=decided_by_year&amp;billede=timeline"' in page
    assert 'href="/en/analyse.csv?' in page
    assert ".graphml" not in page


@pytest.mark.parametrize("measure", [name for name, one in MEASURES.items() if one.needs == "store"])
def test_a_measure_of_the_store_passes_over_the_network(client: TestClient, measure: str) -> None:
    page = client.get(f"{UNITS}&maal={measure}", headers=PAGE)
    assert page.status_code == 200
    assert f'<h2 id="svar">{MEASURES[measure].labels["da"]}</h2>' in page.text


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("picture", ["network", "heatmap"])
def test_every_page_is_small(client: TestClient, projection: str, picture: str) -> None:
    page = client.get(f"/analyse?projektion={projection}&billede={picture}", headers=PAGE)
    assert page.status_code == 200
    assert len(page.content) < 60_000


@pytest.mark.parametrize("form", [*TABLE_FILES, *NETWORK_FILES])
def test_each_file_is_what_it_says_and_is_named_by_its_release(
    client: TestClient, published: Config, form: object
) -> None:
    suffix, media_type = getattr(form, "suffix", ""), getattr(form, "media_type", "")
    answer = client.get(f"/analyse.{suffix}?projektion=units_by_cases")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    name = f"units-by-cases-{archive.current(published).name}.{suffix}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client.get(f"/analyse.{suffix}?projektion=units_by_cases").content == answer.content


def test_the_formats_are_those_there_are() -> None:
    assert [form.suffix for form in (*TABLE_FILES, *NETWORK_FILES)] == list(FILES)


def test_files_hold_the_same_network(client: TestClient) -> None:
    graph = nx.read_graphml(BytesIO(client.get("/analyse.graphml?projektion=bodies_by_path").content))
    table = pq.read_table(BytesIO(client.get("/analyse.parquet?projektion=bodies_by_path").content))
    assert table.num_rows == graph.number_of_edges() > 3
    assert sum(table.column("weight").to_pylist()) == graph.size(weight="weight")


def test_a_picture_is_in_a_sandbox_and_in_the_language(client: TestClient) -> None:
    answer = client.get("/en/analyse.svg?projektion=units_by_cases&billede=heatmap")
    assert answer.headers["Content-Type"] == SVG.media_type
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    root = ElementTree.fromstring(answer.content)
    assert root.findtext("{*}title") == "Units by shared cases – all years"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/analyse?projektion=nope", 404, "nope: no such projection"),
        (f"{UNITS}&maal=nope", 404, "nope: no such measure"),
        (f"{UNITS}&kommune=nope", 404, "nope: no such municipality"),
        ("/analyse?maal=pagerank", 404, "pagerank is measured of a projection"),
        (f"{UNITS}&fra=2022&til=2021", 404, "the period ends 2021"),
        (f"{UNITS}&fra=%3Cscript%3E", 400, "neither a day"),
        ("/analyse?til=%C2%84", 400, "neither a day"),
        ("/analyse.svg?projektion=units_by_cases&billede=lagkage", 400, "no picture"),
        ("/analyse.csv", 404, "Give"),
        ("/analyse.exe?projektion=units_by_cases", 404, "Give"),
        ("/analyse.gexf?maal=decided_by_year", 404, "of no network"),
        ("/analyse.svg?maal=case_survival", 404, "nothing that a network of this would show"),
    ],
)
def test_what_cannot_be_made_is_a_problem(client: TestClient, address: str, status: int, said: str) -> None:
    problem = client.get(address, headers={"Accept": "application/problem+json, */*;q=0.1"})
    assert problem.status_code == status
    assert said in problem.json()["detail"]
    page = client.get(address, headers=PAGE)
    assert page.status_code == status
    assert "<script>" not in page.text
    assert (said in page.text) == ("." in address)  # the page of the form says it in Danish


def test_what_cannot_be_made_is_said_in_the_language_of_the_page(client: TestClient) -> None:
    page = client.get("/analyse?maal=pagerank", headers=PAGE).text
    assert "Målet tages af et netværk. Vælg også et netværk." in page
    assert "Choose a network, too." in client.get("/en/analyse?maal=pagerank", headers=PAGE).text


def test_a_picture_that_is_none_leaves_the_form_as_it_was(client: TestClient) -> None:
    page = client.get(f"{UNITS}&fra=2021&billede=lagkage", headers=PAGE)
    assert page.status_code == 400
    assert "Billedet er et netværk, en tidslinje eller et varmekort." in page.text
    assert '<option value="units_by_cases" selected>' in page.text
    assert 'value="2021"' in page.text


def test_the_legend_is_of_the_picture_that_is_shown(client: TestClient) -> None:
    page = client.get("/analyse?projektion=cases_by_links&billede=timeline", headers=PAGE).text
    assert "Jo større et mærke er" in page
    assert "Hvert felt er et år" not in page


def test_an_empty_period_says_so(client: TestClient) -> None:
    page = client.get(f"{UNITS}&fra=1900&til=1901", headers=PAGE)
    assert page.status_code == 200
    assert "Der er intet i perioden" in page.text
    assert "<svg xmlns" not in page.text


def test_of_an_earlier_release_it_is_pinned(client: TestClient, published: Config) -> None:
    release = archive.current(published).name
    page = client.get(f"{UNITS}&release={release}", headers=PAGE).text
    assert f'<input type="hidden" name="release" value="{release}">' in page
    assert f"billede=network&amp;release={release}" in page
    assert client.get(f"{UNITS}&release=9999", headers=PAGE).status_code == 404


def test_what_takes_too_long_is_stopped_and_nobody_is_harmed(published: Config) -> None:
    short = Config(**{**{name: getattr(published, name) for name in ("data_dir",)}, "query_seconds": 0.001})
    with TestClient(create_app(short), base_url=short.base_iri) as client:
        # One that is done before anybody looks at the clock is answered after all.
        answers = (
            client.get(f"/analyse.csv?projektion=items_and_units&maal={measure}")
            for measure in ("betweenness", "path_lengths", "communities", "pagerank")
        )
        problem = next(answer for answer in answers if answer.status_code != 200)
        assert problem.status_code == 503
        assert problem.json()["bound"] in ("seconds", "megabytes")
        assert client.get("/healthz").status_code == 200


def test_a_format_can_be_named_in_the_query(client: TestClient) -> None:
    for suffix in ("graphml", "gexf", "parquet", "svg"):
        named = client.get(f"{UNITS}&format={suffix}", headers=PAGE)
        assert named.content == client.get(f"/analyse.{suffix}?projektion=units_by_cases").content
        assert named.headers["Content-Disposition"].endswith(f'.{suffix}"')
    assert client.get(f"{UNITS}&format=exe").status_code == 404


def test_nodes_are_called_in_the_language(client: TestClient) -> None:
    of_bodies = "analyse.csv?projektion=bodies_by_planned_path"
    danish, english = (client.get(f"{start}/{of_bodies}") for start in ("", "/en"))
    assert "The Executive Board" in english.text
    assert "Direktionen" in danish.text
    assert "Direktionen" not in english.text
    assert "-en-" in english.headers["Content-Disposition"]
    assert "Town Council" in client.get("/en/analyse.csv?maal=recommendations_followed").text + english.text


def test_the_network_around_a_node(client: TestClient, published: Config) -> None:
    node = f"{published.base_iri}/id/aadalsoe/enhed/havnekontoret"
    whole, own = (
        nx.read_graphml(BytesIO(client.get(f"/analyse.graphml?projektion=units_by_cases{om}").content))
        for om in ("", f"&om={node}")
    )
    assert set(own) == {node, *whole[node]}
    assert {frozenset(edge) for edge in own.edges} == {
        frozenset(edge) for edge in whole.edges if set(edge) <= set(own)
    }
    page = client.get(f"{UNITS}&om={node}", headers=PAGE).text
    assert "Enheder ved fælles sager (omkring Havnekontoret)" in page
    assert '<a href="/analyse?projektion=units_by_cases&amp;billede=network"' in page
    assert "Netværket er tomt" in client.get(f"{UNITS}&om={node}x", headers=PAGE).text


def test_units_and_people_have_those_beside_them(client: TestClient, published: Config) -> None:
    release = archive.current(published).name
    unit = client.get("/doc/aadalsoe/enhed/havnekontoret", headers=PAGE).text
    part = unit[unit.index('<h2 id="beside">') :].partition("</section>")[0]
    shared = {
        row["source_label"] if row["target_label"] == "Havnekontoret" else row["target_label"]: row["weight"]
        for row in csv.DictReader(StringIO(client.get("/analyse.csv?projektion=units_by_cases").text))
        if "Havnekontoret" in (row["source_label"], row["target_label"])
    }
    told = re.findall(r'<a href="/doc/[^"]+">([^<]+)</a></th><td [^>]+>(\d+)</td>', part)
    assert dict(told).items() <= shared.items()
    assert len(told) == min(10, len(shared))
    assert "Antal sager, der nævner enheden:" in part
    path = re.search(r'href="(/analyse\?[^"]+)"', part)
    assert path
    assert client.get(path[1].replace("&amp;", "&"), headers=PAGE).status_code == 200
    assert release not in part
    person = client.get("/api/v1/people?limit=100").json()["items"]
    often = max(person, key=lambda one: one["days"])
    page = client.get(often["address"], headers=PAGE).text
    assert '<h2 id="beside">Til stede ved de samme møder</h2>' in page


@pytest.mark.parametrize("name", [*PROJECTIONS, *MEASURES])
def test_every_network_and_measure_has_its_method(client: TestClient, name: str) -> None:
    found = PROJECTIONS.get(name) or MEASURES[name]
    for start, language in (("", "da"), ("/en", "en")):
        page = unescape(client.get(f"{start}/analyse/metode/{name}", headers=PAGE).text)
        assert f"<h1>{found.labels[language]}</h1>" in page
        assert found.about[language] in page
        assert found.limits[language] in page


def test_the_methods_are_listed(client: TestClient) -> None:
    page = client.get("/en/analyse/metode", headers=PAGE).text
    assert re.findall(r'href="/en/analyse/metode/(\w+)"', page) == [*PROJECTIONS, *MEASURES]
    assert client.get("/analyse/metode/nope", headers=PAGE).status_code == 404
