"""A party's account over the years: rule 9, nothing is lost, and nothing comes back as its echo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from sundgov import kr, packaged_figures, population
from sundgov.authority import Authority
from sundgov.errors import BillingError, UnknownPartyError
from sundgov.finance.agreements import EntryEffect, EntryRule, Membership, VatKind, VatTreatment
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine, LineKind
from sundgov.finance.carried import CarryKind
from sundgov.finance.carry_rules import (
    AtOnce,
    CarryBasis,
    CarryRule,
    EstimateThenResult,
    InOneInstalment,
)
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.closing import Closing
from sundgov.finance.exit_terms import BalanceTerm, ExitTerms
from sundgov.finance.exits import Exit
from sundgov.finance.histories import Account, account
from sundgov.finance.results import Estimate, LineSpent, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.revisions import Revision
from sundgov.finance.terms import UnitTerms
from sundgov.money import Amount, CurrentPrices
from sundgov.parties import Party
from sundgov.record import Ledger
from tests.accounts_told import minus, record, rows, spent
from tests.builders import (
    BY_HEADS,
    KPRO,
    agreement,
    budget,
    everyone,
    figures_with,
    municipality,
    party,
    units,
)
from tests.by_hand import largest_remainder

A, B, C, D = (party(name) for name in "ABCD")
ABCD = figures_with(A, B, C, D)
HALF = {"A": 1, "B": 1}


def members_of(held: Ledger) -> list[Party]:
    return [member.party for member in held.agreement.members]


def assert_nothing_is_lost(held: Ledger) -> None:
    """Rule 9, row by row; the parties' accounts sum to the pool's; nothing moves out of it."""
    pool = rows(held.account())
    each = [rows(held.account(one)) for one in members_of(held)]
    for number, row in enumerate(pool):
        parts = [of_party[number] for of_party in each]
        for name, of_pool in enumerate(row):
            of_parties = [part[name] for part in parts]
            assert of_parties.count(None) in (0, len(of_parties))
            assert of_pool == (None if None in of_parties else sum(filter(None, of_parties)))
        assert row[3] == 0
        for one in (row, *parts):
            assert_row_comes_out(one)


def assert_row_comes_out(row: Sequence[int | None]) -> None:
    opening, invoiced, carried, moved, cost, settled, closing = row
    if opening is None or cost is None:
        assert closing is None
        return
    assert None not in (invoiced, carried, moved, settled)
    assert closing == opening + invoiced + carried + moved - cost - settled  # type: ignore[operator]


# -- three closed years of Kommunal PRO


def three_years() -> Ledger:
    """2023 spent as billed, 2024 a million below, 2025 100.000,01 kr. above what it billed."""
    last = Result(2025, Amount(731_000_001), "2026-03-10")
    return evolve(KPRO, results=(*KPRO.results, last))


def test_three_years_on_balances_are_where_rule_9_says() -> None:
    held = three_years()
    assert_nothing_is_lost(held)
    parties = everyone()
    totals = {2023: 700_000_000, 2024: 700_000_000, 2025: 721_000_000}
    costs = {2023: 700_000_000, 2024: 600_000_000, 2025: 731_000_001}
    billed: dict[int, dict[str, int]] = {}
    borne: dict[int, dict[str, int]] = {}
    for year in totals:
        counted = population(f"{year - 1}-01-01")
        names = [one.name for one in parties if year > 2023 or one.name != "Slagelse"]
        weights = [counted[name] for name in names]
        for parts, whole in ((billed, totals[year]), (borne, costs[year])):
            parts[year] = dict(zip(names, largest_remainder(whole, weights), strict=True))
    for wanted in parties:
        name = wanted.name
        surplus = billed[2024][name] - borne[2024][name]
        deficit = borne[2025][name] - billed[2025][name]
        paid, cost = billed[2023].get(name, 0), borne[2023].get(name, 0)
        assert rows(held.account(wanted)) == [
            (0, paid, 0, 0, cost, 0, 0),
            (0, billed[2024][name], 0, 0, borne[2024][name], 0, surplus),
            (surplus, billed[2025][name], -surplus, 0, borne[2025][name], 0, -deficit),
        ]
        assert surplus > 0
        assert deficit > 0
    assert rows(held.account())[2] == (
        100_000_000,
        721_000_000,
        -100_000_000,
        0,
        731_000_001,
        0,
        -10_000_001,
    )


def test_an_account_is_of_a_party_and_in_the_money_of_each_year() -> None:
    found = three_years().account("741")
    assert isinstance(found, Account)
    assert found.party == municipality("Samsø")
    last = found.years[2]
    assert last.net == last.invoiced + last.carried
    assert last.net.prices == CurrentPrices(2025)
    assert found == three_years().account(municipality("Samsø"))
    assert three_years().account().party is None


def test_what_is_not_closed_is_not_known() -> None:
    """The last year, and every balance after a year that nobody closed."""
    kpro = rows(KPRO.account("Samsø"))
    assert kpro[2] == (63632, 446788, -63632, 0, None, 0, None)
    gap = evolve(three_years(), results=three_years().results[::2])
    assert [row[0] for row in rows(gap.account())] == [0, 0, None]
    assert [row[6] for row in rows(gap.account())] == [0, None, None]
    assert rows(gap.account())[2][4] == 731_000_001


@pytest.mark.parametrize("name", ["Samso", "Region Nordjylland"])
def test_a_party_outside_the_agreement_has_no_account(name: str) -> None:
    with pytest.raises(UnknownPartyError, match="party: no party answers to this name or code"):
        KPRO.account(name)


# -- two parties, by hand


def two(*results: Result, rule: CarryRule | None = None, **held: Any) -> Ledger:
    """A and B billed 100 kr. a year in halves from 2021 to 2025."""
    terms = agreement([A, B], units(HALF), carry=rule or CarryRule())
    budgets = [budget(year, kr(100)) for year in range(2021, 2026)]
    return record(terms, budgets, ABCD, results=results, **held)


EXACT = [spent(year, 10000) for year in range(2022, 2026)]


def test_a_surplus_comes_back_once_and_has_no_echo() -> None:
    """40 kr. left of 2021: 20 kr. each are returned in 2022, and no later year knows of them."""
    held = two(spent(2021, 6000), *EXACT)
    assert rows(held.account("A")) == [
        (0, 5000, 0, 0, 3000, 0, 2000),
        (2000, 5000, -2000, 0, 5000, 0, 0),
        *[(0, 5000, 0, 0, 5000, 0, 0)] * 3,
    ]
    assert_nothing_is_lost(held)


def test_a_deficit_is_collected_two_years_later() -> None:
    held = two(spent(2021, 14000), *EXACT, rule=CarryRule(years_later=2))
    assert rows(held.account("B"))[:3] == [
        (0, 5000, 0, 0, 7000, 0, -2000),
        (-2000, 5000, 0, 0, 5000, 0, -2000),
        (-2000, 5000, 2000, 0, 5000, 0, 0),
    ]
    assert_nothing_is_lost(held)


def test_what_is_settled_at_once_leaves_nothing() -> None:
    held = two(spent(2021, 6000), spent(2022, 10001), rule=CarryRule(way=AtOnce()))
    assert rows(held.account("A"))[:2] == [
        (0, 5000, 0, 0, 3000, 2000, 0),
        (0, 5000, 0, 0, 5001, -1, 0),
    ]
    assert held.bill(2022).carries == ()
    assert_nothing_is_lost(held)


def test_an_estimate_and_what_the_result_differs_from_it_are_one_carry() -> None:
    """50 kr. were expected to be left of 2021, 40 kr. were."""
    way = CarryRule(way=EstimateThenResult(1, 7))
    expected = Estimate(2021, kr(50), "2021-12-01")
    held = two(spent(2021, 6000), *EXACT, rule=way, estimates=[expected])
    bill = held.bill(2022)
    assert [(one.kind, one.parts) for one in bill.carries] == [
        (CarryKind.ESTIMATE, (-2500, -2500)),
        (CarryKind.TRUE_UP, (500, 500)),
    ]
    assert rows(held.account("A"))[:2] == [
        (0, 5000, 0, 0, 3000, 0, 2000),
        (2000, 5000, -2000, 0, 5000, 0, 0),
    ]
    assert_nothing_is_lost(held)
    ahead = two(rule=way, estimates=[expected])
    assert rows(ahead.account("A"))[:2] == [
        (0, 5000, 0, 0, None, 0, None),
        (None, 5000, -2500, 0, None, 0, None),
    ]
    assert ahead.estimate(2021).by_party.ore == (2500, 2500)


def test_an_estimate_that_nothing_is_carried_by_is_only_held() -> None:
    expected = Estimate(2021, kr(50), "2021-12-01")
    assert two(estimates=[expected]).bill(2022).carries == ()


THREE_TO_ONE = units({"A": 3, "B": 1})


def test_a_revision_before_closing_closes_with_the_year_and_what_it_bills() -> None:
    """A owes 25 kr. more of 2021 by its new key; they are billed in 2023."""
    terms = RevisionTerms(2021, "2021-06-01", key=THREE_TO_ONE, billed_in=2023)
    held = two(spent(2021, 6000), *EXACT, revisions=[terms])
    assert rows(held.account("A"))[:3] == [
        (0, 5000, 0, 0, 4500, 0, 500),
        (500, 5000, -3000, 0, 5000, 0, -2500),
        (-2500, 5000, 2500, 0, 5000, 0, 0),
    ]
    assert_nothing_is_lost(held)


def test_a_revision_after_closing_moves_from_one_to_the_other() -> None:
    """Of 60 kr. A bore 30 kr. and should have borne 45 kr."""
    terms = RevisionTerms(2021, "2022-06-01", key=THREE_TO_ONE, billed_in=2023)
    held = two(spent(2021, 6000), *EXACT, revisions=[terms])
    assert rows(held.account("A"))[:3] == [
        (0, 5000, 0, 0, 3000, 0, 2000),
        (2000, 5000, -2000, 0, 5000, 0, 0),
        (0, 5000, 1500, -1500, 5000, 0, 0),
    ]
    assert rows(held.account("B"))[2] == (0, 5000, -1500, 1500, 5000, 0, 0)
    assert_nothing_is_lost(held)


def test_a_revision_that_nobody_billed_stands_in_the_balance() -> None:
    terms = RevisionTerms(2021, "2021-06-01", key=THREE_TO_ONE)
    held = two(spent(2021, 10000), *EXACT, revisions=[terms])
    assert [row[6] for row in rows(held.account("A"))] == [-2500] * 5
    assert_nothing_is_lost(held)


# -- parties that come, go and become others


def test_a_party_that_leaves_in_june_pays_by_days_and_is_settled() -> None:
    """C pays 182 of 366 days: its third of the key's weight is 182/366 of a third.

    100 kr. are 366 : 366 : 182 of 914, and what is spent, 45,70 kr., is the same.
    """
    members: list[Membership | Party] = [A, B, Membership(C, "2020-01-01", None, "2024-06-30")]
    terms = agreement(members, units({"A": 1, "B": 1, "C": 1}), entry=EntryRule.BY_DAYS)
    held = record(
        terms, [budget(2024, kr(100)), budget(2025, kr(10))], ABCD, results=[spent(2024, 4570)]
    )
    paid = largest_remainder(10000, [366, 366, 182])
    assert held.bill(2024).gross_by_party.ore == tuple(paid) == (4005, 4004, 1991)
    assert [held.bill(2024).amount("C", instalment=f"2024-{m}").ore for m in ("01", "07")] == [
        1991,
        0,
    ]
    assert held.close(2024).spent_by_party.ore == (1830, 1830, 910)
    with pytest.raises(BillingError) as refused:
        held.account("A")
    assert str(refused.value) == (
        "carry: cannot go to a party that has left and has no successor in the bill "
        "(got 'C', 2025). Settle its balance when it leaves: an exit of the party."
    )
    heirs = Heirs(ABCD.register, frozenset({"c"}))
    after = carry_into(held.bill(2025, carry=()), [held.close(2024)], heirs)
    assert after.carries[0].parts == (1830 - 4005, 1830 - 4004)
    found = accounts(held, [held.bill(2024), after], heirs)
    assert rows(found["c"]) == [
        (0, 1991, 0, 0, 910, 1081, 0),
        (0, 0, 0, 0, None, 0, None),
    ]
    assert rows(found["a"]) == [
        (0, 4005, 0, 0, 1830, 0, 2175),
        (2175, 500, -2175, 0, None, 0, None),
    ]
    assert rows(found[""])[0] == (0, 10000, 0, 0, 4570, 1081, 4349)


def accounts(held: Ledger, bills: Sequence[Bill], heirs: Heirs) -> dict[str, Account]:
    """Everybody's account where parties were settled when they left; the pool's under ''."""
    closings = {result.year: held.close(result.year) for result in held.results}

    def settled(closing: Closing, party: Party) -> int:
        later = held.agreement.parties_in(closing.year + 1)
        return closing.by_party[party].ore if heirs.is_settled(party, later) else 0

    wanted: list[Party | None] = [None, *members_of(held)]
    return {"" if one is None else one.id: account(one, bills, closings, settled) for one in wanted}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # Decided before closing: C paid 25 kr. and should have paid 50; 30 were spent by that key.
        ("2024-06-01", [(0, 2500, 0, 0, 3000, 2000, -2500), (-2500, 0, 0, 0, 0, -2500, 0)]),
        # Decided after: C bore 15 kr. of 60 kr., and should have borne 30 kr.
        ("2025-06-01", [(0, 2500, 0, 0, 1500, 1000, 0), (0, 0, 0, -1500, 0, -1500, 0)]),
    ],
)
def test_a_revision_after_a_party_has_left_is_settled_with_it(
    on: str, expected: list[tuple[int, ...]]
) -> None:
    members: list[Membership | Party] = [A, B, Membership(C, "2020-01-01", None, "2024-12-31")]
    revision = RevisionTerms(2024, on, key=units({"A": 1, "B": 1, "C": 2}))
    held = record(
        agreement(members, units({"A": 2, "B": 1, "C": 1})),
        [budget(2024, kr(100)), budget(2025, kr(10))],
        ABCD,
        results=[spent(2024, 6000), spent(2025, 1000)],
        revisions=[revision],
    )
    found = held.revise(2024, on=on, key=revision.key)
    heirs = Heirs(ABCD.register, frozenset({"c"}))
    bill = carry_into(held.bill(2025, carry=()), [held.close(2024), found], heirs)
    all_ = accounts(held, [held.bill(2024), bill], heirs)
    assert rows(all_["c"]) == expected
    assert rows(all_["a"])[1][6] == rows(all_["b"])[1][6] == 0
    pool = rows(all_[""])
    for year in range(2):
        assert_row_comes_out(pool[year])
        for name in range(7):
            parts = [rows(all_[one])[year][name] for one in "abc"]
            assert pool[year][name] == sum(filter(None, parts))
        assert pool[year][3] == 0
    assert pool[1][6] == 0
    as_paid = ExitTerms(BalanceTerm.AS_PAID)
    left = evolve(
        held,
        revisions=(evolve(revision, billed_in=2025),),
        exits=(Exit(C, "2024-12-31", terms=as_paid),),
    )
    assert rows(left.account("C")) == expected
    assert left.account() == all_[""]


def test_a_revision_that_only_the_settled_party_feels_is_told() -> None:
    """Only C's own line was corrected: nobody in the bill is billed, and C is settled."""
    line = BudgetLine("c", "C", kr(100), key=units({"C": 1}))
    members: list[Membership | Party] = [A, Membership(C, "2020-01-01", None, "2024-12-31")]
    held = record(
        agreement(members, units({"A": 1})),
        [budget(2024, kr(1), line), budget(2025, kr(1))],
        ABCD,
    )
    more = evolve(held, budgets=(budget(2024, kr(1), evolve(line, amount=kr(90))),))
    revision = Revision(held.bill(2024), more.bill(2024), dt.date(2024, 6, 1))
    heirs = Heirs(ABCD.register, frozenset({"c"}))
    bill = carry_into(held.bill(2025), [revision], heirs)
    assert [one.parts for one in bill.carries] == [(0,)]
    found = accounts(held, [held.bill(2024), bill], heirs)
    assert [row[5] for row in rows(found["c"])] == [0, 1000]


