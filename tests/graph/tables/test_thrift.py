"""The footer of Parquet: what is read is written back the same, and what is no footer is told."""

from io import BytesIO

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from graph.tables.thrift import List, Reader, Struct, written


def footer(columns: int) -> bytes:
    output = BytesIO()
    table = pa.table(
        {
            f"c{at}": pa.array([at, -at, None, 3.5][: 2 + at % 3]).cast(pa.float64())[:2]
            for at in range(columns)
        }
    )
    pq.write_table(table, output, row_group_size=1)
    data = output.getvalue()
    return data[-8 - int.from_bytes(data[-8:-4], "little") : -8]


@pytest.mark.parametrize("columns", [1, 14, 15, 40])
def test_a_footer_is_written_back_as_it_was(columns: int) -> None:
    data = footer(columns)
    assert written(Reader(data).struct()) == data


def test_values_of_every_type_come_back() -> None:
    inner = Struct({1: (1, True), 2: (1, False), 40: (5, -7)})
    value = Struct(
        {1: (6, -(2**62)), 3: (7, 0.25), 4: (8, b"\0\xff"), 9: (9, List(12, [inner] * 20)), 10: (3, 200)}
    )
    value.fields[11] = (9, List(2, [1, 2]))
    back = Reader(written(value)).struct()
    assert written(back) == written(value)
    assert (back[1], back[3], back[4], back[10], back[9].values[19][40]) == (
        -(2**62),
        0.25,
        b"\0\xff",
        200,
        -7,
    )
    assert [back[9].values[0][number] for number in (1, 2)] == [True, False]


@pytest.mark.parametrize("data", [b"", b"\x15", b"\x18\x7f", b"\x1b\x00", b"\x15\xff\xff"])
def test_what_is_no_struct_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"bytes end|stands in no footer"):
        Reader(data).struct()
