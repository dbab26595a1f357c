"""Checks of how many there are: members as papers count them, and as the record has them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from sundgov.checks.checking import Spot, check, place
from sundgov.checks.money.ledger_money import ledgers_by_id
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.bodies import Seat
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.qualified_amounts import Qualifier
from sundgov.governance.statements import Section, StatedFigure
from sundgov.parties import PartyKind
from sundgov.record import Ledger, Record


@frozen
class _Counted:
    """A number of members where a paper states it, and the days it may be as of."""

    figure: StatedFigure
    place: str
    first: dt.date
    last: dt.date

    @property
    def number(self) -> Fraction:
        """How many members there are: the whole, where the figure is a part of them."""
        return self.figure.value if self.figure.whole is None else self.figure.whole


@check("members-differ", Severity.ERROR)
def members_differ(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A number of members that is not the agreement's, or a body's that changed by no event."""
    ledgers = ledgers_by_id(record)
    groups: dict[str, list[_Counted]] = {}
    for one in sorted(_counted(record), key=_sequence):
        groups.setdefault(one.figure.members_of, []).append(one)
    for name, group in groups.items():
        if name in ledgers:
            yield from _against_agreement(ledgers[name], group)
        else:
            yield from _against_seats(record.register.seats_of(name), group)


def _sequence(one: _Counted) -> tuple[dt.date, dt.date, str, Fraction]:
    return one.first, one.last, one.place, one.number


def _counted(record: Record) -> Iterator[_Counted]:
    """Every exact number of members that the papers of meetings state."""
    for meeting in record.meetings:
        for placed in meeting.items:
            where = place(meeting.id, f"item {placed.id}", "presentation")
            yield from _in(placed.item.sections(), where, meeting.on)
        for entry in meeting.minutes.entries if meeting.minutes else ():
            where = place(meeting.id, f"item {entry.item}" if entry.item else "", "minutes")
            yield from _in(entry.sections(), where, meeting.on)


def _in(sections: Iterable[Section], where: str, on: dt.date) -> Iterator[_Counted]:
    for section in sections:
        for figure in section.figures:
            exact = figure.qualifier is Qualifier.EXACT and figure.upper is None
            days = _days(figure.on, on)
            if figure.members_of and exact and days is not None:
                yield _Counted(figure, where, *days)


def _days(time: PlannedTime | None, on: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that a number may be as of; None where an end is open."""
    if time is None:
        return on, on
    if time.earliest is None or time.latest is None:
        return None
    return time.earliest, time.latest


def _against_agreement(ledger: Ledger, group: Iterable[_Counted]) -> Iterator[Spot]:
    for one in group:
        held = _held(ledger, one)
        if one.number not in held:
            names = " or ".join(str(number) for number in sorted(held))
            day = f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}"
            yield Spot(
                one.place,
                f"the members of {ledger.agreement.id} are counted as {one.number}, and the"
                f" agreement has {names} on {day}",
                "Correct the number, or the days on which members joined and left.",
                one.figure.what,
            )


def _held(ledger: Ledger, one: _Counted) -> set[int]:
    """How many members an agreement has on the days in question.

    All of them, or the municipalities alone, or the regions: a paper may count either.
    """
    members = ledger.agreement.members
    ends = [member.left + dt.timedelta(days=1) for member in members if member.left]
    changes = {*(member.joined for member in members), *ends}
    days = {one.first, *(day for day in changes if one.first <= day <= one.last)}
    counts: set[int] = set()
    for day in days:
        kinds = [
            member.party.kind
            for member in members
            if member.joined <= day and (member.left is None or day <= member.left)
        ]
        told = (kinds.count(PartyKind.MUNICIPALITY), kinds.count(PartyKind.REGION))
        counts |= {len(kinds), *(number for number in told if number)}
    return counts


def _against_seats(seats: Iterable[Seat], group: Iterable[_Counted]) -> Iterator[Spot]:
    """Two numbers of a body's members, one after the other, and no seat that began or ended."""
    held = tuple(seats)
    for one, other in pairwise(group) if held else ():
        alike = one.figure.unit == other.figure.unit and one.last <= other.first
        if alike and one.number != other.number and not _changed(held, one, other):
            yield Spot(
                other.place,
                f"the members of {other.figure.members_of} are counted as {other.number}, and as"
                f" {one.number} in {one.place}, and no seat began or ended between them",
                "Correct the number, or enter who came or left and when.",
                other.figure.what,
            )


def _changed(seats: Iterable[Seat], one: _Counted, other: _Counted) -> bool:
    """Whether a seat may have begun or ended from the one count to the other."""
    times = [time for seat in seats for time in (seat.since, seat.until) if time is not None]
    return any(
        not time.surely_before(one.first) and not time.surely_after(other.last) for time in times
    )
