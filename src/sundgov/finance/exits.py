"""Leaving as a settlement: what a party gets or pays, and what stays with the others (udtræden).

Three things are settled: the balance of the years, the net assets, and what is left to write off
on investments. Each is rounded once, by largest remainder over all members under the key; the
leaver's part is its part of that table and the rest is shown as staying with the others. Nothing
is indexed: all of it is money of its day.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from sundgov.authority import Authority
from sundgov.errors import BillingError, InvalidValueError
from sundgov.finance.agreements import YearRounding
from sundgov.finance.bills import Bill
from sundgov.finance.exit_keys import ExitKey, exit_key
from sundgov.finance.exit_terms import (
    AssetsTerm,
    BalanceTerm,
    ExitTerms,
    Investment,
    LockIn,
    money_of_a_day,
)
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.residuals import Residual
from sundgov.findings import Finding
from sundgov.kinds import checked, must_be
from sundgov.money import Amount, total
from sundgov.parties import Party
from sundgov.periods import Year, day
from sundgov.printing import Language, language_of
from sundgov.text import is_plain_or_empty


def _on(value: dt.date | str) -> dt.date:
    return day(value, "on")


def _net_assets(value: Amount | None) -> Amount | None:
    return None if value is None else money_of_a_day(value, "net_assets")


@frozen(field_transformer=checked)
class Exit:
    """A party leaves (udtræden): its last day, the terms that were set for it, and the figures.

    `terms` are those set for this exit; where they are silent the agreement's count. `authority`
    is the decision behind them. `net_assets` is what the parties own together less what they owe
    on that day, negative for a net debt and None where nobody has told; what the years' balance
    holds is not a part of it.

    >>> from sundgov import kr
    >>> from sundgov.parties import packaged_parties
    >>> læsø = packaged_parties().find("Læsø")
    >>> Exit(læsø, "2025-12-31", net_assets=kr("1 mio. kr. (2024 pl)"))
    Traceback (most recent call last):
    sundgov.errors.PriceLevelError: net_assets: is money of a day, in no price level \
(got '1.000.000,00 kr. (2024 pl)')
    """

    party: Party
    on: dt.date = field(converter=_on)
    terms: ExitTerms = field(default=ExitTerms(), kw_only=True)
    net_assets: Amount | None = field(default=None, converter=_net_assets, kw_only=True)
    investments: tuple[Investment, ...] = field(default=(), kw_only=True)
    authority: Authority | None = field(default=None, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _once("investments", "name one twice", [one.name for one in self.investments])


def _once(name: str, rule: str, values: Iterable[str]) -> None:
    doubled = sorted(value for value, count in Counter(values).items() if count > 1)
    if doubled:
        raise InvalidValueError(name, rule, *doubled)


def settled_parties(exits: Iterable[Exit]) -> frozenset[str]:
    """The ids of all that have left by an exit: nothing is carried to them afterwards.

    >>> from sundgov.parties import packaged_parties
    >>> læsø = Exit(packaged_parties().find("Læsø"), "2025-12-31")
    >>> settled_parties([læsø, læsø])
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: exits: a party leaves once (got 'laesoe')
    """
    parties = [one.party for one in exits]
    _once("exits", "a party leaves once", [party.id for party in parties])
    return frozenset(party.id for party in parties)


class ExitItem(enum.Enum):
    """What is settled: the years' balance, the net assets, or the rest of an investment."""

    BALANCE = "balance"
    NET_ASSETS = "net assets"
    INVESTMENT = "investment"


Term: TypeAlias = BalanceTerm | AssetsTerm | LockIn
"""The term that one line of a settlement follows."""


@frozen
class ExitLine:
    """One thing settled with a leaver; positive is paid to it, negative by it.

    `whole` is everybody's: what an investment has left to write off counts as negative. `exact`
    (fractions of øre) and `amount` are the leaver's. `share` and `parts`, its share and
    everybody's whole øre, are None where no key divides it. `term` is None where neither the
    exit nor the agreement says anything; nothing is settled then.
    """

    item: ExitItem
    whole: Amount
    term: Term | None
    exact: Fraction
    amount: Amount
    investment: Investment | None = None
    share: Fraction | None = None
    parts: PartyAmounts | None = field(default=None, repr=False)

    @property
    def residual(self) -> Amount:
        """What stays with the others, or, negative, is left for them to bear."""
        return self.whole - self.amount

    @property
    def rounding(self) -> Fraction:
        """What the leaver gets above its exact part, in øre: always less than one."""
        return self.amount.ore - self.exact


