"""Small agreements, budgets and parties for tests, in the words of the field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

from attrs import evolve

from sundgov import kr, population
from sundgov.figures import Figures, packaged_figures
from sundgov.finance.agreements import (
    Agreement,
    IndexTerms,
    InstalmentTerms,
    Membership,
    VatKind,
    VatTreatment,
)
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.budgets import Budget, BudgetLine
from sundgov.finance.drivers import EqualParts, GivenUnits
from sundgov.finance.keys import Proportional
from sundgov.finance.terms import HeadTerms, KeyTerms, PopulationOn, UnitTerms
from sundgov.formats import load
from sundgov.indices import IndexKind, IndexName
from sundgov.money import Amount, CurrentPrices
from sundgov.parties import Party

HALF = Fraction(1, 2)
HALVES = (InstalmentTerms(1, 15, HALF), InstalmentTerms(7, 1, HALF))
OUTSIDE = VatTreatment(VatKind.OUTSIDE_SCOPE)
BY_HEADS = HeadTerms(PopulationOn(1))


def party(name: str) -> Party:
    """A party of one letter or word, without a code."""
    return Party(name.lower(), name)


def municipality(name: str) -> Party:
    """A packaged party."""
    return packaged_figures().register.find(name)


def figures_with(*parties: Party) -> Figures:
    """The packaged figures and some parties of the test's own."""
    return packaged_figures().adding(*parties)


def units(weights: Mapping[str, int | Fraction], counted: str = "timer") -> UnitTerms:
    """Key terms by units over parties named by letters."""
    found = tuple((party(name), Fraction(weight)) for name, weight in weights.items())
    return UnitTerms(found, counted)


def by(weights: Mapping[Party, int | Fraction]) -> Proportional:
    """A key by hours over parties."""
    return Proportional(GivenUnits(weights, "timer"))


def equally_of(*members: Party) -> Proportional:
    """A key of equal parts over parties that no register holds."""
    return Proportional(EqualParts(members))


def agreement(
    members: Sequence[Membership | Party], key: KeyTerms = BY_HEADS, **changes: Any
) -> Agreement:
    """An agreement over parties that have been members since 2007, billed in halves."""
    held = tuple(
        member if isinstance(member, Membership) else Membership(member, dt.date(2007, 1, 1))
        for member in members
    )
    collector = municipality("Region Nordjylland")
    plain = Agreement("aftale", "Aftale", held, key, HALVES, collector, OUTSIDE)
    return evolve(plain, **changes)


def budget(year: int, *amounts: Amount | BudgetLine, **changes: Any) -> Budget:
    """A budget of lines named `l1`, `l2` …"""
    lines = tuple(
        amount if isinstance(amount, BudgetLine) else BudgetLine(f"l{number}", f"L{number}", amount)
        for number, amount in enumerate(amounts, start=1)
    )
    return evolve(Budget(year, lines), **changes)


def everyone(on: str = "2024-01-01") -> tuple[Party, ...]:
    """The 98 municipalities."""
    return population(on).parties


SEVEN = kr("7 mio. kr.")
EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "kommunal-pro.toml"
KPRO = load(EXAMPLE).ledger()
FFL = IndexTerms(IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL))


def in_year(year: int, text: str) -> Amount:
    """An amount as current money of a year."""
    return kr(text).at(CurrentPrices(year))


def ore(bill: Bill) -> dict[str, int]:
    """What every party pays in the year."""
    return {name: amount.ore for name, amount in bill.items()}


def near(part: int, exact: Fraction, unit: int) -> bool:
    """Whether a part is the floor or the ceiling of its exact value, in whole units."""
    return floor(exact / unit) * unit <= part <= ceil(exact / unit) * unit


def assert_every_figure_comes_out(bill: Bill) -> None:
    """Rules 1, 2 and 4: every shown figure is floor or ceiling, and every margin sums.

    What is carried is whole øre of its own; the year's own figures are in the agreement's unit.
    """
    unit = bill.agreement.unit.value
    for line in bill.lines:
        assert_line_comes_out(bill, line, unit)
    for member in bill.parties:
        year = bill.gross(member).ore
        assert near(year, bill.exact(member).ore, unit)
        assert bill[member].ore == year + bill.carried(member).ore
        for step in bill.instalments:
            part = bill.gross(member, instalment=step.id).ore
            carried = bill.carried(member, instalment=step.id).ore
            assert part % unit == 0
            assert near(part, year * bill.share(member, step.id), unit)
            assert bill.amount(member, instalment=step.id).ore == part + carried
    assert sum(amount.ore for amount in bill.values()) == bill.total.ore
    assert sum(bill.amount(instalment=s.id).ore for s in bill.instalments) == bill.total.ore
    assert bill.total == bill.gross() + bill.carried()


def assert_line_comes_out(bill: Bill, line: BillLine, unit: int) -> None:
    assert sum(line.year) == line.amount.ore
    cells = list(zip(line.year, line.exact, bill.shares, *line.instalments, strict=True))
    for year, exact, shares, *parts in cells:
        assert near(year, exact, unit)
        assert sum(parts) == year
        assert all(
            near(part, year * share, unit) for part, share in zip(parts, shares, strict=True)
        )
    if len(bill.instalments) == 2:
        for number, column in enumerate(line.instalments):
            exact = sum((year * shares[number] for year, _, shares, *_ in cells), Fraction(0))
            assert near(sum(column), exact, unit)
