"""A year's budget on a day: laws of the sums, prices, conditions, findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import Amount, Authority, CurrentPrices, kr, packaged_figures
from sundgov.errors import InvalidValueError, NotPublishedError, PriceLevelError, TextError
from sundgov.finance.budgets import Budget, BudgetLine, Ceiling, Condition, LineKind
from sundgov.finance.follow_up import FollowUp, FollowUpLine, Standing, follow_up
from sundgov.finance.statuses import BudgetStatus, LineStatus
from sundgov.finance.terms import EqualTerms
from sundgov.finance.transfers import LineOfYear, Transfer
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.money import Unit
from sundgov.publications import Publication, PublicationBasis
from tests.builders import FFL, KPRO, agreement, budget, in_year, party

FIGURES = packaged_figures()
GENERAL = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL)
TERMS = agreement([party("A"), party("B")], EqualTerms())
DECIDED = Authority("st-1", "styregruppen", decided_on="2024-06-01")
LATER = Authority("st-2", "styregruppen", decided_on="2024-11-01")
UNDATED = Authority("st-3", "styregruppen")
AUTUMN = "2024-09-30"


def followed(
    held: Budget, *told: LineStatus, moved: tuple[Transfer, ...] = (), on: str = AUTUMN
) -> FollowUp:
    """A follow-up with one status of the last day of August, if anything is told."""
    statuses = [BudgetStatus(2024, "2024-08-31", told)] if told else []
    return follow_up(TERMS, held, statuses, moved, on, FIGURES)


def move(
    amount: int | str, source: str, target: str, authority: Authority | None = DECIDED
) -> Transfer:
    (line, year), (other, other_year) = source.split(), target.split()
    places = LineOfYear(int(year), line), LineOfYear(int(other_year), other)
    return Transfer(f"{amount} {source} {target}", kr(amount), *places, authority)


def codes(stands: FollowUp) -> list[str]:
    return [finding.code for finding in stands.findings]


# --- what a row is ---


def test_a_row_by_hand() -> None:
    stands = followed(
        budget(2024, kr(1000), kr(500)),
        LineStatus("l1", kr(150), kr(600), kr(980)),
        LineStatus("l2", kr(0), kr(40), kr(390)),
        moved=(move(200, "l2 2024", "l1 2024"), move(50, "l1 2024", "l1 2025")),
    )
    row = stands.row("l1")
    # 1000 + 200 - 50 = 1150; 1150 - 150 - 600 = 400; 1150 - 980 = 170
    assert row.budget == in_year(2024, "1.000 kr.")
    assert row.transferred_in == in_year(2024, "200 kr.")
    assert row.transferred_out == in_year(2024, "50 kr.")
    assert row.revised == row.available == in_year(2024, "1.150 kr.")
    assert row.used == in_year(2024, "750 kr.")
    assert row.remaining == in_year(2024, "400 kr.")
    assert row.deviation == in_year(2024, "170 kr.")
    assert (stands.year, stands.prices) == (2024, CurrentPrices(2024))
    # 500 - 200 = 300; 300 - 40 = 260; 300 - 390 = -90
    assert stands.row("L2").remaining == in_year(2024, "260 kr.")
    assert stands.row("L2").deviation == in_year(2024, "-90 kr.")
    assert stands.totals == Standing(
        in_year(2024, "1.500 kr."),
        in_year(2024, "200 kr."),
        in_year(2024, "250 kr."),
        in_year(2024, "0 kr."),
        in_year(2024, "150 kr."),
        in_year(2024, "640 kr."),
        in_year(2024, "1.370 kr."),
    )


def test_what_is_not_told_is_nothing_and_expected_unknown() -> None:
    stands = followed(budget(2024, kr(10), kr(20)), LineStatus("l1", expected=kr(3)))
    assert stands.row("l2").status is None
    assert stands.row("l2").used == in_year(2024, "0 kr.")
    assert stands.row("l2").expected is None
    assert stands.row("l2").deviation is None
    assert stands.totals.expected is None
    assert stands.totals.deviation is None
    assert stands.row("l1").deviation == in_year(2024, "7 kr.")


def test_a_row_by_id_or_name() -> None:
    lines = tuple(
        BudgetLine(id_, name, kr(1)) for id_, name in (("a", "b"), ("b", "c"), ("d", "c"))
    )
    stands = followed(Budget(2024, lines))
    assert stands.row("a").line.id == "a"
    assert stands.row("b").line.id == "b"
    for wanted in ("c", "x"):
        with pytest.raises(InvalidValueError) as refused:
            stands.row(wanted)
        message = f"line: is no line of the budget (got {wanted!r}). Lines: a, b, d."
        assert str(refused.value) == message


def test_what_is_left_of_a_kind() -> None:
    lines = (
        BudgetLine("a", "A", kr(5)),
        BudgetLine("b", "B", kr(7), LineKind.RESERVE),
        BudgetLine("c", "C", kr(9), LineKind.RESERVE),
    )
    stands = followed(Budget(2024, lines), LineStatus("c", spent=kr(2)))
    assert stands.remaining_of(LineKind.RESERVE) == in_year(2024, "14 kr.")
    assert stands.remaining_of(LineKind.UNDISPOSED) == in_year(2024, "0 kr.")


def test_the_day_is_a_day() -> None:
    with pytest.raises(TextError, match=r"^on: a date is written year-month-day"):
        followed(budget(2024, kr(1)), on="30/9")


# --- laws ---

amounts = st.integers(-1000, 5000)
lines = st.lists(amounts, min_size=3, max_size=3)
ends = st.sampled_from([f"l{number} {year}" for number in (1, 2, 3) for year in (2024, 2025)])
authorities = st.sampled_from([DECIDED, LATER, UNDATED, None])


@st.composite
def transfers(draw: st.DrawFn) -> tuple[Transfer, ...]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        source, target = draw(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]))
        one = move(1, source, target, draw(authorities))
        found.append(evolve(one, id=f"{number}", amount=Amount(draw(st.integers(1, 900)))))
    return tuple(found)


def statuses(year: int, figures: list[list[int]]) -> BudgetStatus:
    told = (LineStatus(f"l{n}", *map(Amount, row)) for n, row in enumerate(figures, start=1))
    return BudgetStatus(year, f"{year}-01-31", tuple(told))


@given(lines, lines, transfers(), st.lists(lines, min_size=3, max_size=3))
def test_laws_of_the_sums(
    now: list[int], then: list[int], moved: tuple[Transfer, ...], told: list[list[int]]
) -> None:
    this, other = budget(2024, *map(Amount, now)), budget(2025, *map(Amount, then))
    status = statuses(2024, told)
    stands = follow_up(TERMS, this, [status], moved, AUTUMN, FIGURES, others=[other])
    after = follow_up(TERMS, other, [], moved, "2025-01-31", FIGURES, others=[this])
    columns: list[Callable[[Standing], Amount | None]] = [
        lambda row: row.budget,
        lambda row: row.revised,
        lambda row: row.available,
        lambda row: row.remaining,
        lambda row: row.expected,
        lambda row: row.deviation,
    ]
    for column in columns:
        parts = [column(row) for row in stands.rows]
        assert sum(part.ore for part in parts if part) == (column(stands.totals) or Amount(0)).ore
    for row, (committed, spent, expected) in zip(stands.rows, told, strict=True):
        into = sum(one.amount.ore for one in stands.transfers.counted if _to(one, row))
        out = sum(one.amount.ore for one in stands.transfers.counted if _from(one, row))
        assert row.revised.ore == row.budget.ore + into - out
        assert row.remaining.ore == row.revised.ore - committed - spent
        assert row.deviation == row.revised - _current(expected)
    assert not any(LATER is one.authority for one in stands.transfers.counted)
    # What leaves one year arrives in the other, once every decision is made.
    late = follow_up(TERMS, this, [], moved, "2024-12-31", FIGURES, others=[other])
    both = late.totals.revised.ore + after.totals.revised.ore
    assert both == late.totals.budget.ore + after.totals.budget.ore


def _to(one: Transfer, row: FollowUpLine) -> bool:
    return one.to_line == LineOfYear(2024, row.line.id)


def _from(one: Transfer, row: FollowUpLine) -> bool:
    return one.from_line == LineOfYear(2024, row.line.id)


def _current(ore: int) -> Amount:
    return Amount(ore, CurrentPrices(2024))


@given(lines, transfers())
def test_transfers_between_lines_leave_the_year_alone(
    now: list[int], moved: tuple[Transfer, ...]
) -> None:
    stands = followed(budget(2024, *map(Amount, now)), moved=moved)
    across = [one for one in stands.transfers.counted if one.between_years]
    arrived = sum(one.amount.ore for one in across if one.to_line.year == 2024)
    left = sum(one.amount.ore for one in across if one.from_line.year == 2024)
    assert stands.totals.revised.ore == stands.totals.budget.ore + arrived - left


@given(st.permutations(range(4)))
def test_the_order_of_what_is_given_decides_nothing(order: list[int]) -> None:
    moved = [move(n, "l1 2024", "l2 2024") for n in (1, 2, 3, 4)]
    told = [BudgetStatus(2024, f"2024-0{n}-01", (LineStatus("l1", kr(n)),)) for n in (5, 6, 7, 8)]
    held = budget(2024, kr(100), kr(100))
    plain = follow_up(TERMS, held, told, moved, AUTUMN, FIGURES)
    mixed = follow_up(
        TERMS, held, [told[n] for n in order], [moved[n] for n in order], AUTUMN, FIGURES
    )
    assert mixed == plain


# --- prices ---


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_lines_are_those_that_were_billed(year: int) -> None:
    bill, stands = KPRO.bill(year), KPRO.follow_up(year)
    assert [row.budget for row in stands.rows] == [line.amount for line in bill.lines]
    assert [row.uplift for row in stands.rows] == [line.uplift for line in bill.lines]
    assert stands.ceiling == bill.ceiling


def test_a_line_is_moved_by_hand_and_what_happens_to_it_is_not() -> None:
    """100 kr. at 2024 prices times 1,03 is 103 kr. of 2025; 10 kr. moved in are 10 kr."""
    indexed = evolve(TERMS, index=FFL)
    held = budget(2025, kr(100, 2024), ceiling=Ceiling(kr(200, 2024)))
    status = BudgetStatus(2025, "2025-03-31", (LineStatus("l1", kr(1), kr(2), kr(50)),))
    moved = (move(10, "l1 2024", "l1 2025"),)
    stands = follow_up(indexed, held, [status], moved, "2025-03-31", FIGURES)
    row = stands.row("l1")
    assert row.budget == in_year(2025, "103 kr.")
    assert row.revised == in_year(2025, "113 kr.")
    assert row.remaining == in_year(2025, "110 kr.")
    assert row.deviation == in_year(2025, "63 kr.")
    assert stands.ceiling == in_year(2025, "206 kr.")
    assert stands.revised_ceiling == in_year(2025, "216 kr.")
    assert stands.under_ceiling == in_year(2025, "103 kr.")


def test_a_line_is_rounded_to_the_unit_and_the_ceiling_to_an_ore() -> None:
    """1 kr. × 1,03: to a whole krone 1, to an øre 1,03; the condition rounds as its line."""
    indexed = evolve(TERMS, index=FFL, unit=Unit.KRONE)
    line = BudgetLine("l1", "L1", kr(1, 2024), condition=Condition("x", kr(1)))
    held = budget(2025, line, ceiling=Ceiling(kr(1, 2024)))
    stands = follow_up(indexed, held, [], [], "2025-03-31", FIGURES)
    assert stands.row("l1").budget == stands.row("l1").held_back == in_year(2025, "1 kr.")
    assert stands.ceiling == in_year(2025, "1,03 kr.")


def test_a_figure_is_used_only_after_it_was_published() -> None:
    indexed = evolve(TERMS, index=FFL)
    held = budget(2025, kr(100, 2024))
    follow_up(indexed, held, [], [], "2024-06-06", FIGURES)
    with pytest.raises(NotPublishedError, match="published 2024-06-06"):
        follow_up(indexed, held, [], [], "2024-06-05", FIGURES)


def test_a_vintage_newer_than_the_bill_does_not_change_the_budget() -> None:
    """The first instalment is billed on 15 January; what is published that day still counts."""
    indexed = evolve(TERMS, index=FFL)
    held = budget(2025, kr(100, 2024))
    for on, moved in (("2025-01-15", "150 kr."), ("2025-01-16", "103 kr.")):
        published = Publication(dt.date.fromisoformat(on), PublicationBasis.STATED)
        step = IndexStep(GENERAL, 2024, 2025, Fraction(50), published)
        figures = FIGURES.adding(step)
        stands = follow_up(indexed, held, [], [], "2025-06-30", figures)
        assert stands.row("l1").budget == in_year(2025, moved)


def test_an_override_lets_an_undated_figure_through() -> None:
    unknown = Publication(None, PublicationBasis.UNKNOWN)
    step = IndexStep(GENERAL, 2026, 2027, Fraction(50), unknown)
    held, figures = budget(2027, kr(100, 2026)), FIGURES.adding(step)
    indexed = evolve(TERMS, index=FFL)
    with pytest.raises(NotPublishedError):
        follow_up(indexed, held, [], [], "2027-06-30", figures)
    allowed = evolve(indexed, override="foreløbigt tal")
    stands = follow_up(allowed, held, [], [], "2027-06-30", figures)
    assert stands.row("l1").budget == in_year(2027, "150 kr.")


def test_an_amount_that_cannot_be_moved_is_named() -> None:
    with pytest.raises(PriceLevelError, match=r"^line l1: is not money of 2024"):
        followed(budget(2024, in_year(2023, "1 kr.")))
    ceiling = Ceiling(in_year(2023, "1 kr."))
    with pytest.raises(PriceLevelError, match=r"^ceiling: is not money of 2024"):
        followed(budget(2024, kr(1), ceiling=ceiling))
    condition = Condition("x", in_year(2023, "1 kr."))
    with pytest.raises(PriceLevelError, match=r"^condition of line l1: is not money of 2024"):
        followed(budget(2024, BudgetLine("l1", "L1", kr(1), condition=condition)))


# --- conditions ---


def conditional(condition: Condition, amount: int = 100) -> Budget:
    return budget(2024, BudgetLine("l1", "L1", kr(amount), condition=condition))


@pytest.mark.parametrize(
    ("condition", "held_back"),
    [
        (Condition("x"), 100),
        (Condition("x", kr(30)), 30),
        (Condition("x", kr(30), LATER), 30),
        (Condition("x", kr(30), DECIDED), 0),
        (Condition("x", None, DECIDED), 0),
        (Condition("x", None, LATER), 100),
        (Condition("x", None, UNDATED), 0),
    ],
)
def test_what_is_not_released_is_held_back(condition: Condition, held_back: int) -> None:
    row = followed(conditional(condition)).row("l1")
    assert row.held_back == _current(held_back * 100)
    assert row.available == row.remaining == _current((100 - held_back) * 100)
    assert row.revised == _current(10_000)


@pytest.mark.parametrize(("on", "held_back"), [("2024-05-31", 3000), ("2024-06-01", 0)])
def test_money_is_released_on_the_day_of_the_decision(on: str, held_back: int) -> None:
    stands = followed(conditional(Condition("x", kr(30), DECIDED)), on=on)
    assert stands.totals.held_back.ore == held_back


@pytest.mark.parametrize("amount", [kr(0), -kr(1)])
def test_a_condition_is_on_something(amount: Amount) -> None:
    with pytest.raises(InvalidValueError, match=r"^amount: must be above zero \(got '"):
        Condition("x", amount)
    with pytest.raises(TextError, match=r"^text: must not be empty"):
        Condition("")


# --- the ceiling ---


def test_the_ceiling_follows_what_is_decided_between_years() -> None:
    held = budget(2024, kr(100), kr(100), ceiling=Ceiling(kr(210)))
    moved = (
        move(40, "l1 2023", "l1 2024"),
        move(15, "l2 2024", "l2 2025"),
        move(5, "l1 2024", "l2 2024"),
    )
    stands = followed(held, moved=moved)
    assert stands.ceiling == in_year(2024, "210 kr.")
    assert stands.revised_ceiling == in_year(2024, "235 kr.")
    assert stands.under_ceiling == in_year(2024, "10 kr.")
    undecided = followed(held, moved=(move(11, "l1 2023", "l1 2024", None),))
    assert undecided.under_ceiling == in_year(2024, "-1 kr.")


def test_without_a_ceiling_there_is_nothing_under_it() -> None:
    stands = followed(budget(2024, kr(1)))
    assert (stands.ceiling, stands.revised_ceiling, stands.under_ceiling) == (None, None, None)


# --- findings ---


def only(stands: FollowUp) -> str:
    (finding,) = stands.findings
    return str(finding)


def test_what_is_in_order_has_no_findings() -> None:
    held = budget(2024, kr(100), ceiling=Ceiling(kr(100)))
    assert codes(followed(held, LineStatus("l1", kr(40), kr(60), kr(100)))) == []
    assert codes(followed(held)) == []


def test_a_line_overspent() -> None:
    stands = followed(budget(2024, kr(100)), LineStatus("l1", kr(5), kr(101)))
    assert only(stands) == (
        "error line-overspent: budget 2024, line l1: 101,00 kr. spent of 100,00 kr., 1,00 kr. too"
        " much. Transfer budget to the line by a decision, or move the cost."
    )


def test_a_line_of_nothing_is_overspent_by_anything() -> None:
    assert codes(followed(budget(2024, kr(0)), LineStatus("l1", spent=kr(1)))) == ["line-overspent"]


def test_a_line_overcommitted() -> None:
    stands = followed(budget(2024, kr(100)), LineStatus("l1", kr(41), kr(60)))
    assert only(stands) == (
        "error line-overcommitted: budget 2024, line l1: 60,00 kr. spent and 41,00 kr. committed"
        " of 100,00 kr., 1,00 kr. too much. Transfer budget to the line by a decision, or cut the"
        " commitments."
    )


def test_more_expected_than_the_line_has() -> None:
    stands = followed(budget(2024, kr(100)), LineStatus("l1", expected=kr(101)))
    assert only(stands) == (
        "warning line-expected-above: budget 2024, line l1: 101,00 kr. expected of 100,00 kr.,"
        " 1,00 kr. too much. Transfer budget to the line by a decision, or lower the cost."
    )


@pytest.mark.parametrize(("committed", "spent"), [(0, 71), (71, 0), (40, 31)])
def test_money_held_back_is_used(committed: int, spent: int) -> None:
    held = conditional(Condition("x", kr(30)))
    stands = followed(held, LineStatus("l1", kr(committed), kr(spent)))
    assert only(stands) == (
        "error condition-not-released: budget 2024, line l1: of 100,00 kr., 30,00 kr. is held"
        " back, and 71,00 kr. is spent or committed. Have the condition met and the money released"
        " by a decision."
    )
    assert codes(followed(held, LineStatus("l1", kr(0), kr(70)))) == []


def test_what_overspends_a_line_uses_what_is_held_back_of_it_too() -> None:
    stands = followed(conditional(Condition("x")), LineStatus("l1", spent=kr(101)))
    assert codes(stands) == ["line-overspent", "condition-not-released"]


def test_the_year_expects_money_that_is_held_back() -> None:
    held = conditional(Condition("x", kr(30)))
    stands = followed(held, LineStatus("l1", expected=kr(100)))
    assert only(stands) == (
        "note expected-on-condition: budget 2024, line l1: of 100,00 kr., 30,00 kr. is held"
        " back, and 100,00 kr. is expected. The year comes out only if the condition is met."
    )
    assert codes(followed(held, LineStatus("l1", expected=kr(70)))) == []
    assert codes(followed(held, LineStatus("l1", expected=kr(101)))) == ["line-expected-above"]


def test_a_condition_on_more_than_the_line() -> None:
    stands = followed(conditional(Condition("x", kr(101))))
    assert only(stands) == (
        "error condition-above-line: budget 2024, line l1: of 100,00 kr., the condition holds"
        " back 101,00 kr., which is more. Correct the condition's amount, or the line's."
    )
    assert codes(followed(conditional(Condition("x", kr(100))))) == []


def test_a_release_without_a_day() -> None:
    stands = followed(conditional(Condition("x", released=UNDATED)))
    assert only(stands) == (
        "note decision-undated: budget 2024, line l1: the day of st-3 is not stated, so it counts"
        " on every day. State the day of the decision."
    )
    assert codes(followed(conditional(Condition("x", released=DECIDED)))) == []


def test_more_transferred_than_is_left() -> None:
    held = budget(2024, kr(100), kr(0))
    moved = (move(30, "l1 2024", "l2 2024"),)
    stands = followed(held, LineStatus("l1", kr(31), kr(40)), LineStatus("l2"), moved=moved)
    assert codes(stands) == ["line-overcommitted", "transfer-beyond-rest"]
    assert str(stands.findings[1]) == (
        "error transfer-beyond-rest: budget 2024, line l1: 30,00 kr. is transferred out, and 29,00"
        " kr. was left to take from. Transfer less, or take it from another line."
    )
    enough = followed(held, LineStatus("l1", kr(30), kr(40)), LineStatus("l2"), moved=moved)
    assert codes(enough) == []


def test_what_is_held_back_cannot_be_transferred() -> None:
    line = BudgetLine("l1", "L1", kr(100), condition=Condition("x", kr(80)))
    held = budget(2024, line, BudgetLine("l2", "L2", kr(0)))
    assert codes(followed(held, moved=(move(20, "l1 2024", "l2 2024"),))) == []
    stands = followed(held, moved=(move(21, "l1 2024", "l2 2024"),))
    assert codes(stands) == ["transfer-beyond-rest"]


def test_a_line_emptied_by_transfers_is_not_overspent_by_nothing() -> None:
    stands = followed(budget(2024, kr(10), kr(0)), moved=(move(11, "l1 2024", "l2 2024"),))
    assert codes(stands) == ["transfer-beyond-rest"]


def test_income_that_has_not_come_in_yet_is_no_fault() -> None:
    held = budget(2024, -kr(100), kr(0))
    told = LineStatus("l1", spent=-kr(20), expected=-kr(100)), LineStatus("l2")
    assert codes(followed(held, *told)) == []
    assert codes(followed(held, *told, moved=(move(5, "l1 2024", "l2 2024"),))) == [
        "line-expected-above"
    ]
    less = evolve(told[0], expected=-kr(99))
    assert codes(followed(held, less, told[1])) == ["line-expected-above"]


@pytest.mark.parametrize("told", [LineStatus("l1", kr(1)), LineStatus("l1", spent=kr(1))])
def test_what_is_not_disposed_of_is_not_used(told: LineStatus) -> None:
    held = budget(2024, BudgetLine("l1", "L1", kr(9), LineKind.UNDISPOSED))
    assert only(followed(held, told)) == (
        "warning undisposed-used: budget 2024, line l1: 1,00 kr. is spent or committed of what is"
        " not disposed of. Transfer it to a line by a decision first."
    )
    assert codes(followed(held, LineStatus("l1", expected=kr(9)))) == []
    reserve = budget(2024, BudgetLine("l1", "L1", kr(9), LineKind.RESERVE))
    assert codes(followed(reserve, told)) == []


def test_a_status_that_leaves_a_line_out() -> None:
    assert only(followed(budget(2024, kr(1), kr(1)), LineStatus("l1"))) == (
        "note line-without-status: budget 2024, line l2: the status of 2024-08-31 does not name"
        " it, so nothing counts as used. State what is spent and committed, or that nothing is."
    )


def test_a_status_of_a_line_that_is_not_in_the_budget() -> None:
    told = LineStatus("l1"), LineStatus("l9", in_year(2024, "2 kr."), kr(3))
    stands = followed(budget(2024, kr(1)), *told)
    assert only(stands) == (
        "error status-of-unknown-line: status 2024, 2024-08-31: the budget has no line l9, so 5,00"
        " kr. spent or committed is not counted. Name a line of the budget, or open the line."
    )
    assert stands.totals.used == in_year(2024, "0 kr.")


def test_a_revised_budget_above_the_ceiling() -> None:
    held = budget(2024, kr(100), version=2, ceiling=Ceiling(kr(100)))
    undecided = move(1, "l1 2023", "l1 2024", None)
    stands = followed(held, moved=(undecided,))
    assert codes(stands) == ["transfer-without-authority", "revised-above-ceiling"]
    assert str(stands.findings[1]) == (
        "error revised-above-ceiling: budget 2024, version 2: 101,00 kr. budgeted after transfers,"
        " 100,00 kr. allowed, 1,00 kr. too much. Cut the lines, or have the ceiling raised by a"
        " decision."
    )
    assert codes(followed(held, moved=(evolve(undecided, authority=DECIDED),))) == []
