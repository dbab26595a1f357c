"""Invoices and credit notes for programs: everything the values hold, as JSON.

Amounts are strings with two decimals, not below zero in either kind of document; exact numbers
are decimals where those end, otherwise fractions. What is not stated is null.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from sundgov.authority import Authority
from sundgov.finance.addresses import BankAccount, BillingAddress
from sundgov.finance.invoice_lines import Allowance, Billed, InvoiceLine
from sundgov.finance.invoices import CreditNote, Invoice, Vat
from sundgov.indices import IndexStep
from sundgov.parties import Party
from sundgov.populations import Population
from sundgov.printing import plain_decimal

CURRENCY = "DKK"


def document_json(document: Invoice | CreditNote) -> dict[str, object]:
    """A document with its parties, dates, lines, VAT and authority."""
    return {
        "number": document.number,
        "kind": document.word,
        "agreement": document.agreement.id,
        "seller": _party(document.seller.party) | {"cvr": document.seller.party.cvr},
        "party": _party(document.buyer.party),
        "buyer": _buyer(document.buyer),
        "account": _account(document.account),
        "issue_date": f"{document.issue_date}",
        "due_date": f"{document.due_date}",
        "period": {"from": f"{document.period.first_day}", "to": f"{document.period.last_day}"},
        "currency": CURRENCY,
        "lines": [_line(line) for line in document.lines],
        "allowances": [_allowance(one) for one in document.allowances],
        "net": plain_decimal(document.net.ore),
        "vat": plain_decimal(document.vat.amount.ore),
        "vat_treatment": _treatment(document.vat),
        "total": plain_decimal(document.total.ore),
        "authority": _authority(document.authority),
        "corrects": list(document.corrects) if isinstance(document, CreditNote) else [],
    }


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


def _day(day: dt.date | None) -> str | None:
    return None if day is None else f"{day}"


def _party(party: Party) -> dict[str, object]:
    return {"id": party.id, "code": party.code, "name": party.name}


def _buyer(buyer: BillingAddress) -> dict[str, object]:
    endpoint = buyer.endpoint
    return {
        **_party(buyer.party),
        "cvr": buyer.party.cvr,
        "endpoint": endpoint and {"scheme": endpoint.scheme.value, "id": endpoint.id},
        "reference": buyer.reference or None,
        "order": buyer.order or None,
    }


def _account(account: BankAccount | None) -> dict[str, object] | None:
    if account is None:
        return None
    return {"registration": account.registration, "number": account.number}


def _treatment(vat: Vat) -> dict[str, object]:
    kind = vat.treatment.kind.value
    return {"kind": kind, "rate": exact_text(vat.rate), "reason": vat.reason or None}


def _authority(authority: Authority | None) -> dict[str, object] | None:
    if authority is None:
        return None
    decided = _day(authority.decided_on)
    return {"id": authority.id, "body": authority.body, "decided_on": decided}


def _allowance(one: Allowance) -> dict[str, object]:
    return {"amount": plain_decimal(one.amount.ore), "reason": one.reason, "year": one.year}


def _line(line: InvoiceLine) -> dict[str, object]:
    price = None if line.unit_price is None else exact_text(line.unit_price.kroner)
    return {
        "id": line.id,
        "name": line.name,
        "note": line.note or None,
        "quantity": exact_text(line.quantity),
        "unit": line.unit,
        "unit_price": price,
        "net": plain_decimal(line.net.ore),
        "price_level": _price_level(line),
        "indices": [_step(step) for step in line.index_steps],
        "key": "; ".join(driver.described("da") for driver in line.drivers) or None,
        "populations": [_population(one) for one in line.populations],
    }


def _price_level(line: InvoiceLine) -> dict[str, object] | None:
    """The prices a budget line was stated and billed in; an earlier year's amount is not moved."""
    if not isinstance(line.origin, Billed):
        return None
    before, after = line.price_level
    return {"from": f"{before}", "to": f"{after}"}


def _step(step: IndexStep) -> dict[str, object]:
    return {
        "publisher": step.index.publisher,
        "name": step.index.name,
        "kind": step.index.kind.value,
        "from_year": step.from_year,
        "to_year": step.to_year,
        "percent": exact_text(step.percent),
        "published": _day(step.publication.on),
    }


def _population(held: Population) -> dict[str, object]:
    return {
        "reference_date": f"{held.reference_date}",
        "published": _day(held.published_on),
        "table": held.table or None,
    }
