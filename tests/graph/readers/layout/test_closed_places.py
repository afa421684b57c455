"""Wherever it is said that an item is closed, and however it is spelled, none of its words are anywhere."""

import json
from collections.abc import Callable

import pytest
from closed_words import CLOSED_HEADINGS, CLOSED_LINES, HEADS, NO_LINES, OPEN, OPEN_LINES, OTHERS
from each import each
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.mapping.minutes import minutes_graph
from graph.minutes.as_json import as_dict
from graph.minutes.document import Document
from graph.minutes.model import Minutes
from graph.municipality.profile import NEUTRAL, load_profile, read_profile
from graph.ontology.iris import Iris
from graph.readers.layout.parse import parse

PROFILE = load_profile("aadalsoe")
SECRET = "Zebrafinke"
TITLE = "Salg af grund"
HEAD = (
    "\n\nREFERAT Direktionen d. 03-10-2022\n\nMødedato Mandag d. 3. oktober 2022 kl. 13:00\n\nMødested Mødelokale Ternen\n\n"
    "Mødedeltagere Ragnhild Storkebæk, Solvej Hyldekrog\n\n"
)
FIRST = "Punkt 1: Nyt fra udvalgene\n\n19-000107\n\nBeslutning\n\nTaget til efterretning.\n\n"
LAST = "Punkt 3: Eventuelt\n\nBeslutning\n\nIngen bemærkninger.\n"
BODY = (
    f"22-005501\n\nBeslutning\n\nGodkendt til {SECRET}.\n\nSagsfremstilling\n\nResume og sagens baggrund\n\nOm {SECRET}.\n\n"
    f"Indstillinger\n\nDirektør {SECRET} Holm indstiller, at {SECRET} sælges.\n\nBilag\n\n{SECRET}.pdf\n\n"
)


def contents(title: str | None = TITLE) -> str:
    entries = f"Nyt fra udvalgene.....\t2\n{title}.....\t3\nEventuelt.....\t4\n\n"
    return f"Indholdsfortegnelse\n\n{entries}" if title is not None else ""


def minutes(second: str, listed: str | None = TITLE) -> str:
    return HEAD + contents(listed) + FIRST + second + LAST


def plain(items: str) -> str:
    """Minutes whose headings have a number and no word before it."""
    return f"{HEAD}{items}\n"


ITEM = f"Punkt 2: {TITLE}\n\n{BODY}"
Place = Callable[[str], str]
TITLES: dict[str, Place] = {
    "title": lambda mark: minutes(f"Punkt 2: {mark}\n\n{BODY}"),
    "title and contents": lambda mark: minutes(f"Punkt 2: {mark}\n\n{BODY}", mark),
    "contents": lambda mark: minutes(ITEM, mark),
    "title, no contents": lambda mark: minutes(f"Punkt 2: {mark}\n\n{BODY}", None),
    "title, no blank lines": lambda mark: minutes(f"Punkt 2: {mark}\n{BODY}", None),
}
LINES: dict[str, Place] = {
    "below the title": lambda mark: minutes(f"Punkt 2: {TITLE}\n\n{mark}\n\n{BODY}"),
    "right below the title": lambda mark: minutes(f"Punkt 2: {TITLE}\n{mark}\n\n{BODY}", None),
    "below the number": lambda mark: minutes(
        f"Punkt 2: {TITLE}\n\n{BODY.replace('Beslutning', f'{mark}{chr(10) * 2}Beslutning', 1)}"
    ),
    "below the decision's heading": lambda mark: minutes(
        ITEM.replace("Beslutning\n\n", f"Beslutning\n\n{mark}\n\n")
    ),
    "right below the decision's heading": lambda mark: minutes(
        ITEM.replace("Beslutning\n\n", f"Beslutning\n{mark}\n")
    ),
    "in front": lambda mark: minutes(f"{mark}\n\n{ITEM}"),
    "in front, no contents": lambda mark: minutes(f"{mark}\n\n{ITEM}", None),
    "in front in the contents": lambda mark: minutes(ITEM, f"{mark}\n{TITLE}"),
}
WITHIN: dict[str, Place] = {
    "behind the decision": lambda mark: minutes(
        ITEM.replace("Sagsfremstilling", f"{mark}\n\nSagsfremstilling")
    ),
    "in the text": lambda mark: minutes(ITEM.replace("Indstillinger", f"{mark}\n\nIndstillinger")),
    "at the end": lambda mark: minutes(f"{ITEM}{mark}\n\n"),
}
# A mark at the end of an item may be a heading of those that follow, so only what is one item's closes it.
OF_ONE = [line for line in CLOSED_LINES if not line.isupper() and not line.startswith(("Mødet", "Dagsordenspunktet"))]  # fmt: skip


def read(text: str) -> tuple[Minutes, str]:
    """What is read, and all words of it: what else is told of minutes is made of nothing but them."""
    found = parse(Document("a.txt", text), PROFILE)
    return found, repr(found)


def told(text: str) -> tuple[Minutes, str]:
    """What is read, and all that is told of it: as data, as data of the text that is served, as JSON, as RDF."""
    found, said = read(text)
    graph = minutes_graph(found, PROFILE, Iris("http://127.0.0.1", "aadalsoe"), "run")
    every = (
        said,
        read(found.text)[1],
        json.dumps(as_dict(found), ensure_ascii=False),
        graph.serialize(format="nt"),
    )
    return found, "\n".join(every)


def check(text: str, tell: Callable[[str], tuple[Minutes, str]] = read) -> None:
    found, said = tell(text)
    assert SECRET not in said
    assert [one.number for one in found.items] == ["1", "2", "3"]
    assert found.items[1].closed
    assert found.left_out > 50


# Each spelling in one place, each place with a fifth of them.
@each("mark", sorted({*HEADS, *OTHERS}))
def test_a_title_closes(mark: str) -> None:
    check(list(TITLES.values())[len(mark) % len(TITLES)](mark))


@each("place", TITLES)
@each("mark", ["Lukket: Salg af grund", "(Lukket) Salg af grund", "Salg af grund (lukket)", "Luk\u00adket - Salg af grund", "Fortroligt punkt: Salg af grund"])  # fmt: skip
def test_a_title_closes_in_every_place(mark: str, place: str) -> None:
    check(TITLES[place](mark), told)


@each("place", [*LINES, *WITHIN])
@each("mark", ["Lukket", "Lukket sag", "Åben/lukket: Lukket", "Offentlighed: Nej", "☒ Lukket ☐ Åbent", "Punktet behandles for lukkede døre, jf. styrelseslovens § 10."])  # fmt: skip
def test_a_line_closes_in_every_place(mark: str, place: str) -> None:
    check((LINES | WITHIN)[place](mark), told)


@each(("at", "mark"), list(enumerate([*CLOSED_LINES, *CLOSED_HEADINGS])))
def test_a_line_closes(at: int, mark: str) -> None:
    check(list(LINES.values())[at % len(LINES)](mark))


@each(("at", "mark"), list(enumerate(OF_ONE)))
def test_a_line_in_the_text_closes(at: int, mark: str) -> None:
    check(list(WITHIN.values())[at % len(WITHIN)](mark))


@each(("at", "title"), list(enumerate(OPEN)))
def test_a_title_that_speaks_of_closing_closes_nothing(at: int, title: str) -> None:
    found, said = read(list(TITLES.values())[at % len(TITLES)](title))
    assert SECRET in said
    assert not any(one.closed for one in found.items)


@each(("at", "line"), list(enumerate([*NO_LINES, *OPEN_LINES])))
def test_a_line_that_is_no_mark_closes_nothing(at: int, line: str) -> None:
    places = list((LINES | WITHIN).values())[:-4]
    found, _ = read(places[at % len(places)](line))
    assert not any(one.closed for one in found.items)


LETTERS = st.sampled_from(["", "\u00ad", "\u200b", "\u2060", "\u034f", "\ufe0f", " "])
CASES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.capitalize]


