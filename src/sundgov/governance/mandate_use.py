"""How the pool of a mandate stands, period by period, and which reports of it are owed.

A use counts in the pool of its mandate and of every mandate that one lies within.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import field, frozen

from sundgov.errors import InvalidValueError, PriceLevelError
from sundgov.governance.mandates import Mandate, PoolPeriod, PoolUse, Report
from sundgov.kinds import checked, must_all_be
from sundgov.money import Amount, total
from sundgov.periods import CalendarPeriod, day
from sundgov.printing import Language, spaced


@frozen(field_transformer=checked)
class Lineage:
    """Mandates by id, and which lies within which (videregivet mandat).

    Raises `InvalidValueError` if two have one id.
    """

    mandates: tuple[Mandate, ...]

    def __attrs_post_init__(self) -> None:
        unique("mandates", (one.id for one in self.mandates))

    @cached_property
    def by_id(self) -> dict[str, Mandate]:
        """Every mandate by its id."""
        return {one.id: one for one in self.mandates}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for one in self.mandates:
            found[one.within].append(one.id)
        return found

    def above(self, mandate: Mandate) -> tuple[Mandate, ...]:
        """The known mandates that one lies within, the nearest first; each once, even in a ring."""
        found = {mandate.id: mandate}
        above = self.by_id.get(mandate.within)
        while above is not None and above.id not in found:
            found[above.id] = above
            above = self.by_id.get(above.within)
        return tuple(found.values())[1:]

    def below(self, mandate: Mandate) -> frozenset[str]:
        """The ids of a mandate and of all that lie within it, however deep."""
        found, reading = set(), [mandate.id]
        while reading:
            each = reading.pop()
            if each not in found:
                found.add(each)
                reading += self._children.get(each, [])
        return frozenset(found)


def unique(name: str, ids: Iterable[str]) -> None:
    """Refuse ids that stand twice, naming them."""
    doubled = sorted(each for each, count in Counter(ids).items() if count > 1)
    if doubled:
        raise InvalidValueError(f"{name}.id", "must be unique", *doubled)


@frozen(field_transformer=checked)
class PoolStatus:
    """How a pool stands on a day (opgørelse af puljen): what is used of it and what is left.

    `period` is the one that the pool is for, None where it is for all time; `uses` are those of the
    period until the day, oldest first.

    >>> from sundgov import kr
    >>> mandate = Mandate("raaderet", "brugergruppe", "Udvikling", pool=kr("500.000 kr."))
    >>> used = PoolUse("traek-1", "raaderet", kr("120.000 kr."), "2024-03-01")
    >>> status = pool_status(mandate, [used], dt.date(2024, 3, 1))
    >>> status.used, status.left, status.overdrawn
    (Amount('120.000,00 kr.'), Amount('380.000,00 kr.'), False)
    """

    mandate: Mandate
    on: dt.date
    period: CalendarPeriod | None
    pool: Amount
    uses: tuple[PoolUse, ...] = field(repr=False)

    @property
    def used(self) -> Amount:
        """What is used by the day."""
        return total((use.amount for use in self.uses), self.pool.prices)

    @property
    def left(self) -> Amount:
        """What is left; below zero if more was used than the pool holds."""
        return self.pool - self.used

    @property
    def overdrawn(self) -> bool:
        """Whether more was used than the pool holds (overtrukket)."""
        return self.left.ore < 0

    def worded(self, language: Language = "da") -> str:
        """The pool and each of its uses, to be read aloud."""
        from sundgov.governance.mandate_wording import worded_status

        return worded_status(self, language)


def pool_status(
    mandate: Mandate, uses: Iterable[PoolUse], on: dt.date, mandates: Iterable[Mandate] = ()
) -> PoolStatus:
    """How the pool of a mandate stands on a day.

    `mandates` are those that may lie within it: their uses count as well. Uses after the day are
    not looked at, those of the day are. Raises `InvalidValueError` for a mandate without a pool or
    for two of one id, and `PriceLevelError` for a use in other prices than the pool's.
    """
    held = uses_of(mandate, tuple(uses), Lineage(tuple(mandates)))
    return status_of(mandate, held, day(on, "on"))


def pool_history(
    mandate: Mandate, uses: Iterable[PoolUse], on: dt.date, mandates: Iterable[Mandate] = ()
) -> tuple[PoolStatus, ...]:
    """How the pool stood at the end of each period until a day, the last one as on that day.

    It begins with the mandate, or with the first use if that is earlier. Raises as `pool_status`.

    >>> from sundgov import kr
    >>> mandate = Mandate("raaderet", "brugergruppe", "Udvikling", pool=kr(500), since="2023-06-01")
    >>> used = PoolUse("traek-1", "raaderet", kr(120), "2024-03-01")
    >>> history = pool_history(mandate, [used], dt.date(2025, 2, 1))
    >>> [(str(status.period), status.used.ore // 100) for status in history]
    [('2023', 0), ('2024', 120), ('2025', 0)]
    """
    until = day(on, "on")
    held = uses_of(mandate, tuple(uses), Lineage(tuple(mandates)))
    if mandate.period is PoolPeriod.ONCE:
        return (status_of(mandate, held, until),)
    by_period: dict[CalendarPeriod | None, list[PoolUse]] = defaultdict(list)
    for use in held:
        by_period[mandate.period.containing(use.on)].append(use)
    starts = [use.on for use in held[:1]]
    starts += [mandate.surely_begun] if mandate.surely_begun else []
    return tuple(
        status_of(mandate, tuple(by_period[each]), min(each.last_day, until))
        for each in _periods(mandate.period, min([*starts, until]), until)
    )


def _periods(kind: PoolPeriod, first: dt.date, on: dt.date) -> Iterator[CalendarPeriod]:
    """The periods from the one of the first day to the one of the last; none for all time."""
    each = kind.containing(first)
    while each is not None and each.first_day <= on:
        yield each
        each = each.next if each.last_day < on else None


def uses_of(mandate: Mandate, uses: tuple[PoolUse, ...], lineage: Lineage) -> tuple[PoolUse, ...]:
    """All uses that count in a mandate's pool, oldest first; refuses what cannot be summed."""
    if mandate.pool is None:
        raise InvalidValueError("mandate", "has no pool to follow", mandate.id)
    must_all_be(uses, "uses", PoolUse)
    unique("uses", (use.id for use in uses))
    counted = lineage.below(mandate)
    found = sorted(
        (use for use in uses if use.mandate in counted), key=lambda use: (use.on, use.id)
    )
    for use in found:
        if use.amount.prices != mandate.pool.prices:
            raise PriceLevelError(
                f"use {use.id}",
                f"must be in the same prices as the pool of mandate {mandate.id}",
                spaced(str(use.amount)),
                spaced(str(mandate.pool)),
            )
    return tuple(found)


def status_of(mandate: Mandate, uses: tuple[PoolUse, ...], on: dt.date) -> PoolStatus:
    """How a pool stands on a day, of the uses that count in it."""
    found = mandate.period.containing(on)
    counted = tuple(use for use in uses if use.on <= on and (found is None or use.on in found))
    assert mandate.pool is not None
    return PoolStatus(mandate, on, found, mandate.pool, counted)


@frozen(field_transformer=checked)
class OwedReport:
    """A report that should have been given (manglende orientering): of what, and by when.

    `period` is None for the one report of a mandate that ends.
    """

    mandate: Mandate
    period: CalendarPeriod | None
    due: dt.date


def reports_owed(
    mandate: Mandate, reports: Iterable[Report], on: dt.date, *, since: dt.date | None = None
) -> tuple[OwedReport, ...]:
    """The reports of a mandate that were due before a day and not given by then, oldest first.

    Only periods in which the mandate was surely in force are looked at, from its own start, or
    from `since` where it states none (the day it was granted, say); with neither, nothing is owed.
    Nor is anything where it is to be reported as things happen.

    >>> from sundgov.governance.mandates import Reporting
    >>> yearly = Reporting("styregruppe", PoolPeriod.YEAR, months=2)
    >>> mandate = Mandate("m", "brugergruppe", "Udvikling", since="2023-01-01", reporting=yearly)
    >>> [f"{owed.period} by {owed.due}" for owed in reports_owed(mandate, [], dt.date(2024, 3, 1))]
    ['2023 by 2024-02-29']
    """
    now = day(on, "on")
    given = [one for one in reports if one.mandate == mandate.id and one.on <= now]
    return tuple(
        owed
        for owed in _duties(mandate, now, mandate.surely_begun if mandate.since else since)
        if owed.due < now and not any(_tells_of(one, owed.period) for one in given)
    )


def _duties(mandate: Mandate, on: dt.date, start: dt.date | None) -> Iterator[OwedReport]:
    """Every report of the mandate's time until a day, given or not, due or not."""
    reporting, end = mandate.reporting, mandate.surely_lasting
    if reporting is None or reporting.every is None:
        return
    if reporting.every is PoolPeriod.ONCE:
        if end is not None:
            yield OwedReport(mandate, None, reporting.due_after(end))
        return
    if start is None or (mandate.until is not None and end is None):
        return
    for each in _periods(reporting.every, start, min(on, end or on)):
        yield OwedReport(mandate, each, reporting.due_after(each.last_day))


def _tells_of(report: Report, period: CalendarPeriod | None) -> bool:
    if period is None:
        return True
    return period.first_day <= report.on if report.period is None else period in report.period
