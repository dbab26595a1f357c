"""Limits and pools, against each other and those that they lie within (beløbsgrænser)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sundgov.checks.checking import Check, Spot, check, place
from sundgov.errors import InvalidValueError, PriceLevelError
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.mandate_use import Lineage
from sundgov.governance.mandates import Mandate, PoolPeriod
from sundgov.money import Amount
from sundgov.printing import spaced
from sundgov.record import Record

_LENGTHS = (
    PoolPeriod.MONTH,
    PoolPeriod.QUARTER,
    PoolPeriod.HALF_YEAR,
    PoolPeriod.YEAR,
    PoolPeriod.ONCE,
)


NOT_COMPARABLE = (PriceLevelError, InvalidValueError)
"""What mandates are not compared by: other prices, and years that no period has."""


def in_time(record: Record, on: dt.date) -> Iterator[Mandate]:
    """The mandates that have not surely ended before a day: the others bind nobody any more."""
    return (
        mandate
        for mandate in record.mandates
        if mandate.until is None or not mandate.until.surely_past(on)
    )


def time_of(mandate: Mandate) -> str:
    """From when until when a mandate is in force, in the words of its paper."""
    since = f"from {mandate.since}" if mandate.since else ""
    until = f"until {mandate.until}" if mandate.until else ""
    return f"{since} {until}".strip()


@check("single-request-may-empty-pool", Severity.WARNING)
def single_request_may_empty_pool(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A pool that one request can take all of, without anybody else being asked.

    What is given once and for all is to be used up, and no later request waits for it.
    """
    lineage = Lineage(record.mandates)
    for mandate in in_time(record, on):
        pool = mandate.pool
        limits = [one.limit for one in (mandate, *lineage.above(mandate)) if one.limit is not None]
        if not pool or mandate.period is PoolPeriod.ONCE:
            continue
        if any(limit.prices != pool.prices or limit < pool for limit in limits):
            continue
        least = spaced(str(min(limits))) if limits else ""
        which = f"the limit of {least} is no lower" if limits else "no limit is set for one"
        yield Spot(
            f"mandate {mandate.id}",
            f"one request may take the whole pool of {spaced(str(pool))}, for {which}",
            f"Set a limit for one request below the pool, above which"
            f" {mandate.escalates_to or 'somebody else'} decides.",
            mandate.scope,
        )


@check("limit-above-parent", Severity.ERROR)
def limit_above_parent(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A mandate handed down whose limit is above that of a mandate which it lies within."""
    lineage = Lineage(record.mandates)
    for mandate in in_time(record, on):
        limit = mandate.limit
        for above in lineage.above(mandate) if limit is not None else ():
            assert limit is not None
            if _more(limit, above.limit):
                yield Spot(
                    f"mandate {mandate.id}",
                    f"its limit of {spaced(str(limit))} is above the {spaced(str(above.limit))} of"
                    f" {above.id}, which it lies within",
                    f"Lower it to {spaced(str(above.limit))}, or raise that of {above.id}.",
                    mandate.scope,
                )
                break


@check("pool-above-parent", Severity.ERROR)
def pool_above_parent(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A mandate handed down whose pool is above that of a mandate which it lies within.

    A pool of a shorter period may not be larger either; of a longer one it may.
    """
    lineage = Lineage(record.mandates)
    for mandate in in_time(record, on):
        pool = mandate.pool
        for above in lineage.above(mandate) if pool is not None else ():
            assert pool is not None
            longer = _LENGTHS.index(mandate.period) > _LENGTHS.index(above.period)
            if _more(pool, above.pool) and not longer:
                yield Spot(
                    f"mandate {mandate.id}",
                    f"its pool of {spaced(str(pool))} {_every(mandate)} is above the"
                    f" {spaced(str(above.pool))} {_every(above)} of {above.id}, which it lies"
                    " within",
                    f"Lower it to {spaced(str(above.pool))}, or raise that of {above.id}.",
                    mandate.scope,
                )
                break


def _more(one: Amount, other: Amount | None) -> bool:
    """Whether one amount is above another in the same money."""
    return other is not None and one.prices == other.prices and one > other


def _every(mandate: Mandate) -> str:
    once = mandate.period is PoolPeriod.ONCE
    return "once" if once else f"every {mandate.period.value}"


@check("mandate-prices-differ", Severity.WARNING)
def mandate_prices_differ(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A limit, a pool, the bounds of the mandate above and the uses, not all in the same prices.

    What is not in the same money cannot be added or compared, and nobody can say who decides.
    """
    lineage = Lineage(record.mandates)
    for mandate in in_time(record, on):
        own = _bounds(mandate)
        bounds = (*own, *(each for one in lineage.above(mandate) for each in _bounds(one)))
        apart = [each for each in bounds if each[1].prices != bounds[0][1].prices]
        if own and apart:
            (first, one), (second, other) = bounds[0], apart[0]
            yield _in_other_prices(f"mandate {mandate.id}", f"the {first}", one, second, other)
    for use in record.pool_uses:
        used_of = lineage.by_id.get(use.mandate)
        for what, bound in _bounds(used_of)[-1:] if used_of else ():
            if use.amount.prices != bound.prices:
                where = place(f"mandate {use.mandate}", f"use {use.id}")
                yield _in_other_prices(where, "the use", use.amount, what, bound)


def _bounds(mandate: Mandate) -> tuple[tuple[str, Amount], ...]:
    """What bounds a mandate, each with what it is called."""
    named = ((f"limit of {mandate.id}", mandate.limit), (f"pool of {mandate.id}", mandate.pool))
    return tuple((name, bound) for name, bound in named if bound is not None)


def _in_other_prices(where: str, first: str, one: Amount, second: str, other: Amount) -> Spot:
    return Spot(
        where,
        f"{first} is {spaced(str(one))} and the {second} {spaced(str(other))}, which are not in the"
        " same prices",
        "State both at one price level.",
        spaced(str(one)),
    )


BOUNDS: tuple[Check, ...] = (
    single_request_may_empty_pool,
    limit_above_parent,
    pool_above_parent,
    mandate_prices_differ,
)
"""The checks of limits and pools."""