@st.composite
def spelled(draw: st.DrawFn, around: tuple[tuple[str, str], ...]) -> str:
    """A closing word with its letters parted, in any case, dressed."""
    word = draw(
        st.sampled_from(["Lukket", "Lukket punkt", "Fortroligt", "Ikke-offentligt", "Lukket dagsordenspunkt"])
    )
    part = draw(LETTERS)
    word = "\u2003".join(part.join(each) for each in word.split()) if part == " " else part.join(word)
    dressed = draw(st.sampled_from(["{}", "({})", "[{}]", "**{}**", "<b>{}</b>", "_{}_", "- {}"]))
    before, after = draw(st.sampled_from(around))
    return before + dressed.format(draw(st.sampled_from(CASES))(word)) + after


HEADING = (("", f": {TITLE}"), ("", f" - {TITLE}"), ("", f" – {TITLE}"), (f"{TITLE} - ", ""), (f"{TITLE} (", ")"), (f"{TITLE}. ", "."))  # fmt: skip


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(spelled(HEADING), st.sampled_from(sorted(TITLES)))
def test_any_spelling_of_a_title_closes(mark: str, place: str) -> None:
    check(TITLES[place](mark))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(spelled((("", ""), ("", "."), ("", ", jf. § 10"), ("Status: ", ""), ("☒ ", ""))), st.sampled_from(sorted(LINES)))  # fmt: skip
def test_any_spelling_of_a_line_closes(mark: str, place: str) -> None:
    check(LINES[place](mark))


DISORDER = {
    "a number in front of it": minutes(f"Lukket punkt 2: {TITLE}\n\n{BODY}"),
    "behind the number": minutes(f"Punkt 2 (lukket): {TITLE}\n\n{BODY}"),
    "a dash behind the number": minutes(f"Punkt 2 - Lukket: {TITLE}\n\n{BODY}"),
    "items swapped": HEAD + FIRST + LAST + f"\n\nPunkt 2: Lukket: {TITLE}\n\n{BODY}",
    "swapped, the contents say it": HEAD + contents(f"Lukket: {TITLE}") + FIRST + LAST + f"\n\n{ITEM}",
    "an item twice": minutes(f"Punkt 2: Lukket: {TITLE}\n\n{ITEM}"),
    "twice, far apart": minutes(f"Punkt 2: Lukket: {TITLE}\n\n") + f"\n\n{ITEM}",
    "misnumbered": minutes(f"Punkt 7: Lukket: {TITLE}\n\n{BODY}"),
    "misnumbered, the contents say it": minutes(f"Punkt 7: {TITLE}\n\n{BODY}", f"Lukket: {TITLE}"),
    "numbered too low": minutes("") + f"\n\nPunkt 1: Lukket: {TITLE}\n\n{BODY}",
    "no number": HEAD + FIRST + f"Lukket: {TITLE}\n\n{BODY}",
    "a second agenda": minutes("") + f"\n\nLUKKET DAGSORDEN\n\nPunkt 1: {TITLE}\n\n{BODY}",
    "a second agenda, no heading": minutes("") + f"\n\nPunkt 1: Lukket: {TITLE}\n\n{BODY}Punkt 2: Lukket: Mere\n\n{BODY}",
    "a heading of several": HEAD + FIRST + f"Lukkede punkter\n\n{ITEM}",
    "in the contents too": minutes(ITEM, f"Lukkede punkter\n{TITLE}"),
    "no heading at all": HEAD + contents(f"Lukket: {TITLE}") + FIRST + BODY + LAST,
    "no heading, others out of order": HEAD + contents(f"Lukket: {TITLE}") + LAST + "\n" + FIRST + BODY,
    "the whole minutes": HEAD.replace("REFERAT", "LUKKET REFERAT\n\nREFERAT") + ITEM,
    "a field of the head": HEAD + "Mødetype: Lukket møde\n\n" + ITEM,
    "entries as headings, out of order": plain(f"Dagsorden\n\nPunkt 1: Bad\nPunkt 2: {TITLE} - Lukket\nPunkt 3: Vej\n\nPunkt 3: Vej\n\nBeslutning\n\nNej.\n\nPunkt 1: Bad\n\nBeslutning\n\nJa.\n\nOm {SECRET}."),
    "marked by stars behind a number": plain(f"1. Bad\n\nBeslutning\n\nJa.\n\n2. *Lukket* {TITLE}\n\nBeslutning\n\nOm {SECRET}.\n\n3. Vej\n\nBeslutning\n\nNej."),
    "nothing but a word below it": plain(f"1. Bad\n\nJa.\n\n2. {TITLE}\n\nLukket punkt\n\nOm {SECRET}."),
    "no heading, its number closed in the head": plain(f"Punkt 2 behandles på lukket møde.\n\n2. {TITLE}\nNr. 2031\n\nBeslutning\n\nOm {SECRET}.\n\n4. Lukket møde: Vej\n\nBeslutning\n\nNej."),
    "no item of known form": HEAD + f"2. Lukket: {TITLE}\n\n{BODY}",
    "words behind an entry": minutes("").replace(f"{TITLE}.....\t3", f"Lukket: {TITLE}.....\t3\nOm {SECRET}"),
    "older": HEAD + f"Punkt 1: {TITLE}\n\nSagsfremstilling\n\n1. {TITLE}\n\nLukket sag\n\nSagsnr.: 998-2016-21902\n\n{BODY}",
    "a table": minutes(f"Punkt 2: {TITLE}\n\nSagsnr\tÅben/lukket\n22-005501\tLukket\n\n{BODY}"),
    "a value below its label": minutes(f"Punkt 2: {TITLE}\n\nOffentlighed:\n\nNej\n\n{BODY}"),
    "the heading of the decision": minutes(ITEM.replace("Beslutning", "Beslutning (lukket)")),
    "behind the words of another item": minutes(f"Kort om havnen. Punkt 2: Lukket: {TITLE}\n\n{BODY}"),
    "the same, in brackets behind": minutes(f"Kort om havnen. Punkt 2: {TITLE} (lukket) 22-005501\n\n{BODY}"),
    "in a line without an end": plain(f"1. Bad\n\nBeslutning\n\n{'Ja. ' * 100}Punkt 2: Lukket: {TITLE} Om {SECRET} {SECRET}.\n\n3. Vej\n\nBeslutning\n\nNej."),
    "the same, ending as the contents do": plain(f"1. Bad\n\nBeslutning\n\n{'Ja. ' * 100}Punkt 2: Lukket: {TITLE} Om {SECRET} {SECRET}, i alt\t250\n\n3. Vej\n\nBeslutning\n\nNej."),
    "its file right above the next heading": plain(f"1. Bad\n\nBeslutning\n\nJa.\n\n2. Lukket: {TITLE}\n{SECRET}.pdf\n3. Vej\n\nBeslutning\n\nNej."),
    "in front of contents that came last": plain(f"2. Lukket: {TITLE}\n\nBeslutning\n\nOm {SECRET}.\n\n3. Vej\n\nBeslutning\n\nNej.\n\nIndholdsfortegnelse\n\n1. Bad.....\t3\n\n4. Eventuelt\n\nBeslutning\n\nNej."),
    "its part of the agenda in front of its number": plain(f"1. Bad\n\nBeslutning\n\nJa.\n\nLukket dagsorden 2. {TITLE}\n\nBeslutning\n\nOm {SECRET}.\n\n3. Vej\n\nBeslutning\n\nNej."),
    "a heading within a list of attachments": plain(f"1. Bad\n\nSagsnr.: 22/1\n\nBeslutning\n\nJa.\n\nBilag\n\nKort\n\nLukkede bilag\n\nTilbud fra {SECRET}\n\n2. Vej\n\nSagsnr.: 22/2\n\nBeslutning\n\nNej."),
    "a heading of closed attachments below no list": plain(f"1. Bad\n\nSagsnr.: 22/1\n\nBeslutning\n\nJa.\n\nLukkede bilag (ikke offentlige)\n\nTilbud fra {SECRET}\n\n2. Vej\n\nSagsnr.: 22/2\n\nBeslutning\n\nNej."),
    "a closed attachment behind its label": minutes(f"Punkt 2: {TITLE}\n\nBeslutning\n\nJa.\n\nLukket bilag: Tilbud fra {SECRET}\n\n"),
    "told behind items of no known form": plain(f"Sag nr. 1 Bad\n\nJa.\n\nSag nr. 2 {TITLE}\n\n{SECRET}.\n\nSag nr. 3 Vej\n\nNej.\n\nMødet er lukket, dog ikke punkt 1 og 3."),
    "told by its place, with numbers that go on": plain(f"ØU-55/07-O Bad\n\nBeslutning\n\nJa.\n\nØU-56/07-O {TITLE}\n\nBeslutning\n\nOm {SECRET}.\n\nDagsordenen er åben, bortset fra punkt 2, der er lukket."),
    "told by one of two places": plain(f"Punkterne 1 og 2 er lukkede.\n\n55. {TITLE}\n\nBeslutning\n\nOm {SECRET}.\n\n56. {TITLE}\n\nBeslutning\n\nOm {SECRET}.\n\n57. Vej\n\nBeslutning\n\nNej."),
    "right below the first title, its number apart": plain(f"Punkt 1\n\n{TITLE}\nLukket punkt\n\nBeslutning\n\nOm {SECRET}.\n\nPunkt 2\n\nSti\n\nBeslutning\n\nNej.\n\nPunkt 3\n\nVej\n\nBeslutning\n\nNej."),
    "told behind items of no known form, by a number": plain(f"Sag nr. 1 Bad\n\nJa.\n\nSag nr. 2 {TITLE}\n\n{SECRET}.\n\nSag nr. 3 Vej\n\nNej.\n\nPunkt 2 blev behandlet for lukkede døre."),
    "told in the last words of another": plain(f"Dagsordenspunkt 1: Bad\n\nSagsfremstilling\n\nOm en vej. Pkt. 2 (lukket)\n\nBeslutning\n\nJa.\n\nDagsordenspunkt 2: {TITLE}\n\nBeslutning\n\nOm {SECRET}."),
    "the letter in front of the number": plain(f"Punkt 1: Bad\n\n22/1\n\nBeslutning\n\nJa.\n\nL2. {TITLE}\n\n22/2\n\nBeslutning\n\nOm {SECRET}.\n\nPunkt 3: Vej\n\n22/3\n\nBeslutning\n\nNej."),
    "the letter with a stop behind the number": plain(f"ØU-55/07-O\nBad\n\nBeslutning\n\nJa.\n\n2 L. {TITLE}\n\nBeslutning\n\nOm {SECRET}.\n\nØU-57/07-O\nVej\n\nBeslutning\n\nNej."),
    "its heading without a number": minutes("").replace(LAST, f"Punkt: Et køb (lukket)\n\n{BODY}{LAST}"),
    "its heading in the contents, once more without a number": plain(f"Dagsorden\n\nPunkt: Bad\nPunkt: {TITLE} (lukket)\n\nPunkt: Bad\n\nJa.\n\nPunkt: {TITLE}\n\nOm {SECRET}."),
    "the heading of a section": minutes(ITEM.replace("Sagsfremstilling", "Sagsfremstilling - fortroligt")),
}  # fmt: skip


