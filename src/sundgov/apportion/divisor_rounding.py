"""How the divisor methods round a quotient, told once more for those who check and word proofs.

It shares no code with `sundgov.apportion.signposts`, which divides by them.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor


def rounded(method: str, quotient: Fraction) -> set[int]:
    """A quotient rounded by the method's rule: two numbers where it stands between them.

    Jefferson's signposts are whole numbers, and one that a quotient stands on counts as passed.

    >>> rounded("webster", Fraction(5, 2)), rounded("hill", Fraction(5, 2))
    ({2, 3}, {3})
    """
    if not quotient:
        return {0}
    whole = floor(quotient)
    size = quotient**2 if method == "hill" else quotient
    post = signpost(method, whole)
    return ({whole} if size <= post else set()) | ({whole + 1} if size >= post else set())


def signpost(method: str, held: int) -> Fraction:
    """The signpost after so many units; of Hill's method its square.

    >>> signpost("webster", 2), signpost("hill", 2)
    (Fraction(5, 2), Fraction(6, 1))
    """
    if method == "adams":
        return Fraction(held)
    if method == "jefferson":
        return Fraction(held + 1)
    if method == "webster":
        return held + Fraction(1, 2)
    if method == "hill":
        return Fraction(held * (held + 1))
    return Fraction(held * (held + 1)) / (held + Fraction(1, 2))
