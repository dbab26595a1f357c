"""Running rounding over the years: residuals from bill to bill, who bears them, and the words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import YearRounding, kr, opening_residuals, packaged_figures
from sundgov.errors import BillingError, NotExactError, SundgovError, UnknownPartyError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, EntryEffect, EntryRule, Membership
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget, BudgetLine
from sundgov.finance.results import Result
from sundgov.finance.running_years import bills_running
from sundgov.finance.terms import EqualTerms, KeyTerms
from sundgov.formats import loads
from sundgov.money import Amount, Unit
from sundgov.parties import Party
from sundgov.record import Ledger
from tests.builders import (
    KPRO,
    agreement,
    assert_every_figure_comes_out,
    budget,
    everyone,
    figures_with,
    municipality,
    ore,
    party,
    units,
)
from tests.toml_files import problems, small, text

A, B, C, D, E = (party(name) for name in "ABCDE")
SEVENTHS = units({"A": 1, "B": 2, "C": 4})
YEARS = (2023, 2024, 2025)


def running(
    members: list[Membership | Party], key: KeyTerms = SEVENTHS, **terms: object
) -> Agreement:
    return agreement(members, key, rounding=YearRounding.RUNNING, **terms)


def bills(terms: Agreement, budgets: list[Budget], figures: Figures | None = None) -> list[Bill]:
    """Every year's bill, each by itself from the record's first year on."""
    held = figures or figures_with(*(m.party for m in terms.members))
    return [bills_running(terms, budgets[:count], held)[-1] for count in range(1, len(budgets) + 1)]


TEN_ORE = [budget(year, Amount(10)) for year in YEARS]


# -- three parties over three years, worked by hand


def test_three_parties_over_three_years() -> None:
    """10 øre 1:2:4 are 1 3/7, 2 6/7 and 5 5/7 each year; 8 whole øre, and 2 are odd.

    Year 1: remainders 3/7, 6/7, 5/7: B and C. A is 3/7 behind, B 1/7 and C 2/7 ahead.
    Year 2: 3/7 + 3/7, 6/7 - 1/7, 5/7 - 2/7: A and B. A is 1/7 and B 2/7 ahead, C 3/7 behind.
    Year 3: 3/7 - 1/7, 6/7 - 2/7, 5/7 + 3/7: C and B. A is 2/7 behind, B 3/7 ahead, C 1/7 behind.
    """
    first, second, third = bills(running([A, B, C]), TEN_ORE)
    assert [ore(bill) for bill in (first, second, third)] == [
        {"a": 1, "b": 3, "c": 6},
        {"a": 2, "b": 3, "c": 5},
        {"a": 1, "b": 3, "c": 6},
    ]
    sevenths = [[one.closing * 7 for one in bill.residuals] for bill in (first, second, third)]
    assert sevenths == [[3, -1, -2], [-1, -2, 3], [2, -3, 1]]
    assert [one.opening * 7 for one in third.residuals] == sevenths[1]
    assert [one.opening for one in first.residuals] == [0, 0, 0]
    assert third.drift == Fraction(3, 7)
    assert third.closed_residuals == ()


def test_each_year_by_itself_errs_the_same_way_every_time() -> None:
    terms = agreement([A, B, C], SEVENTHS)
    alone = [bill_year(terms, year, figures_with(A, B, C)) for year in TEN_ORE]
    assert [ore(bill) for bill in alone] == [{"a": 1, "b": 3, "c": 6}] * 3
    assert opening_residuals(alone)["a"] == Fraction(9, 7)
    assert [one.closing * 7 for one in alone[2].residuals] == [3, -1, -2]
    assert terms.rounding is YearRounding.PER_YEAR


def test_the_third_year_is_explained_in_danish() -> None:
    bill = bills(running([A, B, C]), TEN_ORE)[2]
    told = (
        "  Overskydende øre: 2 tilbage, når alle har fået deres hele øre; de går til dem, hvor "
        "årets rest og resten fra tidligere år tilsammen er størst. Denne er nummer "
    )
    assert bill.explain("A").splitlines()[4:11] == [
        "  Nøjagtig andel: 0,014285… kr.",
        "  Hele øre: 0,01 kr.; rest 0,4285… øre",
        "  Fra tidligere år: opkrævet 0,1428… øre for meget",
        "  Tilsammen: 0,4285… - 0,1428… = 0,2857… øre",
        f"{told}3 af 3 og får ingen.",
        "  Grænsen: mindst 0,5714… øre fik én, højst 0,2857… fik ingen",
        "  Til næste år: opkrævet 0,2857… øre for lidt",
    ]
    assert bill.explain("C").splitlines()[6:11] == [
        "  Fra tidligere år: opkrævet 0,4285… øre for lidt",
        "  Tilsammen: 0,7142… + 0,4285… = 1,1428… øre",
        f"{told}1 af 3 og får én.",
        "  Grænsen: mindst 0,5714… øre fik én, højst 0,2857… fik ingen",
        "  Til næste år: opkrævet 0,1428… øre for lidt",
    ]


def test_the_third_year_is_explained_in_english() -> None:
    bill = bills(running([A, B, C]), TEN_ORE)[2]
    assert bill.explain("B", language="en").splitlines()[4:11] == [
        "  Exact share: DKK 0.028571…",
        "  Whole øre: DKK 0.02; remainder 0.8571… øre",
        "  From earlier years: billed 0.2857… øre too much",
        "  Together: 0.8571… - 0.2857… = 0.5714… øre",
        "  Odd øre: 2 left when everyone has the whole øre; they go where this year's remainder "
        "and what earlier years left are largest together. This one is number 2 of 3 and gets one.",
        "  The line: at least 0.5714… øre got one, at most 0.2857… got none",
        "  On to the next year: billed 0.4285… øre too much",
    ]


def test_a_tie_at_the_line_is_told() -> None:
    """Half an øre each: the first by code gets it, and the year after the other."""
    terms = running([A, B], units({"A": 1, "B": 1}))
    first, second = bills(terms, [budget(year, Amount(1)) for year in (2024, 2025)])
    assert (ore(first), ore(second)) == ({"a": 1, "b": 0}, {"a": 0, "b": 1})
    assert "  Grænsen: 0,5 øre; ens går efter kode, derefter id\n" in first.explain("A")
    assert "Denne er nummer 2 af 2 og får ingen." in first.explain("B")
    assert "  The line: 0.5 øre; equals go by code, then id\n" in first.explain("B", language="en")
    assert "This one is number 1 of 2 and gets one." in first.explain("A", language="en")
    assert "  Til næste år: ingen rest\n" in second.explain("B")
    assert "  On to the next year: nothing left\n" in second.explain("A", language="en")
    assert "  From earlier years: billed 0.5 øre too little\n" in second.explain("B", language="en")


def test_who_comes_out_even_gets_no_odd_ore() -> None:
    terms = running([A, B, C], units({"A": 2, "B": 1, "C": 1}))
    bill = bills(terms, [budget(2024, Amount(2))])[0]
    assert "er størst. Denne går lige op og får ingen.\n  Til næste år" in bill.explain("A")
    assert "together. This one comes out even, gets none." in bill.explain("A", language="en")
    assert "nummer 1 af 2 og får én" in bill.explain("B")
    even = bills(terms, [budget(2024, Amount(4))])[0]
    assert "  Overskydende øre: ingen\n" in even.explain("B")
    assert "  Odd øre: none\n" in even.explain("B", language="en")


def test_who_comes_out_even_is_not_compared_however_far_behind() -> None:
    terms = running([A, B, C], units({"A": 2, "B": 1, "C": 1}))
    behind = {"a": Fraction(9, 10), "b": Fraction(1, 10)}
    bill = bill_year(terms, budget(2024, Amount(2)), figures_with(A, B, C), behind)
    assert "  Grænsen: mindst 0,6 øre fik én, højst 0,5 fik ingen\n" in bill.explain("B")


def test_a_year_paid_back_mirrors_a_year_billed() -> None:
    there = bills(running([A, B, C]), TEN_ORE)
    back = bills(running([A, B, C]), [budget(year, -Amount(10)) for year in YEARS])
    for one, other in zip(there, back, strict=True):
        assert ore(one) == {name: -part for name, part in ore(other).items()}
        assert [r.closing for r in one.residuals] == [-r.closing for r in other.residuals]
    assert "  Tilsammen: 0,7142… + 0,4285… = 1,1428… øre\n" in back[2].explain("C")
    assert "Denne er nummer 1 af 3 og får én." in back[2].explain("C")
    assert "  Fra tidligere år: opkrævet 0,4285… øre for meget\n" in back[2].explain("C")


def test_other_units_than_ore_run_in_that_unit() -> None:
    terms = running([A, B, C], unit=Unit.KRONE)
    years = bills(terms, [budget(year, kr(10)) for year in YEARS])
    assert [list(ore(bill).values()) for bill in years] == [
        [100, 300, 600],
        [200, 300, 500],
        [100, 300, 600],
    ]
    assert [one.closing * 7 for one in years[2].residuals] == [200, -300, 100]
    told = years[2].explain("A")
    assert "  Fra tidligere år: opkrævet 0,1428… krone for meget\n" in told
    assert "  Til næste år: opkrævet 0,2857… krone for lidt\n" in told


# -- laws

BUDGETS = st.lists(
    st.lists(st.integers(-60, 400), min_size=1, max_size=3), min_size=1, max_size=5
).map(lambda years: [budget(2020 + n, *map(Amount, year)) for n, year in enumerate(years)])
WEIGHTS = st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(any)


@given(WEIGHTS, BUDGETS)
def test_every_year_keeps_quota_and_the_years_follow_the_exact_shares(
    weights: list[int], budgets: list[Budget]
) -> None:
    """One key, three parties: never a whole øre off, whatever the amounts (a theorem)."""
    terms = running([A, B, C], units(dict(zip("ABC", weights, strict=True))))
    total = dict.fromkeys("abc", Fraction(0))
    for bill in bills(terms, budgets):
        assert_every_figure_comes_out(bill)
        for one in bill.residuals:
            assert one.opening == total[one.party.id]
            total[one.party.id] += bill.exact(one.party).ore - bill[one.party].ore
            assert one.closing == total[one.party.id]
        assert sum(total.values()) == 0
        assert bill.drift < 1
        for name in bill:
            assert bill.explain(name)
            assert bill.explain(name, language="en")


@given(BUDGETS)
def test_the_order_of_members_and_budgets_decides_nothing(budgets: list[Budget]) -> None:
    figures = figures_with(A, B, C)
    one = bills_running(running([A, B, C]), budgets, figures)[-1]
    other = bills_running(running([C, A, B]), budgets[::-1], figures)[-1]
    assert ore(one) == ore(other)
    assert one.residuals == other.residuals


def test_the_example_runs_on_from_its_first_year() -> None:
    """97 municipalities in 2023, 98 from 2024: within an øre, and Slagelse begins at nothing."""
    terms = evolve(KPRO.agreement, rounding=YearRounding.RUNNING)
    first, second, third = (Ledger(terms, KPRO.budgets, KPRO.figures).bill(year) for year in YEARS)
    assert dict(first) == dict(KPRO.bill(2023))
    assert dict(third) != dict(KPRO.bill(2025))
    slagelse = next(one for one in second.residuals if one.party.name == "Slagelse")
    assert slagelse.opening == 0
    for bill in (first, second, third):
        assert_every_figure_comes_out(bill)
        assert bill.drift < Fraction(7, 10)
        assert sum(one.closing for one in bill.residuals) == 0
    alone = opening_residuals([KPRO.bill(year) for year in YEARS])
    assert max(map(abs, alone.values())) > 1


def test_ten_years_of_equal_invoices_stay_within_six_tenths() -> None:
    terms = agreement(everyone(), override="prøve", rounding=YearRounding.RUNNING)
    found: list[Bill] = []
    for year in range(2017, 2027):
        seven = budget(year, kr("7 mio. kr."))
        found.append(bill_year(terms, seven, packaged_figures(), opening_residuals(found)))
    assert max(bill.drift for bill in found) < Fraction(6, 10)


# -- where other totals decide


def test_where_no_table_has_the_totals_the_residual_runs_on() -> None:
    """1 øre 2:3 on B and D beside 5 øre on A, C and E: largest remainder has no table."""
    own = BudgetLine("l2", "L2", Amount(5), key=units({"A": 1, "C": 1, "E": 1}))
    line = BudgetLine("l1", "L1", Amount(1))
    terms = running([A, B, C, D, E], units({"B": 2, "D": 3}))
    first, second = bills(terms, [budget(2024, line, own), budget(2025, line, own)])
    for bill in (first, second):
        assert_every_figure_comes_out(bill)
    told = first.explain("B")
    assert "  Fra tidligere år: ingen rest\n  Rundet " in told
    assert "så alle summer passer på én gang\n  Til næste år: opkrævet 0," in told
    assert [one.opening for one in second.residuals] == [one.closing for one in first.residuals]


def test_what_newcomers_pay_on_top_leaves_a_residual_too() -> None:
    """B's half-year of 50 øre 1:2 is 16 2/3, rounded to 17: a third is billed too much."""
    terms = running(
        [A, Membership(B, "2025-07-01")],
        units({"A": 2, "B": 1}),
        entry=EntryRule.BY_DAYS,
        entry_effect=EntryEffect.ON_TOP,
    )
    first, second = bills(terms, [budget(2025, Amount(100)), budget(2026, Amount(100))])
    assert first.residuals[1].closing == Fraction(100 * 184, 3 * 365) - 17
    assert "Rundet " in first.explain("B")
    assert [one.opening for one in second.residuals] == [0, first.residuals[1].closing]


