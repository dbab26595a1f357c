"""Small agreements, budgets and parties for tests, in the words of the field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve

from sundgov import kr, population
from sundgov.figures import Figures, packaged_figures
from sundgov.finance.agreements import (
    Agreement,
    InstalmentTerms,
    Membership,
    VatKind,
    VatTreatment,
)
from sundgov.finance.budgets import Budget, BudgetLine
from sundgov.finance.terms import HeadTerms, KeyTerms, PopulationOn, UnitTerms
from sundgov.money import Amount
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
