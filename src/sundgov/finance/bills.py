"""The year's bill as a value: who pays what, on which line, in which instalment, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from sundgov.apportion import CellProof, Certificate
from sundgov.errors import InvalidValueError
from sundgov.finance.agreements import Agreement
from sundgov.finance.budgets import Budget, BudgetLine
from sundgov.finance.derivations import Derivation
from sundgov.finance.prices import Uplift
from sundgov.findings import Finding, Severity
from sundgov.money import Amount, CurrentPrices, ExactAmount
from sundgov.parties import Parties, Party
from sundgov.printing import Language, language_of, spaced


@frozen
class Instalment:
    """One billing date's part of a year (rate, opkrævning); its id is the year and month."""

    id: str
    billing_date: dt.date
    share: Fraction


@frozen
class BillLine:
    """A budget line in the bill.

    `uplift` is how it was moved to the year's prices (None: it was stated in them), `amount`
    what is billed. `derivation` is the key applied to `basis`, the sum of all lines under the
    same key: a fixed amount or a bound holds for the year, not for each line. `exact`
    (fractions of øre), `year` (whole øre) and each of `instalments` hold one figure a party, in
    the order of the bill's parties.
    """

    line: BudgetLine
    uplift: Uplift | None
    amount: Amount
    derivation: Derivation = field(repr=False)
    basis: Amount
    exact: tuple[Fraction, ...] = field(repr=False)
    year: tuple[int, ...] = field(repr=False)
    instalments: tuple[tuple[int, ...], ...] = field(repr=False)


@frozen
class Bill(Mapping[str, Amount]):
    """A year's bill (årsopkrævning): a mapping from party to what it pays in the year.

    Its keys are official codes (ids for parties without one), in the order of rank; look-up
    takes any code or name. Amounts are current money of the year. `shares` holds, for
    every party, the share of its year that each instalment takes; `ceiling` is the budget's,
    moved to the year's prices.
    """

    agreement: Agreement
    budget: Budget
    instalments: tuple[Instalment, ...]
    parties: tuple[Party, ...] = field(repr=False)
    lines: tuple[BillLine, ...] = field(repr=False)
    shares: tuple[tuple[Fraction, ...], ...] = field(repr=False)
    ceiling: Amount | None = None

    @property
    def year(self) -> int:
        """The year billed."""
        return self.budget.year

    @property
    def prices(self) -> CurrentPrices:
        """The money the bill is in."""
        return CurrentPrices(self.year)

    @cached_property
    def _register(self) -> Parties:
        return Parties(self.parties)

    @cached_property
    def _column(self) -> dict[str, int]:
        return {party.id: column for column, party in enumerate(self.parties)}

    def _at(self, party: str | Party) -> int:
        return self._column[self._register.find(party).id]

    def __getitem__(self, party: str | Party) -> Amount:
        column = self._at(party)
        return Amount(sum(line.year[column] for line in self.lines), self.prices)

    def __iter__(self) -> Iterator[str]:
        return (party.key for party in self.parties)

    def __len__(self) -> int:
        return len(self.parties)

    def party(self, wanted: str | Party) -> Party:
        """A billed party by code or name."""
        return self._register.find(wanted)

    def line(self, wanted: str) -> BillLine:
        """A line of the bill by its id, or by its name where no other line has that."""
        by_id = [line for line in self.lines if line.line.id == wanted]
        found = by_id or [line for line in self.lines if line.line.name == wanted]
        if len(found) == 1:
            return found[0]
        known = ", ".join(line.line.id for line in self.lines)
        raise InvalidValueError("line", "is no line of the bill", wanted, hint=f"Lines: {known}.")

    def instalment(self, wanted: str) -> Instalment:
        """An instalment by its id, such as `2025-07`."""
        return self.instalments[self._step(wanted)]

    def _step(self, wanted: str) -> int:
        known = [instalment.id for instalment in self.instalments]
        if wanted not in known:
            hint = f"Instalments: {', '.join(known)}."
            raise InvalidValueError("instalment", "is none of the bill", wanted, hint=hint)
        return known.index(wanted)

    @property
    def total(self) -> Amount:
        """What is billed over all parties."""
        return Amount(sum(line.amount.ore for line in self.lines), self.prices)

    def amount(
        self,
        party: str | Party | None = None,
        *,
        line: str | None = None,
        instalment: str | None = None,
    ) -> Amount:
        """Any figure of the bill: for a party, a line, an instalment, or over all of each."""
        lines = self.lines if line is None else (self.line(line),)
        columns = range(len(self.parties)) if party is None else (self._at(party),)
        step = None if instalment is None else self._step(instalment)
        ore = 0
        for row in lines:
            cells = row.year if step is None else row.instalments[step]
            ore += sum(cells[column] for column in columns)
        return Amount(ore, self.prices)

    def exact(self, party: str | Party, *, line: str | None = None) -> ExactAmount:
        """A party's exact share of the year, before rounding."""
        column = self._at(party)
        lines = self.lines if line is None else (self.line(line),)
        return ExactAmount(sum((row.exact[column] for row in lines), Fraction(0)), self.prices)

    def share(self, party: str | Party, instalment: str) -> Fraction:
        """The share of a party's year that an instalment takes, before rounding."""
        return self.shares[self._at(party)][self._step(instalment)]

    def weight(self, party: str | Party) -> Fraction | None:
        """The party's measure under the key, where one driver makes the whole bill.

        Zero for a party outside the key's pool; None where several keys or slices are in use, or
        newcomers pay on top of the budget.
        """
        drivers = {line.derivation.driver for line in self.lines}
        if len(drivers) != 1:
            return None
        driver, wanted = drivers.pop(), self._register.find(party)
        if driver is None:
            return None
        return driver.weight(wanted) if wanted in driver.pool else Fraction(0)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the bill as a paper: more billed than the ceiling allows."""
        if self.ceiling is None or self.total <= self.ceiling:
            return ()
        over = self.total - self.ceiling
        return (
            Finding(
                "ceiling-exceeded",
                Severity.ERROR,
                f"budget {self.year}, version {self.budget.version}",
                spaced(f"{self.total} billed, {self.ceiling} allowed, {over} too much"),
                "Cut the lines, or have the ceiling raised by a decision.",
            ),
        )

    def explain(
        self, party: str | Party, line: str | None = None, language: Language = "da"
    ) -> str:
        """The proof of a party's year, or of one of its lines, to be read aloud."""
        from sundgov.finance.bill_wording import worded_line, worded_year

        say = language_of(language)
        wanted = self.party(party)
        return (
            worded_year(self, wanted, say)
            if line is None
            else worded_line(self, wanted, self.line(line), say)
        )

    def certificate(self, party: str | Party, line: str | None = None) -> Certificate | CellProof:
        """What a party needs to check its part of the lines, or of one line, alone (bevis).

        The year is a `Certificate` where it went by largest remainder: by the party's measure,
        where one driver makes the whole bill, and otherwise by its exact øre. Where sums decided,
        as they do for every line, it is a `CellProof`. `sundgov.apportion.verify` checks both.
        """
        from sundgov.finance.proofs import line_proof, year_proof

        wanted = self.party(party)
        if line is None:
            return year_proof(self, wanted)
        return line_proof(self, wanted, self.line(line))
