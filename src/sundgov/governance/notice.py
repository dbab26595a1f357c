"""How long before a meeting its papers must be sent (rettidig udsendelse, frist)."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import field, frozen

from sundgov.bank_days import is_holiday
from sundgov.exact import FIRST_YEAR, LAST_YEAR, natural
from sundgov.kinds import checked


class DayCount(enum.Enum):
    """Which days a notice counts: all, Monday to Friday, or Monday to Saturday.

    Public holidays, which are known from 1900 to 2999, count in the first alone. "Hverdage" is
    used both with and without Saturday, so a rule says which.
    """

    CALENDAR = "calendar days"
    WORKING = "working days"
    WORKING_WITH_SATURDAY = "working days with Saturday"

    def counts(self, on: dt.date) -> bool:
        """Whether a day counts.

        >>> saturday = dt.date(2023, 12, 9)
        >>> [how.counts(saturday) for how in DayCount]
        [True, False, True]
        """
        if self is DayCount.CALENDAR:
            return True
        last = 4 if self is DayCount.WORKING else 5
        known = FIRST_YEAR <= on.year <= LAST_YEAR
        return on.weekday() <= last and not (known and is_holiday(on))


def _days(value: int) -> int:
    return natural(value, "days")


def _material_days(value: int | None) -> int | None:
    return None if value is None else natural(value, "material_days")


@frozen(field_transformer=checked)
class NoticeRule:
    """Papers are sent so many days before the meeting, at the latest (frist for udsendelse).

    The day of the meeting does not count. Where the material may follow the agenda,
    `material_days` says by when.

    >>> NoticeRule(7).last_day_before(dt.date(2023, 12, 8))
    datetime.date(2023, 12, 1)
    >>> NoticeRule(4, DayCount.WORKING).last_day_before(dt.date(2023, 12, 27))
    datetime.date(2023, 12, 19)
    """

    days: int = field(converter=_days)
    count: DayCount = DayCount.CALENDAR
    material_days: int | None = field(default=None, converter=_material_days)

    def last_day_before(self, meeting: dt.date) -> dt.date:
        """The last day on which the agenda of a meeting is sent in time."""
        return self._back(meeting, self.days)

    def last_day_for_material(self, meeting: dt.date) -> dt.date:
        """The last day on which the material of a meeting is sent in time."""
        return self._back(meeting, self.days if self.material_days is None else self.material_days)

    def _back(self, meeting: dt.date, days: int) -> dt.date:
        found, left = meeting, days
        while left and found > dt.date.min:
            found -= dt.timedelta(days=1)
            left -= self.count.counts(found)
        return found

    def __str__(self) -> str:
        return f"{self.days} {self.count.value}"
