"""As the first process of a container, `sagsgraf serve` buries the dead and passes signals on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

# A process that adopts orphans, as process 1 does, and takes itself for it; in its child another child leaves one.
SCRIPT = """
import ctypes, os, signal, time
from api.cli.first_process import stand_aside

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
os.getpid = lambda: 1
stand_aside()
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
    signal.pause()
"""


def test_it_buries_orphans_and_ends_as_its_child_does() -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        orphan = Path("/proc", process.stdout.readline().strip())
        until = time.monotonic() + 60
        while orphan.exists() and time.monotonic() < until:
            time.sleep(0.01)
        buried = not orphan.exists()
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(60) == 7
    assert buried
