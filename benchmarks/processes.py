"""Servers as processes: started in a session of their own, waited for, weighed, and ended."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking import ROWS, Client, NoAnswerError

PROGRAM = (
    sys.executable,
    "-c",
    "import sys; from api.cli.main import main; sys.argv[0] = 'sagsgraf'; sys.exit(main())",
)
"""The command of this checkout."""
_QUICK, _PATIENT = 0.05, 200  # seconds between requests, and how many may be refused


class NotStartedError(Exception):
    """A server did not come up, or a step before it failed; the message ends with what it said last."""


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(command: Sequence[str | Path], log: Path, folder: Path | None = None) -> None:
    """Run a command to its end; raises :class:`NotStartedError` when it fails."""
    with log.open("ab") as out:
        done = subprocess.run(list(map(str, command)), stdout=out, stderr=out, cwd=folder, check=False)
    if done.returncode:
        raise NotStartedError(f"{command[0]} ended with {done.returncode}: {_said(log)}")


@dataclass
class Server:
    """A running server and what it started itself."""

    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(
        cls, command: Sequence[str | Path], log: Path, environment: Mapping[str, str], folder: Path
    ) -> "Server":
        with log.open("ab") as out:
            process = subprocess.Popen(
                list(map(str, command)),
                stdout=out,
                stderr=out,
                cwd=folder,
                env={**os.environ, **environment},
                start_new_session=True,
            )
        return cls(process, log)

    def wait(self, port: int, target: str, seconds: float) -> None:
        """Until it answers a request; raises :class:`NotStartedError` when it ends or takes too long."""
        client, refused, until = Client(port, 60), 0, time.monotonic() + seconds
        while time.monotonic() < until and refused < _PATIENT:
            if self.process.poll() is not None:
                raise NotStartedError(f"ended with {self.process.returncode}: {_said(self.log)}")
            with suppress(NoAnswerError):
                if client.get(target, ROWS).status == 200:
                    return client.close()
                refused += 1
            time.sleep(_QUICK)
        self.stop()
        raise NotStartedError(f"no answer but {refused} refusals: {_said(self.log)}")

    def megabytes(self) -> float:
        """The memory of all its processes; what they share is counted once (proportional set size)."""
        total = 0
        for process in self._processes():
            with suppress(OSError, StopIteration):
                lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
                total += int(next(line for line in lines if line.startswith("Pss:")).split()[1])
        return total / 1024

    def cpu_seconds(self) -> float:
        """What all its processes have used so far, those that ended and were waited for among them."""
        ticks = sum(ticks for _, ticks in self._family())
        return ticks / os.sysconf("SC_CLK_TCK")

    def _processes(self) -> Iterator[Path]:
        return (Path("/proc") / str(pid) for pid, _ in self._family())

    def _family(self) -> Iterator[tuple[int, int]]:
        """The processes of its session and what they started, with the ticks each and its ended ones used."""
        known: dict[int, tuple[int, int, int]] = {}
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                known[int(process.name)] = (int(fields[1]), int(fields[3]), sum(map(int, fields[11:15])))
        for pid, (_, _, ticks) in known.items():
            at: int | None = pid
            while at in known:
                parent, session, _ = known[at]
                if session == self.process.pid:
                    yield pid, ticks
                    break
                at = parent

    def stop(self) -> None:
        """Ask it to end, and end it and what it left behind if it does not."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def megabytes_on_disk(folder: Path) -> float:
    """What the files below a folder take."""
    return sum(file.stat().st_blocks * 512 for file in folder.rglob("*") if file.is_file()) / 1e6


def _said(log: Path) -> str:
    return " ".join(log.read_text(encoding="utf-8", errors="replace").split())[-400:]
