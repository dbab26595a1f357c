"""Biproportional tables checked by their multipliers: no code shared with what made them.

A table whose rows and columns sum to their totals, and of which every cell is the rounding of
weight × row multiplier × column multiplier, is *the* biproportional table: there is no other but
where cells lie on signposts (Balinski and Demange 1989).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sundgov.apportion.biproportional_certificates import MultiplierCertificate
from sundgov.apportion.divisor_rounding import signpost


def is_rounded(proof: MultiplierCertificate) -> bool:
    """Whether a cell follows from the multipliers that its certificate states.

    >>> from attrs import evolve
    >>> from fractions import Fraction
    >>> half = MultiplierCertificate("A", "B", 5, 1, Fraction(1, 2), 9, 9, 3)
    >>> is_rounded(half), is_rounded(evolve(half, part=2)), is_rounded(evolve(half, part=4))
    (True, True, False)
    """
    units = abs(proof.part)
    if any(proof.part * total < units for total in (proof.row_total, proof.column_total)):
        return False  # every cell has the sign of its totals
    if not proof.weight:
        return units == 0
    squared = 2 if proof.method == "hill" else 1
    quotient = proof.weight**squared * proof.row_multiplier * proof.column_multiplier
    above = units == 0 or signpost(proof.method, units - 1) <= quotient
    return above and quotient <= signpost(proof.method, units)


def make_one_table(proofs: Sequence[MultiplierCertificate]) -> bool:
    """Whether certificates that verify make up one whole table.

    They are of one method, every row and every column has one multiplier and one total and sums
    to it, and every row has one cell in every column.
    """
    rows = {(proof.row, proof.row_multiplier, proof.row_total) for proof in proofs}
    columns = {(proof.column, proof.column_multiplier, proof.column_total) for proof in proofs}
    sums: Counter[tuple[str, str]] = Counter()
    for proof in proofs:
        sums["row", proof.row] += proof.part
        sums["column", proof.column] += proof.part
    return (
        len({proof.method for proof in proofs}) == 1
        and len({row for row, _, _ in rows}) == len(rows)
        and len({column for column, _, _ in columns}) == len(columns)
        and len({(proof.row, proof.column) for proof in proofs}) == len(proofs)
        and len(proofs) == len(rows) * len(columns)
        and all(sums["row", row] == total for row, _, total in rows)
        and all(sums["column", column] == total for column, _, total in columns)
    )
