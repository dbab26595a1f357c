"""`spread`: a table over instalments, every shown total within a unit of its share."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor
from random import Random
from typing import TypeAlias

import pytest

import sundgov
from sundgov.apportion import Table, apportion, round_flat, spread

Shares: TypeAlias = list[list[Fraction]]
Problem: TypeAlias = tuple[Table, Shares]


def transposed(table: Table) -> Table:
    return tuple(zip(*table, strict=True))


def negated(table: Table) -> Table:
    return tuple(tuple(-cell for cell in row) for row in table)


def exact(cells: Sequence[int], shares: Shares, step: int) -> Fraction:
    """The share of an instalment in a row of the table."""
    return sum((cell * share[step] for cell, share in zip(cells, shares, strict=True)), Fraction(0))


def quota(part: int, share: Fraction) -> bool:
    return floor(share) <= part <= ceil(share)


def rows_held(table: Table, shares: Shares, parts: Sequence[Table]) -> bool:
    return all(
        quota(sum(row), exact(whole, shares, step))
        for step, part in enumerate(parts)
        for row, whole in zip(part, table, strict=True)
    )


def check(table: Table, shares: Shares, parts: Sequence[Table]) -> None:
    """Cells sum to the cell; each cell, column and total is the floor or ceiling of its share."""
    steps = range(len(shares[0]))
    assert len(parts) == len(steps)
    sums = [sum(column) for column in transposed(table)]
    for step, part in zip(steps, parts, strict=True):
        assert quota(sum(map(sum, part)), exact(sums, shares, step))
        for row, whole in zip(part, table, strict=True):
            assert all(
                quota(cell, total * share[step])
                for cell, total, share in zip(row, whole, shares, strict=True)
            )
        assert all(
            quota(sum(column), total * share[step])
            for column, total, share in zip(transposed(part), sums, shares, strict=True)
        )
    for index, row in enumerate(table):
        over_all = zip(*(part[index] for part in parts), strict=True)
        assert tuple(map(sum, over_all)) == row


def totals(parts: Sequence[Table]) -> list[int]:
    return [sum(map(sum, part)) for part in parts]


def largest_remainders(table: Table, shares: Shares) -> list[int]:
    """The instalments' totals by largest remainder, ties to the earliest."""
    sums = [sum(column) for column in transposed(table)]
    return list(
        round_flat([exact(sums, shares, step) for step in range(len(shares[0]))], sum(sums))
    )


def some_table(random: Random, columns: int, low: int) -> Table:
    return tuple(
        tuple(random.randint(low, random.choice((1, 9, 40))) for _ in range(columns))
        for _ in range(random.randint(1, 5))
    )


def two(random: Random) -> Shares:
    """Two instalments, in proportions of each column's own."""
    return [
        proportions(random.randint(0, 3), random.randint(1, 4)) for _ in range(random.randint(1, 5))
    ]


def equal(random: Random) -> Shares:
    """Equal instalments."""
    return [proportions(*[1] * random.randint(1, 7))] * random.randint(1, 5)


def unequal(random: Random) -> Shares:
    """Three or more instalments, the same for all columns."""
    shares = proportions(1, 2, *random.choices(range(6), k=random.randint(1, 4)))
    return [random.sample(shares, len(shares))] * random.randint(1, 5)


def newcomers(random: Random) -> Shares:
    """Equal instalments of which some columns take no part in the first ones."""
    steps = random.randint(3, 6)
    before = [random.randrange(steps) for _ in range(random.randint(1, 5))]
    return [proportions(*[0] * zeros, *[1] * (steps - zeros)) for zeros in before]


def windows(random: Random) -> Shares:
    """Instalments of which each column takes part in some, one after another."""
    weights = random.choice(((1, 1, 1, 1), (1, 5, 5, 5, 3, 1), (2, 1, 2)))
    made = []
    for _ in range(random.randint(2, 5)):
        first = random.randrange(len(weights))
        last = random.randrange(first, len(weights))
        made.append(proportions(*(w * (first <= step <= last) for step, w in enumerate(weights))))
    return made


def proportions(*weights: int) -> list[Fraction]:
    return [Fraction(weight, sum(weights)) for weight in weights]


def problems(make: Callable[[Random], Shares], low: int, count: int = 200) -> list[Problem]:
    random = Random(f"{make.__name__} {low}")
    made = [make(random) for _ in range(count)]
    return [(some_table(random, len(shares), low), shares) for shares in made]


each_sign = pytest.mark.parametrize("low", [0, -9])
each_kind = pytest.mark.parametrize("make", [two, equal, unequal, newcomers, windows])


@each_sign
@each_kind
def test_every_total_is_floor_or_ceiling(make: Callable[[Random], Shares], low: int) -> None:
    """With two instalments, or equal ones, the rows of each instalment hold too."""
    for table, shares in problems(make, low):
        parts = spread(table, shares)
        check(table, shares, parts)
        assert make is windows or totals(parts) == largest_remainders(table, shares)
        assert make not in (two, equal) or rows_held(table, shares, parts)


