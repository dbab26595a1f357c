"""What a table is asked for: totals, keys, names and ranks, checked and in the order of rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from math import lcm
from typing import TypeAlias, TypeVar, cast

from attrs import frozen

from sundgov.apportion.proof_fields import Comparable
from sundgov.apportion.two_way import Rows
from sundgov.apportion.two_way_lanes import Lanes, Packed
from sundgov.apportion.weights import as_given, whole_weights
from sundgov.errors import AllocationError, InvalidValueError, NotExactError, SundgovError
from sundgov.exact import Exact, whole
from sundgov.kinds import must_be

T = TypeVar("T")

Weights: TypeAlias = tuple[Exact, ...]
"""What one row, or every row, is divided by."""


@frozen
class Order:
    """Rows or columns in the order of their ranks; `field` is the ranks' name."""

    field: str
    places: tuple[int, ...]
    _ranks: Sequence[Comparable]

    @classmethod
    def of(cls, field: str, count: int, ranks: Iterable[Comparable] | None, of: str) -> Order:
        """The order of so many rows or columns, which `of` names; by position without ranks."""
        places = range(count)
        if ranks is None:
            return cls(field, tuple(places), places)
        given = as_given(ranks, field)
        if len(given) != count:
            raise AllocationError(field, f"must be as many as the {of}", len(given), count)
        try:
            return cls(field, tuple(sorted(places, key=given.__getitem__)), given)
        except TypeError:
            rule = "ranks must be comparable with each other"
            raise NotExactError(field, rule, *given) from None

    @cached_property
    def is_given(self) -> bool:
        """Whether nothing has to be put in order."""
        return self.places == tuple(range(len(self.places)))

    def sorted(self, values: Sequence[T]) -> tuple[T, ...]:
        """Values as they were given, in the order of rank."""
        return tuple(values) if self.is_given else tuple(values[at] for at in self.places)

    def restored(self, values: Sequence[T]) -> tuple[T, ...]:
        """Values in the order of rank, as they were given."""
        return tuple(values) if self.is_given else tuple(values[at] for at in self._back)

    @cached_property
    def _back(self) -> tuple[int, ...]:
        return tuple(sorted(range(len(self.places)), key=self.places.__getitem__))

    @cached_property
    def _decides_anything(self) -> bool:
        return all(self._ranks[one] < self._ranks[other] for one, other in pairwise(self.places))

    def decides(self, among: Iterable[int] | None = None) -> None:
        """Refuse equal ranks among some places in the order, or among all, where rank decides."""
        if self._decides_anything:
            return
        chosen = self.places if among is None else [self.places[at] for at in sorted(among)]
        for one, other in pairwise(chosen):
            if not self._ranks[one] < self._ranks[other]:
                rule = "where rank decides, no two may be equal"
                raise AllocationError(self.field, rule, one, other)


@frozen(eq=False)
class Key:
    """What rows are divided by: whole weights in the order of the columns' ranks."""

    weights: tuple[int, ...]
    total: int
    packed: Packed | None

    def lay(self, rows: Rows, amounts: Sequence[int]) -> None:
        """The next rows, divided."""
        if self.packed is not None and all(map(self.packed.takes, (min(amounts), max(amounts)))):
            rows.by_key(self.packed, amounts)
            return
        for amount in amounts:
            rows.by_shares([amount * weight for weight in self.weights], self.total, amount)


def totals(given: Iterable[int], field: str) -> tuple[int, ...]:
    """Totals as they are told: whole numbers, at least one."""
    told = tuple(whole(one, f"{field}[{at}]") for at, one in enumerate(as_given(given, field)))
    if not told:
        raise AllocationError(field, "must not be empty")
    return told


def weights_of(
    given: Iterable[Exact] | Iterable[Iterable[Exact]], rows: int
) -> tuple[Weights, ...]:
    """The weights of every row: one and the same tuple where there is one key for all."""
    listed = as_given(given, "weights")
    if not listed or not isinstance(listed[0], Iterable):
        return (cast(Weights, listed),) * rows
    matrix = tuple(
        as_given(cast(Iterable[Exact], row), f"weights[{at}]") for at, row in enumerate(listed)
    )
    if len(matrix) != rows:
        raise AllocationError("weights", "must have a row for every total", len(matrix), rows)
    for at, row in enumerate(matrix):
        if len(row) != len(matrix[0]):
            rule = "must be as many as in the first row"
            raise AllocationError(f"weights[{at}]", rule, len(row), len(matrix[0]))
    return matrix


def keys(given: Sequence[Weights], order: Order) -> list[Key]:
    """The key of every row; rows with the same weights have the same one."""
    known: dict[Weights, Key] = {}
    lanes = Lanes(len(order.places))
    one = all(row is given[0] for row in given)
    for at, row in enumerate(given[:1] if one else given):
        if row not in known:
            known[row] = _key(row, "weights" if one else f"weights[{at}]", order, lanes)
    return [known[given[0]]] * len(given) if one else [known[row] for row in given]


def _key(given: Weights, field: str, order: Order, lanes: Lanes) -> Key:
    try:
        weights, total = whole_weights(given)
    except SundgovError as refused:
        refused.field = refused.field.replace("weights", field, 1)
        raise
    ordered = order.sorted(weights)
    return Key(ordered, total, Packed.of(lanes, ordered, total))


def exact_sums(rows: Sequence[int], by: Sequence[Key]) -> tuple[list[int], int]:
    """What the columns come to exactly: numerators, and the one denominator below them."""
    amounts: dict[Key, int] = {}
    for amount, key in zip(rows, by, strict=True):
        amounts[key] = amounts.get(key, 0) + amount
    over = lcm(*(key.total for key in amounts))
    parts = [
        [weight * (amount * (over // key.total)) for weight in key.weights]
        for key, amount in amounts.items()
    ]
    return list(map(sum, zip(*parts, strict=True))), over


def names(given: Iterable[str] | None, field: str, axis: str, count: int) -> tuple[str, ...]:
    """What rows or columns are called: as told, or by their place."""
    if given is None:
        return tuple(f"{axis}[{at}]" for at in range(count))
    told = as_given(given, field)
    for at, name in enumerate(told):
        must_be(name, f"{field}[{at}]", str)
    if len(told) != count:
        raise AllocationError(field, f"must be as many as the {axis}", len(told), count)
    if len(set(told)) != count or "" in told:
        raise InvalidValueError(field, "must be told, and differ from each other", told)
    return told
