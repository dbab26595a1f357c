"""Whole numbers side by side in one big int, so that one multiplication does a whole row.

Every number has a lane of 128 bits: its own 64 in the lower half, and room for a product in the
upper. Nothing is approximate: what comes out is what `divmod` would have given, and where the
numbers are too large for that, `Packed.of` declines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from struct import Struct, pack, unpack

from attrs import frozen

_LANE, _HALF = 128, 64
_FULL = 1 << _HALF
_LARGE = _FULL >> 1


@frozen
class Lanes:
    """So many lanes: numbers below 2**64 into one int, and out of it."""

    count: int

    @cached_property
    def _struct(self) -> Struct:
        return Struct("<" + "Q8x" * self.count)

    def pack(self, numbers: Iterable[int]) -> int:
        """The numbers in one int, the first in the lowest lane.

        >>> Lanes(2).pack([7, 1]) == 7 + 2**128
        True
        """
        return int.from_bytes(self._struct.pack(*numbers), "little")

    def unpack(self, packed: int) -> tuple[int, ...]:
        """The lower half of every lane.

        >>> Lanes(3).unpack(7 + 2**128)
        (7, 1, 0)
        """
        unpacked: tuple[int, ...] = self._struct.unpack(
            packed.to_bytes(self._struct.size, "little")
        )
        return unpacked

    def unpack_wide(self, packed: int) -> list[int]:
        """Every lane whole: numbers below 2**128, such as sums of rows.

        >>> Lanes(2).unpack_wide(2**64 + 2**128)
        [18446744073709551616, 1]
        """
        halves = unpack(f"<{2 * self.count}Q", packed.to_bytes(self._struct.size, "little"))
        return [low + (high << _HALF) for low, high in zip(halves[::2], halves[1::2], strict=True)]

    @cached_property
    def ones(self) -> int:
        """A one in every lane."""
        return self.pack([1] * self.count)

    @cached_property
    def lower(self) -> int:
        """The lower half of every lane, all bits set."""
        return self.ones * (_FULL - 1)

    def flags(self, indices: Iterable[int]) -> int:
        """A one in the lanes named."""
        laid = bytearray(self._struct.size)
        for index in indices:
            laid[index * (_LANE // 8)] = 1
        return int.from_bytes(laid, "little")

    def reaching(self, packed: int, least: int, bits: int) -> int:
        """A one in the lanes whose number is at least `least`; neither has more than so many bits.

        `least` is not 0.

        >>> lanes = Lanes(3)
        >>> lanes.unpack(lanes.reaching(lanes.pack([4, 5, 6]), 5, bits=3))
        (0, 1, 1)
        """
        return (packed + self.ones * ((1 << bits) - least)) >> bits & self.ones


class Turned:
    """Rows of flags, one in every lane, turned into the set of rows of every lane.

    Bit `r` of a lane's set stands for row `r`. Rows are gathered in blocks of 64, each in one int.

    >>> rows = Turned(Lanes(2))
    >>> for lanes in ([0], [0, 1]):
    ...     rows.add(rows.lanes.flags(lanes))
    >>> rows.sets()
    [3, 2]
    """

    def __init__(self, lanes: Lanes) -> None:
        self.lanes = lanes
        self._blocks: list[tuple[int, ...]] = []
        self._block, self._bit = 0, 0

    def add(self, flags: int) -> None:
        """The next row: a one in the lanes that have it."""
        if flags:
            self._block |= flags << self._bit
        self._bit += 1
        if self._bit == _HALF:
            self._blocks.append(self.lanes.unpack(self._block))
            self._block, self._bit = 0, 0

    def sets(self) -> list[int]:
        """Every lane's set of rows."""
        blocks = [*self._blocks, self.lanes.unpack(self._block)]
        layout = f"<{len(blocks)}Q"
        columns = zip(*blocks, strict=True)
        return [int.from_bytes(pack(layout, *column), "little") for column in columns]


@frozen
class Packed:
    """A key's weights in lanes: a row's whole parts and remainders by one multiplication.

    With W the weights' sum and M = ceil(amount * 2**64 / W), weight * M is the exact share times
    2**64, and less than a weight too much. Shares lie 1/W apart, and 2**64 / W is more than any
    weight; so the upper half is the floor of the share, and the lower half, times W, has the
    remainder in its own upper half.
    """

    lanes: Lanes
    total: int
    bits: int
    _weights: int

    @classmethod
    def of(cls, lanes: Lanes, weights: Sequence[int], total: int) -> Packed | None:
        """The weights packed, or None where they are too large to be exact."""
        if total * max(weights) >= _FULL:
            return None
        return cls(lanes, total, total.bit_length(), lanes.pack(weights))

    def divided(self, amount: int) -> tuple[int, int]:
        """The floors of everyone's share of an amount in 0 to 2**63, and the remainders, packed.

        >>> from sundgov.apportion.two_way_lanes import Packed, Lanes
        >>> key = Packed.of(Lanes(3), [1, 2, 3], 6)
        >>> [key.lanes.unpack(packed) for packed in key.divided(7)]
        [(1, 2, 3), (1, 2, 3)]
        """
        lower = self.lanes.lower
        products = self._weights * -(-(amount << _HALF) // self.total)
        return (
            products >> _HALF & lower,
            (products & lower) * self.total >> _HALF & lower,
        )

    def takes(self, amount: int) -> bool:
        """Whether an amount can be divided in lanes."""
        return 0 <= amount < _LARGE
