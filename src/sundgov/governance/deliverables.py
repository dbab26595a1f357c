"""What a project is to hand over, how far it has come, and what it waits for (leverance)."""

from __future__ import annotations

import datetime as dt
import enum
from fractions import Fraction

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import Exact, fraction
from sundgov.governance.dated_events import (
    NO_MEETINGS,
    History,
    MeetingDays,
    history_by,
    newest,
)
from sundgov.governance.fields import day_or_none_on, time_due
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.references import are_references, is_id, is_reference
from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


class DeliverableState(enum.Enum):
    """How far a deliverable is.

    Planned (planlagt), under way (i gang), on hold (sat på pause, i bero), done (færdig) or dropped
    (opgivet).
    """

    PLANNED = "planned"
    UNDER_WAY = "under way"
    ON_HOLD = "on hold"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def ends(self) -> bool:
        """Whether nothing more is to come of it."""
        return self in (DeliverableState.DONE, DeliverableState.DROPPED)


def _percent(value: Exact | None) -> Fraction | None:
    if value is None:
        return None
    found = fraction(value, "percent")
    if not 0 <= found <= 100:
        raise InvalidValueError("percent", "lies between 0 and 100", value)
    return found


@frozen(field_transformer=checked)
class Progress:
    """What was told of a deliverable on a day or at a meeting; what it leaves out stands.

    `percent` is how much of it is done, 0 to 100; `due` a time that takes the earlier one's place.

    >>> Progress("2023-12-08", 50).percent
    Fraction(50, 1)
    >>> Progress("2023-12-08", 101)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: percent: lies between 0 and 100 (got 101)
    """

    on: dt.date | None = field(default=None, converter=day_or_none_on)
    percent: Fraction | None = field(default=None, converter=_percent)
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    state: DeliverableState | None = field(default=None, kw_only=True)
    due: PlannedTime | None = field(default=None, converter=time_due, kw_only=True)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    @property
    def tells(self) -> DeliverableState | None:
        """The state that is told: in so many words, or by how much is done."""
        if self.state is not None or self.percent is None:
            return self.state
        if self.percent == 100:
            return DeliverableState.DONE
        return DeliverableState.UNDER_WAY if self.percent else DeliverableState.PLANNED


@frozen(field_transformer=checked)
class Deliverable:
    """Something a project is to hand over (leverance), by whom and when.

    `begins_after` are the deliverables that must be done before it can begin, `finishes_after`
    those that must be done before it can be finished. `part_of` is the deliverable it is a part
    of; that says nothing of what comes first. `project` is the project's id.

    >>> told = Progress("2023-12-08", 50)
    >>> manual = Deliverable("manual", "Kvalitetsmanual", due="2023-12-31", progress=(told,))
    >>> manual.on(dt.date(2023, 12, 7)).state, manual.on(dt.date(2023, 12, 8)).state
    (<DeliverableState.PLANNED: 'planned'>, <DeliverableState.UNDER_WAY: 'under way'>)
    """

    id: str = field(validator=is_id)
    name: str = field(validator=is_plain)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    due: PlannedTime | None = field(default=None, converter=time_due, kw_only=True)
    begins_after: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    finishes_after: tuple[str, ...] = field(default=(), validator=are_references, kw_only=True)
    part_of: str = field(default="", validator=is_reference, kw_only=True)
    project: str = field(default="", validator=is_reference, kw_only=True)
    progress: tuple[Progress, ...] = field(default=(), kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    @property
    def depends_on(self) -> tuple[str, ...]:
        """All that must be done before it can be finished, each once."""
        return tuple(dict.fromkeys((*self.begins_after, *self.finishes_after)))

    def on(self, when: dt.date, meetings: MeetingDays = NO_MEETINGS) -> DeliverableStanding:
        """How it stands on a day; `meetings` gives the days of what was told at meetings.

        What was told on a day that is not known is told apart and changes nothing.
        """
        told = history_by(self.progress, when, meetings)
        by_then = told.counted
        return DeliverableStanding(
            self,
            when,
            newest(DeliverableState.PLANNED, (each.tells for each in by_then)),
            percent=newest(None, (each.percent for each in by_then)),
            due=newest(self.due, (each.due for each in by_then)),
            owner=newest(self.owner, (each.owner for each in by_then)),
            note=newest(self.note, (each.note for each in by_then)),
            history=told,
        )


@frozen
class DeliverableStanding:
    """How a deliverable stands on a day: the newest of everything that was told by then."""

    deliverable: Deliverable = field(repr=False)
    on: dt.date
    state: DeliverableState
    percent: Fraction | None
    due: PlannedTime | None
    owner: str
    note: str
    history: History[Progress] = field(repr=False)

    @property
    def overdue(self) -> bool:
        """Whether its time is surely over, and it is neither done nor dropped (overskredet)."""
        return self.due is not None and self.due.surely_past(self.on) and not self.state.ends
