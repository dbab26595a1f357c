"""A party leaves: what it gets or pays on which terms, and what stays with the others."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from cattrs.errors import BaseValidationError
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr
from sundgov.authority import Authority
from sundgov.errors import (
    BillingError,
    InvalidValueError,
    NotExactError,
    PriceLevelError,
    SundgovError,
)
from sundgov.figures import packaged_figures
from sundgov.finance.agreements import EntryEffect, EntryRule, Membership, YearRounding
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.closing import close_year
from sundgov.finance.exit_terms import (
    AssetsTerm,
    BalanceTerm,
    BarredUntilWrittenOff,
    ExitTerms,
    FreeToLeave,
    Investment,
    PaysPartOfTheRest,
)
from sundgov.finance.exits import Exit, ExitItem, ExitSettlement, settle_exit, settled_parties
from sundgov.finance.results import Result
from sundgov.finance.terms import BoundedTerms, ComposedTerms, KeyTerms, SliceTerms
from sundgov.findings import Severity
from sundgov.formats import loads
from sundgov.formats.finance_hooks import finance_hooks
from sundgov.formats.problems import problems_in
from sundgov.formats.structure import Structurer
from sundgov.money import Amount, CurrentPrices
from sundgov.parties import Party
from tests.builders import BY_HEADS, agreement, budget, figures_with, in_year, party, units
from tests.toml_files import HEADS, problems, small, text

A, B, C, D = (party(name) for name in "ABCD")
LAST_DAY = dt.date(2025, 12, 31)
NOTHING = kr(0)
RUNNING = YearRounding.RUNNING
RULING = Authority("2011-06-23", "Ministeriet", "forholdsmæssig andel af nettoformuen")
AS_PAID = ExitTerms(BalanceTerm.AS_PAID)
BY_KEY = ExitTerms(BalanceTerm.BY_KEY, AssetsTerm.BY_KEY, PaysPartOfTheRest())
SERVER = Investment("Serverrum", kr(400_000), "2027-12-31")


def billed(
    terms: ExitTerms | None = None,
    *,
    leaving: tuple[Party, ...] = (A,),
    key: KeyTerms | None = None,
    lines: tuple[Amount | BudgetLine, ...] = (kr(1000),),
    **changes: Any,
) -> Bill:
    """The bill of 2025 over A, B, C and D, who pay 1 : 2 : 3 : 4 unless said otherwise."""
    members = [
        Membership(one, "2020-01-01", left=LAST_DAY if one in leaving else None)
        for one in (A, B, C, D)
    ]
    by = key or units({"A": 1, "B": 2, "C": 3, "D": 4})
    changes = {"members": tuple(members), "exit": terms or ExitTerms(), **changes}
    return bill_year(
        evolve(agreement(members, by), **changes), budget(2025, *lines), figures_with(A, B, C, D)
    )


def settled(
    bill: Bill, one: Exit | None = None, balance: Amount = NOTHING, pool: Amount = NOTHING
) -> ExitSettlement:
    return settle_exit(one or Exit(A, LAST_DAY), bill, balance, pool)


def money(text: str) -> Amount:
    return in_year(2025, text)


def codes(settlement: ExitSettlement) -> list[str]:
    return [finding.code for finding in settlement.findings]


# -- the two leavers of the ruling


def test_two_leavers_get_their_share_of_the_net_assets_by_the_ruling() -> None:
    """The statutes spoke of loans alone; the authority set a proportional share of net assets.

    By hand: of 1.000.000,01 kr. a tenth is 100.000,001, two tenths 200.000,002, three 300.000,003
    and four 400.000,004; everybody's whole øre leave one, which goes to the largest rest, D.
    """
    bill = billed(leaving=(A, B))
    ruled = ExitTerms(assets=AssetsTerm.BY_KEY)
    exits = [
        Exit(one, LAST_DAY, terms=ruled, net_assets=kr("1.000.000,01 kr."), authority=RULING)
        for one in (A, B)
    ]
    first, second = (settled(bill, one) for one in exits)
    assert first.total == money("100.000,00 kr.")
    assert second.total == money("200.000,00 kr.")
    assert first.residual == money("900.000,01 kr.")
    assert second.residual == money("800.000,01 kr.")
    balance, assets = first.lines
    assert balance.share is None
    assert balance.parts is None
    assert assets.share == Fraction(1, 10)
    assert assets.exact == Fraction(100_000_001, 10)
    assert assets.rounding == Fraction(-1, 10)
    assert assets.parts == second.lines[1].parts
    assert assets.parts is not None
    assert assets.parts.ore == (10_000_000, 20_000_000, 30_000_000, 40_000_001)
    assert first.findings == second.findings == ()


def test_without_the_ruling_the_silent_statutes_settle_nothing_and_say_so() -> None:
    one = Exit(A, LAST_DAY, net_assets=kr(-500), investments=(SERVER,))
    found = settled(billed(), one, kr(25), kr(90))
    assert found.total == money("0 kr.")
    assert found.residual == money("-400.410,00 kr.")
    assert all(line.term is None for line in found.lines)
    assert [str(finding) for finding in found.findings] == [
        "warning exit-terms-silent: exit of A: neither the exit nor the agreement says what the "
        f"leaver has of {what}; nothing of it is settled. "
        "Let the parties agree on the term, or the authority set it."
        for what in (
            "the balance of 90,00 kr., 25,00 kr. by what it paid",
            "the net debt of 500,00 kr.",
            "the 400.000,00 kr. left to write off on Serverrum",
        )
    ]


def test_nothing_at_stake_is_no_finding() -> None:
    written_off = Investment("Serverrum", NOTHING, "2025-01-01")
    one = Exit(A, LAST_DAY, net_assets=NOTHING, investments=(written_off,))
    assert settled(billed(), one).findings == ()
    assert codes(settled(billed(), one, balance=kr(1))) == ["exit-terms-silent"]
    assert codes(settled(billed(), one, pool=kr(1))) == ["exit-terms-silent"]


# -- the balance


@pytest.mark.parametrize(
    ("term", "paid", "left"),
    [
        (BalanceTerm.AS_PAID, "25 kr.", "75 kr."),
        (BalanceTerm.BY_KEY, "10 kr.", "90 kr."),
        (BalanceTerm.NONE, "0 kr.", "100 kr."),
    ],
)
def test_the_balance_is_the_leavers_own_or_its_share_or_stays(
    term: BalanceTerm, paid: str, left: str
) -> None:
    found = settled(billed(ExitTerms(term)), None, kr(25), kr(100))
    assert (found.total, found.residual) == (money(paid), money(left))
    assert found.lines[0].item is ExitItem.BALANCE
    mirrored = settled(billed(ExitTerms(term)), None, kr(-25), kr(-100))
    assert (mirrored.total, mirrored.residual) == (-found.total, -found.residual)


def test_a_balance_settled_otherwise_than_paid_is_noted() -> None:
    by_key = billed(ExitTerms(BalanceTerm.BY_KEY))
    (note,) = settled(by_key, None, kr(25), kr(100)).findings
    assert str(note) == (
        "note exit-balance-not-as-paid: exit of A: by what it paid its balance is 25,00 kr., and "
        "10,00 kr. is settled; 15,00 kr. stays with the others. Let the parties know, or settle "
        "the balance as paid."
    )
    (note,) = settled(by_key, None, kr(4), kr(100)).findings
    assert "6,00 kr. comes from the others" in note.why
    assert settled(by_key, None, kr(10), kr(100)).findings == ()
    none = billed(ExitTerms(BalanceTerm.NONE))
    assert codes(settled(none, None, kr(25), kr(100))) == ["exit-balance-not-as-paid"]
    assert settled(billed(AS_PAID), None, kr(25), kr(100)).findings == ()


def test_money_of_an_earlier_year_is_not_indexed() -> None:
    found = settled(billed(AS_PAID), None, in_year(2024, "25 kr."), in_year(2023, "100 kr."))
    assert (found.total, found.residual) == (money("25 kr."), money("75 kr."))


def test_nothing_is_carried_to_a_leaver_afterwards() -> None:
    """What the years owe is carried to those that stay and settled with the one that leaves."""
    bill = billed(AS_PAID)
    closing = close_year(bill, Result(2025, kr(800), "2026-03-01"))
    leaving = Exit(A, LAST_DAY)
    found = settled(bill, leaving, closing.by_party["a"], closing.surplus)
    heirs = Heirs(figures_with(A, B, C, D).register, settled_parties([leaving]))
    figures = figures_with(A, B, C, D)
    bill_2026 = bill_year(
        evolve(bill.agreement, key=units({"B": 2, "C": 3, "D": 4})), budget(2026, kr(900)), figures
    )
    carried = carry_into(bill_2026, [closing], heirs)
    assert found.total == money("20 kr.")
    assert carried.carried().ore == -found.residual.ore == -18_000


# -- investments


def test_an_investment_bars_the_exit_until_it_is_written_off() -> None:
    bill = billed(ExitTerms(lock_in=BarredUntilWrittenOff()))
    older = Investment("Netværk", kr(10), "2026-06-30")
    with pytest.raises(BillingError) as refused:
        settled(bill, Exit(A, LAST_DAY, investments=(SERVER, older)))
    assert str(refused.value) == (
        "Serverrum: bars every exit until it is written off (got 'leaves 2025-12-31', 'written "
        "off 2027-12-31'). Leave then, or have the term changed to paying a part of the rest."
    )
    today = Investment("Serverrum", kr(10), LAST_DAY)
    done = Investment("Netværk", NOTHING, "2027-12-31")
    found = settled(bill, Exit(A, LAST_DAY, investments=(today, done)))
    assert found.total == money("0 kr.")
    assert found.residual == money("-10 kr.")
    assert found.findings == ()


def test_a_leaver_pays_its_part_of_the_rest() -> None:
    """By hand: a tenth of 400.000,00 kr. and of 0,07 kr., of which seven øre A bears one."""
    bill = billed(ExitTerms(lock_in=PaysPartOfTheRest()))
    little = Investment("Kabel", kr("0,07 kr."), "2026-12-31")
    found = settled(bill, Exit(A, LAST_DAY, investments=(SERVER, little)))
    _, server, cable = found.lines
    assert server.amount == money("-40.000 kr.")
    assert server.residual == money("-360.000 kr.")
    assert cable.parts is not None
    assert cable.parts.ore == (-1, -1, -2, -3)
    assert found.total == money("-40.000,01 kr.")
    assert found.residual == money("-360.000,06 kr.")
    assert found.findings == ()


def test_free_to_leave_pays_nothing_of_it() -> None:
    bill = billed(ExitTerms(lock_in=FreeToLeave()))
    found = settled(bill, Exit(A, LAST_DAY, investments=(SERVER,)))
    assert (found.total, found.residual) == (money("0 kr."), money("-400.000 kr."))
    assert found.findings == ()


def test_what_should_be_written_off_and_is_not_is_a_finding() -> None:
    old = Investment("Serverrum", kr(5), "2025-12-30")
    bill = billed(ExitTerms(lock_in=BarredUntilWrittenOff()))
    (finding,) = settled(bill, Exit(A, LAST_DAY, investments=(old,))).findings
    assert str(finding) == (
        "error exit-investment-past: exit of A: Serverrum was to be written off on 2025-12-30, "
        "but 5,00 kr. is left on 2025-12-31. Correct the day or the amount."
    )


# -- the terms


def test_the_exits_own_terms_go_before_the_agreements() -> None:
    agreed = ExitTerms(BalanceTerm.AS_PAID, AssetsTerm.NONE)
    one = Exit(A, LAST_DAY, terms=ExitTerms(assets=AssetsTerm.BY_KEY), net_assets=kr(100))
    found = settled(billed(agreed), one, kr(25), kr(90))
    assert found.terms == ExitTerms(BalanceTerm.AS_PAID, AssetsTerm.BY_KEY)
    assert found.total == money("35 kr.")
    (finding,) = found.findings
    assert str(finding) == (
        "warning exit-terms-unauthorised: exit of A: the exit has terms of its own, and no "
        "decision stands behind them. Name the parties' agreement or the authority's ruling."
    )
    assert settled(billed(agreed), evolve(one, authority=RULING), kr(25), kr(90)).findings == ()
    own = evolve(one, terms=ExitTerms(BalanceTerm.NONE, lock_in=FreeToLeave()))
    assert settled(billed(agreed), own, kr(25), kr(90)).terms == ExitTerms(
        BalanceTerm.NONE, AssetsTerm.NONE, FreeToLeave()
    )
    none = settled(billed(agreed), evolve(one, terms=ExitTerms()), kr(25), kr(90))
    assert none.total == money("25 kr.")
    assert none.lines[1].residual == money("100 kr.")


def test_a_share_of_net_assets_that_nobody_has_told() -> None:
    found = settled(billed(ExitTerms(BalanceTerm.AS_PAID, AssetsTerm.BY_KEY)))
    assert [line.item for line in found.lines] == [ExitItem.BALANCE]
    (finding,) = found.findings
    assert str(finding) == (
        "error exit-net-assets-missing: exit of A: the leaver has a share of the net assets, but "
        "nobody has told what they are. State the net assets on the last day."
    )


def test_the_agreements_last_day_is_that_of_the_exit() -> None:
    (finding,) = settled(billed(AS_PAID), Exit(A, "2025-11-30")).findings
    assert str(finding) == (
        "error exit-day-differs: exit of A: its last day is 2025-11-30, but the agreement has it "
        "as leaving on 2025-12-31. Let the agreement and the exit name the same day."
    )
    (finding,) = settled(billed(AS_PAID), Exit(B, LAST_DAY)).findings
    assert finding.severity is Severity.ERROR
    assert "but the agreement has it as a member without a last day" in finding.why


# -- the key


def test_half_a_year_paid_is_no_half_share() -> None:
    members = (
        Membership(A, "2020-01-01", left="2025-06-30"),
        Membership(B, "2020-01-01", left="2025-06-29"),
        Membership(C, "2020-01-01"),
        Membership(D, "2025-07-01"),
    )
    bill = billed(BY_KEY, members=members, entry=EntryRule.BY_DAYS)
    found = settled(bill, Exit(A, "2025-06-30", net_assets=kr(100)))
    assert found.key.parties == (A, C)
    assert found.key.share == Fraction(1, 4)
    assert found.lines[1].amount == money("25 kr.")
    assert found.findings == ()


def test_who_joins_on_the_last_day_is_one_of_the_others() -> None:
    """By hand: B pays a tenth as much as A in a whole year, though it pays for half of this one."""
    members = (
        Membership(A, "2020-01-01", left="2025-07-01"),
        Membership(B, "2025-07-01"),
    )
    key = units({"A": 10, "B": 1})
    bill = billed(BY_KEY, members=members, key=key, entry=EntryRule.BY_HALF_YEARS)
    found = settled(bill, Exit(A, "2025-07-01", net_assets=kr(110)))
    assert found.key.parties == (A, B)
    assert found.total == money("100 kr.")
    alone = settled(bill, Exit(A, "2025-06-30", net_assets=kr(110)))
    assert alone.key.parties == (A,)


def test_a_leaver_is_in_the_key_whatever_the_agreement_says_of_its_days() -> None:
    members = (
        Membership(A, "2020-01-01", left="2025-03-31"),
        *(Membership(one, "2020-01-01") for one in (B, C, D)),
    )
    found = settled(billed(BY_KEY, members=members), Exit(A, LAST_DAY, net_assets=kr(100)))
    assert found.total == money("10 kr.")
    assert codes(found) == ["exit-day-differs"]


@pytest.mark.parametrize("change", ["bounds", "bounds in a slice", "on top"])
def test_a_year_that_cannot_tell_what_a_whole_one_costs_is_noted(change: str) -> None:
    members = [Membership(one, "2020-01-01", left=None) for one in (B, C)]
    key: KeyTerms = units({"A": 1, "B": 2, "C": 3, "D": 4})
    effect = EntryEffect.ON_TOP if change == "on top" else EntryEffect.RESPLIT
    if change.startswith("bounds"):
        key = BoundedTerms(key, minimum=kr(100))
    if change == "bounds in a slice":
        key = ComposedTerms((SliceTerms("drift", Fraction(1), key),))
    bill = billed(
        BY_KEY,
        key=key,
        members=(
            Membership(A, "2020-01-01", left=LAST_DAY),
            *members,
            Membership(D, "2020-01-01", "2025-07-01"),
        ),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=effect,
    )
    one = Exit(A, LAST_DAY, net_assets=kr(100))
    (finding,) = settled(bill, one).findings
    assert str(finding) == (
        "note exit-key-estimated: exit of A: some pay for a part of the year, under bounds or on "
        "top of the budget; their whole year is counted as what they paid divided by that part. "
        "Compare the shares with those of a year that all pay in full."
    )
    assert settled(bill, evolve(one, net_assets=NOTHING)).findings == ()


def test_bounds_in_a_year_that_all_pay_in_full_are_no_finding() -> None:
    key = BoundedTerms(units({"A": 1, "B": 2, "C": 3, "D": 4}), minimum=kr(200))
    found = settled(billed(BY_KEY, key=key), Exit(A, LAST_DAY, net_assets=kr(100)))
    assert found.key.share == Fraction(200, 1000)
    assert found.findings == ()


def test_a_year_in_which_all_are_paid_is_a_key_too() -> None:
    found = settled(billed(BY_KEY, lines=(kr(-1000),)), Exit(A, LAST_DAY, net_assets=kr(100)))
    assert found.key.share == Fraction(1, 10)
    assert found.total == money("10 kr.")


def test_a_year_without_a_bill_makes_no_key_but_settles_what_needs_none() -> None:
    bill = billed(BY_KEY, lines=(NOTHING,))
    with pytest.raises(BillingError) as refused:
        settled(bill, Exit(A, LAST_DAY, net_assets=kr(100)))
    assert str(refused.value) == "key: nothing was billed in the year, so there is none (got 2025)"
    assert settled(bill, Exit(A, LAST_DAY)).total == money("0 kr.")
    assert settled(billed(AS_PAID, lines=(NOTHING,)), None, kr(5), kr(9)).total == money("5 kr.")


def test_a_year_in_which_one_is_paid_and_others_pay_makes_no_key() -> None:
    back = BudgetLine("l2", "L2", kr(-300), key=units({"A": 1}))
    bill = billed(BY_KEY, lines=(kr(1000), back))
    with pytest.raises(BillingError) as refused:
        settled(bill, Exit(A, LAST_DAY, net_assets=kr(100)))
    assert str(refused.value) == (
        "key: one party was paid while others paid in the year (got 'A', 2025)"
    )


@pytest.mark.parametrize(
    ("leaver", "closing", "told"),
    [
        (A, Fraction(-1, 3), "Opkrævet 0,3333… øre for meget i alle år; det lukkes uden betaling"),
        (B, Fraction(1, 3), "Opkrævet 0,3333… øre for lidt i alle år; det lukkes uden betaling"),
        (C, Fraction(0), "Opkrævet nøjagtigt i alle år; intet at lukke"),
    ],
)
def test_the_residual_of_running_rounding_is_closed_and_shown(
    leaver: Party, closing: Fraction, told: str
) -> None:
    """By hand: of 1.000,01 kr. A has 33.333 2/3 øre and is billed 33.334, B 66.667 1/3."""
    key = units({"A": 1, "B": 2, "C": 0, "D": 0})
    ran = billed(leaving=(leaver,), key=key, lines=(kr("1.000,01 kr."),), rounding=RUNNING)
    found = settled(ran, Exit(leaver, LAST_DAY))
    assert found.rounding_residual is not None
    assert found.rounding_residual.closing == closing
    assert found.total == money("0 kr.")
    lines = found.explain().splitlines()
    assert lines[-1] == f"  {told}"
    yearly = billed(leaving=(leaver,), key=key, lines=(kr("1.000,01 kr."),))
    assert settled(yearly, Exit(leaver, LAST_DAY)).rounding_residual is None


# -- refusals


def test_a_party_outside_the_bill() -> None:
    with pytest.raises(BillingError) as refused:
        settled(billed(), Exit(party("X"), LAST_DAY))
    assert str(refused.value) == (
        "X: is not billed in the year it leaves, so no key holds its share (got 2025)"
    )


@pytest.mark.parametrize("on", ["2024-12-31", "2026-01-01"])
def test_a_day_outside_the_year_of_the_bill(on: str) -> None:
    with pytest.raises(BillingError) as refused:
        settled(billed(), Exit(A, on))
    assert str(refused.value) == (
        f"exit: is settled by the bill of the year of the last day (got '{on}', 2025)"
    )


def test_a_party_that_leaves_before_it_joined() -> None:
    members = (Membership(A, "2025-03-01"), Membership(B, "2020-01-01"))
    bill = billed(members=members, key=units({"A": 1, "B": 1}), entry=EntryRule.WHOLE_YEAR)
    with pytest.raises(BillingError) as refused:
        settled(bill, Exit(A, "2025-02-28"))
    assert str(refused.value) == (
        "A: cannot leave before it joined (got '2025-02-28', '2025-03-01')"
    )
    assert settled(bill, Exit(A, "2025-03-01")).on == dt.date(2025, 3, 1)


def test_a_party_leaves_once() -> None:
    assert settled_parties([Exit(A, LAST_DAY), Exit(B, LAST_DAY)]) == {"a", "b"}
    assert settled_parties(iter([Exit(A, LAST_DAY)])) == {"a"}
    with pytest.raises(InvalidValueError) as refused:
        settled_parties([Exit(A, LAST_DAY), Exit(B, LAST_DAY), Exit(A, "2024-12-31")])
    assert str(refused.value) == "exits: a party leaves once (got 'a')"


LEVEL = kr("1 kr. (2024 pl)")


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (lambda: Exit(A, LAST_DAY, net_assets=LEVEL), "net_assets"),
        (lambda: Investment("x", LEVEL, LAST_DAY), "remaining"),
        (lambda: settled(billed(), None, LEVEL), "balance"),
        (lambda: settled(billed(), None, NOTHING, LEVEL), "pool"),
    ],
)
def test_an_amount_in_a_price_level_cannot_be_paid_out(build: Any, name: str) -> None:
    with pytest.raises(PriceLevelError) as refused:
        build()
    assert str(refused.value) == (
        f"{name}: is money of a day, in no price level (got '1,00 kr. (2024 pl)')"
    )


WRONG: Any = "x"


@pytest.mark.parametrize(
    ("build", "kind", "message"),
    [
        (lambda: Exit(WRONG, LAST_DAY), NotExactError, "party: must be a Party (got 'x')"),
        (
            lambda: Exit(A, LAST_DAY, terms=WRONG),
            NotExactError,
            "terms: must be an ExitTerms (got 'x')",
        ),
        (
            lambda: Exit(A, LAST_DAY, net_assets=WRONG),
            NotExactError,
            "net_assets: must be an Amount (got 'x')",
        ),
        (
            lambda: Exit(A, LAST_DAY, authority=WRONG),
            NotExactError,
            "authority: must be an Authority (got 'x')",
        ),
        (
            lambda: Exit(A, LAST_DAY, investments=(WRONG,)),
            NotExactError,
            "investments[0]: must be an Investment (got 'x')",
        ),
        (
            lambda: Exit(A, LAST_DAY, investments=(SERVER, SERVER)),
            InvalidValueError,
            "investments: name one twice (got 'Serverrum')",
        ),
        (
            lambda: Investment("x", kr(-1), LAST_DAY),
            InvalidValueError,
            "remaining: must not be negative (got '-1,00 kr.')",
        ),
        (
            lambda: Investment("x", kr(1), "31/12"),
            ValueError,
            "written_off_on: a date is written year-month-day (got '31/12'). "
            "Write it as '2023-01-01'.",
        ),
        (
            lambda: Exit(A, "31/12"),
            ValueError,
            "on: a date is written year-month-day (got '31/12'). Write it as '2023-01-01'.",
        ),
        (lambda: settled(WRONG), NotExactError, "bill: must be a Bill (got 'x')"),
        (lambda: settled(billed(), WRONG), NotExactError, "leaving: must be an Exit (got 'x')"),
        (lambda: ExitTerms(WRONG), NotExactError, "balance: must be a BalanceTerm (got 'x')"),
        (
            lambda: ExitTerms(assets=WRONG),
            NotExactError,
            "assets: must be an AssetsTerm (got 'x')",
        ),
        (lambda: ExitTerms(lock_in=WRONG), NotExactError, "lock_in: must be a LockIn (got 'x')"),
    ],
)
def test_what_has_no_meaning_is_refused(build: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as refused:
        build()
    assert isinstance(refused.value, SundgovError)
    assert str(refused.value) == message


# -- read aloud


def test_the_whole_settlement_in_danish() -> None:
    one = Exit(
        A,
        LAST_DAY,
        terms=BY_KEY,
        net_assets=kr("-100,01 kr."),
        investments=(SERVER,),
        authority=RULING,
        note="Aftalt på møde",
    )
    assert settled(billed(), one, kr(25), kr(90)).explain().splitlines() == [
        "A betaler 40.001,00 kr.",
        "  Aftale, udtræden 31. december 2025",
        "  Nøgle: hvad hver part betaler af 2025",
        "  Andel: 100 kr. ÷ 1.000 kr.",
        "  Saldo 90,00 kr.; efter nøglen",
        "    Nøjagtig andel: 9 kr.",
        "    Hele øre: 9,00 kr.; rest 0 øre",
        "    Overskydende øre: ingen",
        "    A får 9,00 kr.; hos de øvrige bliver 81,00 kr.",
        "  Nettogæld 100,01 kr.; efter nøglen",
        "    Nøjagtig andel: 10,001 kr.",
        "    Hele øre: 10,00 kr.; rest 0,1 øre",
        *ODD,
        "    A betaler 10,00 kr.; de øvrige bærer 90,01 kr.",
        "  Serverrum, afskrives 31. december 2027: 400.000,00 kr. er ikke afskrevet; den, der "
        "udtræder, betaler sin del efter nøglen",
        "    Nøjagtig andel: 40.000 kr.",
        "    Hele øre: 40.000,00 kr.; rest 0 øre",
        "    Overskydende øre: ingen",
        "    A betaler 40.000,00 kr.; de øvrige bærer 360.000,00 kr.",
        "  I alt: betaler 40.001,00 kr.; de øvrige bærer 360.009,01 kr.",
        "  Hjemmel: 2011-06-23 (Ministeriet)",
        "  Bemærkning: Aftalt på møde",
    ]


ODD = [
    "    Overskydende øre: 1 tilbage, når alle har fået deres hele øre; den går til den "
    "største rest. Denne er nummer 4 af 4 og får ingen."
]


def test_the_odd_ore_that_a_leaver_pays() -> None:
    one = Exit(D, LAST_DAY, terms=BY_KEY, net_assets=kr("-100,01 kr."))
    told = settled(billed(leaving=(D,)), one).explain("en")
    assert "  Net debt DKK 100.01; by the key\n    Exact share: DKK 40.004\n" in told
    assert "This one is number 1 of 4 and gets one." in told
    assert "D pays DKK 40.01; the others bear DKK 60.00" in told


def test_equal_remainders_are_told() -> None:
    one = Exit(B, LAST_DAY, terms=BY_KEY, net_assets=kr("0,03 kr."))
    bill = billed(leaving=(B,), key=units({"A": 1, "B": 1, "C": 1, "D": 1}))
    told = settled(bill, one).explain("en")
    assert "This one is number 2 of 4 and gets one. 4 have the same remainder;" in told


def test_a_settlement_without_a_key_in_english() -> None:
    one = Exit(A, LAST_DAY, net_assets=kr(100), investments=(evolve(SERVER, remaining=NOTHING),))
    agreed = ExitTerms(BalanceTerm.AS_PAID, AssetsTerm.NONE, BarredUntilWrittenOff())
    assert settled(billed(agreed), one, kr(25), kr(90)).explain("en").splitlines() == [
        "A gets DKK 25.00",
        "  Aftale, exit on 31 December 2025",
        "  Balance DKK 90.00; as paid",
        "    A gets DKK 25.00; DKK 65.00 stays with the others",
        "  Net assets DKK 100.00; no share to the leaver",
        "    A neither gets nor pays anything; DKK 100.00 stays with the others",
        "  Serverrum, written off on 31 December 2027: DKK 0.00 is not written off; no exit "
        "before it is written off",
        "    A neither gets nor pays anything; nothing stays with the others",
        "  Together: gets DKK 25.00; DKK 165.00 stays with the others",
    ]


def test_a_missing_term_and_a_part_of_a_year_are_told() -> None:
    members = (Membership(A, "2020-01-01", left="2025-06-30"), Membership(B, "2020-01-01"))
    bill = billed(
        ExitTerms(assets=AssetsTerm.BY_KEY),
        members=members,
        key=units({"A": 1, "B": 1}),
        entry=EntryRule.BY_HALF_YEARS,
    )
    told = settled(bill, Exit(A, "2025-06-30", net_assets=kr(100))).explain().splitlines()
    assert told[2:6] == [
        "  Nøgle: hvad hver part betaler af 2025",
        "  Betaler 333,333333… kr. for 1 af 2 halvår; regnet for et helt år 666,666666… kr.",
        "  Andel: 666,666666… kr. ÷ 1.333,333333… kr.",
        "  Saldo 0,00 kr.; vilkåret mangler, og intet er afregnet",
    ]


def test_a_whole_year_is_not_told_as_a_part() -> None:
    one = Exit(A, LAST_DAY, net_assets=kr(100))
    whole = billed(ExitTerms(assets=AssetsTerm.BY_KEY), entry=EntryRule.BY_DAYS)
    assert "Betaler" not in settled(whole, one).explain()
    assert "  Andel: 100 kr. ÷ 1.000 kr." in settled(whole, one).explain()


def test_a_year_in_which_all_were_paid_is_told_without_signs() -> None:
    one = Exit(A, LAST_DAY, net_assets=kr(100))
    told = settled(billed(BY_KEY, lines=(kr(-1000),)), one).explain()
    assert "  Andel: 100 kr. ÷ 1.000 kr." in told


def test_only_two_languages() -> None:
    found = settled(billed())
    wrong: Any = "sv"
    with pytest.raises(InvalidValueError, match="language: must be 'da' or 'en'"):
        found.explain(wrong)


# -- laws


def largest_remainder(whole: int, weights: list[int]) -> list[int]:
    """A second way: everybody's floor, and the units left by rest, then by place."""
    total, sign = sum(weights), -1 if whole < 0 else 1
    parts = [abs(whole) * weight // total for weight in weights]
    rests = [abs(whole) * weight % total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-rests[place], place))
    for place in order[: abs(whole) - sum(parts)]:
        parts[place] += 1
    return [part * sign for part in parts]


