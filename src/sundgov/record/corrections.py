"""What a revision needs when little is said: which index is meant, and when it could be known."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches

from attrs import evolve

from sundgov.errors import BillingError, MissingFigureError, NotPublishedError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, IndexTerms
from sundgov.finance.budgets import Budget
from sundgov.finance.prices import CompositeIndex
from sundgov.finance.terms import PopulationFixed, PopulationOn, PopulationRule
from sundgov.indices import IndexName
from sundgov.money import UNSTATED, PriceLevel
from sundgov.publications import Publication


def index_named(text: str, agreement: Agreement, figures: Figures) -> IndexTerms:
    """The agreement's index terms by another index held.

    It is named in full, by its name alone, or by the kind it is of the agreement's own index.
    Raises `BillingError` for an agreement without an index, `MissingFigureError` naming the
    indices held where none or several answer.
    """
    if agreement.index is None:
        raise BillingError("index", "the agreement has no index to correct", text)
    held = sorted({step.index for step in figures.steps}, key=str)
    own = agreement.index.index
    found = [index for index in held if text in (str(index), index.name)]
    if isinstance(own, IndexName):
        same = [index for index in held if (index.publisher, index.name) == _series(own)]
        found = found or [index for index in same if index.kind.value == text]
        found = [index for index in found if index.kind is own.kind] or found
    if len(found) != 1:
        names = [str(index) for index in found or held]
        known = "; ".join(get_close_matches(text, names, n=3, cutoff=0)) or "none"
        rule = "names several that are held" if found else "is not one that is held"
        raise MissingFigureError("index", rule, text, hint=f"Nearest: {known}.")
    return evolve(agreement.index, index=found[0])


def _series(index: IndexName) -> tuple[str, str]:
    return index.publisher, index.name


def first_day(
    agreement: Agreement,
    budget: Budget,
    figures: Figures,
    population: PopulationRule | None,
    index: IndexTerms | None,
) -> dt.date:
    """The first day on which a year could be billed by these figures: all were published.

    Raises `NotPublishedError` where a publication day is not known: the day must then be given.
    """
    published = [agreement.instalments[0].billed_on(budget.year)]
    date = _date(population, budget.year)
    if date is not None:
        held = figures.population(date)
        published.append(_known(held.publication, held.named()))
    if index is not None:
        published += [
            _known(step.publication, str(step))
            for step in figures.steps
            if step.index in _names(index.index)
            and _base_level(budget, index) <= step.from_year
            and step.to_year <= budget.year
        ]
    return max(published)


def _date(population: PopulationRule | None, year: int) -> dt.date | None:
    """The date of a population that a rule means by itself, whatever is published when."""
    if isinstance(population, PopulationOn):
        return population.date_in(year)
    return population.date if isinstance(population, PopulationFixed) else None


def _base_level(budget: Budget, index: IndexTerms) -> int:
    """The earliest price level that the index moves an amount of the budget from."""
    stated = [line.amount.prices for line in budget.lines]
    levels = [prices.year for prices in stated if isinstance(prices, PriceLevel)]
    if index.base_level is not None and UNSTATED in stated:
        levels.append(index.base_level)
    return min(levels, default=budget.year)


def _names(index: IndexName | CompositeIndex) -> tuple[IndexName, ...]:
    return (index,) if isinstance(index, IndexName) else tuple(part.index for part in index.parts)


def _known(publication: Publication, figure: str) -> dt.date:
    if publication.on is None:
        raise NotPublishedError(
            figure,
            "its publication day is not known, so the day of the revision must be given",
            hint="Give the day: on.",
        )
    return publication.on
