"""Invoices and credit notes as values: what one party is asked to pay, or is paid back.

They hold what an e-invoice needs and nothing of its syntax: parties with their endpoints, dates,
lines with quantity and price, allowances with their reasons, and VAT. What cannot be added up is
refused; what a receiver will miss is a finding.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from fractions import Fraction
from typing import ClassVar

from attrs import field, frozen

from sundgov.authority import Authority
from sundgov.bank_days import due_date
from sundgov.errors import InvalidValueError
from sundgov.finance.addresses import BankAccount, BillingAddress
from sundgov.finance.agreements import Agreement, VatKind, VatTreatment
from sundgov.finance.invoice_lines import Allowance, InvoiceLine
from sundgov.findings import Finding
from sundgov.kinds import checked
from sundgov.money import Amount, PriceState, Rounding, Unit, total
from sundgov.periods import Period, day
from sundgov.printing import Language, language_of, spaced
from sundgov.text import is_plain, plain

STANDARD_RATE = Fraction(25)


@frozen(field_transformer=checked)
class Vat:
    """The VAT of an invoice (moms): by the agreement's treatment, rounded once for the invoice.

    >>> from sundgov.money import kr
    >>> Vat(VatTreatment(VatKind.STANDARD), kr("10,10 kr.")).amount
    Amount('2,53 kr.')
    """

    treatment: VatTreatment
    base: Amount

    @property
    def rate(self) -> Fraction:
        """The rate in per cent: 25 where the standard rate applies, otherwise 0."""
        return STANDARD_RATE if self.treatment.kind is VatKind.STANDARD else Fraction(0)

    @property
    def reason(self) -> str:
        """Why no VAT is charged, in the agreement's words; stated for every exemption."""
        return self.treatment.reason

    @property
    def amount(self) -> Amount:
        """The VAT, a half øre taken away from zero."""
        return (self.base * (self.rate / 100)).rounded(Unit.ORE, Rounding.HALF_AWAY)


def _issue_date(value: dt.date | str) -> dt.date:
    return day(value, "issue_date")


@frozen(field_transformer=checked)
class BillingDocument(ABC):
    """What an invoice and a credit note have in common.

    It is issued under an agreement, which states the seller, the account, the payment days and
    the VAT treatment. `period` is the part of the year it is for; `authority` the decision behind
    it. Its sum is not below zero in either kind; `owed` has the sign.
    """

    word: ClassVar[str]

    agreement: Agreement = field(repr=False)
    number: str = field(validator=is_plain)
    issue_date: dt.date = field(converter=_issue_date)
    period: Period
    buyer: BillingAddress
    lines: tuple[InvoiceLine, ...] = field(repr=False)
    allowances: tuple[Allowance, ...] = field(default=(), kw_only=True)
    authority: Authority | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.lines:
            raise InvalidValueError("lines", "must hold at least one line", self.number)
        for name, count in Counter(line.id for line in self.lines).items():
            if count > 1:
                raise InvalidValueError("lines.id", "must be unique", name)
        self._check_net(self.net)
        _ = self.due_date

    @abstractmethod
    def _check_net(self, net: Amount) -> None:
        """Refuse a sum that makes it another kind of document."""

    @property
    @abstractmethod
    def owed(self) -> Amount:
        """What the buyer owes before VAT: below zero for a credit note."""

    @property
    def seller(self) -> BillingAddress:
        """Who issues it: the agreement's collector."""
        return self.agreement.address_of(self.agreement.collector)

    @property
    def account(self) -> BankAccount | None:
        """The bank account it is paid to, where the agreement states one."""
        return self.agreement.account

    @property
    def due_date(self) -> dt.date:
        """The last day for payment (betalingsfrist), a Danish bank day."""
        return due_date(self.issue_date, self.agreement.payment_days)

    @property
    def prices(self) -> PriceState:
        """The money the document is in."""
        return self.lines[0].net.prices

    @property
    def net(self) -> Amount:
        """The sum of the lines less the allowances, before VAT."""
        lines = total((line.net for line in self.lines), self.prices)
        return lines - total((one.amount for one in self.allowances), self.prices)

    @property
    def vat(self) -> Vat:
        """The VAT."""
        return Vat(self.agreement.vat, self.net)

    @property
    def total(self) -> Amount:
        """What is to be paid, or by a credit note paid back: net and VAT."""
        return self.net + self.vat.amount

    def line(self, wanted: str) -> InvoiceLine:
        """A line by its id."""
        for line in self.lines:
            if line.id == wanted:
                return line
        known = ", ".join(line.id for line in self.lines)
        rule = f"is no line of {self.number}"
        raise InvalidValueError("line", rule, wanted, hint=f"Lines: {known}.")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a receiver will miss or refuse; none of it makes the sums wrong."""
        from sundgov.finance.invoice_findings import findings_of

        return findings_of(self)

    def explain(self, language: Language = "da") -> str:
        """The whole document in words, to be read aloud."""
        from sundgov.finance.invoice_wording import worded_document

        return worded_document(self, language_of(language))


@frozen(field_transformer=checked)
class Invoice(BillingDocument):
    """What a party is asked to pay (faktura); zero where an earlier year pays all of it."""

    word: ClassVar[str] = "invoice"

    def _check_net(self, net: Amount) -> None:
        if net.ore < 0:
            hint = "Write a CreditNote with every sign turned."
            rule = "an invoice is not below zero"
            raise InvalidValueError("net", rule, spaced(str(net)), hint=hint)

    @property
    def owed(self) -> Amount:
        """What the buyer owes before VAT."""
        return self.net


@frozen(field_transformer=checked)
class CreditNote(BillingDocument):
    """What a party is paid back (kreditnota); `corrects` are the numbers of the invoices."""

    word: ClassVar[str] = "credit note"

    corrects: tuple[str, ...] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        BillingDocument.__attrs_post_init__(self)
        for number, count in Counter(self.corrects).items():
            if plain(number, "corrects") == self.number:
                raise InvalidValueError("corrects", "a credit note corrects other papers", number)
            if count > 1:
                raise InvalidValueError("corrects", "names an invoice twice", number)

    def _check_net(self, net: Amount) -> None:
        if net.ore <= 0:
            rule = "a credit note is above zero"
            hint = "Write an Invoice."
            raise InvalidValueError("net", rule, spaced(str(net)), hint=hint)

    @property
    def owed(self) -> Amount:
        """What the buyer owes before VAT: below zero, for it is paid back."""
        return -self.net
