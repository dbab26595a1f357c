"""How long a contract runs, how it is ended, and how it may go on (kontraktvilkår)."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import natural
from sundgov.kinds import checked
from sundgov.text import is_plain_or_empty

MOST_MONTHS, MOST_TIMES = 1200, 100


def _months(value: int) -> int:
    return _some(value, "months", MOST_MONTHS)


def _times(value: int) -> int:
    return _some(value, "times", MOST_TIMES)


def _runs_months(value: int | None) -> int | None:
    return None if value is None else _some(value, "runs_months", MOST_MONTHS)


def _status_months(value: int | None) -> int | None:
    return None if value is None else _some(value, "status_months", MOST_MONTHS)


def _notice_months(value: int | None) -> int | None:
    return None if value is None else _at_most(value, "notice_months", MOST_MONTHS)


def _some(value: int, name: str, most: int) -> int:
    if not _at_most(value, name, most):
        raise InvalidValueError(name, "must be above zero", value)
    return value


def _at_most(value: int, name: str, most: int) -> int:
    if natural(value, name) > most:
        raise InvalidValueError(name, f"must be at most {most}", value)
    return value


@frozen(field_transformer=checked)
class Prolongation:
    """A right to go on for some months, so many times (forlængelsesoption).

    >>> f"{Prolongation(12, 2)}"
    '2 × 12 months'
    """

    months: int = field(converter=_months)
    times: int = field(default=1, converter=_times)

    def __str__(self) -> str:
        return f"{self.times} × {self.months} months"


@frozen(field_transformer=checked)
class ContractTerms:
    """What a contract says of its own length (kontraktvilkår).

    `supplier` is who delivers by it, a party or anybody else. It `runs_months` (løbetid), with a
    status after `status_months`; `notice_months` is how long before it ends notice must be given
    (opsigelsesvarsel). Each is None where the paper does not say.

    >>> terms = ContractTerms("DEFACTUM", notice_months=6, prolongations=(Prolongation(12, 2),))
    >>> terms.notice_by(dt.date(2024, 12, 31)), terms.longest(dt.date(2024, 12, 31))
    (datetime.date(2024, 6, 30), datetime.date(2026, 12, 31))
    >>> terms = ContractTerms("DEFACTUM", runs_months=36, status_months=24)
    >>> terms.ends(dt.date(2022, 1, 1)), terms.status_from(dt.date(2022, 1, 1))
    (datetime.date(2024, 12, 31), datetime.date(2024, 1, 1))
    """

    supplier: str = field(default="", validator=is_plain_or_empty)
    runs_months: int | None = field(default=None, converter=_runs_months, kw_only=True)
    status_months: int | None = field(default=None, converter=_status_months, kw_only=True)
    notice_months: int | None = field(default=None, converter=_notice_months, kw_only=True)
    prolongations: tuple[Prolongation, ...] = field(default=(), kw_only=True)

    def ends(self, begins: dt.date) -> dt.date | None:
        """The last day of one that begins on a day."""
        return None if self.runs_months is None else _day_before(_after(begins, self.runs_months))

    def status_from(self, begins: dt.date) -> dt.date | None:
        """The day from which a status is due of one that begins on a day."""
        return None if self.status_months is None else _after(begins, self.status_months)

    def notice_by(self, ends: dt.date) -> dt.date | None:
        """The last day on which notice can be given for an end on a day."""
        return None if self.notice_months is None else _moved(ends, -self.notice_months)

    def longest(self, ends: dt.date) -> dt.date:
        """The last day, for one that ends on a day, if every prolongation is used."""
        return _moved(ends, sum(each.months * each.times for each in self.prolongations))


def _after(first: dt.date, months: int) -> dt.date:
    """The first day after so many months from a first day; at most the last of the calendar."""
    from dateutil.relativedelta import relativedelta

    try:
        return first + relativedelta(months=months)
    except (ValueError, OverflowError):
        return dt.date.max


def _day_before(on: dt.date) -> dt.date:
    return on if on == dt.date.max else on - dt.timedelta(days=1)


def _moved(last: dt.date, months: int) -> dt.date:
    """A last day moved by months: the end of a month stays one, and the calendar has its ends.

    Six months before 31 December, and after it, is the 30th of June.
    """
    from dateutil.relativedelta import relativedelta

    ends_month = last.day == monthrange(last.year, last.month)[1]
    try:
        return last + relativedelta(months=months, day=31 if ends_month else None)
    except (ValueError, OverflowError):
        return dt.date.max if months > 0 else dt.date.min
