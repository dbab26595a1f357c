"""What the receiver of an invoice will miss or refuse, though every sum comes out.

Where it can, an official e-invoice validator lets these through: it checks that a CVR number has
eight digits, not that they are a number ever given out, and it asks no credit note for its invoice.
"""

from __future__ import annotations

from collections.abc import Iterator

from sundgov.finance.addresses import BillingAddress, valid_cvr
from sundgov.finance.invoices import BillingDocument, CreditNote, Invoice
from sundgov.findings import Finding, Severity

LONGEST_CREDIT = 30
# Nobody can pay what is sent to a party that is no more; the rest only delays a payment.
_ERRORS = {"receiver-gone": Severity.ERROR}


def findings_of(document: BillingDocument) -> tuple[Finding, ...]:
    """Every finding on a document, in a fixed order."""
    return tuple(
        Finding(code, _ERRORS.get(code, Severity.WARNING), document.number, why, remedy)
        for code, why, remedy in _found(document)
    )


def _found(document: BillingDocument) -> Iterator[tuple[str, str, str]]:
    yield from _receiver(document)
    seller = document.seller
    if seller.party.cvr is None:
        yield (
            "no-seller-cvr",
            f"{seller.party} issues it and has no CVR number",
            "State the collector's CVR number.",
        )
    for address in {one.party.id: one for one in (seller, document.buyer)}.values():
        yield from _cvr(address)
    yield from _payment(document)
    if isinstance(document, CreditNote) and not document.corrects:
        yield (
            "corrects-nothing",
            "a credit note names no invoice that it corrects",
            "Name the invoices, or have nothing returned that was never invoiced.",
        )


def _receiver(document: BillingDocument) -> Iterator[tuple[str, str, str]]:
    buyer = document.buyer
    if not buyer.party.exists_on(document.issue_date):
        yield (
            "receiver-gone",
            f"{buyer.party} does not exist on the day of issue, {document.issue_date}",
            "Bill its successor, or correct the party's dates.",
        )
    if buyer.endpoint is None:
        yield (
            "no-endpoint",
            f"{buyer.party} has neither a GLN nor a CVR number, so no e-invoice reaches it",
            "State its GLN in agreement.addresses, or send it on paper.",
        )
    if not buyer.reference and not buyer.order:
        yield (
            "no-reference",
            f"{buyer.party} is given neither a person reference nor an order number",
            "Ask it for one and state it in agreement.addresses.",
        )


def _payment(document: BillingDocument) -> Iterator[tuple[str, str, str]]:
    if document.account is None and isinstance(document, Invoice) and document.total:
        yield (
            "no-account",
            f"{document.agreement.name} names no account that it is paid to",
            "State the collector's in agreement.account.",
        )
    days = document.agreement.payment_days
    if days > LONGEST_CREDIT:
        yield (
            "payment-days",
            f"{days} payment days; a public body may not agree to more than {LONGEST_CREDIT}",
            "Shorten payment_days.",
        )


def _cvr(address: BillingAddress) -> Iterator[tuple[str, str, str]]:
    cvr = address.party.cvr
    if cvr is not None and not valid_cvr(cvr):
        yield (
            "cvr-check-digit",
            f"{address.party} has the CVR number {cvr}, whose check digit is wrong",
            "Look it up in the CVR register.",
        )
