"""Which cells of a finished table could as well be others, and which table is then chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from sundgov.apportion.biproportional_flow import Node, Table

Group: TypeAlias = frozenset[Node]
"""Rows and columns that hang together: a unit can go round among them over cells on signposts."""


def groups(table: Table) -> list[Group]:
    """All rows and columns in groups, most of them of one.

    Whoever can pass a unit to another group comes before it. Cells between groups lie on a
    signpost by chance of the multipliers, those within one under all that give this table.
    """
    reach = {node: _reach(table, node) for node in range(table.rows + table.columns)}
    found: dict[Node, Group] = {}
    for node in sorted(reach, key=lambda one: (-len(reach[one]), one)):
        if node not in found:
            group = frozenset(other for other in reach[node] if node in reach[other])
            found |= dict.fromkeys(group, group)
    return list(dict.fromkeys(found.values()))


def _reach(table: Table, source: Node) -> set[Node]:
    seen = {source}
    queue = [source]
    for node in queue:
        for onward in table.onward(node):
            if onward not in seen:
                seen.add(onward)
                queue.append(onward)
    return seen


def tied_cells(table: Table, among: Sequence[Group]) -> list[tuple[int, int]]:
    """The cells that could as well have another number, row by row."""
    return sorted(
        (row, column)
        for group in among
        if len(group) > 1
        for row, column in _on_signposts(table, group)
    )


def _on_signposts(table: Table, group: Group) -> Iterator[tuple[int, int]]:
    for row in (node for node in group if node < table.rows):
        for column in (node - table.rows for node in group if node >= table.rows):
            if column in table.down[row] or row in table.up[column]:
                yield row, column


def settle(table: Table, tied: Sequence[tuple[int, int]]) -> None:
    """Of all tables that tie, choose the one with the most in the first cell, then in the second.

    Which one that is follows from the weights and the order of rows and columns, and not from
    the way in which the table was found.
    """
    for row, column in tied:
        if row in table.up[column]:
            way = _way(table, row, table.rows + column)
            if way:
                table.move([*way, row])
        # What a cell has it keeps; what it could not get now it cannot get later either.
        table.down[row].discard(column)


def _way(table: Table, start: Node, goal: Node) -> list[Node]:
    """A shortest way over cells that are not settled yet; empty if there is none."""
    came = {start: start}
    queue = [start]
    for node in queue:
        for onward in table.onward(node):
            if onward not in came:
                came[onward] = node
                queue.append(onward)
    if goal not in came:
        return []
    way = [goal]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]
