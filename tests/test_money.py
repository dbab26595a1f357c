"""Amounts: the laws of adding, ordering and rounding, and the walls between price states."""

import copy
import decimal
import itertools
import math
import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sundgov.errors import InvalidValueError, NotExactError, PriceLevelError, SundgovError
from sundgov.money import (
    UNSTATED,
    Amount,
    CurrentPrices,
    ExactAmount,
    PriceLevel,
    PriceState,
    Rounding,
    Unit,
    round_fraction,
    total,
)

YEARS = st.integers(1900, 2999)
STATES: st.SearchStrategy[PriceState] = st.one_of(
    st.just(UNSTATED), st.builds(PriceLevel, YEARS), st.builds(CurrentPrices, YEARS)
)
ORE = st.integers() | st.integers(-(10**100), 10**100)
FACTORS = st.integers() | st.fractions() | st.decimals(-(10**9), 10**9, places=4)
RULES = st.sampled_from([Rounding.HALF_AWAY, Rounding.HALF_EVEN, Rounding.DOWN])
UNITS = st.sampled_from(Unit)
ORDERINGS: list[Callable[[Any, Any], bool]] = [operator.lt, operator.le, operator.gt, operator.ge]
LEVEL, CURRENT, BARE = Amount(1, PriceLevel(2021)), Amount(1, CurrentPrices(2021)), Amount(1)
THIRD = Amount(100) / 3


# Adding, scaling, ordering


@given(ORE, ORE, ORE, STATES)
def test_amounts_in_one_price_state_are_a_group(a: int, b: int, c: int, prices: PriceState) -> None:
    x, y, z = (Amount(ore, prices) for ore in (a, b, c))
    assert x + y == y + x == Amount(a + b, prices)
    assert (x + y) + z == x + (y + z)
    assert x + Amount(0, prices) == x
    assert x + -x == x - x == Amount(0, prices)
    assert x - y == x + -y == -(y - x)
    assert Amount(0, prices) - -x == x


@given(ORE, ORE, st.integers(), st.integers(), STATES)
def test_a_whole_multiple_distributes(a: int, b: int, m: int, n: int, prices: PriceState) -> None:
    x, y = Amount(a, prices), Amount(b, prices)
    assert (x + y) * n == x * n + y * n
    assert x * (m + n) == x * m + x * n
    assert n * x == x * n
    assert (x * 0, x * 1, x * -1) == (Amount(0, prices), x, -x)


@given(ORE, STATES)
def test_an_absolute_amount_is_not_negative_and_truth_means_not_zero(
    ore: int, prices: PriceState
) -> None:
    x = Amount(ore, prices)
    assert abs(x) in (x, -x)
    assert abs(x) >= Amount(0, prices)
    assert bool(x) == (x != Amount(0, prices))
    assert x.kroner == x.exact.kroner == Fraction(ore, 100)


@given(ORE, ORE, STATES)
def test_amounts_in_one_price_state_are_ordered_as_their_ore(
    a: int, b: int, prices: PriceState
) -> None:
    x, y = Amount(a, prices), Amount(b, prices)
    assert [x < y, x == y, x > y].count(True) == 1
    for compare in (*ORDERINGS, operator.eq, operator.ne):
        assert compare(x, y) == compare(a, b)
        assert compare(x, Amount(a, prices)) == compare(0, 0)


@given(ORE, STATES, STATES)
def test_equal_amounts_hash_alike_and_different_states_are_never_equal(
    ore: int, left: PriceState, right: PriceState
) -> None:
    assert (Amount(ore, left) == Amount(ore, right)) == (left == right)
    assert len({Amount(ore, left), Amount(ore, right)}) == (1 if left == right else 2)


@given(ORE, ORE, STATES, STATES)
def test_different_states_neither_add_nor_compare(
    a: int, b: int, left: PriceState, right: PriceState
) -> None:
    assume(left != right)
    x, y = Amount(a, left), Amount(b, right)
    for attempt in (*ORDERINGS, operator.add, operator.sub, Amount.ratio):
        with pytest.raises(PriceLevelError):
            attempt(x, y)
    for exact in (operator.add, operator.sub):
        for pair in ((x.exact, y), (x, y.exact)):
            with pytest.raises(PriceLevelError):
                exact(*pair)


