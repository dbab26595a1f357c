"""Histories: events with a day of their own or a meeting's, read as of a day (historik).

Nothing in a history is edited away: what holds on a day is what the events by then say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Generic, Protocol, TypeAlias, TypeVar

from attrs import frozen

from sundgov.kinds import must_be

MeetingDays: TypeAlias = Mapping[str, dt.date]
"""The day of each meeting, by the meeting's id."""

NO_MEETINGS: MeetingDays = MappingProxyType({})


class Dated(Protocol):
    """What happened on a day, or at a meeting."""

    @property
    def on(self) -> dt.date | None:
        """The day that is stated."""

    @property
    def meeting(self) -> str:
        """The id of the meeting it happened at, or the empty text."""


D = TypeVar("D", bound=Dated)
T = TypeVar("T")


@frozen
class History(Generic[D]):
    """Events by a day, in their order, and those whose day is not known.

    `counted` has those of earlier days first; of one day, in the order they are written.
    """

    counted: tuple[D, ...]
    undated: tuple[D, ...]


def day_of(event: Dated, meetings: MeetingDays) -> dt.date | None:
    """The day of an event: its own, else its meeting's, else None.

    >>> from sundgov.governance.risks import RiskEvent
    >>> held = {"kpro-2023-12-08": dt.date(2023, 12, 8)}
    >>> day_of(RiskEvent(meeting="kpro-2023-12-08"), held)
    datetime.date(2023, 12, 8)
    """
    return meetings.get(event.meeting) if event.on is None else event.on


def history_by(events: Iterable[D], until: dt.date, meetings: MeetingDays) -> History[D]:
    """The events of a day or earlier, and those whose day nobody knows."""
    must_be(until, "on", dt.date)
    dated: list[tuple[dt.date, D]] = []
    undated = []
    for event in events:
        on = day_of(event, meetings)
        if on is None:
            undated.append(event)
        elif on <= until:
            dated.append((on, event))
    dated.sort(key=lambda pair: pair[0])  # keeps the order written within a day
    return History(tuple(event for _, event in dated), tuple(undated))


def newest(first: T, told: Iterable[T | None]) -> T:
    """The last that says anything, else what stood first; None and the empty text say nothing.

    >>> newest("AJ", ["", "BK", ""])
    'BK'
    """
    return [first, *(each for each in told if each is not None and each != "")][-1]
