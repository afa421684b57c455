"""What stands on a web page for its reader's hand and is no word of the minutes: a link to its top, a button
that prints it or unfolds it."""

import re

_CONTROL = re.compile(
    r"\W*(?:(?:tilbage\s+)?til\s+toppen|udskriv(?:\s+(?:siden|punktet|(?:hele\s+)?dagsord(?:en|nen|enen)))?"
    r"|print(?:\s+siden)?|(?:fold|luk|vis|åbn)\s+alle(?:\s+(?:ud|ind|punkter|bilag))?|se\s+alle\s+bilag"
    r"|(?:læs|lyt)\s+(?:op|til\s+siden)|del\s+(?:siden|punktet))\W*",
    re.IGNORECASE,
)


def is_control(line: str) -> bool:
    """Whether a line, or a paragraph, is nothing else."""
    return len(line) <= 60 and _CONTROL.fullmatch(line) is not None
