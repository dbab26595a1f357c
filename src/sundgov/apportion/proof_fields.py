"""What proofs hold, checked where it comes in: whole amounts, exact weights, ranks that compare."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Protocol

from sundgov.errors import InvalidValueError
from sundgov.exact import Exact, fraction, positive_fraction, whole


class Comparable(Protocol):
    """What a rank must be able to do: be ordered among the other ranks."""

    def __lt__(self, other: Any, /) -> bool: ...


def amount_of(value: int) -> int:
    """A whole amount."""
    return whole(value, "amount")


def part_of(value: int) -> int:
    """A whole part."""
    return whole(value, "part")


def weight_of(value: Exact) -> Fraction:
    """An exact weight, not negative."""
    weight = fraction(value, "weight")
    if weight < 0:
        raise InvalidValueError("weight", "must not be negative", value)
    return weight


def weights_of(value: Iterable[Exact]) -> tuple[Fraction, ...]:
    """Exact weights, none negative."""
    return tuple(map(weight_of, value))


def total_weight_of(value: Exact) -> Fraction:
    """An exact weight above zero."""
    return positive_fraction(value, "total_weight")


def bound_of(value: int | None, field: str) -> int | None:
    """A whole bound, or none."""
    return None if value is None else whole(value, field)


def must_compare(rank: Comparable, other: Comparable) -> None:
    """Refuse a rank that cannot be compared with the cut-off's."""
    try:
        bool(other < rank)
    except TypeError:
        raise InvalidValueError(
            "rank", "must be comparable with the cut-off's", rank, other
        ) from None
