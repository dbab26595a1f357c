"""Which stated amounts are amounts of the same thing, and whether they can both be right.

Papers round: "6,0 mio. kr." stands for what rounds to it. Two amounts differ only where no figure
could be both, and only where they are in the same money.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import frozen

from sundgov.checks.money.stated import Said
from sundgov.governance.qualified_amounts import Per, QualifiedAmount, Qualifier, printed_unit
from sundgov.governance.statements import Extent, MoneyMeaning, StatedAmount
from sundgov.money import UNSTATED, CurrentPrices, PriceLevel, PriceState

_NUMERAL = re.compile(r"[0-9](?:[0-9.,]{0,60}[0-9])?")
_ORE = 100
_MILLION = 1_000_000 * _ORE
_EXACT = {Qualifier.EXACT}

TOTALS = frozenset(
    {
        MoneyMeaning.BUDGET,
        MoneyMeaning.CEILING,
        MoneyMeaning.COLLECTED,
        MoneyMeaning.DISPOSED,
        MoneyMeaning.UNDISPOSED,
        MoneyMeaning.SPENT,
        MoneyMeaning.EXPECTED,
        MoneyMeaning.UNSPENT,
    }
)
"""What there is one of for an agreement and a year; of the rest there is one for each subject."""

_PHRASES = {
    MoneyMeaning.BUDGET: "the budget",
    MoneyMeaning.CEILING: "the ceiling",
    MoneyMeaning.COLLECTED: "what is collected",
    MoneyMeaning.DISPOSED: "what is disposed of",
    MoneyMeaning.UNDISPOSED: "what is not disposed of",
    MoneyMeaning.SPENT: "what is spent",
    MoneyMeaning.EXPECTED: "what is expected",
    MoneyMeaning.UNSPENT: "what is unspent",
    MoneyMeaning.POOL: "the pool",
    MoneyMeaning.RESERVE: "the reserve",
    MoneyMeaning.CONTRIBUTION: "the contribution",
    MoneyMeaning.PRICE: "the price",
    MoneyMeaning.COST: "the cost",
    MoneyMeaning.BENEFIT: "the benefit",
    MoneyMeaning.OTHER: "the amount",
}


@frozen(order=False)
class About:
    """What an amount is an amount of: two amounts about the same are the same figure.

    `years` is one year, or all those that the amount is for together.
    """

    of: str
    line: str
    meaning: MoneyMeaning
    subject: str
    per: tuple[str, ...]
    payers: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def named(self) -> str:
        """Without its years, in words: `the budget for kommunal-pro`."""
        line = f", line {self.line}," if self.line else ""
        subject = f" ({self.subject})" if self.subject else ""
        payers = f" from {', '.join(self.payers)}" if self.payers else ""
        return f"{_PHRASES[self.meaning]} for {self.of}{line}{subject}{payers}"

    @property
    def whole(self) -> bool:
        """Whether it is all of it: for no subject by itself, from no payers, and not a price."""
        return not (self.subject or self.payers or self.per)


def abouts(stated: StatedAmount) -> Iterator[About]:
    """What a stated amount is about, year by year; nothing where the paper leaves it open.

    >>> budget = StatedAmount("7 mio. kr.", MoneyMeaning.BUDGET, of="kpro", years=[2024, 2025])
    >>> [(one.named, one.years) for one in abouts(budget)]
    [('the budget for kpro', (2024,)), ('the budget for kpro', (2025,))]
    >>> list(abouts(StatedAmount("7 mio. kr.", MoneyMeaning.BUDGET, of="kpro")))
    []
    """
    amount, subject = stated.amount, stated.subject.casefold()
    if amount is None or not stated.of or not (stated.meaning in TOTALS or subject or stated.line):
        return
    together = stated.extent is Extent.TOGETHER and len(stated.years) > 1
    if together and Per.YEAR in amount.per:
        return
    per = tuple(sorted(each.value for each in amount.per if each is not Per.YEAR))
    payers = tuple(sorted(payer.casefold() for payer in stated.payers))
    scopes = (stated.years,) if together else tuple((year,) for year in stated.years)
    for years in scopes:
        yield About(stated.of, stated.line, stated.meaning, subject, per, payers, years)


def grouped(said: Iterable[Said]) -> dict[About, list[Said]]:
    """Stated amounts by what they are about, each group with the earliest first.

    What adds to an amount is another figure than it.
    """
    found: dict[About, list[Said]] = {}
    for one in sorted((one for one in said if not one.adds), key=_sequence):
        for about in abouts(one.stated):
            found.setdefault(about, []).append(one)
    return found


def _sequence(said: Said) -> tuple[dt.date, str, str]:
    """By day, what has none last."""
    return said.on or dt.date.max, said.place, str(said.stated)


@frozen(eq=False)
class Reading:
    """A stated amount as others are held against it: its money, and what it may stand for."""

    said: Said
    money: PriceState | int
    low: int | None
    high: int | None

    def apart(self, other: Reading) -> bool:
        """Whether two amounts about the same cannot both be right: no figure could be either.

        One below zero and one above it are kept apart by how they are written, not by what they
        are: accounts have income below zero.
        """
        if self.money != other.money or not (_above(self, other) or _above(other, self)):
            return False
        if is_below_zero(self.said.stated) is not is_below_zero(other.said.stated):
            return False
        return _same_time(self.said, other.said)


def _above(one: Reading, other: Reading) -> bool:
    if one.low is None or other.high is None or one.low < other.high:
        return False
    return one.low > other.high or surely_above(one.said.stated, other.said.stated)


def reading(said: Said, about: About) -> Reading:
    """A stated amount read for what it is about."""
    assert said.stated.amount is not None
    return Reading(said, money_of(said.stated, about), *span(said.stated.amount))


def _same_time(one: Said, other: Said) -> bool:
    """Whether two amounts may be as of the same time; one with a day and one without are not."""
    here, there = one.stated.on, other.stated.on
    if here is None or there is None:
        return here is there
    return not here.surely_before(there) and not there.surely_before(here)


def is_below_zero(stated: StatedAmount) -> bool:
    """Whether an amount is written as income is in accounts."""
    return stated.amount is not None and stated.amount.amount.ore < 0


def surely_above(one: StatedAmount, other: StatedAmount) -> bool:
    """Whether an amount is above another however both are read, by their numbers alone."""
    assert one.amount is not None
    assert other.amount is not None
    low, high = span(one.amount)[0], span(other.amount)[1]
    if low is None or high is None:
        return False
    return low > high or (low == high and _rounded_alike(one.amount, other.amount))


def _rounded_alike(one: QualifiedAmount, other: QualifiedAmount) -> bool:
    """Whether both are rounded to one unit: where they only meet, no figure rounds to both."""
    if {one.qualifier, other.qualifier} != _EXACT or _written_out(one) or _written_out(other):
        return False
    units = {printed_unit(each.wording, each.amount.ore) for each in (one, other)}
    return len(units) == 1


def span(amount: QualifiedAmount) -> tuple[int | None, int | None]:
    """The least and the greatest øre that a stated amount may stand for.

    An amount printed in millions or thousands stands for what rounds to it, and whole millions for
    what rounds to them with one decimal; one written out in kroner stands for itself. All of them
    may be the number that is printed.

    >>> span(QualifiedAmount.read("6,0 mio. kr.")) == span(QualifiedAmount.read("6 mio. kr."))
    True
    >>> span(QualifiedAmount.read("6 mio. kr.")), span(QualifiedAmount.read("500.000 kr."))
    ((595000000, 605000000), (50000000, 50000000))
    """
    first, last = amount.amount.ore, (amount.upper or amount.amount).ore
    if amount.qualifier is not Qualifier.EXACT:
        low, high = amount.bounds
        return None if low is None else min(low, first), None if high is None else max(high, last)
    if _written_out(amount):
        return first, last
    return ceil(first - _half(amount.wording, first)), floor(last + _half(amount.wording, last))


def _half(wording: str, ore: int) -> Fraction:
    """How far rounding may have moved an amount that is printed in millions or thousands."""
    unit = printed_unit(wording, ore)
    return Fraction(unit, 2 if unit < _MILLION else 20)


def _written_out(amount: QualifiedAmount) -> bool:
    """Whether the wording prints the amount in kroner, or kroner and øre."""
    ore = abs(amount.amount.ore)
    digits = (int(re.sub("[.,]", "", found)) for found in _NUMERAL.findall(amount.wording))
    return any(number * _ORE == ore or number == ore for number in digits)


def money_of(stated: StatedAmount, about: About) -> PriceState | int:
    """The money that an amount is in, for what it is about: only the same can be compared.

    Money of the year itself is unstated, at the year's level, or current money of the year. An
    unstated amount for each of several years may be in the money of the first, which is then told
    by its number.
    """
    assert stated.amount is not None
    prices = stated.amount.amount.prices
    if len(about.years) > 1:
        return prices
    year = about.years[0]
    if prices == UNSTATED and stated.years[0] != year:
        return stated.years[0]
    return UNSTATED if prices in (PriceLevel(year), CurrentPrices(year)) else prices


def in_words(years: Iterable[int]) -> str:
    """Years as a sentence names them.

    >>> in_words([2024]), in_words([2026, 2025, 2024])
    ('2024', '2024, 2025 and 2026')
    """
    *first, last = (str(year) for year in sorted(years))
    return f"{', '.join(first)} and {last}" if first else last
