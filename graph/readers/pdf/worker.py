"""The process in which a PDF is read: ``python -m graph.readers.pdf.worker CHARACTERS PAGES OCR < file``.

It bounds itself before it looks at the file, so one that is made to take for ever, or all memory, ends
this process and nothing else. Prints JSON: ``text``; the numbers of pages ``lost`` to
pictures; how many words nobody sees there are on which page (``hidden``), and how many words ``beside`` the
lines; whether it is marked as a ``draft``; how many glyphs are ``unknown``; with OCR 1, which pages are
``recognised``, each with the number of words that are not sure - or ``error``.
"""

import json
import re
import resource
import sys
from typing import Any

from graph.readers.pdf.compose import compose, pages_lost
from graph.readers.pdf.margin import settled
from graph.readers.pdf.recognition import recognise
from graph.readers.pdf.rows import PdfError, read_pages

SECONDS = 120  # of processor time; a thousand pages of minutes take about forty
BYTES = 1 << 30  # of memory
_DRAFT = re.compile(r"\W*(?:UDKAST|KLADDE|FORELØBIGT?|DRAFT)\b.*", re.IGNORECASE)


def main() -> None:
    """Read standard input, answer on standard output."""
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        allowed = resource.getrlimit(limit)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limit, (most, most))
    most_characters, most_pages, ocr = map(int, sys.argv[1:4])
    try:
        answer = _answer(sys.stdin.buffer.read(), most_pages, most_characters, ocr > 0)
    except PdfError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "too-much-memory"}
    sys.stdout.write(json.dumps(answer))


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
    return {
        "text": text,
        "lost": lost,
        "hidden": {number: page.hidden for number, page in enumerate(pages, start=1) if page.hidden},
        "beside": {
            number: sum(len(one.split()) for one in texts) for number, texts in enumerate(beside, 1) if texts
        },
        "draft": any(_DRAFT.fullmatch(" ".join(one.split())) for texts in beside for one in texts),
        "unknown": unknown,
        "recognised": {number: page.unclear for number, page in enumerate(pages, start=1) if page.recognised},
    }


if __name__ == "__main__":
    main()
