"""`RunningSplit`: amount after amount by id, with those who join, leave and take over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import packaged_figures
from sundgov.apportion import Residuals, RunningSplit, apportion, running
from sundgov.errors import AllocationError, InvalidValueError, NotExactError

NAMES = st.sampled_from("ABCDEF")
WEIGHTS = st.dictionaries(NAMES, st.integers(0, 9), min_size=1).filter(lambda w: any(w.values()))
PERIODS = st.lists(st.tuples(st.integers(-30, 30), WEIGHTS), max_size=8)
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def run(split: RunningSplit, periods: Iterable[tuple[int, Mapping[str, int]]]) -> RunningSplit:
    """The split after some periods; whoever is not named has no share in one."""
    for amount, weights in periods:
        split = split.next(amount, {**dict.fromkeys(split.residuals, 0), **weights}).after
    return split


# -- laws


@given(PERIODS, st.integers(-30, 30), WEIGHTS)
def test_every_period_sums_and_keeps_quota(
    before: list[tuple[int, dict[str, int]]], amount: int, weights: dict[str, int]
) -> None:
    split = run(RunningSplit(), before)
    named = {**dict.fromkeys(split.residuals, 0), **weights}
    period = split.next(amount, named)
    assert list(period) == sorted(named)
    assert len(period) == len(named)
    assert sum(period.values()) == amount
    for name, weight in named.items():
        exact = Fraction(amount * weight, sum(weights.values()))
        assert floor(exact) <= period[name] <= ceil(exact)
    assert period.before == split


@given(PERIODS)
def test_nothing_is_lost(periods: list[tuple[int, dict[str, int]]]) -> None:
    """Everyone's residual is exact so far less given so far, and all sum to nothing."""
    split, owed = RunningSplit(), dict.fromkeys("ABCDEF", Fraction(0))
    for amount, weights in periods:
        period = split.next(amount, {**dict.fromkeys(split.residuals, 0), **weights})
        for share in period.trace:
            assert share.opening == owed[share.id]
            owed[share.id] += Fraction(amount * weights.get(share.id, 0), sum(weights.values()))
            owed[share.id] -= period[share.id]
            assert share.closing == owed[share.id]
        split = period.after
    assert dict(split.residuals) == {name: owed[name] for name in split.residuals}
    assert sum(owed.values()) == 0
    assert split.drift == max(map(abs, owed.values()))


@given(PERIODS, st.integers(-30, 30), WEIGHTS)
def test_it_is_running_by_id(
    before: list[tuple[int, dict[str, int]]], amount: int, weights: dict[str, int]
) -> None:
    split = run(RunningSplit(), before)
    named = {**dict.fromkeys(split.residuals, 0), **weights}
    ids = sorted(named)
    exact = [Fraction(amount * named[name], sum(weights.values())) for name in ids]
    short = [split.residuals.get(name, Fraction(0)) for name in ids]
    assert tuple(split.next(amount, named).values()) == running(exact, short, amount)


@given(st.integers(-30, 30), WEIGHTS)
def test_the_first_period_is_largest_remainder(amount: int, weights: dict[str, int]) -> None:
    first = RunningSplit().next(amount, weights)
    ids = sorted(weights)
    assert tuple(first.values()) == apportion(amount, [weights[name] for name in ids]).parts


@given(PERIODS)
def test_negative_amounts_mirror(periods: list[tuple[int, dict[str, int]]]) -> None:
    there, back = RunningSplit(), RunningSplit()
    for amount, weights in periods:
        named = {**dict.fromkeys(there.residuals, 0), **weights}
        one, other = there.next(amount, named), back.next(-amount, named)
        if amount:
            assert {name: -part for name, part in one.items()} == dict(other)
        there, back = one.after, other.after
    assert {name: -value for name, value in there.residuals.items()} == dict(back.residuals)


@given(PERIODS, st.randoms(use_true_random=False), st.integers(1, 7))
def test_order_and_scale_decide_nothing(
    periods: list[tuple[int, dict[str, int]]], chance: Any, scale: int
) -> None:
    shuffled = []
    for amount, weights in periods:
        names = list(weights)
        chance.shuffle(names)
        shuffled.append((amount, {name: weights[name] * scale for name in names}))
    assert run(RunningSplit(), shuffled) == run(RunningSplit(), periods)