ORE = st.integers(-(10**9), 10**9)
WEIGHTS = st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any)


@given(WEIGHTS, ORE, ORE, st.integers(0, 10**8), st.sampled_from([A, B, C, D]))
def test_the_leavers_part_and_the_rest_are_the_whole(
    weights: list[int], assets: int, pool: int, rest: int, leaver: Party
) -> None:
    key = units(dict(zip("ABCD", weights, strict=True)))
    one = Exit(
        leaver,
        LAST_DAY,
        net_assets=Amount(assets),
        investments=(Investment("Serverrum", Amount(rest), "2027-12-31"),),
    )
    bill = billed(BY_KEY, key=key, lines=(kr(1000), kr(3)))
    found = settled(bill, one, NOTHING, Amount(pool))
    column = (A, B, C, D).index(leaver)
    for line, whole in zip(found.lines, (pool, assets, -rest), strict=True):
        assert line.whole == Amount(whole, CurrentPrices(2025))
        assert line.amount + line.residual == line.whole
        assert line.amount.ore == largest_remainder(whole, weights)[column]
        assert abs(line.rounding) < 1
        assert line.exact == Fraction(whole * weights[column], sum(weights))
        if line.parts is not None:
            assert list(line.parts.ore) == largest_remainder(whole, weights)
        if not whole or not weights[column]:
            assert not line.amount
    assert found.total + found.residual == Amount(pool + assets - rest, CurrentPrices(2025))


