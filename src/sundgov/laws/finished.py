"""Laws of what is finished: a year's bill, a closed year, an account, an amount in new prices.

Each takes the finished value and returns a left and a right side: the law holds where they are
equal. What is asked is read off the value, not computed anew by the code that made it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.closing import Closing
from sundgov.finance.derivations import Derivation
from sundgov.finance.histories import Account, AccountYear
from sundgov.finance.prices import CompositeStep, Uplift
from sundgov.laws.rules import Equation, Sides
from sundgov.money import Amount, PriceLevel
from sundgov.publications import Publication


def lines_sum(bill: Bill) -> Equation:
    """What the parties pay of a line is the line (posterne stemmer). A side tells lines in øre.

    Source: rule 1 of the library, that parts sum to the whole in every direction shown.

    >>> from attrs import evolve
    >>> from sundgov.laws.examples import small_bill
    >>> bill = small_bill()
    >>> lines_sum(bill)
    ((7500, 2501), (7500, 2501))
    >>> first, second = bill.lines
    >>> lines_sum(evolve(bill, lines=(first, evolve(second, year=second.year[:2]))))
    ((7500, 2002), (7500, 2501))
    """
    paid = tuple(sum(line.year) for line in bill.lines)
    return paid, tuple(line.amount.ore for line in bill.lines)


def instalments_sum(bill: Bill) -> Equation:
    """What a party pays of a line in the instalments is its year (raterne giver året).

    A side tells every party on every line, in øre.

    Source: rule 1 of the library; TelePost repayment.tusass.gl issue 6, odd øre over instalments.

    >>> from attrs import evolve
    >>> from sundgov.laws.examples import small_bill
    >>> bill = small_bill()
    >>> left, right = instalments_sum(bill)
    >>> left == right, len(left)
    (True, 6)
    >>> march = tuple(evolve(line, instalments=line.instalments[:1]) for line in bill.lines)
    >>> left, right = instalments_sum(evolve(bill, lines=march))
    >>> left == right
    False
    """
    paid = (sum(cells) for line in bill.lines for cells in zip(*line.instalments, strict=True))
    return tuple(paid), tuple(ore for line in bill.lines for ore in line.year)


def figures_in_quota(bill: Bill) -> Equation:
    """Of every line a party pays the floor or the ceiling of its exact share (inden for kvoten).

    Floor and ceiling are in the unit that the agreement bills in. The right side is the left one,
    cut to them.

    Source: rule 2 of the library; Cox and Ernst (1982), who show that such a table exists.

    >>> from attrs import evolve
    >>> from sundgov.laws.examples import small_bill
    >>> bill = small_bill()
    >>> left, right = figures_in_quota(bill)
    >>> left == right
    True
    >>> first, second = bill.lines
    >>> moved = (first.year[0] + 9, first.year[1] - 9, first.year[2])
    >>> left, right = figures_in_quota(evolve(bill, lines=(evolve(first, year=moved), second)))
    >>> [one - other for one, other in zip(left, right)]
    [9, -9, 0, 0, 0, 0]
    """
    unit = bill.agreement.unit.value
    cells = [cell for line in bill.lines for cell in zip(line.year, line.exact, strict=True)]
    within = (
        min(max(ore, floor(exact / unit) * unit), ceil(exact / unit) * unit) for ore, exact in cells
    )
    return tuple(ore for ore, _ in cells), tuple(within)


def carry_conserved(bill: Bill) -> Equation:
    """What is owed for an earlier year is laid on the bill, all of it and once.

    (Intet går tabt ved overførsel.) A side tells, for everything carried, what the instalments take
    of it over all parties, and what was owed for it.

    Source: rule 9 of the library, that carry loses nothing.

    >>> from attrs import evolve
    >>> from sundgov.laws.examples import small_bill
    >>> bill = small_bill()
    >>> carry_conserved(bill)
    ((-1000,), (-1000,))
    >>> (one,) = bill.carries
    >>> carry_conserved(evolve(bill, carries=(evolve(one, steps=one.steps[:1]),)))
    ((0,), (-1000,))
    """
    laid = tuple(sum(map(sum, one.steps)) for one in bill.carries)
    return laid, tuple(one.owed.total.ore for one in bill.carries)


def surplus_divided(closing: Closing) -> Equation:
    """What the parties have too good of a closed year is its surplus (overskuddet er fordelt).

    What they owe is a deficit, negative. A side is one figure in øre.

    Source: rule 9 of the library.

    >>> from attrs import evolve
    >>> from sundgov.laws.examples import small_closing
    >>> closing = small_closing()
    >>> surplus_divided(closing)
    ((1000,), (1000,))
    >>> (year,) = closing.lines
    >>> surplus_divided(evolve(closing, lines=(evolve(year, parts=(0, 0, 0)),)))
    ((10001,), (1000,))
    """
    return (sum(closing.by_party.ore),), (closing.billed.ore - closing.spent.ore,)


def balances_follow(account: Account) -> Equation:
    """A balance is what it was, and what came and went (saldoen følger).

    Of a closed year the opening balance with what was invoiced, carried and moved, less what was
    spent and settled, is the closing balance; and a year opens with what the one before closed
    with. A side tells closing balances in øre, then opening ones.

    Source: rule 9 of the library.

    >>> from attrs import evolve
    >>> from sundgov.laws.examples import small_account
    >>> account = small_account()
    >>> balances_follow(account)
    ((1000, 1000), (1000, 1000))
    >>> first, second = account.years
    >>> forgotten = evolve(second, opening=second.opening * 0)
    >>> balances_follow(evolve(account, years=(first, forgotten)))
    ((1000, 0), (1000, 1000))
    """
    held = [(_after(year), _ore(year.closing)) for year in account.years if year.closing]
    held += [
        (_ore(after.opening), _ore(before.closing))
        for before, after in pairwise(account.years)
        if before.closing
    ]
    return tuple(one for one, _ in held), tuple(other for _, other in held)


def _after(year: AccountYear) -> int:
    """What a year leaves of what it opened with, and of what came and went."""
    paid = _ore(year.opening) + year.net.ore + year.moved.ore
    return paid - _ore(year.spent) - year.settled.ore


def _ore(amount: Amount | None) -> int:
    """A balance in øre; one that is not known is none."""
    return 0 if amount is None else amount.ore


def index_round_trip(moved: Uplift) -> Sides[Fraction]:
    """An amount in new prices and back by the same percentages is itself.

    (Opregning frem og tilbage.) Exact, before the one rounding: left is the way back in øre, right
    where it started.

    Source: rule 7 of the library, that an amount is rounded once when it is moved.

    >>> from attrs import evolve
    >>> from sundgov import kr
    >>> from sundgov.finance.prices import chain, uplift
    >>> from sundgov.figures import packaged_figures
    >>> from sundgov.indices import IndexKind, IndexName
    >>> ffl = IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL)
    >>> moved = uplift(kr("0,33 kr.", 2024), 2025, chain(packaged_figures(), ffl, 2024, 2025))
    >>> index_round_trip(moved)
    ((Fraction(33, 1),), (Fraction(33, 1),))
    >>> index_round_trip(evolve(moved, exact=moved.amount.exact))
    ((Fraction(3400, 103),), (Fraction(33, 1),))
    """
    steps = moved.chain.steps
    down = bool(steps) and moved.before.prices == PriceLevel(steps[-1].to_year)
    back = moved.chain.factor if down else 1 / moved.chain.factor
    return (moved.exact.ore * back,), (Fraction(moved.before.ore),)


def used_only_after_published(bill: Bill, on: dt.date | None = None) -> Sides[dt.date]:
    """No figure is used before it was published (først brugt, når den er offentliggjort).

    Left is for every figure the day it was published, or the day of use if that is later; right
    the day of use: the first billing date, or of a bill corrected backwards the day `on` of the
    correction. A figure whose publication day nobody knows counts as never published, unless the
    agreement says why it may be used. Populations and price indices are asked about, also within
    slices; not the population of a bounded key, which its derivation does not name.

    Source: rule 6 of the library; Statistics Denmark publishes 1 January in mid February.

    >>> import datetime as dt
    >>> from sundgov.laws.examples import small_bill
    >>> used_only_after_published(small_bill())
    ((datetime.date(2025, 3, 1),), (datetime.date(2025, 3, 1),))
    >>> used_only_after_published(small_bill(), dt.date(2024, 1, 15))
    ((datetime.date(2024, 2, 15),), (datetime.date(2024, 1, 15),))
    """
    used = bill.instalments[0].billing_date if on is None else on
    found = dict.fromkeys(each for line in bill.lines for each in _figures(line))
    if bill.ceiling_uplift is not None:
        found |= dict.fromkeys(_steps(bill.ceiling_uplift))
    days = [
        max(used, publication.on or dt.date.max)
        for publication in found
        if publication.on is not None or not bill.agreement.override
    ]
    return tuple(days), tuple(used for _ in days)


def _figures(line: BillLine) -> Iterator[Publication]:
    yield from _measured(line.derivation)
    if line.uplift is not None:
        yield from _steps(line.uplift)


def _measured(node: Derivation) -> Iterator[Publication]:
    """When the figures behind a key were published, over all its slices."""
    if node.driver is not None and node.driver.publication is not None:
        yield node.driver.publication
    for child in node.children:
        yield from _measured(child)


def _steps(moved: Uplift) -> Iterator[Publication]:
    """When the percentages were published; a composite's parts each for itself."""
    for step in moved.chain.steps:
        if isinstance(step, CompositeStep):
            yield from (part.publication for _, part in step.parts)
        else:
            yield step.publication