@frozen
class ExitSettlement:
    """What is settled with a party that leaves (udtrædelsesopgørelse).

    `terms` are those that count: the exit's own and, where these are silent, the agreement's.
    `balance` is the leaver's own, as it paid. Another party that leaves the same day is still
    one of the others here.
    """

    exit: Exit
    bill: Bill = field(repr=False)
    terms: ExitTerms
    key: ExitKey = field(repr=False)
    balance: Amount
    lines: tuple[ExitLine, ...]

    @property
    def party(self) -> Party:
        """Who leaves."""
        return self.exit.party

    @property
    def on(self) -> dt.date:
        """Its last day."""
        return self.exit.on

    @property
    def total(self) -> Amount:
        """What is paid to the leaver; negative is paid by it."""
        return total((line.amount for line in self.lines), self.bill.prices)

    @property
    def residual(self) -> Amount:
        """What stays with the others over all lines; negative is left for them to bear."""
        return total((line.residual for line in self.lines), self.bill.prices)

    @property
    def rounding_residual(self) -> Residual | None:
        """How far the leaver's bills lie behind its exact shares, where rounding runs on.

        In ordinary billing it is less than one unit; it is closed and billed to nobody.
        """
        if self.bill.agreement.rounding is not YearRounding.RUNNING:
            return None
        found = {one.party.id: one for one in self.bill.residuals}
        return found[self.party.id]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the exit as a paper, such as a term that nobody has set."""
        from sundgov.finance.exit_findings import exit_findings

        return exit_findings(self)

    def explain(self, language: Language = "da") -> str:
        """The whole settlement, to be read aloud."""
        from sundgov.finance.exit_wording import worded_exit

        return worded_exit(self, language_of(language))


def settle_exit(leaving: Exit, bill: Bill, balance: Amount, pool: Amount) -> ExitSettlement:
    """An exit settled by the bill of the leaver's last year.

    `balance` is what the years owe the leaver by what it paid, and `pool` what they owe everybody,
    both negative for a deficit. Raises `BillingError` for a party that is not billed in the year,
    a last day outside the year or before the party joined, an investment that bars the exit, and
    a year that makes no key; `PriceLevelError` for a balance in a price level.
    """
    must_be(leaving, "leaving", Exit)
    must_be(bill, "bill", Bill)
    _check_member(leaving, bill)
    terms = leaving.terms.over(bill.agreement.exit)
    if terms.lock_in is not None:
        terms.lock_in.check(leaving.investments, leaving.on)
    key = exit_key(bill, leaving.party, leaving.on)
    own = _in_year(balance, "balance", bill)
    lines = [_balance_line(terms.balance, own, _in_year(pool, "pool", bill), key)]
    if leaving.net_assets is not None:
        whole = _in_year(leaving.net_assets, "net_assets", bill)
        by = key if terms.assets is AssetsTerm.BY_KEY else None
        lines.append(_line(ExitItem.NET_ASSETS, whole, terms.assets, by))
    for investment in leaving.investments:
        rest = -_in_year(investment.remaining, "remaining", bill)
        by = key if terms.lock_in is not None and terms.lock_in.pays_rest else None
        lines.append(_line(ExitItem.INVESTMENT, rest, terms.lock_in, by, investment))
    return ExitSettlement(leaving, bill, terms, key, own, tuple(lines))


def _check_member(leaving: Exit, bill: Bill) -> None:
    """Whether the party was billed in the year and left within it, not before it joined."""
    party, on = leaving.party, leaving.on
    if on not in Year(bill.year):
        raise BillingError(
            "exit", "is settled by the bill of the year of the last day", f"{on}", bill.year
        )
    if party.id not in [billed.id for billed in bill.parties]:
        raise BillingError(
            party.name,
            "is not billed in the year it leaves, so no key holds its share",
            bill.year,
        )
    joined = next(one.joined for one in bill.agreement.members if one.party.id == party.id)
    if on < joined:
        raise BillingError(party.name, "cannot leave before it joined", f"{on}", f"{joined}")


def _in_year(amount: Amount, name: str, bill: Bill) -> Amount:
    """Money of a day as money of the bill: the øre stay as they are."""
    return Amount(money_of_a_day(amount, name).ore, bill.prices)


def _balance_line(term: BalanceTerm | None, own: Amount, pool: Amount, key: ExitKey) -> ExitLine:
    if term is BalanceTerm.AS_PAID:
        return ExitLine(ExitItem.BALANCE, pool, term, Fraction(own.ore), own)
    return _line(ExitItem.BALANCE, pool, term, key if term is BalanceTerm.BY_KEY else None)


def _line(
    item: ExitItem,
    whole: Amount,
    term: Term | None,
    key: ExitKey | None,
    investment: Investment | None = None,
) -> ExitLine:
    """A line divided by the key; without one, of which the leaver gets nothing."""
    if key is None or not whole:
        return ExitLine(item, whole, term, Fraction(0), Amount(0, whole.prices), investment)
    parts = key.divide(whole)
    amount = parts[key.leaver.key]
    exact = whole.ore * key.share
    return ExitLine(item, whole, term, exact, amount, investment, key.share, parts)
