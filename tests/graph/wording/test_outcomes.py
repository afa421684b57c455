"""What decisions came to: the table of wordings, negation by every means of the language, points, and what
the outcomes mean."""

import re
from datetime import date

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT, TESTS
from pyshacl import validate
from rdflib import SKOS, Graph, Literal, URIRef

from graph.base.config import resource
from graph.ontology.terms import CONCEPT, NoMeaningError, Vocabulary, term, vocabulary
from graph.wording.outcomes import outcomes, read_outcomes

TABLE = TESTS / "data" / "decisions.tsv"
ROWS = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CODES = {one.code for one in vocabulary().concepts("beslutningsudfald")}


def printed(words: str) -> str:
    """The words of a row of the table, with its line ends."""
    return words.replace(" / / ", "\n\n").replace(" / ", "\n")


@each(("codes", "points", "words"), ROWS)
def test_wordings_of_many_municipalities(codes: str, points: str, words: str) -> None:
    read = read_outcomes(printed(words))
    assert ",".join(read.codes) == codes
    assert ",".join(f"{point.number}={point.outcomes[0].code}" for point in read.points) == points


def test_the_table_is_large_and_has_every_code() -> None:
    assert len(ROWS) >= 350
    assert {code for codes, *_ in ROWS for code in codes.split(",")} == CODES


def test_few_decisions_that_tell_an_outcome_are_left_in_free_text() -> None:
    telling = [words for codes, _, words in ROWS if codes != "fritekst"]
    assert [words for words in telling if outcomes(printed(words)) == ("fritekst",)] == []


# Verbs that say yes or move a case, by their forms: passive, participle, past, present, infinitive, object.
VERBS = [
    ("godkendt", "godkendes", "godkendt", "godkendte", "godkender", "godkende", "indstillingen"),
    ("godkendt", "tiltrædes", "tiltrådt", "tiltrådte", "tiltræder", "tiltræde", "indstillingen"),
    ("godkendt", "vedtages", "vedtaget", "vedtog", "vedtager", "vedtage", "forslaget"),
    ("godkendt", "imødekommes", "imødekommet", "imødekom", "imødekommer", "imødekomme", "ansøgningen"),
    ("godkendt", "bevilges", "bevilget", "bevilgede", "bevilger", "bevilge", "beløbet"),
    ("godkendt", "følges", "fulgt", "fulgte", "følger", "følge", "indstillingen"),
    ("anbefales", "anbefales", "anbefalet", "anbefalede", "anbefaler", "anbefale", "indstillingen"),
    ("udsat", "udsættes", "udsat", "udsatte", "udsætter", "udsætte", "sagen"),
    ("oversendt", "oversendes", "oversendt", "oversendte", "oversender", "oversende", "sagen"),
    ("genoptages", "genoptages", "genoptaget", "genoptog", "genoptager", "genoptage", "sagen"),
]
BODIES = [
    "Udvalget",
    "Byrådet",
    "Kommunalbestyrelsen",
    "Økonomiudvalget",
    "Direktionen",
    "ØK",
    "Et flertal",
    "Et enigt udvalg",
]
YES = [
    "{Object} {passive}",
    "{Object} blev {participle}",
    "{Object} er {participle}",
    "{Body} {past} {object}",
    "{Body} {present} {object}",
    "Herefter {past} {Body} {object}",
    "{Body} besluttede at {infinitive} {object}",
    "{Body} besluttede, at {object} {passive}",
    "{Body} kan {infinitive} {object}",
]
NO = [
    "{Object} {passive} ikke",
    "{Object} blev ikke {participle}",
    "{Object} er dermed ikke {participle}",
    "{Object} kan ikke {passive}",
    "{Object} kunne ikke {passive}",
    "{Body} {past} ikke {object}",
    "{Body} {present} ikke {object}",
    "Herefter {past} {Body} ikke {object}",
    "{Body} kan ikke {infinitive} {object}",
    "{Body} kunne ikke {infinitive} {object}",
    "{Body} vil ikke {infinitive} {object}",
    "{Body} ønsker ikke at {infinitive} {object}",
    "{Body} ønsker ikke, at {object} {passive}",
    "{Body} besluttede ikke at {infinitive} {object}",
    "{Body} besluttede, at {object} ikke {passive}",
    "{Body} undlod at {infinitive} {object}",
    "{Body} undlader at {infinitive} {object}",
    "{Body} afviste at {infinitive} {object}",
    "{Body} nægtede at {infinitive} {object}",
    "Hverken {object} eller bilagene blev {participle}",
    "Ingen af forslagene blev {participle}",
    "{Object} blev aldrig {participle}",
    "Ikke {participle}",
    "Endnu ikke {participle}",
]
BEFORE = [
    "",
    "Fraværende: Karla Ryttergård\n",
    "Afbud fra Bo Hårup (V).\n",
    "Med stemmerne 3 for og 4 imod blev sagen afgjort. ",
]
BEHIND = [
    ".",
    "",
    ", da tallene mangler.",
    ", idet det bemærkes, at fristen er kort.",
    ".\n\nBo Hårup (V) deltog ikke.",
    " med 4 stemmer mod 3.",
]