@given(WEIGHTS, ORE, st.permutations((A, B, C, D)), st.integers(1, 9))
def test_the_order_of_members_and_the_size_of_weights_change_nothing(
    weights: list[int], assets: int, order: list[Party], factor: int
) -> None:
    by_name = dict(zip("ABCD", weights, strict=True))
    one = Exit(A, LAST_DAY, net_assets=Amount(assets))
    first = settled(billed(BY_KEY, key=units(by_name)), one)
    members = tuple(Membership(member, "2020-01-01") for member in order)
    larger = units({member.name: by_name[member.name] * factor for member in order})
    second = settled(billed(BY_KEY, key=larger, members=members), one)
    assert first.lines == second.lines
    mirrored = settled(billed(BY_KEY, key=units(by_name)), evolve(one, net_assets=Amount(-assets)))
    assert mirrored.total == -first.total


def test_the_last_member_takes_everything() -> None:
    bill = billed(BY_KEY, members=(Membership(A, "2020-01-01"),), key=units({"A": 7}))
    found = settled(bill, Exit(A, LAST_DAY, net_assets=kr("0,01 kr.")))
    assert (found.total, found.residual) == (money("0,01 kr."), money("0 kr."))


def test_real_inhabitants() -> None:
    """Læsø leaves three islands by heads: 1.759 of 11.413 inhabitants of 1 January 2024."""
    register = packaged_figures().register
    islands = [register.find(name) for name in ("Læsø", "Samsø", "Ærø")]
    terms = agreement(islands, BY_HEADS, exit=BY_KEY)
    bill = bill_year(terms, budget(2025, kr(1_000_000)), packaged_figures())
    found = settled(bill, Exit(islands[0], LAST_DAY, net_assets=kr(11_413)))
    assert found.key.share == Fraction(1759, 11413)
    assert found.total == money("1.759 kr.")


