"""The key of an exit: what each member pays of the leaver's last year, counted for a whole year."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from sundgov.apportion import apportion
from sundgov.errors import BillingError
from sundgov.finance.bills import Bill
from sundgov.finance.budgets import LineKind
from sundgov.finance.derivations import Derivation
from sundgov.finance.party_amounts import PartyAmounts
from sundgov.money import Amount, CurrentPrices
from sundgov.parties import Party


@frozen
class ExitKey:
    """Who shares with the leaver, and by what (fordelingsnøgle ved udtræden).

    `paid` is every party's exact øre of the year, `parts_of_year` the part of the year it pays
    for and `weights` the two divided, so that half a year paid is no half share. `estimated`
    tells that a whole year would not have cost precisely that: contributions are bounded, or
    newcomers pay on top of the budget.
    """

    leaver: Party
    year: int
    parties: tuple[Party, ...]
    paid: tuple[Fraction, ...]
    parts_of_year: tuple[Fraction, ...]
    estimated: bool = False

    @cached_property
    def weights(self) -> tuple[Fraction, ...]:
        """What every party pays in a whole year, in exact øre."""
        return tuple(ore / part for ore, part in zip(self.paid, self.parts_of_year, strict=True))

    @cached_property
    def total(self) -> Fraction:
        """What all pay in a whole year, in exact øre."""
        return sum(self.weights, Fraction(0))

    @cached_property
    def column(self) -> int:
        """The leaver's place among `parties`."""
        return [party.id for party in self.parties].index(self.leaver.id)

    @property
    def share(self) -> Fraction:
        """The leaver's share of what is divided.

        Raises `BillingError` where the year's bill makes no key.
        """
        self._check()
        return self.weights[self.column] / self.total

    def divide(self, whole: Amount) -> PartyAmounts:
        """An amount in whole øre by largest remainder, ties in the order of rank.

        Raises `BillingError` where the year's bill makes no key.
        """
        self._check()
        weights = tuple(map(abs, self.weights))
        parts = apportion(whole.ore, weights, rank=range(len(weights))).parts
        return PartyAmounts(self.parties, parts, CurrentPrices(self.year))

    def _check(self) -> None:
        """Whether anything was paid, and by all in the same direction."""
        if not any(self.weights):
            raise BillingError("key", "nothing was billed in the year, so there is none", self.year)
        if min(self.weights) < 0 < max(self.weights):
            odd = self.parties[self.weights.index(min(self.weights))]
            rule = "one party was paid while others paid in the year"
            raise BillingError("key", rule, odd.name, self.year)


def exit_key(bill: Bill, leaver: Party, on: dt.date) -> ExitKey:
    """The key on a day of a bill's year: its parties that are members that day, and the leaver."""
    members = {member.party.id: member for member in bill.agreement.members}
    held = [
        (party, exact, members[party.id].part_of(bill.year, bill.agreement.entry))
        for party, exact in zip(bill.parties, bill.exact_parts, strict=True)
        if party.id == leaver.id or members[party.id].joined <= on <= (members[party.id].left or on)
    ]
    parties, paid, parts = zip(*held, strict=True)
    in_part = any(part != 1 for part in parts)
    return ExitKey(leaver, bill.year, parties, paid, parts, in_part and _is_estimated(bill))


def _is_estimated(bill: Bill) -> bool:
    """Whether the bill cannot tell what a whole year would have cost each party."""
    if any(line.line.kind is LineKind.ENTRY for line in bill.lines):
        return True
    nodes: list[Derivation] = [line.derivation for line in bill.lines]
    while nodes:
        node = nodes.pop()
        if node.bounds is not None:
            return True
        nodes += node.children
    return False