def filled(form: str, verb: tuple[str, ...], body: str) -> str:
    _, passive, participle, past, present, infinitive, thing = verb
    return form.format(
        passive=passive, participle=participle, past=past, present=present, infinitive=infinitive, object=thing,
        Object=thing.capitalize(), Body=body,
    )  # fmt: skip


@given(
    st.sampled_from(NO),
    st.sampled_from(VERBS),
    st.sampled_from(BODIES),
    st.sampled_from(BEFORE),
    st.sampled_from(BEHIND),
)
def test_what_is_negated_is_never_the_positive_code(
    form: str, verb: tuple[str, ...], body: str, before: str, behind: str
) -> None:
    found = outcomes(f"{before}{filled(form, verb, body)}{behind}")
    assert verb[0] not in found
    assert "godkendt" not in found
    assert "godkendt-med-bemaerkning" not in found
    assert "anbefales" not in found


@each("form", YES)
@each("verb", VERBS)
@each("body", BODIES)
def test_what_is_not_negated_is_read(form: str, verb: tuple[str, ...], body: str) -> None:
    if verb[2] in ("fulgt", "genoptaget") or (verb[0] == "anbefales" and "besluttede" in form):
        form = (
            "{Body} besluttede at {infinitive} {object}"
            if verb[0] != "anbefales"
            else "{Body} {past} {object}"
        )
    assert outcomes(f"{filled(form, verb, body)}.") == (verb[0],)


@each("form", NO[:16])
def test_a_negated_yes_is_a_no(form: str) -> None:
    assert outcomes(f"{filled(form, VERBS[0], 'Udvalget')}.") == ("ikke-godkendt",)


@given(st.text(alphabet='abAB 12.,:;()\n-”"*ikkeatogGodkendt', max_size=300))
def test_any_words_are_read_with_their_place(words: str) -> None:
    read = read_outcomes(words)
    assert read.outcomes
    for one in [*read.outcomes, *(outcome for point in read.points for outcome in point.outcomes)]:
        assert one.code in CODES
        assert 0 <= one.words.start <= one.words.end <= len(words)
    assert all(0 <= point.words.start <= point.words.end <= len(words) for point in read.points)


@each(
    "words",
    [
        "godkendt " * 5_000,
        "Udvalget besluttede " * 5_000,
        "1. " * 2_000,
        "(" * 50_000,
        "”" * 50_000,
        "a-" * 50_000,
        "ikke at " * 10_000,
        "Ad 1, 2 og 3 " * 5_000,
        "sendte sagen " * 10_000,
        "med stemmerne 3 for " * 5_000,
        "Godkendt." + "\n" * 50_000 + "x",
    ],
)
def test_long_words_take_no_long_time(words: str) -> None:
    """The runner's own time limit would end it; what is asserted is that something comes out."""
    assert read_outcomes(words).outcomes


