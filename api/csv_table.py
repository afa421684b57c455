"""Tables as CSV, which answer where the address ends in ``.csv``."""

from api.formats import CSV
from api.negotiate import Choice
from graph.table import as_csv as written

__all__ = ["AS_CSV", "written"]

AS_CSV = Choice(CSV, CSV.media_type)
"""What is answered, whatever Accept says, at an address that ends in ``.csv``."""
