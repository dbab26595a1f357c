"""Every method against a second way to it, and what each keeps and breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov.apportion import Apportionment, apportion
from sundgov.apportion.divisors import DivisorClaims
from sundgov.apportion.methods import ALIASES, METHODS, method_named
from sundgov.apportion.signposts import SIGNPOSTS
from sundgov.errors import AllocationError, InvalidValueError, NotExactError
from tests.apportion_oracle import (
    ALL,
    BOUNDED,
    DIVISOR,
    LEFT_OVER,
    Case,
    Exact,
    differing,
    division,
    fault,
    outcomes,
)

FEW = st.integers(0, 9)
FRACTIONS = st.builds(Fraction, st.integers(0, 30), st.integers(1, 6))
HUGE = st.one_of(st.integers(0, 3), st.integers(0, 10**9), st.integers(10**28, 10**30))
SMALL_AMOUNTS = st.integers(-40, 40)
LARGE_AMOUNTS = st.one_of(
    st.integers(-(10**9), 10**9), st.integers(-(10**18), 10**18), st.integers(-(10**30), 10**30)
)

METHOD = st.sampled_from(ALL)
wide = settings(max_examples=300)
"""For laws of several methods at once."""

every_method = pytest.mark.parametrize("method", ALL)
claiming = pytest.mark.parametrize("method", BOUNDED)
divisor_method = pytest.mark.parametrize("method", DIVISOR)


@st.composite
def cases(
    draw: st.DrawFn,
    weights: st.SearchStrategy[Exact],
    amounts: st.SearchStrategy[int] = SMALL_AMOUNTS,
    most: int = 8,
) -> Case:
    """Without bounds; the method is filled in by the test."""
    drawn = draw(st.lists(weights, min_size=1, max_size=most).filter(any))
    ranks = draw(st.permutations(range(len(drawn))))
    return Case("", draw(amounts), tuple(drawn), tuple(ranks))


SMALL = st.one_of(cases(FEW), cases(FRACTIONS), cases(HUGE))
LARGE = st.one_of(cases(FEW, LARGE_AMOUNTS, 12), cases(HUGE, LARGE_AMOUNTS, 12))


def run(case: Case, method: str) -> Apportionment:
    return apportion(case.amount, case.weights, method=method, rank=case.ranks)


def test_the_oracle_knows_every_method() -> None:
    assert set(ALL) == set(METHODS)
    assert set(BOUNDED) == {name for name, rule in METHODS.items() if rule.takes_bounds}
    assert set(DIVISOR) == set(SIGNPOSTS)


@every_method
@given(SMALL)
def test_parts_are_what_the_method_tells(method: str, case: Case) -> None:
    assert run(case, method).parts == division(case._replace(method=method))


@every_method
@given(st.one_of(cases(FEW, st.integers(-14, 14), 4), cases(FRACTIONS, st.integers(-9, 9), 4)))
def test_those_tie_whose_part_depends_on_the_ranks(method: str, case: Case) -> None:
    found = outcomes(case._replace(method=method))
    result = run(case, method)
    assert result.parts in found
    assert result.ties == differing(found)
    assert result.unique is (len(found) == 1)


@claiming
@given(LARGE)
def test_one_divisor_or_one_cut_holds_for_all(method: str, case: Case) -> None:
    result = run(case, method)
    assert fault(case._replace(method=method), result.parts, result.ties) is None


@claiming
@given(st.one_of(cases(FEW, st.integers(0, 14), 4), cases(FRACTIONS, st.integers(0, 9), 4)))
def test_the_check_of_large_divisions_agrees_with_the_method_told(method: str, case: Case) -> None:
    """Of all divisions near the right one, it finds no fault with that one alone."""
    case = case._replace(method=method)
    right = division(case)
    ties = differing(outcomes(case))
    assert fault(case, right, ties) is None
    assert fault(case, right, (*ties, len(right))) is not None
    for giver, part in enumerate(right):
        for taker in range(len(right)):
            if part and giver != taker:
                moved = list(right)
                moved[giver] -= 1
                moved[taker] += 1
                assert fault(case, tuple(moved), ties) is not None
    assert fault(case, tuple(part + 1 for part in right), ties) is not None


# -- laws of all methods


@wide
@given(METHOD, SMALL)
def test_parts_are_ints_of_the_sign_of_the_amount_and_sum_to_it(method: str, case: Case) -> None:
    parts = run(case, method).parts
    assert sum(parts) == case.amount
    assert {type(part) for part in parts} == {int}
    assert all(part * case.amount >= 0 for part in parts)


@wide
@given(METHOD, SMALL)
def test_a_zero_weight_gets_nothing(method: str, case: Case) -> None:
    parts = run(case, method).parts
    assert all(weight or not part for weight, part in zip(case.weights, parts, strict=True))


@wide
@given(METHOD, SMALL)
def test_a_negative_amount_mirrors_the_positive_one(method: str, case: Case) -> None:
    one, other = run(case, method), run(case.turned, method)
    assert one.parts == tuple(-part for part in other.parts)
    assert one.ties == other.ties


@wide
@given(METHOD, st.one_of(cases(FEW), cases(FRACTIONS)), st.data())
def test_permuting_weights_and_ranks_permutes_parts_and_ties(
    method: str, case: Case, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(case.weights))))
    moved = case._replace(
        weights=tuple(case.weights[index] for index in order),
        ranks=tuple(case.ranks[index] for index in order),
    )
    one, other = run(case, method), run(moved, method)
    assert other.parts == tuple(one.parts[index] for index in order)
    assert {order[index] for index in other.ties} == set(one.ties)


@wide
@given(METHOD, SMALL, st.builds(Fraction, st.integers(1, 10**9), st.integers(1, 99)))
def test_only_proportions_count(method: str, case: Case, scale: Fraction) -> None:
    scaled = case._replace(weights=tuple(weight * scale for weight in case.weights))
    assert run(scaled, method).parts == run(case, method).parts


@wide
@given(METHOD, cases(FEW))
def test_kinds_of_exact_weights_agree(method: str, case: Case) -> None:
    kinds: list[Callable[[Any], int | Fraction | Decimal]] = [
        Fraction,
        Decimal,
        lambda weight: Fraction(weight, 7),
        lambda weight: Decimal(weight) / 1000,
    ]
    parts = run(case, method).parts
    for kind in kinds:
        weights = [kind(weight) for weight in case.weights]
        given_so = apportion(case.amount, weights, method=method, rank=case.ranks)
        assert given_so.parts == parts


@wide
@given(METHOD, cases(FEW, most=5))
def test_equal_ranks_decide_nothing(method: str, case: Case) -> None:
    """Where nobody ties they do no harm; the quota method alone may ask for them on its way."""
    result = run(case, method)
    same = [7] * len(case.weights)
    if result.unique and method != "quota":
        again = apportion(case.amount, case.weights, method=method, rank=same)
        assert again.parts == result.parts
    elif not result.unique:
        with pytest.raises(AllocationError, match="recipients that tie must differ in rank"):
            apportion(case.amount, case.weights, method=method, rank=same)


@every_method
def test_nothing_is_divided_into_nothing_and_one_recipient_gets_all(method: str) -> None:
    assert apportion(0, [3, 0, 1], method=method).parts == (0, 0, 0)
    assert apportion(0, [3, 0, 1], method=method).unique
    assert apportion(12, [5], method=method).parts == (12,)
    assert apportion(-12, [0, 5], method=method).parts == (0, -12)


@pytest.mark.parametrize("alias", ALIASES)
@given(case=cases(FEW))
def test_another_name_is_the_same_method(alias: str, case: Case) -> None:
    assert run(case, alias) == run(case, ALIASES[alias])
    assert run(case, alias).method == ALIASES[alias]


def test_a_name_of_a_method_is_its_own() -> None:
    assert [method_named(name) for name in METHODS] == list(METHODS)
    assert [method_named(alias) for alias in ALIASES] == list(ALIASES.values())


def test_the_quota_method_ties_where_the_order_of_turns_is_not_made_good() -> None:
    assert apportion(3, [1, 3], method="quota").ties == (0, 1)
    assert apportion(3, [2, 6], method="quota").ties == (0, 1)
    assert apportion(3, [2, 1], method="quota").unique
    assert apportion(3, [4, 2], method="quota").unique


# -- what some keep and others break


def shares(case: Case) -> list[Fraction]:
    total = sum(case.weights)
    return [case.amount * Fraction(weight) / total for weight in case.weights]


@wide
@given(st.sampled_from(["largest-remainder", "quota", "lowndes"]), SMALL)
def test_quota_is_kept(method: str, case: Case) -> None:
    for part, share in zip(run(case, method).parts, shares(case), strict=True):
        assert floor(share) <= part <= ceil(share)


@wide
@given(st.sampled_from(LEFT_OVER), SMALL)
def test_whole_units_come_first_and_one_more_at_most(method: str, case: Case) -> None:
    for part, share in zip(run(case, method).parts, shares(case), strict=True):
        assert abs(part) - floor(abs(share)) in (0, 1)


@wide
@given(st.sampled_from(["jefferson", *LEFT_OVER, "cascade-from-last"]), SMALL)
def test_the_floor_is_kept(method: str, case: Case) -> None:
    for part, share in zip(run(case, method).parts, shares(case), strict=True):
        assert abs(part) >= floor(abs(share))


@given(SMALL)
def test_adams_keeps_the_ceiling(case: Case) -> None:
    for part, share in zip(run(case, "adams").parts, shares(case), strict=True):
        assert abs(part) <= ceil(abs(share))


@wide
@given(st.sampled_from([*DIVISOR, "quota", "cascade-from-last"]), cases(FEW), st.integers(0, 30))
def test_a_larger_amount_leaves_nobody_less(method: str, case: Case, amount: int) -> None:
    before = run(case._replace(amount=amount), method).parts
    after = run(case._replace(amount=amount + 1), method).parts
    assert all(one <= other for one, other in zip(before, after, strict=True))


@wide
@given(st.sampled_from(DIVISOR), cases(FEW), st.integers(0, 30), st.data())
def test_who_grows_alone_loses_nothing(
    method: str, case: Case, amount: int, data: st.DataObject
) -> None:
    grower = data.draw(st.sampled_from(range(len(case.weights))))
    grown = tuple(weight + (index == grower) for index, weight in enumerate(case.weights))
    before = run(case._replace(amount=amount), method).parts
    after = run(case._replace(amount=amount, weights=grown), method).parts
    assert after[grower] >= before[grower]
    others = [i for i, _ in enumerate(grown) if i != grower]
    assert all(after[index] <= before[index] for index in others)


@wide
@given(st.sampled_from(DIVISOR), cases(FEW, st.integers(0, 40)), st.data())
def test_a_part_of_the_group_divides_what_it_got_alike(
    method: str, case: Case, data: st.DataObject
) -> None:
    parts = run(case, method).parts
    chosen = data.draw(st.sets(st.sampled_from(range(len(parts))), min_size=1))
    some = sorted(index for index in chosen)
    weights = [case.weights[index] for index in some]
    if any(weights):
        ranks = [case.ranks[index] for index in some]
        theirs = sum(parts[index] for index in some)
        again = apportion(theirs, weights, method=method, rank=ranks).parts
        assert again == tuple(parts[index] for index in some)


@pytest.mark.parametrize(
    ("method", "amount", "weights", "parts", "after"),
    [
        ("largest-remainder", 10, [54, 243, 703], (1, 2, 7), (0, 3, 8)),
        ("lowndes", 6, [1, 22, 25, 3], (1, 2, 2, 1), (0, 3, 3, 1)),
        ("floor-to-first", 16, [27, 20, 9, 20], (6, 5, 1, 4), (7, 4, 2, 4)),
        ("floor-to-last", 4, [9, 8, 26], (0, 1, 3), (1, 0, 4)),
        ("floor-to-largest-weight", 5, [14, 24, 9], (2, 3, 0), (1, 4, 1)),
    ],
)
def test_one_more_to_divide_and_one_gets_less(
    method: str, amount: int, weights: list[int], parts: Sequence[int], after: Sequence[int]
) -> None:
    assert apportion(amount, weights, method=method).parts == parts
    assert apportion(amount + 1, weights, method=method).parts == after
    assert any(more < less for less, more in zip(parts, after, strict=True))


@pytest.mark.parametrize(
    ("method", "amount", "weights", "parts", "grown", "after"),
    [
        ("largest-remainder", 6, [12, 4, 27], (2, 0, 4), [18, 4, 29], (2, 1, 3)),
        ("quota", 14, [18, 3, 30, 7], (5, 0, 8, 1), [23, 3, 33, 7], (5, 0, 7, 2)),
        ("lowndes", 7, [20, 4, 20, 2], (3, 1, 3, 0), [23, 4, 21, 2], (3, 1, 2, 1)),
        ("floor-to-first", 7, [15, 10, 24], (3, 1, 3), [24, 10, 25], (3, 2, 2)),
        ("floor-to-largest-weight", 4, [29, 26, 3], (3, 1, 0), [31, 26, 7], (2, 2, 0)),
        ("cascade-from-last", 4, [5, 8, 14, 30], (1, 0, 1, 2), [5, 8, 24, 34], (1, 1, 1, 1)),
    ],
)
def test_who_grows_loses_to_one_who_does_not(
    method: str,
    amount: int,
    weights: list[int],
    parts: Sequence[int],
    grown: list[int],
    after: Sequence[int],
) -> None:
    assert apportion(amount, weights, method=method).parts == parts
    assert apportion(amount, grown, method=method).parts == after
    changes = list(zip(weights, grown, parts, after, strict=True))
    assert any(more > less and new < old for less, more, old, new in changes)
    assert any(more == less and new > old for less, more, old, new in changes)


@pytest.mark.parametrize(
    ("method", "amount", "weights", "parts", "some", "again"),
    [
        ("largest-remainder", 15, [10, 11, 11, 6], (4, 4, 4, 3), [0, 2, 3], (4, 5, 2)),
        ("quota", 11, [6, 10, 28], (1, 3, 7), [1, 2], (2, 8)),
        ("lowndes", 20, [3, 10, 11, 29], (2, 4, 4, 10), [0, 1, 3], (1, 4, 11)),
        ("floor-to-first", 3, [9, 14, 11], (1, 2, 0), [0, 1], (2, 1)),
        ("floor-to-largest-weight", 16, [24, 25, 12, 14], (6, 6, 2, 2), [0, 1, 3], (5, 6, 3)),
        ("cascade-from-last", 19, [25, 2, 13, 23], (9, 0, 4, 6), [0, 2, 3], (8, 4, 7)),
    ],
)
def test_a_part_of_the_group_would_divide_its_sum_otherwise(
    method: str,
    amount: int,
    weights: list[int],
    parts: Sequence[int],
    some: list[int],
    again: Sequence[int],
) -> None:
    assert apportion(amount, weights, method=method).parts == parts
    theirs = sum(parts[index] for index in some)
    assert apportion(theirs, [weights[i] for i in some], method=method).parts == again
    assert again != tuple(parts[index] for index in some)


def test_divisor_methods_may_break_quota() -> None:
    """Shares 8.84, .39, .39, .39 of 10: Jefferson gives the large one ten, Adams seven."""
    weights = [68, 3, 3, 3]
    found = {method: apportion(10, weights, method=method).parts for method in DIVISOR}
    assert found == {
        "adams": (7, 1, 1, 1),
        "dean": (7, 1, 1, 1),
        "hill": (7, 1, 1, 1),
        "jefferson": (10, 0, 0, 0),
        "webster": (10, 0, 0, 0),
    }
    assert apportion(10, weights, method="quota").parts == (9, 1, 0, 0)
    assert apportion(10, weights, method="lowndes").parts == (8, 1, 1, 0)


def test_a_rule_of_money_libraries_breaks_quota_where_a_share_is_whole() -> None:
    """The first has a share of exactly 1; the others of a half each."""
    assert apportion(2, [2, 1, 1], method="floor-to-first").parts == (2, 0, 0)
    assert apportion(2, [1, 1, 2], method="floor-to-last").parts == (0, 0, 2)
    assert apportion(2, [1, 2, 1], method="floor-to-largest-weight").parts == (0, 2, 0)
    assert apportion(2, [2, 1, 1], method="cascade-from-last").parts == (2, 0, 0)
    assert apportion(2, [2, 1, 1]).parts == (1, 1, 0)


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        ("largest-remainder", (1, 7, 2)),
        ("lowndes", (2, 6, 2)),
        ("floor-to-first", (2, 6, 2)),
        ("floor-to-last", (1, 6, 3)),
        ("floor-to-largest-weight", (1, 7, 2)),
        ("cascade-from-last", (2, 6, 2)),
    ],
)
def test_one_unit_left_over_goes_where_the_rule_says(method: str, parts: tuple[int, ...]) -> None:
    """Shares of 1.4, 6.6 and 2 units."""
    assert apportion(10, [14, 66, 20], method=method).parts == parts
    assert apportion(-10, [14, 66, 20], method=method).parts == tuple(-part for part in parts)


# -- fewer units than weights


@pytest.mark.parametrize("method", ["adams", "dean", "hill"])
@given(cases(FEW, st.integers(0, 8)))
def test_who_would_give_everyone_a_unit_serves_the_largest_weights(method: str, case: Case) -> None:
    positive = [index for index, weight in enumerate(case.weights) if weight]
    parts = run(case, method).parts
    if case.amount >= len(positive):
        assert all(parts[index] for index in positive)
    else:
        order = sorted(positive, key=lambda index: (-case.weights[index], case.ranks[index]))
        served = order[: case.amount]
        assert parts == tuple(int(index in served) for index in range(len(parts)))


def test_fewer_units_than_weights() -> None:
    for method in ("adams", "dean", "hill"):
        result = apportion(2, [5, 0, 7, 5, 9, 1], method=method)
        assert (result.parts, result.unique) == ((0, 0, 1, 0, 1, 0), True)
        tied = apportion(3, [5, 0, 7, 5, 9, 1], method=method)
        assert (tied.parts, tied.ties) == ((1, 0, 1, 0, 1, 0), (0, 3))
        assert apportion(5, [5, 0, 7, 5, 9, 1], method=method).parts == (1, 0, 1, 1, 1, 1)


# -- signposts


@divisor_method
@given(st.integers(0, 40), FRACTIONS)
def test_a_quotient_earns_as_many_units_as_signposts_it_has_passed(
    method: str, whole: int, rest: Fraction
) -> None:
    posts = SIGNPOSTS[method]
    quotient = whole + rest
    passed = 0
    while True:
        above, below = posts.at(passed)
        at = Fraction(above, below)
        if quotient**posts.power < at or (quotient**posts.power == at and not passed and not at):
            break
        if method == "adams" and quotient == at:
            break  # a quotient that is whole is not rounded up
        passed += 1
    assert posts.rounded(quotient) == passed
    assert posts.rounded(Fraction(whole)) == whole
    assert posts.first_is_free is (method in ("adams", "dean", "hill"))


def test_the_first_unit_is_earned_by_anything_and_a_signpost_counts_as_passed() -> None:
    for method in ("adams", "dean", "hill"):
        assert SIGNPOSTS[method].rounded(Fraction(1, 7)) == 1
    assert SIGNPOSTS["dean"].rounded(Fraction(4, 3)) == 2
    assert SIGNPOSTS["dean"].rounded(Fraction(12, 5)) == 3
    assert SIGNPOSTS["webster"].rounded(Fraction(5, 2)) == 3
    root = Fraction(14142, 10000)  # of two, from below
    assert [SIGNPOSTS["hill"].rounded(root + more) for more in (0, Fraction(1, 10**4))] == [1, 2]


# -- cost


class Counted:
    """How many claims were computed."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.claims = 0
        whole = DivisorClaims.claims
        single = DivisorClaims.claim

        def claims(of: DivisorClaims, held: Sequence[int]) -> list[int]:
            self.claims += len(held)
            return whole(of, held)

        def claim(of: DivisorClaims, index: int, held: int) -> int:
            self.claims += 1
            return single(of, index, held)

        patch.setattr(DivisorClaims, "claims", claims)
        patch.setattr(DivisorClaims, "claim", claim)


