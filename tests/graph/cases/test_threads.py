"""Which numbers are proposed to be one matter, as what, and why."""

from pathlib import Path

import pytest
from meetings import BOARD, FINANCE, IRIS, Linked, item, meeting, released

from api.things.panels import _place
from graph.cases.thread import describe_thread, sureness, trace_thread
from graph.cases.trail import LinkDetails, LinkEnd, TrailReader
from graph.release import archive
from graph.store.oxigraph import Store


def proposed(linked: Linked) -> dict[tuple[str, str], str]:
    """The kind of each proposed link by its ends."""
    rows = linked.rows("?link a sg:ThreadLink ; sg:linkFrom ?f ; sg:linkTo ?t ; sg:linkKind ?k", "f t k")
    return {
        (origin.rpartition("/")[2], target.rpartition("/")[2]): kind.rpartition("/")[2]
        for origin, target, kind in rows
    }


def reasons(linked: Linked) -> set[str]:
    return {words for (words,) in linked.rows("?link sg:reason ?words", "words")}


def test_a_closed_item_is_tied_by_its_title_and_nothing_else(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Lukket: Status på råderumskatalog", "22-000001")),
        meeting(BOARD, "2024-01-08", item("Lukket: Råderumskatalog", "23-000001")),
    )
    assert proposed(linked) == {("23-000001", "22-000001"): "samme-emne"}
    assert linked.evidence("samme-emne") == {"Status på råderumskatalog", "Råderumskatalog"}
    assert set(linked.rows("?item sg:subjectWord ?word", "word")) == {("råderumkatalog",)}  # of the title
    assert reasons(linked) == {
        "»råderumskatalog« står kun i disse to sagers titler",
        "only the titles of these two cases have »råderumskatalog«",
    }


def test_a_decision_that_names_what_another_is_called(tmp_path: Path) -> None:
    says = "Lokalet afventer et råderumskatalog, som er under vejs."
    decision = "Den videre behandling sker i regi af råderumskataloget. Tak for indsatsen."
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Udbudsanalyse", "22-000002", decision)),
        meeting(BOARD, "2023-02-06", item("Indretning af kantinen", "22-000003", says=says)),
        meeting(BOARD, "2024-01-08", item("Lukket: Råderumskatalog", "23-000001")),
    )
    assert proposed(linked) == {
        ("23-000001", "22-000002"): "samme-emne",
        ("23-000001", "22-000003"): "naevner-emnet",
    }
    assert "Den videre behandling sker i regi af råderumskataloget." in linked.evidence("samme-emne")
    assert says in linked.evidence("naevner-emnet")
    assert "»råderumskatalog« står i den ene sags titel og i den andens tekst" in reasons(linked)
    words = {word for (word,) in linked.rows("?link sg:sharedWord ?word", "word")}
    assert words == {"råderumskatalog"}


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        (item("Kanalstrategi for øerne", "24-000001"), "nyt-nummer"),
        (item("Evaluering af strategi for kanaler på øerne", "24-000001"), "opfoelgning"),
        (item("Kanalstrategi og telefonbetjening på øerne", "24-000001"), "samme-emne"),
    ],
)
def test_what_the_later_one_may_be(tmp_path: Path, later: str, kind: str) -> None:
    linked = Linked(
        tmp_path,
        meeting(FINANCE, "2018-01-08", item("Kanalstrategi for øerne", "998-2017-1")),
        meeting(BOARD, "2024-01-08", later),
    )
    assert list(proposed(linked).values()) == [kind]


def test_the_kind_is_no_part_of_the_address_that_people_review(tmp_path: Path) -> None:
    first = meeting(FINANCE, "2018-01-08", item("Kanalstrategi for øerne", "998-2017-1"))
    others = ("Kanalstrategi for øerne", "Evaluering af kanalstrategi for øerne")
    stores = [
        Linked(tmp_path / str(n), first, meeting(BOARD, "2024-01-08", item(title, "24-000001")))
        for n, title in enumerate(others)
    ]
    assert [list(proposed(one).values()) for one in stores] == [["nyt-nummer"], ["opfoelgning"]]
    iris = {one.rows("?link a sg:ThreadLink", "link")[0] for one in stores}
    assert len(iris) == 1


