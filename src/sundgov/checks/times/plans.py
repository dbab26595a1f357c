"""Plans: what waits for what, and whether the times can be kept (leverancer, afhængigheder)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from sundgov.checks.checking import Check, Spot, check
from sundgov.checks.walks.due_words import dated
from sundgov.checks.walks.meeting_walk import write_instead
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.dated_events import day_of
from sundgov.governance.deliverable_plans import DeliverablePlan, Need, deliverable_plan
from sundgov.governance.deliverables import DeliverableStanding, DeliverableState
from sundgov.governance.dependencies import dependencies
from sundgov.governance.numbering import by_number
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.projects import Project
from sundgov.printing import exact_number
from sundgov.record import Record

Needs: TypeAlias = Mapping[str, Sequence[str]]


def _plan(record: Record, on: dt.date) -> DeliverablePlan:
    return deliverable_plan(record.deliverables, on, record.register.calendar.days)


def _graphs(record: Record) -> Iterator[tuple[str, str, Needs]]:
    """What needs what: the kind of thing, how one needs another, and which need which."""
    things, projects = record.deliverables, record.projects
    yield "deliverable", "waits for", {one.id: one.depends_on for one in things}
    yield "deliverable", "is a part of", {one.id: _some(one.part_of) for one in things}
    yield "project", "follows", {one.id: one.follows for one in projects}
    yield "project", "lies within", {one.id: _some(one.within) for one in projects}


def _some(reference: str) -> tuple[str, ...]:
    return (reference,) if reference else ()


@check("dependency-cycle", Severity.ERROR)
def dependency_cycle(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Deliverables or projects that wait for each other, or lie within each other, in a circle."""
    for kind, verb, needs in _graphs(record):
        for circle in dependencies(needs).cycles:
            steps = zip(circle, (*circle[1:], circle[0]), strict=True)
            yield Spot(
                f"{kind} {circle[0]}",
                ", ".join(f"{one} {verb} {other}" for one, other in steps),
                "Take one of the steps away, so that something comes first.",
            )