@given(PERIODS)
def test_it_goes_on_from_residuals_that_were_kept(
    periods: list[tuple[int, dict[str, int]]],
) -> None:
    split = run(RunningSplit(), periods)
    kept = RunningSplit(dict(split.residuals), dict(split.closed))
    assert kept == split
    assert hash(kept) == hash(split)


# -- ranks, joining and leaving


def test_ties_go_by_id_or_by_rank() -> None:
    equal = {"B": 1, "A": 1, "C": 1}
    assert dict(RunningSplit().next(1, equal)) == {"A": 1, "B": 0, "C": 0}
    ranked = RunningSplit().next(1, equal, ranks={"A": 3, "B": 2, "C": 1})
    assert dict(ranked) == {"A": 0, "B": 0, "C": 1}
    # Rank decides ties alone: whoever is behind comes before it.
    assert dict(ranked.after.next(1, equal, ranks={"A": 3, "B": 2, "C": 1})) == {
        "A": 0,
        "B": 1,
        "C": 0,
    }


def test_weights_may_be_any_exact_numbers() -> None:
    period = RunningSplit().next(1, {"A": Decimal("0.5"), "B": Fraction(1, 4), "C": Fraction(1, 4)})
    assert dict(period) == {"A": 1, "B": 0, "C": 0}
    assert [share.weight for share in period.trace] == [HALF, HALF / 2, HALF / 2]
    assert period.weights == (("A", Decimal("0.5")), ("B", HALF / 2), ("C", HALF / 2))


def test_a_newcomer_begins_at_nothing() -> None:
    split = RunningSplit({"A": -HALF, "B": HALF})
    third = split.next(1, {"A": 1, "B": 1, "C": 1})
    assert dict(third) == {"A": 0, "B": 1, "C": 0}
    assert third.trace[2].opening == 0
    assert dict(third.after.residuals) == {
        "A": -HALF + THIRD,
        "B": HALF + THIRD - 1,
        "C": THIRD,
    }


def test_a_leaver_is_closed_and_shown_and_a_later_residual_is_added() -> None:
    split = RunningSplit({"A": -HALF, "B": HALF}).leave("B")
    assert (dict(split.residuals), dict(split.closed)) == ({"A": -HALF}, {"B": HALF})
    assert dict(split.next(1, {"A": 1}).after.closed) == {"B": HALF}
    again = split.next(1, {"A": 1, "B": 2}).after
    assert (again.residuals["B"], again.closed["B"]) == (-THIRD, HALF)
    assert dict(again.leave("B").closed) == {"B": HALF - THIRD}


def test_a_successor_takes_over() -> None:
    split = RunningSplit({"H": Fraction(1, 3), "S": Fraction(1, 3), "N": Fraction(-2, 3)})
    both = split.succeed("H", "Ø").succeed("S", "Ø")
    assert dict(both.residuals) == {"N": Fraction(-2, 3), "Ø": Fraction(2, 3)}
    left = RunningSplit({"H": HALF}, {"S": -HALF}).succeed("H", "Ø")
    assert (dict(left.residuals), dict(left.closed)) == ({"Ø": HALF}, {"S": -HALF})
    assert dict(both.next(1, {"N": 1, "Ø": 1})) == {"N": 0, "Ø": 1}


def test_who_has_nothing_left_over_need_not_be_named() -> None:
    even = RunningSplit().next(2, {"A": 1, "B": 1}).after
    assert dict(even.residuals) == {"A": 0, "B": 0}
    assert dict(even.next(1, {"A": 1})) == {"A": 1}


def test_residuals_are_a_mapping_in_lowest_terms() -> None:
    held = Residuals.of({"B": Fraction(2, 4), "A": Decimal("0.25")})
    assert held == Residuals(("A", "B"), (1, 2), 4)
    assert (repr(held), len(held)) == ("{'A': Fraction(1, 4), 'B': Fraction(1, 2)}", 2)
    assert (held.largest, held.total()) == (HALF, 3 * HALF / 2)
    assert Residuals().largest == 0
    assert "AA" not in held
    assert "C" not in held
    with pytest.raises(KeyError, match="'C'"):
        _ = held["C"]