# -- the file


EXITS: list[dict[str, object]] = [
    {
        "party": "Samsø",
        "on": LAST_DAY,
        "balance": "as paid",
        "assets": "by key",
        "lock_in": "part of the rest",
        "net_assets": "1 mio. kr.",
        "investments": [
            {"name": "Serverrum", "remaining": 400_000, "written_off_on": "2027-12-31"}
        ],
        "authority": {"id": "2011-06-23", "body": "Ministeriet"},
        "note": "Udtrådt",
    },
    {"party": "Læsø", "on": "2025-06-30"},
]


def structured(table: dict[str, object]) -> Exit:
    return Structurer(packaged_figures().register, finance_hooks).structure(table, Exit)


def test_exits_are_read_from_tables() -> None:
    register = packaged_figures().register
    read = Structurer(register, finance_hooks).structure(EXITS, tuple[Exit, ...])
    assert read == (
        Exit(
            register.find("Samsø"),
            LAST_DAY,
            terms=ExitTerms(BalanceTerm.AS_PAID, AssetsTerm.BY_KEY, PaysPartOfTheRest()),
            net_assets=kr("1 mio. kr."),
            investments=(SERVER,),
            authority=Authority("2011-06-23", "Ministeriet"),
            note="Udtrådt",
        ),
        Exit(register.find("Læsø"), "2025-06-30"),
    )


