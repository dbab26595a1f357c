"""The wrong kind of value: refused by the name of its field wherever it comes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from sundgov import (
    Agreement,
    Bounded,
    BoundedTerms,
    Budget,
    BudgetLine,
    CarryRule,
    Ceiling,
    Chain,
    Composed,
    ComposedTerms,
    CompositeIndex,
    EqualParts,
    EqualTerms,
    Figures,
    GivenUnits,
    Heads,
    HeadTerms,
    IndexKind,
    IndexName,
    IndexPart,
    IndexStep,
    IndexTerms,
    InstalmentTerms,
    Membership,
    Parties,
    Party,
    PartyKind,
    Pool,
    Population,
    PopulationFixed,
    PopulationRule,
    Proportional,
    Publication,
    Quarter,
    Slice,
    SliceTerms,
    Tariff,
    TieredHeads,
    UnitTerms,
    VatTreatment,
    Year,
    bill_year,
    by_heads,
    by_units,
    chain,
    equally,
    kr,
    packaged_figures,
    packaged_parties,
    population,
    solely,
    uplift,
)
from sundgov.apportion import apportion, round_flat, round_nested, water_fill
from sundgov.errors import NotExactError, SundgovError, TextError
from sundgov.finance.prices import current
from sundgov.formats import load, loads, read_statbank
from sundgov.formats.layout import Format
from sundgov.formats.tables import bill_text, split_text
from sundgov.kinds import as_tuple, listed, must_be, pairs
from sundgov.periods import HalfYear, IsoWeek, Month, period
from sundgov.record import Ledger
from tests.builders import KPRO, by

FIGURES = packaged_figures()
REGISTER = packaged_parties()
P2023 = population("2023-01-01")
A = Party("a", "A")
KEY = by({A: 1})
KL = IndexName("KL", "KL-kontingent", IndexKind.TOTAL)
TERMS: Agreement = KPRO.agreement
BUDGET: Budget = KPRO.budget(2025)
SPLIT = KEY.split(kr(1))


def wrong(build: Callable[..., object], *values: Any, **named: Any) -> Callable[[], object]:
    """A call with a value that the type checker would refuse."""
    return lambda: build(*values, **named)


def changed(**changes: Any) -> Callable[[], object]:
    return lambda: evolve(TERMS, **changes)


def broken() -> Iterator[int]:
    yield 1
    raise TypeError("its own fault")


# What is called, and what it says.
REFUSED: list[tuple[Callable[[], object], str]] = [
    # money
    (wrong(kr(1).units, "øre"), "unit: must be a Unit (got 'øre')"),
    (wrong(kr(1).exact.rounded, 100), "unit: must be a Unit (got 100)"),
    # periods
    (wrong(period, 2025), "period: must be a text (got 2025)"),
    (wrong(Year(2025).overlap, "2025"), "other: must be a Period (got '2025')"),
    (wrong(Year(2025).before, 2026), "other: must be a Period (got 2026)"),
    (wrong(Quarter.containing, 2025), "day: must be a date or an ISO text (got 2025)"),
    # parties
    (wrong(Party, "a", "A", "region"), "kind: must be a PartyKind (got 'region')"),
    (wrong(Party, "a", "A", aliases="B"), "aliases: must be a tuple (got 'B')"),
    (wrong(Party, "a", "A", aliases=("B", 7)), "aliases[1]: must be a text (got 7)"),
    (wrong(Party, "a", "A", successor=7), "successor: must be a text (got 7)"),
    (wrong(Parties, 5), "members: must be a tuple (got 5)"),
    (wrong(Parties, "ab"), "members: must be a tuple (got 'ab')"),
    (wrong(Parties, ["Samsø"]), "members[0]: must be a Party (got 'Samsø')"),
    (wrong(Parties, (), [7]), "belongings[0]: must be a Belonging (got 7)"),
    (wrong(REGISTER.region_of, "Samsø", 2024), "on: must be a date or an ISO text (got 2024)"),
    (wrong(REGISTER.municipalities, None), "on: must be a date or an ISO text (got None)"),
    (wrong(A.exists_on, 2024), "on: must be a date or an ISO text (got 2024)"),
    # figures
    (wrong(Figures, "x"), "register: must be a Parties (got 'x')"),
    (wrong(Figures, REGISTER, ["x"]), "populations[0]: must be a Population (got 'x')"),
    (
        wrong(FIGURES.adding, "x"),
        "figures: must be a Population, an IndexStep or a Party (got 'x')",
    ),
    (
        wrong(Population, "2023-01-01", 7),
        "population: must be a list or the like (got 7)",
    ),
    (
        wrong(Population, "2023-01-01", ["741"]),
        "population: must be a mapping, or a list of pairs (got ['741'])",
    ),
    (wrong(Population, "2023-01-01", {741: 5}), "population: must be a text (got 741)"),
    (
        wrong(Population, "2023-01-01", {"741": 5}, "2022"),
        "publication: must be a Publication (got '2022')",
    ),
    (wrong(Publication.read, None), "published: must be a text (got None)"),
    (
        wrong(Publication.read("2022").known_by, 2024),
        "on: must be a date or an ISO text (got 2024)",
    ),
    (wrong(Publication, None, "rule"), "basis: must be a PublicationBasis (got 'rule')"),
    (
        wrong(Publication, dt.datetime(2024, 1, 1), "rule"),
        "on: must be a date (got datetime.datetime(2024, 1, 1, 0, 0))",
    ),
    (wrong(IndexName, "KL", "x", "total"), "kind: must be an IndexKind (got 'total')"),
    (wrong(IndexStep, "KL", 2024, 2025, 1), "index: must be an IndexName (got 'KL')"),
    # prices
    (wrong(chain, "x", KL, 2014, 2015), "figures: must be a Figures (got 'x')"),
    (
        wrong(chain, FIGURES, "KL", 2014, 2015),
        "index: must be an IndexName or a CompositeIndex (got 'KL')",
    ),
    (
        wrong(chain, FIGURES, KL, 2014, 2015, on=2014),
        "on: must be a date or an ISO text (got 2014)",
    ),
    (
        wrong(chain, FIGURES, KL, 2014, 2015, chaining="add"),
        "chaining: must be a Chaining (got 'add')",
    ),
    (wrong(Chain, ["x"]), "steps[0]: must be an IndexStep (got 'x')"),
    (wrong(IndexPart, "KL", 1), "index: must be an IndexName (got 'KL')"),
    (wrong(CompositeIndex, "x", 7), "parts: must be a tuple (got 7)"),
    (wrong(uplift, "100 kr.", 2024, Chain(())), "amount: must be an Amount (got '100 kr.')"),
    (wrong(uplift, kr(1, 2024), 2024, 1), "chain: must be a Chain (got 1)"),
    (
        wrong(uplift(kr(1, 2024), 2024, Chain(())).worded, "dk"),
        "language: must be 'da' or 'en' (got 'dk')",
    ),
    (wrong(current, 100, 2024), "amount: must be an Amount (got 100)"),
    # keys
    (wrong(by_heads, "2023-01-01"), "population: must be a Population (got '2023-01-01')"),
    (wrong(by_heads, P2023, among="Samsø"), "among: must be a list or the like (got 'Samsø')"),
    (wrong(by_heads, P2023, tiers=["x"]), "tiers[0]: must be a Tier (got 'x')"),
    (
        wrong(by_heads, P2023, region="Region Sjælland", on=2023),
        "on: must be a date or an ISO text (got 2023)",
    ),
    (wrong(equally, "Samsø"), "among: must be a list or the like (got 'Samsø')"),
    (wrong(solely, "Samsø", 7), "register: must be a Parties (got 7)"),
    (wrong(by_units, 7, "timer"), "units: must be a Mapping (got 7)"),
    (wrong(Heads, "x", P2023.parties), "population: must be a Population (got 'x')"),
    (wrong(Heads, P2023, ["Samsø"]), "pool[0]: must be a Party (got 'Samsø')"),
    (
        wrong(TieredHeads, P2023, P2023.parties, tiers=7),
        "tiers: must be a list or the like (got 7)",
    ),
    (wrong(EqualParts, [A, "b"]), "pool[1]: must be a Party (got 'b')"),
    (wrong(GivenUnits, {"a": 1}), "pool[0]: must be a Party (got 'a')"),
    (wrong(Proportional, "x"), "driver: must be a Driver (got 'x')"),
    (wrong(Slice, "a", 1, None), "key: must be a Key (got None)"),
    (wrong(Composed, [KEY]), f"slices[0]: must be a Slice (got {repr(KEY)[:76]}...))"),
    (wrong(Bounded, "x", minimum=kr(1)), "key: must be a Key (got 'x')"),
    (wrong(Bounded, KEY, minimum=1), "minimum: must be an Amount (got 1)"),
    (wrong(KEY.split, 7_000_000), "amount: must be an Amount (got 7000000)"),
    (wrong(KEY.split, kr(1), "øre"), "unit: must be a Unit (got 'øre')"),
    (wrong(Tariff, kr(1), KEY), f"driver: must be a Driver (got {repr(KEY)[:76]}...))"),
    (wrong(Tariff(kr(1), KEY.driver).charge, "øre"), "unit: must be a Unit (got 'øre')"),
    (
        wrong(Tariff(kr(1), KEY.driver).charge().against, 7),
        "budget: must be an Amount (got 7)",
    ),
    # terms
    (wrong(PopulationRule.read, 2024), "population: must be a text (got 2024)"),
    (wrong(PopulationFixed, 2024), "date: must be a date or an ISO text (got 2024)"),
    (wrong(Pool, "regions"), "kind: must be a PartyKind (got 'regions')"),
    (wrong(Pool, region="x"), "region: must be a Party (got 'x')"),
    (wrong(Pool, named=["x"]), "named[0]: must be a Party (got 'x')"),
    (wrong(HeadTerms, "2023-01-01"), "population: must be a PopulationRule (got '2023-01-01')"),
    (wrong(EqualTerms, "members"), "pool: must be a Pool (got 'members')"),
    (wrong(UnitTerms, 7, "timer"), "units: must be a list or the like (got 7)"),
    (wrong(SliceTerms, "a", 1, KEY), f"key: must be a KeyTerms (got {repr(KEY)[:76]}...))"),
    (wrong(ComposedTerms, ["x"]), "slices[0]: must be a SliceTerms (got 'x')"),
    (wrong(BoundedTerms, "x", minimum=kr(1)), "terms: must be a KeyTerms (got 'x')"),
    # agreements and budgets
    (wrong(VatTreatment, "standard"), "kind: must be a VatKind (got 'standard')"),
    (wrong(CarryRule, "as paid"), "basis: must be a CarryBasis (got 'as paid')"),
    (wrong(Membership, "Samsø", "2024-01-01"), "party: must be a Party (got 'Samsø')"),
    (wrong(IndexTerms, "KL"), "index: must be an IndexName or a CompositeIndex (got 'KL')"),
    (wrong(IndexTerms, KL, "add"), "chaining: must be a Chaining (got 'add')"),
    (changed(entry="by days"), "entry: must be an EntryRule (got 'by days')"),
    (changed(entry_effect="on top"), "entry_effect: must be an EntryEffect (got 'on top')"),
    (changed(members=[A]), f"members[0]: must be a Membership (got {repr(A)[:76]}...))"),
    (changed(instalments=[1]), "instalments[0]: must be an InstalmentTerms (got 1)"),
    (changed(collector="Samsø"), "collector: must be a Party (got 'Samsø')"),
    (changed(unit="øre"), "unit: must be a Unit (got 'øre')"),
    (changed(note=7), "note: must be a text (got 7)"),
    (wrong(BudgetLine, "a", "A", 7), "amount: must be an Amount (got 7)"),
    (wrong(BudgetLine, "a", "A", kr(1), "cost"), "kind: must be a LineKind (got 'cost')"),
    (wrong(Ceiling, 7), "amount: must be an Amount (got 7)"),
    (wrong(Budget, 2025, ["x"]), "lines[0]: must be a BudgetLine (got 'x')"),
    (wrong(Ledger, "x", (), FIGURES), "agreement: must be an Agreement (got 'x')"),
    (wrong(bill_year, "x", BUDGET, FIGURES), "agreement: must be an Agreement (got 'x')"),
    (wrong(bill_year, TERMS, 2025, FIGURES), "budget: must be a Budget (got 2025)"),
    (wrong(bill_year, TERMS, BUDGET, None), "figures: must be a Figures (got None)"),
    # apportionment
    (wrong(apportion, 1, 5), "weights: must be an Iterable (got 5)"),
    (wrong(apportion, 1, [1, 1], rank=5), "rank: must be an Iterable (got 5)"),
    (
        wrong(apportion, 1, [1, 1], rank=[1, "a"]),
        "rank: ranks must be comparable with each other (got 1, 'a')",
    ),
    (wrong(water_fill, 5, 1), "weights: must be a list or the like (got 1)"),
    (
        wrong(water_fill, 5, [1, 0.5]),
        "weights[1]: a number must be exact, never a float or bool (got 0.5). "
        "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
    ),
    (wrong(round_flat, [1], "1"), "whole: a whole number is an int (got '1')"),
    (
        wrong(round_flat, [1.0], 1),
        "exact[0]: a number must be exact, never a float or bool (got 1.0). "
        "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
    ),
    (wrong(round_nested, 1), "root: must be a Branch (got 1)"),
    # files
    (wrong(load, 5), "path: must be a text or a PathLike (got 5)"),
    (wrong(loads, 5), "data: must be a text or bytes (got 5)"),
    (wrong(loads, "", 5), "figures: must be a Figures (got 5)"),
    (wrong(read_statbank, b"", register=5), "register: must be a Parties (got 5)"),
    (wrong(bill_text, SPLIT, Format.CSV), f"bill: must be a Bill (got {repr(SPLIT)[:76]}...))"),
    (wrong(bill_text, KPRO.bill(2025), "csv"), "form: must be a Format (got 'csv')"),
    (wrong(split_text, SPLIT, "csv"), "form: must be a Format (got 'csv')"),
    (wrong(split_text, 7, Format.CSV), "split: must be a Split (got 7)"),
]


@pytest.mark.parametrize(("attempt", "message"), REFUSED)
def test_the_wrong_kind_is_refused_by_name(attempt: Callable[[], object], message: str) -> None:
    with pytest.raises(SundgovError) as refused:
        attempt()
    assert str(refused.value) == message
    if "language" not in message:
        assert isinstance(refused.value, NotExactError)


@pytest.mark.parametrize("path", ["\0", "a\ud800"])
def test_what_can_be_no_name_of_a_file_is_refused(path: str) -> None:
    with pytest.raises(TextError) as refused:
        load(path)
    assert str(refused.value) == f"path: is no name of a file (got {path!r})"


def test_a_path_may_be_a_text_or_a_path(tmp_path: Path) -> None:
    for missing in (tmp_path / "x", str(tmp_path / "x")):
        with pytest.raises(FileNotFoundError):
            load(missing)


def test_days_may_be_iso_texts() -> None:
    day = dt.date(2024, 1, 15)
    general = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL)
    of_text, of_day = (chain(FIGURES, general, 2022, 2023, on=on) for on in ("2024-01-15", day))
    assert of_text == of_day
    assert REGISTER.region_of("Samsø", "2024-01-15") == REGISTER.region_of("Samsø", day)
    region = "Region Midtjylland"
    assert REGISTER.municipalities_in(region, "2024-01-15") == REGISTER.municipalities_in(
        region, day
    )
    assert REGISTER.municipalities("2024-01-15") == REGISTER.municipalities(day)
    assert by_heads(P2023, region=region, on="2024-01-15") == by_heads(P2023, region=region, on=day)
    assert Publication.read("2022").known_by("2022-12-31")
    assert not REGISTER.find("Region Østdanmark").exists_on("2026-12-31")
    assert PopulationFixed("2024-01-15") == PopulationFixed(day)
    whole = [kind.containing("2024-01-15") for kind in (Year, HalfYear, Quarter, Month, IsoWeek)]
    assert list(map(str, whole)) == ["2024", "2024-H1", "2024-Q1", "2024-01", "2024-W03"]


def test_lists_become_tuples() -> None:
    halves = [InstalmentTerms(1, 1, Fraction(1, 2)), InstalmentTerms(7, 1, Fraction(1, 2))]
    lists: dict[str, Any] = {"members": list(TERMS.members), "instalments": halves}
    terms = evolve(TERMS, **lists)
    assert isinstance(terms.members, tuple)
    assert isinstance(terms.instalments, tuple)
    assert isinstance(Figures(REGISTER, [P2023]).populations, tuple)  # type: ignore[arg-type]
    assert isinstance(hash(Ledger(terms, [BUDGET], FIGURES)), int)  # type: ignore[arg-type]


def test_units_may_be_a_mapping_or_pairs_in_any_order() -> None:
    b = Party("b", "B")
    in_order = UnitTerms({A: 1, b: 2}, "timer")
    assert in_order == UnitTerms(((b, 2), (A, 1)), "timer")
    assert in_order.units == ((A, Fraction(1)), (b, Fraction(2)))


def test_an_empty_register_is_not_the_packaged_one() -> None:
    with pytest.raises(SundgovError) as refused:
        solely("Samsø", Parties(()))
    assert str(refused.value) == "party: no party answers to this name or code (got 'Samsø')"


def test_what_an_iterable_breaks_on_is_its_own() -> None:
    with pytest.raises(TypeError, match=r"^its own fault$"):
        apportion(1, broken())


def test_a_kind_may_be_none_of_several() -> None:
    must_be("x", "field", int, str)
    for value in (True, dt.datetime(2024, 1, 1)):
        with pytest.raises(NotExactError) as refused:
            must_be(value, "field", int, dt.date, PartyKind)
        assert str(refused.value) == f"field: must be an int, a date or a PartyKind (got {value!r})"


def test_lists_and_pairs() -> None:
    assert listed(iter("ab"), "field") == ("a", "b")
    assert pairs({"a": 1}, "field") == pairs([("a", 1)], "field") == (("a", 1),)
    assert as_tuple([1]) == (1,)
    for value in (["ab"], [("a", 1, 2)]):
        with pytest.raises(NotExactError) as refused:
            pairs(value, "field")  # type: ignore[arg-type]
        assert str(refused.value) == f"field: must be a mapping, or a list of pairs (got {value})"
