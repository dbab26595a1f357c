"""Checks of the decisions behind money: that there is one, that it is held, and that it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attrs import evolve, frozen

from sundgov.authority import Authority
from sundgov.checks.checking import Grade, Spot, check, place
from sundgov.checks.money.agreeing import in_words
from sundgov.checks.walks.meeting_walk import nearest
from sundgov.figures import Figures
from sundgov.finance.budgets import Budget
from sundgov.finance.results import Result
from sundgov.findings import Severity
from sundgov.governance.decisions import ChangeKind, TakenDecision
from sundgov.governance.in_force import changes_of
from sundgov.governance.meetings import Meeting
from sundgov.parties import folded
from sundgov.record import Ledger, Record
from sundgov.record.register import Register


@frozen
class _Behind:
    """An authority where it stands.

    `billed_on` are the days of billing that it is to count on. A result need only be noted; what
    `allows` money must be approved.
    """

    authority: Authority
    place: str
    billed_on: tuple[dt.date, ...] = ()
    allows: bool = True


def _all(record: Record) -> Iterator[_Behind]:
    for ledger in record.ledgers:
        for found in _of(ledger):
            yield evolve(found, place=place(ledger.agreement.id, found.place))


def _of(ledger: Ledger) -> Iterator[_Behind]:
    """Every authority of a ledger; those that a bill stands on with the days of billing."""
    terms = ledger.agreement
    if terms.authority:
        days = tuple(on for year in ledger.years for on in _days(ledger, year))
        yield _Behind(terms.authority, "agreement", days)
    for budget in ledger.budgets:
        yield from _of_budget(budget, _days(ledger, budget.year) if _newest(budget, ledger) else ())
    told: list[tuple[Authority | None, str]] = [
        *((one.authority, f"revision {one.year}, {one.on}") for one in ledger.revisions),
        *((one.authority, f"exit of {one.party.name}") for one in ledger.exits),
        *((one.authority, f"{one}") for one in ledger.transfers),
    ]
    yield from (_Behind(authority, where) for authority, where in told if authority)
    for one in (*ledger.results, *ledger.estimates):
        if one.authority:
            kind = "result" if isinstance(one, Result) else "estimate"
            yield _Behind(one.authority, f"{kind} {one.year}", allows=False)


def _of_budget(budget: Budget, days: tuple[dt.date, ...]) -> Iterator[_Behind]:
    where = f"budget {budget.year}, version {budget.version}"
    if budget.authority:
        yield _Behind(budget.authority, where, days)
    if budget.ceiling and budget.ceiling.authority:
        yield _Behind(budget.ceiling.authority, place(where, "ceiling"), days)
    for line in budget.lines:
        if line.condition and line.condition.released:
            yield _Behind(line.condition.released, place(where, f"line {line.id}"))


def _newest(budget: Budget, ledger: Ledger) -> bool:
    return budget == ledger.budget(budget.year)


def _days(ledger: Ledger, year: int) -> tuple[dt.date, ...]:
    return tuple(terms.billed_on(year) for terms in ledger.agreement.instalments)


@check("bill-without-authority", Severity.WARNING, Grade.STRICT)
def bill_without_authority(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Years that are billed, and no decision stands behind the agreement or the budget."""
    for ledger in record.ledgers:
        if ledger.agreement.authority:
            continue
        bare = [year for year in ledger.years if not _allowed(ledger.budget(year))]
        if bare:
            yield Spot(
                ledger.agreement.id,
                f"{in_words(bare)} would be billed, and no decision stands behind the agreement or"
                " the budget",
                "Name the decision: agreement.authority, or the authority of each budget.",
            )


def _allowed(budget: Budget) -> bool:
    ceiling = budget.ceiling.authority if budget.ceiling else None
    return budget.authority is not None or ceiling is not None


