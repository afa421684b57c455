"""The index of a release: what is found, what is not, and that an update gives what a build from nothing does."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import sample, write

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.release import archive
from graph.search import index_file, match, search
from graph.search.rows import FACETS, of_minutes
from graph.search.search import Count, Index, Narrowing, Sort, TooMuchError
from graph.search.stems import stem
from graph.search.words import terms, words
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

BASE = "http://127.0.0.1:8000/id/aadalsoe"
ALL = 10_000
QUESTIONS = (
    "",
    "havnebad",
    "udvalg skole",
    "den",
    "20-4417",
    "998-2017-27765",
    '"af den"',
    "sprogskoel",
    "23 1",
)


@pytest.fixture(scope="module")
def index(published: Config) -> Iterator[Index]:
    with Index(archive.Release(archive.current(published)).search) as index:
        yield index


@pytest.fixture(scope="module")
def store(published: Config) -> Iterator[Store]:
    with Store.open_read_only(archive.Release(archive.current(published)).store) as store:
        yield store


def found(index: Index, question: str, **facets: str) -> list[str]:
    """The IRIs that a question finds, without what all of them begin with."""
    return [hit.iri.removeprefix(f"{BASE}/") for hit in index.search(question, facets, ALL).hits]


def _said(store: Store, item: str) -> str:
    """All that is searched of an item."""
    rows = of_minutes(store, f"{BASE}/{item.partition('/punkt')[0]}/referat")
    return "\n".join(next(row for row in rows if row.iri == f"{BASE}/{item}").searched)


@pytest.mark.parametrize("number", ["20-004417", "20-4417", "sag 2020/4417", "Sagsnr. 20 4417", "2020004417"])
def test_a_case_number_in_any_spelling(index: Index, number: str) -> None:
    answer = index.search(number, {}, ALL)
    assert answer.cases == ("20-004417",)
    assert [(hit.iri, hit.exact) for hit in answer.hits[:2]] == [
        (f"{BASE}/sag/20-004417", True),
        (f"{BASE}/moede/direktionen/2024-05-27/punkt/1", False),  # says the number in its text
    ]
    assert len(answer.hits) == 6


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("havnebad", "sag/20-004417"),
        ("NEBADE", "sag/24-002265"),
        ("økonomiudvalget", "organ/oekonomiudvalget"),
        ("oekonomiudvalg", "organ/oekonomiudvalget"),
        ("havnekontoret", "enhed/havnekontoret"),
        ("havnechef", "stilling/havnechef"),
        ("direktionen 2022", "moede/direktionen/2022-10-03"),
        ("mandag den 3. okt. 22", "moede/direktionen/2022-10-03"),
        ("9982016-22310", "sag/998-2016-22310"),
        ("ØU", "organ/oekonomiudvalget"),
        ("Direktionens møder", "organ/direktionen"),
        ("borger service", "enhed/borgerservice"),
        ("hvad siger biblioteket i Ådalsø", "enhed/aadalsoe-bibliotek"),
        ("hvem er direktør Solvej Hyldekrog", "person/ef67fa8022e8"),
        ('"inviteres desuden"', "moede/direktionen/2024-05-27/punkt/7"),
        ("skitseprojekt havnebad", "sag/20-004417"),
    ],
)
def test_what_stands_first(index: Index, question: str, first: str) -> None:
    assert found(index, question)[0] == first


def test_words_all_occur_and_phrases_stand_in_a_row(index: Index) -> None:
    together = found(index, "havnebad underskrifter")
    assert together == ["moede/direktionen/2020-08-31/punkt/1"]
    assert found(index, '"havnebad underskrifter"') == []
    assert found(index, '"underskrifter for et havnebad"') == together


def test_a_misspelt_word_of_everybodys_language_is_known_and_what_a_compound_ends_in_too(
    index: Index,
) -> None:
    said = index.search("dagplejmor", {}, ALL)  # no minutes have the word, well spelt or not
    assert said.total
    assert "boernehaven" in said.meant
    assert "aften" in index.search("vinteraften", {}, ALL).meant


def test_a_misspelling_is_forgiven(index: Index) -> None:
    answer = index.search("havnebda", {}, ALL)
    assert answer.replaced == (("havnebda", "havnebad"),)
    assert [hit.iri for hit in answer.hits] == [hit.iri for hit in index.search("havnebad", {}, ALL).hits]


def test_words_joined_by_a_hyphen_are_one_where_they_stand_so(index: Index) -> None:
    assert index.search("havne-bad", {}, ALL).hits == index.search("havnebad", {}, ALL).hits
    assert index.search("havne-xyzzy", {}, ALL).replaced == ()
    assert index.search("20-004417", {}, ALL).cases == ("20-004417",)


def test_a_danish_letter_is_one_letter(index: Index) -> None:
    """Of two letters a word is found where it stands alone, so that ØK is not in »kløkt«."""
    assert not terms("ØK").terms[0].inside
    assert terms("økt").terms[0].inside


def test_where_little_is_found_other_spellings_are_told(index: Index) -> None:
    assert index.search("vinterbader", {}, 20).alike == ()
    assert index.search("begyndere", {}, 20).alike == ()  # another form is no other spelling
    assert index.search("den", {}, 20).alike == ()


def test_other_spellings_stand_below_what_was_asked_for(graphs: dict[str, bytes], tmp_path: Path) -> None:
    store, held = _store(graphs, {(0, False), (9, False)})
    other = min(held)
    store.put_graphs({other: held[other].replace(b"usikskole", b"usikscole")})
    index_file.write(tmp_path / "index", store, held)
    with Index(tmp_path / "index") as index:
        answer = index.search("musikscole", {"art": "punkt"}, 20)
        assert answer.alike[0] == "musikskole"
        assert [hit.date for hit in answer.hits][:2] == ["2018-05-15", "2021-05-04"]


def test_a_compound_that_little_has_finds_its_kin_below(index: Index) -> None:
    answer = index.search("digitaliseringschefen", {}, ALL)
    assert answer.alike == ("digitalisering", "digitaliseringsteamet")
    assert answer.hits[0].iri.endswith("/stilling/digitaliseringschef")
    assert index.search("havnebadet", {}, ALL).alike == ()


def test_whole_words_before_beginnings_before_insides(index: Index, store: Store) -> None:
    def place(said: list[str]) -> int:
        forms = any(stem(word) == "vand" for word in said)
        return 0 if forms else 1 if any(word.startswith("vand") for word in said) else 2

    places = [place(words(_said(store, item))) for item in found(index, "vand", art="punkt")]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


@pytest.mark.parametrize(
    "name", ["jobcenter", "Jobcentret", "jobcenteret", "Jobcenter Ådalsø", "jobcentrets"]
)
def test_a_name_finds_all_that_mentions_what_it_names(index: Index, name: str) -> None:
    unit = f"{BASE}/enhed/jobcenter-aadalsoe"
    answer = index.search(name, {}, ALL)
    assert (answer.things, answer.hits[0].iri) == ((unit,), unit)
    mentioning = {hit.iri for hit in index.search("", {"art": "punkt", "enhed": unit}, ALL).hits}
    assert len(mentioning) == 11
    assert mentioning <= {hit.iri for hit in answer.hits}


@pytest.mark.parametrize(
    ("question", "expected", "total"),
    [
        ("udsat", "moede/kultur-og-fritidsudvalget/2023-09-12/punkt/3", 2),
        ("lukket", "moede/direktionen/2016-04-18/punkt/3", 20),
        ("lukkede punkter", "moede/direktionen/2016-04-18/punkt/3", 20),
        ("afbud", "moede/direktionen/2022-10-03", 5),
        ("mødedeltagere", "moede/direktionen/2022-10-03", 5),
        ("fravær", "moede/direktionen/2022-10-03", 5),
        ("12/9 2023", "moede/kultur-og-fritidsudvalget/2023-09-12/punkt/4", 7),
        ("den 14. december 2016", "moede/oekonomiudvalget/2017-06-14/punkt/3", 1),
        ("KLE 82.01.00", "sag/998-2016-04127", 3),
        ("j.nr. 82.01.00", "moede/direktionen/2016-04-18/punkt/1", 3),
        ("204417", "sag/20-004417", 6),
        ("afvist", "moede/boerne-og-ungeudvalget/2018-05-15/punkt/3", 3),
        ("møde sept. 2023", "moede/kultur-og-fritidsudvalget/2023-09-12", 7),
        ("dok.nr. 998-2016-131870", "moede/direktionen/2016-04-18/punkt/1", 1),
    ],
)
def test_what_stands_in_no_text_is_found(index: Index, question: str, expected: str, total: int) -> None:
    there = found(index, question)
    assert expected in there
    assert len(there) >= total


@pytest.mark.parametrize("day", ["31/8-2020", "31. august 2020", "august 2020", "2020-08-31"])
def test_a_day_finds_its_meeting_first(index: Index, day: str) -> None:
    assert index.search(day, {}, 1).hits[0].iri == f"{BASE}/moede/direktionen/2020-08-31"


def test_an_outcome_is_found_before_titles_of_the_same_stem(index: Index) -> None:
    answer = index.search("godkendt", {}, ALL)  # there is a case called "Godkendelse af ..."
    assert answer.hits[0].kind == "punkt"
    assert "sag" in {hit.kind for hit in answer.hits}


def test_no_word_becomes_another(index: Index) -> None:
    answer = index.search("skulptur", {}, 20)
    assert (answer.replaced, answer.some) == ((), True)
    assert answer.hits[0].iri.endswith("2023-09-12/punkt/3")  # an item on a work of art
    assert index.search("giraf", {}, 20).unknown == ("giraf",)
    assert index.search("ældreområdet", {}, 20).replaced == ()  # the council of seniors is named


def test_some_of_the_words_where_nothing_has_all(index: Index) -> None:
    answer = index.search("hvornår bliver gadelygterne slukket om natten", {}, 20)
    assert (answer.some, answer.whole) == (True, 0)
    assert {hit.iri.removeprefix(f"{BASE}/") for hit in answer.hits[:3] if hit.kind == "punkt"} == {
        "moede/udvalget-for-teknik-og-miljoe/2019-10-01/punkt/2",
        "moede/udvalget-for-teknik-og-miljoe/2016-11-08/punkt/3",
    }
    assert index.search("hvad er et havnebad", {}, 20).terms.terms[0].written == "havnebad"


def test_words_that_stand_in_very_much_are_found_all_the_same(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They tell little of what is best, and are not weighed."""
    whole = {hit.iri for hit in index.search("direktionen", {}, ALL).hits}
    some = {hit.iri for hit in index.search("direktionen xyzzyxq", {}, ALL).hits}
    monkeypatch.setattr(match, "_MOST_WEIGHED", 3)
    assert {hit.iri for hit in index.search("direktionen", {}, ALL).hits} == whole
    fewer = {hit.iri for hit in index.search("direktionen xyzzyxq", {}, ALL).hits}
    assert set() < fewer <= some


