"""Checks of amounts as papers state them: held against each other, and with their price levels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise
from typing import TypeAlias

from sundgov.checks.checking import Grade, Spot, check
from sundgov.checks.money.agreeing import About, Reading, abouts, grouped, in_words, reading
from sundgov.checks.money.standing import Amounts, would_change
from sundgov.checks.money.stated import Said, Way, seen_from
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.governance.statements import Extent, MoneyMeaning
from sundgov.money import UNSTATED, PriceLevel
from sundgov.record import Record

_Kind: TypeAlias = tuple[MoneyMeaning, str, str]
_Levels: TypeAlias = dict[PriceLevel, Said]

_DECIDED_ON = (MoneyMeaning.BUDGET, MoneyMeaning.CEILING, MoneyMeaning.COLLECTED)
_PLANNED_AHEAD = (
    *_DECIDED_ON,
    MoneyMeaning.POOL,
    MoneyMeaning.RESERVE,
    MoneyMeaning.CONTRIBUTION,
    MoneyMeaning.COST,
)


@check("amounts-differ", Severity.ERROR)
def amounts_differ(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Two amounts for one thing and year, in one paper or against a decision in force."""
    amounts = Amounts(record, on)
    found: dict[tuple[Said, Said], list[About]] = {}
    for about, group in grouped(amounts.said).items():
        for one, other in _clashes(group, about, amounts):
            found.setdefault((one, other), []).append(about)
    for (one, other), both in found.items():
        years = in_words(year for about in both for year in about.years)
        yield Spot(
            one.place,
            f"{both[0].named} in {years} is stated as {one.stated}, and as {other.stated}"
            f" {seen_from(one.place, other.place)}",
            "Correct the wrong one, or have a decision say that it changes the other.",
            f"{one.stated}",
        )


def _clashes(group: Sequence[Said], about: About, amounts: Amounts) -> Iterator[tuple[Said, Said]]:
    """Each amount that cannot be the figure that one before it states.

    A recommendation may put forward a change of what is decided, and is then no contradiction.
    """
    # Only what is decided is held against other papers: what each paper tells stands by itself.
    accepted: dict[str, list[Reading]] = {}
    decided = [said for said in group if amounts.approved(said)]
    held = (said for said in group if not would_change(said, decided))
    for one in (reading(said, about) for said in held):
        shelf = "" if one.said.way is Way.DECIDED else one.said.paper
        beside = chain(accepted.get("", ()), accepted.get(shelf, ()) if shelf else ())
        clash = next((before.said for before in beside if _differs(one, before, amounts)), None)
        if clash is None:
            accepted.setdefault(shelf, []).append(one)
        else:
            yield one.said, clash


def _differs(one: Reading, before: Reading, amounts: Amounts) -> bool:
    return one.apart(before) and amounts.comparable(one.said, before.said)


@check("amount-changed-undecided", Severity.NOTE, Grade.STRICT)
def amount_changed_undecided(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A budget, a ceiling or a collection that is another in a later paper, and no decision of it.

    Only where the earlier meeting has minutes: otherwise nobody knows what it decided.
    """
    amounts = Amounts(record, on)
    told = {meeting.id for meeting in record.meetings if meeting.minutes}
    for about, group in grouped(amounts.said).items():
        if about.meaning not in _DECIDED_ON or any(amounts.approved(one) for one in group):
            continue
        papers = [one for one in group if one.way in (Way.PRESENTED, Way.TOLD)]
        newest = {one.paper: one for one in papers}
        for earlier, later in pairwise(newest.values()):
            apart = reading(earlier, about).apart(reading(later, about))
            if earlier.paper in told and apart:
                yield Spot(
                    later.place,
                    f"{about.named} in {in_words(about.years)} is stated as {later.stated}, and as"
                    f" {earlier.stated} in {earlier.place}, and no decision between them says so",
                    "Name the decision that changed it, or correct the wrong one.",
                    f"{later.stated}",
                )


@check("price-level-missing", Severity.WARNING)
def price_level_missing(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """An amount for each of several years, decided or recommended without its price level."""
    amounts = Amounts(record, on)
    leveled = {
        ledger.agreement.id
        for ledger in record.ledgers
        if ledger.agreement.index is not None and ledger.agreement.index.base_level is not None
    }
    decided = {(one.paper, about) for one in amounts.decided for about in abouts(one.stated)}
    for one in amounts.said:
        stated = one.stated
        if stated.of in leveled or not _without_level(one):
            continue
        if one.way is Way.RECOMMENDED:
            # Once the meeting has decided, it is the decision that counts.
            asked = not any((one.paper, about) in decided for about in abouts(stated))
        else:
            asked = amounts.counts(one, max(on, one.on or on))
        if asked:
            first = stated.years[0]
            yield Spot(
                one.place,
                f"{stated} is for each of {in_words(stated.years)}, and nothing says in which"
                " year's prices",
                f"Write its price level behind it, such as '({first} pl)'.",
                f"{stated}",
            )


def _without_level(one: Said) -> bool:
    """Whether an amount is put forward or decided for each of several years, some of them ahead."""
    stated = one.stated
    if one.way not in (Way.RECOMMENDED, Way.DECIDED) or stated.meaning not in _PLANNED_AHEAD:
        return False
    if stated.extent is Extent.TOGETHER or len(stated.years) < 2 or one.on is None:
        return False
    unstated = stated.amount is not None and stated.amount.amount.prices == UNSTATED
    return unstated and stated.years[-1] > one.on.year


@check("price-levels-mixed", Severity.WARNING)
def price_levels_mixed(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """One paper with two amounts for an agreement and a year, each at a price level of its own.

    A paper that gives one of them at both levels has shown how they compare.
    """
    told: set[tuple[Said, Said]] = set()
    for (_, of, year), kinds in _by_level(Amounts(record, on).said).items():
        for here, there in combinations(kinds.values(), 2):
            one, other = next(iter(here.values())), next(iter(there.values()))
            if set(here) & set(there) or (one, other) in told:
                continue
            told.add((one, other))
            yield Spot(
                other.place,
                f"amounts for {of} in {year} are at two price levels: {other.stated}, and"
                f" {one.stated} stated {seen_from(other.place, one.place)}",
                "State both at one level.",
                f"{other.stated}",
            )


def _by_level(said: Iterable[Said]) -> dict[tuple[str, str, int], dict[_Kind, _Levels]]:
    """For each paper, agreement and year its kinds of amounts, by the levels they are given at."""
    papers: dict[tuple[str, str, int], dict[_Kind, _Levels]] = {}
    for one in sorted(said, key=lambda each: each.place):
        stated = one.stated
        prices = stated.amount.amount.prices if stated.amount else UNSTATED
        if one.way is Way.OPTION or not stated.of or not isinstance(prices, PriceLevel):
            continue
        for year in stated.years:
            kinds = papers.setdefault((one.paper, stated.of, year), {})
            kind = (stated.meaning, stated.line, stated.subject.casefold())
            kinds.setdefault(kind, {}).setdefault(prices, one)
    return papers
