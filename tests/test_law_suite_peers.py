"""What the laws find in three packages from PyPI: which law each breaks, and the smallest case.

The tiny cases are the same each time; what is found at large amounts is told by what it must have.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sundgov.laws import (
    OF_RULES,
    ByMethod,
    Division,
    Reordered,
    Scaled,
    larger_not_less,
    sums,
)
from sundgov.testing import Broken, Raised, try_law
from tests import peers

LAWS = {law.name: law for law in OF_RULES}
EXACT_IN_FLOATS = 10**12


def found(law: str, rule: Any, **options: Any) -> Broken | Raised | None:
    return try_law(LAWS[law], rule, **{"examples": 100, **options}).found


def broken(law: str, rule: Any, **options: Any) -> Broken:
    result = found(law, rule, **options)
    assert isinstance(result, Broken)
    return result


# -- apportionment 1.0


def test_apportionment_lets_an_early_tie_take_the_unit_of_a_larger_remainder() -> None:
    """The heaviest of four gets nothing, and each of the two before it one."""
    case = broken("larger_not_less", peers.apportionment)
    assert case.case == Division(2, [1, 1, 1, 2])
    assert case.answers[0].parts == (1, 1, 0, 0)
    assert larger_not_less(peers.apportionment, 5, [4, 4, 5]) == ((2, 2, 1), (2, 2, 2))


def test_apportionment_loses_a_negative_amount() -> None:
    assert broken("sums", peers.apportionment).case == Division(-1, [1, 1])
    assert sums(peers.apportionment, -5, [3, 7]) == ((-4,), (-5,))
    assert broken("sign_symmetry", peers.apportionment).case == Division(1, [1, 1])


def test_apportionment_divides_among_at_most_as_many_as_there_are_letters() -> None:
    raised = found("upper_quota", peers.apportionment, examples=400, most=40)
    assert isinstance(raised, Raised)
    assert isinstance(raised.error, IndexError)
    assert len(raised.case.weights) == 53


# -- largest-remainder 0.1.0


def test_largest_remainder_depends_on_the_order_and_on_the_noise_of_floats() -> None:
    """Thirds of 4, 1 and 1 tie as they do, and are told apart by what floats make of them."""
    by_order = broken("order", peers.largest_remainder, refuses=(ValueError,))
    assert by_order.case == Reordered(2, [1, 3], [1, 0])
    by_noise = broken("scale_freedom", peers.largest_remainder, refuses=(ValueError,))
    assert by_noise.case == Scaled(2, [4, 1, 1], Fraction(1, 3))
    assert (by_noise.left, by_noise.right) == ((2, 0, 0), (1, 1, 0))


# -- iteround 1.0.4


def test_iteround_shows_the_paradoxes_of_its_rule_and_keeps_its_order() -> None:
    assert broken("house_monotonicity", peers.iteround).case.operands == (1, (1, 1, 1), 1)
    assert broken("population_monotonicity", peers.iteround).case.amount == 2
    for law in ("sums", "lower_quota", "upper_quota", "zero_stays_zero", "sign_symmetry"):
        assert found(law, peers.iteround, most=EXACT_IN_FLOATS, examples=20) is None


# -- both divide floats


@pytest.mark.parametrize("rule", [peers.largest_remainder, peers.iteround])
def test_what_divides_floats_loses_units_where_they_end(rule: Any) -> None:
    large = broken("sums", rule, refuses=(ValueError,))
    assert large.case.amount > 2**53
    assert sums(rule, 10**17 + 1, [1, 1, 1]) != ((10**17 + 1,), (10**17 + 1,))
    assert found("sums", rule, refuses=(ValueError,), most=EXACT_IN_FLOATS, examples=20) is None


@pytest.mark.parametrize("law", ["sums", "lower_quota", "larger_not_less", "sign_symmetry"])
def test_largest_remainder_in_whole_numbers_keeps_what_they_break(law: str) -> None:
    assert try_law(LAWS[law], ByMethod("hamilton"), examples=100).holds
