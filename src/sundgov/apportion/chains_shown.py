"""Subtotals over the cells of a table, and the two chains that they form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from attrs import field, frozen

from sundgov.apportion.chains_terms import Axis, Grouping, Place, Subtotals
from sundgov.errors import AllocationError, InvalidValueError


@frozen
class CellsOf:
    """The cells of a table in order of rank, with their exact numbers."""

    axes: tuple[Axis, ...]
    groupings: tuple[Grouping, ...]
    places: tuple[Place, ...]
    exact: tuple[Fraction, ...]

    @classmethod
    def of(
        cls,
        axes: tuple[Axis, ...],
        groupings: tuple[Grouping, ...],
        exact: Mapping[Place, Fraction],
    ) -> CellsOf:
        """The cells in the order of their members."""
        ranks = [{member: rank for rank, member in enumerate(axis.members)} for axis in axes]

        def rank(place: Place) -> tuple[int, ...]:
            return tuple(by[member] for by, member in zip(ranks, place, strict=True))

        places = tuple(sorted(exact, key=rank))
        return cls(axes, groupings, places, tuple(exact[place] for place in places))

    def named(self, names: Sequence[str]) -> tuple[Place, ...]:
        """For every cell its members, or its groups, under some names.

        Raises `InvalidValueError` for a name that no axis and no grouping has.
        """
        columns = [self._column(name) for name in names]
        return tuple(zip(*columns, strict=True)) if columns else ((),) * len(self.places)

    def _column(self, name: str) -> list[str]:
        at = {axis.name: index for index, axis in enumerate(self.axes)}
        if name in at:
            return [place[at[name]] for place in self.places]
        for grouping in self.groupings:
            if grouping.name == name:
                index = at[grouping.axis]
                groups = dict(grouping.groups)
                return [groups[place[index]] for place in self.places]
        known = [*at, *(grouping.name for grouping in self.groupings)]
        raise InvalidValueError("by", f"must be one of {', '.join(known)}", name)


@frozen(eq=False)
class Family:
    """Subtotals, with the one that each cell is in."""

    subtotals: Subtotals
    keys: tuple[Place, ...] = field(repr=False)

    @classmethod
    def of(cls, subtotals: Subtotals, cells: CellsOf) -> Family:
        """The subtotals over some cells; refused where what is told is of none of them."""
        family = cls(subtotals, cells.named(subtotals.by))
        known = set(family.keys)
        for place, _ in subtotals.told:
            if place not in known:
                raise InvalidValueError("told", f"is no subtotal by {subtotals}", place)
        return family

    def lies_within(self, other: Family) -> bool:
        """Whether each of these subtotals is a part of one of the others."""
        found: dict[Place, Place] = {}
        pairs = zip(self.keys, other.keys, strict=True)
        return all(found.setdefault(own, its) == its for own, its in pairs)

    def crosses(self, other: Family) -> bool:
        """Whether neither lies within the other."""
        return not (self.lies_within(other) or other.lies_within(self))

    def name(self, key: Place) -> str:
        """What one of the subtotals is called."""
        named = zip(self.subtotals.by, key, strict=True)
        return ", ".join(f"{by} {member}" for by, member in named) or "the total"


def two_chains(families: Sequence[Family]) -> tuple[list[Family], list[Family]]:
    """Two chains, the coarsest first, in which each lies within the one before it.

    The first of those that cross is in the first chain. Raises `AllocationError` naming three
    that all cross each other: with these a table may not exist.
    """
    crossing = {
        family: [other for other in families if family.crosses(other)] for family in families
    }
    for three in combinations(families, 3):
        if all(other in crossing[one] for one, other in combinations(three, 2)):
            first, second, third = (family.subtotals for family in three)
            rule = "crosses two others that cross each other, so a table may not exist"
            raise AllocationError(f"{third}", rule, f"{first}", f"{second}")
    chain: dict[Family, int] = {}
    for family in families:
        _colour(family, crossing, chain)
    return _sorted(families, chain, 0), _sorted(families, chain, 1)


def _colour(
    start: Family, crossing: Mapping[Family, Sequence[Family]], chain: dict[Family, int]
) -> None:
    """Put all that hang together with a family by crossing into the one chain or the other.

    What crosses the same one never crosses each other, as no three do: two chains are enough.
    """
    waiting = [] if start in chain else [(start, 0)]
    for family, at in waiting:  # grows while it is gone through
        if family not in chain:
            chain[family] = at
            waiting += ((other, 1 - at) for other in crossing[family])


def _sorted(families: Sequence[Family], chain: Mapping[Family, int], wanted: int) -> list[Family]:
    """One of the chains, the coarsest first."""
    its = [family for family in families if chain[family] == wanted]
    return sorted(its, key=lambda family: sum(family.lies_within(other) for other in its))