def test_a_mixed_year_is_only_said_to_be_rounded() -> None:
    own = BudgetLine("l2", "L2", -Amount(2), key=units({"A": 1}))
    bill = bills(running([A, B, C]), [budget(2024, Amount(10), own)])[0]
    assert ore(bill) == {"a": -1, "b": 3, "c": 6}
    assert "Rundet op til 0,03 kr., så alle summer passer på én gang" in bill.explain("B")


# -- who leaves, and who succeeds


def test_a_leavers_residual_is_closed_and_shown() -> None:
    """C is 3/7 of an øre behind when it leaves; the others run on with their own."""
    terms = running([A, B, Membership(C, "2020-01-01", left="2024-12-31")])
    _, second, third = bills(terms, TEN_ORE)
    (closed,) = third.closed_residuals
    assert (closed.party, closed.ore, closed.bearer) == (C, Fraction(3, 7), None)
    assert second.residuals[2].closing == closed.ore
    assert [one.opening * 7 for one in third.residuals] == [-1, -2]
    assert [one.party for one in third.residuals] == [A, B]
    *_, again = bills_running(terms, [*TEN_ORE, budget(2026, Amount(10))], figures_with(A, B, C))
    assert again.closed_residuals == third.closed_residuals


OLD = evolve(A, successor="b", valid_to="2024-12-31")
ELDER = evolve(C, successor="a", valid_to="2023-12-31")


