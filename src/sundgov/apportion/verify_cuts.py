"""Proofs of parts that a cut decides, checked without any of the code that made them.

Only comparisons of fractions are needed, and the signposts of `divisor_rounding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import TypeAlias

from sundgov.apportion.cut_certificates import BoundedCertificate, DivisorCertificate
from sundgov.apportion.divisor_rounding import rounded, signpost
from sundgov.apportion.thresholds import Divisor, LastUnit

Claim: TypeAlias = tuple[int, Fraction]
"""How claims are ordered: first by kind, then by size."""

CutCertificate: TypeAlias = BoundedCertificate | DivisorCertificate


def follows(proof: CutCertificate) -> bool:
    """Whether the part follows from the recipient's own claims and the threshold stated."""
    if isinstance(proof, BoundedCertificate):
        return _reaches(proof)
    part, low, high = _upright(proof)
    threshold = proof.threshold
    if threshold is None:
        return part == low
    if isinstance(threshold, Divisor):
        either = rounded(proof.method, proof.weight / threshold.value)
        return all(part == _held(whole, low, high) for whole in either)
    return _beside(proof, threshold)


def _upright(proof: CutCertificate) -> tuple[int, int, int | None]:
    """The part and its bounds, with the sign turned where the division mirrors another."""
    low, high = proof.minimum, proof.maximum
    if not proof.mirrored:
        return proof.part, low or 0, high
    return -proof.part, -high if high is not None else 0, None if low is None else -low


def _held(part: int, low: int, high: int | None) -> int:
    return max(part, low) if high is None else min(max(part, low), high)


def _reaches(proof: BoundedCertificate) -> bool:
    part, low, high = _upright(proof)
    if proof.cutoff is None:
        return part == low
    amount = -proof.amount if proof.mirrored else proof.amount
    above = amount * proof.weight / proof.total_weight - proof.cutoff.claim
    reached = floor(above) + 1
    if above == floor(above) and proof.cutoff.rank < proof.rank:
        reached -= 1
    return part == _held(reached, low, high)


def _beside(proof: DivisorCertificate, last: LastUnit) -> bool:
    """Whether the own last unit comes no later than the last one given, and the next one does."""
    part, low, high = _upright(proof)
    cut = _claim(proof.method, last.weight, last.held)
    if part > low and not _served(_claim(proof.method, proof.weight, part - 1), cut, proof, last):
        return False
    if high is not None and part >= high:
        return part == high
    return part >= low and not _served(_claim(proof.method, proof.weight, part), cut, proof, last)


def _served(claim: Claim, cut: Claim, proof: DivisorCertificate, last: LastUnit) -> bool:
    return claim > cut or (claim == cut and not last.rank < proof.rank)


def _claim(method: str, weight: Fraction, held: int) -> Claim:
    """The claim to one more unit: weight over signpost.

    Where the signpost is zero the largest weight comes first; without a weight one comes last.
    What is held below zero comes back before all that, last what went first.
    """
    if held < 0:
        kind, size = _claim(method, weight, -held - 1)
        return 9 - kind, -size
    if not weight:
        return -2, Fraction(-held)
    post = signpost(method, held)
    if not post:
        return 1, weight
    return 0, (weight**2 if method == "hill" else weight) / post


def make_one_division(proofs: Sequence[CutCertificate]) -> bool:
    """Whether certificates speak of one division: one threshold, and parts that sum to the amount.

    Parts that follow from one threshold are those of the highest claims, so if they also sum to
    the amount, no other division could have come out.
    """
    first = proofs[0]
    names = [proof.name for proof in proofs if proof.name]
    return (
        all(_stated(proof) == _stated(first) for proof in proofs)
        and len(set(names)) == len(names)
        and sum(proof.part for proof in proofs) == first.amount
        and (
            isinstance(first, DivisorCertificate)
            or sum(proof.weight for proof in proofs) == first.total_weight
        )
    )


def _stated(proof: CutCertificate) -> tuple[object, ...]:
    if isinstance(proof, BoundedCertificate):
        return (proof.amount, proof.mirrored, proof.total_weight, proof.cutoff)
    return (proof.amount, proof.mirrored, proof.method, proof.threshold)
