"""Who comes first among those that tie: the lowest rank, never the order of the input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from sundgov.apportion.proof_fields import Comparable
from sundgov.errors import AllocationError, NotExactError

Rank: TypeAlias = Sequence[Comparable]
"""Everyone's rank, in the order of the weights; the lowest is served first."""


def by_rank(tied: Iterable[int], ranks: Rank) -> list[int]:
    """Recipients in the order of their ranks; equal ranks cannot decide anything.

    Raises `NotExactError` for ranks that cannot be compared, `AllocationError` for equal ones.

    >>> by_rank([0, 2], ["b", "c", "a"])
    [2, 0]
    """
    rivals = list(tied)
    try:
        ordered = sorted(rivals, key=lambda index: ranks[index])
    except TypeError:
        rule = "ranks must be comparable with each other"
        raise NotExactError("rank", rule, *(ranks[index] for index in rivals)) from None
    for one, other in pairwise(ordered):
        if not ranks[one] < ranks[other]:
            raise AllocationError("rank", "recipients that tie must differ in rank", one, other)
    return ordered