HOVEDSTADEN, SJAELLAND, OESTDANMARK, NORDJYLLAND = (
    municipality(f"Region {name}")
    for name in ("Hovedstaden", "Sjælland", "Østdanmark", "Nordjylland")
)


def shared(weights: dict[Party, int]) -> UnitTerms:
    return UnitTerms(tuple((one, Fraction(weight)) for one, weight in weights.items()), "timer")


def regions(*results: Result, **held: Any) -> Ledger:
    """Two regions become one on 1 January 2027: 3:2:1 is 5:1 afterwards."""
    members = [
        Membership(HOVEDSTADEN, "2020-01-01", None, "2026-12-31"),
        Membership(SJAELLAND, "2020-01-01", None, "2026-12-31"),
        Membership(OESTDANMARK, "2027-01-01"),
        Membership(NORDJYLLAND, "2020-01-01"),
    ]
    key = shared({HOVEDSTADEN: 3, SJAELLAND: 2, OESTDANMARK: 5, NORDJYLLAND: 1})
    terms = agreement(members, key)
    budgets = [budget(year, kr(600)) for year in (2026, 2027, 2028)]
    return record(terms, budgets, packaged_figures(), results=results, **held)


def test_two_regions_become_one_and_their_balances_follow() -> None:
    """Of 600 kr. 480 are spent in 2026: 60, 40 and 20 kr. are left, 100 of them Østdanmark's."""
    held = regions(spent(2026, 48000), spent(2027, 60000), spent(2028, 60000))
    assert rows(held.account("Region Hovedstaden")) == [
        (0, 30000, 0, 0, 24000, 0, 6000),
        (6000, 0, 0, -6000, 0, 0, 0),
        (0, 0, 0, 0, 0, 0, 0),
    ]
    assert rows(held.account("Region Sjælland"))[:2] == [
        (0, 20000, 0, 0, 16000, 0, 4000),
        (4000, 0, 0, -4000, 0, 0, 0),
    ]
    assert rows(held.account("Region Østdanmark")) == [
        (0, 0, 0, 0, 0, 0, 0),
        (0, 50000, -10000, 10000, 50000, 0, 0),
        (0, 50000, 0, 0, 50000, 0, 0),
    ]
    assert_nothing_is_lost(held)


