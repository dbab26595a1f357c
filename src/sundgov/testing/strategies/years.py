"""Agreements and budgets that can be billed: every year, closed by a result, carried and corrected.

The parties are islands of the packaged register and now and then a region; the figures are the
packaged ones, which reach the years 2024 to 2026.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Amount,
    Authority,
    BoundedTerms,
    Budget,
    BudgetLine,
    Ceiling,
    ComposedTerms,
    Condition,
    CurrentPrices,
    EqualTerms,
    HeadTerms,
    IndexKind,
    IndexName,
    IndexTerms,
    KeyTerms,
    LineKind,
    LineSpent,
    NewestPublished,
    Party,
    PartyKind,
    Pool,
    PopulationFixed,
    PopulationOn,
    PopulationRule,
    PriceLevel,
    Result,
    SliceTerms,
    Unit,
    UnitTerms,
    kr,
    packaged_parties,
)
from sundgov.money import UNSTATED
from sundgov.testing.strategies.amounts import amounts
from sundgov.testing.strategies.budgets import LINES
from sundgov.testing.strategies.general import built
from sundgov.testing.strategies.keys import SLICES, sizes_of, tiers
from sundgov.testing.strategies.parties import pools
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.texts import kept, words

BASE = 2024
"""The price level that indexed budgets are stated in: the packaged index moves it to 2025."""
INDEX = IndexTerms(
    IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL), base_level=BASE
)
YEARS = (2024, 2025)
"""The years that such budgets can be billed in."""


@kept
@st.composite
def members(draw: DrawFn, least: int = 1) -> tuple[Party, ...]:
    """Islands that share, and a region behind them now and then; the first by rank stays."""
    found = draw(pools(least=least, most=3))
    region = packaged_parties().find("Region Nordjylland")
    return (*found, region) if draw(st.integers(0, 3)) == 3 else found


@kept
def billed_budgets(
    year: int, unit: Unit, keys: SearchStrategy[KeyTerms], *, indexed: bool
) -> SearchStrategy[Budget]:
    """Budgets that can be billed: every line above zero, and whole in the unit."""
    state = st.sampled_from([UNSTATED, PriceLevel(BASE) if indexed else CurrentPrices(year)])
    least = max(Amount(unit.value), kr(1))
    money = amounts(state, at_least=least, at_most=kr(1_000_000), unit=unit)
    held_back = built(Condition, 1, amount=st.none() | amounts(at_least=Amount(1)))
    line = {
        "amount": money,
        "kind": st.sampled_from([LineKind.COST, LineKind.UNDISPOSED, LineKind.RESERVE]),
        "key": st.none() | keys,
        "condition": st.none() | held_back,
    }
    lines = [built(BudgetLine, 1, id=st.just(name), **line) for name in LINES]
    decided = days(dt.date(2020, 1, 1), dt.date(year - 1, 12, 1))
    return built(
        Budget,
        1,
        year=st.just(year),
        lines=st.one_of([st.tuples(*lines[:count]) for count in range(1, len(lines) + 1)]),
        version=st.just(1),
        ceiling=st.none() | built(Ceiling, 1, amount=money),
        authority=st.none() | built(Authority, decided_on=decided),
    )


def under_the_key(budget: Budget) -> int:
    """The øre of the lines that the agreement's own key divides, before they are moved."""
    return sum(line.amount.ore for line in budget.lines if line.key is None)


@kept
def plain_terms(pool: tuple[Party, ...], month: int = 1) -> SearchStrategy[KeyTerms]:
    """Key terms that divide anything between some parties, whoever of them but the first is left.

    `month` is that of the first instalment: in April the newest population is held.
    """
    municipalities = [party for party in pool if party.kind is PartyKind.MUNICIPALITY]
    among = Pool() if len(municipalities) == len(pool) else Pool(PartyKind.MUNICIPALITY)
    rules: list[PopulationRule] = [
        PopulationOn(1),
        PopulationOn(2),
        PopulationFixed(dt.date(2023, 1, 1)),
    ]
    if month == 4:
        rules += [NewestPublished(), PopulationOn(0)]
    rule = st.sampled_from(rules)
    heads = st.builds(HeadTerms, rule, st.just(among))
    capped = st.builds(HeadTerms, rule, st.just(among), cap=st.integers(1, 10_000))
    tiered = st.builds(HeadTerms, rule, st.just(among), tiers=tiers())
    return st.one_of(
        st.sampled_from([EqualTerms(), EqualTerms(Pool(named=pool[:1]))]),
        heads,
        capped,
        tiered,
        _unit_terms(pool),
    )


@kept
@st.composite
def _unit_terms(draw: DrawFn, pool: tuple[Party, ...]) -> UnitTerms:
    counts = [draw(st.integers(1, 99)), *(draw(st.integers(0, 99)) for _ in pool[1:])]
    units = tuple((party, Fraction(count)) for party, count in zip(pool, counts, strict=True))
    return UnitTerms(units, draw(words("timer")))


@st.composite
def fitting_terms(
    draw: DrawFn, pool: tuple[Party, ...], month: int, least: int, most: int
) -> KeyTerms:
    """Key terms with fixed slices or bounds that leave room for sums from the least to the most."""
    inner = plain_terms(pool, month)
    if draw(st.booleans()):
        return draw(_bounded(draw(inner), pool, least, most))
    sizes = draw(sizes_of(Fraction(least)))
    named = zip(SLICES, sizes, strict=False)
    return ComposedTerms(tuple(SliceTerms(name, size, draw(inner)) for name, (size, _) in named))


@st.composite
def _bounded(
    draw: DrawFn, terms: KeyTerms, pool: tuple[Party, ...], least: int, most: int
) -> BoundedTerms:
    paying = _payers(terms, pool)
    minimum = Amount(draw(st.integers(0, least // paying)))
    maximum = Amount(-(-most // paying) + draw(st.integers(0, most)))
    lower, upper = draw(st.sampled_from([(True, False), (False, True), (True, True)]))
    return BoundedTerms(
        terms, minimum=minimum if lower else None, maximum=maximum if upper else None
    )


def _payers(terms: KeyTerms, pool: tuple[Party, ...]) -> int:
    """How many parties bear something under plain terms."""
    if isinstance(terms, EqualTerms):
        return len(terms.pool.named or pool)
    if isinstance(terms, UnitTerms):
        return sum(1 for _, count in terms.units if count)
    return sum(1 for party in pool if party.kind is PartyKind.MUNICIPALITY)


def spent_on(budget: Budget, *, all_of_it: bool = True) -> SearchStrategy[tuple[LineSpent, ...]]:
    """What was spent on every line of a budget, up to twice of what was planned.

    Where not all of it is spent, the first line has something left and none has less than nothing.
    """
    most = [2 * line.amount.ore for line in budget.lines]
    if not all_of_it:
        most = [line.amount.ore for line in budget.lines]
        most[0] -= 1
    lines = zip(budget.lines, most, strict=True)
    return st.tuples(
        *(
            st.builds(LineSpent, st.just(line.id), amounts(at_least=Amount(0), at_most=Amount(ore)))
            for line, ore in lines
        )
    )


@st.composite
def known_results(draw: DrawFn, budget: Budget, by: dt.date, *, all_of_it: bool = True) -> Result:
    """A budget's result, line by line, known between the end of its year and a day."""
    known = days(dt.date(budget.year, 12, 31), by)
    spent = spent_on(budget, all_of_it=all_of_it)
    return draw(built(Result, year=st.just(budget.year), spent=spent, known_on=known))
