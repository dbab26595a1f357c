"""Largest remainder in fixed point: float64 makes the shares, integers do all the rest.

A share p/W (amount x weight over the total) is written as a whole number of units of 2**-bits: a
float64 between 2**(52 - bits) and twice that counts in exactly those units, so that adding the
lower end lays the share's units bare in the float's own bits.

How far such a number may lie from the true one, in these units: the factor (weight / total) is
off by half a bit in 53, and so is its product with the amount; as a share is below 2**(52 - bits),
each is at most 1/2 unit. The addition rounds by at most 1/2. So the error is at most 3/2. Every
share is lifted by 2 units, and `bits` is such that a share 1/W is at least 4 units. Then

- the whole units of every share are right: the lifted one lies 1/2 to 7/2 units above the true
  share, and that is at least 4 units below the next whole one, if it isn't whole itself;
- two whose fractions lie 4 units apart have remainders in that order, since 4 > 2 x 3/2. Where
  those on both sides of the cut lie closer they may tie: such a row is left to the integers;
- all fractions of a row together are the units left over, and n times at least 1/2 and at most
  7/2 units; 2**bits is at least 4 n, so that the whole part of their sum is right.

Every amount is then below n x 2**(52 - bits) <= 2**50, every weight at most 2**bits / 4: float64
holds both exactly.

Where many ties are to be expected and bits to spare, a share 1/W is at least 4 n units, and each
recipient is lifted by 4 units more than the next in rank, at most by 4 n - 2 in all. All the same
holds, and fractions are in the order of remainder and rank: nobody ties. All lifts of a row
together are below 4 n x n units, and 2**bits is at least that.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sundgov.batch.exactly import rows_exactly
from sundgov.batch.keys import Key, Places
from sundgov.batch.reading import Ints

Floats: TypeAlias = NDArray[np.float64]
Words: TypeAlias = NDArray[np.uint64]
Levels: TypeAlias = NDArray[np.uint32] | NDArray[np.int64]
"""How far shares lie beyond their whole units."""

LIFT = 2
APART = 4
_MANTISSA = 52
_EXPONENT_BIAS = 1023
_WORD = 1 << 64


@frozen
class Fixed:
    """Shares in units of 2**-bits, a remainder of one being at least `step` units."""

    bits: int
    step: int

    @classmethod
    def fitting(cls, top: int, key: Key, together: int) -> Fixed | None:
        """The fewest bits that tell the remainders of amounts to `top` apart; None if none do.

        As many as `together` fractions are added up at a time.
        """
        return cls._with(APART, top, key, together)

    @classmethod
    def telling_ranks(cls, top: int, key: Key, together: int) -> Fixed | None:
        """The fewest bits that tell remainders apart and equal ones by rank; None if none do."""
        return cls._with(APART * len(key.weights), top, key, together)

    @classmethod
    def _with(cls, step: int, top: int, key: Key, together: int) -> Fixed | None:
        bits = (step * max(key.total, len(key.weights)) - 1).bit_length()
        share = top * key.largest // key.total + 1
        fits = share.bit_length() + bits <= _MANTISSA and together.bit_length() + bits <= 63
        return cls(bits, step) if fits else None

    @property
    def one(self) -> int:
        """A whole unit."""
        return 1 << self.bits

    @property
    def base(self) -> int:
        """What is added to a share to write it in units."""
        return 1 << (_MANTISSA - self.bits)

    @property
    def lifted_base(self) -> np.float64:
        """The same with the lift; exact, as it is a number of units below 2**53."""
        return np.float64(self.base) + np.float64(LIFT) / np.float64(self.one)

    def lifted_bases(self, key: Key) -> Floats:
        """The same for every recipient; those who go first in rank are lifted the most."""
        bases = np.full(len(key.weights), self.lifted_base)
        if self.step > APART:
            behind = len(bases) - 1 - key.ranks.places
            bases += np.float64(APART) / np.float64(self.one) * behind
        return bases

    def less_base(self, units: int) -> np.uint64:
        """What to add to a float's bits for its units and some more, modulo 2**64."""
        bits = (_EXPONENT_BIAS + _MANTISSA - self.bits) << _MANTISSA
        return np.uint64((units - bits) % _WORD)

    @property
    def shift(self) -> np.uint64:
        """By how much units are shifted to leave the whole ones."""
        return np.uint64(self.bits)

    def fractions(self, bits: Words, out: Levels) -> None:
        """The units of every share beyond the whole ones: the lowest bits of the float."""
        np.copyto(out, bits, casting="unsafe")
        np.bitwise_and(out, out.dtype.type(self.one - 1), out=out)

    def room(self, *shape: int) -> Levels:
        """An array for fractions, of half the width where that holds them: sorted much faster."""
        return np.empty(shape, np.uint32) if self.bits <= 32 else np.empty(shape, np.int64)


