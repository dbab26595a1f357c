"""Invoices and credit notes as text: a table for people, CSV and JSON for programs.

In the table and in CSV a credit note's amounts are below zero, so that a column's sum is what the
instalment bills. In JSON every document has its own amounts, not below zero, and its kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from sundgov.finance.invoices import CreditNote, Invoice
from sundgov.findings import Finding
from sundgov.formats.invoice_json import CURRENCY, document_json
from sundgov.formats.layout import Format, csv_text, harmless, json_text, table_text
from sundgov.kinds import must_be
from sundgov.money import Amount
from sundgov.printing import kroner_figures, plain_decimal

_HEAD = ("Nummer", "Art", "Part", "Udstedt", "Forfalder", "Før moms", "Moms", "I alt")
_KINDS = {"invoice": "Faktura", "credit note": "Kreditnota"}
_COLUMNS = (
    "number",
    "kind",
    "id",
    "code",
    "name",
    "issue_date",
    "due_date",
    "from",
    "to",
    "net",
    "vat",
    "total",
    "corrects",
    "seller_cvr",
    "buyer_cvr",
    "endpoint",
    "reference",
    "order",
    "currency",
)


def invoices_text(documents: Sequence[Invoice | CreditNote], form: Format) -> str:
    """Documents as text, in the order given."""
    must_be(form, "form", Format)
    if form is Format.JSON:
        return json_text([document_json(document) for document in documents])
    if form is Format.CSV:
        return csv_text(_COLUMNS, map(_csv, documents))
    sums = (sum(column) for column in zip((0, 0, 0), *map(_amounts, documents), strict=True))
    foot = ("", "", "I alt", "", "", *map(kroner_figures, sums))
    return table_text("", _HEAD, [*map(_row, documents)], foot, texts=len(_HEAD) - 3)


def findings_text(documents: Sequence[Invoice | CreditNote]) -> tuple[str, ...]:
    """The findings of many documents, each kind once: on how many, and the first in full."""
    found: dict[str, list[Finding]] = {}
    for document in documents:
        for finding in document.findings:
            found.setdefault(finding.code, []).append(finding)
    many = len(documents)
    return tuple(f"{first} ({1 + len(more)} of {many})" for first, *more in found.values())


def _signed(document: Invoice | CreditNote, amount: Amount) -> int:
    return -amount.ore if isinstance(document, CreditNote) else amount.ore


def _amounts(document: Invoice | CreditNote) -> tuple[int, int, int]:
    """Net, VAT and total in øre; a credit note's below zero."""
    net, vat, whole = (
        _signed(document, amount) for amount in (document.net, document.vat.amount, document.total)
    )
    return net, vat, whole


def _corrects(document: Invoice | CreditNote) -> tuple[str, ...]:
    return document.corrects if isinstance(document, CreditNote) else ()


def _csv(document: Invoice | CreditNote) -> list[object]:
    buyer, party = document.buyer, document.buyer.party
    return [
        harmless(document.number),
        document.word,
        party.id,
        party.code or "",
        harmless(party.name),
        document.issue_date,
        document.due_date,
        document.period.first_day,
        document.period.last_day,
        *map(plain_decimal, _amounts(document)),
        harmless(" ".join(_corrects(document))),
        document.seller.party.cvr or "",
        party.cvr or "",
        buyer.endpoint or "",
        harmless(buyer.reference),
        harmless(buyer.order),
        CURRENCY,
    ]


def _row(document: Invoice | CreditNote) -> tuple[str, ...]:
    return (
        document.number,
        _KINDS[document.word],
        document.buyer.party.name,
        f"{document.issue_date}",
        f"{document.due_date}",
        *map(kroner_figures, _amounts(document)),
    )
