"""Whole numbers divided: by every method, in tables and over time, and the proofs of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov.apportion import (
    AboveAlone,
    ApportionedTable,
    Apportionment,
    Axis,
    Biproportional,
    BoundedCertificate,
    Bounds,
    Branch,
    Cell,
    CellProof,
    Certificate,
    CostStep,
    Cutoff,
    Divisor,
    DivisorCertificate,
    Grouping,
    LastClaim,
    LastUnit,
    Margin,
    MultiplierCertificate,
    Nested,
    Replay,
    Residuals,
    RoundedSubtotals,
    RunningPeriod,
    RunningShare,
    RunningSplit,
    SequentialContributions,
    Share,
    Subtotals,
    above_alone,
    apportion,
    apportion_biproportional,
    apportion_table,
    round_nested,
    round_subtotals,
    sequential_contributions,
)
from sundgov.apportion.cut_certificates import DIVISOR_METHODS
from sundgov.apportion.methods import METHODS
from sundgov.apportion.replays import REPLAYED
from sundgov.testing.strategies.general import one_of
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept

LARGEST = "largest-remainder"
T = TypeVar("T")
_LETTERS = "ABCD"
_UNITS = st.integers(0, 100)


@kept
@st.composite
def weights(draw: DrawFn, *, most: int = 4) -> tuple[int | Fraction, ...]:
    """Weights of a few recipients, whole or fractions, at least one of them above zero.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(weights()), simplest(weights(), lambda found: len(found) == 3)
    ((1,), (1, 0, 0))
    """
    number = st.integers(0, 100) | st.fractions(0, 100, max_denominator=9)
    found = draw(st.lists(number, min_size=1, max_size=most))
    sure = draw(st.integers(0, len(found) - 1))
    found[sure] = found[sure] or 1
    return tuple(found)


@kept
@st.composite
def apportionments(
    draw: DrawFn, method: str | None = None, *, bounded: bool | None = None
) -> Apportionment:
    """Whole numbers divided by any method, or by the one told; within bounds where it takes them.

    Ties go to the one that stands first. Without `bounded` there are bounds now and then.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(apportionments(), lambda found: found.parts == (1, 0)).weights
    (1, 0)
    """
    name = draw(st.sampled_from(list(METHODS))) if method is None else method
    given = draw(weights())
    ranks = range(len(given))
    within = draw(st.booleans()) if bounded is None else bounded
    if not (within and METHODS[name].takes_bounds):
        amount = draw(st.integers(0, 1000) | st.integers(-1000, 1000))
        return apportion(amount, given, method=name, rank=ranks)
    held = draw(_bounds(len(given)))
    amount = draw(st.integers(sum(held.lows), sum(held.highs)))
    return apportion(amount, given, method=name, minimum=held.lows, maximum=held.highs, rank=ranks)


@st.composite
def _bounds(draw: DrawFn, count: int) -> Bounds:
    lows = tuple(draw(_UNITS) for _ in range(count))
    return Bounds(lows, tuple(low + draw(_UNITS) for low in lows))


def _proofs(methods: Sequence[str], *, bounded: bool = False) -> SearchStrategy[object]:
    """The proofs of parts that were made by one of some methods."""
    made = st.sampled_from(methods).flatmap(lambda name: apportionments(name, bounded=bounded))
    return one_of(made, lambda found: found.certificates)


@kept
@st.composite
def branches(draw: DrawFn, depth: int = 2) -> Branch:
    """Trees of exact numbers, every one the sum of its children; the root is whole."""
    grown = draw(_branch(depth))
    rest = -grown.exact % 1
    return Branch(grown.exact + rest, (grown, Branch(rest))) if rest else grown


@kept
@st.composite
def _branch(draw: DrawFn, depth: int) -> Branch:
    children = draw(st.lists(_branch(depth - 1), max_size=3)) if depth else []
    if not children:
        return Branch(draw(_UNITS.map(Fraction) | st.fractions(0, 100, max_denominator=9)))
    return Branch(sum((child.exact for child in children), Fraction(0)), tuple(children))


@kept
@st.composite
def tables(draw: DrawFn) -> ApportionedTable:
    """Rows divided by weights, so that the columns come out too."""
    return apportion_table(draw(st.lists(_UNITS, min_size=1, max_size=3)), draw(weights()))


@kept
@st.composite
def biproportionals(draw: DrawFn) -> Biproportional:
    """Tables between the totals of rows and of columns, by multipliers."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    cell = st.integers(1, 100)
    given = [[draw(cell) for _ in range(columns)] for _ in range(rows)]
    across = [draw(_UNITS) for _ in range(rows)]
    down = apportion(sum(across), [1] * columns, rank=range(columns)).parts
    method = draw(st.sampled_from(["webster", "jefferson"]))
    ranks = range(rows), range(columns)
    return apportion_biproportional(
        given, across, down, method=method, row_rank=ranks[0], column_rank=ranks[1]
    )


