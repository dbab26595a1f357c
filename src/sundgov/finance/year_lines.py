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
from sundgov.finance.terms import YearOfUse
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
    shares: Mapping[str, Fraction]

    @classmethod
    def of(cls, line: BudgetLine, moved: Uplift | None, amount: Amount, key: Key) -> ExactLine:
        """A line divided by its key; a negative amount mirrors the positive one."""
        derivation = key.derive(Fraction(abs(amount.ore)), amount.prices)
        sign = -1 if amount.ore < 0 else 1
        shares = {party.id: exact * sign for party, exact in derivation.by_party().items()}
        return cls(line, moved, amount, derivation, shares)


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
    keys: dict[int, Key] = {}
    lines, whole_lines = [], []
    for line in budget.lines:
        moved, amount = in_year(agreement, line.amount, f"line {line.id}", use, agreement.unit)
        amount.units(agreement.unit, f"line {line.id}")
        terms = line.key or agreement.key
        if id(terms) not in keys:  # lines under the same terms share one key
            keys[id(terms)] = terms.key(use)
        key = keys[id(terms)]
        lines.append(ExactLine.of(line, moved, amount, key.for_part_of_year(present)))
        if on_top:
            whole_lines.append(ExactLine.of(line, moved, amount, key))
    return lines + ([_entry_line(agreement, use, whole_lines, on_top)] if on_top else [])


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
        evolve(_of_newcomers(line.derivation, by_id), name=line.line.name) for line in lines
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
    return ExactLine(line, None, amount, Derivation(exact, children=pieces), shares)


def _of_newcomers(node: Derivation, parts: Mapping[str, Fraction]) -> Derivation:
    """A derivation with the newcomers alone, each for its part of the year."""
    if node.party is not None:
        return evolve(node, exact=node.exact * parts[node.party.id])
    children = tuple(
        _of_newcomers(child, parts)
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
        on=use.on,
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
