"""Minutes in a plain text file: its characters as they are, white space set right, running lines left off."""

import re
from itertools import islice

from graph.minutes.characters import normalised
from graph.minutes.document import Document
from graph.minutes.model import Finding
from graph.readers.encodings import Oddity, decoded
from graph.readers.item_tables import items_apart
from graph.readers.layout.reader import LaidOutReader, empty
from graph.readers.rendering import MOST_CHARACTERS, too_much_text
from graph.readers.spacing import spaced
from graph.readers.text_pages import broken_at, page_breaks, undivided, without_running_lines

_HOLDS = re.compile(r"^[^\S\n]*+\S.*", re.MULTILINE)  # a line that is not blank


class TextReader(LaidOutReader):
    """Reads whatever no other reader knows, in the encodings of :mod:`graph.readers.encodings`."""

    name = "text"
    label = "en tekstfil"
    suffixes = (".txt",)
    version = 9
    characters = True

    def recognises(self, name: str, data: bytes) -> bool:
        return True

    def extract(self, source: str, data: bytes) -> Document:
        read = decoded(data)
        if len(read.text) > MOST_CHARACTERS:
            raise too_much_text()
        broken, paged = page_breaks(read.text)
        text, breaks = broken_at(normalised(broken)) if paged else (normalised(broken), [])
        text = items_apart(spaced(undivided(without_running_lines(text, breaks))))
        findings = tuple(_finding(oddity, read.text, text) for oddity in read.oddities)
        if not text.strip() and not any(finding.severity == "violation" for finding in findings):
            raise empty()
        return Document(source, text, findings)


def _finding(oddity: Oddity, text: str, served: str) -> Finding:
    """An oddity of the bytes, with its line in the text that is served: the one that holds something and
    has as many such lines before it."""
    lines = None
    if oddity.at is not None:
        held = len(_HOLDS.findall(normalised(text[: oddity.at + 1])))
        at = next(islice(_HOLDS.finditer(served), max(held - 1, 0), None), None)
        number = served.count("\n", 0, at.start()) + 1 if at else 1
        lines = (number, number)
    return Finding(oddity.severity, oddity.code, oddity.message, lines)
