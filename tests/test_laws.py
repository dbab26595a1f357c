"""Every law holds of a rule that keeps it and fails of one that breaks it; laws of bills."""

from __future__ import annotations

import datetime as dt
import inspect
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import kr
from sundgov.errors import AllocationError, InvalidValueError, NotExactError
from sundgov.figures import packaged_figures
from sundgov.finance.agreements import IndexTerms
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Ceiling
from sundgov.finance.prices import Chain, CompositeIndex, IndexPart, uplift
from sundgov.finance.terms import ComposedTerms, HeadTerms, PopulationOn, SliceTerms, UnitTerms
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.laws import (
    ALL,
    OF_FINISHED,
    OF_RULES,
    ByMethod,
    Division,
    Grouped,
    Law,
    Limited,
    RuleLaw,
    Scaled,
    WithinBounds,
    balances_follow,
    consistency,
    exact_shares,
    figures_in_quota,
    house_monotonicity,
    index_round_trip,
    instalments_sum,
    law_named,
    laws_of,
    new_states,
    order,
    population_monotonicity,
    used_only_after_published,
)
from sundgov.laws.examples import small_account, small_bill, small_closing
from sundgov.money import Amount, PriceLevel, Unit
from sundgov.publications import Publication
from sundgov.testing import hold, tiny_cases
from sundgov.testing.strategies import accounts, bills, closings
from tests.builders import HALF, KPRO, agreement, budget, everyone, figures_with, party, units

HAMILTON = ByMethod("hamilton")
WEBSTER = ByMethod("webster")
A, B, C = (party(name) for name in "ABC")


# -- rules that break a law, each as simply as can be


def lost(amount: int, weights: Sequence[Any]) -> list[int]:
    """Everyone's whole units; what is left over is lost."""
    return [int(share) for share in exact_shares(amount, weights)]


def all_to_one(amount: int, weights: Sequence[Any]) -> list[int]:
    """All to the first of the heaviest."""
    winner = list(weights).index(max(weights))
    return [amount if place == winner else 0 for place, _ in enumerate(weights)]


def all_to_the_first(amount: int, weights: Sequence[Any]) -> list[int]:
    return [amount, *(0 for _ in weights[1:])]


def evenly(amount: int, weights: Sequence[Any]) -> list[int]:
    """The same to everyone, also to those who weigh nothing."""
    return list(HAMILTON(amount, [1] * len(weights)))


def towards_minus_infinity(amount: int, weights: Sequence[Any]) -> list[int]:
    """Floors, also of a negative amount; what is left over to the first."""
    _, *rest = (share.__floor__() for share in exact_shares(amount, weights))
    return [amount - sum(rest), *rest]


def by_size(amount: int, weights: Sequence[Any]) -> list[int]:
    """Weights above one hundred count as one."""
    return list(HAMILTON(amount, [min(weight, 1) for weight in weights]))


def by_place(amount: int, weights: Sequence[Any], rank: Sequence[int]) -> tuple[int, ...]:
    """Ties by place, whatever the ranks."""
    return HAMILTON(amount, weights)


def unbounded(
    amount: int, weights: Sequence[Any], minimum: Sequence[int], maximum: Sequence[int]
) -> tuple[int, ...]:
    return HAMILTON(amount, weights)


def least_first(
    amount: int, weights: Sequence[Any], minimum: Sequence[int], maximum: Sequence[int]
) -> list[int]:
    """Everyone the least, and the rest of the amount to the first."""
    return [amount - sum(minimum[1:]), *minimum[1:]]


def far_apart(amount: int, weights: Sequence[Any]) -> list[int]:
    """All to the last of three or more, and otherwise to the first."""
    parts = [0] * len(weights)
    parts[-1 if len(weights) > 2 else 0] = amount
    return parts


