"""What papers of meetings refer to: other meetings, their items, and cases (henvisninger)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.walks.destinations import meetings_named
from sundgov.checks.walks.meeting_walk import at_item, items, write_instead
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.meetings import Meeting
from sundgov.record import Record


@check("unknown-meeting", Severity.ERROR)
def unknown_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting is named, and the record has none of that id, though it has others."""
    known = {meeting.id for meeting in record.meetings}
    for where, what, named in _meetings_named(record) if known else ():
        if named and named not in known:
            yield Spot(
                where,
                f"{what} {named}, and the record has no such meeting",
                write_instead(named, known, "Add the meeting, or leave its id out."),
                named,
            )


def _meetings_named(record: Record) -> Iterator[tuple[str, str, str]]:
    """Every place that names a meeting, what it says of it, and the id that it names."""
    for meeting in record.meetings:
        yield meeting.id, "it was moved to", meeting.moved_to
        yield from ((meeting.id, "it goes with", linked) for linked in meeting.links)
        for event in meeting.minutes.history if meeting.minutes else ():
            yield place(meeting.id, "minutes"), f"they were {event.state.value} at", event.meeting
    for case in record.cases:
        for number, step in enumerate(case.route, 1):
            yield place(f"case {case.id}", f"step {number}"), "it comes before", step.meeting
    yield from meetings_named(record)


@check("unknown-item", Severity.ERROR)
def unknown_item(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An agenda item is named, and the record has none of that id, though it has others."""
    known = [meeting.item_id(placed.id) for meeting in record.meetings for placed in meeting.items]
    for where, what, named in _items_named(record) if known else ():
        if named and record.register.item(named) is None:
            yield Spot(
                where,
                f"{what} {named}, and the record has no such item",
                write_instead(named, known, "Add the item, or leave its id out."),
                named,
            )
    for meeting in record.meetings:
        held = [placed.id for placed in meeting.items]
        for where, what, item in _within(meeting) if held else ():
            if item and item not in held:
                yield Spot(
                    where,
                    f"{what} item {item}, and the agenda has no such item",
                    write_instead(item, held, f"Write one of {', '.join(held)}."),
                    item,
                )


def _within(meeting: Meeting) -> Iterator[tuple[str, str, str]]:
    """Every place that names an item of its own meeting, what it says of it, and the item."""
    for who in meeting.attendance:
        for item in (*who.items, *who.away_from):
            yield place(meeting.id, f"attendance of {who.person}"), "it names", item
    for correction in meeting.minutes.corrections if meeting.minutes else ():
        yield place(meeting.id, "minutes"), "they were corrected in", correction.item


def _items_named(record: Record) -> Iterator[tuple[str, str, str]]:
    for meeting, placed in items(record):
        yield at_item(meeting, placed.id), "it continues", placed.item.continues
    for case in record.cases:
        for number, step in enumerate(case.route, 1):
            yield place(f"case {case.id}", f"step {number}"), "it is item", step.item


@check("continues-later-item", Severity.ERROR)
def continues_later_item(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item that goes on from itself, or from an item of a later meeting."""
    for meeting, placed in items(record):
        earlier = record.register.item(placed.item.continues)
        if earlier is None:
            continue
        itself = earlier.meeting.id == meeting.id and earlier.placed.id == placed.id
        if itself or earlier.meeting.on > meeting.on:
            of_later = f"{earlier.id} of {earlier.meeting.on}, and its own meeting is {meeting.on}"
            yield Spot(
                at_item(meeting, placed.id),
                f"it continues {'itself' if itself else of_later}",
                "Name the item of an earlier meeting that it goes on from.",
                placed.item.named,
            )


@check("unknown-case", Severity.ERROR)
def unknown_case(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item is a step of a case that the record does not have, though it has others."""
    known = [case.id for case in record.cases]
    for meeting, placed in items(record):
        named = placed.item.case
        if named and known and named not in known:
            yield Spot(
                at_item(meeting, placed.id),
                f"it is a step of case {named}, and the record has no such case",
                write_instead(named, known, f"Write one of {', '.join(sorted(known))}."),
                placed.item.named,
            )


MEETING_REFERENCES: tuple[Check, ...] = (
    unknown_meeting,
    unknown_item,
    continues_later_item,
    unknown_case,
)
"""The checks of what the papers of meetings refer to."""