@given(ORE, ORE.filter(bool), STATES)
def test_a_ratio_times_the_whole_is_the_part(part: int, whole: int, prices: PriceState) -> None:
    ratio = Amount(part, prices).ratio(Amount(whole, prices))
    assert Amount(whole, prices) * ratio == Amount(part, prices).exact


@given(st.lists(ORE), STATES, st.randoms())
def test_a_total_is_the_sum_in_any_order(ores: list[int], prices: PriceState, order: Any) -> None:
    amounts = [Amount(ore, prices) for ore in ores]
    assert total(amounts, prices) == Amount(sum(ores), prices)
    assert sum(amounts) == (total(amounts, prices) if amounts else 0)
    order.shuffle(amounts)
    assert total(amounts, prices) == Amount(sum(ores), prices)


# Exact amounts


@given(ORE, FACTORS, STATES)
def test_a_factor_or_a_divisor_is_applied_exactly(
    ore: int, factor: int | Fraction | Decimal, prices: PriceState
) -> None:
    exact = ExactAmount(ore * Fraction(factor), prices)
    with decimal.localcontext(decimal.Context(prec=1)):
        x = Amount(ore, prices)
        product = x * factor
        assert factor * x == product
        assert isinstance(product, Amount) == isinstance(factor, int)
        assert x.exact * factor == factor * x.exact == exact
        assert (product.exact if isinstance(product, Amount) else product) == exact
        if factor:
            assert x / factor * factor == exact / factor == x.exact


@given(st.fractions(), ORE, STATES)
def test_exact_amounts_add_with_each_other_and_with_amounts(
    ore: Fraction, whole: int, prices: PriceState
) -> None:
    x, y = ExactAmount(ore, prices), Amount(whole, prices)
    assert x + y == y + x == x + y.exact == ExactAmount(ore + whole, prices)
    assert x - y == -(y - x) == x - y.exact == ExactAmount(ore - whole, prices)
    assert x.kroner == ore / 100


@given(st.fractions(), RULES)
def test_rounding_goes_to_the_nearest_whole_number_and_breaks_a_half_as_named(
    value: Fraction, rule: Rounding
) -> None:
    below, above, half = math.floor(value), math.ceil(value), Fraction(1, 2)
    nearest = below if value - below < half else above
    expected = {
        Rounding.DOWN: above if value < 0 else below,
        Rounding.HALF_AWAY: below if value - below == half and value < 0 else nearest,
        Rounding.HALF_EVEN: below if value - below == half and below % 2 == 0 else nearest,
    }[rule]
    assert round_fraction(value, rule) == expected
    assert round_fraction(-value, rule) == -expected


@given(st.integers(), st.sampled_from(Rounding))
def test_what_is_whole_is_rounded_to_itself_by_every_rule(number: int, rule: Rounding) -> None:
    assert round_fraction(Fraction(number), rule) == number


def test_known_halves() -> None:
    halves = [Fraction(n, 2) for n in (-5, -3, -1, 1, 3, 5)]
    by_rule = {rule: [round_fraction(half, rule) for half in halves] for rule in list(Rounding)[:3]}
    assert by_rule == {
        Rounding.HALF_AWAY: [-3, -2, -1, 1, 2, 3],
        Rounding.HALF_EVEN: [-2, -2, 0, 0, 2, 2],
        Rounding.DOWN: [-2, -1, 0, 0, 1, 2],
    }


@given(st.fractions(), UNITS, RULES, STATES)
def test_a_rounded_amount_is_whole_in_its_unit_and_less_than_one_unit_away(
    ore: Fraction, unit: Unit, rule: Rounding, prices: PriceState
) -> None:
    rounded = ExactAmount(ore, prices).rounded(unit, rule)
    assert rounded.prices == prices
    assert rounded.units(unit) * unit.value == rounded.ore
    assert abs(rounded.ore - ore) < unit.value
    assert rounded.exact.rounded(unit, Rounding.REFUSE) == rounded


def test_an_amount_is_rounded_half_away_from_zero_unless_said_otherwise() -> None:
    assert ExactAmount(Fraction(-50)).rounded(Unit.KRONE) == Amount(-100)
    assert ExactAmount(Fraction(50)).rounded(Unit.KRONE, Rounding.HALF_EVEN) == Amount(0)


def test_a_unit_knows_its_size_and_its_names() -> None:
    assert [unit.value for unit in Unit] == [1, 100, 100_000]
    assert [unit.danish for unit in Unit] == ["øre", "krone", "1.000 kr."]
    assert [unit.english for unit in Unit] == ["øre", "krone", "1,000 kroner"]


