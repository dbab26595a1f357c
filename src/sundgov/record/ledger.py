"""An agreement with its budgets, results and corrections: years billed, closed and followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve, field, frozen

from sundgov.authority import Authority
from sundgov.errors import BillingError, InvalidValueError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, IndexTerms, YearRounding
from sundgov.finance.billing import bill_year
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import Budget
from sundgov.finance.carried import CarrySource
from sundgov.finance.carry_rules import CarryBasis
from sundgov.finance.carrying import Heirs, carry_into
from sundgov.finance.closing import Closing, close_year
from sundgov.finance.exit_terms import BalanceTerm
from sundgov.finance.exits import Exit, ExitSettlement, settle_exit, settled_parties
from sundgov.finance.follow_up import FollowUp, follow_up
from sundgov.finance.histories import Account, account
from sundgov.finance.results import Estimate, Outturn, Result
from sundgov.finance.revision_terms import RevisionTerms
from sundgov.finance.revisions import Revision
from sundgov.finance.running_years import bills_running, opening_residuals
from sundgov.finance.statuses import BudgetStatus
from sundgov.finance.terms import KeyTerms, PopulationFixed, PopulationRule
from sundgov.finance.transfers import Transfer
from sundgov.kinds import checked, must_be
from sundgov.money import Amount
from sundgov.parties import Parties, Party
from sundgov.periods import Year, day
from sundgov.record.corrections import first_day, index_named


@frozen(field_transformer=checked)
class Ledger:
    """An agreement with its budgets, results and corrections (regnskab for én aftale).

    `figures` are those to bill them with.

    `bill(year)` bills the highest version of the year's budget, with what earlier years carry
    into it; `close(year)` closes a year by its result; `account(party)` shows that nothing is lost.
    """

    agreement: Agreement
    budgets: tuple[Budget, ...]
    figures: Figures = field(repr=False)
    results: tuple[Result, ...] = field(default=(), kw_only=True)
    estimates: tuple[Estimate, ...] = field(default=(), kw_only=True)
    revisions: tuple[RevisionTerms, ...] = field(default=(), kw_only=True)
    exits: tuple[Exit, ...] = field(default=(), kw_only=True)
    transfers: tuple[Transfer, ...] = field(default=(), kw_only=True)
    statuses: tuple[BudgetStatus, ...] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        _once("budgets", "a version of a year", ((b.year, b.version) for b in self.budgets))
        _once("results", "a year", ((r.year,) for r in self.results))
        _once("estimates", "a year", ((e.year,) for e in self.estimates))
        days = ((r.year, f"{r.on}") for r in self.revisions)
        _once("revisions", "a year and the day it is corrected", days)
        _once("transfers", "an id", ((t.id,) for t in self.transfers))
        _once("statuses", "a day of a year", ((s.year, f"{s.on}") for s in self.statuses))
        settled_parties(self.exits)
        for status in self.statuses:
            if status.year not in self.years:
                raise InvalidValueError("statuses", "hold a year without a budget", status.year)
        for name, held in (
            ("results", self.results),
            ("estimates", self.estimates),
            ("revisions", self.revisions),
        ):
            for one in held:
                if one.year not in self.years:
                    raise InvalidValueError(name, "hold a year that was never billed", one.year)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a budget, in order."""
        return tuple(sorted({budget.year for budget in self.budgets}))

    def budget(self, year: int, on: dt.date | None = None) -> Budget:
        """The budget in force for a year: its highest version, of those decided by a day."""
        versions = [budget for budget in self._decided_by(on) if budget.year == year]
        if not versions:
            raise BillingError(
                "year",
                "has no budget" if on is None else f"has no budget decided by {on}",
                year,
                hint=f"Budgets: {', '.join(map(str, self.years)) or 'none'}.",
            )
        return max(versions, key=lambda budget: budget.version)

    def _decided_by(self, on: dt.date | None) -> tuple[Budget, ...]:
        return tuple(
            budget
            for budget in self.budgets
            if on is None or budget.authority is None or budget.authority.decided_by(on)
        )

    def bill(self, year: int, *, carry: Sequence[CarrySource] | None = None) -> Bill:
        """The bill of a year, with what earlier years carry into it.

        `carry` replaces what the record holds: closings and revisions, or nothing at all.
        """
        if carry is None:
            return self._bill_once(year)
        return carry_into(self._gross(year), carry, self._heirs(year))

    def close(self, year: int, result: Result | None = None) -> Closing:
        """A year closed by its result, or by another `result` in its place.

        Raises `BillingError` where the year has no budget or no result, or the result is of
        another year.
        """
        self.budget(year)
        if result is not None:
            must_be(result, "result", Result)
            if result.year != year:
                raise BillingError("result", "is of another year", result.year, year)
        held = result or self._held(self.results, year)
        if held is None:
            raise BillingError("year", "has no result", year, hint=_NO_RESULT)
        return self._closed(held)

    def estimate(self, year: int) -> Closing:
        """A year closed as it is expected to, by the estimate held."""
        held = self._held(self.estimates, year)
        if held is None:
            raise BillingError("year", "has no estimate", year)
        return self._closed(held)

    def revise(
        self,
        year: int,
        *,
        on: dt.date | str | None = None,
        population: PopulationRule | dt.date | str | None = None,
        index: IndexTerms | str | None = None,
        key: KeyTerms | None = None,
        month: int | None = None,
        authority: Authority | None = None,
        note: str = "",
    ) -> Revision:
        """A year corrected backwards: what was billed, and what should have been.

        `on` is the day of the decision; without it the first day on which the corrected figures
        were published. `index` may be the name or kind of an index held.

        Raises `BillingError` for a year that was never billed, `NotPublishedError` for figures
        not published by the day.
        """
        if year not in self.years:
            raise BillingError(
                "revision",
                "is of a year that was never billed",
                year,
                hint=f"Billed: {', '.join(map(str, self.years)) or 'none'}.",
            )
        rule = _rule(population)
        named = index
        if isinstance(named, str):
            named = index_named(named, self.agreement, self.figures)
        when = on or first_day(self.agreement, self.budget(year), self.figures, rule, named)
        return self._revised(
            RevisionTerms(year, when, rule, named, key, month=month, authority=authority, note=note)
        )

    def follow_up(self, year: int, on: dt.date | str | None = None) -> FollowUp:
        """How a year's budget stands on a day: that of its newest status, unless one is given.

        The budget is the highest version decided by the day. Without any status the day is the
        last of the year.
        """
        told = [status.on for status in self.statuses if status.year == year]
        latest = max(told, default=Year(year).last_day)
        today = latest if on is None else day(on, "on")
        return follow_up(
            self.agreement,
            self.budget(year, today),
            self.statuses,
            self.transfers,
            today,
            self.figures,
            others=self._decided_by(today),
        )

    def account(self, party: str | Party | None = None) -> Account:
        """A party's account over the years of the record, or that of all parties together."""
        everyone = Parties(tuple(member.party for member in self.agreement.members))
        wanted = None if party is None else everyone.find(party)
        bills = tuple(map(self._bill_once, self.years))
        return account(wanted, bills, self._closings, self._paid_out)

    def exit(self, party: str | Party) -> ExitSettlement:
        """What is settled with a party that leaves, by its account and the bill of its last year.

        Raises `BillingError` for a party without an exit, and where a year up to its last one is
        not closed, so that nobody knows its balance.
        """
        wanted = Parties(tuple(member.party for member in self.agreement.members)).find(party)
        leaving = next((one for one in self.exits if one.party.id == wanted.id), None)
        if leaving is None:
            raise BillingError(wanted.name, "has no exit in the record")
        year = leaving.on.year
        bill = self._gross(year)
        own, pool = (self._unsettled(who, year) for who in (wanted, None))
        return settle_exit(leaving, bill, own, pool)

    def _unsettled(self, party: Party | None, year: int) -> Amount:
        """What an account holds after a year, before those that leave then or later are settled."""
        staying = {one.party.id for one in self.exits if one.on.year >= year}

        def settled(closing: Closing, who: Party) -> int:
            carried = self.agreement.carry.way.carries and who.id in staying
            return 0 if carried else self._paid_out(closing, who)

        bills = tuple(self._bill_once(other) for other in self.years if other <= year)
        rows = account(party, bills, self._closings, settled).years
        if not rows or rows[-1].closing is None:
            raise BillingError(
                "exit", "is settled when its year is closed", year, hint="Give the year's result."
            )
        return rows[-1].closing

    def _left_by(self, leaving: Exit) -> int:
        """What an exit leaves to the others of the leaver's own balance, in øre."""
        if self._balance_term(leaving) in (None, BalanceTerm.AS_PAID):
            return 0
        found = self.exit(leaving.party)
        return (found.balance - found.lines[0].amount).ore

    def _balance_term(self, leaving: Exit) -> BalanceTerm | None:
        return leaving.terms.over(self.agreement.exit).balance

    @cached_property
    def _made_bills(self) -> dict[int, Bill]:
        """Every year's bill once it is made: accounts, exits and checks need each many times."""
        return {}

    def _bill_once(self, year: int) -> Bill:
        if year not in self._made_bills:
            carried = self._carried_into(year)
            self._made_bills[year] = carry_into(self._gross(year), carried, self._heirs(year))
        return self._made_bills[year]

    @cached_property
    def _closings(self) -> dict[int, Closing]:
        return {result.year: self._closed(result) for result in self.results}

    def _heirs(self, year: int) -> Heirs:
        """Who bears in a year what earlier ones carry into it."""
        rule = self.agreement.carry
        left = {
            (one.party.id, one.on.year): self._left_by(one)
            for one in self.exits
            if rule.way.carries
            and self._falls_due(one.on.year) == year
            and self._held(self.results, one.on.year) is not None
        }
        return Heirs(self.figures.register, settled_parties(self.exits), left)

    def _paid_out(self, closing: Closing, party: Party) -> int:
        """How much of a party's part of a closing is paid out instead of being carried, in øre.

        All of it where years are settled at once. A leaver gets what its exit says, and where that
        says nothing, nothing.
        """
        own, rule = closing.by_party[party].ore, self.agreement.carry
        if not rule.way.carries:
            return own
        later = self.agreement.parties_in(self._falls_due(closing.year))
        leaving = next((one for one in self.exits if one.party.id == party.id), None)
        if leaving is None or party in later or self._balance_term(leaving) is None:
            return 0
        return own - (self._left_by(leaving) if closing.year == leaving.on.year else 0)

    def _held(self, held: Iterable[Outturn], year: int) -> Outturn | None:
        return next((one for one in held if one.year == year), None)

    def _carried_into(self, year: int) -> tuple[CarrySource, ...]:
        """Everything in the record that is carried into a year."""
        rule = self.agreement.carry
        outturns: tuple[Outturn, ...] = ()
        if rule.way.carries:
            outturns = (*self.results, *(self.estimates if rule.way.takes_estimates else ()))
        closed = (self._closed(one) for one in outturns if self._falls_due(one.year) == year)
        revised = (self._revised(terms) for terms in self.revisions if terms.billed_in == year)
        return (*closed, *revised)

    def _falls_due(self, year: int) -> int:
        """The year whose bill a result is carried into: of those billed, the first that may."""
        first = year + self.agreement.carry.years_later
        return min((other for other in self.years if other >= first), default=first)

    def _closed(self, outturn: Outturn) -> Closing:
        """A year closed by what was spent, as the decisions before that day corrected it."""
        terms = self._terms_as_corrected(outturn.year, outturn.on)
        decided = [one.on for one in self.revisions if one.year == outturn.year]
        corrected_on = max((on for on in decided if on < outturn.on), default=None)
        return evolve(close_year(self._made(*terms), outturn), corrected_on=corrected_on)

    def _terms_as_corrected(self, year: int, before: dt.date) -> tuple[Agreement, Budget]:
        """The agreement and budget of a year after all revisions decided before a day."""
        terms = self.agreement, self.budget(year)
        decided = [one for one in self.revisions if one.year == year and one.on < before]
        for one in sorted(decided, key=lambda one: one.on):
            terms = one.applied(*terms)
        return terms

    def _gross(self, year: int) -> Bill:
        """A year's own bill, before anything carried."""
        return self._made(self.agreement, self.budget(year))

    def _made(self, agreement: Agreement, budget: Budget) -> Bill:
        """A year's own bill under terms that may be corrected."""
        return bill_year(agreement, budget, self.figures, self._residuals(budget.year))

    def _residuals(self, year: int) -> Mapping[str, Fraction]:
        """What whole øre left in the years before, under running rounding."""
        if self.agreement.rounding is YearRounding.PER_YEAR:
            return {}
        earlier = [self.budget(other) for other in self.years if other < year]
        return opening_residuals(bills_running(self.agreement, earlier, self.figures))

    def _revised(self, terms: RevisionTerms) -> Revision:
        """A revision; of a closed year, by what every party finally bore."""
        closed = [one for one in self.results if one.year == terms.year and one.on <= terms.on]
        before = self._terms_as_corrected(terms.year, terms.on)
        rule, later = self.agreement.carry, None
        if closed and rule.way.carries and rule.basis is CarryBasis.NEW_KEY:
            later = self._gross(self._falls_due(terms.year))
        return Revision(
            self._made(*before),
            self._made(*terms.applied(*before)),
            terms.on,
            terms.month,
            closed[0] if closed else None,
            terms.authority,
            terms.note,
            later,
            settled_parties(
                one for one in self.exits if self._balance_term(one) is BalanceTerm.AS_PAID
            ),
        )


_NO_RESULT = "Give what was spent and the day it was known: in [[results]], or as a Result."


def _once(field_name: str, what: str, keys: Iterable[tuple[int | str, ...]]) -> None:
    seen: set[tuple[int | str, ...]] = set()
    for key in keys:
        if key in seen:
            raise InvalidValueError(field_name, f"hold {what} twice", *key)
        seen.add(key)


def _rule(population: PopulationRule | dt.date | str | None) -> PopulationRule | None:
    if population is None or isinstance(population, PopulationRule):
        return population
    return PopulationFixed(day(population, "population"))