@check("unknown-dependency", Severity.ERROR)
def unknown_dependency(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A deliverable or project that waits for, or is a part of, one that the record has not."""
    for kind, verb, needs in _graphs(record):
        for name, wanted in dependencies(needs).dangling:
            yield Spot(
                f"{kind} {name}",
                f"it {verb} {wanted}, and the record has no such {kind}",
                write_instead(wanted, set(needs) - {name}, f"Add the {kind}, or leave it out."),
                wanted,
            )


@check("before-predecessor", Severity.WARNING)
def before_predecessor(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A deliverable or project whose time is over before what it waits for can be done."""
    plan = _plan(record, on)
    dues = {one.deliverable.id: one.due for one in plan.standings}
    for late in plan.too_early:
        if _is_to_come(dues[late.id], on):
            yield Spot(
                f"deliverable {late.id}",
                f"it is due {dues[late.id]}, and {late.because}, which it waits for, is due"
                f" {dues[late.because]}",
                f"Let it be due later, or {late.because} earlier.",
            )
    for project, since, earlier, until in _successions(record):
        if _is_to_come(since, on) and since.surely_before(until):
            yield Spot(
                f"project {project.id}",
                f"it begins {since}, and {earlier.id}, which it follows, runs until {until}",
                f"Let it begin later, or {earlier.id} end earlier.",
            )


def _is_to_come(time: PlannedTime | None, on: dt.date) -> bool:
    """Whether a time is not surely over: what did happen cannot be planned otherwise."""
    return time is not None and not time.surely_past(on)


@check("same-period", Severity.NOTE)
def same_period(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """What waits for something that is planned for the very same period, longer than a day."""
    plan = _plan(record, on)
    for pair in plan.same_period:
        if _is_to_come(pair.time, on) and (pair.need is Need.BEGIN or not pair.time.is_day):
            after = f"{pair.need.value} after {pair.predecessor}, and both are due"
            yield _alike(f"deliverable {pair.successor}", f"it is to {after}", pair.time)
    for part, whole, need, successor, due in _parts_awaited(plan):
        if _is_to_come(due, on):
            after = f"{need.value} after {whole}, and {part}, a part of that, is due like it,"
            yield _alike(f"deliverable {successor}", f"it is to {after}", due)
    for project, since, earlier, until in _successions(record):
        if _is_to_come(since, on) and _same_period(since, until):
            follows = f"it begins when {earlier.id}, which it follows, ends:"
            yield _alike(f"project {project.id}", follows, since)


def _alike(where: str, after: str, time: PlannedTime) -> Spot:
    return Spot(
        where, f"{after} {time}", f"State which of them comes first within {time}.", f"{time}"
    )


def _parts_awaited(plan: DeliverablePlan) -> Iterator[tuple[str, str, Need, str, PlannedTime]]:
    """Parts that are due like what waits for their whole, which has no time of its own.

    A part that waits for its whole itself is not waited for.
    """
    standings = {one.deliverable.id: one for one in plan.standings}
    for successor in plan.standings:
        each, due = successor.deliverable, _open_due(successor)
        for need, wholes in ((Need.BEGIN, each.begins_after), (Need.FINISH, each.finishes_after)):
            for whole in sorted(wholes, key=by_number):
                for part in _parts(whole, standings) if due else ():
                    time = _open_due(part)
                    if time and due and _same_period(time, due):
                        yield part.deliverable.id, whole, need, each.id, due


def _parts(
    whole: str, standings: Mapping[str, DeliverableStanding]
) -> Iterator[DeliverableStanding]:
    """The parts of a deliverable without a time of its own, but for those that wait for it."""
    for one in standings.values() if whole in standings and standings[whole].due is None else ():
        part = one.deliverable
        if part.part_of == whole and whole not in part.depends_on:
            yield one


def _open_due(standing: DeliverableStanding) -> PlannedTime | None:
    return None if standing.state.ends else standing.due


def _same_period(one: PlannedTime, other: PlannedTime) -> bool:
    """Whether two times have the same two ends, with more than a day between them."""
    ends = (one.earliest, one.latest)
    return None not in ends and ends == (other.earliest, other.latest) and not one.is_day


def _successions(
    record: Record,
) -> Iterator[tuple[Project, PlannedTime, Project, PlannedTime]]:
    """Projects that follow others, with when they begin and when the others end."""
    held = {project.id: project for project in record.projects}
    for project in record.projects:
        for name in project.follows:
            earlier = held.get(name)
            if earlier and project.since and earlier.until:
                yield project, project.since, earlier, earlier.until


@check("deliverable-overdue", Severity.WARNING)
def deliverable_overdue(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A deliverable whose time is over, and that is neither done nor dropped, nor put on hold."""
    for standing in _plan(record, on).standings:
        due = standing.due if standing.overdue else None
        if due is not None and standing.state is not DeliverableState.ON_HOLD:
            done = standing.percent
            share = "" if done is None else f", {exact_number(done)} per cent done"
            yield Spot(
                f"deliverable {standing.deliverable.id}",
                f"it was due {dated(due)}, and on {on} it is {standing.state.value}{share}",
                "State that it is done, or when it is to be.",
                standing.deliverable.name,
            )


@check("done-without-date", Severity.WARNING)
def done_without_date(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A deliverable told as done, or as done to 100 per cent, on a day that nobody knows."""
    days = record.register.calendar.days
    for each in record.deliverables:
        done = [told for told in each.progress if told.tells is DeliverableState.DONE]
        if done and all(day_of(told, days) is None for told in done):
            yield Spot(
                f"deliverable {each.id}",
                "it is told as done, and not since when",
                "State the day, or the meeting at which it was told.",
                each.name,
            )


PLANS: tuple[Check, ...] = (
    dependency_cycle,
    unknown_dependency,
    before_predecessor,
    same_period,
    deliverable_overdue,
    done_without_date,
)
"""The checks of deliverables and of projects that follow each other."""