@each_sign
@pytest.mark.parametrize("make", [unequal, newcomers, windows])
def test_rows_of_an_instalment_seldom_give_way(make: Callable[[Random], Shares], low: int) -> None:
    held = [
        rows_held(table, shares, spread(table, shares)) for table, shares in problems(make, low)
    ]
    assert held.count(False) <= len(held) // 100


def later(random: Random) -> Shares:
    """Three or four unequal instalments, of which columns may miss the first ones."""
    weights = [random.randint(1, 6) for _ in range(random.randint(3, 4))]
    missed = [random.choice((0, 0, 1, 2)) for _ in range(random.randint(2, 3))]
    return [proportions(*[0] * zeros, *weights[zeros:]) for zeros in missed]


def cells_of(whole: int, shares: Sequence[Fraction]) -> list[tuple[int, ...]]:
    """Every way to lay one cell on the instalments within its quota."""
    steps = ({floor(whole * share), ceil(whole * share)} for share in shares)
    return [parts for parts in product(*steps) if sum(parts) == whole]


def table_exists(table: Table, shares: Shares) -> bool:
    """Whether any table holds every margin, with the totals by largest remainder: all are tried."""
    steps = range(len(shares[0]))
    column_sums = {tuple((0,) * len(steps) for _ in shares)}
    for row in table:
        ways = [
            way
            for way in product(*map(cells_of, row, shares))
            if all(quota(sum(cell[s] for cell in way), exact(row, shares, s)) for s in steps)
        ]
        column_sums = {
            tuple(
                tuple(map(sum, zip(column, cell, strict=True)))
                for column, cell in zip(sums, way, strict=True)
            )
            for sums in column_sums
            for way in ways
        }
    whole = [sum(column) for column in transposed(table)]
    wanted = largest_remainders(table, shares)
    return any(
        [sum(column[s] for column in sums) for s in steps] == wanted
        and all(
            quota(column[s], total * share[s])
            for column, total, share in zip(sums, whole, shares, strict=True)
            for s in steps
        )
        for sums in column_sums
    )


@each_sign
def test_rows_hold_wherever_a_small_table_allows_it(low: int) -> None:
    """Against trying everything: what exists is found, with the totals by largest remainder."""
    random = Random(f"small {low}")
    existed = 0
    for _ in range(150):
        shares = later(random)
        rows = range(random.randint(2, 3))
        table = tuple(tuple(random.randint(low, 9) for _ in shares) for _ in rows)
        if sum(map(sum, table)) >= 0 and table_exists(table, shares):
            existed += 1
            parts = spread(table, shares)
            check(table, shares, parts)
            assert rows_held(table, shares, parts)
            assert totals(parts) == largest_remainders(table, shares)
    assert existed > 60


@each_kind
def test_a_negative_table_mirrors_the_positive_one(make: Callable[[Random], Shares]) -> None:
    for table, shares in problems(make, -9, 60):
        if sum(map(sum, table)):
            assert spread(negated(table), shares) == tuple(map(negated, spread(table, shares)))


@pytest.mark.parametrize("make", [two, equal, unequal])
def test_order_decides_no_total(make: Callable[[Random], Shares]) -> None:
    """Rows and columns in another order: the same totals, and the same again each time."""
    random = Random(1)
    for table, shares in problems(make, 0, 60):
        order = random.sample(range(len(shares)), len(shares))
        moved = tuple(
            tuple(row[column] for column in order) for row in random.sample(table, len(table))
        )
        their = [shares[column] for column in order]
        assert spread(table, shares) == spread(table, shares)
        check(moved, their, spread(moved, their))
        assert totals(spread(moved, their)) == totals(spread(table, shares))


@each_sign
def test_largest_remainders_seldom_give_way(low: int) -> None:
    """Where columns take part in different instalments, a table with those totals may not exist."""
    kept = [
        totals(spread(table, shares)) == largest_remainders(table, shares)
        for table, shares in problems(windows, low)
    ]
    assert kept.count(False) < len(kept) // 10


@pytest.mark.parametrize(
    ("table", "weights", "cells"),
    [
        (((1, 3, 1), (2, 1, 0)), (1, 1), ["120 100", "011 110"]),
        (((-1, -3, -1), (-2, -1, 0)), (1, 1), ["120 100", "011 110"]),
        (((1, 1), (1, 1)), (1, 1, 1), ["01 10", "10 00", "00 01"]),
        (((1, 1), (1, 1)), (1, 2, 3), ["10 00", "00 01", "01 10"]),
        (((3, 2), (1, 4)), (1, 1, 1), ["11 11", "11 01", "10 02"]),
    ],
)
def test_of_equally_good_tables_it_is_always_the_same(
    table: Table, weights: tuple[int, ...], cells: list[str]
) -> None:
    """A bill printed again is the same bill: these tables are pinned, not derived."""
    parts = spread(table, [proportions(*weights)] * len(table[0]))
    printed = [" ".join("".join(str(abs(cell)) for cell in row) for row in part) for part in parts]
    assert printed == cells


