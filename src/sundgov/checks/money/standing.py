"""Which decided amounts count on a day, and which stated ones may be held against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from attrs import frozen

from sundgov.checks.money.stated import Said, Way, amounts_said
from sundgov.governance.decisions import Change, ChangeKind, TakenDecision
from sundgov.governance.in_force import counts_on
from sundgov.record import Record

_PAPER = (Way.PRESENTED, Way.TOLD, Way.PLANNED)


@frozen
class _Later:
    """A change of a decision, by which other one, and that one's place among all decisions."""

    change: Change
    by: TakenDecision
    number: int


class Amounts:
    """The stated amounts of a record, read on a day, and which of them count on any day."""

    def __init__(self, record: Record, on: dt.date) -> None:
        self.record = record
        self.on = on

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every amount, wherever it stands."""
        return amounts_said(self.record)

    @cached_property
    def decided(self) -> tuple[Said, ...]:
        """The amounts of decisions that count on the day the record is read."""
        return tuple(one for one in self.said if self.counts(one, self.on))

    def counts(self, one: Said, on: dt.date) -> bool:
        """Whether an amount is of a decision in force on a day, and nothing has altered it.

        It is what `in_force` tells, asked of one decision: a register has thousands of them.
        """
        taken = one.taken
        if taken is None or not one.settled or not counts_on(taken, on):
            return False
        own = self._numbers[taken.id]
        return not any(
            own < later.number and counts_on(later.by, on) and _alters(later.change, one.point)
            for later in self._changes.get(taken.id, ())
        )

    def approved(self, one: Said) -> bool:
        """Whether a decision states an amount, or settled what an item put forward with it."""
        put = one.way is Way.RECOMMENDED and (one.paper, one.item) in self._settled
        return one.settled or put

    @cached_property
    def _settled(self) -> frozenset[tuple[str, str]]:
        """The items, each with its meeting, on which something was settled."""
        taken = (one for one in self.record.register.decisions if one.decision.settled)
        return frozenset((one.meeting, one.item) for one in taken)

    def _is_advice(self, one: Said, to: Said) -> bool:
        """Whether an amount was endorsed by a body, and is for another to decide or to state."""
        if not one.advice:
            return False
        body = self._body(one)
        held = self.record.register.body(body)
        for_others = held is not None and held.recommends_to != ""
        return for_others or body != self._body(to)

    def _body(self, one: Said) -> str:
        meeting = self.record.register.meeting(one.paper)
        return one.taken.body if one.taken else meeting.body if meeting else ""

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The place of every decision, the earliest first."""
        return {taken.id: at for at, taken in enumerate(self.record.register.decisions)}

    @cached_property
    def _changes(self) -> dict[str, list[_Later]]:
        found: dict[str, list[_Later]] = {}
        for at, taken in enumerate(self.record.register.decisions):
            for change in taken.decision.changes:
                found.setdefault(change.decision, []).append(_Later(change, taken, at))
        return found

    def comparable(self, one: Said, other: Said) -> bool:
        """Whether two amounts about the same should be the same.

        Options are meant to differ, and what one body endorses another may decide otherwise.
        Decisions are compared while both are in force. A paper is compared with itself and with
        the decisions in force on its day; what a meeting decides may be another thing than its
        papers told, and a point may name what it would change.
        """
        ways = {one.way, other.way}
        if Way.OPTION in ways or self._is_advice(one, other) or self._is_advice(other, one):
            return False
        if ways == {Way.DECIDED}:
            latest = max(on for on in (one.on, other.on, self.on) if on is not None)
            return self.counts(one, latest) and self.counts(other, latest)
        if Way.DECIDED in ways:
            decided, paper = (one, other) if one.way is Way.DECIDED else (other, one)
            return self._holds_for(decided, paper)
        return _of_one_paper(one, other)

    def _holds_for(self, decided: Said, paper: Said) -> bool:
        """Whether a decision was in force when another paper was written."""
        day = paper.on or self.on
        earlier = decided.on is not None and decided.on < day and decided.paper != paper.paper
        return earlier and not paper.names and self.counts(decided, day)


def would_change(one: Said, decided: Iterable[Said]) -> bool:
    """Whether an amount is recommended as a change, or after one about the same was approved."""
    days = (each.on for each in decided if each.paper != one.paper)
    before = (one.on is not None and day is not None and day < one.on for day in days)
    return one.way is Way.RECOMMENDED and (one.changes or any(before))


def _alters(change: Change, point: str) -> bool:
    """Whether a point is superseded, or anything of its decision amended."""
    amends = change.kind is ChangeKind.AMENDS
    return amends or not change.points or point in change.points


def _of_one_paper(one: Said, other: Said) -> bool:
    """Whether a paper states both, and neither is put forward as a change."""
    if one.paper != other.paper or one.names or other.names:
        return False
    if Way.RECOMMENDED not in (one.way, other.way):
        return one.way in _PAPER and other.way in _PAPER
    return Way.TOLD not in (one.way, other.way) and one.item == other.item