def test_balances_that_cancel_in_the_successor_are_moved_all_the_same() -> None:
    """Hovedstaden was 10 kr. above, Sjælland 10 kr. below: Østdanmark is billed nothing."""
    base = regions()
    lines = [
        BudgetLine("h", "H", kr(300), key=shared({HOVEDSTADEN: 1})),
        BudgetLine("s", "S", kr(200), key=shared({SJAELLAND: 1})),
        BudgetLine("n", "N", kr(100), key=shared({NORDJYLLAND: 1})),
    ]
    cost = (LineSpent("h", kr(290)), LineSpent("s", kr(210)), LineSpent("n", kr(100)))
    held = evolve(
        base,
        budgets=(budget(2026, *lines), *base.budgets[1:]),
        results=(Result(2026, cost, "2027-03-15"), spent(2027, 60000)),
    )
    assert [one.parts for one in held.bill(2027).carries] == [(0, 0)]
    assert rows(held.account("Region Hovedstaden"))[1] == (1000, 0, 0, -1000, 0, 0, 0)
    assert rows(held.account("Region Sjælland"))[1] == (-1000, 0, 0, 1000, 0, 0, 0)
    assert rows(held.account("Region Østdanmark"))[1] == (0, 50000, 0, 0, 50000, 0, 0)
    assert_nothing_is_lost(held)


