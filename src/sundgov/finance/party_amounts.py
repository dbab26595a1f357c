"""Whole amounts by party: a mapping that is looked up by any code or name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from sundgov.money import Amount, PriceState
from sundgov.parties import Parties, Party


@frozen
class PartyAmounts(Mapping[str, Amount]):
    """What each party has, pays or gets, in whole øre of one price state.

    Its keys are official codes (ids for parties without one), in the order of `parties`; look-up
    takes any code or name.

    >>> from sundgov.money import CurrentPrices
    >>> from sundgov.parties import packaged_parties
    >>> samsø = packaged_parties().find("Samsø")
    >>> PartyAmounts((samsø,), (445423,), CurrentPrices(2024))["Samsø Kommune"]
    Amount('4.454,23 kr. (løbende priser 2024)')
    """

    parties: tuple[Party, ...] = field(repr=False)
    ore: tuple[int, ...] = field(repr=False)
    prices: PriceState

    @cached_property
    def _register(self) -> Parties:
        return Parties(self.parties)

    @cached_property
    def _column(self) -> dict[str, int]:
        return {party.id: column for column, party in enumerate(self.parties)}

    def column(self, party: str | Party) -> int:
        """The place of a party among `parties`."""
        return self._column[self._register.find(party).id]

    def __getitem__(self, party: str | Party) -> Amount:
        return Amount(self.ore[self.column(party)], self.prices)

    def __iter__(self) -> Iterator[str]:
        return (party.key for party in self.parties)

    def __len__(self) -> int:
        return len(self.parties)

    @property
    def total(self) -> Amount:
        """The sum over all parties."""
        return Amount(sum(self.ore), self.prices)
