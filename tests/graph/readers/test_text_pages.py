"""What pages put into a text that is not its own: running lines, numbers, divided words."""

from graph.readers.text_pages import broken_at, page_breaks, undivided, without_running_lines


def test_running_lines_are_left_blank_and_lines_keep_their_number() -> None:
    page = "Nord Kommune          Byrådet, den 20-09-2017\n\nGodkendt.\n\n      Side {}\n"
    text = "".join(page.format(number) for number in (1, 2, 3))
    found = without_running_lines(text)
    assert found.count("\n") == text.count("\n")
    # The first one says whose the document is.
    assert found.split("\n\n", 1)[1].split() == ["Godkendt."] * 3


def test_what_recurs_in_the_text_is_no_running_line() -> None:
    decided = "Beslutning Byrådet den 20-09-2017\n"
    text = f"Godkendt.\n\nSide 1\n\n{decided}Godkendt.\n\nSide 2\n\n{decided}Udsat.\n"
    assert without_running_lines(text).split("\n\n")[0] == "Godkendt."
    assert without_running_lines(text).count("Beslutning Byrådet") == 2


def test_the_number_of_a_page_may_stand_behind_the_day() -> None:
    text = "Godkendt.\n\nMøde den 25.06.2014 Side 1\nBJERGBY BYRÅD\n\nUdsat.\n\nMøde den 25.06.2014 Side 2\nBJERGBY BYRÅD\n"
    assert without_running_lines(text).split() == ["Godkendt.", "Udsat."]


def test_a_running_line_that_closes_the_meeting_stays() -> None:
    text = "Udvalget (lukket) 25.06.2014 side 1\n\nUdsat.\n\nUdvalget (lukket) 25.06.2014 side 2\n"
    assert without_running_lines(text) == text


def test_heads_of_columns_stay_where_a_cell_alone_says_which_is_meant() -> None:
    cells = "Mødedato\n\nÅbent punkt\n\nLukket punkt\n\nX\n"
    assert without_running_lines(cells) == cells
    assert "Lukket" not in without_running_lines(f"Åbent  punkt\n1 Vej\n\n{cells}")


def test_what_is_for_the_reader_of_a_web_page_is_no_word_of_the_minutes() -> None:
    assert without_running_lines("Godkendt.\nTil toppen\n2. Vej\nTil toppen af bakken") == (
        "Godkendt.\n\n2. Vej\nTil toppen af bakken"
    )


def test_page_numbers_beside_page_breaks() -> None:
    broken, paged = page_breaks("a\n1\n\x0cb\n2\n\x0cc")
    text, breaks = broken_at(broken)
    assert (paged, without_running_lines(text, breaks).split()) == (True, ["a", "b", "c"])


def test_a_divided_word_is_whole_on_the_next_line() -> None:
    assert (
        undivided("regnskabet god-\nkendes. Børne- \nog ungeplan")
        == "regnskabet\ngodkendes. Børne- \nog ungeplan"
    )
