"""Biproportional tables: against published ones, against trying all tables, and their laws."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import lcm, prod
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion import (
    MultiplierCertificate,
    apportion,
    apportion_biproportional,
    verify,
    verify_all,
)
from sundgov.apportion.biproportional_flow import Flow, Table
from sundgov.apportion.biproportional_multipliers import simplest
from sundgov.apportion.biproportional_scaling import Scaling
from sundgov.apportion.signposts import SIGNPOSTS
from sundgov.errors import AllocationError, InvalidValueError, NotExactError

_FILE = Path(__file__).parent / "data" / "vectors" / "biproportional.json"
VECTORS: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["vectors"]
METHODS = sorted(SIGNPOSTS)

Cells: TypeAlias = tuple[tuple[int, ...], ...]


def exact(weights: Sequence[Sequence[int | str]]) -> list[list[Decimal]]:
    return [[Decimal(weight) for weight in row] for row in weights]


# -- published


def test_no_vector_is_lost() -> None:
    assert len(VECTORS) == 8
    assert all(vector["source"] and vector["unique"] for vector in VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["note"])
def test_cells_are_as_published(vector: dict[str, Any]) -> None:
    totals = vector["row_totals"], vector["column_totals"]
    table = apportion_biproportional(exact(vector["weights"]), *totals, method=vector["method"])
    assert [list(row) for row in table.cells] == vector["expected"]
    assert table.unique
    assert verify_all(table.certificates)
    for row, line in enumerate(vector["weights"]):
        for column, weight in enumerate(line):
            quotient = (
                Fraction(weight) * table.row_multipliers[row] * table.column_multipliers[column]
            )
            assert abs(quotient - table.cells[row][column]) < Fraction(1, 2)


def test_multipliers_are_simple() -> None:
    """The canton of Zug 2018: row multipliers near one, and whole divisors of every column."""
    (zug,) = (vector for vector in VECTORS if "Zug" in vector["note"])
    table = apportion_biproportional(zug["weights"], zug["row_totals"], zug["column_totals"])
    assert " ".join(map(str, table.row_multipliers)) == "11/10 1 22/23 7/6 1 14/15"
    assert " ".join(map(str, table.column_multipliers)) == (
        "1/7147 1/1138 1/2207 1/1298 1/5668 1/3438 1/2554 1/2213 1/1733 1/643 1/726"
    )


# -- against all tables


def all_tables(rows: Sequence[int], columns: Sequence[int]) -> Iterator[Cells]:
    """Every table of whole numbers with these totals."""
    if not rows:
        if not any(columns):
            yield ()
        return
    for row in product(*(range(min(rows[0], most) + 1) for most in columns)):
        if sum(row) == rows[0]:
            left = [most - cell for most, cell in zip(columns, row, strict=True)]
            yield from ((row, *rest) for rest in all_tables(rows[1:], left))


def right_tables(
    weights: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int], method: str
) -> list[Cells]:
    """Of all tables with weight where they have units, those with the least product of signpost ÷
    weight over all units, which is what Balinski and Demange's tables are known by.
    """
    signposts = SIGNPOSTS[method]

    def cost(cells: Cells) -> Fraction:
        factors = [
            Fraction(*signposts.at(unit)) / weight**signposts.power
            for row, line in zip(cells, weights, strict=True)
            for cell, weight in zip(row, line, strict=True)
            for unit in range(signposts.first_is_free, cell)
        ]
        return prod(factors, start=Fraction(1))

    able = [
        cells
        for cells in all_tables(rows, columns)
        if all(
            (weight > 0 or cell == 0) and (cell > 0 or not weight or not signposts.first_is_free)
            for row, line in zip(cells, weights, strict=True)
            for cell, weight in zip(row, line, strict=True)
        )
    ]
    least = min(map(cost, able), default=None)
    return [cells for cells in able if cost(cells) == least]


@st.composite
def tables(
    draw: st.DrawFn, most: int = 4, size: int = 3
) -> tuple[list[list[int]], list[int], list[int]]:
    """Small tables: weights with zeros and ties among them, and totals that sum alike."""
    width, height = draw(st.integers(1, size)), draw(st.integers(1, size))
    line = st.lists(st.integers(0, 6), min_size=width, max_size=width)
    weights = draw(st.lists(line, min_size=height, max_size=height))
    rows = draw(st.lists(st.integers(0, most), min_size=height, max_size=height))
    cuts = sorted(draw(st.lists(st.integers(0, sum(rows)), min_size=width - 1, max_size=width - 1)))
    columns = [high - low for low, high in zip([0, *cuts], [*cuts, sum(rows)], strict=True)]
    return weights, rows, columns


SMALL = tables()


@given(SMALL, st.sampled_from(METHODS))
def test_of_all_tables_it_is_the_right_one(
    table: tuple[list[list[int]], list[int], list[int]], method: str
) -> None:
    """And of several that are right, the one with the most in the first cells."""
    right = right_tables(*table, method)
    if not right:
        with pytest.raises(AllocationError):
            apportion_biproportional(*table, method=method)
        return
    found = apportion_biproportional(*table, method=method)
    assert found.cells == max(right)
    assert found.unique is (len(right) == 1)
    assert found.ties == tuple(
        (row, column)
        for row in range(len(table[1]))
        for column in range(len(table[2]))
        if len({cells[row][column] for cells in right}) > 1
    )


@given(SMALL, st.sampled_from(METHODS))
def test_its_certificates_hold_alone_and_together(
    table: tuple[list[list[int]], list[int], list[int]], method: str
) -> None:
    try:
        found = apportion_biproportional(*table, method=method)
    except AllocationError:
        return
    assert all(map(verify, found.certificates))
    assert verify_all(found.certificates)
    assert min((*found.row_multipliers, *found.column_multipliers)) > 0
    power = SIGNPOSTS[method].power
    for row, line in enumerate(found.weights):
        for column, weight in enumerate(line):
            scaled = Fraction(weight) ** power * found.row_multipliers[row]
            scaled *= found.column_multipliers[column]
            cell = found.cells[row][column]
            posts = {Fraction(*SIGNPOSTS[method].at(max(at, 0))) for at in (cell - 1, cell)}
            # Only what ties lies on a signpost.
            assert not weight or (scaled in posts) is ((row, column) in found.ties)


def shift(table: tuple[list[list[int]], list[int], list[int]]) -> tuple[Table, Flow]:
    """The table from multipliers of one, where nothing is near to its totals."""
    weights, rows, columns = table
    ones = [Fraction(1)] * len(rows), [Fraction(1)] * len(columns)
    begun = Table(SIGNPOSTS["webster"], weights, ones)
    return begun, Flow(begun, rows, columns)


@given(tables(most=6, size=5))
def test_from_wherever_it_begins_it_comes_to_the_same(
    table: tuple[list[list[int]], list[int], list[int]],
) -> None:
    """Transfers alone find it, also without scaling in turns before."""
    try:
        found = apportion_biproportional(*table)
    except AllocationError:
        return
    begun, flow = shift(table)
    flow.finish()
    assert [sum(row) for row in begun.cells] == table[1]
    assert [sum(column) for column in zip(*begun.cells, strict=True)] == table[2]
    for row, column in begun.weighty():
        cell = begun.cells[row][column]
        assert begun.lowest(cell) <= begun.quotient(row, column) <= begun.post(cell)
    if found.unique:
        assert tuple(map(tuple, begun.cells)) == found.cells


@pytest.mark.parametrize("method", METHODS)
def test_scaling_in_turns_comes_near_by_itself(method: str) -> None:
    """At ten times the published totals, where no method lacks units, a few at most are left."""
    for vector in VECTORS:
        decimals = exact(vector["weights"])
        weights = [[int(weight * 100) for weight in row] for row in decimals]
        rows = [10 * total for total in vector["row_totals"]]
        columns = [10 * total for total in vector["column_totals"]]
        signposts = SIGNPOSTS[method]
        begun = Scaling(signposts, weights, rows, columns).multipliers()
        cells = Table(signposts, weights, begun).cells
        off = [sum(row) - total for row, total in zip(cells, rows, strict=True)]
        across = zip(*cells, strict=True)
        off += [sum(column) - total for column, total in zip(across, columns, strict=True)]
        assert sum(map(abs, off)) <= 4


def test_a_column_that_nothing_reaches_is_scaled_along() -> None:
    """The row grows fivefold; the columns without units must not cross their signposts with it."""
    begun, flow = shift(([[0, 0, 0], [1, 1, 1]], [0, 5], [0, 5, 0]))
    flow.finish()
    assert begun.cells == [[0, 0, 0], [0, 5, 0]]
    for row, column in begun.weighty():
        cell = begun.cells[row][column]
        assert begun.lowest(cell) <= begun.quotient(row, column) <= begun.post(cell)


# -- laws


LARGER = tables(most=40, size=6)


def solved(
    table: tuple[list[list[int]], list[int], list[int]], **terms: Any
) -> tuple[Cells, tuple[tuple[int, int], ...]] | str:
    """The cells and ties, or that there are none."""
    try:
        found = apportion_biproportional(*table, **terms)
    except AllocationError as refused:
        return refused.rule.split()[0]
    assert [sum(row) for row in found.cells] == list(table[1])
    assert [sum(column) for column in zip(*found.cells, strict=True)] == list(table[2])
    for row, line in zip(found.cells, table[0], strict=True):
        assert all(weight or not cell for cell, weight in zip(row, line, strict=True))
    return found.cells, found.ties


@given(LARGER, st.sampled_from(METHODS), st.data())
def test_rows_and_columns_may_be_scaled(
    table: tuple[list[list[int]], list[int], list[int]], method: str, data: st.DataObject
) -> None:
    weights, rows, columns = table
    factors = st.fractions(Fraction(1, 9), 9, max_denominator=9)
    by_row = [data.draw(factors) for _ in rows]
    by_column = [data.draw(factors) for _ in columns]
    scaled: Any = [
        [weight * down * across for weight, across in zip(line, by_column, strict=True)]
        for line, down in zip(weights, by_row, strict=True)
    ]
    turned = solved((scaled, rows, columns), method=method)
    assert isinstance(turned, str) is isinstance(solved(table, method=method), str)
    assert isinstance(turned, str) or turned == solved(table, method=method)


@given(LARGER, st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_rows_and_columns_may_change_places_with_their_ranks(
    table: tuple[list[list[int]], list[int], list[int]], method: str, chance: Any
) -> None:
    weights, rows, columns = table
    down, across = list(range(len(rows))), list(range(len(columns)))
    chance.shuffle(down)
    chance.shuffle(across)
    moved: Any = (
        [[weights[row][column] for column in across] for row in down],
        [rows[row] for row in down],
        [columns[column] for column in across],
    )
    before = solved(table, method=method)
    after = solved(moved, method=method, row_rank=down, column_rank=across)
    if isinstance(before, str) or isinstance(after, str):
        assert before == after
        return
    cells, ties = before
    assert after[0] == tuple(tuple(cells[row][column] for column in across) for row in down)
    assert sorted((down[row], across[column]) for row, column in after[1]) == list(ties)


@given(LARGER, st.sampled_from(METHODS))
def test_negative_totals_mirror(
    table: tuple[list[list[int]], list[int], list[int]], method: str
) -> None:
    weights, rows, columns = table
    before = solved(table, method=method)
    mirrored = (weights, [-total for total in rows], [-total for total in columns])
    after = solved(mirrored, method=method)
    if isinstance(before, str) or isinstance(after, str):
        assert before == after
        return
    assert tuple(tuple(-cell for cell in row) for row in after[0]) == before[0]
    assert verify_all(apportion_biproportional(*mirrored, method=method).certificates)


@given(LARGER, st.sampled_from(METHODS))
def test_turned_on_its_side_it_is_the_same(
    table: tuple[list[list[int]], list[int], list[int]], method: str
) -> None:
    weights, rows, columns = table
    before = solved(table, method=method)
    after = solved(
        ([list(one) for one in zip(*weights, strict=True)], columns, rows), method=method
    )
    if isinstance(before, str) or isinstance(after, str):
        assert isinstance(before, str)
        assert isinstance(after, str)
    elif not before[1]:
        assert tuple(zip(*after[0], strict=True)) == before[0]


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=6).filter(any),
    st.integers(0, 60),
    st.sampled_from(["webster", "jefferson"]),
)
def test_one_row_is_the_divisor_method_where_its_totals_say_so(
    weights: list[int], amount: int, method: str
) -> None:
    """Columns told what the method gives, a row of its own and one without weight agree."""
    parts = apportion(amount, weights, method=method).parts
    found = apportion_biproportional([weights, weights], [amount, 0], parts, method=method)
    assert found.cells == (parts, (0,) * len(parts))


def test_a_consistent_part_of_a_table_is_divided_alike() -> None:
    """Leave out a district with what it got, and the others keep theirs."""
    zurich = VECTORS[4]
    whole = apportion_biproportional(
        zurich["weights"], zurich["row_totals"], zurich["column_totals"]
    )
    rows = [total - row[-1] for total, row in zip(zurich["row_totals"], whole.cells, strict=True)]
    weights = [row[:-1] for row in zurich["weights"]]
    rest = apportion_biproportional(weights, rows, zurich["column_totals"][:-1])
    assert rest.cells == tuple(row[:-1] for row in whole.cells)


# -- ties


def test_ties_go_by_rank() -> None:
    equal = [[1, 1], [1, 1]]
    first = apportion_biproportional(equal, [1, 1], [1, 1])
    assert (first.cells, first.unique) == (((1, 0), (0, 1)), False)
    assert first.ties == ((0, 0), (0, 1), (1, 0), (1, 1))
    assert first.certificate(0, 0).row_multiplier * first.certificate(0, 0).column_multiplier == (
        Fraction(1, 2)
    )
    other = apportion_biproportional(equal, [1, 1], [1, 1], column_rank=["b", "a"])
    assert other.cells == ((0, 1), (1, 0))
    both = apportion_biproportional(equal, [1, 1], [1, 1], row_rank=[2, 1], column_rank=[2, 1])
    assert both.cells == first.cells


def test_units_may_go_round_over_several_cells() -> None:
    """Three rows that share three columns in a ring: all one way round, or all the other."""
    ring = apportion_biproportional([[1, 1, 0], [0, 1, 1], [1, 0, 1]], [1] * 3, [1] * 3)
    assert ring.cells == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert ring.ties == ((0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 2))


@pytest.mark.parametrize(
    ("weights", "rows", "columns"),
    [
        ([[1, 1, 1]] * 3, [1, 1, 1], [1, 1, 1]),
        ([[1, 1, 1, 1]] * 4, [1, 1, 1, 1], [1, 1, 1, 1]),
        ([[1, 1, 1]] * 3, [2, 1, 1], [1, 1, 2]),
        ([[1, 1, 1, 1]] * 2, [1, 3], [1, 1, 1, 1]),
        ([[1, 1, 1], [1, 2, 2], [1, 1, 0], [2, 2, 2]], [2, 1, 1, 0], [1, 2, 1]),
        ([[2, 2, 1], [1, 1, 1], [1, 2, 1]], [1, 1, 2], [1, 2, 1]),
        ([[1, 1, 0], [1, 1, 1], [1, 1, 1], [1, 2, 1]], [0, 1, 1, 2], [1, 2, 1]),
    ],
)
def test_where_many_tables_tie_the_first_cells_have_the_most(
    weights: list[list[int]], rows: list[int], columns: list[int]
) -> None:
    """What was settled in one cell is not given up for a later one."""
    right = right_tables(weights, rows, columns, "webster")
    assert len(right) > 1
    assert apportion_biproportional(weights, rows, columns).cells == max(right)
    turned = apportion_biproportional(
        weights,
        rows,
        columns,
        row_rank=range(len(rows), 0, -1),
        column_rank=range(len(columns), 0, -1),
    )
    assert turned.cells == max(right, key=lambda cells: [line[::-1] for line in cells[::-1]])


def test_equal_ranks_are_refused_only_where_they_would_decide() -> None:
    same: Any = {"row_rank": [1, 1], "column_rank": [1, 2]}
    assert apportion_biproportional([[3, 1], [1, 3]], [1, 1], [1, 1], **same).unique
    with pytest.raises(AllocationError) as refused:
        apportion_biproportional([[1, 1], [1, 1]], [1, 1], [1, 1], **same)
    assert str(refused.value) == "row_rank: where rank decides, no two may be equal (got 0, 1)"
    # Of three rows the two that tie have ranks that differ.
    weights = [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    apportion_biproportional(weights, [1, 1, 1], [1, 1, 1], row_rank=[1, 2, 2])


# -- refusals


REFUSED: list[tuple[Callable[[], Any], type[Exception], str]] = []


def refused(error: type[Exception], message: str, *args: Any, **terms: Any) -> None:
    REFUSED.append((lambda: apportion_biproportional(*args, **terms), error, message))


refused(AllocationError, "row_totals: must not be empty", [[1]], [], [1])
refused(AllocationError, "column_totals: must not be empty", [[1]], [1], [])
refused(NotExactError, "row_totals[0]: a whole number is an int (got 1.0)", [[1]], [1.0], [1])
refused(
    AllocationError,
    "weights: must have a row for every row total (got 1, 2)",
    [[1, 1]],
    [1, 1],
    [1, 1],
)
refused(
    AllocationError,
    "weights[1]: must be as many as the column totals (got 1, 2)",
    [[1, 1], [1]],
    [1, 1],
    [1, 1],
)
refused(AllocationError, "weights[0][1]: must not be negative (got -1)", [[1, -1]], [2], [1, 1])
refused(
    NotExactError,
    "weights[0][0]: a number must be exact, never a float or bool (got 0.5). Write it as an int, "
    "Fraction(1, 3) or Decimal('0.1').",
    [[0.5]],
    [1],
    [1],
)
refused(NotExactError, "weights: must be an Iterable (got 5)", 5, [1], [1])
refused(NotExactError, "weights[0]: must be an Iterable (got 5)", [5], [1], [1])
refused(
    AllocationError,
    "column_totals: must sum to what the row totals do (got 3, 2)",
    [[1, 1]],
    [2],
    [1, 2],
)
refused(
    AllocationError,
    "row_totals[1]: must not be above zero where others are below (got 3, -1)",
    [[1, 1], [1, 1]],
    [-1, 3],
    [1, 1],
)
refused(
    AllocationError,
    "column_totals[0]: must not be above zero where others are below (got 2, -2)",
    [[1, 1]],
    [0],
    [2, -2],
)
refused(
    InvalidValueError,
    "method: must be one of 'adams', 'dean', 'dhondt', 'hill', 'huntington', 'jefferson', "
    "'sainte-lague', 'webster' (got 'hamilton')",
    [[1]],
    [1],
    [1],
    method="hamilton",
)
refused(
    InvalidValueError,
    "method: must be one of 'adams', 'dean', 'dhondt', 'hill', 'huntington', 'jefferson', "
    "'sainte-lague', 'webster' (got ['webster'])",
    [[1]],
    [1],
    [1],
    method=["webster"],
)
refused(
    AllocationError,
    "row_rank: must be as many as the rows (got 2, 1)",
    [[1]],
    [1],
    [1],
    row_rank=[1, 2],
)
refused(
    InvalidValueError,
    "column_names: must be told, and differ from each other (got ('A', 'A'))",
    [[1, 1]],
    [2],
    [1, 1],
    column_names=["A", "A"],
)
# What no table keeps: the columns, and the rows in which they have all their weight.
refused(
    AllocationError,
    "B: has weight in y alone, where there is less room (got 7, 6)",
    [[30, 0], [20, 40]],
    [4, 6],
    [3, 7],
    row_names="xy",
    column_names="AB",
)
refused(
    AllocationError,
    "columns[0], columns[1]: have weight in rows[0] alone, where there is less room (got 4, 3)",
    [[1, 1, 0], [0, 0, 1]],
    [3, 2],
    [2, 2, 1],
)
# Of several that cannot hold, the fewest are named.
refused(
    AllocationError,
    "columns[2]: has weight in rows[2] alone, where there is less room (got 2, 1)",
    [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
    [1, 1, 1, 5],
    [2, 1, 2, 3],
)
refused(
    AllocationError,
    "columns[1]: has no weight to hold units by (got 1)",
    [[1, 0]],
    [2],
    [1, 1],
)
refused(
    AllocationError,
    "columns[0]: has no weight to hold units by (got 1)",
    [[0, 0]],
    [2],
    [1, 1],
)
refused(
    AllocationError,
    "A, B, C, D and 2 more: have weight in x alone, where there is less room (got 6, 5)",
    [[1, 1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0, 1]],
    [5, 2],
    [1] * 7,
    row_names="xy",
    column_names="ABCDEFG",
)
refused(
    AllocationError,
    "A, B, C, D: have weight in x alone, where there is less room (got 4, 3)",
    [[1, 1, 1, 1, 0], [0, 0, 0, 0, 1]],
    [3, 2],
    [1] * 5,
    row_names="xy",
    column_names="ABCDE",
)
refused(
    AllocationError,
    "A, B, C, D and 1 more: have weight in x alone, where there is less room (got 5, 4)",
    [[1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 1]],
    [4, 2],
    [1] * 6,
    row_names="xy",
    column_names="ABCDEF",
)
refused(
    AllocationError,
    "columns[0]: has weight in rows[0] alone, where there is less room beside a unit for each of "
    "the other weights (got 3, 1)",
    [[1, 1, 1], [0, 1, 0]],
    [3, 4],
    [3, 3, 1],
    method="hill",
)
refused(
    AllocationError,
    "rows[0]: holds less than a unit for each weight, which the method gives (got 1, 2)",
    [[1, 1], [1, 1]],
    [1, 5],
    [3, 3],
    method="adams",
)
refused(
    AllocationError,
    "columns[0]: has weight in rows[0] alone, where there is less room beside a unit for each of "
    "the other weights (got 3, 2)",
    [[1, 1], [0, 1]],
    [3, 3],
    [3, 3],
    method="hill",
)


@pytest.mark.parametrize(("do", "error", "message"), REFUSED, ids=[one[2] for one in REFUSED])
def test_what_makes_no_table_is_refused(
    do: Callable[[], Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as found:
        do()
    assert str(found.value) == message


@given(LARGER, st.sampled_from(METHODS))
def test_what_is_named_in_a_refusal_cannot_hold(
    table: tuple[list[list[int]], list[int], list[int]], method: str
) -> None:
    """Gale's condition, recomputed from the names in the message."""
    weights, rows, columns = table
    down, across = [f"r{at}" for at in range(len(rows))], [f"c{at}" for at in range(len(columns))]
    try:
        apportion_biproportional(*table, method=method, row_names=down, column_names=across)
    except AllocationError as refused:
        words = f"{refused.field} {refused.rule}".replace(",", "").replace(":", "").split()
        if "more" in words:
            return
        named_rows = [at for at, name in enumerate(down) if name in words]
        named_columns = [at for at, name in enumerate(across) if name in words]
        assert all(
            not line[column] or at in named_rows
            for at, line in enumerate(weights)
            for column in named_columns
        )
        least = SIGNPOSTS[method].first_is_free * sum(
            weight > 0
            for row in named_rows
            for column, weight in enumerate(weights[row])
            if column not in named_columns
        )
        needs = sum(columns[column] for column in named_columns) + least
        assert needs > sum(rows[row] for row in named_rows)


