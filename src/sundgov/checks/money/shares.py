"""Checks of printed tables of shares, and of keys that stop above those who pay."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from sundgov.checks.checking import Spot, check, place
from sundgov.errors import SundgovError
from sundgov.figures import Figures
from sundgov.finance.terms import (
    BoundedTerms,
    ComposedTerms,
    KeyTerms,
    UnstatedTerms,
    YearOfUse,
)
from sundgov.findings import Severity
from sundgov.money import Amount
from sundgov.parties import Party
from sundgov.periods import Year
from sundgov.printing import spaced
from sundgov.record import Record
from sundgov.record.recomputed import PrintedCell, Recomputed, recomputed
from sundgov.record.share_tables import ShareTable


def _read(record: Record, figures: Figures) -> Iterator[Recomputed]:
    """The tables that can be computed again."""
    for table in record.share_tables:
        try:
            yield recomputed(table, figures)
        except SundgovError:
            continue


def _where(table: ShareTable, cell: PrintedCell | None = None) -> str:
    line = f"line {cell.row + 1}" if cell else ""
    return place(f"table {table.id}", line, cell.party.name if cell else "")


def _kr(amount: Amount) -> str:
    return spaced(f"{amount}")


@check("cells-exchanged", Severity.ERROR)
def cells_exchanged(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """Two cells of a table that do not hold, and would if each had the other's amount."""
    for found in _read(record, figures):
        for one in found.exchanges:
            first, second = one.first, one.second
            yield Spot(
                _where(found.table, first),
                f"{_named(first)} has {_kr(first.printed)} and {_named(second)} has"
                f" {_kr(second.printed)}, which the key gives the other way round",
                f"Exchange them: {_kr(second.printed)} for {_named(first)},"
                f" {_kr(first.printed)} for {_named(second)}.",
                first.line.label,
            )


def _named(cell: PrintedCell) -> str:
    return f"{cell.line.label} of {cell.party.name}"


@check("cell-differs", Severity.ERROR)
def cell_differs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A cell that is not its share of the line's whole amount, and that no exchange repairs.

    A line none of whose cells holds is told once.
    """
    for found in _read(record, figures):
        rows = Counter(cell.row for cell in found.cells)
        wrong = Counter(cell.row for cell in found.wrong)
        for cell in found.wrong:
            alone = rows[cell.row] == 1 or wrong[cell.row] < rows[cell.row]
            if alone or cell == next(one for one in found.wrong if one.row == cell.row):
                others = "" if alone else f", and none of the line's {rows[cell.row]} cells holds"
                yield Spot(
                    _where(found.table, cell),
                    f"{_named(cell)} is printed as {_kr(cell.printed)}, and its share of"
                    f" {_kr(cell.whole)} is {_kr(cell.rounded)} by the key" + others,
                    "Correct the cell, the whole amount or the key.",
                    cell.line.label,
                )


@check("table-sum-differs", Severity.ERROR)
def table_sum_differs(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A printed sum that its terms do not make, beyond what rounding each of them explains."""
    for found in _read(record, figures):
        for one in found.sums:
            yield Spot(
                _where(found.table),
                f"{one.of} make {_kr(one.summed)}, and {_kr(one.printed)} is printed",
                "Correct the sum or the amount that is wrong.",
            )


@check("table-without-shares", Severity.WARNING)
def table_without_shares(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A table whose key gives no shares of its year: nobody can say whether it holds."""
    for table in record.share_tables:
        try:
            recomputed(table, figures)
        except SundgovError as error:
            yield Spot(
                _where(table),
                f"its key gives no shares of {table.year}, {error.field}: {error.rule}",
                "Correct the key, the year or the day of use, or lay the figures beside the file.",
                table.title,
            )


@check("split-without-key", Severity.WARNING)
def split_without_key(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A part of a cost that a group bears, and nobody says how the group shares it."""
    for ledger in record.ledgers:
        agreement = ledger.agreement
        year = min(ledger.years, default=on.year)
        members = tuple(member.party for member in agreement.members)
        use = YearOfUse(year, Year(year).first_day, members, ledger.figures)
        yield from _unstated(agreement.key, place(agreement.id, "key"), use)
        for budget in ledger.budgets:
            for line in budget.lines:
                where = place(agreement.id, f"budget {budget.year}", f"line {line.id}")
                if line.key is not None:
                    yield from _unstated(line.key, where, use)


def _unstated(terms: KeyTerms, where: str, use: YearOfUse, name: str = "") -> Iterator[Spot]:
    """The groups of several parties, at any depth, that have no key of their own."""
    if isinstance(terms, BoundedTerms):
        yield from _unstated(terms.terms, where, use, name)
    if isinstance(terms, ComposedTerms):
        for piece in terms.slices:
            yield from _unstated(piece.key, place(where, f"slice {piece.name}"), use, piece.name)
    if isinstance(terms, UnstatedTerms):
        members = _group(terms, use)
        if len(members) > 1:
            borne = f"{name} is" if name else "the cost is"
            yield Spot(
                where,
                f"{borne} borne by {len(members)} parties, and nothing says how they share it",
                "State the key among them, such as their inhabitants.",
                name,
            )


def _group(terms: UnstatedTerms, use: YearOfUse) -> tuple[Party, ...]:
    try:
        return terms.pool.members(use)
    except SundgovError:
        return ()