@pytest.mark.parametrize(
    ("word", "lock_in"), [("barred", BarredUntilWrittenOff()), ("none", FreeToLeave())]
)
def test_the_other_words_of_a_lock_in(word: str, lock_in: object) -> None:
    assert structured({**EXITS[1], "lock_in": word}).terms.lock_in == lock_in


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"lock_in": "never"},
            ".lock_in: must be one of 'barred', 'part of the rest', 'none' (got 'never')",
        ),
        (
            {"balance": "half"},
            ".balance: must be one of 'as paid', 'by key', 'none' (got 'half')",
        ),
        ({"assets": "as paid"}, ".assets: must be one of 'by key', 'none' (got 'as paid')"),
        (
            {"investment": []},
            ": unknown: 'investment' (did you mean 'investments'?); known: party, on, balance, "
            "assets, lock_in, net_assets, investments, authority, note",
        ),
        (
            {"investments": [{"name": "x", "remaining": "-1 kr.", "written_off_on": "2027-12-31"}]},
            ".investments[0]: remaining: must not be negative (got '-1,00 kr.')",
        ),
        (
            {"net_assets": "1 kr. (2024 pl)"},
            ": net_assets: is money of a day, in no price level (got '1,00 kr. (2024 pl)')",
        ),
    ],
)
def test_a_faulty_exit_is_refused_with_its_place(changed: dict[str, object], problem: str) -> None:
    with pytest.raises(BaseValidationError) as refused:
        Structurer(packaged_figures().register, finance_hooks).structure(
            [EXITS[0], {**EXITS[1], **changed}], tuple[Exit, ...]
        )
    assert problems_in(refused.value) == (f"[1]{problem}",)


def test_the_agreements_terms_are_read_from_the_file() -> None:
    agreed = '[agreement.exit]\nbalance = "as paid"\nassets = "none"\nlock_in = "barred"\n'
    assert small(more=agreed).agreement.exit == ExitTerms(
        BalanceTerm.AS_PAID, AssetsTerm.NONE, BarredUntilWrittenOff()
    )
    assert loads(text(HEADS)).agreement.exit == ExitTerms()
    (problem,) = problems(text(more='[agreement.exit]\nbalance = "half"\n'))
    assert problem == (
        "file: agreement.exit.balance: must be one of 'as paid', 'by key', 'none' (got 'half')"
    )
