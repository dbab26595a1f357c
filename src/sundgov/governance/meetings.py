"""A meeting: when and where, who was there, what it was called to and what it held (møde)."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.governance.agendas import Agenda, PlacedItem
from sundgov.governance.bodies import Role
from sundgov.governance.decisions import TakenDecision
from sundgov.governance.fields import day_on, day_or_none_last_day
from sundgov.governance.minutes import Minutes, MinutesEntry
from sundgov.governance.notice import NoticeRule
from sundgov.governance.references import are_references, is_id, is_reference
from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


class MeetingState(enum.Enum):
    """How far a meeting has come (indkaldt, afholdt, aflyst, flyttet)."""

    CALLED = "called"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Venue(enum.Enum):
    """How people meet: in one place (fysisk), online (virtuelt), or both."""

    IN_PERSON = "in person"
    ONLINE = "online"
    BOTH = "both"


class Presence(enum.Enum):
    """Whether somebody was there: present (deltog), absent (fraværende), or sent apologies (afbud).

    Absent and apologies are two things: only the second gave notice.
    """

    PRESENT = "present"
    ABSENT = "absent"
    APOLOGIES = "apologies"


@frozen(field_transformer=checked)
class Attendance:
    """One person at a meeting (fremmøde).

    `person` is an id, or initials as the papers have them. `substitute` is who came instead;
    `items` are the only items the person was there for, none meaning all; `away_from` those the
    person left for (inhabilitet). `role` is in what capacity, where the paper says so: guest,
    observer.
    """

    person: str = field(validator=is_plain)
    presence: Presence = Presence.PRESENT
    substitute: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    items: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    away_from: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    role: Role | None = field(default=None, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def who_came(self, item: str = "") -> str:
        """Who was there, for an item by its id or at all: the person, a substitute, or nobody ("").

        >>> guest = Attendance("kh", items=("1", "2"))
        >>> guest.who_came(), guest.who_came("3")
        ('kh', '')
        >>> Attendance("aj", Presence.APOLOGIES, substitute="bk").who_came("3")
        'bk'
        """
        if item in self.away_from or (item and self.items and item not in self.items):
            return ""
        return self.person if self.presence is Presence.PRESENT else self.substitute


@frozen(field_transformer=checked)
class Meeting:
    """A meeting of a body (møde).

    Times are local to Denmark; the end may be unknown. `chair` and `minute_taker` are those of this
    meeting (mødeleder, referent). `agenda` is what it was called to and `minutes` what it held:
    neither alters the other. `moved_to` is the meeting that takes its place, `links` other meetings
    it goes with.

    >>> meeting = Meeting("kpro-2023-12-08", "kpro-styregruppe", "2023-12-08",
    ...                   starts=dt.time(8, 30), ends=dt.time(9, 30))
    >>> meeting.minutes_long
    60
    """

    id: str = field(validator=is_id)
    body: str = field(validator=is_id)
    on: dt.date = field(converter=day_on)
    number: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    title: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    last_day: dt.date | None = field(
        default=None,
        converter=day_or_none_last_day,
        kw_only=True,
    )
    starts: dt.time | None = field(default=None, kw_only=True)
    ends: dt.time | None = field(default=None, kw_only=True)
    place: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    venue: Venue = field(default=Venue.IN_PERSON, kw_only=True)
    state: MeetingState = field(default=MeetingState.CALLED, kw_only=True)
    moved_to: str = field(default="", validator=is_reference, kw_only=True)
    chair: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    minute_taker: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    notice: NoticeRule | None = field(default=None, kw_only=True)
    attendance: tuple[Attendance, ...] = field(default=(), kw_only=True)
    agenda: Agenda | None = field(default=None, kw_only=True)
    minutes: Minutes | None = field(default=None, kw_only=True)
    links: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.on:
            raise InvalidValueError(
                "last_day", "must not lie before the first", f"{self.last_day}", f"{self.on}"
            )
        same_day = self.last_day in (None, self.on)
        if same_day and self.starts and self.ends and self.ends < self.starts:
            raise InvalidValueError(
                "ends", "must not lie before starts", f"{self.ends:%H:%M}", f"{self.starts:%H:%M}"
            )

    @property
    def minutes_long(self) -> int | None:
        """How long it is planned to last, in whole minutes; None where that is not known."""
        if self.starts is None or self.ends is None or self.last_day not in (None, self.on):
            return None
        start, end = (time.hour * 60 + time.minute for time in (self.starts, self.ends))
        return end - start

    @property
    def items(self) -> tuple[PlacedItem, ...]:
        """Every item of the agenda in its place."""
        return self.agenda.placed if self.agenda else ()

    def item_id(self, item: str) -> str:
        """The id of an item outside its meeting.

        >>> Meeting("kpro-2023-12-08", "kpro", "2023-12-08").item_id("3")
        'kpro-2023-12-08-3'
        """
        return f"{self.id}-{item}"

    def entry(self, item: str) -> MinutesEntry | None:
        """What the minutes say of an item, or None."""
        return self.minutes.entry(item) if self.minutes else None

    def decisions(self) -> tuple[TakenDecision, ...]:
        """What the meeting settled, in the order in which it took the items.

        A decision without an id of its own has that of its item.
        """
        entries = self.minutes.entries if self.minutes else ()
        titles = {placed.id: placed.item.title for placed in self.items}
        return tuple(
            TakenDecision(
                entry.decision,
                entry.decision.id or self.item_id(entry.item or f"x{order}"),
                self.body,
                self.on,
                meeting=self.id,
                item=entry.item,
                title=titles.get(entry.item, entry.title),
                order=order,
                starts=self.starts,
            )
            for order, entry in enumerate(entries, 1)
            if entry.decision is not None
        )