@each("text", DISORDER.values())
def test_what_is_closed_is_so_wherever_it_stands(text: str) -> None:
    assert SECRET in text
    assert SECRET not in told(text)[1]


def test_a_heading_closes_until_another_opens() -> None:
    items = [f"Punkt {n}: Sag {n}\n\nBeslutning\n\nOm {SECRET} {n}.\n\n" for n in range(1, 6)]
    found, said = read(
        HEAD + "".join([*items[:1], "Lukkede punkter\n\n", *items[1:3], "Åbne punkter\n\n", *items[3:]])
    )
    assert [one.closed for one in found.items] == [False, True, True, False, False]
    assert [f"{SECRET} {n}" in said for n in range(1, 6)] == [True, False, False, True, True]


@each(
    "heading",
    [
        "Lukkede døre",
        "Dørene lukkes",
        "Herefter blev dørene lukket.",
        "EJENDOMSHANDLER - LUKKET",
        "Udlejning - lukket sag",
        "Lukkede ansættelser",
    ],
)
def test_a_heading_between_items_closes_those_below_it(heading: str) -> None:
    items = [f"Punkt {n}: Sag {n}\n\nBeslutning\n\nSvar {n}.\n\n" for n in range(1, 4)]
    found, _ = read(HEAD + "".join([*items[:1], f"{heading}\n\n", *items[1:]]))
    # The doors may have been shut under the item above, too.
    assert [one.closed for one in found.items] == ["døre" in heading.casefold(), True, True]


@each(
    ("before", "between", "closed"),
    [
        # The doors were open to what comes first, so what closes them is the heading of the rest.
        ("For åbne døre:\n\n", "For lukkede døre:\n\n", [False, True, True]),
        (
            "Til efterretning - for åbne døre\n\n",
            "Til behandling - for lukkede døre\n\n",
            [False, True, True],
        ),
        ("", "For lukkede døre:\n\n", [True, True, True]),
        ("Bortset fra punkt 1 er alle punkter lukkede.\n\n", "", [False, True, True]),
        ("Resten af punkterne er lukkede bortset fra punkt 1.\n\n", "", [False, True, True]),
        ("", "Resten af punkterne er lukkede bortset fra punkt 3.\n\n", [True, True, False]),
        ("Bemærkninger: Punkt 1 er åbent, resten er lukket.\n\n", "", [False, True, True]),
        ("Bemærkninger: Resten af mødet er lukket.\n\n", "", [True, True, True]),
        ("1 | Sag 1 | Åben\n2 | Sag 2 | Lukket\n3 | Sag 3 | Åben\n\n", "", [False, True, False]),
        ("", "Formanden takkede. Resten af mødet er lukket.\n\n", [False, True, True]),
        ("", "Bilag\n\nTilbud - lukket\n\n", [False, False, False]),
        ("", "Bilag\n\n- Plan.pdf\n- Lukket: Kort.pdf\n\n", [False, False, False]),
        ("", "Bilag\n\nTilbud\n\nUdlejning - lukket sag\n\n", [False, True, True]),
        ("", "Bilag\n\nTilbud\n\nPersonaleanliggender - lukket\n\n", [False, True, True]),
        ("", "Udlejning - lukket sag\nPunkt 2-3\n\n", [False, True, True]),
        ("", "Lukkede bilag\n\n", [False, False, False]),
        ("", "Lukket punkt: 3\n\n", [False, False, True]),
        (
            "Til behandling - for lukkede døre\n\n",
            "Til behandling - for åbne døre\n\n",
            [True, False, False],
        ),
        ("Lukkede døre\n\n", "åbne døre\n\n", [True, False, False]),
        ("For lukkede døre\n\n", "Temadag for åbne døre\n\n", [True, True, True]),
        ("Lukkede ansættelser\n\n", "", [True, True, True]),
        ("Lukkede jordkøb\n\n", "", [True, True, True]),
        ("Lukkede personalesager og ejendomssager\n\n", "", [True, True, True]),
        ("Lukket møde kl. 18\n\n", "", [True, True, True]),
        ("Dagsorden - lukket\n\n", "", [True, True, True]),
        ("", "Personsager - lukket\n\n", [True, True, True]),
        ("", "Lukket. Sælger afventer.\n\n", [True, False, False]),
        ("Punkt 1 og 2 er åbne, og resten af punkterne er lukkede.\n\n", "", [False, False, True]),
        ("Punkt: Sag 2 (lukket)\n\n", "", [False, True, False]),
        ("Punkt: Sag 9 (lukket)\n\n", "", [True, True, True]),
        ("", "Punkt: Sag 3 (lukket)\n\n", [False, False, True]),
        ("", "Punkt: Sag 9 (lukket)\n\n", [False, False, False]),
        ("Forslagsstillere:\nL: Sag 2\nV: Sag 3\n\n", "", [False, False, False]),
        ("Mødet blev holdt for lukkede døre.\n\n", "", [True, True, True]),
        ("", "Mødet blev holdt for lukkede døre.\n\n", [False, True, True]),
        ("", "Del 2 - lukket\n\n", [False, True, True]),
        ("", "Mødet overgik herefter til lukket møde kl. 18.\n\n", [True, True, True]),
        ("", "Åbent møde slut kl. 18.00. Lukket møde begynder.\n\n", [False, True, True]),
    ],
)
def test_what_heads_the_items_closes_those_it_is_said_of(
    before: str, between: str, closed: list[bool]
) -> None:
    items = [f"{n}. Sag {n}\n\nSagsnr.: 22/{n}\n\nBeslutning\n\nSvar {n}.\n\n" for n in range(1, 4)]
    found, _ = read(HEAD + before + "".join([*items[:1], between, *items[1:]]))
    assert [one.closed for one in found.items] == closed