JEFFERSON, HELD = ByMethod("jefferson"), WithinBounds("hamilton")
KEEPS_AND_BREAKS: dict[str, tuple[Any, Any]] = {
    "sums": (HAMILTON, lost),
    "lower_quota": (HAMILTON, all_to_one),
    "upper_quota": (HAMILTON, all_to_one),
    "zero_stays_zero": (HAMILTON, evenly),
    "larger_not_less": (HAMILTON, all_to_the_first),
    "sign_symmetry": (HAMILTON, towards_minus_infinity),
    "scale_freedom": (HAMILTON, by_size),
    "order": (all_to_one, HAMILTON),
    "permutation": (HAMILTON, by_place),
    "house_monotonicity": (WEBSTER, HAMILTON),
    "population_monotonicity": (WEBSTER, HAMILTON),
    "new_states": (WEBSTER, HAMILTON),
    "consistency": (WEBSTER, HAMILTON),
    "merging": (JEFFERSON, HAMILTON),
    "splitting": (all_to_the_first, HAMILTON),
    "merging_within_one": (WEBSTER, far_apart),
    "bounds_held": (HELD, unbounded),
    "bounds_mirrored": (HELD, least_first),
}


def test_every_law_of_a_rule_has_one_that_keeps_it_and_one_that_breaks_it() -> None:
    assert [law.name for law in OF_RULES] == list(KEEPS_AND_BREAKS)


@pytest.mark.parametrize("law", OF_RULES, ids=lambda law: law.name)
def test_a_law_holds_of_one_rule_and_fails_of_another(law: RuleLaw) -> None:
    keeps, breaks = KEEPS_AND_BREAKS[law.name]
    for case in tiny_cases(law, 100):
        left, right = law.of(keeps, case)
        assert left == right, case
    assert any(len(set(law.of(breaks, case))) > 1 for case in tiny_cases(law, 1000))


@pytest.mark.parametrize("law", ALL, ids=lambda law: law.name)
def test_a_law_says_what_it_is(law: Law) -> None:
    """In both languages; its function has its Danish term, its source and examples of its own."""
    told = inspect.getdoc(law.function) or ""
    flowing = " ".join(told.split()).casefold()
    assert law.function.__name__ == law.name
    assert f"({law.danish}" in flowing
    assert "source: " in flowing
    assert told.count(">>> ") > 2
    assert law.title("en") == law.name.replace("_", " ")
    assert law.title("da") == law.danish
    assert law.says("da") != law.says("en")
    assert not law.says("da").endswith(".")


def test_laws_are_named_once_and_of_two_kinds() -> None:
    assert (*OF_RULES, *OF_FINISHED) == ALL
    assert len({law.name for law in ALL}) == len({law.danish for law in ALL}) == len(ALL)
    assert law_named("sums") is OF_RULES[0]
    with pytest.raises(InvalidValueError) as refused:
        law_named("fairness")
    assert str(refused.value).startswith("law: is none of the laws (got 'fairness'). Laws: sums, ")


def test_the_guide_lists_every_law() -> None:
    guide = Path(__file__).parent.parent / "docs" / "guide-test-your-own-key.md"
    rows = guide.read_text(encoding="utf-8").splitlines()[-len(ALL) :]
    assert rows == [f"| `{law.name}` | {law.danish} | {law.says('en')} |" for law in ALL]


def test_laws_need_no_generator() -> None:
    probe = "import sundgov.laws, sys; print('hypothesis' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


# -- what the laws say exactly


def test_whoever_grows_faster_may_take_a_unit_of_one_that_grows_slower() -> None:
    """11 by 54, 243 and 703: the first grows by 4, the third by 12 of a hundred, and may win."""
    left, right = population_monotonicity(WEBSTER, 11, [54, 243, 703], [56, 255, 789])
    assert left == right
    left, right = population_monotonicity(HAMILTON, 11, [54, 243, 703], [56, 255, 789])
    assert (left, right) == ((1, 2, 8), (1, 3, 8))


def test_to_lose_to_one_that_kept_up_is_against_the_law_too() -> None:
    """B and C grow by the same factor; B gives C a unit."""
    left, right = population_monotonicity(HAMILTON, 2, [0, 3, 1], [1, 6, 2])
    assert (left, right) == ((0, 1, 1), (0, 2, 1))


