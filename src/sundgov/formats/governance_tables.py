"""The tables of bodies, meetings and decisions where they are shaped otherwise than the types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar, cast

from attrs import AttrsInstance, fields_dict, frozen

from sundgov.errors import InvalidValueError
from sundgov.finance.terms import KeyTerms
from sundgov.governance.actions import Action, ByMeeting, Due
from sundgov.governance.agendas import Slot
from sundgov.governance.decisions import Change, Decision, Outcome
from sundgov.governance.meetings import Attendance, Meeting, Presence
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Per, QualifiedAmount, Qualifier
from sundgov.money import Amount

T = TypeVar("T")


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

    def value(self) -> Meeting:
        """The meeting, with everybody in its attendance."""
        named = {
            Presence.PRESENT: self.present,
            Presence.ABSENT: self.absent,
            Presence.APOLOGIES: self.apologies,
        }
        told = [Attendance(who, how) for how, people in named.items() for who in people]
        return _extended(self, Meeting, attendance=(*self.attendance, *told))


@frozen
class DueTable:
    """By when, as a meeting: a known one, or a body's next."""

    meeting: str = ""
    next_meeting_of: str = ""

    def value(self) -> ByMeeting:
        """The meeting."""
        return ByMeeting(self.meeting, self.next_meeting_of)


@frozen(kw_only=True)
class ActionTable(Action):
    """An action, whose only due may be written by itself."""

    due: Due | None = None

    def value(self) -> Action:
        """The action with its dues."""
        if self.due is not None and self.dues:
            raise InvalidValueError("due", "does not go with dues")
        return _extended(self, Action, dues=self.dues if self.due is None else (self.due,))


@frozen
class DecisionTable:
    """A decision, whose only outcome may be written by itself."""

    outcomes: tuple[Outcome, ...] = ()
    outcome: Outcome | None = None
    id: str = ""
    text: str = ""
    changes: tuple[Change, ...] = ()
    effective: PlannedTime | None = None
    under: str = ""

    def value(self) -> Decision:
        """The decision with its outcomes."""
        outcomes = self.outcomes
        if self.outcome is not None:
            if outcomes:
                raise InvalidValueError("outcome", "does not go with outcomes")
            outcomes = (self.outcome,)
        return Decision(
            outcomes,
            id=self.id,
            text=self.text,
            changes=self.changes,
            effective=self.effective,
            under=self.under,
        )


def _extended(table: AttrsInstance, kind: type[T], **changes: object) -> T:
    """What a table extends, with its words for it told in the fields of that."""
    make: Callable[..., T] = kind
    held = {name: getattr(table, name) for name in fields_dict(cast(type[AttrsInstance], kind))}
    return make(**{**held, **changes})
