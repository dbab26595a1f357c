"""What decisions do to others: to later ones, in a ring, once more (afløste beslutninger)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from attrs import frozen

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.checks.walks.outcome_walk import decision_place
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.decisions import Change, ChangeKind, TakenDecision
from sundgov.governance.dependencies import dependencies
from sundgov.governance.in_force import counts_on
from sundgov.record import Record


@frozen
class _Changing:
    """A change with the decision that makes it and the one that it is of."""

    by: TakenDecision
    change: Change
    of: TakenDecision

    @property
    def points(self) -> frozenset[str]:
        """The points that it touches: those it names, or all that were settled."""
        return frozenset(self.change.points or self.of.decision.settled)

    @property
    def supersedes(self) -> bool:
        """Whether it takes their place, and does not only alter them."""
        return self.change.kind is ChangeKind.SUPERSEDES

    @property
    def backwards(self) -> bool:
        """Whether what it is of was surely taken later."""
        if self.by.meeting and self.by.meeting == self.of.meeting:
            return self.of.order > self.by.order
        return self.of.time.surely_after(self.by.time)

    @property
    def told(self) -> str:
        """Which decision is changed, and in which points."""
        points = ", ".join(self.change.points)
        return f"{self.of.id} point {points}" if points else self.of.id


def _changes(record: Record) -> list[_Changing]:
    """Every change of a known decision, the earliest decisions first."""
    found = (
        (taken, change, record.register.decision(change.decision))
        for taken in record.register.decisions
        for change in taken.decision.changes
    )
    return [_Changing(taken, change, of) for taken, change, of in found if of is not None]


def _circles(record: Record) -> tuple[tuple[str, ...], ...]:
    of: dict[str, list[str]] = defaultdict(list)
    for one in _changes(record):
        if one.by is one.of or one.by.id != one.of.id:  # two may go by one id
            of[one.by.id].append(one.of.id)
            of.setdefault(one.of.id, [])
    return dependencies(of).cycles


@check("supersession-circular", Severity.ERROR)
def supersession_circular(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Decisions that change each other in a ring, or one that changes itself."""
    for circle in _circles(record):
        first = record.register.decision(circle[0])
        assert first is not None
        steps = zip(circle, (*circle[1:], circle[0]), strict=True)
        yield Spot(
            decision_place(first),
            ", ".join(f"{one} changes {after}" for one, after in steps),
            "Keep the change on the latest of them alone.",
        )


@check("changes-later-decision", Severity.ERROR)
def changes_later_decision(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision that changes one taken after it; rings are told of by another check."""
    rings = [set(circle) for circle in _circles(record)]
    for one in _changes(record):
        ringed = any({one.by.id, one.of.id} <= ring for ring in rings)
        if one.backwards and not ringed:
            yield Spot(
                decision_place(one.by),
                f"it {one.change.kind.value} {one.told} ({one.of.time}), and was taken before that"
                f" ({one.by.time})",
                "Write the change on the later of the two, or correct when they were taken.",
                one.of.id,
            )


@check("changes-unknown-point", Severity.ERROR)
def changes_unknown_point(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A change of a point that the earlier decision does not have."""
    for one in _changes(record):
        at = record.register.item_of(one.of)
        put = at.placed.item.recommendation if at else None
        known = {outcome.point for outcome in one.of.decision.outcomes} - {""}
        known |= set(put.labels) if put else set()
        for point in one.change.points if known else ():
            if point not in known:
                labels = ", ".join(sorted(known))
                yield Spot(
                    decision_place(one.by),
                    f"it {one.change.kind.value} {one.of.id} point {point}, and that has only"
                    f" {labels}",
                    f"Write one of {labels}, or leave the point out for the whole decision.",
                    point,
                )


@check("superseded-twice", Severity.NOTE, Grade.STRICT)
def superseded_twice(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision, or a point of it, whose place two decisions take.

    The later may take the place of the earlier as well, and says so, or of what that left.
    """
    for later, earlier in _after_superseding(record):
        if later.supersedes:
            yield Spot(
                decision_place(later.by),
                f"it supersedes {later.told}, and so did {earlier.by.id} ({earlier.by.time})",
                f"Write {earlier.by.id!r} instead if it takes the place of that.",
                later.of.id,
            )


@check("amends-superseded", Severity.WARNING)
def amends_superseded(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision that alters what an earlier one had taken the place of: it does nothing."""
    for later, earlier in _after_superseding(record):
        if not later.supersedes:
            yield Spot(
                decision_place(later.by),
                f"it amends {later.told}, which {earlier.by.id} ({earlier.by.time}) superseded",
                f"Write {earlier.by.id!r} instead if it amends that.",
                later.of.id,
            )


def _after_superseding(record: Record) -> Iterator[tuple[_Changing, _Changing]]:
    """Changes of what another decision had superseded before, all of it, the first time each."""
    superseding: dict[str, list[_Changing]] = defaultdict(list)
    changing: dict[str, set[str]] = defaultdict(set)
    for one in _changes(record):
        changing[one.by.id].add(one.of.id)
    for one in _changes(record):
        before = (
            other
            for other in superseding[one.of.id]
            if other.by.id not in {one.by.id, *changing[one.by.id]}
            and one.points <= other.points
            and counts_on(other.by, one.by.on)
        )
        earlier = next(before, None)
        if earlier is not None and not one.backwards:
            yield one, earlier
        if one.supersedes:
            superseding[one.of.id].append(one)


SUPERSESSION: tuple[Check, ...] = (
    supersession_circular,
    changes_later_decision,
    changes_unknown_point,
    superseded_twice,
    amends_superseded,
)
"""The checks of what decisions do to earlier ones."""
