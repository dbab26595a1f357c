"""Units given one by one to the highest claim, without going through them one by one.

Under most rules a recipient's claim to one more unit falls with every unit it holds, and the
units go to the highest claims: with largest remainder a claim is the quota less what one holds,
with a divisor method the weight over the next signpost. So a division is a cut: every claim
above it is served and none below it, and only claims at it can tie. The cut is found by a start
near it and a few single steps, however large the amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heapreplace
from typing import Protocol

from attrs import frozen

from sundgov.apportion.bounds import Bounds
from sundgov.apportion.ranks import Rank, by_rank


class Claims(Protocol):
    """Everyone's claims to one more unit, as whole numbers to be compared."""

    def start(self) -> list[int]:
        """Parts within bounds such that every claim above some level is served and none below."""
        ...

    def claim(self, index: int, held: int) -> int:
        """The claim to one more unit of a recipient that holds some; it falls as they grow."""
        ...

    def claims(self, held: Sequence[int]) -> list[int]:
        """Everyone's claim to one more unit than they hold."""
        ...


@frozen
class Cut:
    """A division up to ties: `parts` leaves out `left` units that the `rivals` tie for."""

    parts: list[int]
    rivals: tuple[int, ...] = ()
    left: int = 0

    def ranked(self, ranks: Rank) -> list[int]:
        """The parts when the rivals with the lowest ranks get the units left."""
        parts = list(self.parts)
        if self.rivals:
            for index in by_rank(self.rivals, ranks)[: self.left]:
                parts[index] += 1
        return parts


def cut(units: int, claims: Claims, bounds: Bounds | None) -> Cut:
    """Serve the highest claims until `units` are given, within the bounds."""
    parts = claims.start()
    off = units - sum(parts)
    if off > 0:
        highs = bounds.highs if bounds else [units] * len(parts)
        return _given(parts, off, claims, highs)
    if off < 0:
        lows = bounds.lows if bounds else [0] * len(parts)
        return _taken(parts, -off, claims, lows)
    return Cut(parts)


def _given(parts: list[int], units: int, claims: Claims, highs: Sequence[int]) -> Cut:
    """Give more units, each to the highest claim.

    The heap holds each claim and whose it is as one number, which is compared faster than a pair.
    """
    count = len(parts)
    heap = [
        index - claim * count
        for index, claim in enumerate(claims.claims(parts))
        if parts[index] < highs[index]
    ]
    heapify(heap)
    served: list[int] = []
    last = None
    for _ in range(units):
        claim, index = divmod(heap[0], count)
        if claim != last:
            last, served = claim, []
        served.append(index)
        parts[index] += 1
        if parts[index] < highs[index]:
            heapreplace(heap, index - claims.claim(index, parts[index]) * count)
        else:
            heappop(heap)
    return _cut_at(parts, served, _with(last, heap, count))


def _taken(parts: list[int], units: int, claims: Claims, lows: Sequence[int]) -> Cut:
    """Take units back, each from the lowest claim."""
    count = len(parts)
    heap = [
        claim * count + index
        for index, claim in enumerate(claims.claims([part - 1 for part in parts]))
        if parts[index] > lows[index]
    ]
    heapify(heap)
    unserved: list[int] = []
    last = None
    for _ in range(units):
        claim, index = divmod(heap[0], count)
        if claim != last:
            last, unserved = claim, []
        unserved.append(index)
        parts[index] -= 1
        if parts[index] > lows[index]:
            heapreplace(heap, claims.claim(index, parts[index] - 1) * count + index)
        else:
            heappop(heap)
    return _cut_at(parts, _with(last, heap, count), unserved)


def _with(claim: int | None, heap: list[int], count: int) -> list[int]:
    """Whose claims in a heap equal the one that was served or taken back last."""
    if not heap or heap[0] // count != claim:
        return []
    return [entry % count for entry in heap if entry // count == claim]


def _cut_at(parts: list[int], served: list[int], unserved: list[int]) -> Cut:
    """The parts, without the units that those with the last claim, served or not, tie for."""
    if not (served and unserved):
        return Cut(parts)
    for index in served:
        parts[index] -= 1
    return Cut(parts, tuple(sorted(served + unserved)), len(served))
