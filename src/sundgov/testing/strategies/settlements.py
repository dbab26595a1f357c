"""What is settled and followed over the years: exits, buy-ins, accounts, standing budgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Account,
    AccountYear,
    BuyIn,
    ExitLine,
    ExitSettlement,
    FollowUp,
    FollowUpLine,
    Standing,
    Unit,
    YearTransfers,
    buy_in,
    kr,
    population,
)
from sundgov.testing.strategies.agreements import buy_in_terms
from sundgov.testing.strategies.amounts import amounts
from sundgov.testing.strategies.general import one_of
from sundgov.testing.strategies.ledgers import Course, ledgers
from sundgov.testing.strategies.parties import pools
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept


@kept
@st.composite
def exit_settlements(draw: DrawFn) -> ExitSettlement:
    """What a party that leaves gets or pays."""
    ledger = draw(ledgers(Course.LEAVING))
    return ledger.exit(ledger.exits[0].party)


@kept
@st.composite
def buy_ins(draw: DrawFn) -> BuyIn:
    """What a newcomer pays for its part of the equity, or at a rate."""
    newcomer, *others = draw(pools(least=2))
    counted = population("2025-01-01")
    equity = draw(amounts(at_least=kr(0), at_most=kr(1_000_000)))
    on = draw(days(dt.date(2025, 2, 15)))
    terms, unit = draw(buy_in_terms()), draw(st.sampled_from(Unit))
    return buy_in(equity, counted, newcomer, others, on, terms=terms, unit=unit)


@kept
@st.composite
def accounts(draw: DrawFn) -> Account:
    """The account of a party, or of all together, over the years of a ledger."""
    ledger = draw(ledgers())
    members = [one.party for one in ledger.agreement.members]
    return ledger.account(draw(st.sampled_from([None, *members])))


@kept
@st.composite
def follow_ups(draw: DrawFn) -> FollowUp:
    """How the budget of a ledger's last year stands on a day."""
    ledger = draw(ledgers())
    year = ledger.years[-1]
    return ledger.follow_up(year, draw(days(dt.date(year, 1, 1), dt.date(year, 12, 31))))


def _standings() -> SearchStrategy[Standing]:
    return follow_ups().map(lambda found: found.totals)


def _follow_up_lines() -> SearchStrategy[FollowUpLine]:
    return one_of(follow_ups(), lambda found: found.rows)


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Account: lambda _: accounts(),
    AccountYear: lambda _: one_of(accounts(), lambda found: found.years),
    BuyIn: lambda _: buy_ins(),
    ExitLine: lambda _: one_of(exit_settlements(), lambda found: found.lines),
    ExitSettlement: lambda _: exit_settlements(),
    FollowUp: lambda _: follow_ups(),
    FollowUpLine: lambda _: _follow_up_lines(),
    Standing: lambda _: _standings() | _follow_up_lines(),
    YearTransfers: lambda _: follow_ups().map(lambda found: found.transfers),
}

show_briefly(OWN)
