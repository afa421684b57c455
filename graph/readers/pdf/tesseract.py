"""The program that recognises the words of pictures: whether it is there, and which version.

Nothing that draws pages is loaded to ask for it.
"""

import re
import shutil
import subprocess
from functools import cache

from graph.base.config import OperatorError

SECONDS = 60
"""What one page may take; the program may also use no more of memory and of the processor than the process
that starts it may (:mod:`graph.readers.pdf.worker`)."""
LEAST_CONFIDENCE = 60
"""Of 100, by the program itself: a word it is less sure of is not read."""

LANGUAGE = "dan"
"""The name of its language file for Danish."""
_INSTALL = "on Debian: apt-get install tesseract-ocr tesseract-ocr-dan"


@cache
def _about(program: str) -> tuple[str, frozenset[str]]:
    """The name of the program with its version, and the languages it has."""
    try:
        version, languages = (
            subprocess.run([program, option], capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
            for option in ("--version", "--list-langs")
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OperatorError(f"ocr: {program} cannot be run: {error}") from None
    named = re.match(r"tesseract v?(\d[\w.-]*)", version.stdout or version.stderr)
    if not named:
        raise OperatorError(f"ocr: {program} does not say which version it is")
    return f"tesseract {named[1]}", frozenset((languages.stdout or languages.stderr).split("\n"))


def recogniser() -> str:
    """The program that recognises, with its version.

    Raises :class:`OperatorError` where it, or its Danish, is not installed.
    """
    program = shutil.which("tesseract")
    if not program:
        raise OperatorError(f"ocr: the program tesseract is not installed ({_INSTALL})")
    name, languages = _about(program)
    if LANGUAGE not in languages:
        raise OperatorError(f"ocr: {name} has not its language file for Danish, {LANGUAGE} ({_INSTALL})")
    return name
