"""What the laws are about: a rule that divides, and an equation it has to satisfy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol, TypeAlias, TypeVar

from attrs import frozen

from sundgov.apportion import apportion
from sundgov.errors import AllocationError

Number: TypeAlias = int | Fraction
"""A weight: an int or a Fraction."""

Parts: TypeAlias = tuple[int, ...]
"""What everyone gets, in whole units, in the order of the weights."""

S = TypeVar("S")

Sides: TypeAlias = tuple[tuple[S, ...], tuple[S, ...]]
"""A left and a right side: the law holds where they are equal."""

Equation: TypeAlias = Sides[int]
"""Sides in whole units."""


class Allocate(Protocol):
    """A rule that divides: an amount in whole units (øre), by weights, into a part for each."""

    def __call__(self, amount: int, weights: Sequence[Number], /) -> Sequence[int]: ...


class RankedAllocate(Protocol):
    """A rule that breaks ties by `rank`, lowest first."""

    def __call__(
        self, amount: int, weights: Sequence[Number], /, *, rank: Sequence[int]
    ) -> Sequence[int]: ...


class BoundedAllocate(Protocol):
    """A rule that holds everyone's part between a `minimum` and a `maximum`."""

    def __call__(
        self,
        amount: int,
        weights: Sequence[Number],
        /,
        *,
        minimum: Sequence[int],
        maximum: Sequence[int],
    ) -> Sequence[int]: ...


@frozen
class ByMethod:
    """A method of `sundgov.apportion` as a rule, if need be with one minimum or maximum for all.

    The bounds go with the amount: of a negative one nobody gets more than minus the minimum.

    >>> ByMethod("hamilton")(7, [1, 2, 3]), ByMethod("hamilton", minimum=2)(7, [1, 2, 3])
    ((1, 2, 4), (2, 2, 3))
    >>> ByMethod("hamilton", minimum=2)(-7, [1, 2, 3])
    (-2, -2, -3)
    """

    method: str
    minimum: int | None = None
    maximum: int | None = None

    def __call__(
        self, amount: int, weights: Sequence[Number], /, *, rank: Sequence[int] | None = None
    ) -> Parts:
        low, high = self.minimum, self.maximum
        if amount < 0:
            low, high = (None if bound is None else -bound for bound in (high, low))
        return apportion(
            amount, weights, method=self.method, minimum=low, maximum=high, rank=rank
        ).parts


@frozen
class WithinBounds:
    """A method of `sundgov.apportion` as a rule that may be told everyone's bounds each time.

    >>> WithinBounds("webster")(7, [1, 2, 3], minimum=[2, 2, 2], maximum=[9, 9, 9])
    (2, 2, 3)
    """

    method: str

    def __call__(
        self,
        amount: int,
        weights: Sequence[Number],
        /,
        *,
        rank: Sequence[int] | None = None,
        minimum: Sequence[int] | None = None,
        maximum: Sequence[int] | None = None,
    ) -> Parts:
        return apportion(
            amount, weights, method=self.method, minimum=minimum, maximum=maximum, rank=rank
        ).parts


def exact_shares(amount: int, weights: Sequence[Number]) -> tuple[Fraction, ...]:
    """What everyone would get if units could be cut: the quota (kvote).

    >>> [str(share) for share in exact_shares(7, [1, 2, 3])]
    ['7/6', '7/3', '7/2']
    """
    total = sum(map(Fraction, weights), Fraction(0))
    if not total:
        raise AllocationError("weights", "at least one must be above zero", *weights)
    return tuple(amount * weight / total for weight in weights)


def sign_of(amount: int) -> int:
    """Minus one for a negative amount: its parts are told by their size, as a mirror shows them."""
    return -1 if amount < 0 else 1
