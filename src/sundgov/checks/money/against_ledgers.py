"""Checks of what papers state against the budgets that are billed: totals, ceilings and rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from sundgov.checks.checking import Spot, check, place
from sundgov.checks.money.agreeing import About, grouped, is_below_zero, money_of, span
from sundgov.checks.money.ledger_money import ledgers_by_id, lines_money, undisposed, years_money
from sundgov.checks.money.standing import Amounts
from sundgov.checks.money.stated import Said, Way
from sundgov.errors import SundgovError
from sundgov.figures import Figures
from sundgov.finance.agreements import EntryEffect
from sundgov.finance.budgets import Budget
from sundgov.finance.drivers import CappedHeads, Heads, TieredHeads
from sundgov.findings import Severity
from sundgov.governance.qualified_amounts import Per, Qualifier, printed_unit
from sundgov.governance.statements import MoneyMeaning, StatedAmount
from sundgov.money import UNSTATED, PriceLevel
from sundgov.printing import kroner, spaced, whole_number
from sundgov.record import Ledger, Record

_HEADS = (Heads, CappedHeads, TieredHeads)


@check("ledger-differs", Severity.ERROR)
def ledger_differs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A budget, a collection or a ceiling that the record's own budget has otherwise.

    A decision is held against it while it is in force; another paper, once the budget was decided
    or its year has begun.
    """
    amounts = Amounts(record, on)
    ledgers = ledgers_by_id(record)
    for about, group in grouped(amounts.said).items():
        ledger = ledgers.get(about.of)
        if ledger is None or len(about.years) > 1 or about.years[0] not in ledger.years:
            continue
        budget = ledger.budget(about.years[0])
        held = _held(ledger, budget, about)
        for one in group if held else ():
            if _speaks_of(one, about, ledger, amounts) and not _any_within(one, held):
                has = " or ".join(spaced(kroner(ore)) for ore in sorted(held, reverse=True))
                yield Spot(
                    one.place,
                    f"{about.named} in {budget.year} is stated as {one.stated}, and {has} stands in"
                    f" the record's own budget, version {budget.version}",
                    "Correct the wrong one, or enter the budget that was decided.",
                    f"{one.stated}",
                )


def _held(ledger: Ledger, budget: Budget, about: About) -> set[int]:
    """What the budget can be said to have, in øre of the year; nothing where it cannot be told.

    A budget may be told with or without what is not disposed of; what is collected, with or
    without what earlier years carry.
    """
    terms, year = ledger.agreement, budget.year
    found: set[int | None] = set()
    if not about.whole:
        return set()
    if about.meaning is MoneyMeaning.CEILING and not about.line and budget.ceiling:
        found = {years_money(terms, [budget.ceiling.amount], year)}
    elif about.line and about.meaning is MoneyMeaning.BUDGET:
        lines = [line for line in budget.lines if about.line in (line.id, line.name)]
        found = {lines_money(terms, lines, year)} if lines else set()
    elif about.meaning is MoneyMeaning.BUDGET and not about.line:
        disposed = [line for line in budget.lines if line not in undisposed(budget)]
        found = {lines_money(terms, some, year) for some in (budget.lines, disposed)}
    elif about.meaning is MoneyMeaning.COLLECTED and not about.line:
        found = _collected(ledger, budget)
    return set() if None in found else {ore for ore in found if ore is not None}


def _collected(ledger: Ledger, budget: Budget) -> set[int | None]:
    if ledger.agreement.entry_effect is EntryEffect.ON_TOP:
        return set()
    try:
        billed = ledger.bill(budget.year).total.ore
    except SundgovError:
        return set()
    return {lines_money(ledger.agreement, budget.lines, budget.year), billed}


def _speaks_of(one: Said, about: About, ledger: Ledger, amounts: Amounts) -> bool:
    """Whether an amount is of the budget as it stands, in the year's money."""
    if money_of(one.stated, about) != UNSTATED:
        return False
    (year,) = about.years
    since = _stands_since(ledger, year, ceiling=about.meaning is MoneyMeaning.CEILING)
    if since is None:
        return False
    if one.way is Way.DECIDED:
        return since <= amounts.on and not one.advice and amounts.counts(one, amounts.on)
    if one.way not in (Way.PRESENTED, Way.TOLD) or one.on is None or one.stated.on is not None:
        return False
    moved = any(year in (each.from_line.year, each.to_line.year) for each in ledger.transfers)
    begun = since > dt.date.min or year <= one.on.year
    # What is presented at the meeting that decides the budget may be the one before it.
    stood = since < one.on or (since == one.on and one.way is Way.TOLD)
    return not moved and begun and stood


