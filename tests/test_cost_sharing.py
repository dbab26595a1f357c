"""Shared costs: who pays more than alone, and a cost shared step by step."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov.apportion import (
    AboveAlone,
    CostStep,
    above_alone,
    apportion,
    sequential_contributions,
)
from sundgov.apportion.methods import METHODS
from sundgov.errors import AllocationError, InvalidValueError, NotExactError

_FILE = Path(__file__).parent / "data" / "vectors" / "cost_sharing.json"
PUBLISHED: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
SKAANE: dict[str, Any] = PUBLISHED["skaane"]
NAMES = st.sampled_from("ABCDEFG")
COSTS = st.dictionaries(NAMES, st.integers(0, 40), min_size=1)


# -- who pays more than alone


def by_group(numbers: list[int]) -> dict[str, int]:
    return dict(zip(SKAANE["groups"], numbers, strict=True))


@pytest.mark.parametrize("row", SKAANE["rows"], ids=lambda row: row["by"])
def test_the_water_supply_of_skaane(row: dict[str, Any]) -> None:
    found = above_alone(by_group(row["parts"]), by_group(SKAANE["alone"]))
    assert [one.members for one in found] == [(name,) for name in row["above"]]


def test_by_population_two_would_pay_far_more_than_alone() -> None:
    """34.22 million by population, 20.81 alone."""
    (row,) = (row for row in SKAANE["rows"] if row["by"] == "population")
    found = above_alone(by_group(row["parts"]), by_group(SKAANE["alone"]))
    assert [str(one) for one in found] == [
        "H betaler 2.100; alene ville det koste 1.708: 392 for meget",
        "M betaler 3.422; alene ville det koste 2.081: 1.341 for meget",
    ]


def test_separable_costs_and_remaining_benefits_leave_nobody_above_alone() -> None:
    """Everyone pays what it adds to the cost, and of the rest by what it gains. The printed row
    gives K the last unit, of a remainder of .29; by remainder it is H's, of .43.
    """
    separable, alone = SKAANE["separable"], SKAANE["alone"]
    gains = [cost - own for cost, own in zip(alone, separable, strict=True)]
    rest = apportion(SKAANE["amount"] - sum(separable), gains).parts
    parts = [own + part for own, part in zip(separable, rest, strict=True)]
    assert parts == [1954, 1329, 561, 1090, 1666, 1782]
    assert above_alone(by_group(parts), by_group(alone)) == ()


PAID = st.dictionaries(NAMES, st.fractions(-9, 9, max_denominator=4), min_size=1)


@given(PAID, st.data())
def test_every_group_that_pays_more_is_found_and_no_other(
    parts: dict[str, Fraction], data: st.DataObject
) -> None:
    costs = st.fractions(-9, 20, max_denominator=4)
    alone = data.draw(st.dictionaries(st.sampled_from(sorted(parts)), costs))
    every = [group for size in (2, 3) for group in combinations(sorted(parts), size)]
    groups = {group: data.draw(costs) for group in every}
    found = above_alone(parts, alone, groups)
    assert [one.members for one in found] == [
        *((name,) for name in sorted(alone) if parts[name] > alone[name]),
        *(group for group in every if sum(parts[name] for name in group) > groups[group]),
    ]
    for one in found:
        assert one.pays == sum(one.parts) == one.alone + one.excess
        assert one.parts == tuple(parts[name] for name in one.members)


def test_the_order_of_the_input_decides_nothing() -> None:
    parts, alone = {"A": 3, "B": 3, "C": 3}, {"A": 2, "C": 2}
    told = above_alone(parts, alone, {("A", "B"): 5, ("B", "C"): 9})
    assert [one.members for one in told] == [("A",), ("C",), ("A", "B")]
    turned = above_alone(
        dict(reversed(parts.items())),
        dict(reversed(alone.items())),
        {("C", "B"): Decimal(9), ("B", "A"): 5},
    )
    assert turned == told


def test_who_pays_more_is_told_in_danish_and_english() -> None:
    one = AboveAlone(("M",), (Fraction(3422),), Fraction(2081))
    assert str(one) == "M betaler 3.422; alene ville det koste 2.081: 1.341 for meget"
    assert one.explain("en") == "M pays 3,422; alone it would cost 2,081: 1,341 too much"
    three = AboveAlone(("A", "B", "C"), (Fraction(1), Fraction(2), Fraction(1, 2)), Fraction(3))
    assert str(three) == (
        "A, B og C betaler 3,5 (1 + 2 + 0,5); alene ville det koste 3: 0,5 for meget"
    )
    assert three.explain("en") == (
        "A, B and C pay 3.5 (1 + 2 + 0.5); alone it would cost 3: 0.5 too much"
    )


@pytest.mark.parametrize(
    ("alone", "groups", "message"),
    [
        ({"C": 1}, {}, "alone: must name those that pay a part (got 'C')"),
        ({}, {("A", "C"): 1}, "groups: must name those that pay a part (got 'C')"),
        ({}, {(): 1}, "groups: must not hold an empty group"),
        ({}, {("A", "A"): 1}, "groups: must not name anyone twice in a group (got ('A', 'A'))"),
        ({}, {("A", "B"): 1, ("B", "A"): 2}, "groups: must not be told twice (got ('A', 'B'))"),
        ({"A": 1}, {("A",): 2}, "groups: must not be told twice (got ('A',))"),
    ],
)
def test_costs_that_say_nothing_are_refused(
    alone: dict[str, int], groups: dict[tuple[str, ...], int], message: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        above_alone({"A": 1, "B": 1}, alone, groups)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("parts", "alone", "groups", "field"),
    [
        ({"A": 0.5}, {}, {}, "parts[A]"),
        ({"A": 1}, {"A": 0.5}, {}, "alone[A]"),
        ({"A": 1, "B": 1}, {}, {("A", "B"): 0.5}, "groups[A, B]"),
        ({1: 1}, {1: 1}, {}, "alone"),
        ({"AB": 1}, {}, {"AB": 1}, "groups"),
        ([1], {}, {}, "parts"),
        ({"A": 1}, [1], {}, "alone"),
        ({"A": 1}, {}, [1], "groups"),
    ],
)
def test_what_is_not_exact_or_no_name_is_refused(
    parts: Any, alone: Any, groups: Any, field: str
) -> None:
    with pytest.raises(NotExactError) as refused:
        above_alone(parts, alone, groups)
    assert refused.value.field == field


# -- step by step


@pytest.mark.parametrize("vector", PUBLISHED["vectors"])
def test_the_published_airport(vector: dict[str, Any]) -> None:
    named = dict(zip("abcd", vector["alone"], strict=True))
    shared = sequential_contributions(named)
    assert list(shared.values()) == list(shared.exact.values()) == vector["expected"]
    assert shared.amount == vector["amount"]


def by_all_orders(costs: dict[str, int]) -> dict[str, Fraction]:
    """The Shapley value from its definition: what everyone adds, over all orders of arrival."""
    added = dict.fromkeys(costs, 0)
    orders = list(permutations(costs))
    for order in orders:
        highest = 0
        for name in order:
            added[name] += max(costs[name] - highest, 0)
            highest = max(highest, costs[name])
    return {name: Fraction(sum_, len(orders)) for name, sum_ in added.items()}


@given(st.dictionaries(NAMES, st.integers(0, 40), min_size=1, max_size=5))
def test_exact_shares_are_the_shapley_value(costs: dict[str, int]) -> None:
    assert sequential_contributions(costs).exact == by_all_orders(costs)


@given(COSTS)
def test_everyone_pays_its_steps_and_nobody_more_than_alone(costs: dict[str, int]) -> None:
    shared = sequential_contributions(costs)
    assert list(shared) == sorted(costs)
    assert len(shared) == len(costs)
    assert sum(shared.values()) == sum(shared.exact.values()) == max(costs.values())
    for name, part in shared.items():
        assert floor(shared.exact[name]) <= part <= ceil(shared.exact[name])
        assert shared.exact[name] == sum(s.each for s in shared.steps if name in s.users)
        for other, others in shared.items():
            if costs[name] == costs[other]:
                assert shared.exact[name] == shared.exact[other]
                assert abs(part - others) <= 1
            elif costs[name] < costs[other]:
                assert part <= others
    every = (group for size in range(1, len(costs) + 1) for group in combinations(costs, size))
    groups = {group: max(costs[name] for name in group) for group in every}
    assert above_alone(shared, {}, groups) == ()


@given(COSTS, st.sampled_from(sorted(METHODS)))
def test_nobody_pays_more_than_alone_by_any_method(costs: dict[str, int], method: str) -> None:
    shared = sequential_contributions(costs, method=method)
    assert sum(shared.values()) == max(costs.values())
    assert above_alone(shared, costs) == ()
    assert shared.method == method
    if any(costs.values()):
        exact = [shared.exact[name] for name in shared]
        assert tuple(shared.values()) == apportion(shared.amount, exact, method=method).parts


@given(COSTS, st.randoms(use_true_random=False))
def test_order_decides_nothing_and_ranks_decide_ties(costs: dict[str, int], chance: Any) -> None:
    names = list(costs)
    chance.shuffle(names)
    assert sequential_contributions({name: costs[name] for name in names}) == (
        sequential_contributions(costs)
    )
    ranks = {name: -ord(name) for name in names}
    turned = {chr(200 - ord(name)): cost for name, cost in costs.items()}
    by_rank = sequential_contributions(costs, ranks=ranks)
    assert {chr(200 - ord(name)): part for name, part in by_rank.items()} == (
        dict(sequential_contributions(turned))
    )


def test_ties_go_by_name_or_rank() -> None:
    costs = {"A": 2, "B": 2, "C": 2}
    assert dict(sequential_contributions(costs)) == {"A": 1, "B": 1, "C": 0}
    ranked = sequential_contributions(costs, ranks={"A": 3, "B": 2, "C": 1})
    assert dict(ranked) == {"A": 0, "B": 1, "C": 1}


def test_no_cost_is_shared_by_nobody() -> None:
    nothing = sequential_contributions({"A": 0, "B": 0})
    assert (dict(nothing), nothing.steps) == ({"A": 0, "B": 0}, ())
    some = sequential_contributions({"A": 0, "B": 5})
    assert (dict(some), some.steps) == ({"A": 0, "B": 5}, (CostStep(0, 5, ("B",)),))


def test_the_steps_of_a_part_are_told() -> None:
    shared = sequential_contributions({"A": 800, "B": 1100, "C": 1800})
    assert shared.explain("B").splitlines() == [
        "B: 417 af 1.800 (alene 1.100)",
        "  fra 0 til 800: 800 delt på 3 = 266,6666…",
        "  fra 800 til 1.100: 300 delt på 2 = 150",
        "  nøjagtig andel: 416,6666…",
    ]
    with pytest.raises(InvalidValueError) as refused:
        shared.explain("D")
    assert str(refused.value) == "name: pays no part (got 'D')"


@pytest.mark.parametrize(
    ("alone", "ranks", "error", "message"),
    [
        ({}, None, AllocationError, "alone: must hold at least one cost"),
        (
            [1],
            None,
            NotExactError,
            "alone: must be a mapping, or a list of pairs (got [1])",
        ),
        ({"A": -1}, None, InvalidValueError, "alone[A]: must not be negative (got -1)"),
        ({"A": 0.5}, None, NotExactError, "alone[A]: a whole number is an int (got 0.5)"),
        ({1: 1}, None, NotExactError, "alone[0]: must be a text (got 1)"),
        ({"A": 1, "B": 1}, {"A": 1}, AllocationError, "ranks: must name everyone (got 'B')"),
        (
            {"A": 1, "B": 1},
            {"A": 1, "B": 1},
            AllocationError,
            "ranks: must differ, since any two may tie (got 'A', 'B')",
        ),
        (
            {"A": 1, "B": 1},
            {"A": 1, "B": "b"},
            NotExactError,
            "ranks: must be comparable with each other (got 1, 'b')",
        ),
    ],
)
def test_costs_that_cannot_be_shared_are_refused(
    alone: Any, ranks: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        sequential_contributions(alone, ranks=ranks)
    assert str(refused.value) == message
