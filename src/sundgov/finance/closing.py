"""Closing a year: what was collected against what was spent, party by party (årsafslutning).

What was spent is divided by the key that was paid under; the rest of what a party was billed is
its surplus, or its deficit. So the øre that a party was billed above or below its exact share
come back with the settlement. Under running rounding what was spent is rounded as the bill was:
a year spent as billed leaves nothing. What earlier years carried into the bill is not in it, so
that a surplus returned does not come back as a deficit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from sundgov.apportion import round_flat
from sundgov.authority import Authority
from sundgov.errors import BillingError
from sundgov.finance.agreements import Agreement
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.budgets import LineKind
from sundgov.finance.carried import CarrySource
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.residuals import behind
from sundgov.finance.results import Estimate, Outturn, Result
from sundgov.finance.whole_tables import ExactRow, whole_table
from sundgov.kinds import must_be
from sundgov.money import Amount, Unit
from sundgov.parties import Party
from sundgov.printing import Language, language_of, spaced

if TYPE_CHECKING:
    from sundgov.finance.invoices import CreditNote, Invoice


@frozen
class ClosedLine:
    """What was billed and spent, on a line or (where `line` is None) over the whole year.

    `exact` (fractions of øre) and `parts` (whole øre) divide what was spent over the parties in
    the order of the bill; `paid` is what they were billed.
    """

    line: BillLine | None
    billed: Amount
    spent: Amount
    exact: tuple[Fraction, ...] = field(repr=False)
    parts: tuple[int, ...] = field(repr=False)
    paid: tuple[int, ...] = field(repr=False)

    @property
    def surplus(self) -> Amount:
        """What was billed and not spent; a deficit is negative."""
        return self.billed - self.spent


@frozen
class Closing(CarrySource):
    """A closed year (afsluttet år), or by an estimate a year expected to close so.

    `result` is what it was closed by; `by_party` each party's surplus, positive, or deficit,
    negative, in whole øre of the year's money. `corrected_on` is the day the year was corrected
    before it was closed, None where it was not: what was billed is then what should have been.
    """

    bill: Bill = field(repr=False)
    result: Outturn
    lines: tuple[ClosedLine, ...] = field(repr=False)
    corrected_on: dt.date | None = None

    @property
    def agreement(self) -> Agreement:
        return self.bill.agreement

    @property
    def year(self) -> int:
        return self.bill.year

    @property
    def on(self) -> dt.date:
        return self.result.on

    @property
    def authority(self) -> Authority | None:
        return self.result.authority

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties billed in the year."""
        return self.bill.parties

    @property
    def billed(self) -> Amount:
        """What was billed for the year, before anything carried."""
        return self.bill.gross()

    @property
    def spent(self) -> Amount:
        """What was spent."""
        return self.result.total

    @property
    def surplus(self) -> Amount:
        """What was billed and not spent; a deficit is negative."""
        return self.billed - self.spent

    @cached_property
    def by_party(self) -> PartyAmounts:
        """What each party was billed beyond its part of what was spent; below it, negative."""
        pairs = zip(self.bill.gross_by_party.ore, self.spent_by_party.ore, strict=True)
        parts = tuple(paid - spent for paid, spent in pairs)
        return PartyAmounts(self.parties, parts, self.bill.prices)

    @cached_property
    def spent_by_party(self) -> PartyAmounts:
        """Each party's part of what was spent."""
        parts = tuple(map(sum, zip(*(line.parts for line in self.lines), strict=True)))
        return PartyAmounts(self.parties, parts, self.bill.prices)

    def invoices(self, issue_date: dt.date | str) -> tuple[Invoice | CreditNote, ...]:
        """The documents of a year that is settled at once: one for every party not at zero."""
        from sundgov.finance.invoicing import closing_invoices

        return closing_invoices(self, issue_date)

    def explain(self, party: str | Party, language: Language = "da") -> str:
        """How one party's surplus or deficit came about, to be read aloud."""
        from sundgov.finance.closing_wording import worded_closing

        return worded_closing(self, self.bill.party(party), language_of(language))


