"""Least and greatest parts: nearest to the quotas, or rounded quotients held by them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion import Apportionment, apportion
from sundgov.apportion.bounds import Bounds, level
from sundgov.apportion.largest_remainder import QuotaClaims
from sundgov.errors import AllocationError, NotExactError
from tests.apportion_oracle import (
    ALL,
    BOUNDED,
    DIVISOR,
    Case,
    Exact,
    differing,
    division,
    ends,
    fault,
    nearest,
    outcomes,
    signpost,
)
from tests.test_methods import FEW, FRACTIONS, HUGE, Counted, wide

claiming = pytest.mark.parametrize("method", BOUNDED)
divisor_method = pytest.mark.parametrize("method", DIVISOR)
METHOD = st.sampled_from(BOUNDED)
UNBOUNDED = sorted({*ALL} - {*BOUNDED})


@st.composite
def cases(
    draw: st.DrawFn,
    weights: st.SearchStrategy[Exact],
    least: st.SearchStrategy[int],
    span: st.SearchStrategy[int],
    most: int = 6,
) -> Case:
    """Bounds of any sign with an amount between their sums, tight ones as well."""
    drawn = draw(st.lists(weights, min_size=1, max_size=most).filter(any))
    count = len(drawn)
    lows = tuple(draw(st.lists(least, min_size=count, max_size=count)))
    spans = draw(st.lists(span, min_size=count, max_size=count))
    highs = tuple(low + each for low, each in zip(lows, spans, strict=True))
    amount = draw(st.integers(sum(lows), sum(highs)))
    ranks = draw(st.permutations(range(count)))
    return Case("", amount, tuple(drawn), tuple(ranks), lows, highs)


NEAR_ZERO = st.integers(-4, 3)
SMALL = st.one_of(
    cases(FEW, NEAR_ZERO, st.integers(0, 8)),
    cases(FEW, st.integers(0, 4), st.integers(0, 20)),
    cases(FRACTIONS, NEAR_ZERO, st.integers(0, 8)),
    cases(HUGE, NEAR_ZERO, st.integers(0, 8)),
)
FOUR = st.one_of(
    cases(FEW, NEAR_ZERO, st.integers(0, 5), 4),
    cases(FRACTIONS, NEAR_ZERO, st.integers(0, 5), 4),
)
LARGE = st.one_of(
    cases(FEW, st.integers(-(10**18), 10**18), st.integers(0, 10**18), 12),
    cases(HUGE, st.integers(0, 10**9), st.integers(0, 10**30), 12),
    cases(HUGE, st.integers(-9, 9), st.integers(0, 10**30), 12),
)


def run(case: Case, method: str) -> Apportionment:
    return apportion(
        case.amount,
        case.weights,
        method=method,
        minimum=case.lows,
        maximum=case.highs,
        rank=case.ranks,
    )


# -- largest remainder: the nearest division


@given(FOUR)
def test_largest_remainder_gives_the_division_nearest_to_the_quotas(case: Case) -> None:
    found = nearest(case._replace(method="largest-remainder"))
    result = run(case, "largest-remainder")
    assert result.parts in found
    assert result.ties == differing(found)
    assert result.unique is (len(found) == 1)


def test_the_nearest_division_is_not_the_floor_lifted_to_its_bound() -> None:
    """Whoever starts from floors and bounds has given out six units, and one too many."""
    assert apportion(5, [10, 10, 10, 1, 1], minimum=1).parts == (1, 1, 1, 1, 1)
    held = apportion(12, [50, 30, 1, 1, 1], minimum=1)
    assert held.parts == (6, 3, 1, 1, 1)
    assert [str(share.exact) for share in held.trace[:3]] == ["600/83", "360/83", "12/83"]
    assert [share.extra for share in held.trace] == [-1, -1, 1, 1, 1]


# -- every method that takes bounds


@claiming
@given(SMALL)
def test_parts_are_what_the_method_tells(method: str, case: Case) -> None:
    assert run(case, method).parts == division(case._replace(method=method))


@claiming
@given(FOUR)
def test_those_tie_whose_part_depends_on_the_ranks(method: str, case: Case) -> None:
    found = outcomes(case._replace(method=method))
    result = run(case, method)
    assert result.ties == differing(found)
    assert result.unique is (len(found) == 1)


@claiming
@given(LARGE)
def test_one_divisor_or_one_cut_holds_for_all(method: str, case: Case) -> None:
    result = run(case, method)
    assert fault(case._replace(method=method), result.parts, result.ties) is None


def rounds_up_at(method: str, weight: Exact, held: int) -> Fraction:
    """The multiplier of the weights, squared with its sign, that earns one more than `held`."""
    if held < 0:
        return -rounds_up_at(method, weight, -held - 1)
    post = signpost(method, held)
    return (post if method == "hill" else post**2) / Fraction(weight) ** 2


@divisor_method
@given(
    st.one_of(
        cases(st.integers(1, 9), NEAR_ZERO, st.integers(0, 8)),
        cases(FRACTIONS.filter(bool), NEAR_ZERO, st.integers(0, 8)),
    )
)
def test_one_multiplier_gives_every_part_when_held_by_its_bounds(method: str, case: Case) -> None:
    """Some number of either sign times each weight, rounded, lifted and cut to the bounds."""
    parts = run(case, method).parts
    lows, highs = case.ends
    least, most = [], []
    for weight, low, part, high in zip(case.weights, lows, parts, highs, strict=True):
        if part > low:
            least.append(rounds_up_at(method, weight, part - 1))
        if part < high:
            most.append(rounds_up_at(method, weight, part))
    if least and most:
        assert max(least) <= min(most)


@wide
@given(METHOD, SMALL)
def test_parts_sum_to_the_amount_within_the_bounds(method: str, case: Case) -> None:
    parts = run(case, method).parts
    assert sum(parts) == case.amount
    assert {type(part) for part in parts} == {int}
    for low, part, high in zip(case.ends[0], parts, case.ends[1], strict=True):
        assert low <= part <= high


@wide
@given(METHOD, st.one_of(SMALL, LARGE))
def test_the_amount_and_bounds_with_signs_turned_give_the_mirror(method: str, case: Case) -> None:
    one, other = run(case, method), run(case.turned, method)
    assert one.parts == tuple(-part for part in other.parts)
    assert one.ties == other.ties


@st.composite
def cases_of_nothing(draw: st.DrawFn) -> Case:
    case = draw(cases(FEW, st.integers(-5, 1), st.integers(0, 6)))
    lows, highs = case.ends
    lows = (lows[0] - max(sum(lows), 0), *lows[1:])
    highs = (highs[0] - min(sum(highs), 0), *highs[1:])
    return case._replace(amount=0, lows=lows, highs=highs)


@wide
@given(METHOD, cases_of_nothing())
def test_nothing_divided_between_bounds_has_its_mirror_too(method: str, case: Case) -> None:
    one, other = run(case, method), run(case.turned, method)
    assert (
        one.parts == tuple(-part for part in other.parts) == division(case._replace(method=method))
    )
    assert one.ties == other.ties


@claiming
def test_nothing_divided_with_a_tie(method: str) -> None:
    """The lower of the two sets of bounds is the mirror of the other, where the first is served."""
    lost = apportion(0, [1, 1, 1], method=method, minimum=[1, -9, -9], maximum=[1, 9, 9])
    gained = apportion(0, [1, 1, 1], method=method, minimum=[-1, -9, -9], maximum=[-1, 9, 9])
    assert lost.parts == (1, 0, -1)
    assert gained.parts == (-1, 0, 1)
    assert lost.ties == gained.ties == (1, 2)


@wide
@given(METHOD, SMALL, st.data())
def test_permuting_all_permutes_the_parts(method: str, case: Case, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(case.weights))))

    def moved(those: Sequence[Any] | None) -> tuple[Any, ...]:
        assert those is not None
        return tuple(those[index] for index in order)

    other = case._replace(
        weights=moved(case.weights),
        ranks=moved(case.ranks),
        lows=moved(case.lows),
        highs=moved(case.highs),
    )
    assert run(other, method).parts == moved(run(case, method).parts)


@wide
@given(METHOD, SMALL, st.builds(Fraction, st.integers(1, 10**9), st.integers(1, 99)))
def test_only_proportions_count(method: str, case: Case, scale: Fraction) -> None:
    scaled = case._replace(weights=tuple(weight * scale for weight in case.weights))
    assert run(scaled, method).parts == run(case, method).parts


@wide
@given(METHOD, cases(FEW, st.integers(0, 0), st.integers(0, 20)))
def test_bounds_that_hold_nobody_change_nothing(method: str, case: Case) -> None:
    free = apportion(case.amount, case.weights, method=method, rank=case.ranks)
    loose = apportion(case.amount, case.weights, method=method, minimum=0, rank=case.ranks)
    assert (loose.parts, loose.ties) == (free.parts, free.ties)
    exactly = apportion(
        case.amount, case.weights, method=method, minimum=free.parts, maximum=free.parts
    )
    assert (exactly.parts, exactly.unique) == (free.parts, True)


@wide
@given(METHOD, cases(FEW, st.integers(0, 3), st.integers(0, 9)))
def test_a_part_held_at_no_bound_could_do_without(method: str, case: Case) -> None:
    """Bounds that hold nobody may be dropped: the division was the best without them as well."""
    result = run(case, method)
    lows, highs = case.ends
    inside = [low < part < high for low, part, high in zip(lows, result.parts, highs, strict=True)]
    wider = case._replace(
        lows=tuple(low - 3 * free for low, free in zip(lows, inside, strict=True)),
        highs=tuple(high + 3 * free for high, free in zip(highs, inside, strict=True)),
    )
    assert run(wider, method).parts == result.parts


@divisor_method
def test_a_zero_weight_takes_what_nobody_with_a_weight_can(method: str) -> None:
    def parts(amount: int, **bounds: Any) -> tuple[int, ...]:
        return apportion(amount, [0, 0, 5, 5], method=method, **bounds).parts

    assert parts(10, minimum=[2, 0, 0, 0]) == (2, 0, 4, 4)
    assert parts(10, maximum=[9, 9, 9, 2]) == (0, 0, 8, 2)
    assert parts(13, maximum=[9, 9, 4, 4]) == (3, 2, 4, 4)
    assert parts(13, maximum=[1, 9, 4, 4]) == (1, 4, 4, 4)
    assert parts(-13, minimum=[-9, -9, -4, -4]) == (-3, -2, -4, -4)
    assert parts(3, minimum=[-9, -9, 4, 4]) == (-2, -3, 4, 4)
    assert apportion(13, [0, 0, 5, 5], method=method, maximum=[9, 9, 4, 4]).ties == (0, 1)


@pytest.mark.parametrize(
    ("case", "parts", "ties"),
    [
        (
            Case("jefferson", 6, (1, 3, 3, 2, 1), (0, 1, 2, 3, 4), (0, -2, -3, 0, -2))._replace(
                highs=(2, 3, 2, 2, 28)
            ),
            (1, 2, 2, 1, 0),
            (0, 1, 3, 4),
        ),
        (
            Case("dean", 3, (3, 167, 1), (0, 1, 2), (-1, 2, 0), (29, 3, 1)),
            (1, 2, 0),
            (),
        ),
        (
            Case("adams", 4, (211, 2, 1, 97), (0, 1, 2, 3), (-1, 0, -2, 4), (-1, 1, 3, 5)),
            (-1, 1, 0, 4),
            (),
        ),
        (
            Case("dean", 47, (0, 219, 1, 2, 0, 0), (0, 1, 2, 3, 4, 5))._replace(
                lows=(-2, -1, 3, 3, 1, 2), highs=(28, 29, 5, 8, 2, 7)
            ),
            (2, 29, 5, 8, 1, 2),
            (0, 4),
        ),
    ],
)
def test_who_reaches_a_bound_gets_or_gives_no_more(
    case: Case, parts: tuple[int, ...], ties: tuple[int, ...]
) -> None:
    result = run(case, case.method)
    assert result.parts == division(case) == parts
    assert result.ties == differing(outcomes(case)) == ties


@claiming
def test_of_zero_weights_who_holds_least_comes_first(method: str) -> None:
    result = apportion(15, [0, 0, 0, 5], method=method, minimum=[0, 0, 4, 0], maximum=[9, 9, 9, 4])
    assert (result.parts, result.ties) == ((4, 3, 4, 4), (0, 1))


def test_the_nearest_division_moves_zero_weights_too() -> None:
    """What a bound lifts or cuts falls on all alike by largest remainder: a bound keeps one out."""
    assert apportion(9, [0, 6, 3], maximum=[9, 3, 9]).parts == (2, 3, 4)
    assert apportion(9, [0, 6, 3], maximum=[0, 3, 9]).parts == (0, 3, 6)
    assert apportion(9, [0, 6, 3], minimum=[3, 0, 0]).parts == (3, 5, 1)
    assert apportion(9, [0, 6, 3], minimum=[3, 0, 0], method="webster").parts == (3, 4, 2)


@claiming
def test_nobody_is_brought_below_zero_for_another_to_be_above(method: str) -> None:
    """A bound below zero is room for who needs it, and no invitation."""
    result = apportion(2, [6, 6, 6, 1], method=method, minimum=-5)
    assert result.parts == (1, 1, 0, 0)
    assert result.ties == (0, 1, 2)
    mirrored = apportion(-2, [6, 6, 6, 1], method=method, maximum=5)
    assert mirrored.parts == (-1, -1, 0, 0)


def test_a_division_that_must_go_below_zero_does_so_by_weight() -> None:
    found = {
        method: apportion(2, [4, 2, 1], method=method, minimum=[-9, -9, 9], maximum=9).parts
        for method in BOUNDED
    }
    assert found == {
        "largest-remainder": (-3, -4, 9),
        "adams": (-4, -3, 9),
        "dean": (-5, -2, 9),
        "hill": (-5, -2, 9),
        "jefferson": (-5, -2, 9),
        "webster": (-5, -2, 9),
    }


# -- what may be given, and what follows from it


def test_one_bound_for_all_or_one_for_each() -> None:
    one = apportion(10, [1, 60, 39], minimum=1, maximum=5)
    each = apportion(10, [1, 60, 39], minimum=iter([1, 1, 1]), maximum=(5, 5, 5))
    assert one == each
    assert one.parts == (1, 5, 4)
    assert one.bounds == Bounds((1, 1, 1), (5, 5, 5))
    assert apportion(10, [1, 60, 39]).bounds is None


BOUND = st.one_of(
    st.none(), st.integers(-6, 6), st.lists(st.integers(-6, 6), min_size=3, max_size=3)
)


@given(st.integers(-20, 20), BOUND, BOUND)
def test_a_missing_bound_follows_from_the_amount(
    amount: int, minimum: int | list[int] | None, maximum: int | list[int] | None
) -> None:
    lows, highs = ends(amount, minimum, maximum, 3)
    crossed = any(low > high for low, high in zip(lows, highs, strict=True))
    if crossed or not sum(lows) <= amount <= sum(highs):
        with pytest.raises(AllocationError, match=r"^m(in|ax)imum"):
            apportion(amount, [5, 0, 2], minimum=minimum, maximum=maximum)
        return
    result = apportion(amount, [5, 0, 2], minimum=minimum, maximum=maximum)
    if minimum is None and maximum is None:
        assert result.bounds is None
    else:
        assert result.bounds == Bounds(lows, highs)
        full = apportion(amount, [5, 0, 2], minimum=lows, maximum=highs)
        assert full == result


def test_what_a_missing_bound_means() -> None:
    assert apportion(9, [1, 8], maximum=7).bounds == Bounds((0, 0), (7, 7))
    assert apportion(9, [1, 8], minimum=[2, -3]).bounds == Bounds((2, -3), (12, 7))
    assert apportion(-9, [1, 8], minimum=-7).bounds == Bounds((-7, -7), (0, 0))
    assert apportion(-9, [1, 8], maximum=[-2, 3]).bounds == Bounds((-12, -7), (-2, 3))
    assert apportion(0, [1, 8], maximum=3).bounds == Bounds((0, 0), (3, 3))
    assert apportion(0, [1, 8], minimum=-3).bounds == Bounds((-3, -3), (0, 0))
    assert apportion(7, [1, 8], minimum=0, maximum=None).bounds == Bounds((0, 0), (7, 7))


# -- cost


class CountedQuotas:
    """How many claims on quotas were computed."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.claims = 0
        single = QuotaClaims.claim

        def claim(of: QuotaClaims, index: int, held: int) -> int:
            self.claims += 1
            return single(of, index, held)

        patch.setattr(QuotaClaims, "claim", claim)