def test_a_successor_takes_over_the_residuals_of_its_predecessors() -> None:
    """C became A in 2024 and A became B in 2025: B bears what both have left."""
    members: list[Membership | Party] = [
        Membership(OLD, "2020-01-01", left="2024-12-31"),
        Membership(ELDER, "2020-01-01", left="2023-12-31"),
        B,
        D,
    ]
    terms = running(members, EqualTerms())
    figures = figures_with(OLD, B, ELDER, D)
    first, second, third = bills(terms, TEN_ORE, figures)
    assert ore(first) == {"a": 3, "b": 3, "c": 2, "d": 2}
    # In 2024 A bears C's half; in 2025 B bears what A and C have left.
    opening = {one.party.id: (one.opening, one.predecessors) for one in second.residuals}
    assert opening["a"] == (Fraction(-1, 2) + Fraction(1, 2), (ELDER,))
    assert sum(one.closing for one in second.residuals) == 0
    closing = {one.party.id: one.closing for one in second.residuals}
    opened = {one.party.id: one for one in third.residuals}
    assert opened["b"].opening == closing["a"] + closing["b"]
    assert opened["b"].predecessors == (OLD, ELDER)
    assert opened["d"].opening == closing["d"]
    assert third.closed_residuals == ()
    assert " (overtaget fra A, C)\n" in third.explain("B")
    assert " (taken over from A, C)\n" in third.explain("B", language="en")


