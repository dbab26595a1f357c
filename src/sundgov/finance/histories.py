"""A party's account over the years (mellemregning): opening, invoiced, carried, spent, closing.

Nothing is lost: what a party was owed, and what it was invoiced, less its part of what was spent,
is what it is owed after the year, is settled, or was moved to another party. A surplus that is
returned is carried with a minus and closes the balance it came from; it is no deficit of the
year in which it is returned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from sundgov.finance.bills import Bill
from sundgov.finance.closing import Closing
from sundgov.finance.revisions import Revision
from sundgov.money import Amount, CurrentPrices
from sundgov.parties import Party


@frozen
class AccountYear:
    """One year of an account, in whole øre; money of its day, so the years add up as they stand.

    A balance is positive where the party has paid more than its part. `invoiced` is before and
    `carried` what earlier years added (negative: returned); `moved` came from other parties: a
    predecessor, or those whose surplus the new key gives away; `spent` is the party's part of
    what the year cost and `settled` what was paid out by a document of its own, also to a party
    that had left when a year was revised. `spent` and `closing` are None until the year is
    closed, and so is every later balance.
    """

    year: int
    opening: Amount | None
    invoiced: Amount
    carried: Amount
    moved: Amount
    spent: Amount | None
    settled: Amount
    closing: Amount | None

    @property
    def net(self) -> Amount:
        """What the party was asked to pay in the year."""
        return self.invoiced + self.carried


@frozen
class Account:
    """An account over the years: of one party, or of all together where `party` is None."""

    party: Party | None
    years: tuple[AccountYear, ...]


def account(
    party: Party | None,
    bills: Sequence[Bill],
    closings: Mapping[int, Closing],
    settled: Callable[[Closing, Party], int],
) -> Account:
    """The account of a party, or of all, from its bills in the order of the years.

    `closings` holds the closed years; `settled` says how many øre of a party's part of a closing
    were paid out instead of being carried.
    """
    rows: list[AccountYear] = []
    balance: int | None = 0
    for bill in bills:
        closing = closings.get(bill.year)
        moved, carried = _moved(bill, party), _ore(bill, party, bill.carried)
        invoiced = _ore(bill, party, bill.gross)
        spent = None if closing is None else _spent(closing, party)
        paid_out = _revised_when_gone(bill, party)
        paid_out += 0 if closing is None else _paid_out(closing, party, settled)
        opening = balance
        if balance is not None:
            balance = (
                None if spent is None else balance + invoiced + carried + moved - spent - paid_out
            )
        prices = CurrentPrices(bill.year)
        rows.append(
            AccountYear(
                bill.year,
                None if opening is None else Amount(opening, prices),
                Amount(invoiced, prices),
                Amount(carried, prices),
                Amount(moved, prices),
                None if spent is None else Amount(spent, prices),
                Amount(paid_out, prices),
                None if balance is None else Amount(balance, prices),
            )
        )
    return Account(party, tuple(rows))


def _ore(bill: Bill, party: Party | None, of: Callable[[Party | None], Amount]) -> int:
    if party is not None and party not in bill.parties:
        return 0
    return of(party).ore


def _moved(bill: Bill, party: Party | None) -> int:
    """What a party got from others, or with a minus gave, when earlier years were carried.

    What was owed leaves the account of whoever paid and comes to that of whoever bears it. A
    revision of a closed year moves money too: the closed account was by the wrong key.
    """
    moved = 0
    for one in bill.carries:
        moved += _of(one.owed.parties, one.owed.ore, party)
        moved -= _of(bill.parties, one.parts, party)
        if isinstance(one.source, Revision) and one.source.result is not None:
            moved -= _of(one.source.parties, one.source.by_party.ore, party)
    return moved


def _revised_when_gone(bill: Bill, party: Party | None) -> int:
    """What a revision returns to parties that left and were settled: no bill holds it."""
    return sum(
        _of(one.owed.parties, one.owed.ore, party)
        - _of(one.source.parties, one.source.by_party.ore, party)
        for one in bill.carries
        if isinstance(one.source, Revision)
    )


def _of(parties: Sequence[Party], ore: Sequence[int], party: Party | None) -> int:
    """A party's figure in a row, zero where it has none; the whole row's for all parties."""
    pairs = zip(parties, ore, strict=True)
    return sum(figure for who, figure in pairs if party is None or who.id == party.id)


def _spent(closing: Closing, party: Party | None) -> int:
    if party is None:
        return closing.spent.ore
    return closing.spent_by_party[party].ore if party in closing.parties else 0


def _paid_out(
    closing: Closing, party: Party | None, settled: Callable[[Closing, Party], int]
) -> int:
    wanted = closing.parties if party is None else (party,)
    return sum(settled(closing, who) for who in wanted if who in closing.parties)
