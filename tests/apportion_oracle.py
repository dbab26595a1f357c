"""A second way to every method, in exact numbers: it imports nothing of the library.

`division` makes the parts, unit by unit where the method is told so; `outcomes` tries every order
of the ranks; `nearest` goes through every division between the bounds; `fault` holds a finished
division of any size to what its method says, in time that does not depend on the amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product
from typing import NamedTuple, TypeAlias

Exact: TypeAlias = int | Fraction
Claim: TypeAlias = tuple[int, Exact]
Parts: TypeAlias = tuple[int, ...]
Bound: TypeAlias = int | Sequence[int] | None

DIVISOR = ("adams", "dean", "hill", "jefferson", "webster")
BOUNDED = ("largest-remainder", *DIVISOR)
LEFT_OVER = ("lowndes", "floor-to-first", "floor-to-last", "floor-to-largest-weight")
ALL = (*BOUNDED, "quota", *LEFT_OVER, "cascade-from-last")


class Case(NamedTuple):
    """What is divided: without bounds `lows` and `highs` are None; the lowest rank is first."""

    method: str
    amount: int
    weights: tuple[Exact, ...]
    ranks: tuple[int, ...]
    lows: Parts | None = None
    highs: Parts | None = None

    @property
    def turned(self) -> Case:
        """The case with its sign turned."""
        if self.lows is None or self.highs is None:
            return self._replace(amount=-self.amount)
        lows, highs = (tuple(-end for end in ends) for ends in (self.highs, self.lows))
        return self._replace(amount=-self.amount, lows=lows, highs=highs)

    @property
    def is_mirror(self) -> bool:
        """Whether its division is told as the mirror of another: the side that ties fall to."""
        if self.amount or self.lows is None or self.highs is None:
            return self.amount < 0
        ends = sorted(zip(self.lows, self.highs, strict=True))
        return ends < sorted((-high, -low) for low, high in ends)

    @property
    def ends(self) -> tuple[Parts, Parts]:
        """What each must and may have."""
        if self.lows is None or self.highs is None:
            return (0,) * len(self.weights), (self.amount,) * len(self.weights)
        return self.lows, self.highs


def ends(amount: int, minimum: Bound, maximum: Bound, count: int) -> tuple[Parts, Parts]:
    """The bounds with those that were not given."""

    def each(bound: int | Sequence[int]) -> Parts:
        return (bound,) * count if isinstance(bound, int) else tuple(bound)

    lows = each(minimum) if minimum is not None else each(0) if amount >= 0 else None
    highs = each(maximum) if maximum is not None else each(0) if amount <= 0 else None
    if lows is None:
        assert highs is not None
        lows = tuple(high - (sum(highs) - amount) for high in highs)
    if highs is None:
        highs = tuple(low + (amount - sum(lows)) for low in lows)
    return lows, highs


def signpost(method: str, held: int) -> Fraction:
    """Where a divisor method rounds up between `held` and one more; Hill's is squared."""
    return {
        "adams": Fraction(held),
        "dean": Fraction(held * (held + 1) * 2, 2 * held + 1),
        "hill": Fraction(held * (held + 1)),
        "jefferson": Fraction(held + 1),
        "webster": Fraction(2 * held + 1, 2),
    }[method]


def claim(case: Case, total: Exact, index: int, held: int) -> Claim:
    """How strong the claim to one more unit is: the largest is served first.

    By largest remainder it is the quota less what one holds (times the total weight). Under a
    divisor method the first number says which comes first: units up to zero, first units that
    are due to everyone, all others, and those of zero weights.
    """
    weight = case.weights[index]
    if case.method == "largest-remainder":
        return (0, case.amount * weight - held * total)
    if held < 0:
        order, strength = claim(case, total, index, -held - 1)
        return (7 - order, -strength)
    if not weight:
        return (1, -held)
    post = signpost(case.method, held)
    if not post:
        return (3, weight)
    return (2, Fraction(weight**2 if case.method == "hill" else weight) / post)


def division(case: Case) -> Parts:
    """The parts as the method tells them."""
    if case.is_mirror:
        return tuple(-part for part in division(case.turned))
    if case.method in DIVISOR or case.lows is not None:
        return _unit_by_unit(case)
    if case.method == "quota":
        return _quota(case)
    if case.method == "cascade-from-last":
        return _cascade(case)
    return _left_over(case)


def _unit_by_unit(case: Case) -> Parts:
    """From the least parts upwards, each unit to the strongest claim."""
    lows, highs = case.ends
    parts, total = list(lows), sum(case.weights)
    claims = [claim(case, total, index, part) for index, part in enumerate(parts)]
    for _ in range(case.amount - sum(parts)):
        open_ = [index for index, part in enumerate(parts) if part < highs[index]]
        winner = max(open_, key=lambda index: (claims[index], -case.ranks[index]))
        parts[winner] += 1
        claims[winner] = claim(case, total, winner, parts[winner])
    return tuple(parts)


