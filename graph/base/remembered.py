"""What is remembered of the words of one text, and forgotten before the next is read.

The same line is asked the same in many places; each answer is worked out once.
"""

from collections.abc import Callable
from functools import cache, update_wrapper
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_forgetting: list[Callable[[], None]] = []


def of_one_text(function: Callable[P, R]) -> Callable[P, R]:
    """A function of words alone, whose answers are kept as long as one text is read."""
    kept = cache(function)
    _forgetting.append(kept.cache_clear)
    return cast(Callable[P, R], update_wrapper(kept, function))


def forget() -> None:
    """Begin with another text."""
    for clear in _forgetting:
        clear()
