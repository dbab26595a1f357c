"""Least and greatest parts, in whole units, and the level at which shares held by them sum.

A bound that is not given follows from the amount: of a positive one nobody gets less than zero,
of a negative one nobody more, of nothing everyone nothing. So a negative amount between bounds
mirrors the positive one between the mirrored bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from attrs import frozen

from sundgov.apportion.weights import as_given
from sundgov.errors import AllocationError
from sundgov.exact import whole

Bound: TypeAlias = int | Iterable[int] | None
"""One bound for all, one for each in the order of the weights, or none."""


@frozen
class Bounds:
    """Everyone's least and greatest part, between whose sums the amount lies."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]

    def mirrors(self, amount: int) -> bool:
        """Whether an amount between these bounds is divided as the mirror of its mirror.

        A negative one is; nothing, which is its own mirror, where its bounds lie the lower of the
        two, so that both come out alike.
        """
        if amount:
            return amount < 0
        own = sorted(zip(self.lows, self.highs, strict=True))
        turned = self.mirrored()
        return own < sorted(zip(turned.lows, turned.highs, strict=True))

    def mirrored(self) -> Bounds:
        """The bounds of the amount with its sign turned."""
        return Bounds(
            tuple(-high for high in self.highs),
            tuple(-low for low in self.lows),
        )


def bounds(amount: int, minimum: Bound, maximum: Bound, count: int) -> Bounds:
    """The bounds of every one of `count` recipients, whole or following from the amount.

    Raises `AllocationError` naming the bounds that collide: a least part above a greatest, least
    parts above the amount, or greatest parts below it.

    >>> bounds(10, 1, [3, 9], 2)
    Bounds(lows=(1, 1), highs=(3, 9))
    >>> bounds(-10, -8, None, 2)
    Bounds(lows=(-8, -8), highs=(0, 0))
    >>> bounds(10, 6, None, 2)
    Traceback (most recent call last):
    sundgov.errors.AllocationError: minimum: the least parts exceed the amount (got 12, 10)
    """
    lows = _each(minimum, "minimum", count) or ((0,) * count if amount >= 0 else None)
    highs = _each(maximum, "maximum", count) or ((0,) * count if amount <= 0 else None)
    if lows is None:
        assert highs is not None
        _reaches(amount, highs)
        lows = tuple(amount - sum(highs) + high for high in highs)
    if highs is None:
        _leaves_room(amount, lows)
        highs = tuple(amount - sum(lows) + low for low in lows)
    for index, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low > high:
            rule = "a least part must not exceed the greatest"
            raise AllocationError(f"minimum[{index}], maximum[{index}]", rule, low, high)
    _leaves_room(amount, lows)
    _reaches(amount, highs)
    return Bounds(lows, highs)


def _each(bound: Bound, field: str, count: int) -> tuple[int, ...] | None:
    if bound is None:
        return None
    if isinstance(bound, int):
        return (whole(bound, field),) * count
    given = as_given(bound, field)
    if len(given) != count:
        raise AllocationError(field, "must be one, or as many as the weights", len(given), count)
    return tuple(whole(each, f"{field}[{index}]") for index, each in enumerate(given))


def _leaves_room(amount: int, lows: tuple[int, ...]) -> None:
    if sum(lows) > amount:
        raise AllocationError("minimum", "the least parts exceed the amount", sum(lows), amount)


def _reaches(amount: int, highs: tuple[int, ...]) -> None:
    if sum(highs) < amount:
        rule = "the greatest parts do not reach the amount"
        raise AllocationError("maximum", rule, sum(highs), amount)


def level(
    amount: int,
    starts: Sequence[int],
    slopes: Sequence[int],
    lows: Sequence[int],
    highs: Sequence[int],
) -> tuple[int, int]:
    """Where lines held between bounds sum to the amount, as a ratio of whole numbers.

    Line `i` at level `x` stands at `start + slope * x`, lifted to its low or cut to its high.
    Slopes are above zero, and the amount lies between the sum of the lows and that of the highs.

    In every round the lines are taken to be free; if they fall short of their lows by more than
    they exceed their highs, the level must sink, so those below their lows will stay there, and
    the other way about (Bitran and Hax 1981). What is held so is settled, and the rest goes on.

    >>> level(10, [0, 0, 0], [1, 2, 7], [0, 0, 0], [9, 9, 5])
    (5, 3)
    """
    free, rest = list(range(len(starts))), amount
    while True:
        slope = sum(slopes[index] for index in free)
        rise = rest - sum(starts[index] for index in free)
        under, over, balance = [], [], 0
        for index in free:
            stands = starts[index] * slope + slopes[index] * rise
            if stands < lows[index] * slope:
                under.append(index)
                balance -= lows[index] * slope - stands
            elif stands > highs[index] * slope:
                over.append(index)
                balance += stands - highs[index] * slope
        if not balance:
            return rise, slope
        held, ends = (under, lows) if balance < 0 else (over, highs)
        rest -= sum(ends[index] for index in held)
        settled = set(held)
        free = [index for index in free if index not in settled]
