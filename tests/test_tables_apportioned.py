"""`apportion_table`: every row, column and cell at once, or a refusal that names the column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import ceil, floor
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sundgov import population
from sundgov.apportion import (
    ApportionedTable,
    Branch,
    Cell,
    apportion,
    apportion_table,
    round_flat,
    round_nested,
    verify,
    verify_all,
)
from sundgov.errors import AllocationError, InvalidValueError, NotExactError, SundgovError
from sundgov.exact import Exact

Asked: TypeAlias = tuple[list[int], list[list[int]]]
"""Row totals, and the weights of every row."""


@st.composite
def one_key(draw: st.DrawFn, least: int = 0) -> Asked:
    """Rows that are all divided by the same weights."""
    weights = draw(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any))
    rows = draw(st.lists(st.integers(least, 40), min_size=1, max_size=5))
    return rows, [weights] * len(rows)


@st.composite
def own_keys(draw: st.DrawFn, least: int = 0, largest: int = 5) -> Asked:
    """Rows that are each divided by weights of their own."""
    columns = draw(st.integers(1, largest))
    key = st.lists(st.integers(0, 6), min_size=columns, max_size=columns).filter(any)
    rows = draw(st.lists(st.integers(least, 20), min_size=1, max_size=4))
    return rows, [draw(key) for _ in rows]


asked = st.one_of(one_key(), one_key(-40), own_keys(), own_keys(-20))


def exact_cells(rows: Sequence[int], weights: Sequence[Sequence[int]]) -> list[list[Fraction]]:
    return [
        [Fraction(total * weight, sum(its)) for weight in its]
        for total, its in zip(rows, weights, strict=True)
    ]


def exact_sums(rows: Sequence[int], weights: Sequence[Sequence[int]]) -> list[Fraction]:
    columns = zip(*exact_cells(rows, weights), strict=True)
    return [sum(column, Fraction(0)) for column in columns]


def near(part: int, exact: Fraction) -> bool:
    return floor(exact) <= part <= ceil(exact)


def check(table: ApportionedTable, rows: list[int], weights: list[list[int]]) -> None:
    """Rows and columns come out, and each cell is the floor or ceiling of its share."""
    exact = exact_cells(rows, weights)
    assert table.rows == tuple(rows) == tuple(map(sum, table.cells))
    assert table.columns == tuple(map(sum, zip(*table.cells, strict=True)))
    for cells, shares, its in zip(table.cells, exact, weights, strict=True):
        assert all(map(near, cells, shares))
        assert not any(cell for cell, weight in zip(cells, its, strict=True) if not weight)
    assert all(
        table.exact(row, column) == exact[row][column]
        for row, column in product(range(len(rows)), range(len(weights[0])))
    )


def every_table(rows: Sequence[int], weights: Sequence[Sequence[int]]) -> set[tuple[int, ...]]:
    """The columns' totals of every table that keeps rows and cells, by trying all."""
    sums = {(0,) * len(weights[0])}
    for total, shares in zip(rows, exact_cells(rows, weights), strict=True):
        ways = [
            way
            for way in product(*({floor(share), ceil(share)} for share in shares))
            if sum(way) == total
        ]
        sums = {tuple(map(sum, zip(one, way, strict=True))) for one in sums for way in ways}
    return sums


# -- laws


@given(asked)
def test_everything_comes_out(asked: Asked) -> None:
    rows, weights = asked
    table = apportion_table(rows, weights)
    check(table, rows, weights)
    sums = exact_sums(rows, weights)
    assert all(map(near, table.columns, sums))
    if sum(rows):
        sign = -1 if sum(rows) < 0 else 1
        wanted = round_flat([sign * exact for exact in sums], sign * sum(rows))
        assert table.by_remainders is (table.columns == tuple(sign * part for part in wanted))


@given(one_key(-40))
def test_one_key_for_all_rows_may_be_told_once(asked: Asked) -> None:
    rows, weights = asked
    table = apportion_table(rows, weights[0])
    assert table == apportion_table(rows, weights)
    assert hash(table) == hash(apportion_table(rows, weights[0]))
    assert min(rows) < 0 or table.columns == apportion(sum(rows), weights[0]).parts


@given(st.one_of(one_key(), own_keys(largest=3)))
def test_the_largest_remainders_give_way_only_where_no_table_has_them(asked: Asked) -> None:
    rows, weights = asked
    table, possible = apportion_table(rows, weights), every_table(rows, weights)
    assert table.columns in possible
    assert table.by_remainders is (round_flat(exact_sums(rows, weights), sum(rows)) in possible)


