"""The words for the kinds of bodies of a municipality, as parts of expressions."""

RAAD = r"(?<![Oo]m)r(?:å|aa)d"
"""A council, and no field (`område`); before 1948 it was spelled `raad`."""
KINDS_OF_BODIES = rf"(?:udvalg|{RAAD}|nævn|bestyrelse)"
"""What the names of most bodies end in, without the article."""
KINDS_THAT_DECIDE = rf"(?:{KINDS_OF_BODIES}|direktion|repræsentation)"
"""And with them the management, and a council by another name (`Borgerrepræsentationen`)."""