def _stands_since(ledger: Ledger, year: int, *, ceiling: bool = False) -> dt.date | None:
    """The first day on which the newest budget of a year, or its ceiling, surely stands.

    One that nobody has dated stands on any day if the year has no other; else nobody knows.
    """
    budget = ledger.budget(year)
    behind = budget.ceiling.authority if ceiling and budget.ceiling else budget.authority
    if behind is not None and behind.decided_on is not None:
        return behind.decided_on
    versions = sum(other.year == year for other in ledger.budgets)
    return dt.date.min if versions == 1 else None


def _any_within(one: Said, held: set[int]) -> bool:
    """Whether an amount can be one of some; accounts write what is collected below zero."""
    assert one.stated.amount is not None
    low, high = span(one.stated.amount)
    signed = (-abs(ore) if is_below_zero(one.stated) else ore for ore in held)
    return any((low is None or low <= ore) and (high is None or ore <= high) for ore in signed)


@check("budget-above-ceiling", Severity.ERROR)
def budget_above_ceiling(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A budget of the record above every ceiling that decisions in force state for its year."""
    amounts = Amounts(record, on)
    ceilings = grouped(amounts.decided)
    for ledger in record.ledgers:
        name = ledger.agreement.id
        for year in ledger.years:
            about = About(name, "", MoneyMeaning.CEILING, "", (), (), (year,))
            tops = ceilings.get(about, [])
            budget = ledger.budget(year)
            total = lines_money(ledger.agreement, budget.lines, year)
            if total is not None and tops and all(_is_above(total, top, about) for top in tops):
                yield Spot(
                    place(name, f"budget {year}", f"version {budget.version}"),
                    f"{spaced(kroner(total))} is budgeted, above the ceiling of {tops[-1].stated}"
                    f" stated in {tops[-1].place}",
                    "Cut the lines, or have the ceiling raised by a decision.",
                )


def _is_above(ore: int, top: Said, about: About) -> bool:
    assert top.stated.amount is not None
    highest = span(top.stated.amount)[1]
    return money_of(top.stated, about) == UNSTATED and highest is not None and ore > highest


@check("rate-differs", Severity.WARNING)
def rate_differs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A price per inhabitant that does not make the budget, beyond what rounding it explains.

    A paper is held against the budget that stood when it was written.
    """
    ledgers = ledgers_by_id(record)
    for one in Amounts(record, on).said:
        ledger = ledgers.get(one.stated.of)
        rate = _rate(one)
        if ledger is None or rate is None:
            continue
        for year in one.stated.years:
            counted = _counted(ledger, year, one.stated) if year in ledger.years else None
            since = _stands_since(ledger, year) if counted else None
            if counted is None or since is None or since > (one.on or on):
                continue
            heads, budgeted = counted
            ore, half = rate
            if abs(ore * heads - budgeted) <= half * heads:
                continue
            made = spaced(kroner(round(ore * heads)))
            covering = spaced(kroner(round(Fraction(budgeted) / heads)))
            yield Spot(
                one.place,
                f"{one.stated} makes {made} of {whole_number(round(heads))} inhabitants, and"
                f" {spaced(kroner(budgeted))} is budgeted in {year}",
                f"Correct the budget, or the rate, of which {covering} would make it.",
                f"{one.stated}",
            )


def _rate(one: Said) -> tuple[Fraction, Fraction] | None:
    """A price per inhabitant in øre, and how far rounding may have moved it; None for others."""
    stated = one.stated
    amount = stated.amount
    if amount is None or stated.meaning is not MoneyMeaning.PRICE:
        return None
    if stated.subject or stated.payers:
        return None
    if set(amount.per) - {Per.YEAR} != {Per.INHABITANT} or amount.upper is not None:
        return None
    if one.way is Way.OPTION or (one.way is Way.DECIDED and not one.settled):
        return None
    if amount.qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
        return None
    ore = amount.amount.ore
    return Fraction(ore), Fraction(printed_unit(amount.wording, ore), 2)


def _counted(ledger: Ledger, year: int, stated: StatedAmount) -> tuple[Fraction, int] | None:
    """The inhabitants that the year's key counts, and what is billed by it; None for other keys."""
    assert stated.amount is not None
    prices = stated.amount.amount.prices
    try:
        bill = ledger.bill(year)
    except SundgovError:
        return None
    lines = [line for line in bill.lines if stated.line in ("", line.line.id, line.line.name)]
    drivers = {line.derivation.driver for line in lines}
    driver = drivers.pop() if len(drivers) == 1 else None
    if prices not in (UNSTATED, PriceLevel(year), bill.prices) or not isinstance(driver, _HEADS):
        return None
    heads = sum((driver.weight(party) for party in driver.pool), Fraction(0))
    return heads, sum(line.amount.ore for line in lines)
