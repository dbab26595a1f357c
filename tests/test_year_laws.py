"""Laws of the year: what the budget's lines are cut into, signs, pools, and what is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import by_heads, kr, packaged_figures, population
from sundgov.errors import InvalidValueError, NotExactError, SundgovError
from sundgov.finance.agreements import IndexTerms, Membership
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine, LineKind
from sundgov.finance.keys import Bounded, Composed, Slice
from sundgov.finance.prices import Chaining
from sundgov.finance.tariffs import Tariff
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    KeyTerms,
    Pool,
    PopulationFixed,
    PopulationOn,
    SliceTerms,
)
from sundgov.indices import IndexKind, IndexName
from sundgov.money import Amount
from sundgov.parties import PartyKind
from sundgov.populations import Population
from sundgov.publications import Publication
from tests.builders import (
    HALF,
    agreement,
    budget,
    everyone,
    figures_with,
    municipality,
    party,
    units,
)

A, B, C = (party(name) for name in "ABC")
BOUNDED = BoundedTerms(units({"A": 8, "B": 1, "C": 1}), minimum=kr(5), maximum=kr(60))
BASED = ComposedTerms(
    (
        SliceTerms("grundbidrag", kr(9), units({"A": 1, "B": 1, "C": 1})),
        SliceTerms("resten", Fraction(1), units({"A": 7, "B": 2, "C": 1})),
    )
)


def bill_of(key: KeyTerms, *amounts: Amount | BudgetLine) -> Bill:
    return bill_year(agreement([A, B, C], key), budget(2025, *amounts), figures_with(A, B, C))


@pytest.mark.parametrize("key", [BOUNDED, BASED])
@given(cuts=st.lists(st.integers(1, 2500), min_size=1, max_size=4))
def test_cutting_a_line_in_several_changes_nothing(key: KeyTerms, cuts: list[int]) -> None:
    """A fixed amount or a bound in the agreement's key holds for the year, not for each line."""
    whole = bill_of(key, Amount(sum(cuts) + 6000))
    cut = bill_of(key, Amount(6000), *map(Amount, cuts))
    assert dict(whole) == dict(cut)


def test_a_line_with_a_key_of_its_own_is_divided_by_itself() -> None:
    own = BudgetLine("egen", "Egen", kr(90), key=BASED)
    bill = bill_of(BASED, kr(90), own)
    assert bill.amount("A", line="l1") == bill.amount("A", line="egen")


def test_lines_that_cancel_out_are_divided_one_by_one() -> None:
    bill = bill_of(BASED, kr(90), -kr(90))
    assert not any(bill.values())
    assert bill.amount("A", line="l1") == -bill.amount("A", line="l2")
    assert bill.amount("A", line="l1").ore > 0


def test_a_line_tells_its_part_of_what_the_key_divides() -> None:
    text = bill_of(BASED, kr(90), kr(10)).explain("A", line="l2")
    assert "Del grundbidrag: 9 kr." in text
    assert "Postens del af beløbet: 10,00 kr. ÷ 100,00 kr." in text
    english = bill_of(BASED, kr(90), kr(10)).explain("A", line="l2", language="en")
    assert "The line's part of the sum: DKK 10.00 ÷ DKK 100.00" in english
    assert "Postens del" not in bill_of(units({"A": 1}), kr(9), kr(1)).explain("A", line="l1")


def test_a_composed_key_is_told_in_the_year() -> None:
    text = bill_of(BASED, kr(90), kr(10)).explain("A")
    assert "Del grundbidrag: 9 kr.\n  Nøgle: antal timer\n  Andel: 1 timer ÷ 3 timer" in text
    assert "Del resten: 91 kr." in text


@given(st.lists(st.integers(-400, 100), min_size=1, max_size=4).filter(lambda n: sum(n) < 0))
def test_a_negative_bill_mirrors_cell_by_cell(counts: list[int]) -> None:
    key = units({"A": 3, "B": 5, "C": 7})
    back = bill_of(key, *map(Amount, counts))
    there = bill_of(key, *(Amount(-count) for count in counts))
    for one, other in zip(back.lines, there.lines, strict=True):
        assert one.year == tuple(-cell for cell in other.year)
        assert one.instalments == tuple(tuple(-cell for cell in step) for step in other.instalments)


def test_an_id_goes_before_a_name() -> None:
    lines = (BudgetLine("a", "b", kr(100)), BudgetLine("b", "c", kr(900)))
    bill = bill_of(units({"A": 1}), *lines)
    assert bill.amount(line="b").kroner == 900
    assert bill.amount(line="c").kroner == 900
    assert bill.explain("A", line="b").startswith("A, c: 900,00 kr.")
    twice = bill_of(units({"A": 1}), BudgetLine("a", "x", kr(1)), BudgetLine("b", "x", kr(1)))
    with pytest.raises(InvalidValueError, match="is no line of the bill"):
        twice.line("x")


