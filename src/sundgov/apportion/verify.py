"""Proofs checked: a few lines that share no code with what made the figures.

They may be rewritten in any language from their docstrings, and should be by whoever trusts
nobody: nothing here is needed but whole division, addition and comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from sundgov.apportion.biproportional_certificates import MultiplierCertificate
from sundgov.apportion.biproportional_verify import is_rounded, make_one_table
from sundgov.apportion.certificates import Cell, CellProof, Certificate, Cutoff, Margin
from sundgov.apportion.cut_certificates import BoundedCertificate, DivisorCertificate
from sundgov.apportion.replays import Replay
from sundgov.apportion.verify_cuts import follows, make_one_division
from sundgov.apportion.verify_replays import is_remade, make_one_replay
from sundgov.errors import NotExactError

Proof: TypeAlias = (
    Certificate
    | BoundedCertificate
    | DivisorCertificate
    | Replay
    | CellProof
    | MultiplierCertificate
)
"""Every kind of proof that is checked here."""


def verify(proof: Proof) -> bool:
    """Whether the figure follows from what its proof states.

    A certificate *alone* proves that its part follows from the recipient's weight and the
    cut-off, divisor or last unit stated. That these are true, only `verify_all` proves, from
    everybody's certificates; its amount, its weight and its rank the recipient must know. By
    largest remainder without bounds it also proves that the part is the floor or the ceiling of
    amount × weight ÷ total weight, and without a cut-off that the share is whole.

    A replay holds everybody's weights and ranks, and proves the whole division: it is made again.

    A cell's proof shows that its figure and all it is summed with are floors or ceilings of
    their exact shares and add up, exactly and in whole units; where weights are stated, also that
    the exact shares follow from them. It does not show that no other rounding adds up as well.

    A certificate of a cell by multipliers shows that the cell is the rounding of its weight
    multiplied by them; that they are everybody's, and all sums right, `verify_all` shows.

    >>> from attrs import evolve
    >>> from sundgov.apportion import apportion
    >>> first = apportion(7, [1, 2, 3]).certificate(0)
    >>> verify(first), verify(evolve(first, part=2))
    (True, False)
    """
    if isinstance(proof, Certificate):
        return _follows(proof)
    if isinstance(proof, BoundedCertificate | DivisorCertificate):
        return follows(proof)
    if isinstance(proof, Replay):
        return is_remade(proof)
    if isinstance(proof, MultiplierCertificate):
        return is_rounded(proof)
    if isinstance(proof, CellProof):
        return _adds_up(proof)
    raise NotExactError("proof", "must be a certificate, a Replay or a CellProof", proof)


def _follows(certificate: Certificate) -> bool:
    whole, rest = _divided(certificate)
    cutoff = certificate.cutoff
    if cutoff is None:
        # Remainders sum to what is left over, so where nothing is, nobody has one.
        if rest:
            return False
    else:
        whole += rest > cutoff.remainder
        whole += rest == cutoff.remainder and not cutoff.rank < certificate.rank
    return certificate.part == (whole if certificate.amount >= 0 else -whole)


def _divided(certificate: Certificate) -> tuple[int, Fraction]:
    """The whole units of the exact share, and what is left of it."""
    return divmod(abs(certificate.amount) * certificate.weight / certificate.total_weight, 1)


def verify_all(proofs: Iterable[Proof]) -> bool:
    """Whether proofs belong together: certificates of one division, or cells of one table.

    All *certificates* of a division together prove it. They speak of one amount and one cut-off,
    divisor or last unit; by largest remainder their weights sum to the total weight; their
    parts sum to the amount, no name comes twice, and each verifies. So no unit could have gone to
    a stronger claim. What they cannot show is that the names, weights and ranks are the true
    ones: everyone knows its own.

    *Replays* belong together if they are of the same division, one for each recipient. Proofs of
    *cells* belong together if each verifies and no two disagree on a figure; those by
    multipliers if they make up a whole table of which every row and column sums to its total.

    >>> from sundgov.apportion import apportion
    >>> certificates = apportion(7, [1, 2, 3]).certificates
    >>> verify_all(certificates), verify_all(certificates[1:]), verify_all([])
    (True, False, False)
    """
    every = tuple(proofs)
    if not every or len({(type(proof), proof.unit) for proof in every}) > 1:
        return False
    replays = [proof for proof in every if isinstance(proof, Replay)]
    if replays:
        return make_one_replay(replays)
    if not all(map(verify, every)):
        return False
    certificates = [proof for proof in every if isinstance(proof, Certificate)]
    if certificates:
        return _make_one_division(certificates)
    cuts = [proof for proof in every if isinstance(proof, BoundedCertificate | DivisorCertificate)]
    if cuts:
        return make_one_division(cuts)
    multiplied = [proof for proof in every if isinstance(proof, MultiplierCertificate)]
    if multiplied:
        return make_one_table(multiplied)
    cells = [proof for proof in every if isinstance(proof, CellProof)]
    return _agree(cell for proof in cells for margin in proof.margins for cell in margin.cells)


def _make_one_division(certificates: Sequence[Certificate]) -> bool:
    amount, total, cutoff = _stated(certificates[0])
    names = [proof.name for proof in certificates if proof.name]
    return (
        all(_stated(proof) == (amount, total, cutoff) for proof in certificates)
        and len(set(names)) == len(names)
        and sum(proof.weight for proof in certificates) == total
        and sum(proof.part for proof in certificates) == amount
        and (cutoff is None or any(_stands_at(cutoff, proof) for proof in certificates))
    )


def _stated(certificate: Certificate) -> tuple[int, Fraction, Cutoff | None]:
    return certificate.amount, certificate.total_weight, certificate.cutoff


def _stands_at(cutoff: Cutoff, certificate: Certificate) -> bool:
    return (_divided(certificate)[1], certificate.rank) == (cutoff.remainder, cutoff.rank)


def _adds_up(proof: CellProof) -> bool:
    known = {proof.cell}
    for margin in proof.margins:
        if known.isdisjoint(margin.cells) or not _holds(margin):
            return False
        known.update(margin.cells)
    return _agree(known)


def _agree(cells: Iterable[Cell]) -> bool:
    """Whether no two figures stand at one place: they would be of two tables."""
    distinct = set(cells)
    return len({(cell.row, cell.column) for cell in distinct}) == len(distinct)


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