@given(st.one_of(one_key(), own_keys(), own_keys(-20)), st.data())
def test_columns_become_what_they_are_told_wherever_a_table_has_that(
    asked: Asked, data: st.DataObject
) -> None:
    rows, weights = asked
    sums = exact_sums(rows, weights)
    told = [data.draw(st.integers(floor(exact) - 1, ceil(exact) + 1)) for exact in sums[:-1]]
    told.append(sum(rows) - sum(told))
    if tuple(told) in every_table(rows, weights):
        table = apportion_table(rows, weights, columns=told)
        check(table, rows, weights)
        assert table.columns == tuple(told)
        assert not table.by_remainders
    else:
        with pytest.raises(AllocationError, match="no table keeps this total"):
            apportion_table(rows, weights, columns=told)


@given(own_keys(-9, largest=3), st.lists(st.integers(-9, 20), min_size=3, max_size=3))
def test_a_refusal_tells_what_the_columns_can_be_at_most(asked: Asked, told: list[int]) -> None:
    """The hint is true: no table has more, or less, in these columns together."""
    rows, weights = asked
    columns = told[: len(weights[0])]
    columns[-1] += sum(rows) - sum(columns)
    possible = every_table(rows, weights)
    assume(tuple(columns) not in possible)
    with pytest.raises(AllocationError) as refusal:
        apportion_table(rows, weights, columns=columns, column_names="ABC"[: len(columns)])
    named, _, rest = refusal.value.hint.rstrip(".").partition(" can be at ")
    together = ["ABC".index(name) for name in named.removesuffix(" together").split(", ")]
    how, number, *_, wanted = rest.split()
    reached = [sum(found[at] for at in together) for found in possible]
    assert (max if how == "most" else min)(reached) == int(number)
    assert sum(columns[at] for at in together) == int(wanted)
    assert "ABC".index(refusal.value.field) in together


@given(asked)
def test_a_negative_table_mirrors_the_positive_one(asked: Asked) -> None:
    rows, weights = asked
    there, back = apportion_table(rows, weights), apportion_table([-row for row in rows], weights)
    assert back.cells == tuple(tuple(-cell for cell in row) for row in there.cells)
    assert back.columns == tuple(-total for total in there.columns)
    assert (back.by_remainders, back.moved) == (there.by_remainders, there.moved)
    told = apportion_table([-row for row in rows], weights, columns=back.columns)
    assert told.cells == back.cells


@given(asked, st.randoms(use_true_random=False))
def test_the_order_of_the_input_decides_nothing(asked: Asked, random: Random) -> None:
    rows, weights = asked
    table = apportion_table(rows, weights)
    down = random.sample(range(len(rows)), len(rows))
    across = random.sample(range(len(weights[0])), len(weights[0]))
    moved = apportion_table(
        [rows[at] for at in down],
        [[weights[at][column] for column in across] for at in down],
        row_rank=down,
        column_rank=across,
    )
    assert moved.cells == tuple(tuple(table.cells[at][column] for column in across) for at in down)
    assert moved.columns == tuple(table.columns[column] for column in across)
    assert moved.rows == tuple(rows[at] for at in down)


@given(st.one_of(one_key(), own_keys()))
def test_it_is_the_rounding_of_a_tree_with_groups(asked: Asked) -> None:
    """Largest remainder within the rows, then the least moves: the rule of `round_nested`."""
    rows, weights = asked
    table = apportion_table(rows, weights)
    branches = tuple(
        Branch(
            Fraction(total),
            tuple(Branch(cell, group=at) for at, cell in enumerate(its)),
            whole=total,
        )
        for total, its in zip(rows, exact_cells(rows, weights), strict=True)
    )
    root = Branch(Fraction(sum(rows)), branches, whole=sum(rows))
    told: dict[Hashable, int] = dict(enumerate(table.columns)) if table.by_remainders else {}
    rounded = round_nested(root, told)
    found = tuple(tuple(leaf.part for leaf in row.children) for row in rounded.children)
    assert found == table.cells
    assert rounded.moved is (table.moved > 0)


@given(one_key(), st.integers(2, 10**30))
def test_scale_of_the_weights_decides_nothing(asked: Asked, factor: int) -> None:
    """Also where weights are too large for what is fast, or fractions."""
    rows, weights = asked
    table = apportion_table(rows, weights[0])
    larger = apportion_table(rows, [weight * factor for weight in weights[0]])
    smaller = apportion_table(rows, [Fraction(weight, factor) for weight in weights[0]])
    assert table.cells == larger.cells == smaller.cells


