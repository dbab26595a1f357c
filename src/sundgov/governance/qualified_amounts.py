"""An amount as a paper states it: "ca. 1,2 mio. kr.", "mindst 2 mio. kr.", "25 kr. pr. borger".

The number alone is an `Amount`, which is exact and can be billed. What a paper says around it
decides which figures agree with it, and what it is a price of; that is kept here and never rounds
or moves an amount.
"""

from __future__ import annotations

import enum
import re
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from attrs import field, frozen

from sundgov import printing
from sundgov.errors import InvalidValueError
from sundgov.kinds import checked, must_be
from sundgov.money import Amount, Unit, kr
from sundgov.text import is_plain


class Qualifier(enum.Enum):
    """How a stated amount is meant (ca., mindst, op til); the value is the word used in files.

    `ABOUT`: cirka, omkring. `UP_TO`: op til, op imod, maks., højst. `AT_LEAST`: mindst, min.
    `SLIGHTLY_OVER`: lidt over, godt. `SLIGHTLY_UNDER`: knap, lidt under. `OVER` and `UNDER`: over,
    mere end; under, mindre end.
    """

    EXACT = "exact"
    ABOUT = "about"
    UP_TO = "up to"
    AT_LEAST = "at least"
    SLIGHTLY_OVER = "slightly over"
    SLIGHTLY_UNDER = "slightly under"
    OVER = "over"
    UNDER = "under"


class Per(enum.Enum):
    """What an amount is stated for one of (pr. indbygger, pr. år); the value is the word in files.

    `INHABITANT` is also pr. borger; `CASE` a sag, `CALL` an opkald, `ENQUIRY` a henvendelse,
    `COURSE` a forløb, `UNIT` an enhed or stk.
    """

    INHABITANT = "inhabitant"
    PATIENT = "patient"
    USER = "user"
    MUNICIPALITY = "municipality"
    REGION = "region"
    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    CASE = "case"
    CALL = "call"
    ENQUIRY = "enquiry"
    COURSE = "course"
    MEETING = "meeting"
    UNIT = "unit"


_Bounds: TypeAlias = tuple[int | None, int | None]
_NUMERAL = re.compile(r"(?<![0-9])(?<![0-9][.,])[0-9](?:[0-9.,]{0,60}[0-9])?(?![0-9])")
_KRONE = Unit.KRONE.value
_ONE_ORE = Fraction(1)
_RANGES = (Qualifier.EXACT, Qualifier.ABOUT)


