"""Checks of what money is: ceilings against collections, what is disposed of, benefit and cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import evolve

from sundgov.checks.checking import Spot, check, place
from sundgov.checks.money.agreeing import (
    About,
    grouped,
    in_words,
    is_below_zero,
    money_of,
    span,
    surely_above,
)
from sundgov.checks.money.ledger_money import ledgers_by_id, undisposed
from sundgov.checks.money.standing import Amounts
from sundgov.checks.money.stated import Said, Way, seen_from
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.statements import MoneyMeaning, StatedAmount
from sundgov.printing import kroner, spaced
from sundgov.record import Ledger, Record

_ALLOWS = frozenset(
    {
        MoneyMeaning.COLLECTED,
        MoneyMeaning.UNDISPOSED,
        MoneyMeaning.BUDGET,
        MoneyMeaning.CEILING,
    }
)


@check("collected-above-ceiling", Severity.ERROR)
def collected_above_ceiling(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """More is collected, or asked for, than any ceiling that the paper or a decision states."""
    amounts = Amounts(record, on)
    groups = grouped(one for one in amounts.said if _may_count(one))
    found: dict[tuple[Said, Said], list[About]] = {}
    for about, group in groups.items():
        ceilings = groups.get(evolve(about, meaning=MoneyMeaning.CEILING), [])
        for one in group if about.meaning is MoneyMeaning.COLLECTED else ():
            bounding = [top for top in ceilings if _bounds(top, one, amounts)]
            if bounding and all(_above(one, top, about) for top in bounding):
                found.setdefault((one, bounding[-1]), []).append(about)
    for (one, top), both in found.items():
        years = in_words(year for about in both for year in about.years)
        yield Spot(
            one.place,
            f"{both[0].named} in {years} is {one.stated}, above the ceiling of {top.stated} stated"
            f" {seen_from(one.place, top.place)}",
            "Collect less, or have the ceiling raised by a decision first.",
            f"{one.stated}",
        )


def _may_count(one: Said) -> bool:
    """Whether an amount is no mere option, and no outcome that was not approved."""
    return one.way is not Way.OPTION and (one.settled or one.way is not Way.DECIDED)


def _bounds(top: Said, one: Said, amounts: Amounts) -> bool:
    """Whether a ceiling stands in the same paper, or was in force when it was written."""
    return top.paper == one.paper or amounts.counts(top, one.on or amounts.on)


def _above(one: Said, top: Said, about: About) -> bool:
    same = money_of(one.stated, about) == money_of(
        top.stated, evolve(about, meaning=MoneyMeaning.CEILING)
    )
    return same and surely_above(one.stated, top.stated)


@check("disposal-differs", Severity.ERROR)
def disposal_differs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """What is disposed of and what is not do not make what is collected, all in one paper.

    Nor need they, where the paper tells of money that was left from a year before.
    """
    said = [one for one in Amounts(record, on).said if _may_count(one)]
    left = {
        (one.paper, one.stated.of) for one in said if one.stated.meaning is MoneyMeaning.UNSPENT
    }
    groups = grouped(said)
    for about, group in groups.items():
        if about.meaning is not MoneyMeaning.COLLECTED:
            continue
        parts = (MoneyMeaning.DISPOSED, MoneyMeaning.UNDISPOSED)
        others = [groups.get(evolve(about, meaning=part), []) for part in parts]
        for paper in dict.fromkeys(one.paper for one in group):
            three = [_only(said, paper) for said in (group, *others)]
            told = [one for one in three if one is not None]
            if len(told) == 3 and (paper, about.of) not in left and not _make_up(told, about):
                whole, disposed, rest = told
                yield Spot(
                    whole.place,
                    f"in {in_words(about.years)} {whole.stated} is collected for {about.of}, but"
                    f" {disposed.stated} is disposed of and {rest.stated} is not, as stated"
                    f" {seen_from(whole.place, rest.place)}",
                    "Correct the one of the three that is wrong.",
                    f"{whole.stated}",
                )


def _only(group: Iterable[Said], paper: str) -> Said | None:
    """What a paper states, where it states one amount, however often."""
    held = {one.stated.amount: one for one in group if one.paper == paper}
    return next(iter(held.values())) if len(held) == 1 else None


def _make_up(told: Sequence[Said], about: About) -> bool:
    """Whether the second and the third can make the first, as all are printed."""
    if len({money_of(one.stated, about) for one in told}) > 1:
        return True
    if any(is_below_zero(one.stated) for one in told):
        return True
    spans = [span(one.stated.amount) for one in told if one.stated.amount]
    (low, high), (low1, high1), (low2, high2) = spans
    too_much = None not in (low1, low2, high) and _sum(low1, low2) > _sum(high)
    too_little = None not in (high1, high2, low) and _sum(high1, high2) < _sum(low)
    return not too_much and not too_little


def _sum(*parts: int | None) -> int:
    return sum(part for part in parts if part is not None)


@check("undisposed-without-decision", Severity.WARNING)
def undisposed_without_decision(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Money without a purpose that no decision of the record says is to be collected.

    Of a paper only where the meeting has minutes, so that what it decided is known, and where the
    record has what was decided on the agreement for some year, or its budgets.
    """
    amounts = Amounts(record, on)
    minuted = {meeting.id for meeting in record.meetings if meeting.minutes}
    ledgers = ledgers_by_id(record)
    allowed = _allowed(amounts)
    known = {of for of, _ in allowed} | set(ledgers)
    told: set[tuple[str, str, int]] = set()
    for one in sorted(amounts.said, key=lambda said: said.place):
        if one.way not in (Way.PRESENTED, Way.TOLD) or not _is_undisposed(one.stated):
            continue
        for year in one.stated.years if one.paper in minuted and one.stated.of in known else ():
            key = (one.paper, one.stated.of, year)
            ledger = ledgers.get(one.stated.of)
            behind = ledger is not None and _authorised(ledger, year)
            if behind or (one.stated.of, year) in allowed or key in told:
                continue
            told.add(key)
            yield Spot(
                one.place,
                f"{one.stated} collected for {one.stated.of} in {year} is not disposed of, and no"
                " decision of the record says that it is to be collected",
                "Have it decided what is collected, or what the money is for.",
                f"{one.stated}",
            )
    for ledger in record.ledgers:
        yield from _in_ledger(ledger, allowed)


