"""Many requests at once, from wrk: a load generator written in Python would cost more than the server."""

import json
import math
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = """
local requests, n = {}, 0
function init(args)
  for line in io.lines(os.getenv("BENCH_TARGETS")) do
    local target, accept = line:match("^(.-)\\t(.*)$")
    requests[#requests + 1] = wrk.format("GET", target, {["Host"] = "127.0.0.1", ["Accept"] = accept})
  end
end
function request()
  n = n % #requests + 1
  return requests[n]
end
function done(summary, latency, _)
  local failed = summary.errors
  io.write(string.format(
    'LOAD {"requests": %d, "microseconds": %d, "bytes": %d, "refused": %d, "broken": %d, ' ..
    '"p50": %f, "p95": %f}\\n',
    summary.requests, summary.duration, summary.bytes, failed.status,
    failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50) / 1e6, latency:percentile(95) / 1e6))
end
"""


@dataclass(frozen=True)
class Load:
    """What came of a load: answers a second, how many were errors or broke off, and seconds a request took.

    ``repeated`` when there were more requests than different ones.
    """

    per_second: float
    megabytes_per_second: float
    refused: int
    broken: int
    p50: float
    p95: float
    repeated: bool


def installed() -> bool:
    return shutil.which("wrk") is not None


def run(port: int, targets: Sequence[tuple[str, str]], folder: Path, seconds: float, clients: int) -> Load:
    """Ask for targets, each with what it accepts, one after another over so many connections."""
    script, listed = folder / "load.lua", folder / "targets.txt"
    script.write_text(_SCRIPT, encoding="utf-8")
    listed.write_text("".join(f"{target}\t{accept}\n" for target, accept in targets), encoding="utf-8")
    options = ("--threads", "1", "--connections", str(clients), "--duration", f"{max(1, round(seconds))}s")
    command = ["wrk", *options, "--timeout", "600s", "--script", str(script), f"http://127.0.0.1:{port}"]
    environment = os.environ | {"BENCH_TARGETS": str(listed)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:  # nobody there any more: the other servers are measured all the same
        return Load(0.0, 0.0, 0, clients, math.inf, math.inf, repeated=False)
    told = json.loads(
        next(line for line in done.stdout.splitlines() if line.startswith("LOAD ")).removeprefix("LOAD ")
    )
    spent = told["microseconds"] / 1e6
    return Load(
        told["requests"] / spent,
        told["bytes"] / spent / 1e6,
        told["refused"],
        told["broken"],
        told["p50"],
        told["p95"],
        told["requests"] > len(targets),
    )
