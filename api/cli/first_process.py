"""As the first process of a container, what an init does there: it passes signals on and reaps zombies.

A worker outlives the process that forked it, until its pipes are closed. The kernel then gives the orphan to
process 1; where that does not wait for it once it has ended, it stays a zombie in the table of processes.
"""

import os
import signal
from typing import NoReturn

_PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_KILLED = 128  # and the number of the signal: the status that shells tell


def fork_below_init() -> None:
    """Where this is process 1, go on in a child of it: process 1 stays behind as the init, which passes
    signals on to the child, reaps it and every orphan, and ends with the child's status (128 and the number
    of the signal for one that was killed). In any other process nothing is done."""
    if os.getpid() != 1:
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _PASSED_ON)  # until somebody is there to hear them
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)  # a terminal's signals come once, by way of process 1
    else:
        for number in _PASSED_ON:
            signal.signal(number, lambda heard, frame: os.kill(child, heard))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _PASSED_ON)
    if child:
        _reap(child)


def _reap(child: int) -> NoReturn:
    """Wait for every child and orphan that ends, and end with the child."""
    while True:
        ended, status = os.wait()
        if ended == child:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else _KILLED - code)
