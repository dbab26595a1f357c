"""Targets against the day and against what is read of them (mål, måltal)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.checks.walks.due_words import dated
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.dated_events import day_of
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.governance.target_status import target_status
from sundgov.governance.targets import Target
from sundgov.record import Record


@check("target-missed", Severity.WARNING)
def target_missed(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A target whose time is over, and whose newest reading falls short of it."""
    days = record.register.calendar.days
    for target in record.targets:
        status = target_status(target, on, days)
        if target.due is None or not target.due.surely_past(on):
            continue
        if status.met is False and status.reading is not None:
            value = target.measured(status.reading.value)
            yield Spot(
                f"target {target.id}",
                f"the goal of {target.measured(target.goal)} was due {dated(target.due)}, and the"
                f" newest reading, of {status.read_on}, is {value}",
                "Put a newer reading before the meeting, or have the target decided on anew.",
                target.name,
            )


@check("target-without-reading", Severity.WARNING, Grade.STRICT)
def target_without_reading(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A target under way of which nothing new was read between two meetings of its body."""
    days = record.register.calendar.days
    for target in record.targets:
        read = [day_of(each, days) for each in target.readings]
        for last, this in _two_meetings(record, _body_of(target, record), on):
            new = any(one is None or last.on < one <= this.on for one in read)
            if not new and _under_way(target, record, last.on):
                yield Spot(
                    this.id,
                    f"target {target.id} has no reading since the meeting before, {last.id}",
                    f"State how far it is now with {target.name!r}.",
                    target.name,
                )


def _body_of(target: Target, record: Record) -> str:
    """The body that follows a target: who adopted it, else who steers its project."""
    adopted = record.register.decision(target.adopted_by)
    if adopted is not None:
        return adopted.body
    return next((one.body for one in record.projects if one.id == target.project), "")


def _two_meetings(record: Record, body: str, on: dt.date) -> list[tuple[Meeting, Meeting]]:
    """A body's newest meeting that is held by a day or called to an agenda, and the one before."""
    held = [
        one
        for one in record.register.meetings_of(body)
        if one.state not in (MeetingState.CANCELLED, MeetingState.MOVED)
        and (one.on <= on or one.agenda is not None)
    ]
    return list(pairwise(held))[-1:]


def _under_way(target: Target, record: Record, last: dt.date) -> bool:
    """Whether a target was surely there at a meeting, and neither over nor met then."""
    days = record.register.calendar.days
    adopted = record.register.decision(target.adopted_by)
    then = target_status(target, last, days)
    begun = (target.since, adopted.on if adopted else None, then.read_on)
    over = target.due is not None and target.due.surely_past(last)
    return (
        any(one is not None and one <= last for one in begun) and not over and then.met is not True
    )


TARGETS: tuple[Check, ...] = (target_missed, target_without_reading)
"""The checks of targets."""