def test_a_closed_year_of_a_region_that_is_no_more_is_revised() -> None:
    """By 1:1:1 Hovedstaden bears 160 of 480 kr. and not 240, Sjælland 160 as before."""
    key = shared({HOVEDSTADEN: 1, SJAELLAND: 1, NORDJYLLAND: 1})
    terms = RevisionTerms(2026, "2027-06-01", key=key, billed_in=2028)
    held = regions(spent(2026, 48000), spent(2027, 60000), spent(2028, 60000), revisions=[terms])
    assert [one.parts for one in held.bill(2028).carries] == [(8000, -8000)]
    assert rows(held.account("Region Østdanmark"))[2] == (0, 50000, -8000, 8000, 50000, 0, 0)
    assert rows(held.account("Region Nordjylland"))[2] == (0, 10000, 8000, -8000, 10000, 0, 0)
    assert_nothing_is_lost(held)


def newcomer_and_leaver(*results: Result, **changes: Any) -> Ledger:
    """A and B until 2024, A and C from 2025, all alike; the pool's surplus goes by the new key."""
    members: list[Membership | Party] = [
        A,
        Membership(B, "2020-01-01", None, "2024-12-31"),
        Membership(C, "2025-01-01"),
    ]
    rule = CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7))
    terms = agreement(members, units({"A": 1, "B": 3, "C": 1}), carry=rule)
    budgets = [budget(year, kr(100)) for year in (2024, 2025, 2026)]
    return record(evolve(terms, **changes), budgets, ABCD, results=results)


def test_a_new_key_gives_the_leavers_surplus_to_the_newcomer() -> None:
    """40 kr. are left of 2024, 10 of them A's and 30 B's; in 2025 A and C get 20 kr. each."""
    held = newcomer_and_leaver(spent(2024, 6000), spent(2025, 10000), spent(2026, 10000))
    assert held.bill(2025).carries[0].steps == ((0, 0), (-2000, -2000))
    assert rows(held.account("A"))[:2] == [
        (0, 2500, 0, 0, 1500, 0, 1000),
        (1000, 5000, -2000, 1000, 5000, 0, 0),
    ]
    assert rows(held.account("B"))[:2] == [
        (0, 7500, 0, 0, 4500, 0, 3000),
        (3000, 0, 0, -3000, 0, 0, 0),
    ]
    assert rows(held.account("C"))[:2] == [
        (0, 0, 0, 0, 0, 0, 0),
        (0, 5000, -2000, 2000, 5000, 0, 0),
    ]
    assert_nothing_is_lost(held)


def test_what_cancels_in_the_pool_is_moved_all_the_same() -> None:
    """A's line was 10 kr. below, B's 10 kr. above: nothing to carry, and nobody's balance."""
    held = newcomer_and_leaver()
    lines = [
        BudgetLine("a", "A", kr(50), key=units({"A": 1})),
        BudgetLine("b", "B", kr(50), key=units({"B": 1})),
    ]
    cost = (LineSpent("a", kr(40)), LineSpent("b", kr(60)))
    held = evolve(
        held,
        budgets=(budget(2024, *lines), *held.budgets[1:]),
        results=(Result(2024, cost, "2025-03-15"), spent(2025, 10000)),
    )
    assert [one.parts for one in held.bill(2025).carries] == [(0, 0)]
    assert rows(held.account("A"))[1] == (1000, 5000, 0, -1000, 5000, 0, 0)
    assert rows(held.account("B"))[1] == (-1000, 0, 0, 1000, 0, 0, 0)
    assert_nothing_is_lost(held)


def test_a_newcomer_on_top_gets_its_share_of_the_pool() -> None:
    """A and B pay 1 øre; D, in from April, a third of it for 275 days: rounded to no øre at all.

    1 kr. of 2024 is left: exactly 1/2, 1/2 and 275/1095 of 1370/1095 øre.
    """
    members: list[Membership | Party] = [A, B, Membership(D, "2025-04-01")]
    terms = agreement(
        members,
        units({"A": 1, "B": 1, "D": 1}),
        carry=CarryRule(CarryBasis.NEW_KEY),
        entry=EntryRule.BY_DAYS,
        entry_effect=EntryEffect.ON_TOP,
    )
    budgets = [budget(2024, kr(2)), budget(2025, Amount(1))]
    held = record(terms, budgets, ABCD, results=[spent(2024, 100), spent(2025, 1)])
    assert held.bill(2025).gross_by_party.ore == (1, 0, 0)
    assert held.bill(2025).carries[0].parts == tuple(
        -part for part in largest_remainder(100, [1095, 1095, 550])
    )
    assert_nothing_is_lost(held)


def test_a_year_that_bills_nothing_has_no_key_for_the_pool() -> None:
    held = newcomer_and_leaver(spent(2024, 6000))
    held = evolve(held, budgets=(held.budgets[0], budget(2025, kr(0))))
    with pytest.raises(BillingError) as refused:
        held.account()
    assert str(refused.value) == (
        "carry: the new year bills nothing, so no key divides it (got 2025)"
    )
    even = evolve(held, results=(spent(2024, 10000),))
    assert even.bill(2025).carries == ()


