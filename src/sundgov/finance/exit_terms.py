"""What a party gets and pays when it leaves, as an agreement or a ruling says it (udtræden).

Papers are often silent. A clause that a leaver stays liable for loans does not exhaust the terms:
the parties or the authority set the rest, and two leavers were given their proportional share of
the net assets (ruling of 23 June 2011, resumedatabase.im.dk 11.4.1). So every term may be None.
"""

from __future__ import annotations

import datetime as dt
import enum
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from attrs import field, frozen

from sundgov.errors import BillingError, InvalidValueError, PriceLevelError
from sundgov.kinds import checked, must_be
from sundgov.money import Amount, PriceLevel
from sundgov.periods import day
from sundgov.printing import spaced
from sundgov.text import is_plain


class BalanceTerm(enum.Enum):
    """Which part of the years' balance a leaver gets, or of a deficit pays.

    `AS_PAID`: its own, by what it paid. `BY_KEY`: its share of the pool's by the last year's
    key. `NONE`: nothing, all stays with the others.
    """

    AS_PAID = "as paid"
    BY_KEY = "by key"
    NONE = "none"


class AssetsTerm(enum.Enum):
    """Which part of the net assets (nettoformue) a leaver gets, or of a net debt pays."""

    BY_KEY = "by key"
    NONE = "none"


def money_of_a_day(value: Amount, name: str) -> Amount:
    """`value` if it is money of a day; an amount in a price level cannot be paid out.

    >>> money_of_a_day(Amount(100).at(2024), "net_assets")
    Traceback (most recent call last):
    sundgov.errors.PriceLevelError: net_assets: is money of a day, in no price level \
(got '1,00 kr. (2024 pl)')
    """
    must_be(value, name, Amount)
    if isinstance(value.prices, PriceLevel):
        raise PriceLevelError(name, "is money of a day, in no price level", spaced(str(value)))
    return value


def _remaining(value: Amount) -> Amount:
    amount = money_of_a_day(value, "remaining")
    if amount.ore < 0:
        raise InvalidValueError("remaining", "must not be negative", spaced(str(amount)))
    return amount


def _written_off_on(value: dt.date | str) -> dt.date:
    return day(value, "written_off_on")


@frozen(field_transformer=checked)
class Investment:
    """What the parties have invested in together (investering).

    `remaining` is the cost left to write off on the leaver's last day (uafskrevet), in money of
    that day; `written_off_on` the day on which nothing is left.

    >>> from sundgov import kr
    >>> Investment("Serverrum", kr(400_000), "2027-12-31").holds_on(dt.date(2025, 12, 31))
    True
    """

    name: str = field(validator=is_plain)
    remaining: Amount = field(converter=_remaining)
    written_off_on: dt.date = field(converter=_written_off_on)

    def holds_on(self, on: dt.date) -> bool:
        """Whether something is left to write off after a day."""
        return bool(self.remaining) and on < self.written_off_on


class LockIn(ABC):
    """What holds a party until the investments are written off (binding)."""

    pays_rest: ClassVar[bool] = False

    @abstractmethod
    def check(self, investments: Sequence[Investment], on: dt.date) -> None:
        """Refuse a last day on which the party is still held."""


@frozen
class BarredUntilWrittenOff(LockIn):
    """No party leaves before every investment is written off.

    >>> from sundgov import kr
    >>> server = Investment("Serverrum", kr(400_000), "2027-12-31")
    >>> BarredUntilWrittenOff().check([server], dt.date(2025, 12, 31))
    Traceback (most recent call last):
    sundgov.errors.BillingError: Serverrum: bars every exit until it is written off \
(got 'leaves 2025-12-31', 'written off 2027-12-31'). Leave then, or have the term changed to \
paying a part of the rest.
    """

    def check(self, investments: Sequence[Investment], on: dt.date) -> None:
        """Refuse a day before the last investment is written off, naming that one."""
        holding = [investment for investment in investments if investment.holds_on(on)]
        if not holding:
            return
        last = max(holding, key=lambda investment: (investment.written_off_on, investment.name))
        raise BillingError(
            last.name,
            "bars every exit until it is written off",
            f"leaves {on}",
            f"written off {last.written_off_on}",
            hint="Leave then, or have the term changed to paying a part of the rest.",
        )


@frozen
class PaysPartOfTheRest(LockIn):
    """A party may leave, and pays its part by the key of what is left to write off."""

    pays_rest: ClassVar[bool] = True

    def check(self, investments: Sequence[Investment], on: dt.date) -> None:
        """Any day will do."""


@frozen
class FreeToLeave(LockIn):
    """Investments hold nobody: a leaver pays nothing of what is left to write off."""

    def check(self, investments: Sequence[Investment], on: dt.date) -> None:
        """Any day will do."""


@frozen(field_transformer=checked)
class ExitTerms:
    """The terms of leaving (udtrædelsesvilkår); None where the paper is silent.

    A silent term settles nothing, and gives a finding where something is at stake.

    >>> agreed = ExitTerms(BalanceTerm.AS_PAID)
    >>> ExitTerms(assets=AssetsTerm.BY_KEY).over(agreed).balance
    <BalanceTerm.AS_PAID: 'as paid'>
    """

    balance: BalanceTerm | None = None
    assets: AssetsTerm | None = None
    lock_in: LockIn | None = None

    @property
    def stated(self) -> bool:
        """Whether any term is stated."""
        return self != ExitTerms()

    def over(self, other: ExitTerms) -> ExitTerms:
        """These terms, and those of `other` where these are silent."""
        return ExitTerms(
            self.balance or other.balance,
            self.assets or other.assets,
            self.lock_in or other.lock_in,
        )
