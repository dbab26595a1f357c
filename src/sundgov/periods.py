"""Exact intervals of days: year, half-year, quarter, month, ISO week, and any span.

Every period has a first and a last day, both included. Periods of one kind are ordered and can
be shifted; days and shorter periods are contained in longer ones. A wording that is *not* an
exact interval ("primo 2024") is another thing and never becomes one of these silently.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from functools import total_ordering
from typing import ClassVar, Self

from attrs import field, frozen

from sundgov.errors import InvalidValueError, NotExactError, TextError
from sundgov.exact import calendar_year, whole
from sundgov.kinds import must_be


def day(value: dt.date | str, name: str = "day") -> dt.date:
    """A date from a date or an ISO text; a datetime is refused, it holds a time of day.

    >>> day("2023-01-01")
    datetime.date(2023, 1, 1)
    >>> day("1/1-2023")
    Traceback (most recent call last):
    sundgov.errors.TextError: day: a date is written year-month-day (got '1/1-2023'). \
Write it as '2023-01-01'.
    """
    if isinstance(value, dt.datetime):
        raise NotExactError(name, "must be a date without a time of day", value)
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise NotExactError(name, "must be a date or an ISO text", value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise TextError(name, "is no day of the calendar", value) from None
    raise TextError(
        name, "a date is written year-month-day", value, hint="Write it as '2023-01-01'."
    )


class Period(ABC):
    """What every period can do; its kinds are Year, HalfYear, Quarter, Month, IsoWeek and Span."""

    @property
    @abstractmethod
    def first_day(self) -> dt.date:
        """The first day of the period."""

    @property
    @abstractmethod
    def last_day(self) -> dt.date:
        """The last day of the period, included."""

    @property
    def days(self) -> int:
        """The number of days.

        >>> Year(2024).days, Month(2023, 2).days
        (366, 28)
        """
        return (self.last_day - self.first_day).days + 1

    def __contains__(self, other: dt.date | Period) -> bool:
        """Whether a day or a whole period lies inside.

        >>> dt.date(2025, 6, 30) in HalfYear(2025, 1), Quarter(2025, 3) in HalfYear(2025, 1)
        (True, False)
        """
        if isinstance(other, Period):
            return self.first_day <= other.first_day and other.last_day <= self.last_day
        return self.first_day <= day(other) <= self.last_day

    def overlap(self, other: Period) -> Span | None:
        """The days common to both, or None.

        >>> Year(2025).overlap(Span(dt.date(2025, 7, 1), dt.date(2026, 1, 31))).days
        184
        """
        must_be(other, "other", Period)
        first = max(self.first_day, other.first_day)
        last = min(self.last_day, other.last_day)
        return Span(first, last) if first <= last else None

    def before(self, other: Period) -> bool:
        """Whether this period ends before the other, of whatever kind, begins."""
        must_be(other, "other", Period)
        return self.last_day < other.first_day


@total_ordering
class CalendarPeriod(Period):
    """A period that repeats: it has an order among its kind, and neighbours."""

    _months: ClassVar[int] = 0
    _weeks: ClassVar[int] = 0

    @classmethod
    @abstractmethod
    def containing(cls, value: dt.date | str) -> Self:
        """The period of this kind that `value` lies in."""

    def shift(self, count: int) -> Self:
        """The period `count` steps later (earlier when negative).

        >>> Quarter(2025, 4).shift(1), IsoWeek(2024, 52).shift(1)
        (Quarter(year=2026, quarter=1), IsoWeek(year=2025, week=1))
        """
        from dateutil.relativedelta import relativedelta

        steps = whole(count, "count")
        try:
            step = relativedelta(months=self._months * steps, weeks=self._weeks * steps)
            return self.containing(self.first_day + step)
        except (ValueError, OverflowError):
            raise InvalidValueError("shift", "leaves the calendar", str(self), steps) from None

    @property
    def next(self) -> Self:
        """The period after this one."""
        return self.shift(1)

    @property
    def previous(self) -> Self:
        """The period before this one."""
        return self.shift(-1)

    def __lt__(self, other: Self) -> bool:
        if type(other) is not type(self):
            raise NotExactError("<", f"a {type(self).__name__} is ordered among its kind", other)
        return self.first_day < other.first_day


def _numbered(value: object, name: str, most: int) -> int:
    number = whole(value, name)
    if not 1 <= number <= most:
        raise InvalidValueError(name, f"lies between 1 and {most}", value)
    return number


def _half(value: int) -> int:
    return _numbered(value, "half", 2)


def _quarter(value: int) -> int:
    return _numbered(value, "quarter", 4)


def _month(value: int) -> int:
    return _numbered(value, "month", 12)


def _week(value: int) -> int:
    return _numbered(value, "week", 53)


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


@frozen(order=False)
class Year(CalendarPeriod):
    """A calendar year (kalenderår, regnskabsår)."""

    _months = 12
    year: int = field(converter=calendar_year)

    @classmethod
    def containing(cls, value: dt.date | str) -> Self:
        """The year of a day."""
        return cls(day(value).year)

    @property
    def first_day(self) -> dt.date:
        """1 January."""
        return dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        """31 December."""
        return dt.date(self.year, 12, 31)

    @property
    def halves(self) -> tuple[HalfYear, HalfYear]:
        """The two half-years."""
        return HalfYear(self.year, 1), HalfYear(self.year, 2)

    def __str__(self) -> str:
        return f"{self.year}"


@frozen(order=False)
class HalfYear(CalendarPeriod):
    """A half-year (halvår).

    >>> str(HalfYear(2025, 1)), HalfYear(2025, 2).days
    ('2025-H1', 184)
    """

    _months = 6
    year: int = field(converter=calendar_year)
    half: int = field(converter=_half)

    @classmethod
    def containing(cls, value: dt.date | str) -> Self:
        """The half-year of a day."""
        on = day(value)
        return cls(on.year, (on.month + 5) // 6)

    @property
    def first_day(self) -> dt.date:
        """1 January or 1 July."""
        return dt.date(self.year, 6 * self.half - 5, 1)

    @property
    def last_day(self) -> dt.date:
        """30 June or 31 December."""
        return _month_end(self.year, 6 * self.half)

    def __str__(self) -> str:
        return f"{self.year}-H{self.half}"


@frozen(order=False)
class Quarter(CalendarPeriod):
    """A quarter of a year (kvartal).

    >>> str(Quarter(2025, 3)), Quarter(2025, 3).first_day
    ('2025-Q3', datetime.date(2025, 7, 1))
    """

    _months = 3
    year: int = field(converter=calendar_year)
    quarter: int = field(converter=_quarter)

    @classmethod
    def containing(cls, value: dt.date | str) -> Self:
        """The quarter of a day."""
        on = day(value)
        return cls(on.year, (on.month + 2) // 3)

    @property
    def first_day(self) -> dt.date:
        """The first day of January, April, July or October."""
        return dt.date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of March, June, September or December."""
        return _month_end(self.year, 3 * self.quarter)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}"


