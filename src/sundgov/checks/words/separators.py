"""Decimal and thousands separators that are mixed within one paper (talformat).

Only numbers whose separator can be nothing else are read: one or two digits after it and a unit
that has decimals, or threes of digits and kroner.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from sundgov import printing
from sundgov.checks.checking import Grade, Spot, check
from sundgov.checks.walks.meeting_walk import meetings
from sundgov.checks.walks.texts import PlacedText, texts_of
from sundgov.figures import Figures
from sundgov.findings import Severity
from sundgov.record import Record

_KRONER = r"kr(?:oner|\.)?+(?![^\W\d_])(?!\s?[0-9])"
_SCALE = rf"(?:mio\.?|mia\.?|millio[a-z]+|milliard[a-z]*)(?![^\W\d_])(?:\s{_KRONER})?"
_SHARE = r"(?:t\.?\s?kr\.?|pct\.?|procent|promille|årsværk)(?![^\W\d_])|[%‰]"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<digits>[0-9][0-9.,]*[0-9])(?P<unit>\s?(?:(?P<kr>{_KRONER})|{_SCALE}|{_SHARE}))"
)
_DECIMALS = re.compile(r"[0-9]+([.,])[0-9]{1,2}")
_GROUPS = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_BOTH = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(,)[0-9]{1,2}|[0-9]{1,3}(?:,[0-9]{3})+(\.)[0-9]{1,2}")
_SWAPPED = str.maketrans(".,", ",.")


@frozen
class _Number:
    """A number as printed with its unit, and the marks in it: before decimals, between threes."""

    place: str
    digits: str
    unit: str
    decimal: str = ""
    groups: str = ""

    @property
    def printed(self) -> str:
        """As it stands, with plain spaces."""
        return printing.spaced(f"{self.digits}{self.unit}")

    @property
    def in_danish(self) -> str:
        """With its marks exchanged."""
        return printing.spaced(f"{self.digits.translate(_SWAPPED)}{self.unit}")

    @property
    def is_danish(self) -> bool:
        """Whether a comma stands before its decimals, or points between its threes of digits."""
        return self.decimal == "," or self.groups == "."

    def worded(self) -> str:
        """The number, with its mark in words."""
        marks = {",": "comma", ".": "point"}
        if self.decimal:
            return f"{self.printed!r} has a decimal {marks[self.decimal]}"
        return f"{self.printed!r} has a {marks[self.groups]} between thousands"


@check("separators-mixed", Severity.NOTE, Grade.STRICT)
def separators_mixed(record: Record, figures: Figures, on: dt.date) -> Iterator[Spot]:
    """A number written in the English way in a paper that writes others in the Danish way."""
    for meeting in meetings(record):
        numbers = tuple(_numbers(texts_of(meeting)))
        danish = [number for number in numbers if number.is_danish]
        english: dict[str, _Number] = {}
        for one in numbers if danish else ():
            if not one.is_danish:
                english.setdefault(one.printed, one)
        for number in english.values():
            like = [one for one in danish if bool(one.decimal) is bool(number.decimal)] or danish
            yield Spot(
                number.place,
                f"{number.worded()}, and {like[0].worded()}",
                f"Write {number.in_danish!r}.",
                number.printed,
            )


def _numbers(texts: Iterable[PlacedText]) -> Iterator[_Number]:
    """The numbers whose marks can be read in one way only."""
    for text in texts:
        for match in _NUMBER.finditer(text.text):
            digits, unit = match["digits"], match["unit"]
            if found := _BOTH.fullmatch(digits):
                decimal = found[1] or found[2]
                yield _Number(text.place, digits, unit, decimal, decimal.translate(_SWAPPED))
            elif found := _DECIMALS.fullmatch(digits):
                yield _Number(text.place, digits, unit, found[1])
            elif match["kr"] and (found := _GROUPS.fullmatch(digits)):
                yield _Number(text.place, digits, unit, groups=found[1])
