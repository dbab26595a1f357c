"""What came of dividing an amount: the parts, and on demand who tied, how, and why."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from sundgov.apportion.bounds import Bounds
from sundgov.apportion.certifying import PartProof, certified
from sundgov.apportion.methods import METHODS
from sundgov.apportion.ranks import Rank
from sundgov.errors import InvalidValueError
from sundgov.exact import Exact, fraction, whole


@frozen
class Share:
    """How one recipient's part came about, in units of the amount.

    `exact` is the exact share, `floor` its whole units towards zero, `remainder` what is left of
    it, `extra` what was given beyond the whole units, `part` the result. By largest remainder
    without bounds the extra is one unit or none.
    """

    index: int
    weight: Fraction
    exact: Fraction
    floor: int
    remainder: Fraction
    extra: int
    part: int


@frozen
class Apportionment:
    """What came of dividing an amount: `parts`, and on demand why.

    `scaled` are the weights as whole numbers in the same proportions, `bounds` everyone's least and
    greatest part, None where none were given.

    >>> from sundgov.apportion import apportion
    >>> result = apportion(7, [1, 2, 3])
    >>> result.parts, result.unique, result.ties
    ((1, 2, 4), True, ())
    >>> apportion(1, [1, 1]).ties
    (0, 1)
    """

    amount: int
    weights: tuple[Exact, ...]
    method: str
    parts: tuple[int, ...]
    scaled: tuple[int, ...] = field(repr=False)
    ranks: Rank = field(repr=False, eq=False)
    bounds: Bounds | None = field(repr=False, default=None)

    @property
    def ties(self) -> tuple[int, ...]:
        """The recipients whose equal claims competed for the last units; empty if none."""
        bounds = self.bounds
        if bounds is not None and bounds.mirrors(self.amount):
            bounds = bounds.mirrored()
        total = sum(self.scaled)
        return METHODS[self.method].ties(abs(self.amount), self.scaled, total, bounds)

    @property
    def unique(self) -> bool:
        """Whether the weights alone decide: no tie had to be broken by rank."""
        return not self.ties

    @property
    def trace(self) -> tuple[Share, ...]:
        """Every recipient's exact share, whole units, remainder and what it got beyond these.

        >>> from sundgov.apportion import apportion
        >>> apportion(7, [1, 2, 3]).trace[0].exact
        Fraction(7, 6)
        """
        total = sum(self.scaled)
        return tuple(
            _share(index, fraction(given, "weight"), Fraction(self.amount * weight, total), part)
            for index, (given, weight, part) in enumerate(
                zip(self.weights, self.scaled, self.parts, strict=True)
            )
        )

    def certificate(self, index: int) -> PartProof:
        """The proof of one recipient's part, counted from 0, for `verify`.

        A `Certificate` by largest remainder, a `BoundedCertificate` where that is between bounds,
        a `DivisorCertificate` by a divisor method, a `Replay` otherwise. Raises
        `InvalidValueError` for an index that no recipient has.

        >>> from sundgov.apportion import apportion
        >>> apportion(7, [1, 2, 3]).certificate(0).cutoff
        Cutoff(remainder=Fraction(1, 2), rank=2)
        """
        if not 0 <= whole(index, "index") < len(self.parts):
            rule = f"is none of the {len(self.parts)} recipients, counted from 0"
            raise InvalidValueError("index", rule, index)
        return self.certificates[index]

    @property
    def certificates(self) -> tuple[PartProof, ...]:
        """Everyone's proof; `verify_all` checks them together."""
        return certified(self)


def _share(index: int, weight: Fraction, exact: Fraction, part: int) -> Share:
    floor = int(exact)
    return Share(index, weight, exact, floor, exact - floor, part - floor, part)