@claiming
@pytest.mark.parametrize("digits", [6, 9, 18, 30, 300])
def test_the_cost_does_not_grow_with_the_amount_between_bounds(
    method: str, digits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: Counted | CountedQuotas = Counted(monkeypatch)
    if method == "largest-remainder":
        counted = CountedQuotas(monkeypatch)
    count = 98
    weights = [1 + index * index for index in range(count)]
    amount = 10**digits + 7
    lows = [amount // 500 * (index % 3) for index in range(count)]
    highs = [amount // 50 + amount // 50 * (index % 2) for index in range(count)]
    result = apportion(amount, weights, method=method, minimum=lows, maximum=highs)
    case = Case(method, amount, tuple(weights), tuple(range(count)), tuple(lows), tuple(highs))
    assert counted.claims <= 4 * count
    assert fault(case, result.parts, result.ties) is None
    assert {low for low, part in zip(lows, result.parts, strict=True) if low == part} - {0}
    assert {high for high, part in zip(highs, result.parts, strict=True) if high == part}


@given(
    st.lists(
        st.tuples(st.integers(-9, 9), st.integers(1, 9), st.integers(-9, 9), st.integers(0, 9)),
        min_size=1,
        max_size=8,
    ),
    st.data(),
)
def test_lines_at_their_level_sum_to_the_amount(
    lines: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    starts, slopes, lows, spans = zip(*lines, strict=True)
    highs = [low + span for low, span in zip(lows, spans, strict=True)]
    amount = data.draw(st.integers(sum(lows), sum(highs)))
    above, below = level(amount, starts, slopes, lows, highs)
    at = Fraction(above, below)
    stands = [
        min(max(start + slope * at, low), high)
        for start, slope, low, high in zip(starts, slopes, lows, highs, strict=True)
    ]
    assert below > 0
    assert sum(stands) == amount


# -- refusals


def _case(message: str, amount: int, weights: list[int], **options: Any) -> tuple[Any, ...]:
    return message, amount, weights, options


COLLIDE = [
    _case(
        "minimum[1], maximum[1]: a least part must not exceed the greatest (got 5, 4)",
        *(9, [1, 1]),
        minimum=[0, 5],
        maximum=[9, 4],
    ),
    _case(
        "minimum[0], maximum[0]: a least part must not exceed the greatest (got 2, 1)",
        *(9, [1, 1]),
        minimum=2,
        maximum=1,
    ),
    _case(
        "minimum[1], maximum[1]: a least part must not exceed the greatest (got 0, -1)",
        *(3, [1, 1]),
        maximum=[9, -1],
    ),
    _case(
        "minimum[0], maximum[0]: a least part must not exceed the greatest (got 1, 0)",
        *(-3, [1, 1]),
        minimum=[1, -9],
    ),
    _case("minimum: the least parts exceed the amount (got 12, 10)", 10, [1, 1], minimum=6),
    _case(
        "minimum: the least parts exceed the amount (got 11, 10)",
        *(10, [1, 1]),
        minimum=[6, 5],
        maximum=9,
    ),
    _case("minimum: the least parts exceed the amount (got -2, -3)", -3, [1, 1], minimum=-1),
    _case("maximum: the greatest parts do not reach the amount (got 8, 9)", 9, [1, 1], maximum=4),
    _case(
        "maximum: the greatest parts do not reach the amount (got 8, 9)",
        *(9, [1, 1]),
        minimum=1,
        maximum=[4, 4],
    ),
    _case(
        "maximum: the greatest parts do not reach the amount (got -4, -3)", -3, [1, 1], maximum=-2
    ),
    _case(
        "minimum: must be one, or as many as the weights (got 3, 2)", 9, [1, 1], minimum=[1, 1, 1]
    ),
    _case("maximum: must be one, or as many as the weights (got 0, 2)", 9, [1, 1], maximum=()),
]


@claiming
@pytest.mark.parametrize(("message", "amount", "weights", "options"), COLLIDE)
def test_refuses_bounds_that_collide(
    method: str, message: str, amount: int, weights: list[int], options: dict[str, Any]
) -> None:
    with pytest.raises(AllocationError) as refusal:
        apportion(amount, weights, method=method, **options)
    assert str(refusal.value) == message


INEXACT = [
    _case("minimum: a whole number is an int (got True)", 9, [1, 1], minimum=True),
    _case("maximum: a whole number is an int (got False)", 9, [1, 1], maximum=False),
    _case("minimum[1]: a whole number is an int (got 0.5)", 9, [1, 1], minimum=[0, 0.5]),
    _case("maximum[0]: a whole number is an int (got nan)", 9, [1, 1], maximum=[float("nan"), 9]),
    _case("maximum[1]: a whole number is an int (got True)", 9, [1, 1], maximum=[9, True]),
    _case(
        "minimum[0]: a whole number is an int (got Decimal('1'))",
        *(9, [1, 1]),
        minimum=[Decimal(1), 1],
    ),
    _case("minimum[1]: a whole number is an int (got None)", 9, [1, 1], minimum=[1, None]),
    _case("maximum[0]: a whole number is an int (got '9')", 9, [1, 1], maximum="99"),
    _case("minimum: must be an Iterable (got 0.5)", 9, [1, 1], minimum=0.5),
    _case("maximum: must be an Iterable (got Fraction(9, 1))", 9, [1, 1], maximum=Fraction(9)),
]


@pytest.mark.parametrize(("message", "amount", "weights", "options"), INEXACT)
def test_refuses_bounds_that_are_no_whole_numbers(
    message: str, amount: int, weights: list[int], options: dict[str, Any]
) -> None:
    with pytest.raises(NotExactError) as refusal:
        apportion(amount, weights, **options)
    assert str(refusal.value) == message


@pytest.mark.parametrize("method", UNBOUNDED)
@pytest.mark.parametrize("options", [{"minimum": 0}, {"maximum": [9, 9]}])
def test_refuses_bounds_for_a_method_that_takes_none(method: str, options: dict[str, Any]) -> None:
    with pytest.raises(AllocationError) as refusal:
        apportion(9, [1, 1], method=method, **options)
    assert str(refusal.value) == (
        "minimum, maximum: bounds are for largest remainder and the divisor methods "
        f"(got {method!r})"
    )
