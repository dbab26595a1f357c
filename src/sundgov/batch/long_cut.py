"""The last one served among very many, without putting all of them in order.

Which remainder it is can't be known before all are, but nearly where: remainders spread evenly, as
a rule. So one more look at all takes those within a narrow window, and only they are ordered, by
exact remainders. What the guess misses costs time, never a unit: a window that does not hold the
cut gives way to a wider one, and the last holds everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from typing import cast

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sundgov.batch.fixed_point import Levels
from sundgov.batch.keys import Key, Places
from sundgov.batch.long_shares import Shares, pieces

_FEW = 4096


@frozen(eq=False)
class _Near:
    """What lies within a window: how many lie above it, who lies within, and at what levels."""

    above: int
    members: Places
    levels: Levels


@frozen(eq=False)
class Cut:
    """Who gets the units left over of an amount."""

    key: Key
    amount: int
    shares: Shares
    cells: int

    def found(self, left: int) -> tuple[int, Places]:
        """From which level all are served, and who else is, in order."""
        if not left:
            return self.shares.one, np.empty(0, np.intp)
        tried = (self._within(window, left) for window in self._windows(left))
        return next(found for found in tried if found is not None)

    def _within(self, window: tuple[int, int], left: int) -> tuple[int, Places] | None:
        """The same, if the cut lies in a window; None if it may lie outside."""
        first, last = window
        near = self._near(first, last)
        room = left - near.above
        if not 0 < room <= len(near.members):
            return None
        remainders = self.amount * self.key.weights[near.members] % self.key.total
        cut = np.sort(remainders)[-room]
        at = near.levels[remainders == cut]
        # Whoever lies outside must not tie with the cut, nor lie on the wrong side of it.
        if first and int(at.min()) - first < self.shares.apart:
            return None
        if last < self.shares.one and last - int(at.max()) < self.shares.apart:
            return None
        served = near.members[remainders > cut]
        tied = self.key.ranks.lowest(near.members[remainders == cut], room - len(served))
        return last, np.sort(np.concatenate((served, tied)))

    def _windows(self, left: int) -> Iterator[tuple[int, int]]:
        """Where the cut may lie, the likeliest first: from one level to below another."""
        one, count = self.shares.one, len(self.key.weights)
        # Evenly spread levels miss their expected number by some third of a root of it.
        expected, width = one - left * one // count, (2 * isqrt(count) + 16) * one // count
        yield max(expected - width, 0), min(expected + width + 1, one)
        # Otherwise a few of them tell how all are spread, give or take some roots of their number.
        few = np.sort(self.shares.levels(slice(0, count, max(1, count // _FEW))))
        at, give = len(few) - 1 - left * len(few) // count, 3 * isqrt(len(few))
        yield int(few[max(at - give, 0)]), min(int(few[min(at + give, len(few) - 1)]) + 1, one)
        yield 0, one

    def _near(self, first: int, last: int) -> _Near:
        """Look at all levels for those of a window."""
        above, members = 0, list[Places]()
        levels = list[NDArray[np.generic]]()
        for some in pieces(len(self.key.weights), self.cells):
            piece = self.shares.levels(some)
            kind = piece.dtype.type
            below_last = piece <= kind(last - 1)
            above += len(piece) - int(np.count_nonzero(below_last))
            within = np.flatnonzero(below_last & (piece >= kind(first)))
            members.append(within + some.start)
            levels.append(piece[within])
        return _Near(above, np.concatenate(members), cast(Levels, np.concatenate(levels)))
