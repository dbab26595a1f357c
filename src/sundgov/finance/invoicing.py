"""The year's bill as invoices and credit notes, and a year that is settled at once.

Everything is whole øre already: an instalment's cells become lines, what earlier years collect a
line more, and what they return an allowance. Where they return more than the instalment bills, it
is a credit note with every sign turned. Nothing is rounded but the VAT.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from sundgov.errors import BillingError
from sundgov.finance.bills import Bill, BillLine
from sundgov.finance.carried import Carried, CarryKind, CarrySource
from sundgov.finance.closing import Closing
from sundgov.finance.invoice_lines import PIECE, Allowance, Billed, Earlier, InvoiceLine, Laid
from sundgov.finance.invoice_wording import earlier_name, earlier_reason
from sundgov.finance.invoices import CreditNote, Invoice
from sundgov.finance.results import Estimate
from sundgov.finance.revisions import Revision
from sundgov.money import Amount, ExactAmount
from sundgov.parties import Party, by_rank
from sundgov.periods import Span, Year, day

SETTLEMENT = "efterregulering"


def invoices(bill: Bill, instalment: str) -> tuple[Invoice | CreditNote, ...]:
    """One document for every party that an instalment bills, in the order of rank.

    A party that has no share in the instalment, and nothing carried into it, gets none.
    """
    bill.instalment(instalment)
    found = (_document(bill, party, instalment) for party in bill.parties)
    return tuple(one for one in found if one is not None)


def invoice(bill: Bill, party: str | Party, instalment: str) -> Invoice | CreditNote:
    """One party's document of an instalment; raises `BillingError` where it gets none."""
    wanted = bill.party(party)
    found = _document(bill, wanted, bill.instalment(instalment).id)
    if found is None:
        rule = "the party has no share in the instalment, and nothing is carried into it"
        raise BillingError("invoice", rule, wanted.name, instalment)
    return found


def closing_invoices(
    closing: Closing, issue_date: dt.date | str
) -> tuple[Invoice | CreditNote, ...]:
    """The documents of a year that is settled at once, in the order of rank.

    A credit note for a surplus, naming the year's invoices, and an invoice for a deficit. A party
    that no longer exists on the day of issue is settled with its successor among the members.

    Raises `BillingError` where the agreement carries its results into a later year, the year is
    closed by an estimate, or the result was not known on the day of issue.
    """
    issued = day(issue_date, "issue_date")
    if closing.bill.agreement.carry.way.carries:
        raise BillingError(
            "closing", "the agreement carries its results into a later year's bill", closing.year
        )
    if isinstance(closing.result, Estimate):
        raise BillingError("closing", "a year is settled by its result", closing.year)
    if issued < closing.on:
        raise BillingError(
            "issue_date", "the result was not known yet", f"{issued}", f"known {closing.on}"
        )
    settled: dict[str, list[Earlier]] = {}
    bearers = {one.id: one for one in _members(closing.bill)}
    for party, ore in zip(closing.parties, closing.by_party.ore, strict=True):
        if ore:
            owed = Amount(-ore, closing.bill.prices)
            origin = Earlier(CarryKind.RESULT, closing, owed, (party.id,))
            settled.setdefault(_bearer(party, bearers, issued), []).append(origin)
    return tuple(
        _settlement(closing, party, settled[party.id], issued)
        for party in by_rank(bearers.values())
        if party.id in settled
    )


def _members(bill: Bill) -> tuple[Party, ...]:
    return tuple(member.party for member in bill.agreement.members)


def _bearer(party: Party, members: Mapping[str, Party], on: dt.date) -> str:
    """Who bears a party's amount on a day: itself, or the first successor that exists then."""
    heirs = {name: one.successor for name, one in members.items()}
    chain = (members[name] for name in _succession(party.id, heirs) if name in members)
    return next((one.id for one in chain if one.exists_on(on)), party.id)


def instalment_period(bill: Bill, instalment: str) -> Span:
    """The part of the year that an instalment is for.

    The first begins on 1 January, a later one on the first of its month, and each ends where the
    next begins: billed in January and July, they are the two halves of the year.
    """
    steps = bill.instalments
    place = steps.index(bill.instalment(instalment))
    year = Year(bill.year)
    begins = [year.first_day, *(step.billing_date.replace(day=1) for step in steps[1:])]
    ends = [*(first - dt.timedelta(days=1) for first in begins[1:]), year.last_day]
    return Span(begins[place], ends[place])


def _number(bill: Bill, step: str, party: Party) -> str:
    """Agreement, year and instalment, party."""
    return f"{bill.agreement.id}-{step}-{party.key}"


def _document(bill: Bill, party: Party, instalment: str) -> Invoice | CreditNote | None:
    """A party's document of an instalment, if it gets one.

    Lines that come to nothing are left out, unless all of them do and nothing is carried.
    """
    lines = tuple(_budget_lines(bill, party, instalment))
    carried = tuple(_carried(bill, party, instalment))
    if not lines and not carried:
        return None
    telling = [line for line in lines if line.net] or ([] if carried else [*lines])
    returned = [one for one in carried if one.owed.ore < 0]
    head = (
        bill.agreement,
        _number(bill, instalment, party),
        bill.instalment(instalment).billing_date,
        instalment_period(bill, instalment),
        bill.agreement.address_of(party),
    )
    authority = bill.budget.authority or bill.agreement.authority
    if bill.amount(party, instalment=instalment).ore < 0:
        turned = [*map(_turned, telling), *(_earlier_line(one, -1) for one in carried)]
        corrects = _corrected(returned)
        return CreditNote(*head, _named_once(turned), authority=authority, corrects=corrects)
    charged = [*telling, *(_earlier_line(one, 1) for one in carried if one not in returned)]
    allowances = tuple(map(_allowance, returned))
    return Invoice(*head, _named_once(charged), allowances=allowances, authority=authority)


