"""What a key measures: heads, capped or tiered heads, equal parts, given units.

A driver yields a weight for every party of its pool. Caps and tiers apply to the measure, before
anything is divided, and make a key that is not proportional: a municipality split in two then
pays another sum than it did as one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from attrs import field, frozen

from sundgov.errors import AllocationError, InvalidValueError, UnknownPartyError
from sundgov.exact import Exact, fraction, natural
from sundgov.finance.phrases import YearCount
from sundgov.kinds import checked, listed, must_all_be, pairs
from sundgov.parties import Party, by_rank
from sundgov.populations import Population
from sundgov.printing import Language, exact_number, whole_number
from sundgov.publications import Publication
from sundgov.text import is_plain


class Driver(ABC):
    """The measured quantity behind a key (fordelingsparameter)."""

    @property
    @abstractmethod
    def pool(self) -> tuple[Party, ...]:
        """The parties that share, in the order of their rank."""

    @abstractmethod
    def weight(self, party: Party) -> Fraction:
        """A party's measure."""

    @abstractmethod
    def unit(self, language: Language, *, one: bool = False) -> str:
        """What is counted, in words: several of it, or one."""

    @abstractmethod
    def described(self, language: Language) -> str:
        """The whole measure in words."""

    @property
    def publication(self) -> Publication | None:
        """When the measure was published, for a driver that measures a published figure."""
        return None

    def measured(self, weight: Fraction, language: Language) -> str:
        """A weight in words."""
        return f"{exact_number(weight, 4, language)} {self.unit(language, one=weight == 1)}"


def pool_of(members: Iterable[Party]) -> tuple[Party, ...]:
    """A pool in the order of rank; empty pools and doubled parties are refused."""
    parties = listed(members, "pool")
    must_all_be(parties, "pool", Party)
    pool = by_rank(parties)
    if not pool:
        raise AllocationError("pool", "must hold at least one party")
    for one, other in pairwise(pool):
        if one.id == other.id:
            raise AllocationError("pool", "holds a party twice", one.name)
    return pool


def cap_of(value: int) -> int:
    """The most heads that count."""
    return natural(value, "cap")


def _above(value: int) -> int:
    return natural(value, "above")


def _tier_weight(value: Exact) -> Fraction:
    number = fraction(value, "weight")
    if number < 0:
        raise InvalidValueError("weight", "must not be negative", value)
    return number


@frozen(field_transformer=checked)
class _HeadsOver(Driver):
    population: Population
    pool: tuple[Party, ...] = field(converter=pool_of, repr=False)

    def __attrs_post_init__(self) -> None:
        for party in self.pool:
            if party.key not in self.population:
                raise UnknownPartyError("pool", f"has no {self.population.named('en')}", party.name)

    @property
    def publication(self) -> Publication | None:
        return self.population.publication

    def heads(self, party: Party) -> int:
        """The inhabitants of a party."""
        return self.population[party.key]

    def weight(self, party: Party) -> Fraction:
        return Fraction(self.heads(party))

    def unit(self, language: Language, *, one: bool = False) -> str:
        many = "indbyggere" if language == "da" else "inhabitants"
        return many.removesuffix("e" if language == "da" else "s") if one else many

    def described(self, language: Language) -> str:
        source = f"{self.population.table}, " if self.population.table else ""
        publication = self.population.publication.worded(language)
        return f"{self.population.named(language)} ({source}{publication})"


@frozen
class Heads(_HeadsOver):
    """Inhabitants (indbyggertal), as they are."""


@frozen
class CappedHeads(_HeadsOver):
    """Inhabitants, counted to a cap (loft over indbyggertal).

    >>> from sundgov import population
    >>> p = population("2023-01-01")
    >>> capped = CappedHeads(p, p.parties, cap=100_000)
    >>> capped.weight(p.parties[0]), p["København"]
    (Fraction(100000, 1), 653664)
    """

    cap: int = field(converter=cap_of, kw_only=True)

    def weight(self, party: Party) -> Fraction:
        return Fraction(min(self.heads(party), self.cap))

    def described(self, language: Language) -> str:
        most = whole_number(self.cap, language)
        words = f"højst {most} pr. part" if language == "da" else f"at most {most} a party"
        return f"{super().described(language)}, {words}"


@frozen
class Tier:
    """Heads above `above` count with `weight` each, up to where the next tier begins."""

    above: int = field(converter=_above)
    weight: Fraction = field(converter=_tier_weight)


def tiers_of(value: Iterable[Tier]) -> tuple[Tier, ...]:
    """Tiers that begin at nothing and rise."""
    tiers = listed(value, "tiers")
    must_all_be(tiers, "tiers", Tier)
    starts = [tier.above for tier in tiers]
    if not starts or starts[0] != 0 or any(a >= b for a, b in pairwise(starts)):
        raise InvalidValueError("tiers", "must begin at 0 and rise", starts)
    return tiers


