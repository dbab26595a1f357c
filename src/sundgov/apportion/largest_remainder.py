"""Largest remainder (Hamilton): whole units first, what is left over to the largest remainders.

Between bounds it is the division nearest to the quotas, by least squares. Both serve claims of
`quota - held`; without bounds nobody's claim is above the cut by a whole unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from sundgov.apportion.bounds import Bounds, level
from sundgov.apportion.claims import Cut, cut
from sundgov.apportion.ranks import Rank, by_rank


@frozen
class LargestRemainder:
    """Largest remainder (største brøk)."""

    takes_bounds = True

    def allocate(
        self, units: int, weights: Sequence[int], total: int, ranks: Rank, bounds: Bounds | None
    ) -> list[int]:
        """The parts, ties by rank."""
        if bounds is not None:
            return _held(units, weights, total, bounds).ranked(ranks)
        products = [units * weight for weight in weights]
        remainders = [product % total for product in products]
        left = sum(remainders) // total
        if not left:
            return [product // total for product in products]
        # The remainders sum to left * total and each is below total, so the last one served is
        # above zero (a zero weight never is) and somebody is left unserved.
        ordered = sorted(remainders, reverse=True)
        least = ordered[left - 1]
        tied = ordered[left] == least
        # Adding this much before the division lifts exactly the remainders above the cut (and
        # those at it, when all of them are served) over the next whole unit.
        lift = total - least - tied
        parts = [(product + lift) // total for product in products]
        if tied:
            rivals = [index for index, rest in enumerate(remainders) if rest == least]
            for index in by_rank(rivals, ranks)[: left - ordered.index(least)]:
                parts[index] += 1
        return parts

    def ties(
        self, units: int, weights: Sequence[int], total: int, bounds: Bounds | None
    ) -> tuple[int, ...]:
        """Those whose equal remainders compete for the last units."""
        if bounds is not None:
            return _held(units, weights, total, bounds).rivals
        remainders = [units * weight % total for weight in weights]
        left = sum(remainders) // total
        if not left:
            return ()
        ordered = sorted(remainders, reverse=True)
        least = ordered[left - 1]
        if ordered[left] != least:
            return ()
        return tuple(index for index, rest in enumerate(remainders) if rest == least)


def _held(units: int, weights: Sequence[int], total: int, bounds: Bounds) -> Cut:
    return cut(units, QuotaClaims(units, weights, total, bounds), bounds)


@frozen
class QuotaClaims:
    """Claims of the quota less what one holds, in units of one over the total weight.

    Giving a unit to whoever is farthest below the quota keeps the sum of squares least: moving
    from `x` to `x + 1` adds `2 (x - quota) + 1` to it.
    """

    units: int
    weights: Sequence[int]
    total: int
    bounds: Bounds

    def claim(self, index: int, held: int) -> int:
        """What a recipient that holds some lacks of its quota."""
        return self.units * self.weights[index] - held * self.total

    def claims(self, held: Sequence[int]) -> list[int]:
        """What everyone lacks of the quota."""
        return [self.claim(index, part) for index, part in enumerate(held)]

    def start(self) -> list[int]:
        """Quotas moved alike, up or down, cut to whole units and held by the bounds."""
        quotas = [self.units * weight for weight in self.weights]
        lows = [low * self.total for low in self.bounds.lows]
        highs = [high * self.total for high in self.bounds.highs]
        slopes = [1] * len(quotas)
        above, below = level(self.units * self.total, quotas, slopes, lows, highs)
        unit = self.total * below
        return [
            min(max((quota * below + above) // unit, low), high)
            for quota, low, high in zip(quotas, self.bounds.lows, self.bounds.highs, strict=True)
        ]
