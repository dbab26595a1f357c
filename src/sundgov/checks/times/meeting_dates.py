"""On which days bodies meet, against what they say of it and how long they last (mødeplan)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.bodies import BodyChange, BodyEvent
from sundgov.governance.schedules import Frequency, MeetingPlan
from sundgov.periods import CalendarPeriod
from sundgov.record import Record

_JULY = 7
_DAYS = {
    Frequency.MONTHLY: 30,
    Frequency.QUARTERLY: 91,
    Frequency.HALF_YEARLY: 182,
    Frequency.YEARLY: 365,
}


@check("meetings-uneven", Severity.NOTE)
def meetings_uneven(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A plan that says how often a body meets, with dates that do not come so often.

    A meeting on 1 July may be that of the second quarter, if it comes about three months after the
    one before it.
    """
    for plan in record.meeting_plans:
        for period, number in plan.uneven():
            if plan.every is None or _summer(plan.every, period, number):
                continue
            if _is_apart(plan, plan.every, period):
                way = "out of" if number else "into"
                yield Spot(
                    place(plan.body, "meeting plan"),
                    f"the plan says {plan.every.value}, and {period} has {number or 'no'}"
                    f" meeting{'s' if number else ''}",
                    f"Move a meeting {way} {period}, or leave out how often.",
                )


def _is_apart(plan: MeetingPlan, every: Frequency, period: CalendarPeriod) -> bool:
    """Whether the meetings around or within a period come twice as close, or half as far again."""
    within = [on for on in plan.dates if on in period]
    around = [
        max((on for on in plan.dates if on < period.first_day), default=None),
        min((on for on in plan.dates if on > period.last_day), default=None),
    ]
    ends = pairwise(within or [on for on in around if on is not None])
    gaps = [2 * (last - first).days for first, last in ends]
    return any(not _DAYS[every] <= gap <= 3 * _DAYS[every] for gap in gaps)


def _summer(every: Frequency, period: CalendarPeriod, number: int) -> bool:
    """Whether it is the July in which a body that meets monthly does not meet."""
    july = period.first_day.month == _JULY
    return every is Frequency.MONTHLY and july and not number


@check("meeting-outside-body-life", Severity.ERROR)
def meeting_outside_body_life(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting before its body can have been opened, or on a day after it surely ended."""
    for meeting in meetings(record):
        body = record.register.body(meeting.body)
        for event in body.events if body else ():
            if not _excludes(event, meeting.on):
                continue
            other = " or ".join(event.into) or "another body"
            yield Spot(
                meeting.id,
                f"it is on {meeting.on}, and {meeting.body} was {event.change.value} {event.time}",
                f"Correct the day, or write it as a meeting of {other}.",
            )


def _excludes(event: BodyEvent, on: dt.date) -> bool:
    """Whether a body cannot meet on a day for what happened to it; it may end at a meeting."""
    if event.time is None:
        return False
    if event.change.ends:
        return event.time.surely_past(on)
    return event.change is BodyChange.OPENED and event.time.surely_after(on)


DATES: tuple[Check, ...] = (meetings_uneven, meeting_outside_body_life)
"""The checks of meeting days."""
