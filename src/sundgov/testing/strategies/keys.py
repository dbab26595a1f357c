"""Drivers, keys and what they make of an amount: splits, tariffs and charges."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov import (
    Amount,
    Bounded,
    CappedHeads,
    Charges,
    Composed,
    Driver,
    EqualParts,
    GivenUnits,
    Heads,
    Key,
    Party,
    PartyAmounts,
    PartyKind,
    Proportional,
    Rounding,
    Slice,
    Split,
    Tariff,
    Tier,
    TieredHeads,
    Unit,
    kr,
)
from sundgov.finance.tariffs import Comparison
from sundgov.testing.strategies.amounts import amounts, exact_amounts, prices
from sundgov.testing.strategies.figures import populations
from sundgov.testing.strategies.general import one_of
from sundgov.testing.strategies.parties import pools
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, words

T = TypeVar("T")
_SOME = kr(1_000_000)
SLICES = ("grundbidrag", "resten", "driften")


def drivers(parties: Sequence[Party] | None = None) -> SearchStrategy[Driver]:
    """Measures over a pool, at least one of them above zero.

    Without `parties` the pool is of a few islands. Inhabitants are counted where all of the pool
    are municipalities of the packaged register.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(drivers(), lambda found: len(found.pool) == 2).described("en")
    'equal parts among 2 parties'
    """
    return _over(parties, _drivers_of)


def _over(
    parties: Sequence[Party] | None, of: Callable[[tuple[Party, ...]], SearchStrategy[T]]
) -> SearchStrategy[T]:
    return pools().flatmap(of) if parties is None else of(tuple(parties))


@lru_cache
def _drivers_of(pool: tuple[Party, ...]) -> SearchStrategy[Driver]:
    found: list[SearchStrategy[Driver]] = [_equal(pool), _units(pool)]
    if all(party.kind is PartyKind.MUNICIPALITY and party.code for party in pool):
        found += [_heads(pool), _capped(pool), _tiered(pool)]
    return st.one_of(found)


@kept
def _equal(pool: tuple[Party, ...]) -> SearchStrategy[EqualParts]:
    return st.just(EqualParts(pool))


@kept
@st.composite
def _units(draw: DrawFn, pool: tuple[Party, ...]) -> GivenUnits:
    counts = [draw(st.integers(0, 99) | st.fractions(0, 99, max_denominator=9)) for _ in pool]
    sure = draw(st.integers(0, len(pool) - 1))
    counts[sure] = counts[sure] or 1
    return GivenUnits(zip(pool, counts, strict=True), draw(words("timer")))


@kept
def _heads(pool: tuple[Party, ...]) -> SearchStrategy[Heads]:
    return populations(pool, at_least=1).map(lambda counted: Heads(counted, pool))


@kept
@st.composite
def _capped(draw: DrawFn, pool: tuple[Party, ...]) -> CappedHeads:
    return CappedHeads(draw(populations(pool, at_least=1)), pool, cap=draw(st.integers(1, 100_000)))


@kept
@st.composite
def _tiered(draw: DrawFn, pool: tuple[Party, ...]) -> TieredHeads:
    return TieredHeads(draw(populations(pool, at_least=1)), pool, tiers=draw(tiers()))


@kept
@st.composite
def tiers(draw: DrawFn) -> tuple[Tier, ...]:
    """Tiers from nothing upwards; those of the first always weigh something.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(tiers())
    (Tier(above=0, weight=Fraction(1, 1)),)
    """
    weights = st.fractions(0, 2, max_denominator=4)
    above = sorted(draw(st.sets(st.integers(1, 100_000), max_size=2)))
    first = draw(st.just(Fraction(1)) | st.fractions(Fraction(1, 4), 2, max_denominator=4))
    return (Tier(0, first), *(Tier(start, draw(weights)) for start in above))


def keys(
    parties: Sequence[Party] | None = None, *, dividing: Amount | None = None
) -> SearchStrategy[Key]:
    """Keys over some parties, nested now and then.

    They divide any amount: by a driver, or by slices that are fractions of the whole. Where
    an amount is told that they shall divide, fixed slices and bounds come as well, so that
    the amount leaves room for them.

    >>> from sundgov.testing.strategies import simplest
    >>> key = simplest(keys(), lambda found: isinstance(found, Composed))
    >>> [(piece.name, str(piece.size)) for piece in key.slices]
    [('grundbidrag', '1')]
    """
    total = None if dividing is None else Fraction(abs(dividing.ore))
    return _over(parties, lambda pool: _keys_of(pool, total, 2))


def _keys_of(pool: tuple[Party, ...], total: Fraction | None, depth: int) -> SearchStrategy[Key]:
    plain: SearchStrategy[Key] = st.builds(Proportional, _drivers_of(pool))
    found = [plain]
    if depth:
        found.append(_composed(pool, total, depth - 1))
    if total is not None:
        found.append(_bounded(pool, total))
    return st.one_of(found)


@st.composite
def _composed(
    draw: DrawFn, pool: tuple[Party, ...], total: Fraction | None, depth: int
) -> Composed:
    sizes = draw(sizes_of(total))
    pieces = []
    for name, (size, part) in zip(SLICES, sizes, strict=False):
        among = draw(st.just(pool) | _some_of(pool))
        pieces.append(Slice(name, size, draw(_keys_of(among, part, depth))))
    return Composed(tuple(pieces))


@kept
def _some_of(pool: tuple[Party, ...]) -> SearchStrategy[tuple[Party, ...]]:
    return st.sets(st.sampled_from(range(len(pool))), min_size=1).map(
        lambda chosen: tuple(pool[place] for place in sorted(chosen))
    )


@st.composite
def sizes_of(
    draw: DrawFn, total: Fraction | None
) -> tuple[tuple[Fraction | Amount, Fraction | None], ...]:
    """The sizes of up to three slices of some øre, and how many øre each of them is.

    Without a total all are fractions. Otherwise the first may be a fixed amount.
    """
    counts = draw(st.lists(st.integers(1, 9), min_size=1, max_size=2))
    fixed = draw(st.none() | st.integers(0, int(total))) if total is not None else None
    rest = None if total is None else total - (fixed or 0)
    shares = [Fraction(count, sum(counts)) for count in counts]
    laid = tuple((share, None if rest is None else rest * share) for share in shares)
    return laid if fixed is None else ((Amount(fixed), Fraction(fixed)), *laid)


@st.composite
def _bounded(draw: DrawFn, pool: tuple[Party, ...], total: Fraction) -> Bounded:
    driver = draw(_drivers_of(pool))
    bearing = sum(1 for party in pool if driver.weight(party))
    minimum, maximum = draw(bounds_of(total, bearing))
    return Bounded(Proportional(driver), minimum=minimum, maximum=maximum)


@st.composite
def bounds_of(draw: DrawFn, total: Fraction, bearing: int) -> tuple[Amount | None, Amount | None]:
    """A minimum, a maximum or both, between which so many parties can bear a total."""
    even = total / bearing
    least = draw(st.integers(0, int(even)))
    most = ceil(even) + draw(st.integers(0, int(total)))
    lower, upper = draw(st.sampled_from([(True, False), (False, True), (True, True)]))
    return Amount(least) if lower else None, Amount(most) if upper else None


@kept
@st.composite
def _any_key(draw: DrawFn) -> Key:
    return draw(keys(dividing=draw(amounts(at_least=kr(0), at_most=_SOME))))


@st.composite
def splits(draw: DrawFn, parties: Sequence[Party] | None = None) -> Split:
    """Amounts divided under a key, into whole øre, kroner or thousands.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(splits(), lambda found: len(found) == 2 and found.amount.ore > 0).amount
    Amount('1,00 kr.')
    """
    unit = draw(st.sampled_from(Unit))
    amount = draw(amounts(at_least=-_SOME, at_most=_SOME, unit=unit))
    return draw(keys(parties, dividing=amount)).split(amount, unit)


@st.composite
def tariffs(draw: DrawFn, parties: Sequence[Party] | None = None) -> Tariff:
    """Prices per unit of a driver.

    >>> from sundgov.testing.strategies import simplest
    >>> simplest(tariffs(), lambda found: found.price.ore > 0).price
    ExactAmount(ore=Fraction(1, 1), prices=Unstated())
    """
    state = draw(prices())
    price = draw(exact_amounts(state, at_least=kr(0), at_most=kr(10_000)))
    return Tariff(price, draw(drivers(parties)), draw(st.sampled_from([1, 60, 1000])))


@kept
@st.composite
def charges(draw: DrawFn) -> Charges:
    """What a tariff brings in."""
    rules = [rule for rule in Rounding if rule is not Rounding.REFUSE]
    return draw(tariffs()).charge(draw(st.sampled_from(Unit)), draw(st.sampled_from(rules)))


@kept
@st.composite
def _comparisons(draw: DrawFn) -> Comparison:
    held = draw(charges())
    return held.against(draw(amounts(held.tariff.price.prices)))


@kept
@st.composite
def party_amounts(draw: DrawFn) -> PartyAmounts:
    """Whole amounts by party."""
    pool = draw(pools())
    state = draw(prices())
    return PartyAmounts(pool, tuple(draw(amounts()).ore for _ in pool), state)


@kept
def _slices() -> SearchStrategy[Slice]:
    return one_of(_any_composed(), lambda found: found.slices)


@kept
@st.composite
def _any_composed(draw: DrawFn) -> Composed:
    total = draw(amounts(at_least=kr(0), at_most=_SOME))
    return draw(_composed(draw(pools()), Fraction(total.ore), 1))


@kept
@st.composite
def _any_bounded(draw: DrawFn) -> Bounded:
    total = draw(amounts(at_least=kr(0), at_most=_SOME))
    return draw(_bounded(draw(pools()), Fraction(total.ore)))


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Bounded: lambda _: _any_bounded(),
    CappedHeads: lambda _: pools().flatmap(_capped),
    Charges: lambda _: charges(),
    Comparison: lambda _: _comparisons(),
    Composed: lambda _: _any_composed(),
    Driver: lambda _: drivers(),
    EqualParts: lambda _: pools().flatmap(_equal),
    GivenUnits: lambda _: pools().flatmap(_units),
    Heads: lambda _: pools().flatmap(_heads),
    Key: lambda _: _any_key(),
    PartyAmounts: lambda _: party_amounts(),
    Proportional: lambda _: st.builds(Proportional, drivers()),
    Slice: lambda _: _slices(),
    Split: lambda _: splits(),
    Tariff: lambda _: tariffs(),
    Tier: lambda _: tiers().flatmap(st.sampled_from),
    TieredHeads: lambda _: pools().flatmap(_tiered),
}

show_briefly(OWN)
