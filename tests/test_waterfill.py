"""`water_fill`: shares of one level, held within bounds, against freezing payer by payer."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sundgov.apportion import water_fill
from sundgov.errors import AllocationError, NotExactError

law = settings(max_examples=100, deadline=None)

Bound: TypeAlias = Fraction | None

WEIGHTS = st.lists(
    st.one_of(
        st.integers(0, 6).map(Fraction),
        st.builds(Fraction, st.integers(0, 10**6), st.integers(1, 30)),
    ),
    min_size=1,
    max_size=9,
).filter(any)
PARTS = st.integers(0, 24).map(lambda part: Fraction(part, 24))


@st.composite
def problems(draw: st.DrawFn) -> tuple[Fraction, list[Fraction], Bound, Bound]:
    """An amount, weights and bounds between which the amount lies, at times exactly on them."""
    weights = draw(WEIGHTS)
    count = sum(map(bool, weights))
    amount = draw(st.builds(Fraction, st.integers(0, 10**6), st.integers(1, 7)))
    even = amount / count
    low = draw(st.one_of(st.none(), PARTS.map(lambda part: even * part)))
    high = draw(st.one_of(st.none(), PARTS.map(lambda part: even * (1 + 3 * part))))
    return amount, weights, low, high


def frozen_one_side_at_a_time(
    amount: Fraction, weights: Sequence[Fraction], low: Bound, high: Bound
) -> list[Fraction]:
    """Divide in proportion; fix those beyond the bound that is broken more; divide the rest."""
    fixed: dict[int, Fraction] = {index: Fraction(0) for index, w in enumerate(weights) if not w}
    while True:
        free = [index for index in range(len(weights)) if index not in fixed]
        left = amount - sum(fixed.values())
        total = sum((weights[index] for index in free), Fraction(0))
        shares = {index: left * weights[index] / total for index in free}
        short = {i: low for i, share in shares.items() if low is not None and share < low}
        over = {i: high for i, share in shares.items() if high is not None and share > high}
        lacking = sum((bound - shares[i] for i, bound in short.items()), Fraction(0))
        spare = sum((shares[i] - bound for i, bound in over.items()), Fraction(0))
        if not short and not over:
            return [{**fixed, **shares}[index] for index in range(len(weights))]
        if lacking >= spare:
            fixed |= short
        if spare >= lacking:
            fixed |= over


@law
@given(problems())
def test_agrees_with_freezing(problem: tuple[Fraction, list[Fraction], Bound, Bound]) -> None:
    assert list(water_fill(*problem)) == frozen_one_side_at_a_time(*problem)


@law
@given(problems())
def test_shares_sum_exactly_and_stay_within_bounds(
    problem: tuple[Fraction, list[Fraction], Bound, Bound],
) -> None:
    amount, weights, low, high = problem
    shares = water_fill(*problem)
    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert type(share) is Fraction
        if weight:
            assert low is None or share >= low
            assert high is None or share <= high
        else:
            assert share == 0


@law
@given(problems())
def test_all_follow_one_level(problem: tuple[Fraction, list[Fraction], Bound, Bound]) -> None:
    """Between the bounds by one level; who is at the minimum lies under it, at the maximum over."""
    _, weights, low, high = problem
    pairs = [
        (share, weight)
        for share, weight in zip(water_fill(*problem), weights, strict=True)
        if weight
    ]
    levels = {share / weight for share, weight in pairs if share not in (low, high)}
    assert len(levels) <= 1
    for level in levels:
        for share, weight in pairs:
            assert share != low or level * weight <= low
            assert share != high or level * weight >= high


@law
@given(st.integers(0, 10**6), WEIGHTS)
def test_without_bounds_it_is_proportion(amount: int, weights: list[Fraction]) -> None:
    expected = tuple(amount * weight / sum(weights) for weight in weights)
    assert water_fill(Fraction(amount), weights) == expected
    assert water_fill(Fraction(amount), weights, Fraction(0), Fraction(amount)) == expected


@law
@given(problems(), st.builds(Fraction, st.integers(1, 99), st.integers(1, 99)))
def test_only_proportions_of_weights_count(
    problem: tuple[Fraction, list[Fraction], Bound, Bound], scale: Fraction
) -> None:
    amount, weights, low, high = problem
    scaled = [weight * scale for weight in weights]
    assert water_fill(amount, scaled, low, high) == water_fill(*problem)


@law
@given(problems(), st.randoms(use_true_random=False))
def test_order_does_not_count(
    problem: tuple[Fraction, list[Fraction], Bound, Bound], random: Any
) -> None:
    amount, weights, low, high = problem
    order = random.sample(range(len(weights)), len(weights))
    shares = water_fill(*problem)
    moved = water_fill(amount, [weights[index] for index in order], low, high)
    assert moved == tuple(shares[index] for index in order)


@law
@given(WEIGHTS, st.builds(Fraction, st.integers(0, 1000), st.integers(1, 7)))
def test_equal_bounds_leave_one_solution(weights: list[Fraction], bound: Fraction) -> None:
    expected = tuple(bound if weight else Fraction(0) for weight in weights)
    amount = sum(expected, Fraction(0))
    assert water_fill(amount, weights, bound, bound) == expected
    assert water_fill(amount, weights, bound) == expected
    assert water_fill(amount, weights, None, bound) == expected


@law
@given(problems())
def test_a_larger_weight_never_pays_less(
    problem: tuple[Fraction, list[Fraction], Bound, Bound],
) -> None:
    _, weights, _, _ = problem
    assume(len(set(weights)) > 1)
    by_weight = sorted(zip(weights, water_fill(*problem), strict=True))
    assert [share for _, share in by_weight] == sorted(share for _, share in by_weight)


def fractions(*numbers: int | str) -> list[Fraction]:
    return [Fraction(number) for number in numbers]


@pytest.mark.parametrize(
    ("amount", "weights", "low", "high", "shares"),
    [
        (10, fractions(1, 2, 7), None, 5, fractions("5/3", "10/3", 5)),
        (10, fractions(1, 2, 7), 2, None, fractions(2, 2, 6)),
        (10, fractions(1, 2, 7), 2, 5, fractions(2, 3, 5)),
        (10, fractions(1, 0, 9), 2, None, fractions(2, 0, 8)),
        (9, fractions(1, 2, 7), 3, 5, fractions(3, 3, 3)),
        (15, fractions(1, 2, 7), 3, 5, fractions(5, 5, 5)),
        (8, fractions(1, 7), None, 4, fractions(4, 4)),
        (0, fractions(1, 2), None, None, fractions(0, 0)),
        (0, fractions(1, 2), 0, 0, fractions(0, 0)),
        (12, fractions(1, 1, 10, 10), 1, 5, fractions(1, 1, 5, 5)),
    ],
)
def test_worked_examples(
    amount: int, weights: list[Fraction], low: int | None, high: int | None, shares: list[Fraction]
) -> None:
    least, greatest = (None if bound is None else Fraction(bound) for bound in (low, high))
    assert list(water_fill(Fraction(amount), weights, least, greatest)) == shares


@pytest.mark.parametrize(
    ("amount", "weights", "low", "high", "message"),
    [
        (5, [], None, None, "weights: at least one must be above zero"),
        (5, fractions(0, 0), 1, 2, "weights: at least one must be above zero"),
        (
            *(5, fractions(1, 0, 2), 3, None),
            "minimum: the least contributions exceed the amount (got '2 x 3', Fraction(5, 1))",
        ),
        (
            *(-1, fractions(1, 2), None, None),
            "minimum: the least contributions exceed the amount (got '2 x 0', Fraction(-1, 1))",
        ),
        (
            *(5, fractions(1, 0, 2), None, Fraction(7, 3)),
            "maximum: the greatest contributions do not reach the amount "
            "(got '2 x 7/3', Fraction(5, 1))",
        ),
        (
            *(5, fractions(1, 1), 2, Fraction(3, 2)),
            "maximum: must not be below the minimum (got 3/2, Fraction(2, 1))",
        ),
        (
            *(5, fractions(1, 1), None, -1),
            "maximum: must not be below the minimum (got Fraction(-1, 1), Fraction(0, 1))",
        ),
    ],
)
def test_refuses(
    amount: int,
    weights: list[Fraction],
    low: Fraction | int | None,
    high: Fraction | int | None,
    message: str,
) -> None:
    least, greatest = (None if bound is None else Fraction(bound) for bound in (low, high))
    with pytest.raises(AllocationError) as refusal:
        water_fill(Fraction(amount), weights, least, greatest)
    assert str(refusal.value) == message


EXACT = (
    "a number must be exact, never a float or bool (got 0.5). "
    "Write it as an int, Fraction(1, 3) or Decimal('0.1')."
)


@pytest.mark.parametrize(
    ("amount", "weights", "low", "high", "message"),
    [
        (0.5, [1], None, None, f"amount: {EXACT}"),
        (5, [1, 0.5], None, None, f"weights[1]: {EXACT}"),
        (5, 3, None, None, "weights: must be a list or the like (got 3)"),
        (5, [1], 0.5, None, f"minimum: {EXACT}"),
        (5, [1], None, 0.5, f"maximum: {EXACT}"),
    ],
)
def test_refuses_what_is_not_exact(
    amount: Any, weights: Any, low: Any, high: Any, message: str
) -> None:
    with pytest.raises(NotExactError) as refusal:
        water_fill(amount, weights, low, high)
    assert str(refusal.value) == message


@law
@given(WEIGHTS, st.integers(0, 100), PARTS, PARTS)
def test_divides_exactly_where_bounds_allow(
    weights: list[Fraction], amount: int, one: Fraction, other: Fraction
) -> None:
    count = sum(map(bool, weights))
    low, high = one * amount, other * amount
    possible = count * low <= amount <= count * high and low <= high
    if possible:
        assert sum(water_fill(Fraction(amount), weights, low, high)) == amount
    else:
        with pytest.raises(AllocationError):
            water_fill(Fraction(amount), weights, low, high)