@frozen(order=False)
class Month(CalendarPeriod):
    """A month (måned).

    >>> str(Month(2024, 2)), Month(2024, 2).last_day
    ('2024-02', datetime.date(2024, 2, 29))
    """

    _months = 1
    year: int = field(converter=calendar_year)
    month: int = field(converter=_month)

    @classmethod
    def containing(cls, value: dt.date | str) -> Self:
        """The month of a day."""
        on = day(value)
        return cls(on.year, on.month)

    @property
    def first_day(self) -> dt.date:
        """The first of the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last of the month."""
        return _month_end(self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


@frozen(order=False)
class IsoWeek(CalendarPeriod):
    """An ISO week, Monday to Sunday (uge); it may begin or end in a neighbouring year.

    >>> IsoWeek(2024, 1).first_day, str(IsoWeek(2024, 1))
    (datetime.date(2024, 1, 1), '2024-W01')
    >>> IsoWeek(2025, 53)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: week: the year has no such week (got 2025, 53)
    """

    _weeks = 1
    year: int = field(converter=calendar_year)
    week: int = field(converter=_week)

    def __attrs_post_init__(self) -> None:
        if dt.date(self.year, 12, 28).isocalendar().week < self.week:
            raise InvalidValueError("week", "the year has no such week", self.year, self.week)

    @classmethod
    def containing(cls, value: dt.date | str) -> Self:
        """The ISO week of a day."""
        year, week, _ = day(value).isocalendar()
        return cls(year, week)

    @property
    def first_day(self) -> dt.date:
        """The Monday."""
        return dt.date.fromisocalendar(self.year, self.week, 1)

    @property
    def last_day(self) -> dt.date:
        """The Sunday."""
        return dt.date.fromisocalendar(self.year, self.week, 7)

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02d}"


def _first(value: dt.date | str) -> dt.date:
    return day(value, "first_day")


def _last(value: dt.date | str) -> dt.date:
    return day(value, "last_day")


@frozen(order=False)
class Span(Period):
    """Any interval of days, both ends included.

    >>> Span("2025-01-01", "2025-01-31").days
    31
    >>> Span("2025-02-01", "2025-01-31")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: span: must not end before it begins \
(got '2025-02-01', '2025-01-31')
    """

    first_day: dt.date = field(converter=_first)
    last_day: dt.date = field(converter=_last)

    def __attrs_post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise InvalidValueError(
                "span", "must not end before it begins", f"{self.first_day}", f"{self.last_day}"
            )

    def __str__(self) -> str:
        return f"{self.first_day}/{self.last_day}"


_PERIOD = re.compile(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|W([0-9]{2})|([0-9]{2})))?")


def period(text: str) -> CalendarPeriod:
    """The calendar period that a short text names.

    >>> [str(period(text)) for text in ("2025", "2025-H1", "2025-Q3", "2025-07", "2025-W09")]
    ['2025', '2025-H1', '2025-Q3', '2025-07', '2025-W09']
    >>> period("2025-H3")
    Traceback (most recent call last):
    sundgov.errors.TextError: period: is no year, half-year, quarter, month or week \
(got '2025-H3'). Write it as '2025', '2025-H1', '2025-Q3', '2025-07' or '2025-W09'.
    """
    must_be(text, "period", str)
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise TextError(
            "period",
            "is no year, half-year, quarter, month or week",
            text,
            hint="Write it as '2025', '2025-H1', '2025-Q3', '2025-07' or '2025-W09'.",
        )
    year, half, quarter, week, month = (int(part) if part else None for part in match.groups())
    assert year is not None
    if half:
        return HalfYear(year, half)
    if quarter:
        return Quarter(year, quarter)
    if week is not None:
        return IsoWeek(year, week)
    return Year(year) if month is None else Month(year, month)
