"""When something is to happen, as far as a paper says: a wording with its earliest and latest day.

A plan says "primo 2024" or "inden udgangen af 2023" far oftener than a date. Such a wording is
kept as it stands, beside the days that it leaves open, and never becomes a date by itself: it has
no order, and every question put to it says how sure the answer is.
"""

from __future__ import annotations

import datetime as dt

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.kinds import checked, must_be
from sundgov.periods import day
from sundgov.text import is_plain


def _earliest(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "earliest")


def _latest(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "latest")


@frozen(field_transformer=checked)
class PlannedTime:
    """A time as a plan states it (planlagt tid): its wording, and the first and last day it allows.

    Both days are included. None leaves that end open: "tidligst i 2024" has no latest day. Both
    are open where a paper names no time at all ("snarest", "løbende"); such a wording cannot be
    read, and is stated with its wording alone so that a record can hold what the paper says.

    >>> PlannedTime.read("tidligst i 2024")
    PlannedTime(wording='tidligst i 2024', earliest=datetime.date(2024, 1, 1), latest=None)
    >>> PlannedTime("senere", "2024-02-01", "2024-01-31")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: planned time: must not end before it begins \
(got '2024-02-01', '2024-01-31')
    """

    wording: str = field(validator=is_plain)
    earliest: dt.date | None = field(default=None, converter=_earliest)
    latest: dt.date | None = field(default=None, converter=_latest)

    def __attrs_post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            rule = "must not end before it begins"
            raise InvalidValueError("planned time", rule, f"{self.earliest}", f"{self.latest}")

    @classmethod
    def exact(cls, on: dt.date | str) -> PlannedTime:
        """The time that is one known day, worded as its ISO text.

        >>> str(PlannedTime.exact("2023-12-08"))
        '2023-12-08'
        """
        found = day(on, "planned time")
        return cls(found.isoformat(), found, found)

    @classmethod
    def read(cls, text: str, *, near: dt.date | str | None = None) -> PlannedTime:
        """The time that a Danish wording states; `near` is a day that a missing year is near to.

        What is refused, and how `near` chooses, stands in `sundgov.governance.planned_text`.

        >>> PlannedTime.read("ultimo november", near="2023-12-08").latest
        datetime.date(2023, 11, 30)
        """
        from sundgov.governance.planned_text import read_planned_time

        return read_planned_time(text, near=near)

    @property
    def is_day(self) -> bool:
        """Whether the time is one known day."""
        return self.earliest is not None and self.earliest == self.latest

    def surely_before(self, other: PlannedTime | dt.date) -> bool:
        """Whether this time is over before the other, a day or a planned time, can begin.

        >>> PlannedTime.read("Q1-2024").surely_before(PlannedTime.read("medio 2024"))
        True
        >>> PlannedTime.read("primo 2024").surely_before(dt.date(2024, 4, 1))
        False
        """
        first = _planned(other, "other").earliest
        return self.latest is not None and first is not None and self.latest < first

    def surely_after(self, other: PlannedTime | dt.date) -> bool:
        """Whether this time cannot begin until the other, a day or a planned time, is over.

        >>> PlannedTime.read("tidligst i 2024").surely_after(dt.date(2023, 12, 31))
        True
        """
        return _planned(other, "other").surely_before(self)

    def surely_past(self, on: dt.date) -> bool:
        """Whether the time is over on a day, whichever of its days was meant (overskredet).

        >>> due = PlannedTime.read("senest uge 10 i 2024")
        >>> due.surely_past(dt.date(2024, 3, 10)), due.surely_past(dt.date(2024, 3, 11))
        (False, True)
        """
        return self.surely_before(_planned(on, "on"))

    def may_hold_on(self, on: dt.date) -> bool:
        """Whether a day may be the one that was meant.

        >>> PlannedTime.read("uge 49 (2023)").may_hold_on(dt.date(2023, 12, 10))
        True
        """
        time = _planned(on, "on")
        return not self.surely_before(time) and not self.surely_after(time)

    def __str__(self) -> str:
        return self.wording


def _planned(value: PlannedTime | dt.date, name: str) -> PlannedTime:
    if isinstance(value, PlannedTime):
        return value
    must_be(value, name, PlannedTime, dt.date)
    return PlannedTime.exact(value)


def planned(value: PlannedTime | dt.date | str | None, name: str) -> PlannedTime | None:
    """A planned time from one, from a day or from a day's ISO text; None stays None.

    For fields that take either. A wording is not read here: it may need a year to be near to.

    >>> planned("2023-12-08", "due")
    PlannedTime(wording='2023-12-08', earliest=datetime.date(2023, 12, 8), \
latest=datetime.date(2023, 12, 8))
    >>> planned("primo 2024", "due")
    Traceback (most recent call last):
    sundgov.errors.TextError: due: a date is written year-month-day (got 'primo 2024'). \
Write it as '2023-01-01'.
    """
    if value is None or isinstance(value, PlannedTime):
        return value
    return PlannedTime.exact(day(value, name))
