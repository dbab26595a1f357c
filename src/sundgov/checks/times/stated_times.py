"""Times that papers state: past when they were written, or without their year (tidsangivelser)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from sundgov.checks.checking import Grade, Spot, check, place
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.checks.walks.texts import PlacedSection, sections_of
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.dated_events import MeetingDays, day_of
from sundgov.governance.deliverables import Deliverable
from sundgov.governance.meetings import Meeting
from sundgov.governance.planned_times import PlannedTime
from sundgov.governance.statements import StatedTime, Tense
from sundgov.record import Record

_SEASON = re.compile(r"(?<!\w)(forår|sommer|efterår|vinter)(?:en|et)?(?!\w)", re.IGNORECASE)
_WINTER = "vinter"
_OVER = {"forår": 6, "sommer": 9, "efterår": 12, _WINTER: 3}  # the month that follows it


@check("time-already-past", Severity.WARNING)
def time_already_past(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A time told as coming that was over on the day of the paper it stands in."""
    for meeting in meetings(record):
        for placed, stated, written in _stated(meeting):
            if written is not None and stated.time.surely_past(written):
                paper = "the minutes are" if placed.in_minutes else "the agenda is"
                yield _past(placed.place, stated.what, stated.time, f"{paper} of {written}")
    days = record.register.calendar.days
    for deliverable in record.deliverables:
        yield from _progress_past(deliverable, days)
    for target in record.targets:
        adopted = record.register.decision(target.adopted_by)
        due = target.due
        if adopted is not None and due is not None and due.surely_before(adopted.time):
            yield _past(f"target {target.id}", target.name, due, f"it was adopted {adopted.time}")


def _stated(meeting: Meeting) -> Iterator[tuple[PlacedSection, StatedTime, dt.date | None]]:
    """The times a meeting's papers tell as coming, with the day of the paper where it is known.

    Minutes are written when the meeting is over, or later. When an agenda was written is not told
    by the day of the meeting.
    """
    agenda = meeting.agenda
    called = None if agenda is None else agenda.written_on or agenda.sent_on
    held = meeting.last_day or meeting.on
    for placed in sections_of(meeting):
        for stated in placed.section.times:
            if stated.tense is Tense.COMING:
                yield placed, stated, held if placed.in_minutes else called


def _progress_past(deliverable: Deliverable, days: MeetingDays) -> Iterator[Spot]:
    """New times that were over on the day they were told."""
    for told in deliverable.progress:
        on = day_of(told, days)
        ended = told.tells is not None and told.tells.ends
        if on is not None and told.due is not None and told.due.surely_past(on) and not ended:
            where = f"deliverable {deliverable.id}"
            yield _past(where, deliverable.name, told.due, f"that was told on {on}")


def _past(where: str, what: str, time: PlannedTime, told: str) -> Spot:
    return Spot(
        where,
        f"{what!r} is to come {time.wording!r}, which ended on {time.latest}, and {told}",
        "State when it is to be now, or tell it as past.",
        time.wording,
    )


@check("time-still-to-come", Severity.WARNING)
def time_still_to_come(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A time that an agenda tells as past and that cannot begin before the meeting is over.

    Minutes may tell what happened after the meeting, so nothing is known of theirs.
    """
    for meeting in meetings(record):
        held = meeting.last_day or meeting.on
        for placed in sections_of(meeting):
            for stated in placed.section.times:
                told_past = stated.tense is Tense.PAST and not placed.in_minutes
                if told_past and stated.time.surely_after(held):
                    yield Spot(
                        placed.place,
                        f"{stated.what!r} is told as past, and {stated.time.wording!r} begins on"
                        f" {stated.time.earliest}, after the meeting of {meeting.on}",
                        "Correct the time or its year, or tell it as coming.",
                        stated.time.wording,
                    )


@check("season-without-year", Severity.NOTE, Grade.STRICT)
def season_without_year(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A season that is to come, and no year with it: readers of an old paper cannot tell which."""
    for meeting in meetings(record):
        for placed, stated, written in _stated(meeting):
            yield from _yearless(placed.place, stated.time, written)
    for deliverable in record.deliverables:
        for due in (deliverable.due, *(told.due for told in deliverable.progress)):
            yield from _yearless(f"deliverable {deliverable.id}", due, None)
    for target in record.targets:
        yield from _yearless(f"target {target.id}", target.due, None)
    for project in record.projects:
        yield from _yearless(place(f"project {project.id}", "since"), project.since, None)
        yield from _yearless(place(f"project {project.id}", "until"), project.until, None)


def _yearless(where: str, time: PlannedTime | None, written: dt.date | None) -> Iterator[Spot]:
    found = None if time is None else _SEASON.search(time.wording)
    if time is None or found is None or any(each.isdecimal() for each in time.wording):
        return
    season = found[1].casefold()
    year = time.earliest.year if time.earliest else _coming(season, written)
    yield Spot(
        where,
        f"{time.wording!r} does not say of which year",
        "Write the year with it." if year is None else f"Write {_in(year, time, found)!r}.",
        time.wording,
    )


def _coming(season: str, written: dt.date | None) -> int | None:
    """The year of the first season of a name that was not over on a day; winter's is its first."""
    if written is None:
        return None
    over = dt.date(written.year, _OVER[season], 1) <= written
    return written.year - (season == _WINTER) + over


def _in(year: int, time: PlannedTime, season: re.Match[str]) -> str:
    """The wording with a year after the season; a winter has two."""
    years = f"{year}/{(year + 1) % 100:02}" if season[1].casefold() == _WINTER else f"{year}"
    return f"{time.wording[: season.end()]} {years}{time.wording[season.end() :]}"
