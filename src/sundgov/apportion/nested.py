"""A tree of exact shares, and groups that cut across it, rounded at once.

Every node of the tree and every group becomes the floor or the ceiling of its exact number (or
what it is told to be), children sum to their parent and members to their group. Groups may lie
within groups, so that they are a tree as well. A split is such a tree: the amount, its slices, and
each slice's parties; the groups are the parties' totals.

Rounding goes down the tree by largest remainder, measured on the exact shares of the root; where
the groups then do not come out, single units are moved until they do.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import floor

from attrs import define, field, frozen

from sundgov.apportion.network import Network
from sundgov.apportion.two_way import Within
from sundgov.errors import AllocationError
from sundgov.exact import fraction
from sundgov.exact import whole as as_whole
from sundgov.kinds import listed, must_be


@frozen
class Branch:
    """A node: its exact number, its children in order of rank, and the group of a leaf.

    `whole` tells the node what it must become, `within` the least and the greatest it may;
    otherwise it is rounded.
    """

    exact: Fraction
    children: tuple[Branch, ...] = ()
    group: Hashable = None
    whole: int | None = None
    name: str = ""
    within: Within | None = None

    @cached_property
    def low(self) -> int:
        """The least the node may become."""
        if self.within is not None:
            return self.within[0]
        return floor(self.exact) if self.whole is None else self.whole

    @cached_property
    def high(self) -> int:
        """The greatest the node may become."""
        if self.within is not None:
            return self.within[1]
        if self.whole is not None:
            return self.whole
        return self.low + (self.exact.denominator != 1)

    @property
    def nearest(self) -> int:
        """The floor, or within the bounds told the nearest to the exact number."""
        if self.within is None:
            return self.low
        return min(max(floor(self.exact + Fraction(1, 2)), self.low), self.high)


@frozen
class Nested:
    """A rounded tree: every node's whole number, with its branch.

    `moved` says whether the groups had units moved away from the largest remainders.
    """

    branch: Branch
    part: int
    children: tuple[Nested, ...] = ()
    moved: bool = field(default=False, eq=False)


def round_nested(
    root: Branch,
    groups: Mapping[Hashable, int | Within] | None = None,
    *,
    above: Mapping[Hashable, Hashable] | None = None,
) -> Nested:
    """Round the tree under `root`; `groups` tells named groups what they must become.

    A pair tells the least and the greatest a group may become. `above` tells which group a group
    lies in, where it lies in one.

    The root is its floor; where it is told bounds, it starts from the nearest to its exact number
    within them. A group not told is rounded to its floor or ceiling. Raises `AllocationError`
    naming the node or group that cannot come out; where nothing is told that never happens.

    >>> halves = Branch(Fraction(1), tuple(Branch(Fraction(1, 2), group=g) for g in "ab"))
    >>> [leaf.part for leaf in round_nested(halves).children]
    [1, 0]
    >>> [leaf.part for leaf in round_nested(halves, {"b": 1}).children]
    [0, 1]
    """
    must_be(root, "root", Branch)
    layout = _Layout(above or {})
    layout.lay(root, root.nearest, layout.top)
    layout.close(root, groups or {})
    moved = layout.network.mend()
    parts = iter(layout.network.flow)

    def read(branch: Branch) -> Nested:
        part = next(parts)
        return Nested(branch, part, tuple(map(read, branch.children)), moved)

    return read(root)


def round_flat(exact: Sequence[Fraction], whole: int) -> tuple[int, ...]:
    """Round numbers that sum to `whole` by largest remainder, ties by order.

    The numbers may be of either sign; a negative sum mirrors the positive one.

    >>> round_flat([Fraction(3, 2), Fraction(3, 2)], 3), round_flat([Fraction(-1, 2)] * 2, -1)
    ((2, 1), (-1, 0))
    """
    sign = -1 if as_whole(whole, "whole") < 0 else 1
    given = enumerate(listed(exact, "exact"))
    numbers = [fraction(number, f"exact[{index}]") for index, number in given]
    root = Branch(Fraction(whole * sign), tuple(Branch(number * sign) for number in numbers))
    return tuple(leaf.part * sign for leaf in round_nested(root).children)


class _Layout:
    """The tree and its groups laid out as a network, arcs in the tree's own order."""

    def __init__(self, above: Mapping[Hashable, Hashable]) -> None:
        self.network = Network()
        self.top, self._bottom = self.network.node(), self.network.node()
        self._above = above
        self._groups: dict[Hashable, _Group] = {}

    def lay(self, branch: Branch, part: int, parent: int) -> None:
        """Lay the arc into a node, carrying its part, and everything under it."""
        node = self._node(branch, part)
        self.network.arc(parent, node, branch.low, branch.high, part, branch.name)
        if branch.children:
            for child, its in zip(branch.children, _downwards(branch, part), strict=True):
                self.lay(child, its, node)

    def _node(self, branch: Branch, part: int) -> int:
        """Where the arc into a branch ends: its own node, or for a leaf its group's."""
        if branch.children:
            return self.network.node()
        if branch.group is None:
            return self._bottom
        first = self._group(branch.group)
        for group in self._upwards(branch.group):
            member_of = self._group(group)
            member_of.members.append(branch.exact)
            member_of.part += part
        return first.node

    def _group(self, name: Hashable) -> _Group:
        if name not in self._groups:
            self._groups[name] = _Group(self.network.node())
        return self._groups[name]

    def _upwards(self, group: Hashable) -> list[Hashable]:
        """A group, and those it lies in."""
        found = [group]
        while (group := self._above.get(group)) is not None:
            if group in found:
                raise AllocationError("above", "a group lies in itself", group)
            found.append(group)
        return found

    def close(self, root: Branch, told: Mapping[Hashable, int | Within]) -> None:
        """Lay the arcs from the groups, and the one that closes the circle."""
        high = root.high if root.within else root.low
        self.network.arc(self._bottom, self.top, root.low, high, root.nearest, root.name)
        for name, group in self._groups.items():
            within = told.get(name)
            if isinstance(within, tuple):
                low, high = within
            elif within is not None:
                low = high = within
            else:
                total = Branch(sum(group.members, Fraction(0)))
                low, high = total.low, total.high
            above = self._above.get(name)
            head = self._bottom if above is None else self._groups[above].node
            self.network.arc(group.node, head, low, high, group.part, f"{name}")


@define
class _Group:
    """A group's node in the network, its members' exact numbers, and the part they have."""

    node: int
    members: list[Fraction] = field(factory=list)
    part: int = 0


def _downwards(branch: Branch, part: int) -> list[int]:
    """A node's whole number given to its children by largest remainder, ties by order."""
    parts = [child.low for child in branch.children]
    left = part - sum(parts)
    by_remainder = sorted(
        (index for index, child in enumerate(branch.children) if child.high > child.low),
        key=lambda index: branch.children[index].exact - parts[index],
        reverse=True,
    )
    for index in by_remainder[: max(left, 0)]:
        parts[index] += 1
    # What the children cannot take within their bounds stands on the first, to be moved.
    parts[0] += part - sum(parts)
    return parts
