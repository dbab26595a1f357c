"""The last one served among very many, without putting all of them in order.

Which remainder it is can't be known before all are, but nearly where: remainders spread evenly, as
a rule, so that half of a unit is left over for each and the cut lies near the middle. So those
within a narrow window are put aside while all shares are made, and only they are ordered, by exact
remainders. What the guess misses costs time, never a unit: where a window does not hold the cut all
are looked at again through another, and the last holds everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from sundgov.batch.fixed_point import Levels
from sundgov.batch.keys import Key, Places
from sundgov.batch.long_shares import Shares, pieces

_FEW = 4096


@define(eq=False)
class Window:
    """Levels from one to below another: how many lie above, and who lies within, at what level."""

    first: int
    last: int
    above: int = 0
    members: list[Places] = field(factory=list)
    levels: list[NDArray[np.generic]] = field(factory=list)

    @classmethod
    def about(cls, middle: int, cells: int, one: int, count: int) -> Window:
        """So wide that it holds twice so many, if all are evenly spread."""
        width = cells * one // count
        return cls(max(middle - width, 0), min(middle + width + 1, one))

    def look(self, levels: Levels, start: int) -> None:
        """Look at a piece of all levels, of those from one recipient on."""
        kind = levels.dtype.type
        below_last = levels <= kind(self.last - 1)
        self.above += len(levels) - int(np.count_nonzero(below_last))
        within = np.flatnonzero(below_last & (levels >= kind(self.first)))
        self.members.append(within + start)
        self.levels.append(levels[within])


@frozen(eq=False)
class Cut:
    """Who gets the units left over of an amount."""

    key: Key
    amount: int
    shares: Shares
    cells: int

    def found(self, left: int, seen: Window) -> tuple[int, Places]:
        """From which level all are served, and who else is, in order.

        `seen` is a window that all have been looked at through already.
        """
        if not left:
            return self.shares.one, np.empty(0, np.intp)
        tried = (self._within(window, left) for window in self._windows(left, seen))
        return next(found for found in tried if found is not None)

    def _within(self, window: Window, left: int) -> tuple[int, Places] | None:
        """The same, if the cut lies in a window; None if it may lie outside."""
        members, room = np.concatenate(window.members), left - window.above
        if not 0 < room <= len(members):
            return None
        remainders = self.amount * self.key.weights[members] % self.key.total
        cut = np.sort(remainders)[-room]
        at = np.concatenate(window.levels)[remainders == cut]
        # Whoever lies outside must not tie with the cut, nor lie on the wrong side of it.
        if window.first and int(at.min()) - window.first < self.shares.apart:
            return None
        if window.last < self.shares.one and window.last - int(at.max()) < self.shares.apart:
            return None
        served = members[remainders > cut]
        tied = self.key.ranks.lowest(members[remainders == cut], room - len(served))
        return window.last, np.sort(np.concatenate((served, tied)))

    def _windows(self, left: int, seen: Window) -> Iterator[Window]:
        """Where the cut may lie, what has been seen first, and the likeliest next."""
        yield seen
        one, count = self.shares.one, len(self.key.weights)
        # A few of all tell how all are spread, give or take some roots of their number.
        few = np.sort(self.shares.levels(slice(0, count, max(1, count // _FEW))))
        at, give = len(few) - 1 - left * len(few) // count, 3 * isqrt(len(few))
        last = int(few[min(at + give, len(few) - 1)]) + 1
        yield self._through(Window(int(few[max(at - give, 0)]), min(last, one)))
        yield self._through(Window(0, one))

    def _through(self, window: Window) -> Window:
        """A window that all have been looked at through."""
        for some in pieces(len(self.key.weights), self.cells):
            window.look(self.shares.levels(some), some.start)
        return window


def middle(shares: Shares, count: int) -> Window:
    """The window that holds the cut if the remainders of so many spread evenly.

    Their number above the middle then misses what is left over by some third of its root.
    """
    return Window.about(shares.one // 2, 3 * isqrt(count) + 16, shares.one, count)
