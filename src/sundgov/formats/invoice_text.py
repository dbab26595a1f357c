"""Invoices and credit notes as text: a table for people, CSV and JSON for programs.

In the table and in CSV a credit note's amounts are below zero, so that a column's sum is what the
instalment bills. In JSON every document has its own amounts, not below zero, and its kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sundgov.finance.invoice_lines import InvoiceLine
from sundgov.finance.invoices import CreditNote, Invoice
from sundgov.findings import Finding
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
)


def invoices_text(documents: Sequence[Invoice | CreditNote], form: Format) -> str:
    """Documents as text, in the order given."""
    must_be(form, "form", Format)
    if form is Format.JSON:
        return json_text([_json(document) for document in documents])
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


def exact_text(number: Fraction) -> str:
    """A fraction as a decimal where that ends, otherwise as "a/b".

    >>> exact_text(Fraction(5, 4)), exact_text(Fraction(-7)), exact_text(Fraction(1, 3))
    ('1.25', '-7', '1/3')
    """
    places, rest = 0, number.denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return str(number)
    digits = f"{abs(number) * 10**places}".rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if number < 0 else ''}{whole}{'.' if part else ''}{part}"


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
    party = document.buyer.party
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
    ]


def _json(document: Invoice | CreditNote) -> dict[str, object]:
    party = document.buyer.party
    return {
        "number": document.number,
        "kind": document.word,
        "party": {"id": party.id, "code": party.code, "name": party.name},
        "issue_date": f"{document.issue_date}",
        "due_date": f"{document.due_date}",
        "period": {"from": f"{document.period.first_day}", "to": f"{document.period.last_day}"},
        "lines": [_json_line(line) for line in document.lines],
        "allowances": [
            {"amount": plain_decimal(one.amount.ore), "reason": one.reason, "year": one.year}
            for one in document.allowances
        ],
        "net": plain_decimal(document.net.ore),
        "vat": plain_decimal(document.vat.amount.ore),
        "total": plain_decimal(document.total.ore),
        "corrects": list(_corrects(document)),
    }


def _json_line(line: InvoiceLine) -> dict[str, object]:
    price = None if line.unit_price is None else exact_text(line.unit_price.kroner)
    return {
        "id": line.id,
        "name": line.name,
        "quantity": exact_text(line.quantity),
        "unit": line.unit,
        "unit_price": price,
        "net": plain_decimal(line.net.ore),
    }


def _row(document: Invoice | CreditNote) -> tuple[str, ...]:
    return (
        document.number,
        _KINDS[document.word],
        document.buyer.party.name,
        f"{document.issue_date}",
        f"{document.due_date}",
        *map(kroner_figures, _amounts(document)),
    )
