"""The words for the kinds of bodies of a municipality, as parts of expressions, and when names are of one."""

import re

from graph.municipality.profile import folded

RAAD = r"(?<![Oo]m)r(?:å|aa)d"
"""A council, and no field (`område`); before 1948 it was spelled `raad`."""
KINDS_OF_BODIES = rf"(?:udvalg|{RAAD}|nævn|bestyrelse)"
"""What the names of most bodies end in, without the article."""
KINDS_THAT_DECIDE = rf"(?:{KINDS_OF_BODIES}|direktion|repræsentation)"
"""And with them the management, and a council by another name (`Borgerrepræsentationen`)."""
ANY_BODY = ("udvalget", "rådet", "nævnet", "bestyrelsen")
"""What a meeting's own body is called in its minutes."""


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body but for the article or the genitive (`Byråd`, `Byrådets`)."""
    return stem(one) == stem(other)


def stem(name: str) -> str:
    """The name of a body, folded, without the article and the genitive."""
    return re.sub(r"(?<=\w{4})(?:et|en|e|n)?s?$", "", folded(name))
