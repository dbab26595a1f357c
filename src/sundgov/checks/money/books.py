"""What finance finds in bills, follow-ups, results, exits and invoices, as checks of a record.

The findings are made once for the record; each check tells those of its own code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Grade, Spot
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.record import Record


def _told(code: str, severity: Severity, grade: Grade = Grade.ALWAYS) -> Check:
    """The check that tells what finance finds under a code."""

    def search(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
        for found in record.books.findings(on):
            if found.code == code:
                yield Spot(found.place, found.why, found.remedy, found.excerpt)

    return Check(code, severity, grade, search)


BILLS = (
    _told("cannot-be-billed", Severity.ERROR),
    _told("ceiling-exceeded", Severity.ERROR),
    _told("cannot-be-closed", Severity.ERROR),
)
"""Of a year's bill, and of its closing by a result."""

FOLLOW_UPS = (
    _told("cannot-be-followed", Severity.ERROR),
    _told("line-overspent", Severity.ERROR),
    _told("line-overcommitted", Severity.ERROR),
    _told("condition-not-released", Severity.ERROR),
    _told("transfer-beyond-rest", Severity.ERROR),
    _told("line-expected-above", Severity.WARNING),
    _told("expected-on-condition", Severity.NOTE),
    _told("condition-above-line", Severity.ERROR),
    _told("decision-undated", Severity.NOTE),
    _told("undisposed-used", Severity.WARNING),
    _told("line-without-status", Severity.NOTE),
    _told("status-of-unknown-line", Severity.ERROR),
    _told("revised-above-ceiling", Severity.ERROR),
    _told("transfer-without-authority", Severity.ERROR),
    _told("transfer-from-unknown-line", Severity.ERROR),
    _told("transfer-to-unknown-line", Severity.ERROR),
    _told("transfer-not-received", Severity.ERROR),
    _told("transfer-not-opened", Severity.WARNING),
)
"""Of a year's budget as it stands by its newest status, and of what is transferred."""

EXITS = (
    _told("cannot-be-settled", Severity.ERROR),
    _told("exit-terms-silent", Severity.WARNING),
    _told("exit-net-assets-missing", Severity.ERROR),
    _told("exit-day-differs", Severity.ERROR),
    _told("exit-investment-past", Severity.ERROR),
    _told("exit-terms-unauthorised", Severity.WARNING),
    _told("exit-balance-not-as-paid", Severity.NOTE),
    _told("exit-key-estimated", Severity.NOTE),
)
"""Of the parties that leave."""

INVOICES = (
    _told("receiver-gone", Severity.ERROR),
    _told("no-endpoint", Severity.WARNING),
    _told("no-reference", Severity.WARNING, Grade.STRICT),
    _told("no-seller-cvr", Severity.WARNING),
    _told("cvr-check-digit", Severity.WARNING),
    _told("no-account", Severity.WARNING, Grade.STRICT),
    _told("payment-days", Severity.WARNING),
    _told("corrects-nothing", Severity.WARNING),
)
"""Of the invoices that are next to be sent."""

BOOKS = (*BILLS, *FOLLOW_UPS, *EXITS, *INVOICES)
