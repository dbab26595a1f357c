"""Multipliers made simple, and moved off the signposts where the table allows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from sundgov.apportion.biproportional_flow import Table
from sundgov.apportion.biproportional_ties import Group

_ROUNDS = 2


def simplify(table: Table, groups: Sequence[Group], scale: int) -> None:
    """Give every group of rows and columns the simplest multipliers under which the table stays.

    The weights are so many times what they were given as; the multipliers are for the given ones.

    `groups` come in the order in which units can be passed on, so the first of them, and each when
    its turn comes, has room on one side: afterwards only cells that tie lie on a signpost.
    """
    for group in groups:
        low, high = _room(table, group)
        third = (high - low) / 3 if high is not None else low + 1
        _scale(table, group, simplest(low + third, None if high is None else high - third))
    _normalise(table)
    for _ in range(_ROUNDS):
        for group in sorted(groups, key=min):
            _simplify(table, group, scale)
    table.by_column = [one * scale for one in table.by_column]


def _simplify(table: Table, group: Group, scale: int) -> None:
    """The simplest multiplier for the first row of a group, or for the column that it is."""
    low, high = _room(table, group)
    first = min(group)
    if first < table.rows:
        held = table.by_row[first]
        _scale(table, group, simplest(low * held, None if high is None else high * held) / held)
    else:
        held = table.by_column[first - table.rows] * scale
        least = Fraction(0) if high is None else held / high
        _scale(table, group, held / simplest(least, held / low if low else None))


def _room(table: Table, group: Group) -> tuple[Fraction, Fraction | None]:
    """Between which factors the rows of a group can be multiplied, and its columns divided.

    Zero and None where nothing bounds them; the cells inside stay as they are.
    """
    lows, highs = [Fraction(0)], []
    for row, column, inside in _border(table, group):
        quotient, cell = table.quotient(row, column), table.cells[row][column]
        least, most = table.lowest(cell) / quotient, table.post(cell) / quotient
        if inside:
            lows.append(least)
            highs.append(most)
        else:
            lows.append(1 / most)
            if least:
                highs.append(1 / least)
    return max(lows), min(highs, default=None)


def _border(table: Table, group: Group) -> Iterator[tuple[int, int, bool]]:
    """The cells with a weight of which the row is inside the group, or the column, but not both."""
    for row, column in table.weighty():
        inside = row in group
        if inside != (table.rows + column in group):
            yield row, column, inside


def _scale(table: Table, group: Group, factor: Fraction) -> None:
    for node in group:
        if node < table.rows:
            table.by_row[node] *= factor
        else:
            table.by_column[node - table.rows] /= factor


def _normalise(table: Table) -> None:
    """Make the row multiplier in the middle one, so that they all lie about there."""
    middle = sorted(table.by_row)[table.rows // 2]
    table.by_row = [one / middle for one in table.by_row]
    table.by_column = [one * middle for one in table.by_column]


def simplest(low: Fraction, high: Fraction | None) -> Fraction:
    """The fraction with the smallest denominator between two others, neither of them itself.

    >>> simplest(Fraction(4, 3), Fraction(3, 2)), simplest(Fraction(1, 3), None)
    (Fraction(7, 5), Fraction(1, 1))
    """
    whole = floor(low)
    if high is None or whole + 1 < high:
        return Fraction(whole + 1)
    rest = low - whole
    return whole + 1 / simplest(1 / (high - whole), 1 / rest if rest else None)
