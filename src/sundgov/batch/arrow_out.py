"""Columns handed to whatever speaks the Arrow PyCapsule interface, without copying.

What a structure points to is held here, under a number that the structure carries, until whoever
took it says that it is done. A consumer may move a structure: copy it, and empty the original.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from functools import partial
from itertools import count
from typing import TypeVar

import numpy as np
from attrs import define, field

from sundgov.batch.arrow_layout import (
    GET,
    GET_LAST_ERROR,
    RELEASE,
    ArrowArray,
    ArrowArrayStream,
    ArrowSchema,
    Structure,
    in_capsule,
    release,
)
from sundgov.batch.reading import Ints
from sundgov.errors import InvalidValueError

_S = TypeVar("_S", ArrowSchema, ArrowArray)
_NUMBERS = count(1)
_INT64, _TABLE = b"l", b"+s"


@define
class _Held:
    """What a structure points to: memory, the structures under it, a stream's columns."""

    memory: object
    children: list[ArrowSchema] | list[ArrowArray] = field(factory=list)
    columns: dict[str, Ints] = field(factory=dict)
    is_given: bool = False


_HELD: dict[int, _Held] = {}


def stream_of(columns: Mapping[str, Ints], field: str) -> object:
    """A capsule with a stream of one piece that holds all the columns.

    Raises `InvalidValueError` for numbers beyond int64: Arrow has no integers for them.
    """
    for name, column in columns.items():
        if column.dtype != np.int64:
            rule = "Arrow has no integers beyond 64 bits"
            raise InvalidValueError(f"{field}[{name!r}]", rule)
    straight = {name: np.ascontiguousarray(column) for name, column in columns.items()}
    number = _hold(_Held(None, columns=straight))
    release_it = _RELEASE[ArrowArrayStream]
    return in_capsule(ArrowArrayStream(_GIVE_SCHEMA, _GIVE_PIECE, _NO_ERROR, release_it, number))


def _hold(held: _Held) -> int:
    number = next(_NUMBERS)
    _HELD[number] = held
    return number


def _let_go(kind: type[Structure], place: int) -> None:
    """Forget what a structure pointed to, release those under it, and mark it released."""
    structure = kind.from_address(place)
    for child in _HELD.pop(structure.private_data).children:
        release(child)
    structure.release = RELEASE()


def _schema(
    structure: ArrowSchema, code: bytes, name: str, children: list[ArrowSchema]
) -> ArrowSchema:
    told = name.encode()
    pointers = (ctypes.POINTER(ArrowSchema) * len(children))(*map(ctypes.pointer, children))
    structure.format, structure.name = code, told
    structure.n_children, structure.children = len(children), pointers
    structure.release = _RELEASE[ArrowSchema]
    structure.private_data = _hold(_Held((told, pointers), children))
    return structure


def _array(
    structure: ArrowArray, length: int, column: Ints | None, children: list[ArrowArray]
) -> ArrowArray:
    # No bitmap of what is missing, since nothing is; a table has no buffer of its own.
    places = (None,) if column is None else (None, column.ctypes.data)
    buffers = (ctypes.c_void_p * len(places))(*places)
    pointers = (ctypes.POINTER(ArrowArray) * len(children))(*map(ctypes.pointer, children))
    structure.length, structure.n_buffers, structure.buffers = length, len(places), buffers
    structure.n_children, structure.children = len(children), pointers
    structure.release = _RELEASE[ArrowArray]
    structure.private_data = _hold(_Held((column, buffers, pointers), children))
    return structure


def _of(stream: int) -> _Held:
    return _HELD[ArrowArrayStream.from_address(stream).private_data]


def _emptied(kind: type[_S], place: int) -> _S:
    """The structure at a place that a consumer made ready; whatever lay there is of no matter."""
    ctypes.memset(place, 0, ctypes.sizeof(kind))
    return kind.from_address(place)


def _give_schema(stream: int, place: int) -> int:
    columns = [_schema(ArrowSchema(), _INT64, name, []) for name in _of(stream).columns]
    _schema(_emptied(ArrowSchema, place), _TABLE, "", columns)
    return 0


def _give_piece(stream: int, place: int) -> int:
    held, structure = _of(stream), _emptied(ArrowArray, place)
    if held.is_given:
        return 0  # what has no release is the end
    held.is_given = True
    columns = [_array(ArrowArray(), len(each), each, []) for each in held.columns.values()]
    length = columns[0].length if columns else 0
    _array(structure, length, None, columns)
    return 0


_RELEASE = {
    kind: RELEASE(partial(_let_go, kind)) for kind in (ArrowSchema, ArrowArray, ArrowArrayStream)
}
_GIVE_SCHEMA, _GIVE_PIECE = GET(_give_schema), GET(_give_piece)
_NO_ERROR = GET_LAST_ERROR(lambda _: None)
