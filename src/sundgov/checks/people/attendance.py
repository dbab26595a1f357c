"""Who was at a meeting against who led it, wrote its minutes and presented (deltagere)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from sundgov.checks.checking import Check, Grade, Spot, check
from sundgov.checks.people.attending import Attending
from sundgov.checks.walks.meeting_walk import at_item, meetings
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.bodies import Role
from sundgov.governance.decisions import Decision, OutcomeKind
from sundgov.governance.meetings import Attendance, Meeting, Presence
from sundgov.record import Record

_NOT_TAKEN = (OutcomeKind.POSTPONED, OutcomeKind.WITHDRAWN)


def _attended(record: Record) -> Iterator[tuple[Meeting, Attending]]:
    """The meetings of which it is known who was there."""
    for meeting in meetings(record):
        attending = Attending(record, meeting)
        if attending.listed:
            yield meeting, attending


def _missing(attending: Attending, named: str, item: str = "") -> str:
    """How the list says that somebody was not there, or the empty text where it does not."""
    if attending.away(named, item):
        presence = attending.entries(named)[0].presence
        if presence is Presence.PRESENT:
            return "is listed as there for other items alone"
        return f"is listed as {_WORDED[presence]}"
    return "is not among those listed as present" if attending.unlisted(named) else ""


_WORDED = {
    Presence.PRESENT: "present",
    Presence.ABSENT: "absent",
    Presence.APOLOGIES: "having sent apologies",
}


@check("chair-not-present", Severity.ERROR)
def chair_not_present(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting led by somebody who is said to have been away."""
    for meeting, attending in _attended(record):
        if attending.away(meeting.chair):
            yield _chair(attending)


