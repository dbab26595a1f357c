"""What an amount is divided by, looked at once: weights, their total, the largest, the ranks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Protocol, TypeAlias, cast

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sundgov.batch.reading import Column, Ints, plain_values, whole_column
from sundgov.errors import AllocationError, NotExactError

INT64 = 2**63
"""What an int64 stays below."""

Places: TypeAlias = NDArray[np.intp]
Rank: TypeAlias = Column | Iterable[object]
"""One rank per recipient, lowest first: ints, texts, or anything with an order."""


class _Ordered(Protocol):
    def __lt__(self, other: object, /) -> bool: ...


class Ranks:
    """Who goes first where remainders tie; by position, unless ranks are given.

    Nothing is sorted before somebody ties.
    """

    def __init__(self, given: Rank | None, count: int) -> None:
        self._count = count
        self._values: Sequence[_Ordered] | None = None
        if given is not None:
            self._values = cast(Sequence[_Ordered], plain_values(given, "rank"))
            if len(self._values) != count:
                rule = "must be as many as the weights"
                raise AllocationError("rank", rule, len(self._values), count)

    @cached_property
    def order(self) -> Places:
        """The recipients, those of lowest rank first; equal ranks keep their order."""
        values = self._values
        if values is None:
            return np.arange(self._count, dtype=np.intp)
        try:
            return np.array(sorted(range(self._count), key=values.__getitem__), np.intp)
        except TypeError:
            raise NotExactError("rank", "ranks must be comparable with each other") from None

    @cached_property
    def places(self) -> Places:
        """Each recipient's place in that order."""
        places = np.empty(self._count, np.intp)
        places[self.order] = np.arange(self._count)
        return places

    @cached_property
    def some_equal(self) -> bool:
        """Whether some ranks are equal, so that ties among them are refused."""
        values = self._values
        return values is not None and not all(
            values[one] < values[other] for one, other in pairwise(self.order)
        )

    def lowest(self, tied: Places, room: int) -> Places:
        """As many of the recipients that tie, told in order, as there is room for."""
        if len(tied) <= room or self._values is None:
            return tied[:room]
        if self.some_equal:
            self.must_differ(tied)
        return tied[np.argsort(self.places[tied])][:room]

    def must_differ(self, tied: Places) -> None:
        """Refuse recipients that tie and are equal in rank as well: nothing can decide."""
        values = self._values or ()
        ordered = tied[np.argsort(self.places[tied])].tolist()
        for one, other in pairwise(ordered):
            if not values[one] < values[other]:
                rule = "recipients that tie must differ in rank"
                raise AllocationError("rank", rule, one, other)


@frozen(eq=False)
class Key:
    """Weights to divide by: not negative, not all zero; int64 if their sum is below 2**63.

    `largest` is the largest weight. Without a rank the position decides.
    """

    weights: Ints
    total: int
    largest: int
    ranks: Ranks

    @classmethod
    def of(cls, weights: Column, rank: Rank | None, field: str = "weights") -> Key:
        """The key that a column of weights is."""
        column = whole_column(weights, field)
        if not len(column):
            raise AllocationError(field, "must not be empty")
        largest, total = must_not_be_negative(column, field)
        if not total:
            raise AllocationError(field, "at least one must be above zero")
        if total >= INT64:
            column = column.astype(object)
        return cls(column, total, largest, Ranks(rank, len(column)))

    def holds(self, top: int) -> bool:
        """Whether int64 holds amounts to `top` times any weight, and every remainder."""
        return self.total < INT64 and top * self.largest < INT64

    def in_lowest_terms(self) -> Key:
        """The same proportions in the smallest whole numbers; only proportions count."""
        common = int(np.gcd.reduce(self.weights))
        total = self.total // common
        weights = (self.weights // common).astype(np.int64 if total < INT64 else object)
        return Key(cast(Ints, weights), total, self.largest // common, self.ranks)

    def as_python_ints(self) -> Key:
        """The same key over Python ints, which have no largest."""
        return Key(self.weights.astype(object), self.total, self.largest, self.ranks)


def must_not_be_negative(column: Ints, field: str) -> tuple[int, int]:
    """The largest and the sum of a column that is not empty; refuses the first negative one."""
    narrow = column.dtype == np.int64
    # Read without their sign, negative ones are the largest: one look finds both.
    largest = int(column.view(np.uint64).max() if narrow else column.max())
    if not (narrow and largest < INT64) and int(column.min()) < 0:
        index = int(np.flatnonzero(column < 0)[0])
        raise AllocationError(f"{field}[{index}]", "must not be negative", int(column[index]))
    wide = largest * len(column) >= INT64
    total = sum(column.tolist()) if wide else int(column.sum())
    return largest, total
