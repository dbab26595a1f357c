"""What a body or a person may decide alone (mandat, bemyndigelse, råderet), and what it has used.

A mandate bounds what one request may cost, what all of a period may cost together, or both; what
goes beyond is another's to decide. Each type holds what a paper says, however odd: a limit above
its pool, a mandate within itself, an escalation to nobody.
"""

from __future__ import annotations

import datetime as dt
import enum

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import natural
from sundgov.governance.fields import day_on, time_since, time_until
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.references import is_id, is_reference
from sundgov.kinds import checked
from sundgov.money import Amount
from sundgov.periods import CalendarPeriod, HalfYear, Month, Quarter, Year, period
from sundgov.printing import spaced
from sundgov.text import is_plain, is_plain_or_empty, plain

MOST_MONTHS, MOST_DAYS = 120, 366


class PoolPeriod(enum.Enum):
    """How often a pool is filled, or a report given: each year, half-year … or once for all time.

    In Danish: årligt, halvårligt, kvartalsvis, månedligt, én gang. Years are calendar years.
    """

    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    ONCE = "once"

    def containing(self, on: dt.date) -> CalendarPeriod | None:
        """The period of this kind that a day lies in; None where there is one for all time.

        >>> PoolPeriod.HALF_YEAR.containing(dt.date(2024, 7, 1))
        HalfYear(year=2024, half=2)
        """
        kind = _KINDS.get(self)
        return None if kind is None else kind.containing(on)


_KINDS: dict[PoolPeriod, type[CalendarPeriod]] = {
    PoolPeriod.YEAR: Year,
    PoolPeriod.HALF_YEAR: HalfYear,
    PoolPeriod.QUARTER: Quarter,
    PoolPeriod.MONTH: Month,
}


class EscalatesOn(enum.Enum):
    """What takes a decision from the holder of a mandate and sends it up.

    An amount beyond the limit or the pool (beløb), disagreement in the body (uenighed), or a matter
    or a day that the mandate does not cover (uden for mandatet).
    """

    AMOUNT = "amount"
    DISAGREEMENT = "disagreement"
    SCOPE = "scope"


class Consensus(enum.Enum):
    """Whether those who decide agree (enighed, uenighed)."""

    AGREED = "agreed"
    DISAGREED = "disagreed"


def _months(value: int) -> int:
    return _few(value, "months", MOST_MONTHS)


def _days(value: int) -> int:
    return _few(value, "days", MOST_DAYS)


def _few(value: int, name: str, most: int) -> int:
    if natural(value, name) > most:
        raise InvalidValueError(name, f"must be at most {most}", value)
    return value


@frozen(field_transformer=checked)
class Reporting:
    """A duty to report (orienteringspligt): to which body, how often, and how soon.

    `every` is None where it is to be done as things happen (løbende). The report of a period is due
    `months` and `days` after its last day: two months after the year is the end of February.
    """

    to: str = field(validator=is_id)
    every: PoolPeriod | None = None
    months: int = field(default=0, converter=_months, kw_only=True)
    days: int = field(default=0, converter=_days, kw_only=True)

    def due_after(self, last_day: dt.date) -> dt.date:
        """The last day for a report of what ended on a day; at most the last of the calendar.

        >>> Reporting("styregruppe", PoolPeriod.YEAR, months=2).due_after(dt.date(2023, 12, 31))
        datetime.date(2024, 2, 29)
        """
        from dateutil.relativedelta import relativedelta

        try:
            return last_day + relativedelta(months=self.months, days=self.days)
        except (ValueError, OverflowError):
            return dt.date.max


def _period(value: CalendarPeriod | str | None) -> CalendarPeriod | None:
    return period(value) if isinstance(value, str) else value


@frozen(field_transformer=checked)
class Report:
    """A report given of a mandate (orientering): when, of which period, at which meeting or item.

    One that names no period tells of everything until its day.

    >>> Report("raaderet", "2024-02-01", "2023", at="kpro-2024-02-01-4").period
    Year(year=2023)
    """

    mandate: str = field(validator=is_id)
    on: dt.date = field(converter=day_on)
    period: CalendarPeriod | None = field(default=None, converter=_period)
    at: str = field(default="", validator=is_reference, kw_only=True)


