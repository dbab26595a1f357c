"""The world's numbers that a computation may use: populations and price indices.

A figure carries its publication, because a figure is used only after it was published.
`Figures` holds the packaged ones, and a user lays newer ones beside them; nothing is global.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache, cached_property

from attrs import Attribute, evolve, field, frozen

from sundgov import packaged
from sundgov.errors import (
    InvalidValueError,
    MissingFigureError,
    NotPublishedError,
    UnknownPartyError,
)
from sundgov.exact import Exact, calendar_year, fraction, natural
from sundgov.parties import Parties, Party, packaged_parties
from sundgov.periods import Quarter, day
from sundgov.printing import Language, percent
from sundgov.printing import day as printed_day
from sundgov.text import is_plain, is_plain_or_empty


class PublicationBasis(enum.Enum):
    """How a publication day is known."""

    STATED = "stated"
    RULE = "rule"
    YEAR = "year"
    UNKNOWN = "unknown"


@frozen
class Publication:
    """When a figure was published, and how that is known (offentliggjort).

    A day that is *stated* stands in the source; a day by *rule* follows from the publisher's
    calendar; a bare *year* counts from its last day; *unknown* counts from no day at all.

    >>> Publication.read("2022").on, Publication.read("").on
    (datetime.date(2022, 12, 31), None)
    """

    on: dt.date | None
    basis: PublicationBasis

    @classmethod
    def read(cls, text: str) -> Publication:
        """A publication from an ISO date, a bare year or nothing."""
        if not text:
            return cls(None, PublicationBasis.UNKNOWN)
        if len(text) == 4 and text.isdecimal():
            return cls(dt.date(calendar_year(int(text)), 12, 31), PublicationBasis.YEAR)
        return cls(day(text, "published"), PublicationBasis.STATED)

    def known_by(self, on: dt.date) -> bool:
        """Whether the figure was published by a day; never if that is not known."""
        return self.on is not None and self.on <= on

    def require(self, figure: str, on: dt.date) -> None:
        """Refuse a figure that was not yet published on the day it is used.

        >>> Publication.read("2025-02-15").require("folketal 1. januar 2025", dt.date(2025, 1, 15))
        Traceback (most recent call last):
        sundgov.errors.NotPublishedError: folketal 1. januar 2025: a figure is used only after \
it was published (got 'used 2025-01-15', 'published 2025-02-15')
        """
        if self.on is None:
            raise NotPublishedError(
                figure,
                "its publication day is not known, so it cannot be used for billing",
                f"used {on}",
                hint="State when it was published, or override it in the agreement with a reason.",
            )
        if self.on > on:
            raise NotPublishedError(
                figure,
                "a figure is used only after it was published",
                f"used {on}",
                f"published {self.on}",
            )

    def worded(self, language: Language = "da") -> str:
        """The publication in words.

        >>> Publication.read("2022").worded("en")
        'published in 2022 (counted from 31 December 2022)'
        """
        if self.on is None:
            return "offentliggørelse ukendt" if language == "da" else "publication day unknown"
        on = printed_day(self.on, language)
        danish = {
            PublicationBasis.STATED: f"offentliggjort {on}",
            PublicationBasis.RULE: f"offentliggjort {on} efter udgiverens kalender",
            PublicationBasis.YEAR: f"offentliggjort i {self.on.year} (regnet fra {on})",
        }
        english = {
            PublicationBasis.STATED: f"published {on}",
            PublicationBasis.RULE: f"published {on} by the publisher's calendar",
            PublicationBasis.YEAR: f"published in {self.on.year} (counted from {on})",
        }
        return (danish if language == "da" else english)[self.basis]


def quarterly_publication(reference_date: dt.date) -> Publication:
    """When Statistics Denmark's calendar has the population of a day published.

    Quarter-day figures appear in the middle of February, May, August and November; the 15th is
    taken. For any other day no rule is known.

    >>> quarterly_publication(dt.date(2024, 1, 1)).on
    datetime.date(2024, 2, 15)
    """
    quarter = Quarter.containing(reference_date)
    if quarter.first_day != reference_date:
        return Publication(None, PublicationBasis.UNKNOWN)
    return Publication(dt.date(quarter.year, 3 * quarter.quarter - 1, 15), PublicationBasis.RULE)


def _newest_published_quarter(on: dt.date) -> dt.date:
    """The reference date of the newest population that the calendar has published by a day."""
    quarter = Quarter.containing(on)
    while not quarterly_publication(quarter.first_day).known_by(on):
        quarter = quarter.previous
    return quarter.first_day


def _reference(value: dt.date | str) -> dt.date:
    return day(value, "reference_date")


def _heads(value: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    pairs = ((code, natural(heads, f"population[{code}]")) for code, heads in value.items())
    return tuple(sorted(pairs))


@frozen
class Population(Mapping[str, int]):
    """Inhabitants per municipality on a reference date (folketal): a mapping code -> heads.

    `published_on` is the day the figures count as published (None: not known) and `publication`
    says how that is known; `table` names the source. Look-up takes a code or a name.
    `newer_not_held` is set by `population_known_on` alone: the reference date of a later
    population that was published by the day asked about but is not held.

    >>> p = population("2023-01-01")
    >>> p["741"], p["Samsø"], p.published_on
    (3775, 3775, datetime.date(2023, 2, 15))
    """

    reference_date: dt.date = field(converter=_reference)
    heads: tuple[tuple[str, int], ...] = field(converter=_heads, repr=False)
    publication: Publication = field()
    table: str = field(default="", validator=is_plain_or_empty)
    register: Parties = field(factory=packaged_parties, repr=False, eq=False)
    newer_not_held: dt.date | None = field(default=None, eq=False)

    @publication.default
    def _by_rule(self) -> Publication:
        return quarterly_publication(self.reference_date)

    def __attrs_post_init__(self) -> None:
        if not self.heads:
            raise InvalidValueError("population", "must hold at least one municipality")
        for code, _ in self.heads:
            party = self.register.find(code)
            if party.key != code:
                raise InvalidValueError("population", "must be keyed by official code", code)

    @property
    def published_on(self) -> dt.date | None:
        """The day the figures count as published."""
        return self.publication.on

    @cached_property
    def _by_code(self) -> dict[str, int]:
        return dict(self.heads)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The municipalities, in the order of their codes."""
        return tuple(self.register.find(code) for code, _ in self.heads)

    def __getitem__(self, municipality: str) -> int:
        heads = self._by_code.get(municipality)
        if heads is None:
            party = self.register.find(municipality)
            heads = self._by_code.get(party.key)
            if heads is None:
                raise UnknownPartyError(
                    self.named("en"), "holds no figure for the party", party.name
                )
        return heads

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self.heads)

    @property
    def total(self) -> int:
        """The inhabitants of all the municipalities held.

        It is never the national total, which also counts Christiansø.

        >>> population("2023-01-01").total
        5932561
        """
        return sum(self._by_code.values())

    def named(self, language: Language = "da") -> str:
        """What the figures are, in words.

        >>> population("2023-01-01").named()
        'folketal 1. januar 2023'
        """
        word = "folketal" if language == "da" else "population on"
        return f"{word} {printed_day(self.reference_date, language)}"


