"""Decisions, actions and risks on a day as text: a table for people, CSV and JSON for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sundgov.formats.layout import Format, csv_text, harmless, json_text, table_text
from sundgov.governance.actions import ActionStanding, ByMeeting, Due
from sundgov.governance.in_force import StandingDecision
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_scales import Assessment
from sundgov.kinds import must_be
from sundgov.printing import day as printed_day
from sundgov.record import Record

Row = Sequence[str]


def decisions_text(record: Record, on: dt.date, form: Format) -> str:
    """The decisions in force on a day, oldest first, with the points left and what altered them.

    What was settled beside the points that were recommended is `øvrigt`.
    """
    rows = [_decision(one, record) for one in record.in_force(on)]
    head = ("Id", "Dato", "Besluttet af", "Punkter", "Beslutning", "Ændret af")
    keys = ("id", "decided", "body", "points", "text", "amended_by")
    return _laid(f"Gældende beslutninger {printed_day(on)}", head, keys, rows, form)


def actions_text(record: Record, on: dt.date, form: Format) -> str:
    """The actions open on a day, in the order they were made; what is past due is marked."""
    rows = [_action(one, record) for one in record.open_actions(on)]
    head = ("Id", "Ansvarlig", "Frist", "Status", "Opgave")
    keys = ("id", "owner", "due", "state", "text")
    return _laid(f"Åbne opfølgningspunkter {printed_day(on)}", head, keys, rows, form)


def risks_text(record: Record, on: dt.date, form: Format) -> str:
    """Every risk that was raised by a day, log by log, with its ratings in the log's words."""
    rows = [row for log in record.logs for row in _risks(log, record, on)]
    head = ("Log", "Id", "Status", "Risiko", "Iboende", "Rest", "Ansvarlig", "Bemærkning")
    keys = ("log", "id", "state", "event", "inherent", "residual", "owner", "note")
    return _laid(f"Risici {printed_day(on)}", head, keys, rows, form)


def _laid(title: str, head: Row, keys: Row, rows: Sequence[Row], form: Format) -> str:
    must_be(form, "form", Format)
    if form is Format.JSON:
        return json_text([dict(zip(keys, row, strict=True)) for row in rows])
    if form is Format.CSV:
        return csv_text(keys, ([harmless(cell) for cell in row] for row in rows))
    return table_text(title, head, rows, texts=len(head))


def _decision(one: StandingDecision, record: Record) -> Row:
    taken = one.decision
    altered = ", ".join(changed.by.id for changed in one.amended)
    whole = "hele" if one.points == ("",) else "øvrigt"
    points = ", ".join(point or whole for point in one.points)
    text = taken.text or taken.title
    return taken.id, taken.dated(), _body(taken.body, record), points, text, altered


def _body(named: str, record: Record) -> str:
    held = record.register.body(named)
    return str(held) if held else named


def _owner(named: str, record: Record) -> str:
    person = record.register.person(named)
    return str(person) if person else _body(named, record)


_STATES = {"open": "åben", "in progress": "i gang"}


def _action(one: ActionStanding, record: Record) -> Row:
    dues = ", ".join(_due(due, record) for due in one.dues)
    state = one.state.value if one.state else ""
    told = "overskredet" if one.past_due(one.on) else _STATES.get(state, state)
    return one.action.id, _owner(one.owner, record), dues, told, one.action.text


def _due(due: Due, record: Record) -> str:
    if not isinstance(due, ByMeeting):
        return printed_day(due.latest) if due.is_day and due.latest else due.wording
    if due.meeting or not due.body:
        return due.worded()
    return ByMeeting(body=due.body).worded().replace(due.body, _body(due.body, record))


def _risks(log: RiskLog, record: Record, on: dt.date) -> Iterator[Row]:
    for one in log.on(on, record.register.calendar.days).risks:
        yield (
            log.id,
            one.risk.id,
            _RISK_STATES[one.state.value if one.state else ""],
            one.risk.event,
            _rated(log, one.inherent),
            _rated(log, one.residual),
            _owner(one.owner, record),
            one.note,
        )


_RISK_STATES = {
    "open": "åben",
    "closed": "lukket",
    "occurred": "indtruffet",
    "merged": "overført",
    "": "",
}


def _rated(log: RiskLog, rating: Assessment | None) -> str:
    if rating is None:
        return ""
    return log.scale.worded(rating) if log.scale else f"{rating}"
