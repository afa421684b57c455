"""The helper that judges many cases in one test fails with each that does."""

import pytest
from each import each


def test_every_case_that_fails_is_told() -> None:
    @each("right", [1, 2])
    @each(("number", "of"), [(1, "a"), (2, "b"), (3, "c")])
    def check(number: int, of: str, right: int) -> None:
        assert number == right, of

    with pytest.raises(ExceptionGroup) as failed:
        check()
    assert [[str(one).split("\n")[0] for one in group.exceptions] for group in failed.value.exceptions] == [
        ["b", "c"],
        ["a", "c"],
    ]


def test_a_case_fails_whatever_it_fails_with() -> None:
    @each("outer", ["x"])
    @each("text", ["1", "one", ""])
    def check(text: str, outer: str) -> None:
        if text:
            int(text)
        with pytest.raises(ValueError, match="one"):
            int("one" if text else "1")

    with pytest.raises(BaseExceptionGroup) as failed:
        check()
    (group,) = failed.value.exceptions
    assert isinstance(group, BaseExceptionGroup)
    assert group.__notes__ == ["where {'outer': 'x'}"]
    assert [(type(one), one.__notes__) for one in group.exceptions] == [
        (ValueError, ["where {'text': 'one'}"]),
        (pytest.fail.Exception, ["where {'text': ''}"]),
    ]


def test_no_case_at_all_fails() -> None:
    with pytest.raises(AssertionError):
        each("number", [])(lambda number: None)()


@pytest.fixture
def two() -> int:
    return 2


@each("number", [1, 2])
def test_what_is_no_case_is_a_fixture(number: int, two: int) -> None:
    assert number <= two
