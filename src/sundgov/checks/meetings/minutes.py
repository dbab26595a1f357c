"""Minutes against the agenda, and on their way to be final (referat)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from sundgov.checks.checking import Check, Grade, Spot, check, place
from sundgov.checks.walks.meeting_walk import at_item, meetings, title_words, write_instead
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import Access, AgendaItem
from sundgov.governance.dated_events import MeetingDays, day_of
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.governance.minutes import Minutes, MinutesEntry, MinutesState
from sundgov.record import Record

LONG = 30
"""After so many days a meeting that was held is expected to have minutes."""


def _minuted(record: Record) -> Iterator[tuple[Meeting, Minutes]]:
    return ((one, one.minutes) for one in meetings(record) if one.minutes is not None)


@check("item-not-minuted", Severity.WARNING)
def item_not_minuted(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item that was put forward for something, and that the minutes pass over."""
    for meeting, minutes in _minuted(record):
        told = {entry.item for entry in minutes.entries if entry.item}
        if not told:
            continue  # nothing says which of the minutes are of which item
        parents = {placed.id: placed.parent for placed in meeting.items}
        told |= {above for item in told for above in _above(item, parents)}
        for placed in meeting.items:
            below = not told.isdisjoint(_above(placed.id, parents))
            if placed.id not in told and not below and _expected(placed.item):
                yield Spot(
                    at_item(meeting, placed.id),
                    "it is on the agenda and not in the minutes",
                    "Write what became of it, be it that it was postponed.",
                    placed.item.named,
                )


def _expected(item: AgendaItem) -> bool:
    """Whether minutes are expected: not of any other business, nor of what is kept apart."""
    return item.access is Access.OPEN and bool(item.kinds or item.recommendation)


def _above(item: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The ids of the items that an item lies under."""
    while item := parents.get(item, ""):
        yield item


@check("minutes-of-unknown-item", Severity.ERROR)
def minutes_of_unknown_item(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Minutes of an item that is not on the agenda."""
    for meeting, minutes in _minuted(record):
        held = {placed.id: placed.item.title for placed in meeting.items}
        for entry in minutes.entries:
            if meeting.agenda is not None and entry.item and entry.item not in held:
                yield Spot(
                    place(meeting.id, f"minutes of item {entry.item}"),
                    f"the agenda has no item {entry.item}",
                    _which_item(entry, held),
                    entry.title,
                )


def _which_item(entry: MinutesEntry, held: Mapping[str, str]) -> str:
    for item, title in held.items():
        if title_words(title) == title_words(entry.title):
            return f"Write {item!r}, the item of that title."
    return write_instead(entry.item, held, "Leave the item out, if it came up at the meeting.")


@check("decision-of-no-item", Severity.WARNING)
def decision_of_no_item(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision in the minutes that is of no item, and has no title either."""
    for meeting, minutes in _minuted(record):
        told = {entry.item for entry in minutes.entries}
        left = [placed.id for placed in meeting.items if placed.id not in told]
        for taken in meeting.decisions():
            if not taken.item and not taken.title:
                yield Spot(
                    place(meeting.id, "minutes", f"entry {taken.order}"),
                    "it settles something, and says neither of which item nor under which title",
                    f"Write item = {left[0]!r} if that is meant, else a title."
                    if len(left) == 1
                    else "Write its item, or a title if it came up at the meeting.",
                    taken.decision.text,
                )


@check("minutes-before-meeting", Severity.ERROR)
def minutes_before_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Minutes that were sent, objected to or approved before the meeting was held."""
    days = record.register.calendar.days
    for meeting, minutes in _minuted(record):
        for state, day in _steps(minutes, days):
            if state is not MinutesState.DRAFT and day < meeting.on:
                yield Spot(
                    place(meeting.id, "minutes"),
                    f"they were {state.value} on {day}, before the meeting on {meeting.on}",
                    f"Write the day on which they were {state.value}.",
                )


@check("minutes-approved-before-sent", Severity.ERROR)
def minutes_approved_before_sent(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Minutes that were approved before they were first sent; not those approved at the meeting."""
    days = record.register.calendar.days
    for meeting, minutes in _minuted(record):
        steps = _steps(minutes, days)
        sent = [day for state, day in steps if state is MinutesState.SENT]
        over = meeting.last_day or meeting.on
        approved = [day for state, day in steps if state is MinutesState.APPROVED and day > over]
        if sent and approved and min(approved) < min(sent):
            yield Spot(
                place(meeting.id, "minutes"),
                f"they were approved on {min(approved)} and first sent on {min(sent)}",
                "Write the days on which they were sent and approved.",
            )


@check("minutes-never-approved", Severity.WARNING, Grade.STRICT)
def minutes_never_approved(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Minutes on their way that nobody has approved, though the body has met again."""
    days = record.register.calendar.days
    for meeting, minutes in _minuted(record):
        since = _held_since(record, meeting, on) if minutes.history else []
        if since and not _approved(minutes, days, on) and not _dealt_with(minutes, since, on):
            state = minutes.state_on(on, days).value
            how = "are a draft" if state == "draft" else f"were {state}"
            yield Spot(
                place(meeting.id, "minutes"),
                f"they {how} and were not approved, and the body met again on {since[0].on}",
                "Have them approved at the next meeting, or write when they were.",
            )


def _approved(minutes: Minutes, days: MeetingDays, on: dt.date) -> bool:
    """Whether they may have been approved by a day; an approval nobody has dated counts."""
    told = (event for event in minutes.history if event.state is MinutesState.APPROVED)
    by_then = any((day_of(event, days) or on) <= on for event in told)
    return by_then or minutes.state_on(on, days) is MinutesState.APPROVED


def _dealt_with(minutes: Minutes, since: Iterable[Meeting], on: dt.date) -> bool:
    """Whether a later meeting had minutes on its agenda, or there is time to object to them yet."""
    titles = (placed.item.title.casefold() for one in since for placed in one.items)
    running = minutes.objections_due is not None and minutes.objections_due >= on
    return running or any("referat" in title for title in titles)


def _held_since(record: Record, meeting: Meeting, on: dt.date) -> list[Meeting]:
    """The meetings of the body that were held after another one, and by a day."""
    later = (one for one in record.register.meetings_of(meeting.body) if one.on > meeting.on)
    return [one for one in later if one.on <= on and one.state is MeetingState.HELD]


@check("minutes-missing", Severity.WARNING, Grade.STRICT)
def minutes_missing(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting held long ago that has no minutes, as other meetings of the body have."""
    bodies = {meeting.body for meeting, _ in _minuted(record)}
    for meeting in meetings(record):
        days = (on - meeting.on).days
        if meeting.state is not MeetingState.HELD or meeting.minutes or days <= LONG:
            continue
        if meeting.body in bodies:
            yield Spot(
                place(meeting.id),
                f"it was held {days} days ago and has no minutes, as other meetings of"
                f" {meeting.body} have",
                "Write its minutes.",
            )


def _steps(minutes: Minutes, days: MeetingDays) -> Iterable[tuple[MinutesState, dt.date]]:
    """The steps of minutes whose day is known."""
    told = ((event.state, day_of(event, days)) for event in minutes.history)
    return [(state, day) for state, day in told if day is not None]


MINUTES: tuple[Check, ...] = (
    item_not_minuted,
    minutes_of_unknown_item,
    decision_of_no_item,
    minutes_before_meeting,
    minutes_approved_before_sent,
    minutes_never_approved,
    minutes_missing,
)
"""The checks of minutes."""
