"""What came of dividing a table: whole cells, and on demand why each is what it is."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from attrs import field, frozen

from sundgov.apportion.certificates import Cell, CellProof, Margin
from sundgov.apportion.tables_terms import Order, Weights
from sundgov.apportion.two_way import Cells, Table
from sundgov.errors import InvalidValueError
from sundgov.exact import fraction, whole


@frozen
class ApportionedTable:
    """A table of whole numbers whose rows and columns all come out (afstemt tabel).

    `rows` and `columns` are the totals, in the order given. `by_remainders` says whether the
    columns are the largest remainders of their exact sums; otherwise they were told, or found
    together with the cells. `moved` counts the units that the columns had moved, within a row,
    away from its largest remainders.

    >>> from sundgov.apportion import apportion_table
    >>> table = apportion_table([1, 1], [1, 1])
    >>> table.cells, table.columns, table.moved
    (((0, 1), (1, 0)), (1, 1), 1)
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    weights: tuple[Weights, ...] = field(repr=False)
    row_names: tuple[str, ...] = field(repr=False)
    column_names: tuple[str, ...] = field(repr=False)
    by_remainders: bool
    moved: int
    _cells: Cells = field(repr=False)
    _sign: int = field(repr=False)
    _down: Order = field(repr=False)
    _across: Order = field(repr=False)

    @cached_property
    def cells(self) -> Table:
        """The whole numbers, row by row."""
        cells = self._cells.table
        if not self._across.is_given:
            cells = tuple(map(self._across.restored, cells))
        if self._sign < 0:
            cells = tuple(tuple(-cell for cell in row) for row in cells)
        return self._down.restored(cells)

    def exact(self, row: int, column: int) -> Fraction:
        """What a cell is exactly, counted from 0.

        Raises `InvalidValueError` for a place outside the table.

        >>> from sundgov.apportion import apportion_table
        >>> apportion_table([1, 1], [1, 1]).exact(0, 1)
        Fraction(1, 2)
        """
        _within(row, "row", len(self.rows))
        _within(column, "column", len(self.columns))
        its = tuple(fraction(weight, "weight") for weight in self.weights[row])
        return self.rows[row] * its[column] / sum(its, Fraction(0))

    def proof(self, row: int, column: int) -> CellProof:
        """Why a cell is what it is, for `verify`: the sums of its row and its column.

        A column told a total that is neither floor nor ceiling of its exact sum has no exact sum
        to be held against; the proof is then of the row alone.

        >>> from sundgov.apportion import apportion_table
        >>> table = apportion_table([1, 1], [1, 1], row_names=["l1", "l2"], column_names="AB")
        >>> print(table.proof(0, 1).explain("en"))
        B, l1: 1
          Exact share: 0.5; rounded up, so that every sum comes out
          l1: 1 × 1 ÷ 2 = 0.5
          l1: A 0 + B 1 = 1
          B: l1 1 + l2 0 = 1
        """
        cell = self._cell(row, column)
        margins = [self._row(row)]
        down = self._column(column)
        if floor(down.whole.exact) <= down.whole.part <= ceil(down.whole.exact):
            margins.append(down)
        return CellProof(cell, margins)

    def _cell(self, row: int, column: int) -> Cell:
        exact = self.exact(row, column)
        name = self.column_names[column]
        return Cell((self.row_names[row],), name, exact, self.cells[row][column])

    def _row(self, row: int) -> Margin:
        total = self.rows[row]
        parts = tuple(self._cell(row, column) for column in range(len(self.columns)))
        return Margin(Cell((self.row_names[row],), "", total, total), parts, self.weights[row])

    def _column(self, column: int) -> Margin:
        parts = tuple(self._cell(row, column) for row in range(len(self.rows)))
        exact = sum((part.exact for part in parts), Fraction(0))
        return Margin(Cell((), self.column_names[column], exact, self.columns[column]), parts)


def _within(place: int, field: str, count: int) -> None:
    if not 0 <= whole(place, field) < count:
        raise InvalidValueError(field, f"is none of the {count}, counted from 0", place)