def test_several_values_a_span_and_another_order(index: Index) -> None:
    both = Narrowing({"aar": ("2021", "2023")}, until="2023-06-30")
    answer = index.search("havnebad", both, ALL, sort=Sort.OLDEST)
    dates = [hit.date for hit in answer.hits]
    assert dates == sorted(dates)
    assert {day[:4] for day in dates} == {"2021"}
    newest = index.search("havnebad", {}, ALL, sort=Sort.NEWEST).hits
    assert newest[0].date == "2024-05-27"
    assert answer.facets is not None
    assert Count("2020", 3) in answer.facets["aar"]  # what another choice would give
    assert answer.items is not None
    assert answer.items["aar"][0].things <= answer.facets["aar"][0].things


def test_advice_for_who_finds_nothing(index: Index) -> None:
    assert index.search("Xyzzyæxq", {}, 20).unknown == ("Xyzzyæxq",)
    assert index.search("xyzzyxq", {}, 20).total == 0
    apart = index.search('underskrifter kulturprisen "og af en og"', {}, 20).apart
    assert apart == (("underskrifter", 1), ("kulturprisen", 4))
    assert "20-004417" in index.search("20-4418", {}, 20).numbers


def test_facets_narrow_and_count(index: Index) -> None:
    whole = index.search("havnebad", {}, ALL)
    assert whole.facets is not None
    assert sum(one.things for one in whole.facets["art"]) == whole.total
    assert whole.facets["art"][0] == Count("punkt", 7)
    for facet, counts in whole.facets.items():
        for one in counts:
            narrowed = index.search("havnebad", {facet: one.value}, ALL)
            assert narrowed.total == len(narrowed.hits) == one.things, (facet, one)
    both = index.search("havnebad", {"art": "sag", "aar": "2023"}, ALL)
    assert [hit.iri for hit in both.hits] == [f"{BASE}/sag/20-004417"]  # of a case all its years
    assert found(index, "", art="enhed", enhed=f"{BASE}/enhed/havnekontoret") == ["enhed/havnekontoret"]
    assert found(index, "havnebad", organ=f"{BASE}/organ/findes-ikke") == []
    assert found(index, "") == []


