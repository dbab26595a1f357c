"""What a law is tried on: an amount and weights, and what else the law is about.

The fields stand in the order in which the law takes them after the rule.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, fields, frozen

from sundgov.exact import fraction, whole
from sundgov.laws.rules import Number


def _amount(value: int) -> int:
    return whole(value, "amount")


def _number(value: Number) -> Number:
    exact = fraction(value, "weights")
    return exact.numerator if exact.denominator == 1 else exact


def _numbers(values: Iterable[Number]) -> tuple[Number, ...]:
    return tuple(map(_number, values))


def _wholes(values: Iterable[int]) -> tuple[int, ...]:
    return tuple(whole(value, "case") for value in values)


@frozen
class Division:
    """An amount in øre (or another whole unit) to be divided by weights.

    >>> from fractions import Fraction
    >>> Division(7, [1, Fraction(4, 2)])
    Division(amount=7, weights=(1, 2))
    """

    amount: int = field(converter=_amount, metadata={"ore": True})
    weights: tuple[Number, ...] = field(converter=_numbers)

    @property
    def operands(self) -> tuple[object, ...]:
        """What the law takes after the rule."""
        return tuple(getattr(self, each.name) for each in fields(type(self)))


@frozen
class Enlarged(Division):
    """A division, and how much `more` there is the second time (in the direction of the amount)."""

    more: int = field(converter=_amount, metadata={"ore": True})


@frozen
class Reweighed(Division):
    """A division, and everyone's weight `after` a change."""

    after: tuple[Number, ...] = field(converter=_numbers)


@frozen
class Scaled(Division):
    """A division, and what all weights are multiplied by."""

    scale: Number = field(converter=_number)


@frozen
class Reordered(Division):
    """A division, and the places its recipients are listed from the second time."""

    order: tuple[int, ...] = field(converter=_wholes)


@frozen
class Ranked(Division):
    """A division with ranks, and the places its recipients are listed from the second time."""

    rank: tuple[int, ...] = field(converter=_wholes)
    order: tuple[int, ...] = field(converter=_wholes)


@frozen
class Grouped(Division):
    """A division, and the places of those who divide once more what they bear together."""

    group: tuple[int, ...] = field(converter=_wholes)


@frozen
class Limited(Division):
    """A division between a minimum and a maximum for each."""

    minimum: tuple[int, ...] = field(converter=_wholes, metadata={"ore": True})
    maximum: tuple[int, ...] = field(converter=_wholes, metadata={"ore": True})
