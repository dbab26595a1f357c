"""Whether a meeting was held, and where one that was moved has gone (mødets status)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Grade, Spot, check, place
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.meetings import MeetingState
from sundgov.record import Record


@check("held-in-the-future", Severity.ERROR)
def held_in_the_future(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting that is said to have been held, and whose day is still to come."""
    for meeting in record.meetings:
        if meeting.state is MeetingState.HELD and meeting.on > on:
            yield Spot(
                place(meeting.id),
                f"it is said to have been held, and its day is {meeting.on}, after {on}",
                "Write that it is called until it has been held, correct its day, or read the"
                " record on a later one.",
            )


@check("moved-to-nowhere", Severity.WARNING, Grade.STRICT)
def moved_to_nowhere(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting that was moved, and nobody knows to when."""
    for meeting in record.meetings:
        if meeting.state is MeetingState.MOVED and not meeting.moved_to:
            following = record.register.calendar.next_of(meeting.body, meeting.on)
            named = f"moved_to = {following.id!r}" if following else "moved_to"
            yield Spot(
                place(meeting.id),
                f"it was moved from {meeting.on}, and no meeting takes its place",
                f"Write {named} once the new day is known.",
            )


MEETING_STATES: tuple[Check, ...] = (held_in_the_future, moved_to_nowhere)
"""The checks of how far a meeting has come."""
