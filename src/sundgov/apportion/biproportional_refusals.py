"""Why no table keeps given totals: columns that have weight only where there is too little room.

Such columns, and the rows in which they have all their weight, exist whenever there is no table
(Gale 1957); they are what the search for one could reach when it stopped.
"""

from __future__ import annotations

from collections.abc import Sequence

from sundgov.apportion.biproportional_flow import Node, Table
from sundgov.apportion.signposts import Signposts
from sundgov.errors import AllocationError

_FEW = 4
"""So many rows or columns are named; of more, only how many they are."""


def refusal(
    table: Table,
    reached: frozenset[Node],
    totals: tuple[Sequence[int], Sequence[int]],
    names: tuple[Sequence[str], Sequence[str]],
    signposts: Signposts,
) -> AllocationError:
    """The refusal of totals that no table keeps, naming columns and rows that cannot hold them."""
    rows = sorted(node for node in reached if node < table.rows)
    columns = sorted(node - table.rows for node in reached if node >= table.rows)
    has = sum(totals[0][row] for row in rows)
    needs = sum(totals[1][column] for column in columns)
    free = sum(
        signposts.first_is_free and row in rows and column not in columns
        for row, column in table.weighty()
    )
    who = _named([names[1][column] for column in columns])
    where = _named([names[0][row] for row in rows])
    # What one row or column alone reaches, when it reaches nothing else.
    if not columns:
        rule = "holds less than a unit for each weight, which the method gives"
        return AllocationError(where, rule, has, free)
    if not rows:
        return AllocationError(who, "has no weight to hold units by", needs)
    have = "has" if len(columns) == 1 else "have"
    besides = " beside a unit for each of the other weights" if free else ""
    rule = f"{have} weight in {where} alone, where there is less room{besides}"
    return AllocationError(who, rule, needs, has - free)


def _named(names: Sequence[str]) -> str:
    more = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" and {more} more" if more > 0 else "")
