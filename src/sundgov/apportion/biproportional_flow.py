"""Cells rounded under multipliers, and units moved until rows and columns come out.

Every cell is a rounding of weight × row multiplier × column multiplier, at all times; so whenever
the sums come out the table is the biproportional one. Units are moved where a cell lies on a
signpost and may as well be the next whole number, along chains of such cells from a sum with too
much to one with too little; the multipliers are changed just so far that there is such a chain.

That is the transportation problem whose costs are the logarithms of signpost ÷ weight (Gaffke and
Pukelsheim 2008), solved by shortest ways as Edmonds and Karp (1972) do; its products are compared,
not their logarithms, so it is exact, and every move brings the sums nearer, so it ends. Changing
multipliers until a tie can be transferred is the tie-and-transfer method of Balinski and Demange
(1989).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise

from sundgov.apportion.signposts import Ratio, Signposts

Node = int
"""A row, counted from 0, or a column, counted on from the last row."""


class Stuck(Exception):  # noqa: N818 - it is caught and told as a refusal
    """No more units can be moved: what one sum can reach holds too much, or too little."""

    def __init__(self, reached: frozenset[Node]) -> None:
        self.reached = reached


class Table:
    """Cells and multipliers that go together, and how far the sums are from their totals.

    Weights, multipliers and signposts are to the power of the method.
    """

    def __init__(
        self,
        signposts: Signposts,
        weights: Sequence[Sequence[int]],
        multipliers: tuple[Sequence[Fraction], Sequence[Fraction]],
    ) -> None:
        power = signposts.power
        self._signposts = signposts
        self._posts: dict[int, Fraction] = {}
        self.rows, self.columns = len(weights), len(weights[0])
        self.cells = [
            [
                signposts.rounded(weight * by_row * by_column) if weight else 0
                for weight, by_column in zip(row, multipliers[1], strict=True)
            ]
            for row, by_row in zip(weights, multipliers[0], strict=True)
        ]
        self.weights: list[list[int]] = [[weight**power for weight in row] for row in weights]
        self.by_row = [one**power for one in multipliers[0]]
        self.by_column = [one**power for one in multipliers[1]]
        self.down: list[set[int]] = []
        self.up: list[set[int]] = []

    def post(self, units: int) -> Fraction:
        """The signpost after some units, to the power of the method."""
        if units not in self._posts:
            self._posts[units] = Fraction(*self._signposts.at(units))
        return self._posts[units]

    def quotient(self, row: int, column: int) -> Fraction:
        """What a cell is rounded from."""
        return self.weights[row][column] * self.by_row[row] * self.by_column[column]

    def lowest(self, units: int) -> Fraction:
        """The least quotient that still earns some units; nothing where they are the least."""
        return self.post(units - 1) if units else Fraction(0)

    def look(self) -> None:
        """Find the cells on a signpost: `down[row]` may lose a unit, `up[column]` may get one."""
        self.down = [set() for _ in range(self.rows)]
        self.up = [set() for _ in range(self.columns)]
        for row, column in self.weighty():
            by_row, by_column = self.by_row[row], self.by_column[column]
            number = self.weights[row][column] * by_row.numerator * by_column.numerator
            over = by_row.denominator * by_column.denominator
            cell = self.cells[row][column]
            post, lowest = self.post(cell), self.lowest(cell)
            if number * post.denominator == post.numerator * over:
                self.up[column].add(row)
            elif number * lowest.denominator == lowest.numerator * over:
                self.down[row].add(column)

    def weighty(self) -> Iterator[tuple[int, int]]:
        """The cells with a weight; the others are zero and stay so."""
        for row, weights in enumerate(self.weights):
            for column, weight in enumerate(weights):
                if weight:
                    yield row, column

    def onward(self, node: Node) -> Iterable[Node]:
        """Where a unit can be moved on.

        A row passes it to a column over a cell that loses it, a column to a row over one that
        gets it.
        """
        if node < self.rows:
            return (self.rows + column for column in self.down[node])
        return self.up[node - self.rows]

    def move(self, way: Sequence[Node]) -> None:
        """Move a unit along a way: its cells get and lose one in turns."""
        for one, other in pairwise(way):
            if one < self.rows:
                row, column = one, other - self.rows
                self.cells[row][column] -= 1
                self.down[row].remove(column)
                self.up[column].add(row)
            else:
                row, column = other, one - self.rows
                self.cells[row][column] += 1
                self.up[column].remove(row)
                self.down[row].add(column)


class Flow:
    """A table on the way to its totals."""

    def __init__(self, table: Table, rows: Sequence[int], columns: Sequence[int]) -> None:
        self._table = table
        across = zip(*table.cells, strict=True)
        # Too much in a row is moved out of it, too little in a column into it.
        self._excess = [
            *(sum(row) - total for row, total in zip(table.cells, rows, strict=True)),
            *(total - sum(column) for column, total in zip(across, columns, strict=True)),
        ]

    def finish(self) -> None:
        """Move units until every sum is right; `Stuck` where that cannot be."""
        while any(self._excess):
            self._bring_near()
            self._table.look()
            while way := self._way():
                self._table.move(way)
                self._excess[way[0]] -= 1
                self._excess[way[-1]] += 1

    def _way(self) -> list[Node]:
        """A shortest way over cells on a signpost, from too much to too little; empty if none."""
        came = {node: node for node, excess in enumerate(self._excess) if excess > 0}
        queue = list(came)
        for node in queue:
            if self._excess[node] < 0:
                way = [node]
                while came[way[-1]] != way[-1]:
                    way.append(came[way[-1]])
                return way[::-1]
            for onward in self._table.onward(node):
                if onward not in came:
                    came[onward] = node
                    queue.append(onward)
        return []

    def _bring_near(self) -> None:
        """Change the multipliers until the nearest ways have all their cells on a signpost.

        A cell is as far from a signpost as the ratio of the two, and a way as long as the product
        of its cells' ratios. What lies at some distance is multiplied, or divided, by it.
        """
        table, search = self._table, _Search(self._table)
        search.run(node for node, excess in enumerate(self._excess) if excess > 0)
        if all(self._excess[node] >= 0 for node in search.found):
            raise Stuck(self._narrowest())
        for row in range(table.rows):
            table.by_row[row] = search.pushed(row)
        for column in range(table.columns):
            table.by_column[column] = 1 / search.pushed(table.rows + column)

    def _narrowest(self) -> frozenset[Node]:
        """The fewest rows and columns that one with too much can reach."""
        reaches = []
        for source in (node for node, excess in enumerate(self._excess) if excess > 0):
            search = _Search(self._table)
            search.run((source,))
            reaches.append(frozenset(search.found))
        return min(reaches, key=lambda reach: (len(reach), sorted(reach)))


class _Search:
    """The shortest ways from some rows and columns to all that they reach (Dijkstra 1959).

    A row is held by its multiplier and a column by one over its own, so a step multiplies by
    weight ÷ signpost or by signpost ÷ weight, and distance is what they have grown by. Ratios that
    are only compared stay two whole numbers: reducing each would take most of the time.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._start = [*table.by_row, *(1 / one for one in table.by_column)]
        self._near: dict[Node, Ratio] = {}
        self._queue: list[tuple[Fraction, Node]] = []
        self.found: dict[Node, Fraction] = {}
        self._farthest = Fraction(1)

    def run(self, sources: Iterable[Node]) -> None:
        """Find all that the sources reach."""
        for node in sources:
            self._come(node, self._start[node].as_integer_ratio())
        while self._queue:
            distance, node = heappop(self._queue)
            if node not in self.found:
                self._farthest = distance
                self.found[node] = Fraction(*self._near[node])
                self._go_on(node)

    def pushed(self, node: Node) -> Fraction:
        """Where a row or column ends: those not reached go as far as the farthest."""
        return self.found.get(node) or self._start[node] * self._farthest

    def _come(self, node: Node, ratio: Ratio) -> None:
        number, over = ratio
        if node in self._near:
            other, under = self._near[node]
            if number * under >= other * over:
                return
        self._near[node] = ratio
        heappush(self._queue, (Fraction(number, over) / self._start[node], node))

    def _go_on(self, node: Node) -> None:
        table, (number, over) = self._table, self.found[node].as_integer_ratio()
        if node < table.rows:
            for column, (weight, cell) in enumerate(
                zip(table.weights[node], table.cells[node], strict=True)
            ):
                lowest = table.lowest(cell)
                if lowest:
                    ratio = number * weight * lowest.denominator, over * lowest.numerator
                    self._come(table.rows + column, ratio)
            return
        column = node - table.rows
        for row, (weights, cells) in enumerate(zip(table.weights, table.cells, strict=True)):
            if weights[column]:
                post = table.post(cells[column])
                self._come(
                    row, (number * post.numerator, over * weights[column] * post.denominator)
                )
