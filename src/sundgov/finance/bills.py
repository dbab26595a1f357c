"""The year's bill as a value: who pays what, on which line, in which instalment, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from sundgov.apportion import CellProof, Certificate
from sundgov.errors import InvalidValueError, SundgovError, UnknownPartyError
from sundgov.finance.agreements import Agreement, Membership
from sundgov.finance.budgets import Budget, BudgetLine
from sundgov.finance.carried import Carried
from sundgov.finance.derivations import Derivation
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.prices import Uplift
from sundgov.finance.residuals import Brought, Residual, year_residuals
from sundgov.findings import Finding, Severity
from sundgov.money import Amount, CurrentPrices, ExactAmount
from sundgov.parties import Parties, Party
from sundgov.printing import Language, language_of, spaced

if TYPE_CHECKING:
    from sundgov.finance.invoices import CreditNote, Invoice


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
    moved to the year's prices by `ceiling_uplift`. What earlier years return or collect stands
    in `carries`, apart from the lines: a party pays its `gross`, the sum of its lines, and what
    is `carried`. `brought` is what whole øre left in earlier years, under an agreement with
    running rounding.
    """

    agreement: Agreement
    budget: Budget
    instalments: tuple[Instalment, ...]
    parties: tuple[Party, ...] = field(repr=False)
    lines: tuple[BillLine, ...] = field(repr=False)
    shares: tuple[tuple[Fraction, ...], ...] = field(repr=False)
    ceiling: Amount | None = None
    ceiling_uplift: Uplift | None = None
    carries: tuple[Carried, ...] = ()
    brought: tuple[Brought, ...] = field(default=(), repr=False)

    @property
    def year(self) -> int:
        """The year billed."""
        return self.budget.year

    @property
    def prices(self) -> CurrentPrices:
        """The money the bill is in."""
        return CurrentPrices(self.year)

    @cached_property
    def gross_by_party(self) -> PartyAmounts:
        """What every party pays of the year itself: the sum of its lines."""
        sums = tuple(map(sum, zip(*(line.year for line in self.lines), strict=True)))
        return PartyAmounts(self.parties, sums, self.prices)

    @cached_property
    def exact_parts(self) -> tuple[Fraction, ...]:
        """Every party's exact øre of the year over all lines, in the order of the parties."""
        columns = zip(*(line.exact for line in self.lines), strict=True)
        return tuple(sum(column, Fraction(0)) for column in columns)

    @cached_property
    def residuals(self) -> tuple[Residual, ...]:
        """How far every party's bills lie behind its exact shares, in the order of the parties.

        Where every year is rounded by itself, nothing is brought from earlier years.
        """
        return year_residuals(self.brought, self.parties, self.exact_parts, self.gross_by_party.ore)

    @property
    def closed_residuals(self) -> tuple[Brought, ...]:
        """The residuals of parties that have left: shown, and billed to nobody."""
        return tuple(one for one in self.brought if one.bearer is None)

    @property
    def drift(self) -> Fraction:
        """The furthest that any party's bills lie from its exact shares after the year, in øre."""
        return max(abs(one.closing) for one in self.residuals)

    def _at(self, party: str | Party) -> int:
        """A party's column; a member that is not billed is told from a stranger."""
        try:
            return self.gross_by_party.column(party)
        except UnknownPartyError:
            member = self._unbilled(party)
            if member is None:
                raise
        rule = "is a member that is not billed in the year"
        until = f", left {member.left}" if member.left else ""
        told = f"billed from {member.first_billed}{until}"
        raise UnknownPartyError(member.party.name, rule, self.year, told)

    def __getitem__(self, party: str | Party) -> Amount:
        return self.amount(party)

    def __iter__(self) -> Iterator[str]:
        return (party.key for party in self.parties)

    def __len__(self) -> int:
        return len(self.parties)

    def party(self, wanted: str | Party) -> Party:
        """A billed party by code or name."""
        return self.parties[self._at(wanted)]

    def _unbilled(self, wanted: str | Party) -> Membership | None:
        others = {m.party.id: m for m in self.agreement.members if m.party not in self.parties}
        try:
            return others[Parties(m.party for m in others.values()).find(wanted).id]
        except SundgovError:
            return None

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
        """What is billed over all parties, carried amounts included."""
        return self.amount()

    def amount(
        self,
        party: str | Party | None = None,
        *,
        line: str | None = None,
        instalment: str | None = None,
    ) -> Amount:
        """Any figure of the bill: for a party, a line, an instalment, or over all of each.

        Without a line it is what is paid, carried amounts included.
        """
        if line is None:
            gross = self.gross(party, instalment=instalment)
            return gross + self.carried(party, instalment=instalment)
        return self._of_lines((self.line(line),), party, instalment)

    def gross(self, party: str | Party | None = None, *, instalment: str | None = None) -> Amount:
        """What the lines bill, before anything carried from earlier years."""
        if instalment is None:
            return self._sum([self.gross_by_party.ore], party)
        return self._of_lines(self.lines, party, instalment)

    def _of_lines(
        self, lines: Sequence[BillLine], party: str | Party | None, instalment: str | None
    ) -> Amount:
        step = None if instalment is None else self._step(instalment)
        rows = [line.year if step is None else line.instalments[step] for line in lines]
        return self._sum(rows, party)

    def carried(self, party: str | Party | None = None, *, instalment: str | None = None) -> Amount:
        """What earlier years collect, or with a minus return."""
        step = None if instalment is None else self._step(instalment)
        rows = [one.parts if step is None else one.steps[step] for one in self.carries]
        return self._sum(rows, party)

    def _sum(self, rows: Sequence[Sequence[int]], party: str | Party | None) -> Amount:
        if party is None:
            return Amount(sum(map(sum, rows)), self.prices)
        column = self._at(party)
        return Amount(sum(row[column] for row in rows), self.prices)

    def exact(self, party: str | Party, *, line: str | None = None) -> ExactAmount:
        """A party's exact share of the year or a line, before rounding and anything carried."""
        column = self._at(party)
        exact = self.exact_parts if line is None else self.line(line).exact
        return ExactAmount(exact[column], self.prices)

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
        driver, wanted = drivers.pop(), self.party(party)
        if driver is None:
            return None
        return driver.weight(wanted) if wanted in driver.pool else Fraction(0)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the bill as a paper: more billed than the ceiling allows."""
        gross = self.gross()
        if self.ceiling is None or gross <= self.ceiling:
            return ()
        over = gross - self.ceiling
        return (
            Finding(
                "ceiling-exceeded",
                Severity.ERROR,
                f"budget {self.year}, version {self.budget.version}",
                spaced(f"{gross} billed, {self.ceiling} allowed, {over} too much"),
                "Cut the lines, or have the ceiling raised by a decision.",
            ),
        )

    def invoices(self, instalment: str) -> tuple[Invoice | CreditNote, ...]:
        """The documents of an instalment such as `2025-07`: one for every party it bills."""
        from sundgov.finance.invoicing import invoices

        return invoices(self, instalment)

    def invoice(self, party: str | Party, instalment: str) -> Invoice | CreditNote:
        """One party's document; raises `BillingError` where the instalment bills it nothing."""
        from sundgov.finance.invoicing import invoice

        return invoice(self, party, instalment)

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
