"""Walking what meetings settled: outcomes where they stand, and the points that they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from sundgov.checks.checking import place
from sundgov.checks.walks.meeting_walk import at_item, bare, meetings
from sundgov.governance.agendas import PlacedItem
from sundgov.governance.decisions import Outcome, OutsideDecision, TakenDecision
from sundgov.governance.meetings import Meeting
from sundgov.governance.recommendations import Point
from sundgov.governance.statements import Section
from sundgov.record import Record

# "Indstillingen blev tiltrådt": an outcome in words.
_SETTLED = re.compile(
    r"godkend(?:t|er|es)|tiltrådt|vedtag|(?<!\w)anbefal(?:es|et)|til (?:efterretning|orientering)"
    r"|bevilg|besluttede|drøfte(?:t|de)|oversend|(?<!\w)(?:udsat|udsættes|afvist|udgik|trukket)",
    re.IGNORECASE,
)


@frozen
class Became:
    """An outcome with the decision that it is a part of."""

    taken: TakenDecision
    outcome: Outcome

    @property
    def where(self) -> str:
        """Its place in the record."""
        return outcome_place(self.taken, self.outcome)

    @property
    def settles(self) -> bool:
        """Whether something is in force by it."""
        return self.outcome.kind.settles

    @property
    def worded(self) -> str:
        """What became of the point, in a word."""
        return self.outcome.kind.value


@frozen
class Minuted:
    """An agenda item that the minutes tell of, with what became of it.

    `above` are the outcomes of whole items that it lies under, and `parts_decided` tells whether
    anything was settled on items under it.
    """

    meeting: Meeting
    placed: PlacedItem
    became: tuple[Became, ...] = ()
    above: tuple[Became, ...] = ()
    parts_decided: bool = False

    @property
    def where(self) -> str:
        """Its place in the record."""
        return at_item(self.meeting, self.placed.id)

    @property
    def points(self) -> tuple[tuple[str, Point], ...]:
        """What was put before the meeting, each point by what it is called."""
        put = self.placed.item.recommendation
        return tuple(zip(put.labels, put.points, strict=True)) if put else ()

    @property
    def account(self) -> tuple[Section, ...]:
        """What was said of it, section by section."""
        entry = self.meeting.entry(self.placed.id)
        return entry.sections() if entry else ()

    @property
    def in_words(self) -> bool:
        """Whether the account tells what became of it, and no outcome does."""
        words = (text for one in self.account for text in (one.heading, *one.paragraphs))
        return not self.became and any(map(_SETTLED.search, words))

    def at(self, label: str) -> str:
        """The place of a recommended point."""
        return place(self.where, f"point {label}")

    def own(self, label: str) -> tuple[Became, ...]:
        """The outcomes that name a point."""
        return tuple(one for one in self.became if bare(one.outcome.point) == bare(label))

    @property
    def whole(self) -> tuple[Became, ...]:
        """The outcomes that name no point: of the whole item, or of what nobody put forward."""
        return tuple(one for one in self.became if not one.outcome.point)

    def answering(self, label: str) -> tuple[Became, ...]:
        """What became of a point: its own outcomes, else those of the whole item, or of one above.

        An outcome of the whole item counts for a point only where the point has none of its own.
        """
        return self.own(label) or self.whole or self.above

    @property
    def unasked(self) -> tuple[Became, ...]:
        """The outcomes that name no point though every point has its own: nobody asked for them."""
        answered = all(self.own(label) for label, _ in self.points)
        return self.whole if answered else ()

    def point(self, became: Became) -> Point | None:
        """The point that an outcome answers: the one it names, or the only one there is."""
        named = became.outcome.point
        if not named:
            return self.points[0][1] if len(self.points) == 1 and not self.unasked else None
        found = (point for label, point in self.points if bare(label) == bare(named))
        return next(found, None)


def minuted(record: Record) -> Iterator[Minuted]:
    """Every agenda item that the minutes of its meeting tell of."""
    return (item for meeting in meetings(record) for item in minuted_at(meeting))


def minuted_at(meeting: Meeting) -> Iterator[Minuted]:
    """Every agenda item of a meeting that its minutes tell of."""
    told = {entry.item for entry in meeting.minutes.entries} if meeting.minutes else set()
    became = _became(meeting)
    lines = lines_of(meeting)
    over = {above for item in became for above in lines.get(item, ())[1:]}
    for placed in meeting.items:
        if placed.id in told:
            above = (one for item in lines[placed.id][1:] for one in became.get(item, ()))
            whole = tuple(one for one in above if not one.outcome.point)
            yield Minuted(meeting, placed, became.get(placed.id, ()), whole, placed.id in over)


def lines_of(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """For each item of a meeting itself and those that it lies under, the nearest first."""
    found: dict[str, tuple[str, ...]] = {}
    for placed in meeting.items:  # an item stands before those under it
        found[placed.id] = (placed.id, *found.get(placed.parent, ()))
    return found


def _became(meeting: Meeting) -> Mapping[str, tuple[Became, ...]]:
    """What became of each item, by its id; of several entries of one item all that they say."""
    found: dict[str, tuple[Became, ...]] = {}
    for taken in meeting.decisions():
        outcomes = tuple(Became(taken, outcome) for outcome in taken.decision.outcomes)
        found[taken.item] = found.get(taken.item, ()) + outcomes
    return found


def every_outcome(record: Record) -> Iterator[Became]:
    """Every outcome of every decision, at meetings that were held and outside them."""
    held = {meeting.id for meeting in meetings(record)}
    for taken in record.register.decisions:
        if not taken.meeting or taken.meeting in held:
            yield from (Became(taken, outcome) for outcome in taken.decision.outcomes)


def changed_later(record: Record) -> frozenset[str]:
    """The ids of decisions that later ones supersede or amend, be it in some points alone."""
    return frozenset(
        change.decision for taken in record.register.decisions for change in taken.decision.changes
    )


def decision_place(taken: TakenDecision) -> str:
    """Where a decision stands: at the item of its meeting, or by its id."""
    if not taken.meeting:
        return f"decision {taken.id}"
    return place(taken.meeting, f"item {taken.item}" if taken.item else "")


def outcome_place(taken: TakenDecision, outcome: Outcome) -> str:
    """Where an outcome stands: at the item of its meeting, or by the id of its decision."""
    if not taken.meeting:
        return place(f"decision {taken.id}", f"point {outcome.point}" if outcome.point else "")
    item = f"item {taken.item}" if taken.item else ""
    answered = f"outcome of point {outcome.point}" if outcome.point else "outcome"
    return place(taken.meeting, item, answered)


def outside_id(outside: OutsideDecision) -> str:
    """What the register calls a decision that was taken outside meetings."""
    return outside.decision.id or f"{outside.body}-{outside.time.latest}"
