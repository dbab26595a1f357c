"""One whole number divided by weights.

Largest remainder (Hamilton's method): everyone first gets the whole units of the exact share,
and the units left over go, one each, to the largest remainders. Ties go to the lowest rank.
Exact at any size: only ints are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import TypeAlias, TypeVar, cast

from attrs import field, frozen

from sundgov.apportion.certificates import Certificate, Comparable, Cutoff
from sundgov.errors import AllocationError, InvalidValueError, NotExactError
from sundgov.exact import Exact, fraction, whole
from sundgov.kinds import must_be

T = TypeVar("T")

Rank: TypeAlias = Sequence[Comparable]
Method: TypeAlias = Callable[[int, Sequence[int], int, Rank], list[int]]


@frozen
class Share:
    """How one recipient's part came about, in units of the amount.

    `exact` is the exact share, `floor` its whole units towards zero, `remainder` what is left of
    it, `extra` the unit given for that (1, 0, or -1 for a negative amount), `part` the result.
    """

    index: int
    weight: Fraction
    exact: Fraction
    floor: int
    remainder: Fraction
    extra: int
    part: int


@frozen
class Apportionment:
    """What came of dividing an amount: `parts`, and on demand why.

    `certificate` is what one recipient needs to check its part alone.

    >>> result = apportion(7, [1, 2, 3])
    >>> result.parts, result.unique, result.ties
    ((1, 2, 4), True, ())
    >>> apportion(1, [1, 1]).ties
    (0, 1)
    """

    amount: int
    weights: tuple[Exact, ...]
    method: str
    parts: tuple[int, ...]
    _scaled: tuple[int, ...] = field(repr=False)
    _ranks: Rank = field(repr=False, eq=False)

    @property
    def ties(self) -> tuple[int, ...]:
        """The recipients whose equal remainders competed for the last units; empty if none."""
        total, size = sum(self._scaled), abs(self.amount)
        remainders = [size * weight % total for weight in self._scaled]
        left = sum(remainders) // total
        if not left:
            return ()
        cut = sorted(remainders, reverse=True)[left - 1]
        tied = tuple(index for index, rest in enumerate(remainders) if rest == cut)
        above = sum(rest > cut for rest in remainders)
        return tied if len(tied) > left - above else ()

    @property
    def unique(self) -> bool:
        """Whether the weights alone decide: no tie had to be broken by rank."""
        return not self.ties

    @property
    def trace(self) -> tuple[Share, ...]:
        """Every recipient's exact share, whole units, remainder and extra unit.

        >>> apportion(7, [1, 2, 3]).trace[0].exact
        Fraction(7, 6)
        """
        total = sum(self._scaled)
        return tuple(
            _share(index, fraction(given, "weight"), Fraction(self.amount * weight, total), part)
            for index, (given, weight, part) in enumerate(
                zip(self.weights, self._scaled, self.parts, strict=True)
            )
        )

    def certificate(self, index: int) -> Certificate:
        """The proof of one recipient's part, counted from 0, for `verify`.

        Raises `InvalidValueError` for an index that no recipient has.

        >>> apportion(7, [1, 2, 3]).certificate(0).cutoff
        Cutoff(remainder=Fraction(1, 2), rank=2)
        """
        if not 0 <= whole(index, "index") < len(self.parts):
            rule = f"is none of the {len(self.parts)} recipients, counted from 0"
            raise InvalidValueError("index", rule, index)
        return self.certificates[index]

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """Everyone's proof; `verify_all` checks them together."""
        weights = tuple(fraction(weight, "weight") for weight in self.weights)
        total, cutoff = sum(weights, Fraction(0)), self._cutoff()
        return tuple(
            Certificate(self.amount, weight, total, part, rank, cutoff)
            for weight, part, rank in zip(weights, self.parts, self._ranks, strict=True)
        )

    def _cutoff(self) -> Cutoff | None:
        """The last one served: the smallest remainder, and the highest rank among its equals."""
        served = [share for share in self.trace if share.extra]
        if not served:
            return None
        least = min(abs(share.remainder) for share in served)
        at = (self._ranks[share.index] for share in served if abs(share.remainder) == least)
        return Cutoff(least, sorted(at)[-1])


def _share(index: int, weight: Fraction, exact: Fraction, part: int) -> Share:
    floor = int(exact)
    return Share(index, weight, exact, floor, exact - floor, part - floor, part)


