"""What a body is told of its money on a day: bound, spent and expected (økonomistatus)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from attrs import evolve, field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import calendar_year
from sundgov.finance.transfers import money_of
from sundgov.money import Amount
from sundgov.periods import day
from sundgov.text import is_plain, is_plain_or_empty

NOTHING = Amount(0)


@frozen
class LineStatus:
    """How a budget line stands: money of its day, never indexed.

    `committed` is what orders and contracts bind and nobody has yet paid (disponeret, bundet),
    `spent` what has been paid or booked (forbrugt); neither holds the other. `expected` is what
    the whole year is expected to cost (forventet årsresultat), None where nobody has said.
    """

    line: str = field(validator=is_plain)
    committed: Amount = NOTHING
    spent: Amount = NOTHING
    expected: Amount | None = None

    def of(self, year: int) -> LineStatus:
        """The same figures as current money of a year.

        >>> from sundgov import kr
        >>> LineStatus("drift", spent=kr(5, 2023)).of(2023)
        Traceback (most recent call last):
        sundgov.errors.PriceLevelError: drift, spent: is money of 2023 and is never indexed \
(got '5,00 kr. (2023 pl)'). Write the kroner of the day, without a price level.
        """
        expected = self.expected
        if expected is not None:
            expected = money_of(expected, year, f"{self.line}, expected")
        return evolve(
            self,
            committed=money_of(self.committed, year, f"{self.line}, committed"),
            spent=money_of(self.spent, year, f"{self.line}, spent"),
            expected=expected,
        )


def _year(value: int) -> int:
    return calendar_year(value, "year")


def _on(value: dt.date | str) -> dt.date:
    return day(value, "on")


@frozen
class BudgetStatus:
    """How a year's lines stood on a day (økonomistatus); `source` names the paper.

    A line that is not among `lines` has nothing spent and nothing committed.

    >>> BudgetStatus(2023, "2023-11-01", (LineStatus("drift"), LineStatus("drift")))
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: lines.line: must be unique (got 'drift')
    """

    year: int = field(converter=_year)
    on: dt.date = field(converter=_on)
    lines: tuple[LineStatus, ...]
    source: str = field(default="", validator=is_plain_or_empty)

    def __attrs_post_init__(self) -> None:
        for status in self.lines:
            status.of(self.year)
        counts = Counter(status.line for status in self.lines)
        doubled = sorted(line for line, count in counts.items() if count > 1)
        if doubled:
            raise InvalidValueError("lines.line", "must be unique", *doubled)

    def line(self, wanted: str) -> LineStatus | None:
        """How a line stands, as current money of the year; None where it is not told."""
        found = [status.of(self.year) for status in self.lines if status.line == wanted]
        return found[0] if found else None


def status_on(statuses: Iterable[BudgetStatus], year: int, on: dt.date) -> BudgetStatus | None:
    """The newest status of a year on a day, if there is any.

    Raises `InvalidValueError` where two statuses of the year are of the same day.
    """
    known = [status for status in statuses if status.year == year and status.on <= on]
    days = [status.on for status in known]
    doubled = sorted({f"{one}" for one in days if days.count(one) > 1})
    if doubled:
        raise InvalidValueError("statuses", "hold a day of a year twice", *doubled)
    return max(known, key=lambda status: status.on, default=None)
