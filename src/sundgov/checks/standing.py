"""Which decided amounts count on a day, and which stated ones may be held against each other."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from sundgov.checks.stated import Said, Way, amounts_said
from sundgov.governance.in_force import StandingDecision
from sundgov.record import Record

_PAPER = (Way.PRESENTED, Way.TOLD, Way.PLANNED)


class Amounts:
    """The stated amounts of a record, read on a day, with the decisions in force on any day."""

    def __init__(self, record: Record, on: dt.date) -> None:
        self.record = record
        self.on = on
        self._in_force: dict[dt.date, dict[str, StandingDecision]] = {}

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every amount, wherever it stands."""
        return amounts_said(self.record)

    @cached_property
    def decided(self) -> tuple[Said, ...]:
        """The amounts of decisions that count on the day the record is read."""
        return tuple(one for one in self.said if self.counts(one, self.on))

    def counts(self, one: Said, on: dt.date) -> bool:
        """Whether an amount is of a decision in force on a day, and nothing has amended it."""
        standing = self._standing(on).get(one.decision) if one.settled else None
        return standing is not None and one.point in standing.points and not standing.amended

    def _standing(self, on: dt.date) -> dict[str, StandingDecision]:
        if on not in self._in_force:
            found = self.record.register.in_force(on)
            self._in_force[on] = {one.decision.id: one for one in found}
        return self._in_force[on]

    def comparable(self, one: Said, other: Said) -> bool:
        """Whether two amounts about the same should be the same.

        Options are meant to differ. Decisions are compared while both are in force. A paper is
        compared with itself and with the decisions in force on its day; what a meeting decides may
        be another thing than its papers told, and a point may name what it would change.
        """
        ways = {one.way, other.way}
        if Way.OPTION in ways:
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


def _of_one_paper(one: Said, other: Said) -> bool:
    """Whether a paper states both, and neither is put forward as a change."""
    if one.paper != other.paper or one.names or other.names:
        return False
    if Way.RECOMMENDED not in (one.way, other.way):
        return one.way in _PAPER and other.way in _PAPER
    return Way.TOLD not in (one.way, other.way) and one.item == other.item