@given(one_key(), st.integers(1, 10**30))
def test_rows_of_any_size_are_exact(asked: Asked, times: int) -> None:
    """A whole number of times the weights' sum more: every cell so many times its weight more."""
    rows, weights = asked
    total = sum(weights[0])
    table = apportion_table(rows, weights[0])
    larger = apportion_table([row + times * total for row in rows], weights[0])
    assert larger.cells == tuple(
        tuple(cell + times * weight for cell, weight in zip(row, weights[0], strict=True))
        for row in table.cells
    )


@given(asked, st.data())
def test_every_cell_has_a_proof(asked: Asked, data: st.DataObject) -> None:
    rows, weights = asked
    table = apportion_table(rows, weights)
    places = product(range(len(rows)), range(len(weights[0])))
    proofs = [table.proof(row, column) for row, column in places]
    assert verify_all(proofs)
    assert all(len(proof.margins) == 2 for proof in proofs)


# -- examples


def test_two_hundred_lines_over_98_municipalities() -> None:
    heads = dict(population("2023-01-01").heads)
    rows = [(7919 * line) ** 3 % 10**9 for line in range(200)]
    table = apportion_table(
        rows, heads.values(), column_rank=heads, column_names=heads, row_rank=range(200)
    )
    assert table.by_remainders
    assert table.columns == apportion(sum(rows), heads.values(), rank=list(heads)).parts
    assert tuple(map(sum, table.cells)) == tuple(rows)
    alone = [apportion(row, heads.values(), rank=list(heads)).parts for row in rows]
    off = [a - b for a, b in zip(map(sum, zip(*alone, strict=True)), table.columns, strict=True)]
    assert sum(map(bool, off)) > 80
    assert verify(table.proof(199, 97))


def test_lines_on_different_keys_may_have_no_table_of_largest_remainders() -> None:
    """1 øre shared 2:3 by B and D beside 5 øre shared equally by A, C and E."""
    keys = [[0, 2, 0, 3, 0], [1, 0, 1, 0, 1]]
    table = apportion_table([1, 5], keys)
    assert not table.by_remainders
    assert (table.columns, table.moved) == ((2, 0, 2, 1, 1), 0)
    with pytest.raises(AllocationError) as refusal:
        apportion_table([1, 5], keys, columns=[2, 0, 2, 0, 2], column_names="ABCDE")
    assert str(refusal.value) == (
        "D: no table keeps this total (got 0). B, D together can be at least 1 and were told 0."
    )


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        ([5, 1], [3, 3, 0], "B: {} 3). A, B together can be at most 5 and were told 6."),
        ([-5, -1], [-3, -3, 0], "B: {} -3). A, B together can be at least -5 and were told -6."),
        ([5, 1], [2, 2, 2], "A: {} 2). A, B together can be at least 5 and were told 4."),
        ([-5, -1], [-2, -2, -2], "A: {} -2). A, B together can be at most -5 and were told -4."),
        ([4, 2], [2, 1, 3], "B: {} 1). B can be at least 2 and was told 1."),
    ],
)
def test_a_refusal_names_the_columns_that_cannot_hold(
    rows: list[int], columns: list[int], message: str
) -> None:
    with pytest.raises(AllocationError) as refusal:
        apportion_table(rows, [[1, 1, 0], [0, 0, 1]], columns=columns, column_names="ABC")
    assert str(refusal.value) == message.format("no table keeps this total (got")


def test_many_columns_are_counted_and_not_named() -> None:
    keys = [[1] * 6 + [0], [0] * 6 + [1]]
    with pytest.raises(AllocationError) as refusal:
        apportion_table([6, 1], keys, columns=[1] * 5 + [2, 0], column_names="ABCDEFG")
    assert refusal.value.hint == (
        "A, B, C, D and 2 more together can be at most 6 and were told 7."
    )


def test_a_told_column_far_from_its_exact_sum_has_a_proof_of_its_row_alone() -> None:
    """Three halves rounded up are 3, where their sum is 1.5: every cell is near, the sum is not."""
    table = apportion_table([1, 1, 1], [1, 1], columns=[3, 0])
    assert table.cells == ((1, 0),) * 3
    proof = table.proof(0, 0)
    assert (len(proof.margins), verify(proof)) == (1, True)
    assert len(apportion_table([1, 1, 1], [1, 1], columns=[2, 1]).proof(0, 0).margins) == 2


