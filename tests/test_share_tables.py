"""A printed table of shares, held against its key: cells, exchanged cells, and sums."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr
from sundgov.errors import BillingError, InvalidValueError, NotExactError
from sundgov.figures import packaged_figures
from sundgov.finance.terms import (
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    KeyTerms,
    Pool,
    PopulationFixed,
    SliceTerms,
)
from sundgov.money import Amount, PriceLevel, Unit
from sundgov.parties import Party, PartyKind
from sundgov.record import Record
from sundgov.record.recomputed import Recomputed, recomputed
from sundgov.record.share_tables import ShareLine, ShareTable
from tests.builders import figures_with, municipality, party, units

FIGURES = packaged_figures()
MIDT = municipality("Region Midtjylland")
SAMSOE, SKIVE = municipality("Samsø"), municipality("Skive")
A, B, C = party("A"), party("B"), party("C")
THIRDS = units({"A": 1, "B": 2, "C": 3})
MINE = figures_with(A, B, C)


def line(label: str, whole: int | str | None, *cells: int, **named: Any) -> ShareLine:
    """A line over A, B and C in whole kroner."""
    printed = {one: kr(cell) for one, cell in zip((A, B, C), cells, strict=False)}
    return ShareLine(label, None if whole is None else kr(whole), printed, **named)


def read(*lines: ShareLine, key: KeyTerms = THIRDS, **named: Any) -> Recomputed:
    table = ShareTable("t", "Tabel", key, 2024, lines, among=(A, B, C), **named)
    return recomputed(table, MINE)


def printed(found: Recomputed) -> list[tuple[str, str, bool]]:
    return [(cell.line.label, cell.party.name, cell.holds) for cell in found.cells]


def test_an_example_municipality_of_a_region() -> None:
    """The components of a cost table by the inhabitants of one region, two of them exchanged."""
    key = HeadTerms(PopulationFixed("2019-01-01"), Pool(kind=PartyKind.MUNICIPALITY, region=MIDT))
    wholes = {"Drift": kr(1_350_000), "Support": kr(200_000), "Udvikling": kr(700_000)}
    exact = {label: key_share(key, whole).rounded(Unit.KRONE) for label, whole in wholes.items()}
    assert [amount.ore for amount in exact.values()] == [376_600, 55_800, 195_300]
    swapped = {
        "Drift": exact["Drift"],
        "Support": exact["Udvikling"],
        "Udvikling": exact["Support"],
    }
    table = ShareTable(
        "midt",
        "Udgifter for Samsø",
        key,
        2020,
        tuple(ShareLine(label, wholes[label], {SAMSOE: cell}) for label, cell in swapped.items()),
        total=ShareLine("I alt", kr(2_250_000), {SAMSOE: kr(6_277)}),
    )
    found = recomputed(table, FIGURES)
    (pair,) = found.exchanges
    assert (pair.first.line.label, pair.second.line.label) == ("Support", "Udvikling")
    assert not found.wrong
    assert not found.sums
    assert table.parties == (SAMSOE,)


def key_share(key: KeyTerms, whole: Amount) -> Any:
    table = ShareTable("x", "X", key, 2020, (ShareLine("x", whole, {SAMSOE: kr(0)}),))
    return recomputed(table, FIGURES).cells[0].exact


def test_a_cell_holds_at_the_floor_and_the_ceiling_of_its_share() -> None:
    found = read(line("x", 100, 16, 34, 50), line("y", 100, 17, 33, 50), line("z", 100, 18, 32, 49))
    assert [holds for *_, holds in printed(found)] == [True] * 6 + [False] * 3
    assert [cell.rounded for cell in found.cells[:3]] == [kr(17), kr(33), kr(50)]


def test_a_negative_amount_mirrors_the_positive_one() -> None:
    assert [holds for *_, holds in printed(read(line("x", -100, -16, -34, -50)))] == [True] * 3


def test_a_party_outside_the_key_bears_nothing() -> None:
    (cell,) = read(ShareLine("x", kr(100), {SAMSOE: kr(1)})).cells
    assert not cell.exact
    assert cell.fits(kr(0))
    assert not cell.holds


def test_a_line_has_its_own_key_and_another_unit_its_own_precision() -> None:
    half = line("x", 100, 33, key=EqualTerms(Pool(named=(A, B, C))))
    assert read(half).cells[0].holds
    assert not read(half, unit=Unit.ORE).cells[0].holds


def test_slices_of_a_region_and_its_municipalities() -> None:
    key = ComposedTerms(
        (
            SliceTerms("regionen", Fraction(1, 2), EqualTerms(Pool(kind=PartyKind.REGION))),
            SliceTerms("kommunerne", Fraction(1, 2), EqualTerms(Pool(named=(SAMSOE, SKIVE)))),
        )
    )
    whole = ShareLine("Grundbidrag", kr(2_700_000), {MIDT: kr(1_350_000), SAMSOE: kr(675_000)})
    table = ShareTable("t", "T", key, 2024, (whole,), among=(SKIVE, MIDT, SAMSOE))
    assert all(cell.holds for cell in recomputed(table, FIGURES).cells)


def test_lines_without_a_whole_amount_or_in_other_prices_are_left_out() -> None:
    other = ShareLine("y", kr(6).at(2021), {A: kr(9).at(2024), B: kr(2).at(2021), C: kr(3)})
    found = read(line("x", None, 1, 2, 3), other)
    assert printed(found) == [("y", "B", True), ("y", "C", True)]


def test_an_exchange_of_two_parties_on_one_line() -> None:
    found = read(line("x", 600, 200, 100, 300), total=line("I alt", 600, 100, 200, 300))
    (pair,) = found.exchanges
    assert (pair.first.party, pair.second.party) == (A, B)
    assert not found.wrong
    assert not found.sums


def test_what_has_several_repairs_or_none_is_wrong_by_itself() -> None:
    twice = read(line("x", 600, 200), line("y", 1200, 100), line("z", 1200, 100))
    assert not twice.exchanges
    assert len(twice.wrong) == 3
    alone = read(line("x", 600, 90), line("y", 1200, 200))
    assert [cell.line.label for cell in alone.wrong] == ["x"]


def test_labels_may_repeat() -> None:
    found = read(line("x", 600, 200), line("x", 1200, 100), total=line("I alt", None, 300))
    assert len(found.exchanges) == 1
    assert not found.wrong
    assert not found.sums


@pytest.mark.parametrize(
    ("total", "of"),
    [
        (line("I alt", 301, 50), "the whole amounts"),
        (line("I alt", 303, 50), "the whole amounts"),
        (line("I alt", 300, 52), "the cells of A"),
    ],
)
def test_a_sum_is_held_against_its_terms_as_rounding_allows(total: ShareLine, of: str) -> None:
    found = read(line("x", 120, 20), line("y", 180, 30), total=total).sums
    rounding = total.whole == kr(301)
    assert [one.of for one in found] == ([] if rounding else [of])


def test_what_is_summed_is_all_printed_and_in_the_same_prices() -> None:
    level = ShareLine("I alt", kr(900).at(2021), {A: kr(900).at(2021), B: kr(900)})
    assert read(line("x", 120, 20), total=level).sums == ()
    assert read(total=level).sums == ()


def test_a_full_line_sums_to_its_whole() -> None:
    exact = read(line("x", 100, 17, 33, 50), line("y", 100, 16, 33, 50), line("z", 100, 17, 34))
    assert exact.sums == ()
    pair = {A: kr(50), B: kr(50)}
    wide = read(
        ShareLine("Drift", kr(101), pair, key=EqualTerms(Pool(named=(A, B)))),
        line("w", 100, 18, 33, 50),
        unit=Unit.THOUSAND_KRONER,
    )
    assert wide.sums == ()
    many = {party(name): kr(0) for name in "ABCDEFGH"}
    everyone = tuple(many)
    table = ShareTable(
        "t",
        "T",
        EqualTerms(Pool(named=everyone)),
        2024,
        (ShareLine("Drift", kr(7), many),),
        among=everyone,
    )
    (differs,) = recomputed(table, figures_with(*everyone)).sums
    assert (differs.of, differs.printed, differs.summed) == ("the cells of Drift", kr(7), kr(0))


def test_the_day_of_use_decides_what_is_published() -> None:
    key = HeadTerms(PopulationFixed("2024-01-01"))
    early = ShareTable("t", "T", key, 2024, (ShareLine("x", kr(1), {}),))
    with pytest.raises(Exception, match="2024"):
        recomputed(early, FIGURES)
    late = ShareTable("t", "T", key, 2024, (ShareLine("x", kr(1), {}),), used_on="2024-03-01")
    assert recomputed(late, FIGURES).cells == ()


def test_what_has_no_meaning_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"cells: name a party twice \(got 'A'\)"):
        ShareLine("x", kr(1), ((A, kr(1)), (A, kr(2))))
    with pytest.raises(NotExactError, match="cells: must be a Party"):
        ShareLine("x", kr(1), (("A", kr(1)),))  # type: ignore[arg-type]
    with pytest.raises(NotExactError, match=r"cells\[A\]: must be an Amount"):
        ShareLine("x", kr(1), ((A, 1),))  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="total: has no key: it is the sum of the lines"):
        ShareTable("t", "T", THIRDS, 2024, total=line("I alt", 1, key=THIRDS))
    with pytest.raises(InvalidValueError, match="year lies between"):
        ShareTable("t", "T", THIRDS, 24)


def test_a_key_over_others_is_refused_when_it_is_computed() -> None:
    table = ShareTable("t", "T", THIRDS, 2024, (line("x", 1, 1),), among=(A, B))
    with pytest.raises(BillingError, match="names a party outside the agreement"):
        recomputed(table, MINE)


def test_a_record_holds_a_table_once() -> None:
    table = ShareTable("t", "T", THIRDS, 2024)
    assert Record(figures=FIGURES, share_tables=(table,)).share_tables == (table,)
    with pytest.raises(InvalidValueError, match=r"share_tables: hold an id twice \(got 't'\)"):
        Record(figures=FIGURES, share_tables=(table, table))


WEIGHTS = st.lists(st.integers(1, 9), min_size=3, max_size=3)


@given(WEIGHTS, st.lists(st.integers(0, 10**6), min_size=1, max_size=4))
def test_a_table_of_the_librarys_own_parts_holds(weights: list[int], wholes: list[int]) -> None:
    found = Recomputed(*own_table(dict(zip("ABC", weights, strict=True)), wholes))
    assert all(cell.holds for cell in found.cells)
    assert not found.exchanges
    assert not found.wrong
    assert not found.sums


@given(WEIGHTS, st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_exchanged_cells_that_both_fail_are_found(
    weights: list[int], one: int, other: int
) -> None:
    table, _ = own_table(dict(zip("ABC", weights, strict=True)), [one, other])
    first, second = table.lines
    moved = (
        ShareLine(first.label, first.whole, {**dict(first.cells), A: second.cells[0][1]}),
        ShareLine(second.label, second.whole, {**dict(second.cells), A: first.cells[0][1]}),
    )
    exchanged = ShareTable("t", "T", table.key, 2024, moved, among=table.among, unit=table.unit)
    found = recomputed(exchanged, MINE)
    failing = [cell for cell in found.cells if not cell.holds]
    pairs = [[one.first, one.second] for one in found.exchanges]
    assert pairs == ([failing] if len(failing) == 2 else [])
    assert found.sums == ()


def own_table(weights: Mapping[str, int], wholes: list[int]) -> tuple[ShareTable, Any]:
    """A table as the library itself would print it, in øre."""
    terms = units(weights)
    blank = ShareTable("t", "T", terms, 2024, among=(A, B, C), unit=Unit.ORE)
    lines = []
    for number, ore in enumerate(wholes):
        row = ShareLine(f"l{number}", Amount(ore), {one: kr(0) for one in (A, B, C)})
        exact = recomputed(ShareTable("t", "T", terms, 2024, (row,), among=(A, B, C)), MINE).cells
        split = largest(ore, [cell.exact.ore for cell in exact])
        lines.append(
            ShareLine(row.label, row.whole, dict(zip((A, B, C), map(Amount, split), strict=True)))
        )
    table = ShareTable("t", "T", terms, 2024, tuple(lines), among=blank.among, unit=Unit.ORE)
    return table, recomputed(table, MINE).cells


def largest(whole: int, exact: list[Fraction]) -> list[int]:
    """Whole øre by largest remainder, written here a second time."""
    parts = [int(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda at: (-(exact[at] - parts[at]), at))
    for at in order[: whole - sum(parts)]:
        parts[at] += 1
    return parts


def test_a_price_level_is_kept() -> None:
    priced = ShareLine("x", kr(600).at(2021), {A: kr(100)})
    assert read(priced).cells[0].exact.prices == PriceLevel(2021)
    assert isinstance(read(priced).cells[0].party, Party)
