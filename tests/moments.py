"""A command of sagsgraf that is stopped in the middle: at the n-th call of a kind, or the first of a name."""

import sys
from collections.abc import Callable, Sequence
from types import FrameType

from api.cli.main import main

Named = Callable[[FrameType, str, object], str]
"""The name of a call by what the interpreter tells of it (:func:`sys.setprofile`); empty for one that does not
count."""


def command_stopped_at(
    moment: str, command: Sequence[str], named: Named, stop: Callable[[object], None]
) -> None:
    """Run a command in this process; at a moment ``stop`` is called with what is called then. One that ends by
    itself prints how many calls there were."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        if not (name := named(frame, event, argument)):
            return
        calls += 1
        if moment in (name, str(calls)):
            sys.setprofile(None)
            stop(argument)

    sys.argv = ["sagsgraf", *command]
    sys.setprofile(count)
    try:
        main()
    finally:
        sys.setprofile(None)
        sys.stdout.write(f"calls {calls}\n")
