"""Which way a batch is computed, by the size of its numbers; every way gives the same parts.

1. Fixed point (`fixed_point`): whenever its proof covers the amounts and weights.
2. The same with each amount reduced by the total first: amount = whole x total + rest, so that a
   part is whole x weight + its part of the rest. The rest is below the total, whatever the amount.
3. int64, where the amount, or else its rest, times the largest weight stays below 2**63.
4. Python's ints in NumPy arrays of objects, where nothing else holds.
"""

from __future__ import annotations

from typing import Protocol, cast

import numpy as np
from attrs import frozen

from sundgov.batch.exactly import rows_exactly
from sundgov.batch.fixed_point import Fixed, FixedRows
from sundgov.batch.keys import INT64, Key
from sundgov.batch.reading import Column, Ints, whole_column

_TYING = 64
"""Below so many times their number, a total has so few remainders that many recipients tie."""


@frozen(eq=False)
class Amounts:
    """What is divided: amounts as given, without their sign, and the largest of them.

    int64 if all lie within plus and minus 2**63 - 1, otherwise Python ints: int64 holds -2**63 and
    not its mirror.
    """

    given: Ints
    sizes: Ints
    top: int

    @classmethod
    def of(cls, values: Column, field: str = "amounts") -> Amounts:
        """The amounts that a column holds."""
        given = whole_column(values, field)
        if len(given) and int(given.min()) == -INT64:
            given = cast(Ints, given.astype(object))
        sizes = np.abs(given)
        return cls(given, sizes, int(sizes.max()) if len(sizes) else 0)

    def __len__(self) -> int:
        return len(self.given)

    def mirror(self, some: slice, parts: Ints) -> None:
        """Give the parts of negative amounts their sign back, in place; a row or more of each."""
        negative = np.flatnonzero(self.given[some] < 0)
        if len(negative):
            parts[negative] = -parts[negative]


class Rows(Protocol):
    """A way of computing rows of parts."""

    def write(self, amounts: Ints, parts: Ints) -> None:
        """Write the parts of amounts that are not negative: (rows,) to an array of (rows, n)."""
        ...


@frozen
class ExactRows:
    """By integers alone, of the type of the key's weights."""

    key: Key

    def write(self, amounts: Ints, parts: Ints) -> None:
        """Write rows of parts."""
        parts[...] = rows_exactly(amounts, self.key)


@frozen
class ReducedRows:
    """What the whole totals in an amount give without rounding, and the rest by another way."""

    key: Key
    rest: Rows

    def write(self, amounts: Ints, parts: Ints) -> None:
        """Write rows of parts."""
        whole, rest = amounts // self.key.total, amounts % self.key.total
        narrow = np.empty(parts.shape, np.int64)
        self.rest.write(rest.astype(np.int64), narrow)
        weights = self.key.weights
        np.multiply(whole[:, None], weights.astype(amounts.dtype, copy=False), out=parts)
        np.add(parts, narrow, out=parts)


def fixed_rows(top: int, key: Key, rows: int) -> Rows | None:
    """Fixed point for amounts to `top`, where its proof covers them."""
    count, fixed = len(key.weights), None
    if key.total <= _TYING * count and not key.ranks.some_equal:
        fixed = Fixed.telling_ranks(top, key, count)
    fixed = fixed or Fixed.fitting(top, key, count)
    return None if fixed is None else FixedRows.of(key, fixed, rows)


def rows_for(top: int, key: Key, rows: int) -> Rows:
    """The quickest way that is exact for amounts to `top`; `rows` is how many come at a time."""
    direct = fixed_rows(top, key, rows)
    if direct is not None:
        return direct
    rest = min(top, key.total - 1)
    reduced = fixed_rows(rest, key, rows)
    if reduced is not None:
        return ReducedRows(key, reduced)
    if key.holds(top):
        return ExactRows(key)
    if key.holds(rest):
        return ReducedRows(key, ExactRows(key))
    return ExactRows(key.as_python_ints())
