"""A table with rows and columns given, its cells in proportion to weights both ways.

In a two-way table of `apportion_table` every cell is near its exact share of one amount. Here the
totals of rows and columns follow from something else than the weights of the cells (seats of
districts and of parties, budgets of lines and of payers), and the cells follow the weights as
nearly as both allow: multiply every row and every column by one number each, and round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm

from attrs import field, frozen

from sundgov.apportion.biproportional_certificates import MultiplierCertificate
from sundgov.apportion.biproportional_flow import Flow, Stuck, Table
from sundgov.apportion.biproportional_multipliers import simplify
from sundgov.apportion.biproportional_refusals import refusal
from sundgov.apportion.biproportional_scaling import Scaling
from sundgov.apportion.biproportional_ties import Group, groups, settle, tied_cells
from sundgov.apportion.methods import ALIASES
from sundgov.apportion.proof_fields import Comparable
from sundgov.apportion.signposts import SIGNPOSTS, Signposts
from sundgov.apportion.tables_terms import Order, names, totals
from sundgov.apportion.weights import as_given
from sundgov.errors import AllocationError, InvalidValueError
from sundgov.exact import Exact, fraction, whole


@frozen
class Biproportional:
    """A table in proportion to its weights both ways, and on demand why.

    `cells` are row by row as they were given; `ties` are the cells that could as well be others,
    each as row and column counted from 0, and rank decided.
    """

    weights: tuple[tuple[Exact, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    method: str
    cells: tuple[tuple[int, ...], ...]
    ties: tuple[tuple[int, int], ...]
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    _solved: _Solved = field(repr=False, eq=False)

    @property
    def unique(self) -> bool:
        """Whether the weights and totals alone decide: no tie had to be broken by rank."""
        return not self.ties

    @property
    def row_multipliers(self) -> tuple[Fraction, ...]:
        """What the weights of every row are multiplied by (under Hill's method, squared)."""
        return self._solved.multipliers[0]

    @property
    def column_multipliers(self) -> tuple[Fraction, ...]:
        """What the weights of every column are multiplied by (under Hill's method, squared).

        >>> table = apportion_biproportional([[30, 10], [20, 40]], [4, 6], [5, 5])
        >>> table.column_multipliers
        (Fraction(1, 9), Fraction(1, 9))
        """
        return self._solved.multipliers[1]

    def certificate(self, row: int, column: int) -> MultiplierCertificate:
        """The proof of one cell, counted from 0, for `verify`.

        Raises `InvalidValueError` for a row or column that is not there.
        """
        for place, field_, count in (
            (row, "row", len(self.row_totals)),
            (column, "column", len(self.column_totals)),
        ):
            if not 0 <= whole(place, field_) < count:
                rule = f"is none of the {count}, counted from 0"
                raise InvalidValueError(field_, rule, place)
        return MultiplierCertificate(
            self.row_names[row],
            self.column_names[column],
            fraction(self.weights[row][column], "weight"),
            self.row_multipliers[row],
            self.column_multipliers[column],
            self.row_totals[row],
            self.column_totals[column],
            self.cells[row][column],
            self.method,
        )

    @property
    def certificates(self) -> tuple[MultiplierCertificate, ...]:
        """The proofs of all cells, row by row; `verify_all` checks them together."""
        return tuple(
            self.certificate(row, column)
            for row in range(len(self.row_totals))
            for column in range(len(self.column_totals))
        )


def apportion_biproportional(
    weights: Iterable[Iterable[Exact]],
    row_totals: Iterable[int],
    column_totals: Iterable[int],
    *,
    method: str = "webster",
    row_rank: Iterable[Comparable] | None = None,
    column_rank: Iterable[Comparable] | None = None,
    row_names: Iterable[str] | None = None,
    column_names: Iterable[str] | None = None,
) -> Biproportional:
    """Fill a table with given totals of rows and columns, in proportion to `weights` both ways.

    There are multipliers of rows and columns such that every cell is the rounding of weight × row
    multiplier × column multiplier; they are found, and given with the cells, so that everyone can
    check its own. `method` is a divisor method by which is rounded: `webster`, `jefferson`,
    `adams`, `hill` or `dean`, or an alias; under the last three every weight above zero gets at
    least a unit. A zero weight gets nothing. Multiplying a row or a column of weights by a number
    changes nothing, and totals below zero mirror those above.

    Where several tables are right, the one is chosen that has the most in the first cell by rank,
    then in the second; equal ranks that would have to decide are refused. Names are for
    refusals and certificates.

    Raises `AllocationError` for totals that no table keeps, naming the columns and the rows that
    cannot hold them, and for sizes that do not fit; `NotExactError` for floats.

    >>> apportion_biproportional([[30, 10], [20, 40]], [4, 6], [5, 5]).cells
    ((3, 1), (2, 4))
    >>> apportion_biproportional([[30, 0], [20, 40]], [4, 6], [3, 7])
    Traceback (most recent call last):
    sundgov.errors.AllocationError: columns[1]: has weight in rows[1] alone, where there is less \
room (got 7, 6)
    """
    name = _divisor_method(method)
    down, across = totals(row_totals, "row_totals"), totals(column_totals, "column_totals")
    given = _matrix(weights, len(down), len(across))
    _check(down, across)
    labels = (
        names(row_names, "row_names", "rows", len(down)),
        names(column_names, "column_names", "columns", len(across)),
    )
    orders = (
        Order.of("row_rank", len(down), row_rank, "rows"),
        Order.of("column_rank", len(across), column_rank, "columns"),
    )
    solved = _solved(SIGNPOSTS[name], given, (down, across), orders, labels)
    return Biproportional(given, down, across, name, *solved.restored(), *labels, solved)


@frozen(eq=False)
class _Solved:
    """A finished table in the order of the ranks; what is asked of it later is found then."""

    table: Table
    groups: Sequence[Group]
    tied: Sequence[tuple[int, int]]
    orders: tuple[Order, Order]
    sign: int
    scale: int

    def restored(self) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...]]:
        """The cells, and which of them tie, as the rows and columns were given."""
        down, across = self.orders
        rows = [across.restored([self.sign * cell for cell in row]) for row in self.table.cells]
        ties = sorted((down.places[row], across.places[column]) for row, column in self.tied)
        return down.restored(rows), tuple(ties)

    @cached_property
    def multipliers(self) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
        """The multipliers of rows and columns as they were given."""
        simplify(self.table, self.groups, self.scale)
        down, across = self.orders
        return down.restored(self.table.by_row), across.restored(self.table.by_column)


