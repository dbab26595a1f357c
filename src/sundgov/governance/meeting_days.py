"""The days on which bodies meet, as far as they are known (mødekalender)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import field, frozen

from sundgov.errors import InvalidValueError, NotHeldError
from sundgov.governance.fields import day_on
from sundgov.governance.references import is_id
from sundgov.kinds import checked, listed, must_all_be
from sundgov.periods import day


@frozen(field_transformer=checked)
class MeetingDay:
    """A meeting, its body and its day (mødedag): all that a due or an event needs to know of it."""

    id: str = field(validator=is_id)
    body: str = field(validator=is_id)
    on: dt.date = field(converter=day_on)


def _in_order(value: Iterable[MeetingDay]) -> tuple[MeetingDay, ...]:
    days = listed(value, "meetings")
    must_all_be(days, "meetings", MeetingDay)
    return tuple(sorted(days, key=lambda one: (one.on, one.id)))


@frozen(field_transformer=checked)
class MeetingCalendar:
    """Meetings by their days (mødekalender); one that was cancelled or moved away is not in it.

    Raises `InvalidValueError` if two have one id.

    >>> calendar = MeetingCalendar([MeetingDay("kpro-2", "kpro", "2024-03-01"),
    ...                             MeetingDay("kpro-1", "kpro", "2023-12-08")])
    >>> calendar.next_of("kpro", dt.date(2023, 12, 8)).id
    'kpro-2'
    """

    meetings: tuple[MeetingDay, ...] = field(default=(), converter=_in_order)

    def __attrs_post_init__(self) -> None:
        counts = Counter(one.id for one in self.meetings)
        doubled = sorted(name for name, count in counts.items() if count > 1)
        if doubled:
            raise InvalidValueError("meetings.id", "must be unique", *doubled)

    @cached_property
    def by_id(self) -> Mapping[str, MeetingDay]:
        """Every meeting by its id."""
        return {one.id: one for one in self.meetings}

    @cached_property
    def days(self) -> Mapping[str, dt.date]:
        """The day of every meeting by its id."""
        return {one.id: one.on for one in self.meetings}

    @cached_property
    def _of_body(self) -> Mapping[str, tuple[list[dt.date], list[MeetingDay]]]:
        found: dict[str, tuple[list[dt.date], list[MeetingDay]]] = defaultdict(lambda: ([], []))
        for one in self.meetings:
            days, meetings = found[one.body]
            days.append(one.on)
            meetings.append(one)
        return dict(found)

    def meeting(self, wanted: str) -> MeetingDay:
        """A meeting by its id; raises `NotHeldError` for one that is not known.

        >>> NO_MEETINGS_KNOWN.meeting("kpro-1")
        Traceback (most recent call last):
        sundgov.errors.NotHeldError: meeting: is not in the calendar of meetings (got 'kpro-1')
        """
        found = self.by_id.get(wanted)
        if found is None:
            raise NotHeldError("meeting", "is not in the calendar of meetings", wanted)
        return found

    def next_of(self, body: str, after: dt.date) -> MeetingDay | None:
        """The first meeting of a body on a later day than one (næste møde), if any is known."""
        days, meetings = self._of_body.get(body, ([], []))
        place = bisect_right(days, day(after, "after"))
        return meetings[place] if place < len(meetings) else None


NO_MEETINGS_KNOWN = MeetingCalendar()
