"""A table of whole numbers spread over instalments, so that every total comes out.

Given rows x columns of whole numbers and each column's shares of the instalments, every cell,
column, row and total of every instalment becomes the floor or ceiling of its share, and a
cell's instalments sum to the cell.

With two instalments, or equal ones, all of that holds at once: the first instalment is one
two-way table, and the rest is spread in the same way. With three or more *unequal* instalments
it may not exist; then cells, columns and totals hold, and the rows of a single instalment give
way: they sum, but may lie more than a unit from their share. The same goes, rarely, for three or
more instalments of which some columns take no part in the first ones.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from attrs import evolve

from sundgov.apportion.nested import Branch, Nested, round_flat, round_nested
from sundgov.errors import AllocationError

Table: TypeAlias = tuple[tuple[int, ...], ...]
"""Rows of whole numbers, all equally long."""


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
    count = len(shares[0])
    exact = _instalment_totals(table, shares)
    if count <= 2 or all(len({share for share in column if share}) == 1 for column in shares):
        tables = _peeled(table, shares, exact)
        # Where some columns leave and others enter, what is left may miss a total's own share.
        if all(abs(sum(map(sum, t)) - total) < 1 for t, total in zip(tables, exact, strict=True)):
            return tables
    return _at_once(table, shares, exact)


def _instalment_totals(table: Table, shares: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    """What each instalment brings in over all, exactly."""
    columns = [sum(column) for column in zip(*table, strict=True)]
    pairs = tuple(zip(shares, columns, strict=True))
    return [
        sum((share[step] * total for share, total in pairs), Fraction(0))
        for step in range(len(shares[0]))
    ]


def _mirrored(table: Table) -> Table:
    return tuple(tuple(-cell for cell in row) for row in table)


def _peeled(
    table: Table, shares: Sequence[Sequence[Fraction]], exact: Sequence[Fraction]
) -> tuple[Table, ...]:
    """One instalment after another, each a share of what is left."""
    left = table
    tables = []
    for step, total in enumerate(round_flat(exact, int(sum(exact)))[:-1]):
        first = _two_way(left, [_of_what_is_left(column[step:]) for column in shares], total)
        tables.append(first)
        left = tuple(
            tuple(cell - part for cell, part in zip(row, taken, strict=True))
            for row, taken in zip(left, first, strict=True)
        )
    return (*tables, left)


def _of_what_is_left(shares: Sequence[Fraction]) -> Fraction:
    """The first of the shares, as a share of what the earlier instalments have left."""
    return shares[0] / sum(shares) if any(shares) else Fraction(0)


def _two_way(table: Table, parts: Sequence[Fraction], total: int) -> Table:
    rows = tuple(
        Branch(sum((leaf.exact for leaf in leaves), Fraction(0)), leaves, name=f"row {index}")
        for index, leaves in enumerate(
            tuple(
                Branch(cell * part, group=column, name=f"row {index}, column {column}")
                for column, (cell, part) in enumerate(zip(row, parts, strict=True))
            )
            for index, row in enumerate(table)
        )
    )
    exact = sum((row.exact for row in rows), Fraction(0))
    # Columns that share unequally may have taken what the total counted on.
    whole = min(max(total, floor(exact)), ceil(exact))
    rounded = round_nested(Branch(exact, rows, whole=whole, name="instalment"))
    return tuple(tuple(leaf.part for leaf in row.children) for row in rounded.children)


def _at_once(
    table: Table, shares: Sequence[Sequence[Fraction]], exact: Sequence[Fraction]
) -> tuple[Table, ...]:
    """All instalments in one tree: instalment, column, cell; the cells of the year are groups.

    Where columns share unequally, the largest remainders of the totals may leave no table; the
    totals are then their floor or ceiling, found together with the cells.
    """
    year: dict[Hashable, int] = {
        (row, column): cell for row, cells in enumerate(table) for column, cell in enumerate(cells)
    }
    totals = round_flat(exact, int(sum(exact)))
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