def _solved(
    signposts: Signposts,
    weights: Sequence[Sequence[Exact]],
    totals: tuple[Sequence[int], Sequence[int]],
    orders: tuple[Order, Order],
    labels: tuple[Sequence[str], Sequence[str]],
) -> _Solved:
    down, across = orders
    sign = -1 if min(*totals[0], *totals[1]) < 0 else 1
    rows = [sign * total for total in down.sorted(totals[0])]
    columns = [sign * total for total in across.sorted(totals[1])]
    scaled, scale = _whole(weights)
    ordered = [across.sorted(row) for row in down.sorted(scaled)]
    table = Table(signposts, ordered, Scaling(signposts, ordered, rows, columns).multipliers())
    try:
        Flow(table, rows, columns).finish()
    except Stuck as stuck:
        named = (down.sorted(labels[0]), across.sorted(labels[1]))
        raise refusal(table, stuck.reached, (rows, columns), named, signposts) from None
    table.look()
    found = groups(table)
    tied = tied_cells(table, found)
    if tied:
        down.decides({row for row, _ in tied})
        across.decides({column for _, column in tied})
        settle(table, tied)
    return _Solved(table, found, tied, orders, sign, scale**signposts.power)


def _divisor_method(method: str) -> str:
    name = ALIASES.get(method, method) if isinstance(method, str) else ""
    if name not in SIGNPOSTS:
        also = (alias for alias, of in ALIASES.items() if of in SIGNPOSTS)
        known = ", ".join(map(repr, sorted((*SIGNPOSTS, *also))))
        raise InvalidValueError("method", f"must be one of {known}", method)
    return name


def _matrix(
    weights: Iterable[Iterable[Exact]], rows: int, columns: int
) -> tuple[tuple[Exact, ...], ...]:
    """The weights row by row, as many as the totals; refuses what is no matrix."""
    listed = as_given(weights, "weights")
    given = tuple(as_given(row, f"weights[{at}]") for at, row in enumerate(listed))
    if len(given) != rows:
        raise AllocationError("weights", "must have a row for every row total", len(given), rows)
    for at, row in enumerate(given):
        if len(row) != columns:
            rule = "must be as many as the column totals"
            raise AllocationError(f"weights[{at}]", rule, len(row), columns)
    return given


def _whole(weights: Sequence[Sequence[Exact]]) -> tuple[list[tuple[int, ...]], int]:
    """The weights as whole numbers, and how many times they are what was given."""
    exact = [
        [fraction(weight, f"weights[{row}][{at}]") for at, weight in enumerate(line)]
        for row, line in enumerate(weights)
    ]
    for row, line in enumerate(exact):
        for at, weight in enumerate(line):
            if weight < 0:
                field_ = f"weights[{row}][{at}]"
                raise AllocationError(field_, "must not be negative", weights[row][at])
    scale = lcm(*(weight.denominator for line in exact for weight in line))
    return [tuple(int(weight * scale) for weight in line) for line in exact], scale


def _check(down: Sequence[int], across: Sequence[int]) -> None:
    """Rows and columns make up one amount, and nobody's total has another sign."""
    if sum(down) != sum(across):
        rule = "must sum to what the row totals do"
        raise AllocationError("column_totals", rule, sum(across), sum(down))
    for field_, given in (("row_totals", down), ("column_totals", across)):
        low, high = min(*down, *across), max(given)
        if low < 0 < high:
            rule = "must not be above zero where others are below"
            raise AllocationError(f"{field_}[{given.index(high)}]", rule, high, low)
