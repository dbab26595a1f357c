"""Decisions that are named, reported, or taken where nobody met (henvisninger til beslutninger)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypeAlias

from sundgov.checks.checking import Check, Grade, Spot, check, place
from sundgov.checks.walks.meeting_walk import write_instead
from sundgov.checks.walks.outcome_walk import Became, decision_place, outside_id
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.decisions import Manner, TakenDecision
from sundgov.governance.meetings import MeetingState
from sundgov.record import Record

_OFF = (MeetingState.CANCELLED, MeetingState.MOVED)
_Named: TypeAlias = Iterator[tuple[str, str, str]]


@check("unknown-decision", Severity.ERROR)
def unknown_decision(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision is named, and the record has none of that id, though it has others."""
    known = [taken.id for taken in record.register.decisions]
    for where, what, named in _decisions_named(record):
        if named and known and record.register.decision(named) is None:
            at = record.register.item(named)
            undecided = ", where nothing was decided" if at else ""
            yield Spot(
                where,
                f"{what} {named}{undecided}, and the record has no such decision",
                write_instead(named, known, "Add the decision, or leave its id out."),
                named,
            )


def _decisions_named(record: Record) -> _Named:
    """Every place that names a decision, what it says of it, and the id that it names."""
    for body in record.bodies:
        for event in body.events:
            yield f"body {body.id}", f"it was {event.change.value} by", event.decision
    for seat in record.seats:
        yield place(f"body {seat.body}", f"seat of {seat.holder}"), "it rests on", seat.decision
    for mandate in record.mandates:
        yield f"mandate {mandate.id}", "it was granted by", mandate.granted_by
    for use in record.pool_uses:
        yield place(f"mandate {use.mandate}", f"use {use.id}"), "it was decided by", use.decision
    for target in record.targets:
        yield f"target {target.id}", "it was adopted by", target.adopted_by
    yield from _by_projects(record)
    yield from _by_decisions(record)
    yield from _by_risks(record)


def _by_projects(record: Record) -> _Named:
    for project in record.projects:
        where = f"project {project.id}"
        yield where, "it rests on", project.decision
        for number, proviso in enumerate(project.joining, 1):
            yield place(where, f"proviso {number}"), "it is met by", proviso.met_by
    for case in record.cases:
        for number, step in enumerate(case.route, 1):
            yield place(f"case {case.id}", f"step {number}"), "it was settled by", step.decision


def _by_decisions(record: Record) -> _Named:
    for taken in record.register.decisions:
        for change in taken.decision.changes:
            yield decision_place(taken), f"it {change.kind.value}", change.decision
        for outcome in taken.decision.outcomes:
            where = Became(taken, outcome).where
            for number, proviso in enumerate(outcome.provisos, 1):
                yield place(where, f"proviso {number}"), "it is met by", proviso.met_by


def _by_risks(record: Record) -> _Named:
    for log in record.risk_logs:
        for risk in log.risks:
            where = place(f"risk log {log.id}", f"risk {risk.id}")
            touching = (risk.decisions, *(event.decisions for event in risk.history))
            for named in dict.fromkeys(named for some in touching for named in some):
                yield where, "it was touched by", named


@check("decision-id-repeated", Severity.ERROR)
def decision_id_repeated(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Two decisions with one id of their own: whatever names it means the earlier of them.

    Several entries of one item are one decision told in parts.
    """
    first: dict[str, TakenDecision] = {}
    for taken in record.register.decisions:
        other = first.setdefault(taken.id, taken)
        parts = taken.meeting and (taken.meeting, taken.item) == (other.meeting, other.item)
        if other is not taken and not parts and (taken.decision.id or other.decision.id):
            yield Spot(
                decision_place(taken),
                f"its decision ({taken.time}) has the id {taken.id}, which one of {other.time} has",
                "Give one of them an id of its own.",
                taken.id,
            )


@check("unknown-reference", Severity.ERROR)
def unknown_reference(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A meeting, item or decision is named as where something comes of or was told."""
    find = record.register
    known = {
        *(meeting.id for meeting in record.meetings),
        *(meeting.item_id(placed.id) for meeting in record.meetings for placed in meeting.items),
        *(taken.id for taken in find.decisions),
    }
    for where, what, named in _told_at(record):
        if named and known and named not in known:
            yield Spot(
                where,
                f"{what} {named}, and the record has no such meeting, item or decision",
                write_instead(named, known, "Add it, or leave its id out."),
                named,
            )


def _told_at(record: Record) -> _Named:
    for action in record.actions:
        yield f"action {action.id}", "it comes of", action.origin
    for outside in record.decisions:
        yield f"decision {outside_id(outside)}", "it was reported at", outside.reported
    for report in record.reports:
        yield (
            place(f"mandate {report.mandate}", f"report {report.on}"),
            "it was given at",
            report.at,
        )


@check("decided-at-cancelled-meeting", Severity.ERROR)
def decided_at_cancelled_meeting(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision of a meeting that was cancelled, or moved to another day."""
    for meeting in record.meetings:
        if meeting.state not in _OFF:
            continue
        for taken in meeting.decisions():
            yield Spot(
                decision_place(taken),
                f"a decision was taken, and the meeting was {meeting.state.value}",
                "Write that the meeting was held, or where the decision was taken.",
                taken.title,
            )


@check("outside-decision-unreported", Severity.WARNING, Grade.STRICT)
def outside_decision_unreported(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A decision taken in writing, by mail or by one alone that no meeting was told of."""
    for outside in record.decisions:
        if outside.manner is Manner.AT_A_MEETING or outside.reported:
            continue
        later = (
            meeting.id
            for meeting in record.register.meetings_of(outside.body)
            if outside.time.surely_past(meeting.on) and meeting.state not in _OFF
        )
        following = next(later, "")
        such = f", such as {following!r}" if following else ""
        yield Spot(
            f"decision {outside_id(outside)}",
            f"it was taken {outside.manner.value} ({outside.time}), and no meeting was told of it",
            f"Report it, and write where it was reported{such}.",
            outside.decision.text,
        )


DECISION_REFERENCES: tuple[Check, ...] = (
    unknown_decision,
    decision_id_repeated,
    unknown_reference,
    decided_at_cancelled_meeting,
    outside_decision_unreported,
)
"""The checks of where decisions are named and taken."""
