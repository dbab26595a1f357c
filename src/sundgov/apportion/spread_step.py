"""One instalment of a table: a part of every column, rounded in both directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from operator import le, mul

from attrs import frozen

from sundgov.apportion.two_way import Rows, Table, Within, largest


@frozen
class Parts:
    """The part of every column that is taken: whole numbers divided by `over`."""

    over: int
    numbers: tuple[int, ...]

    def of(self, table: Table) -> list[list[int]]:
        """The part of every cell, over the same."""
        return [list(map(mul, row, self.numbers)) for row in table]


@frozen
class Quota:
    """What an instalment's cells, rows, columns and total may be, in this order.

    Each is `low` or `high`, which are equal or a unit apart.
    """

    low: tuple[int, ...]
    high: tuple[int, ...]

    @classmethod
    def of(cls, table: Table, parts: Parts) -> Quota:
        """The floor and the ceiling of each one's share."""
        over, exact = parts.over, tuple(margins(parts.of(table)))
        return cls(
            tuple(number // over for number in exact), tuple(-(-number // over) for number in exact)
        )

    def holds(self, table: Table) -> bool:
        """Whether a table is within the quota in every direction."""
        found = tuple(margins(table))
        return all(map(le, self.low, found)) and all(map(le, found, self.high))


def margins(table: Sequence[Sequence[int]]) -> Iterator[int]:
    """Every cell of a table, row by row, then every row, column and the total."""
    for row in table:
        yield from row
    rows = list(map(sum, table))
    yield from rows
    yield from map(sum, zip(*table, strict=True))
    yield sum(rows)


def two_way(table: Table, parts: Parts, total: int, quota: Quota) -> Table | None:
    """A part of every column that comes to `total`, everything within its quota; None if none is.

    The total's odd units go to the rows with the largest remainders, the rows' to the cells;
    then units are moved, also from row to row.
    """
    exact, width = parts.of(table), len(parts.numbers)
    bounds = iter(zip(quota.low, quota.high, strict=True))
    cells = [list(islice(bounds, width)) for _ in table]
    rows, columns = list(islice(bounds, len(table))), list(islice(bounds, width))
    totals = _Line.of(list(map(sum, exact)), parts.over, rows, total)
    laid = Rows(width + 1)
    for at, (numbers, within) in enumerate(zip(exact, cells, strict=True)):
        line = _Line.of(numbers, parts.over, within, totals.cells[at])
        whole = sum(line.cells)
        low, high = rows[at]
        if not low <= whole <= high:
            return None
        # The first column holds every row's total with a minus: it says what all rows come to,
        # and a unit that moves through it goes from one row to another.
        up, may = [0] * (whole < high), [0] * (low < high)
        laid.lay(
            [-whole, *line.cells],
            [*up, *(at + 1 for at in line.up)],
            [*may, *(at + 1 for at in line.may)],
        )
    moves = laid.moves()
    if moves.mend([(-total, -total), *columns]) is not None:
        return None
    return tuple(row[1:] for row in laid.after(moves.steps).table)


@frozen
class _Line:
    """Whole numbers at their least or one above: which are above (`up`), and which `may` be."""

    cells: list[int]
    up: list[int]
    may: list[int]

    @classmethod
    def of(cls, exact: Sequence[int], over: int, within: Sequence[Within], whole: int) -> _Line:
        """Numbers divided by `over`, within bounds, that come to `whole` or near it."""
        cells = [low for low, _ in within]
        rests = [number - low * over for number, low in zip(exact, cells, strict=True)]
        may = [at for at, (low, high) in enumerate(within) if high > low]
        up, _ = largest(rests, may, whole - sum(cells))
        for at in up:
            cells[at] += 1
        return cls(cells, up, may)
