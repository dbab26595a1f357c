"""Endpoints, accounts and billing addresses, and what is wrong with a mistyped one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from sundgov import packaged_parties
from sundgov.errors import InvalidValueError, NotExactError, SundgovError, TextError
from sundgov.finance.addresses import (
    BankAccount,
    BillingAddress,
    Endpoint,
    EndpointScheme,
    valid_cvr,
)
from sundgov.parties import Party
from tests.builders import agreement, municipality
from tests.toml_files import problems, small, text

SAMSOE = municipality("Samsø")
ADDRESS = '[[agreement.addresses]]\nparty = "Samsø"\n'


def gs1_digit(twelve: str) -> str:
    """The check digit by trying all ten: the weighted sum with it divides by ten."""
    for digit in "0123456789":
        backwards = (twelve + digit)[::-1]
        odd, even = sum(map(int, backwards[::2])), sum(map(int, backwards[1::2]))
        if (odd + 3 * even) % 10 == 0:
            return digit
    raise AssertionError


@given(st.text("0123456789", min_size=12, max_size=12), st.sampled_from("0123456789"))
def test_a_gln_ends_with_its_check_digit_and_no_other(twelve: str, digit: str) -> None:
    right = gs1_digit(twelve)
    assert str(Endpoint.gln(twelve + right)) == f"GLN {twelve}{right}"
    if digit != right:
        with pytest.raises(InvalidValueError):
            Endpoint.gln(twelve + digit)


def test_every_packaged_cvr_number_has_its_check_digit() -> None:
    held = [party.cvr for party in packaged_parties() if party.cvr]
    assert len(held) == 103
    assert all(map(valid_cvr, held))
    assert not valid_cvr("12345678")


@given(st.integers(0, 7), st.integers(1, 9))
def test_a_cvr_number_with_one_digit_wrong_is_known(place: int, off: int) -> None:
    number = "29190941"
    wrong = str((int(number[place]) + off) % 10)
    assert not valid_cvr(number[:place] + wrong + number[place + 1 :])


def test_codes_of_the_schemes() -> None:
    assert [scheme.code for scheme in EndpointScheme] == ["0088", "0184"]


def test_an_address_is_the_cvr_number_unless_a_gln_is_stated() -> None:
    assert BillingAddress(SAMSOE).endpoint == Endpoint(EndpointScheme.CVR, "23795515")
    assert BillingAddress(SAMSOE).name == "Samsø Kommune"
    paper = BillingAddress(Party("a", "A"))
    assert (paper.endpoint, paper.name) == (None, "A")
    gln = Endpoint.gln("5798000416604")
    assert BillingAddress(SAMSOE, gln, reference="Mette", order="4711").endpoint is gln


def test_an_agreement_knows_its_addresses() -> None:
    stated = BillingAddress(SAMSOE, Endpoint.gln("5798000416604"))
    terms = agreement([SAMSOE], addresses=(stated,))
    assert terms.address_of(SAMSOE) is stated
    assert terms.address_of(terms.collector) == BillingAddress(terms.collector)
    with pytest.raises(InvalidValueError) as refused:
        evolve(terms, addresses=(stated, BillingAddress(SAMSOE)))
    assert str(refused.value) == "addresses: hold a party twice (got 'samsoe')"


@given(st.integers(0, 9999), st.integers(0, 10**10 - 1))
def test_an_account_and_its_iban_are_one(registration: int, number: int) -> None:
    account = BankAccount(f"{registration:04d}", f"{number:010d}")
    iban = account.iban
    assert BankAccount.read(iban) == account == BankAccount.read(str(account))
    # ISO 13616: the country and check digits behind, letters as numbers, rest 1
    assert int(iban[4:] + "1320" + iban[2:4]) % 97 == 1
    wrong = f"{iban[:2]}{(int(iban[2:4]) + 1) % 100:02d}{iban[4:]}"
    with pytest.raises(InvalidValueError) as refused:
        BankAccount.read(wrong)
    assert str(refused.value) == (
        f"account: the IBAN's check digits must be {iban[2:4]} (got {wrong!r})"
    )


@pytest.mark.parametrize("text", ["0040 440116243", "0040-440116243", "0040440116243"])
def test_ways_to_write_an_account(text: str) -> None:
    assert BankAccount.read(text).iban == "DK5000400440116243"


def test_a_file_states_addresses_and_the_account() -> None:
    more = 'gln = "5798000416604"\nreference = "Mette"\norder = "4711"\n'
    terms = small(more='account = "0040 0440116243"\n' + ADDRESS + more).agreement
    assert terms.account == BankAccount("0040", "0440116243")
    assert terms.addresses == (
        BillingAddress(SAMSOE, Endpoint.gln("5798000416604"), reference="Mette", order="4711"),
    )
    (own,) = small(more=ADDRESS + 'order = "7"\n').agreement.addresses
    assert str(own.endpoint) == "CVR 23795515"


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            ADDRESS + 'gln = "5798000416605"',
            "file: agreement.addresses[0]: gln: the last digit must be the check digit 4 "
            "(got '5798000416605')",
        ),
        (
            ADDRESS + 'gln = "579800041660"',
            "file: agreement.addresses[0]: gln: is thirteen digits (got '579800041660')",
        ),
        (
            ADDRESS + "gln = 5798000416604",
            "file: agreement.addresses[0].gln: must be a text (got 5798000416604)",
        ),
        (
            ADDRESS + ADDRESS,
            "file: agreement: addresses: hold a party twice (got 'samsoe')",
        ),
        (
            'account = "1234"',
            "file: agreement.account: is no Danish bank account (got '1234'). "
            "Write '0040 0440116243' or its IBAN.",
        ),
    ],
)
def test_a_faulty_address_is_refused_where_it_stands(more: str, problem: str) -> None:
    assert problems(text(more=more + "\n")) == [problem]


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: Endpoint(EndpointScheme.CVR, "1234567"),
            TextError,
            "cvr: is eight digits (got '1234567')",
        ),
        (
            lambda: Endpoint.gln("5798 0004 1660 x"),
            TextError,
            "gln: is thirteen digits (got '579800041660x')",
        ),
        (
            lambda: BankAccount("12345", "1"),
            TextError,
            "registration: a bank's registration number is four digits (got '12345')",
        ),
        (
            lambda: BankAccount("1234", "12345678901"),
            TextError,
            "account: an account number is at most ten digits (got '12345678901')",
        ),
        (
            lambda: BillingAddress("Samsø"),  # type: ignore[arg-type]
            NotExactError,
            "party: must be a Party (got 'Samsø')",
        ),
        (
            lambda: BillingAddress(SAMSOE, "5798000416604"),  # type: ignore[arg-type]
            NotExactError,
            "endpoint: must be an Endpoint (got '5798000416604')",
        ),
        (
            lambda: Endpoint("GLN", "5798000416604"),  # type: ignore[arg-type]
            NotExactError,
            "scheme: must be an EndpointScheme (got 'GLN')",
        ),
        (
            lambda: BankAccount.read("GB33BUKB20201555555555"),
            TextError,
            "account: is no Danish bank account (got 'GB33BUKB20201555555555'). "
            "Write '0040 0440116243' or its IBAN.",
        ),
    ],
)
def test_what_is_no_address_is_refused(
    build: Callable[[], object], error: type[SundgovError], message: str
) -> None:
    with pytest.raises(error) as refused:
        build()
    assert str(refused.value) == message
