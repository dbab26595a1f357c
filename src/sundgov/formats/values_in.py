"""Single values as people write them in a file, each read strictly and refused by name."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Hashable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import TypeVar, cast

from sundgov.errors import NotExactError, SundgovError, TextError, shortened
from sundgov.exact import fraction, natural
from sundgov.governance.planned_times import PlannedTime
from sundgov.money import Amount, Unit, kr
from sundgov.periods import day
from sundgov.text import plain

T = TypeVar("T")
E = TypeVar("E", bound=enum.Enum)

UNITS = {unit.danish: unit for unit in Unit}
"""The units of amounts, by their Danish names."""

_FRACTION = re.compile(r"(-?[0-9]{1,30})/([1-9][0-9]{0,29})|(-?[0-9]{1,30}),([0-9]{1,30})")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,2}")
_DIGITS = re.compile(r"0|[1-9][0-9]{0,14}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")
_SPOKEN = re.compile(r"(?:kl(?:okken|\.)? ?)?([01]?[0-9]|2[0-3])(?:[.: ]?([0-5][0-9]))?")


def shaped(value: object, shape: type[T], name: str, *, hint: str = "") -> T:
    """`value` if it is a table, a list or what else `shape` says; `name` is what it must be.

    >>> shaped("NR", dict, "table")
    Traceback (most recent call last):
    sundgov.errors.TextError: table: must be a table (got 'NR')
    """
    if not isinstance(value, shape):
        raise TextError(name, f"must be a {name}", value, hint=hint)
    return value


def hinted(error: TextError, hint: str) -> TextError:
    """The same refusal with another hint."""
    return TextError(error.field, error.rule, *error.got, hint=hint)


def one_of(value: object, known: Mapping[str, T], name: str) -> T:
    """What a word stands for; another word is refused with the nearest one and all there are.

    >>> one_of("presnt", {"present": 1, "absent": 0}, "presence")
    Traceback (most recent call last):
    sundgov.errors.TextError: presence: must be one of 'present', 'absent' (got 'presnt'). \
Did you mean 'present'?
    """
    word = plain(value, name)
    if word not in known:
        near = get_close_matches(word, known, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else ""
        raise TextError(name, f"must be one of {', '.join(map(repr, known))}", value, hint=hint)
    return known[word]


def enum_word(value: object, target: type[E]) -> E:
    """The member of an enum that a word names."""
    words = cast(Mapping[str, E], _words(target))
    return one_of(value, words, "value")


@cache
def _words(target: Hashable) -> Mapping[str, enum.Enum]:
    return {f"{member.value}": member for member in cast(type[enum.Enum], target)}


def exact_amount(value: object) -> Amount:
    """An amount from a Danish text or whole kroner; a broken number is refused."""
    if isinstance(value, Decimal):
        hint = f"Write '{_in_danish(value)} kr.'."
        raise NotExactError("amount", "is written as a text or in whole kroner", value, hint=hint)
    return kr(cast(str, value))


def _in_danish(number: Decimal) -> str:
    """What was most likely meant: a point before three digits separates thousands."""
    written = f"{number}"
    if _THOUSANDS.fullmatch(written):
        return written
    before, _, after = written.partition(".")
    return f"{before},{after:0<2}" if _PLAIN_NUMBER.fullmatch(written) else "7,50"


def whole_number(value: object) -> int:
    """A whole number; a text is none, although it has digits.

    >>> whole_number("2024")
    Traceback (most recent call last):
    sundgov.errors.NotExactError: number: must be a whole number (got '2024'). Write 2024.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    digits = isinstance(value, str) and _DIGITS.fullmatch(value)
    hint = f"Write {value}." if digits else ""
    raise NotExactError("number", "must be a whole number", value, hint=hint)