def test_a_member_outside_the_pool_is_told_so() -> None:
    region = municipality("Region Nordjylland")
    key = HeadTerms(PopulationOn(1), Pool(kind=PartyKind.MUNICIPALITY))
    terms = agreement([*everyone(), region], key)
    bill = bill_year(terms, budget(2025, kr(7)), packaged_figures())
    assert bill.weight(region) == 0
    assert "Nøgle: parten er uden for nøglens kreds og bærer intet" in bill.explain(region)
    english = bill.explain(region, line="l1", language="en")
    assert "Key: the party is outside the key's pool and bears nothing" in english


def test_a_reason_is_told_only_where_a_figure_needed_it() -> None:
    reason = "aftalt i styregruppen"
    heads = HeadTerms(PopulationFixed(dt.date(2025, 3, 1)))
    march = packaged_figures().adding(Population("2025-03-01", {"741": 3700}))
    needed = agreement([municipality("Samsø")], heads, override=reason)
    assert reason in bill_year(needed, budget(2026, kr(7)), march).explain("Samsø")
    idle = agreement([A, B, C], units({"A": 1}), override=reason)
    assert reason not in bill_year(idle, budget(2025, kr(7)), figures_with(A, B, C)).explain("A")


def test_the_place_in_a_tie_is_the_one_that_decided() -> None:
    split = Composed((Slice("alt", 1, by_heads(population("2023-01-01"), among=["Samsø"])),))
    assert "ingen" in split.split(kr(1)).explain("Samsø")
    bill = bill_of(units({"A": 1, "B": 1, "C": 1}), Amount(2))
    assert "nummer 2 af 3 og får én. 3 har samme rest" in bill.explain("B")
    assert "nummer 3 af 3 og får ingen. 3 har samme rest" in bill.explain("C")
    assert "number 3 of 3 and gets none. 3 have the same" in bill.explain("C", language="en")


def test_added_percentages_are_told_as_added() -> None:
    index = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.DEVELOPMENT)
    for chaining, ending in (
        (Chaining.ADD, "lønindeks (udvikling), procenterne lagt sammen\n    fra 2022 pl til"),
        (Chaining.COMPOUND, "lønindeks (udvikling)\n    fra 2022 pl til"),
    ):
        terms = agreement(
            [A], units({"A": 1}), index=IndexTerms(index, chaining), override="aftalt"
        )
        bill = bill_year(terms, budget(2024, kr(100, 2022)), figures_with(A))
        assert ending in bill.explain("A", line="l1")


def test_a_newcomer_on_top_has_no_measure_beside_the_others() -> None:
    from sundgov.finance.agreements import EntryEffect, EntryRule

    terms = agreement(
        [Membership(A, "2020-01-01"), Membership(B, "2025-07-01")],
        units({"A": 1, "B": 1}),
        entry=EntryRule.BY_DAYS,
        entry_effect=EntryEffect.ON_TOP,
    )
    bill = bill_year(terms, budget(2025, kr(100)), figures_with(A, B))
    assert bill.weight("B") is None
    assert "Nøgle: flere i brug" in bill.explain("B")


def test_the_municipalities_of_a_region_may_be_those_of_another_day() -> None:
    p = population("2026-01-01")
    east = by_heads(p, region="Region Østdanmark", on=dt.date(2027, 1, 1))
    assert len(east.parties) == 46


def test_the_same_heads_are_held_once_whatever_their_table() -> None:
    held = packaged_figures()
    again = Population("2023-01-01", dict(population("2023-01-01").heads), table="andet")
    assert held.adding(again) == held


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: budget(2025, BudgetLine("x", "X", kr(1), LineKind.ENTRY)),
            InvalidValueError,
            "lines.kind: a budget has no entry lines (got 'x')",
        ),
        (
            lambda: Bounded(by_heads(population("2023-01-01"))),
            InvalidValueError,
            "bounds: need a minimum or a maximum",
        ),
        (
            lambda: Bounded(by_heads(population("2023-01-01")), minimum=5.0),  # type: ignore[arg-type]
            NotExactError,
            "minimum: must be an Amount (got 5.0)",
        ),
        (
            lambda: Tariff(25.0, by_heads(population("2023-01-01")).driver),  # type: ignore[arg-type]
            NotExactError,
            "price: must be an Amount or an ExactAmount (got 25.0)",
        ),
        (
            lambda: by_heads(population("2023-01-01"), among=["Samsø"], region="Region Sjælland"),
            InvalidValueError,
            "region: a key is over a region or among parties, not both (got 'Region Sjælland')",
        ),
        (
            lambda: Population("2025-04-01", {"741": 1}, Publication.read("2020-01-01")),
            InvalidValueError,
            "published: must not lie before the reference date (got '2020-01-01')",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message


def test_equal_terms_over_half_a_pool() -> None:
    key = ComposedTerms(
        (SliceTerms("a", HALF, EqualTerms(Pool(named=(A,)))), SliceTerms("b", HALF, EqualTerms()))
    )
    assert bill_of(key, kr(6))["A"].kroner == 4
