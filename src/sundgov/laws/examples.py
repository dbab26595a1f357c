"""A small bill, closed year and account to try laws on: two lines, shared by three."""

from __future__ import annotations

from fractions import Fraction

from sundgov.figures import packaged_figures
from sundgov.finance.agreements import (
    Agreement,
    InstalmentTerms,
    Membership,
    VatKind,
    VatTreatment,
)
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget, BudgetLine
from sundgov.finance.carry_rules import CarryRule, InOneInstalment
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.closing import Closing, close_year
from sundgov.finance.histories import Account, account
from sundgov.finance.results import Result
from sundgov.finance.terms import HeadTerms, PopulationOn
from sundgov.money import Amount, kr

_HALVES = tuple(InstalmentTerms(month, 1, Fraction(1, 2)) for month in (3, 9))


def small_bill(year: int = 2025) -> Bill:
    """Samsø, Læsø and Fanø share a system by heads; what 2024 left is in the bill of 2025.

    >>> str(small_bill().gross()), str(small_bill().carried())
    ('100,01\\xa0kr. (løbende priser 2025)', '-10,00\\xa0kr. (løbende priser 2025)')
    """
    register = packaged_figures().register
    members = tuple(Membership(register.find(name), "2020-01-01") for name in _NAMES)
    terms = Agreement(
        "aftale",
        "Aftale",
        members,
        HeadTerms(PopulationOn(1)),
        _HALVES,
        register.find("Samsø"),
        VatTreatment(VatKind.OUTSIDE_SCOPE),
        carry=CarryRule(way=InOneInstalment(9)),
    )
    lines = (BudgetLine("drift", "Drift", kr("75,00 kr.")), BudgetLine("hjaelp", "Hjælp", _HELP))
    bill = bill_year(terms, Budget(year, lines), packaged_figures())
    if year == _CLOSED:
        return bill
    return carry_into(bill, [small_closing()], Heirs(register))


_NAMES = ("Samsø", "Læsø", "Fanø")
_HELP = Amount(2501)
_CLOSED = 2024


def small_closing() -> Closing:
    """2024 closed: 90,01 kr. of 100,01 kr. were spent."""
    return close_year(small_bill(_CLOSED), Result(_CLOSED, Amount(9001), "2025-02-01"))


def small_account() -> Account:
    """The account of all three together over 2024 and 2025.

    >>> [str(year.closing) for year in small_account().years]
    ['10,00\\xa0kr. (løbende priser 2024)', 'None']
    """
    bills = (small_bill(_CLOSED), small_bill())
    return account(None, bills, {_CLOSED: small_closing()}, lambda *_: 0)
