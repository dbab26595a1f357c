"""Laws of change: more to divide, weights that move, somebody who joins."""

from __future__ import annotations

from collections.abc import Sequence

from sundgov.laws.rules import Allocate, Equation, Number, sign_of


def house_monotonicity(
    allocate: Allocate, amount: int, weights: Sequence[Number], more: int
) -> Equation:
    """When there is more to divide, nobody gets less (monotoni i beløbet).

    `more` comes on top of the amount, in the same direction as it: a dearer invoice charges
    nobody less, a larger credit note returns nobody less. The right side is the larger of what
    everyone got before and after.

    Source: the Alabama paradox, found by the United States Census Office in 1881; Balinski and
    Young, Fair Representation (1982), chapter 5.

    >>> from sundgov.laws import ByMethod
    >>> house_monotonicity(ByMethod("hamilton"), 10, [1, 1, 1], 1)
    ((4, 4, 3), (4, 4, 3))
    >>> house_monotonicity(ByMethod("hamilton"), 10, [54, 243, 703], 1)
    ((0, 3, 8), (1, 3, 8))
    """
    sign = sign_of(amount)
    before = allocate(amount, weights)
    after = tuple(allocate(amount + more * sign, weights))
    return after, tuple(
        max(old * sign, new * sign) * sign for old, new in zip(before, after, strict=True)
    )


def population_monotonicity(
    allocate: Allocate, amount: int, weights: Sequence[Number], after: Sequence[Number]
) -> Equation:
    """Of the same amount, nobody gives up a unit to one that shrank beside it (monotoni i vægtene).

    Exactly, and pairwise: if A's weight changed to `after` by at least the factor that B's did, it
    does not happen that A's part falls while B's rises. With weights that all grow, A may lose
    to a C that grew faster, never to a B that grew slower. The right side gives back to those who
    lost so what they had.

    Source: the population paradox; Balinski and Young, Fair Representation (1982), appendix A,
    section 4, from whom the pairwise form is. They show that no rule has it and stays within quota.

    >>> from sundgov.laws import ByMethod
    >>> population_monotonicity(ByMethod("hamilton"), 5, [1, 1], [1, 3])
    ((1, 4), (1, 4))
    >>> before, after = [150, 78, 173, 204, 295], [150, 78, 181, 204, 296]
    >>> population_monotonicity(ByMethod("hamilton"), 50, before, after)
    ((8, 5, 10, 11, 16), (8, 5, 10, 11, 17))
    """
    sign = sign_of(amount)
    old, new = tuple(allocate(amount, weights)), tuple(allocate(amount, after))
    gains = [(late - early) * sign for early, late in zip(old, new, strict=True)]
    moves = tuple(zip(weights, after, gains, strict=True))
    return new, tuple(
        early if gain < 0 and _beside_one_that_gained(was, now, moves) else late
        for early, late, (was, now, gain) in zip(old, new, moves, strict=True)
    )


def _beside_one_that_gained(
    was: Number, now: Number, moves: Sequence[tuple[Number, Number, int]]
) -> bool:
    """Whether somebody gained whose weight grew by no larger factor than `was` to `now`."""
    return any(gain > 0 and now * before >= later * was for before, later, gain in moves)


def new_states(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """A newcomer that brings exactly what it then bears changes nothing for others (nytilkomne).

    The last of the weights is the newcomer. Without it, and without what it bears, the others are
    to have the same parts as with it. The sides tell the others' parts.

    Source: the new states paradox, Oklahoma 1907; Balinski and Young, Fair Representation (1982),
    chapter 5.

    >>> from sundgov.laws import ByMethod
    >>> new_states(ByMethod("hamilton"), 4, [1, 1, 2])
    ((1, 1), (1, 1))
    >>> new_states(ByMethod("hamilton"), 105, [89550, 10450, 5250])
    ((89, 11), (90, 10))
    """
    parts = tuple(allocate(amount, weights))
    others, newcomer = parts[:-1], parts[-1]
    if not any(weights[:-1]):
        return others, others
    return others, tuple(allocate(amount - newcomer, weights[:-1]))
