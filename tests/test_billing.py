"""The year's bill: real figures, every margin at once, entry and exit, refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import by_heads, kr, population
from sundgov.errors import (
    AllocationError,
    BillingError,
    InvalidValueError,
    NotPublishedError,
    PartyPeriodError,
    PriceLevelError,
    SundgovError,
    UnknownPartyError,
)
from sundgov.figures import packaged_figures
from sundgov.finance.agreements import (
    Agreement,
    EntryEffect,
    EntryRule,
    IndexTerms,
    InstalmentTerms,
    Membership,
)
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine, Ceiling
from sundgov.finance.terms import (
    HeadTerms,
    KeyTerms,
    PopulationFixed,
    PopulationOn,
)
from sundgov.indices import IndexKind, IndexName
from sundgov.money import Amount, CurrentPrices, Unit
from sundgov.parties import Party
from tests.builders import (
    FFL,
    KPRO,
    SEVEN,
    agreement,
    assert_every_figure_comes_out,
    budget,
    everyone,
    figures_with,
    in_year,
    municipality,
    ore,
    party,
    units,
)

A, B, C, D, E = (party(name) for name in "ABCDE")

# -- Kommunal PRO


@pytest.mark.parametrize(
    ("year", "parties", "total", "half", "copenhagen"),
    [
        (2023, 97, "7.000.000 kr.", "3.500.000 kr.", "778.615,88 kr."),
        (2024, 98, "7.000.000 kr.", "3.500.000 kr.", "771.277,03 kr."),
        (2025, 98, "7.210.000 kr.", "3.605.000 kr.", "797.481,55 kr."),
    ],
)
def test_kommunal_pro(year: int, parties: int, total: str, half: str, copenhagen: str) -> None:
    bill = KPRO.bill(year)
    assert len(bill) == parties
    assert bill.gross() == in_year(year, total)
    assert [bill.gross(instalment=step.id) for step in bill.instalments] == [
        in_year(year, half)
    ] * 2
    assert bill.gross("København") == in_year(year, copenhagen)
    assert ("Slagelse" in bill) == (year > 2023)
    assert bill.findings == ()


def test_the_year_is_split_once_over_the_sum_of_the_lines() -> None:
    whole = by_heads(population("2024-01-01")).split(kr(7_210_000))
    bill = KPRO.bill(2025)
    assert {name: amount.ore for name, amount in bill.gross_by_party.items()} == {
        name: amount.ore for name, amount in whole.items()
    }


def test_row_by_row_rounding_would_not_have_made_this_bill() -> None:
    """The trap: each line split on its own gives 36 of 98 other totals than the year's."""
    bill = KPRO.bill(2025)
    key = by_heads(population("2024-01-01"))
    rows = [key.split(Amount(line.amount.ore)) for line in bill.lines]
    other = sum(bill.gross(name).ore != sum(row[name].ore for row in rows) for name in bill)
    assert other == 36


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_margin_of_kommunal_pro_comes_out(year: int) -> None:
    assert_every_figure_comes_out(KPRO.bill(year))
    assert_every_figure_comes_out(KPRO.bill(year, carry=()))


# -- any bill


KEYS: list[KeyTerms] = [
    units({"A": 1, "B": 1, "C": 1}),
    units({"A": 3, "B": 2, "C": 7, "D": 1, "E": 0}),
    units({"B": 2, "D": 3}),
    units({"A": 1, "C": 1, "E": 1}),
]
SHARES = [
    (1,),
    (1, 1),
    (1, 2),
    (1, 1, 1),
    (1, 1, 1, 1),
    (1, 4, 5),
    (1, 2, 3, 4),
]


@st.composite
def lines(draw: st.DrawFn, unit: Unit, *, negative: bool = True) -> list[BudgetLine]:
    low = -30 if negative else 0
    counts = draw(st.lists(st.integers(low, 60), min_size=1, max_size=5))
    return [
        BudgetLine(f"l{n}", f"L{n}", Amount(count * unit.value), key=draw(st.sampled_from(KEYS)))
        for n, count in enumerate(counts)
    ]


