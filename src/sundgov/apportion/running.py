"""Exact numbers rounded period after period, with what earlier periods left of them.

Each period keeps quota: every part is the floor or the ceiling of this period's exact number.
What a recipient was short before only decides who gets the odd units, so nobody is ever paid back
in a period, and over the years the whole numbers follow the exact ones. Up to three recipients are
never a whole unit behind or ahead, whatever is divided; with more, no bound is promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from sundgov.errors import AllocationError


def running(
    exact: Sequence[Fraction], residuals: Sequence[Fraction], whole: int
) -> tuple[int, ...]:
    """Round numbers that sum to `whole`, the odd units to those that are most behind.

    A residual is what a recipient was short before: exact so far minus given so far. Everyone
    gets the floor; the units left go, one each, to the largest sums of remainder and residual,
    ties by order. A whole number stays as it is; a negative `whole` mirrors the positive one.
    Without residuals it is largest remainder.

    Raises `AllocationError` where floors and ceilings cannot sum to `whole`, or a residual is
    missing.

    >>> third = [Fraction(1, 3)] * 3
    >>> running(third, [Fraction(0)] * 3, 1)
    (1, 0, 0)
    >>> running(third, [Fraction(-2, 3), Fraction(1, 3), Fraction(1, 3)], 1)
    (0, 1, 0)
    """
    if len(residuals) != len(exact):
        raise AllocationError(
            "residuals", "must be as many as the numbers", len(residuals), len(exact)
        )
    common = lcm(*(number.denominator for number in (*exact, *residuals)))
    parts = served(_over(common, exact), _over(common, residuals), common, whole)
    if parts is None:
        raise AllocationError("whole", "is not a sum of floors and ceilings", whole, sum(exact))
    return tuple(parts)


def served(
    numbers: Sequence[int], residuals: Sequence[int], common: int, whole: int
) -> list[int] | None:
    """The same with numbers and residuals as whole multiples of one over `common`.

    None where floors and ceilings cannot sum to `whole`.

    >>> served([1, 1, 1], [-2, 1, 1], 3, 1)
    [0, 1, 0]
    """
    sign = -1 if whole < 0 else 1
    if sign < 0:
        numbers = [-number for number in numbers]
        residuals = [-residual for residual in residuals]
    parts = [number // common for number in numbers]
    left = whole * sign - sum(parts)
    claims = {
        index: number % common + before
        for index, (number, before) in enumerate(zip(numbers, residuals, strict=True))
        if number % common
    }
    if not 0 <= left <= len(claims):
        return None
    for index in sorted(claims, key=claims.__getitem__, reverse=True)[:left]:
        parts[index] += 1
    return [part * sign for part in parts]


def _over(common: int, numbers: Sequence[Fraction]) -> list[int]:
    """The numbers as whole multiples of one over `common`: ints are compared many times faster."""
    return [number.numerator * (common // number.denominator) for number in numbers]
