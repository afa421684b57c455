"""Files taken in on all cores: read, mapped and judged in processes of their own, handed back in order.

Few are under way at a time, so memory does not grow with their number, and what comes back does not depend
on how many processes there are.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple

from graph.base.config import Config, OperatorError
from graph.minutes.document import Document
from graph.municipality.profile import Profile
from graph.ontology.terms import vocabulary
from graph.privacy.ledger import NOTHING, Ledger
from graph.publishing.intake import Intake, take_in
from graph.validation.shacl import load_shapes

WORTH_IT = 24
"""With fewer files the processes take longer to begin than the files to read."""

_AHEAD = 4  # files under way or waiting to be fetched, per process


class Job(NamedTuple):
    """All that decides what is read out of a file."""

    profile: Profile
    config: Config
    runs: Mapping[str, str]
    ledger: Ledger = NOTHING


def take_in_all(files: Sequence[Path | Document], job: Job) -> Generator[Intake, None, None]:
    """What became of each file, or document that is read already, in the order given; close the iterator to
    stop early.

    Raises :class:`OperatorError` when a process ends before its work is done.
    """
    processes = min(job.config.workers or len(os.sched_getaffinity(0)), len(files))
    if processes < 2 or len(files) < WORTH_IT:
        return (take_in(file, *job) for file in files)
    return _in_processes(files, job, processes)


def _in_processes(
    files: Sequence[Path | Document], job: Job, processes: int
) -> Generator[Intake, None, None]:
    # Started afresh, not forked: the store's threads do not live on in a fork.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (job,))
    under_way: deque[Future[Intake]] = deque()
    try:
        for file in files:
            if len(under_way) >= processes * _AHEAD:
                yield under_way.popleft().result()
            under_way.append(pool.submit(_work, file))
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool:
        raise OperatorError(
            "a process that reads minutes was ended from outside, perhaps for want of memory; "
            "what was published before is unchanged (fewer workers need less memory)"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


_jobs: list[Job] = []


def _begin(job: Job) -> None:
    """Make a process ready to work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the publisher, which then stops us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    load_shapes()
    vocabulary()
    # What is loaded now stays, and a document's objects die together: looking for garbage when it is done
    # and seldom before saves a quarter of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000)
    _jobs.append(job)


def _end_with_parent() -> None:
    """End when the publisher has, however it ended: nobody is left to hand results to."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _work(file: Path | Document) -> Intake:
    intake = take_in(file, *_jobs[0])
    gc.collect()
    return intake