@st.composite
def instalments(draw: st.DrawFn) -> tuple[InstalmentTerms, ...]:
    shares = draw(st.sampled_from(SHARES))
    return tuple(
        InstalmentTerms(3 * n + 1, 1, Fraction(s, sum(shares))) for n, s in enumerate(shares)
    )


@settings(max_examples=150)
@given(st.data())
def test_any_bill_comes_out_in_every_direction(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from([Unit.ORE, Unit.KRONE]))
    terms = agreement([A, B, C, D, E], KEYS[1], instalments=data.draw(instalments()), unit=unit)
    bill = bill_year(terms, budget(2025, *data.draw(lines(unit))), figures_with(A, B, C, D, E))
    assert_every_figure_comes_out(bill)


@settings(max_examples=60)
@given(st.data())
def test_a_bill_does_not_depend_on_the_order_of_anything(data: st.DataObject) -> None:
    found = data.draw(lines(Unit.ORE))
    members = [A, B, C, D, E]
    random = Random(data.draw(st.integers()))
    bills = []
    for _ in range(2):
        random.shuffle(found)
        random.shuffle(members)
        held = figures_with(*members)
        bills.append(bill_year(agreement(members, KEYS[0]), budget(2025, *found), held))
    one, other = bills
    for member in one.parties:
        for line in one.lines:
            for step in one.instalments:
                name = line.line.id
                assert one.amount(member, line=name, instalment=step.id) == other.amount(
                    member, line=name, instalment=step.id
                )


@settings(max_examples=60)
@given(st.data())
def test_a_negative_bill_mirrors_the_positive_one_party_by_party(data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(0, 60), min_size=1, max_size=3))
    there, back = (
        bill_year(
            agreement([A, B, C], KEYS[0]),
            budget(2025, *(Amount(sign * count) for count in counts)),
            figures_with(A, B, C),
        )
        for sign in (1, -1)
    )
    assert [-there[name].ore for name in there] == [back[name].ore for name in back]


def test_lines_on_different_keys_may_leave_no_room_for_largest_remainder() -> None:
    """B and D share one øre 2:3, A, C and E share five: the sums' largest remainders would
    charge A, C and E for the first line. Party totals are then floor or ceiling, jointly."""
    small = BudgetLine("a", "A", Amount(1), key=units({"B": 2, "D": 3}))
    large = BudgetLine("b", "B", Amount(5), key=units({"A": 1, "C": 1, "E": 1}))
    terms = agreement([A, B, C, D, E], KEYS[1], instalments=(InstalmentTerms(1, 1, 1),))
    bill = bill_year(terms, budget(2025, small, large), figures_with(A, B, C, D, E))
    assert bill["B"].ore + bill["D"].ore == 1
    assert sorted(bill[name].ore for name in "ace") == [1, 2, 2]
    assert_every_figure_comes_out(bill)
    assert "så alle summer passer på én gang" in bill.explain("A")
    assert "Nøgle: flere i brug; hver post har sin egen forklaring" in bill.explain("A")
    assert "Key: several in use" in bill.explain("A", language="en")


def test_halves_of_an_odd_sum_leave_the_odd_ore_to_january() -> None:
    bill = bill_year(
        agreement([A, B, C], units({"A": 1, "B": 1, "C": 1})),
        budget(2025, Amount(3)),
        figures_with(A, B, C),
    )
    assert [bill.amount(instalment=step.id).ore for step in bill.instalments] == [2, 1]


def test_kommunal_pro_halves_differ_from_splitting_each_half() -> None:
    """The vector of practice A10: 48 of 98 differ, and 3 break the year's quota."""
    bill = bill_year(agreement(everyone("2023-01-01")), budget(2024, SEVEN), packaged_figures())
    half = by_heads(population("2023-01-01")).split(kr("3,5 mio. kr."))
    twice = {name: 2 * amount.ore for name, amount in half.items()}
    assert sum(twice[name] != bill[name].ore for name in bill) == 48
    exact = {name: bill.exact(name).ore for name in bill}
    assert sum(abs(twice[name] - exact[name]) >= 1 for name in bill) == 3
    assert_every_figure_comes_out(bill)


