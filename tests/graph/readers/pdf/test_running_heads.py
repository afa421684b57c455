"""Running heads and feet are told by repetition and place."""

from pdfs import page, row

from graph.readers.pdf.rows import Page
from graph.readers.pdf.running_heads import find_running


def left(*pages: Page) -> list[list[str]]:
    """The rows that are not running ones."""
    running = find_running(pages)
    return [
        [one.text for index, one in enumerate(page.rows) if index not in gone]
        for page, gone in zip(pages, running.rows, strict=True)
    ]


def test_heads_feet_and_page_numbers_go() -> None:
    pages = [
        page(row(40, "Ådalsø"), row(50, "Referat"), row(100, f"Tekst {word}"), row(800, f"Side {n} af 3"))
        for n, word in enumerate(("et", "to", "tre"), start=1)
    ]
    assert left(*pages) == [["Tekst et"], ["Tekst to"], ["Tekst tre"]]


def test_a_first_page_may_have_none() -> None:
    pages = [page(row(60, "REFERAT"))] + [page(row(40, "Ådalsø"), row(100, f"Tekst {n}")) for n in "abc"]
    assert left(*pages) == [["REFERAT"], ["Tekst a"], ["Tekst b"], ["Tekst c"]]


def test_left_and_right_pages_may_differ() -> None:
    pages = [
        page(row(40, "Ådalsø" if n % 2 else "Referat"), row(100, f"Tekst {'abcdef'[n]}")) for n in range(6)
    ]
    assert left(*pages) == [[f"Tekst {letter}"] for letter in "abcdef"]


def test_headings_below_what_differs_stay() -> None:
    pages = [
        page(row(70, f"Punkt {n}: {title}"), row(90, "Beslutning")) for n, title in enumerate(("Ø", "Å", "Æ"))
    ]
    assert left(*pages) == [[f"Punkt {n}: {title}", "Beslutning"] for n, title in enumerate(("Ø", "Å", "Æ"))]


def test_the_same_text_elsewhere_on_the_page_stays() -> None:
    pages = [page(row(70 + 40 * n, "Beslutning"), row(400, f"Tekst {n}a")) for n in range(4)]
    assert [rows[0] for rows in left(*pages)] == ["Beslutning"] * 4


def test_closed_items_with_one_title_stay() -> None:
    pages = [page(row(70, f"Punkt {n}: Lukket: Sag"), row(800, str(n))) for n in range(1, 5)]
    assert left(*pages) == [[f"Punkt {n}: Lukket: Sag"] for n in range(1, 5)]


def test_what_names_the_item_of_its_pages_is_no_heading_of_it() -> None:
    heading = "Punkt 1: Lukket: Sag"
    pages = [
        page(row(40, heading), *([row(200, heading)] if n == 1 else []), row(300, "abc"[n])) for n in range(3)
    ]
    assert left(*pages) == [["a"], [heading, "b"], ["c"]]


def test_numbers_that_follow_no_pages_stay() -> None:
    pages = [
        page(row(70, f"23-00{n}"), row(100, "abcd"[place])) for place, n in enumerate((7348, 1310, 99, 812))
    ]
    assert left(*pages)[0] == ["23-007348", "a"]


def test_a_band_that_other_text_stands_in_is_no_head() -> None:
    pages = [page(row(70, text)) for text in ("Titel", "Eventuelt", "Eventuelt", "Eventuelt", "en sætning")]
    assert left(*pages) == [["Titel"], ["Eventuelt"], ["Eventuelt"], ["Eventuelt"], ["en sætning"]]


def test_the_number_of_a_single_page() -> None:
    assert left(page(row(100, "Tekst"), row(800, "Side 1 af 1"))) == [["Tekst"]]
    assert left(page(row(100, "Tekst"), row(800, "Godkendt."))) == [["Tekst", "Godkendt."]]
    assert left(page(row(780, "Bilag"), row(800, "1"))) == [["Bilag", "1"]]


def test_a_date_that_stands_nowhere_else_is_kept_once() -> None:
    pages = [page(row(40, "REFERAT Direktionen d. 26-06-2023"), row(100, f"Tekst {word}")) for word in "abc"]
    assert [one.text for one in find_running(pages).kept] == ["REFERAT Direktionen d. 26-06-2023"]
    titled = [page(*pages[0].rows, row(130, "Mødedato 26-06-2023")), *pages[1:]]
    assert find_running(titled).kept == ()
