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
from typing import TypeAlias

from sundgov.apportion.nested import Branch, Nested, round_flat, round_nested

Table: TypeAlias = tuple[tuple[int, ...], ...]
"""Rows of whole numbers, all equally long."""


def spread(table: Table, shares: Sequence[Sequence[Fraction]]) -> tuple[Table, ...]:
    """Spread a table over instalments; `shares[column][instalment]` sum to one in a column.

    The totals of the instalments go by largest remainder, ties to the earliest.

    >>> halves = [[Fraction(1, 2)] * 2] * 3
    >>> spread(((1, 3, 1), (2, 1, 0)), halves)
    (((1, 2, 0), (1, 0, 0)), ((0, 1, 1), (1, 1, 0)))
    """
    if sum(map(sum, table)) < 0:
        return tuple(map(_mirrored, spread(_mirrored(table), shares)))
    count = len(shares[0])
    totals = _instalment_totals(table, shares)
    if count <= 2 or all(len({share for share in column if share}) == 1 for column in shares):
        return _peeled(table, shares, totals)
    return _at_once(table, shares, totals)


def _instalment_totals(table: Table, shares: Sequence[Sequence[Fraction]]) -> tuple[int, ...]:
    """What each instalment brings in over all, by largest remainder of its exact value."""
    columns = [sum(column) for column in zip(*table, strict=True)]
    exact = [
        sum(
            (share[step] * total for share, total in zip(shares, columns, strict=True)), Fraction(0)
        )
        for step in range(len(shares[0]))
    ]
    return round_flat(exact, sum(columns))


def _mirrored(table: Table) -> Table:
    return tuple(tuple(-cell for cell in row) for row in table)


def _peeled(
    table: Table, shares: Sequence[Sequence[Fraction]], totals: Sequence[int]
) -> tuple[Table, ...]:
    """One instalment after another, each a share of what is left."""
    left = table
    tables = []
    for step, total in enumerate(totals[:-1]):
        parts = [
            column[step] / sum(column[step:]) if any(column[step:]) else Fraction(0)
            for column in shares
        ]
        first = _two_way(left, parts, total)
        tables.append(first)
        left = tuple(
            tuple(cell - part for cell, part in zip(row, taken, strict=True))
            for row, taken in zip(left, first, strict=True)
        )
    return (*tables, left)


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
    rounded = round_nested(Branch(exact, rows, whole=total, name="instalment"))
    return tuple(tuple(leaf.part for leaf in row.children) for row in rounded.children)


def _at_once(
    table: Table, shares: Sequence[Sequence[Fraction]], totals: Sequence[int]
) -> tuple[Table, ...]:
    """All instalments in one tree: instalment, column, cell; the cells of the year are groups."""
    steps = tuple(_step_branch(table, shares, step, total) for step, total in enumerate(totals))
    grand = sum(totals)
    year: dict[Hashable, int] = {
        (row, column): cell for row, cells in enumerate(table) for column, cell in enumerate(cells)
    }
    rounded = round_nested(Branch(Fraction(grand), steps, whole=grand, name="year"), year)
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
