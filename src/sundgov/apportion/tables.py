"""A table of whole numbers: row totals divided by weights, with every column exact as well.

Dividing each row alone leaves the columns units away from what they should be. Here rows, columns
and cells come out at once: `apportion_table`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from sundgov.apportion.proof_fields import Comparable
from sundgov.apportion.tables_found import ApportionedTable
from sundgov.apportion.tables_terms import (
    Key,
    Order,
    exact_sums,
    keys,
    names,
    totals,
    weights_of,
)
from sundgov.apportion.two_way import Moves, Rows, Stuck, largest
from sundgov.errors import AllocationError
from sundgov.exact import Exact

_FEW = 4
"""So many columns are named where several cannot hold; of more, only how many they are."""


def apportion_table(
    rows: Iterable[int],
    weights: Iterable[Exact] | Iterable[Iterable[Exact]],
    *,
    columns: Iterable[int] | None = None,
    row_rank: Iterable[Comparable] | None = None,
    column_rank: Iterable[Comparable] | None = None,
    row_names: Iterable[str] | None = None,
    column_names: Iterable[str] | None = None,
) -> ApportionedTable:
    """Divide every row's total by `weights`, one key for all rows or one row of weights for each.

    Every row sums to its total, every column to its own, every cell is the floor or the ceiling
    of its exact share, and a zero weight gets nothing. The columns' totals are told, or else the
    largest remainders of their exact sums; should no table with these exist, which takes rows
    on different keys, they are the floor or the ceiling of their exact sums, found together with
    the cells. A table that sums to less than nothing mirrors the positive one.

    Within a row the odd units go by largest remainder; then single units are moved, along
    shortest ways, until every column comes out. Ranks break ties and say where to move first,
    lowest first (by default the position), so that the order of the input decides nothing;
    equal ranks that would have to decide are refused. Names are for refusals and proofs.

    Raises `AllocationError` naming the columns that cannot hold what they are told, and for
    weights that divide nothing; `NotExactError` for floats.

    >>> apportion_table([10, 20, 1], [1, 1, 1]).cells
    ((3, 3, 4), (7, 7, 6), (1, 0, 0))
    >>> apportion_table([10, 20, 1], [1, 1, 1], columns=[10, 10, 11]).cells
    ((3, 3, 4), (6, 7, 7), (1, 0, 0))
    >>> apportion_table([5, 1], [[1, 1, 0], [0, 0, 1]], column_names="ABC", columns=[2, 2, 2])
    Traceback (most recent call last):
    sundgov.errors.AllocationError: A: no table keeps this total (got 2). \
A, B together can be at least 5 and were told 4.
    """
    given = totals(rows, "rows")
    listed = weights_of(weights, len(given))
    width = len(listed[0])
    down = Order.of("row_rank", len(given), row_rank, "rows")
    across = Order.of("column_rank", width, column_rank, "columns")
    row_labels = names(row_names, "row_names", "rows", len(given))
    labels = names(column_names, "column_names", "columns", width)
    told = None if columns is None else _told(totals(columns, "columns"), width, sum(given))
    by = down.sorted(keys(listed, across))
    sign = _sign(down.sorted(given), down)
    table = _Table([sign * total for total in down.sorted(given)], by, down, across)
    if told is None:
        moves, by_remainders = table.by_remainders()
    else:
        moves = table.told([sign * total for total in across.sorted(told)], sign, labels)
        by_remainders = False
    return ApportionedTable(
        given,
        across.restored([sign * total for total in moves.sums]),
        listed,
        row_labels,
        labels,
        by_remainders,
        len(moves.steps),
        table.rows.after(moves.steps),
        sign,
        down,
        across,
    )


def _told(columns: tuple[int, ...], width: int, total: int) -> tuple[int, ...]:
    if len(columns) != width:
        rule = "must be as many as the weights of a row"
        raise AllocationError("columns", rule, len(columns), width)
    if sum(columns) != total:
        raise AllocationError("columns", "must sum to what the rows do", sum(columns), total)
    return columns


def _sign(rows: Sequence[int], order: Order) -> int:
    """-1 for a table that mirrors a positive one; a sum of nothing goes by its first row."""
    total = sum(rows)
    if not total:
        signs = [(at, row > 0) for at, row in enumerate(rows) if row]
        for at, positive in signs:
            if positive is not signs[0][1]:
                order.decides([signs[0][0], at])
        total = next((row for row in rows if row), 0)
    return -1 if total < 0 else 1


class _Table:
    """A table in the order of the ranks, its rows by largest remainder, its columns yet to come."""

    def __init__(self, amounts: Sequence[int], by: Sequence[Key], down: Order, across: Order):
        self.rows = Rows(len(across.places))
        self._amounts, self._by, self._down, self._across = amounts, by, down, across
        for key, its in groupby(zip(by, amounts, strict=True), itemgetter(0)):
            key.lay(self.rows, [amount for _, amount in its])
        for tied in self.rows.ties:
            across.decides(tied)

    def told(self, columns: Sequence[int], sign: int, names: Sequence[str]) -> Moves:
        """The columns brought to what they were told, or a refusal that names those that cannot."""
        moves = self.rows.moves()
        stuck = moves.mend([(total, total) for total in columns])
        if stuck is not None:
            ordered = self._across.sorted(names)
            raise _refusal(stuck, sign * columns[stuck.column], sign, ordered)
        return self._decided(moves)

    def by_remainders(self) -> tuple[Moves, bool]:
        """The columns at the largest remainders of their sums, or else at floor or ceiling."""
        numbers, over = exact_sums(self._amounts, self._by)
        floors = [number // over for number in numbers]
        rests = [number % over for number in numbers]
        may = [at for at, rest in enumerate(rests) if rest]
        served, tied = largest(rests, may, sum(self._amounts) - sum(floors))
        self._across.decides(tied)
        for at in served:
            floors[at] += 1
        moves = self._decided(self.rows.settled(numbers, over, floors))
        return moves, moves.sums == floors

    def _decided(self, moves: Moves) -> Moves:
        """The moves, which rank must be able to decide."""
        if moves.steps:
            self._down.decides()
            self._across.decides()
        return moves


def _refusal(stuck: Stuck, told: int, sign: int, names: Sequence[str]) -> AllocationError:
    """The columns that cannot hold together, by name, with what they can be at most or at least."""
    few = [names[at] for at in stuck.columns[:_FEW]]
    more = len(stuck.columns) - len(few)
    who = ", ".join(few) + (f" and {more} more" if more else "")
    most = "most" if (stuck.reached < stuck.wanted) is (sign > 0) else "least"
    together, were = ("together ", "were") if len(stuck.columns) > 1 else ("", "was")
    return AllocationError(
        names[stuck.column],
        "no table keeps this total",
        told,
        hint=f"{who} {together}can be at {most} {sign * stuck.reached} and {were} told "
        f"{sign * stuck.wanted}.",
    )
