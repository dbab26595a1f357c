"""A table rounded in both directions: largest remainder within the rows, then the least moves.

A row's odd units go to its largest remainders, ties to the earliest column. Then the columns
come to their totals one after another: a unit that a cell got is taken back and given to another
cell of its row, along a shortest way where one row is not enough, the earliest columns and rows
first. So rows keep their sums, and every cell stays at its floor or its ceiling.

Each column holds the set of rows where its cell was rounded up, and the set of those where it
still could be, as the bits of an int. The rows where a unit can go from one column to another
are then `up[one] & free[other]`. It is the search of `network`, for this one kind of network.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from attrs import frozen

from sundgov.apportion.two_way_lanes import Lanes, Packed, Turned
from sundgov.errors import AllocationError

Within: TypeAlias = tuple[int, int]
"""The least and the greatest whole number."""
Table: TypeAlias = tuple[tuple[int, ...], ...]
"""Rows of whole numbers, all equally long."""
Step: TypeAlias = tuple[int, int, int]
"""A row, the column whose cell gave a unit there, and the one whose cell got it."""

_Ways: TypeAlias = dict[int, tuple[int, int] | None]


@frozen
class Stuck:
    """Columns whose totals cannot hold, of which `column` was the one that showed it.

    `columns` together come to `reached` and to nothing nearer to `wanted`, however units are
    moved.
    """

    column: int
    columns: tuple[int, ...]
    reached: int
    wanted: int


class Moves:
    """Columns of cells, each at its least or one above, and the units moved between them."""

    def __init__(self, up: Sequence[int], may: Sequence[int], sums: Sequence[int]) -> None:
        """Bit `r` of `up[c]` says that cell r, c stands one above its least, of `may` that it may.

        `sums` are the columns' totals as they stand.
        """
        self.up = list(up)
        self.free = [can & ~has for can, has in zip(may, up, strict=True)]
        self.sums = list(sums)
        self.steps: list[Step] = []
        self._within: Sequence[Within] = ()
        self._givers: list[int] = []
        self._takers: list[int] = []

    def mend(self, within: Sequence[Within]) -> Stuck | None:
        """Move units until every column keeps its bounds, in their order; what stands in the way.

        No move breaks a bound that held, and only as many are made as columns lack units.
        """
        bounds = [(total, *its) for total, its in zip(self.sums, within, strict=True)]
        self._within = within
        self._givers = [at for at, (total, low, _) in enumerate(bounds) if total > low]
        self._takers = [at for at, (total, _, high) in enumerate(bounds) if total < high]
        for column, (low, high) in enumerate(within):
            while self.sums[column] < low:
                if not self._bring(column):
                    return self._stuck_below(column)
            while self.sums[column] > high:
                if not self._send(column):
                    return self._stuck_above(column)
        return None

    def _bring(self, column: int) -> bool:
        """One unit more for a column, from the first giver in reach; whether there is one."""
        free = self.free[column]
        for giver in self._givers:
            rows = self.up[giver] & free
            if rows:  # the common case: one row is enough
                self._move(rows & -rows, giver, column)
                self._settle(giver, column)
                return True
        return self._follow(self._ways(self._givers, [column]), [column])

    def _send(self, column: int) -> bool:
        """One unit less for a column, to the first taker in reach; whether there is one."""
        row = self.up[column] & -self.up[column]
        for taker in self._takers:
            if self.free[taker] & row:  # the common case: the first row has a taker
                self._move(row, column, taker)
                self._settle(column, taker)
                return True
        return self._follow(self._ways([column], self._takers), self._takers)

    def _ways(self, starts: Iterable[int], goals: Iterable[int]) -> _Ways:
        """Whence each column is reached, and in which row; no further than to a goal."""
        came: _Ways = dict.fromkeys(starts)
        ends, queue = set(goals), list(came)
        unseen = [at for at in range(len(self.sums)) if at not in came]
        for column in queue:  # grows while it is gone through
            up = self.up[column]
            near = sorted((rows & -rows, at) for at in unseen if (rows := up & self.free[at]))
            for row, at in near:
                came[at] = (column, row)
                if at in ends:
                    return came
            queue += (at for _, at in near)
            unseen = [at for at in unseen if at not in came]
        return came

    def _follow(self, ways: _Ways, goals: Iterable[int]) -> bool:
        """Move one unit along the way found to a goal, the last reached; whether there is one."""
        last = next(reversed(ways), -1)
        taker, way = last, ways.get(last)
        if way is None or last not in goals:
            return False
        while way is not None:
            giver, row = way
            self._move(row, giver, taker)
            taker, way = giver, ways[giver]
        self._settle(taker, last)
        return True

    def _move(self, row: int, giver: int, taker: int) -> None:
        """One unit from column to column within a row, which is given as its bit."""
        for column in (giver, taker):
            self.up[column] ^= row
            self.free[column] ^= row
        self.steps.append((row.bit_length() - 1, giver, taker))

    def _settle(self, giver: int, taker: int) -> None:
        """One column has a unit less, and one a unit more; who gives and takes from now on."""
        sums, within = self.sums, self._within
        sums[giver] -= 1
        sums[taker] += 1
        if sums[giver] == within[giver][0]:
            self._givers.remove(giver)
        if sums[giver] + 1 == within[giver][1]:
            insort(self._takers, giver)
        if sums[taker] == within[taker][1]:
            self._takers.remove(taker)
        if sums[taker] - 1 == within[taker][0]:
            insort(self._givers, taker)

    def _stuck_below(self, column: int) -> Stuck:
        """The columns that no unit reaches: they hold all that they can."""
        reached = self._ways(self._givers, ())
        others = tuple(at for at in range(len(self.sums)) if at not in reached)
        wanted = sum(self._within[at][0] for at in others)
        return Stuck(column, others, sum(self.sums[at] for at in others), wanted)

    def _stuck_above(self, column: int) -> Stuck:
        """The columns that a unit too many comes to: none of them can do with less."""
        reached = tuple(sorted(self._ways([column], ())))
        wanted = sum(self._within[at][1] for at in reached)
        return Stuck(column, reached, sum(self.sums[at] for at in reached), wanted)


@frozen
class Cells:
    """Cells as they came out; what lies in lanes is unpacked when it is asked for."""

    _lanes: Lanes
    _rows: tuple[int | tuple[int, ...], ...]
    _steps: tuple[Step, ...]

    @property
    def table(self) -> Table:
        """The cells, row by row."""
        unpack = self._lanes.unpack
        cells = [unpack(row) if isinstance(row, int) else row for row in self._rows]
        by_row: dict[int, list[int]] = {}
        for row, giver, taker in self._steps:
            its = by_row.setdefault(row, [])
            its += giver, taker
        for row, changes in by_row.items():
            changed = list(cells[row])
            for giver, taker in zip(changes[::2], changes[1::2], strict=True):
                changed[giver] -= 1
                changed[taker] += 1
            cells[row] = tuple(changed)
        return tuple(cells)


def largest(
    rests: Sequence[int], may: Sequence[int], left: int
) -> tuple[list[int], tuple[int, ...]]:
    """Who of those that may gets one of the units left: the largest rests, ties to the earliest.

    Beside them those whose equal rests competed for the last unit, or nobody.

    >>> largest([3, 5, 5, 9], [0, 1, 2], 1)
    ([1], (1, 2))
    """
    if left <= 0:
        return [], ()
    ordered = sorted(may, key=rests.__getitem__, reverse=True)
    served = ordered[:left]
    if left >= len(ordered) or rests[ordered[left]] != rests[served[-1]]:
        return served, ()
    return served, tuple(at for at in may if rests[at] == rests[served[-1]])


class Rows:
    """Rows rounded by largest remainder, one after another, and then mended by columns.

    `ties` holds, for every row where equal remainders competed for the last unit, the columns
    that did.
    """

    def __init__(self, columns: int) -> None:
        self.lanes = Lanes(columns)
        self.ties: list[tuple[int, ...]] = []
        self._cells: list[int | tuple[int, ...]] = []
        self._up, self._never = Turned(self.lanes), Turned(self.lanes)

    def by_key(self, key: Packed, amounts: Iterable[int]) -> None:
        """Rows by one key, of amounts that it `takes`."""
        unpack, reaching = self.lanes.unpack, self.lanes.reaching
        total, bits, ones = key.total, key.bits, self.lanes.ones
        for amount in amounts:
            floors, packed = key.divided(amount)
            rests = unpack(packed)
            left = sum(rests) // total
            ordered = sorted(rests)
            up = 0
            if left:  # each rest is less than a unit, so more than `left` of them are above zero
                cut = ordered[-left]
                tied = ordered[-left - 1] == cut
                up = reaching(packed, cut + tied, bits)
                if tied:
                    up |= self._tied(rests, cut, left - up.bit_count())
            never = 0 if ordered[0] else ones ^ reaching(packed, 1, bits)
            self._keep(floors + up, up, never)

    def _tied(self, rests: Sequence[int], cut: int, left: int) -> int:
        """The earliest of those whose rests are at the cut, as many as units are left."""
        rivals = tuple(at for at, rest in enumerate(rests) if rest == cut)
        self.ties.append(rivals)
        return self.lanes.flags(rivals[:left])

    def by_shares(self, numbers: Sequence[int], over: int, whole: int) -> bool:
        """A row of the numbers divided by `over`, rounded; whether it comes to `whole`."""
        cells = [number // over for number in numbers]
        rests = [number % over for number in numbers]
        left = whole - sum(cells)
        may = [at for at, rest in enumerate(rests) if rest]
        served, tied = largest(rests, may, left)
        if tied:
            self.ties.append(tied)
        for at in served:
            cells[at] += 1
        self.lay(cells, served, may)
        return left == len(served)

    def lay(self, cells: Sequence[int], up: Sequence[int], may: Collection[int]) -> None:
        """A row as it stands, with the columns `up` that `may` be at their least or one above."""
        flags = self.lanes.flags
        never = set(range(len(cells))).difference(may)
        self._keep(tuple(cells), flags(up), flags(never))

    def _keep(self, cells: int | tuple[int, ...], up: int, never: int) -> None:
        self._cells.append(cells)
        self._up.add(up)
        self._never.add(never)

    def settled(self, numbers: Sequence[int], over: int, told: Sequence[int] | None) -> Moves:
        """The columns brought to what they are told, or if no table has that, near their sums.

        The sums are the numbers divided by `over`; near is their floor or their ceiling, and there
        is always a table with these where each row's exact cells sum to its whole. Raises
        `AllocationError` where they do not and there is none.
        """
        if told is not None:
            moves = self.moves()
            if moves.mend([(total, total) for total in told]) is None:
                return moves
        moves = self.moves()
        stuck = moves.mend([(number // over, -(-number // over)) for number in numbers])
        if stuck is not None:
            rule = "no whole numbers keep every row and column"
            raise AllocationError(f"columns[{stuck.column}]", rule, stuck.reached, stuck.wanted)
        return moves

    def moves(self) -> Moves:
        """The columns as they stand, to be mended."""
        packed = sum(row for row in self._cells if isinstance(row, int))
        plain = (row for row in self._cells if not isinstance(row, int))
        sums = map(sum, zip(self.lanes.unpack_wide(packed), *plain, strict=True))
        every = (1 << len(self._cells)) - 1
        may = [every ^ never for never in self._never.sets()]
        return Moves(self._up.sets(), may, list(sums))

    def after(self, steps: Sequence[Step]) -> Cells:
        """The cells when units have been moved."""
        return Cells(self.lanes, tuple(self._cells), tuple(steps))
