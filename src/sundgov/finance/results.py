"""What a year cost: the result once it is known, an estimate before (regnskab, skøn).

Both say what was spent in a year's current money, in one sum or line by line. They are two types,
because a result settles a year for good and an estimate never does.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError, PriceLevelError
from sundgov.exact import calendar_year
from sundgov.kinds import checked
from sundgov.money import UNSTATED, Amount, CurrentPrices, total
from sundgov.periods import Year, day
from sundgov.printing import spaced
from sundgov.text import is_plain, is_plain_or_empty


@frozen(field_transformer=checked)
class LineSpent:
    """What was spent on one budget line (forbrug), by the line's id.

    >>> LineSpent("drift", 4_000_000.0)
    Traceback (most recent call last):
    sundgov.errors.NotExactError: amount: must be an Amount (got 4000000.0)
    """

    line: str = field(validator=is_plain)
    amount: Amount


Spent: TypeAlias = Amount | tuple[LineSpent, ...]
"""One sum for the year, or one for every line."""


def _check_spent(year: int, spent: Spent) -> None:
    """Refuse what is no spending: another price state, no line, a line twice."""
    if isinstance(spent, Amount):
        return _check_prices(year, spent, "spent")
    if not spent:
        raise InvalidValueError("spent", "must name at least one line")
    for line, count in sorted(Counter(one.line for one in spent).items()):
        if count > 1:
            raise InvalidValueError("spent", "names a line twice", line)
    for one in spent:
        _check_prices(year, one.amount, f"spent on {one.line}")
    return None


def _check_prices(year: int, amount: Amount, place: str) -> None:
    if amount.prices not in (UNSTATED, CurrentPrices(year)):
        raise PriceLevelError(
            place,
            f"what was spent is current money of {year}",
            spaced(str(amount)),
            hint="Money that was spent is in no price level; leave it out.",
        )


def _year(value: int) -> int:
    return calendar_year(value, "year")


def _known_on(value: dt.date | str) -> dt.date:
    return day(value, "known_on")


def _made_on(value: dt.date | str) -> dt.date:
    return day(value, "made_on")


@frozen(field_transformer=checked)
class Outturn(ABC):
    """What was spent in a year, or is expected to be: a `Result` or an `Estimate`."""

    year: int = field(converter=_year)
    spent: Spent
    authority: Authority | None = field(default=None, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_spent(self.year, self.spent)

    @property
    @abstractmethod
    def on(self) -> dt.date:
        """The first day on which it may be used."""

    @property
    def by_line(self) -> Mapping[str, Amount] | None:
        """What was spent on each line in the year's money, or None for one sum."""
        if isinstance(self.spent, Amount):
            return None
        return {one.line: Amount(one.amount.ore, self.prices) for one in self.spent}

    @property
    def prices(self) -> CurrentPrices:
        """The money of the year."""
        return CurrentPrices(self.year)

    @property
    def total(self) -> Amount:
        """What was spent over all lines, in the year's money."""
        lines = self.by_line
        if lines is not None:
            return total(lines.values(), self.prices)
        assert isinstance(self.spent, Amount)
        return Amount(self.spent.ore, self.prices)


@frozen(field_transformer=checked)
class Result(Outturn):
    """What a year cost (regnskabsresultat): known on a day, and never used before it.

    >>> from sundgov import kr
    >>> Result(2024, kr("6 mio. kr."), "2025-03-15").total
    Amount('6.000.000,00 kr. (løbende priser 2024)')
    >>> Result(2024, kr("6 mio. kr."), "2024-06-30")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: known_on: a result is known when its year has ended \
(got '2024-06-30', 2024). Before that it is an Estimate.
    """

    known_on: dt.date = field(converter=_known_on)

    def __attrs_post_init__(self) -> None:
        Outturn.__attrs_post_init__(self)
        if self.known_on < Year(self.year).last_day:
            raise InvalidValueError(
                "known_on",
                "a result is known when its year has ended",
                f"{self.known_on}",
                self.year,
                hint="Before that it is an Estimate.",
            )

    @property
    def on(self) -> dt.date:
        """The day it was known."""
        return self.known_on


@frozen(field_transformer=checked)
class Estimate(Outturn):
    """What a year is expected to cost (skøn): made on a day, trued up by the result later.

    >>> from sundgov import kr
    >>> Estimate(2024, kr("6,2 mio. kr."), "2024-12-01").on
    datetime.date(2024, 12, 1)
    """

    made_on: dt.date = field(converter=_made_on)

    @property
    def on(self) -> dt.date:
        """The day it was made."""
        return self.made_on