def close_year(bill: Bill, result: Outturn) -> Closing:
    """The bill's year closed by a result, or by an estimate of it.

    Raises `BillingError` where the result is of another year, names lines that the bill has not
    or leaves some out, or is one sum although the lines were paid under different keys;
    `NotExactError` for what is neither a result nor an estimate.
    """
    must_be(bill, "bill", Bill)
    must_be(result, "result", Result, Estimate)
    if result.year != bill.year:
        raise BillingError("result", "is of another year than the bill", result.year, bill.year)
    rows = [_year_row(bill, result)] if result.by_line is None else _line_rows(bill, result.by_line)
    parts = whole_table(
        [row.row for row in rows], Unit.ORE.value, behind(bill.brought, bill.parties)
    )
    lines = tuple(
        ClosedLine(
            row.line, row.billed, Amount(row.row.ore, bill.prices), row.row.exact, cells, row.paid
        )
        for row, cells in zip(rows, parts, strict=True)
    )
    return Closing(bill, result, lines)


def by_key_of(bill: Bill, ore: int) -> tuple[int, ...]:
    """A pool's øre divided like a bill's year: by largest remainder, in the bill's own order.

    Raises `BillingError` where the bill's lines sum to nothing.
    """
    # What newcomers pay on top is rounded as a line, so the exact parts have a sum of their own.
    whole = sum(bill.exact_parts, Fraction(0))
    if ore and not whole:
        raise BillingError("carry", "the new year bills nothing, so no key divides it", bill.year)
    if not ore:
        return tuple(0 for _ in bill.parties)
    return round_flat([number * ore / whole for number in bill.exact_parts], ore)


@frozen
class _Row:
    """A line, or the whole year, with what was spent on it before rounding."""

    line: BillLine | None
    billed: Amount
    paid: tuple[int, ...]
    row: ExactRow


def _year_row(bill: Bill, result: Outturn) -> _Row:
    """The year as one row: what was spent, by what every party paid in all."""
    if not _paid_alike(bill):
        raise BillingError(
            "spent",
            "must be told line by line, for the lines were paid under different keys",
            *(line.line.id for line in bill.lines),
        )
    row = _as_paid("year", result.total, bill.exact_parts)
    return _Row(None, bill.gross(), bill.gross_by_party.ore, row)


def _paid_alike(bill: Bill) -> bool:
    """Whether every line was paid in the same proportions, so that one sum can be divided."""
    lines = [line for line in bill.lines if line.line.kind is not LineKind.ENTRY and line.amount]
    return len({tuple(ore / line.amount.ore for ore in line.exact) for line in lines}) <= 1


def _line_rows(bill: Bill, spent: Mapping[str, Amount]) -> list[_Row]:
    """A row a line, each by what every party paid of it."""
    known = [line.line.id for line in bill.lines if line.line.kind is not LineKind.ENTRY]
    for name in spent:
        if name not in known:
            hint = f"Lines: {', '.join(known)}."
            raise BillingError("spent", "names no line that was billed", name, hint=hint)
    rows = []
    for line in bill.lines:
        used = spent.get(line.line.id, Amount(0, bill.prices))
        if line.line.id not in spent and line.line.kind is LineKind.COST:
            raise BillingError("spent", "leaves out a line that was billed", line.line.id)
        row = _as_paid(line.line.id, used, _paid_of(bill, line))
        rows.append(_Row(line, line.amount, line.year, row))
    return rows


def _paid_of(bill: Bill, line: BillLine) -> list[Fraction]:
    """Every party's exact share of a line, with what newcomers paid of it on top of the budget."""
    on_top = [entry for entry in bill.lines if entry.line.kind is LineKind.ENTRY]
    exact = list(line.exact)
    if not on_top or line in on_top or not line.basis:
        return exact
    told = [other for other in bill.lines if other not in on_top and other.basis]
    piece = on_top[0].derivation.children[told.index(line)]
    sign = -1 if line.amount.ore < 0 else 1
    newcomers = {party.id: ore * sign for party, ore in piece.by_party().items()}
    return [
        number + newcomers.get(party.id, Fraction(0))
        for party, number in zip(bill.parties, exact, strict=True)
    ]


def _as_paid(name: str, spent: Amount, paid: Sequence[Fraction]) -> ExactRow:
    """What was spent, in the proportions of what every party paid."""
    whole = sum(paid, Fraction(0))
    if spent and not whole:
        raise BillingError(
            "spent",
            "nothing was billed, so no key says who bears it",
            name,
            spaced(str(spent)),
            hint="Move the spending to a line that was billed.",
        )
    part = spent.ore / whole if spent else Fraction(0)
    return ExactRow(name, spent.ore, tuple(number * part for number in paid))