def test_a_proof_can_be_read() -> None:
    table = apportion_table([1, 1], [1, 1], row_names=["drift", "udvikling"], column_names="AB")
    assert table.proof(1, 0).explain("da") == (
        "A, udvikling: 1\n"
        "  Nøjagtig andel: 0,5; rundet op, så alle summer passer\n"
        "  udvikling: 1 × 1 ÷ 2 = 0,5\n"
        "  udvikling: A 1 + B 0 = 1\n"
        "  A: drift 0 + udvikling 1 = 1"
    )


def test_weights_may_be_of_any_exact_kind() -> None:
    weights: list[Exact] = [Fraction(1, 3), Decimal("0.5"), 1]
    assert apportion_table([11], weights).cells == apportion_table([11], [2, 3, 6]).cells
    assert apportion_table([11], weights).exact(0, 1) == 3


def test_a_table_that_sums_to_nothing_goes_by_its_first_row() -> None:
    assert apportion_table([1, -1], [1, 1]).cells == ((0, 1), (0, -1))
    assert apportion_table([-1, 1], [1, 1]).cells == ((0, -1), (0, 1))
    assert apportion_table([0, -1, 1], [1, 1]).cells == ((0, 0), (0, -1), (0, 1))
    assert apportion_table([0, 0], [1, 1]).cells == ((0, 0), (0, 0))


def test_equal_ranks_may_stand_where_nothing_has_to_be_decided() -> None:
    assert apportion_table([4, 8], [1, 3], row_rank="aa", column_rank="bb").cells == (
        (1, 3),
        (2, 6),
    )
    assert apportion_table([1, 4], [1, 3], row_rank="aa", column_rank="bb").cells == (
        (0, 1),
        (1, 3),
    )
    assert apportion_table([1, 1, -2], [1, 0], row_rank="aab").cells == ((1, 0), (1, 0), (-2, 0))


# -- refusals


def test_a_table_has_the_sign_of_its_sum_whatever_its_first_row() -> None:
    table = apportion_table([-1, 3], [1, 1])
    assert table.cells == ((-1, 0), (2, 1))
    assert apportion_table([1, -3], [1, 1]).cells == ((1, 0), (-2, -1))
    assert apportion_table([-1, 3], [1, 2], row_rank="aa").cells == ((0, -1), (1, 2))


def test_equal_ranks_are_no_matter_among_those_that_do_not_tie() -> None:
    table = apportion_table([1], [2, 1, 2, 1], column_rank=[0, 9, 1, 9])
    assert table.cells == ((1, 0, 0, 0),)
    large = apportion_table([6 * 10**40 + 1], [2, 1, 2, 1], column_rank=[0, 9, 1, 9])
    two, one = 2 * 10**40, 10**40
    assert large.cells == ((two + 1, one, two, one),)


def test_columns_that_are_told_are_not_by_remainders() -> None:
    assert apportion_table([1], [1, 1], columns=[0, 1]).by_remainders is False
    assert apportion_table([1], [1, 1]).by_remainders is True


