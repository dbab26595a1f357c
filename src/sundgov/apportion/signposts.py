"""Where a divisor method rounds up: between `k` and `k + 1` units stands its signpost `s(k)`.

A recipient of weight `w` gets as many units as there are signposts up to `w / divisor`; all get
by one divisor, chosen so that the parts sum to the amount. So its unit after `k` others has the
priority `w / s(k)`, and the units go out by priority.

The five are those of Balinski and Young, Fair Representation (1982), chapter 8 and appendix A.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

Ratio: TypeAlias = tuple[int, int]
"""A numerator and a denominator, the latter above zero."""


@frozen
class Signposts:
    """The signposts of one divisor method.

    `at` tells the signpost after `k` units, as a ratio of whole numbers, to the power of `power`:
    that of Hill's method is a square root, and its square is compared. `count` tells how many
    units a quotient earns, given as numerator and denominator above zero: the signposts it has
    passed. `tilt` is how far, in half units, the signposts lie above the middle of their whole
    numbers: it tells where to look for a divisor.
    """

    name: str
    at: Callable[[int], Ratio]
    count: Callable[[int, int], int]
    power: int = 1
    tilt: int = 0

    @property
    def first_is_free(self) -> bool:
        """Whether everyone with a weight gets a unit before anyone gets a second."""
        return self.at(0)[0] == 0

    def rounded(self, quotient: Fraction) -> int:
        """The units a quotient earns; on a signpost above zero it may as well be the other one.

        >>> [SIGNPOSTS[name].rounded(Fraction(29, 12)) for name in sorted(SIGNPOSTS)]
        [3, 3, 2, 2, 2]
        """
        return self.count(quotient.numerator, quotient.denominator)


def _after_dean(k: int) -> Ratio:
    return (2 * k * (k + 1), 2 * k + 1) if k else (0, 1)


def _up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def _nearest(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _hill(numerator: int, denominator: int) -> int:
    whole, rest = divmod(numerator, denominator)
    if 2 * rest >= denominator:
        return whole + 1  # the geometric mean lies below the middle
    return whole + (numerator**2 >= whole * (whole + 1) * denominator**2 and numerator > 0)


def _dean(numerator: int, denominator: int) -> int:
    whole, rest = divmod(numerator, denominator)
    if 2 * rest >= denominator:
        return whole + 1  # the harmonic mean lies below the middle
    above = numerator * (2 * whole + 1) >= 2 * whole * (whole + 1) * denominator
    return whole + (above and numerator > 0)


SIGNPOSTS = {
    each.name: each
    for each in (
        Signposts("adams", lambda k: (k, 1), _up, tilt=-1),
        Signposts("dean", _after_dean, _dean),
        Signposts("hill", lambda k: (k * (k + 1), 1), _hill, power=2),
        Signposts("jefferson", lambda k: (k + 1, 1), lambda n, d: n // d, tilt=1),
        Signposts("webster", lambda k: (2 * k + 1, 2), _nearest),
    )
}
"""By name: smallest, harmonic, geometric, greatest and arithmetic divisors.

Adams rounds every quotient up, Jefferson (d'Hondt) down, Webster (Sainte-Laguë) to the nearest,
Hill (Huntington) at the geometric and Dean at the harmonic mean of the two whole numbers.
"""
