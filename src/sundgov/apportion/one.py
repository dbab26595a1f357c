"""One whole number divided by weights: the border of every method.

Exact at any size: inside, only whole numbers are compared.
"""

from __future__ import annotations

from collections.abc import Iterable

from sundgov.apportion.apportionments import Apportionment
from sundgov.apportion.bounds import Bound, bounds
from sundgov.apportion.methods import METHODS, method_named
from sundgov.apportion.proof_fields import Comparable
from sundgov.apportion.ranks import Rank
from sundgov.apportion.weights import as_given, whole_weights
from sundgov.errors import AllocationError
from sundgov.exact import Exact, whole


def apportion(
    amount: int,
    weights: Iterable[Exact],
    *,
    method: str = "largest-remainder",
    minimum: Bound = None,
    maximum: Bound = None,
    rank: Iterable[Comparable] | None = None,
) -> Apportionment:
    """Divide `amount` whole units by `weights` (int, Fraction or Decimal), exactly.

    The parts sum to the amount, a negative amount mirrors the positive one, and without bounds a
    zero weight gets nothing. `rank` breaks ties, lowest first (by default the position); equal
    ranks that tie are refused.

    `method` is `largest-remainder` (alias `hamilton`), a divisor method: `jefferson` (`dhondt`),
    `webster` (`sainte-lague`), `adams`, `hill` (`huntington`), `dean`; `quota`, `lowndes`; or a
    rule of money libraries: `floor-to-first`, `floor-to-last`, `floor-to-largest-weight`,
    `cascade-from-last`. Largest remainder keeps every part at the floor or the ceiling of its
    exact share; docs/which-method.md tells what the others keep.

    `minimum` and `maximum` are the least and the greatest part, one for all or one each, for
    largest remainder and the divisor methods. Largest remainder then gives the division nearest
    to the exact shares, by least squares; a divisor method holds its rounded quotients by them.

    Raises `NotExactError` for floats, `AllocationError` for weights that divide nothing and bounds
    that collide, `InvalidValueError` for a method that is not known.

    >>> apportion(100, [1, 1, 1]).parts, apportion(-100, [1, 1, 1]).parts
    ((34, 33, 33), (-34, -33, -33))
    >>> apportion(100, [1, 1, 1], rank=["c", "a", "b"]).parts
    (33, 34, 33)
    >>> apportion(10, [9, 60, 31], method="adams").parts
    (1, 6, 3)
    >>> apportion(10, [1, 60, 39], minimum=1, maximum=5).parts
    (1, 5, 4)
    >>> apportion(1, [0, 0])
    Traceback (most recent call last):
    sundgov.errors.AllocationError: weights: at least one must be above zero (got (0, 0))
    """
    name = method if method in METHODS else method_named(method)
    units = whole(amount, "amount")
    given = as_given(weights, "weights")
    scaled, total = whole_weights(given)
    ranks: Rank = range(len(given)) if rank is None else as_given(rank, "rank")
    if len(ranks) != len(given):
        raise AllocationError("rank", "must be as many as the weights", len(ranks), len(given))
    rule = METHODS[name]
    held = None
    if minimum is not None or maximum is not None:
        if not rule.takes_bounds:
            refused = "bounds are for largest remainder and the divisor methods"
            raise AllocationError("minimum, maximum", refused, name)
        held = bounds(units, minimum, maximum, len(given))
    if units < 0 if held is None else held.mirrors(units):
        turned = held and held.mirrored()
        parts = tuple(-part for part in rule.allocate(-units, scaled, total, ranks, turned))
    else:
        parts = tuple(rule.allocate(units, scaled, total, ranks, held))
    return Apportionment(units, given, name, parts, scaled, ranks, held)
