"""Work that takes too long is broken off, and nothing of the bound is left behind."""

import signal
import subprocess
import sys
import threading
import time

import pytest
from places import ROOT

from graph.base.deadline import Overdue, within


def test_what_takes_too_long_is_broken_off() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(Overdue), within(0.02):
        time.sleep(30)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_what_is_done_in_time_is_not() -> None:
    with within(60, deadly=True):
        done = 1 + 1
    assert done == 2
    assert signal.getitimer(signal.ITIMER_REAL) == signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_what_the_work_catches_is_not_the_end_of_its_time() -> None:
    assert not issubclass(Overdue, Exception)


def test_a_thread_has_no_bound() -> None:
    done: list[int] = []

    def work() -> None:
        with within(0.001):
            time.sleep(0.01)
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_a_process_that_hears_nothing_is_ended() -> None:
    code = "from graph.base.deadline import within\nwith within(0.02, deadly=True): sum(range(10**13))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGVTALRM
