"""What earlier years return or collect in a later bill: whose, when, and never lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import kr
from sundgov.errors import BillingError, NotExactError, SundgovError, UnknownPartyError
from sundgov.finance.agreements import (
    EntryEffect,
    EntryRule,
    InstalmentTerms,
    Membership,
    VatKind,
    VatTreatment,
)
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine
from sundgov.finance.carried import CarryKind
from sundgov.finance.carry_rules import (
    AtOnce,
    CarryBasis,
    CarryRule,
    CarryWay,
    EstimateThenResult,
    InOneInstalment,
    Spread,
)
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.closing import Closing, close_year
from sundgov.finance.results import Estimate, LineSpent, Result
from sundgov.finance.statuses import BudgetStatus
from sundgov.finance.terms import EqualTerms, KeyTerms, UnitTerms
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.money import Amount, CurrentPrices, Unit
from sundgov.parties import Parties, Party
from sundgov.record import Ledger
from tests.builders import (
    FFL,
    HALF,
    KPRO,
    agreement,
    budget,
    everyone,
    figures_with,
    in_year,
    municipality,
    near,
    party,
    units,
)
from tests.by_hand import heads_on, largest_remainder

A, B, C, D = (party(name) for name in "ABCD")
THREE = units({"A": 1, "B": 2, "C": 4})
JULY = CarryRule(way=InOneInstalment(7))
QUARTERS = tuple(InstalmentTerms(month, 15, Fraction(1, 4)) for month in (1, 4, 7, 10))


def record(
    amounts: dict[int, int],
    carry: CarryRule = JULY,
    members: Sequence[Membership | Party] = (A, B, C),
    key: KeyTerms = THREE,
    **held: Any,
) -> Ledger:
    """A record of budgets in øre by year; results, estimates and revisions by name."""
    names = {name: held.pop(name) for name in ("results", "estimates") if name in held}
    parties = [one.party if isinstance(one, Membership) else one for one in members]
    return Ledger(
        agreement(members, key, carry=carry, **held),
        tuple(budget(year, Amount(ore)) for year, ore in amounts.items()),
        figures_with(*(one for one in parties if one.code is None and one.kind.value == "other")),
        **names,
    )


def result(year: int, ore: int, known_on: str | None = None) -> Result:
    return Result(year, Amount(ore), known_on or f"{year + 1}-03-15")


def carried(bill: Bill) -> list[int]:
    return [bill.carried(who).ore for who in bill.parties]


def steps(bill: Bill) -> list[list[int]]:
    """What is carried in each instalment."""
    return [
        [bill.carried(who, instalment=step.id).ore for who in bill.parties]
        for step in bill.instalments
    ]


def minus(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [left - right for left, right in zip(one, other, strict=True)]


# -- Kommunal PRO


def test_kommunal_pro_returns_2024s_million_in_july_2025_to_all_98() -> None:
    before = list(heads_on("2023-01-01").values())
    now = list(heads_on("2024-01-01").values())
    surplus = minus(largest_remainder(700_000_000, before), largest_remainder(600_000_000, before))
    gross = largest_remainder(721_000_000, now)
    bill = KPRO.bill(2025)
    assert list(bill.gross_by_party.ore) == gross
    assert [amount.ore for amount in bill.values()] == minus(gross, surplus)
    assert steps(bill) == [[0] * 98, [-ore for ore in surplus]]
    for ore, who in zip(gross, bill.parties, strict=True):
        assert near(bill.amount(who, instalment="2025-01").ore, Fraction(ore, 2), 1)
    assert bill["København"] == in_year(2025, "687.299,11 kr.")
    assert bill.amount(instalment="2025-01") == in_year(2025, "3.605.000 kr.")
    assert bill.amount(instalment="2025-07") == in_year(2025, "2.605.000 kr.")
    (one,) = bill.carries
    assert (one.kind, one.year, one.source) == (CarryKind.RESULT, 2024, KPRO.close(2024))


def test_a_year_spent_as_billed_carries_nothing_to_anybody() -> None:
    assert KPRO.bill(2024).carries == ()
    assert KPRO.bill(2024) == KPRO.bill(2024, carry=())


def test_what_is_carried_is_never_indexed_and_the_budget_always() -> None:
    """100 kr. of 2024 are 103 in 2025; the 10 that were not spent are 10."""
    lines = [budget(year, kr(100, 2024)) for year in (2024, 2025)]
    terms = agreement([A, B, C], THREE, carry=JULY, index=FFL)
    held = Ledger(terms, tuple(lines), figures_with(A, B, C), results=(result(2024, 9_000),))
    bill = held.bill(2025)
    assert (bill.gross(), bill.carried()) == (in_year(2025, "103 kr."), in_year(2025, "-10 kr."))
    assert bill.carried().ore == -held.close(2024).surplus.ore
    assert KPRO.bill(2025).carried() == in_year(2025, "-1 mio. kr.")


# -- whose it is


def test_as_paid_gives_each_its_own_back_and_a_newcomer_nothing() -> None:
    """A and B paid 3,00 and 6,00, of which 8,01 was spent: 0,33 and 0,66 come back."""
    members: list[Membership | Party] = [A, B, Membership(C, "2025-01-01")]
    bill = record({2024: 900, 2025: 700}, members=members, results=(result(2024, 801),)).bill(2025)
    surplus = minus(largest_remainder(900, [1, 2]), largest_remainder(801, [1, 2]))
    assert carried(bill) == [-surplus[0], -surplus[1], 0] == [-33, -66, 0]


def test_the_new_key_gives_the_pools_surplus_to_newcomers_too() -> None:
    members: list[Membership | Party] = [A, B, Membership(C, "2025-01-01")]
    rule = CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7))
    held = record({2024: 900, 2025: 700}, rule, members, results=(result(2024, 801),))
    bill = held.bill(2025)
    assert carried(bill) == [-part for part in largest_remainder(99, [1, 2, 4])] == [-14, -28, -57]
    assert "fordelt efter årets nøgle: -0,99 kr. × 4 kr. ÷ 7,00 kr." in bill.explain("C")
    assert [held.account(who).years[-1].moved.ore for who in "ABC"] == [-19, -38, 57]


def test_the_new_key_divides_a_deficit_by_mirrored_signs() -> None:
    rule = CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7))
    back, there = (
        carried(record({2024: 900, 2025: 700}, rule, results=(result(2024, ore),)).bill(2025))
        for ore in (801, 999)
    )
    assert there == [-ore for ore in back] == largest_remainder(99, [1, 2, 4])


def test_the_new_key_is_measured_on_what_newcomers_pay_on_top_as_well() -> None:
    """B enters in July on top: the øre of 2025 weighs 1 on A and 1/4 on B, although B's quarter
    of an øre is none in the bill; 10,00 kr. come back 8,00 and 2,00."""
    members: list[Membership | Party] = [A, Membership(B, "2025-07-01")]
    rule = CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7))
    bill = record(
        {2024: 1000, 2025: 1},
        rule,
        members,
        units({"A": 1, "B": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
        results=(result(2024, 0),),
    ).bill(2025)
    assert list(bill.gross_by_party.ore) == [1, 0]
    assert carried(bill) == [-800, -200]
    assert "årets nøgle: -10,00 kr. × 0,0025 kr. ÷ 0,0125 kr." in bill.explain("B")


def test_a_pool_that_comes_out_even_still_clears_what_roundings_left() -> None:
    """10 kr. billed 4, 3 and 3 in whole kroner, spent 3,34 3,33 3,33: the pool owes nobody."""
    rule = CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7))
    held = record(
        {2024: 1000, 2025: 1000, 2026: 1000},
        rule,
        key=units({"A": 1, "B": 1, "C": 1}),
        unit=Unit.KRONE,
        results=(result(2024, 1000),),
    )
    bill = held.bill(2025)
    assert carried(bill) == [0, 0, 0]
    assert [held.account(who).years[1].opening.ore for who in "ABC"] == [66, -33, -33]  # type: ignore[union-attr]
    assert [held.account(who).years[1].moved.ore for who in "ABC"] == [-66, 33, 33]


# -- when


def test_an_estimate_in_january_and_what_the_result_differs_from_it_in_july() -> None:
    """10,00 kr. billed, 9,01 expected, 7,01 spent: January by the estimate, July the rest."""
    held = record(
        {2024: 1000, 2025: 1000},
        CarryRule(way=EstimateThenResult(1, 7)),
        estimates=(Estimate(2024, Amount(901), "2024-12-01"),),
        results=(result(2024, 701),),
    )
    bill = held.bill(2025)
    billed, expected, used = (largest_remainder(ore, [1, 2, 4]) for ore in (1000, 901, 701))
    assert steps(bill) == [minus(expected, billed), minus(used, expected)]
    assert carried(bill) == minus(used, billed)
    assert [one.kind for one in bill.carries] == [CarryKind.ESTIMATE, CarryKind.TRUE_UP]
    assert held.estimate(2024).by_party["A"].ore == billed[0] - expected[0]
    assert bill.explain("A").splitlines()[10:15] == [
        "  Skønnet efterregulering af 2024: 0,14 kr. tilbageføres (-0,14 kr. af -0,99 kr.)",
        "    A: overskud 0,14 kr. af 0,99 kr.",
        "      Aftale, Skøn over 2024, dateret 1. december 2024",
        "      Opkrævet: 10,00 kr.; forventet forbrug: 9,01 kr.; overskud 0,99 kr.",
        "        Partens andel af forbruget, fordelt som det opkrævede: "
        "9,01 kr. × 1,428571… kr. ÷ 10,00 kr. = 1,287142… kr. → 1,29 kr.",
    ]
    assert "    heraf er 0,14 kr. tilbageført efter skønnet" in bill.explain("A").splitlines()
    english = bill.explain("A", language="en").splitlines()
    assert "    of this DKK 0.14 was returned by the estimate" in english
    unknown = evolve(held, results=()).bill(2025)
    assert steps(unknown) == [minus(expected, billed), [0, 0, 0]]
    unexpected = evolve(held, estimates=()).bill(2025)
    assert steps(unexpected) == [[0, 0, 0], minus(used, billed)]
    assert [one.kind for one in unexpected.carries] == [CarryKind.RESULT]
    right = evolve(held, results=(result(2024, 901),)).bill(2025)
    assert steps(right) == [minus(expected, billed), [0, 0, 0]]
    assert [one.kind for one in right.carries] == [CarryKind.ESTIMATE]
    even = evolve(held, estimates=(Estimate(2024, Amount(1000), "2024-12-01"),)).bill(2025)
    assert steps(even) == [[0, 0, 0], minus(used, billed)]
    assert [one.kind for one in even.carries] == [CarryKind.TRUE_UP]
    assert "efter skønnet" not in even.explain("A")


def test_an_estimate_of_another_year_takes_nothing_from_a_result() -> None:
    """Settled two years later: 2023's estimate and 2022's result in one bill, each as it is."""
    held = record({2022: 700, 2023: 700, 2025: 700}, CarryRule(way=EstimateThenResult(1, 7)))
    estimate = close_year(held.bill(2023, carry=()), Estimate(2023, Amount(630), "2023-12-01"))
    bill = held.bill(2025, carry=[held.close(2022, result(2022, 560)), estimate])
    assert [one.kind for one in bill.carries] == [CarryKind.RESULT, CarryKind.ESTIMATE]
    assert steps(bill) == [[-10, -20, -40], [-20, -40, -80]]


def test_a_result_known_on_the_billing_date_is_in_time() -> None:
    bill = late("2025-07-01", InOneInstalment(7)).bill(2025)
    assert steps(bill) == [[0, 0, 0], [-10, -20, -40]]


def test_an_estimated_surplus_that_became_a_deficit_is_collected_back() -> None:
    rule = CarryRule(CarryBasis.NEW_KEY, way=EstimateThenResult(1, 7))
    bill = record(
        {2024: 700, 2025: 1400},
        rule,
        estimates=(Estimate(2024, Amount(630), "2024-12-01"),),
        results=(result(2024, 770),),
    ).bill(2025)
    assert steps(bill) == [[-10, -20, -40], [20, 40, 80]]


def test_by_the_new_key_estimate_and_result_are_within_quota_together() -> None:
    """Three alike are to have 0,78 back, 0,40 of it by the estimate: 0,14 0,13 0,13 and then what
    is left of 0,26 each. Two roundings of their own would give 0,27, 0,26 and 0,25."""
    bill = record(
        {2024: 900, 2025: 900},
        CarryRule(CarryBasis.NEW_KEY, way=EstimateThenResult(1, 7)),
        key=units({"A": 1, "B": 1, "C": 1}),
        estimates=(Estimate(2024, Amount(860), "2024-12-01"),),
        results=(result(2024, 822),),
    ).bill(2025)
    assert steps(bill) == [[-14, -13, -13], [-12, -13, -13]]
    assert carried(bill) == [-26, -26, -26]
    told = bill.explain("A").splitlines()
    place = told.index(
        "  Efterregulering af 2024 ud over skønnet: 0,12 kr. tilbageføres (-0,12 kr. af -0,38 kr.)"
    )
    assert told[place + 1 : place + 3] == [
        "    fordelt efter årets nøgle: -0,78 kr. × 3 kr. ÷ 9,00 kr.",
        "    heraf er 0,14 kr. tilbageført efter skønnet",
    ]


@settings(max_examples=40)
@given(st.integers(-40, 40), st.integers(-40, 40), st.sampled_from([THREE, EqualTerms()]))
def test_an_estimate_decides_nothing_of_what_is_borne_in_the_end(
    expected: int, used: int, key: KeyTerms
) -> None:
    for basis in CarryBasis:
        held = record(
            {2024: 700, 2025: 700},
            CarryRule(basis, way=EstimateThenResult(1, 7)),
            key=key,
            estimates=(Estimate(2024, Amount(700 - expected), "2024-12-01"),),
            results=(result(2024, 700 - used),),
        )
        without = evolve(held, estimates=())
        assert carried(held.bill(2025)) == carried(without.bill(2025))


def test_movia_settles_two_years_later() -> None:
    """The accounts of 2023 are known in February 2024 and settled in January 2025."""
    rule = CarryRule(years_later=2, way=InOneInstalment(1))
    held = record(
        {2023: 1000, 2024: 1000, 2025: 1000, 2026: 1000},
        rule,
        results=(result(2023, 701, "2024-02-20"), result(2024, 1299, "2025-02-20")),
    )
    assert held.bill(2024).carries == ()
    billed = largest_remainder(1000, [1, 2, 4])
    assert steps(held.bill(2025)) == [minus(largest_remainder(701, [1, 2, 4]), billed), [0] * 3]
    assert steps(held.bill(2026)) == [minus(largest_remainder(1299, [1, 2, 4]), billed), [0] * 3]


def test_a_surplus_larger_than_the_year_makes_a_negative_bill() -> None:
    bill = record({2024: 70_000, 2025: 700}, results=(result(2024, 0),)).bill(2025)
    assert [amount.ore for amount in bill.values()] == [-9_900, -19_800, -39_600]
    assert bill.total == in_year(2025, "-693 kr.")
    assert "Krediteres 1. juli 2025: 99,50 kr.; 0,50 kr. (1/2 af året) − 100,00 kr. fra" in (
        bill.explain("A")
    )


@pytest.mark.parametrize(
    ("known_on", "open_"),
    [("2025-01-15", 4), ("2025-01-16", 3), ("2025-07-15", 2), ("2025-10-15", 1)],
)
def test_a_result_is_spread_over_the_instalments_billed_once_it_is_known(
    known_on: str, open_: int
) -> None:
    bill = record(
        {2024: 100_000, 2025: 1000},
        CarryRule(way=Spread()),
        instalments=QUARTERS,
        results=(result(2024, 93_000, known_on),),
    ).bill(2025)
    billed, used = (largest_remainder(ore, [1, 2, 4]) for ore in (100_000, 93_000))
    whole = minus(used, billed)
    rows = steps(bill)
    assert rows[: 4 - open_] == [[0, 0, 0]] * (4 - open_)
    assert carried(bill) == whole
    for row in rows[4 - open_ :]:
        assert near(sum(row), Fraction(sum(whole), open_), 1)
        assert all(
            near(part, Fraction(ore, open_), 1) for part, ore in zip(row, whole, strict=True)
        )


def halves_of_members() -> list[Membership]:
    """A stays, B leaves after June 2025, C enters in July."""
    return [
        Membership(A, "2020-01-01"),
        Membership(B, "2020-01-01", left="2025-06-30"),
        Membership(C, "2025-07-01"),
    ]


def test_a_spread_lays_nothing_on_an_instalment_that_a_party_has_not() -> None:
    """Known before the January bill; by the new key A has half the year, B and C a quarter."""
    bill = record(
        {2024: 4000, 2025: 4000},
        CarryRule(CarryBasis.NEW_KEY, way=Spread()),
        halves_of_members(),
        EqualTerms(),
        entry=EntryRule.BY_HALF_YEARS,
        results=(result(2024, 3200, "2025-01-10"),),
    ).bill(2025)
    assert list(bill.gross_by_party.ore) == [2000, 1000, 1000]
    assert steps(bill) == [[-200, -200, 0], [-200, 0, -200]]


def test_a_leaver_has_its_own_back_when_the_result_is_known() -> None:
    bill = record(
        {2024: 4000, 2025: 4000},
        CarryRule(way=Spread()),
        halves_of_members(),
        EqualTerms(),
        entry=EntryRule.BY_HALF_YEARS,
        results=(result(2024, 3200),),
    ).bill(2025)
    assert steps(bill) == [[0, 0, 0], [-400, -400, 0]]


def test_a_year_settled_at_once_is_closed_and_carried_nowhere() -> None:
    held = record({2024: 900, 2025: 900}, CarryRule(way=AtOnce()), results=(result(2024, 200),))
    assert held.close(2024).surplus == in_year(2024, "7 kr.")
    assert held.bill(2025).carries == ()


def test_an_exempt_group_may_carry_what_is_nothing() -> None:
    held = record({2024: 900, 2025: 900}, results=(result(2024, 900),), vat=EXEMPT)
    assert held.bill(2025).carries == ()


EXEMPT = VatTreatment(VatKind.EXEMPT, "momslovens § 13, stk. 1, nr. 19")


def exempt_lines(a: int, b: int) -> Closing:
    """An exempt 2024, billed 8 kr. to A and 8 to B on a line each, of which so many øre went."""
    lines = [
        BudgetLine(one.id, one.name, kr(8), key=UnitTerms(((one, Fraction(1)),), "dele"))
        for one in (A, B)
    ]
    terms = agreement([A, B], EqualTerms(), vat=EXEMPT)
    spent = LineSpent("a", Amount(a)), LineSpent("b", Amount(b))
    bill = bill_year(terms, budget(2024, *lines), figures_with(A, B))
    return close_year(bill, Result(2024, spent, "2025-03-15"))


def carried_into_2025(closing: Closing) -> Bill:
    figures = figures_with(*closing.parties)
    bill = bill_year(closing.bill.agreement, budget(2025, kr(16)), figures)
    return carry_into(bill, [closing], Heirs(figures.register))


def test_an_exempt_group_may_not_carry_one_members_surplus_against_anothers_deficit() -> None:
    with pytest.raises(BillingError) as refused:
        carried_into_2025(exempt_lines(7_00, 9_00))
    assert str(refused.value) == (
        "carry: an exempt cost-sharing group may carry no surplus or deficit "
        "(momslovens § 13, stk. 1, nr. 19) (got 2024, '1,00 kr. (løbende priser 2024)'). "
        "Settle the year at once: way = 'at once'."
    )


def test_an_ore_between_the_members_of_an_exempt_group_is_how_it_was_rounded() -> None:
    assert carried_into_2025(exempt_lines(7_99, 8_01)).carried("A") == Amount(
        -1, CurrentPrices(2025)
    )


# -- who bears it today


def regions() -> Ledger:
    """The regions of 2026 share 50 kr. alike and spend 40; the four of 2027 share 48."""
    names = ("Nordjylland", "Midtjylland", "Syddanmark", "Hovedstaden", "Sjælland")
    members = [
        Membership(
            municipality(f"Region {name}"),
            "2020-01-01",
            left="2026-12-31" if name in names[3:] else None,
        )
        for name in names
    ]
    east = Membership(municipality("Region Østdanmark"), "2027-01-01")
    return record(
        {2026: 5000, 2027: 4800},
        members=[*members, east],
        key=EqualTerms(),
        results=(result(2026, 4003),),
    )


def test_region_oestdanmark_takes_over_both_balances() -> None:
    """50 kr. are 10 each; 40,03 are 8,01 to the three of lowest code and 8,00 to the others."""
    held = regions()
    surplus = minus([1000] * 5, largest_remainder(4003, [1] * 5))
    by_name = {who.name: held.close(2026).by_party[who].ore for who in held.close(2026).parties}
    assert list(by_name.values()) == surplus
    bill = held.bill(2027)
    assert bill.carried("Region Østdanmark").ore == -(
        by_name["Region Hovedstaden"] + by_name["Region Sjælland"]
    )
    for name in ("Nordjylland", "Midtjylland", "Syddanmark"):
        assert bill.carried(f"Region {name}").ore == -by_name[f"Region {name}"]
    assert bill.carried() == in_year(2027, "-9,97 kr.")
    text = bill.explain("Region Østdanmark")
    assert "overtaget fra Region Hovedstaden (1084)" in text
    assert "overtaget fra Region Sjælland (1085)" in text
    for name in ("Region Hovedstaden", "Region Sjælland"):
        rows = held.account(name).years
        assert (rows[0].closing, rows[1].moved) == (
            in_year(2026, "0 kr.") + Amount(by_name[name], rows[0].invoiced.prices),
            Amount(-by_name[name], rows[1].invoiced.prices),
        )


def test_balances_that_cancel_in_a_successor_still_leave_their_accounts() -> None:
    """P1 paid an øre too much and P2 one too little: Q is billed nothing, both accounts close."""
    one, other = Party("p1", "P1", successor="q"), Party("p2", "P2", successor="q")
    heir = Party("q", "Q")
    members = [
        Membership(one, "2020-01-01", left="2024-12-31"),
        Membership(other, "2020-01-01", left="2024-12-31"),
        Membership(heir, "2025-01-01"),
    ]
    held = record(
        {2024: 100, 2025: 100},
        members=members,
        key=EqualTerms(),
        unit=Unit.KRONE,
        results=(result(2024, 100),),
    )
    bill = held.bill(2025)
    assert (carried(bill), len(bill.carries)) == ([0], 1)
    assert [held.account(who).years[1].moved.ore for who in ("p1", "p2")] == [-50, 50]


def test_a_chain_of_successors_is_followed_and_a_circle_ends_nowhere() -> None:
    chain = [Party("p", "P", successor="q"), Party("q", "Q", successor="r"), Party("r", "R")]
    assert Heirs(Parties(tuple(chain))).of(chain[0], [chain[2]]) == chain[2]
    assert Heirs(Parties(tuple(chain))).of(chain[0], [chain[1], chain[2]]) == chain[1]
    circle = (Party("p", "P", successor="q"), Party("q", "Q", successor="p"))
    assert Heirs(Parties(circle)).of(circle[0], [A]) is None
    own = Party("p", "P", successor="p")
    assert Heirs(Parties((own,))).of(own, [A]) is None
    assert Heirs(Parties((own,))).of(own, [A, own]) == own
    lost = Party("p", "P", successor="findes-ikke")
    with pytest.raises(UnknownPartyError):
        Heirs(Parties((lost,))).of(lost, [A])


def leaving() -> Ledger:
    """C leaves with 2024, of whose 7,00 kr. 6,30 were spent."""
    members: list[Membership | Party] = [
        A,
        B,
        Membership(C, "2020-01-01", left="2024-12-31"),
    ]
    return record({2024: 700, 2025: 700}, members=members, results=(result(2024, 630),))


def test_a_leaver_is_refused_until_it_is_settled() -> None:
    held = leaving()
    with pytest.raises(BillingError) as refused:
        held.bill(2025)
    assert str(refused.value) == (
        "carry: cannot go to a party that has left and has no successor in the bill "
        "(got 'C', 2025). Settle its balance when it leaves: an exit of the party."
    )
    bare = held.bill(2025, carry=())
    settled = Heirs(held.figures.register, frozenset({"c", "a"}))
    bill = carry_into(bare, [held.close(2024)], settled)
    assert carried(bill) == [-10, -20]
    assert dict(bill.carries[0].owed) == {
        "a": in_year(2025, "-0,10 kr."),
        "b": in_year(2025, "-0,20 kr."),
        "c": in_year(2025, "0 kr."),
    }


def test_the_pool_leaves_out_what_a_leaver_was_settled_with() -> None:
    held = leaving()
    pooled = evolve(held.agreement, carry=CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7)))
    held = evolve(held, agreement=pooled)
    bare, closing = held.bill(2025, carry=()), held.close(2024)
    everything = carry_into(bare, [closing], Heirs(held.figures.register))
    assert carried(everything) == [-part for part in largest_remainder(70, [1, 2])]
    rest = carry_into(bare, [closing], Heirs(held.figures.register, frozenset({"c"})))
    assert carried(rest) == [-part for part in largest_remainder(30, [1, 2])]


# -- revisions


def test_a_revision_lays_each_partys_own_difference_whatever_the_basis() -> None:
    for basis in CarryBasis:
        held = record({2024: 700, 2025: 700}, CarryRule(basis, way=InOneInstalment(7)))
        key = units({"A": 4, "B": 2, "C": 1})
        spread = held.revise(2024, key=key, on="2025-01-10")
        assert steps(held.bill(2025, carry=[spread])) == [[150, 0, -150], [150, 0, -150]]
        july = held.revise(2024, key=key, on="2025-01-10", month=7)
        assert steps(held.bill(2025, carry=[july])) == [[0, 0, 0], [300, 0, -300]]
        assert held.bill(2025, carry=[july]).carries[0].kind is CarryKind.REVISION


# -- laws


WAYS: list[CarryWay] = [Spread(), InOneInstalment(1), InOneInstalment(7)]


@settings(max_examples=60)
@given(
    st.integers(0, 500),
    st.integers(-200, 900),
    st.integers(1, 500),
    st.sampled_from(WAYS),
    st.sampled_from(CarryBasis),
    st.sampled_from([HALF, Fraction(1, 3), Fraction(9, 10)]),
)
def test_what_is_carried_is_the_surplus_turned_and_every_figure_comes_out(
    billed: int, used: int, later: int, way: CarryWay, basis: CarryBasis, share: Fraction
) -> None:
    held = record(
        {2024: billed, 2025: later},
        CarryRule(basis, way=way),
        instalments=(InstalmentTerms(1, 15, share), InstalmentTerms(7, 1, 1 - share)),
        results=(result(2024, used if billed else 0, "2025-01-10"),),
    )
    bill, closing = held.bill(2025), held.close(2024)
    assert bill.carried().ore == -closing.surplus.ore
    assert [sum(column) for column in zip(*steps(bill), strict=True)] == carried(bill)
    assert [amount.ore for amount in bill.values()] == [
        bill.gross(who).ore + bill.carried(who).ore for who in bill.parties
    ]
    assert bill.gross_by_party == held.bill(2025, carry=()).gross_by_party
    if basis is CarryBasis.AS_PAID:
        assert carried(bill) == [-ore for ore in closing.by_party.ore]
    else:
        assert carried(bill) == largest_remainder(-closing.surplus.ore, [1, 2, 4])
    if isinstance(way, Spread):
        for row, part in zip(steps(bill), (share, 1 - share), strict=True):
            pairs = zip(row, carried(bill), strict=True)
            assert all(near(ore, whole * part, 1) for ore, whole in pairs)
            assert near(sum(row), sum(carried(bill)) * part, 1)
    else:
        assert sorted(map(any, steps(bill))) in ([False, False], [False, True])


@settings(max_examples=30)
@given(st.lists(st.integers(0, 300), min_size=4, max_size=4), st.sampled_from(["01-10", "04-01"]))
def test_surpluses_and_deficits_are_spread_side_by_side(ores: list[int], known_on: str) -> None:
    """A and B share one line, B and C another: some have a surplus, others a deficit."""
    first, second = units({"A": 1, "B": 1}), units({"B": 3, "C": 1})
    lines = [
        BudgetLine("en", "En", Amount(1 + ores[0]), key=first),
        BudgetLine("to", "To", Amount(1 + ores[1]), key=second),
    ]
    used = (LineSpent("en", Amount(ores[2])), LineSpent("to", Amount(ores[3])))
    held = Ledger(
        agreement([A, B, C], THREE, carry=CarryRule(way=Spread()), instalments=QUARTERS),
        (budget(2024, *lines), budget(2025, Amount(700))),
        figures_with(A, B, C),
        results=(Result(2024, used, f"2025-{known_on}"),),
    )
    bill, surplus = held.bill(2025), held.close(2024).by_party.ore
    count = 4 if known_on == "01-10" else 3
    assert carried(bill) == [-ore for ore in surplus]
    for row in steps(bill)[4 - count :]:
        pairs = zip(row, surplus, strict=True)
        assert all(near(part, Fraction(-ore, count), 1) for part, ore in pairs)
        assert near(sum(row), Fraction(-sum(surplus), count), 1)
    assert steps(bill)[: 4 - count] == [[0, 0, 0]] * (4 - count)


@settings(max_examples=20)
@given(st.integers())
def test_the_order_of_members_and_of_what_is_carried_decides_nothing(seed: int) -> None:
    random = Random(seed)
    members = [A, B, C]
    random.shuffle(members)
    held = record(
        {2022: 500, 2023: 700, 2024: 900, 2025: 800},
        CarryRule(way=Spread()),
        members,
    )
    sources = [
        held.close(2022, result(2022, 432)),
        held.close(2023, result(2023, 801)),
        held.close(2024, result(2024, 555)),
        held.revise(2024, key=units({"A": 1, "B": 1, "C": 1}), on="2025-01-10"),
        held.revise(2024, key=units({"A": 5, "B": 1, "C": 1}), on="2025-01-11"),
    ]
    shown = carry_into(held.bill(2025, carry=()), sources, Heirs(held.figures.register))
    random.shuffle(sources)
    other = held.bill(2025, carry=sources)
    assert [one.steps for one in shown.carries] == [one.steps for one in other.carries]
    assert [one.year for one in other.carries] == [2022, 2023, 2024, 2024, 2024]


@settings(max_examples=30)
@given(st.integers(0, 900), st.integers(0, 900))
def test_turned_signs_carry_turned_amounts(billed: int, used: int) -> None:
    one, other = (
        record(
            {2024: sign * billed, 2025: 700},
            CarryRule(way=Spread()),
            results=(result(2024, sign * used if billed else 0, "2025-01-10"),),
        ).bill(2025)
        for sign in (1, -1)
    )
    assert steps(other) == [[-ore for ore in row] for row in steps(one)]


def test_98_municipalities_carry_by_the_new_key_as_computed_by_hand() -> None:
    rule = CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7))
    held = Ledger(
        agreement(everyone("2023-01-01"), carry=rule),
        (budget(2024, kr("7 mio. kr.")), budget(2025, kr("7,2 mio. kr."))),
        KPRO.figures,
        results=(Result(2024, kr("6.123.456,78 kr."), "2025-03-15"),),
    )
    now = list(heads_on("2024-01-01").values())
    parts = largest_remainder(700_000_000 - 612_345_678, now)
    assert carried(held.bill(2025)) == [-part for part in parts]


# -- refusals


def plain() -> Ledger:
    return record({2023: 700, 2024: 700, 2025: 700}, results=(result(2024, 630),))


def with_rule(way: CarryWay, **changes: Any) -> Ledger:
    return evolve(plain(), agreement=evolve(plain().agreement, carry=CarryRule(way=way), **changes))


def late(known_on: str, way: CarryWay) -> Ledger:
    return evolve(with_rule(way), results=(result(2024, 630, known_on),))


def estimated(year: int = 2024, made_on: str = "2024-12-01") -> Closing:
    bill = plain().bill(year, carry=())
    return close_year(bill, Estimate(year, Amount(630), made_on))


def nothing_new() -> Ledger:
    rule = CarryRule(CarryBasis.NEW_KEY, way=InOneInstalment(7))
    return record({2024: 700, 2025: 0}, rule, results=(result(2024, 630),))


REVISED = plain().revise(2024, key=units({"A": 4, "B": 2, "C": 1}), on="2025-01-10")
AGAIN = plain().revise(2024, key=units({"A": 4, "B": 2, "C": 1}), on="2025-01-10")
NO_JULY = plain().revise(2024, key=units({"A": 4, "B": 2, "C": 1}), on="2025-01-10", month=5)
LATE = plain().revise(2024, key=units({"A": 4, "B": 2, "C": 1}), on="2025-07-02")
CLOSED = plain().close(2024)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: late("2025-07-02", InOneInstalment(7)).bill(2025),
            "carry: the result was not known on the instalment's billing date "
            "(got '2025-07-02', '2025-07-01'). Name a later instalment, or carry it a year later.",
        ),
        (
            lambda: late("2025-07-02", Spread()).bill(2025),
            "carry: the result is known only after the year's last instalment "
            "(got '2025-07-02', '2025-07-01'). Carry it to a later year: years_later.",
        ),
        (
            lambda: plain().bill(2025, carry=[LATE]),
            "carry: the revision is known only after the year's last instalment "
            "(got '2025-07-02', '2025-07-01'). Carry it to a later year: years_later.",
        ),
        (
            lambda: with_rule(EstimateThenResult(1, 7)).bill(
                2025, carry=[estimated(made_on="2025-01-16")]
            ),
            "carry: the estimate was not known on the instalment's billing date "
            "(got '2025-01-16', '2025-01-15'). Name a later instalment, or carry it a year later.",
        ),
        (
            lambda: plain().bill(2025, carry=[NO_JULY]),
            "carry: names a month without an instalment (got 5)",
        ),
        (
            lambda: plain().bill(2025, carry=[CLOSED, CLOSED]),
            "carry: a year's result is carried once (got 2024)",
        ),
        (
            lambda: plain().bill(2025, carry=[CLOSED, plain().close(2024, result(2024, 5))]),
            "carry: a year's result is carried once (got 2024)",
        ),
        (
            lambda: with_rule(EstimateThenResult(1, 7)).bill(
                2025, carry=[estimated(), estimated()]
            ),
            "carry: a year's estimate is carried once (got 2024)",
        ),
        (
            lambda: plain().bill(2025, carry=[REVISED, CLOSED, AGAIN]),
            "carry: a year's revision of 2025-01-10 is carried once (got 2024)",
        ),
        (
            lambda: plain().bill(2024, carry=[CLOSED]),
            "carry: comes from an earlier year (got 2024, 2024)",
        ),
        (
            lambda: plain().bill(2023, carry=[REVISED]),
            "carry: comes from an earlier year (got 2024, 2023)",
        ),
        (
            lambda: plain().bill(2025, carry=[estimated()]),
            "carry: the agreement carries results, not estimates (got 2024)",
        ),
        (
            lambda: with_rule(AtOnce()).bill(2025, carry=[CLOSED]),
            "carry: the agreement settles at once and carries nothing (got 2025)",
        ),
        (
            lambda: evolve(plain(), agreement=evolve(plain().agreement, vat=EXEMPT)).bill(2025),
            "carry: an exempt cost-sharing group may carry no surplus or deficit "
            "(momslovens § 13, stk. 1, nr. 19) (got 2024, '0,70 kr. (løbende priser 2024)'). "
            "Settle the year at once: way = 'at once'.",
        ),
        (
            lambda: nothing_new().bill(2025),
            "carry: the new year bills nothing, so no key divides it (got 2025)",
        ),
    ],
)
def test_what_cannot_be_carried_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(BillingError) as refused:
        build()
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("carry", "message"),
    [
        ("2024", "carry: must be a list or the like (got '2024')"),
        (7, "carry: must be a list or the like (got 7)"),
        ([result(2024, 5)], "carry: must be a Closing or a Revision (got Result("),
        ([CLOSED, None], "carry: must be a Closing or a Revision (got None)"),
    ],
)
def test_only_closings_and_revisions_are_carried(carry: Any, message: str) -> None:
    with pytest.raises(NotExactError) as refused:
        plain().bill(2025, carry=carry)
    assert str(refused.value).startswith(message)


MOVED = Transfer("o1", kr(1), LineOfYear(2024, "l1"), LineOfYear(2025, "l1"))


@pytest.mark.parametrize(
    ("held", "kind", "message"),
    [
        (
            {"results": (result(2024, 5), result(2024, 6))},
            SundgovError,
            "results: hold a year twice (got 2024)",
        ),
        (
            {"results": (result(2022, 5),)},
            SundgovError,
            "results: hold a year that was never billed (got 2022)",
        ),
        (
            {"statuses": (BudgetStatus(2022, "2022-06-01", ()),)},
            SundgovError,
            "statuses: hold a year without a budget (got 2022)",
        ),
        (
            {"statuses": (BudgetStatus(2024, "2024-06-01", ()),) * 2},
            SundgovError,
            "statuses: hold a day of a year twice (got 2024, '2024-06-01')",
        ),
        (
            {"transfers": (MOVED, evolve(MOVED, note="igen"))},
            SundgovError,
            "transfers: hold an id twice (got 'o1')",
        ),
        (
            {"results": (Estimate(2024, kr(5), "2024-12-01"),)},
            NotExactError,
            "results[0]: must be a Result (got Estimate(",
        ),
        (
            {"estimates": (result(2024, 5),)},
            NotExactError,
            "estimates[0]: must be an Estimate (got Result(",
        ),
    ],
)
def test_what_a_record_cannot_hold_is_refused(
    held: Any, kind: type[SundgovError], message: str
) -> None:
    with pytest.raises(kind) as refused:
        evolve(record({2024: 700}), **held)
    assert str(refused.value).startswith(message)
