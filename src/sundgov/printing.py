"""How numbers, amounts and dates are printed, in Danish or English.

The only module that uses babel, and only for output; babel is loaded at the first printing.
Nothing here rounds: what is printed is exact, or ends in an ellipsis.
"""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Literal, TypeAlias

from sundgov.errors import InvalidValueError

Language: TypeAlias = Literal["da", "en"]

_LOCALES: dict[str, str] = {"da": "da_DK", "en": "en_GB"}
_CURRENCY_FORMATS: dict[str, str | None] = {"da": None, "en": "¤¤\xa0#,##0.00;-¤¤\xa0#,##0.00"}
_ELLIPSIS = "…"


def language_of(text: str) -> Language:
    """`text` as a language the library prints in.

    >>> language_of("sv")
    Traceback (most recent call last):
    sundgov.errors.InvalidValueError: language: must be 'da' or 'en' (got 'sv')
    """
    if text == "da":
        return "da"
    if text == "en":
        return "en"
    raise InvalidValueError("language", "must be 'da' or 'en'", text)


def _locale(language: Language) -> str:
    return _LOCALES[language_of(language)]


def kroner(ore: int, language: Language = "da") -> str:
    """Whole øre as kroner with two decimals.

    >>> kroner(445423).split(), kroner(445423, "en").split()
    (['4.454,23', 'kr.'], ['DKK', '4,454.23'])
    """
    from babel.numbers import format_currency

    locale = _locale(language)
    value = Decimal(ore).scaleb(-2, _wide(ore))
    with localcontext(_wide(ore)):
        text: str = format_currency(value, "DKK", format=_CURRENCY_FORMATS[language], locale=locale)
    return text


def kroner_figures(ore: int) -> str:
    """Whole øre as kroner with two decimals, without the currency, for columns.

    >>> kroner_figures(445423)
    '4.454,23'
    """
    return kroner(ore).removesuffix("\N{NO-BREAK SPACE}kr.")


def whole_number(value: int, language: Language = "da") -> str:
    """A whole number with thousands marks.

    >>> whole_number(5932561), whole_number(5932561, "en")
    ('5.932.561', '5,932,561')
    """
    from babel.numbers import format_decimal

    with localcontext(_wide(value)):
        text: str = format_decimal(value, locale=_locale(language))
    return text


def exact_number(value: Fraction, decimals: int = 4, language: Language = "da") -> str:
    """A fraction to `decimals` places, cut and never rounded; an ellipsis marks what was cut.

    >>> exact_number(Fraction(1, 3)), exact_number(Fraction(5, 2)), exact_number(Fraction(-1, 3))
    ('0,3333…', '2,5', '-0,3333…')
    """
    digits, rest = divmod(abs(value.numerator) * 10**decimals, value.denominator)
    integer, part = divmod(digits, 10**decimals)
    places = f"{part:0{decimals}d}" if decimals else ""
    places = places if rest else places.rstrip("0")
    mark = "," if language == "da" else "."
    sign = "-" if value < 0 else ""
    return (
        sign
        + whole_number(integer, language)
        + (mark + places if places else "")
        + (_ELLIPSIS if rest else "")
    )


def percent(value: Fraction, language: Language = "da") -> str:
    """A percentage with at least one decimal.

    >>> percent(Fraction(3)), percent(Fraction(195, 100), "en")
    ('3,0 pct.', '1.95 per cent')
    """
    mark, word = (",", "pct.") if language == "da" else (".", "per cent")
    text = exact_number(value, 6, language)
    return f"{text if mark in text else text + mark + '0'} {word}"


def day(value: dt.date, language: Language = "da") -> str:
    """A date with the month in words.

    >>> day(dt.date(2023, 1, 1)), day(dt.date(2023, 1, 1), "en")
    ('1. januar 2023', '1 January 2023')
    """
    from babel.dates import format_date

    pattern = "d. MMMM y" if language == "da" else "d MMMM y"
    text: str = format_date(value, pattern, locale=_locale(language))
    return text


def spaced(text: str) -> str:
    """`text` with ordinary spaces for no-break ones, for columns and comparison."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def plain_decimal(ore: int) -> str:
    """Whole øre as kroner for machines: two decimals, a point, no thousands marks.

    >>> plain_decimal(446788), plain_decimal(-5)
    ('4467.88', '-0.05')
    """
    kr, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{kr}.{rest:02d}"


def _wide(number: int) -> Context:
    """A decimal context with room for every digit of `number`, whatever the caller's is."""
    return Context(prec=max(40, number.bit_length()))
