"""Proofs of parts that a cut decides: under divisor methods, and between bounds.

Every unit is given to the highest claim, so a part is read off two things: the recipient's own
claims, and the claim at which the units ran out. They hold numbers and compute nothing;
`sundgov.apportion.verify` checks them.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import Attribute, Factory, field, frozen

from sundgov.apportion.cut_wording import worded_bounded, worded_divisor
from sundgov.apportion.proof_fields import (
    Comparable,
    amount_of,
    bound_of,
    must_compare,
    part_of,
    total_weight_of,
    weight_of,
)
from sundgov.apportion.thresholds import Divisor, LastClaim, LastUnit, Threshold
from sundgov.errors import InvalidValueError, NotExactError
from sundgov.printing import Language, language_of

DIVISOR_METHODS = ("adams", "dean", "hill", "jefferson", "webster")


def _minimum(value: int | None) -> int | None:
    return bound_of(value, "minimum")


def _maximum(value: int | None) -> int | None:
    return bound_of(value, "maximum")


def _is_claim(instance: object, attribute: Attribute[LastClaim | None], value: object) -> None:
    if value is not None and not isinstance(value, LastClaim):
        raise NotExactError(attribute.name, "must be a LastClaim or None", value)


def _is_threshold(instance: object, attribute: Attribute[Threshold], value: object) -> None:
    if value is not None and not isinstance(value, Divisor | LastUnit):
        raise NotExactError(attribute.name, "must be a Divisor, a LastUnit or None", value)


def _is_divisor_method(instance: object, attribute: Attribute[str], value: str) -> None:
    if value not in DIVISOR_METHODS:
        known = ", ".join(map(repr, DIVISOR_METHODS))
        raise InvalidValueError(attribute.name, f"must be one of {known}", value)


def _is_negative(proof: BoundedCertificate | DivisorCertificate) -> bool:
    return proof.amount < 0


@frozen
class BoundedCertificate:
    """Why a part by largest remainder between bounds is what it is (bevis for én andel).

    A recipient that holds some units claims its exact share less these. Every claim above the
    `cutoff` is served, and one at it with a rank no later than the cut-off's, but for what the
    `minimum` gives and the `maximum` refuses; `cutoff` is None where all are at their least. Where
    `mirrored`, as for a negative amount, all this is so of the amount and bounds with the other
    sign.

    >>> from sundgov.apportion import apportion, verify
    >>> second = apportion(10, [1, 60, 39], minimum=1, maximum=5).certificate(1)
    >>> second.part, second.cutoff, verify(second)
    (5, LastClaim(claim=Fraction(9, 10), rank=2), True)
    >>> print(second.explain("en"))
    Part: 5 of 10, between 1 and 5
      10 × 60 ÷ 100 = 6: the exact share
      Last claim served: 0.9; each unit is claimed by the exact share less what one holds
      The claims reach 6, the greatest part is 5
    """

    amount: int = field(converter=amount_of)
    weight: Fraction = field(converter=weight_of)
    total_weight: Fraction = field(converter=total_weight_of)
    part: int = field(converter=part_of)
    rank: Comparable
    minimum: int = field(converter=_minimum)
    maximum: int = field(converter=_maximum)
    cutoff: LastClaim | None = field(validator=_is_claim)
    mirrored: bool = field(default=Factory(_is_negative, takes_self=True), kw_only=True)
    name: str = field(default="", kw_only=True)
    unit: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.weight > self.total_weight:
            rule = "must not exceed the total weight"
            raise InvalidValueError("weight", rule, self.weight, self.total_weight)
        _ordered(self)
        if self.cutoff is not None:
            must_compare(self.rank, self.cutoff.rank)

    def explain(self, language: Language = "da") -> str:
        """How the part follows, in a few lines."""
        return worded_bounded(self, language_of(language))

    def __str__(self) -> str:
        return self.explain()


@frozen
class DivisorCertificate:
    """Why a part by a divisor method is what it is (bevis for én andel).

    The weight over the one divisor of the `threshold`, rounded by the method's rule and held
    between `minimum` and `maximum`, is the part. Where claims tie there is no such divisor; the
    threshold is then the last unit given, and every unit with a higher claim (weight over the
    method's signpost) is given too, and one with an equal claim and a rank no later. `maximum` is
    None where none was stated, `minimum` then 0. A negative amount mirrors the positive one.

    >>> from sundgov.apportion import apportion, verify
    >>> result = apportion(10, [9, 60, 31], method="adams")
    >>> result.certificate(0).threshold, verify(result.certificate(0))
    (Divisor(value=Fraction(11, 1)), True)
    >>> print(result.certificate(2).explain("en"))
    Part: 3 of 10
      31 ÷ 11 = 2.818181…: adams rounds it to 3
    """

    amount: int = field(converter=amount_of)
    method: str = field(validator=_is_divisor_method)
    weight: Fraction = field(converter=weight_of)
    part: int = field(converter=part_of)
    rank: Comparable
    threshold: Threshold = field(validator=_is_threshold)
    minimum: int | None = field(default=None, converter=_minimum)
    maximum: int | None = field(default=None, converter=_maximum)
    mirrored: bool = field(default=Factory(_is_negative, takes_self=True), kw_only=True)
    name: str = field(default="", kw_only=True)
    unit: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        _ordered(self)
        if isinstance(self.threshold, LastUnit):
            must_compare(self.rank, self.threshold.rank)

    def explain(self, language: Language = "da") -> str:
        """How the part follows, in a few lines."""
        return worded_divisor(self, language_of(language))

    def __str__(self) -> str:
        return self.explain()


def _ordered(proof: BoundedCertificate | DivisorCertificate) -> None:
    low, high = proof.minimum, proof.maximum
    if low is not None and high is not None and low > high:
        raise InvalidValueError("minimum", "must not exceed the maximum", low, high)