# -- prices in the bill


def test_lines_are_moved_to_the_years_level_and_rounded_once_each() -> None:
    terms = agreement([A], units({"A": 1}), index=FFL)
    bill = bill_year(
        terms,
        budget(2025, kr("0,33 kr. (2024 pl)"), kr("0,34 kr. (2025 pl)"), in_year(2025, "0,10 kr.")),
        figures_with(A),
    )
    assert [line.amount.ore for line in bill.lines] == [34, 34, 10]
    assert bill.total == Amount(78, CurrentPrices(2025))
    assert [line.uplift is None for line in bill.lines] == [False, False, True]


def test_a_base_level_states_what_the_lines_leave_out() -> None:
    index = IndexTerms(FFL.index, base_level=2024)
    bill = bill_year(
        agreement([A], units({"A": 1}), index=index), budget(2025, kr(100)), figures_with(A)
    )
    assert bill.total == in_year(2025, "103 kr.")


def test_uplifted_lines_are_whole_in_the_agreements_unit() -> None:
    terms = agreement([A], units({"A": 1}), index=FFL, unit=Unit.THOUSAND_KRONER)
    bill = bill_year(terms, budget(2025, kr(50_000, 2024)), figures_with(A))
    assert bill.total == in_year(2025, "52.000 kr.")


def test_without_an_index_unstated_amounts_are_money_of_the_year() -> None:
    assert bill_year(
        agreement([A], units({"A": 1})), budget(2025, kr(7)), figures_with(A)
    ).total == (in_year(2025, "7 kr."))


def test_a_reason_lets_unpublished_percentages_through_and_is_told() -> None:
    index = IndexTerms(
        IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.DEVELOPMENT)
    )
    plan = budget(2024, kr(100, 2023))
    reason = "aftalt i styregruppen"
    told = agreement([A], units({"A": 1}), index=index, override=reason)
    bill = bill_year(told, plan, figures_with(A))
    assert bill.total == in_year(2024, "104 kr.")
    assert f"Tal uden kendt offentliggørelse: {reason}" in bill.explain("A")
    assert f"Figures with no known publication: {reason}" in bill.explain("A", language="en")
    with pytest.raises(NotPublishedError):
        bill_year(agreement([A], units({"A": 1}), index=index), plan, figures_with(A))


def test_a_ceiling_is_moved_to_the_years_prices_before_it_is_held_against_the_bill() -> None:
    terms = agreement([A], units({"A": 1}), index=FFL)
    ceiling = Ceiling(kr(100, 2024))
    within = bill_year(terms, budget(2025, kr(100, 2024), ceiling=ceiling), figures_with(A))
    assert within.ceiling == in_year(2025, "103 kr.")
    assert within.findings == ()
    above = bill_year(terms, budget(2025, kr(104, 2025), ceiling=ceiling), figures_with(A))
    assert [str(finding) for finding in above.findings] == [
        "error ceiling-exceeded: budget 2025, version 1: 104,00 kr. (løbende priser 2025) billed, "
        "103,00 kr. (løbende priser 2025) allowed, 1,00 kr. (løbende priser 2025) too much. "
        "Cut the lines, or have the ceiling raised by a decision."
    ]


# -- look-up and refusals


