"""A closed year: what was spent is divided by the key paid under, the rest comes back."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sundgov import kr
from sundgov.authority import Authority
from sundgov.errors import BillingError, NotExactError, SundgovError, UnknownPartyError
from sundgov.finance.agreements import EntryEffect, EntryRule, Membership
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import BudgetLine, LineKind
from sundgov.finance.closing import Closing, close_year
from sundgov.finance.results import Estimate, LineSpent, Result, Spent
from sundgov.finance.terms import KeyTerms
from sundgov.finance.whole_tables import ExactRow, whole_table
from sundgov.money import Amount, Unit
from tests.builders import (
    KPRO,
    agreement,
    budget,
    figures_with,
    in_year,
    near,
    party,
    units,
)
from tests.by_hand import heads_on, largest_remainder

A, B, C, D, E = (party(name) for name in "ABCDE")
KNOWN = "2025-03-15"


def bill_of(*lines: Amount | BudgetLine, weights: str = "A1 B1 C1", **changes: Any) -> Bill:
    """A bill of 2024 over parties of one letter."""
    terms = agreement([A, B, C], key(weights), **changes)
    return bill_year(terms, budget(2024, *lines), figures_with(A, B, C))


def key(weights: str) -> KeyTerms:
    """Key terms from "A1 B2"."""
    return units({pair[0]: int(pair[1:]) for pair in weights.split()})


def line(name: str, amount: Amount, weights: str | None = None, **changes: Any) -> BudgetLine:
    own = None if weights is None else key(weights)
    return BudgetLine(name, name.upper(), amount, key=own, **changes)


def spent(**lines: int | str) -> tuple[LineSpent, ...]:
    return tuple(LineSpent(name, kr(amount)) for name, amount in lines.items())


def closed(bill: Bill, amount: Spent) -> Closing:
    return close_year(bill, Result(2024, amount, KNOWN))


def surplus(closing: Closing) -> list[int]:
    return list(closing.by_party.ore)


# -- Kommunal PRO, from the population table alone


def test_kommunal_pro_2024_closes_for_all_98_as_computed_by_hand() -> None:
    heads = heads_on("2023-01-01")
    weights = list(heads.values())
    billed = largest_remainder(700_000_000, weights)
    used = largest_remainder(600_000_000, weights)
    closing = KPRO.close(2024, Result(2024, kr("6 mio. kr."), KNOWN))
    assert list(closing.by_party) == list(heads)
    assert list(closing.bill.gross_by_party.ore) == billed
    assert list(closing.spent_by_party.ore) == used
    assert surplus(closing) == [paid - part for paid, part in zip(billed, used, strict=True)]
    assert closing.by_party["København"] == in_year(2024, "110.182,44 kr.")
    assert closing.spent_by_party["101"] == in_year(2024, "661.094,59 kr.")
    assert (closing.billed, closing.spent, closing.surplus) == (
        in_year(2024, "7 mio. kr."),
        in_year(2024, "6 mio. kr."),
        in_year(2024, "1 mio. kr."),
    )
    assert closing == KPRO.close(2024, Result(2024, kr("6 mio. kr."), KNOWN))


def test_dividing_the_surplus_itself_would_give_other_figures() -> None:
    """The trap of decision 11: the million on its own gives København 110.182,43."""
    weights = list(heads_on("2023-01-01").values())
    alone = largest_remainder(100_000_000, weights)
    parts = surplus(KPRO.close(2024))
    assert (alone[0], parts[0]) == (11_018_243, 11_018_244)
    assert sum(one != other for one, other in zip(alone, parts, strict=True)) > 10


def test_the_example_closes_by_its_own_results() -> None:
    assert KPRO.close(2024).result.note == "Antaget"
    assert not any(surplus(KPRO.close(2023)))


# -- small years, each computed a second way


def test_a_surplus_and_a_deficit_are_what_was_billed_less_the_part_of_what_was_spent() -> None:
    """10,00 kr. 1:2:4 is 1,43 2,86 5,71; 7,01 of it is 1,00 2,00 4,01."""
    bill = bill_of(kr(6), kr(4), weights="A1 B2 C4")
    assert largest_remainder(1000, [1, 2, 4]) == [143, 286, 571]
    for ore in (701, 1299, 0, 1, 999, 1001):
        parts = largest_remainder(ore, [1, 2, 4])
        closing = closed(bill, Amount(ore))
        assert list(closing.spent_by_party.ore) == parts
        assert surplus(closing) == [143 - parts[0], 286 - parts[1], 571 - parts[2]]
        assert closing.surplus == in_year(2024, "10 kr.") - closing.spent
    assert surplus(closed(bill, Amount(701))) == [43, 86, 170]
    assert surplus(closed(bill, Amount(1299))) == [-43, -85, -171]


def test_an_odd_ore_billed_above_the_exact_share_comes_back() -> None:
    """An øre three ways falls on A; when nothing is spent A has it back, and nobody else."""
    bill = bill_of(Amount(1))
    assert surplus(closed(bill, Amount(0))) == [1, 0, 0]
    assert surplus(closed(bill, Amount(2))) == [0, -1, 0]


def test_income_instead_of_spending_is_divided_with_its_sign() -> None:
    closing = closed(bill_of(kr(3)), kr(-3))
    assert list(closing.spent_by_party.ore) == [-100, -100, -100]
    assert surplus(closing) == [200, 200, 200]


def test_a_result_per_line_is_divided_by_each_lines_own_key() -> None:
    """Drift 10 kr. over A and B alike, of which 8 were spent; the pool 4 kr. over B and C 3:1,
    of which 5 were spent: A 5,00 − 4,00, B 8,00 − 7,75, C 1,00 − 1,25."""
    bill = bill_of(line("drift", kr(10), "A1 B1"), line("pulje", kr(4), "B3 C1"))
    closing = closed(bill, spent(pulje=5, drift=8))
    assert list(closing.bill.gross_by_party.ore) == [500, 800, 100]
    assert list(closing.spent_by_party.ore) == [400, 775, 125]
    assert surplus(closing) == [100, 25, -25]
    assert [found.line.line.id for found in closing.lines if found.line] == ["drift", "pulje"]
    assert [found.surplus for found in closing.lines] == [
        in_year(2024, "2 kr."),
        in_year(2024, "-1 kr."),
    ]
    assert [found.parts for found in closing.lines] == [(400, 400, 0), (0, 375, 125)]
    assert [found.paid for found in closing.lines] == [(500, 500, 0), (0, 300, 100)]


@pytest.mark.parametrize("kind", [LineKind.UNDISPOSED, LineKind.RESERVE])
def test_only_a_cost_must_be_told_line_by_line(kind: LineKind) -> None:
    bill = bill_of(line("drift", kr(9), "A1 B1 C1"), line("rest", kr(4), "B3 C1", kind=kind))
    assert surplus(closed(bill, spent(drift=6))) == [100, 400, 200]
    assert surplus(closed(bill, spent(drift=6, rest=2))) == [100, 250, 150]


def test_one_sum_closes_lines_that_were_paid_alike_whoever_states_their_keys() -> None:
    """Two lines each with a key of their own that says the same, and a line of nothing."""
    bill = bill_of(
        line("drift", kr(4), "A1 B1"), line("pulje", kr(2), "A2 B2"), line("nul", kr(0), "C1")
    )
    assert surplus(closed(bill, kr(4))) == [100, 100, 0]


def test_lines_that_cancel_each_other_are_closed_line_by_line_or_at_once() -> None:
    bill = bill_of(line("ud", kr(3)), line("ind", kr(-3)), line("drift", kr(3)))
    assert surplus(closed(bill, kr(0))) == [100, 100, 100]
    assert surplus(closed(bill, spent(ud=3, ind=-3, drift=0))) == [100, 100, 100]


def entered_on_top() -> Bill:
    """C enters in July on top: A 600, B 600 and C 300 of 1.000 and 200 kr. 1:1:2."""
    members = [
        Membership(A, "2020-01-01"),
        Membership(B, "2020-01-01"),
        Membership(C, "2024-01-01", "2024-07-01"),
    ]
    terms = agreement(
        members,
        units({"A": 1, "B": 1, "C": 2}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    lines = budget(2024, line("drift", kr(1000)), line("nul", kr(0), "B1"), line("rabat", kr(200)))
    return bill_year(terms, lines, figures_with(A, B, C))


def test_what_a_newcomer_paid_on_top_counts_as_its_part_of_the_year() -> None:
    """1.500 kr. were paid 2:2:1, so 1.200 that were spent are 480, 480 and 240."""
    bill = entered_on_top()
    assert list(bill.gross_by_party.ore) == [60_000, 60_000, 30_000]
    closing = closed(bill, kr(1200))
    assert surplus(closing) == [12_000, 12_000, 6_000]
    assert closing.explain("C").splitlines()[3] == (
        "    Partens andel af forbruget, fordelt som det opkrævede:"
        " 1.200,00 kr. × 300 kr. ÷ 1.500,00 kr. = 240 kr. → 240,00 kr."
    )


def test_what_a_newcomer_paid_on_top_counts_as_its_part_of_each_line() -> None:
    """Drift was paid 500, 500 and 250, so 500 spent are 200, 200, 100; 200 of the other are
    80, 80, 40: A and B 600 − 280, C 300 − 140. The line on top was paid by C alone."""
    closing = closed(entered_on_top(), spent(drift=500, nul=0, rabat=200))
    assert list(closing.spent_by_party.ore) == [28_000, 28_000, 14_000]
    assert surplus(closing) == [32_000, 32_000, 16_000]
    top = closing.lines[-1]
    assert top.line is not None
    assert (top.line.line.kind, top.billed) == (LineKind.ENTRY, in_year(2024, "300 kr."))
    assert (top.parts, top.paid) == ((0, 0, 0), (0, 0, 30_000))
    # Of a line on its own the newcomer's payment stands in the line on top, so no sum is shown.
    assert closing.explain("C").splitlines()[3] == (
        "    Partens andel af forbruget, fordelt som det opkrævede: 100 kr. → 100,00 kr."
    )


def test_a_newcomer_on_top_of_a_negative_line_bears_it_with_its_sign() -> None:
    """B enters in July on top of 1.000 kr. and a refund of 200: each line was paid 2:1."""
    terms = agreement(
        [Membership(A, "2020-01-01"), Membership(B, "2024-07-01")],
        units({"A": 1, "B": 1}),
        entry=EntryRule.BY_HALF_YEARS,
        entry_effect=EntryEffect.ON_TOP,
    )
    lines = budget(2024, line("drift", kr(1200)), line("refusion", kr(-240)))
    bill = bill_year(terms, lines, figures_with(A, B))
    assert list(bill.gross_by_party.ore) == [96_000, 24_000]
    closing = closed(bill, spent(drift=750, refusion=-150))
    assert [found.parts for found in closing.lines[:2]] == [(60_000, 15_000), (-12_000, -3_000)]
    assert surplus(closing) == [48_000, 12_000]


def test_a_bill_in_whole_kroner_is_settled_to_the_ore() -> None:
    """10 kr. three ways is billed 4, 3 and 3; spent as billed it is 3,34 3,33 3,33."""
    bill = bill_of(kr(10), unit=Unit.KRONE)
    assert surplus(closed(bill, kr(10))) == [66, -33, -33]


def test_what_was_carried_into_a_year_is_no_part_of_its_result() -> None:
    bare, carrying = KPRO.bill(2025, carry=()), KPRO.bill(2025)
    assert carrying.total != bare.total
    result = Result(2025, kr(7_210_000), "2026-03-15")
    closing = close_year(carrying, result)
    assert not any(surplus(closing))
    assert (closing.billed, closing.lines[0].billed) == (bare.total, bare.total)
    assert close_year(carrying, result).by_party == close_year(bare, result).by_party


def test_an_estimate_closes_a_year_before_it_is_known() -> None:
    closing = close_year(bill_of(kr(3)), Estimate(2024, kr(6), "2024-12-01"))
    assert surplus(closing) == [-100, -100, -100]
    assert f"{closing.on}" == "2024-12-01"
    assert closing.year == 2024


# -- laws

KEYS = ["A1 B1 C1", "A3 B2 C7", "B2 C3", "A1 C1", "A5 B0 C2"]


@st.composite
def told(draw: st.DrawFn) -> tuple[list[BudgetLine], dict[str, int]]:
    """Lines with keys of their own, and what was spent on each."""
    keys = {weights: key(weights) for weights in KEYS}
    lines, used = [], {}
    for number in range(draw(st.integers(1, 4))):
        ore = draw(st.integers(-20, 60))
        terms = keys[draw(st.sampled_from(KEYS))]
        lines.append(BudgetLine(f"l{number}", f"L{number}", Amount(ore), key=terms))
        used[f"l{number}"] = draw(st.integers(-40, 60)) if ore else 0
    return lines, used


def by_line(used: dict[str, int]) -> tuple[LineSpent, ...]:
    return tuple(LineSpent(name, Amount(ore)) for name, ore in used.items())


def assert_closing_comes_out(closing: Closing) -> None:
    """Every total comes out; every figure is floor or ceiling of its exact share."""
    for found in closing.lines:
        assert sum(found.parts) == found.spent.ore
        assert sum(found.paid) == found.billed.ore
        assert all(near(*pair, 1) for pair in zip(found.parts, found.exact, strict=True))
    columns = zip(*(found.exact for found in closing.lines), strict=True)
    for part, exact in zip(closing.spent_by_party.ore, columns, strict=True):
        assert near(part, sum(exact, Fraction(0)), 1)
    assert sum(surplus(closing)) == closing.surplus.ore
    pairs = zip(closing.bill.gross_by_party.ore, closing.spent_by_party.ore, strict=True)
    assert surplus(closing) == [paid - part for paid, part in pairs]


@settings(max_examples=60)
@given(told())
def test_any_closing_by_line_comes_out_in_every_direction(
    drawn: tuple[list[BudgetLine], dict[str, int]],
) -> None:
    lines, used = drawn
    closing = closed(bill_of(*lines), by_line(used))
    assert_closing_comes_out(closing)
    assert closing.spent.ore == sum(used.values())


@settings(max_examples=60)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=3), st.integers(-99, 99), st.data())
def test_any_closing_in_one_sum_is_the_largest_remainders(
    amounts: list[int], ore: int, data: st.DataObject
) -> None:
    weights = [data.draw(st.integers(1, 9)) for _ in "ABC"]
    words = " ".join(f"{name}{weight}" for name, weight in zip("ABC", weights, strict=True))
    bill = bill_of(*map(Amount, amounts), weights=words)
    if not sum(amounts):
        ore = 0
    closing = closed(bill, Amount(ore))
    assert_closing_comes_out(closing)
    assert list(closing.spent_by_party.ore) == largest_remainder(ore, weights)


@settings(max_examples=40)
@given(told())
def test_what_was_spent_as_billed_leaves_nothing_to_anybody(
    drawn: tuple[list[BudgetLine], dict[str, int]],
) -> None:
    lines, _ = drawn
    bill = bill_of(*lines)
    assert surplus(closed(bill, by_line({one.id: one.amount.ore for one in lines}))) == [0, 0, 0]
    same = bill_of(*(Amount(one.amount.ore) for one in lines), weights="A3 B2 C7")
    if same.gross():
        assert surplus(closed(same, Amount(same.gross().ore))) == [0, 0, 0]


@settings(max_examples=40)
@given(told(), st.integers())
def test_the_order_of_members_lines_and_results_decides_nothing(
    drawn: tuple[list[BudgetLine], dict[str, int]], seed: int
) -> None:
    lines, used = drawn
    random = Random(seed)
    members, told_lines, results = [A, B, C], list(lines), list(used.items())
    for listed in (members, told_lines, results):
        random.shuffle(listed)
    terms = agreement(members, key("A1 B1 C1"))
    bill = bill_year(terms, budget(2024, *told_lines), figures_with(*members))
    closing = closed(bill_of(*lines), by_line(used))
    assert closed(bill, by_line(dict(results))).by_party == closing.by_party


@settings(max_examples=40)
@given(told())
def test_a_year_of_turned_signs_mirrors_the_other(
    drawn: tuple[list[BudgetLine], dict[str, int]],
) -> None:
    lines, used = drawn
    turned = [BudgetLine(one.id, one.name, -one.amount, key=one.key) for one in lines]
    there = closed(bill_of(*lines), by_line(used))
    back = closed(bill_of(*turned), by_line({name: -ore for name, ore in used.items()}))
    assert [-ore for ore in surplus(back)] == surplus(there)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 9), min_size=6, max_size=6), st.lists(st.integers(-60, 60)))
def test_newcomers_on_top_bear_their_part_of_every_line(hours: list[int], ores: list[int]) -> None:
    """A and B pay a line alone, 1:1 or by hours; C its share among all three for half a year."""
    amounts = [*ores[:3], 0, 7]
    keys = [dict(zip("ABC", hours[place : place + 3], strict=True)) for place in (0, 3)]
    terms = [units(weights) for weights in keys]
    members = [Membership(A, "2020-01-01"), Membership(B, "2020-01-01")]
    rules = {"entry": EntryRule.BY_HALF_YEARS, "entry_effect": EntryEffect.ON_TOP}
    lines = [
        BudgetLine(f"l{place}", f"L{place}", Amount(ore), key=terms[place % 2])
        for place, ore in enumerate(amounts)
    ]
    held = agreement([*members, Membership(C, "2024-07-01")], terms[0], **rules)
    bill = bill_year(held, budget(2024, *lines), figures_with(A, B, C))
    closing = closed(bill, by_line({one.id: 5 * bool(one.amount) for one in lines}))
    assert_closing_comes_out(closing)
    for place, ore in enumerate(amounts):
        if ore:
            a, b, c = keys[place % 2].values()
            weights = [Fraction(a, a + b), Fraction(b, a + b), Fraction(c, 2 * (a + b + c))]
            exact = tuple(5 * weight / sum(weights) for weight in weights)
            assert closing.lines[place].exact == exact


def test_a_table_that_sums_to_nothing_is_mirrored_too() -> None:
    half = Fraction(1, 2)
    rows = [ExactRow("a", 1, (half, half)), ExactRow("b", -1, (-half, -half))]
    nothing = ExactRow("0", 0, (Fraction(0), Fraction(0)))
    there = whole_table([nothing, *rows])
    back = whole_table([nothing, *(row.mirrored() for row in rows)])
    assert there == ((0, 0), (0, 1), (0, -1))
    assert back == ((0, 0), (0, -1), (0, 1))


def test_the_rounding_goes_by_id_and_the_rows_come_back_as_given() -> None:
    half = (Fraction(1, 2), Fraction(1, 2))
    a, b = ExactRow("a", 1, half), ExactRow("b", 1, half)
    assert whole_table([a, b]) == ((0, 1), (1, 0))
    assert whole_table([b, a]) == ((1, 0), (0, 1))


def test_columns_give_way_where_their_largest_remainders_leave_no_table() -> None:
    """An øre over B and D 2:3 and five over A, C and E: A, C and E have the largest rests, but
    somebody must bear the first line."""
    third, none = Fraction(5, 3), Fraction(0)
    rows = [
        ExactRow("a", 1, (none, Fraction(2, 5), none, Fraction(3, 5), none)),
        ExactRow("b", 5, (third, none, third, none, third)),
    ]
    first, second = whole_table(rows)
    assert (sum(first), sum(second)) == (1, 5)
    assert first[0] == first[2] == first[4] == second[1] == second[3] == 0
    assert sorted(second) == [0, 0, 1, 2, 2]


# -- in words


def test_a_surplus_is_told_in_danish_and_english() -> None:
    authority = Authority("r-2025-1", "styregruppen", decided_on="2025-04-01")
    result = Result(2024, kr("6 mio. kr."), KNOWN, authority=authority, note="revideret")
    closing = KPRO.close(2024, result)
    assert closing.explain("København").splitlines() == [
        "København (101): overskud 110.182,44 kr. af 1.000.000,00 kr.",
        "  Kommunal PRO, Regnskab 2024, kendt 15. marts 2025",
        "  Opkrævet: 7.000.000,00 kr.; forbrugt: 6.000.000,00 kr.; overskud 1.000.000,00 kr.",
        "    Partens andel af forbruget, fordelt som det opkrævede: "
        "6.000.000,00 kr. × 771.277,025217… kr. ÷ 7.000.000,00 kr. = "
        "661.094,593043… kr. → 661.094,59 kr.",
        "    Partens betaling, og hvad der er tilbage: 771.277,03 kr. − 661.094,59 kr. = "
        "110.182,44 kr.",
        "  Hjemmel: r-2025-1 (styregruppen, 1. april 2025)",
        "  Bemærkning: revideret",
    ]
    assert closing.explain("101", language="en").splitlines() == [
        "København (101): surplus DKK 110,182.44 of DKK 1,000,000.00",
        "  Kommunal PRO, Result of 2024, known 15 March 2025",
        "  Billed: DKK 7,000,000.00; spent: DKK 6,000,000.00; surplus DKK 1,000,000.00",
        "    The party's share of what was spent, divided like what was billed: "
        "DKK 6,000,000.00 × DKK 771,277.025217… ÷ DKK 7,000,000.00 = DKK 661,094.593043… → "
        "DKK 661,094.59",
        "    What the party paid, and what is left: DKK 771,277.03 − DKK 661,094.59 = "
        "DKK 110,182.44",
        "  Authority: r-2025-1 (styregruppen, 1 April 2025)",
        "  Note: revideret",
    ]


def test_nothing_left_is_a_surplus_of_nothing() -> None:
    told = KPRO.close(2023).explain("Samsø").splitlines()
    assert told[0] == "Samsø (741): overskud 0,00 kr. af 0,00 kr."


def test_a_deficit_of_an_estimate_is_told_line_by_line() -> None:
    bill = bill_of(line("drift", kr(10), "A1 B1"), line("pulje", kr(4), "B3 C1"))
    estimate = Estimate(2024, spent(drift=8, pulje=7), "2024-12-01")
    closing = close_year(bill, estimate)
    assert closing.explain("C").splitlines() == [
        "C: underskud 0,75 kr. af 1,00 kr.",
        "  Aftale, Skøn over 2024, dateret 1. december 2024",
        "  Opkrævet DRIFT: 10,00 kr.; forventet forbrug: 8,00 kr.; overskud 2,00 kr.",
        "    Partens andel af forbruget, fordelt som det opkrævede: "
        "8,00 kr. × 0 kr. ÷ 10,00 kr. = 0 kr. → 0,00 kr.",
        "    Partens betaling, og hvad der er tilbage: 0,00 kr. − 0,00 kr. = 0,00 kr.",
        "  Opkrævet PULJE: 4,00 kr.; forventet forbrug: 7,00 kr.; underskud 3,00 kr.",
        "    Partens andel af forbruget, fordelt som det opkrævede: "
        "7,00 kr. × 1 kr. ÷ 4,00 kr. = 1,75 kr. → 1,75 kr.",
        "    Partens betaling, og hvad der er tilbage: 1,00 kr. − 1,75 kr. = -0,75 kr.",
    ]
    english = closing.explain(C, language="en").splitlines()
    assert english[:3] == [
        "C: deficit DKK 0.75 of DKK 1.00",
        "  Aftale, Estimate of 2024, made 1 December 2024",
        "  Billed DRIFT: DKK 10.00; expected to be spent: DKK 8.00; surplus DKK 2.00",
    ]


# -- refusals


def different() -> Bill:
    return bill_of(line("drift", kr(10), "A1 B1"), line("pulje", kr(4), "B3 C1"))


@pytest.mark.parametrize(
    ("build", "kind", "message"),
    [
        (
            lambda: close_year(different(), Result(2023, kr(1), "2024-03-15")),
            BillingError,
            "result: is of another year than the bill (got 2023, 2024)",
        ),
        (
            lambda: closed(different(), kr(8)),
            BillingError,
            "spent: must be told line by line, for the lines were paid under different keys "
            "(got 'drift', 'pulje')",
        ),
        (
            lambda: closed(different(), spent(drift=8, puljen=4)),
            BillingError,
            "spent: names no line that was billed (got 'puljen'). Lines: drift, pulje.",
        ),
        (
            lambda: closed(different(), spent(drift=8)),
            BillingError,
            "spent: leaves out a line that was billed (got 'pulje')",
        ),
        (
            lambda: closed(entered_on_top(), spent(drift=8, nul=0, rabat=1, indtraedelse=1)),
            BillingError,
            "spent: names no line that was billed (got 'indtraedelse'). Lines: drift, nul, rabat.",
        ),
        (
            lambda: closed(bill_of(kr(0)), kr(1)),
            BillingError,
            "spent: nothing was billed, so no key says who bears it (got 'year', '1,00 kr. "
            "(løbende priser 2024)'). Move the spending to a line that was billed.",
        ),
        (
            lambda: closed(bill_of(line("nul", kr(0)), line("b", kr(1))), spent(nul=2, b=0)),
            BillingError,
            "spent: nothing was billed, so no key says who bears it (got 'nul', '2,00 kr. "
            "(løbende priser 2024)'). Move the spending to a line that was billed.",
        ),
        (
            lambda: close_year(different(), "6 mio. kr."),  # type: ignore[arg-type]
            NotExactError,
            "result: must be a Result or an Estimate (got '6 mio. kr.')",
        ),
        (
            lambda: close_year(KPRO, Result(2024, kr(1), KNOWN)),  # type: ignore[arg-type]
            NotExactError,
            None,
        ),
        (
            lambda: closed(different(), spent(drift=8, pulje=1)).explain("D"),
            UnknownPartyError,
            "party: no party answers to this name or code (got 'D')",
        ),
        (
            lambda: KPRO.close(2025),
            BillingError,
            "year: has no result (got 2025). Give what was spent and the day it was known: in "
            "[[results]], or as a Result.",
        ),
        (
            lambda: KPRO.close(2026, Result(2026, kr(1), "2027-01-01")),
            BillingError,
            "year: has no budget (got 2026). Budgets: 2023, 2024, 2025.",
        ),
        (
            lambda: KPRO.close(2024, Result(2023, kr(1), "2024-03-15")),
            BillingError,
            "result: is of another year (got 2023, 2024)",
        ),
        (
            lambda: KPRO.close(2024, Estimate(2024, kr(1), KNOWN)),  # type: ignore[arg-type]
            NotExactError,
            None,
        ),
        (
            lambda: KPRO.estimate(2024),
            BillingError,
            "year: has no estimate (got 2024)",
        ),
    ],
)
def test_what_closes_no_year_is_refused(
    build: Callable[[], object], kind: type[SundgovError], message: str | None
) -> None:
    with pytest.raises(kind) as refused:
        build()
    if message is None:
        assert str(refused.value).startswith(("bill: must be a Bill (got", "result: must be a R"))
    else:
        assert str(refused.value) == message