def test_a_closed_item_is_found_by_the_compound_that_its_title_has_taken_apart(tmp_path: Path) -> None:
    others = (
        meeting(
            FINANCE, f"2019-{n // 28 + 1:02}-{n % 28 + 1:02}", item(f"Kanaler for unge {n}", f"19-{n:06}")
        )
        for n in range(1, 42)
    )
    linked = Linked(
        tmp_path,
        *others,
        meeting(BOARD, "2023-01-09", item("Lukket: Strategi for kanaler for unge", "22-000001")),
        meeting(BOARD, "2024-01-08", item("Kanalstrategi for unge", "23-000001")),
        meeting(BOARD, "2024-02-12", item("Kanalstrategi for ældre", "24-000001")),
    )
    assert ("23-000001", "22-000001") in proposed(linked)
    assert ("24-000001", "22-000001") not in proposed(linked)


def test_a_person_is_no_word_that_an_item_is_found_by(tmp_path: Path) -> None:
    says = (
        "Rosenkrantzen Gyldenløvesen fortalte om havnebassinet. Gyldenløvesen takkede. Der bades i Nørresund."
    )
    linked = Linked(tmp_path, meeting(BOARD, "2023-01-09", item("Oplæg", "23-000001", says=says)))
    words = {word for (word,) in linked.rows("?item sg:subjectWord ?word", "word")}
    assert words == {"havnebassin", "nørresund"}


def test_how_sure_a_link_is_in_words() -> None:
    def link(status: str, confidence: float) -> LinkDetails:
        end = LinkEnd("", "")
        return LinkDetails("", "samme-emne", status, confidence, end, end, (), (), None, ())

    said = [sureness(link(*one)) for one in (("bekraeftet", 0.5), ("foreslaaet", 0.8), ("foreslaaet", 0.5))]
    assert said == ["sure", "fairly sure", "proposed"]


def test_the_thread_goes_one_case_on_and_standing_items_count_in_their_own_body(tmp_path: Path) -> None:
    news = "Nyt fra udvalgene"
    numbers = ("998-2015-1", "19-000107", "22-000107")
    days = ("2018-01-08", "2019-01-07", "2022-01-10")
    config = released(
        tmp_path,
        *(meeting(BOARD, day, item(news, number)) for day, number in zip(days, numbers, strict=True)),
        meeting(FINANCE, "2019-02-04", item(news, "19-000222")),
        meeting(BOARD, "2022-02-07", item("Kanalstrategi for øerne", "22-000001")),
        meeting(
            BOARD,
            "2023-02-06",
            item("Evaluering af kanalstrategi for øerne", "23-000001", says="Der er valgt nødstrømsanlæg."),
        ),
        meeting(FINANCE, "2024-01-08", item("Lukket: Nødstrømsanlæg", "24-000001")),
    )
    release = archive.Release(archive.current(config))
    told = describe_thread(trace_thread(release, str(IRIS.case("22-000001"))))
    assert [(one["number"], one["kind"], one["last"]) for one in told] == [
        ("23-000001", "opfoelgning", "2023-02-06")
    ]
    (near, far) = describe_thread(trace_thread(release, str(IRIS.case("23-000001"))))
    assert [(one["number"], one["sureness"]) for one in (near, far)] == [
        ("22-000001", "fairly sure"),
        ("24-000001", "proposed"),
    ]
    assert far["handlings"][0]["closed"]
    with Store.open_read_only(release.store) as store:
        reader = TrailReader(release, store)
        here = reader.facts.of_case(str(IRIS.case(numbers[1])))[0]
        place = _place(reader, here, here.cases[0])
    assert (place["place"], place["count"], place["standing"]) == (2, 3, True)
