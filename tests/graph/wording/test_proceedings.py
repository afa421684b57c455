"""What decisions tell of votes, dissents, amendments, presence and rights used."""

import string
import sys

import pytest
from each import each
from hypothesis import given, settings
from hypothesis import strategies as st
from places import TESTS

from graph.minutes.document import Document
from graph.minutes.model import Amendment, Dissent, Presence, Quote, Referral, Side, Span, Vote
from graph.wording.outcomes import outcomes
from graph.wording.passages import Passage
from graph.wording.presence import read_remarks
from graph.wording.proceedings import Proceedings, read_proceedings

TABLE = TESTS / "data" / "proceedings.tsv"


def rows() -> list[tuple[str, str]]:
    """What is told, and the words."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(told, words.replace(" // ", "\n\n").replace(" / ", "\n")) for told, words in cells]


def names(who: Side | Dissent | Amendment | Referral) -> str:
    return ", ".join(quote.text for quote in (*who.parties, *who.persons))


def side(mark: str, one: Side) -> str:
    return f" {mark}{'' if one.count is None else one.count}[{names(one)}]" if one else ""


def vote(one: Vote) -> str:
    sides = side("+", one.in_favour) + side("-", one.against) + side("=", one.abstaining)
    return f"{one.on} {one.result}{sides}"


def presence(one: Presence) -> str:
    whom = f" for {one.substitute_for}" if one.substitute_for else ""
    return f"{one.status} {one.name.text}{whom}" + (f" ({one.note})" if one.note else "")


def told(read: Proceedings) -> str:
    return " | ".join(
        [
            *(vote(one) for one in read.votes),
            *(f"{one.kind} [{names(one)}] {one.text.text}" for one in read.dissents),
            *(f"ÆF [{names(one)}] {one.text.text} -> {one.result}" for one in read.amendments),
            *(presence(one) for one in read.attendance),
            *([f"{read.referral.kind} [{names(read.referral)}] {read.referral.to}"] if read.referral else []),
            *(finding.code for finding in read.findings),
        ]
    )


def read(words: str) -> Proceedings:
    document = Document("", words)
    return read_proceedings(document, document.quote(0, len(words)), body="Byrådet")


@each(("wanted", "words"), rows())
def test_decision_tells_how_it_came_about(wanted: str, words: str) -> None:
    assert told(read(words)) == wanted


# The rows of a table, its cells apart by tabs; the vote.
TABLES = [
    ("For\tImod\tUndlod at stemme\nA, B og F\tV", "helheden vedtaget +[A, B, F] -[V]"),
    ("For stemte\tA (5), F (2)\nImod stemte\tV", "helheden vedtaget +7[A, F] -[V]"),
    ("For:\t12\tA, B\nImod:\t7\tV", "helheden vedtaget +12[A, B] -7[V]"),
    ("Medlem\tFor\tImod\tUndlod\nAnna Lund (A)\tX\nBo Ravn (V)\t\tX\nIda Holm (F)\t\t\tx",
     "helheden vedtaget +[Anna Lund] -[Bo Ravn] =[Ida Holm]"),
    ("Navn\tStemme\nAnna Lund (A)\tJa\nBo Ravn (V)\tNej\nIda Holm (F)\tUndlod",
     "helheden vedtaget +[Anna Lund] -[Bo Ravn] =[Ida Holm]"),
    ("Parti\tFor\tImod\nA\t5\t0\nV\t\t3\nI alt\t5\t3", "helheden vedtaget +5[A] -3[V]"),
    ("For stemte      Imod stemte\nA og B          V", "helheden vedtaget +[A, B] -[V]"),
    ("Navn\tStemme\nAnna Lund (A)\tJa\nnaboen\tNej", ""),
    ("Medlem\tFor\tImod\nAnna Lund (A)\tvistnok\nBo Ravn (V)\t\tX", ""),
    ("Navn\tUdvalg\nAnna Lund\tTeknik\nBo Ravn\tKultur", ""),
]  # fmt: skip


@each(("rows", "wanted"), TABLES)
def test_a_table_tells_who_voted_how_or_nothing(rows: str, wanted: str) -> None:
    assert told(read(f"Godkendt.\n\n{rows}")) == wanted


# The title, the text before the decision, the decision; what right was used.
RIGHTS = [
    ("Initiativretssag: Billigere bus (Ø)", "", "Sagen sendes til Teknikudvalget.", "initiativret [Ø] Teknikudvalget"),
    ("Medlemsforslag om nye bænke", "(Stillet af Anna Lund, A)", "Henvist til Parkudvalget.", "initiativret [A, Anna Lund] Parkudvalget"),
    ("Nye bænke", "Anna Lund (A) har begæret sagen optaget på dagsordenen.", "Drøftet.", "initiativret [Anna Lund] None"),
    ("Nye bænke", "Gruppe V har anmodet om at få punktet på dagsordenen.", "Godkendt.", "initiativret [V] None"),
    ("Nye bænke", "Bo Ravn (C) ønsker i henhold til styrelseslovens § 11 sagen på byrådets dagsorden.", "Godkendt.", "initiativret [Bo Ravn] None"),
    ("Nye bænke", "Forvaltningen har sat sagen på dagsordenen.", "Godkendt.", ""),
    ("Nye bænke", "Anna Lund (A) har ikke begæret sagen på dagsordenen.", "Godkendt.", ""),
    ("Forslag til lokalplan 14", "Sagen oversendes til Byrådet.", "Godkendt.", ""),
]  # fmt: skip


@each(("title", "before", "words", "wanted"), RIGHTS)
def test_title_and_text_tell_who_raised_the_case(title: str, before: str, words: str, wanted: str) -> None:
    document = Document("", f"{title}\n{before}\n{words}")
    at = len(title) + 1
    read = read_proceedings(
        document,
        document.quote(at + len(before) + 1, len(document.text)),
        title=document.quote(0, len(title)),
        told=[Span(at, at + len(before))],
        body="Byrådet",
    )
    assert told(read) == wanted


REMARKS = [
    ("Anna Lund, Ø, ankom til mødet kl. 17.52 under behandlingen af punkt 2.", {"2": "arrived Anna Lund (17.52)"}),
    ("Anna Lund (V) medvirkede ikke ved behandlingen af pkt. 5, idet hun var inhabil.", {"5": "disqualified Anna Lund"}),
    ("Fraværende: Anna Lund (A), sag 3-5", {"3": "absent Anna Lund", "4": "absent Anna Lund", "5": "absent Anna Lund"}),
    ("Fraværende: Anna Lund (A), sag 3, Bo Ravn (V), sag 8", {"3": "absent Anna Lund", "8": "absent Bo Ravn"}),
    ("Anna Lund (V) deltog ikke i punkt 4 og 6.", {"4": "absent Anna Lund", "6": "absent Anna Lund"}),
    ("Under punkt 5 var Anna Lund ikke til stede.", {"5": "absent Anna Lund"}),
    ("Punkt 4: Anna Lund (V) var inhabil.", {"4": "disqualified Anna Lund"}),
    ("Anna Lund (F) forlod mødet efter sag nr. 4.", {}),
    ("Anna Lund var inhabil i punkt 2. Sag nr. 6 udgik af dagsordenen.", {"2": "disqualified Anna Lund"}),
    ("Anna Lund var ikke inhabil i punkt 2.", {}),
    ("Anna Lund var inhabil i punkt 77.", {}),
]  # fmt: skip


@each(("words", "wanted"), REMARKS)
def test_remark_of_the_head_holds_for_the_items_it_names(words: str, wanted: dict[str, str]) -> None:
    passage = Passage(Document("", words), Span(0, len(words)))
    read = read_remarks(passage, [str(number) for number in range(1, 12)], "Byrådet")
    assert {number: " | ".join(map(presence, people)) for number, people in read.items()} == wanted


def participant(name: str, party: str, status: str = "present") -> Presence:
    return Presence(Quote(name, Span(0, 0)), status, party)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("For stemte: 3 (A). Imod stemte: 1 (V). Godkendt.", ["vote-count-differs"]),
        ("For stemte: 2 (A). Imod stemte: 1 (V). Godkendt.", []),
        ("For stemte: 2 (A). Imod stemte: 2 (Ø). Godkendt.", []),
        ("Med stemmerne 3 for og 1 imod godkendte Byrådet sagen. For stemte: 2 (A). Imod stemte: 1 (V).", ["vote-count-differs"]),
        ("Imod stemte Ida Holm (V). Godkendt.", ["vote-by-absent"]),
        ("Imod stemte Cai Dal (V). Godkendt. Cai Dal (V) var inhabil.", ["vote-by-disqualified"]),
        ("Imod stemte Cai Dal (V). Godkendt.\nFraværende: Cai Dal (V)", ["vote-by-absent"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_kept(words: str, codes: list[str]) -> None:
    people = [participant("Anna Lund", "A"), participant("Bo Ravn", "A"), participant("Cai Dal", "V")]
    people.append(participant("Ida Holm", "V", "absent"))
    document = Document("", words)
    read = read_proceedings(document, document.quote(0, len(words)), participants=people, body="Byrådet")
    assert [finding.code for finding in read.findings] == codes
    assert read.votes


def test_presence_told_elsewhere_is_the_items_too() -> None:
    document = Document("", "Godkendt. Anna Lund (A) var inhabil.")
    remarked = [participant("Anna Lund", "A", "absent"), participant("Bo Ravn", "V", "absent")]
    read = read_proceedings(
        document, document.quote(0, len(document.text)), remarked=remarked, body="Byrådet"
    )
    assert [presence(one) for one in read.attendance] == ["disqualified Anna Lund", "absent Bo Ravn"]


def test_statements_of_others_are_no_outcome() -> None:
    words = "Godkendt.\n\nMindretalsudtalelse fra V: Forslaget er for dyrt. Sagen afvises og udsættes."
    assert outcomes(words) == ("godkendt",)
    assert outcomes(
        "V fremsatte følgende ændringsforslag:\n\nSagen udsættes.\n\nFor stemte V. Imod stemte A.\n\nGodkendt."
    ) == ("godkendt",)


## Any party, name and number in the known frames comes back as it was put in

LETTERS = [*"ABCDFKLOVØÅ", "UP-1", "UP2", "SF"]
parties = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=6, unique=True)
FIRST = ["Anna", "Bo", "Ida", "Karl-Emil", "Mette Marie", "Åse", "Østen", "Jens"]
LAST = ["Lund", "Ravn", "Holm", "van der Bruun", "Friis-Kjær", "Ægir", "Dalgaard"]
people = st.lists(
    st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST), st.sampled_from(LETTERS)),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one[:2],
)
counts = st.integers(min_value=0, max_value=60)


def listed(parts: list[str], mark: str = ", ") -> str:
    return " og ".join([mark.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=60), counts)
def test_counts_come_back(many: int, few: int) -> None:
    for words in (
        f"Med stemmerne {many} for og {few} imod godkendte Byrådet sagen.",
        f"Godkendt med {many} stemmer mod {few}.",
    ):
        (one,) = read(words).votes
        assert (one.on, one.result) == ("helheden", "vedtaget")
        assert (one.in_favour.count, one.against.count, one.abstaining.count) == (many, few, None)


@settings(deadline=None)
@given(parties, people, counts)
def test_lists_come_back(letters: list[str], persons: list[tuple[str, str, str]], number: int) -> None:
    full = [f"{first} {last}" for first, last, _ in persons]
    marked = [f"{name} ({party})" for name, (_, _, party) in zip(full, persons, strict=True)]
    told = listed([*letters, *marked])
    for words in (
        f"For stemte: {told} – i alt {number}\nImod stemte: ingen\nGodkendt.",
        f"For: {number} ({told})\nImod: ingen\nGodkendt.",
        f"For stemte {number} ({told}). Imod stemte ingen. Godkendt.",
    ):
        (one,) = read(words).votes
        assert [quote.text for quote in one.in_favour.parties] == letters
        assert [quote.text for quote in one.in_favour.persons] == full
        assert (one.in_favour.count, one.against.count) == (number, 0)
    (one,) = read(f"Godkendt. {listed(marked)} stemte imod.").votes
    assert [quote.text for quote in one.against.persons] == full
    (one,) = read("Imod stemte:\n\n" + "\n\n".join(marked) + "\n\nGodkendt.").votes
    assert [quote.text for quote in one.against.persons] == full


@settings(deadline=None)
@given(people)
def test_presence_comes_back_and_its_negation_does_not(persons: list[tuple[str, str, str]]) -> None:
    full = [f"{first} {last}" for first, last, _ in persons]
    told = listed([f"{name} ({party})" for name, (_, _, party) in zip(full, persons, strict=True)])
    for words, status in (
        (f"Fraværende: {told}\nGodkendt.", "absent"),
        (f"Afbud fra {told}.\n\nGodkendt.", "excused"),
        (f"Godkendt. {told} var inhabile og deltog ikke i sagens behandling.", "disqualified"),
    ):
        assert [(one.name.text, one.status) for one in read(words).attendance] == [
            (name, status) for name in full
        ]
    assert read(f"Godkendt. {told} var ikke inhabile.").attendance == ()


PIECES = st.sampled_from(
    ["For stemte", "Imod stemte", ":", " A", ", ", " og ", "(V)", "\n", "\n\n", ". ", "Anna Lund", "12", "”", "undlod at stemme", "ændringsforslag",
     "inhabil", "ikke ", "protokollen", "Ad 1", "1.-2.", "Fraværende", "mindretal", "i alt", "(", ")", "stemte imod", "foreslog, at ", "\u00a0", "§ 23"]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.one_of(
        st.lists(PIECES, max_size=60).map("".join), st.text(alphabet=string.printable + "æøå”“", max_size=200)
    )
)
def test_any_text_is_read_and_every_word_told_stands_there(words: str) -> None:
    document = Document("", words)
    found = read_proceedings(document, document.quote(0, len(words)), body="Byrådet")
    quotes = [
        quote
        for one in found.votes
        for side in (one.in_favour, one.against, one.abstaining)
        for quote in (*side.parties, *side.persons)
    ]
    quotes += [one.name for one in found.attendance] + [
        one.text for one in (*found.dissents, *found.amendments)
    ]
    assert all(document.quote(quote.span.start, quote.span.end) == quote for quote in quotes)


# Each of these took minutes when a rule looked back over the whole text.
@each(
    "unit",
    ["stemte imod ", "A, stemte imod ", "For stemte: A, B\n", "Ændringsforslag fra V: ", "V ønsker ført til protokollen, at ", "Anna Lund (A), ", "(", ' ”V”', " ", "\n"],
)  # fmt: skip
def test_long_text_is_read_in_steps_that_grow_with_it(unit: str) -> None:
    steps = [calls(unit * (size // len(unit))) for size in (1_500, 6_000)]
    assert steps[1] < 8 * steps[0] + 1_000


def calls(words: str) -> int:
    """How many functions are called while a text is read."""
    document = Document("", words)
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        read_proceedings(document, document.quote(0, len(words)), body="Byrådet")
    finally:
        sys.setprofile(None)
    return counted
