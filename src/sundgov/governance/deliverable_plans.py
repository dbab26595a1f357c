"""Deliverables held together: their order, and whether their times can be kept (leveranceplan)."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from sundgov.errors import InvalidValueError
from sundgov.governance.dated_events import NO_MEETINGS, MeetingDays
from sundgov.governance.deliverables import Deliverable, DeliverableStanding
from sundgov.governance.dependencies import Dependencies, dependencies
from sundgov.governance.numbering import by_number
from sundgov.governance.planned_times import PlannedTime


class Need(enum.Enum):
    """What a deliverable cannot do until another is done: begin (påbegyndes) or finish."""

    BEGIN = "begin"
    FINISH = "finish"


@frozen
class Finish:
    """The day before which a deliverable cannot be finished, as far as the plan says.

    `not_before` is None where nothing bounds it. `because` is the deliverable whose time sets
    the day: itself, or one that it waits for, directly or through others.
    """

    id: str
    not_before: dt.date | None = None
    because: str = ""


@frozen
class SamePeriod:
    """Two deliverables planned for the very same time, of which the one waits for the other."""

    predecessor: str
    successor: str
    need: Need
    time: PlannedTime


@frozen
class DeliverablePlan:
    """Some deliverables as they stand on a day, and what follows of who waits for whom.

    `standings` go by number. `finishes` has the same deliverables; one that is done or dropped
    bounds nothing, and of those in a circle, or behind one, none is bounded.
    """

    on: dt.date
    standings: tuple[DeliverableStanding, ...] = field(repr=False)
    dependencies: Dependencies
    finishes: tuple[Finish, ...]
    same_period: tuple[SamePeriod, ...]

    def finish(self, wanted: str) -> Finish | None:
        """When the deliverable with an id can be finished at the earliest; None for no such."""
        return next((one for one in self.finishes if one.id == wanted), None)

    @property
    def too_early(self) -> tuple[Finish, ...]:
        """Those whose own time is surely over before what they wait for can be done."""
        dues = {one.deliverable.id: one.due for one in self.standings}
        return tuple(one for one in self.finishes if _cannot_keep(dues[one.id], one))


def deliverable_plan(
    deliverables: Iterable[Deliverable], on: dt.date, meetings: MeetingDays = NO_MEETINGS
) -> DeliverablePlan:
    """The deliverables' order on a day, and how early each can be finished.

    A deliverable cannot be finished before the earliest day of its own time, nor before those it
    waits for can; how long the work takes is nowhere stated and not guessed. The order in which
    the deliverables are given decides nothing.

    Raises `InvalidValueError` for two deliverables of one id.

    >>> system = Deliverable("system", "Kvalitetsledelsessystem", due="2024-02-15")
    >>> report = Deliverable("rapport", "Rapport", due="2024-01-31", finishes_after=("system",))
    >>> plan = deliverable_plan([report, system], dt.date(2023, 12, 8))
    >>> plan.dependencies.order
    ('system', 'rapport')
    >>> plan.too_early
    (Finish(id='rapport', not_before=datetime.date(2024, 2, 15), because='system'),)
    """
    given = sorted(deliverables, key=lambda each: by_number(each.id))
    doubled = [name for name, count in Counter(one.id for one in given).items() if count > 1]
    if doubled:
        raise InvalidValueError("deliverables.id", "must be unique", *doubled)
    standings = {each.id: each.on(on, meetings) for each in given}
    found = dependencies({each.id: each.depends_on for each in given})
    finishes: dict[str, Finish] = {}
    for name in found.order:
        finishes[name] = _finish(standings[name], finishes)
    return DeliverablePlan(
        on,
        tuple(standings.values()),
        found,
        tuple(finishes.get(name, Finish(name)) for name in standings),
        tuple(_same_period(standings)),
    )


def _finish(standing: DeliverableStanding, finishes: Mapping[str, Finish]) -> Finish:
    """The latest of what bounds it: its own time, and what it waits for."""
    name = standing.deliverable.id
    if standing.state.ends:
        return Finish(name)
    own = standing.due.earliest if standing.due else None
    bounds = [
        (own, name),
        *((one.not_before, one.because) for one in _waits_for(standing, finishes)),
    ]
    known = [(day, because) for day, because in bounds if day is not None]
    if not known:
        return Finish(name)
    day, because = max(known, key=lambda bound: bound[0])  # of equal ones, its own, then by number
    return Finish(name, day, because)


def _waits_for(standing: DeliverableStanding, finishes: Mapping[str, Finish]) -> Iterator[Finish]:
    wanted = sorted(standing.deliverable.depends_on, key=by_number)
    return (finishes[name] for name in wanted if name in finishes)


def _cannot_keep(due: PlannedTime | None, finish: Finish) -> bool:
    day = finish.not_before
    return day is not None and due is not None and due.surely_before(day)


def _same_period(standings: Mapping[str, DeliverableStanding]) -> Iterator[SamePeriod]:
    """Pairs that are both still to come, at times with the same two ends."""
    dues = {
        name: one.due
        for name, one in standings.items()
        if one.due is not None and one.due.earliest and one.due.latest and not one.state.ends
    }
    for name, due in dues.items():
        each = standings[name].deliverable
        needs = ((Need.BEGIN, each.begins_after), (Need.FINISH, each.finishes_after))
        for need, others in needs:
            for other in sorted(others, key=by_number):
                first = dues.get(other)
                if first is not None and other != name and _ends(first) == _ends(due):
                    yield SamePeriod(other, name, need, due)


def _ends(time: PlannedTime) -> tuple[dt.date | None, dt.date | None]:
    return time.earliest, time.latest
