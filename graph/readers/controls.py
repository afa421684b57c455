"""Links and buttons of a web page that stand among the words of minutes and are none of them: to the top,
print, unfold."""

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