def test_a_row_is_proved_by_its_own_sum() -> None:
    proof = apportion_table([1], [1, 1]).proof(0, 0)
    assert proof.margins[0].whole == Cell(("rows[0]",), "", 1, 1)


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (lambda: apportion_table([], [1]), AllocationError, "rows: must not be empty"),
        (
            lambda: apportion_table([1, 2.0], [1]),  # type: ignore[list-item]
            NotExactError,
            "rows[1]: a whole number is an int (got 2.0)",
        ),
        (
            lambda: apportion_table(1, [1]),  # type: ignore[arg-type]
            NotExactError,
            "rows: must be an Iterable (got 1)",
        ),
        (lambda: apportion_table([1], []), AllocationError, "weights: must not be empty"),
        (
            lambda: apportion_table([1], [0, 0]),
            AllocationError,
            "weights: at least one must be above zero (got (0, 0))",
        ),
        (
            lambda: apportion_table([1], [1, -1]),
            AllocationError,
            "weights[1]: must not be negative (got -1)",
        ),
        (
            lambda: apportion_table([1], [0.5]),  # type: ignore[arg-type]
            NotExactError,
            "weights[0]: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: apportion_table([1, 1], [[1, 1], [1, -1]]),
            AllocationError,
            "weights[1][1]: must not be negative (got -1)",
        ),
        (
            lambda: apportion_table([1, 1], [[1, 1], [0, 0]]),
            AllocationError,
            "weights[1]: at least one must be above zero (got (0, 0))",
        ),
        (
            lambda: apportion_table([1, 1], [[1, 1]]),
            AllocationError,
            "weights: must have a row for every total (got 1, 2)",
        ),
        (
            lambda: apportion_table([1, 1], [[1, 1], [1]]),
            AllocationError,
            "weights[1]: must be as many as in the first row (got 1, 2)",
        ),
        (
            lambda: apportion_table([1, 1], [[1, 1], 1]),  # type: ignore[arg-type]
            NotExactError,
            "weights[1]: must be an Iterable (got 1)",
        ),
        (
            lambda: apportion_table([1], [1, 1], columns=[1]),
            AllocationError,
            "columns: must be as many as the weights of a row (got 1, 2)",
        ),
        (
            lambda: apportion_table([3], [1, 1], columns=[1, 1]),
            AllocationError,
            "columns: must sum to what the rows do (got 2, 3)",
        ),
        (
            lambda: apportion_table([3], [1], columns=[True]),
            NotExactError,
            "columns[0]: a whole number is an int (got True)",
        ),
        (
            lambda: apportion_table([1], [1, 1], column_rank="a"),
            AllocationError,
            "column_rank: must be as many as the columns (got 1, 2)",
        ),
        (
            lambda: apportion_table([1], [1, 1], row_rank="ab"),
            AllocationError,
            "row_rank: must be as many as the rows (got 2, 1)",
        ),
        (
            lambda: apportion_table([1], [1, 1], column_rank=[1, "a"]),
            NotExactError,
            "column_rank: ranks must be comparable with each other (got 1, 'a')",
        ),
        (
            lambda: apportion_table([1], [1, 1], column_rank="aa"),
            AllocationError,
            "column_rank: where rank decides, no two may be equal (got 0, 1)",
        ),
        (
            lambda: apportion_table([2, 2, 2], [1, 3, 5], column_rank="aab"),
            AllocationError,
            "column_rank: where rank decides, no two may be equal (got 0, 1)",
        ),
        (
            lambda: apportion_table([2, 2, 2], [1, 3, 5], row_rank="bab"),
            AllocationError,
            "row_rank: where rank decides, no two may be equal (got 0, 2)",
        ),
        (
            lambda: apportion_table([1, -1], [1, 2], row_rank="aa"),
            AllocationError,
            "row_rank: where rank decides, no two may be equal (got 0, 1)",
        ),
        (
            lambda: apportion_table([1], [1], row_names=["a", "b"]),
            AllocationError,
            "row_names: must be as many as the rows (got 2, 1)",
        ),
        (
            lambda: apportion_table([1], [1, 1], column_names="AA"),
            InvalidValueError,
            "column_names: must be told, and differ from each other (got ('A', 'A'))",
        ),
        (
            lambda: apportion_table([1], [1, 1], column_names=["A", ""]),
            InvalidValueError,
            "column_names: must be told, and differ from each other (got ('A', ''))",
        ),
        (
            lambda: apportion_table([1], [1, 1], column_names=["A", 2]),  # type: ignore[list-item]
            NotExactError,
            "column_names[1]: must be a text (got 2)",
        ),
        (
            lambda: apportion_table([5, 1], [[1, 1, 0], [0, 0, 1]], columns=[2, 2, 2]),
            AllocationError,
            "columns[0]: no table keeps this total (got 2). columns[0], columns[1] together can be "
            "at least 5 and were told 4.",
        ),
        (
            lambda: apportion_table([0], [1, 1], columns=[1, -1]),
            AllocationError,
            "columns[0]: no table keeps this total (got 1). columns[0] can be at most 0 and was "
            "told 1.",
        ),
        (
            lambda: apportion_table([1], [1, 1], row_rank=3),  # type: ignore[arg-type]
            NotExactError,
            "row_rank: must be an Iterable (got 3)",
        ),
        (
            lambda: apportion_table([1], 3),  # type: ignore[arg-type]
            NotExactError,
            "weights: must be an Iterable (got 3)",
        ),
        (
            lambda: apportion_table([1], [1], row_names=3),  # type: ignore[arg-type]
            NotExactError,
            "row_names: must be an Iterable (got 3)",
        ),
        (
            lambda: apportion_table([1], [1]).exact(0.5, 0),  # type: ignore[arg-type]
            NotExactError,
            "row: a whole number is an int (got 0.5)",
        ),
        (
            lambda: apportion_table([1], [1]).exact(1, 0),
            InvalidValueError,
            "row: is none of the 1, counted from 0 (got 1)",
        ),
        (
            lambda: apportion_table([1], [1]).proof(0, -1),
            InvalidValueError,
            "column: is none of the 1, counted from 0 (got -1)",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refusal:
        build()
    assert str(refusal.value) == message
