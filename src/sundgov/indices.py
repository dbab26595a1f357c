"""Percentages that move an amount between price levels, as published (pris- og lønindeks)."""

from __future__ import annotations

import enum
from fractions import Fraction

from attrs import Attribute, field, frozen

from sundgov.errors import InvalidValueError
from sundgov.exact import Exact, calendar_year, fraction
from sundgov.kinds import checked
from sundgov.printing import Language, percent
from sundgov.publications import Publication, PublicationBasis
from sundgov.text import is_plain, is_plain_or_empty


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

    def worded(self, language: Language = "da") -> str:
        """The kind in words.

        >>> IndexKind.TOTAL.worded(), IndexKind.TOTAL.worded("en")
        ('samlet opregning', 'total')
        """
        return _DANISH_KINDS[self.value] if language == "da" else self.value


_DANISH_KINDS = {
    "development": "udvikling",
    "estimate": "skøn",
    "correction": "niveaukorrektion",
    "total": "samlet opregning",
}


@frozen(field_transformer=checked)
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

    def worded(self, language: Language = "da") -> str:
        """The series in words: publisher, name and kind."""
        return f"{self.publisher}, {self.name} ({self.kind.worded(language)})"


def _percent(value: Exact) -> Fraction:
    return fraction(value, "percent")


def _above_ruin(instance: object, attribute: Attribute[Fraction], value: Fraction) -> None:
    if value <= -100:
        raise InvalidValueError("percent", "prices cannot fall by 100 per cent or more", value)


@frozen(field_transformer=checked)
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

    def worded(self, language: Language = "da") -> str:
        """The step in words, without its index: from, to, percentage and publication.

        >>> index = IndexName("KL", "KL-kontingent", IndexKind.TOTAL)
        >>> IndexStep(index, 2014, 2015, Fraction(6, 10), Publication.read("2013-09-01")).worded()
        'fra 2014 pl til 2015 pl: 0,6 pct., offentliggjort 1. september 2013'
        """
        return f"{self.move(language)}, {self.publication.worded(language)}"

    def move(self, language: Language) -> str:
        """From which level to which, by how much."""
        start, end = ("fra", "til") if language == "da" else ("from", "to")
        moved = percent(self.percent, language)
        return f"{start} {self.from_year} pl {end} {self.to_year} pl: {moved}"

    def named(self, language: Language) -> str:
        """The index in words."""
        return self.index.worded(language)
