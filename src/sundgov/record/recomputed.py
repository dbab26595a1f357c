"""A printed table of shares, computed again: which cells hold, and what repairs those that do not.

A cell holds where it is the floor or the ceiling of its exact share, in the table's unit. A sum
holds where rounding each of its terms, and itself, by half a unit explains it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import ceil, floor

from attrs import field, frozen

from sundgov.figures import Figures
from sundgov.finance.terms import YearOfUse
from sundgov.money import UNSTATED, Amount, ExactAmount, Unit
from sundgov.parties import Party, by_rank
from sundgov.record.share_tables import ShareLine, ShareTable


@frozen
class PrintedCell:
    """A printed amount beside the exact share that the key gives of the line's whole amount.

    `row` is the place of its line in the table, from 0.
    """

    row: int
    line: ShareLine = field(repr=False)
    whole: Amount
    party: Party
    printed: Amount
    exact: ExactAmount
    unit: Unit

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest øre that could stand here: the floor and the ceiling."""
        units = self.exact.ore / self.unit.value
        return floor(units) * self.unit.value, ceil(units) * self.unit.value

    @property
    def rounded(self) -> Amount:
        """The exact share in the table's unit, rounded as numbers usually are."""
        return self.exact.rounded(self.unit)

    def fits(self, amount: Amount) -> bool:
        """Whether an amount could stand here."""
        low, high = self.bounds
        return low <= amount.ore <= high

    @property
    def holds(self) -> bool:
        """Whether the printed amount is the share, rounded one way or the other."""
        return self.fits(self.printed)


@frozen
class Exchange:
    """Two cells that do not hold, and would if each had the other's amount (ombyttede celler)."""

    first: PrintedCell
    second: PrintedCell


@frozen
class SumDiffers:
    """A printed sum that its terms do not make; `of` says which.

    `summed` is what the terms make, with exchanged cells in their right places.
    """

    of: str
    printed: Amount
    summed: Amount


@frozen
class Recomputed:
    """A table beside what its key gives; cells without a whole amount beside them are left out."""

    table: ShareTable
    cells: tuple[PrintedCell, ...]

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The pairs of cells of which each is the other's only repair."""
        wrong = [cell for cell in self.cells if not cell.holds]
        partners = _partners(wrong)
        return tuple(
            Exchange(wrong[here], wrong[found[0]])
            for here, found in enumerate(partners)
            if len(found) == 1 and here < found[0] and len(partners[found[0]]) == 1
        )

    @cached_property
    def wrong(self) -> tuple[PrintedCell, ...]:
        """The cells that do not hold, and that no exchange repairs."""
        repaired = {_at(cell) for one in self.exchanges for cell in (one.first, one.second)}
        return tuple(cell for cell in self.cells if not cell.holds and _at(cell) not in repaired)

    @cached_property
    def sums(self) -> tuple[SumDiffers, ...]:
        """The printed sums that do not come out, once exchanged cells stand in their places."""
        moved: dict[tuple[int, str], Amount] = {}
        for one in self.exchanges:
            moved[_at(one.first)] = one.second.printed
            moved[_at(one.second)] = one.first.printed
        return (*_down(self.table, moved), *_across(self, moved))


def recomputed(table: ShareTable, figures: Figures) -> Recomputed:
    """A table computed again by the library's own keys.

    Raises `SundgovError` where a key meets no members, or no figures of the day.

    >>> from sundgov import kr, packaged_figures
    >>> from sundgov.finance.terms import HeadTerms, PopulationOn
    >>> held = packaged_figures()
    >>> samsoe = held.register.find("Samsø")
    >>> line = ShareLine("Drift", kr("7 mio. kr."), {samsoe: kr(4_454)})
    >>> table = ShareTable("t", "T", HeadTerms(PopulationOn(1)), 2024, (line,))
    >>> [(cell.holds, cell.exact.rounded(Unit.ORE)) for cell in recomputed(table, held).cells]
    [(True, Amount('4.454,23 kr.'))]
    """
    return Recomputed(table, tuple(_cells(table, figures)))


def _cells(table: ShareTable, figures: Figures) -> Iterator[PrintedCell]:
    use = YearOfUse(table.year, table.on, _among(table, figures), figures)
    for row, line in enumerate(table.lines):
        whole = line.whole
        if whole is None:
            continue
        derived = (line.key or table.key).key(use).derive(Fraction(abs(whole.ore)), whole.prices)
        shares = {party.id: exact for party, exact in derived.by_party().items()}
        sign = -1 if whole.ore < 0 else 1
        for party, printed in line.cells:
            if printed.prices in (UNSTATED, whole.prices):
                exact = ExactAmount(shares.get(party.id, Fraction(0)) * sign, whole.prices)
                yield PrintedCell(row, line, whole, party, printed, exact, table.unit)


def _among(table: ShareTable, figures: Figures) -> tuple[Party, ...]:
    return by_rank(table.among) or figures.register.municipalities(table.on)


def _at(cell: PrintedCell) -> tuple[int, str]:
    return cell.row, cell.party.id


def _partners(wrong: Sequence[PrintedCell]) -> list[list[int]]:
    """For each wrong cell the others that it could exchange amounts with, so that both hold."""
    printed = sorted((cell.printed.ore, at) for at, cell in enumerate(wrong))
    found = []
    for here, cell in enumerate(wrong):
        low, high = cell.bounds
        first = bisect_left(printed, (low, -1))
        last = bisect_right(printed, (high, len(wrong)))
        fitting = (at for _, at in printed[first:last])
        found.append([at for at in fitting if at != here and wrong[at].fits(cell.printed)])
    return found


def _down(table: ShareTable, moved: Mapping[tuple[int, str], Amount]) -> Iterator[SumDiffers]:
    """The whole amounts and every party's cells, against the total's line."""
    total = table.total
    if total is None:
        return
    wholes = [line.whole for line in table.lines]
    yield from _differs("the whole amounts", total.whole, wholes, table.unit)
    for party, printed in total.cells:
        cells = [
            moved.get((row, party.id), line.cell(party)) for row, line in enumerate(table.lines)
        ]
        yield from _differs(f"the cells of {party.name}", printed, cells, table.unit)


def _across(found: Recomputed, moved: Mapping[tuple[int, str], Amount]) -> Iterator[SumDiffers]:
    """The cells of a line against its whole amount, where they are all that bear it and hold."""
    wrong = {cell.row for cell in found.wrong}
    for row, group in groupby(found.cells, key=lambda cell: cell.row):
        cells = list(group)
        whole = cells[0].whole
        everyone = sum((cell.exact.ore for cell in cells), Fraction(0))
        if row in wrong or everyone != whole.ore:
            continue
        printed = [moved.get(_at(cell), cell.printed) for cell in cells]
        of = f"the cells of {cells[0].line.label}"
        yield from _differs(of, Amount(whole.ore, printed[0].prices), printed, found.table.unit)


def _differs(
    of: str, printed: Amount | None, terms: Iterable[Amount | None], unit: Unit
) -> Iterator[SumDiffers]:
    """Terms that are all printed, in the same prices, and do not make the printed sum."""
    held = list(terms)
    known = [term for term in held if term is not None]
    if printed is None or len(known) < len(held) or {t.prices for t in known} != {printed.prices}:
        return
    summed = Amount(sum(term.ore for term in known), printed.prices)
    if 2 * abs(summed.ore - printed.ore) > (len(known) + 1) * unit.value:
        yield SumDiffers(of, printed, summed)
