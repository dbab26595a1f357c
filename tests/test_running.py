"""`running`: quota in every period, and the whole numbers follow the exact ones over the years."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil, floor, lcm
from operator import add
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import packaged_figures
from sundgov.apportion import round_flat, running
from sundgov.errors import AllocationError

NONE = Fraction(0)
FRACTIONS = st.fractions(min_value=-4, max_value=4, max_denominator=9)


@st.composite
def periods(draw: st.DrawFn, largest: int = 6) -> tuple[list[Fraction], list[Fraction], int]:
    """Numbers of either sign that sum to a whole one, and residuals of any size."""
    exact = draw(st.lists(FRACTIONS, min_size=1, max_size=largest))
    total = sum(exact, NONE)
    exact.append(ceil(total) + draw(st.integers(-2, 2)) - total)
    short = draw(st.lists(FRACTIONS, min_size=len(exact), max_size=len(exact)))
    return exact, short, int(sum(exact))


@given(periods())
def test_every_part_is_floor_or_ceiling_and_they_sum(
    period: tuple[list[Fraction], list[Fraction], int],
) -> None:
    exact, short, whole = period
    parts = running(exact, short, whole)
    assert sum(parts) == whole
    assert all(
        floor(number) <= part <= ceil(number) for number, part in zip(exact, parts, strict=True)
    )


@given(periods())
def test_a_negative_sum_mirrors_the_positive_one(
    period: tuple[list[Fraction], list[Fraction], int],
) -> None:
    exact, short, whole = period
    mirrored = running([-n for n in exact], [-n for n in short], -whole)
    assert not whole or mirrored == tuple(-part for part in running(exact, short, whole))


@given(periods())
def test_without_residuals_it_is_largest_remainder(
    period: tuple[list[Fraction], list[Fraction], int],
) -> None:
    exact, _, whole = period
    assert running(exact, [NONE] * len(exact), whole) == round_flat(exact, whole)


def by_trying_all(exact: Sequence[Fraction], short: Sequence[Fraction], whole: int) -> list[int]:
    """Of all ways to give the odd units, the one that meets the greatest need, the first of equals.

    `combinations` goes through the recipients in order, so the first best one has the lowest
    ranks.
    """
    if whole < 0:
        mirrored = by_trying_all([-n for n in exact], [-n for n in short], -whole)
        return [-part for part in mirrored]
    odd = [place for place, number in enumerate(exact) if number != floor(number)]
    left = whole - sum(map(floor, exact))
    best = max(
        combinations(odd, left),
        key=lambda served: sum(exact[at] - floor(exact[at]) + short[at] for at in served),
    )
    return [floor(number) + (place in best) for place, number in enumerate(exact)]


@given(periods(4))
def test_the_odd_units_meet_the_greatest_need(
    period: tuple[list[Fraction], list[Fraction], int],
) -> None:
    assert list(running(*period)) == by_trying_all(*period)


@given(periods(), st.randoms(use_true_random=False))
def test_order_decides_between_equals_only(
    period: tuple[list[Fraction], list[Fraction], int], chance: Random
) -> None:
    """In the order of rank the input's own order decides nothing."""
    exact, short, whole = period
    ranked = list(zip(exact, short, range(len(exact)), strict=True))
    shuffled = list(ranked)
    chance.shuffle(shuffled)
    again = sorted(shuffled, key=lambda one: one[2])
    assert running([e for e, _, _ in again], [s for _, s, _ in again], whole) == running(
        exact, short, whole
    )
    needs = [number % 1 + before for number, before in zip(exact, short, strict=True)]
    if len(set(needs)) == len(needs):
        parts = running([e for e, _, _ in shuffled], [s for _, s, _ in shuffled], whole)
        told = {rank: part for (_, _, rank), part in zip(shuffled, parts, strict=True)}
        assert tuple(told[rank] for rank in range(len(exact))) == running(exact, short, whole)