def test_the_year_begins_where_the_budgets_do() -> None:
    """Budgets, results and members come in any order; a year without a budget is left out."""
    held = two(spent(2021, 6000), *EXACT)
    turned = evolve(
        held,
        budgets=held.budgets[::-1],
        results=held.results[::-1],
        agreement=evolve(held.agreement, members=held.agreement.members[::-1]),
    )
    assert turned.account("A") == held.account("A")
    assert turned.account() == held.account()
    without = evolve(held, budgets=held.budgets[:1] + held.budgets[2:], results=held.results[:1])
    assert [row.year for row in without.account("A").years] == [2021, 2023, 2024, 2025]
    assert rows(without.account("A"))[1][0] == 2000


def test_what_each_bore_is_its_largest_remainder_part_of_what_was_spent() -> None:
    """By inhabitants; what is left is the rest of what each was billed."""
    islands = [municipality(name) for name in ("Ærø", "Fanø", "Samsø", "Læsø")]
    islands.sort(key=lambda one: one.rank)
    held = record(
        agreement(islands, BY_HEADS),
        [budget(2025, kr(99))],
        packaged_figures(),
        results=[spent(2025, 10007)],
    )
    weights = [population("2024-01-01")[one.name] for one in islands]
    found = [rows(held.account(one))[0] for one in islands]
    assert [row[1] for row in found] == largest_remainder(9900, weights)
    assert [row[4] for row in found] == largest_remainder(10007, weights)
    assert [row[6] for row in found] == minus(
        largest_remainder(9900, weights), largest_remainder(10007, weights)
    )


# -- closing by line, and what cannot be closed or carried


def by_line(*amounts: tuple[str, int]) -> Result:
    return Result(2024, tuple(LineSpent(line, Amount(ore)) for line, ore in amounts), "2025-03-15")


def two_keys(**changes: Any) -> Ledger:
    """90 kr. in halves and 40 kr. by 3:1 in 2024, and 10 kr. in 2025."""
    lines = [
        BudgetLine("even", "Lige", kr(90)),
        BudgetLine("uneven", "Skæv", kr(40), key=THREE_TO_ONE),
        BudgetLine("idle", "Ubrugt", kr(0), LineKind.UNDISPOSED),
    ]
    terms = agreement([A, B], units(HALF), **changes)
    return record(terms, [budget(2024, *lines), budget(2025, kr(10))], ABCD)


def test_each_line_is_closed_by_its_own_key() -> None:
    held = two_keys()
    closing = held.close(2024, by_line(("even", 5000), ("uneven", 2000)))
    assert closing.spent_by_party.ore == (2500 + 1500, 2500 + 500)
    assert closing.by_party.ore == (7500 - 4000, 5500 - 3000)
    assert [line.surplus.ore for line in closing.lines] == [4000, 2000, 0]