def test_pages(index: Index) -> None:
    whole = found(index, "havnebad")
    pages = [index.search("havnebad", {}, 5, first).hits for first in range(0, len(whole), 5)]
    assert [hit.iri.removeprefix(f"{BASE}/") for page in pages for hit in page] == whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text() | st.lists(st.sampled_from(
    ["den", "havn", "NEAR(", "OR", "NOT", "AND", '"', "*", "^", "title:", "-", "{", "}", ")", "text", "er", "20-4417", "'"]
)).map(" ".join))  # fmt: skip
def test_nothing_but_words_is_searched(index: Index, store: Store, question: str) -> None:
    """Whatever is written, it finds what has its words, and never raises."""
    answer = index.search(question, {}, ALL)
    if answer.cases or answer.replaced or answer.unknown or answer.some or not answer.terms.terms:
        return
    asked = terms(question).terms
    items = [
        row for graph in store.graphs() if graph.endswith("/referat") for row in of_minutes(store, graph)
    ]

    def has(said: str, words_of: tuple[str, ...], inside: bool) -> bool:
        if inside:
            return any(words_of[0] in word for word in said.split())
        return f" {' '.join(words_of)} " in f" {said} "

    expected = {
        row.iri
        for row in items
        if all(
            any(has(" ".join(words(said)), term.words, term.inside) for said in row.searched)
            for term in asked
        )
    }
    assert {hit.iri for hit in answer.hits if hit.kind in ("punkt", "moede")} >= expected


