"""What was said and settled at a meeting, and how its minutes become final (referat)."""

from __future__ import annotations

import datetime as dt
import enum

from attrs import field, frozen

from sundgov.governance.dated_events import NO_MEETINGS, MeetingDays, history_by
from sundgov.governance.decisions import Decision
from sundgov.governance.fields import day_or_none_objections_due, day_or_none_on
from sundgov.governance.references import is_reference
from sundgov.governance.statements import Section
from sundgov.kinds import checked
from sundgov.text import is_plain, is_plain_or_empty


class MinutesState(enum.Enum):
    """How far minutes have come: draft (udkast), sent (udsendt), objected to, approved."""

    DRAFT = "draft"
    SENT = "sent"
    OBJECTED = "objected to"
    APPROVED = "approved"


@frozen(field_transformer=checked)
class MinutesEvent:
    """One step of minutes on their way, on a day or at a meeting."""

    state: MinutesState
    on: dt.date | None = field(default=None, converter=day_or_none_on)
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)


@frozen(field_transformer=checked)
class MinutesEntry:
    """What the minutes say of one item (referat af et punkt).

    `item` is the id of the agenda's item; empty for what came up or was added at the meeting, which
    then has a `title` of its own. `label` is the printed number where it is not the agenda's.
    `account` is what was said, in sections; `presenters` those who presented at the meeting.
    Entries stand in the order in which the meeting took them.
    """

    item: str = field(default="", validator=is_reference)
    title: str = field(default="", validator=is_plain_or_empty)
    label: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    account: tuple[Section, ...] = field(default=(), kw_only=True)
    decision: Decision | None = field(default=None, kw_only=True)
    presenters: tuple[str, ...] = field(default=(), kw_only=True)

    def sections(self) -> tuple[Section, ...]:
        """Every section of the account, those within others too."""
        return tuple(inner for section in self.account for inner in section.walk())


@frozen(field_transformer=checked)
class Correction:
    """What minutes should have said (rettelse af referat), and when that was settled.

    `item` is the id of the item it is of, if any. The entry itself stays as it was sent.

    >>> Correction("Beløbet er 305.000 kr.", "4", meeting="kosu-2020-01-30").item
    '4'
    """

    text: str = field(validator=is_plain)
    item: str = field(default="", validator=is_reference)
    on: dt.date | None = field(default=None, converter=day_or_none_on, kw_only=True)
    meeting: str = field(default="", validator=is_reference, kw_only=True)


@frozen(field_transformer=checked)
class Minutes:
    """What was said and settled, and how far it has come: draft, sent, approved (referat).

    Where nobody has objected by `objections_due`, minutes that were sent are approved on the day
    after it (stiltiende godkendelse); otherwise they are approved at a later meeting.

    >>> sent = MinutesEvent(MinutesState.SENT, "2023-12-11")
    >>> minutes = Minutes((), (sent,), objections_due="2023-12-19")
    >>> [minutes.state_on(dt.date(2023, 12, on)).value for on in (10, 19, 20)]
    ['draft', 'sent', 'approved']
    """

    entries: tuple[MinutesEntry, ...]
    history: tuple[MinutesEvent, ...] = ()
    objections_due: dt.date | None = field(
        default=None,
        converter=day_or_none_objections_due,
        kw_only=True,
    )
    corrections: tuple[Correction, ...] = field(default=(), kw_only=True)
    taker: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    document_number: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def state_on(self, on: dt.date, meetings: MeetingDays = NO_MEETINGS) -> MinutesState:
        """How far the minutes had come on a day; `meetings` gives the days of what meetings did.

        An event with neither a day nor a meeting counts from the first; one at a meeting whose day
        is not known, not at all.
        """
        told = history_by(self.history, on, meetings)
        always = (event for event in told.undated if not event.meeting)
        state = [MinutesState.DRAFT, *(event.state for event in (*always, *told.counted))][-1]
        silent = self.objections_due is not None and self.objections_due < on
        return MinutesState.APPROVED if silent and state is MinutesState.SENT else state

    def entry(self, item: str) -> MinutesEntry | None:
        """What they say of an item, or None."""
        return next((entry for entry in self.entries if entry.item == item), None)
