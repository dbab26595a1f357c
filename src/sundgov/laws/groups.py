"""Laws of who is told of, in which order, alone or together."""

from __future__ import annotations

from collections.abc import Sequence

from sundgov.laws.rules import Allocate, Equation, Number, RankedAllocate, sign_of


def order(
    allocate: Allocate, amount: int, weights: Sequence[Number], order: Sequence[int]
) -> Equation:
    """The order in which recipients are listed decides nothing (rækkefølgen i listen).

    For a rule without ranks. `order` tells the places they are listed from the second time. Those
    of equal weight may change with each other, for nothing tells them apart, so both sides go
    from the smallest weight to the largest, and from the smallest part to the largest among equals.

    Source: rusty_money issue 103; moneyphp pull request 492, "hard to explain to person B".

    >>> def to_the_largest(amount, weights):
    ...     return [amount if place == weights.index(max(weights)) else 0
    ...             for place, _ in enumerate(weights)]
    >>> order(to_the_largest, 2, [1, 1, 3], [2, 0, 1])
    ((0, 0, 2), (0, 0, 2))
    >>> from sundgov.laws import ByMethod
    >>> order(ByMethod("hamilton"), 2, [1, 3], [1, 0])
    ((0, 2), (1, 1))
    """
    moved = [weights[place] for place in order]
    there, here = (
        sorted(zip(listed, allocate(amount, listed), strict=True)) for listed in (moved, weights)
    )
    return tuple(part for _, part in there), tuple(part for _, part in here)


def permutation(
    allocate: RankedAllocate,
    amount: int,
    weights: Sequence[Number],
    rank: Sequence[int],
    order: Sequence[int],
) -> Equation:
    """Whoever is listed elsewhere, with its rank, gets the same (ombytning).

    For a rule that breaks ties by rank. `order` tells the places recipients are listed from the
    second time. The left side is what came of that, the right side the first parts, moved along.

    Source: Balinski and Young, Fair Representation (1982), appendix A: symmetry.

    >>> from sundgov.laws import ByMethod
    >>> permutation(ByMethod("hamilton"), 2, [1, 3], [1, 2], [1, 0])
    ((1, 1), (1, 1))
    >>> def by_place(amount, weights, rank):
    ...     return ByMethod("hamilton")(amount, weights)
    >>> permutation(by_place, 2, [1, 3], [1, 2], [1, 0])
    ((2, 0), (1, 1))
    """
    parts = allocate(amount, weights, rank=rank)
    moved, ranks = [weights[place] for place in order], [rank[place] for place in order]
    return tuple(allocate(amount, moved, rank=ranks)), tuple(parts[place] for place in order)


def merging(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """Two that merge get no less than they had apart (sammenlægning koster intet).

    The last two merge. Left is what they get as one, right the larger of that and of what they had.
    Between municipalities that share a cost it means that merging saves nobody an øre.

    Source: Balinski and Young, Fair Representation (1982), chapter 9: of the divisor methods only
    Jefferson's encourages coalitions.

    >>> from sundgov.laws import ByMethod
    >>> merging(ByMethod("hamilton"), 3, [1, 1, 1])
    ((2,), (2,))
    >>> merging(ByMethod("hamilton"), 2, [2, 2, 3, 3])
    ((1,), (2,))
    """
    sign = sign_of(amount)
    together, apart = _together_and_apart(allocate, amount, weights)
    return (together,), (max(together * sign, apart * sign) * sign,)


def splitting(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """One that splits in two gets no less than it had (deling koster intet).

    The last two weights are its pieces. Left is what they get as two, right the larger of that and
    of what they had as one.

    Source: Balinski and Young, Fair Representation (1982), chapter 9: of the divisor methods only
    Adams's encourages schisms.

    >>> from sundgov.laws import ByMethod
    >>> splitting(ByMethod("hamilton"), 3, [1, 1, 1])
    ((2,), (2,))
    >>> splitting(ByMethod("hamilton"), 1, [4, 3, 3])
    ((0,), (1,))
    """
    sign = sign_of(amount)
    together, apart = _together_and_apart(allocate, amount, weights)
    return (apart,), (max(together * sign, apart * sign) * sign,)


def merging_within_one(allocate: Allocate, amount: int, weights: Sequence[Number]) -> Equation:
    """Merging or splitting moves at most one unit (højst én enhed ved sammenlægning og deling).

    The last two weights are the pieces. Left is what they get as one, right the nearest to it
    that lies within a unit of what they get as two.

    Source: Balinski and Young, Fair Representation (1982), appendix A: stability.

    >>> from sundgov.laws import ByMethod
    >>> merging_within_one(ByMethod("hamilton"), 2, [2, 2, 3, 3])
    ((1,), (1,))
    >>> merging_within_one(lambda amount, weights: [0] * (len(weights) - 1) + [amount]
    ...                    if len(weights) > 2 else [amount, 0], 3, [1, 1, 1])
    ((0,), (2,))
    """
    together, apart = _together_and_apart(allocate, amount, weights)
    return (together,), (min(max(together, apart - 1), apart + 1),)


def _together_and_apart(
    allocate: Allocate, amount: int, weights: Sequence[Number]
) -> tuple[int, int]:
    *others, one, other = weights
    return allocate(amount, [*others, one + other])[-1], sum(allocate(amount, weights)[-2:])


def consistency(
    allocate: Allocate, amount: int, weights: Sequence[Number], group: Sequence[int]
) -> Equation:
    """A group that divides what it bears by the same rule comes to the same (delgrupper).

    `group` tells the places of its members; where none weighs anything, nothing is asked. A region
    that shares its municipalities' part of a joint bill once more, among them alone, moves not an
    øre.

    Source: Balinski and Young, Fair Representation (1982), appendix A: uniformity; Young, Equity
    (1994), chapter 8.

    >>> from sundgov.laws import ByMethod
    >>> consistency(ByMethod("hamilton"), 4, [1, 1, 2], [0, 2])
    ((1, 2), (1, 2))
    >>> consistency(ByMethod("hamilton"), 11, [54, 243, 703], [0, 1])
    ((0, 3), (1, 2))
    """
    parts = allocate(amount, weights)
    borne, own = tuple(parts[place] for place in group), [weights[place] for place in group]
    return borne, tuple(allocate(sum(borne), own)) if any(own) else borne
