"""How well the reader stands damage: the share of fields kept, by kind of alteration.

Run ``python -m benchmarks.damage`` in a checkout; it takes some minutes. The alterations and their checks are
those of the tests, which take a sample, over the example minutes and, where they are at hand, the real ones.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Print the table; the exit status is 1 when an item was given another's values."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.damage", description=__doc__)
    parser.add_argument("--files", type=int, default=1000, help="at most, of the examples and the real ones")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    from generalises import files, printed, table  # the tests are a folder of scripts and no package

    rows = table(files(ROOT, every=1)[: given.files], most=1000)
    sys.stdout.write(printed(rows) + "\n")
    return int(any(row.foreign for row in rows.values()))


if __name__ == "__main__":
    raise SystemExit(main())
