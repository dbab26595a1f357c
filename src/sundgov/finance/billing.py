"""A year's bill: lines moved to the year's prices, divided by their keys, laid on instalments.

Exact fractions are computed for every line and party over all slices of the key. Then one
rounding: every line's total as given, every party's year at its largest-remainder part (or at the
one that running rounding gives it), every cell at its floor or ceiling; and the whole-øre year
laid on the instalments, every shown total coming out at once. Nothing is rounded row by row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from sundgov.apportion import Table, spread
from sundgov.errors import BillingError
from sundgov.figures import Figures
from sundgov.finance.agreements import Agreement, Membership
from sundgov.finance.bills import Bill, BillLine, Instalment
from sundgov.finance.budgets import Budget
from sundgov.finance.prices import Uplift
from sundgov.finance.residuals import Brought, behind, brought_forward
from sundgov.finance.terms import YearOfUse
from sundgov.finance.whole_tables import ExactRow, whole_table
from sundgov.finance.year_lines import ExactLine, exact_lines, in_year
from sundgov.kinds import must_be
from sundgov.money import Amount, Unit
from sundgov.parties import Party

_NONE: Mapping[str, Fraction] = MappingProxyType({})


def bill_year(
    agreement: Agreement,
    budget: Budget,
    figures: Figures,
    residuals: Mapping[str, Fraction] = _NONE,
) -> Bill:
    """The bill of a budget's year under an agreement, before anything carried.

    Figures are used that were published by the first billing date.

    `residuals` is, under running rounding, what the earlier years' bills lie behind the exact
    shares, in øre by party id: `opening_residuals` reads it off those bills.

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
    brought = brought_forward(agreement, residuals, use.members, figures.register)
    lines = exact_lines(agreement, budget, members, use)
    shares = tuple(_instalment_shares(member, instalments) for member in members)
    moved, ceiling = _ceiling(agreement, budget, use)
    return Bill(
        agreement,
        budget,
        instalments,
        use.members,
        _bill_lines(lines, use.members, shares, agreement.unit.value, brought),
        shares,
        ceiling,
        moved,
        brought=brought,
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
    brought: Sequence[Brought],
) -> tuple[BillLine, ...]:
    """The lines with their whole figures, in the order of the budget.

    The rounding itself goes through the lines by id, so that the order stated decides nothing.
    """
    rows = {
        line.line.id: ExactRow(
            line.line.id,
            line.amount.ore,
            tuple(line.shares.get(party.id, Fraction(0)) for party in members),
        )
        for line in sorted(lines, key=lambda line: line.line.id)
    }
    year = whole_table(tuple(rows.values()), unit, behind(brought, members))
    steps = spread(_in_units(year, unit), shares)
    place = {name: number for number, name in enumerate(rows)}
    return tuple(
        BillLine(
            exact.line,
            exact.uplift,
            exact.amount,
            exact.derivation,
            exact.basis,
            rows[exact.line.id].exact,
            year[place[exact.line.id]],
            tuple(_in_ore(step[place[exact.line.id]], unit) for step in steps),
        )
        for exact in lines
    )


def _ceiling(
    agreement: Agreement, budget: Budget, use: YearOfUse
) -> tuple[Uplift | None, Amount | None]:
    """The budget's ceiling as current money of the year; it need not be whole in the unit."""
    if budget.ceiling is None:
        return None, None
    return in_year(agreement, budget.ceiling.amount, "ceiling", use, Unit.ORE)


def _in_ore(cells: Sequence[int], unit: int) -> tuple[int, ...]:
    return tuple(cell * unit for cell in cells)


def _in_units(table: Table, unit: int) -> Table:
    return tuple(tuple(cell // unit for cell in row) for row in table)


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
