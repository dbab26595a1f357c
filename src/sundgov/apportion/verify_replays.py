"""Divisions made again, the plain way: slow, short, and sharing no code with what made them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from sundgov.apportion.replays import Replay


def is_remade(proof: Replay) -> bool:
    """Whether the division, made again, gives the same parts."""
    size = abs(proof.amount)
    order = _order(proof)
    if proof.method == "quota":
        parts = _by_turns(size, proof, order)
    elif proof.method == "cascade-from-last":
        parts = _down(size, proof, order)
    else:
        parts = _topped_up(size, proof, order)
    return proof.parts == tuple(part if proof.amount >= 0 else -part for part in parts)


def make_one_replay(proofs: Sequence[Replay]) -> bool:
    """Whether replays are of the same division, one for each recipient, and it is remade."""
    first = proofs[0]
    names = [proof.name for proof in proofs if proof.name]
    return (
        all(_whole(proof) == _whole(first) for proof in proofs)
        and sorted(proof.index for proof in proofs) == list(range(len(first.parts)))
        and len(set(names)) == len(names)
        and is_remade(first)
    )


def _whole(proof: Replay) -> tuple[object, ...]:
    return (proof.amount, proof.method, proof.weights, proof.ranks, proof.parts)


def _order(proof: Replay) -> list[int]:
    """The recipients with a weight by rank, those with the same rank as they stand."""
    order: list[int] = []
    for index, weight in enumerate(proof.weights):
        if weight:
            later = [
                at for at, other in enumerate(order) if proof.ranks[index] < proof.ranks[other]
            ]
            order.insert(later[0] if later else len(order), index)
    return order


def _by_turns(units: int, proof: Replay, order: list[int]) -> list[int]:
    """The quota method: unit by unit to the strongest of those below their quota so far."""
    total = sum(proof.weights)
    parts = [0] * len(proof.weights)
    for given in range(1, units + 1):
        able = [i for i in order if parts[i] < given * proof.weights[i] / total]
        best = max(proof.weights[i] / (parts[i] + 1) for i in able)
        winner = next(i for i in able if proof.weights[i] / (parts[i] + 1) == best)
        parts[winner] += 1
    return parts


def _down(units: int, proof: Replay, order: list[int]) -> list[int]:
    """From the last: the whole units of each one's share of what is left."""
    parts = [0] * len(proof.weights)
    left, weighing = units, sum(proof.weights, Fraction(0))
    for index in reversed(order):
        parts[index] = floor(left * proof.weights[index] / weighing)
        left, weighing = left - parts[index], weighing - proof.weights[index]
    return parts


def _topped_up(units: int, proof: Replay, order: list[int]) -> list[int]:
    """Whole units, then one more each down a list that the rule puts in order."""
    total = sum(proof.weights)
    exact = [units * weight / total for weight in proof.weights]
    parts = [floor(share) for share in exact]
    if proof.method == "floor-to-last":
        order = order[::-1]
    elif proof.method == "floor-to-largest-weight":
        order = sorted(order, key=lambda index: -proof.weights[index])
    elif proof.method == "lowndes":
        order = sorted((i for i in order if exact[i] > parts[i]), key=lambda i: _small(exact[i]))
    for index in order[: units - sum(parts)]:
        parts[index] += 1
    return parts


def _small(exact: Fraction) -> tuple[int, Fraction]:
    """Lowndes: without a whole unit first, then by the share over its whole units."""
    return (1, -exact / floor(exact)) if exact >= 1 else (0, -exact)
