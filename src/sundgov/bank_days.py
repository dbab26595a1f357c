"""On which days Danish banks are open, and when a payment falls due (bankdage, forfald).

Banks are closed on Saturdays and Sundays, on public holidays, and on some days that are no
holidays. The days are Danmarks Nationalbank's list (nationalbanken.dk, "Banklukkedage"), with the
years from which and to which each is kept: 31 December from 2003 and the Friday after Ascension
Day from 2009 (both as financial calendars date them; the Danish Bankers Association's list for
2006 has the first and not the second), and General Prayer Day to 2023, abolished from 2024.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import FIRST_YEAR, LAST_YEAR, calendar_year, natural
from sundgov.periods import day
from sundgov.printing import Language

LONGEST = 3650


@frozen
class ClosedDay:
    """A day on which banks are closed every year, from one year to another (banklukkedag).

    `when` is its month and day, or a number of days after Easter Sunday; `holiday` says whether it
    is a public holiday (helligdag) or a day on which banks alone are closed.

    >>> ClosedDay("Langfredag", "Good Friday", -2).on(2025)
    datetime.date(2025, 4, 18)
    """

    danish: str
    english: str
    when: tuple[int, int] | int
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    holiday: bool = field(default=True, kw_only=True)

    def on(self, year: int) -> dt.date:
        """The day in a year, whether or not it is kept then."""
        if isinstance(self.when, tuple):
            return dt.date(year, *self.when)
        from dateutil.easter import easter

        return easter(year) + dt.timedelta(days=self.when)

    def named(self, language: Language) -> str:
        """The day's name."""
        return self.danish if language == "da" else self.english


CLOSED_DAYS = (
    ClosedDay("Nytårsdag", "New Year's Day", (1, 1)),
    ClosedDay("Skærtorsdag", "Maundy Thursday", -3),
    ClosedDay("Langfredag", "Good Friday", -2),
    ClosedDay("2. påskedag", "Easter Monday", 1),
    ClosedDay("Store bededag", "General Prayer Day", 26, last_year=2023),
    ClosedDay("Kristi himmelfartsdag", "Ascension Day", 39),
    ClosedDay(
        "banklukkedag efter Kristi himmelfart",
        "the Friday after Ascension Day",
        40,
        first_year=2009,
        holiday=False,
    ),
    ClosedDay("2. pinsedag", "Whit Monday", 50),
    ClosedDay("Grundlovsdag", "Constitution Day", (6, 5), holiday=False),
    ClosedDay("Juleaftensdag", "Christmas Eve", (12, 24), holiday=False),
    ClosedDay("Juledag", "Christmas Day", (12, 25)),
    ClosedDay("2. juledag", "Boxing Day", (12, 26)),
    ClosedDay("Nytårsaftensdag", "New Year's Eve", (12, 31), first_year=2003, holiday=False),
)
_WEEKEND = {5: ("lørdag", "Saturday"), 6: ("søndag", "Sunday")}


@cache
def closed_days(year: int) -> dict[dt.date, ClosedDay]:
    """Every day of a year on which banks are closed though it may be a weekday.

    >>> len(closed_days(2023)), len(closed_days(2024))
    (13, 12)
    """
    kept = [one for one in CLOSED_DAYS if one.first_year <= calendar_year(year) <= one.last_year]
    return {one.on(year): one for one in kept}


def why_closed(on: dt.date, language: Language = "da") -> str:
    """What keeps banks closed on a day; the empty text on a bank day.

    >>> why_closed(dt.date(2025, 6, 5)), why_closed(dt.date(2025, 6, 7), "en")
    ('Grundlovsdag', 'Saturday')
    """
    if on.weekday() in _WEEKEND:
        return _WEEKEND[on.weekday()][language != "da"]
    closed = closed_days(on.year).get(on)
    return "" if closed is None else closed.named(language)


def is_holiday(on: dt.date | str) -> bool:
    """Whether a day is a public holiday (helligdag) that banks list; Sundays alone are none.

    >>> is_holiday("2024-03-29"), is_holiday("2024-06-05")
    (True, False)
    """
    when = day(on)
    closed = closed_days(when.year).get(when)
    return closed is not None and closed.holiday


def is_bank_day(on: dt.date | str) -> bool:
    """Whether Danish banks are open on a day.

    >>> is_bank_day("2023-05-05"), is_bank_day("2024-04-26")
    (False, True)
    """
    return not why_closed(day(on))


def next_bank_day(on: dt.date | str) -> dt.date:
    """A day itself if banks are open on it, otherwise the first day after it when they are.

    >>> next_bank_day("2025-12-24")
    datetime.date(2025, 12, 29)
    """
    found = day(on)
    while why_closed(found):
        found += dt.timedelta(days=1)
    return found


def due_date(issued_on: dt.date | str, days: int) -> dt.date:
    """The last day for a payment: `days` after the issue, moved to the next bank day.

    >>> due_date("2025-07-01", 30), due_date("2025-05-06", 30)
    (datetime.date(2025, 7, 31), datetime.date(2025, 6, 6))
    """
    return next_bank_day(unmoved_due_date(issued_on, days))


def unmoved_due_date(issued_on: dt.date | str, days: int) -> dt.date:
    """The day `days` after the issue, whether or not banks are open on it."""
    if natural(days, "payment_days") > LONGEST:
        raise InvalidValueError("payment_days", f"must not exceed {LONGEST}", days)
    issued = day(issued_on, "issued_on")
    calendar_year(issued.year, "issued_on")
    return issued + dt.timedelta(days=days)