@check("authority-unknown", Severity.ERROR)
def authority_unknown(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An authority that the record should hold and does not: it has the minutes of that meeting."""
    register = record.register
    for behind in _all(record):
        wanted = behind.authority
        if register.decision(wanted.id) is not None:
            continue
        meeting = _meeting_of(wanted, record)
        if meeting is None:
            continue
        taken = [one.id for one in meeting.decisions()]
        near = nearest(wanted.id, taken)
        yield Spot(
            behind.place,
            f"its authority is {wanted.id}, and the minutes of {meeting.id} hold no such decision",
            f"Write {near!r} if that is meant."
            if near
            else "Correct the id, or enter what was decided.",
            wanted.id,
        )


def _meeting_of(wanted: Authority, record: Record) -> Meeting | None:
    """The meeting with minutes at which it says it was decided: by its id, or by body and day."""
    held = [one for one in record.meetings if one.minutes]
    named = [one for one in held if wanted.id.startswith(f"{one.id}-")]
    dated = [one for one in held if _is_day_of(one, wanted) and _is_body_of(one, wanted, record)]
    return next(iter(sorted((*named, *dated), key=lambda one: one.id)), None)


def _is_day_of(meeting: Meeting, wanted: Authority) -> bool:
    on = wanted.decided_on
    return on is not None and meeting.on <= on <= (meeting.last_day or meeting.on)


def _is_body_of(meeting: Meeting, wanted: Authority, record: Record) -> bool:
    body = record.register.body(meeting.body)
    names = (meeting.body, *((body.name, body.short, body.name_on(meeting.on)) if body else ()))
    return folded(wanted.body) in {folded(name) for name in names if name}


@check("authority-day-differs", Severity.ERROR)
def authority_day_differs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An authority with another day than the decision that it names."""
    for behind, taken in _resolved(record):
        stated = behind.authority.decided_on
        if stated is None or _taken_on(taken, stated, record):
            continue
        yield Spot(
            behind.place,
            f"its authority {taken.id} is of {stated}, and the decision was taken"
            f" {'on ' if taken.time.is_day else ''}{taken.time}",
            f"Write decided_on = {taken.on}." if taken.time.is_day else "Leave out the day.",
            taken.id,
        )


def _taken_on(taken: TakenDecision, stated: dt.date, record: Record) -> bool:
    """Whether a decision may be of a day: any day of a meeting over several."""
    meeting = record.register.meeting(taken.meeting)
    if meeting is not None:
        return meeting.on <= stated <= (meeting.last_day or meeting.on)
    return taken.time.may_hold_on(stated)


def _resolved(record: Record) -> Iterator[tuple[_Behind, TakenDecision]]:
    for behind in _all(record):
        taken = record.register.decision(behind.authority.id)
        if taken is not None:
            yield behind, taken


@check("authority-not-settled", Severity.ERROR)
def authority_not_settled(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An authority whose decision settles nothing: what was put was noted, postponed, rejected."""
    for behind, taken in _resolved(record):
        outcomes = taken.decision.outcomes
        if behind.allows and outcomes and not taken.decision.settled:
            kinds = ", ".join(dict.fromkeys(outcome.kind.value for outcome in outcomes))
            yield Spot(
                behind.place,
                f"its authority {taken.id} approves nothing, its outcomes being {kinds}",
                "Name the decision that approved it, or have it decided.",
                taken.id,
            )


@check("authority-superseded", Severity.ERROR)
def authority_superseded(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A bill on a decision of which nothing is in force any more on the day of billing."""
    for behind, taken in _resolved(record):
        found = _superseded(behind, taken, record.register)
        if found is not None:
            day, by = found
            yield Spot(
                behind.place,
                f"its authority {taken.id} is superseded by {by.id} when it is billed on {day}",
                f"Name {by.id} if it allows the same, or have the money decided anew.",
                taken.id,
            )


def _superseded(
    behind: _Behind, taken: TakenDecision, register: Register
) -> tuple[dt.date, TakenDecision] | None:
    """The first day of billing on which later decisions have taken the place of all of it."""
    for day in behind.billed_on:
        changes = changes_of(taken, register.decisions, day)
        by = [one.by for one in changes if one.change.kind is ChangeKind.SUPERSEDES]
        if by and taken.id not in [one.decision.id for one in register.in_force(day)]:
            return day, by[-1]
    return None