def _quota(case: Case) -> Parts:
    """Unit after unit to the largest weight over (held + 1) that stays below its quota."""
    parts, total = [0] * len(case.weights), sum(case.weights)
    for given in range(1, case.amount + 1):
        may = [i for i, weight in enumerate(case.weights) if weight * given > parts[i] * total]
        strengths = {i: Fraction(case.weights[i]) / (parts[i] + 1) for i in may}
        parts[max(may, key=lambda i: (strengths[i], -case.ranks[i]))] += 1
    return tuple(parts)


def _cascade(case: Case) -> Parts:
    """The last by rank takes the whole units of its share, and so on with what is left."""
    parts, left, weighing = [0] * len(case.weights), case.amount, sum(case.weights)
    for index in sorted(range(len(parts)), key=lambda index: case.ranks[index], reverse=True):
        if case.weights[index]:
            parts[index] = left * case.weights[index] // weighing
            left -= parts[index]
            weighing -= case.weights[index]
    return tuple(parts)


def _left_over(case: Case) -> Parts:
    """Whole units first; what is left over goes out by each method's own order."""
    total = sum(case.weights)
    parts = [case.amount * weight // total for weight in case.weights]
    rests = [case.amount * weight % total for weight in case.weights]

    def order(index: int) -> tuple[Exact, ...]:
        rank, whole = case.ranks[index], parts[index]
        match case.method:
            case "largest-remainder":
                return (-rests[index], rank)
            case "lowndes":
                return (whole > 0, -Fraction(rests[index]) / (whole or 1), rank)
            case "floor-to-first":
                return (rank,)
            case "floor-to-last":
                return (-rank,)
            case _:
                return (-case.weights[index], rank)

    may = [index for index, weight in enumerate(case.weights) if weight]
    if case.method == "lowndes":
        may = [index for index in may if rests[index]]
    for index in sorted(may, key=order)[: case.amount - sum(parts)]:
        parts[index] += 1
    return tuple(parts)


def outcomes(case: Case) -> set[Parts]:
    """What comes of every order of the ranks."""
    orders = permutations(range(len(case.weights)))
    return {division(case._replace(ranks=ranks)) for ranks in orders}


def differing(found: set[Parts]) -> Parts:
    """Those whose part is not the same in all outcomes."""
    return tuple(index for index, parts in enumerate(zip(*found, strict=True)) if len({*parts}) > 1)


def nearest(case: Case) -> set[Parts]:
    """All divisions between the bounds with the least sum of squares about the quotas."""
    lows, highs = case.ends
    total = sum(case.weights)
    quotas = [case.amount * Fraction(weight) / total for weight in case.weights]
    spans = (range(low, high + 1) for low, high in zip(lows, highs, strict=True))
    squares: dict[Fraction, set[Parts]] = {}
    for parts in product(*spans):
        if sum(parts) == case.amount:
            apart = ((part - quota) ** 2 for part, quota in zip(parts, quotas, strict=True))
            squares.setdefault(sum(apart, Fraction(0)), set()).add(parts)
    return squares[min(squares)]


def fault(case: Case, parts: Parts, ties: Parts) -> str | None:
    """What is wrong with a division by largest remainder or a divisor method, if anything is.

    One divisor for all shows in the claims: no claim that was passed over is above one that was
    served. Claims fall as parts grow, so there is one such division up to equal claims, and among
    these the ranks must have decided.
    """
    if case.is_mirror:
        return fault(case.turned, tuple(-part for part in parts), ties)
    if sum(parts) != case.amount:
        return "the parts do not sum to the amount"
    lows, highs = case.ends
    if not all(low <= part <= high for low, part, high in zip(lows, parts, highs, strict=True)):
        return "a part is outside its bounds"
    total = sum(case.weights)
    passed = {i: claim(case, total, i, n) for i, n in enumerate(parts) if n < highs[i]}
    served = {i: claim(case, total, i, n - 1) for i, n in enumerate(parts) if n > lows[i]}
    return _fault_of_claims(case.ranks, passed, served, set(ties))


def _fault_of_claims(
    ranks: Parts, passed: dict[int, Claim], served: dict[int, Claim], ties: set[int]
) -> str | None:
    if not passed or not served:
        return "there are ties where nothing could be moved" if ties else None
    cut = max(passed.values())
    if cut > min(served.values()):
        return "a stronger claim was passed over"
    first = {index for index, each in served.items() if each == cut}
    later = {index for index, each in passed.items() if each == cut}
    if ties != (first | later if first else set()):
        return "the ties are others"
    if first and max(ranks[index] for index in first) > min(ranks[index] for index in later):
        return "a tie went to a higher rank"
    return None
