"""Words by language."""

from graph.base.labels import Labels


def test_the_words_of_a_language_or_the_nearest() -> None:
    labels = Labels(da="Sag", en="Case")
    assert [labels.best(tag) for tag in ("da", "en", "de")] == ["Sag", "Case", "Sag"]
    assert dict(labels) == {"da": "Sag", "en": "Case"}


def test_words_that_are_the_same_in_all_languages() -> None:
    assert Labels("Turtle").best("kl") == "Turtle"
    assert dict(Labels("Turtle")) == {"": "Turtle"}


def test_no_words() -> None:
    assert Labels().best("da") == ""
    assert not Labels()


def test_labels_are_values() -> None:
    assert Labels(da="x", en="y") == Labels(en="y", da="x") != Labels(da="x")
    assert len({Labels(da="x"), Labels(da="x")}) == 1
