"""Headings of sections, those of any line and those that the source must tell."""

from each import each

from graph.wording.headings import headings, section_kind


@each(
    ("heading", "kind"),
    [
        ("Sagsprocedure", "behandling"),
        ("Hvem beslutter", "beslutningskompetence"),
        ("Beslutningstema:", "beslutningstema"),
        ("BESLUTNING", "beslutning"),
        ("Økonomiske og erhvervsmæssige konsekvenser", "oekonomiske-konsekvenser"),
        ("Økonomiske konsekvenser og finansiering", "oekonomiske-konsekvenser"),
        ("Klima & bæredygtighed", "miljoe-og-baeredygtighed"),
        ("CO2-aftryk", "miljoe-og-baeredygtighed"),
        ("Præsentation", "resume"),
        ("Sagens forløb", "tidligere-behandling"),
        ("Tidsplan", "tidsplan"),
        ("Forvaltningen indstiller", "indstillinger"),
        ("Center for Havn og Vej indstiller, at", "indstillinger"),
        ("Magistratens indstilling", "indstillinger"),
        ("Teknik- og Miljøudvalgets indstilling", "indstillinger"),
        ("Forvaltningen for Havn og Vejs indstilling", "indstillinger"),
        ("Mindretallets indstilling", None),
        ("Et mindretal i Økonomiudvalgets indstilling", None),
        ("Sidste års indstilling", None),
        ("Sundhedsstyrelsens anbefalinger", None),
        ("Statsforvaltningens indstilling", None),
        ("KONKLUSION OG INDSTILLING", "indstillinger"),
        ("Konklusion", "konklusion"),
        ("Øvrige forhold", "andet"),
        ("Hvad forvaltningen anbefaler", None),
        ("9,9 mio. kr.", None),
        ("Udgiften er 4 mio. kr. Direktøren anbefaler", None),
        ("", None),
        ("x" * 500, None),
    ],
)
def test_kinds_of_headings_that_the_source_tells(heading: str, kind: str | None) -> None:
    assert section_kind(heading) == kind


def test_words_that_also_stand_alone_in_texts_are_headings_only_where_told() -> None:
    assert "baggrund" not in headings()
    assert section_kind("Baggrund") == "sagsfremstilling"