def apportion(
    amount: int,
    weights: Iterable[Exact],
    *,
    method: str = "largest-remainder",
    rank: Iterable[Comparable] | None = None,
) -> Apportionment:
    """Divide `amount` whole units by `weights` (int, Fraction or Decimal), exactly.

    The parts sum to the amount, each is the floor or the ceiling of its exact share, a zero
    weight gets nothing, and a negative amount mirrors the positive one. `rank` breaks ties,
    lowest first (by default the position); equal ranks that tie are refused.

    Raises `NotExactError` for floats, `AllocationError` for weights that divide nothing.

    >>> apportion(100, [1, 1, 1]).parts, apportion(-100, [1, 1, 1]).parts
    ((34, 33, 33), (-34, -33, -33))
    >>> apportion(100, [1, 1, 1], rank=["c", "a", "b"]).parts
    (33, 34, 33)
    >>> apportion(1, [0, 0])
    Traceback (most recent call last):
    sundgov.errors.AllocationError: weights: at least one must be above zero (got (0, 0))
    """
    allocate = _METHODS.get(method)
    if allocate is None:
        known = ", ".join(repr(name) for name in sorted(_METHODS))
        raise InvalidValueError("method", f"must be one of {known}", method)
    units = whole(amount, "amount")
    given = _tuple(weights, "weights")
    scaled, total = _whole_weights(given)
    ranks: Rank = range(len(given)) if rank is None else _tuple(rank, "rank")
    if len(ranks) != len(given):
        raise AllocationError("rank", "must be as many as the weights", len(ranks), len(given))
    parts = allocate(abs(units), scaled, total, ranks)
    if units < 0:
        parts = [-part for part in parts]
    return Apportionment(units, given, method, tuple(parts), scaled, ranks)


def _tuple(values: Iterable[T], field: str) -> tuple[T, ...]:
    try:
        return tuple(values)
    except TypeError:
        must_be(values, field, Iterable)
        raise  # what is iterable broke on its own


def _whole_weights(given: tuple[Exact, ...]) -> tuple[tuple[int, ...], int]:
    """The weights as ints in the same proportions, and their sum; refuses what divides nothing."""
    total = _plain_total(given)
    if total:
        return cast(tuple[int, ...], given), total
    exact = [fraction(weight, f"weights[{index}]") for index, weight in enumerate(given)]
    common = lcm(*(weight.denominator for weight in exact))
    scaled = tuple(weight.numerator * (common // weight.denominator) for weight in exact)
    if not scaled:
        raise AllocationError("weights", "must not be empty")
    if min(scaled) < 0:
        index = next(index for index, weight in enumerate(scaled) if weight < 0)
        raise AllocationError(f"weights[{index}]", "must not be negative", given[index])
    if not any(scaled):
        raise AllocationError("weights", "at least one must be above zero", given)
    return scaled, sum(scaled)


def _plain_total(given: tuple[Exact, ...]) -> int:
    """The sum, if all weights are plainly ints above one; otherwise 0, and they are looked at.

    The common case, without a look at every type: a sum is an int only if all are ints or
    bools, and no bool exceeds one.
    """
    try:
        total = sum(given)
        return total if type(total) is int and min(given) > 1 else 0
    except (TypeError, ValueError, ArithmeticError):
        return 0


def _largest_remainder(units: int, weights: Sequence[int], total: int, ranks: Rank) -> list[int]:
    products = [units * weight for weight in weights]
    remainders = [product % total for product in products]
    left = sum(remainders) // total
    if not left:
        return [product // total for product in products]
    # The remainders sum to left * total and each is below total, so the last one served is
    # above zero (a zero weight never is) and somebody is left unserved.
    ordered = sorted(remainders, reverse=True)
    cut = ordered[left - 1]
    tied = ordered[left] == cut
    # Adding this much before the division lifts exactly the remainders above the cut (and
    # those at it, when all of them are served) over the next whole unit.
    lift = total - cut - tied
    parts = [(product + lift) // total for product in products]
    if tied:
        rivals = [index for index, rest in enumerate(remainders) if rest == cut]
        for index in _lowest(rivals, ranks)[: left - ordered.index(cut)]:
            parts[index] += 1
    return parts


def _lowest(tied: list[int], ranks: Rank) -> list[int]:
    """Tied recipients by rank; equal ranks among them cannot decide anything."""
    try:
        ordered = sorted(tied, key=lambda index: ranks[index])
    except TypeError:
        rule = "ranks must be comparable with each other"
        raise NotExactError("rank", rule, *(ranks[index] for index in tied)) from None
    for one, other in pairwise(ordered):
        if not ranks[one] < ranks[other]:
            raise AllocationError("rank", "recipients that tie must differ in rank", one, other)
    return ordered


_METHODS: dict[str, Method] = {
    "largest-remainder": _largest_remainder,
    "hamilton": _largest_remainder,
}
