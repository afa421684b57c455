"""So many members of the body whose decision it is, or votes in it, and words that tell of another body."""

import re

from graph.wording.bodies import RAAD
from graph.wording.numerals import NUMBER

OWN_MEMBERS = (
    rf"{NUMBER}\s+(?:(?:fremmødte|tilstedeværende)\s+)?(?:medlem(?:mer)?|stemmer?)(?!\w)"
    r"(?!\s+(?:af|i|til|fra|hos|ved|blandt)\s+(?!alt\b))"
)
"""So many members or votes, as an expression: of another body (`5 medlemmer af Ældrerådet`) they are none."""
OTHER_BODY = re.compile(
    r"(?<!\w)(?!byråd|kommunalbestyrelse)"
    rf"(?:\w+{RAAD}|råd(?=et)|\w*(?:nævn|bestyrels|forening|forsamling)|\w+afstemning)(?:s|es?|e[tnr]s?|ernes?)?(?!\w)",
    re.IGNORECASE,
)
"""In whose midst is voted where it is not this body (`i Ungerådet`, `ved borgerafstemningen`)."""
