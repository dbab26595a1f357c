"""Cells of biproportional tables in words, Danish and English."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sundgov.printing import Language, exact_number, spaced, whole_number

if TYPE_CHECKING:
    from sundgov.apportion.biproportional_certificates import MultiplierCertificate

_WORDS: dict[Language, dict[str, str]] = {
    "da": {"rounded": "rundet efter {}", "all": "i alt", "squared": "i anden", "in": "i"},
    "en": {"rounded": "rounded by {}", "all": "in all", "squared": "squared", "in": "in"},
}


def worded_multiplied(proof: MultiplierCertificate, language: Language) -> str:
    """The product, how it is rounded, and the sums that the cell stands in."""
    say = _WORDS[language]
    weight, power = exact_number(proof.weight, 6, language), 1
    if proof.method == "hill":
        weight, power = f"{weight} {say['squared']}", 2
    product = proof.weight**power * proof.row_multiplier * proof.column_multiplier
    part, row, column = (
        whole_number(number, language)
        for number in (proof.part, proof.row_total, proof.column_total)
    )
    factors = " × ".join((weight, _ratio(proof.row_multiplier), _ratio(proof.column_multiplier)))
    unit = f" ({say['in']} {proof.unit})" if proof.unit else ""
    lines = [
        f"{proof.row}, {proof.column}: {part}{unit}",
        f"  {factors} = {exact_number(product, 4, language)}: "
        f"{say['rounded'].format(proof.method)}",
        f"  {proof.row}: {row} {say['all']}, {proof.column}: {column} {say['all']}",
    ]
    return spaced("\n".join(lines))


def _ratio(value: Fraction) -> str:
    """A multiplier in full: rounded, it might round the cell another way."""
    return f"{value}"
