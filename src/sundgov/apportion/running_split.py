"""One split that runs on over the periods (løbende fordeling): who is behind, joins, and leaves.

Amount after amount is divided among recipients known by id. What whole units left of everyone's
exact shares is carried exactly, and decides who gets the next odd units; no period gives anybody
anything but the floor or the ceiling of its share of that period's amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import lcm

from attrs import field, frozen

from sundgov.apportion.named import in_order
from sundgov.apportion.proof_fields import Comparable
from sundgov.apportion.running import served
from sundgov.apportion.running_residuals import Residuals
from sundgov.apportion.weights import whole_weights
from sundgov.errors import AllocationError, InvalidValueError
from sundgov.exact import Exact, fraction, whole
from sundgov.kinds import must_all_be, must_be, pairs


def _residuals(values: Mapping[str, Exact]) -> Residuals:
    return Residuals.of(values)


@frozen
class RunningSplit:
    """What everyone has so far been given too little, or with a minus too much.

    `closed` are the residuals of those that left: shown, and given to nobody. All residuals, the
    closed ones too, sum to nothing. `RunningSplit()` begins one; residuals that were kept go on.

    >>> split = RunningSplit()
    >>> first = split.next(1, {"A": 1, "B": 1, "C": 1})
    >>> dict(first)
    {'A': 1, 'B': 0, 'C': 0}
    >>> second = first.after.next(1, {"A": 1, "B": 1, "C": 1})
    >>> dict(second), second.after.drift
    ({'A': 0, 'B': 1, 'C': 0}, Fraction(2, 3))

    One that leaves keeps what it got; its residual is closed, or taken over by a successor.

    >>> second.after.leave("A").closed
    {'A': Fraction(-1, 3)}
    >>> second.after.succeed("C", "D").residuals
    {'A': Fraction(-1, 3), 'B': Fraction(-1, 3), 'D': Fraction(2, 3)}
    """

    residuals: Residuals = field(factory=Residuals, converter=_residuals)
    closed: Residuals = field(factory=Residuals, converter=_residuals)

    def __attrs_post_init__(self) -> None:
        total = self.residuals.total() + self.closed.total()
        if total:
            rule = "must sum to nothing together with the closed ones"
            raise InvalidValueError("residuals", rule, total)

    @property
    def drift(self) -> Fraction:
        """How far the one furthest behind or ahead lies from its exact shares, in units."""
        return self.residuals.largest

    def next(
        self,
        amount: int,
        weights: Mapping[str, Exact],
        *,
        ranks: Mapping[str, Comparable] | None = None,
    ) -> RunningPeriod:
        """Divide the next amount: everyone's part, and the split that goes on from there.

        Everyone gets the floor of its exact share; the units left go, one each, to the largest
        sums of remainder and residual, ties by `ranks` (by default the ids). A negative amount
        mirrors the positive one. Whoever is new begins at nothing; whoever has a residual must be
        named, with the weight 0 if it has no share in this amount.

        Raises `AllocationError` for weights that divide nothing, for a residual left out, and for
        ranks that are equal or leave someone out; `NotExactError` for floats.

        >>> RunningSplit({"A": -1, "B": 1}).next(1, {"A": 1})
        Traceback (most recent call last):
        sundgov.errors.AllocationError: weights: must name everyone who has a residual (got 'B'). \
Give the weight 0, or close it with leave() or succeed().
        """
        units = whole(amount, "amount")
        given = pairs(weights, "weights")
        names = [name for name, _ in given]
        scaled, total = whole_weights(tuple([weight for _, weight in given]))
        self._check_named(names)
        by_name = dict(zip(names, scaled, strict=True))
        order = in_order(by_name, ranks)
        common = lcm(self.residuals.denominator, total)
        share, old = common // total * units, common // self.residuals.denominator
        before = dict(zip(self.residuals.ids, self.residuals.numerators, strict=True))
        numbers = [by_name[name] * share for name in order]
        short = [before.get(name, 0) * old for name in order]
        parts = served(numbers, short, common, units)
        assert parts is not None  # the shares sum to the amount
        rows = zip(order, numbers, short, parts, strict=True)
        after = {name: was + number - part * common for name, number, was, part in rows}
        gone_on = RunningSplit(Residuals.over(common, after), self.closed)
        shown = tuple(sorted(zip(order, parts, strict=True)))
        return RunningPeriod(units, given, shown, self, gone_on)

    def _check_named(self, names: list[str]) -> None:
        """Every name is a text, none comes twice, and nobody who has a residual is missing."""
        must_all_be(names, "weights", str)
        held = set(names)
        if len(held) < len(names):
            twice = min(name for name in held if names.count(name) > 1)
            raise AllocationError("weights", "must not name anyone twice", twice)
        for name in self.residuals:
            if name not in held and self.residuals[name]:
                raise AllocationError(
                    "weights",
                    "must name everyone who has a residual",
                    name,
                    hint="Give the weight 0, or close it with leave() or succeed().",
                )

    def leave(self, name: str) -> RunningSplit:
        """The split without one that leaves: its residual is closed, and shown from then on.

        Raises `InvalidValueError` for one that has no part in the split.
        """
        return RunningSplit(
            self.residuals.without(name), self.closed.plus(name, self._residual(name))
        )

    def succeed(self, name: str, successor: str) -> RunningSplit:
        """The split in which a successor, new or already there, takes over another's residual.

        Raises `InvalidValueError` for one that has no part in the split, or succeeds itself.
        """
        must_be(successor, "successor", str)
        if name == successor:
            raise InvalidValueError("successor", "must be another", successor)
        residual = self._residual(name)
        return RunningSplit(self.residuals.without(name).plus(successor, residual), self.closed)

    def _residual(self, name: str) -> Fraction:
        if name not in self.residuals:
            raise InvalidValueError("name", "has no part in the split", name)
        return self.residuals[name]


@frozen
class RunningPeriod(Mapping[str, int]):
    """What one period gave, by id, from the split `before` it to the one `after` it."""

    amount: int
    weights: tuple[tuple[str, Exact], ...]
    parts: tuple[tuple[str, int], ...]
    before: RunningSplit = field(repr=False)
    after: RunningSplit = field(repr=False)

    def __getitem__(self, name: str) -> int:
        return dict(self.parts)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.parts))

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def trace(self) -> tuple[RunningShare, ...]:
        """Everyone's exact share and part, with the residuals before and after.

        >>> RunningSplit().next(1, {"A": 1, "B": 2}).trace[0].closing
        Fraction(1, 3)
        """
        weights = {name: fraction(weight, "weight") for name, weight in self.weights}
        total = sum(weights.values(), Fraction(0))
        return tuple(
            RunningShare(
                name,
                weights[name],
                self.before.residuals.get(name, Fraction(0)),
                self.amount * weights[name] / total,
                part,
            )
            for name, part in self.parts
        )


@frozen
class RunningShare:
    """One recipient's part of a period: what it was short before, and what it is short after."""

    id: str
    weight: Fraction
    opening: Fraction
    exact: Fraction
    part: int

    @property
    def closing(self) -> Fraction:
        """Opening and exact share, less what was given; positive is too little so far."""
        return self.opening + self.exact - self.part