def test_a_negative_amount_is_asked_by_size() -> None:
    """A larger credit note returns nobody less."""
    left, right = house_monotonicity(HAMILTON, -10, [54, 243, 703], 1)
    assert (left, right) == ((0, -3, -8), (-1, -3, -8))
    left, right = population_monotonicity(HAMILTON, -2, [0, 3, 1], [1, 6, 2])
    assert (left, right) == ((0, -1, -1), (0, -2, -1))


def test_among_those_who_weigh_nothing_nothing_is_asked() -> None:
    assert new_states(HAMILTON, 5, [0, 0, 2]) == ((0, 0), (0, 0))
    assert consistency(HAMILTON, 5, [0, 0, 2], [0, 1]) == ((0, 0), (0, 0))


def test_equals_may_change_places_without_ranks() -> None:
    assert order(HAMILTON, 1, [1, 1], [1, 0]) == ((0, 1), (0, 1))


def test_exact_shares_need_a_weight() -> None:
    assert exact_shares(-1, [1, Fraction(1, 2)]) == (Fraction(-2, 3), Fraction(-1, 3))
    with pytest.raises(AllocationError) as refused:
        exact_shares(1, [0, 0])
    assert str(refused.value) == "weights: at least one must be above zero (got 0, 0)"


def test_cases_hold_exact_numbers_only() -> None:
    assert Scaled(7, [Fraction(4, 2), 1], Fraction(2)).operands == (7, (2, 1), 2)
    assert Grouped(7, [1, 1], [1]).group == (1,)
    assert Limited(7, [1], [0], [9]).maximum == (9,)
    with pytest.raises(NotExactError, match=r"^weights: a number must be exact"):
        Division(7, [0.5])  # type: ignore[list-item]
    with pytest.raises(NotExactError, match=r"^amount: a whole number is an int"):
        Division(7.0, [1])  # type: ignore[arg-type]
    with pytest.raises(NotExactError, match=r"^case: a whole number is an int"):
        Grouped(7, [1], [0.5])  # type: ignore[list-item]


def test_a_law_is_tried_on_its_own_kind_of_case_or_value() -> None:
    with pytest.raises(InvalidValueError) as refused:
        OF_FINISHED[0].of(small_closing())
    assert str(refused.value).startswith("value: lines_sum is a law of a Bill (got ")
    assert laws_of("nothing") == ()
    with pytest.raises(InvalidValueError) as refused:
        next(law for law in OF_RULES if law.case is Scaled).of(HAMILTON, Division(7, [1]))
    assert str(refused.value) == (
        "case: scale_freedom is tried on a Scaled (got Division(amount=7, weights=(1,)))"
    )


# -- what is finished


@pytest.mark.parametrize(
    "bill",
    [small_bill(), KPRO.bill(2025), KPRO.bill(2024)],
    ids=["small", "kommunal-pro-2025", "kommunal-pro-2024"],
)
def test_a_bill_keeps_its_laws(bill: Bill) -> None:
    found = {law.name: law.of(bill) for law in laws_of(bill)}
    assert list(found) == [
        "lines_sum",
        "instalments_sum",
        "figures_in_quota",
        "carry_conserved",
        "used_only_after_published",
    ]
    assert [name for name, (left, right) in found.items() if left != right] == []


def test_an_account_and_a_closed_year_keep_theirs() -> None:
    for value in (KPRO.close(2024), KPRO.account(), KPRO.account("Samsø"), small_account()):
        for law in laws_of(value):
            left, right = law.of(value)
            assert left == right, law.name
            assert left


@settings(max_examples=30)
@given(st.one_of(bills(), closings(), accounts()))
def test_whatever_is_finished_keeps_its_laws(value: object) -> None:
    hold(value)


def test_a_krone_too_much_on_an_instalment_is_seen() -> None:
    bill = small_bill()
    first, second = bill.lines
    march, september = first.instalments
    more = evolve(first, instalments=((march[0] + 100, *march[1:]), september))
    left, right = instalments_sum(evolve(bill, lines=(more, second)))
    assert [one - other for one, other in zip(left, right, strict=True)] == [100, 0, 0, 0, 0, 0]


