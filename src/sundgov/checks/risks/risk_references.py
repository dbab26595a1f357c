"""References to risks by numbers that belong to another log, or to none (risikonumre)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.risks.risk_listings import Listed, listed, logs_of
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.checks.walks.texts import points_of, sections_of
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.meetings import Meeting
from sundgov.governance.risk_logs import RiskLog
from sundgov.governance.risks import LogRisk
from sundgov.record import Record


@check("unknown-risk", Severity.ERROR)
def unknown_risk(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A risk by a number that the log it is said to be in does not have."""
    for log in logs_of(record):
        for one in listed(record, log) if log.risks else ():
            yield from _listed_elsewhere(one, record)
        yield from _moved_from_nowhere(log, record)
    yield from _concerns_nothing(record)


def _listed_elsewhere(one: Listed, record: Record) -> Iterator[Spot]:
    """What a paper lists, or gives a status without listing anything, and its log has not."""
    told = one.listing.risks or tuple(status.risk for status in one.listing.statuses)
    for risk in dict.fromkeys(told):
        if one.log.risk(risk) is None:
            others = [log.id for log in _logs_with(risk, record)]
            has = f"; log {others[0]} has one" if others else ""
            yield Spot(
                one.at(risk),
                f"log {one.log.id} has no risk {risk}{has}",
                _instead(one.log, risk, others),
                risk,
            )


def _logs_with(risk: str, record: Record) -> list[RiskLog]:
    return sorted((log for log in logs_of(record) if log.risk(risk)), key=lambda log: log.id)


def _instead(log: RiskLog, risk: str, others: list[str]) -> str:
    """What it is called here since it was taken over, or the one risk with its number."""
    moved = [log.id_of(LogRisk(other, risk)) for other in others]
    alike = [each.id for each in log.risks if _number(each.id) == _number(risk) != ""]
    for here in [name for name in moved if name is not None] or alike[: len(alike) == 1]:
        return f"Write {here!r} if that is meant."
    if others:
        return f"Name it as risk {risk} of log {others[0]}."
    return f"Add it to log {log.id}, or correct the number."


def _number(risk: str) -> str:
    """The digits of a risk's id, without leading noughts."""
    return "".join(re.findall("[0-9]", risk)).lstrip("0")


def _moved_from_nowhere(log: RiskLog, record: Record) -> Iterator[Spot]:
    """Where a risk came from or went to: a log that is held and has no such risk."""
    held = {one.id: one for one in logs_of(record)}
    for risk in log.risks:
        events = [one for event in risk.history for one in (event.moved_from, event.moved_to)]
        for moved in dict.fromkeys(one for one in (risk.taken_from, *events) if one is not None):
            if moved.log in held and held[moved.log].risk(moved.risk) is None:
                yield Spot(
                    place(f"risk log {log.id}", f"risk {risk.id}"),
                    f"it was moved from or to risk {moved.risk}, and log {moved.log} has none such",
                    _instead(held[moved.log], moved.risk, []),
                    moved.risk,
                )


def _concerns(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """What points and sections of a meeting's papers concern, each with its place."""
    for placed in sections_of(meeting):
        yield from ((placed.place, name) for name in placed.section.concerns)
    for where, point in points_of(meeting):
        yield from ((where, name) for name in point.concerns)


def _concerns_nothing(record: Record) -> Iterator[Spot]:
    """What looks like the number of a risk, and is nothing that the record holds."""
    risks = sorted((log.id, risk.id) for log in logs_of(record) for risk in log.risks)
    shapes = {_shape(risk): log for log, risk in reversed(risks)}
    held = {*_ids(record), *(risk for _, risk in risks)}
    concerned = (each for meeting in meetings(record) for each in _concerns(meeting))
    for where, name in concerned:
        if _shape(name) in shapes and name not in held:
            log = next(one for one in logs_of(record) if one.id == shapes[_shape(name)])
            yield Spot(where, f"no log has a risk {name}", _instead(log, name, []), name)


def _shape(risk: str) -> str:
    """An id with its numbers left open: those of one log are mostly of one shape."""
    return re.sub("[0-9]+", "0", risk.casefold())


def _ids(record: Record) -> Iterator[str]:
    """Every id that a paper may mean, but for those of risks."""
    for meeting in record.meetings:
        yield from (meeting.item_id(item.id) for item in meeting.items)
    yield from (taken.id for taken in record.register.decisions)
    yield from (ledger.agreement.id for ledger in record.ledgers)
    for held in (
        *(record.bodies, record.people, record.meetings, record.mandates, record.pool_uses),
        *(record.actions, record.risk_logs, record.targets, record.deliverables),
        *(record.cases, record.projects, record.share_tables),
    ):
        yield from (each.id for each in held)


@check("risk-of-another-log", Severity.NOTE)
def risk_of_another_log(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A risk that a body's paper concerns, and that no log has which is laid before that body."""
    others = frozenset(_ids(record))
    logs = sorted(logs_of(record), key=lambda log: log.id)
    for meeting in meetings(record):
        own = [log for log in logs if log.body == meeting.body and log.risks]
        for where, name in _concerns(meeting) if own else ():
            having = _logs_with(name, record)
            elsewhere = having and not {"", meeting.body} & {log.body for log in having}
            if elsewhere and name not in others:
                yield Spot(
                    where,
                    f"risk {name} is in log {having[0].id}, and {meeting.body} has log {own[0].id}",
                    _instead(own[0], name, [having[0].id]),
                    name,
                )


REFERENCES: tuple[Check, ...] = (unknown_risk, risk_of_another_log)
"""The checks of references to risks."""
