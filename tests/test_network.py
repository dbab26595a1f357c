"""`Network`: units shifted around cycles, against every flow there is on tiny networks."""

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import TypeAlias

import pytest

from sundgov.apportion.network import Network
from sundgov.errors import AllocationError

Arc: TypeAlias = tuple[int, int, int, int, int]
"""Tail, head, least, greatest, flow."""


def laid(nodes: int, arcs: list[Arc]) -> Network:
    network = Network()
    assert [network.node() for _ in range(nodes)] == list(range(nodes))
    for index, arc in enumerate(arcs):
        assert network.arc(*arc, name=f"arc {index}") == index
    return network


def surplus(nodes: int, arcs: list[Arc], flow: tuple[int, ...]) -> list[int]:
    """What arrives at each node and does not leave it."""
    left = [0] * nodes
    for (tail, head, *_), units in zip(arcs, flow, strict=True):
        left[tail] -= units
        left[head] += units
    return left


def flows(nodes: int, arcs: list[Arc]) -> Iterator[tuple[int, ...]]:
    """Every conserved flow within the bounds, by trying all."""
    for flow in product(*(range(low, high + 1) for _, _, low, high, _ in arcs)):
        if not any(surplus(nodes, arcs, flow)):
            yield flow


def tiny(random: Random) -> tuple[int, list[Arc]]:
    """A random network with bounds, and a conserved flow that need not keep them."""
    nodes = random.randint(1, 4)
    ends = [(random.randrange(nodes), random.randrange(nodes)) for _ in range(random.randint(1, 6))]
    flow = [0] * len(ends)
    for _ in range(random.randint(0, 4)):
        node = goal = random.randrange(nodes)
        for _ in range(5):
            onward = [index for index, (tail, _) in enumerate(ends) if tail == node]
            if not onward:
                break
            walked = random.choice(onward)
            flow[walked] += 1
            node = ends[walked][1]
            if node == goal:
                break
        if node != goal:
            flow = [0] * len(ends)
    lows = [random.randint(-1, 2) for _ in ends]
    highs = [low + random.choice((0, 0, 1, 2)) for low in lows]
    return nodes, [
        (*end, low, high, units)
        for end, low, high, units in zip(ends, lows, highs, flow, strict=True)
    ]


@pytest.mark.parametrize("seed", range(25))
def test_finds_a_flow_exactly_where_there_is_one(seed: int) -> None:
    random = Random(seed)
    for _ in range(100):
        nodes, arcs = tiny(random)
        network = laid(nodes, arcs)
        before = list(network.flow)
        fits = all(low <= units <= high for _, _, low, high, units in arcs)
        if any(flows(nodes, arcs)):
            assert network.mend() is not fits
            assert tuple(network.flow) in flows(nodes, arcs)
            assert not fits or network.flow == before
        else:
            with pytest.raises(AllocationError) as refusal:
                network.mend()
            named = int(refusal.value.field.removeprefix("arc "))
            _, _, low, high, _ = arcs[named]
            assert not low <= network.flow[named] <= high
            assert refusal.value.got == (f"needs {low} to {high}",)
        assert not any(surplus(nodes, arcs, tuple(network.flow)))


def test_tiny_networks_cover_all_outcomes() -> None:
    """The generator makes networks that hold, that must be mended, and that cannot be."""
    random = Random(0)
    seen = set()
    for _ in range(300):
        nodes, arcs = tiny(random)
        fits = all(low <= units <= high for _, _, low, high, units in arcs)
        seen.add((fits, any(flows(nodes, arcs))))
    assert seen == {(True, True), (False, True), (False, False)}


def test_a_flow_that_keeps_its_bounds_is_left_alone() -> None:
    network = laid(2, [(0, 1, 0, 3, 2), (1, 0, 2, 2, 2)])
    assert network.mend() is False
    assert network.flow == [2, 2]


def test_shifts_units_along_a_shortest_way() -> None:
    """From 0 to 3 over one node rather than two, though the longer way was laid first."""
    long, short = [(0, 1, 0, 1, 0), (1, 2, 0, 1, 0), (2, 3, 0, 1, 0)], [(0, 4, 0, 1, 0)]
    arcs: list[Arc] = [*long, *short, (4, 3, 0, 1, 0), (3, 0, 1, 1, 0)]
    network = laid(5, arcs)
    assert network.mend() is True
    assert network.flow == [0, 0, 0, 1, 1, 1]


def test_of_equal_ways_takes_the_first_laid() -> None:
    arcs: list[Arc] = [(0, 1, 0, 1, 0), (0, 1, 0, 1, 0), (1, 0, 1, 1, 0)]
    network = laid(2, arcs)
    network.mend()
    assert network.flow == [1, 0, 1]


def test_what_is_too_much_goes_another_way() -> None:
    network = laid(2, [(0, 1, 0, 1, 3), (0, 1, 0, 2, 0), (1, 0, 3, 3, 3)])
    network.mend()
    assert network.flow == [1, 2, 3]


def test_takes_back_what_came_over_an_arc() -> None:
    """The way from 0 to 1 forwards is full; the one backwards over arc 1 is not."""
    network = laid(2, [(0, 1, 0, 1, 1), (1, 0, 0, 1, 1), (1, 0, 1, 1, 0)])
    network.mend()
    assert network.flow == [1, 0, 1]


def test_leaves_other_faults_for_their_turn_without_making_them_worse() -> None:
    network = laid(2, [(0, 1, 2, 2, 0), (0, 1, 1, 1, 3), (1, 0, 3, 3, 3)])
    network.mend()
    assert network.flow == [2, 1, 3]


@pytest.mark.parametrize(
    ("arcs", "message"),
    [
        (
            [(0, 1, 2, 3, 0), (1, 0, 0, 1, 0)],
            "arc 0: no whole numbers keep every total here (got 'needs 2 to 3')",
        ),
        (
            [(0, 1, 0, 1, 2), (1, 0, 2, 2, 2)],
            "arc 0: no whole numbers keep every total here (got 'needs 0 to 1')",
        ),
        (
            [(0, 1, 0, 2, 0), (1, 0, 4, 4, 0)],
            "arc 1: no whole numbers keep every total here (got 'needs 4 to 4')",
        ),
        (
            [(0, 1, -2, -1, 0), (1, 0, 0, 5, 0)],
            "arc 0: no whole numbers keep every total here (got 'needs -2 to -1')",
        ),
    ],
)
def test_names_the_arc_that_cannot_keep_its_bounds(arcs: list[Arc], message: str) -> None:
    network = laid(2, arcs)
    with pytest.raises(AllocationError) as refusal:
        network.mend()
    assert str(refusal.value) == message


def test_an_unnamed_arc_is_refused_without_a_name() -> None:
    network = Network()
    network.arc(network.node(), network.node(), 1, 1, 0)
    with pytest.raises(AllocationError) as refusal:
        network.mend()
    assert str(refusal.value) == ": no whole numbers keep every total here (got 'needs 1 to 1')"
