"""The methods by name: what `apportion` knows, and what each of them answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sundgov.apportion.bounds import Bounds
from sundgov.apportion.divisors import DivisorMethod
from sundgov.apportion.floors import Cascade, FloorRule, anyone, heaviest, lowndes
from sundgov.apportion.largest_remainder import LargestRemainder
from sundgov.apportion.quota_method import QuotaMethod
from sundgov.apportion.ranks import Rank
from sundgov.apportion.signposts import SIGNPOSTS
from sundgov.errors import InvalidValueError


class Method(Protocol):
    """A rule that divides whole units by whole weights of a given total."""

    takes_bounds: bool

    def allocate(
        self, units: int, weights: Sequence[int], total: int, ranks: Rank, bounds: Bounds | None
    ) -> list[int]:
        """The parts, ties by rank; `units` is not negative unless bounds say so."""
        ...

    def ties(
        self, units: int, weights: Sequence[int], total: int, bounds: Bounds | None
    ) -> tuple[int, ...]:
        """Those whom rank had to choose between; empty where the weights alone decide."""
        ...


METHODS: dict[str, Method] = {
    "largest-remainder": LargestRemainder(),
    **{name: DivisorMethod(signposts) for name, signposts in SIGNPOSTS.items()},
    "quota": QuotaMethod(),
    "lowndes": FloorRule(lowndes),
    "floor-to-first": FloorRule(anyone),
    "floor-to-last": FloorRule(anyone, from_last=True),
    "floor-to-largest-weight": FloorRule(heaviest),
    "cascade-from-last": Cascade(),
}
"""The methods, each under one name."""

ALIASES = {
    "hamilton": "largest-remainder",
    "dhondt": "jefferson",
    "sainte-lague": "webster",
    "huntington": "hill",
}
"""Other names in use, and whose they are."""


def method_named(name: str) -> str:
    """The one name of a method.

    Raises `InvalidValueError` naming all methods.

    >>> method_named("hamilton")
    'largest-remainder'
    """
    found = ALIASES.get(name, name) if isinstance(name, str) else name
    if not isinstance(found, str) or found not in METHODS:
        known = ", ".join(repr(each) for each in sorted((*METHODS, *ALIASES)))
        raise InvalidValueError("method", f"must be one of {known}", name)
    return found