def test_region_oestdanmark_takes_over_from_both_regions() -> None:
    regions = [
        municipality(f"Region {name}") for name in ("Hovedstaden", "Sjælland", "Nordjylland")
    ]
    members: list[Membership | Party] = [
        *(Membership(region, "2020-01-01", left="2026-12-31") for region in regions[:2]),
        regions[2],
        Membership(municipality("Region Østdanmark"), "2027-01-01"),
    ]
    terms = running(members, EqualTerms())
    years = [budget(year, Amount(10)) for year in (2026, 2027)]
    before, after = bills(terms, years, packaged_figures())
    assert [one.closing for one in before.residuals] == [
        Fraction(10, 3) - ore(before)[one.party.key] for one in before.residuals
    ]
    east = next(one for one in after.residuals if one.party.name == "Region Østdanmark")
    assert {one.name for one in east.predecessors} == {"Region Hovedstaden", "Region Sjælland"}
    assert east.opening == -next(
        one.closing for one in before.residuals if one.party.name == "Region Nordjylland"
    )


def test_who_left_before_its_end_is_not_succeeded() -> None:
    """A leaves with 2023 and exists until 2024: what it left is its own and closed."""
    terms = running([Membership(OLD, "2020-01-01", left="2023-12-31"), B, D], EqualTerms())
    _, second = bills(terms, TEN_ORE[:2], figures_with(OLD, B, D))
    assert [one.party for one in second.closed_residuals] == [OLD]
    assert all(not one.predecessors for one in second.residuals)


def test_a_circle_of_successors_ends() -> None:
    """Nobody in the circle is billed: the residual is closed."""
    one, other = evolve(A, successor="b"), evolve(B, successor="a")
    members: list[Membership | Party] = [Membership(one, "2020-01-01", left="2023-12-31"), C, D]
    _, second = bills(running(members, EqualTerms()), TEN_ORE[:2], figures_with(one, other, C, D))
    assert [found.party for found in second.closed_residuals] == [one]


