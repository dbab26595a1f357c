"""Invoices and credit notes as values: what adds up, what is refused, what is a finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import kr
from sundgov.errors import (
    InvalidValueError,
    NotExactError,
    PriceLevelError,
    SundgovError,
    TextError,
)
from sundgov.finance.addresses import BankAccount, BillingAddress
from sundgov.finance.invoice_lines import Allowance, InvoiceLine
from sundgov.finance.invoices import CreditNote, Invoice, Vat
from sundgov.findings import Severity
from sundgov.money import Amount, ExactAmount
from sundgov.parties import Party
from tests.builders import OUTSIDE, agreement, municipality
from tests.invoice_cases import EXEMPT, HALF_YEAR, KEY, STANDARD, A, B, line, money

SAMSOE = municipality("Samsø")
TERMS = agreement([A, B, SAMSOE], KEY, account=BankAccount("0040", "440116243"))


def invoice(*lines: InvoiceLine, terms: Any = TERMS, **changes: Any) -> Invoice:
    return Invoice(
        terms,
        "n-1",
        "2025-07-01",
        HALF_YEAR,
        BillingAddress(SAMSOE, reference="Mette"),
        lines,
        **changes,
    )


def credit(*lines: InvoiceLine, terms: Any = TERMS, **changes: Any) -> CreditNote:
    return CreditNote(
        terms,
        "n-2",
        "2025-07-01",
        HALF_YEAR,
        BillingAddress(SAMSOE, reference="Mette"),
        lines,
        **changes,
    )


LESS = Allowance(money(30), "Overskud 2024", 2024)


def test_an_invoice_sums_its_lines_less_its_allowances() -> None:
    one = invoice(line(money(100)), line(money(-20), "rabat"), allowances=(LESS,))
    assert (one.net, one.vat.amount, one.total) == (money(50), money(0), money(50))
    assert one.owed == money(50)
    assert one.word == "invoice"
    assert one.line("rabat").quantity == -1


def test_its_terms_are_the_agreements() -> None:
    one = invoice(line(money(1)))
    assert one.seller == BillingAddress(TERMS.collector)
    assert str(one.account) == "0040 440116243"
    assert (one.issue_date, one.due_date) == (dt.date(2025, 7, 1), dt.date(2025, 7, 31))
    assert evolve(one, issue_date="2025-05-06").due_date == dt.date(2025, 6, 6)
    assert one.findings == ()


def test_a_credit_note_is_owed_with_a_minus() -> None:
    one = credit(line(money(70)), line(money(-20), "rabat"), corrects=("n-0",))
    assert (one.net, one.total, one.owed) == (money(50), money(50), money(-50))
    assert one.word == "credit note"
    assert one.findings == ()


def test_an_invoice_of_nothing_is_an_invoice() -> None:
    assert invoice(line(money(30)), allowances=(LESS,)).total == money(0)
    assert invoice(line(money(0))).total == money(0)


@pytest.mark.parametrize(
    ("treatment", "rate", "reason"),
    [(OUTSIDE, 0, ""), (EXEMPT, 0, "omkostningsfællesskab"), (STANDARD, 25, "")],
)
def test_the_rate_follows_from_the_treatment(treatment: Any, rate: int, reason: str) -> None:
    vat = invoice(line(money(100)), terms=evolve(TERMS, vat=treatment)).vat
    assert vat.rate == rate
    assert vat.reason == reason
    assert (vat.base, vat.amount) == (money(100), money(rate))


@pytest.mark.parametrize(
    ("ore", "vat"),
    [(0, 0), (1, 0), (2, 1), (3, 1), (5, 1), (6, 2), (1010, 253), (10**9, 25 * 10**7)],
)
def test_vat_is_rounded_once_a_half_upwards(ore: int, vat: int) -> None:
    """A quarter of an øre is dropped, a half and three quarters are one more."""
    lines = [line(Amount(1), f"l{number}") for number in range(ore)] if 0 < ore < 9 else []
    one = invoice(*(lines or [line(Amount(ore))]), terms=evolve(TERMS, vat=STANDARD))
    assert one.vat.amount.ore == vat
    assert one.total.ore == ore + vat
    assert Vat(STANDARD, Amount(-ore)).amount.ore == -vat


@given(st.fractions(-100, 100), st.fractions(0, 100), st.integers(0, 1))
def test_a_priced_line_is_the_floor_or_the_ceiling(
    quantity: Fraction, price: Fraction, up: int
) -> None:
    def priced(ore: int) -> InvoiceLine:
        return InvoiceLine("x", "X", quantity, "t", ExactAmount(price), Amount(ore))

    exact = quantity * price
    net = floor(exact) + (up if exact.denominator > 1 else 0)
    assert priced(net).net.ore == net
    for ore in (floor(exact) - 1, floor(exact) + 2):
        with pytest.raises(InvalidValueError):
            priced(ore)


def test_a_line_of_its_own_comes_from_nothing() -> None:
    one = InvoiceLine("drift", "Drift", Decimal("2.5"), "timer", kr(2).exact, kr(5))
    assert one.derivation is None
    assert (one.drivers, one.populations, one.index_steps) == ((), (), ())
    assert one.price_level == (one.net.prices, one.net.prices)
    assert one.explain() == "Drift: 5,00 kr. (2,5 timer × 2 kr.)"


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: InvoiceLine("x", "X", 3694, "indbyggere", ExactAmount(35), Amount(1308_45)),
            InvalidValueError,
            "net: must be quantity times unit price, in whole øre "
            "(got '3.694 indbyggere', '0,35 kr.', '1.308,45 kr.')",
        ),
        (
            lambda: InvoiceLine("x", "X", 1, "timer", ExactAmount(-5), Amount(-5)),
            InvalidValueError,
            "unit_price: must not be below zero (got '-0,05 kr.'). Turn the quantity's sign.",
        ),
        (
            lambda: InvoiceLine("x", "X", 1, "timer", ExactAmount(100), money(1)),
            PriceLevelError,
            "unit_price: must be in the same prices as the line's amount "
            "(got '1 kr.', '1,00 kr. (løbende priser 2025)')",
        ),
        (
            lambda: InvoiceLine("x", "X", 2, "stk.", None, Amount(10)),
            InvalidValueError,
            "quantity: without a unit price is 1, or -1 on a line that deducts "
            "(got '2', '0,10 kr.')",
        ),
        (
            lambda: InvoiceLine("x", "X", 1, "stk.", None, Amount(-10)),
            InvalidValueError,
            "quantity: without a unit price is 1, or -1 on a line that deducts "
            "(got '1', '-0,10 kr.')",
        ),
        (
            lambda: InvoiceLine("x", "X", 1.0, "stk.", None, Amount(10)),  # type: ignore[arg-type]
            NotExactError,
            "quantity: a number must be exact, never a float or bool (got 1.0). "
            "Write it as an int, Fraction(1, 3) or Decimal('0.1').",
        ),
        (
            lambda: InvoiceLine("", "X", 1, "stk.", None, Amount(10)),
            TextError,
            "id: must not be empty (got '')",
        ),
        (
            lambda: Allowance(money(0), "Overskud", 2024),
            InvalidValueError,
            "allowance: must be above zero (got '0,00 kr. (løbende priser 2025)')",
        ),
        (
            lambda: Allowance(money(1), " ", 2024),
            TextError,
            "reason: must not be empty (got ' ')",
        ),
        (
            lambda: Allowance(money(1), "Overskud", 24),
            InvalidValueError,
            "year: a year lies between 1900 and 2999 (got 24)",
        ),
        (
            lambda: InvoiceLine("x", "X", 1, "stk.", None, 10),  # type: ignore[arg-type]
            NotExactError,
            "net: must be an Amount (got 10)",
        ),
        (
            lambda: invoice("drift"),  # type: ignore[arg-type]
            NotExactError,
            "lines[0]: must be an InvoiceLine (got 'drift')",
        ),
        (
            lambda: evolve(invoice(line(money(1))), buyer="Samsø"),  # type: ignore[arg-type]
            NotExactError,
            "buyer: must be a BillingAddress (got 'Samsø')",
        ),
        (invoice, InvalidValueError, "lines: must hold at least one line (got 'n-1')"),
        (
            lambda: invoice(line(money(1)), line(money(2))),
            InvalidValueError,
            "lines.id: must be unique (got 'drift')",
        ),
        (
            lambda: invoice(line(money(29)), allowances=(LESS,)),
            InvalidValueError,
            "net: an invoice is not below zero (got '-1,00 kr. (løbende priser 2025)'). "
            "Write a CreditNote with every sign turned.",
        ),
        (
            lambda: credit(line(money(30)), allowances=(LESS,)),
            InvalidValueError,
            "net: a credit note is above zero (got '0,00 kr. (løbende priser 2025)'). "
            "Write an Invoice.",
        ),
        (
            lambda: invoice(line(money(1)), line(kr(1), "andet")),
            PriceLevelError,
            "+: amounts must be in the same prices (got 'løbende priser 2025', "
            "'no price level stated'). Move one of them with uplift(...), or state its level with "
            "at(...).",
        ),
        (
            lambda: credit(line(money(1)), corrects=("a", "b", "a")),
            InvalidValueError,
            "corrects: names an invoice twice (got 'a')",
        ),
        (
            lambda: credit(line(money(1)), corrects=("n-2",)),
            InvalidValueError,
            "corrects: a credit note corrects other papers (got 'n-2')",
        ),
        (
            lambda: credit(line(money(1)), corrects=("",)),
            TextError,
            "corrects: must not be empty (got '')",
        ),
        (
            lambda: evolve(invoice(line(money(1))), issue_date="1/7"),
            TextError,
            "issue_date: a date is written year-month-day (got '1/7'). Write it as '2023-01-01'.",
        ),
        (
            lambda: evolve(invoice(line(money(1))), number="\n"),
            TextError,
            "number: control and invisible characters are not allowed (got '\\n', 'U+000A')",
        ),
        (
            lambda: invoice(line(money(1)), terms=evolve(TERMS, payment_days=4000)),
            InvalidValueError,
            "payment_days: must not exceed 3650 (got 4000)",
        ),
        (
            lambda: invoice(line(money(1)), line(money(2), "pulje")).line("puljen"),
            InvalidValueError,
            "line: is no line of n-1 (got 'puljen'). Lines: drift, pulje.",
        ),
    ],
)
def test_what_does_not_add_up_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message


def found(document: Invoice | CreditNote) -> list[tuple[str, str]]:
    assert all(
        (one.severity, one.place) == (Severity.WARNING, document.number)
        for one in document.findings
    )
    return [(one.code, one.why) for one in document.findings]


def test_a_receiver_without_endpoint_or_reference_is_found() -> None:
    one = evolve(invoice(line(money(1))), buyer=BillingAddress(A))
    assert found(one) == [
        ("no-endpoint", "A has neither a GLN nor a CVR number, so no e-invoice reaches it"),
        ("no-reference", "A is given neither a person reference nor an order number"),
    ]
    assert found(evolve(one, buyer=BillingAddress(SAMSOE, order="7"))) == []
    assert found(evolve(one, buyer=BillingAddress(SAMSOE, reference="M"))) == []


def test_a_seller_without_cvr_number_is_found() -> None:
    one = invoice(line(money(1)), terms=evolve(TERMS, collector=A))
    assert found(one) == [("no-seller-cvr", "A issues it and has no CVR number")]


def test_a_wrong_cvr_number_is_found_once() -> None:
    wrong = Party("x", "X", cvr="12345678")
    told = ("cvr-check-digit", "X has the CVR number 12345678, whose check digit is wrong")
    terms = evolve(TERMS, collector=wrong)
    assert found(invoice(line(money(1)), terms=terms)) == [told]
    own = evolve(invoice(line(money(1)), terms=terms), buyer=BillingAddress(wrong, order="7"))
    assert found(own) == [told]
    assert found(evolve(own, agreement=TERMS)) == [told]


def test_an_invoice_to_be_paid_to_no_account_is_found() -> None:
    bare = evolve(TERMS, account=None)
    told = ("no-account", f"{TERMS.name} names no account that it is paid to")
    assert found(invoice(line(money(1)), terms=bare)) == [told]
    assert found(invoice(line(money(30)), terms=bare, allowances=(LESS,))) == []
    assert found(credit(line(money(1)), terms=bare, corrects=("n-0",))) == []


def test_a_receiver_that_is_no_more_is_an_error() -> None:
    ended = Party("x", "X", cvr=SAMSOE.cvr, valid_to="2025-06-30")
    one = evolve(invoice(line(money(1))), buyer=BillingAddress(ended, order="7"))
    assert [str(finding) for finding in one.findings] == [
        f"error receiver-gone: {one.number}: X does not exist on the day of issue, 2025-07-01."
        " Bill its successor, or correct the party's dates."
    ]
    assert found(evolve(one, issue_date="2025-06-30")) == []


@pytest.mark.parametrize(("days", "codes"), [(30, []), (31, ["payment-days"])])
def test_long_payment_days_are_found(days: int, codes: list[str]) -> None:
    one = invoice(line(money(1)), terms=evolve(TERMS, payment_days=days))
    assert [code for code, _ in found(one)] == codes
    assert [why for _, why in found(one)] == [
        "31 payment days; a public body may not agree to more than 30" for _ in codes
    ]


def test_a_credit_note_that_names_no_invoice_is_found() -> None:
    assert found(credit(line(money(1)))) == [
        ("corrects-nothing", "a credit note names no invoice that it corrects")
    ]
