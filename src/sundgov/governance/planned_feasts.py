"""Feasts as a plan uses them: what must be done before Christmas, and what begins after New Year.

A feast has a last day before it and a first day after it. Christmas Eve counts as before Christmas,
and New Year's Day as after the new year; Easter lasts from Maundy Thursday to Easter Monday.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from sundgov.governance.planned_names import TWO_YEARS, YEAR, first_of_two_years, stated_year
from sundgov.governance.planned_refusals import unreadable
from sundgov.governance.planned_years import Named, Wording
from sundgov.periods import Span

FEAST = r"(?P<feast>(?:jul|julen|nytår|årsskiftet|påske|påsken)\b.*)"
NEW_YEAR = r"(?P<feast>(?:nytår|årsskiftet)\b.*)"

_YearOf = Callable[[re.Match[str], Wording], int | None]


def _christmas(year: int) -> Span:
    return Span(dt.date(year, 12, 24), dt.date(year, 12, 27))


def _new_year(year: int) -> Span:
    return Span(dt.date(year, 12, 31), dt.date(year + 1, 1, 1))


def _easter(year: int) -> Span:
    from dateutil.easter import easter

    sunday = easter(year)
    return Span(sunday - dt.timedelta(days=4), sunday + dt.timedelta(days=2))


_FEASTS: tuple[tuple[re.Pattern[str], Callable[[int], Span], _YearOf], ...] = (
    (re.compile(f"jul(?:en)?{YEAR}"), _christmas, stated_year),
    (re.compile(f"(?:nytår|årsskiftet){TWO_YEARS}"), _new_year, first_of_two_years),
    (re.compile(f"påsken?{YEAR}"), _easter, stated_year),
)


def read_feast(text: str, wording: Wording) -> Span:
    """From the last day before the feast that is meant to the first day after it."""
    for pattern, days, year in _FEASTS:
        if match := pattern.fullmatch(text):
            found = wording.find(Named(days, year(match, wording)))
            return Span(found.first_day, found.last_day)
    raise unreadable(wording)


def around(new_year: Span) -> Span:
    """Half a month on either side of a new year, from 16 December to 15 January."""
    return Span(new_year.first_day.replace(day=16), new_year.last_day.replace(day=15))