@each(
    ("words", "told"),
    [
        (
            "1. Anbefales.\n2. Anbefales.\nImod stemte: Jonna Sejerskilde (Ø)",
            [("1", "Anbefales."), ("2", "Anbefales.")],
        ),
        ("Ad 1: Godkendt.\n\nAd 2: Godkendt.\n\nGruppe L: ”Nej.”", [("1", "Godkendt."), ("2", "Godkendt.")]),
        ("A) Anbefales.\nB) Ikke godkendt.", [("A", "Anbefales."), ("B", "Ikke godkendt.")]),
        ("2a-c. Udsat. 3. Godkendt.", []),
        (
            "Ad 2a-c: Udsat. Ad 3: Godkendt.",
            [("2a", "Udsat."), ("2b", "Udsat."), ("2c", "Udsat."), ("3", "Godkendt.")],
        ),
        ("Ad 1 og 3: Godkendt.", [("1", "Godkendt."), ("3", "Godkendt.")]),
        ("1) godkendt 2) ikke godkendt", [("1", "godkendt"), ("2", "ikke godkendt")]),
        ("Godkendt. Punkt 14 udgik.", []),
        ("Mødet den 3. maj og 4. juni.", []),
        ("1. Godkendt.", []),
        ("1\tGodkendt\n2\tUdsat", [("1", "Godkendt"), ("2", "Udsat")]),
        (
            "Nr.\tBeslutning\tIndstilling\n1.\tUdsat\tat planen godkendes\n2.\tGodkendt\tat A",
            [("1", "Udsat"), ("2", "Godkendt")],
        ),
        ("Parti\tSvar\nA\tgodkendt\nC\tudsat", []),
        ("Nr.\tBeslutning\tByrådets beslutning\n1\tUdsat\tGodkendt\n2\tGodkendt\tAfvist", []),
        ("Nr.\tIndstilling\n1\tPlanen godkendes\n2\tLånet bevilges", []),
        ("1\tPlanen godkendes\n2\tLånet bevilges\n\nIndstillingen blev afvist.", []),
        (
            "Økonomiudvalget den 4. september 2023:\n1\tAnbefales\n2\tUdsat\n\nByrådet den 12. september 2023:\nGodkendt",
            [],
        ),
    ],
)
def test_points(words: str, told: list[tuple[str, str]]) -> None:
    read = read_outcomes(words).points
    assert [(point.number, words[point.words.start : point.words.end]) for point in read] == told


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Borgmesterens deltagelse i mødet udsættes til 12. august.", "Borgmesterens deltagelse i mødet"),
        ("Besøget på skolen er udskudt.", "Besøget på skolen er"),
        ("Sagen udsættes.", None),
        ("Behandlingen af punktet udsættes.", None),
    ],
)
def test_what_is_postponed_is_the_case_or_something_else(words: str, about: str | None) -> None:
    [one] = read_outcomes(words).outcomes
    assert one.code == "udsat"
    assert (words[one.about.start : one.about.end] if one.about else None) == about