_ITEM_FORM = "Punkt {n}: Sag {n}"


@each(
    ("head", "form", "closed"),
    [
        ("Punkt 2 er lukket.", _ITEM_FORM, "2"),
        ("Punkt 2 er ikke offentligt.", _ITEM_FORM, "2"),
        ("Punkterne 1 og 3 er åbne, mens punkt 2 er lukket.", _ITEM_FORM, "2"),
        ("Pkt. 2: lukket. Øvrige åbne.", _ITEM_FORM, "2"),
        ("Lukket for offentligheden: punkt 2", _ITEM_FORM, "2"),
        ("Alle punkter er åbne, dog er punkt 2 lukket.", _ITEM_FORM, "2"),
        (
            "Punkt 2 er lukket.\n\nDagsorden\n\nPunkt 1: Sag 1\nPunkt 2: Sag 2\nPunkt 3: Sag 3",
            _ITEM_FORM,
            "2",
        ),
        ("Punkt 2: Lukket", _ITEM_FORM, "2"),
        ("Pkt. 2 - lukket", _ITEM_FORM, "2"),
        ("Punkt 2 er lukket.", "- Punkt {n}: Sag {n}\n\nBeslutning", "2"),
        (
            "Dagsorden\n\nPunkt 1 Sag 1\nPunkt 2 Lukket: Sag 2\nPunkt 3 Lukket: Sag 3",
            "Punkt {n}\nSag {n}\n\nBeslutning",
            "23",
        ),
        ("Pkt. 2 (lukket)", "Pkt. {n} Sag {n}\n\nBeslutning", "2"),
        ("Pkt. 3 (lukket)", "Dagsordenspunkt {n}: Sag {n}", "3"),
        ("Bemærkninger: Lukket: 2", _ITEM_FORM, "2"),
        ("Pkt. 2 og 3 (lukket)", _ITEM_FORM, "23"),
        ("Punkt 2, lukket.", _ITEM_FORM, "2"),
        ("Mødet er lukket, dog ikke punkt 1 og 3.", "* Punkt {n}: Sag {n}", "2"),
        # Where it is not known which items there are, nothing is told.
        ("Mødet er lukket, dog ikke punkt 1 og 3.", "Pkt. {n} Sag {n}", None),
        ("Alle punkter er behandlet for lukkede døre, minus punkt 1 og 3.", "#{n} Sag {n}", None),
        ("Mødet er lukket, dog ikke punkt 1, 3 og 4.", "* Punkt {n}: Sag {n}", "123"),
    ],
)
def test_what_the_head_says_of_items_without_any_other_heading(
    head: str, form: str, closed: str | None
) -> None:
    items = "".join(f"{form.format(n=n)}\n\nGodkendt.\n\n" for n in range(1, 4))
    found, _ = read(f"{HEAD}{head}\n\n{items}")
    assert [one.number for one in found.items] == (list("123") if closed else [])
    assert "".join(one.number for one in found.items if one.closed) == (closed or "")
    assert [one.decision and one.decision.text.text for one in found.items if not one.closed] == [
        "Godkendt." for one in found.items if not one.closed
    ]
    assert found.text.count("Godkendt") == 3 - len(closed or "123")


def test_words_that_speak_of_a_closed_heading_close_nothing() -> None:
    for words in (
        "Se punkt 3. Lukkede skoler",
        "Vi ses kl. 12. Lukket er skolen alligevel.",
        "Punkt 3 er lukket og slukket.",
        "Skoler efter status:\na. Åben\nb. Lukket",
        "Hemmelig afstemning",
        "Fortrolig rådgivning",
        "Ikke-offentlige veje",
        "Åbningstider\nMandag 10-14\nLukket: 2",
        "Mødet blev holdt for lukkede døre.\nNaboerne kom.",
        "Del 2, lukket\nFyldes op.",
        "Virksomheden fortsætter med den lukkede del af anlægget.",
        "Forvaltningen går videre til de lukkede sager om underretning.",
    ):
        found, said = read(
            plain(f"1. Bad\n\nBeslutning\n\n{words}\n\nOm {SECRET}.\n\n2. Vej\n\nBeslutning\n\nNej.")
        )
        assert SECRET in said, words
        assert [one.closed for one in found.items] == [False, False], words


def test_closed_items_keep_their_titles_though_nothing_is_left_below_them() -> None:
    part = "LUKKEDE PUNKTER\n\n2. Salg\n\nBeslutning\n\nEt.\n\n3. Køb\n\nBeslutning\n\nTo.\n"
    found, _ = read(plain(f"1. Bad\n\nBeslutning\n\nJa.\n\n{part}"))
    assert [(one.number, one.title.text, one.closed) for one in found.items[1:]] == [
        ("2", "Salg", True), ("3", "Køb", True),
    ]  # fmt: skip


def test_what_is_in_doubt_is_closed_and_told() -> None:
    found, _ = read(minutes(f"Punkt 2: LUKKET {TITLE}\n\n{BODY}"))
    doubts = [one for one in found.findings if one.code == "closed-in-doubt"]
    assert [(one.severity, one.message, one.lines) for one in doubts] == [
        ("warning", "Punkt 2 er for en sikkerheds skyld regnet for lukket: titlen kan forstås sådan.", (25, 46))
    ]  # fmt: skip


def test_a_published_title_that_begins_with_a_closing_word_is_told() -> None:
    found, _ = read(minutes("Punkt 2: Lukket svømmehal i uge 42\n\nBeslutning\n\nGodkendt.\n\n", None))
    assert [(one.severity, one.code) for one in found.findings] == [("warning", "closing-word-in-title")]


def test_a_closed_item_keeps_its_number_title_and_case() -> None:
    found, _ = read(minutes(f"Punkt 2: (Lukket) {TITLE}\n\n{BODY}", None))
    item = found.items[1]
    assert (item.number, item.title.text, [one.text for one in item.case_numbers]) == (
        "2",
        TITLE,
        ["22-005501"],
    )


def test_what_is_left_out_is_counted_and_not_read() -> None:
    found, _ = read(minutes(f"Punkt 2: Lukket: {TITLE}\n\n22-005501\n\nOm {SECRET}.\n\n", None))
    letters = len("".join(found.text.split()))
    assert found.left_out == len(f"Om{SECRET}.")
    assert found.share_read == round(letters / (letters + found.left_out), 4)


def test_a_line_of_running_text_that_goes_on_is_no_mark() -> None:
    text = "Punkt 2: Havnebad\n\nBeslutning\n\nGodkendt.\n\nSagsfremstilling\n\nOm vinteren holdes badet\nlukket.\n\n"
    found, _ = read(minutes(text, None))
    assert [one.closed for one in found.items] == [False, False, False]


