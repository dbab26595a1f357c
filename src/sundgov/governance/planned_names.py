"""The days and periods that a wording can name, each a small rule: a pattern and what it means.

Patterns are matched against the whole of a wording in small letters. What is a convention and whose
stands in docs/planned-times.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeAlias

from sundgov.errors import InvalidValueError
from sundgov.governance.planned_refusals import unreadable
from sundgov.governance.planned_years import Named, Wording
from sundgov.periods import CalendarPeriod, HalfYear, IsoWeek, Month, Period, Quarter, Span, Year

Rule: TypeAlias = Callable[[re.Match[str], Wording], Named]

_NAMES_OF_MONTHS = (
    *(("januar", "jan"), ("februar", "feb"), ("marts", "mar"), ("april", "apr"), ("maj",)),
    *(("juni", "jun"), ("juli",), ("august", "aug"), ("september", "sep", "sept")),
    *(("oktober", "okt"), ("november", "nov"), ("december", "dec")),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES_OF_MONTHS, 1) for name in names}
_ORDINALS = {"første": 1, "anden": 2, "andet": 2, "sidste": 2, "tredje": 3, "fjerde": 4}
_SEASONS = {"forår": 3, "sommer": 6, "efterår": 9, "foråret": 3, "sommeren": 6, "efteråret": 9}
_NAMES_OF_THIRDS = (
    ("primo", "start", "starten", "begyndelsen"),
    ("medio", "midt", "midten"),
    ("ultimo", "slut", "slutningen", "sidst"),
)
_THIRDS = {name: place for place, names in enumerate(_NAMES_OF_THIRDS) for name in names}
_CURRENT: dict[str, type[CalendarPeriod]] = {
    "året": Year,
    "halvåret": HalfYear,
    "kvartalet": Quarter,
    "måneden": Month,
}
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_LENGTHS: dict[type[Period], int] = {Month: 1, Quarter: 3, HalfYear: 6, Year: 12}

# Pieces of patterns. Of a year in four digits nothing is guessed; two digits are a year in a date
# alone, and always of this century.
FOUR = "(?:19|20)[0-9]{2}"
YEAR = f"(?:(?:,? | ?[-/] ?)(?:i |af )?(?P<year>{FOUR}))?"
TWO_YEARS = f"(?: (?P<year>{FOUR})[-/](?P<second>{FOUR}|[0-9]{{2}}))?"
DEN = rf"(?:(?:{'|'.join(_WEEKDAYS)}),? )?(?:den |d\. ?)?"
MONTH = "(?:" + "|".join(sorted(_MONTHS, reverse=True)) + r")\.?"
THIRD = "(?:primo|medio|ultimo)"
_DAY, _MONTH_NUMBER = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})"
_DATE_YEAR = f"(?P<year>{FOUR}|[0-9]{{2}})"
_BEFORE_A_DATE = rf"(?:pr\.? ?)?(?:(?P<weekday>{'|'.join(_WEEKDAYS)}),? )?(?:den |d\. ?)?"
_BEFORE_A_PERIOD = r"(?:i løbet af |i |pr\.? ?)?(?:hele )?"


def read_named(text: str, wording: Wording) -> Named:
    """What a part of a wording names; refused when it names no day and no period."""
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(text):
            return rule(match, wording)
    raise unreadable(wording)


def _date(match: re.Match[str], wording: Wording) -> Named:
    parts = match.groupdict()
    month = _month_number(match)
    stated = parts.get("year")
    year = None if stated is None else int(stated) + (2000 if len(stated) == 2 else 0)
    weekday = parts.get("weekday")

    def within(a_year: int) -> Period:
        on = _calendar_day(a_year, month, int(parts["day"]))
        return Span(on, on)

    named = Named(within, year)
    if weekday is not None:
        _agree(wording.find(named).first_day, weekday, wording)
    return named


def _month_number(match: re.Match[str]) -> int:
    named = match["month"].rstrip(".")
    return int(named) if named.isdigit() else _MONTHS[named]


def _calendar_day(year: int, month: int, on: int) -> dt.date:
    whole = Month(year, month)
    if not 1 <= on <= whole.days:
        raise InvalidValueError("day", f"lies between 1 and {whole.days}", on)
    return whole.first_day.replace(day=on)


def _agree(on: dt.date, weekday: str, wording: Wording) -> None:
    if _WEEKDAYS[on.weekday()] != weekday:
        hint = f"{on} is a {_WEEKDAYS[on.weekday()]}."
        raise wording.refusal("the weekday contradicts the date", hint)


def stated_year(match: re.Match[str], wording: Wording) -> int | None:
    """The year that a pattern found, if any."""
    return int(match["year"]) if match["year"] else None


def _number(match: re.Match[str]) -> int:
    """The number of a half or quarter: a digit before or after its name, or a word."""
    parts = match.groupdict()
    digit = parts.get("digit") or parts.get("number")
    return int(digit) if digit else _ORDINALS[parts["word"]]


def _year(match: re.Match[str], wording: Wording) -> Named:
    return Named(Year, int(match["year"]))


def _current(match: re.Match[str], wording: Wording) -> Named:
    """The year, quarter or month that the paper is of."""
    found = _CURRENT[match["current"]].containing(wording.day_given())
    return Named(lambda _: found, found.first_day.year)


def _half_year(match: re.Match[str], wording: Wording) -> Named:
    half = _number(match)
    return Named(lambda year: HalfYear(year, half), stated_year(match, wording))


def _quarter(match: re.Match[str], wording: Wording) -> Named:
    quarter = _number(match)
    return Named(lambda year: Quarter(year, quarter), stated_year(match, wording))


def _month(match: re.Match[str], wording: Wording) -> Named:
    month = _month_number(match)
    return Named(lambda year: Month(year, month), stated_year(match, wording))


def _week(match: re.Match[str], wording: Wording) -> Named:
    week = int(match["week"])
    return Named(lambda year: IsoWeek(year, week), stated_year(match, wording))


def _season(match: re.Match[str], wording: Wording) -> Named:
    first = _SEASONS[match["season"]]
    return Named(lambda year: _months(year, first), stated_year(match, wording))


def _winter(match: re.Match[str], wording: Wording) -> Named:
    return Named(lambda year: _months(year, 12), first_of_two_years(match, wording))


def _months(year: int, first: int) -> Span:
    """Three months from one on."""
    begin = Month(year, first)
    return Span(begin.first_day, begin.shift(2).last_day)


def first_of_two_years(match: re.Match[str], wording: Wording) -> int | None:
    """The first of two years that follow each other, as in 2023/24; None where none is stated."""
    if not match["year"]:
        return None
    first, second = int(match["year"]), match["second"]
    if not f"{first + 1}".endswith(second):
        raise wording.refusal(
            "the two years do not follow each other", f"Write '{first}/{first + 1}'."
        )
    return first


def _third(match: re.Match[str], wording: Wording) -> Named:
    place = _THIRDS[match["third"]]

    def of(whole: Period) -> Period:
        months = _LENGTHS.get(type(whole))
        if months is None:
            raise wording.refusal(
                "only a month, quarter, half-year or year has such a part", _PARTS
            )
        if months == 1:
            first, last = whole.first_day, whole.last_day
            begins, ends = ((1, 10), (11, 20), (21, last.day))[place]
            return Span(first.replace(day=begins), last.replace(day=ends))
        begin = Month.containing(whole.first_day).shift(place * months // 3)
        return Span(begin.first_day, begin.shift(months // 3 - 1).last_day)

    return read_named(match["whole"], wording).part(of)


def _half(match: re.Match[str], wording: Wording) -> Named:
    second = _number(match) == 2

    def of(whole: Period) -> Period:
        if isinstance(whole, Year):
            return whole.halves[second]
        if not isinstance(whole, Month):
            raise wording.refusal("only a month or a year has such a half", _HALVES)
        middle = whole.first_day.replace(day=15)
        if second:
            return Span(middle + dt.timedelta(days=1), whole.last_day)
        return Span(whole.first_day, middle)

    return read_named(match["whole"], wording).part(of)


_PARTS = "Write it as 'primo marts 2024', 'medio 2. kvartal 2024' or 'ultimo 2024'."
_HALVES = "Write it as 'første halvdel af 2022' or 'anden halvdel af marts 2022'."


def _ordinal(words: str) -> str:
    return rf"(?:(?P<digit>[0-9])\. ?|(?P<word>{words}) )"


def _dates(pattern: str) -> tuple[re.Pattern[str], Rule]:
    return re.compile(_BEFORE_A_DATE + pattern), _date


def _periods(pattern: str, rule: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(_BEFORE_A_PERIOD + pattern), rule


_THIRD = f"(?P<third>{'|'.join(_THIRDS)})(?: af| i)? (?P<whole>.+)"
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    # 8. december 2023 - 31/10-23, 3/11 2023 - 31.10.23, 04.12. - 13-11-2023 - 2023-12-08
    _dates(rf"{_DAY}\.? ?(?P<month>{MONTH})(?:,? {_DATE_YEAR})?"),
    _dates(rf"{_DAY}/{_MONTH_NUMBER}(?:(?: ?- ?|/| (?={FOUR})){_DATE_YEAR})?"),
    _dates(rf"{_DAY}\. ?{_MONTH_NUMBER}(?:(?:\. ?|-| (?={FOUR})){_DATE_YEAR}|\.)?"),
    _dates(rf"{_DAY}-{_MONTH_NUMBER}-(?P<year>{FOUR})"),
    _dates(rf"(?P<year>{FOUR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"),
    # 2023 - året
    _periods(rf"(?:år |året |kalenderåret )?(?P<year>{FOUR})", _year),
    _periods(f"(?P<current>{'|'.join(_CURRENT)})", _current),
    # første halvår 2024, H1 2024, 2024-H1 - 1. kvartal 2020, Q1-2024, 2024-Q1
    _periods(rf"(?:{_ordinal('første|andet|anden')}halvår|h(?P<number>[0-9])){YEAR}", _half_year),
    _periods(rf"(?P<year>{FOUR})[- ]?h(?P<number>[0-9])", _half_year),
    _periods(
        rf"(?:{_ordinal('første|andet|anden|tredje|fjerde')}kvartal|q(?P<number>[0-9])){YEAR}",
        _quarter,
    ),
    _periods(rf"(?P<year>{FOUR})[- ]?q(?P<number>[0-9])", _quarter),
    # november 2023, 2023-11 - uge 49, uge 10 i 2024, 2024-W10
    _periods(rf"(?P<month>{MONTH})(?: måned)?{YEAR}", _month),
    _periods(rf"(?P<year>{FOUR})-(?P<month>0[1-9]|1[0-2])", _month),
    _periods(rf"uge ?(?P<week>[0-9]{{1,2}}){YEAR}", _week),
    _periods(rf"(?P<year>{FOUR})-?w(?P<week>[0-9]{{2}})", _week),
    # foråret 2024 - vinteren 2023/24
    _periods(rf"(?P<season>{'|'.join(_SEASONS)}){YEAR}", _season),
    _periods(rf"vinter(?:en)?{TWO_YEARS}", _winter),
    # første halvdel af 2022 - primo 2024, ultimo november, i starten af 2024
    _periods(
        r"(?:(?P<digit>[12])\. ?|(?P<word>første|anden|sidste) )halvdel af (?P<whole>.+)", _half
    ),
    _periods(_THIRD, _third),
)
