"""The quota method: one unit after another, to whoever may have it and has the strongest claim.

Balinski and Young, The Quota Method of Apportionment (1975). It keeps quota and loses nobody a
unit when the amount grows, at the price of going through every unit: its cost grows with the
amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from attrs import frozen

from sundgov.apportion.bounds import Bounds
from sundgov.apportion.ranks import Rank, by_rank


@frozen
class QuotaMethod:
    """The quota method: the next unit goes to the largest weight over (held + 1).

    Only those may have it whose quota of the units given so far, this one included, is above what
    they hold.
    """

    takes_bounds = False

    def allocate(
        self, units: int, weights: Sequence[int], total: int, ranks: Rank, bounds: Bounds | None
    ) -> list[int]:
        """The parts, ties by rank."""
        parts = [0] * len(weights)
        for rivals in _turns(units, weights, total, parts):
            parts[rivals[0] if len(rivals) == 1 else by_rank(rivals, ranks)[0]] += 1
        return parts

    def ties(
        self, units: int, weights: Sequence[int], total: int, bounds: Bounds | None
    ) -> tuple[int, ...]:
        """Those between whom rank chose, where the choice is not made good later.

        A claim passed over stays, and is next unless a stronger one comes in; once it is served,
        the division is as if the others had been passed over.
        """
        parts = [0] * len(weights)
        open_claims: dict[int, set[int]] = {}
        for rivals in _turns(units, weights, total, parts):
            winner = rivals[0]
            parts[winner] += 1
            before = {winner} | open_claims.pop(winner, set())
            for index in rivals[1:]:
                open_claims.setdefault(index, set()).update(before)
        return tuple(sorted(set(open_claims).union(*open_claims.values())))


def _turns(
    units: int, weights: Sequence[int], total: int, parts: Sequence[int]
) -> Iterator[list[int]]:
    """For every unit those with the strongest claim; one of their `parts` grows before the next."""
    shift = 2 * units.bit_length()  # claims that differ do so by one over two parts' product
    waiting = [(1, index) for index, weight in enumerate(weights) if weight]
    ready: list[tuple[int, int]] = []
    for step in range(1, units + 1):
        while waiting and waiting[0][0] <= step:
            _, index = heappop(waiting)
            heappush(ready, (-((weights[index] << shift) // (parts[index] + 1)), index))
        claim, index = heappop(ready)
        rivals = [index]
        while ready and ready[0][0] == claim:
            rivals.append(heappop(ready)[1])
        before = [parts[index] for index in rivals]
        yield rivals
        for index, held in zip(rivals, before, strict=True):
            if parts[index] == held:
                heappush(ready, (claim, index))
            else:
                heappush(waiting, (parts[index] * total // weights[index] + 1, index))
