"""A table rounded with its subtotals: whole cells, and on demand why each is what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from sundgov.apportion.certificates import Cell, CellProof, Margin
from sundgov.apportion.chains_shown import CellsOf, Family
from sundgov.apportion.chains_terms import Place
from sundgov.errors import InvalidValueError


@frozen
class RoundedSubtotals(Mapping[Place, int]):
    """A table in whole numbers in which every subtotal shown comes out: a mapping from its places.

    `moved` says whether subtotals had units moved away from the largest remainders.
    """

    parts: tuple[int, ...]
    moved: bool
    _cells: CellsOf = field(repr=False)
    _chains: tuple[tuple[Family, ...], tuple[Family, ...]] = field(repr=False, eq=False)
    _with_total: bool = field(repr=False)

    @cached_property
    def _index(self) -> dict[Place, int]:
        return {place: at for at, place in enumerate(self._cells.places)}

    def __getitem__(self, place: Place) -> int:
        return self.parts[self._index[place]]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._cells.places)

    def __len__(self) -> int:
        return len(self.parts)

    def subtotals(self, *by: str) -> Mapping[Place, int]:
        """The cells summed by axes or groupings, shown or not; by nothing it is the total.

        Raises `InvalidValueError` for a name that no axis and no grouping has.
        """
        sums: dict[Place, int] = {}
        for key, part in zip(self._cells.named(by), self.parts, strict=True):
            sums[key] = sums.get(key, 0) + part
        return sums

    def proof(self, *place: str) -> CellProof:
        """Why a cell is what it is, for `verify`: every subtotal that it is a part of.

        Raises `InvalidValueError` for a place outside the table.
        """
        if place not in self._index:
            raise InvalidValueError("place", "is none of the table", place)
        at = self._index[place]
        margins = [margin for number in (0, 1) for margin in self._margins(number, at)]
        return CellProof(self._cell(at), margins)

    def _margins(self, number: int, at: int) -> Iterator[Margin]:
        """The subtotals of one chain that a cell is in, from the smallest to the largest."""
        everything: list[int] = list(range(len(self.parts)))
        chain = self._chains[number]
        levels = [_only(family, at, everything) for family in chain]
        depths = range(len(chain), 0, -1)
        for depth in depths:
            yield from _sum(
                self._node(number, depth, levels[depth - 1]),
                self._under(number, depth, levels[depth - 1]),
            )
        if self._with_total and not number:
            yield from _sum(self._node(0, 0, everything), self._under(0, 0, everything))

    def _under(self, number: int, depth: int, inside: Sequence[int]) -> list[Cell]:
        """What a subtotal is the sum of: the next ones of its chain, or the cells."""
        chain = self._chains[number]
        if depth == len(chain):
            return [self._cell(at) for at in inside]
        blocks: dict[Place, list[int]] = {}
        for at in inside:
            blocks.setdefault(chain[depth].keys[at], []).append(at)
        return [self._node(number, depth + 1, block) for block in blocks.values()]

    def _node(self, number: int, depth: int, inside: Sequence[int]) -> Cell:
        """A subtotal as a cell: in the first chain a row, in the second a column."""
        path = self._path(number, depth, inside[0])
        exact = sum((self._cells.exact[at] for at in inside), Fraction(0))
        part = sum(self.parts[at] for at in inside)
        return Cell((), _joined(path), exact, part) if number else Cell(path, "", exact, part)

    def _path(self, number: int, depth: int, at: int) -> Place:
        """The way down a chain to a subtotal, each name told once."""
        known: set[str] = set()
        path: list[str] = []
        for family in self._chains[number][:depth]:
            named = zip(family.subtotals.by, family.keys[at], strict=True)
            path += (member for by, member in named if by not in known)
            known.update(family.subtotals.by)
        return tuple(path)

    def _cell(self, at: int) -> Cell:
        known = {by for chain in self._chains for family in chain for by in family.subtotals.by}
        named = zip(self._cells.axes, self._cells.places[at], strict=True)
        rest = (member for axis, member in named if axis.name not in known)
        first, second = (self._path(number, len(self._chains[number]), at) for number in (0, 1))
        return Cell((*first, *rest), _joined(second), self._cells.exact[at], self.parts[at])


def _joined(path: Place) -> str:
    return " › ".join(path)


def _only(family: Family, at: int, among: Sequence[int]) -> list[int]:
    """The cells in the same subtotal as one of them."""
    return [other for other in among if family.keys[other] == family.keys[at]]


def _sum(whole: Cell, parts: Sequence[Cell]) -> Iterator[Margin]:
    """A sum; nothing where a figure would be the sum of itself."""
    if list(parts) != [whole]:
        yield Margin(whole, tuple(parts))