# Going out


@settings(deadline=None)
@given(STATES)
def test_an_amount_is_printed_with_its_price_state(prices: PriceState) -> None:
    state = f" ({prices})" if prices != UNSTATED else ""
    assert str(Amount(445423, prices)) == f"4.454,23\N{NO-BREAK SPACE}kr.{state}"
    assert repr(Amount(445423, prices)) == f"Amount('4.454,23 kr.{state}')"
    assert str(ExactAmount(Fraction(100, 3), prices)) == f"0,333333… kr.{state}"
    assert str(ExactAmount(Fraction(50), prices)) == f"0,5 kr.{state}"


@pytest.mark.parametrize("amount", [BARE, LEVEL, CURRENT, THIRD, LEVEL / 7])
def test_amounts_are_immutable_hashable_and_travel(amount: Any) -> None:
    for name in ("ore", "prices", "note"):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            setattr(amount, name, 7)
    for again in (copy.copy(amount), copy.deepcopy(amount), pickle.loads(pickle.dumps(amount))):
        assert (again, hash(again)) == (amount, hash(amount))
    assert evolve(amount, prices=PriceLevel(2030)).prices == PriceLevel(2030)


# Refusals

NOT_STATED, PL, CURRENT_2021 = "no price level stated", "2021 pl", "løbende priser 2021"
LATER = Amount(1, CurrentPrices(2022))
MIXED: list[tuple[Callable[[], object], str, str, str]] = [
    (lambda: LEVEL + CURRENT, "+", PL, CURRENT_2021),
    (lambda: LEVEL - BARE, "-", PL, NOT_STATED),
    (lambda: BARE < LEVEL, "<", NOT_STATED, PL),
    (lambda: BARE <= CURRENT, "<=", NOT_STATED, CURRENT_2021),
    (lambda: CURRENT > LEVEL, ">", CURRENT_2021, PL),
    (lambda: CURRENT >= LATER, ">=", CURRENT_2021, "løbende priser 2022"),
    (lambda: LEVEL.ratio(Amount(1, PriceLevel(2022))), "ratio", PL, "2022 pl"),
    (lambda: LEVEL.exact + BARE, "+", PL, NOT_STATED),
    (lambda: sum([LEVEL, BARE]), "+", PL, NOT_STATED),
    (lambda: total([LEVEL], UNSTATED), "+", NOT_STATED, PL),
]


@pytest.mark.parametrize(("attempt", "operation", "left", "right"), MIXED)
def test_mixed_prices_are_refused_by_name_of_the_operation_and_both_states(
    attempt: Callable[[], object], operation: str, left: str, right: str
) -> None:
    with pytest.raises(PriceLevelError) as refused:
        attempt()
    assert str(refused.value) == (
        f"{operation}: amounts must be in the same prices (got '{left}', '{right}'). "
        "Move one of them with uplift(...), or state its level with at(...)."
    )


UNSURE: Any = 2021.0
STATE = "prices: must be Unstated, PriceLevel or CurrentPrices (got 2021.0)"
YEAR = "year: a year lies between 1900 and 2999 (got {})"
STATED = "prices: are stated already (got '{}', '{}'). Move the amount with uplift(...)."
REFUSALS: list[tuple[Callable[[], object], type[SundgovError], str]] = [
    (lambda: LEVEL.at(2022), PriceLevelError, STATED.format(PL, "2022 pl")),
    (lambda: CURRENT.at(2021), PriceLevelError, STATED.format(CURRENT_2021, PL)),
    (lambda: BARE.at(UNSURE), NotExactError, STATE),
    (lambda: Amount(1, UNSURE), NotExactError, STATE),
    (lambda: ExactAmount(Fraction(1), UNSURE), NotExactError, STATE),
    (lambda: total([], UNSURE), NotExactError, STATE),
    (lambda: BARE.at(bool(1)), NotExactError, "year: a whole number is an int (got True)"),
    (lambda: PriceLevel(UNSURE), NotExactError, "year: a whole number is an int (got 2021.0)"),
    (lambda: PriceLevel(21), InvalidValueError, YEAR.format(21)),
    (lambda: CurrentPrices(3000), InvalidValueError, YEAR.format(3000)),
    (lambda: BARE / 0, InvalidValueError, "divisor: must not be zero (got 0)"),
    (
        lambda: Amount(101, PriceLevel(2021)).units(Unit.KRONE, "ceiling"),
        InvalidValueError,
        "ceiling: must be a whole number of krone (got '1,01 kr. (2021 pl)')",
    ),
    (
        lambda: Amount(-5).units(Unit.THOUSAND_KRONER),
        InvalidValueError,
        "amount: must be a whole number of 1.000 kr. (got '-0,05 kr.')",
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "message"), REFUSALS)
def test_a_refusal_says_what_was_wrong(
    attempt: Callable[[], object], kind: type[SundgovError], message: str
) -> None:
    with pytest.raises(kind) as refused:
        attempt()
    assert str(refused.value) == message


