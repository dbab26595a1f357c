"""The exact numbers behind a key, kept as a tree so that every figure can be traced."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from sundgov.finance.drivers import Driver
from sundgov.money import Amount
from sundgov.parties import Party, by_rank


@frozen
class Bounds:
    """The least and the greatest contribution; either may be open.

    `level` is what every share without bounds was multiplied by before it was lifted or cut;
    None where every contribution is at a bound.
    """

    minimum: Amount | None = None
    maximum: Amount | None = None
    level: Fraction | None = None


@frozen
class Derivation:
    """The exact numbers behind a key, as a tree: a slice has children, a leaf has a party.

    `exact` is in øre. At a leaf `weight` is the party's measure; above leaves `driver` says
    what was measured and `weight` is the total.
    """

    exact: Fraction
    name: str = ""
    party: Party | None = None
    weight: Fraction | None = None
    driver: Driver | None = None
    children: tuple[Derivation, ...] = ()
    bounds: Bounds | None = None

    def leaves(self) -> Iterator[Derivation]:
        """Every leaf under this node, in order."""
        if self.party is not None:
            yield self
        for child in self.children:
            yield from child.leaves()

    def by_party(self) -> dict[Party, Fraction]:
        """Each party's exact øre, over all slices."""
        parties: dict[str, Party] = {}
        sums: dict[str, Fraction] = {}
        for leaf in self.leaves():
            assert leaf.party is not None
            known = sums.get(leaf.party.id)
            sums[leaf.party.id] = leaf.exact if known is None else known + leaf.exact
            parties[leaf.party.id] = leaf.party
        return {party: sums[party.id] for party in by_rank(parties.values())}
