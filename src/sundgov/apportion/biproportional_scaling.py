"""Multipliers near the right ones, to begin with: rows and columns are scaled in turns.

First as if units could be broken (Deming and Stephan 1940), then each row, and each column, by
the divisor method itself (alternating scaling, Pukelsheim 2004). Neither need come to an end, and
nothing in the result depends on how near they come: only the time that the rest takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from sundgov.apportion.divisors import DivisorMethod
from sundgov.apportion.signposts import Signposts

_ROUNDS = 12
_BITS = 48
"""What multipliers are told to, beyond the size of the weights."""


class Scaling:
    """Weights under multipliers of rows and columns: whole numbers over a common power of two."""

    def __init__(
        self,
        signposts: Signposts,
        weights: Sequence[Sequence[int]],
        rows: Sequence[int],
        columns: Sequence[int],
    ) -> None:
        self._signposts = signposts
        self._down, self._across = weights, list(zip(*weights, strict=True))
        self._rows, self._columns = rows, columns
        self._bits = sum(map(sum, weights)).bit_length() + _BITS
        self._posts: dict[int, int] = {}
        self._by_row, self._by_column = [1] * len(rows), [1 << self._bits] * len(columns)

    def multipliers(self) -> tuple[list[Fraction], list[Fraction]]:
        """Multipliers under which the rounded weights come near to the totals."""
        for _ in range(_ROUNDS):
            self._by_row = self._fitted(self._down, self._rows, self._by_column)
            self._by_column = self._fitted(self._across, self._columns, self._by_row)
        off, before = self._in_turns(), 0
        while off and (not before or 2 * off <= before):
            off, before = self._in_turns(), off
        return (
            [Fraction(one) for one in self._by_row],
            [Fraction(one, 1 << 2 * self._bits) for one in self._by_column],
        )

    def _fitted(
        self, lines: Sequence[Sequence[int]], totals: Sequence[int], others: Sequence[int]
    ) -> list[int]:
        """The multipliers that bring lines of weights to their totals as if units could break."""
        multipliers = []
        for weights, total in zip(lines, totals, strict=True):
            reached = sum(map(int.__mul__, weights, others))
            multipliers.append(max((total << 2 * self._bits) // reached, 1) if reached else 1)
        return multipliers

    def _in_turns(self) -> int:
        """Round every column to its total, then every row; by how much columns are off then."""
        self._by_column, _ = self._divided(
            self._across, self._columns, self._by_row, self._by_column
        )
        self._by_row, parts = self._divided(self._down, self._rows, self._by_column, self._by_row)
        sums = map(sum, zip(*parts, strict=True))
        return sum(abs(one - other) for one, other in zip(sums, self._columns, strict=True))

    def _divided(
        self,
        lines: Sequence[Sequence[int]],
        totals: Sequence[int],
        others: Sequence[int],
        own: Sequence[int],
    ) -> tuple[list[int], list[list[int]]]:
        """Every line divided under the other side's multipliers, with a multiplier of its own."""
        multipliers, divisions = [], []
        for weights, total, multiplier in zip(lines, totals, own, strict=True):
            scaled = [weight * other for weight, other in zip(weights, others, strict=True)]
            parts = [0] * len(scaled)
            if total and any(scaled):
                method = DivisorMethod(self._signposts)
                parts = method.allocate(total, scaled, sum(scaled), range(len(scaled)), None)
                multiplier = self._between(scaled, parts)
            multipliers.append(multiplier)
            divisions.append(parts)
        return multipliers, divisions

    def _between(self, weights: Sequence[int], parts: Sequence[int]) -> int:
        """A multiplier about midway between the least and the greatest that give these parts."""
        held = [(weight, part) for weight, part in zip(weights, parts, strict=True) if weight]
        high = min(self._post(part) // weight for weight, part in held)
        low = max(self._post(part - 1) // weight if part else 0 for weight, part in held)
        return max((low + high) // 2, 1)

    def _post(self, units: int) -> int:
        """About the signpost after some units, in the parts that multipliers are told in."""
        if units not in self._posts:
            number, over = self._signposts.at(units)
            if self._signposts.power == 1:
                self._posts[units] = (number << 2 * self._bits) // over
            else:
                self._posts[units] = isqrt((number << 4 * self._bits) // over)
        return self._posts[units]
