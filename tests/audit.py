"""Whether anything that the program is made of has a known weakness, as pip-audit tells it.

``make audit`` asks of every package that ``requirements.txt`` locks. Exit status 1 when one has a weakness, and 2
when pip-audit fails; where the index cannot be asked, or does not know the packages, a line says so and nothing is
claimed.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_PROGRAM = ROOT / "build" / "audit" / "bin" / "pip-audit"
_LOCK = ROOT / "requirements.txt"
_SECONDS = 240.0


def verdict(report: dict[str, Any]) -> tuple[int, list[str]]:
    """The exit status and the lines to print for a report of pip-audit (``--format json``)."""
    asked = [one for one in report["dependencies"] if "skip_reason" not in one]
    weak = [
        f"{one['name']} {one['version']}: {', '.join(vuln['id'] for vuln in one['vulns'])}"
        for one in asked
        if one["vulns"]
    ]
    told = (
        f"audit: the index knew {len(asked)} of {len(report['dependencies'])} packages;"
        f" {len(weak)} with a known weakness"
    )
    return int(bool(weak)), [*weak, told]


def unanswered(error: str) -> tuple[int, str]:
    """The exit status and the line to print where pip-audit ended without a report, by what it said."""
    if not error or re.search(r"connection|timed out|resolve|unreachable", error, re.IGNORECASE):
        return 0, "audit: pip-audit or its index cannot be had here; nothing was asked"
    return 2, f"audit: {error.strip().splitlines()[-1]}"


def main() -> int:
    command = [_PROGRAM, "--disable-pip", "--require-hashes", "-r", _LOCK, "--format", "json"]
    error = ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
        error = done.stderr
        status, lines = verdict(json.loads(done.stdout))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        status, line = unanswered(error)
        lines = [line]
    sys.stdout.write("\n".join(lines) + "\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
