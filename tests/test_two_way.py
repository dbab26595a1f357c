"""Rows rounded in lanes, and columns mended by sets of rows: against `divmod` and `Network`."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion.nested import Branch, round_nested
from sundgov.apportion.two_way import Moves, Rows, Stuck, largest
from sundgov.apportion.two_way_lanes import Lanes, Packed, Turned
from sundgov.errors import AllocationError

HALF = 2**64
numbers = st.integers(0, HALF - 1)


# -- lanes


@given(st.lists(numbers, min_size=1, max_size=9))
def test_what_is_packed_comes_out_again(given_: list[int]) -> None:
    lanes = Lanes(len(given_))
    packed = lanes.pack(given_)
    assert lanes.unpack(packed) == tuple(given_)
    assert lanes.unpack_wide(packed * (HALF - 1)) == [one * (HALF - 1) for one in given_]
    assert lanes.unpack(lanes.ones) == (1,) * len(given_)
    assert lanes.unpack_wide(lanes.lower) == [HALF - 1] * len(given_)


@given(st.lists(st.integers(0, 2**20 - 1), min_size=1, max_size=9), st.integers(1, 2**20 - 1))
def test_lanes_that_reach_a_number(given_: list[int], least: int) -> None:
    lanes = Lanes(len(given_))
    wanted = [one >= least for one in given_]
    assert lanes.unpack(lanes.reaching(lanes.pack(given_), least, 20)) == tuple(wanted)
    assert lanes.flags(at for at, one in enumerate(wanted) if one) == lanes.pack(wanted)


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_rows_of_flags_become_sets_of_rows(count: int) -> None:
    rows = Turned(Lanes(3))
    for row in range(count):
        rows.add(rows.lanes.flags([0, 2] if row % 3 == 0 else [1] if row % 2 else []))
    third = sum(1 << row for row in range(0, count, 3))
    odd = sum(1 << row for row in range(count) if row % 2 and row % 3)
    assert rows.sets() == [third, odd, third]


keys = st.lists(
    st.one_of(st.integers(0, 9), st.integers(0, 2**31), st.integers(0, 2**62)),
    min_size=1,
    max_size=9,
).filter(any)


@given(keys, st.one_of(st.integers(0, 99), st.integers(0, 2**63 - 1)))
def test_a_row_in_lanes_is_what_divmod_gives(weights: list[int], amount: int) -> None:
    lanes, total = Lanes(len(weights)), sum(weights)
    packed = Packed.of(lanes, weights, total)
    if packed is None:
        assert total * max(weights) >= HALF
        return
    wholes, rests = packed.divided(amount)
    both = zip(lanes.unpack(wholes), lanes.unpack(rests), strict=True)
    assert list(both) == [divmod(amount * weight, total) for weight in weights]


def test_the_largest_key_that_is_exact_in_lanes() -> None:
    """The sum of the weights times the largest one must stay below 2**64."""
    fits, too_large = [2**32 - 1, 2], [2**32 - 1, 3]
    key = Packed.of(Lanes(2), fits, sum(fits))
    assert key is not None
    assert Packed.of(Lanes(2), too_large, sum(too_large)) is None
    for amount in (2**63 - 1, 2**63 - 2, 1, sum(fits) - 1):
        wholes, rests = key.divided(amount)
        both = zip(key.lanes.unpack(wholes), key.lanes.unpack(rests), strict=True)
        assert list(both) == [divmod(amount * weight, sum(fits)) for weight in fits]
    assert [key.takes(amount) for amount in (-1, 0, 2**63 - 1, 2**63)] == [False, True, True, False]


@given(keys, st.integers(0, 10**6))
def test_a_row_by_key_is_the_row_by_its_shares(weights: list[int], amount: int) -> None:
    total = sum(weights)
    by_key, by_shares = Rows(len(weights)), Rows(len(weights))
    packed = Packed.of(by_key.lanes, weights, total)
    if packed is not None:
        by_key.by_key(packed, [amount])
        assert by_shares.by_shares([amount * weight for weight in weights], total, amount)
        assert by_key.after(()).table == by_shares.after(()).table
        assert by_key.ties == by_shares.ties
        one, other = by_key.moves(), by_shares.moves()
        assert (one.up, one.free, one.sums) == (other.up, other.free, other.sums)


# -- moving units


def test_who_has_the_largest_rests() -> None:
    assert largest([1, 2, 3], [0, 1, 2], 2) == ([2, 1], ())
    assert largest([2, 2, 2], [0, 1, 2], 2) == ([0, 1], (0, 1, 2))
    assert largest([2, 2, 3], [0, 1, 2], 3) == ([2, 0, 1], ())
    assert largest([2, 2, 3], [0, 1, 2], 0) == ([], ())
    assert largest([2, 2, 3], [0, 1, 2], -1) == ([], ())
    assert largest([2, 2, 9], [0, 1], 1) == ([0], (0, 1))
    assert largest([2, 1], [0, 1], 9) == ([0, 1], ())


def laid(*rows: Sequence[Fraction], wholes: Sequence[int]) -> Rows:
    """Rows by their exact cells."""
    table = Rows(len(rows[0]))
    for row, whole in zip(rows, wholes, strict=True):
        assert table.by_shares([int(cell * 12) for cell in row], 12, whole)
    return table


def by_network(
    rows: Sequence[Sequence[Fraction]], wholes: Sequence[int], told: Sequence[tuple[int, int]]
) -> tuple[tuple[int, ...], ...] | None:
    """The same table by the general search, or None where it finds none."""
    branches = tuple(
        Branch(Fraction(whole), tuple(Branch(c, group=at) for at, c in enumerate(row)), whole=whole)
        for row, whole in zip(rows, wholes, strict=True)
    )
    root = Branch(Fraction(sum(wholes)), branches, whole=sum(wholes))
    try:
        rounded = round_nested(root, dict(enumerate(told)))
    except AllocationError:
        return None
    return tuple(tuple(leaf.part for leaf in row.children) for row in rounded.children)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[Fraction]], list[int]]:
    """Rows of twelfths that each sum to a whole number."""
    columns = draw(st.integers(1, 6))
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        cells = draw(st.lists(st.integers(-9, 30), min_size=columns, max_size=columns))
        cells[-1] += -sum(cells) % 12
        rows.append([Fraction(cell, 12) for cell in cells])
    return rows, [int(sum(row)) for row in rows]


@given(tables(), st.data())
def test_finds_the_very_table_that_the_general_search_finds(
    asked: tuple[list[list[Fraction]], list[int]], data: st.DataObject
) -> None:
    rows, wholes = asked
    sums = [sum(column) for column in zip(*rows, strict=True)]
    bounds = [
        data.draw(
            st.sampled_from(
                [(total // 1, -(-total // 1)), (total // 1,) * 2, (-(-total // 1),) * 2, (1, 1)]
            )
        )
        for total in sums
    ]
    within = [(int(low), int(high)) for low, high in bounds]
    table = laid(*rows, wholes=wholes)
    moves = table.moves()
    stuck = moves.mend(within)
    found = by_network(rows, wholes, within)
    if stuck is None:
        assert table.after(moves.steps).table == found
        assert list(map(sum, zip(*table.after(moves.steps).table, strict=True))) == moves.sums
    else:
        assert found is None
        low = sum(within[at][0] for at in stuck.columns)
        high = sum(within[at][1] for at in stuck.columns)
        assert stuck.column in stuck.columns
        assert stuck.reached == sum(moves.sums[at] for at in stuck.columns)
        assert stuck.wanted == (low if stuck.reached < stuck.wanted else high)
        assert stuck.reached != stuck.wanted


def test_a_unit_goes_over_several_rows_where_one_is_not_enough() -> None:
    half, none = Fraction(1, 2), Fraction(0)
    table = laid((half, half, none), (none, half, half), wholes=(1, 1))
    moves = table.moves()
    assert moves.sums == [1, 1, 0]
    assert moves.mend([(0, 0), (1, 1), (1, 1)]) is None
    assert table.after(moves.steps).table == ((0, 1, 0), (0, 0, 1))
    assert moves.steps == [(1, 1, 2), (0, 0, 1)]


def test_a_column_takes_from_afar() -> None:
    half, none = Fraction(1, 2), Fraction(0)
    table = laid((half, half, none), (none, half, half), wholes=(1, 1))
    moves = table.moves()
    assert moves.mend([(0, 1), (1, 1), (1, 1)]) is None
    assert table.after(moves.steps).table == ((0, 1, 0), (0, 0, 1))


def test_columns_that_cannot_hold_are_told_together() -> None:
    """Each half goes to the first or the second column; the third has nothing to give."""
    half, none = Fraction(1, 2), Fraction(0)
    table = laid(*[(half, half, none)] * 2, wholes=(1, 1))
    assert table.moves().mend([(1, 1), (0, 0), (1, 1)]) == Stuck(0, (0, 1), 2, 1)
    assert table.moves().mend([(1, 2), (0, 1), (1, 1)]) == Stuck(2, (2,), 0, 1)


def test_no_column_at_all_may_give() -> None:
    moves = Moves([0], [0], [0])
    assert moves.mend([(1, 1)]) == Stuck(0, (0,), 0, 1)
    assert Moves([0], [0], [2]).mend([(1, 1)]) == Stuck(0, (0,), 2, 1)


def test_what_is_told_gives_way_to_what_there_is() -> None:
    half, none = Fraction(1, 2), Fraction(0)
    table = laid((half, half, none, none), (none, none, half, half), wholes=(1, 1))
    numbers_ = [6, 6, 6, 6]
    assert table.settled(numbers_, 12, [1, 1, 0, 0]).sums == [1, 0, 1, 0]
    assert table.settled(numbers_, 12, [0, 1, 0, 1]).sums == [0, 1, 0, 1]
    assert table.settled(numbers_, 12, None).sums == [1, 0, 1, 0]
    with pytest.raises(AllocationError) as refusal:
        table.settled([0, 0, 6, 6], 12, None)
    assert str(refusal.value) == (
        "columns[0]: no whole numbers keep every row and column (got 1, 0)"
    )


def test_a_row_that_its_cells_cannot_sum_to_is_told() -> None:
    table = Rows(2)
    assert not table.by_shares([1, 1], 2, 3)
    assert not table.by_shares([1, 1], 2, -1)
    assert table.after(()).table == ((1, 1), (0, 0))


@st.composite
def standing(draw: st.DrawFn) -> tuple[list[tuple[list[int], int]], list[tuple[int, int]]]:
    """Rows, each of columns that may go up and how many of them do, and bounds of columns."""
    columns = draw(st.integers(1, 4))
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        may = sorted(draw(st.sets(st.integers(0, columns - 1), min_size=1)))
        rows.append((may, draw(st.integers(0, len(may)))))
    lows = [draw(st.integers(0, 3)) for _ in range(columns)]
    return rows, [(low, low + draw(st.integers(0, 2))) for low in lows]


@given(standing())
def test_columns_come_within_their_bounds_wherever_some_table_has_them_there(
    case: tuple[list[tuple[list[int], int]], list[tuple[int, int]]],
) -> None:
    """Against every table there is; what is stuck can come to what is told and no nearer."""
    rows, within = case
    up, may = [0] * len(within), [0] * len(within)
    for at, (its, count) in enumerate(rows):
        for number, column in enumerate(its):
            may[column] |= 1 << at
            up[column] |= (number < count) << at
    every = [
        [sum(column in chosen for chosen in table) for column in range(len(within))]
        for table in product(*(combinations(its, count) for its, count in rows))
    ]

    def keep(sums: Sequence[int]) -> bool:
        return all(low <= total <= high for total, (low, high) in zip(sums, within, strict=True))

    moves = Moves(up, may, [bits.bit_count() for bits in up])
    stuck = moves.mend(within)
    assert (stuck is None) is any(map(keep, every))
    assert moves.sums == [bits.bit_count() for bits in moves.up]
    if stuck is None:
        assert keep(moves.sums)
        return
    together = [sum(sums[column] for column in stuck.columns) for sums in every]
    if stuck.reached < stuck.wanted:
        assert stuck.reached == max(together)
        assert stuck.wanted == sum(within[column][0] for column in stuck.columns)
    else:
        assert stuck.reached == min(together)
        assert stuck.wanted == sum(within[column][1] for column in stuck.columns)
    assert stuck.column in stuck.columns
