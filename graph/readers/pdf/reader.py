"""The bytes of a PDF -> its text and where its pages begin, or a finding that says why not.

The file is read in a process of its own (:mod:`graph.readers.pdf.worker`) under limits of time and memory: no
library for PDF is proof against every file, and a hang or a crash must cost one document at most.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from graph.minutes.characters import normalised
from graph.minutes.document import Document
from graph.minutes.model import Finding
from graph.readers.layout.reader import LaidOutReader
from graph.readers.margin_words import CLOSED_BESIDE, DRAFT_BESIDE
from graph.readers.pdf.tesseract import LEAST_CONFIDENCE, recogniser

MOST_PAGES = 1_000
MOST_CHARACTERS = 3_000_000
WALL_SECONDS = 600.0
"""Many times what the worker may use of a processor: it counts only where there is none to be had."""
RECOGNITION_SECONDS = 2 * 3600.0
"""The same where the words of pictures are recognised: more than all pages together may take."""

_MESSAGES = {
    CLOSED_BESIDE[0]: CLOSED_BESIDE[1],
    "broken-pdf": "PDF-filen er beskadiget og kan ikke læses.",
    "columns-unclear": "PDF-filen er sat i spalter, der ikke kan skilles sikkert ad.",
    "encrypted": "PDF-filen er beskyttet med en adgangskode og kan ikke læses.",
    "no-text": "PDF-filen har ingen tekst; den er formentlig skannet og skal tekstgenkendes (OCR).",
    "nothing-visible": "PDF-filen har kun tekst, som ingen kan se på siderne.",
    "pdf-crashes": "PDF-filen kan ikke læses; den er beskadiget eller kræver for meget hukommelse.",
    "too-many-pages": f"PDF-filen har flere end {MOST_PAGES} sider.",
    "too-much-text": f"PDF-filen har mere end {MOST_CHARACTERS} tegn.",
    "too-much-memory": "PDF-filen kræver for meget hukommelse at læse.",
    "too-slow": "PDF-filen tager for lang tid at læse.",
    "unknown-letters": "PDF-filens skrifttyper siger ikke, hvilke bogstaver de viser; den kan ikke læses.",
}


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says: the text of each page in turn, what was odd, and which pages (from 1) are pictures.

    A page that cannot be read alone goes on from the one before: together they are the text. ``pages``
    is empty where the file could not be read; then one finding, a violation, says why. ``recognised`` are the
    pages whose words the program ``recogniser`` read from a picture.
    """

    pages: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    lost: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    recogniser: str = ""


class PdfReader(LaidOutReader):
    """Reads PDF files with text on their pages; with ``ocr`` also those on which a picture of text is."""

    name = "pdf"
    label = "en PDF-fil"
    suffixes = (".pdf",)
    version = 7

    def __init__(self, ocr: bool = False) -> None:
        self.ocr = ocr

    @property
    def versions(self) -> Mapping[str, int | str]:
        ocr = {"ocr": recogniser()} if self.ocr else {}
        return {**super().versions, "pypdfium2": version("pypdfium2"), **ocr}

    def recognises(self, name: str, data: bytes) -> bool:
        return is_pdf(data)

    def extract(self, source: str, data: bytes) -> Document:
        read = read_pdf(data, self.ocr)
        pages = [normalised(page) for page in read.pages]
        starts = accumulate(map(len, pages[:-1]), initial=0) if pages else ()
        return Document(
            source,
            "".join(pages),
            read.findings,
            tuple(starts),
            lost=read.lost,
            recognised=read.recognised,
            recogniser=read.recogniser,
        )


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does (ISO 32000-2, section 7.5.2), white space left off."""
    return data[:1024].lstrip(b"\xef\xbb\xbf\x00\t\n\f\r ").startswith(b"%PDF-")


def read_pdf(data: bytes, ocr: bool = False) -> PdfText:
    """Read a PDF; with ``ocr`` pages that are pictures, too. Takes bounded time and memory whatever the bytes
    are, and never fails but with ``ocr``: :class:`graph.base.config.OperatorError` where the program for it
    is not installed."""
    program = recogniser() if ocr else ""
    try:
        status, said, errors = _ask(data, ocr)
    except TimeoutError:
        return _unread("too-slow")
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return _unread("too-slow")
    if status < 0:
        return _unread("pdf-crashes")
    if status > 0:
        last = errors.strip().rpartition("\n")[2]
        return PdfText((), (Finding("violation", "pdf-failed", f"PDF-filen kunne ikke læses: {last}"),))
    answer = json.loads(said)
    if "error" in answer:
        return _unread(answer["error"])
    recognised = tuple(map(int, answer["recognised"]))
    return PdfText(
        tuple(answer["text"].split("\f")),
        tuple(_findings(answer)),
        tuple(answer["lost"]),
        recognised,
        program if recognised else "",
    )


class _Worker:
    """The process that PDFs are read in forks of. It ends when the one that asks does."""

    def __init__(self) -> None:
        self._asked, theirs = Pipe()
        command = [sys.executable, "-P", "-m", "graph.readers.pdf.worker", str(theirs.fileno())]
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONIOENCODING": "utf-8"}
        environment |= {"OPENBLAS_NUM_THREADS": "1"}  # each would take memory the worker is not allowed
        self._process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environment,
            pass_fds=[theirs.fileno()],
            process_group=0,  # it is ended with its forks
        )
        theirs.close()
        self.pid = self._process.pid

    @property
    def lives(self) -> bool:
        """Whether nobody has ended it."""
        return self._process.poll() is None

    def ask(self, bounds: bytes, data: bytes, seconds: float) -> tuple[int, str, str]:
        """How the fork that reads a PDF ended, what it answered and the errors it wrote; or how the worker
        itself did. Raises :class:`TimeoutError`."""
        try:
            self._asked.send_bytes(bounds)
            self._asked.send_bytes(data)
            if not self._asked.poll(seconds):
                raise TimeoutError
            status, said, errors = json.loads(self._asked.recv_bytes())
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return self._process.wait() or 1, "", "processen, der læser PDF-filer, er endt"
        return status, said, errors

    def end(self) -> None:
        """End it and its forks."""
        if self.lives:
            os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
        self._asked.close()


_asking = threading.Lock()
_workers: dict[int, _Worker] = {}
"""The worker of this process, by the number of the process: a fork does not ask its parent's."""


