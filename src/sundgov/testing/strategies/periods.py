"""Days, times of day and periods: 2025 first, and the years around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sundgov.periods import CalendarPeriod, HalfYear, IsoWeek, Month, Period, Quarter, Span, Year
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept

_KINDS: tuple[type[CalendarPeriod], ...] = (Year, HalfYear, Quarter, Month, IsoWeek)
_NEAREST = sorted(range(2000, 2036), key=lambda year: (abs(year - 2025), year))


@kept
def years() -> SearchStrategy[int]:
    """Calendar years from 2000 to 2035.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(years()), simplest(years(), lambda year: year != 2025)
    (2025, 2024)
    """
    return st.sampled_from(_NEAREST)


@kept
def days(first: dt.date | None = None, last: dt.date | None = None) -> SearchStrategy[dt.date]:
    """Days from the first to the last; of the years 2000 to 2035 where neither is told.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(days()), simplest(days(), lambda on: on.year != 2025)
    (datetime.date(2025, 1, 1), datetime.date(2024, 1, 1))
    """
    if first is None and last is None:
        return st.builds(_day_of, years(), st.integers(0, 364))
    begin, end = first or dt.date(2000, 1, 1), last or dt.date(2035, 12, 31)
    count = st.integers(0, (end - begin).days)
    return count.map(lambda later: begin + dt.timedelta(days=later))


def _day_of(year: int, later: int) -> dt.date:
    return dt.date(year, 1, 1) + dt.timedelta(days=later)


@kept
def clock() -> SearchStrategy[dt.time]:
    """Times of day in whole minutes; office hours first.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(clock())
    datetime.time(9, 0)
    """
    hours = st.sampled_from([*range(9, 24), *range(9)])
    return st.builds(dt.time, hours, st.integers(0, 59))


@kept
def calendar_periods() -> SearchStrategy[CalendarPeriod]:
    """Years, half-years, quarters, months and ISO weeks.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(calendar_periods(), lambda found: found.days < 8)
    IsoWeek(year=2025, week=1)
    """
    return st.one_of([_of_kind(kind) for kind in _KINDS])


@kept
def _of_kind(kind: type[CalendarPeriod]) -> SearchStrategy[CalendarPeriod]:
    return days().map(kind.containing)


@kept
def spans() -> SearchStrategy[Span]:
    """Intervals of days of at most two years.

    >>> from sundgov.testing.strategies import simplest
    >>> print(simplest(spans()))
    2025-01-01/2025-01-01
    """
    lengths = st.integers(0, 730)
    return st.builds(lambda on, more: Span(on, on + dt.timedelta(days=more)), days(), lengths)


@kept
def periods() -> SearchStrategy[Period]:
    """Every kind of period."""
    return calendar_periods() | spans()


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    CalendarPeriod: lambda _: calendar_periods(),
    HalfYear: lambda _: _of_kind(HalfYear),
    IsoWeek: lambda _: _of_kind(IsoWeek),
    Month: lambda _: _of_kind(Month),
    Period: lambda _: periods(),
    Quarter: lambda _: _of_kind(Quarter),
    Span: lambda _: spans(),
    Year: lambda _: _of_kind(Year),
}

show_briefly(OWN)
