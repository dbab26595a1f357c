"""What comes of a year: bills, invoices, closings, and what is carried or corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Allowance,
    Amount,
    Bill,
    BillLine,
    Carried,
    ClosedLine,
    Closing,
    CreditNote,
    Instalment,
    Invoice,
    InvoiceLine,
    Residual,
    RevisedLine,
    Revision,
    Vat,
    close_year,
    packaged_parties,
)
from sundgov.finance.carrying import Heirs
from sundgov.testing.strategies.amounts import amounts
from sundgov.testing.strategies.general import built, one_of
from sundgov.testing.strategies.ledgers import Course, ledgers
from sundgov.testing.strategies.parties import islands
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept
from sundgov.testing.strategies.years import known_results

SETTLED = dt.date(2026, 4, 1)


@kept
@st.composite
def bills(draw: DrawFn, course: Course | None = None) -> Bill:
    """Billed years: the last of a ledger that can be billed, with what is carried into it.

    >>> from sundgov.testing.strategies import simplest
    >>> bill = simplest(bills(), lambda found: len(found) == 2)
    >>> bill.total
    Amount('1,00 kr. (løbende priser 2025)')
    """
    ledger = draw(ledgers(course))
    return ledger.bill(ledger.years[-1])


@kept
@st.composite
def carrying_bills(draw: DrawFn) -> Bill:
    """Bills that a surplus of the year before is carried into."""
    return draw(ledgers(Course.CARRIED)).bill(2025)


@kept
@st.composite
def closings(draw: DrawFn) -> Closing:
    """Years closed by a result.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(closings(), lambda found: found.surplus.ore > 0).surplus
    Amount('1,00 kr. (løbende priser 2025)')
    """
    ledger = draw(ledgers(Course.SINGLE))
    (budget,) = ledger.budgets
    return close_year(ledger.bill(2025), draw(known_results(budget, SETTLED)))


@kept
@st.composite
def revisions(draw: DrawFn) -> Revision:
    """Years corrected backwards by another key."""
    ledger = draw(ledgers(Course.CORRECTED))
    (terms,) = ledger.revisions
    return ledger.revise(terms.year, on=terms.on, key=terms.key, month=terms.month)


@kept
@st.composite
def invoices(draw: DrawFn) -> Invoice:
    """Invoices of any party and instalment of a bill.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(invoices())
    >>> found.number, found.total
    ('aftale-2025-01-741', Amount('0,50 kr. (løbende priser 2025)'))
    """
    bill = draw(bills(Course.SINGLE))
    issued = [one for step in bill.instalments for one in bill.invoices(step.id)]
    return draw(st.sampled_from([one for one in issued if isinstance(one, Invoice)]))


@kept
@st.composite
def credit_notes(draw: DrawFn) -> CreditNote:
    """Documents that pay a year's surplus back."""
    issued = draw(ledgers(Course.SETTLED)).close(2025).invoices(SETTLED)
    return draw(st.sampled_from([one for one in issued if isinstance(one, CreditNote)]))


@kept
@st.composite
def heirs(draw: DrawFn) -> Heirs:
    """Who bears what a party paid, with some that were settled and what they left."""
    gone = draw(st.lists(islands(), max_size=2, unique=True))
    left = {(party.id, 2024): draw(amounts()).ore for party in gone}
    return Heirs(packaged_parties(), frozenset(party.id for party in gone), left)


def _of_bills(part: str) -> SearchStrategy[object]:
    """One of the parts of a bill, such as its lines."""
    return one_of(bills(), lambda bill: getattr(bill, part))


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Allowance: lambda _: built(Allowance, amount=amounts(at_least=Amount(1)), origin=st.none()),
    Bill: lambda _: bills(),
    BillLine: lambda _: _of_bills("lines"),
    Carried: lambda _: one_of(carrying_bills(), lambda bill: bill.carries),
    ClosedLine: lambda _: one_of(closings(), lambda found: found.lines),
    Closing: lambda _: closings(),
    CreditNote: lambda _: credit_notes(),
    Heirs: lambda _: heirs(),
    Instalment: lambda _: _of_bills("instalments"),
    Invoice: lambda _: invoices(),
    InvoiceLine: lambda _: one_of(invoices(), lambda found: found.lines),
    Residual: lambda _: _of_bills("residuals"),
    RevisedLine: lambda _: one_of(revisions(), lambda found: found.lines),
    Revision: lambda _: revisions(),
    Vat: lambda _: invoices().map(lambda found: found.vat),
}

show_briefly(OWN)
