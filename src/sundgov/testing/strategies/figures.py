"""The world's numbers: populations, and figures beside a register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from sundgov.figures import Figures
from sundgov.indices import IndexStep
from sundgov.parties import Party, packaged_parties
from sundgov.periods import Quarter
from sundgov.populations import Population
from sundgov.publications import quarterly_publication
from sundgov.testing.strategies.indices import index_steps, publications
from sundgov.testing.strategies.parties import pools
from sundgov.testing.strategies.periods import days
from sundgov.testing.strategies.shown import show_briefly
from sundgov.testing.strategies.texts import kept, words


@st.composite
def populations(
    draw: DrawFn,
    among: Sequence[Party] | None = None,
    *,
    on: SearchStrategy[dt.date] | None = None,
    at_least: int = 0,
) -> Population:
    """Inhabitants of some municipalities of the packaged register, on the first of a quarter first.

    `on` draws the reference dates, and `at_least` is the fewest inhabitants of a municipality.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(populations(), lambda found: found.total > 0)
    >>> str(found.reference_date), dict(found)
    ('2025-01-01', {'741': 1})
    """
    pool = draw(pools()) if among is None else among
    quarters = days().map(lambda day: Quarter.containing(day).first_day)
    date = draw(quarters | days() if on is None else on)
    heads = {party.key: draw(st.integers(at_least, 100_000)) for party in pool}
    publication = draw(st.just(quarterly_publication(date)) | publications(date))
    return Population(date, heads, publication, table=draw(st.just("") | words()))


@kept
@st.composite
def figures(draw: DrawFn) -> Figures:
    """A few figures beside the packaged register, with several vintages of some.

    >>> from sundgov.testing.strategies import simplest
    >>> found = simplest(figures())
    >>> len(found.register), found.populations, found.steps
    (104, (), ())
    """
    held = draw(st.lists(populations(), max_size=2, unique_by=_day_and_publication))
    steps = draw(st.lists(index_steps(), max_size=2, unique_by=_years_and_publication))
    return Figures(packaged_parties(), tuple(held), tuple(steps))


def _day_and_publication(held: Population) -> object:
    return held.reference_date, held.publication.on


def _years_and_publication(step: IndexStep) -> object:
    return step.index, step.from_year, step.to_year, step.publication.on


OWN: Mapping[object, Callable[[int], SearchStrategy[object]]] = {
    Figures: lambda _: figures(),
    Population: lambda _: populations(),
}

show_briefly(OWN)
