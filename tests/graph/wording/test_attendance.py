"""Who was there, in the forms that clerks write it."""

import re

import pytest
from each import each
from hypothesis import example, given
from hypothesis import strategies as st
from support import codes, newer, read

from graph.minutes.document import Document
from graph.minutes.model import Span
from graph.wording.attendance import read_attendance
from graph.wording.names import is_full_name

# The list as printed; the people, those who were absent with a `!`; what nobody can tell.
FORMS: list[tuple[str, str, str]] = [
    ("Anna Lund og Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("ANNA LUND, BO RAVN", "ANNA LUND|BO RAVN", ""),
    ("Anna Lund, Bo Ravn samt Ida Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Anna Lund & Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund / Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund/Bo Ravn/Ida Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Anna Lund • Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund - Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund – Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund; Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund | Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund\tBo Ravn\nIda Holm\tOve Friis", "Anna Lund|Bo Ravn|Ida Holm|Ove Friis", ""),
    ("Anna Lund    Bo Ravn\nIda Holm     Ove Friis", "Anna Lund|Bo Ravn|Ida Holm|Ove Friis", ""),
    ("Anna Lund\tformand\tA\nBo Ravn\tmedlem\tV", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund\nBo Ravn\nIda Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Anna Lund,\nBo Ravn,\nIda Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Anna Lund og\nBo Ravn", "Anna Lund|Bo Ravn", ""),
    ("• Anna Lund (D)\n• Bo Ravn (A)", "Anna Lund|Bo Ravn", ""),
    ("- Anna Lund\n- Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("1. Anna Lund\n2. Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund\n\nBo Ravn\n\nIda Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Kommunaldirektør Anna Lund, Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Teknisk chef Anna Lund og HR-chef Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Direktørerne Anna Lund og Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Formand: Anna Lund, Næstformand: Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("borgmester Anna Lund (A), Bo Ravn (Venstre)", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund, formand, Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund (formand), Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund: formand\nBo Ravn: næstformand", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund – formand\nBo Ravn – næstformand", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund, formand\nBo Ravn\nIda Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Anna Lund, chef for Børn og Unge, Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund - V, Bo Ravn - A", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund, Venstre, Bo Ravn, Dansk Folkeparti", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund V, Bo Ravn A", "Anna Lund|Bo Ravn", ""),
    ("Radikale Venstre: Anna Lund", "Anna Lund", ""),
    ("Anna Lund (A) Bo Ravn (V)", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund (A), Bo Ravn (V)\nIda Holm (C), Ove Friis (F)", "Anna Lund|Bo Ravn|Ida Holm|Ove Friis", ""),
    ("Anna Lund fra kl. 14, Bo Ravn til kl. 15.30", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund (ankom kl. 13.10, gik kl. 14), Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund deltog under punkt 3, Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund (via Teams), Bo Ravn, der deltog online", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund, Bo Ravn, begge via Teams", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund, afbud fra Bo Ravn", "Anna Lund|!Bo Ravn", ""),
    ("Anna Lund. Afbud fra Bo Ravn og Ida Holm.", "Anna Lund|!Bo Ravn|!Ida Holm", ""),
    ("Anna Lund - afbud: Bo Ravn, Ida Holm", "Anna Lund|!Bo Ravn|!Ida Holm", ""),
    ("Anna Lund. Ikke til stede: Bo Ravn", "Anna Lund|!Bo Ravn", ""),
    ("Anna Lund, Bo Ravn, afbud", "Anna Lund|!Bo Ravn", ""),
    ("Anna Lund, Bo Ravn (frav", "Anna Lund|!Bo Ravn", ""),
    ("Anna Lund, Bo Ravn var forhindret", "Anna Lund|!Bo Ravn", ""),
    ("Anna Lund. Bo Ravn og Ida Holm var forhindret.", "Anna Lund|!Bo Ravn|!Ida Holm", ""),
    ("Anna Lund og Bo Ravn (begge fraværende)", "!Anna Lund|!Bo Ravn", ""),
    ("Anna Lund meldte afbud, Bo Ravn deltog ikke", "!Anna Lund|!Bo Ravn", ""),
    ("Anna Lund (fraværende under punkt 3), Bo Ravn (afbud til pkt. 4)", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund, Bo Ravn og Ida Holm var forhindret", "!Bo Ravn|!Ida Holm", "Anna Lund"),
    ("Anna Lund. Herudover deltog: Bo Ravn og Ida Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Anna Lund. Desuden deltog konsulent Bo Ravn under punkt 2.", "Anna Lund|Bo Ravn", ""),
    ("Fra forvaltningen: Anna Lund, Bo Ravn", "Anna Lund|Bo Ravn", ""),
    ("Anna Lund i stedet for Bo Ravn", "Anna Lund", ""),
    ("Anna Lund (suppleant for Bo Ravn)", "Anna Lund", ""),
    ("Anna Lund, Bo\nRavn, Ida Holm", "Anna Lund|Bo Ravn|Ida Holm", ""),
    ("Anna Lund, Bo Ole\nRavn, Ida Holm", "Anna Lund|Bo Ole Ravn|Ida Holm", ""),
    ("Kaj van der\nBerg, J. P. Lund, Hans-Jørgen Bak", "Kaj van der Berg|J. P. Lund|Hans-Jørgen Bak", ""),
    ("Élise d'Arc, Chr. Lund, Åse Holm-Friis.", "Élise d'Arc|Chr. Lund|Åse Holm-Friis", ""),
    ("Ingen", "", ""),
    ("-", "", ""),
    ("Anna Lund, Bo", "Anna Lund", "Bo"),
    ("Anna Lund\nBo\nIda Holm", "Anna Lund|Ida Holm", "Bo"),
    ("Anna Lund, Direktionen", "Anna Lund", "Direktionen"),
    ("Anna Lund, Ole Bo\nRavn Holm, Ida Friis", "Anna Lund|Ida Friis", "Ole Bo Ravn Holm"),
    ("Bo, Anna Lund", "Anna Lund", "Bo"),
    ("Anna Lund, Chef for Plan Bo Ravn", "Anna Lund", "Chef for Plan Bo Ravn"),
]  # fmt: skip


def attended(printed: str, absent: bool = False) -> tuple[list[str], list[str], str]:
    document = Document("test.txt", printed)
    runs = [Span(found.start(), found.end()) for found in re.finditer(r"(?s).+?(?=\n\n|$)(?:\n\n)?", printed)]
    found = read_attendance(document, runs, absent)
    people = [("!" if person.absent else "") + person.name.text for person in found.people]
    doubts = [document.quote(span.start, span.end).text for span in found.doubtful]
    return people, doubts, printed[found.end :]


@each(("printed", "people", "doubts"), FORMS)
def test_forms_of_the_list(printed: str, people: str, doubts: str) -> None:
    assert attended(printed) == (people.split("|") if people else [], doubts.split("|") if doubts else [], "")


@each(("printed", "people", "doubts"), FORMS)
def test_forms_of_the_list_in_minutes(printed: str, people: str, doubts: str) -> None:
    minutes = read(newer("Eventuelt", participants=printed))
    assert [("!" if p.absent else "") + p.name.text for p in minutes.participants] == people.split("|")[
        : len(people)
    ]
    assert codes(minutes).count("person-unresolved") == (doubts.count("|") + 1 if doubts else 0)
    for person in minutes.participants:
        printed_name = minutes.text[person.name.span.start : person.name.span.end]
        assert " ".join(printed_name.split()) == person.name.text


@each(
    ("printed", "status"),
    [
        ("Bo Lind (afbud)", "excused"),
        ("Bo Lind (ikke til stede, meldt afbud)", "excused"),
        ("Bo Lind (udeblev uden afbud)", "absent"),
        ("Bo Lind (ikke meldt afbud, udeblev)", "absent"),
        ("Bo Lind (fraværende uden at melde fra)", "absent"),
        ("Bo Lind (udeblev uden at have sendt afbud)", "absent"),
    ],
)
def test_who_is_excused_has_said_so(printed: str, status: str) -> None:
    document = Document("test.txt", printed)
    (person,) = read_attendance(document, [Span(0, len(printed))], absent=False).people
    assert person.status == status


@pytest.mark.parametrize(
    ("printed", "people", "after"),
    [
        ("Anna Lund, Bo Ravn\nHavnsted Kommune", ["Anna Lund", "Bo Ravn"], "Havnsted Kommune"),
        ("Anna Lund, Bo Ravn\n\nPunkter til mødet", ["Anna Lund", "Bo Ravn"], "Punkter til mødet"),
        ("Anna Lund, Bo Ravn\nUdvalget drøftede planen.", ["Anna Lund", "Bo Ravn"], "Udvalget drøftede planen."),
        ("Anna Lund\n\n89. Lukning af Vesterbo Skole\n\nIda Holm", ["Anna Lund"], "89. Lukning af Vesterbo Skole\n\nIda Holm"),
        ("Sagen blev drøftet. Anna Lund deltog.", [], "Sagen blev drøftet. Anna Lund deltog."),
        ("Anna Lund\n\nØKONOMISKE KONSEKVENSER", ["Anna Lund"], "ØKONOMISKE KONSEKVENSER"),
    ],
)  # fmt: skip
def test_a_list_ends_where_an_unlikely_line_begins(printed: str, people: list[str], after: str) -> None:
    assert attended(printed) == (people, [], after)


def test_more_people_than_any_council_has_are_none() -> None:
    people, doubts, _ = attended(", ".join(f"Anna L{'u' * (n % 60)}nd" for n in range(200)))
    assert (people, len(doubts)) == ([], 1)


@each(
    ("words", "whether"),
    [
        ("Anna Lund", True),
        ("Anna van der Lund", True),
        ("A. Lund", True),
        ("Anna Lund jr.", True),
        ("Anna", False),
        ("Anna lund", False),
        ("Anna Lund 2", False),
        ("van der Lund", False),
        ("Anna van", False),
        ("Havnsted Kommune", False),
        ("Radikale Venstre", False),
        ("Lukning af Vesterbo", False),
        ("A B C D E F G H", False),
    ],
)
def test_names_by_their_form(words: str, whether: bool) -> None:
    assert is_full_name(words) is whether


NAMES = (
    "Anna Lund",
    "Kaj van der Berg",
    "Jan Ole Thomsen",
    "Hans-Jørgen Bak",
    "J. P. Holm",
    "Åse Øst",
    "Michel de la Cour",
    "Bo Mester",
)
BEFORE = ("", "", "borgmester ", "Kommunaldirektør ", "Formand: ", "Teknisk chef ", "1. viceborgmester ")
BEHIND = (
    *("", "", " (A)", " (Venstre)", ", formand", " - V", ", V", " fra kl. 14", " (ankom kl. 13.10)"),
    *(" deltog under punkt 3", " (via Teams)", " – næstformand", " (fraværende under punkt 2)"),
    *(" (afbud)", " (fraværende)", ", afbud"),
)
PARTED = (", ", " og ", " samt ", "; ", " / ", " • ", " - ", "\n", "\n- ", "\t", ",\n", " og\n", "   ")


def test_a_party_behind_a_name_makes_no_running_text_of_lines() -> None:
    assert attended("Kaj van der Berg\nAnna Lund, V") == (["Kaj van der Berg", "Anna Lund"], [], "")


@given(st.permutations(NAMES), st.integers(1, 8), st.sampled_from(PARTED), st.data())
def test_no_list_gives_a_wrong_name_or_a_wrong_absence(
    names: list[str], count: int, parted: str, data: st.DataObject
) -> None:
    behind = [data.draw(st.sampled_from(BEHIND)) for _ in names[:count]]
    printed = [
        data.draw(st.sampled_from(BEFORE)) + name + said for name, said in zip(names, behind, strict=False)
    ]
    people, doubts, _ = attended(parted.join(printed))
    there = [("!" if said in BEHIND[-3:] else "") + name for name, said in zip(names, behind, strict=False)]
    assert set(people) <= set(there)
    assert doubts or people == there


@given(st.text("Ab Lø,;.:-–()/\n\t•1og", max_size=200))
@example("Ab()()A")
def test_no_list_whatever_gives_another_span_than_its_words(printed: str) -> None:
    document = Document("test.txt", printed)
    found = read_attendance(document, [Span(0, len(printed))], absent=False)
    for person in found.people:
        assert is_full_name(person.name.text)
        assert " ".join(printed[person.name.span.start : person.name.span.end].split()) == person.name.text


@pytest.mark.parametrize(
    "printed", ["Anna Lund, " * 100_000, "Anna Lund" + " " * 100_000 + "Bo", "(" * 100_000]
)
def test_what_is_too_long_is_no_list(printed: str) -> None:
    document = Document("test.txt", printed)
    assert read_attendance(document, [Span(0, len(document.text))], absent=False).people == []