@pytest.mark.parametrize(
    "question", ["e", "den", "a" * 10_000, " ".join(f"ord{n}" for n in range(10_000)), "\x00", "\ud800"]
)
def test_hostile_questions(index: Index, question: str) -> None:
    index.search(question, {}, 20)


def test_a_search_is_stopped(published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index(archive.Release(archive.current(published)).search) as index:
        monkeypatch.setattr(search, "_SECONDS", -1.0)
        monkeypatch.setattr(search, "_STEPS", 1)
        with pytest.raises(TooMuchError):
            index.search("den", {}, 20)
        monkeypatch.undo()
        assert index.search("den", {}, 20).total > 0


def test_many_threads_search_at_once(index: Index) -> None:
    asked = ["havnebad", "den", "20-4417", "udvalg skole", "havnebda"] * 8
    alone = {question: index.search(question, {}, 20) for question in asked}
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda question: index.search(question, {}, 20), asked))
    assert together == [alone[question] for question in asked]


def test_a_closed_item_is_number_title_and_case_number(tmp_path: Path) -> None:
    folder = write(tmp_path / "minutes", a=sample(closed_words="Hemmeligheden Quisling Xylofon"))
    release = publish(folder, Config(data_dir=tmp_path / "data", profile="aadalsoe")).release
    with Index(release.search) as index:
        assert found(index, "kulturprisen", aabenhed="https://w3id.org/sagsgraf/concept/aabenhed/lukket") == [
            "sag/23-004418",
            "moede/direktionen/2023-09-12/punkt/2",
        ]
        assert found(index, "23-4418")[0] == "sag/23-004418"
        assert index.search("xylofon", {}, 20).unknown == ("xylofon",)
    assert b"xylofon" not in release.search.read_bytes().lower()


def test_the_same_documents_give_the_same_bytes(store: Store, tmp_path: Path) -> None:
    graphs = [graph for graph in store.graphs() if graph.endswith("/referat")]
    for name, given_in in (("a", graphs), ("b", graphs[::-1])):
        index_file.write(tmp_path / name, store, given_in)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def _answers(path: Path) -> list[object]:
    """Everything that some questions and facets find, and the list of words."""
    with Index(path) as index:
        answers: list[object] = [index.search(question, {}, ALL) for question in QUESTIONS]
        for facet, value in (("art", "sag"), ("art", "dokument"), ("art", "person"), ("aar", "2017")):
            answers.append(index.search("", {facet: value}, ALL))
        return [*answers, index._vocabulary._listed]


