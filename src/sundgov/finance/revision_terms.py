"""What is corrected backwards in a year: its key, population or index, by which decision.

What a decision corrects may use the figures published by its day. Everything else stays as it was
billed: a newer vintage of an index that nobody corrected changes nothing.
"""

from __future__ import annotations

import datetime as dt

from attrs import evolve, field, frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError
from sundgov.exact import calendar_month, calendar_year
from sundgov.finance.agreements import Agreement, IndexTerms
from sundgov.finance.budgets import Budget
from sundgov.finance.keys import Key
from sundgov.finance.terms import KeyTerms, PopulationRule, YearOfUse
from sundgov.kinds import checked
from sundgov.periods import day
from sundgov.populations import Population
from sundgov.text import is_plain_or_empty


def _year(value: int) -> int:
    return calendar_year(value, "year")


def _billed_in(value: int | None) -> int | None:
    return None if value is None else calendar_year(value, "billed_in")


def _on(value: dt.date | str) -> dt.date:
    return day(value, "on")


def _month(value: int | None) -> int | None:
    return None if value is None else calendar_month(value)


@frozen
class CorrectedPopulation(PopulationRule):
    """Another rule for the population, by what was published on the day of the correction."""

    rule: PopulationRule
    on: dt.date

    def choose(self, use: YearOfUse) -> Population:
        return self.rule.choose(evolve(use, corrected_on=self.on))


@frozen
class CorrectedTerms(KeyTerms):
    """Other terms of a key, by the figures published on the day of the correction."""

    terms: KeyTerms
    on: dt.date

    def key(self, use: YearOfUse) -> Key:
        return self.terms.key(evolve(use, corrected_on=self.on))

    def based_on(self, population: PopulationRule) -> KeyTerms:
        return evolve(self, terms=self.terms.based_on(population))


@frozen(field_transformer=checked)
class RevisionTerms:
    """A year's key, population or index corrected backwards (korrektion med tilbagevirkning).

    `on` is the day of the decision: figures published by then may be used. `billed_in` is the
    later year whose bill takes the difference, `month` its one instalment; None spreads it.

    >>> RevisionTerms(2024, "2025-06-01")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: revision: corrects a key, a population or an index
    """

    year: int = field(converter=_year)
    on: dt.date = field(converter=_on)
    population: PopulationRule | None = None
    index: IndexTerms | None = None
    key: KeyTerms | None = None
    billed_in: int | None = field(default=None, converter=_billed_in)
    month: int | None = field(default=None, converter=_month)
    authority: Authority | None = None
    note: str = field(default="", validator=is_plain_or_empty)

    def __attrs_post_init__(self) -> None:
        if self.population is None and self.index is None and self.key is None:
            raise InvalidValueError("revision", "corrects a key, a population or an index")
        if self.billed_in is not None and self.billed_in <= self.year:
            raise InvalidValueError(
                "billed_in", "is a later year than the one revised", self.year, self.billed_in
            )

    def applied(self, agreement: Agreement, budget: Budget) -> tuple[Agreement, Budget]:
        """The agreement and budget as they should have been.

        They may be corrected already, by earlier decisions: what this one does not name stands.
        """
        if self.key is not None:
            agreement = evolve(agreement, key=CorrectedTerms(self.key, self.on))
        if self.index is not None:
            agreement = evolve(agreement, index=evolve(self.index, known_on=self.on))
        if self.population is not None:
            return _based_anew(agreement, budget, CorrectedPopulation(self.population, self.on))
        return agreement, budget


def _based_anew(
    agreement: Agreement, budget: Budget, population: PopulationRule
) -> tuple[Agreement, Budget]:
    """All keys by another population; lines under the same terms stay under the same terms."""
    old = {id(terms): terms for terms in (agreement.key, *(line.key for line in budget.lines))}
    new = {
        name: None if terms is None else terms.based_on(population) for name, terms in old.items()
    }
    lines = tuple(evolve(line, key=new[id(line.key)]) for line in budget.lines)
    key = new[id(agreement.key)]
    assert key is not None
    return evolve(agreement, key=key), evolve(budget, lines=lines)
