"""Tables as workbooks (Office Open XML, ECMA-376, part 1: SpreadsheetML), which open right in a spreadsheet
program of any language: no separator, encoding or decimal sign is to be guessed, and no text is a formula.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

MOST_ROWS = 1_048_576
"""Rows of a sheet, the one with the headings included."""
_MOST_CHARACTERS = 32_767  # of a cell
_EPOCH = date(1899, 12, 30)  # day 0, as it is counted from March 1900 on
_FIRST = date(1900, 3, 1)
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # 22.9.2.19 would take it for a character
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARTS = "http://schemas.openxmlformats.org/package/2006"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FILES = {
    "[Content_Types].xml": f'<Types xmlns="{_PARTS}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PARTS}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">'
    '<sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PARTS}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATED}/styles" Target="styles.xml"/></Relationships>',
    # Style 1 is a date in the short form of the reader's language (numFmtId 14), style 2 a heading.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def workbook(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet: the headings, which stay in sight, and the rows. Numbers are numbers, dates
    (ISO 8601) dates, ``None`` and the empty word empty cells; the same table gives the same bytes.

    Raises :class:`ValueError` for more rows than a sheet holds.
    """
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in _FILES.items():
            packed.writestr(_entry(name), _HEAD + text)
        with packed.open(_entry("xl/worksheets/sheet1.xml"), "w") as sheet:
            for part in _sheet(columns, rows):
                sheet.write(part.encode())
    return output.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        "<sheetData>"
    )
    heading = ' s="2"'
    yield f"<row>{''.join(_text(name, heading) for name in columns)}</row>"
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise ValueError(f"a sheet holds {MOST_ROWS} rows at most")
        yield f"<row>{''.join(map(_cell, row))}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: object) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float) and abs(value) < 1e15:  # of larger ones a spreadsheet rounds digits off
        return f"<c><v>{value!r}</v></c>"
    text = str(value)
    if _DATE.fullmatch(text) and (day := _day(text)):
        return f'<c s="1"><v>{day}</v></c>'
    return _text(text)


def _day(text: str) -> int | None:
    """The number of a day; ``None`` for one that the calendar, or a spreadsheet's, lacks."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return (day - _EPOCH).days if day >= _FIRST else None


def _text(text: str, style: str = "") -> str:
    """A cell of text, which a spreadsheet never takes for a formula (18.3.1.53, inline string)."""
    told = text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 2]} …"
    told = _LIKE_ESCAPE.sub("_x005F_", _NOT_XML.sub("\ufffd", told.replace("\r\n", "\n").replace("\r", "\n")))
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{escape(told)}</t></is></c>'
