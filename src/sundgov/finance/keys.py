"""Keys: who bears how much of an amount (fordelingsnøgle), as a small algebra.

- `Proportional(driver)`: in proportion to what the driver measures over its pool.
- `Composed(slices)`: the amount is cut into slices, each with a key of its own. Fixed amounts
  come off first; the fractions divide what is left, and must sum to one.
- `Bounded(key, minimum, maximum)`: another key whose contributions are held within bounds.

They nest to any depth. A key answers `derive` with exact numbers and `split` with whole units.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import NoneType
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from sundgov.apportion import water_fill
from sundgov.errors import AllocationError, InvalidValueError, PriceLevelError
from sundgov.exact import Exact, share
from sundgov.finance.derivations import Bounds, Derivation
from sundgov.finance.drivers import (
    CappedHeads,
    Driver,
    EqualParts,
    GivenUnits,
    Heads,
    PartOfYear,
    Tier,
    TieredHeads,
)
from sundgov.finance.phrases import YearCount
from sundgov.kinds import as_tuple, checked, listed, must_be
from sundgov.money import UNSTATED, Amount, PriceState, Unit
from sundgov.parties import Parties, Party, by_rank, packaged_parties
from sundgov.populations import Population
from sundgov.printing import spaced
from sundgov.text import is_plain

if TYPE_CHECKING:
    from sundgov.finance.splits import Split


class Key(ABC):
    """A rule that turns an amount into parts."""

    @property
    @abstractmethod
    def parties(self) -> tuple[Party, ...]:
        """Everyone who may bear a part, in the order of rank."""

    @abstractmethod
    def derive(self, ore: Fraction, prices: PriceState = UNSTATED) -> Derivation:
        """The exact numbers for an amount in øre, which must not be negative."""

    @abstractmethod
    def with_drivers(self, change: Callable[[Driver], Driver]) -> Key:
        """The same key with every driver changed."""

    def split(self, amount: Amount, unit: Unit = Unit.ORE) -> Split:
        """Divide an amount into whole units that sum to it (fordele).

        Every slice and every party's total becomes the floor or the ceiling of its exact share
        of the amount; a negative amount mirrors the positive one.

        >>> from sundgov import kr, population
        >>> parts = by_heads(population("2023-01-01")).split(kr("7 mio. kr."))
        >>> parts["Samsø"], sum(parts.values())
        (Amount('4.454,23 kr.'), Amount('7.000.000,00 kr.'))
        """
        from sundgov.finance.splits import Split

        return Split.of(amount, self, unit)

    def for_part_of_year(
        self, presence: Mapping[Party, Fraction], counted: YearCount | None = None
    ) -> Key:
        """The same key with some parties counted for a part of the year.

        `counted` says what the parts are counted in, for the proof.
        """
        late = tuple((party, presence[party]) for party in by_rank(presence))

        def change(driver: Driver) -> Driver:
            within = tuple(pair for pair in late if pair[0] in driver.pool)
            return PartOfYear(driver, within, counted) if within else driver

        return self.with_drivers(change) if late else self


@frozen(field_transformer=checked)
class Proportional(Key):
    """In proportion to a driver over its pool."""

    driver: Driver

    def __attrs_post_init__(self) -> None:
        if not any(self.driver.weight(party) for party in self.driver.pool):
            raise AllocationError("weights", "at least one must be above zero")

    @property
    def parties(self) -> tuple[Party, ...]:
        return self.driver.pool

    def derive(self, ore: Fraction, prices: PriceState = UNSTATED) -> Derivation:
        weights = [(party, self.driver.weight(party)) for party in self.driver.pool]
        total = sum((weight for _, weight in weights), Fraction(0))
        per_unit = ore / total
        leaves = tuple(
            Derivation(per_unit * weight, party=party, weight=weight) for party, weight in weights
        )
        return Derivation(ore, weight=total, driver=self.driver, children=leaves)

    def with_drivers(self, change: Callable[[Driver], Driver]) -> Key:
        return Proportional(change(self.driver))


def slice_size(value: Exact | Amount) -> Fraction | Amount:
    """The size of a slice: a share of the cost, or a fixed amount that is not negative."""
    if not isinstance(value, Amount):
        return share(value, "share")
    if value.ore < 0:
        raise InvalidValueError("share", "a fixed amount must not be negative", str(value))
    return value


@frozen(field_transformer=checked)
class Slice:
    """A part of the cost with a key of its own: a fraction of it, or a fixed amount."""

    name: str = field(validator=is_plain)
    size: Fraction | Amount = field(converter=slice_size)
    key: Key


def _slices(value: Iterable[Slice]) -> tuple[Slice, ...]:
    return as_tuple(value)


def check_slices(slices: Iterable[tuple[str, Fraction | Amount]]) -> None:
    """Refuse slices, each a name and a size, that cannot make up a cost."""
    pieces = tuple(slices)
    names = [name for name, _ in pieces]
    if not names:
        raise AllocationError("slices", "must hold at least one slice")
    if len(set(names)) < len(names):
        raise AllocationError("slices", "must have different names", *names)
    fractions = [size for _, size in pieces if isinstance(size, Fraction)]
    if fractions and sum(fractions) != 1:
        raise AllocationError("slices", "the shares must sum to one", str(sum(fractions)))


@frozen(field_transformer=checked)
class Composed(Key):
    """The amount in slices, each under its own key (delt nøgle).

    Fixed amounts come off first and the fractions divide the rest. Slices that tie for an odd
    øre are served in the order stated.

    >>> from sundgov import kr, population
    >>> municipalities = by_heads(population("2019-01-01"), region="Region Midtjylland")
    >>> halves = Composed((Slice("regionen", Fraction(1, 2), solely("Region Midtjylland")),
    ...                    Slice("kommunerne", Fraction(1, 2), municipalities)))
    >>> halves.split(kr(2_700_000))["Region Midtjylland"]
    Amount('1.350.000,00 kr.')
    """

    slices: tuple[Slice, ...] = field(converter=_slices)

    def __attrs_post_init__(self) -> None:
        check_slices([(piece.name, piece.size) for piece in self.slices])

    @property
    def parties(self) -> tuple[Party, ...]:
        members = {party.id: party for piece in self.slices for party in piece.key.parties}
        return by_rank(members.values())

    def derive(self, ore: Fraction, prices: PriceState = UNSTATED) -> Derivation:
        fixed = sum((_nominal(piece, prices) for piece in self.slices), Fraction(0))
        rest = ore - fixed
        if rest < 0 or (rest and all(isinstance(piece.size, Amount) for piece in self.slices)):
            rule = "exceed the amount" if rest < 0 else "do not make up the amount"
            raise AllocationError(
                "slices", f"the fixed amounts {rule}", f"{fixed} øre", f"{ore} øre"
            )
        children = []
        for piece in self.slices:
            part = (
                piece.size * rest if isinstance(piece.size, Fraction) else _nominal(piece, prices)
            )
            children.append(evolve(piece.key.derive(part, prices), name=piece.name))
        return Derivation(ore, children=tuple(children))

    def with_drivers(self, change: Callable[[Driver], Driver]) -> Key:
        return Composed(
            tuple(evolve(piece, key=piece.key.with_drivers(change)) for piece in self.slices)
        )


def _nominal(piece: Slice, prices: PriceState) -> Fraction:
    """A fixed slice in øre; unstated prices mean the money of whatever is being split."""
    if not isinstance(piece.size, Amount):
        return Fraction(0)
    return _in_prices(piece.size, prices, piece.name)


def _in_prices(amount: Amount, prices: PriceState, name: str) -> Fraction:
    if amount.prices not in (UNSTATED, prices):
        raise PriceLevelError(
            name,
            "a fixed amount in a key must be in the prices of what is split",
            str(amount.prices),
            str(prices) or "no price level stated",
        )
    return Fraction(amount.ore)


def check_bounds(minimum: Amount | None, maximum: Amount | None) -> None:
    """Refuse bounds between which nothing lies, and bounds that are none.

    Whether bounds in different prices leave room is not known before they meet a year.
    """
    if minimum is None and maximum is None:
        raise InvalidValueError("bounds", "need a minimum or a maximum")
    for name, bound in (("minimum", minimum), ("maximum", maximum)):
        if bound is not None and bound.ore < 0:
            raise InvalidValueError(name, "must not be negative", str(bound))
    if minimum is None or maximum is None or maximum.ore >= minimum.ore:
        return
    if UNSTATED in (minimum.prices, maximum.prices) or minimum.prices == maximum.prices:
        raise AllocationError(
            "maximum",
            "must not be below the minimum",
            *(spaced(f"{a}") for a in (maximum, minimum)),
        )


@frozen(field_transformer=checked)
class Bounded(Key):
    """Another key whose contributions are held within bounds (mindste- og højestebidrag).

    What the bounds lift or cut is borne by the others in proportion (water-filling), in
    fractions, before rounding. A party whose share is zero stays at zero.

    >>> from sundgov import kr, population
    >>> capped = Bounded(by_heads(population("2023-01-01")), maximum=kr(500_000))
    >>> capped.split(kr("7 mio. kr."))["København"]
    Amount('500.000,00 kr.')
    """

    key: Key
    minimum: Amount | None = field(default=None, kw_only=True)
    maximum: Amount | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_bounds(self.minimum, self.maximum)

    @property
    def parties(self) -> tuple[Party, ...]:
        return self.key.parties

    def derive(self, ore: Fraction, prices: PriceState = UNSTATED) -> Derivation:
        inner = self.key.derive(ore, prices).by_party()
        held = tuple(inner.values())
        level: Fraction | None = None
        if ore:  # of nothing there are no contributions to hold within bounds
            low, high = self._bound("minimum", prices), self._bound("maximum", prices)
            held = water_fill(ore, held, low, high)
            free = (pair for pair in zip(held, inner.values(), strict=True) if pair[0])
            level = next((h / before for h, before in free if h not in (low, high)), None)
        leaves = tuple(
            Derivation(exact, party=party, weight=before)
            for exact, (party, before) in zip(held, inner.items(), strict=True)
        )
        bounds = Bounds(self.minimum, self.maximum, level)
        return Derivation(ore, weight=ore, children=leaves, bounds=bounds)

    def _bound(self, name: str, prices: PriceState) -> Fraction | None:
        bound: Amount | None = getattr(self, name)
        return None if bound is None else _in_prices(bound, prices, name)

    def with_drivers(self, change: Callable[[Driver], Driver]) -> Key:
        return evolve(self, key=self.key.with_drivers(change))


def check_measure(cap: int | None, tiers: tuple[Tier, ...] | None) -> None:
    """Refuse heads that are both capped and tiered."""
    if cap is not None and tiers is not None:
        raise InvalidValueError("cap", "a key has a cap or tiers, not both", cap)


def by_heads(
    population: Population,
    *,
    among: Iterable[str | Party] | None = None,
    region: str | Party | None = None,
    on: dt.date | str | None = None,
    cap: int | None = None,
    tiers: tuple[Tier, ...] | None = None,
) -> Proportional:
    """A key by inhabitants: over all municipalities held, over `among`, or over a region's.

    `cap` counts at most that many heads a party; `tiers` weighs heads differently above given
    numbers. The region's municipalities are those of the reference date, or of the day `on`.

    >>> from sundgov import population
    >>> len(by_heads(population("2023-01-01"), region="Region Sjælland").parties)
    17
    """
    must_be(population, "population", Population)
    register = population.register
    everyone = population.parties
    if region is not None and among is not None:
        raise InvalidValueError(
            "region", "a key is over a region or among parties, not both", region
        )
    if region is not None:
        everyone = register.municipalities_in(
            region, population.reference_date if on is None else on
        )
    pool = everyone if among is None else tuple(map(register.find, listed(among, "among")))
    check_measure(cap, tiers)
    if cap is not None:
        return Proportional(CappedHeads(population, pool, cap=cap))
    if tiers is not None:
        return Proportional(TieredHeads(population, pool, tiers=tiers))
    return Proportional(Heads(population, pool))


def _held(register: Parties | None) -> Parties:
    must_be(register, "register", Parties, NoneType)
    return packaged_parties() if register is None else register


def equally(among: Iterable[str | Party], register: Parties | None = None) -> Proportional:
    """A key of equal parts.

    >>> len(equally(["Samsø", "Læsø"]).parties)
    2
    """
    held = _held(register)
    return Proportional(EqualParts(tuple(map(held.find, listed(among, "among")))))


def solely(party: str | Party, register: Parties | None = None) -> Proportional:
    """A key under which one party bears everything."""
    return equally((party,), register)


def by_units(
    units: Mapping[str, Exact], counted: str, register: Parties | None = None
) -> Proportional:
    """A key by units that somebody counted, such as minutes or deliveries.

    >>> by_units({"Samsø": 30, "Læsø": 10}, "minutter").driver.described("da")
    'antal minutter'
    """
    held = _held(register)
    must_be(units, "units", Mapping)
    found: dict[Party, Exact] = {}
    for name, number in units.items():
        party = held.find(name)
        if party in found:
            raise AllocationError("units", "name a party twice", name)
        found[party] = number
    return Proportional(GivenUnits(found, counted))
