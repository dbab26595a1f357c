"""What is corrected backwards in a year: its key, population or index, by which decision."""

from __future__ import annotations

import datetime as dt

from attrs import evolve, field, frozen

from sundgov.authority import Authority
from sundgov.errors import InvalidValueError
from sundgov.exact import calendar_year
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, IndexTerms
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget
from sundgov.finance.terms import KeyTerms, PopulationRule
from sundgov.kinds import checked
from sundgov.periods import day
from sundgov.text import is_plain_or_empty


def _year(value: int) -> int:
    return calendar_year(value, "year")


def _billed_in(value: int | None) -> int | None:
    return None if value is None else calendar_year(value, "billed_in")


def _on(value: dt.date | str) -> dt.date:
    return day(value, "on")


@frozen(field_transformer=checked)
class RevisionTerms:
    """A year's key, population or index corrected backwards (revision med tilbagevirkning).

    `on` is the day of the decision: figures published by then may be used. `billed_in` is the
    later year whose bill takes the difference, `month` its one instalment; None spreads it.
    """

    year: int = field(converter=_year)
    on: dt.date = field(converter=_on)
    population: PopulationRule | None = None
    index: IndexTerms | None = None
    key: KeyTerms | None = None
    billed_in: int | None = field(default=None, converter=_billed_in)
    month: int | None = None
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
        """The agreement and budget as they should have been."""
        if self.key is not None:
            agreement = evolve(agreement, key=self.key)
        if self.index is not None:
            agreement = evolve(agreement, index=self.index)
        if self.population is not None:
            population = self.population
            agreement = evolve(agreement, key=agreement.key.based_on(population))
            budget = evolve(
                budget,
                lines=tuple(
                    line if line.key is None else evolve(line, key=line.key.based_on(population))
                    for line in budget.lines
                ),
            )
        return agreement, budget

    def bill(self, agreement: Agreement, budget: Budget, figures: Figures) -> Bill:
        """The year billed as it should have been."""
        return bill_year(*self.applied(agreement, budget), figures, on=self.on)
