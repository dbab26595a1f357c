"""Risks in their log: who owns them, how they are rated, and what is done (vurdering, indsats)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Grade, Spot, check, place
from sundgov.checks.risks.risk_listings import logs_of
from sundgov.checks.walks.due_words import dated
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.risk_logs import LogStanding, RiskLog
from sundgov.governance.risk_scales import Assessment, RiskScale
from sundgov.governance.risks import MitigationState, RiskResponse, RiskStanding, RiskState
from sundgov.record import Record


def _standings(record: Record, on: dt.date) -> Iterator[LogStanding]:
    days = record.register.calendar.days
    return (log.on(on, days) for log in logs_of(record))


def _at(log: RiskLog, standing: RiskStanding) -> str:
    return place(f"risk log {log.id}", f"risk {standing.risk.id}")


def _called(standing: RiskStanding) -> str:
    return standing.risk.name or standing.risk.event


@check("risk-without-owner", Severity.WARNING)
def risk_without_owner(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open risk that nobody owns, in a log where others are owned."""
    for held in _standings(record, on):
        owners = sorted({one.owner for one in held.risks if one.owner})
        for standing in held.open if owners else ():
            if not standing.owner:
                yield Spot(
                    _at(held.log, standing),
                    "it is open and has no owner, and others in the log have",
                    "Name who watches over it.",
                    _called(standing),
                )


@check("residual-above-inherent", Severity.ERROR)
def residual_above_inherent(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open risk that scores higher with what is done against it than without."""
    for held in _standings(record, on):
        for standing in held.open:
            before, after = standing.inherent, standing.residual
            if held.log.scale and before and after and _is_above(held.log.scale, after, before):
                said = [held.log.scale.worded(each, "en") for each in (after, before)]
                yield Spot(
                    _at(held.log, standing),
                    f"its residual rating, {said[0]}, is above its inherent one, {said[1]}",
                    "Correct the one that is wrong, or rate both anew.",
                    _called(standing),
                )


def _is_above(scale: RiskScale, one: Assessment, other: Assessment) -> bool:
    """Whether a rating scores higher than another, both on the scale."""
    score, than = scale.score_of(one), scale.score_of(other)
    return score is not None and than is not None and score > than


@check("rated-off-scale", Severity.ERROR)
def rated_off_scale(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A rating with a level that the log's scale does not have."""
    for held in _standings(record, on):
        for standing in held.risks:
            for name, rating in (("inherent", standing.inherent), ("residual", standing.residual)):
                scale = held.log.scale
                if scale is not None and rating is not None and not scale.has(rating):
                    levels = f"{len(scale.likelihoods)} × {len(scale.impacts)}"
                    yield Spot(
                        _at(held.log, standing),
                        f"its {name} rating is {rating}, and the scale goes to {levels}",
                        "Rate it on the scale, or give the log the scale that was used.",
                        _called(standing),
                    )


@check("rated-without-scale", Severity.NOTE)
def rated_without_scale(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A log that rates its risks, and nobody can say what the levels are."""
    for held in _standings(record, on):
        rated = [one for one in held.risks if one.inherent or one.residual]
        if rated and held.log.scale is None:
            yield Spot(
                f"risk log {held.log.id}",
                f"risk {rated[0].risk.id} is rated {rated[0].inherent or rated[0].residual}, and"
                " the log has no scale",
                "Give the log its scale: the words for likelihood and impact, lowest first.",
                held.log.name,
            )


@check("mitigation-overdue", Severity.WARNING)
def mitigation_overdue(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Something to be done against an open risk whose time is over, neither done nor dropped."""
    for held in _standings(record, on):
        for standing in held.open:
            for each in standing.mitigations:
                due = each.due if each.state_on(on) is MitigationState.OPEN else None
                if due is not None and due.surely_past(on):
                    yield Spot(
                        _at(held.log, standing),
                        f"{each.text!r} was due {dated(due)}, and on {on} it is neither done nor"
                        " dropped",
                        "State when it was done, or when it is to be.",
                        each.text,
                    )


@check("response-without-mitigation", Severity.WARNING, Grade.STRICT)
def response_without_mitigation(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An open risk that is to be avoided or reduced, and nothing is written of how."""
    for held in _standings(record, on):
        for standing in held.open:
            wanted = standing.response in (RiskResponse.AVOID, RiskResponse.REDUCE)
            states = (each.state_on(on) for each in standing.mitigations)
            if (
                wanted
                and standing.response
                and all(one is MitigationState.DROPPED for one in states)
            ):
                yield Spot(
                    _at(held.log, standing),
                    f"the response is to {standing.response.value} it, and nothing says how",
                    "Add what is done against it, by whom and by when.",
                    _called(standing),
                )


@check("risk-ended-without-date", Severity.WARNING)
def risk_ended_without_date(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A risk that is no longer open, nobody knows since when: it stays open on every day."""
    for log in record.risk_logs:
        for risk in log.risks:
            for event in risk.history:
                ended = event.state not in (None, RiskState.OPEN)
                if ended and event.state and event.on is None and not event.meeting:
                    yield Spot(
                        place(f"risk log {log.id}", f"risk {risk.id}"),
                        f"it is told as {event.state.value}, and neither a day nor a meeting is"
                        " given",
                        "Write on which day, or at which meeting.",
                        event.note or risk.event,
                    )


RATINGS: tuple[Check, ...] = (
    risk_without_owner,
    residual_above_inherent,
    rated_off_scale,
    rated_without_scale,
    mitigation_overdue,
    response_without_mitigation,
    risk_ended_without_date,
)
"""The checks of risks in their log."""
