"""What becomes of every command when a call of it to the system, a database or the store fails, or kills it.

``python -m benchmarks.faults --moments 20 --kills 40`` runs each command of ``tests/failing.py`` so often, at
moments spread over all its calls, with six errors in turn and then killed, in a folder of its own, and
prints a table. Exit status 1 when one ended otherwise than in one line, or left anything half.
"""

import argparse
import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

TESTS = Path(__file__).parent.parent / "tests"
_NEVER = 0


def main(arguments: Sequence[str] | None = None) -> int:
    sys.path.insert(0, str(TESTS))
    from failing import COMMANDS, ERRORS, KILL, in_a_copy, prepared  # the tests are a folder of scripts

    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--moments", type=int, default=20, help="at which a call fails, of each command")
    parser.add_argument("--kills", type=int, default=40, help="of each command")
    parser.add_argument("--only", nargs="*", choices=COMMANDS, help="of the commands")
    given = parser.parse_args(arguments)
    chance, bad = random.Random(19), 0
    print("| command | calls | failed | killed | faults |", "|---|---|---|---|---|", sep="\n")
    with TemporaryDirectory() as folder:
        of, copy = prepared(Path(folder, "prepared")), Path(folder, "copy")
        for name in given.only or COMMANDS:
            faults, calls = [], 0
            todo = [ERRORS[n % len(ERRORS)] for n in range(given.moments)] + [KILL] * given.kills
            for error in ("", *todo):
                moment = chance.randint(1, max(1, calls)) if error else _NEVER
                wrong, _, made = in_a_copy(of, copy, name, moment, error or KILL)
                shutil.rmtree(copy)
                calls = calls if error else made
                if wrong:
                    faults.append(f"{name} at {moment} of {calls}, {error or 'no error'}: {wrong}")
            bad += len(faults)
            print(f"| {name} | {calls} | {given.moments} | {given.kills} | {len(faults)} |", flush=True)
            print("\n".join(faults), file=sys.stderr, flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
