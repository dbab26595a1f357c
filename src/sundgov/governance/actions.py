"""What somebody is to do after a meeting, by when, and what became of it (opfølgningspunkt).

Nothing is edited away: an action keeps what was first agreed, and its history tells the rest.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from typing import TypeAlias

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.governance.dated_events import History, day_of, history_by, newest
from sundgov.governance.fields import day_or_none_on
from sundgov.governance.meeting_days import NO_MEETINGS_KNOWN, MeetingCalendar
from sundgov.governance.planned_times import PlannedTime, planned
from sundgov.governance.references import is_id, is_reference
from sundgov.kinds import checked, listed, must_be
from sundgov.periods import day
from sundgov.printing import Language, language_of
from sundgov.text import is_plain, is_plain_or_empty

_TO_MEETING = {"da": "til mødet {}", "en": "by the meeting {}"}
_TO_NEXT = {"da": "til næste møde i {}", "en": "by the next meeting of {}"}


@frozen(field_transformer=checked)
class ByMeeting:
    """Due by a meeting: a known one, or a body's next ("til næste møde").

    The next meeting is the body's first on a later day than the one on which this was said. Where
    both are stated, the known meeting counts.

    >>> ByMeeting(body="kpro").worded("da"), ByMeeting("kpro-2024-03-01").worded("en")
    ('til næste møde i kpro', 'by the meeting kpro-2024-03-01')
    >>> ByMeeting()
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: due: names a meeting, or a body whose next one it is
    """

    meeting: str = field(default="", validator=is_reference)
    body: str = field(default="", validator=is_reference)

    def __attrs_post_init__(self) -> None:
        if not (self.meeting or self.body):
            raise InvalidValueError("due", "names a meeting, or a body whose next one it is")

    def worded(self, language: Language = "da", body: str = "") -> str:
        """The due in words, to be read aloud; `body` is what the body is called, if not its id."""
        words = _TO_MEETING if self.meeting else _TO_NEXT
        return words[language_of(language)].format(self.meeting or body or self.body)


Due: TypeAlias = PlannedTime | ByMeeting
"""By when: a planned time, or a meeting (frist)."""


class ActionState(enum.Enum):
    """How it stands with an action: open (åben), in progress (i gang), done (udført), dropped.

    A dropped one is to be done no more (udgår, bortfaldet).
    """

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self in (ActionState.OPEN, ActionState.IN_PROGRESS)


def _due(value: Due | dt.date | str | None) -> Due | None:
    return value if isinstance(value, ByMeeting) else planned(value, "due")


def _dues(value: Iterable[Due | dt.date | str]) -> tuple[Due, ...]:
    found = []
    for number, each in enumerate(listed(value, "dues")):
        name = f"dues[{number}]"
        due = each if isinstance(each, ByMeeting) else planned(each, name)
        must_be(due, name, PlannedTime, ByMeeting)
        assert due is not None
        found.append(due)
    return tuple(found)


def _made_on(value: dt.date | str | None) -> dt.date | None:
    return None if value is None else day(value, "made_on")


@frozen(field_transformer=checked)
class ActionEvent:
    """What happened to an action on a day or at a meeting; what it leaves out stands.

    `due` is a new one in place of all before, `owner` who takes it over. Raises `InvalidValueError`
    for an event of which nothing is said.
    """

    state: ActionState | None = None
    on: dt.date | None = field(default=None, converter=day_or_none_on, kw_only=True)
    meeting: str = field(default="", validator=is_reference, kw_only=True)
    due: Due | None = field(default=None, converter=_due, kw_only=True)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    note: str = field(default="", validator=is_plain_or_empty, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not (self.state or self.due or self.owner or self.note):
            raise InvalidValueError("event", "tells of a state, a due, an owner or something else")


@frozen(field_transformer=checked)
class Action:
    """Something to be done (opfølgningspunkt), by an owner, a person or a body, by its dues.

    A paper may state two dues, or none. `origin` is the decision, item or meeting that it comes of;
    it was made on `made_on`, or on the day of the meeting `made_at`, and where neither is known it
    is there on every day.

    >>> later = ActionEvent(due="2024-03-01", on="2024-02-02")
    >>> done = ActionEvent(ActionState.DONE, on="2024-02-20")
    >>> budget = Action("a1", "Revideret budget", owner="forvaltning", dues=["2024-02-02"],
    ...                 made_on="2023-12-08", history=[later, done])
    >>> standing = budget.on(dt.date(2024, 2, 10))
    >>> standing.state, standing.due_days
    (<ActionState.OPEN: 'open'>, (datetime.date(2024, 3, 1),))
    >>> budget.on(dt.date(2024, 2, 20)).is_open, budget.on(dt.date(2023, 12, 7)).state
    (False, None)
    """

    id: str = field(validator=is_id)
    text: str = field(validator=is_plain)
    owner: str = field(default="", validator=is_plain_or_empty, kw_only=True)
    dues: tuple[Due, ...] = field(default=(), converter=_dues, kw_only=True)
    origin: str = field(default="", validator=is_reference, kw_only=True)
    made_on: dt.date | None = field(default=None, converter=_made_on, kw_only=True)
    made_at: str = field(default="", validator=is_reference, kw_only=True)
    history: tuple[ActionEvent, ...] = field(default=(), kw_only=True)

    def made(self, calendar: MeetingCalendar = NO_MEETINGS_KNOWN) -> dt.date | None:
        """The day it was made: its own, else its meeting's, else None."""
        return self.made_on or calendar.days.get(self.made_at)

    def on(self, when: dt.date, calendar: MeetingCalendar = NO_MEETINGS_KNOWN) -> ActionStanding:
        """How it stands on a day; `calendar` gives the days of meetings.

        Events whose day is not known are told apart and change nothing.
        """
        made, until = self.made(calendar), day(when, "when")
        if made is not None and until < made:
            return ActionStanding(self, until)
        told = history_by(self.history, until, calendar.days)
        dues, stated = self.dues, made
        for event in told.counted:
            if event.due is not None:
                dues, stated = (event.due,), day_of(event, calendar.days)
        return ActionStanding(
            self,
            until,
            newest(ActionState.OPEN, (event.state for event in told.counted)),
            owner=newest(self.owner, (event.owner for event in told.counted)),
            dues=dues,
            due_days=tuple(due_day(due, stated, calendar) for due in dues),
            history=told,
        )


