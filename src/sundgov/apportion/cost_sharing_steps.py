"""A cost that grows with its largest user, shared step by step (trinvis ligedeling).

The runway of an airport has to be as long as the largest aeroplane needs, a service as large as
its largest user needs; what it costs all is what it would cost the largest alone. Everyone shares
equally in every step of it that it needs itself, and in none beyond (Littlechild and Owen, A
Simple Expression for the Shapley Value in a Special Case, 1973).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from attrs import frozen

from sundgov.apportion.cost_sharing_wording import worded_steps
from sundgov.apportion.named import in_order
from sundgov.apportion.one import apportion
from sundgov.apportion.proof_fields import Comparable
from sundgov.errors import AllocationError, InvalidValueError
from sundgov.exact import natural
from sundgov.kinds import must_all_be, pairs
from sundgov.printing import Language, language_of


@frozen
class CostStep:
    """A step of the cost, from `low` to `high`, that all who need it share equally (trin)."""

    low: int
    high: int
    users: tuple[str, ...]

    @property
    def each(self) -> Fraction:
        """What one of the users pays of the step, exactly."""
        return Fraction(self.high - self.low, len(self.users))


@frozen
class SequentialContributions(Mapping[str, int]):
    """What everyone pays of a cost shared step by step: a mapping from name to part.

    In the order of the names; `costs` are what each would pay alone.
    """

    costs: tuple[tuple[str, int], ...]
    parts: tuple[tuple[str, int], ...]
    method: str = "largest-remainder"

    def __getitem__(self, name: str) -> int:
        return dict(self.parts)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.parts))

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def amount(self) -> int:
        """The cost of all together: that of the largest."""
        return max(cost for _, cost in self.costs)

    @cached_property
    def steps(self) -> tuple[CostStep, ...]:
        """The cost in steps, each with those who share it, from the one that all need.

        >>> for step in sequential_contributions({"A": 8, "B": 11, "C": 18}).steps: print(step)
        CostStep(low=0, high=8, users=('A', 'B', 'C'))
        CostStep(low=8, high=11, users=('B', 'C'))
        CostStep(low=11, high=18, users=('C',))
        """
        return _steps(dict(self.costs))

    @property
    def exact(self) -> Mapping[str, Fraction]:
        """Everyone's exact share: the sum of what it pays of its steps."""
        return _exact(dict(self.costs), self.steps)

    def explain(self, name: str, language: Language = "da") -> str:
        """The steps that a part is made of.

        Raises `InvalidValueError` for a name that pays no part.

        >>> print(sequential_contributions({"A": 8, "B": 11, "C": 18}).explain("B", "en"))
        B: 4 of 18 (alone 11)
          from 0 to 8: 8 shared by 3 = 2.6666…
          from 8 to 11: 3 shared by 2 = 1.5
          exact share: 4.1666…
        """
        if name not in self:
            raise InvalidValueError("name", "pays no part", name)
        own = tuple(step for step in self.steps if name in step.users)
        numbers = (self[name], dict(self.costs)[name], self.amount)
        return worded_steps(name, *numbers, own, language_of(language))


def sequential_contributions(
    alone: Mapping[str, int],
    *,
    method: str = "largest-remainder",
    ranks: Mapping[str, Comparable] | None = None,
) -> SequentialContributions:
    """Share the largest of some costs so that everyone pays its part of each step it needs.

    `alone` is what each would pay alone, in whole units. The exact shares sum to the largest of
    these, and are rounded once, by a `method` of `apportion`; ties go by `ranks` (by default the
    names). Everyone but the largest shares all its steps, so nobody's exact share is above half of
    its cost alone, and nobody pays more than alone however it is rounded. By largest remainder
    no group pays more than its largest member would alone either, and equal costs pay equal shares
    to within a unit. The order of the input decides nothing.

    Raises `AllocationError` for no costs, and for ranks that are equal or leave someone out,
    `InvalidValueError` for negative costs and `NotExactError` for floats.

    >>> dict(sequential_contributions({"A": 8, "B": 11, "C": 13, "D": 18}))
    {'A': 2, 'B': 3, 'C': 4, 'D': 9}
    """
    costs = {name: natural(cost, f"alone[{name}]") for name, cost in pairs(alone, "alone")}
    if not costs:
        raise AllocationError("alone", "must hold at least one cost")
    must_all_be(tuple(costs), "alone", str)
    names = in_order(costs, ranks)
    shares = _exact(costs, _steps(costs))
    parts: Sequence[int] = [0] * len(names)
    if any(shares.values()):
        parts = apportion(
            max(costs.values()), [shares[name] for name in names], method=method
        ).parts
    shown = sorted(zip(names, parts, strict=True))
    return SequentialContributions(tuple(sorted(costs.items())), tuple(shown), method)


def _steps(costs: Mapping[str, int]) -> tuple[CostStep, ...]:
    levels = sorted({0, *costs.values()})
    return tuple(
        CostStep(low, high, tuple(sorted(name for name, cost in costs.items() if cost >= high)))
        for low, high in pairwise(levels)
    )


def _exact(costs: Mapping[str, int], steps: Sequence[CostStep]) -> dict[str, Fraction]:
    shares = dict.fromkeys(costs, Fraction(0))
    for step in steps:
        for name in step.users:
            shares[name] += step.each
    return shares
