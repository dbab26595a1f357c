"""Columns of whole numbers from anywhere: what isn't exact or isn't there is refused by name.

NumPy arrays of integers, lists of ints, and whatever speaks Arrow, has `to_numpy` or converts to
an array: a column of pandas, polars or pyarrow, without knowing any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias, cast, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from sundgov.batch.arrow_in import HOLDS_INTEGERS, ArrowPiece, ArrowStream, SpeaksArrow, read_arrow
from sundgov.errors import InvalidValueError, NotExactError
from sundgov.exact import whole
from sundgov.kinds import listed

Ints: TypeAlias = NDArray[np.int64]
"""Whole numbers: int64 or, where one is too large for that, Python ints (dtype object)."""

Flags: TypeAlias = NDArray[np.bool_]


@runtime_checkable
class ToNumPy(Protocol):
    """A column that gives itself as a NumPy array."""

    def to_numpy(self) -> NDArray[np.generic]:
        """The values."""
        ...


@runtime_checkable
class AsArray(Protocol):
    """What NumPy can read as an array."""

    def __array__(self) -> NDArray[np.generic]: ...


Column: TypeAlias = Iterable[int] | SpeaksArrow | ToNumPy | AsArray
"""A column: an array, a list, or a column of a data frame."""

_NOT_THERE = {"NoneType", "NAType", "NaTType"}


def whole_column(values: Column, field: str) -> Ints:
    """A column of whole numbers as int64, or as Python ints where one needs more room.

    >>> whole_column([1, 2**63], "amounts").dtype
    dtype('O')
    >>> whole_column([1.0], "amounts")
    Traceback (most recent call last):
    sundgov.errors.NotExactError: amounts[0]: a whole number is an int (got 1.0)
    """
    if isinstance(values, ArrowStream | ArrowPiece):
        read = read_arrow(values, field)
        if read is not None:
            if read.is_table:
                raise InvalidValueError(field, "must be one column, not a table")
            return _narrowed(read.columns[0][1], field)
    found = _array_or_list(values, field)
    return _narrowed(found, field) if isinstance(found, np.ndarray) else _from_list(found, field)


def plain_values(values: object, field: str) -> Sequence[object]:
    """The values of a column of any kind, as Python knows them; refuses what is missing."""
    found = _array_or_list(values, field)
    plain = found.tolist() if isinstance(found, np.ndarray) else found
    for index, value in enumerate(plain):
        _must_be_there(value, field, index)
    return cast(Sequence[object], plain)


def _array_or_list(values: object, field: str) -> NDArray[np.generic] | Sequence[object]:
    if isinstance(values, np.ma.MaskedArray):
        hidden = np.ma.getmaskarray(values)
        if hidden.any():
            raise InvalidValueError(f"{field}[{int(np.argmax(hidden))}]", "must not be missing")
    if isinstance(values, AsArray):
        return _one_column(np.asarray(values), field)
    if isinstance(values, ToNumPy):
        return _one_column(values.to_numpy(), field)
    return listed(cast(Iterable[object], values), field)


def _one_column(array: NDArray[np.generic], field: str) -> NDArray[np.generic]:
    if array.ndim != 1:
        raise InvalidValueError(field, "must be one column", array.shape)
    return array


def _narrowed(array: NDArray[np.generic], field: str) -> Ints:
    """An array of whatever type as int64, if it holds whole numbers."""
    if array.dtype.kind == "O":
        return _from_list(array.tolist(), field)
    if array.dtype.kind not in "iu":
        raise NotExactError(field, f"{HOLDS_INTEGERS}, not {array.dtype}")
    if array.dtype.kind == "u" and len(array) and int(array.max()) >= 1 << 63:
        return cast(Ints, array.astype(object))
    return array.astype(np.int64, copy=False)


def _from_list(values: Sequence[object], field: str) -> Ints:
    plain = values
    if {type(value) for value in values} != {int}:
        plain = [_plain(value, field, index) for index, value in enumerate(values)]
    try:
        return np.array(plain, np.int64)
    except OverflowError:
        return cast(Ints, np.array(plain, object))


def _plain(value: object, field: str, index: int) -> int:
    _must_be_there(value, field, index)
    return whole(int(value) if isinstance(value, np.integer) else value, f"{field}[{index}]")


def _must_be_there(value: object, field: str, index: int) -> None:
    not_a_number = isinstance(value, np.floating | float) and value != value
    if not_a_number or type(value).__name__ in _NOT_THERE:
        raise InvalidValueError(f"{field}[{index}]", "must not be missing")
