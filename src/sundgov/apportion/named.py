"""Recipients known by name, in the order in which they win ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from sundgov.apportion.proof_fields import Comparable
from sundgov.errors import AllocationError, NotExactError


def in_order(names: Iterable[str], ranks: Mapping[str, Comparable] | None) -> list[str]:
    """The names by rank, the lowest first; without ranks in their own order.

    Raises `AllocationError` for ranks that leave someone out or are equal, since any two may tie,
    and `NotExactError` for ranks that cannot be compared.

    >>> in_order(["B", "A"], None), in_order(["B", "A"], {"A": 2, "B": 1})
    (['A', 'B'], ['B', 'A'])
    """
    ordered = sorted(names)
    if ranks is None:
        return ordered
    for name in ordered:
        if name not in ranks:
            raise AllocationError("ranks", "must name everyone", name)
    try:
        ordered.sort(key=lambda name: ranks[name])
    except TypeError:
        held = (ranks[name] for name in ordered)
        raise NotExactError("ranks", "must be comparable with each other", *held) from None
    for one, other in pairwise(ordered):
        if not ranks[one] < ranks[other]:
            raise AllocationError("ranks", "must differ, since any two may tie", one, other)
    return ordered
