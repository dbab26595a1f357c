"""The world's numbers that a computation may use: populations and price indices.

`Figures` holds the packaged ones, and a user lays newer ones beside them; nothing is global.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from attrs import evolve, frozen

from sundgov import packaged
from sundgov.errors import InvalidValueError, MissingFigureError
from sundgov.indices import IndexKind, IndexName, IndexStep
from sundgov.kinds import checked, must_be
from sundgov.parties import Parties, Party, packaged_parties
from sundgov.periods import day
from sundgov.populations import Population
from sundgov.publications import Publication, newest_published_quarter


@frozen(field_transformer=checked)
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
            must_be(figure, "figures", Population, IndexStep, Party)
            if isinstance(figure, Party):
                register = register.adding(figure)
            elif isinstance(figure, IndexStep):
                steps = steps if figure in steps else (*steps, figure)
            elif not any(_same_figures(figure, held) for held in populations):
                populations = (*populations, figure)
        return Figures(register, populations, steps)

    def population(
        self, reference_date: dt.date | str, on: dt.date | str | None = None
    ) -> Population:
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
        if on is None:
            return max(vintages, key=lambda p: p.publication.on or dt.date.min)
        used = day(on, "on")
        known = [p for p in vintages if p.publication.known_by(used)]
        if not known:
            first = min(vintages, key=lambda p: p.publication.on or dt.date.max)
            first.publication.require(first.named(), used)
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
        published = newest_published_quarter(when)
        later = published if published > newest.reference_date else None
        return evolve(newest, newer_not_held=later)


def _same_figures(one: Population, other: Population) -> bool:
    """Whether two populations say the same, whatever table they were read from."""
    return (one.reference_date, one.publication.on, one.heads) == (
        other.reference_date,
        other.publication.on,
        other.heads,
    )


def _distinct(field_name: str, keys: Iterator[tuple[object, ...]]) -> None:
    seen: set[tuple[object, ...]] = set()
    for key in keys:
        if key in seen:
            raise InvalidValueError(
                field_name,
                "two different figures claim the same date and publication",
                *("no publication day" if part is None else str(part) for part in key),
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