def test_an_entry_behind_a_closed_one_may_be_wrapped_and_spelled_otherwise() -> None:
    entries = (
        contents()
        .replace("Nyt fra udvalgene", "Lukket: Nyt fra udvalgene")
        .replace(TITLE, "Udvikling af og orientering\nom Ådalsø Sprogskole")
    )
    found, _ = read(
        HEAD + entries + FIRST + "Punkt 2: Udvikling og orientering om Ådalsø Sprogskole\n\n" + LAST
    )
    listed = found.items[1].title_toc
    assert listed is not None
    assert listed.text == "Udvikling af og orientering om Ådalsø Sprogskole"


def test_the_line_that_ends_the_minutes_closes_no_item_before_it() -> None:
    """Only what stands within a closed item is left out, however far down what is kept of it stands."""
    text = f"1. Bad\n\nBeslutning\n\nJa.\n\n2. Lukket punkt: {TITLE}\n\nOm {SECRET}.\n\n3. Vej\n\nBeslutning\n\nNej.\n\n"
    found, said = read(plain(text + "Mødet sluttede kl. 18:10\n"))
    assert [(one.number, one.closed) for one in found.items] == [("1", False), ("2", True), ("3", False)]
    assert found.items[2].decision
    assert SECRET not in said


@pytest.mark.parametrize(
    "listed",
    [f"Kort\n\nLukket bilag - Tilbud fra Jens\n{SECRET}", f"Kort\n\nBilag 2 Lukket bilag tilbud\n\nfra {SECRET}",
     f"- Kort\n- Lukket bilag: Tilbud fra\n{SECRET} A/S",
     f"Kort\n\nBeslutning\n\nLukket bilag: Tilbud\nfra {SECRET}", f"Kort\n\nBeslutning\n\nBilag, lukket: {SECRET}",
     f"Kort\n\nBeslutning\n\nBilag til lukket punkt: {SECRET}", f"Kort\n\nBeslutning\n\nFortroligt bilag - {SECRET}",
     f"Kort\n\nBeslutning\n\n{SECRET}.pdf (lukket)", f"Kort\n\nBeslutning\n\nLukkede bilag til punktet:\n\n{SECRET}",
     f"Kort\n\nBeslutning\n\nLukkede bilag - ikke til offentliggørelse\n\n{SECRET}",
     f"Kort\n\nBilag (fortrolige)\n\n{SECRET}", f"Kort\n\nBeslutning\n\nFortroligt notat\n\n{SECRET}", f"- Kort\n- (Lukket) {SECRET}", f"Kort\n\nLukkede bilag\n\nTilbud fra {SECRET}"],
)  # fmt: skip
def test_the_rest_of_a_closed_attachments_title_is_nowhere(listed: str) -> None:
    text = HEAD + contents() + FIRST + f"Bilag\n\n{listed}\n\nPunkt 2: {TITLE}\n\n" + LAST
    read = parse(Document("a.txt", text), PROFILE)
    assert SECRET not in json.dumps(as_dict(read))
    assert [one.title.text for one in read.items[0].attachments] == ["Kort"]


_PUBLISHED = """Byrådet
Referat
Mødedato: 25. marts 2025

1. Vejplan
Sagsnr.: 25/1
Beslutning
Godkendt.

2. Lukket: Køb af Havnegade 4
Sagsnr.: 25/2
Sagsfremstilling
Sælgeren vil af med huset.
Beslutning i Økonomiudvalget den 18-03-2025
Anbefales uden Bo Dahl.
Beslutning i Byrådet den 25-03-2025
Købet blev ikke godkendt.
Bilag
Tilbud fra sælgeren
"""


@pytest.mark.parametrize(
    ("body", "change", "decided"),
    [
        ("Byrådet", ("", ""), "Købet blev ikke godkendt."),
        ("Økonomiudvalget", ("", ""), None),
        # In doubt it is not said whose the words are, or that the item is closed.
        ("Byrådet", ("Bilag\n", "Beslutning\nUdsat.\n"), None),
        ("Byrådet", ("2. Lukket: Køb", "2. Tillæg - Lukket: Køb"), None),
        ("Byrådet", ("Købet blev", "Lukket møde\nKøbet blev"), None),
    ],
)
def test_of_a_closed_item_only_what_its_body_publishes_itself_is_read(
    body: str, change: tuple[str, str], decided: str | None
) -> None:
    prefixes = "@prefix sg: <https://w3id.org/sagsgraf/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    own = f'{prefixes}<kommune> skos:prefLabel "Nyby Kommune"@da ; sg:closedDecisionsOf "{body}"@da .'
    profile = read_profile("nyby", own)
    minutes = parse(Document("x.txt", _PUBLISHED.replace(*change) if change[0] else _PUBLISHED), profile)
    again = parse(Document("x.txt", minutes.text, closed=frozenset({"2"})), profile)
    for one in (minutes, again):
        item = one.items[1]
        assert item.closed
        assert (item.decision and item.decision.text.text) == decided
        assert item.decision_published is (decided is not None)
        assert (item.attachments, item.earlier_decisions, item.sections, item.attendance) == ((), (), (), ())
        assert not {"sælgeren", "huset", "Bo", "Dahl", "Udsat"} & set(one.text.replace(".", " ").split())


_FOUR = (
    "Byrådet\nReferat\nMødedato: 25. marts 2025\n\n1. Vejplan\nSagsnr.: 25/1\nBeslutning\nGodkendt.\n\n{}\n\n"
    "2. Salg\nSagsnr.: 25/2\nBeslutning\nTo.\n\n3. Køb\nSagsnr.: 25/3\nBeslutning\nTre.\n\n"
    "4. Sti\nSagsnr.: 25/4\nBeslutning\nFire.\n"
)


@pytest.mark.parametrize(
    ("sentence", "closed"),
    [
        ("Punkterne 2 til 3 behandles for lukkede døre", "23"),
        ("Punkt 2-3 behandles for lukkede døre.", "23"),
        ("Punkt 2 og 3 blev behandlet i lukket møde.", "23"),
        ("Punkterne 2, 3 og 5\nblev behandlet på lukket møde", "23"),
        ("Følgende punkter er lukkede: 2 og 4", "24"),
        ("Punkt 2 for åbne døre, punkt 3-4 for lukkede døre.", "34"),
        ("Bemærkninger: Punkt 2 blev behandlet for lukkede døre.", "2"),
        ("Godkendt, idet punkt 3 flyttes til lukket dagsorden.", "3"),
        ("Udvalget behandlede punkt 2 for lukkede døre.", "2"),
        ("Punkt 2 behandles for lukkede døre.\nDet samme gælder punkt 4.", "24"),
        ("Punkt 1-2 er åbne, de øvrige punkter er lukkede.", "34"),
        ("Dørene lukkes under dette punkt, ligesom under punkterne 2 og 4.", "24"),
        ("Under punkt 3 var mødet lukket.", "3"),
        ("Mødet var lukket ved behandling af punkt 3", "3"),
        ("Åbent: punkt 1. Lukket: punkt 2 og 3.", "23"),
        ("For lukkede døre: 2", "2"),
        ("Lukket for offentligheden: 2", "2"),
        ("Lukket sag nr.: 2", "2"),
        ("Bemærkninger: Lukket: 2", "2"),
        ("Vedtaget. Fortroligt: 3", "3"),
        ("Godkendt. Lukket: 2\n\nLukket 2. juledag", "2"),
        ("Dagsorden (lukket: 2 og 3)", "23"),
        ("Kl. 17 gik udvalget over til de lukkede punkter.", "234"),
        ("Herefter kun lukkede punkter.", "234"),
        ("Afgjorte sager: 4\nLukket: 2", ""),
        ("Åbne: 14\nLukket: 2", ""),
        ("Punkt 2 og 3 behandles for åbne døre.", ""),
        ("Punkt 2 og 3 handler om lukkede skoler i byen.", ""),
    ],
)
def test_a_sentence_closes_the_items_it_names(sentence: str, closed: str) -> None:
    items = parse(Document("x.txt", _FOUR.format(sentence)), NEUTRAL).items
    assert "".join(one.number for one in items[1:] if one.closed) == closed
    assert [one.number for one in items] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "heading",
    ["2.a Lukket: Køb", "2-a. Lukket: Køb", "2 a. Lukket: Køb", "2.a. Køb (lukket)", "2.1 Lukket: Køb"],
)
def test_a_closed_item_that_was_put_in_closes_what_is_below_it(heading: str) -> None:
    text = _FOUR.format("").replace("To.", f"To.\n\n{heading}\nHemmeligt.\nBeslutning\nHemmeligt.")
    minutes = parse(Document("x.txt", text), NEUTRAL)
    assert "Hemmeligt" not in minutes.text
    assert [one.decision and one.decision.text.text for one in minutes.items if not one.closed] == [
        "Godkendt.", "To.", "Tre.", "Fire.",
    ]  # fmt: skip
    assert [one.title.text for one in minutes.items if one.closed] == ["Køb"]


