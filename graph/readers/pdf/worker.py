"""The process in which PDFs are read, each in a fork: ``python -m graph.readers.pdf.worker DESCRIPTOR``.

What it begins with takes longer to load than most minutes take to read, so it is loaded once. The descriptor
is of a :class:`~multiprocessing.connection.Connection`. By it come two messages a PDF, a JSON list of the
most characters, the most pages and whether words of pictures are recognised, and the bytes; one goes back, a
JSON list: how the fork ended (as :attr:`subprocess.Popen.returncode`), what it answered and its errors.

A fork bounds itself before it looks at the file, so one that is made to take for ever, or all memory, ends
that process and nothing else. It answers with JSON: ``text``; the numbers of pages ``lost`` to
pictures; how many words nobody sees there are on which page (``hidden``), and how many words ``beside`` the
lines; whether it is marked as a ``draft``; how many glyphs are ``unknown``; with OCR 1, which pages are
``recognised``, each with the number of words that are not sure - or ``error``.
"""

import gc
import json
import os
import resource
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from graph.readers.margin_words import CLOSED_BESIDE, marks_closed, marks_draft
from graph.readers.pdf.compose import compose, pages_lost
from graph.readers.pdf.margin import settled
from graph.readers.pdf.recognition import recognise
from graph.readers.pdf.rows import PdfError, read_pages
from graph.readers.pdf.running_heads import find_running

SECONDS = 120  # of processor time; a thousand pages of minutes take about forty
BYTES = 1 << 30  # of memory
_MOST_ERRORS = 1 << 16


def main() -> None:
    """Read PDFs for as long as somebody asks."""
    asked = Connection(int(sys.argv[1]))
    gc.freeze()  # what is loaded is shared with the forks, and never garbage
    while True:
        try:
            bounds, data = asked.recv_bytes(), asked.recv_bytes()
        except EOFError:
            return
        answers, answer = Pipe(duplex=False)
        errors, error = os.pipe()
        os.set_blocking(error, False)  # who writes more errors than anybody reads waits for nobody
        child = os.fork()
        if not child:
            os.dup2(error, sys.stderr.fileno())
            answer.send_bytes(json.dumps(_bounded(data, *json.loads(bounds))).encode())
            os._exit(0)
        answer.close()
        os.close(error)
        try:
            said = answers.recv_bytes().decode()
        except EOFError:
            said = ""
        answers.close()
        _, status = os.waitpid(child, 0)
        with os.fdopen(errors, "rb") as file:
            wrote = file.read(_MOST_ERRORS).decode("utf-8", "replace")
        asked.send_bytes(json.dumps([os.waitstatus_to_exitcode(status), said, wrote]).encode())


def _bounded(data: bytes, most_characters: int, most_pages: int, ocr: bool) -> dict[str, Any]:
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = resource.getrlimit(limit)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limit, (most, most))
    try:
        return _answer(data, most_pages, most_characters, ocr)
    except PdfError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "too-much-memory"}


def _answer(data: bytes, most_pages: int, most_characters: int, ocr: bool) -> dict[str, Any]:
    read = read_pages(data, most_pages, most_characters)
    pages = settled(read)
    if ocr and (pictures := pages_lost(pages)):
        pages = settled(recognise(data, read, pictures))
    text = compose(pages)
    unknown = sum(page.unknown for page in pages)
    lost = pages_lost(pages)
    if any(page.illegible for page in pages):
        raise PdfError("unknown-letters")
    if not text.strip() or len(lost) >= sum(page.drawn for page in pages):
        raise PdfError("no-text" if lost or not any(page.hidden for page in pages) else "nothing-visible")
    beside = [[row.text for row in page.beside] for page in pages]
    running = [
        page.rows[index].text
        for page, indices in zip(pages, find_running(pages).rows, strict=True)
        for index in indices
    ]
    if any(map(marks_closed, {*running, *(one for texts in beside for one in texts)})):
        raise PdfError(CLOSED_BESIDE[0])
    return {
        "text": text,
        "lost": lost,
        "hidden": {number: page.hidden for number, page in enumerate(pages, start=1) if page.hidden},
        "beside": {
            number: sum(len(one.split()) for one in texts) for number, texts in enumerate(beside, 1) if texts
        },
        "draft": any(marks_draft(one) for texts in beside for one in texts),
        "unknown": unknown,
        "recognised": {number: page.unclear for number, page in enumerate(pages, start=1) if page.recognised},
    }


if __name__ == "__main__":
    main()
