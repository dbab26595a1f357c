"""Closing a year: what was collected against what was spent, party by party (årsafslutning).

The year's surplus or deficit is divided by the key that was paid under; a party's part of what
was spent is the rest of what it was billed. What earlier years carried into the bill is not in
it, so that a surplus returned does not come back as a deficit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from sundgov.errors import BillingError
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.budgets import LineKind
from sundgov.finance.carried import CarrySource
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.finance.results import Outturn
from sundgov.finance.whole_tables import ExactRow, whole_table
from sundgov.money import Amount
from sundgov.parties import Party
from sundgov.printing import Language, language_of


@frozen
class ClosedLine:
    """What was billed and spent, on a line or (where `line` is None) over the whole year.

    `exact` (fractions of øre) and `parts` (whole øre) divide the surplus, positive, or deficit,
    negative, over the parties in the order of the bill.
    """

    line: BillLine | None
    billed: Amount
    spent: Amount
    exact: tuple[Fraction, ...] = field(repr=False)
    parts: tuple[int, ...] = field(repr=False)

    @property
    def surplus(self) -> Amount:
        """What was billed and not spent; a deficit is negative."""
        return self.billed - self.spent


@frozen
class Closing(CarrySource):
    """A closed year (afsluttet år), or by an estimate a year expected to close so.

    `result` is what it was closed by; `by_party` each party's surplus, positive, or deficit,
    negative, in whole øre of the year's money.
    """

    bill: Bill = field(repr=False)
    result: Outturn
    lines: tuple[ClosedLine, ...] = field(repr=False)

    @property
    def year(self) -> int:
        return self.bill.year

    @property
    def on(self) -> dt.date:
        return self.result.on

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
        """Each party's part of the surplus; of a deficit, negative."""
        parts = tuple(map(sum, zip(*(line.parts for line in self.lines), strict=True)))
        return PartyAmounts(self.parties, parts, self.bill.prices)

    @cached_property
    def spent_by_party(self) -> PartyAmounts:
        """Each party's part of what was spent: what it was billed, less its surplus."""
        billed = self.bill.gross_by_party.ore
        spent = tuple(whole - part for whole, part in zip(billed, self.by_party.ore, strict=True))
        return PartyAmounts(self.parties, spent, self.bill.prices)

    def explain(self, party: str | Party, language: Language = "da") -> str:
        """How one party's surplus or deficit came about, to be read aloud."""
        from sundgov.finance.closing_wording import worded_closing

        return worded_closing(self, self.bill.party(party), language_of(language))


def close_year(bill: Bill, result: Outturn) -> Closing:
    """The bill's year closed by a result, or by an estimate of it.

    Raises `BillingError` where the result is of another year, names lines that the bill has not
    or leaves some out, or is one sum although the lines were paid under different keys.
    """
    if result.year != bill.year:
        raise BillingError("result", "is of another year than the bill", result.year, bill.year)
    rows = _year_row(bill, result) if result.by_line is None else _line_rows(bill, result.by_line)
    cells = whole_table([row for _, _, row in rows])
    lines = tuple(
        ClosedLine(line, billed, billed - Amount(row.ore, bill.prices), row.exact, parts)
        for (line, billed, row), parts in zip(rows, cells, strict=True)
    )
    return Closing(bill, result, lines)


_Row = tuple[BillLine | None, Amount, ExactRow]


def _year_row(bill: Bill, result: Outturn) -> list[_Row]:
    """One row for the year, by what every party paid in all."""
    keys = {id(line.derivation) for line in bill.lines if line.line.kind is not LineKind.ENTRY}
    if len(keys) > 1:
        raise BillingError(
            "spent",
            "must be told line by line, for the lines were paid under different keys",
            *(line.line.id for line in bill.lines),
        )
    surplus = bill.gross() - result.total
    return [(None, bill.gross(), _as_paid("year", surplus, bill.gross(), bill.exact_parts))]


def _line_rows(bill: Bill, spent: dict[str, Amount]) -> list[_Row]:
    """A row a line; what newcomers paid on top of the budget is everybody's, as all was paid."""
    known = [line.line.id for line in bill.lines if line.line.kind is not LineKind.ENTRY]
    for name in spent:
        if name not in known:
            hint = f"Lines: {', '.join(known)}."
            raise BillingError("spent", "names no line that was billed", name, hint=hint)
    rows: list[_Row] = []
    for line in bill.lines:
        used = spent.get(line.line.id)
        if used is None and line.line.kind is LineKind.COST:
            raise BillingError("spent", "leaves out a line that was billed", line.line.id)
        surplus = line.amount if used is None else line.amount - used
        entry = line.line.kind is LineKind.ENTRY
        whole, exact = (bill.gross(), bill.exact_parts) if entry else (line.amount, line.exact)
        rows.append((line, line.amount, _as_paid(line.line.id, surplus, whole, exact)))
    return rows


def _as_paid(name: str, surplus: Amount, whole: Amount, exact: Sequence[Fraction]) -> ExactRow:
    """A surplus in the proportions of what every party paid of the whole."""
    if not surplus:
        return ExactRow(name, 0, tuple(Fraction(0) for _ in exact))
    if not whole:
        raise BillingError(
            "spent",
            "nothing was billed, so no key says whose the money is",
            name,
            hint="Move the spending to a line that was billed.",
        )
    part = surplus.ratio(whole)
    return ExactRow(name, surplus.ore, tuple(number * part for number in exact))
