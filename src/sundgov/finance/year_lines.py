"""A year's lines before rounding: in the year's money, with every party's exact share.

A line is moved to the year's prices and rounded once there; what newcomers pay on top of the
budget, where the agreement says so, is a line of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from sundgov.errors import BillingError, PriceLevelError
from sundgov.finance.agreements import Agreement, EntryEffect, Membership
from sundgov.finance.budgets import Budget, BudgetLine, LineKind
from sundgov.finance.derivations import Derivation
from sundgov.finance.keys import Key
from sundgov.finance.prices import Chain, Uplift, chain, current, uplift
from sundgov.finance.terms import KeyTerms, YearOfUse
from sundgov.money import (
    UNSTATED,
    Amount,
    CurrentPrices,
    PriceLevel,
    Rounding,
    Unit,
    round_fraction,
)
from sundgov.parties import Party
from sundgov.printing import spaced

ENTRY_ID = "indtraedelse"


@frozen
class ExactLine:
    """A line before rounding: its amount, and every party's exact øre by id."""

    line: BudgetLine
    uplift: Uplift | None
    amount: Amount
    derivation: Derivation
    basis: Amount
    shares: Mapping[str, Fraction]


@frozen
class _Moved:
    """A line in the year's money, and the terms it is divided under."""

    line: BudgetLine
    uplift: Uplift | None
    amount: Amount
    terms: KeyTerms


def exact_lines(
    agreement: Agreement, budget: Budget, members: Sequence[Membership], use: YearOfUse
) -> list[ExactLine]:
    """Every line of a budget, and what newcomers pay on top of it."""
    presence = {
        member.party: part
        for member in members
        if (part := member.part_of(use.year, agreement.entry)) != 1
    }
    on_top = {
        member.party: presence.get(member.party, Fraction(1))
        for member in members
        if member.enters_in(use.year) and agreement.entry_effect is EntryEffect.ON_TOP
    }
    present = {**presence, **dict.fromkeys(on_top, Fraction(0))}
    moved = [_moved_line(agreement, line, use) for line in budget.lines]
    keys = {id(line.terms): line.terms.key(use) for line in moved}
    counted = agreement.entry.counted_in(use.year)
    partly = {terms: key.for_part_of_year(present, counted) for terms, key in keys.items()}
    lines = _divided(moved, partly)
    if not on_top:
        return lines
    return [*lines, _entry_line(agreement, use, _divided(moved, keys), on_top)]


def _moved_line(agreement: Agreement, line: BudgetLine, use: YearOfUse) -> _Moved:
    place = f"line {line.id}"
    moved, amount = in_year(agreement, line.amount, place, use, agreement.unit)
    amount.units(agreement.unit, place)
    return _Moved(line, moved, amount, line.key or agreement.key)


def _divided(lines: Sequence[_Moved], keys: Mapping[int, Key]) -> list[ExactLine]:
    """The lines divided by their keys.

    Lines under the same terms are divided as one sum, and each line is its fraction of it, so
    that fixed amounts and bounds hold for the year however the budget is cut into lines. Lines
    that cancel each other out have no such fraction and are divided one by one.
    """
    sums: dict[int, Amount] = {}
    for line in lines:
        known = sums.get(id(line.terms))
        sums[id(line.terms)] = line.amount if known is None else known + line.amount
    derived = {
        terms: keys[terms].derive(Fraction(abs(total.ore)), total.prices)
        for terms, total in sums.items()
        if total
    }
    exact = []
    for line in lines:
        basis, derivation = sums[id(line.terms)], derived.get(id(line.terms))
        if derivation is None:
            basis = line.amount
            derivation = keys[id(line.terms)].derive(Fraction(abs(basis.ore)), basis.prices)
        part = Fraction(line.amount.ore, abs(basis.ore)) if basis else Fraction(0)
        shares = {party.id: whole * part for party, whole in derivation.by_party().items()}
        exact.append(ExactLine(line.line, line.uplift, line.amount, derivation, basis, shares))
    return exact


