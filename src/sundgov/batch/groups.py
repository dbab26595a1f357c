"""Grouped amounts: each group's amount divided over the group's own members."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar, cast

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from sundgov.batch.keys import INT64, Places, Rank, Ranks, must_not_be_negative
from sundgov.batch.many import CHUNK, Progress, at_a_time
from sundgov.batch.paths import Amounts
from sundgov.batch.reading import Column, Flags, Ints, plain_values, whole_column
from sundgov.errors import AllocationError, InvalidValueError

_T = TypeVar("_T", bound=np.generic)


def apportion_groups(
    amounts: Column,
    weights: Column,
    groups: Column | Iterable[Hashable],
    *,
    ids: Column | Iterable[Hashable] | None = None,
    rank: Rank | None = None,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Ints:
    """Divide each of g amounts over the members of its own group: an array of (n,).

    `weights` and `groups` have a row per member, in any order, and so have the parts. `groups`
    says whose amount a member shares: counted from 0 in `amounts`, or by what stands in `ids`, one
    id per amount. Within each group the parts are what `apportion` gives. `chunk` is about how
    many members are computed at a time, whole groups always; `progress` hears of members.

    Raises as `apportion_many` does, and `InvalidValueError` for a group that has no amount.

    >>> apportion_groups([10, -3], [1, 1, 1, 1], ["b", "a", "b", "b"], ids=["b", "a"]).tolist()
    [4, -3, 3, 3]
    """
    cells, given = at_a_time(chunk), Amounts.of(amounts)
    column = whole_column(weights, "weights")
    places = _places(groups, ids, len(given))
    if len(places) != len(column):
        rule = "must be as many as the weights"
        raise InvalidValueError("groups", rule, len(places), len(column))
    parts, ranks = np.empty(len(column), given.sizes.dtype), Ranks(rank, len(column))
    if not len(given):
        return parts
    grouped = _Grouped.of(column, places, len(given))
    for first, last in grouped.runs(cells):
        some = slice(int(grouped.starts[first]), int(grouped.starts[last]))
        parts[grouped.members[some]] = grouped.divided(given, first, last, ranks)
        if progress is not None:
            progress(some.stop, len(column))
    return parts


def _places(
    groups: Column | Iterable[Hashable], ids: Column | Iterable[Hashable] | None, count: int
) -> Places:
    """Which of the amounts every member shares."""
    if ids is None:
        found = whole_column(cast(Column, groups), "groups")
        beyond = np.flatnonzero((found < 0) | (found >= count))
        if len(beyond):
            index = int(beyond[0])
            rule = f"is none of the {count} amounts, counted from 0"
            raise InvalidValueError(f"groups[{index}]", rule, int(found[index]))
        return found.astype(np.intp)
    told = plain_values(ids, "ids")
    if len(told) != count:
        raise InvalidValueError("ids", "must be as many as the amounts", len(told), count)
    place: dict[object, int] = {}
    for index, each in enumerate(told):
        if place.setdefault(each, index) != index:
            raise InvalidValueError(f"ids[{index}]", "stands there twice", each)
    values = plain_values(groups, "groups")
    found_at = [place.get(value, -1) for value in values]
    if -1 in found_at:
        index = found_at.index(-1)
        raise InvalidValueError(f"groups[{index}]", "is none of the ids", values[index])
    return np.array(found_at, np.intp)


@frozen(eq=False)
class _Grouped:
    """Members in the order of their groups: where each stood, and its weight.

    Group g holds those from `starts[g]` to the next start, and `totals[g]` is their weights' sum.
    """

    members: Places
    weights: Ints
    starts: Places
    totals: Ints
    largest: int

    @classmethod
    def of(cls, weights: Ints, places: Places, count: int) -> _Grouped:
        counts = np.bincount(places, minlength=count)
        if not counts.all():
            index = int(np.flatnonzero(counts == 0)[0])
            raise AllocationError("groups", "every amount must have a member", index)
        largest, _ = must_not_be_negative(weights, "weights")
        if largest * len(weights) >= INT64:
            weights = weights.astype(object)
        members = np.argsort(places, kind="stable")
        ordered = weights[members]
        starts = np.concatenate((np.zeros(1, np.intp), np.cumsum(counts)))
        totals = np.add.reduceat(ordered, starts[:-1])
        if not totals.all():
            index = int(np.flatnonzero(totals == 0)[0])
            rule = "at least one in every group must be above zero"
            raise AllocationError("weights", rule, index)
        return cls(members, ordered, starts, totals, largest)

    def runs(self, cells: int) -> Iterator[tuple[int, int]]:
        """Groups in a row that together have about so many members, from one to before another."""
        first, count = 0, len(self.totals)
        while first < count:
            within = np.searchsorted(self.starts, self.starts[first] + cells, side="right")
            last = max(first + 1, int(within) - 1)
            yield first, last
            first = last

    def divided(self, amounts: Amounts, first: int, last: int, ranks: Ranks) -> Ints:
        """The parts of some groups' amounts, in the order of the members here."""
        start, end = self.starts[first], self.starts[last]
        totals, weights = self.totals[first:last], self.weights[start:end]
        sizes = amounts.sizes[first:last]
        whole, rest = sizes // totals, sizes % totals
        counts = np.diff(self.starts[first : last + 1])
        # Every product and every remainder with all totals before it stays below these.
        if max(int(totals.max()) * self.largest, sum(totals.tolist())) >= INT64:
            totals, weights, rest = _python(totals), _python(weights), _python(rest)
        else:
            rest = rest.astype(np.int64)
        run = _Run(totals, weights, counts, self.members[start:end], ranks)
        parts = run.divided(rest) + np.repeat(whole, counts) * weights
        negative = np.repeat(amounts.given[first:last] < 0, counts)
        return np.negative(parts, out=parts, where=negative)


