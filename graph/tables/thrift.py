"""The Thrift compact protocol, as far as the footer of a Parquet file is written in it.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md: structs, lists, whole
numbers, doubles, flags and bytes. What is read is written back the same, byte by byte.
"""

import struct
from dataclasses import dataclass, field
from typing import Any

_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _STRUCT = 1, 2, 3, 4, 5, 6, 7, 8, 9, 12
_WHOLE = (_I16, _I32, _I64)


@dataclass(slots=True)
class Struct:
    """A struct: the number of a field -> its type and value, in the order they were written."""

    fields: dict[int, tuple[int, Any]] = field(default_factory=dict)

    def __getitem__(self, number: int) -> Any:
        return self.fields[number][1]

    def __contains__(self, number: int) -> bool:
        return number in self.fields

    def put(self, number: int, value: Any) -> None:
        """Give a field that is there another value of its type."""
        self.fields[number] = self.fields[number][0], value


@dataclass(slots=True)
class List:
    """A list of values of one type."""

    type: int
    values: list[Any]


class Reader:
    """Reads from bytes; raises :class:`ValueError` for what is no struct."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def struct(self) -> Struct:
        """The struct that begins here."""
        found, number = Struct(), 0
        while head := self._byte():
            kind = head & 0x0F
            number = number + (head >> 4) if head >> 4 else self._signed()
            found.fields[number] = kind, self._value(kind)
        return found

    def _byte(self) -> int:
        if self._at >= len(self._data):
            raise ValueError("the bytes end within a struct")
        self._at += 1
        return self._data[self._at - 1]

    def _bytes(self, length: int) -> bytes:
        self._at += length
        if self._at > len(self._data):
            raise ValueError("the bytes end within a value")
        return self._data[self._at - length : self._at]

    def _unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def _signed(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)

    def _value(self, kind: int) -> Any:
        if kind in (_TRUE, _FALSE):
            return kind == _TRUE
        if kind == _BYTE:
            return self._byte()
        if kind in _WHOLE:
            return self._signed()
        if kind == _DOUBLE:
            return struct.unpack("<d", self._bytes(8))[0]
        if kind == _BINARY:
            return self._bytes(self._unsigned())
        if kind == _LIST:
            return self._list()
        if kind == _STRUCT:
            return self.struct()
        raise ValueError(f"type {kind} stands in no footer of Parquet")

    def _list(self) -> List:
        head = self._byte()
        length = head >> 4 if head >> 4 < 15 else self._unsigned()
        kind = head & 0x0F
        if kind in (_TRUE, _FALSE):
            return List(kind, [self._byte() for _ in range(length)])
        return List(kind, [self._value(kind) for _ in range(length)])


def written(value: Struct) -> bytes:
    """The bytes of a struct."""
    output = bytearray()
    _write_struct(output, value)
    return bytes(output)


def _write_struct(output: bytearray, value: Struct) -> None:
    last = 0
    for number, (kind, one) in value.fields.items():
        head = (_TRUE if one else _FALSE) if kind in (_TRUE, _FALSE) else kind
        if 0 < number - last <= 15:
            output.append((number - last) << 4 | head)
        else:
            output.append(head)
            _write_signed(output, number)
        last = number
        if kind not in (_TRUE, _FALSE):
            _write(output, kind, one)
    output.append(0)


def _write(output: bytearray, kind: int, value: Any) -> None:
    if kind == _BYTE:
        output.append(value)
    elif kind in _WHOLE:
        _write_signed(output, value)
    elif kind == _DOUBLE:
        output += struct.pack("<d", value)
    elif kind == _BINARY:
        _write_unsigned(output, len(value))
        output += value
    elif kind == _LIST:
        short = len(value.values) < 15
        output.append((len(value.values) << 4 if short else 0xF0) | value.type)
        if not short:
            _write_unsigned(output, len(value.values))
        for one in value.values:
            _write(output, _BYTE if value.type in (_TRUE, _FALSE) else value.type, one)
    else:
        _write_struct(output, value)


def _write_unsigned(output: bytearray, value: int) -> None:
    while value >= 0x80:
        output.append(value & 0x7F | 0x80)
        value >>= 7
    output.append(value)


def _write_signed(output: bytearray, value: int) -> None:
    _write_unsigned(output, (value << 1) ^ (value >> 63))
