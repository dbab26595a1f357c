"""Lines x parties in whole units, rounded once: every line, party, cell and total comes out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from attrs import frozen

from sundgov.apportion import Table, running
from sundgov.apportion.two_way import Rows
from sundgov.errors import AllocationError


@frozen
class ExactRow:
    """A line before rounding: its whole øre, and every party's exact øre that sum to it."""

    id: str
    ore: int
    exact: tuple[Fraction, ...]

    def mirrored(self) -> ExactRow:
        """The same row with every sign turned."""
        return ExactRow(self.id, -self.ore, tuple(-number for number in self.exact))


def whole_table(
    rows: Sequence[ExactRow], unit: int = 1, residuals: Sequence[Fraction] = ()
) -> Table:
    """The rows in whole øre (multiples of `unit`), in the order given.

    Every row's total is as given, every column's total is its largest-remainder part, ties to
    the earliest column, and every cell is the floor or ceiling of its exact share. With
    `residuals`, the exact øre that every column is behind, the odd units of the columns' totals
    go to the largest sums of remainder and residual instead. Where rows
    have different keys such a table may not exist; the columns' totals are then the floor or
    ceiling of their exact value, found together with the cells. The rounding goes through the
    rows by id, so that their order decides nothing.

    Raises `AllocationError` naming a row that its cells cannot sum to.

    >>> half = (Fraction(1, 2), Fraction(1, 2))
    >>> whole_table([ExactRow("a", 1, half), ExactRow("b", 1, half)])
    ((0, 1), (1, 0))
    """
    by_id = sorted(rows, key=lambda row: row.id)
    found = dict(zip((row.id for row in by_id), _in_units(by_id, unit, residuals), strict=True))
    return tuple(tuple(cell * unit for cell in found[row.id]) for row in rows)


def _in_units(rows: Sequence[ExactRow], unit: int, residuals: Sequence[Fraction]) -> Table:
    if _is_negative(rows):
        turned = [-residual for residual in residuals]
        mirrored = _in_units([row.mirrored() for row in rows], unit, turned)
        return tuple(tuple(-cell for cell in row) for row in mirrored)
    table = Rows(len(rows[0].exact))
    scaled = [_Scaled.of(row, unit) for row in rows]
    for given, row in zip(rows, scaled, strict=True):
        if not table.by_shares(row.numbers, row.over, row.whole):
            raise AllocationError(given.id, "its exact shares cannot sum to it", given.ore)
    over = lcm(*(row.over for row in scaled))
    sums = list(map(sum, zip(*(row.over_all(over) for row in scaled), strict=True)))
    told = _told([Fraction(total, over) for total in sums], scaled, residuals, unit)
    moves = table.settled(sums, over, told)
    return table.after(moves.steps).table


def _told(
    sums: Sequence[Fraction], rows: Sequence[_Scaled], residuals: Sequence[Fraction], unit: int
) -> tuple[int, ...] | None:
    """The columns' largest remainders, where what is rounded sums to what is asked for."""
    grand = sum(row.whole for row in rows)
    if sum(sums) != grand:
        return None
    behind = [residual / unit for residual in residuals] or [Fraction(0)] * len(sums)
    return running(sums, behind, grand)


def _is_negative(rows: Sequence[ExactRow]) -> bool:
    """Whether the table mirrors a positive one; a sum of nothing goes by its first row."""
    whole = sum(row.ore for row in rows)
    return (whole or next((row.ore for row in rows if row.ore), 0)) < 0


@frozen
class _Scaled:
    """A row in units: its total, and its exact cells as whole numbers over one denominator."""

    whole: int
    numbers: tuple[int, ...]
    over: int

    @classmethod
    def of(cls, row: ExactRow, unit: int) -> _Scaled:
        """The row in units."""
        common = lcm(*(number.denominator for number in row.exact))
        numbers = tuple(number.numerator * (common // number.denominator) for number in row.exact)
        return cls(row.ore // unit, numbers, common * unit)

    def over_all(self, over: int) -> list[int]:
        """The cells over the denominator of the whole table."""
        factor = over // self.over
        return [number * factor for number in self.numbers]
