"""Weights at the border: any exact numbers come in, whole numbers in the same proportions go on."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm
from typing import TypeVar, cast

from sundgov.errors import AllocationError
from sundgov.exact import Exact, fraction
from sundgov.kinds import must_be

T = TypeVar("T")


def as_given(values: Iterable[T], field: str) -> tuple[T, ...]:
    """The values as a tuple; refuses what is not iterable by the name of its field."""
    try:
        return tuple(values)
    except TypeError:
        must_be(values, field, Iterable)
        raise  # what is iterable broke on its own


def whole_weights(given: tuple[Exact, ...]) -> tuple[tuple[int, ...], int]:
    """The weights as ints in the same proportions, and their sum; refuses what divides nothing.

    >>> from fractions import Fraction
    >>> whole_weights((Fraction(1, 2), 1))
    ((1, 2), 3)
    """
    total = _plain_total(given)
    if total:
        return cast(tuple[int, ...], given), total
    exact = [fraction(weight, f"weights[{index}]") for index, weight in enumerate(given)]
    common = lcm(*(weight.denominator for weight in exact))
    scaled = tuple(weight.numerator * (common // weight.denominator) for weight in exact)
    if not scaled:
        raise AllocationError("weights", "must not be empty")
    if min(scaled) < 0:
        index = next(index for index, weight in enumerate(scaled) if weight < 0)
        raise AllocationError(f"weights[{index}]", "must not be negative", given[index])
    if not any(scaled):
        raise AllocationError("weights", "at least one must be above zero", given)
    return scaled, sum(scaled)


def _plain_total(given: tuple[Exact, ...]) -> int:
    """The sum, if all weights are plainly ints above one; otherwise 0, and they are looked at.

    The common case, without a look at every type: a sum is an int only if all are ints or
    bools, and no bool exceeds one.
    """
    try:
        total = sum(given)
        return total if type(total) is int and min(given) > 1 else 0
    except (TypeError, ValueError, ArithmeticError):
        return 0
