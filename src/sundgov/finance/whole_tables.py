"""Lines x parties in whole units, rounded once: every line, party, cell and total comes out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from attrs import frozen

from sundgov.apportion import Branch, Table, round_nested, running
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
    branches = tuple(_branch(row, unit) for row in rows)
    grand = sum(branch.low for branch in branches)
    root = Branch(Fraction(grand), branches, whole=grand, name="total")
    sums = [
        sum(column, Fraction(0)) / unit for column in zip(*(row.exact for row in rows), strict=True)
    ]
    told: dict[Hashable, int] = {}
    if sum(sums) == grand:
        behind = [residual / unit for residual in residuals] or [Fraction(0)] * len(sums)
        told = dict(enumerate(running(sums, behind, grand)))
    try:
        rounded = round_nested(root, told)
    except AllocationError:
        rounded = round_nested(root)
    return tuple(tuple(leaf.part for leaf in line.children) for line in rounded.children)


def _is_negative(rows: Sequence[ExactRow]) -> bool:
    """Whether the table mirrors a positive one; a sum of nothing goes by its first row."""
    whole = sum(row.ore for row in rows)
    return (whole or next((row.ore for row in rows if row.ore), 0)) < 0


def _branch(row: ExactRow, unit: int) -> Branch:
    leaves = tuple(
        Branch(number / unit, group=column, name=f"{row.id}, column {column}")
        for column, number in enumerate(row.exact)
    )
    whole = row.ore // unit
    return Branch(Fraction(whole), leaves, whole=whole, name=row.id)
