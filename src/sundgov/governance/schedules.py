"""When a body means to meet: plain dates, or a rule that gives them (mødeplan)."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections import Counter
from collections.abc import Iterable

from attrs import Attribute, field, frozen

from sundgov.errors import InvalidValueError, TextError
from sundgov.governance.fields import day_or_none_begins
from sundgov.governance.references import is_id
from sundgov.kinds import as_tuple, checked
from sundgov.periods import CalendarPeriod, HalfYear, Month, Period, Quarter, Year, day
from sundgov.text import is_plain_or_empty, plain

# Meetings recur by days and longer; a clock time is the plan's own.
_KEPT = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)"
    r"(;(INTERVAL|COUNT|UNTIL|WKST|BYDAY|BYMONTH|BYMONTHDAY|BYWEEKNO|BYSETPOS)=[A-Z0-9,+-]{1,60}){0,9}",
    re.ASCII,
)


class Frequency(enum.Enum):
    """How often a body says it meets (månedligt, kvartalsvist, halvårligt, årligt)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"

    def period_of(self, on: dt.date) -> CalendarPeriod:
        """The period of this length that a day lies in."""
        return _PERIODS[self].containing(on)


_PERIODS: dict[Frequency, type[CalendarPeriod]] = {
    Frequency.MONTHLY: Month,
    Frequency.QUARTERLY: Quarter,
    Frequency.HALF_YEARLY: HalfYear,
    Frequency.YEARLY: Year,
}


def _dates(value: Iterable[dt.date | str]) -> tuple[dt.date, ...]:
    return tuple(sorted(day(each, "dates") for each in as_tuple(value)))


def _is_rule(instance: object, attribute: Attribute[str], value: str) -> None:
    """A recurrence of RFC 5545 that dateutil can follow; clock times and counts have no place."""
    if value == "":
        return
    text = plain(value, attribute.name)
    try:
        if not _KEPT.fullmatch(text):
            raise ValueError
        _occurrences(text, dt.date(2000, 1, 1), dt.date(2000, 1, 1))
    except (ValueError, TypeError, IndexError, AttributeError):
        raise TextError(
            attribute.name,
            "is no recurrence rule",
            text,
            hint="Write it as 'FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH'.",
        ) from None


def _occurrences(rule: str, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    from dateutil.rrule import rrulestr

    start, end = (dt.datetime.combine(on, dt.time()) for on in (first, last))
    within = rrulestr(rule, dtstart=start).between(start, end, inc=True)
    return tuple(each.date() for each in within)


@frozen(field_transformer=checked)
class MeetingPlan:
    """The coming meetings of a body (mødeplan): dates, or a rule and the day it begins.

    `rule` is a recurrence rule of RFC 5545 as dateutil reads it; `begins` the first day it may
    give. `every` is how often the paper says the body meets. Times are local.

    >>> second_thursday = "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"
    >>> plan = MeetingPlan("kosu", rule=second_thursday, begins="2022-02-01",
    ...                    starts=dt.time(12), ends=dt.time(13, 30))
    >>> [f"{on}" for on in plan.dates_in(Year(2022))]
    ['2022-02-10', '2022-05-12', '2022-08-11', '2022-11-10']
    """

    body: str = field(validator=is_id)
    dates: tuple[dt.date, ...] = field(default=(), converter=_dates)
    rule: str = field(default="", validator=_is_rule, kw_only=True)
    begins: dt.date | None = field(
        default=None,
        converter=day_or_none_begins,
        kw_only=True,
    )
    starts: dt.time | None = field(default=None, kw_only=True)
    ends: dt.time | None = field(default=None, kw_only=True)
    place: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    every: Frequency | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if bool(self.rule) is not (self.begins is not None):
            raise InvalidValueError("rule", "goes with the day it begins", self.rule, self.begins)
        if self.starts and self.ends and self.ends <= self.starts:
            raise InvalidValueError(
                "ends", "must lie after starts", f"{self.starts}", f"{self.ends}"
            )

    def dates_in(self, period: Period) -> tuple[dt.date, ...]:
        """The days of the plan within a period, in order."""
        planned = {on for on in self.dates if on in period}
        if self.begins is not None and self.begins <= period.last_day:
            given = _occurrences(self.rule, self.begins, period.last_day)
            planned |= {on for on in given if on in period}
        return tuple(sorted(planned))

    def uneven(self) -> tuple[tuple[CalendarPeriod, int], ...]:
        """Periods of a plan of dates without exactly one meeting, where it says how often.

        They are those from the first to the last date; none where nothing is said.

        >>> plan = MeetingPlan("kosu", ["2022-02-09", "2022-09-15"], every=Frequency.QUARTERLY)
        >>> [(str(quarter), meetings) for quarter, meetings in plan.uneven()]
        [('2022-Q2', 0)]
        """
        if self.every is None or not self.dates:
            return ()
        counts = Counter(self.every.period_of(on) for on in self.dates)
        found, period = [], self.every.period_of(self.dates[0])
        while period.first_day <= self.dates[-1]:
            if counts[period] != 1:
                found.append((period, counts[period]))
            period = period.next
        return tuple(found)
