"""The proofs of single figures of a split and of a bill's lines, for `sundgov.apportion.verify`.

A part that went by largest remainder gets a `Certificate`, a figure that sums decided a
`CellProof`. All are counted in the unit of the split or of the agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from sundgov.apportion import (
    Cell,
    CellProof,
    Certificate,
    Margin,
    apportion,
    round_flat,
)
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.derivations import Derivation
from sundgov.finance.keys import Proportional
from sundgov.finance.splits import SlicePart, Split
from sundgov.money import Amount, Unit
from sundgov.parties import Party

_UNITS = {Unit.ORE: "øre", Unit.KRONE: "kr.", Unit.THOUSAND_KRONER: "1000 kr."}
"""The units as both languages can read them: no thousands mark, which they set differently."""


def split_proof(split: Split, party: Party) -> Certificate | CellProof:
    """The proof of a party's part of a split."""
    if isinstance(split.key, Proportional):
        weights = [split.key.driver.weight(other) for other in split.parties]
        unit, parties = split.unit, split.parties
        return _certificate(split.amount, weights, parties, party, split[party], unit)
    derivation = split.key.derive(Fraction(abs(split.amount.ore)), split.amount.prices)
    within = tuple(_slice_margins(derivation, split.tree, party, (), split.unit))
    name = _named(party)
    own = dict.fromkeys(cell for margin in within for cell in margin.parts if cell.column == name)
    total = _total((), name, tuple(own))
    # A party that stands directly under the amount is no sum of slices.
    margins = within if total in own else (Margin(total, tuple(own)), *within)
    return CellProof(total, margins, unit=_UNITS[split.unit])


def line_proof(bill: Bill, party: Party, line: BillLine) -> CellProof:
    """The proof of a party's part of one of a bill's lines: it keeps both sums."""
    table, at = _Table(bill), bill.parties.index(party)
    margins = table.line(line), table.party(at)
    return CellProof(table.cell(line, at), margins, unit=_UNITS[bill.agreement.unit])


def year_proof(bill: Bill, party: Party) -> Certificate | CellProof:
    """The proof of what a party pays over all of a bill's lines."""
    unit = bill.agreement.unit
    if by_remainders(bill) is not None:
        weights = _measures(bill) or [abs(exact) for exact in bill.exact_parts]
        if any(weights):
            amount, part = bill.gross(), bill.gross(party)
            return _certificate(amount, weights, bill.parties, party, part, unit)
    table = _Table(bill)
    lines, everyone = table.party(bill.parties.index(party)), table.year()
    return CellProof(lines.whole, (lines, everyone), unit=_UNITS[unit])


def by_remainders(bill: Bill) -> tuple[Fraction, ...] | None:
    """Each party's exact year in units, if largest remainder over these decided the parts.

    None where totals of different keys did, or where some pay and others are paid.
    """
    unit = bill.agreement.unit.value
    exact = tuple(ore / unit for ore in bill.exact_parts)
    whole = bill.gross().ore // unit
    if sum(exact) != whole or min(exact) < 0 < max(exact):
        return None
    parts = tuple(ore // unit for ore in bill.gross_by_party.ore)
    return exact if round_flat(exact, whole) == parts else None


def _columns(bill: Bill) -> range:
    return range(len(bill.parties))


def _certificate(
    amount: Amount,
    weights: Sequence[Fraction],
    parties: Sequence[Party],
    party: Party,
    part: Amount,
    unit: Unit,
) -> Certificate:
    """The certificate of the part as it was billed: what is proved is that figure."""
    result = apportion(amount.units(unit), weights, rank=[other.rank for other in parties])
    proof = result.certificate(parties.index(party))
    assert isinstance(proof, Certificate)
    return evolve(proof, part=part.units(unit), name=_named(party), unit=_UNITS[unit])


def _named(party: Party) -> str:
    """A party as no other in the same bill is called."""
    return f"{party.name} ({party.key})"


def _measures(bill: Bill) -> list[Fraction] | None:
    """Every party's measure, where one driver makes the whole bill."""
    if bill.weight(bill.parties[0]) is None:
        return None
    found = _by_party(bill.lines[0].derivation)
    return [found.get(party.id, Fraction(0)) for party in bill.parties]


def _by_party(node: Derivation) -> dict[str, Fraction]:
    """The measures under a driver by party; empty where the node has none."""
    if node.driver is None:
        return {}
    return {leaf.party.id: leaf.weight or Fraction(0) for leaf in node.children if leaf.party}


class _Table:
    """A bill's lines x parties in whole units, as cells and margins."""

    def __init__(self, bill: Bill) -> None:
        self._bill = bill
        self._unit = bill.agreement.unit.value
        # A line goes by its name; where two have the same, all go by their ids as well.
        names = {line.line.id: line.line.name for line in bill.lines}
        plain = len(set(names.values())) == len(names)
        self._rows = {id_: (name if plain else f"{name} ({id_})",) for id_, name in names.items()}

    def cell(self, line: BillLine, at: int) -> Cell:
        """What one party pays of one line."""
        column = _named(self._bill.parties[at])
        exact, whole = line.exact[at] / self._unit, line.year[at] // self._unit
        return Cell(self._rows[line.line.id], column, exact, whole)

    def line(self, line: BillLine) -> Margin:
        """A line over its parties."""
        cells = tuple(self.cell(line, at) for at in _columns(self._bill))
        measured = _by_party(line.derivation)
        weights = tuple(measured.get(party.id, Fraction(0)) for party in self._bill.parties)
        return Margin(
            _total(self._rows[line.line.id], "", cells), cells, weights if measured else ()
        )

    def party(self, at: int) -> Margin:
        """A party's year over the lines."""
        cells = tuple(self.cell(line, at) for line in self._bill.lines)
        return Margin(_total((), _named(self._bill.parties[at]), cells), cells)

    def year(self) -> Margin:
        """The year over the parties."""
        cells = tuple(self.party(at).whole for at in _columns(self._bill))
        return Margin(_total((), "", cells), cells)


def _total(row: tuple[str, ...], column: str, cells: Sequence[Cell]) -> Cell:
    exact = sum((cell.exact for cell in cells), Fraction(0))
    return Cell(row, column, exact, sum(cell.part for cell in cells))


def _slice_margins(
    node: Derivation, part: SlicePart, party: Party, row: tuple[str, ...], unit: Unit
) -> Iterator[Margin]:
    """The sums from every place where the party bears something up to the amount."""
    if all(leaf.party is None or leaf.party.id != party.id for leaf in node.leaves()):
        return
    pairs = tuple(zip(node.children, part.children, strict=True))
    for child, its in pairs:
        if child.party is None:
            yield from _slice_margins(child, its, party, (*row, child.name), unit)
    cells = tuple(_slice_cell(its, row, unit) for _, its in pairs)
    weights = tuple(child.weight or Fraction(0) for child in node.children if node.driver)
    yield Margin(_cell_of(part, row, "", unit), cells, weights)


def _slice_cell(part: SlicePart, row: tuple[str, ...], unit: Unit) -> Cell:
    if part.party is None:
        return _cell_of(part, (*row, part.name), "", unit)
    return _cell_of(part, row, _named(part.party), unit)


def _cell_of(part: SlicePart, row: tuple[str, ...], column: str, unit: Unit) -> Cell:
    return Cell(row, column, part.exact.ore / unit.value, part.amount.ore // unit.value)
