"""`apportion`: its laws, the law that does not hold, and every refusal."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov.apportion import apportion
from sundgov.errors import AllocationError, InvalidValueError, NotExactError

law = settings(max_examples=100, deadline=None)

FEW_SIZES = st.integers(0, 12)
"""Weights so small that ties are common."""
WHOLE = st.one_of(FEW_SIZES, st.integers(0, 10**6), st.integers(0, 10**30))
FRACTIONS = st.builds(Fraction, st.integers(0, 60), st.integers(1, 12))
DECIMALS = st.decimals(0, 1000, places=3)


def some(weights: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(weights, min_size=1, max_size=12).filter(any)


TYING = some(FEW_SIZES)
WEIGHTS = st.one_of(TYING, some(WHOLE), some(FRACTIONS), some(DECIMALS))
AMOUNTS = st.one_of(
    st.integers(-60, 60), st.integers(-(10**9), 10**9), st.integers(-(10**45), 10**45)
)


def exact_shares(amount: int, weights: Sequence[Any]) -> list[Fraction]:
    exact = [Fraction(weight) for weight in weights]
    return [amount * weight / sum(exact) for weight in exact]


def oracle(amount: int, weights: Sequence[Any], rank: Sequence[int] | None = None) -> list[int]:
    """Largest remainder by hand: the units left over go out one by one."""
    if amount < 0:
        return [-part for part in oracle(-amount, weights, rank)]
    ranks = range(len(weights)) if rank is None else rank
    shares = exact_shares(amount, weights)
    parts = [floor(share) for share in shares]
    while sum(parts) < amount:
        rests = [share - part for share, part in zip(shares, parts, strict=True)]
        winner = max(range(len(rests)), key=lambda index: (rests[index], -ranks[index]))
        parts[winner] += 1
    return parts


@law
@given(AMOUNTS, WEIGHTS, st.randoms(use_true_random=False))
def test_agrees_with_the_rule_by_hand(amount: int, weights: list[Any], random: Any) -> None:
    rank = random.sample(range(100), len(weights))
    assert list(apportion(amount, weights).parts) == oracle(amount, weights)
    assert list(apportion(amount, weights, rank=rank).parts) == oracle(amount, weights, rank)


@law
@given(AMOUNTS, WEIGHTS)
def test_parts_are_ints_that_sum_to_the_amount(amount: int, weights: list[Any]) -> None:
    parts = apportion(amount, weights).parts
    assert sum(parts) == amount
    assert {type(part) for part in parts} == {int}


@law
@given(AMOUNTS, WEIGHTS)
def test_each_part_is_floor_or_ceiling(amount: int, weights: list[Any]) -> None:
    for part, share in zip(
        apportion(amount, weights).parts, exact_shares(amount, weights), strict=True
    ):
        assert floor(share) <= part <= ceil(share)


@law
@given(AMOUNTS, st.lists(st.integers(0, 2), min_size=1, max_size=12).filter(any))
def test_zero_weight_gets_nothing(amount: int, weights: list[int]) -> None:
    for part, weight in zip(apportion(amount, weights).parts, weights, strict=True):
        assert weight or not part


@law
@given(AMOUNTS, WEIGHTS)
def test_a_negative_amount_mirrors_the_positive_one(amount: int, weights: list[Any]) -> None:
    one, other = apportion(amount, weights), apportion(-amount, weights)
    assert one.parts == tuple(-part for part in other.parts)
    assert one.ties == other.ties


@law
@given(AMOUNTS, some(FRACTIONS), st.builds(Fraction, st.integers(1, 10**9), st.integers(1, 99)))
def test_only_proportions_count(amount: int, weights: list[Fraction], scale: Fraction) -> None:
    scaled = [weight * scale for weight in weights]
    assert apportion(amount, scaled).parts == apportion(amount, weights).parts


@law
@given(st.data(), AMOUNTS, st.one_of(TYING, some(WHOLE)))
def test_permuting_weights_and_ranks_permutes_parts(
    data: st.DataObject, amount: int, weights: list[int]
) -> None:
    rank = data.draw(st.permutations(range(len(weights))))
    order = data.draw(st.permutations(range(len(weights))))
    parts = apportion(amount, weights, rank=rank).parts
    moved = apportion(
        amount, [weights[index] for index in order], rank=[rank[index] for index in order]
    )
    assert moved.parts == tuple(parts[index] for index in order)


@law
@given(st.data(), AMOUNTS, TYING)
def test_rank_decides_among_ties_only(data: st.DataObject, amount: int, weights: list[int]) -> None:
    by_position = apportion(amount, weights)
    ranked = apportion(amount, weights, rank=data.draw(st.permutations(range(len(weights)))))
    assert ranked.ties == by_position.ties
    for index, (one, other) in enumerate(zip(by_position.parts, ranked.parts, strict=True)):
        assert one == other or index in by_position.ties


@law
@given(AMOUNTS, TYING)
def test_equal_ranks_decide_nothing(amount: int, weights: list[int]) -> None:
    by_position = apportion(amount, weights)
    rank = ["same"] * len(weights)
    if by_position.unique:
        assert apportion(amount, weights, rank=rank).parts == by_position.parts
    else:
        with pytest.raises(AllocationError, match="recipients that tie must differ in rank"):
            apportion(amount, weights, rank=rank)


@law
@given(AMOUNTS, WEIGHTS)
def test_trace_proves_the_parts(amount: int, weights: list[Any]) -> None:
    result = apportion(amount, weights)
    sign = -1 if amount < 0 else 1
    trace = result.trace
    assert [share.index for share in trace] == list(range(len(weights)))
    assert [share.weight for share in trace] == [Fraction(weight) for weight in weights]
    assert [share.exact for share in trace] == exact_shares(amount, weights)
    assert tuple(share.part for share in trace) == result.parts
    for share in trace:
        assert share.floor == sign * floor(abs(share.exact))
        assert share.floor + share.remainder == share.exact
        assert share.floor + share.extra == share.part
        assert share.extra in ((0, sign) if share.remainder else (0,))
    served = [abs(share.remainder) for share in trace if share.extra]
    passed = [abs(share.remainder) for share in trace if not share.extra]
    assert min(served, default=1) >= max(passed)


@law
@given(AMOUNTS, WEIGHTS)
def test_ties_are_those_between_whom_rank_chose(amount: int, weights: list[Any]) -> None:
    result = apportion(amount, weights)
    trace = result.trace
    least = min((abs(share.remainder) for share in trace if share.extra), default=None)
    rivals = tuple(share.index for share in trace if abs(share.remainder) == least)
    chosen = any(not trace[index].extra for index in rivals)
    assert result.ties == (rivals if chosen else ())
    assert result.unique is not chosen


@law
@given(AMOUNTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any))
def test_kinds_of_exact_weights_agree(amount: int, weights: list[int]) -> None:
    parts = apportion(amount, weights).parts
    kinds: list[Callable[[int], int | Fraction | Decimal]] = [
        Fraction,
        Decimal,
        lambda weight: Fraction(weight, 7),
        lambda weight: Decimal(weight) / 1000,
    ]
    for kind in kinds:
        assert apportion(amount, map(kind, weights)).parts == parts
    mixed = [(int, Fraction, Decimal)[index % 3](weight) for index, weight in enumerate(weights)]
    assert apportion(amount, mixed).parts == parts


@law
@given(AMOUNTS, st.one_of(st.integers(1), FRACTIONS.filter(bool)))
def test_a_single_recipient_gets_all(amount: int, weight: Fraction | int) -> None:
    assert apportion(amount, [weight]).parts == (amount,)


@pytest.mark.parametrize("digits", [15, 18, 30, 300])
def test_exact_at_any_size(digits: int) -> None:
    third = 10**digits // 3
    assert apportion(10**digits, [1, 1, 1]).parts == (third + 1, third, third)
    big, small = 10**digits, 1
    assert apportion(big + 1, [big, small]).parts == (big, small)
    assert apportion(big, [big, small]).parts == (big - 1, 1)
    assert apportion(3, [big + 1, big, big - 1]).parts == (1, 1, 1)
    assert apportion(1, [big, big + 1]).parts == (0, 1)


def test_a_larger_amount_may_leave_someone_less() -> None:
    """The Alabama effect: largest remainder is not monotone in the amount. It is no law."""
    assert apportion(10, [54, 243, 703]).parts == (1, 2, 7)
    assert apportion(11, [54, 243, 703]).parts == (0, 3, 8)


def test_a_larger_weight_may_leave_one_less() -> None:
    """The population paradox: who grows may lose to one who does not. It is no law."""
    assert apportion(50, [150, 78, 173, 204, 295]).parts == (8, 4, 10, 11, 17)
    assert apportion(50, [150, 78, 181, 204, 296]).parts == (8, 5, 10, 11, 16)


def test_a_result_keeps_what_it_came_of() -> None:
    weights = (Fraction(1, 2), 1, Decimal("1.5"))
    result = apportion(-7, iter(weights), method="hamilton", rank=iter("cba"))
    assert result.parts == (-1, -2, -4)
    assert (result.amount, result.weights, result.method) == (-7, weights, "largest-remainder")
    assert result == apportion(-7, weights)
    assert result != apportion(-7, weights, method="webster")
    assert repr(apportion(1, [2])) == (
        "Apportionment(amount=1, weights=(2,), method='largest-remainder', parts=(1,))"
    )
    with pytest.raises(FrozenInstanceError):
        result.amount = 8  # type: ignore[misc]


def test_the_lowest_rank_wins() -> None:
    assert apportion(2, [1, 1, 1], rank=["0461", "0101", "0741"]).parts == (1, 1, 0)
    assert apportion(1, [1, 1, 1], rank=[(2, 0), (1, 9), (1, 8)]).parts == (0, 0, 1)
    assert apportion(-1, [1, 1], rank=[2, 1]).parts == (0, -1)


def test_equal_ranks_are_no_matter_where_nothing_ties() -> None:
    assert apportion(4, [1, 1, 2], rank=[0, 0, 0]).parts == (1, 1, 2)
    assert apportion(5, [2, 2, 3], rank=[1, 0, 0]).parts == (1, 2, 2)


EXACT = (
    "a number must be exact, never a float or bool (got {}). "
    "Write it as an int, Fraction(1, 3) or Decimal('0.1')."
)
INT = "amount: a whole number is an int (got {})"


def _case(
    error: type[Exception], message: str, amount: Any, weights: Any, **options: Any
) -> tuple[Any, ...]:
    return (error, message, amount, weights, options)


REFUSED = [
    _case(NotExactError, INT.format("7.0"), 7.0, [1]),
    _case(NotExactError, INT.format("nan"), float("nan"), [1]),
    _case(NotExactError, INT.format("True"), *(True, [1])),
    _case(NotExactError, INT.format("'7'"), "7", [1]),
    _case(NotExactError, INT.format("None"), None, [1]),
    _case(NotExactError, INT.format("Fraction(7, 1)"), Fraction(7), [1]),
    _case(NotExactError, INT.format("Decimal('7')"), Decimal(7), [1]),
    _case(NotExactError, f"weights[1]: {EXACT.format('0.5')}", 7, [1, 0.5]),
    _case(NotExactError, f"weights[0]: {EXACT.format('2.0')}", 7, [2.0, 3.0]),
    _case(NotExactError, f"weights[0]: {EXACT.format('nan')}", 7, [float("nan")]),
    _case(NotExactError, f"weights[0]: {EXACT.format('inf')}", 7, [float("inf"), 2]),
    _case(NotExactError, f"weights[0]: {EXACT.format('True')}", 7, [True]),
    _case(NotExactError, f"weights[2]: {EXACT.format('True')}", 7, [2, 3, True]),
    _case(NotExactError, f"weights[1]: {EXACT.format('False')}", 7, [2, False]),
    _case(NotExactError, f"weights[0]: {EXACT.format(repr('1'))}", 7, "123"),
    _case(NotExactError, f"weights[1]: {EXACT.format('None')}", 7, [5, None]),
    _case(NotExactError, f"weights[0]: {EXACT.format('(2+0j)')}", 7, [2 + 0j]),
    _case(
        InvalidValueError,
        "weights[0]: a number must be finite (got Decimal('NaN'))",
        *(7, [Decimal("NaN"), 2]),
    ),
    _case(
        InvalidValueError,
        "weights[1]: a number must be finite (got Decimal('Infinity'))",
        *(7, [2, Decimal("Infinity")]),
    ),
    _case(NotExactError, "weights: must be an Iterable (got 3)", *(7, 3)),
    _case(NotExactError, "rank: must be an Iterable (got 3)", 7, [1, 1], rank=3),
    _case(AllocationError, "weights: must not be empty", 7, []),
    _case(AllocationError, "weights: must not be empty", 0, iter(())),
    _case(AllocationError, "weights[1]: must not be negative (got -1)", 7, [1, -1]),
    _case(AllocationError, "weights[1]: must not be negative (got -5)", 0, [0, -5, -6, 20]),
    _case(
        AllocationError,
        "weights[2]: must not be negative (got -1/2)",
        *(7, [1, 2, Fraction(-1, 2)]),
    ),
    _case(
        AllocationError,
        "weights[0]: must not be negative (got Decimal('-0.5'))",
        *(7, [Decimal("-0.5"), 2]),
    ),
    _case(AllocationError, "weights: at least one must be above zero (got (0, 0))", 7, [0, 0]),
    _case(
        AllocationError,
        "weights: at least one must be above zero (got (Fraction(0, 1),))",
        *(0, [Fraction(0)]),
    ),
    _case(
        InvalidValueError,
        "method: must be one of 'adams', 'cascade-from-last', 'dean', 'dhondt', 'floor-to-first', "
        "'floor-to-largest-weight', 'floor-to-last', 'hamilton', 'hill', 'huntington', "
        "'jefferson', "
        "'largest-remainder', 'lowndes', 'quota', 'sainte-lague', 'webster' (got 'websters')",
        *(7, [1]),
        method="websters",
    ),
    _case(
        AllocationError,
        "rank: must be as many as the weights (got 2, 3)",
        *(7, [1, 1, 1]),
        rank=[1, 2],
    ),
    _case(AllocationError, "rank: must be as many as the weights (got 0, 1)", 7, [1], rank=()),
    _case(
        AllocationError,
        "rank: recipients that tie must differ in rank (got 0, 2)",
        *(1, [2, 1, 2]),
        rank=["a", "b", "a"],
    ),
    _case(
        AllocationError,
        "rank: recipients that tie must differ in rank (got 1, 2)",
        *(1, [1, 1, 1]),
        rank=[0, 1, 1],
    ),
]


@pytest.mark.parametrize(("error", "message", "amount", "weights", "options"), REFUSED)
def test_refuses(
    error: type[Exception],
    message: str,
    amount: Any,
    weights: Iterable[Any],
    options: dict[str, Any],
) -> None:
    with pytest.raises(error) as refusal:
        apportion(amount, weights, **options)
    assert type(refusal.value) is error
    assert str(refusal.value) == message


def test_refusals_may_be_caught_as_built_ins() -> None:
    with pytest.raises(TypeError):
        apportion(7, [0.5])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="must not be empty"):
        apportion(7, [])


@pytest.mark.parametrize("text", ["sNaN", "-Infinity"])
def test_refuses_decimals_whose_sum_has_no_value(text: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        apportion(7, [Decimal("Infinity"), Decimal(text)])
    assert str(refusal.value) == "weights[0]: a number must be finite (got Decimal('Infinity'))"


def test_weights_may_be_larger_than_decimals_can_add() -> None:
    with localcontext() as context:
        context.Emax = 99
        assert apportion(7, [Decimal("9e99"), Decimal("9e99")]).parts == (4, 3)
