"""Every kind of link, what must never be linked, and that some at a time is the same as all at once."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from meetings import (
    BOARD,
    COUNCIL,
    FINANCE,
    GRAPHS,
    IRIS,
    Linked,
    Meetings,
    changed,
    graph_of,
    item,
    meeting,
    stored,
)
from rdflib import Graph

from graph.cases import similar
from graph.cases import update as links
from graph.cases.facts import CaseFacts
from graph.cases.matter import Matter
from graph.cases.similar import RARE
from graph.cases.update import update
from graph.validation.shacl import LAYERS, check

M, F = "moede/direktionen", "moede/oekonomiudvalget"
FIRST = f"{M}/2023-01-09/punkt/1"


def test_the_same_number_at_several_meetings(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Ny bro", "23-000001")),
        meeting(FINANCE, "2023-02-06", item("Broens farve", "23-000001")),
        meeting(BOARD, "2023-03-06", item("Lukket: Udbud", "23-000001")),
    )
    assert linked.links("samme-sag") == [
        (f"{M}/2023-03-06/punkt/1", f"{F}/2023-02-06/punkt/1", "0.9", "fastslaaet"),
        (f"{F}/2023-02-06/punkt/1", FIRST, "0.9", "fastslaaet"),
    ]
    assert linked.evidence("samme-sag") == {"23-000001"}


def test_a_word_in_common_makes_the_same_number_surer(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Ny bro", "23-000001")),
        meeting(FINANCE, "2023-02-06", item("Broens pris - ny bro", "23-000001")),
    )
    assert [link[2] for link in linked.links("samme-sag")] == ["0.98"]


def test_a_number_on_unrelated_items_of_one_meeting_links_only_what_is_alike(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Hjertestartere", "23-000001"), item("Temadag", "23-000001")),
        meeting(BOARD, "2023-02-06", item("Hjertestartere i landsbyer", "23-000001")),
        meeting(BOARD, "2023-03-06", item("Noget tredje", "23-000001")),
    )
    assert [link[:2] for link in linked.links("samme-sag")] == [(f"{M}/2023-02-06/punkt/1", FIRST)]


def test_a_standing_item_with_one_number_is_not_a_case(tmp_path: Path) -> None:
    series = [meeting(BOARD, f"2023-0{n}-09", item("Nyt fra udvalgene", "19-000107")) for n in (1, 2, 3)]
    linked = Linked(tmp_path, *series)
    assert linked.rows("?link a sg:CaseLink", "link") == []


def test_a_standing_item_under_another_number(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2018-01-08", item("Nyt fra udvalgene", "998-2015-10233")),
        meeting(BOARD, "2019-01-07", item("Nyt fra udvalgene", "19-000107")),
        meeting(BOARD, "2020-01-06", item("Nyt fra udvalgene", "19-000107")),
        meeting(FINANCE, "2019-02-04", item("Nyt fra udvalgene", "19-000222")),
    )
    assert linked.links("samme-faste-punkt") == [
        ("sag/19-000107", "sag/998-2015-10233", "0.95", "fastslaaet")
    ]
    assert linked.evidence("samme-faste-punkt") == {"Nyt fra udvalgene"}


@pytest.mark.parametrize(
    ("says", "kind", "origin", "target"),
    [
        (
            "Sagen er en fortsættelse af sag 998-2017-30412 i det gamle system.",
            "fortsaetter",
            "sag/19-000001",
            None,
        ),
        ("Broen blev drøftet i 2017 (tidligere sag 998-2017-30412).", "fortsaetter", "sag/19-000001", None),
        ("Sagen videreføres under sag 998-2017-30412.", "fortsaetter", "sag/998-2017-30412", "sag/19-000001"),
        ("Selve anlægget er behandlet under sag 998-2017-30412.", "henviser", FIRST, None),
        ("Se også den tidligere sag 19-000002.", "henviser", FIRST, "sag/19-000002"),
    ],
)
def test_a_stated_number(tmp_path: Path, says: str, kind: str, origin: str, target: str | None) -> None:
    linked = Linked(tmp_path, meeting(BOARD, "2023-01-09", item("Ny bro", "19-000001", says=says)))
    ((found_origin, found_target, _, status),) = linked.links(kind)
    assert (found_origin, found_target, status) == (origin, target or "sag/998-2017-30412", "fastslaaet")
    assert linked.evidence(kind) == {says}


def test_a_case_that_goes_on_under_another_number_is_one_trail(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2017-01-09", item("Ny bro", "998-2017-30412", path="Direktionen, Økonomiudvalget.")),
        meeting(
            FINANCE, "2019-01-07", item("Ny bro", "19-000001", says="Fortsættelse af sag 998-2017-30412.")
        ),
    )
    assert linked.steps(f"{M}/2017-01-09/punkt/1")[1] == (
        "oekonomiudvalget",
        "behandlet",
        f"{F}/2019-01-07/punkt/1",
    )
    assert linked.links("behandlingsled")[0][2] == "0.8"  # two years later
    replaced = linked.rows("?new <http://purl.org/dc/terms/replaces> ?old", "new old")
    assert replaced == [("sag/19-000001", "sag/998-2017-30412")]


def test_a_cited_meeting_is_implied_until_it_is_published(tmp_path: Path) -> None:
    citing = meeting(
        BOARD, "2023-01-09", item("Ny bro", "23-000001", says="Byrådet godkendte den 5. december 2022 broen.")
    )
    implied = (
        "?meeting a sg:ImpliedMeeting ; sg:heldBy ?body ; <http://www.w3.org/2000/01/rdf-schema#label> ?label"
    )
    linked = Linked(tmp_path / "a", citing)
    assert linked.rows(implied, "meeting body label") == [
        ("moede/byraadet/2022-12-05", "organ/byraadet", "Byrådet 5. december 2022"),
        ("moede/byraadet/2022-12-05", "organ/byraadet", "The Town Council, 5 December 2022"),
    ]
    assert linked.links("henviser") == [(FIRST, "moede/byraadet/2022-12-05", "0.95", "fastslaaet")]
    published = Linked(tmp_path / "b", citing, meeting(COUNCIL, "2022-12-05", item("Ny bro", "23-000009")))
    assert published.rows(implied, "meeting") == []
    assert published.links("henviser") == linked.links("henviser")


def test_a_year_that_the_text_leaves_out_is_less_sure(tmp_path: Path) -> None:
    says = "Økonomiudvalgets møde den 12. juni flyttes."
    linked = Linked(tmp_path, meeting(BOARD, "2023-01-09", item("Ny bro", "23-000001", says=says)))
    assert linked.links("henviser") == [(FIRST, f"{F}/2023-06-12", "0.8", "fastslaaet")]


def test_a_cited_case_that_no_item_handles_is_told_of(tmp_path: Path) -> None:
    citing = meeting(BOARD, "2023-01-09", item("Ny bro", "23-000001", says="Se sag 22-000009."))
    number = "?case a sg:Case ; sg:caseNumber ?number FILTER NOT EXISTS { ?case sg:handledIn ?item }"
    assert Linked(tmp_path / "a", citing).rows(number, "number") == [("22-000009",)]
    both = Linked(tmp_path / "b", citing, meeting(BOARD, "2022-01-09", item("Gammel bro", "22-000009")))
    assert both.rows(number, "number") == []


def test_similar_titles_are_proposed_and_nothing_more(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Status på udarbejdelse af råderumskatalog", "22-014831")),
        meeting(BOARD, "2024-01-08", item("Råderumskatalog", "23-014499"), item("Bro over åen", "24-000001")),
    )
    assert linked.links("samme-emne") == [("sag/23-014499", "sag/22-014831", "0.8", "foreslaaet")]
    assert linked.evidence("samme-emne") == {"Status på udarbejdelse af råderumskatalog", "Råderumskatalog"}
    assert not any("samme-emne" in line for line in linked.graph(GRAPHS.stated))
    assert any("samme-emne" in line for line in linked.graph(GRAPHS.proposed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (item("Nyt fra udvalgene", "23-000001"), item("Nyt fra udvalgene", "998-2015-1")),  # a standing item
        (item("Temadag", "23-000001"), item("Temadag 2022", "22-000001")),  # one word, and a common one
        (item("Havnen", "23-000001"), item("Havnen", "22-000001")),  # one word, and a short one
        (item("Cykelsti ved Tangø", "23-000001"), item("Cykelsti ved Rævhøj", "22-000001")),  # another place
        (item("Cykelsti ved Tangø", "23-000001"), item("Svømmehal ved Tangø", "22-000001")),  # another thing
        (
            item("Lukket: Køb af jord", "23-000001"),
            item("Bro", "22-000001", says="Der er købt jord, og broen kan bygges."),
        ),
        (item("Orientering om status", "23-000001"), item("Orientering og status", "22-000001")),  # no topic
        (item("Bro", "23-000001", says="Se sag 22-000001."), item("Bro", "22-000001")),  # stated already
        (item("Gadebelysning", "23-000001"), item("Gadebelysning", "23-000001")),  # one number
    ],
)
def test_what_is_not_proposed(tmp_path: Path, one: str, other: str) -> None:
    linked = Linked(tmp_path, meeting(BOARD, "2023-01-09", one), meeting(BOARD, "2022-01-10", other))
    assert linked.links("samme-emne") == []


def test_years_apart_and_a_citation_change_the_confidence(tmp_path: Path) -> None:
    says = "Direktionen drøftede på sit møde den 10. januar 2022 listen."
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Kulturprisen 2023", "23-000001", says=says)),
        meeting(BOARD, "2022-01-10", item("Kulturprisen 2022", "22-000001")),
    )
    assert [link[2] for link in linked.links("samme-emne")] == ["0.7"]  # 0.75 of 0.8, and 0.1


def test_a_number_of_several_topics_is_proposed_by_item(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Hjertestartere", "23-000001"), item("Temadag", "23-000001")),
        meeting(BOARD, "2024-01-08", item("Hjertestartere i byen", "24-000001")),
    )
    assert [link[:2] for link in linked.links("samme-emne")] == [("sag/24-000001", FIRST)]


def test_a_common_word_proposes_nothing(tmp_path: Path) -> None:
    items = [item("Råderumskatalog", f"23-{n:06}") for n in range(RARE + 1)]
    assert Linked(tmp_path / "a", meeting(BOARD, "2023-01-09", *items[:3])).links("samme-emne") != []
    assert Linked(tmp_path / "b", meeting(BOARD, "2023-01-09", *items)).links("samme-emne") == []


PATH = "Direktionen, Økonomiudvalget, Byrådet."
PLAN = item("Ny bro", "23-000001", path=PATH)


def test_a_path_that_was_followed(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", PLAN),
        meeting(FINANCE, "2023-01-16", item("Ny bro", "23-000001", path=PATH)),
        meeting(COUNCIL, "2023-01-16", item("Ny bro", "23-000001")),
    )
    course = [
        ("direktionen", "behandlet", FIRST),
        ("oekonomiudvalget", "behandlet", f"{F}/2023-01-16/punkt/1"),
        ("byraadet", "behandlet", "moede/byraadet/2023-01-16/punkt/1"),
    ]
    assert linked.steps(FIRST) == course
    assert linked.steps(f"{F}/2023-01-16/punkt/1") == course
    assert ("behandlingsled", len(linked.links("behandlingsled"))) == ("behandlingsled", 3)
    assert linked.evidence("behandlingsled") == {PATH, "23-000001"}


def test_a_step_that_never_came_and_one_outside_the_collection(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", PLAN),
        meeting(FINANCE, "2023-02-06", item("Noget andet", "23-000002")),
        meeting(COUNCIL, "2022-12-05", item("Endnu noget", "22-000002")),
    )
    assert [step[1] for step in linked.steps(FIRST)] == ["behandlet", "planlagt", "uden-for-korpus"]


@pytest.mark.parametrize(
    ("decision", "statuses"),
    [
        ("Godkendt. Stopper i Direktionen.", ["behandlet", "stoppet", "stoppet"]),
        ("Godkendt. Stopper i Økonomiudvalget.", ["behandlet", "behandlet", "stoppet"]),
        ("Sagen udgår.", ["behandlet", "behandlet", "stoppet"]),  # it came all the same, and no further
    ],
)
def test_a_decision_that_ends_the_path(tmp_path: Path, decision: str, statuses: list[str]) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", item("Ny bro", "23-000001", decision, path=PATH)),
        meeting(FINANCE, "2023-02-06", item("Ny bro", "23-000001", "Sagen udgår.")),
        meeting(COUNCIL, "2023-02-13", item("Noget andet", "23-000002")),
    )
    assert [step[1] for step in linked.steps(FIRST)] == statuses


def test_an_item_of_another_topic_takes_no_step(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2023-01-09", PLAN, item("Temadag", "23-000001")),
        meeting(FINANCE, "2023-02-06", item("Temadag", "23-000001")),
    )
    assert linked.steps(FIRST)[1] == ("oekonomiudvalget", "planlagt", "")


def test_every_step_has_one_status_and_links_meet_their_shapes(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(
            BOARD,
            "2023-01-09",
            PLAN,
            item("Plan", "23-000005", says="Byrådet mødtes den 1. maj 2022. Se sag 21-000001."),
        ),
        meeting(FINANCE, "2023-02-06", item("Planen", "23-000006"), item("Ny bro", "23-000001")),
    )
    graph = Graph()
    for name in GRAPHS:
        for line in linked.graph(name):
            graph.parse(data=f"{line} .", format="nt")
    assert {r.shape for la in LAYERS[:2] for r in check(graph, la)} <= {
        "https://w3id.org/sagsgraf/shapes#" + name
        for name in ("OneMinutes", "OneMeeting", "NodeTyped", "NodeLabel")
    }
    several = linked.rows("?step sg:stepStatus ?one, ?two FILTER(?one != ?two)", "step")
    unknown = linked.rows(
        "?item sg:hasTreatmentStep ?step FILTER NOT EXISTS { ?step sg:stepStatus ?one }", "step"
    )
    assert (several, unknown) == ([], [])


NUMBERS = st.sampled_from(["", "23-000001", "23-000002", "998-2017-1"])
TITLES = st.sampled_from(
    [
        "Ny bro over åen",
        "Gangbrostrategi",
        "Strategi for gangbroer",
        "Nyt fra udvalgene",
        "Lukket: Gangbrostrategi",
    ]
)
SAYS = st.sampled_from(
    [
        "",
        "Fortsættelse af sag 998-2017-1.",
        "Se sag 23-000002.",
        "Direktionen drøftede den 9. januar 2023 gangbrostrategien.",
    ]
)
PATHS = st.sampled_from(["", PATH, "Økonomiudvalget, Direktionen."])
DECISIONS = st.sampled_from(["Godkendt.", "Sagen udgår.", "Godkendt. Stopper i Direktionen."])
MEETINGS = st.builds(
    lambda body, day, items: meeting(body, day, *items),
    st.sampled_from([BOARD, FINANCE]),
    st.sampled_from(["2017-01-09", "2023-01-09", "2023-02-06", "2024-01-08"]),
    st.lists(st.builds(item, TITLES, NUMBERS, DECISIONS, SAYS, PATHS), min_size=1, max_size=3),
)


def merged(several: list[dict[str, str]]) -> Meetings:
    return {name: text for each in several for name, text in each.items()}


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(before=st.lists(MEETINGS, max_size=4), after=st.lists(MEETINGS, max_size=3), seed=st.integers(0, 9))
def test_what_is_linked_anew_is_what_linking_all_gives(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[dict[str, str]],
    after: list[dict[str, str]],
    seed: int,
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    old = merged(before)
    kept = {name: text for name, text in old.items() if random.Random(f"{seed}{name}").random() < 0.6}
    new = {**kept, **merged(after)}
    store = stored(folder / "old", old)
    update(store, [IRIS], {})
    some, all_at_once = changed(store, folder / "some", old, new, {}), stored(folder / "all", new)
    update(all_at_once, [IRIS], {})
    assert some.graphs() == all_at_once.graphs()
    for graph in GRAPHS:
        assert graph_of(some, graph) == graph_of(all_at_once, graph)


def test_a_word_that_becomes_common_takes_its_proposals_along(tmp_path: Path) -> None:
    old = merged(
        [
            meeting(BOARD, f"2020-{m:02}-{d:02}", item("Gadebelysning og støjværn", f"20-{m:03}{d:03}"))
            for m in range(1, 9)
            for d in range(1, 6)
        ]
    )
    new = {**old, **meeting(BOARD, "2021-01-04", item("Gadebelysning og støjværn", "21-000001"))}
    assert len(old) == RARE
    store = stored(tmp_path / "old", old)
    update(store, [IRIS], {})
    assert len(graph_of(store, GRAPHS.proposed)) > 0
    more = changed(store, tmp_path / "more", old, new, {})
    assert graph_of(more, GRAPHS.proposed) == set()
    fewer = changed(more, tmp_path / "fewer", new, old, {})
    assert graph_of(fewer, GRAPHS.proposed) == graph_of(store, GRAPHS.proposed)


def test_a_case_is_read_once_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    really = similar.read_matter

    def told(facts: CaseFacts, subject: str) -> Matter | None:
        read.append(subject)
        return really(facts, subject)

    monkeypatch.setattr(similar, "read_matter", told)
    monkeypatch.setattr(links, "_AT_A_TIME", 1)
    days = [f"2023-{month:02}-09" for month in range(1, 7)]
    titles = (item(f"Kanalstrategi {at}", f"23-{at:06}") for at in range(1, 7))
    linked = Linked(tmp_path, *(meeting(BOARD, day, one) for day, one in zip(days, titles, strict=True)))
    assert len(linked.links("samme-emne")) == 15
    assert sorted(set(read)) == sorted(read)


def test_the_order_of_loading_does_not_matter(tmp_path: Path) -> None:
    meetings = [
        meeting(BOARD, "2023-01-09", PLAN),
        meeting(FINANCE, "2023-02-06", item("Ny bro over åen", "23-000002")),
    ]
    one, other = Linked(tmp_path / "a", *meetings), Linked(tmp_path / "b", *reversed(meetings))
    assert [one.graph(name) for name in GRAPHS] == [other.graph(name) for name in GRAPHS]
