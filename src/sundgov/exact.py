"""The border for numbers: what comes in is exact, or it does not come in.

A binary float has usually lost what was meant before it arrives (0.1 is not a tenth), and a
bool is no number, so both are refused everywhere. int, Fraction and finite Decimal are exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from sundgov.errors import InvalidValueError, NotExactError

Exact: TypeAlias = int | Fraction | Decimal
"""An exact number: int, Fraction or finite Decimal."""

FIRST_YEAR, LAST_YEAR = 1900, 2999
_FARTHEST = 1000
_FLOAT_HINT = "Write it as an int, Fraction(1, 3) or Decimal('0.1')."


def whole(value: object, field: str) -> int:
    """`value` as an int; refuses floats, bools and everything else.

    >>> whole(7, "amount")
    7
    >>> whole(7.0, "amount")
    Traceback (most recent call last):
    sundgov.errors.NotExactError: amount: a whole number is an int (got 7.0)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise NotExactError(field, "a whole number is an int", value)


def natural(value: object, field: str) -> int:
    """`value` as an int that is not negative.

    >>> natural(-1, "population")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: population: must not be negative (got -1)
    """
    number = whole(value, field)
    if number < 0:
        raise InvalidValueError(field, "must not be negative", value)
    return number


def fraction(value: object, field: str) -> Fraction:
    """`value` as a Fraction: an int, Fraction or finite Decimal, never a float, bool or text.

    >>> from decimal import Decimal
    >>> fraction(Decimal("0.1"), "weight")
    Fraction(1, 10)
    >>> fraction(0.1, "weight")
    Traceback (most recent call last):
    sundgov.errors.NotExactError: weight: a number must be exact, never a float or bool \
(got 0.1). Write it as an int, Fraction(1, 3) or Decimal('0.1').
    """
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
        raise NotExactError(
            field, "a number must be exact, never a float or bool", value, hint=_FLOAT_HINT
        )
    if isinstance(value, Decimal) and not value.is_finite():
        raise InvalidValueError(field, "a number must be finite", value)
    if isinstance(value, Decimal) and abs(value.adjusted()) > _FARTHEST:
        # 1e999999999 is a short text and an endless fraction.
        raise InvalidValueError(field, f"a number lies within ten to the ±{_FARTHEST}", value)
    return Fraction(value)


def positive_fraction(value: object, field: str) -> Fraction:
    """`value` as a Fraction above zero."""
    number = fraction(value, field)
    if number <= 0:
        raise InvalidValueError(field, "must be above zero", value)
    return number


def share(value: object, field: str) -> Fraction:
    """`value` as a share of a whole: above 0, at most 1."""
    number = fraction(value, field)
    if not 0 < number <= 1:
        raise InvalidValueError(field, "a share lies above 0 and at most at 1", value)
    return number


def calendar_month(value: object, name: str = "month") -> int:
    """`value` as a month of the year.

    >>> calendar_month(13)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: month: is a month of the year, 1 to 12 (got 13)
    """
    month = whole(value, name)
    if not 1 <= month <= 12:
        raise InvalidValueError(name, "is a month of the year, 1 to 12", value)
    return month


def calendar_year(value: object, name: str = "year") -> int:
    """`value` as a year between 1900 and 2999.

    >>> calendar_year(25)
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: year: a year lies between 1900 and 2999 (got 25)
    """
    year = whole(value, name)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(name, f"a year lies between {FIRST_YEAR} and {LAST_YEAR}", value)
    return year
