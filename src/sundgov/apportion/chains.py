"""A table of several axes rounded at once, with every subtotal that is shown.

Lines x municipalities x half-years have many subtotals. Those that are shown all come out, if they
form two chains in which each lies within the one before it: lines, and municipalities of a line;
half-years, regions of a half-year, and municipalities of a region. Then units flow down the one
chain into the cells and up the other, and a flow with whole bounds that has a fractional solution
has a whole one. With three that cross each other there may be no table: where three halves lie in
2 x 2 x 2 cells so that any two make up a sum, one of each two would have to go up and one down.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeVar

from attrs import field, frozen

from sundgov.apportion.chains_found import RoundedSubtotals
from sundgov.apportion.chains_shown import CellsOf, Family, two_chains
from sundgov.apportion.chains_terms import Axis, Grouping, Place, Subtotals
from sundgov.apportion.nested import Branch, Nested, round_nested
from sundgov.errors import AllocationError, InvalidValueError
from sundgov.exact import Exact, fraction
from sundgov.kinds import listed, must_all_be, pairs

P = TypeVar("P", bound=Place)


def round_subtotals(
    exact: Mapping[P, Exact],
    axes: Iterable[Axis],
    shown: Iterable[Subtotals],
    *,
    groupings: Iterable[Grouping] = (),
) -> RoundedSubtotals:
    """Round exact cells, so that every subtotal shown is the floor or the ceiling of its sum.

    `exact` holds a number for each cell, by a member of every axis; what is not in it is no cell.
    Cells too become their floor or ceiling, so what is whole stays as it is. The subtotals
    shown must form two chains; then a table always exists, unless what some are told forbids
    it. The odd units go down the chain of the first one by largest remainder, ties by the
    order of the members; then single units are moved until the other chain comes out. A table
    that sums to less than nothing mirrors the positive one.

    Raises `AllocationError` for subtotals of which three cross, naming them, and for a subtotal
    that cannot be what it is told; `InvalidValueError` for names and places that nothing has.

    >>> half = Fraction(1, 2)
    >>> lines, parties = Axis("line", ["a", "b"]), Axis("party", ["A", "B"])
    >>> cells = {(line, party): half for line in "ab" for party in "AB"}
    >>> shown = [Subtotals(["line"]), Subtotals(["party"])]
    >>> table = round_subtotals(cells, [lines, parties], shown)
    >>> dict(table)
    {('a', 'A'): 0, ('a', 'B'): 1, ('b', 'A'): 1, ('b', 'B'): 0}
    >>> dict(table.subtotals("party"))
    {('A',): 1, ('B',): 1}
    """
    cells = _cells(exact, listed(axes, "axes"), listed(groupings, "groupings"))
    asked = listed(shown, "shown")
    must_all_be(asked, "shown", Subtotals)
    if not asked:
        raise InvalidValueError("shown", "must hold at least one")
    families = [Family.of(subtotals, cells) for subtotals in asked]
    total = [family for family in families if not family.subtotals.by]
    down, across = two_chains([family for family in families if family.subtotals.by])
    table = _Table(cells, down, across, total)
    told = [(family, key, whole) for family in families for key, whole in family.subtotals.told]
    rounded = table.rounded(told)
    if rounded is None:
        raise table.refusal(told)
    parts = table.in_order(_leaves(rounded))
    return RoundedSubtotals(parts, rounded.moved, cells, (tuple(down), tuple(across)), bool(total))


_Told = tuple[Family, Place, int]


def _cells(
    exact: Mapping[P, Exact], axes: tuple[Axis, ...], groupings: tuple[Grouping, ...]
) -> CellsOf:
    """The cells, their places and numbers checked."""
    must_all_be(axes, "axes", Axis)
    must_all_be(groupings, "groupings", Grouping)
    names = [axis.name for axis in axes]
    for grouping in groupings:
        if grouping.axis not in names:
            raise InvalidValueError("groupings", "must be of one of the axes", grouping.axis)
        for member in axes[names.index(grouping.axis)].members:
            grouping.of(member)
    names += (grouping.name for grouping in groupings)
    if len(set(names)) != len(names):
        raise InvalidValueError("axes", "and groupings must differ in name", *names)
    numbers: dict[Place, Fraction] = {}
    for place, number in pairs(exact, "exact"):
        if not _is_place(place, axes):
            raise InvalidValueError("exact", "must name a member of every axis", place)
        numbers[place] = fraction(number, f"exact[{place}]")
    if not numbers:
        raise InvalidValueError("exact", "must hold at least one cell")
    return CellsOf.of(axes, groupings, numbers)


def _is_place(place: object, axes: Sequence[Axis]) -> bool:
    return (
        isinstance(place, tuple)
        and len(place) == len(axes)
        and all(member in axis.members for member, axis in zip(place, axes, strict=True))
    )


@frozen
class _Group:
    """A subtotal of the second chain, which the cells' network knows by its place there."""

    depth: int
    key: Place
    name: str = field(eq=False)

    def __str__(self) -> str:
        return self.name


