"""The process in which a PDF is read: ``python -m graph.pdf_worker CHARACTERS PAGES < file``.

It bounds itself before it looks at the file, so one that is made to take for ever, or all memory, ends
this process and nothing else. Prints JSON: ``text``, ``textless`` and ``unknown``, or ``error``.
"""

import json
import resource
import sys
from typing import Any

from graph.pdf_rows import PdfError, read_pages
from graph.pdf_text import compose

SECONDS = 120  # of processor time; a thousand pages of minutes take about fifteen
BYTES = 1 << 30  # of memory
_UNKNOWN = 0.2


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
    most_characters, most_pages = map(int, sys.argv[1:3])
    try:
        answer = _answer(sys.stdin.buffer.read(), most_pages, most_characters)
    except PdfError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "too-much-memory"}
    sys.stdout.write(json.dumps(answer))


def _answer(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    pages = read_pages(data, most_pages, most_characters)
    text = compose(pages)
    unknown = sum(page.unknown for page in pages)
    if not text.strip():
        raise PdfError("no-text")
    if unknown > _UNKNOWN * len("".join(text.split())):
        raise PdfError("unknown-letters")
    textless = [number for number, page in enumerate(pages, start=1) if page.pictured]
    return {"text": text, "textless": textless, "unknown": unknown}


if __name__ == "__main__":
    main()