def test_a_zero_share_takes_no_part() -> None:
    late = proportions(0, 0, 1, 1)
    parts = spread(((5, 5), (4, 3)), [late, proportions(1, 1, 1, 1)])
    assert [row[0] for part in parts[:2] for row in part] == [0, 0, 0, 0]
    assert [sum(row[0] for row in part) for part in parts[2:]] == [5, 4]


def test_the_odd_unit_goes_to_the_earliest() -> None:
    assert spread(((7,),), [proportions(1, 1)]) == (((4,),), ((3,),))
    assert spread(((-7,),), [proportions(1, 1)]) == (((-4,),), ((-3,),))
    assert spread(((5,),), [proportions(1, 1, 1)]) == (((2,),), ((2,),), ((1,),))
    assert spread(((4,),), [proportions(2, 1, 1, 2)]) == (((1,),), ((1,),), ((1,),), ((1,),))


def test_one_instalment_is_the_table() -> None:
    assert spread(((1, 2), (3, -4)), [[Fraction(1)]] * 2) == (((1, 2), (3, -4)),)


def test_rows_of_unequal_instalments_may_give_way() -> None:
    """The rows are no law: here taking the instalments one by one finds no table."""
    table = ((4, 1, 0), (24, 14, 1), (3, 0, 1), (30, 1, 25))
    shares = [proportions(2, 1, 2, 1)] * 3
    parts = spread(table, shares)
    check(table, shares, parts)
    assert not rows_held(table, shares, parts)


def test_where_the_first_instalment_leaves_no_room_the_second_is_taken_first() -> None:
    table, shares = ((1, 1), (0, 1)), [proportions(2, 3, 1)] * 2
    parts = spread(table, shares)
    check(table, shares, parts)
    assert rows_held(table, shares, parts)
    assert totals(parts) == [1, 2, 0]


def test_seven_half_years_of_a_programme() -> None:
    """5.150.000 kr. over three and a half years: four of 735.714,29, then three of 735.714,28."""
    parts = spread(((515_000_000,),), [proportions(*[1] * 7)])
    assert totals(parts) == [73_571_429] * 4 + [73_571_428] * 3


def test_january_and_july_of_98_municipalities() -> None:
    """7.000.000 kr. by heads: 3.500.000 kr. each time, every part within an øre of half."""
    heads = sundgov.population("2023-01-01")
    year = apportion(700_000_000, heads.values(), rank=list(heads)).parts
    assert len(year) == 98
    halves = [proportions(1, 1)] * 98
    january, july = spread((year,), halves)
    check((year,), halves, (january, july))
    assert sum(january[0]) == sum(july[0]) == 350_000_000
    assert all(abs(one - other) <= 1 for one, other in zip(january[0], july[0], strict=True))


def test_lines_of_98_municipalities_in_quarters() -> None:
    heads = sundgov.population("2023-01-01")
    lines = (420_000_001, 129_999_999, 50_000_003)
    table = tuple(apportion(line, heads.values()).parts for line in lines)
    quarters = [proportions(1, 1, 1, 1)] * 98
    parts = spread(table, quarters)
    check(table, quarters, parts)
    assert rows_held(table, quarters, parts)
    assert totals(parts) == [150_000_001, 150_000_001, 150_000_001, 150_000_000]


@pytest.mark.parametrize(
    ("table", "shares"),
    [
        (((3, 3),), [proportions(0, 0, 1, 1), proportions(1, 1, 0, 0)]),
        (((1, 5),), [proportions(2, 3, 0, 0, 0), proportions(0, 0, 1, 1, 1)]),
        (
            ((1, 1, 5, 2), (8, 0, 0, 1)),
            [proportions(*[0] * zeros, *(1, 5, 5, 5, 3, 1)[zeros:]) for zeros in (0, 1, 4, 4)],
        ),
    ],
    ids=["one leaves, one enters", "apart", "newcomers, unequal instalments"],
)
def test_largest_remainders_of_instalments_give_way(table: Table, shares: Shares) -> None:
    """Where columns share unequally they may not exist; floor or ceiling must do."""
    check(table, shares, spread(table, shares))


def test_totals_hold_where_some_leave_and_others_enter() -> None:
    shares = [
        proportions(1, 1, 1, 1, 0, 0),
        proportions(0, 0, 0, 1, 0, 0),
        proportions(0, 0, 0, 0, 1, 1),
        proportions(0, 0, 1, 1, 0, 0),
    ]
    table = ((5, 5, 2, 4), (1, 4, 5, 3))
    check(table, shares, spread(table, shares))
