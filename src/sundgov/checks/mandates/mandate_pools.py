"""What was taken from pools, and what was told of it (træk på puljer, orientering)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.checks.mandates.mandate_bounds import NOT_COMPARABLE, time_of
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.mandate_use import (
    Lineage,
    OwedReport,
    PoolStatus,
    reports_owed,
    status_of,
    uses_of,
)
from sundgov.governance.mandates import Mandate, PoolUse
from sundgov.money import Amount
from sundgov.printing import spaced
from sundgov.record import Record


@check("pool-overdrawn", Severity.ERROR)
def pool_overdrawn(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A period in which more was taken from a pool than it holds."""
    lineage = Lineage(record.mandates)
    for mandate in record.mandates:
        for status in _periods(mandate, lineage, record.pool_uses, on):
            if status.overdrawn:
                uses = ", ".join(f"{use.id} ({spaced(str(use.amount))})" for use in status.uses)
                yield Spot(
                    place(f"mandate {mandate.id}", f"{status.period or ''}"),
                    f"{spaced(str(status.used))} was taken from a pool of"
                    f" {spaced(str(status.pool))} by {uses}",
                    f"Have {mandate.escalates_to or 'whoever granted it'} allow the"
                    f" {spaced(str(-status.left))} too much, or give it back.",
                    mandate.scope,
                )


def _periods(
    mandate: Mandate, lineage: Lineage, uses: tuple[PoolUse, ...], on: dt.date
) -> list[PoolStatus]:
    """How a pool stood at the end of each period in which it was used, or on the day asked about.

    Nothing where it is not all in one money, or where a use is of a year that no period has.
    """
    if mandate.pool is None:
        return []
    try:
        held = [use for use in uses_of(mandate, uses, lineage) if use.on <= on]
        last = {mandate.period.containing(use.on): use.on for use in held}
        return [status_of(mandate, tuple(held), day) for day in last.values()]
    except NOT_COMPARABLE:
        return []


@check("use-above-limit", Severity.ERROR)
def use_above_limit(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A use above the limit for one request that nobody else allowed."""
    lineage = Lineage(record.mandates)
    for use in record.pool_uses:
        mandate = lineage.by_id.get(use.mandate)
        if mandate is None or _judged_elsewhere(use, mandate, record):
            continue
        limit = _exceeded(use, (mandate, *lineage.above(mandate)))
        if limit is not None:
            instead = mandate.escalates_to or "whoever granted the mandate"
            yield Spot(
                place(f"mandate {mandate.id}", f"use {use.id}"),
                f"it took {spaced(str(use.amount))}, above the limit of {spaced(str(limit))} for"
                " one request",
                f"Name the decision by which {instead} allowed it.",
                use.text,
            )


def _judged_elsewhere(use: PoolUse, mandate: Mandate, record: Record) -> bool:
    """Whether another body decided the use, or it is held against the mandate as a decision."""
    taken = record.register.decision(use.decision)
    return taken is not None and (taken.body != mandate.holder or bool(taken.decision.under))


def _exceeded(use: PoolUse, mandates: tuple[Mandate, ...]) -> Amount | None:
    """The lowest limit that a use is above, of those in its prices."""
    limits = [one.limit for one in mandates if one.limit is not None]
    lower = [limit for limit in limits if limit.prices == use.amount.prices and limit < use.amount]
    return min(lower, default=None)


@check("use-outside-mandate", Severity.ERROR)
def use_outside_mandate(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A use on a day on which the mandate cannot be in force; giving back is always in time."""
    mandates = {mandate.id: mandate for mandate in record.mandates}
    for use in record.pool_uses:
        mandate = mandates.get(use.mandate)
        if mandate is not None and use.amount.ore > 0 and not mandate.may_hold_on(use.on):
            yield Spot(
                place(f"mandate {mandate.id}", f"use {use.id}"),
                f"it is of {use.on}, and the mandate is in force {time_of(mandate)} only",
                "Name the mandate that was in force, or correct the day.",
                use.text,
            )


@check("report-overdue", Severity.WARNING)
def report_overdue(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A report of a mandate that should have been given by a day, and was not."""
    for mandate in record.mandates:
        owed = _owed(mandate, record, on)
        if mandate.reporting is not None and owed:
            first, more = owed[0], len(owed) - 1
            of = f" of {first.period}" if first.period else ""
            besides = f", nor {more} after it" if more else ""
            yield Spot(
                f"mandate {mandate.id}",
                f"the report{of} to {mandate.reporting.to} was due by {first.due}, and is not"
                f" recorded{besides}",
                "Report how the mandate was used, or write when it was reported.",
                mandate.scope,
            )


def _owed(mandate: Mandate, record: Record, on: dt.date) -> tuple[OwedReport, ...]:
    """The reports of a mandate that are owed, from the day it was granted where it has no start."""
    granted = record.register.decision(mandate.granted_by)
    try:
        return reports_owed(mandate, record.reports, on, since=granted.on if granted else None)
    except NOT_COMPARABLE:
        return ()


POOLS: tuple[Check, ...] = (
    pool_overdrawn,
    use_above_limit,
    use_outside_mandate,
    report_overdue,
)
"""The checks of pools and reports."""