def test_a_successor_that_nobody_knows_is_refused() -> None:
    lost = evolve(A, successor="nobody")
    terms = running([Membership(lost, "2020-01-01", left="2023-12-31"), B, C], EqualTerms())
    with pytest.raises(BillingError) as refused:
        bills(terms, TEN_ORE[:2], figures_with(lost, B, C))
    assert isinstance(refused.value.__cause__, UnknownPartyError)
    assert refused.value.hint.startswith("party: no party answers to this name or code")


# -- refusals, the record and the file


def per_year(residuals: dict[str, Fraction]) -> Bill:
    return bill_year(
        agreement([A], units({"A": 1})), budget(2025, kr(1)), figures_with(A), residuals
    )


def with_residuals(residuals: dict[str, Fraction]) -> Bill:
    return bill_year(running([A], units({"A": 1})), budget(2025, kr(1)), figures_with(A), residuals)


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: per_year({"a": Fraction(1, 2)}),
            BillingError,
            "residuals: the agreement rounds every year by itself",
        ),
        (
            lambda: with_residuals({"x": Fraction(1, 2)}),
            BillingError,
            "residuals: name a party outside the agreement (got 'x')",
        ),
        (
            lambda: with_residuals({"a": 0.5}),  # type: ignore[dict-item]
            NotExactError,
            "residuals: a number must be exact, never a float or bool (got 0.5). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: opening_residuals([per_year({}), per_year({})]),
            BillingError,
            "bills: hold a year twice (got 2025)",
        ),
        (
            lambda: opening_residuals([KPRO.bill(2024), per_year({})]),
            BillingError,
            "bills: are of several agreements (got 'aftale', 'kommunal-pro')",
        ),
        (
            lambda: bills_running(running([A]), [TEN_ORE[0], TEN_ORE[0]], figures_with(A)),
            BillingError,
            "budgets: hold a year twice (got 2023)",
        ),
        (
            lambda: bills_running(
                running([Membership(A, "2024-01-01")], units({"A": 1})), TEN_ORE, figures_with(A)
            ),
            BillingError,
            "rounding: runs on from a year that makes no bill (got 2023). "
            "members: none is billed in the year (got 2023)",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message


def test_nothing_left_is_nothing_brought() -> None:
    assert with_residuals({"a": Fraction(0)}).brought == ()
    assert opening_residuals([]) == {}


def test_a_record_runs_over_its_years_and_skips_those_without_a_budget() -> None:
    budgets = (
        budget(2025, Amount(10)),
        budget(2022, Amount(999), version=1),
        budget(2022, Amount(10), version=2),
        budget(2026, Amount(10)),
    )
    record = Ledger(running([A, B, C]), budgets, figures_with(A, B, C))
    told = [list(ore(record.bill(year)).values()) for year in (2022, 2025, 2026)]
    assert told == [[1, 3, 6], [2, 3, 5], [1, 3, 6]]
    alone = evolve(record, agreement=agreement([A, B, C], SEVENTHS))
    assert list(ore(alone.bill(2026)).values()) == [1, 3, 6]
    assert alone.bill(2026).brought == ()


def test_a_file_says_running() -> None:
    assert small().agreement.rounding is YearRounding.PER_YEAR
    written = text().replace("[agreement]\n", '[agreement]\nrounding = "running"\n', 1)
    assert loads(written).agreement.rounding is YearRounding.RUNNING
    (problem,) = problems(written.replace("running", "løbende"))
    rule = "must be one of 'per year', 'running' (got 'løbende')"
    assert problem == f"file: agreement.rounding: {rule}"


@pytest.mark.parametrize("unit", [Unit.ORE, Unit.KRONE])
def test_a_year_spent_as_billed_is_closed_as_it_ran_on(unit: Unit) -> None:
    """The odd øre that went to another this year is not taken back when the year is closed."""
    terms = running([A, B, C], units({"A": 1, "B": 1, "C": 1}), unit=unit)
    budgets = tuple(budget(year, kr(100)) for year in YEARS)
    results = tuple(Result(year, kr(100), f"{year + 1}-02-01") for year in YEARS)
    held = Ledger(terms, budgets, figures_with(A, B, C), results=results)
    for number, year in enumerate(YEARS):
        closing = held.close(year)
        spent = [3333, 3333, 3333]
        spent[number] = 3334
        assert closing.spent_by_party.ore == tuple(spent)
        assert any(closing.by_party.ore) == (unit is Unit.KRONE)
