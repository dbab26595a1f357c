"""Proofs of cells of a biproportional table: the multipliers of its row and its column."""

from __future__ import annotations

from fractions import Fraction

from attrs import Attribute, field, frozen

from sundgov.apportion.biproportional_wording import worded_multiplied
from sundgov.apportion.cut_certificates import DIVISOR_METHODS
from sundgov.apportion.proof_fields import part_of, weight_of
from sundgov.errors import InvalidValueError
from sundgov.exact import Exact, positive_fraction, whole
from sundgov.printing import Language, language_of


def _row_multiplier(value: Exact) -> Fraction:
    return positive_fraction(value, "row_multiplier")


def _column_multiplier(value: Exact) -> Fraction:
    return positive_fraction(value, "column_multiplier")


def _row_total(value: int) -> int:
    return whole(value, "row_total")


def _column_total(value: int) -> int:
    return whole(value, "column_total")


def _is_divisor_method(instance: object, attribute: Attribute[str], value: str) -> None:
    if value not in DIVISOR_METHODS:
        rule = f"must be one of {', '.join(map(repr, DIVISOR_METHODS))}"
        raise InvalidValueError(attribute.name, rule, value)


@frozen
class MultiplierCertificate:
    """Why a cell of a biproportional table is what it is (bevis for ét tal i en tabel).

    Weight × row multiplier × column multiplier, rounded by the method, is the cell; where that
    lies halfway, or on another signpost of the method, either side. Under Hill's method, which
    rounds at square roots, the multipliers are squares, and so is the weight to be taken. `row`
    and `column` are names; `row_total` and `column_total` are what they hold together with all
    other cells. A table of negative totals mirrors the positive one.

    >>> from sundgov.apportion import apportion_biproportional, verify
    >>> table = apportion_biproportional([[30, 10], [20, 40]], [4, 6], [5, 5])
    >>> proof = table.certificate(0, 0)
    >>> print(proof.explain("en"))
    rows[0], columns[0]: 3
      30 × 1 × 1/9 = 3.3333…: rounded by webster
      rows[0]: 4 in all, columns[0]: 5 in all
    >>> verify(proof)
    True
    """

    row: str
    column: str
    weight: Fraction = field(converter=weight_of)
    row_multiplier: Fraction = field(converter=_row_multiplier)
    column_multiplier: Fraction = field(converter=_column_multiplier)
    row_total: int = field(converter=_row_total)
    column_total: int = field(converter=_column_total)
    part: int = field(converter=part_of)
    method: str = field(default="webster", validator=_is_divisor_method)
    unit: str = field(default="", kw_only=True)

    def explain(self, language: Language = "da") -> str:
        """How to compute the cell with a pocket calculator."""
        return worded_multiplied(self, language_of(language))

    def __str__(self) -> str:
        return self.explain()