@frozen(field_transformer=checked)
class Mandate:
    """What a holder, a body or a person, may decide alone (bemyndigelse, råderet).

    `scope` says what it is for, `topics` the words or codes of what it covers, none meaning all.
    `limit` is the most that one request may cost, `pool` the most that those of one `period` may
    cost together. It was given by the decision `granted_by`, and is a part of the mandate `within`
    if it was handed down. What the holder may not decide goes to `escalates_to` for the grounds in
    `escalates_on`: for others, nobody has said where. `principles` are what the holder decides by.

    Both ends may be imprecise, and `until` is the last day. A start without a latest day ("fra
    2024") is taken at its earliest, an end without an earliest ("indtil 1. juni 2020") at its
    latest. Raises `InvalidValueError` for an amount below zero, or an end before its start.

    >>> from sundgov import kr
    >>> group = Mandate("raaderet", "brugergruppe", "Udviklingspuljen", pool=kr("500.000 kr."),
    ...                 escalates_to="styregruppe", since="2024-01-01")
    >>> group.may_hold_on(dt.date(2023, 12, 31)), group.surely_holds_on(dt.date(2024, 1, 1))
    (False, True)
    """

    id: str = field(validator=is_id)
    holder: str = field(validator=is_plain)
    scope: str = field(validator=is_plain)
    limit: Amount | None = field(default=None, kw_only=True)
    pool: Amount | None = field(default=None, kw_only=True)
    period: PoolPeriod = field(default=PoolPeriod.YEAR, kw_only=True)
    granted_by: str = field(default="", validator=is_reference, kw_only=True)
    within: str = field(default="", validator=is_reference, kw_only=True)
    escalates_to: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    escalates_on: tuple[EscalatesOn, ...] = field(
        default=(EscalatesOn.AMOUNT, EscalatesOn.DISAGREEMENT), kw_only=True
    )
    reporting: Reporting | None = field(default=None, kw_only=True)
    since: PlannedTime | None = field(default=None, converter=time_since, kw_only=True)
    until: PlannedTime | None = field(default=None, converter=time_until, kw_only=True)
    topics: tuple[str, ...] = field(default=(), kw_only=True)
    principles: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _not_below_zero(self.limit, "limit")
        _not_below_zero(self.pool, "pool")
        for topic in self.topics:
            plain(topic, "topics")
        if self.since and self.until and self.until.surely_before(self.since):
            raise InvalidValueError(
                "until", "must not lie before since", self.until.wording, self.since.wording
            )

    @property
    def surely_begun(self) -> dt.date | None:
        """The first day on which it is surely in force, where a start is stated."""
        return (self.since.latest or self.since.earliest) if self.since else None

    @property
    def surely_lasting(self) -> dt.date | None:
        """The last day on which it is surely in force, where an end is stated."""
        return (self.until.earliest or self.until.latest) if self.until else None

    def may_hold_on(self, on: dt.date) -> bool:
        """Whether it may be in force on a day, as far as its dates are known."""
        first = self.since.earliest if self.since else None
        last = self.until.latest if self.until else None
        return (first is None or first <= on) and (last is None or on <= last)

    def surely_holds_on(self, on: dt.date) -> bool:
        """Whether it is in force on a day, whichever days its imprecise ends turn out to be."""
        first, last = self.surely_begun, self.surely_lasting
        begun = self.since is None or (first is not None and first <= on)
        return begun and (self.until is None or (last is not None and on <= last))

    def covers(self, topic: str) -> bool:
        """Whether it is about a topic, in capitals or not; a topic not named is taken to be.

        >>> both = Mandate("m", "aj", "Indkøb", topics=("Udstyr", "licenser"))
        >>> both.covers("udstyr"), both.covers("rejser"), both.covers("")
        (True, False, True)
        """
        known = {each.casefold() for each in self.topics}
        return not topic or not known or topic.casefold() in known


def _not_below_zero(amount: Amount | None, name: str) -> None:
    if amount is not None and amount.ore < 0:
        raise InvalidValueError(name, "must not be below zero", spaced(str(amount)))


@frozen(field_transformer=checked)
class PoolUse:
    """What a holder took from the pool of its mandate (træk på puljen), counted on the day `on`.

    `decision` is the one that took it, `text` what it is for. Money given back is below zero: what
    was recorded stands, and a correction is a use of its own.

    >>> from sundgov import kr
    >>> PoolUse("traek-1", "raaderet", kr(0), "2024-03-01")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: amount: a use takes something or gives it back \
(got '0,00 kr.')
    """

    id: str = field(validator=is_id)
    mandate: str = field(validator=is_id)
    amount: Amount
    on: dt.date = field(converter=day_on)
    decision: str = field(default="", validator=is_reference, kw_only=True)
    text: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.amount:
            rule = "a use takes something or gives it back"
            raise InvalidValueError("amount", rule, spaced(str(self.amount)))


@frozen(field_transformer=checked)
class Request:
    """What a body or person wants to decide on a day, and what it costs (anmodning, ønske).

    A decision that costs nothing asks for zero. `topic` is a word or code as mandates have them.

    >>> from sundgov import kr
    >>> Request("brugergruppe", kr(-1), "2024-03-01")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: amount: must not be below zero (got '-1,00 kr.')
    """

    holder: str = field(validator=is_plain)
    amount: Amount
    on: dt.date = field(converter=day_on)
    topic: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    consensus: Consensus = field(default=Consensus.AGREED, kw_only=True)
    text: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _not_below_zero(self.amount, "amount")
