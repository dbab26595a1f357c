"""A year's bill: lines moved to the year's prices, divided by their keys, laid on instalments.

Exact fractions are computed for every line and party over all slices of the key. Then one
rounding: every line's total as given, every party's year at its largest-remainder part, every
cell at its floor or ceiling; and the whole-øre year laid on the instalments, every shown total
coming out at once. Nothing is rounded row by row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from sundgov.apportion import Branch, Table, round_flat, round_nested, spread
from sundgov.errors import AllocationError, BillingError, PriceLevelError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, EntryEffect, Membership
from sundgov.finance.bills import Bill, BillLine, Instalment
from sundgov.finance.budgets import Budget, BudgetLine, LineKind
from sundgov.finance.keys import Derivation, Key
from sundgov.finance.prices import Chain, Uplift, chain, current, uplift
from sundgov.finance.terms import KeyTerms, YearOfUse
from sundgov.money import UNSTATED, Amount, CurrentPrices, PriceLevel, Rounding, round_fraction
from sundgov.parties import Party
from sundgov.printing import spaced


@frozen
class _Exact:
    """A line before rounding: its amount, and every party's exact øre."""

    line: BudgetLine
    uplift: Uplift | None
    amount: Amount
    derivation: Derivation
    shares: Mapping[str, Fraction]


def bill_year(agreement: Agreement, budget: Budget, figures: Figures) -> Bill:
    """The bill of a budget's year under an agreement.

    Raises `BillingError` and its kin where the terms, budget and figures make no bill: a party
    billed before it exists, a figure used before it was published, prices that do not meet, an
    amount that is not whole in the agreement's unit.
    """
    year = budget.year
    members = agreement.billed_in(year)
    instalments = tuple(
        Instalment(f"{on:%Y-%m}", on, terms.share)
        for terms in agreement.instalments
        for on in [terms.billed_on(year)]
    )
    use = YearOfUse(
        year,
        instalments[0].billing_date,
        tuple(member.party for member in members),
        figures,
        agreement.override,
        tuple(m.party for m in agreement.members if m not in members),
    )
    lines = _exact_lines(agreement, budget, members, use)
    year_table = _year_table(lines, use.members, agreement.unit.value)
    shares = [_instalment_shares(member, instalments) for member in members]
    ordered = sorted(range(len(lines)), key=lambda index: lines[index].line.id)
    spread_tables = spread(tuple(year_table[index] for index in ordered), shares)
    place = {line: row for row, line in enumerate(ordered)}
    return Bill(
        agreement,
        budget,
        instalments,
        use.members,
        tuple(
            BillLine(
                exact.line,
                exact.uplift,
                exact.amount,
                exact.derivation,
                tuple(exact.shares.get(party.id, Fraction(0)) for party in use.members),
                _row(year_table[index], agreement.unit.value),
                tuple(_row(table[place[index]], agreement.unit.value) for table in spread_tables),
            )
            for index, exact in enumerate(lines)
        ),
        tuple(shares),
        _ceiling(agreement, budget, use),
    )


def _ceiling(agreement: Agreement, budget: Budget, use: YearOfUse) -> Amount | None:
    """The budget's ceiling as current money of the year; a ceiling need not be whole units."""
    if budget.ceiling is None:
        return None
    return _in_year(agreement, budget.ceiling.amount, "ceiling", use)[1]


def _row(cells: Sequence[int], unit: int) -> tuple[int, ...]:
    return tuple(cell * unit for cell in cells)


def _exact_lines(
    agreement: Agreement, budget: Budget, members: Sequence[Membership], use: YearOfUse
) -> list[_Exact]:
    """Every line in the year's money, with every party's exact share of it."""
    presence = {
        member.party: part
        for member in members
        if (part := member.part_of(use.year, agreement.entry)) != 1
    }
    newcomers = {
        member.party: presence.get(member.party, Fraction(1))
        for member in members
        if member.enters_in(use.year) and agreement.entry_effect is EntryEffect.ON_TOP
    }
    # Lines under the same terms share one key.
    whole_keys = {id(terms): terms.key(use) for terms in _terms(agreement, budget)}
    lines = []
    entering: dict[Party, Fraction] = dict.fromkeys(newcomers, Fraction(0))
    for line in budget.lines:
        place = f"line {line.id}"
        moved, amount = _in_year(agreement, line.amount, place, use)
        amount.units(agreement.unit, place)
        key = whole_keys[id(line.key or agreement.key)]
        for party, part in newcomers.items():
            exact = _exact(line, moved, amount, key).shares.get(party.id, Fraction(0))
            entering[party] += exact * part
        present = key.for_part_of_year({**presence, **dict.fromkeys(newcomers, Fraction(0))})
        lines.append(_exact(line, moved, amount, present))
    return lines + _entry_line(agreement, use, entering)


def _terms(agreement: Agreement, budget: Budget) -> Iterator[KeyTerms]:
    for line in budget.lines:
        yield line.key or agreement.key


def _exact(line: BudgetLine, moved: Uplift | None, amount: Amount, key: Key) -> _Exact:
    derivation = key.derive(Fraction(abs(amount.ore)), amount.prices)
    sign = -1 if amount.ore < 0 else 1
    shares = {party.id: exact * sign for party, exact in derivation.by_party().items()}
    return _Exact(line, moved, amount, derivation, shares)


