"""People: whether those who are named are known to the record (personer)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Grade, Spot, check, place
from sundgov.checks.people.attendance import ATTENDANCE
from sundgov.checks.people.bodies import BODIES
from sundgov.checks.people.seats import SEATS
from sundgov.checks.walks.initials import is_initials
from sundgov.checks.walks.meeting_walk import at_item, nearest, write_instead
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.bodies import Role
from sundgov.governance.meetings import Meeting
from sundgov.record import Record


@check("unknown-person", Severity.ERROR)
def unknown_person(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An id or initials that nobody in the record answers to, though it holds people.

    A name in full may be of somebody whom the record need not know, and is let be.
    """
    if not record.people:
        return
    known = _known(record)
    for where, what, named in _named(record, known):
        if named and " " not in named and not record.register.people(named):
            yield Spot(
                where,
                f"{what} {named}, and the record has no such person",
                write_instead(named, known, "Add the person, or write the name in full."),
                named,
            )


def _known(record: Record) -> set[str]:
    people = record.people
    return {person.id for person in people} | {one.initials for one in people if one.initials}


def _named(record: Record, known: set[str]) -> Iterator[tuple[str, str, str]]:
    """Every place that names a person, what it says of the person, and the name."""
    for seat in record.seats:
        where = place(f"body {seat.body}", f"seat of {seat.holder}")
        yield where, "it is held by", seat.person
        yield where, "it is for", seat.substitute_for
    others = _outside(record)
    for meeting in record.meetings:
        for each in meeting.attendance:
            for named in (each.person, each.substitute):
                if named not in others and _is_reference(named, each.role):
                    yield meeting.id, "its attendance names", named
        for what, named in _leading(meeting):
            if is_initials(named) or nearest(named, known):
                yield meeting.id, what, named


def _outside(record: Record) -> set[str]:
    """Short names of bodies and organisations, which may be at a meeting as well."""
    return {body.short for body in record.bodies} | {one.organisation for one in record.people}


def _is_reference(named: str, role: Role | None) -> bool:
    """Whether a word in a list is an id or initials, and not a first name or that of a firm.

    Guests may come from anywhere: their initials may be those of a firm.
    """
    return named == named.casefold() or (role is not Role.GUEST and is_initials(named))


def _leading(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Who led a meeting, wrote its minutes or let papers come late; words ("formanden") too."""
    yield "it was led by", meeting.chair
    if meeting.agenda is not None:
        yield "its papers came late with the consent of", meeting.agenda.late_consent
    yield "its minutes were taken by", meeting.minute_taker
    if meeting.minutes is not None and meeting.minutes.taker != meeting.minute_taker:
        yield "its minutes were taken by", meeting.minutes.taker


@check("unknown-presenter", Severity.NOTE, Grade.STRICT)
def unknown_presenter(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Initials of a presenter that are somebody's but for a letter, and nobody's as they stand.

    Short names of bodies, organisations and what everybody knows may present too.
    """
    others = _outside(record)
    for meeting in record.meetings if record.people else ():
        for item, named in _presenters(meeting):
            if record.register.people(named) or named in others or not is_initials(named):
                continue
            meant = nearest(named, _known(record))
            if meant:
                yield Spot(
                    at_item(meeting, item),
                    f"{named} presents it, and the record has nobody of these initials",
                    f"Write {meant!r} if that is meant, or the name in full.",
                    named,
                )


def _presenters(meeting: Meeting) -> Iterator[tuple[str, str]]:
    for placed in meeting.items:
        yield from ((placed.id, named) for named in placed.item.presenters)
    for entry in meeting.minutes.entries if meeting.minutes else ():
        yield from ((entry.item, named) for named in entry.presenters)


PEOPLE: tuple[Check, ...] = (unknown_person, unknown_presenter, *ATTENDANCE, *SEATS, *BODIES)
"""The checks of people, seats and bodies."""
