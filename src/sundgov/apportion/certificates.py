"""Proofs of single figures as values: what one recipient needs to check its own part.

A `Certificate` is of a part that went by largest remainder, a `CellProof` of a figure that its
row and column decided. They hold numbers and names and compute nothing; `sundgov.apportion.verify`
checks them.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import Attribute, field, frozen

from sundgov.apportion.certificate_wording import worded_cell, worded_certificate
from sundgov.apportion.proof_fields import (
    Comparable,
    amount_of,
    must_compare,
    part_of,
    total_weight_of,
    weight_of,
    weights_of,
)
from sundgov.errors import InvalidValueError, NotExactError
from sundgov.exact import Exact, fraction
from sundgov.printing import Language, language_of


def _remainder(value: Exact) -> Fraction:
    remainder = fraction(value, "remainder")
    if not 0 < remainder < 1:
        raise InvalidValueError("remainder", "a cut-off lies above 0 and below 1", value)
    return remainder


@frozen
class Cutoff:
    """The last one that got a unit left over (skæring): its remainder, in units, and its rank.

    >>> Cutoff(1, "101")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: remainder: a cut-off lies above 0 and below 1 (got 1)
    """

    remainder: Fraction = field(converter=_remainder)
    rank: Comparable


def _is_cutoff(instance: object, attribute: Attribute[Cutoff | None], value: object) -> None:
    if value is not None and not isinstance(value, Cutoff):
        raise NotExactError(attribute.name, "must be a Cutoff or None", value)


@frozen
class Certificate:
    """Why a part by largest remainder is what it is (bevis for én andel).

    `weight` of `total_weight` is the recipient's share of `amount`. It got its whole units, and
    one more if its remainder lies above the `cutoff`, or at it with a rank no later than the
    cut-off's; `cutoff` is None where no units were left over. A negative amount mirrors the
    positive one. `name` and `unit` (what the amount is counted in) are for people.

    >>> from sundgov.apportion import apportion, verify
    >>> third = apportion(7, [1, 2, 3]).certificate(2)
    >>> third.part, third.cutoff
    (4, Cutoff(remainder=Fraction(1, 2), rank=2))
    >>> verify(third)
    True
    >>> print(third.explain("en"))
    Part: 4 of 7
      7 × 3 ÷ 6 = 3.5: whole 3, remainder 0.5
      Cut-off: 0.5; a remainder above it gets one more, one below it none
      The remainder lies at the cut-off, and rank decides: its own is 2, the cut-off's 2: one more
    """

    amount: int = field(converter=amount_of)
    weight: Fraction = field(converter=weight_of)
    total_weight: Fraction = field(converter=total_weight_of)
    part: int = field(converter=part_of)
    rank: Comparable
    cutoff: Cutoff | None = field(default=None, validator=_is_cutoff)
    name: str = field(default="", kw_only=True)
    unit: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.weight > self.total_weight:
            rule = "must not exceed the total weight"
            raise InvalidValueError("weight", rule, self.weight, self.total_weight)
        if self.cutoff is not None:
            must_compare(self.rank, self.cutoff.rank)

    def explain(self, language: Language = "da") -> str:
        """How to compute the part with a pocket calculator, in a few lines."""
        return worded_certificate(self, language_of(language))

    def __str__(self) -> str:
        return self.explain()


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


def _exact(value: Exact) -> Fraction:
    return fraction(value, "exact")


@frozen
class Cell:
    """A number in a table, exact and whole, at its place: a cell, or a total of cells.

    `row` is a path of names, since rows may lie within rows. A row's total has no column, a
    column's no row, the grand total neither.
    """

    row: tuple[str, ...] = field(converter=_texts)
    column: str
    exact: Fraction = field(converter=_exact)
    part: int = field(converter=part_of)


def _cells(value: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(value)


@frozen
class Margin:
    """A sum that holds both exactly and in whole units (tværsum): `parts` make up `whole`.

    `weights`, where given, are what the whole was divided by: one for each of the parts.
    """

    whole: Cell
    parts: tuple[Cell, ...] = field(converter=_cells)
    weights: tuple[Fraction, ...] = field(default=(), converter=weights_of)

    def __attrs_post_init__(self) -> None:
        if not self.parts:
            raise InvalidValueError("parts", "must hold at least one cell")
        if self.weights and len(self.weights) != len(self.parts):
            rule = "must be as many as the parts, or none"
            raise InvalidValueError("weights", rule, len(self.weights), len(self.parts))
        if self.weights and not any(self.weights):
            raise InvalidValueError("weights", "at least one must be above zero")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


def _margins(value: Iterable[Margin]) -> tuple[Margin, ...]:
    return tuple(value)


@frozen
class CellProof:
    """Why a figure that sums decided is what it is (bevis for ét tal i en tabel).

    The figure is the floor or the ceiling of its exact share, and so is every other in the
    `margins` it stands in: for a cell of a bill its line and its party, for a part under a
    composed key every slice from the part up to the amount.

    >>> from sundgov.apportion import verify
    >>> half = Fraction(1, 2)
    >>> one, other = Cell(["drift"], "A", half, 1), Cell(["drift"], "B", half, 0)
    >>> proof = CellProof(one, [Margin(Cell(["drift"], "", 1, 1), [one, other])])
    >>> verify(proof)
    True
    >>> print(proof.explain("en"))
    A, drift: 1
      Exact share: 0.5; rounded up, so that every sum comes out
      drift: A 1 + B 0 = 1
    """

    cell: Cell
    margins: tuple[Margin, ...] = field(converter=_margins)
    unit: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.margins:
            raise InvalidValueError("margins", "must hold at least one margin")

    def explain(self, language: Language = "da") -> str:
        """The exact share, which way it was rounded, and the sums it must keep."""
        return worded_cell(self, language_of(language))

    def __str__(self) -> str:
        return self.explain()
