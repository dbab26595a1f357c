"""What whole units left of exact shares, by id: fractions held over one denominator."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import gcd, lcm

from attrs import frozen

from sundgov.exact import Exact, fraction
from sundgov.kinds import must_be, pairs


@frozen(repr=False)
class Residuals(Mapping[str, Fraction]):
    """How far everyone lies behind its exact shares, by id (afrundingsrest); a minus is ahead.

    In the order of the ids, as `numerators` over one `denominator` without common divisors: equal
    residuals are equal values, and ten thousand periods go in a second or two.

    >>> Residuals.of({"B": Fraction(1, 2), "A": Fraction(-1, 3)})
    {'A': Fraction(-1, 3), 'B': Fraction(1, 2)}
    """

    ids: tuple[str, ...] = ()
    numerators: tuple[int, ...] = ()
    denominator: int = 1

    @staticmethod
    def of(values: Mapping[str, Exact]) -> Residuals:
        """Residuals from exact numbers by id.

        Raises `NotExactError` for floats and for ids that are not texts.
        """
        if isinstance(values, Residuals):
            return values
        given = pairs(values, "residuals")
        for name, _ in given:
            must_be(name, "residuals", str)
        held = {name: fraction(value, f"residuals[{name}]") for name, value in sorted(given)}
        common = lcm(*(value.denominator for value in held.values()))
        whole = {name: int(value * common) for name, value in held.items()}
        return Residuals.over(common, whole)

    @staticmethod
    def over(denominator: int, numerators: Mapping[str, int]) -> Residuals:
        """Residuals that are so many times one over `denominator`."""
        ids = tuple(sorted(numerators))
        numbers = tuple([numerators[name] for name in ids])
        shared = gcd(denominator, *numbers)
        return Residuals(
            ids, tuple([number // shared for number in numbers]), denominator // shared
        )

    def __getitem__(self, name: str) -> Fraction:
        place = bisect_left(self.ids, name)
        if place == len(self.ids) or self.ids[place] != name:
            raise KeyError(name)
        return Fraction(self.numerators[place], self.denominator)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        return f"{dict(self)}"

    @property
    def largest(self) -> Fraction:
        """The one furthest from nothing, without its sign."""
        return Fraction(max(map(abs, self.numerators), default=0), self.denominator)

    def total(self) -> Fraction:
        """The sum of all."""
        return Fraction(sum(self.numerators), self.denominator)

    def without(self, name: str) -> Residuals:
        """All but one."""
        return Residuals.of({other: value for other, value in self.items() if other != name})

    def plus(self, name: str, value: Fraction) -> Residuals:
        """The same with more for one, who may be new."""
        return Residuals.of({**self, name: self.get(name, Fraction(0)) + value})
