"""When a figure was published, and how that is known: nothing is used before."""

from __future__ import annotations

import datetime as dt
import enum
import re

from attrs import frozen

from sundgov.errors import InvalidValueError, NotPublishedError
from sundgov.exact import calendar_year
from sundgov.kinds import checked, must_be
from sundgov.periods import Quarter, day
from sundgov.printing import Language
from sundgov.printing import day as printed_day


class PublicationBasis(enum.Enum):
    """How a publication day is known."""

    STATED = "stated"
    RULE = "rule"
    YEAR = "year"
    UNKNOWN = "unknown"


@frozen(field_transformer=checked)
class Publication:
    """When a figure was published, and how that is known (offentliggjort).

    A day that is *stated* stands in the source; a day by *rule* follows from the publisher's
    calendar; a bare *year* counts from its last day; *unknown* counts from no day at all.

    >>> Publication.read("2022").on, Publication.read("").on
    (datetime.date(2022, 12, 31), None)
    """

    on: dt.date | None
    basis: PublicationBasis

    def __attrs_post_init__(self) -> None:
        if (self.on is None) != (self.basis is PublicationBasis.UNKNOWN):
            rule = "a day and how it is known go together"
            raise InvalidValueError("publication", rule, f"{self.on}", self.basis.value)

    @classmethod
    def read(cls, text: str) -> Publication:
        """A publication from an ISO date, a bare year or nothing."""
        must_be(text, "published", str)
        if not text:
            return cls(None, PublicationBasis.UNKNOWN)
        if re.fullmatch("[0-9]{4}", text):
            return cls(dt.date(calendar_year(int(text)), 12, 31), PublicationBasis.YEAR)
        return cls(day(text, "published"), PublicationBasis.STATED)

    def known_by(self, on: dt.date | str) -> bool:
        """Whether the figure was published by a day; never if that is not known."""
        return self.on is not None and self.on <= day(on, "on")

    def require(self, figure: str, on: dt.date | str) -> None:
        """Refuse a figure that was not yet published on the day it is used.

        >>> Publication.read("2025-02-15").require("folketal 1. januar 2025", dt.date(2025, 1, 15))
        Traceback (most recent call last):
        sundgov.errors.NotPublishedError: folketal 1. januar 2025: a figure is used only after \
it was published (got 'used 2025-01-15', 'published 2025-02-15')
        """
        used = day(on, "on")
        if self.on is None:
            raise NotPublishedError(
                figure,
                "its publication day is not known, so it cannot be used for billing",
                f"used {used}",
                hint="State when it was published, or override it in the agreement with a reason.",
            )
        if self.on > used:
            raise NotPublishedError(
                figure,
                "a figure is used only after it was published",
                f"used {used}",
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


def newest_published_quarter(on: dt.date) -> dt.date:
    """The reference date of the newest population that the calendar has published by a day."""
    quarter = Quarter.containing(on)
    while not quarterly_publication(quarter.first_day).known_by(on):
        quarter = quarter.previous
    return quarter.first_day
