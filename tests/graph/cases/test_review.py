"""The reviewed file: what it may say, and what it does to links."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from meetings import BOARD, FINANCE, GRAPHS, IRIS, Linked, changed, item, meeting
from pyoxigraph import QuerySolutions

from graph.base.config import Config, OperatorError
from graph.cases.review import read_review
from graph.publishing.publish import publish
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

CONFIRMED, REJECTED = (
    f"<https://w3id.org/sagsgraf/concept/koblingsstatus/{code}>" for code in ("bekraeftet", "afvist")
)
LINK = f"{IRIS.base}/id/aadalsoe/kobling/0123456789ab"


@cache
def alike() -> tuple[dict[str, str], ...]:
    """Two meetings with an item of the same subject."""
    return (
        meeting(BOARD, "2022-01-10", item("Status på råderumskatalog", "22-000001")),
        meeting(BOARD, "2023-01-09", item("Råderumskatalog", "23-000001")),
    )


def reviewed(path: Path, text: str) -> Path:
    file = path / "reviewed.ttl"
    file.write_text(f"@prefix sg: <https://w3id.org/sagsgraf/ns#> .\n{text}", encoding="utf-8")
    return file


def test_a_file_confirms_and_rejects(tmp_path: Path) -> None:
    file = reviewed(
        tmp_path, f"<{LINK}> sg:reviewStatus {CONFIRMED} . <id/a/kobling/b> sg:reviewStatus {REJECTED} ."
    )
    assert read_review(file, IRIS.base) == {LINK: "bekraeftet", f"{IRIS.base}/id/a/kobling/b": "afvist"}


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    file = reviewed(tmp_path, f"<{LINK}> sg:reviewStatus {REJECTED} .")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read_review(file, IRIS.base) == {LINK: "afvist"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a> <b>", "not valid Turtle"),
        (f"<{LINK}> sg:reviewStatus 'ja' .", "must be <https://.*bekraeftet> or <https://.*afvist>"),
        (f"<{LINK}> sg:reviewStatus {CONFIRMED.replace('bekraeftet', 'foreslaaet')} .", "must be"),
        (f"<{LINK}> sg:reviewStatus {CONFIRMED}, {REJECTED} .", "both confirmed and rejected"),
    ],
)
def test_a_faulty_file_is_the_operators_mistake(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(OperatorError, match=message):
        read_review(reviewed(tmp_path, text), IRIS.base)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"none\.ttl: cannot be read"):
        read_review(tmp_path / "none.ttl", IRIS.base)


def test_a_confirmed_proposal_is_stated(tmp_path: Path) -> None:
    iri = Linked(tmp_path / "a", *alike()).link("samme-emne")
    linked = Linked(tmp_path / "b", *alike(), review={iri: "bekraeftet"})
    assert linked.links("samme-emne") == [("sag/23-000001", "sag/22-000001", "0.8", "bekraeftet")]
    assert any(iri in line for line in linked.graph(GRAPHS.stated))
    assert linked.graph(GRAPHS.proposed) == set()
    assert linked.findings == []


def test_a_rejected_proposal_is_gone_but_remembered(tmp_path: Path) -> None:
    iri = Linked(tmp_path / "a", *alike()).link("samme-emne")
    linked = Linked(tmp_path / "b", *alike(), review={iri: "afvist"})
    assert not any(iri in line for name in (GRAPHS.stated, GRAPHS.proposed) for line in linked.graph(name))
    assert linked.links("samme-emne") == [("sag/23-000001", "sag/22-000001", "0.8", "afvist")]
    assert linked.findings == []


def test_a_review_outlives_new_minutes(tmp_path: Path) -> None:
    old = {name: text for each in alike() for name, text in each.items()}
    iri = Linked(tmp_path / "a", old).link("samme-emne")
    linked = Linked(tmp_path / "b", old, review={iri: "afvist"})
    new = {**old, **meeting(BOARD, "2023-02-06", item("Råderumskatalog igen", "23-000001"))}
    linked.store = changed(linked.store, tmp_path / "c", old, new, {iri: "afvist"})
    assert linked.links("samme-emne") == [("sag/23-000001", "sag/22-000001", "0.8", "afvist")]


def test_an_unknown_link_is_a_finding(tmp_path: Path) -> None:
    linked = Linked(tmp_path, *alike(), review={LINK: "bekraeftet"})
    assert [(found.severity, found.code) for found in linked.findings] == [("warning", "unknown-link")]
    assert LINK in linked.findings[0].message


PLANNED = meeting(BOARD, "2023-01-09", item("Ny bro", "23-000001", path="Direktionen, Økonomiudvalget."))


def test_a_rejected_step_is_taken_by_the_next_item_or_none(tmp_path: Path) -> None:
    came = meeting(FINANCE, "2023-02-06", item("Ny bro", "23-000001"))
    later = meeting(FINANCE, "2023-03-06", item("Ny bro", "23-000001"))
    iri = Linked(tmp_path / "a", PLANNED, came).link("behandlingsled")
    first = "moede/direktionen/2023-01-09/punkt/1"
    alone = Linked(tmp_path / "b", PLANNED, came, review={iri: "afvist"})
    assert alone.steps(first)[1] == ("oekonomiudvalget", "planlagt", "")
    assert [link[3] for link in alone.links("behandlingsled")] == ["afvist"]
    both = Linked(tmp_path / "c", PLANNED, came, later, review={iri: "afvist"})
    assert both.steps(first)[1] == (
        "oekonomiudvalget",
        "behandlet",
        "moede/oekonomiudvalget/2023-03-06/punkt/1",
    )


def test_a_rejected_continuation_parts_the_trails(tmp_path: Path) -> None:
    plan = meeting(
        BOARD, "2017-01-09", item("Ny bro", "998-2017-30412", path="Direktionen, Økonomiudvalget.")
    )
    goes_on = meeting(
        FINANCE, "2019-01-07", item("Ny bro", "19-000001", says="Fortsættelse af sag 998-2017-30412.")
    )
    iri = Linked(tmp_path / "a", plan, goes_on).link("fortsaetter")
    linked = Linked(tmp_path / "b", plan, goes_on, review={iri: "afvist"})
    assert linked.steps("moede/direktionen/2017-01-09/punkt/1")[1][1] == "planlagt"
    assert linked.rows("?new <http://purl.org/dc/terms/replaces> ?old", "new old") == []


def test_publishing_heeds_the_file_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "minutes").mkdir()
    for number, text in enumerate(text for each in alike() for text in each.values()):
        (tmp_path / "minutes" / f"{number}.txt").write_text(text, encoding="utf-8")
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")

    def status(config: Config) -> tuple[str, str]:
        """The one proposal and what became of it."""
        release = publish(tmp_path / "minutes", config).release
        with Store.open_read_only(release.store) as store:
            results = store.query(
                "PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT ?link ?status WHERE { ?link sg:reviewStatus ?status }"
            )
            assert isinstance(results, QuerySolutions)
            ((link, code),) = ((row["link"].value, row["status"].value) for row in results)
        return link, code.rpartition("/")[2]

    link, code = status(config)
    assert code == "foreslaaet"
    text = f"<{link}> sg:reviewStatus {REJECTED} . <{LINK}> sg:reviewStatus {REJECTED} ."
    config = replace(config, reviewed_links=str(reviewed(tmp_path, text)))
    assert status(config) == (link, "afvist")
    more = meeting(FINANCE, "2024-01-08", item("Gadebelysning", "24-000001"))
    (tmp_path / "minutes" / "9.txt").write_text(*more.values(), encoding="utf-8")
    assert status(config) == (link, "afvist")
    findings = publish(tmp_path / "minutes", config).release.findings["reviewed.ttl"]
    assert [finding["code"] for finding in findings] == ["unknown-link"]
