"""What an invoice's amount is made of: lines and allowances, and what each comes from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from attrs import field, frozen

from sundgov.errors import InvalidValueError, PriceLevelError
from sundgov.exact import Exact, calendar_year, fraction
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.carried import Carried, CarryKind, CarrySource
from sundgov.finance.derivations import Derivation
from sundgov.finance.drivers import Driver, PartOfYear
from sundgov.indices import IndexStep
from sundgov.kinds import checked
from sundgov.money import Amount, ExactAmount, PriceState
from sundgov.parties import Party
from sundgov.populations import Population
from sundgov.printing import Language, exact_number, language_of, spaced
from sundgov.text import is_plain, is_plain_or_empty

PIECE = "stk."


@frozen(field_transformer=checked)
class Billed:
    """A line that comes from a budget line: one party's part of it in one instalment."""

    bill: Bill = field(repr=False)
    line: BillLine
    party: Party
    instalment: str

    @property
    def derivation(self) -> Derivation:
        """The key applied, as a tree of exact numbers."""
        return self.line.derivation

    def places(self) -> Iterator[tuple[Derivation, Derivation]]:
        """Every place in the key where the party bears something: what is divided, and its leaf."""
        yield from _places(self.derivation, self.party)


def _places(node: Derivation, party: Party) -> Iterator[tuple[Derivation, Derivation]]:
    for child in node.children:
        if child.party is None:
            yield from _places(child, party)
        elif child.party.id == party.id:
            yield node, child


@frozen(field_transformer=checked)
class Laid:
    """Where an earlier year's amount is laid: into one party's instalment of a later bill."""

    bill: Bill = field(repr=False)
    party: Party
    carried: Carried
    instalment: str

    @property
    def whole(self) -> Amount:
        """What is carried to the party over all instalments; `owed` is this instalment's part."""
        column = self.bill.gross_by_party.column(self.party)
        return Amount(self.carried.parts[column], self.bill.prices)


@frozen(field_transformer=checked)
class Earlier:
    """A line or an allowance that comes from an earlier year: its result, estimate or revision.

    `owed` is collected, or below zero returned. `payers` are the ids of the parties of that year
    whose payments are corrected: the party itself, or those it succeeds. `laid` says where it is
    carried; None for what is settled at once.
    """

    kind: CarryKind
    source: CarrySource = field(repr=False)
    owed: Amount
    payers: tuple[str, ...]
    laid: Laid | None = field(default=None, kw_only=True, repr=False)


Origin: TypeAlias = Billed | Earlier
"""What a line comes from."""


def _quantity(value: Exact) -> Fraction:
    return fraction(value, "quantity")


@frozen(field_transformer=checked)
class InvoiceLine:
    """A line of an invoice (fakturalinje).

    `unit_price` is stated where one price explains the line, and `net` is then the floor or
    ceiling of quantity times price; otherwise the quantity is one piece, and `net` its price. A
    price is never below zero: a line that deducts has a negative quantity.

    >>> from sundgov.money import kr
    >>> InvoiceLine("drift", "Drift", 3, "timer", kr(10).exact, kr(31))
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: net: must be quantity times unit price, in whole øre \
(got '3 timer', '10 kr.', '31,00 kr.')
    """

    id: str = field(validator=is_plain)
    name: str = field(validator=is_plain)
    quantity: Fraction = field(converter=_quantity)
    unit: str = field(validator=is_plain)
    unit_price: ExactAmount | None
    net: Amount
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    origin: Origin | None = field(default=None, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        price = self.unit_price
        if price is None:
            self._check_piece()
            return
        if price.prices != self.net.prices:
            rule = "must be in the same prices as the line's amount"
            raise PriceLevelError("unit_price", rule, str(price), spaced(str(self.net)))
        if price.ore < 0:
            hint = "Turn the quantity's sign."
            raise InvalidValueError("unit_price", "must not be below zero", str(price), hint=hint)
        exact = self.quantity * price.ore
        if not floor(exact) <= self.net.ore <= ceil(exact):
            raise InvalidValueError(
                "net",
                "must be quantity times unit price, in whole øre",
                f"{exact_number(self.quantity)} {self.unit}",
                str(price),
                spaced(str(self.net)),
            )

    def _check_piece(self) -> None:
        if self.quantity != (-1 if self.net.ore < 0 else 1):
            raise InvalidValueError(
                "quantity",
                "without a unit price is 1, or -1 on a line that deducts",
                str(self.quantity),
                spaced(str(self.net)),
            )

    @property
    def _billed(self) -> Billed | None:
        return self.origin if isinstance(self.origin, Billed) else None

    @property
    def derivation(self) -> Derivation | None:
        """The key applied, for a line that comes from a budget line."""
        return self._billed.derivation if self._billed else None

    @property
    def price_level(self) -> tuple[PriceState, PriceState]:
        """The prices the amount was stated in, and those it is billed in."""
        moved = self._billed.line.uplift if self._billed else None
        return (moved.before.prices if moved else self.net.prices, self.net.prices)

    @property
    def index_steps(self) -> tuple[IndexStep, ...]:
        """The index that moved it, step by step, each with its vintage (its publication)."""
        moved = self._billed.line.uplift if self._billed else None
        return moved.chain.steps if moved else ()

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """What the key measured, at every place where the party bears something."""
        places = self._billed.places() if self._billed else ()
        found: list[Driver] = []
        for node, _ in places:
            if node.driver is not None and node.driver not in found:
                found.append(node.driver)
        return tuple(found)

    @property
    def populations(self) -> tuple[Population, ...]:
        """The populations the key measured."""
        whole = (one.whole if isinstance(one, PartOfYear) else one for one in self.drivers)
        held = (getattr(driver, "population", None) for driver in whole)
        return tuple(one for one in held if isinstance(one, Population))

    def explain(self, language: Language = "da") -> str:
        """How the line came about, to be read aloud."""
        from sundgov.finance.invoice_wording import worded_line

        return worded_line(self, language_of(language))


def _allowance_year(value: int) -> int:
    return calendar_year(value, "year")


@frozen(field_transformer=checked)
class Allowance:
    """What is deducted from the lines, with its reason and the year it comes from (fradrag).

    >>> from sundgov.money import kr
    >>> Allowance(-kr(5), "Overskud 2024", 2024)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: allowance: must be above zero (got '-5,00 kr.')
    """

    amount: Amount
    reason: str = field(validator=is_plain)
    year: int = field(converter=_allowance_year)
    origin: Earlier | None = field(default=None, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.amount.ore <= 0:
            raise InvalidValueError("allowance", "must be above zero", spaced(str(self.amount)))

    def explain(self, language: Language = "da") -> str:
        """Where the deduction comes from, to be read aloud."""
        from sundgov.finance.invoice_wording import worded_allowance

        return worded_allowance(self, language_of(language))