@pytest.fixture(scope="module")
def graphs(store: Store) -> dict[str, bytes]:
    """Each of the examples' graphs of minutes, as N-Triples."""
    return {
        graph: b"".join(f"{triple} .\n".encode() for triple in store.triples(graph_iri=graph))
        for graph in store.graphs()
        if graph.endswith("/referat")
    }


def _store(graphs: dict[str, bytes], chosen: set[tuple[int, bool]]) -> tuple[Store, dict[str, bytes]]:
    """A store of some of the graphs; those with True say ``Havnebro`` for ``Havnebad``."""
    names = sorted(graphs)
    held = {
        names[at]: graphs[names[at]].replace(b"avnebad", b"avnebro") if other else graphs[names[at]]
        for at, other in sorted(chosen, reverse=True)
    }
    store = Store(ox.Store())
    store.put_graphs(held)
    return store, held


_CHOSEN = st.sets(st.tuples(st.integers(0, 15), st.booleans()), min_size=1, max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=_CHOSEN, after=_CHOSEN)
def test_an_update_answers_as_a_build_from_nothing(
    graphs: dict[str, bytes], before: set[tuple[int, bool]], after: set[tuple[int, bool]]
) -> None:
    old_store, old = _store(graphs, before)
    new_store, new = _store(graphs, after)
    changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    with TemporaryDirectory() as folder, closing(old_store), closing(new_store):
        one, two, three = (Path(folder, name) for name in "123")
        index_file.write(one, old_store, old)
        index_file.write(two, new_store, new)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index_file, "write", None)  # it is brought up to date, and not written anew
            index_file.update(three, new_store, new, one, old_store, changed)
        assert _answers(three) == _answers(two)


def test_an_index_that_is_not_of_the_old_release_is_written_anew(
    graphs: dict[str, bytes], tmp_path: Path
) -> None:
    first, second = _store(graphs, {(0, False)})[0], _store(graphs, {(5, False), (6, False)})[0]
    third, held = _store(graphs, {(5, False), (7, False)})
    index_file.write(tmp_path / "first", first, first.graphs())
    index_file.write(tmp_path / "anew", third, held)
    (tmp_path / "broken").write_bytes(b"SQLite format 3\x00" + bytes(5000))
    for old in ("first", "broken", "missing"):
        changed = set(second.graphs()) ^ set(held)
        index_file.update(tmp_path / "new", third, held, tmp_path / old, second, changed)
        assert (tmp_path / "new").read_bytes() == (tmp_path / "anew").read_bytes()


def test_nothing_is_left_of_what_is_withdrawn(tmp_path: Path) -> None:
    """Not in the pages of the file that are free either; and the next release begins with a copy of it."""
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    folder = write(tmp_path / "minutes", a=sample(decision="Udsat til Sønderjyske Å."), b=sample("13"))
    before = publish(folder, config).release.search.read_bytes()
    assert b"soenderjyske" in before
    release = withdraw(f"{BASE}/moede/direktionen/2023-09-12/punkt/1", "persondata", "tester", config).release
    assert b"soenderjyske" not in release.search.read_bytes()
    write(folder, c=sample("14"))
    again = publish(folder, config).release
    assert b"soenderjyske" not in again.search.read_bytes()
    with Index(again.search) as index:
        assert found(index, "sønderjyske") == []
        assert found(index, "havnebad", art="punkt") == [
            "moede/direktionen/2023-09-14/punkt/1",
            "moede/direktionen/2023-09-13/punkt/1",
        ]
        assert index.search("20-4417", {"art": "sag"}, 20).facets == {
            **dict.fromkeys(FACETS, ()),
            "art": (Count("sag", 1),),
            "organ": (Count(f"{BASE}/organ/direktionen", 1),),
            "aar": (Count("2023", 1),),
            "udfald": (Count("https://w3id.org/sagsgraf/concept/beslutningsudfald/godkendt", 1),),
            "aabenhed": (Count("https://w3id.org/sagsgraf/concept/aabenhed/aabent", 1),),
        }


def test_what_is_replaced_leaves_the_file(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe")
    folder = write(tmp_path / "minutes", a=sample(decision="Udsat til Sønderjyske Å."), b=sample("13"))
    publish(folder, config)
    write(folder, a=sample())
    path = publish(folder, config).release.search
    with Index(path) as index:
        assert found(index, "sønderjyske") == []
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM word WHERE word = 'soenderjyske'").fetchone() == (0,)
        database.execute("INSERT INTO search (search) VALUES ('integrity-check')")