def _python(column: Ints) -> Ints:
    return cast(Ints, column.astype(object))


@frozen(eq=False)
class _Run:
    """Some groups in a row, divided together; of int64, or of Python ints."""

    totals: Ints
    weights: Ints
    counts: Places
    members: Places
    ranks: Ranks

    def divided(self, amounts: Ints) -> Ints:
        """The parts of amounts that are not negative."""
        starts = np.cumsum(self.counts) - self.counts
        products, totals = self._each(amounts) * self.weights, self._each(self.totals)
        parts = products // totals
        remainders = products - parts * totals
        left = amounts - np.add.reduceat(parts, starts)
        # Remainders of one group lie above all those of the groups before it, so that one sort
        # of plain numbers orders them all.
        before = np.cumsum(self.totals) - self.totals
        levels = remainders + self._each(before)
        ordered = np.sort(levels)
        last_served = starts + self.counts - np.where(left > 0, left, 1).astype(np.intp)
        cut = self._each(np.where(left > 0, ordered[last_served], before + self.totals))
        served: Flags = np.asarray(levels >= cut, bool)
        surplus = np.add.reduceat(served, starts, dtype=np.intp) > left
        if surplus.any():
            tied = np.flatnonzero(self._each(surplus) & (levels == cut))
            served[tied] = False
            room = left.astype(np.intp) - np.add.reduceat(served, starts, dtype=np.intp)
            served[self._lowest(tied, room)] = True
        return parts + served

    def _each(self, values: NDArray[_T]) -> NDArray[_T]:
        """What belongs to a group, once for every member of it."""
        return np.repeat(values, self.counts)

    def _lowest(self, tied: Places, room: Places) -> Places:
        """Of those who tie, in each group as many as there is room for, lowest ranks first."""
        group = np.repeat(np.arange(len(self.counts)), self.counts)[tied]
        if self.ranks.some_equal:
            for each in np.unique(group):
                self.ranks.must_differ(self.members[tied[group == each]])
        tied = tied[np.lexsort((self.ranks.places[self.members[tied]], group))]
        group.sort()
        place_in_group = np.arange(len(group)) - np.searchsorted(group, group)
        return tied[place_in_group < room[group]]
