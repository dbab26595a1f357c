"""Which year a wording means: the one it states, or the one that lies near a day that is given.

A wording without a year ("uge 49", "ultimo november") names something that comes round every year.
With a day to be near to, it is the occurrence whose nearest day lies closest to that day, if the
next closest lies at least twice as far away; otherwise either may be meant, and it is refused. So
a single day is understood within about four months of it, and never from half a year away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from attrs import evolve, frozen

from sundgov.errors import InvalidValueError, TextError
from sundgov.exact import calendar_year
from sundgov.periods import Period, day

FIELD = "planned time"
NO_YEAR = "does not say which year"
_AROUND = (-1, 0, 1)
_WINTER = 183


@frozen
class Named:
    """A day or period that a wording names: in every year, and the year that it states, if any."""

    within: Callable[[int], Period]
    year: int | None = None

    def part(self, of: Callable[[Period], Period]) -> Named:
        """A part of what is named, of the same year."""
        return evolve(self, within=lambda year: of(self.within(year)))


@frozen
class Wording:
    """A wording on its way through the grammar, with what is known of its year.

    `text` is as written and `normal` as the grammar reads it; `near` is the day given with it, and
    `by` the first day of the second end where the first end of a range is read.
    """

    text: str
    normal: str
    near: dt.date | None = None
    by: dt.date | None = None

    def refusal(self, rule: str, hint: str = "") -> TextError:
        """What to raise of this wording."""
        return TextError(FIELD, rule, self.text, hint=hint)

    def ending(self, second: Period) -> Wording:
        """The same for the first end of a range: what it names last before `second` begins."""
        return evolve(self, by=second.first_day)

    def day_given(self) -> dt.date:
        """The day that is given with it: "årets udgang" is that of its year."""
        if self.near is None:
            raise self._no_year()
        return self.near

    def find(self, named: Named) -> Period:
        """The one day or period that is meant."""
        if named.year is not None:
            return self._in_its_year(named, named.year)
        if self.by is not None:
            return self._last_before(named, self.by)
        return self._nearest(named, self.day_given())

    def _in_its_year(self, named: Named, year: int) -> Period:
        try:
            return named.within(year)
        except InvalidValueError as error:
            raise self._not_in_the_calendar(error) from None

    def _last_before(self, named: Named, by: dt.date) -> Period:
        """The first end of a range: in the year of its second, or in the winter before it."""
        found = [one for one in self._occurrences(named, by) if one.first_day <= by]
        last = max(found, key=lambda one: one.first_day, default=None)
        if last is None or _far_back(last.first_day, by):
            hint = "Write both years if the range lies across a new year."
            raise self.refusal("ends before it begins", hint)
        return last

    def _nearest(self, named: Named, near: dt.date) -> Period:
        found = sorted(self._occurrences(named, near), key=lambda one: _distance(one, near))
        if len(found) > 1 and _distance(found[1], near) < 2 * _distance(found[0], near):
            years = " or ".join(sorted(f"{one.first_day.year}" for one in found[:2]))
            hint = f"Write the year: {near} is about as near to the one as to the other."
            raise self.refusal(f"may be meant of {years}", hint)
        return found[0]

    def _occurrences(self, named: Named, around: dt.date) -> list[Period]:
        """What is named, in the years around a day that have it."""
        found = []
        for step in _AROUND:
            try:
                found.append(named.within(around.year + step))
            except InvalidValueError as error:
                reason = error
        if not found:
            raise self._not_in_the_calendar(reason)
        return found

    def _no_year(self) -> TextError:
        hint = "Write the year, or give the day that it is near to: near=date(2023, 12, 8)."
        return self.refusal(NO_YEAR, hint)

    def _not_in_the_calendar(self, error: InvalidValueError) -> TextError:
        return self.refusal("is not in the calendar", f"{error.field}: {error.rule}.")


def _far_back(first: dt.date, second: dt.date) -> bool:
    return first.year < second.year and (second - first).days > _WINTER


def _distance(one: Period, on: dt.date) -> int:
    """How many days the nearest day of a period is away; nothing inside it."""
    return max((one.first_day - on).days, (on - one.last_day).days, 0)


def near_day(near: dt.date | str | None) -> dt.date | None:
    """The day that a missing year is near to, if one is given.

    >>> near_day("0023-12-08")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: near: a year lies between 1900 and 2999 (got 23)
    """
    if near is None:
        return None
    found = day(near, "near")
    calendar_year(found.year, "near")
    return found
