"""Cases of a law at any size, for Hypothesis to draw and to shrink; the tiny ones stand apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import add
from typing import TypeVar

from hypothesis import strategies as st

from sundgov.laws import (
    Division,
    Enlarged,
    Grouped,
    Limited,
    Ranked,
    Reordered,
    Reweighed,
    RuleLaw,
    Scaled,
)

T = TypeVar("T")

_HUGE = 10**30
_SMALL = st.integers(0, 9)
_KINDS: tuple[st.SearchStrategy[int] | st.SearchStrategy[Fraction], ...] = (
    _SMALL,
    st.integers(0, 10**6),
    st.builds(Fraction, st.integers(0, 12), st.integers(1, 7)),
    st.integers(0, _HUGE),
)


def cases(law: RuleLaw, *, most: int | None = None) -> st.SearchStrategy[Division]:
    """All that a law is tried on: amounts of any size and sign, up to `most` øre.

    Weights are small and tie, are alike, also with a heavy one beside them, are people, fractions,
    or beyond what 64 bits hold; of up to a hundred recipients.

    >>> from hypothesis import find
    >>> from sundgov.laws import law_named
    >>> find(cases(law_named("sums")), lambda case: case.amount < 0).amount
    -1
    """
    limit = _HUGE if most is None else most
    amounts = st.integers(-limit, limit) | st.integers(0, min(limit, 100))
    kinds = [_listed(kind, law.recipients, more) for kind in _KINDS for more in (4, 20)]
    alike = st.tuples(st.integers(1, 9), st.integers(law.recipients, 100))
    same = alike.map(lambda drawn: (drawn[0],) * drawn[1])
    heavy = st.tuples(same, st.integers(0, 1000)).map(lambda drawn: (*drawn[0], drawn[1]))
    weights = st.one_of(*kinds, same, heavy)
    more = _MORE[law.case]
    return st.tuples(amounts, weights).flatmap(lambda drawn: more(Division(*drawn)))


def _listed(kind: st.SearchStrategy[T], least: int, more: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Weights of at least so many recipients, one of them above zero."""
    found = st.lists(kind, min_size=least, max_size=least + more)
    return found.filter(any).map(tuple)


def _plain(case: Division) -> st.SearchStrategy[Division]:
    return st.just(case)


def _enlarged(case: Division) -> st.SearchStrategy[Division]:
    more = st.one_of(st.integers(1, 3), st.integers(1, 10**6))
    return st.builds(Enlarged, st.just(case.amount), st.just(case.weights), more)


def _reweighed(case: Division) -> st.SearchStrategy[Division]:
    """Weights that all change by little, or are others altogether."""
    steps = st.tuples(*(st.integers(0, 1) for _ in case.weights))
    near = steps.map(lambda found: tuple(map(add, case.weights, found)))
    other = st.tuples(*(_SMALL for _ in case.weights)).filter(any)
    return st.builds(Reweighed, st.just(case.amount), st.just(case.weights), st.one_of(near, other))


def _scaled(case: Division) -> st.SearchStrategy[Division]:
    parts = st.builds(Fraction, st.integers(1, 9), st.integers(1, 9))
    scale = st.one_of(st.integers(2, 9), parts, st.integers(2, 10**20))
    return st.builds(Scaled, st.just(case.amount), st.just(case.weights), scale)


def _places(case: Division) -> st.SearchStrategy[tuple[int, ...]]:
    return st.permutations(range(len(case.weights))).map(tuple)


def _reordered(case: Division) -> st.SearchStrategy[Division]:
    return st.builds(Reordered, st.just(case.amount), st.just(case.weights), _places(case))


def _ranked(case: Division) -> st.SearchStrategy[Division]:
    places = _places(case)
    return st.builds(Ranked, st.just(case.amount), st.just(case.weights), places, places)


def _grouped(case: Division) -> st.SearchStrategy[Division]:
    places = st.sampled_from(range(len(case.weights)))
    group = st.sets(places, min_size=1).map(sorted)
    return st.builds(Grouped, st.just(case.amount), st.just(case.weights), group)


@st.composite
def _limited(draw: st.DrawFn, case: Division) -> Division:
    """Bounds between which the amount lies: drawn first, and the amount cut to them."""
    low = [draw(st.integers(0, 3)) for _ in case.weights]
    high = [bound + draw(st.integers(0, 5)) for bound in low]
    sign = -1 if case.amount < 0 else 1
    amount = min(max(case.amount * sign, sum(low)), sum(high))
    if sign < 0:
        low, high = [-bound for bound in high], [-bound for bound in low]
    return Limited(amount * sign, case.weights, low, high)


_MORE: Mapping[type[Division], Callable[[Division], st.SearchStrategy[Division]]] = {
    Division: _plain,
    Enlarged: _enlarged,
    Reweighed: _reweighed,
    Scaled: _scaled,
    Reordered: _reordered,
    Ranked: _ranked,
    Grouped: _grouped,
    Limited: _limited,
}