@frozen(field_transformer=checked)
class TieredHeads(_HeadsOver):
    """Inhabitants, counted with another weight in each tier (knækket indbyggertal).

    >>> from sundgov import population
    >>> p = population("2023-01-01")
    >>> half_above = (Tier(0, 1), Tier(150_000, Fraction(1, 2)))
    >>> TieredHeads(p, p.parties, tiers=half_above).weight(p.register.find("Aalborg"))
    Fraction(372571, 2)
    """

    tiers: tuple[Tier, ...] = field(converter=tiers_of, kw_only=True)

    def weight(self, party: Party) -> Fraction:
        heads = self.heads(party)
        ends = [tier.above for tier in self.tiers[1:]] + [heads]
        return sum(
            (
                tier.weight * (min(heads, end) - tier.above)
                for tier, end in zip(self.tiers, ends, strict=True)
                if heads > tier.above
            ),
            Fraction(0),
        )

    def unit(self, language: Language, *, one: bool = False) -> str:
        if language == "da":
            return "vægtet indbygger" if one else "vægtede indbyggere"
        return "weighted inhabitant" if one else "weighted inhabitants"

    def described(self, language: Language) -> str:
        word = "vægt" if language == "da" else "weight"
        over = "over" if language == "da" else "above"
        tiers = "; ".join(
            f"{word} {exact_number(tier.weight, 4, language)} {over} "
            f"{whole_number(tier.above, language)}"
            for tier in self.tiers
        )
        return f"{super().described(language)}, {tiers}"


@frozen(field_transformer=checked)
class EqualParts(Driver):
    """Everyone the same (lige store dele)."""

    pool: tuple[Party, ...] = field(converter=pool_of)

    def weight(self, party: Party) -> Fraction:
        return Fraction(1)

    def unit(self, language: Language, *, one: bool = False) -> str:
        if language == "da":
            return "lige stor del" if one else "lige store dele"
        return "equal part" if one else "equal parts"

    def described(self, language: Language) -> str:
        number, one = whole_number(len(self.pool), language), len(self.pool) == 1
        if language == "da":
            return f"lige store dele mellem {number} {'part' if one else 'parter'}"
        return f"equal parts among {number} {'party' if one else 'parties'}"


def units_of(
    value: Mapping[Party, Exact] | Iterable[tuple[Party, Exact]],
) -> tuple[tuple[Party, Fraction], ...]:
    """What was counted for each party, in the order of rank; never less than nothing."""
    found = pairs(value, "units")
    counted = dict(found)
    measured = []
    for party in pool_of(party for party, _ in found):
        number = fraction(counted[party], f"units[{party.name}]")
        if number < 0:
            raise InvalidValueError(f"units[{party.name}]", "must not be negative", counted[party])
        measured.append((party, number))
    return tuple(measured)


_UNITS = "enheder"


@frozen(field_transformer=checked)
class GivenUnits(Driver):
    """Units that somebody counted (forbrug): minutes, hours, deliveries, scheduled hours.

    >>> a, b = Party("a", "A"), Party("b", "B")
    >>> GivenUnits({a: 3, b: 1}, "timer").weight(a)
    Fraction(3, 1)
    """

    units: tuple[tuple[Party, Fraction], ...] = field(converter=units_of)
    counted: str = field(default=_UNITS, validator=is_plain)

    @property
    def pool(self) -> tuple[Party, ...]:
        return tuple(party for party, _ in self.units)

    @cached_property
    def _by_id(self) -> dict[str, Fraction]:
        return {party.id: number for party, number in self.units}

    def weight(self, party: Party) -> Fraction:
        return self._by_id[party.id]

    def unit(self, language: Language, *, one: bool = False) -> str:
        return "units" if language == "en" and self.counted == _UNITS else self.counted

    def described(self, language: Language) -> str:
        return f"{'antal' if language == 'da' else 'number of'} {self.unit(language)}"


@frozen
class PartOfYear(Driver):
    """Another driver, with some parties counted for a part of the year only.

    `counted` says what the parts were counted in; without it they are told as fractions.
    """

    whole: Driver
    presence: tuple[tuple[Party, Fraction], ...]
    counted: YearCount | None = None

    @property
    def pool(self) -> tuple[Party, ...]:
        return self.whole.pool

    @cached_property
    def _by_id(self) -> dict[str, Fraction]:
        return {party.id: share for party, share in self.presence}

    @property
    def publication(self) -> Publication | None:
        return self.whole.publication

    def measured(self, weight: Fraction, language: Language) -> str:
        return self.whole.measured(weight, language)

    def weight(self, party: Party) -> Fraction:
        return self.whole.weight(party) * self._by_id.get(party.id, 1)

    def unit(self, language: Language, *, one: bool = False) -> str:
        return self.whole.unit(language, one=one)

    def described(self, language: Language) -> str:
        part, out = (
            ("del af året", "ikke medregnet")
            if language == "da"
            else ("part of the year", "not counted")
        )
        partly = ", ".join(
            f"{party.name} {self._part(share, language)}" for party, share in self.presence if share
        )
        absent = ", ".join(party.name for party, share in self.presence if not share)
        told = [f"{word}: {names}" for word, names in ((part, partly), (out, absent)) if names]
        return "; ".join([self.whole.described(language), *told])

    def _part(self, share: Fraction, language: Language) -> str:
        return str(share) if self.counted is None else self.counted.worded(share, language)
