"""Biproportional tables checked by their multipliers: no code shared with what made them.

A table whose rows and columns sum to their totals, and of which every cell is the rounding of
weight × row multiplier × column multiplier, is *the* biproportional table: there is no other but
where cells lie on signposts (Balinski and Demange 1989).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from sundgov.apportion.biproportional_certificates import MultiplierCertificate
from sundgov.kinds import must_be


def verify_cell(proof: MultiplierCertificate) -> bool:
    """Whether a cell follows from the multipliers that its certificate states.

    >>> from attrs import evolve
    >>> half = MultiplierCertificate("A", "B", 5, 1, Fraction(1, 2), 9, 9, 3)
    >>> verify_cell(half), verify_cell(evolve(half, part=2)), verify_cell(evolve(half, part=4))
    (True, True, False)
    """
    must_be(proof, "proof", MultiplierCertificate)
    units = abs(proof.part)
    if any(proof.part * total < units for total in (proof.row_total, proof.column_total)):
        return False  # every cell has the sign of its totals
    if not proof.weight:
        return units == 0
    squared = 2 if proof.method == "hill" else 1
    quotient = proof.weight**squared * proof.row_multiplier * proof.column_multiplier
    above = units == 0 or _signpost(proof.method, units - 1) <= quotient
    return above and quotient <= _signpost(proof.method, units)


def verify_table(proofs: Iterable[MultiplierCertificate]) -> bool:
    """Whether certificates of cells make up one whole table.

    Each verifies, they are of one method, no cell comes twice, every row and every column has one
    multiplier and one total and sums to it, and every row has a cell in every column. What they
    cannot show is that the weights and totals are the true ones: everyone knows its own.
    """
    every = tuple(proofs)
    if not every or not all(map(verify_cell, every)):
        return False
    rows = {(proof.row, proof.row_multiplier, proof.row_total) for proof in every}
    columns = {(proof.column, proof.column_multiplier, proof.column_total) for proof in every}
    sums: Counter[tuple[str, str]] = Counter()
    for proof in every:
        sums[("row", proof.row)] += proof.part
        sums[("column", proof.column)] += proof.part
    return (
        len({proof.method for proof in every}) == 1
        and len({row for row, _, _ in rows}) == len(rows)
        and len({column for column, _, _ in columns}) == len(columns)
        and len({(proof.row, proof.column) for proof in every}) == len(every)
        and len(every) == len(rows) * len(columns)
        and all(sums[("row", row)] == total for row, _, total in rows)
        and all(sums[("column", column)] == total for column, _, total in columns)
    )


def _signpost(method: str, units: int) -> Fraction:
    """The number between some units and one more at which the method may round either way.

    Hill's is squared.
    """
    if method == "webster":
        return units + Fraction(1, 2)
    if method == "jefferson":
        return Fraction(units + 1)
    if method == "adams":
        return Fraction(units)
    mean = Fraction(units * (units + 1))
    return mean if method == "hill" else mean / (units + Fraction(1, 2))
