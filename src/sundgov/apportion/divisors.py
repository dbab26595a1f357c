"""Divisor methods by jump and step: one divisor for all, quotients rounded at signposts.

Their cost does not grow with the amount: a first divisor brings the parts to within a unit per
recipient of the amount, and the rest is given or taken by priority.

Where there are fewer units than positive weights, Adams, Hill and Dean, which give everyone a
unit first, serve the largest weights. Between bounds every rounded quotient is clamped; if all
with a weight are held at a bound, those without share what remains, as equally as they can.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from sundgov.apportion.bounds import Bounds, level
from sundgov.apportion.claims import Cut, cut
from sundgov.apportion.ranks import Rank
from sundgov.apportion.signposts import SIGNPOSTS, Signposts

if TYPE_CHECKING:
    from sundgov.apportion.apportionments import Apportionment


@frozen
class DivisorMethod:
    """A divisor method (divisormetode), told by its signposts."""

    signposts: Signposts
    takes_bounds = True

    def allocate(
        self, units: int, weights: Sequence[int], total: int, ranks: Rank, bounds: Bounds | None
    ) -> list[int]:
        """The parts, ties by rank."""
        return self.cut(units, weights, total, bounds).ranked(ranks)

    def ties(
        self, units: int, weights: Sequence[int], total: int, bounds: Bounds | None
    ) -> tuple[int, ...]:
        """Those whose claims to the last units are equal."""
        return self.cut(units, weights, total, bounds).rivals

    def cut(self, units: int, weights: Sequence[int], total: int, bounds: Bounds | None) -> Cut:
        """The division up to ties."""
        claims = DivisorClaims(self.signposts, units, weights, total, bounds)
        return cut(units, claims, bounds)


@frozen
class DivisorClaims:
    """Claims under a divisor method: weight over signpost, as whole numbers that compare alike.

    Two different claims `w / s` differ by at least one over the product of their signposts'
    numerators, so shifted by twice the bits of the largest numerator and cut to whole numbers
    they still differ; and equal ones stay equal.
    """

    signposts: Signposts
    units: int
    weights: Sequence[int]
    total: int
    bounds: Bounds | None = None
    _powers: Sequence[int] = field(init=False)

    @_powers.default
    def _to_the_power(self) -> Sequence[int]:
        power = self.signposts.power
        return self.weights if power == 1 else [weight**power for weight in self.weights]

    @cached_property
    def _most(self) -> int:
        """More than anybody can hold."""
        if self.bounds is None:
            return self.units + 1
        return max(map(abs, (*self.bounds.lows, *self.bounds.highs))) + 1

    @cached_property
    def _shift(self) -> int:
        return 2 * self.signposts.at(self._most)[0].bit_length()

    @cached_property
    def _first(self) -> int:
        """More than any claim that a signpost above zero stands for."""
        most = max(self._powers) * self.signposts.at(self._most)[1]
        return 1 << (self._shift + most.bit_length())

    @cached_property
    def _beyond(self) -> int:
        """More than any claim of those with a weight."""
        return self._first + max(self.weights) + 1

    def claim(self, index: int, held: int) -> int:
        """The claim to one more unit.

        Below zero it mirrors the claims above, and comes before all of them: nobody is brought
        above zero while another is below it, except by a bound.
        """
        if held < 0:
            return 2 * self._beyond - self.claim(index, -held - 1)
        power = self._powers[index]
        if not power:  # served when nobody with a weight can be, whoever holds least first
            return -self._beyond - held
        above, below = self.signposts.at(held)
        if not above:
            return self._first + self.weights[index]
        return (power * below << self._shift) // above

    @classmethod
    def of(cls, division: Apportionment) -> DivisorClaims:
        """The claims under a division that was made, upright where it mirrors another."""
        bounds = division.bounds
        if bounds is not None and bounds.mirrors(division.amount):
            bounds = bounds.mirrored()
        signposts, scaled = SIGNPOSTS[division.method], division.scaled
        return cls(signposts, abs(division.amount), scaled, sum(scaled), bounds)

    def claims(self, held: Sequence[int]) -> list[int]:
        """Everyone's claim to one more unit than they hold."""
        if min(held) <= 0 or not min(self.weights):
            return [self.claim(index, part) for index, part in enumerate(held)]
        shift, signposts = self._shift, map(self.signposts.at, held)
        return [
            (power * below << shift) // above
            for power, (above, below) in zip(self._powers, signposts, strict=True)
        ]

    def start(self) -> list[int]:
        """The quotients of a divisor near the right one, rounded."""
        if self.bounds is not None:
            return self._held(self.bounds)
        count = self.signposts.count
        above = max(2 * self.units + self.signposts.tilt * len(self.weights), 0)
        below = 2 * self.total
        return [count(weight * above, below) for weight in self.weights]

    def _held(self, bounds: Bounds) -> list[int]:
        lows, highs = bounds.lows, bounds.highs
        parts = [_within(0, low, high) for low, high in zip(lows, highs, strict=True)]
        with_weight = [index for index, weight in enumerate(self.weights) if weight]
        theirs = self.units - sum(
            part for part, w in zip(parts, self.weights, strict=True) if not w
        )
        least, most = (sum(ends[index] for index in with_weight) for ends in (lows, highs))
        if least <= theirs <= most:
            self._fill(parts, with_weight, theirs, bounds)
        else:
            ends = lows if theirs < least else highs
            for index in with_weight:
                parts[index] = ends[index]
            others = [index for index, weight in enumerate(self.weights) if not weight]
            self._fill(parts, others, self.units - sum(ends[i] for i in with_weight), bounds)
        return parts

    def _fill(self, parts: list[int], free: list[int], units: int, bounds: Bounds) -> None:
        """Bring some parts to a level at which they sum to nearly `units`."""
        lows, highs = ([ends[index] for index in free] for ends in (bounds.lows, bounds.highs))
        weighed = bool(self.weights[free[0]])
        slopes = [self.weights[index] if weighed else 1 for index in free]
        above, below = level(units, [0] * len(free), slopes, lows, highs)
        count = self.signposts.count if weighed else int.__floordiv__
        for index, slope, low, high in zip(free, slopes, lows, highs, strict=True):
            size = count(slope * abs(above), below)
            parts[index] = _within(size if above >= 0 else -size, low, high)


def _within(part: int, low: int, high: int) -> int:
    return min(max(part, low), high)
