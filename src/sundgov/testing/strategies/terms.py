"""What an agreement says of its key, whether or not anybody could divide anything by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Amount,
    BoundedTerms,
    ComposedTerms,
    EqualTerms,
    HeadTerms,
    KeyTerms,
    NewestPublished,
    PartyKind,
    Pool,
    PopulationFixed,
    PopulationOn,
    PopulationRule,
    SliceTerms,
    UnitTerms,
    kr,
)
from sundgov.finance.terms import UnstatedTerms
from sundgov.parties import packaged_parties
from sundgov.testing.strategies.amounts import amounts
from sundgov.testing.strategies.general import one_of
from sundgov.testing.strategies.keys import SLICES, bounds_of, sizes_of, tiers
from sundgov.testing.strategies.parties import parties, pools
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, words

_SOME = amounts(at_least=kr(0), at_most=kr(1_000_000))


@kept
def population_rules() -> SearchStrategy[PopulationRule]:
    """Rules for which population counts.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(population_rules())
    PopulationOn(years_before=1, month=1)
    """
    return st.one_of(
        _population_on(), st.just(NewestPublished()), st.builds(PopulationFixed, days())
    )


@kept
def _population_on() -> SearchStrategy[PopulationOn]:
    return st.builds(PopulationOn, st.sampled_from([1, 0, 2]), st.sampled_from([1, 4, 7, 10]))


@kept
def pool_terms() -> SearchStrategy[Pool]:
    """Who of the members shares: all, those of a kind, of a region, or some by name."""
    region = st.deferred(
        lambda: st.just(Pool(region=packaged_parties().find("Region Midtjylland")))
    )
    named = pools(parties(), most=2).map(lambda found: Pool(named=found))
    return st.one_of(st.just(Pool()), st.builds(Pool, st.sampled_from(PartyKind)), region, named)


@kept
def _head_terms() -> SearchStrategy[HeadTerms]:
    rules, among = population_rules(), pool_terms()
    return st.one_of(
        st.builds(HeadTerms, rules, among),
        st.builds(HeadTerms, rules, among, cap=st.integers(0, 100_000)),
        st.builds(HeadTerms, rules, among, tiers=tiers()),
    )


@kept
@st.composite
def _unit_terms(draw: DrawFn) -> UnitTerms:
    pool = draw(pools(parties(), most=3))
    counts = [draw(st.integers(0, 99) | st.fractions(0, 99, max_denominator=9)) for _ in pool]
    pairs = tuple((party, Fraction(count)) for party, count in zip(pool, counts, strict=True))
    return UnitTerms(pairs, draw(words("timer")))


@kept
def key_terms() -> SearchStrategy[KeyTerms]:
    """Whatever an agreement may say of its key, slices and bounds nested now and then.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(key_terms())
    EqualTerms(pool=Pool(kind=None, region=None, named=()))
    """
    return _key_terms(2)


@cache
def _key_terms(depth: int) -> SearchStrategy[KeyTerms]:
    found: list[SearchStrategy[KeyTerms]] = [
        st.builds(EqualTerms, pool_terms()),
        _head_terms(),
        _unit_terms(),
        st.builds(UnstatedTerms, pool_terms()),
    ]
    if depth:
        found += [_composed_terms(depth - 1), _bounded_terms(depth - 1)]
    return st.one_of(found)


@kept
@st.composite
def _composed_terms(draw: DrawFn, depth: int) -> ComposedTerms:
    sizes = draw(sizes_of(Fraction(draw(_SOME).ore)))
    return ComposedTerms(
        tuple(
            SliceTerms(name, size, draw(_key_terms(depth)))
            for name, (size, _) in zip(SLICES, sizes, strict=False)
        )
    )


@kept
@st.composite
def _bounded_terms(draw: DrawFn, depth: int) -> BoundedTerms:
    total: Amount = draw(_SOME)
    minimum, maximum = draw(bounds_of(Fraction(total.ore), draw(st.integers(1, 4))))
    return BoundedTerms(draw(_key_terms(depth)), minimum=minimum, maximum=maximum)


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    BoundedTerms: lambda _: _bounded_terms(1),
    ComposedTerms: lambda _: _composed_terms(1),
    HeadTerms: lambda _: _head_terms(),
    KeyTerms: lambda _: key_terms(),
    Pool: lambda _: pool_terms(),
    PopulationOn: lambda _: _population_on(),
    PopulationRule: lambda _: population_rules(),
    SliceTerms: lambda _: one_of(_composed_terms(1), lambda found: found.slices),
    UnitTerms: lambda _: _unit_terms(),
}

show_briefly(OWN)
