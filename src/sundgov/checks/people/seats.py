"""Seats in time: who surely sat where, at once or no more (pladser og udpegninger)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import combinations

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.people.attending import Attending
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.bodies import Person, Role, Seat
from sundgov.governance.meetings import Meeting, Presence
from sundgov.record import Record

_AS_GUEST = (Role.GUEST, Role.OBSERVER, Role.SECRETARIAT, Role.SUBSTITUTE)


@check("two-chairs", Severity.WARNING)
def two_chairs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Two people who surely chair one body at once, and not on behalf of two parties."""
    for body, seats in _by_body(record):
        # A place that a party has, whoever comes, may be the very place of one who is named.
        chairs = [seat for seat in seats if seat.role is Role.CHAIR and seat.person]
        for one, other in combinations(chairs, 2):
            together = _together(one, other)
            shared = one.on_behalf_of and other.on_behalf_of
            if one.person == other.person or together is None:
                continue
            if shared and one.on_behalf_of != other.on_behalf_of:
                continue  # two parties may lead a body together
            both = " and ".join(_told(record, seat.person) for seat in (one, other))
            yield Spot(
                place(f"body {body}"),
                f"{both} are both its chair{_spanned(together)}",
                "Write until when one of them is chair, or on whose behalf each leads it.",
            )


@check("initials-not-unique", Severity.WARNING)
def initials_not_unique(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """People of one body, or at one meeting, who are called by the same initials."""
    told: set[tuple[str, frozenset[str]]] = set()
    taken = {person.initials.casefold() for person in record.people}
    for body, seats in _by_body(record):
        for pair in combinations(seats, 2):
            people = _people(record, [seat.person for seat in pair])
            ids = frozenset(person.id for person in people)
            if len(ids) == 2 and _alike(people) and _together(*pair) and (body, ids) not in told:
                told.add((body, ids))
                yield _initials(f"body {body}", people, taken)
    for meeting in record.meetings:
        for both in combinations(_met(record, meeting), 2):
            ids = frozenset(person.id for person in both)
            if _alike(both) and (meeting.body, ids) not in told:
                yield _initials(meeting.id, both, taken)


def _met(record: Record, meeting: Meeting) -> list[Person]:
    """Everybody whom the list of a meeting may mean, each once, by id; not those named in full."""
    names = [name for each in meeting.attendance for name in (each.person, each.substitute)]
    found = {}
    for name in (each for each in names if " " not in each):
        one = record.register.person(name, meeting)
        for person in (one,) if one else record.register.people(name):
            found[person.id] = person
    return [found[each] for each in sorted(found)]


def _people(record: Record, ids: Iterable[str]) -> list[Person]:
    people = (record.register.person(each) for each in sorted(ids))
    return [person for person in people if person is not None]


def _alike(people: Sequence[Person]) -> bool:
    one, other = (person.initials.casefold() for person in people)
    return bool(one) and one == other and people[0].name != people[1].name


def _initials(where: str, people: Sequence[Person], taken: Set[str]) -> Spot:
    one, other = people
    longer = _longer(other)
    free = other.name if longer.casefold() in taken else longer
    return Spot(
        where,
        f"{one.initials} stands for {one.name} and for {other.name}",
        f"Refer to {other.name} as {free}.",
        one.initials,
    )


def _longer(person: Person) -> str:
    """Initials with one more letter of the last name, where it has one."""
    return f"{person.initials}{person.name.split()[-1][1:2].upper()}"


@check("present-after-leaving", Severity.WARNING)
def present_after_leaving(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Somebody listed as a member would be, at a meeting of a body that was surely left before."""
    for meeting in meetings(record):
        attending = Attending(record, meeting)
        leader = attending.key(meeting.chair)
        for each in meeting.attendance:
            as_guest = each.role in _AS_GUEST or each.items
            if each.presence is not Presence.PRESENT or as_guest:
                continue
            left = _left(attending, each.person)
            if left and attending.key(each.person) != leader:
                yield Spot(
                    meeting.id,
                    f"{attending.told(each.person)} is listed as present on {meeting.on}, and left"
                    f" {meeting.body} {left}",
                    f"List {each.person} as a guest, or correct until when the seat was held.",
                    each.person,
                )


@check("chair-after-leaving", Severity.WARNING)
def chair_after_leaving(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting led by somebody who surely had left the body before."""
    for meeting in meetings(record):
        attending = Attending(record, meeting)
        left = _left(attending, meeting.chair) if meeting.chair else ""
        if left:
            yield Spot(
                meeting.id,
                f"{attending.told(meeting.chair)} led the meeting on {meeting.on}, and left"
                f" {meeting.body} {left}",
                "Write who led the meeting, or correct until when the seat was held.",
                meeting.chair,
            )


def _left(attending: Attending, named: str) -> str:
    """When a person surely left the body, in the words of the last seat; empty if not surely."""
    seats = attending.seats(named)
    ended = [seat.until for seat in seats if seat.until is not None]
    before = [time for time in ended if time.surely_past(attending.meeting.on)]
    if not seats or len(before) < len(seats):
        return ""
    return max((time.latest or dt.date.min, time.wording) for time in before)[1]


def _by_body(record: Record) -> Iterator[tuple[str, list[Seat]]]:
    """The seats of each body, in an order that does not depend on the file's."""
    for body in sorted({seat.body for seat in record.seats}):
        yield body, sorted(record.register.seats_of(body), key=lambda seat: seat.holder)


def _span(seat: Seat) -> tuple[dt.date, dt.date] | None:
    """The first and last day on which a seat is surely held; None where no day is sure."""
    first = seat.since.latest if seat.since else dt.date.min
    last = seat.until.earliest if seat.until else dt.date.max
    return (first, last) if first and last else None


def _together(one: Seat, other: Seat) -> tuple[dt.date, dt.date] | None:
    """The first and last day on which two seats are surely held at once."""
    mine, yours = _span(one), _span(other)
    if mine is None or yours is None:
        return None
    first, last = max(mine[0], yours[0]), min(mine[1], yours[1])
    return (first, last) if first <= last else None


def _spanned(span: tuple[dt.date, dt.date]) -> str:
    first, last = span
    since = "" if first == dt.date.min else f" from {first}"
    return f"{since}{'' if last == dt.date.max else f' to {last}'}"


def _told(record: Record, named: str) -> str:
    person = record.register.person(named)
    return f"{person}" if person else named


SEATS: tuple[Check, ...] = (
    two_chairs,
    initials_not_unique,
    present_after_leaving,
    chair_after_leaving,
)
"""The checks of seats."""
