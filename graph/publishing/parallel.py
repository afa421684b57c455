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
from graph.minutes.model import Finding
from graph.municipality.evidence import of_several
from graph.municipality.profile import NEUTRAL, Profile
from graph.ontology.terms import vocabulary
from graph.privacy.ledger import NOTHING, Ledger
from graph.publishing.intake import Intake, open_document, take_in, turned_away
from graph.release.manifest import DocumentEntry
from graph.validation.shacl import load_shapes

WORTH_IT = 24
"""With fewer files the processes take longer to begin than the files to read."""

_AHEAD = 4  # files under way or waiting to be fetched, per process


class Job(NamedTuple):
    """All that decides what is read out of a file that is of one municipality, or of nobody; ``stricter`` are
    the fingerprints of a reading that asks more of what a document says of itself, and then reads the
    same."""

    profile: Profile
    config: Config
    runs: Mapping[str, str]
    ledger: Ledger = NOTHING
    stricter: Mapping[str, str] = {}

    def take_in(self, file: Path | Document, timed: bool = False) -> Intake:
        return take_in(file, self.profile, self.config, self.runs, self.ledger, timed)

    def opened(self, file: Path) -> Document:
        """A file as it is read before anything is known of it."""
        return open_document(file, self.config)

    def under(self, ledger: Ledger) -> "Job":
        """The same without what a ledger names."""
        return self._replace(ledger=ledger)

    def reads_alike(self, reader: str, entry: DocumentEntry, municipality: str) -> bool:
        """Whether a document would be read as it was, by a reader and as one of a municipality (its slug)."""
        if municipality != self.profile.slug:
            return False
        return entry.run == self.runs.get(reader) or (
            entry.published and entry.run == self.stricter.get(reader)
        )


class SharedJob(NamedTuple):
    """The same of a file in a folder of several municipalities: the jobs of each, of which what it says of
    itself chooses one, and the fingerprints of those that are of none."""

    jobs: tuple[Job, ...]
    config: Config
    runs: Mapping[str, str]

    def opened(self, file: Path) -> Document:
        """As :meth:`Job.opened`."""
        return open_document(file, self.config)

    def under(self, ledger: Ledger) -> "SharedJob":
        """As :meth:`Job.under`."""
        return self._replace(jobs=tuple(job.under(ledger) for job in self.jobs))

    def reads_alike(self, reader: str, entry: DocumentEntry, municipality: str) -> bool:
        """As :meth:`Job.reads_alike`; without a municipality, of a document that is of none."""
        job = next((job for job in self.jobs if job.profile.slug == municipality), None)
        return job.reads_alike(reader, entry, municipality) if job else entry.run == self.runs.get(reader)

    def take_in(self, file: Path | Document, timed: bool = False) -> Intake:
        document = open_document(file, self.config)
        profiles = [job.profile for job in self.jobs]
        chosen = of_several(document.text, profiles) if document.text else NEUTRAL
        if isinstance(chosen, Finding):
            return turned_away(document, chosen, self.runs[document.reader])
        nobody = Job(NEUTRAL, self.config, self.runs)  # whose what has no text is
        return next((job for job in self.jobs if job.profile is chosen), nobody).take_in(document, timed)


def take_in_all(
    files: Sequence[Path | Document], jobs: Sequence[Job | SharedJob], of: Sequence[int] | None = None
) -> Generator[Intake, None, None]:
    """What became of each file, or document that is read already, in the order given; close the iterator to
    stop early.

    ``of`` has for each file the place of its job, 0 without. Raises :class:`OperatorError` when a process
    ends before its work is done.
    """
    processes = min(jobs[0].config.workers or len(os.sched_getaffinity(0)), len(files))
    works = list(zip(files, of or (0,) * len(files), strict=True))
    if processes < 2 or len(files) < WORTH_IT:
        return (jobs[place].take_in(file) for file, place in works)
    return _in_processes(works, jobs, processes)


def _in_processes(
    works: Sequence[tuple[Path | Document, int]], jobs: Sequence[Job | SharedJob], processes: int
) -> Generator[Intake, None, None]:
    # Started afresh, not forked: the store's threads do not live on in a fork.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (jobs,))
    under_way: deque[Future[Intake]] = deque()
    try:
        for file, place in works:
            if len(under_way) >= processes * _AHEAD:
                yield under_way.popleft().result()
            under_way.append(pool.submit(_work, file, place))
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool:
        raise OperatorError(
            "a process that reads minutes was ended from outside, perhaps for want of memory; "
            "what was published before is unchanged (fewer workers need less memory)"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


_jobs: list[Job | SharedJob] = []


def _begin(jobs: Sequence[Job | SharedJob]) -> None:
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
    _jobs.extend(jobs)


def _end_with_parent() -> None:
    """End when the publisher has, however it ended: nobody is left to hand results to."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _work(file: Path | Document, place: int) -> Intake:
    intake = _jobs[place].take_in(file)
    gc.collect()
    return intake
