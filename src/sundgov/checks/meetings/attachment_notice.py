"""Whether papers were sent in time (rettidig udsendelse)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.meetings.meeting_attachments import attached
from sundgov.checks.walks.meeting_walk import agendas
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.agendas import Agenda
from sundgov.governance.meetings import Meeting, MeetingState
from sundgov.governance.notice import NoticeRule
from sundgov.periods import Month
from sundgov.record import Record

_REMEDY = "Write who consented to it, or move what needs the paper to a later meeting."
_CORRECT = "Correct the day."
LONG = 90
"""So many days ahead no agenda is sent while the body meets in between."""


def _by_rule(record: Record) -> Iterator[tuple[Meeting, Agenda, NoticeRule]]:
    """The meetings with a rule, unless somebody consented that papers came after their time."""
    return (
        (meeting, agenda, meeting.notice)
        for meeting, agenda in agendas(record)
        if meeting.notice is not None and not agenda.late_consent
    )


def _late(sent: dt.date, last: dt.date, meeting: Meeting, rule: NoticeRule) -> str:
    days = (meeting.on - sent).days
    ahead = "on the day of" if days == 0 else "after"
    if days > 0:
        ahead = f"{days} {'day' if days == 1 else 'days'} before"
    told = f"it was sent on {sent}, {ahead} the meeting"
    return f"{told}, and {last} is the last day by the rule of {rule}"


@check("agenda-sent-late", Severity.WARNING)
def agenda_sent_late(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An agenda that was sent later than the meeting's notice rule asks for."""
    for meeting, agenda, rule in _by_rule(record):
        last = rule.last_day_before(meeting.on)
        if agenda.sent_on is not None and agenda.sent_on > last:
            yield Spot(
                place(meeting.id, "agenda"),
                _late(agenda.sent_on, last, meeting, rule),
                _CORRECT if agenda.sent_on > (meeting.last_day or meeting.on) else _REMEDY,
            )


@check("agenda-sent-early", Severity.NOTE)
def agenda_sent_early(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An agenda sent long before its meeting, though the body met in between: often a wrong year.

    Where meetings lie close, the next agenda may be sent before the last meeting.
    """
    for meeting, agenda in agendas(record):
        sent = agenda.sent_on
        if sent is None or _days_ahead(sent, meeting) < LONG:
            continue
        met = [
            one.on
            for one in record.register.meetings_of(meeting.body)
            if sent < one.on < meeting.on and one.state is MeetingState.HELD
        ]
        if met:
            yield Spot(
                place(meeting.id, "agenda"),
                f"it was sent on {sent}, {_days_ahead(sent, meeting)} days before the meeting, and"
                f" {meeting.body} met on {max(met)}",
                _day_meant(sent, meeting),
            )


def _days_ahead(sent: dt.date, meeting: Meeting) -> int:
    return (meeting.on - sent).days


def _day_meant(sent: dt.date, meeting: Meeting) -> str:
    """The same day of the meeting's year, or of the year before it, where that is shortly ahead."""
    for year in (meeting.on.year, meeting.on.year - 1):
        month = Month(year, sent.month)
        meant = month.first_day.replace(day=min(sent.day, month.days))
        if 0 <= _days_ahead(meant, meeting) < LONG:
            return f"Write {meant} if that is meant."
    return _CORRECT


@check("material-sent-late", Severity.WARNING)
def material_sent_late(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Material that was sent later than the meeting's notice rule asks for."""
    for meeting, agenda, rule in _by_rule(record):
        last = rule.last_day_for_material(meeting.on)
        if agenda.material_sent_on is not None and agenda.material_sent_on > last:
            yield Spot(
                place(meeting.id, "material"),
                _late(agenda.material_sent_on, last, meeting, _of_material(rule)),
                _CORRECT if agenda.material_sent_on > (meeting.last_day or meeting.on) else _REMEDY,
            )


@check("attachment-sent-late", Severity.WARNING)
def attachment_sent_late(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An attachment that was sent by itself, after the last day and before the meeting was over.

    What was sent afterwards was not meant for the meeting; what replaces a paper corrects it.
    """
    for meeting, agenda, rule in _by_rule(record):
        last, end = rule.last_day_for_material(meeting.on), meeting.last_day or meeting.on
        with_others = (agenda.sent_on, agenda.material_sent_on)
        for each in attached(meeting):
            sent = each.attachment.sent_on
            if sent is None or sent in with_others or each.attachment.replaces:
                continue
            if last < sent <= end:
                yield Spot(
                    each.where,
                    _late(sent, last, meeting, _of_material(rule)),
                    _REMEDY,
                    f"{each}",
                )


def _of_material(rule: NoticeRule) -> NoticeRule:
    """The rule as it reads for material."""
    return NoticeRule(rule.days if rule.material_days is None else rule.material_days, rule.count)


NOTICE: tuple[Check, ...] = (
    agenda_sent_late,
    agenda_sent_early,
    material_sent_late,
    attachment_sent_late,
)
"""The checks of notice."""