SPLIT: Any = RunningSplit  # for what a type checker would refuse


@pytest.mark.parametrize(
    ("do", "error", "message"),
    [
        (
            lambda: SPLIT({"A": 1}),
            InvalidValueError,
            "residuals: must sum to nothing together with the closed ones (got Fraction(1, 1))",
        ),
        (
            lambda: SPLIT({"A": 1}, {"B": 1}),
            InvalidValueError,
            "residuals: must sum to nothing together with the closed ones (got Fraction(2, 1))",
        ),
        (lambda: SPLIT({1: 0}), NotExactError, "residuals: must be a text (got 1)"),
        (
            lambda: SPLIT({"A": 0.5, "B": -0.5}),
            NotExactError,
            "residuals[A]: a number must be exact, never a float or bool (got 0.5). Write it as "
            "an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: SPLIT().next(1, {}),
            AllocationError,
            "weights: must not be empty",
        ),
        (
            lambda: SPLIT().next(1, {"A": 0}),
            AllocationError,
            "weights: at least one must be above zero (got (0,))",
        ),
        (
            lambda: SPLIT().next(0.5, {"A": 1}),
            NotExactError,
            "amount: a whole number is an int (got 0.5)",
        ),
        (
            lambda: SPLIT().next(1, [1, 2]),
            NotExactError,
            "weights: must be a mapping, or a list of pairs (got [1, 2])",
        ),
        (
            lambda: SPLIT().next(1, {1: 1}),
            NotExactError,
            "weights[0]: must be a text (got 1)",
        ),
        (
            lambda: SPLIT().next(1, [("A", 1), ("B", 1), ("B", 2)]),
            AllocationError,
            "weights: must not name anyone twice (got 'B')",
        ),
        (
            lambda: SPLIT().next(1, {"A": 1, "B": 1}, ranks={"A": 1, "B": 1}),
            AllocationError,
            "ranks: must differ, since any two may tie (got 'A', 'B')",
        ),
        (
            lambda: SPLIT({"A": -1, "B": 1}).next(1, {"A": 1}),
            AllocationError,
            "weights: must name everyone who has a residual (got 'B'). Give the weight 0, or "
            "close it with leave() or succeed().",
        ),
        (
            lambda: Residuals.of(3),  # type: ignore[arg-type]
            NotExactError,
            "residuals: must be a list or the like (got 3)",
        ),
        (
            lambda: SPLIT().leave("A"),
            InvalidValueError,
            "name: has no part in the split (got 'A')",
        ),
        (
            lambda: SPLIT().succeed("A", "B"),
            InvalidValueError,
            "name: has no part in the split (got 'A')",
        ),
        (
            lambda: SPLIT().succeed("A", "A"),
            InvalidValueError,
            "successor: must be another (got 'A')",
        ),
        (
            lambda: SPLIT({"A": 0}).succeed("A", 2),
            NotExactError,
            "successor: must be a text (got 2)",
        ),
    ],
)
def test_what_says_nothing_is_refused(
    do: Callable[[], Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        do()
    assert str(refused.value) == message


# -- how far it drifts in ordinary billing: 10,000 periods by the heads of the 98


TABLES = [dict(table.heads) for table in packaged_figures().populations]
NEWEST = TABLES[-1]
PERIODS_RUN = 10_000


def ordinary_amount(period: int) -> int:
    """Amounts of all sizes, from 1 øre to 10 mio. kr., that follow no pattern and need no chance:
    the powers of 5 run through every remainder of this prime.
    """
    return pow(5, period, 998_244_353)


def furthest(
    amount: Callable[[int], int], weights: Callable[[int], Mapping[str, int]]
) -> tuple[Fraction, RunningSplit]:
    split, drift = RunningSplit(), Fraction(0)
    for period in range(PERIODS_RUN):
        split = split.next(amount(period), weights(period)).after
        drift = max(drift, split.drift)
    return drift, split


def hundredths(drift: Fraction) -> int:
    return floor(drift * 100)


def test_equal_amounts_by_one_key() -> None:
    """Each by itself they drift without end: 12.6 øre after 24."""
    drift, _ = furthest(lambda _: 700_000_000, lambda _: TABLES[-3])
    assert hundredths(drift) == 60


def test_all_sorts_of_amounts_by_another_population_every_time() -> None:
    drift, _ = furthest(ordinary_amount, lambda period: TABLES[period % len(TABLES)])
    assert drift < 1


def test_all_sorts_of_amounts_while_some_join_and_leave() -> None:
    """Every 50 periods one municipality leaves and the one that left before comes back: closed
    residuals are shown, and never billed to the others.
    """
    split, drift, closed = RunningSplit(), Fraction(0), Fraction(0)
    codes = sorted(NEWEST)
    for period in range(PERIODS_RUN):
        turn, first = divmod(period, 50)
        gone = codes[turn * 7 % len(codes)]
        if not first and gone in split.residuals:
            split = split.leave(gone)
        weights = {code: heads for code, heads in NEWEST.items() if code != gone}
        split = split.next(ordinary_amount(period), weights).after
        drift = max(drift, split.drift)
        closed = max(closed, split.closed.largest)
    assert drift < 1
    assert sum(split.residuals.values()) == -sum(split.closed.values()) != 0
    assert hundredths(closed) > 100


# -- what no rule can keep


def test_five_with_the_same_weights_may_come_further_than_a_unit_off() -> None:
    weights = {"A": 3, "B": 3, "C": 3, "D": 14, "E": 14}
    split, drifts = RunningSplit(), []
    for _ in range(37):
        split = split.next(8, weights).after
        drifts.append(split.drift)
    assert max(drifts) == Fraction(38, 37)
    assert split.drift == 0  # what comes round once in 37 periods comes round again


Rule = Callable[[RunningSplit, Mapping[str, Fraction]], RunningSplit]


def by_need(split: RunningSplit, shares: Mapping[str, Fraction]) -> RunningSplit:
    """The library's own rule: one unit to the largest need."""
    return split.next(1, {**dict.fromkeys(split.residuals, 0), **shares}).after


def by_share(split: RunningSplit, shares: Mapping[str, Fraction]) -> RunningSplit:
    """Another rule within quota: one unit to the largest share, whoever is behind."""
    served = max(shares, key=lambda name: (shares[name], name))
    owed = {name: share - (name == served) for name, share in shares.items()}
    names = {*split.residuals, *shares}
    return RunningSplit(
        {name: split.residuals.get(name, Fraction(0)) + owed.get(name, 0) for name in names}
    )


@pytest.mark.parametrize("rule", [by_need, by_share])
@pytest.mark.parametrize(("count", "drift"), [(2, HALF), (4, 1), (8, 3 * HALF), (16, 2)])
def test_whatever_the_rule_some_end_far_behind(rule: Rule, count: int, drift: Fraction) -> None:
    """A unit to two equally, whoever they are: one goes without. Then to two that went without,
    and so on; each time one of them ends half a unit further behind than both were.
    """
    split, behind = RunningSplit(), [f"{number:02}" for number in range(count)]
    while len(behind) > 1:
        unserved = []
        for one, other in zip(behind[::2], behind[1::2], strict=True):
            split = rule(split, {one: HALF, other: HALF})
            unserved.append(max(one, other, key=lambda name: split.residuals[name]))
        behind = unserved
    assert split.drift == split.residuals[behind[0]] == drift


@pytest.mark.parametrize("rule", [by_need, by_share])
def test_four_can_be_driven_towards_one_and_a_half(rule: Rule) -> None:
    """Two get one unit by shares that make their needs equal: whoever goes without ends as far
    behind as half the sum of their residuals and the unit. First the two most behind, then the two
    least, then the two between.
    """
    split = RunningSplit(dict.fromkeys("ABCD", 0))
    for _ in range(12):
        for places in ((3, 2), (0, 1), (1, 2)):
            names = sorted(split.residuals, key=lambda name: split.residuals[name])
            one, other = (names[place] for place in places)
            share = (1 + split.residuals[other] - split.residuals[one]) / 2
            assert 0 < share < 1
            split = rule(split, {one: share, other: 1 - share})
    assert Fraction(149, 100) < split.drift < Fraction(3, 2)