def test_any_figure_of_the_bill_can_be_asked_for() -> None:
    bill = KPRO.bill(2025)
    assert bill.line("Drift") == bill.line("drift")
    assert bill.instalment("2025-07").billing_date == dt.date(2025, 7, 1)
    assert bill.amount("Samsø", line="drift", instalment="2025-01") == in_year(2025, "1.308,45 kr.")
    assert bill.amount(line="udviklingspulje") == in_year(2025, "515.000 kr.")
    assert bill.weight("Samsø") == 3694
    assert bill.prices == CurrentPrices(2025)
    assert bill.exact("Samsø", line="drift").ore == Fraction(422_300_000 * 3694, 5_961_158)
    assert bill.exact("Samsø").ore == Fraction(721_000_000 * 3694, 5_961_158)
    assert bill.exact("Samsø").prices == CurrentPrices(2025)
    assert bill.share("Samsø", "2025-07") == Fraction(1, 2)
    assert bill.amount(line="drift", instalment="2025-01") == in_year(2025, "2.111.500 kr.")
    assert bill.amount() == bill.total == in_year(2025, "6.210.000 kr.")
    assert bill.amount("Samsø") == bill.gross("Samsø") + bill.carried("Samsø")
    assert bill.carried("Samsø", instalment="2025-01") == in_year(2025, "0 kr.")
    assert bill.carried("Samsø", instalment="2025-07") == in_year(2025, "-636,32 kr.")
    assert bill.carried() == bill.carried(instalment="2025-07") == in_year(2025, "-1 mio. kr.")


def test_a_party_outside_the_only_keys_pool_has_no_measure_and_pays_nothing() -> None:
    bill = bill_year(
        agreement([A, B, C], units({"A": 1, "B": 1})), budget(2025, kr(7)), figures_with(A, B, C)
    )
    assert bill.weight("C") == bill.exact("C").ore == 0
    assert bill["C"].ore == 0
    assert len(bill) == 3


def test_a_ceiling_need_not_be_whole_in_the_agreements_unit() -> None:
    terms = agreement([A], units({"A": 1}), index=FFL, unit=Unit.THOUSAND_KRONER)
    ceiling = Ceiling(kr("1.234,56 kr. (2024 pl)"))
    bill = bill_year(terms, budget(2025, kr(1000, 2025), ceiling=ceiling), figures_with(A))
    assert bill.ceiling == in_year(2025, "1.271,60 kr.")


def bill_of(
    terms: Agreement, *amounts: Amount | BudgetLine, year: int = 2025
) -> Callable[[], Bill]:
    parties = [member.party for member in terms.members if member.party.code is None]
    own = [party for party in parties if party.id in "abcde"]
    return lambda: bill_year(terms, budget(year, *amounts), figures_with(*own))


