"""Three packages from PyPI that divide amounts, as rules that laws are tried on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from apportionment import methods  # type: ignore[import-untyped]
from iteround import saferound  # type: ignore[import-untyped]
from largest_remainder import LargestRemainder

from sundgov.laws import Number


def apportionment(amount: int, weights: Sequence[Number]) -> list[int]:
    """`apportionment` 1.0, largest remainder; weights as whole numbers, as it wants them."""
    common = lcm(*(Fraction(weight).denominator for weight in weights))
    votes = [int(weight * common) for weight in weights]
    found: list[int] = methods.compute("hamilton", votes, amount)
    return found


def largest_remainder(amount: int, weights: Sequence[Number]) -> list[int]:
    """`largest-remainder` 0.1.0; it divides floats."""
    return LargestRemainder.round([float(weight) for weight in weights], total=amount)


def iteround(amount: int, weights: Sequence[Number]) -> list[int]:
    """`iteround` 1.0.4, by largest difference; it rounds floats so that they keep their sum."""
    total = float(sum(weights))
    shares = [amount * float(weight) / total for weight in weights]
    return [int(share) for share in saferound(shares, 0)]
