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

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias, TypeVar

from attrs import evolve, frozen

from sundgov.apportion.nested import Branch, Nested, Within, round_flat, round_nested
from sundgov.errors import AllocationError

Table: TypeAlias = tuple[tuple[int, ...], ...]
"""Rows of whole numbers, all equally long."""

_T = TypeVar("_T")
_Number = TypeVar("_Number", int, Fraction)


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
    if count <= 2:
        return _peeled(table, shares, exact)
    quotas = [_Quota.of(table, [column[step] for column in shares]) for step in range(count)]
    if all(len({share for share in column if share}) == 1 for column in shares):
        tables = _peeled(table, shares, exact)
        # Where some columns leave and others enter, what is left may miss a share.
        if all(quota.holds(taken) for quota, taken in zip(quotas, tables, strict=True)):
            return tables
    totals = round_flat(exact, int(sum(exact)))
    for first in range(count):
        its_shares = [_from(column, first) for column in shares]
        found = _peeled_within(table, its_shares, _from(totals, first), _from(quotas, first))
        if found is not None:
            return _from(found, count - first)
    return _at_once(table, shares, totals)


def _from(items: Sequence[_T], first: int) -> tuple[_T, ...]:
    """The items from one of them on, those before it last."""
    return (*items[first:], *items[:first])


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


def _margins(table: Sequence[Sequence[_Number]]) -> Iterator[_Number | int]:
    """Every cell of a table, row by row, then every row, column and the total."""
    for row in table:
        yield from row
    yield from map(sum, table)
    yield from map(sum, zip(*table, strict=True))
    yield sum(map(sum, table))


@frozen
class _Quota:
    """What an instalment's margins may be: the floor and the ceiling of each one's share."""

    low: tuple[int, ...]
    high: tuple[int, ...]

    @classmethod
    def of(cls, table: Table, shares: Sequence[Fraction]) -> _Quota:
        """The quota of one instalment, from the share of it in every column."""
        parts = [[cell * share for cell, share in zip(row, shares, strict=True)] for row in table]
        exact = tuple(_margins(parts))
        return cls(tuple(map(floor, exact)), tuple(map(ceil, exact)))

    def holds(self, table: Table) -> bool:
        """Whether a table is within the quota in every direction."""
        margins = zip(self.low, _margins(table), self.high, strict=True)
        return all(low <= margin <= high for low, margin, high in margins)


def _rooms(left: Table, quotas: Sequence[_Quota]) -> list[Within]:
    """What the first of the instalments may take of what is left, so that the later get theirs."""
    later_high = map(sum, zip(*(quota.high for quota in quotas[1:]), strict=True))
    later_low = map(sum, zip(*(quota.low for quota in quotas[1:]), strict=True))
    return [
        (max(low, margin - others_high), min(high, margin - others_low))
        for low, high, margin, others_high, others_low in zip(
            quotas[0].low, quotas[0].high, _margins(left), later_high, later_low, strict=True
        )
    ]


def _peeled(
    table: Table, shares: Sequence[Sequence[Fraction]], exact: Sequence[Fraction]
) -> tuple[Table, ...]:
    """One instalment after another, each a share of what is left."""
    left = table
    tables = []
    for step, total in enumerate(round_flat(exact, int(sum(exact)))[:-1]):
        parts = [_of_what_is_left(column[step:]) for column in shares]
        sums = map(sum, zip(*left, strict=True))
        share = sum((part * column for part, column in zip(parts, sums, strict=True)), Fraction(0))
        # Columns that share unequally may have taken what the total counted on.
        whole = min(max(total, floor(share)), ceil(share))
        tables.append(_two_way(left, parts, whole))
        left = _less(left, tables[-1])
    return (*tables, left)


def _peeled_within(
    table: Table,
    shares: Sequence[Sequence[Fraction]],
    totals: Sequence[int],
    quotas: Sequence[_Quota],
) -> tuple[Table, ...] | None:
    """One instalment after another, each leaving the later ones room; None where one finds none."""
    left = table
    tables = []
    for step, total in enumerate(totals[:-1]):
        parts = [_of_what_is_left(column[step:]) for column in shares]
        try:
            tables.append(_two_way(left, parts, total, _rooms(left, quotas[step:])))
        except AllocationError:
            return None
        left = _less(left, tables[-1])
    tables.append(left)
    held = all(quota.holds(taken) for quota, taken in zip(quotas, tables, strict=True))
    return tuple(tables) if held else None


def _less(table: Table, taken: Table) -> Table:
    return tuple(
        tuple(cell - part for cell, part in zip(row, parts, strict=True))
        for row, parts in zip(table, taken, strict=True)
    )


def _of_what_is_left(shares: Sequence[Fraction]) -> Fraction:
    """The first of the shares, as a share of what the earlier instalments have left."""
    return shares[0] / sum(shares) if any(shares) else Fraction(0)


def _two_way(
    table: Table, parts: Sequence[Fraction], total: int, rooms: Sequence[Within] | None = None
) -> Table:
    """One instalment: a part of every column, rounded in both directions, within its rooms."""
    room = iter(rooms or ())
    leaves = [
        tuple(
            Branch(
                cell * part,
                group=column,
                name=f"row {index}, column {column}",
                within=next(room, None),
            )
            for column, (cell, part) in enumerate(zip(row, parts, strict=True))
        )
        for index, row in enumerate(table)
    ]
    rows = tuple(
        Branch(
            sum((leaf.exact for leaf in row), Fraction(0)),
            row,
            name=f"row {index}",
            within=next(room, None),
        )
        for index, row in enumerate(leaves)
    )
    root = Branch(Fraction(total), rows, whole=total, name="instalment")
    columns: dict[Hashable, Within | int] = dict(zip(range(len(parts)), room, strict=False))
    rounded = round_nested(root, columns)
    return tuple(tuple(leaf.part for leaf in row.children) for row in rounded.children)


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
