"""`whole_table`: a year's lines over its parties, against the tree with groups that it is."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion import Branch, Table, round_nested, running
from sundgov.errors import AllocationError
from sundgov.finance.whole_tables import ExactRow, whole_table

HALF = Fraction(1, 2)


@st.composite
def years(draw: st.DrawFn) -> tuple[list[ExactRow], int, list[Fraction]]:
    """Lines on keys of their own, in øre or in kroner, with or without residuals."""
    parties = draw(st.integers(1, 5))
    unit = draw(st.sampled_from([1, 1, 100]))
    key = st.lists(st.integers(0, 6), min_size=parties, max_size=parties).filter(any)
    rows = []
    for line in range(draw(st.integers(1, 4))):
        weights, whole = draw(key), draw(st.integers(-9, 30)) * unit
        exact = tuple(Fraction(whole * weight, sum(weights)) for weight in weights)
        rows.append(ExactRow(f"line {line}", whole, exact))
    behind = st.fractions(-unit, unit, max_denominator=12)
    some = draw(st.one_of(st.just([]), st.lists(behind, min_size=parties, max_size=parties)))
    return rows, unit, some


def by_tree(rows: list[ExactRow], unit: int, residuals: list[Fraction]) -> Table:
    """The same by `round_nested`: totals, lines and parties, whose years are the groups."""
    lines = tuple(
        Branch(
            Fraction(row.ore // unit),
            tuple(Branch(number / unit, group=at) for at, number in enumerate(row.exact)),
            whole=row.ore // unit,
        )
        for row in rows
    )
    grand = sum(line.low for line in lines)
    root = Branch(Fraction(grand), lines, whole=grand)
    sums = [
        sum(column, Fraction(0)) / unit for column in zip(*(r.exact for r in rows), strict=True)
    ]
    behind = [residual / unit for residual in residuals] or [Fraction(0)] * len(sums)
    told: dict[Hashable, int] = dict(enumerate(running(sums, behind, grand)))
    try:
        rounded = round_nested(root, told)
    except AllocationError:
        rounded = round_nested(root)
    return tuple(tuple(leaf.part * unit for leaf in line.children) for line in rounded.children)


@given(years())
def test_it_is_the_rounding_of_the_tree(year: tuple[list[ExactRow], int, list[Fraction]]) -> None:
    rows, unit, residuals = year
    if sum(row.ore for row in rows) > 0:
        assert whole_table(rows, unit, residuals) == by_tree(rows, unit, residuals)
        mirrored = [row.mirrored() for row in rows]
        turned = whole_table(mirrored, unit, [-residual for residual in residuals])
        assert turned == tuple(
            tuple(-cell for cell in row) for row in whole_table(rows, unit, residuals)
        )


def test_a_line_that_was_rounded_itself_leaves_the_columns_near_their_sums() -> None:
    """What newcomers pay on top is a line of half an øre, rounded up."""
    rows = [ExactRow("a", 1, (HALF, HALF)), ExactRow("b", 1, (HALF / 2, HALF / 2))]
    assert whole_table(rows) == ((0, 1), (1, 0))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [ExactRow("drift", 3, (HALF, HALF))],
            "drift: its exact shares cannot sum to it (got 3)",
        ),
        (
            [ExactRow(name, 1, (HALF / 2, HALF / 2)) for name in "abc"],
            "columns[0]: no whole numbers keep every row and column (got 3, 2)",
        ),
    ],
)
def test_rows_that_do_not_sum_are_refused(rows: list[ExactRow], message: str) -> None:
    with pytest.raises(AllocationError) as refusal:
        whole_table(rows)
    assert str(refusal.value) == message