def _ask(data: bytes, ocr: bool) -> tuple[int, str, str]:
    """As :meth:`_Worker.ask`, of the worker that is there or of a new one."""
    bounds = json.dumps([MOST_CHARACTERS, MOST_PAGES, ocr]).encode()
    with _asking:
        worker = _workers.pop(os.getpid(), None)
        if not worker or not worker.lives:
            worker = _Worker()
        try:
            answer = worker.ask(bounds, data, RECOGNITION_SECONDS if ocr else WALL_SECONDS)
            _workers[os.getpid()] = worker
            return answer
        finally:
            if os.getpid() not in _workers:  # what it answers now is for nobody
                worker.end()


@atexit.register
def _end() -> None:
    if worker := _workers.pop(os.getpid(), None):
        worker.end()


def _findings(answer: dict[str, Any]) -> Iterator[Finding]:
    if answer["lost"]:
        message = f"Sider uden tekst, formentlig skannede: {_numbers(answer['lost'])}."
        yield Finding("warning", "page-without-text", message)
    if answer["recognised"]:
        numbers = _numbers(list(answer["recognised"]))
        message = f"Sider læst af et tegngenkendelsesprogram, der kan have læst fejl: {numbers}."
        yield Finding("info", "text-recognised", message)
    for page, words in answer["recognised"].items():
        if words:
            message = (
                f"Side {page}: {words} ord er ikke genkendt sikkert (under {LEAST_CONFIDENCE} af 100) "
                "og står som ulæselige."
            )
            yield Finding("warning", "words-unclear", message)
    for page, words in answer["hidden"].items():
        left_out = (
            "1 ord, som ingen kan se, er udeladt"
            if words == 1
            else f"{words} ord, som ingen kan se, er udeladt"
        )
        yield Finding("warning", "text-invisible", f"Side {page}: {left_out}.")
    for page, words in answer["beside"].items():
        message = (
            f"Side {page}: {words} ord uden for linjerne, som i stempler, vandmærker og fodnoter, er udeladt."
        )
        yield Finding("info", "text-beside", message)
    if answer["draft"]:
        yield Finding("warning", *DRAFT_BESIDE)
    if answer["unknown"]:
        message = f"{answer['unknown']} tegn i PDF-filen kan ikke læses som bogstaver."
        yield Finding("warning", "letters-unknown", message)


def _numbers(pages: Sequence[object]) -> str:
    return ", ".join(map(str, pages[:20])) + (" ..." if pages[20:] else "")


def _unread(code: str) -> PdfText:
    return PdfText((), (Finding("violation", code, _MESSAGES[code]),))
