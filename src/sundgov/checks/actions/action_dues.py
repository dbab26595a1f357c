"""By when actions are due: stated, in order, and kept (frister)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.actions import Action, ActionStanding, ByMeeting, Due, due_day
from sundgov.governance.dated_events import day_of
from sundgov.governance.meeting_days import MeetingCalendar
from sundgov.governance.planned_times import PlannedTime
from sundgov.record import Record


@check("action-without-due", Severity.WARNING)
def action_without_due(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open action that is due by no day, meeting or other time."""
    for standing in record.open_actions(on):
        if not standing.dues:
            yield Spot(
                f"action {standing.action.id}",
                "it is open, and nothing says by when it is due",
                "Write its due: a day, a meeting, or the next meeting of a body.",
                standing.action.text,
            )


@check("action-overdue", Severity.WARNING)
def action_overdue(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open action whose last due has passed."""
    for standing in record.open_actions(on):
        if not standing.past_due(on):
            continue
        last = max(day for day in standing.due_days if day is not None)
        due = standing.dues[standing.due_days.index(last)]
        following = _next_meeting(standing.action, record, on)
        where = f" at {following}" if following else ""
        yield Spot(
            f"action {standing.action.id}",
            f"it was due {_worded(due, last)}, and is still open on {on}",
            f"Take it up{where}: write that it is done, or by when it is due instead.",
            standing.action.text,
        )


def _worded(due: Due, last: dt.date) -> str:
    """A due in its own words, with its last day where they are others."""
    words = due.worded("en") if isinstance(due, ByMeeting) else due.wording
    return words if words == f"{last}" else f"{words} ({last})"


def _next_meeting(action: Action, record: Record, on: dt.date) -> str:
    """The next meeting, from a day on, of the body at whose meeting an action was made."""
    calendar = record.register.calendar
    made_at = calendar.by_id.get(action.made_at)
    later = (one for one in calendar.meetings if made_at and one.body == made_at.body)
    return next((one.id for one in later if one.on >= on), "")


@check("due-before-made", Severity.ERROR)
def due_before_made(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An action that was surely due before it was made, or before that due was said."""
    calendar = record.register.calendar
    for action in record.actions:
        for due, stated, how in _dues_told(action, calendar):
            day = due_day(due, stated, calendar)
            if stated is not None and day is not None and day < stated:
                yield Spot(
                    f"action {action.id}",
                    f"it is due {_worded(due, day)}, and {how} on {stated}",
                    "Write the day or the year that is meant.",
                    action.text,
                )


def _dues_told(
    action: Action, calendar: MeetingCalendar
) -> Iterator[tuple[Due, dt.date | None, str]]:
    """Every due of an action, on which day it was told, and how."""
    made = action.made(calendar)
    yield from ((due, made, "it was made") for due in action.dues)
    for event in action.history:
        if event.due is not None:
            yield event.due, day_of(event, calendar.days), "that was told"


@check("dues-disagree", Severity.ERROR)
def dues_disagree(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open action with two dues that cannot be one and the same."""
    for standing in record.open_actions(on):
        for one, other in combinations(_times(standing), 2):
            if one.surely_before(other) or other.surely_before(one):
                yield Spot(
                    f"action {standing.action.id}",
                    f"it is due {one.wording} and {other.wording}",
                    "Write the one that counts.",
                    standing.action.text,
                )


def _times(standing: ActionStanding) -> Iterator[PlannedTime]:
    """The dues of an action as times; a meeting is its day, and one that is not known nothing."""
    for due, last in zip(standing.dues, standing.due_days, strict=True):
        if isinstance(due, PlannedTime):
            yield due
        elif last is not None:
            yield PlannedTime(_worded(due, last), last, last)


@check("no-next-meeting", Severity.NOTE, Grade.STRICT)
def no_next_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open action that is due by the next meeting of a body that has none planned."""
    calendar = record.register.calendar
    for standing in record.open_actions(on):
        counted = standing.history.counted
        told = [day_of(event, calendar.days) for event in counted if event.due is not None]
        stated = told[-1] if told else standing.action.made(calendar)
        for due, last in zip(standing.dues, standing.due_days, strict=True):
            if stated is None or last is not None or not isinstance(due, ByMeeting) or due.meeting:
                continue
            if not _planned_after(due.body, stated, record):
                yield Spot(
                    f"action {standing.action.id}",
                    f"it is due {due.worded('en')}, and the record has none after {stated}",
                    f"Call the next meeting of {due.body}, or write a day.",
                    standing.action.text,
                )


def _planned_after(body: str, after: dt.date, record: Record) -> bool:
    """Whether a plan of a body gives a day after another one; a rule goes on."""
    plans = [plan for plan in record.meeting_plans if plan.body == body]
    return any(plan.rule or any(day > after for day in plan.dates) for plan in plans)


DUES: tuple[Check, ...] = (
    action_without_due,
    action_overdue,
    due_before_made,
    dues_disagree,
    no_next_meeting,
)
"""The checks of dues."""