@pytest.mark.parametrize(
    ("title", "closed"),
    [
        ("LUKKET REFERAT Byrådet d. 25-03-2025", True),
        ("Byrådet, lukket møde, 25. marts 2025", True),
        ("Referat af Byrådets lukkede del, 25. marts 2025", True),
        ("REFERAT Byrådet d. 25-03-2025", False),
        ("Referat af åbent og lukket møde, 25. marts 2025", False),
        ("Tilhørere er ikke med i den lukkede del", False),
    ],
)
def test_a_title_of_minutes_closes_all_of_them(title: str, closed: bool) -> None:
    items = parse(Document("x.txt", f"{title}\n\n{_FOUR.format('')}"), NEUTRAL).items
    assert [one.closed for one in items] == [closed] * 4


@each(
    ("sentence", "closed"),
    [
        ("Punkt 1: Behandles på lukket møde", {"1"}),
        ("Punkt 3 blev behandlet for lukkede døre.", {"3"}),
        ("Punkt 2: Behandles på lukket møde", {"2"}),
    ],
)
def test_a_sentence_closes_the_items_it_names_and_not_those_around_it(
    sentence: str, closed: set[str]
) -> None:
    head = "REFERAT Byrådet d. 19. januar 2023\n\nMødedato: 19. januar 2023\n\n"
    titles = ["Dagsorden", "Skovrejsning", "Valg"]
    items = (
        f"{n}. {title}\nSagsnr.: 23/{n}\nSagsfremstilling\nDer er sager.\n{sentence if n == 2 else 'Ja.'}\n"
        "Beslutning\nGodkendt.\n\n"
        for n, title in enumerate(titles, 1)
    )
    found = parse(Document("x.txt", head + "".join(items)), NEUTRAL)
    assert {one.number for one in found.items if one.closed} == closed
    assert [bool(one.decision) for one in found.items] == [not one.closed for one in found.items]


def test_below_a_sentence_that_closes_an_item_without_a_heading_nothing_is_told() -> None:
    head = "REFERAT Byrådet d. 19. januar 2023\n\nMødedato: 19. januar 2023\n\n"
    first = "1. Dagsorden\nSagsnr.: 23/1\nPunkt 4 behandles på lukket møde\nBeslutning\nEt skjult ord.\n\n"
    second = "2. Sti\nSagsnr.: 23/2\nBeslutning\nJa.\n"
    found = parse(Document("x.txt", head + first + second), NEUTRAL)
    assert "skjult" not in found.text
    assert [one.closed for one in found.items] == [False, False]


@each(
    ("line", "closed"),
    [
        ("Dette punkt er lukket, ligesom punkterne 3 og 4.", "234"),
        ("Dette punkt behandles ligesom punkt 3 for lukkede døre.", "23"),
        ("Lukket punkt - behandles samtidig med punkterne 3 og 4.", "234"),
        ("Åbent/lukket: Lukket, behandles med punkterne 3 og 4.", "234"),
        ("Sagen behandles for lukkede døre sammen med punkterne 3 og 4.", "234"),
        ("Lukket punkt: Punkt 3 er også lukket.", "23"),
        ("Dette punkt og punkt 3 behandles for lukkede døre", "23"),
        ("Ligesom punkt 1 er punktet lukket", "12"),
        ("Behandles på lukket møde sammen med punkterne 3 og 4.", "234"),
        ("Mødet er lukket under dette punkt, ligesom under punkterne 3 og 4.", "234"),
        ("Mødet er lukket under dette punkt.", "2"),
        ("Punkt 3 i indstillingen behandles for lukkede døre.", "2"),
        ("Punkt 3 behandles for lukkede døre. Det samme gælder de øvrige punkter.", "1234"),
        ("De øvrige punkter behandles for lukkede døre.", "134"),
        ("Punkterne 3 og 4 behandles for lukkede døre.", "34"),
        ("Udvalget behandlede punkt 3 for lukkede døre.", "3"),
        ("Punkt 3 og følgende behandles for lukkede døre.", "34"),
        ("Mødet blev lukket fra og med punkt 3.", "34"),
        ("Mødet blev lukket fra og med nr. 3.", "34"),
        ("Punkterne fra 3 og frem er lukkede.", "34"),
        ("Lukket sag. Er knyttet til punkterne 3 og 4", "2"),
        ("Herefter er punkt 3 og alle efterfølgende punkter lukkede.", "34"),
        ("Fra punkt 3 behandles sagerne for åbne døre.", ""),
        ("Behandlingen af punkt 3 foregik bag lukkede døre.", "3"),
        ("Under punkt 3 måtte tilhørerne forlade salen.", "3"),
        ("Punkt 3 overgår til lukket behandling.", "3"),
        ("Kun punkt 1 og 3 behandles for åbne døre.", "24"),
        ("Punktet Sti behandles for lukkede døre.", "4"),
        ("Lukket for offentligheden: punkt 3", "3"),
        ("Åbent: 1, 2, 4. Lukket: 3.", "3"),
    ],
)
def test_a_line_that_names_other_items_closes_its_own_too_where_it_says_it_of_that(
    line: str, closed: str
) -> None:
    text = _FOUR.format("").replace("25/2\n", f"25/2\n{line}\n")
    found = parse(Document("x.txt", text), NEUTRAL)
    assert "".join(one.number for one in found.items if one.closed) == closed
    assert [one.decision is None for one in found.items] == [one.closed for one in found.items]


def test_below_a_sentence_that_closes_an_item_without_words_nothing_is_told() -> None:
    text = _FOUR.format("").replace("To.", "To.\n\nPunkt 3 behandles for lukkede døre.\n\nSkjult.")
    found = parse(Document("x.txt", text.replace("25/3\nBeslutning\nTre.", "25/3\nSagsnr.: 25/9")), NEUTRAL)
    assert "Skjult" not in found.text
    assert [one.closed for one in found.items] == [False, False, True, False]


_LOST = (
    "REFERAT Byrådet d. 15-05-2018\n\nMødedato Tirsdag d. 15. maj 2018 kl. 16:00\n\nDagsorden\n\n"
    "{0}1{1} Lokalplan\n{0}2{1} Salg af grund - Lukket\n{0}3{1} Sti ved åen\n\n{2}"
)