class IndexKind(enum.Enum):
    """What a percentage says; percentages of different kinds are never chained.

    development (udvikling): the actual or latest revised rise; estimate (skøn): the expected
    rise; correction (niveaukorrektion): the revision of an earlier estimate; total (samlet
    opregning): correction and estimate together, what a frame is moved by.
    """

    DEVELOPMENT = "development"
    ESTIMATE = "estimate"
    CORRECTION = "correction"
    TOTAL = "total"


@frozen
class IndexName:
    """Which series of percentages: publisher, name and kind; "P/L" alone says too little.

    >>> str(IndexName("Økonomistyrelsen", "generelt pris- og lønindeks", IndexKind.TOTAL))
    'Økonomistyrelsen: generelt pris- og lønindeks (total)'
    """

    publisher: str = field(validator=is_plain)
    name: str = field(validator=is_plain)
    kind: IndexKind

    def __str__(self) -> str:
        return f"{self.publisher}: {self.name} ({self.kind.value})"


def _percent(value: Exact) -> Fraction:
    return fraction(value, "percent")


def _above_ruin(instance: object, attribute: Attribute[Fraction], value: Fraction) -> None:
    if value <= -100:
        raise InvalidValueError("percent", "prices cannot fall by 100 per cent or more", value)


@frozen
class IndexStep:
    """One published percentage: the rise from one year's prices to another's (P/L-procent).

    >>> index = IndexName("KL", "KL-kontingent", IndexKind.TOTAL)
    >>> IndexStep(index, 2014, 2015, Fraction(6, 10)).factor
    Fraction(503, 500)
    """

    index: IndexName
    from_year: int = field(converter=calendar_year)
    to_year: int = field(converter=calendar_year)
    percent: Fraction = field(converter=_percent, validator=_above_ruin)
    publication: Publication = Publication(None, PublicationBasis.UNKNOWN)
    source: str = field(default="", validator=is_plain_or_empty)

    def __attrs_post_init__(self) -> None:
        if self.to_year <= self.from_year:
            raise InvalidValueError(
                "to_year", "must lie after from_year", self.from_year, self.to_year
            )

    @property
    def factor(self) -> Fraction:
        """What an amount is multiplied by."""
        return 1 + self.percent / 100

    def __str__(self) -> str:
        return f"{self.index} {self.from_year}-{self.to_year}: {percent(self.percent)}"