def _budget_lines(bill: Bill, party: Party, instalment: str) -> Iterator[InvoiceLine]:
    """The budget lines on which the party has a share in the instalment."""
    share = bill.share(party, instalment)
    for line in bill.lines:
        exact = bill.exact(party, line=line.line.id) * share
        net = bill.amount(party, line=line.line.id, instalment=instalment)
        if exact or net:
            quantity, unit, price = _priced(line, party, exact, net)
            origin = Billed(bill, line, party, instalment)
            yield InvoiceLine(
                line.line.id, line.line.name, quantity, unit, price, net, origin=origin
            )


def _priced(
    line: BillLine, party: Party, exact: ExactAmount, net: Amount
) -> tuple[Fraction, str, ExactAmount | None]:
    """The party's measure and the price of each unit, where they explain the amount.

    They do where one driver divides the line and the amount is the whole øre next to its exact
    share; otherwise the line is one piece.
    """
    driver = line.derivation.driver
    if driver is None or not floor(exact.ore) <= net.ore <= ceil(exact.ore):
        return Fraction(-1 if net.ore < 0 else 1), PIECE, None
    weight = driver.weight(party) * (-1 if exact.ore < 0 else 1)
    return weight, driver.unit("da"), exact / weight


def _turned(line: InvoiceLine) -> InvoiceLine:
    return evolve(line, quantity=-line.quantity, net=-line.net)


def _carried(bill: Bill, party: Party, instalment: str) -> Iterator[Earlier]:
    """What earlier years collect from a party in an instalment, or return to it."""
    step = bill.instalments.index(bill.instalment(instalment))
    column = bill.gross_by_party.column(party)
    for carried in bill.carries:
        amount = Amount(carried.steps[step][column], bill.prices)
        if amount:
            laid = Laid(bill, party, carried, instalment)
            payers = _payers(bill, party, carried)
            yield Earlier(carried.kind, carried.source, amount, payers, laid=laid)


def _earlier_line(origin: Earlier, sign: int) -> InvoiceLine:
    """It as a line: collected on an invoice, or with the sign turned on a credit note."""
    net = origin.owed * sign
    return InvoiceLine(
        f"{SETTLEMENT}-{origin.source.year}",
        earlier_name(origin, "da"),
        Fraction(-1 if net.ore < 0 else 1),
        PIECE,
        None,
        net,
        note=earlier_reason(origin, "da"),
        origin=origin,
    )


def _allowance(origin: Earlier) -> Allowance:
    """What is returned, deducted from an invoice."""
    reason = earlier_reason(origin, "da")
    return Allowance(-origin.owed, reason, origin.source.year, origin=origin)


def _named_once(lines: Iterable[InvoiceLine]) -> tuple[InvoiceLine, ...]:
    """The lines, where several would have one id with a number behind it from the second on."""
    named: dict[str, InvoiceLine] = {}
    for line in lines:
        name, count = line.id, 1
        while name in named:
            count += 1
            name = f"{line.id}-{count}"
        named[name] = line if count == 1 else evolve(line, id=name)
    return tuple(named.values())


def _payers(bill: Bill, party: Party, carried: Carried) -> tuple[str, ...]:
    """Who of the earlier year's parties paid what is corrected: the party, or who it succeeds."""
    owed = dict(zip(carried.owed.parties, carried.owed.ore, strict=True))
    heirs = {one.id: one.successor for one in owed}
    for one in bill.parties:
        heirs[one.id] = None  # whoever is billed bears its own
    behind = {one.id: ore for one, ore in owed.items() if party.id in _succession(one.id, heirs)}
    # By a new key a party may get something of a year in which it was owed nothing.
    return tuple(name for name, ore in behind.items() if ore) or tuple(behind)


def _succession(name: str | None, heirs: Mapping[str, str | None]) -> Iterator[str]:
    """A party's id and those of its successors, as far as they are known and none comes again."""
    seen: set[str] = set()
    while name is not None and name not in seen:
        yield name
        seen.add(name)
        name = heirs.get(name)


def _corrected(returned: Iterable[Earlier]) -> tuple[str, ...]:
    """The numbers of the invoices whose amounts are paid back, each once."""
    numbers = (
        number for one in returned for payer in one.payers for number in _numbers(one.source, payer)
    )
    return tuple(dict.fromkeys(numbers))


def _numbers(source: CarrySource, payer: str) -> Iterator[str]:
    """The numbers of the documents by which a year was billed to one of its parties."""
    bill = source.bill if isinstance(source, Closing) else None
    if isinstance(source, Revision):
        bill = source.original
    billed = {party.id: party for party in bill.parties} if bill else {}
    if bill and payer in billed:
        for step in bill.instalments:
            if any(_budget_lines(bill, billed[payer], step.id)):
                yield _number(bill, step.id, billed[payer])


def _settlement(
    closing: Closing, party: Party, origins: Sequence[Earlier], issued: dt.date
) -> Invoice | CreditNote:
    """What of a closed year a party bears: a surplus is paid back, a deficit collected."""
    bill = closing.bill
    head = (
        bill.agreement,
        _number(bill, f"{closing.year}-{SETTLEMENT}", party),
        issued,
        Year(closing.year),
        bill.agreement.address_of(party),
    )
    surplus = sum(one.owed.ore for one in origins) < 0
    lines = _named_once(_earlier_line(one, -1 if surplus else 1) for one in origins)
    authority = closing.authority or bill.agreement.authority
    if not surplus:
        return Invoice(*head, lines, authority=authority)
    corrects = _corrected(one for one in origins if one.owed.ore < 0)
    return CreditNote(*head, lines, authority=authority, corrects=corrects)