def text(value: object) -> str:
    """A text, in quotes; a number with a point, a date and a time are told to be put in them.

    >>> import datetime as dt
    >>> text(dt.date(2024, 2, 2))
    Traceback (most recent call last):
    sundgov.errors.NotExactError: text: must be a text (got datetime.date(2024, 2, 2)). \
Write it in quotes: "2024-02-02".
    """
    if isinstance(value, Decimal | dt.date | dt.time):
        hint = f'Write it in quotes: "{shortened(f"{value}")}".'
        raise NotExactError("text", "must be a text", value, hint=hint)
    return plain(value, "text")


def exact_number(value: object) -> Fraction:
    """A number that may be broken: 1, 0.5, "1/2" or "0,5".

    >>> exact_number("1/2"), exact_number("0,5"), exact_number(1)
    (Fraction(1, 2), Fraction(1, 2), Fraction(1, 1))
    """
    if not isinstance(value, str):
        return fraction(value, "number")
    match = _FRACTION.fullmatch(value)
    if match is None:
        raise TextError("number", "must be a fraction such as '1/2' or '0,5'", value)
    over, under, before, after = match.groups()
    return Fraction(int(over), int(under)) if over else Fraction(f"{before}.{after}")


def truth(value: object) -> bool:
    """True or false, and nothing else."""
    if not isinstance(value, bool):
        raise NotExactError("value", "must be true or false", value)
    return value


def label(value: object) -> str:
    """A label as printed; a whole number stands for its digits, the empty text for no label.

    >>> label(3), label("3a"), label("")
    ('3', '3a', '')
    """
    if value == "":
        return ""
    return f"{natural(value, 'label')}" if isinstance(value, int) else text(value)


def clock_time(value: object) -> dt.time:
    """A time of day: a local time, or a text with a point or colon between hour and minute.

    >>> clock_time("8.30"), clock_time("08:30")
    (datetime.time(8, 30), datetime.time(8, 30))
    >>> clock_time("kl. 9.40")
    Traceback (most recent call last):
    sundgov.errors.TextError: time: is no time of day (got 'kl. 9.40'). Write it as '9:40'.
    >>> clock_time("24:00")
    Traceback (most recent call last):
    sundgov.errors.TextError: time: is no time of day (got '24:00'). Write it as '8:30'.
    """
    if isinstance(value, dt.time):
        return value
    told = text(value) if isinstance(value, Decimal) else plain(value, "time")
    match = _CLOCK.fullmatch(told)
    if match is None:
        spoken = _SPOKEN.fullmatch(told.lower())
        meant = f"{spoken[1]}:{spoken[2] or '00'}" if spoken else "8:30"
        raise TextError("time", "is no time of day", value, hint=f"Write it as '{meant}'.")
    return dt.time(int(match[1]), int(match[2]))


def clock_times(value: object) -> tuple[dt.time, dt.time]:
    """From when to when, as "8:30-8:35"."""
    told = plain(value, "slot")
    first, line, last = re.sub(r" ?[-–] ?", "-", told).partition("-")
    if not line:
        both = [":".join(each) for each in _CLOCK.findall(told)]
        hint = f"Write '{'-'.join(both) if len(both) == 2 else '8:30-8:35'}'."
        raise TextError("slot", "is from one time to another", value, hint=hint)
    return clock_time(first), clock_time(last)


def calendar_day(value: object) -> dt.date:
    """A date, or an ISO text; one written as papers have it is refused with how to write it.

    >>> calendar_day("8. december 2023")
    Traceback (most recent call last):
    sundgov.errors.TextError: date: a date is written year-month-day (got '8. december 2023'). \
Write it as '2023-12-08'.
    """
    try:
        return day(cast(str, value), "date")
    except TextError as error:
        meant = day_meant(f"{value}")
        raise hinted(error, f"Write it as '{meant}'.") if meant else error from None


def day_meant(text: str) -> dt.date | None:
    """The one day that a wording names, as papers have it; None where it names none, or several.

    >>> day_meant("8/12-2023"), day_meant("uge 49 2023")
    (datetime.date(2023, 12, 8), None)
    """
    try:
        time = PlannedTime.read(text)
    except SundgovError:
        return None
    return time.latest if time.is_day else None