@divisor_method
@pytest.mark.parametrize("digits", [2, 9, 18, 30, 300])
def test_the_cost_of_a_divisor_method_does_not_grow_with_the_amount(
    method: str, digits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted(monkeypatch)
    weights = [1 + index * index for index in range(98)]
    amount = 10**digits + 7
    result = apportion(amount, weights, method=method)
    assert sum(result.parts) == amount
    assert counted.claims <= 4 * len(weights)


@claiming
@pytest.mark.parametrize("amount", [10**18 + 1, 10**30 + 7, 10**300])
def test_exact_at_any_size(method: str, amount: int) -> None:
    weights = (1, 1, 1, 10**9, 10**18, 3)
    ranks = (5, 4, 3, 2, 1, 0)
    for case in (Case(method, amount, weights, ranks), Case(method, -amount, weights, ranks)):
        result = run(case, method)
        assert fault(case, result.parts, result.ties) is None


@every_method
def test_weights_that_differ_by_one_in_thirty_digits_differ(method: str) -> None:
    """No float tells them apart: where the larger weight is served first it is served here."""
    parts = apportion(1, [10**30, 10**30 + 1], method=method).parts
    by_rank = method in ("floor-to-first", "cascade-from-last")
    assert parts == ((1, 0) if by_rank else (0, 1))


@claiming
def test_many_equal_weights(method: str) -> None:
    result = apportion(2_500, [3] * 1_000, method=method)
    assert result.parts == (3,) * 500 + (2,) * 500
    assert result.ties == tuple(range(1_000))


# -- refusals


NAMES = ", ".join(repr(name) for name in sorted((*METHODS, *ALIASES)))


@pytest.mark.parametrize("name", ["", "Webster", None, 3, ("adams",), ["adams"]])
def test_refuses_a_method_that_it_does_not_know(name: Any) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        method_named(name)
    assert str(refusal.value) == f"method: must be one of {NAMES} (got {name!r})"


@every_method
def test_every_method_refuses_what_divides_nothing(method: str) -> None:
    for weights, message in (
        ([], "weights: must not be empty"),
        ([0, 0], "weights: at least one must be above zero (got (0, 0))"),
        ([1, -2], "weights[1]: must not be negative (got -2)"),
    ):
        with pytest.raises(AllocationError) as refusal:
            apportion(7, weights, method=method)
        assert str(refusal.value) == message
    with pytest.raises(NotExactError, match=r"weights\[0\]: a number must be exact"):
        apportion(7, [1.0], method=method)  # type: ignore[list-item]
    with pytest.raises(NotExactError) as inexact:
        apportion(7.0, [1], method=method)  # type: ignore[arg-type]
    assert str(inexact.value) == "amount: a whole number is an int (got 7.0)"


@pytest.mark.parametrize("method", ["largest-remainder", "webster", "quota", "lowndes"])
def test_ranks_that_tie_must_be_comparable(method: str) -> None:
    with pytest.raises(NotExactError) as refusal:
        apportion(1, [1, 1], method=method, rank=["a", 2])
    assert str(refusal.value) == "rank: ranks must be comparable with each other (got 'a', 2)"


def test_an_error_within_an_iterable_is_told_as_it_is() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise TypeError("no more of them")

    with pytest.raises(TypeError, match="no more of them") as error:
        apportion(7, broken())
    assert type(error.value) is TypeError
