"""Tables as files: CSV for programs, and workbooks for people, whose spreadsheets are in Danish.

Each answers where the address ends in its suffix.
"""

from collections.abc import Iterable, Sequence

from api.formats import CSV, XLSX, Format
from api.negotiate import Choice
from graph.table import as_csv
from graph.workbook import workbook

AS_CSV = Choice(CSV, CSV.media_type)
"""What is answered, whatever Accept says, at an address that ends in ``.csv``."""
AS_XLSX = Choice(XLSX, XLSX.media_type)
"""As :data:`AS_CSV`, for ``.xlsx``."""


def written(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    form: Format = CSV,
    headings: Sequence[str] | None = None,
) -> bytes:
    """The table in a format; ``headings`` are what a workbook has for the names of the columns."""
    return workbook(headings or columns, rows) if form is XLSX else as_csv(columns, rows)