def test_a_newcomer_on_top_has_its_part_of_what_each_line_cost() -> None:
    """A and B pay 1 : 1 of 60 kr., D on top of it a third of 60 kr. for half a year: 10 kr."""
    members: list[Membership | Party] = [A, B, Membership(D, "2024-07-01")]
    terms = agreement(
        members,
        units({"A": 1, "B": 1, "D": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    lines = [BudgetLine("x", "X", kr(60)), BudgetLine("y", "Y", kr(0))]
    held = record(terms, [budget(2024, *lines)], ABCD)
    assert held.bill(2024).gross_by_party.ore == (3000, 3000, 1000)
    closing = held.close(2024, by_line(("x", 3500), ("y", 0)))
    assert closing.spent_by_party.ore == (1500, 1500, 500)
    less = [BudgetLine("x", "X", kr(60)), BudgetLine("y", "Y", -kr(30))]
    held = record(terms, [budget(2024, *less)], ABCD)
    closing = held.close(2024, by_line(("x", 7000), ("y", -3500)))
    assert closing.spent_by_party.ore == (1500, 1500, 500)


def test_a_result_names_its_authority() -> None:
    allowed = Authority("r-1", "Styregruppen")
    result = evolve(spent(2021, 6000), authority=allowed, note="Revideret")
    told = two().close(2021, result).explain("A")
    assert "  Hjemmel: r-1 (Styregruppen)\n  Bemærkning: Revideret" in told


EXEMPT = VatTreatment(VatKind.EXEMPT, "momsloven § 13, stk. 1, nr. 20")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: two_keys().close(2024, spent(2024, 1)),
            "spent: must be told line by line, for the lines were paid under different keys "
            "(got 'even', 'uneven', 'idle')",
        ),
        (
            lambda: two_keys().close(2024, by_line(("even", 1), ("uneven", 1), ("løn", 1))),
            "spent: names no line that was billed (got 'løn'). Lines: even, uneven, idle.",
        ),
        (
            lambda: two_keys().close(2024, by_line(("even", 1))),
            "spent: leaves out a line that was billed (got 'uneven')",
        ),
        (
            lambda: two_keys().close(2024, by_line(("even", 1), ("uneven", 1), ("idle", 100))),
            "spent: nothing was billed, so no key says who bears it "
            "(got 'idle', '1,00 kr. (løbende priser 2024)'). "
            "Move the spending to a line that was billed.",
        ),
        (
            lambda: two(rule=CarryRule(way=AtOnce())).bill(2022, carry=[two(EXACT[0]).close(2022)]),
            "carry: comes from an earlier year (got 2022, 2022)",
        ),
        (
            lambda: two(rule=CarryRule(way=AtOnce())).bill(2023, carry=[two(EXACT[0]).close(2022)]),
            "carry: the agreement settles at once and carries nothing (got 2023)",
        ),
        (
            lambda: two().bill(2023, carry=[two(EXACT[0]).close(2022)] * 2),
            "carry: a year's result is carried once (got 2022)",
        ),
        (
            lambda: two().bill(
                2022,
                carry=[two(estimates=[Estimate(2021, kr(1), "2021-12-01")]).estimate(2021)],
            ),
            "carry: the agreement carries results, not estimates (got 2021)",
        ),
        (
            lambda: evolve(
                two(spent(2021, 6000)), agreement=evolve(two().agreement, vat=EXEMPT)
            ).bill(2022),
            "carry: an exempt cost-sharing group may carry no surplus or deficit "
            "(momsloven § 13, stk. 1, nr. 20) (got 2021, '40,00 kr. (løbende priser 2021)'). "
            "Settle the year at once: way = 'at once'.",
        ),
    ],
)
def test_what_cannot_be_closed_or_carried(build: Callable[[], object], message: str) -> None:
    with pytest.raises(BillingError) as refused:
        build()
    assert str(refused.value).replace("\xa0", " ") == message
