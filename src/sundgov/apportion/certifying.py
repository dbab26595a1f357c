"""From a division to everyone's proof: the cut-off, the divisor or the last unit it was made by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from sundgov.apportion.bounds import Bounds
from sundgov.apportion.certificates import Certificate, Cutoff
from sundgov.apportion.cut_certificates import BoundedCertificate, DivisorCertificate
from sundgov.apportion.divisors import DivisorClaims
from sundgov.apportion.ranks import Rank
from sundgov.apportion.replays import Replay
from sundgov.apportion.signposts import SIGNPOSTS, Signposts
from sundgov.apportion.thresholds import Divisor, LastClaim, LastUnit, Threshold
from sundgov.exact import fraction

if TYPE_CHECKING:
    from sundgov.apportion.apportionments import Apportionment

PartProof: TypeAlias = Certificate | BoundedCertificate | DivisorCertificate | Replay
"""The proof of one part: each method has its own kind."""


def certified(division: Apportionment) -> tuple[PartProof, ...]:
    """Everyone's proof, in the order of the weights."""
    weights = tuple(fraction(weight, "weight") for weight in division.weights)
    if division.method in SIGNPOSTS:
        return tuple(_by_divisor(division, weights))
    if division.method != "largest-remainder":
        return tuple(_replays(division, weights))
    if division.bounds is not None:
        return tuple(_bounded(division, weights, division.bounds))
    return tuple(_by_remainder(division, weights))


def _by_remainder(division: Apportionment, weights: Sequence[Fraction]) -> Iterator[Certificate]:
    served = {share.index: abs(share.remainder) for share in division.trace if share.extra}
    last = _last(served, division.ranks) if served else None
    cutoff = None if last is None else Cutoff(served[last], division.ranks[last])
    total = sum(weights, Fraction(0))
    for weight, part, rank in zip(weights, division.parts, division.ranks, strict=True):
        yield Certificate(division.amount, weight, total, part, rank, cutoff)


def _last(claims: Mapping[int, Fraction] | Mapping[int, int], ranks: Rank) -> int:
    """Who was served last: of those with the lowest claim the one with the highest rank."""
    least = min(claims.values())
    at = [index for index, claim in claims.items() if claim == least]
    return sorted(at, key=lambda index: ranks[index])[-1]


@frozen
class _Upright:
    """A division as one of the amount that its mirror would have, where it is one."""

    mirrored: bool
    parts: Sequence[int]
    lows: Sequence[int]
    highs: Sequence[int] | None

    @classmethod
    def of(cls, division: Apportionment) -> _Upright:
        bounds = division.bounds
        mirrored = division.amount < 0 if bounds is None else bounds.mirrors(division.amount)
        parts = [-part for part in division.parts] if mirrored else division.parts
        if bounds is None:
            return cls(mirrored, parts, [0] * len(parts), None)
        turned = bounds.mirrored() if mirrored else bounds
        return cls(mirrored, parts, turned.lows, turned.highs)

    def above_least(self) -> list[int]:
        """Those who got a unit that they need not have got."""
        pairs = enumerate(zip(self.parts, self.lows, strict=True))
        return [index for index, (part, low) in pairs if part > low]

    def below_most(self) -> list[int]:
        """Those who might have got one more."""
        if self.highs is None:
            return list(range(len(self.parts)))
        pairs = enumerate(zip(self.parts, self.highs, strict=True))
        return [index for index, (part, high) in pairs if part < high]


def _bounded(
    division: Apportionment, weights: Sequence[Fraction], bounds: Bounds
) -> Iterator[BoundedCertificate]:
    upright, total = _Upright.of(division), sum(weights, Fraction(0))
    amount = abs(division.amount)
    claims = {
        index: amount * weights[index] / total - (upright.parts[index] - 1)
        for index in upright.above_least()
    }
    last = _last(claims, division.ranks) if claims else None
    cutoff = None if last is None else LastClaim(claims[last], division.ranks[last])
    for index, weight in enumerate(weights):
        yield BoundedCertificate(
            division.amount,
            weight,
            total,
            division.parts[index],
            division.ranks[index],
            bounds.lows[index],
            bounds.highs[index],
            cutoff,
            mirrored=upright.mirrored,
        )


def _by_divisor(
    division: Apportionment, weights: Sequence[Fraction]
) -> Iterator[DivisorCertificate]:
    upright, bounds = _Upright.of(division), division.bounds
    signposts = SIGNPOSTS[division.method]
    threshold: Threshold = _divisor(signposts, weights, upright)
    if threshold is None:
        threshold = _last_unit(division, weights, upright)
    for index, weight in enumerate(weights):
        yield DivisorCertificate(
            division.amount,
            division.method,
            weight,
            division.parts[index],
            division.ranks[index],
            threshold,
            None if bounds is None else bounds.lows[index],
            None if bounds is None else bounds.highs[index],
            mirrored=upright.mirrored,
        )


def _divisor(
    signposts: Signposts, weights: Sequence[Fraction], upright: _Upright
) -> Divisor | None:
    """The divisor with the fewest digits strictly between the claims served and not served."""
    power = signposts.power
    below, above = Fraction(0), None
    for index in upright.above_least():
        weight, held = weights[index], upright.parts[index] - 1
        if held < 0 or not weight:
            return None
        post, under = signposts.at(held)
        if post:
            claim = weight**power * under / post
            above = claim if above is None else min(above, claim)
    for index in upright.below_most():
        weight, held = weights[index], upright.parts[index]
        if held < 0 or (weight and not signposts.at(held)[0]):
            return None
        if weight:
            post, under = signposts.at(held)
            below = max(below, weight**power * under / post)
    if above is not None and below >= above:
        return None
    return Divisor(_fewest_digits(below, above, power))


def _fewest_digits(below: Fraction, above: Fraction | None, power: int) -> Fraction:
    """A number above zero whose power lies strictly between, with as few digits as can be."""
    size = len(str(int(below if above is None else above)))
    unit = Fraction(10) ** size
    while True:
        steps = below / unit**power
        least = (int(steps) if power == 1 else isqrt(int(steps))) + 1
        if above is None or (least * unit) ** power < above:
            return least * unit
        unit /= 10


def _last_unit(
    division: Apportionment, weights: Sequence[Fraction], upright: _Upright
) -> LastUnit | None:
    """The last unit given: the lowest claim served, of the highest rank among equals."""
    served = upright.above_least()
    if not served:
        return None
    claims = DivisorClaims.of(division)
    by_claim = {index: claims.claim(index, upright.parts[index] - 1) for index in served}
    last = _last(by_claim, division.ranks)
    return LastUnit(weights[last], upright.parts[last] - 1, division.ranks[last])


def _replays(division: Apportionment, weights: Sequence[Fraction]) -> Iterator[Replay]:
    ranks = tuple(division.ranks)
    for index in range(len(weights)):
        yield Replay(division.amount, division.method, weights, ranks, division.parts, index)
