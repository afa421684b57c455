"""What is remembered while one text is read."""

from graph.base.remembered import forget, of_one_text


def test_an_answer_is_worked_out_once_for_a_text_and_anew_for_the_next() -> None:
    asked: list[str] = []

    @of_one_text
    def length(words: str) -> int:
        """How many characters."""
        asked.append(words)
        return len(words)

    assert (length("møde"), length("møde")) == (4, 4)
    assert asked == ["møde"]
    forget()
    assert length("møde") == 4
    assert asked == ["møde", "møde"]
    assert length.__doc__ == "How many characters."
