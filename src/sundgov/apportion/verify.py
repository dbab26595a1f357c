"""Proofs checked: a few lines that share no code with what made the figures.

They may be rewritten in any language from their docstrings, and should be by whoever trusts
nobody: nothing here is needed but whole division, addition and comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from sundgov.apportion.certificates import Cell, CellProof, Certificate, Cutoff, Margin
from sundgov.errors import NotExactError


def verify(proof: Certificate | CellProof) -> bool:
    """Whether the figure follows from what its proof states.

    A certificate *alone* proves that its part is the floor or the ceiling of amount × weight ÷
    total weight, and that the choice between the two follows from the cut-off stated. That the
    total weight and the cut-off are true, only `verify_all` proves, from everybody's
    certificates; its amount, its weight and its rank the recipient must know.

    A cell's proof shows that its figure and all it is summed with are floors or ceilings of
    their exact shares and add up, exactly and in whole units; where weights are stated, also that
    the exact shares follow from them. It does not show that no other rounding adds up as well.

    >>> from attrs import evolve
    >>> from sundgov.apportion import apportion
    >>> first = apportion(7, [1, 2, 3]).certificate(0)
    >>> verify(first), verify(evolve(first, part=2))
    (True, False)
    """
    if isinstance(proof, Certificate):
        return _follows(proof)
    if isinstance(proof, CellProof):
        return _adds_up(proof)
    raise NotExactError("proof", "must be a Certificate or a CellProof", proof)


def verify_all(certificates: Iterable[Certificate]) -> bool:
    """Whether certificates are together the proof of one division.

    All speak of one amount, one total weight and one cut-off, which one of them stands at; their
    weights sum to the total weight, their parts to the amount, and each verifies. Then the units
    left over went to the largest remainders, and nobody was left out or counted twice. What
    this cannot show is that the weights and ranks are the true ones: everyone knows its own.

    >>> from sundgov.apportion import apportion
    >>> certificates = apportion(7, [1, 2, 3]).certificates
    >>> verify_all(certificates), verify_all(certificates[1:]), verify_all([])
    (True, False, False)
    """
    every = tuple(certificates)
    if not every or not all(map(verify, every)):
        return False
    amount, total, cutoff = every[0].amount, every[0].total_weight, every[0].cutoff
    return (
        all((c.amount, c.total_weight, c.cutoff) == (amount, total, cutoff) for c in every)
        and len({c.unit for c in every}) == 1
        and sum(c.weight for c in every) == total
        and sum(c.part for c in every) == amount
        and (cutoff is None or any(_stands_at(cutoff, c) for c in every))
    )


def _follows(certificate: Certificate) -> bool:
    exact = abs(certificate.amount) * certificate.weight / certificate.total_weight
    part, rest, cutoff = floor(exact), _rest(certificate), certificate.cutoff
    if cutoff is not None:
        part += rest > cutoff.remainder
        part += rest == cutoff.remainder and not cutoff.rank < certificate.rank
    return certificate.part == (part if certificate.amount >= 0 else -part)


def _stands_at(cutoff: Cutoff, certificate: Certificate) -> bool:
    return (_rest(certificate), certificate.rank) == (cutoff.remainder, cutoff.rank)


def _rest(certificate: Certificate) -> Fraction:
    return abs(certificate.amount) * certificate.weight / certificate.total_weight % 1


def _adds_up(proof: CellProof) -> bool:
    known = {proof.cell}
    for margin in proof.margins:
        if known.isdisjoint(margin.cells) or not _holds(margin):
            return False
        known.update(margin.cells)
    # Two figures for one place would be two tables.
    return len({(cell.row, cell.column) for cell in known}) == len(known)


def _holds(margin: Margin) -> bool:
    whole, parts, total = margin.whole, margin.parts, sum(margin.weights)
    return (
        len(set(margin.cells)) == len(margin.cells)
        and all(_is_near(cell) for cell in margin.cells)
        and sum(cell.exact for cell in parts) == whole.exact
        and sum(cell.part for cell in parts) == whole.part
        and all(
            cell.exact * total == whole.exact * weight
            for cell, weight in zip(parts, margin.weights, strict=False)
        )
    )


def _is_near(cell: Cell) -> bool:
    return floor(cell.exact) <= cell.part <= ceil(cell.exact)