def _entry_line(
    agreement: Agreement, use: YearOfUse, entering: Mapping[Party, Fraction]
) -> list[_Exact]:
    """What newcomers pay on top of the budget, as a line of its own, rounded once."""
    if not entering:
        return []
    exact = sum(entering.values(), Fraction(0))
    unit = agreement.unit.value
    amount = Amount(
        round_fraction(exact / unit, Rounding.HALF_AWAY) * unit, CurrentPrices(use.year)
    )
    line = BudgetLine(_ENTRY_ID, "Indtrædelse", amount, LineKind.ENTRY)
    leaves = tuple(Derivation(ore, party=party) for party, ore in entering.items())
    shares = {party.id: ore for party, ore in entering.items()}
    return [_Exact(line, None, amount, Derivation(exact, children=leaves), shares)]


_ENTRY_ID = "indtraedelse"


def _in_year(
    agreement: Agreement, amount: Amount, place: str, use: YearOfUse
) -> tuple[Uplift | None, Amount]:
    """An amount as current money of the year, moved there by the agreement's index."""
    if isinstance(amount.prices, CurrentPrices) or (
        amount.prices == UNSTATED and agreement.index is None
    ):
        if amount.prices not in (UNSTATED, CurrentPrices(use.year)):
            raise PriceLevelError(place, f"is not money of {use.year}", str(amount.prices))
        return None, Amount(amount.ore, CurrentPrices(use.year))
    moved = _moved(agreement, amount, place, use)
    return moved, current(moved.amount, use.year)


def _moved(agreement: Agreement, amount: Amount, place: str, use: YearOfUse) -> Uplift:
    """An amount moved to the price level of the year of use."""
    terms = agreement.index
    if amount.prices == UNSTATED and terms is not None:
        if terms.base_level is None:
            raise PriceLevelError(
                place,
                "has no price level, and the agreement states none",
                spaced(str(amount)),
                hint="Write '(2024 pl)' behind the amount or give the index a base_level.",
            )
        amount = amount.at(terms.base_level)
    level = amount.prices
    assert isinstance(level, PriceLevel)
    if level.year == use.year:
        # Already in the year's prices: not rounded, so it must be whole in the unit.
        return uplift(amount, use.year, Chain(()))
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
    return uplift(amount, use.year, by, unit=agreement.unit)


def _year_table(lines: Sequence[_Exact], members: Sequence[Party], unit: int) -> Table:
    """Lines x parties in whole units: line totals given, party totals by largest remainder.

    Where lines have different keys such a table may not exist; the party totals are then the
    floor or ceiling of their exact value, found together with the cells.
    """
    order = sorted(range(len(lines)), key=lambda index: lines[index].line.id)
    branches = tuple(_line_branch(lines[index], members, unit) for index in order)
    grand = sum(branch.low for branch in branches)
    root = Branch(Fraction(grand), branches, whole=grand, name="total")
    exact = party_sums([line.shares for line in lines], members, unit)
    told: dict[Hashable, int] = {}
    if sum(exact) == grand:
        parts = round_flat(exact, grand)
        told = {party.id: part for party, part in zip(members, parts, strict=True)}
    try:
        rounded = round_nested(root, told)
    except AllocationError:
        rounded = round_nested(root)
    by_line = dict(zip(order, rounded.children, strict=True))
    return tuple(
        tuple(leaf.part for leaf in by_line[index].children) for index in range(len(lines))
    )


def _line_branch(line: _Exact, members: Sequence[Party], unit: int) -> Branch:
    leaves = tuple(
        Branch(
            line.shares.get(party.id, Fraction(0)) / unit,
            group=party.id,
            name=f"{line.line.id}, {party.name}",
        )
        for party in members
    )
    whole = line.amount.ore // unit
    return Branch(Fraction(whole), leaves, whole=whole, name=line.line.id)


def party_sums(
    shares: Sequence[Mapping[str, Fraction]], members: Sequence[Party], unit: int
) -> list[Fraction]:
    """Each party's exact sum over lines, in units."""
    return [
        sum((line.get(party.id, Fraction(0)) for line in shares), Fraction(0)) / unit
        for party in members
    ]


def _instalment_shares(
    member: Membership, instalments: Sequence[Instalment]
) -> tuple[Fraction, ...]:
    """A member's share of its year on each instalment: those billed while it is a member.

    A party that left before any was billed pays on the first one after it entered.
    """
    open_ = [instalment.billing_date >= member.first_billed for instalment in instalments]
    inside = [
        is_open and member.billed_on(instalment.billing_date)
        for is_open, instalment in zip(open_, instalments, strict=True)
    ]
    if not any(inside):
        if not any(open_):
            raise BillingError(
                member.party.name,
                "no instalment of the year falls on or after the day it is first billed",
                f"{member.first_billed}",
                hint="Use another entry rule, or bill it from the next year.",
            )
        inside[open_.index(True)] = True
    weights = [
        instalment.share if takes_part else Fraction(0)
        for takes_part, instalment in zip(inside, instalments, strict=True)
    ]
    total = sum(weights)
    return tuple(weight / total for weight in weights)
