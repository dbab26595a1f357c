"""A flow in whole numbers, moved until every arc keeps within its bounds.

Rounding a table is a flow problem: units run from a total through rows into cells, and from
cells through columns back to the total, each arc between the floor and the ceiling of an exact
number. If the exact numbers form such a flow, then a whole one exists (flows with whole bounds
have whole solutions), and shifting single units around cycles finds it.
"""

from __future__ import annotations

from collections import deque

from sundgov.errors import AllocationError


class Network:
    """Arcs with a least and a greatest flow, and a flow that is conserved at every node."""

    def __init__(self) -> None:
        self.flow: list[int] = []
        self._tail: list[int] = []
        self._head: list[int] = []
        self._low: list[int] = []
        self._high: list[int] = []
        self._name: list[str] = []
        self._at: list[list[int]] = []

    def node(self) -> int:
        """A new node."""
        self._at.append([])
        return len(self._at) - 1

    def arc(self, tail: int, head: int, low: int, high: int, flow: int, name: str = "") -> int:
        """A new arc; `name` is what a refusal calls it."""
        arc = len(self.flow)
        self.flow.append(flow)
        self._tail.append(tail)
        self._head.append(head)
        self._low.append(low)
        self._high.append(high)
        self._name.append(name)
        self._at[tail].append(arc)
        self._at[head].append(arc)
        return arc

    def mend(self) -> bool:
        """Shift units around cycles until every arc keeps its bounds; whether any was shifted.

        No shift breaks a bound that held, so each brings some arc nearer. Raises
        `AllocationError` naming an arc that cannot keep its bounds.
        """
        shifted = False
        for arc in range(len(self.flow)):
            while self.flow[arc] < self._low[arc]:
                self._shift(self._head[arc], self._tail[arc], arc)
                self.flow[arc] += 1
                shifted = True
            while self.flow[arc] > self._high[arc]:
                self._shift(self._tail[arc], self._head[arc], arc)
                self.flow[arc] -= 1
                shifted = True
        return shifted

    def _shift(self, start: int, goal: int, closing: int) -> None:
        """Move one unit along a shortest path with room, from `start` to `goal`."""
        came_by = {start: -1}
        queue = deque([start])
        while queue and goal not in came_by:
            node = queue.popleft()
            for arc in self._at[node]:
                onward = self._onward(arc, node)
                if onward is not None and onward not in came_by and arc != closing:
                    came_by[onward] = arc
                    queue.append(onward)
        if goal not in came_by:
            raise AllocationError(
                self._name[closing],
                "no whole numbers keep every total here",
                f"needs {self._low[closing]} to {self._high[closing]}",
            )
        node = goal
        while node != start:
            arc = came_by[node]
            forward = self._head[arc] == node
            self.flow[arc] += 1 if forward else -1
            node = self._tail[arc] if forward else self._head[arc]

    def _onward(self, arc: int, node: int) -> int | None:
        """Where a unit can go from `node` over `arc`: forward with room, or back what came."""
        if self._tail[arc] == node:
            return self._head[arc] if self.flow[arc] < self._high[arc] else None
        return self._tail[arc] if self.flow[arc] > self._low[arc] else None