@each("form", [("Pkt. ", "", "Pkt. ", ""), ("", ".", "Punkt ", ":")])
@each("where", [(3, "Sagsfremstilling\n\n"), (3, ""), (1, ""), (1, "Sagsnr.: 18/3\n\n")])
def test_a_lost_closed_item_is_in_no_other_where_headings_are_out_of_order(
    form: tuple[str, str, str, str], where: tuple[int, str]
) -> None:
    *listed, word, mark = form
    titles = {3: "Sti ved åen", 1: "Lokalplan"}
    text = "".join(
        f"{word}{number}{mark} {title}\n\nSagsnr.: 18/{number}\n\nSagsfremstilling\n\nOm sagen.\n\n"
        f"Beslutning\n\nGodkendt.\n\n{f'{where[1]}{SECRET}.{chr(10) * 2}' if number == where[0] else ''}"
        for number, title in titles.items()
    )
    found = parse(Document("x.txt", _LOST.format(*listed, text)), NEUTRAL)
    assert SECRET not in found.text
    assert {one.number: one.closed for one in found.items} == {"1": False, "2": True, "3": False}
    assert len(found.items) == 3
    assert [one.code for one in found.findings].count("heading-lost") == 1
    assert all(
        one.decision and one.decision.text.text == "Godkendt." for one in found.items if not one.closed
    )


@each(
    ("title", "other", "closed"),
    [
        ("L Skovrejsning", "Å Vej", True),
        ("Skovrejsning L", "Å Vej", True),
        ("Skovrejsning (L)", "Å Vej", True),
        ("Skovrejsning etape L", "Å Vej", False),
        ("Skovrejsning etape L", "Vej Å", True),
        ("L 502 om pension", "Å Vej", False),
        ("Gulv i Hal L", "Å Vej", False),
        ("Salg af byggegrund L", "Vej", False),
        ("Forslag fra L", "Vej", False),
        ("Forslag fra V, C, L", "Vej", False),
        ("Salg af grund L (åben)", "Vej", False),
    ],
)
def test_the_letter_of_closed_items_closes_by_itself(title: str, other: str, closed: bool) -> None:
    titles = (other, title, "Å Bro")
    items = (f"{n} {one}\n\nBeslutning\nBesluttet {n}.\n\n" for n, one in enumerate(titles, 1))
    text = f"Referat af møde i Byrådet den 9. januar 2025\n\n{''.join(items)}"
    found = parse(Document("x.txt", text), NEUTRAL)
    assert [one.closed for one in found.items] == [False, closed, False]
    assert ("Besluttet 2" in found.text) is not closed


_INSERTED = [
    ("1.", "Vej", "Ja."),
    ("2.", "Sti", "Ja."),
    ("{}", "Køb", "Et skjult ord."),
    ("3.", "Bro", "Ja."),
]


@each("number", ["2.1", "2.a", "2a", "2-a"])
@each(
    "sentence",
    ["Punkt {} behandles for lukkede døre.", "Mødet lukkes under punkt {}.", "Punkterne 1 og {} er lukkede."],
)
def test_a_sentence_closes_an_item_that_was_put_in(sentence: str, number: str) -> None:
    head = f"Referat\nTeknisk Udvalg\nTirsdag den 3. marts 2020 kl. 16:00\n\n{sentence.format(number)}\n\n"
    items = "".join(
        f"{n.format(number)} {title}\nSagsnr.: 23/1\nBeslutning\n{words}\n\n" for n, title, words in _INSERTED
    )
    found = parse(Document("x.txt", head + items), NEUTRAL)
    assert "skjult" not in found.text
    assert {one.number: one.closed for one in found.items}[number.replace("2.a", "2a").replace("2-a", "2a")]
    # Of a part of an item all of that is closed.
    part = parse(Document("x.txt", head + items.replace(f"{number} Køb", "Køb")), NEUTRAL)
    assert "skjult" not in part.text


def test_an_item_of_another_case_put_in_behind_a_closed_one_is_open() -> None:
    item = "{} {}\nSagsnr.: 23/{}\nBeslutning\nJa.\n\n"
    rows = (("1.", "Vej", 1), ("2.", "Lukket: Køb", 2), ("2a.", "Tillæg", 3), ("3.", "Bro", 4))
    head = "Referat\nTeknisk Udvalg\nTirsdag den 3. marts 2020 kl. 16:00\n\n"
    found = parse(Document("x.txt", head + "".join(item.format(*row) for row in rows)), NEUTRAL).items
    assert [(one.number, one.closed) for one in found] == [
        ("1", False), ("2", True), ("2a", False), ("3", False),
    ]  # fmt: skip


def test_items_that_were_put_in_count_on_behind_nine_and_stay_open_beside_a_closed_one() -> None:
    head = "Referat\nTeknisk Udvalg\nTirsdag den 3. marts 2020 kl. 16:00\n\n"
    item = "{} Sti\nSagsnr.: 23/1\nBeslutning\nJa.\n\n"
    text = head + "".join(item.format(n) for n in ("1.", "2.", *(f"2.{n}" for n in range(1, 12)), "3."))
    assert [one.number for one in parse(Document("x.txt", text), NEUTRAL).items][-2:] == ["2.11", "3"]
    listed = "Indholdsfortegnelse\n1. Vej\n2. Køb - Lukket\n2.1 Sti\n3. Bro\n\n"
    text = head + listed + "".join(item.format(n) for n in ("1.", "2.", "2.1", "3."))
    found = parse(Document("x.txt", text), NEUTRAL).items
    assert [(one.number, one.closed) for one in found] == [
        ("1", False),
        ("2", True),
        ("2.1", False),
        ("3", False),
    ]


@each(
    "listed",
    [
        "{n} {t}{m} ..... 1",
        "Punkt {n}: {t}{m} ..... 1",
        "{n}) {t}{m}\t1",
        "- {n}. {t}{m} ... 1",
        "{n}|{t}{m}",
        "{t}{m} ... 1",
    ],
)
@each("mark", [" (lukket)", " - Lukket", " Lukket"])
@each("heading", ["{n}. {t}", "Punkt {n}: {t}", "• {n}. {t}", "Sag nr. {n} {t}"])
def test_contents_close_an_item_in_whatever_form_they_are(listed: str, mark: str, heading: str) -> None:
    told = [
        ("1", "Vejplan", "", "Ja."),
        ("2", "Salg af grund", mark, "Et skjult ord."),
        ("3", "Bro", "", "Ja."),
    ]
    head = "Teknisk Udvalg\nReferat\nMødedato: 3. marts 2020\n\nIndholdsfortegnelse\n"
    contents = "".join(f"{listed.format(n=n, t=t, m=m)}\n" for n, t, m, _ in told)
    items = "".join(
        f"{heading.format(n=n, t=t)}\nSagsnr.: 20/1\n\nBeslutning\n{w}\n\n" for n, t, _, w in told
    )
    found = parse(Document("x.txt", f"{head}{contents}\n{items}"), NEUTRAL)
    assert "skjult" not in found.text
    assert [one.closed for one in found.items if one.number == "2"] == [True]


_LISTED = "Indholdsfortegnelse\n\nVejplan.....\t2\n{}\nBro.....\t4"


@each(
    ("front", "title", "behind"),
    [
        # The letter in front of its title, in contents.
        (_LISTED.format("(L) Salg af grund.....\t3"), "Salg af grund", ""),
        (_LISTED.format("L - Salg af grund ... 3"), "Salg af grund", ""),
        (_LISTED.format("2. (L) Salg af grund"), "Salg af grund", ""),
        ("1 Vejplan 2\n2 Salg af grund L 3\n3 Bro 4", "Salg af grund", ""),
        ("Vejplan ... 1\nL Salg af grund ... 2\nBro ... 3", "Salg af grund", ""),
        # A column that is not headed by the word.
        (
            "Nr. | Emne | Offentlig\n1 | Vejplan | Ja\n2 | Salg af grund | Nej\n3 | Bro | Ja",
            "Salg af grund",
            "",
        ),
        ("Følgende punkt behandles for lukkede døre: Salg af grund", "Salg af grund", ""),
        # A sign, with its legend.
        ("Punkter mærket med * er lukkede.", "Salg af grund *", ""),
        ("Tilhørere er velkomne.", "Salg af grund *", "* Lukket punkt\n"),
    ],
)
def test_what_stands_in_front_or_behind_closes_the_item_it_is_said_of(
    front: str, title: str, behind: str
) -> None:
    items = "".join(
        f"{n} {t}\n\nBeslutning\n\nSvar om {t}.\n\n" for n, t in ((1, "Vejplan"), (2, title), (3, "Bro"))
    )
    text = f"Teknisk Udvalg\nReferat\nMødedato: 3. marts 2020\n\n{front}\n\n{items}{behind}"
    found = parse(Document("x.txt", text), NEUTRAL)
    assert [one.closed for one in found.items] == [False, True, False]
    assert "Svar om Salg" not in found.text


