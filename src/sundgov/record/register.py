"""Finding things in a record by their ids: every index is made once, when first asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from attrs import frozen

from sundgov.errors import NotHeldError
from sundgov.governance.agendas import PlacedItem
from sundgov.governance.bodies import Body, Person, Seat
from sundgov.governance.decisions import TakenDecision
from sundgov.governance.in_force import StandingDecision, in_force
from sundgov.governance.meeting_days import MeetingCalendar, MeetingDay
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.governance.minutes import MinutesEntry
from sundgov.kinds import must_be

if TYPE_CHECKING:
    from sundgov.record.records import Record

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@frozen
class ItemAt:
    """An agenda item where it stands: its meeting, its place, and what the minutes say of it."""

    meeting: Meeting
    placed: PlacedItem

    @property
    def id(self) -> str:
        """The id of the item outside its meeting."""
        return self.meeting.item_id(self.placed.id)

    @property
    def entry(self) -> MinutesEntry | None:
        """What the minutes say of it, or None."""
        return self.meeting.entry(self.placed.id)


class Register:
    """What a record's ids stand for; None, or nothing, where they lead nowhere.

    People are found by id, or by the initials or the full name that the papers use.
    """

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def _people(self) -> Mapping[str, tuple[Person, ...]]:
        return _grouped(
            (named, person)
            for person in self._record.people
            for named in dict.fromkeys((person.id, person.initials, person.name))
            if named
        )

    @cached_property
    def _bodies(self) -> Mapping[str, Body]:
        return {body.id: body for body in self._record.bodies}

    @cached_property
    def _meetings(self) -> Mapping[str, Meeting]:
        return {meeting.id: meeting for meeting in self._record.meetings}

    @cached_property
    def _items(self) -> Mapping[str, ItemAt]:
        return {
            meeting.item_id(placed.id): ItemAt(meeting, placed)
            for meeting in self._record.meetings
            for placed in meeting.items
        }

    @cached_property
    def decisions(self) -> tuple[TakenDecision, ...]:
        """Every decision, at meetings and outside them, oldest first."""
        taken = [one for meeting in self._record.meetings for one in meeting.decisions()]
        taken += [
            TakenDecision(
                one.decision,
                one.decision.id or f"{one.body}-{one.time.latest}",
                one.body,
                one.time,
                source=one.source,
            )
            for one in self._record.decisions
        ]
        return tuple(sorted(taken, key=lambda one: one.sequence))

    @cached_property
    def _decisions(self) -> Mapping[str, TakenDecision]:
        return {one.id: one for one in reversed(self.decisions)}

    @cached_property
    def calendar(self) -> MeetingCalendar:
        """The days of the meetings that were not cancelled or moved away."""
        return MeetingCalendar(
            MeetingDay(meeting.id, meeting.body, meeting.on)
            for meeting in self._record.meetings
            if meeting.state not in (MeetingState.CANCELLED, MeetingState.MOVED)
        )

    @cached_property
    def _meetings_of(self) -> Mapping[str, tuple[Meeting, ...]]:
        ordered = sorted(self._record.meetings, key=lambda one: (one.on, one.id))
        return _grouped((meeting.body, meeting) for meeting in ordered)

    @cached_property
    def _seats_of(self) -> Mapping[str, tuple[Seat, ...]]:
        return _grouped((seat.body, seat) for seat in self._record.seats)

    def people(self, named: str) -> tuple[Person, ...]:
        """Everybody whom an id, initials or a name may mean."""
        return self._people.get(named, ())

    def person(self, named: str, meeting: Meeting | None = None) -> Person | None:
        """The one person whom an id, initials or a name mean, among those at a meeting if given.

        None where nobody answers, or several do and the meeting does not tell which.
        """
        found = self.people(named)
        if len(found) > 1 and meeting is not None:
            there = {one.person for one in meeting.attendance}
            seats = self._seats_of.get(meeting.body, ())
            seated = {seat.person for seat in seats if seat.may_hold_on(meeting.on)}
            found = tuple(one for one in found if one.id in there | seated) or found
        return found[0] if len(found) == 1 else None

    def body(self, id: str) -> Body | None:  # noqa: A002
        """The body with an id."""
        return self._bodies.get(id)

    def meeting(self, id: str) -> Meeting | None:  # noqa: A002
        """The meeting with an id."""
        return self._meetings.get(id)

    def item(self, id: str) -> ItemAt | None:  # noqa: A002
        """The agenda item with an id such as `kpro-2023-12-08-3`."""
        return self._items.get(id)

    def item_of(self, decision: TakenDecision) -> ItemAt | None:
        """The agenda item that a decision was taken on; None outside meetings and agendas."""
        held = self.meeting(decision.meeting)
        return self.item(held.item_id(decision.item)) if held else None

    def decision(self, id: str) -> TakenDecision | None:  # noqa: A002
        """The decision with an id; the earliest, should several have it."""
        return self._decisions.get(id)

    def meetings_of(self, body: str) -> tuple[Meeting, ...]:
        """A body's meetings, earliest first."""
        return self._meetings_of.get(body, ())

    def seats_of(self, body: str) -> tuple[Seat, ...]:
        """The seats of a body, as the record has them."""
        return self._seats_of.get(body, ())

    def who_was_there(self, meeting: str, item: str = "") -> tuple[str, ...]:
        """Those at a meeting, or there for one item of it, as the paper names them.

        A substitute stands in the place of the one it came for. Without an item, those who were
        there for a part of the meeting count too.

        Raises `NotHeldError` for a meeting that is not held, or an item that its agenda lacks.
        """
        held = held_by_id("meeting", self._record.meetings, meeting)
        items = [placed.id for placed in held.items]
        if item and items and item not in items:
            raise not_held("item", item, items)
        found = (one.who_came(item) for one in held.attendance)
        return tuple(person for person in found if person)

    def in_force(self, on: dt.date) -> tuple[StandingDecision, ...]:
        """The decisions in force on a day."""
        return in_force(self.decisions, on)


class _Named(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """What names it among its kind."""


N = TypeVar("N", bound=_Named)


def held_by_id(what: str, held: Iterable[N], wanted: str) -> N:
    """The one with an id; raises `NotHeldError` with the nearest ids where none has it."""
    by_id = {each.id: each for each in held}
    if wanted not in by_id:
        raise not_held(what, wanted, by_id)
    return by_id[wanted]


def not_held(what: str, wanted: str, ids: Iterable[str]) -> NotHeldError:
    """The refusal of an id that is not held, with the nearest that are."""
    must_be(wanted, what, str)
    near = ", ".join(get_close_matches(wanted, list(ids), n=3, cutoff=0)) or "none"
    return NotHeldError(what, "is not held", wanted, hint=f"Nearest: {near}.")


def _grouped(pairs: Iterable[tuple[K, T]]) -> Mapping[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
