"""The shares of one amount in very many weights, written where the parts will stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from attrs import field, frozen

from sundgov.batch.fixed_point import APART, Fixed, Levels
from sundgov.batch.keys import Key
from sundgov.batch.reading import Ints


class Shares(Protocol):
    """Whole units and what lies beyond them, as levels below `one`.

    Levels that lie `apart` have remainders in that order; nearer ones may have equal remainders.
    """

    @property
    def one(self) -> int:
        """What no level reaches."""
        ...

    @property
    def apart(self) -> int:
        """From which distance on levels tell the order of remainders."""
        ...

    def lay_bare(self, some: slice) -> tuple[Levels, int]:
        """Write a piece of the shares; its levels, and what `left` reads when all are added."""
        ...

    def left(self, counted: int) -> int:
        """The units left over."""
        ...

    def levels(self, some: slice) -> Levels:
        """The levels of a piece, or of every so many."""
        ...

    def settle(self, some: slice, cut: int) -> None:
        """Turn a piece into parts; who reaches the cut gets one more."""
        ...


@frozen(eq=False)
class FixedShares:
    """Shares in fixed point, in the bits of the parts themselves."""

    key: Key
    amount: int
    parts: Ints
    fixed: Fixed

    @property
    def one(self) -> int:
        """A whole unit."""
        return self.fixed.one

    @property
    def apart(self) -> int:
        """As `fixed_point` proves it."""
        return APART

    def lay_bare(self, some: slice) -> tuple[Levels, int]:
        """Write a piece of the shares; its fractions, and their sum."""
        piece = self.parts.view(np.float64)[some]
        np.copyto(piece, self.key.weights[some])
        np.multiply(piece, np.float64(self.amount) / np.float64(self.key.total), out=piece)
        np.add(piece, self.fixed.lifted_base, out=piece)
        fractions = self.levels(some)
        return fractions, int(np.add.reduce(fractions, dtype=np.int64))

    def left(self, counted: int) -> int:
        """What all fractions come to, as `fixed_point` proves."""
        return counted // self.fixed.one

    def levels(self, some: slice) -> Levels:
        """The fractions."""
        piece = self.parts.view(np.uint64)[some]
        fractions = self.fixed.room(len(piece))
        self.fixed.fractions(piece, fractions)
        return fractions

    def settle(self, some: slice, cut: int) -> None:
        """Lift those who reach the cut over the next whole unit, and leave the whole ones."""
        piece = self.parts.view(np.uint64)[some]
        np.add(piece, self.fixed.less_base(self.fixed.one - cut), out=piece)
        np.right_shift(piece, self.fixed.shift, out=piece)


@frozen(eq=False)
class WholeShares:
    """Shares by integers alone, where int64 holds amount x weight; remainders stand aside."""

    key: Key
    amount: int
    parts: Ints
    remainders: Ints = field(init=False)

    @remainders.default
    def _room(self) -> Ints:
        return np.empty_like(self.parts)

    @property
    def one(self) -> int:
        """The total, which no remainder reaches."""
        return self.key.total

    @property
    def apart(self) -> int:
        """Remainders are what they are."""
        return 0

    def lay_bare(self, some: slice) -> tuple[Levels, int]:
        """Write a piece of the shares; its remainders, and the sum of its whole units."""
        parts, remainders = self.parts[some], self.remainders[some]
        np.multiply(self.key.weights[some], self.amount, out=remainders)
        np.floor_divide(remainders, self.key.total, out=parts)
        np.subtract(remainders, parts * self.key.total, out=remainders)
        return remainders, int(parts.sum())

    def left(self, counted: int) -> int:
        """What the whole units do not come to."""
        return self.amount - counted

    def levels(self, some: slice) -> Levels:
        """The remainders."""
        return self.remainders[some]

    def settle(self, some: slice, cut: int) -> None:
        """One more for those who reach the cut."""
        self.parts[some] += self.remainders[some] >= cut


def pieces(count: int, cells: int) -> Iterator[slice]:
    """So many in a row, until there are no more."""
    for start in range(0, count, cells):
        yield slice(start, min(start + cells, count))
