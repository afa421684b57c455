"""Header, contents, blocks and parts of a text."""

import pytest
from support import newer, older, older_item

from graph.minutes.document import Document
from graph.readers.layout.contents import similar
from graph.readers.layout.layout import lay_out, split
from graph.wording.case_types import case_types


def laid(text: str) -> list[tuple[int, str, bool]]:
    return [(b.number, b.title.text, b.closed) for b in lay_out(Document("x.txt", text)).blocks]


def listed(text: str) -> list[tuple[int, str, bool]]:
    return [(e.number, e.title.text, e.closed) for e in lay_out(Document("x.txt", text)).contents]


def kinds(body: str) -> list[str]:
    block = lay_out(Document("x.txt", f"Punkt 1: Titel\n\n{body}")).blocks[0]
    return [part.kind for part in split(block.paragraphs, case_types())]


def test_blocks_and_contents_of_minutes() -> None:
    text = newer("Havnebad", "Lukket: Køb af grund", "Eventuelt")
    assert laid(text) == [(1, "Havnebad", False), (2, "Køb af grund", True), (3, "Eventuelt", False)]
    assert listed(text) == laid(text)


@pytest.mark.parametrize(
    "entry", ["Havnebad.....\t3", "Havnebad....\t3", "Havnebad\t3", "Havnebad ........ 3", "Havne\nbad..\t3"]
)
def test_entries_of_the_contents_in_any_form(entry: str) -> None:
    found = listed(newer("Havnebad", "Eventuelt", contents=f"{entry}\nEventuelt.....\t4"))
    assert [title.replace(" ", "").rstrip(".") for _, title, _ in found] == ["Havnebad", "Eventuelt"]


@pytest.mark.parametrize(
    "title", ["Lukket: Salg", "LUKKET: Salg", "Lukket punkt: Salg", "(Lukket) - Salg", "- Lukket: Salg"]
)
def test_closed_titles(title: str) -> None:
    assert laid(f"Punkt 1: {title}") == [(1, "Salg", True)]


def test_a_title_may_speak_of_something_closed() -> None:
    assert laid("Punkt 1: Lukket skole tages i brug")[0] == (1, "Lukket skole tages i brug", False)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("En lang\ntitel\n23-007348", "En lang titel"),
        ("Lokalplan 123\nBoliger ved Alfavej", "Lokalplan 123 Boliger ved Alfavej"),
        ("Alfavej\nGodkendt.", "Alfavej"),
    ],
)
def test_a_title_runs_over_lines_up_to_the_case_number(printed: str, title: str) -> None:
    assert laid(f"Punkt 1: {printed}\n\nBeslutning")[0][1] == title


def test_a_sentence_that_looks_like_a_heading_is_prose() -> None:
    text = newer("Havnebad\n\nSagsfremstilling\n\nPunkt 1: Broen er tæret.", "Eventuelt")
    layout = lay_out(Document("x.txt", text))
    assert [block.number for block in layout.blocks] == [1, 2]
    assert [paragraph.text for paragraph in layout.misplaced] == ["Punkt 1: Broen er tæret."]


def test_headings_must_rise() -> None:
    assert [number for number, _, _ in laid("Punkt 1: A\n\nPunkt 9: B\n\nPunkt 2: C\n\nPunkt 3: D")] == [
        1,
        2,
        3,
    ]


def test_a_text_without_headings_is_all_header() -> None:
    layout = lay_out(Document("x.txt", "Kære borger\n\nTak for sidst."))
    assert (len(layout.header), layout.blocks, layout.contents) == (2, (), ())


def test_parts_follow_the_headings() -> None:
    body = "23-007348\n\nBeslutning\n\nGodkendt.\n\nSagsfremstilling\n\nResume og sagens baggrund\n\nTekst.\n\nBilag\n\nKort"
    assert kinds(body) == ["", "beslutning", "sagsfremstilling", "resume", "bilag"]


def test_a_value_of_sagstype_is_no_heading() -> None:
    assert kinds("Sagstype\n\nBeslutning\n\nIndstillinger\n\nx") == ["sagstype", "indstillinger"]


def test_sagstype_without_a_value_swallows_no_heading() -> None:
    assert kinds("Sagstype\n\nResume og sagens baggrund\n\nx") == ["sagstype", "resume"]


@pytest.mark.parametrize(
    "line",
    ["beslutning", "Bilagsnr", "Bilag 1 og 2 er vedlagt", "Økonomiske konsekvenser som følge af forliget"],
)
def test_lines_that_only_hold_heading_words(line: str) -> None:
    assert kinds(f"Sagsfremstilling\n\n{line}") == ["sagsfremstilling"]


@pytest.mark.parametrize(
    "heading",
    [
        "Direktionens møde den 25. september 2017:",
        "Børne- og Ungeudvalgets møde\nden 25. september 2017:",
        "Ukendt Nævns møde den 25. september 2017",
        "Beslutning Direktionen den 25-09-2017",
    ],
)
def test_a_decision_of_the_older_layout(heading: str) -> None:
    block = lay_out(Document("x.txt", f"Punkt 1: Titel\n\n{heading}\n\nGodkendt.")).blocks[0]
    part = split(block.paragraphs, case_types())[0]
    assert (part.kind, part.date) == ("beslutning", "2017-09-25")
    assert part.body == " ".join(
        heading.removeprefix("Beslutning ").split("s møde")[0].split(" den ")[0].split()
    )


def test_a_sentence_about_a_meeting_opens_nothing() -> None:
    assert kinds(
        "Sagsfremstilling\n\nDet var emnet på Direktionens møde den 25. september 2017, hvor alle var enige."
    ) == ["sagsfremstilling"]


def test_titles_are_compared_as_far_as_the_shorter_goes() -> None:
    title = "Godkendelse af plan for den fremtidige anvendelse af rådhusets fælles arealer"
    assert similar(title, title[:50]) == 1.0
    assert similar("Havnebad", "Eventuelt") < 0.5


def test_lines_of_a_block_end_before_the_next_heading() -> None:
    layout = lay_out(Document("x.txt", older(older_item(1, "A", "Bilag\n\nx"), "B")))
    first, second = layout.blocks
    assert first.lines[1] == second.lines[0] - 1