def test_a_ratio_to_nothing_and_a_refused_rounding_say_so() -> None:
    with pytest.raises(InvalidValueError, match=r"^ratio: the whole must not be zero \(got '0,00"):
        LEVEL.ratio(Amount(0, PriceLevel(2021)))
    with pytest.raises(InvalidValueError, match=r"^amount: is not a whole number of"):
        THIRD.rounded(Unit.KRONE, Rounding.REFUSE)


# Strangers


class FloatSubclass(float):
    """What numpy.float64 is."""


class EqualToAll:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


class AddsToAll(EqualToAll):
    """Takes over any operation that the other operand leaves to it."""

    def __radd__(self, other: object) -> str:
        return "taken over"

    __rsub__ = __radd__


STRANGERS: list[Any] = [
    *(5, 1.5, float("nan"), FloatSubclass(2), True, False, None, "7", b"7", 7j, [7], (7,)),
    *(Decimal(5), Fraction(5), object(), EqualToAll(), PriceLevel(2021), Amount),
]


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("amount", [LEVEL, LEVEL.exact])
def test_a_stranger_neither_adds_to_an_amount_nor_is_ordered_with_it(
    amount: Any, stranger: Any
) -> None:
    for attempt in (operator.add, operator.sub, *ORDERINGS):
        for pair in ((amount, stranger), (stranger, amount)):
            with pytest.raises(TypeError):
                attempt(*pair)
    for operation in ("__add__", "__sub__"):
        assert getattr(amount, operation)(stranger) is NotImplemented


@pytest.mark.parametrize("stranger", [*STRANGERS, LEVEL.exact])
def test_an_amount_compared_with_a_stranger_says_so(stranger: Any) -> None:
    with pytest.raises(NotExactError) as refused:
        operator.lt(LEVEL, stranger)
    assert str(refused.value).startswith("<: an amount is compared with an amount (got ")
    assert refused.value.got[0] is stranger


@pytest.mark.parametrize(
    "stranger", [1.5, FloatSubclass(2), True, None, "7", b"7", 7j, [7], object(), LEVEL, THIRD]
)
def test_a_stranger_is_no_factor_no_divisor_and_no_number(stranger: Any) -> None:
    for attempt, amount in itertools.product((operator.mul, operator.truediv), (LEVEL, THIRD)):
        with pytest.raises(NotExactError, match=r"^(factor|divisor): "):
            attempt(amount, stranger)
    with pytest.raises(NotExactError, match=r"^factor: "):
        operator.mul(stranger, THIRD)
    for make in (Amount, ExactAmount):
        with pytest.raises(NotExactError, match=r"^ore: "):
            make(stranger)


def test_an_amount_is_equal_to_no_stranger_that_does_not_insist() -> None:
    for stranger in STRANGERS:
        assert (stranger == LEVEL) == isinstance(stranger, EqualToAll)
    assert not operator.eq(LEVEL, LEVEL.exact)


def test_only_the_zero_that_sum_starts_from_adds_to_an_amount() -> None:
    assert 0 + LEVEL == LEVEL
    for stranger in (False, 0.0, Decimal(0), Fraction(0), 1):
        with pytest.raises(TypeError):
            operator.add(stranger, LEVEL)


def test_another_type_may_take_an_operation_over() -> None:
    taker: Any = AddsToAll()
    assert [LEVEL + taker, LEVEL - taker, THIRD + taker, THIRD - taker] == ["taken over"] * 4


@pytest.mark.parametrize(
    "leave",
    [float, int, round, complex, operator.index, math.floor, lambda x: x // 2, lambda x: x % 2],
)
def test_an_amount_becomes_another_number_by_no_back_door(leave: Callable[[Any], object]) -> None:
    for amount in (LEVEL, THIRD):
        with pytest.raises(TypeError):
            leave(amount)