def test_floor_and_ceiling_are_in_the_unit_billed_in() -> None:
    terms = agreement([A, B], units({"A": 1, "B": 2}), unit=Unit.KRONE)
    bill = bill_year(terms, budget(2025, kr(100)), figures_with(A, B))
    left, right = figures_in_quota(bill)
    assert left == right == (3300, 6700)
    (line,) = bill.lines
    by_ore = evolve(bill, lines=(evolve(line, year=(3333, 6667)),))
    assert figures_in_quota(by_ore) == ((3333, 6667), (3333, 6667))
    too_low = evolve(bill, lines=(evolve(line, year=(3200, 6800)),))
    assert figures_in_quota(too_low) == ((3200, 6800), (3300, 6700))


def test_an_account_that_forgets_is_seen() -> None:
    account = small_account()
    first, second = account.years
    assert balances_follow(account) == ((1000, 1000), (1000, 1000))
    unknown = evolve(second, opening=None)
    assert balances_follow(evolve(account, years=(first, unknown))) == ((1000, 0), (1000, 1000))
    wrong = evolve(first, spent=first.spent * 2 if first.spent else None)
    left, right = balances_follow(evolve(account, years=(wrong, second)))
    assert (left[0], right[0]) == (1000 - 9001, 1000)
    assert balances_follow(evolve(account, years=(evolve(first, closing=None), second))) == ((), ())


def test_an_amount_comes_back_from_prices_up_and_down() -> None:
    by = Chain((IndexStep(OWN, 2024, 2025, Fraction(7, 3), Publication.read("2024-06-01")),))
    up = uplift(Amount(100, PriceLevel(2024)), 2025, by)
    down = uplift(Amount(100, PriceLevel(2025)), 2024, by)
    level = uplift(Amount(100, PriceLevel(2025)), 2025, Chain(()))
    for moved in (up, down, level):
        assert index_round_trip(moved) == ((Fraction(100),), (Fraction(100),))
    assert index_round_trip(evolve(down, exact=up.exact)) != index_round_trip(down)


OWN = IndexName("KL", "eget", IndexKind.TOTAL)
OTHER = IndexName("KL", "andet", IndexKind.TOTAL)


def test_all_figures_of_a_bill_are_asked_when_they_were_published() -> None:
    """The heads of a slice, both parts of a composite index, and the index of the ceiling."""
    days = ("2024-06-01", "2024-09-01")
    steps = [
        IndexStep(index, 2024, 2025, Fraction(1), Publication.read(on))
        for index, on in zip((OWN, OTHER), days, strict=True)
    ]
    mixed = CompositeIndex("mixed", (IndexPart(OWN, HALF), IndexPart(OTHER, HALF)))
    key = ComposedTerms(
        (
            SliceTerms("hoveder", HALF, HeadTerms(PopulationOn(1))),
            SliceTerms("minutter", HALF, UnitTerms(((everyone()[0], Fraction(1)),), "minutter")),
        )
    )
    terms = agreement(everyone()[:2], key, index=IndexTerms(mixed))
    held = budget(2025, kr(100, 2024), ceiling=Ceiling(kr(200, 2024)))
    bill = bill_year(terms, held, packaged_figures().adding(*steps))
    used = bill.instalments[0].billing_date
    left, right = used_only_after_published(bill)
    assert left == right == (used,) * 3
    left, right = used_only_after_published(bill, dt.date(2024, 7, 1))
    assert sorted(left) == [dt.date(2024, 7, 1)] * 2 + [dt.date(2024, 9, 1)]
    assert right == (dt.date(2024, 7, 1),) * 3


def test_a_figure_of_unknown_publication_is_never_published_unless_a_reason_is_given() -> None:
    step = IndexStep(OWN, 2024, 2025, Fraction(1), Publication.read(""))
    terms = agreement([A], units({"A": 1}), index=IndexTerms(OWN), override="aftalt")
    figures = figures_with(A).adding(step)
    bill = bill_year(terms, budget(2025, kr(100, 2024)), figures)
    assert used_only_after_published(bill) == ((), ())
    silent = evolve(bill, agreement=evolve(terms, override=""))
    used = bill.instalments[0].billing_date
    assert used_only_after_published(silent) == ((dt.date.max,), (used,))