@frozen
class Figures:
    """What a computation may know: a register, populations and index percentages (tal).

    Several vintages of one figure may stand beside each other if their publication differs; the
    latest published by the day of use counts. The same vintage with other numbers is refused.
    """

    register: Parties
    populations: tuple[Population, ...] = ()
    steps: tuple[IndexStep, ...] = ()

    def __attrs_post_init__(self) -> None:
        _distinct("populations", ((p.reference_date, p.publication.on) for p in self.populations))
        _distinct(
            "steps", ((s.index, s.from_year, s.to_year, s.publication.on) for s in self.steps)
        )

    def adding(self, *newer: Population | IndexStep | Party) -> Figures:
        """Figures that hold `newer` as well; what is held already is not held twice.

        >>> held = packaged_figures()
        >>> held.adding(held.population("2023-01-01")) == held
        True
        """
        populations, steps, register = self.populations, self.steps, self.register
        for figure in newer:
            if isinstance(figure, Party):
                register = register.adding(figure)
            elif isinstance(figure, IndexStep):
                steps = steps if figure in steps else (*steps, figure)
            elif figure not in populations:
                populations = (*populations, figure)
        return Figures(register, populations, steps)

    def population(self, reference_date: dt.date | str, on: dt.date | None = None) -> Population:
        """The population of a reference date; with `on`, the latest vintage known by then.

        Raises `MissingFigureError` naming the nearest dates held, and `NotPublishedError` if
        nothing was published by `on`.
        """
        wanted = day(reference_date, "reference_date")
        vintages = [p for p in self.populations if p.reference_date == wanted]
        if not vintages:
            held = sorted({p.reference_date for p in self.populations})
            near = sorted(held, key=lambda other: abs(other - wanted))[:2]
            raise MissingFigureError(
                "population",
                "no population is held for the date",
                f"{wanted}",
                hint=f"Nearest held: {', '.join(map(str, sorted(near)))}." if near else "",
            )
        latest = max(vintages, key=lambda p: p.publication.on or dt.date.min)
        if on is None:
            return latest
        known = [p for p in vintages if p.publication.known_by(on)]
        if not known:
            latest.publication.require(latest.named(), on)
        return max(known, key=lambda p: p.publication.on or dt.date.min)

    def population_known_on(self, on: dt.date | str) -> Population:
        """The newest population held that was published by a day.

        Its `newer_not_held` names the reference date of a later one that the publisher's
        calendar has published by then but that is not held, so that nobody mistakes the answer
        for the newest there is.

        >>> p = packaged_figures().population_known_on("2024-01-10")
        >>> p.reference_date, p.newer_not_held
        (datetime.date(2023, 1, 1), datetime.date(2023, 10, 1))
        """
        when = day(on, "on")
        known = [p for p in self.populations if p.publication.known_by(when)]
        if not known:
            raise MissingFigureError("population", "none held was published by the day", f"{when}")
        newest = max(known, key=lambda p: (p.reference_date, p.publication.on or dt.date.min))
        published = _newest_published_quarter(when)
        later = published if published > newest.reference_date else None
        return evolve(newest, heads=dict(newest.heads), newer_not_held=later)


def _distinct(field_name: str, keys: Iterator[tuple[object, ...]]) -> None:
    seen: set[tuple[object, ...]] = set()
    for key in keys:
        if key in seen:
            raise InvalidValueError(
                field_name,
                "two different figures claim the same date and publication",
                *(str(part) for part in key),
            )
        seen.add(key)


@cache
def packaged_figures() -> Figures:
    """The packaged figures: 58 populations from 2008 to 2026, and the state's and KL's indices."""
    return Figures(packaged_parties(), tuple(_packaged_populations()), tuple(_packaged_steps()))


def _packaged_populations() -> Iterator[Population]:
    heads: dict[str, dict[str, int]] = {}
    for row in packaged.rows("population"):
        heads.setdefault(row["reference_date"], {})[row["code"]] = int(row["population"])
    for row in packaged.rows("population_tables"):
        date = row["reference_date"]
        yield Population(date, heads[date], table=row["table"])


def _packaged_steps() -> Iterator[IndexStep]:
    for row in packaged.rows("price_indices"):
        yield IndexStep(
            IndexName(row["publisher"], row["index"], IndexKind(row["kind"])),
            int(row["from_year"]),
            int(row["to_year"]),
            Fraction(row["percent"]),
            Publication.read(row["published"]),
            row["publication"],
        )


def population(reference_date: dt.date | str) -> Population:
    """The packaged population of a reference date.

    >>> population("2021-04-01")
    Traceback (most recent call last):
    sundgov.errors.MissingFigureError: population: no population is held for the date \
(got '2021-04-01'). Nearest held: 2020-10-01, 2021-01-01.
    """
    return packaged_figures().population(reference_date)


def population_known_on(on: dt.date | str) -> Population:
    """The newest packaged population published by a day; see `Figures.population_known_on`."""
    return packaged_figures().population_known_on(on)
