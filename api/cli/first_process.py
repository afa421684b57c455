"""As the first process of a container, what an init does there: it passes signals on and buries the dead.

A worker outlives the process that forked it, until its pipes are closed. The kernel then makes it a child of
process 1, and where that does not wait for it, it stays in the table of processes for good.
"""

import os
import signal
from typing import NoReturn

_PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_KILLED = 128  # and the number of the signal: the status that shells tell


def stand_aside() -> None:
    """Where this is process 1, go on in a child: process 1 passes signals on to it, waits for every process
    that comes to be its own, and ends with the child's status. Nothing is done in any other process."""
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
        _bury(child)


def _bury(child: int) -> NoReturn:
    """Wait for all there is, and end when the child does."""
    while True:
        ended, status = os.wait()
        if ended == child:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else _KILLED - code)
