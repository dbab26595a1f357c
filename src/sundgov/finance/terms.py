"""What an agreement says of its key, before the year's figures are known.

Terms become a `Key` when they meet a year: its members, and the figures that were published on
the day of use.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, field, frozen

from sundgov.errors import BillingError, InvalidValueError, TextError
from sundgov.exact import natural, whole
from sundgov.figures import Figures
from sundgov.finance.drivers import GivenUnits, Tier, cap_of, tiers_of, units_of
from sundgov.finance.keys import (
    Bounded,
    Composed,
    Key,
    Proportional,
    Slice,
    by_heads,
    check_bounds,
    check_measure,
    check_slices,
    equally,
    slice_size,
)
from sundgov.kinds import checked, must_be
from sundgov.money import Amount
from sundgov.parties import Party, PartyKind, by_rank, require_region
from sundgov.periods import day
from sundgov.populations import Population
from sundgov.text import is_plain


@frozen
class YearOfUse:
    """A year's members and figures, and the day on which its key is first used.

    `members` are billed in the year; `others` belong to the agreement but are not.
    `override` is the agreement's reason for using figures whose publication is unknown.
    `corrected_on` is the day on which a key was corrected backwards, if it was.
    """

    year: int
    on: dt.date
    members: tuple[Party, ...]
    figures: Figures
    override: str = ""
    others: tuple[Party, ...] = ()
    corrected_on: dt.date | None = None

    @property
    def known_on(self) -> dt.date:
        """The day by which the key's figures were published."""
        return self.corrected_on or self.on


class PopulationRule(ABC):
    """Which population a key uses in a year."""

    @abstractmethod
    def choose(self, use: YearOfUse) -> Population:
        """The population, published by the day of use."""

    @classmethod
    def read(cls, text: str) -> PopulationRule:
        """A rule from words: a date, "newest published", or a day of a nearby year.

        >>> PopulationRule.read("1 January of the year before")
        PopulationOn(years_before=1, month=1)
        >>> PopulationRule.read("last spring")
        Traceback (most recent call last):
        sundgov.errors.TextError: population: is no population rule (got 'last spring'). \
Write '1 January of the year before', '1 July two years before', '1 January of the year', \
'newest published' or a date.
        """
        must_be(text, "population", str)
        if text == "newest published":
            return NewestPublished()
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return PopulationFixed(day(text, "population"))
        match = _RULE.fullmatch(text)
        if match is None:
            raise TextError(
                "population",
                "is no population rule",
                text,
                hint="Write '1 January of the year before', '1 July two years before',"
                " '1 January of the year', 'newest published' or a date.",
            )
        return PopulationOn(_BEFORE[match["before"]], _QUARTER_MONTHS[match["month"]])


_LONGEST_AGO = 50
_BEFORE = {"of the year": 0, "of the year before": 1, "two years before": 2}
_QUARTER_MONTHS = {"January": 1, "April": 4, "July": 7, "October": 10}
_RULE = re.compile(f"1 (?P<month>{'|'.join(_QUARTER_MONTHS)}) (?P<before>{'|'.join(_BEFORE)})")


def _years(value: int) -> int:
    years = natural(value, "years_before")
    if years > _LONGEST_AGO:
        raise InvalidValueError("years_before", f"must not exceed {_LONGEST_AGO}", value)
    return years


def _month(value: int) -> int:
    month = whole(value, "month")
    if month not in _QUARTER_MONTHS.values():
        raise InvalidValueError("month", "a population is of the first of a quarter", value)
    return month


def _held(use: YearOfUse, date: dt.date) -> Population:
    """A population by date; unknown publication is let through only with the agreement's reason."""
    if use.override and use.figures.population(date).published_on is None:
        return use.figures.population(date)
    return use.figures.population(date, on=use.known_on)


@frozen
class PopulationOn(PopulationRule):
    """The population of a quarter day of the year of use, or of a year before it."""

    years_before: int = field(converter=_years)
    month: int = field(default=1, converter=_month)

    def choose(self, use: YearOfUse) -> Population:
        return _held(use, self.date_in(use.year))

    def date_in(self, year: int) -> dt.date:
        """The quarter day, for a year of use."""
        return dt.date(year - self.years_before, self.month, 1)


def _date(value: dt.date | str) -> dt.date:
    return day(value, "date")


@frozen
class PopulationFixed(PopulationRule):
    """The population of one date, until the agreement is based anew."""

    date: dt.date = field(converter=_date)

    def choose(self, use: YearOfUse) -> Population:
        return _held(use, self.date)


@frozen
class NewestPublished(PopulationRule):
    """The newest population published by the day of use.

    A newer one that was published but is not held is refused: the rule would be broken silently.
    """

    def choose(self, use: YearOfUse) -> Population:
        newest = use.figures.population_known_on(use.known_on)
        if newest.newer_not_held is not None:
            raise BillingError(
                "population",
                "a newer population was published by the day of use but is not held",
                f"held {newest.reference_date}",
                f"published {newest.newer_not_held}",
                hint="Add it to the figures.",
            )
        return newest


