"""As the first process of a container, `sagsgraf serve` reaps zombies and passes signals on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

AS_INIT = """
import ctypes, os, signal, time
from api.cli.first_process import fork_below_init

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
os.getpid = lambda: 1
fork_below_init()
"""
"""A process that adopts orphans, as process 1 does, and takes itself for it."""
ORPHAN = """
signal.signal(signal.SIGTERM, lambda number, frame: os._exit(7))
read, write = os.pipe()
between = os.fork()
if between == 0:
    orphan = os.fork()
    if orphan == 0:
        time.sleep(0.05)
        os._exit(0)
    os.write(write, str(orphan).encode())
    os._exit(0)
os.waitpid(between, 0)
print(os.read(read, 20).decode(), flush=True)
while True:
    time.sleep(0.01)  # a signal that comes right before a pause would be heard only behind it
"""
"""In its child another child leaves an orphan."""


def test_it_reaps_orphans_and_ends_as_its_child_does() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", AS_INIT + ORPHAN], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        orphan = Path("/proc", process.stdout.readline().strip())
        until = time.monotonic() + 60
        while orphan.exists() and time.monotonic() < until:
            time.sleep(0.01)
        reaped = not orphan.exists()
        os.kill(process.pid, signal.SIGTERM)
        try:
            assert process.wait(60) == 7
        finally:
            process.kill()
    assert reaped


def test_a_child_that_is_killed_gives_the_status_that_shells_tell() -> None:
    killed = AS_INIT + "signal.raise_signal(signal.SIGKILL)"
    assert subprocess.run([sys.executable, "-c", killed], timeout=60).returncode == 128 + signal.SIGKILL