PLAIN = agreement([A, B], units({"A": 1, "B": 1}))
INDEXED = agreement([A, B], units({"A": 1, "B": 1}), index=FFL)
LEFT = evolve(PLAIN, members=(*PLAIN.members, Membership(C, "2020-01-01", left="2024-12-31")))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (
            bill_of(INDEXED, kr(7)),
            PriceLevelError,
            "line l1: has no price level, and the agreement states none (got '7,00 kr.'). "
            "Write '(2024 pl)' behind the amount or give the index a base_level.",
        ),
        (
            bill_of(PLAIN, kr(7, 2024)),
            BillingError,
            "line l1: must be moved to another year's prices, but the agreement has no index "
            "(got '2024 pl', 2025)",
        ),
        (
            bill_of(INDEXED, Amount(7, CurrentPrices(2024))),
            PriceLevelError,
            "line l1: is not money of 2025 (got 'løbende priser 2024')",
        ),
        (
            bill_of(agreement([A], units({"A": 1}), unit=Unit.KRONE), Amount(150)),
            InvalidValueError,
            "line l1: must be a whole number of krone (got '1,50 kr. (løbende priser 2025)')",
        ),
        (
            bill_of(
                agreement([A], units({"A": 1}), unit=Unit.KRONE, index=FFL), Amount(150).at(2025)
            ),
            InvalidValueError,
            "line l1: must be a whole number of krone (got '1,50 kr. (løbende priser 2025)')",
        ),
        (
            bill_of(agreement(everyone(), HeadTerms(PopulationOn(0))), kr(7)),
            NotPublishedError,
            "folketal 1. januar 2025: a figure is used only after it was published "
            "(got 'used 2025-01-15', 'published 2025-02-15')",
        ),
        (
            bill_of(
                agreement(
                    [Membership(A, "2020-01-01"), Membership(B, "2025-08-01")],
                    units({"A": 1, "B": 1}),
                    entry=EntryRule.BY_DAYS,
                ),
                kr(7),
            ),
            BillingError,
            "B: no instalment of the year falls on or after the day it is first billed "
            "(got '2025-08-01'). Use another entry rule, or bill it from the next year.",
        ),
        (
            bill_of(
                agreement([Membership(municipality("Region Østdanmark"), "2026-01-01")]),
                kr(7),
                year=2026,
            ),
            PartyPeriodError,
            "Region Østdanmark: does not exist on the day it is billed "
            "(got '2026-01-01', 'valid from 2027-01-01')",
        ),
        (
            bill_of(
                agreement(
                    [Membership(A, "2025-02-01")],
                    units({"A": 1}),
                    entry=EntryRule.WHOLE_YEAR,
                    entry_effect=EntryEffect.ON_TOP,
                ),
                kr(7),
            ),
            AllocationError,
            "weights: at least one must be above zero",
        ),
        (
            lambda: KPRO.bill(2025).line("intet"),
            InvalidValueError,
            "line: is no line of the bill (got 'intet'). "
            "Lines: drift, forvaltning, udviklingspulje, ikke-disponeret.",
        ),
        (
            lambda: KPRO.bill(2025).amount(instalment="2025-04"),
            InvalidValueError,
            "instalment: is none of the bill (got '2025-04'). Instalments: 2025-01, 2025-07.",
        ),
        (
            lambda: KPRO.bill(2023).explain("Slagelse"),
            UnknownPartyError,
            "Slagelse: is a member that is not billed in the year "
            "(got 2023, 'billed from 2024-01-01')",
        ),
        (
            lambda: bill_of(LEFT, kr(1))()["C"],
            UnknownPartyError,
            "C: is a member that is not billed in the year "
            "(got 2025, 'billed from 2020-01-01, left 2024-12-31')",
        ),
        (
            lambda: KPRO.bill(2023).weight("Næstvedt"),
            UnknownPartyError,
            "party: no party answers to this name or code (got 'Næstvedt'). "
            "Nearest: Ringsted (329), Næstved (370), Thisted (787), Læsø (825).",
        ),
        (
            lambda: KPRO.bill(2022),
            BillingError,
            "year: has no budget (got 2022). Budgets: 2023, 2024, 2025.",
        ),
    ],
)
def test_what_makes_no_bill_is_refused(
    make: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        make()
    assert str(refused.value) == message


def test_the_frozen_key_of_an_agreement_based_every_fourth_year() -> None:
    frozen = agreement(everyone(), HeadTerms(PopulationFixed(dt.date(2020, 1, 1))))
    bill = bill_year(frozen, budget(2023, kr(7_000_000)), packaged_figures())
    assert bill.weight("Samsø") == population("2020-01-01")["Samsø"]


def test_a_line_may_have_a_key_of_its_own() -> None:
    own = BudgetLine("egen", "Egen", kr(10), key=units({"A": 1}))
    bill = bill_year(
        agreement([A, B], units({"A": 1, "B": 1})), budget(2025, kr(10), own), figures_with(A, B)
    )
    assert ore(bill) == {"a": 1500, "b": 500}
    assert bill.weight("A") is None


def test_two_versions_of_a_year_bill_the_higher() -> None:
    revised = budget(2025, kr(1, 2025), version=2)
    record = evolve(KPRO, budgets=(*KPRO.budgets, revised))
    assert record.bill(2025, carry=()).total == in_year(2025, "1 kr.")
    with pytest.raises(InvalidValueError) as refused:
        evolve(KPRO, budgets=(revised, revised))
    assert str(refused.value) == "budgets: hold a version of a year twice (got 2025, 2)"


def test_a_party_is_found_by_any_name() -> None:
    bill = KPRO.bill(2025)
    assert bill["Århus"] == bill["751"] == bill["0751"] == bill[party_of("Aarhus")]


def party_of(name: str) -> Party:
    return municipality(name)