def _entry_line(
    agreement: Agreement,
    use: YearOfUse,
    lines: Sequence[ExactLine],
    parts: Mapping[Party, Fraction],
) -> ExactLine:
    """What newcomers pay on top of the budget: their shares for their part of the year.

    The shares are measured with everyone in the key for the whole year; the sum over lines and
    newcomers is rounded once.
    """
    if any(line.line.id == ENTRY_ID for line in lines):
        raise BillingError("line", "has the id kept for what newcomers pay on top", ENTRY_ID)
    by_id = {party.id: part for party, part in parts.items()}
    pieces = tuple(
        evolve(
            _of_newcomers(line.derivation, by_id, abs(line.amount.ratio(line.basis))),
            name=line.line.name,
        )
        for line in lines
        if line.basis
    )
    shares = {
        party: sum((line.shares.get(party, Fraction(0)) for line in lines), Fraction(0)) * part
        for party, part in by_id.items()
    }
    exact = sum(shares.values(), Fraction(0))
    unit = agreement.unit.value
    whole = round_fraction(exact / unit, Rounding.HALF_AWAY) * unit
    amount = Amount(whole, CurrentPrices(use.year))
    line = BudgetLine(ENTRY_ID, "Indtrædelse", amount, LineKind.ENTRY)
    return ExactLine(line, None, amount, Derivation(exact, children=pieces), amount, shares)


def _of_newcomers(
    node: Derivation, parts: Mapping[str, Fraction], of_basis: Fraction
) -> Derivation:
    """A line's derivation with the newcomers alone, each for its part of the year."""
    if node.party is not None:
        return evolve(node, exact=node.exact * of_basis * parts[node.party.id])
    children = tuple(
        _of_newcomers(child, parts, of_basis)
        for child in node.children
        if child.party is None or child.party.id in parts
    )
    exact = sum((child.exact for child in children), Fraction(0))
    return evolve(node, exact=exact, children=children)


def in_year(
    agreement: Agreement, amount: Amount, place: str, use: YearOfUse, unit: Unit
) -> tuple[Uplift | None, Amount]:
    """An amount as current money of the year, moved there by the agreement's index.

    It is rounded to `unit` if it has to be moved, and left as it is otherwise.
    """
    if isinstance(amount.prices, CurrentPrices) or (
        amount.prices == UNSTATED and agreement.index is None
    ):
        if amount.prices not in (UNSTATED, CurrentPrices(use.year)):
            raise PriceLevelError(place, f"is not money of {use.year}", str(amount.prices))
        return None, Amount(amount.ore, CurrentPrices(use.year))
    moved = _moved(agreement, amount, place, use, unit)
    return moved, current(moved.amount, use.year)


def _moved(agreement: Agreement, amount: Amount, place: str, use: YearOfUse, unit: Unit) -> Uplift:
    """An amount moved to the price level of the year of use."""
    terms = agreement.index
    level = amount.prices if terms is None else _level(amount, terms.base_level, place)
    assert isinstance(level, PriceLevel)
    stated = amount.at(level)
    if level.year == use.year:
        return uplift(stated, use.year, Chain(()))
    if terms is None:
        raise BillingError(
            place,
            "must be moved to another year's prices, but the agreement has no index",
            str(level),
            use.year,
        )
    by = chain(
        use.figures,
        terms.index,
        level.year,
        use.year,
        on=terms.known_on or use.on,
        override=agreement.override,
        chaining=terms.chaining,
    )
    return uplift(stated, use.year, by, unit=unit)


def _level(amount: Amount, base_level: int | None, place: str) -> PriceLevel:
    """The price level of an amount: its own, or the one the agreement's index states."""
    if isinstance(amount.prices, PriceLevel):
        return amount.prices
    if base_level is None:
        raise PriceLevelError(
            place,
            "has no price level, and the agreement states none",
            spaced(str(amount)),
            hint="Write '(2024 pl)' behind the amount or give the index a base_level.",
        )
    return PriceLevel(base_level)
