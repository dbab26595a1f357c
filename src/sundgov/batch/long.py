"""One amount by very many weights.

Two passes over the shares in fixed point (see `fixed_point` for what is proved of them): the first
counts the units left over. Which remainder is the last one served is not known before that, but
nearly where it lies: remainders spread evenly, as a rule. So the second pass takes those within a
narrow window, and only they are put in order, by exact remainders. What the guess misses costs
time, never a unit: a window that does not hold the cut is widened until it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from typing import cast

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sundgov.batch.fixed_point import APART, Fixed, Narrow, Words
from sundgov.batch.keys import Key, Places, Rank
from sundgov.batch.many import CHUNK, Progress, at_a_time
from sundgov.batch.paths import Amounts, rows_for
from sundgov.batch.reading import Column, Ints
from sundgov.exact import whole

_FEW = 4096


def apportion_long(
    amount: int,
    weights: Column,
    *,
    rank: Rank | None = None,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Ints:
    """Divide one amount by n weights: an array of (n,), what `apportion` gives.

    The array is of int64, or of Python ints if the amount needs more. `chunk` is the number of
    weights looked at a time, which changes memory and nothing else; `progress` hears of weights.

    Raises as `apportion_many` does.

    >>> apportion_long(100, [1, 1, 1]).tolist()
    [34, 33, 33]
    """
    cells = at_a_time(chunk)
    given, key = Amounts.of([whole(amount, "amount")]), Key.of(weights, rank)
    parts = np.empty(len(key.weights), given.sizes.dtype)
    for done in _write(given, key, parts, cells):
        if progress is not None:
            progress(done, len(parts))
    return parts


def _write(given: Amounts, key: Key, parts: Ints, cells: int) -> Iterator[int]:
    """Write all parts by the quickest way that is exact; see `paths`."""
    whole_totals, rest = 0, given.top
    fixed = Fixed.fitting(rest, key)
    if fixed is None:
        whole_totals, rest = divmod(given.top, key.total)
        fixed = Fixed.fitting(rest, key)
    if fixed is None:
        rows_for(given.top, key, 1).write(given.sizes, parts[None])
        given.mirror(slice(None), parts[None])
        yield len(parts)
        return
    narrow = parts if parts.dtype == np.int64 else np.empty(len(parts), np.int64)
    for some in Long(key, fixed, narrow, cells).write(rest):
        if whole_totals:
            parts[some] = narrow[some] + key.weights[some].astype(parts.dtype) * whole_totals
        given.mirror(slice(None), parts[None, some])
        yield some.stop


@frozen(eq=False)
class _Near:
    """What lies within a window: how many lie above it, who lies within, and their fractions."""

    above: int
    members: Places
    fractions: Narrow | Words


@frozen(eq=False)
class Long:
    """The parts of one amount, written in place."""

    key: Key
    fixed: Fixed
    parts: Ints
    cells: int

    def write(self, amount: int) -> Iterator[slice]:
        """Write the parts of an amount that is not negative, and tell after each piece of them."""
        bits, fixed = self.parts.view(np.uint64), self.fixed
        left = self._lay_bare(amount) >> fixed.bits
        first, extra = self._cut(amount, left) if left else (fixed.one, np.empty(0, np.intp))
        add = fixed.less_base(fixed.one - first)
        for some in self._pieces():
            np.add(bits[some], add, out=bits[some])
            np.right_shift(bits[some], fixed.shift, out=bits[some])
            start, end = np.searchsorted(extra, (some.start, some.stop))
            self.parts[extra[start:end]] += 1
            yield some

    def _pieces(self) -> Iterator[slice]:
        count = len(self.parts)
        for start in range(0, count, self.cells):
            yield slice(start, min(start + self.cells, count))

    def _lay_bare(self, amount: int) -> int:
        """Write every share in fixed point; the sum of their fractions."""
        floats, total = self.parts.view(np.float64), 0
        factor = np.float64(amount) / np.float64(self.key.total)
        for some in self._pieces():
            piece = floats[some]
            np.copyto(piece, self.key.weights[some])
            np.multiply(piece, factor, out=piece)
            np.add(piece, self.fixed.lifted_base, out=piece)
            total += int(np.add.reduce(self._fractions(some), dtype=np.uint64))
        return total

    def _fractions(self, some: slice) -> Narrow | Words:
        piece = self.parts.view(np.uint64)[some]
        fractions = self.fixed.room(len(piece))
        self.fixed.fractions(piece, fractions)
        return fractions

    def _cut(self, amount: int, left: int) -> tuple[int, Places]:
        """From which fraction all are served, and who else is, in order."""
        tried = (self._within(window, amount, left) for window in self._windows(left))
        return next(found for found in tried if found is not None)

    def _within(self, window: tuple[int, int], amount: int, left: int) -> tuple[int, Places] | None:
        """The same, if the cut lies in a window; None if it may lie outside."""
        first, last = window
        near = self._near(first, last)
        room = left - near.above
        if not 0 < room <= len(near.members):
            return None
        remainders = amount * self.key.weights[near.members] % self.key.total
        cut = np.sort(remainders)[-room]
        at = near.fractions[remainders == cut]
        # Whoever lies outside must not tie with the cut, nor lie on the wrong side of it.
        if first and int(at.min()) - first < APART:
            return None
        if last < self.fixed.one and last - int(at.max()) < APART:
            return None
        served = near.members[remainders > cut]
        tied = self.key.ranks.lowest(near.members[remainders == cut], room - len(served))
        return last, np.sort(np.concatenate((served, tied)))

    def _windows(self, left: int) -> Iterator[tuple[int, int]]:
        """Where the cut may lie, the likeliest first: from one fraction to below another.

        The last window holds everybody.
        """
        one, count = self.fixed.one, len(self.parts)
        # Evenly spread fractions miss their expected number by some third of a root of it.
        expected, width = one - left * one // count, (2 * isqrt(count) + 16) * one // count + APART
        yield max(expected - width, 0), min(expected + width, one)
        # Otherwise a few of them tell how all are spread, give or take some roots of their number.
        few = np.sort(self._fractions(slice(0, count, max(1, count // _FEW))))
        at, give = len(few) - 1 - left * len(few) // count, 3 * isqrt(len(few))
        yield int(few[max(at - give, 0)]), min(int(few[min(at + give, len(few) - 1)]) + 1, one)
        yield 0, one

    def _near(self, first: int, last: int) -> _Near:
        """Look at all fractions for those of a window."""
        above, members = 0, list[Places]()
        fractions = list[NDArray[np.generic]]()
        for some in self._pieces():
            piece = self._fractions(some)
            kind = piece.dtype.type
            above += int(np.count_nonzero(piece > kind(last - 1)))
            within = np.flatnonzero(piece - kind(first) <= kind(last - 1 - first))
            members.append(within + some.start)
            fractions.append(piece[within])
        joined = cast(Narrow, np.concatenate(fractions))
        return _Near(above, np.concatenate(members), joined)
