"""Actions: who does them, by when, and what became of them (opfølgningspunkter)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.actions.action_dues import DUES
from sundgov.checks.checking import Check, Spot, check
from sundgov.checks.walks.actors import Actors
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.dated_events import day_of
from sundgov.record import Record


@check("action-without-owner", Severity.WARNING)
def action_without_owner(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open action that nobody is to do."""
    for standing in record.open_actions(on):
        if not standing.owner:
            yield Spot(
                f"action {standing.action.id}",
                "it is open, and nobody is to do it",
                "Write its owner: a person or a body.",
                standing.action.text,
            )


@check("unknown-owner", Severity.ERROR)
def unknown_owner(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An action owned by what is nearly the id of a person or body, and not quite."""
    actors = Actors(record)
    for action in record.actions:
        owners = (action.owner, *(event.owner for event in action.history))
        for owner in dict.fromkeys(owners):
            meant = actors.meant(owner)
            if meant:
                yield Spot(
                    f"action {action.id}",
                    f"it is owned by {owner}, and the record has no such person or body",
                    f"Write {meant!r} if that is meant.",
                    owner,
                )


@check("event-before-made", Severity.ERROR)
def event_before_made(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An action that was done, or changed, before it was made."""
    calendar = record.register.calendar
    for action in record.actions:
        made = action.made(calendar)
        for event in action.history:
            day = day_of(event, calendar.days)
            if made is not None and day is not None and day < made:
                told = event.state.value if event.state else "changed"
                yield Spot(
                    f"action {action.id}",
                    f"it was {told} on {day}, and was made on {made}",
                    "Write the days that are meant.",
                    action.text,
                )


@check("closed-without-date", Severity.WARNING)
def closed_without_date(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An action that was done or dropped, nobody knows when: it stays open on every day."""
    for action in record.actions:
        for event in action.history:
            closed = event.state is not None and not event.state.is_open
            if closed and event.on is None and not event.meeting:
                assert event.state is not None
                yield Spot(
                    f"action {action.id}",
                    f"it was {event.state.value}, and neither a day nor a meeting is given",
                    "Write on which day, or at which meeting.",
                    action.text,
                )


ACTIONS: tuple[Check, ...] = (
    action_without_owner,
    unknown_owner,
    *DUES,
    event_before_made,
    closed_without_date,
)
"""The checks of actions."""
