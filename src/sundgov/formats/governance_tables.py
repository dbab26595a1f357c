"""The tables of bodies, meetings and decisions where they are shaped otherwise than the types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from attrs import fields_dict, frozen

from sundgov.errors import InvalidValueError
from sundgov.finance.terms import KeyTerms
from sundgov.governance.actions import ByMeeting
from sundgov.governance.agendas import Slot
from sundgov.governance.meetings import Attendance, Meeting, Presence
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Per, QualifiedAmount, Qualifier
from sundgov.money import Amount


@frozen
class PlannedTable:
    """A planned time whose wording lacks its year, or cannot be read at all."""

    wording: str
    near: dt.date | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None

    def value(self) -> PlannedTime:
        """The time: read by its wording near a day, or as the bounds say."""
        if self.near is None:
            return PlannedTime(self.wording, self.earliest, self.latest)
        if self.earliest is not None or self.latest is not None:
            raise InvalidValueError("near", "does not go with earliest or latest", f"{self.near}")
        return PlannedTime.read(self.wording, near=self.near)


@frozen
class QualifiedTable:
    """An amount whose wording cannot be read, with what it says."""

    wording: str
    amount: Amount
    qualifier: Qualifier = Qualifier.EXACT
    per: tuple[Per, ...] = ()
    upper: Amount | None = None

    def value(self) -> QualifiedAmount:
        """The amount as the paper states it."""
        return QualifiedAmount(self.wording, self.amount, self.qualifier, self.per, self.upper)


@frozen
class SlotTable:
    """From when to when, by two times."""

    starts: dt.time
    ends: dt.time

    def value(self) -> Slot:
        """The slot."""
        return Slot(self.starts, self.ends)


@frozen
class ShareLineTable:
    """A line of a table of shares, with its cells by the names of parties."""

    label: str
    cells: dict[str, Amount]
    whole: Amount | None = None
    key: KeyTerms | None = None


@frozen(kw_only=True)
class MeetingTable(Meeting):
    """A meeting with those who were there, who were not, and who sent apologies, by name alone."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()

    def meeting(self) -> Meeting:
        """The meeting, with everybody in its attendance."""
        named = {
            Presence.PRESENT: self.present,
            Presence.ABSENT: self.absent,
            Presence.APOLOGIES: self.apologies,
        }
        told = [Attendance(who, how) for how, people in named.items() for who in people]
        make: Callable[..., Meeting] = Meeting
        held = {name: getattr(self, name) for name in fields_dict(Meeting)}
        return make(**{**held, "attendance": (*self.attendance, *told)})


@frozen
class DueTable:
    """By when, as a meeting: a known one, or a body's next."""

    meeting: str = ""
    next_meeting_of: str = ""

    def value(self) -> ByMeeting:
        """The meeting."""
        return ByMeeting(self.meeting, self.next_meeting_of)