def test_ties_go_by_order_for_both_signs() -> None:
    halves = [Fraction(1, 2)] * 4
    assert running(halves, [NONE] * 4, 2) == (1, 1, 0, 0)
    assert running([-half for half in halves], [NONE] * 4, -2) == (-1, -1, 0, 0)
    # A remainder of a half and nothing behind equals one of a quarter and a quarter behind.
    mixed = [Fraction(1, 4), Fraction(1, 2), Fraction(1, 4)]
    assert running(mixed, [Fraction(1, 4), NONE, NONE], 1) == (1, 0, 0)


def test_a_whole_number_never_gets_an_odd_unit() -> None:
    exact = [Fraction(3), Fraction(1, 2), Fraction(1, 2), NONE]
    assert running(exact, [Fraction(9), NONE, NONE, Fraction(9)], 4) == (3, 1, 0, 0)
    assert running([], [], 0) == ()


@pytest.mark.parametrize(
    ("short", "whole", "message"),
    [
        ([NONE], 1, "residuals: must be as many as the numbers (got 1, 2)"),
        ([NONE] * 2, 3, "whole: is not a sum of floors and ceilings (got 3, Fraction(1, 1))"),
        ([NONE] * 2, -1, "whole: is not a sum of floors and ceilings (got -1, Fraction(1, 1))"),
    ],
)
def test_what_cannot_come_out_is_refused(short: list[Fraction], whole: int, message: str) -> None:
    with pytest.raises(AllocationError) as refused:
        running([Fraction(1, 2)] * 2, short, whole)
    assert str(refused.value) == message


# -- over many periods


def largest_drift(invoices: Sequence[tuple[Sequence[int], int]]) -> Fraction:
    """The furthest that anybody's sum came from the exact one; every period by its own weights.

    Sums are held as whole numbers over one denominator, which says the same and is fast.
    """
    common = lcm(*{sum(weights) for weights, _ in invoices})
    behind, furthest = [0] * len(invoices[0][0]), 0
    last: tuple[Sequence[int], int] | None = None
    for invoice in invoices:
        if invoice != last:
            (weights, amount), last = invoice, invoice
            exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
            step = amount * (common // sum(weights))
            owed = [weight * step for weight in weights]
        parts = running(exact, [Fraction(number, common) for number in behind], amount)
        off = [now - part * common for now, part in zip(owed, parts, strict=True)]
        assert -common < min(off) <= max(off) < common
        behind = list(map(add, behind, off))
        furthest = max(furthest, max(behind), -min(behind))
    return Fraction(furthest, common)


CHANGING = st.lists(
    st.tuples(st.lists(st.integers(0, 30), min_size=3, max_size=3).filter(any), st.integers(0, 99)),
    min_size=1,
    max_size=40,
)


@given(CHANGING)
def test_three_are_never_a_whole_unit_off_whatever_the_weights(
    amounts: list[tuple[list[int], int]],
) -> None:
    """A theorem: the second largest of three needs that sum to one is below (1 + 1) / 2."""
    assert largest_drift(amounts) < 1


@given(CHANGING)
def test_two_are_never_more_than_half_a_unit_off(amounts: list[tuple[list[int], int]]) -> None:
    pairs = [(weights[:2], amount) for weights, amount in amounts if any(weights[:2])]
    assert not pairs or largest_drift(pairs) <= Fraction(1, 2)


def test_five_may_come_further_than_a_unit_off_with_the_same_weights() -> None:
    """So no bound is promised, not even where nothing changes."""
    assert largest_drift([((3, 3, 3, 14, 14), 8)] * 37) == Fraction(38, 37)


def heads(*years: int) -> list[tuple[int, ...]]:
    tables = {p.reference_date.isoformat(): p for p in packaged_figures().populations}
    return [tuple(count for _, count in tables[f"{year}-01-01"].heads) for year in years]


def test_each_invoice_by_itself_drifts_without_end() -> None:
    """Largest remainder errs the same way every time: 12.6 øre after 24 equal invoices."""
    (weights,) = heads(2024)
    exact = [Fraction(700_000_000 * weight, sum(weights)) for weight in weights]
    parts = round_flat(exact, 700_000_000)
    off = max(abs(number - part) for number, part in zip(exact, parts, strict=True))
    assert Fraction(126, 10) < 24 * off < Fraction(127, 10)
    assert largest_drift([(weights, 700_000_000)] * 24) < Fraction(58, 100)
