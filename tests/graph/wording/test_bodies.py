"""When two names are of one body."""

from each import each

from graph.wording.bodies import in_small_letters, same_body


@each(
    ("one", "other"),
    [
        ("Byråd 2018-2021", "Byrådets"),
        ("Kommunalbestyrelse 2022 – 2025", "Kommunalbestyrelsen"),
        ("Teknisk Udvalg (TU)", "TEKNISK  UDVALG"),
        ("Udvalget for Børn og Unge (BUU)", "Udvalget for Børn og Unge"),
        ("Byrådet (KB)", "Byråd"),
        ("Direktion", "Direktionens"),
        ("Chefgruppe", "Chefgruppen"),
        ("Miljø-, Teknik- og Havneudvalg", "Miljø, Teknik og Havneudvalget"),
        ("Byråd - lukket dagsorden", "Byrådet"),
    ],
)
def test_a_period_marks_the_article_and_the_genitive_make_no_other_body(one: str, other: str) -> None:
    assert same_body(one, other)


@each(
    ("one", "other"),
    [
        ("Byrådet", "Børnerådet"),
        (None, ""),
        ("", ""),
        ("Havneudvalget", "Havnebestyrelsen"),
        ("Skolebestyrelsen (Syd)", "Skolebestyrelsen (Nord)"),
        ("Skolebestyrelsen (Syd)", "Skolebestyrelsen"),
    ],
)
def test_others_are_apart(one: str | None, other: str | None) -> None:
    assert not same_body(one, other)


@each(
    ("printed", "written"),
    [
        ("FOLKEOPLYSNINGSUDVALGET", "Folkeoplysningsudvalget"),
        ("UDVALGET FOR TEKNIK OG MILJØ", "Udvalget for Teknik og Miljø"),
        ("BUU", "BUU"),
        ("Teknisk Udvalg", "Teknisk Udvalg"),
    ],
)
def test_a_name_in_capitals_is_written_as_others_are(printed: str, written: str) -> None:
    assert in_small_letters(printed) == written
