"""Where the units ran out: what a part is read off, beside the recipient's own claims."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from sundgov.apportion.proof_fields import Comparable, weight_of
from sundgov.exact import Exact, fraction, positive_fraction, whole


def _claim(value: Exact) -> Fraction:
    return fraction(value, "claim")


def _divisor(value: Exact) -> Fraction:
    return positive_fraction(value, "value")


def _held(value: int) -> int:
    return whole(value, "held")


@frozen
class LastClaim:
    """The last claim served: what that recipient lacked of its exact share, and its rank."""

    claim: Fraction = field(converter=_claim)
    rank: Comparable


@frozen
class Divisor:
    """What everyone's weight is divided by (divisor), in weight per unit.

    >>> Divisor(0)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: value: must be above zero (got 0)
    """

    value: Fraction = field(converter=_divisor)


@frozen
class LastUnit:
    """The last unit given: the one after `held` others, to a recipient of this weight and rank."""

    weight: Fraction = field(converter=weight_of)
    held: int = field(converter=_held)
    rank: Comparable


Threshold: TypeAlias = Divisor | LastUnit | None
"""What parts are read off: a divisor, or the last unit given; None where all are at their least."""
