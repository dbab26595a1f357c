"""Decisions, actions and risks on a day as text: a table for people, CSV and JSON for programs.

The table has Danish words and names; CSV and JSON have ids, ISO dates, numbers, and the words of
files. What is not known is empty in CSV and null in JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from sundgov.formats.layout import Format, csv_text, harmless, json_text, table_text
from sundgov.governance.actions import ActionStanding, ByMeeting, Due
from sundgov.governance.in_force import StandingDecision
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risk_scales import Assessment
from sundgov.governance.risks import RiskStanding
from sundgov.kinds import must_be
from sundgov.printing import day as printed_day
from sundgov.record import Record

Row: TypeAlias = Sequence[str]
Cell: TypeAlias = str | int | bool | list[str] | None
Entry: TypeAlias = dict[str, Cell]


def decisions_text(record: Record, on: dt.date, form: Format) -> str:
    """The decisions in force on a day, oldest first, with the points left and what altered them.

    What was settled beside the points that were recommended is `øvrigt`.
    """
    found = record.in_force(on)
    if form is not Format.TABLE:
        return _for_programs([_decision_entry(one) for one in found], _DECISION, form)
    head = ("Id", "Dato", "Besluttet af", "Punkter", "Beslutning", "Ændret af")
    rows = [_decision(one, record) for one in found]
    return table_text(f"Gældende beslutninger {printed_day(on)}", head, rows, texts=len(head))


def actions_text(record: Record, on: dt.date, form: Format) -> str:
    """The actions open on a day, in the order they were made; what is past due is marked."""
    found = record.open_actions(on)
    if form is not Format.TABLE:
        return _for_programs([_action_entry(one) for one in found], _ACTION, form)
    head = ("Id", "Ansvarlig", "Frist", "Status", "Opgave")
    rows = [_action(one, record) for one in found]
    return table_text(f"Åbne opfølgningspunkter {printed_day(on)}", head, rows, texts=len(head))


def risks_text(record: Record, on: dt.date, form: Format) -> str:
    """Every risk that was raised by a day, log by log, with its ratings in the log's words."""
    found = [(log, one) for log in record.logs for one in _standings(log, record, on)]
    if form is not Format.TABLE:
        return _for_programs([_risk_entry(log, one) for log, one in found], _RISK, form)
    head = ("Log", "Id", "Status", "Risiko", "Iboende", "Rest", "Ansvarlig", "Bemærkning")
    rows = [_risk(log, one, record) for log, one in found]
    return table_text(f"Risici {printed_day(on)}", head, rows, texts=len(head))


def _for_programs(entries: Sequence[Entry], columns: Sequence[str], form: Format) -> str:
    must_be(form, "form", Format)
    if form is Format.JSON:
        return json_text(entries)
    return csv_text(columns, ([_csv(entry[name]) for name in columns] for entry in entries))


def _csv(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    joined = " ".join(cell) if isinstance(cell, list) else cell
    return "" if joined is None else harmless(f"{joined}")


_DECISION = (
    "id",
    "decided_earliest",
    "decided_latest",
    "body",
    "meeting",
    "item",
    "points",
    "fallen",
    "amended_by",
    "text",
)


def _decision_entry(one: StandingDecision) -> Entry:
    taken = one.decision
    values: tuple[Cell, ...] = (
        taken.id,
        _iso(taken.time.earliest),
        _iso(taken.on),
        taken.body,
        taken.meeting or None,
        taken.item or None,
        list(one.points),
        list(one.fallen),
        [changed.by.id for changed in one.amended],
        taken.text or taken.title,
    )
    return dict(zip(_DECISION, values, strict=True))


_ACTION = ("id", "owner", "due", "due_by", "state", "past_due", "text")


def _action_entry(one: ActionStanding) -> Entry:
    """`due_by` has the last day of each `due`, empty where that is open or not known."""
    values: tuple[Cell, ...] = (
        one.action.id,
        one.owner or None,
        [due.worded() if isinstance(due, ByMeeting) else due.wording for due in one.dues],
        [_iso(each) or "" for each in one.due_days],
        one.state.value if one.state else None,
        one.past_due(one.on),
        one.action.text,
    )
    return dict(zip(_ACTION, values, strict=True))


_RISK = (
    "log",
    "id",
    "state",
    "event",
    "inherent_likelihood",
    "inherent_impact",
    "inherent_score",
    "residual_likelihood",
    "residual_impact",
    "residual_score",
    "owner",
    "note",
)


def _risk_entry(log: RiskLog, one: RiskStanding) -> Entry:
    values: tuple[Cell, ...] = (
        log.id,
        one.risk.id,
        one.state.value if one.state else None,
        one.risk.event,
        *_levels(log, one.inherent),
        *_levels(log, one.residual),
        one.owner or None,
        one.note,
    )
    return dict(zip(_RISK, values, strict=True))


def _levels(log: RiskLog, rating: Assessment | None) -> tuple[int | None, int | None, int | None]:
    if rating is None:
        return None, None, None
    score = log.scale.score_of(rating) if log.scale else None
    return rating.likelihood, rating.impact, score


def _iso(on: dt.date | None) -> str | None:
    return None if on is None else f"{on}"


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
    if isinstance(due, ByMeeting):
        return due.worded(body=_body(due.body, record))
    return printed_day(due.latest) if due.is_day and due.latest else due.wording


def _standings(log: RiskLog, record: Record, on: dt.date) -> Iterator[RiskStanding]:
    return iter(log.on(on, record.register.calendar.days).risks)


def _risk(log: RiskLog, one: RiskStanding, record: Record) -> Row:
    return (
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
