"""What must come before what: an order where there is one, and the circles where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from attrs import frozen

from sundgov.governance.numbering import by_number


@frozen
class Dependencies:
    """Things by id in an order in which each comes after what it needs (afhængigheder).

    `order` leaves out what stands in a circle and what waits for one: `waiting` has the latter.
    `cycles` are the circles, each told from its lowest number on, none sharing a member with
    another; of entangled circles one is told. `dangling` are needs that lead nowhere: who needs,
    and what.
    """

    order: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]
    waiting: tuple[str, ...]
    dangling: tuple[tuple[str, str], ...]


def dependencies(needs: Mapping[str, Sequence[str]]) -> Dependencies:
    """The order of some things, by what each of them needs; ties go by number.

    >>> dependencies({"b": ["a"], "a": [], "c": ["b", "x"]})
    Dependencies(order=('a', 'b', 'c'), cycles=(), waiting=(), dangling=(('c', 'x'),))
    >>> dependencies({"a": ["b"], "b": ["a"], "c": ["b"]})
    Dependencies(order=(), cycles=(('a', 'b'),), waiting=('c',), dangling=())
    """
    wants = {name: sorted(set(needs[name]), key=by_number) for name in sorted(needs, key=by_number)}
    held = {name: [one for one in wanted if one in needs] for name, wanted in wants.items()}
    missing = {name: [one for one in wanted if one not in needs] for name, wanted in wants.items()}
    order, cycles, waiting = _settled(held)
    dangling = ((name, one) for name, ones in missing.items() for one in ones)
    return Dependencies(order, cycles, waiting, tuple(dangling))


def _settled(
    held: Mapping[str, Sequence[str]],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """What can be settled in turn; where nothing can, a circle is taken out and the rest go on."""
    left = {name: len(wanted) for name, wanted in held.items()}
    wanted_by: dict[str, list[str]] = {name: [] for name in held}
    for name, wanted in held.items():
        for one in wanted:
            wanted_by[one].append(name)
    ready = [by_number(name) for name, count in left.items() if not count]  # sorted, so a heap
    order: list[str] = []
    waiting: list[str] = []
    cycles: list[tuple[str, ...]] = []
    while left:
        settled = (heappop(ready)[1],) if ready else _cycle(held, left)
        if len(settled) > 1 or settled[0] in held[settled[0]]:
            cycles.append(settled)
        else:
            (waiting if cycles else order).append(settled[0])
        for name in settled:
            del left[name]
        for user in (user for name in settled for user in wanted_by[name] if user in left):
            left[user] -= 1
            if not left[user]:
                heappush(ready, by_number(user))
    return tuple(order), tuple(cycles), tuple(waiting)


def _cycle(held: Mapping[str, Sequence[str]], left: Mapping[str, int]) -> tuple[str, ...]:
    """A circle among what is left, where each waits for one that is left."""
    path: dict[str, int] = {}
    name = next(iter(left))
    while name not in path:
        path[name] = len(path)
        name = next(one for one in held[name] if one in left)
    found = list(path)[path[name] :]
    lowest = found.index(min(found, key=by_number))
    return (*found[lowest:], *found[:lowest])
