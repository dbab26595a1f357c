"""What is wrong with a year's budget as it stands on a day: returned, never raised."""

from __future__ import annotations

from collections.abc import Iterator

from sundgov.finance.budgets import LineKind
from sundgov.finance.follow_up import FollowUp, FollowUpLine
from sundgov.findings import Finding, Severity
from sundgov.money import Amount
from sundgov.printing import kroner, spaced


def findings_of(follow_up: FollowUp) -> tuple[Finding, ...]:
    """Every finding: the lines in the budget's order, the status, the transfers, the ceiling."""
    return (
        *(found for row in follow_up.rows for found in _row(row, follow_up)),
        *_status(follow_up),
        *follow_up.transfers.findings,
        *_ceiling(follow_up),
    )


def _row(row: FollowUpLine, follow_up: FollowUp) -> Iterator[Finding]:
    """A line's findings.

    A line budgeted below zero is income: less has come in than planned until the year is over,
    and that is no fault, so only what is expected of it is looked at.
    """
    place = f"budget {follow_up.year}, line {row.line.id}"
    if row.budget.ore >= 0:
        yield from _used(row, place)
        yield from _moved(row, place)
    yield from _expected(row, place)
    yield from _condition(row, place)
    if row.line.kind is LineKind.UNDISPOSED and row.used:
        yield Finding(
            "undisposed-used",
            Severity.WARNING,
            place,
            f"{_kr(row.used)} is spent or committed of what is not disposed of",
            "Transfer it to a line by a decision first.",
        )
    if follow_up.status is not None and row.status is None:
        yield Finding(
            "line-without-status",
            Severity.NOTE,
            place,
            f"the status of {follow_up.status.on} does not name it, so nothing counts as used",
            "State what is spent and committed, or that nothing is.",
        )


def _used(row: FollowUpLine, place: str) -> Iterator[Finding]:
    """Spent, or spent and committed, above the line; or of money that is held back."""
    used, revised = row.used, row.revised
    if row.spent.ore > max(revised.ore, 0):
        yield Finding(
            "line-overspent",
            Severity.ERROR,
            place,
            f"{_kr(row.spent)} spent of {_kr(revised)}, {_kr(row.spent - revised)} too much",
            "Transfer budget to the line by a decision, or move the cost.",
        )
    elif used.ore > max(revised.ore, 0):
        yield Finding(
            "line-overcommitted",
            Severity.ERROR,
            place,
            f"{_kr(row.spent)} spent and {_kr(row.committed)} committed of {_kr(revised)},"
            f" {_kr(used - revised)} too much",
            "Transfer budget to the line by a decision, or cut the commitments.",
        )
    if row.held_back and used.ore > max(row.available.ore, 0):
        yield Finding(
            "condition-not-released",
            Severity.ERROR,
            place,
            f"of {_kr(revised)}, {_kr(row.held_back)} is held back, and {_kr(used)} is spent or"
            " committed",
            "Have the condition met and the money released by a decision.",
        )


def _moved(row: FollowUpLine, place: str) -> Iterator[Finding]:
    """More transferred out than there was to take."""
    if row.transferred_out and row.remaining.ore < 0:
        yield Finding(
            "transfer-beyond-rest",
            Severity.ERROR,
            place,
            f"{_kr(row.transferred_out)} is transferred out, and"
            f" {_kr(row.remaining + row.transferred_out)} was left to take from",
            "Transfer less, or take it from another line.",
        )


def _expected(row: FollowUpLine, place: str) -> Iterator[Finding]:
    """More expected than the line has, or than it has without the money held back."""
    if row.expected is None:
        return
    if row.expected > row.revised:
        yield Finding(
            "line-expected-above",
            Severity.WARNING,
            place,
            f"{_kr(row.expected)} expected of {_kr(row.revised)},"
            f" {_kr(row.expected - row.revised)} too much",
            "Transfer budget to the line by a decision, or lower the cost.",
        )
    elif row.expected > row.available:
        yield Finding(
            "expected-on-condition",
            Severity.NOTE,
            place,
            f"of {_kr(row.revised)}, {_kr(row.held_back)} is held back, and {_kr(row.expected)} is"
            " expected",
            "The year comes out only if the condition is met.",
        )


def _condition(row: FollowUpLine, place: str) -> Iterator[Finding]:
    """A condition on more than the line holds, or released on a day that is not stated."""
    condition = row.line.condition
    if condition is None:
        return
    if row.held_back > row.budget:
        yield Finding(
            "condition-above-line",
            Severity.ERROR,
            place,
            f"of {_kr(row.budget)}, the condition holds back {_kr(row.held_back)}, which is more",
            "Correct the condition's amount, or the line's.",
        )
    if condition.released is not None and condition.released.decided_on is None:
        yield Finding(
            "decision-undated",
            Severity.NOTE,
            place,
            f"the day of {condition.released.id} is not stated, so it counts on every day",
            "State the day of the decision.",
        )


def _status(follow_up: FollowUp) -> Iterator[Finding]:
    """A status that names lines the budget lacks."""
    status = follow_up.status
    if status is None:
        return
    known = {row.line.id for row in follow_up.rows}
    for stated in (one.of(status.year) for one in status.lines if one.line not in known):
        yield Finding(
            "status-of-unknown-line",
            Severity.ERROR,
            f"status {status.year}, {status.on}",
            f"the budget has no line {stated.line}, so {_kr(stated.committed + stated.spent)}"
            " spent or committed is not counted",
            "Name a line of the budget, or open the line.",
        )


def _ceiling(follow_up: FollowUp) -> Iterator[Finding]:
    """A revised budget above the revised ceiling."""
    ceiling, revised = follow_up.revised_ceiling, follow_up.totals.revised
    if ceiling is not None and revised > ceiling:
        yield Finding(
            "revised-above-ceiling",
            Severity.ERROR,
            f"budget {follow_up.year}, version {follow_up.budget.version}",
            f"{_kr(revised)} budgeted after transfers, {_kr(ceiling)} allowed,"
            f" {_kr(revised - ceiling)} too much",
            "Cut the lines, or have the ceiling raised by a decision.",
        )


def _kr(amount: Amount) -> str:
    return spaced(kroner(amount.ore))