@frozen(field_transformer=checked)
class QualifiedAmount:
    """An amount with what its paper says of it (beløb, som det står skrevet).

    `wording` is the text as printed, whatever separators it has; `amount` the number in it. `per`
    says what it is for one of, in the order written. `upper` is the other end of "2-3 mio. kr.".

    >>> QualifiedAmount.read("ca. 1,2 mio. kr. om året")
    QualifiedAmount(wording='ca. 1,2 mio. kr. om året', amount=Amount('1.200.000,00 kr.'), \
qualifier=<Qualifier.ABOUT: 'about'>, per=(<Per.YEAR: 'year'>,), upper=None)
    >>> QualifiedAmount("3-2 mio. kr.", kr("3 mio."), upper=kr("2 mio."))
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: upper: must lie above the amount (got '2.000.000,00 kr.', \
'3.000.000,00 kr.')
    """

    wording: str = field(validator=is_plain)
    amount: Amount
    qualifier: Qualifier = Qualifier.EXACT
    per: tuple[Per, ...] = ()
    upper: Amount | None = None

    def __attrs_post_init__(self) -> None:
        if len(set(self.per)) != len(self.per):
            raise InvalidValueError("per", "must be unique", *(each.value for each in self.per))
        if self.upper is None:
            return
        if self.upper <= self.amount:
            ends = (printing.spaced(str(each)) for each in (self.upper, self.amount))
            raise InvalidValueError("upper", "must lie above the amount", *ends)
        if self.qualifier not in _RANGES:
            rule = "a range is stated exactly or about"
            raise InvalidValueError("qualifier", rule, self.qualifier.value)

    @classmethod
    def read(cls, text: str) -> QualifiedAmount:
        """The amount that a Danish wording states; the grammar is `governance.qualified_text`."""
        from sundgov.governance.qualified_text import read_qualified

        return read_qualified(text)

    def allows(self, amount: Amount) -> bool:
        """Whether a figure can be the one that is stated.

        An exact amount allows itself, a range what lies in it, a bound what keeps it. "ca." allows
        what rounds to the printed number, by half the unit of its last printed digit: 1,2 mio.
        runs from 1.150.000,00 to 1.249.999,99. Closing zeros of a whole number without a scale are
        not counted as printed for precision, so "ca. 500.000 kr." runs from 450.000,00.
        "lidt over" and "knap" allow the same half unit, to their own side alone.

        Raises `PriceLevelError` for an amount in other prices: they cannot be compared.

        >>> stated = QualifiedAmount.read("ca. 1,2 mio. kr.")
        >>> stated.allows(kr("1.249.999,99 kr.")), stated.allows(kr("1.250.000 kr."))
        (True, False)
        >>> QualifiedAmount.read("ca. 6,0 mio. kr.").allows(kr("6,2 mio. kr."))
        False
        """
        must_be(amount, "amount", Amount)
        ore = self.amount.ore + (amount - self.amount).ore
        lowest, highest = self.bounds
        return (lowest is None or lowest <= ore) and (highest is None or ore <= highest)

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest øre that agree; None where nothing bounds them."""
        low, high = self.amount.ore, (self.upper or self.amount).ore
        below, above = (Fraction(printed_unit(self.wording, ore), 2) for ore in (low, high))
        bounds: dict[Qualifier, _Bounds] = {
            Qualifier.EXACT: (low, high),
            Qualifier.ABOUT: (_rounding_to(low, below)[0], _rounding_to(high, above)[1]),
            Qualifier.UP_TO: (None, low),
            Qualifier.AT_LEAST: (low, None),
            Qualifier.SLIGHTLY_OVER: (low + 1, floor(low + max(above, _ONE_ORE))),
            Qualifier.SLIGHTLY_UNDER: (ceil(low - max(below, _ONE_ORE)), low - 1),
            Qualifier.OVER: (low + 1, None),
            Qualifier.UNDER: (None, low - 1),
        }
        return bounds[self.qualifier]

    def __str__(self) -> str:
        return self.wording


def _rounding_to(ore: int, half: Fraction) -> tuple[int, int]:
    """The first and the last øre that round to `ore`, halves away from zero."""
    if ore < 0:
        first, last = _rounding_to(-ore, half)
        return -last, -first
    last = ceil(ore + half) - 1
    return (ceil(ore - half) if ore else -last), last


def printed_unit(wording: str, ore: int) -> int:
    """The unit, in øre, of the last digit that a wording prints of an amount.

    The numeral is the one whose digits make the amount when only the point is moved. A wording
    without it ("en halv million") is taken as the amount written out in kroner.

    >>> printed_unit("6,0 mio. kr.", 600_000_000), printed_unit("6 mio. kr.", 600_000_000)
    (10000000, 100000000)
    >>> printed_unit("250 t.kr.", 25_000_000), printed_unit("250.000 kr.", 25_000_000)
    (100000, 1000000)
    """
    for numeral in _NUMERAL.findall(wording):
        digits = int(re.sub("[.,]", "", numeral))
        unit, rest = divmod(abs(ore), digits) if digits else (0, 0)
        if unit and not rest and unit == _closing(unit):
            return _closing(ore) if unit == _KRONE else unit
    return _closing(ore) if ore else _KRONE


def _closing(number: int) -> int:
    """The greatest power of ten that divides a number other than zero."""
    power = 1
    while number % (10 * power) == 0:
        power *= 10
    return power


def qualified(value: QualifiedAmount | Amount | str | int) -> QualifiedAmount:
    """A qualified amount from one, from an exact amount, from a wording or from whole kroner.

    >>> qualified("op imod 500.000 kr.").qualifier, str(qualified(500_000))
    (<Qualifier.UP_TO: 'up to'>, '500.000,00 kr.')
    """
    if isinstance(value, QualifiedAmount):
        return value
    if isinstance(value, str):
        return QualifiedAmount.read(value)
    amount = value if isinstance(value, Amount) else kr(value)
    return QualifiedAmount(printing.spaced(str(amount)), amount)
