"""Laws of a rule that holds parts between bounds, in whole units."""

from __future__ import annotations

from collections.abc import Sequence

from sundgov.laws.rules import BoundedAllocate, Equation, Number


def bounds_held(
    allocate: BoundedAllocate,
    amount: int,
    weights: Sequence[Number],
    minimum: Sequence[int],
    maximum: Sequence[int],
) -> Equation:
    """Nobody gets less than its minimum or more than its maximum (grænserne holdes).

    The right side is the parts, cut to the bounds.

    Source: what bounds mean; Shopify/money drops what its maximum cuts off.

    >>> def middle(amount, weights, minimum, maximum):
    ...     return [amount // 2, amount - amount // 2]
    >>> bounds_held(middle, 5, [1, 9], [1, 1], [4, 4])
    ((2, 3), (2, 3))
    >>> bounds_held(middle, 5, [1, 9], [1, 4], [4, 4])
    ((2, 3), (2, 4))
    """
    parts = tuple(allocate(amount, weights, minimum=minimum, maximum=maximum))
    cut = (
        min(max(part, low), high) for part, low, high in zip(parts, minimum, maximum, strict=True)
    )
    return parts, tuple(cut)


def bounds_mirrored(
    allocate: BoundedAllocate,
    amount: int,
    weights: Sequence[Number],
    minimum: Sequence[int],
    maximum: Sequence[int],
) -> Equation:
    """A negative amount within mirrored bounds mirrors the positive one (spejlede grænser).

    Source: rule 2 of the library, that negative amounts mirror positive ones.

    >>> def least_first(amount, weights, minimum, maximum):
    ...     return [minimum[0], amount - minimum[0]]
    >>> bounds_mirrored(least_first, 5, [1, 1], [1, 1], [4, 4])
    ((-4, -1), (-1, -4))
    >>> def halves(amount, weights, minimum, maximum):
    ...     return [amount // 2, amount - amount // 2]
    >>> bounds_mirrored(halves, 4, [1, 1], [1, 1], [4, 4])
    ((-2, -2), (-2, -2))
    """
    lower, upper = ([-bound for bound in bounds] for bounds in (maximum, minimum))
    mirrored = allocate(-amount, weights, minimum=lower, maximum=upper)
    parts = allocate(amount, weights, minimum=minimum, maximum=maximum)
    return tuple(mirrored), tuple(-part for part in parts)
