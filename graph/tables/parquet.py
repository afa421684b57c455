"""Parquet files made of row groups that are moved as bytes: what did not change is copied as it is.

A file is the row groups after each other and a footer that says where each is (Apache Parquet, "File
format"). A row group written once is put into another file by copying its bytes and moving the places in its
part of the footer, so the same rows have the same bytes whatever file they came by.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from graph.release.gzip_members import Output, copy_range
from graph.tables.definitions import Column, Table, tables
from graph.tables.rows import Row
from graph.tables.thrift import List, Reader, Struct, written

_MAGIC = b"PAR1"
# Fields of the footer's structs (parquet.thrift).
_ROWS, _GROUPS = 3, 4
_CHUNKS, _GROUP_ROWS, _GROUP_AT, _GROUP_BYTES, _ORDINAL = 1, 3, 5, 6, 7
_CHUNK_AT, _META = 2, 3
_CSV_ROWS = 5_000
_PAGES = (9, 10, 11)  # where a chunk's pages of data, of an index and of its dictionary begin


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A row group in a file: its part of the footer, where it begins there, how many bytes and rows it has;
    ``data`` are its bytes, or else they are to be copied from the file at ``path``."""

    footer: Struct
    start: int
    length: int
    rows: int
    path: Path | None = None
    data: bytes = b""


def arrow_schema(table: Table) -> Any:
    """The columns as Arrow has them, each with what it means in its metadata."""
    return _schema(table.name)


@cache
def _schema(name: str) -> Any:
    import pyarrow as pa  # type: ignore[import-untyped]

    table = tables()[name]
    kinds = {
        "key": pa.int64(),
        "iri": pa.string(),
        "text": pa.string(),
        "integer": pa.int32(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "day": pa.date32(),
    }
    fields = [pa.field(one.name, kinds[one.type], metadata=_described(one)) for one in table.columns]
    about = {f"about_{tag}": words for tag, words in table.about.items()}
    return pa.schema(fields, metadata={"table": table.name, **about})


def _described(column: Column) -> dict[str, str]:
    words = {f"label_{tag}": label for tag, label in column.labels.items()}
    words |= {f"about_{tag}": about for tag, about in column.about.items()}
    return words | ({"property": column.property} if column.property else {})


def as_arrow(table: Table, rows: Sequence[Row]) -> Any:
    """Rows as an Arrow table."""
    import pyarrow as pa

    schema = _schema(table.name)
    columns = zip(*rows, strict=True) if rows else ([] for _ in table.columns)
    arrays = []
    for column, values, kind in zip(table.columns, columns, schema.types, strict=True):
        if column.type == "day":
            values = [date.fromisoformat(str(value)) if value else None for value in values]
        arrays.append(pa.array(values, kind))
    return pa.Table.from_arrays(arrays, schema=schema)


def row_group(table: Any) -> RowGroup:
    """An Arrow table with rows as one row group; the same bytes for the same rows."""
    data = _file(table)
    group = _groups(_footer_of(data))[0]
    start, length = _extent(group)
    return RowGroup(group, start, length, group[_GROUP_ROWS], data=data[start : start + length])


def _file(table: Any) -> bytes:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    output = BytesIO()
    whole = table.combine_chunks()  # pages end where chunks do
    pq.write_table(whole, output, row_group_size=max(1, len(whole)), compression="zstd")
    return output.getvalue()


def row_groups(path: Path) -> list[RowGroup]:
    """The row groups of a file; raises :class:`OSError` for none, :class:`ValueError` for a damaged one."""
    with path.open("rb") as file:
        file.seek(-8, 2)
        end = file.read(8)
        if end[4:] != _MAGIC:
            raise ValueError(f"{path} is no Parquet file")
        file.seek(-8 - int.from_bytes(end[:4], "little"), 2)
        footer = Reader(file.read()[:-8]).struct()
    found = []
    for group in _groups(footer):
        start, length = _extent(group)
        found.append(RowGroup(group, start, length, group[_GROUP_ROWS], path))
    return found


def write(path: Path, table: Table, groups: Iterable[RowGroup]) -> Output:
    """Write a file of row groups, in the order given."""
    footer = _copied(_footer_of_none(table.name))
    placed: list[Struct] = []
    rows = 0
    with Output(path) as output:
        output.add(_MAGIC)
        for group in groups:
            placed.append(_moved(group.footer, output.size - group.start, len(placed)))
            rows += group.rows
            if group.path:
                copy_range(group.path, group.start, group.length, output)
            else:
                output.add(group.data)
        footer.put(_ROWS, rows)
        footer.put(_GROUPS, List(footer[_GROUPS].type, placed))
        end = written(footer)
        output.add(end + len(end).to_bytes(4, "little") + _MAGIC)
    return output


def as_csv(path: Path) -> Iterator[bytes]:
    """A file as CSV (RFC 4180) in UTF-8: the names of the columns, then so many rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import csv

    with pq.ParquetFile(path) as file:
        output = BytesIO()
        csv.write_csv(pa.Table.from_batches([], file.schema_arrow), output)
        yield output.getvalue()
        for batch in file.iter_batches(_CSV_ROWS):
            output = BytesIO()
            csv.write_csv(batch, output, csv.WriteOptions(include_header=False))
            yield output.getvalue()


@cache
def _footer_of_none(name: str) -> Struct:
    """The footer of a table without rows."""
    return _footer_of(_file(as_arrow(tables()[name], ())))


def _footer_of(data: bytes) -> Struct:
    length = int.from_bytes(data[-8:-4], "little")
    return Reader(data[-8 - length : -8]).struct()


def _groups(footer: Struct) -> list[Struct]:
    groups: list[Struct] = footer[_GROUPS].values
    return groups


def _extent(group: Struct) -> tuple[int, int]:
    """Where a row group begins, and its length."""
    metas = [chunk[_META] for chunk in group[_CHUNKS].values]
    start = min(meta[page] for meta in metas for page in _PAGES if page in meta)
    return start, group[_GROUP_BYTES]


def _moved(group: Struct, by: int, ordinal: int) -> Struct:
    """A row group's part of the footer, once the row group stands so many bytes further on."""
    fresh = _copied(group)
    fresh.put(_GROUP_AT, fresh[_GROUP_AT] + by)
    if _ORDINAL in fresh:
        fresh.put(_ORDINAL, ordinal)
    chunks = [_copied(chunk) for chunk in fresh[_CHUNKS].values]
    for chunk in chunks:
        if chunk[_CHUNK_AT]:  # deprecated, and 0 in files of today
            chunk.put(_CHUNK_AT, chunk[_CHUNK_AT] + by)
        meta = _copied(chunk[_META])
        for page in _PAGES:
            if page in meta:
                meta.put(page, meta[page] + by)
        chunk.put(_META, meta)
    fresh.put(_CHUNKS, List(fresh[_CHUNKS].type, chunks))
    return fresh


def _copied(value: Struct) -> Struct:
    """A struct whose fields can be given other values, which are the same as of yet."""
    return Struct(dict(value.fields))
