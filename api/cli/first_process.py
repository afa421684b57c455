"""As the first process of a container, what an init does there: it passes signals on and reaps zombies.

A worker outlives the process that forked it, until its pipes are closed. The kernel then gives the orphan to
process 1; where that does not wait for it once it has ended, it stays a zombie in the table of processes.
"""

import os
import signal
from typing import NoReturn

_PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_HEARD = (*_PASSED_ON, signal.SIGCHLD)
_KILLED = 128  # and the number of the signal: the status that shells tell


def fork_below_init() -> None:
    """Where this is process 1, go on in a child of it: process 1 stays behind as the init, which passes
    signals on to the child, reaps it and every orphan, and ends with the child's status (128 and the number
    of the signal for one that was killed). In any other process nothing is done."""
    if os.getpid() != 1:
        return
    # They wait until they are asked for, from before the fork on: one that came between a look and a wait
    # would be heard only when the next child ends.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    child = os.fork()
    if child:
        _stay_behind(child)
    os.setpgid(0, 0)  # a terminal's signals come once, by way of process 1
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stay_behind(child: int) -> NoReturn:
    """Pass signals on, wait for every child and orphan that ends, and end with the child."""
    while True:
        heard = signal.sigwait(_HEARD)
        if heard == signal.SIGCHLD:
            _reap(child)
        else:
            os.kill(child, heard)


def _reap(child: int) -> None:
    """Wait for all that have ended, and end if the child has."""
    while True:
        try:
            ended, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if ended == child:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else _KILLED - code)
        if not ended:
            return
