"""Which decisions count on a day, and what later ones did to them (gældende beslutninger)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from operator import attrgetter

from attrs import frozen

from sundgov.governance.decisions import Change, ChangeKind, TakenDecision
from sundgov.kinds import checked, must_be


@frozen(field_transformer=checked)
class Changed:
    """A change of a decision, and the later decision that makes it."""

    change: Change
    by: TakenDecision


@frozen(field_transformer=checked)
class StandingDecision:
    """A decision that counts on a day: the points left of it, and what altered them.

    `points` are those in force, `fallen` those that later decisions took the place of; `amended`
    the changes that alter what is left. A decision of the whole item has the point "".
    """

    decision: TakenDecision
    points: tuple[str, ...]
    fallen: tuple[str, ...] = ()
    amended: tuple[Changed, ...] = ()


def in_force(decisions: Iterable[TakenDecision], on: dt.date) -> tuple[StandingDecision, ...]:
    """The decisions in force on a day, oldest first, whatever order they are given in.

    A decision counts from when it is effective, or else from the day it was taken, and only in
    points that were approved or endorsed. A later one supersedes it once that one counts itself,
    for good: nothing comes back into force when what took its place falls. A change of a decision
    taken later, of itself or of one that is unknown, does nothing; that it stands there is a
    finding. Of two meetings on one day the one that began first comes first.
    """
    must_be(on, "on", dt.date)
    taken = sorted(decisions, key=attrgetter("sequence"))
    counting = [one for one in taken if counts_on(one, on)]
    changes = _changes(counting)
    found = (_standing(one, changes.get(one.id, [])) for one in counting)
    return tuple(one for one in found if one.points)


def changes_of(
    decision: TakenDecision, decisions: Iterable[TakenDecision], on: dt.date
) -> tuple[Changed, ...]:
    """What later decisions, counting on a day, do to one decision, the earliest first."""
    counting = [one for one in sorted(decisions, key=attrgetter("sequence")) if counts_on(one, on)]
    return tuple(_changes(counting).get(decision.id, ()))


def counts_on(taken: TakenDecision, on: dt.date) -> bool:
    """Whether a decision has begun to count on a day; an effect of unknown day has surely not."""
    effective = taken.decision.effective
    begun = taken.on <= on
    if effective is not None:
        begun = begun and effective.latest is not None and effective.latest <= on
    return begun and bool(taken.decision.settled)


def _changes(counting: list[TakenDecision]) -> dict[str, list[Changed]]:
    """By decision changed, what later ones do to it; `counting` is in sequence."""
    place = {one.id: number for number, one in enumerate(counting)}
    found: dict[str, list[Changed]] = {}
    for number, one in enumerate(counting):
        for change in one.decision.changes:
            if place.get(change.decision, number) < number:
                found.setdefault(change.decision, []).append(Changed(change, one))
    return found


def _standing(taken: TakenDecision, changes: list[Changed]) -> StandingDecision:
    superseding = [one.change for one in changes if one.change.kind is ChangeKind.SUPERSEDES]
    fallen = {point for change in superseding for point in _points_of(change, taken)}
    left = tuple(point for point in taken.decision.settled if point not in fallen)
    amended = tuple(
        one
        for one in changes
        if one.change.kind is ChangeKind.AMENDS and set(left) & set(_points_of(one.change, taken))
    )
    return StandingDecision(
        taken, left, tuple(point for point in taken.decision.settled if point in fallen), amended
    )


def _points_of(change: Change, taken: TakenDecision) -> Iterator[str]:
    """The points of a decision that a change touches: those it names, or all."""
    return iter(change.points or taken.decision.settled)
