"""Laws of one division: its sum, its quota, and what must not matter.

Each takes a rule and what it is tried on, and returns a left and a right side: the law holds where
they are equal. An amount is a whole number of units; of a negative one the same is asked as of its
positive mirror, by size.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from sundgov.laws.rules import Allocate, Equation, Number, exact_shares, sign_of


def sums(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """The parts sum to the amount: nothing is lost and nothing invented (summen stemmer).

    Source: what dividing means; `tests/data/vectors` holds libraries that lose it.

    >>> from sundgov.laws import ByMethod
    >>> sums(ByMethod("hamilton"), 1, [1, 1, 1])
    ((1,), (1,))
    >>> def each_alone(amount, weights):
    ...     return [round(share) for share in exact_shares(amount, weights)]
    >>> sums(each_alone, 1, [1, 1, 1])
    ((0,), (1,))
    """
    return (sum(allocate(amount, weights)),), (amount,)


def lower_quota(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """Nobody gets less than the whole units of its exact share (nedre kvote).

    Source: Balinski and Young, Fair Representation (1982), chapter 10.

    >>> from sundgov.laws import ByMethod
    >>> lower_quota(ByMethod("hamilton"), 5, [4, 4, 5])
    ((2, 1, 2), (2, 1, 2))
    >>> lower_quota(lambda amount, weights: (0, 0, amount), 5, [4, 4, 5])
    ((0, 0, 5), (1, 1, 5))
    """
    parts, sign = tuple(allocate(amount, weights)), sign_of(amount)
    exact = exact_shares(amount * sign, weights)
    least = (
        max(part * sign, floor(share)) * sign for part, share in zip(parts, exact, strict=True)
    )
    return parts, tuple(least)


def upper_quota(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """Nobody gets more than its exact share rounded up to whole units (øvre kvote).

    Source: Balinski and Young, Fair Representation (1982), chapter 10.

    >>> from sundgov.laws import ByMethod
    >>> upper_quota(ByMethod("hamilton"), 5, [4, 4, 5])
    ((2, 1, 2), (2, 1, 2))
    >>> upper_quota(lambda amount, weights: (0, 0, amount), 5, [4, 4, 5])
    ((0, 0, 5), (0, 0, 2))
    """
    parts, sign = tuple(allocate(amount, weights)), sign_of(amount)
    exact = exact_shares(amount * sign, weights)
    most = (min(part * sign, ceil(share)) * sign for part, share in zip(parts, exact, strict=True))
    return parts, tuple(most)


def zero_stays_zero(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """Who weighs nothing gets nothing (nul forbliver nul). The sides tell these recipients alone.

    Source: several money libraries give an odd unit to a zero weight; moneyphp issue 436.

    >>> from sundgov.laws import ByMethod
    >>> zero_stays_zero(ByMethod("hamilton"), 5, [0, 1, 1])
    ((0,), (0,))
    >>> zero_stays_zero(lambda amount, weights: (1, 2, 2), 5, [0, 1, 1])
    ((1,), (0,))
    """
    parts = allocate(amount, weights)
    idle = tuple(part for part, weight in zip(parts, weights, strict=True) if not weight)
    return idle, tuple(0 for _ in idle)


def larger_not_less(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """Who weighs more gets no less (større vægt, ikke mindre andel).

    The right side is what everyone would need: the most that anyone of less weight got.

    Source: Balinski and Young, Fair Representation (1982), chapter 9, who call it weak population
    monotonicity.

    >>> from sundgov.laws import ByMethod
    >>> larger_not_less(ByMethod("hamilton"), 5, [4, 4, 5])
    ((2, 1, 2), (2, 1, 2))
    >>> larger_not_less(lambda amount, weights: (2, 2, 1), 5, [4, 4, 5])
    ((2, 2, 1), (2, 2, 2))
    """
    parts, sign = tuple(allocate(amount, weights)), sign_of(amount)
    pairs = tuple(zip(weights, parts, strict=True))
    needed = (
        max([part * sign, *(other * sign for less, other in pairs if less < weight)]) * sign
        for weight, part in pairs
    )
    return parts, tuple(needed)


def sign_symmetry(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """A credit note mirrors its invoice: a negative amount gives the same parts with a minus.

    (Spejling af fortegn.) Source: Shopify/money issue 190, open since 2019.

    >>> from sundgov.laws import ByMethod
    >>> sign_symmetry(ByMethod("hamilton"), 5, [7, 3])
    ((-4, -1), (-4, -1))
    >>> def floored(amount, weights):
    ...     first, *rest = (int(share // 1) for share in exact_shares(amount, weights))
    ...     return [amount - sum(rest), *rest]
    >>> sign_symmetry(floored, 5, [7, 3])
    ((-3, -2), (-4, -1))
    """
    mirrored = tuple(allocate(-amount, weights))
    return mirrored, tuple(-part for part in allocate(amount, weights))


def scale_freedom(
    allocate: Allocate, amount: int, weights: Sequence[Number], scale: Number
) -> Equation:
    """Only proportions count: heads, thousands of heads or shares of all give the same parts.

    (Kun forholdet tæller.) `scale` is above zero.

    Source: Balinski and Young, Fair Representation (1982), appendix A: homogeneity.

    >>> from sundgov.laws import ByMethod
    >>> scale_freedom(ByMethod("hamilton"), 5, [7, 3], 1000)
    ((4, 1), (4, 1))
    >>> scale_freedom(lambda amount, weights: (weights[0], amount - weights[0]), 5, [2, 3], 2)
    ((4, 1), (2, 3))
    """
    scaled = allocate(amount, [weight * scale for weight in weights])
    return tuple(scaled), tuple(allocate(amount, weights))
