"""Shares held between a least and a greatest, in fractions, before anything is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sundgov.errors import AllocationError
from sundgov.exact import fraction
from sundgov.kinds import listed


def water_fill(
    amount: Fraction,
    weights: Sequence[Fraction],
    minimum: Fraction | None = None,
    maximum: Fraction | None = None,
) -> tuple[Fraction, ...]:
    """Divide `amount` in proportion to `weights`, each share held between the bounds.

    All shares follow one level: share = level x weight, lifted to the minimum or cut to the
    maximum, where the level is the one at which the shares sum to the amount. A zero weight
    pays nothing and is under no bound. `amount` must not be negative.

    Raises `AllocationError` where no level exists, naming the bound that collides.

    >>> [str(share) for share in water_fill(Fraction(10), [Fraction(w) for w in (1, 2, 7)],
    ...                                     maximum=Fraction(5))]
    ['5/3', '10/3', '5']
    """
    amount = fraction(amount, "amount")
    given = enumerate(listed(weights, "weights"))
    weights = [fraction(weight, f"weights[{index}]") for index, weight in given]
    low = Fraction(0) if minimum is None else fraction(minimum, "minimum")
    maximum = None if maximum is None else fraction(maximum, "maximum")
    payers = [weight for weight in weights if weight]
    if not payers:
        raise AllocationError("weights", "at least one must be above zero")
    if low * len(payers) > amount:
        raise AllocationError(
            "minimum", "the least contributions exceed the amount", f"{len(payers)} x {low}", amount
        )
    if maximum is not None and maximum < low:
        raise AllocationError("maximum", "must not be below the minimum", maximum, low)
    if maximum is not None and maximum * len(payers) < amount:
        raise AllocationError(
            "maximum",
            "the greatest contributions do not reach the amount",
            f"{len(payers)} x {maximum}",
            amount,
        )
    level = _level(amount, payers, low, maximum)
    return tuple(_held(level * weight, low, maximum) if weight else low * 0 for weight in weights)


def _held(share: Fraction, low: Fraction, high: Fraction | None) -> Fraction:
    lifted = max(share, low)
    return lifted if high is None else min(lifted, high)


def _level(
    amount: Fraction, payers: Sequence[Fraction], low: Fraction, high: Fraction | None
) -> Fraction:
    """The level at which the held shares sum to the amount.

    The sum is a rising line between the levels where some payer leaves the minimum or meets the
    maximum, so the level is found by walking those breaks and interpolating on the right piece.
    """
    breaks = {low / weight for weight in payers}
    if high is not None:
        breaks |= {high / weight for weight in payers}
    start = Fraction(0)
    for end in sorted(breaks):
        if _sum(end, payers, low, high) >= amount:
            break
        start = end
    floor = _sum(start, payers, low, high)
    rising = sum(
        weight
        for weight in payers
        if low <= start * weight and (high is None or start * weight < high)
    )
    return start + (amount - floor) / rising if rising else start


def _sum(
    level: Fraction, payers: Sequence[Fraction], low: Fraction, high: Fraction | None
) -> Fraction:
    return sum((_held(level * weight, low, high) for weight in payers), Fraction(0))
