"""Price indices: their names, percentages and chains, and amounts moved by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Chain,
    Chaining,
    CompositeIndex,
    IndexKind,
    IndexName,
    IndexPart,
    IndexStep,
    PriceLevel,
    Publication,
    Rounding,
    Unit,
    Uplift,
    uplift,
)
from sundgov.publications import PublicationBasis
from sundgov.testing.strategies.amounts import amounts
from sundgov.testing.strategies.general import one_of
from sundgov.testing.strategies.periods import days, years
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, words

_KINDS = st.sampled_from([IndexKind.TOTAL, *IndexKind])
_STATED = (PublicationBasis.STATED, PublicationBasis.RULE, PublicationBasis.YEAR)
_UNKNOWN = Publication(None, PublicationBasis.UNKNOWN)


@kept
def publications(first: dt.date | None = None) -> SearchStrategy[Publication]:
    """When something was published, not before the first day, or that nobody knows when.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(publications(), lambda found: found.on is not None).worded("en")
    'published 1 January 2025'
    """
    stated = st.builds(Publication, days(first), st.sampled_from(_STATED))
    return st.just(_UNKNOWN) | stated


@kept
def index_names() -> SearchStrategy[IndexName]:
    """Which series of percentages.

    >>> from sundgov.testing.strategies import simplest
    >>> print(simplest(index_names()))
    KL: Drift (total)
    """
    return st.builds(IndexName, words("KL"), words(), _KINDS)


@kept
def percents() -> SearchStrategy[Fraction]:
    """Rises of prices in per cent, with a decimal; a fall is a rise below zero."""
    return st.integers(0, 100).map(_tenths) | st.integers(-999, 999).map(_tenths)


def _tenths(count: int) -> Fraction:
    return Fraction(count, 10)


@kept
@st.composite
def index_steps(
    draw: DrawFn, index: IndexName | None = None, begins: int | None = None
) -> IndexStep:
    """One published percentage, of an index and from a year where these are told."""
    year = draw(years()) if begins is None else begins
    return IndexStep(
        draw(index_names()) if index is None else index,
        year,
        year + draw(st.integers(1, 3)),
        draw(percents()),
        draw(publications()),
        draw(st.just("") | words()),
    )


@kept
@st.composite
def chains(draw: DrawFn) -> Chain:
    """Up to three steps of one index that follow on each other."""
    index = draw(index_names())
    steps: list[IndexStep] = []
    for _ in range(draw(st.integers(0, 3))):
        begins = steps[-1].to_year if steps else None
        steps.append(draw(index_steps(index, begins)))
    return Chain(tuple(steps), draw(st.sampled_from(Chaining)))


@kept
@st.composite
def composite_indices(draw: DrawFn) -> CompositeIndex:
    """One to three series of one kind, whose weights sum to one."""
    first = draw(index_names())
    counts = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    series = [evolve(first, name=f"{first.name} {number}") for number in range(1, len(counts) + 1)]
    parts = tuple(
        IndexPart(one, Fraction(count, sum(counts)))
        for one, count in zip(series, counts, strict=True)
    )
    return CompositeIndex(draw(words()), parts)


@kept
@st.composite
def uplifts(draw: DrawFn) -> Uplift:
    """Amounts moved along a chain, upwards or downwards.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(uplifts(), lambda found: found.amount.ore > 0).amount
    Amount('1,00 kr. (2025 pl)')
    """
    by = draw(chains())
    ends = [by.steps[0].from_year, by.steps[-1].to_year] if by.steps else [draw(years())] * 2
    start, end = draw(st.sampled_from([ends, ends[::-1]]))
    amount = draw(amounts(PriceLevel(start)))
    rule = draw(st.sampled_from([one for one in Rounding if one is not Rounding.REFUSE]))
    return uplift(amount, end, by, unit=draw(st.sampled_from(Unit)), rule=rule)


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Chain: lambda _: chains(),
    CompositeIndex: lambda _: composite_indices(),
    IndexName: lambda _: index_names(),
    IndexPart: lambda _: one_of(composite_indices(), lambda found: found.parts),
    IndexStep: lambda _: index_steps(),
    Publication: lambda _: publications(),
    Uplift: lambda _: uplifts(),
}

show_briefly(OWN)