@pytest.mark.parametrize(
    ("body", "words", "codes"),
    [
        ("Byrådet", "Økonomiudvalget: Anbefales.\nByrådet: Godkendt.", ("godkendt",)),
        ("Økonomiudvalget", "Økonomiudvalget: Anbefales.\nByrådet: Godkendt.", ("anbefales",)),
        ("Byrådet", "Økonomiudvalget: Anbefales.", ("fritekst",)),
        ("Byrådet", "Byrådet den 3. maj 2022: Udsat.\nByrådet den 7. juni 2022: Godkendt.", ("udsat",)),
        ("Byrådet", "Byrådet godkendte den 5. april 2022 planen.", ("fritekst",)),
        ("Byrådet", "Byrådet godkendte den 3. maj planen.", ("godkendt",)),
        ("Byrådet", "Byrådet vedtog planen i 2019. Til efterretning.", ("taget-til-efterretning",)),
        ("Byrådet", "Byrådet godkendte planen, som blev vedtaget i 2019 af udvalget.", ("godkendt",)),
        ("Byrådet", "Planen blev vedtaget i 2019, og tillægget godkendes.", ("godkendt",)),
        ("Byrådet", "Byrådet godkendte forbruget i 2021.", ("godkendt",)),
        ("Byrådet", "Økonomiudvalget anbefaler, at Byrådet godkender planen.\n\nGodkendt.", ("godkendt",)),
        ("Økonomiudvalget", "Byrådet godkendte rammen i april. Taget til efterretning.", ("taget-til-efterretning",)),
        ("Økonomi- og Erhvervsudvalget", "Økonomiudvalget: Anbefales.", ("anbefales",)),
        ("Teknisk Udvalg", "Udvalget: Godkendt.", ("godkendt",)),
        ("Byrådet", "Indstilling til Økonomiudvalget: Godkendt.", ("godkendt",)),
    ],
)  # fmt: skip
def test_the_meeting_tells_whose_answer_is_its_own(body: str, words: str, codes: tuple[str, ...]) -> None:
    assert read_outcomes(words, body, date(2022, 5, 3)).codes == codes


# What outcomes mean.


def judged(graph: Graph) -> tuple[bool, str]:
    shapes = Graph().parse(resource("shapes") / "ontology" / "outcome.ttl")
    conforms, _, text = validate(graph, shacl_graph=shapes)
    return bool(conforms), str(text)


def test_the_ontology_says_what_every_outcome_means() -> None:
    conforms, text = judged(vocabulary().graph)
    assert conforms, text
    assert set(vocabulary().meanings) == CODES


@pytest.mark.parametrize(
    "name", ["settles", "keepsOpen", "postpones", "endsPath", "ofHandling", "actOfBody", "comparesAs"]
)
def test_an_outcome_without_a_meaning_fails_and_is_not_counted_silently(name: str) -> None:
    graph = Graph() + vocabulary().graph
    graph.remove((URIRef(f"{CONCEPT}beslutningsudfald/udsat"), term(name), None))
    assert not judged(graph)[0]
    with pytest.raises(NoMeaningError, match=f"udsat lacks sg:{name}"):
        _ = Vocabulary(graph).meanings


def test_a_new_outcome_without_a_meaning_fails() -> None:
    graph = Graph() + vocabulary().graph
    known, new = URIRef(f"{CONCEPT}beslutningsudfald/udsat"), URIRef(f"{CONCEPT}beslutningsudfald/glemt")
    for prop, value in list(graph.predicate_objects(known)):
        if prop in (SKOS.inScheme, SKOS.prefLabel) or str(prop).endswith("#type"):
            graph.add((new, prop, value))
    graph.add((new, SKOS.notation, Literal("glemt")))
    assert not judged(graph)[0]


def test_meanings_fit_each_other() -> None:
    meanings = vocabulary().meanings
    for code, meaning in meanings.items():
        assert not (meaning.settles and meaning.keeps_open), code
        assert not meaning.postpones or meaning.keeps_open, code
        assert meaning.negated_as is None or meanings[meaning.negated_as].compares_as == "ikke-fulgt", code


def test_no_other_module_has_a_table_of_outcomes() -> None:
    """The reader makes some codes itself; everybody else asks what an outcome means."""
    several = "|".join(sorted(CODES - {"fritekst", "ikke-registreret"}))
    files = [file for part in ("graph", "api") for file in (ROOT / part).rglob("*.py")]
    naming = {file.name for file in files if re.search(rf'"({several})"', file.read_text(encoding="utf-8"))}
    # What is due has a kind of that name, a heading for it, and a word of assistants for it.
    assert naming == {"phrase_outcomes.py", "sentence_outcomes.py", "due.py", "listing.py", "tools.py"}
