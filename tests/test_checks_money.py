"""What money is, papers against ledgers, tables of shares, and the decisions behind a bill."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from sundgov import kr
from sundgov.authority import Authority
from sundgov.checks import run
from sundgov.checks.money.against_ledgers import budget_above_ceiling, ledger_differs, rate_differs
from sundgov.checks.money.authorities import (
    authority_day_differs,
    authority_not_settled,
    authority_superseded,
    authority_unknown,
    bill_without_authority,
)
from sundgov.checks.money.books import BOOKS
from sundgov.checks.money.members import members_differ
from sundgov.checks.money.money import MONEY
from sundgov.checks.money.money_kinds import (
    benefit_below_cost,
    collected_above_ceiling,
    disposal_differs,
    undisposed_without_decision,
)
from sundgov.checks.money.shares import (
    cell_differs,
    cells_exchanged,
    split_without_key,
    table_sum_differs,
    table_without_shares,
)
from sundgov.finance.agreements import Agreement, EntryEffect, EntryRule, IndexTerms, Membership
from sundgov.finance.budgets import Budget, BudgetLine, Ceiling, Condition, LineKind
from sundgov.finance.exits import Exit
from sundgov.finance.results import Estimate, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    Pool,
    PopulationFixed,
    SliceTerms,
    UnstatedTerms,
)
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.governance.agendas import Agenda, AgendaItem
from sundgov.governance.bodies import Body, BodyChange, BodyEvent, Seat
from sundgov.governance.decisions import Decision, Outcome, OutcomeKind, OutsideDecision
from sundgov.governance.meetings import Meeting
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.projects import Project
from sundgov.governance.qualified_amounts import QualifiedAmount, Qualifier
from sundgov.governance.recommendations import Option
from sundgov.governance.statements import Extent, MoneyMeaning, Section, StatedFigure
from sundgov.indices import IndexKind, IndexName
from sundgov.money import Amount
from sundgov.parties import PartyKind
from sundgov.record import Ledger, Record
from sundgov.record.share_tables import ShareLine, ShareTable
from sundgov.testing.strategies import records, stated_ledgers
from tests.builders import BY_HEADS, agreement, municipality
from tests.money_papers import (
    BUDGET,
    CEILING,
    COLLECTED,
    FIGURES,
    TODAY,
    UNDISPOSED,
    amount,
    entry,
    found,
    item,
    meeting,
    outside,
    places,
    record,
    supersedes,
)

LAESOE, SAMSOE, REGION = (municipality(one) for one in ("Læsø", "Samsø", "Region Midtjylland"))
DISPOSED, PRICE = MoneyMeaning.DISPOSED, MoneyMeaning.PRICE
COST, BENEFIT = MoneyMeaning.COST, MoneyMeaning.BENEFIT
FFL = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL)
HERE = "st-2023-12-08, item 1, presentation"
DECIDED = Authority("st-2023-11", "Styregruppen", decided_on="2023-11-15")


def terms(**changes: Any) -> Agreement:
    """The agreement "drift" of Læsø and Samsø, in equal parts unless said otherwise."""
    return agreement([LAESOE, SAMSOE], **{"id": "drift", "key": EqualTerms(), **changes})


def plan(*lines: Amount | BudgetLine, year: int = 2024, **changes: Any) -> Budget:
    """A budget of lines named l1, l2 …"""
    held = tuple(
        one if isinstance(one, BudgetLine) else BudgetLine(f"l{number}", f"L{number}", one)
        for number, one in enumerate(lines, 1)
    )
    return evolve(Budget(year, held), **changes)


def books(*budgets: Budget, of: Agreement | None = None, **others: Any) -> tuple[Ledger, ...]:
    return (Ledger(of or terms(), budgets, FIGURES, **others),)


SIX_AND_REST = (
    BudgetLine("drift", "Drift", kr("6 mio.")),
    BudgetLine("rest", "Ikke disponeret", kr("1 mio."), LineKind.UNDISPOSED),
)


# -- ceilings and collections


def test_what_is_collected_is_held_against_every_ceiling_that_may_count() -> None:
    check, over = collected_above_ceiling, amount("7,5 mio. kr.", COLLECTED)
    top = outside("st-1", amount("7 mio. kr.", CEILING))
    (one,) = found(check, meeting(item(over)), top)
    assert one.why == (
        "what is collected for drift in 2024 is 7,5 mio. kr., above the ceiling of 7 mio. kr."
        " stated in decision st-1"
    )
    later = outside("st-1", amount("7 mio. kr.", CEILING), on="2023-12-09")
    assert places(check, meeting(item(over)), later) == []
    wide = amount("8 mio. kr.", CEILING)
    assert places(check, meeting(item(over, wide)), top) == []
    assert places(check, meeting(item(over, amount("7 mio. kr. (2023 pl)", CEILING)))) == []
    assert places(check, meeting(item(over))) == []


def test_options_and_what_was_not_approved_collect_nothing_and_bound_nothing() -> None:
    check, over = collected_above_ceiling, amount("7,5 mio. kr.", COLLECTED)
    top = outside("st-1", amount("7 mio. kr.", CEILING))
    option = Option("a", "A", amounts=(over,))
    assert places(check, meeting(item(options=[option])), top) == []
    rejected = meeting(minutes=[entry(decided=[over], kind=OutcomeKind.REJECTED)])
    assert places(check, rejected, top) == []
    raised = meeting(
        item(over),
        minutes=[entry(decided=[amount("8 mio. kr.", CEILING)], kind=OutcomeKind.POSTPONED)],
    )
    assert places(check, raised, top) == [HERE]


def test_a_project_collects_too_and_years_are_told_together() -> None:
    both = (2024, 2025)
    over = Project("p", "P", amounts=(amount("7,5 mio. kr.", COLLECTED, both),))
    top = outside("st-1", amount("7 mio. kr.", CEILING, both))
    (one,) = found(collected_above_ceiling, top, projects=(over,))
    assert one.place == "project p"
    assert "in 2024 and 2025 is 7,5 mio. kr." in one.why


@pytest.mark.parametrize(
    ("collected", "disposed", "rest", "fires"),
    [
        ("7 mio. kr.", "6,0 mio. kr.", "ca. 1,0 mio. kr.", False),
        ("7 mio. kr.", "5,5 mio. kr.", "ca. 1,0 mio. kr.", True),
        ("7 mio. kr.", "6,5 mio. kr.", "ca. 1,0 mio. kr.", True),
        ("7.000.000 kr.", "6.000.000 kr.", "1.000.000 kr.", False),
        ("7.000.000 kr.", "6.000.000 kr.", "1.000.001 kr.", True),
        ("mindst 7 mio. kr.", "6,5 mio. kr.", "1 mio. kr.", False),
        ("op til 7 mio. kr.", "5,5 mio. kr.", "1 mio. kr.", False),
        ("7 mio. kr. (2024 pl)", "5 mio. kr.", "1 mio. kr. (2023 pl)", False),
    ],
)
def test_what_is_disposed_of_and_what_is_not_make_what_is_collected(
    collected: str, disposed: str, rest: str, *, fires: bool
) -> None:
    three = amount(collected, COLLECTED), amount(disposed, DISPOSED), amount(rest, UNDISPOSED)
    assert bool(places(disposal_differs, meeting(item(*three)))) is fires


def test_three_amounts_of_one_paper_are_needed_and_each_only_once() -> None:
    whole, part, rest = (
        amount("7 mio. kr.", COLLECTED),
        amount("1 mio. kr.", DISPOSED),
        amount("1 mio. kr.", UNDISPOSED),
    )
    check = disposal_differs
    assert places(check, meeting(item(whole, part))) == []
    assert places(check, meeting(item(whole, part, rest, amount("2 mio. kr.", DISPOSED)))) == []
    assert places(check, meeting(item(whole, part)), meeting(item(rest), on="2024-02-02")) == []
    assert len(places(check, meeting(item(whole, part, rest), item(whole, label="2")))) == 1
    income = amount(QualifiedAmount("-7 mio. kr.", kr("-7 mio. kr.")), COLLECTED)
    assert places(check, meeting(item(income, part, rest))) == []


# -- undisposed


def test_what_is_not_disposed_of_is_decided_to_be_collected() -> None:
    check, rest = undisposed_without_decision, amount("1 mio. kr.", UNDISPOSED)
    there = "st-2023-12-08, item 1, minutes"
    before = outside("st-0", amount("7 mio. kr.", COLLECTED, (2023,)))
    assert places(check, meeting(minutes=[entry(rest)])) == []
    assert places(check, meeting(minutes=[entry(rest)]), before) == [there]
    assert places(check, meeting(item(rest)), before) == []
    assert places(check, meeting(item(rest), minutes=[entry(rest)]), before) == [there]
    decided = meeting(minutes=[entry(rest, decided=[amount("7 mio. kr.", COLLECTED)])])
    assert places(check, decided) == []
    other = outside("st-1", amount("7 mio. kr.", COLLECTED, (2025,)))
    assert places(check, meeting(minutes=[entry(rest)]), other) == [there]
    nothing = (amount("0 kr.", UNDISPOSED), amount("1 kr.", UNDISPOSED, of=""), amount(None))
    assert places(check, meeting(minutes=[entry(*nothing)]), before) == []


def test_an_undisposed_line_has_a_decision_behind_its_budget() -> None:
    check, rest = undisposed_without_decision, SIX_AND_REST[1]
    top = Ceiling(kr("7 mio."), DECIDED)
    assert places(check, ledgers=books(plan(rest))) == ["drift, budget 2024, line rest"]
    assert places(check, ledgers=books(plan(rest, authority=DECIDED))) == []
    assert places(check, ledgers=books(plan(rest, ceiling=top))) == []
    assert places(check, ledgers=books(plan(rest), of=terms(authority=DECIDED))) == []
    assert places(check, outside("st-1", amount("7 mio. kr.")), ledgers=books(plan(rest))) == []
    empty = evolve(rest, amount=kr(0))
    assert places(check, ledgers=books(plan(empty, SIX_AND_REST[0]))) == []
    told = meeting(minutes=[entry(amount("1 mio. kr.", UNDISPOSED))])
    assert places(check, told, ledgers=books(plan(rest, authority=DECIDED))) == []
    undecided = places(check, told, ledgers=books(plan(kr(1))))
    assert undecided == ["st-2023-12-08, item 1, minutes"]


# -- benefit and cost


def test_a_benefit_below_its_cost_is_told() -> None:
    check, cost = benefit_below_cost, amount("1,2 mio. kr.", COST)
    small, large = amount("800.000 kr.", BENEFIT), amount("1,5 mio. kr.", BENEFIT)
    (one,) = found(check, meeting(item(cost, small)))
    assert one.why == (
        "the benefit in 2024 is 800.000 kr., below the cost of 1,2 mio. kr. stated at the same"
        " place"
    )
    assert places(check, meeting(item(cost, large))) == []
    assert places(check, meeting(item(small), item(cost, label="2"))) == []
    assert places(check, meeting(item(cost, small, large))) == []
    assert places(check, meeting(item(cost, small, put=[cost]))) == [HERE]
    assert places(check, meeting(item(cost, amount(None, BENEFIT)))) == []
    assert places(check, meeting(item(cost), minutes=[entry(small)])) == []


def test_each_option_has_its_own_benefit_and_cost() -> None:
    cost, small = amount("1,2 mio. kr.", COST), amount("800.000 kr.", BENEFIT)
    first, second = Option("a", "A", amounts=(cost, small)), Option("b", "B", amounts=(cost,))
    (one,) = places(benefit_below_cost, meeting(item(options=[first, second])))
    assert one == "st-2023-12-08, item 1, point 1, option a"
    apart = [Option("a", "A", amounts=(cost,)), Option("b", "B", amounts=(small,))]
    assert places(benefit_below_cost, meeting(item(options=apart))) == []
    undated = Project("p", "P", amounts=(amount("2 kr.", COST, ()), amount("1 kr.", BENEFIT, ())))
    (told,) = found(benefit_below_cost, projects=(undated,))
    assert told.why.startswith("the benefit is 1 kr.")


def test_a_benefit_and_a_cost_are_compared_in_the_same_money_and_per_the_same() -> None:
    cost = amount("1,2 mio. kr.", COST)
    for other in ("800.000 kr. (2021 pl)", "800.000 kr. om året", "mindst 800.000 kr."):
        assert places(benefit_below_cost, meeting(item(cost, amount(other, BENEFIT)))) == []
    bound = amount("op til 1,2 mio. kr.", COST)
    assert places(benefit_below_cost, meeting(item(bound, amount("1 kr.", BENEFIT)))) == []


@pytest.mark.parametrize(("kroner", "fires"), [(-800_000, True), (-1_500_000, False)])
def test_a_benefit_may_be_written_below_zero(kroner: int, *, fires: bool) -> None:
    income = amount(kr(kroner), BENEFIT)
    assert bool(places(benefit_below_cost, meeting(item(amount(kr(10**6), COST), income)))) is fires
    least = QualifiedAmount("op til", kr(kroner), Qualifier.UP_TO)
    assert not places(
        benefit_below_cost, meeting(item(amount(kr(10**6), COST), amount(least, BENEFIT)))
    )
    negative = amount(kr(-1), COST)
    assert not places(benefit_below_cost, meeting(item(negative, amount("0 kr.", BENEFIT))))


# -- against the ledgers


def test_a_budget_may_be_told_with_or_without_what_is_not_disposed_of() -> None:
    held = books(plan(*SIX_AND_REST, authority=DECIDED))
    for wording, told in (("6,0 mio. kr.", 0), ("7 mio. kr.", 0), ("8 mio. kr.", 1)):
        assert len(places(ledger_differs, meeting(item(amount(wording))), ledgers=held)) == told
    (one,) = found(ledger_differs, meeting(item(amount("8 mio. kr."))), ledgers=held)
    assert one.why == (
        "the budget for drift in 2024 is stated as 8 mio. kr., and 7.000.000,00 kr. or"
        " 6.000.000,00 kr. stands in the record's own budget, version 1"
    )


@pytest.mark.parametrize(
    "stated",
    [
        amount("8 mio. kr.", of="support"),
        amount("8 mio. kr.", years=(2025,)),
        amount("8 mio. kr.", years=(2024, 2025), extent=Extent.TOGETHER),
        amount("8 mio. kr.", subject="rejser"),
        amount("8 mio. kr.", payers=("Samsø",)),
        amount("8 mio. kr.", line="support"),
        amount("8 mio. kr.", CEILING),
        amount("8 mio. kr.", DISPOSED),
        amount("8 mio. kr.", COLLECTED, line="drift"),
        amount("8 mio. kr. (2021 pl)"),
        amount("8 mio. kr.", on="2023-06-01"),
        amount("mindst 5 mio. kr."),
    ],
)
def test_what_is_another_figure_is_not_held_against_the_budget(stated: Any) -> None:
    held = books(plan(*SIX_AND_REST, authority=DECIDED))
    assert places(ledger_differs, meeting(item(stated)), ledgers=held) == []


def test_a_line_a_ceiling_and_a_collection_have_their_own_figures() -> None:
    top = Ceiling(kr("7 mio."), DECIDED)
    held = books(plan(*SIX_AND_REST, authority=DECIDED, ceiling=top))
    wrong = [
        amount("5 mio. kr.", line="drift"),
        amount("5 mio. kr.", line="Drift"),
        amount("8 mio. kr.", CEILING),
        amount("6 mio. kr.", COLLECTED),
    ]
    right = [
        amount("6 mio. kr.", line="Drift"),
        amount("7 mio. kr.", CEILING),
        amount("7 mio. kr.", COLLECTED),
        amount(kr("-7 mio. kr."), COLLECTED),
    ]
    for stated in (*wrong, *right):
        told = places(ledger_differs, meeting(item(stated)), ledgers=held)
        assert told == ([HERE] if stated in wrong else [])


def test_a_collection_may_be_told_with_what_earlier_years_carry() -> None:
    result = Result(2024, kr(600), "2025-03-01")
    budgets = (plan(kr(1000)), plan(kr(1000), year=2025, authority=DECIDED))
    held = books(*budgets, results=(result,))
    for ore, told in ((1000, 0), (600, 0), (800, 1)):
        stated = amount(kr(ore), COLLECTED, (2025,))
        assert len(places(ledger_differs, meeting(item(stated)), ledgers=held)) == told


def test_what_cannot_be_billed_or_is_billed_on_top_is_not_compared() -> None:
    stated = meeting(item(amount("9 kr.", COLLECTED)))
    on_top = terms(entry_effect=EntryEffect.ON_TOP)
    stranger = terms(key=EqualTerms(Pool(named=(REGION,))))
    for of in (on_top, stranger):
        held = books(plan(kr(1), authority=DECIDED), of=of)
        assert places(ledger_differs, stated, ledgers=held) == []


def test_amounts_at_another_level_than_the_years_are_not_compared() -> None:
    index = terms(index=IndexTerms(FFL))
    base = terms(index=IndexTerms(FFL, base_level=2024))
    stated = meeting(item(amount("9 kr.")))
    level = plan(kr("1 kr. (2023 pl)"), authority=DECIDED)
    assert places(ledger_differs, stated, ledgers=books(level, of=index)) == []
    unstated = plan(kr(1), authority=DECIDED)
    assert places(ledger_differs, stated, ledgers=books(unstated, of=index)) == []
    assert places(ledger_differs, stated, ledgers=books(unstated, of=base)) == [HERE]


def test_a_paper_speaks_of_a_budget_once_it_is_decided_or_its_year_has_begun() -> None:
    eight = amount("8 mio. kr.")
    early, late = meeting(item(eight)), meeting(item(eight), on="2024-02-01")
    undated = plan(*SIX_AND_REST)
    assert places(ledger_differs, early, late, ledgers=books(undated)) == [
        "st-2024-02-01, item 1, presentation"
    ]
    second = plan(*SIX_AND_REST, version=2)
    assert places(ledger_differs, early, late, ledgers=books(undated, second)) == []
    unknown = plan(*SIX_AND_REST, authority=Authority("st-1", "Styregruppen"))
    assert len(places(ledger_differs, early, late, ledgers=books(unknown))) == 1
    decided = plan(*SIX_AND_REST, authority=evolve(DECIDED, decided_on=dt.date(2023, 12, 9)))
    assert len(places(ledger_differs, early, late, ledgers=books(decided))) == 1
    top = Ceiling(kr("7 mio."), evolve(DECIDED, decided_on=dt.date(2024, 3, 1)))
    above = meeting(item(amount("8 mio. kr.", CEILING)), on="2024-02-01")
    held = books(plan(*SIX_AND_REST, authority=DECIDED, ceiling=top))
    assert places(ledger_differs, above, ledgers=held) == []
    assert len(places(ledger_differs, early, ledgers=held)) == 1
    same_day = plan(*SIX_AND_REST, authority=evolve(DECIDED, decided_on=dt.date(2023, 12, 8)))
    assert places(ledger_differs, early, ledgers=books(same_day)) == []
    told = meeting(minutes=[entry(eight)])
    assert len(places(ledger_differs, told, ledgers=books(same_day))) == 1


def test_a_decision_is_held_against_the_budget_and_a_recommendation_is_not() -> None:
    held = books(plan(*SIX_AND_REST))
    eight = amount("8 mio. kr.")
    assert places(ledger_differs, outside("st-1", eight), ledgers=held) == ["decision st-1"]
    replaced = outside("st-2", on="2023-06-01", changes=supersedes("st-1"))
    assert places(ledger_differs, outside("st-1", eight), replaced, ledgers=held) == []
    decided = books(plan(*SIX_AND_REST, authority=DECIDED))
    assert places(ledger_differs, meeting(item(put=[eight])), ledgers=decided) == []
    project = Project("p", "P", amounts=(eight,))
    assert places(ledger_differs, projects=(project,), ledgers=decided) == []


def test_a_year_that_transfers_touch_is_not_the_budget_as_it_was_decided() -> None:
    moved = Transfer("1", kr(1), LineOfYear(2024, "drift"), LineOfYear(2025, "drift"))
    held = books(plan(*SIX_AND_REST, authority=DECIDED), transfers=(moved,))
    assert places(ledger_differs, meeting(item(amount("8 mio. kr."))), ledgers=held) == []


def test_a_budget_above_every_ceiling_in_force_is_told() -> None:
    check, held = budget_above_ceiling, books(plan(*SIX_AND_REST))
    low, high = amount("6,5 mio. kr.", CEILING), amount("8 mio. kr.", CEILING)
    assert places(check, outside("st-1", low), ledgers=held) == ["drift, budget 2024, version 1"]
    assert places(check, outside("st-1", low), outside("st-2", high), ledgers=held) == []
    assert places(check, outside("st-1", low, on="2024-02-01"), ledgers=held) == []
    for text in ("mindst 5 mio. kr.", "6,5 mio. kr. (2021 pl)"):
        assert places(check, outside("st-1", amount(text, CEILING)), ledgers=held) == []
    level = books(plan(kr("7 mio. kr. (2021 pl)")), of=terms(index=IndexTerms(FFL)))
    assert places(check, outside("st-1", low), ledgers=level) == []


def heads(*lines: Amount | BudgetLine, **changes: Any) -> tuple[Ledger, ...]:
    """Læsø and Samsø, 5.564 inhabitants on 1 January 2023."""
    return books(plan(*lines), of=terms(**{"key": BY_HEADS, **changes}))


def test_a_rate_makes_the_budget_of_the_keys_inhabitants() -> None:
    held = heads(kr(20_000))
    (one,) = found(
        rate_differs, meeting(item(amount("4,00 kr. pr. indbygger", PRICE))), ledgers=held
    )
    assert one.why == (
        "4,00 kr. pr. indbygger makes 22.256,00 kr. of 5.564 inhabitants, and 20.000,00 kr. is"
        " budgeted in 2024"
    )
    assert one.remedy == "Correct the budget, or the rate, of which 3,59 kr. would make it."


@pytest.mark.parametrize(
    ("wording", "named"),
    [
        ("3,59 kr. pr. indbygger", {}),
        ("4 kr. pr. indbygger", {}),
        ("9,00 kr. pr. patient", {}),
        ("9,00 kr.", {}),
        ("op til 9,00 kr. pr. indbygger", {}),
        ("9-10 kr. pr. indbygger", {}),
        ("9,00 kr. pr. indbygger (2021 pl)", {}),
        ("9,00 kr. pr. indbygger", {"meaning": COST}),
        ("9,00 kr. pr. indbygger", {"subject": "support"}),
        ("9,00 kr. pr. indbygger", {"payers": ("Samsø",)}),
        ("9,00 kr. pr. indbygger", {"years": (2025,)}),
        ("9,00 kr. pr. indbygger", {"of": "support"}),
        ("9,00 kr. pr. indbygger", {"line": "support"}),
    ],
)
def test_what_is_no_rate_of_the_year_or_near_enough_is_left_alone(
    wording: str, named: dict[str, Any]
) -> None:
    given = {"meaning": PRICE, **named}
    if "(2021 pl)" in wording:
        wording = QualifiedAmount("9,00 kr. pr. indbygger", kr("9 kr. (2021 pl)"))  # type: ignore[assignment]
    stated = amount(wording, **given)
    assert places(rate_differs, meeting(item(stated)), ledgers=heads(kr(20_000))) == []


def test_a_rate_of_a_line_is_held_against_the_line() -> None:
    lines = (BudgetLine("drift", "Drift", kr(20_000)), BudgetLine("ny", "Ny", kr(1)))
    rate = amount("3,59 kr. pr. indbygger om året", PRICE, line="Drift")
    whole = amount("3,70 kr. pr. indbygger", PRICE)
    assert places(rate_differs, meeting(item(rate)), ledgers=heads(*lines)) == []
    assert places(rate_differs, meeting(item(whole)), ledgers=heads(*lines)) == [HERE]


def test_a_rate_is_decided_or_told_and_the_key_counts_inhabitants() -> None:
    rate = amount("9,00 kr. pr. indbygger", PRICE)
    held = heads(kr(20_000))
    assert places(rate_differs, outside("st-1", rate), ledgers=held) == ["decision st-1"]
    rejected = meeting(minutes=[entry(decided=[rate], kind=OutcomeKind.REJECTED)])
    option = meeting(item(options=[Option("a", "A", amounts=(rate,))]))
    for silent in (rejected, option):
        assert places(rate_differs, silent, ledgers=held) == []
    for other in (
        books(plan(kr(20_000))),
        heads(kr(20_000), key=EqualTerms(Pool(named=(REGION,)))),
        heads(kr(20_000), key=BoundedTerms(BY_HEADS, maximum=kr(19_000))),
    ):
        assert places(rate_differs, meeting(item(rate)), ledgers=other) == []
    capped = evolve(BY_HEADS, cap=2000)
    (one,) = found(rate_differs, meeting(item(rate)), ledgers=heads(kr(20_000), key=capped))
    assert one.why == (
        "9,00 kr. pr. indbygger makes 34.101,00 kr. of 3.789 inhabitants, and 20.000,00 kr. is"
        " budgeted in 2024"
    )


# -- tables of shares

IN_MIDT = Pool(kind=PartyKind.MUNICIPALITY, region=REGION)
BY_REGION = evolve(BY_HEADS, population=PopulationFixed("2019-01-01"), pool=IN_MIDT)


def table(*cells: tuple[str, int, int], total: int | None = None, **changes: Any) -> ShareTable:
    lines = tuple(ShareLine(label, kr(whole), {SAMSOE: kr(cell)}) for label, whole, cell in cells)
    last = None if total is None else ShareLine("I alt", None, {SAMSOE: kr(total)})
    return evolve(ShareTable("t", "Udgifter", BY_REGION, 2020, lines, total=last), **changes)


def test_a_table_is_told_by_its_cells_its_exchanges_and_its_sums() -> None:
    wrong = table(
        ("Drift", 1_350_000, 558), ("Support", 200_000, 3766), ("Ny", 700_000, 9), total=1
    )
    (pair,) = found(cells_exchanged, share_tables=(wrong,))
    assert pair.place == "table t, line 1, Samsø"
    assert pair.remedy == (
        "Exchange them: 3.766,00 kr. for Drift of Samsø, 558,00 kr. for Support of Samsø."
    )
    assert places(cell_differs, share_tables=(wrong,)) == ["table t, line 3, Samsø"]
    assert places(table_sum_differs, share_tables=(wrong,)) == ["table t"]
    assert places(table_without_shares, share_tables=(wrong,)) == []


def test_a_line_that_holds_nowhere_is_told_once() -> None:
    key = EqualTerms(Pool(named=(LAESOE, SAMSOE)))
    none = ShareLine("Drift", kr(100), {LAESOE: kr(20), SAMSOE: kr(30)})
    one = ShareLine("Support", kr(100), {LAESOE: kr(50), SAMSOE: kr(30)})
    told = found(cell_differs, share_tables=(ShareTable("t", "T", key, 2020, (none, one)),))
    assert [each.place for each in told] == ["table t, line 1, Samsø", "table t, line 2, Læsø"] or [
        each.place for each in told
    ] == ["table t, line 1, Samsø", "table t, line 2, Samsø"]
    assert "none of the line's 2 cells holds" in told[0].why
    assert "none of" not in told[1].why


def test_a_table_whose_key_gives_no_shares_is_told_as_that_alone() -> None:
    early = table(("Drift", 1, 1), key=evolve(BY_REGION, population=PopulationFixed("2020-01-01")))
    assert places(table_without_shares, share_tables=(early,)) == ["table t"]
    for check in (cells_exchanged, cell_differs, table_sum_differs):
        assert places(check, share_tables=(early,)) == []


# -- keys that stop above those who pay


def test_a_group_without_a_key_is_told_at_any_depth() -> None:
    group, one = UnstatedTerms(), UnstatedTerms(Pool(named=(SAMSOE,)))
    half = Fraction(1, 2)
    inner = ComposedTerms((SliceTerms("a", half, one), SliceTerms("b", half, group)))
    key = ComposedTerms(
        (
            SliceTerms("x", half, EqualTerms()),
            SliceTerms("y", half, BoundedTerms(inner, maximum=kr(9))),
        )
    )
    check = split_without_key
    (told,) = found(check, ledgers=books(of=terms(key=key)))
    assert told.place == "drift, key, slice y, slice b"
    assert told.why == "b is borne by 2 parties, and nothing says how they share it"
    (whole,) = found(check, ledgers=books(of=terms(key=group)))
    assert (whole.place, whole.why[:11]) == ("drift, key", "the cost is")
    line = BudgetLine("drift", "Drift", kr(1), key=group)
    assert places(check, ledgers=books(plan(line, kr(1)))) == ["drift, budget 2024, line drift"]
    stranger = UnstatedTerms(Pool(named=(REGION, SAMSOE)))
    assert places(check, ledgers=books(of=terms(key=stranger))) == []


# -- the decisions behind a bill


def test_a_bill_has_a_decision_behind_it() -> None:
    check = bill_without_authority
    top = Ceiling(kr(1), DECIDED)
    bare, allowed, capped = (
        plan(kr(1)),
        plan(kr(1), year=2025, authority=DECIDED),
        plan(kr(1), year=2026, ceiling=top),
    )
    assert places(check, ledgers=books(bare, allowed, capped)) == ["drift"]
    (one,) = found(check, ledgers=books(bare, allowed, capped, plan(kr(1), year=2027)))
    assert one.why.startswith("2024 and 2027 would be billed")
    assert places(check, ledgers=books(allowed, capped)) == []
    assert places(check, ledgers=books(bare, of=terms(authority=DECIDED))) == []
    loose = plan(kr(1), ceiling=Ceiling(kr(1)))
    assert places(check, ledgers=books(loose)) == ["drift"]


def at(name: str = "st-2023-12-08-1", on: str | None = "2023-12-08", body: str = "st") -> Authority:
    return Authority(name, body, decided_on=on)


def minuted(*kinds: OutcomeKind, day: str = "2023-12-08", **changes: Any) -> Meeting:
    """A meeting whose first item was settled so."""
    outcomes = tuple(Outcome(kind, f"{number}") for number, kind in enumerate(kinds, 1))
    entries = (MinutesEntry("1", decision=Decision(outcomes)),) if kinds else ()
    held = Meeting(
        f"st-{day}",
        "st",
        day,
        agenda=Agenda((AgendaItem("1", "A"), AgendaItem("2", "B"))),
        minutes=Minutes(entries),
    )
    return evolve(held, **changes)


def test_an_authority_is_held_where_the_minutes_of_its_meeting_are() -> None:
    check = authority_unknown
    held = minuted(OutcomeKind.APPROVED)
    (one,) = found(check, held, ledgers=books(of=terms(authority=at("st-2023-12-08-2"))))
    assert (one.place, one.remedy) == (
        "drift, agreement",
        "Write 'st-2023-12-08-1' if that is meant.",
    )
    assert places(check, held, ledgers=books(of=terms(authority=at()))) == []
    (by_day,) = found(check, held, ledgers=books(of=terms(authority=at("Sag 7"))))
    assert by_day.remedy == "Correct the id, or enter what was decided."
    for other in (at("Sag 7", None), at("Sag 7", "2023-12-09"), at("Sag 7", body="Andre")):
        assert places(check, held, ledgers=books(of=terms(authority=other))) == []
    for silent in (evolve(held, minutes=None), evolve(held, last_day=dt.date(2023, 12, 9))):
        assert (
            places(check, silent, ledgers=books(of=terms(authority=at("Sag 7", "2023-12-10"))))
            == []
        )


def test_a_body_is_known_by_its_id_its_names_and_its_short_name() -> None:
    renamed = BodyEvent(BodyChange.RENAMED, PlannedTime.exact("2023-01-01"), name="Det nye råd")
    body = Body("st", "Styregruppen for Drift", short="SG", events=(renamed,))
    held = minuted(OutcomeKind.APPROVED)
    for name in ("st", "styregruppen for drift", "SG", "Det nye råd"):
        ledgers = books(of=terms(authority=at("Sag 7", body=name)))
        assert len(places(authority_unknown, held, bodies=(body,), ledgers=ledgers)) == 1


def test_the_day_of_an_authority_is_that_of_its_decision() -> None:
    check, held = authority_day_differs, minuted(OutcomeKind.APPROVED)
    for on, fires in (("2023-12-08", False), ("2023-12-09", True), (None, False)):
        told = places(check, held, ledgers=books(of=terms(authority=at(on=on))))
        assert bool(told) is fires
    long = evolve(held, last_day=dt.date(2023, 12, 9))
    assert places(check, long, ledgers=books(of=terms(authority=at(on="2023-12-09")))) == []
    month = OutsideDecision(
        Decision((Outcome(OutcomeKind.APPROVED),), id="st-1"), "st", PlannedTime.read("januar 2023")
    )
    ledgers = books(of=terms(authority=at("st-1", "2023-02-01")))
    (one,) = found(check, month, ledgers=ledgers)
    assert one.why.endswith("is of 2023-02-01, and the decision was taken januar 2023")
    assert one.remedy == "Leave out the day."
    assert places(check, month, ledgers=books(of=terms(authority=at("st-1", "2023-01-31")))) == []


def test_every_authority_of_a_ledger_is_read_where_it_stands() -> None:
    wrong = at(on="2023-12-18")
    condition = Condition("en evaluering", released=wrong)
    budget = plan(
        BudgetLine("a", "A", kr(1), condition=condition),
        BudgetLine("b", "B", kr(1), condition=Condition("uden frigivelse")),
        authority=wrong,
        ceiling=Ceiling(kr(9), wrong),
    )
    loose = plan(kr(1), year=2025, ceiling=Ceiling(kr(9)))
    moved = Transfer("1", kr(1), LineOfYear(2024, "a"), LineOfYear(2024, "b"), wrong)
    ledgers = books(
        budget,
        loose,
        of=terms(authority=wrong),
        results=(
            Result(2024, kr(1), "2025-03-01", authority=wrong),
            Result(2025, kr(1), "2026-03-01"),
        ),
        estimates=(Estimate(2025, kr(1), "2025-10-01", authority=wrong),),
        revisions=(
            RevisionTerms(2024, "2025-01-01", PopulationFixed("2023-01-01"), authority=wrong),
        ),
        exits=(Exit(LAESOE, "2024-12-31", authority=wrong),),
        transfers=(moved,),
    )
    assert places(authority_day_differs, minuted(OutcomeKind.APPROVED), ledgers=ledgers) == [
        "drift, agreement",
        "drift, budget 2024, version 1",
        "drift, budget 2024, version 1, ceiling",
        "drift, budget 2024, version 1, line a",
        "drift, estimate 2025",
        "drift, exit of Læsø",
        "drift, result 2024",
        "drift, revision 2024, 2025-01-01",
        "drift, transfer 1",
    ]


def test_an_authority_approves_something_and_a_result_need_only_be_noted() -> None:
    check = authority_not_settled
    noted = minuted(OutcomeKind.NOTED, OutcomeKind.POSTPONED, OutcomeKind.NOTED)
    (one,) = found(check, noted, ledgers=books(of=terms(authority=at())))
    assert one.why == (
        "its authority st-2023-12-08-1 approves nothing, its outcomes being noted, postponed"
    )
    result = Result(2024, kr(1), "2025-03-01", authority=at())
    assert places(check, noted, ledgers=books(plan(kr(1)), results=(result,))) == []
    some = minuted(OutcomeKind.NOTED, OutcomeKind.APPROVED)
    assert places(check, some, ledgers=books(of=terms(authority=at()))) == []
    open_ = evolve(
        some, minutes=Minutes((MinutesEntry("1", decision=Decision((), text="Drøftet")),))
    )
    assert places(check, open_, ledgers=books(of=terms(authority=at()))) == []


def test_an_authority_is_in_force_when_it_is_billed() -> None:
    check, first = authority_superseded, minuted(OutcomeKind.APPROVED)
    held = books(plan(kr(1)), plan(kr(1), year=2025), of=terms(authority=at()))
    for on, told in (
        ("2024-01-15", "2024-01-15"),
        ("2024-01-16", "2024-07-01"),
        ("2024-07-02", "2025-01-15"),
        ("2025-07-02", None),
    ):
        later = outside("st-9", on=on, changes=supersedes("st-2023-12-08-1"))
        whys = [one.why for one in found(check, first, later, ledgers=held)]
        assert whys == (
            [f"its authority st-2023-12-08-1 is superseded by st-9 when it is billed on {told}"]
            if told
            else []
        )


def test_an_older_version_of_a_budget_is_not_billed() -> None:
    first = minuted(OutcomeKind.APPROVED)
    later = outside("st-9", on="2024-01-01", changes=supersedes("st-2023-12-08-1"))
    old, new = plan(kr(1), authority=at()), plan(kr(2), version=2)
    assert places(authority_superseded, first, later, ledgers=books(old, new)) == []
    assert len(places(authority_superseded, first, later, ledgers=books(old))) == 1


# -- members


def counted(value: int, held_on: str = "2023-12-08", **named: Any) -> Meeting:
    figure = StatedFigure("parter", value, **{"members_of": "drift", **named})
    presented = AgendaItem("1", "Status", presentation=(Section(figures=(figure,)),))
    return Meeting(f"st-{held_on}", "st", held_on, agenda=Agenda((presented,)))


def joined(*members: Membership) -> tuple[Ledger, ...]:
    return books(of=agreement(members, EqualTerms(), id="drift", entry=EntryRule.BY_DAYS))


BOTH = joined(
    Membership(LAESOE, "2020-01-01", left="2023-06-30"),
    Membership(SAMSOE, "2020-01-01"),
    Membership(REGION, "2022-01-01"),
)


@pytest.mark.parametrize(
    ("value", "on", "named", "fires"),
    [
        (3, "2023-06-30", {}, False),
        (2, "2023-06-30", {}, False),  # the municipalities alone
        (1, "2023-06-30", {}, False),  # the region alone
        (4, "2023-06-30", {}, True),
        (2, "2023-07-01", {}, False),
        (3, "2023-07-01", {}, True),
        (2, "2021-12-31", {}, False),
        (3, "2022-01-01", {}, False),
        (3, "2023-12-08", {"on": PlannedTime("ved nytår", "2021-12-01", "2022-01-01")}, False),
        (3, "2023-12-08", {"on": PlannedTime("før nytår", "2021-12-01", "2021-12-31")}, True),
        (1, "2021-12-31", {}, True),
        (3, "2023-12-08", {"on": "2023-06-30"}, False),
        (3, "2023-12-08", {"on": PlannedTime.read("juni 2023")}, False),
        (3, "2023-12-08", {"on": PlannedTime.read("2023")}, False),
        (9, "2023-12-08", {"on": PlannedTime.read("2023")}, True),
        (9, "2023-12-08", {"on": PlannedTime.read("fra 2023")}, False),
        (9, "2023-12-08", {"qualifier": Qualifier.ABOUT}, False),
        (9, "2023-12-08", {"upper": 10}, False),
        (9, "2023-12-08", {"members_of": ""}, False),
        (9, "2023-12-08", {"members_of": "andre"}, False),
        (1, "2023-12-08", {"whole": 2}, False),
        (1, "2023-12-08", {"whole": 3}, True),
    ],
)
def test_a_number_of_members_is_the_agreements_on_the_day(
    value: int, on: str, named: dict[str, Any], *, fires: bool
) -> None:
    assert bool(places(members_differ, counted(value, on, **named), ledgers=BOTH)) is fires


def test_a_number_in_the_minutes_counts_too_and_its_days_are_told() -> None:
    figure = StatedFigure("parter", 9, members_of="drift", on=PlannedTime.read("2023"))
    entries = tuple(MinutesEntry(name, account=(Section(figures=(figure,)),)) for name in ("1", ""))
    held = Meeting("st-1", "st", "2023-12-08", minutes=Minutes(entries))
    one, two = found(members_differ, held, ledgers=BOTH)
    assert (one.place, two.place) == ("st-1, item 1, minutes", "st-1, minutes")
    assert one.why == (
        "the members of drift are counted as 9, and the agreement has 1 or 2 or 3 on 2023-01-01 to"
        " 2023-12-31"
    )


@pytest.mark.parametrize(
    ("seats", "second", "fires"),
    [
        ((Seat("st", "aj"),), {}, True),
        ((), {}, False),
        ((Seat("st", "aj", since="2022-06-01"),), {}, False),
        ((Seat("st", "aj", until=PlannedTime.read("2022")),), {}, False),
        ((Seat("st", "aj", since="2020-06-01", until="2024-01-01"),), {}, True),
        ((Seat("st", "aj"),), {"value": 7}, False),
        ((Seat("st", "aj"),), {"unit": "stemmer"}, False),
        ((Seat("st", "aj"),), {"on": PlannedTime.read("2021")}, False),
    ],
)
def test_a_bodys_number_changes_by_an_event(
    seats: tuple[Seat, ...], second: dict[str, Any], *, fires: bool
) -> None:
    first = counted(7, "2021-11-15", members_of="st")
    later = counted(**{"value": 8, "members_of": "st", **second})
    told = found(members_differ, first, later, seats=seats)
    assert bool(told) is fires
    if fires:
        assert told[0].place == HERE
        assert "as 8, and as 7 in st-2021-11-15, item 1, presentation" in told[0].why


def test_two_numbers_of_one_day_are_held_against_each_other() -> None:
    seven, eight = (StatedFigure("medlemmer", number, members_of="st") for number in (7, 8))
    both = AgendaItem("1", "Status", presentation=(Section(figures=(seven, eight)),))
    held = Meeting("st-1", "st", "2023-12-08", agenda=Agenda((both,)))
    assert len(places(members_differ, held, seats=(Seat("st", "aj"),))) == 1


# -- all of them


def test_the_order_of_a_record_decides_nothing() -> None:
    held: list[Meeting | OutsideDecision] = [
        meeting(item(amount("8 mio. kr."), amount("9 mio. kr.", COLLECTED), put=[amount("7 kr.")])),
        meeting(minutes=[entry(amount("1 mio. kr.", UNDISPOSED))], on="2024-02-01"),
        outside("st-1", amount("7 mio. kr.", BUDGET, (2024, 2025)), amount("7 mio. kr.", CEILING)),
    ]
    ledgers = (*books(plan(*SIX_AND_REST)), *books(of=terms(id="andet", key=UnstatedTerms())))
    told = {
        run(MONEY, record(*order, ledgers=sides), FIGURES, TODAY)
        for order in permutations(held)
        for sides in (ledgers, ledgers[::-1])
    }
    assert len(told) == 1
    assert len(next(iter(told))) > 4


@given(records(most_ledgers=0), st.data(), st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
def test_nothing_that_can_be_represented_is_refused(
    held: Record, data: DataObject, on: dt.date
) -> None:
    books_of = data.draw(st.lists(stated_ledgers(), max_size=1))
    whole = evolve(held, ledgers=tuple(books_of))
    told = run((*MONEY, *BOOKS), whole, FIGURES, on)
    assert run((*MONEY, *BOOKS)[::-1], whole, FIGURES, on) == told


def test_a_budget_made_twice_is_held_once_a_decision_dates_the_newest() -> None:
    eight = outside("st-1", amount("8 mio. kr."))
    first, second = plan(*SIX_AND_REST), plan(*SIX_AND_REST, version=2)
    assert places(ledger_differs, eight, ledgers=books(first)) == ["decision st-1"]
    assert places(ledger_differs, eight, ledgers=books(first, second)) == []
    for on, told in (("2023-12-20", 1), ("2023-12-21", 0)):
        dated = evolve(second, authority=evolve(DECIDED, decided_on=dt.date.fromisoformat(on)))
        assert len(places(ledger_differs, eight, ledgers=books(first, dated))) == told
    advice = Decision((Outcome(OutcomeKind.ENDORSED, amounts=(amount("8 mio. kr."),)),), id="st-1")
    endorsed = OutsideDecision(advice, "st", "2023-01-20")
    assert places(ledger_differs, endorsed, ledgers=books(first)) == []


def test_a_rate_is_held_against_the_budget_that_stood_on_the_day_of_the_paper() -> None:
    of, rate = terms(key=BY_HEADS), amount("4,00 kr. pr. indbygger", PRICE)
    budget = plan(kr(20_000))
    assert places(rate_differs, meeting(item(rate)), ledgers=books(budget, of=of)) == [HERE]
    again = evolve(budget, version=2)
    assert places(rate_differs, meeting(item(rate)), ledgers=books(budget, again, of=of)) == []
    for on, told in (("2023-12-08", 1), ("2023-12-09", 0)):
        dated = evolve(again, authority=evolve(DECIDED, decided_on=dt.date.fromisoformat(on)))
        held = books(budget, dated, of=of)
        assert len(places(rate_differs, meeting(item(rate)), ledgers=held)) == told
    project = Project("p", "P", amounts=(rate,))
    dated = evolve(budget, authority=evolve(DECIDED, decided_on=TODAY))
    assert len(places(rate_differs, projects=(project,), ledgers=books(dated, of=of))) == 1


def test_what_was_left_of_a_year_may_be_disposed_of_in_the_next() -> None:
    three = (
        amount("7 mio. kr.", COLLECTED),
        amount("7 mio. kr.", DISPOSED),
        amount("1 mio. kr.", UNDISPOSED),
    )
    left = amount("1 mio. kr.", MoneyMeaning.UNSPENT, (2023,))
    assert places(disposal_differs, meeting(item(*three))) == [HERE]
    assert places(disposal_differs, meeting(item(*three, left))) == []
    assert places(disposal_differs, meeting(item(*three, evolve(left, of="andet")))) == [HERE]
