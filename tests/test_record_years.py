"""A record settles leavers, passes over years without a budget, and tells corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve

from sundgov import kr
from sundgov.errors import BillingError, InvalidValueError, SundgovError, UnknownPartyError
from sundgov.finance.agreements import EntryRule, Membership
from sundgov.finance.carry_rules import AtOnce, CarryRule
from sundgov.finance.exit_terms import BalanceTerm, ExitTerms
from sundgov.finance.exits import Exit
from sundgov.finance.results import Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.record import Ledger
from tests.builders import agreement, budget, figures_with, in_year, party, units

A, B, C = (party(name) for name in "ABC")
AS_PAID = ExitTerms(BalanceTerm.AS_PAID)


def record(*results: Result, rule: CarryRule | None = None, terms: ExitTerms = AS_PAID) -> Ledger:
    """A, B and C share 1:1:2; C leaves on 30 June 2025 and pays that year by days."""
    held = agreement(
        [A, B, Membership(C, "2020-01-01", None, "2025-06-30")],
        units({"A": 1, "B": 1, "C": 2}),
        carry=rule or CarryRule(),
        entry=EntryRule.BY_DAYS,
    )
    budgets = tuple(budget(year, in_year(year, "4.000 kr.")) for year in (2023, 2024, 2025, 2026))
    return Ledger(
        held,
        budgets,
        figures_with(A, B, C),
        results=results,
        exits=(Exit(C, "2025-06-30", terms=terms),),
    )


R2023 = Result(2023, kr(4000), "2024-02-01")
R2024 = Result(2024, kr(3000), "2025-01-10")
R2025 = Result(2025, kr(3600), "2026-02-01")


def test_a_leaver_gets_what_it_paid_beyond_its_part_of_the_last_year() -> None:
    """C's weight is 2 for 181 of 365 days; what 2024 left came back in its last instalments."""
    held = record(R2023, R2024, R2025)
    part = Fraction(2 * 181, 365)
    share = part / (2 + part)
    billed, spent = 400_000 * share, 360_000 * share
    settled = held.exit("C")
    assert abs(settled.total.ore - (billed - spent)) < 1
    own = held.account("C").years
    assert [row.year for row in own] == [2023, 2024, 2025, 2026]
    assert [_ore(row.closing) for row in own[:3]] == [0, 50_000, 0]
    assert own[2].settled == settled.total
    assert own[2].carried.ore == -50_000
    everyone = [held.account(name).years for name in "ABC"]
    pool = held.account().years
    for at in range(3):
        closings = [rows[at].closing for rows in everyone]
        assert sum(one.ore for one in closings if one is not None) == _ore(pool[at].closing)


def _ore(amount: object) -> int:
    ore = getattr(amount, "ore", None)
    assert isinstance(ore, int)
    return ore


def test_years_that_are_billed_after_it_left_are_settled_with_it_too() -> None:
    """Two years later: 2024's half of the surplus is settled in the exit, not carried to 2026."""
    held = record(R2023, R2024, R2025, rule=CarryRule(years_later=2))
    rows = held.account("C").years
    assert [row.settled.ore for row in rows[:3]] == [0, 50_000, rows[2].settled.ore]
    assert held.exit("C").total.ore == 50_000 + rows[2].settled.ore


def test_what_is_settled_at_once_is_not_settled_again() -> None:
    held = record(R2023, R2024, R2025, rule=CarryRule(way=AtOnce()))
    assert [_ore(row.closing) for row in held.account("C").years[:3]] == [0, 0, 0]
    assert held.exit("C").total.ore == 0


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: record(R2023, R2024, R2025).exit("A"),
            BillingError,
            "A: has no exit in the record",
        ),
        (
            lambda: record(R2023, R2024).exit("C"),
            BillingError,
            "exit: is settled when its year is closed (got 2025). Give the year's result.",
        ),
        (
            lambda: record(R2023, R2024, R2025).exit("D"),
            UnknownPartyError,
            "party: no party answers to this name or code (got 'D')",
        ),
        (
            lambda: Ledger(
                agreement([A, B, C], units({"A": 1, "B": 1, "C": 2})),
                (),
                figures_with(A, B, C),
                exits=(Exit(C, "2025-06-30"), Exit(C, "2025-12-31")),
            ),
            InvalidValueError,
            "exits: a party leaves once (got 'c')",
        ),
    ],
)
def test_what_cannot_be_settled_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message


def test_a_year_without_a_budget_is_passed_over_and_loses_nothing() -> None:
    """2023 has no budget, so 2022's surplus comes back with the next year that is billed."""
    held = Ledger(
        agreement([A, B, C], units({"A": 1, "B": 1, "C": 2})),
        tuple(budget(year, in_year(year, "4.000 kr.")) for year in (2022, 2024, 2025)),
        figures_with(A, B, C),
        results=(
            Result(2022, kr(3600), "2023-02-01"),
            Result(2024, kr(4000), "2025-01-10"),
        ),
    )
    assert [held.bill(year).carried().ore for year in (2022, 2024, 2025)] == [0, -40_000, 0]
    assert [_ore(row.closing) for row in held.account("C").years[:2]] == [20_000, 0]


def test_a_closing_says_that_its_year_was_corrected_before() -> None:
    key = units({"A": 2, "B": 1, "C": 1})
    before = RevisionTerms(2024, "2024-09-01", key=key, billed_in=2025)
    held = evolve(record(R2024), revisions=(before,))
    closing = held.close(2024)
    assert closing.corrected_on == before.on
    assert closing.explain("A").splitlines()[1:5] == [
        "  Aftale, Regnskab 2024, kendt 10. januar 2025, efter korrektion besluttet"
        " 1. september 2024",
        "  Skulle have været opkrævet: 4.000,00 kr.; forbrugt: 3.000,00 kr.; overskud 1.000,00 kr.",
        "    Partens andel af forbruget, fordelt som det opkrævede:"
        " 3.000,00 kr. × 2.000 kr. ÷ 4.000,00 kr. = 1.500 kr. → 1.500,00 kr.",
        "    Hvad parten skulle have betalt, og hvad der er tilbage:"
        " 2.000,00 kr. − 1.500,00 kr. = 500,00 kr.",
    ]
    after = evolve(record(R2024), revisions=(evolve(before, on=dt.date(2025, 1, 10)),))
    assert after.close(2024).corrected_on is None
