"""What follows from meetings names meetings and bodies as well: where it goes, and when it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from sundgov.checks.checking import place
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.checks.walks.outcome_walk import every_outcome
from sundgov.governance.actions import Action, ByMeeting
from sundgov.record import Record

Named: TypeAlias = Iterator[tuple[str, str, str]]
"""Places that name something, what they say of it, and the id that they name."""


def meetings_named(record: Record) -> Named:
    """Every meeting that outcomes go to, actions are due by, and things were told at."""
    for became in every_outcome(record):
        yield became.where, f"it was {became.worded} to", became.outcome.to.meeting
    for meeting in meetings(record):
        for correction in meeting.minutes.corrections if meeting.minutes else ():
            yield place(meeting.id, "minutes"), "they were corrected at", correction.meeting
    for action in record.actions:
        where = f"action {action.id}"
        yield where, "it was made at", action.made_at
        yield from ((where, "it is due by", due.meeting) for due in _dues(action))
        yield from ((where, "it was changed at", event.meeting) for event in action.history)
    yield from _told(record)


def _told(record: Record) -> Named:
    for log in record.risk_logs:
        where = f"risk log {log.id}"
        yield from ((where, "it was listed at", listing.meeting) for listing in log.listings)
        for risk in log.risks:
            at = place(where, f"risk {risk.id}")
            yield at, "it was raised at", risk.raised_at
            yield from ((at, "it was told of at", event.meeting) for event in risk.history)
    for deliverable in record.deliverables:
        where = f"deliverable {deliverable.id}"
        yield from ((where, "it was told of at", told.meeting) for told in deliverable.progress)
    for target in record.targets:
        where = f"target {target.id}"
        yield from ((where, "it was told of at", read.meeting) for read in target.readings)


def bodies_named(record: Record) -> Named:
    """Every body that outcomes go to, actions wait for, and mandates and risks are reported to."""
    for became in every_outcome(record):
        yield became.where, f"it was {became.worded} to", became.outcome.to.body
    for action in record.actions:
        yield from ((f"action {action.id}", "it waits for", due.body) for due in _dues(action))
    for mandate in record.mandates:
        if mandate.reporting is not None:
            yield f"mandate {mandate.id}", "it is reported to", mandate.reporting.to
    for log in record.risk_logs:
        yield f"risk log {log.id}", "it is laid before", log.body


def _dues(action: Action) -> Iterator[ByMeeting]:
    """The dues of an action that are meetings, those that were told later too."""
    told = (*action.dues, *(event.due for event in action.history))
    return (due for due in told if isinstance(due, ByMeeting))
