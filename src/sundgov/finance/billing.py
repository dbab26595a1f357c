"""A year's bill: lines moved to the year's prices, divided by their keys, laid on instalments.

Exact fractions are computed for every line and party over all slices of the key. Then one
rounding: every line's total as given, every party's year at its largest-remainder part, every
cell at its floor or ceiling; and the whole-øre year laid on the instalments, every shown total
coming out at once. Nothing is rounded row by row.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from sundgov.apportion import Branch, Table, round_flat, round_nested, spread
from sundgov.errors import AllocationError, BillingError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, Membership
from sundgov.finance.bills import Bill, BillLine, Instalment
from sundgov.finance.budgets import Budget
from sundgov.finance.terms import YearOfUse
from sundgov.finance.year_lines import ExactLine, exact_lines, in_year
from sundgov.kinds import must_be
from sundgov.money import Amount, Unit
from sundgov.parties import Party


def bill_year(agreement: Agreement, budget: Budget, figures: Figures) -> Bill:
    """The bill of a budget's year under an agreement.

    Raises `BillingError` and its kin where the terms, budget and figures make no bill: a party
    billed before it exists, a figure used before it was published, prices that do not meet, an
    amount that is not whole in the agreement's unit.
    """
    must_be(agreement, "agreement", Agreement)
    must_be(budget, "budget", Budget)
    must_be(figures, "figures", Figures)
    members = agreement.billed_in(budget.year)
    instalments = _instalments(agreement, budget.year)
    use = YearOfUse(
        budget.year,
        instalments[0].billing_date,
        tuple(member.party for member in members),
        figures,
        agreement.override,
        tuple(member.party for member in agreement.members if member not in members),
    )
    lines = exact_lines(agreement, budget, members, use)
    shares = tuple(_instalment_shares(member, instalments) for member in members)
    return Bill(
        agreement,
        budget,
        instalments,
        use.members,
        _bill_lines(lines, use.members, shares, agreement.unit.value),
        shares,
        _ceiling(agreement, budget, use),
    )


def _instalments(agreement: Agreement, year: int) -> tuple[Instalment, ...]:
    dates = [terms.billed_on(year) for terms in agreement.instalments]
    return tuple(
        Instalment(f"{on:%Y-%m}", on, terms.share)
        for on, terms in zip(dates, agreement.instalments, strict=True)
    )


def _bill_lines(
    lines: Sequence[ExactLine],
    members: Sequence[Party],
    shares: Sequence[Sequence[Fraction]],
    unit: int,
) -> tuple[BillLine, ...]:
    """The lines with their whole figures, in the order of the budget.

    The rounding itself goes through the lines by id, so that the order stated decides nothing.
    """
    by_id = sorted(lines, key=lambda line: line.line.id)
    year = _year_table(by_id, members, unit)
    steps = spread(year, shares)
    row = {line.line.id: number for number, line in enumerate(by_id)}
    return tuple(
        BillLine(
            exact.line,
            exact.uplift,
            exact.amount,
            exact.derivation,
            exact.basis,
            tuple(exact.shares.get(party.id, Fraction(0)) for party in members),
            _in_ore(year[row[exact.line.id]], unit),
            tuple(_in_ore(step[row[exact.line.id]], unit) for step in steps),
        )
        for exact in lines
    )


def _ceiling(agreement: Agreement, budget: Budget, use: YearOfUse) -> Amount | None:
    """The budget's ceiling as current money of the year; it need not be whole in the unit."""
    if budget.ceiling is None:
        return None
    return in_year(agreement, budget.ceiling.amount, "ceiling", use, Unit.ORE)[1]


def _in_ore(cells: Sequence[int], unit: int) -> tuple[int, ...]:
    return tuple(cell * unit for cell in cells)


def _year_table(lines: Sequence[ExactLine], members: Sequence[Party], unit: int) -> Table:
    """Lines x parties in whole units: line totals given, party totals by largest remainder.

    Where lines have different keys such a table may not exist; the party totals are then the
    floor or ceiling of their exact value, found together with the cells.
    """
    if sum(line.amount.ore for line in lines) < 0:
        mirrored = _year_table([line.mirrored() for line in lines], members, unit)
        return tuple(tuple(-cell for cell in row) for row in mirrored)
    branches = tuple(_line_branch(line, members, unit) for line in lines)
    grand = sum(branch.low for branch in branches)
    root = Branch(Fraction(grand), branches, whole=grand, name="total")
    exact = _party_sums(lines, members, unit)
    told: dict[Hashable, int] = {}
    if sum(exact) == grand:
        parts = round_flat(exact, grand)
        told = {party.id: part for party, part in zip(members, parts, strict=True)}
    try:
        rounded = round_nested(root, told)
    except AllocationError:
        rounded = round_nested(root)
    return tuple(tuple(leaf.part for leaf in line.children) for line in rounded.children)


def _line_branch(line: ExactLine, members: Sequence[Party], unit: int) -> Branch:
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


def _party_sums(lines: Sequence[ExactLine], members: Sequence[Party], unit: int) -> list[Fraction]:
    """Each party's exact sum over the lines, in units."""
    return [
        sum((line.shares.get(party.id, Fraction(0)) for line in lines), Fraction(0)) / unit
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