@frozen(eq=False)
class FixedRows:
    """Parts of many amounts, some rows at a time, in arrays made once."""

    key: Key
    fixed: Fixed
    _scale: Floats
    _pairs: Floats
    _fractions: Levels
    _ends: Places

    @classmethod
    def of(cls, key: Key, fixed: Fixed, rows: int) -> FixedRows:
        """Ready for as many as `rows` amounts at a time."""
        count = len(key.weights)
        scale = np.empty((2, count))
        np.divide(key.weights, np.float64(key.total), out=scale[0])
        scale[1] = fixed.lifted_bases(key)
        ends = np.arange(1, rows + 1) * count
        return cls(key, fixed, scale, np.ones((rows, 2)), fixed.room(rows, count), ends)

    def write(self, amounts: Ints, parts: Ints) -> None:
        """Write the parts of amounts that are not negative: (rows,) to an array of (rows, n)."""
        fixed, number = self.fixed, len(amounts)
        pairs, fractions = self._pairs[:number], self._fractions[:number]
        pairs[:, 0] = amounts
        # amount x factor + 1 x base: a matrix product is the quickest way to both at once, and
        # in whatever order it adds, it rounds no more often than told above.
        np.dot(pairs, self._scale, out=parts.view(np.float64))
        bits = parts.view(np.uint64)
        fixed.fractions(bits, fractions)
        left = _whole_units(fractions, fixed)
        fractions.sort(axis=1)
        # Every fraction is below one, so fewer are served than there are recipients. Where nothing
        # is left no fraction reaches the units of a remainder: such a cut serves nobody.
        at = self._ends[:number] - np.maximum(left, 1)
        flat = fractions.reshape(-1)
        cut = np.maximum(flat[at], fixed.step)
        # What the cut lacks of a whole unit lifts exactly the served over the next one.
        missing = fixed.less_base(fixed.one) - cut.astype(np.uint64)
        np.add(bits, missing[:, None], out=bits)
        np.right_shift(bits, fixed.shift, out=bits)
        if fixed.step == APART:
            close = np.flatnonzero(cut - flat[at - 1] < APART)
            tied = close[left[close] > 0]
            if len(tied):
                parts[tied] = rows_exactly(amounts[tied], self.key)


def _whole_units(fractions: Levels, fixed: Fixed) -> Places:
    """The whole units in the sum of every row."""
    pairs, odd = divmod(fractions.shape[1], 2)
    if odd or fractions.dtype == np.int64 or pairs << fixed.bits >= 1 << 31:
        wide = np.add.reduce(fractions, axis=1, dtype=np.int64)
        return np.asarray(wide >> np.int64(fixed.bits), np.intp)
    # Two at a time, as neither half of the sums overflows, nor both together.
    halves = np.add.reduce(fractions.view(np.uint64), axis=1).view(np.uint32)
    sums = halves[::2] + halves[1::2]
    return np.asarray(sums >> np.uint32(fixed.bits), np.intp)
