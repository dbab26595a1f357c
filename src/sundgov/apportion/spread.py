"""A table of whole numbers spread over instalments, so that every total comes out.

Given rows x columns of whole numbers and each column's shares of the instalments, every cell,
column, row and total of every instalment becomes the floor or ceiling of its share, and a
cell's instalments sum to the cell.

With two instalments, or equal ones, all of that holds at once: the first instalment is one
two-way table, and the rest is spread in the same way. With three or more *unequal* instalments,
or some in which not every column takes part, such a table is searched for: one instalment after
another, each leaving the later ones room for theirs, beginning with the first; if that fails with
the second, and so on. Where none is found, cells, columns and totals hold, and the rows of a
single instalment give way: they sum, but may lie more than a unit from their share.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from math import lcm
from operator import sub
from typing import TypeVar

from attrs import evolve, frozen

from sundgov.apportion.nested import Branch, Nested, round_nested
from sundgov.apportion.spread_step import Parts, Quota, margins, two_way
from sundgov.apportion.two_way import Table, largest
from sundgov.errors import AllocationError

_T = TypeVar("_T")


def spread(table: Table, shares: Sequence[Sequence[Fraction]]) -> tuple[Table, ...]:
    """Spread a table over instalments; `shares[column][instalment]` sum to one in a column.

    The totals of the instalments go by largest remainder, ties to the earliest, wherever a table
    with those totals exists; otherwise they are floor or ceiling like everything else.

    >>> halves = [[Fraction(1, 2)] * 2] * 3
    >>> spread(((1, 3, 1), (2, 1, 0)), halves)
    (((1, 2, 0), (1, 0, 0)), ((0, 1, 1), (1, 1, 0)))
    """
    if sum(map(sum, table)) < 0:
        return tuple(map(_mirrored, spread(_mirrored(table), shares)))
    steps = _Steps.of(shares)
    totals = steps.totals(table)
    if steps.count <= 2:
        return _peeled(table, steps, totals)
    quotas = [Quota.of(table, steps.parts(step)) for step in range(steps.count)]
    if steps.are_equal:
        tables = _peeled(table, steps, totals)
        # Where some columns leave and others enter, what is left may miss a share.
        if all(quota.holds(taken) for quota, taken in zip(quotas, tables, strict=True)):
            return tables
    for first in range(steps.count):
        found = _peeled_within(
            table, steps.beginning_with(first), _from(totals, first), _from(quotas, first)
        )
        if found is not None:
            return _from(found, steps.count - first)
    return _at_once(table, shares, totals)


@frozen
class _Steps:
    """Every column's shares of the instalments, as whole numbers that sum to `over` or to none."""

    over: int
    columns: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, shares: Sequence[Sequence[Fraction]]) -> _Steps:
        """The shares over one denominator."""
        over = lcm(*(share.denominator for column in shares for share in column))
        columns = (
            tuple(share.numerator * (over // share.denominator) for share in column)
            for column in shares
        )
        return cls(over, tuple(columns))

    @property
    def count(self) -> int:
        """How many instalments there are."""
        return len(self.columns[0])

    @property
    def are_equal(self) -> bool:
        """Whether every column pays the same on every instalment that it takes part in."""
        return all(len({share for share in column if share}) == 1 for column in self.columns)

    def beginning_with(self, first: int) -> _Steps:
        """The instalments in another order: from one of them on, those before it last."""
        return _Steps(self.over, tuple(_from(column, first) for column in self.columns))

    def parts(self, step: int) -> Parts:
        """An instalment's part of every column."""
        return Parts(self.over, tuple(column[step] for column in self.columns))

    def of_what_is_left(self, step: int) -> Parts:
        """An instalment's part of what the earlier ones have left of every column."""
        left = [sum(column[step:]) for column in self.columns]
        over = lcm(*(whole for whole in left if whole))
        pairs = zip(self.columns, left, strict=True)
        return Parts(
            over, tuple(own[step] * (over // whole) if whole else 0 for own, whole in pairs)
        )

    def totals(self, table: Table) -> tuple[int, ...]:
        """What each instalment brings in over all, by largest remainder, ties to the earliest."""
        sums = list(map(sum, zip(*table, strict=True)))
        numbers = [
            sum(total * column[step] for total, column in zip(sums, self.columns, strict=True))
            for step in range(self.count)
        ]
        totals = [number // self.over for number in numbers]
        rests = [number % self.over for number in numbers]
        for step in largest(rests, range(self.count), sum(sums) - sum(totals))[0]:
            totals[step] += 1
        return tuple(totals)


def _from(items: Sequence[_T], first: int) -> tuple[_T, ...]:
    """The items from one of them on, those before it last."""
    return (*items[first:], *items[:first])


def _mirrored(table: Table) -> Table:
    return tuple(tuple(-cell for cell in row) for row in table)


def _peeled(table: Table, steps: _Steps, totals: Sequence[int]) -> tuple[Table, ...]:
    """One instalment after another, each a share of what is left."""
    left = table
    tables = []
    for step, total in enumerate(totals[:-1]):
        parts = steps.of_what_is_left(step)
        quota = Quota.of(left, parts)
        # Columns that share unequally may have taken what the total counted on.
        whole = min(max(total, quota.low[-1]), quota.high[-1])
        taken = two_way(left, parts, whole, quota)
        assert taken is not None  # a share of a whole table is a flow, so there is a whole one
        tables.append(taken)
        left = _less(left, taken)
    return (*tables, left)


def _peeled_within(
    table: Table, steps: _Steps, totals: Sequence[int], quotas: Sequence[Quota]
) -> tuple[Table, ...] | None:
    """One instalment after another, each leaving the later ones room; None where one finds none."""
    left = table
    tables = []
    for step, total in enumerate(totals[:-1]):
        taken = two_way(left, steps.of_what_is_left(step), total, _room(left, quotas[step:]))
        if taken is None:
            return None
        tables.append(taken)
        left = _less(left, taken)
    tables.append(left)
    held = all(quota.holds(taken) for quota, taken in zip(quotas, tables, strict=True))
    return tuple(tables) if held else None


def _room(left: Table, quotas: Sequence[Quota]) -> Quota:
    """What the first of the instalments may take of what is left, so that the later get theirs."""
    later_high = map(sum, zip(*(quota.high for quota in quotas[1:]), strict=True))
    later_low = map(sum, zip(*(quota.low for quota in quotas[1:]), strict=True))
    whole = tuple(margins(left))
    return Quota(
        tuple(map(max, quotas[0].low, map(sub, whole, later_high))),
        tuple(map(min, quotas[0].high, map(sub, whole, later_low))),
    )


def _less(table: Table, taken: Table) -> Table:
    return tuple(tuple(map(sub, row, its)) for row, its in zip(table, taken, strict=True))


def _at_once(
    table: Table, shares: Sequence[Sequence[Fraction]], totals: Sequence[int]
) -> tuple[Table, ...]:
    """All instalments in one tree: instalment, column, cell; the cells of the year are groups.

    Where columns share unequally, the largest remainders of the totals may leave no table; the
    totals are then their floor or ceiling, found together with the cells.
    """
    year: dict[Hashable, int] = {
        (row, column): cell for row, cells in enumerate(table) for column, cell in enumerate(cells)
    }
    grand = sum(totals)
    told = [_step_branch(table, shares, step, total) for step, total in enumerate(totals)]
    free = [evolve(step, whole=None) for step in told]
    try:
        rounded = round_nested(Branch(Fraction(grand), tuple(told), whole=grand, name="year"), year)
    except AllocationError:
        rounded = round_nested(Branch(Fraction(grand), tuple(free), whole=grand, name="year"), year)
    return tuple(_transposed(step) for step in rounded.children)


def _step_branch(
    table: Table, shares: Sequence[Sequence[Fraction]], step: int, total: int
) -> Branch:
    columns = tuple(
        Branch(
            share[step] * sum(cells),
            tuple(
                Branch(cell * share[step], group=(row, column), name=f"row {row}, column {column}")
                for row, cell in enumerate(cells)
            ),
            name=f"column {column}",
        )
        for column, (share, cells) in enumerate(zip(shares, zip(*table, strict=True), strict=True))
    )
    exact = sum((column.exact for column in columns), Fraction(0))
    return Branch(exact, columns, whole=total, name=f"instalment {step}")


def _transposed(step: Nested) -> Table:
    columns = [tuple(leaf.part for leaf in column.children) for column in step.children]
    return tuple(zip(*columns, strict=True))