@each(
    ("entries", "heading", "below", "closed"),
    [
        ("Kort.pdf", "Jordkøb (lukket)", "Beslutning", True),
        ("- Kort\n- Plan", "Ejendomskøb - lukket", "Beslutning", True),
        ("Kort af vejen\nPlan for vejen", "Jordkøb (lukket)", "Sagsnr.: 20/2\n\nResume", True),
        ("Kort.pdf", "Ejendomskøb - lukket", "Sagsnr.: 20/2\n\nResume", True),
        ("- Kort\n- Plan", "Jordkøb (lukket)", "Økonomi", False),
        ("Kort af vejen\nPlan for vejen", "Ejendomskøb - lukket", "", False),
        ("- Kort", "- Lukket: Tilbud", "Beslutning", True),
        ("- Kort", "- Lukket: Tilbud", "Økonomi", False),
        ("Kort.pdf", "Bilag (fortrolige)", "Beslutning", True),
        ("Kort.pdf", "Bilag, der er fortrolige", "Beslutning", True),
        ("Kort.pdf", "Lukket: Salg", "Sagsnr.: 20/2", True),
    ],
)
def test_a_closed_line_below_a_list_is_a_heading_where_another_item_begins(
    entries: str, heading: str, below: str, closed: bool
) -> None:
    item = f"1. Vej\nSagsnr.: 20/1\nBeslutning\nJa.\n\nBilag\n{entries}\n"
    item += f"\n{heading}\n\n{below}\n" if below else f"{heading}\n\nØkonomi\n"
    found, told = read(f"{HEAD}{item}\nOm {SECRET}.\n\n3. Sti\nSagsnr.: 20/3\nBeslutning\nNej.\n")
    assert (SECRET not in told) is closed
    assert [one.decision.text.text for one in found.items if one.decision] == ["Ja.", "Nej."]


def test_an_entry_without_a_number_closes_the_item_of_its_title_alone() -> None:
    listed = "Indhold\nVejplan  2\nLukket - Ansættelse  3\nEventuelt  4\n\n"
    told = "".join(
        f"{n} {title}\nSagsid: 31/{n}\nBeslutning\nSvar.\n\n"
        for n, title in enumerate(["Vejplan", "Lukket - Ansættelse", "Eventuelt"], 1)
    )
    assert [one.closed for one in read(HEAD + listed + told)[0].items] == [False, True, False]


def test_behind_a_closed_row_of_a_table_of_items_nothing_is_told() -> None:
    rows = f"Punkt\tEmne\tReferat\n1\tMad\tGodkendt.\n2\tValg (lukket punkt)\t{SECRET} trækker sig.\n"
    assert SECRET not in read(f"Ungdomsrådet\nReferat\nDato: 14. marts 2023\n\n{rows}")[1]
    # A cell of a printed page may stand lower than what is beside it; a word in it may be that of contents.
    rows = f"Punkt\tEmne\tReferat\n\nValg af\n1\tJa.\ndagsorden\nSti ved\tDen laves\n2\nåen\tsnart.\nKonflikt i\t{SECRET} trækker sig\n3\n\tklubben (lukket)\tefter turen.\n"
    assert SECRET not in read(f"Ungdomsrådet\nReferat\nDato: 14. marts 2023\n\n{rows}")[1]


@each(
    ("last", "closed"),
    [
        ("Punkt 1 er åbent. Resten af punkterne er lukkede.", [False, True, True]),
        ("Resten af punkterne er lukkede.", [True, True, False]),
        ("Udvalget gik til de lukkede punkter.", [False, False, False]),
        ("Mødet blev holdt for lukkede døre.", [False, False, False]),
    ],
)
def test_the_rest_told_of_behind_all_items(last: str, closed: list[bool]) -> None:
    items = [f"Punkt {n}: Sag {n}\n\nBeslutning\n\nSvar {n}.\n\n" for n in range(1, 4)]
    assert [one.closed for one in read(HEAD + "".join(items) + f"{last}\n")[0].items] == closed


@each(
    "text",
    [
        # Points of a closed item, and lists of cases in it, count up, too.
        f"Punkt 1: Vej\n\nBeslutning\n\nJa.\n\nPunkt 2: Lukket: Køb\n\n1. Pris\n{SECRET}\n\n2. Køber\n{SECRET}\n\n3. Vilkår\n{SECRET}\n",
        f"ØU-1/07-O\nVej\n\nBeslutning\n\nJa.\n\nØU-2/07-L\nKøb\n\nBeslutning\n\nOm {SECRET}.\n",
        f"1. Vej\n\nBeslutning\n\nJa.\n\nBilag\n\n- Kort\n- Plan\n\nEjendomskøb (lukket)\n\n2. Køb\n\nBeslutning\n\n{SECRET}\n",
        f"Indhold\n\n1/2023 Vej\n2/2023 Lukket: Køb\n\n1/2023 Vej\n\nBeslutning\n\nJa.\n\n2/2023 Lukket: Køb\n\nBeslutning\n\n{SECRET}\n",
        f"Pkt. 1 Vej\n\nBeslutning\n\nJa.\n\nPkt. 2 Lukket: Køb\n\nBY 12/2023 {SECRET}\n\nBY 17/2023 {SECRET}\n",
        f"1. Vej\n\nBeslutning\n\nJa.\n\nLukkede punkter\n\n2. Køb\nUdvalget drøftede {SECRET}.\n",
        f"1. Vej\n\nBeslutning\n\nJa.\n\n2. Lukket: Køb\t{SECRET}\n\nBeslutning\n\n{SECRET}\n",
        f"Punkt 1\tVej\n\nBeslutning\n\nJa.\n\nPunkt 2\tKøb (lukket punkt)\n\nBeslutning\n\n{SECRET}\n",
        f"Dagsorden\n\n1. Vej\nJordkøb (lukket)\n2. Køb\n\n1. Vej\n\nBeslutning\n\nJa.\n\n2. Køb\n\nBeslutning\n\n{SECRET}\n",
        f"Punkt 2/2023 er lukket.\n\n1/2023 Vej\n\nBeslutning\n\nJa.\n\n2/2023 Køb\n\nBeslutning\n\n{SECRET}\n",
        f"Mødet blev lukket under punkt 2/2023.\n\n1/2023 Vej\n\nBeslutning\n\nJa.\n\n2/2023 Køb\n\nBeslutning\n\n{SECRET}\n",
        f"Punkt 2 (lukket jf. styrelseslovens § 10)\n\nPunkt 1: Vej\n\nBeslutning\n\nJa.\n\nPunkt 2: Køb\n\nBeslutning\n\n{SECRET}\n",
        f"Pkt. 2/2023 (lukket)\n\n1/2023 Vej\n\nBeslutning\n\nJa.\n\n2/2023 Køb\n\nBeslutning\n\n{SECRET}\n",
        f"Vej - for åbne døre\n\nPunkt 1: Vej\n\nBeslutning\n\nJa.\n\nSalg - for lukkede døre\n\nPunkt 2: Køb\n\nBeslutning\n\n{SECRET}\n\nSalg - for åbne døre\n\nPunkt 3: Sti\n\nBeslutning\n\nJa.\n",
    ],
)
def test_a_closed_item_is_one_whatever_stands_in_it(text: str) -> None:
    found, told = read(HEAD + text)
    assert SECRET not in told
    assert ("2", "Køb") in [(one.number, one.title.text) for one in found.items]
