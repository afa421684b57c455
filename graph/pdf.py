"""The bytes of a PDF -> its text and where its pages begin, or a finding that says why not.

The file is read in a process of its own (:mod:`graph.pdf_worker`) under limits of time and memory: no
library for PDF is proof against every file, and a hang or a crash must cost one document at most.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from graph.model import Finding

MOST_PAGES = 1_000
MOST_CHARACTERS = 3_000_000
WALL_SECONDS = 600.0
"""Many times what the worker may use of a processor: it counts only where there is none to be had."""

_MESSAGES = {
    "broken-pdf": "PDF-filen er beskadiget og kan ikke læses.",
    "encrypted": "PDF-filen er beskyttet med en adgangskode og kan ikke læses.",
    "no-text": "PDF-filen har ingen tekst; den er formentlig skannet og skal tekstgenkendes (OCR).",
    "pdf-crashes": "PDF-filen kan ikke læses; den er beskadiget eller kræver for meget hukommelse.",
    "too-many-pages": f"PDF-filen har flere end {MOST_PAGES} sider.",
    "too-much-text": f"PDF-filen har mere end {MOST_CHARACTERS} tegn.",
    "too-much-memory": "PDF-filen kræver for meget hukommelse at læse.",
    "too-slow": "PDF-filen tager for lang tid at læse.",
    "unknown-letters": "PDF-filens skrifttyper siger ikke, hvilke bogstaver de viser; den kan ikke læses.",
}


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says: the text of each page in turn, and what was odd.

    A page that cannot be read alone goes on from the one before: together they are the text. ``pages``
    is empty where the file could not be read; then one finding, a violation, says why.
    """

    pages: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does (ISO 32000-2, section 7.5.2), white space left off."""
    return data[:1024].lstrip(b"\xef\xbb\xbf\x00\t\n\f\r ").startswith(b"%PDF-")


def read_pdf(data: bytes) -> PdfText:
    """Read a PDF. Never fails, and takes bounded time and memory whatever the bytes are."""
    command = [sys.executable, "-P", "-m", "graph.pdf_worker", str(MOST_CHARACTERS), str(MOST_PAGES)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONIOENCODING": "utf-8"}
    try:
        worker = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=WALL_SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        return _unread("too-slow")
    if worker.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return _unread("too-slow")
    if worker.returncode < 0:
        return _unread("pdf-crashes")
    if worker.returncode > 0:
        said = worker.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return PdfText((), (Finding("violation", "pdf-failed", f"PDF-filen kunne ikke læses: {said}"),))
    answer = json.loads(worker.stdout)
    if "error" in answer:
        return _unread(answer["error"])
    findings = []
    if answer["textless"]:
        numbers = ", ".join(map(str, answer["textless"][:20])) + (" ..." if answer["textless"][20:] else "")
        message = f"Sider uden tekst, formentlig skannede: {numbers}."
        findings.append(Finding("warning", "page-without-text", message))
    if answer["unknown"]:
        message = f"{answer['unknown']} tegn i PDF-filen kan ikke læses som bogstaver."
        findings.append(Finding("warning", "letters-unknown", message))
    return PdfText(tuple(answer["text"].split("\f")), tuple(findings))


def _unread(code: str) -> PdfText:
    return PdfText((), (Finding("violation", code, _MESSAGES[code]),))