def _is_undisposed(stated: StatedAmount) -> bool:
    amount = stated.amount
    return (
        stated.meaning is MoneyMeaning.UNDISPOSED
        and bool(stated.of)
        and amount is not None
        and amount.amount.ore > 0
    )


def _allowed(amounts: Amounts) -> set[tuple[str, int]]:
    """The agreements and years of which a decision says what is collected or budgeted."""
    return {
        (one.stated.of, year)
        for one in amounts.said
        if one.stated.meaning in _ALLOWS and amounts.approved(one)
        for year in one.stated.years
    }


def _authorised(ledger: Ledger, year: int) -> bool:
    """Whether a decision stands behind a year's budget, its ceiling, or the agreement."""
    budgets = [budget for budget in ledger.budgets if budget.year == year]
    behind = [ledger.agreement.authority, *(budget.authority for budget in budgets)]
    behind += [budget.ceiling.authority for budget in budgets if budget.ceiling]
    return any(one is not None for one in behind)


def _in_ledger(ledger: Ledger, allowed: set[tuple[str, int]]) -> Iterator[Spot]:
    """The undisposed lines of budgets that nobody has decided."""
    name = ledger.agreement.id
    for year in ledger.years:
        if _authorised(ledger, year) or (name, year) in allowed:
            continue
        for line in undisposed(ledger.budget(year)):
            yield Spot(
                place(name, f"budget {year}", f"line {line.id}"),
                f"{spaced(kroner(line.amount.ore))} is collected and not disposed of, and no"
                " decision stands behind the budget",
                "Name the decision as the budget's authority, or collect less.",
                line.name,
            )


_Thing: TypeAlias = tuple[str, str, StatedAmount]


@check("benefit-below-cost", Severity.NOTE)
def benefit_below_cost(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A case or option whose only benefit is below its only cost, for the same years."""
    things: dict[_Thing, dict[MoneyMeaning, list[Said]]] = {}
    for one in sorted(Amounts(record, on).said, key=lambda said: said.place):
        if one.stated.amount is None or one.way in (Way.DECIDED, Way.TOLD):
            continue
        # The same thing: the same but for what the amount is, and how it is worded.
        bare = evolve(one.stated, amount=None, meaning=MoneyMeaning.OTHER, subject="")
        scope = one.place if one.way is Way.OPTION else one.item
        things.setdefault((one.paper, scope, bare), {}).setdefault(one.stated.meaning, []).append(
            one
        )
    for kinds in things.values():
        benefit, cost = (
            _single(kinds.get(kind, [])) for kind in (MoneyMeaning.BENEFIT, MoneyMeaning.COST)
        )
        if benefit and cost and _below(benefit.stated, cost.stated):
            years = f" in {in_words(benefit.stated.years)}" if benefit.stated.years else ""
            yield Spot(
                benefit.place,
                f"the benefit{years} is {benefit.stated}, below the cost of {cost.stated} stated"
                f" {seen_from(benefit.place, cost.place)}",
                "Say what else speaks for it, or correct the amounts.",
                f"{benefit.stated}",
            )


def _single(group: Sequence[Said]) -> Said | None:
    """The only amount of a group, however often it is stated."""
    return group[0] if len({one.stated.amount for one in group}) == 1 else None


def _below(benefit: StatedAmount, cost: StatedAmount) -> bool:
    """Whether a benefit is surely below a cost in the same prices, per the same.

    A benefit may be written below zero, as accounts have income; a cost is not.
    """
    own, other = benefit.amount, cost.amount
    assert own is not None
    assert other is not None
    if own.amount.prices != other.amount.prices or set(own.per) != set(other.per):
        return False
    low, high = span(own)
    most = high if not is_below_zero(benefit) else None if low is None else -low
    least = span(other)[0]
    return most is not None and least is not None and 0 <= most < least
