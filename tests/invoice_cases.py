"""Two parties that share 3 to 1, a year closed in March 2025, and what 2025 then invoices."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve

from sundgov import kr
from sundgov.authority import Authority
from sundgov.finance.agreements import VatKind, VatTreatment
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.carried import CarrySource
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.closing import Closing, close_year
from sundgov.finance.invoice_lines import InvoiceLine
from sundgov.finance.results import Estimate, Result
from sundgov.finance.terms import KeyTerms
from sundgov.money import Amount, CurrentPrices
from sundgov.periods import Span
from tests.builders import agreement, budget, figures_with, party, units

A, B = party("A"), party("B")
KEY = units({"A": 3, "B": 1})
BOTH = figures_with(A, B)
DECIDED = Authority("ref-7", "styregruppen", decided_on="2025-03-20")
STANDARD = VatTreatment(VatKind.STANDARD)
EXEMPT = VatTreatment(VatKind.EXEMPT, "omkostningsfællesskab")


def year(number: int, *amounts: Amount, key: KeyTerms = KEY, **terms: Any) -> Bill:
    """A year of the agreement over A and B, 3 to 1."""
    return bill_year(agreement([A, B], key, **terms), budget(number, *amounts), BOTH)


def closed(spent: int, **terms: Any) -> Closing:
    """2024, billed 800 kr. (A 600, B 200), closed on 15 March 2025."""
    result = Result(2024, kr(spent), "2025-03-15", authority=DECIDED)
    return close_year(year(2024, kr(800), **terms), result)


def estimated(spent: int, **terms: Any) -> Closing:
    """2024 as it was expected to close, on 1 December 2024."""
    return close_year(year(2024, kr(800), **terms), Estimate(2024, kr(spent), "2024-12-01"))


def after(*sources: CarrySource, amounts: tuple[Amount, ...] = (kr(1000),), **terms: Any) -> Bill:
    """2025, billed 1.000 kr. (A 750, B 250), with what earlier years carry into it."""
    return carry_into(year(2025, *amounts, **terms), sources, Heirs(BOTH.register))


def money(number: int | Fraction) -> Amount:
    """Kroner of 2025."""
    return kr(number).at(CurrentPrices(2025))


def line(net: Amount, name: str = "drift", **changes: Any) -> InvoiceLine:
    """A line of one piece."""
    plain = InvoiceLine(name, name.title(), -1 if net.ore < 0 else 1, "stk.", None, net)
    return evolve(plain, **changes)


HALF_YEAR = Span("2025-07-01", "2025-12-31")