class _Table:
    """The first chain as a tree over the cells, the second as groups within groups."""

    def __init__(
        self, cells: CellsOf, down: list[Family], across: list[Family], total: list[Family]
    ) -> None:
        self._cells, self._down, self._across, self._total = cells, down, across, total
        whole = sum(cells.exact) or next(filter(None, cells.exact), 0)
        self.sign = -1 if whole < 0 else 1
        self._exact = [number * self.sign for number in cells.exact]
        self._order: list[int] = []

    def rounded(self, told: Sequence[_Told]) -> Nested | None:
        """The tree rounded with what some subtotals are told, or None if that cannot be."""
        wholes = {(family, key): self.sign * whole for family, key, whole in told}
        groups: dict[Hashable, int] = {}
        above: dict[Hashable, Hashable] = {}
        for depth, family in enumerate(self._across):
            for at, key in enumerate(family.keys):
                group = _Group(depth, key, family.name(key))
                if (family, key) in wholes:
                    groups[group] = wholes[family, key]
                if depth:
                    above[group] = _Group(depth - 1, self._across[depth - 1].keys[at], "")
        try:
            return round_nested(self._root(wholes), groups, above=above)
        except AllocationError:
            return None

    def in_order(self, parts: Iterable[int]) -> tuple[int, ...]:
        """The parts of the tree's leaves in the order of the cells."""
        by_cell = sorted(zip(self._order, parts, strict=True))
        return tuple(self.sign * part for _, part in by_cell)

    def refusal(self, told: Sequence[_Told]) -> AllocationError:
        """Which subtotal is the first that cannot be what it is told beside those before it."""
        some, all_ = 0, len(told)
        while some + 1 < all_:
            middle = (some + all_) // 2
            if self.rounded(told[:middle]) is None:
                all_ = middle
            else:
                some = middle
        family, key, whole = told[some]
        others = " beside what is told before it" if some else ""
        return AllocationError(family.name(key), f"no table keeps this subtotal{others}", whole)

    def _root(self, wholes: Mapping[tuple[Family, Place], int]) -> Branch:
        """The total: as told, at its floor or ceiling where it is shown, or free."""
        self._order = []
        everything = list(range(len(self._exact)))
        exact = sum(self._exact, Fraction(0))
        children = tuple(self._branches(0, everything, wholes))
        within = floor(exact), ceil(exact)
        if not self._total:
            within = sum(child.low for child in children), sum(child.high for child in children)
        for family in self._total:
            if (family, ()) in wholes:
                within = (wholes[family, ()],) * 2
        return Branch(exact, children, within=within)

    def _branches(
        self, depth: int, inside: Sequence[int], wholes: Mapping[tuple[Family, Place], int]
    ) -> list[Branch]:
        """The subtotals of the first chain within one of them; below the last, the cells."""
        if depth == len(self._down):
            self._order += inside
            return [Branch(self._exact[at], group=self._group(at)) for at in inside]
        family = self._down[depth]
        blocks: dict[Place, list[int]] = {}
        for at in inside:
            blocks.setdefault(family.keys[at], []).append(at)
        return [
            Branch(
                sum((self._exact[at] for at in block), Fraction(0)),
                tuple(self._branches(depth + 1, block, wholes)),
                whole=wholes.get((family, key)),
            )
            for key, block in blocks.items()
        ]

    def _group(self, at: int) -> _Group | None:
        """The smallest subtotal of the second chain that a cell is in."""
        depth = len(self._across) - 1
        return _Group(depth, self._across[depth].keys[at], "") if self._across else None


def _leaves(rounded: Nested) -> list[int]:
    if not rounded.children:
        return [rounded.part]
    return [part for child in rounded.children for part in _leaves(child)]