def _region(value: Party | None) -> Party | None:
    return None if value is None else require_region(value)


@frozen(field_transformer=checked)
class Pool:
    """Who of the year's members shares: all, those of a kind, those in a region, or named ones."""

    kind: PartyKind | None = None
    region: Party | None = field(default=None, converter=_region)
    named: tuple[Party, ...] = ()

    def members(self, use: YearOfUse) -> tuple[Party, ...]:
        """The parties of the pool in a year."""
        for party in self.named:
            if party not in use.members and party not in use.others:
                raise BillingError("pool", "names a party outside the agreement", party.name)
        chosen = [party for party in use.members if self._holds(party, use)]
        if not chosen:
            raise BillingError("pool", "holds none of the year's members", use.year)
        return tuple(chosen)

    def _holds(self, party: Party, use: YearOfUse) -> bool:
        if self.named and party not in self.named:
            return False
        if self.kind is not None and party.kind is not self.kind:
            return False
        if self.region is None:
            return True
        return party in use.figures.register.municipalities_in(self.region, use.on)


class KeyTerms(ABC):
    """What an agreement says of a key."""

    @abstractmethod
    def key(self, use: YearOfUse) -> Key:
        """The key for a year."""

    def based_on(self, population: PopulationRule) -> KeyTerms:
        """The same terms by another population, wherever they count inhabitants."""
        return self


def _cap(value: int | None) -> int | None:
    return None if value is None else cap_of(value)


def _tiers(value: Iterable[Tier] | None) -> tuple[Tier, ...] | None:
    return None if value is None else tiers_of(value)


@frozen(field_transformer=checked)
class HeadTerms(KeyTerms):
    """By inhabitants, under a rule for which population."""

    population: PopulationRule
    pool: Pool = Pool()
    cap: int | None = field(default=None, converter=_cap, kw_only=True)
    tiers: tuple[Tier, ...] | None = field(default=None, converter=_tiers, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_measure(self.cap, self.tiers)

    def key(self, use: YearOfUse) -> Key:
        return by_heads(
            self.population.choose(use),
            among=self.pool.members(use),
            cap=self.cap,
            tiers=self.tiers,
        )

    def based_on(self, population: PopulationRule) -> KeyTerms:
        return evolve(self, population=population)


@frozen(field_transformer=checked)
class EqualTerms(KeyTerms):
    """In equal parts."""

    pool: Pool = Pool()

    def key(self, use: YearOfUse) -> Key:
        return equally(self.pool.members(use), use.figures.register)


@frozen(field_transformer=checked)
class UnstatedTerms(KeyTerms):
    """Borne by a group of which the agreement does not say how it shares (nøgle ikke oplyst).

    Where the group is one party it bears everything; among several nothing can be divided.
    """

    pool: Pool = Pool()

    def key(self, use: YearOfUse) -> Key:
        members = by_rank(self.pool.members(use))
        if len(members) > 1:
            rule = "is not stated among those who share"
            first, second = members[:2]
            more = "" if len(members) == 2 else f" and {len(members) - 2} more"
            raise BillingError("key", rule, f"{first.name}, {second.name}{more}")
        return equally(members, use.figures.register)


@frozen(field_transformer=checked)
class UnitTerms(KeyTerms):
    """By units that somebody counted, as stated in the agreement."""

    units: tuple[tuple[Party, Fraction], ...] = field(converter=units_of)
    counted: str = field(validator=is_plain)

    def key(self, use: YearOfUse) -> Key:
        counted = dict(self.units)
        billed = Pool(named=tuple(counted)).members(use)
        return Proportional(GivenUnits({party: counted[party] for party in billed}, self.counted))


@frozen(field_transformer=checked)
class SliceTerms:
    """A slice: a fraction of the cost or a fixed amount, under its own terms."""

    name: str = field(validator=is_plain)
    size: Fraction | Amount = field(converter=slice_size)
    key: KeyTerms


@frozen(field_transformer=checked)
class ComposedTerms(KeyTerms):
    """Slices of the cost, each under its own terms."""

    slices: tuple[SliceTerms, ...]

    def __attrs_post_init__(self) -> None:
        check_slices([(piece.name, piece.size) for piece in self.slices])

    def key(self, use: YearOfUse) -> Key:
        return Composed(
            tuple(Slice(piece.name, piece.size, piece.key.key(use)) for piece in self.slices)
        )

    def based_on(self, population: PopulationRule) -> KeyTerms:
        return evolve(
            self,
            slices=tuple(
                evolve(piece, key=piece.key.based_on(population)) for piece in self.slices
            ),
        )


@frozen(field_transformer=checked)
class BoundedTerms(KeyTerms):
    """Other terms whose contributions are held within bounds."""

    terms: KeyTerms
    minimum: Amount | None = field(default=None, kw_only=True)
    maximum: Amount | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_bounds(self.minimum, self.maximum)

    def key(self, use: YearOfUse) -> Key:
        return Bounded(self.terms.key(use), minimum=self.minimum, maximum=self.maximum)

    def based_on(self, population: PopulationRule) -> KeyTerms:
        return evolve(self, terms=self.terms.based_on(population))
