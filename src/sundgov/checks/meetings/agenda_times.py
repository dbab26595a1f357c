"""The time that a meeting has against the time that its items are given (tidsplan)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.checks.walks.meeting_walk import agendas, at_item, items, top
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import Agenda, PlacedItem, Slot, minute_of
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.record import Record


def _clock(time: dt.time) -> str:
    return f"{time:%H.%M}"


def _long(minutes: int) -> str:
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"


def _called(record: Record) -> Iterator[tuple[Meeting, Agenda]]:
    """Those within a day that are still to come.

    Once a meeting was held, its times may be those at which it really began and ended.
    """
    return (pair for pair in _within_a_day(record) if pair[0].state is MeetingState.CALLED)


def _within_a_day(record: Record) -> Iterator[tuple[Meeting, Agenda]]:
    """A slot has no day of its own: where a meeting lasts several, slots say too little."""
    return (
        (meeting, agenda)
        for meeting, agenda in agendas(record)
        if meeting.last_day in (None, meeting.on)
    )


def _in_time(agenda: Agenda) -> list[tuple[Slot, PlacedItem]]:
    """The slots of an agenda's items, earliest first."""
    slots = [(each.item.slot, each) for each in top(agenda) if each.item.slot is not None]
    return sorted(slots, key=lambda pair: (pair[0].starts, pair[0].ends))


@check("slot-outside-meeting", Severity.ERROR)
def slot_outside_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A slot that begins before the meeting, or ends after it."""
    for meeting, agenda in _called(record):
        for placed in agenda.placed:
            slot = placed.item.slot
            if slot is None:
                continue
            if meeting.starts is not None and slot.starts < meeting.starts:
                yield Spot(
                    at_item(meeting, placed.id),
                    f"its slot {slot} begins before the meeting does at {_clock(meeting.starts)}",
                    f"Let it begin at {_clock(meeting.starts)}, or the meeting at"
                    f" {_clock(slot.starts)}.",
                    placed.item.named,
                )
            if meeting.ends is not None and slot.ends > meeting.ends:
                yield Spot(
                    at_item(meeting, placed.id),
                    f"its slot {slot} ends after the meeting does at {_clock(meeting.ends)}",
                    f"Let it end at {_clock(meeting.ends)}, or the meeting at {_clock(slot.ends)}.",
                    placed.item.named,
                )


@check("slots-overlap", Severity.ERROR)
def slots_overlap(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item that begins before another has ended; items with one slot are taken together."""
    for meeting, agenda in _within_a_day(record):
        last: tuple[Slot, PlacedItem] | None = None
        for slot, placed in _in_time(agenda):
            if last and slot != last[0] and slot.starts < min(last[0].ends, slot.ends):
                ends, other = last[0].ends, last[1]
                yield Spot(
                    at_item(meeting, placed.id),
                    f"its slot {slot} begins before item {other.id} ends at {_clock(ends)}",
                    f"Let it begin at {_clock(ends)}, or let item {other.id} end at"
                    f" {_clock(slot.starts)}.",
                    placed.item.named,
                )
            if not last or slot.ends > last[0].ends:
                last = slot, placed


@check("slots-leave-gap", Severity.NOTE, Grade.STRICT)
def slots_leave_gap(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Time of the meeting that no item fills, where every item has its slot."""
    for meeting, agenda in _called(record):
        slots = [slot for slot, _ in _in_time(agenda)]
        if not slots or len(slots) < len(top(agenda)):
            continue
        reached = meeting.starts or slots[0].starts
        end = meeting.ends or slots[-1].ends
        for begins, ends in (*((slot.starts, slot.ends) for slot in slots), (end, end)):
            if begins > reached:
                yield Spot(
                    at_item(meeting, ""),
                    f"no item is planned from {_clock(reached)} to {_clock(begins)}",
                    "Plan it, be it as a break, or move the items together.",
                )
            reached = max(reached, ends)


@check("items-exceed-meeting", Severity.ERROR)
def items_exceed_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Items that together are given more minutes than the meeting has."""
    for meeting, agenda in _called(record):
        given = [
            each.item.minutes
            for each in top(agenda)
            if each.item.slot is None and each.item.minutes
        ]
        taken = sum(given) + _filled(slot for slot, _ in _in_time(agenda))
        has = meeting.minutes_long
        if given and has is not None and taken > has:
            yield Spot(
                at_item(meeting, ""),
                f"its items are given {_long(taken)}, and it lasts {has}",
                f"Shorten items by {_long(taken - has)}, or let the meeting last {taken}.",
            )


def _filled(slots: Iterable[Slot]) -> int:
    """The minutes that slots in the order of time fill; what two have in common counts once."""
    filled = reached = 0
    for slot in slots:
        begins, ends = minute_of(slot.starts), minute_of(slot.ends)
        filled += max(ends - max(begins, reached), 0)
        reached = max(reached, ends)
    return filled


@check("slot-against-minutes", Severity.ERROR)
def slot_against_minutes(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item whose slot is of another length than the minutes that it is given."""
    for meeting, placed in items(record):
        slot, minutes = placed.item.slot, placed.item.minutes
        if slot is not None and minutes is not None and slot.minutes != minutes:
            yield Spot(
                at_item(meeting, placed.id),
                f"its slot {slot} is {_long(slot.minutes)}, and it is given {minutes}",
                f"Give it {_long(slot.minutes)}, or another slot.",
                placed.item.named,
            )


TIMES: tuple[Check, ...] = (
    slot_outside_meeting,
    slots_overlap,
    slots_leave_gap,
    items_exceed_meeting,
    slot_against_minutes,
)
"""The checks of an agenda's time."""