@pytest.mark.parametrize(
    ("terms", "error", "message"),
    [
        ({"row_names": 3}, NotExactError, "row_names: must be an Iterable (got 3)"),
        ({"column_rank": 3}, NotExactError, "column_rank: must be an Iterable (got 3)"),
        (
            {"column_rank": [1]},
            AllocationError,
            "column_rank: must be as many as the columns (got 1, 2)",
        ),
        ({"row_rank": [1, 2]}, AllocationError, "row_rank: must be as many as the rows (got 2, 1)"),
    ],
)
def test_names_and_ranks_are_one_for_each(
    terms: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        apportion_biproportional([[1, 1]], [2], [1, 1], **terms)
    assert str(refused.value) == message


def test_a_place_in_a_table_is_a_whole_number() -> None:
    table = apportion_biproportional([[1, 1]], [2], [1, 1])
    with pytest.raises(NotExactError) as refused:
        table.certificate(0.5, 0)  # type: ignore[arg-type]
    assert str(refused.value) == "row: a whole number is an int (got 0.5)"


# -- certificates


PROOF = MultiplierCertificate("A", "B", 5, Fraction(1), Fraction(1, 2), 9, 9, 3)


def test_a_cell_is_told_with_its_multipliers() -> None:
    assert str(PROOF).splitlines() == [
        "A, B: 3",
        "  5 × 1 × 1/2 = 2,5: rundet efter webster",
        "  A: 9 i alt, B: 9 i alt",
    ]
    hill = evolve(PROOF, method="hill", weight=Decimal("2.5"), row_multiplier=Fraction(3, 7))
    assert evolve(PROOF, unit="kr.").explain("en").splitlines()[0] == "A, B: 3 (in kr.)"
    assert hill.explain("en").splitlines()[1] == (
        "  2.5 squared × 3/7 × 1/2 = 1.3392…: rounded by hill"
    )


@pytest.mark.parametrize(
    ("method", "low", "high"),
    [
        ("webster", Fraction(5, 2), Fraction(7, 2)),
        ("jefferson", Fraction(3), Fraction(4)),
        ("adams", Fraction(2), Fraction(3)),
        ("dean", Fraction(12, 5), Fraction(24, 7)),
        ("hill", Fraction(6), Fraction(12)),
    ],
)
def test_three_units_are_right_between_their_signposts(
    method: str, low: Fraction, high: Fraction
) -> None:
    """Signposts worked out by hand; those of Hill's method are squares."""
    proof = evolve(PROOF, method=method, weight=1, column_multiplier=1)
    for quotient, holds in ((low, True), (high, True), (low - 1, False), (high + 1, False)):
        assert verify(evolve(proof, row_multiplier=quotient)) is holds
    near = Fraction(1, 10**30)
    assert not verify(evolve(proof, row_multiplier=low - near))
    assert not verify(evolve(proof, row_multiplier=high + near))


def test_a_first_unit_too_has_its_signpost() -> None:
    proof = evolve(PROOF, weight=1, column_multiplier=1, part=1)
    assert verify(evolve(proof, row_multiplier=Fraction(1, 2)))
    assert not verify(evolve(proof, row_multiplier=Fraction(1, 3)))
    assert verify(evolve(proof, row_multiplier=Fraction(1, 3), part=0))


def test_no_weight_is_no_units_and_some_weight_some_by_adams() -> None:
    none = evolve(PROOF, weight=0, part=0)
    assert verify(none)
    assert not verify(evolve(none, part=1))
    tiny = evolve(PROOF, weight=Fraction(1, 10**9), part=0)
    assert verify(tiny)
    assert not verify(evolve(tiny, method="adams"))


def test_a_cell_has_the_sign_of_its_totals() -> None:
    negative = evolve(PROOF, part=-3, row_total=-9, column_total=-9)
    assert verify(negative)
    assert not verify(evolve(negative, row_total=9))
    assert not verify(evolve(negative, column_total=9))
    assert not verify(evolve(PROOF, row_total=0))


TABLE = apportion_biproportional([[30, 10], [20, 40]], [4, 6], [5, 5])


@pytest.mark.parametrize(
    "change",
    [
        {"row": "C"},
        {"column": "C"},
        {"row_multiplier": Fraction(101, 100)},
        {"column_multiplier": Fraction(101, 1000)},
        {"row_total": 5},
        {"column_total": 6},
        {"part": 4},
        {"weight": 90},
    ],
    ids=lambda change: next(iter(change)),
)
def test_one_changed_certificate_is_found_out(change: dict[str, Any]) -> None:
    first, *others = TABLE.certificates
    assert verify_all([first, *others])
    assert not verify_all([evolve(first, **change), *others])


def test_a_table_is_whole_and_of_one_method() -> None:
    every = TABLE.certificates
    assert verify_all(every[::-1])
    assert not verify_all([])
    assert not verify_all(every[1:])
    assert not verify_all([*every, every[0]])
    assert not verify_all([evolve(every[0], method="dean"), *every[1:]])
    assert not verify_all([evolve(every[0], unit="kr."), *every[1:]])
    assert not verify_all([*every, *apportion(1, [1]).certificates])
    # A row that sums to another total, though each of its cells could be so.
    half = [evolve(PROOF, column=name, row_total=6, column_total=3) for name in "BC"]
    assert verify_all(half)
    assert not verify_all([half[0], evolve(half[1], part=2, column_total=2)])
    assert not verify_all([evolve(one, column_total=4) for one in half])


@pytest.mark.parametrize(
    ("field", "value", "error", "message"),
    [
        ("weight", -1, InvalidValueError, "weight: must not be negative (got -1)"),
        ("row_multiplier", 0, InvalidValueError, "row_multiplier: must be above zero (got 0)"),
        (
            "column_multiplier",
            0,
            InvalidValueError,
            "column_multiplier: must be above zero (got 0)",
        ),
        ("part", 1.0, NotExactError, "part: a whole number is an int (got 1.0)"),
        ("row_total", 1.0, NotExactError, "row_total: a whole number is an int (got 1.0)"),
        ("column_total", 1.0, NotExactError, "column_total: a whole number is an int (got 1.0)"),
        (
            "method",
            "quota",
            InvalidValueError,
            "method: must be one of 'adams', 'dean', 'hill', 'jefferson', 'webster' (got 'quota')",
        ),
    ],
)
def test_certificates_of_nothing_are_refused(
    field: str, value: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        evolve(PROOF, **{field: value})
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (2, 0, "row: is none of the 2, counted from 0 (got 2)"),
        (0, -1, "column: is none of the 2, counted from 0 (got -1)"),
    ],
)
def test_a_certificate_of_no_cell_is_refused(row: int, column: int, message: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        TABLE.certificate(row, column)
    assert str(refused.value) == message


# -- corners


BETWEEN = st.fractions(0, 9, max_denominator=60)


@given(BETWEEN, st.one_of(st.none(), BETWEEN))
def test_the_simplest_between_two(one: Fraction, other: Fraction | None) -> None:
    if one == other:
        return
    low, high = (one, None) if other is None else (min(one, other), max(one, other))
    found = simplest(low, high)
    assert low < found
    assert high is None or found < high
    for denominator in range(1, found.denominator):
        inner = low * denominator // 1 + 1
        assert high is not None
        assert inner >= high * denominator


def test_weights_of_any_size_and_kind() -> None:
    weights: Any = [[Fraction(1, 3), Decimal("0.1")], [10**30, 3 * 10**29]]
    table = apportion_biproportional(weights, [7, 9], [10, 6])
    assert verify_all(table.certificates)
    assert table.weights == ((Fraction(1, 3), Decimal("0.1")), (10**30, 3 * 10**29))
    common = lcm(3, 10)
    again = apportion_biproportional(
        [[common // 3, common // 10], [10, 3]], [7, 9], [10, 6], method="sainte-lague"
    )
    assert (again.cells, again.method) == (table.cells, "webster")


def test_large_totals_take_no_longer_way() -> None:
    """Seven million kroner in øre, on weights that fit neither rows nor columns."""
    rows, columns = [500_000_001, 100_000_000, 99_999_999], [1, 699_999_999 - 10**6, 10**6]
    table = apportion_biproportional([[5, 3, 1], [1, 1, 9], [0, 7, 2]], rows, columns)
    assert verify_all(table.certificates)
    assert table.unique