@frozen
class ActionStanding:
    """How an action stands on a day: the newest of everything that was said by then.

    `state` is None before the action was made. `due_days` has the last day of each of the `dues`,
    None where that is open or not known.
    """

    action: Action = field(repr=False)
    on: dt.date
    state: ActionState | None = None
    owner: str = ""
    dues: tuple[Due, ...] = ()
    due_days: tuple[dt.date | None, ...] = ()
    history: History[ActionEvent] = field(default=History((), ()), repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it was made by then and still has to be done."""
        return self.state is not None and self.state.is_open

    def past_due(self, on: dt.date) -> bool:
        """Whether it surely ought to be done before a day, and is not (overskredet).

        Every due must have passed. One that may be closed, on a day that nobody knows, is not
        surely late.

        >>> late = Action("a1", "Oplæg", dues=["2024-02-01"]).on(dt.date(2024, 2, 1))
        >>> late.past_due(dt.date(2024, 2, 1)), late.past_due(dt.date(2024, 2, 2))
        (False, True)
        """
        days = self.due_days
        perhaps_closed = any(
            event.state and not event.state.is_open for event in self.history.undated
        )
        passed = bool(days) and all(each is not None and each < on for each in days)
        return self.is_open and passed and not perhaps_closed


def due_day(due: Due, stated: dt.date | None, calendar: MeetingCalendar) -> dt.date | None:
    """The last day of a due that was stated on a day; None where that is open or not known.

    >>> from sundgov.governance.meeting_days import MeetingDay
    >>> calendar = MeetingCalendar([MeetingDay("kpro-2", "kpro", "2024-03-01")])
    >>> due_day(ByMeeting(body="kpro"), dt.date(2023, 12, 8), calendar)
    datetime.date(2024, 3, 1)
    """
    if isinstance(due, PlannedTime):
        return due.latest
    if due.meeting:
        return calendar.days.get(due.meeting)
    found = None if stated is None else calendar.next_of(due.body, stated)
    return None if found is None else found.on


def open_actions(
    actions: Iterable[Action], on: dt.date, calendar: MeetingCalendar = NO_MEETINGS_KNOWN
) -> tuple[ActionStanding, ...]:
    """The actions open at the end of a day, in the order they were made, then of id."""
    standings = (action.on(on, calendar) for action in actions)
    return tuple(
        sorted(
            (one for one in standings if one.is_open),
            key=lambda one: (one.action.made(calendar) or dt.date.min, one.action.id),
        )
    )


def open_actions_at(
    actions: Iterable[Action], meeting: str, calendar: MeetingCalendar
) -> tuple[ActionStanding, ...]:
    """The actions open when a meeting begins: made before its day and not closed before it.

    One closed at the meeting itself is among them. So is one closed on the same day, since a day is
    not divided. Raises `NotHeldError` for a meeting that the calendar does not have.
    """
    before = calendar.meeting(meeting).on - dt.timedelta(days=1)
    return open_actions(actions, before, calendar)


def actions_of(
    actions: Iterable[Action], body: str, calendar: MeetingCalendar
) -> tuple[Action, ...]:
    """The actions on a body's list: made at a meeting of it, due at one, or owned by it.

    One that says nothing of any body's meetings may be anybody's, and is on every list.
    """
    return tuple(action for action in actions if _on_list(action, body, calendar))


def _on_list(action: Action, body: str, calendar: MeetingCalendar) -> bool:
    dues = (*action.dues, *(event.due for event in action.history if event.due))
    by_meeting = [due for due in dues if isinstance(due, ByMeeting)]
    meetings = [action.made_at, *(due.meeting for due in by_meeting)]
    bodies = {calendar.by_id[each].body for each in meetings if each in calendar.by_id}
    bodies |= {due.body for due in by_meeting if due.body}
    return body == action.owner or body in bodies or not bodies
