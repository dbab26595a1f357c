"""Budgets as papers state them, what was spent, moved and corrected, and how it stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Amount,
    Budget,
    BudgetLine,
    BudgetStatus,
    Condition,
    CurrentPrices,
    Estimate,
    IndexTerms,
    LineKind,
    LineOfYear,
    LineSpent,
    LineStatus,
    Outturn,
    Result,
    RevisionTerms,
    Transfer,
)
from sundgov.money import UNSTATED
from sundgov.testing.strategies.amounts import amounts, prices
from sundgov.testing.strategies.general import built, one_of, values
from sundgov.testing.strategies.periods import days, years
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.terms import key_terms, population_rules
from sundgov.testing.strategies.texts import kept

LINES = ("drift", "support", "udvikling")


@kept
def conditions() -> SearchStrategy[Condition]:
    """What must happen before money may be used."""
    return built(Condition, amount=st.none() | amounts(prices(), at_least=Amount(1)))


@kept
@st.composite
def budgets(draw: DrawFn, year: int | None = None) -> Budget:
    """Budgets of one to three lines, with a ceiling, conditions and keys now and then.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(budgets())
    >>> found.year, [(line.id, line.amount) for line in found.lines]
    (2025, [('drift', Amount('0,00 kr.'))])
    """
    kinds = st.sampled_from([kind for kind in LineKind if kind is not LineKind.ENTRY])
    count = draw(st.integers(1, len(LINES)))
    lines = tuple(draw(built(BudgetLine, id=st.just(name), kind=kinds)) for name in LINES[:count])
    when = years() if year is None else st.just(year)
    version = st.integers(1, 3)
    return draw(built(Budget, year=when, lines=st.just(lines), version=version))


@kept
def _spent(year: int) -> SearchStrategy[Amount | tuple[LineSpent, ...]]:
    """What was spent: a sum, or some lines."""
    money = amounts(st.sampled_from([UNSTATED, CurrentPrices(year)]))
    count = st.integers(1, len(LINES))
    by_line = count.flatmap(
        lambda number: st.tuples(
            *(st.builds(LineSpent, st.just(name), money) for name in LINES[:number])
        )
    )
    return money | by_line


@kept
@st.composite
def results(draw: DrawFn, year: int | None = None) -> Result:
    """What a year cost, known when it had ended."""
    of = draw(years()) if year is None else year
    known = days(dt.date(of, 12, 31), dt.date(of + 1, 6, 30))
    return draw(built(Result, year=st.just(of), spent=_spent(of), known_on=known))


@kept
@st.composite
def estimates(draw: DrawFn, year: int | None = None) -> Estimate:
    """What a year is expected to cost."""
    of = draw(years()) if year is None else year
    made = days(dt.date(of, 1, 1), dt.date(of, 12, 31))
    return draw(built(Estimate, year=st.just(of), spent=_spent(of), made_on=made))


@kept
@st.composite
def revision_terms(draw: DrawFn, year: int | None = None) -> RevisionTerms:
    """A correction of a year's key, population or index, decided on a day."""
    of = draw(years()) if year is None else year
    said = {
        "key": key_terms(),
        "population": population_rules(),
        "index": values(IndexTerms),
    }
    sure = draw(st.sampled_from(list(said)))
    return draw(
        built(
            RevisionTerms,
            year=st.just(of),
            on=days(dt.date(of, 1, 1), dt.date(of + 2, 12, 31)),
            billed_in=st.none() | st.integers(of + 1, of + 3),
            month=st.none() | st.integers(1, 12),
            **{sure: said[sure]},
        )
    )


@kept
@st.composite
def transfers(draw: DrawFn, year: int | None = None) -> Transfer:
    """Budget moved to another line of the year, or to the same one of the next."""
    of = draw(years()) if year is None else year
    start = LineOfYear(of, draw(st.sampled_from(LINES)))
    others = [LineOfYear(of, name) for name in LINES if name != start.line]
    end = draw(st.sampled_from([*others, LineOfYear(of + 1, start.line)]))
    return draw(
        built(
            Transfer,
            amount=amounts(at_least=Amount(1)),
            from_line=st.just(start),
            to_line=st.just(end),
        )
    )


@kept
@st.composite
def budget_statuses(draw: DrawFn, year: int | None = None) -> BudgetStatus:
    """What is committed, spent and expected of a year's lines on a day."""
    of = draw(years()) if year is None else year
    count = draw(st.integers(0, len(LINES)))
    lines = tuple(
        draw(built(LineStatus, line=st.just(name), **_standing())) for name in LINES[:count]
    )
    on = days(dt.date(of, 1, 1), dt.date(of, 12, 31))
    return draw(built(BudgetStatus, year=st.just(of), on=on, lines=st.just(lines)))


def _standing() -> Mapping[str, SearchStrategy[object]]:
    money = amounts()
    return {"committed": money, "spent": money, "expected": st.none() | money}


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Budget: lambda _: budgets(),
    BudgetLine: lambda _: one_of(budgets(), lambda found: found.lines),
    BudgetStatus: lambda _: budget_statuses(),
    Condition: lambda _: conditions(),
    Estimate: lambda _: estimates(),
    LineStatus: lambda _: built(LineStatus, **_standing()),
    Outturn: lambda _: results() | estimates(),
    Result: lambda _: results(),
    RevisionTerms: lambda _: revision_terms(),
    Transfer: lambda _: transfers(),
}

show_briefly(OWN)
