"""Many cases judged by one test: a test of its own costs more than it takes to read a line."""

from collections.abc import Callable, Iterable
from inspect import signature

import pytest

# What ``pytest.raises`` fails with, and so a group of cases of another ``each`` in which it did, is no Exception.
_FAILURES = (Exception, pytest.fail.Exception, BaseExceptionGroup)


def each(
    names: str | tuple[str, ...], cases: Iterable[object]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As ``pytest.mark.parametrize``, but one test, which goes through all cases and fails with each that does.
    What is no case of it is a fixture, or of another ``each``."""
    parameters = (names,) if isinstance(names, str) else names
    rows = [(case,) if isinstance(names, str) else tuple(case) for case in cases]  # type: ignore[arg-type]

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        def test(**others: object) -> None:
            assert rows
            failed: list[BaseException] = []
            for row in rows:
                case = dict(zip(parameters, row, strict=True))
                try:
                    check(**others, **case)
                except _FAILURES as error:
                    error.add_note(f"where {case}")
                    failed.append(error)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(rows)} cases", failed)

        whole = signature(check)
        rest = [one for name, one in whole.parameters.items() if name not in parameters]
        test.__signature__ = whole.replace(parameters=rest)  # type: ignore[attr-defined]  # what pytest gives it
        test.__name__, test.__qualname__, test.__module__ = (
            check.__name__,
            check.__qualname__,
            check.__module__,
        )
        return test

    return decorate
