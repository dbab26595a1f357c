"""Columns of whole numbers from whatever speaks the Arrow PyCapsule interface."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sundgov.batch.arrow_layout import (
    ARRAY,
    SCHEMA,
    STREAM,
    ArrowArray,
    ArrowArrayStream,
    ArrowSchema,
    place_in,
    release,
)
from sundgov.errors import InvalidValueError, NotExactError

_WIDTHS = {"c": "i1", "s": "i2", "i": "i4", "l": "i8", "C": "u1", "S": "u2", "I": "u4", "L": "u8"}
_TABLE = "+s"
HOLDS_INTEGERS = "a column of whole numbers holds integers"
_OTHERS = {"e": "floats", "f": "floats", "g": "floats", "b": "bools", "u": "texts", "U": "texts"}


@runtime_checkable
class ArrowStream(Protocol):
    """A column or a table that gives itself piece by piece."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


@runtime_checkable
class ArrowPiece(Protocol):
    """A column or a table in one piece."""

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...


SpeaksArrow: TypeAlias = ArrowStream | ArrowPiece
Integers: TypeAlias = NDArray[np.integer]


@frozen
class ArrowColumns:
    """What was read: the columns of a table by name, or one column without."""

    is_table: bool
    columns: tuple[tuple[str, Integers], ...]


def read_arrow(values: SpeaksArrow, field: str) -> ArrowColumns | None:
    """Copy columns of whole numbers out of Arrow; None if their library cannot speak it here.

    Raises `NotExactError` for a column of anything else, `InvalidValueError` where one is missing.
    """
    try:
        held = _hand_over(values)
    except ImportError:  # pandas speaks Arrow by way of pyarrow alone
        return None
    if isinstance(held, tuple):
        schema, piece = held
        reader = _Reader.of(ArrowSchema.from_address(place_in(schema, SCHEMA)), field)
        return reader.read(iter([ArrowArray.from_address(place_in(piece, ARRAY))]))
    stream = ArrowArrayStream.from_address(place_in(held, STREAM))
    return _Reader.of(_schema(stream, field), field).read(_pieces(stream, field))


def _hand_over(values: SpeaksArrow) -> object:
    """The capsules in which a library hands its structures over; they free them in the end."""
    if isinstance(values, ArrowPiece):
        return values.__arrow_c_array__(None)
    return values.__arrow_c_stream__(None)


def _schema(stream: ArrowArrayStream, field: str) -> ArrowSchema:
    schema = ArrowSchema()
    places = ctypes.addressof(stream), ctypes.addressof(schema)
    _must_succeed(stream, stream.get_schema(*places), field)
    return schema


def _pieces(stream: ArrowArrayStream, field: str) -> Iterator[ArrowArray]:
    while True:
        piece = ArrowArray()
        places = ctypes.addressof(stream), ctypes.addressof(piece)
        _must_succeed(stream, stream.get_next(*places), field)
        if not piece.release:
            return
        yield piece


def _must_succeed(stream: ArrowArrayStream, code: int, field: str) -> None:
    if code:
        told = stream.get_last_error(ctypes.addressof(stream))
        reason = ctypes.string_at(told).decode() if told else ""
        raise InvalidValueError(field, "could not be read from Arrow", code, reason)


@frozen
class _Reader:
    """The names, fields and types of columns, read before what they came from is freed."""

    is_table: bool
    names: tuple[str, ...]
    fields: tuple[str, ...]
    types: tuple[np.dtype[np.integer], ...]

    @classmethod
    def of(cls, schema: ArrowSchema, field: str) -> _Reader:
        is_table = schema.format.decode() == _TABLE
        inner = [schema.children[index].contents for index in range(schema.n_children)]
        columns = inner if is_table else [schema]
        names = tuple((column.name or b"").decode() for column in columns)
        fields = tuple(f"{field}[{name!r}]" if is_table else field for name in names)
        try:
            types = tuple(map(_dtype, columns, fields))
        finally:
            release(schema)
        return cls(is_table, names, fields, types)

    def read(self, pieces: Iterator[ArrowArray]) -> ArrowColumns:
        """Copy every piece out and free it."""
        found: list[list[Integers]] = [[np.empty(0, kind)] for kind in self.types]
        for piece in pieces:
            try:
                self._copy(piece, found)
            finally:
                release(piece)
        columns = zip(self.names, map(np.concatenate, found), strict=True)
        return ArrowColumns(self.is_table, tuple(columns))

    def _copy(self, piece: ArrowArray, found: list[list[Integers]]) -> None:
        inner = [piece.children[index].contents for index in range(piece.n_children)]
        columns = inner if self.is_table else [piece]
        # What a table skips at its beginning, its columns skip as well.
        skipped = piece.offset if self.is_table else 0
        for index, column in enumerate(columns):
            start, before = column.offset + skipped, sum(map(len, found[index]))
            bounds = (start, start + piece.length)
            _must_be_there(column, bounds, before, self.fields[index])
            found[index].append(_values(column, bounds, self.types[index]))


def _dtype(schema: ArrowSchema, field: str) -> np.dtype[np.integer]:
    code = schema.format.decode()
    if schema.dictionary or code not in _WIDTHS:
        told = "categories" if schema.dictionary else _OTHERS.get(code, f"what Arrow calls {code}")
        raise NotExactError(field, f"{HOLDS_INTEGERS}, not {told}")
    return np.dtype(_WIDTHS[code])


def _values(column: ArrowArray, bounds: tuple[int, int], kind: np.dtype[np.integer]) -> Integers:
    start, end = bounds
    if start == end:
        return np.empty(0, kind)  # and perhaps no buffer
    size = kind.itemsize
    lies = column.buffers[1] + start * size
    return np.frombuffer(ctypes.string_at(lies, (end - start) * size), kind)


def _must_be_there(column: ArrowArray, bounds: tuple[int, int], before: int, field: str) -> None:
    """Refuse the first value that is missing; a count of -1 is one nobody has made."""
    if column.null_count == 0 or not column.buffers[0]:
        return
    start, end = bounds
    octets = np.frombuffer(ctypes.string_at(column.buffers[0], (end + 7) // 8), np.uint8)
    there = np.unpackbits(octets, bitorder="little")[start:end]
    if not there.all():
        index = before + int(np.flatnonzero(there == 0)[0])
        raise InvalidValueError(f"{field}[{index}]", "must not be missing")
