"""Words as a reader sees them, and where they stand in the text as it was."""

from graph.wording.folding import fold, visible


def test_dress_is_off_and_each_character_knows_its_place() -> None:
    text = "<b>LUK\u00adKET</b>  –\u0430\uff1a&nbsp;x"
    folded = fold(text)
    assert folded.text == "lukket\t-a: x"
    assert text[folded.origin(3) : folded.origin(5)] == "KE"
    assert folded.origin(len(folded.text)) == len(text)


def test_what_is_visible_keeps_its_lines() -> None:
    assert visible("0101\u200b90\u2010\u0661\n<i>2</i>") == "010190-1\n2"
