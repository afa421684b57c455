"""What a stretch of text is to its reader: paragraphs, lists and tables, by offsets."""

import pytest

from graph.minutes.blocks import ListBlock, ProseBlock, TableBlock, blocks, shown


def told(text: str) -> list[object]:
    """The blocks: a table's cells as lists of lists, a list's entries by mark, depth and words."""
    found: list[object] = []
    for block in blocks(text):
        if isinstance(block, TableBlock):
            found.append([[text[cell.start : cell.end] for cell in row] for row in block.rows])
        elif isinstance(block, ListBlock):
            found.append(
                tuple(
                    (
                        text[one.mark.start : one.mark.end],
                        one.depth,
                        " ".join(text[line.start : line.end] for line in one.lines),
                    )
                    for one in block.entries
                )
            )
        else:
            found.append(" / ".join(text[line.start : line.end] for line in block.lines))
    return found


def table(text: str) -> TableBlock:
    (block,) = blocks(text)
    assert isinstance(block, TableBlock)
    return block


def test_tabbed_lines_are_rows_and_one_without_a_tab_between_them_goes_across() -> None:
    assert told("Før\n\tA\tB\nx\t1\t2\nDrift\ny\t3\t4\nefter") == [
        "Før",
        [["", "A", "B"], ["x", "1", "2"], ["Drift"], ["y", "3", "4"]],
        "efter",
    ]


def test_words_in_columns_are_cells_and_double_spaces_in_sentences_are_none() -> None:
    text = (
        "Beløb i 1.000 kr.     2024    2025\nDrift                1.200      -5\nAnlæg                  300"
    )
    assert told(text) == [
        [["Beløb i 1.000 kr.", "2024", "2025"], ["Drift", "1.200", "-5"], ["Anlæg", "300", ""]]
    ]
    assert told("En linje  med to mellemrum.\nOg her er  en til.") == [
        "En linje  med to mellemrum. / Og her er  en til."
    ]


def test_sums_behind_words_are_a_table_though_one_space_is_between_and_lines_are_apart() -> None:
    assert told("2024\n\nKonto 5 udgifter -3.809.200\n\nKonto 6 (ny) 1.000\n\nI alt") == [
        "2024",
        [["Konto 5 udgifter", "-3.809.200"], ["Konto 6 (ny)", "1.000"]],
        "I alt",
    ]
    assert told("Der var 12.500 besøg i 2.000") == ["Der var 12.500 besøg i 2.000"]


def test_rows_that_are_each_a_paragraph_are_a_table_and_a_row_alone_is_none() -> None:
    assert told("A\t1\n\nB\t2\n\nslut") == [[["A", "1"], ["B", "2"]], "slut"]
    assert told("Bilag 1\t12/345\n\nTekst") == ["Bilag 1\t12/345", "Tekst"]


def test_columns_one_blank_apart_are_cells_where_rows_have_as_many_numbers_as_one_another() -> None:
    assert told("Mio. kr. 2023 2024\nDrift af skoler 1,5 -1,6\nAnlæg 12 0\nSlut.") == [
        [["Mio. kr.", "2023", "2024"], ["Drift af skoler", "1,5", "-1,6"], ["Anlæg", "12", "0"]],
        "Slut.",
    ]
    assert told("Konto Budget Andel\nVarme 1.200 4 %\nVand 10 3 %") == [
        [["Konto", "Budget", "Andel"], ["Varme", "1.200", "4 %"], ["Vand", "10", "3 %"]]
    ]
    assert told("Der var 12 15\nog så 14") == ["Der var 12 15 / og så 14"]


@pytest.mark.parametrize(
    ("text", "header", "numbers"),
    [
        ("Navn\tKr.\nA\t1.200\nB\t-", True, (False, True)),
        ("Prisniveau\t2024\t2025 og frem\nA\t13,5 mio. kr.\t5 t.kr.", True, (False, True, True)),
        ("A\t1\nB\t2", False, (False, True)),
        ("\tLeder\nA\tB", True, (False, False)),
        ("Navn\tRolle\nA\tB", False, (False, False)),
        ("2023\t2024\n2025\t2026", False, (True, True)),
    ],
)
def test_a_first_row_names_the_columns_where_it_says_what_numbers_are_of(
    text: str, header: bool, numbers: tuple[bool, ...]
) -> None:
    assert (table(text).header, table(text).numbers) == (header, numbers)


def test_entries_are_told_by_their_marks_and_lie_deeper_where_they_stand_further_in() -> None:
    assert told("Der er:\n1. a\n2) b\ngår videre\n\n3. c") == [
        "Der er:",
        (("1.", 0, "a"), ("2)", 0, "b går videre"), ("3.", 0, "c")),
    ]
    assert told("• a\no b\n• c\n   - d\n- 1) e") == [
        (("•", 0, "a"), ("o", 1, "b"), ("•", 0, "c"), ("-", 1, "d"), ("- 1)", 1, "e"))
    ]
    assert told("1. a\n1. b\n2. c\n2. d") == [
        (("1.", 0, "a"), ("1.", 0, "b"), ("2.", 0, "c"), ("2.", 0, "d"))
    ]


def test_a_date_and_a_number_alone_open_no_list() -> None:
    assert told("1. oktober 2023 begynder det.\n\n3. behandling\n\n-") == [
        "1. oktober 2023 begynder det.",
        "3. behandling",
        "-",
    ]


def test_marks_may_be_tabs_away() -> None:
    assert told("1.\ta\n2.\tb") == [(("1.", 0, "a"), ("2.", 0, "b"))]


def test_part_of_a_text_is_told_in_offsets_of_the_whole() -> None:
    (block,) = blocks("x\na b\ny", 2, 5)
    assert isinstance(block, ProseBlock)
    assert (block.span.start, block.span.end) == (2, 5)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<u>kr. 8.000</u>", "kr. 8.000"),
        ("**ikke** og 2**3", "ikke og 2**3"),
        ("a<br/>b&nbsp;c &aelig; &#229;", "a b c æ å"),
        ("&lt;u&gt;x&lt;/u&gt;", "x"),
        ("a < b > c &foo; <script>", "a < b > c &foo; <script>"),
        ('<span style="x">y</span>', "y"),
    ],
)
def test_markup_is_not_seen(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_much_of_anything_is_read_in_one_go() -> None:
    for piece in ("a  b\n", "- \n", "x\n1. a\n\n", "y 1.000\n\nz\n\n", "a\tb\n\n", "&lt;u ", " "):
        text = piece * 3000
        assert sum(block.span.end > block.span.start for block in blocks(text)) <= 6000
        assert len(shown(text)) <= len(text)