@check("chair-not-listed", Severity.WARNING)
def chair_not_listed(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting led by somebody whom its list does not have."""
    for meeting, attending in _attended(record):
        if meeting.chair and attending.unlisted(meeting.chair):
            yield _chair(attending)


def _chair(attending: Attending) -> Spot:
    chair = attending.meeting.chair
    return Spot(
        attending.meeting.id,
        f"{attending.told(chair)} led the meeting and {_missing(attending, chair)}",
        f"List {chair} as present, or write who led the meeting.",
        chair,
    )


@check("minute-taker-not-present", Severity.WARNING)
def minute_taker_not_present(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Minutes written by somebody who was not there."""
    for meeting, attending in _attended(record):
        of_minutes = meeting.minutes.taker if meeting.minutes else ""
        for taker in dict.fromkeys((meeting.minute_taker, of_minutes)):
            missing = _missing(attending, taker) if taker else ""
            if missing:
                yield Spot(
                    meeting.id,
                    f"{attending.told(taker)} took the minutes and {missing}",
                    f"List {taker} as present, or write who took the minutes.",
                    taker,
                )


@check("presenter-not-present", Severity.WARNING)
def presenter_not_present(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item presented by somebody who was not there: said to be away, or a member not listed."""
    for meeting, attending in _attended(record):
        for item, presenter in _presented(meeting):
            missing = _missing(attending, presenter, item)
            known = attending.away(presenter, item) or _belongs(attending, presenter)
            if missing and known and not attending.replaced(presenter, item):
                yield Spot(
                    at_item(meeting, item),
                    f"{attending.told(presenter)} presents it and {missing}",
                    f"List {presenter} as present, or write in the minutes who presented it.",
                    presenter,
                )


@check("presenter-not-listed", Severity.NOTE, Grade.STRICT)
def presenter_not_listed(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An item presented by somebody from outside the body whom nobody has listed."""
    for meeting, attending in _attended(record):
        for item, presenter in _presented(meeting):
            if attending.unlisted(presenter) and not _belongs(attending, presenter):
                yield Spot(
                    at_item(meeting, item),
                    f"{attending.told(presenter)} presents it, has no seat in {meeting.body} and"
                    " is not among those listed as present",
                    f"List {presenter} as a guest for item {item}.",
                    presenter,
                )


def _presented(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Who presented which item: as the minutes have it, else as the agenda planned it."""
    for placed in meeting.items:
        entry = meeting.entry(placed.id)
        if entry is None or not _untaken(entry.decision):
            told = entry.presenters if entry else ()
            yield from ((placed.id, each) for each in told or placed.item.presenters)


def _untaken(decision: Decision | None) -> bool:
    """Whether an item was put off: who was to present it need not have come."""
    kinds = {outcome.kind for outcome in decision.outcomes} if decision else set()
    return bool(kinds) and kinds <= set(_NOT_TAKEN)


def _belongs(attending: Attending, named: str) -> bool:
    """Whether somebody surely has a seat in the body on the day, and not as a guest."""
    return any(
        seat.role is not Role.GUEST and seat.surely_holds_on(attending.meeting.on)
        for seat in attending.seats(named)
    )


@check("attendance-contradicts", Severity.ERROR)
def attendance_contradicts(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """One person listed twice, or as having come for another and as not having come."""
    for meeting in meetings(record):
        attending = Attending(record, meeting)
        for entries in _by_person(attending).values():
            apart = (pair for pair in combinations(entries, 2) if not _apart(*pair))
            yield from (_twice(attending, *pair) for pair in apart)
        for each in meeting.attendance:
            for own in attending.entries(each.substitute) if each.substitute else ():
                if own.presence is not Presence.PRESENT and not own.items:
                    yield _not_there(attending, each, own)


def _by_person(attending: Attending) -> dict[str, list[Attendance]]:
    said: dict[str, list[Attendance]] = {}
    for each in attending.meeting.attendance:
        said.setdefault(attending.key(each.person), []).append(each)
    return said


def _twice(attending: Attending, one: Attendance, other: Attendance) -> Spot:
    both = " and as ".join(_WORDED[each.presence] for each in (one, other))
    return Spot(
        attending.meeting.id,
        f"{attending.told(one.person)} is listed twice, as {both}",
        f"List {one.person} once.",
        one.person,
    )


def _not_there(attending: Attending, came_for: Attendance, own: Attendance) -> Spot:
    who, substitute = came_for.person, came_for.substitute
    return Spot(
        attending.meeting.id,
        f"{attending.told(substitute)} came for {attending.told(who)} and is listed as"
        f" {_WORDED[own.presence]}",
        f"List {substitute} as present, or let nobody have come for {who}.",
        substitute,
    )


def _apart(one: Attendance, other: Attendance) -> bool:
    """Whether two entries are of different parts of a meeting: some items, or some and the rest."""
    if one.items and other.items:
        return set(one.items).isdisjoint(other.items)
    return bool(one.items or other.items) and one.presence is not other.presence


@check("substitute-beside-member", Severity.WARNING)
def substitute_beside_member(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A substitute who was there together with everybody whom it stands for."""
    for meeting, attending in _attended(record):
        throughout = {
            attending.key(each.person): each
            for each in meeting.attendance
            if each.presence is Presence.PRESENT and not (each.items or each.away_from)
        }
        for each in throughout.values():
            if each.substitute:
                yield _beside(attending, each.substitute, (each.person,))
            elif each.role is Role.SUBSTITUTE:
                members = _members(attending, each.person)
                if members and all(attending.key(member) in throughout for member in members):
                    yield _beside(attending, each.person, members)


def _members(attending: Attending, substitute: str) -> tuple[str, ...]:
    """Whom a substitute may have come for: nobody where it is not known, or somebody is named."""
    came_for = {attending.key(each.substitute) for each in attending.meeting.attendance}
    seats = [
        seat
        for seat in attending.seats(substitute)
        if seat.role is Role.SUBSTITUTE and seat.may_hold_on(attending.meeting.on)
    ]
    if attending.key(substitute) in came_for:
        return ()
    return tuple(sorted({seat.substitute_for for seat in seats}))  # "" is nobody, never there


def _beside(attending: Attending, substitute: str, members: tuple[str, ...]) -> Spot:
    told = [attending.told(member) for member in members]
    return Spot(
        attending.meeting.id,
        f"{attending.told(substitute)} is listed as a substitute for {' and '.join(told)}, listed"
        " as present too",
        f"List {substitute} as an observer, or {' or '.join(told)} as having sent apologies.",
        substitute,
    )


ATTENDANCE: tuple[Check, ...] = (
    chair_not_present,
    chair_not_listed,
    minute_taker_not_present,
    presenter_not_present,
    presenter_not_listed,
    attendance_contradicts,
    substitute_beside_member,
)
"""The checks of who was there."""
