"""Files taken in on all cores: read, mapped and judged in processes of their own, handed back in order.

Few are under way at a time, so memory does not grow with their number, and what comes back does not depend
on how many processes there are.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple, cast

from graph.base import memory
from graph.base.config import Config, OperatorError
from graph.base.deadline import Overdue, within
from graph.base.forking import forked_with
from graph.minutes.document import Document
from graph.minutes.model import Finding
from graph.municipality.evidence import of_several
from graph.municipality.profile import NEUTRAL, Profile
from graph.ontology.terms import vocabulary
from graph.privacy.ledger import NOTHING, Ledger
from graph.publishing.intake import Intake, held_back, open_document, take_in, turned_away
from graph.readers.files import seconds_for
from graph.release.manifest import DocumentEntry
from graph.validation.shacl import load_shapes

WORTH_IT = 24
"""With fewer files the processes take longer to begin than the files to read."""

HEARS = 200_000
"""Of more bytes, or characters, a single step of reading may hear nothing of the time for longer than anybody
waits, so they are read in a process that can be ended."""

_BEGINNING = 60.0  # seconds that a process may take to begin
_CONTEXT = forked_with("graph.publishing.prepared")
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
        return (take_in_time(jobs[place], file) for file, place in works)
    return _in_processes(works, jobs, processes)


def take_in_time(job: Job | SharedJob, file: Path | Document, timed: bool = False) -> Intake:
    """What became of a file, or that it is held back, for reading it takes longer than the settings allow."""
    if _size(file) > HEARS:
        return _alone(job, file, timed)
    return _within_time(job, file, timed, deadly=False)


def _within_time(job: Job | SharedJob, file: Path | Document, timed: bool, deadly: bool) -> Intake:
    try:
        with within(seconds_for(job.config), deadly=deadly):
            return job.take_in(file, timed)
    except Overdue:
        return held_back(job.config)


def _size(file: Path | Document) -> int:
    try:
        return file.stat().st_size if isinstance(file, Path) else len(file.text)
    except OSError:  # told where it is read
        return 0


def _alone(job: Job | SharedJob, file: Path | Document, timed: bool = False) -> Intake:
    """What became of a file in a process of its own, which is ended where it takes too long. Raises
    :class:`OperatorError` when it ends otherwise."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_work_alone, args=(theirs, job, file, timed), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(2 * seconds_for(job.config) + _BEGINNING):
            return held_back(job.config)
        return cast(Intake, ours.recv())
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGVTALRM:
            return held_back(job.config)
        raise _ended() from None
    finally:
        process.kill()
        process.join()
        ours.close()


def _work_alone(told: Connection, job: Job | SharedJob, file: Path | Document, timed: bool) -> None:
    _begin([job])
    told.send(_within_time(job, file, timed, deadly=True))


def _ended() -> OperatorError:
    return OperatorError(
        "a process that reads minutes was ended from outside, perhaps for want of memory; "
        "what was published before is unchanged (fewer workers need less memory)"
    )


def _in_processes(
    works: Sequence[tuple[Path | Document, int]], jobs: Sequence[Job | SharedJob], processes: int
) -> Generator[Intake, None, None]:
    done = 0
    while done < len(works):
        for intake in _in_a_pool(works[done:], jobs, processes):
            done += 1
            yield intake
        if done < len(works):  # one of those under way ended its process, and does so again alone
            for file, place in works[done : done + processes * _AHEAD]:
                yield _alone(jobs[place], file)
                done += 1


def _in_a_pool(
    works: Sequence[tuple[Path | Document, int]], jobs: Sequence[Job | SharedJob], processes: int
) -> Generator[Intake, None, None]:
    """What became of each file up to the one for which a process was ended, for it heard nothing of the time.
    Raises :class:`OperatorError` when one ends otherwise."""
    pool = ProcessPoolExecutor(processes, _CONTEXT, _begin, (jobs,))
    under_way: deque[Future[Intake]] = deque()
    started: set[BaseProcess] = set()
    try:
        for file, place in works:
            if len(under_way) >= processes * _AHEAD:
                yield under_way.popleft().result()
            under_way.append(pool.submit(_work, file, place))
            started.update(active_children())
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool:
        if not any(process.exitcode == -signal.SIGVTALRM for process in started):
            raise _ended() from None
    finally:
        pool.shutdown(cancel_futures=True)


_jobs: list[Job | SharedJob] = []


def _begin(jobs: Sequence[Job | SharedJob]) -> None:
    """Make a process ready to work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the publisher, which then stops us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    load_shapes()
    vocabulary()
    memory.seldom_looked_through()
    _jobs.extend(jobs)


def _end_with_parent() -> None:
    """End when the publisher has, however it ended: nobody is left to hand results to."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _work(file: Path | Document, place: int) -> Intake:
    intake = _within_time(_jobs[place], file, timed=False, deadly=True)
    memory.looked_through()
    return intake
