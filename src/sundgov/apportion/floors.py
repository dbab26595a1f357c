"""Rules that give everyone the whole units first and differ in who gets the units left over.

Largest remainder is the best known, and has a room of its own. Those of money libraries look at no
remainder: they are here to recompute what such a library did, not to be recommended. Rank decides
in three of the four, so what one pays depends on where one stands in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from sundgov.apportion.bounds import Bounds
from sundgov.apportion.ranks import Rank, by_rank

Strength: TypeAlias = tuple[int, Fraction | int]
Measure: TypeAlias = Callable[[int, int, Fraction], Strength | None]
"""How strong a claim to a unit left over is, from weight, whole units and remainder; None: none."""


@frozen
class FloorRule:
    """Whole units first, then one more each to the strongest claims; ties by rank.

    `from_last` serves ties from the highest rank instead.
    """

    measure: Measure
    from_last: bool = False
    takes_bounds = False

    def allocate(
        self, units: int, weights: Sequence[int], total: int, ranks: Rank, bounds: Bounds | None
    ) -> list[int]:
        """The parts, ties by rank."""
        parts, sure, rivals, left = self._cut(units, weights, total)
        order = by_rank(rivals, ranks) if rivals else []
        if self.from_last:
            order.reverse()
        for index in (*sure, *order[:left]):
            parts[index] += 1
        return parts

    def ties(
        self, units: int, weights: Sequence[int], total: int, bounds: Bounds | None
    ) -> tuple[int, ...]:
        """Those whose claims to the units left over are equally strong."""
        return tuple(self._cut(units, weights, total)[2])

    def _cut(
        self, units: int, weights: Sequence[int], total: int
    ) -> tuple[list[int], list[int], list[int], int]:
        """The whole units, who surely gets one more, who ties, and for how many units."""
        divided = [divmod(units * weight, total) for weight in weights]
        parts = [whole for whole, _ in divided]
        left = units - sum(parts)
        strengths = {
            index: strength
            for index, (weight, (whole, rest)) in enumerate(zip(weights, divided, strict=True))
            if (strength := self.measure(weight, whole, Fraction(rest, total))) is not None
        }
        if not left:
            return parts, [], [], 0
        cut = sorted(strengths.values(), reverse=True)[left - 1]
        sure = [index for index, strength in strengths.items() if strength > cut]
        at = [index for index, strength in strengths.items() if strength == cut]
        if len(sure) + len(at) == left:
            return parts, sure + at, [], 0
        return parts, sure, at, left - len(sure)


def lowndes(weight: int, whole: int, remainder: Fraction) -> Strength | None:
    """The remainder in proportion to the whole units; whoever has none of these comes first.

    Proposed by William Lowndes in 1822; it favours the small.
    """
    if not remainder:
        return None
    return (0, remainder / whole) if whole else (1, remainder)


def anyone(weight: int, whole: int, remainder: Fraction) -> Strength | None:
    """Everyone with a weight alike, so that rank alone decides."""
    return (0, 0) if weight else None


def heaviest(weight: int, whole: int, remainder: Fraction) -> Strength | None:
    """The largest weight."""
    return (0, weight) if weight else None


@frozen
class Cascade:
    """Each in turn, the highest rank first, gets the whole units of its share of what is left.

    So a running remainder falls to those that come first by rank.
    """

    takes_bounds = False

    def allocate(
        self, units: int, weights: Sequence[int], total: int, ranks: Rank, bounds: Bounds | None
    ) -> list[int]:
        """The parts, in the order of the ranks from the highest."""
        parts = [units * weight // total for weight in weights]
        if sum(parts) == units:
            return parts
        left, weighing = units, total
        for index in reversed(by_rank((i for i, weight in enumerate(weights) if weight), ranks)):
            parts[index] = left * weights[index] // weighing
            left, weighing = left - parts[index], weighing - weights[index]
        return parts

    def ties(
        self, units: int, weights: Sequence[int], total: int, bounds: Bounds | None
    ) -> tuple[int, ...]:
        """Everyone with a weight, unless all shares are whole.

        Who is first gets the whole units of the share; who is last gets what the others leave,
        also beyond a share that is whole.
        """
        if not any(units * weight % total for weight in weights):
            return ()
        return tuple(index for index, weight in enumerate(weights) if weight)
