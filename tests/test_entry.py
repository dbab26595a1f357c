"""Parties that enter and leave: what they pay of the year, and on which instalments."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sundgov import kr
from sundgov.errors import BillingError
from sundgov.finance.agreements import (
    EntryEffect,
    EntryRule,
    InstalmentTerms,
    Membership,
)
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine, LineKind
from sundgov.finance.terms import ComposedTerms, SliceTerms
from sundgov.money import Amount, Unit
from tests.builders import (
    HALF,
    agreement,
    assert_every_figure_comes_out,
    budget,
    figures_with,
    in_year,
    ore,
    party,
    units,
)

A, B, C = (party(name) for name in "ABC")


def enter(
    rule: EntryRule, effect: EntryEffect = EntryEffect.RESPLIT, first: str = "2025-04-01"
) -> Bill:
    members = [
        Membership(A, "2020-01-01"),
        Membership(B, "2020-01-01"),
        Membership(C, "2025-01-01", first),
    ]
    terms = agreement(members, units({"A": 1, "B": 1, "C": 2}), entry=rule, entry_effect=effect)
    return bill_year(terms, budget(2025, kr(1000), kr(200)), figures_with(A, B, C))


def test_entry_by_days_resplits_the_same_total() -> None:
    bill = enter(EntryRule.BY_DAYS)
    weight = Fraction(275, 365) * 2
    assert bill.exact("C").ore == 120_000 * weight / (weight + 2)
    assert bill.total == in_year(2025, "1.200 kr.")
    assert bill.weight("C") == weight
    assert bill.amount("C", instalment="2025-01").ore == 0
    assert bill.amount("C", instalment="2025-07") == bill["C"]
    assert_every_figure_comes_out(bill)


def test_entry_by_half_years_counts_those_begun_as_a_member() -> None:
    assert ore(enter(EntryRule.BY_HALF_YEARS)) == {"a": 40_000, "b": 40_000, "c": 40_000}


def test_entry_from_the_next_year_pays_nothing_this_year() -> None:
    assert ore(enter(EntryRule.FROM_NEXT_YEAR)) == {"a": 60_000, "b": 60_000}


def test_entry_for_the_whole_year() -> None:
    assert ore(enter(EntryRule.WHOLE_YEAR)) == {"a": 30_000, "b": 30_000, "c": 60_000}


def test_entry_on_top_leaves_the_others_as_they_were() -> None:
    bill = enter(EntryRule.BY_HALF_YEARS, EntryEffect.ON_TOP)
    assert ore(bill) == {"a": 60_000, "b": 60_000, "c": 30_000}
    extra = bill.line("indtraedelse")
    assert extra.line.kind is LineKind.ENTRY
    assert extra.amount == in_year(2025, "300 kr.")
    assert bill.total == in_year(2025, "1.500 kr.")
    assert bill.weight("A") is None
    assert_every_figure_comes_out(bill)
    text = bill.explain("C", line="indtraedelse")
    assert "Del L1: 250 kr.\n  Nøgle: antal timer\n  Andel: 2 timer ÷ 4 timer" in text
    assert (
        "Indtrædelse: beløbene ovenfor er for den del af året, parten betaler for: 1 af 2 halvår"
        in text
    )


def test_entry_on_top_for_the_whole_year_pays_a_whole_share() -> None:
    bill = enter(EntryRule.WHOLE_YEAR, EntryEffect.ON_TOP)
    assert ore(bill) == {"a": 60_000, "b": 60_000, "c": 60_000}
    assert_every_figure_comes_out(bill)


def test_entry_on_top_nets_the_lines_of_both_signs() -> None:
    """B's half year of half of 1000 less 200 kroner."""
    terms = agreement(
        [Membership(A, "2020-01-01"), Membership(B, "2025-07-01")],
        units({"A": 1, "B": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    for sign in (1, -1):
        lines = budget(2025, kr(sign * 1000), kr(sign * -200))
        bill = bill_year(terms, lines, figures_with(A, B))
        assert ore(bill) == {"a": sign * 80_000, "b": sign * 20_000}
        assert bill.exact("B", line="indtraedelse").ore == sign * 20_000


def test_a_leaver_is_counted_whole_where_a_newcomers_share_is_measured() -> None:
    members = [
        Membership(A, "2020-01-01"),
        Membership(B, "2025-07-01"),
        Membership(C, "2020-01-01", left="2025-06-30"),
    ]
    terms = agreement(
        members,
        units({"A": 1, "B": 1, "C": 2}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    bill = bill_year(terms, budget(2025, kr(800)), figures_with(A, B, C))
    assert ore(bill) == {"a": 40_000, "b": 10_000, "c": 40_000}


def test_entry_on_top_is_whole_in_the_agreements_unit() -> None:
    terms = agreement(
        [Membership(A, "2020-01-01"), Membership(B, "2025-07-01")],
        units({"A": 1, "B": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
        unit=Unit.KRONE,
    )
    for sign in (1, -1):
        bill = bill_year(terms, budget(2025, kr(sign * 10)), figures_with(A, B))
        assert ore(bill) == {"a": sign * 1000, "b": sign * 300}
        assert bill.exact("B").ore == sign * 250
        assert_every_figure_comes_out(bill)


def test_entry_on_top_of_lines_that_cancel_out_is_nothing() -> None:
    for effect in EntryEffect:
        terms = agreement(
            [Membership(A, "2020-01-01"), Membership(B, "2025-07-01")],
            units({"A": 1, "B": 1}),
            entry=EntryRule.BY_HALF_YEARS,
            entry_effect=effect,
        )
        lines = budget(2025, kr(100), -kr(100), kr(0))
        bill = bill_year(terms, lines, figures_with(A, B))
        assert ore(bill) == {"a": 0, "b": 0}
        assert_every_figure_comes_out(bill)


def test_entry_on_top_follows_a_composed_key() -> None:
    halves = ComposedTerms(
        (
            SliceTerms("faste", HALF, units({"A": 1})),
            SliceTerms("alle", HALF, units({"A": 1, "B": 1})),
        )
    )
    members = [Membership(A, "2020-01-01"), Membership(B, "2025-07-01")]
    terms = agreement(
        members, halves, entry=EntryRule.BY_HALF_YEARS, entry_effect=EntryEffect.ON_TOP
    )
    bill = bill_year(terms, budget(2025, kr(800)), figures_with(A, B))
    assert ore(bill) == {"a": 80_000, "b": 10_000}
    assert "Del L1 › alle: 100 kr." in bill.explain("B", line="indtraedelse")


def test_the_id_of_the_entry_line_is_kept_for_it() -> None:
    terms = agreement(
        [Membership(A, "2020-01-01"), Membership(B, "2025-07-01")],
        units({"A": 1, "B": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    line = BudgetLine("indtraedelse", "Anden", kr(1))
    with pytest.raises(BillingError) as refused:
        bill_year(terms, budget(2025, line), figures_with(A, B))
    assert str(refused.value) == (
        "line: has the id kept for what newcomers pay on top (got 'indtraedelse')"
    )


def test_entry_on_top_is_rounded_once_over_the_lines() -> None:
    members = [
        Membership(A, "2020-01-01"),
        Membership(B, "2025-07-01"),
        Membership(C, "2025-07-01"),
    ]
    terms = agreement(
        members,
        units({"A": 1, "B": 1, "C": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    bill = bill_year(terms, budget(2025, Amount(10), Amount(10)), figures_with(A, B, C))
    assert bill.line("indtraedelse").amount.ore == 7
    assert "så alle summer passer på én gang" in bill.explain("B")
    assert ore(bill) == {"a": 20, "b": 4, "c": 3}
    assert_every_figure_comes_out(bill)


def test_on_top_changes_nothing_in_a_year_without_newcomers() -> None:
    members = [Membership(A, "2020-01-01"), Membership(B, "2020-01-01", left="2025-06-30")]
    for effect in EntryEffect:
        terms = agreement(
            members, units({"A": 1, "B": 1}), entry=EntryRule.BY_HALF_YEARS, entry_effect=effect
        )
        bill = bill_year(terms, budget(2025, kr(300)), figures_with(A, B))
        assert ore(bill) == {"a": 20_000, "b": 10_000}


def test_a_leaver_pays_on_the_instalments_before_it_left() -> None:
    members = [Membership(A, "2020-01-01"), Membership(B, "2020-01-01", left="2025-06-30")]
    terms = agreement(members, units({"A": 1, "B": 1}), entry=EntryRule.BY_DAYS)
    bill = bill_year(terms, budget(2025, kr(300)), figures_with(A, B))
    assert bill.amount("B", instalment="2025-01") == bill["B"]
    assert_every_figure_comes_out(bill)


def test_a_party_pays_on_an_instalment_of_its_first_and_of_its_last_day() -> None:
    members = [
        Membership(A, "2020-01-01", left="2025-07-01"),
        Membership(B, "2025-01-15"),
        Membership(C, "2025-01-16", left="2025-06-30"),
    ]
    terms = agreement(members, units({"A": 1, "B": 1, "C": 1}), entry=EntryRule.WHOLE_YEAR)
    bill = bill_year(terms, budget(2025, kr(300)), figures_with(A, B, C))
    shares = [[bill.share(name, step.id) for step in bill.instalments] for name in "ABC"]
    assert shares == [[HALF, HALF], [HALF, HALF], [0, 1]]


def test_a_leaver_before_any_instalment_pays_on_the_first() -> None:
    members = [Membership(A, "2020-01-01"), Membership(B, "2020-01-01", left="2025-01-05")]
    terms = agreement(members, units({"A": 1, "B": 1}), entry=EntryRule.BY_DAYS)
    bill = bill_year(terms, budget(2025, kr(300)), figures_with(A, B))
    assert bill.amount("B", instalment="2025-01") == bill["B"]


def test_three_instalments_with_a_newcomer_come_out() -> None:
    members = [
        Membership(A, "2020-01-01"),
        Membership(B, "2025-03-01"),
        Membership(C, "2025-06-01"),
    ]
    terms = agreement(
        members,
        units({"A": 5, "B": 3, "C": 2}),
        entry=EntryRule.BY_DAYS,
        instalments=tuple(InstalmentTerms(month, 1, Fraction(1, 3)) for month in (1, 5, 9)),
    )
    bill = bill_year(terms, budget(2025, kr("100,01 kr."), kr("33,33 kr.")), figures_with(A, B, C))
    assert_every_figure_comes_out(bill)
    assert bill.amount("C", instalment="2025-05").ore == 0
