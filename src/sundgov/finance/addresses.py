"""Where an invoice goes and what it is paid to: endpoint, reference, account.

An e-invoice finds its receiver by an electronic address, a GLN (EAN-lokationsnummer) or else a
CVR number, and its desk by a person or order reference. What is stated is checked by its own
check digits, because a wrong digit sends the invoice to somebody else.
"""

from __future__ import annotations

import enum
import re

from attrs import Attribute, Factory, field, frozen

from sundgov.errors import InvalidValueError, TextError
from sundgov.kinds import checked
from sundgov.parties import Party
from sundgov.text import is_plain_or_empty, plain

_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


class EndpointScheme(enum.Enum):
    """What kind of number an electronic address is."""

    GLN = "GLN"
    CVR = "CVR"

    @property
    def code(self) -> str:
        """The kind in the code list of electronic addresses (EAS).

        >>> EndpointScheme.GLN.code, EndpointScheme.CVR.code
        ('0088', '0184')
        """
        return {"GLN": "0088", "CVR": "0184"}[self.value]


@frozen(field_transformer=checked)
class Endpoint:
    """An electronic address (elektronisk adresse): a GLN of 13 digits, or a CVR number of 8.

    >>> Endpoint(EndpointScheme.GLN, "5798000416605")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: gln: the last digit must be the check digit 4 \
(got '5798000416605')
    """

    scheme: EndpointScheme
    id: str

    def __attrs_post_init__(self) -> None:
        name = self.scheme.value.lower()
        digits = 13 if self.scheme is EndpointScheme.GLN else 8
        if not re.fullmatch(f"[0-9]{{{digits}}}", plain(self.id, name)):
            words = "thirteen" if digits == 13 else "eight"
            raise TextError(name, f"is {words} digits", self.id)
        if self.scheme is EndpointScheme.GLN and _gln_check(self.id) != self.id[-1]:
            rule = f"the last digit must be the check digit {_gln_check(self.id)}"
            raise InvalidValueError(name, rule, self.id)

    @classmethod
    def gln(cls, number: str) -> Endpoint:
        """The endpoint of a GLN; spaces between its digits are let through.

        >>> str(Endpoint.gln("57 98000 41660 4"))
        'GLN 5798000416604'
        """
        return cls(EndpointScheme.GLN, plain(number, "gln").replace(" ", ""))

    def __str__(self) -> str:
        return f"{self.scheme.value} {self.id}"


def _gln_check(number: str) -> str:
    """The check digit of the first twelve digits: weights 1 and 3, up to the next ten (GS1)."""
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(number[:12]))
    return str(-total % 10)


def valid_cvr(number: str) -> bool:
    """Whether a CVR number's weighted sum divides by 11, as every one does that was given out.

    >>> valid_cvr("29190941"), valid_cvr("12345678"), valid_cvr("2919")
    (True, False, False)
    """
    if not re.fullmatch("[0-9]{8}", number):
        return False
    return sum(int(d) * w for d, w in zip(number, _CVR_WEIGHTS, strict=True)) % 11 == 0


def _own_cvr(address: BillingAddress) -> Endpoint | None:
    party: object = address.party
    cvr = party.cvr if isinstance(party, Party) else None
    return None if cvr is None else Endpoint(EndpointScheme.CVR, cvr)


@frozen(field_transformer=checked)
class BillingAddress:
    """A side of an invoice (faktureringsadresse): who, at which endpoint, with which reference.

    Unless stated otherwise the endpoint is the party's CVR number; a party without one has none,
    and its invoices go on paper. `reference` is the person or desk (personreference) and `order`
    the requisition that the receiver asked to see.

    >>> from sundgov.parties import packaged_parties
    >>> str(BillingAddress(packaged_parties().find("Samsø")).endpoint)
    'CVR 23795515'
    """

    party: Party
    endpoint: Endpoint | None = field(default=Factory(_own_cvr, takes_self=True))
    reference: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    order: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    @property
    def name(self) -> str:
        """The party's registered name, or else its name."""
        return self.party.registered_name or self.party.name


_ACCOUNT = re.compile(r"([0-9]{4})[ -]?([0-9]{1,10})")
_IBAN = re.compile(r"DK([0-9]{2})([0-9]{4})([0-9]{10})")


def _registration(instance: object, attribute: Attribute[str], value: str) -> None:
    if not re.fullmatch("[0-9]{4}", plain(value, "registration")):
        raise TextError("registration", "a bank's registration number is four digits", value)


def _account_number(instance: object, attribute: Attribute[str], value: str) -> None:
    if not re.fullmatch("[0-9]{1,10}", plain(value, "account")):
        raise TextError("account", "an account number is at most ten digits", value)


@frozen(field_transformer=checked)
class BankAccount:
    """A Danish bank account (bankkonto): registration number and account number; its IBAN follows.

    >>> BankAccount.read("0040 0440116243").iban
    'DK5000400440116243'
    """

    registration: str = field(validator=_registration)
    number: str = field(validator=_account_number)

    @classmethod
    def read(cls, text: str) -> BankAccount:
        """An account from `4444 1234567890` or from a Danish IBAN.

        >>> BankAccount.read("DK50 0040 0440 1162 43")
        BankAccount(registration='0040', number='0440116243')
        """
        wanted = plain(text, "account").strip()
        match = _ACCOUNT.fullmatch(wanted)
        if match is not None:
            return cls(match[1], match[2])
        iban = _IBAN.fullmatch(wanted.replace(" ", ""))
        if iban is None:
            raise TextError(
                "account",
                "is no Danish bank account",
                text,
                hint="Write '0040 0440116243' or its IBAN.",
            )
        found = cls(iban[2], iban[3])
        if found.iban[2:4] != iban[1]:
            raise InvalidValueError(
                "account", f"the IBAN's check digits must be {found.iban[2:4]}", text
            )
        return found

    @property
    def iban(self) -> str:
        """The international number; D and K count as 13 and 20, and the rest by 97 is 98 less."""
        basis = f"{self.registration}{self.number:0>10}"
        check = 98 - int(f"{basis}132000") % 97
        return f"DK{check:02d}{basis}"

    def __str__(self) -> str:
        return f"{self.registration} {self.number}"