@kept
@st.composite
def axes(draw: DrawFn, name: str = "post") -> Axis:
    """A direction of a table, and those that stand along it."""
    return Axis(name, list(_LETTERS[: draw(st.integers(1, len(_LETTERS)))]))


@kept
@st.composite
def subtotals(draw: DrawFn) -> RoundedSubtotals:
    """Tables of two directions, rounded so that every sum of them comes out."""
    down, across = draw(axes("post")), draw(axes("part"))
    number = st.fractions(0, 100, max_denominator=9)
    exact = {(row, column): draw(number) for row in down.members for column in across.members}
    shown = [Subtotals(["post"]), Subtotals(["part"])]
    return round_subtotals(exact, [down, across], shown)


@kept
def _told_subtotals() -> SearchStrategy[Subtotals]:
    """Which sums are shown, and what some of them are told to be."""
    by = st.lists(st.sampled_from(["post", "part"]), max_size=2, unique=True)
    told = st.dictionaries(st.sampled_from(_LETTERS).map(lambda one: (one,)), _UNITS, max_size=2)
    return st.builds(Subtotals, by) | st.builds(Subtotals, st.just(["post"]), told)


@kept
@st.composite
def _groupings(draw: DrawFn) -> Grouping:
    axis = draw(axes())
    return Grouping("gruppe", "post", {one: draw(st.sampled_from("XY")) for one in axis.members})


@kept
@st.composite
def _above_alone(draw: DrawFn) -> AboveAlone:
    alone, more = draw(_UNITS), draw(st.integers(1, 100))
    return above_alone({"A": alone + more}, {"A": alone})[0]


@kept
def contributions(least: int = 0) -> SearchStrategy[SequentialContributions]:
    """Costs shared step by step by those who need them; each alone costs so much at least."""
    alone = st.lists(st.integers(least, 100), min_size=1, max_size=4)
    return alone.map(lambda costs: sequential_contributions(_by_letter(costs)))


def _by_letter(numbers: Sequence[T]) -> dict[str, T]:
    return dict(zip(_LETTERS, numbers, strict=False))


@kept
@st.composite
def running_periods(draw: DrawFn) -> RunningPeriod:
    """The last of up to three periods that are rounded with what earlier ones left."""
    given = _by_letter(draw(weights()))
    split = RunningSplit()
    for amount in draw(st.lists(_UNITS, max_size=2)):
        split = split.next(amount, given).after
    return split.next(draw(_UNITS), given)


@kept
@st.composite
def _cell_proofs(draw: DrawFn) -> CellProof:
    table = draw(tables())
    row = draw(st.sampled_from(range(len(table.rows))))
    return table.proof(row, draw(st.sampled_from(range(len(table.columns)))))


_RANKS = st.integers(0, 3)
_SHARES = st.fractions(Fraction(1, 9), Fraction(8, 9), max_denominator=9)

OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    AboveAlone: lambda _: _above_alone(),
    ApportionedTable: lambda _: tables(),
    Apportionment: lambda _: apportionments(),
    Axis: lambda _: axes(),
    Biproportional: lambda _: biproportionals(),
    BoundedCertificate: lambda _: _proofs([LARGEST], bounded=True),
    Bounds: lambda _: st.integers(1, 4).flatmap(_bounds),
    Branch: lambda _: branches(),
    Cell: lambda _: _cell_proofs().map(lambda found: found.cell),
    CellProof: lambda _: _cell_proofs(),
    Certificate: lambda _: _proofs([LARGEST]),
    CostStep: lambda _: one_of(contributions(1), lambda found: found.steps),
    Cutoff: lambda _: st.builds(Cutoff, _SHARES, _RANKS),
    Divisor: lambda _: st.builds(Divisor, _SHARES),
    DivisorCertificate: lambda _: _proofs(DIVISOR_METHODS),
    Grouping: lambda _: _groupings(),
    LastClaim: lambda _: st.builds(LastClaim, _SHARES, _RANKS),
    LastUnit: lambda _: st.builds(LastUnit, _SHARES, _UNITS, _RANKS),
    Margin: lambda _: one_of(_cell_proofs(), lambda found: found.margins),
    MultiplierCertificate: lambda _: one_of(biproportionals(), lambda found: found.certificates),
    Nested: lambda _: branches().map(round_nested),
    Replay: lambda _: _proofs(REPLAYED),
    Residuals: lambda _: running_periods().map(lambda found: found.after.residuals),
    RoundedSubtotals: lambda _: subtotals(),
    RunningPeriod: lambda _: running_periods(),
    RunningShare: lambda _: one_of(running_periods(), lambda found: found.trace),
    RunningSplit: lambda _: running_periods().map(lambda found: found.after),
    SequentialContributions: lambda _: contributions(),
    Share: lambda _: one_of(apportionments(), lambda found: found.trace),
    Subtotals: lambda _: _told_subtotals(),
}


show_briefly(OWN)
